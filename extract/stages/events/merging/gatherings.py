"""Which of a document's events a sentence speaks of that names none, or several."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc, Token

from extract.document import Party, kept, match_text_of
from extract.language.syntax import ancestors, clause_head, distance, feature, preposition
from extract.stages.events.triggers.lexicon import Candidate

#: parts and sides of an event: who is there is at the event
_PARTS_OF_EVENTS = frozenset(
    {
        "работа", "ход", "рамка", "открытие", "закрытие", "церемония", "этап", "день", "начало", "завершение",
        "участник", "гость", "делегат", "раунд", "проведение", "состав", "тур", "часть", "фаза", "подготовка",
        "организация", "серия",
        "цикл", "неделя",
    }
)  # fmt: skip
#: `в ней`, at the head of a sentence, and what it may stand for
_IN_IT = re.compile(r"\W*(?:в|на)\s+(ней|нем|н[её]м)\s", re.IGNORECASE)
_GENDERS = {"ней": {"Fem"}, "нем": {"Masc", "Neut"}}
#: characters before a pronoun within which its noun stands
_NEAR = 500
#: characters that a noun phrase may take
_PHRASE = 150
#: where an item of news ends
ITEM_END = re.compile(
    r"\n\s*(?:Справ(?:ка|очно)|Напомним|Читайте|Related|Для СМИ|Теги|Контакт|По теме|Анонс|АНОНС|\*{3})"
    r"|\n\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}[^\n]{0,24}\n|\n\s*\d{1,2} [а-я]{3,8}(?: \d{4}[^\n]{0,16})?\s*\n|\n\s*▪"
)
#: what follows one of these lines is no part of the news, on any page
_ASIDES = re.compile(
    r"\n\s*(?:Справ(?:ка|очно)|Читайте|Related|Для СМИ|Теги|Контакт|По теме|Анонс|АНОНС|\*{3})", re.IGNORECASE
)
_MONTHS = r"(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
#: `11 сентября. Ашхабад. Встреча ...`, `19 нояб. В Минске`, `15-16.04. Делегация`: paragraphs of a chronicle
_DATED = re.compile(
    r"(?:^|\n)[ \t]*(?:\d{1,2}(?:\s" + _MONTHS + r")?\s?[-–—]\s?)?\d{1,2}(?:\.\d{2}(?:\.\d{2,4})?|\s" + _MONTHS + r")"
    r"(?:\s\d{4}(?:\s?(?:г\.|года))?)?(?:\s*[.,:–—-]\s|[ \t]*\n|[ \t]{2,}(?=[А-ЯЁ]))",
    re.IGNORECASE,
)
#: `► Генпрокурор принял посла`, `КИРГИЗИЯ. 7 августа секретарь ...`: news of a digest
_HEADED = re.compile(r"\n[ \t]*(?:[▪►■●◆▶]\s|[А-ЯЁ]{4,20}(?:[ -][А-ЯЁ]{4,20})?(?:\.\s|[ \t]*\n))")
#: so many paragraphs of one make make a page of several items
_SEVERAL = 3
FORUMS = frozenset({"session", "summit", "conference"})
GATHERINGS = frozenset({"session", "summit", "conference", "exercise", "operation", "meeting", "call"})
ATTENDABLE = GATHERINGS | {"statement"}
SAYING = frozenset(
    {
        "отметить", "подчеркнуть", "заявить", "предложить", "проинформировать", "информировать", "выразить",
        "призвать", "рассказать", "добавить", "указать", "сообщить", "напомнить", "выступить", "доложить",
        "заверить", "поблагодарить", "приветствовать", "поприветствовать", "открыть", "ответить", "обратить",
        "высказать", "представить", "поддержать", "сказать", "говорить", "подтвердить", "уточнить", "пояснить",
        "остановиться",
        "ознакомить", "пожелать", "предупредить", "пообещать", "обещать", "признать", "констатировать", "привести",
        "обозначить", "акцентировать", "поделиться", "прокомментировать", "напоминать", "отмечать", "подчеркивать",
        "заметить", "объявить", "озвучить", "поздравить", "объяснить", "резюмировать", "отчитаться", "изложить",
        "охарактеризовать", "зачитать", "высказаться", "попросить", "потребовать", "порекомендовать", "заострить",
    }
)  # fmt: skip
TALKS = frozenset({"meeting", "call", "visit"})


class Gatherings:
    """The candidates of one document, looked up by where a word stands."""

    def __init__(self, doc: Doc, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._candidates = candidates
        self._sentences: dict[int, int] = {}

    def closest(self, token: Token) -> Candidate | None:
        sentence = token.sent.start
        group = [c for c in self._candidates if self.sentence(c) == sentence]
        return min(group, key=lambda c: (distance(token, c.token), abs(token.i - c.token.i)), default=None)

    def after_trigger(self, party: Party) -> bool:
        if party.start is None:
            return False
        return any(0 <= party.start - c.trigger[1] <= 2 for c in self._candidates)

    def sentence(self, candidate: Candidate) -> int:
        """First token of the candidate's sentence; spaCy looks for it anew each time that it is asked."""
        start = self._sentences.get(id(candidate))
        if start is None:
            start = self._sentences[id(candidate)] = candidate.token.sent.start
        return start

    def between(self, start: int, end: int) -> list[Candidate]:
        """Gatherings told by a noun between two offsets."""
        return [c for c in self._candidates if start <= c.trigger[0] < end and c.type in GATHERINGS and not c.is_verb]

    def first(self, default: int) -> int:
        """Where the first gathering is told, `default` if none is."""
        return min((c.trigger[0] for c in self._candidates if c.type in GATHERINGS), default=default)

    def called(self, offset: int, start: int) -> Candidate | None:
        """The event whose noun phrase the words at `offset` belong to: `итоги учения "Гром" с участием А`."""
        near = [c for c in self._candidates if max(start, offset - _PHRASE) <= c.trigger[0] and c.trigger[1] <= offset]
        last = max(near, key=lambda c: c.trigger[0], default=None)
        if last is None or last.is_verb or last.type not in GATHERINGS:
            return None
        between = self._doc._.match_text[last.trigger[1] : offset]
        words = self._doc.char_span(last.trigger[1], offset, alignment_mode="contract") or ()
        has_verb = any(t.pos_ in {"VERB", "AUX"} for t in words)
        return None if has_verb or "," in between else last

    def by_pronoun(self, start: int, end: int) -> Candidate | None:
        """`В ней было задействовано`: the noun before that agrees, also one that says what a report is about."""
        pronoun = _IN_IT.match(self._doc._.match_text, start, end)
        if pronoun is None:
            return None
        genders = _GENDERS[pronoun[1].lower().replace("ё", "е")]
        near = [c for c in self._candidates if start - _NEAR <= c.trigger[0] < start and not c.is_verb]
        agreeing = [c for c in near if c.type in GATHERINGS and feature(c.token, "Gender") in genders]
        return agreeing[-1] if agreeing and feature(agreeing[-1].token, "Number") != "Plur" else None

    def points_elsewhere(self, target: Candidate, start: int, end: int) -> bool:
        """`В ней участвовали`, and `target` is told by a verb, or by a noun of another gender."""
        pronoun = _IN_IT.match(self._doc._.match_text, start, end)
        if pronoun is None:
            return False
        genders = _GENDERS[pronoun[1].lower().replace("ё", "е")]
        return target.is_verb or feature(target.token, "Gender") not in {None, *genders}

    def last(
        self, offset: int, start: int, end: int, *, statements: bool = False, past: bool = False
    ) -> Candidate | None:
        """The event that a word of attendance at `offset` speaks of: in its sentence, else the last one before.

        Who took part (`past`) did not do so in what is only planned; the next item of a page tells of its own.
        """
        kinds = ATTENDABLE if statements else GATHERINGS
        here = [c for c in self._candidates if start <= c.trigger[0] < end and not c.is_verb and c.type in kinds]
        here = [c for c in here if not is_attribute(c.token)]
        if here:
            return min(here, key=lambda c: (abs(c.trigger[0] - offset), c.trigger[0]))
        before = [c for c in self._candidates if c.trigger[0] < offset and c.type in kinds]
        if past:
            before = [c for c in before if c.status not in {"planned", "cancelled", "postponed"}]
        if before and (cut := self._item_before(start)) is not None:
            before = [c for c in before if c.trigger[0] > cut]
        last: Candidate | None = None
        while before:
            sentence = self.sentence(before[-1])
            group = [c for c in before if self.sentence(c) == sentence]
            best = min(group, key=lambda c: (not c.asserted, c.setting, _depth(c.token)))
            last = last or best
            if (best.asserted and not is_reported(best.token)) or _is_attended(best.token):
                return best
            before = before[: -len(group)]
        return last

    @cached_property
    def _items(self) -> list[int]:
        return item_starts(self._doc)

    def _item_before(self, offset: int) -> int | None:
        """Where the item of a page that `offset` lies in opens: `21 февраля` on a line of its own."""
        heads = bisect_left(self._items, offset)
        return self._items[heads - 1] if heads else None


def item_starts(doc: Doc) -> list[int]:
    """Where the items of a page begin; the first line with a date may belong to the title of the only one."""
    return kept(doc, "item_starts", _item_starts)


def _item_starts(doc: Doc) -> list[int]:
    text = match_text_of(doc)
    found = {m.start() for m in _ASIDES.finditer(text)}
    lines = [m.start() for m in ITEM_END.finditer(text)]
    found.update(lines if len(lines) > 1 else [])
    for paragraphs in (_DATED, _HEADED):
        heads = [m.start() for m in paragraphs.finditer(text)]
        found.update(heads if len(heads) >= _SEVERAL else [])
    return sorted(found)


def _depth(token: Token) -> int:
    return sum(1 for _ in ancestors(token))


def is_attribute(token: Token) -> bool:
    """`штаб операции`, `итоги учений`: the event only says what something else is about."""
    if token.dep_ != "nmod" or preposition(token) is not None or token.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return token.head.lemma_ not in _PARTS_OF_EVENTS


def is_reported(token: Token) -> bool:
    """Told by somebody in passing: `рассказал, что прошли переговоры`."""
    return clause_head(token).dep_ == "ccomp"


def _is_attended(token: Token) -> bool:
    return token.head.lemma_ in {"участие", "участвовать", "работа", "выступить", "выступать", "присутствовать"}

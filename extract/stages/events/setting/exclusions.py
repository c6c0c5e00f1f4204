"""Exclusions: dates and places of a sentence that are not those of its event.

The date of a dateline, a deadline, the period that a paper or a report is about, the day on which something else
happened, was said or decided, the city for which somebody left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from extract.document import DateValue, Mention, Starts
from extract.language.later import later
from extract.language.syntax import SUBJECTS, ancestors, clause_head, feature, is_future, preposition
from extract.parties import Parties
from extract.stages.events.merging.gatherings import SAYING
from extract.stages.events.setting.attachment import ON_HOLDING, THAT, Attachment
from extract.stages.events.setting.clauses import (
    is_resolved_on,
    noun_of_holding,
)
from extract.stages.events.triggers.lexicon import Candidate

_YEAR = 4
#: names whose accusative differs from the locative
_WHITHER = later(r"(?:[\w-]+[ую]ю\s|Республику\s)", re.IGNORECASE)
_OF_A_SITTING = frozenset({"session", "summit"})
_ABOUT_WHAT = later(r"\s(?:об?о?|про)\s|,\s+(?:что|будто)\s", re.IGNORECASE)
_STOPS = later(r"[,;:()]|\b(?:состоял|прош|провед|провел|подпис|встре|обсуд|приня|сообщ|заяв)\w*", re.IGNORECASE)
#: a year, a half or a quarter of one, a stretch of years or of months
_PERIOD = later(r"[\dX]{4}(?:-(?:3[3-6]|4[01]))?(?:/[\dX]{4})?|[\dX]{4}-\d\d/[\dX]{4}-\d\d")
_FOR_YEARS = later(r"\bна\s+(?:[а-яё]+\s+){0,2}$", re.IGNORECASE)
#: `заседание намечено на 2026 год`
_SET_FOR = later(
    r"\b(?:намеч|запланир|планир|назнач|перен[её]с|перенос|отлож|отклад|сдвин|приход)\w*\s+(?:[\w-]+\s+){0,3}на\s+(?:[а-яё]+\s+){0,2}$",
    re.IGNORECASE,
)
#: the same by its words, where the tree lost them
_TOLD_OF = later(
    r"\b(?:итог|результат|отчет|доклад|достижени|показател|приоритет|председательств)\w*\s+(?:[\w-]+\s+){1,7}(?:во?|за|на)\s+(?:[а-яё]+\s+){0,2}$",
    re.IGNORECASE,
)
#: what is told of a period
_REPORTED = frozenset(
    {
        "доклад", "отчет", "информация", "данные", "статистика", "итог", "результат", "работа", "деятельность",
        "реализация", "выполнение", "исполнение", "показатель", "обстановка", "ситуация", "достижение", "динамика",
        "приоритет", "направление", "задача", "сотрудничество", "взаимодействие", "цикл", "преступность", "мера",
    }
)  # fmt: skip
#: what happened without being any of the events
_OTHER_HAPPENINGS = frozenset(
    {
        "нападение", "теракт", "взрыв", "землетрясение", "наводнение", "война", "агрессия", "вторжение", "выборы",
        "избрание", "назначение", "создание", "образование", "учреждение", "основание", "вступление", "распад",
        "независимость", "трагедия", "катастрофа", "авария", "обострение", "столкновение", "задержание", "арест",
    }
)  # fmt: skip
#: `первое в текущем году заседание`: which one it is, not when
_WHICH_OF_YEAR = later(r"\b(?:перв|втор|трет|четверт|пят|последн|единственн|очередн)\w+\s+в\s+$", re.IGNORECASE)
#: the agency after the date of a dateline
_AGENCY_NAME = later(r"(?:\s*(?:\d{1,2}:\d{2}|г\.|года))?\s*(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)[\s.,]*[-–—]*\s*")
#: `Ашхабад, 24 ноября 2025 года: Управление провело семинар`
_RELEASE = later(r"\s*(?:г\.|года)?\s*:\s")
_CITY_FIRST = later(r"\s*(?:г\.\s?)?[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?(?:,\s[А-ЯЁ][\w-]+|\s?\([А-ЯЁ][\w -]+\))?,\s")
_LOWER_WORD = later(r"(?<![^\W_])[а-яёa-z]{2,}")
_STAFF = later(
    r"\bштаб(?:а|у)?\s+(?:[\w\"-]+\s+){0,3}?(?:разме[щс]|разверн|располож|располага|находи|базир|помещени|работа[елю])\w*\s+(?:[\w-]+\s+){0,2}"
    r"во?\s+(?:г\.\s?)?$",
    re.IGNORECASE,
)
_RETURNING = frozenset({"возвратиться", "вернуться", "возвращаться", "отбыть", "отбывать"})
_TO_HOLD = later(r"\bоб?\s+(?:проведении|организации|созыве)\s[^,;.]*$")
_TELLING = SAYING | {"сообщать", "заявлять", "рассказывать", "писать", "анонсировать", "передавать", "упоминать"}
#: what takes no years
OF_A_DAY = frozenset({"adoption", "meeting", "call", "session", "summit", "statement", "visit"})
_YEARS_ON = re.compile(r"\d{4}/\d{4}")


class Exclusions:
    """Tells which dates and places of one document are not when and where an event was."""

    def __init__(
        self,
        doc: Doc,
        parties: Parties,
        candidates: Sequence[Candidate],
        attachment: Attachment,
        *,
        triggers: set[int],
        dates_at: Starts,
    ) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._attachment = attachment
        self._triggers = triggers
        self._dates_at = dates_at

    def is_dateline(self, mention: Mention, sentence: Span) -> bool:
        """`Душанбе, 15.08.2015 (НИАТ «Ховар»).- Министр 17 августа посетит`: where and when the report was written."""
        text: str = self._doc._.match_text
        if _RELEASE.match(text, mention.end) and _CITY_FIRST.fullmatch(text, sentence.start_char, mention.start):
            return True
        after = _AGENCY_NAME.match(text, mention.end, sentence.end_char)
        if after is None or not self._dates_at.within(after.end(), sentence.end_char):
            return False
        before = text[max(sentence.start_char, mention.start - 60) : mention.start]
        return not _LOWER_WORD.search(before)

    def is_deadline(self, mention: Mention) -> bool:
        before = self._doc._.match_text[max(mention.start - 14, 0) : mention.start].lower()
        return bool(re.search(r"(?:\bдо|не позднее|\bк|\bпо итогам|\bза)\s+$", before))

    def is_term(self, owner: Candidate, mention: Mention) -> bool:
        """`утвердили план на 2025 год`, `обсудили итоги работы в 2023 году`: a period that something else is about."""
        text = self._doc._.match_text
        if owner.type == "adoption" and _TO_HOLD.search(text, owner.trigger[1], mention.start):
            # `подписано Соглашение о проведении Недели в ноябре`
            return True
        if not isinstance(mention.entity, DateValue) or _PERIOD.fullmatch(mention.entity.edtf) is None:
            return False
        before = text[max(mention.start - 50, 0) : mention.start]
        for_years = _FOR_YEARS.search(before)
        if for_years and not _SET_FOR.search(before):
            # `план операции на 2025 год`: when it is to take place
            stands_after = owner.trigger[1] + 1 == mention.start - len(for_years[0])
            return owner.type in {"adoption", "visit"} or not stands_after
        if owner.type in OF_A_DAY and _YEARS_ON.fullmatch(mention.entity.edtf):
            # `рассмотрен ход программы на 2023-2027 годы`
            return True
        head = self._attachment.head(mention)
        if head is not None and self._is_reported_on(head):
            return True
        told = _TOLD_OF.search(text, max(mention.start - 110, 0), mention.start)
        return told is not None and not any(told.start() <= c.trigger[0] < mention.start for c in self._candidates)

    def _is_reported_on(self, period: Token) -> bool:
        """Work, results, a situation stand above the period, before any happening or verb."""
        for above in ancestors(period):
            if above.i in self._triggers or above.pos_ in {"VERB", "AUX"}:
                return False
            if above.lemma_ in _REPORTED and above.i < period.i:
                return True
        return False

    def is_which_of_year(self, group: list[Candidate], mention: Mention) -> bool:
        """`первое в текущем году заседание`."""
        ahead = any(c.trigger[0] == mention.end + 1 for c in group)
        return ahead and _WHICH_OF_YEAR.search(self._doc._.match_text, mention.start - 20, mention.start) is not None

    def is_beside(self, owner: Candidate, mention: Mention) -> bool:
        """`6 мая в ходе визита подписали`: the day of what happened in its course, not of the setting."""
        if not owner.margins_of(self._doc._.match_text):
            return False
        one = owner.type == "operation" and feature(owner.token, "Number") == "Sing"
        if one and len(getattr(mention.entity, "edtf", "")) == _YEAR:
            # `в 2023 году в ходе операции изъято 3 кг`: a whole year is that of the operation, too
            return not self._attachment.is_right_before(owner, mention)
        sentence = owner.token.sent
        first, last = sentence.start, sentence.end
        beside = [c for c in self._candidates if first <= c.token.i < last]
        if self._attachment.is_of_setting(beside, owner, mention):
            return False
        if len(beside) == 1 and owner.type in _OF_A_SITTING and self._attachment.is_right_before(owner, mention):
            # `озвучено 16 ноября во время заседания`, and nothing else is told
            return False
        if self._attachment.described(beside, mention, sentence) is owner or self._attachment.is_told_ahead(
            owner, mention
        ):
            # `в ходе операции, проведённой с 1 по 5 мая и с 7 по 9 июня`
            return False
        head = self._attachment.head(mention)
        if head is None or owner.token in set(ancestors(head)):
            return False
        between = self._doc._.match_text[owner.trigger[1] : mention.start]
        clause = clause_head(head).i
        if any(
            t.dep_ in SUBJECTS and t.head.i == clause for t in self._parties.index.span(owner.trigger[1], mention.start)
        ):
            # `В рамках визита генсек 7 октября примет участие`
            return True
        return not (0 < len(between) < 40 or (0 < len(between) < 120 and not _STOPS.search(between)))

    def is_of_something_else(self, owner: Candidate, mention: Mention) -> bool:
        """The day of an attack, of what was said, of what another clause tells."""
        ways = (self._is_when_said, self._is_of_another_verb, self.is_when_decided, self._is_spoken_of)
        return self.is_of_another(mention) or any(way(owner, mention) for way in ways)

    def lies_ahead(self, owner: Candidate, mention: Mention) -> bool:
        """`Прошли переговоры, по итогам которых стороны будут встречаться в Оше`: not where those were held."""
        if owner.status != "held" or mention.start < owner.trigger[1]:
            return False
        between = self._parties.index.span(owner.trigger[1], mention.start)
        verb = next((t for t in reversed(between) if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None or is_resolved_on(verb):
            return verb is not None
        return is_future(verb) and any(t.norm_.lower().startswith("котор") for t in between)

    def is_when_decided(self, owner: Candidate, mention: Mention) -> bool:
        """`решение о проведении маневров было принято в марте в Ташкенте`: of the decision, not of the manoeuvres."""
        holding = noun_of_holding(owner.token)
        if holding is None or holding.head.lemma_ != "решение":
            return False
        if mention.end <= holding.idx:
            return not ON_HOLDING.search(self._doc._.match_text, mention.start - 40, mention.start)
        between = self._parties.index.span(owner.trigger[1], mention.start) if mention.start > owner.trigger[1] else ()
        return any((t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part") or _is_short(t) for t in between)

    def is_returned_to(self, owner: Candidate, mention: Mention) -> bool:
        """`посетила Самарканд, а 11 апреля возвратилась в Минск`: no place of the visit."""
        head = self._attachment.head(mention)
        return head is not None and head.head.lemma_ in _RETURNING and head.head.i != owner.token.i

    def is_for_staff(self, mention: Mention) -> bool:
        """`штаб операции разместить в Душанбе`: not where the operation goes on."""
        return _STAFF.search(self._doc._.match_text, max(mention.start - 70, 0), mention.start) is not None

    def _is_spoken_of(self, owner: Candidate, mention: Mention) -> bool:
        """`опроверг сообщения о встрече 5 мая`: the day of what is told, not the one on which it was said."""
        head = self._attachment.head(mention)
        if head is None or owner.type != "statement" or not owner.is_verb or mention.start < owner.trigger[1]:
            return False
        # `3 мая опроверг сообщения о встрече 5 мая`, wherever the tree hangs the second day
        told = _ABOUT_WHAT if owner.dates else THAT
        if told.search(self._doc._.match_text, owner.trigger[1], mention.start):
            return True
        for node in (head, *ancestors(head)):
            if node.i == owner.token.i:
                return False
            if node.dep_ in {"ccomp", "acl", "acl:relcl"} or preposition(node) in {"о", "об", "обо", "про"}:
                return True
        return False

    def _is_of_another_verb(self, owner: Candidate, mention: Mention) -> bool:
        """`было создано в 1997 году, и на первом саммите`, `учреждена в 2021 году; первое заседание прошло`."""
        head = self._attachment.head(mention)
        if head is None or owner.is_verb or mention.start > owner.trigger[0]:
            return False
        mine = next((a for a in ancestors(head) if a.pos_ in {"VERB", "AUX"} or a.i in self._triggers), None)
        its = next((a for a in ancestors(owner.token) if a.pos_ in {"VERB", "AUX"}), None)
        if mine is None or its is None or mine.i in {its.i, owner.token.i} or mine.i in self._triggers:
            return False
        if feature(mine, "VerbForm") == "Part" and self._attachment.is_told_ahead(owner, mention):
            return False
        between = self._doc._.match_text[mention.end : owner.trigger[0]]
        told = feature(mine, "Tense") == "Past" and (its.dep_ == "conj" or mine not in set(ancestors(its)))
        return told and (";" in between or (owner.setting and "," in between))

    def _is_when_said(self, owner: Candidate, mention: Mention) -> bool:
        """`сообщила 23 октября о планах посетить Узбекистан`: when it was told, not when it takes place."""
        head = self._attachment.head(mention)
        if head is None or owner.type == "statement":
            return False
        if owner.setting and owner.type in _OF_A_SITTING and self._attachment.is_right_before(owner, mention):
            # `озвучено 16 ноября во время заседания`
            return False
        said = head.head
        behind = said.idx < mention.start and all(
            t.pos_ == "ADP" or t.is_space for t in self._parties.index.span(said.idx + len(said), mention.start)
        )
        if said.lemma_ in _TELLING and said.dep_ == "parataxis" and behind:
            # `пройдёт по графику, сообщили 4 мая в Бишкеке`
            return True
        told_of = said.lemma_ in _TELLING and preposition(owner.token) in {"о", "об"} and owner.token.head.i == said.i
        if told_of and mention.start < owner.trigger[0]:
            # `10 сентября о предстоящем визите сообщил посол`
            return True
        if said.lemma_ not in _TELLING or said.idx > owner.trigger[0] or said not in set(ancestors(owner.token)):
            return False
        first, last = sorted(((said.idx, said.idx + len(said)), (mention.start, mention.end)))
        between = self._parties.index.span(first[1], last[0])
        return mention.start < owner.trigger[0] and all(t.pos_ == "ADP" or t.is_space for t in between)

    def is_of_another(self, mention: Mention, others: frozenset[str] = _OTHER_HAPPENINGS) -> bool:
        """`ознакомился с последствиями нападения в сентябре 2022 года`: the day of something that nobody met for."""
        for above in ancestors(self._attachment.head(mention)) if self._attachment.head(mention) is not None else ():  # type: ignore[arg-type]
            if above.i in self._triggers or above.pos_ in {"VERB", "AUX"}:
                return False
            if above.lemma_ in others and above.idx < mention.start:
                return True
        return False

    def is_bound_for(self, owner: Candidate, mention: Mention) -> bool:
        """`пресекли канал поставки гашиша в Челябинскую область`: whither something went, not where it was held."""
        return owner.type != "visit" and _WHITHER.match(self._doc._.match_text, mention.start, mention.end) is not None

    def is_left_for(self, owner: Candidate, mention: Mention) -> bool:
        """`В завершение визита министр отбыл в Бишкек`: not where the visit was; `отправился с визитом в Бишкек` is."""
        if owner.type != "visit" or owner.is_verb or preposition(owner.token) == "с":
            return False
        head = self._attachment.head(mention)
        return head is not None and head.head.lemma_ in {"отбыть", "вылететь", "отправиться", "убыть", "направиться"}


def _is_short(token: Token) -> bool:
    return feature(token, "Variant") == "Short"

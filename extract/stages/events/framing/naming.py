"""What a happening is called: its number, its name in quotation marks or capitals, a second name in brackets."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import match_text_of
from extract.language.later import later
from extract.language.syntax import preposition
from extract.stages.events.triggers.lexicon import Candidate

_ROMAN = re.compile(r"[IVXLC]+(?:-(?:й|го|е|я|ая|ое|ом|ому|ой))?$")
_ORDINAL = later(r"(\d{1,3})-?(?:й|го|е|я|м|му|ая|ое|ом|ому|ой|ую|х|ю|th|st|nd|rd)?$")
_UNITS = {
    "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "пятый": 5, "шестой": 6, "седьмой": 7, "восьмой": 8,
    "девятый": 9, "десятый": 10, "одиннадцатый": 11, "двенадцатый": 12, "тринадцатый": 13, "четырнадцатый": 14,
    "пятнадцатый": 15, "шестнадцатый": 16, "семнадцатый": 17, "восемнадцатый": 18, "девятнадцатый": 19, "двадцатый": 20,
    "тридцатый": 30, "сороковой": 40, "пятидесятый": 50, "шестидесятый": 60, "семидесятый": 70, "восьмидесятый": 80,
    "девяностый": 90, "сотый": 100,
}  # fmt: skip
_TENS = {
    "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
    "девяносто": 90, "сто": 100,
}  # fmt: skip
_QUOTED_NAME = later(r'\s*(?:[-А-яЁё\w]+\s+){0,5}?"([^"\n]{2,160})"')
#: `учений компетентных органов государств-членов Шанхайской организации сотрудничества «Саханд-2025»`
_FAR_NAME = later(r'\s+(?:(?!(?:в|на|при|по|с|со|за|из|для|под|от|у|к)\s)[\w-]+\s+){6,10}"([^"\n]{2,60}\d)"')
#: `три учения ОДКБ: "Поиск", "Эшелон" и "Взаимодействие"`
_LISTED_NAMES = later(r'\s+(?:[\w-]+\s+){0,7}(?:\([^()\n]{2,12}\)\s*)?:\s*"([^"\n]{3,60})"\s*(?:,|и)\s+"')
_THEME = re.compile(r'(?:\s+[^"\n.]{0,60}?)?\s(?:на тему|по теме|под названием|под девизом)\s*:?\s*"([^"\n]{2,240})"')
_NO_NAME = re.compile(r"(?:на полях|полях|в кулуарах)$", re.IGNORECASE)
_OTHER_NAME = later(r'\s*\(\s*"?((?:[А-ЯЁA-Z])[^"()\n,;]{2,40})"?\s*\)')
_PLAIN = frozenset(
    {
        "аналогичный", "очередной", "подобный", "похожий", "следующий", "предыдущий", "прошлый", "новый", "такой",
        "первый", "второй", "третий", "четвертый", "совместный", "двухдневный", "трехдневный", "недельный", "онлайн",
        "региональный", "международный", "национальный", "республиканский", "областной", "учебный", "практический",
        "обучающий", "специальный", "тематический", "трехсторонний", "двусторонний", "многосторонний", "экспертный",
        "рабочий", "итоговый", "заключительный", "ежегодный", "традиционный", "данный", "этот", "указанный",
        "прошедший", "состоявшийся", "расширенный", "межведомственный", "пятидневный", "однодневный", "научный",
    }
)  # fmt: skip
#: what a quoted name after it belongs to: where something is held, not what
GROUND = later(
    r"\b(?:полигон|баз|застав|пост|мост|аэродром|аэропорт|отел|гостиниц|зал|дворе?ц|пункт|санатори|площадк|центр|академи"
    r"|стадион|комплекс|лагер|завод|порт|район|озер|пансионат)\w{0,4}\s+\"?$",
    re.IGNORECASE,
)


def number(token: Token, dated: set[int]) -> str | None:
    """The ordinal of a session: `XXII` as written, `63-й` and `шестьдесят третья` as `63`."""
    tens = 0
    for c in sorted(token.lefts, key=lambda t: t.i):
        # `очередное, 14-е заседание`
        coordinated_after = (x for x in c.rights if x.dep_ == "conj" and x.i < token.i)
        for part in (*c.lefts, c, *coordinated_after):
            if part.i in dated or any(t.pos_ == "NOUN" for t in token.doc[part.i + 1 : token.i]):
                # `подписание 12 соглашений во время визита`: as many of something else
                continue
            word = part.norm_.rstrip(".")
            if _ROMAN.match(word):
                return word.split("-")[0]
            if (found := _ORDINAL.match(word)) and part.pos_ in {"ADJ", "NUM", "NOUN"} and int(found[1]) < 200:
                return found[1]
            lemma = part.lemma_.replace("ё", "е")
            if lemma in _TENS:
                tens = _TENS[lemma]
            elif lemma in _UNITS:
                if not tens and part.i and part.nbor(-1).lemma_.replace("ё", "е") in _TENS:
                    tens = _TENS[part.nbor(-1).lemma_.replace("ё", "е")]
                # `первая`, `вторая` alone are ordinals, `второй день` is not reached: the head is the session
                return str(tens + _UNITS[lemma])
    return None


def quoted_name(doc: Doc, candidate: Candidate) -> str | None:
    """A name in quotation marks right after the trigger, or the theme the text gives it."""
    text = match_text_of(doc)
    end = candidate.trigger[1]
    found = _QUOTED_NAME.match(text, end) if candidate.type in {"operation", "exercise", "conference"} else None
    if found is None and candidate.type in {"operation", "exercise"}:
        found = _LISTED_NAMES.match(text, end) or _FAR_NAME.match(text, end)
    if found is None:
        found = _THEME.match(text, end)
    if found is None or _NO_NAME.match(found[1]) or GROUND.search(text, end, found.start(1)):
        return None
    return doc._.source_text[found.start(1) : found.end(1)].strip()


def other_name(doc: Doc, candidate: Candidate) -> str | None:
    """`операция «Кукнор» («Мак»)`, `«Мак-2017» (Кукнор-2017)`: a second name in brackets."""
    if candidate.name is None or candidate.type not in {"operation", "exercise"}:
        return None
    found = _QUOTED_NAME.match(doc._.match_text, candidate.trigger[1])
    bracket = _OTHER_NAME.match(doc._.match_text, found.end()) if found is not None else None
    return doc._.source_text[bracket.start(1) : bracket.end(1)] if bracket is not None else None


def titled_name(candidate: Candidate) -> str | None:
    """The title of a conference or forum that is written with a capital: `Минская конференция по безопасности`."""
    token = candidate.token
    if candidate.type != "conference":
        return None
    first = [c for c in token.lefts if c.dep_ == "amod" and c.norm_[:1].isupper() and not _ROMAN.match(c.norm_)]
    if first and all(c.is_sent_start and c.lemma_ in _PLAIN for c in first):
        # `Аналогичный тренинг пройдет`: a capital that opens the sentence
        first = []
    if not first and not (token.norm_[:1].isupper() and not token.is_sent_start):
        return None
    start = min([c.i for c in first] + [token.i])
    end = token.i
    for c in token.rights:
        if c.dep_ == "nmod" and preposition(c) in {"по", "о", "об", None}:
            end = max(end, max(t.i for t in c.subtree if not t.is_space))
        elif c.dep_ not in {"punct"}:
            break
    words = [t for t in token.doc[start : end + 1] if not _ROMAN.match(t.norm_)]
    from extract.language.morphology import nominative

    name = nominative(words)
    return name[:1].upper() + name[1:] if len(words) > 1 else None

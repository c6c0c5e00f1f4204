"""Header words over the items of a paper: `Решили:`, `Министры поручили:`, `The Parties agreed:`."""

from __future__ import annotations

import re

from spacy.tokens import Span

from extract.document import Sentence
from extract.language.later import later
from schemas.commitment import Force

#: header lines of an operative part and the force they give its paragraphs
_HEADER_WORDS: tuple[tuple[Force, str, str], ...] = (
    (
        "decision",
        "р е ш и л(?: [аи])?|п о с т а н о в и л(?: [аи])?|п о с т а н о в л я е т|решили|постановили|решил|решила"
        "|приняли решение|постановил|постановляет|решает|решило|постановила"
        "|пришли к решению|(?<!уже )решено|постановлено|приказываю|распоряжаюсь|постановляю|обязываю",
        r"\s*:?",
    ),
    (
        "decision",
        "поручили|поручил|поручила|поручает|поручают|поручаем|поручено|instruct(?:ed|s)?|task(?:ed|s)?|mandated",
        r"(?:\s[^:\n]{3,200}|\s*):",
    ),
    (
        "decision",
        r"(?:были\s+)?приняты(?:\s+следующие)?\s+решения|(?:было\s+)?принято(?:\s+следующее)?\s+решение"
        r"|принял[аио]?(?:\s+следующие)?\s+решения|(?:был\s+)?принят\s+ряд\s+(?:[а-я]+\s+)?решений"
        r"|принял[аио]?\s+(?:ряд|комплекс|пакет)\s+(?:[а-я]+\s+)?решений"
        r"|даны(?:\s+следующие)?\s+поручения|decisions were (?:taken|adopted)"
        r"|(?:adopted|took|made)(?: the)?(?: following)? decisions(?: on the following (?:issues|matters|questions))?",
        r"\s*:",
    ),
    (
        "agreement",
        r"(?:были\s+)?достигнуты(?:\s+следующие)?\s+договоренности|(?:была\s+)?достигнута\s+договоренность"
        r"|дост\.\s+договоренности|agreements were reached",
        r"\s*:",
    ),
    ("plan", "планируется|запланировано|намечено|предусмотрено|предполагается", "[^.:]{0,40}:"),
    ("agreement", "договорились|согласились|условились|пришли к (?:согласию|(?:ниже)?следующему)", "[^.:]{0,60}:"),
    (
        "pledge",
        r"намерены|обязуемся|обязуются|(?:заявля(?:ем|ют|ет)\s+о|выража(?:ем|ют|ет)|выразили|заявили\s+о|подтвердили)"
        r"\s+(?:(?:своей|своем|своё|свою|твердой|твердую|общей|общую)\s+)?"
        r"(?:намерени[еия]|решимост[ьи]|готовност[ьи]|стремлени[еия])",
        "[^.:]{0,40}:",
    ),
    (
        "proposal",
        r"(?:счита|полага)(?:ем|ют|ет)\s+(?:необходимым|целесообразным|важным|возможным|нужным)"
        r"|призыва(?:ем|ют|ет)|призвали|рекоменду(?:ем|ют|ет)|рекомендовали|предлага(?:ем|ют|ет)|предложили|прос(?:им|ят)"
        r"|рекомендуется|рекомендовано|предлагается|предложено",
        "[^.:]{0,160}:",
    ),
    ("decision", "decided(?: as follows)?|have decided|decides|resolved|hereby decide", r"\s*(?:to)?\s*:?"),
    ("agreement", "agreed(?: as follows)?|have agreed", r"\s*(?:to|on the following)?\s*:"),
    ("pledge", "will|shall|undertakes?|undertook|pledged?|intends?|intended|vowed|promised", r"(?: also)?(?: to)?\s*:"),
    ("plan", "plans?|planned", r"(?: also)? to\s*:"),
    ("proposal", "call(?:ed)? upon|urged?|recommend(?:ed)?|call(?:ed)? on|invited?|request(?:ed)?", "[^.:]{0,160}:"),
)
#: `подписан протокол, который предусматривает:`, over what its sides agreed on
_PROVIDES = later(
    r"\b(?:договор|протокол|соглашени|меморандум|документ)\w*\b[^.:]{0,120}[\s,]"
    r"(предусмотрен[оы]|предусматрива(?:ет|ют))(?:,? в частности,?)?\s*:\s*$",
    re.IGNORECASE,
)
_HEADERS: tuple[tuple[Force, re.Pattern[str]], ...] = (
    ("agreement", _PROVIDES),
    *(
        (force, re.compile(rf"(?:^|[\s,])({words})(?!\w){tail}\s*$", re.IGNORECASE))
        for force, words, tail in _HEADER_WORDS
    ),
)


def header_of(text: str, sentence: Span | Sentence) -> tuple[Force, tuple[int, int]] | None:
    """The header word that ends a sentence, with its force."""
    words = text[sentence.start_char : sentence.end_char].rstrip()
    if len(words) > 400 and not words.endswith(":"):
        return None
    stripped = words.strip("* ")
    if not stripped.endswith(":") and len(stripped.split(None, 4)) > 4:
        return None
    for force, pattern in _HEADERS:
        found = pattern.search(stripped)
        if found is None:
            continue
        offset = sentence.start_char + words.index(stripped)
        return force, (offset + found.start(1), offset + found.end(1))
    return None

"""A page that is somebody's speech: who gives it and where it stands (`Выступление министра ... на конференции`)."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Doc

from extract.document import Organization, Person, Place, kept, match_text_of
from extract.language.later import later
from extract.language.syntax import quoted_spans
from extract.parties.represented import country_of

#: a line that says whose speech follows; persons are looked for in it
_HEADING = later(
    r"^[ \t*#«\"]*(?:(?:приветственн\w+ |вступительн\w+ |тезисы |текст |стенограмма )?"
    r"(?:выступлени[ея]|речь|речи|слово|обращение|доклад|приветствие|заявлени[ея] для (?:прессы|сми))"
    r"|(?:opening |welcom\w+ |closing |keynote |press )?(?:statement|remarks|address|speech|comments)"
    r"(?: (?:to|for|before) the (?:[a-z]+ ){0,2}(?:press|media|journalists|reporters))? (?:by|of))\b[^\n]{0,250}$",
    re.IGNORECASE | re.MULTILINE,
    needs="выступлени|реч|слово|обращение|доклад|приветствие|заявлени|statement|remarks|address|speech|comments",
)
#: how a speech begins: whoever is addressed
_SALUTATION = later(
    r"^[ \t*\"«]*(?:глубоко)?(?:уважаем\w+|дорог\w+ (?:друзья|коллеги|участники|гости)|дамы и господа|коллеги[,!]"
    r"|господин председатель|ваш\w* превосходительств\w+"
    r"|good (?:morning|afternoon|evening)\b"
    r"|(?:your )?excellenc\w+|(?:dear|distinguished|honou?rable) \w+|ladies and gentlemen|colleagues,|m[rs]+\.? chair)",
    re.IGNORECASE | re.MULTILINE,
)
#: a line over the words of somebody in office who is not named: `Briefing by the Spokesperson of the Ministry`
_BY_POST = later(
    r"^[ \t*#\"]*(?:(?:daily|weekly|regular|press|media|noon) )*(?:briefing|press conference|statement|remarks|comments"
    r"|address) (?:by|of) (?:the )?(?:\w+ ){0,4}(?:spokes(?:person|man|woman)|secretary|minister|director|chair\w*)\b"
    r"[^\n]{0,200}$",
    re.IGNORECASE | re.MULTILINE,
    needs="briefing|press conference|statement|remarks|comments|address",
)
_FIRST_PERSON = re.compile(r"\b(?:мы|нам|нас|нами|наш\w*|я|мне|меня|мой|моей|we|our|us|my|I)\b", re.IGNORECASE)
#: a heading stands at most so far down the page; without a salutation `мы` or `я` opens the speech or is said often
_TOP = 1200
_OPENING = 250
_TIMES = 4


class Address(NamedTuple):
    """Who speaks from offset `start` to the end of the page; of an officer who is not named his body or state."""

    speaker: Person | Organization | Place
    start: int


def address(doc: Doc) -> Address | None:
    """The speech that the page is, if its heading names one speaker and what follows is addressed or in his voice."""
    return kept(doc, "address", _address)


def speech_start(doc: Doc) -> int | None:
    """From where the page is somebody's speech, named or not; None if it is none."""
    return kept(doc, "speech_start", _speech_start)


def _speech_start(doc: Doc) -> int | None:
    speech = address(doc)
    if speech is not None:
        return speech.start
    text = match_text_of(doc)
    heading = _BY_POST.search(text, 0, min(len(text), _TOP))
    if heading is None:
        return None
    # only a salutation tells his own words from what is told of him
    said = _SALUTATION.search(text, heading.end(), min(len(text), heading.end() + _TOP))
    return said.start() if said is not None else None


def _address(doc: Doc) -> Address | None:
    text = match_text_of(doc)
    for heading in _HEADING.finditer(text, 0, min(len(text), _TOP)):
        named = _named_in(doc, *heading.span())
        if not named and _TO_PRESS.search(text, *heading.span()):
            # `Заявление для прессы`, who makes it on the next line
            named = _named_in(doc, heading.end(), _line_below(text, heading.end()))
        owner = _whose_officer(doc, *heading.span()) if not named else None
        if len(named) != 1 and owner is None:
            continue
        salutation = _SALUTATION.search(text, heading.end(), min(len(text), heading.end() + _TOP))
        if salutation is not None or _in_first_person(doc, heading.end()):
            start = salutation.start() if salutation is not None else heading.end()
            return Address(owner or next(iter(named.values())), start)
    return None


def _named_in(doc: Doc, start: int, end: int) -> dict[int, Person]:
    return {id(m.entity): m.entity for m in doc._.persons if start <= m.start < end and isinstance(m.entity, Person)}


#: a speech whose heading does not say whose it is
_TO_PRESS = re.compile(r"\b(?:для|перед) (?:прессы|прессой|сми|журналист\w+|представител\w+ сми)", re.IGNORECASE)


def _line_below(text: str, at: int) -> int:
    """The end of the next line that holds something."""
    line = _NEXT_LINE.match(text, at)
    return line.end() if line is not None else at


_NEXT_LINE = re.compile(r"\s*[^\n]*")


def _whose_officer(doc: Doc, start: int, end: int) -> Organization | Place | None:
    """`Выступление Генерального секретаря ОДКБ на форуме`: whose officer speaks, who is not named."""
    post = next((m.position for m in doc._.positions if start <= m.start and m.end <= end), None)
    if post is None or post.organization is not None:
        return post.organization if post is not None else None
    return country_of(doc, post.country) if post.country is not None else None


def _in_first_person(doc: Doc, start: int) -> bool:
    """Whether what follows is told by `мы` or `я`, outside quotation marks."""
    quoted = quoted_spans(doc)
    said = [word.start() for word in _FIRST_PERSON.finditer(doc._.match_text, start)]
    own = [offset for offset in said if not any(a <= offset < b for a, b in quoted)]
    return len(own) >= _TIMES or (bool(own) and own[0] < start + _OPENING)

"""English names of instruments: capitals, a head noun, its complements and a year."""

from __future__ import annotations

import re

from extract.document import Mention, Organization
from extract.stages.documents.candidates import Finder, Name

_HEAD = (
    r"(?:Convention|Treaty|Agreement|Protocol|Memorandum(?: of Understanding)?|Strategy|Programme|Program|Action Plan|"
    r"Plan|Concept|Declaration|Statement|Charter|Resolution|Communiqu[eé]|Road ?[Mm]ap|Covenant|Agenda|Act|Decree|Law|"
    r"Statute|Report)"
)
_CAP = r"[A-Z][\w'&-]*"
_NOT_FIRST = r"(?!(?:The|This|That|These|A|An|In|On|At|For|Our|We|It|Its|As|By|And|With|From|Of|To|All|Both|Under)\b)"
_COMPLEMENT = (
    rf"(?: (?:of|for|on|against|in|to|concerning)(?: the)?(?: {_CAP})+"
    rf"| between(?: the)?(?: {_CAP}(?: of(?: the)?)?)+ and(?: the)?(?: {_CAP}(?: of(?: the)?)?)+"
    rf"| and(?: {_CAP})+(?!\w* (?:is|are|was))"
    r"| (?:of|for|in) \d{4}(?:[-–]\d{4})?| \(\d{4}\)| \d{4}[-–]\d{4})"
)
_NAME = re.compile(rf"\b(?:\d{{4}} )?{_NOT_FIRST}(?:{_CAP} ){{0,7}}{_HEAD}\b(?! [A-Z])(?:{_COMPLEMENT})*")
_SHORT = re.compile(
    r"\b[Tt]he "
    r"(?P<head>Convention|Treaty|Agreement|Protocol|Memorandum|Strategy|Programme|Declaration|Statement|Charter|"
    r"Resolution)\b(?! (?:of|on|for|against|between|[A-Z]))"
)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d(?:[-–](?:19|20)\d\d)?)(?!\d)")


def english_names(finder: Finder) -> list[Name]:
    """Instruments in English sentences."""
    found: list[Name] = []
    organizations = [m for m in finder.doc._.organizations if m.language == "en"]
    for sent in finder.doc.sents:
        if sent._.language != "en":
            continue
        flat = finder.copy[sent.start_char : sent.end_char].replace("\n", " ")
        for match in _NAME.finditer(flat):
            text = match[0]
            head = re.search(_HEAD, text)
            if head is None or text == head[0]:
                continue
            begin = sent.start_char + match.start()
            finish = begin + len(text)
            outer = next((m for m in organizations if m.start <= begin < m.end and m.end > begin + head.end()), None)
            if outer is not None:
                continue
            # a body that the name ends in the middle of belongs to it as a whole
            finish = max([finish, *(m.end for m in organizations if begin < m.start < finish < m.end)])
            span = finder.word_span(begin, finish)
            if span is None:
                continue
            years = _YEARS.findall(finder.copy[begin:finish])
            name = Name(
                *span, span[0], head[0].lower(), "document.english", begin, finish, kind="english", years=years[:1]
            )
            name.issuer = _issuer(organizations, begin, finish)
            found.append(name)
        found += _short_forms(finder, sent.start_char, flat)
    return found


def _short_forms(finder: Finder, start: int, flat: str) -> list[Name]:
    """`the Strategy`: the last instrument named with that noun."""
    found = []
    for match in _SHORT.finditer(flat):
        begin, finish = start + match.start("head"), start + match.end("head")
        span = finder.word_span(begin, finish)
        if span is not None:
            lemma = match["head"].lower()
            found.append(Name(*span, span[0], lemma, "document.english_short_form", begin, finish, kind="short"))
    return found


def _issuer(organizations: list[Mention], begin: int, finish: int) -> Organization | None:
    inside = [m.entity for m in organizations if begin <= m.start and m.end <= finish]
    entity = inside[0] if inside else None
    return entity if isinstance(entity, Organization) else None

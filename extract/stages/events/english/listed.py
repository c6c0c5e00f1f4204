"""Exercises and operations that an English page lists under a line with a colon, by the states that held them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.document import DateValue, Mention, Place
from extract.parties import Parties
from extract.stages.events.triggers.lexicon import Candidate

#: `Nineteen joint drills were held in the territories of:`
_OPENING = re.compile(r":[ \t]*\n")
_KINDS = frozenset({"exercise", "operation"})
#: `Republic of Armenia (Shield - 2006, Sword - 2019);`
_BY_STATE = re.compile(
    r"[ \t]*(?:[-*][ \t]*)?(?P<first>[A-Z][^()\n:;]{2,60}?)[ \t]*\((?P<names>[^()\n]+)\)[ \t]*[;.,]?[ \t]*"
)
#: `- Shield-2006 (Armenia, May 2006);`
_BY_NAME = re.compile(
    r"[ \t]*(?:[-*][ \t]*)?(?P<name>\"?[A-Z][\w -]{2,60}?\d{4}\"?)[ \t]*\((?P<where>[^()\n]+)\)[ \t]*[;.,]?[ \t]*"
)
_NAMED = re.compile(r"\"?(?P<name>[A-Z][\w' -]{2,60}?\d{4})\"?(?=,|$)")
#: lines of one list
_LONG = 60
#: lists of one page
_LISTS = 20


def listed(doc: Doc, parties: Parties, told: Sequence[Candidate]) -> Iterator[Candidate]:
    """One happening for each name in the lines under the colon; the line above tells none of its own."""
    text: str = doc._.match_text
    seen: set[int] = set()
    for opening in [c for c in told if c.type in _KINDS and not c.is_verb]:
        colon = _OPENING.search(text, opening.trigger[1], opening.token.sent.end_char + 2)
        if colon is None or not text[slice(*opening.trigger)].endswith("s"):
            continue
        found = list(_lines(text, colon.end(), parties, opening)) if len(seen) < _LISTS else []
        if len(found) > 1:
            opening.asserted = False
            opening.dates, opening.places, opening.participants, opening.organizations = [], [], [], []
            if colon.end() not in seen:
                yield from found
            seen.add(colon.end())


def _lines(text: str, start: int, parties: Parties, opening: Candidate) -> Iterator[Candidate]:
    for _ in range(_LONG):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        if text[start:end].strip():
            days = [m for m in opening.token.doc._.dates if start <= m.start]
            inside = [m for m in (*parties.within(start, end), *days) if m.end <= end]
            by_name, by_state = _BY_NAME.fullmatch(text, start, end), _BY_STATE.fullmatch(text, start, end)
            if by_name is not None:
                yield _one(parties, opening, by_name.span("name"), inside)
            elif by_state is not None and any(
                isinstance(m.entity, Place) and m.start < by_state.end("first") for m in inside
            ):
                names = _NAMED.finditer(text, *by_state.span("names"))
                places = [m for m in inside if m.start < by_state.start("names") and isinstance(m.entity, Place)]
                for name in names:
                    yield _one(parties, opening, name.span("name"), places)
            else:
                return
        if end == len(text):
            return
        start = end + 1


def _one(parties: Parties, opening: Candidate, span: tuple[int, int], inside: Sequence[Mention]) -> Candidate:
    token = parties.index.at(span[0]) or opening.token
    text: str = token.doc._.match_text
    one = Candidate(
        opening.type, token, span, f"event.{opening.type}.english:listed", status=opening.status, asserted=True
    )
    one.name = text[slice(*span)].strip('"')
    one.after = True
    behind = [m for m in inside if not (span[0] <= m.start and m.end <= span[1])]
    one.places = [m.entity for m in behind if isinstance(m.entity, Place)][:1]
    one.dates = [m.entity for m in behind if isinstance(m.entity, DateValue)][:1]
    one.organizations = list(opening.organizations)
    return one

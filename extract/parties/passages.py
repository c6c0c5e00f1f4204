"""Whom a passage of the text names, and who is only present there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Actor, Mention, Organization, Person, Place, not_within
from extract.language.later import later

#: those who are only present
GUESTS = later(
    r"\bв качестве (?:поч[её]тн\w+ )?(?:гост|наблюдател)|\bгост(?:ем|ями)\b|\bнаблюдател(?:ем|ями)\b", re.IGNORECASE
)
#: characters in which a sentence says that it is about guests
_OPENING = 60


def states_between(doc: Doc, start: int, end: int) -> list[Actor]:
    """The states that the passage names."""
    return [e for e in _told(doc._.places, start, end) if isinstance(e, Place) and e.kind == "country"]


#: between bodies that do something together: `А (АБВ), Б и В`, `the A, the B, and the C`
_JOINED = later(r"(?:\s*\([^()\n]{2,20}\))?(?:,\s+(?:а\s+также\s+|the\s+)?|,?\s+(?:и|and)\s+(?:the\s+)?)")


def row_of_bodies(doc: Doc, start: int, end: int) -> list[Mention]:
    """The first bodies of a passage that are joined with one another: none if there is but one."""
    named = [m for m in doc._.organizations if start <= m.start and m.end <= end]
    row: list[Mention] = []
    for m in sorted(not_within(named, named), key=lambda m: m.start):
        if row and _JOINED.fullmatch(doc._.match_text, row[-1].end, m.start) is None:
            break
        row.append(m)
    return row if len(row) > 1 else []


def bodies_joined(doc: Doc, start: int, end: int) -> list[Actor]:
    """The bodies that the passage opens with and joins: `the European Union and the African Union, meeting in Bonn`."""
    row = row_of_bodies(doc, start, end)
    return [m.entity for m in row] if row and row[0].start == start else []  # type: ignore[misc]


def named_between(doc: Doc, start: int, end: int) -> list[Actor]:
    """The persons, else the bodies, else the states that the passage names, if it names more than one of a kind."""
    for named in (_told(doc._.persons, start, end), _told(doc._.organizations, start, end)):
        if len(named) > 1:
            return named
    states = states_between(doc, start, end)
    return states if len(states) > 1 else []


def _told(told: Sequence[Mention], start: int, end: int) -> list[Actor]:
    """The entities of the outermost mentions in the passage, each once."""
    named = [m for m in told if start <= m.start < end and isinstance(m.entity, (Person, Organization, Place))]
    outer = [m for m in named if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named)]
    return list({id(m.entity): m.entity for m in outer}.values())  # type: ignore[arg-type]


def is_guest(doc: Doc, start: int) -> bool:
    """`В качестве гостей участвовали А и Б`: only present."""
    text: str = doc._.match_text
    opening = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    return GUESTS.search(text, opening, min(opening + _OPENING, start)) is not None

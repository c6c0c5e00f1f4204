"""Exercises and operations that are known by name, from `exercises.yaml`: which they are, and whose.

Whose a known one is, is outside knowledge: it only tells which of the bodies of its own sentence holds it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from spacy.tokens import Doc

from extract.document import Event, Organization, Starts, kept
from extract.lexicons import Entry, load
from extract.stages.events.merging.happening import Happening
from extract.stages.organizations.lexicon import lexicon

_YEAR = r"(?:\s?[-–—]\s?(?:19|20)\d\d)"
_MORE = r"(?:\s?[–—-]\s?[\w\s-]{2,24})?"


class Exercise(Entry):
    """A line of `exercises.yaml`."""

    name: str
    aliases: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    type: Literal["exercise", "operation"]
    bodies: tuple[str, ...] = ()
    ending: bool = False
    example: str

    @property
    def pattern(self) -> str:
        names = "|".join(re.escape(n).replace("ё", "[её]") for n in (self.name, *self.aliases, *self.en))
        opening = r"[\wё-]+(?:\s[\wё]+)?\s?[–—-]\s?" if self.ending else ""
        return f"{opening}(?:{names}){_MORE}{_YEAR}?"


class _Owner(NamedTuple):
    """A body and the union to which it belongs, by their names."""

    name: str
    union: str


class Exercises:
    """The names of series, and whose they are."""

    def __init__(self, user_folder: Path | None = None) -> None:
        entries = load("exercises", Exercise, user_folder=user_folder)
        self._by_type = {
            kind: re.compile("|".join(e.pattern for e in entries if e.type == kind), re.IGNORECASE)
            for kind in ("exercise", "operation")
        }
        bodies = lexicon(user_folder).entries
        self._owners: list[tuple[re.Pattern[str], tuple[_Owner, ...]]] = []
        for entry in entries:
            owners = []
            for key in entry.bodies:
                union = bodies[key]
                while union.parent is not None:
                    union = bodies[union.parent]
                owners.append(_Owner(bodies[key].name, union.name))
            if owners:
                self._owners.append((re.compile(entry.pattern, re.IGNORECASE), tuple(owners)))

    def is_known(self, name: str, kind: Literal["exercise", "operation"]) -> bool:
        """Whether exercises, or operations, are known under a name."""
        return self._by_type[kind].fullmatch(name) is not None

    def owner(self, doc: Doc, happening: Happening, event: Event) -> list[Organization]:
        """`На саммите ОДКБ обсудили подготовку учений «Рубеж»`: the union that the sentence names, whose it is."""
        if event.name is None or event.type not in {"exercise", "operation"}:
            return []
        name = event.name.strip().strip('"«»')
        # `Антитеррор` is also the end of names that open with another
        owners = [o for pattern, own in self._owners if pattern.fullmatch(name) for o in own]
        sentence = happening.main.token.sent
        beside = (
            kept(doc, "bodies_at", lambda d: Starts(d._.organizations)).within(sentence.start_char, sentence.end_char)
            if owners
            else []
        )
        for owner in owners:
            unions = [u for m in beside if (u := _union(m.entity)) is not None and u.name == owner.union]
            own = [m.entity for m in doc._.organizations if unions and _is_called(m.entity, owner)]
            if own:
                return [own[0]]
        return []


def _union(body: object) -> Organization | None:
    while isinstance(body, Organization) and body.parent is not None:
        body = body.parent
    return body if isinstance(body, Organization) else None


def _is_called(body: object, owner: _Owner) -> bool:
    union = _union(body)
    return (
        isinstance(body, Organization)
        and body.name.startswith(owner.name)
        and union is not None
        and union.name == owner.union
    )


@lru_cache(maxsize=4)
def exercises(user_folder: Path | None = None) -> Exercises:
    """The lexicon, with that of the user's folder."""
    return Exercises(user_folder)

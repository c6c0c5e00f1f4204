"""The ledger: entities, happenings and threads of all releases together."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from extract.ledger.entities import Registry
from extract.ledger.events import Happening, merge_events
from extract.ledger.items import Act, Doc, EventItem
from extract.ledger.reading import Contents, naming_faults, read, records
from extract.ledger.threads import Thread, merge_acts
from extract.review import Review, Row, load

#: kind of the rows of review.csv that overrule a merge
MERGE = "merge"

#: actions on an instrument that is not there yet
_MAKING = frozenset({"draft", "submit", "adopt", "sign", "create"})

T = TypeVar("T", Act, EventItem)


@dataclass(slots=True)
class Ledger:
    """Everything merged. `unused` are rows of the review that name nothing."""

    docs: list[Doc]
    registry: Registry
    events: list[EventItem]
    happenings: list[Happening]
    acts: list[Act]
    threads: list[Thread]
    unused: list[Row] = field(default_factory=list)

    def name(self, number: int) -> str:
        """The fullest name of an entity."""
        return self.registry.name(number)

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Names of entities, each entity once."""
        entities = dict.fromkeys(self.registry.of(number) for number in numbers)
        return tuple(self.registry.name(entity) for entity in entities)

    def entity_number(self, document: str, identifier: str) -> int | None:
        """The ledger's entity for an entity of a record."""
        number = self.registry.local.get((document, identifier))
        return self.registry.of(number) if number is not None else None


def build(path: Path, *, review: Path | None = None, local: bool = False) -> Ledger:
    """The ledger of a run's folder; `review` is a file or folder with verdicts, that of the run if not given.

    With `local` it knows which entity of which record became which (`entity_number`).

    Raises:
        InputError: there are no records, or the review cannot be used.
    """
    if review is None and path.is_dir():
        review = path
    verdicts = load(review) if review is not None else None
    with without_searches(), naming_faults(path):
        return merge(read(records(path), local=local), review=verdicts)


def build_from(records: Iterable[dict[str, Any]]) -> Ledger:
    """The ledger of records that are at hand, as JSON objects."""
    with without_searches():
        return merge(read(records))


@contextmanager
def without_searches() -> Iterator[None]:
    """No searches for garbage: everything is kept here, and each search costs more the more there is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def merge(contents: Contents, *, review: Review | None = None) -> Ledger:
    """Join entities, then happenings, then acts."""
    registry = contents.registry
    _circles(contents)
    registry.resolve()
    overruled = _Overruled(review)
    happenings = merge_events(
        contents.events,
        registry,
        together=overruled.pairs(contents.events, "accept"),
        apart=overruled.pairs(contents.events, "reject"),
    )
    _namesakes_at_events(happenings, registry)
    threads = merge_acts(
        contents.acts,
        happenings,
        registry,
        together=overruled.pairs(contents.acts, "accept"),
        apart=overruled.pairs(contents.acts, "reject"),
    )
    ledger = Ledger(contents.docs, registry, contents.events, happenings, contents.acts, threads, overruled.unused())
    _name(ledger)
    return ledger


def _circles(contents: Contents) -> None:
    """Who acts on an instrument, noted at its signature: tells two of one title apart."""
    registry = contents.registry
    for act in contents.acts:
        if act.instrument is None:
            continue
        signature = registry.signatures[act.instrument]
        signature.states |= act.states
        signature.making = signature.making or act.action in _MAKING
        for number in (*act.actors, *act.others):
            signature.roots |= registry.roots_of(number)
        if not act.actors and act.made_at is not None:
            for side in act.made_at.sides:
                for number in side:
                    signature.states |= registry.states_of(number)
            for body in act.made_at.bodies:
                signature.roots |= registry.roots_of(body)


def _namesakes_at_events(happenings: Sequence[Happening], registry: Registry) -> None:
    """`Кулагин` in one release of a session is the `Владимир Кулагин` that another release has at it."""
    for happening in happenings:
        if len(happening.tellings) < 2:
            continue
        taking_part = (n for event in happening.tellings for side in event.sides for n in side)
        people = {registry.of(n) for n in taking_part if registry.signatures[n].kind == "person"}
        # who is only named in a release of the session was there as well
        people |= {registry.of(n) for event in happening.tellings for n in registry.vague.get(event.doc.id, ())}
        registry.join_at_event(sorted(people))


class _Overruled:
    """The reader's decisions on merges."""

    def __init__(self, review: Review | None) -> None:
        self._review = review
        self._rows = review.of_kind(MERGE) if review is not None else []
        self._used: set[int] = set()

    def pairs(self, items: Sequence[T], verdict: str) -> list[tuple[int, int]]:
        """Pairs of numbers in `items` that a reader joined (`accept`) or kept apart (`reject`)."""
        wanted = {key for row in self._rows if row.verdict == verdict for key in row.key.split(" | ")}
        places = {item.key: n for n, item in enumerate(items) if item.key in wanted} if wanted else {}
        found = []
        for row in self._rows:
            keys = row.key.split(" | ")
            if row.verdict == verdict and len(keys) == 2 and all(key in places for key in keys):
                found.append((places[keys[0]], places[keys[1]]))
                self._used.add(id(row))
                if self._review is not None:
                    self._review.use(row)
        return found

    def unused(self) -> list[Row]:
        return [row for row in self._rows if id(row) not in self._used]


def _name(ledger: Ledger) -> None:
    """Identifiers from the key of the first member: they stay when releases are added later."""
    taken: set[str] = set()
    for happening in ledger.happenings:
        happening.id = identifier("E", happening.tellings[0].key, taken)
    for thread in ledger.threads:
        thread.id = identifier("T", thread.acts[0].key, taken)


def identifier(prefix: str, key: str, taken: set[str]) -> str:
    """A short identifier made from a key; a longer one if it is taken."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    length = 10
    while f"{prefix}{digest[:length]}" in taken and length < len(digest):
        length += 2
    taken.add(f"{prefix}{digest[:length]}")
    return f"{prefix}{digest[:length]}"

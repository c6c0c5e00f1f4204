"""What the ledger keeps of a record: slim items with references into a registry, quotes cut to what is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

ItemKind: TypeAlias = Literal["commitment", "report"]


@dataclass(slots=True, eq=False)
class Doc:
    """A release; dates as ordinals (days since year 1), `None` if not known."""

    id: str
    published: int | None
    publisher: str | None
    url: str | None
    title: str | None
    sha256: str

    @property
    def order(self) -> tuple[int, str]:
        return (self.published or 0, self.id)


@dataclass(slots=True, eq=False)
class EventItem:
    """One record's telling of a happening. Entities are numbers of the registry's signatures, later of clusters."""

    doc: Doc
    id: str
    key: str
    type: str
    status: str
    number: int | None
    name: str | None
    first: int | None
    last: int | None
    #: the days as EDTF, for people
    dates: tuple[str, ...]
    #: true if both ends are known to the day
    exact: bool
    places: tuple[int, ...]
    #: who takes part: each the numbers that stand for one side (a person and whom he represents)
    sides: tuple[frozenset[int], ...]
    bodies: tuple[int, ...]
    documents: tuple[int, ...]
    topics: tuple[str, ...]
    mode: str | None
    plover: str | None
    quote: str
    start: int
    #: the approval of a draft, not of the instrument
    draft: bool = False
    #: international bodies at the top that the release names at its events: for a session whose body it does not name
    release_roots: frozenset[int] = frozenset()
    cluster: int = -1


@dataclass(slots=True, eq=False)
class Act:
    """A commitment or a report of what was done."""

    doc: Doc
    item: ItemKind
    id: str
    key: str
    #: force of a commitment, kind of a report
    kind: str
    negated: bool
    draft: bool
    #: class of the action
    action: str | None
    head: str | None
    #: for an agreement on the creation of something: that thing
    inner: str | None
    words: frozenset[str]
    names: tuple[str, ...]
    number: int | None
    #: the instrument acted on (occurrence), and those only mentioned
    instrument: int | None
    mentioned: tuple[int, ...]
    actors: tuple[int, ...]
    others: tuple[int, ...]
    #: bodies, persons and places named in the action
    named: tuple[int, ...]
    #: ISO codes of the states that act or are acted for
    states: frozenset[str]
    deadline: str | None
    quote: str
    clause: str
    start: int
    topics: tuple[str, ...]
    language: str
    #: when it was done, of a report: ordinals of the first and last day
    when: tuple[int, int] | None = None
    when_edtf: str | None = None
    #: events of the same record: at which it was made or done, which it is about, and the act itself
    made_at: EventItem | None = None
    target: EventItem | None = None
    #: a relative or personal pronoun stands for what is acted on
    pointer: bool = False
    links: list[tuple[Act, str]] = field(default_factory=list)
    roots: frozenset[int] = frozenset()
    thread: int = -1

    @property
    def order(self) -> tuple[int, str, int, str]:
        return (*self.doc.order, self.start, self.id)


def ordinal(day: date | None) -> int | None:
    return day.toordinal() if day is not None else None


def iso(day: int | None) -> str | None:
    """An ordinal as `2024-05-07`."""
    return date.fromordinal(day).isoformat() if day is not None else None

"""A thread told in time: its entries, when it is due, and what came of it.

Entries are plain values, so a story is told in the same way from a ledger in memory and from its `threads.jsonl`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from extract.ledger.items import Act, EventItem, iso
from extract.ledger.threads import Thread, is_of_event
from schemas.edtf import bounds

if TYPE_CHECKING:
    from extract.ledger.ledger import Ledger

State: TypeAlias = Literal["done", "underway", "postponed", "not_done", "open"]

#: reports that end a thread; of an instrument's draft none does
_ENDS = frozenset({"adopted", "signed", "implemented"})
#: what ends a thread of which nothing but this was promised
_ENDS_STEP = {"draft": frozenset({"drafted", "submitted", "endorsed"}), "submit": frozenset({"submitted", "endorsed"})}
_HELD = frozenset({"held", "ongoing"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a release says in a thread; days are ISO dates, `None` if not known.

    Attributes:
        kind: force of a commitment, kind of a report, status of an event.
        day: first day of what is told, else the day of publication.
        edtf: the day or period as the release gives it.
        due: EDTF of the deadline that this entry sets.
        ends: true if the thread is done with it.
        negated: a refusal, or a report that it was not done.
    """

    item: Literal["commitment", "report", "event"]
    kind: str
    document: str
    published: str | None
    day: str | None
    edtf: str | None
    quote: str
    actors: tuple[str, ...]
    due: str | None
    ends: bool
    negated: bool
    key: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """What can be said of a thread from its entries up to a day."""

    entries: tuple[Entry, ...]
    state: State
    outcome: Entry | None
    #: the entry that set the deadline last
    deadline: Entry | None

    @property
    def due(self) -> str | None:
        return self.deadline.due if self.deadline else None

    @property
    def due_day(self) -> date | None:
        """The last day of the deadline."""
        return bounds(self.due)[1] if self.due else None

    @property
    def promised(self) -> bool:
        """True if somebody committed himself; else it is only told what was done."""
        return any(entry.item == "commitment" for entry in self.entries)

    @property
    def releases(self) -> int:
        return len({entry.document for entry in self.entries})


def tell(entries: Sequence[Entry], *, on: date | None = None) -> Story:
    """The story of entries in their order; with `on` only of those published until that day (undated ones count)."""
    if on is not None:
        entries = [e for e in entries if e.published is None or date.fromisoformat(e.published) <= on]
    outcome = next((entry for entry in entries if entry.ends), None)
    if outcome is not None:
        # a report says more than the bare event of the same release
        same = [e for e in entries if e.ends and e.document == outcome.document and e.item == "report"]
        outcome = same[0] if same else outcome
    set_last = [entry for entry in entries if entry.due]
    return Story(tuple(entries), _state(entries, outcome), outcome, set_last[-1] if set_last else None)


def _state(entries: Sequence[Entry], outcome: Entry | None) -> State:
    if outcome is not None:
        return "done"
    reports = [entry for entry in entries if entry.item == "report"]
    if reports:
        last = reports[-1]
        if last.kind == "postponed":
            return "postponed"
        return "not_done" if last.negated else "underway"
    if any(entry.item == "event" and entry.kind in ("postponed", "cancelled") for entry in entries):
        return "postponed"
    return "open"


def entries_of(thread: Thread, ledger: Ledger) -> list[Entry]:
    """The entries of a thread by publication, within a release by place."""
    told: list[Act | EventItem] = [*thread.acts, *(e for h in thread.happenings for e in h.tellings)]
    told.sort(key=_order)
    promises = [act for act in thread.acts if act.item == "commitment"]
    since = min((_order(act) for act in promises), default=None)
    actions = {act.action for act in promises}
    planned = None if any(act.deadline for act in thread.acts) else _planned(promises)
    found = []
    for item in told:
        late = since is None or _order(item) >= since
        if isinstance(item, Act):
            due = item.deadline if item.deadline and bounds(item.deadline)[1] else None
            if planned is item and item.target is not None:
                due = item.target.dates[0]
            found.append(_of_act(item, ledger, due=due, ends=late and _ends(item, actions)))
        else:
            found.append(_of_event(item, ledger, ends=late and item.status in _HELD and not item.draft))
    return found


def _order(item: Act | EventItem) -> tuple[int, str, int, str]:
    return (*item.doc.order, item.start, item.id)


def _planned(promises: Sequence[Act]) -> Act | None:
    """The last promise whose event has a date to come: its deadline if nobody set one."""
    fitting = [
        act
        for act in promises
        if act.target is not None
        and is_of_event(act)
        and act.target.status == "planned"
        and len(act.target.dates) == 1
        and bounds(act.target.dates[0])[1] is not None
    ]
    return fitting[-1] if fitting else None


def _ends(act: Act, actions: set[str | None]) -> bool:
    if act.item != "report" or act.negated:
        return False
    if act.inner is not None and "create" in actions:
        # an agreement on the creation of a centre is no centre
        return False
    if len(actions) == 1 and act.kind in _ENDS_STEP.get(next(iter(actions)) or "", ()):
        return True
    return act.kind in _ENDS and not act.draft


def _of_act(act: Act, ledger: Ledger, *, due: str | None, ends: bool) -> Entry:
    return Entry(
        item=act.item,
        kind=act.kind,
        document=act.doc.id,
        published=iso(act.doc.published),
        day=iso(act.when[0] if act.when else act.doc.published),
        edtf=act.when_edtf if act.item == "report" else None,
        quote=act.quote,
        actors=ledger.names(act.actors),
        due=due,
        ends=ends,
        negated=act.negated,
        key=act.key,
        url=act.doc.url,
    )


def _of_event(event: EventItem, ledger: Ledger, *, ends: bool) -> Entry:
    return Entry(
        item="event",
        kind=event.status,
        document=event.doc.id,
        published=iso(event.doc.published),
        day=iso(event.first if event.first is not None else event.doc.published),
        edtf=", ".join(event.dates) or None,
        quote=event.quote,
        actors=ledger.names(event.bodies),
        due=None,
        ends=ends,
        negated=False,
        key=event.key,
        url=event.doc.url,
    )

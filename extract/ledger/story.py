"""A thread told in time: its entries, when it was due, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from extract.ledger.items import Act, Doc, EventItem, ordinal
from extract.ledger.threads import Thread, is_of_event
from schemas.edtf import bounds

if TYPE_CHECKING:
    from extract.ledger.ledger import Ledger

State: TypeAlias = Literal["done", "underway", "postponed", "not_done", "open"]

#: reports that end a thread about an instrument, and those that end one about anything else
_ENDS_INSTRUMENT = frozenset({"adopted", "signed", "implemented"})
_ENDS_ACTION = frozenset({"implemented", "signed", "adopted"})
_STEPS = frozenset({"drafted", "submitted", "endorsed", "reviewed", "reported"})
#: what ends a thread of which nothing but this was promised
_ENDS_STEP = {"draft": frozenset({"drafted", "submitted", "endorsed"}), "submit": frozenset({"submitted", "endorsed"})}
_HELD = frozenset({"held", "ongoing"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a release says in a thread: an act or an event's telling."""

    kind: str
    doc: Doc
    #: first and last day of what is told, else of publication; `None` if neither is known
    day: int | None
    quote: str
    key: str
    act: Act | None = None
    event: EventItem | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ended a thread."""

    kind: str
    day: int | None
    edtf: str | None
    doc: Doc
    quote: str


@dataclass(frozen=True, slots=True)
class Story:
    """What can be said of a thread from releases up to a day."""

    state: State
    entries: tuple[Entry, ...]
    outcome: Outcome | None
    #: EDTF of the last deadline that was set, and its last day
    due: str | None
    due_day: int | None
    due_entry: Entry | None

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def last(self) -> Entry:
        return self.entries[-1]

    @property
    def promised(self) -> bool:
        """True if somebody committed himself; else it is only told what was done."""
        return any(entry.act is not None and entry.act.item == "commitment" for entry in self.entries)


def story(thread: Thread, ledger: Ledger, *, on: int | None = None) -> Story:
    """The story of a thread; with `on` (an ordinal) only of releases published until that day."""
    entries = sorted(_entries(thread), key=_order)
    if on is not None:
        entries = [entry for entry in entries if entry.doc.published is None or entry.doc.published <= on]
    outcome = _outcome(entries)
    due = _due(entries)
    due_day = ordinal(bounds(due[0])[1]) if due else None
    return Story(
        state=_state(entries, outcome),
        entries=tuple(entries),
        outcome=outcome,
        due=due[0] if due else None,
        due_day=due_day,
        due_entry=due[1] if due else None,
    )


def _entries(thread: Thread) -> Iterable[Entry]:
    for act in thread.acts:
        day = act.when[0] if act.when else act.doc.published
        yield Entry(act.kind, act.doc, day, act.quote, act.key, act=act)
    for happening in thread.happenings:
        for event in happening.tellings:
            day = event.first if event.first is not None else event.doc.published
            yield Entry(f"event_{event.status}", event.doc, day, event.quote, event.key, event=event)


def _order(entry: Entry) -> tuple[int, str, int]:
    """By publication, then by place in the release: a thread tells who said what when."""
    start = entry.act.start if entry.act is not None else entry.event.start if entry.event is not None else 0
    return (*entry.doc.order, start)


def _outcome(entries: list[Entry]) -> Outcome | None:
    """The first report or event, after the first promise, that ends it."""
    promised = [entry.act for entry in entries if entry.act is not None and entry.act.item == "commitment"]
    since = promised[0].order if promised else None
    for entry in entries:
        if not _ends(entry, promised):
            continue
        if since is not None and _before(entry, since):
            continue
        edtf = entry.act.when_edtf if entry.act else ", ".join(entry.event.dates) if entry.event else None
        return Outcome(entry.kind, entry.day, edtf or None, entry.doc, entry.quote)
    return None


def _before(entry: Entry, since: tuple[int, str, int, str]) -> bool:
    return _order(entry) < since[:3]


def _ends(entry: Entry, promised: list[Act]) -> bool:
    act = entry.act
    if act is None:
        return entry.kind in {f"event_{status}" for status in _HELD}
    if act.item != "report" or act.negated:
        return False
    actions = {p.action for p in promised}
    if len(actions) == 1 and act.kind in _ENDS_STEP.get(next(iter(actions)) or "", ()):
        return True
    if act.draft:
        return False
    return act.kind in (_ENDS_INSTRUMENT if act.instrument is not None else _ENDS_ACTION)


def _state(entries: list[Entry], outcome: Outcome | None) -> State:
    if outcome is not None:
        return "done"
    told = [entry for entry in entries if entry.act is not None and entry.act.item == "report"]
    if told and told[-1].act is not None:
        last = told[-1].act
        if last.kind == "postponed":
            return "postponed"
        if last.negated:
            return "not_done"
        return "underway"
    if any(entry.kind in ("event_postponed", "event_cancelled") for entry in entries):
        return "postponed"
    return "open"


def _due(entries: list[Entry]) -> tuple[str, Entry] | None:
    """The deadline that was set last; that of a planned event counts if nobody set one."""
    found: tuple[str, Entry] | None = None
    for entry in entries:
        if entry.act is not None and entry.act.deadline and bounds(entry.act.deadline)[1] is not None:
            found = entry.act.deadline, entry
    if found is None:
        for entry in entries:
            if entry.act is None or entry.act.target is None or not is_of_event(entry.act):
                continue
            target = entry.act.target
            if target.status == "planned" and len(target.dates) == 1 and bounds(target.dates[0])[1] is not None:
                found = target.dates[0], entry
    return found

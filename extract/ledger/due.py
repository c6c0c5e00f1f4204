"""What is due, what is overdue, what nobody came back to; and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from extract.ledger.rows import ThreadRow
from extract.ledger.story import Entry, Story, tell

DueStatus: TypeAlias = Literal["overdue", "due", "silent"]
NewStatus: TypeAlias = Literal["promise", "restated", "report", "event", "outcome"]

#: days ahead that count as due
WITHIN_DAYS = 90
#: days after which a promise that one release made and none repeated counts as silent
SILENT_DAYS = 180
_RANK: dict[DueStatus, int] = {"overdue": 0, "due": 1, "silent": 2}


@dataclass(frozen=True, slots=True)
class DueRow:
    """A thread that is not done: its status on a day, and its story up to then."""

    status: DueStatus
    thread: ThreadRow
    story: Story

    @property
    def promise(self) -> Entry:
        """The entry that set the deadline, else the first promise."""
        if self.story.deadline is not None:
            return self.story.deadline
        return next(entry for entry in self.story.entries if entry.item == "commitment")

    @property
    def mentioned_again(self) -> int:
        """Releases that came back to it after the first."""
        return self.story.releases - 1


def due(
    threads: Iterable[ThreadRow], *, on: date, within_days: int = WITHIN_DAYS, silent_days: int = SILENT_DAYS
) -> list[DueRow]:
    """Threads that are overdue, due within `within_days`, or silent for `silent_days`, in this order, oldest first.

    Only releases published until `on` are looked at. A refusal has nothing due.
    """
    found: list[DueRow] = []
    for thread in threads:
        story = tell(thread.entries, on=on)
        status = _status(story, on, within_days, silent_days)
        if status is not None:
            found.append(DueRow(status, thread, story))
    found.sort(key=_due_order)
    return found


def _due_order(row: DueRow) -> tuple[int, date, str, str]:
    return (_RANK[row.status], row.story.due_day or date.max, row.promise.published or "", row.thread.id)


def _status(story: Story, on: date, within_days: int, silent_days: int) -> DueStatus | None:
    promises = [entry for entry in story.entries if entry.item == "commitment"]
    if not promises or story.state == "done" or all(entry.negated for entry in promises):
        return None
    if story.due_day is not None:
        if story.due_day < on:
            return "overdue"
        return "due" if story.due_day <= on + timedelta(days=within_days) else None
    last = max((entry.published for entry in story.entries if entry.published), default=None)
    quiet = last is not None and date.fromisoformat(last) <= on - timedelta(days=silent_days)
    return "silent" if quiet and story.releases == 1 else None


@dataclass(frozen=True, slots=True)
class NewRow:
    """An entry that is new, in its thread."""

    status: NewStatus
    thread: ThreadRow
    entry: Entry


def new(
    threads: Iterable[ThreadRow], *, since: date | None = None, earlier: set[str] | None = None
) -> Iterator[NewRow]:
    """Entries of releases published since a day, or (`earlier`) whose key an earlier ledger did not have."""
    for thread in threads:
        story = thread.story
        first = next((entry for entry in story.entries if entry.item == "commitment"), None)
        for entry in story.entries:
            late = since is None or (entry.published is not None and date.fromisoformat(entry.published) >= since)
            if not late or (earlier is not None and entry.key in earlier):
                continue
            yield NewRow(_new_status(entry, first, story), thread, entry)


def _new_status(entry: Entry, first: Entry | None, story: Story) -> NewStatus:
    if entry is story.outcome and first is not None:
        return "outcome"
    if entry.item == "commitment":
        return "promise" if entry is first else "restated"
    return "report" if entry.item == "report" else "event"


def keys(threads: Iterable[ThreadRow]) -> set[str]:
    """Keys of all entries, for comparing with a later ledger."""
    return {entry.key for thread in threads for entry in thread.entries}

"""The threads looked at from a day: what is due, overdue, never mentioned again, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extract.ledger.due import SILENT_DAYS, WITHIN_DAYS, DueRow, NewRow, due, new
from extract.ledger.rows import ThreadRow


@dataclass(frozen=True)
class Look:
    """What a reader is shown of the threads.

    Attributes:
        since: only what releases of this day or later say is new.
        new: `None` if nothing says what was there before.
    """

    on: date
    since: date | None
    threads: Sequence[ThreadRow]
    due: Sequence[DueRow]
    new: Sequence[NewRow] | None


def look(
    threads: Sequence[ThreadRow],
    *,
    on: date,
    within_days: int = WITHIN_DAYS,
    silent_days: int = SILENT_DAYS,
    since: date | None = None,
    earlier: set[str] | None = None,
) -> Look:
    """Everything that is asked of the threads on a day; `earlier` are the keys of what was known before."""
    return Look(
        on=on,
        since=since,
        threads=threads,
        due=due(threads, on=on, within_days=within_days, silent_days=silent_days),
        new=new_rows(threads, since=since, earlier=earlier) if since is not None or earlier is not None else None,
    )


def new_rows(
    threads: Sequence[ThreadRow], *, since: date | None = None, earlier: set[str] | None = None
) -> list[NewRow]:
    """What is new, by day of publication."""
    return sorted(
        new(threads, since=since, earlier=earlier),
        key=lambda row: (row.entry.published or "", row.entry.document, row.entry.key),
    )

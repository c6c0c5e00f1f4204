"""Flat tables as CSV: events, participants, commitments, mentions; made to open right in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from types import TracebackType
from typing import IO, Any

from extract.write.labels import Lang
from extract.write.tables import COMMITMENTS, EVENTS, MENTIONS, PARTICIPANTS, Cell, Table
from extract.write.view import Reviewed, View
from schemas import Record

#: file -> table
FLAT_TABLES: dict[str, Table[Any]] = {
    "events.csv": EVENTS,
    "participants.csv": PARTICIPANTS,
    "commitments.csv": COMMITMENTS,
    "mentions.csv": MENTIONS,
}
#: what spreadsheets set to each language split by
SEPARATORS: dict[Lang, str] = {"ru": ";", "en": ","}
#: a cell that begins so is a formula to a spreadsheet
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


class FlatTables:
    """Writes the rows of records to four files; use as a context manager.

    Args:
        open_file: gives the file of a name, opened for text.
        separator: between cells; by default the one that spreadsheets in this language expect.
        reviewed: gives what readers said of a record, as cells by id.
    """

    def __init__(
        self,
        open_file: Callable[[str], AbstractContextManager[IO[str]]],
        *,
        lang: Lang,
        separator: str | None = None,
        reviewed: Reviewed | None = None,
    ) -> None:
        self._reviewed = reviewed
        self._lang: Lang = lang
        self._separator = separator or SEPARATORS[lang]
        self._open = open_file
        self._stack = ExitStack()
        self._writers: list[tuple[Table[Any], Any]] = []

    def __enter__(self) -> FlatTables:
        with ExitStack() as stack:
            for name, table in FLAT_TABLES.items():
                file = stack.enter_context(self._open(name))
                file.write("\ufeff")
                writer = csv.writer(file, delimiter=self._separator, lineterminator="\r\n")
                writer.writerow([column.heading(self._lang) for column in table.columns])
                self._writers.append((table, writer))
            self._stack = stack.pop_all()
        return self

    def add(self, record: Record) -> None:
        """Write the rows of one record."""
        self.add_view(View(record, self._lang, self._reviewed(record) if self._reviewed is not None else None))

    def add_view(self, view: View) -> None:
        """Write the rows of a record as it is read in the language of the tables."""
        for table, writer in self._writers:
            for cells in table.cells(view):
                writer.writerow([cell(value) for value in cells])

    def __exit__(self, *error: Any) -> bool | None:
        kind: type[BaseException] | None
        value: BaseException | None
        trace: TracebackType | None
        kind, value, trace = error
        return self._stack.__exit__(kind, value, trace)


def cell(value: Cell) -> str:
    """A value as a cell: days in ISO form, text on one line, a formula made text by an apostrophe before it.

    >>> cell("=HYPERLINK(1)"), cell("– тире"), cell(None), cell(3)
    ("'=HYPERLINK(1)", '– тире', '', '3')
    """
    if value is None:
        return ""
    if isinstance(value, (int, date)):
        return str(value)
    # nearly all are: only then is each character looked at
    words = (value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)).strip(" ")
    return f"'{words}" if words.startswith(_FORMULA) else words

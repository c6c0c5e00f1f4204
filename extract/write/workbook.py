"""The workbook an analyst opens first: a sheet per table, written row by row so that memory does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from extract.write.labels import Lang
from extract.write.tables import TABLES, Cell, Column, Table
from extract.write.view import Reviewed, View
from schemas import Record

#: what a sheet and a cell can hold
MAX_ROWS = 1_048_576
MAX_CELL_CHARACTERS = 32_767
#: the calendar of workbooks starts here
_FIRST_DAY = date(1900, 3, 1)
#: the same records give the same bytes
_CREATED = datetime(2000, 1, 1)
_DAY_FORMAT: dict[Lang, str] = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}


@dataclass(frozen=True)
class Sheet:
    """A sheet with rows that come from no single record."""

    name: str
    columns: Sequence[Column[Any]]
    rows: Iterable[Any]


class Workbook:
    """Collects records into a workbook at `path`; use as a context manager.

    Text is always written as text: what looks like a formula or an address stays a string.

    Attributes:
        left_out: rows per sheet that did not fit.
    """

    def __init__(
        self,
        path: Path,
        *,
        lang: Lang = "ru",
        max_rows: int = MAX_ROWS,
        reviewed: Reviewed | None = None,
        tables: Sequence[Table[Any]] = TABLES,
    ) -> None:
        """`reviewed` gives what readers said of a record, as cells by id; `tables` are the sheets that records fill."""
        self._reviewed = reviewed
        self._lang: Lang = lang
        self._max_rows = max_rows
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties({"title": "kommunike", "created": _CREATED})
        self._text = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._day = self._book.add_format({"num_format": _DAY_FORMAT[lang], "valign": "top", "align": "left"})
        self._number = self._book.add_format({"valign": "top"})
        self._header = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6F0", "bottom": 1}
        )
        self._tables = tables
        self._sheets = [_Sheet(self, table.name, table.columns) for table in tables]

    @property
    def left_out(self) -> dict[str, int]:
        return {sheet.name: sheet.left_out for sheet in self._sheets if sheet.left_out}

    def add(self, record: Record) -> None:
        """Write the rows of one record."""
        self.add_view(View(record, self._lang, self._reviewed(record) if self._reviewed is not None else None))

    def add_view(self, view: View) -> None:
        """Write the rows of a record as it is read in the language of the workbook."""
        for table, sheet in zip(self._tables, self._sheets):
            for cells in table.cells(view):
                sheet.add(cells)

    def add_sheet(self, given: Sheet) -> None:
        """Write a further sheet with its rows, after those of the tables."""
        sheet = _Sheet(self, given.name, given.columns)
        self._sheets.append(sheet)
        for row in given.rows:
            sheet.add([column.value(row) for column in given.columns])

    def close(self) -> None:
        for sheet in self._sheets:
            sheet.finish()
        try:
            self._book.close()
        except XlsxFileError as error:
            raise OSError(f"the workbook cannot be written: {error}") from error

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        # closing writes the file: after an error there is nothing worth writing
        if kind is None:
            self.close()


class _Sheet:
    def __init__(self, book: Workbook, name: str, columns: Sequence[Column[Any]]) -> None:
        self.name = name
        self.left_out = 0
        self._book = book
        self._width = len(columns)
        self._row = 0
        self._sheet = book._book.add_worksheet(name)
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, column.width)
            self._sheet.write_string(0, number, column.heading(book._lang), book._header)
        self._sheet.freeze_panes(1, 1)
        self._sheet.hide_gridlines(0)

    def add(self, cells: list[Cell]) -> None:
        if self._row + 1 >= self._book._max_rows:
            self.left_out += 1
            return
        self._row += 1
        for number, value in enumerate(cells):
            self._write(number, value)

    def _write(self, column: int, value: Cell) -> None:
        book = self._book
        if value is None or value == "":
            return
        if isinstance(value, date) and value >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, column, value, book._day)
        elif isinstance(value, int):
            self._sheet.write_number(self._row, column, value, book._number)
        else:
            words = str(value)
            if len(words) > MAX_CELL_CHARACTERS:
                words = words[: MAX_CELL_CHARACTERS - 1] + "…"
            self._sheet.write_string(self._row, column, words, book._text)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._row, 1), self._width - 1)

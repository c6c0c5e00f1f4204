"""Verdicts that somebody wrote into the workbook's columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extract.review.reviews import NO_VALUE, Review, Verdict
from extract.review.rows import ReviewError, Row, as_row
from extract.write.labels import LABELS, REVIEW_COLUMNS

#: sheets whose rows are things of a record
_SHEETS = {"Commitments": "commitment", "Events": "event"}
#: column of a row -> headings in both languages
_HEADINGS = {
    "key": ("Ключ записи", "Record key"),
    "document": ("Документ", "Document"),
    "quote": ("Цитата", "Quote"),
    **{
        name: headings[:2]
        for name, headings in zip(("verdict", "corrections", "note", "outcome", "by", "on"), REVIEW_COLUMNS[1:])
    },
}
_FIELDS = {words: name for name, pair in LABELS["review_field"].items() for words in (*pair, name)}

#: between corrections; a value may hold semicolons itself
_CORRECTIONS = re.compile(rf";\s*(?=(?:{'|'.join(map(re.escape, _FIELDS))})\s*=)")


def edits(path: Path, review: Review) -> list[Row]:
    """Rows of a workbook about things of which it says something else than `review`.

    What a run wrote into the workbook itself, from this review, is no edit.

    Raises:
        ReviewError: the workbook cannot be read.
    """
    known = {name: (verdict, rows) for name, verdict, rows in review.by_key()}
    found = []
    for name, verdict, rows in Review(read_workbook(path)).by_key():
        before = known.get(name)
        if before is None or _said(verdict) != _said(before[0]):
            # columns that the workbook does not have
            other = before[0].other if before is not None else {}
            found += [replace(row, number=0, other=other) for row in rows]
    return found


def _said(verdict: Verdict) -> tuple[Any, ...]:
    # a sheet holds no line breaks at the ends and no empty cells
    corrections = {name: value.strip() for name, value in verdict.corrections.items()}
    texts = (verdict.note, verdict.outcome, verdict.by, verdict.on)
    return (verdict.verdict, corrections, *(text.strip() for text in texts))


def read_workbook(path: Path) -> Iterator[Row]:
    """The rows of a workbook that `run` wrote and a person filled in.

    Raises:
        ReviewError: the file cannot be read, has no such sheets, or the library for it is missing.
    """
    try:
        import openpyxl  # type: ignore[import-untyped]
    except ImportError as error:
        raise ReviewError(f"{path}: reading a workbook needs openpyxl; pip install kommunike[ledger]") from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets errors of zip and XML through
        raise ReviewError(f"{path}: cannot be read as a workbook ({error}); save it as .xlsx") from error
    try:
        present = [name for name in _SHEETS if name in book.sheetnames]
        if not present:
            raise ReviewError(f"{path}: has none of the sheets {', '.join(_SHEETS)}; give the workbook that run wrote")
        for name in present:
            yield from _sheet(book[name].iter_rows(values_only=True), _SHEETS[name])
    finally:
        book.close()


def _sheet(lines: Iterator[tuple[Any, ...]], kind: str) -> Iterator[Row]:
    header = [str(value or "") for value in next(lines, ())]
    places = {
        name: next((n for n, heading in enumerate(header) if heading in headings), None)
        for name, headings in _HEADINGS.items()
    }
    for number, values in enumerate(lines, 2):
        cells = {
            name: _words(values[place]) for name, place in places.items() if place is not None and place < len(values)
        }
        yield from _rows(kind, cells, number)


def _rows(kind: str, cells: dict[str, str], number: int) -> Iterator[Row]:
    corrections = [part for part in _CORRECTIONS.split(cells.pop("corrections", "")) if part.strip()]
    if not corrections and not any(cells.get(name) for name in ("verdict", "note", "outcome")):
        return
    common = {"kind": kind, **cells}
    if not corrections:
        yield as_row(common, number)
    for part in corrections:
        name, _, value = (words.strip() for words in part.partition("="))
        value = "" if value == NO_VALUE else value
        yield as_row({**common, "verdict": "correct", "field": _FIELDS.get(name, name), "value": value}, number)


def _words(value: Any) -> str:
    if isinstance(value, (datetime, date)):
        return value.strftime("%Y-%m-%d")
    return "" if value is None else str(value)

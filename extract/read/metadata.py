"""`metadata.csv` beside the inputs: what the user knows about documents and the texts do not say.

Columns: `doc` (path of the document relative to this file; its suffix may be left out where no other document is
called so; a text goes before all others) and any of `published`, `url`, `publisher`, `title`, in any order; separated
by commas or semicolons; UTF-8, with or without byte order mark (what spreadsheets write). `published` is a day,
`2020-03-05` or `05.03.2020`.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from extract.read.errors import MetadataError, one_line
from extract.read.formats import KINDS, suffix

FILE_NAME = "metadata.csv"
COLUMNS = ("doc", "published", "url", "publisher", "title")

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class MetadataRow:
    """What one row says of one document; `row` is its line number in a spreadsheet."""

    row: int
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class MetadataFile:
    """A `metadata.csv`: rows by document id."""

    path: Path
    rows: dict[str, MetadataRow]

    def row(self, doc: str) -> MetadataRow | None:
        """The row of `doc`; one without its suffix, if no other document is called so."""
        if (found := self.rows.get(doc)) is not None:
            return found
        ending = suffix(doc)
        if KINDS.get(ending, "text") == "text":
            return None
        stem = doc[: -len(ending)]
        found = self.rows.get(stem)
        return found if found is not None and self.candidates(stem) == [doc] else None

    def candidates(self, doc: str) -> list[str]:
        """The documents that a row for `doc`, without a suffix, may mean; a text is meant before all others."""
        path = self.path.parent / doc
        there = [ending for ending in (*KINDS, *map(str.upper, KINDS)) if path.with_name(path.name + ending).is_file()]
        texts = [ending for ending in there if KINDS[ending.lower()] == "text"]
        return [f"{doc}{ending}" for ending in texts or there]

    def strays(self) -> list[str]:
        """Documents with a row and no file: misspelt, gone, or one of several `candidates`.

        A document in an archive or table has that file.
        """
        return [doc for doc in self.rows if not self._has_file(doc)]

    def _has_file(self, doc: str) -> bool:
        path = self.path.parent / doc
        return len(self.candidates(doc)) == 1 or any(
            part.is_file() for part in (path, *path.parents) if part.is_relative_to(self.path.parent)
        )


def parse_day(value: str) -> str:
    """`2020-03-05` for `2020-03-05`, `2020-03-05T10:20` or `05.03.2020`.

    Raises:
        ValueError: `value` is no day in one of these forms.
    """
    value = value.strip()
    if found := _ISO_DAY.fullmatch(value):
        year, month, day = (int(part) for part in found.groups())
    elif found := _RUSSIAN_DAY.fullmatch(value):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise ValueError(f"{value!r} is no date; write 2020-03-05 or 05.03.2020")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is no day of the calendar; write 2020-03-05 or 05.03.2020") from None


def load(path: Path) -> MetadataFile:
    """All rows of the file at `path`.

    Raises:
        MetadataError: the file or a row of it cannot be used; names file, row and what is expected. One bad row is as
            bad as a bad file: a document must not be read without what somebody took the trouble to say of it.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MetadataError(str(path), f"cannot be read ({error.strerror})", "check its permissions") from error
    except UnicodeDecodeError as error:
        raise MetadataError(str(path), "not UTF-8 text", "save it as CSV in UTF-8") from error
    first, _, _ = content.lstrip("\r\n").partition("\n")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    number = 0
    rows: dict[str, MetadataRow] = {}
    faults: list[str] = []
    header: list[str] | None = None
    try:
        for number, values in enumerate(reader, 1):
            if not any(value.strip() for value in values):
                continue
            if header is None:
                header = _header(values, path, number)
            else:
                fault = _add(rows, header, values, path, number)
                faults += [f"row {number} ({values[header.index('doc')].strip()}): {fault}"] if fault else []
    except csv.Error as error:
        raise MetadataError(str(path), f"row {number + 1}: broken CSV ({error})", "check the quotes") from error
    if header is None:
        raise MetadataError(str(path), "empty", f"give it the columns {', '.join(COLUMNS)} or remove it")
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise MetadataError(str(path), one_line(f"{faults[0]}{more}"), "correct the row and run again")
    return MetadataFile(path, rows)


def _header(values: list[str], path: Path, row: int) -> list[str]:
    names = [value.strip().lower() for value in values]
    while names and not names[-1]:
        names.pop()
    expected = f"the columns are {', '.join(COLUMNS)}"
    for name in names:
        if name not in COLUMNS:
            raise MetadataError(str(path), f"row {row}: unknown column {name!r}", expected)
        if names.count(name) > 1:
            raise MetadataError(str(path), f"row {row}: column {name!r} comes twice", expected)
    if "doc" not in names:
        raise MetadataError(str(path), f"row {row}: no column 'doc'", expected)
    return names


def _add(rows: dict[str, MetadataRow], header: list[str], values: list[str], path: Path, row: int) -> str | None:
    """Put a row to the others; or why it cannot be used."""
    cells = {name: value.strip() or None for name, value in zip(header, values)}
    name = cells.pop("doc", None)
    if name is None:
        raise MetadataError(str(path), f"row {row}: no document in column 'doc'", "name the document of the row")
    doc = document_id(PurePosixPath(name.replace("\\", "/")).as_posix())
    if doc in rows:
        return f"the document has a row already, row {rows[doc].row}"
    if any(value.strip() for value in values[len(header) :]):
        return f"{len(values)} values for {len(header)} columns"
    if cells.get("published"):
        try:
            cells["published"] = parse_day(cells["published"] or "")
        except ValueError as error:
            return str(error)
    rows[doc] = MetadataRow(row=row, **cells)
    return None


def document_id(relative: str) -> str:
    """Id of the document at this path relative to the input folder: `.txt` is dropped, any other suffix kept."""
    name = relative.rsplit("/", 1)[-1]
    is_text = name.lower().endswith(".txt") and len(name) > len(".txt")
    return relative[: -len(".txt")] if is_text else relative

"""The rows of `review.csv`: reading what a page, a spreadsheet or a person wrote, and writing it without loss.

Columns, in any order; any but `kind` and `key` may be missing:

============  =========================================================================================
`kind`        what the row is about: `mention`, `event`, `commitment`; `merge` for the ledger
`key`         its content key, as the record or the table has it
`document`    id of the document
`quote`       words of the text, for people, and to tell things with one key apart
`verdict`     `accept`, `reject`, `correct`, or empty (a note alone)
`field`       what is corrected, with `correct`: `force`, `deadline`, `actors` ...
`value`       the right value; empty if there is none (no deadline at all)
`note`        remark of the reader
`outcome`     what became of a commitment
`by`, `on`    who said so, and on which day
============  =========================================================================================

A thing may have several rows, one for each corrected field; what a later row says goes before an earlier one. Columns
of other names are kept. UTF-8, with or without byte order mark; separated by semicolons, commas or tabs.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import InputError
from extract.write.files import write_file

COLUMNS = ("kind", "key", "document", "quote", "verdict", "field", "value", "note", "outcome", "by", "on")
#: what people write into a spreadsheet instead
_VERDICT_WORDS = {
    **dict.fromkeys(("accept", "accepted", "ok", "yes", "+", "верно", "принято", "принять", "да"), "accept"),
    **dict.fromkeys(("reject", "rejected", "no", "wrong", "-", "неверно", "отклонено", "отклонить", "нет"), "reject"),
    **dict.fromkeys(("correct", "corrected", "исправить", "исправлено"), "correct"),
}
_SEPARATORS = ";,\t"
_BREAKS = re.compile(r"[\r\n]")
#: a spreadsheet takes a cell that begins like this for a formula; an apostrophe before it makes it a text
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


class ReviewError(InputError):
    """A file of verdicts that cannot be used."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `review.csv`; `number` is its row in a spreadsheet (0: made by the program)."""

    kind: str
    key: str
    document: str = ""
    quote: str = ""
    verdict: str = ""
    field: str = ""
    value: str = ""
    note: str = ""
    outcome: str = ""
    by: str = ""
    on: str = ""
    other: Mapping[str, str] = dataclasses.field(default_factory=dict)
    number: int = 0
    #: why the row is not applied
    fault: str | None = None


def read_rows(path: Path) -> list[Row]:
    """All rows of the file, those with a fault included.

    Raises:
        ReviewError: the file as a whole cannot be used; names file, row and what is expected.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ReviewError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    except UnicodeDecodeError as error:
        raise ReviewError(f"{path}: is not UTF-8 text; save it as CSV in UTF-8") from error
    return list(parse_rows(content, str(path)))


def parse_rows(content: str, name: str) -> Iterator[Row]:
    """The rows of a file's content; `name` is what errors call it."""
    content = content.replace("\0", "")
    first = _BREAKS.split(content.lstrip("\r\n"), maxsplit=1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    header: list[str] | None = None
    number = 0
    try:
        for number, values in enumerate(reader, 1):
            if not any(value.strip() for value in values):
                continue
            if header is None:
                header = _header(values, name)
            else:
                yield as_row(dict(zip(header, map(unguarded, values))), number)
    except csv.Error as error:
        raise ReviewError(f"{name}: row {number + 1}: broken CSV ({error}); check the quotes") from error
    if header is None and content.strip():
        raise ReviewError(f"{name}: has no row of column names; the columns are {', '.join(COLUMNS)}")


def _header(values: Sequence[str], name: str) -> list[str]:
    names = [value.strip() for value in values]
    names = [known if (known := value.lower()) in COLUMNS else value for value in names]
    for needed in ("kind", "key"):
        if needed not in names:
            raise ReviewError(f"{name}: has no column {needed!r}; the columns are {', '.join(COLUMNS)}")
    twice = next((value for value in names if value and names.count(value) > 1), None)
    if twice is not None:
        raise ReviewError(f"{name}: column {twice!r} comes twice; rename one of them")
    return names


def as_row(cells: Mapping[str, str], number: int) -> Row:
    """A row from its cells by column name."""
    known = {name: cells.get(name, "").strip() for name in COLUMNS}
    other = {name: value for name, value in cells.items() if name not in COLUMNS and name}
    written = known["verdict"]
    verdict = _VERDICT_WORDS.get(written.lower(), "")
    known["verdict"] = verdict or written
    return Row(**known, other=other, number=number, fault=_fault(known, verdict))


def _fault(cells: Mapping[str, str], verdict: str) -> str | None:
    if not cells["kind"]:
        return "no kind; write mention, event or commitment"
    if not cells["key"]:
        return "no key; copy it from the record or table"
    if cells["verdict"] and not verdict:
        return f"unknown verdict {cells['verdict']!r}; write accept, reject or correct"
    if cells["value"] and not cells["field"]:
        return f"the value {cells['value'][:40]!r} has no field; name what it corrects"
    if cells["field"] and verdict != "correct":
        return f"field {cells['field']!r} without the verdict correct; write correct or leave field empty"
    return None


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as UTF-8 with byte order mark and semicolons, which opens right in spreadsheets."""
    write_file(path, rows_text(rows))


def rows_text(rows: Iterable[Row]) -> str:
    """The content of a file of these rows; columns of other names follow the known ones."""
    rows = list(rows)
    others = list(dict.fromkeys(name for row in rows for name in row.other))
    content = io.StringIO()
    content.write("\ufeff")
    writer = csv.writer(content, delimiter=";", lineterminator="\r\n")
    writer.writerow([*COLUMNS, *others])
    for row in rows:
        known = [getattr(row, name) for name in COLUMNS]
        writer.writerow([guarded(value) for value in (*known, *(row.other.get(name, "") for name in others))])
    return content.getvalue()


def guarded(value: str) -> str:
    """`value` as a spreadsheet takes it for text."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """The value that `guarded` was given."""
    return value[1:] if _GUARDED.match(value) else value

"""`metadata-template.csv`: what the user may fill in for documents without a publication date."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from extract.batch.state import State
from extract.read import METADATA_COLUMNS, Input, MetadataRow, Reader, ReadError, load_metadata

if TYPE_CHECKING:
    from extract.write import Output

TEMPLATE = "metadata-template.csv"
#: the fact that says what was written last
_FACT = "template"


def update_template(output: Output, state: State, reader: Reader, *, is_needed: bool) -> bool:
    """Write the template if a document has no date, else remove it; false if a user has filled it in: then it stays."""
    if _is_filled(output, state, reader):
        return False
    if is_needed:
        _write(output, state.inputs(), reader)
        state.note_fact(_FACT, _hash(output.path(TEMPLATE)))
    else:
        output.remove(TEMPLATE)
    return True


def _is_filled(output: Output, state: State, reader: Reader) -> bool:
    """True if the template of an earlier run holds what a user wrote into it and the run does not know."""
    path = output.path(TEMPLATE)
    if not path.exists() or _hash(path) == state.fact(_FACT):
        return False
    try:
        written = load_metadata(path).rows
    except ReadError:
        return True
    for doc, row in written.items():
        item = state.input(doc)
        known = _known_row(reader, item) if item is not None else None
        for name in METADATA_COLUMNS[1:]:
            value = getattr(row, name)
            if value is not None and value != getattr(known, name, None):
                return True
    return False


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _known_row(reader: Reader, item: Input) -> MetadataRow | None:
    try:
        return reader.metadata_row(item)
    except ReadError:
        return None


def _write(output: Output, inputs: Iterable[Input], reader: Reader) -> None:
    """A `metadata.csv` of all documents of the run, with what is known filled in."""
    with output.open(TEMPLATE) as file:
        # semicolons and a byte order mark open right in spreadsheets of both languages' most common set-up here
        file.write("\ufeff")
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(METADATA_COLUMNS)
        for item in inputs:
            row = _known_row(reader, item)
            known = [getattr(row, name, None) or "" for name in METADATA_COLUMNS[1:]]
            # `a.txt.txt` has the id `a.txt`, which would be read as `a`
            name = item.source if item.id.lower().endswith(".txt") else item.id
            # what a spreadsheet would take for a formula stays a name with `./` before it
            writer.writerow([f"./{name}" if name.startswith(("=", "+", "-", "@")) else name, *known])

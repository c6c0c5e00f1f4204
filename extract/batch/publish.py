"""The files that hold all records: JSON Lines, workbook, tables. Made from the records on disk, one at a time.

Nothing that was in memory goes into them, so a run that was killed and went on ends with the same bytes as one that
was not; and what is there already and would come out the same is left alone.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.batch.fingerprint import content_hash, program_hash
from extract.batch.state import State
from extract.read import STATE_FOLDER
from extract.review import FILE_NAME as REVIEW
from extract.review import Review, ReviewError
from extract.review.rows import rows_text
from extract.review.workbook import edits
from extract.write import FlatTables, Lang, Output, OutputError, ParquetFile, Sheet, View, Workbook, to_json_line
from extract.write.flat import FLAT_TABLES
from schemas import Record

RECORDS = "records.jsonl"
WORKBOOK = "kommunike.xlsx"
ERRORS = "errors.jsonl"
PARQUET = "records.parquet"
#: an edited workbook whose verdicts could not be read
EDITED = "kommunike-edited.xlsx"
#: the first sheet of every workbook of a run, whatever its language
_FIRST_SHEET = "Commitments"
#: the fact that says what was published from what
_FACT = "published"


@dataclass(frozen=True)
class Formats:
    """What is written beside one JSON file for each document and `records.jsonl`."""

    lang: Lang = "ru"
    workbook: bool = True
    csv: bool = False
    #: between the cells of CSV; by default what spreadsheets in `lang` expect
    separator: str | None = None
    parquet: bool = False


@dataclass(frozen=True)
class Published:
    """What became of the files: their names, what did not fit, and whether any was written now."""

    files: tuple[str, ...]
    notes: tuple[str, ...]
    is_new: bool


def publish(output: Output, state: State, formats: Formats, review: Review | None = None) -> Published:
    """Write the files that hold all records of the plan, unless they stand as they would be written.

    Without a single record nothing is written, and what an earlier run wrote of its records goes if there were
    documents to read at all. What readers said (`review`) stands in the tables beside what the program found.

    Raises:
        OutputError: a file cannot be written, or a record on disk is not the one that was written there.
    """
    last = state.fact(_FACT) or {"key": None, "files": {}, "notes": []}
    review = review or Review()
    kept: list[str] = []
    if formats.workbook or WORKBOOK in last["files"]:
        review, kept = _keep_edits(output, last["files"].get(WORKBOOK), review)
    key = _key(state, formats, review)
    if last["key"] == key and all(_stamp(output.path(name)) == stamp for name, stamp in last["files"].items()):
        return Published(tuple(last["files"]), (*last["notes"], *kept), False)
    has_records = next(state.finished(), None) is not None
    if not has_records and state.planned() == 0:
        return Published((), tuple(kept), False)
    names: list[str] = []
    notes: list[str] = []
    if has_records:
        names, notes = _write(output, state, formats, review)
    for name in set(last["files"]) - set(names):
        output.remove(name)
    files = {name: _stamp(output.path(name)) for name in names}
    state.note_fact(_FACT, {"key": key, "files": files, "notes": notes, "lang": formats.lang})
    if last.get("sheets") and WORKBOOK in names:
        kept.append(f"{WORKBOOK}: the sheets of the ledger were older and are gone; make them anew with ledger")
    return Published(tuple(names), (*notes, *kept), True)


def add_sheets(
    folder: Path,
    sheets: Callable[[Lang], Iterable[Sheet]],
    records: Iterable[Record],
    review: Review,
) -> tuple[Path | None, list[str]]:
    """Write the workbook of a run anew, with further sheets; `None` instead of its path if the run wrote none.

    Until a run has something new to write it leaves the workbook so. What somebody wrote into the workbook goes into
    `review.csv` first.

    Args:
        folder: where the run wrote to.
        sheets: gives the sheets in the language of the workbook.
        records: those of the run.
        review: what readers said of them.
    """
    if not (folder / STATE_FOLDER).is_dir() or not (folder / WORKBOOK).exists():
        return None, []
    with State(folder, run_files=()) as state, Output(folder) as output:
        last = state.fact(_FACT)
        if last is None or WORKBOOK not in last["files"]:
            return None, []
        lang: Lang = last.get("lang", "ru")
        review, notes = _keep_edits(output, last["files"][WORKBOOK], review)
        with (
            output.staged(WORKBOOK) as path,
            Workbook(path, lang=lang, reviewed=lambda record: review.cells(record, lang)) as book,
        ):
            for record in records:
                book.add(record)
            for sheet in sheets(lang):
                book.add_sheet(sheet)
        notes += [f"{WORKBOOK}: {rows} rows of {name} do not fit into a sheet" for name, rows in book.left_out.items()]
        last["files"][WORKBOOK] = _stamp(output.path(WORKBOOK))
        state.note_fact(_FACT, {**last, "sheets": True})
        return output.path(WORKBOOK), notes


def _keep_edits(output: Output, stamp: list[int] | None, review: Review) -> tuple[Review, list[str]]:
    """What somebody wrote into the workbook since a run wrote it goes into `review.csv` before it is written anew."""
    path = output.path(WORKBOOK)
    if not path.exists() or _stamp(path) == stamp or review.path == path:
        return review, []
    if stamp is None:
        if _is_own(path):  # of a run that was killed before it could note what it wrote
            return review, []
        return review, [f"{path}: no run wrote this file; it was kept as {_set_aside(path)}"]
    try:
        rows = edits(path, review)
    except ReviewError as error:
        return review, [f"{error}; the edited workbook was kept as {_set_aside(path)}"]
    if not rows:
        return review, []
    review = review.updated(rows)
    target = output.path(REVIEW)
    review.save(target)
    number = len({(row.kind, row.key) for row in rows})
    return review, [f"{path}: verdicts on {number} rows were written into it by hand; they are in {target} now"]


def _is_own(path: Path) -> bool:
    """True for a workbook with the first sheet of a run."""
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = archive.read("xl/workbook.xml").decode()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return False
    return f'<sheet name="{_FIRST_SHEET}"' in sheets


def _set_aside(path: Path) -> Path:
    """Rename somebody's workbook, without replacing one that was kept before; its new path."""
    kept = path.with_name(EDITED)
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{Path(EDITED).stem}-{number}.xlsx")
    try:
        path.replace(kept)
    except OSError as fault:
        raise OutputError(f"{path}: was edited and cannot be kept ({fault.strerror}); move it away") from fault
    return kept


def _write(output: Output, state: State, formats: Formats, review: Review) -> tuple[list[str], list[str]]:
    names = [RECORDS]

    book: Workbook | None = None
    with ExitStack() as stack:
        lines = stack.enter_context(output.open(RECORDS))
        tables: list[Callable[[View], None]] = []
        parquet: ParquetFile | None = None
        if formats.workbook:
            # leaving the stack closes the workbook before it is moved to its place
            path = stack.enter_context(output.staged(WORKBOOK))
            book = stack.enter_context(Workbook(path, lang=formats.lang))
            tables.append(book.add_view)
            names.append(WORKBOOK)
        if formats.csv:
            flat = FlatTables(output.open, lang=formats.lang, separator=formats.separator)
            tables.append(stack.enter_context(flat).add_view)
            names += FLAT_TABLES
        if formats.parquet:
            parquet = stack.enter_context(ParquetFile(stack.enter_context(output.staged(PARQUET))))
            names.append(PARQUET)
        for record in _records(output, state):
            lines.write(to_json_line(record))
            if parquet is not None:
                parquet.add(record)
            if tables:
                # read once for all tables
                view = View(record, formats.lang, review.cells(record, formats.lang))
                for add in tables:
                    add(view)
    left_out = book.left_out if book is not None else {}
    notes = [f"{WORKBOOK}: {rows} rows of {sheet} do not fit into a sheet; {RECORDS} has all"
             for sheet, rows in left_out.items()]  # fmt: skip
    # without tables nothing has asked for verdicts, so nothing is known of those that match nothing
    if tables:
        notes += review.notes()
    return names, notes


def _records(output: Output, state: State) -> Iterator[Record]:
    for identifier, content, _ in state.finished():
        path = output.path(f"{identifier}.json")
        try:
            data = path.read_bytes()
            if content_hash(data) != content:
                raise OutputError(f"{path}: was changed while the run was at work; run again")
            yield Record.model_validate_json(data, context={"is_checked": True})
        except (OSError, ValidationError) as error:
            raise OutputError(f"{path}: cannot be read again ({type(error).__name__}); run again") from error


def _key(state: State, formats: Formats, review: Review) -> str:
    """Hash of everything that the files depend on."""
    total = hashlib.sha256(json.dumps([program_hash(), asdict(formats)]).encode())
    if review:
        total.update(rows_text(review.rows).encode("utf-8", "surrogatepass"))
    for identifier, content, _ in state.finished():
        total.update(json.dumps(identifier).encode() + content)
    return total.hexdigest()


def _stamp(path: Path) -> list[int] | None:
    """Size and time of a file: has anybody touched it since?"""
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]


def write_errors(output: Output, state: State) -> int:
    """Write `errors.jsonl`, if a document failed, else remove it; the number of failures."""
    first = next(state.failures(), None)
    if first is None:
        output.remove(ERRORS)
        return 0
    number = 0
    with output.open(ERRORS) as file:
        for failure in state.failures():
            number += 1
            file.write(json.dumps(asdict(failure), ensure_ascii=False) + "\n")
    return number


def counts(state: State) -> dict[str, Any]:
    """What the records of the plan hold, in numbers."""
    documents = mentions = events = undated = 0
    forces: dict[str, int] = {}
    for _, _, row in state.finished():
        documents += 1
        mentions += row["mentions"]
        events += row["events"]
        undated += row["published"] is None
        for force, number in row["commitments"].items():
            forces[force] = forces.get(force, 0) + number
    return {
        "documents": documents,
        "failed": sum(1 for _ in state.failures()),
        "undated": undated,
        "mentions": mentions,
        "events": events,
        "commitments": dict(sorted(forces.items())),
    }

"""The files that hold all records: JSON Lines, workbook, tables. Made from the records on disk, one at a time.

They hold what is on disk, so a run that was killed and went on ends with the same bytes as one that was not; and what
is there already and would come out the same is left alone. A first run begins them while its workers are at work.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
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
#: records that may wait for one before them that is not there yet
_MOST_WAITING = 256
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


def publish(
    output: Output, state: State, formats: Formats, review: Review | None = None, ahead: Ahead | None = None
) -> Published:
    """Write the files that hold all records of the plan, unless they stand as they would be written.

    Without a single record nothing is written, and what an earlier run wrote of its records goes if there were
    documents to read at all. What readers said (`review`) stands in the tables beside what the program found. `ahead`
    holds files that were begun while records were made.

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
        names, notes = _write(output, state, formats, review, ahead)
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


class _Files:
    """The files that hold all records, while they are written; use as a context manager. They appear when it ends."""

    def __init__(self, output: Output, formats: Formats, review: Review) -> None:
        self.names = [RECORDS]
        self._lang = formats.lang
        self._review = review
        self._book: Workbook | None = None
        self._parquet: ParquetFile | None = None
        self._tables: list[Callable[[View], None]] = []
        with ExitStack() as stack:
            self._lines = stack.enter_context(output.open(RECORDS))
            if formats.workbook:
                # leaving the stack closes the workbook before it is moved to its place
                path = stack.enter_context(output.staged(WORKBOOK))
                self._book = stack.enter_context(Workbook(path, lang=formats.lang))
                self._tables.append(self._book.add_view)
                self.names.append(WORKBOOK)
            if formats.csv:
                flat = FlatTables(output.open, lang=formats.lang, separator=formats.separator)
                self._tables.append(stack.enter_context(flat).add_view)
                self.names += FLAT_TABLES
            if formats.parquet:
                self._parquet = stack.enter_context(ParquetFile(stack.enter_context(output.staged(PARQUET))))
                self.names.append(PARQUET)
            self._stack = stack.pop_all()

    def add(self, record: Record) -> None:
        self._lines.write(to_json_line(record))
        if self._parquet is not None:
            self._parquet.add(record)
        if self._tables:
            # read once for all tables
            view = View(record, self._lang, self._review.cells(record, self._lang))
            for add in self._tables:
                add(view)

    def notes(self) -> list[str]:
        """What did not fit, and verdicts that match nothing, when all records are there."""
        left_out = self._book.left_out if self._book is not None else {}
        notes = [f"{WORKBOOK}: {rows} rows of {sheet} do not fit into a sheet; {RECORDS} has all"
                 for sheet, rows in left_out.items()]  # fmt: skip
        # without tables nothing has asked for verdicts, so nothing is known of those that match nothing
        return [*notes, *self._review.notes()] if self._tables else notes

    def __enter__(self) -> _Files:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, value, trace)


class Ahead:
    """The files of a first run, begun while workers are still at it: this process has little else to do.

    Records go in in the order of the plan; what was put in has to be what the state says is finished, else the files
    are given up, as when one of them cannot be written, and `publish` makes them from the records on disk.
    """

    def __init__(self, output: Output, formats: Formats) -> None:
        self._expected: deque[str] = deque()
        #: records that wait for those before them; `None` for documents without one
        self._waiting: dict[str, bytes | None] = {}
        self._total = hashlib.sha256()
        self._files: _Files | None = _Files(output, formats, Review())

    def expect(self, identifier: str) -> None:
        """The next document of the plan that is to have a record."""
        if self._files is not None:
            self._expected.append(identifier)

    def settle(self, identifier: str, record: bytes | None) -> None:
        """The record of a document, or that it has none."""
        if identifier not in self._expected:
            return
        self._waiting[identifier] = record
        try:
            while self._files is not None and self._expected and self._expected[0] in self._waiting:
                known = self._expected.popleft()
                data = self._waiting.pop(known)
                if data is not None:
                    self._files.add(Record.model_validate_json(data, context={"is_checked": True}))
                    self._total.update(_entry(known, content_hash(data)))
        except (OSError, ValueError, OutputError) as error:
            self.give_up(error)
        if len(self._waiting) > _MOST_WAITING:
            self.give_up(OutputError("a document takes so long that too many records wait for it"))

    def finish(self, state: State) -> _Files | None:
        """The files if they hold just the records of the plan; they have still to be closed."""
        total = hashlib.sha256()
        for identifier, content, _ in state.finished():
            total.update(_entry(identifier, content))
        if self._files is not None and (self._expected or total.digest() != self._total.digest()):
            self.give_up(OutputError("other records than those that were expected"))
        files, self._files = self._files, None
        return files

    def give_up(self, why: Exception) -> None:
        """Remove what was written."""
        files, self._files = self._files, None
        self._expected.clear()
        self._waiting.clear()
        if files is not None:
            with suppress(OSError, OutputError, type(why)):
                files.__exit__(type(why), why, None)


@contextmanager
def begun(output: Output, state: State, formats: Formats, review: Review | None) -> Iterator[Ahead | None]:
    """Files begun ahead, in a folder where no run has made anything and nobody has said anything; else none."""
    if review or state.fact(_FACT) is not None or state.others() or output.path(WORKBOOK).exists():
        yield None
        return
    ahead = Ahead(output, formats)
    try:
        yield ahead
    finally:
        # nothing is left of them by now, unless there was no record at all or the run ends with an error
        ahead.give_up(OutputError("the run ends"))


def _write(
    output: Output, state: State, formats: Formats, review: Review, ahead: Ahead | None
) -> tuple[list[str], list[str]]:
    filled = ahead.finish(state) if ahead is not None else None
    with filled or _Files(output, formats, review) as files:
        for record in _records(output, state) if filled is None else ():
            files.add(record)
    return files.names, files.notes()


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
        total.update(_entry(identifier, content))
    return total.hexdigest()


def _entry(identifier: str, content: bytes) -> bytes:
    """A record among others: whose it is, and the hash of its content."""
    return json.dumps(identifier).encode() + content


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

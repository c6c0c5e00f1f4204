"""Many documents: read, analyse, write. One bad document costs one line in `errors.jsonl`, never the run."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from spacy.language import Language

from extract.batch.pool import Lost, Pool
from extract.batch.work import Done, Failure, Loader, failure
from extract.read import (
    METADATA_COLUMNS,
    METADATA_FILE,
    DuplicateInput,
    Found,
    Input,
    MetadataRow,
    Raw,
    Reader,
    ReadError,
    find,
    load_metadata,
)
from extract.write import Lang, Output, Workbook, to_json_line
from extract.write.files import OutputError
from schemas import Record

RECORDS = "records.jsonl"
WORKBOOK = "kommunike.xlsx"
ERRORS = "errors.jsonl"
TEMPLATE = "metadata-template.csv"
#: files of a run that are not one document's record
_RUN_FILES = (RECORDS, WORKBOOK, ERRORS, TEMPLATE)

#: documents analysed together, by number and by size: what is in memory at one time
_CHUNK_DOCUMENTS = 16
_CHUNK_BYTES = 400_000
#: a text of the largest size allowed takes a tenth of it
TIME_LIMIT_SECONDS = 300.0


@dataclass
class Summary:
    """What a run did."""

    documents: int = 0
    mentions: int = 0
    events: int = 0
    commitments: Counter[str] = field(default_factory=Counter)
    #: documents without a publication date, in order
    undated: list[str] = field(default_factory=list)
    #: those of them that hold dates whose year only a publication date could tell
    year_missing: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    template: Path | None = None
    #: where the filled template is looked for; `None` if the inputs lie in several folders
    metadata_path: Path | None = None


@dataclass(frozen=True)
class Progress:
    """How far a run is; `document` was done last."""

    done: int
    total: int
    document: str


def run(
    arguments: Sequence[str],
    *,
    out: Path,
    published: str | None = None,
    lang: Lang = "ru",
    lexicons: Path | None = None,
    nlp: Language | None = None,
    workers: int = 1,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
    stdin: BinaryIO | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_failure: Callable[[Failure], None] = lambda _: None,
) -> Summary:
    """Make the records of all documents that `arguments` name and write them to the folder `out`.

    Writes `<id>.json` for each document, `records.jsonl`, `kommunike.xlsx`; `errors.jsonl` if a document failed;
    `metadata-template.csv` if a document has no publication date.

    Args:
        arguments: files, folders, glob patterns, `-`.
        published: publication day of documents whose `metadata.csv` gives none.
        lang: language of headings and labels in the workbook.
        lexicons: folder with the user's own lexicon files.
        nlp: a pipeline that is loaded already.
        workers: number of processes that analyse.
        time_limit_seconds: a document that takes longer is given up.
        stdin: where `-` is read from.

    Raises:
        KommunikeError: nothing can be done at all: broken `metadata.csv` or lexicon, or no way to write.
        ValueError: `published` is no day.
    """
    reader = Reader(published=published, stdin=stdin)
    found = find(arguments)
    metadata = reader.load_metadata(found.inputs)
    summary = Summary(notes=_notes(found))
    for file in metadata:
        summary.notes += [f"{file.path}: no such document: {doc} (row {file.rows[doc].row})" for doc in file.strays()]
    with ExitStack() as stack:
        output = stack.enter_context(Output(out))
        job = _Job(output, summary, on_progress, on_failure)
        for error in found.errors:
            job.fail(None, error.source, error)
        job.total = len(found.inputs)
        # leaving the stack closes the workbook before it is moved to its place
        lines = stack.enter_context(output.open(RECORDS))
        book = stack.enter_context(Workbook(stack.enter_context(output.staged(WORKBOOK)), lang=lang))
        pool = stack.enter_context(Pool(Loader(lexicons, nlp), workers=workers, time_limit_seconds=time_limit_seconds))
        chunks = _chunks(_fetch(job, reader, _safe(job, found.inputs)))
        for raw, result in pool.run(chunks, ordered=True):
            if isinstance(result, Lost):
                job.lose(raw.item, result)
            elif isinstance(result, Failure):
                job.note(result, counted=True)
            else:
                job.write(raw.item, result, lines, book)
        for sheet, rows in book.left_out.items():
            summary.notes.append(f"{WORKBOOK}: {rows} rows of {sheet} do not fit into a sheet; {RECORDS} has all")
        job.finish(reader, found.inputs)
    return summary


def _notes(found: Found) -> list[str]:
    if not found.skipped:
        return []
    kinds = ", ".join(f"{number} {suffix or 'without suffix'}" for suffix, number in sorted(found.skipped.items()))
    return [f"left out of folders, only .txt is read: {kinds}"]


class _Job:
    """Writes what a run produces and keeps its counts."""

    def __init__(
        self,
        output: Output,
        summary: Summary,
        on_progress: Callable[[Progress], None],
        on_failure: Callable[[Failure], None],
    ) -> None:
        self.output = output
        self.summary = summary
        self.total = 0
        self._done = 0
        self._on_progress = on_progress
        self._on_failure = on_failure

    def fail(self, item: Input | None, source: str, error: Exception, *, counted: bool = False) -> None:
        """Note a failed document; `counted` if it is one of those that progress is counted in."""
        self.note(failure(item.id if item else None, source, error), counted=counted)

    def note(self, failed: Failure, *, counted: bool) -> None:
        self.summary.failures.append(failed)
        self._on_failure(failed)
        if counted:
            self._advance(failed.source)

    def lose(self, item: Input, loss: Lost) -> None:
        """Note a document that took its worker along."""
        if loss.reason == "crash":
            fault = f"the program crashed on this document ({loss.detail}); please report it with the text"
        else:
            fault = f"not finished in {loss.detail}; raise --time-limit or leave it out"
        self.note(Failure(item.id, item.shown, loss.reason, f"{item.shown}: {fault}"), counted=True)

    def write(self, item: Input, done: Done, lines: IO[str], book: Workbook) -> None:
        content = done.content.decode()
        try:
            self.output.write(f"{item.id}.json", content)
        except OutputError as error:
            if not _is_about_name(error):
                raise
            self.fail(item, item.shown, error, counted=True)
            return
        record = Record.model_validate_json(content)
        lines.write(to_json_line(record))
        book.add(record)
        summary = self.summary
        summary.documents += 1
        summary.mentions += done.mentions
        summary.events += done.events
        summary.commitments.update(done.commitments)
        if done.published is None:
            summary.undated.append(item.id)
            if done.year_missing:
                summary.year_missing.append(item.id)
        self._advance(item.id)

    def finish(self, reader: Reader, inputs: Sequence[Input]) -> None:
        """Write the files that only some runs have, remove those of an earlier run."""
        summary = self.summary
        if summary.failures:
            with self.output.open(ERRORS) as file:
                for failure in summary.failures:
                    file.write(json.dumps(asdict(failure), ensure_ascii=False) + "\n")
        else:
            self.output.remove(ERRORS)
        filled = _filled_by_user(self.output.path(TEMPLATE), reader, inputs)
        if summary.undated:
            summary.template = self.output.path(TEMPLATE)
            folders = {item.folder for item in inputs}
            folder = folders.pop() if len(folders) == 1 else None
            summary.metadata_path = folder / METADATA_FILE if folder is not None else None
            if filled:
                summary.notes.append(f"{summary.template} has values that were not used, and was left as it is")
            else:
                self.output.write(TEMPLATE, _template(reader, inputs))
        elif not filled:
            self.output.remove(TEMPLATE)

    def _advance(self, name: str) -> None:
        self._done += 1
        self._on_progress(Progress(self._done, self.total, name))


def _is_about_name(error: OutputError) -> bool:
    """True for faults of one document's file name; anything else (no space, no right to write) concerns all."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (
        errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ,
    )  # fmt: skip


def _safe(job: _Job, inputs: Sequence[Input]) -> Iterator[Input]:
    """Inputs whose outputs overwrite neither each other, nor the run's own files, nor an input."""
    folder = job.output.folder
    names = [*_RUN_FILES, *(f"{item.id}.json" for item in inputs)]
    # some file systems do not tell cases apart
    files = {name.casefold() for name in names}
    sources = {item.path.resolve() for item in inputs if item.path is not None}
    run_files = [name for name in _RUN_FILES if (folder / name).resolve() in sources]
    if run_files:
        raise OutputError(f"{folder / run_files[0]}: is an input and would be overwritten; choose another --out")
    for item in inputs:
        name = f"{item.id}.json"
        above = name.casefold().split("/")
        clash = next(("/".join(above[:n]) for n in range(1, len(above)) if "/".join(above[:n]) in files), None)
        if clash is None and name.casefold() in _RUN_FILES:
            clash = name
        if clash is not None or job.output.path(name).resolve() in sources:
            fault = f"its record {name!r} would overwrite {clash or 'an input'}"
            job.fail(item, item.shown, DuplicateInput(item.shown, fault, "rename it"), counted=True)
        else:
            yield item


def _fetch(job: _Job, reader: Reader, inputs: Iterator[Input]) -> Iterator[Raw]:
    for item in inputs:
        try:
            yield reader.fetch(item)
        except ReadError as error:
            job.fail(item, item.shown, error, counted=True)


def _chunks(raws: Iterator[Raw]) -> Iterator[list[Raw]]:
    chunk: list[Raw] = []
    size = 0
    for raw in raws:
        chunk.append(raw)
        size += len(raw.data)
        if len(chunk) >= _CHUNK_DOCUMENTS or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _filled_by_user(path: Path, reader: Reader, inputs: Sequence[Input]) -> bool:
    """True if the template of an earlier run holds what a user wrote into it and the run does not know."""
    if not path.exists():
        return False
    try:
        written = load_metadata(path).rows
    except ReadError:
        return True
    known = {item.id: _known_row(reader, item) for item in inputs}
    return any(
        value is not None and value != getattr(known.get(doc), name, None)
        for doc, row in written.items()
        for name, value in ((name, getattr(row, name)) for name in (*METADATA_COLUMNS[1:], "fault"))
    )


def _known_row(reader: Reader, item: Input) -> MetadataRow | None:
    try:
        return reader.metadata_row(item)
    except ReadError:
        return None


def _template(reader: Reader, inputs: Sequence[Input]) -> str:
    """A `metadata.csv` of all documents of the run, with what is known filled in."""
    buffer = io.StringIO()
    # semicolons and a byte order mark open right in spreadsheets of both languages' most common set-up here
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(METADATA_COLUMNS)
    for item in inputs:
        row = _known_row(reader, item)
        known = [getattr(row, name, None) or "" for name in METADATA_COLUMNS[1:]]
        # `a.txt.txt` has the id `a.txt`, which would be read as `a`
        name = item.source if item.id.lower().endswith(".txt") else item.id
        # what a spreadsheet would take for a formula stays a name with `./` before it
        writer.writerow([f"./{name}" if name.startswith(("=", "+", "-", "@")) else name, *known])
    return buffer.getvalue()

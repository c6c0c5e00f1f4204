"""A run: plan the documents, make the records that are not on disk yet, write the files that hold all of them."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from spacy.language import Language

from extract.batch.fingerprint import Fingerprints, content_hash
from extract.batch.pool import Lost, Pool, cores
from extract.batch.publish import (
    ERRORS,
    PARQUET,
    RECORDS,
    WORKBOOK,
    Ahead,
    Formats,
    Published,
    begun,
    counts,
    publish,
    write_errors,
)
from extract.batch.state import State
from extract.batch.template import TEMPLATE, update_template
from extract.batch.work import Done, Failure, Loader, failure, lost
from extract.read import (
    METADATA_FILE,
    Finder,
    Input,
    MetadataFile,
    MissingExtra,
    Raw,
    Reader,
    parse_columns,
    require_library,
)
from extract.read.containers import Skipped
from extract.read.errors import one_line
from extract.review import FILE_NAME as REVIEW_FILE
from extract.review import load as load_review
from extract.write import Output, OutputError
from extract.write.flat import FLAT_TABLES
from extract.write.parquet import arrow
from schemas import SCHEMA_VERSION

MANIFEST = "run.json"
REPORT_FILE = "report.html"
#: files of a run that are not one document's record
RUN_FILES = (RECORDS, WORKBOOK, ERRORS, TEMPLATE, MANIFEST, PARQUET, *FLAT_TABLES)

#: files of a run's folder that are no documents, whoever wrote them
_NO_INPUTS = frozenset((*RUN_FILES, REVIEW_FILE, REPORT_FILE))

#: documents analysed together, by number and by size: what a worker holds at one time
_CHUNK_DOCUMENTS = 16
_CHUNK_BYTES = 400_000
#: a text of the largest size allowed takes a tenth of it
TIME_LIMIT_SECONDS = 300.0
#: what a killed run has to do again at most
_COMMIT_SECONDS = 0.25
_MAX_NAMES = 10


@dataclass
class Names:
    """How many documents something is true of, and the first of them."""

    number: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        self.number += 1
        if len(self.first) < _MAX_NAMES:
            self.first.append(name)

    def __bool__(self) -> bool:
        return self.number > 0


@dataclass
class Summary:
    """What a run did, and what its output holds."""

    documents: int = 0
    mentions: int = 0
    events: int = 0
    commitments: dict[str, int] = field(default_factory=dict)
    failed: int = 0
    #: records made by this run; all others were on disk already
    made: int = 0
    #: documents without a publication date, in order
    undated: Names = field(default_factory=Names)
    #: those of them that hold dates whose year only a publication date could tell
    year_missing: Names = field(default_factory=Names)
    #: files that hold all records, and whether anything was written now
    files: tuple[str, ...] = ()
    is_new: bool = False
    notes: list[str] = field(default_factory=list)
    template: Path | None = None
    #: where the filled template is looked for; `None` if the inputs lie in several folders
    metadata_path: Path | None = None


@dataclass(frozen=True)
class Progress:
    """How far a run is; `document` was done last, `made` of the `done` were not on disk before."""

    done: int
    total: int
    made: int
    document: str


def run(
    arguments: Sequence[str],
    *,
    out: Path,
    published: str | None = None,
    columns: str | None = None,
    lexicons: Path | None = None,
    nlp: Language | None = None,
    formats: Formats | None = None,
    review: Path | None = None,
    workers: int | None = None,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
    limit: int | None = None,
    fresh: bool = False,
    stdin: BinaryIO | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_failure: Callable[[Failure], None] = lambda _: None,
) -> Summary:
    """Make the records of all documents that `arguments` name and write them to the folder `out`.

    Writes `<id>.json` for each document, then `records.jsonl`, `kommunike.xlsx` and what else `formats` asks for, and
    `run.json`; `errors.jsonl` if a document failed; `metadata-template.csv` if a document has no publication date.
    A record on disk whose document, metadata, options and program are the same is not made again, so a run that was
    stopped goes on, and one that is complete does nothing.

    Args:
        arguments: files, folders, glob patterns, `-`.
        published: publication day of documents for which nothing else gives one.
        columns: names of columns in tables of documents, `text=body,published=date`.
        lexicons: folder with the user's own lexicon files.
        nlp: a pipeline that is loaded already (with `lexicons`, if they are given).
        formats: which files are written beside the records.
        review: verdicts of readers, which the tables show; `review.csv` in `out` if not given.
        workers: number of processes that analyse; the cores of this machine (`cores`) if not given, but never more than
            there are chunks of documents.
        time_limit_seconds: a document that takes longer is given up.
        limit: only so many documents, the first ones.
        fresh: make every record anew.
        stdin: where `-` is read from.

    Raises:
        KommunikeError: nothing can be done at all: broken `metadata.csv` or lexicon, or no way to write.
        ValueError: `published` is no day.
    """
    formats = formats or Formats()
    workers = workers or cores()
    if formats.parquet:
        arrow()  # before hours of work, not after
    verdicts = load_review(review or out) if review is not None or out.is_dir() else None
    names = parse_columns(columns)
    reader = Reader(published=published, columns=names, stdin=stdin)
    # the folders are enough to find every metadata.csv; a broken one stops the run before it writes anything
    files = Finder(arguments, open_containers=False, written=_NO_INPUTS)
    metadata = reader.load_metadata(_not_written(files, out))
    clock = _Clock()
    with (
        State(out, run_files=RUN_FILES) as state,
        Output(out) as output,
        begun(output, state, formats, verdicts) as ahead,
    ):
        job = _Job(output, state, Fingerprints(lexicons), ahead, on_progress, on_failure)
        job.plan(Finder(arguments, columns=names, written=_NO_INPUTS), limit)
        clock.lap("plan")
        for file in metadata:
            job.summary.notes += [_stray(file, doc) for doc in file.strays()]
        pending = job.pending(reader, fresh=fresh)
        first = next(pending, None)
        if first is not None:
            with Pool(Loader(lexicons, nlp), workers=workers, time_limit_seconds=time_limit_seconds) as pool:
                for raw, result in pool.run(_chunks(chain([first], pending))):
                    job.take(raw, result)
        clock.lap("records")
        state.commit()
        written = publish(output, state, formats, verdicts, ahead)
        clock.lap("files")
        options = {
            "inputs": [one_line(argument) for argument in arguments],
            "published": published, "columns": columns, "limit": limit,
            "lexicons": str(lexicons) if lexicons else None, "formats": asdict(formats),
        }  # fmt: skip
        job.finish(reader, written, options, {**clock.as_json(), "workers": workers})
    return job.summary


def _not_written(files: Finder, out: Path) -> Iterator[Input]:
    """The input files, none of which may be a file that this run writes."""
    folder = os.path.realpath(out)
    for item in files:
        if isinstance(item, Input):
            if item.path is not None and item.path.name in RUN_FILES and os.path.realpath(item.path.parent) == folder:
                raise OutputError(f"{item.path}: is an input and would be overwritten; choose another --out")
            yield item


def _stray(file: MetadataFile, doc: str) -> str:
    """Why a row of `metadata.csv` says nothing of any document."""
    row = f"row {file.rows[doc].row}"
    if several := file.candidates(doc):
        return f"{file.path}: {doc} ({row}) may be {' or '.join(several)}; write the suffix too"
    return f"{file.path}: no such document: {doc} ({row})"


def _left_out(skipped: Skipped) -> Iterator[str]:
    """What of the input folders is not read, in a line for each reason."""
    if skipped.unknown:
        found = sorted(skipped.unknown.items())
        kinds = ", ".join(f"{count} {one_line(suffix) or 'without suffix'}" for suffix, count in found)
        tables = skipped.unknown.keys() & {".csv", ".tsv"}
        hint = "; a table needs a column `text`, or --columns text=NAME" if tables else ""
        yield f"left out: {kinds} (not a format that is read{hint})"
    links = list(dict.fromkeys(map(one_line, skipped.links)))
    if links:
        some = ", ".join(links[:_MAX_NAMES])
        more = len(links) - _MAX_NAMES
        some += f" and {more} more" if more > 0 else ""
        yield f"left out: {some} (links to folders are not followed; name them beside the input)"


class _Clock:
    """When a run began and how long its parts took."""

    def __init__(self) -> None:
        self._started = datetime.now(timezone.utc)
        self._last = time.monotonic()
        self._seconds: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self._seconds[name] = round(now - self._last, 3)
        self._last = now

    def as_json(self) -> dict[str, Any]:
        return {"started": self._started.isoformat(timespec="seconds"), "seconds": self._seconds}


class _Job:
    """Plans, writes what comes from the workers, and keeps count."""

    def __init__(
        self,
        output: Output,
        state: State,
        fingerprints: Fingerprints,
        ahead: Ahead | None,
        on_progress: Callable[[Progress], None],
        on_failure: Callable[[Failure], None],
    ) -> None:
        self.summary = Summary()
        self._output = output
        self._state = state
        self._fingerprints = fingerprints
        self._ahead = ahead
        self._pending: dict[str, bytes] = {}
        self._total = 0
        self._done = 0
        self._folders: set[Path | None] = set()
        self._committed = time.monotonic()
        self._on_progress = on_progress
        self._on_failure = on_failure

    def plan(self, inputs: Finder, limit: int | None) -> None:
        """Put the inputs on disk, in order, and report those that are none."""
        number = 0
        for item in inputs:
            failed = self._state.plan(item)
            if failed is not None:
                self._on_failure(failed)
            elif isinstance(item, Input):
                number += 1
                if len(self._folders) < 2:
                    self._folders.add(item.folder)
            if limit is not None and number >= limit:
                break
        for failed in self._state.protect_inputs(self._output.folder):
            self._on_failure(failed)
        self._total = self._state.planned()
        self.summary.notes += _left_out(inputs.skipped)

    def pending(self, reader: Reader, *, fresh: bool) -> Iterator[Raw]:
        """The documents whose records are not on disk."""
        for found in reader.fetch(self._state.inputs()):
            if not isinstance(found, Raw):
                self._fail(found[0], failure(found[0].id, found[0].shown, found[1]))
                continue
            fingerprint = self._fingerprints.of(found)
            if not fresh and self._is_made(found.item, fingerprint):
                self._state.note_unchanged(found.item.id)
                self._advance(found.item.id)
                continue
            try:
                require_library(found)
            except MissingExtra as error:
                self._fail(found.item, failure(found.item.id, found.item.shown, error))
                continue
            if not fresh and (refused := self._state.refused(found.item.id, fingerprint)) is not None:
                self._fail(found.item, refused)
                continue
            self._pending[found.item.id] = fingerprint
            if self._ahead is not None:
                self._ahead.expect(found.item.id)
            yield found

    def _is_made(self, item: Input, fingerprint: bytes) -> bool:
        made = self._state.made(item.id)
        if made is None or made[0] != fingerprint:
            return False
        try:
            return content_hash(self._output.path(f"{item.id}.json").read_bytes()) == made[1]
        except OSError:
            return False

    def take(self, raw: Raw, result: Done | Failure | Lost) -> None:
        """Write what a worker has made of a document."""
        item = raw.item
        fingerprint = self._pending.pop(item.id)
        if isinstance(result, Lost):
            self._fail(item, lost(item, result))
        elif isinstance(result, Failure):
            self._fail(item, result, fingerprint if result.code not in ("program", "output") else None)
        else:
            try:
                self._output.write(f"{item.id}.json", result.content)
            except OutputError as error:
                if not _is_about_name(error):
                    raise
                self._fail(item, failure(item.id, item.shown, error))
                return
            self._state.note_made(item.id, fingerprint, content_hash(result.content), result)
            if self._ahead is not None:
                self._ahead.settle(item.id, result.content)
            self.summary.made += 1
            self._advance(item.id)

    def _fail(self, item: Input, failed: Failure, fingerprint: bytes | None = None) -> None:
        # of a document that could be read with its library there, nothing is known to be wrong
        is_stale = failed.code != MissingExtra.code
        if is_stale and self._state.made(item.id) is not None:
            # the record of an earlier text of this document
            self._output.remove(f"{item.id}.json")
        self._state.note_failed(failed, fingerprint, is_stale=is_stale)
        if self._ahead is not None:
            self._ahead.settle(item.id, None)
        self._on_failure(failed)
        self._advance(item.shown)

    def _advance(self, name: str) -> None:
        self._done += 1
        if time.monotonic() - self._committed >= _COMMIT_SECONDS:
            self._state.commit()
            self._committed = time.monotonic()
        self._on_progress(Progress(self._done, self._total, self.summary.made, name))

    def finish(self, reader: Reader, written: Published, options: dict[str, Any], this_run: dict[str, Any]) -> None:
        """Write the files about the run and count what there is."""
        summary, state, output = self.summary, self._state, self._output
        totals = counts(state)
        summary.failed = write_errors(output, state)
        summary.documents, summary.mentions, summary.events = (
            totals["documents"],
            totals["mentions"],
            totals["events"],
        )
        summary.commitments = totals["commitments"]
        summary.files = written.files
        summary.is_new = written.is_new or summary.made > 0
        summary.notes += written.notes
        late = Names()
        for identifier, _, row in state.finished():
            if row.get("is_late"):
                late.add(identifier)
            if row["published"] is None:
                summary.undated.add(identifier)
                if row["year_missing"]:
                    summary.year_missing.add(identifier)
        if late:
            some = ", ".join(late.first) + (", ..." if late.number > len(late.first) else "")
            fault = f"held events dated after the publication date in {late.number:,} of the documents"
            summary.notes.append(f"{fault} ({some}); is the publication date right?")
        if others := state.others():
            what = f"{others:,} records" if others > 1 else "1 record"
            summary.notes.append(f"of documents not given now, {what} of earlier runs stayed in {output.folder}")
        is_left = self._total > 0 and not update_template(output, state, reader, is_needed=bool(summary.undated))
        if summary.undated:
            summary.template = output.path(TEMPLATE)
            folder = next(iter(self._folders)) if len(self._folders) == 1 else None
            summary.metadata_path = folder / METADATA_FILE if folder is not None else None
            if is_left:
                summary.notes.append(f"{summary.template} has values that were not used, and was left as it is")
        if written.files and (summary.is_new or not output.path(MANIFEST).exists()):
            manifest = {
                "schema_version": SCHEMA_VERSION,
                **self._fingerprints.parts,
                "options": options,
                "counts": totals,
                "files": list(written.files),
                "this_run": {**this_run, "made": summary.made, "kept": summary.documents - summary.made},
            }
            output.write(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        state.commit()


def _is_about_name(error: OutputError) -> bool:
    """True for faults of one document's file name; anything else (no space, no right to write) concerns all."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (
        errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.EILSEQ,
    )  # fmt: skip


def _chunks(raws: Iterable[Raw]) -> Iterator[list[Raw]]:
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

"""The job of `batch` on many machines, by Ray Data: documents from Parquet, records to Parquet.

Ray keeps the queue, moves the blocks and starts lost workers again; each of its workers holds one process with the
models (the same `Pool` and `Work` as a local run, so that a document that crashes or hangs costs one document), and a
record is made by the same code from the same bytes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.batch.pool import Lost, Pool
from extract.batch.work import Done, Failure, Loader, lost
from extract.errors import InputError, KommunikeError
from extract.read import Finder, Input, MetadataRow, Raw, Reader, ReadError, check_name
from extract.write.files import Output
from extract.write.parquet import arrow, record_schema
from schemas import Record

EXTRA = "pip install 'kommunike[cluster]'"
#: documents that go through the models together
BATCH = 16
#: columns of a corpus: the bytes of a document, what it is called, what is known of it
COLUMNS = ("id", "source", "data", "published", "url", "publisher", "title")
#: documents in one group of rows of a corpus: what a worker is given at once
_GROUP = 128


class MissingEngine(KommunikeError):
    """Ray is not installed."""


def engine() -> Any:
    """The module `ray`.

    Raises:
        MissingEngine: it is not installed; says how to.
    """
    try:
        import ray  # type: ignore
    except ImportError as error:
        raise MissingEngine(f"a cluster needs a library that is not installed; {EXTRA}") from error
    return ray


# --- documents to Parquet


def corpus_schema() -> Any:
    pa = arrow()
    return pa.schema([(name, pa.binary() if name == "data" else pa.string()) for name in COLUMNS])


def pack(
    arguments: Sequence[str],
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    documents_per_file: int = 10_000,
) -> tuple[int, list[ReadError]]:
    """Put the documents that `arguments` name into Parquet files in the folder `path`, as `run_cluster` reads them.

    Returns:
        Number of documents, and what is wrong with those that are left out.

    Raises:
        KommunikeError: nothing can be written, or a `metadata.csv` is broken.
    """
    pa = arrow()
    reader = Reader(columns=columns)
    faults: list[ReadError] = []

    found = Finder(arguments, open_containers=False)
    reader.load_metadata(item for item in found if isinstance(item, Input))

    def inputs() -> Iterator[Input]:
        for item in Finder(arguments, columns=columns):
            if isinstance(item, ReadError):
                faults.append(item)
                continue
            try:
                check_name(item)
            except ReadError as error:
                faults.append(error)
            else:
                yield item

    def rows() -> Iterator[dict[str, Any]]:
        for raw in reader.fetch(inputs()):
            if isinstance(raw, Raw):
                known = raw.metadata or MetadataRow(row=0)
                yield {
                    "id": raw.item.id, "source": raw.item.source, "data": raw.data, "published": known.published,
                    "url": known.url, "publisher": known.publisher, "title": known.title,
                }  # fmt: skip
            else:
                faults.append(raw[1])

    number = files = 0
    with Output(path) as output:
        held: list[dict[str, Any]] = []
        tables: list[Any] = []
        for row in rows():
            number += 1
            held.append(row)
            if len(held) == _GROUP:
                tables.append(pa.Table.from_pylist(held, schema=corpus_schema()))
                held = []
            if len(tables) * _GROUP >= documents_per_file:
                files += 1
                _write(output, f"part-{files:05}.parquet", tables)
                tables = []
        if held:
            tables.append(pa.Table.from_pylist(held, schema=corpus_schema()))
        if tables:
            _write(output, f"part-{files + 1:05}.parquet", tables)
    return number, faults


def _write(output: Output, name: str, tables: list[Any]) -> None:
    from pyarrow import parquet  # type: ignore

    with output.staged(name) as path, parquet.ParquetWriter(path, corpus_schema(), compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)


# --- Parquet to records


def result_schema() -> Any:
    """The columns of a record, all empty for a document that failed, and `failure`, empty for one that did not."""
    pa = arrow()
    names = ("document", "source", "code", "message", "where")
    return record_schema().append(pa.field("failure", pa.struct([(name, pa.string()) for name in names])))


class RecordMaker:
    """What Ray runs: one of these in each of its workers, with the models in a process of its own."""

    def __init__(self, lexicons: str | None, published: str | None, time_limit_seconds: float) -> None:
        self._published = published
        loader = Loader(Path(lexicons) if lexicons else None)
        # not forked: the process around this has threads of Ray's
        self._pool = Pool(loader, workers=1, time_limit_seconds=time_limit_seconds, method="spawn")
        self._pool.__enter__()

    def __call__(self, table: Any) -> Any:
        """Records of a table of documents, as a table; a row for each document, in order."""
        raws = [self._raw(row) for row in table.to_pylist()]
        batches = (raws[at : at + BATCH] for at in range(0, len(raws), BATCH))
        rows = [_row(raw, result) for raw, result in self._pool.run(batches, ordered=True)]
        return arrow().Table.from_pylist(rows, schema=result_schema())

    def _raw(self, row: dict[str, Any]) -> Raw:
        identifier = str(row["id"])
        data = row.get("data")
        if data is None:
            data = (row.get("text") or "").encode("utf-8", "replace")
        source = row.get("source") or identifier
        known = {name: row.get(name) for name in ("published", "url", "publisher", "title")}
        metadata = MetadataRow(row=0, **known) if any(known.values()) else None
        return Raw(Input(identifier, source, Path(source)), data, metadata, self._published)


def _row(raw: Raw, result: Done | Failure | Lost) -> dict[str, Any]:
    if isinstance(result, Lost):
        result = lost(raw.item, result)
    if isinstance(result, Failure):
        return {"failure": asdict(result)}
    return json.loads(result.content)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class ClusterSummary:
    """What a run on a cluster did."""

    documents: int
    failed: int
    seconds: float
    workers: int


def run_cluster(
    source: str,
    out: str,
    *,
    workers: int,
    address: str | None = None,
    lexicons: Path | None = None,
    published: str | None = None,
    time_limit_seconds: float = 300.0,
) -> ClusterSummary:
    """Make the records of all documents in the Parquet files at `source`, write them to Parquet files at `out`.

    Args:
        source: file or folder that all machines see, with the columns `id` and `data` (bytes of a document in any
            format) or `text`, and any other of `COLUMNS`.
        out: folder that all machines see.
        workers: processes with models, over all machines; each takes a processor.
        address: of a running cluster; without it one is started on this machine for the time of the run.

    Raises:
        MissingEngine: Ray is not installed.
        InputError: `source` cannot be read or lacks columns.
    """
    ray = engine()
    arrow()
    _check_columns(source)
    is_ours = not ray.is_initialized()
    if is_ours:
        options: dict[str, Any] = {"address": address} if address else {"num_cpus": workers + 1}
        ray.init(log_to_driver=False, include_dashboard=False, logging_level="ERROR", **options)
    start = time.monotonic()
    try:
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        documents = ray.data.read_parquet(source)
        made = documents.map_batches(
            RecordMaker,
            fn_constructor_args=(str(lexicons) if lexicons else None, published, time_limit_seconds),
            batch_size=_GROUP,
            batch_format="pyarrow",
            zero_copy_batch=True,
            # a pool of this kind starts a lost worker again and gives what it had in hand to another
            compute=ray.data.ActorPoolStrategy(size=workers),
            num_cpus=1,
        )
        made.write_parquet(out)
        totals = _count(out)
    finally:
        if is_ours:
            ray.shutdown()
    return ClusterSummary(*totals, round(time.monotonic() - start, 1), workers)


def _check_columns(source: str) -> None:
    from pyarrow import dataset

    pa = arrow()
    try:
        names = set(dataset.dataset(source, format="parquet").schema.names)
    except (OSError, pa.ArrowInvalid, ValueError) as error:
        raise InputError(f"{source}: no Parquet can be read here ({type(error).__name__}); check the path") from error
    if "id" not in names or not names & {"data", "text"}:
        raise InputError(f"{source}: columns are {', '.join(sorted(names))}; id and data (or text) are needed")


def _count(out: str) -> tuple[int, int]:
    from pyarrow import compute, dataset

    total = failed = 0
    for batch in dataset.dataset(out, format="parquet").to_batches(columns=["failure"]):
        good = compute.sum(compute.is_null(batch.column("failure"))).as_py() or 0
        total += good
        failed += batch.num_rows - good
    return total, failed


def read_results(out: Path) -> Iterator[Record | Failure]:
    """What a run on a cluster wrote, file by file: a record or a failure for each document."""
    from pyarrow import parquet

    for file in sorted(out.glob("*.parquet")):
        for batch in parquet.ParquetFile(file).iter_batches(256):
            for row in batch.to_pylist():
                failure = row.pop("failure")
                yield Failure(**failure) if failure is not None else Record.model_validate(row)

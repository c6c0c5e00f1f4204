"""Records as nested columns (Parquet); the columns are those of the record, derived from its models."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extract.errors import InputError, KommunikeError
from schemas import Record

EXTRA = "pip install 'kommunike[parquet]'"
#: records held until they are written as one group of rows
_GROUP = 256


class MissingParquet(KommunikeError):
    """The library for Parquet is not installed."""


def arrow() -> Any:
    """The module `pyarrow`.

    Raises:
        MissingParquet: it is not installed; says how to.
    """
    try:
        import pyarrow  # type: ignore
    except ImportError as error:
        raise MissingParquet(f"Parquet needs a library that is not installed; {EXTRA}") from error
    return pyarrow


@lru_cache(maxsize=1)
def record_schema() -> Any:
    """The `pyarrow.Schema` of records: one column for each field of a record, nested as the record is."""
    pa = arrow()
    return pa.schema([(name, _type(field.annotation)) for name, field in Record.model_fields.items()])


def _type(annotation: Any) -> Any:
    pa = arrow()
    origin = get_origin(annotation)
    if origin is Annotated:
        return _type(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        kinds = {_type(part) for part in get_args(annotation) if part is not type(None)}
        if len(kinds) != 1:
            raise TypeError(f"one column cannot hold {annotation}")
        return kinds.pop()
    if origin is Literal:
        return _type(type(get_args(annotation)[0]))
    if origin in (list, tuple):
        return pa.list_(_type(get_args(annotation)[0]))
    if origin is dict:
        return pa.map_(*(_type(part) for part in get_args(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct([(name, _type(field.annotation)) for name, field in annotation.model_fields.items()])
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return plain[annotation]


def to_table(records: Sequence[Record]) -> Any:
    """Records as a `pyarrow.Table`."""
    rows = [record.model_dump(mode="python") for record in records]
    return arrow().Table.from_pylist(rows, schema=record_schema())


class ParquetFile:
    """Collects records into a file at `path`; use as a context manager."""

    def __init__(self, path: Path) -> None:
        arrow()
        from pyarrow import parquet  # type: ignore

        self._writer = parquet.ParquetWriter(path, record_schema(), compression="zstd")
        self._held: list[Record] = []

    def add(self, record: Record) -> None:
        """Write one record, with others of its group."""
        self._held.append(record)
        if len(self._held) == _GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(to_table(self._held))
            self._held = []

    def __enter__(self) -> ParquetFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush()
        self._writer.close()


def read_parquet(path: Path) -> Iterator[Record]:
    """The records of a file, or of all files of a folder in the order of their names.

    Raises:
        InputError: no such file, or no records in it.
    """
    pa = arrow()
    from pyarrow import parquet

    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    for file in files:
        try:
            for batch in parquet.ParquetFile(file).iter_batches(_GROUP):
                for row in batch.to_pylist():
                    yield Record.model_validate(row)
        except (OSError, pa.ArrowInvalid, ValueError) as error:
            raise InputError(
                f"{file}: no records can be read from it ({' '.join(str(error).split())[:200]})"
            ) from error

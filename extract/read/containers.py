"""Files that hold many documents: zip, tar, JSON Lines, CSV. Read as streams, never unpacked to disk.

What an archive says of itself is not believed: names that lead elsewhere, links, sizes beyond the limits and contents
that unpack out of all proportion are refused.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from extract.errors import InputError
from extract.language.later import later
from extract.read.errors import MetadataError, NotText, ReadError, TooLarge, UnreadableInput, UnsafeInput, one_line
from extract.read.formats import CONTAINERS, KINDS, ContainerKind, is_hidden, suffix
from extract.read.metadata import FILE_NAME, MetadataRow, parse_day
from extract.read.text import MAX_BYTES, legacy_encoding, too_large

#: documents in one archive; the directory of a zip is held in memory
MAX_MEMBERS = 200_000
#: an archive that unpacks to more than this, and more than so many times its size, is a bomb
_BOMB_BYTES, _BOMB_RATIO = 100_000_000, 200
_PIECE = 1 << 20
#: what is no part of a Russian or plain name
_STRANGE = later(r"[^\x20-\x7eА-Яа-яЁё№«»–—]")
_SAMPLE = 1 << 16

#: columns of a table of documents
_NAME_IT = "name the column of the text with --columns text=NAME"
FIELDS = ("text", "id", "published", "url", "publisher", "title")
#: whatever the modules for archives raise on broken ones
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, struct.error, RuntimeError,
    NotImplementedError, IndexError, KeyError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One document of a container.

    Attributes:
        name: its path inside the container.
        read: gives its bytes; only before the next entry is asked for.
        metadata: what the row says of it.
    """

    name: str
    read: Callable[[], bytes]
    metadata: MetadataRow | None = None


@dataclass
class Skipped:
    """What is never read: files of other kinds, by suffix, and links to folders."""

    unknown: dict[str, int] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def takes(self, name: str) -> bool:
        """True if a file of this name, found in a folder or archive, is a document; else it is counted.

        So is one whose library is not installed: it cannot be read, and that must be said.
        """
        ending = suffix(name)
        if ending in CONTAINERS or ending in KINDS:
            return True
        self.count(ending)
        return False

    def count(self, ending: str) -> None:
        self.unknown[ending] = self.unknown.get(ending, 0) + 1


def parse_columns(value: str | None) -> dict[str, str]:
    """`text=body,published=date` as a mapping from fields to columns.

    Raises:
        InputError: names the pair and the fields there are.
    """
    columns = {name: name for name in FIELDS}
    for pair in filter(None, (value or "").split(",")):
        name, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column or name not in FIELDS:
            raise InputError(f"--columns {pair}: write FIELD=COLUMN, fields are {', '.join(FIELDS)}")
        columns[name] = column
    return columns


def entries(
    path: Path, kind: ContainerKind, *, columns: Mapping[str, str], skipped: Skipped
) -> Iterator[Entry | ReadError]:
    """The documents of the container at `path`, or what is wrong with one, in the order of the file.

    Raises:
        ReadError: the container as a whole cannot be read (further).
    """
    shown = str(path)
    try:
        with ExitStack() as stack:
            if not stat.S_ISREG(path.stat().st_mode):  # before it is opened: a named pipe would wait for ever
                raise UnreadableInput(shown, "not a regular file", "unpack it first")
            stream = stack.enter_context(path.open("rb"))
            if kind == "zip":
                yield from _zip(stream, shown, columns, skipped)
            elif kind == "tar":
                yield from _tar(stream, shown, columns, skipped)
            else:
                yield from _rows(stream, kind, shown, "", columns)
    except ReadError:
        raise
    except _BROKEN as error:
        reason = one_line(" ".join(str(error).split()))[:100] or type(error).__name__
        raise UnreadableInput(
            shown, f"cannot be read to its end ({reason})", "get it anew or unpack it first"
        ) from error


# --- archives


def _zip(stream: BinaryIO, shown: str, columns: Mapping[str, str], skipped: Skipped) -> Iterator[Entry | ReadError]:
    size = stream.seek(0, io.SEEK_END)
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise TooLarge(shown, f"{len(members):,} members, the limit is {MAX_MEMBERS:,}", "split it")
        total = sum(info.file_size for info in members)
        if total > _BOMB_BYTES and total > _BOMB_RATIO * size:
            raise _bomb(shown, total, size)
        for info in members:
            if info.is_dir():
                continue
            name = info.filename
            if not info.flag_bits & 0x800:  # not marked as UTF-8: written by Windows of the time
                name = _windows_name(name)
            fault = "is encrypted" if info.flag_bits & 1 else None
            if stat.S_ISLNK(info.external_attr >> 16):
                fault = "is a link"
            yield from _member(name, fault, info.file_size, partial(archive.open, info), shown, columns, skipped)


def _windows_name(name: str) -> str:
    """The name as the packer meant it: UTF-8 without its mark, else that page of letters in which it is Russian."""
    try:
        data = name.encode("cp437")
    except UnicodeError:
        return name
    readings = []
    for encoding in ("utf-8", "cp866", "cp1251"):
        try:
            readings.append(data.decode(encoding))
        except UnicodeError:
            continue
        if encoding == "utf-8":
            break  # by chance no other bytes are valid
    return max(readings, key=_strange, default=name) if readings else name


def _strange(name: str) -> int:
    """How few of its characters are neither Russian nor plain: 0 for none, less for more of them."""
    return -len(_STRANGE.findall(name))


def _tar(stream: BinaryIO, shown: str, columns: Mapping[str, str], skipped: Skipped) -> Iterator[Entry | ReadError]:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    is_packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    source: Any = _Measured(gzip.GzipFile(fileobj=stream), shown, size) if is_packed else stream
    with tarfile.open(fileobj=source, mode="r|", errorlevel=2) as archive:
        count = 0
        while (member := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # else it keeps all it has seen
            if member.isdir():
                continue
            count += 1
            if count > MAX_MEMBERS:
                raise TooLarge(shown, f"more than {MAX_MEMBERS:,} members", "split it")
            fault = None if member.isreg() else "is no regular file"
            yield from _member(
                member.name, fault, member.size, partial(archive.extractfile, member), shown, columns, skipped
            )


class _Measured:
    """The unpacked bytes of a stream, as long as they are in proportion to its size on disk."""

    def __init__(self, stream: gzip.GzipFile, shown: str, size: int) -> None:
        self._stream = stream
        self._shown = shown
        self._size = size
        self._total = 0

    def read(self, number: int = -1) -> bytes:
        pieces = []
        while number:
            piece = self._stream.read(min(number, _PIECE) if number > 0 else _PIECE)
            if not piece:
                break
            self._total += len(piece)
            if self._total > _BOMB_BYTES and self._total > _BOMB_RATIO * self._size:
                raise _bomb(self._shown, self._total, self._size)
            pieces.append(piece)
            number -= len(piece) if number > 0 else 0
        return b"".join(pieces)


def _bomb(shown: str, total: int, size: int) -> UnsafeInput:
    return UnsafeInput(
        shown, f"{size / 1e6:,.1f} MB that unpack to more than {total / 1e6:,.0f} MB", "leave it out or unpack it first"
    )


def _member(
    name: str,
    fault: str | None,
    size: int,
    open_it: Callable[[], IO[bytes] | None],
    archive: str,
    columns: Mapping[str, str],
    skipped: Skipped,
) -> Iterator[Entry | ReadError]:
    shown = f"{archive}/{name}"
    if any(is_hidden(part) for part in name.split("/")) or name.startswith("__MACOSX/"):
        return
    path = _inside(name)
    if path is None:
        yield UnsafeInput(shown, "the name leads out of the archive or is no path", "leave it out or rename it")
        return
    if PurePosixPath(path).name == FILE_NAME or not skipped.takes(path):
        return
    if fault is not None:
        yield UnreadableInput(shown, fault, "leave it out or unpack the archive first")
        return
    kind = CONTAINERS.get(suffix(path))
    if kind in ("zip", "tar"):
        yield UnreadableInput(shown, "an archive in an archive", "unpack it first")
    elif kind is not None:
        with open_it() or io.BytesIO() as stream:
            yield from _rows(stream, kind, shown, f"{path}/", columns)
    else:
        yield Entry(path, lambda: _limited(open_it, shown, size))


def _inside(name: str) -> str | None:
    """A name as a path that stays where it is put, or nothing."""
    if not name.isprintable() or "\\" in name or name.startswith("/") or ":" in name.split("/")[0]:
        return None
    try:
        name.encode()
    except UnicodeEncodeError:
        return None
    parts = [part for part in name.split("/") if part != "."]
    return None if not parts or any(part in ("", "..") for part in parts) else "/".join(parts)


def _limited(open_it: Callable[[], IO[bytes] | None], shown: str, size: int) -> bytes:
    if size > MAX_BYTES:
        raise too_large(shown, size)
    try:
        with open_it() or io.BytesIO() as file:
            data = file.read(MAX_BYTES + 1)
    except ReadError:
        raise
    except _BROKEN as error:
        reason = one_line(" ".join(str(error).split()))[:100] or type(error).__name__
        raise UnreadableInput(shown, f"cannot be unpacked ({reason})", "get the archive anew") from error
    if len(data) > MAX_BYTES:
        raise too_large(shown, None)
    return data


# --- tables


def _rows(
    stream: IO[bytes], kind: ContainerKind, shown: str, prefix: str, columns: Mapping[str, str]
) -> Iterator[Entry | ReadError]:
    values = _json_rows(stream, shown) if kind == "jsonl" else _csv_rows(stream, shown, columns)
    for number, row in values:
        if isinstance(row, ReadError):
            yield row
            continue
        try:
            yield _row(row, number, f"{shown}/{number}", prefix, columns)
        except ReadError as error:
            yield error


def _row(row: Mapping[str, Any], number: int, shown: str, prefix: str, columns: Mapping[str, str]) -> Entry:
    text = row.get(columns["text"])
    if not isinstance(text, str):
        raise NotText(shown, f"no text in {columns['text']!r}", _NAME_IT)
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise NotText(shown, "half a character (a lone surrogate) in the text", "mend or remove it") from error
    if len(data) > MAX_BYTES:
        raise too_large(shown, len(data))
    known = {name: _cell(row.get(columns[name])) for name in FIELDS[1:]}
    name = _inside(known["id"]) if known["id"] else str(number)
    if name is None:
        raise UnsafeInput(shown, f"the id {known['id']!r} is no name for a file", "give it another id")
    published = known["published"]
    if published:
        try:
            published = parse_day(published)
        except ValueError as error:
            raise MetadataError(shown, str(error), "correct the row") from error
    metadata = MetadataRow(
        row=number, published=published, url=known["url"], publisher=known["publisher"], title=known["title"]
    )
    return Entry(prefix + name, lambda: data, metadata)


def _cell(value: object) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    words = str(value).strip()
    return words.encode("utf-8", "replace").decode() or None


def _json_rows(stream: IO[bytes], shown: str) -> Iterator[tuple[int, dict[str, Any] | ReadError]]:
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        where = f"{shown}/{number}"
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PIECE)
            yield number, too_large(where, None)
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError) as error:
            yield number, NotText(where, f"no JSON ({type(error).__name__})", "one JSON object a line, in UTF-8")
            continue
        yield number, row if isinstance(row, dict) else NotText(where, "no JSON object", "one JSON object a line")


def _csv_rows(
    stream: IO[bytes], shown: str, columns: Mapping[str, str]
) -> Iterator[tuple[int, dict[str, Any] | ReadError]]:
    buffered = io.BufferedReader(stream) if not hasattr(stream, "peek") else stream  # type: ignore[type-var]
    sample = buffered.peek(_SAMPLE)[:_SAMPLE]  # type: ignore[attr-defined]
    encoding = _table_encoding(sample, shown)
    text = io.TextIOWrapper(buffered, encoding=encoding, newline="")  # type: ignore[type-var]
    first = sample.decode(encoding, errors="replace").lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(MAX_BYTES)
    try:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        header = next(reader, None)
        names = [name.strip() for name in header or []]
        if columns["text"] not in names:
            raise NotText(
                shown, f"no column {columns['text']!r}", "name the column of the text with --columns text=NAME"
            )
        for number, values in enumerate(reader, 2):
            if any(values):
                yield number, dict(zip(names, values))
    except (csv.Error, UnicodeDecodeError) as error:
        reason = one_line(str(error))[:100]
        raise NotText(shown, f"no CSV to its end ({reason})", "check quotes and encoding, or save it anew") from error


def _table_encoding(sample: bytes, shown: str) -> str:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:  # else a character that the sample cuts
            encoding = legacy_encoding(sample)
            if encoding is None:
                raise NotText(shown, "a table in an unknown encoding", "save it as CSV in UTF-8") from error
            return encoding
    return "utf-8-sig"

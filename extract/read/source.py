"""One input -> its text and the `SourceInfo` that stages and records hold."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extract.document import SourceInfo
from extract.read.errors import MissingInput, UnreadableInput
from extract.read.inputs import Input
from extract.read.metadata import FILE_NAME, MetadataFile, MetadataRow, document_id, load, parse_day
from extract.read.text import MAX_BYTES, decode, too_large
from schemas import Diagnostic, Record


@dataclass(frozen=True)
class Document:
    """A text that the pipeline can take; `remarks` go to the record's diagnostics."""

    text: str
    source: SourceInfo
    remarks: tuple[Diagnostic, ...] = ()

    def complete(self, record: Record) -> Record:
        """The record made from this document, with the remarks of reading before those of the stages."""
        if not self.remarks:
            return record
        return record.model_copy(update={"diagnostics": [*self.remarks, *record.diagnostics]})


@dataclass(frozen=True)
class Raw:
    """An input as it lies on disk, and what is known of it from elsewhere; all that a worker needs."""

    item: Input
    data: bytes
    metadata: MetadataRow | None = None
    #: publication day of documents whose metadata give none
    published: str | None = None


def to_document(raw: Raw) -> Document:
    """The text of `raw` with its metadata.

    Raises:
        ReadError: the bytes cannot be read as text.
    """
    text = decode(raw.data, raw.item.shown)
    row = raw.metadata or MetadataRow(row=0)
    published = row.published or raw.published
    basis = None if published is None else ("metadata" if row.published else "option")
    return Document(
        text,
        SourceInfo(
            id=raw.item.id,
            source=raw.item.source,
            sha256=hashlib.sha256(raw.data).hexdigest(),
            title=row.title,
            published=published,
            published_basis=basis,  # type: ignore[arg-type]
            url=row.url,
            publisher=row.publisher,
        ),
    )


class Reader:
    """Reads inputs; keeps the `metadata.csv` files that it has met.

    A row of `metadata.csv` wins over `published`: it speaks of one document, the option of all. Of several files that
    describe a document, the one nearest to it counts.

    Args:
        published: publication day for documents whose metadata give none.
        stdin: where `-` is read from; standard input if not given.

    Raises:
        ValueError: `published` is no day.
    """

    def __init__(self, *, published: str | None = None, stdin: BinaryIO | None = None) -> None:
        self._published = parse_day(published) if published is not None else None
        self._stdin = stdin
        self._metadata: dict[Path, MetadataFile | None] = {}

    def read(self, item: Input) -> Document:
        """The text of `item` with its metadata.

        Raises:
            ReadError: the input or its row in `metadata.csv` cannot be used.
        """
        return to_document(self.fetch(item))

    def fetch(self, item: Input) -> Raw:
        """The bytes of `item` with what is known of it.

        Raises:
            ReadError: the input cannot be read, or its row in `metadata.csv` cannot be used.
        """
        data = _read_file(item.path, item.shown) if item.path is not None else self._read_stdin(item)
        return Raw(item, data, self.metadata_row(item), self._published)

    def metadata_row(self, item: Input) -> MetadataRow | None:
        """What the nearest `metadata.csv` says of `item`."""
        if item.path is None or item.folder is None:
            return None
        for folder in _folders_up(item.path.parent, item.folder):
            metadata = self._load(folder)
            if metadata is not None:
                relative = item.path.relative_to(folder).as_posix()
                found = metadata.row(document_id(relative))
                if found is not None:
                    return found
        return None

    def load_metadata(self, inputs: list[Input]) -> list[MetadataFile]:
        """Load every `metadata.csv` that may describe `inputs`, so that a broken one is found before work starts.

        Raises:
            MetadataError: a file cannot be used as a whole.
        """
        folders: dict[Path, None] = {}
        for item in inputs:
            if item.path is not None and item.folder is not None:
                folders.update(dict.fromkeys(_folders_up(item.path.parent, item.folder)))
        return [found for folder in folders if (found := self._load(folder)) is not None]

    def _load(self, folder: Path) -> MetadataFile | None:
        if folder not in self._metadata:
            path = folder / FILE_NAME
            self._metadata[folder] = load(path) if path.is_file() else None
        return self._metadata[folder]

    def _read_stdin(self, item: Input) -> bytes:
        data = (self._stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise too_large(item.shown, None)
        return data


def _folders_up(folder: Path, top: Path) -> list[Path]:
    """`folder` and the folders above it up to `top`, nearest first."""
    folders = [folder]
    while folders[-1] != top and folders[-1] != folders[-1].parent:
        folders.append(folders[-1].parent)
    return folders


def _read_file(path: Path, shown: str) -> bytes:
    try:
        # not blocking: opening a named pipe without a writer would wait for ever
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise MissingInput(shown, "no such file", "check the path, or a link that leads nowhere") from error
    except (OSError, ValueError) as error:
        raise _unreadable(shown, error) from error
    try:
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableInput(shown, "not a regular file", "pass its content on standard input (-)")
            if status.st_size > MAX_BYTES:
                raise too_large(shown, status.st_size)
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(shown, error) from error


def _unreadable(shown: str, error: OSError | ValueError) -> UnreadableInput:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return UnreadableInput(shown, f"cannot be read ({reason})", "check its permissions")

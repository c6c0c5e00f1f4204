"""One input -> its bytes, and these -> its text and the `SourceInfo` that stages and records hold."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Literal

from extract.document import SourceInfo
from extract.language.identify import is_foreign
from extract.language.plain import plain_text
from extract.read.containers import Skipped, entries, parse_columns
from extract.read.errors import ForeignLanguage, MissingInput, ReadError, UnreadableInput
from extract.read.formats import CONTAINERS, kind_of, require, suffix
from extract.read.inputs import Input
from extract.read.metadata import FILE_NAME, MetadataFile, MetadataRow, document_id, load, parse_day
from extract.read.page import Page, day_of_url
from extract.read.text import MAX_BYTES, check, decode_any, too_large
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
    #: publication day of documents for which nothing else gives one
    published: str | None = None


def to_document(raw: Raw) -> Document:
    """The text of `raw` with its metadata: what `metadata.csv` or the row says goes before what the page says.

    Raises:
        ReadError: the bytes cannot be read as text, or the text is in another language than Russian and English.
    """
    page = _page(raw)
    _check_language(page.text, raw.item.shown)
    row = raw.metadata or MetadataRow(row=0)
    url = row.url or page.url
    published, basis = _published(raw, row, page, url)
    remarks: tuple[Diagnostic, ...] = ()
    if page.encoding is not None:
        message = f"the encoding is not stated, read as {page.encoding}"
        remarks = (Diagnostic(stage="read", code="encoding", message=message, start=None, end=None),)
    return Document(
        page.text,
        SourceInfo(
            id=raw.item.id,
            source=raw.item.source,
            sha256=hashlib.sha256(raw.data).hexdigest(),
            title=row.title or page.title,
            published=published,
            published_basis=basis,
            url=url,
            publisher=row.publisher or page.publisher,
        ),
        remarks,
    )


def _published(
    raw: Raw, row: MetadataRow, page: Page, url: str | None
) -> tuple[str | None, Literal["metadata", "page", "url", "option"] | None]:
    """The day of publication and what says so; the option, which speaks of all documents, comes last."""
    if row.published:
        return row.published, "metadata"
    if page.published:
        return page.published, "page"
    if (day := day_of_url(url)) is not None:
        return day, "url"
    return (raw.published, "option") if raw.published else (None, None)


def _page(raw: Raw) -> Page:
    shown = raw.item.shown
    kind = kind_of(raw.item.source, raw.data)
    require(kind, shown)
    if kind == "text":
        text, encoding = decode_any(raw.data, shown)
        return Page(text, encoding=encoding)
    # imported here: each of these loads a library that most runs do not need
    if kind == "html":
        from extract.read.html_page import read_html

        page = read_html(raw.data, shown, address=raw.metadata.url if raw.metadata else None)
    elif kind == "pdf":
        from extract.read.pdf_file import read_pdf

        page = read_pdf(raw.data, shown)
    elif kind == "docx":
        from extract.read.word_file import read_docx

        page = read_docx(raw.data, shown)
    else:
        from extract.read.mail import read_mail

        page = read_mail(raw.data, shown)
    check(page.text, shown)
    return page


def require_library(raw: Raw) -> None:
    """Raises:
    MissingExtra: the library for this kind of document is not installed.
    """
    require(kind_of(raw.item.source, raw.data), raw.item.shown)


def _check_language(text: str, shown: str) -> None:
    if is_foreign(plain_text(text)[0]):
        fault = "the text is in another language than Russian or English"
        raise ForeignLanguage(shown, fault, "leave it out, or give a translation")


class Reader:
    """Reads inputs; keeps the `metadata.csv` files that it has met.

    A row of `metadata.csv` wins over `published`: it speaks of one document, the option of all. Of several files that
    describe a document, the one nearest to it counts.

    Args:
        published: publication day for documents for which nothing else gives one.
        columns: what `parse_columns` gives, for tables of documents.
        stdin: where `-` is read from; standard input if not given.

    Raises:
        ValueError: `published` is no day.
    """

    def __init__(
        self,
        *,
        published: str | None = None,
        columns: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self._published = parse_day(published) if published is not None else None
        self._columns = columns or parse_columns(None)
        self._stdin = stdin
        self._metadata: dict[Path, MetadataFile | None] = {}

    def read(self, item: Input) -> Document:
        """The text of `item` with its metadata.

        Raises:
            ReadError: the input or its row in `metadata.csv` cannot be used.
        """
        for raw in self.fetch([item]):
            if isinstance(raw, Raw):
                return to_document(raw)
            raise raw[1]
        raise AssertionError("one input gives one document")

    def fetch(self, items: Iterable[Input]) -> Iterator[Raw | tuple[Input, ReadError]]:
        """The bytes of `items` with what is known of them, in order; or what is wrong with one.

        Documents of one container must follow each other in its order: it is read once, as a stream.
        """
        for (path, is_container), group in groupby(items, lambda item: (item.path, item.place is not None)):
            if is_container and path is not None:
                yield from self._fetch_container(path, group)
                continue
            for item in group:
                try:
                    data = self._read_stdin(item) if path is None else _read_file(path, item.shown)
                    yield self._raw(item, data, None)
                except ReadError as error:
                    yield item, error

    def _fetch_container(self, path: Path, items: Iterator[Input]) -> Iterator[Raw | tuple[Input, ReadError]]:
        kind = CONTAINERS[suffix(path.name)]
        wanted: Input | None = next(items, None)
        fault: ReadError | None = None
        try:
            found = entries(path, kind, columns=self._columns, skipped=Skipped())
            for place, entry in enumerate(found):
                if wanted is None:
                    return
                if place != wanted.place:
                    continue
                changed = isinstance(entry, ReadError) or not wanted.source.endswith(f"/{entry.name}")
                try:
                    if isinstance(entry, ReadError) or changed:
                        raise _changed(wanted)
                    raw = self._raw(wanted, entry.read(), entry.metadata)
                except ReadError as error:
                    yield wanted, error
                else:
                    yield raw
                wanted = next(items, None)
        except ReadError as error:
            fault = error
        while wanted is not None:
            yield wanted, fault or _changed(wanted)
            wanted = next(items, None)

    def _raw(self, item: Input, data: bytes, row: MetadataRow | None) -> Raw:
        known = self.metadata_row(item)
        if known is not None and row is not None:
            known = MetadataRow(
                known.row,
                known.published or row.published,
                known.url or row.url,
                known.publisher or row.publisher,
                known.title or row.title,
            )
        return Raw(item, data, known or row, self._published)

    def metadata_row(self, item: Input) -> MetadataRow | None:
        """What the nearest `metadata.csv` says of `item`."""
        if item.path is None or item.folder is None:
            return None
        for folder in _folders_up(item.path.parent, item.folder):
            metadata = self._load(folder)
            if metadata is not None:
                relative = (item.folder / item.source).relative_to(folder).as_posix()
                found = metadata.row(document_id(relative))
                if found is not None:
                    return found
        return None

    def load_metadata(self, inputs: Iterable[Input]) -> list[MetadataFile]:
        """Load every `metadata.csv` that may describe `inputs`, so that a broken one is found before work starts.

        Raises:
            MetadataError: a file cannot be used as a whole.
        """
        folders: dict[Path, None] = {}
        for item in inputs:
            if item.path is not None and item.folder is not None and item.path.parent not in folders:
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


def _changed(item: Input) -> UnreadableInput:
    return UnreadableInput(item.shown, "the file has changed while it was read", "run again")


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

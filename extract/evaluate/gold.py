"""Folders of annotated documents: reading, checking and writing `<doc>.txt` + `<doc>.ann` + `metadata.csv`."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import schemas
from extract.document import SourceInfo
from extract.errors import GoldError, InputError
from extract.evaluate.brat import guess_languages, is_draft, read_record, record_to_ann
from extract.read import METADATA_COLUMNS, METADATA_FILE, MetadataRow, Reader, find
from extract.read.metadata import load as load_metadata
from extract.write import write_file


@dataclass(frozen=True, slots=True)
class GoldText:
    """A document of a gold folder before its annotation is read."""

    path: Path
    text: str
    source: SourceInfo

    @property
    def annotation(self) -> Path:
        return annotation_path(self.path)


def annotation_path(text: Path) -> Path:
    """Where the annotation of a text lies."""
    return text.with_name(text.name.removesuffix(".txt") + ".ann")


def place(path: Path | str, line: int) -> str:
    """`file:line`, or the file alone for what has no line of its own."""
    return f"{path}:{line}" if line else str(path)


def load_gold(folder: Path) -> list[schemas.Record]:
    """All annotated documents under `folder`, in order of their ids.

    Raises:
        GoldError: there are none, a file is missing or breaks the format; the message is the first line of `check`.
    """
    problems: list[str] = []
    records = [record for _, record in _records(folder, problems)]
    if problems:
        more = f" (and {len(problems) - 1} more; `kommunike gold check {folder}` lists all)" if problems[1:] else ""
        raise GoldError(problems[0] + more)
    return records


def load_texts(folder: Path) -> list[GoldText]:
    """The texts under `folder` with their metadata, without the annotation.

    Raises:
        GoldError: there is no text, or a text or the metadata cannot be read.
    """
    problems: list[str] = []
    texts = list(_texts(folder, problems))
    if problems:
        raise GoldError(problems[0])
    return texts


def check(folder: Path, *, sources: Path | None = None) -> list[str]:
    """Everything that is wrong in a gold folder, one line each: `file:line: what is wrong; what to do`.

    There is no line number where a whole file is meant.

    Args:
        folder: holds `<doc>.txt`, `<doc>.ann` and perhaps `metadata.csv`, also in subfolders.
        sources: folder of the original files; a text that has a namesake there must equal it byte for byte.
    """
    problems: list[str] = []
    for path, record in _records(folder, problems):
        problems += [f"{path}: {message}" for message in _same_things(record)]
        if is_draft(path.read_text(encoding="utf-8")):
            problems.append(f"{path}: is marked as a draft; correct it and remove `draft` from its note")
    for path in sorted(folder.rglob("*.ann")):
        if not path.with_name(f"{path.name.removesuffix('.ann')}.txt").exists():
            problems.append(f"{path}: its text is missing; put {path.stem}.txt beside it or remove it")
    for path in sorted(folder.rglob("*.txt")):
        original = sources / path.relative_to(folder) if sources is not None else None
        if original is not None and original.is_file() and original.read_bytes() != path.read_bytes():
            problems.append(f"{path}: differs from its source {original}; copy the source again, bytes as they are")
    problems += _stray_rows(folder)
    return list(dict.fromkeys(problems))


def _records(folder: Path, problems: list[str]) -> Iterator[tuple[Path, schemas.Record]]:
    for item in _texts(folder, problems):
        path = item.annotation
        try:
            ann = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            problems.append(f"{path}: is missing; annotate {item.path.name} or remove it")
            continue
        except UnicodeDecodeError as error:
            problems.append(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8")
            continue
        record, found = read_record(item.text, ann, as_source(item.text, item.source))
        problems += [f"{place(path, problem.line)}: {problem.message}" for problem in found]
        if record is not None:
            yield path, record


def _texts(folder: Path, problems: list[str]) -> Iterator[GoldText]:
    found = find([str(folder)])
    problems += [str(error) for error in found.errors]
    reader = Reader()
    for item in found.inputs:
        if item.path is None:
            continue
        try:
            document = reader.read(item)
        except InputError as error:
            problems.append(str(error))
            continue
        if item.path.read_bytes().startswith(b"\xef\xbb\xbf"):
            problems.append(f"{item.path}:1: starts with a byte order mark, which brat counts; remove it")
        yield GoldText(item.path, document.text, document.source)


def as_source(text: str, info: SourceInfo) -> schemas.Source:
    """What a record says of its document; languages by script, unless the annotation names them."""
    return schemas.Source(
        id=info.id,
        source=info.source,
        sha256=info.sha256 or hashlib.sha256(text.encode("utf-8")).hexdigest(),
        title=info.title,
        published=info.published,
        published_basis=info.published_basis,
        url=info.url,
        publisher=info.publisher,
        languages=guess_languages(text),
        length=len(text),
        text=text,
    )


def _same_things(record: schemas.Record) -> Iterator[str]:
    """Entities that describe one thing twice: all mentions of a thing share one entity."""
    things: list[tuple[str, str, tuple[object, ...]]] = [
        # a date whose year nobody knows may be two dates
        *(("date", x.id, (x.edtf, x.anchor, x.inferred)) for x in record.entities.dates if "X" not in x.edtf),
        *(("place", x.id, (x.name, x.kind, x.country)) for x in record.entities.places),
        *(("person", x.id, (x.name,)) for x in record.entities.persons),
        *(("organization", x.id, (x.name, x.country)) for x in record.entities.organizations),
        *(("document", x.id, (x.name, x.years)) for x in record.entities.documents),
    ]
    seen: dict[tuple[str, tuple[object, ...]], str] = {}
    for kind, identifier, value in things:
        first = seen.setdefault((kind, value), identifier)
        if first != identifier:
            yield f"{first} and {identifier} are both the {kind} {value[0]}; join them into one entity"


def _stray_rows(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob(METADATA_FILE)):
        try:
            strays = load_metadata(path).strays()
        except InputError as error:
            yield str(error)
            continue
        for name in strays:
            yield f"{path}: describes {name}, which is not there; remove the row or add {name}.txt"


def write_gold(record: schemas.Record, folder: Path, *, draft: str | None = None) -> Path:
    """Write a record as `<id>.txt`, `<id>.ann` and a row of `metadata.csv`; returns the annotation's path.

    The text is written as UTF-8, character for character. `rule` and `diagnostics` are not gold and stay out.

    Args:
        record: with its text in `document.text`.
        folder: where to; a file of the same name is replaced.
        draft: remark that marks the whole annotation as not checked by a person.

    Raises:
        GoldError: the record has no text.
        OutputError: a file cannot be written.
    """
    ann = record_to_ann(record, draft=draft)
    path = folder / f"{record.document.id}.txt"
    write_file(path, record.document.text or "")
    write_file(annotation_path(path), ann)
    _write_row(folder / METADATA_FILE, record.document)
    return annotation_path(path)


def _write_row(path: Path, source: schemas.Source) -> None:
    rows = dict(load_metadata(path).rows) if path.exists() else {}
    if any((source.published, source.url, source.publisher, source.title)):
        rows[source.id] = MetadataRow(0, source.published, source.url, source.publisher, source.title)
    else:
        rows.pop(source.id, None)
    if not rows and not path.exists():
        return
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(METADATA_COLUMNS)
    for name in sorted(rows):
        row = rows[name]
        writer.writerow([name, *(getattr(row, column) or "" for column in METADATA_COLUMNS[1:])])
    write_file(path, content.getvalue())

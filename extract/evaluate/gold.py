"""Folders of annotated documents: reading, checking and writing `<doc>.txt` + `<doc>.ann` + `metadata.csv`."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import schemas
from extract.errors import GoldError
from extract.evaluate.brat import is_draft, read_record, record_to_ann
from schemas.base import Language
from schemas.edtf import check_edtf

METADATA = "metadata.csv"
COLUMNS = ("doc", "published", "url", "publisher", "title", "languages")
_OPTIONAL_COLUMNS = frozenset(COLUMNS) - {"doc"}
_LANGUAGES: tuple[str, ...] = get_args(Language)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GoldText:
    """One document of a gold folder before its annotation is read."""

    text: str
    source: schemas.Source
    path: Path

    @property
    def annotation(self) -> Path:
        return _annotation(self.path)


def load_gold(folder: Path) -> list[schemas.Record]:
    """All annotated documents under `folder`, in order of their ids.

    Raises:
        GoldError: a file is missing or breaks the format; the message is the first line of `check`.
    """
    problems: list[str] = []
    records = list(_records(folder, problems))
    if problems:
        raise GoldError(problems[0])
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
    if not texts:
        raise GoldError(f"{folder}: no .txt files; a gold folder holds <doc>.txt beside <doc>.ann")
    return texts


def check(folder: Path, *, sources: Path | None = None) -> list[str]:
    """Everything that is wrong in a gold folder, one line each: `file:line: what is wrong; what to do`.

    Args:
        folder: holds `<doc>.txt`, `<doc>.ann` and perhaps `metadata.csv`, also in subfolders.
        sources: folder of the original files; a text that has a namesake there must equal it byte for byte.
    """
    problems: list[str] = []
    if not folder.is_dir():
        return [f"{folder}: no such folder; name a folder with <doc>.txt and <doc>.ann files"]
    for record in _records(folder, problems):
        annotation = folder / f"{record.document.id}.ann"
        problems += [f"{annotation}:0: {message}" for message in _same_things(record)]
        if is_draft(annotation.read_bytes().decode("utf-8")):
            problems.append(f"{annotation}:0: is marked as a draft; check it and remove `draft` from its note")
    for path in sorted(folder.rglob("*.ann")):
        if not path.with_name(path.name.removesuffix(".ann") + ".txt").exists():
            problems.append(f"{path}:0: its text is missing; put {path.stem}.txt beside it or remove it")
    if sources is not None:
        problems += _differing(folder, sources)
    return problems


def _records(folder: Path, problems: list[str]) -> Iterator[schemas.Record]:
    for item in _texts(folder, problems):
        path = item.annotation
        if not path.exists():
            problems.append(f"{path}:0: is missing; annotate {item.path.name} or remove it")
            continue
        try:
            ann = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            problems.append(f"{path}:0: is not UTF-8 (byte {error.start}); save it as UTF-8")
            continue
        record, found = read_record(item.text, ann, item.source)
        problems += [f"{path}:{problem.line}: {problem.message}" for problem in found]
        if record is not None:
            yield record


def _texts(folder: Path, problems: list[str]) -> Iterator[GoldText]:
    paths = sorted(folder.rglob("*.txt"))
    metadata: dict[Path, dict[str, str]] = {}
    for path in sorted(folder.rglob(METADATA)):
        for name, row in read_metadata(path, problems).items():
            metadata[path.parent / f"{name}.txt"] = row
            if not (path.parent / f"{name}.txt").exists():
                problems.append(f"{path}:0: describes {name}, which is not there; remove the row or add {name}.txt")
    for path in paths:
        try:
            data = path.read_bytes()
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            problems.append(f"{path}:0: is not UTF-8 (byte {error.start}); gold texts are UTF-8")
            continue
        relative = path.relative_to(folder).as_posix()
        yield GoldText(text, _source(relative, data, text, metadata.get(path, {})), path)


def _source(relative: str, data: bytes, text: str, row: dict[str, str]) -> schemas.Source:
    published = row.get("published") or None
    languages = [value for value in (row.get("languages") or "").split() if value in _LANGUAGES] or guess_languages(
        text
    )
    return schemas.Source(
        id=relative.removesuffix(".txt"),
        source=relative,
        sha256=hashlib.sha256(data).hexdigest(),
        title=row.get("title") or None,
        published=published,
        published_basis="metadata" if published else None,
        url=row.get("url") or None,
        publisher=row.get("publisher") or None,
        languages=languages,  # type: ignore[arg-type]  # checked against the literal above
        length=len(text),
        text=text,
    )


def guess_languages(text: str) -> list[str]:
    """Languages by script, the main one first, for texts whose metadata name none."""
    counts = {"ru": len(_CYRILLIC.findall(text)), "en": len(_LATIN.findall(text))}
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [language for language, count in ranked if count and count * 5 >= total]


def read_metadata(path: Path, problems: list[str]) -> dict[str, dict[str, str]]:
    """Rows of a metadata file by document; what is wrong is added to `problems`."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(f"{path}:0: is not UTF-8 (byte {error.start}); save it as UTF-8")
        return {}
    reader = csv.DictReader(io.StringIO(content))
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if unknown or "doc" not in (reader.fieldnames or ()):
        found = ", ".join(reader.fieldnames or ()) or "nothing"
        problems.append(f"{path}:1: columns {', '.join(COLUMNS)} are expected, found {found}")
        return {}
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        name = (row["doc"] or "").removesuffix(".txt")
        if name in rows:
            problems.append(f"{path}:{reader.line_num}: {name} has two rows; keep one")
        rows[name] = {key: (row.get(key) or "").strip() for key in _OPTIONAL_COLUMNS}
        for message in _row_problems(rows[name]):
            problems.append(f"{path}:{reader.line_num}: {message}")
            rows[name]["published"] = ""
    return rows


def _row_problems(row: dict[str, str]) -> Iterator[str]:
    if row["published"]:
        try:
            check_edtf(row["published"])
        except ValueError as error:
            yield f"published: {error}"
    for language in set(row["languages"].split()) - set(_LANGUAGES):
        yield f"languages: {language!r} is unknown; use {', '.join(_LANGUAGES)}"


def _same_things(record: schemas.Record) -> Iterator[str]:
    """Entities that describe one thing twice: all mentions of a thing share one entity."""
    things: list[tuple[str, str, tuple[object, ...]]] = [
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


def _differing(folder: Path, sources: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.txt")):
        original = sources / path.relative_to(folder)
        if original.exists() and original.read_bytes() != path.read_bytes():
            yield f"{path}:0: differs from its source {original}; copy the source again, bytes as they are"


def write_gold(record: schemas.Record, folder: Path, *, draft: str | None = None) -> Path:
    """Write a record as `<id>.txt`, `<id>.ann` and a row of `metadata.csv`; returns the annotation's path.

    The text is written as UTF-8, character for character. `rule` and `diagnostics` are not gold and stay out.

    Raises:
        GoldError: the record has no text.
    """
    ann = record_to_ann(record, draft=draft)
    path = folder / f"{record.document.id}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((record.document.text or "").encode("utf-8"))
    _annotation(path).write_bytes(ann.encode("utf-8"))
    _write_row(folder, record.document)
    return _annotation(path)


def _annotation(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".txt") + ".ann")


def _write_row(folder: Path, source: schemas.Source) -> None:
    path = folder / METADATA
    problems: list[str] = []
    rows = read_metadata(path, problems) if path.exists() else {}
    if problems:
        raise GoldError(problems[0])
    rows[source.id] = {
        "published": source.published or "",
        "url": source.url or "",
        "publisher": source.publisher or "",
        "title": source.title or "",
        "languages": " ".join(source.languages),
    }
    content = io.StringIO()
    writer = csv.DictWriter(content, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({"doc": name, **rows[name]} for name in sorted(rows))
    path.write_bytes(content.getvalue().encode("utf-8"))


def documents(records: Iterable[schemas.Record]) -> dict[str, schemas.Record]:
    """Records by document id."""
    return {record.document.id: record for record in records}

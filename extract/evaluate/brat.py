"""A record as brat standoff and back, without loss but for `rule` and `diagnostics`, which no annotator makes.

What brat can show is brat: mentions, triggers and the other words as `T`, events and commitments as `E` with roles,
coreference as `R`, closed values as `A`. What it cannot hold is one JSON note for each annotation. `gold/README.md`
describes the encoding line by line.
"""

from __future__ import annotations

from collections.abc import Iterator

import schemas
from extract.errors import GoldError
from extract.evaluate.languages import guess_languages
from extract.evaluate.reading import Reader
from extract.evaluate.standoff import Problem, lines, parse
from extract.evaluate.writing import Writer

__all__ = ["ann_to_record", "guess_languages", "is_draft", "iter_texts", "read_record", "record_to_ann"]


def record_to_ann(record: schemas.Record, *, draft: str | None = None) -> str:
    """The annotation file of a record.

    Args:
        record: with its text in `document.text`.
        draft: remark that marks the whole annotation as not checked by a person.

    Raises:
        GoldError: the record has no text.
    """
    if record.document.text is None:
        raise GoldError(f"{record.document.id}: the record holds no text; offsets cannot be written")
    standoff = Writer(record, draft).write()
    return "".join(f"{line}\n" for line in lines(standoff))


def ann_to_record(text: str, ann: str, source: schemas.Source) -> schemas.Record:
    """The record of an annotation file.

    Args:
        text: the source text, untouched.
        ann: content of the annotation file.
        source: identity and metadata of the document.

    Raises:
        GoldError: the annotation breaks the format; names the line and what to do.
    """
    record, problems = read_record(text, ann, source)
    if record is None or problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        line = f":{problems[0].line}" if problems[0].line else ""
        raise GoldError(f"{source.id}.ann{line}: {problems[0].message}{more}")
    return record


def read_record(text: str, ann: str, source: schemas.Source) -> tuple[schemas.Record | None, list[Problem]]:
    """The record, if it can be built, and everything that is wrong with the annotation, in line order."""
    reader = Reader(text, parse(ann), source)
    record = reader.read()
    return record, sorted(set(reader.problems), key=lambda problem: (problem.line, problem.message))


def is_draft(ann: str) -> bool:
    """Whether the annotation says of itself that no person has checked it."""
    wholes = (note.content.get("record") for note in parse(ann).notes.values())
    return any(isinstance(whole, dict) and "draft" in whole for whole in wholes)


def iter_texts(ann: str) -> Iterator[tuple[str, int, int]]:
    """Label, start and end of every `T` line: all that a reader of foreign brat corpora needs."""
    for text in parse(ann).texts.values():
        yield text.label, text.start, text.end

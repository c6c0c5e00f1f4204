"""`kommunike show` and `kommunike explain`: one document on the terminal."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import Lang, LangOption, Lexicons, Published, read_one, show_page
from extract.errors import InputError

if TYPE_CHECKING:
    from extract.read import Document
    from schemas import Record


def show_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, - for stdin, or a record (.json).")],
    published: Published = None,
    lang: Lang = LangOption.ru,
    lexicons: Lexicons = None,
) -> None:
    """Show the events and commitments of a document with their quotes."""
    from extract.write.page import page

    if _is_record(file):
        record = _record(file)
    else:
        from extract import pipeline

        document = read_one(file, published)
        record = pipeline.record(pipeline.load(lexicons=lexicons), document.text, document.source)
    show_page(page(record, lang=lang.value))


def explain_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, - for stdin, or a record (.json).")],
    published: Published = None,
    lexicons: Lexicons = None,
) -> None:
    """Show which rule or lexicon entry found each thing, and what was refused and why."""
    from extract import explain, pipeline

    document = _document(file, published) if _is_record(file) else read_one(file, published)
    show_page(explain.page(explain.explain(pipeline.load(lexicons=lexicons), document)))


def _is_record(file: str) -> bool:
    return file.lower().endswith(".json")


def _record(file: str) -> Record:
    from extract.write import from_json

    return from_json(Path(file))


def _document(file: str, published: str | None) -> Document:
    """The document that a record was made from, with what was known of it then."""
    from extract.document import SourceInfo
    from extract.read import Document

    source = _record(file).document
    if not source.text:
        raise InputError(f"{file}: this record holds no text; give the text it was made from")
    known = {field.name: getattr(source, field.name) for field in fields(SourceInfo)}
    if published is not None and source.published is None:
        known |= {"published": published, "published_basis": "option"}
    return Document(source.text, SourceInfo(**known))

"""`kommunike show` and `kommunike explain`: one document on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.common import Lang, LangOption, Lexicons, Published, read_one, show_page


def show_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, - for stdin, or a record (.json).")],
    published: Published = None,
    lang: Lang = LangOption.ru,
    lexicons: Lexicons = None,
) -> None:
    """Show the events and commitments of a document with their quotes."""
    from extract.write.page import page

    if file.lower().endswith(".json"):
        from extract.write import from_json

        record = from_json(Path(file))
    else:
        from extract import pipeline

        document = read_one(file, published)
        record = pipeline.record(pipeline.load(lexicons=lexicons), document.text, document.source)
    show_page(page(record, lang=lang.value))


def explain_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, or - for stdin.")],
    published: Published = None,
    lexicons: Lexicons = None,
) -> None:
    """Show which rule or lexicon entry found each thing, and what was refused and why."""
    from extract import explain, pipeline

    document = read_one(file, published)
    show_page(explain.page(explain.explain(pipeline.load(lexicons=lexicons), document)))

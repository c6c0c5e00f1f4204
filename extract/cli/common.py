"""What several commands share: options, reading one document, printing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from extract.errors import InputError, LexiconError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from extract.read import Document

EXIT_FAILED = 1
EXIT_USAGE = 2
#: names that a line of a summary holds
_MAX_NAMES = 10


class LangOption(str, Enum):
    """Language of headings and labels."""

    ru = "ru"
    en = "en"


def _day(value: str | None) -> str | None:
    """Check an option that holds a day."""
    if value is None:
        return None
    from extract.read import parse_day

    try:
        return parse_day(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _columns(value: str | None) -> str | None:
    """Check an option that names columns."""
    if value is not None:
        from extract.read import parse_columns

        try:
            parse_columns(value)
        except InputError as error:
            raise typer.BadParameter(str(error)) from error
    return value


def _lexicons(folder: Path | None) -> Path | None:
    """Check a folder of lexicons: one without any is the wrong one."""
    if folder is not None and not any(folder.glob("*.yaml")) and not any(folder.glob("*.yml")):
        raise LexiconError(f"{folder}: holds no lexicon file, such as organizations.yaml; check the path")
    return folder


Lang = Annotated[LangOption, typer.Option("--lang", help="Language of headings and labels.")]
# typer reads annotations at run time, and `str | None` is no type there on Python 3.10 in older versions
Published = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--published",
        metavar="DATE",
        callback=_day,
        help="Publication date (2020-03-05) of every document whose metadata.csv gives none.",
    ),
]
Lexicons = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--lexicons", exists=True, file_okay=False, callback=_lexicons, help="Folder with your own lexicon files."
    ),
]

Columns = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        callback=_columns,
        help="Columns of jsonl and csv inputs, where they are not called text, id, published, url, publisher, "
        "title: text=body,published=date.",
    ),
]


def read_one(argument: str, published: str | None) -> Document:
    """The one document that `argument` names."""
    from extract.read import Reader, find

    found = find([argument])
    if found.errors:
        raise found.errors[0]
    if len(found.inputs) != 1:
        raise InputError(f"{argument}: {len(found.inputs)} documents; give one (run takes many)")
    return Reader(published=published).read(found.inputs[0])


#: width of pages that go to a file or a pipe, in characters
_PAGE_WIDTH = 120


def show_page(content: RenderableType) -> None:
    from rich.console import Console

    if sys.stdout.isatty():
        Console(highlight=False, markup=False, emoji=False).print(content)
        return
    from extract.write.page import render

    typer.echo(render(content, width=int(os.environ.get("COLUMNS", _PAGE_WIDTH))), nl=False)


def complain(message: str) -> None:
    typer.echo(message, err=True)


def count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MAX_NAMES])
    more = len(names) - _MAX_NAMES
    return f"{len(names)} ({shown}{f' and {more} more' if more > 0 else ''})"

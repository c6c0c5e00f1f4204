"""`kommunike run`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import EXIT_FAILED, Lang, LangOption, Lexicons, Published, complain, count, names

if TYPE_CHECKING:
    from extract.batch import Failure, Summary


def run_command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders (every .txt below), globs, or - for stdin.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.")],
    published: Published = None,
    lang: Lang = LangOption.ru,
    lexicons: Lexicons = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes that analyse.")] = 1,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=1, metavar="SECONDS", help="Longest time for one document.")
    ] = 300,
) -> None:
    """Make the records of documents: one JSON file each, records.jsonl and the workbook kommunike.xlsx.

    A metadata.csv beside the inputs (doc, published, url, publisher, title) says what the texts do not; it goes
    before --published. Documents that cannot be read are listed in errors.jsonl; the exit status is then 1.
    """
    from extract import batch

    with _progress() as show:
        summary = batch.run(
            inputs,
            out=out,
            published=published,
            lang=lang.value,
            lexicons=lexicons,
            workers=workers,
            time_limit_seconds=time_limit,
            on_progress=lambda step: show.advance(step.done, step.total, step.document),
            on_failure=lambda failure: show.line(_failure_line(failure)),
        )
    _print_summary(summary, out)
    if summary.failures:
        raise typer.Exit(EXIT_FAILED)


def _failure_line(failure: Failure) -> str:
    return f"kommunike: error: {failure.message}"


class _Quiet:
    """No terminal: failures as lines, no bar."""

    def __enter__(self) -> _Quiet:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def advance(self, done: int, total: int, document: str) -> None:
        pass

    def line(self, message: str) -> None:
        complain(message)


class _Bar(_Quiet):
    """A progress bar on standard error, failures above it."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, highlight=False, markup=False, emoji=False),
            transient=True,
            # its thread would be in the way of starting processes
            auto_refresh=False,
        )
        self._task = self._bar.add_task("loading the models", total=None)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def advance(self, done: int, total: int, document: str) -> None:
        self._bar.update(self._task, completed=done, total=total, description=document[-40:], refresh=True)

    def line(self, message: str) -> None:
        self._bar.console.print(message, soft_wrap=True)


def _progress() -> _Quiet:
    return _Bar() if sys.stderr.isatty() else _Quiet()


def _print_summary(summary: Summary, out: Path) -> None:
    from extract.batch import ERRORS, RECORDS, WORKBOOK
    from schemas.commitment import Force

    say = typer.echo
    number = sum(summary.commitments.values())
    forces = [count(summary.commitments[force], force) for force in Force.__args__ if summary.commitments[force]]  # type: ignore[attr-defined]
    say(
        f"{count(summary.documents, 'document')}: {count(summary.mentions, 'mention')}, "
        f"{count(summary.events, 'event')}, {count(number, 'commitment')}"
        + (f" ({', '.join(forces)})" if forces else "")
    )
    if summary.undated:
        say(f"no publication date: {names(summary.undated)}")
        if summary.year_missing:
            say(f"dates whose year only a publication date could tell: {names(summary.year_missing)}")
        place = summary.metadata_path or "metadata.csv beside the inputs"
        say(f"to date them, fill in {summary.template}, save it as {place} and run again")
    for note in summary.notes:
        say(f"note: {note}")
    say(f"written: {out / WORKBOOK}, {out / RECORDS}, {count(summary.documents, 'record')} {out / '<doc>.json'}")
    if summary.failures:
        say(f"failed: {len(summary.failures)}, listed in {out / ERRORS}")

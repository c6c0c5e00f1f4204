"""`kommunike run`: the main job."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from extract.cli.common import EXIT_FAILED, Columns, Lang, LangOption, Lexicons, Published, complain, count

if TYPE_CHECKING:
    from extract.batch import Failure, Names, Progress, Summary

#: without a terminal, a line about the state of the run every so often
_REPORT_SECONDS = 30.0


def run_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders (with all below), globs, or - for stdin: txt, html, pdf, docx, eml; jsonl and csv "
            "with a column of texts; zip and tar.gz of these.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.")],
    published: Published = None,
    lang: Lang = LangOption.ru,
    lexicons: Lexicons = None,
    review: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--review",
            metavar="FILE",
            help="Verdicts of the review page, or the workbook with its columns filled in; else review.csv in DIR.",
        ),
    ] = None,
    workers: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--workers", "-w", min=1, metavar="N", help="Processes that analyse; else one for each core."),
    ] = None,
    limit: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--limit", min=1, metavar="N", help="Only the first N documents."),
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=1, metavar="SECONDS", help="Longest time for one document.")
    ] = 300,
    columns: Columns = None,
    csv: Annotated[bool, typer.Option("--csv", help="Also events, participants, commitments, mentions.")] = False,
    separator: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--separator", metavar="C", help="Between cells of CSV; else ; (Russian) or a comma (English)."),
    ] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Also records.parquet (kommunike[parquet]).")] = False,
    workbook: Annotated[bool, typer.Option(help="The workbook kommunike.xlsx.")] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make every record anew.")] = False,
) -> None:
    """Make the records of documents: one JSON file each, records.jsonl and the workbook kommunike.xlsx.

    A metadata.csv beside the inputs (doc, published, url, publisher, title) says what the texts do not; it goes
    before --published. Documents that cannot be read are listed in errors.jsonl; the exit status is then 1.
    A run that was stopped goes on when the same command is given again: only what is not on disk is made.
    """
    from extract import batch
    from extract.read import EXTRA, MissingExtra

    if separator is not None and (len(separator) != 1 or separator in '"\r\n'):
        raise typer.BadParameter("one character, such as ; or , or a tab", param_hint="--separator")
    formats = batch.Formats(lang=lang.value, workbook=workbook, csv=csv, separator=separator, parquet=parquet)
    unread = batch.Names()

    def tell(failure: Failure) -> None:
        if failure.code == MissingExtra.code:
            unread.add(failure.source)  # one line for all of them, at the end
        else:
            show.line(f"kommunike: error: {failure.message}")

    with _progress() as show:
        summary = batch.run(
            inputs,
            out=out,
            published=published,
            columns=columns,
            lexicons=lexicons,
            formats=formats,
            review=review,
            workers=workers,
            time_limit_seconds=time_limit,
            limit=limit,
            fresh=fresh,
            on_progress=show.advance,
            on_failure=tell,
        )
    if unread:
        files = "1 file needs" if unread.number == 1 else f"{unread.number:,} files need"
        complain(f"kommunike: error: {files} a library that is not installed: {_listed(unread)}; {EXTRA}")
    _print_summary(summary, out)
    if summary.failed:
        raise typer.Exit(EXIT_FAILED)


class _Quiet:
    """No terminal: failures as lines, no bar, a line about rate and time left now and then."""

    def __init__(self) -> None:
        self._started: float | None = None
        self._first = 0
        self._said = time.monotonic()

    def __enter__(self) -> _Quiet:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def advance(self, step: Progress) -> None:
        now = time.monotonic()
        if now - self._said >= _REPORT_SECONDS:
            self._said = now
            complain(f"kommunike: {step.done:,} of {step.total:,}{self.rate(step)}")

    def rate(self, step: Progress) -> str:
        """Documents made a second and the time left, counted without those that were on disk already."""
        now = time.monotonic()
        if self._started is None:
            self._started, self._first = now, step.made
        made, seconds = step.made - self._first, now - self._started
        if made < 1 or seconds <= 0:
            return ""
        left = (step.total - step.done) * seconds / made
        return f", {made / seconds:.1f} documents/s, {_duration(left)} left"

    def line(self, message: str) -> None:
        complain(message)


class _Bar(_Quiet):
    """A progress bar on standard error, failures above it."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        super().__init__()
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            console=Console(stderr=True, highlight=False, markup=False, emoji=False),
            transient=True,
            # its thread would be in the way of starting processes
            auto_refresh=False,
        )
        self._task = self._bar.add_task("loading the models", total=None, rate="")

    def __enter__(self) -> _Bar:
        self._bar.start()
        self._bar.refresh()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def advance(self, step: Progress) -> None:
        rate = self.rate(step).removeprefix(", ")
        now = time.monotonic()
        if now - self._said >= 0.1 or step.done == step.total:
            self._said = now
            description = step.document[-40:]
            self._bar.update(
                self._task, completed=step.done, total=step.total, description=description, rate=rate, refresh=True
            )

    def line(self, message: str) -> None:
        self._bar.console.print(message, soft_wrap=True)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _progress() -> _Quiet:
    return _Bar() if sys.stderr.isatty() else _Quiet()


def _print_summary(summary: Summary, out: Path) -> None:
    from extract.batch import ERRORS
    from schemas.commitment import Force

    say = typer.echo
    number = sum(summary.commitments.values())
    kinds = [force for force in Force.__args__ if summary.commitments.get(force)]  # type: ignore[attr-defined]
    forces = [count(summary.commitments[force], force) for force in kinds]
    say(
        f"{count(summary.documents, 'document')}: {count(summary.mentions, 'mention')}, "
        f"{count(summary.events, 'event')}, {count(number, 'commitment')}"
        + (f" ({', '.join(forces)})" if forces else "")
    )
    if summary.documents > summary.made:
        say(f"on disk already and unchanged: {count(summary.documents - summary.made, 'document')}")
    if summary.undated:
        say(f"no publication date: {_names(summary.undated)}")
        if summary.year_missing:
            say(f"dates whose year only a publication date could tell: {_names(summary.year_missing)}")
        place = summary.metadata_path or "metadata.csv beside the inputs"
        say(f"to date them, fill in {summary.template}, save it as {place} and run again")
    for note in summary.notes:
        say(f"note: {note}")
    files = [str(out / name) for name in summary.files]
    if files:
        did = "written" if summary.is_new else "nothing to do; there are"
        say(f"{did}: {', '.join(files)}, {count(summary.documents, 'record')} {out / '<doc>.json'}")
    if summary.failed:
        say(f"failed: {summary.failed}, listed in {out / ERRORS}")


def _names(names: Names) -> str:
    return f"{names.number} ({_listed(names)})"


def _listed(names: Names) -> str:
    more = names.number - len(names.first)
    return ", ".join(names.first) + (f" and {more} more" if more > 0 else "")

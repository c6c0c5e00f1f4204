"""The command line: arguments in, one call, one page out. No logic; everything heavy is imported inside a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from extract.errors import GoldError, InputError, KommunikeError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from extract.batch import Failure, Summary
    from extract.read import Document

EXIT_FAILED = 1
EXIT_USAGE = 2
_EXIT_INTERRUPTED = 130
_EXIT_PIPE = 141
#: names that a line of the summary holds
_MAX_NAMES = 10

app = typer.Typer(
    name="kommunike",
    help="Who met whom, when and where, and what was promised by whom, how firmly, by when: "
    "event and commitment records from Russian press releases.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
gold_app = typer.Typer(
    help="Annotation for measuring: check, draft, compare.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(gold_app, name="gold")


class LangOption(str, Enum):
    """Language of headings and labels."""

    ru = "ru"
    en = "en"


class CorpusFormat(str, Enum):
    """Formats of public corpora."""

    brat = "brat"
    factrueval = "factrueval"


def _day(value: str | None) -> str | None:
    """Check an option that holds a day."""
    if value is None:
        return None
    from extract.read import parse_day

    try:
        return parse_day(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _show_version(value: bool) -> None:
    if value:
        version()
        raise typer.Exit


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
    typer.Option("--lexicons", exists=True, file_okay=False, help="Folder with your own lexicon files."),
]


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command("run", short_help="Read texts; write records, tables and a workbook.")
def run_command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders (every .txt below), globs, or - for stdin.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.")],
    published: Published = None,
    lang: Lang = LangOption.ru,
    lexicons: Lexicons = None,
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
            on_progress=lambda step: show.advance(step.done, step.total, step.document),
            on_failure=lambda failure: show.line(_failure_line(failure)),
        )
    _print_summary(summary, out)
    if summary.failures:
        raise typer.Exit(EXIT_FAILED)


@app.command("show", short_help="Show the events and commitments of a text or record.")
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

        document = _read_one(file, published)
        record = pipeline.record(pipeline.load(lexicons=lexicons), document.text, document.source)
    _print(page(record, lang=lang.value))


@app.command("explain", short_help="Show which rule found what, and what was refused.")
def explain_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, or - for stdin.")],
    published: Published = None,
    lexicons: Lexicons = None,
) -> None:
    """Show which rule or lexicon entry found each thing, and what was refused and why."""
    from extract import explain, pipeline

    document = _read_one(file, published)
    _print(explain.page(explain.explain(pipeline.load(lexicons=lexicons), document)))


@app.command("schema", short_help="Print or write the JSON Schema of records.")
def schema_command(
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="FILE", help="File to write; standard output if not given."),
    ] = None,
) -> None:
    """Print the JSON Schema of records, or write it to a file."""
    from extract.write import schema_text, write_file

    if out is None:
        sys.stdout.write(schema_text())
    else:
        write_file(out, schema_text())


@app.command("eval", short_help="Score the program against annotated texts.")
def eval_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with annotated texts (.txt and .ann).")],
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="DIR", help="Folder for scores and the list of errors."),
    ] = None,
    baseline: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--baseline", metavar="FILE", help="Scores of an earlier run to compare with."),
    ] = None,
    fail_under: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--fail-under", metavar="LAYER=VALUE", help="Exit with status 1 if a score is lower; repeatable."),
    ] = None,
    corpus: Annotated[
        Optional[CorpusFormat],  # noqa: UP045
        typer.Option(
            "--corpus", help="GOLD is a public corpus of this format: brat with NEREL's labels, or factRuEval."
        ),
    ] = None,
    limit: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--limit", min=1, metavar="N", help="Only the first N documents of a public corpus."),
    ] = None,
) -> None:
    """Run the pipeline on annotated texts and print the scores per type.

    A public corpus is read in place and scored on the layers that it has, plain natasha beside.
    """
    from extract import evaluate

    if corpus is not None:
        _print(evaluate.evaluate_corpus(gold, corpus.value, limit=limit).page())
        return
    report = evaluate.evaluate(gold, out=out, baseline=baseline)
    _print(report.page())
    low = report.below(fail_under or [])
    for line in low:
        _complain(line)
    if low:
        raise typer.Exit(EXIT_FAILED)


@gold_app.command("check", short_help="Check an annotation.")
def gold_check_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with .txt and .ann files.")],
) -> None:
    """Check every offset, label, argument and value of an annotation."""
    from extract import evaluate

    problems = evaluate.check_gold(gold)
    for problem in problems:
        _complain(problem)
    if problems:
        raise typer.Exit(EXIT_FAILED)
    typer.echo(f"{gold}: no problems")


@gold_app.command("draft", short_help="Annotate a text by program, for correction.")
def gold_draft_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text to be annotated.")],
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="DIR", help="Folder for the text and its draft."),
    ] = None,
) -> None:
    """Write what the program finds as an annotation to be corrected by hand."""
    from extract import evaluate

    typer.echo(f"written: {evaluate.draft(file, out=out)}")


@gold_app.command("diff", short_help="Compare two annotations of the same texts.")
def gold_diff_command(
    first: Annotated[Path, typer.Argument(metavar="A", help="Annotated folder.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The same texts, annotated by someone else.")],
) -> None:
    """Compare two annotations of the same texts."""
    from extract import evaluate

    _print(evaluate.diff(first, second))


@app.command("version")
def version() -> None:
    """Show the version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        number = installed("kommunike")
    except PackageNotFoundError:
        number = "(not installed)"
    typer.echo(f"kommunike {number}")


# --- helpers of several commands


def _read_one(argument: str, published: str | None) -> Document:
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


def _print(content: RenderableType) -> None:
    from rich.console import Console

    if sys.stdout.isatty():
        Console(highlight=False, markup=False, emoji=False).print(content)
        return
    from extract.write.page import render

    typer.echo(render(content, width=int(os.environ.get("COLUMNS", _PAGE_WIDTH))), nl=False)


def _complain(message: str) -> None:
    typer.echo(message, err=True)


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
        _complain(message)


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
        )
        self._task = self._bar.add_task("loading the models", total=None)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def advance(self, done: int, total: int, document: str) -> None:
        self._bar.update(self._task, completed=done, total=total, description=document[-40:])

    def line(self, message: str) -> None:
        self._bar.console.print(message, soft_wrap=True)


def _progress() -> _Quiet:
    return _Bar() if sys.stderr.isatty() else _Quiet()


def _print_summary(summary: Summary, out: Path) -> None:
    from extract.batch import ERRORS, RECORDS, WORKBOOK
    from schemas.commitment import Force

    say = typer.echo
    number = sum(summary.commitments.values())
    forces = [_count(summary.commitments[force], force) for force in Force.__args__ if summary.commitments[force]]  # type: ignore[attr-defined]
    say(
        f"{_count(summary.documents, 'document')}: {_count(summary.mentions, 'mention')}, "
        f"{_count(summary.events, 'event')}, {_count(number, 'commitment')}"
        + (f" ({', '.join(forces)})" if forces else "")
    )
    if summary.undated:
        say(f"no publication date: {_names(summary.undated)}")
        if summary.year_missing:
            say(f"dates whose year only a publication date could tell: {_names(summary.year_missing)}")
        place = summary.metadata_path or "metadata.csv beside the inputs"
        say(f"to date them, fill in {summary.template}, save it as {place} and run again")
    for note in summary.notes:
        say(f"note: {note}")
    say(f"written: {out / WORKBOOK}, {out / RECORDS}, {_count(summary.documents, 'record')} {out / '<doc>.json'}")
    if summary.failures:
        say(f"failed: {len(summary.failures)}, listed in {out / ERRORS}")


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MAX_NAMES])
    more = len(names) - _MAX_NAMES
    return f"{len(names)} ({shown}{f' and {more} more' if more > 0 else ''})"


# --- entry point


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status. Faults of the input are one line, never a traceback."""
    usage_error: Any = typer.BadParameter.__mro__[1]
    try:
        status = app(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
        if status == _EXIT_INTERRUPTED:  # newer versions of typer turn an interrupt into a status, older ones abort
            raise KeyboardInterrupt
        return status if isinstance(status, int) else 0
    except usage_error as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message())
            return EXIT_USAGE
        _complain(f"kommunike: error: {error.format_message()}")
        if error.ctx is not None:
            _complain(f"try: {error.ctx.command_path} --help")
        return EXIT_USAGE
    except KommunikeError as error:
        _complain(f"kommunike: error: {error}")
        return EXIT_FAILED if isinstance(error, (InputError, GoldError)) else EXIT_USAGE
    except (typer.Abort, KeyboardInterrupt):
        _complain("kommunike: interrupted")
        return _EXIT_INTERRUPTED
    except BrokenPipeError:
        # the reader of the output has left; the interpreter must not complain about it when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _EXIT_PIPE


if __name__ == "__main__":
    sys.exit(main())

"""The command line: arguments in, one call, one page out. No logic; everything heavy is imported inside a command.

A command lives in the module of its part of the work; this module puts them together.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional

import typer

from extract import lean
from extract.cli.cluster import cluster_command, pack_command
from extract.cli.common import EXIT_FAILED, EXIT_USAGE, complain
from extract.cli.evaluation import eval_command, gold_app
from extract.cli.ledger import due_command, ledger_command, new_command
from extract.cli.look import explain_command, show_command
from extract.cli.report import gold_apply_command, report_command
from extract.cli.run import run_command
from extract.errors import GoldError, InputError, KommunikeError

_EXIT_INTERRUPTED = 130
_EXIT_PIPE = 141
#: new objects between two searches for cyclic garbage: more than a command imports, all of which stays to its end, and
#: no fewer than while texts are analysed
_NEW_OBJECTS = 2_000_000

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


def _show_version(value: bool) -> None:
    if value:
        version()
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


app.command("run", short_help="Read texts; write records, tables and a workbook.")(run_command)
app.command("pack", short_help="Put documents into Parquet for run-cluster.")(pack_command)
app.command("run-cluster", short_help="Read texts on many machines; write records to Parquet.")(cluster_command)
app.command("show", short_help="Show the events and commitments of a text or record.")(show_command)
app.command("report", short_help="Make the review page of a run.")(report_command)
app.command("ledger", short_help="Join a run across documents: entities, events, threads.")(ledger_command)
app.command("due", short_help="Show what is overdue, due, or never mentioned again.")(due_command)
app.command("new", short_help="Show what releases since a day add.")(new_command)
app.command("explain", short_help="Show which rule found what, and what was refused.")(explain_command)


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


app.command("eval", short_help="Score the program against annotated texts.")(eval_command)
gold_app.command("apply", short_help="Turn verdicts of the review page into annotation.")(gold_apply_command)
app.add_typer(gold_app, name="gold")


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


# --- entry points


def program() -> NoReturn:
    """The command as a process of its own, which ends with its work.

    The interpreter would first take apart all that was loaded, object by object: a quarter of a short run's time.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    # pydantic looks for plug-ins of its own in every package that is installed
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    lean.without_old_models()
    status = main()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _refuse_empty(arguments: Sequence[str]) -> None:
    """A variable of the shell that is not set must not stand for the folder that one is in."""
    for argument in arguments:
        if not argument or (argument.startswith("--") and argument.endswith("=")):
            raise typer.BadParameter(f"an empty argument ({argument or repr('')}); say what is meant or leave it out")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status. Faults of the input are one line, never a traceback."""
    usage_error: Any = typer.BadParameter.__mro__[1]
    try:
        _refuse_empty(sys.argv[1:] if arguments is None else arguments)
        status = app(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
        if status == _EXIT_INTERRUPTED:  # newer versions of typer turn an interrupt into a status, older ones abort
            raise KeyboardInterrupt
        return status if isinstance(status, int) else 0
    except usage_error as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message())
            return EXIT_USAGE
        complain(f"kommunike: error: {error.format_message()}")
        if error.ctx is not None:
            complain(f"try: {error.ctx.command_path} --help")
        return EXIT_USAGE
    except KommunikeError as error:
        complain(f"kommunike: error: {error}")
        return EXIT_FAILED if isinstance(error, (InputError, GoldError)) else EXIT_USAGE
    except (typer.Abort, KeyboardInterrupt):
        complain("kommunike: interrupted")
        return _EXIT_INTERRUPTED
    except BrokenPipeError:
        # the reader of the output has left; the interpreter must not complain about it when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _EXIT_PIPE

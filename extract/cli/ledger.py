"""`kommunike ledger`, `due` and `new`: what became of promises, across releases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from extract.cli.common import EXIT_USAGE, Lang, LangOption, complain, count, show_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

    from extract.ledger.look import Look
    from extract.ledger.rows import ThreadRow
    from extract.report.followed import Followed
    from extract.write.tables import Column

#: the folder of the ledger in that of a run
LEDGER = "ledger"

Records = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that run (or ledger) wrote to.")]
ReviewFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--review", metavar="FILE", help="Verdicts on merges; review.csv in DIR if not given."),
]
On = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--on", metavar="DATE", help="The day to look from (2025-12-31); today if not given."),
]
Since = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--since", metavar="DATE", help="New is what releases of this day or later say."),
]
Earlier = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--earlier", metavar="DIR", help="New is what this ledger does not have; the one before in DIR if not given."
    ),
]
Within = Annotated[int, typer.Option("--within", min=0, metavar="DAYS", help="Days ahead that count as due.")]
Silent = Annotated[
    int, typer.Option("--silent", min=1, metavar="DAYS", help="Days after which a promise said once is silent.")
]
Table = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--out", "-o", metavar="FILE", help="Write the rows to a table, .csv or .xlsx, instead of showing them."
    ),
]


def ledger_command(
    records: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that run wrote to, or a file of records.")],
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="DIR", help="Folder to write to; `ledger` in DIR if not given."),
    ] = None,
    review: ReviewFile = None,
    on: On = None,
    since: Since = None,
    earlier: Earlier = None,
    within: Within = 90,
    silent: Silent = 180,
    workbook: Annotated[bool, typer.Option(help="Put the sheets Due, New and Threads into the run's workbook.")] = True,
    calendar: Annotated[bool, typer.Option("--calendar", help="Also write ledger.ics (extra `ledger`).")] = False,
    database: Annotated[bool, typer.Option("--database", help="Also write ledger.duckdb (extra `ledger`).")] = False,
    own: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--with", metavar="FILE", help="Your own table of commitments, .xlsx or .csv, to compare with."),
    ] = None,
    columns: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--map", metavar="FILE", help="COLUMNS.toml: which columns of your table hold what."),
    ] = None,
    lang: Lang = LangOption.ru,
) -> None:
    """Join the records of a run across documents: entities, events with all their sources, threads of commitments.

    A thread holds everything that releases say of one undertaking, from the proposal to what came of it. The run's
    workbook gets sheets of the threads, of what is due, overdue or never mentioned again on a day, and of what is new.
    A row of kind merge in review.csv overrules a join: its key is that of the join, its verdict accept or reject.
    """
    from extract import ledger as package
    from extract.ledger import export
    from extract.ledger.due import keys
    from extract.ledger.history import keep_earlier
    from extract.ledger.look import look
    from extract.ledger.reading import naming_faults
    from extract.ledger.rows import thread_rows

    if (own is None) != (columns is None):
        raise typer.BadParameter("--with and --map go together")
    folder = out or (records if records.is_dir() else records.parent) / LEDGER
    day, first_day = _day_from(on), _option_day("--since", since)
    mapping = rows = None
    if own is not None and columns is not None:
        from extract.ledger.own import load_mapping, read_table

        mapping = load_mapping(columns)
        rows = read_table(own, mapping)
    built = package.build(records, review=review)
    with naming_faults(records):
        threads = list(thread_rows(built))
    known = _known(threads, folder, earlier) if earlier is not None or first_day is None else None
    keep_earlier(folder, keys(threads))
    with naming_faults(records):
        written = export.write(built, folder, calendar=calendar, database=database, lang=lang.value)
    seen = look(threads, on=day, within_days=within, silent_days=silent, since=first_day, earlier=known)
    typer.echo(
        f"{count(len(built.docs), 'document')}: {count(len(built.events), 'telling')} of "
        f"{count(len(built.happenings), 'event')}; {len(built.acts):,} commitments and reports in "
        f"{count(len(built.threads), 'thread')}"
    )
    for row in built.unused:
        complain(f"note: review row {row.number} (merge {row.key}): no such pair of keys")
    say_look(seen)
    if rows is not None:
        written.append(_compare(rows, threads, folder, lang))
    if workbook:
        written += _into_workbook(records, review, seen)
    typer.echo(f"written: {', '.join(str(path) for path in written)}")


def _known(threads: Iterable[ThreadRow], folder: Path, earlier: Path | None) -> set[str] | None:
    """Keys of what was known before: of the ledger that the reader names, else of the one before in the folder."""
    from extract.errors import InputError
    from extract.ledger.due import keys
    from extract.ledger.history import known_before

    if earlier is not None:
        return keys(_threads(earlier, None))
    try:
        return known_before(folder, keys(threads))
    except InputError as error:
        complain(f"note: {error}")
        return None


def say_look(seen: Look) -> None:
    """How much is due, and how much is new."""
    from collections import Counter

    told = Counter(row.status for row in seen.due)
    typer.echo(
        f"on {seen.on}: {told['overdue']} overdue, {told['due']} due, {told['silent']} never mentioned again"
        + (f"; new: {len(seen.new):,}" if seen.new is not None else "; new: no earlier ledger, see --since")
    )


def has_ledger(records: Path) -> bool:
    """True if `ledger` has written into the folder of a run."""
    from extract.ledger.rows import THREADS

    return records.is_dir() and (records / LEDGER / THREADS).exists()


def follow(
    records: Path,
    review: Path | None,
    *,
    on: str | None,
    since: str | None,
    earlier: Path | None,
    within: int,
    silent: int,
) -> Followed:
    """The ledger of a run, made anew, and what a reader asked of it."""
    from extract.ledger import build
    from extract.ledger.look import look
    from extract.ledger.reading import naming_faults
    from extract.ledger.rows import thread_rows
    from extract.report.followed import Followed

    day, first_day = _day_from(on), _option_day("--since", since)
    built = build(records, review=review, local=True)
    with naming_faults(records):
        threads = list(thread_rows(built))
    folder = ledger_folder(records)
    known = _known(threads, folder, earlier) if earlier is not None or first_day is None else None
    seen = look(threads, on=day, within_days=within, silent_days=silent, since=first_day, earlier=known)
    return Followed(built, seen)


def _into_workbook(records: Path, review: Path | None, seen: Look) -> list[Path]:
    """The workbook of the run, if it has one, with the sheets of the ledger."""
    from extract import review as reviews
    from extract.batch import add_sheets
    from extract.ledger.sheets import look_sheets
    from extract.report import read_records

    if not records.is_dir():
        return []
    path, notes = add_sheets(
        records, lambda lang: look_sheets(seen, lang), read_records(records), reviews.load(review or records)
    )
    for note in notes:
        complain(f"note: {note}")
    return [path] if path is not None else []


def _compare(rows: Sequence[Any], threads: Sequence[ThreadRow], folder: Path, lang: LangOption) -> Path:
    """Write what an own table and the threads have in common, and print how much."""
    from collections import Counter

    from extract.ledger.own import MatchStatus, match
    from extract.ledger.sheets import own_columns, write_csv
    from extract.write.files import Output

    matches = match(rows, threads)
    told = Counter(found.status for found in matches)
    with Output(folder) as output, output.open("compared.csv") as file:
        write_csv(file, own_columns(lang.value), matches, lang.value)
    statuses: tuple[MatchStatus, ...] = ("matched", "contradicting", "missing", "new")
    typer.echo("your table: " + ", ".join(f"{told[status]} {status}" for status in statuses))
    return output.path("compared.csv")


def due_command(
    records: Records,
    on: On = None,
    within: Within = 90,
    silent: Silent = 180,
    out: Table = None,
    review: ReviewFile = None,
    lang: Lang = LangOption.ru,
) -> None:
    """Show what is overdue, what is due, and what nobody mentioned again. Later releases are not looked at."""
    from extract.ledger.due import due
    from extract.ledger.sheets import due_columns

    day = _day_from(on)
    rows = due(_threads(records, review), on=day, within_days=within, silent_days=silent)
    if out is None:
        typer.echo(f"on {day}:")
    _show(rows, due_columns(lang.value), out, f"Due {day}", lang, shown=(0, 1, 3, 4, 6, 7, 9))


def new_command(
    records: Records,
    since: Since = None,
    earlier: Earlier = None,
    out: Table = None,
    review: ReviewFile = None,
    lang: Lang = LangOption.ru,
) -> None:
    """Show what a run added to its last ledger, or what releases since a day add: promises, reports, outcomes."""
    from extract.ledger.look import new_rows
    from extract.ledger.sheets import new_columns

    day = _option_day("--since", since)
    threads = _threads(records, review)
    known = None
    if earlier is not None or day is None:
        known = _known(threads, ledger_folder(records), earlier)
        if known is None:
            fault = f"{records}: no earlier ledger to compare with; give --since DATE or --earlier DIR"
            raise typer.BadParameter(fault)
    rows = new_rows(threads, since=day, earlier=known)
    _show(rows, new_columns(lang.value), out, f"New since {day}" if day else "New", lang, shown=(0, 1, 2, 3, 6, 7))


def ledger_folder(path: Path) -> Path:
    """Where the ledger of a run lies; a ledger's folder itself stays."""
    from extract.ledger.rows import THREADS

    if path.is_dir() and (path / THREADS).exists():
        return path
    return (path if path.is_dir() else path.parent) / LEDGER


def _day_from(on: str | None) -> date:
    from datetime import date

    return _option_day("--on", on) or date.today()


def _option_day(name: str, value: str | None) -> date | None:
    from datetime import date

    from extract.read import parse_day

    if value is None:
        return None
    try:
        return date.fromisoformat(parse_day(value))
    except ValueError as error:
        raise typer.BadParameter(f"{name}: {error}") from error


def _threads(path: Path, review: Path | None) -> list[ThreadRow]:
    """Threads of a ledger's folder as they were written, or of a run's, made anew."""
    from extract.ledger import build
    from extract.ledger.reading import naming_faults
    from extract.ledger.rows import THREADS, read_threads, thread_rows

    written = path / THREADS
    if path.is_dir() and written.exists():
        return list(read_threads(written))
    built = build(path, review=review)
    with naming_faults(path):
        return list(thread_rows(built))


def _show(
    rows: Sequence[Any],
    columns: Sequence[Column[Any]],
    out: Path | None,
    name: str,
    lang: LangOption,
    *,
    shown: Sequence[int],
) -> None:
    if out is not None:
        _write_table(rows, columns, out, name, lang)
        typer.echo(f"{count(len(rows), 'row')} written: {out}")
        return
    if not rows:
        typer.echo("none")
        return
    show_page(_grid(rows, [columns[number] for number in shown], lang))


def _grid(rows: Iterable[Any], columns: Sequence[Column[Any]], lang: LangOption) -> Any:
    from rich.table import Table as Grid

    from extract.write.view import clean

    grid = Grid(show_lines=False, box=None, pad_edge=False)
    for column in columns:
        grid.add_column(column.heading(lang.value), overflow="fold", ratio=4 if column.width > 40 else 1)
    for row in rows:
        values = [column.value(row) for column in columns]
        grid.add_row(*("" if value is None else clean(str(value)) for value in values))
    return grid


def _write_table(rows: Sequence[Any], columns: Sequence[Column[Any]], out: Path, name: str, lang: LangOption) -> None:
    from extract.ledger.sheets import write_csv, write_workbook
    from extract.write.files import Output
    from extract.write.workbook import Sheet

    if out.suffix.lower() not in (".csv", ".xlsx"):
        complain(f"kommunike: error: {out}: end the name in .csv or .xlsx")
        raise typer.Exit(EXIT_USAGE)
    with Output(out.parent) as output:
        if out.suffix.lower() == ".csv":
            with output.open(out.name) as file:
                write_csv(file, columns, rows, lang.value)
            return
        with output.staged(out.name) as path:
            write_workbook(path, Sheet(name, columns, rows), lang.value)

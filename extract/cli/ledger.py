"""`kommunike ledger`, `due` and `new`: what became of promises, across releases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from extract.cli.common import EXIT_USAGE, Lang, LangOption, complain, count, show_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any

    from extract.ledger.rows import ThreadRow
    from extract.write.tables import Column

Records = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that run (or ledger) wrote to.")]
ReviewFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--review", metavar="FILE", help="Verdicts on merges; review.csv in DIR if not given."),
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

    A thread holds everything that releases say of one undertaking, from the proposal to what came of it. A row of kind
    merge in review.csv overrules a join: its key is that of the join, its verdict accept or reject.
    """
    from extract import ledger as package
    from extract.ledger import export

    if (own is None) != (columns is None):
        raise typer.BadParameter("--with and --map go together")
    folder = out or (records if records.is_dir() else records.parent) / "ledger"
    mapping = rows = None
    if own is not None and columns is not None:
        from extract.ledger.own import load_mapping, read_table

        mapping = load_mapping(columns)
        rows = read_table(own, mapping)
    built = package.build(records, review=review)
    written = export.write(built, folder, calendar=calendar, database=database, lang=lang.value)
    typer.echo(
        f"{count(len(built.docs), 'document')}: {count(len(built.events), 'telling')} of "
        f"{count(len(built.happenings), 'event')}; {len(built.acts):,} commitments and reports in "
        f"{count(len(built.threads), 'thread')}"
    )
    for row in built.unused:
        complain(f"note: review row {row.number} (merge {row.key}): no such pair of keys")
    if rows is not None:
        written.append(_compare(rows, built, folder, lang))
    typer.echo(f"written: {', '.join(str(path) for path in written)}")


def _compare(rows: Sequence[Any], built: Any, folder: Path, lang: LangOption) -> Path:
    """Write what an own table and the threads have in common, and print how much."""
    from collections import Counter

    from extract.ledger.own import MatchStatus, match
    from extract.ledger.rows import thread_rows
    from extract.ledger.sheets import own_columns, write_csv
    from extract.write.files import Output

    matches = match(rows, thread_rows(built))
    told = Counter(found.status for found in matches)
    with Output(folder) as output, output.open("compared.csv") as file:
        write_csv(file, own_columns(lang.value), matches, lang.value)
    statuses: tuple[MatchStatus, ...] = ("matched", "contradicting", "missing", "new")
    typer.echo("your table: " + ", ".join(f"{told[status]} {status}" for status in statuses))
    return output.path("compared.csv")


def due_command(
    records: Records,
    on: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--on", metavar="DATE", help="The day to look from (2025-12-31); today if not given."),
    ] = None,
    within: Annotated[int, typer.Option("--within", min=0, metavar="DAYS", help="Days ahead that count as due.")] = 90,
    silent: Annotated[
        int, typer.Option("--silent", min=1, metavar="DAYS", help="Days after which a promise said once is silent.")
    ] = 180,
    out: Table = None,
    review: ReviewFile = None,
    lang: Lang = LangOption.ru,
) -> None:
    """Show what is overdue, what is due, and what nobody mentioned again. Later releases are not looked at."""
    from datetime import date

    from extract.ledger.due import due
    from extract.ledger.sheets import due_columns

    day = _option_day("--on", on) or date.today()
    rows = due(_threads(records, review), on=day, within_days=within, silent_days=silent)
    _show(rows, due_columns(lang.value), out, "Due", lang, shown=(0, 1, 3, 4, 6, 7, 9))


def new_command(
    records: Records,
    since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--since", metavar="DATE", help="Only what releases of this day or later say."),
    ] = None,
    earlier: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--earlier", metavar="DIR", help="An earlier ledger: only what it does not have."),
    ] = None,
    out: Table = None,
    review: ReviewFile = None,
    lang: Lang = LangOption.ru,
) -> None:
    """Show what releases since a day, or since an earlier ledger, add: promises, restatements, reports, outcomes."""
    from extract.ledger.due import keys, new
    from extract.ledger.sheets import new_columns

    if since is None and earlier is None:
        raise typer.BadParameter("give --since DATE or --earlier DIR")
    known = keys(_threads(earlier, None)) if earlier is not None else None
    rows = sorted(
        new(_threads(records, review), since=_option_day("--since", since), earlier=known),
        key=lambda row: (row.entry.published or "", row.entry.document, row.entry.key),
    )
    _show(rows, new_columns(lang.value), out, "New", lang, shown=(0, 1, 2, 3, 6, 7))


def _option_day(name: str, value: str | None) -> date | None:
    from datetime import date

    from extract.read import parse_day

    if value is None:
        return None
    try:
        return date.fromisoformat(parse_day(value))
    except ValueError as error:
        raise typer.BadParameter(f"{name}: {error}") from error


def _threads(path: Path, review: Path | None) -> Iterator[ThreadRow]:
    """Threads of a ledger's folder as they were written, or of a run's, made anew."""
    from extract.ledger import build
    from extract.ledger.rows import THREADS, read_threads, thread_rows

    written = path / THREADS
    if path.is_dir() and written.exists():
        return read_threads(written)
    return thread_rows(build(path, review=review))


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
    from extract.ledger.sheets import add_sheet, write_csv
    from extract.write.files import Output

    if out.suffix.lower() not in (".csv", ".xlsx"):
        complain(f"kommunike: error: {out}: end the name in .csv or .xlsx")
        raise typer.Exit(EXIT_USAGE)
    with Output(out.parent) as output:
        if out.suffix.lower() == ".csv":
            with output.open(out.name) as file:
                write_csv(file, columns, rows, lang.value)
            return
        import xlsxwriter

        with output.staged(out.name) as path, xlsxwriter.Workbook(str(path)) as book:
            add_sheet(book, name, columns, rows, lang.value)

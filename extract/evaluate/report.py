"""Scores for people: a page for the terminal, a Markdown file, a self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.evaluate.scores import Error
from extract.evaluate.summary import Row, Summary

_COLUMNS = ("", "precision", "recall", "F1 / accuracy", "95 % interval", "tp / fp / fn")
#: the Markdown page is for version control and mail; the HTML page and `errors.jsonl` hold all
_MARKDOWN_ERRORS = 300


def percent(value: float | None) -> str:
    """A ratio in per cent; a dash where there was nothing to score."""
    return "-" if value is None else f"{100 * value:.1f}"


def interval(row: Row) -> str:
    return "-" if row.interval is None else f"{percent(row.interval[0])}-{percent(row.interval[1])}"


def change(row: Row) -> str:
    return "-" if row.change is None else f"{100 * row.change:+.1f}"


def _cells(row: Row, compared: bool) -> list[str]:
    cells = [row.label, percent(row.precision), percent(row.recall), percent(row.value), interval(row), row.counts]
    return [*cells, percent(row.baseline), change(row)] if compared else cells


def _header(summary: Summary) -> list[str]:
    return [*_COLUMNS, "baseline", "change"] if summary.baseline else list(_COLUMNS)


# --- terminal --------------------------------------------------------------------------------------------------------


def terminal_page(
    summary: Summary, title: str, *, errors: bool = False, sides: tuple[str, str] = ("gold", "predicted")
) -> RenderableType:
    """Headline scores, scores by type, confusion of forces, numbers of errors.

    Args:
        errors: list every error as well.
        sides: what to call the two annotations.
    """
    parts: list[RenderableType] = [_table(summary, title, summary.headline())]
    parts += [_table(summary, name, rows) for name, rows in summary.sections()]
    columns, rows = summary.forces
    if rows:
        table = Table(title=f"Force: {sides[0]} down, {sides[1]} across", title_justify="left")
        for name in ("", *columns):
            table.add_column(name, justify="left" if not name else "right")
        for name, counts in rows:
            table.add_row(name, *map(str, counts))
        parts.append(table)
    if summary.error_counts:
        numbers = ", ".join(f"{layer} {kind} {number}" for (layer, kind), number in summary.error_counts.items())
        parts.append(Text(f"Differences: {numbers}"))
    if errors:
        parts += [_error_lines(error, sides) for error in summary.errors]
    return Group(*parts)


def _table(summary: Summary, title: str, rows: Sequence[Row]) -> Table:
    table = Table(title=title, title_justify="left")
    for name in _header(summary):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for row in rows:
        table.add_row(*_cells(row, bool(summary.baseline)))
    return table


def _error_lines(error: Error, sides: tuple[str, str]) -> Text:
    lines = Text()
    lines.append(f"\n{error.document}:{error.start if error.start is not None else '-'} ", style="dim")
    lines.append(f"{error.layer} {error.kind} ({error.type})", style="bold")
    for side, value in zip(sides, (error.gold, error.predicted)):
        lines.append(f"\n  {side + ':':11}{'-' if value is None else ' '.join(value.split())}")
    if error.context:
        lines.append(f"\n  {' '.join(error.context.split())}", style="dim")
    return lines


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown_page(summary: Summary, title: str) -> str:
    """The tables and the first errors."""
    return "\n".join(_markdown(summary, title)) + "\n"


def _markdown(summary: Summary, title: str) -> Iterator[str]:
    yield f"# Scores: {_plain(title)}"
    yield ""
    yield "Per cent; intervals are 95 % bootstrap intervals over documents. A dash: there was nothing to score."
    yield ""
    compared = bool(summary.baseline)
    yield from _markdown_table(_header(summary), [_cells(row, compared) for row in summary.headline()])
    for name, rows in summary.sections():
        yield f"## {name}\n"
        yield from _markdown_table(_header(summary), [_cells(row, compared) for row in rows])
    columns, matrix = summary.forces
    if matrix:
        yield "## Force: gold down, predicted across\n"
        yield from _markdown_table(["", *columns], [[name, *map(str, counts)] for name, counts in matrix])
    if summary.rules:
        yield "## Rules\n"
        cells = [[layer, rule, percent(r.value), f"{r.correct} of {r.total}"] for layer, rule, r in summary.rules]
        yield from _markdown_table(["layer", "rule", "precision", "right"], cells)
    errors = summary.errors
    yield f"## Errors ({len(errors)})\n"
    counted = [[layer, kind, str(number)] for (layer, kind), number in summary.error_counts.items()]
    yield from _markdown_table(["layer", "kind", "number"], counted)
    for error in errors[:_MARKDOWN_ERRORS]:
        rule = f", rule `{error.rule}`" if error.rule else ""
        yield f"- {_plain(error.document)}:{error.start} **{error.layer} {error.kind}** ({error.type}{rule})"
        yield f"  gold: {_plain(error.gold)}; predicted: {_plain(error.predicted)}"
        if error.context:
            yield f"  > {_plain(error.context)}"
    if len(errors) > _MARKDOWN_ERRORS:
        yield f"\n{len(errors) - _MARKDOWN_ERRORS} more are in errors.jsonl and report.html."


def _markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join(' --- ' for _ in header)}|"
    for row in rows:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"
    yield ""


def _plain(text: str | None) -> str:
    """`text` on one line, with nothing that Markdown reads as markup."""
    if text is None:
        return "-"
    line = " ".join(text.split())
    for mark in "\\`*_[]<>|":
        line = line.replace(mark, f"\\{mark}")
    return line


# --- HTML ------------------------------------------------------------------------------------------------------------


def html_page(summary: Summary, title: str) -> str:
    """One page with everything in it; nothing is loaded from elsewhere."""
    columns, matrix = summary.forces
    return _template().render(
        title=title,
        summary=summary,
        header=_header(summary),
        compared=bool(summary.baseline),
        columns=columns,
        matrix=matrix,
        errors=summary.errors,
        layers=list(dict.fromkeys(layer for layer, _ in summary.error_counts)),
        kinds=list(dict.fromkeys(kind for _, kind in summary.error_counts)),
        documents=list(dict.fromkeys(error.document for error in summary.errors)),
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"percent": percent, "interval": interval, "change": change, "cut": _cut}
    return environment.get_template("report.html")


def _cut(error: Error, side: str) -> tuple[str, str, str]:
    """The sentence before, in and after the words of one side."""
    span = error.gold_span if side == "gold" else error.predicted_span
    if span is None:
        return error.context, "", ""
    return error.context[: span[0]], error.context[span[0] : span[1]], error.context[span[1] :]

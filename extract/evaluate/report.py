"""Scores for people: a page for the terminal, a Markdown file, a self-contained HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.evaluate.others import LABELS, Others
from extract.evaluate.scores import Error
from extract.evaluate.summary import DOCUMENT_COLUMNS, ERRORS_FILE, Row, Summary

_COLUMNS = ("", "precision", "recall", "F1 / accuracy", "95 % interval", "tp / fp / fn")
#: the Markdown page is for version control and mail; the HTML page and `errors.jsonl` hold all
_MARKDOWN_ERRORS = 300
#: a "sentence" of more characters is page furniture without end; so much of it is shown on either side of the words
_LONG_SENTENCE, _NEAR = 700, 300
#: the least change that a digit after the point shows
_VISIBLE = 0.0005


def percent(value: float | None) -> str:
    """A ratio in per cent; a dash where there was nothing to score."""
    return "-" if value is None else f"{100 * value:.1f}"


def interval(row: Row) -> str:
    return "-" if row.interval is None else f"{percent(row.interval[0])}-{percent(row.interval[1])}"


def change(row: Row) -> str:
    if row.change is None:
        return "-"
    return f"{100 * row.change:+.1f}" if abs(row.change) >= _VISIBLE else "0"


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
    if summary.others:
        parts.append(_others_table(summary.others))
        parts += [Text(note) for note in summary.others.notes]
    if summary.error_counts:
        numbers = ", ".join(f"{layer} {kind} {number}" for (layer, kind), number in summary.error_counts.items())
        parts.append(Text(f"Differences: {numbers}"))
        parts.append(_classes_table(summary, sides))
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


def _others_cells(others: Others) -> Iterator[list[str]]:
    for kind, layer, counts in others.table():
        yield [f"{kind}, {LABELS[layer]}", *(percent(count.value if count else None) for count in counts)]


def _others_table(others: Others) -> Table:
    table = Table(title="Other programs (F1; of values the share)", title_justify="left")
    for name in ("", *others.programs):
        table.add_column(name, justify="right" if name else "left")
    for cells in _others_cells(others):
        table.add_row(*cells)
    return table


def _classes_table(summary: Summary, sides: tuple[str, str]) -> Table:
    """The most frequent classes of errors."""
    table = Table(title="Largest classes of errors", title_justify="left")
    for name in ("layer", "type", "kind", "number", f"example ({sides[0]} / {sides[1]})"):
        table.add_column(name, justify="right" if name == "number" else "left")
    for found in summary.largest():
        table.add_row(found.layer, found.type, found.kind, str(found.number), Text(found.shown))
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
    if summary.baseline:
        yield from _markdown_changes(summary)
    if summary.others:
        yield "## Other programs (F1; of values the share)\n"
        yield from _markdown_table(["", *summary.others.programs], list(_others_cells(summary.others)))
        for note in summary.others.notes:
            yield f"{_plain(note)}\n"
    if summary.rules:
        yield "## Rules\n"
        cells = [[layer, rule, percent(r.value), f"{r.correct} of {r.total}"] for layer, rule, r in summary.rules]
        yield from _markdown_table(["layer", "rule", "precision", "right"], cells)
    errors = summary.errors
    yield f"## Errors ({len(errors)})\n"
    counted = [[layer, kind, str(number)] for (layer, kind), number in summary.error_counts.items()]
    yield from _markdown_table(["layer", "kind", "number"], counted)
    if errors:
        yield "### Largest classes\n"
        classes = [[c.layer, c.type, c.kind, str(c.number), _plain(c.shown)] for c in summary.largest()]
        header = ["layer", "type", "kind", "number", "example (gold / predicted)"]
        yield from _markdown_table(header, classes)
    for error in errors[:_MARKDOWN_ERRORS]:
        rule = f", rule `{error.rule}`" if error.rule else ""
        yield f"- {_plain(error.document)}:{error.start} **{error.layer} {error.kind}** ({error.type}{rule})"
        yield f"  gold: {_plain(error.gold)}; predicted: {_plain(error.predicted)}"
        if error.context:
            yield f"  > {_plain(error.context)}"
    if len(errors) > _MARKDOWN_ERRORS:
        yield f"\n{len(errors) - _MARKDOWN_ERRORS} more are in errors.jsonl and report.html."


def _markdown_changes(summary: Summary) -> Iterator[str]:
    yield "## Compared with the baseline\n"
    for line in change_lines(summary):
        yield f"{_plain(line)}\n"
    rows = [
        [
            row.document,
            str(row.gone),
            str(row.new),
            ", ".join(f"{n} {percent(a)} to {percent(b)}" for n, a, b in changes),
        ]
        for row in summary.document_rows()
        if (changes := row.changes) or row.new or row.gone
    ]
    if rows:
        yield from _markdown_table(["document", "errors gone", "errors new", "moved"], rows)


def change_lines(summary: Summary) -> list[str]:
    """What happened since the baseline, in sentences."""
    if summary.baseline is None:
        return []
    lines = []
    if summary.baseline.errors is None:
        lines.append(f"The baseline's {ERRORS_FILE} is not beside its scores: single errors cannot be compared.")
    else:
        rows = summary.document_rows()
        better, worse = sum(row.gone > row.new for row in rows), sum(row.new > row.gone for row in rows)
        lines.append(
            f"{len(summary.gone_errors)} errors are gone, {len(summary.new_errors)} are new; "
            f"{better} {'document has' if better == 1 else 'documents have'} fewer errors, {worse} more."
        )
    for names, where in zip(summary.other_documents, ("this run", "the baseline")):
        if names:
            lines.append(f"Only in {where} and so not compared: {', '.join(names)}.")
    return lines


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


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of the charts: ratios from `low` to 1 as per cent of a width."""

    low: float

    def at(self, value: float) -> str:
        return f"{100 * (max(value, self.low) - self.low) / (1 - self.low):.2f}%"

    @property
    def ticks(self) -> list[float]:
        """Round values, the ends included."""
        step = 0.1 if self.low >= 0.5 else 0.25
        return [self.low + step * number for number in range(round((1 - self.low) / step) + 1)]

    @property
    def ends(self) -> list[float]:
        """Least, middle and greatest value, for narrow charts."""
        return [self.low, (self.low + 1) / 2, 1.0]


def _scale(summary: Summary) -> Scale:
    """From half if everything that is read first lies above, else from nothing."""
    rows = summary.headline()
    lowest = min((row.interval[0] if row.interval else row.value for row in rows if row.value is not None), default=0)
    return Scale(0.5 if (lowest or 0) >= 0.5 else 0.0)


def html_page(summary: Summary, title: str) -> str:
    """One page with everything in it; nothing is loaded from elsewhere."""
    columns, matrix = summary.forces
    gone = summary.gone_errors
    shown = [*summary.errors, *gone]
    layers = list(dict.fromkeys(layer for layer, _ in summary.error_counts))
    return _template().render(
        title=title,
        summary=summary,
        scale=_scale(summary),
        compared=summary.baseline is not None,
        changes=change_lines(summary),
        columns=columns,
        matrix=matrix,
        others=summary.others,
        labels=LABELS,
        document_columns=[column for column, _ in DOCUMENT_COLUMNS],
        document_rows=summary.document_rows(),
        layers=[(layer, _kinds(summary, layer)) for layer in layers],
        errors=summary.errors,
        states=_states(summary),
        gone=gone,
        kinds=_sorted(error.kind for error in shown),
        types=_sorted(error.type for error in shown),
        documents=_sorted(error.document for error in shown),
        rules=_sorted(error.rule for error in shown if error.rule),
    )


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(set(names))


def _kinds(summary: Summary, layer: str) -> list[tuple[str, int]]:
    return [(kind, number) for (name, kind), number in summary.error_counts.items() if name == layer]


def _states(summary: Summary) -> list[str]:
    """For each error whether it is new since the baseline."""
    left = Counter(error.identity for error in summary.new_errors)
    states = []
    for error in summary.errors:
        states.append("new" if left[error.identity] else "old")
        left[error.identity] -= left[error.identity] > 0
    return states


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"percent": percent, "interval": interval, "change": change, "cut": _cut}
    return environment.get_template("report.html")


def _cut(error: Error, side: str) -> tuple[str, str, str]:
    """The sentence before, in and after the words of one side; of a very long one what is near them."""
    span = error.gold_span if side == "gold" else error.predicted_span
    if span is None:
        return error.context, "", ""
    before, after = error.context[: span[0]], error.context[span[1] :]
    if len(error.context) > _LONG_SENTENCE:
        before = f"… {before[-_NEAR:]}" if len(before) > _NEAR else before
        after = f"{after[:_NEAR]} …" if len(after) > _NEAR else after
    return before, error.context[span[0] : span[1]], after

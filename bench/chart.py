"""The benchmark as a picture: documents a second, and CPU seconds by number of documents; for light and dark pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 300
#: classes of the style below, one for each series
CLASSES = ("plain", "one", "two")
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.small { font-size: 11px; fill: #59636e; }
.title { font-weight: 600; }
.axis { stroke: #8c959f; stroke-width: 1; }
.grid { stroke: #8c959f; stroke-opacity: .3; stroke-width: 1; }
.line { fill: none; stroke-width: 2.5; }
.plain { fill: #8c6a5d; stroke: #8c6a5d; }
.one { fill: #0a6ebd; stroke: #0a6ebd; }
.two { fill: #1a7f5a; stroke: #1a7f5a; }
text.plain, text.one, text.two { stroke: none; }
.line.plain, .line.one, .line.two { fill: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .small { fill: #9198a1; }
  .plain { fill: #c9a08f; stroke: #c9a08f; }
  .one { fill: #58a6ff; stroke: #58a6ff; }
  .two { fill: #4ac294; stroke: #4ac294; }
}
"""


@dataclass(frozen=True)
class Series:
    """One program: its name, documents a second on the whole corpus, and (documents, CPU seconds) by corpus size."""

    name: str
    rate: float
    growth: tuple[tuple[int, float], ...] = ()


def svg(series: Sequence[Series], caption: str) -> str:
    """The chart as a file of its own."""
    body = [*_bars(series, left=20, top=52, width=330, height=180), *_lines(series, 420, 52, 310, 180)]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" width="{WIDTH}">',
        f"<title>{escape(_summary(series))}</title>",
        f"<style>{_STYLE}</style>",
        *body,
        _text(20, HEIGHT - 14, caption, "small"),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _summary(series: Sequence[Series]) -> str:
    return "Documents a second: " + ", ".join(f"{item.name} {item.rate:.1f}" for item in series)


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def _bars(series: Sequence[Series], left: float, top: float, width: float, height: float) -> Iterator[str]:
    yield _text(left, top - 22, "documents a second", "title")
    most = max(item.rate for item in series)
    step = height / len(series)
    for number, (item, kind) in enumerate(zip(series, CLASSES)):
        y = top + number * step
        long = max(item.rate / most * (width - 60), 1)
        yield _text(left, y + 12, item.name)
        yield f'<rect x="{left}" y="{y + 18:.1f}" width="{long:.1f}" height="20" rx="3" class="{kind}"/>'
        yield _text(left + long + 8, y + 33, f"{item.rate:.1f}")


def _lines(series: Sequence[Series], left: float, top: float, width: float, height: float) -> Iterator[str]:
    yield _text(left - 30, top - 22, "CPU seconds by documents, start included", "title")
    shown = [(item, kind) for item, kind in zip(series, CLASSES) if item.growth]
    documents = max((n for item, _ in shown for n, _ in item.growth), default=1)
    seconds = max((s for item, _ in shown for _, s in item.growth), default=1.0)
    bottom = top + height
    for mark in _marks(seconds):
        y = bottom - mark / seconds * height
        yield f'<line x1="{left}" x2="{left + width}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
        yield _text(left - 6, y + 4, f"{mark:g}", "small", "end")
    for mark in _marks(documents):
        yield _text(left + mark / documents * width, bottom + 16, f"{mark:g}", "small", "middle")
    yield f'<line x1="{left}" x2="{left + width}" y1="{bottom}" y2="{bottom}" class="axis"/>'
    for item, kind in shown:
        places = [(left + n / documents * width, bottom - s / seconds * height) for n, s in item.growth]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" class="line {kind}"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" class="{kind}"/>' for x, y in places)
        x, y = places[-1]
        yield _text(x, y - 8, item.name, kind, "end")


def _marks(most: float) -> list[float]:
    """Three to six round numbers from 0 to `most`."""
    step = next(unit * 10.0**power for power in range(-3, 9) for unit in (1, 2, 5) if most / (unit * 10.0**power) <= 5)
    return [step * number for number in range(int(most / step) + 1)]

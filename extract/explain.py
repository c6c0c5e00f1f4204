"""Why the program found what it found: the rule or lexicon entry behind each thing, and what it refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from spacy.language import Language

from extract.assemble import assemble
from extract.document import Refusal
from extract.language.plain import written
from extract.pipeline import prepared
from extract.read import Document
from extract.write.view import View, clean
from schemas import REFUSED, Record


@dataclass(frozen=True)
class Explanation:
    """A record together with the candidates that stages looked at and did not take."""

    record: Record
    refusals: list[Refusal]


def explain(nlp: Language, document: Document) -> Explanation:
    """Run the pipeline on `document` and keep what the record leaves out."""
    doc = nlp(prepared(nlp, document.text, document.source))
    refusals: list[Refusal] = sorted(doc._.refusals, key=lambda x: (x.start, x.end, x.stage, x.rule))
    original = written(doc)
    if original is not None:
        spans = [original.span(x.start, x.end) for x in refusals]
        refusals = [replace(x, start=start, end=end) for x, (start, end) in zip(refusals, spans)]
    return Explanation(assemble(doc), refusals)


def page(explanation: Explanation) -> RenderableType:
    """Everything `kommunike explain` prints: one line per thing, in text order, `offsets what rule words`."""
    return Group(*_parts(explanation))


def _parts(explanation: Explanation) -> Iterator[RenderableType]:
    record = explanation.record
    text = record.document.text or ""
    view = View(record, "en")
    yield Text(clean(record.document.id), style="bold")
    mentions = [_Line(m.start, m.end, m.type, m.rule, m.text, _meaning(view, m.entity)) for m in record.mentions]
    events = [
        _Line(e.trigger.start, e.trigger.end, f"{e.id} {e.type}", e.rule, e.trigger.text, quote=view.quote(e.trigger))
        for e in record.events
    ]
    commitments = [
        _Line(c.cue.start, c.cue.end, f"{c.id} {c.force}", c.rule, c.cue.text, quote=clean(c.clause.text))
        for c in record.commitments
    ]
    reports = [
        _Line(r.cue.start, r.cue.end, f"{r.id} {r.kind}", r.rule, r.cue.text, quote=clean(r.evidence.text))
        for r in record.reports
    ]
    refusals = [
        _Line(x.start, x.end, x.stage, x.rule, text[x.start : x.end], x.reason, view.quote_at(x.start, x.end))
        for x in explanation.refusals
    ]
    remarks = [
        _Line(d.start, d.end, d.stage, d.code, text[d.start : d.end] if d.start is not None else "", d.message)
        for d in record.diagnostics
        if d.code != REFUSED
    ]
    yield from _section("Mentions", mentions)
    yield from _section("Events", events)
    yield from _section("Commitments", commitments)
    yield from _section("Reports", reports)
    yield from _section("Refused", refusals)
    yield from _section("Remarks", remarks)


def _meaning(view: View, entity: str | None) -> str:
    if entity is None:
        return "vacant"
    if (day := view.dates.get(entity)) is not None:
        return f"{day.edtf} ({day.anchor}{', inferred' if day.inferred else ''})"
    return view.name(entity)


@dataclass(frozen=True)
class _Line:
    """One thing found or refused: where, what, by which rule, in which words, what that means, where it stands."""

    start: int | None
    end: int | None
    kind: str
    rule: str | None
    words: str
    more: str = ""
    quote: str = ""


def _section(name: str, lines: list[_Line]) -> Iterator[RenderableType]:
    yield Text("")
    yield Rule(Text(f"{name} ({len(lines)})", style="bold"), align="left", style="dim", characters="─")
    if not lines:
        yield Text("none", style="dim")
    else:
        yield _with_quotes(lines) if any(line.quote for line in lines) else _grid(lines)


def _grid(lines: list[_Line]) -> RenderableType:
    """Short things: one row each, in columns."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for style in ("dim", "cyan", "yellow", "bold", ""):
        table.add_column(style=style, overflow="fold")
    for line in lines:
        where = f"{line.start}-{line.end}" if line.start is not None else ""
        table.add_row(*(Text(clean(part)) for part in (where, line.kind, line.rule or "", line.words, line.more)))
    return table


def _with_quotes(lines: list[_Line]) -> RenderableType:
    """Things that need their sentence: a head line each, the quote below."""
    parts: list[RenderableType] = []
    for line in lines:
        head = Text()
        head.append(f"{line.start}-{line.end}  ", style="dim")
        head.append(f"{line.kind}  ", style="cyan")
        head.append(f"{line.rule or '-'}  ", style="yellow")
        head.append(f"«{clean(line.words)}»  ", style="bold")
        head.append(clean(line.more))
        parts += [head, Padding(Text(line.quote, style="italic"), (0, 0, 0, 3))]
    return Group(*parts)

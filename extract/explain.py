"""Why the program found what it found: the rule or lexicon entry behind each thing, and what it refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text
from spacy.language import Language

from extract.assemble import assemble
from extract.document import Refusal
from extract.read import Document
from extract.write.view import View, clean
from schemas import Record


@dataclass(frozen=True)
class Explanation:
    """A record together with the candidates that stages looked at and did not take."""

    record: Record
    refusals: list[Refusal]


def explain(nlp: Language, document: Document) -> Explanation:
    """Run the pipeline on `document` and keep what the record leaves out."""
    doc = nlp.make_doc(document.text)
    doc._.source = document.source
    doc = nlp(doc)
    return Explanation(assemble(doc), sorted(doc._.refusals, key=lambda x: (x.start, x.end, x.stage, x.rule)))


def page(explanation: Explanation) -> RenderableType:
    """Everything `kommunike explain` prints: one line per thing, in text order, `offsets what rule words`."""
    return Group(*_parts(explanation))


def _parts(explanation: Explanation) -> Iterator[RenderableType]:
    record = explanation.record
    view = View(record, "en")
    yield Text(clean(record.document.id), style="bold")
    yield from _section(
        "Mentions",
        [
            _line(m.start, m.end, m.type, m.rule, m.text, f"= {view.name(m.entity)}" if m.entity else "vacant")
            for m in record.mentions
        ],
    )
    yield from _section(
        "Events",
        [
            _line(e.trigger.start, e.trigger.end, f"{e.id} {e.type}", e.rule, e.trigger.text, view.quote(e.trigger))
            for e in record.events
        ],
    )
    yield from _section(
        "Commitments",
        [
            _line(c.cue.start, c.cue.end, f"{c.id} {c.force}", c.rule, c.cue.text, clean(c.clause.text))
            for c in record.commitments
        ],
    )
    text = record.document.text or ""
    yield from _section(
        "Refused",
        [
            _line(
                x.start,
                x.end,
                x.stage,
                x.rule,
                text[x.start : x.end],
                f"{x.reason}: {view.quote_at(x.start, x.end)}",
            )
            for x in explanation.refusals
        ],
    )
    yield from _section(
        "Remarks",
        [
            _line(d.start, d.end, d.stage, d.code, text[d.start : d.end] if d.start is not None else "", d.message)
            for d in record.diagnostics
        ],
    )


def _section(name: str, lines: list[Text]) -> Iterator[RenderableType]:
    yield Text("")
    yield Rule(Text(f"{name} ({len(lines)})", style="bold"), align="left", style="dim", characters="─")
    yield from lines or [Text("none", style="dim")]


def _line(start: int | None, end: int | None, kind: str, rule: str | None, words: str, more: str) -> Text:
    line = Text(overflow="fold")
    line.append(f"{start}-{end} " if start is not None else "- ", style="dim")
    line.append(f"{kind} ", style="cyan")
    line.append(f"{rule or '-'} ", style="yellow")
    line.append(f"«{clean(words)}»" if words else "", style="bold")
    if more:
        line.append(f"  {clean(more)}")
    return line

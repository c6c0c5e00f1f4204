"""The record of one document, and the checks that no single part can make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, Field, ValidationInfo, model_validator

from schemas.base import Model
from schemas.commitment import Commitment
from schemas.diagnostic import Diagnostic
from schemas.entities import Entities
from schemas.event import PLOVER, Event
from schemas.mention import Mention
from schemas.report import Report
from schemas.source import Source

SCHEMA_VERSION = "1.0"


class Record(Model):
    """Everything that one document says, every value tied to its words.

    Construction fails if a span does not slice to its words or an id refers to nothing. The source text is
    `document.text`, or the validation context's `text` for records that were stored without it.
    """

    schema_version: str = Field(pattern=r"^1\.\d+$")
    document: Source
    mentions: list[Mention]
    entities: Entities
    events: list[Event]
    commitments: list[Commitment]
    reports: list[Report] = Field(
        default_factory=list, description="What was done; records of older versions have none."
    )
    diagnostics: list[Diagnostic]

    @model_validator(mode="after")
    def _is_consistent(self, info: ValidationInfo) -> Record:
        context = info.context if isinstance(info.context, dict) else {}
        if context.get("is_checked"):
            # these bytes are those that a run has written, as their hash says
            return self
        text = self.document.text if self.document.text is not None else context.get("text")
        problems = [*_reference_problems(self)]
        if text is not None:
            problems += _span_problems(self, text)
        if problems:
            raise ValueError(
                "; ".join(problems[:5]) + (f" (and {len(problems) - 5} more)" if len(problems) > 5 else "")
            )
        return self


def _span_problems(record: Record, text: str) -> Iterator[str]:
    if len(text) != record.document.length:
        yield f"document.length is {record.document.length}, the text has {len(text)} characters"
    for where, start, end, words in iter_spans(record):
        if words is not None and text[start:end] != words:
            yield f"{where}: source[{start}:{end}] is {text[start:end]!r}, not {words!r}"
        elif end > len(text) or end < start:
            yield f"{where}: {start}-{end} lies outside the text"


def iter_spans(record: Record) -> Iterator[tuple[str, int, int, str | None]]:
    """Every span of the record as (path, start, end, words); words are `None` where only offsets are kept."""
    parts: tuple[tuple[str, Iterable[BaseModel]], ...] = (
        ("mentions", record.mentions),
        ("events", record.events),
        ("commitments", record.commitments),
        ("reports", record.reports),
        ("diagnostics", record.diagnostics),
    )
    for name, items in parts:
        for number, item in enumerate(items):
            yield from _spans_of(item, f"{name}[{number}]")


def _spans_of(item: BaseModel, where: str) -> Iterator[tuple[str, int, int, str | None]]:
    fields = item.__dict__  # `getattr` raises and catches an error for each name that a model has not
    start, end = fields.get("start"), fields.get("end")
    if start is not None and end is not None:
        yield where, start, end, fields.get("text")
    for field in _fields_with_models(type(item)):
        value = fields[field]
        for number, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, BaseModel):
                yield from _spans_of(
                    part, f"{where}.{field}[{number}]" if isinstance(value, list) else f"{where}.{field}"
                )


@cache
def _fields_with_models(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, field in kind.model_fields.items() if _holds_models(field.annotation))


def _holds_models(annotation: Any) -> bool:
    if parts := get_args(annotation):
        return any(map(_holds_models, parts))
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _reference_problems(record: Record) -> Iterator[str]:
    entities = record.entities
    kinds = {
        "date": {item.id for item in entities.dates},
        "place": {item.id for item in entities.places},
        "person": {item.id for item in entities.persons},
        "organization": {item.id for item in entities.organizations},
        "document": {item.id for item in entities.documents},
    }
    mentions = {item.id: item for item in record.mentions}
    events = {item.id for item in record.events}
    commitments = {item.id for item in record.commitments}
    parties = kinds["person"] | kinds["organization"] | kinds["place"]
    sources = parties | kinds["document"]

    everything: list[Any] = [*record.mentions, *record.events, *record.commitments, *record.reports]
    for group in (entities.dates, entities.places, entities.persons, entities.organizations, entities.documents):
        everything += group
    identifiers = [item.id for item in everything]
    if len(set(identifiers)) < len(identifiers):
        for identifier, number in Counter(identifiers).items():
            yield from [f"id {identifier} is used twice"] * (number - 1)

    def missing(where: str, value: str | None, allowed: Iterable[str]) -> Iterator[str]:
        if value is not None and value not in allowed:
            yield f"{where} refers to {value}, which is not there"

    pointing: dict[tuple[str, str | None], list[str]] = {}
    for mention in record.mentions:
        pointing.setdefault((mention.type, mention.entity), []).append(mention.id)
        kind = "person" if mention.type == "position" else mention.type
        if mention.entity is None:
            if mention.type != "position":
                yield f"{mention.id} ({mention.type}) has no entity"
        elif mention.entity not in kinds[kind]:
            yield f"{mention.id}.entity refers to {mention.entity}, which is not there"
    for kind, group in (
        ("date", entities.dates),
        ("place", entities.places),
        ("person", entities.persons),
        ("organization", entities.organizations),
        ("document", entities.documents),
    ):
        for entity in group:
            expected = pointing.get((kind, entity.id), [])
            if entity.mentions != expected:
                yield f"{entity.id}.mentions is {entity.mentions}, the mentions that point to it are {expected}"
    for person in entities.persons:
        for position in person.positions:
            yield from missing(f"{person.id}.positions.organization", position.organization, kinds["organization"])
            yield from missing(f"{person.id}.positions.place", position.place, kinds["place"])
            yield from missing(f"{person.id}.positions.mention", position.mention, mentions)
            if position.mention in mentions and mentions[position.mention].type != "position":
                yield f"{person.id}.positions.mention {position.mention} is not a position"
    for body in entities.organizations:
        yield from missing(f"{body.id}.parent", body.parent, kinds["organization"])
    for instrument in entities.documents:
        yield from missing(f"{instrument.id}.issuer", instrument.issuer, parties)
    for event in record.events:
        yield from missing(f"{event.id}.within", event.within, events if event.within != event.id else ())
        if event.plover != PLOVER[event.type]:
            yield f"{event.id}.plover of a {event.type} is {PLOVER[event.type]}"
        for field, values, allowed in (
            ("dates", event.dates, kinds["date"]),
            ("places", event.places, kinds["place"]),
            ("organizations", event.organizations, kinds["organization"]),
            ("documents", event.documents, kinds["document"]),
            ("commitments", event.commitments, commitments),
        ):
            for value in values:
                yield from missing(f"{event.id}.{field}", value, allowed)
        for participant in event.participants:
            yield from missing(f"{event.id}.participants", participant.entity, parties)
            yield from missing(f"{event.id}.participants.affiliation", participant.affiliation, parties)
    for commitment in record.commitments:
        name = commitment.id
        for field in ("actors", "addressees", "partners"):
            for party in getattr(commitment, field):
                yield from missing(f"{name}.{field}", party.entity, parties)
        for value in commitment.responsible:
            yield from missing(f"{name}.responsible", value, parties)
        for field in ("deadline_mention", "timeframe_mention"):
            value = getattr(commitment, field)
            yield from missing(f"{name}.{field}", value, mentions)
            if value in mentions and mentions[value].type != "date":
                yield f"{name}.{field} {value} is not a date"
        yield from missing(f"{name}.attributed_to", commitment.attributed_to, sources)
        for field in ("event", "target_event"):
            yield from missing(f"{name}.{field}", getattr(commitment, field), events)
        for field in ("responds_to", "translation_of", "restates"):
            value = getattr(commitment, field)
            yield from missing(f"{name}.{field}", value, commitments if value != name else ())
    for report in record.reports:
        name = report.id
        for party in (*report.actors, *report.recipients):
            yield from missing(f"{name}.parties", party.entity, parties)
        yield from missing(f"{name}.document", report.document, kinds["document"])
        yield from missing(f"{name}.commitment", report.commitment, commitments)
        yield from missing(f"{name}.event", report.event, events)
        yield from missing(f"{name}.date_mention", report.date_mention, mentions)
        if report.date_mention in mentions and mentions[report.date_mention].type != "date":
            yield f"{name}.date_mention {report.date_mention} is not a date"

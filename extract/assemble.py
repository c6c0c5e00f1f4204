"""From an annotated `Doc` to a record: identifiers are given out here, in text order, so that they are stable."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from spacy.tokens import Doc

import schemas
from extract import document as d
from extract.language.plain import written
from extract.language.tokenizer import forms_of
from extract.language.wrapped import unwrapped_name
from extract.tiers import assign
from schemas.edtf import precision
from schemas.event import PLOVER

_PREFIX: dict[type, str] = {
    d.DateValue: "d",
    d.Place: "l",
    d.Person: "p",
    d.Organization: "o",
    d.Instrument: "i",
}
_KEY_WORDS = re.compile(r"\w+(?:-\w+)*")


#: stages whose candidates are sentences
_SENTENCE_STAGES = frozenset({"events", "commitments"})


class _Ids:
    """Identifiers by object identity."""

    def __init__(self) -> None:
        self._given: dict[int, str] = {}
        self._counts: dict[str, int] = {}
        self._kept: defaultdict[type, list[Any]] = defaultdict(list)

    def give(self, item: Any, prefix: str) -> str:
        known = self._given.get(id(item))
        if known is None:
            number = self._counts[prefix] = self._counts.get(prefix, 0) + 1
            known = self._given[id(item)] = f"{prefix}{number}"
            self._kept[type(item)].append(item)
        return known

    def of(self, item: Any) -> str | None:
        return None if item is None else self._given[id(item)]

    def known(self, kind: type) -> list[Any]:
        return list(self._kept.get(kind, ()))


def assemble(doc: Doc) -> schemas.Record:
    """The record of `doc`; raises pydantic's `ValidationError` if a stage broke the contract."""
    record = _record(doc)
    original = written(doc)
    if original is None:
        return record
    known = doc._.source.sha256 if doc._.source is not None else None
    return original.record(record, known or _sha256(original.text))


def _record(doc: Doc) -> schemas.Record:
    """The record of the text that the stages read."""
    text: str = doc.text if doc._.source_text is None else doc._.source_text
    source: d.SourceInfo = doc._.source or d.SourceInfo()
    mentions = d.mentions(doc)
    events: list[d.Event] = sorted(doc._.events, key=lambda e: e.trigger)
    commitments: list[d.Commitment] = sorted(doc._.commitments, key=lambda c: (c.cue, c.action))

    reports: list[d.Report] = sorted(doc._.reports, key=lambda r: (r.cue, r.kind))

    ids = _Ids()
    for mention in mentions:
        ids.give(mention, "m")
        if mention.entity is not None:
            ids.give(mention.entity, _PREFIX[type(mention.entity)])
    for entity in _further_entities(ids, mentions, events, commitments, reports):
        ids.give(entity, _PREFIX[type(entity)])
    for event in events:
        ids.give(event, "e")
    for commitment in commitments:
        ids.give(commitment, "c")
    for report in reports:
        ids.give(report, "r")

    made_at: dict[int, list[d.Commitment]] = {}
    for commitment in commitments:
        if commitment.event is not None:
            made_at.setdefault(id(commitment.event), []).append(commitment)
    writer = _Writer(text, ids, mentions, source.id)
    record = schemas.Record(
        schema_version=schemas.SCHEMA_VERSION,
        document=schemas.Source(
            id=source.id,
            source=source.source,
            sha256=source.sha256 or _sha256(text),
            title=source.title,
            published=source.published,
            published_basis=source.published_basis,
            url=source.url,
            publisher=source.publisher,
            languages=_languages(doc),
            length=len(text),
            text=text,
        ),
        mentions=[writer.mention(mention) for mention in mentions],
        entities=schemas.Entities(
            dates=[writer.date(item) for item in ids.known(d.DateValue)],
            places=[writer.place(item) for item in ids.known(d.Place)],
            persons=[writer.person(item) for item in ids.known(d.Person)],
            organizations=[writer.organization(item) for item in ids.known(d.Organization)],
            documents=[writer.instrument(item) for item in ids.known(d.Instrument)],
        ),
        events=[writer.event(event, made_at.get(id(event), ())) for event in events],
        commitments=[writer.commitment(commitment) for commitment in commitments],
        reports=[writer.report(report) for report in reports],
        diagnostics=[
            *(
                schemas.Diagnostic(stage=x.stage, code=x.code, message=x.message, start=x.start, end=x.end)
                for x in doc._.diagnostics
            ),
            *_refused(doc),
        ],
    )
    return assign(record)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _refused(doc: Doc) -> Iterable[schemas.Diagnostic]:
    """Sentences that were looked at for events and commitments and refused; refused names are for `explain` alone."""
    found = sorted({x for x in doc._.refusals if x.stage in _SENTENCE_STAGES}, key=lambda x: (x.start, x.end, x.rule))
    for x in found:
        message = f"{x.rule}: {x.reason}"
        yield schemas.Diagnostic(stage=x.stage, code=schemas.REFUSED, message=message, start=x.start, end=x.end)


def _languages(doc: Doc) -> list[Any]:
    words = forms_of(doc).words
    sizes: dict[str, int] = {}
    for sentence in d.sentences(doc):
        if any(map(str.isalpha, words[sentence.start : sentence.end])):
            sizes[sentence.language] = sizes.get(sentence.language, 0) + sentence.end - sentence.start
    total = sum(sizes.values())
    # a stray line of the other alphabet does not make a page bilingual
    return [language for language, size in sorted(sizes.items(), key=lambda x: (-x[1], x[0])) if size * 20 >= total]


def _further_entities(
    ids: _Ids,
    mentions: Sequence[d.Mention],
    events: Sequence[d.Event],
    commitments: Sequence[d.Commitment],
    reports: Sequence[d.Report],
) -> Iterable[d.Entity]:
    """Entities without a mention of their own: parents, owners, resolved parties."""
    for event in events:
        yield from event.dates
        yield from event.places
        for participant in event.participants:
            yield from (x for x in (participant.entity, participant.affiliation) if x is not None)
        yield from event.organizations
        yield from event.documents
    for commitment in commitments:
        for party in (*commitment.actors, *commitment.addressees, *commitment.partners):
            if party.entity is not None:
                yield party.entity
        if commitment.attributed_to is not None:
            yield commitment.attributed_to
    for report in reports:
        yield from (p.entity for p in (*report.actors, *report.recipients) if p.entity is not None)
        if report.document is not None:
            yield report.document
    # owners of posts and issuers first, then chains of parents, until nothing new turns up
    for person in ids.known(d.Person):
        yield from (p.organization for p in person.positions if p.organization is not None)
    for instrument in ids.known(d.Instrument):
        if instrument.issuer is not None:
            yield instrument.issuer
    for body in ids.known(d.Organization):
        while body.parent is not None:
            yield body.parent
            body = body.parent


class _Writer:
    """Turns stage objects into record parts."""

    def __init__(self, text: str, ids: _Ids, mentions: Sequence[d.Mention], doc_id: str) -> None:
        self._text = text
        self._ids = ids
        self._doc_id = doc_id
        self._keys: dict[str, int] = {}
        self._mentions: defaultdict[int, list[str]] = defaultdict(list)
        for mention in mentions:
            if mention.entity is not None and mention.type != "position":
                self._mentions[id(mention.entity)].append(self._id(mention))

    def _id(self, item: Any) -> str:
        return self._ids.of(item) or ""

    def _common(self, item: Any) -> dict[str, Any]:
        return {"id": self._id(item), "mentions": self._mentions.get(id(item), [])}

    def _key(self, kind: str, words: str) -> str:
        """Content key: document, type and words; a number only if the same words come again."""
        key = f"{self._doc_id}:{kind}:{' '.join(_KEY_WORDS.findall(words.lower())[:6])}"
        self._keys[key] = self._keys.get(key, 0) + 1
        return key if self._keys[key] == 1 else f"{key}#{self._keys[key]}"

    def span(self, span: tuple[int, int]) -> schemas.Span:
        return schemas.Span(start=span[0], end=span[1], text=self._text[span[0] : span[1]])

    def mention(self, m: d.Mention) -> schemas.Mention:
        return schemas.Mention(
            id=self._id(m),
            type=m.type,
            start=m.start,
            end=m.end,
            text=self._text[m.start : m.end],
            entity=self._ids.of(m.entity),
            language=m.language,
            rule=m.rule,
        )

    def date(self, x: d.DateValue) -> schemas.Date:
        return schemas.Date(
            **self._common(x), edtf=x.edtf, precision=precision(x.edtf), anchor=x.anchor, inferred=x.inferred
        )

    def place(self, x: d.Place) -> schemas.Place:
        return schemas.Place(
            **self._common(x),
            name=unwrapped_name(x.name),
            kind=x.kind,
            country=x.country,
            geonames_id=x.geonames_id,
            latitude=x.latitude,
            longitude=x.longitude,
        )

    def person(self, x: d.Person) -> schemas.Person:
        return schemas.Person(
            **self._common(x),
            name=unwrapped_name(x.name),
            positions=[
                schemas.PersonPosition(
                    title=unwrapped_name(p.title),
                    organization=self._ids.of(p.organization),
                    country=p.country,
                    mention=self._ids.of(p.mention),
                    place=self._ids.of(p.place),
                )
                for p in x.positions
            ],
        )

    def organization(self, x: d.Organization) -> schemas.Organization:
        return schemas.Organization(
            **self._common(x),
            name=unwrapped_name(x.name),
            short_name=unwrapped_name(x.short_name) if x.short_name else x.short_name,
            wikidata=x.wikidata,
            parent=self._ids.of(x.parent),
            country=x.country,
        )

    def instrument(self, x: d.Instrument) -> schemas.Instrument:
        return schemas.Instrument(
            **self._common(x), name=unwrapped_name(x.name), years=x.years, issuer=self._ids.of(x.issuer)
        )

    def _party(self, x: d.Party) -> dict[str, Any]:
        words = None if x.start is None or x.end is None else self._text[x.start : x.end]
        return {"entity": self._ids.of(x.entity), "start": x.start, "end": x.end, "text": words, "basis": x.basis}

    def event(self, x: d.Event, commitments: Sequence[d.Commitment]) -> schemas.Event:
        trigger = self.span(x.trigger)
        return schemas.Event(
            id=self._id(x),
            key=self._key(x.type, " ".join(filter(None, (trigger.text, x.number, x.name)))),
            type=x.type,
            plover=PLOVER[x.type],
            status=x.status,
            name=x.name,
            number=x.number,
            mode=x.mode,
            trigger=trigger,
            evidence=[self.span(span) for span in x.evidence],
            within=self._ids.of(x.within),
            dates=_unique(map(self._id, x.dates)),
            places=_unique(map(self._id, x.places)),
            participants=[
                schemas.Participant(
                    **self._party(p),
                    role=p.role,
                    position=p.position,
                    affiliation=self._ids.of(p.affiliation),
                )
                for p in x.participants
            ],
            organizations=_unique(map(self._id, x.organizations)),
            documents=_unique(map(self._id, x.documents)),
            topics=_unique(x.topics),
            commitments=[self._id(c) for c in commitments],
            rule=x.rule,
        )

    def commitment(self, x: d.Commitment) -> schemas.Commitment:
        action = self.span(x.action)
        asked = x.addressees if x.force == "proposal" or x.addressees else x.actors
        return schemas.Commitment(
            id=self._id(x),
            key=self._key(x.force, action.text),
            force=x.force,
            status=x.status,
            negated=x.negated,
            specifics=list(dict.fromkeys(x.specifics)),
            cue=self.span(x.cue),
            action=action,
            theme=self.span(x.theme) if x.theme else None,
            clause=self.span(x.clause),
            action_lemma=x.action_lemma,
            actors=[schemas.Party(**self._party(p)) for p in x.actors],
            addressees=[schemas.Party(**self._party(p)) for p in x.addressees],
            partners=[schemas.Party(**self._party(p)) for p in x.partners],
            responsible=_unique(self._id(p.entity) for p in asked if p.entity is not None),
            deadline=self._value(x.deadline),
            deadline_mention=self._ids.of(x.deadline),
            timeframe=_open(self._value(x.timeframe), x.open_side),
            timeframe_mention=self._ids.of(x.timeframe),
            topics=_unique(x.topics),
            attributed_to=self._ids.of(x.attributed_to),
            event=self._ids.of(x.event),
            target_event=self._ids.of(x.target_event),
            responds_to=self._ids.of(x.responds_to),
            evidence=[self.span(span) for span in x.evidence],
            language=x.language,
            translation_of=self._ids.of(x.translation_of),
            restates=self._ids.of(x.restates),
            rule=x.rule,
        )

    def report(self, x: d.Report) -> schemas.Report:
        cue = self.span(x.cue)
        told_by_event = x.date is None and x.event is not None and len(x.event.dates) == 1
        return schemas.Report(
            id=self._id(x),
            key=self._key(x.kind, self.span(x.theme or x.evidence).text),
            kind=x.kind,
            negated=x.negated,
            draft=x.draft,
            cue=cue,
            theme=self.span(x.theme) if x.theme else None,
            evidence=self.span(x.evidence),
            document=self._ids.of(x.document),
            commitment=self._ids.of(x.commitment),
            event=self._ids.of(x.event),
            actors=[schemas.Party(**self._party(p)) for p in x.actors],
            recipients=[schemas.Party(**self._party(p)) for p in x.recipients],
            date=x.event.dates[0].edtf if told_by_event and x.event is not None else self._value(x.date),
            date_mention=self._ids.of(x.date),
            language=x.language,
            rule=x.rule,
        )

    @staticmethod
    def _value(mention: d.Mention | None) -> str | None:
        return mention.entity.edtf if mention is not None and isinstance(mention.entity, d.DateValue) else None


def _open(edtf: str | None, side: Literal["start", "end"] | None) -> str | None:
    """The value of a period of which the text gives one end: `2025-01/..`, `../2027`."""
    if edtf is None or side is None:
        return edtf
    edge = _PART.sub(lambda part: _MONTHS_OF_PART[part[1]][side == "start"], edtf)
    return f"../{edge}" if side == "start" else f"{edge}/.."


#: a quarter or half-year at the end of an interval is written as its first or last month
_PART = re.compile(r"-(3[3-6]|4[01])$")
_MONTHS_OF_PART = {
    "33": ("-01", "-03"), "34": ("-04", "-06"), "35": ("-07", "-09"), "36": ("-10", "-12"),
    "40": ("-01", "-06"), "41": ("-07", "-12"),
}  # fmt: skip


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))

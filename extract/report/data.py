"""What the page holds: records as compact JSON in the notation of browsers (offsets count UTF-16 units).

Two layers. The index has everything that lists, filters and charts need of all documents, with entities named once for
the whole page. A sheet for each document has its text and mentions; the page reads it when somebody opens the document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extract import review
from extract.report.followed import Followed
from extract.review import Review, Verdict
from extract.write.labels import LABELS, LANGS
from extract.write.view import DateView, View, clean, day_words
from schemas import REFUSED, Commitment, Event, Party, Record, Report
from schemas.edtf import bounds

#: longer sentences are cut around the words that matter
_BEFORE = 400
_AFTER = 1000
_MAX_LEAD = 80
_LEAD_WINDOW = 2000
#: groups of labels that the page shows
_LABEL_GROUPS = (
    "force", "commitment_status", "specific", "event_type", "event_status", "mode", "role", "basis", "date_basis",
    "published_basis", "language", "mention_type", "topic", "verdict", "review_field", "tier", "stage", "refusal",
    "report_kind", "due_status", "new_status", "thread_state",
)  # fmt: skip
_ENTITY_GROUPS = ("persons", "organizations", "places", "documents")


@dataclass(frozen=True)
class PageData:
    """The index, and a sheet for each document, as plain values for JSON."""

    index: dict[str, Any]
    sheets: list[dict[str, Any]]


class Collector:
    """Collects records one by one; the records themselves can be forgotten."""

    def __init__(self, verdicts: Review | None = None, followed: Followed | None = None) -> None:
        """With what was `followed` an entity is that of the ledger, else it is one for all documents by its name."""
        self._review = verdicts or Review()
        self._followed = followed
        self._days: dict[str, list[str | None]] = {}
        self._entities: dict[tuple[str, str | int], int] = {}
        #: kind, name, and for persons of the ledger other forms and posts
        self._named: list[list[Any]] = []
        self._taken: set[tuple[str, str]] = set()
        self._documents: list[dict[str, Any]] = []
        self._commitments: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._reports: list[dict[str, Any]] = []
        self._refused: list[dict[str, Any]] = []
        self._verdicts: list[dict[str, Any]] = []
        self._sheets: list[dict[str, Any]] = []

    def add(self, record: Record) -> None:
        _RecordData(self, record).collect()

    def finish(self) -> PageData:
        """Everything that was collected."""
        unmatched = [_row(x.row) | {"reason": x.reason} for x in self._review.unmatched()]
        faulty = {id(x.row) for x in self._review.unmatched()}
        # rows of the ledger and of others: the page passes them on
        others = [_row(r) for r in self._review.rows if r.kind not in review.RECORD_KINDS and id(r) not in faulty]
        index = {
            "labels": {group: {k: dict(zip(LANGS, v)) for k, v in LABELS[group].items()} for group in _LABEL_GROUPS},
            "columns": list(review.COLUMNS),
            "days": self._days,
            "entities": self._named,
            "documents": self._documents,
            "commitments": self._commitments,
            "events": self._events,
            "reports": self._reports,
            "refused": self._refused,
            "verdicts": self._verdicts,
            "unmatched": unmatched,
            "others": others,
        }
        if self._followed is not None:
            index["ledger"] = self._followed.as_data(*self._places(), self.day)
        return PageData(index, self._sheets)

    def _places(self) -> tuple[dict[str, int], dict[tuple[str, str], tuple[str, int]]]:
        """Numbers of the documents by id; kind and number of items by document and key."""
        names = [document["id"] for document in self._documents]
        kinds = {"commitment": self._commitments, "report": self._reports, "event": self._events}
        items = {
            (names[item["d"]], item["key"]): (kind, number)
            for kind, given in kinds.items()
            for number, item in enumerate(given)
        }
        return {name: number for number, name in enumerate(names)}, items

    def day(self, edtf: str) -> str:
        """Note a date; the page looks its first and last day and its words up."""
        if edtf not in self._days:
            first, last = bounds(edtf)
            days = [day.isoformat() if day else None for day in (first, last)]
            self._days[edtf] = [*days, *(day_words(edtf, lang) for lang in LANGS)]
        return edtf

    def entity(self, kind: str, name: str, *, document: str, identifier: str) -> int:
        """Number of an entity of a record, the same for all documents."""
        joined = self._followed.entity(document, identifier) if self._followed is not None else None
        key = (kind, name if joined is None else joined.number)
        number = self._entities.get(key)
        if number is None:
            number = self._entities[key] = len(self._named)
            if joined is not None and kind == "persons":
                self._named.append([kind, clean(joined.name), list(joined.forms), list(joined.posts)])
            else:
                # two bodies that releases call alike stay apart under their full names
                alike = joined is not None and (kind, name) in self._taken
                self._named.append([kind, clean(joined.name) if alike and joined is not None else name])
            self._taken.add((kind, self._named[-1][1]))
        return number


class _RecordData:
    """One record on its way to the page."""

    def __init__(self, collector: Collector, record: Record) -> None:
        self._all = collector
        self._record = record
        self._view = View(record)
        self._text = record.document.text or ""
        self._utf16 = _Utf16(self._text)
        self._number = len(collector._documents)
        self._kinds = {x.id: name for name in _ENTITY_GROUPS for x in getattr(record.entities, name)}
        self._first_event = len(collector._events)
        self._first_commitment = len(collector._commitments)
        self._events = {x.id: self._first_event + n for n, x in enumerate(record.events)}
        self._commitments = {x.id: self._first_commitment + n for n, x in enumerate(record.commitments)}

    def collect(self) -> None:
        record, everything = self._record, self._all
        items = {item.id: item for item in review.items(record, self._view)}
        for identifier, verdict in everything._review.verdicts(record).items():
            everything._verdicts.append(_verdict(items[identifier], record.document.id, verdict))
        other, hidden = self._view.translations()
        for event in record.events:
            everything._events.append(self._event(event))
        for commitment in record.commitments:
            pair = other.get(commitment.id)
            everything._commitments.append(
                self._commitment(commitment)
                | ({"other": self._commitments[pair.id]} if pair else {})
                | ({"hidden": 1} if commitment.id in hidden else {})
            )
        everything._reports += map(self._report, record.reports)
        everything._refused += self._refused()
        everything._documents.append(self._document())
        everything._sheets.append(self._sheet(items))

    # --- documents

    def _document(self) -> dict[str, Any]:
        source = self._record.document
        return _filled(
            id=source.id,
            title=clean(source.title or ""),
            lead=None if source.title else _lead(self._text),
            publisher=clean(source.publisher or ""),
            published=self._all.day(source.published) if source.published else None,
            basis=source.published_basis,
            url=source.url,
            languages=source.languages,
            length=source.length,
            mentions=len(self._record.mentions),
            events=len(self._record.events),
            commitments=len(self._record.commitments),
        )

    def _sheet(self, items: dict[str, review.Item]) -> dict[str, Any]:
        at = self._utf16.at
        mentions = []
        for m in self._record.mentions:
            entity, basis = self._meaning(m.entity)
            mentions.append(
                [
                    m.id,
                    m.type,
                    at(m.start),
                    at(m.end),
                    entity,
                    basis,
                    items[m.id].key.removeprefix(f"{self._record.document.id}:{m.type}:"),
                    m.rule or "",
                ]
            )
        return {"text": self._text, "mentions": mentions}

    def _meaning(self, entity: str | None) -> tuple[int | str | None, str]:
        """The entity's number, or the value of a date, and what it rests on."""
        if entity is None:
            return None, ""
        if (day := self._view.dates.get(entity)) is not None:
            return self._all.day(day.edtf), "stated" if day.anchor == "text" and not day.inferred else day.anchor
        return self._entity(entity), ""

    def _refused(self) -> list[dict[str, Any]]:
        found = []
        for d in self._record.diagnostics:
            rule, _, reason = d.message.partition(": ") if d.code == REFUSED else ("", "", d.message)
            item = {"d": self._number, "stage": d.stage, "code": d.code, "rule": rule, "reason": clean(reason)}
            if d.start is not None and d.end is not None:
                item |= self._in_sentence(d.start, d.end, words=(d.start, d.end))
            found.append(item)
        return found

    # --- events and commitments

    def _event(self, e: Event) -> dict[str, Any]:
        view = self._view
        return _filled(
            d=self._number,
            id=e.id,
            key=e.key,
            type=e.type,
            status=e.status,
            tier=e.tier,
            name=clean(e.name or ""),
            number=e.number,
            mode=e.mode,
            kind=view.event_kind(e),
            dates=[self._date(view.date(day)) for day in e.dates],
            places=[self._entity(x) for x in e.places],
            parties=[
                self._party(p) | _filled(role=p.role, post=p.position, of=self._optional(p.affiliation))
                for p in e.participants
            ],
            bodies=[self._entity(x) for x in e.organizations],
            papers=[self._entity(x) for x in e.documents],
            topics=e.topics,
            within=self._events[e.within] if e.within else None,
            made=[self._commitments[x] for x in e.commitments],
            tellings=[self._utf16.at(span.start) for span in e.evidence],
            rule=e.rule,
            **self._in_sentence(e.trigger.start, e.trigger.end, cue=(e.trigger.start, e.trigger.end)),
        )

    def _commitment(self, c: Commitment) -> dict[str, Any]:
        view = self._view
        spans = {"cue": (c.cue.start, c.cue.end), "act": (c.action.start, c.action.end)}
        return _filled(
            d=self._number,
            id=c.id,
            key=c.key,
            force=c.force,
            status=c.status,
            tier=c.tier,
            negated=c.negated or None,
            action=clean(c.action.text),
            theme=clean(c.theme.text) if c.theme else None,
            specifics=c.specifics,
            actors=[self._party(p) for p in c.actors],
            addressees=[self._party(p) for p in c.addressees],
            partners=[self._party(p) for p in c.partners],
            responsible=[self._entity(x) for x in c.responsible],
            deadline=self._date(view.deadline(c)),
            timeframe=self._date(view.timeframe(c)),
            topics=c.topics,
            by=view.full_name(c.attributed_to),
            event=self._events[c.event] if c.event else None,
            target=self._events[c.target_event] if c.target_event else None,
            answers=self._commitments[c.responds_to] if c.responds_to else None,
            restates=self._commitments[c.restates] if c.restates else None,
            tellings=[self._utf16.at(span.start) for span in c.evidence],
            lang=c.language,
            rule=c.rule,
            **self._in_sentence(c.clause.start, c.clause.end, **spans, whole=False),
        )

    def _report(self, r: Report) -> dict[str, Any]:
        date = self._date(self._view.mentioned_date(r.date_mention))
        if date is None and r.date is not None:  # the date of the event that it is
            date = [self._all.day(r.date), "", ""]
        return _filled(
            d=self._number,
            id=r.id,
            key=r.key,
            done=r.kind,
            tier=r.tier,
            negated=r.negated or None,
            draft=r.draft or None,
            theme=clean(r.theme.text) if r.theme else None,
            paper=self._optional(r.document),
            actors=[self._party(p) for p in r.actors],
            recipients=[self._party(p) for p in r.recipients],
            commitment=self._commitments[r.commitment] if r.commitment else None,
            event=self._events[r.event] if r.event else None,
            date=date,
            rule=r.rule,
            lang=r.language,
            **self._in_sentence(r.cue.start, r.cue.end, cue=(r.cue.start, r.cue.end)),
        )

    def _in_sentence(self, start: int, end: int, *, whole: bool = True, **spans: tuple[int, int]) -> dict[str, Any]:
        """Words from `start` to `end`, or their whole sentence, with the given spans counted from its beginning.

        `at` and `to` are where the words lie in the document.
        """
        first, last = self._view.sentence(start) or (start, end) if whole else (start, end)
        for span in spans.values():
            first, last = min(first, span[0]), max(last, span[1])
        if last - first > _BEFORE + _AFTER:
            first, last = max(first, start - _BEFORE), min(last, start + _AFTER)
        at = self._utf16.at
        found: dict[str, Any] = {"text": self._text[first:last], "from": at(first), "at": at(start), "to": at(end)}
        for name, (begin, stop) in spans.items():
            begin, stop = max(begin, first), min(stop, last)
            if begin < stop:
                found[name] = [at(begin) - at(first), at(stop) - at(first)]
        return found

    def _date(self, day: DateView) -> list[str] | None:
        """Value, words and basis of a date."""
        if not day.edtf:
            return None
        basis = next((name for name, words in LABELS["date_basis"].items() if words[0] == day.basis), "")
        return [self._all.day(day.edtf), day.written, basis]

    def _party(self, party: Party) -> dict[str, Any]:
        view = self._view
        posts = view.posts(party.entity) if party.entity in view.persons and party.entity is not None else ""
        words = clean(party.text or "")
        return _filled(
            e=self._optional(party.entity),
            basis=party.basis,
            words=words if party.entity is None or party.basis != "stated" or view.is_collective(party) else None,
            group=view.is_collective(party) or None,
            posts=posts,
            at=self._utf16.at(party.start) if party.start is not None else None,
        )

    def _optional(self, entity: str | None) -> int | None:
        return self._entity(entity) if entity is not None else None

    def _entity(self, entity: str) -> int:
        return self._all.entity(
            self._kinds.get(entity, "other"),
            clean(self._view.name(entity)),
            document=self._record.document.id,
            identifier=entity,
        )


class _Utf16:
    """Turns offsets in code points into those of browsers."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [n for n, character in enumerate(text) if character > "\uffff"]

    def at(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)


def _verdict(item: review.Item, document: str, verdict: Verdict) -> dict[str, Any]:
    return _filled(
        kind=item.kind,
        key=item.key,
        document=document,
        quote=item.quote,
        verdict=verdict.verdict,
        corrections=dict(verdict.corrections),
        note=verdict.note,
        outcome=verdict.outcome,
        by=verdict.by,
        on=verdict.on,
        carried=verdict.carried or None,
        other=dict(verdict.other),
    )


def _row(row: review.Row) -> dict[str, Any]:
    return _filled(**{name: getattr(row, name) for name in review.COLUMNS}, other=dict(row.other), number=row.number)


def _lead(text: str) -> str:
    """The first words of a text, for documents without a title."""
    line = next((line for line in text[:_LEAD_WINDOW].splitlines() if line.strip()), "")
    words = clean(line[: 2 * _MAX_LEAD]).strip("*#=_ ")
    return words if len(words) <= _MAX_LEAD else f"{words[:_MAX_LEAD].rsplit(' ', 1)[0]}…"


def _filled(**values: Any) -> dict[str, Any]:
    """Only what is there: the page takes a missing key for nothing."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def collect(records: Iterable[Record], verdicts: Review | None = None, followed: Followed | None = None) -> PageData:
    """The page's data for all records, with their ledger if there is one."""
    collector = Collector(verdicts, followed)
    for record in records:
        collector.add(record)
    return collector.finish()

"""The ledger as rows: threads, events and entities as they are written to JSON Lines, and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.ledger.entities import merged_names
from extract.ledger.events import Happening
from extract.ledger.items import Act, EventItem, iso
from extract.ledger.ledger import Ledger, identifier
from extract.ledger.story import Entry, Story, entries_of, tell
from extract.ledger.threads import WORDS, Thread
from extract.ledger.words import spelled
from extract.review import pair_key

THREADS = "threads.jsonl"
EVENTS = "events.jsonl"
ENTITIES = "entities.jsonl"


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread with its entries; `joins` are (key of the overruling row, features)."""

    id: str
    #: the action in the words of the first promise
    about: str
    instrument: str | None
    events: tuple[str, ...]
    topics: tuple[str, ...]
    entries: tuple[Entry, ...]
    joins: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def story(self) -> Story:
        return tell(self.entries)

    def as_json(self) -> dict[str, Any]:
        """The row as written, with what follows from the entries."""
        story = self.story
        return {
            "id": self.id,
            "about": self.about,
            "state": story.state,
            "first": self.entries[0].published,
            "last": self.entries[-1].published,
            "releases": story.releases,
            "due": story.due,
            "outcome": _outcome(story.outcome),
            "instrument": self.instrument,
            "events": list(self.events),
            "topics": list(self.topics),
            "entries": [asdict(entry) for entry in self.entries],
            "joins": [{"key": key, "why": list(why)} for key, why in self.joins],
        }


def _outcome(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {"kind": entry.kind, "day": entry.day, "document": entry.document, "quote": entry.quote}


def thread_rows(ledger: Ledger) -> Iterator[ThreadRow]:
    """All threads, by their first entry."""
    for thread in ledger.threads:
        yield thread_row(thread, ledger)


def thread_row(thread: Thread, ledger: Ledger) -> ThreadRow:
    entries = tuple(entries_of(thread, ledger))
    first = next((act for act in thread.acts if act.item == "commitment"), thread.acts[0])
    instrument = next((act.instrument for act in thread.acts if act.instrument is not None), None)
    return ThreadRow(
        id=thread.id,
        about=first.quote if first.item == "commitment" else first.clause,
        instrument=ledger.name(instrument) if instrument is not None else None,
        events=tuple(happening.id for happening in thread.happenings),
        topics=tuple(dict.fromkeys(topic for act in thread.acts for topic in act.topics)),
        entries=entries,
        joins=tuple(_join(ledger.acts[j.first], ledger.acts[j.second], j.why) for j in thread.joins),
    )


def _join(first: Act, second: Act, why: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Key of the row that overrules a join, and its features, with words as they are read."""
    told = (f"{first.quote} {first.clause} {second.quote} {second.clause}",)
    spelt = (
        f"{WORDS}{', '.join(spelled(part.removeprefix(WORDS).split(', '), *told))}" if part.startswith(WORDS) else part
        for part in why
    )
    return pair_key(first.key, second.key), tuple(spelt)


def read_threads(path: Path) -> Iterator[ThreadRow]:
    """The threads of a `threads.jsonl`.

    Raises:
        InputError: the file cannot be read or holds something else; names file and line.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield _thread(json.loads(line))
                except (ValueError, KeyError, TypeError) as error:
                    raise InputError(f"{path}, line {number}: this is no thread; write it anew with ledger") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); write it anew with ledger") from error


def _thread(raw: dict[str, Any]) -> ThreadRow:
    entries = tuple(Entry(**{**entry, "actors": tuple(entry["actors"])}) for entry in raw["entries"])
    if not entries:
        raise ValueError("a thread without entries")
    return ThreadRow(
        raw["id"],
        raw["about"],
        raw["instrument"],
        tuple(raw["events"]),
        tuple(raw["topics"]),
        entries,
        tuple((join["key"], tuple(join["why"])) for join in raw["joins"]),
    )


# --- events


def event_rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """All happenings with their sources and what these tell differently."""
    for happening in ledger.happenings:
        yield event_row(happening, ledger)


def event_row(happening: Happening, ledger: Ledger) -> dict[str, Any]:
    tellings = happening.tellings
    latest = _latest(tellings)
    dated = _dated(tellings)
    return {
        "id": happening.id,
        "type": tellings[0].type,
        "plover": next((e.plover for e in tellings if e.plover), None),
        "status": latest.status,
        "number": next((e.number for e in tellings if e.number), None),
        "name": next((e.name for e in tellings if e.name), None),
        "mode": next((e.mode for e in tellings if e.mode), None),
        "first_day": iso(dated.first) if dated else None,
        "last_day": iso(dated.last) if dated else None,
        "dates": list(dated.dates) if dated else [],
        "places": list(ledger.names(n for e in tellings for n in e.places)),
        "bodies": list(ledger.names(n for e in tellings for n in e.bodies)),
        "participants": [list(ledger.names(sorted(side))) for side in _sides(tellings, ledger)],
        "instruments": list(ledger.names(n for e in tellings for n in e.documents)),
        "topics": list(dict.fromkeys(topic for e in tellings for topic in e.topics)),
        "sources": [
            {
                "document": e.doc.id,
                "published": iso(e.doc.published),
                "publisher": e.doc.publisher,
                "url": e.doc.url,
                "key": e.key,
                "quote": e.quote,
            }
            for e in tellings
        ],
        "differences": _differences(tellings, ledger),
        "joins": [
            {"key": pair_key(ledger.events[j.first].key, ledger.events[j.second].key), "why": list(j.why)}
            for j in happening.joins
        ],
    }


def _latest(tellings: list[EventItem]) -> EventItem:
    """The telling whose status counts: held goes before plans, else the last one published."""
    held = [event for event in tellings if event.status in ("held", "ongoing")]
    return held[0] if held else tellings[-1]


def _dated(tellings: list[EventItem]) -> EventItem | None:
    """The telling whose dates count: that of a held event to the day, else the last one with dates."""
    known = [event for event in tellings if event.first is not None]
    held = [event for event in known if event.status in ("held", "ongoing") and event.exact]
    if held:
        return max(held, key=lambda e: (e.last or 0) - (e.first or 0))
    return known[-1] if known else None


def _sides(tellings: list[EventItem], ledger: Ledger) -> list[frozenset[int]]:
    """All who take part, once each."""
    found: list[frozenset[int]] = []
    for event in tellings:
        for side in event.sides:
            entities = frozenset(ledger.registry.of(n) for n in side)
            if not any(entities & known for known in found):
                found.append(entities)
    return found


def _differences(tellings: list[EventItem], ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Fields that releases tell differently: field -> document -> value; a release that is silent is left out."""
    if len(tellings) < 2:
        return {}
    found = {}
    for name, value in (
        ("status", lambda e: e.status),
        ("dates", lambda e: list(e.dates)),
        ("places", lambda e: list(ledger.names(e.places))),
        ("bodies", lambda e: list(ledger.names(e.bodies))),
        ("participants", lambda e: sorted(" / ".join(ledger.names(sorted(side))) for side in e.sides)),
    ):
        told = {event.doc.id: value(event) for event in tellings if value(event)}
        if len({json.dumps(v, ensure_ascii=False) for v in told.values()}) > 1:
            found[name] = told
    return found


# --- entities


def entity_rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """All persons, bodies, places and instruments with their forms."""
    registry = ledger.registry
    why: dict[int, list[str]] = {}
    for first, _, features in registry.joins:
        why.setdefault(registry.of(first), []).append(", ".join(features))
    taken: set[str] = set()
    clusters = sorted(merged_names(registry).items(), key=lambda c: (registry.signatures[c[0]].kind, ledger.name(c[0])))
    for entity, members in clusters:
        forms = [registry.signatures[n] for n in members]
        head = registry.signatures[entity]
        yield {
            "id": identifier(head.kind[0].upper(), f"{head.kind}:{head.wikidata or head.name}:{head.country}", taken),
            "kind": "instrument" if head.kind == "document" else head.kind,
            "name": ledger.name(entity),
            "forms": list(dict.fromkeys(form.name for form in forms)),
            "short_name": next((form.short for form in forms if form.short), None),
            "wikidata": next((form.wikidata for form in forms if form.wikidata), None),
            "geonames_id": next((form.geonames for form in forms if form.geonames), None),
            "countries": sorted({state for n in members for state in registry.states_of(n)}),
            "posts": sorted({_post(post, ledger) for form in forms for post in form.posts}),
            "years": next((form.years for form in forms if form.years), None),
            "documents": sum(form.documents for form in forms),
            "joined_by": sorted(set(why.get(entity, ()))),
        }


def _post(post: tuple[str, int | None, str | None], ledger: Ledger) -> str:
    title, owner, country = post
    return ", ".join(filter(None, (title, ledger.name(owner) if owner is not None else country)))

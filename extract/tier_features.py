"""What a row says of itself: the features by which `extract.tiers` judges how sure it is.

A row is right if each of its parts is: of an event that it happened (`found`), its status, dates, places, participants
and bodies; of a commitment that it is one (`found`), its force, deadline and actors. Every feature speaks for one part
and is named after it: `dates: several`. A part of which a row has nothing that could be wrong has no features.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import schemas
from extract.language.later import later
from extract.language.sentences import paragraphs, sentences_of

Extent = tuple[int, int]
#: what stands before the name of the place where something is, and before the day on which something is
_AT = later(r"(?:^|[\s(«\"])(?:в|во|на|под|in|at)\s(?:[\w.]{1,14}\s)?[«\"]?$", re.IGNORECASE)
_ON = re.compile(r"(?:^|[\s(])(?:в|во|с|на|on|in|from)\s$", re.IGNORECASE)
_AT_WIDTH, _ON_WIDTH = 24, 6
_ITEM = later(r"\s*(?:\d{1,3}[.)]\s|[-–—•*·]\s|[а-яa-z]\)\s)")
_ENDS = later(r"[.!?:;…»\"]\s*$")
#: words of a sentence that tell of what is to come, of what was, of what somebody would like, of what frames the event,
#: and of a place without its name
_FUTURE = later(
    r"(?i)\b(?:(?:за)?планиру|запланирован|намечен|состо[ия]тся|пройд[её]т|пройдут|предсто|буд[еу]т\b|подготов|"
    r"готовит|следующ|очередн|ожида|will\b|to be held|scheduled|upcoming|next\b)"
)
_PAST = later(
    r"(?i)\b(?:прош(?:[её]л|ла|ло|ли)\b|прошедш|состоял|провед[её]н|завершил|итог|результат|(?:was|were) held|"
    r"took place)"
)
_WISH = later(
    r"(?i)\b(?:инициатив|предлож|предлаг|надею|надеял|мог(?:л[иоа])? бы|хотел|приглаш|заинтересован|propos|hope|invit)"
)
_FRAME = later(r"(?i)\b(?:по итогам|в рамках|в ходе|на полях|в преддверии|following|during|margins|sidelines)\b")
_UNNAMED_PLACE = later(r"(?i)\b(?:столиц|capital|там же|здесь)")
#: characters between a place and the words that tell the event
_NEAR = 40
#: names inside these are parts of longer names
_LONG_NAMES = frozenset({"position", "organization", "document"})
_PARTIES = ("person", "place", "organization", "position", "document")


class Page:
    """What the features of one record need to know of it."""

    def __init__(self, record: schemas.Record) -> None:
        self.record = record
        self.text = record.document.text or ""
        entities = record.entities
        groups: Sequence[tuple[str, Sequence[Any]]] = (
            ("date", entities.dates),
            ("place", entities.places),
            ("person", entities.persons),
            ("organization", entities.organizations),
        )
        self.kinds = {item.id: kind for kind, group in groups for item in group}
        self.items: dict[str, Any] = {item.id: item for _, group in groups for item in group}
        self.mentions = sorted(record.mentions, key=lambda m: (m.start, -m.end))
        self.types = Counter(event.type for event in record.events)
        self.events = sorted(e.trigger.start for e in record.events)
        self.lacks_years = any(d.edtf.startswith("XXXX") for d in entities.dates)
        self.year = self._year()
        self._starts = [m.start for m in self.mentions]
        self._nested = set(_nested(self.mentions))
        self._paragraphs = list(paragraphs(self.text)) or [(0, len(self.text))]
        self._openings = [start for start, _ in self._paragraphs]
        self._sentences: dict[int, list[Extent]] = {}

    # few rows have a feature of these

    @cached_property
    def by_id(self) -> dict[str, schemas.Mention]:
        return {m.id: m for m in self.record.mentions}

    @cached_property
    def cities(self) -> list[int]:
        return [m.start for m in self.mentions if m.type == "place" and self.is_city(m.entity)]

    @cached_property
    def named(self) -> Counter[str | None]:
        return Counter(m.entity for m in self.record.mentions)

    @cached_property
    def tellings(self) -> list[int]:
        return sorted(span.start for e in self.record.events for span in (e.trigger, *e.evidence))

    def features(self, item: schemas.Event | schemas.Commitment) -> list[str]:
        """The features of an event or commitment of this page, sorted."""
        return sorted(f"{part}: {name}" for part, names in self.by_part(item).items() for name in names)

    def by_part(self, item: schemas.Event | schemas.Commitment) -> dict[str, set[str]]:
        """The same by the part that they speak for, without its name before them."""
        parts = _EventParts(self, item) if isinstance(item, schemas.Event) else _CommitmentParts(self, item)
        return {part: set(names) for part, names in parts.all()}

    def _year(self) -> str | None:
        """The year that the page is of: that of its publication, else the one that it names most often."""
        if self.record.document.published:
            return self.record.document.published[:4]
        years = Counter(d.edtf[:4] for d in self.record.entities.dates if d.edtf[:4].isdigit() for _ in d.mentions)
        return years.most_common(1)[0][0] if years else None

    def paragraph(self, position: int) -> int:
        """Number of the paragraph that holds a position."""
        return max(bisect_right(self._openings, position) - 1, 0)

    def in_list(self, position: int) -> bool:
        return _ITEM.match(self.text, self._paragraphs[self.paragraph(position)][0]) is not None

    def in_heading(self, position: int) -> bool:
        """In a paragraph that no full stop ends."""
        return _ENDS.search(self.text[slice(*self._paragraphs[self.paragraph(position)])]) is None

    def sentence(self, position: int) -> Extent:
        """The sentence that holds a position."""
        number = self.paragraph(position)
        if number not in self._sentences:
            self._sentences[number] = list(sentences_of(self.text, *self._paragraphs[number]))
        started = bisect_right(self._sentences[number], position, key=lambda sentence: sentence[0])
        return self._sentences[number][started - 1] if started else self._paragraphs[number]

    def is_city(self, identifier: str | None) -> bool:
        return identifier in self.items and getattr(self.items[identifier], "kind", None) == "city"

    def within(self, extent: Extent, *kinds: str, nested: bool = False) -> list[schemas.Mention]:
        """Mentions of these kinds in a stretch of text; `nested`: also those inside longer names and posts."""
        some = self.mentions[bisect_left(self._starts, extent[0]) : bisect_left(self._starts, extent[1])]
        return [m for m in some if m.type in kinds and (nested or m.id not in self._nested)]

    def follows(self, mention: schemas.Mention, words: re.Pattern[str], width: int) -> bool:
        return words.search(self.text[max(mention.start - width, 0) : mention.start]) is not None

    def party(self, party: schemas.Party) -> str:
        """How a party was found and what it is: `stated person`."""
        return f"{party.basis} {self.kind(party)}"

    def kind(self, party: schemas.Party) -> str:
        return self.kinds.get(party.entity or "", "unnamed")


def _nested(mentions: Iterable[schemas.Mention]) -> Iterator[str]:
    """Ids of mentions inside a post or the name of a body or document."""
    outer: Extent = (-1, -1)
    for m in mentions:
        if m.end <= outer[1] and (m.start, m.end) != outer:
            yield m.id
        elif m.type in _LONG_NAMES:
            outer = (m.start, m.end)


def _between(positions: Sequence[int], start: int, end: int) -> int:
    """How many of the sorted positions lie in a stretch of text."""
    return bisect_left(positions, end) - bisect_left(positions, start)


def _up_to(number: int, most: int) -> str:
    return str(number) if number < most else f"{most} or more"


def _telling(rule: str | None) -> str:
    """What told an event: `event.session.noun:заседание` -> `noun`."""
    parts = (rule or "").split(":")[0].split(".")
    return parts[-1] if len(parts) > 2 else "other"


def _construction(rule: str | None) -> str:
    """A commitment's rule without its words: `commitment.plan.verb_infinitive:наметить` -> `plan.verb_infinitive`."""
    return (rule or "").split(":")[0].partition(".")[2] or "other"


def _unnamed_person(page: Page, party: schemas.Party) -> bool:
    """A person of whom the page names no post."""
    return page.kind(party) == "person" and not page.items[party.entity or ""].positions


class _EventParts:
    """Features of one event."""

    def __init__(self, page: Page, event: schemas.Event) -> None:
        self.page, self.event = page, event
        self.sentence = page.sentence(event.trigger.start)
        self.words = page.text[slice(*self.sentence)]
        self.told = f"{event.type} by {_telling(event.rule)}"
        taken = {*event.organizations, *event.dates, *event.places}
        taken |= {p.entity or "" for p in event.participants} | {p.affiliation or "" for p in event.participants}
        self.taken = taken
        self.shares = _between(page.events, *self.sentence) > 1

    def all(self) -> Iterator[tuple[str, Iterator[str]]]:
        yield "found", self._found()
        yield "status", self._status()
        yield "dates", self._dates()
        yield "places", self._places()
        if self.event.participants:
            yield "participants", self._participants()
        if self.event.organizations:
            yield "organizations", self._organizations()

    def _left(self, kind: str, *, nested: bool = False) -> list[schemas.Mention]:
        """What the sentence names and the event has not taken."""
        return [m for m in self.page.within(self.sentence, kind, nested=nested) if m.entity not in self.taken]

    def _found(self) -> Iterator[str]:
        e = self.event
        yield f"type {e.type}"
        yield self.told
        yield f"rule {e.rule}"
        yield f"status {e.status}"
        slots = (("D", e.dates), ("P", e.places), ("Q", e.participants), ("O", e.organizations))
        yield f"has {''.join(mark for mark, filled in slots if filled) or 'nothing'}"
        if not e.dates:
            yield "no date"
        if not e.participants:
            yield "nobody took part"
        for p in e.participants:
            yield self.page.party(p)
        if e.name:
            yield "named"
        if _WISH.search(self.words):
            yield f"a wish, {e.status}"
        if self.page.types[e.type] > 1:
            yield "one of several of its type"
            # told anew as if it were another
            if self.page.in_heading(e.trigger.start):
                yield "one of several, in a heading"
            if len(self.page.record.document.languages) > 1:
                yield "one of several, in two languages"

    def _status(self) -> Iterator[str]:
        e = self.event
        yield f"{e.type} {e.status}"
        yield f"told by {_telling(e.rule)}"
        if self.page.in_list(e.trigger.start):
            yield "list item"
        for name, pattern in (("to come", _FUTURE), ("past", _PAST), ("a wish", _WISH)):
            if pattern.search(self.words):
                yield f"{name}, {e.status}"
        if e.dates:
            day = self.page.items[e.dates[0]]
            yield f"anchor {day.anchor}"
            yield f"{day.precision}, {e.status}"

    def _dates(self) -> Iterator[str]:
        e, page = self.event, self.page
        yield self.told
        if page.lacks_years:
            yield "years missing on the page"
        if any(page.follows(m, _ON, _ON_WIDTH) for m in self._left("date", nested=True)):
            yield "left over after a preposition"
        if not e.dates:
            return
        if len(e.dates) > 1:
            yield "several"
        year = page.items[e.dates[0]].edtf[:4]
        if page.year is None or not year.isdigit():
            yield "no year"
        else:
            yield "this year" if year == page.year else "years before" if year < page.year else "years after"
        here = [m for m in page.within(self.sentence, "date", nested=True) if m.entity in e.dates]
        if here:
            yield f"rule {self._nearest(here).rule}"

    def _nearest(self, mentions: Iterable[schemas.Mention]) -> schemas.Mention:
        return min(mentions, key=lambda m: abs(m.start - self.event.trigger.start))

    def _places(self) -> Iterator[str]:
        e, page = self.event, self.page
        yield f"type {e.type}"
        if page.record.document.published:
            yield "published"
        if any(page.is_city(m.entity) for m in self._left("place", nested=True)):
            yield "city left over"
        if not e.places:
            yield "none"
            yield from (f"none, {what}" for what in self._without_place())
            return
        if page.is_city(e.places[0]):
            yield "city"
        here = [m for m in page.within(self.sentence, "place", nested=True) if m.entity in e.places]
        if not here:
            return
        yield "in its sentence"
        if any(page.follows(m, _AT, _AT_WIDTH) for m in here):
            yield "after a preposition"
        m, trigger = self._nearest(here), e.trigger
        start, end = (m.end, trigger.start) if m.start < trigger.start else (trigger.end, m.start)
        if end - start < _NEAR:
            yield "near"
        if _between(page.tellings, start, end):
            yield "another event between"
        if end > start and page.text.count(",", start, end) > 1:
            yield "commas between"

    def _without_place(self) -> Iterator[str]:
        """What makes it likely or unlikely that an event without a place has one."""
        e, page = self.event, self.page
        yield e.type
        yield e.status
        if e is page.record.events[0]:
            yield "first of its page"
        if e.evidence:
            yield "told again"
        if e.within is not None:
            yield "within another"
        if _UNNAMED_PLACE.search(self.words):
            yield "unnamed place"
        if self.shares:
            yield "shares its sentence"
        if page.record.document.published:
            yield "published"
        cities = bisect_left(page.cities, self.sentence[0])
        if not cities:
            yield "no city before"
        elif page.paragraph(page.cities[cities - 1]) >= page.paragraph(e.trigger.start) - 1:
            yield "city just before"

    def _participants(self) -> Iterator[str]:
        e, page = self.event, self.page
        yield self.told
        yield f"rule {e.rule}"
        kinds = {page.kind(p) for p in e.participants}
        if len(kinds) > 1:
            yield "mixed"
        if e.type in {"meeting", "call"} and kinds == {"person"} and len(e.participants) == 2:
            yield "two persons meet"
        if all(p.basis == "stated" for p in e.participants):
            yield "all stated"
        if _FRAME.search(self.words):
            yield "within a frame"
        for p in e.participants:
            yield page.party(p)
            yield f"{page.kind(p)} as {p.role}"
            yield f"role {p.role}"
            if page.kind(p) == "person" and p.position is None:
                yield "person without a post"
        start, end = self.sentence
        here = sum(p.start is not None and start <= p.start < end for p in e.participants)
        if 0 < here < len(e.participants):
            yield "some elsewhere"
        words = len(self.words.split())
        size = "under 12" if words < 12 else "under 20" if words < 20 else "under 30" if words < 30 else "over 30"
        yield f"sentence of {size} words"

    def _organizations(self) -> Iterator[str]:
        e, page = self.event, self.page
        if e.participants:
            yield "participants too"
        if e.documents:
            yield "documents"
        if len(e.organizations) > 1:
            yield "several"
        yield f"told {_up_to(len(e.evidence) + 1, 3)}"
        yield f"left over {_up_to(len({m.entity for m in self._left('organization')}), 2)}"
        here = page.within(self.sentence, "organization", nested=True)
        if any(m.entity in e.organizations and 0 <= m.start - e.trigger.end <= 3 for m in here):
            yield "next"


def _several_for_one(parties: Sequence[schemas.Party]) -> bool:
    """More than two that the same words stand for."""
    spans = Counter((p.start, p.end) for p in parties if p.start is not None)
    return any(number > 2 for number in spans.values())


class _CommitmentParts:
    """Features of one commitment."""

    def __init__(self, page: Page, commitment: schemas.Commitment) -> None:
        self.page, self.item = page, commitment
        self.sentence = page.sentence(commitment.cue.start)
        self.construction = _construction(commitment.rule)
        self.frame = self.construction.rpartition(".")[2].rpartition("_")[2]
        self.actors = sorted({page.party(a) for a in commitment.actors}) or ["no actor"]

    def all(self) -> Iterator[tuple[str, Iterator[str]]]:
        yield "found", self._found()
        yield "force", self._force()
        yield "deadline", self._deadline()
        yield "actors", self._actors()

    def _dated(self) -> str:
        if self.item.deadline or self.item.timeframe:
            return "dated"
        return "date left over" if self.page.within(self.sentence, "date", nested=True) else "undated"

    def _found(self) -> Iterator[str]:
        c = self.item
        yield f"status {c.status}"
        yield f"frame {self.frame}"
        yield self.construction
        yield self._dated()
        yield from (f"{actor}, {self.frame}" for actor in self.actors)
        yield from (f"gives {what}" for what in c.specifics)
        yield from self._between()
        if c.language == "en":
            yield "English"
        words = len(c.action.text.split())
        yield f"action of {'one word' if words == 1 else 'a few words' if words < 4 else 'words'}"
        first = self.item.actors[0] if self.item.actors else None
        if first is not None and first.end is not None and "," in self.page.text[first.end : c.cue.start]:
            yield "comma between"

    def _between(self) -> Iterator[str]:
        """Names between an actor of the sentence and the word that carries the force."""
        first = self.item.actors[0] if self.item.actors else None
        cue = self.item.cue
        if first is not None and first.start is not None and self.sentence[0] <= first.start <= cue.start:
            names = self.page.within((first.end or 0, cue.start), *_PARTIES)
            yield f"names between {_up_to(len(names), 3)}"

    def _force(self) -> Iterator[str]:
        c = self.item
        yield f"status {c.status}"
        yield f"frame {self.frame}"
        yield f"rule {c.rule}"
        yield self._dated()
        yield from (f"{actor}, {c.force}" for actor in self.actors)
        if self.page.in_list(c.cue.start):
            yield "list item"
        if c.language == "en":
            yield "English"

    def _deadline(self) -> Iterator[str]:
        c, page = self.item, self.page
        yield f"status {c.status}"
        sentence, clause = (
            {m.entity for m in page.within(extent, "date", nested=True)}
            for extent in (self.sentence, (c.clause.start, c.clause.end))
        )
        yield f"dates in the sentence {_up_to(len(sentence), 3)}"
        yield f"dates in the clause {_up_to(len(clause), 3)}"
        value = c.deadline or c.timeframe
        if value is None:
            return
        if value.startswith("X"):
            yield "without a year"
        if "/" in value:
            yield "period"
        yield f"value of {len(value)}"
        mention = page.by_id.get(c.deadline_mention or c.timeframe_mention or "")
        if mention is not None:
            yield f"rule {mention.rule}"
            if (sentence | clause) - {mention.entity}:
                yield "another date too"

    def _actors(self) -> Iterator[str]:
        c, page = self.item, self.page
        yield f"force {c.force}"
        yield f"status {c.status}"
        for actor in self.actors:
            yield f"{actor}, {self.frame}"
            yield f"{actor}, {c.force}"
            yield f"{actor}, {c.status}"
        yield from self._between()
        if len({page.kind(a) for a in c.actors}) > 1:
            yield "mixed"
        if any(_unnamed_person(page, a) for a in c.actors):
            yield "person without a post"
        if c.actors and c.actors[0].entity is not None:
            yield f"named {_up_to(page.named[c.actors[0].entity], 4)}"
        if c.language == "en":
            yield "English"
            yield from (f"English, {actor}" for actor in self.actors)
        if _several_for_one(c.actors):
            # `главы государств` read as each of their states
            yield "several for one word"
        if not c.actors or c.actors[0].basis != "stated":
            persons = len(page.record.entities.persons)
            yield f"persons on the page {_up_to(persons, 3) if persons < 6 else 'many'}"

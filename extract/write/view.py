"""A record as people read it: names for ids, dates as days, quotes on one line. It adds nothing to the record."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias

from extract.language.match_text import match_text
from extract.language.sentences import paragraphs, sentences_of
from extract.write.labels import MONTHS, Lang, label
from schemas import (
    Commitment,
    Date,
    Event,
    Instrument,
    Mention,
    Organization,
    Participant,
    Party,
    Person,
    Place,
    Record,
    Span,
)
from schemas.edtf import bounds

#: bold type and headings of Markdown around a sentence that is shown for context
_MARKUP = re.compile(r"\*{2,3}|^#{1,6} ")
_SPACE = re.compile(r"\s+")
#: quarters and half-years of EDTF
_PARTS = {
    "33": ("I", "quarter"),
    "34": ("II", "quarter"),
    "35": ("III", "quarter"),
    "36": ("IV", "quarter"),
    "40": ("I", "half_year"),
    "41": ("II", "half_year"),
}
_STEM = 6
#: a sentence that is a page of list items is no quote
_MAX_QUOTE = 1500


#: what readers said of a record: cells by id, as `extract.review` gives them
Reviewed: TypeAlias = Callable[[Record], Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class DateView:
    """A date for a table: first and last day where the calendar knows them, the words, and where the year is from."""

    first: date | None = None
    last: date | None = None
    written: str = ""
    basis: str = ""
    edtf: str = ""


def clean(words: str) -> str:
    """`words` on one line, without characters that steer a terminal or break a sheet."""
    line = _SPACE.sub(" ", words).strip()
    # nearly all are: only then is each character looked at
    return line if line.isprintable() else "".join(filter(str.isprintable, line)).strip()


def day_words(edtf: str, lang: Lang) -> str:
    """A date value in the reader's notation: `05.06.2024`, `июнь 2024`, `12.05 (год неизвестен)`."""
    if "/" in edtf:
        return " – ".join("…" if end == ".." else day_words(end, lang) for end in edtf.split("/"))
    year, *rest = edtf.split("-")
    if year == "XXXX":
        if not rest or rest[0] == "XX":
            return label("word", "day_unknown" if len(rest) == 2 else "year_unknown", lang)
        return f"{_known_part(rest, lang)} ({label('word', 'year_unknown', lang)})"
    if year.endswith("X"):
        return f"{year[:3]}0-е" if lang == "ru" else f"{year[:3]}0s"
    if not rest:
        return year
    if rest[0] in _PARTS:
        number, unit = _PARTS[rest[0]]
        return f"{number} {label('word', unit, lang)} {year}"
    if "XX" in rest:
        return year if rest[0] == "XX" else f"{_known_part(rest[:1], lang)} {year}"
    if len(rest) == 1:
        return f"{_known_part(rest, lang)} {year}"
    return ".".join([*reversed(rest), year]) if lang == "ru" else edtf


def _known_part(rest: Sequence[str], lang: Lang) -> str:
    """A month by its name, or a day of a month."""
    if len(rest) == 1 or rest[1] == "XX":
        return MONTHS[lang][int(rest[0]) - 1]
    return f"{rest[1]}.{rest[0]}" if lang == "ru" else "-".join(rest)


class View:
    """Reads one record for people in one language."""

    def __init__(self, record: Record, lang: Lang = "ru", reviewed: Mapping[str, Sequence[str]] | None = None) -> None:
        """`reviewed` holds the cells of what readers said, by id: see `extract.review`."""
        self.record = record
        self.lang = lang
        self._reviewed = reviewed or {}
        entities = record.entities
        self.persons: dict[str, Person] = {item.id: item for item in entities.persons}
        self.organizations: dict[str, Organization] = {item.id: item for item in entities.organizations}
        self.places: dict[str, Place] = {item.id: item for item in entities.places}
        self.dates: dict[str, Date] = {item.id: item for item in entities.dates}
        self.documents: dict[str, Instrument] = {item.id: item for item in entities.documents}
        self.mentions: dict[str, Mention] = {item.id: item for item in record.mentions}
        self.events: dict[str, Event] = {item.id: item for item in record.events}
        self.commitments: dict[str, Commitment] = {item.id: item for item in record.commitments}
        self._event_dates: dict[str, DateView] = {}
        self._split: dict[int, list[tuple[int, int]]] = {}

    def label(self, group: str, value: str | None) -> str:
        return label(group, value, self.lang)

    def labels(self, group: str, values: Iterable[str]) -> str:
        return "; ".join(self.label(group, value) for value in values)

    def review_cell(self, identifier: str, number: int, tier: str | None = None) -> str:
        """The cell of one of `REVIEW_COLUMNS` for a thing; without a verdict its tier, as the program gave it."""
        cells = self._reviewed.get(identifier)
        if cells is not None:
            return cells[number]
        return self.label("tier", tier) if number == 0 else ""

    # --- names

    def name(self, entity: str | None) -> str:
        """Name of any entity; organizations by short name, where there is one, with their country."""
        if entity is None:
            return ""
        if (body := self.organizations.get(entity)) is not None:
            if body.short_name is None:
                return body.name
            return f"{body.short_name} ({self.country(body.country)})" if body.country else body.short_name
        named: Person | Place | Instrument | None = (
            self.persons.get(entity) or self.places.get(entity) or self.documents.get(entity)
        )
        if named is not None:
            return named.name
        if (day := self.dates.get(entity)) is not None:
            return day_words(day.edtf, self.lang)
        return entity

    def country(self, code: str | None) -> str:
        """Name of a country as the document's places give it, else its code."""
        return self._countries.get(code or "", code or "")

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {item.country: item.name for item in self.places.values() if item.kind == "country" and item.country}

    def names(self, entities: Iterable[str]) -> str:
        return "; ".join(self.name(entity) for entity in entities)

    def posts(self, person: str) -> str:
        """The posts of a person, each with its owner."""
        return "; ".join(
            ", ".join(filter(None, (post.title, self.name(post.organization) or self.country(post.country))))
            for post in self.persons[person].positions
        )

    def full_name(self, entity: str | None) -> str:
        """Name, of a person with posts."""
        name = self.name(entity)
        posts = self.posts(entity) if entity in self.persons and entity is not None else ""
        return f"{name} ({posts})" if posts else name

    def parties(self, parties: Sequence[Party]) -> str:
        """Names of parties; words that only point to them follow in quotation marks, once for all they stand for."""
        shown: list[str] = []
        for number, party in enumerate(parties):
            following = parties[number + 1] if number + 1 < len(parties) else None
            same_words = following is not None and party.start is not None and following.start == party.start
            shown.append(self._party(party, with_words=not same_words))
        return "; ".join(shown)

    def _party(self, party: Party, *, with_words: bool) -> str:
        name = self.full_name(party.entity)
        if party.text is None:
            return f"{name} [{self.label('word', 'by_context')}]"
        words = clean(party.text)
        if not name:
            return words
        if self.is_collective(party):
            # a collective is linked to the body it belongs to, but it is not the body
            return f"{words} [{name}]"
        return name if party.basis == "stated" or not with_words else f"{name} [«{words}»]"

    def is_collective(self, party: Party) -> bool:
        """True if the party's words are a group linked to a body that they belong to, not the body itself."""
        if party.entity is None or party.text is None or party.entity in self.persons:
            return False
        return not self._names_entity(party) if party.basis == "stated" else self._holds_entity(party)

    def _holds_entity(self, party: Party) -> bool:
        """True if the party's words are something larger that holds a name of its entity."""
        return not self._names_entity(party) and any(
            (party.start or 0) <= m.start and m.end <= (party.end or 0) for m in self._mentions_of.get(party.entity, ())
        )

    @cached_property
    def _mentions_of(self) -> dict[str | None, list[Mention]]:
        found: dict[str | None, list[Mention]] = {}
        for mention in self.record.mentions:
            found.setdefault(mention.entity, []).append(mention)
        return found

    def _names_entity(self, party: Party) -> bool:
        """True if the party's words are a name of its entity, not something larger that holds one."""
        return any(
            m.start <= (party.start or 0) and (party.end or 0) <= m.end for m in self._mentions_of.get(party.entity, ())
        )

    # --- dates

    def date(self, entity: str | None, mention: str | None = None) -> DateView:
        """A date entity; the words are those of `mention`, or of its first mention."""
        if entity is None or (day := self.dates.get(entity)) is None:
            return DateView()
        first, last = bounds(day.edtf)
        words = self.mentions.get(mention or (day.mentions[0] if day.mentions else ""))
        basis = "stated" if day.anchor == "text" and not day.inferred else day.anchor
        return DateView(first, last, clean(words.text) if words else "", self.label("date_basis", basis), day.edtf)

    def mentioned_date(self, mention: str | None) -> DateView:
        """The date that a mention names."""
        found = self.mentions.get(mention) if mention is not None else None
        return self.date(found.entity, found.id) if found is not None else DateView()

    def deadline(self, commitment: Commitment) -> DateView:
        return self._value(commitment.deadline, commitment.deadline_mention)

    def timeframe(self, commitment: Commitment) -> DateView:
        return self._value(commitment.timeframe, commitment.timeframe_mention)

    def _value(self, edtf: str | None, mention: str | None) -> DateView:
        if edtf is None:
            return DateView()
        shown = self.mentioned_date(mention)
        return DateView(*bounds(edtf), shown.written, shown.basis, edtf)

    def event_date(self, event: Event | None) -> DateView:
        """All dates of an event as one row: from the first to the last day, words and bases joined."""
        if event is None or not event.dates:
            return DateView()
        found = self._event_dates.get(event.id)
        if found is None:
            found = self._event_dates[event.id] = self._joined_dates(event)
        return found

    def _joined_dates(self, event: Event) -> DateView:
        parts = [self.date(entity) for entity in event.dates]
        firsts = [part.first for part in parts if part.first is not None]
        lasts = [part.last for part in parts if part.last is not None]
        return DateView(
            min(firsts, default=None),
            max(lasts, default=None),
            "; ".join(part.written for part in parts if part.written),
            "; ".join(dict.fromkeys(part.basis for part in parts)),
            "; ".join(part.edtf for part in parts),
        )

    # --- events and quotes

    def event_title(self, event: str | None) -> str:
        """An event in a few words: type, number, name, date, places."""
        if event is None or (item := self.events.get(event)) is None:
            return ""
        days = ", ".join(self.name(entity) for entity in item.dates)
        return ", ".join(filter(None, (self.event_kind(item), days, self.names(item.places))))

    def event_kind(self, event: Event) -> str:
        """Type, number and name; a name that holds the type goes without it."""
        kind = self.label("event_type", event.type)
        number = event.number or ""
        if number.isdigit():
            kind, number = f"{kind} {'№' if self.lang == 'ru' else 'No.'} {number}", ""
        if event.name is None:
            return f"{number} {kind}".strip()
        # the first letters are enough: names come in full, labels without endings to agree with
        named = kind[:_STEM].lower() in event.name.lower() and (number or not event.number)
        return " ".join(filter(None, (number, "" if named else kind, f"«{clean(event.name)}»")))

    def participant_name(self, participant: Participant) -> str:
        """Name of the participant alone; a quoted collective by its words."""
        words = clean(participant.text or "")
        name = self.name(participant.entity)
        if name and participant.basis == "stated" and participant.entity not in self.persons:
            return name if self._names_entity(participant) else f"{words} [{name}]"
        return name or words

    def participants(self, event: Event) -> str:
        """All participants, each with post, affiliation and any role beyond taking part."""
        shown = []
        for item in event.participants:
            name = self.participant_name(item)
            post = ", ".join(filter(None, (item.position, self.affiliation(item))))
            role = self.label("role", item.role) if item.role != "participant" else ""
            details = "; ".join(filter(None, (post, role)))
            shown.append(f"{name} ({details})" if details else name)
        return "; ".join(shown)

    def affiliation(self, participant: Participant) -> str:
        return self.name(participant.affiliation)

    def dates_without_year(self) -> int:
        """How many dates hold an unknown year."""
        return sum("XXXX" in item.edtf for item in self.record.entities.dates)

    def quote(self, span: Span) -> str:
        """The sentence around a span, or the span itself if the record came without its text."""
        return self.quote_at(span.start, span.end) or clean(span.text)

    def quote_at(self, start: int, end: int | None = None) -> str:
        """The sentence that holds the words from `start` to `end`, empty if the record came without its text."""
        text = self.record.document.text
        found = self.sentence(start)
        if text is None or found is None:
            return ""
        first, last = found
        words = clean(_MARKUP.sub("", text[first : max(last, end or start)]))
        return words if len(words) <= _MAX_QUOTE else words[: _MAX_QUOTE - 1] + "…"

    def sentence(self, start: int) -> tuple[int, int] | None:
        """The sentence that holds the words from `start`; `None` if the record came without its text."""
        number = bisect_right(self._paragraphs, start, key=itemgetter(0)) - 1
        while number >= 0:
            before = [span for span in self._sentences_of(number) if span[0] <= start]
            if before:
                return before[-1]
            number -= 1
        return None

    def _sentences_of(self, paragraph: int) -> list[tuple[int, int]]:
        """The sentences of a paragraph, split when they are first asked for: most never are."""
        found = self._split.get(paragraph)
        if found is None:
            found = self._split[paragraph] = list(sentences_of(self._copy, *self._paragraphs[paragraph]))
        return found

    @cached_property
    def _copy(self) -> str:
        return match_text(self.record.document.text or "")

    @cached_property
    def _paragraphs(self) -> list[tuple[int, int]]:
        return list(paragraphs(self._copy))

    def translations(self) -> tuple[dict[str, Commitment], set[str]]:
        """See `translations`."""
        return translations(self.record)


def translations(record: Record) -> tuple[dict[str, Commitment], set[str]]:
    """Translation pairs: id of the row -> the commitment in the other language, and the ids that get no row."""
    known = {item.id for item in record.commitments}
    other: dict[str, Commitment] = {}
    hidden: set[str] = set()
    for item in record.commitments:
        target = item.translation_of
        if target is None or target not in known or item.id in other:
            continue
        # a translation of a row that is itself hidden, or a second one, keeps its own row
        if target in other or target in hidden:
            continue
        other[target] = item
        hidden.add(item.id)
    return other, hidden

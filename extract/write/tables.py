"""The tables an analyst reads, made from records: one row per commitment, event, participant and source.

A table is a tuple of columns; a column knows its heading in both languages, its width and how to get its value. A new
column is one line here and appears in every output that writes tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeAlias, TypeVar

from extract.write.labels import REVIEW_COLUMNS, Lang
from extract.write.view import DateView, View, clean
from schemas import REFUSED, Commitment, Event, Mention, Participant
from schemas.edtf import bounds

Cell: TypeAlias = "str | int | date | None"
R = TypeVar("R")


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: headings, width in characters, value of a row."""

    ru: str
    en: str
    width: int
    value: Callable[[R], Cell]

    def heading(self, lang: Lang) -> str:
        return self.ru if lang == "ru" else self.en


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment, with the one in the other language that says the same."""

    view: View
    item: Commitment
    other: Commitment | None


@dataclass(frozen=True)
class EventRow:
    view: View
    item: Event


@dataclass(frozen=True)
class ParticipantRow:
    view: View
    event: Event
    item: Participant


@dataclass(frozen=True)
class MentionRow:
    view: View
    item: Mention


@dataclass(frozen=True)
class SourceRow:
    view: View


@dataclass(frozen=True)
class Table(Generic[R]):
    """A named table: its columns and the rows that a record gives."""

    name: str
    columns: tuple[Column[R], ...]
    rows: Callable[[View], Iterator[R]]

    def cells(self, view: View) -> Iterator[list[Cell]]:
        """The rows of one record."""
        for row in self.rows(view):
            yield [column.value(row) for column in self.columns]


def _dated(
    ru: str, en: str, get: Callable[[Any], DateView], *, full: bool = True, width: int = 12
) -> tuple[Column[Any], ...]:
    """Columns for one date: from, to, as written, and (in `full`) where it is from and its EDTF value."""
    columns: tuple[Column[Any], ...] = (
        Column(f"{ru}: с", f"{en}: from", width, lambda row: get(row).first),
        Column(f"{ru}: по", f"{en}: to", width, lambda row: get(row).last),
        Column(f"{ru}: в тексте", f"{en}: as written", 18, lambda row: get(row).written),
    )
    if full:
        columns += (
            Column(f"{ru}: основание", f"{en}: basis", 16, lambda row: get(row).basis),
            Column(f"{ru}: EDTF", f"{en}: EDTF", 14, lambda row: get(row).edtf),
        )
    return columns


# --- columns that every table ends with


def _published(view: View) -> Cell:
    published = view.record.document.published
    return bounds(published)[0] if published else None


_DOCUMENT: tuple[Column[Any], ...] = (
    Column("Документ", "Document", 24, lambda row: row.view.record.document.id),
    Column("Заголовок", "Title", 30, lambda row: row.view.record.document.title),
    Column("Издатель", "Publisher", 18, lambda row: row.view.record.document.publisher),
    Column("Опубликовано", "Published", 12, lambda row: _published(row.view)),
    Column("Адрес страницы", "URL", 30, lambda row: row.view.record.document.url),
)


def _review_column(number: int) -> Column[Any]:
    ru, en, width = REVIEW_COLUMNS[number]
    return Column(ru, en, width, lambda r: r.view.review_cell(r.item.id, number, getattr(r.item, "tier", None)))


#: how far a row can be taken as it is, and what readers said of it; the columns a person fills in
_REVIEW: tuple[Column[Any], ...] = tuple(map(_review_column, range(len(REVIEW_COLUMNS))))


def _trace(key: Callable[[Any], str], rule: Callable[[Any], str | None]) -> tuple[Column[Any], ...]:
    """Where the row comes from: for finding it again in the record and for reporting errors."""
    return (Column("Правило", "Rule", 24, rule), Column("Ключ записи", "Record key", 30, key))


# --- commitments


def _notes(row: CommitmentRow) -> str:
    view, item = row.view, row.item
    notes = []
    for number, target in (("restates", item.restates), ("responds_to", item.responds_to)):
        if target is not None and (earlier := view.commitments.get(target)) is not None:
            force = view.label("force", earlier.force)
            notes.append(f"{view.label('word', number)} ({force}): «{clean(earlier.clause.text)}»")
    if row.other is not None and row.other.force != item.force:
        notes.append(f"{view.label('word', 'translation_force')}: {view.label('force', row.other.force)}")
    if item.evidence:
        notes.append(f"{view.label('word', 'also_told')}: {', '.join(clean(span.text) for span in item.evidence)}")
    return "; ".join(notes)


def _theme(row: CommitmentRow) -> str:
    return clean(row.item.theme.text) if row.item.theme else ""


def _negated(row: CommitmentRow) -> str:
    return row.view.label("word", "yes") if row.item.negated else ""


def _responsible(row: CommitmentRow) -> str:
    return "; ".join(map(row.view.full_name, row.item.responsible))


COMMITMENTS: Table[CommitmentRow] = Table(
    "Commitments",
    (
        Column("Вид", "Force", 16, lambda r: r.view.label("force", r.item.force)),
        Column("Кто", "Actors", 32, lambda r: r.view.parties(r.item.actors)),
        Column("Что", "Action", 50, lambda r: clean(r.item.action.text)),
        Column("Отрицание", "Negated", 11, _negated),
        Column("Предмет", "Theme", 24, _theme),
        Column("К кому обращено", "Addressees", 24, lambda r: r.view.parties(r.item.addressees)),
        Column("Исполнитель", "Responsible", 24, _responsible),
        Column("Вместе с кем", "Partners", 24, lambda r: r.view.parties(r.item.partners)),
        *_dated("Срок", "Deadline", lambda r: r.view.deadline(r.item)),
        *_dated("Период", "Timeframe", lambda r: r.view.timeframe(r.item), full=False),
        Column("Темы", "Topics", 24, lambda r: r.view.labels("topic", r.item.topics)),
        Column("Цитата", "Quote", 60, lambda r: clean(r.item.clause.text)),
        Column("Слово-сигнал", "Cue", 18, lambda r: clean(r.item.cue.text)),
        Column(
            "Цитата на другом языке",
            "Quote in the other language",
            60,
            lambda r: clean(r.other.clause.text) if r.other else "",
        ),
        Column("Как сказано", "Status", 16, lambda r: r.view.label("commitment_status", r.item.status)),
        Column("Чьи слова", "Attributed to", 24, lambda r: r.view.full_name(r.item.attributed_to)),
        Column("Уточнено", "Specifics", 16, lambda r: r.view.labels("specific", r.item.specifics)),
        Column("Событие", "Event", 36, lambda r: r.view.event_title(r.item.event)),
        *_dated("Дата события", "Event date", lambda r: r.view.event_date(r.view.events.get(r.item.event))),
        Column("О каком событии", "Target event", 30, lambda r: r.view.event_title(r.item.target_event)),
        Column("Примечания", "Notes", 40, _notes),
        *_REVIEW,
        *_DOCUMENT,
        *_trace(lambda r: r.item.key, lambda r: r.item.rule),
    ),
    lambda view: _commitment_rows(view),
)


def _commitment_rows(view: View) -> Iterator[CommitmentRow]:
    other, hidden = view.translations()
    for item in view.record.commitments:
        if item.id not in hidden:
            yield CommitmentRow(view, item, other.get(item.id))


# --- events


def _further_quotes(row: EventRow) -> str:
    quotes = dict.fromkeys(row.view.quote(span) for span in row.item.evidence)
    quotes.pop(row.view.quote(row.item.trigger), None)
    return " / ".join(quotes)


EVENTS: Table[EventRow] = Table(
    "Events",
    (
        Column("Тип", "Type", 18, lambda r: r.view.label("event_type", r.item.type)),
        Column("Состояние", "Status", 13, lambda r: r.view.label("event_status", r.item.status)),
        Column("Название", "Name", 26, lambda r: r.item.name),
        Column("Номер", "Number", 9, lambda r: r.item.number),
        *_dated("Дата", "Date", lambda r: r.view.event_date(r.item)),
        Column("Место", "Places", 18, lambda r: r.view.names(r.item.places)),
        Column("Участники", "Participants", 50, lambda r: r.view.participants(r.item)),
        Column("Организации", "Organizations", 26, lambda r: r.view.names(r.item.organizations)),
        Column("Документы", "Documents", 36, lambda r: r.view.names(r.item.documents)),
        Column("Форма", "Mode", 13, lambda r: r.view.label("mode", r.item.mode)),
        Column("В рамках", "Within", 30, lambda r: r.view.event_title(r.item.within)),
        Column("Темы", "Topics", 24, lambda r: r.view.labels("topic", r.item.topics)),
        Column("Обязательств", "Commitments", 13, lambda r: len(r.item.commitments)),
        Column("Цитата", "Quote", 60, lambda r: r.view.quote(r.item.trigger)),
        Column("Слово-сигнал", "Trigger", 18, lambda r: clean(r.item.trigger.text)),
        Column("Другие упоминания", "Other tellings", 50, _further_quotes),
        *_REVIEW,
        *_DOCUMENT,
        *_trace(lambda r: r.item.key, lambda r: r.item.rule),
    ),
    lambda view: (EventRow(view, item) for item in view.record.events),
)


# --- participants


def _participant_quote(row: ParticipantRow) -> str:
    return row.view.quote_at(row.item.start) if row.item.start is not None else row.view.quote(row.event.trigger)


PARTICIPANTS: Table[ParticipantRow] = Table(
    "Participants",
    (
        Column("Участник", "Participant", 30, lambda r: r.view.participant_name(r.item)),
        Column("Роль", "Role", 18, lambda r: r.view.label("role", r.item.role)),
        Column("Должность", "Position", 32, lambda r: r.item.position),
        Column("Представляет", "Affiliation", 26, lambda r: r.view.affiliation(r.item)),
        Column("Событие", "Event", 36, lambda r: r.view.event_title(r.event.id)),
        *_dated("Дата события", "Event date", lambda r: r.view.event_date(r.event)),
        Column("Место", "Places", 18, lambda r: r.view.names(r.event.places)),
        Column("Состояние события", "Event status", 13, lambda r: r.view.label("event_status", r.event.status)),
        Column("Основание", "Basis", 18, lambda r: r.view.label("basis", r.item.basis)),
        Column("В тексте", "As written", 24, lambda r: clean(r.item.text or "")),
        Column("Цитата", "Quote", 60, _participant_quote),
        *_DOCUMENT,
        Column("Ключ события", "Event key", 30, lambda r: r.event.key),
    ),
    lambda view: (ParticipantRow(view, event, item) for event in view.record.events for item in event.participants),
)


# --- mentions


def _value(row: MentionRow) -> Cell:
    """What the words stand for, for programs: EDTF, ISO code, Wikidata id."""
    view, entity = row.view, row.item.entity or ""
    if entity in view.dates:
        return view.dates[entity].edtf
    if entity in view.places:
        return view.places[entity].country
    return view.organizations[entity].wikidata if entity in view.organizations else None


MENTIONS: Table[MentionRow] = Table(
    "Mentions",
    (
        Column("Вид", "Type", 14, lambda r: r.view.label("mention_type", r.item.type)),
        Column("В тексте", "As written", 40, lambda r: clean(r.item.text)),
        Column("Кто или что", "Name", 40, lambda r: r.view.name(r.item.entity)),
        Column("Значение", "Value", 18, _value),
        Column("С знака", "Start", 10, lambda r: r.item.start),
        Column("По знак", "End", 10, lambda r: r.item.end),
        Column("Язык", "Language", 12, lambda r: r.view.label("language", r.item.language)),
        *_DOCUMENT,
        Column("Правило", "Rule", 24, lambda r: r.item.rule),
    ),
    lambda view: (MentionRow(view, item) for item in view.record.mentions),
)


# --- sources


def _remarks(row: SourceRow) -> str:
    remarks = (clean(item.message) for item in row.view.record.diagnostics if item.code != REFUSED)
    return "; ".join(dict.fromkeys(remarks))


SOURCES: Table[SourceRow] = Table(
    "Sources",
    (
        *(column for column in _DOCUMENT if column.en != "URL"),
        Column(
            "Дата публикации: основание",
            "Published: basis",
            18,
            lambda r: r.view.label("published_basis", r.view.record.document.published_basis),
        ),
        *(column for column in _DOCUMENT if column.en == "URL"),
        Column("Файл", "File", 26, lambda r: r.view.record.document.source),
        Column("Языки", "Languages", 18, lambda r: r.view.labels("language", r.view.record.document.languages)),
        Column("Знаков", "Characters", 10, lambda r: r.view.record.document.length),
        Column("Упоминаний", "Mentions", 12, lambda r: len(r.view.record.mentions)),
        Column("Событий", "Events", 10, lambda r: len(r.view.record.events)),
        Column("Обязательств", "Commitments", 13, lambda r: len(r.view.record.commitments)),
        Column("Дат без года", "Dates without a year", 12, lambda r: r.view.dates_without_year()),
        Column("Замечания", "Remarks", 50, _remarks),
        Column("SHA-256", "SHA-256", 30, lambda r: r.view.record.document.sha256),
    ),
    lambda view: iter((SourceRow(view),)),
)

TABLES: tuple[Table[Any], ...] = (COMMITMENTS, EVENTS, PARTICIPANTS, SOURCES)

"""Tables of the ledger for people: threads, what is due, what is new; for the terminal, CSV and workbooks."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from extract.ledger.due import DueRow, NewRow
from extract.ledger.look import Look
from extract.ledger.own import OwnMatch
from extract.ledger.rows import ThreadRow
from extract.ledger.story import Entry
from extract.ledger.why import words_of
from extract.write.flat import SEPARATORS, cell
from extract.write.labels import Lang, label
from extract.write.tables import Column
from extract.write.workbook import Sheet, Workbook

_WIDE = 50


def _kind(entry: Entry | None, lang: Lang) -> str:
    if entry is None:
        return ""
    groups = {"commitment": "force", "report": "report_kind", "event": "event_status"}
    return label(groups[entry.item], entry.kind, lang)


def _actors(entry: Entry | None) -> str:
    return "; ".join(entry.actors) if entry is not None else ""


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def due_columns(lang: Lang) -> tuple[Column[DueRow], ...]:
    """Columns of what is due."""
    return (
        Column("Положение", "Status", 16, lambda row: label("due_status", row.status, lang)),
        Column("Срок", "Due", 12, lambda row: row.story.due_day),
        Column("Срок: EDTF", "Due: EDTF", 14, lambda row: row.story.due),
        Column("Что обещано", "What was promised", _WIDE, lambda row: row.promise.quote),
        Column("Кто", "Who", 30, lambda row: _actors(row.promise)),
        Column("Сила", "Force", 16, lambda row: _kind(row.promise, lang)),
        Column("Сказано", "Said", 12, lambda row: _day(row.promise.published)),
        Column("Документ", "Document", 20, lambda row: row.promise.document),
        Column("Ход дела", "State", 14, lambda row: label("thread_state", row.story.state, lang)),
        Column("Последняя весть", "Last heard", 16, lambda row: _day(row.story.entries[-1].published)),
        Column("Упомянуто ещё (документов)", "Mentioned again (documents)", 12, lambda row: row.mentioned_again),
        Column("Нить", "Thread", 14, lambda row: row.thread.id),
    )


def new_columns(lang: Lang) -> tuple[Column[NewRow], ...]:
    """Columns of what is new."""
    return (
        Column("Что нового", "What is new", 14, lambda row: label("new_status", row.status, lang)),
        Column("Дата", "Date", 12, lambda row: _day(row.entry.published)),
        Column("Вид", "Kind", 16, lambda row: _kind(row.entry, lang)),
        Column("Цитата", "Quote", _WIDE, lambda row: row.entry.quote),
        Column("Кто", "Who", 30, lambda row: _actors(row.entry)),
        Column("Срок: EDTF", "Due: EDTF", 14, lambda row: row.entry.due),
        Column("О чём нить", "Thread is about", _WIDE, lambda row: row.thread.about),
        Column("Документ", "Document", 20, lambda row: row.entry.document),
        Column("Нить", "Thread", 14, lambda row: row.thread.id),
        Column("Ключ", "Key", 20, lambda row: row.entry.key),
    )


def thread_columns(lang: Lang) -> tuple[Column[ThreadRow], ...]:
    """Columns of threads, one row each."""
    return (
        Column("Нить", "Thread", 14, lambda row: row.id),
        Column("О чём", "About", _WIDE, lambda row: row.about),
        Column("Ход дела", "State", 14, lambda row: label("thread_state", row.story.state, lang)),
        Column("Впервые", "First", 12, lambda row: _day(row.entries[0].published)),
        Column("Последняя весть", "Last heard", 12, lambda row: _day(row.entries[-1].published)),
        Column("Документов", "Documents", 10, lambda row: row.story.releases),
        Column("Срок: EDTF", "Due: EDTF", 14, lambda row: row.story.due),
        Column("Исход", "Outcome", 16, lambda row: _kind(row.story.outcome, lang)),
        Column(
            "Исход: дата", "Outcome: date", 12, lambda row: _day(row.story.outcome.day if row.story.outcome else None)
        ),
        Column(
            "Исход: цитата", "Outcome: quote", _WIDE, lambda row: row.story.outcome.quote if row.story.outcome else None
        ),
        Column(
            "Исход: документ",
            "Outcome: document",
            20,
            lambda row: row.story.outcome.document if row.story.outcome else None,
        ),
        Column("Документ о деле", "Instrument", 30, lambda row: row.instrument),
        Column("Ход", "Story", 80, lambda row: _story(row, lang)),
        Column(
            "Что связало",
            "Joined by",
            40,
            lambda row: "; ".join(dict.fromkeys(words_of(why, lang) for _, why in row.joins)),
        ),
    )


def _story(row: ThreadRow, lang: Lang) -> str:
    """`2023-03-16 proposal (doc): quote` for each entry."""
    return " | ".join(f"{e.published or '?'} {_kind(e, lang)} ({e.document}): {e.quote}" for e in row.entries)


def own_columns(lang: Lang) -> tuple[Column[OwnMatch], ...]:
    """Columns of the comparison with a reader's own table."""
    words = {
        "matched": ("совпало", "matched"),
        "contradicting": ("расходится", "contradicting"),
        "missing": ("нет в релизах", "not in the releases"),
        "new": ("нет в таблице", "new"),
    }
    place = 0 if lang == "ru" else 1
    return (
        Column("Сличение", "Result", 16, lambda row: words[row.status][place]),
        Column("Строка", "Row", 8, lambda row: row.own.number if row.own else None),
        Column("В таблице", "In your table", _WIDE, lambda row: row.own.action if row.own else None),
        Column("В релизах", "In the releases", _WIDE, lambda row: row.thread.about if row.thread else None),
        Column("Расхождения", "Differences", 40, lambda row: "; ".join(row.differences)),
        Column("Что связало", "Matched by", 30, lambda row: words_of(row.why, lang)),
        Column("Исход: цитата", "Outcome: quote", _WIDE, lambda row: _outcome_quote(row.thread)),
        Column("Документы", "Documents", 30, lambda row: _documents(row.thread)),
        Column("Нить", "Thread", 14, lambda row: row.thread.id if row.thread else None),
    )


def _outcome_quote(thread: ThreadRow | None) -> str | None:
    outcome = thread.story.outcome if thread is not None else None
    return outcome.quote if outcome is not None else None


def _documents(thread: ThreadRow | None) -> str | None:
    return ", ".join(dict.fromkeys(entry.document for entry in thread.entries)) if thread is not None else None


def write_csv(file: IO[str], columns: Sequence[Column[Any]], rows: Iterable[Any], lang: Lang) -> None:
    """A table that opens right in a spreadsheet of the language."""
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=SEPARATORS[lang], lineterminator="\r\n")
    writer.writerow([column.heading(lang) for column in columns])
    for row in rows:
        writer.writerow([cell(column.value(row)) for column in columns])


def look_sheets(seen: Look, lang: Lang) -> Iterator[Sheet]:
    """Sheets of a workbook; their names say from which day they look."""
    yield Sheet(f"Due {seen.on}", due_columns(lang), seen.due)
    if seen.new is not None:
        yield Sheet(f"New since {seen.since}" if seen.since else "New", new_columns(lang), seen.new)
    yield Sheet("Threads", thread_columns(lang), seen.threads)


def write_workbook(path: Path, sheet: Sheet, lang: Lang) -> None:
    """A workbook of one sheet."""
    with Workbook(path, lang=lang, tables=()) as book:
        book.add_sheet(sheet)

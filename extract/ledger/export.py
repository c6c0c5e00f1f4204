"""What a ledger is written to: JSON Lines, CSV, PLOVER rows; with the extra `ledger` a calendar and a database.

What each export loses against `threads.jsonl` and `events.jsonl` is said at its function.
"""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Any

from extract.ledger.ledger import Ledger, without_searches
from extract.ledger.own import EXTRA, MissingExtra
from extract.ledger.rows import ENTITIES, EVENTS, THREADS, entity_rows, event_rows, read_threads, thread_rows
from extract.ledger.sheets import thread_columns, write_csv
from extract.write.files import Output
from extract.write.flat import cell
from extract.write.labels import Lang, label
from schemas.edtf import bounds

THREADS_CSV = "threads.csv"
PLOVER = "plover.csv"
CALENDAR = "ledger.ics"
DATABASE = "ledger.duckdb"

PLOVER_COLUMNS = (
    "event_id", "date", "last_day", "event", "mode", "source", "target", "location", "context", "name", "number",
    "n_sources", "documents", "text",
)  # fmt: skip


def library(name: str) -> Any:
    """A library of the extra.

    Raises:
        MissingExtra: it is not installed; says how to.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingExtra(f"this needs the library {name}, which is not installed; {EXTRA}") from error


def write(
    ledger: Ledger, out: Path, *, calendar: bool = False, database: bool = False, lang: Lang = "ru"
) -> list[Path]:
    """Write the ledger to a folder; returns the files.

    Raises:
        MissingExtra: a calendar or database is asked for without its library; nothing is written then.
        OutputError: the folder cannot be written.
    """
    for wanted, name in ((calendar, "icalendar"), (database, "duckdb")):
        if wanted:
            library(name)
    with Output(out) as output, without_searches():
        with ExitStack() as stack:
            _json_lines(stack.enter_context(output.open(THREADS)), (row.as_json() for row in thread_rows(ledger)))
            _json_lines(stack.enter_context(output.open(EVENTS)), event_rows(ledger))
            _json_lines(stack.enter_context(output.open(ENTITIES)), entity_rows(ledger))
            write_csv(
                stack.enter_context(output.open(THREADS_CSV)),
                thread_columns(lang),
                thread_rows(ledger),
                lang,
            )
            write_plover(stack.enter_context(output.open(PLOVER)), event_rows(ledger))
        written = [output.path(name) for name in (THREADS, EVENTS, ENTITIES, THREADS_CSV, PLOVER)]
        if calendar:
            with output.open(CALENDAR) as file:
                file.write(calendar_text(ledger, lang=lang))
            written.append(output.path(CALENDAR))
        if database:
            with output.staged(DATABASE) as path:
                write_database(out, path)
            written.append(output.path(DATABASE))
    return written


def _json_lines(file: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        line = json.dumps(row, ensure_ascii=False)
        # these two end a line for many readers of JSON Lines, though not for JSON itself
        file.write(line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n")


# --- PLOVER


def write_plover(file: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    """Event rows coded by the PLOVER ontology, as CSV.

    Lost: what is planned, put off or cancelled, statements (PLOVER has no code for them) and events without a first day
    are left out; commitments and threads have no place; `source` is the first side and `target` all others, though who
    meets is symmetric; `context` holds the program's own topics; of several releases one quote is kept.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(PLOVER_COLUMNS)
    for row in rows:
        if row["plover"] is None or row["first_day"] is None or row["status"] not in ("held", "ongoing"):
            continue
        sides = [" / ".join(side) for side in row["participants"]] or row["bodies"]
        values = (
            row["id"],
            row["first_day"],
            row["last_day"],
            row["plover"],
            row["type"],
            sides[0] if sides else "",
            "; ".join(sides[1:]),
            "; ".join(row["places"]),
            "; ".join(row["topics"]),
            row["name"] or "",
            row["number"],
            len(row["sources"]),
            "; ".join(source["document"] for source in row["sources"]),
            row["sources"][0]["quote"],
        )
        writer.writerow([cell(value) for value in values])


# --- calendar


def calendar_text(ledger: Ledger, *, lang: Lang = "ru") -> str:
    """Events and deadlines as an iCalendar (RFC 5545), whole days.

    Lost: whatever has no day (a month or year is kept for deadlines only, on its last day), times of day, participants
    beyond their names, and all quotes but one.
    """
    icalendar = library("icalendar")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//kommunike//ledger//RU")
    calendar.add("version", "2.0")
    for row in event_rows(ledger):
        if row["first_day"] is not None and all(len(part) == 10 for day in row["dates"] for part in day.split("/")):
            calendar.add_component(_event_entry(icalendar, row, lang))
    for thread in thread_rows(ledger):
        story = thread.story
        if story.due_day is not None and story.deadline is not None:
            done = label("thread_state", story.state, lang)
            title = f"{'Срок' if lang == 'ru' else 'Due'}: {thread.about} ({done})"
            calendar.add_component(
                _entry(
                    icalendar,
                    f"{thread.id}-due@kommunike",
                    story.due_day,
                    story.due_day,
                    title,
                    f"{story.deadline.quote} [{story.due}; {story.deadline.document}]",
                    story.deadline.published,
                    "CONFIRMED",
                )
            )
    return str(calendar.to_ical().decode("utf-8"))


_STATUS = {"planned": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}


def _event_entry(icalendar: Any, row: dict[str, Any], lang: Lang) -> Any:
    number = f" {row['number']}" if row["number"] else ""
    named = f" «{row['name']}»" if row["name"] else ""
    whose = f", {'; '.join(row['bodies'])}" if row["bodies"] else ""
    sources = "\n".join(f"{s['document']}: {s['quote']}" for s in row["sources"])
    entry = _entry(
        icalendar,
        f"{row['id']}@kommunike",
        date.fromisoformat(row["first_day"]),
        date.fromisoformat(row["last_day"] or row["first_day"]),
        f"{label('event_type', row['type'], lang)}{number}{named}{whose}",
        sources,
        row["sources"][0]["published"],
        _STATUS.get(row["status"], "CONFIRMED"),
    )
    if row["places"]:
        entry.add("location", "; ".join(row["places"]))
    url = next((source["url"] for source in row["sources"] if source["url"]), None)
    if url:
        entry.add("url", url)
    return entry


def _entry(
    icalendar: Any, uid: str, first: date, last: date, title: str, words: str, published: str | None, status: str
) -> Any:
    entry = icalendar.Event()
    entry.add("uid", uid)
    # the day of the release, not of the run: the same ledger gives the same file
    stamp = date.fromisoformat(published) if published else date(1970, 1, 1)
    entry.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=timezone.utc))
    entry.add("dtstart", first)
    # the end of whole days is the day after
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", title)
    entry.add("description", words)
    entry.add("status", status)
    entry.add("transp", "TRANSPARENT")
    return entry


# --- database

_ENTRY = (
    'STRUCT(item VARCHAR, kind VARCHAR, document VARCHAR, published DATE, "day" DATE, edtf VARCHAR, quote VARCHAR, '
    "actors VARCHAR[], due VARCHAR, ends BOOLEAN, negated BOOLEAN, key VARCHAR, url VARCHAR)[]"
)
_JOINS = "STRUCT(key VARCHAR, why VARCHAR[])[]"
_TABLES = {
    "threads": (
        THREADS,
        {
            "id": "VARCHAR", "about": "VARCHAR", "state": "VARCHAR", "first": "DATE", "last": "DATE",
            "releases": "INTEGER", "due": "VARCHAR",
            "outcome": 'STRUCT(kind VARCHAR, "day" DATE, document VARCHAR, quote VARCHAR)',
            "instrument": "VARCHAR", "events": "VARCHAR[]", "topics": "VARCHAR[]", "entries": _ENTRY, "joins": _JOINS,
        },
    ),
    "events": (
        EVENTS,
        {
            "id": "VARCHAR", "type": "VARCHAR", "plover": "VARCHAR", "status": "VARCHAR", "number": "INTEGER",
            "name": "VARCHAR", "mode": "VARCHAR", "first_day": "DATE", "last_day": "DATE", "dates": "VARCHAR[]",
            "places": "VARCHAR[]", "bodies": "VARCHAR[]", "participants": "VARCHAR[][]", "instruments": "VARCHAR[]",
            "topics": "VARCHAR[]",
            "sources": "STRUCT(document VARCHAR, published DATE, publisher VARCHAR, url VARCHAR, key VARCHAR, "
            "quote VARCHAR)[]",
            "differences": "JSON", "joins": _JOINS,
        },
    ),
    "entities": (
        ENTITIES,
        {
            "id": "VARCHAR", "kind": "VARCHAR", "name": "VARCHAR", "forms": "VARCHAR[]", "short_name": "VARCHAR",
            "wikidata": "VARCHAR", "geonames_id": "BIGINT", "countries": "VARCHAR[]", "posts": "VARCHAR[]",
            "years": "VARCHAR", "documents": "INTEGER", "joined_by": "VARCHAR[]",
        },
    ),
}  # fmt: skip

_VIEWS = {
    # one row for each entry of a thread, in its order
    "entries": "SELECT t.id AS thread, u.place, unnest(t.entries[u.place]) FROM threads t, "
    "unnest(range(1, len(t.entries) + 1)) AS u(place)",
    "event_sources": "SELECT e.id AS event, unnest(s.source) FROM events e, unnest(e.sources) AS s(source)",
    "outcomes": "SELECT id AS thread, about, outcome.kind, outcome.day, outcome.document, outcome.quote "
    "FROM threads WHERE outcome IS NOT NULL",
    # promises without an outcome
    "open_threads": "SELECT id AS thread, about, state, first, last, releases, due FROM threads "
    "WHERE state <> 'done' AND len(list_filter(entries, lambda e: e.item = 'commitment')) > 0",
    "participations": "SELECT e.id AS event, e.type, e.first_day, p.side[1] AS participant, p.side[2] AS represents "
    "FROM events e, unnest(e.participants) AS p(side)",
}


def write_database(folder: Path, path: Path) -> None:
    """A DuckDB file of the ledger's JSON Lines: tables `threads`, `events`, `entities`, views on them, `deadlines`.

    Nothing is lost against the JSON Lines. `deadlines` has the first and last day of each thread's deadline, which
    EDTF does not give to SQL.
    """
    duckdb = library("duckdb")
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as base:
        for name, (file, columns) in _TABLES.items():
            base.execute(
                f"CREATE TABLE {name} AS SELECT * FROM read_json(?, format = 'newline_delimited', "
                f"columns = {_struct(columns)}, maximum_object_size = 268435456)",
                [str(folder / file)],
            )
        base.execute("CREATE TABLE deadlines (thread VARCHAR, edtf VARCHAR, first_day DATE, last_day DATE)")
        _insert_deadlines(base, folder / THREADS)
        for name, query in _VIEWS.items():
            base.execute(f"CREATE VIEW {name} AS {query}")


def _struct(columns: dict[str, str]) -> str:
    quoted = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return f"{{{quoted}}}"


def _insert_deadlines(base: Any, threads: Path) -> None:
    rows = []
    for thread in read_threads(threads):
        edtf = thread.story.due
        if edtf is not None:
            first, last = bounds(edtf)
            rows.append(f"{thread.id}\t{edtf}\t{first or ''}\t{last or ''}\n")
    if rows:
        # one file is read in a moment, many rows one by one are not
        part = threads.with_name(f".{threads.name}.deadlines.part")
        try:
            part.write_text("".join(rows), encoding="utf-8")
            base.execute(
                f"COPY deadlines FROM '{str(part).replace(chr(39), chr(39) * 2)}' (DELIMITER '\t', HEADER false)"
            )
        finally:
            part.unlink(missing_ok=True)

"""A reader's own table of commitments against the threads: matched, contradicting, missing, new."""

from __future__ import annotations

import csv
import importlib
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from extract.errors import InputError, KommunikeError
from extract.ledger.rows import ThreadRow
from extract.ledger.threads import WORDS
from extract.ledger.words import content, fold, spelled
from extract.read import parse_day
from schemas.edtf import bounds, check_edtf

EXTRA = "pip install 'kommunike[ledger]'"
#: keys of COLUMNS.toml that name a column
FIELDS = ("action", "actor", "deadline", "status", "id")
_MIN_SCORE = 0.55
#: words in common whose pairs find candidates
_KEY_WORDS = 6

MatchStatus: TypeAlias = Literal["matched", "contradicting", "missing", "new"]
_ORDER: dict[MatchStatus, int] = {"contradicting": 0, "matched": 1, "missing": 2, "new": 3}


class MissingExtra(KommunikeError):
    """A library that only this needs is not installed."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of the reader's table; `done` is `None` if the table does not say."""

    number: int
    action: str
    actor: str
    deadline: str | None
    done: bool | None


@dataclass(frozen=True, slots=True)
class OwnMatch:
    """A row and its thread, either of which may be missing."""

    status: MatchStatus
    own: OwnRow | None
    thread: ThreadRow | None
    why: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What `COLUMNS.toml` says: column headings, sheet, and the words of the status column."""

    columns: dict[str, str]
    sheet: str | None
    done: frozenset[str]
    open: frozenset[str]


def load_mapping(path: Path) -> Mapping:
    """The columns of a table.

    Raises:
        InputError: the file cannot be read, has unknown keys, or names no column for the action.
    """
    try:
        raw = _toml().loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        fault = " ".join(str(error).split())
        raise InputError(f"{path}: cannot be read as TOML ({fault}); see the example in README") from error
    allowed = {*FIELDS, "sheet", "status_words"}
    unknown = sorted(set(raw) - allowed)
    if unknown:
        raise InputError(f"{path}: unknown key {unknown[0]!r}; keys: {', '.join(sorted(allowed))}")
    if "action" not in raw:
        raise InputError(f'{path}: which column holds the promised action? write action = "heading"')
    words = raw.get("status_words", {})
    return Mapping(
        columns={name: str(raw[name]) for name in FIELDS if name in raw},
        sheet=raw.get("sheet"),
        done=frozenset(fold(str(word)) for word in words.get("done", ())),
        open=frozenset(fold(str(word)) for word in words.get("open", ())),
    )


def _toml() -> Any:
    for name in ("tomllib", "tomli"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise MissingExtra(f"reading TOML on this version of Python needs a library that is not installed; {EXTRA}")


def read_table(path: Path, mapping: Mapping) -> list[OwnRow]:
    """The rows of a reader's table, `.xlsx` or `.csv`; rows without an action are left out.

    Raises:
        InputError: the file cannot be read or lacks a column; names it and those that are there.
        MissingExtra: reading spreadsheets needs a library that is not installed.
    """
    lines = list(_xlsx(path, mapping.sheet) if path.suffix.lower() == ".xlsx" else _csv(path))
    if not lines:
        raise InputError(f"{path}: holds no rows; the first row has to hold the headings")
    headings = [str(value).strip() if value is not None else "" for value in lines[0]]
    places = {}
    for name, heading in mapping.columns.items():
        if heading not in headings:
            shown = ", ".join(h for h in headings if h)
            raise InputError(f"{path}: no column {heading!r} (for {name}); columns: {shown}")
        places[name] = headings.index(heading)
    rows = []
    for number, line in enumerate(lines[1:], 2):
        values = {name: line[place] if place < len(line) else None for name, place in places.items()}
        action = str(values.get("action") or "").strip()
        if action:
            rows.append(_row(number, action, values, mapping, path))
    return rows


def _row(number: int, action: str, values: dict[str, Any], mapping: Mapping, path: Path) -> OwnRow:
    status = fold(str(values.get("status") or ""))
    done = True if status in mapping.done else False if status in mapping.open else None
    try:
        deadline = _deadline(values.get("deadline"))
    except ValueError as error:
        raise InputError(
            f"{path}, row {number}: {values['deadline']!r} is no date; write 2025-12-31, 2025-12 or 2025"
        ) from error
    return OwnRow(number, action, str(values.get("actor") or "").strip(), deadline, done)


def _deadline(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    words = str(value).strip()
    try:
        return check_edtf(words)
    except ValueError:
        return parse_day(words)


def _csv(path: Path) -> Iterator[list[Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text; save it as CSV in UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    first = text.split("\n", 1)[0]
    try:
        # a cell may hold line breaks
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    except csv.Error as error:
        raise InputError(f"{path}: cannot be read as CSV ({error}); save it anew") from error


def _xlsx(path: Path, sheet: str | None) -> Iterator[list[Any]]:
    try:
        openpyxl = importlib.import_module("openpyxl")
    except ImportError as error:
        raise MissingExtra(f"reading spreadsheets needs a library that is not installed; {EXTRA}") from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # the library raises whatever its parts raise on a file that is no workbook
        raise InputError(
            f"{path}: cannot be read as a workbook ({' '.join(str(error).split())}); save it as .xlsx"
        ) from error
    if sheet is not None and sheet not in book.sheetnames:
        raise InputError(f"{path}: no sheet {sheet!r}; sheets: {', '.join(book.sheetnames)}")
    for row in (book[sheet] if sheet is not None else book.worksheets[0]).iter_rows(values_only=True):
        yield list(row)


# --- matching


def match(rows: Sequence[OwnRow], threads: Iterable[ThreadRow]) -> list[OwnMatch]:
    """Each row with the thread that fits best, then threads with a promise that no row has.

    A row and a thread fit by the words of the action (rare ones count more), the actor and the deadline; each thread
    is given to one row.
    """
    promised = [thread for thread in threads if thread.story.promised]
    words = [_words(thread) for thread in promised]
    weights = _weights(words)
    index: dict[str, list[int]] = {}
    for number, own in enumerate(words):
        for word in sorted(own):
            index.setdefault(word, []).append(number)
    fits: list[tuple[float, int, int, tuple[str, ...]]] = []
    for place, row in enumerate(rows):
        wanted = frozenset(content(row.action))
        rare = sorted(wanted, key=lambda word: (-weights.get(word, 0.0), word))[:_KEY_WORDS]
        for number in sorted({n for word in rare for n in index.get(word, ())}):
            score, why = _fit(row, wanted, promised[number], words[number], weights)
            if score >= _MIN_SCORE:
                fits.append((score, place, number, why))
    taken: dict[int, tuple[int, tuple[str, ...]]] = {}
    used: set[int] = set()
    for _, place, number, why in sorted(fits, key=lambda f: (-f[0], f[1], f[2])):
        if place not in taken and number not in used:
            taken[place] = number, why
            used.add(number)
    found = []
    for place, row in enumerate(rows):
        if place not in taken:
            found.append(OwnMatch("missing", row, None))
            continue
        number, why = taken[place]
        differences = _differences(row, promised[number])
        found.append(OwnMatch("contradicting" if differences else "matched", row, promised[number], why, differences))
    found += [OwnMatch("new", None, thread) for n, thread in enumerate(promised) if n not in used]
    found.sort(key=lambda m: (_ORDER[m.status], m.own.number if m.own else 0))
    return found


def _words(thread: ThreadRow) -> frozenset[str]:
    return frozenset(content(" ".join(e.quote for e in thread.entries if e.item == "commitment")))


def _weights(words: Sequence[frozenset[str]]) -> dict[str, float]:
    counts: Counter[str] = Counter(word for own in words for word in own)
    return {word: math.log(1 + len(words) / count) for word, count in counts.items()}


def _fit(
    row: OwnRow, wanted: frozenset[str], thread: ThreadRow, have: frozenset[str], weights: dict[str, float]
) -> tuple[float, tuple[str, ...]]:
    shared = wanted & have
    top = max(weights.values(), default=1.0)
    total = sum(weights.get(word, top) for word in wanted)
    score = sum(weights[word] for word in shared) / total if total else 0.0
    why = [f"{WORDS}{', '.join(spelled(shared, row.action))}"]
    if len(shared) < 2:
        return 0.0, ()
    story = thread.story
    actors = frozenset(content(" ".join(a for e in story.entries for a in e.actors)))
    if row.actor and frozenset(content(row.actor)) & actors:
        score += 0.15
        why.append("actor")
    if row.deadline and row.deadline in {entry.due for entry in story.entries}:
        score += 0.15
        why.append("deadline")
    return score, tuple(why)


def _differences(row: OwnRow, thread: ThreadRow) -> tuple[str, ...]:
    """Where the table and the releases contradict."""
    story = thread.story
    found = []
    if row.deadline and story.due and not _overlap(row.deadline, story.due):
        found.append(f"deadline: {row.deadline} / {story.due}")
    if row.done is False and story.state == "done":
        found.append(f"status: open / done ({story.outcome.document if story.outcome else ''})")
    if row.done is True and story.state != "done":
        found.append(f"status: done / {story.state}")
    return tuple(found)


def _overlap(a: str, b: str) -> bool:
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    if None in (a_first, a_last, b_first, b_last):
        return True
    return a_first <= b_last and b_first <= a_last  # type: ignore[operator]

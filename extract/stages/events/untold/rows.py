"""Rows of calendars, plans and tables: a line with a day, a place and what takes place, told without a verb.

`16 октября - Минск, круглый стол`; `3-4 июля | Заседание совета прокуроров | Минск`; `Учение «Канал» - май, Брест`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.document import DateValue, Mention, Place, match_text_of, source_text_of
from extract.language.later import later
from extract.language.syntax import feature
from extract.stages.events.setting.furniture import stands_alone
from extract.stages.events.triggers.lexicon import Candidate

#: characters of a row, and how many rows make a table
_LONGEST = 330
_FEWEST = 2
_KEY = "kommunike_event_rows"
#: what parts the cells of a row
_GAP = r"(?:[ \t]*[|;][ \t]*|[ ]*\t[ \t]*|[ ]{3,})"
_MARK = r"[ \t]*(?:[-•*▪■►✔🔹]+[ \t]*|\d{1,2}[.)][ \t]+)?"
#: before the day that opens a row, and behind it: the time, the weekday, a dash or the end of a cell
_OPENS = later(rf"{_MARK}")
_BEHIND = later(
    # few blanks each: a long run of them is tried in every part
    r"(?:[ \t]{0,8}[,(]?[ \t]{0,8}"
    r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\b\)?)?"
    r"(?:[ \t]{0,8}[,(]?[ \t]{0,8}(?:в\s{1,8})?\d{1,2}[:.]\d\d(?:[ \t]{0,8}-[ \t]{0,8}\d{1,2}[:.]\d\d)?\)?)?"
    rf"(?:[ \t]{{0,8}}[-:][ \t]+|{_GAP})(?=\S)",
    re.IGNORECASE,
)
#: a day in a cell of its own, and one at the end: `Учение - май, Брест`
_CELL_BEFORE = later(rf"(?:{_GAP}|[ \t]-[ \t])$")
_CELL_BEHIND = later(rf"{_GAP}|[ \t]*(?:$|,[ \t]|\()", re.MULTILINE)
_CELLS = later(_GAP)
#: an item below a day that stands alone
_ITEM = later(
    r"[ \t]*\n\s*(?P<line>[ \t]*(?:[-•*▪■►✔🔹]+[ \t]*|(?:в\s+)?\d{1,2}[:.]\d\d[ \t]+(?:-[ \t]+)?)(?=[^\W\d])[^\n]+)"
)
#: words above rows of what is to come
_AHEAD = later(
    r"анонс|календар|предстоящ|впереди|план\w*\b|повестк|ближайш|график|расписани|следующ|ожида|буд(?:ет|ут)|не\s+пропустит",
    re.IGNORECASE,
)
_ABOVE = 160
#: beside a place that is a venue: `Минск, круглый стол`, `Ташкент - курсы`, `(г. Анкара, ...)`, `..., Худжанд.`
_CITY_MARK = later(r"(?:г\.|гор\.|город|пос\.)[ \t]*$")
_PLACE_BEHIND = later(rf"[ \t]*(?:$|[(,).;]|-[ \t]|:[ \t]|{_GAP})", re.MULTILINE)
_PLACE_BEFORE = later(rf"(?:{_GAP}|[ \t]-[ \t]+|:[ \t]+|,[ \t]+|\([ \t]*|^[ \t]*)$")
_ONLINE = later(r"\b(?:он-?лайн|видео-?конференц|видео-?связ|вкс\b|дистанционн)", re.IGNORECASE)
_VENUES = frozenset({"session", "summit", "conference", "meeting", "exercise", "operation", "visit"})


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row stands, its day, its places, whether it is of what is to come, and where the first row begins."""

    start: int
    end: int
    day: Mention
    places: tuple[Mention, ...]
    ahead: bool
    first: int


def rows(doc: Doc) -> list[Row]:
    """The rows of the tables and calendars of a page, read once."""
    known = doc.user_data.get(_KEY)
    if known is None:
        known = doc.user_data[_KEY] = _read(doc)
    return known  # type: ignore[no-any-return]


def _read(doc: Doc) -> list[Row]:
    text = _with_tabs(doc)
    found: dict[int, tuple[int, Mention]] = {}
    several: set[int] = set()
    for m in doc._.dates:
        start, end = text.rfind("\n", 0, m.start) + 1, text.find("\n", m.end)
        end = end if end >= 0 else len(text)
        if end - start > _LONGEST or not isinstance(m.entity, DateValue) or "\n" in text[m.start : m.end]:
            continue
        opens = _OPENS.fullmatch(text, start, m.start) is not None and _BEHIND.match(text, m.end, end) is not None
        within = _CELL_BEFORE.search(text, start, m.start) is not None and _CELL_BEHIND.match(text, m.end) is not None
        if not opens and not within:
            if stands_alone(doc, m):
                for item in _items_below(text, end):
                    found.setdefault(item[0], (item[1], m))
            continue
        if start in found and not opens:
            several.add(start)
        found.setdefault(start, (end, m))
    lines = [(start, end, m) for start, (end, m) in sorted(found.items()) if start not in several]
    blocks: list[list[tuple[int, int, Mention]]] = []
    for line in lines:
        if blocks and not _parted(text, blocks[-1][-1][1], line[0]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    made: list[Row] = []
    for block in blocks:
        if len(block) < _FEWEST:
            continue
        first = block[0][0]
        ahead = _AHEAD.search(text, max(min(first, block[0][2].start) - _ABOVE, 0), first) is not None
        for start, end, m in block:
            made.append(Row(start, end, m, tuple(_venues(doc, text, start, end)), ahead, first))
    return made


def _items_below(text: str, end: int) -> Iterator[tuple[int, int]]:
    """`Среда, 5 февраля`, on the lines below `- саммит в Астане`, `15:00 брифинг`."""
    while (item := _ITEM.match(text, end)) is not None:
        end = item.end()
        yield item.start("line"), end


def _with_tabs(doc: Doc) -> str:
    """The text in which words are sought, with the tabs that part cells."""
    text, source = match_text_of(doc), source_text_of(doc)
    if "\t" not in source:
        return text
    return "".join("\t" if written == "\t" else letter for letter, written in zip(text, source, strict=True))


def _parted(text: str, end: int, start: int) -> bool:
    """More than a line without a day stands between two rows."""
    return len([line for line in text[end:start].split("\n") if line.strip()]) > 1


def _venues(doc: Doc, text: str, start: int, end: int) -> list[Mention]:
    found = []
    for m in doc._.places:
        if not start <= m.start < end or not isinstance(m.entity, Place):
            continue
        opening = start + len(text[start : m.start]) - len(_CITY_MARK.sub("", text[start : m.start]))
        before = m.start - (opening - start)
        if _PLACE_BEFORE.search(text, start, before) and _PLACE_BEHIND.match(text, m.end, end):
            found.append(m)
    return found


def row_of(doc: Doc, offset: int) -> Row | None:
    """The row in which something stands."""
    known = rows(doc)
    number = bisect_right(known, offset, key=lambda r: r.start) - 1
    return known[number] if number >= 0 and offset < known[number].end else None


def is_in_row(token: Token) -> bool:
    """`Курсы для таможенников | Ташкент`: the noun that opens a cell of a row, which no verb tells."""
    row = row_of(token.doc, token.idx)
    if row is None or feature(token, "Case") not in {"Nom", "Acc", None}:
        return False
    text = _with_tabs(token.doc)
    words = [t for t in token.doc[token.sent.start : token.i] if t.idx >= row.start and t.is_alpha]
    modifiers = {c.i for c in token.subtree}
    behind = max(_behind_day(row, token.idx), *_cells(text, row, token.idx))
    return all(t.i in modifiers or t.idx < behind or t.pos_ in {"ADJ", "NUM"} for t in words)


def _behind_day(row: Row, offset: int) -> int:
    return row.day.end if row.start <= row.day.start and row.day.end <= offset else row.start


def _cells(text: str, row: Row, offset: int) -> list[int]:
    """Where the cells before an offset end, and the places that stand as venues."""
    ends = [cell.end() for cell in _CELLS.finditer(text, row.start, offset)]
    ends += [m.end for m in row.places if m.end <= offset]
    return ends or [row.start]


def read_rows(doc: Doc, candidates: Sequence[Candidate]) -> None:
    """Give what a row tells its own day and place, and nothing from the rows beside it."""
    known = rows(doc)
    if not known:
        return
    text = _with_tabs(doc)
    told: set[int] = set()
    numbers = {row.start: number for number, row in enumerate(known, 1)}
    for candidate in sorted(candidates, key=lambda c: c.trigger):
        row = row_of(doc, candidate.trigger[0])
        if row is None or row.start in told or candidate.setting:
            continue
        span = doc.char_span(row.start, row.end, alignment_mode="expand")
        if span is None or any(feature(t, "VerbForm") == "Fin" or feature(t, "Variant") == "Short" for t in span):
            continue
        told.add(row.start)
        candidate.item = candidate.item or numbers[row.start]
        candidate.asserted = True
        if isinstance(row.day.entity, DateValue):
            candidate.dates = [row.day.entity]
        _put_there(doc, candidate, row)
        if row.ahead and candidate.status == "held":
            candidate.status = "planned"
        if candidate.mode is None and candidate.type in _VENUES and _ONLINE.search(text, row.start, row.end):
            candidate.mode = "video"
        candidate.participants = [
            p
            for p in candidate.participants
            if p.start is None or row.start <= p.start < row.end or p.start < row.first
        ]
        named = {id(m.entity) for m in doc._.organizations if row.start <= m.start < row.end or m.start < row.first}
        candidate.organizations = [o for o in candidate.organizations if id(o) in named]
        _within_cell(text, candidate, row)


def _put_there(doc: Doc, candidate: Candidate, row: Row) -> None:
    """Its venue: the one its words give, else the place that stands beside."""
    inside = {id(m.entity) for m in doc._.places if row.start <= m.start < row.end}
    candidate.places = [place for place in candidate.places if id(place) in inside]
    if candidate.type in _VENUES and not candidate.places and candidate.mode not in {"video", "phone"}:
        candidate.places = list({id(m.entity): m.entity for m in row.places if isinstance(m.entity, Place)}.values())


def _within_cell(text: str, candidate: Candidate, row: Row) -> None:
    """The number and the name of what a cell tells end with it."""
    starts = [row.start, *(cell.end() for cell in _CELLS.finditer(text, row.start, candidate.trigger[0]))]
    start = max(*starts, _behind_day(row, candidate.trigger[0]))
    before = text[start : candidate.trigger[0]]
    if candidate.number is not None and re.search(r"\d", before) is None and re.search(r"\d", text[row.start : start]):
        ordinal = re.search(r"[IVXL]|[а-яё]+(?:ое|ая|ый|ой|ье|ья|ий)\b", before) is not None
        candidate.number = candidate.number if ordinal else None
    cell = _CELLS.search(text, candidate.trigger[1], row.end)
    if candidate.name is not None and cell is not None:
        words = " ".join(text[start : cell.start()].split())
        told = " ".join(candidate.name.split())
        if len(told) > len(words) or "|" in told:
            candidate.name = words if words and told.startswith(words[:5]) else None

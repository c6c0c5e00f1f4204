"""The year of a day that is counted back from today: `Два года назад, 5 мая,`, `On 5 May, a year ago`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extract.language.later import later
from extract.stages.dates.values import DayWord, Interval, Point, Raw, Year

#: behind a comma such a day stands between two of them: `создан 30 лет назад, 5 мая министры`
_APART = later(r"\s*(?:[,.;:)]|$)")
_OPENS = later(r"(?:^|[.\n])\s*(?:во?\s+)?$", re.IGNORECASE)
#: characters of such words
_CHARS = 40
#: `В прошлом году, 5 мая,`
_GAP = later(r",?\s+(?:(?:в|во|on|in)\s+)?")


class YearsAgo:
    """Reads such words; `numbers` are the number words of the lexicon."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        ago = (
            rf"\b(?:(?:a|(?P<number>\d{{1,2}}|{'|'.join(numbers)}))\s+)?"
            r"(?:(?:год|года|лет)\s+(?:тому\s+)?назад|years?\s+ago)\b"
        )
        self._before = later(rf"{ago},?\s+(?:(?:в|во|on|in)\s+)?$", re.IGNORECASE, needs="назад|ago")
        self._after = later(rf",?\s+(?:ровно\s+|exactly\s+)?{ago}", re.IGNORECASE, needs="назад|ago")

    def count(self, copy: str, start: int, end: int) -> int | None:
        """How many years back the words beside `[start, end)` count."""
        found = self._before.search(copy, max(start - _CHARS, 0), start)
        if found is not None and not _is_apart(copy, found.start(), start, end):
            return None
        found = found or self._after.match(copy, end, end + _CHARS)
        if found is None:
            return None
        number = (found["number"] or "1").lower()
        return int(number) if number.isdigit() else self._numbers[number]

    def with_year(self, raw: Raw, copy: str, span: tuple[int, int], before: tuple[Raw, int, int] | None) -> Raw:
        """A day or month without a year, with the one that the words beside it say.

        Args:
            before: the date before it and where that starts and ends.
        """
        if isinstance(raw, DayWord):
            ago = self.count(copy, *span) if raw.offset == 0 and raw.base == "again" else None
            return replace(raw, years_ago=ago) if ago else raw
        point = raw.end if isinstance(raw, Interval) else raw
        if not isinstance(point, Point) or point.year is not None or not point.month:
            return raw
        if isinstance(raw, Interval) and raw.start.year is not None:
            return raw
        ago = self.count(copy, *span)
        year = Year("ago", ago) if ago else _year_before(point, copy, span, before)
        if year is None:
            return raw
        dated = replace(point, year=year)
        return replace(raw, end=dated) if isinstance(raw, Interval) else dated


def _year_before(point: Point, copy: str, span: tuple[int, int], before: tuple[Raw, int, int] | None) -> Year | None:
    """`В прошлом году, 5 мая,`: the year right before the day, which has no other."""
    around = before[0] if before is not None else None
    if before is None or not isinstance(around, Point) or _GAP.fullmatch(copy, before[2], span[0]) is None:
        return None
    year, part = around.year, around.part
    if year is None or year.kind not in {"written", "offset", "side"} or not _is_apart(copy, before[1], *span):
        return None
    if part is not None:
        # `Летом прошлого года, 5 июля,`
        return year if part[0] <= (point.month or 0) <= part[1] else None
    return year if around == Point(year) else None


def _is_apart(copy: str, first: int, start: int, end: int) -> bool:
    """A day that says which one, no comma or a pair of them around it, or words that open the sentence."""
    line = max(copy.rfind("\n", 0, start), copy.rfind(". ", 0, start)) + 1
    opens = first <= line or _OPENS.search(copy, max(first - 6, 0), first) is not None
    return opens or "," not in copy[max(start - 3, 0) : start] or _APART.match(copy, end) is not None

"""`за аналогичный период прошлого года`: the months that were told just before, of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from extract.language.later import later
from extract.stages.dates.values import Interval, Point, Raw, Year

_PERIOD = later(
    r"\b(?:(?:тот|того|тому|такой|такого|такому)\s+же|аналогичн(?:ый|ого|ому|ым)|соответствующ(?:ий|его|ему|им))"
    r"\s+период(?:а|у|ом)?\s+(?:(?P<year>\d{4})(?:-го|\s*(?:года|г\.))?|(?:прошлого|минувшего|предыдущего)\s+года)"
    r"|\bthe\s+(?:same|corresponding)\s+period\s+(?:of|in|last)\s+(?:(?P<english>\d{4})|year|last\s+year|the\s+previous\s+year)",
    re.IGNORECASE,
    needs="период|period",
)


class Dated(Protocol):
    """A date of the text that is not yet resolved."""

    start: int
    end: int
    raw: Raw


def same_periods(copy: str, found: Sequence[Dated]) -> Iterator[tuple[int, int, Raw]]:
    """Start, end and what is said of such periods; `found` are the other dates, in text order."""
    for match in _PERIOD.finditer(copy):
        told = next((one.raw for one in reversed(found) if one.end <= match.start() and _is_of_months(one.raw)), None)
        digits = match["year"] or match["english"]
        year = Year("written", int(digits)) if digits else _year_before(told)
        start = match.start() + (len("the ") if match[0][:4].lower() == "the " else 0)
        yield start, match.end(), _of_year(told, year) if told is not None else Point(year)


def _is_of_months(raw: Raw) -> bool:
    """Several months of one year: `семь месяцев 2024 года`, `с января по май`."""
    if isinstance(raw, Point):
        return raw.part is not None and not raw.season
    return isinstance(raw, Interval) and None not in {raw.start.month, raw.end.month} and not raw.start.day


def _year_before(told: Raw | None) -> Year:
    point = told.end if isinstance(told, Interval) else told
    year = point.year if isinstance(point, Point) else None
    if year is not None and year.kind in {"written", "offset"}:
        return Year(year.kind, year.value - 1)
    return Year("offset", -1)


def _of_year(told: Raw, year: Year) -> Raw:
    if isinstance(told, Interval):
        return Interval(replace(told.start, year=year), replace(told.end, year=year))
    return replace(told, year=year) if isinstance(told, Point) else told

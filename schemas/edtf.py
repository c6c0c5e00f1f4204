"""The part of EDTF (ISO 8601-2) that records use: checking a value, its precision and its calendar bounds.

Values: `2020-04-29`, `2020-12`, `2020`, `199X`, quarters `2024-33`..`2024-36`, half-years `2024-40`/`2024-41`,
unknown parts as `X` (`XXXX-03-03`, `XXXX-XX-XX`), intervals of years, months or days (`2025-03-10/2025-03-14`,
open ends as `..`). Quarters and half-years inside an interval are written as months.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|XXXX)"
    r"(?:-(?P<month>0[1-9]|1[0-2]|XX)(?:-(?P<day>0[1-9]|[12]\d|3[01]|XX))?"
    r"|-(?P<part>3[3-6]|4[01]))?"
)
_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}


def check_edtf(value: str) -> str:
    """Return `value` if it is a date or interval that records may hold.

    Raises:
        ValueError: it is not; the message says which part.
    """
    ends = value.split("/")
    if len(ends) > 2 or ends in ([".."], ["..", ".."]):
        raise ValueError(f"{value!r} is not an EDTF date or interval")
    for end in ends:
        if end == ".." and len(ends) == 2:
            continue
        found = _DATE.fullmatch(end)
        if not found:
            raise ValueError(f"{end!r} in {value!r} is not an EDTF date")
        if len(ends) == 2 and found["part"]:
            raise ValueError(f"{value!r}: write the quarter or half-year of an interval as months")
        if found["year"].endswith("X") and found["year"] != "XXXX" and (found["month"] or found["part"]):
            raise ValueError(f"{end!r}: a decade has no months")
        _check_day(found)
    if len(ends) == 2 and ".." not in ends:
        earliest, latest = bounds(ends[0])[0], bounds(ends[1])[1]
        if earliest and latest and earliest > latest:
            raise ValueError(f"{value!r} ends before it starts")
    return value


def _check_day(found: re.Match[str]) -> None:
    year, month, day = found["year"], found["month"], found["day"]
    if day is None or day == "XX" or month == "XX":
        return
    # an unknown year may be a leap year
    last = calendar.monthrange(int(year) if year.isdigit() else 2000, int(month))[1]
    if int(day) > last:
        raise ValueError(f"{found[0]!r}: this month has {last} days")


Precision = Literal["day", "month", "quarter", "half_year", "year", "decade", "interval"]


def precision(value: str) -> Precision:
    """The smallest unit that `value` names: day, month, quarter, half_year, year, decade or interval."""
    if "/" in value:
        return "interval"
    found = _DATE.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is not an EDTF date")
    if found["part"]:
        return "quarter" if int(found["part"]) < 40 else "half_year"
    if found["day"]:
        return "day"
    if found["month"]:
        return "month"
    return "decade" if value.endswith("X") and value != "XXXX" else "year"


def bounds(value: str) -> tuple[date | None, date | None]:
    """First and last calendar day of `value`; `None` for an end that is open or whose year is unknown."""
    if "/" in value:
        first, last = value.split("/")
        return bounds(first)[0] if first != ".." else None, bounds(last)[1] if last != ".." else None
    found = _DATE.fullmatch(value)
    if not found or found["year"] == "XXXX":
        return None, None
    year, month, day = found["year"], found["month"], found["day"]
    if year.endswith("X"):
        return date(int(year[:3]) * 10, 1, 1), date(int(year[:3]) * 10 + 9, 12, 31)
    number = int(year)
    if number == 0:
        return None, None
    start_month, end_month = 1, 12
    if found["part"]:
        start_month, end_month = _QUARTERS[int(found["part"])]
    elif month and month != "XX":
        start_month = end_month = int(month)
        if day and day != "XX":
            exact = date(number, start_month, int(day))
            return exact, exact
    return date(number, start_month, 1), date(number, end_month, calendar.monthrange(number, end_month)[1])

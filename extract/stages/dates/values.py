"""What a date expression says before it is resolved: points, intervals and words that lean on another date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

#: the months of `в начале года`
YEAR_OPENING = (1, 3)


@dataclass(frozen=True, slots=True)
class Year:
    """How the year is given.

    Written, by two digits, against the date of the text, against a year named before, as the `side` on which the
    month or season lies (`прошлым летом`: the last one, whatever its year), or as years counted back from the date of
    the text (`два года назад, 5 мая`).
    """

    kind: Literal["written", "two_digits", "offset", "again", "side", "ago"]
    value: int


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, part of a year, year or decade; whatever is `None` is not written.

    `part` is the first and last month of a quarter, half-year, season or run of months, `code` the EDTF number of a
    quarter or half-year. `decade` is a year without its last digit (199) or, under 10, the digit alone (9).
    """

    year: Year | None = None
    month: int | None = None
    day: int | None = None
    part: tuple[int, int] | None = None
    code: int | None = None
    #: `part` is a season: it tells which year is meant; the value is the year's, as that of `конец 2025 года`
    season: bool = False
    decade: int | None = None
    #: 1-31 for a third of a month: first and last day
    days: tuple[int, int] | None = None
    #: in digits, day and month could be the other way round
    order_open: bool = False
    #: a week or month against the date of the text, in units
    month_offset: int | None = None
    week_offset: int | None = None
    #: a quarter or half-year against the date of the text: its months, and how many ahead
    part_offset: tuple[int, int] | None = None
    #: a day of the month named last: `18 сентября ..., а 19-го`
    month_again: bool = False
    #: a day of any month: `30-го числа каждого месяца`
    every_month: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; `side` is -1 last, 0 this, 1 next, `None` if nothing says so.

    `heading`: the day stands alone on its line, as over the news of a day in a digest. `with_eve`: the day before it,
    too (`во вторник и среду`).
    """

    number: int
    side: int | None = None
    heading: bool = False
    with_eve: bool = False


@dataclass(frozen=True, slots=True)
class DayWord:
    """A day counted from the date of the text (`today`) or from a day named before (`again`)."""

    offset: int
    base: Literal["text", "again", "then"]
    #: `год назад в этот же день`
    years_ago: int = 0


Raw: TypeAlias = Point | Interval | Weekday | DayWord

"""From what a date expression says to its EDTF value, with the anchor that a missing year was taken from.

Order: the date of the news item or happening that the mention stands under, the publication date, an agency's
dateline without a year. Where none of them decides, the unknown part stays `X`.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from extract.stages.dates.items import Item
from extract.stages.dates.values import YEAR_OPENING, DayWord, Interval, Point, Raw, Weekday, Year
from schemas.edtf import check_edtf
from schemas.entities import Anchor

#: a day without a year means the year of its item unless the neighbouring year brings it this much nearer
_SAME_YEAR_DAYS = 240
#: how far ahead of the publication a day may lie that a past-tense verb tells of (it may be a plan)
_PAST_MAY_LEAD_DAYS = 40
#: how long ago a day may lie that a present tense tells of
_PRESENT_MAY_LAG_DAYS = 90
#: how long ago the middle of a month may lie that a future tells of
_MONTH_SLACK_DAYS = 22
#: how many months before its page's days a month of a plan must lie to be next year's
_MONTHS_PASSED = 3
#: how long ago a stretch of days lies that is only recalled
_LONG_PAST_DAYS = 60
#: the beginning of a year is over in its second half
_HALF_YEAR = 6

#: `since`: what began then has gone on (`с января проверено`)
Tense = Literal["past", "present", "future", "since"] | None


class Value(NamedTuple):
    edtf: str
    anchor: Anchor
    inferred: bool


class Known(NamedTuple):
    """A resolved mention that later ones may lean on."""

    year: int | None
    month: int | None
    day: int | None
    value: Value


@dataclass(slots=True)
class Said:
    """What an item has said so far: its last mention, the last with a day and the last with a year."""

    last: Known | None = None
    day: Known | None = None
    #: the days that may be meant by `тот же день`, each with the number of its mention
    days: list[tuple[Known, int]] = field(default_factory=list)
    year: int | None = None
    #: the first weekday of a lead, which is the day of a dateline without a year
    weekday: int | None = None

    def add(self, known: Known, number: int, today: date | None, *, aside: bool = False) -> None:
        """Note mention `number`; a day well ahead of `today` is planned: `на следующий день` does not follow it.

        Neither does it follow days said `aside`, in a clause that tells of something else, or a stretch of days.
        """
        self.last = known
        aside = aside or "/" in known.value.edtf
        ahead = self.day is not None and _is_ahead(known, today or date_of(self.day))
        if known.day is not None and not ahead and not (aside and self.day is not None):
            self.day = known
            self.days.append((known, number))
        self.year = known.year if known.year is not None else self.year


def date_of(known: Known) -> date | None:
    """The calendar day of a mention that names one with its year."""
    if known.year is None or known.month is None or known.day is None:
        return None
    return date(known.year, known.month, known.day)


def _is_ahead(known: Known, today: date | None) -> bool:
    if today is None or known.year is None or known.month is None or known.day is None:
        return False
    return (date(known.year, known.month, known.day) - today).days > _PAST_MAY_LEAD_DAYS


@dataclass(frozen=True, slots=True)
class Reference:
    """A date to resolve against; `day` is `None` if only the year (or nothing but day and month) is known."""

    anchor: Anchor
    year: int | None
    day: date | None = None
    #: month and day of a dateline without a year
    month_day: tuple[int, int] | None = None


@dataclass(slots=True)
class Context:
    """What surrounds one mention."""

    item: Item
    published: date | None = None
    published_year: int | None = None
    #: the year of the issue, as the title of an undated bulletin says it
    issue_year: int | None = None
    #: years that a page without a date of its own writes out
    written_years: Sequence[int] = ()
    #: full date named shortly before in the same sentence, or one of the same day and month elsewhere in the item
    same_happening: Callable[[Point], int | None] = lambda point: None
    tense: Callable[[], Tense] = lambda: None
    #: whether the day comes every year: `ежегодно до 1 марта`
    yearly: Callable[[], bool] = lambda: False
    in_lead: bool = False
    said: Said = field(default_factory=Said)
    #: the day said before from which `тот же день`, `на следующий день` count
    day_meant: Callable[[], Known | None] = lambda: None
    #: a full date beside a weekday or day word that says the same day (`в среду, 5 мая`)
    beside: Known | None = None
    #: the days of the week whose digest the page is, and the last weekday that heads a part of it
    week: tuple[date, date] | None = None
    heading: Known | None = None
    references: list[Reference] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.references = list(_references(self))

    @property
    def today(self) -> date | None:
        """The day from which the text speaks."""
        return next((reference.day for reference in self.references if reference.day is not None), None)


def _references(context: Context) -> list[Reference]:
    found: list[Reference] = []
    item = context.item
    point = item.point
    anchor: Anchor = "dateline" if item.kind == "dateline" else "text"
    yearless = None
    if point is not None and point.day and point.month:
        year = point.year
        if year is not None and year.kind == "written":
            day = _day(year.value, point.month, point.day)
            found.append(Reference(anchor, year.value, None if item.is_interval else day))
        elif item.kind == "dateline":
            if context.published is not None:
                day = _nearest(context.published, point.month, point.day)
                if day is not None and abs((day - context.published).days) <= 92:
                    same_day: Anchor = "metadata" if day == context.published else "dateline"
                    found.append(Reference(same_day, day.year, day))
            elif (told := context.same_happening(point)) is not None:
                # `Beijing, 22 February. - On 22 February 2024 ...`
                found.append(Reference("text", told, _day(told, point.month, point.day)))
            else:
                yearless = Reference("dateline", None, None, (point.month, point.day))
    if context.published is not None:
        found.append(Reference("metadata", context.published.year, context.published))
    elif context.published_year is not None:
        found.append(Reference("metadata", context.published_year))
    elif context.issue_year is not None:
        found.append(Reference("text", context.issue_year))
    if yearless:
        found.append(yearless)
    return found


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _nearest(reference: date, month: int, day: int) -> date | None:
    days = [found for year in (-1, 0, 1) if (found := _day(reference.year + year, month, day))]
    return min(days, key=lambda d: (abs((d - reference).days), d), default=None)


def resolve(raw: Raw, context: Context) -> tuple[Value, Known]:
    """The value of `raw` in its context.

    Raises:
        ValueError: the words name no calendar date (`31 февраля`); the message says why.
    """
    if isinstance(raw, Interval):
        value = _interval(raw, context)
    elif isinstance(raw, Weekday):
        value = _weekday(raw, context)
        if raw.with_eve and (day := date_of(_known(value))) is not None:
            value = value._replace(edtf=f"{day - timedelta(days=1)}/{day}")
    elif isinstance(raw, DayWord):
        value = _day_word(raw, context)
    else:
        value = _point(raw, context)
    check_edtf(value.edtf)
    return value, _known(value)


def _known(value: Value) -> Known:
    parts = value.edtf.split("/")[0].split("-")
    year = int(parts[0]) if parts[0].isdigit() else None
    month = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() and int(parts[1]) <= 12 else None
    day = int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else None
    return Known(year, month, day, value)


# --- points ------------------------------------------------------------------------------------------------------


def _point(point: Point, context: Context) -> Value:
    if point.week_offset is not None:
        return _week(point.week_offset, context)
    if point.month_offset is not None:
        month = _month(point.month_offset, context)
        return month._replace(edtf=f"{month.edtf}-{point.day:02}") if point.day else month
    if point.part_offset is not None:
        return _part(*point.part_offset, context)
    if point.every_month:
        return Value(f"XXXX-XX-{point.day:02}", "none", False)
    if point.month_again:
        return _day_of_last_month(point, context)
    if point.decade is not None:
        return Value(_decade(point.decade), "text", False)
    year, anchor, inferred = _year(point, context)
    return Value(_edtf(point, year), anchor, inferred)


def _year(point: Point, context: Context) -> tuple[int | None, Anchor, bool]:
    """The year of a point, what it was taken from, and whether that is an inference."""
    given = point.year
    if given is None:
        return _missing_year(point, context)
    if given.kind == "written":
        return given.value, "text", False
    if given.kind == "two_digits":
        return _two_digit_year(given.value, context)
    if given.kind == "again":
        if context.said.year is not None:
            return context.said.year + given.value, "text", True
        given = Year("offset", given.value)
    for reference in context.references:
        if given.kind == "ago" and reference.year is not None:
            return _year_ago(point, given.value, reference), reference.anchor, True
        if given.kind == "side" and reference.day is not None:
            return _year_on_side(point, given.value, reference.day), reference.anchor, True
        if given.kind == "offset" and reference.year is not None:
            return reference.year + given.value + _opens_next(point, reference, context), reference.anchor, True
    return None, "none", False


def _opens_next(point: Point, reference: Reference, context: Context) -> int:
    """1 if the year that begins is the next one: `в начале года планируем` said in December."""
    over = (
        point.season and point.part == YEAR_OPENING and reference.day is not None and reference.day.month > _HALF_YEAR
    )
    return int(over and context.tense() == "future")


def _year_on_side(point: Point, side: int, today: date) -> int:
    """`прошлым летом` said in spring or autumn is the last summer that is over."""
    first, last = (point.month, point.month) if point.month else point.part or (1, 12)
    assert first is not None
    assert last is not None
    if side < 0:
        return today.year - (today.month <= max(first, last))
    return today.year + (today.month >= first) if side > 0 else today.year


def _year_ago(point: Point, years: int, reference: Reference) -> int | None:
    """The year in which the day lies nearest to so many years before the day of the text."""
    assert reference.year is not None
    day, year = reference.day, reference.year - years
    if day is None or point.month is None:
        return year
    nearest = _nearest(date(year, day.month, min(day.day, _last(year, day.month))), point.month, point.day or 15)
    return nearest.year if nearest is not None else year


def _two_digit_year(digits: int, context: Context) -> tuple[int | None, Anchor, bool]:
    """The century that brings the year nearest to the date of the text."""
    # the page's own date first: a dateline that the mention stands in leans on it, too
    for reference in sorted(context.references, key=lambda reference: reference.anchor != "metadata"):
        if reference.year is not None:
            base = reference.year - reference.year % 100 + digits
            year = min((base - 100, base, base + 100), key=lambda y: abs(y - reference.year))  # type: ignore[operator]
            return year, reference.anchor, False
    if context.written_years:
        year = min(context.written_years, key=lambda y: abs(y % 100 - digits))
        return year - year % 100 + digits, "text", False
    return None, "none", False


def _missing_year(point: Point, context: Context) -> tuple[int | None, Anchor, bool]:
    if context.yearly():
        return None, "none", False
    year = context.same_happening(point)
    if year is not None:
        return year, "text", True
    month = point.month or (point.part[0] if point.part else None)
    for reference in context.references:
        if reference.year is None:
            continue
        if month is None:
            return reference.year, reference.anchor, True
        if reference.day is None:
            return reference.year + _passed(point, month, context), reference.anchor, True
        found = _nearest_year(point, month, reference, context)
        if found is not None:
            return found, reference.anchor, True
    return None, "none", False


def _passed(point: Point, month: int, context: Context) -> int:
    """1 if what lies ahead can only be next year: a plan for February on a page about days of November."""
    under = context.item.point
    if under is None or under.month is None or point.part is not None or under.month - month < _MONTHS_PASSED:
        return 0
    return int(context.tense() == "future")


def _nearest_year(point: Point, month: int, reference: Reference, context: Context) -> int | None:
    assert reference.day is not None
    today = reference.day
    if point.day is None and point.month == today.month:
        return today.year
    if point.part is not None:
        # a part of the year that holds the day is the current one
        spans = [
            (y, date(y, point.part[0], 1), date(y, max(point.part), _last(y, max(point.part))))
            for y in (today.year - 1, today.year, today.year + 1)
        ]
        for year, first, last in spans:
            if first <= today <= last:
                return year
    # the middle of a month stands for a month
    days = {y: _day(y, month, point.day or 15) for y in (today.year - 1, today.year, today.year + 1)}
    distances = {y: abs((d - today).days) for y, d in days.items() if d is not None}
    if not distances:
        return None
    year = min(distances, key=lambda y: (distances[y], y))
    tense = context.tense()
    ahead = (days[year] or today) - today
    slack = 0 if point.day else _MONTH_SLACK_DAYS
    may_lead = 0 if tense == "since" and not point.day else _PAST_MAY_LEAD_DAYS + (0 if point.day else 31)
    if tense in ("past", "since") and ahead.days > may_lead and year - 1 in distances:
        return year - 1
    if tense == "future" and ahead.days < -slack and year + 1 in distances and -ahead.days > 7:
        return year + 1
    if tense == "present" and ahead.days < -_PRESENT_MAY_LAG_DAYS and year + 1 in distances:
        # `программа истекает в декабре` said in May
        return year + 1
    if (
        reference.anchor != "metadata"
        and tense not in ("past", "since", "future")
        and distances.get(today.year, 999) <= _SAME_YEAR_DAYS
    ):
        return today.year
    return year


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _edtf(point: Point, year: int | None) -> str:
    written = f"{year:04}" if year is not None else "XXXX"
    if point.season:
        return written
    if point.part is not None:
        if point.code is not None and year is not None:
            return f"{written}-{point.code}"
        first, last = point.part
        return f"{written}-{first:02}/{written}-{last:02}"
    if point.month is None:
        return written
    if point.days is not None:
        first_day, last_day = point.days
        last_day = min(last_day, _last(year or 2001, point.month))
        return f"{written}-{point.month:02}-{first_day:02}/{written}-{point.month:02}-{last_day:02}"
    if point.day is None:
        return f"{written}-{point.month:02}"
    if point.order_open:
        return f"{written}-XX-XX"
    return f"{written}-{point.month:02}-{point.day:02}"


def _decade(decade: int) -> str:
    return f"{decade:03}X" if decade >= 100 else "XXXX"


# --- intervals -----------------------------------------------------------------------------------------------------


def _interval(interval: Interval, context: Context) -> Value:
    start, end = interval.start, interval.end
    if start.decade is not None and end.decade is not None:
        return Value(f"{_decade(start.decade)}/{_decade(end.decade)}", "text", False)
    if start.month is None and start.part is None and start.day is None and end.month is not None and end.year is None:
        # a year cannot lend itself to a later month
        raise ValueError("the second end has no year")
    start, end = _share_month(start, end)
    if end.year is None and start.year is None:
        # what is told of as past has its end behind it: `с января по ноябрь выявили`
        over = not _later_in_year(start, end) and context.tense() == "past"
        first_year, anchor, inferred = _year(end if over else start, context)
        last_year = first_year
        if first_year is not None and _later_in_year(start, end):
            last_year = first_year + 1
        elif first_year is None and _later_in_year(start, end):
            last_year = None
    elif end.year is not None:
        last_year, anchor, inferred = _year(end, context)
        if start.year is None:
            first_year = last_year
            if last_year is not None and _later_in_year(start, end):
                first_year = last_year - 1
        else:
            first_year, _, _ = _year(start, context)
    else:
        first_year, anchor, inferred = _year(start, context)
        last_year = first_year
        if first_year is not None and _later_in_year(start, end):
            last_year = first_year + 1
    first, last = _edge(start, first_year, last=False), _edge(end, last_year, last=True)
    if first == last:
        return Value(first, anchor, inferred)
    return Value(f"{first}/{last}", anchor, inferred)


def _share_month(start: Point, end: Point) -> tuple[Point, Point]:
    if start.month is None and start.day is not None and end.month is not None:
        start = replace(start, month=end.month)
    return start, end


def _later_in_year(start: Point, end: Point) -> bool:
    """Whether the start stands later in the calendar than the end, so that a year's end lies between them."""
    return _order(start) > _order(end)


def _order(point: Point) -> tuple[int, int]:
    month = point.month or (point.part[0] if point.part else 0)
    return month, point.day or 0


def _edge(point: Point, year: int | None, *, last: bool) -> str:
    if point.part is not None:
        return _edtf(Point(month=point.part[1 if last else 0]), year)
    return _edtf(point, year)


# --- weeks, months, weekdays, day words ------------------------------------------------------------------------


def _week(offset: int, context: Context) -> Value:
    said = date_of(context.said.day) if context.said.day is not None and context.today is None else None
    if context.week is not None or said is not None:
        first = context.week[0] if context.week is not None else said
        assert first is not None
        monday = first - timedelta(days=first.weekday()) + timedelta(weeks=offset)
        return Value(f"{monday}/{monday + timedelta(days=6)}", "text", True)
    for reference in context.references:
        if reference.day is not None:
            monday = reference.day - timedelta(days=reference.day.weekday()) + timedelta(weeks=offset)
            return Value(f"{monday}/{monday + timedelta(days=6)}", reference.anchor, True)
    return Value("XXXX-XX-XX/XXXX-XX-XX", "none", False)


def _month(offset: int, context: Context) -> Value:
    for reference in context.references:
        if reference.day is not None:
            months = reference.day.year * 12 + reference.day.month - 1 + offset
            return Value(f"{months // 12:04}-{months % 12 + 1:02}", reference.anchor, True)
        if reference.month_day is not None:
            return Value(f"XXXX-{(reference.month_day[0] - 1 + offset) % 12 + 1:02}", reference.anchor, True)
    return Value("XXXX-XX", "none", False)


def _part(months: int, offset: int, context: Context) -> Value:
    """The quarter or half-year of `months` months that holds the day of the text, or one before or after it."""
    for reference in context.references:
        if reference.day is not None:
            in_year = 12 // months
            number = reference.day.year * in_year + (reference.day.month - 1) // months + offset
            code = (33 if months == 3 else 40) + number % in_year
            return Value(f"{number // in_year:04}-{code}", reference.anchor, True)
    return Value("XXXX", "none", False)


def _day_of_last_month(point: Point, context: Context) -> Value:
    """A day of the month that the item named last, else of the month of the text."""
    last = context.said.last
    if last is not None and last.month is not None:
        anchor: Anchor = last.value.anchor
        year = f"{last.year:04}" if last.year is not None else "XXXX"
        return Value(f"{year}-{last.month:02}-{point.day:02}", anchor, anchor != "none")
    month = _month(0, context)
    if month.anchor == "none":
        raise ValueError("a day of no month")
    return month._replace(edtf=f"{month.edtf}-{point.day:02}")


_UNKNOWN_DAY = Value("XXXX-XX-XX", "none", False)


def _weekday(weekday: Weekday, context: Context) -> Value:
    if context.beside is not None:
        return Value(context.beside.value.edtf, context.beside.value.anchor, True)
    if weekday.heading:
        return _heading(weekday, context)
    if weekday.side is None and (that_day := _day_in_week(weekday, context.week)) is not None:
        return Value(str(that_day), "text", True)
    for reference in context.references:
        if reference.day is not None:
            return Value(
                str(_day_of_week(weekday, reference.day, future=context.tense() == "future")), reference.anchor, True
            )
        if reference.month_day is not None and context.in_lead and weekday.side is None:
            # agencies name the day of the dateline in the lead
            month, day = reference.month_day
            first = context.said.weekday = context.said.weekday or weekday.number
            if weekday.number != first:
                # `прибыл в четверг в столицу, где в пятницу состоится совещание`
                ahead = (weekday.number - first) % 7
                offset = ahead if context.tense() == "future" else ahead - 7
                return _shifted(Known(None, month, day, Value("", reference.anchor, True)), offset)
            return Value(f"XXXX-{month:02}-{day:02}", reference.anchor, True)
    return _UNKNOWN_DAY


def _day_in_week(weekday: Weekday, week: tuple[date, date] | None) -> date | None:
    if week is None:
        return None
    day = week[0] + timedelta(days=(weekday.number - week[0].isoweekday()) % 7)
    return day if day <= week[1] else None


def _heading(weekday: Weekday, context: Context) -> Value:
    """The day over a part of a digest: the next such day after that of the part before."""
    if (day := _day_in_week(weekday, context.week)) is not None:
        return Value(str(day), "text", True)
    before = date_of(context.heading) if context.heading is not None else context.today
    if before is None:
        return _UNKNOWN_DAY
    anchor: Anchor = context.heading.value.anchor if context.heading is not None else context.references[0].anchor
    return Value(str(before + timedelta(days=(weekday.number - before.isoweekday()) % 7)), anchor, True)


def _day_of_week(weekday: Weekday, today: date, *, future: bool) -> date:
    ahead = (weekday.number - today.isoweekday()) % 7
    if weekday.side == 1:
        return today + timedelta(days=ahead or 7)
    if weekday.side == -1:
        return today - timedelta(days=(7 - ahead) if ahead else 7)
    if weekday.side == 0:
        return today + timedelta(days=weekday.number - today.isoweekday())
    if future:
        return today + timedelta(days=ahead)
    return today - timedelta(days=(7 - ahead) % 7)


def _day_word(word: DayWord, context: Context) -> Value:
    if word.base == "then":
        if context.said.last is None:
            return _UNKNOWN_DAY
        return Value(context.said.last.value.edtf, context.said.last.value.anchor, True)
    if word.years_ago:
        return _day_years_ago(word.years_ago, context)
    if word.base == "again":
        meant = context.day_meant()
        if meant is not None and not _is_stretch_past(meant, context.today):
            return _shifted(meant, word.offset)
    elif context.beside is not None:
        return Value(context.beside.value.edtf, context.beside.value.anchor, True)
    for reference in context.references:
        if reference.day is not None:
            return Value(str(reference.day + timedelta(days=word.offset)), reference.anchor, True)
        if reference.month_day is not None:
            month, day = reference.month_day
            return _shifted(Known(None, month, day, Value("", reference.anchor, True)), word.offset)
    if word.base == "text" and word.offset == -1 and (meant := context.day_meant()) is not None:
        # `7 октября состоялся саммит. Накануне прошло заседание`, on a page without a date
        return _shifted(meant, word.offset)
    return _UNKNOWN_DAY


def _day_years_ago(years: int, context: Context) -> Value:
    """`год назад в этот же день`."""
    for reference in context.references:
        if reference.day is not None and (
            day := _day(reference.day.year - years, reference.day.month, reference.day.day)
        ):
            return Value(str(day), reference.anchor, True)
        if reference.month_day is not None:
            month, number = reference.month_day
            return Value(f"XXXX-{month:02}-{number:02}", reference.anchor, True)
    return _UNKNOWN_DAY


def _is_stretch_past(known: Known, today: date | None) -> bool:
    """Days long before that of the text: `в ходе визита 22-23 августа` is not what `в тот же день` recalls."""
    first = date_of(known)
    return (
        "/" in known.value.edtf and first is not None and today is not None and (today - first).days > _LONG_PAST_DAYS
    )


def _shifted(known: Known, offset: int) -> Value:
    """A day some days from another, whose year may be unknown."""
    anchor = known.value.anchor
    if offset == 0 and "/" in known.value.edtf:
        # which of the days is not said
        return _UNKNOWN_DAY
    if offset == 0 and known.value.edtf:
        return Value(known.value.edtf, anchor, anchor != "none")
    if known.month is None or known.day is None:
        return _UNKNOWN_DAY
    if known.year is not None:
        shifted = date(known.year, known.month, known.day) + timedelta(days=offset)
        return Value(str(shifted), anchor, True)
    # what both a common and a leap year say
    days = {
        date(year, known.month, min(known.day, _last(year, known.month))) + timedelta(days=offset)
        for year in (2023, 2024)
    }
    forms = {f"XXXX-{day.month:02}-{day.day:02}" for day in days}
    return Value(forms.pop() if len(forms) == 1 else "XXXX-XX-XX", anchor, anchor != "none")

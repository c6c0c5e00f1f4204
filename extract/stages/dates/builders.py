"""Builders of date patterns: from the groups of a match to spans with raw values.

The named groups of a pattern carry the parts of the value: `day`, `month`, `year`, numbered 1 and 2 where an expression
has two ends. A builder reads them; it returns nothing where what was matched is no date after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.language.later import later
from extract.stages.dates.atoms import Atom
from extract.stages.dates.values import YEAR_OPENING, DayWord, Interval, Point, Raw, Weekday, Year


class Match:
    """A pattern's match with access to the atoms behind its groups."""

    def __init__(self, found: re.Match[str], atoms: list[Atom], copy: str) -> None:
        self.found = found
        self.atoms = atoms
        self.copy = copy

    def has(self, group: str) -> bool:
        return group in self.found.re.groupindex and self.found[group] is not None

    def span(self, group: str) -> tuple[int, int]:
        return self.found.span(group)

    def within(self, group: str) -> list[Atom]:
        start, end = self.found.span(group)
        return self.atoms[start:end]

    def code(self, offset: int) -> str:
        """Code of the atom `offset` places after the match (0 is the next one, -1 the last one before it)."""
        position = self.found.end() + offset if offset >= 0 else self.found.start() + offset
        return self.atoms[position].code if 0 <= position < len(self.atoms) else "!"

    def word(self, offset: int) -> str:
        position = self.found.end() + offset if offset >= 0 else self.found.start() + offset
        if not 0 <= position < len(self.atoms):
            return ""
        atom = self.atoms[position]
        return self.copy[atom.start : atom.end]

    def text(self, atom: Atom) -> str:
        return self.copy[atom.start : atom.end]


Builder = Callable[["Pattern", Match], "list[tuple[int, int, Raw]] | None"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named expression; `reason` makes it a false friend: what it covers is refused.

    Each match has one of the codes that it `needs`; without one in a text the expression is not tried.
    """

    name: str
    needs: frozenset[str]
    regex: re.Pattern[str]
    build: Builder
    reason: str | None = None


#: the codes of a day
DAY = "(?:[NO]|s?W)"


# --- readers of parts ------------------------------------------------------------------------------------------


def _number(atoms: list[Atom]) -> int:
    return sum(atom.value for atom in atoms)


def _read_year(m: Match, group: str) -> Year | None:
    if not m.has(group):
        return None
    for atom in m.within(group):
        if atom.code in "YV":
            return Year("written", atom.value)
        if atom.code in "yN":
            return Year("two_digits", atom.value)
        if atom.code == "S":
            return Year("offset", atom.value)
        if atom.code == "R":
            again = any(other.code == "x" for other in m.within(group))
            return Year("again" if again else "offset", atom.value)
        if atom.code == "T":
            return Year("again", atom.value)
        if atom.code == "t":
            return Year("again", 0)
    # `the second half of the year`: the one that runs
    return Year("offset", 0) if m.within(group)[-1].code == "g" else None


_DAY_ENDINGS = ("го", "му", "ое", "ье", "ые", "st", "nd", "rd", "th")


def _read_day(m: Match, group: str) -> int | None:
    """The day of a group; `None` if its ordinal is in a form that no day takes (`второй`, `первой`)."""
    atoms = m.within(group)
    last = atoms[-1]
    if last.code == "W" and not m.text(last).lower().endswith(_DAY_ENDINGS):
        return None
    value = _number(atoms)
    return value if 1 <= value <= 31 else None


def _read_point(m: Match, n: int | str = "") -> Point | None:
    day = None
    if m.has(f"day{n}"):
        day = _read_day(m, f"day{n}")
        if day is None:
            return None
    month = _number(m.within(f"month{n}")) if m.has(f"month{n}") else None
    year = _read_year(m, f"only_year{n}") if m.has(f"only_year{n}") else _read_year(m, f"year{n}")
    return Point(year=year, month=month, day=day)


def _full_point(atom: Atom) -> Point:
    full = atom.full
    assert full is not None
    year = None
    if full.year is not None:
        year = Year("two_digits" if full.year < 100 else "written", full.year)
    return Point(year=year, month=full.month, day=full.day, order_open=full.order_open)


def _whole(m: Match, raw: Raw) -> list[tuple[int, int, Raw]]:
    return [(m.found.start(), m.found.end(), raw)]


# --- builders --------------------------------------------------------------------------------------------------


def build_point(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    point = _read_point(m)
    return _whole(m, point) if point else None


def build_numeric(_: Pattern, m: Match) -> list[tuple[int, int, Raw]]:
    return _whole(m, _full_point(m.within("full")[0]))


def build_dateline_day(_: Pattern, m: Match) -> list[tuple[int, int, Raw]]:
    """`ДУШАНБЕ, 18.04 /Агентство/`."""
    return _whole(m, _full_point(m.within("full" if m.has("full") else "full2")[0]))


def build_day_of_table(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`с 01.11`, `до 05.12`: with its nought, and with nothing after that it could count."""
    atom = m.within("full")[0]
    if m.text(atom)[0] != "0" or m.code(0) not in "!_,;-/<>?i" or m.word(-1).islower() is False:
        return None
    return _whole(m, _full_point(atom))


def build_numeric_of_year(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`до 1.06 т.г.`: this year's."""
    point = _full_point(m.within("full")[0])
    return _whole(m, replace(point, year=_read_year(m, "year"))) if point.year is None else None


def build_numeric_range(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    end = _full_point(m.within("full2")[0])
    if m.has("day1"):
        day = _read_day(m, "day1")
        start = Point(year=end.year, month=end.month, day=day) if day else None
    else:
        start = _full_point(m.within("full1")[0])
        if start.year is None:
            start = Point(year=end.year, month=start.month, day=start.day)
    return _whole(m, Interval(start, end)) if start else None


def _is_open_range(m: Match) -> bool:
    """Whether `до` or `на` between two dates lacks the `с` or `от` before it without which it joins nothing."""
    if not m.has("sep"):
        return False
    sep = m.within("sep")[0]
    if sep.code == "r" and m.text(sep).lower() != "на":
        return True
    return sep.code in "or" and m.code(-1) != "f"


def _is_moved(m: Match) -> bool:
    """`перенёс заседание с 17 на 24 октября`: two days; `в ночь с 17 на 18 октября` is one stretch."""
    if not m.has("sep") or m.text(m.within("sep")[0]).lower() != "на":
        return False
    start = m.atoms[m.found.start()].start
    return _MOVED.search(m.copy, max(start - _MOVED_CHARS, 0), start) is not None


_MOVED = later(r"\b(?:перен[её]с|перенос|перенест|отлож|сдвин|сме[щс])[а-яё]*(?!.*\bночь\b)[^.;\n]*$", re.IGNORECASE)
_MOVED_CHARS = 120


def build_range(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    if _is_open_range(m):
        return None
    start, end = _read_point(m, 1), _read_point(m, 2)
    if start is None or end is None:
        return None
    if start.month is None and start.day is None and end.month is None and not _year_range_ok(m, start, end):
        return None
    return _whole(m, Interval(start, end))


def _year_range_ok(m: Match, start: Point, end: Point) -> bool:
    """Whether two years without months are an interval and no two numbers side by side."""
    if start.year is None or end.year is None:
        return False
    if start.year.kind == end.year.kind == "written" and not end.year.value - start.year.value > 0:
        return False
    if m.within("only_year2")[-1].code in "gGS":
        return True
    opens = m.code(-1) == "f"
    if m.within("only_year1")[-1].code in "gGS":
        return opens and m.within("sep")[0].code != "-"
    return (
        start.year.kind == end.year.kind == "written"
        and end.year.value - start.year.value <= 100
        and (opens or m.within("sep")[0].code != "b")
        and m.code(0) not in "%#"
        and m.code(-1) not in "-/"
        and not (m.code(0) in "-/" and m.code(1) in "NnY")
    )


def build_day_range(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """Two days of one month."""
    if _is_open_range(m):
        return None
    first, last = _read_day(m, "day1"), _read_day(m, "day2")
    if first is None or last is None:
        return None
    month, year = _number(m.within("month")), _read_year(m, "year")
    if _is_moved(m):
        start, stop = m.span("day1")
        return [
            (start, stop, Point(year, month, first)),
            (m.span("day2")[0], m.found.end(), Point(year, month, last)),
        ]
    return _whole(m, Interval(Point(year, month, first), Point(year, month, last)))


def build_day_list(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """Days and ranges of days of one month: neighbours are one interval, others are mentions of their own."""
    month, year = _number(m.within("month")), _read_year(m, "year")
    start, end = m.span("days")
    items: list[tuple[int, int, int, int]] = []
    position = start
    while position < end:
        found = _DAY_ITEM.match(m.found.string, position, end)
        if found is None:
            position += 1
            continue
        days = [_day_value(m, *found.span(name)) for name in ("a", "b") if found[name]]
        if None in days:
            return None
        items.append((found.start(), found.end(), days[0] or 0, days[-1] or 0))
        position = found.end()
    if len({m.text(m.atoms[first])[:1].isdigit() for first, *_ in items}) > 1:
        # On June 6, First Deputy Minister
        return None
    groups: list[tuple[int, int, int, int]] = []
    both = m.code(-1) == "f" and m.atoms[m.found.start() - 1].kind == "between" and len(items) == 2
    for item in items:
        if groups and (groups[-1][3] + 1 == item[2] or (both and groups[-1][3] < item[2])):
            groups[-1] = (groups[-1][0], item[1], groups[-1][2], item[3])
        else:
            groups.append(item)
    made: list[tuple[int, int, Raw]] = []
    is_english = m.atoms[m.span("month")[0]].kind.startswith("month_english")
    before = is_english and m.span("month")[0] < start
    for number, (first, last, low, high) in enumerate(groups):
        raw: Raw
        if low == high:
            raw = Point(year, month, low)
        else:
            raw = Interval(Point(year, month, low), Point(year, month, high))
        left = m.found.start() if before and number == 0 else first
        right = m.found.end() if number == len(groups) - 1 else last
        made.append((left, right, raw))
    return made


_DAY_ITEM = re.compile(f"(?P<a>{DAY})(?:-(?P<b>{DAY}))?")


def _day_value(m: Match, start: int, end: int) -> int | None:
    last = m.atoms[end - 1]
    if last.code == "W" and not m.text(last).lower().endswith(_DAY_ENDINGS):
        return None
    value = _number(m.atoms[start:end])
    return value if 1 <= value <= 31 else None


_LISTED_DATE = re.compile(f"(?P<day>{DAY})?(?P<month>[MBmk])")


def build_date_list(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """Days of several months, or several months, with one year after the last: neighbouring days are an interval."""
    year = _read_year(m, "year")
    points: list[tuple[int, int, Point]] = []
    for found in _LISTED_DATE.finditer(m.found.string, m.found.start(), m.found.end()):
        day = _day_value(m, *found.span("day")) if found["day"] else None
        if found["day"] and day is None:
            return None
        points.append((found.start(), found.end(), Point(year, _number(m.atoms[slice(*found.span("month"))]), day)))
    first, last = points[0][2], points[-1][2]
    if len(points) == 2 and first.day and last.day and _are_neighbours(first, last):
        return _whole(m, Interval(first, last))
    if year is None:
        return None
    if len(points) == 2 and not first.day and not last.day and first.month and last.month == first.month + 1:
        # `in January and February this year`: adjoining months are one stretch
        return _whole(m, Interval(replace(first, year=None), last))
    return [
        (start, m.found.end() if number == len(points) - 1 else end, point)
        for number, (start, end, point) in enumerate(points)
    ]


_LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _are_neighbours(first: Point, last: Point) -> bool:
    assert first.month is not None
    assert last.month is not None
    return last.day == 1 and last.month == first.month % 12 + 1 and first.day in (_LAST_DAY[first.month - 1], 28)


def build_month(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    point = _read_point(m)
    if point is None:
        return None
    atom = m.within("month")[0]
    has_edge = m.has("edge") and m.found["edge"]
    if point.year is None and not has_edge and not _is_month_word(m, atom):
        return None
    if has_edge:
        edge = m.within("edge")
        if edge[-1].code == "K":
            # the fourth ordinal is `последний`
            third = min(_number(edge), 3)
            if third < 1 or len(edge) < 2:
                return None
            days = (1 + 10 * (third - 1), 10 * third if third < 3 else 31)
            return _whole(m, Point(point.year, point.month, days=days))
    return _whole(m, point)


def build_month_on_side(_: Pattern, m: Match) -> list[tuple[int, int, Raw]]:
    """`прошлом декабре`, `last May`."""
    return _whole(m, Point(Year("side", m.within("side")[0].value), _number(m.within("month"))))


def _is_month_word(m: Match, atom: Atom) -> bool:
    """Whether a bare month word is a month and no name: `Март` and `May` may be persons, `"Октябрь"` a cinema."""
    word = m.text(atom)
    if m.word(-1) in ('"', "'") and m.word(0) in ('"', "'"):
        return False
    if atom.code == "m":
        return m.code(-1) in "rfboFiRT" and not (m.code(0) == "U" and m.code(-1) in "iF")
    if not word[0].isupper():
        return True
    starts_sentence = m.code(-1) in "!_" or m.found.start() == 0
    return (starts_sentence or word.isupper()) and m.code(0) not in "U"


def build_part(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """A quarter or half-year."""
    point = _part_point(m, "ordinal", "unit", _read_year(m, "year"))
    return _whole(m, point) if point else None


def _part_point(m: Match, ordinal: str, unit: str, year: Year | None) -> Point | None:
    atoms = m.within(ordinal)
    number = _number(atoms)
    kind = m.within(unit)[0].code
    if kind == "q":
        form = m.text(m.within(unit)[0]).lower()
        if atoms[-1].code == "N" and form == "квартала" and 2 <= number <= 4 and m.code(-1) != "o":
            return Point(year, part=(1, 3 * number))
        return _quarter(number, year)
    return _half(number, year)


def _quarter(number: int, year: Year | None) -> Point | None:
    return Point(year, part=(3 * number - 2, 3 * number), code=32 + number) if 1 <= number <= 4 else None


def _half(number: int, year: Year | None) -> Point | None:
    return Point(year, part=(6 * number - 5, 6 * number), code=39 + number) if 1 <= number <= 2 else None


def build_part_sign(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`Q3 2025`, `H1`."""
    atom = m.within("sign")[0]
    year = _read_year(m, "year") or _read_year(m, "year0")
    point = (_half if atom.kind == "half" else _quarter)(atom.value, year)
    return _whole(m, point) if point else None


def build_part_range(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    year = _read_year(m, "year")
    start_year = _read_year(m, "year1") or year
    start = _part_point(m, "ordinal1", "unit", start_year)
    end = _part_point(m, "ordinal2", "unit", year)
    return _whole(m, Interval(start, end)) if start and end else None


def build_part_list(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    year = _read_year(m, "year")
    made: list[tuple[int, int, Raw]] = []
    start, end = m.span("ordinals")
    for position in range(start, end):
        atom = m.atoms[position]
        if atom.code not in "IOWN":
            continue
        point = _quarter(atom.value, year) if m.within("unit")[0].code == "q" else _half(atom.value, year)
        if point is None:
            return None
        made.append((position, position + 1, point))
    last = made.pop()
    return [*made, (last[0], m.found.end(), last[2])]


def build_months_of_year(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`девять месяцев 2024 года`: from January on."""
    count = _number(m.within("count"))
    if not 2 <= count <= 12 or (m.has("first") and m.within("first")[0].value != 1):
        return None
    return _whole(m, Point(_read_year(m, "year"), part=(1, count)))


def build_season(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """A season is a calendar expression only with its year: contract section 1 lists the units."""
    year = _read_year(m, "year")
    if year is None:
        return None
    number = m.within("season")[0].value
    return _whole(m, Point(year, part={1: (3, 5), 2: (6, 8), 3: (9, 11), 4: (12, 2)}[number], season=True))


def build_winter(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`зимой 2022-2023 годов`: the winter that begins in one year and ends in the next."""
    first, last = m.within("year1")[0].value, m.within("year2")[0].value
    if m.within("season")[0].value != _WINTER or (last if last > 99 else first // 100 * 100 + last) != first + 1:
        return None
    return _whole(m, Interval(Point(Year("written", first), 12), Point(Year("written", first + 1), 2)))


_WINTER = 4


def build_year(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    year = _read_year(m, "year")
    if year is None:
        return None
    unit = m.atoms[m.found.end() - 1]
    if unit.code == "g" and m.text(unit).lower() in ("г", "г."):
        if _is_weight(m):
            return None
        if _BORN.match(m.copy, unit.end):
            # `1979 г.р.`: the year of birth without its abbreviation
            return [(m.found.start(), m.found.end() - 1, Point(year))]
    return _whole(m, Point(year))


_BORN = re.compile(r"[. ]{0,2}р(?:\.|ожд)")
_WEIGHT_BEFORE = later(
    r"(?:вес|масс|изъя|около|более|свыше|порядка|почти|примерно|менее|обнаруж|количеств|объем)", re.IGNORECASE
)


def _is_weight(m: Match) -> bool:
    """`изъято 2000 г гашиша` is a weight in grams."""
    return bool(_WEIGHT_BEFORE.match(m.word(-1)))


#: pronouns and past tenses: what follows a year, but never a count
_CANNOT_BE_COUNTED = later(r"он[аои]?|мы|я|его|ее|их|был[аои]?|\w{3,}(?:л|ла|ло|ли|лся|лась|лось|лись|тся)")


def build_bare_year(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """A year without its unit, where words around it leave no other reading."""
    year = _read_year(m, "year")
    if year is None or m.code(0) in "%#g":
        return None
    atom = m.within("year")[0]
    is_english = m.code(-1) in "FHd" or m.word(-1).isascii()
    word = m.word(0)
    if m.code(0) == "v" and is_english and word.endswith("s") and m.code(-1) != "H":
        return None
    if m.code(0) == "v" and not is_english and not _CANNOT_BE_COUNTED.fullmatch(word):
        return None
    if m.code(0) in "NnYWu" and not (m.code(0) in "NY" and is_english):
        return None
    if m.code(0) == "-" and m.code(1) in "NnYv" and m.atoms[m.found.end()].start == atom.end:
        return None
    return _whole(m, Point(year))


def build_bracketed_year(pattern: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    year = _read_year(m, "year") or _read_year(m, "year2") or _read_year(m, "year3")
    return _whole(m, Point(year)) if year else None


def build_year_list(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`2019, 2020 и 2021 годы`, `2015-2017 и 2019 гг.`: each year or range is a mention."""
    start, end = m.span("years")
    made: list[tuple[int, int, Raw]] = []
    for found in _YEAR_ITEM.finditer(m.found.string, start, end):
        years = [m.atoms[i].value for i in range(*found.span()) if m.atoms[i].code in "YV"]
        points = [Point(Year("written", value)) for value in years]
        made.append((*found.span(), points[0] if len(points) == 1 else Interval(points[0], points[-1])))
    if m.code(-1) == "f" and m.atoms[m.found.start() - 1].kind == "between" and len(made) == 2:
        first, last = made[0][2], made[1][2]
        if isinstance(first, Point) and isinstance(last, Point):
            return _whole(m, Interval(first, last))
    last_item = made.pop()
    return [*made, (last_item[0], m.found.end(), last_item[2])]


_YEAR_ITEM = re.compile("[YV](?:-[YV])?")


def build_short_year_range(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`2021-25 гг.`"""
    first = m.within("year1")[0].value
    last = first // 100 * 100 + m.within("short")[0].value
    if not first < last:
        return None
    return _whole(m, Interval(Point(Year("written", first)), Point(Year("written", last))))


def build_season_years(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`2016/17`: two years that follow each other."""
    first, short = m.within("year1")[0].value, m.within("short")[0]
    if short.value != (first + 1) % 100 or short.end - short.start != 2:
        return None
    return _whole(m, Interval(Point(Year("written", first)), Point(Year("written", first + 1))))


def build_edge_unit(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`конца года`, `начале месяца`, `the end of the year`."""
    side = next((atom.value for atom in m.within("unit") if atom.code in "RT"), 0)
    unit = m.within("unit")[-1].code
    if unit == "g":
        opens = m.text(m.atoms[m.found.start()]).lower().startswith(_OPENING)
        relative = any(atom.code in "RT" for atom in m.within("unit"))
        part = YEAR_OPENING if opens and not relative else None
        return _whole(m, Point(Year("offset", side), part=part, season=part is not None))
    if unit == "u":
        return _whole(m, Point(month_offset=side))
    if unit in "qh":
        return _whole(m, Point(part_offset=(3 if unit == "q" else 6, side)))
    return _whole(m, Point(week_offset=side))


#: `в начале года`
_OPENING = ("начал", "begin", "start")


def build_decade(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    points = []
    for atom in (m.within(name)[0] for name in ("decade1", "decade2") if m.has(name)):
        value = atom.value
        if value <= 31 and not m.has("century") and m.atoms[m.found.end() - 1].code != "G":
            # на 30-х чтениях: an ordinal
            return None
        if value < 100 and m.has("century"):
            side = m.within("century")[0]
            value += {"I": (side.value - 1) * 100, "R": 2000 + 100 * side.value}.get(side.code, 0)
        elif 40 <= value < 100:
            value += 1900
        points.append(Point(decade=value // 10))
    return _whole(m, points[0] if len(points) == 1 else Interval(points[0], points[1]))


def build_year_to_decade(_: Pattern, m: Match) -> list[tuple[int, int, Raw]]:
    """`1990-2000-е годы`: both are decades."""
    points = [Point(decade=m.within(name)[0].value // 10) for name in ("year1", "decade2")]
    return _whole(m, Interval(points[0], points[1]))


def build_weekday(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    side = m.within("side")[0].value if m.has("side") else None
    return _whole(m, Weekday(m.within("weekday")[0].value, side))


def build_weekdays(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`во вторник и среду`, `on Tuesday and Wednesday`: two days that follow each other."""
    first, second = m.within("weekday1")[0].value, m.within("weekday2")[0].value
    side = m.within("side")[0].value if m.has("side") else None
    return _whole(m, Weekday(second, side, with_eve=True)) if second == first % 7 + 1 else None


def build_weekday_heading(_: Pattern, m: Match) -> list[tuple[int, int, Raw]]:
    """`Вторник` on a line of its own."""
    start = m.found.start()
    return [(start, start + 1, Weekday(m.within("weekday")[0].value, heading=True))]


#: `ежемесячно, до 5-го числа`
_MONTHLY = later(r"\b(?:ежемесячно|каждый месяц)\b[^.;\n]*$", re.IGNORECASE)
_MONTHLY_CHARS = 40


def build_day_of_month(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`15-го числа`, `15 числа текущего месяца`, `30-го числа каждого месяца`."""
    day = _read_day(m, "day")
    if day is None or m.text(m.atoms[m.span("day")[1]]).lower() not in {"числа", "числу"}:
        return None
    unit = m.within("unit") if m.has("unit") else []
    if unit and unit[0].code in "RT":
        return _whole(m, Point(month_offset=unit[0].value, day=day))
    if unit and unit[0].code == "v":
        return _whole(m, Point(day=day, every_month=True)) if m.text(unit[0]).lower() == "каждого" else None
    start = m.atoms[m.found.start()].start
    if _MONTHLY.search(m.copy, max(start - _MONTHLY_CHARS, 0), start):
        return _whole(m, Point(day=day, every_month=True))
    return _whole(m, Point(day=day, month_again=True))


#: what follows an ordinal that is a day: a verb, a sign, a preposition; never the noun or adjective that it counts
_AFTER_DAY = later(
    r"\s?(?:[,;)-]|(?:в|во|на|с|у|из|к|прош[ёе]?л|состо|подпис|встрет|прибы|посет|при[ея]|выступ|буд)\b|(?:прош|состо|подпис|встрет|прибы|посети|прим|приня|выступ|провед|пров[её]л|начн|начал|заверш)\w+)"
)


def build_day_of_last_month(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`18 сентября его ждут переговоры, а 19-го - выступление`."""
    atom = m.within("day")[0]
    day = _read_day(m, "day")
    if m.code(-1) == "v" and m.word(-1).lower() not in {"а", "но", "уже", "либо", "или"}:
        return None
    if day is None or not m.text(atom).lower().endswith(("-го", "-му")) or not _AFTER_DAY.match(m.copy, atom.end):
        return None
    return _whole(m, Point(day=day, month_again=True))


def build_day_word(_: Pattern, m: Match) -> list[tuple[int, int, Raw]]:
    atom = m.within("word")[0]
    base = {"day_word": "text", "day_again": "again", "then_again": "then"}[atom.kind]
    return _whole(m, DayWord(atom.value, base))  # type: ignore[arg-type]


def build_month_again(_: Pattern, m: Match) -> list[tuple[int, int, Raw]]:
    return _whole(m, DayWord(0, "then"))


def build_address(_: Pattern, m: Match) -> list[tuple[int, int, Raw]] | None:
    """`улице 8 Марта`, `ул. 9 мая`; on `вышли на улицу 8 марта` the month is in lower case."""
    word = m.text(m.within("month")[0])
    before = m.text(m.atoms[m.found.start()]).lower()
    is_name = word[0].isupper() or before in {"ул", "пл", "пр", "имени"}
    return _whole(m, Point()) if is_name else None

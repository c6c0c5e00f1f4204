"""The date grammar: named patterns over atom codes, composed of a few parts, and the false friends that compete.

A pattern is a regular expression over the code string of `atoms` (see `CODES` there). Its named groups carry the
parts of the value, which a builder of `builders` turns into one or more spans with raw values. Of overlapping
candidates the leftmost longest wins, among equals the first in `PATTERNS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extract.language.later import later
from extract.stages.dates.atoms import Atom
from extract.stages.dates.builders import (
    DAY,
    Builder,
    Match,
    Pattern,
    build_address,
    build_bare_year,
    build_bracketed_year,
    build_date_list,
    build_dateline_day,
    build_day_list,
    build_day_of_last_month,
    build_day_of_month,
    build_day_of_table,
    build_day_range,
    build_day_word,
    build_decade,
    build_edge_unit,
    build_month,
    build_month_again,
    build_month_on_side,
    build_months_of_year,
    build_numeric,
    build_numeric_of_year,
    build_numeric_range,
    build_part,
    build_part_list,
    build_part_range,
    build_part_sign,
    build_point,
    build_range,
    build_season,
    build_season_years,
    build_short_year_range,
    build_weekday,
    build_weekday_heading,
    build_weekdays,
    build_winter,
    build_year,
    build_year_list,
    build_year_to_decade,
)
from extract.stages.dates.values import Raw


class Found(NamedTuple):
    """A candidate: atoms `[first, last)`, what they say, or why they are no date."""

    first: int
    last: int
    rule: str
    raw: Raw | None
    reason: str | None = None


# --- parts -----------------------------------------------------------------------------------------------------

_EDGE = "(?:[WO]?e|[WOX]?[cK]|Wp|Ww)"
#: a year after a month, quarter or edge
_YEAR = "(?:[YV]a?[gG]?|yg?|Ng|RxF?g|Rg|Tg|txg|S)"
_YEAR_UNIT = "(?:[YV]a?[gG]?|Rxg|Rg|Tg|txg|S)"
_ENGLISH_YEAR = "(?:,?[YV]|y|F?H?Rg|F?H?Tg|F?H?txg|F?H?tg)"
_ENGLISH_OF_YEAR = "(?:F?H?[YV]|F?H?Rg|F?H?Tg|F?H?tg)"
_MONTH = "[MB]"
_ENGLISH_MONTH = "[mk]"
_ENGLISH_EDGE = "(?:d-?|eF|e-)"
_WEEKDAY = "(?:[RT]?A,?|[El],?)?"
_SEP = "(?P<sep>[-bo])"
# lists repeat at most 30 times: an endless list of years must not be tried from each of them to the end
_LIST_SEP = "(?:,i?|i)"


def _end(n: int) -> str:
    """One end of a range: a day, a month or a year, perhaps by its edge."""
    return (
        f"{_EDGE}?(?:(?:(?P<day{n}>{DAY})?(?P<month{n}>{_MONTH}))(?P<year{n}>{_YEAR})?"
        f"|(?P<only_year{n}>[YV]a?[gG]?|S|Rg))"
    )


# --- the grammar -----------------------------------------------------------------------------------------------


def _p(name: str, needs: str, regex: str, build: Builder, reason: str | None = None) -> Pattern:
    return Pattern(f"date.{name}", frozenset(needs), later(regex), build, reason)


PATTERNS: tuple[Pattern, ...] = (
    # false friends: named so that a refusal says which
    _p("not.address", "@", f"@_?(?P<day>{DAY})(?P<month>{_MONTH})", build_address, "day in an address"),
    # digits
    _p("numeric", "J", f"{_WEEKDAY}(?P<full>J)g?", build_numeric),
    _p("numeric", "j", "(?<=U,)(?P<full>j)(?=[/<_-])|(?<=!)(?P<full2>j)(?=[/<_-])", build_dateline_day),
    _p("numeric", "j", "(?<=[rfobi])(?P<full>j)", build_day_of_table),
    _p("numeric", "j", "(?P<full>j)(?P<year>S)", build_numeric_of_year),
    _p("numeric_range", "J", "(?:(?P<full1>[Jj])g?|(?P<day1>N))(?P<sep>[-b])(?P<full2>J)g?", build_numeric_range),
    # days
    _p("day_month", "M", f"(?<=[!,])(?P<day>{DAY})(?P<month>M),(?P<year>Y)(?=[!_,])", build_point),
    # `2006 г., февраль.`, `2024, 5-6 сентября -`: the head of an item of a chronicle
    _p("year_first", "M", f"(?<=!)(?P<year>Yg?)[,:](?P<day>{DAY})?(?P<month>M)(?=[-_:!?,])", build_point),
    _p(
        "year_first",
        "M",
        f"(?<=!)(?P<year>Yg?)[,:](?P<day1>{DAY})(?P<sep>-)(?P<day2>{DAY})(?P<month>M)(?=[-_:!?,])",
        build_day_range,
    ),
    _p("day_month", "A", f"(?P<day>{DAY})(?P<month>{_MONTH})(?P<year>{_YEAR})?,A(?=[,._!>])", build_point),
    _p("day_month", "MB", f"{_WEEKDAY}(?P<day>{DAY})(?P<month>{_MONTH})(?P<year>{_YEAR})?", build_point),
    _p(
        "day_range",
        "MB",
        f"(?P<day1>{DAY})(?P<sep>[-bor])(?P<day2>{DAY})(?P<month>{_MONTH})(?P<year>{_YEAR})?",
        build_day_range,
    ),
    _p(
        "day_list",
        "MB",
        f"(?P<days>{DAY}(?:-{DAY})?(?:{_LIST_SEP}{DAY}(?:-{DAY})?){{1,30}})(?P<month>{_MONTH})(?P<year>{_YEAR})?",
        build_day_list,
    ),
    _p(
        "date_list",
        "MB",
        f"{DAY}{_MONTH}(?:{_LIST_SEP}{DAY}{_MONTH}){{1,30}}(?P<year>{_YEAR})?",
        build_date_list,
    ),
    _p("month_day", "MB", "(?P<month>[MB])(?P<day>N)(?P<year>[,/]?Y)", build_point),
    _p("month_day", "M", "(?<=!)(?P<month>M)(?P<day>N)(?=!)", build_point),
    _p("day_of_month", "c", "(?P<day>[ON])c(?P<unit>[RTt]x?u|v?u)?", build_day_of_month),
    _p("day_of_month", "O", "(?<=[rfboi,_v])(?P<day>O)", build_day_of_last_month),
    # ranges of days, months and years, also mixed
    _p("range", "MBYVSR", f"{_end(1)}{_SEP}{_end(2)}", build_range),
    # months
    _p("month", "M", f"(?P<edge>{_EDGE})?(?P<month>M)(?P<year>{_YEAR})?", build_month),
    _p("month", "B", f"(?P<month>B)(?P<year>{_YEAR})", build_month),
    _p("month_on_side", "R", "(?P<side>R)(?P<month>[Mm])", build_month_on_side),
    _p("month_list", "M", f"M(?:{_LIST_SEP}M){{1,30}}(?P<year>{_YEAR})", build_date_list),
    _p("month_again", "u", "(?:txu|Rxu|tu)", build_month_again),
    # parts of a year
    _p("part", "qh", f"{_EDGE}?(?P<ordinal>[IOWN])(?P<unit>[qh])(?P<year>{_YEAR_UNIT})?", build_part),
    _p("part", "p", f"{_EDGE}?(?P<ordinal>[OW])(?P<unit>p)(?P<year>{_YEAR_UNIT}|g)", build_part),
    _p(
        "part_range",
        "qh",
        f"(?P<ordinal1>[IOWN])[-b](?P<ordinal2>[IOWN])(?P<unit>[qh])(?P<year>{_YEAR_UNIT})?",
        build_part_range,
    ),
    _p(
        "part_range",
        "qh",
        f"(?P<ordinal1>[IOWN])[qh](?P<year1>{_YEAR_UNIT})?[-b](?P<ordinal2>[IOWN])(?P<unit>[qh])(?P<year>{_YEAR_UNIT})?",
        build_part_range,
    ),
    _p(
        "part_list",
        "qh",
        f"(?P<ordinals>[IOWN](?:{_LIST_SEP}[IOWN]){{1,30}})(?P<unit>[qh])(?P<year>{_YEAR_UNIT})?",
        build_part_list,
    ),
    _p("months_of_year", "u", f"(?P<first>W)?(?P<count>[CN])u(?P<year>{_YEAR_UNIT})", build_months_of_year),
    _p("season", "z", f"{_EDGE}?(?P<season>z)(?P<year>{_YEAR_UNIT})?", build_season),
    _p("season", "z", "(?P<season>z)(?P<year1>Y)[-/](?P<year2>[YNn])[gG]", build_winter),
    # years
    _p("year", "gS", f"{_EDGE}?(?P<year>[YV]a?g|Rxg|Rg|Tg|txg|S)", build_year),
    _p("year", "Y", f"(?:{_EDGE}|d-?|eF|e-)(?P<year>Y)", build_year),
    _p("year", "V", "(?P<year>V)", build_year),
    _p("year", "G", "(?P<year>Y)G", build_year),
    _p("year_bare", "Y", "(?<=[rfboFHg©])(?P<year>Y)", build_bare_year),
    _p(
        "year_bare",
        "Y",
        "(?<=<)(?P<year>Y)(?=>)|(?<=U,)(?P<year2>Y)(?=[>_!])|(?<=,)(?P<year3>Y)(?=>)",
        build_bracketed_year,
    ),
    _p("year_list", "gG", "(?P<years>[YV](?:-[YV])?(?:(?:,i?|i)[YV](?:-[YV])?){1,30})[gG]", build_year_list),
    _p("year_list", "YV", "(?<=[Ff])(?P<years>[YV](?:-[YV])?(?:(?:,i?|i)[YV](?:-[YV])?){1,30})", build_year_list),
    _p("year_list", "YV", "(?<=<)(?P<years>[YV](?:-[YV])?(?:(?:,i?|i)[YV](?:-[YV])?){1,30})(?=>)", build_year_list),
    _p("year_range", "G", "(?P<year1>Y)-(?P<short>[Nn])G", build_short_year_range),
    _p("year_range", "Y", "(?P<year1>Y)/(?P<short>[Nn])(?:a?[gG])?", build_season_years),
    _p("year_range", "Y", "(?P<only_year1>Y)(?P<sep>/)(?P<only_year2>Y)(?:a?[gG])?", build_range),
    _p("edge_of_unit", "guwqh", "(?:[WO]?e|eF?H?)(?P<unit>[RT]?[guwqh])", build_edge_unit),
    _p("relative_unit", "uwqh", "(?P<unit>[RT][uwqh])", build_edge_unit),
    # decades
    _p(
        "decade",
        "X",
        "(?:[WO]?e|[WO]p)?(?P<decade1>X)(?:[-b](?P<decade2>X))?[gG]?(?:(?P<century>[IR])Z)?",
        build_decade,
    ),
    _p(
        "decade",
        "G",
        "(?:[WO]?e|[WO]p)?(?P<decade1>[XO])(?:[-b](?P<decade2>[XO]))?G(?:(?P<century>[IR])Z)?",
        build_decade,
    ),
    _p("decade", "X", "(?P<year1>Y)[-b](?P<decade2>X)[gG]?", build_year_to_decade),
    # English
    _p(
        "english_day_month",
        "mk",
        # `Saturday, 11, July, 2020`
        f"{_WEEKDAY}(?P<day>{DAY})(?:F|(?<=[AE],[NO]),)?(?P<month>{_ENGLISH_MONTH})(?P<year>{_ENGLISH_YEAR})?",
        build_point,
    ),
    _p(
        "english_month_day",
        "mk",
        f"{_WEEKDAY}(?P<month>{_ENGLISH_MONTH})(?P<day>{DAY})(?P<year>{_ENGLISH_YEAR})?",
        build_point,
    ),
    _p(
        "english_day_range",
        "mk",
        f"(?P<day1>{DAY}){_SEP}(?P<day2>{DAY})F?(?P<month>{_ENGLISH_MONTH})(?P<year>{_ENGLISH_YEAR})?",
        build_day_range,
    ),
    _p(
        "english_day_range",
        "mk",
        f"(?P<month>{_ENGLISH_MONTH})(?P<day1>{DAY}){_SEP}(?P<day2>{DAY})(?P<year>{_ENGLISH_YEAR})?",
        build_day_range,
    ),
    _p(
        "english_day_list",
        "mk",
        f"(?P<days>{DAY}(?:-{DAY})?(?:{_LIST_SEP}{DAY}(?:-{DAY})?){{1,30}})F?(?P<month>{_ENGLISH_MONTH})"
        f"(?P<year>{_ENGLISH_YEAR})?",
        build_day_list,
    ),
    _p(
        "english_day_list",
        "mk",
        f"(?P<month>{_ENGLISH_MONTH})(?P<days>{DAY}(?:-{DAY})?(?:{_LIST_SEP}{DAY}(?:-{DAY})?){{1,30}})"
        f"(?P<year>{_ENGLISH_YEAR})?",
        build_day_list,
    ),
    _p(
        "english_range",
        "mk",
        f"(?P<day1>{DAY})F?(?P<month1>{_ENGLISH_MONTH})(?P<year1>{_ENGLISH_YEAR})?{_SEP}"
        f"(?P<day2>{DAY})F?(?P<month2>{_ENGLISH_MONTH})(?P<year2>{_ENGLISH_YEAR})?",
        build_range,
    ),
    _p(
        "english_range",
        "mk",
        f"(?P<month1>{_ENGLISH_MONTH})(?P<day1>{DAY})(?P<year1>{_ENGLISH_YEAR})?{_SEP}"
        f"(?P<month2>{_ENGLISH_MONTH})(?P<day2>{DAY})(?P<year2>{_ENGLISH_YEAR})?",
        build_range,
    ),
    _p(
        "english_range",
        "mk",
        f"{_ENGLISH_EDGE}?(?P<month1>{_ENGLISH_MONTH})(?P<year1>{_ENGLISH_YEAR})?{_SEP}"
        f"{_ENGLISH_EDGE}?(?P<month2>{_ENGLISH_MONTH})(?P<year2>{_ENGLISH_YEAR})?",
        build_range,
    ),
    _p(
        "english_date_list",
        "mk",
        f"{DAY}{_ENGLISH_MONTH}(?:{_LIST_SEP}{DAY}{_ENGLISH_MONTH}){{1,30}}(?P<year>{_ENGLISH_YEAR})?",
        build_date_list,
    ),
    _p("english_month", "m", f"(?P<edge>{_ENGLISH_EDGE})?(?P<month>m)(?P<year>,?[YV]|F?H?Rg|F?H?Tg)?", build_month),
    _p("english_month", "k", f"(?P<month>k)(?P<year>{_ENGLISH_YEAR})", build_month),
    _p("english_month_list", "m", f"m(?:{_LIST_SEP}m){{1,30}}(?P<year>{_ENGLISH_YEAR})", build_date_list),
    _p(
        "english_part",
        "pq",
        f"(?:{_ENGLISH_EDGE}H?)?(?P<ordinal>[WO])(?P<unit>[qp])(?P<year>{_ENGLISH_OF_YEAR}|FHg)",
        build_part,
    ),
    _p("english_part", "q", f"(?:{_ENGLISH_EDGE}H?)?(?P<ordinal>[WO])(?P<unit>q)", build_part),
    _p("english_season", "z", f"{_ENGLISH_EDGE}?(?P<season>z)(?P<year>{_ENGLISH_OF_YEAR})", build_season),
    _p("part_sign", "Q", f"(?P<sign>Q)(?P<year>{_ENGLISH_OF_YEAR})?", build_part_sign),
    _p("part_sign", "Q", "(?P<year0>Y)(?P<sign>Q)", build_part_sign),
    _p(
        "english_months_of_year",
        "u",
        f"(?P<first>W)?(?P<count>[CN])u(?P<year>{_ENGLISH_OF_YEAR})",
        build_months_of_year,
    ),
    _p("english_year", "Y", "(?<=r)a(?P<year>Y)(?!g)", build_year),
    _p("english_year", "YVg", f"{_ENGLISH_EDGE}(?P<year>[YV]|H?Rg|H?Tg)", build_year),
    # days that lean on another
    _p("weekday", "A", "(?<=[rfboi,])(?P<side>[RT])?(?P<weekday>A)", build_weekday),
    _p("weekday", "A", "(?P<side>[RT])(?P<weekday>A)", build_weekday),
    _p("weekday", "A", "(?<=!)(?P<weekday>A)[:_]?(?=!)", build_weekday_heading),
    _p("weekdays", "A", "(?<=[rfboi,])(?P<side>[RT])?(?P<weekday1>A)ir?(?P<weekday2>A)", build_weekdays),
    _p("weekdays", "E", "(?P<side>[RT])?(?P<weekday1>E)ir?(?P<weekday2>E)", build_weekdays),
    _p("weekday", "E", "(?P<side>[RT])?(?P<weekday>E)", build_weekday),
    _p("day_word", "LD", "(?P<word>[LD])", build_day_word),
)


def find(atoms: list[Atom], codes: str, copy: str) -> Iterator[Found]:
    """The winning candidates in text order, refused ones included."""
    present = frozenset(codes)
    candidates: list[tuple[int, int, int, list[Found]]] = []
    for order, pattern in enumerate(PATTERNS):
        if pattern.needs.isdisjoint(present):
            continue
        for found in pattern.regex.finditer(codes):
            built = pattern.build(pattern, Match(found, atoms, copy))
            if built:
                made = [Found(first, last, pattern.name, raw, pattern.reason) for first, last, raw in built]
                candidates.append((made[0].first, made[-1].last, order, made))
    free = 0
    for first, last, _, made in sorted(candidates, key=lambda c: (c[0], -c[1], c[2])):
        if first >= free:
            free = last
            yield from made

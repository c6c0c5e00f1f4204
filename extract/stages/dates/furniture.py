"""Years in a page's furniture that no grammar of sentences reads: archives, breadcrumbs, lines of copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.language.later import later

_YEAR = later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LINES = (
    # `Архив: 2023 | 2022 | 2021`
    re.compile(
        r"^[ \t]*(?:Архив|Archives?)[^\n\d]{0,20}(?P<years>(?:(?:19|20)\d\d[ \t]*[|,/ \t]?[ \t]*)+)$", re.M | re.I
    ),
    # `Home > Stories > 2023 > March`
    re.compile(r"^[^\n>.]{2,40}>(?:[^\n>]{2,40}>){0,4}>?[ \t]*(?P<years>(?:19|20)\d\d)(?=[ \t]*(?:>|$))", re.M),
    # `© GUAM 2024`
    re.compile(r"©[^\n\d]{1,40}(?P<years>(?:19|20)\d\d)(?=[ \t.,]*$)", re.M),
)


def furniture_years(copy: str) -> Iterator[tuple[int, int]]:
    """Character spans of such years."""
    if not any(mark in copy for mark in ("|", ">", "©")):
        return
    for pattern in _LINES:
        for line in pattern.finditer(copy):
            for year in _YEAR.finditer(copy, *line.span("years")):
                yield year.span()


#: `БЮЛЛЕТЕНЬ № 7 (июль 2022 года)`, `Newsletter, March 2021`: a title at the top of an issue, with one year
_ISSUE = later(
    r"^[^\n\d]{0,60}\b(?:бюллетень|вестник|дайджест|хроника|newsletter|bulletin|digest)\b[^\n\d]{0,40}"
    r"(?:(?:№|no\.?)\s*\d{1,3}\b[^\n\d]{0,30})?(?P<year>(?:19|20)\d\d)(?![-–/]?\d)\s*(?:год\w?|г\.)?[\s).]*$",
    re.M | re.I,
    needs="бюллетень|вестник|дайджест|хроника|newsletter|bulletin|digest",
)
_ISSUE_TOP = 300


def issue_year(copy: str) -> int | None:
    """The year of the issue that the page is, as its title says it."""
    title = _ISSUE.search(copy, 0, min(_ISSUE_TOP, len(copy)))
    return int(title["year"]) if title is not None else None


#: `02.06` on a line of its own, as between the days of a chronicle, or before an item and a gap: `02.06   Открыт пост`
_DAY_HEADING = later(
    r"^[ \t]*(?P<date>(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2]))"
    r"(?:[ \t]*$|(?:[ ]{2,}|\t+)(?=[A-ZА-ЯЁ«\"]))",
    re.M,
)
_FEWEST_DAYS = 2


def day_headings(copy: str) -> list[tuple[int, int, int, int]]:
    """Start, end, month and day of such lines, if the page has several."""
    lines = [(*line.span("date"), int(line["month"]), int(line["day"])) for line in _DAY_HEADING.finditer(copy)]
    return lines if len(lines) >= _FEWEST_DAYS else []


#: `25.09` within a sentence, where nothing after it could be counted and nothing before it makes it a time or a point
_SHORT_DAY = later(
    r"(?<![\d.,:№/-])(?P<day>0[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])(?![\d:/%-]|[.,]\d)"
    r"(?!\s*(?:%|процент|п\.|млн|млрд|тыс|трлн|руб|долл|евро|кг|км|час|мин|балл|раз|per ?cent"
    r"|million|billion|[ap]\.?m))",
    re.I,
)
_NO_DAY_BEFORE = later(
    r"(?:\bво?|\bat|\bоколо|\bк|\bп(?:ункт\w*|\.)|\bст(?:ать\w*|\.)|№|\bверси\w+|\bраздел\w*)\s*$", re.I
)


def short_days(copy: str, months: frozenset[int]) -> Iterator[tuple[int, int, int, int]]:
    """Start, end, month and day of days in digits without a year, of `months` that the page dates its days by."""
    for found in _SHORT_DAY.finditer(copy) if months else ():
        if int(found["month"]) in months and not _NO_DAY_BEFORE.search(copy, max(found.start() - 12, 0), found.start()):
            yield *found.span(), int(found["month"]), int(found["day"])


#: the forms of this one mean surroundings elsewhere
_WEDNESDAY = later(r"^[ \t]*(?P<day>среда)[ \t]*:?[ \t]*$", re.M | re.I)


def wednesday_headings(copy: str) -> Iterator[tuple[int, int]]:
    """Character spans of `Среда` on lines of their own, as between other days of a digest."""
    for line in _WEDNESDAY.finditer(copy):
        yield line.span("day")

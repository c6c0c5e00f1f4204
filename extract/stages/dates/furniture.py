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
    yield from (number.span("year") for number in _numbers(copy))
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
#: `Обзор сообщений СМИ за вторую половину мая 2021 г.`: the time that a report at the top of the page covers
_COVERED = later(
    r"^[^\n\d]{0,60}\b(?:обзор|сводка|дайджест|хроника|мониторинг|бюллетень|вестник|новости|события)\b[^\n]{0,120}"
    r"\bза [^\n\d]{0,10}(?:\d-\w{1,3} )?[^\n\d]{3,40}(?P<year>(?:19|20)\d\d)(?![-–/]?\d)\s*(?:год\w?|г\.)?[\s).]*$",
    re.M | re.I,
    needs="обзор|сводка|дайджест|хроника|мониторинг|бюллетень|вестник|новости|события",
)
#: `«Граница сегодня», № 4 (57), 2023`: the number of a paper with its year, a line at either end of a page
_NUMBER = later(
    r"^[ \t*_(]*(?:[^\n\d.№]{2,60}[,.:]?[ \t]+)?(?:№|no\.)\s*\d{1,4}(?:\s*\(\d{1,5}\)|[-–/](?:\d{1,3}|[а-я]))?,?[ \t]*"
    r"(?:\(?[а-яё]{3,8}[ \t])?\(?(?P<year>(?:19|20)\d\d)(?![-–/]?\d)\s*(?:год\w?|г\.)?[ \t).]*$",
    re.M | re.I,
    needs="№|no.",
)
#: `Алматы, 2021 г.`: where and in which year the text below which it stands was signed
_TOWN_AND_YEAR = later(
    r"^[ \t*_]*(?:г\. ?)?[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁ]?[а-яё]+)?,? (?P<year>(?:19|20)\d\d)\s?(?:год|г\.)[ \t*_]*$", re.M
)
_NO_PAPERS = later(r"решени|приказ|постановлени|протокол|указ|распоряжени|закон|резолюци|договор", re.I)
#: `Завершилось учение «Рубеж-2022»`: a headline that tells of an exercise as held has the year in its name
_HELD = later(
    r"(?:учени|трениров|операци|форум|саммит|exercise|operation|forum|summit)[^\n]{0,80}?[А-яA-Za-z] ?- ?(?:19|20)\d\d",
    re.I,
    needs="учени|трениров|операци|форум|саммит|exercise|operation|forum|summit",
)
_YEAR_OF_NAME = later(r"[А-яA-Za-z] ?- ?(?P<year>(?:19|20)\d\d)(?!\d)")
_OVER = later(
    r"\b(?:заверш[её]н|заверши[лв]|провел|прошл[аио]|прош[её]л|состоял(?:ось|ась|ись|ся)|закончил|начал(?:ось|ась|ись|ся)"
    r"|стартовал|открыл(?:ось|ась|ись|ся)|подведены итоги|подвели итоги|об итогах|итоги|принял[аио]? участие"
    r"|concluded|held|ended|completed|took part|kicked off|results of|began)",
    re.I,
)
_AHEAD = later(
    r"подготовк|планир|предсто|пройд[её]т|состоится|консультац|переговор|штабн|обсуд|замыс|согласов|prepar|plan|will\b",
    re.I,
)
_ISSUE_TOP, _ISSUE_FOOT, _HEADLINE_LINES = 300, 160, 4


def _numbers(copy: str) -> Iterator[re.Match[str]]:
    """Lines at the top and the foot of a page with the number of a paper and its year."""
    top = min(_ISSUE_TOP, len(copy))
    for start, end in ((0, top), (max(copy.rfind("\n", 0, max(len(copy) - _ISSUE_FOOT, 0)) + 1, top), len(copy))):
        number = _NUMBER.search(copy, start, end)
        if number is not None and not _NO_PAPERS.search(copy, number.start(), number.end()):
            yield number


def issue_year(copy: str) -> int | None:
    """The year of the issue that the page is, as its title, its foot or its headline says it."""
    top = min(_ISSUE_TOP, len(copy))
    for pattern in (_ISSUE, _COVERED):
        if (title := pattern.search(copy, 0, top)) is not None:
            return int(title["year"])
    if (number := next(_numbers(copy), None)) is not None:
        return int(number["year"])
    foot = max(copy.rfind("\n", 0, max(len(copy) - _ISSUE_FOOT, 0)) + 1, top)
    if (signed := _TOWN_AND_YEAR.search(copy, foot)) is not None:
        return int(signed["year"])
    for line in copy[:top].split("\n")[:_HEADLINE_LINES]:
        if _HELD.search(line) and _OVER.search(line) and not _AHEAD.search(line):
            names = {int(name["year"]) for name in _YEAR_OF_NAME.finditer(line)}
            return names.pop() if len(names) == 1 else None
    return None


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


#: `23-26.09 - Ош, учение`, `29.09-03.10   Сбор`: days in digits that open a line of a calendar
_SHORT_SPAN = later(
    r"^[ \t]*(?:[-–—•*▪][ \t]*)?(?P<date>(?P<first>0?[1-9]|[12]\d|3[01])(?:\.(?P<from>0[1-9]|1[0-2]))?[ ]?[-–—][ ]?"
    r"(?P<last>0?[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2]))\.?"
    r"(?=[ \t]*[-–—:|][ \t]+[^\W\d_]|[ ]{2,}[^\W\d_]|\t[^\W\d_]|[ \t]*$)",
    re.M,
)


def short_spans(copy: str) -> Iterator[tuple[int, int, tuple[int, int], tuple[int, int]]]:
    """Start, end, and the month and day of both ends of such stretches."""
    for found in _SHORT_SPAN.finditer(copy):
        month, last = int(found["month"]), int(found["last"])
        first = (int(found["from"] or month), int(found["first"]))
        if first < (month, last):
            yield *found.span("date"), first, (month, last)


#: the forms of this one mean surroundings elsewhere
_WEDNESDAY = later(r"^[ \t]*(?P<day>среда)[ \t]*:?[ \t]*$", re.M | re.I)


def wednesday_headings(copy: str) -> Iterator[tuple[int, int]]:
    """Character spans of `Среда` on lines of their own, as between other days of a digest."""
    for line in _WEDNESDAY.finditer(copy):
        yield line.span("day")


_WEEK = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
#: `■ ВТОРНИК. Ташкент. Исполком провёл семинар`, `Среда - Комитет принял закон`: a day that opens its part of a digest
_OPENS_PART = later(
    rf"^[ \t]*[■▪●•►▶♦◆*–—-]?[ \t]*(?P<day>{'|'.join(_WEEK)})(?:\.|:|[ \t]+[-–—])[ \t]+(?=[А-ЯЁ\"«])",
    re.M | re.I,
    needs="|".join(_WEEK),
)
#: a page of one such line tells of hours
_PARTS = 2


def weekday_openings(copy: str) -> list[tuple[int, int, int]]:
    """Character spans of the days that open the parts of a digest, and which day of the week each is."""
    found = [(*m.span("day"), _WEEK.index(m["day"].lower()) + 1) for m in _OPENS_PART.finditer(copy)]
    return found if len({day for *_, day in found}) >= _PARTS else []

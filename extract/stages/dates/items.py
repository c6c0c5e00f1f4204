"""News items of a page: where each begins and which date it stands under.

A page may hold several dated items of different years, furniture with the day it was fetched, and background with
years of its own. An item begins at a paragraph that says its date: a line with nothing but a date and perhaps a
place (`line`), an agency's dateline (`dateline`), or a lead that opens with a full day (`lead`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.language.later import later
from extract.stages.dates.values import Interval, Point, Year

#: paragraphs among which the lead is; further down it is the first one with a date, below nothing but a header
_TOP, _FURTHER_TOP = 3, 8
#: words before the date within which a paragraph still opens with it
_LEAD_WORDS = 4
_LEAD_CHARS = 60
_LINE_WORDS = 5
_SHORT_SENTENCE = 25
_HEADLINE_CHARS = 700
#: a dateline is at most so many days from the date above it
_SAME_NEWS_DAYS = 3
_WORD = later(r"[^\W\d_]+")
_LOWER = later(r"[а-яa-z]{2,}")
_NOT_NEWS_DATE = later(
    r"курс|валют|погод|©|copyright|все права|сегодня|today|обновлен[ао]? (?:сайт|курс)|календар|архив|на дату"
    r"|состоянию",
    re.IGNORECASE,
)
_PUBLISHED = later(
    r"опубликован|размещен|дата|published|posted|date|совершено|принято|подписано|done at|adopted", re.IGNORECASE
)
#: `27 ноя - РИА`, `3 февраля. /АГ/`, `5 мая (Кабар)`, `5 мая. УзА`
_AFTER_DATELINE = later(r"[ ]?[.,]?\s{0,2}(?:[-/(]|\.\s)\s{0,2}[/(\"]?[A-ZА-Я]")
_IN_TOWN = later(r"[\s*_•·–—-]*(?:Во?|На|In|At|On)\s")
_BACKGROUND = later(r"(?:справочно|напомним|ранее|справка|как известно|recall|background)\b", re.IGNORECASE)
_BACKGROUND_VERB = later(
    r"был[аио]? (?:подписан|создан|учрежден|основан|образован|принят|провозглашен|утвержден)|вступил[аио]? в силу"
    r"|основан[аоы]?\b|учрежден[аоы]?\b|родил(?:ся|ась)"
    r"|(?:was|were) (?:established|founded|signed|adopted|created|born)",
    re.IGNORECASE,
)
#: between the parts of a line of page furniture: `19 февраля 2021, 18:42   |   Версия для печати`
_FURNITURE_GAP = later(r"\s{2,}|\n|\s[|•·>»/]\s|[|•·\t\u2600-\u27bf\U0001f000-\U0001faff]")
#: `Досье. Родился 10 марта 1965 года. В 1987 году окончил`
_OF_A_LIFE = later(r"родил(?:ся|ась)|основан|учрежд|создан|born|founded", re.IGNORECASE)
_TERM = later(r"(?:^|\W)(?:с|со|до|к|ко|после|не позднее|начиная с|from|until|by|since)\s+$", re.IGNORECASE)
_ENDS_SENTENCE = later(r"[.!?;:]\s*$")
#: the heading of a chronicle, without its year: `Хроника событий`, `Даты и события`, nothing else at all
_CHRONICLE = later(r"хроник|хронолог|летопис|календар|событи|даты|вехи|chronicle|chronology|timeline", re.IGNORECASE)
_HEADING_CHARS = 80
#: a date that signs a page stands so far down, with at most so much below it
_MOST_OF_PAGE, _BELOW_SIGNATURE = 0.6, 350
_OTHER_NEWS = later(
    r"читайте|похожи|по теме|друг\w+ новост|\bархив(?!а\b)|последние новости|предыдущ|related|more news|see also",
    re.IGNORECASE,
)
#: what may stand between the beginning of a paragraph and the day that an entry of a chronicle opens with
_BULLET = later(r"[\s*_•·–—-]*")


#: `Совершено в городе Минске 5 мая 2020 года в одном подлинном экземпляре`
_SEALED = later(
    r"^[ \t]*(?:Совершено|Принято|Подписано|Done) (?:в|at|in) [^\n]{4,80}(?:экземпляр|cop(?:y|ies)\b)", re.M
)
#: characters of a line that says when a page was published
_LABELLED_CHARS = 160
#: `© Агентство, 5.08.2021`
_COPYRIGHT = later(r"[ \t]*(?:©|\(c\))[^\n,]{2,40},[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found date expression, as far as items care."""

    start: int
    end: int
    raw: Point | Interval


@dataclass(slots=True)
class Item:
    """A stretch of the page from `start` on. `point` is the date it stands under: a day, or at least day and month."""

    start: int
    kind: Literal["line", "dateline", "lead", "none"] = "none"
    point: Point | None = None
    #: the interval the item stands under (`10-14 марта 2025 года`): good for its year, not for a day
    is_interval: bool = False
    at: int = -1
    #: the last character of the item's lead, its first two sentences
    lead_end: int = field(default=-1)


def find_items(
    copy: str,
    paragraphs: Sequence[tuple[int, int]],
    sentence_starts: Sequence[int],
    candidates: Sequence[Candidate],
) -> list[Item]:
    """Items in text order; the first starts at 0, so every offset belongs to one."""
    items = [Item(0)]
    starts = [candidate.start for candidate in candidates]
    previous: tuple[int, int] | None = None
    chronicle: Year | None = None
    further: Item | None = None
    for number, (start, end) in enumerate(paragraphs):
        first = bisect_right(starts, start - 1)
        inside = [c for c in candidates[first : first + 4] if c.start < end]
        chronicle = _chronicle_of(copy, inside) or chronicle
        head = _head_of(copy, start, end, inside, sentence_starts, is_first=number < _TOP, current=items[-1])
        if head is None and first == 0 and inside and _TOP <= number < _FURTHER_TOP:
            # below a header of several lines
            above = any(_ENDS_SENTENCE.search(copy[a:b]) for a, b in paragraphs[:number])
            if not above and bisect_right(sentence_starts, inside[0].start) == bisect_right(sentence_starts, start):
                head = _head_of(copy, start, end, inside, sentence_starts, is_first=True, current=items[-1])
                further = head
        if chronicle is not None and inside:
            head = head or _entry(copy, start, inside[0], chronicle)
        if head is not None:
            _borrow_year(head, items[-1])
            if items[-1].kind == "none" and len(items) == 1 and _is_headline(copy, start, head, candidates):
                # what stands above the first date is its headline
                head.start = 0
                items.pop()
            elif (
                previous
                and not _ENDS_SENTENCE.search(copy[previous[0] : previous[1]])
                and bisect_left(starts, previous[0]) == bisect_left(starts, previous[1])
            ):
                head.start = previous[0]
            items.append(head)
        previous = (start, end)
    below = items[-1].at > len(copy) * _MOST_OF_PAGE
    if further is not None and below and items[-1] is not further and _is_signature(copy, items[-1]):
        # the day under the text is that of the page
        items = [item for item in items if item is not further]
        if items[0].start:
            items.insert(0, Item(0))
    labelled = items[0].kind == "none" and (len(items) == 1 or (len(items) == 2 and below))
    signed = _signed(copy, paragraphs, candidates) if labelled else None
    if signed is not None:
        items = [signed]
    elif len(items) == 2 and items[0].kind == "none" and _is_signature(copy, items[1]):
        items = [replace(items[1], start=0)]
    for item in items:
        _take_year_above(item, copy, candidates)
        item.lead_end = _lead_end(sentence_starts, max(item.start, item.at), len(copy))
    return items


def _chronicle_of(copy: str, inside: Sequence[Candidate]) -> Year | None:
    """The year of a heading over entries that open with their days: `Хроника. 2019 год`, `Хроника (май 2019 г.)`."""
    for candidate in inside:
        raw = candidate.raw
        if not isinstance(raw, Point) or raw.year is None or raw.year.kind != "written":
            continue
        if raw != Point(raw.year, raw.month):
            continue
        start = copy.rfind("\n", 0, candidate.start) + 1
        stop = copy.find("\n", candidate.end)
        line = copy[start : candidate.start] + copy[candidate.end : stop if stop >= 0 else len(copy)]
        if len(line) <= _HEADING_CHARS and (_CHRONICLE.search(line) or not _WORD.search(line)):
            return raw.year
    return None


def _entry(copy: str, start: int, candidate: Candidate, year: Year) -> Item | None:
    """`14 марта. Председатель принял атташе`: an entry of a chronicle is of the year that stands over it."""
    raw = candidate.raw
    first = raw.start if isinstance(raw, Interval) else raw
    last = raw.end if isinstance(raw, Interval) else raw
    month = first.month or last.month
    if not _BULLET.fullmatch(copy, start, candidate.start) or first.year or last.year or not first.day or not month:
        return None
    return Item(start, "line", Point(year, month, first.day), isinstance(raw, Interval), candidate.start)


def _borrow_year(head: Item, before: Item) -> None:
    """`ЕРЕВАН, 24 апреля.` under a line with the full date of that day is of that year."""
    point, full = head.point, before.point
    if head.kind != "dateline" or point is None or point.year is not None or before.kind != "line" or full is None:
        return
    if full.year is None or full.year.kind != "written" or point.month != full.month:
        return
    if point.day and full.day and abs(point.day - full.day) <= _SAME_NEWS_DAYS:
        head.point = replace(point, year=full.year)


def _take_year_above(item: Item, copy: str, candidates: Sequence[Candidate]) -> None:
    """`АСТАНА, 20 июл -` below a caption that ends with `20.07.2022`."""
    point = item.point
    if item.kind != "dateline" or point is None or point.year is not None or point.day is None:
        return
    years = {
        candidate.raw.year.value
        for candidate in candidates
        if isinstance(candidate.raw, Point)
        and (candidate.raw.month, candidate.raw.day) == (point.month, point.day)
        and candidate.raw.year is not None
        and candidate.raw.year.kind == "written"
        and 0 < item.at - candidate.end <= _HEADLINE_CHARS
        and not follows_source(copy[max(0, candidate.start - 80) : candidate.start])
    }
    if len(years) == 1:
        item.point = replace(point, year=Year("written", years.pop()))


def _is_headline(copy: str, start: int, head: Item, candidates: Sequence[Candidate]) -> bool:
    """Whether what stands above the first date says nothing of its own day."""
    if len(copy[:start].strip()) > _HEADLINE_CHARS or _OTHER_NEWS.search(copy, max(start - 40, 0), head.at):
        return False
    for candidate in candidates:
        if candidate.start >= start:
            break
        day = _day_of(candidate.raw)
        if (
            head.kind == "lead"
            and day
            and head.point
            and (day[0].month, day[0].day) != (head.point.month, head.point.day)
        ):
            return False
    return True


def _lead_end(sentence_starts: Sequence[int], opening: int, length: int) -> int:
    """Where the second real sentence after `opening` ends; signatures such as `/АГ/.` are none."""
    position = bisect_right(sentence_starts, opening)
    left = opening
    seen = 0
    for right in (*sentence_starts[position : position + 6], length):
        seen += right - left > _SHORT_SENTENCE
        left = right
        if seen == 2:
            return right
    return left


def _day_of(raw: Point | Interval) -> tuple[Point, bool] | None:
    """The day a date expression stands for and whether it is an interval; `None` if it names no day."""
    if isinstance(raw, Interval):
        if raw.start.day and raw.start.month and raw.end.year and raw.end.year.kind == "written":
            return Point(raw.start.year or raw.end.year, raw.start.month, raw.start.day), True
        return None
    return (raw, False) if raw.day and raw.month else None


def _is_full(point: Point) -> bool:
    return point.year is not None and point.year.kind == "written"


#: `за период с 08.00 ч. 3 мая до 08.00 ч. [4 мая 2024 г.]`: what a report covers, up to its last day
_COVERED = later(r"\bпериод\s+с\s[^\n]{3,50}\s(?:по|до)\s+(?:\d{1,2}[.:]\d\d\s*(?:ч\w*\.?)?\s*)?$", re.IGNORECASE)
#: characters behind that day on its line
_BEHIND = 12


def _covered(copy: str, start: int, inside: Sequence[Candidate]) -> Item | None:
    """The line that says which days a report covers, of which only the last has its year."""
    last = inside[1] if len(inside) > 1 else None
    day = _day_of(last.raw) if last is not None else None
    if last is None or day is None or not _is_full(day[0]) or not _COVERED.search(copy[start : last.start]):
        return None
    line = copy.find("\n", last.end)
    rest = (line if line >= 0 else len(copy)) - last.end
    return Item(start, "line", day[0], True, last.start) if rest <= _BEHIND else None


def _head_of(
    copy: str,
    start: int,
    end: int,
    inside: Sequence[Candidate],
    sentence_starts: Sequence[int],
    *,
    is_first: bool,
    current: Item,
) -> Item | None:
    if not inside:
        return None
    if is_first and (covered := _covered(copy, start, inside)) is not None:
        return covered
    candidate = inside[0]
    day = _day_of(candidate.raw)
    before, after = copy[start : candidate.start], copy[candidate.end : end]
    if day is None or len(before) > 4 * _LEAD_CHARS:
        return None
    point, is_interval = day
    if not _BACKGROUND.match(before.strip()):
        if _is_dateline(before, after):
            return Item(start, "dateline", point, is_interval, candidate.start)
        if is_first and current.kind == "none" and (told := _told_after(copy, inside, sentence_starts)) is not None:
            # `2 мая текущего года ..., 19-20 мая 2021 года состоялись консультации`
            return Item(start, "lead", told, True, candidate.start)
        if not _is_full(point):
            return None
        if _is_line(copy[start:end], before, after, inside):
            return Item(start, "line", point, is_interval, candidate.start)
        if len(inside) > 1 and inside[1].start <= candidate.end + 1 and _day_of(inside[1].raw) and not before.strip():
            # furniture glued to the lead: 20.11.202020 ноября 2020 года
            return Item(start, "line", point, is_interval, candidate.start)
    if not _is_full(point) or (_TERM.search(before) and not is_interval):
        # `С 1 января 2026 года председательство перейдёт` is no day of the news
        return None
    sentence_end = sentence_starts[bisect_right(sentence_starts, candidate.start) :][:1]
    sentence = copy[start : sentence_end[0] if sentence_end else end]
    if _BACKGROUND_VERB.search(sentence) or _BACKGROUND.match(before.strip()):
        return None
    if len(_WORD.findall(before)) <= _LEAD_WORDS and len(before) <= _LEAD_CHARS and not follows_source(before):
        return Item(start, "lead", point, is_interval, candidate.start)
    if not is_first or current.kind != "none" or candidate.start >= start + len(sentence) or follows_source(before):
        return None
    days = (_day_of(other.raw) for other in inside if other.start < start + len(sentence))
    if sum(1 for day in days if day and _is_full(day[0])) == 1:
        return Item(start, "lead", point, is_interval, candidate.start)
    return None


def _told_after(copy: str, inside: Sequence[Candidate], sentence_starts: Sequence[int]) -> Point | None:
    """The full day of the same month, told in the first dated sentence after a day without its year."""
    first, second = (inside[0], inside[1]) if len(inside) > 1 else (None, None)
    if (
        first is None
        or second is None
        or bisect_right(sentence_starts, first.start) != bisect_right(sentence_starts, second.start)
    ):
        return None
    day, full = _day_of(first.raw), _day_of(second.raw)
    if isinstance(first.raw, Interval):
        day = (first.raw.start if first.raw.start.month else first.raw.end, True)
    if day is None or full is None or _is_full(day[0]) or not _is_full(full[0]) or day[0].month != full[0].month:
        return None
    between = copy[first.end : second.start]
    return (
        None
        if follows_source(copy[max(second.start - 80, 0) : second.start]) or _OF_A_LIFE.search(between)
        else full[0]
    )


_SOURCE = later(
    r"(?:\bот|\bдо|\bпосле|\bв силу|\bof|\bsince|\bafter|\bdated"
    r"|[а-я]{3,}(?:нно(?:й|го|м|му)|нны(?:х|м|ми)|тых|того|той|вшей|вшего|вшихся|вшегося|вшейся)(?: [А-я-]+){0,3}"
    r")\s*$"
)


def follows_source(before: str) -> bool:
    """Whether the date belongs to something named before it: `Соглашения от`, `подписанного в Минске`."""
    return bool(_SOURCE.search(before))


def _is_dateline(before: str, after: str) -> bool:
    if len(before) > _LEAD_CHARS or _OF_A_LIFE.search(before):
        return False
    if not _AFTER_DATELINE.match(after[:12]):
        return False
    words = _WORD.findall(before)
    if _IN_TOWN.match(before):
        # `- В Бишкеке, 6 ноября. Там же`: an answer, where a dateline names its town
        return False
    has_agency = bool(re.match(r"[ ]?[.,]?\s{0,2}[/(]", after[:6]))
    if not words:
        return has_agency or bool(re.match(r"\s?\.\s?[-/(]", after[:6]))
    # МОСКВА, Нур-Султан; a sentence has words in lower case
    return not _LOWER.search(re.sub(r"[А-ЯA-Z][а-яa-z]+|\bг\.", "", before)) and bool(
        before.isupper() or "," in before or "." in before or has_agency or "/" in before
    )


def _is_line(paragraph: str, before: str, after: str, inside: Sequence[Candidate]) -> bool:
    if _NOT_NEWS_DATE.search(paragraph) or len(inside) > 2:
        return False
    before = _FURNITURE_GAP.split(before)[-1]
    after = _FURNITURE_GAP.split(after, maxsplit=1)[0]
    words = _WORD.findall(before) + _WORD.findall(after)
    if len(words) > _LINE_WORDS:
        return False
    others = [word for word in words if word.islower() and not _PUBLISHED.match(word) and len(word) > 2]
    return len(others) <= 1 and (not follows_source(before) or _is_of_release(before))


#: `Пресс-релиз № 12 от`: the paper is the page itself; `Новости края. Выпуск от` has its name before
_RELEASE = later(
    r"\s*(?:(?:[А-ЯЁ][^\n.]{2,60}\.\s+)?(?:выпуск|бюллетень|дайджест|сводка)"
    r"|пресс-релиз|пресс-выпуск|сообщение|информация|новость|press release)?\s*(?:№\s?[\d/-]+\s*)?"
    r"(?:от|of|dated)\s*",
    re.IGNORECASE,
)


#: `По материалам агентств. Выпуск № 12, 30 марта 2026 г.`: the page itself, under its text
_ISSUE = later(
    r"(?:^|[.;|·•]\s+)(?:выпуск|номер|бюллетень|дайджест|issue|bulletin)\s*№?\s?(?:No\.?\s?)?\d+(?:\s?\(\d+\))?"
    r"\s*(?:[,.:|·]|\bот|\bof)?\s*$",
    re.IGNORECASE,
)


def _is_of_release(before: str) -> bool:
    return _RELEASE.fullmatch(before) is not None


def _is_signature(copy: str, item: Item) -> bool:
    """`Нью-Дели, / 7 февраля 2023 года` under a text that has no date above: the day of the whole page."""
    last = item.kind == "line" and item.at > len(copy) * _MOST_OF_PAGE and len(copy) - item.at < _BELOW_SIGNATURE
    if last and _PUBLISHED.match(copy, copy.rfind("\n", 0, item.at) + 1):
        return True
    return last and _OTHER_NEWS.search(copy, max(item.at - _HEADLINE_CHARS, 0), item.at) is None


def _signed(copy: str, paragraphs: Sequence[tuple[int, int]], candidates: Sequence[Candidate]) -> Item | None:
    """A labelled date below the text: `Опубликовано: 20.11.2020`, `Совершено в Минске 5 мая 2020 года`."""
    below = paragraphs[-4:][0][0] if paragraphs else 0
    sealed = _SEALED.search(copy, int(len(copy) * _MOST_OF_PAGE / 2))
    if sealed is not None:
        # the states sign below
        below = min(below, sealed.start())
    for candidate in reversed([c for c in candidates if c.start >= below]):
        start = copy.rfind("\n", 0, candidate.start) + 1
        stop = copy.find("\n", candidate.end)
        line = copy[start : stop if stop >= 0 else len(copy)]
        alone = sum(start <= other.start < start + len(line) for other in candidates) == 1
        labelled = len(line) <= _LABELLED_CHARS and _PUBLISHED.match(line.strip(" *_\n"))
        dated = labelled and not _NOT_NEWS_DATE.search(line)
        owned = _COPYRIGHT.fullmatch(copy, start, candidate.start)
        issued = len(line) <= _LABELLED_CHARS and _ISSUE.search(copy[start : candidate.start])
        if not alone or not (dated or owned or issued):
            continue
        day = _day_of(candidate.raw)
        if day and _is_full(day[0]):
            return Item(0, "line", day[0], day[1], candidate.start)
    return None

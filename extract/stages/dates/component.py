"""Stage: dates. Finds calendar expressions and gives each an EDTF value.

Reads `doc._.match_text`, `doc._.source` (publication date), sentences and, for the tense around a year-less date,
part of speech and heads. Assigns `doc._.dates`; refused candidates go to `doc._.refusals`.

Lexicon: `date_words`. Rules: `patterns.PATTERNS` (what is a date), `atoms.LOOKALIKES` (what only looks like one).

Known misses: dates counted from a duration alone (`два года назад`), centuries, years in words (`две тысячи
двадцатого`), a number of a year in an event's name without its unit (`БРИКС 2024`), Cyrillic letters that pose as Roman
numerals.

    >>> read("20 ноября 2020 года прошло заседание. Его итоги подведут в декабре текущего года.")
    2020-11-20, 2020-12
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.document import DateValue, Mention, Refusal, SourceInfo, TokenIndex, match_text_of, sentences
from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import paragraphs_of
from extract.stages.dates import patterns
from extract.stages.dates.ago import YearsAgo
from extract.stages.dates.atoms import Lexer
from extract.stages.dates.furniture import (
    day_headings,
    furniture_years,
    issue_year,
    short_days,
    short_spans,
    wednesday_headings,
    weekday_openings,
)
from extract.stages.dates.items import Candidate, Item, find_items, follows_source
from extract.stages.dates.resolve import Context, Known, Said, Tense, Value, date_of, resolve
from extract.stages.dates.same_period import same_periods
from extract.stages.dates.tense import agrees, begins, is_subordinate, is_told_done, verb_tense
from extract.stages.dates.values import DayWord, Interval, Point, Raw, Weekday, Year
from schemas.base import Language as LanguageCode

_STAGE = "dates"
#: an ordinal before what it counts
_WHICH_ONE = later(r"\d{1,3}-(?:го|й|ой|летия|летней)|[IVXLC]{1,6}", re.IGNORECASE)
_ENGLISH_FUTURE = later(
    r"\b(?:will|shall|would|to be held|scheduled|is due|are due|upcoming|(?:is|are) to"
    r"|(?:plans?|planned|planning|intends?|intended|agreed?|decided|pledged?|undertook|undertakes?|promised|proposed"
    r"|offered|expected|aims?|vowed|ready|readiness|instructed|tasked|invited|urged|called on|requested|asked"
    r"|agreement|commitment|promise|undertaking|wish|hopes?|hoped|requests?|committed|directed|recommended|need)\b"
    r"[^,.;]{0,80}? to"
    # `agreed on holding`, `proposed that the group meet`
    r"|(?:agreed|agreement|committed|commitment|decided|decision|proposed|proposal|suggested|recommended|planned|plans?"
    r"|intention)(?: (?:on|to|of|for))?(?: the)? (?:[a-z]+ing|launch|establishment|creation|opening|signature|delivery"
    r"|start|introduction|adoption|conduct|visit|exchange|joint [a-z]+)"
    r"|(?:proposed|suggested|recommended|requested|asked|agreed|decided) that"
    r"|pledged (?:[a-z]+ )?(?:delivery|support|help|assistance|completion|signature))\b",
    re.IGNORECASE,
)
_ENGLISH_SAID = later(r"\b(?:said|told|added|announced|stated|reported|noted|stressed|according)\b", re.IGNORECASE)
_CLAUSE_END = later(r"[,.;:]")
#: a date that opens its clause
_OPENS = later(r"(?:^|[,;]|\band|\bbut)\s*(?:on|in|at|by|from)?\s*$", re.IGNORECASE)
_ENGLISH_SINCE = later(r"\bsince\s+(?:early |late |mid-?)?$", re.IGNORECASE)
_ON = frozenset({"на", "к", "до", "позднее", "позже", "for", "until", "by"})
#: `ориентировочно в марте`: nobody says so of what was
_ROUGHLY = later(
    r"\b(?:ориентировочно|предположительно|предварительно|скорее всего|вероятнее всего|(?:как )?ожидается|tentatively"
    r"|provisionally|presumably),? (?:уже )?(?:в|во|к|на|до|in|on|for|by) (?:the )?$",
    re.IGNORECASE,
)
_ENGLISH_BY = later(r"\b(?:by|before|no later than|not later than) (?:the )?$", re.IGNORECASE)
_ENGLISH_DONE = later(r"\b(?:was|were|had)\b", re.IGNORECASE)
_SINCE = frozenset({"с", "со", "от", "после"})
_LATEST_DIGITS = 35
#: a year of two digits stands in the century of a year that is at most so many years away
_CENTURY_YEARS = 20
_WINDOW_CHARS = 200
#: a day so long before the first day of its item is none of its happenings if it is said in a subordinate clause
_LONG_AGO_DAYS = 60
#: or whatever clause tells it
_YEARS_AGO_DAYS = 366
_AFTER_CHARS = 15
#: `/АГЕНТСТВО СЕГОДНЯ/`: a word within slashes is a name
_IN_SLASHES = (re.compile(r"/[A-ZА-ЯЁ ]{0,30}$"), re.compile(r"[A-ZА-ЯЁ ]{0,30}/"))
#: an annual day is older than the news: 26 июня 1987 года учреждён
_FOUNDING = later(
    r"учрежд|провозгла|основан|резолюци|истори|годовщин|establish|proclaim|resolution|anniversar", re.IGNORECASE
)
#: nowadays
_NOWADAYS = later(
    r"'s\b|,? (?:когда|как никогда|весь мир|мир |в мире|все больше|особенно|является|представляет|- ?это)",
    re.IGNORECASE,
)
#: a digest names its week in its title, among its first dates
_FIRST_DATES = 4
_TITLE_CHARS = 400
_SHORTEST_WEEK = 3
_DIGEST = later(r"недел|хроник|дайджест|обзор|итоги|семь дней|\bweek|digest|round-?up", re.IGNORECASE)
#: a clause or phrase that says when something else took place or will
_ASIDE = later(
    r",\s+(?:(?:в|на|о|к)\s+)?(?:котор\w+|намеченн\w+|запланированн\w+|прошедш\w+|состоявш\w+|проведенн\w+|подписанн\w+"
    r"|принят\w+|прибывш\w+)\s[^.;\n]{0,60}$",
    re.IGNORECASE,
)
#: what was, from which the clause's own news follow: `итоги саммита 4 июля`, `its accession at the summit on 4 July`
_RECALLED = later(
    r"\b(?:после|со времени|с момента|по итогам|на основе|достигнут\w+|состоявш\w+|прошедш\w+|принят(?:ых|ого|ой)"
    r"|подписанн\w+|в развитие|выполнени\w+|реализаци\w+|итог(?:и|ов|ах|ами)|вступлени\w+|after|following|since|adopted"
    r"|signed|reached|achieved|accession|(?:outcome|result)s?|implementation)\b[^.;\n]{0,90}$",
    re.IGNORECASE,
)
#: `с прибывшим накануне министром`: when he came, not the day that is told of
_HAVING_COME = later(r"\b(?:прибывш|приехавш|прилетевш|вернувш)[а-яё]+\s+$", re.IGNORECASE)
#: former times against which `сегодня` means nowadays
_FORMERLY = later(
    r"(?:\bлет|десятилети\w+|\bвек\w?) назад|\bраньше\b|\bпрежде\b|если вчера|\bнекогда\b|в те годы"
    r"|и вчера, и $|как и $",
    re.IGNORECASE,
)
#: present tenses that tell of a day's happenings
_HAPPENS = frozenset(
    (
        "проходить", "проводить", "проводиться", "начинать", "начинаться", "открывать", "открываться", "стартовать",
        "завершать", "завершаться", "заканчиваться", "прибывать", "встречаться", "принимать", "приступать", "отмечать",
        "отмечаться", "праздновать", "вступать", "подписывать", "подписываться", "собирать", "собираться", "обсуждать",
        "обсуждаться", "сообщать", "сообщаться", "передавать", "заявлять", "писать", "публиковать", "информировать",
        "совершать", "посещать", "прилетать", "вылетать", "ожидать", "ожидаться", "выступать", "исполняться", "ехать",
        "идти", "участвовать", "вести", "заседать", "рассматривать", "рассматриваться", "утверждать", "представлять",
        "состояться", "запускать", "запускаться", "планировать", "планироваться", "предстоять", "направляться",
        "возвращаться", "чествовать", "прощаться", "хоронить", "вручать", "присутствовать", "подводить", "мочь",
    )
)  # fmt: skip
_JOINS = later(r"(?:,| и| and| а также|, а также){1,2} (?:с |в |from |on )?")
#: `Накануне.RU`
_HOST = later(r"\.(?:[A-Za-z]{2,4}|[Рр]у|рф)\b")
_NAME_WITH_YEAR = later(r"[А-яA-Za-z](?:-| - )((?:19|20)\d\d)(?!\d)")
_HAPPENING = later(
    r"учени|трениров|операци|маневр|форум|конференц|саммит|выставк|фестивал|\bакци|exercise|operation|forum|summit",
    re.IGNORECASE,
)
#: `план мероприятий на`, `график стажировок на`
_PLANNED = later(
    r"(?:\bплан(?!ир)|графи|расписан|календар|schedule|calendar|\bplan)\w*\b[^.;!?]{0,150}\b(?:на|for) $", re.I
)
#: a paper is made before the year that it is for
_MADE = later(
    r"\b(?:утверд|подпи[сш]|подготов|разработ|согласу|согласов|прим|приня|представ|внес|внёс|вынес|направ|доработ"
    r"|рассмотр|обнов|состав|разо[сш]л|разосл)[а-яё]*(?:ть|ти|ет|ёт|ит|ут|ют|ят)\b"
    r"|\bбуд(?:ет|ут) (?:[а-яё]+ )?"
    r"(?:утвержд|подпис|подготов|разработ|согласов|принят|представл|внес|вынес|направл|доработ|разосла)"
)
_PAPER = later(r"\b(?:проект|план|график)(?:а|у|ом|е)?\b", re.IGNORECASE)
#: `ежегодно, не позднее 1 марта`
_YEARLY = later(
    r"\b(?:ежегодно|каждый год|every year|each year|annually)(?: |, )"
    r"(?:до|к|не позднее|не позже|by|before|no later than) $",
    re.IGNORECASE,
)
_YEARLY_CHARS = 40
#: `в первом квартале каждого года`
_OF_EACH_YEAR = later(r"\s+(?:каждого|любого) года\b|\s+(?:of )?(?:each|every) year\b", re.IGNORECASE)
#: `over the next year`: twelve months
_FOR_LENGTH = later(r"\b(?:over|within|for) the $", re.IGNORECASE)
_NEXT_UNIT = later(r"(?:next|coming|past|last) (?:year|month|week)", re.IGNORECASE)
#: `согласовали план на 2026 год и условились встретиться в апреле`
_AND_AGREED = later(r"\b(?:и|а также) (?:[а-яё]+ )?(?:услов|договор|реши|намерен|планир|обсуди|провед)[а-яё]+ ")
_PLAN = later(r"стратеги|программ|повестк|\bплан|концепц|\bцел|strategy|agenda|programme|vision", re.IGNORECASE)
#: внедрение в среду: into surroundings
_INTO = later(r"(?:внедр|проник|интегр|вовлек|влив|влит|попад|выброс)\w*(?: \w+)? во? $", re.IGNORECASE)
#: `в этот день` is a date, `этот день настал` is not
_NEEDS_PREPOSITION = frozenset({"этот день", "тот день", "следующий день", "другой день", "предыдущий день"})
_PREPOSITION = later(r"\b(?:в|на|за|с|к|по|через)\s$", re.IGNORECASE)


class _Candidate:
    """A grammar's find with its place in the text."""

    __slots__ = ("end", "raw", "rule", "start")

    def __init__(self, start: int, end: int, rule: str, raw: Raw) -> None:
        self.start = start
        self.end = end
        self.rule = rule
        self.raw = raw


class Dates:
    """The component `kommunike_dates`."""

    def __init__(self, lexicons: Path | None = None) -> None:
        self._lexer = Lexer(lexicons)
        self._years_ago = YearsAgo(self._lexer.numbers)

    def __call__(self, doc: Doc) -> Doc:
        copy = match_text_of(doc)
        spans = paragraphs_of(doc)
        atoms = self._lexer(copy, (start for start, _ in spans))
        refusals: list[Refusal] = list(doc._.refusals)
        refusals += [Refusal(_STAGE, rule, why, atom.start, atom.end) for atom, rule, why in atoms.lookalikes]
        found: list[_Candidate] = []
        page = _Page(doc, self._years_ago)
        for item in patterns.find(atoms.items, atoms.codes, copy):
            start, end = atoms.items[item.first].start, atoms.items[item.last - 1].end
            reason = item.reason or page.reason_against(item.raw, item.rule, start, end)
            if reason or item.raw is None:
                refusals.append(Refusal(_STAGE, item.rule, reason or "no date", start, end))
            else:
                found.append(_Candidate(start, end, item.rule, item.raw))
        taken = {offset for candidate in found for offset in (candidate.start, candidate.end)}
        for start, end in furniture_years(copy):
            if not any(candidate.start < end and start < candidate.end for candidate in found):
                found.append(_Candidate(start, end, "date.furniture", Point(Year("written", int(copy[start:end])))))
        for start, end, first, last in short_spans(copy):
            if all(start <= candidate.start and candidate.end <= end for candidate in _beside(found, start, end)):
                found = [candidate for candidate in found if candidate.end <= start or candidate.start >= end]
                ends = [Point(month=month, day=day) for month, day in (first, last)]
                found.append(_Candidate(start, end, "date.furniture", Interval(*ends)))
        for start, end, month, day in day_headings(copy):
            if start not in taken and end not in taken:
                found.append(_Candidate(start, end, "date.furniture", Point(month=month, day=day)))
        taken = {offset for candidate in found for offset in range(candidate.start, candidate.end)}
        for start, end, month, day in short_days(copy, _months_of_days(found)):
            if start not in taken:
                found.append(_Candidate(start, end, "date.short_day", Point(month=month, day=day)))
        if any(isinstance(candidate.raw, Weekday) and candidate.raw.heading for candidate in found):
            for start, end in wednesday_headings(copy):
                if start not in taken:
                    found.append(_Candidate(start, end, "date.furniture", Weekday(3, heading=True)))
        for start, end, day in weekday_openings(copy):
            if not any(candidate.start < end and start < candidate.end for candidate in found):
                found.append(_Candidate(start, end, "date.furniture", Weekday(day, heading=True)))
        found.sort(key=lambda candidate: candidate.start)
        for start, end, raw in list(same_periods(copy, found)):
            # in place of the year within it
            found = [candidate for candidate in found if candidate.end <= start or candidate.start >= end]
            found.append(_Candidate(start, end, "date.same_period", raw))
            found.sort(key=lambda candidate: candidate.start)
        doc._.dates, refused = page.resolve(found, spans)
        doc._.refusals = refusals + refused
        return doc


def _beside(found: Sequence[_Candidate], start: int, end: int) -> Iterator[_Candidate]:
    """Those that share characters with a stretch."""
    return (candidate for candidate in found if candidate.start < end and start < candidate.end)


def _months_of_days(found: Sequence[_Candidate]) -> frozenset[int]:
    """The months in which the page says something took place."""
    points = (candidate.raw for candidate in found if isinstance(candidate.raw, Point))
    return frozenset(point.month for point in points if point.month and (point.day or point.year))


class _Page:
    """One document while its dates are resolved."""

    def __init__(self, doc: Doc, years_ago: YearsAgo) -> None:
        self.doc = doc
        self.years_ago = years_ago
        self.copy = match_text_of(doc)
        self.sentences = sentences(doc)
        self.sentence_starts = [sent.start_char for sent in self.sentences]
        source: SourceInfo | None = doc._.source
        published = source.published if source else None
        self.published = _day(published)
        self.published_year = int(published[:4]) if published and published[:4].isdigit() else None
        #: what is told in an issue of a bulletin happened in its year: `БЮЛЛЕТЕНЬ № 4 (март 2023 года)`
        self.issue_year = None if published else issue_year(self.copy)
        self.found: Sequence[_Candidate] = ()
        self.items: list[Item] = []
        self.item_starts: list[int] = []
        self.full_days: dict[tuple[int, int | None, int | None], set[int]] = {}
        #: the days of the week whose digest the page is, and the last weekday that heads a part of it
        self.week: tuple[date, date] | None = None
        self.heading: Known | None = None

    @cached_property
    def tokens(self) -> TokenIndex:
        return TokenIndex(self.doc)

    # --- words that are a date only in some company ------------------------------------------------------------

    def reason_against(self, raw: Raw | None, rule: str, start: int, end: int) -> str | None:
        word = self.copy[start:end].lower()
        if (
            isinstance(raw, DayWord)
            and raw.base == "again"
            and word in _NEEDS_PREPOSITION
            and not _PREPOSITION.search(self.copy[max(0, start - 6) : start])
        ):
            return "a day that is talked about, not a date"
        if isinstance(raw, DayWord) and self.copy[start:end].isupper():
            before, after = self.copy[max(0, start - 31) : start], self.copy[end : end + 31]
            if _IN_SLASHES[0].search(before) and _IN_SLASHES[1].match(after):
                return "part of a name in slashes"
        if word in ("сегодня", "today") and (
            _NOWADAYS.match(self.copy[end : end + 20]) or (word == "сегодня" and self._is_nowadays(start))
        ):
            return "nowadays, not a day"
        if _NEXT_UNIT.fullmatch(word) and _FOR_LENGTH.search(self.copy, max(0, start - 12), start):
            return "a length of time, not a date"
        if isinstance(raw, (DayWord, Weekday)) and _HOST.match(self.copy, end):
            return "name of a site"
        if isinstance(raw, DayWord) and word == "накануне" and self._governs_genitive(end):
            return "a preposition: the eve of something"
        if (
            isinstance(raw, Weekday)
            and word == "среду"
            and (self._governs_genitive(end) or _INTO.search(self.copy[max(0, start - 40) : start]))
        ):
            return "surroundings, not a day of the week"
        return None

    def _is_nowadays(self, start: int) -> bool:
        """Whether `сегодня` is said against former times, or of what goes on and not of what happens on a day."""
        token = self.tokens.at(start)
        if token is None:
            return False
        verb = next((t for t in (token.head, token.head.head) if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None or "Perf" not in verb.morph.get("Aspect", []):
            # in the same sentence or the one before
            opening = max(bisect_right(self.sentence_starts, start) - 2, 0)
            since = self.sentence_starts[opening]
            if _FORMERLY.search(self.copy[max(since, start - _WINDOW_CHARS) : start]):
                return True
        if verb is None or "Pres" not in verb.morph.get("Tense", []) or "Fin" not in verb.morph.get("VerbForm", []):
            return False
        return verb.lemma_ not in _HAPPENS

    def _governs_genitive(self, end: int) -> bool:
        """Whether the next word is a noun or adjective in the genitive."""
        if not self.copy[end : end + 1].isspace():
            return False
        following = self.tokens.at(end)
        while following is not None and following.i + 1 < len(self.doc) and (following.idx < end or following.is_space):
            following = following.nbor()
        if following is not None and following.idx >= end and _WHICH_ONE.fullmatch(following.norm_):
            # `накануне 10-го заседания`
            return True
        if following is None or following.idx < end or not following.is_alpha:
            return False
        if "Anim" in following.morph.get("Animacy", []) and following.head.pos_ == "VERB":
            # `накануне участников заседания принял премьер-министр`: whom, and no eve of theirs
            return False
        if following.pos_ in {"NOUN", "ADJ", "PROPN", "DET", "NUM"} and "Gen" in following.morph.get("Case", []):
            return True
        # the tagger may take a fragment's genitive for another case
        cases = {parse.tag.case for parse in parses(following.norm_) if parse.tag.POS == "NOUN"}
        return following.norm_.islower() and "gent" in cases and "nomn" not in cases

    # --- resolution ----------------------------------------------------------------------------------------------

    def resolve(
        self, found: Sequence[_Candidate], spans: Sequence[tuple[int, int]]
    ) -> tuple[list[Mention], list[Refusal]]:
        """Mentions with values shared between equal ones, and candidates that are no calendar date."""
        if any(isinstance(candidate.raw, Point) and candidate.raw.order_open for candidate in found):
            month_first = self._month_first(found)
            found = [_order(candidate, month_first) for candidate in found]
        found = self._with_years(found)
        self.found = found
        dated = [Candidate(c.start, c.end, self._settled(c.raw)) for c in found if isinstance(c.raw, (Point, Interval))]
        self.items = find_items(self.copy, spans, self.sentence_starts, dated)
        self.item_starts = [item.start for item in self.items]
        self.full_days = self._full_days()
        mentions: list[Mention] = []
        refusals: list[Refusal] = []
        values: dict[str, DateValue] = {}
        said = Said()
        current = -1
        for number, candidate in enumerate(found):
            item = max(bisect_right(self.item_starts, candidate.start) - 1, 0)
            if item != current:
                said, current = Said(), item
            context = self._context(number, item, said)
            try:
                if isinstance(candidate.raw, (Weekday, DayWord)):
                    context.beside = self._beside(number, context)
                value, known = resolve(candidate.raw, context)
            except ValueError as error:
                refusals.append(Refusal(_STAGE, candidate.rule, str(error), candidate.start, candidate.end))
                continue
            aside = _ASIDE.search(self.copy, max(candidate.start - 90, 0), candidate.start) is not None
            said.add(known, number, context.today, aside=aside)
            if isinstance(candidate.raw, Weekday) and candidate.raw.heading:
                self.heading = known
            if isinstance(candidate.raw, Interval) and number < _FIRST_DATES:
                self.week = self.week or self._week_of_page(candidate, value.edtf)
            mentions.append(self._mention(candidate, _shared(values, value)))
        return mentions, refusals

    def _with_years(self, found: Sequence[_Candidate]) -> list[_Candidate]:
        """`Два года назад, 5 мая,`, `В прошлом году, 5 мая,`: days with the year that stands beside them."""
        told: list[_Candidate] = []
        for candidate in found:
            before = (told[-1].raw, told[-1].start, told[-1].end) if told else None
            raw = self.years_ago.with_year(candidate.raw, self.copy, (candidate.start, candidate.end), before)
            told.append(
                candidate if raw is candidate.raw else _Candidate(candidate.start, candidate.end, candidate.rule, raw)
            )
        return told

    def _settled(self, raw: Point | Interval) -> Point | Interval:
        """A day with a year of two digits, in the century of the page's years: `Бишкек, 18.04.23`."""
        if not isinstance(raw, Point) or not raw.day or raw.year is None or raw.year.kind != "two_digits":
            return raw
        digits = raw.year.value
        years = [self.published_year] if self.published_year else self._written_years
        if not years and digits <= _LATEST_DIGITS:
            # a page that writes no year at all is of this century
            return replace(raw, year=Year("written", 2000 + digits))
        near = [year for year in years if abs(year - (year - year % 100 + digits)) <= _CENTURY_YEARS]
        if not near:
            return raw
        return replace(raw, year=Year("written", near[-1] - near[-1] % 100 + digits))

    @cached_property
    def _written_years(self) -> list[int]:
        """Years that the page writes out, in order."""
        points = (p for c in self.found for p in _points(c.raw))
        return sorted({p.year.value for p in points if p.year is not None and p.year.kind == "written"})

    def _context(self, number: int, item: int, said: Said) -> Context:
        candidate = self.found[number]
        return Context(
            item=self.items[item],
            published=self.published,
            published_year=self.published_year,
            issue_year=self.issue_year,
            written_years=self._written_years if self.published_year is None else (),
            same_happening=lambda point: self._same_happening(point, number, item),
            tense=lambda: self._tense(candidate),
            yearly=lambda: self._is_yearly(candidate),
            in_lead=candidate.start <= self.items[item].lead_end,
            said=said,
            day_meant=lambda: self._day_meant(number, said),
            week=self.week,
            heading=self.heading,
        )

    def _is_yearly(self, candidate: _Candidate) -> bool:
        start = candidate.start
        before = _YEARLY.search(self.copy, max(start - _YEARLY_CHARS, 0), start)
        return before is not None or _OF_EACH_YEAR.match(self.copy, candidate.end) is not None

    def _day_meant(self, number: int, said: Said) -> Known | None:
        """The last day said that is neither planned nor reported from long ago, unless no other is said."""
        start, _ = self._sentence_span(self.found[number].start)
        ahead = self._tense(self.found[number]) == "future"
        for known, other in reversed(said.days):
            same_sentence = self.found[other].start >= start
            aside = (
                self._is_planned(other)
                or self._is_reported(known, other, said)
                or self._is_of_paper(known, other, said)
                or self._is_recalled(known, other, said)
                or _HAVING_COME.search(self.copy, max(self.found[other].start - 24, 0), self.found[other].start)
            )
            if same_sentence or ahead or not aside:
                return known
        return said.day

    def _is_planned(self, number: int) -> bool:
        """Whether the day is a term or lies ahead: `до 1 октября`, `заседание пройдёт 15 ноября`."""
        candidate = self.found[number]
        before = self.copy[max(0, candidate.start - _AFTER_CHARS) : candidate.start].rstrip()
        return before.rpartition(" ")[2].lower() in _ON or self._tense(candidate) == "future"

    def _is_of_paper(self, known: Known, number: int, said: Said) -> bool:
        """Whether the day is only that of a paper, which was made before: `решения от 30 ноября`."""
        start, first, last = self.found[number].start, date_of(said.days[0][0]), date_of(known)
        return (
            first is not None and last is not None and last < first and self.copy[max(start - 4, 0) : start] == " от "
        )

    def _is_recalled(self, known: Known, number: int, said: Said) -> bool:
        """Whether the day lies before the first one and is that of a result or ground: `итоги саммита 4 июля`."""
        first, last = said.days[0][0], known
        if (first.year, last.year).count(None) != 1 and first.month and last.month:
            earlier = (last.year or 0, last.month, last.day or 0) < (first.year or 0, first.month, first.day or 0)
            start = self.found[number].start
            return earlier and _RECALLED.search(self.copy, self._sentence_span(start)[0], start) is not None
        return False

    def _is_reported(self, known: Known, number: int, said: Said) -> bool:
        """Whether the day lies long before the first one, in a clause of what is recalled or reported."""
        first, last = date_of(said.days[0][0]), date_of(known)
        if first is None or last is None or (first - last).days <= _LONG_AGO_DAYS:
            return False
        if (first - last).days > _YEARS_AGO_DAYS:
            # `Отношения установлены 14 января 1993 года. В тот же день министра принял президент`
            return True
        token = self.tokens.at(self.found[number].start)
        # English sentences are not parsed: so long before, the day is taken for a recalled one whatever the clause
        return token is not None and (self._language(token.idx) == "en" or is_subordinate(token))

    def _week_of_page(self, candidate: _Candidate, edtf: str) -> tuple[date, date] | None:
        """The week that the title of a digest names: `Хроника недели (9-15 марта)`."""
        ends = edtf.split("/")
        first, last = _day(ends[0]), _day(ends[-1])
        if first is None or last is None or not _SHORTEST_WEEK <= (last - first).days < 7:
            return None
        above = self.copy[: candidate.end]
        return (first, last) if len(above) < _TITLE_CHARS and _DIGEST.search(above) else None

    def _mention(self, candidate: _Candidate, entity: DateValue) -> Mention:
        language = self._language(candidate.start)
        return Mention("date", candidate.start, candidate.end, candidate.rule, entity, language)

    def _language(self, offset: int) -> LanguageCode:
        sentence = bisect_right(self.sentence_starts, offset) - 1
        return self.sentences[sentence].language if sentence >= 0 else "ru"

    def _sentence_span(self, offset: int) -> tuple[int, int]:
        position = max(bisect_right(self.sentence_starts, offset) - 1, 0)
        if position >= len(self.sentences):
            return 0, len(self.copy)
        return self.sentences[position].start_char, self.sentences[position].end_char

    def _month_first(self, found: Sequence[_Candidate]) -> bool | None:
        """Whether this page writes 02/25/2020; `None` if nothing shows it."""
        for candidate in found:
            parts = re.match(r"(\d{1,2})/(\d{1,2})/\d", self.copy[candidate.start : candidate.end])
            if parts and int(parts[2]) > 12:
                return True
            if parts and int(parts[1]) > 12:
                return False
        russian = sum(sent.language == "ru" for sent in self.sentences)
        return False if russian * 5 >= len(self.sentences) else None

    def _same_happening(self, point: Point, number: int, item: int) -> int | None:
        """The year of the same happening.

        A full date said just before in the sentence; in an item that has no date of its own also one of the same day,
        its month's year named just before, or the year in the name of an exercise.
        """
        candidate = self.found[number]
        start, end = self._sentence_span(candidate.start)
        has_date = self.items[item].point is not None and self.items[item].point.year is not None  # type: ignore[union-attr]
        for other in reversed(self.found[max(0, number - 3) : number]):
            if other.start >= start and point.day and (year := self._year_of_full_day(other)) is not None:
                return year
            month = other.raw if isinstance(other.raw, Point) and other.raw.day is None else None
            if month and month.month and month.month == point.month and month.year and not has_date:
                is_close = bisect_right(self.item_starts, other.start) - 1 == item
                if is_close and month.year.kind == "written" and self._is_recent(month.year.value):
                    return month.year.value
        if (year := self._year_after(point, number)) is not None:
            return year
        if point.month and (year := self._year_of_plan(number, item)) is not None:
            return year
        if has_date or not point.month:
            return None
        years = self.full_days.get((item, point.month, point.day), set())
        if len(years) == 1 and all(map(self._is_recent, years)):
            return next(iter(years))
        sentence = self.copy[max(start, candidate.start - _WINDOW_CHARS) : min(end, candidate.end + _WINDOW_CHARS)]
        names = {int(name[1]) for name in _NAME_WITH_YEAR.finditer(sentence)}
        if len(names) == 1 and _HAPPENING.search(sentence) and not _PLAN.search(sentence):
            return names.pop()
        return None

    def _year_after(self, point: Point, number: int) -> int | None:
        """The year that a date joined on says for both: `5-7 мая и 10-12 июня 2024 года`."""
        candidate = self.found[number]
        for other in self.found[number + 1 : number + 2]:
            if _JOINS.fullmatch(self.copy[candidate.end : other.start]):
                day = _full_day(other.raw)
                if day and day.year and point.month and (day.month or 0) >= point.month:
                    return day.year.value
        return None

    def _year_of_plan(self, number: int, item: int) -> int | None:
        """The year for which a plan is made whose months follow: `план на 2025 год: учения в марте`."""
        candidate = self.found[number]
        for other in reversed(self.found[max(0, number - 2) : number]):
            raw = other.raw
            if not isinstance(raw, Point) or raw.year is None or raw.year.kind != "written" or raw.month or raw.part:
                continue
            before = self.copy[max(0, other.start - _WINDOW_CHARS) : other.start]
            near = candidate.start - other.end <= _WINDOW_CHARS and _PLANNED.search(before)
            start, end = self._sentence_span(candidate.start)
            end = min(end, candidate.end + _WINDOW_CHARS)
            goes_on = near and _AND_AGREED.search(self.copy, other.end, candidate.start) is not None
            told = other.start >= start or _PAPER.search(self.copy, start, end)
            if goes_on or (near and told and _MADE.search(self.copy, start, end)):
                # `план на 2026 год утвердят до 25 декабря`, `план на 2026 год. Проект плана разошлют до декабря`
                return None
            if near and bisect_right(self.item_starts, other.start) - 1 == item and self._is_recent(raw.year.value):
                return raw.year.value if self._tense(candidate) not in ("past", "since") else None
        return None

    def _is_recent(self, year: int) -> bool:
        return self.published_year is None or abs(self.published_year - year) <= 1

    def _year_of_full_day(self, candidate: _Candidate) -> int | None:
        """The year of a full date that is no background: `принятого 5 мая 2019 года` is some."""
        day = _full_day(candidate.raw)
        if day is None or day.year is None or not self._is_recent(day.year.value):
            return None
        return None if follows_source(self.copy[max(0, candidate.start - 80) : candidate.start]) else day.year.value

    def _full_days(self) -> dict[tuple[int, int | None, int | None], set[int]]:
        """Years of full dates by item, month and day, without those that tell of a founding."""
        years: dict[tuple[int, int | None, int | None], set[int]] = {}
        for candidate in self.found:
            year = self._year_of_full_day(candidate)
            day = _full_day(candidate.raw)
            if year is None or day is None:
                continue
            around = self.copy[max(0, candidate.start - _WINDOW_CHARS) : candidate.end + _WINDOW_CHARS]
            if not _FOUNDING.search(around):
                item = bisect_right(self.item_starts, candidate.start) - 1
                years.setdefault((item, day.month, day.day), set()).add(year)
                last = candidate.raw.end if isinstance(candidate.raw, Interval) else day
                if last.month and last.day:
                    years.setdefault((item, last.month, last.day), set()).add(last.year.value if last.year else year)
        return years

    def _beside(self, number: int, context: Context) -> Known | None:
        """A day directly beside a weekday or day word: `вчера, 16 августа`, `3 марта, в среду`."""
        candidate, found = self.found[number], self.found
        for other, gap in (
            (found[number + 1] if number + 1 < len(found) else None, "after"),
            (found[number - 1] if number else None, "before"),
        ):
            if other is None or not isinstance(other.raw, Point) or not other.raw.day:
                continue
            between = (
                self.copy[candidate.end : other.start] if gap == "after" else self.copy[other.end : candidate.start]
            )
            if re.fullmatch(r"\s?[,(-]\s?(?:в |во |on )?|\s", between):
                try:
                    return resolve(other.raw, context)[1]
                except ValueError:
                    return None
        return None

    def _tense(self, candidate: _Candidate) -> Tense:
        """The tense of the verb that the date modifies, if the sentence's tree says so."""
        token = self.tokens.at(candidate.start)
        if token is None:
            return None
        start, _ = self._sentence_span(candidate.start)
        before = self.copy[max(start, candidate.start - _WINDOW_CHARS) : candidate.start]
        if _ROUGHLY.search(before):
            return "future"
        if self._language(candidate.start) == "en":
            return self._english_tense(before, candidate.end)
        word = before.rstrip().rpartition(" ")[2].lower()
        is_aim, is_since = word in _ON, word in _SINCE
        tense = verb_tense(token)
        if is_aim and not is_told_done(token) and self._has_plan(start, candidate.end):
            # `договорились до 1 февраля обновить`, `предстоит согласовать до 1 февраля`
            return "future"
        if tense == "past" and agrees(token) and self._opens_infinitive(candidate):
            # `решено с 1 сентября открыть`; `предложил 12 мая провести`: when he did, or when he wants it done
            is_day = isinstance(candidate.raw, Point) and candidate.raw.day is not None
            return None if is_day and not is_since else "future"
        if tense in ("past", "present") and is_since:
            if tense == "present" and begins(token):
                # `с 1 февраля запускаем`: just now, or soon
                return None
            # `с марта работает центр`; `с марта проверено`
            return "past" if tense == "present" else "since"
        return None if tense == "past" and is_aim else tense

    def _opens_infinitive(self, candidate: _Candidate) -> bool:
        """Whether an infinitive follows the date at once."""
        following = self.tokens.at(candidate.end + 1)
        return following is not None and "Inf" in following.morph.get("VerbForm", [])

    def _english_tense(self, before: str, end: int) -> Tense:
        """The future if it stands before the date and nobody tells of it between, or in the same clause after it.

        What is so `since` a month began with its last one.
        """
        if _ENGLISH_SINCE.search(before):
            return "since"
        planned = list(_ENGLISH_FUTURE.finditer(before))
        if planned and not _ENGLISH_SAID.search(before, planned[-1].end()):
            return "future"
        if _ENGLISH_BY.search(before) and not _ENGLISH_DONE.search(before):
            return "future"
        clause = _CLAUSE_END.split(self.copy[end : end + _WINDOW_CHARS].lstrip(" ,"), maxsplit=1)[0]
        return "future" if _OPENS.search(before) and _ENGLISH_FUTURE.search(clause) else None

    def _has_plan(self, start: int, end: int) -> bool:
        """Whether an infinitive or a future stands before a date in its sentence, or right after it."""
        for token in reversed(self.tokens.span(start, min(end + _AFTER_CHARS, len(self.copy)))):
            if token.idx < end - _WINDOW_CHARS:
                return False
            if "Inf" in token.morph.get("VerbForm", []) or "Fut" in token.morph.get("Tense", []):
                return True
        return False


def _full_day(raw: Raw) -> Point | None:
    """The day of a fully written date; of an interval its start."""
    if isinstance(raw, Interval):
        year = raw.start.year or raw.end.year
        return _full_day(Point(year, raw.start.month or raw.end.month, raw.start.day))
    if isinstance(raw, Point) and raw.day and raw.month and raw.year and raw.year.kind == "written":
        return raw
    return None


def _points(raw: Raw) -> tuple[Point, ...]:
    if isinstance(raw, Interval):
        return raw.start, raw.end
    return (raw,) if isinstance(raw, Point) else ()


def _order(candidate: _Candidate, month_first: bool | None) -> _Candidate:
    """Settle 03/02/2020 by how the page writes dates; on a page that does not say, it stays open."""
    raw = candidate.raw
    if not isinstance(raw, Point) or not raw.order_open or month_first is None:
        return candidate
    month, day = (raw.day, raw.month) if month_first else (raw.month, raw.day)
    return _Candidate(candidate.start, candidate.end, candidate.rule, Point(raw.year, month, day))


def _shared(values: dict[str, DateValue], value: Value) -> DateValue:
    """One object per EDTF value; a mention that states it outweighs those from which it was inferred."""
    entity = values.get(value.edtf)
    if entity is None:
        entity = values[value.edtf] = DateValue(value.edtf, value.anchor, value.inferred)
    elif not value.inferred and value.anchor == "text":
        entity.anchor, entity.inferred = "text", False
    return entity


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf and len(edtf) == 10 else None
    except ValueError:
        return None


@Language.factory(
    "kommunike_dates",
    assigns=["doc._.dates"],
    requires=["token.sent_start", "token.pos", "token.morph", "token.head"],
    default_config={"lexicons": None},
)
def make_dates(nlp: Language, name: str, lexicons: str | None) -> Dates:
    return Dates(Path(lexicons) if lexicons else None)

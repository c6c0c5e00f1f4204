"""Stage: dates. Finds calendar expressions and gives each an EDTF value.

Reads `doc._.match_text`, `doc._.source` (publication date), sentences and, for the tense around a year-less date,
part of speech and heads. Assigns `doc._.dates`; refused candidates go to `doc._.refusals`.

Lexicon: `date_words`. Rules: `patterns.PATTERNS` (what is a date), `atoms.LOOKALIKES` (what only looks like one).

Known misses: dates counted from a duration (`два года назад`), centuries, years in words (`две тысячи двадцатого`),
a number of a year in an event's name without its unit (`БРИКС 2024`), Cyrillic letters that pose as Roman numerals.

    >>> read("20 ноября 2020 года прошло заседание. Его итоги подведут в декабре текущего года.")
    2020-11-20, 2020-12
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from extract.document import DateValue, Mention, Refusal, SourceInfo, TokenIndex
from extract.language.sentences import paragraphs
from extract.stages.dates import patterns
from extract.stages.dates.atoms import Lexer
from extract.stages.dates.items import Candidate, Item, find_items, item_at
from extract.stages.dates.resolve import Context, Known, Tense, Value, resolve
from extract.stages.dates.values import DayWord, Interval, Point, Raw, Weekday

_STAGE = "dates"
_ENGLISH_FUTURE = re.compile(r"\b(?:will|shall|to be held|scheduled|is due|are due|upcoming)\b", re.IGNORECASE)
_ON = frozenset({"на", "к", "до", "for", "until", "by"})
_NAME_WITH_YEAR = re.compile(r"[А-яA-Za-z]-((?:19|20)\d\d)(?!\d)")
_HAPPENING = re.compile(
    r"учени|трениров|операци|маневр|форум|конференц|саммит|выставк|фестивал|\bакци|exercise|operation|forum|summit",
    re.IGNORECASE,
)
_PLAN = re.compile(r"стратеги|программ|повестк|\bплан|концепц|\bцел|strategy|agenda|programme|vision", re.IGNORECASE)
_HEADS_LOOKED_AT = 4


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

    def __call__(self, doc: Doc) -> Doc:
        copy: str = doc._.match_text
        spans = list(paragraphs(copy))
        atoms = self._lexer(copy, (start for start, _ in spans))
        refusals: list[Refusal] = list(doc._.refusals)
        refusals += [Refusal(_STAGE, rule, why, atom.start, atom.end) for atom, rule, why in atoms.lookalikes]
        found: list[_Candidate] = []
        page = _Page(doc)
        for item in patterns.find(atoms.items, atoms.codes, copy):
            start, end = atoms.items[item.first].start, atoms.items[item.last - 1].end
            reason = item.reason or page.reason_against(item.raw, item.rule, start, end)
            if reason or item.raw is None:
                refusals.append(Refusal(_STAGE, item.rule, reason or "no date", start, end))
            else:
                found.append(_Candidate(start, end, item.rule, item.raw))
        doc._.dates, refused = page.resolve(found, spans)
        doc._.refusals = refusals + refused
        return doc


class _Page:
    """One document while its dates are resolved."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.copy: str = doc._.match_text
        self.tokens = TokenIndex(doc)
        self.sentences = list(doc.sents)
        self.sentence_starts = [sent.start_char for sent in self.sentences]
        source: SourceInfo | None = doc._.source
        published = source.published if source else None
        self.published = _day(published)
        self.published_year = int(published[:4]) if published and published[:4].isdigit() else None

    # --- words that are a date only in some company ------------------------------------------------------------

    def reason_against(self, raw: Raw | None, rule: str, start: int, end: int) -> str | None:
        word = self.copy[start:end].lower()
        if isinstance(raw, DayWord) and word == "накануне" and self._governs_genitive(end):
            return "a preposition: the eve of something"
        if isinstance(raw, Weekday) and word == "среду" and self._governs_genitive(end):
            return "surroundings, not a day of the week"
        return None

    def _governs_genitive(self, end: int) -> bool:
        """Whether the next word is a noun or adjective in the genitive."""
        if not self.copy[end : end + 1].isspace():
            return False
        following = self.tokens.at(end)
        while following is not None and following.i + 1 < len(self.doc) and (following.idx < end or following.is_space):
            following = following.nbor()
        return (
            following is not None
            and following.pos_ in {"NOUN", "ADJ", "PROPN", "DET", "NUM"}
            and "Gen" in following.morph.get("Case")
        )

    # --- resolution ----------------------------------------------------------------------------------------------

    def resolve(
        self, found: Sequence[_Candidate], spans: Sequence[tuple[int, int]]
    ) -> tuple[list[Mention], list[Refusal]]:
        found = [_order(candidate, self._month_first(found)) for candidate in found]
        dated = [Candidate(c.start, c.end, c.raw) for c in found if isinstance(c.raw, (Point, Interval))]
        items = find_items(self.copy, spans, self.sentence_starts, dated)
        mentions: list[Mention] = []
        refusals: list[Refusal] = []
        values: dict[str, DateValue] = {}
        last_day: Known | None = None
        last_year: int | None = None
        last: Known | None = None
        previous_item: Item | None = None
        for number, candidate in enumerate(found):
            item = item_at(items, candidate.start)
            if item is not previous_item:
                last_day = last = None
                last_year = None
                previous_item = item
            context = Context(
                item=item,
                published=self.published,
                published_year=self.published_year,
                same_happening=lambda point, c=candidate, n=number, i=item: self._same_happening(
                    point, c, n, found, i, items
                ),  # type: ignore[misc]
                tense=lambda c=candidate: self._tense(c),  # type: ignore[misc]
                in_lead=candidate.start <= item.lead_end,
                last_day=last_day,
                last_year=last_year,
                last=last,
            )
            try:
                if isinstance(candidate.raw, (Weekday, DayWord)):
                    context.beside = self._beside(number, found, context)
                value, known = resolve(candidate.raw, context)
            except ValueError as error:
                refusals.append(Refusal(_STAGE, candidate.rule, str(error), candidate.start, candidate.end))
                continue
            last = known
            if known.day is not None:
                last_day = known
            if known.year is not None:
                last_year = known.year
            mentions.append(self._mention(candidate, _shared(values, value)))
        return mentions, refusals

    def _mention(self, candidate: _Candidate, entity: DateValue) -> Mention:
        sentence = bisect_right(self.sentence_starts, candidate.start) - 1
        language = self.sentences[sentence]._.language if sentence >= 0 else "ru"
        return Mention("date", candidate.start, candidate.end, candidate.rule, entity, language)

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
        russian = sum(sent._.language == "ru" for sent in self.sentences)
        return False if russian * 5 >= len(self.sentences) else None

    def _same_happening(
        self,
        point: Point,
        candidate: _Candidate,
        number: int,
        found: Sequence[_Candidate],
        item: Item,
        items: Sequence[Item],
    ) -> int | None:
        """The year of the same happening: a full date said just before in the sentence, or of the same day elsewhere
        in an item that has no date of its own, or the year in the name of an exercise."""
        start, end = self._sentence_span(candidate.start)
        for other in reversed(found[max(0, number - 3) : number]):
            if other.start < start:
                break
            day = _full_day(other.raw)
            if day and point.day and not re.search(r"\bот $", self.copy[max(0, other.start - 4) : other.start]):
                return day.year.value if day.year else None
        if item.point is not None and item.point.year is not None:
            return None
        if point.day and point.month:
            years = {
                day.year.value
                for other in found
                if (day := _full_day(other.raw))
                and day.year
                and (day.month, day.day) == (point.month, point.day)
                and item_at(items, other.start) is item
            }
            if len(years) == 1:
                year = years.pop()
                if self.published is None or abs(self.published.year - year) <= 1:
                    return year
        if point.month:
            sentence = self.copy[start:end]
            names = {int(name[1]) for name in _NAME_WITH_YEAR.finditer(sentence)}
            if len(names) == 1 and _HAPPENING.search(sentence) and not _PLAN.search(sentence):
                return names.pop()
        return None

    def _beside(self, number: int, found: Sequence[_Candidate], context: Context) -> Known | None:
        """A day directly beside a weekday or day word: `вчера, 16 августа`, `3 марта, в среду`."""
        candidate = found[number]
        for other, gap in (
            (found[number + 1] if number + 1 < len(found) else None, "after"),
            (found[number - 1] if number else None, "before"),
        ):
            if other is None or not isinstance(other.raw, Point) or not other.raw.day:
                continue
            between = (
                self.copy[candidate.end : other.start] if gap == "after" else self.copy[other.end : candidate.start]
            )
            if re.fullmatch(r"\s?[,(]\s?(?:в |во |on )?|\s", between):
                try:
                    return resolve(other.raw, context)[1]
                except ValueError:
                    return None
        return None

    def _tense(self, candidate: _Candidate) -> Tense:
        """The tense of the verb that the date modifies, if the sentence's tree says so."""
        start, _ = self._sentence_span(candidate.start)
        token = self.tokens.at(candidate.start)
        if token is None:
            return None
        before = self.copy[start : candidate.start]
        if token.sent._.language == "en":
            return "future" if _ENGLISH_FUTURE.search(self.copy[start : candidate.end + 1]) else None
        is_aim = before.rstrip().rpartition(" ")[2].lower() in _ON
        tense = _verb_tense(token, candidate.end)
        return None if tense == "past" and is_aim else tense


def _verb_tense(token: Token, end: int) -> Tense:
    """Climb from the date to its verb."""
    for _ in range(_HEADS_LOOKED_AT):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        own: Tense = _own_tense(token)
        if own:
            return own
    return _own_tense(token) if token.pos_ in {"VERB", "AUX"} else None


_FUTURE_VERBS = frozenset(
    {"планировать", "планироваться", "намечать", "запланировать", "предстоять", "ожидаться", "наметить"}
)


def _own_tense(token: Token) -> Tense:
    if token.lemma_ in _FUTURE_VERBS or any(
        child.pos_ == "AUX" and "Fut" in child.morph.get("Tense") for child in token.children
    ):
        return "future"
    tenses = token.morph.get("Tense")
    if "Fut" in tenses:
        return "future"
    if "Past" in tenses and "Part" not in token.morph.get("VerbForm"):
        return "past"
    if "Past" in tenses and "Short" in token.morph.get("Variant"):
        return "past"
    return None


def _full_day(raw: Raw) -> Point | None:
    """The day of a fully written date; of an interval its start."""
    if isinstance(raw, Interval):
        year = raw.start.year or raw.end.year
        return _full_day(Point(year, raw.start.month or raw.end.month, raw.start.day))
    if isinstance(raw, Point) and raw.day and raw.month and raw.year and raw.year.kind == "written":
        return raw
    return None


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
    requires=["token.sent_start"],
    default_config={"lexicons": None},
)
def make_dates(nlp: Language, name: str, lexicons: str | None) -> Dates:
    return Dates(Path(lexicons) if lexicons else None)

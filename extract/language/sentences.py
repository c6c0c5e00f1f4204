"""Sentence spans: line breaks that end a paragraph against those that only wrap it, then razdel inside paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from razdel.segmenters.sentenize import DELIMITER, DELIMITERS, SentSegmenter, SentSplitter

from extract.language.later import later
from schemas.base import Language

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n")
_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = later(r"[.!?;:…][\"'»”)*]*\s*$")
#: the number or mark of an item, or a label: `Решили:`, `Presided:`
_STARTS_ITEM = later(r"\s*(?:\d{1,3}(?:\.\d{1,3}){0,2}[.)]\s|[-–—•*·]\s|[а-яa-z]\)\s|[А-ЯЁA-Z][а-яёa-z]{3,}:\s)")
_STARTS_LOWER = later(r"\s*[(«\"]?[a-zа-яё]")
#: what a line hangs on: also `государств - участников / Содружества`, `дел Республики / Казахстан`, but not
#: `Чешской Республики`
_HANGS = later(
    r"(?:[,–—-]|(?<![а-яёА-ЯЁ])(?:и|в|во|на|по|с|со|о|об|от|к|для|за|из|у|при|или|а|of|the|and|to|in|for)"
    r"|(?:[Гг]осударств\w*|[Сс]тран\w*) [–—-] (?:участни|член|наблюдател)\w+"
    r"|(?<![А-ЯЁа-яё][а-яё](?:ой|ая|ую) )(?<=\w )Республик(?:а|и|е|у|ой))\s*$"
)
_CYRILLIC = later(r"[А-яЁё]")
_LATIN = re.compile(r"[A-Za-z]")
#: an abbreviated rank or form of address, whose full stop ends no sentence: `Maj.-Gen. Sherali Odinazoda`
_RANK_ENDS = later(
    r"(?<![A-Za-z])(?:Adm|Amb|Brig|Capt|Cdr|Cmdr|Cmdre|Col|Cpl|Dr|Fr|Gen|Gov|Hon|Insp|Lt|Maj|Messrs|Mr|Mrs|Ms|Mx|"
    r"Prof|Rep|Rev|Sen|Sgt|Supt|H\.\s?E)\.$"
)
#: an abbreviated month or number before its figure: `BEIJING, Feb. 12 (Agency) --`, `No. 5`
_BEFORE_FIGURE = re.compile(r"(?<![A-Za-z])(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Art)\.$")
#: characters at the end of a sentence that tell such an abbreviation, and more
_ABBREVIATION = 12
_NAME_FOLLOWS = re.compile(r"(?!(?:The|That|This|He|She|They|It|We|In|On|At|But|And|His|Her)\b)[A-Z]")
#: `АСТАНА. 5 января. ИНТЕРФАКС-КАЗАХСТАН - `: where an agency item is from; the agency may stand after the dash instead
_AGENCY = r"(?:[A-ZА-ЯЁ]{2,}[\w.]*(?:[-/ ][A-ZА-ЯЁ][\w.]*){0,2}|[А-ЯЁA-Z]\w+\.(?:[Rr][Uu]|[Kk][Zz]|[Uu][Aa]|[Bb][Yy]))"
_CITY = r"[А-ЯЁ]{3,}(?:-[А-ЯЁ]+)?|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_DATELINE = re.compile(
    rf"\s*(?:(?:{_CITY})[.,]\s+(?:\d{{1,2}}\s+[а-яё]+\.?(?:\s+\d{{4}}(?:\s+г(?:ода|\.))?)?[.,/]?\s+)?(?:[-–—/]\s*)?{_AGENCY}/?"
    rf"|(?:{_CITY}),\s+\d{{1,2}}\s+[а-яё]+\.?(?:\s+\d{{4}}(?:\s+г(?:ода|\.))?)?)"
    r"\s*[-–—]{1,2}\s+(?=[«\"]?[А-ЯЁ])(?![А-ЯЁ][^.\n]{1,30}\.\s)"
)
_YEAR_ENDS = later(r"(?:(?<=\d{4})\s?(?:гг|г)|(?<![а-яё.])[тс]\.\s?г)(\.)\s+(?=[А-ЯЁ])", needs="г.")
#: a unit of one letter after its number, which is taken for an initial: `480 млн кВт.ч. Сторона`, `200 тыс. т. Сторона`
_UNIT_ENDS = later(
    r"(?<=\d)\s?(?:(?:тыс|млн|млрд)\.?\s)?(?:[кМГ]?Вт[.·*]?\s?ч|т|ч)(\.)\s+(?=[А-ЯЁ][а-яё]+ )", needs="т.|ч."
)
#: a pronoun that is taken for an abbreviation: `разработать положение о нём. Сторона предложила`
_PRONOUN_ENDS = later(r"(?<![а-яё])(?:о|в|на|при) нем(\.)\s+(?=[А-ЯЁ])", needs=" нем.")
#: full stops that end a sentence after all
_ENDS = (_YEAR_ENDS, _UNIT_ENDS, _PRONOUN_ENDS)
#: a full stop, and no blank before a word that opens sentences
_GLUED = later(
    r"\.(?:(?:(?<=[a-z]{3}\.)|(?<=[a-z]{2}\d{4}\.)|(?<= \d{4}\.)|(?<=[a-z]\)\.))"
    r"(?=(?:The|This|These|In|On|At|During|It|He|She|They|We|Both|As|After|According|However|Also|For|Earlier|Speaking"
    r"|Following|Among|With|By)\s)"
    r"|(?:(?<=[а-яё]{3}\.)|(?<=[а-яё]\)\.))"
    r"(?=(?:В|Во|На|О|Об|По|С|Со|При|За|Для|Он|Она|Они|Это|Также|Кроме|Как|Стороны|Участники|После|Ранее|Напомним)\s"
    r"|[«\"][А-ЯЁ][а-яё]*\s)"
    r"|(?<=[а-яё]{5}\.)(?<!просп\.)(?=[А-ЯЁ][а-яё]+\s[а-яё]))",
    needs=".",
)
_WORD = later(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
#: `форум "Россия и Африка. Вместе в будущее" прошёл`: what follows a noun between marks, and not what somebody says
_TITLE = later(
    r"(?<![^\W_])(?P<noun>[А-ЯЁ]?[а-яё]{2,}|[A-Z]?[a-z]{2,}) \"(?=[^\s\"])"
    r"(?P<title>[^\"\n]{1,80}[.!?\u2026] [^\"\n]{2,80})(?<![\s.!?,])\"(?!,? -)",
    needs='"',
)
_TITLED = later(
    r"(?:forum|conference|summit|exhibition|project|programme|program|panel|session|theme|book|report|seminar|exercise|"
    r"initiative|workshop|campaign|strategy|roundtable|table|fair|titled|entitled|called|named|dubbed)s?",
    re.IGNORECASE,
)
#: share of a text's longest lines that a line must fill to count as hard-wrapped
_FULL_LINE = 0.75
_MIN_WRAP_CHARS = 40
#: a long line, and the next begins with a lower-case word; how many such lines, and their share, tell a wrapped text
_GOES_ON_LOWER = re.compile(r"(?<=[^\n.!?;:]{30})\n[ \t]*(?=[а-яёa-z]{2})")
_FEWEST_WRAPPED, _WRAPPED_SHARE = 5, 0.25
#: share of its longest line that a line of such a text must fill
_HAND_FULL = 0.6
#: a line that nobody has wrapped: captions and menus beside it are lines of their own
_UNWRAPPED = re.compile(r"[^\n]{200}")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs: lines joined where a break only wraps the text.

    A page that separates paragraphs by blank lines wraps inside them, if all its lines are short; on any other page a
    line is a paragraph unless the next one goes on in lower case or this one hangs on a preposition, a conjunction or a
    dash.
    """
    uses_blank_lines = len(_BLANK_LINE.findall(text.strip())) >= 3
    by_hand = not uses_blank_lines and _hard_wrapped(text)
    wraps = (uses_blank_lines or by_hand) and not _UNWRAPPED.search(text)
    # among lines without blank ones between them only a full line goes on with a capital
    least = _MIN_WRAP_CHARS * _FULL_LINE
    if wraps and by_hand:
        least = max(least, _HAND_FULL * max(map(len, text.splitlines())))
    start = end = -1
    for line in _LINE.finditer(text):
        if not line[0].strip():
            if start >= 0:
                yield start, end
            start = -1
            continue
        wrapped = wraps or (uses_blank_lines and start >= 0 and text[start:end].isupper() and line[0].isupper())
        if start >= 0 and _joins(text, start, end, line, least=least if wrapped else None):
            end = line.end()
            continue
        if start >= 0:
            yield start, end
        start, end = line.span()
    if start >= 0:
        yield start, end


def _hard_wrapped(text: str) -> bool:
    """Whether a text without blank lines is wrapped by hand: many of its lines go on in lower case."""
    goes_on = len(_GOES_ON_LOWER.findall(text))
    return goes_on >= _FEWEST_WRAPPED and goes_on >= _WRAPPED_SHARE * text.count("\n")


def _joins(text: str, start: int, end: int, line: re.Match[str], *, least: float | None) -> bool:
    if "\n\n" in text[end : line.start() + 1] or _STARTS_ITEM.match(line[0]):
        return False
    previous = text[text.rfind("\n", start, end) + 1 if "\n" in text[start:end] else start : end]
    if _ENDS_SENTENCE.search(previous):
        # a wrapped line may end with a full stop by chance; only a lower-case continuation says so
        return bool(_STARTS_LOWER.match(line[0])) and not previous.rstrip().endswith((";", ":"))
    if _STARTS_LOWER.match(line[0]) or _HANGS.search(previous):
        return True
    return least is not None and len(previous) >= least


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences, without surrounding white space, in text order; they never cross a paragraph."""
    for start, end in paragraphs(text):
        yield from sentences_of(text, start, end)


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one paragraph; the dateline of an agency item is one of its own."""
    dateline = _DATELINE.match(text, start, end)
    if dateline is not None and end - dateline.end() > _MIN_WRAP_CHARS:
        first = text[: dateline.end()].rstrip()
        yield from _sentences(text, start, len(first))
        start = dateline.end()
    yield from _sentences(text, start, end)


#: razdel parts a text at none of its marks without a blank behind it: its rules need not look at these, which are most
marked_sentences = SentSegmenter(SentSplitter(rf"{DELIMITER}(?=\s)"))
#: what each such mark ends with: `(` that of a smile
_MAY_PART = re.compile(rf"[{re.escape(DELIMITERS)}(](?=\s)")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if _MAY_PART.search(text, start, end) is None:
        # a title, an item: one sentence, whatever its words
        words = text[start:end].strip()
        begin = text.find(words, start)
        if words:
            yield from _unglued(text, begin, begin + len(words))
        return
    held = -1
    has_years = any(pattern.search(text, start, end) for pattern in _ENDS)
    titles = [found.span("title") for found in _TITLE.finditer(text, start, end) if _is_titled(found["noun"])]
    for sentence in marked_sentences(text[start:end]):
        if not sentence.text:
            continue
        begin = sentence.start if held < 0 else held
        within = titles and any(first < start + sentence.stop < last for first, last in titles)
        if within or _goes_on(sentence.text, text, start + sentence.stop, end):
            held = begin
            continue
        held = -1
        parts = ((start + begin, start + sentence.stop),)
        for first, last in _after_years(text, *parts[0]) if has_years else parts:
            yield from _unglued(text, first, last)


def _unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`до конца года.В ходе встречи`, `on an agreed date.During the talks`: the blank between two sentences is lost."""
    for glued in _GLUED.finditer(text, start, end):
        yield start, glued.end()
        start = glued.end()
    yield start, end


def _goes_on(words: str, text: str, start: int, end: int) -> bool:
    """Whether the full stop before `start` is that of an abbreviation: `Feb. 12`, `Lt. Gen. Ada Lang`."""
    if not words.endswith(".") or not words[-2:-1].isascii():
        return False
    last = words[-_ABBREVIATION:]
    rest = text[start:end].lstrip()
    if rest[:1].isdigit():
        return _BEFORE_FIGURE.search(last) is not None
    return _RANK_ENDS.search(last) is not None and _NAME_FOLLOWS.match(rest) is not None


def _is_titled(word: str) -> bool:
    """A noun, which names what has the title behind it; a verb or `что` has somebody's words there."""
    from extract.language.morphology import parses

    if word.isascii():
        return _TITLED.fullmatch(word) is not None
    return parses(word.lower())[0].tag.POS == "NOUN"


def _after_years(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`завершат работы не позднее 31 декабря 2026 г. Комиссия представит карты`: two sentences, since both have a verb
    of their own; a year before its subject (`5 мая 2025 г. Президент принял`) ends none.
    """
    ends = (pattern.finditer(text, start, end) for pattern in _ENDS)
    for year in sorted((found for some in ends for found in some), key=lambda found: found.start()):
        before, after = text[start : year.start()], text[year.end() : end]
        opens = _WORD.match(after)
        if opens is None or not _may_open(opens[0]) or not _has_verb(after.partition(",")[0]):
            continue
        if text[year.start(1) - 1] == "г" and not _has_verb(before.rpartition(",")[2]):
            # `пообещал, что до марта 2025 г. Токио передаст`
            continue
        yield start, year.end(1)
        start = year.end()
    yield start, end


def _may_open(word: str) -> bool:
    """A form in which a sentence may begin: a nominative, a preposition, an adverb, a conjunction."""
    from extract.language.morphology import parses  # what writes records needs sentences, and no models

    return any("nomn" in p.tag or p.tag.POS in {"PREP", "ADVB", "CONJ", "VERB"} for p in parses(word.lower()))


def _has_verb(words: str) -> bool:
    """A finite verb or a short participle is among the words, whatever else its form may be."""
    from extract.language.morphology import parses

    return any(parses(word.lower())[0].tag.POS in {"VERB", "PRTS"} for word in _WORD.findall(words))


def language_of(sentence: str) -> Language:
    """`en` if the sentence has more Latin than Cyrillic letters, else `ru`."""
    latin = len(_LATIN.findall(sentence))
    return "en" if latin and latin > len(_CYRILLIC.findall(sentence)) else "ru"

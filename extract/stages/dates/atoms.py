"""The atoms of the date grammar: a text becomes a string with one code letter per word, number or sign.

Patterns then run on that short string, so that line breaks, double spaces and odd dashes cost no pattern anything.
Whatever has digits but is no date (addresses of pages, document symbols, telephone numbers, clock times, names of
exercises) is listed in `LOOKALIKES` and becomes one opaque atom that no pattern accepts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from extract.language.match_text import match_text
from extract.lexicons import Entry, load
from schemas.base import Language

#: code letter of each kind of word in the lexicon `date_words`
CODES = {
    "month": "M",
    "month_cut": "B",
    "month_english": "m",
    "month_english_cut": "k",
    "weekday": "A",
    "weekday_cut": "l",
    "weekday_english": "E",
    "year": "g",
    "years": "G",
    "quarter": "q",
    "half_year": "h",
    "half": "p",
    "month_unit": "u",
    "week": "w",
    "days_of_month": "c",
    "ten_days": "K",
    "century": "Z",
    "kind_of_year": "a",
    "edge": "e",
    "edge_english": "d",
    "season": "z",
    "decade": "X",
    "relative": "R",
    "previous": "T",
    "that": "t",
    "same": "x",
    "ordinal": "W",
    "tens": "s",
    "cardinal": "C",
    "number": "v",
    "from": "f",
    "between": "f",
    "to": "b",
    "until": "o",
    "and": "i",
    "preposition": "r",
    "of": "F",
    "article": "H",
    "counted": "%",
    "address": "@",
    "day_word": "L",
    "day_again": "D",
    "then_again": "D",
    "idiom": "#",
}
Kind = Literal[
    "month", "month_cut", "month_english", "month_english_cut", "weekday", "weekday_cut", "weekday_english", "year",
    "years", "quarter", "half_year", "half", "month_unit", "week", "days_of_month", "ten_days", "century",
    "kind_of_year", "edge", "edge_english", "season", "decade", "relative", "previous", "that", "same", "ordinal",
    "tens", "cardinal", "number", "from", "between", "to", "until", "and", "preposition", "of", "article", "counted",
    "address", "day_word", "day_again", "then_again", "idiom",
]  # fmt: skip

_NUMBERS = frozenset({"cardinal", "number", "tens"})

# Codes that numbers and signs become; patterns also use the signs , - / : + = and < > for brackets
DAY, ORDINAL_DAY, NUMBER, YEAR, YEAR_ORDINAL, SHORT_YEAR = "N", "O", "n", "Y", "V", "y"
FULL, DAY_MONTH, ROMAN, QUARTER_SIGN, DECADE, RELATIVE_SIGN = "J", "j", "I", "Q", "X", "S"
OPAQUE, WORD, CAPITALISED, COPYRIGHT, SIGN, STOP, BREAK = "#", "v", "U", "©", "?", "_", "!"
_SIGNS = {",": ",", "-": "-", "/": "/", "(": "<", ")": ">", "[": "<", "]": ">", ".": "_", "&": "i", "©": "©", ":": ":"}


class DateWord(Entry):
    """A word or phrase of the date grammar."""

    kind: Kind
    value: int = 0
    language: Language = "ru"
    forms: list[str] = Field(min_length=1)
    example: str | None = None


class Full(NamedTuple):
    """A date in digits. `year` is `None` if left out, under 100 if two digits; `order_open`: 03/02 or 02/03."""

    year: int | None
    month: int
    day: int
    order_open: bool = False


@dataclass(slots=True)
class Atom:
    """A word, number or sign: where it stands, its code, its number or date, and the entry's kind."""

    start: int
    end: int
    code: str
    value: int = 0
    kind: str = ""
    full: Full | None = None


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Something with digits that is no date."""

    name: str
    pattern: str
    reason: str
    example: str


LOOKALIKES = (
    Lookalike("url", r"(?:https?://|www\.)[^\s\"<>)]+", "address of a page", "https://site.org/2020/11/20/news"),
    Lookalike("mail", r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*", "mail address", "press2020@site.org"),
    Lookalike(
        "file",
        r"[\w-]{1,80}\.(?:pdf|docx?|html?|php|aspx?|jpe?g|png|zip|mp4|ru|com|org|int|net|info|by|kz|kg|uz|tj|am|cn)\b"
        r"(?:/[^\s\"<>)]*)?",
        "file or host name",
        "report_2020.pdf",
    ),
    Lookalike("symbol", r"[A-Z]{1,12}(?:/(?!\d{1,2}[./]\d)[A-Z0-9.()-]+)+", "document symbol", "E/CN.7/2025/1"),
    Lookalike("number_sign", r"(?:№ ?|\bN ?(?=\d)|\bNo\. ?(?=\d))[\w/.-]*\w", "number of a document", "№ 12/05"),
    Lookalike("law", r"\d{1,5}-[А-Я]{2,6}\b", "number of a law", "228-ФЗ"),
    Lookalike(
        "telephone",
        r"\+\d[\d ()-]{6,20}\d|(?:[Тт]ел|[Фф]акс|Tel|tel|Fax|fax)\b\.?:? ?[+(]?\d[\d ()-]{3,20}\d"
        r"|\(\d{3,5}\) ?\d{1,3}-\d\d-\d\d|\d{3}-\d\d-\d\d(?![\d-])",
        "telephone number",
        "(495) 20-11-20",
    ),
    Lookalike(
        "standard_number", r"(?:ISSN|ISBN|ИНН|ОГРН|ГОСТ|ISO)[ :-]*\d[\d -]*\d", "standard number", "ISSN 2020-1999"
    ),
    Lookalike("version", r"\d+(?:\.\d+){3,}", "address or version", "10.12.20.24"),
    Lookalike("tag", r"#\w+", "tag", "#СаммитШОС2022"),
)

_DOTTED = r"(?P<dmy>(?P<dmy_a>\d{1,2})(?P<dmy_s>[./-])(?P<dmy_b>\d{1,2})(?P=dmy_s)(?P<dmy_y>(?:19|20)\d\d))"
_NEXT_GLUED = r"(?=\D|$|\d{1,2}\s?[а-я]|\d{1,2}[:.]\d\d)"
_TOKEN_PARTS = (
    *(f"(?P<look_{item.name}>{item.pattern})" for item in LOOKALIKES),
    r"(?P<ymd>(?P<ymd_y>(?:19|20)\d\d)(?P<ymd_s>[./-])(?P<ymd_m>\d{1,2})(?P=ymd_s)(?P<ymd_d>\d{1,2})(?!\d))",
    _DOTTED + _NEXT_GLUED,
    r"(?P<dmy2>(?P<dmy2_a>\d{1,2})(?P<dmy2_s>[./])(?P<dmy2_b>\d{1,2})(?P=dmy2_s)(?P<dmy2_y>\d\d)(?![\d/]|\.\d))",
    # a time glued before a date ends after two digits
    r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?=\d\d[./-]\d\d[./-]\d{4}|\D|$)|\d{1,2}[.:]\d\d(?= ?(?:мск|час|MSK|GMT|UTC)))",
    r"(?P<dm>(?P<dm_d>[0-3]?\d)\.(?P<dm_m>0[1-9]|1[0-2])(?!\d|,\d|\.\d| ?%))",
    r"(?P<decimal>(?!(?:19|20)\d\d,(?:19|20)\d\d)\d+[.,]\d+(?:[.,]\d+)*)",
    r"(?P<thousands>[1-9]\d{0,2}(?: \d{3})+(?!\d))",
    # a day in quotation marks, to be filled in by hand: «14» февраля
    r"(?P<quoted_day>\" ?[0-3]?\d ?\"(?=\s(?:янв|фев|мар|апр|ма[йя]|ию[нл]|авг|сен|окт|ноя|дек)))",
    r"(?P<decade>(?:1[5-9]|20)?\d0(?:-?(?:х|е|ми|ых|ые|м годам)\b|'?s\b)"
    r"(?!\s(?:[а-я]+\s)?(?:заседани|совещани|сесси)))",
    r"(?P<year_ordinal>(?:1[5-9]|20)\d\d-(?:го|й|му|м|ый|ого|ом|ому)\b)",
    r"(?P<ordinal>[0-3]?\d(?:-(?:го|е|й|я|му|м|ое|ье|ый|ой|ая|ого|ым|ом|ых|х)\b|(?:\s?(?:st|nd|rd|th)\b)))",
    r"(?P<quarter_sign>[QH][1-4]\b|[1-4][QH]\b)",
    r"(?P<roman>(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2}|XX(?=\s+ве[кч])|XIX(?=\s+ве[кч])|XVIII(?=\s+ве[кч])|X)(?:-?(?:й|м|го|е)|-?(?:ый|ом|ого|ое))?(?!\w))",
    r"(?P<relative_sign>[стп]\. ?г\.(?!\w))",
    r"(?P<short_year>'\d\d(?!\d))",
    r"(?P<named_number>[A-Za-zА-я]{1,40}(?:-[A-Za-zА-я]{1,40}){0,3}-\d+\w*)",
)
_TAIL_PARTS = (
    # a year glued to the day of the next date or to a time: 202020 ноября, 202010:16
    r"(?P<year>(?:1[5-9]|20|21)\d\d(?!\d)|(?:19|20)\d\d(?=\d\d:\d\d(?!\d))|(?:19|20)\d\d(?=(?:[0-3]?\d)\s?(?:янв|фев|мар|апр|ма[йя]|ию[нл]|авг|сен|окт|ноя|дек)))",
    r"(?P<number>\d+)",
    r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)",
    r"(?P<sign>[^\w\s]|_)",
)
#: a date has a digit or a word with one of these codes
CORE_CODES = frozenset("MBmkAEgGqhuwzXLD")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
#: the end of a sentence that neither an atom nor a date crosses, whatever follows; the letters are asked after the
#: mark, so that a text is searched for it alone
_SURE_END = re.compile(r"[.!?](?<=[а-яa-z]{4}[.!?])[\")]?\s+(?=[\"(]?[А-ЯA-Z])")
_YEAR_IN_NAME = re.compile(r"(?:19|20)\d\d")
_DATELIKE = re.compile(r"(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}")
_ROMAN = {r: n for n, r in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], 1)}
_ROMAN |= {"XVIII": 18, "XIX": 19, "XX": 20}


class Atoms(NamedTuple):
    """All atoms of a text, their codes as one string, and the look-alikes among them."""

    items: list[Atom]
    codes: str
    lookalikes: list[tuple[Atom, str, str]]


class Lexer:
    """Cuts a match copy into atoms with the words of the lexicon `date_words`."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self.words: dict[str, DateWord] = {}
        phrases: dict[str, DateWord] = {}
        dotted: set[str] = set()
        for entry in load("date_words", DateWord, user_folder=user_folder):
            for form in entry.forms:
                key = match_text(form).lower()
                if " " in key:
                    phrases[key] = entry
                    continue
                self.words.setdefault(key, entry)
                if entry.kind in {"month_cut", "month_english_cut", "weekday_cut"} or key in {"г", "гг", "кв", "мес"}:
                    dotted.add(key)
        #: what the words for numbers of years or months say
        self.numbers = {form: entry.value for form, entry in self.words.items() if entry.kind in _NUMBERS}
        self._phrases = phrases
        core = [form for form, entry in (*self.words.items(), *phrases.items()) if CODES[entry.kind] in CORE_CODES]
        self._core = frozenset(max(_LETTERS.findall(form) or [form], key=len) for form in core)
        phrase_part = "|".join(
            r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True)
        )
        cuts = "|".join(sorted(dotted, key=lambda x: (-len(x), x)))
        firsts = "|".join(
            sorted(
                {*(phrase.split()[0] for phrase in phrases), "тел", "факс", "tel", "fax", "no", "инн", "огрн", "гост"}
            )
        )
        longest = max(map(len, dotted))
        parts = "|".join(
            (
                # most words and signs take this short way past everything with digits, dots and phrases
                rf"(?P<word_alone>(?!(?i:{firsts})\b)(?:[А-Яа-я]+(?:-[А-Яа-я]+)*|[A-Za-z][a-z]+)"
                rf"(?=[ \n,;!?)\"])|[А-Яа-я]{{{longest + 1},}}(?=\.[ \n]))",
                r"(?P<sign_alone>[,;:!?)%]|\"(?! ?\d\d? ?\")|[.(-](?=[ \n])|\((?=[А-яA-Za-z\"]))",
                *_TOKEN_PARTS[:-1],
                rf"(?P<phrase>(?i:{phrase_part})\b)",
                rf"(?P<dotted>г\. ?г\.|(?i:{cuts})\.(?!\w\.))",
                _TOKEN_PARTS[-1],
                *_TAIL_PARTS,
            )
        )
        # else each part would be tried at each space
        self._scan = re.compile(rf"(?=\S)(?:{parts})")
        self._reasons = {item.name: item.reason for item in LOOKALIKES}

    def __call__(self, copy: str, paragraph_starts: Iterable[int] = ()) -> Atoms:
        """The atoms of those sentences that may have dates; a `BREAK`, which no date crosses, parts paragraphs."""
        items: list[Atom] = []
        lookalikes: list[tuple[Atom, str, str]] = []
        starts = list(paragraph_starts)
        breaks = iter(starts)
        following = next(breaks, None)
        for found in self._tokens(copy, starts):
            start = found.start()
            if following is not None and start >= following:
                if not _is_wrapped(copy, items[-1] if items else None, start):
                    items.append(Atom(start, start, BREAK))
                while following is not None and start >= following:
                    following = next(breaks, None)
            kind = found.lastgroup or ""
            if kind == "sign_alone":
                items.append(Atom(start, start + 1, _SIGNS.get(found[0], SIGN)))
                continue
            if kind == "word_alone" and "-" not in found[0]:
                items.append(self._one_word(found[0], start))
                continue
            if kind.startswith("look_"):
                atom = Atom(start, found.end(), OPAQUE)
                name = kind[5:]
                if _DATELIKE.search(found[0]):
                    lookalikes.append((atom, f"date.not.{name}", self._reasons[name]))
                items.append(atom)
                continue
            handler = getattr(self, f"_{kind}", None)
            made = handler(found) if handler else [Atom(start, found.end(), OPAQUE)]
            items.extend(made)
            if kind == "named_number" and made[0].code == OPAQUE and _YEAR_IN_NAME.search(found[0]):
                lookalikes.append((made[0], "date.not.name_with_number", "number in a name"))
        if items and following is not None:
            items.append(Atom(following, following, BREAK))
        return Atoms(items, "".join(atom.code for atom in items), lookalikes)

    def _tokens(self, copy: str, paragraph_starts: list[int]) -> Iterator[re.Match[str]]:
        """The tokens of those sentences that may have a date: half of a text has none."""
        window: tuple[int, int] | None = None
        for start, end in _pieces(copy, paragraph_starts):
            if not self._may_have_date(copy, start, end):
                continue
            if window is not None and start <= window[1]:
                window = window[0], end
                continue
            if window is not None:
                yield from self._scan.finditer(copy, *window)
            window = start, end
        if window is not None:
            yield from self._scan.finditer(copy, *window)

    def _may_have_date(self, copy: str, start: int, end: int) -> bool:
        return bool(_DIGIT.search(copy, start, end)) or not self._core.isdisjoint(
            _LETTERS.findall(copy[start:end].lower())
        )

    def _ymd(self, found: re.Match[str]) -> list[Atom]:
        return _full(found, int(found["ymd_y"]), int(found["ymd_m"]), int(found["ymd_d"]))

    def _dmy(self, found: re.Match[str]) -> list[Atom]:
        return _day_first(found, "dmy")

    def _dmy2(self, found: re.Match[str]) -> list[Atom]:
        return _day_first(found, "dmy2")

    def _dm(self, found: re.Match[str]) -> list[Atom]:
        day, month = int(found["dm_d"]), int(found["dm_m"])
        if not 1 <= day <= 31:
            return [Atom(found.start(), found.end(), OPAQUE)]
        return [Atom(found.start(), found.end(), DAY_MONTH, full=Full(None, month, day))]

    def _decade(self, found: re.Match[str]) -> list[Atom]:
        digits = re.match(r"\d+", found[0])
        assert digits
        value = int(digits[0])
        # 20-е may be the twentieth or the twenties
        ambiguous = value <= 31 and found[0].endswith("е")
        return [Atom(found.start(), found.end(), ORDINAL_DAY if ambiguous else DECADE, value)]

    def _year_ordinal(self, found: re.Match[str]) -> list[Atom]:
        return [Atom(found.start(), found.end(), YEAR_ORDINAL, int(found[0][:4]))]

    def _ordinal(self, found: re.Match[str]) -> list[Atom]:
        digits = re.match(r"\d+", found[0])
        assert digits
        value = int(digits[0])
        return [Atom(found.start(), found.end(), ORDINAL_DAY if 1 <= value <= 31 else NUMBER, value)]

    def _quoted_day(self, found: re.Match[str]) -> list[Atom]:
        value = int(re.sub(r"\D", "", found[0]))
        return [Atom(found.start(), found.end(), DAY if 1 <= value <= 31 else OPAQUE, value)]

    def _quarter_sign(self, found: re.Match[str]) -> list[Atom]:
        number = int(re.sub(r"\D", "", found[0]))
        is_half = "H" in found[0]
        if is_half and number > 2:
            return [Atom(found.start(), found.end(), OPAQUE)]
        return [Atom(found.start(), found.end(), QUARTER_SIGN, number, "half" if is_half else "quarter")]

    def _roman(self, found: re.Match[str]) -> list[Atom]:
        digits = re.match(r"[IVX]+", found[0])
        assert digits
        return [Atom(found.start(), found.end(), ROMAN, _ROMAN.get(digits[0], 0))]

    def _relative_sign(self, found: re.Match[str]) -> list[Atom]:
        return [Atom(found.start(), found.end(), RELATIVE_SIGN, -1 if found[0][0] == "п" else 0)]

    def _short_year(self, found: re.Match[str]) -> list[Atom]:
        return [Atom(found.start(), found.end(), SHORT_YEAR, int(found[0][1:]))]

    def _phrase(self, found: re.Match[str]) -> list[Atom]:
        entry = self._phrases[" ".join(found[0].lower().split())]
        return [Atom(found.start(), found.end(), CODES[entry.kind], entry.value, entry.kind)]

    def _dotted(self, found: re.Match[str]) -> list[Atom]:
        form = found[0].lower()
        entry = self.words["гг" if form.startswith("г.") and len(form) > 2 else form[:-1]]
        if entry.language == "en" and not found[0][0].isupper():
            return [Atom(found.start(), found.end(), WORD)]
        return [Atom(found.start(), found.end(), CODES[entry.kind], entry.value, entry.kind)]

    def _named_number(self, found: re.Match[str]) -> list[Atom]:
        """`Щит-2015` is a name; `mid-2024` and `мае-2024` are words and a year."""
        name, _, number = found[0].rpartition("-")
        entry = self.words.get(name.lower())
        if entry is None or entry.kind not in {"edge", "edge_english"} or not re.fullmatch(r"(?:19|20)\d\d", number):
            return [Atom(found.start(), found.end(), OPAQUE)]
        middle = found.start() + len(name)
        return [
            Atom(found.start(), middle, CODES[entry.kind], entry.value, entry.kind),
            Atom(middle, middle + 1, "-"),
            Atom(middle + 1, found.end(), YEAR, int(number)),
        ]

    def _year(self, found: re.Match[str]) -> list[Atom]:
        return [Atom(found.start(), found.end(), YEAR, int(found[0]))]

    def _number(self, found: re.Match[str]) -> list[Atom]:
        if len(found[0]) > 4:
            return [Atom(found.start(), found.end(), OPAQUE)]
        value = int(found[0])
        code = DAY if len(found[0]) <= 2 and 1 <= value <= 31 else NUMBER
        return [Atom(found.start(), found.end(), code, value)]

    def _word_alone(self, found: re.Match[str]) -> list[Atom]:
        return self._word(found)

    def _word(self, found: re.Match[str]) -> list[Atom]:
        whole = self._one_word(found[0], found.start())
        if "-" not in found[0] or whole.kind:
            return [whole]
        made: list[Atom] = []
        start = found.start()
        for part in found[0].split("-"):
            if made:
                made.append(Atom(start - 1, start, "-"))
            made.append(self._one_word(part, start))
            start += len(part) + 1
        # бизнес-среду is no day of the week: all parts are date words or none is
        return made if all(atom.kind or atom.code == "-" for atom in made) else [whole]

    def _one_word(self, word: str, start: int) -> Atom:
        entry = self.words.get(word.lower())
        if entry is not None and (entry.kind not in _CAPITAL_KINDS or word[0].isupper()):
            return Atom(start, start + len(word), CODES[entry.kind], entry.value, entry.kind)
        return Atom(start, start + len(word), CAPITALISED if word[0].isupper() else WORD)

    def _sign(self, found: re.Match[str]) -> list[Atom]:
        return [Atom(found.start(), found.end(), _SIGNS.get(found[0], SIGN))]


def _pieces(copy: str, paragraph_starts: list[int]) -> Iterator[tuple[int, int]]:
    """Sentences where their ends are sure, else more of a paragraph; each but the first has the stop before it, too."""
    for start, end in pairwise(sorted({0, *paragraph_starts, len(copy)})):
        first = start
        for cut in _SURE_END.finditer(copy, start, end):
            yield first, cut.end()
            first = cut.start()
        yield first, end


def _is_wrapped(copy: str, last: Atom | None, start: int) -> bool:
    """Whether a line break only parts a month from its year."""
    return (
        last is not None
        and last.code in "MBmk"
        and copy[start].isdigit()
        and copy.count("\n", last.end, start) == 1
        and not copy[last.end : start].strip(" ,\n")
    )


#: English proper nouns: `may`, `march` and `sat` in lower case are other words
_CAPITAL_KINDS = {"month_english", "month_english_cut", "weekday_english"}


def _full(found: re.Match[str], year: int, month: int, day: int, *, order_open: bool = False) -> list[Atom]:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return [Atom(found.start(), found.end(), OPAQUE)]
    return [Atom(found.start(), found.end(), FULL, full=Full(year, month, day, order_open))]


def _day_first(found: re.Match[str], name: str) -> list[Atom]:
    first, second, year = (int(found[f"{name}_{part}"]) for part in "aby")
    if second > 12 and found[f"{name}_s"] == "/":
        # 02/25/2020: only a month-first reading is a date
        first, second = second, first
        return _full(found, year, second, first)
    is_open = found[f"{name}_s"] == "/" and first <= 12 and second <= 12 and first != second
    return _full(found, year, second, first, order_open=is_open)

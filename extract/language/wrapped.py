"""Words that the end of a line parts: `нар-\\nкотиками` is one word, `государств-\\nчленов` keeps its hyphen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.language.later import later
from extract.language.morphology import parses

_BREAK = "-\n"
_PARTED = later(r"(?<![А-Яа-яЁё-])[А-Яа-яЁё]{2,}-\n[а-яё]{2,}(?![А-Яа-яЁё-])")
_IN_NAME = later(r"(?<![А-Яа-яЁё-])([А-Яа-яЁё]{2,})-\s([а-яё]{2,})(?![А-Яа-яЁё-])")


class Wrapped(NamedTuple):
    """A word on two lines: its characters in the match copy, and the word."""

    start: int
    end: int
    form: str


def wrapped_words(copy: str) -> Iterator[Wrapped]:
    """The words of a match copy that a hyphen and a line end part."""
    if _BREAK in copy:
        for found in _PARTED.finditer(copy):
            yield Wrapped(found.start(), found.end(), unwrapped(found[0]))


def unwrapped(text: str) -> str:
    """`text` without the line ends within its words: those that the dictionary knows whole lose their hyphens."""
    if _BREAK not in text:
        return text
    return _PARTED.sub(lambda found: _form(*found[0].split(_BREAK)), text)


def unwrapped_name(name: str) -> str:
    """A name without the line ends within its words, also where they have become blanks: `проку- ратура`."""
    if "-\n" not in name and "- " not in name:
        return name
    return _IN_NAME.sub(lambda found: _form(found[1], found[2]), name)


def _form(first: str, second: str) -> str:
    return first + second if _is_one_word(first.lower(), second.lower()) else f"{first}-{second}"


@lru_cache(maxsize=8192)
def _is_one_word(first: str, second: str) -> bool:
    """Whether two parts are one word: their sum is known, or neither of them is (`Бел-лини`)."""
    return _known(first + second) or not (_known(first) or _known(second))


def _known(word: str) -> bool:
    return any(parse.is_known for parse in parses(word))


#: a page of fewer full lines, of fewer lines that go on, or of a smaller share of both is none of fixed width
_FULL, _FEWEST, _SHARE = 3, 4, 0.7
#: characters that the widest line of a block may have
_NARROWEST, _WIDEST = 36, 120
#: share of its block's width that a line must fill to go on in lower case, and to go on at all
_HALF, _MOST = 0.5, 0.75
_FEWEST_LINES = 3
#: a line of English prose; the readers of Russian look over line ends
_PROSE = later(r"[A-Za-z(\"'][^А-Яа-яЁё]*(?:['A-Za-z][A-Za-z,]| [A-Z]\.)$")
_GOES_ON = later(r"(?!(?:[a-z]|\d{1,3})[.)]\s)[A-Za-z\d(]+")
_COLUMNS = "   "


def with_whole_lines(copy: str) -> str:
    """A match copy whose English sentences run on: a blank for each line end that a page of fixed width put in one.

    Lines are wrapped where the first word of the next one would not have had room in the widest of its block.
    """
    if copy.count("\n") < _FEWEST:
        return copy
    full: list[int] = []
    lower: list[int] = []
    others: list[int] = []
    short = offset = 0
    for block in copy.split("\n\n"):
        lines = block.split("\n") if _COLUMNS not in block else []
        width = max(map(len, lines), default=0)
        at = offset
        for line, below in pairwise(lines if len(lines) >= _FEWEST_LINES else []):
            at += len(line) + 1
            ahead, first = line.rstrip(), _GOES_ON.match(below)
            if first is None or _PROSE.match(ahead) is None:
                continue
            wide = _NARROWEST <= width <= _WIDEST
            if wide and len(ahead) + 1 + len(below.split(None, 1)[0]) > width:
                full.append(at - 1)
            elif wide and first[0].islower() and len(ahead) >= _HALF * width:
                lower.append(at - 1)
            elif wide and len(ahead) >= _MOST * width:
                others.append(at - 1)
            else:
                short += 1
        offset += len(block) + 2
    goes_on = len(full) + len(lower)
    if len(full) < _FULL or goes_on < _FEWEST or goes_on < _SHARE * (goes_on + len(others) + short):
        return copy
    letters = list(copy)
    for at in full + lower + others:
        letters[at] = " "
    return "".join(letters)

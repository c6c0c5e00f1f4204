"""Words that the end of a line parts: `нар-\\nкотиками` is one word, `государств-\\nчленов` keeps its hyphen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
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

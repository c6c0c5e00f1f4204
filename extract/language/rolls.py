"""Lines in brackets that name who spoke to an item of an agenda: `(Азимов, Ким, Сергеев)`."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.language.later import later
from extract.language.morphology import parses

_NAME = r"[А-Я][а-я]+(?:-[А-Я][а-я]+)?"
_ROLL = later(
    rf"^[ \t]*\((?P<names>{_NAME}(?:,\s{_NAME}){{1,24}})(?:\s?(?:,|и) (?:др\.|другие))?\)[ \t]*$", re.MULTILINE
)
_SURNAME = later(_NAME)
_ENDING = later(r".*(?:[оеё]ва?|[иы]на?|[сц]к(?:ий|ая)|енко|ян|дзе|швили|зод[аэ]|заде|у[лк]|иди)$")


@lru_cache(maxsize=4)
def speakers_in_brackets(copy: str) -> tuple[tuple[int, int], ...]:
    """The surnames of such lines, if at least half of a line's look like surnames."""
    found: list[tuple[int, int]] = []
    if ")" not in copy:
        return ()
    for roll in _ROLL.finditer(copy):
        names = [name.span() for name in _SURNAME.finditer(copy, *roll.span("names"))]
        like = sum(_is_surname(copy[start:end]) for start, end in names)
        if like * 2 >= len(names):
            found += names
    return tuple(found)


def _is_surname(word: str) -> bool:
    if any("Geox" in parse.tag and parse.is_known for parse in parses(word)):
        return False
    return bool(_ENDING.fullmatch(word)) or any("Surn" in parse.tag for parse in parses(word))

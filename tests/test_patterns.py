"""No regular expression of the program backtracks without end: each is timed on strings made to provoke it.

And what a pattern is said to need is in all that it matches.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable
from functools import cache

import pytest

import extract
import schemas
from extract.language.later import Deferred

try:
    from re import _parser as parser
except ImportError:  # Python 3.10
    import sre_parse as parser

#: characters that patterns are made of: letters, digits, marks, blanks
UNITS = (
    *(
        "а",
        "А",
        "аб ",
        "Аб ",
        "1",
        "1.",
        "1-",
        "1 ",
        "1,",
        "-",
        "—",
        ".",
        ",",
        " ",
        "\n",
        "\t",
        "\u00a0",
        "«",
        "»",
        '"',
    ),
    *(
        "(",
        ")",
        "[",
        "<",
        "<a ",
        "/",
        "=",
        "*",
        "#",
        "|",
        "a",
        "A.",
        "А. ",
        "А.Б.",
        "мая ",
        "5 мая ",
        "года ",
        "г.",
        "и ",
    ),
    *("с 1 по ", "2020-", "12:30 ", "_", "&", ":"),
)
#: a pattern that is exponential, or a high power, in this length never comes to an end
LENGTH = 300
SECONDS = 1.0


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of text that is alive after the whole program was loaded."""
    for package in (extract, schemas):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(("extract.evaluate", "extract.cli.__main__")):
                try:
                    importlib.import_module(module.name)
                except ImportError:
                    continue  # needs an extra that is not installed
    own: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()
    for module in [m for name, m in sorted(importlib.sys.modules.items()) if name.startswith(("extract", "schemas"))]:
        todo = [value for key, value in vars(module).items() if not key.startswith("__")]
        for depth in range(4):
            following = []
            for value in todo:
                if id(value) in seen:
                    continue
                seen.add(id(value))
                if isinstance(value, Deferred):
                    value = value.compiled()
                if isinstance(value, re.Pattern):
                    if isinstance(value.pattern, str):
                        own[f"{module.__name__}: {value.pattern[:60]}"] = value
                elif depth < 3 and isinstance(value, (tuple, list, set, frozenset)) and len(value) < 500:
                    following += list(value)
                elif depth < 3 and isinstance(value, dict) and len(value) < 500:
                    following += list(value.values())
                elif depth < 3 and type(value).__module__.startswith(("extract", "schemas")):
                    slots = [getattr(value, name, None) for name in getattr(type(value), "__slots__", ())]
                    following += [*getattr(value, "__dict__", {}).values(), *slots]
            todo = following
    return own


def test_patterns_are_found_wherever_they_are_kept(nlp):
    assert len(patterns()) > 150


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_no_pattern_backtracks_without_end(nlp, unit):
    text = unit * (LENGTH // len(unit))
    slow = {}
    for name, pattern in patterns().items():
        for end in ("", "\0я"):
            start = time.process_time()
            pattern.search(text + end)
            seconds = time.process_time() - start
            if seconds > SECONDS:
                slow[name] = round(seconds, 1)
    assert not slow


def _needing() -> dict[str, Deferred]:
    patterns()  # loads the whole program
    modules = [m for name, m in sorted(importlib.sys.modules.items()) if name.startswith("extract")]
    found = {(m.__name__, name): value for m in modules for name, value in vars(m).items()}
    return {f"{m}.{name}": value for (m, name), value in found.items() if isinstance(value, Deferred) and value.needs}


def test_every_match_of_a_pattern_holds_what_the_pattern_is_said_to_need(nlp):
    needing = _needing()
    assert len(needing) > 30
    wrong = {}
    for name, value in needing.items():
        pattern = value.compiled()
        items = list(parser.parse(pattern.pattern, pattern.flags))
        if value.opens:
            # but for what must stand around it
            while items[0][0] in (parser.ASSERT, parser.ASSERT_NOT, parser.AT):
                items = items[1:]
        strings = _without(items, "", value.needs, has=str.startswith if value.opens else str.__contains__)
        if strings:
            wrong[name] = sorted(strings)[:5]
    assert not wrong, "matches without any of the words in needs; add theirs"
    assert all(word == word.lower() and word for value in needing.values() for word in value.needs)


def _without(items: list, before: str, needs: tuple[str, ...], *, has: Callable[[str, str], bool]) -> set[str]:
    """Strings of the letters that a match of these items may consist of without any of the words, `before` them.

    What a class, a repetition or a look-around may stand for is a blank.
    """
    for place, (operator, value) in enumerate(items):
        if any(has(before, need) for need in needs):
            return set()
        rest = items[place + 1 :]
        if operator is parser.LITERAL:
            before += chr(value).lower()
        elif operator is parser.SUBPATTERN:
            return _without([*value[3], *rest], before, needs, has=has)
        elif operator is parser.BRANCH:
            return {s for branch in value[1] for s in _without([*branch, *rest], before, needs, has=has)}
        elif operator in (parser.MAX_REPEAT, parser.MIN_REPEAT):
            low, high, inner = value
            following = [(parser.ANY, None)] if high > 1 else rest
            once = _without([*inner, *following], before, needs, has=has) if low else {""}
            if low and (high == 1 or not once):
                return once
            before += "\0"
        else:
            before += "\0"
    return set() if any(has(before, need) for need in needs) else {before.replace("\0", " ")}

"""Patterns that are compiled when they are first used: a start needs few of them, and large ones take milliseconds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups")


class Deferred:
    """Stands for a pattern; once that is compiled, its methods are attributes of this object."""

    #: see `later`
    needs: tuple[str, ...] = ()
    opens = False

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def compiled(self) -> re.Pattern[str]:
        return re.compile(*self._given)


class _Waiting(Deferred):
    """A pattern that nobody has used yet."""

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = self.compiled()
        self.__dict__.update((method, getattr(pattern, method)) for method in _METHODS)
        # a class with `__getattr__` doubles the time of each look-up, also of what is there
        self.__class__ = Deferred  # type: ignore[assignment]
        return getattr(pattern, name)


class _Needing(Deferred):
    """A pattern that is tried only where a text has one of the words that each of its matches holds."""

    def __init__(self, pattern: str, flags: int, needs: str, *, opens: bool) -> None:
        super().__init__(pattern, flags)
        self.needs = tuple(needs.split("|"))
        self.opens = opens
        self._waiting = _Waiting(pattern, flags)
        #: the text that was looked at last, if it has none of the words: then no part of it has
        self._without: str | None = None

    def may_match(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Whether `text[start:end]` has one of the words."""
        low, known = _looked_at(text)
        # of a document that is looked at sentence by sentence, what its whole text has not is looked for once
        has = known.get(self)
        if has is None:
            has = known[self] = _has_one(low, self.needs)
        return has and ((start == 0 and end >= len(low)) or _has_one(low[start:end], self.needs))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._waiting.search(text, start, end) if self.may_match(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        if self.opens:
            return self._opened(text, start, end)
        return self._waiting.finditer(text, start, end) if self.may_match(text, start, end) else iter(())

    def _opened(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches, tried only where one of the words begins."""
        low, _ = _looked_at(text)
        free = start
        for place in sorted({place for word in self.needs for place in _places(low, word, start, end)}):
            found = self._waiting.match(text, place, end) if place >= free else None
            if found is not None:
                yield found
                free = found.end()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._waiting, name)


@lru_cache(maxsize=8)
def _looked_at(text: str) -> tuple[str, dict[_Needing, bool]]:
    """The text in lower case, each character in its place, and which patterns have one of their words there."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text), {}


def _has_one(low: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110  as a generator it takes twice the time
        if word in low:
            return True
    return False


def _places(low: str, word: str, start: int, end: int) -> Iterator[int]:
    place = low.find(word, start, end)
    while place >= 0:
        yield place
        place = low.find(word, place + 1, end)


def later(pattern: str, flags: int = 0, *, needs: str = "", opens: bool = False) -> re.Pattern[str]:
    """`re.compile(pattern, flags)` that waits for its first use; for large patterns that most pages do not need.

    Args:
        needs: words or parts of words in lower case, with `|` between them, of which every match holds one. To look for
            these takes a tenth of the time of the pattern, which few texts then need. A test compares them with it.
        opens: every match begins with one of these.

    >>> sealed = later(r"опечатан\\w*", needs="опечатан")
    >>> sealed.search("помещение опечатано")[0]
    'опечатано'
    """
    return cast("re.Pattern[str]", _Needing(pattern, flags, needs, opens=opens) if needs else _Waiting(pattern, flags))

"""Patterns that are compiled when they are first used: a start needs few of them, and large ones take milliseconds."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups")


class Deferred:
    """Stands for a pattern; once that is compiled, its methods are attributes of this object."""

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


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)` that waits for its first use; for large patterns that most pages do not need.

    >>> sealed = later(r"опечатан\\w*")
    >>> sealed.search("помещение опечатано")[0]
    'опечатано'
    """
    return cast("re.Pattern[str]", _Waiting(pattern, flags))

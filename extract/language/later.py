"""Patterns that are compiled when they are first used: a start needs few of them, and large ones take milliseconds."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups")


class Later:
    """Stands for a compiled pattern; from its first use on its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def compiled(self) -> re.Pattern[str]:
        return re.compile(*self._given)

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = self.compiled()
        self.__dict__.update((method, getattr(pattern, method)) for method in _METHODS)
        return getattr(pattern, name)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)` that waits for its first use; for large patterns that most pages do not need.

    >>> sealed = later(r"опечатан\\w*")
    >>> sealed.search("помещение опечатано")[0]
    'опечатано'
    """
    return cast("re.Pattern[str]", Later(pattern, flags))

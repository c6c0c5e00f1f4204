"""Lists of a text: the line that opens the list whose item something stands in."""

from __future__ import annotations

import re

#: an item of a list, and how many lines back its header may stand
_ITEM = re.compile(r"[ \t]*(?:[-–—•*▪✔]|\d{1,2}(?:\.\d{1,2})*[.)]|[а-я]\))\s*")
_ITEMS = 40


def list_header(text: str, offset: int) -> str:
    """The line that opens the list whose item begins at `offset`: `Участники рекомендовали:`; empty elsewhere."""
    line = text.rfind("\n", 0, offset) + 1
    item = _ITEM.match(text, line)
    if item is None:
        return ""
    for _ in range(_ITEMS):
        if line == 0:
            break
        previous = text.rfind("\n", 0, line - 1) + 1
        words = text[previous : line - 1].strip()
        above = _ITEM.match(words)
        if words.endswith(":") and (above is None or _kind_of(above) != _kind_of(item)):
            return words
        if words and above is None:
            break
        line = previous
    return ""


def _kind_of(item: re.Match[str]) -> str:
    """Digits, letters or marks: what the items of one list have in common."""
    mark = item[0].strip()
    return "digit" if mark[0].isdigit() else "letter" if mark[0].isalpha() else "mark"

"""Sentences with inline marks: `[[date:2020-04-29|29 апреля 2020 года]]`, nested marks allowed, value optional."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CASES = Path(__file__).parent / "cases"
_OPEN = re.compile(r"\[\[(?P<type>[a-z]+)(?::(?P<value>[^|\[\]]*))?\|")


class Mark(NamedTuple):
    start: int
    end: int
    type: str
    text: str
    value: str | None


def parse(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks in text order, outer marks first."""
    plain: list[str] = []
    length = 0
    stack: list[tuple[str, str | None, int]] = []
    spans: list[tuple[int, int, str, str | None]] = []
    i = 0
    while i < len(marked):
        found = _OPEN.match(marked, i)
        if found:
            stack.append((found["type"], found["value"], length))
            i = found.end()
        elif stack and marked.startswith("]]", i):
            kind, value, start = stack.pop()
            spans.append((start, length, kind, value))
            i += 2
        else:
            plain.append(marked[i])
            length += 1
            i += 1
    assert not stack, f"unclosed mark in {marked!r}"
    text = "".join(plain)
    return text, sorted((Mark(s, e, t, text[s:e], v) for s, e, t, v in spans), key=lambda m: (m.start, -m.end))


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of `cases/NAME.yaml`: a list of {text, why?, published?, ...}."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))

"""States and bodies of a list that only say whose man is named: `от Республики Беларусь - А. Б.`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Mention
from extract.language.later import later

#: between two members of a list
LISTED = later(r"\s*(?:,|,?\s+(?:и|а также))\s+", re.IGNORECASE)
_FROM = later(r"(?:^|[\s,;:(])(?:от|из|от имени|со стороны)\s+$", re.IGNORECASE)
_DASH = later(r"\s*(?:\([^()\n]{1,20}\)\s*)?-\s")
#: where those of the next side begin
_NEXT_SIDE = later(r";|\n(?=\s*(?:от\s|\n|-\s|\d|[А-ЯЁ][а-яё]+\s*:))|[,.]\s+(?:а\s+)?от\s")
#: characters from a side to its first man
_REACH = 260


def whose(text: str, inside: Sequence[Mention]) -> list[Mention]:
    """Those of the mentions of a list that are no members of it."""
    return [*_before_men(text, inside), *_sides(text, inside)]


def _before_men(text: str, inside: Sequence[Mention]) -> list[Mention]:
    """`секретари советов Армении и Грузии А. Б. и В. Г.`: states, and their bodies, right before as many men."""
    found: list[Mention] = []
    for number, man in enumerate(inside):
        if man.type != "person" or not number or text[inside[number - 1].end : man.start].strip(" "):
            continue
        first = number
        while first and inside[first - 1].type == "place":
            if first < number and not LISTED.fullmatch(text, inside[first - 1].end, inside[first].start):
                break
            first -= 1
        states = inside[first:number]
        men = [m for m in inside[number : number + len(states)] if m.type == "person"]
        if len(men) == len(states) > 1:
            body = inside[first - 1] if first and inside[first - 1].type == "organization" else None
            found += [*states, *([body] if body is not None and body.end + 1 == states[0].start else [])]
    return found


def _sides(text: str, inside: Sequence[Mention]) -> list[Mention]:
    """`от Республики Армения - начальник А. Б.; от Республики Беларусь - В. Г.`: who came for a state is told."""
    found: list[Mention] = []
    for number, side in enumerate(inside):
        if side.type not in {"place", "organization"} or not _DASH.match(text, side.end):
            continue
        if not _FROM.search(text, max(side.start - 14, 0), side.start):
            continue
        end = min(side.end + _REACH, len(text))
        stop = _NEXT_SIDE.search(text, side.end, end)
        end = stop.start() if stop is not None else end
        if any(m.type == "person" and m.start < end for m in inside[number + 1 :]):
            found.append(side)
    return found

"""What is only played at an exercise: `По замыслу учения, в условном государстве начались переговоры`."""

from __future__ import annotations

import re

from extract.language.later import later

#: not `по замыслу организаторов, форум пройдёт в мае`
_BY_SCENARIO = later(
    r"\bпо\s+(?:замыслу|легенде|сценарию|вводной)(?!\s+(?:организатор|автор|устроител|инициатор))",
    re.IGNORECASE,
    needs="замыслу|легенде|сценарию|вводной",
)
_PLAYED = later(r"\b(?:условн|вымышленн|учени|тренировк|ман[её]вр)", re.IGNORECASE)
_IMAGINED = later(r"\bусловн\w+ (?:государств|противник|республик|террорист)", re.IGNORECASE, needs="условн")


def in_scenario(text: str, start: int, at: int, end: int) -> bool:
    """Whether a sentence (`start` to `end` of a match copy) says before `at` that the rest is played."""
    if _IMAGINED.search(text, start, at):
        return True
    return _BY_SCENARIO.search(text, start, at) is not None and _PLAYED.search(text, start, end) is not None

"""Sittings and talks that a page tells by a bare word alone, because of what was done there.

`Участники заседания обменялись мнениями`, `Документ подписан по итогам встречи глав ведомств`: such words point to what
the page told before; if it told no gathering at all, they tell it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.language.later import later
from extract.language.syntax import feature
from extract.stages.events.happening import Happening
from extract.stages.events.outcome import is_described
from extract.stages.events.triggers import Candidate

_TALKS = frozenset({"meeting", "session"})
_DATED = frozenset({"session", "summit", "conference", "exercise", "operation"})
_GATHERINGS = frozenset({"meeting", "session", "summit", "conference", "call"})
_DONE_THERE = later(
    r"\b(?:участники|по (?:итогам|результатам|завершении))\s+(?:[а-яё-]+\s+){0,2}$",
    re.IGNORECASE,
)
#: characters before the word
_BEFORE = 60


def told_alone(happenings: list[Happening], left: Sequence[Candidate]) -> list[Candidate]:
    """Make happenings of the first of the candidates that nothing told before; returns those that are left."""
    still = [c for c in left if not _is_dated(c)]
    happenings += [Happening([c]) for c in left if _is_dated(c)]
    for c in list(still):
        if any(h.type in _GATHERINGS for h in happenings):
            break
        if c.type in _TALKS and c.status == "held" and c.token.sent._.language == "ru" and _is_done_there(c):
            happenings.append(Happening([c]))
            still.remove(c)
    return still


def _is_dated(c: Candidate) -> bool:
    """`участниками форума, который открылся 8 августа в Минске`: a clause says when it was, and where."""
    if c.type not in _DATED or c.is_verb or c.status != "held" or not (c.dates and c.places):
        return False
    return c.token.sent._.language == "ru" and is_described(c.token)


def _is_done_there(c: Candidate) -> bool:
    """Something was done there, by a verb in the past; only then the event took place."""
    text: str = c.token.doc._.match_text
    if not _DONE_THERE.search(text, max(c.trigger[0] - _BEFORE, c.token.sent.start_char), c.trigger[0]):
        return False
    return any(
        (feature(t, "VerbForm") == "Fin" and feature(t, "Tense") == "Past" and feature(t, "Aspect") == "Perf")
        or (feature(t, "Variant") == "Short" and feature(t, "Tense") == "Past")
        for t in c.token.sent
    )

"""Sittings of groups before a larger one: `в работе саммита и предшествовавших ему заседаний групп (3-4 мая)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Token

from extract.language.later import later
from extract.language.syntax import feature

if TYPE_CHECKING:
    from extract.stages.events.triggers.lexicon import Candidate

#: `предшествовавших ему [заседаний]`
_PRECEDING = later(r"\bпредшеств(?:овавш|ующ)\w+\s+(?:ему|ей|им)\s+(?:[а-яё]+\s+)?$", re.IGNORECASE)
#: characters from the larger one to them
_NEAR = 60


def is_preceding(noun: Token) -> bool:
    """`предшествовавших ему заседаний`: told with days of their own."""
    before = noun.doc._.match_text[max(noun.idx - _NEAR, noun.sent.start_char) : noun.idx]
    return feature(noun, "Number") == "Plur" and _PRECEDING.search(before) is not None


def attended_both(candidates: Sequence[Candidate]) -> None:
    """Who took part in it and in what preceded it took part in it."""
    for first, second in pairwise(candidates):
        near = 0 < second.trigger[0] - first.trigger[1] < _NEAR and first.token.sent == second.token.sent
        if near and second.participants and not first.participants and is_preceding(second.token):
            first.participants, second.participants = second.participants, []

"""Who is asked to come: not who asks, and to a gathering only if he says that he will."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.language.later import later
from extract.stages.events.triggers.lexicon import Candidate

INVITING = frozenset({"пригласить", "приглашать"})
_ACCEPTED = later(
    r"приглашение\s+(?:был[оа]\s+)?принят|принял[аи]?\s+приглашение|приглашение\s+(?:\w+\s+)?принял", re.IGNORECASE
)
_OFFERED = later(r"(?<!принял )(?<!приняла )\bприглашени[ея]\s+(?:[\w-]+\s+){0,4}?посетить\b[^.;,]*$", re.IGNORECASE)
#: characters of the phrase before a visit, and of the sentence after an invitation
_PHRASE = 120


def is_accepted(doc: Doc, verb: Token) -> bool:
    """`пригласил министра на форум. Тот приглашение принял`."""
    return _ACCEPTED.search(doc._.match_text, verb.idx, verb.sent.end_char + _PHRASE) is not None


def is_offered(doc: Doc, visit: Candidate) -> bool:
    """`поздравил А и подтвердил приглашение посетить страну с визитом`."""
    start = max(visit.trigger[0] - _PHRASE, visit.token.sent.start_char)
    return _OFFERED.search(doc._.match_text, start, visit.trigger[1]) is not None

"""`paid a visit to Baku. Talks with the Foreign Minister were held`: the other side of English talks is the visitor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Participant, Person, sentence_of
from extract.stages.events.triggers.lexicon import Candidate

_WITH = re.compile(r"[^.;,]{0,60}?\bwith\b")
#: characters from a visit to the talks on it
_ON_A_VISIT = 600


def visitors_met(doc: Doc, told: Sequence[Candidate]) -> None:
    """Give talks that name one side alone the visitor of the visit told before them, in their item."""
    visits = [c for c in told if c.type == "visit" and c.asserted]
    for talks in told if visits else ():
        others = talks.participants
        if talks.type not in {"meeting", "call"} or talks.is_verb or not others or not _name_one_side(doc, talks):
            continue
        near = [v for v in visits if 0 < talks.trigger[0] - v.trigger[0] < _ON_A_VISIT]
        visit = max(near, key=lambda v: v.trigger[0], default=None)
        if visit is None or "\n\n" in doc._.match_text[visit.trigger[1] : talks.trigger[0]]:
            continue
        came = [p for p in visit.participants if isinstance(p.entity, Person) and p.role != "host"]
        if len(came) == 1 and all(p.entity is not came[0].entity for p in others):
            others.insert(0, Participant(came[0].entity, None, None, "inferred", "participant", came[0].position))


_VISIT_OPENS = re.compile(
    r"\W*(?:As part of|During|In the course of|Within|In the framework of|On)\s[^.;]{0,40}\bvisit\b"
)


def _name_one_side(doc: Doc, talks: Candidate) -> bool:
    """Nobody is named before `talks with`, and all behind it are guests of none."""
    text, (start, end) = doc._.match_text, talks.trigger
    opening = sentence_of(talks.token).start_char
    told = any(opening <= m.start < start and m.entity is not None for m in doc._.persons)
    if told and _VISIT_OPENS.match(text, opening, start) is None:
        # but `As part of the visit of A, a meeting was held with B` names the visitor before it
        return False
    hosted = any(p.role in {"host", "chair"} or p.start is None or p.start < end for p in talks.participants)
    return not hosted and _WITH.match(text, end) is not None

"""Papers that a gathering told in English deals with in the sentences after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Instrument, match_text_of, not_within
from extract.language.later import later
from extract.stages.events.triggers.lexicon import Candidate

_FORUMS = frozenset({"session", "meeting"})
#: `The Council considered the implementation of the Programme`, `endorsed the work plan`
_DEALS = later(
    r"\b(?:consider(?:ed|ing)|discuss(?:ed|ing|ions? o[nf])|review(?:ed|ing)|examin(?:ed|ing)|endors(?:ed|ing)"
    r"|adopt(?:ed|ing)|approv(?:ed|ing)|exchanged? (?:of )?views on|finali[sz](?:ed|ing)|took note of|heard"
    r"|(?:noted|welcomed|commended)\b[^.;\n]{0,60} implementation of)\b[^.;\n]{0,160}$",
    re.IGNORECASE,
    needs="consider|discuss|review|examin|endors|adopt|approv|exchange|finali|took note|heard|implementation",
)
#: `was also discussed`, behind the name
_DEALT = later(r"[^.;\n]{0,40}\b(?:was|were)(?: \w+)? (?:considered|discussed|reviewed|examined|endorsed|approved)\b")
#: what others are charged with, what was done elsewhere or before
_APART = later(
    r"\b(?:instruct|task(?:ed|s)|request|recall|signed|sign\b|to be|will|would|adopted (?:at|by|in|on)|earlier)",
    re.IGNORECASE,
)
_SENTENCE = later(r"[.;\n]\s")
_REACH, _BACK, _BEHIND = 1600, 260, 90


def deal_with_papers(doc: Doc, told: Sequence[Candidate]) -> None:
    """Give the gatherings told in English the papers that the sentences after them say were dealt with."""
    papers = [m for m in not_within(doc._.documents, doc._.documents) if m.language == "en"] if told else []
    if not papers:
        return
    text = match_text_of(doc)
    others = sorted((c for c in told if c.asserted and c.type != "adoption"), key=lambda c: c.trigger)
    for mention in papers:
        before = [c for c in others if c.trigger[1] <= mention.start]
        forum = before[-1] if before else None
        if forum is None or forum.type not in _FORUMS or forum.status not in {"held", "ongoing"} or forum.setting:
            continue
        if mention.start - forum.trigger[1] > _REACH or not isinstance(mention.entity, Instrument):
            continue
        start = max(forum.trigger[1], mention.start - _BACK)
        ends = [m.end() for m in _SENTENCE.finditer(text, start, mention.start)]
        start = ends[-1] if ends else start
        if _APART.search(text, start, mention.start) or mention.entity in forum.documents:
            continue
        if _DEALS.search(text, start, mention.start) or _DEALT.match(text, mention.end, mention.end + _BEHIND):
            forum.documents.append(mention.entity)

"""Clauses that share the cue of the one before: `договорились, что А передаст перечень, а Б внесёт проект`."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from extract.language.syntax import SUBJECTS, feature, is_relative
from extract.stages.commitments.cues.lexicon import Found

_SHARING = frozenset({"agreement", "pledge"})
_JOINTS = frozenset({",", "и", "а", "что", "также"})
_JOINED = frozenset({"conj", "ccomp", "parataxis"})


def under_one_cue(found: list[Found]) -> list[Found]:
    """Futures with a subject of their own that go on with the clause of a cue are under that cue, too."""
    result: list[Found] = []
    over: Found | None = None
    for f in found:
        if over is not None and (opening := _goes_on(over, result[-1].action, f)) is not None:
            offset = f.action.doc[opening].idx
            result[-1].limit = offset
            own = next((t.idx for t in f.action.doc[opening:] if t.norm_.lower() not in _JOINTS), offset)
            f = replace(over, action=f.action, negated=f.negated, limit=None, opening=own)
        else:
            over = f if f.frame == "clause" and f.force in _SHARING and f.entry is not None else None
        result.append(f)
    return result


def _goes_on(over: Found, last: Token, f: Found) -> int | None:
    """The token that opens the clause, if it is one more of those under the cue."""
    action = f.action
    if f.entry is not None or f.frame not in {"finite", "future"} or action.i < last.i or action.sent != last.sent:
        return None
    # `а` tells of another, whatever the parser makes of him
    own = any(c.dep_ in SUBJECTS or (c.dep_ == "cc" and c.norm_.lower() == "а") for c in action.children)
    if action.dep_ not in _JOINED or not own:
        return None
    words = action.doc[last.i + 1 : action.i]
    if any(t.norm_ in {";", '"', ":", "-"} or is_relative(t) or t.norm_.lower() in _ASIDE for t in words):
        return None
    if any(feature(t, "VerbForm") == "Fin" and t.lemma_ != "быть" for t in words):
        return None
    first = min((t.i for t in action.subtree if t.i > last.i), default=action.i)
    while first - 1 > last.i and action.doc[first - 1].norm_.lower() in _JOINTS:
        first -= 1
    joined = action.doc[first].norm_.lower() in {",", "и", "а"}
    return first if joined and over.word.i < last.i else None


#: what opens a clause of another kind, or words of saying
_ASIDE = frozenset({"если", "когда", "чтобы", "поскольку", "пока", "как", "поэтому", "однако", "но", "потому", "хотя"})

"""Who spoke to students: told even where nothing else is."""

from __future__ import annotations

from spacy.tokens import Token

from extract.language.syntax import feature, is_negated, preposition, subject
from extract.parties import Parties

_LISTENING = frozenset({"слушатель", "студент", "курсант", "учащийся", "школьник", "преподаватель"})


def is_lecture(verb: Token, parties: Parties) -> bool:
    """`министр выступил с лекцией`, `перед слушателями выступил заместитель прокурора`: no part of a gathering."""
    if is_negated(verb) or feature(verb, "Tense") != "Past" or feature(verb, "VerbForm") != "Fin":
        return False
    told = any(
        (c.lemma_ == "лекция" and preposition(c) == "с") or (c.lemma_ in _LISTENING and preposition(c) == "перед")
        for c in verb.children
    )
    who = subject(verb)
    return told and who is not None and any(m.type in {"person", "position"} for m in parties.covering(who))

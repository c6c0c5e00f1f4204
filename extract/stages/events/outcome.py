"""What came of talks, told in one clause with them: `29 июня в Оше по итогам переговоров подписали заявление`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extract.language.syntax import feature, preposition
from extract.stages.events.triggers import TAKING_PLACE, Candidate

_OUTCOMES = frozenset({"итог", "результат", "завершение"})
_AFTER = frozenset({"по", "в", "после"})
_TALKS = frozenset({"meeting", "session", "summit"})


def verb_of_outcome(talks: Token) -> Token | None:
    """The verb that tells what came of them: `по итогам переговоров министры подписали план`."""
    above = talks.head
    if preposition(talks) is None and above.lemma_ in _OUTCOMES and preposition(above) in _AFTER:
        return above.head if above.head.pos_ == "VERB" else None
    if preposition(talks) in {"после", "в результате"} and above.pos_ == "VERB":
        return above
    return None


def signing_sides(talks: Candidate) -> Token | None:
    """The verb of signing behind talks of which no side is told: who signed had talked."""
    if talks.type != "meeting" or any(feature(c, "Case") == "Gen" and c.dep_ == "nmod" for c in talks.token.rights):
        return None
    verb = verb_of_outcome(talks.token)
    signed = verb is not None and verb.lemma_ in {"подписать", "принять"} and feature(verb, "Voice") == "Act"
    return verb if signed and verb is not None and feature(verb, "Tense") == "Past" else None


def is_described(talks: Token) -> bool:
    """`по итогам переговоров, прошедших 5 мая в Оше`: when and where of the talks alone."""
    clauses = [c for word in (talks, talks.head) for c in word.rights if c.dep_ == "acl:relcl"]
    held = any(t.lemma_ in TAKING_PLACE and feature(t, "VerbForm") == "Part" for t in talks.subtree)
    return bool(clauses) or held or any(c.dep_ == "acl" for c in talks.children)


def share_outcome(group: Sequence[Candidate]) -> None:
    """When and where a paper was adopted after talks, the talks were held, and the other way round."""
    for talks in group:
        verb = verb_of_outcome(talks.token) if not talks.is_verb and talks.type in _TALKS else None
        if verb is None:
            continue
        adopted = [c for c in group if c.type == "adoption" and c.is_verb and c.token.i == verb.i]
        others = [c for c in group if c.type in _TALKS and c is not talks and not c.is_verb]
        if len(adopted) != 1 or others or adopted[0].status != "held":
            continue
        paper = adopted[0]
        talks.dates = talks.dates or list(paper.dates)
        talks.places = talks.places or list(paper.places)
        if not is_described(talks.token):
            paper.dates = paper.dates or list(talks.dates)
            paper.places = paper.places or list(talks.places)

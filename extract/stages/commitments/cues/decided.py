"""What a decision lays down: `принято решение, в соответствии с которым Агентство подготовит доклад`; what is agreed
by a word that points back: `Штаб откроют в Алматы, мы уже договорились об этом`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Commitment, Organization, Party, match_text_of
from extract.language.later import later
from extract.parties import Parties

_DECISION = later(
    r"\b((?:был[оаи]?\s+)?(?:принят[оаы]?|принял[аио]?|подписал[аио]?|подписан[оа]?|изда[лн]\w{0,2})"
    r"\s+(?:[а-яё]+\s+){0,2}(?:решени[ея]|постановлени[ея]|указ|распоряжени[ея]|приказ)),\s+"
    r"(?:в соответствии с которым[и]?|согласно котор\w+|по котор\w+|на основании котор\w+)\s*(:?)",
    re.IGNORECASE,
    needs="в соответствии с которым|согласно котор|по котор|на основании котор",
)
#: `об этом`, `о чём`: what was told before
_BACK = frozenset({"это", "тот", "то", "что"})
#: characters between a plan and the word that says it was agreed
_NEAR = 120
_PASSIVE = later(r"(?:был[оаи]?\s+)?(?:принят|подписан|издан)", re.IGNORECASE)
_ITEMS = later(r"(?:\s*\d{1,2}[.)][^\n]*)+")


def lay_down(parties: Parties, commitments: Sequence[Commitment], session: Organization | None) -> None:
    """Futures under a decision become orders to their subjects; who decided is their actor, `session` if nobody is
    named.
    """
    if not commitments:
        return
    text = match_text_of(parties.doc)
    for decision in _DECISION.finditer(text):
        items = _ITEMS.match(text, decision.end()) if decision[2] else None
        if decision[2] and items is None:
            continue
        token = parties.index.at(decision.start(1))
        if items is not None:
            end = items.end()
        else:
            end = token.sent.end_char if token is not None else decision.end()
        deciders = _deciders(parties, decision, session)
        for commitment in commitments:
            if commitment.language != "ru" or not decision.end() <= commitment.action[0] < end:
                continue
            if commitment.force == "plan" and commitment.cue[0] == commitment.action[0]:
                commitment.force, commitment.cue = "decision", decision.span(1)
                commitment.rule = commitment.rule.replace(".plan.", ".decision.")
                commitment.addressees = commitment.actors
                commitment.actors = deciders
            elif commitment.force == "decision" and not commitment.actors:
                commitment.actors = deciders


def _deciders(parties: Parties, decision: re.Match[str], session: Organization | None) -> list[Party]:
    token = parties.index.at(decision.start(1))
    if token is not None and _PASSIVE.match(decision[1]) is None:
        return parties.subject_of(token, None)
    return [Party(session, None, None, "inferred")] if session is not None else []


def point_back(commitments: Sequence[Commitment]) -> list[Commitment]:
    """The commitments without those whose action is `это`: they make an agreement or decision of the plan before."""
    kept: list[Commitment] = []
    for commitment in commitments:
        if commitment.action_lemma not in _BACK or commitment.force not in {"agreement", "decision"}:
            kept.append(commitment)
            continue
        before = kept[-1] if kept else None
        near = before is not None and 0 <= commitment.cue[0] - before.action[1] < _NEAR
        if before is not None and near and before.force in {"plan", "pledge"} and not before.negated:
            before.rule = before.rule.replace(f".{before.force}.", f".{commitment.force}.")
            before.force, before.cue = commitment.force, commitment.cue
            before.actors = commitment.actors or before.actors
    return kept

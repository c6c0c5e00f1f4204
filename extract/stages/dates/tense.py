"""The tense of the verb that a date modifies: `состоится 15 января` looks ahead, `прошло 15 января` back."""

from __future__ import annotations

from spacy.tokens import Token

from extract.language.syntax import feature, is_future
from extract.stages.dates.resolve import Tense

_HEADS_LOOKED_AT = 4
_ACHIEVED = frozenset({"удаться", "успеть", "смочь", "мочь", "начать", "продолжить", "позволить", "помочь", "суметь"})


def is_subordinate(token: Token) -> bool:
    """Whether the verb of a date stands in a clause of its own that hangs on another."""
    for _ in range(_HEADS_LOOKED_AT):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            break
        token = token.head
    return token.dep_ in {"ccomp", "acl", "acl:relcl", "advcl"}


def verb_tense(token: Token) -> Tense:
    """Climb from the date to its verb."""
    for _ in range(_HEADS_LOOKED_AT):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        own = _own_tense(token)
        if own:
            return own
    return _own_tense(token) if token.pos_ in {"VERB", "AUX"} else None


_FUTURE_VERBS = frozenset(
    {
        "планировать",
        "планироваться",
        "намечать",
        "запланировать",
        "предстоять",
        "ожидаться",
        "наметить",
        "предусмотреть",
        "предусматривать",
        "предусматриваться",
        "назначить",
    }
)


def _own_tense(token: Token) -> Tense:
    if token.lemma_ in _FUTURE_VERBS or is_future(token):
        return "future"
    if feature(token, "VerbForm") == "Inf":
        # what somebody agreed, decided or asked to do lies ahead; what somebody managed to do does not
        return None if token.head.lemma_ in _ACHIEVED else "future"
    tenses = token.morph.get("Tense", [])
    if "Past" in tenses and "Part" not in token.morph.get("VerbForm", []):
        return "past"
    if "Past" in tenses and "Perf" in token.morph.get("Aspect", []) and token.lemma_ not in _FUTURE_VERBS:
        # `группа, созданная в марте`
        return "past"
    if "Past" in tenses and "Short" in token.morph.get("Variant", []):
        return "past"
    return "present" if "Pres" in tenses and "Fin" in token.morph.get("VerbForm", []) else None

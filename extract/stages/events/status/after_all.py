"""What became of a plan in the end, told in the same sentence: `была запланирована на 5 мая, но не состоялась`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Token

from extract.language.later import later
from extract.language.syntax import SUBJECTS, ancestors, feature, is_negated
from extract.stages.events.triggers.lexicon import TAKING_PLACE
from schemas.event import EventStatus

#: `встреча должна была состояться 5 мая, но её перенесли`, wherever the tree hangs it
_THEN_MOVED = later(
    r",\s+(?:но|однако|а потом|затем)\s+(?:[\w-]+\s+){0,2}?(?:е[её]|его|их|был[аои]?)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:(?P<off>отмен)|перенес|перенос|отлож|сдвину)\w+",
    re.IGNORECASE,
)
#: `отменён ли визит?`
_WHETHER = re.compile(r"\s+ли\b")
#: the answer, or a remark behind what was announced: `Визит не отменён. Перенесён на осень`, `ОТМЕНЕНО`
_NOT_OFF = later(r"\bне\s+(?:отмен|перенес|отлож)[её]?н?\w*", re.IGNORECASE)
_MOVED_TO = later(r"\b(?:перенес[её]н|отложен|сдвинут)[аоы]?\b", re.IGNORECASE)
_REMARK = later(
    r"\s*[([]?(?:(?P<off>отмен[её]н[аоы]?)|(?:перенес[её]н|отложен)[аоы]?)(?:\s+(?:на|до)\s+[^.\n]{2,40})?[)\]]?(?:[.;\n]|$)",
    re.IGNORECASE,
)
#: characters of an answer
_ANSWER = 160
_CAME_OFF = frozenset({"состояться", "пройти"})
_MANAGED = frozenset({"успеть", "смочь", "удаться", "получиться", "произойти"})
#: words for whatever was planned
_IT = frozenset({"он", "она", "оно", "они", "этот", "мероприятие", "событие", "проведение", "церемония"})
_VISITS = frozenset({"визит", "поездка", "посетить", "прибыть", "приехать", "вылететь"})
#: letters that a verb and its noun have in common: `подписать`, `подписание`
_STEM = 5
#: governors above a trigger that are looked at
_ABOVE = 3


def answered(token: Token, off: Token) -> EventStatus | None:
    """`Отменён ли визит? - Визит не отменён. Перенесён на осень`: what the answer says; None if nobody asks."""
    text: str = token.doc._.match_text
    if _WHETHER.match(text, off.idx + len(off)) is None:
        return None
    end = token.sent.end_char
    denied = _NOT_OFF.search(text, end, end + _ANSWER)
    if denied is None:
        return None
    return "postponed" if _MOVED_TO.search(text, denied.end(), end + _ANSWER) else "planned"


def remarked(token: Token) -> EventStatus | None:
    """`12 декабря министр посетит Ереван. ОТМЕНЕНО`: a remark of one word behind it."""
    sentence = token.sent
    found = _REMARK.match(token.doc._.match_text, sentence.end_char)
    return None if found is None else "cancelled" if found["off"] else "postponed"


def after_all(token: Token, status: Mapping[str, str]) -> EventStatus | None:
    """The status of a planned trigger by the clauses joined to that of its plan; None if none of them tells.

    Args:
        status: what the words of `happenings.yaml` say of an event.
    """
    for plan in [above for _, above in zip(range(_ABOVE), ancestors(token))]:
        if not _is_past(plan):
            continue
        for verb in plan.children:
            if verb.dep_ == "conj" and verb.i > max(plan.i, token.i) and _tells_of(verb, token):
                told = _outcome(verb, token, status)
                if told is not None:
                    return told
    moved = _THEN_MOVED.search(token.doc._.match_text, token.idx, token.sent.end_char)
    return None if moved is None else "cancelled" if moved["off"] else "postponed"


def _outcome(verb: Token, token: Token, status: Mapping[str, str]) -> EventStatus | None:
    negated = is_negated(verb)
    if status.get(verb.lemma_) in {"postponed", "cancelled"}:
        return None if negated else status[verb.lemma_]  # type: ignore[return-value]
    if negated and (verb.lemma_ in TAKING_PLACE | _MANAGED or verb.lemma_ == token.lemma_):
        return "cancelled" if _is_past(verb) else None
    came_off = verb.lemma_ in _CAME_OFF and feature(verb, "Tense") == "Past"
    return "held" if came_off and not negated else None


def _is_past(plan: Token) -> bool:
    """`планировалось`, `была запланирована`, `должны были`."""
    if plan.pos_ not in {"VERB", "ADJ"}:
        return False
    was = any(c.lemma_ == "быть" and feature(c, "Tense") == "Past" for c in plan.children)
    return was or feature(plan, "Tense") == "Past"


def _tells_of(verb: Token, token: Token) -> bool:
    """The clause tells of the trigger: its subject or object is the same, or a pronoun, or left out."""
    things = [c for c in verb.children if c.dep_ in {"obj", *SUBJECTS}]
    return all(_is_same(thing, token) for thing in things)


def _is_same(thing: Token, token: Token) -> bool:
    if thing.i == token.i or thing.lemma_ in _IT or feature(thing, "Person") == "3":
        return True
    visits = {thing.lemma_, token.lemma_} <= _VISITS
    return visits or thing.lemma_[:_STEM] == token.lemma_[:_STEM]

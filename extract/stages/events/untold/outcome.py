"""What one clause tells together: talks and what came of them, two sittings held at once.

`29 июня в Оше по итогам переговоров подписали заявление`; `5 мая в Минске прошли заседание А и сессия Б`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from spacy.tokens import Token

from extract.document import DateValue, Mention, Place
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, preposition
from extract.stages.events.triggers.lexicon import TAKING_PLACE, Candidate

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


#: between two happenings that one verb tells
_AND = later(
    r"[^.;:\n]*?(?:,|\bи|\bа также|\bа затем)\s+"
    r"(?:(?!(?:на|во?|по|со?|ко?|для|об?|от|из|за|при|под)\s)\(?[\w-]+\)?\s+){0,4}$"
)
_TOLD_BY_ONE = frozenset({"session", "summit", "meeting", "conference", "exercise", "operation", "statement"})
_Value = TypeVar("_Value", DateValue, Place)


def share_together(group: Sequence[Candidate], mentions: Sequence[Mention]) -> None:
    """`5 мая в Минске прошли заседание А и сессия Б`: when and where of both, if it stands beside neither alone."""
    nouns = [c for c in group if not c.is_verb and not c.setting and c.type in _TOLD_BY_ONE]
    for first, second in pairwise(nouns):
        if not _are_together(first, second):
            continue
        end = second.token.sent.end_char
        around = [m.entity for m in mentions if not first.trigger[0] < m.start < second.trigger[0] and m.start < end]
        for giver, taker in ((first, second), (second, first)):
            taker.dates = taker.dates or _among(giver.dates, around)
            taker.places = taker.places or _among(giver.places, around)
            if giver.asserted and not taker.asserted:
                taker.asserted, taker.status = True, giver.status


#: between two papers adopted in one sentence
_ALSO_ADOPTED = re.compile(r"(?:,|\s+и|;)\s+(?:[а-яё]+\s+){0,4}$")


def share_opening(group: Sequence[Candidate], mentions: Sequence[Mention]) -> None:
    """`В мае в Оше министры утвердили план, было также подписано соглашение`: when and where of both."""
    adopted = [c for c in group if c.type == "adoption" and c.is_verb and c.status == "held"]
    for first, second in pairwise(adopted):
        if (
            second.dates
            or second.places
            or not _ALSO_ADOPTED.search(first.token.doc._.match_text, first.trigger[1], second.trigger[0])
        ):
            continue
        ahead = [m.entity for m in mentions if m.end <= first.trigger[0]]
        second.dates = _among(first.dates, ahead)
        second.places = _among(first.places, ahead)


#: words before the date that opens a sentence
_OPENING = later(
    r"[\s–—•*-]*(?:(?:позднее|позже|также|затем|кроме того|вечером|утром|днем|днём),?\s+)?(?:(?:во?|с|на)\s+)?"
    r"(?:[а-яё]+(?:у|ик|ьник|ерг|ье),\s+)?",
    re.IGNORECASE,
)
#: characters of the value of a day
_DAY = 10
_OF_ONE_DAY = frozenset({"adoption", "meeting", "call", "visit", "statement", "session"})


def share_day(group: Sequence[Candidate], dates: Sequence[Mention]) -> None:
    """`В тот же день министр принял посла, посетил школу и провёл переговоры`: the day that opens the sentence is of
    all that its main verbs tell.
    """
    undated = [c for c in group if not c.dates and c.asserted and not c.setting and c.type in _OF_ONE_DAY]
    if not undated or not dates:
        return
    first, sentence = dates[0], undated[0].token.sent
    if not isinstance(first.entity, DateValue) or len(first.entity.edtf.partition("/")[0]) < _DAY:
        # `в 2019 году мы провели конференцию, приезжал директор`
        return
    if _OPENING.fullmatch(sentence.doc._.match_text, sentence.start_char, first.start) is None:
        return
    for candidate in undated:
        verb = _main_verb(candidate)
        if verb is None or candidate.trigger[0] < first.end:
            continue
        if any(first is not m and m.start < max(candidate.trigger[1], verb.idx) for m in dates):
            continue
        if all(c is candidate or c.status == candidate.status for c in group if c.dates):
            candidate.dates = [first.entity]


def _main_verb(candidate: Candidate) -> Token | None:
    """The finite verb that tells an event, coordinated with that of the sentence."""
    verb = candidate.token if candidate.is_verb else candidate.token.head
    if not candidate.is_verb and candidate.token.dep_ not in {*SUBJECTS, "obj"}:
        return None
    finite = feature(verb, "VerbForm") == "Fin" or feature(verb, "Variant") == "Short"
    node = verb
    while node.dep_ in {"conj", "parataxis"} and node.head.i < node.i:
        node = node.head
    return verb if finite and node.dep_ == "ROOT" and node.pos_ == "VERB" else None


def _among(values: Sequence[_Value], around: Sequence[object]) -> list[_Value]:
    return [x for x in values if any(x is y for y in around)]


def _are_together(first: Candidate, second: Candidate) -> bool:
    """Subjects or objects of one verb of taking place, or the words of a row before them."""
    verb = next((x.head for x in (first.token, first.token.head) if x.dep_ in {*SUBJECTS, "obj"}), None)
    if verb is None or verb.lemma_ not in TAKING_PLACE | _PLANNING or preposition(second.token) is not None:
        return False
    text: str = first.token.doc._.match_text
    if _AND.fullmatch(text, first.trigger[1], second.trigger[0]) is None:
        return False
    between = first.token.doc[first.token.i + 1 : second.token.i]
    return not any(t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part" for t in between if t.i != verb.i)


_PLANNING = frozenset({"запланировать", "наметить", "планироваться", "намечаться", "ожидаться", "предстоять"})

"""Between records: repeats, restatements, replies, events, translations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from extract.assignment import best_pairs
from extract.document import Commitment, Event, Mention, match_text_of, mentions
from extract.language.morphology import lemma
from extract.lexicons import Entry, load
from extract.stages.commitments.links.apart import apart, parties_apart

_WORD = re.compile(r"[^\W\d_]{3,}")
_NAMES = re.compile(r'"[^"]+"|\d+')
#: records before one that it may repeat: keeps pages of any length linear
_REPEAT_WINDOW = 120
_REPEAT = 0.7
_RESTATE = 0.6
#: characters in which a page's headline stands
_TOP = 400
_MIN_TRANSLATION = 1.6


class _Pair(Entry):
    ru: str
    en: str


def _content(doc: Doc, commitment: Commitment) -> set[str]:
    return _words(doc, *commitment.action)


def _words(doc: Doc, start: int, end: int) -> set[str]:
    words = _WORD.findall(match_text_of(doc)[start:end].lower())
    return {lemma(word) if re.search("[а-я]", word) else word for word in words}


def similarity(a: set[Any], b: set[Any]) -> float:
    """Share of the smaller set that both have."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def join_repeats(doc: Doc, commitments: Sequence[Commitment]) -> list[Commitment]:
    """One record for what is said twice with the same force; with another force the later one restates the earlier."""
    kept: list[tuple[Commitment, set[str], set[str]]] = []
    for commitment in commitments:
        words, names = _content(doc, commitment), _names(doc, commitment)
        repeated = False
        for earlier, known, called in kept[-_REPEAT_WINDOW:]:
            if earlier.language != commitment.language or earlier.negated != commitment.negated:
                continue
            small = min(len(words), len(known))
            alike = similarity(words, known)
            if names and called and not names & called:
                # two exercises are two, however alike the words
                continue
            if alike >= _RESTATE and apart(earlier, commitment):
                continue
            told_short = (
                small == _PAIR and known <= words and _is_headline(doc, earlier) and _same_actors(earlier, commitment)
            )
            twice = earlier.force == commitment.force and _told_twice(doc, earlier, commitment)
            if not twice and (
                (small < 3 and not (words == known and small > 1) and not told_short)
                or (small < 5 and max(len(words), len(known)) > 3 * small)
            ):
                continue
            if (
                (alike >= _REPEAT or told_short or twice)
                and earlier.force == commitment.force
                and commitment.status != "operative"
            ):
                if _is_headline(doc, earlier) and not _is_headline(doc, commitment):
                    # the text itself tells it in full
                    commitment.evidence = [earlier.cue, *commitment.evidence]
                    _fill(commitment, earlier)
                    kept = [item for item in kept if item[0] is not earlier]
                    break
                earlier.evidence.append(commitment.cue)
                _fill(earlier, commitment)
                repeated = True
                break
            if alike >= _RESTATE and earlier.force != commitment.force and commitment.restates is None:
                commitment.restates = earlier
        if not repeated:
            kept.append((commitment, words, names))
    return [commitment for commitment, _, _ in kept]


def _fill(told: Commitment, again: Commitment) -> None:
    """What one telling leaves open and the other tells: who acts, who is asked, by when, who says so."""
    if told.actors and all(party.entity is None for party in told.actors):
        told.actors = again.actors if any(party.entity is not None for party in again.actors) else told.actors
    told.addressees = told.addressees or again.addressees
    if told.deadline is None and told.timeframe is None:
        told.deadline, told.timeframe = again.deadline, again.timeframe
        told.specifics += [s for s in again.specifics if s == "deadline" and s not in told.specifics]
    source = again.attributed_to
    if told.attributed_to is None and source is not None and all(p.entity is not source for p in told.actors):
        told.attributed_to = source


def _told_twice(doc: Doc, earlier: Commitment, later: Commitment) -> bool:
    """A headline and its sentence, or a sentence and the quotation behind it: the same verb in clauses that say the
    same.
    """
    if earlier.action_lemma != later.action_lemma or "operative" in {earlier.status, later.status}:
        return False
    if apart(earlier, later) or parties_apart(earlier.addressees, later.addressees):
        return False
    one, other = (_words(doc, *c.clause) for c in (earlier, later))
    small, alike = min(len(one), len(other)), similarity(one, other)
    if _is_headline(doc, earlier) and not _is_headline(doc, later):
        return small >= _CLAUSE and alike >= _RESTATE
    return earlier.status != later.status and small > _CLAUSE + 1 and alike >= _QUOTED


#: words of a clause that may be told twice, and the share of them that a quotation says again
_CLAUSE, _QUOTED = 3, 0.85
#: words of a short headline: `подпишут меморандум`
_PAIR = 2


def _same_actors(earlier: Commitment, later: Commitment) -> bool:
    known = {id(p.entity) for p in earlier.actors if p.entity is not None}
    return bool(known) and known == {id(p.entity) for p in later.actors if p.entity is not None}


def _is_headline(doc: Doc, commitment: Commitment) -> bool:
    """It is told in a line of its own near the top, which ends without a full stop."""
    text: str = doc._.match_text
    start = text.rfind("\n", 0, commitment.action[0]) + 1
    end = text.find("\n", commitment.action[1])
    top = not text[:start].strip() or (start < _TOP and text[end : end + 2] == "\n\n")
    return top and end > 0 and not text[:end].rstrip().endswith((".", "!", "?", ";", ":"))


def _names(doc: Doc, commitment: Commitment) -> set[str]:
    """Numbers and quoted names in the action."""
    return set(_NAMES.findall(match_text_of(doc)[commitment.action[0] : commitment.action[1]].lower()))


def reply(commitments: Sequence[Commitment], doc: Doc) -> None:
    """A readiness that speaks of `предложения` answers the last proposal of somebody else."""
    for i, commitment in enumerate(commitments):
        if commitment.force not in {"pledge", "agreement"}:
            continue
        words = doc._.match_text[commitment.action[0] : commitment.action[1]].lower()
        if not re.search(r"\b(?:предложени|инициатив|приглашени|proposal|initiative)", words):
            continue
        actors = {id(p.entity) for p in commitment.actors if p.entity is not None}
        for earlier in reversed(commitments[:i]):
            theirs = {id(p.entity) for p in earlier.actors if p.entity is not None}
            if earlier.force == "proposal" and earlier.language == commitment.language and not actors & theirs:
                commitment.responds_to = earlier
                break


class Ahead:
    """The events of a document that are not over, by where they are told."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._spots = sorted(
            (
                (spot[0], number, event)
                for number, event in enumerate(events)
                if event.status != "held"
                for spot in (event.trigger, *event.evidence)
            ),
            key=lambda spot: spot[:2],
        )
        self._starts = [start for start, _, _ in self._spots]

    def about(self, commitment: Commitment) -> Event | None:
        """The event that the action is about: it is told in the action."""
        start, end = commitment.action
        inside = self._spots[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return min(inside, key=lambda spot: spot[1])[2] if inside else None


class Translations:
    """Pairs the records of a bilingual text by content: force, status, entities, words that mean the same, order."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._pairs = load("ru_en", _Pair, user_folder=user_folder)

    def link(self, doc: Doc, commitments: Sequence[Commitment]) -> None:
        """Set `translation_of` of English records that say what a Russian one says."""
        russian = [c for c in commitments if c.language == "ru"]
        english = [c for c in commitments if c.language == "en"]
        if not russian or not english:
            return
        everything = mentions(doc)
        starts = [m.start for m in everything]
        features = {id(c): self._features(doc, c, everything, starts) for c in (*russian, *english)}
        scores = np.zeros((len(english), len(russian)))
        for i, e in enumerate(english):
            for j, r in enumerate(russian):
                order = 1 - abs(i / max(len(english), 1) - j / max(len(russian), 1))
                scores[i, j] = self._score(r, e, features[id(r)], features[id(e)]) + 0.5 * order
        for i, j in best_pairs(scores):
            if scores[i, j] >= _MIN_TRANSLATION:
                english[i].translation_of = russian[j]

    def _features(
        self, doc: Doc, commitment: Commitment, everything: Sequence[Mention], starts: Sequence[int]
    ) -> tuple[set[int], set[int]]:
        """Numbers of the word pairs whose own side the action has, and the entities it names."""
        start, end = commitment.action
        words = doc._.match_text[start:end].lower()
        inside = everything[bisect_left(starts, start) : bisect_left(starts, end)]
        russian = commitment.language == "ru"
        pairs = {number for number, pair in enumerate(self._pairs) if (pair.ru if russian else pair.en) in words}
        return pairs, {id(m.entity) for m in inside if m.end <= end}

    @staticmethod
    def _score(r: Commitment, e: Commitment, ru: tuple[set[int], set[int]], en: tuple[set[int], set[int]]) -> float:
        score = 0.5 * (r.force == e.force) + 0.5 * (r.status == e.status)
        score += similarity(ru[0], en[0])
        score += 0.5 * len(ru[1] & en[1]) / max(len(ru[1] | en[1]), 1)
        return float(score)

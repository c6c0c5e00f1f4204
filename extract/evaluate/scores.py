"""Scoring one record against another: counts for every layer and a list of all errors.

Pure functions of two records; `extract.evaluate.counts` pools and derives ratios. The measures are those of
`gold/README.md`; their names are the keys of `DocumentScores.counts`:

==================================  ==================================================================================
`mentions.<type>.exact`             same span and type; `all` pools the types
`mentions.<type>.partial`           overlap and same type, one-to-one, exact pairs first
`values.<type>`                     share of matched mentions (exact or partial) with the same value; `all` pools
                                    date, place, person and organization
`coreference.<type>`                canonical persons and organizations that have a mention; `all` pools these two
`positions`                         (person, title, organization or country)
`events.detection[.<type>]`         aligned events
`events.slots.<slot>`               slot values of aligned events; `all` pools
`events.end_to_end.<slot>`          the same, and slots of events without partner are missed or spurious
`events.status`                     share of aligned events
`commitments.detection`             aligned commitments
`commitments.action`                words of aligned actions
`commitments.force` ...             share of aligned commitments; also `status`, `negated`
`commitments.actors`, `addressees`  parties of aligned commitments
`commitments.deadline`              share of aligned commitments of which one at least has a deadline; also `timeframe`
`commitments.full`                  aligned, force right and all actors right
==================================  ==================================================================================
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import razdel

import schemas
from extract.errors import GoldError
from extract.evaluate.align import Pair, equal_pairs, pairs
from extract.evaluate.counts import Count, Found, Right, found
from extract.evaluate.encoding import ENTITY_ROLES, EVENTS, MENTIONS
from extract.evaluate.values import View, label, overlap, same, same_actor, same_party, tokens

Layer = Literal["mention", "value", "coreference", "position", "event", "commitment"]
VALUE_TYPES = ("date", "place", "person", "organization")
COREFERENCE_TYPES = ("person", "organization")
SLOTS = ("date", "place", "participant", "organization", "document")
NO_FORCE = "-"

#: every measure with nothing counted, so that reports have the same rows for any text
MEASURES: dict[str, Count] = {
    **{f"mentions.{kind}.{way}": Found() for way in ("exact", "partial") for kind in (*MENTIONS, "all")},
    **{f"values.{kind}": Right() for kind in (*MENTIONS, "all")},
    **{f"coreference.{kind}": Found() for kind in (*COREFERENCE_TYPES, "document", "all")},
    "positions": Found(),
    "events.detection": Found(),
    **{f"events.detection.{kind}": Found() for kind in EVENTS},
    **{f"events.{scope}.{slot}": Found() for scope in ("slots", "end_to_end") for slot in (*SLOTS, "all")},
    "events.status": Right(),
    "commitments.detection": Found(),
    "commitments.action": Found(),
    **{f"commitments.{name}": Right() for name in ("force", "status", "negated", "deadline", "timeframe")},
    "commitments.actors": Found(),
    "commitments.addressees": Found(),
    "commitments.full": Found(),
}


@dataclass(frozen=True, slots=True)
class Error:
    """One difference between gold and prediction, with the sentence it is in."""

    document: str
    layer: Layer
    #: missed, spurious, boundary, type, value, split or the field that is wrong
    kind: str
    #: mention, event or entity type; force of a commitment
    type: str
    gold: str | None
    predicted: str | None
    rule: str | None
    start: int | None
    end: int | None
    context: str
    #: offsets of the gold and of the predicted words in `context`
    gold_span: tuple[int, int] | None = None
    predicted_span: tuple[int, int] | None = None

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells the errors of two runs on the same text apart; the rule may change, the error stays."""
        return self.document, self.layer, self.kind, self.type, self.gold, self.predicted, self.start, self.end

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Error:
        """The error that `as_json` wrote."""
        spans = {name: tuple(content[name]) if content[name] else None for name in ("gold_span", "predicted_span")}
        return cls(**content | spans)


@dataclass(slots=True)
class DocumentScores:
    """Counts, errors and what rules did on one document."""

    document: str
    counts: dict[str, Count] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)
    #: (layer, rule) -> how many of its finds are right
    rules: dict[tuple[str, str], Right] = field(default_factory=dict)
    #: (gold force, predicted force) -> number; `-` for a commitment without partner
    forces: Counter[tuple[str, str]] = field(default_factory=Counter)


def score(gold: schemas.Record, predicted: schemas.Record) -> DocumentScores:
    """Compare a predicted record with the gold record of the same text.

    Raises:
        GoldError: the records are of different texts.
    """
    texts = gold.document.text, predicted.document.text
    if gold.document.length != predicted.document.length or (None not in texts and texts[0] != texts[1]):
        raise GoldError(f"{gold.document.id}: gold and prediction are of different texts; run on the gold text itself")
    scorer = _Scorer(gold, predicted)
    scorer.mentions()
    scorer.coreference()
    scorer.positions()
    scorer.events()
    scorer.commitments()
    return scorer.result


class _Scorer:
    def __init__(self, gold: schemas.Record, predicted: schemas.Record) -> None:
        self.gold = View(gold)
        self.predicted = View(predicted)
        self.result = DocumentScores(gold.document.id, counts=dict(MEASURES))
        self._contexts = _Contexts(gold.document.text or predicted.document.text or "")

    # bookkeeping

    def _count(self, name: str, count: Count) -> None:
        counts = self.result.counts
        counts[name] = counts[name].plus(count)  # type: ignore[arg-type]

    def _rule(self, layer: str, rule: str | None, right: bool) -> None:
        if rule is not None:
            key = (layer, rule)
            self.result.rules[key] = self.result.rules.get(key, Right()).plus(Right(int(right), 1))

    def _error(
        self,
        layer: Layer,
        kind: str,
        type_: str,
        *,
        gold: str | None = None,
        predicted: str | None = None,
        rule: str | None = None,
        gold_at: Any = None,
        predicted_at: Any = None,
    ) -> None:
        spans = [
            (at.start, at.end) if at is not None and at.start is not None else None for at in (gold_at, predicted_at)
        ]
        place = spans[0] or spans[1]
        context, shifted = self._contexts.around(place, spans)
        self.result.errors.append(
            Error(
                document=self.result.document,
                layer=layer,
                kind=kind,
                type=type_,
                gold=gold,
                predicted=predicted,
                rule=rule,
                start=place[0] if place else None,
                end=place[1] if place else None,
                context=context,
                gold_span=shifted[0],
                predicted_span=shifted[1],
            )
        )

    # mentions and values

    def mentions(self) -> None:
        matched: list[tuple[schemas.Mention, schemas.Mention]] = []
        left_gold: list[schemas.Mention] = []
        left_predicted: list[schemas.Mention] = []
        for kind in MENTIONS:
            gold = [m for m in self.gold.record.mentions if m.type == kind]
            predicted = [m for m in self.predicted.record.mentions if m.type == kind]
            exact, partial = match_spans(gold, predicted)
            both = [*exact, *partial]
            for name in (kind, "all"):
                self._count(f"mentions.{name}.exact", found(len(exact), len(gold), len(predicted)))
                self._count(f"mentions.{name}.partial", found(len(both), len(gold), len(predicted)))
            right = {j for _, j in exact}
            for j, mention in enumerate(predicted):
                self._rule("mention", mention.rule, j in right)
            for i, j in partial:
                self._mention_error("boundary", gold[i], predicted[j])
            matched += [(gold[i], predicted[j]) for i, j in both]
            left_gold += _others(gold, [i for i, _ in both])
            left_predicted += _others(predicted, [j for _, j in both])
        self._unmatched(left_gold, left_predicted)
        self._values(matched)

    def _unmatched(self, gold: list[schemas.Mention], predicted: list[schemas.Mention]) -> None:
        confused = pairs(_overlaps(gold, predicted))
        for i, j in confused:
            self._mention_error("type", gold[i], predicted[j])
        for mention in _others(gold, [i for i, _ in confused]):
            self._mention_error("missed", mention, None)
        for mention in _others(predicted, [j for _, j in confused]):
            self._mention_error("spurious", None, mention)

    def _mention_error(self, kind: str, gold: schemas.Mention | None, predicted: schemas.Mention | None) -> None:
        shown = [f"{m.text} ({m.type})" if m and kind == "type" else m.text if m else None for m in (gold, predicted)]
        self._error(
            "mention",
            kind,
            (gold or predicted).type,  # type: ignore[union-attr]
            gold=shown[0],
            predicted=shown[1],
            rule=predicted.rule if predicted else None,
            gold_at=gold,
            predicted_at=predicted,
        )

    def _values(self, matched: Iterable[tuple[schemas.Mention, schemas.Mention]]) -> None:
        for gold, predicted in matched:
            one, other = self.gold.entity(gold.entity), self.predicted.entity(predicted.entity)
            right = same(one, other)
            self._count(f"values.{gold.type}", Right(int(right), 1))
            if gold.type in VALUE_TYPES:
                self._count("values.all", Right(int(right), 1))
            if not right:
                self._error(
                    "value",
                    "value",
                    gold.type,
                    gold=label(one),
                    predicted=label(other),
                    rule=predicted.rule,
                    gold_at=gold,
                    predicted_at=predicted,
                )

    # entities

    def coreference(self) -> None:
        for kind, field_ in (("person", "persons"), ("organization", "organizations"), ("document", "documents")):
            gold = [x for x in getattr(self.gold.record.entities, field_) if x.mentions]
            predicted = [x for x in getattr(self.predicted.record.entities, field_) if x.mentions]
            aligned = equal_pairs(gold, predicted, same)
            names = (kind, "all") if kind in COREFERENCE_TYPES else (kind,)
            for name in names:
                self._count(f"coreference.{name}", found(len(aligned), len(gold), len(predicted)))
            for entity in _others(gold, [i for i, _ in aligned]):
                at = self.gold.mentions[entity.mentions[0]]
                self._error("coreference", "missed", kind, gold=label(entity), gold_at=at)
            for entity in _others(predicted, [j for _, j in aligned]):
                at = self.predicted.mentions[entity.mentions[0]]
                # the same thing under two entities is a chain that was cut
                split = any(same(other, entity) for other in gold)
                self._error(
                    "coreference",
                    "split" if split else "spurious",
                    kind,
                    predicted=label(entity),
                    rule=at.rule,
                    predicted_at=at,
                )

    def positions(self) -> None:
        gold, predicted = _unique(self.gold.positions()), _unique(self.predicted.positions())
        aligned = equal_pairs(gold, predicted, _same_position)
        self._count("positions", found(len(aligned), len(gold), len(predicted)))
        for item in _others(gold, [i for i, _ in aligned]):
            at = self.gold.mentions.get(item[3].mention or "")
            self._error("position", "missed", "position", gold=_position_label(item), gold_at=at)
        for item in _others(predicted, [j for _, j in aligned]):
            at = self.predicted.mentions.get(item[3].mention or "")
            self._error(
                "position",
                "spurious",
                "position",
                predicted=_position_label(item),
                rule=at.rule if at else None,
                predicted_at=at,
            )

    # events

    def events(self) -> None:
        gold, predicted = self.gold.record.events, self.predicted.record.events
        aligned = pairs(self._event_weights(gold, predicted))
        self._count("events.detection", found(len(aligned), len(gold), len(predicted)))
        for kind in EVENTS:
            sizes = [sum(event.type == kind for event in events) for events in (gold, predicted)]
            hits = sum(gold[i].type == kind for i, _ in aligned)
            self._count(f"events.detection.{kind}", found(hits, *sizes))
        right = {j for _, j in aligned}
        for j, event in enumerate(predicted):
            self._rule("event", event.rule, j in right)
        for i, j in aligned:
            self._slots(gold[i], predicted[j])
            self._status(gold[i], predicted[j])
        left_gold = _others(gold, [i for i, _ in aligned])
        left_predicted = _others(predicted, [j for _, j in aligned])
        self._lone_events(left_gold, left_predicted)

    def _event_weights(self, gold: Sequence[schemas.Event], predicted: Sequence[schemas.Event]) -> dict[Pair, float]:
        weights = {}
        for i, one in enumerate(gold):
            for j, other in enumerate(predicted):
                if one.type != other.type:
                    continue
                told = any(
                    overlap(a, b) for a in (one.trigger, *one.evidence) for b in (other.trigger, *other.evidence)
                )
                if told or self._same_time_and_place(one, other):
                    slots = sum(len(self._slot_pairs(slot, one, other)) for slot in SLOTS)
                    # words first; what else is equal decides between several happenings told with one word
                    weights[i, j] = 0.4 * told + 0.2 * overlap(one.trigger, other.trigger) + 0.4 * slots / (slots + 1)
        return weights

    def _same_time_and_place(self, gold: schemas.Event, predicted: schemas.Event) -> bool:
        return all(
            0 < len(self._slot_values(slot, self.gold, gold)) == len(self._slot_values(slot, self.predicted, predicted))
            and len(self._slot_pairs(slot, gold, predicted)) == len(self._slot_values(slot, self.gold, gold))
            for slot in ("date", "place")
        )

    @staticmethod
    def _slot_values(slot: str, view: View, event: schemas.Event) -> list[Any]:
        if slot == "participant":
            return list(event.participants)
        return [view.entity(identifier) for identifier in getattr(event, ENTITY_ROLES[slot][0])]

    def _slot_pairs(self, slot: str, gold: schemas.Event, predicted: schemas.Event) -> list[Pair]:
        values = self._slot_values(slot, self.gold, gold), self._slot_values(slot, self.predicted, predicted)
        return equal_pairs(*values, self._same_party if slot == "participant" else same)

    def _same_party(self, gold: schemas.Party, predicted: schemas.Party) -> bool:
        return same_party(gold, predicted, self.gold, self.predicted)

    def _same_actor(self, gold: schemas.Party, predicted: schemas.Party) -> bool:
        return same_actor(gold, predicted, self.gold, self.predicted)

    def _slots(self, gold: schemas.Event, predicted: schemas.Event) -> None:
        for slot in SLOTS:
            ours = self._slot_values(slot, self.gold, gold)
            theirs = self._slot_values(slot, self.predicted, predicted)
            aligned = self._slot_pairs(slot, gold, predicted)
            count = found(len(aligned), len(ours), len(theirs))
            for name in (slot, "all"):
                self._count(f"events.slots.{name}", count)
                self._count(f"events.end_to_end.{name}", count)
            missed = _others(ours, [i for i, _ in aligned])
            spurious = _others(theirs, [j for _, j in aligned])
            if missed or spurious:
                self._error(
                    "event",
                    slot,
                    gold.type,
                    gold=self._shown(missed, self.gold),
                    predicted=self._shown(spurious, self.predicted),
                    rule=predicted.rule,
                    gold_at=gold.trigger,
                    predicted_at=predicted.trigger,
                )

    @staticmethod
    def _shown(values: Iterable[Any], view: View) -> str | None:
        parts = []
        for value in values:
            if isinstance(value, schemas.Party):
                parts.append(label(view.entity(value.entity)) if value.entity else f"«{value.text}»")
            else:
                parts.append(label(value))
        return "; ".join(parts) or None

    def _status(self, gold: schemas.Event, predicted: schemas.Event) -> None:
        self._field("event", gold, predicted, "status", gold.type, gold.trigger, predicted.trigger)

    def _field(
        self, layer: Layer, gold: Any, predicted: Any, name: str, type_: str, gold_at: Any, predicted_at: Any
    ) -> bool:
        """Count and report a field with one closed value."""
        one, other = getattr(gold, name), getattr(predicted, name)
        self._count(f"{layer}s.{name}", Right(int(one == other), 1))
        if one != other:
            shown = [None if value is None else str(value) for value in (one, other)]
            self._error(
                layer,
                name,
                type_,
                gold=shown[0],
                predicted=shown[1],
                rule=predicted.rule,
                gold_at=gold_at,
                predicted_at=predicted_at,
            )
        return bool(one == other)

    def _lone_events(self, gold: Sequence[schemas.Event], predicted: Sequence[schemas.Event]) -> None:
        confused = equal_pairs(gold, predicted, lambda one, other: overlap(one.trigger, other.trigger))
        for i, j in confused:
            self._event_error("type", gold[i], predicted[j])
        for event in _others(gold, [i for i, _ in confused]):
            self._event_error("missed", event, None)
        for event in _others(predicted, [j for _, j in confused]):
            self._event_error("spurious", None, event)
        for event in gold:
            for slot in SLOTS:
                size = len(self._slot_values(slot, self.gold, event))
                for name in (slot, "all"):
                    self._count(f"events.end_to_end.{name}", Found(fn=size))
        for event in predicted:
            for slot in SLOTS:
                size = len(self._slot_values(slot, self.predicted, event))
                for name in (slot, "all"):
                    self._count(f"events.end_to_end.{name}", Found(fp=size))

    def _event_error(self, kind: str, gold: schemas.Event | None, predicted: schemas.Event | None) -> None:
        self._error(
            "event",
            kind,
            (gold or predicted).type,  # type: ignore[union-attr]
            gold=_event_label(gold) if gold else None,
            predicted=_event_label(predicted) if predicted else None,
            rule=predicted.rule if predicted else None,
            gold_at=gold.trigger if gold else None,
            predicted_at=predicted.trigger if predicted else None,
        )

    # commitments

    def commitments(self) -> None:
        gold, predicted = self.gold.record.commitments, self.predicted.record.commitments
        aligned = pairs(_commitment_weights(gold, predicted))
        self._count("commitments.detection", found(len(aligned), len(gold), len(predicted)))
        full = sum(self._commitment(gold[i], predicted[j]) for i, j in aligned)
        self._count("commitments.full", found(full, len(gold), len(predicted)))
        right = {j for _, j in aligned}
        for j, commitment in enumerate(predicted):
            self._rule("commitment", commitment.rule, j in right)
        for commitment in _others(gold, [i for i, _ in aligned]):
            self.result.forces[commitment.force, NO_FORCE] += 1
            self._error(
                "commitment",
                "missed",
                commitment.force,
                gold=_commitment_label(commitment),
                gold_at=commitment.action,
            )
        for commitment in _others(predicted, [j for _, j in aligned]):
            self.result.forces[NO_FORCE, commitment.force] += 1
            self._error(
                "commitment",
                "spurious",
                commitment.force,
                predicted=_commitment_label(commitment),
                rule=commitment.rule,
                predicted_at=commitment.action,
            )

    def _commitment(self, gold: schemas.Commitment, predicted: schemas.Commitment) -> bool:
        """Score an aligned pair; whether force and actors are right."""
        self.result.forces[gold.force, predicted.force] += 1
        ours, theirs = tokens(gold.action), tokens(predicted.action)
        self._count("commitments.action", found(len(ours & theirs), len(ours), len(theirs)))
        spans = (gold.action, predicted.action)
        if ours != theirs:
            self._error(
                "commitment",
                "action",
                gold.force,
                gold=gold.action.text,
                predicted=predicted.action.text,
                rule=predicted.rule,
                gold_at=gold.action,
                predicted_at=predicted.action,
            )
        right = self._field("commitment", gold, predicted, "force", gold.force, gold.cue, predicted.cue)
        for name in ("status", "negated"):
            self._field("commitment", gold, predicted, name, gold.force, *spans)
        for name in ("deadline", "timeframe"):
            if getattr(gold, name) is not None or getattr(predicted, name) is not None:
                self._field("commitment", gold, predicted, name, gold.force, *spans)
        actors = self._actors(gold, predicted, "actors")
        self._actors(gold, predicted, "addressees")
        return right and actors

    def _actors(self, gold: schemas.Commitment, predicted: schemas.Commitment, name: str) -> bool:
        ours, theirs = getattr(gold, name), getattr(predicted, name)
        aligned = equal_pairs(ours, theirs, self._same_actor)
        self._count(f"commitments.{name}", found(len(aligned), len(ours), len(theirs)))
        missed = _others(ours, [i for i, _ in aligned])
        spurious = _others(theirs, [j for _, j in aligned])
        if missed or spurious:
            self._error(
                "commitment",
                name,
                gold.force,
                gold=self._shown(missed, self.gold),
                predicted=self._shown(spurious, self.predicted),
                rule=predicted.rule,
                gold_at=gold.action,
                predicted_at=predicted.action,
            )
        return not missed and not spurious


class _Contexts:
    """The sentence around a span."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = list(razdel.sentenize(text)) if text else []
        self._starts = [sentence.start for sentence in self._sentences]

    def around(
        self, place: tuple[int, int] | None, spans: Sequence[tuple[int, int] | None]
    ) -> tuple[str, list[tuple[int, int] | None]]:
        """The sentences that `place` touches, and the spans as offsets in them, cut to fit."""
        if place is None or not self._sentences:
            return "", [None for _ in spans]
        first = max(bisect_right(self._starts, place[0]) - 1, 0)
        last = max(bisect_right(self._starts, max(place[1] - 1, place[0])) - 1, first)
        start, stop = self._sentences[first].start, max(self._sentences[last].stop, place[1])
        shifted: list[tuple[int, int] | None] = []
        for span in spans:
            low, high = (max(span[0], start) - start, min(span[1], stop) - start) if span else (0, 0)
            shifted.append((low, high) if low < high else None)
        return self._text[start:stop], shifted


def match_spans(gold: Sequence[Any], predicted: Sequence[Any]) -> tuple[list[Pair], list[Pair]]:
    """One-to-one pairs of spans of one type: those that are equal, and of the rest those that overlap."""
    exact = _exact(gold, predicted)
    return exact, _partial(gold, predicted, exact)


def _exact(gold: Sequence[Any], predicted: Sequence[Any]) -> list[Pair]:
    waiting: dict[tuple[int, int], list[int]] = {}
    for j, mention in enumerate(predicted):
        waiting.setdefault((mention.start, mention.end), []).append(j)
    return [
        (i, waiting[mention.start, mention.end].pop(0))
        for i, mention in enumerate(gold)
        if waiting.get((mention.start, mention.end))
    ]


def _partial(gold: Sequence[Any], predicted: Sequence[Any], exact: Sequence[Pair]) -> list[Pair]:
    taken = {i for i, _ in exact}, {j for _, j in exact}
    left = [i for i in range(len(gold)) if i not in taken[0]], [j for j in range(len(predicted)) if j not in taken[1]]
    weights = _overlaps([gold[i] for i in left[0]], [predicted[j] for j in left[1]])
    return [(left[0][i], left[1][j]) for i, j in pairs(weights)]


def _overlaps(gold: Sequence[Any], predicted: Sequence[Any]) -> dict[Pair, float]:
    """Shared characters of every overlapping pair, as a share of the characters that either covers."""
    weights = {}
    order = sorted(range(len(predicted)), key=lambda j: predicted[j].start)
    starts = [predicted[j].start for j in order]
    longest = max((m.end - m.start for m in predicted), default=0)
    for i, one in enumerate(gold):
        # no prediction that starts more than the longest length before can reach this far
        for position in range(bisect_right(starts, one.start - longest), bisect_right(starts, one.end - 1)):
            j = order[position]
            shared = min(one.end, predicted[j].end) - max(one.start, predicted[j].start)
            if shared > 0:
                either = max(one.end, predicted[j].end) - min(one.start, predicted[j].start)
                weights[i, j] = shared / either
    return weights


def _commitment_weights(
    gold: Sequence[schemas.Commitment], predicted: Sequence[schemas.Commitment]
) -> dict[Pair, float]:
    """Pairs whose actions share at least half of the shorter one's words."""
    ours, theirs = [tokens(c.action) for c in gold], [tokens(c.action) for c in predicted]
    weights = {}
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            shared = len(one & other)
            if shared and 2 * shared >= min(len(one), len(other)):
                # two records of one action differ in cue and force
                weights[i, j] = (
                    0.6 * 2 * shared / (len(one) + len(other))
                    + 0.25 * (gold[i].force == predicted[j].force)
                    + 0.15 * overlap(gold[i].cue, predicted[j].cue)
                )
    return weights


def _others(items: Sequence[Any], taken: Iterable[int]) -> list[Any]:
    skip = set(taken)
    return [item for number, item in enumerate(items) if number not in skip]


def _unique(items: Sequence[Any]) -> list[Any]:
    """Triples once: a post that one record lists twice is one."""
    kept: list[Any] = []
    for item in items:
        if not any(_same_position(item, other) for other in kept):
            kept.append(item)
    return kept


def _same_position(gold: Any, predicted: Any) -> bool:
    return same(gold[0], predicted[0]) and gold[1] == predicted[1] and same(gold[2], predicted[2])


def _position_label(item: Any) -> str:
    person, _, owner, position = item
    return f"{person.name}: {position.title}, {label(owner)}"


def _event_label(event: schemas.Event) -> str:
    return f"{event.type}, {event.status}: {event.trigger.text}"


def _commitment_label(commitment: schemas.Commitment) -> str:
    return f"{commitment.cue.text} | {commitment.action.text}"

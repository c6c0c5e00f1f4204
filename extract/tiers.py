"""How sure a row is: `ready` to be taken as it is, or to `check` first.

A small additive model. Every event and commitment has a handful of plain features (which construction told it, how its
actors were found, whether its sentence is long ...); `tiers.yaml` gives each a weight, and the weights of a row add up
to the log-odds that the whole row is right. A row is `ready` if that is at least the kind's `threshold`.

Weights and thresholds are fitted by `kommunike gold tiers` on rows of texts that nobody had tuned the
program to when it read them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

import schemas
from extract.errors import LexiconError

Kind = Literal["event", "commitment"]
WEIGHTS = Path(__file__).with_name("tiers.yaml")
#: characters between an actor and its cue that count as near
_NEAR = 60
_LONG, _VERY_LONG = 25, 45
_MANY_PERSONS = 6


class Model:
    """Weights of one kind of row."""

    def __init__(self, weights: Mapping[str, float], bias: float, threshold: float | None) -> None:
        self.weights = dict(weights)
        self.bias = bias
        #: log-odds from which a row is ready; `None` if no row is known to be right often enough
        self.threshold = threshold

    def score(self, features: Iterable[str]) -> float:
        """Log-odds that a row with these features is right."""
        return self.bias + sum(self.weights.get(name, 0.0) for name in set(features))

    def ready(self, features: Iterable[str]) -> bool:
        return self.threshold is not None and self.score(features) >= self.threshold


@cache
def models(path: Path = WEIGHTS) -> dict[Kind, Model]:
    """The models of `tiers.yaml`."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {
            kind: Model(part["weights"], part["bias"], part["threshold"]) for kind, part in content["models"].items()
        }
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise LexiconError(f"{path}: no readable weights ({error}); fit them with `kommunike gold tiers`") from error


def assign(record: schemas.Record) -> schemas.Record:
    """A copy of `record` in which every event and commitment has its tier."""
    known = models()
    tiers: dict[Kind, list[Any]] = {"event": [], "commitment": []}
    for kind, item, features in rows(record):
        tier = "ready" if known[kind].ready(features) else "check"
        tiers[kind].append(item if item.tier == tier else item.model_copy(update={"tier": tier}))
    return record.model_copy(update={"events": tiers["event"], "commitments": tiers["commitment"]})


def rows(record: schemas.Record) -> Iterator[tuple[Kind, Any, list[str]]]:
    """(kind, event or commitment, its features) in the order of the record."""
    page = _Page(record)
    for event in record.events:
        yield "event", event, sorted(set(page.of_event(event)))
    for commitment in record.commitments:
        yield "commitment", commitment, sorted(set(page.of_commitment(commitment)))


class _Page:
    """What the features of one record need to know of it."""

    def __init__(self, record: schemas.Record) -> None:
        self.record = record
        entities = record.entities
        self.kinds = {
            item.id: kind
            for kind, group in (
                ("date", entities.dates),
                ("place", entities.places),
                ("person", entities.persons),
                ("organization", entities.organizations),
            )
            for item in group
        }
        self.dates = {item.id: item for item in entities.dates}
        self.date_starts = sorted(m.start for m in record.mentions if m.type == "date")
        self.types = Counter(event.type for event in record.events)
        self.crowded = set(_crowded(record.commitments))
        self.many_persons = len(entities.persons) >= _MANY_PERSONS

    def _dates_in(self, start: int, end: int) -> int:
        return bisect_left(self.date_starts, end) - bisect_left(self.date_starts, start)

    def of_commitment(self, c: schemas.Commitment) -> Iterator[str]:
        yield f"force {c.force}"
        yield f"frame {_frame(c.rule)}"
        yield f"status {c.status}"
        if c.language == "en":
            yield "english"
        yield from self._actors(c)
        words = len(c.clause.text.split())
        if words > _LONG:
            yield "long clause"
        if words > _VERY_LONG:
            yield "very long clause"
        if c.deadline or c.timeframe:
            yield "unresolved date" if "X" in (c.deadline or "") + (c.timeframe or "") else "dated"
        elif self._dates_in(c.clause.start, c.clause.end):
            yield "date left over"
        if c.attributed_to is not None:
            yield "attributed"
        if c.id in self.crowded:
            yield "shares its clause"
        if len(c.action.text.split()) <= 2:
            yield "short action"

    def _actors(self, c: schemas.Commitment) -> Iterator[str]:
        if not c.actors:
            yield "no actor"
            return
        first = c.actors[0]
        if any(a.entity is None for a in c.actors):
            yield "unnamed actor"
        else:
            yield f"actor {first.basis}"
            kind = self.kinds.get(first.entity or "", "other")
            yield f"actor is {kind}"
            if first.basis == "stated" and _frame(c.rule) == "infinitive":
                yield "stated actor, infinitive"
            if kind == "place" and _frame(c.rule) == "infinitive":
                yield "state, infinitive"
            if kind == "person" and first.basis == "stated" and len(c.actors) == 1:
                yield "one person, stated"
        if len(c.actors) == 2:
            yield "two actors"
        elif len(c.actors) > 2:
            yield "many actors"
        if first.start is not None and first.end is not None:
            if first.end <= c.cue.start and c.cue.start - first.end <= _NEAR:
                yield "actor near"
            else:
                yield "actor far"
        elif self.many_persons:
            yield "inferred among many"

    def of_event(self, e: schemas.Event) -> Iterator[str]:
        yield f"type {e.type}"
        yield f"status {e.status}"
        yield f"told by {_telling(e.rule)}"
        inferred = [self.dates[i].inferred for i in e.dates if i in self.dates]
        yield "no date" if not inferred else "inferred date" if any(inferred) else "full date"
        yield "no place" if not e.places else "placed"
        yield "no body" if not e.organizations else "body"
        people = e.participants
        if not people:
            yield "nobody took part"
        elif len(people) == 2:
            yield "two participants"
        elif len(people) > 4:
            yield "many participants"
        else:
            yield "one participant" if len(people) == 1 else "few participants"
        for basis in {p.basis for p in people}:
            yield f"participant {basis}"
        if any(p.entity is None for p in people):
            yield "unnamed participant"
        if e.evidence:
            yield "told again"
        if e.within is not None:
            yield "within another"
        if e is self.record.events[0]:
            yield "first of its page"
        if self.types[e.type] > 1:
            yield "one of several of its type"


def _crowded(commitments: Iterable[schemas.Commitment]) -> Iterator[str]:
    """Ids of commitments whose clause overlaps with another's."""
    before: schemas.Commitment | None = None
    for c in sorted(commitments, key=lambda c: (c.clause.start, c.clause.end)):
        if before is not None and c.clause.start < before.clause.end:
            yield from (before.id, c.id)
        if before is None or c.clause.end > before.clause.end:
            before = c


def _frame(rule: str | None) -> str:
    """The construction of a commitment's rule: `commitment.pledge.verb_infinitive:обещать` -> `infinitive`."""
    parts = (rule or "").split(":")[0].split(".")
    name = parts[2] if len(parts) > 2 else "other"
    return name.rsplit("_", 1)[-1]


def _telling(rule: str | None) -> str:
    """What told an event: `event.session.noun:заседание` -> `noun`."""
    parts = (rule or "").split(":")[0].split(".")
    return parts[-1] if len(parts) > 2 else "other"

"""How sure a row is: `ready` to be taken as it is, or to `check` first.

A row is right if each of its parts is (`extract.tier_features`), and every part has a small additive model:
`tiers.yaml` gives each feature of the part a weight, and the weights of those that a row has add up to the log-odds
that its part is right. What the parts' probabilities multiply to is the row's; the row is `ready` if that is at least
its kind's `threshold`.

Weights and thresholds are fitted by `kommunike gold tiers` on rows of texts that nobody had tuned the
program to when it read them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import schemas
from extract.errors import LexiconError
from extract.lexicons import parse_yaml
from extract.lexicons.cache import derived
from extract.tier_features import Page

Kind = Literal["event", "commitment"]
WEIGHTS = Path(__file__).with_name("tiers.yaml")


class Part(NamedTuple):
    """Weights of one part of a row."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, names: Iterable[str]) -> float:
        """How likely the part is right in a row with these features."""
        score = self.bias + sum([self.weights.get(name, 0.0) for name in names])
        return 1 / (1 + math.exp(-score))


class Model(NamedTuple):
    """Weights of one kind of row."""

    parts: Mapping[str, Part]
    #: probability from which a row is ready; `None` if no row is known to be right often enough
    threshold: float | None

    def score(self, features: Mapping[str, Iterable[str]]) -> float:
        """How likely a row with these features by part is right; a part without features cannot be wrong."""
        right: float = 1
        for part, names in features.items():
            right *= self.parts[part].probability(names) if names else 1
        return right

    def ready(self, features: Mapping[str, Iterable[str]]) -> bool:
        return self.threshold is not None and self.score(features) >= self.threshold


def by_part(features: Iterable[str]) -> dict[str, set[str]]:
    """Features such as `dates: several` by the part that they speak for."""
    found: dict[str, set[str]] = {}
    for feature in features:
        part, _, name = feature.partition(": ")
        found.setdefault(part, set()).add(name)
    return found


@cache
def models(path: Path = WEIGHTS) -> dict[Kind, Model]:
    """The models of `tiers.yaml`."""
    try:
        source = path.read_bytes()
        content = derived("tiers", (source,), lambda: parse_yaml(source))["models"]
        return {
            kind: Model(
                {name: Part(part["weights"], part["bias"]) for name, part in model["parts"].items()},
                model["threshold"],
            )
            for kind, model in content.items()
        }
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise LexiconError(f"{path}: no readable weights ({error}); fit them with `kommunike gold tiers`") from error


def assign(record: schemas.Record) -> schemas.Record:
    """A copy of `record` in which every event and commitment has its tier."""
    known = models()
    page = cache(lambda: Page(record))  # features are not looked for where no row is ready whatever they are
    tiers: dict[Kind, list[Any]] = {"event": [], "commitment": []}
    for kind, item in _items(record):
        is_ready = known[kind].threshold is not None and known[kind].ready(page().by_part(item))
        tier = "ready" if is_ready else "check"
        tiers[kind].append(item if item.tier == tier else item.model_copy(update={"tier": tier}))
    return record.model_copy(update={"events": tiers["event"], "commitments": tiers["commitment"]})


def rows(record: schemas.Record) -> Iterator[tuple[Kind, Any, list[str]]]:
    """(kind, event or commitment, its features) in the order of the record."""
    page = Page(record)
    for kind, item in _items(record):
        yield kind, item, page.features(item)


def _items(record: schemas.Record) -> Iterator[tuple[Kind, Any]]:
    for event in record.events:
        yield "event", event
    for commitment in record.commitments:
        yield "commitment", commitment

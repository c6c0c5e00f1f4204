"""One-to-one alignment: as many pairs as possible, and among those the best."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy
from scipy.optimize import linear_sum_assignment

T = TypeVar("T")
Pair = tuple[int, int]


def pairs(weights: Mapping[Pair, float]) -> list[Pair]:
    """The pairs of an optimal one-to-one alignment, in order.

    Args:
        weights: for each pair that may be aligned how good it is, from 0 to 1. The number of pairs counts before
            their weights.
    """
    return _solve(weights, 1.0)


def best_total(weights: Mapping[Pair, float]) -> list[Pair]:
    """The one-to-one alignment with the greatest sum of weights, in order; the number of pairs does not count."""
    return _solve(weights, 0.0)


def _solve(weights: Mapping[Pair, float], pair_bonus: float) -> list[Pair]:
    found: list[Pair] = []
    for group in _components(weights):
        found += _assign(group, weights, pair_bonus)
    return sorted(found)


def _components(weights: Mapping[Pair, float]) -> list[list[Pair]]:
    """Pairs that compete with each other; solving them apart keeps long documents cheap."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in weights:
        parent[root(("gold", one))] = root(("predicted", other))
    groups: dict[tuple[str, int], list[Pair]] = {}
    for pair in sorted(weights):
        groups.setdefault(root(("gold", pair[0])), []).append(pair)
    return list(groups.values())


def _assign(group: list[Pair], weights: Mapping[Pair, float], pair_bonus: float) -> list[Pair]:
    if len(group) == 1:
        return group
    rows = sorted({one for one, _ in group})
    columns = sorted({other for _, other in group})
    row_at = {value: number for number, value in enumerate(rows)}
    column_at = {value: number for number, value in enumerate(columns)}
    gain = numpy.zeros((len(rows), len(columns)))
    # one pair more always outweighs any difference in quality
    scale = 1 / (min(len(rows), len(columns)) + 1)
    for one, other in group:
        gain[row_at[one], column_at[other]] = pair_bonus + scale * weights[one, other]
    chosen = linear_sum_assignment(gain, maximize=True)
    allowed = set(group)
    return [pair for i, j in zip(*chosen) if (pair := (rows[int(i)], columns[int(j)])) in allowed]


def equal_pairs(gold: Sequence[T], predicted: Sequence[T], same: Callable[[T, T], Any]) -> list[Pair]:
    """An optimal one-to-one alignment of the items that `same` holds equal."""
    return pairs({(i, j): 1.0 for i, one in enumerate(gold) for j, other in enumerate(predicted) if same(one, other)})

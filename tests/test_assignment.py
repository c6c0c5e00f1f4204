"""Optimal pairs, against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from extract.assignment import best_pairs


@pytest.mark.parametrize(
    ("rows", "columns"), [(1, 1), (1, 5), (5, 1), (4, 4), (3, 9), (9, 3), (30, 30), (40, 25), (210, 205)]
)
@pytest.mark.parametrize("kind", ["any", "with ties", "negative"])
def test_pairs_have_scipys_sum(rows, columns, kind):
    choose = np.random.default_rng(rows * 100 + columns)
    for _ in range(20 if rows < 100 else 1):
        scores = choose.normal(size=(rows, columns))
        if kind == "with ties":
            scores = scores.round()
        if kind == "negative":
            scores = -abs(scores)
        found = best_pairs(scores)
        assert (
            len(found) == len({row for row, _ in found}) == len({column for _, column in found}) == min(rows, columns)
        )
        expected = scores[linear_sum_assignment(-scores)].sum()
        assert sum(scores[pair] for pair in found) == pytest.approx(expected)


def test_pairs_without_ties_are_scipys():
    scores = np.random.default_rng(5).normal(size=(12, 17))
    assert best_pairs(scores) == list(zip(*(side.tolist() for side in linear_sum_assignment(-scores))))


def test_no_pairs():
    assert best_pairs(np.zeros((0, 3))) == best_pairs(np.zeros((3, 0))) == []

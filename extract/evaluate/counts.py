"""Counts that are stored and ratios that are derived from them; nothing to score is `None`, never 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

import numpy

#: samples of documents drawn for an interval
SAMPLES = 2000
SEED = 20200429


class Found(NamedTuple):
    """What was to be found and what was: true positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float | None:
        return ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        return ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        return ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def value(self) -> float | None:
        """The headline ratio."""
        return self.f1

    def plus(self, other: Found) -> Found:
        return Found(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    def as_json(self) -> dict[str, Any]:
        return {**self._asdict(), "precision": self.precision, "recall": self.recall, "f1": self.f1}


class Right(NamedTuple):
    """How many of those that were looked at are right."""

    correct: int = 0
    total: int = 0

    @property
    def value(self) -> float | None:
        return ratio(self.correct, self.total)

    def plus(self, other: Right) -> Right:
        return Right(self.correct + other.correct, self.total + other.total)

    def as_json(self) -> dict[str, Any]:
        return {**self._asdict(), "accuracy": self.value}


Count = Found | Right


def ratio(part: int, whole: int) -> float | None:
    """`part / whole`, or `None` if there is nothing to score."""
    return part / whole if whole else None


def found(pairs: int, gold: int, predicted: int) -> Found:
    """Counts of an alignment with so many pairs."""
    return Found(pairs, predicted - pairs, gold - pairs)


def pool(counts: Sequence[Mapping[str, Count]]) -> dict[str, Count]:
    """Sums over documents."""
    total: dict[str, Count] = {}
    for document in counts:
        for name, count in document.items():
            total[name] = total[name].plus(count) if name in total else count  # type: ignore[arg-type]
    return total


def intervals(
    counts: Sequence[Mapping[str, Count]], *, samples: int = SAMPLES, seed: int = SEED
) -> dict[str, tuple[float, float] | None]:
    """95 % bootstrap interval of each headline ratio: documents are drawn anew, counts are pooled.

    The same documents are drawn for every ratio. `None` where there is nothing to score or only one document.
    """
    names = {name: count for document in counts for name, count in document.items()}
    if len(counts) < 2:
        return dict.fromkeys(names)
    generator = Random(seed)
    size = len(counts)
    drawn = numpy.zeros((samples, size))
    for row in drawn:
        for number in generator.choices(range(size), k=size):
            row[number] += 1
    return {name: _interval(drawn, [document.get(name) for document in counts]) for name in names}


def _interval(drawn: Any, counts: Sequence[Count | None]) -> tuple[float, float] | None:
    fractions = numpy.array([_fraction(count) for count in counts])
    sums = drawn @ fractions
    sums = sums[sums[:, 1] > 0]
    if not len(sums):
        return None
    low, high = numpy.percentile(sums[:, 0] / sums[:, 1], (2.5, 97.5))
    return float(low), float(high)


def _fraction(count: Count | None) -> tuple[int, int]:
    """Numerator and denominator of the headline ratio."""
    if count is None:
        return 0, 0
    if isinstance(count, Found):
        return 2 * count.tp, 2 * count.tp + count.fp + count.fn
    return count.correct, count.total

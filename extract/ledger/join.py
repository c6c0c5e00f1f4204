"""Joining things that are one: proposals with reasons, taken strongest first, refused where clusters contradict.

Pairs are only proposed within blocks (things that share a key), each with a few neighbours, never all with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

S = TypeVar("S")

#: neighbours in a block that a thing is compared with: keeps blocks of any size linear
WINDOW = 24


@dataclass(frozen=True, slots=True)
class Join:
    """Two things that were joined, by numbers, and the features that joined them."""

    first: int
    second: int
    weight: float
    why: tuple[str, ...]


class Joiner(Generic[S]):
    """Union-find over numbered things, each with a summary of what clusters may not contradict in.

    Args:
        summaries: one for each thing.
        clash: the contradiction between two clusters' summaries, in words, or `None`.
        merge: the summary of two clusters joined.
    """

    def __init__(
        self, summaries: Sequence[S], *, clash: Callable[[S, S], str | None], merge: Callable[[S, S], S]
    ) -> None:
        self._parent = list(range(len(summaries)))
        self._summary = list(summaries)
        self._clash = clash
        self._merge = merge
        self._proposals: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)
        self.joins: list[Join] = []
        #: proposals that were refused: (first, second, contradiction)
        self.refused: list[tuple[int, int, str]] = []

    def find(self, number: int) -> int:
        """The thing that stands for a thing's cluster: its first."""
        root = number
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[number] != root:
            self._parent[number], number = root, self._parent[number]
        return root

    def summary(self, number: int) -> S:
        """The summary of a thing's cluster."""
        return self._summary[self.find(number)]

    def propose(self, first: int, second: int, weight: float, why: Iterable[str]) -> None:
        """Two things may be one; of several proposals for a pair the strongest counts."""
        pair = (min(first, second), max(first, second))
        if pair[0] != pair[1] and self._proposals.get(pair, (-1.0, ()))[0] < weight:
            self._proposals[pair] = (weight, tuple(why))

    def force(self, first: int, second: int, why: str) -> None:
        """Two things are one, whatever contradicts."""
        self._unite(Join(min(first, second), max(first, second), float("inf"), (why,)))

    def keep_apart(self, first: int, second: int) -> None:
        """Two things are not one, whatever speaks for it."""
        a, b = self.find(first), self.find(second)
        self._apart[a].add(b)
        self._apart[b].add(a)

    def run(self) -> None:
        """Take the proposals, strongest first; equal ones in the order of their things."""
        for (first, second), (weight, why) in sorted(self._proposals.items(), key=lambda p: (-p[1][0], p[0])):
            a, b = self.find(first), self.find(second)
            if a == b:
                continue
            reason = self._reason(a, b)
            if reason is None:
                self._unite(Join(first, second, weight, why))
            else:
                self.refused.append((first, second, reason))
        self._proposals.clear()

    def _reason(self, a: int, b: int) -> str | None:
        if b in self._apart.get(a, ()):
            return "kept apart by a reader"
        return self._clash(self._summary[a], self._summary[b])

    def _unite(self, join: Join) -> None:
        a, b = sorted((self.find(join.first), self.find(join.second)))
        self.joins.append(join)
        if a == b:
            return
        self._parent[b] = a
        self._summary[a] = self._merge(self._summary[a], self._summary[b])
        for other in self._apart.pop(b, ()):
            self._apart[a].add(other)
            self._apart[other].discard(b)
            self._apart[other].add(a)

    def clusters(self) -> list[list[int]]:
        """All clusters, singles included, in the order of their first things."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            found.setdefault(self.find(number), []).append(number)
        return list(found.values())


def pairs(blocks: Iterable[Sequence[int]], window: int = WINDOW) -> Iterator[tuple[int, int]]:
    """Pairs within blocks, each thing with those at most `window` places before it."""
    for block in blocks:
        for place, second in enumerate(block):
            for first in block[max(place - window, 0) : place]:
                yield first, second


def blocked(keys: Iterable[tuple[int, Iterable[Hashable]]]) -> list[list[int]]:
    """Blocks of two things or more that share a key, in order of first appearance."""
    found: dict[Hashable, list[int]] = {}
    for number, own in keys:
        for key in own:
            found.setdefault(key, []).append(number)
    return [block for block in found.values() if len(block) > 1]

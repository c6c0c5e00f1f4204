"""Fits the weights of `extract/tiers.yaml`: what the features of a row say about whether each of its parts is right.

The parts (`extract.tier_features`) of an event are right if it stands for a gold event (`found`), its status, dates and
places are those of gold, and nobody among its participants and no body is wrong; those of a commitment if it stands for
a gold commitment, and force with negation, deadline and all actors are those of gold. A commitment is right as a whole
as in the full records of the scores: found, with its force and its actors; a doubtful deadline lowers its score only.

Rows come from two runs. *Blind* rows (`blind_rows.tsv`) are what the program of its day made of a batch of texts
before anybody tuned it to them (commits in gold/README.md). *Current* rows are what the present program makes of the
same texts: it has been tuned to them since, so they count less, and are there so that constructions which are new have
a weight at all. How often rows of older programs and current rows are right at large is fitted beside the weights and
left out of them: a row's score is that of a row of the last batches. The threshold is the lowest score at which the
rows above it, each scored by weights fitted without its batch, are right in `TARGET` of all cases, the blind rows of
the last batches and current rows, each for themselves, by no fewer than `_LEAST` rows; without such a score no row of
the kind is ever ready.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import schemas
from extract.errors import GoldError
from extract.evaluate.align import pairs
from extract.evaluate.scores import _commitment_weights, _Scorer
from extract.tiers import WEIGHTS, Kind, by_part, rows

BLIND_ROWS = Path(__file__).with_name("blind_rows.tsv")
CURRENT = "current"
TARGET = 0.90
#: fewer rows than this above a score prove nothing
_LEAST = 20
#: features of fewer rows have no weight
_SEEN = 8
_RIDGE = 1.2
_CURRENT_WEIGHT = 0.5
#: the last batches, whose rows say what the program is worth now
_RECENT = 8
#: how freely the share of right rows of other programs is fitted, beside the ridge
_LEVEL = 3.0
_COLUMNS = ("batch", "document", "kind", "wrong", "features")
_FOUND = "found"
#: parts that a whole record does not need (contract, section 6: detection, force and actors)
_BESIDE = frozenset({"deadline"})
#: slots of an event: those in which nothing may be missing either
_SLOTS = {"date": "dates", "place": "places", "participant": "participants", "organization": "organizations"}
_WHOLE = frozenset({"date", "place"})


@dataclass(frozen=True, slots=True)
class Row:
    """One event or commitment that the program found, its parts that are wrong, and its features."""

    batch: str
    document: str
    kind: Kind
    wrong: tuple[str, ...]
    features: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it is right as a whole."""
        return not set(self.wrong) - _BESIDE


@dataclass(frozen=True, slots=True)
class Fit:
    """Models of one kind, and what rows above the threshold were worth when their batch was left out."""

    kind: Kind
    #: part -> (weights, bias)
    parts: dict[str, tuple[dict[str, float], float]]
    threshold: float | None
    #: batch (or `current`) -> (ready and right, ready, right, all)
    measured: dict[str, tuple[int, int, int, int]]


def judge(gold: schemas.Record, predicted: schemas.Record, batch: str) -> Iterator[Row]:
    """The rows of a predicted record with what gold says of them."""
    wrong = {**_wrong_events(gold, predicted), **_wrong_commitments(gold, predicted)}
    for kind, item, features in rows(predicted):
        yield Row(batch, predicted.document.id, kind, wrong.get(item.id, (_FOUND,)), tuple(features))


def _wrong_events(gold: schemas.Record, predicted: schemas.Record) -> dict[str, tuple[str, ...]]:
    """The wrong parts of each event that stands for one of gold."""
    scorer = _Scorer(gold, predicted)
    found = {}
    for i, j in pairs(scorer._event_weights(gold.events, predicted.events)):
        ours, theirs = gold.events[i], predicted.events[j]
        wrong = [] if ours.status == theirs.status else ["status"]
        for slot, part in _SLOTS.items():
            both = len(scorer._slot_pairs(slot, ours, theirs))
            spurious = both < len(scorer._slot_values(slot, scorer.predicted, theirs))
            missed = both < len(scorer._slot_values(slot, scorer.gold, ours))
            if spurious or (missed and slot in _WHOLE):
                wrong.append(part)
        found[theirs.id] = tuple(wrong)
    return found


def _wrong_commitments(gold: schemas.Record, predicted: schemas.Record) -> dict[str, tuple[str, ...]]:
    """The wrong parts of each commitment that stands for one of gold."""
    scorer = _Scorer(gold, predicted)
    found = {}
    for i, j in pairs(_commitment_weights(gold.commitments, predicted.commitments)):
        ours, theirs = gold.commitments[i], predicted.commitments[j]
        same = {
            "force": (ours.force, ours.negated) == (theirs.force, theirs.negated),
            "deadline": ours.deadline == theirs.deadline,
            "actors": scorer._actors(ours, theirs, "actors"),
        }
        found[theirs.id] = tuple(part for part, right in same.items() if not right)
    return found


def read_rows(path: Path = BLIND_ROWS) -> list[Row]:
    """Rows of a table that `write_rows` wrote.

    Raises:
        GoldError: the table lacks a column.
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t"))
    if table and set(table[0]) != set(_COLUMNS):
        raise GoldError(f"{path}: columns {sorted(table[0])}, expected {sorted(_COLUMNS)}")
    return [
        Row(r["batch"], r["document"], r["kind"], _listed(r["wrong"]), tuple(_unpacked(r["features"])))  # type: ignore[arg-type]
        for r in table
    ]


def _listed(names: str) -> tuple[str, ...]:
    return tuple(filter(None, names.split("; ")))


def _packed(features: Iterable[str]) -> str:
    """`dates: a; b | found: c`: the part is named once."""
    return " | ".join(f"{part}: {'; '.join(sorted(names))}" for part, names in sorted(by_part(features).items()))


def _unpacked(features: str) -> Iterator[str]:
    for group in features.split(" | "):
        part, _, names = group.partition(": ")
        yield from (f"{part}: {name}" for name in _listed(names))


def write_rows(items: Iterable[Row], path: Path = BLIND_ROWS) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(_COLUMNS)
        for r in sorted(items, key=lambda r: (r.batch, r.document, r.kind)):
            writer.writerow((r.batch, r.document, r.kind, "; ".join(r.wrong), _packed(r.features)))


def current_rows(
    gold: Sequence[schemas.Record], read: Callable[[schemas.Record], schemas.Record], documents: set[str]
) -> list[Row]:
    """What the present program, called by `read`, makes of those gold texts that have blind rows."""
    return [r for g in gold if g.document.id in documents for r in judge(g, read(g), CURRENT)]


def fit(items: Sequence[Row]) -> list[Fit]:
    """Models and threshold for each kind of row."""
    found = []
    kinds: tuple[Kind, ...] = ("commitment", "event")
    for kind in kinds:
        own = [r for r in items if r.kind == kind]
        scores = np.ones(len(own))
        parts = {}
        for part in sorted({part for r in own for part in by_part(r.features)}):
            model = _Part(part, own)
            weights, bias = model.fit(np.ones(len(own), dtype=bool))
            kept = {name: round(float(w), 2) for name, w in zip(model.names, weights) if round(float(w), 2)}
            parts[part] = kept, round(float(bias), 2)
            scores *= model.left_out()
        threshold = _threshold(scores, own)
        found.append(Fit(kind, parts, threshold, _measure(scores, own, threshold)))
    return found


class _Part:
    """The rows of a kind as they are to one of its parts."""

    def __init__(self, part: str, items: Sequence[Row]) -> None:
        features = [by_part(r.features).get(part, set()) for r in items]
        seen = Counter(name for names in features for name in names)
        self.names = sorted(name for name, number in seen.items() if number >= _SEEN)
        self.has = np.array([bool(names) for names in features])
        #: rows that tell something of the part: an event that is none has no right or wrong date
        self.tells = self.has & np.array([part == _FOUND or _FOUND not in r.wrong for r in items])
        self.x = np.array([[name in names for name in self.names] for names in features], dtype=float)
        self.levels = _levels(items)
        self.right = np.array([part not in r.wrong for r in items], dtype=float)
        self.worth = np.array([_CURRENT_WEIGHT if r.batch == CURRENT else 1.0 for r in items])
        self.home = _homes(items)

    def fit(self, rows_: Any) -> tuple[Any, float]:
        """Weights and bias from some of the rows, by a mask."""
        used = self.tells & rows_
        design = np.hstack([self.x[used], self.levels[used]])
        weights, bias = _logistic(design, self.right[used], self.worth[used])
        return weights[: len(self.names)], bias

    def left_out(self) -> Any:
        """Probability that the part of each row is right, by weights fitted without its batch."""
        found = np.ones(len(self.home))
        for batch in sorted(set(self.home)):
            out = self.home == batch
            weights, bias = self.fit(~out)
            out &= self.has
            found[out] = 1 / (1 + np.exp(-(self.x[out] @ weights + bias)))
        return found


def _homes(items: Sequence[Row]) -> Any:
    """The batch of each row's document, also of what the present program made of it."""
    batches = {r.document: r.batch for r in items if r.batch != CURRENT}
    return np.array([batches.get(r.document, CURRENT) for r in items])


def _recent(items: Sequence[Row]) -> set[str]:
    """The last batches."""
    numbers = sorted({int(r.batch) for r in items if r.batch != CURRENT})
    return {str(number) for number in numbers[-_RECENT:]}


def _levels(items: Sequence[Row]) -> Any:
    """Two columns: rows of older programs, rows of texts that the program has been tuned to."""
    recent = _recent(items)
    kinds = [(r.batch != CURRENT and r.batch not in recent, r.batch == CURRENT) for r in items]
    return _LEVEL * np.array(kinds, dtype=float)


def _logistic(x: Any, y: Any, worth: Any) -> tuple[Any, float]:
    """Weights and bias of a logistic model with a ridge, by Newton's method; the bias is free."""
    design = np.hstack([x, np.ones((len(x), 1))])
    ridge = np.diag([_RIDGE] * x.shape[1] + [1e-3])
    beta = np.zeros(design.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (worth * (y - p)) - ridge @ beta
        hessian = (design * (worth * p * (1 - p))[:, None]).T @ design + ridge
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta[:-1], float(beta[-1])


def _threshold(scores: Any, items: Sequence[Row]) -> float | None:
    """The lowest score from which on blind rows of the last batches and current rows are right often enough."""
    best: float | None = None
    blind = _recent(items)
    for cut in sorted(set(np.floor(scores * 100) / 100), reverse=True):
        enough = True
        for batches in (blind, {CURRENT}):
            above = [r for score, r in zip(scores, items) if score >= cut and r.batch in batches]
            right = sum(r.right for r in above)
            enough = enough and len(above) >= _LEAST and right >= TARGET * len(above)
        if enough:
            best = round(float(cut), 2)
    return best


def _measure(scores: Any, items: Sequence[Row], threshold: float | None) -> dict[str, tuple[int, int, int, int]]:
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for score, row in zip(scores, items):
        ready = threshold is not None and score >= threshold
        for place, value in enumerate((ready and row.right, ready, row.right, True)):
            table[row.batch][place] += int(value)
    return {batch: (n[0], n[1], n[2], n[3]) for batch, n in sorted(table.items(), key=lambda x: _order(x[0]))}


def _order(batch: str) -> tuple[bool, int]:
    return (True, 0) if batch == CURRENT else (False, int(batch))


def write_weights(fits: Sequence[Fit], path: Path = WEIGHTS) -> None:
    """Write the weights that the program reads."""
    content = {
        "models": {
            f.kind: {
                "threshold": f.threshold,
                "parts": {
                    part: {
                        "bias": bias,
                        "weights": dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))),
                    }
                    for part, (weights, bias) in f.parts.items()
                },
            }
            for f in fits
        }
    }
    header = (
        "# Log-odds that a part of a row is right: bias + the weights of its features; the row is ready if the\n"
        "# probabilities of its parts multiply to `threshold` at least (null: never).\n"
        "# Written by `kommunike gold tiers`; see extract/evaluate/tiers.py. Do not edit by hand.\n"
    )
    path.write_text(header + yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def page(fits: Sequence[Fit]) -> str:
    """What the fit is worth, for people."""
    lines = []
    for f in fits:
        lines.append(f"{f.kind}: ready from {f.threshold}" if f.threshold is not None else f"{f.kind}: never ready")
        lines.append(f"  {'rows':>8} {'right':>6} {'ready':>6} {'ready and right':>16}")
        for batch, (both, ready, right, all_) in f.measured.items():
            lines.append(f"  {all_:>8} {right:>6} {ready:>6} {both:>16}  {_named(batch)}")
    return "\n".join(lines) + "\n"


def _named(batch: str) -> str:
    return "current program, tuned to these texts" if batch == CURRENT else f"batch {batch}, blind"

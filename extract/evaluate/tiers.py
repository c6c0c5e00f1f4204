"""Fits the weights of `extract/tiers.yaml`: what the features of a row say about whether the whole row is right.

A row is right if it stands for a gold row and: of a commitment, force, negation, deadline and all actors are right; of
an event, status, dates and places are right and nobody and no body in it is wrong.

Rows come from two runs. *Blind* rows (`blind_rows.tsv`) are what the program of its day made of a batch of texts
before anybody tuned it to them (commits in gold/README.md); the older the program, the less they count. *Current* rows
are what the present program makes of the same texts: it has been tuned to them since, so they count less than the blind
rows of the last batch, and are only there so that constructions which are new have a weight at all. How often rows of
older programs and current rows are right at large is fitted beside the weights and left out of them: a row's score is
that of a row of the last batches. The threshold is the lowest score at which the rows above it, each scored by weights
fitted without its document, are right in `TARGET` of all cases, the blind rows of the last batches and current rows,
each for themselves; without such a score no row of the kind is ever ready.
"""

from __future__ import annotations

import csv
from collections import defaultdict
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
from extract.tiers import WEIGHTS, Kind, rows

BLIND_ROWS = Path(__file__).with_name("blind_rows.tsv")
CURRENT = "current"
TARGET = 0.90
#: fewer rows than this above a score prove nothing
_LEAST = 12
_RIDGE = 6.0
_AGE = 0.8
_CURRENT_WEIGHT = 0.5
#: the last batches, whose rows say what the program is worth now
_RECENT = 4
#: how freely the share of right rows of other programs is fitted, beside the ridge
_LEVEL = 3.0
_COLUMNS = ("batch", "document", "kind", "right", "features")
_EVENT_SLOTS = ("date", "place")
_EVENT_PARTIES = ("participant", "organization")


@dataclass(frozen=True, slots=True)
class Row:
    """One event or commitment that the program found, its features, and whether it is right."""

    batch: str
    document: str
    kind: Kind
    right: bool
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights of one kind, and what rows above the threshold were worth when their document was left out."""

    kind: Kind
    weights: dict[str, float]
    bias: float
    threshold: float | None
    #: batch (or `current`) -> (ready and right, ready, right, all)
    measured: dict[str, tuple[int, int, int, int]]


def judge(gold: schemas.Record, predicted: schemas.Record, batch: str) -> Iterator[Row]:
    """The rows of a predicted record with what gold says of them."""
    right = _right(gold, predicted)
    for kind, item, features in rows(predicted):
        yield Row(batch, predicted.document.id, kind, item.id in right, tuple(features))


def _right(gold: schemas.Record, predicted: schemas.Record) -> set[str]:
    scorer = _Scorer(gold, predicted)
    found: set[str] = set()
    for i, j in pairs(scorer._event_weights(gold.events, predicted.events)):
        ours, theirs = gold.events[i], predicted.events[j]
        same = ours.status == theirs.status
        for slot in (*_EVENT_SLOTS, *_EVENT_PARTIES):
            both = len(scorer._slot_pairs(slot, ours, theirs))
            same = same and both == len(scorer._slot_values(slot, scorer.predicted, theirs))
            if slot in _EVENT_SLOTS:
                same = same and both == len(scorer._slot_values(slot, scorer.gold, ours))
        if same:
            found.add(theirs.id)
    for i, j in pairs(_commitment_weights(gold.commitments, predicted.commitments)):
        one, other = gold.commitments[i], predicted.commitments[j]
        fields = all(getattr(one, name) == getattr(other, name) for name in ("force", "negated", "deadline"))
        if fields and scorer._actors(one, other, "actors"):
            found.add(other.id)
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
        Row(r["batch"], r["document"], r["kind"], r["right"] == "1", tuple(r["features"].split("; ")))  # type: ignore[arg-type]
        for r in table
    ]


def write_rows(items: Iterable[Row], path: Path = BLIND_ROWS) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(_COLUMNS)
        for r in sorted(items, key=lambda r: (r.batch, r.document, r.kind)):
            writer.writerow((r.batch, r.document, r.kind, int(r.right), "; ".join(r.features)))


def current_rows(
    gold: Sequence[schemas.Record], read: Callable[[schemas.Record], schemas.Record], documents: set[str]
) -> list[Row]:
    """What the present program, called by `read`, makes of those gold texts that have blind rows."""
    return [r for g in gold if g.document.id in documents for r in judge(g, read(g), CURRENT)]


def fit(items: Sequence[Row]) -> list[Fit]:
    """Weights and threshold for each kind of row."""
    found = []
    kinds: tuple[Kind, ...] = ("commitment", "event")
    for kind in kinds:
        own = [r for r in items if r.kind == kind]
        if not own:
            found.append(Fit(kind, {}, 0.0, None, {}))
            continue
        names = sorted({name for r in own for name in r.features})
        x = np.hstack([np.array([[name in r.features for name in names] for r in own], dtype=float), _levels(own)])
        y = np.array([r.right for r in own], dtype=float)
        worth = np.array(_worth(own))
        documents = np.array([r.document for r in own])
        left_out = np.zeros(len(own))
        for document in sorted(set(documents)):
            rest = documents != document
            weights, bias = _logistic(x[rest], y[rest], worth[rest])
            left_out[~rest] = x[~rest, : len(names)] @ weights[: len(names)] + bias
        threshold = _threshold(left_out, own)
        weights, bias = _logistic(x, y, worth)
        kept = {name: round(float(w), 2) for name, w in zip(names, weights) if round(float(w), 2)}
        found.append(Fit(kind, kept, round(float(bias), 2), threshold, _measure(left_out, own, threshold)))
    return found


def _recent(items: Sequence[Row]) -> set[str]:
    """The last batches."""
    numbers = sorted({int(r.batch) for r in items if r.batch != CURRENT})
    return {str(number) for number in numbers[-_RECENT:]}


def _levels(items: Sequence[Row]) -> Any:
    """Two columns: rows of older programs, rows of texts that the program has been tuned to."""
    recent = _recent(items)
    kinds = [(r.batch != CURRENT and r.batch not in recent, r.batch == CURRENT) for r in items]
    return _LEVEL * np.array(kinds, dtype=float)


def _worth(items: Sequence[Row]) -> list[float]:
    newest = max((int(r.batch) for r in items if r.batch != CURRENT), default=0)
    return [_CURRENT_WEIGHT if r.batch == CURRENT else _AGE ** (newest - int(r.batch)) for r in items]


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
    worth = _worth(items)
    blind = _recent(items)
    for cut in sorted(set(np.floor(scores * 100) / 100), reverse=True):
        enough = True
        for batches in (blind, {CURRENT}):
            above = [i for i, r in enumerate(items) if scores[i] >= cut and r.batch in batches]
            right = sum(worth[i] for i in above if items[i].right)
            enough = enough and len(above) >= _LEAST and right >= TARGET * sum(worth[i] for i in above)
        if enough:
            best = round(float(cut), 2)
    return best


def _measure(scores: Any, items: Sequence[Row], threshold: float | None) -> dict[str, tuple[int, int, int, int]]:
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for score, row in zip(scores, items):
        ready = threshold is not None and score >= threshold
        for place, value in enumerate((ready and row.right, ready, row.right, True)):
            table[row.batch][place] += int(value)
    return {batch: (n[0], n[1], n[2], n[3]) for batch, n in sorted(table.items())}


def write_weights(fits: Sequence[Fit], path: Path = WEIGHTS) -> None:
    """Write the weights that the program reads."""
    content = {
        "models": {
            f.kind: {
                "threshold": f.threshold,
                "bias": f.bias,
                "weights": dict(sorted(f.weights.items(), key=lambda item: (-item[1], item[0]))),
            }
            for f in fits
        }
    }
    header = (
        "# Log-odds that a row is right: bias + the weights of its features; ready from `threshold` on (null: never).\n"
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

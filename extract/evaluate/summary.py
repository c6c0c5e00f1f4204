"""What a report shows: pooled counts with intervals, rows in reading order, a baseline beside them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import GoldError
from extract.evaluate.counts import SAMPLES, SEED, Count, Found, Right, intervals, pool
from extract.evaluate.encoding import EVENTS, MENTIONS
from extract.evaluate.others import Others
from extract.evaluate.scores import COREFERENCE_TYPES, MEASURES, NO_FORCE, SLOTS, DocumentScores, Error

Interval = tuple[float, float] | None

#: the lines that everybody reads first: label and measure
HEADLINE: tuple[tuple[str, str], ...] = (
    ("Mentions, exact", "mentions.all.exact"),
    ("Mentions, partial", "mentions.all.partial"),
    ("Normalised values", "values.all"),
    ("Persons and organizations (coreference)", "coreference.all"),
    ("Positions", "positions"),
    ("Events", "events.detection"),
    ("Event slots", "events.slots.all"),
    ("Event status", "events.status"),
    ("Commitments", "commitments.detection"),
    ("Action words", "commitments.action"),
    ("Force", "commitments.force"),
    ("Actors", "commitments.actors"),
    ("Deadlines", "commitments.deadline"),
    ("Commitments, all right", "commitments.full"),
)
SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("Mentions, exact", tuple((kind, f"mentions.{kind}.exact") for kind in MENTIONS)),
    ("Mentions, partial", tuple((kind, f"mentions.{kind}.partial") for kind in MENTIONS)),
    ("Values of matched mentions", tuple((kind, f"values.{kind}") for kind in MENTIONS)),
    ("Entities", tuple((kind, f"coreference.{kind}") for kind in (*COREFERENCE_TYPES, "document"))),
    ("Events by type", tuple((kind, f"events.detection.{kind}") for kind in EVENTS)),
    ("Slots of aligned events", tuple((slot, f"events.slots.{slot}") for slot in SLOTS)),
    ("Slots of all events", tuple((slot, f"events.end_to_end.{slot}") for slot in (*SLOTS, "all"))),
    (
        "Fields of aligned commitments",
        tuple(
            (name, f"commitments.{name}")
            for name in ("force", "status", "negated", "actors", "addressees", "deadline", "timeframe")
        ),
    ),
)
#: short names for `--fail-under`
ALIASES = {
    "mentions": "mentions.all.exact",
    "values": "values.all",
    "coreference": "coreference.all",
    "events": "events.detection",
    "slots": "events.slots.all",
    "commitments": "commitments.detection",
}


#: what a line about one document shows: column and measure
DOCUMENT_COLUMNS: tuple[tuple[str, str], ...] = (
    ("mentions", "mentions.all.exact"),
    ("values", "values.all"),
    ("positions", "positions"),
    ("events", "events.detection"),
    ("slots", "events.slots.all"),
    ("commitments", "commitments.detection"),
    ("all right", "commitments.full"),
)
ERRORS_FILE = "errors.jsonl"
#: how many classes of errors a report names
LARGEST = 10


def read_limit(limit: str) -> tuple[str, float]:
    """Measure and number of `commitments=0.7` or `mentions.date.exact=0.9`.

    Raises:
        GoldError: it names no measure or no number.
    """
    name, _, wanted = limit.partition("=")
    name = ALIASES.get(name.strip(), name.strip())
    if name not in MEASURES:
        known = ", ".join((*ALIASES, *(key for _, key in HEADLINE if key not in ALIASES.values())))
        raise GoldError(f"--fail-under {limit}: unknown score {name!r}; use one of {known}, or a key of totals")
    try:
        number = float(wanted)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise GoldError(f"--fail-under {limit}: a number from 0 to 1 is expected after `=`")
    return name, number


@dataclass(frozen=True, slots=True)
class Baseline:
    """An earlier run: counts of its documents, and its errors if they were kept (`None` if not)."""

    documents: dict[str, dict[str, Count]] = field(default_factory=dict)
    errors: list[Error] | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: ratio and earlier ratio of each of `DOCUMENT_COLUMNS`, numbers of errors."""

    document: str
    cells: list[tuple[float | None, float | None]]
    errors: int
    #: errors of this run that the earlier one did not have, and the other way; 0 without a baseline
    new: int = 0
    gone: int = 0

    @property
    def changes(self) -> list[tuple[str, float, float]]:
        """(column, earlier, now) where a ratio moved."""
        pairs = zip(DOCUMENT_COLUMNS, self.cells)
        return [
            (column, earlier, now)
            for (column, _), (now, earlier) in pairs
            if now is not None and earlier is not None and abs(now - earlier) > 1e-9
        ]


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """Errors of one layer, type and kind: how many there are, and one of them."""

    layer: str
    type: str
    kind: str
    number: int
    example: Error

    @property
    def shown(self) -> str:
        """The example in one line: what was expected, what was found, and where."""
        expected, found = (" ".join((side or "-").split()) for side in (self.example.gold, self.example.predicted))
        return f"{expected} / {found} ({self.example.document})"

    def as_json(self) -> dict[str, Any]:
        return {
            "layer": self.layer,
            "type": self.type,
            "kind": self.kind,
            "number": self.number,
            "example": self.example.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One measure as a table shows it."""

    label: str
    name: str
    count: Count
    interval: Interval
    #: ratio of the earlier run and of this one, on the documents that both have
    baseline: float | None
    compared: float | None = None

    @property
    def precision(self) -> float | None:
        return self.count.precision if isinstance(self.count, Found) else None

    @property
    def recall(self) -> float | None:
        return self.count.recall if isinstance(self.count, Found) else None

    @property
    def value(self) -> float | None:
        return self.count.value

    @property
    def counts(self) -> str:
        """The stored counts: `tp / fp / fn`, or `correct of total`."""
        if isinstance(self.count, Found):
            return f"{self.count.tp} / {self.count.fp} / {self.count.fn}"
        return f"{self.count.correct} of {self.count.total}"

    @property
    def change(self) -> float | None:
        return None if self.compared is None or self.baseline is None else self.compared - self.baseline


@dataclass(slots=True)
class Summary:
    """Scores of a set of documents."""

    documents: Sequence[DocumentScores]
    baseline: Baseline | None = None
    others: Others | None = None
    totals: dict[str, Count] = field(init=False)
    intervals: dict[str, Interval] = field(init=False)
    _compared: tuple[dict[str, Count], dict[str, Count]] = field(init=False, default=({}, {}))

    def __post_init__(self) -> None:
        counts = [document.counts for document in self.documents]
        self.totals = {**MEASURES, **pool(counts)}
        self.intervals = {**dict.fromkeys(MEASURES), **intervals(counts)}
        if self.baseline:
            earlier = self.baseline.documents
            both = [document for document in self.documents if document.document in earlier]
            self._compared = (
                pool([earlier[document.document] for document in both]),
                pool([document.counts for document in both]),
            )

    def row(self, label: str, name: str) -> Row:
        earlier, now = (counts[name].value if name in counts else None for counts in self._compared)
        return Row(label, name, self.totals[name], self.intervals[name], earlier, now)

    def headline(self) -> list[Row]:
        return [self.row(*item) for item in HEADLINE]

    def sections(self) -> Iterator[tuple[str, list[Row]]]:
        """Tables by type; rows with nothing to score are left out."""
        for title, items in SECTIONS:
            rows = [row for item in items if (row := self.row(*item)).value is not None]
            if rows:
                yield title, rows

    @property
    def errors(self) -> list[Error]:
        return [error for document in self.documents for error in document.errors]

    @property
    def error_counts(self) -> dict[tuple[str, str], int]:
        """Number of errors by layer and kind, the most frequent first."""
        return dict(Counter((error.layer, error.kind) for error in self.errors).most_common())

    def largest(self, number: int = LARGEST) -> list[ErrorClass]:
        """The most frequent classes of errors, each with its first error."""
        classes: dict[tuple[str, str, str], list[Error]] = {}
        for error in self.errors:
            classes.setdefault((error.layer, error.type, error.kind), []).append(error)
        ranked = sorted(classes.items(), key=lambda item: -len(item[1]))
        return [ErrorClass(*key, len(errors), errors[0]) for key, errors in ranked[:number]]

    @property
    def new_errors(self) -> list[Error]:
        """Errors that the earlier run did not have, in documents that it had; none if it kept no list."""
        if self.baseline is None or self.baseline.errors is None:
            return []
        errors = [error for error in self.errors if error.document in self.baseline.documents]
        return _without(errors, self.baseline.errors)

    @property
    def gone_errors(self) -> list[Error]:
        """Errors of the earlier run that are no longer there, in documents that this run has too."""
        earlier = (self.baseline.errors if self.baseline else None) or []
        here = {document.document for document in self.documents}
        return _without([error for error in earlier if error.document in here], self.errors)

    def document_rows(self) -> list[DocumentRow]:
        """A line for each document, those with most errors first."""
        new = Counter(error.document for error in self.new_errors)
        gone = Counter(error.document for error in self.gone_errors)
        rows = []
        for document in self.documents:
            name = document.document
            earlier = self.baseline.documents.get(name, {}) if self.baseline else {}
            cells = [
                (document.counts[key].value, earlier[key].value if key in earlier else None)
                for _, key in DOCUMENT_COLUMNS
            ]
            rows.append(DocumentRow(name, cells, len(document.errors), new[name], gone[name]))
        return sorted(rows, key=lambda row: (-row.errors, row.document))

    @property
    def other_documents(self) -> tuple[list[str], list[str]]:
        """Documents of this run only, and of the baseline only: they are not compared."""
        if self.baseline is None:
            return [], []
        here = {document.document for document in self.documents}
        return sorted(here - self.baseline.documents.keys()), sorted(self.baseline.documents.keys() - here)

    @property
    def rules(self) -> list[tuple[str, str, Right]]:
        """(layer, rule, how many of its finds are right): the rules that cost most first."""
        total: dict[tuple[str, str], Right] = {}
        for document in self.documents:
            for key, right in document.rules.items():
                total[key] = total.get(key, Right()).plus(right)
        rows = [(layer, rule, right) for (layer, rule), right in total.items()]
        return sorted(rows, key=lambda row: (row[2].correct - row[2].total, row[0], row[1]))

    @property
    def forces(self) -> tuple[list[str], list[tuple[str, list[int]]]]:
        """Confusion of forces: columns (predicted) and rows (gold); `-` stands for no partner."""
        counts: Counter[tuple[str, str]] = Counter()
        for document in self.documents:
            counts += document.forces
        names = sorted({name for pair in counts for name in pair} - {NO_FORCE})
        columns = [*names, NO_FORCE]
        return columns, [(row, [counts[row, column] for column in columns]) for row in columns] if counts else []

    def below(self, limits: Sequence[str]) -> list[str]:
        """One line for each limit (`commitments=0.7`, `mentions.date.exact=0.9`) that is not reached.

        Raises:
            GoldError: a limit names no measure or no number.
        """
        low = []
        for name, number in map(read_limit, limits):
            value = self.totals[name].value
            if value is None or value < number:
                low.append(f"{name} is {'not scored' if value is None else f'{value:.3f}'}, {number:g} is required")
        return low

    def as_json(self) -> dict[str, Any]:
        """The content of `scores.json`: counts stored, ratios derived, `null` where there is nothing to score."""
        columns, rows = self.forces
        return {
            "format": 1,
            "bootstrap": {"samples": SAMPLES, "seed": SEED, "level": 0.95},
            "documents": len(self.documents),
            "totals": {name: self._measure(name) for name in self.totals},
            "errors": [{"layer": k[0], "kind": k[1], "number": n} for k, n in self.error_counts.items()],
            "largest_error_classes": [found.as_json() for found in self.largest()],
            "forces": {"predicted": columns, "gold": dict(rows)},
            "rules": [
                {"layer": layer, "rule": rule, "correct": right.correct, "total": right.total, "precision": right.value}
                for layer, rule, right in self.rules
            ],
            "per_document": {
                document.document: {name: count.as_json() for name, count in document.counts.items()}
                for document in self.documents
            },
            **({"others": self.others.as_json()} if self.others else {}),
        }

    def _measure(self, name: str) -> dict[str, Any]:
        interval = self.intervals[name]
        return {**self.totals[name].as_json(), "interval": list(interval) if interval else None}


def _without(errors: Sequence[Error], known: Sequence[Error]) -> list[Error]:
    """`errors` less those of `known`, each of which takes one away."""
    left = Counter(error.identity for error in known)
    kept = []
    for error in errors:
        if left[error.identity]:
            left[error.identity] -= 1
        else:
            kept.append(error)
    return kept


def _count(values: dict[str, Any]) -> Count:
    if "tp" in values:
        return Found(int(values["tp"]), int(values["fp"]), int(values["fn"]))
    return Right(int(values["correct"]), int(values["total"]))


def read_baseline(path: Path) -> Baseline:
    """An earlier run: its `scores.json`, and the `errors.jsonl` beside it if it is still there.

    Raises:
        GoldError: the file is no `scores.json`, or the file beside it no list of errors.
    """
    try:
        documents = {
            name: {measure: _count(values) for measure, values in measures.items()}
            for name, measures in json.loads(path.read_text(encoding="utf-8"))["per_document"].items()
        }
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror}); name the scores.json of an earlier run") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{path}: is not a scores.json of this program; name the one of an earlier run") from error
    return Baseline(documents, _read_errors(path.with_name(ERRORS_FILE)))


def _read_errors(path: Path) -> list[Error] | None:
    if not path.is_file():
        return None
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        return [Error.from_json(line) for line in lines]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(
            f"{path}: is not the list of errors of the run beside it; remove it or name another baseline"
        ) from error

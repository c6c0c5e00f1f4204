"""A whole `review.csv`: verdicts for records, and what no longer matches anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from extract.review.matching import Match, Matcher
from extract.review.rows import ReviewError, Row, read_rows, write_rows
from extract.write.labels import REVIEW_COLUMNS, Lang, label
from schemas import Record

FILE_NAME = "review.csv"
#: kinds that are parts of a record; rows of any other kind belong to whoever asks for them
RECORD_KINDS = ("commitment", "event", "mention")

_MAX_NOTES = 10
#: stands for a corrected value that there is none of
NO_VALUE = "—"

Answer: TypeAlias = Literal["accept", "reject", "correct", ""]


@dataclass(frozen=True)
class Verdict:
    """What readers said of one thing, all its rows together."""

    verdict: Answer = ""
    #: field -> right value, as written; an empty value says that there is none
    corrections: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    outcome: str = ""
    by: str = ""
    on: str = ""
    #: columns of other names
    other: Mapping[str, str] = field(default_factory=dict)
    #: joined by its words, since its key has changed: worth a second look
    carried: bool = False


@dataclass(frozen=True)
class Unmatched:
    """A row that is applied to nothing, and why."""

    row: Row
    reason: str


class Review:
    """The rows of one file. It remembers which of them a record answered to, for `unmatched`."""

    def __init__(self, rows: Iterable[Row] = (), *, path: Path | None = None) -> None:
        self.path = path
        self.rows = list(rows)
        self._used: set[int] = set()
        self._seen: set[str] = set()
        self._groups: dict[str, dict[tuple[str, str], list[Row]]] = {}
        for row in self.rows:
            if row.fault is None and row.kind in RECORD_KINDS:
                self._groups.setdefault(row.document, {}).setdefault((row.kind, row.key), []).append(row)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def verdicts(self, record: Record) -> dict[str, Verdict]:
        """Verdicts on a record's things by their id; only those that have one."""
        document = record.document.id
        self._seen.add(document)
        groups = [*self._groups.get(document, {}).values(), *self._without_document(document)]
        found: dict[str, Verdict] = {}
        if groups:
            for match in Matcher(record).match(groups):
                found[match.item.id] = _verdict(match, found.get(match.item.id))
                self._used.update(id(row) for row in match.rows)
        return found

    def _without_document(self, document: str) -> Iterable[list[Row]]:
        """Rows that somebody wrote without the document: their key begins with it."""
        return (rows for (_, key), rows in self._groups.get("", {}).items() if key.startswith(f"{document}:"))

    def by_key(self) -> Iterator[tuple[tuple[str, str], Verdict, list[Row]]]:
        """Kind and key, verdict, and rows of each thing of a record, whether a record answers to it or not."""
        for groups in self._groups.values():
            for name, rows in groups.items():
                yield name, _joined(rows, Verdict()), rows

    def of_kind(self, kind: str) -> list[Row]:
        """Rows of a kind that is no part of a record, such as `merge`; whoever uses one calls `use`."""
        return [row for row in self.rows if row.kind == kind and row.fault is None]

    def use(self, row: Row) -> None:
        """Note that a row of `of_kind` was applied."""
        self._used.add(id(row))

    def unmatched(self, kinds: Iterable[str] = RECORD_KINDS) -> list[Unmatched]:
        """Rows of these kinds, and faulty rows, that nothing answered to so far, in the order of the file."""
        kinds = set(kinds)
        found = []
        for row in self.rows:
            if row.fault is not None:
                found.append(Unmatched(row, row.fault))
            elif row.kind in kinds and id(row) not in self._used:
                gone = "is no longer found" if row.document in self._seen or not row.document else "document not read"
                found.append(Unmatched(row, gone))
        return found

    def notes(self) -> list[str]:
        """`unmatched` as lines for a summary, the first ones; empty if all is well."""
        name = str(self.path or FILE_NAME)
        found = self.unmatched()
        lines = [f"{name}: row {x.row.number} ({x.row.kind} {x.row.key}): {x.reason}" for x in found[:_MAX_NOTES]]
        if len(found) > _MAX_NOTES:
            lines.append(f"{name}: {len(found) - _MAX_NOTES} more rows match nothing; the review page lists all")
        return lines

    def save(self, path: Path | None = None) -> None:
        """Write all rows, those that match nothing included."""
        target = path or self.path
        if target is None:
            raise ValueError("no path to save to")
        write_rows(target, self.rows)

    def updated(self, rows: Iterable[Row]) -> Review:
        """A review in which `rows` take the place of all rows about the same things."""
        rows = list(rows)
        replaced = {(row.kind, row.key) for row in rows}
        return Review([*(row for row in self.rows if (row.kind, row.key) not in replaced), *rows], path=self.path)

    def cells(self, record: Record, lang: Lang = "ru") -> dict[str, list[str]]:
        """Cells of tables for what readers said of a record, by id, in the order of `REVIEW_COLUMNS`."""
        tiers = {c.id: c.tier for c in record.commitments} | {e.id: e.tier for e in record.events}
        return {
            identifier: columns(verdict, tiers.get(identifier), lang)
            for identifier, verdict in self.verdicts(record).items()
        }


def columns(verdict: Verdict | None, tier: str | None = None, lang: Lang = "ru") -> list[str]:
    """Cells of a table for one thing, in the order of `REVIEW_COLUMNS`; `tier` is what the program gave it."""
    effective = effective_tier(tier, verdict) if tier is not None else None
    if verdict is None:
        return [label("tier", effective, lang), *[""] * (len(REVIEW_COLUMNS) - 1)]
    corrections = "; ".join(
        f"{label('review_field', name, lang)} = {value or NO_VALUE}" for name, value in verdict.corrections.items()
    )
    answer = label("verdict", verdict.verdict or None, lang)
    said = [answer, corrections, verdict.note, verdict.outcome, verdict.by, verdict.on]
    return [label("tier", effective, lang), *said]


def load(path: Path | None) -> Review:
    """The review in a file, or in the `review.csv` of a folder; an empty one if the folder has none.

    Raises:
        ReviewError: the file is missing or cannot be used; names the file and the fault.
    """
    if path is None:
        return Review()
    if path.is_dir():
        path = path / FILE_NAME
        if not path.exists():
            return Review(path=path)
    if path.suffix.lower() == ".xlsx":
        from extract.review.workbook import read_workbook

        return Review(read_workbook(path), path=path)
    if not path.exists():
        raise ReviewError(f"{path}: no such file; give the review.csv that the page saved")
    return Review(read_rows(path), path=path)


def pair_key(first: str, second: str) -> str:
    """The key of a statement about two things, whichever comes first."""
    return " | ".join(sorted((first, second)))


def effective_tier(tier: str, verdict: Verdict | None) -> Literal["ready", "check", "rejected"]:
    """How far a row can be taken as it is once a reader has spoken: what they accepted or corrected is ready."""
    if verdict is None or not verdict.verdict:
        return "ready" if tier == "ready" else "check"
    return "rejected" if verdict.verdict == "reject" else "ready"


def _verdict(match: Match, earlier: Verdict | None) -> Verdict:
    """All rows of a thing as one; later rows go before earlier ones."""
    found = _joined(match.rows, earlier or Verdict())
    return replace(found, carried=found.carried or match.carried)


def _joined(rows: Iterable[Row], found: Verdict) -> Verdict:
    for row in rows:
        given = {name: value for name in ("verdict", "note", "outcome", "by", "on") if (value := getattr(row, name))}
        corrections = {**found.corrections, row.field: row.value} if row.field else found.corrections
        other = {**found.other, **{name: value for name, value in row.other.items() if value}}
        found = replace(found, **given, corrections=corrections, other=other)
    return found

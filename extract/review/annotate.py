"""Verdicts as annotation: from use to gold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import GoldError
from extract.evaluate.gold import annotation_path, write_gold
from extract.evaluate.standoff import Note, lines, parse
from extract.review.applying import apply
from extract.review.matching import items
from extract.review.reviews import Review, Verdict
from extract.write.files import write_file
from schemas import Record


@dataclass
class Annotated:
    """What was written."""

    paths: list[Path] = field(default_factory=list)
    verdicts: int = 0
    #: corrections that could not be carried out, and rows that match nothing, a line each
    notes: list[str] = field(default_factory=list)


def annotate(records: Iterable[Record], review: Review, out: Path) -> Annotated:
    """Write the documents that somebody reviewed as annotation: `<id>.txt`, `<id>.ann`, `metadata.csv`.

    Rejected things are left out, corrected ones are as corrected. The annotation stays marked as a draft that says how
    much of it was reviewed: nobody has looked for what the program did not find. The reader's verdict and note stand as
    a comment in the annotation of their thing.

    Raises:
        GoldError: a file is there already, or a record came without its text.
    """
    done = Annotated()
    for record in records:
        verdicts = review.verdicts(record)
        if verdicts:
            done.paths.append(_annotate(record, verdicts, out, done))
            done.verdicts += len(verdicts)
    done.notes += review.notes()
    return done


def _annotate(record: Record, verdicts: dict[str, Verdict], out: Path, done: Annotated) -> Path:
    if record.document.text is None:
        raise GoldError(f"{record.document.id}: the record came without its text; write it anew with run")
    target = annotation_path(out / f"{record.document.id}.txt")
    if target.exists():
        raise GoldError(f"{target}: is there already; remove it first if it may be replaced")
    applied = apply(record, verdicts)
    done.notes += applied.problems
    path = write_gold(applied.record, out, draft=_draft(record, verdicts))
    _comment(path, applied.record, verdicts)
    return path


def _draft(record: Record, verdicts: dict[str, Verdict]) -> str:
    answered = {identifier for identifier, verdict in verdicts.items() if verdict.verdict}
    found = items(record)
    parts = [
        f"{sum(x.id in answered for x in found if x.kind == kind)} of {sum(x.kind == kind for x in found)} {kind}s"
        for kind in ("event", "commitment", "mention")
    ]
    return f"reviewed: {', '.join(parts)}; look for what was missed"


def _comment(path: Path, record: Record, verdicts: dict[str, Verdict]) -> None:
    """Put verdicts and notes into the comments of the annotation."""
    standoff = parse(path.read_bytes().decode("utf-8"))
    # ids of mentions and events are those of their lines, unless the note says otherwise
    targets = {f"m{name[1:]}": name for name in standoff.texts} | {f"e{name[1:]}": name for name in standoff.events}
    targets |= {str(note.content["id"]): note.target for note in standoff.notes.values() if "id" in note.content}
    kept = {m.id for m in record.mentions} | {e.id for e in record.events} | {c.id for c in record.commitments}
    for identifier, verdict in verdicts.items():
        if identifier not in kept:
            continue
        target = targets[identifier]
        said = ": ".join(
            filter(None, ("; ".join(filter(None, (verdict.verdict, verdict.by, verdict.on))), verdict.note))
        )
        note = standoff.notes.get(target) or Note(f"#{len(standoff.notes) + 1}", target, {})
        standoff.notes[target] = Note(note.id, target, {**note.content, "comment": said})
    write_file(path, "".join(f"{line}\n" for line in lines(standoff)))

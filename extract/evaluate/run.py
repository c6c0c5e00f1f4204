"""The commands: run the pipeline on a gold folder, compare two annotations, draft one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

import schemas
from extract.errors import GoldError, InputError
from extract.evaluate.brat import record_to_ann
from extract.evaluate.gold import annotation_path, load_gold, write_gold
from extract.evaluate.others import compare
from extract.evaluate.report import html_page, markdown_page, terminal_page
from extract.evaluate.scores import DocumentScores, score
from extract.evaluate.summary import ERRORS_FILE, Summary, read_baseline
from extract.write import Output, write_file

_DRAFT = "made by the program, not checked by a person"


@dataclass(slots=True)
class EvaluationResult:
    """What `evaluate` found; `page` prints it, `below` checks limits."""

    summary: Summary
    title: str
    baseline: Path | None = None
    files: list[Path] = field(default_factory=list)

    def page(self) -> RenderableType:
        """The report for a terminal."""
        parts = [terminal_page(self.summary, self.title)]
        if self.files:
            parts.append(Text(f"written: {', '.join(str(path) for path in self.files)}"))
        return Group(*parts)

    def below(self, limits: Sequence[str]) -> list[str]:
        """One line for each limit such as `commitments=0.7` that is not reached; see `Summary.below`."""
        return self.summary.below(limits)

    def write(self, folder: Path) -> None:
        """Write `scores.json`, `errors.jsonl`, `report.md` and `report.html` into `folder`."""
        errors = [json.dumps(error.as_json(), ensure_ascii=False) for error in self.summary.errors]
        contents = {
            "scores.json": json.dumps(self.summary.as_json(), ensure_ascii=False, indent=1) + "\n",
            ERRORS_FILE: "".join(f"{line}\n" for line in errors),
            "report.md": markdown_page(self.summary, self.title),
            "report.html": html_page(self.summary, self.title),
        }
        with Output(folder) as output:
            self.files = [output.write(name, content) for name, content in contents.items()]


@dataclass(slots=True)
class Agreement:
    """How far two annotations of the same texts agree; printing it shows scores and every disagreement."""

    summary: Summary
    title: str
    only_first: list[str]
    only_second: list[str]

    def __rich__(self) -> RenderableType:
        lines = [Text(f"only in the first: {name}") for name in self.only_first]
        lines += [Text(f"only in the second: {name}") for name in self.only_second]
        return Group(terminal_page(self.summary, self.title, errors=True, sides=("first", "second")), *lines)


def evaluate(
    gold: Path, *, out: Path | None = None, baseline: Path | None = None, lexicons: Path | None = None
) -> EvaluationResult:
    """Run the pipeline on the texts of a gold folder and score it.

    Args:
        gold: folder with `<doc>.txt`, `<doc>.ann` and perhaps `metadata.csv`, whose publication dates the run gets.
        out: folder for `scores.json`, `errors.jsonl`, `report.md` and `report.html`. Other programs are compared only
            if this is given: they take longer than the pipeline.
        baseline: `scores.json` of an earlier run to compare with; its `errors.jsonl` is read if it lies beside.
        lexicons: folder with the user's own lexicon files.

    Raises:
        GoldError: the gold set or the baseline cannot be read.
        LexiconError: a lexicon entry is malformed.
    """
    earlier = read_baseline(baseline) if baseline is not None else None
    records = load_gold(gold)
    if not records:
        raise GoldError(f"{gold}: no annotated texts; a gold folder holds <doc>.txt beside <doc>.ann")
    predicted = _predictions(records, lexicons)
    scores = [score(one, other) for one, other in zip(records, predicted)]
    others = compare(records, predicted) if out is not None else None
    result = EvaluationResult(Summary(scores, earlier, others), f"{gold.name}, {_number(len(scores))}", baseline)
    if out is not None:
        result.write(out)
    return result


def _predictions(records: Sequence[schemas.Record], lexicons: Path | None = None) -> Sequence[schemas.Record]:
    # the models take a second to load: only those who run them should wait
    from extract import pipeline

    texts = [(record.document.text or "", _info(record.document)) for record in records]
    return list(pipeline.records(pipeline.load(lexicons=lexicons), texts))


def _info(source: schemas.Source) -> Any:
    from extract.document import SourceInfo

    names = ("id", "source", "sha256", "title", "published", "published_basis", "url", "publisher")
    return SourceInfo(**{name: getattr(source, name) for name in names})


def _number(documents: int) -> str:
    return f"{documents} document" if documents == 1 else f"{documents} documents"


def diff(first: Path, second: Path) -> Agreement:
    """Score one annotation against another of the same texts; the first takes the place of gold.

    Raises:
        GoldError: an annotation cannot be read, or they have no text in common.
    """
    ours, theirs = ({record.document.id: record for record in load_gold(folder)} for folder in (first, second))
    both = sorted(ours.keys() & theirs.keys())
    if not both:
        raise GoldError(f"{first} and {second} have no document in common; name two annotations of the same texts")
    scores: list[DocumentScores] = [score(ours[name], theirs[name]) for name in both]
    title = f"{first.name} and {second.name}, {_number(len(both))}"
    return Agreement(Summary(scores), title, sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys()))


def draft(file: Path, *, out: Path | None = None, lexicons: Path | None = None) -> Path:
    """Write what the program finds in a text as an annotation to be corrected by hand; returns its path.

    The annotation is marked as a draft in its first note; `check` complains until the mark is removed.

    Args:
        file: a text; a `metadata.csv` beside it is read.
        out: folder for a copy of the text, its metadata and its draft. If not given, the annotation alone is written
            beside the text, where brat looks for it; text and metadata stay untouched.
        lexicons: folder with the user's own lexicon files.

    Raises:
        InputError: the text cannot be read.
        GoldError: there is an annotation already, or the text has to be written anew and `out` is not given.
        LexiconError: a lexicon entry is malformed.
    """
    from extract import pipeline
    from extract.read import Reader, find

    found = find([str(file)])
    if found.errors:
        raise found.errors[0]
    if len(found.inputs) != 1 or file.suffix != ".txt":
        raise InputError(f"{file}: one .txt file is expected; drafts are made text by text")
    target = annotation_path((file.parent if out is None else out) / file.name)
    if target.exists():
        raise GoldError(f"{target}: is there already; remove it first if it may be replaced by a draft")
    document = Reader().read(found.inputs[0])
    if out is None and file.read_bytes() != document.text.encode("utf-8"):
        raise GoldError(f"{file}: is not plain UTF-8, which brat needs; give --out DIR for a copy that is")
    record = pipeline.record(pipeline.load(lexicons=lexicons), document.text, document.source)
    if out is not None:
        return write_gold(record, out, draft=_DRAFT)
    write_file(target, record_to_ann(record, draft=_DRAFT))
    return target

"""What a worker does: bytes and metadata in, the finished JSON of a record out, or the reason why there is none."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from spacy.language import Language

from extract import pipeline
from extract.batch.pool import Lost
from extract.errors import KommunikeError
from extract.read import Document, Input, Raw, ReadError, to_document
from extract.write import to_json
from extract.write.view import translations
from schemas import Record

_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Failure:
    """One line of `errors.jsonl`."""

    document: str | None
    source: str
    code: str
    message: str
    #: innermost line of the program, where an exception has one
    where: str | None = None


@dataclass(frozen=True)
class Done:
    """A finished document: what is written to `<id>.json`, and what a run counts."""

    content: bytes
    mentions: int
    events: int
    #: number of commitments by force; one and its translation count once, as in all tables
    commitments: Counter[str] = field(default_factory=Counter)
    published: str | None = None
    #: without a publication date, and with dates whose year only that could tell
    year_missing: bool = False
    #: tells of an event that was held more than a day after the publication date
    is_late: bool = False

    @classmethod
    def of(cls, record: Record) -> Done:
        published = record.document.published
        _, hidden = translations(record)
        return cls(
            to_json(record).encode(),
            len(record.mentions),
            len(record.events),
            Counter(item.force for item in record.commitments if item.id not in hidden),
            published,
            published is None and any("XXXX" in day.edtf for day in record.entities.dates),
            published is not None and _is_late(record, date.fromisoformat(published)),
        )


def _is_late(record: Record, published: date) -> bool:
    """True if the text states the day of a held event, and it comes after the publication date."""
    held = {day for event in record.events if event.status == "held" for day in event.dates}
    days = (x for x in record.entities.dates if x.id in held and x.anchor == "text" and not x.inferred)
    # a page may be dated by a clock further west
    return any(x.precision == "day" and len(x.edtf) == 10 and _days_after(x.edtf, published) > 1 for x in days)


def _days_after(edtf: str, published: date) -> int:
    try:
        return (date.fromisoformat(edtf) - published).days
    except ValueError:  # a day with something unknown
        return 0


@dataclass(frozen=True)
class Loader:
    """Gives a pipeline to a process; holds a loaded one, or what it takes to load it (which other processes can)."""

    lexicons: Path | None = None
    nlp: Language | None = None

    def __call__(self) -> Callable[[Sequence[Raw]], Iterator[Done | Failure]]:
        return Work(self.nlp or pipeline.load(lexicons=self.lexicons))


class Work:
    """Makes the records of a batch; documents are analysed together, which is faster than one by one."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, batch: Sequence[Raw]) -> Iterator[Done | Failure]:
        """One result for each input, in order; never raises for the fault of a document."""
        documents = [_document(raw) for raw in batch]
        found = self._analyse([(raw, doc) for raw, doc in zip(batch, documents) if isinstance(doc, Document)])
        for document in documents:
            yield document if isinstance(document, Failure) else next(found)

    def _analyse(self, chunk: Sequence[tuple[Raw, Document]]) -> Iterator[Done | Failure]:
        """Results of a chunk, in order; from the document that breaks the chunk on, each is tried alone."""
        done = 0
        try:
            for record in pipeline.records(self._nlp, ((doc.text, doc.source) for _, doc in chunk)):
                finished = Done.of(chunk[done][1].complete(record))
                done += 1
                yield finished
        except Exception:  # whatever a stage raises is one document's fault; found out below which one's
            for raw, document in chunk[done:]:
                yield self._alone(raw, document)

    def _alone(self, raw: Raw, document: Document) -> Done | Failure:
        try:
            return Done.of(document.complete(pipeline.record(self._nlp, document.text, document.source)))
        except Exception as error:
            return failure(raw.item.id, raw.item.shown, error)


def _document(raw: Raw) -> Document | Failure:
    try:
        return to_document(raw)
    except Exception as error:  # a library that breaks on a hostile file breaks on this file only
        return failure(raw.item.id, raw.item.shown, error)


def failure(document: str | None, source: str, error: Exception) -> Failure:
    """`error` as a line of `errors.jsonl`; of a fault of the program with the line of the program."""
    if isinstance(error, ReadError):
        return Failure(document, source, error.code, str(error))
    if isinstance(error, KommunikeError):
        return Failure(document, source, "output", str(error))
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_ROOT)]
    own = [frame for frame in own if "site-packages" not in frame.filename]
    where = f"{Path(own[-1].filename).relative_to(_ROOT).as_posix()}:{own[-1].lineno}" if own else None
    words = " ".join(str(error).split())[:300]
    message = (
        f"{source}: the program failed on this document ({type(error).__name__}: {words}); "
        "please report it with the text"
    )
    return Failure(document, source, "program", message, where)


def lost(item: Input, loss: Lost) -> Failure:
    """A document that took its worker along, as a line of `errors.jsonl`."""
    if loss.reason == "crash":
        fault = f"the program crashed on this document ({loss.detail}); please report it with the text"
    else:
        fault = f"not finished in {loss.detail}; raise --time-limit or leave it out"
    return Failure(item.id, item.shown, loss.reason, f"{item.shown}: {fault}")

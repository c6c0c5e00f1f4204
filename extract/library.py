"""For programs: texts in, records out, in this process or on several.

>>> import extract
>>> nlp = extract.load()
>>> record = extract.record(nlp, "5 июня в Астане прошла встреча министров.", published="2024-06-12")
>>> [date.edtf for date in record.entities.dates]
['2024-06-05']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from spacy.language import Language

from extract import pipeline
from extract.batch.pool import Lost, Pool
from extract.batch.work import Failure, failure
from extract.document import SourceInfo
from extract.errors import KommunikeError
from extract.pipeline import load, records
from extract.read import parse_day
from schemas import Record

__all__ = ["DocumentError", "Failure", "SourceInfo", "Text", "load", "pipe", "record", "records"]

#: a text, or a text with what is known of it
Text: TypeAlias = "str | tuple[str, SourceInfo]"

_CHUNK = 16
_TIME_LIMIT_SECONDS = 300.0


class DocumentError(KommunikeError):
    """A text of `pipe` has no record.

    Attributes:
        failure: which text, and why.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def record(
    nlp: Language,
    text: str,
    source: SourceInfo | None = None,
    *,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Record:
    """The record of one text.

    Args:
        nlp: what `load` gives.
        source: what is known of the text, all at once; the other options override its fields.
        published: day of publication, `2024-06-12` or `12.06.2024`.
        id: name of the text in the record.

    Raises:
        ValueError: `published` is no day.
    """
    known: dict[str, Any] = {"url": url, "publisher": publisher, "title": title, "id": id, "source": id}
    if published is not None:
        known |= {"published": parse_day(published), "published_basis": "metadata"}
    given = {name: value for name, value in known.items() if value is not None}
    return pipeline.record(nlp, text, replace(source or SourceInfo(), **given))


def pipe(
    texts: Iterable[Text],
    *,
    nlp: Language | None = None,
    lexicons: Path | None = None,
    workers: int = 1,
    as_completed: bool = False,
    time_limit_seconds: float = _TIME_LIMIT_SECONDS,
    on_failure: Callable[[Failure], None] | None = None,
) -> Iterator[Record]:
    """The records of many texts, made by worker processes; `texts` are taken as needed, never all at once.

    Texts without a name of their own are called `text-1`, `text-2`, ...

    Args:
        nlp: what `load` gives, if it is loaded already.
        lexicons: folder with the user's own lexicon files, for a pipeline that is loaded here.
        workers: number of processes.
        as_completed: in the order in which they are ready, not that of `texts`.
        time_limit_seconds: a text that takes longer is given up.
        on_failure: told of a text that has no record (it crashed, or took too long), which is then left out.

    Raises:
        DocumentError: a text has no record, and there is no `on_failure`.
        LexiconError: a lexicon entry is malformed.
    """
    with Pool(_Loader(lexicons, nlp), workers=workers, time_limit_seconds=time_limit_seconds) as pool:
        for (_, source), result in pool.run(_chunks(_named(texts)), ordered=not as_completed):
            if isinstance(result, Record):
                yield result
                continue
            if isinstance(result, Lost):
                message = f"{source.id}: the text took its worker along ({result.reason}: {result.detail})"
                result = Failure(source.id, source.source, result.reason, message)
            if on_failure is None:
                raise DocumentError(result)
            on_failure(result)


class _Loader:
    """Gives the work to a process; holds a loaded pipeline, or what it takes to load it."""

    def __init__(self, lexicons: Path | None, nlp: Language | None) -> None:
        self._lexicons = lexicons
        self._nlp = nlp

    def __call__(self) -> Callable[[Sequence[tuple[str, SourceInfo]]], Iterator[Record | Failure]]:
        nlp = self._nlp or load(lexicons=self._lexicons)

        def work(batch: Sequence[tuple[str, SourceInfo]]) -> Iterator[Record | Failure]:
            done = 0
            try:
                for found in records(nlp, batch):
                    done += 1
                    yield found
            except Exception:  # one text's fault: each is tried alone
                for text, source in batch[done:]:
                    try:
                        yield pipeline.record(nlp, text, source)
                    except Exception as error:
                        yield failure(source.id, source.source, error)

        return work


def _named(texts: Iterable[Text]) -> Iterator[tuple[str, SourceInfo]]:
    for number, item in enumerate(texts, 1):
        yield (item, SourceInfo(id=f"text-{number}", source=f"text-{number}")) if isinstance(item, str) else item


def _chunks(items: Iterable[tuple[str, SourceInfo]]) -> Iterator[list[tuple[str, SourceInfo]]]:
    chunk: list[tuple[str, SourceInfo]] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item[0])
        if len(chunk) == _CHUNK or size >= 200_000:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk

"""The map of the program: every stage, in the order in which it reads what earlier ones wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from extract.assemble import assemble
from extract.document import SourceInfo
from extract.language import component as _language  # noqa: F401  registers components
from extract.language.tokenizer import RazdelTokenizer
from extract.stages import commitments, dates, documents, events, organizations, persons, places, reports  # noqa: F401
from schemas import Record

#: name of each component and what it does; the order is checked against `assigns` / `requires` by a test
STAGES = (
    "kommunike_sentences",
    "kommunike_analysis",
    "kommunike_dates",
    "kommunike_places",
    "kommunike_organizations",
    "kommunike_persons",
    "kommunike_documents",
    "kommunike_events",
    "kommunike_commitments",
    "kommunike_reports",
)
#: stages whose lexicons a user may extend
_WITH_LEXICONS = frozenset(STAGES[2:])


def load(*, lexicons: Path | None = None) -> Language:
    """The pipeline, ready to run.

    Args:
        lexicons: folder with the user's own lexicon files, which add to the built-in ones.

    Raises:
        LexiconError: a lexicon entry is malformed.
    """
    nlp = spacy.blank("ru")
    nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    for name in STAGES:
        config = {"lexicons": str(lexicons)} if lexicons and name in _WITH_LEXICONS else {}
        nlp.add_pipe(name, config=config)
    return nlp


def records(nlp: Language, texts: Iterable[tuple[str, SourceInfo]]) -> Iterator[Record]:
    """The record of each text, in order; documents are analysed in batches."""
    docs = (_prepare(nlp, text, source) for text, source in texts)
    for doc in nlp.pipe(docs, batch_size=16):
        yield assemble(doc)


def record(nlp: Language, text: str, source: SourceInfo | None = None) -> Record:
    """The record of one text."""
    return assemble(nlp(_prepare(nlp, text, source or SourceInfo())))


def _prepare(nlp: Language, text: str, source: SourceInfo) -> spacy.tokens.Doc:
    doc = nlp.make_doc(text)
    doc._.source = source
    return doc

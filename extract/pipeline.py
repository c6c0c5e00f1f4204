"""The map of the program: every stage, in the order in which it reads what earlier ones wrote."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spacy.lang.ru import Russian
from spacy.language import Language
from spacy.symbols import IDS  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc

from extract.assemble import assemble
from extract.document import SourceInfo
from extract.language import component as _language  # noqa: F401  registers components
from extract.language.plain import keep_written, plain_text
from extract.language.tokenizer import TOKENIZER, make_tokenizer
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
#: what the vocabulary knows of a word: what stages read. spaCy's other attributes (`shape_`, `like_url`, ...) take two
#: thirds of the time of a new word, and strings that are kept
_WORD_ATTRIBUTES = ("IS_ALPHA", "IS_PUNCT", "IS_SPACE")
#: new objects between two searches for cyclic garbage while texts are analysed: more than a worker keeps in its life,
#: as nearly all are words in caches; a text leaves some ten objects that only a search frees
_NEW_OBJECTS = 2_000_000


def load(*, lexicons: Path | None = None) -> Language:
    """The pipeline, ready to run.

    Args:
        lexicons: folder with the user's own lexicon files, which add to the built-in ones.

    Raises:
        LexiconError: a lexicon entry is malformed.
    """
    with _collections_after(0):
        # `spacy.blank` would fill in and check the whole configuration of a training first
        nlp = Russian(create_tokenizer=make_tokenizer(), create_vectors=lambda vocab: vocab.vectors)
        nlp.config["nlp"]["tokenizer"] = {"@tokenizers": TOKENIZER}
        getters: dict[int, Any] = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
        for attribute in getters.keys() - {IDS[name] for name in _WORD_ATTRIBUTES}:
            del getters[attribute]
        for name in STAGES:
            config = {"lexicons": str(lexicons)} if lexicons and name in _WITH_LEXICONS else {}
            nlp.add_pipe(name, config=config)
        # models and lexicons stay: no collection of garbage need look through them, here or in a process forked from
        # this
        gc.freeze()
    # else files that a program leaves open would not be written to their end when it ends
    atexit.register(gc.unfreeze)
    return nlp


def records(nlp: Language, texts: Iterable[tuple[str, SourceInfo]]) -> Iterator[Record]:
    """The record of each text, in order; documents are analysed in batches."""
    docs = (prepared(nlp, text, source) for text, source in texts)
    with _collections_after(_NEW_OBJECTS):
        for doc in nlp.pipe(docs, batch_size=16):
            yield assemble(doc)


def record(nlp: Language, text: str, source: SourceInfo | None = None) -> Record:
    """The record of one text."""
    with _collections_after(_NEW_OBJECTS):
        return assemble(nlp(prepared(nlp, text, source or SourceInfo())))


@contextmanager
def _collections_after(new_objects: int) -> Iterator[None]:
    """Look for cyclic garbage after so many new objects, 0 for never; not at all where the caller does not.

    Models and lexicons stay, and a document's words and spans are many and nearly all freed without it.
    """
    usual = gc.get_threshold()
    if usual[0]:
        gc.set_threshold(new_objects, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def prepared(nlp: Language, text: str, source: SourceInfo) -> Doc:
    """The document of a text, for the stages to read: its words in their plain form."""
    plain, written = plain_text(text)
    doc = nlp.make_doc(plain)
    doc._.source = source
    keep_written(doc, written)
    return doc

"""The lexicons of instruments as look-ups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from extract.language.match_text import match_text
from extract.language.morphology import lemma
from extract.lexicons import Entry, load

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class InstrumentEntry(Entry):
    """An instrument known by name; the meaning of the keys is told at the top of `documents.yaml`."""

    name: str
    forms: list[str] = Field(default=[])
    en: list[str] = Field(default=[])
    years: str | None = None
    example: str


class DocumentHeadEntry(Entry):
    """A noun that names of instruments begin with."""

    lemma: str
    takes: list[Literal["gent", "о", "об", "по", "к", "против", "между"]] = Field(default=[])
    lower: bool = False
    alone: bool = False
    quoted: bool = False
    number: bool = False
    plural: bool = False
    weak: bool = False
    adjective: bool = False
    refused: bool = False
    after: str | None = None
    expands: str | None = None
    example: str


class WordsEntry(Entry):
    """A word list that decides where names begin and end."""

    use: Literal["portfolio", "person_in_name", "not_after_po", "not_first", "lower_cue", "strong_first", "signed"]
    words: list[str]
    example: str


@dataclass(slots=True)
class Lexicon:
    """Everything the stage knows."""

    heads: dict[str, DocumentHeadEntry] = field(default_factory=dict)
    #: lemmas of a name without its year -> entries
    instruments: dict[tuple[str, ...], InstrumentEntry] = field(default_factory=dict)
    english: dict[str, InstrumentEntry] = field(default_factory=dict)
    #: first three letters of the heads, both of shorter ones: what their forms open with, too
    openings: set[str] = field(default_factory=set)
    #: use -> lemmas
    words: dict[str, frozenset[str]] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def lemmas(name: str) -> tuple[str, ...]:
    """Lemmas of the words of a name."""
    return tuple(lemma(match_text(word)) for word in _WORD.findall(name))


@lru_cache(maxsize=4)
def lexicon(user_folder: Path | None = None) -> Lexicon:
    """The lexicons, with those of the user's folder."""
    built = Lexicon()
    for head in load("document_heads", DocumentHeadEntry, user_folder=user_folder):
        built.heads[head.lemma] = head
        built.openings.add(head.lemma[:3])
    for entry in load("documents", InstrumentEntry, user_folder=user_folder):
        for form in entry.forms:
            built.instruments[lemmas(form)] = entry
        for form in entry.en:
            built.english[form.lower()] = entry
    for words in load("document_words", WordsEntry, user_folder=user_folder):
        built.words[words.use] = built.words.get(words.use, frozenset()) | frozenset(map(match_text, words.words))
    return built

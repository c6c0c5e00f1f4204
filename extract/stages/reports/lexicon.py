"""The lexicons of reports as look-ups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field

from extract.lexicons import Entry, load
from schemas.report import ReportKind

Object: TypeAlias = Literal["instrument", "duty", "course", "thing", "action", "time"]


class ReportVerb(Entry):
    """A group of words that tell one kind of deed; the keys are told at the top of `report_verbs.yaml`."""

    kind: ReportKind
    verbs: tuple[str, ...] = ()
    self: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    objects: tuple[Object, ...]
    example: str


class ReportWords(Entry):
    """Nouns of one use."""

    use: Literal["instrument", "pointer", "draft", "duty", "course", "action", "time", "light"]
    words: tuple[str, ...] = Field(min_length=1)
    example: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the stage knows."""

    #: lemma -> entries, in the order of the file
    verbs: dict[str, list[ReportVerb]] = field(default_factory=dict)
    #: verbs whose subject is what it was done to
    selves: dict[str, list[ReportVerb]] = field(default_factory=dict)
    #: lower-case words, what finds them, entry
    phrases: list[tuple[str, re.Pattern[str], ReportVerb]] = field(default_factory=list)
    english: dict[str, list[ReportVerb]] = field(default_factory=dict)
    #: use -> lemmas
    words: dict[str, frozenset[str]] = field(default_factory=dict)


@lru_cache(maxsize=4)
def lexicon(user_folder: Path | None = None) -> Lexicon:
    """The lexicons, with those of the user's folder."""
    built = Lexicon()
    for entry in load("report_verbs", ReportVerb, user_folder=user_folder):
        for word in entry.verbs:
            built.verbs.setdefault(word, []).append(entry)
        for word in entry.self:
            built.selves.setdefault(word, []).append(entry)
        for word in entry.en:
            built.english.setdefault(word, []).append(entry)
        for words in entry.phrase:
            built.phrases.append((words.lower(), re.compile(rf"\b{re.escape(words)}\s", re.IGNORECASE), entry))
    for group in load("report_words", ReportWords, user_folder=user_folder):
        built.words[group.use] = built.words.get(group.use, frozenset()) | frozenset(group.words)
    return built

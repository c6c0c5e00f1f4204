"""Given names that the dictionary does not know as names: `given_names.yaml`."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from extract.language.match_text import match_text
from extract.lexicons import Entry, load

Gender = Literal["Masc", "Fem"]


class NameExample(Entry):
    """A phrase and the person in it."""

    text: str
    person: str


class GivenNames(Entry):
    """Given names of one language and gender: `given_names.yaml`."""

    language: str
    gender: Gender
    names: tuple[str, ...]
    example: NameExample


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """All of them in the nominative, lower case, `ё` as `е`."""
    entries = load("given_names", GivenNames)
    return frozenset(match_text(name).lower() for entry in entries for name in entry.names)

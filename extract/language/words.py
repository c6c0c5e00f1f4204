"""Words of an analysed document: their forms, lemmas, cases and places, and what the dictionary says of them.

Made once for a document and shared by all stages that look for names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from spacy.tokens import Doc, Token

from extract.document import kept
from extract.language.columns import columns
from extract.language.morphology import entries, ranked
from extract.language.wrapped import wrapped_words

_UD_CASE = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct", "Par": "gent"}
_CASE_TWINS = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc1": "accs", "acc2": "accs"}
_ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{2,}[а-яё]{0,2}|(?:[А-ЯЁ][а-яё]?){2,}[А-ЯЁ]?")


#: case, number, gender
_Features: TypeAlias = "frozenset[tuple[str, str, str]]"
#: each set once: thousands of words share a few hundred
_known_features: dict[_Features, _Features] = {}


@lru_cache(maxsize=8192)
def _features(low: str) -> tuple[_Features, _Features]:
    """(case, number, gender) of the noun readings and of the agreeing readings of a word."""
    found = entries(low)
    nouns = frozenset([_agreement(entry.tag) for entry in found if entry.pos == "NOUN"])
    agreeing = frozenset([_agreement(entry.tag) for entry in found if entry.pos in {"ADJF", "PRTF"}])
    return _known_features.setdefault(nouns, nouns), _known_features.setdefault(agreeing, agreeing)


@lru_cache(maxsize=1024)
def _agreement(tag: Any) -> tuple[str, str, str]:
    """(case, number, gender) of a reading."""
    # plain strings: pymorphy's own refuse to be compared with an empty one
    case = str(tag.case)
    number = str(tag.number or "sing")
    return _CASE_TWINS.get(case, case), number, "" if number == "plur" else str(tag.gender or "")


@lru_cache(maxsize=16384)
def animate_singular(low: str) -> bool:
    """Whether the word names one living being in its likeliest noun reading."""
    for entry in ranked(low):
        if entry.pos == "NOUN":
            return "anim" in entry.tag.grammemes and entry.tag.number == "sing"
    return False


@lru_cache(maxsize=16384)
def animate(low: str) -> bool:
    """Whether the word names living beings in its likeliest noun reading."""
    return next(("anim" in entry.tag.grammemes for entry in ranked(low) if entry.pos == "NOUN"), False)


@dataclass(slots=True)
class Word:
    """A token that is not white space; `head` counts words, not tokens."""

    token: int
    start: int
    end: int
    text: str
    low: str
    lemma: str
    pos: str
    case: str | None
    number: str | None
    head: int
    dep: str
    sentence: int
    first: bool
    #: features as the tagger writes them: `Case=Nom|Number=Sing`
    morph: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def abbreviation(self) -> bool:
        return bool(_ABBREVIATION.fullmatch(self.text))

    @property
    def nouns(self) -> _Features:
        return _features(self.low)[0]

    @property
    def agreeing(self) -> _Features:
        return _features(self.low)[1]


def words_of(doc: Doc) -> list[Word]:
    """The words of an analysed document, with everything a walker asks of them; one list for all stages."""
    return kept(doc, "words", _words_of)


def _words_of(doc: Doc) -> list[Word]:
    table = columns(doc)
    words: list[Word] = []
    place: dict[int, int] = {}
    sentence = -1
    first = True
    #: a word that a line end parts is longer than its form
    parted = {found.start: found.end for found in wrapped_words(doc._.match_text)}
    rows = zip(table.norms, table.starts, table.lemmas, table.pos, table.morphs, table.heads, table.deps, table.opens)
    for i, (norm, start, lemma, pos, morph, head, dep, opens) in enumerate(rows):
        if opens == 1 or sentence < 0:
            sentence += 1
            first = True
        if norm.isspace():
            continue
        place[i] = len(words)
        case, number = _case_and_number(morph)
        low = norm.lower()
        end = parted.get(start, start + len(norm)) if parted else start + len(norm)
        words.append(Word(i, start, end, norm, low, lemma, pos, case, number, head, dep, sentence, first, morph))
        if first and any(map(str.isalnum, norm)):
            first = False
    for index, word in enumerate(words):
        word.head = place.get(word.head, index)
    return words


@dataclass(slots=True)
class WordIndex:
    """Where the words of a document are, so that who looks for few of them need not go through all."""

    #: by the offset at which a word begins; and the number after the word, by the offset at which it ends
    at: dict[int, int]
    ends: dict[int, int]
    #: those that begin with a capital
    capitals: list[int]
    #: by their forms in lower case, and by their lemmas
    lows: dict[str, list[int]]
    lemmas: dict[str, list[int]]

    def with_low(self, forms: AbstractSet[str]) -> list[int]:
        """The words whose form in lower case is one of `forms`, in text order."""
        return _listed(self.lows, forms)

    def with_lemma(self, lemmas: AbstractSet[str]) -> list[int]:
        """The words whose lemma is one of `lemmas`, in text order."""
        return _listed(self.lemmas, lemmas)


def tokens_with(doc: Doc, lemmas: AbstractSet[str], *, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens `[start, end)` whose lemma is one of `lemmas`, in text order."""
    if start == 0 and end is None:
        words = words_of(doc)
        return (doc[words[i].token] for i in word_index(doc).with_lemma(lemmas))
    found = columns(doc).lemmas[start:end]
    # most passages have none of them
    return (
        (doc[i] for i, lemma in enumerate(found, start) if lemma in lemmas)
        if not lemmas.isdisjoint(found)
        else iter(())
    )


def _listed(places: dict[str, list[int]], wanted: AbstractSet[str]) -> list[int]:
    if len(places) < len(wanted):
        return sorted([i for word, found in places.items() if word in wanted for i in found])
    return sorted([i for word in wanted if word in places for i in places[word]])


def word_index(doc: Doc) -> WordIndex:
    """Of `words_of(doc)`; one for all stages."""
    return kept(doc, "word_index", _word_index)


def _word_index(doc: Doc) -> WordIndex:
    words = words_of(doc)
    lows: defaultdict[str, list[int]] = defaultdict(list)
    lemmas: defaultdict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        lows[word.low].append(i)
        lemmas[word.lemma].append(i)
    return WordIndex(
        at={word.start: i for i, word in enumerate(words)},
        ends={word.end: i for i, word in enumerate(words, 1)},
        capitals=[i for i, word in enumerate(words) if word.text[0].isupper()],
        lows=lows,
        lemmas=lemmas,
    )


@lru_cache(maxsize=4096)
def _case_and_number(morph: str) -> tuple[str | None, str | None]:
    features = dict(part.split("=", 1) for part in morph.split("|") if "=" in part)
    number = features.get("Number")
    return _UD_CASE.get(features.get("Case", "")), None if number is None else ("plur" if number == "Plur" else "sing")

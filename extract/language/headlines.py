"""Sentences in capitals: there a capital says nothing."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from extract.document import kept
from extract.language.words import word_index, words_of

#: fewer words may be an abbreviation or a name
_LEAST_WORDS = 4
_SHARE = 0.8


def headlines(doc: Doc) -> frozenset[int]:
    """Numbers of the sentences of four words or more that are in capitals, but for a fifth of them."""
    return kept(doc, "headlines", _headlines)


def _headlines(doc: Doc) -> frozenset[int]:
    words = words_of(doc)
    opened = (words[i] for i in word_index(doc).capitals)
    capitals = Counter(word.sentence for word in opened if word.text.isupper() and word.text.isalpha())
    likely = {sentence for sentence, count in capitals.items() if count >= _LEAST_WORDS * _SHARE}
    if not likely:
        return frozenset()
    every = Counter(word.sentence for word in words if word.sentence in likely and word.text.isalpha())
    return frozenset(s for s in likely if every[s] >= _LEAST_WORDS and capitals[s] >= _SHARE * every[s])

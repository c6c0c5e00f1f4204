"""Items of orders that stand under no header word: points below whom an item charges, and from when the order is in
force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import feature, preposition

#: `а) до 1 октября завершение процедур;` or a line in lower case that goes on below a colon or semicolon
_POINT = later(r"\s*(?:(?:[а-яa-z]|\d{1,2})\)|[-\u2013\u2014•*])\s+")
#: characters of white space between two lines
_GAP = 40
_NUMBER = later(r"\s*(\d{1,2}(?:\.\d{1,2})*)[.)]\s+")
_IN_FORCE = later(r"\b(вступа(?:ет|ют)\s+в\s+силу)\b", needs="вступа")


def points_below(text: str, sentences: list[Span], number: int) -> list[tuple[int, int, int]]:
    """The points under the item that ends in a colon: their sentences and where their words begin and end."""
    found: list[tuple[int, int, int]] = []
    if not text[sentences[number].start_char : sentences[number].end_char].rstrip().endswith(":"):
        return found
    for below, sentence in enumerate(sentences[number + 1 :], number + 1):
        above = text[max(sentence.start_char - _GAP, 0) : sentence.start_char]
        before = above.rstrip()[-1:]
        mark = _POINT.match(text, sentence.start_char, sentence.end_char)
        line = "\n" in above[len(above.rstrip()) :]
        goes_on = before in {":", ";"} and text[sentence.start_char : sentence.start_char + 1].islower()
        if not line or (mark is None and not goes_on) or sentence._.language != "ru":
            break
        found.append((below, mark.end() if mark is not None else sentence.start_char, sentence.end_char))
        if before == "." and mark is None:
            break
    return found


def charged(sentence: Span, start: int) -> tuple[tuple[int, int], Token | None] | None:
    """`Правительствам обеспечить:`, `Коллегии Комиссии:`: whom an item charges, and its infinitive if it has one."""
    words = [t for t in sentence if t.idx >= start and not (t.is_space or t.is_punct)]
    first = next((t for t in words if t.pos_ in {"NOUN", "PROPN"}), None)
    if first is None or any(t.pos_ not in {"ADJ", "DET"} for t in words[: words.index(first)]):
        return None
    if not _may_be_dative(first) or preposition(first) is not None:
        return None
    verbs = [t for t in words if t.pos_ in {"VERB", "AUX"} and "Part" not in t.morph.get("VerbForm", [])]
    if any(feature(t, "VerbForm") != "Inf" for t in verbs) or len(verbs) > 1:
        return None
    end = verbs[0].i if verbs else words[-1].i + 1
    last = next(t for t in reversed(words) if t.i < end)
    return (words[0].idx, last.idx + len(last)), verbs[0] if verbs else None


def _may_be_dative(noun: Token) -> bool:
    """`Коллегии Комиссии:`, which the tagger takes for a genitive; abbreviations have no cases."""
    abbreviated = noun.text.isupper() and len(noun) > 1
    return abbreviated or feature(noun, "Case") == "Dat" or any("datv" in p.tag for p in parses(noun.norm_.lower()))


def in_force(text: str, sentence: Span) -> tuple[re.Match[str], tuple[int, int]] | None:
    """`7. Настоящее распоряжение вступает в силу с даты опубликования.`: its number, and where its cue stands."""
    mark = _NUMBER.match(text, sentence.start_char, sentence.end_char)
    said = _IN_FORCE.search(text, mark.end(), sentence.end_char) if mark is not None else None
    return (mark, said.span(1)) if mark is not None and said is not None else None


def infinitives(sentence: Span) -> Iterator[Token]:
    """The infinitives of a point."""
    return (t for t in sentence if feature(t, "VerbForm") == "Inf")

"""Statements: `We, the heads of ...`, preambular gerunds, and numbered paragraphs under `Решили:` / `Decided as
follows:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from schemas.base import Language
from schemas.commitment import Force

#: header lines of an operative part and the force they give its paragraphs
_HEADER_WORDS: tuple[tuple[Force, str, str], ...] = (
    (
        "decision",
        "решили|постановили|приняли решение|решил|постановил|постановляет|решает|решило|постановила|решила"
        "|пришли к решению",
        r"\s*:?",
    ),
    ("agreement", "договорились|согласились|условились|пришли к согласию", "[^.:]{0,60}:"),
    ("pledge", "заявляем о намерении|намерены|обязуемся|обязуются", "[^.:]{0,40}:"),
    ("proposal", "призываем|призвали|рекомендуем|рекомендовали|предлагаем|предложили", "[^.:]{0,60}:"),
    ("decision", "decided(?: as follows)?|have decided|decides|resolved|hereby decide", r"\s*(?:to)?\s*:?"),
    ("agreement", "agreed(?: as follows)?|have agreed", r"\s*(?:to|on the following)?\s*:"),
    ("proposal", "call upon|urge|recommend(?:ed)?|call on", "[^.:]{0,60}:"),
)
_HEADERS = tuple(
    (force, re.compile(rf"(?:^|[\s,])({words}){tail}\s*$", re.IGNORECASE)) for force, words, tail in _HEADER_WORDS
)
_ITEM = re.compile(r"\s*(?:(\d{1,2})[.)]|([а-яa-z])\)|[-\u2013\u2014•*])\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One operative paragraph: header word, the paragraph's own words, its number."""

    force: Force
    cue: tuple[int, int]
    action: tuple[int, int]
    number: str | None
    language: Language
    sentence: int


def paragraphs(doc: Doc) -> Iterator[Paragraph]:
    """Operative paragraphs, header by header."""
    text: str = doc._.match_text
    sentences = list(doc.sents)
    i = 0
    while i < len(sentences):
        header = _header(text, sentences[i])
        if header is None:
            i += 1
            continue
        force, cue = header
        j = i + 1
        numbered = j < len(sentences) and bool(_ITEM.match(text, sentences[j].start_char, sentences[j].end_char))
        opening = _ITEM.match(text, sentences[j].start_char, sentences[j].end_char) if numbered else None
        lettered = opening is not None and bool(opening[2])
        while j < len(sentences):
            item = sentences[j]
            mark = _ITEM.match(text, item.start_char, item.end_char)
            if numbered and (mark is None or bool(mark[2]) != lettered):
                break
            if not numbered and not _looks_operative(item):
                break
            start = mark.end() if mark else item.start_char
            stop = item.end_char
            while stop > start and text[stop - 1] in " \n;.,*":
                stop -= 1
            if stop > start:
                number = mark[1] if mark else None
                yield Paragraph(force, cue, (start, stop), number, item._.language, j)
            j += 1
        i = j


def _header(text: str, sentence: Span) -> tuple[Force, tuple[int, int]] | None:
    words = text[sentence.start_char : sentence.end_char].rstrip()
    if len(words) > 400 and not words.endswith(":"):
        return None
    stripped = words.strip("* ")
    for force, pattern in _HEADERS:
        found = pattern.search(stripped)
        if found is None:
            continue
        if not stripped.endswith(":") and len(stripped.split()) > 4:
            continue
        offset = sentence.start_char + words.index(stripped)
        return force, (offset + found.start(1), offset + found.end(1))
    return None


def _looks_operative(sentence: Span) -> bool:
    """An unnumbered paragraph that opens with an infinitive (or English `to`) or a verb of the first person."""
    for token in sentence:
        if token.is_space or token.is_punct:
            continue
        if sentence._.language == "en":
            return token.norm_.lower() == "to"
        return "Inf" in token.morph.get("VerbForm", [])
    return False


def is_preambular(sentence: Span) -> bool:
    """A paragraph that opens with a gerund or participle and does not end its sentence: `Осознавая ..., `."""
    text = sentence.text.rstrip()
    if not text.endswith((",", ";")):
        return False
    for token in sentence:
        if token.is_space or token.is_punct:
            continue
        if sentence._.language == "en":
            return token.norm_.lower().endswith(("ing", "ed"))
        return "Conv" in token.morph.get("VerbForm", []) or token.lemma_ in {"будучи", "исходить", "быть"}
    return False

"""A phrase matcher for lexicons: many phrases, one pass, character offsets.

Phrases and texts are compared word by word in lower case on the match copy, so any mix of line breaks, dashes,
quotes and capitals matches: `государств - членов` is `государств-членов`. What capitals mean is for the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from extract.language.match_text import match_text
from extract.language.wrapped import wrapped_words

T = TypeVar("T")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


def phrase_words(phrase: str) -> list[str]:
    """The words and signs by which a phrase is compared."""
    return _TOKEN.findall(match_text(phrase).lower())


def _with_wrapped_words(copy: str, tokens: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Tokens in which a word that a line end only parts is one."""
    words = {found.start: found for found in wrapped_words(copy) if "-" not in found.form}
    end = 0
    for start, stop, word in tokens:
        if start < end:
            continue
        found = words.get(start)
        if found is None:
            yield start, stop, word
            continue
        end = found.end
        yield start, end, found.form.lower()


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class PhraseMatcher(Generic[T]):
    """Finds phrases and what they stand for."""

    def __init__(self) -> None:
        #: by their first words
        self._roots: dict[str, _Node[T]] = {}
        #: by their first words, phrases that are not in a tree yet: a text has few of these words
        self._waiting: dict[str, list[tuple[Sequence[str], T]]] = {}

    def add(self, forms: Iterable[str], value: T) -> None:
        """Let each of `forms` stand for `value`; one form may stand for several values."""
        self.add_read(map(phrase_words, forms), value)

    def add_read(self, forms: Iterable[Sequence[str]], value: T) -> None:
        """`add` for forms that `phrase_words` has read."""
        waiting = self._waiting
        for words in forms:
            if words:
                waiting.setdefault(words[0], []).append((words, value))

    def _plant(self, first: str) -> None:
        """Put the waiting phrases that begin with a word into its tree."""
        root = self._roots.setdefault(first, _Node())
        for words, value in self._waiting.pop(first):
            node = root
            for word in words[1:]:
                following = node.children.get(word)
                if following is None:
                    following = node.children[word] = _Node()
                node = following
            if value not in node.values:
                node.values.append(value)

    def all(self, copy: str) -> Iterator[tuple[int, int, list[T]]]:
        """Every occurrence in a match copy, nested and overlapping ones too, as (start, end, values)."""
        found = list(_TOKEN.finditer(copy.lower()))
        words = [token[0] for token in found]
        joined: list[tuple[int, int, str]] = []
        if "-\n" in copy:
            joined = list(_with_wrapped_words(copy, [(*token.span(), token[0]) for token in found]))
            words = [word for _, _, word in joined]
        for first in self._waiting.keys() & words:
            self._plant(first)
        roots = self._roots
        for i in [i for i, word in enumerate(words) if word in roots]:
            start = joined[i][0] if joined else found[i].start()
            children = roots
            for j in range(i, len(words)):
                node = children.get(words[j])
                if node is None:
                    break
                if node.values:
                    yield start, joined[j][1] if joined else found[j].end(), node.values
                children = node.children

    def longest(self, copy: str) -> Iterator[tuple[int, int, list[T]]]:
        """The longest occurrence at each start, left to right, without overlaps."""
        free = 0
        best: tuple[int, int, list[T]] | None = None
        for found in self.all(copy):
            if found[0] < free:
                continue
            if best and found[0] != best[0]:
                yield best
                free = best[1]
                best = None
                if found[0] < free:
                    continue
            best = found
        if best:
            yield best

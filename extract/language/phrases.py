"""A phrase matcher for lexicons: many phrases, one pass, character offsets.

Phrases and texts are compared word by word in lower case on the match copy, so any mix of line breaks, dashes,
quotes and capitals matches: `государств - членов` is `государств-членов`. What capitals mean is for the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
        self._root: _Node[T] = _Node()

    def add(self, forms: Iterable[str], value: T) -> None:
        """Let each of `forms` stand for `value`; one form may stand for several values."""
        self.add_read(map(phrase_words, forms), value)

    def add_read(self, forms: Iterable[Iterable[str]], value: T) -> None:
        """`add` for forms that `phrase_words` has read."""
        for words in forms:
            node = self._root
            for word in words:
                following = node.children.get(word)
                if following is None:
                    following = node.children[word] = _Node()
                node = following
            if node is not self._root and value not in node.values:
                node.values.append(value)

    def all(self, copy: str) -> Iterator[tuple[int, int, list[T]]]:
        """Every occurrence in a match copy, nested and overlapping ones too, as (start, end, values)."""
        found = list(_TOKEN.finditer(copy.lower()))
        words = [token[0] for token in found]
        joined: list[tuple[int, int, str]] = []
        if "-\n" in copy:
            joined = list(_with_wrapped_words(copy, [(*token.span(), token[0]) for token in found]))
            words = [word for _, _, word in joined]
        children = self._root.children
        for i in [i for i, word in enumerate(words) if word in children]:
            start = joined[i][0] if joined else found[i].start()
            node = self._root
            for j in range(i, len(words)):
                following = node.children.get(words[j])
                if following is None:
                    break
                node = following
                if node.values:
                    yield start, joined[j][1] if joined else found[j].end(), node.values

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

"""Topics of a passage, from the topics lexicon."""

from __future__ import annotations

import re
from pathlib import Path

from extract.language.later import later
from extract.lexicons import Entry, load


class TopicEntry(Entry):
    """A topic and the word stems that give it."""

    topic: str
    stems: tuple[str, ...]


_WORD = re.compile(r"\w+")
#: how many letters of a word tell which patterns may match there
_OPENING = 3


class Topics:
    """Finds topics; of a topic and its own sub-topics only the sub-topics are kept."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        #: patterns by how a word opens that they match; those of shorter stems by nothing
        self._opened: dict[str, set[int]] = {"": set()}
        for number, entry in enumerate(load("topics", TopicEntry, user_folder=user_folder)):
            # the words of a stem phrase may stand in any form: `незаконн оборот` matches `незаконного оборота`
            self._patterns.append((entry.topic, later(rf"\b(?:{'|'.join(map(_pattern, entry.stems))})")))
            for stem in entry.stems:
                opening = stem[:_OPENING] if re.match(rf"\w{{{_OPENING}}}", stem) else ""
                self._opened.setdefault(opening, set()).add(number)

    def of(self, words: str) -> list[str]:
        """Topics of a passage of the match copy, in the order of the lexicon; `other` if none applies."""
        lowered = words.lower()
        openings = {"", *(word[:_OPENING] for word in _WORD.findall(lowered))}
        numbers = sorted({number for opening in self._opened.keys() & openings for number in self._opened[opening]})
        found = [topic for topic, pattern in map(self._patterns.__getitem__, numbers) if pattern.search(lowered)]
        found = [t for t in found if not any(other.startswith(t + ".") for other in found)]
        return list(dict.fromkeys(found)) or ["other"]


def _pattern(stem: str) -> str:
    return r"\w*\s+".join(re.escape(word) for word in stem.split(" "))

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


class Topics:
    """Finds topics; of a topic and its own sub-topics only the sub-topics are kept."""

    def __init__(self, user_folder: Path | None = None) -> None:
        # the words of a stem phrase may stand in any form: `незаконн оборот` matches `незаконного оборота`
        self._patterns = [
            (
                entry.topic,
                later(
                    rf"\b(?:{'|'.join(_pattern(stem) for stem in entry.stems)})",
                    needs="|".join(stem.split(" ")[0] for stem in entry.stems),
                ),
            )
            for entry in load("topics", TopicEntry, user_folder=user_folder)
        ]

    def of(self, words: str) -> list[str]:
        """Topics of a passage of the match copy, in the order of the lexicon; `other` if none applies."""
        lowered = words.lower()
        found = [topic for topic, pattern in self._patterns if pattern.search(lowered)]
        found = [t for t in found if not any(other.startswith(t + ".") for other in found)]
        return list(dict.fromkeys(found)) or ["other"]


def _pattern(stem: str) -> str:
    return r"\w*\s+".join(re.escape(word) for word in stem.split(" "))

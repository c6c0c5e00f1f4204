"""The minutes of a sitting over their own text: the page itself, a document only where it is told to be signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Event, match_text_of

#: `ПРОТОКОЛ / двадцать второго заседания Совета`
_MINUTES = re.compile(
    r"(?:протокол|п р о т о к о л)\s+(?:№\s*\S+\s+)?(?:\([^)\n]{3,30}\)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:заседани|совещани|встречи|сессии|консультаци)",
    re.IGNORECASE,
)


def drop_minutes(doc: Doc, events: Sequence[Event]) -> None:
    """Take the title of minutes for the page itself, and what stands for it below, unless an adoption has it."""
    text: str = match_text_of(doc)
    opens = (m for m in doc._.documents if not m.start or text[m.start - 1] in "\n \t*_#")
    minutes = [m.entity for m in opens if _MINUTES.match(text, m.start, m.end) and _in_capitals(text, m.start)]
    kept = {id(d) for e in events if e.type == "adoption" for d in e.documents}
    dropped = {id(d) for d in minutes} - kept
    if not dropped:
        return
    doc._.documents = [m for m in doc._.documents if id(m.entity) not in dropped]
    for event in events:
        event.documents = [d for d in event.documents if id(d) not in dropped]


def _in_capitals(text: str, start: int) -> bool:
    return text[start : start + 3].isupper() or text[start : start + 3] == "П Р"

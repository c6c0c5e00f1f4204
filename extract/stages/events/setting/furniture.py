"""Dates that belong to the page or item, not to a happening: alone on a line, or among the marks of a page."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extract.document import Mention, source_text_of
from extract.language.later import later

#: what stands beside the date of an item: the time of day, view counters
_COUNTERS = later(
    r"\d{1,2}:\d{2}(?::\d{2})?|(?:просмотр\w*|views)\s*:?\s*\d[\d ]*"
    r"|\d[\d ]*\s*(?:просмотр\w*|views)",
    re.I,
)
#: a word beside a date, in most lines the very next one, that no counter has
_OTHER_WORD = re.compile(r"(?<![^\s,.])(?![пПvV])[^\W\d_]")


#: words beside the date in one mark of a page
_OF_A_MARK = 5


def stands_alone(doc: Doc, mention: Mention) -> bool:
    """The mention is all there is on its line, but for marks."""
    text = source_text_of(doc)
    start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    rest = text[start : mention.start] + text[mention.end : end if end >= 0 else len(text)]
    if _OTHER_WORD.search(rest):
        return False
    return not re.search(r"\w", _COUNTERS.sub("", rest))


def is_stamp(doc: Doc, mention: Mention) -> bool:
    """`14:07 | 3 апреля 2013 | Политика`: the date stands among the marks of a page."""
    text: str = doc._.source_text
    start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    end = end if end >= 0 else len(text)
    if "|" not in text[start:end]:
        return False
    before, after = text[start : mention.start].rpartition("|")[2], text[mention.end : end].partition("|")[0]
    # `Avesta.Tj | 18.04.2012 | Встреча прошла 14 апреля`: the news may stand on the same line
    return len(before.split()) + len(after.split()) <= _OF_A_MARK

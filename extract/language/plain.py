"""Words with characters inside that nobody sees or says: soft hyphens, zero widths, stress marks, letters in two parts.

`встре\\u00adча`, `прошла\\u0301` and `и\\u0306` are read as `встреча`, `прошла` and `й`: the stages work on the plain
text, and what they found is told by the offsets and in the words of the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from spacy.tokens import Doc

import schemas
from extract.language.later import later
from extract.language.match_text import INVISIBLE

_KEY = "kommunike_written"

_LETTER = r"A-Za-z\u00c0-\u024f\u0400-\u052f"
_MARK = r"\u0300-\u036f"
_HIDDEN = re.escape(INVISIBLE)
#: what each such word has: most texts have none
_MAY_HAVE = re.compile(f"[{_MARK}{_HIDDEN}]")
#: a letter with its marks and what is hidden between it and the next letter; what is hidden after a hyphen, at a
#: blank or a sign
_WITHIN = later(
    rf"([{_LETTER}])(?:([{_MARK}{_HIDDEN}]*[{_MARK}])([{_HIDDEN}]+(?=-?[{_LETTER}]))?|([{_HIDDEN}]+)(?=-?[{_LETTER}]))"
    rf"|(?<=[{_LETTER}{_MARK}]-)[{_HIDDEN}]+(?=[{_LETTER}])"
    rf"|(?<![^\s«\"(])[{_HIDDEN}]+|(?<![{_HIDDEN}])[{_HIDDEN}]+(?![^\s»\").,;:!?])"
)
#: at the end of a line a soft hyphen is seen
_SEEN = later(rf"(?<=[{_LETTER}{_MARK}])\u00ad(?=\n[a-zа-яё])")
_STRESS = "\u0300\u0301"
_STRESSED = frozenset("аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ")
_ZERO_WIDTH_SPACE = "\u200b"


class Written(NamedTuple):
    """A text as it was written, and where each character of its plain text stands in it."""

    text: str
    #: with the length of the text at the end
    starts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `[start, end)` of the plain text were written."""
        first, last = self.starts[start], self.starts[end]
        # what hides behind a word is no part of it
        size = len(self.text[first:last].rstrip(INVISIBLE))
        return first, first + size if size else last

    def record(self, record: schemas.Record, sha256: str) -> schemas.Record:
        """The record of the plain text as one of the text that was written."""
        content = self._moved(record.model_dump())
        content["document"] |= {"text": self.text, "length": len(self.text), "sha256": sha256}
        return schemas.Record.model_validate(content)

    def _moved(self, item: Any) -> Any:
        if isinstance(item, list):
            return [self._moved(part) for part in item]
        if not isinstance(item, dict):
            return item
        moved = {name: self._moved(part) for name, part in item.items()}
        if isinstance(item.get("start"), int):
            moved["start"], moved["end"] = start, end = self.span(item["start"], item["end"])
            if "text" in item:
                moved["text"] = self.text[start:end]
        return moved


def plain_text(text: str) -> tuple[str, Written | None]:
    """`text` with its words in their plain form, and how to find back; `None` if they all have it already."""
    if not _MAY_HAVE.search(text):
        return text, None
    source = _SEEN.sub("-", text)
    parts: list[str] = []
    starts: list[int] = []
    end = 0
    for found in _WITHIN.finditer(source):
        form = _form(found)
        if form is None:
            continue
        parts += source[end : found.start()], form
        starts += range(end, found.start() + len(form))
        end = found.end()
    if not parts and source == text:
        return text, None
    starts += range(end, len(source) + 1)
    return "".join((*parts, source[end:])), Written(text, starts)


def _form(found: re.Match[str]) -> str | None:
    """The letter that is meant, nothing for what hides elsewhere; `None` if all is to stay as it is."""
    letter, marks, *_ = found.groups()
    if letter is None:
        return ""
    if _ZERO_WIDTH_SPACE in found[0] and letter.islower() and found.string[found.end() : found.end() + 1].isupper():
        # it parts two words
        return None
    for mark in (marks or "").translate(_NOTHING_HIDDEN):
        if mark in _STRESS and letter in _STRESSED:
            continue
        composed = unicodedata.normalize("NFC", letter + mark)
        if len(composed) == 1:
            letter = composed
        elif letter < "\u0400":
            return None
    return str(letter)


_NOTHING_HIDDEN = dict.fromkeys(map(ord, INVISIBLE))


def keep_written(doc: Doc, written: Written | None) -> None:
    """Remember with the document of a plain text how it was written."""
    if written is not None:
        doc.user_data[_KEY] = written


def written(doc: Doc) -> Written | None:
    """How the text of a document was written, if not as its stages read it."""
    return doc.user_data.get(_KEY)  # type: ignore[no-any-return]

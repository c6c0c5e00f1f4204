"""Which thing of a record a row is about: by its key, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s

from extract.review.rows import Row
from extract.write.view import View, clean
from schemas import Mention, Record

_WORDS = re.compile(r"\w+")
_REPEATED = re.compile(r"#\d+$")
#: words of a mention, and words to each side of it, that make its key
_OWN_WORDS = 6
_NEAR_WORDS = 3
_NEAR_CHARACTERS = 60
_HASH_BYTES = 4
_MAX_QUOTE = 300
#: shorter quotes are no evidence that two things are one
_MIN_QUOTE = 20


@dataclass(frozen=True, slots=True)
class Item:
    """A thing of a record that can be reviewed."""

    kind: str
    id: str
    key: str
    quote: str


def items(record: Record, view: View | None = None) -> list[Item]:
    """Commitments, events and mentions of a record with their keys and quotes."""
    view = view or View(record)
    keys = mention_keys(record)
    return [
        *(Item("commitment", c.id, c.key, short_quote(clean(c.clause.text))) for c in record.commitments),
        *(Item("event", e.id, e.key, short_quote(view.quote(e.trigger))) for e in record.events),
        *(Item("mention", m.id, keys[m.id], short_quote(clean(m.text))) for m in record.mentions),
    ]


def mention_keys(record: Record) -> dict[str, str]:
    """A key for each mention id: document, type, its words and those around it; a number if these come again."""
    text = record.document.text or ""
    seen: dict[str, int] = {}
    keys = {}
    for mention in record.mentions:
        key = f"{record.document.id}:{mention.type}:{_mention_words(mention, text)}"
        seen[key] = seen.get(key, 0) + 1
        keys[mention.id] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return keys


def _mention_words(mention: Mention, text: str) -> str:
    """Its own words, and a short hash of them and their neighbours that no change elsewhere in the text touches."""
    before = _WORDS.findall(text[max(0, mention.start - _NEAR_CHARACTERS) : mention.start].lower())[-_NEAR_WORDS:]
    after = _WORDS.findall(text[mention.end : mention.end + _NEAR_CHARACTERS].lower())[:_NEAR_WORDS]
    own = _WORDS.findall(mention.text.lower())[:_OWN_WORDS]
    near = " ".join((*before, "[", *own, "]", *after)).encode("utf-8", "surrogatepass")
    return f"{' '.join(own)}:{blake2s(near, digest_size=_HASH_BYTES).hexdigest()}"


def short_quote(words: str) -> str:
    return words if len(words) <= _MAX_QUOTE else words[: _MAX_QUOTE - 1] + "…"


@dataclass(frozen=True, slots=True)
class Match:
    """The thing that rows are about; `carried` if its key has changed and its words told."""

    item: Item
    rows: Sequence[Row]
    carried: bool


class Matcher:
    """Joins the rows about one record to its things."""

    def __init__(self, record: Record) -> None:
        self._document = record.document.id
        self._record = record

    @cached_property
    def _items(self) -> Mapping[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in items(self._record):
            found.setdefault(item.kind, []).append(item)
        return found

    def match(self, groups: Iterable[Sequence[Row]]) -> Iterator[Match]:
        """Matches for groups of rows that share kind and key; what matches nothing is left out."""
        open_groups: list[Sequence[Row]] = []
        taken: set[str] = set()
        for rows in groups:
            item = self._by_key(rows[0])
            if item is None:
                open_groups.append(rows)
            else:
                taken.add(item.id)
                yield Match(item, rows, False)
        for rows in open_groups:
            item = self._by_words(rows[0], taken)
            if item is not None:
                taken.add(item.id)
                yield Match(item, rows, True)

    def _by_key(self, row: Row) -> Item | None:
        """The thing with the row's key; of several that differ by a number alone, the one with its quote."""
        same = [item for item in self._items.get(row.kind, ()) if _unnumbered(item.key) == _unnumbered(row.key)]
        quoted = [item for item in same if _level(item.quote) == _level(row.quote)]
        if len(same) > 1 and len(quoted) == 1:
            return quoted[0]
        return next((item for item in same if item.key == row.key), None)

    def _by_words(self, row: Row, taken: set[str]) -> Item | None:
        """The one thing of the same words and another type, else the one with the same quote."""
        free = [item for item in self._items.get(row.kind, ()) if item.id not in taken]
        words = self._key_words(row.key)
        same = [item for item in free if words and self._key_words(item.key) == words]
        if len(same) == 1:
            return same[0]
        quote = _level(row.quote)
        same = [item for item in free if len(quote) >= _MIN_QUOTE and _level(item.quote) == quote]
        return same[0] if len(same) == 1 else None

    def _key_words(self, key: str) -> str:
        """The words of `document:type:words`."""
        prefix = f"{self._document}:"
        if not key.startswith(prefix):
            return ""
        return _unnumbered(key[len(prefix) :].partition(":")[2]).strip()


def _unnumbered(key: str) -> str:
    return _REPEATED.sub("", key)


def _level(quote: str) -> str:
    return " ".join(_WORDS.findall(quote.lower().replace("ё", "е")))

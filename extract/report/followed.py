"""What the ledger knows, for the page: threads with their entries, what is due and new, an entity for all its forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.ledger import Ledger
from extract.ledger.entities import merged_names
from extract.ledger.look import Look
from extract.ledger.rows import ThreadRow
from extract.ledger.story import Entry
from extract.ledger.why import words_of
from extract.lexicons.countries import country_name
from extract.write.labels import LANGS

_MAX_FORMS = 12


@dataclass(frozen=True)
class Joined:
    """An entity of the ledger: its number, its name (no other of its kind has it), forms and posts."""

    number: int
    name: str
    forms: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass
class Followed:
    """A ledger that keeps which entity of which record became which (`build(..., local=True)`), and a look at it."""

    ledger: Ledger
    look: Look
    _joined: dict[int, Joined] = field(default_factory=dict)

    def __post_init__(self) -> None:
        members = merged_names(self.ledger.registry)
        kinds = {number: self.ledger.registry.signatures[number].kind for number in members}
        names = {number: self.ledger.name(number) for number in members}
        times = Counter((kinds[number], name) for number, name in names.items())
        taken: set[tuple[str, str]] = set()
        for number, signatures in members.items():
            forms = [self.ledger.registry.signatures[n] for n in signatures]
            posts = tuple(dict.fromkeys(words for form in forms for words in self._posts(form.posts)))
            name = names[number]
            if times[kinds[number], name] > 1:
                name = _apart(name, posts or tuple(filter(None, (forms[0].country,))), kinds[number], taken)
            taken.add((kinds[number], name))
            others = tuple(dict.fromkeys(form.name for form in forms if form.name != names[number]))
            self._joined[number] = Joined(number, name, others[:_MAX_FORMS], posts[:_MAX_FORMS])

    def _posts(self, posts: Iterable[tuple[str, int | None, str | None]]) -> list[str]:
        names = (
            (title, self.ledger.name(owner) if owner is not None else country_name(country or ""))
            for title, owner, country in posts
        )
        return [", ".join(filter(None, pair)) for pair in names]

    def entity(self, document: str, identifier: str) -> Joined | None:
        """The ledger's entity for one of a record; `None` for what it does not keep."""
        number = self.ledger.entity_number(document, identifier)
        return self._joined[number] if number is not None else None

    def as_data(
        self, documents: Mapping[str, int], items: Mapping[tuple[str, str], tuple[str, int]], day: Callable[[str], str]
    ) -> dict[str, Any]:
        """Threads that more than one release tells or that are due or new, as values for JSON.

        Args:
            documents: number of each document on the page.
            items: kind and number of what the page has, by document and key.
            day: notes a date.
        """
        look = self.look
        wanted = {due.thread.id for due in look.due} | {new.thread.id for new in look.new or ()}
        rows = [row for row in look.threads if row.id in wanted or row.story.releases > 1]
        numbers = {row.id: number for number, row in enumerate(rows)}
        dues = [[numbers[row.thread.id], row.status, row.story.state, row.mentioned_again] for row in look.due]
        news = [[numbers[row.thread.id], row.thread.entries.index(row.entry), row.status] for row in look.new or ()]
        return {
            "on": day(look.on.isoformat()),
            "since": day(look.since.isoformat()) if look.since else None,
            "compared": look.new is not None,
            "all": len(look.threads),
            "threads": [_thread(row, documents, items, day) for row in rows],
            "due": dues,
            "new": news,
        }


def _apart(name: str, marks: tuple[str, ...], kind: str, taken: set[tuple[str, str]]) -> str:
    """A name for one of several of this name: with a post or a state, else with a number."""
    found = f"{name} ({marks[0]})" if marks else name
    number = 1
    while (kind, found) in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _thread(
    row: ThreadRow,
    documents: Mapping[str, int],
    items: Mapping[tuple[str, str], tuple[str, int]],
    day: Callable[[str], str],
) -> dict[str, Any]:
    story = row.story
    found = {
        "id": row.id,
        "about": row.about,
        "state": story.state,
        "due": day(story.due) if story.due else None,
        "outcome": story.entries.index(story.outcome) if story.outcome is not None else None,
        "paper": row.instrument,
        "topics": list(row.topics),
        "why": [[words_of(why, lang) for lang in LANGS] for why in dict.fromkeys(why for _, why in row.joins)],
        "entries": [_entry(entry, documents, items, day) for entry in row.entries],
    }
    return _filled(found)


def _entry(
    entry: Entry,
    documents: Mapping[str, int],
    items: Mapping[tuple[str, str], tuple[str, int]],
    day: Callable[[str], str],
) -> dict[str, Any]:
    kind, number = items.get((entry.document, entry.key), (None, None))
    found = {
        "what": entry.item,
        "is": entry.kind,
        "d": documents.get(entry.document),
        "published": day(entry.published) if entry.published else None,
        "quote": entry.quote,
        "who": list(entry.actors),
        "due": day(entry.due) if entry.due else None,
        "ends": entry.ends or None,
        "negated": entry.negated or None,
        "of": [kind, number] if kind is not None else None,
    }
    return _filled(found)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}

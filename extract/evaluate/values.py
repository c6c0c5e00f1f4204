"""When two values are the same: folded spelling, canonical names, head nouns of titles, whom a person represents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import schemas
from extract.language.match_text import match_text
from extract.language.morphology import lemma, parses

_SPACE = re.compile(r"\s+")
_AROUND_DASH = re.compile(r" ?- ?")
#: `Д. Мирзоев` and `Д.Мирзоев`
_AFTER_INITIAL = re.compile(r"(?<=\b\w\.) (?=\w)")
_TOKEN = re.compile(r"\w+(?:-\w+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-я]")
_ENGLISH_TAIL = re.compile(r" (?:of|for|to|on|at|in)\b.*")

#: what stands before the head of a title and belongs to the post; tried in order, again and again
_TITLE_PREFIXES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "и.о.",
        re.compile(
            r"(?:(?:вр\. ?)?и\. ?о\.|(?:ио|врио)\b|(?:временно )?исполняющ[а-я]{2,3} обязанности\b|acting\b)\s*"
        ),
    ),
    ("бывший", re.compile(r"(?:бывш(?:ий|ая|его|ей|ему|им|ем)\s+|экс-|ex-|former\s+)")),
    (
        "первый заместитель",
        re.compile(r"(?:перв(?:ый|ая|ого|ой|ому|ым|ом)\s+зам(?:естител(?:ь|я|ю|ем|е)\b\s*|\.\s*)|first deputy\s*)"),
    ),
    (
        "заместитель",
        re.compile(
            r"(?:заместител(?:ь|я|ю|ем|е)\b\s*|зам\.\s*|зам(?=министр|глав|директор|председател|генсек)|deputy\s*)"
        ),
    ),
)


def fold(text: str) -> str:
    """`text` with ё as е, one kind of dash, quote and space, no spaces beside dashes or initials, in lower case."""
    return _AFTER_INITIAL.sub("", _AROUND_DASH.sub("-", _fold_spaces(text)))


def _fold_spaces(text: str) -> str:
    return _SPACE.sub(" ", match_text(text)).strip().casefold()


def tokens(span: schemas.Span) -> set[tuple[int, int]]:
    """Offsets of the words in a span."""
    return {(span.start + found.start(), span.start + found.end()) for found in _TOKEN.finditer(span.text)}


@lru_cache(maxsize=4096)
def title_key(title: str) -> tuple[tuple[str, ...], ...]:
    """What two titles must share to be one post: for each part of a dash post its prefixes and its head noun.

    >>> title_key("и.о. первого заместителя министра") == title_key("и. о. первого заместителя министра")
    True
    >>> title_key("Генеральный секретарь")
    (('секретарь',),)
    """
    return tuple(_part_key(part) for part in re.split(r" - ", _fold_spaces(title)) if part)


def _part_key(part: str) -> tuple[str, ...]:
    prefixes: list[str] = []
    rest = part
    found = True
    while found:
        found = False
        for name, pattern in _TITLE_PREFIXES:
            if match := pattern.match(rest):
                prefixes.append(name)
                rest = rest[match.end() :].lstrip()
                found = True
                break
    head = _head(rest)
    return (*prefixes, head) if head else tuple(prefixes)


def _head(title: str) -> str:
    if not _CYRILLIC.search(title):
        words = _WORD.findall(_ENGLISH_TAIL.sub("", title))
        return words[-1] if words else ""
    words = _WORD.findall(title)
    for word in words:
        found = parses(word)
        if found and found[0].tag.POS == "NOUN":
            return lemma(word, "NOUN")
    return lemma(words[0]) if words else ""


@dataclass(slots=True)
class View:
    """A record with what comparing it needs, looked up once."""

    record: schemas.Record
    entities: dict[str, Any] = field(init=False)
    mentions: dict[str, schemas.Mention] = field(init=False)
    _represented: dict[str, list[Any]] = field(init=False)

    def __post_init__(self) -> None:
        groups = self.record.entities
        self.mentions = {mention.id: mention for mention in self.record.mentions}
        self.entities = {
            entity.id: entity
            for group in (groups.dates, groups.places, groups.persons, groups.organizations, groups.documents)
            for entity in group
        }
        self._represented = {}
        for person in groups.persons:
            for position in person.positions:
                self._add_represented(person.id, position.organization)
                if position.country:
                    self._represented.setdefault(person.id, []).append(position.country)
        for event in self.record.events:
            for participant in event.participants:
                if participant.entity:
                    self._add_represented(participant.entity, participant.affiliation)

    def _add_represented(self, person: str, body: str | None) -> None:
        entity = self.entities.get(body or "")
        if entity is None:
            return
        found = self._represented.setdefault(person, [])
        found.append(entity)
        if isinstance(entity, schemas.Organization) and entity.country:
            found.append(entity.country)

    def entity(self, identifier: str | None) -> Any:
        return self.entities[identifier] if identifier is not None else None

    def represented(self, person: str) -> list[Any]:
        """Bodies, states (places) and country codes for which a person speaks, by posts and affiliations."""
        return self._represented.get(person, [])

    def positions(self) -> list[tuple[schemas.Person, tuple[tuple[str, ...], ...], Any, schemas.PersonPosition]]:
        """(person, title key, owner, position); the owner is an organization, else a country code, else `None`."""
        found = []
        for person in self.record.entities.persons:
            for position in person.positions:
                owner = self.entity(position.organization) or position.country
                found.append((person, title_key(position.title), owner, position))
        return found


def same(gold: Any, predicted: Any) -> bool:
    """Whether two entities (or country codes) are the same thing."""
    if gold is None or predicted is None:
        return gold is predicted
    if isinstance(gold, str) or isinstance(predicted, str):
        return bool(gold == predicted)
    if type(gold) is not type(predicted):
        return False
    if isinstance(gold, schemas.Date):
        return bool(gold.edtf == predicted.edtf)
    if isinstance(gold, schemas.Place):
        return _same_place(gold, predicted)
    if isinstance(gold, schemas.Organization):
        return _same_organization(gold, predicted)
    return fold(gold.name) == fold(predicted.name)


def _same_place(gold: schemas.Place, predicted: schemas.Place) -> bool:
    if fold(gold.name) == fold(predicted.name):
        return True
    # the code of a city's country says nothing about the city
    return gold.kind == predicted.kind == "country" and gold.country is not None and gold.country == predicted.country


def _same_organization(gold: schemas.Organization, predicted: schemas.Organization) -> bool:
    if gold.wikidata and gold.wikidata == predicted.wikidata:
        return True
    if gold.country and predicted.country and gold.country != predicted.country:
        return False
    return not set(_names(gold)).isdisjoint(_names(predicted))


def _names(body: schemas.Organization) -> Iterator[str]:
    yield fold(body.name)
    if body.short_name:
        yield fold(body.short_name)


def same_party(gold: schemas.Party, predicted: schemas.Party, gold_view: View, predicted_view: View) -> bool:
    """Whether two parties are one: the same entity, or words of an unnamed collective that overlap or read the same."""
    if gold.entity is None and predicted.entity is None:
        return overlap(gold, predicted) or fold(gold.text or "") == fold(predicted.text or "")
    return same(gold_view.entity(gold.entity), predicted_view.entity(predicted.entity))


def same_actor(gold: schemas.Party, predicted: schemas.Party, gold_view: View, predicted_view: View) -> bool:
    """As `same_party`, and a person also equals the body or state for which that person speaks."""
    if same_party(gold, predicted, gold_view, predicted_view):
        return True
    if gold.entity is None or predicted.entity is None:
        return False
    one, other = gold_view.entity(gold.entity), predicted_view.entity(predicted.entity)
    if isinstance(one, schemas.Person) and not isinstance(other, schemas.Person):
        return any(_stands_for(body, other) for body in gold_view.represented(gold.entity))
    if isinstance(other, schemas.Person) and not isinstance(one, schemas.Person):
        return any(_stands_for(body, one) for body in predicted_view.represented(predicted.entity))
    return False


def _stands_for(represented: Any, actor: Any) -> bool:
    if isinstance(represented, str):
        return isinstance(actor, schemas.Place) and actor.kind == "country" and actor.country == represented
    return same(represented, actor)


def overlap(one: Any, other: Any) -> bool:
    """Whether two spans share a character; parties without words share none."""
    if one.start is None or other.start is None:
        return False
    return bool(one.start < other.end and other.start < one.end)


def label(entity: Any) -> str:
    """An entity as a reader of the report should see it."""
    if entity is None:
        return "-"
    if isinstance(entity, str):
        return entity
    if isinstance(entity, schemas.Date):
        return entity.edtf
    if isinstance(entity, schemas.Organization) and entity.short_name:
        return f"{entity.name} ({entity.short_name})"
    if isinstance(entity, schemas.Place) and entity.country:
        return f"{entity.name} ({entity.country})"
    return str(entity.name)

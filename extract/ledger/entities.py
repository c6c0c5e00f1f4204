"""Persons, bodies, places and instruments of all releases under one id, namesakes apart.

While records are read, each distinct form of an entity is interned as a signature (a body named in 100,000 releases is
kept once); afterwards signatures are joined within small blocks: persons by surname, instruments by the words of their
title. Bodies and places are one by identifier, or by name and country. Nothing is joined by name alone if posts,
countries, years or parties contradict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from extract.evaluate.values import title_key
from extract.ledger.join import Joiner, blocked, pairs
from extract.ledger.words import base, content, fold, sound
from extract.lexicons.countries import country_name

_UNDER = re.compile(r"\s+при\s+(?:президенте|правительстве|кабинете)\b.*", re.IGNORECASE)
_INITIAL = re.compile(r"\w\.?")
_STATE_WORDS = frozenset(content("республика государство федерация"))


@dataclass(slots=True, eq=False)
class Signature:
    """A form in which an entity stands in records."""

    kind: str
    name: str
    #: what makes two signatures the same at once
    key: tuple[Any, ...]
    short: str | None = None
    wikidata: str | None = None
    geonames: int | None = None
    country: str | None = None
    parent: int | None = None
    #: (title, signature of the owner, country) of persons
    posts: tuple[tuple[str, int | None, str | None], ...] = ()
    years: str | None = None
    issuer: int | None = None
    #: words of an instrument's title
    words: frozenset[str] = frozenset()
    #: states and root bodies that act on an instrument, filled while reading
    states: set[str] = field(default_factory=set)
    roots: set[int] = field(default_factory=set)
    #: year of the release that names an instrument, and whether it is only being made there
    year: int | None = None
    making: bool = False
    documents: int = 0


class Registry:
    """All signatures, and after `resolve` the entity of each."""

    def __init__(self, *, local: bool = False) -> None:
        self._keeps_local = local
        self.signatures: list[Signature] = []
        self._index: dict[tuple[Any, ...], int] = {}
        self._entity: list[int] = []
        #: (first, second, features) of the signatures that were joined
        self.joins: list[tuple[int, int, tuple[str, ...]]] = []
        self._names: dict[int, str] = {}
        #: release -> persons that only a surname or an initial names there
        self.vague: dict[str, list[int]] = {}
        #: (document, id in its record) -> signature, if they are kept
        self.local: dict[tuple[str, str], int] = {}

    def _intern(self, signature: Signature) -> int:
        found = self._index.get(signature.key)
        if found is None:
            found = self._index[signature.key] = len(self.signatures)
            self.signatures.append(signature)
        self.signatures[found].documents += 1
        return found

    # --- signatures of the entities of one record

    def read(self, document: str, entities: dict[str, Any], *, year: int | None = None) -> dict[str, int]:
        """Signature numbers of a record's entities by their ids; `year` is that of the release."""
        known = {place["id"]: self._intern(_place(place)) for place in entities["places"]}
        bodies = {body["id"]: body for body in entities["organizations"]}
        for identifier in bodies:
            self._body(identifier, bodies, known, set())
        for person in entities["persons"]:
            number = known[person["id"]] = self._intern(_person(person, known, document))
            if self.signatures[number].key[-1]:
                self.vague.setdefault(document, []).append(number)
        for instrument in entities["documents"]:
            known[instrument["id"]] = self._intern(_instrument(instrument, known, document, year))
        if self._keeps_local:
            self.local.update({(document, i): number for i, number in known.items()})
        return known

    def _body(self, identifier: str, bodies: dict[str, Any], known: dict[str, int], seen: set[str]) -> int | None:
        if identifier in known or identifier in seen or identifier not in bodies:
            return known.get(identifier)
        seen.add(identifier)
        body = bodies[identifier]
        above = self._body(body["parent"], bodies, known, seen) if body["parent"] else None
        known[identifier] = self._intern(_organization(body, above))
        return known[identifier]

    def root(self, number: int) -> int:
        """The body at the top of a body's parents."""
        seen = set()
        while number not in seen and (above := self.signatures[number].parent) is not None:
            seen.add(number)
            number = above
        return number

    def states_of(self, number: int) -> set[str]:
        """ISO codes that an entity stands for: its own country, or those of a person's posts."""
        signature = self.signatures[number]
        found = {signature.country}
        for _, owner, country in signature.posts:
            found.add(country or (self.signatures[owner].country if owner is not None else None))
        return {code for code in found if code}

    def roots_of(self, number: int) -> set[int]:
        """The international bodies at the top that a body, or a person by his posts, belongs to."""
        signature = self.signatures[number]
        bodies = {number} if signature.kind == "organization" else {o for _, o, _ in signature.posts if o is not None}
        return {self.root(body) for body in bodies if not self.signatures[body].country}

    # --- joining

    def resolve(self, apart: Iterable[tuple[int, int]] = (), together: Iterable[tuple[int, int]] = ()) -> None:
        """Give each signature its entity; `joins` says what was joined, and by which features."""
        self._entity = list(range(len(self.signatures)))
        joins = (("organization", self._bodies), ("person", self._persons), ("document", self._instruments))
        for kind, join in joins:
            numbers = sorted((n for n, s in enumerate(self.signatures) if s.kind == kind), key=self._sorting)
            joiner: Joiner[Any] = join(numbers, apart, together)  # type: ignore[operator]
            for place, number in enumerate(numbers):
                self._entity[number] = numbers[joiner.find(place)]
            self.joins += [(numbers[x.first], numbers[x.second], x.why) for x in joiner.joins]
        self._name()

    def of(self, number: int) -> int:
        """The entity of a signature: the first signature of its cluster."""
        while self._entity[number] != number:
            number = self._entity[number]
        return number

    def _sorting(self, number: int) -> tuple[str, ...]:
        """An order that does not depend on that of the records."""
        signature = self.signatures[number]
        posts = [
            f"{title} {self.signatures[owner].name if owner is not None else ''} {country or ''}"
            for title, owner, country in signature.posts
        ]
        document = str(signature.key[1]) if signature.kind == "document" else str(signature.key[-1])
        return (signature.name, signature.country or "", " ".join(posts), document)

    def name(self, number: int) -> str:
        """The name of an entity: its longest Russian form, else its longest."""
        return self._names.get(self.of(number)) or self.signatures[number].name

    def _name(self) -> None:
        for number, signature in enumerate(self.signatures):
            entity = self.of(number)
            known = self._names.get(entity)
            self._names[entity] = signature.name if known is None else max(known, signature.name, key=_fullness)

    def same(self, first: int, second: int, why: tuple[str, ...]) -> None:
        """Join two entities later, when more is known."""
        a, b = sorted((self.of(first), self.of(second)))
        if a != b:
            self._entity[b] = a
            self._names[a] = max(self.name(a), self._names.pop(b, ""), key=_fullness)
            self.joins.append((first, second, why))

    def join_at_event(self, people: list[int]) -> None:
        """Of persons at one event, those that only a surname or an initial names are whoever there fits."""
        summaries = {number: self._summary_of_person(number) for number in people}
        for number, person in summaries.items():
            if person.full or self.of(number) != number:
                continue
            fitting = [
                other
                for other, candidate in summaries.items()
                if candidate.full and candidate.surname == person.surname and not _persons_clash(person, candidate)
            ]
            if len(fitting) == 1:
                self.same(number, fitting[0], ("surname", "same event"))

    def _overrule(self, joiner: Joiner[Any], numbers: list[int], apart: Any, together: Any) -> None:
        places = {number: place for place, number in enumerate(numbers)}
        for first, second in together:
            if first in places and second in places:
                joiner.force(places[first], places[second], "said by a reader")
        for first, second in apart:
            if first in places and second in places:
                joiner.keep_apart(places[first], places[second])

    def _bodies(self, numbers: list[int], apart: Any, together: Any) -> Joiner[_Body]:
        bodies = [self._summary_of_body(n) for n in numbers]
        joiner = Joiner(bodies, clash=_bodies_clash, merge=_merge_bodies)
        self._overrule(joiner, numbers, apart, together)
        blocks = blocked((place, [x]) for place, body in enumerate(bodies) for x in body.shorts)
        for first, second in pairs(blocks):
            if bodies[first].states == bodies[second].states:
                joiner.propose(first, second, 1.0, ("short name",))
        joiner.run()
        return joiner

    def _summary_of_body(self, number: int) -> _Body:
        signature = self.signatures[number]
        short = signature.short or (signature.name if signature.name.isupper() else "")
        root = self.root(number)
        return _Body(
            shorts=frozenset({short} if _ABBREVIATION.fullmatch(short) else ()),
            wikidata=frozenset({signature.wikidata} if signature.wikidata else ()),
            states=frozenset({signature.country} if signature.country else ()),
            roots=frozenset({self.signatures[root].key} if root != number else ()),
        )

    def _persons(self, numbers: list[int], apart: Any, together: Any) -> Joiner[_Person]:
        people = [self._summary_of_person(n) for n in numbers]
        joiner = Joiner(people, clash=_persons_clash, merge=_merge_persons)
        self._overrule(joiner, numbers, apart, together)
        blocks = blocked((place, [person.surname]) for place, person in enumerate(people))
        for first, second in pairs(blocks, window=60):
            weight, why = _same_person(people[first], people[second])
            if weight:
                joiner.propose(first, second, weight, why)
        joiner.run()
        # an initial or a surname without a post is whoever of that name is the only one
        for block in blocks:
            clusters = {joiner.find(place) for place in block}
            named = sorted(c for c in clusters if joiner.summary(c).full)
            for place in block:
                person = joiner.summary(place)
                if person.full or not person.given or person.owners:
                    continue
                fitting = [c for c in named if _given_fit(person, joiner.summary(c))]
                if len(fitting) == 1:
                    joiner.propose(place, fitting[0], 1.0, ("surname", "initial", "only one of that name"))
        joiner.run()
        return joiner

    def _summary_of_person(self, number: int) -> _Person:
        signature = self.signatures[number]
        given, surname = _name_parts(signature.name)
        owners = {self.signatures[o].name.casefold() for _, o, _ in signature.posts if o is not None}
        owners |= {code for _, o, code in signature.posts if code and o is None}
        full = frozenset(part for part in given[:1] if len(part) > 2 or not _INITIAL.fullmatch(part))
        return _Person(
            surname=surname,
            given=frozenset(given[:1]),
            full=full,
            patronymics=frozenset(p for p in given[1:2] if len(p) > 2),
            owners=frozenset(owners),
            titles=frozenset(t for t, _, _ in signature.posts),
            states=frozenset(self.states_of(number)),
        )

    def _instruments(self, numbers: list[int], apart: Any, together: Any) -> Joiner[_Title]:
        titles = [self._summary_of_instrument(n) for n in numbers]
        joiner = Joiner(titles, clash=_titles_clash, merge=_merge_titles)
        self._overrule(joiner, numbers, apart, together)
        blocks = blocked((place, _title_keys(title)) for place, title in enumerate(titles))
        for first, second in pairs(blocks):
            weight, why = _same_title(titles[first], titles[second])
            if weight:
                joiner.propose(first, second, weight, why)
        joiner.run()
        return joiner

    def _summary_of_instrument(self, number: int) -> _Title:
        signature = self.signatures[number]
        roots = {self.root(n) for n in signature.roots}
        states = set(signature.states)
        if signature.issuer is not None:
            issuer = self.signatures[signature.issuer]
            if issuer.country:
                states.add(issuer.country)
            else:
                roots.add(self.root(signature.issuer))
        return _Title(
            head=_head_word(signature.name),
            words=signature.words,
            years=frozenset({signature.years} if signature.years else ()),
            roots=frozenset(roots),
            states=frozenset() if roots else frozenset(states),
            year=signature.year,
            making=signature.making,
        )


_RUSSIAN = re.compile("[А-Яа-яЁё]")


def _fullness(name: str) -> tuple[bool, int, str]:
    """Orders the forms of a name, the one to be shown last."""
    return bool(_RUSSIAN.search(name)), len(name), name


# --- signatures


def _place(place: dict[str, Any]) -> Signature:
    geonames = place["geonames_id"]
    key = ("place", geonames) if geonames else ("place", place["kind"], fold(place["name"]), place["country"])
    country = place["country"] if place["kind"] == "country" else None
    return Signature("place", place["name"], key, geonames=geonames, country=country)


def _organization(body: dict[str, Any], parent: int | None) -> Signature:
    country = body["country"]
    if body["wikidata"]:
        key: tuple[Any, ...] = ("organization", body["wikidata"])
    else:
        key = ("organization", country, None if country else parent, _body_words(body["name"], country))
    return Signature(
        "organization", body["name"], key, body["short_name"], body["wikidata"], country=country, parent=parent
    )


@lru_cache(maxsize=50_000)
def _body_words(name: str, country: str | None) -> tuple[str, ...]:
    """The words of a body's name without those of its state: `Агентство ... при Президенте Республики Таджикистан`."""
    words = content(_UNDER.sub("", name)) if country else content(name)
    name_of_state = country_name(country) if country else None
    if name_of_state is None:
        return words
    stem = sound(base(name_of_state.split()[0]))[:4]
    kept = tuple(w for w in words if not w.startswith(stem) and w not in _STATE_WORDS)
    return kept or words


def _person(person: dict[str, Any], known: dict[str, int], document: str) -> Signature:
    posts = {
        (" - ".join(" ".join(part) for part in title_key(p["title"])), known.get(p["organization"]), p["country"])
        for p in person["positions"]
    }
    ordered = tuple(sorted(posts, key=str))
    given, _ = _name_parts(person["name"])
    vague = not ordered and (not given or len(given[0]) <= 2)
    key = ("person", fold(person["name"]), ordered, document if vague else "")
    return Signature("person", person["name"], key, posts=ordered)


def _instrument(instrument: dict[str, Any], known: dict[str, int], document: str, year: int | None) -> Signature:
    name = instrument["name"]
    words = frozenset(w for w in content(name) if not w.isdigit() and not re.fullmatch(r"[\d-]+", w))
    # one for each release: who acts on it there tells two protocols of one title apart
    key = ("document", document, instrument["id"])
    years, issuer = _years(instrument["years"]), known.get(instrument["issuer"])
    return Signature("document", name, key, years=years, issuer=issuer, words=words, year=year)


def _years(years: str | None) -> str | None:
    return re.sub(r"\D+", "-", years).strip("-") if years else None


# --- bodies

_ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{3,}(?: [А-ЯЁA-Z]{3,})?")


@dataclass(frozen=True, slots=True)
class _Body:
    """What is known of a body: abbreviations, identifier, state, the body at the top."""

    shorts: frozenset[str]
    wikidata: frozenset[str]
    states: frozenset[str]
    roots: frozenset[tuple[Any, ...]]


def _bodies_clash(a: _Body, b: _Body) -> str | None:
    for name in ("wikidata", "states", "roots"):
        first, second = getattr(a, name), getattr(b, name)
        if first and second and not first & second:
            return name
    return None


def _merge_bodies(a: _Body, b: _Body) -> _Body:
    return _Body(a.shorts | b.shorts, a.wikidata | b.wikidata, a.states | b.states, a.roots | b.roots)


# --- persons


@dataclass(frozen=True, slots=True)
class _Person:
    """What is known of a person: names as sounds, owners of posts, states."""

    surname: str
    given: frozenset[str]
    full: frozenset[str]
    patronymics: frozenset[str]
    owners: frozenset[str]
    titles: frozenset[str]
    states: frozenset[str]


@lru_cache(maxsize=50_000)
def _name_parts(name: str) -> tuple[tuple[str, ...], str]:
    """Given name and patronymic as sounds, and the surname; initials stay initials."""
    parts = [part for part in re.split(r"[\s.]+", name) if part]
    if not parts:
        return (), ""
    surname = parts[-1]
    if len(parts[-1]) == 1:
        # `Садыков Е.`
        surname = parts[0]
        parts = [*parts[1:], parts[0]]
    return tuple(sound(part) for part in parts[:-1]), sound(surname)


def _given_fit(a: _Person, b: _Person) -> bool:
    return all(x.startswith(y) or y.startswith(x) for x in a.given for y in b.given)


def _persons_clash(a: _Person, b: _Person) -> str | None:
    if not _given_fit(a, b):
        return "given names"
    if a.patronymics and b.patronymics and not _fit(a.patronymics, b.patronymics):
        return "patronymics"
    if a.states and b.states and not a.states & b.states:
        return "countries"
    return None


def _fit(a: Iterable[str], b: Iterable[str]) -> bool:
    return any(x == y for x in a for y in b)


def _merge_persons(a: _Person, b: _Person) -> _Person:
    return _Person(
        a.surname,
        a.given | b.given,
        a.full | b.full,
        a.patronymics | b.patronymics,
        a.owners | b.owners,
        a.titles | b.titles,
        a.states | b.states,
    )


def _same_person(a: _Person, b: _Person) -> tuple[float, list[str]]:
    """How strongly two forms of one surname speak for one person; 0 if not enough."""
    owners = bool(a.owners & b.owners)
    states = bool(a.states & b.states)
    why = ["surname"]
    if owners:
        why.append("body of the post")
    elif states:
        why.append("country of the post")
    if a.full and b.full:
        if not a.full & b.full:
            return 0, []
        why.insert(1, "given name")
        if owners or states:
            return 5, why
        # posts in two different bodies, and nothing else known: namesakes, unless a patronymic says otherwise
        if a.owners and b.owners and not a.patronymics & b.patronymics:
            return 0, []
        return 4, why
    if a.given and b.given:
        return (3, [*why, "initial"]) if _given_fit(a, b) and (owners or states) else (0, [])
    if owners or (states and a.titles & b.titles):
        return 2, why
    return 0, []


# --- instruments


@dataclass(frozen=True, slots=True)
class _Title:
    """What is known of an instrument: words of its title, years, who acts on it."""

    head: str
    words: frozenset[str]
    years: frozenset[str]
    roots: frozenset[int]
    states: frozenset[str]
    year: int | None
    making: bool


_ADJECTIVE = re.compile(r"(?:ая|яя|ое|ее|ый|ий|ой|ые|ие)$", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def _head_word(name: str) -> str:
    """The noun a title begins with, after its adjectives."""
    for word in name.split():
        if not _ADJECTIVE.search(word):
            return sound(base(word.strip('"«»,.')))[:8]
    return ""


def _title_keys(title: _Title) -> list[tuple[str, ...]]:
    others = sorted(title.words - {title.head})
    return [(title.head, word) for word in others] or [(title.head,)]


def _same_title(a: _Title, b: _Title) -> tuple[float, list[str]]:
    """How strongly two titles speak for one instrument; 0 if not enough."""
    small, large = sorted((a.words - {a.head}, b.words - {b.head}), key=len)
    if a.head != b.head or not small <= large:
        return 0, []
    same_circle = bool(a.roots & b.roots or a.states & b.states)
    if len(small) < 2 and not same_circle and not (a.years & b.years):
        return 0, []
    why = ["title" if small == large else "words of the title"]
    if a.years & b.years:
        why.append("years")
    if same_circle:
        why.append("body" if a.roots & b.roots else "states")
    weight = 2.0 + (small == large) + 2 * bool(a.years & b.years) + same_circle
    if bool(a.years) == bool(b.years):
        return weight, why
    # a title without its years: that of the period in which it is made or in force
    bare, dated = (a, b) if b.years else (b, a)
    return (weight - 1.5, [*why, "period"]) if _in_period(bare, dated) else (0, [])


def _in_period(bare: _Title, dated: _Title) -> bool:
    """Whoever speaks of making a strategy means one whose years are to come; else one whose years have begun."""
    years = [int(year) for written in dated.years for year in re.findall(r"\d{4}", written)]
    if bare.year is None or not years:
        return False
    first, last = min(years), max(years)
    if bare.making:
        return bare.year <= first <= bare.year + 2
    return first - 1 <= bare.year <= last + 1


def _titles_clash(a: _Title, b: _Title) -> str | None:
    if a.years and b.years and not a.years & b.years:
        return "years"
    if a.roots and b.roots and not a.roots & b.roots:
        return "bodies"
    if a.states and b.states and not (a.states <= b.states or b.states <= a.states):
        return "states"
    return None


def _merge_titles(a: _Title, b: _Title) -> _Title:
    return replace(
        a, words=a.words | b.words, years=a.years | b.years, roots=a.roots | b.roots, states=a.states | b.states
    )


def merged_names(registry: Registry) -> dict[int, list[int]]:
    """Entity -> its signatures, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for number in range(len(registry.signatures)):
        found[registry.of(number)].append(number)
    return dict(found)

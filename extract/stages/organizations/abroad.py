"""Bodies that a page names in English: embassies as pages in Russian call them, and the page's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Organization, Place
from extract.language.later import later
from extract.lexicons.countries import country_by_adjective, country_name, official_name
from extract.lexicons.toponyms import decline
from extract.stages.organizations.candidates import Body, Finder
from extract.stages.organizations.lexicon import genitive, is_abbreviation
from extract.stages.organizations.naming import Naming

EMBASSY = "посольство"
_EMBASSY = later(r"\bembassy\b", re.IGNORECASE)
#: `of the Kyrgyz Republic`: the state by its full name
_IN_FULL = later(r"\b(?:republic|federation|kingdom|states of america)\b", re.IGNORECASE)
_OFFICE = later(r"\b(?P<kind>Programme|Program|Country) Office (?:in|for)(?: the)? [A-Z]")
_KINDS = {"Programme": "Программный офис", "Program": "Программный офис", "Country": "Страновой офис"}


@dataclass(frozen=True, slots=True)
class Embassy:
    """Whose embassy a name tells, where it sits if the name says it, and its name in Russian."""

    sender: str
    host: str | None
    name: str


def embassy_of(finder: Finder, body: Body) -> Embassy | None:
    """What an English name of an embassy tells: `Embassy of Japan in Uzbekistan`, `Kazakh embassy`."""
    text = finder.text(body.start, body.end)
    if body.kind != "english" or _EMBASSY.search(text) is None:
        return None
    places = _places(finder, body)
    named = body.start in finder.place_starting
    sender = None if named else country_by_adjective(finder.words[body.start].text)
    told = ""
    if sender is None:
        if not places or places[0][1].kind != "country" or places[0][1].country is None:
            return None
        (told, first), places = places[0], places[1:]
        sender = first.country
    assert sender is not None
    host = places[0] if places else None
    name = f"Посольство {genitive(_name(sender, told))}"
    if host is None:
        return Embassy(sender, None, name)
    written, place = host
    return Embassy(sender, place.country, f"{name} {_in(_of(place, written))}")


def office_name(finder: Finder, body: Body, owner: Organization) -> str | None:
    """`UNODC Programme Office in Kyrgyzstan`: the office of a body that is known by a Russian abbreviation."""
    kind = _OFFICE.search(finder.text(body.start, body.end).replace("\n", " "))
    short = owner.short_name
    places = _places(finder, body)
    if kind is None or not places or not short or not is_abbreviation(short) or short.isascii():
        return None
    written, place = places[-1]
    return f"{_KINDS[kind['kind']]} {short} {_in(_of(place, written))}"


def state_after(finder: Finder, body: Body) -> str | None:
    """`Ukraine's State Border Guard Service` by the order of full names: `State Border Guard Service of Ukraine`."""
    words = " ".join(finder.text(body.start, body.end).split())
    place = finder.place_starting.get(body.start)
    state, _, own = words.partition("'s ")
    if body.kind != "english" or place is None or not own or "'s " in own:
        return None
    return f"{own} of {state}"


def as_written(finder: Finder, body: Body) -> str | None:
    """The words of the page, unless they are a heading in capitals."""
    words = " ".join(finder.text(body.start, body.end).split())
    return None if words.isupper() else words


def short_as_on_english_pages(finder: Finder, naming: Naming, found: Sequence[tuple[Body, Organization]]) -> None:
    """A body with a Russian name that the page has in English alone: the page's words are its short name.

    Its abbreviation there comes first, then the fullest words. Bodies with a Wikidata id are known under their Russian
    abbreviation (`ШОС`).
    """
    told: dict[int, tuple[Organization, list[Body]]] = {}
    for body, entity in found:
        if not entity.name.isascii() and not entity.wikidata:
            told.setdefault(id(entity), (entity, []))[1].append(body)
    for entity, bodies in told.values():
        if any(finder.language(body.start) != "en" for body in bodies):
            continue
        forms = [naming.without_brackets(body) for body in bodies]
        shorter = (form for form in forms if all(is_abbreviation(word) for word in form.split()))
        short = min(shorter, key=lambda form: form.count(" "), default=None)
        if short is not None and " " in short and 4 * forms.count(short) < len(forms):
            # `CIS ATC` only where the page often calls it so
            short = None
        fullest = max((form for form in forms if not form.isupper()), key=len, default=entity.short_name)
        entity.short_name = short or fullest


def _places(finder: Finder, body: Body) -> list[tuple[str, Place]]:
    """The places named in a name, each with its words."""
    found = []
    for index in range(body.start, body.end):
        span = finder.place_starting.get(index)
        if span is not None and span[0] <= body.end and isinstance(span[1].entity, Place):
            found.append((finder.text(index, span[0]), span[1].entity))
    return found


def _of(place: Place, written: str) -> str:
    return _name(place.country, written) if place.kind == "country" and place.country else place.name


def _name(country: str, written: str) -> str:
    """The name of a state: the official one where the page has that."""
    full = official_name(country) if _IN_FULL.search(written) and country != "US" else None
    return full or country_name(country) or country


def _in(name: str) -> str:
    """`в Узбекистане`, `во Франции`."""
    before = "во" if re.match(r"[ВФ][^аеёиоуыэюя]", name) else "в"
    return f"{before} {min(decline(name, 'loct'))}"


def with_one_name(found: list[tuple[Body, Organization]]) -> list[tuple[Body, Organization]]:
    """Bodies of one name and state are one: `КГК` and `Комитет госконтроля`."""
    first: dict[tuple[str, str | None], Organization] = {}
    for _, entity in found:
        first.setdefault((entity.name.lower(), entity.country), entity)
    for _, entity in found:
        if entity.parent is not None:
            entity.parent = first.get((entity.parent.name.lower(), entity.parent.country), entity.parent)
    return [(body, first[entity.name.lower(), entity.country]) for body, entity in found]

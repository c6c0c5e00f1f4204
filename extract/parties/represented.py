"""For which body or state an actor acts, and which posts it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from extract.document import Actor, Organization, Party, Person, Place, Position
from extract.language.later import later
from extract.lexicons.countries import country_name

_DEPUTY = re.compile(r"(?:перв\w+\s+)?(?:зам|вице|помощник|советник|пресс|представител)", re.IGNORECASE)
#: which Korea a page with `корейская сторона` is of
_SOUTH = later(r"\bюжн\w{1,3}[ -]?коре|\bреспублик\w+ корея?\b|\bсеул|\bsouth korea|\brepublic of korea", re.IGNORECASE)
_NORTH = later(
    r"\bКНДР\b|\bсеверн\w{2,3} коре|\bсеверокоре|народно-демократическ\w+ республик\w+ коре|\bDPRK\b", re.IGNORECASE
)
_PAST = later(r"сотрудник|бывш|экс-|ветеран|выпускник|слушател|участник|officer$|former|ex-", re.IGNORECASE)
#: two sides
PAIR = 2


def country_of(doc: Doc, iso: str) -> Place:
    """The document's entity of a country; a new one without mentions if only an adjective names it."""
    if iso == "KR" and not _SOUTH.search(doc._.match_text) and _NORTH.search(doc._.match_text):
        iso = "KP"
    for mention in doc._.places:
        entity = mention.entity
        if isinstance(entity, Place) and entity.kind == "country" and entity.country == iso:
            return entity
    for place in doc.user_data.setdefault("kommunike_countries", []):
        if place.country == iso:
            return place  # type: ignore[no-any-return]
    place = Place(country_name(iso) or iso, "country", iso)
    doc.user_data["kommunike_countries"].append(place)
    return place


def is_newsroom(doc: Doc, actor: Actor) -> bool:
    """An agency or paper: it tells of what others do, and nothing is laid to it unless it is named as who acts."""
    return any(m.entity is actor and "media" in m.rule for m in doc._.organizations)


def side_of(actor: Actor) -> object:
    """Whom an actor sits for, or the actor itself: two of one body are one side."""
    owner = represents(actor)
    return owner if isinstance(owner, str) else id(owner if owner is not None else actor)


def state_of(actor: Actor) -> str | None:
    """The country of an actor, of its body or post."""
    owner = represents(actor)
    return owner.country if isinstance(owner, Organization) else owner


def main_posts(person: Person) -> Sequence[Position]:
    """The posts of a person, without those of one who was or merely served there, if there are others."""
    held = [post for post in person.positions if not _PAST.match(post.title)]
    return held or person.positions


#: `заместитель председателя комитета - начальник пограничной службы`: what he heads himself
_HEADS_TOO = later(
    r"\s[-\u2013\u2014]\s+(?:директор|начальник|командующ|руководител|глава|главы|председател)[а-яё]*\s+(?=[А-ЯЁ])",
    re.IGNORECASE,
)


def also_headed(doc: Doc, person: Person) -> Organization | None:
    """The body behind the dash in the title of one who is also a deputy of the larger body over it."""
    for post in doc._.positions:
        second = _HEADS_TOO.search(doc._.match_text, post.start, post.end) if post.entity is person else None
        named = [m for m in doc._.organizations if second is not None and m.start == second.end()]
        body = max(named, key=lambda m: m.end).entity if named else None
        if isinstance(body, Organization):
            return body
    return None


def represents(actor: Actor | None) -> Organization | str | None:
    """The body or state (ISO code) that a person represents by the first post; the actor itself otherwise."""
    if isinstance(actor, Person):
        for position in main_posts(actor):
            if position.organization is not None:
                return position.organization
            if position.country is not None:
                return position.country
        return None
    if isinstance(actor, Place):
        return actor.country
    return actor


def entity_of(doc: Doc, owner: Organization | str | None) -> Organization | Place | None:
    """Whom `represents` tells, as an entity of the document: a state's code is its place."""
    return country_of(doc, owner) if isinstance(owner, str) else owner


def unique(parties: Iterable[Party]) -> list[Party]:
    """Without repetitions of one entity."""
    kept: list[Party] = []
    for party in parties:
        if party.entity is None or all(party.entity is not other.entity for other in kept):
            kept.append(party)
    return kept


def holds(person: Person, titles: tuple[str, ...]) -> bool:
    """Such a post of his own: a deputy is not the minister."""
    held = (position.title.lower() for position in person.positions)
    return any(title in words and not _DEPUTY.match(words) for words in held for title in titles)

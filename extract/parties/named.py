"""Whom a phrase names outright: a person, a body, a state, the holder of a post."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from spacy.tokens import Token

from extract.document import Mention, Party, Person, match_text_of
from extract.language.later import later
from extract.language.syntax import feature, noun_phrase
from extract.lexicons.countries import country_by_adjective
from extract.parties.represented import state_of
from extract.parties.words import AIDES, CHIEFS

if TYPE_CHECKING:
    from extract.parties import Parties

#: `представитель МВД [подполковник полиции] Фарход Саидов`
_RANKED = later(r" (?:[а-яё-]+ ){0,3}")
_RANK = 60
#: mentions before a word among which it may point to one
LOOK_BACK = 300
#: characters within which `они` are those who were named last
AGO = 400


def party_named(parties: Parties, token: Token) -> Party | None:
    """Whom the outermost mention that covers the token names, unless the token only governs it."""
    covering = parties.covering(token)
    if not covering:
        return _titled(parties, token)
    outer = covering[0]
    if outer.type == "position":
        return _of_nation(parties, token, outer) or _of_post(parties, outer)
    # a name that only stands inside the phrase (`члены ОДКБ`) is for the collective
    if outer.type == "person" and isinstance(outer.entity, Person):
        return Party(outer.entity, outer.start, outer.end, "stated")
    if outer.type in {"organization", "place"}:
        head = parties.head(outer)
        if head is not None and head.i != token.i and token not in parties.index.span(outer.start, outer.end):
            return None
        inner = next((m for m in covering if m.type == "person"), None)
        chosen = inner or outer
        state = parties.capital(chosen)
        if state is not None:
            return Party(state, chosen.start, chosen.end, "resolved")
        return Party(chosen.entity, chosen.start, chosen.end, "stated")  # type: ignore[arg-type]
    return None


def _titled(parties: Parties, token: Token) -> Party | None:
    """`господин Йылдыз`, `своему заместителю Тер-Петросяну`: the person named right after the noun."""
    if token.pos_ not in {"NOUN", "PROPN"} or feature(token, "Number") == "Plur":
        return None
    end = token.idx + len(token)
    for mention in parties.within(end, end + 3):
        if mention.type == "person":
            return Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]
    if feature(token, "Animacy") == "Inan":
        return None
    owner = next((m for m in parties.within(end + 1, end + 2) if m.type in {"organization", "place"}), None)
    if owner is not None:
        # `представитель Казахстана Б.Альмагамбетов`
        outer = max((m for m in parties.within(owner.start, owner.start + 1)), key=lambda m: m.end)
        for mention in parties.within(outer.end + 1, outer.end + _RANK):
            gap = parties.doc._.match_text[outer.end : mention.start]
            if mention.type == "person" and _RANKED.fullmatch(gap):
                return Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]
    below = [c for c in token.rights if c.dep_ in {"appos", "flat", "flat:name"}]
    for c in below:
        for mention in parties.covering(c):
            if mention.type == "person":
                return Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]
            beside = person_beside(parties, mention) if mention.type == "position" else None
            if beside is not None:
                # `его коллега из Узбекистана, заместитель начальника управления Шерзод Каримов`
                return Party(beside.entity, beside.start, beside.end, "stated")  # type: ignore[arg-type]
    return None


def _of_nation(parties: Parties, token: Token, post: Mention) -> Party | None:
    """`кыргызский премьер` is not the premier of another state, who was named last."""
    codes = [country_by_adjective(c.norm_.lower()) for c in token.children if c.dep_ == "amod" and c.i < token.i]
    code = next((code for code in codes if code), None)
    known = isinstance(post.entity, Person)
    if code is None or (isinstance(post.entity, Person) and state_of(post.entity) in {code, None}):
        return None
    person = person_of_state(parties, code, token.idx)
    if person is None and not known:
        return None
    return Party(person or parties.country(code), *noun_phrase(token), "resolved")


def _of_post(parties: Parties, mention: Mention) -> Party:
    """A post: the person whose name stands beside it, else its holder as pointed to."""
    person = person_beside(parties, mention)
    if person is not None:
        return Party(person.entity, person.start, person.end, "stated")  # type: ignore[arg-type]
    holder = mention.entity if isinstance(mention.entity, Person) else _titled_so(parties, mention)
    return Party(holder, mention.start, mention.end, "resolved" if holder else "stated")


def _titled_so(parties: Parties, post: Mention) -> Person | None:
    """`главы Минздрава`: the minister of that field; `посол`, after `с координатором ОБСЕ послом А. Б.`: who was
    called so before his name.
    """
    title = post.position
    words = parties.doc._.match_text[post.start : post.end]
    if title is None or (title.organization is None and " " in words):
        return None
    rank = None if title.organization is not None else parties.index.at(post.start)
    for mention in islice(parties.before(post.start), LOOK_BACK):
        person = mention.entity
        if mention.type != "person" or not isinstance(person, Person):
            continue
        if title.organization is not None and parties.headed(person) is title.organization:
            return person if title.title.partition(" ")[0].lower() in CHIEFS else None
        before = parties.index.at(mention.start - 2) if rank is not None else None
        if before is not None and rank is not None and before.lemma_ == rank.lemma_:
            return person
    return None


def person_beside(parties: Parties, position: Mention) -> Mention | None:
    """The person mention that follows or precedes the post in the same phrase."""
    if position.entity is None:
        return None
    text = match_text_of(parties.doc)
    for mention in parties.within(position.start - 61 - parties.longest, position.end + 61):
        if mention.type != "person" or mention.entity is not position.entity:
            continue
        gap = (
            text[position.end : mention.start] if mention.start >= position.end else text[mention.end : position.start]
        )
        if len(gap) <= 60 and not any(c in gap for c in ".;:\n"):
            if mention.start >= position.end and (len(gap) <= 2 or "(" in gap or gap.count(",") <= 2):
                return mention
            if mention.end <= position.start and gap.strip() in {"", ",", "-", "("}:
                return mention
    return None


def person_of_state(parties: Parties, iso: str, offset: int, titles: tuple[str, ...] = ()) -> Person | None:
    """The last person named before of that state; not one who only speaks or works for him who has such a post."""
    for mention in parties.before(offset):
        person = mention.entity
        if isinstance(person, Person):
            if titles and any(p.title.lower().startswith(AIDES) for p in person.positions):
                continue
            if any(iso in {p.country, p.organization and p.organization.country} for p in person.positions):
                return person
            home = [m for m in parties.within(mention.start - parties.longest - 1, mention.start) if m.type == "place"]
            if any(m.end == mention.start - 1 and state_of(m.entity) == iso for m in home):  # type: ignore[arg-type]
                # `с коллегой из Туркменистана Бегенчем Аннаевым`
                return person
    return None

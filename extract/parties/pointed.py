"""Who is only pointed to: by a pronoun, a bare post, `собеседник`, `гость`, `его ведомство`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from spacy.tokens import Token

from extract.document import Actor, Event, Organization, Participant, Party, Person, Place
from extract.language.syntax import feature, noun_phrase, subject
from extract.lexicons.countries import country_by_adjective
from extract.parties.named import AGO, LOOK_BACK, party_named, person_of_state
from extract.parties.represented import PAIR, holds, represents, unique
from extract.parties.several import collective, meant_by_plural, meant_by_they, nations_of
from extract.parties.words import AS_BODIES, AS_STATES, HEADS, OFFICERS, OTHER_SIDE, PEERS, SIDES, UNITS, is_plural

if TYPE_CHECKING:
    from extract.parties import Parties


def meant_by_pronoun(parties: Parties, token: Token, event: Event | None) -> list[Party]:
    """`он`: the last subject of that gender, a body only within its sentence; `они`: the last several."""
    gender = feature(token, "Gender")
    span = (token.idx, token.idx + len(token))
    if feature(token, "Number") == "Plur":
        meant = unique(p for p in meant_by_they(parties, token, event) if p.entity is not None)
        return [Party(p.entity, *span, "resolved") for p in meant] or [Party(None, *span, "stated")]
    if token.dep_ in {"obj", "iobj"} and subject(token.head) is not None:
        # `министр пригласил его посетить Осло`: not himself
        other = other_person(parties, token)
        if other is not None and not (gender and other.gender and gender != other.gender):
            return [Party(other, *span, "resolved")]
    aside: tuple[int, Party] | None = None
    for candidate in parties.subjects_before(token.i):
        if aside is not None and candidate.sent.start != aside[0]:
            return [aside[1]]
        party = party_named(parties, candidate)
        if party is None and candidate.lemma_ in SIDES and not is_plural(candidate):
            # `туркменский министр`
            party = next(iter(meant_by_side(parties, candidate, None)), None)
        if party is not None and isinstance(party.entity, (Organization, Place)) and candidate.sent == token.sent:
            # not in `"Баку подтвердит", - добавил он`
            if feature(candidate, "Gender") == gender and candidate.head != token.head and token.i < token.head.i:
                # `донором выступит Япония, она перечислит`
                return [Party(party.entity, *span, "resolved")]
        owner = _of_bare_post(parties, candidate, token) if party is not None and party.entity is None else None
        if owner is not None:
            return [Party(owner, *span, "resolved")]
        if party is None or not isinstance(party.entity, Person):
            continue
        if gender and party.entity.gender and gender != party.entity.gender:
            continue
        if candidate.head.dep_ == "acl:relcl" and candidate.sent != token.sent and aside is None:
            # `А побывал в Оше, где его принял Б. Он также встретился с В`: of whom the sentence tells
            aside = (candidate.sent.start, Party(party.entity, *span, "resolved"))
            continue
        return [Party(party.entity, *span, "resolved")]
    if aside is not None:
        return [aside[1]]
    # nobody was a subject yet: the last person named before
    for mention in parties.before(token.idx):
        if isinstance(mention.entity, Person):
            return [Party(mention.entity, *span, "resolved")]
    return []


def _of_bare_post(parties: Parties, officer: Token, pronoun: Token) -> Actor | None:
    """`Выступил Премьер-министр Таджикистана. Он отметил`: of an officer without a name the state or body."""
    post = next((m.position for m in parties.covering(officer) if m.type == "position"), None)
    near = officer.sent == pronoun.sent or officer.sent.end == pronoun.sent.start
    if post is None or not near or feature(officer, "Gender") != feature(pronoun, "Gender"):
        return None
    return post.organization or (parties.country(post.country) if post.country is not None else None)


def meant_by_side(parties: Parties, token: Token, event: Event | None) -> list[Party]:
    """`китайская сторона`, `стороны`, `гость`, `дипломат`: by state, those who met, who was named last."""
    start, end = noun_phrase(token)
    code = _nation_of(token)
    nations = nations_of(token) if is_plural(token) else []
    if len(nations) > 1:
        # `казахстанская и кыргызская стороны`
        return [Party(parties.country(one), start, end, "resolved") for one in nations]
    lost = token.norm_.lower() == "стороны" and feature(token.head, "Number") == "Plur" and token.dep_ == "nmod"
    plural = is_plural(token) or lost or token.text == "Стороны"
    if code is not None:
        # `иранский дипломат`: the last person who holds a post of that state
        whole = token.lemma_ == "сторона" or feature(token, "Number") == "Plur"
        person = None if whole else person_of_state(parties, code, token.idx, PEERS.get(token.lemma_, ()))
        return [Party(person or parties.country(code), start, end, "resolved")]
    plural = plural or any(c.lemma_ in {"оба", "два"} for c in token.children)
    found = _visiting(parties, token, plural) or (
        meant_by_plural(parties, token, event) if plural else _one_of(parties, token)
    )
    return [Party(entity, start, end, "resolved") for entity in found] or collective(parties, token)


def _nation_of(token: Token) -> str | None:
    codes = (country_by_adjective(c.norm_.lower()) for c in token.children if c.dep_ in {"amod", "appos"})
    return next((code for code in codes if code), None)


def _one_of(parties: Parties, token: Token) -> list[Actor]:
    """`дипломат`, `глава государства`, `собеседник`: who was named."""
    found: Actor | None = None
    if token.lemma_ in OFFICERS:
        found = _officer_called(parties, token)
    elif token.lemma_ in HEADS and any(c.lemma_ in AS_STATES for c in token.children):
        found = _head_of_state(parties, token)
    elif token.lemma_ in OTHER_SIDE:
        found = other_person(parties, token)
    return [found] if found is not None else []


def _officer_called(parties: Parties, token: Token) -> Person | None:
    """`дипломат`, `генерал`: the person named last whose post or rank may be called so, else who spoke last."""
    titles = OFFICERS[token.lemma_]
    first: Person | None = None
    for mention in parties.before(token.idx):
        person = mention.entity
        if mention.type != "person" or not isinstance(person, Person):
            continue
        first = first or person
        if holds(person, titles) or _serves(person, titles):
            return person
    return first if not titles else None


def _head_of_state(parties: Parties, token: Token) -> Actor | None:
    """`глава государства`: the president who was named last, else the state of one without a name; not one whom
    he called or received.
    """
    for mention in islice(parties.before(token.idx), LOOK_BACK):
        post = mention.position
        if mention.type != "position" or post is None or "президент" not in post.title.lower():
            continue
        head = parties.head(mention)
        if head is not None and (head.dep_ in {"obj", "iobj"} or feature(head, "Case") in {"Ins", "Dat"}):
            continue
        if isinstance(mention.entity, Person):
            return mention.entity
        if " " in parties.doc._.match_text[mention.start : mention.end]:
            return parties.country(post.country) if post.country is not None else None
    return None


def other_person(parties: Parties, token: Token) -> Person | None:
    """`собеседник`: the person named last before who is not the subject of the clause."""
    head = token.head
    own = subject(head) if head.pos_ in {"VERB", "AUX"} else None
    if own is not None and own.i == token.i:
        # `в ответ его визави обещал`: not the one who was told of last
        told = (party_named(parties, one) for one in parties.subjects(max(token.idx - AGO, 0), token.idx))
        persons = (id(p.entity) for p in told if p is not None and isinstance(p.entity, Person))
        acting = set(islice(persons, 1))
    else:
        acting = {id(p.entity) for p in parties.at(own)} if own is not None else set()
    for mention in parties.before(token.idx):
        if mention.end <= token.idx and isinstance(mention.entity, Person) and id(mention.entity) not in acting:
            return mention.entity
    return None


def chief_of(parties: Parties, token: Token) -> Person | None:
    """`глава бюро`: the person named last who heads a body that is called so."""
    body = next((c for c in token.children if c.dep_ == "nmod" and c.i == token.i + 1), None)
    if (
        body is None
        or any(m.type != "position" for m in parties.covering(body))
        or any(True for _ in body.children)
        or is_plural(token)
    ):
        return None
    stem = body.lemma_[: max(len(body.lemma_) - 2, 4)]
    for mention in islice(parties.before(token.idx), LOOK_BACK):
        person = mention.entity
        if mention.type == "person" and isinstance(person, Person):
            owner = represents(person)
            if isinstance(owner, Organization) and stem in owner.name.lower():
                return person
    return None


def own_body(parties: Parties, token: Token) -> Organization | Place | None:
    """`его ведомство`: the body of the last person who was a subject."""
    ours = any(c.lemma_ == "наш" for c in token.children)
    speakers = [] if ours else parties.last_speaker(token.idx)
    person = speakers[0].entity if speakers else parties.page_speaker()
    if isinstance(person, Organization) and token.lemma_ in UNITS:
        # `УНП ООН подтвердило участие: его офис подготовит модуль`
        return person
    if not isinstance(person, Person):
        return None
    owner = represents(person)
    if token.lemma_ in AS_STATES and isinstance(owner, Organization):
        owner = owner.country
    body = parties.headed(person) if isinstance(owner, str) and token.lemma_ in AS_BODIES else None
    return body or parties.owner(owner)


def _visiting(parties: Parties, token: Token, plural: bool) -> list[Actor]:
    visits = token.lemma_ == "гость" and (not plural or _visited(parties, token))
    visitor = _visitor_of(parties, token) if visits else None
    return [visitor] if visitor is not None else []


def _visited(parties: Parties, token: Token) -> bool:
    """A visit is what the paragraph told last."""
    line: int = parties.doc._.match_text.rfind("\n", 0, token.idx)
    told = [e for e in parties.doc._.events if line < e.trigger[0] < token.idx]
    return bool(told) and max(told, key=lambda e: e.trigger[0]).type == "visit"


def _visitor_of(parties: Parties, token: Token) -> Actor | None:
    """`гость`: who came on the visit told last, else who was received."""
    told = [e for e in parties.doc._.events if e.trigger[0] < token.idx and e.status != "planned"]
    for event in sorted(told, key=lambda e: e.trigger[0], reverse=True):
        persons = [p.entity for p in event.participants if isinstance(p.entity, Person)]
        if event.type == "visit" and persons:
            return persons[0]
        bodies: list[Actor] = []
        for participant in event.participants:
            if isinstance(participant.entity, (Organization, Place)):
                bodies.append(participant.entity)
            else:
                bodies += _named_inside(parties, participant)
        if event.type == "visit" and bodies and parties.doc._.match_text.find("\n", event.trigger[0], token.idx) < 0:
            return bodies[0]
    talks = [e for e in told if e.type == "meeting" and len(e.participants) == PAIR]
    if talks:
        return talks[-1].participants[1].entity
    met = [[p.entity for p in e.participants if isinstance(p.entity, Person)] for e in told if e.type == "meeting"]
    return met[-1][1] if met and len(met[-1]) == PAIR else None


def _named_inside(parties: Parties, participant: Participant) -> list[Organization]:
    """The outermost body in the words for a delegation."""
    inside = parties.within(participant.start or 0, participant.end or 0)
    bodies = [m for m in inside if m.type == "organization"]
    outer = max(bodies, key=lambda m: m.end - m.start, default=None)
    return [outer.entity] if outer is not None and isinstance(outer.entity, Organization) else []


def _serves(person: Person, words: tuple[str, ...]) -> bool:
    """He heads a body that is called so: `глава МИД` is a diplomat."""
    headed = [p.organization for p in person.positions if p.organization is not None and "глав" in p.title.lower()]
    return any(word in body.name.lower() for body in headed for word in words)

"""Whom a plural stands for: those who met, who were named together, whose paper it is; a group without a name."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from spacy.tokens import Token

from extract.document import Actor, Event, Mention, Organization, Party, Person, Place, match_text_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, coordinated, feature, noun_phrase
from extract.lexicons.countries import capital_country, country_by_adjective
from extract.parties.named import AGO, LOOK_BACK, party_named
from extract.parties.paper_sides import TITLE, defined_sides, is_of_sides
from extract.parties.represented import PAIR, holds, is_newsroom, state_of
from extract.parties.sides import as_called, delegations, framed, present, sides
from extract.parties.words import (
    AS_BODIES,
    AS_STATES,
    ATTENDING,
    CHIEFS,
    MINISTRIES,
    OPPOSITE,
    PEERS,
    RANKED_PEERS,
    RULERS,
    SIDES,
    are_other_officers,
    are_rulers,
    is_group,
    is_plural,
)

if TYPE_CHECKING:
    from extract.parties import Parties

_TALKS = frozenset({"переговоры", "переговор", "встреча", "беседа", "разговор", "диалог", "консультация"})
_THERE = re.compile(r"\s(?:в|во|на)\s$")
#: what states do with each other
_DEALING = frozenset(
    {"договориться", "договариваться", "условиться", "согласиться", "согласовать", "подписать", "заключить"}
    | {"обсудить", "провести", "проводить", "встретиться", "подтвердить", "достигнуть", "достичь"}
)
_IN_SEAT = re.compile(r"\s+в\s+(?=[А-ЯЁ])")
_FROM = re.compile(r"\s+(?:из|от)\s+")
#: `МВД тюркских государств`
_OF_STATES = later(r"\s+(?:[а-яё-]+\s+)?(?:стран|государств|республик)(?![а-яё])")
#: `государства - члены`
_MEMBERS = re.compile(r"\s+[-–—]\s*(?:член|участни)")


def meant_by_plural(parties: Parties, token: Token, event: Event | None) -> list[Actor]:
    """`стороны`, `министры`, `ведомства`: of the paper, of such posts, those who met, who were named."""
    if _MEMBERS.match(parties.doc._.match_text, token.idx + len(token)):
        return []
    # `Министры поручают`: those whose paper it is; `встреча министров` may be another year's
    ministers = token.lemma_ == "министр" and token.dep_ in SUBJECTS and is_of_sides(parties.doc)
    called = token.lemma_ in {"сторона", "стороны"} or ministers
    defined = defined_sides(parties.doc) if called else None
    if defined and token.idx > defined[0] and not any(c.dep_ == "nmod" for c in token.children):
        apart = _told_apart(parties, token) if any(c.lemma_ == "остальной" for c in token.children) else set()
        return [entity for entity in defined[1] if state_of(entity) not in apart]
    # only words that stand alone point to those who met: `участники форума` is a group of its own, and so are
    # `силовые ведомства`
    owned = any(c.dep_ == "nmod" and not _is_generic(parties, c) for c in token.children)
    if owned or (token.lemma_ in AS_BODIES and is_group(token)):
        return []
    peers = _peers_of(parties, token, event)
    if peers:
        return list(peers)
    if are_other_officers(token):
        return []
    if event is None:
        alone = not any(c.dep_ in {"amod", "det"} for c in token.children)
        return named_together(parties, token) if alone else []
    met = _those_who_met(parties, token, event) if not any(c.lemma_ == "наш" for c in token.children) else []
    # one person is no plural
    alone = len(met) == 1 and (token.lemma_ == "участник" or isinstance(met[0], Person))
    return met if not alone else []


def _told_apart(parties: Parties, token: Token) -> set[str | None]:
    """`Казахстанская Сторона откроет центр. Остальные Стороны направят слушателей`: the states just told of."""
    line: int = parties.doc._.match_text.rfind("\n", 0, token.idx) + 1
    told = [one for one in parties.subjects(line, token.idx) if one != token]
    return {state_of(p.entity) for one in told for p in parties.at(one) if p.entity is not None}


def _is_generic(parties: Parties, owner: Token) -> bool:
    """`главы [государств]`, `лидеры [двух стран]`, `министры [МВД]` say no more than `главы`."""
    generic = owner.lemma_ in AS_STATES | AS_BODIES | {"правительство", "делегация", "кабмин"}
    # `участники переговоров`
    generic = generic or (owner.lemma_ in _TALKS and owner.head.lemma_ in {"участник", "сторона"})
    for mention in parties.covering(owner)[:1]:
        body = mention.entity
        generic = isinstance(body, Organization) and not body.country and body.name in MINISTRIES
    return generic and not any(c.dep_ in {"nmod", "amod"} for c in owner.children)


def _peers_of(parties: Parties, token: Token, event: Event | None) -> list[Person]:
    """`президенты`: those who met and hold such a post, if they are not of the event that was told last."""
    titles = PEERS.get(token.lemma_)
    if titles is None:
        return []
    told = [e for e in parties.doc._.events if e.type in {"meeting", "call"} and e.trigger[0] < token.idx]
    for talk in ([event] if event is not None else []) + sorted(told, key=lambda e: e.trigger[0], reverse=True):
        persons = [p.entity for p in talk.participants if isinstance(p.entity, Person)]
        peers = [one for one in persons if holds(one, titles)]
        if len(peers) > 1:
            return [] if talk is event else peers
    before = islice(parties.before(token.idx), LOOK_BACK)
    named = (m.entity for m in before if isinstance(m.entity, Person) and holds(m.entity, titles))
    peers = list({id(one): one for one in named}.values())
    few = event is None or len(sides(parties.doc, event)) < PAIR
    return peers[::-1] if few and len(peers) == PAIR else []


def _those_who_met(parties: Parties, token: Token, event: Event) -> list[Actor]:
    met = as_called(token.lemma_, sides(parties.doc, event), parties)
    if token.lemma_ in ATTENDING and event.type == "conference":
        return framed(parties.doc, event)
    if len(met) == 1 and isinstance(met[0], Organization) and are_rulers(token) and event.type != "summit":
        return [_union_of(met[0])]
    if len(met) == 1 and isinstance(met[0], Organization) and token.lemma_ == "лидер":
        # `лидеры` of a union, also where its council of heads sits
        return [met[0].parent or met[0]]
    if are_rulers(token) and len(met) > PAIR:
        # `главы государств` of a union or a region: a collective is not expanded to its members
        return []
    unions = [body for body in event.organizations if body.country is None]
    states = len(met) > PAIR and all(isinstance(one, Place) for one in met)
    if token.lemma_ in PEERS and unions and (states or (event.type == "adoption" and not met)):
        # `Министры призывают` in what the states of a union signed
        return [*unions[:1]]
    if token.lemma_ == "гость" and len(met) == PAIR:
        # who was received; who came on a visit
        return met[:1] if event.type == "visit" else met[1:]
    if token.lemma_ in OPPOSITE and event.type in {"session", "conference", "summit", "meeting"}:
        return delegations(event, parties) or present(event) or met
    return met


def meant_by_they(parties: Parties, token: Token, event: Event | None) -> list[Party]:
    """`они`: the several who were the subject before, in their paragraph; those who met if nobody was."""
    line: int = parties.doc._.match_text.rfind("\n", 0, token.idx) + 1
    for candidate in parties.subjects(max(line, token.idx - AGO), token.idx):
        several = is_plural(candidate) or len(coordinated(candidate)) > 1
        person = feature(candidate, "Animacy") == "Anim" or candidate.lemma_ in SIDES
        if several and (person or parties.covering(candidate)):
            return parties.at(candidate, event)
    met = sides(parties.doc, event) if event is not None else []
    return [Party(entity, None, None, "inferred") for entity in met] if len(met) > 1 else []


def named_together(parties: Parties, token: Token) -> list[Actor]:
    """`Путин и Трамп обсудили ... Президенты подтвердили`: those whom a subject before names together; what a
    title calls so, one after it.
    """
    kind: type[Actor] = Person
    if token.lemma_ in AS_STATES | AS_BODIES:
        kind = Place if token.lemma_ in AS_STATES else Organization
    before = parties.subjects(max(token.idx - 2 * AGO, 0), token.idx)
    after = parties.subjects(token.idx + 1, token.idx + AGO) if token.idx < TITLE else []
    for candidate in (*before, *reversed(after)):
        members = [party_named(parties, member) for member in coordinated(candidate)]
        told = listed_after(parties, candidate) or [p for p in members if p is not None]
        named = [p.entity for p in told if isinstance(p.entity, kind)]
        if named and is_newsroom(parties.doc, named[0]):
            # `передаёт АРМЕНПРЕСС со ссылкой на пресс-службу`
            continue
        if token.lemma_ in OPPOSITE and not named and candidate.head.lemma_ in _DEALING:
            # `Армения, Грузия и Иран договорились. Стороны намерены`
            named = [p.entity for p in told if isinstance(p.entity, (Organization, Place))]
        if token.lemma_ in RANKED_PEERS and not any(
            holds(e, PEERS[token.lemma_]) for e in named if isinstance(e, Person)
        ):
            # `министры`, and deputies were named last
            continue
        if kind is Organization and len(members) > 1:
            # `СБУ и румынская полиция`
            named += [owner for m in coordinated(candidate) for owner in _states_of_adjectives(parties, m)]
        if len({id(entity) for entity in named}) > 1:
            named += [m.entity for m in _nominatives(parties, candidate) if isinstance(m.entity, kind)]
            return list({id(entity): entity for entity in named}.values())
        plural = candidate.lemma_ in SIDES | AS_BODIES and candidate != token
        owners = _owners_of(parties, candidate) if plural else []
        if len(owners) > 1:
            return list(owners)
    return []


def listed_after(parties: Parties, token: Token) -> list[Party]:
    """`лидеры России и Китая Иван Петров и Ли Вэй обсудили`: the persons between a plural and its verb."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.i <= token.i or not is_plural(token):
        return []
    named = [m for m in parties.within(token.idx, verb.idx) if m.type == "person" and isinstance(m.entity, Person)]
    heads = [parties.head(m) for m in named]
    first = all(head is not None and feature(head, "Case") == "Nom" for head in heads)
    several = len({id(m.entity) for m in named}) > 1
    return [Party(m.entity, m.start, m.end, "stated") for m in named] if first and several else []  # type: ignore[arg-type]


def _nominatives(parties: Parties, own: Token) -> list[Mention]:
    """Persons before a verb, of whom the parser may have lost some: `министр А, министр Б и посол В подписали`."""
    found = [m for m in parties.within(own.sent.start_char, own.head.idx) if m.type == "person"]
    heads = [(m, parties.head(m)) for m in found]
    return [m for m, head in heads if head is not None and feature(head, "Case") == "Nom"]


def _states_of_adjectives(parties: Parties, token: Token) -> list[Place]:
    """The state of an adjective at a noun that names nothing itself."""
    if parties.covering(token):
        return []
    codes = (country_by_adjective(c.norm_.lower()) for c in token.children if c.dep_ == "amod")
    return [parties.country(code) for code in codes if code is not None]


def _owners_of(parties: Parties, token: Token) -> list[Organization | Place]:
    """`делегации Азербайджана, Грузии и Украины`: each state or body of a plural."""
    if not is_plural(token):
        return []
    found: list[Organization | Place] = []
    for c in token.rights:
        if c.dep_ == "nmod" and feature(c, "Case") == "Gen":
            # `министры обороны Армении и Грузии`
            inner = [] if parties.covering(c) else [g for g in c.rights if g.dep_ == "nmod"]
            for member in (m for head in (inner or [c]) for m in coordinated(head)):
                for mention in parties.covering(member)[:1]:
                    owner = mention.entity
                    state = isinstance(owner, Place) and owner.kind == "country"
                    if (state or isinstance(owner, Organization)) and parties.head(mention) == member:
                        found.append(owner)  # type: ignore[arg-type]
    return list({id(owner): owner for owner in found}.values())


def collective(parties: Parties, token: Token) -> list[Party]:
    """A group without a name: its words and the body that it belongs to, never its members."""
    start, end = noun_phrase(token)
    if token.lemma_ == "делегация":
        # `белорусская делегация` speaks for its state
        nations = nations_of(token)
        if nations:
            return [Party(parties.country(code), start, end, "resolved") for code in nations]
    owners = _owners_of(parties, token)
    if len(owners) > 1:
        return [Party(owner, start, end, "resolved") for owner in owners]
    body = None
    for mention in parties.within(start, end):
        whole = mention.end <= end or (mention.type == "organization" and mention.start > token.idx)
        if mention.type == "place" and _THERE.search(
            parties.doc._.match_text, max(mention.start - 4, 0), mention.start
        ):
            # `участники проходящего в Душанбе заседания`: only where it is
            continue
        if whole and mention.type in {"organization", "place"} and not _is_of_several(parties, token, mention, end):
            # `страны Организации Договора ...`: the parser may lose the end of the name
            body, end = mention.entity, max(end, mention.end)
            if mention.type == "organization":
                break
    if body is None:
        body = _body_after(parties, end)
    if body is None and token.lemma_ in RULERS and (seat := _IN_SEAT.match(parties.doc._.match_text, end)) is not None:
        # `власти в Кабуле`
        seats = [m for m in parties.within(seat.end(), seat.end() + 1) if m.type == "place"]
        body, end = (seats[0].entity, seats[0].end) if seats else (None, end)
    code = capital_country(body.name) if isinstance(body, Place) and body.kind == "city" else None
    if code is not None and token.lemma_ in RULERS:
        return [Party(parties.country(code), start, end, "resolved")]
    region = isinstance(body, Place) and body.kind == "macro_region"
    if isinstance(body, (Organization, Place)) and not region:
        return [Party(body, start, end, "stated")]
    return [Party(None, start, end, "stated")]


def _is_of_several(parties: Parties, token: Token, mention: Mention, end: int) -> bool:
    """`главы [МВД] балтийских государств`: a body of each of several states is none of them."""
    body = mention.entity
    if not isinstance(body, Organization) or not is_plural(token) or token.lemma_ not in CHIEFS | PEERS.keys():
        return False
    return _OF_STATES.match(parties.doc._.match_text, mention.end, end) is not None


def _body_after(parties: Parties, end: int) -> Organization | None:
    """`коллеги из ОДКБ`: the body after `из`."""
    after = _FROM.match(match_text_of(parties.doc), end)
    if after is None:
        return None
    found = (m for m in parties.mentions if m.start == after.end() and m.type == "organization")
    return next((m.entity for m in found if isinstance(m.entity, Organization)), None)


def nations_of(token: Token) -> list[str]:
    """The states of adjectives that are joined at a noun."""
    named = [one for c in token.lefts if c.dep_ == "amod" for one in coordinated(c)]
    return list(dict.fromkeys(code for code in (country_by_adjective(one.norm_.lower()) for one in named) if code))


def _union_of(body: Organization) -> Organization:
    """The union that an organ belongs to; a council of those who rule is who they are."""
    while body.parent is not None and body.country is None and "глав" not in body.name:
        body = body.parent
    return body

"""The sides of a happening: whom `стороны`, `участники`, `ведомства` of it stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from extract.document import Actor, Event, Organization, Participant, Person, Place, TokenIndex
from extract.language.later import later
from extract.lexicons.countries import country_by_adjective
from extract.parties.paper_sides import is_of_sides
from extract.parties.passages import is_guest, named_between
from extract.parties.represented import PAIR, country_of, represents, side_of, state_of
from extract.parties.words import AS_BODIES, AS_STATES

if TYPE_CHECKING:
    from extract.parties import Parties

_OPPOSITE_WORD = later(r"(?:обе\s+)?(?:стороны|собеседники|делегации|участники)\b", re.IGNORECASE)
#: more participants than this are no two sides
_FEW = 6
#: characters within which a page goes on about the same visitor
_NEAR = 2500
_CLAUSE_END = later(r"[.;\n]")
#: the adjectives right before a happening
_BEFORE = later(r"(?:[А-ЯЁа-яё-]+(?:ск|цк)[а-яё]{1,3}(?:,? и |, | )){1,3}$")
_ADJECTIVE = later(r"(?:[а-яё]+-)*[а-яё]+(?:ск|цк)[а-яё]{1,3}\b")
#: bodies of two states
_OF_TWO = later(
    r"межправ|двусторонн|совместн|смешанн|bilateral|intergovernmental|joint|mixed"
    r"|объедин[её]нн\w+ коллеги|(?:межгосударственн|межведомственн)\w+ (?:комисси|комитет|совет|рабоч)",
    re.IGNORECASE,
)
_PAIR_OF_NAME = later(r"\b([А-ЯЁа-яё]+о|[A-Z][a-z]+)-([А-ЯЁа-яё]+(?:ск|цк)[а-яё]{1,3}|[A-Z][a-z]+)\b")
#: bodies that have a staff and no members, by the noun that opens their name
_STAFFED = later(
    r"(?:[\w-]+(?:ый|ий|ой|ая|ое|ые) ){0,3}"
    r"(?:секретариат|исполком|исполнительн\w+ комитет|представительств|управлени|бюро|офис|миссия|центр|фонд|программ"
    r"|академи|институт|университет|посольств|агентств|служб|министерств"
    r"|office|secretariat|centre|center|programme|mission|agency)",
    re.IGNORECASE,
)
_LEAVES_NAME = later(r"[.;:,\n]|\s(?:в|на|под|при|с|со|at|in|by|with|hosted|held)\s")


def sides(doc: Doc, event: Event) -> list[Actor]:
    """Those whom `стороны` of an event stand for: two persons who met before the bodies and states beside them; the
    body of a gathering; whoever took part.
    """
    principals = _principals(doc, event)
    met = [p.entity for p in principals if p.entity is not None]
    if not met and not event.organizations:
        joined = between(doc, event) if event.type == "adoption" else []
        return joined or named_beside(doc, event) or _sides_before(doc, event)
    persons = [p.entity for p in principals if isinstance(p.entity, Person)]
    talks = event.type in {"meeting", "call", "visit"}
    by_two = talks or event.type == "adoption"
    if event.organizations and not (by_two and len(met) > 1 and len(met) <= _FEW):
        return _joint(doc, event) or _organ(event.organizations)
    if len(persons) > 1 and talks:
        return list(persons)
    met = _without_envoys(met)
    if talks and 0 < len({side_of(entity) for entity in met}) < PAIR:
        # `состоялась встреча с министром`: the other one is who the page is about
        other = _protagonist(doc, event, met) or _host(doc, event, met)
        # not who heads the delegation of a state that is named
        here = [e for e in persons if any(e is known for known in met)]
        return [other, *(here[:1] or met)] if other is not None else met
    return list(met)


def _host(doc: Doc, event: Event, met: list[Actor]) -> Place | None:
    """`министр прибыл в Минск`: the state to which somebody of another came."""
    there = {place.country for place in event.places if place.country} if event.type == "visit" else set()
    home = {state_of(entity) for entity in met}
    return country_of(doc, there.pop()) if len(there) == 1 and None not in home and not there & home else None


def _joint(doc: Doc, event: Event) -> list[Actor]:
    """`заседание коллегии МВД России и полиции Армении`: the bodies of two states that sit together."""
    bodies = event.organizations
    if event.type != "session" or not all(body.country for body in bodies):
        return []
    known: list[Actor] = list(bodies) if len(bodies) > 1 else named_beside(doc, event)
    two = len(known) == PAIR == len({state_of(one) for one in known})
    return known if two and all(isinstance(one, Organization) for one in known) else []


def _organ(bodies: Sequence[Organization]) -> list[Actor]:
    """The first body that holds a gathering, of a union and its organ the organ."""
    organs = [body for body in bodies if any(body.parent is whole for whole in bodies)]
    return [*(organs or bodies)[:1]]


def _without_envoys(met: list[Actor]) -> list[Actor]:
    """Not who heads the delegation of a state or body that is there itself."""
    owners = [e.country if isinstance(e, Place) else e for e in met if not isinstance(e, Person)]
    return [e for e in met if not isinstance(e, Person) or not any(represents(e) is o or _is(e, o) for o in owners)]


def _is(person: Person, owner: Actor | str | None) -> bool:
    """Also one of a body of the state: `делегация Кыргызстана во главе с директором службы`."""
    return isinstance(owner, str) and state_of(person) == owner


def _sides_before(doc: Doc, event: Event) -> list[Actor]:
    """`стороны провели переговоры`: those of the meeting or signing that was told last before."""
    if event.type not in {"meeting", "call"} or not any(p.start is not None for p in event.participants):
        return []
    words: str = doc._.match_text
    if not all(_OPPOSITE_WORD.match(words, p.start) for p in event.participants if p.start is not None):
        return []
    start = event.trigger[0]
    told = [e for e in doc._.events if start - _NEAR < e.trigger[0] < start and e.status != "planned"]
    for earlier in sorted(told, key=lambda e: e.trigger[0], reverse=True):
        met = [p.entity for p in earlier.participants if p.entity is not None]
        if earlier.type in {"meeting", "call", "adoption"} and PAIR <= len(met) <= _FEW:
            return met
    return []


def has_staff(body: Actor) -> bool:
    """A body with people of its own and no members: who comes to its meetings does not belong to it."""
    return isinstance(body, Organization) and _STAFFED.match(body.name) is not None


def delegations(event: Event, parties: Parties) -> list[Actor]:
    """The states whose delegations sat at a gathering: `стороны` are they. Members of a body are not told apart:
    theirs is the body in session.
    """
    if event.type == "meeting" and not event.organizations:
        return []
    states = _two_of_body(event, parties) or _delegating(event, parties)
    if len(states) > PAIR and not is_of_sides(parties.doc):
        gathered = [body for body in event.organizations if not body.country and not _STAFFED.match(body.name)]
        return _organ(gathered) or list(states)
    return list(states) if len(states) >= PAIR else []


def _delegating(event: Event, parties: Parties) -> list[Place]:
    """The states that are listed, and those of whoever heads the delegation of one, or chairs."""
    codes: list[str | None] = []
    for participant in event.participants:
        listed = isinstance(participant.entity, Place) and participant.entity.kind == "country"
        if listed or (isinstance(participant.entity, Person) and codes):
            codes.append(state_of(participant.entity))  # type: ignore[arg-type]
    return [parties.country(code) for code in dict.fromkeys(codes) if code]


def _two_of_body(event: Event, parties: Parties) -> list[Place]:
    """`Межправительственная комиссия`, `Узбекско-кыргызская группа`: the two states whose body it is."""
    joint = [body for body in event.organizations if _OF_TWO.search(body.name)]
    pairs = [_PAIR_OF_NAME.search(body.name) for body in event.organizations]
    for pair in pairs:
        forms = [pair[1], pair[2]] if pair is not None else []
        found = [_by_adjectives_of(form) for form in forms]
        if found and all(found):
            return [parties.country(code) for code in found if code]
    if not joint:
        return []
    there = [p.entity for p in event.participants if p.entity is not None]
    # also of its other sittings: `констатировали выполнение решений X заседания и условились`
    sat = [e for e in parties.doc._.events if any(body is joint[0] for body in e.organizations)]
    chairs = [p.entity for e in (event, *sat) for p in e.participants if p.entity is not None and p.role == "chair"]
    inside = _inner_bodies(parties.doc, joint[0])
    for told in (chairs, inside, named_beside(parties.doc, event), [e for e in there if isinstance(e, Place)], there):
        codes = [code for code in dict.fromkeys(state_of(e) for e in told) if code]
        if len(codes) == PAIR:
            return [parties.country(code) for code in codes]
    return []


def _inner_bodies(doc: Doc, body: Organization) -> list[Organization]:
    """The bodies that the name of another holds: `Объединённая коллегия [МВД России] и [полиции Армении]`."""
    whole = next((m for m in doc._.organizations if m.entity is body), None)
    if whole is None:
        return []
    nested = [m for m in doc._.organizations if m is not whole and whole.start <= m.start and m.end <= whole.end]
    return [m.entity for m in nested if isinstance(m.entity, Organization)]


def _by_adjectives_of(form: str) -> str | None:
    """The state of one half of `узбекско-кыргызская`, `Kazakh-Afghan`."""
    whole = [*_adjectives(form.lower() + "-"), form]
    return next((code for code in map(country_by_adjective, whole) if code), None)


def present(event: Event) -> list[Actor]:
    """The persons of different bodies who sat at a gathering of two or a few."""
    persons = [p.entity for p in event.participants if isinstance(p.entity, Person)]
    owners = {side_of(person) for person in persons}
    few = PAIR <= len(owners) == len(persons) <= _FEW and event.type == "conference"
    return list(persons) if few else []


def named_beside(doc: Doc, event: Event) -> list[Actor]:
    """Those whom the words at a happening name as its sides: `заседание комиссии Армении и Болгарии`, `встреча
    армянских и болгарских пограничников`, `армяно-болгарские переговоры`.
    """
    text: str = doc._.match_text
    stop = _LEAVES_NAME.search(text, event.trigger[1])
    end = min(stop.start() if stop else len(text), event.trigger[1] + 200)
    return named_between(doc, event.trigger[1], end) or _by_adjectives(doc, event, end)


def _by_adjectives(doc: Doc, event: Event, end: int) -> list[Actor]:
    before = _BEFORE.search(doc._.match_text, max(event.trigger[0] - 60, 0), event.trigger[0])
    words = (before[0] if before else "") + doc._.match_text[event.trigger[1] : end]
    forms = [form for word in _ADJECTIVE.findall(words.lower()) for form in _adjectives(word)]
    codes = list(dict.fromkeys(code for code in map(country_by_adjective, forms) if code))
    return [country_of(doc, code) for code in codes] if len(codes) > 1 else []


def _adjectives(word: str) -> list[str]:
    """`узбекско-таджикские`: `узбекский`, `таджикские`; `ирано-`: `иранский`."""
    *first, last = word.split("-")
    return [part[:-1] + ending for part in first if part.endswith("о") for ending in ("ий", "ский")] + [last]


def between(doc: Doc, event: Event) -> list[Actor]:
    """Those whom the name of what was signed joins: `подписали Протокол между Секретариатом и Управлением`."""
    text: str = doc._.match_text
    stop = _CLAUSE_END.search(text, event.trigger[1])
    end = stop.start() if stop else len(text)
    joint = text.find(" между ", event.trigger[1], end)
    # `программу между прокуратурами двух стран, передаёт АРМЕНПРЕСС со ссылкой на пресс-службу`
    end = next((m.start for m in doc._.organizations if joint <= m.start < end and "media" in m.rule), end)
    return named_between(doc, joint, end) if joint >= 0 else []


def as_called(word: str, met: list[Actor], parties: Parties) -> list[Actor]:
    """Those who met as the word calls them: `ведомства` their bodies, `страны` their states."""
    if word in AS_BODIES:
        bodies = [represents(actor) for actor in met]
        headed = [parties.headed(actor) if isinstance(actor, Person) else None for actor in met]
        known = [own or (body if isinstance(body, Organization) else None) for own, body in zip(headed, bodies)]
        return [body or actor for body, actor in zip(known, met)]
    if word in AS_STATES:
        codes = [state_of(actor) for actor in met]
        states = [parties.country(code) for code in dict.fromkeys(codes) if code]
        return list(states) if len(states) == len(met) else met
    return met


def framed(doc: Doc, event: Event) -> list[Actor]:
    """The body whose members a conference gathers: `конференция глав таможенных служб ШОС`; not who holds it."""
    text: str = doc._.match_text
    ids = {id(body) for body in event.organizations}
    for mention in doc._.organizations:
        near = event.trigger[1] <= mention.start < event.trigger[1] + 150
        if near and id(mention.entity) in ids and not _LEAVES_NAME.search(text, event.trigger[1], mention.start):
            return [mention.entity]
    return []


def _protagonist(doc: Doc, event: Event, met: Sequence[Actor]) -> Actor | None:
    """Who took part in the happening told last before `event` and is on no side of those who are known; of several
    the one of whom more was told. Best of another state: texts leave open of which one a body is.
    """
    known = {side_of(entity) for entity in met} | {id(entity) for entity in met}
    states = {represents(entity) for entity in met if isinstance(represents(entity), str)}
    start = event.trigger[0]
    before = [e for e in doc._.events if start - _NEAR < e.trigger[0] < start and e.status != "planned"]
    told = Counter(id(p.entity) for e in before for p in e.participants)
    kinds = [e for e in before if e.type in {"visit", "meeting", "call", "adoption"}]
    present = [
        [p.entity for p in e.participants if p.entity is not None and side_of(p.entity) not in known]
        for e in sorted(kinds, key=lambda e: e.trigger[0], reverse=True)
    ]
    abroad = [
        e for there in present for kind in (Person, Organization, Place) for e in _best(there, kind, told, states)
    ]
    return next(iter(abroad), None) or next((e for there in present for e in _best(there, Person, told, set())), None)


def _best(
    there: list[Actor], kind: type[Actor], told: Counter[int], states: set[Organization | str | None]
) -> list[Actor]:
    """Of those of one kind and of none of the states the one of whom most was told."""
    fitting = [e for e in there if isinstance(e, kind) and state_of(e) not in states]
    return [max(fitting, key=lambda e: told[id(e)])] if fitting else []


def _principals(doc: Doc, event: Event) -> list[Participant]:
    """Those who met, without observers and guests whom another sentence adds."""
    met = [p for p in event.participants if p.entity is not None]
    own = [p for p in met if p.start is None or not is_guest(doc, p.start)]
    met = own if len(own) > 1 else met
    token = TokenIndex(doc).at(event.trigger[0])
    if token is None or event.type not in {"meeting", "call"}:
        return met
    sentence = token.sent
    here = [p for p in met if p.start is None or sentence.start_char <= p.start < sentence.end_char]
    if len(here) <= 1:
        return met
    if not all(isinstance(p.entity, Place) for p in here):
        return here
    # `министры А и Б провели встречу. Министр Б Иван Петров сообщил`: he takes part for a state named there
    there = {id(m.entity) for m in doc._.places if sentence.start_char <= m.start < sentence.end_char}
    states = {state_of(p.entity) for p in here if p.entity is not None}
    for p in met:
        code = state_of(p.entity) if isinstance(p.entity, Person) and p not in here else None
        if code is not None and code not in states and id(country_of(doc, code)) in there:
            here.append(p)
    return here

"""The same happening in several releases: one event with all its tellings.

Keys, best first: the number of a session with its body; a name; the day with place, body and participants; the
instrument that was adopted or signed. What contradicts keeps two happenings apart: numbers, names, days on which they
were held, two different sets of people.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from extract.ledger.entities import Registry
from extract.ledger.items import EventItem
from extract.ledger.join import Join, Joiner, blocked, pairs

#: types that releases use for one another
_FAMILY = {"summit": "session", "session": "session", "call": "call"}
#: days between two dates of one happening, if neither is to the day or it was put off
_SLACK = 200
#: days by which the day of a held happening may differ (first and last day told apart, time zones)
_DAY_SLACK = 1
#: types of which a plan and what came of it are joined, and how long the period of a plan may be, in days
_PLANNABLE = frozenset({"visit", "meeting", "conference", "session", "summit"})
_LONGEST_PLAN = 100
_PLANS = frozenset({"planned", "postponed"})


@dataclass(slots=True)
class _Telling:
    """What tellings of one happening may not contradict in."""

    family: str
    numbers: frozenset[int]
    names: frozenset[str]
    held: tuple[int, int] | None
    span: tuple[int, int] | None
    bodies: frozenset[int]
    documents: frozenset[int]
    sides: tuple[frozenset[int], ...]
    #: persons, and persons and bodies, who take part: states alone meet too often to tell meetings apart
    people: frozenset[int]
    parties: frozenset[int]
    roots: frozenset[int]
    own_roots: frozenset[int]
    draft: frozenset[bool]


@dataclass(slots=True, eq=False)
class Happening:
    """One event of the ledger."""

    number: int
    tellings: list[EventItem]
    joins: list[Join] = field(default_factory=list)
    id: str = ""


def merge_events(
    events: Sequence[EventItem],
    registry: Registry,
    *,
    together: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> list[Happening]:
    """Cluster the tellings; sets `cluster` of each. `together` and `apart` are pairs that a reader decided."""
    tellings = [_telling(event, registry) for event in events]
    joiner = Joiner(tellings, clash=_clash, merge=_merge)
    for a, b in together:
        joiner.force(a, b, "said by a reader")
    for a, b in apart:
        joiner.keep_apart(a, b)
    for rule in _RULES:
        blocks = blocked((n, rule.keys(events[n], tellings[n])) for n in range(len(events)))
        for first, second in pairs(blocks):
            if events[first].doc is events[second].doc and not rule.within_release:
                # the record has joined what belongs together
                continue
            found = rule.score(events[first], events[second], tellings[first], tellings[second])
            if found:
                joiner.propose(first, second, *found)
    joiner.run()
    happenings = []
    for number, cluster in enumerate(joiner.clusters()):
        happenings.append(Happening(number, [events[n] for n in cluster]))
        for n in cluster:
            events[n].cluster = number
    for join in joiner.joins:
        happenings[events[join.first].cluster].joins.append(join)
    return happenings


def _telling(event: EventItem, registry: Registry) -> _Telling:
    sides = tuple(frozenset(registry.of(n) for n in side) for side in event.sides)
    span = (event.first, event.last) if event.first is not None and event.last is not None else None
    held = span if span and event.exact and event.status in ("held", "ongoing") else None
    kinds = {n: registry.signatures[n].kind for side in sides for n in side}
    return _Telling(
        family=_FAMILY.get(event.type, event.type),
        numbers=frozenset({event.number} if event.number else ()),
        names=frozenset({event.name} if event.name else ()),
        held=held,
        span=span,
        bodies=frozenset(registry.of(n) for n in event.bodies),
        documents=frozenset(registry.of(n) for n in event.documents),
        sides=sides,
        people=frozenset(n for n, kind in kinds.items() if kind == "person"),
        parties=frozenset(n for n, kind in kinds.items() if kind in ("person", "organization")),
        roots=frozenset(registry.of(root) for root in event.release_roots),
        own_roots=frozenset(registry.of(root) for n in event.bodies for root in registry.roots_of(n)),
        draft=frozenset({event.draft} if event.type == "adoption" and event.status == "held" else ()),
    )


def _clash(a: _Telling, b: _Telling) -> str | None:
    if a.family != b.family:
        return "types"
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return "numbers"
    if a.names and b.names and not any(x in y or y in x for x in a.names for y in b.names):
        return "names"
    if a.held and b.held and _distance(a.held, b.held) > _DAY_SLACK:
        return "days"
    if a.numbers and b.numbers and a.bodies and b.bodies and not a.bodies & b.bodies:
        return "bodies"
    if a.draft and b.draft and a.draft != b.draft:
        return "draft"
    return None


def _merge(a: _Telling, b: _Telling) -> _Telling:
    return _Telling(
        a.family,
        a.numbers | b.numbers,
        a.names | b.names,
        _join_spans(a.held, b.held),
        _join_spans(a.span, b.span),
        a.bodies | b.bodies,
        a.documents | b.documents,
        a.sides if len(a.sides) >= len(b.sides) else b.sides,
        a.people | b.people,
        a.parties | b.parties,
        a.roots | b.roots,
        a.own_roots | b.own_roots,
        a.draft | b.draft,
    )


def _join_spans(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    if a is None or b is None:
        return a or b
    return min(a[0], b[0]), max(a[1], b[1])


def _distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Days between two stretches of time, 0 if they overlap."""
    return max(a[0] - b[1], b[0] - a[1], 0)


# --- rules: keys of blocks, and what joins two of a block

Score = Callable[[EventItem, EventItem, _Telling, _Telling], "tuple[float, list[str]] | None"]
Keys = Callable[[EventItem, _Telling], Iterator[Hashable]]


@dataclass(frozen=True, slots=True)
class _Rule:
    keys: Keys
    score: Score
    #: also for two tellings of one release
    within_release: bool = False


def _number_keys(event: EventItem, x: _Telling) -> Iterator[Hashable]:
    for number in x.numbers:
        for body in x.bodies:
            yield ("number", x.family, number, body)


def _by_number(a: EventItem, b: EventItem, x: _Telling, y: _Telling) -> tuple[float, list[str]] | None:
    return 10.0, ["number of the session", "body"]


def _bare_number_keys(event: EventItem, x: _Telling) -> Iterator[Hashable]:
    """A number whose body the release does not give at it."""
    for number in x.numbers:
        for root in x.own_roots or x.roots:
            yield ("number of", x.family, number, root)
        yield ("number in", x.family, number, event.doc.id)


def _by_bare_number(a: EventItem, b: EventItem, x: _Telling, y: _Telling) -> tuple[float, list[str]] | None:
    if x.bodies and y.bodies and not x.bodies & y.bodies:
        return None
    if a.doc is b.doc:
        return 8.5, ["number of the session", "same release"]
    if x.span and y.span and _distance(x.span, y.span) == 0:
        return 8.0, ["number of the session", "organization", "date"]
    if set(a.places) & set(b.places):
        return 7.5, ["number of the session", "organization", "place"]
    return None


def _only_keys(event: EventItem, x: _Telling) -> Iterator[Hashable]:
    if event.type in ("exercise", "operation"):
        yield ("only", event.type, event.doc.id)


def _by_being_the_only_one(a: EventItem, b: EventItem, x: _Telling, y: _Telling) -> tuple[float, list[str]] | None:
    """`учения «Заслон»`, further on `учения`: the named one of its kind in the release."""
    if bool(x.names) == bool(y.names) or a.status != b.status:
        return None
    return 3.0, ["kind of event", "same release"]


def _name_keys(event: EventItem, x: _Telling) -> Iterator[Hashable]:
    for name in x.names:
        yield ("name", x.family, name)


def _by_name(a: EventItem, b: EventItem, x: _Telling, y: _Telling) -> tuple[float, list[str]] | None:
    """A name comes again every year unless it holds the year."""
    if any(part.isdigit() and len(part) == 4 for name in x.names for part in name.replace("-", " ").split()):
        return 9.0, ["name with its year"]
    near = _near(a, b, x, y, _SLACK)
    return (8.0, ["name", near]) if near else None


def _near(a: EventItem, b: EventItem, x: _Telling, y: _Telling, slack: int) -> str | None:
    """Why two times fit: the dates, else the days of publication."""
    if x.span and y.span:
        return "date" if _distance(x.span, y.span) <= slack else None
    first = x.span or _published(a)
    second = y.span or _published(b)
    if first is None or second is None:
        return None
    return "time" if _distance(first, second) <= 2 * slack else None


def _published(event: EventItem) -> tuple[int, int] | None:
    return (event.doc.published, event.doc.published) if event.doc.published else None


def _day_keys(event: EventItem, x: _Telling) -> Iterator[Hashable]:
    """Day with somebody, a body or a place; of a stretch of days its first and last."""
    time = x.span if event.exact else None
    if time is None:
        if event.status != "held" or event.doc.published is None or event.dates:
            return
        time = (event.doc.published, event.doc.published)
    days = {day + shift for day in {time[0], time[1]} for shift in ((0,) if event.exact else (0, -1, -2))}
    for day in sorted(days):
        for side in x.sides:
            for number in sorted(side):
                yield ("side", x.family, day, number)
        for body in sorted(x.bodies):
            yield ("body", x.family, day, body)
        for place in event.places:
            yield ("place", x.family, day, place)


def _by_day(a: EventItem, b: EventItem, x: _Telling, y: _Telling) -> tuple[float, list[str]] | None:
    if not (a.exact and b.exact) and not (a.exact or b.exact):
        return None
    why = ["day"] if a.exact and b.exact else ["day of publication"]
    first = x.span or _published(a)
    second = y.span or _published(b)
    if first is None or second is None or _distance(first, second) > (0 if a.exact and b.exact else 2):
        return None
    bodies = _bodies_fit(x, y)
    place = bool(set(a.places) & set(b.places))
    if a.places and b.places and not place:
        return None
    shared, smaller, larger = _shared_sides(x.sides, y.sides)
    if bodies:
        why.append("body")
    if place:
        why.append("place")
    if shared:
        why.append(f"{shared} of the participants")
    if a.type in ("session", "summit"):
        # one body, one day: one session
        enough = bodies or (place and shared >= 1 and not (x.bodies and y.bodies))
        if not enough and not (x.bodies and y.bodies) and x.span == y.span and x.roots & y.roots:
            why.append("organization")
            enough = True
    else:
        # who meets two people on one day meets twice
        everyone = smaller > 0 and shared == smaller and (smaller > 1 or (larger == 1 and place) or smaller == larger)
        enough = everyone or (place and bodies)
    return (4.0 + len(why), why) if enough else None


def _bodies_fit(x: _Telling, y: _Telling) -> bool:
    """One body; or the organization at the top for one of its bodies; or a body that takes part."""
    if x.bodies & y.bodies or x.bodies & y.own_roots or y.bodies & x.own_roots:
        return True
    if x.bodies and y.bodies:
        return False
    taking_part = {n for side in (*x.sides, *y.sides) for n in side}
    return bool((x.bodies | y.bodies) & taking_part)


def _shared_sides(a: Sequence[frozenset[int]], b: Sequence[frozenset[int]]) -> tuple[int, int, int]:
    """How many sides of the smaller party are found on the other, its size, and that of the larger."""
    small, large = sorted((list(dict.fromkeys(a)), list(dict.fromkeys(b))), key=len)
    left = list(large)
    shared = 0
    for side in small:
        partner = next((other for other in left if side & other), None)
        if partner is not None:
            left.remove(partner)
            shared += 1
    return shared, len(small), len(large)


def _plan_keys(event: EventItem, x: _Telling) -> Iterator[Hashable]:
    """Each month of a period with each body, or each person or body that takes part."""
    if event.type not in _PLANNABLE or x.span is None or x.span[1] - x.span[0] > _LONGEST_PLAN:
        return
    first, last = (date.fromordinal(day) for day in x.span)
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month + 1):
        for number in sorted(x.bodies | x.parties):
            yield ("plan", x.family, month, number)


def _by_plan(a: EventItem, b: EventItem, x: _Telling, y: _Telling) -> tuple[float, list[str]] | None:
    """`Посетит Ереван в марте`, and the visit of March: announced before, in the period, the same people and place.

    A plan for a day fits that day alone, unless a release that puts it off names both days. The plan of another year,
    of other people or for another place is another happening.
    """
    if a.status not in _PLANS or (b.status in _PLANS and b.doc.order < a.doc.order):
        a, b, x, y = b, a, y, x
    if a.status not in _PLANS or x.span is None or y.span is None or _distance(x.span, y.span) > 0:
        return None
    if a.doc.published is None or b.doc.published is None or a.doc.published > b.doc.published:
        return None
    if b.status not in _PLANS and y.span[1] < a.doc.published:
        return None
    places = bool(set(a.places) & set(b.places))
    if a.places and b.places and not places:
        return None
    why = ["announced before", "put off" if "postponed" in (a.status, b.status) else "period"]
    if a.type in ("session", "summit"):
        if not x.bodies & y.bodies:
            return None
        why.append("body")
    else:
        shared, smaller, _ = _shared_sides(x.sides, y.sides)
        if shared < smaller or not x.parties & y.parties or (x.people and y.people and not x.people & y.people):
            return None
        if smaller < 2 and not places:
            return None
        why.append(f"{shared} of the participants")
    if places:
        why.append("place")
    # of several that fit the first
    return 4.0 - (y.span[0] - x.span[0]) / 10_000, why


def _document_keys(event: EventItem, x: _Telling) -> Iterator[Hashable]:
    if event.type == "adoption":
        for number in sorted(x.documents):
            yield ("document", number)


def _by_document(a: EventItem, b: EventItem, x: _Telling, y: _Telling) -> tuple[float, list[str]] | None:
    if not _same_act(a.quote, b.quote):
        return None
    near = _near(a, b, x, y, 31)
    if near:
        return 7.0, ["instrument", near]
    # told again long after, without its day
    return (5.0, ["instrument"]) if x.span is None or y.span is None else None


def _same_act(a: str, b: str) -> bool:
    signed = ["подпис" in quote.lower() or "sign" in quote.lower() for quote in (a, b)]
    return signed[0] == signed[1]


_RULES = (
    _Rule(_number_keys, _by_number),
    _Rule(_bare_number_keys, _by_bare_number, within_release=True),
    _Rule(_name_keys, _by_name),
    _Rule(_only_keys, _by_being_the_only_one, within_release=True),
    _Rule(_day_keys, _by_day),
    _Rule(_plan_keys, _by_plan),
    _Rule(_document_keys, _by_document),
)

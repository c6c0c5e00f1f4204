"""Threads: what somebody was to do, with every restatement, reply, later event and report of what was done.

Acts are compared only within blocks: those on one instrument, about one happening, with one name in quotes, or that
share two of their rarest words. They join on features that are kept; states, bodies, names and numbers that contradict
keep them apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from extract.ledger.entities import Registry
from extract.ledger.events import Happening
from extract.ledger.items import Act
from extract.ledger.join import Join, Joiner, blocked, pairs

#: words of an action, rarest first, whose pairs are keys of blocks
_KEY_WORDS = 4
#: reports that say something of any kind of action
_ABOUT_ANYTHING = frozenset({"reviewed", "reported", "postponed"})
#: classes of actions on an event that are the event itself
_OF_EVENTS = frozenset({"hold", "host", "visit", "create"})
#: acts of a thread lie at most so many days apart from the next
_YEARS = 3 * 366
#: before the words that two acts share
WORDS = "words: "
_MIN_SCORE = 1.15
_MIN_WORDS = 0.5
#: likeness of actions that join with nobody in common
_SAME_WORDS = 0.85


@dataclass(frozen=True, slots=True)
class _Summary:
    """What the acts of one thread may not contradict in."""

    #: negated commitments and plain ones are two things
    negated: frozenset[bool]
    names: frozenset[str]
    numbers: frozenset[int]
    states: frozenset[str]
    roots: frozenset[int]
    instruments: frozenset[int]
    happenings: frozenset[int]


@dataclass(slots=True, eq=False)
class Thread:
    """Acts and happenings of one undertaking, in time order."""

    number: int
    acts: list[Act]
    happenings: list[Happening]
    joins: list[Join] = field(default_factory=list)
    id: str = ""


def merge_acts(
    acts: Sequence[Act],
    happenings: Sequence[Happening],
    registry: Registry,
    *,
    together: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> list[Thread]:
    """Cluster the acts; sets `thread` of each. `together` and `apart` are pairs that a reader decided."""
    rarity = _rarity(acts)
    summaries = [_summary(act, registry) for act in acts]
    joiner = Joiner(summaries, clash=_clash, merge=_merge)
    for a, b in together:
        joiner.force(a, b, "said by a reader")
    for a, b in apart:
        joiner.keep_apart(a, b)
    place = {id(act): n for n, act in enumerate(acts)}
    for n, act in enumerate(acts):
        for other, why in act.links:
            if id(other) in place and _linked(act, other, why):
                joiner.propose(n, place[id(other)], 6.0, [_LINKS[why]])
    for block in blocked((n, _keys(act, registry, rarity)) for n, act in enumerate(acts)):
        for first, second in pairs([block]):
            found = _score(acts[first], acts[second], registry, rarity)
            if found:
                joiner.propose(first, second, *found)
    joiner.run()
    return _threads(acts, happenings, joiner)


_LINKS = {
    "restates": "restatement in one release",
    "responds_to": "reply in one release",
    "translation_of": "translation in one release",
    "commitment": "report in one release",
    "points_to": "points to it in one release",
}


def _linked(act: Act, other: Act, why: str) -> bool:
    """A record's own link holds unless both act on instruments of their own."""
    return act.instrument is None or other.instrument is None or act.instrument == other.instrument


def _threads(acts: Sequence[Act], happenings: Sequence[Happening], joiner: Joiner[_Summary]) -> list[Thread]:
    threads = []
    for number, cluster in enumerate(joiner.clusters()):
        members = [acts[n] for n in cluster]
        for act in members:
            act.thread = number
        threads.append(Thread(number, members, _happenings_of(members, happenings)))
    for join in joiner.joins:
        threads[acts[join.first].thread].joins.append(join)
    return threads


def _happenings_of(acts: Sequence[Act], happenings: Sequence[Happening]) -> list[Happening]:
    """The happenings that the thread is about."""
    # the signing of an agreement on the creation of a centre is not what a thread about the centre is about
    about = [act for act in acts if is_of_event(act) and (act.inner is None or act.item == "commitment")]
    numbers = dict.fromkeys(act.target.cluster for act in about if act.target is not None)
    return [happenings[number] for number in numbers]


def is_of_event(act: Act) -> bool:
    """True if the act is to hold (put off, visit) the very event that it is about."""
    return act.target is not None and (act.action in _OF_EVENTS or act.kind in _ABOUT_ANYTHING or act.item == "report")


# --- keys and scores


def _rarity(acts: Sequence[Act]) -> dict[str, float]:
    """Weight of each word: the fewer acts have it, the more it says."""
    counts: Counter[str] = Counter(word for act in acts for word in act.words)
    total = len(acts)
    return {word: math.log(1 + total / count) for word, count in counts.items()}


def _keys(act: Act, registry: Registry, rarity: dict[str, float]) -> Iterator[Hashable]:
    if act.instrument is not None:
        yield ("instrument", registry.of(act.instrument))
    if is_of_event(act) and act.target is not None:
        yield ("event", act.target.cluster)
    for name in act.names:
        yield ("name", name)
    for head, action in _objects(act):
        for party in sorted(_parties(act, registry)):
            yield ("object", head, action, party)
    words = sorted(act.words, key=lambda word: (-rarity[word], word))[:_KEY_WORDS]
    for pair in combinations(sorted(words), 2):
        yield ("words", *pair)


def _objects(act: Act) -> list[tuple[str, str | None]]:
    """What is done to what: the head noun, and what an agreement is to create."""
    found: list[tuple[str, str | None]] = []
    if act.head is not None:
        found.append((act.head, act.action))
    if act.inner is not None:
        found.append((act.inner, "create"))
    return found


def _parties(act: Act, registry: Registry) -> set[str]:
    """Who acts, for whom, or is named in it: entities, states and organizations at the top."""
    numbers = {registry.of(n) for n in (*act.actors, *act.others, *act.named)}
    numbers |= {registry.of(n) for n in act.mentioned}
    return {f"n{n}" for n in numbers} | {f"s{state}" for state in act.states} | {f"r{root}" for root in act.roots}


def _score(a: Act, b: Act, registry: Registry, rarity: dict[str, float]) -> tuple[float, list[str]] | None:
    if not _in_time(a, b):
        return None
    if a.instrument is not None and b.instrument is not None:
        if registry.of(a.instrument) != registry.of(b.instrument):
            return None
        return 5.0, ["instrument"]
    if is_of_event(a) and is_of_event(b) and a.target is not None and b.target is not None:
        if a.target.cluster == b.target.cluster:
            return 5.0, ["event"]
    return _by_words(a, b, registry, rarity)


def _by_words(a: Act, b: Act, registry: Registry, rarity: dict[str, float]) -> tuple[float, list[str]] | None:
    shared = a.words & b.words
    first, second = _objects(a), _objects(b)
    heads = {head for head, _ in first} & {head for head, _ in second}
    if not shared or not heads:
        return None
    inner = set(first) & set(second)
    if not inner and not _one_action(a, b):
        return None
    weights = [sum(rarity[word] for word in act.words) for act in (a, b)]
    common = sum(rarity[word] for word in shared)
    contained, cosine = common / min(weights), common / math.sqrt(weights[0] * weights[1])
    if contained < _MIN_WORDS:
        return None
    why = [f"{WORDS}{', '.join(sorted(shared))}", "object"]
    score = 0.5 * contained + 0.5 * cosine + 0.2
    if inner or a.action == b.action:
        score += 0.2
        why.append("action")
    party = _shared_party(a, b, registry)
    if party:
        score += 0.3
        why.append(party)
    elif cosine < _SAME_WORDS:
        return None
    if a.deadline and a.deadline == b.deadline:
        score += 0.2
        why.append("deadline")
    if a.names and set(a.names) & set(b.names):
        score += 0.3
        why.append("name")
    return (score, why) if score >= _MIN_SCORE else None


def _one_action(a: Act, b: Act) -> bool:
    """The same class of action; or a report that fits any."""
    if a.action == b.action or a.kind in _ABOUT_ANYTHING or b.kind in _ABOUT_ANYTHING:
        return True
    steps = {"draft", "submit", "adopt", "sign", "create"}
    return a.action in steps and b.action in steps and (a.instrument is not None or b.instrument is not None)


def _shared_party(a: Act, b: Act, registry: Registry) -> str | None:
    first = {registry.of(n) for n in (*a.actors, *a.others)}
    second = {registry.of(n) for n in (*b.actors, *b.others)}
    if first & second:
        return "who acts"
    if (first | {registry.of(n) for n in a.named}) & (second | {registry.of(n) for n in b.named}):
        return "who is named"
    if {registry.of(n) for n in a.mentioned} & {registry.of(n) for n in b.mentioned}:
        return "instrument that is named"
    if a.states & b.states:
        return "state"
    if a.roots & b.roots:
        return "organization"
    return None


def _in_time(a: Act, b: Act) -> bool:
    if a.doc.published is None or b.doc.published is None:
        return True
    return abs(a.doc.published - b.doc.published) <= _YEARS


# --- contradictions


def _summary(act: Act, registry: Registry) -> _Summary:
    numbers = (*act.actors, *act.others, *act.named)
    roots = {registry.of(root) for n in numbers for root in registry.roots_of(n)}
    if not roots and act.made_at is not None:
        # nobody is named: whose session it was
        roots = {registry.of(root) for n in act.made_at.bodies for root in registry.roots_of(n)}
    act.roots = frozenset(roots)
    # what a report says was not done is news of the thread, not another thread
    negated = frozenset({act.negated} if act.item == "commitment" else ())
    return _Summary(
        negated=negated,
        names=frozenset(act.names),
        numbers=frozenset({act.number} if act.number else ()),
        states=act.states,
        roots=act.roots,
        instruments=frozenset({registry.of(act.instrument)} if act.instrument is not None else ()),
        happenings=frozenset({act.target.cluster} if act.target is not None and is_of_event(act) else ()),
    )


def _clash(a: _Summary, b: _Summary) -> str | None:
    if a.negated and b.negated and a.negated != b.negated:
        return "negation"
    if a.instruments and b.instruments:
        # what acts on one instrument is one thread, whoever acts
        return None if a.instruments & b.instruments else "instruments"
    if a.happenings and b.happenings:
        return None if a.happenings & b.happenings else "events"
    if a.names and b.names and not a.names & b.names:
        return "names"
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return "numbers"
    if a.states and b.states and not (a.states <= b.states or b.states <= a.states):
        return "states"
    if a.roots and b.roots and not a.roots & b.roots:
        return "organizations"
    return None


def _merge(a: _Summary, b: _Summary) -> _Summary:
    return _Summary(
        a.negated | b.negated,
        a.names | b.names,
        a.numbers | b.numbers,
        a.states | b.states,
        a.roots | b.roots,
        a.instruments | b.instruments,
        a.happenings | b.happenings,
    )

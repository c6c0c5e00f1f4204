"""Whether two records that say the same are of different parties or terms: then they are two promises, not one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.document import Actor, Commitment, DateValue, Mention, Organization, Party, Person, Place
from extract.language.later import later
from schemas.edtf import bounds

_GOVERNMENT = later(r"(?:Правительство|Кабинет министров|Совет министров|Администрация президента)\b")


def apart(one: Commitment, other: Commitment) -> bool:
    """`Армения внесёт взнос до мая, Россия внесёт взнос до июля`: different parties, or different deadlines."""
    return parties_apart(one.actors, other.actors) or _terms_apart(one.deadline, other.deadline)


def parties_apart(some: Sequence[Party], others: Sequence[Party]) -> bool:
    """Each side names somebody who is nobody of the other; `стороны` may be anyone."""
    first, second = ([party.entity for party in side] for side in (some, others))
    known = [entity for entity in first if entity is not None], [entity for entity in second if entity is not None]
    if not first or not second or None in first or None in second:
        return False
    return _has_stranger(*known) and _has_stranger(known[1], known[0])


def _has_stranger(some: Sequence[Actor], others: Sequence[Actor]) -> bool:
    return any(all(_strangers(actor, other) for other in others) for actor in some)


def _strangers(one: Actor, other: Actor) -> bool:
    """Neither the same nor one who acts for the other, as a minister for his ministry and state."""
    if one is other:
        return False
    if isinstance(one, Person) and isinstance(other, Person):
        return one.name.split()[-1:] != other.name.split()[-1:]
    bodies, theirs = _bodies(one), _bodies(other)
    if bodies and theirs:
        return not _related(bodies, theirs) and not (_states_without_body(one, other) & _states(one) & _states(other))
    states, abroad = _states(one), _states(other)
    # a body of several states may be spoken for by any of them
    return bool(states and abroad) and not states & abroad


def _states_without_body(*actors: Actor) -> set[str]:
    """States for which one of them stands by a post that is of no body: a president is no stranger to a ministry."""
    posts = [post for actor in actors if isinstance(actor, Person) for post in actor.positions]
    return {post.country for post in posts if post.organization is None and post.country}


def _bodies(actor: Actor) -> list[Organization]:
    """The body itself, or those in which a person has a post."""
    if isinstance(actor, Person):
        return [post.organization for post in actor.positions if post.organization is not None]
    return [actor] if isinstance(actor, Organization) else []


def _related(some: Sequence[Organization], others: Sequence[Organization]) -> bool:
    """One is an organ of the other, or called as it is: `Министерство обороны` and `Министерство обороны Ирана`."""
    above, beyond = {id(body) for body in _with_parents(some)}, {id(body) for body in _with_parents(others)}
    if any(id(body) in above for body in others) or any(id(body) in beyond for body in some):
        return True
    return any(a.name in b.name or b.name in a.name or _governs(a, b) or _governs(b, a) for a in some for b in others)


def _governs(one: Organization, other: Organization) -> bool:
    """A government, for which any ministry of its state may speak."""
    return one.country is not None and one.country == other.country and _GOVERNMENT.match(one.name) is not None


def _with_parents(bodies: Iterable[Organization]) -> list[Organization]:
    found: list[Organization] = []
    for body in bodies:
        above: Organization | None = body
        while above is not None and above not in found:
            found.append(above)
            above = above.parent
    return found


def _states(actor: Actor) -> set[str]:
    """Codes of the states that an actor is, is of, or has posts of."""
    if isinstance(actor, Place):
        return {actor.country} if actor.country else set()
    countries = {body.country for body in _with_parents(_bodies(actor))}
    if isinstance(actor, Person):
        countries |= {post.country for post in actor.positions}
    return {country for country in countries if country}


def _terms_apart(one: Mention | None, other: Mention | None) -> bool:
    """Both are known, and no day is in both: `в мае 2025 года` and `12 мая 2025 года` may be one."""
    if one is None or other is None or not isinstance(one.entity, DateValue) or not isinstance(other.entity, DateValue):
        return False
    (start, end), (since, until) = bounds(one.entity.edtf), bounds(other.entity.edtf)
    if start is None or end is None or since is None or until is None:
        return False
    return start > until or since > end

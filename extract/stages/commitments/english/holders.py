"""Whom English words for a post without a name mean: `the Kazakh diplomat`, `the head of state`."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from extract.document import Actor, Organization, Party, Person, Place, match_text_of
from extract.language.later import later
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.paper_sides import defined_sides, in_opening
from extract.parties.represented import represents, state_of
from extract.parties.speakers import Statement, makers_listed, speakers

#: `The Kazakh diplomat`: the one of that state who met, else the state
NATIONAL = later(
    r"\b(?:[Tt]he )?(?P<whose>[A-Z][a-z]+) (?:(?:senior|chief|top|deputy|Deputy|[Ff]oreign|[Pp]rime|[Ii]nterior"
    r"|[Jj]ustice"
    r"|[Dd]efen[cs]e|[Hh]ealth|[Tt]rade|FM|PM|head of) )*"
    r"(?:[Dd]iplomat|[Oo]fficial|[Ll]eader|[Ee]nvoy|[Nn]egotiator|[Dd]elegate|[Rr]epresentative|[Mm]inister"
    r"|[Aa]mbassador"
    r"|[Pp]resident|[Pp]remier|[Gg]uest|[Cc]ounterpart|state|FM|PM)\s*$"
)


def of_nation(parties: Parties, offset: int, national: re.Match[str]) -> Party | None:
    state = country_by_adjective(national["whose"].lower())
    if state is None:
        return None
    span = offset + national.start("whose"), offset + national.start() + len(national[0].rstrip())
    named = {id(m.entity): m.entity for m in parties.mentions if m.type == "person" and m.end <= offset}
    fitting = [p for p in named.values() if isinstance(p, Person) and state_of(p) == state]
    return Party(fitting[0] if len(fitting) == 1 else parties.country(state), *span, "resolved")


def ruler_of(parties: Parties, offset: int) -> Person | None:
    """`The head of state` of a page: the first one named whose post that is."""
    for m in parties.mentions:
        if m.end > offset:
            return None
        if (
            isinstance(m.entity, Person)
            and m.type == "person"
            and any(_RULES.match(p.title) for p in m.entity.positions)
        ):
            return m.entity
    return None


_RULES = later(r"(?:(?:First|Acting) )?(?:President|King|Queen|Emir|Sultan|Chancellor|Head of State)$")


OPPOSITE = later(r"(?:sides|parties|delegations|countries|states|interlocutors)$", re.IGNORECASE)
#: whom the words above the items of a paper name: `The Participants:`
SEVERAL_SIDES = later(
    r"(?:The )?(?:Parties|Sides|Participants|Ministers|Heads of [\w ]+|Leaders|Delegations|Representatives)\s*"
)
_PAIR = 2


def makers_of(parties: Parties, offset: int, collective: str) -> list[Actor]:
    """Whom `the sides` of a paper stand for: the two states that its title names, else those who open it."""
    opposite = OPPOSITE.search(collective) is not None
    for event in parties.doc._.events if opposite else ():
        if event.type == "adoption" and event.rule.endswith("title") and event.trigger[0] < offset:
            states: list[Actor] = [p.entity for p in event.participants if isinstance(p.entity, Place)]
            if len(states) == _PAIR == len(event.participants):
                return states
            break
    attending = collective.lower().rstrip().endswith("participants")
    name = collective.split()[-1]
    defined = defined_sides(parties.doc)
    if defined is not None and offset >= defined[0] and (opposite or attending or in_opening(parties.doc, name)):
        return defined[1]
    opened = _statement(parties)
    if opened is None or offset < opened.end or name not in match_text_of(parties.doc)[opened.start : opened.end]:
        return []
    return makers_listed(parties.doc, opened)


def _statement(parties: Parties) -> Statement | None:
    """Who opens the English statement of the page."""
    return next((told for told in speakers(parties.doc) if told.language == "en"), None)


def as_makers(parties: Parties, named: list[Party]) -> list[Party]:
    """`The Participants:` above the items of a paper: those whose paper it is, else as named."""
    opened = _statement(parties)
    for party in named:
        if party.entity is not None or party.start is None or party.end is None:
            continue
        if opened is not None and (party.start, party.end) == (opened.start, opened.end):
            makers = makers_listed(parties.doc, opened)
        else:
            makers = []
        called = SEVERAL_SIDES.fullmatch(parties.doc._.source_text, party.start, party.end)
        if not makers and called is not None:
            makers = makers_of(parties, party.start, called[0].strip())
        if makers:
            return [Party(maker, party.start, party.end, "resolved") for maker in makers]
    return named


def of_adjectives(parties: Parties, words: list[str]) -> list[Place]:
    """`the Omani [side]`, `the Omani, Qatari and Yemeni [sides]`: the states that the words before it end with."""
    ends = [word.strip(",").lower() for word in reversed(words) if word.lower() != "and"]
    codes = list(takewhile(bool, (country_by_adjective(word) for word in ends)))
    several = len(words) > 1 and (words[-2].lower() == "and" or words[-2].endswith(","))
    return [parties.country(code) for code in reversed(codes if several else codes[:1]) if code]


_AND_ALSO = later(r"(?: \([\w-]+\))? and (?:the )?")


def two_named(parties: Parties, offset: int) -> list[Actor]:
    """The sides of what no event tells: the first two bodies joined by `and`, else the two persons of two bodies."""
    text: str = parties.doc._.match_text
    named = [m for m in parties.mentions if m.end <= offset]
    bodies = [m for m in named if m.type == "organization" and isinstance(m.entity, Organization)]
    outer = [m for m in bodies if not any(o is not m and o.start <= m.start and m.end <= o.end for o in bodies)]
    for one, other in pairwise(outer):
        if _AND_ALSO.fullmatch(text, one.end, other.start) and one.entity is not other.entity:
            return [one.entity, other.entity]  # type: ignore[list-item]
    persons = list({id(m.entity): m.entity for m in named if m.type == "person"}.values())
    owners = {id(represents(p)) if not isinstance(represents(p), str) else represents(p) for p in persons}  # type: ignore[arg-type]
    return list(persons) if len(persons) == len(owners) == _PAIR else []  # type: ignore[arg-type]

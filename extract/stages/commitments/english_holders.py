"""Whom English words for a post without a name mean: `the Kazakh diplomat`, `the head of state`."""

from __future__ import annotations

import re

from extract.document import Party, Person
from extract.language.later import later
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.represented import state_of

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

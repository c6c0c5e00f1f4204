"""Second clauses that share the verb of the first: `Таджикистан возьмет на себя здание, Китай - оснащение`."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Commitment, Party, Place
from extract.language.morphology import parses
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties

_GAP = re.compile(r",\s+(?:а\s+)?([^,.;:()\"\n-]{2,120}?)\s+-\s+(?=\S)")
_PARTIES = frozenset({"organization", "place", "person"})


def split(parties: Parties, commitment: Commitment) -> list[Commitment]:
    """The commitment, and one more if its action goes on with another party and a dash."""
    text: str = parties.doc._.match_text
    gap = _GAP.search(text, *commitment.action)
    # `линия Алматы - Бишкек, Ташкент - Душанбе` joins places
    route = gap is not None and any(m.type == "place" for m in parties.within(gap.end(), gap.end() + 1))
    other = _other(parties, *gap.span(1)) if gap is not None and commitment.actors and not route else None
    if gap is None or other is None or any(party.entity is other.entity for party in commitment.actors):
        return [commitment]
    second = replace(
        commitment,
        action=(gap.end(), commitment.action[1]),
        clause=(gap.start(1), max(commitment.clause[1], commitment.action[1])),
        action_lemma=head.lemma_ if (head := parties.index.at(gap.end())) is not None else None,
        actors=[other],
        addressees=[],
        theme=None,
        evidence=[],
        specifics=[],
        topics=[],
    )
    commitment.action = (commitment.action[0], gap.start())
    commitment.clause = (commitment.clause[0], gap.start())
    return [commitment, second]


def _other(parties: Parties, start: int, end: int) -> Party | None:
    """Who acts in the second clause: a name in the nominative, or the adjective of a state (`иранская`)."""
    text: str = parties.doc._.match_text
    for mention in parties.within(start, start + 1):
        head = parties.index.span(mention.start, mention.end)
        if mention.end == end and mention.type in _PARTIES and len(head) and _nominative(head.root.norm_):
            state = parties.capital(mention)
            if state is None and isinstance(mention.entity, Place) and mention.entity.kind != "country":
                return None
            return Party(state or mention.entity, start, end, "resolved" if state else "stated")  # type: ignore[arg-type]
    words = text[start:end].split()
    code = country_by_adjective(words[0].lower()) if len(words) <= 2 and _nominative(words[0]) else None
    return Party(parties.country(code), start, end, "resolved") if code is not None else None


def _nominative(word: str) -> bool:
    return any("nomn" in parse.tag or "Fixd" in parse.tag for parse in parses(word.lower()))

"""Who is named in English, and the bodies behind a paper or the officers of a council."""

from __future__ import annotations

import re

from extract.document import Mention, Organization, Party, Place
from extract.language.later import later
from extract.parties import Parties

_OPENING = 600
#: officers and how the Russian name of their council begins to tell of them
_COUNCILS = {
    "ministers": "министр",
    "secretaries": "секретар",
    "prosecutors": "прокурор",
    "coordinators": "координатор",
    "heads": "руководител",
    "commanders": "команду",
    "leaders": "глав государств",
    "presidents": "глав государств",
}


def organ_of(parties: Parties, words: str, offset: int) -> list[Organization]:
    """`The Council of Foreign Ministers decided ... The ministers instructed`: their council named last."""
    stem = _COUNCILS.get(words.split()[-1].lower())
    for m in reversed(parties.mentions if stem is not None else ()):
        body = m.entity
        if (
            m.end <= offset
            and isinstance(body, Organization)
            and body.country is None
            and str(stem) in body.name.lower()
        ):
            return [body]
    return []


def government_of(parties: Parties, state: str) -> Organization | None:
    """`his Government`, of an envoy: that of his state if the page names it."""
    bodies = (m.entity for m in parties.mentions if isinstance(m.entity, Organization))
    return next((b for b in bodies if b.country == state and b.name.startswith("Правительство")), None)


def paper_body(parties: Parties, offset: int) -> list[Organization]:
    """Of a communique of a body's meeting, that body: the one of its title, else the one whose session opens it."""
    for event in parties.doc._.events:
        title = event.type == "adoption" and event.rule.endswith("title")
        opening = event.type in {"session", "summit"} and _PAPER.match(parties.doc._.match_text) is not None
        if (title or opening) and event.trigger[0] < min(offset, _OPENING):
            bodies = [body for body in event.organizations if body.country is None]
            if len(bodies) == 1:
                return bodies
    return []


_PAPER = later(
    r"[\s#*]*(?:(?:joint|final|information|press) )*"
    r"(?:communiqu|statement|declaration|release|minutes|protocol|record)",
    re.IGNORECASE,
)


_DELEGATION = later(r"Delegations? of\b", re.IGNORECASE)
_WHERE = later(r"\b(?:in|at|from|to) $")


def party_of(mention: Mention, parties: Parties) -> Party:
    if mention.type == "organization" and _DELEGATION.match(parties.doc._.source_text, mention.start):
        # `the Delegation of Azerbaijan`
        states = [m for m in parties.within(mention.start, mention.end) if isinstance(m.entity, Place)]
        if states and states[0].entity.kind == "country":  # type: ignore[union-attr]
            return Party(states[0].entity, mention.start, mention.end, "resolved")  # type: ignore[arg-type]
    state = parties.capital(mention)
    before = parties.doc._.match_text[max(mention.start - 6, 0) : mention.start]
    if state is not None and not _WHERE.search(before):
        return Party(state, mention.start, mention.end, "resolved")
    body = _body_before(mention, parties) if mention.type == "organization" else None
    if body is not None:
        return Party(body, mention.start, mention.end, "resolved")
    head = mention.position
    if mention.entity is None and head is not None and head.country and _HEAD_OF_STATE.match(head.title):
        # `the President of Oman invited`: his state does
        return Party(parties.country(head.country), mention.start, mention.end, "resolved")
    basis = "resolved" if mention.type == "position" and mention.entity is not None else "stated"
    return Party(mention.entity, mention.start, mention.end, basis)  # type: ignore[arg-type]


_HEAD_OF_STATE = later(r"(?:President|Prime Minister|Chancellor|King|Emir|Sultan|Head of State|Head of Government)$")
_BARE_BODY = later(
    r"(?:State )?(?:Ministry|Committee|Agency|Office|Centre|Center|Secretariat|Service|Commission|Department|"
    r"Organi[sz]ation|Council|Group|Bureau|Prosecutor's Office|Academy|Fund|Authority|Embassy|Programme|Mission)"
)


def _body_before(mention: Mention, parties: Parties) -> Organization | Place | None:
    """`the Ministry`: the body named before whose name has the words, else the minister's state."""
    text: str = parties.doc._.source_text
    words = text[mention.start : mention.end]
    if not _BARE_BODY.fullmatch(words) or not isinstance(mention.entity, Organization):
        return None
    if mention.entity.name.lower() != words.lower():
        return None
    earlier = [m for m in parties.mentions if m.end <= mention.start]
    for other in reversed(earlier):
        longer = (
            other.type == "organization"
            and words in text[other.start : other.end]
            and other.entity is not mention.entity
        )
        if longer:
            return other.entity  # type: ignore[return-value]
    for other in reversed(earlier):
        post = other.position
        if words == "Ministry" and post is not None and "inister" in post.title:
            return post.organization or (parties.country(post.country) if post.country else None)
    return None

"""The state that will have a gathering: `готовность Грузии принять сессию`, `предложение Индии провести семинар`."""

from __future__ import annotations

from spacy.tokens import Token

from extract.document import Party, Place
from extract.language.syntax import child, feature, preposition, subject
from extract.stages.events.listing import Listing
from extract.stages.events.triggers import Candidate, is_object

_HAD = frozenset({"session", "summit", "conference", "exercise"})
_HAVING = frozenset(
    {"принять", "принимать", "провести", "проводить", "организовать", "организовывать", "устроить", "созвать"}
)
_HAVING_NOUNS = frozenset({"проведение", "организация", "прием", "созыв"})
#: whose wish it is says who will do it
_INTENT = frozenset(
    {
        "готовность", "намерение", "решение", "предложение", "инициатива", "желание", "заинтересованность", "согласие",
        "план", "обязательство", "стремление", "просьба", "заявка",
    }
)  # fmt: skip


def host(candidate: Candidate, listing: Listing) -> list[Party]:
    """The one state that has the event, or is to have it."""
    if candidate.type not in _HAD or candidate.is_verb:
        return []
    token = candidate.token
    verb = _having(token)
    if verb is not None:
        found = listing.subjects(verb) if feature(verb, "VerbForm") == "Fin" else _of_intent(verb, listing)
    elif token.head.lemma_ in _HAVING_NOUNS and token.dep_ == "nmod":
        found = _of_intent(token.head, listing)
    else:
        return []
    return found if len(found) == 1 and _is_state(found[0]) else []


def _having(event: Token) -> Token | None:
    """The verb of having that the event is the object of, also as `которое` in a clause of its own."""
    if event.head.lemma_ in _HAVING and (is_object(event) or event.dep_ == "obj"):
        return event.head
    for clause in event.rights:
        if clause.dep_ == "acl:relcl" and clause.lemma_ in _HAVING:
            pronoun = child(clause, "obj")
            return clause if pronoun is not None and pronoun.lemma_ == "который" else None
    return None


def _of_intent(word: Token, listing: Listing) -> list[Party]:
    """Who acts in `X готов провести`, `готовность X провести`, `заявил о готовности провести`."""
    above = word.head
    if above.lemma_ not in _INTENT:
        acting = subject(above) if word.dep_ == "xcomp" else None
        return listing.listed(acting) if acting is not None else []
    owner = next((c for c in above.rights if _is_owner(c) and c.i < word.i), None)
    if owner is not None:
        return listing.listed(owner)
    telling = above.head
    acting = subject(telling) if telling.pos_ == "VERB" else None
    return listing.listed(acting) if acting is not None else []


def _is_owner(token: Token) -> bool:
    return token.dep_ == "nmod" and preposition(token) is None and feature(token, "Case") == "Gen"


def _is_state(party: Party) -> bool:
    return isinstance(party.entity, Place) and party.entity.kind == "country"

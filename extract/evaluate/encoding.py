"""The gold set's labels, roles, attributes and their values: one table that writer, reader, checker and config share.

Everything is derived from the record models, so that a new event type or force needs no change here.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter

from schemas import Date, Instrument, Model, Organization, Person, Place
from schemas.base import Basis, Language
from schemas.commitment import CommitmentStatus, Force, Specific
from schemas.entities import Anchor, PlaceKind
from schemas.event import EventStatus, EventType, Mode, Role
from schemas.mention import MentionType

MENTIONS: tuple[str, ...] = get_args(MentionType)
EVENTS: tuple[str, ...] = get_args(EventType)
COMMITMENT = "commitment"
#: text-bound labels for words that are no mentions
PARTY, ACTION, THEME, CLAUSE, EVIDENCE = "party", "action", "theme", "clause", "evidence"
#: labels that may stand for somebody who acts or takes part
PARTY_LABELS = ("person", "organization", "place", "position", PARTY)
TEXT_LABELS = (*MENTIONS, PARTY, ACTION, THEME, CLAUSE, EVIDENCE)

#: relation from a later mention to the one that carries the entity
SAME_AS = "same_as"
#: relation from a position to the mention that carries its holder
HOLDER = "holder"
#: relation from the words of a party to the mention that carries whom they mean
REFERS_TO = "refers_to"
RELATIONS = (SAME_AS, HOLDER, REFERS_TO)

PARTICIPANT_ROLES: tuple[str, ...] = get_args(Role)
#: event role -> record field that lists entities, and the type of the entities
ENTITY_ROLES = {
    "date": ("dates", "date"),
    "place": ("places", "place"),
    "organization": ("organizations", "organization"),
    "document": ("documents", "document"),
}
#: commitment role -> record field that lists parties
PARTY_ROLES = {"actor": "actors", "addressee": "addressees", "partner": "partners"}
SPECIFICS: tuple[str, ...] = get_args(Specific)

#: entity type -> (field of `Entities`, model)
ENTITIES: dict[str, tuple[str, type[Model]]] = {
    "date": ("dates", Date),
    "place": ("places", Place),
    "person": ("persons", Person),
    "organization": ("organizations", Organization),
    "document": ("documents", Instrument),
}
#: what an entity's JSON leaves out: empty values, and what follows from the rest
ENTITY_DEFAULTS: dict[str, dict[str, Any]] = {
    "date": {},
    "place": {"country": None, "geonames_id": None, "latitude": None, "longitude": None},
    "person": {"positions": []},
    "organization": {"short_name": None, "wikidata": None, "parent": None, "country": None},
    "document": {"years": None, "issuer": None},
}
POSITION_DEFAULTS: dict[str, Any] = {"organization": None, "country": None, "mention": None, "place": None}

#: label -> attribute -> allowed values; `None` marks a binary attribute
ATTRIBUTES: dict[str, dict[str, tuple[str, ...] | None]] = {
    **{label: {"language": get_args(Language)} for label in MENTIONS},
    "date": {"language": get_args(Language), "anchor": get_args(Anchor), "inferred": None},
    "place": {"language": get_args(Language), "kind": get_args(PlaceKind)},
    PARTY: {"basis": tuple(value for value in get_args(Basis) if value != "inferred")},
    **{label: {"status": get_args(EventStatus), "mode": get_args(Mode)} for label in EVENTS},
    COMMITMENT: {
        "force": get_args(Force),
        "status": get_args(CommitmentStatus),
        "negated": None,
        "language": get_args(Language),
        **{f"specifics_{value}": None for value in SPECIFICS},
    },
}
#: attributes of the mention that carries an entity, not of its other mentions
ENTITY_ATTRIBUTES = {"date": ("anchor", "inferred"), "place": ("kind",)}

#: event role -> labels that may fill it
EVENT_ROLES: dict[str, tuple[str, ...]] = {
    "date": ("date",),
    "place": ("place",),
    **dict.fromkeys(PARTICIPANT_ROLES, PARTY_LABELS),
    "organization": ("organization",),
    "document": ("document",),
    "within": EVENTS,
    "evidence": (EVIDENCE,),
}
COMMITMENT_ROLES: dict[str, tuple[str, ...]] = {
    "action": (ACTION,),
    "theme": (THEME,),
    "clause": (CLAUSE,),
    **dict.fromkeys(PARTY_ROLES, PARTY_LABELS),
    "deadline": ("date",),
    "timeframe": ("date",),
    "attributed_to": ("person", "organization", "place", "document"),
    "event": EVENTS,
    "target_event": EVENTS,
    "responds_to": (COMMITMENT,),
    "translation_of": (COMMITMENT,),
    "restates": (COMMITMENT,),
    "evidence": (EVIDENCE,),
}

_Positions = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,5})$")]
#: the shape of each value in a JSON note; what is in it is checked by the record models
SHAPES: dict[str, TypeAdapter[Any]] = {
    "id": TypeAdapter(str),
    "key": TypeAdapter(str),
    "entity": TypeAdapter(dict[str, Any] | str),
    "record": TypeAdapter(dict[str, Any]),
    "comment": TypeAdapter(Any),
    "name": TypeAdapter(str),
    "number": TypeAdapter(str),
    "topics": TypeAdapter(list[str]),
    "as": TypeAdapter(dict[str, dict[str, Any]]),
    "unspoken": TypeAdapter(dict[str, dict[_Positions, str | dict[str, Any]]]),
    "commitments": TypeAdapter(list[str]),
    "action_lemma": TypeAdapter(str),
    "specifics": TypeAdapter(list[str]),
    "responsible": TypeAdapter(list[str]),
    "deadline": TypeAdapter(str | None),
    "timeframe": TypeAdapter(str | None),
    "attributed_to": TypeAdapter(str),
}
RECORD_SHAPES: dict[str, TypeAdapter[Any]] = {
    "entities": TypeAdapter(dict[str, list[dict[str, Any]]]),
    "order": TypeAdapter(dict[str, list[str]]),
    "languages": TypeAdapter(list[str]),
    "draft": TypeAdapter(str),
}
#: keys of the JSON notes, by what they are attached to
MENTION_KEYS: tuple[str, ...] = ("id", "entity", "record", "comment")
TEXT_KEYS: tuple[str, ...] = ("entity", "record", "comment")
EVENT_KEYS: tuple[str, ...] = ("id", "key", "name", "number", "topics", "as", "unspoken", "commitments", "comment")
COMMITMENT_KEYS: tuple[str, ...] = (
    "id",
    "key",
    "action_lemma",
    "topics",
    "specifics",
    "responsible",
    "deadline",
    "timeframe",
    "attributed_to",
    "unspoken",
    "comment",
)


def responsible(force: str, actors: list[Any], addressees: list[Any]) -> list[str]:
    """Who is to act, as the contract derives it: addressees of a proposal or assignment, else actors."""
    asked = addressees if force == "proposal" or addressees else actors
    return list(dict.fromkeys(party.entity for party in asked if party.entity is not None))

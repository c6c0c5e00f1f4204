"""A happening that the text asserts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Id, Model, Party, Span, Tier, Topic

EventType = Literal[
    "meeting", "call", "visit", "session", "summit", "conference", "operation", "exercise", "adoption", "statement"
]
EventStatus = Literal["held", "ongoing", "planned", "postponed", "cancelled"]
Mode = Literal["in_person", "video", "phone", "hybrid"]
Role = Literal["chair", "host", "speaker", "signatory", "participant"]
Plover = Literal["CONSULT", "COOPERATE", "AGREE"]

#: PLOVER code of each event type (contract section 3); a statement has none.
PLOVER: dict[EventType, Plover | None] = {
    "meeting": "CONSULT",
    "call": "CONSULT",
    "visit": "CONSULT",
    "session": "CONSULT",
    "summit": "CONSULT",
    "conference": "CONSULT",
    "operation": "COOPERATE",
    "exercise": "COOPERATE",
    "adoption": "AGREE",
    "statement": None,
}


class Participant(Party):
    """Someone who takes part in an event."""

    role: Role
    position: str | None = Field(description="Title in which a person takes part, nominative.")
    affiliation: Id | None = Field(description="Organization or place (a state) that the participant represents.")


class Event(Model):
    """One happening, however often the text tells it."""

    id: Id
    key: str = Field(min_length=1, description="Content key that survives a rerun.")
    type: EventType
    plover: Plover | None
    status: EventStatus
    name: str | None
    number: str | None = Field(description="Ordinal as written: `XXII`, `63`.")
    mode: Mode | None
    trigger: Span = Field(description="The words that tell it, in the fullest telling.")
    evidence: list[Span] = Field(description="Trigger words of the other tellings.")
    within: Id | None = Field(description="The event on whose margins or in whose course it took place.")
    dates: list[Id]
    places: list[Id]
    participants: list[Participant]
    organizations: list[Id] = Field(description="The body that holds it or in whose frame it is held.")
    documents: list[Id] = Field(description="Instruments adopted, signed or discussed.")
    topics: list[Topic]
    commitments: list[Id]
    tier: Tier = Field(default="check", description="`ready` to be taken as it is, or to be checked first.")
    rule: str | None

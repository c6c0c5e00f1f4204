"""A public statement by which an actor decides, agrees, pledges, reaffirms, plans or proposes an action."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Edtf, Id, Language, Model, Party, Span, Tier, Topic

Force = Literal["decision", "agreement", "pledge", "reaffirmation", "plan", "proposal"]
CommitmentStatus = Literal["reported", "quoted", "operative", "preambular"]
Specific = Literal["deadline", "quantity", "instrument", "executor"]


class Commitment(Model):
    """One action that somebody commits to or asks for."""

    id: Id
    key: str = Field(min_length=1, description="Content key that survives a rerun.")
    force: Force
    status: CommitmentStatus
    negated: bool = Field(description="A refusal, or an action that is declared inadmissible.")
    specifics: list[Specific] = Field(description="What the text gives besides the bare action.")
    cue: Span = Field(description="The word that carries the force.")
    action: Span = Field(description="What is to be done.")
    theme: Span | None = Field(description="The thing acted on, when it stands outside the action.")
    clause: Span = Field(description="The whole clause, with purpose and conditions.")
    action_lemma: str | None = Field(description="Lemma of the action's head word.")
    actors: list[Party]
    addressees: list[Party]
    partners: list[Party]
    responsible: list[Id] = Field(description="Who is to act: addressees of a proposal or assignment, else actors.")
    deadline: Edtf | None
    deadline_mention: Id | None
    timeframe: Edtf | None
    timeframe_mention: Id | None
    topics: list[Topic]
    attributed_to: Id | None = Field(description="Person or document that is quoted or reported.")
    event: Id | None = Field(description="The event at which it was made.")
    target_event: Id | None = Field(description="The event that the action is about.")
    responds_to: Id | None = Field(description="The proposal that it answers.")
    evidence: list[Span] = Field(description="Cues of further tellings.")
    language: Language
    translation_of: Id | None = Field(description="The commitment in the other language that says the same.")
    restates: Id | None = Field(description="An earlier commitment to the same action with another force.")
    tier: Tier = Field(default="check", description="`ready` to be taken as it is, or to be checked first.")
    rule: str | None

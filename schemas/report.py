"""A statement of what was done about a named instrument or an action: the other end of a commitment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Edtf, Id, Language, Model, Party, Span, Tier

ReportKind = Literal[
    "drafted", "submitted", "endorsed", "adopted", "signed", "implemented", "reviewed", "reported", "postponed"
]


class Report(Model):
    """Something that the text says was done (or, if `negated`, was not)."""

    id: Id
    key: str = Field(min_length=1, description="Content key that survives a rerun.")
    kind: ReportKind = Field(description="`endorsed` is the approval of a draft; `postponed` puts a date off.")
    negated: bool = Field(description="The text says that it was not done.")
    draft: bool = Field(description="It was done to the draft of the document, not to the document.")
    cue: Span = Field(description="The word that says what was done.")
    theme: Span | None = Field(description="What it was done to.")
    evidence: Span = Field(description="The sentence that says so.")
    document: Id | None = Field(description="The instrument it was done to, if the text names one.")
    commitment: Id | None = Field(description="The commitment of this document that it is about.")
    event: Id | None = Field(description="The event that is this act, or at which it was done.")
    actors: list[Party] = Field(description="Who did it.")
    recipients: list[Party] = Field(description="To whom, of what was handed over or submitted.")
    date: Edtf | None = Field(description="When it was done, as far as the text says.")
    date_mention: Id | None = Field(description="The words of the date; null if it is the date of `event`.")
    language: Language
    tier: Tier = Field(default="check", description="`ready` to be taken as it is, or to be checked first.")
    rule: str | None

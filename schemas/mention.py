"""A stretch of the source that names something."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Id, Language, Span

MentionType = Literal["date", "place", "person", "position", "organization", "document"]


class Mention(Span):
    """One occurrence of a date, place, person, position, organization or document."""

    id: Id
    type: MentionType
    entity: Id | None = Field(description="What the words name; for a position its holder, null if vacant.")
    language: Language = Field(description="Language of the words around it.")
    rule: str | None = Field(description="Rule or lexicon entry that found it; null in hand-made annotation.")

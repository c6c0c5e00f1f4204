"""What a stage noticed while it worked."""

from __future__ import annotations

from pydantic import Field

from schemas.base import Model, Offset

#: code of a sentence that a stage looked at and refused; its message is `rule: reason`
REFUSED = "refused"


class Diagnostic(Model):
    """A remark about the document: something unresolved, cut off, capped or refused."""

    stage: str
    code: str = Field(description="Stable name of the kind of remark.")
    message: str
    start: Offset | None
    end: Offset | None

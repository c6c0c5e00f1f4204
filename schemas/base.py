"""What every record type shares: a strict base model, spans, identifiers and closed value sets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from schemas.edtf import check_edtf


class Model(BaseModel):
    """Base of all record types: unknown keys are refused, values are not coerced, instances are immutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Id = Annotated[str, Field(pattern=r"^[a-z]+[1-9][0-9]*$", description="Identifier, unique in one record.")]
Edtf = Annotated[
    str,
    AfterValidator(check_edtf),
    Field(description="Date in EDTF (ISO 8601-2); `X` stands for what the text does not give."),
]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code.")]
Language = Literal["ru", "en"]
Topic = Annotated[
    str,
    Field(pattern=r"^[a-z_]+(\.[a-z_]+)?$", description="Topic or `topic.subtopic` from the topics lexicon."),
]
Offset = Annotated[int, Field(ge=0, description="Unicode code points from the start of the source text.")]


class Span(Model):
    """Words of the source: half-open `[start, end)` in Unicode code points, `source[start:end] == text`."""

    start: Offset
    end: Offset
    text: str = Field(min_length=1, description="The words as they stand in the source.")

    @model_validator(mode="after")
    def _length_fits(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"span {self.start}-{self.end} cannot hold the {len(self.text)} characters of {self.text!r}"
            )
        return self


Basis = Literal["stated", "resolved", "inferred"]
#: How sure a row is, by what its rules were worth on annotated pages: `ready` to be taken as it is, or to `check`.
Tier = Literal["ready", "check"]


class Party(Model):
    """Someone who takes part: an entity, the words that say so, and how the two were joined."""

    entity: Id | None = Field(description="Person, organization or place (a state); null for an unnamed collective.")
    start: Offset | None
    end: Offset | None
    text: str | None = Field(description="The words; null when nothing in the text names the party.")
    basis: Basis = Field(
        description="stated: the words name it; resolved: they point to it (`стороны`, `он`); inferred: no words."
    )

    @model_validator(mode="after")
    def _words_fit_basis(self) -> Party:
        given = [value is not None for value in (self.start, self.end, self.text)]
        if any(given) != all(given):
            raise ValueError("start, end and text are given together or not at all")
        if all(given) == (self.basis == "inferred"):
            raise ValueError("an inferred party has no words, any other has them")
        if self.text is not None and self.end - self.start != len(self.text):  # type: ignore[operator]
            raise ValueError(f"span {self.start}-{self.end} cannot hold {self.text!r}")
        if self.entity is None and self.text is None:
            raise ValueError("a party needs an entity or words")
        return self

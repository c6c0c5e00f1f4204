"""What mentions point to: dates, places, persons, organizations and documents, one entry per thing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from schemas.base import Country, Edtf, Id, Model
from schemas.edtf import Precision, precision

Anchor = Literal["text", "metadata", "dateline", "none"]
PlaceKind = Literal["country", "region", "city", "macro_region", "other"]


class Date(Model):
    """A calendar value."""

    id: Id
    edtf: Edtf
    precision: Precision
    anchor: Anchor = Field(description="What a missing year or a relative word was resolved from; `text` if stated.")
    inferred: bool = Field(description="True if the year is not written in the mention.")
    mentions: list[Id]

    @model_validator(mode="after")
    def _precision_fits(self) -> Date:
        if self.precision != precision(self.edtf):
            raise ValueError(f"precision of {self.edtf} is {precision(self.edtf)}, not {self.precision}")
        return self


class Place(Model):
    """A country, region, city or other named place."""

    id: Id
    name: str = Field(min_length=1, description="Nominative; countries by their short everyday name.")
    kind: PlaceKind
    country: Country | None
    geonames_id: int | None = Field(description="GeoNames identifier.")
    latitude: float | None = Field(ge=-90, le=90, description="Degrees north.")
    longitude: float | None = Field(ge=-180, le=180, description="Degrees east.")
    mentions: list[Id]


class PersonPosition(Model):
    """A post that a person holds or held."""

    title: str = Field(min_length=1, description="Nominative, without its owner; `и.о.` and `бывший` are kept.")
    organization: Id | None
    country: Country | None
    mention: Id | None = Field(description="The position mention that says so.")
    place: Id | None = Field(default=None, description="The region or city whose office it is: `губернатор области`.")


class Person(Model):
    """A person."""

    id: Id
    name: str = Field(min_length=1, description="Nominative, the fullest form that the document gives.")
    positions: list[PersonPosition]
    mentions: list[Id] = Field(description="Person mentions (position mentions are in `positions`).")


class Organization(Model):
    """A named body."""

    id: Id
    name: str = Field(min_length=1, description="Canonical full name, nominative.")
    short_name: str | None = Field(
        description="Its short form; where a page names it in English alone, its abbreviation or fullest words there."
    )
    wikidata: str | None = Field(pattern=r"^Q[1-9][0-9]*$")
    parent: Id | None = Field(description="The body it belongs to.")
    country: Country | None = Field(description="For national bodies.")
    mentions: list[Id]


class Instrument(Model):
    """A named document: convention, strategy, declaration, statement, programme, agreement."""

    id: Id
    name: str = Field(min_length=1, description="Nominative.")
    years: str | None = Field(description="Years in its name, such as `2018-2023` or `1961`.")
    issuer: Id | None = Field(description="The body that issued it.")
    mentions: list[Id]


class Entities(Model):
    """All entities of one document."""

    dates: list[Date]
    places: list[Place]
    persons: list[Person]
    organizations: list[Organization]
    documents: list[Instrument]

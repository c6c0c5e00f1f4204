"""The document a record was made from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Edtf, Language, Model


class Source(Model):
    """Where the text came from and what its metadata say."""

    id: str = Field(min_length=1, description="Path relative to the input folder, `.txt` dropped.")
    source: str = Field(description="File name of the input, relative to the input folder.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Hash of the bytes that were read.")
    title: str | None = Field(description="Title from metadata or page.")
    published: Edtf | None = Field(description="Publication date.")
    published_basis: Literal["metadata", "option", "page", "url"] | None = Field(
        description="What `published` was taken from; null when it is not known."
    )
    url: str | None
    publisher: str | None
    languages: list[Language] = Field(description="Languages of the text, the main one first.")
    length: int = Field(ge=0, description="Length of the text in Unicode code points.")
    text: str | None = Field(default=None, description="The source text all offsets refer to.")

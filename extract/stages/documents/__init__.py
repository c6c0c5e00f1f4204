"""Stage: documents (placeholder, being written)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("kommunike_documents", assigns=["doc._.documents"], default_config={"lexicons": None})
def make(nlp: Language, name: str, lexicons: str | None):  # type: ignore[no-untyped-def]
    def component(doc: Doc) -> Doc:
        return doc

    return component

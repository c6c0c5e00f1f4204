"""Languages of a text by its script: what a gold document is in unless its annotation says otherwise."""

from __future__ import annotations

import re

from schemas.base import Language

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def guess_languages(text: str) -> list[Language]:
    """Languages by script, the main one first: what holds unless the annotation says otherwise."""
    counts: list[tuple[int, Language]] = [(-len(_CYRILLIC.findall(text)), "ru"), (-len(_LATIN.findall(text)), "en")]
    total = sum(count for count, _ in counts)
    # a stray name in the other alphabet does not make a page bilingual
    return [language for count, language in sorted(counts) if count and count * 5 <= total]

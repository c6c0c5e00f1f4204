"""What joined two things, in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.ledger.threads import WORDS
from extract.write.labels import Lang, label

_PARTICIPANTS = re.compile(r"(\d+) of the participants")


def words_of(why: Iterable[str], lang: Lang) -> str:
    """Features as a line: `слова: прекурсор, реестр, предмет, кто действует`."""
    return ", ".join(_feature(feature, lang) for feature in why)


def _feature(feature: str, lang: Lang) -> str:
    if lang == "en":
        return feature
    if feature.startswith(WORDS):
        return f"слова: {feature.removeprefix(WORDS)}"
    if found := _PARTICIPANTS.fullmatch(feature):
        return f"участники: {found[1]}"
    return label("join_feature", feature, lang)

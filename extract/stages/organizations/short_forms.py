"""Which of the bodies before a short form it may mean: `Совет`, `Комиссия`, `Комитет`."""

from __future__ import annotations

from collections.abc import Sequence

from extract.language.words import Word
from extract.stages.organizations.candidates import Body
from extract.stages.organizations.naming import Known

#: what a body sits in: `заседание Комиссии`
_SITTINGS = frozenset(("заседание", "сессия", "пленум"))


def likely(preceding: Sequence[Known], body: Body, words: Sequence[Word]) -> list[Known]:
    """Of `preceding`, which all fit the word, those that pages mean by it; all of them where nothing tells."""
    # the news agency that reports is seldom meant
    found = [k for k in preceding if k.entry is None or k.entry.kind != "media"] or list(preceding)
    # `Совет` on a page that calls one body just so
    found = [k for k in found if k.own == {body.lemma} and k.entry is not None] or found
    if body.lemma == "управление" and body.rule.startswith("organization.english"):
        # `UNODC Programme Office in Osh ... the Office`: not the body in its name
        found = [k for k in found if "office" in k.own] or found
    if body.lemma == "комитет" and len(found) > 1:
        # `Исполнительный комитет` is `Исполком` where another committee is named
        found = [k for k in found if "исполнительный" not in k.own] or found
    if len(found) > 1 and _sits(words, body.start):
        # `следующее заседание Комиссии`: of the one whose sitting was told
        found = [k for k in found if any(_sits(words, place) for place in k.places)] or found
    return found


def _sits(words: Sequence[Word], start: int) -> bool:
    return start > 0 and words[start - 1].lemma in _SITTINGS

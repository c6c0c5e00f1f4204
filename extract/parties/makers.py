"""Who makes a joint paper, where its opening sentence says so by posts alone: `Президент А, Президент Б и Президент В,
далее именуемые «Главы государств», провели ... и заявляют следующее`.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

from extract.document import Mention, Person, kept, not_within
from extract.language.later import later
from extract.parties.represented import PAIR

_LABEL = later(
    r"(?:,|\()\s*(?:(?:в\s+)?дальнейшем|далее)\s*(?:совместно\s+)?(?:именуем\w+)?\s*[-:]?\s*\"?"
    r"(?P<label>Сторон|Глав(?=\w*\s+(?:государств|правительств|делегаций|ведомств))|Министр|Участник|Президент|Секретар"
    r"|Руководител)\w+",
)
#: what stands between two of them
_NEXT = later(r"(?:,\s+|\s+и\s+|,\s+а\s+также\s+|\s+с\s+одной\s+стороны,?\s+и\s+)")


class Makers(NamedTuple):
    """The posts that stand one after the other, where their definition ends, and the word for all of them."""

    posts: list[Mention]
    end: int
    label: str


def makers(doc: Doc) -> Makers | None:
    """Those whom the opening of a paper tells by their posts, without a name, and then by a word for all of them."""
    return kept(doc, "makers", _makers)


def stands_for_many(doc: Doc, words: str) -> bool:
    """`Главы государств`, defined so for more than two who are told without a name: a collective like any other."""
    found = makers(doc)
    named = found is not None and len(found.posts) > PAIR and found.label != "сторон"
    return named and found is not None and words.lower().startswith(found.label)


def _makers(doc: Doc) -> Makers | None:
    text: str = doc._.match_text
    defined = _LABEL.search(text)
    if defined is None:
        return None
    start = text.rfind("\n", 0, defined.start()) + 1
    posts = [m for m in doc._.positions if start <= m.start and m.end <= defined.start()]
    if any(isinstance(m.entity, Person) for m in posts):
        return None
    row: list[Mention] = []
    for post in sorted(not_within(posts, posts), key=lambda m: m.start):
        if row and _NEXT.fullmatch(text, row[-1].end, post.start) is None:
            return None
        row.append(post)
    whole = len(row) >= PAIR and row[-1].end == defined.start()
    return Makers(row, defined.end(), defined["label"].lower()) if whole else None

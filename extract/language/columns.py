"""The tokens of a document as lists, read once: a spaCy token is made anew each time that it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.tokens import Doc

_ATTRIBUTES: list[int | str] = ["NORM", "IDX", "LEMMA", "POS", "MORPH", "HEAD", "DEP", "SENT_START"]
#: where a document keeps them
COLUMNS = "kommunike_columns"


@dataclass(slots=True)
class Columns:
    """What spaCy knows of each token of an analysed document, an item per token."""

    norms: list[str]
    #: character offsets
    starts: list[int]
    lemmas: list[str]
    pos: list[str]
    #: features as the tagger writes them: `Case=Nom|Number=Sing`
    morphs: list[str]
    #: index of each token's head
    heads: list[int]
    deps: list[str]
    #: 1 where a sentence begins
    opens: list[int]


def columns(doc: Doc) -> Columns:
    """The columns of an analysed document, made once; whoever changes its tokens does so before the first stage."""
    known = doc.user_data.get(COLUMNS)
    if known is None or len(known.starts) != len(doc):
        known = doc.user_data[COLUMNS] = _read(doc)
    return known  # type: ignore[no-any-return]


def keep_columns(doc: Doc, found: Columns) -> None:
    """Let `columns` give what has just been written to the tokens."""
    doc.user_data[COLUMNS] = found


def _read(doc: Doc) -> Columns:
    strings = _Strings(doc.vocab.strings.__getitem__)
    # numpy's stubs differ from version to version about what `tolist` gives
    table: Any = doc.to_array(_ATTRIBUTES)
    norms, starts, lemmas, pos, morphs, _, deps, opens = table.T.tolist()
    heads: Any = table[:, 5].astype(np.int64) + np.arange(len(table))
    return Columns(
        norms=[strings[number] for number in norms],
        starts=starts,
        lemmas=[strings[number] for number in lemmas],
        pos=[strings[number] for number in pos],
        morphs=[strings[number] for number in morphs],
        heads=heads.tolist(),
        deps=[strings[number] for number in deps],
        opens=opens,
    )


class _Strings(dict[int, str]):
    """The strings of a vocabulary by their hashes, each asked for once."""

    def __init__(self, find: Callable[[int], str]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, number: int) -> str:
        self[number] = found = self._find(number)
        return found


@lru_cache(maxsize=8192)
def value(morph: str, name: str) -> str | None:
    """The value of a feature in `Case=Nom|Number=Sing`, the first one if there are several; `None` without it."""
    start = f"{name}="
    found = next((part[len(start) :] for part in morph.split("|") if part.startswith(start)), None)
    return found.split(",")[0] if found else None

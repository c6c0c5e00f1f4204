"""The words that say who acts, from `actor_words.yaml`."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from extract.lexicons import Entry, load

Use: TypeAlias = Literal[
    "reporting",
    "promising",
    "citing",
    "told_in",
    "owned",
    "body",
    "any_body",
    "governing",
    "organ",
    "organ_first",
    "embassy",
    "sitting",
    "state",
    "paper",
    "signer",
    "gathered",
    "whole",
    "opposite",
    "official",
    "specialist",
    "staff",
    "team",
    "of_two",
    "former",
    "mutual",
    "understood",
    "apart",
    "beginning",
    "handing",
    "opening",
    "facility",
    "launching",
    "deciding",
    "people",
    "ruler",
    "named_by",
]


class ActorWords(Entry):
    """Words of one use; the uses are told in `actor_words.yaml`."""

    use: Use
    words: tuple[str, ...] = Field(min_length=1)
    stem: str | None = None
    state: str | None = None
    example: str


_ENTRIES = load("actor_words", ActorWords)


def _of(use: Use) -> frozenset[str]:
    return frozenset(word for entry in _ENTRIES if entry.use == use for word in entry.words)


REPORTING = _of("reporting")
SAYING = REPORTING | _of("promising")
CITING = _of("citing")
TOLD_IN = _of("told_in")
OWNED = _of("owned")
BODIES = _of("body")
ANY_BODY = _of("any_body")
GOVERNING = ANY_BODY | _of("governing")
ORGANS = _of("organ")
ORGAN_FIRST = _of("organ_first")
EMBASSIES = _of("embassy")
SITTING = _of("sitting")
STATES = _of("state")
PAPERS = _of("paper")
SIGNERS = _of("signer")
GATHERED = _of("gathered")
WHOLES = _of("whole")
OPPOSITE = _of("opposite")
OFFICIALS = _of("official")
SPECIALISTS = _of("specialist")
STAFF = _of("staff")
TEAMS = _of("team")
OF_TWO = _of("of_two")
FORMER = _of("former")
MUTUAL = _of("mutual")
UNDERSTOOD = _of("understood")
APART = _of("apart")
BEGINNING = _of("beginning")
HANDING = _of("handing")
OPENING = _of("opening")
FACILITIES = _of("facility")
LAUNCHING = _of("launching")
DECIDING = _of("deciding")
RULERS = _of("ruler")
#: noun of a body -> what the names of such bodies have in common
STEMS = {word: entry.stem for entry in _ENTRIES if entry.stem is not None for word in entry.words}
#: noun of a people -> ISO code of its state
PEOPLES = {word: entry.state for entry in _ENTRIES if entry.state is not None for word in entry.words}

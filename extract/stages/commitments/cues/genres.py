"""Pages of other genres, which tell no happening of public life: who commits there, and who only talks."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Commitment, Organization, Person, Place
from extract.language.columns import columns
from extract.stages.commitments.cues.words import GENRES, HALF_GENRES

#: different words of one genre that make a page one of it
_ENOUGH = 4
#: characters of a page: a shorter text may leave out who is meant
_PAGE = 450
#: what a page of any genre may tell
_ANYWHERE = frozenset({"statement", "operation"})


def of_other_genre(doc: Doc, commitments: Sequence[Commitment]) -> list[Commitment]:
    """Those of `commitments` that are none on a page of another genre: all on one about sport, kitchen, stage, weather
    or wares; on one about crime, trade or vacancies those of nobody known.
    """
    if not commitments or any(event.type not in _ANYWHERE for event in doc._.events):
        return []
    if _is_of_nobody(doc):
        return [c for c in commitments if c.status not in {"operative", "preambular"}]
    lemmas = set(columns(doc).lemmas)
    foreign = any(len(words & lemmas) >= _ENOUGH for words in GENRES)
    if not foreign and not any(len(words & lemmas) >= _ENOUGH for words in HALF_GENRES):
        return []
    return [
        c for c in commitments if c.status not in {"operative", "preambular"} and (foreign or not _is_public(doc, c))
    ]


def _is_of_nobody(doc: Doc) -> bool:
    """A page of some length that names no state, no post and no body known to belong to one: `Банк снизит ставку`."""
    if len(doc._.source_text) < _PAGE or doc._.positions:
        return False
    if any(isinstance(m.entity, Place) and m.entity.kind == "country" for m in doc._.places):
        return False
    bodies = (m.entity for m in doc._.organizations)
    return not any(isinstance(b, Organization) and (b.wikidata or b.country or b.parent) for b in bodies)


def _is_public(doc: Doc, commitment: Commitment) -> bool:
    """Somebody known acts: a body, a state, a person with a post, `министр внутренних дел` without a name."""
    return any(
        (not isinstance(party.entity, Person) or party.entity.positions)
        if party.entity is not None
        else any(m.start == party.start for m in doc._.positions)
        for party in commitment.actors
    )

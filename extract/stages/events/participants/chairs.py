"""Under whose chair a gathering is told to have been held: `под председательством министра А. Б.`"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Party, Person, Place
from extract.language.later import later
from extract.language.syntax import feature, preposition
from extract.language.words import tokens_with
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.stages.events.merging.gatherings import Gatherings
from extract.stages.events.participants.listing import Listing
from extract.stages.events.triggers.lexicon import Candidate

_PRESIDING = frozenset({"председательствовать", "сопредседательствовать"})
_CHAIR = frozenset(
    {"председательство", "руководство", "председательствование", "сопредседательство", "сопредседательствование"}
)
_CHAIRING = _PRESIDING | _CHAIR
#: words between `под` and the chair: `под общим руководством`
_BEFORE = 3
#: those who only took part
_ATTENDED = later(
    r"[,;]?\s(?:с\s+участием|при\s+участии|с\s+приглашением|в\s+присутствии|в\s+составе)\s", re.IGNORECASE
)


#: a delegation, told with whose it is
_DELEGATION = later(r"\b[Дд]елегаци[яюией]\b\s(?:[\w«»\"-]+\s){1,12}$")


class Chairs:
    """Finds who sat in the chair of one document's gatherings, told in their own sentence."""

    def __init__(self, doc: Doc, parties: Parties, listing: Listing, gatherings: Gatherings) -> None:
        self._doc = doc
        self._parties = parties
        self._listing = listing
        self._gatherings = gatherings

    def of(self, candidate: Candidate) -> list[Party]:
        """The chair or the chairs of the candidate."""
        sentence = candidate.token.sent
        for t in tokens_with(self._doc, _CHAIRING, start=sentence.start, end=sentence.end):
            if t.lemma_ in _PRESIDING:
                if self._gatherings.closest(t) is candidate:
                    return self._listing.subjects(t)
                continue
            under = self._under(t)
            if under is None or self._seated_at(t) is not candidate or self._leads_delegation(under):
                continue
            for c in self._doc[under.i + 1 : t.i]:
                if iso := country_by_adjective(c.norm_.lower()):
                    return [Party(self._parties.country(iso), under.idx, t.idx + len(t), "resolved")]
            owner = next((c for c in t.rights if c.dep_ == "nmod" and preposition(c) is None), None)
            listed = self._listing.listed(owner) if owner is not None else []
            if t.i < candidate.token.i:
                # `под руководством министра А. Б. заседание Штаба и Комитета`: what is told behind it sits there
                listed = [p for p in listed if p.start is None or p.start < candidate.trigger[0]]
            named = self._named_behind(t, candidate)
            return named if len(named) > len(listed) else listed
        return []

    def _seated_at(self, chair: Token) -> Candidate | None:
        """`под председательством А состоялось совещание по подготовке к операции`: the one that is told first."""
        closest = self._gatherings.closest(chair)
        if closest is None or closest.asserted or closest.trigger[0] < chair.idx:
            return closest
        told = [c for c in self._gatherings.between(chair.idx, closest.trigger[0]) if c.asserted]
        return told[0] if told else closest

    def _under(self, chair: Token) -> Token | None:
        """`под`, which the parser may hang on whoever sits in the chair."""
        before = self._doc[max(chair.i - _BEFORE, chair.sent.start) : chair.i]
        under = next((t for t in before if t.norm_.lower() == "под"), None)
        between = self._doc[under.i + 1 : chair.i] if under is not None else ()
        return (
            under
            if all(t.pos_ == "ADJ" or t.is_space or country_by_adjective(t.norm_.lower()) for t in between)
            else None
        )

    def _leads_delegation(self, under: Token) -> bool:
        """`делегация штаба под руководством начальника`: he leads those who came, not what they came to."""
        return _DELEGATION.search(self._doc._.match_text, under.sent.start_char, under.idx) is not None

    def _named_behind(self, chair: Token, candidate: Candidate) -> list[Party]:
        """Persons and states named right behind the word, up to the verb or the event."""
        start, end = chair.idx + len(chair), chair.sent.end_char
        verb = next((t for t in self._doc[chair.i + 1 : chair.sent.end] if _is_told(t)), None)
        stops = [verb.idx if verb is not None else end, self._listing.cut(start, end)]
        if candidate.trigger[0] > start:
            stops.append(candidate.trigger[0])
        if attended := _ATTENDED.search(self._doc._.match_text, start, end):
            stops.append(attended.start())
        named = self._listing.roll.names(start, min(stops), groups=False)
        return [p for p in named if isinstance(p.entity, (Person, Place))]


def _is_told(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"} or token.dep_ == "amod":
        return False
    return feature(token, "VerbForm") == "Fin" or feature(token, "Variant") == "Short"

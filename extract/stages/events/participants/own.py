"""Whose visit or talks they are, by a possessive: `его предыдущий визит`, `её переговоры с послом`, `своему визиту`."""

from __future__ import annotations

from spacy.tokens import Token

from extract.document import Participant, Party, Person
from extract.language.syntax import ancestors, feature
from extract.stages.events.participants.listing import Source
from extract.stages.events.triggers.lexicon import Candidate, companion
from extract.stages.events.triggers.receptions import received

_HIS = {"его": "Masc", "ее": "Fem", "её": "Fem"}
_OWN = "свой"
_RECEIVING = frozenset({"принять", "принимать"})
#: words from `у` to what somebody has ahead
_AT_REACH = 16
#: characters back to the sentence that tells who it is
_BACK = 300


class Owners(Source):
    """Gives visits and talks of one document those whose they are by a pronoun."""

    def fill(self) -> None:
        """Append to visits of nobody, and to talks of which only the other side is told."""
        for candidate in self._candidates:
            if candidate.is_verb or candidate.type not in {"visit", "meeting", "call"}:
                continue
            possessive = _possessive(candidate.token)
            if not self._lacks_owner(candidate):
                continue
            if possessive is None:
                for party in self._at_whose(candidate):
                    self._listing.add(candidate.participants, party, "participant")
                continue
            owner = self._owner(candidate.token, possessive)
            if owner is None or any(p.entity is owner.entity for p in candidate.participants):
                continue
            candidate.participants.insert(0, self._as_participant(owner))

    def _at_whose(self, candidate: Candidate) -> list[Party]:
        """`у главы МВД запланированы переговоры с А. Б.`, `9 мая у министра по плану визит в Осло`."""
        noun = candidate.token
        before = noun.doc[max(noun.i - _AT_REACH, noun.sent.start) : noun.i]
        at = next((t for t in before if t.dep_ == "case" and t.norm_.lower() == "у"), None)
        if at is None or any(t.norm_ in {",", ";"} for t in noun.doc[at.i : noun.i]):
            return []
        whose = [m for m in self._parties.covering(at.nbor()) if m.type in {"person", "position"}]
        return [p for p in self._listing.listed(at.head) if isinstance(p.entity, Person)] if whose else []

    def _lacks_owner(self, candidate: Candidate) -> bool:
        told = [p for p in candidate.participants if p.role != "host"]
        if candidate.type == "visit":
            return not told
        other = companion(candidate.token)
        first = other.left_edge.idx if other is not None else None
        return first is not None and all(p.start is not None and p.start >= first for p in told)

    def _owner(self, noun: Token, possessive: Token) -> Party | None:
        if possessive.lemma_ == _OWN:
            # `Министр придаёт значение своему визиту`: who acts in its clause
            verb = next((a for a in ancestors(noun) if a.pos_ == "VERB" and feature(a, "VerbForm") != "Part"), None)
            acting = self._listing.subjects(verb) if verb is not None else []
            return acting[0] if len(acting) == 1 and isinstance(acting[0].entity, Person) else None
        gender = _HIS[possessive.norm_.lower()]
        taking = next((a for a in ancestors(noun) if a.lemma_ in _RECEIVING), None)
        guest = received(taking, self._parties) if taking is not None and taking.i < noun.i else None
        if guest is not None and guest.i < noun.i:
            # `министр принял посла А. Б. в рамках его визита`
            came = [p for p in self._listing.listed(guest) if isinstance(p.entity, Person)]
            return came[0] if len(came) == 1 else None
        line = self._doc._.match_text.rfind("\n\n", 0, noun.idx) + 1
        for subject in self._parties.subjects_before(possessive.i):
            if subject.idx < max(line, noun.idx - _BACK):
                return None
            named = [p for p in self._listing.listed(subject) if isinstance(p.entity, Person)]
            if len(named) == 1 and getattr(named[0].entity, "gender", None) in {None, gender}:
                return named[0]
            if named or (subject.sent.start != noun.sent.start and feature(subject, "Animacy") == "Anim"):
                # several, or somebody without a name
                return None
        return None

    def _as_participant(self, owner: Party) -> Participant:
        added: list[Participant] = []
        self._listing.add(added, owner, "participant")
        one = added[0]
        return Participant(one.entity, None, None, "inferred", "participant", one.position, one.affiliation)


def _possessive(noun: Token) -> Token | None:
    """The pronoun before a noun, with adjectives between."""
    near = (t for t in noun.doc[max(noun.i - 4, noun.sent.start) : noun.i])
    found = [t for t in near if t.norm_.lower() in _HIS or t.lemma_ == _OWN]
    if not found or any(t.pos_ not in {"ADJ", "DET", "PRON"} for t in noun.doc[found[-1].i : noun.i]):
        return None
    return found[-1]

"""Whose forces carry out an operation or an exercise: services, states, colleagues, helpers."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extract.document import Organization, Party, Place
from extract.language.syntax import feature, noun_phrase, preposition
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.stages.events.gatherings import Gatherings
from extract.stages.events.listing import Listing, stated
from extract.stages.events.roll import CUT
from extract.stages.events.triggers import Candidate, is_group

_CARRIED_OUT = re.compile(
    r"(?:провед[её]нн|проводи[мв]|осуществл[её]нн|реализованн|организованн)\w*\s+(?=[^\d])",
    re.IGNORECASE,
)
#: those of other states who did it too
_COLLEAGUES = re.compile(
    r"\b(?P<together>(?:вместе|совместно)\s+)?со?\s+((?:[а-яё-]+(?:ими|ыми)(?:,\s+|\s+и\s+|\s+)){1,4})"
    r"(?:коллегами|партн[её]рами|пограничниками|полицейскими|силовиками|спецслужбами|ведомствами|военными|таможенниками"
    r"|следователями|экспертами|правоохранителями)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[а-яё-]+")
_BY_FORCES = re.compile(r"\b(?:объединенными\s+|совместными\s+)?силами\s+", re.IGNORECASE)
_HELPED = re.compile(
    r"\b(?:при\s+(?:[а-я]+\s+){0,2}(?:содействии|поддержке)|во\s+взаимодействии\s+с|совместно\s+с|в\s+сотрудничестве\s+с)\s+",
    re.IGNORECASE,
)
#: members of a list that is read by its marks
_MOST = 8


class Forces:
    """Finds those who carry out the operations of one document, or help."""

    def __init__(self, doc: Doc, parties: Parties, listing: Listing, gatherings: Gatherings) -> None:
        self._doc = doc
        self._parties = parties
        self._listing = listing
        self._gatherings = gatherings

    def taking_part(self, candidate: Candidate) -> list[Party]:
        """Those whom the candidate's own sentence names."""
        found: list[Party] = []
        if candidate.type in {"operation", "exercise"}:
            found += [*self._forces(candidate), *self._agents(candidate)]
        if candidate.type in {"operation", "exercise", "meeting", "call"}:
            found += self._colleagues(candidate)
        return [*found, *self._helpers(candidate)]

    def _forces(self, candidate: Candidate) -> list[Party]:
        """`проведена силами МВД и КНБ`, `сотрудники МВД совместно с коллегами из Кыргызстана`."""
        if candidate.token.head.pos_ not in {"VERB", "AUX"}:
            return []
        found: list[Party] = []
        for c in candidate.token.head.children:
            instrumental = feature(c, "Case") == "Ins" and preposition(c) in {None, "совместно с", "с"}
            if c.lemma_ == "сила" and instrumental:
                found += [p for x in c.rights for p in self._listing.listed(x)]
            elif instrumental and c.i != candidate.token.i:
                found += self._listing.listed(c)
        return [p for p in found if self._listing.acts(p)]

    def _agents(self, candidate: Candidate) -> list[Party]:
        """`операция, проведенная Агентством совместно с коллегами из Киргизии`, `операция «Мак» КНБ и МВД`."""
        text: str = self._doc._.match_text
        sentence = candidate.token.sent
        if by := _BY_FORCES.search(text, sentence.start_char, candidate.trigger[0]):
            names = self._listing.roll.names(by.end(), self._verb_after(by.end(), candidate.trigger[0]))
            return [p for p in names if self._listing.acts(p) or p.entity is None][:_MOST]
        found = _CARRIED_OUT.search(text, candidate.trigger[1], min(candidate.trigger[1] + 160, sentence.end_char))
        if found is None or CUT.search(text, candidate.trigger[1], found.start()):
            return []
        stop = self._listing.cut(found.end(), sentence.end_char)
        comma = text.find(", ", found.end(), stop)
        names = self._listing.roll.names(found.end(), stop if comma < 0 or " и " in text[comma:stop] else comma)
        if not names and (services := self._services(found.end())) is not None:
            return [services]
        return [p for p in names if self._listing.acts(p) or p.entity is None][:_MOST]

    def _services(self, offset: int) -> Party | None:
        """`проведенной таможенными службами шести государств`: services that have no name."""
        head = self._parties.index.at(offset)
        while head is not None and head.pos_ == "ADJ" and head.head.i > head.i:
            head = head.head
        if head is None or not is_group(head) or feature(head, "Number") != "Plur" or feature(head, "Case") != "Ins":
            return None
        return Party(None, *noun_phrase(head), "stated")

    def _colleagues(self, candidate: Candidate) -> list[Party]:
        """`вместе с российскими и казахстанскими коллегами провели операцию`: their states."""
        text: str = self._doc._.match_text
        sentence = candidate.token.sent
        found: list[Party] = []
        for beside in _COLLEAGUES.finditer(text, sentence.start_char, sentence.end_char):
            noun = self._parties.index.at(beside.end() - 1)
            if noun is None or self._gatherings.closest(noun) is not candidate:
                continue
            codes = [code for code in map(country_by_adjective, _WORD.findall(beside[2].lower())) if code]
            if beside["together"] or len(codes) > 1:
                found += [Party(self._parties.country(c), beside.start(2), beside.end(), "resolved") for c in codes]
        return found

    def _verb_after(self, start: int, end: int) -> int:
        verb = next((t for t in self._parties.index.span(start, end) if t.pos_ in {"VERB", "AUX"}), None)
        return max(verb.idx, start) if verb is not None else end

    def _helpers(self, candidate: Candidate) -> list[Party]:
        """`операция проводилась при содействии Агентства и ЦАРИКЦ`, `совместно с коллегами из Узбекистана`."""
        if candidate.type != "operation" or candidate.setting:
            return []
        text: str = self._doc._.match_text
        end = candidate.token.sent.end_char
        found = _HELPED.search(text, candidate.trigger[1], end)
        if found is None:
            return []
        named = self._listing.named_at.within(found.end(), found.end() + 1)
        if named:
            first = stated(max(named, key=lambda m: m.end))
            names = [first, *self._listing.roll.following(first)]
        else:
            names = self._listing.roll.names(found.end(), self._listing.cut(found.end(), end), groups=False)
        return [p for p in names if isinstance(p.entity, (Organization, Place))]

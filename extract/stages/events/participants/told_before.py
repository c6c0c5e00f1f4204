"""The sides of talks whom the sentence or the visit before tells: `посетит Астану. Запланированы переговоры с А. Б.`"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Organization, Participant, Party, Person, Place, sentence_of
from extract.language.later import later
from extract.language.syntax import feature
from extract.language.words import tokens_with
from extract.stages.events.merging.gatherings import FORUMS, ITEM_END
from extract.stages.events.participants.listing import Source
from extract.stages.events.triggers.lexicon import Candidate, companion
from extract.stages.events.triggers.receptions import received

#: what two do who meet, told in the sentence before `встреча состоялась`
_TALKING_OVER = frozenset({"обсудить", "принять", "рассмотреть", "согласовать", "договориться", "обменяться"})
_EARLIER = frozenset({"ранее", "раньше", "напомнить", "прежде"})
#: characters from a visit to the talks on it
_ON_A_VISIT = 900
_ON_IT = later(r"\b(?:в рамках|в ходе|во время)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
#: talks ahead of somebody who has come
_HIS = later(
    r"\b(?:программ\w+|в\s+ходе|в\s+рамках)\s+(?:[\w-]+\s+){0,2}?(?:визит|поездк)\w*|\bв\s+программе\s+-\s",
    re.IGNORECASE,
)
#: words of its sentence before a gathering that is told for the second time
_OPENING = 2


class ToldBefore(Source):
    """Gives the talks and gatherings of one document those whom the text named just before."""

    def fill(self) -> None:
        """Append to whatever nobody, or one side alone, is told of."""
        visits = [c for c in self._candidates if c.type == "visit"]
        if not any(c.participants for c in visits):
            for visit in visits:
                self._met_on_it(visit)
        for candidate in self._candidates:
            talks = candidate.type in {"meeting", "call"}
            if (candidate.type == "meeting" or candidate.type in FORUMS) and candidate.asserted:
                self._dealt_before(candidate)
            if talks and candidate.asserted and candidate.participants:
                self._visitor_met(candidate)

    def _met_on_it(self, visit: Candidate) -> None:
        """`В рамках визита А. Б. был принят министром`, `встретился с В`: he is the visitor, if nobody else is told."""
        start = visit.token.sent.start_char
        if visit.is_verb or _ON_IT.search(self._doc._.match_text, start, visit.trigger[0]) is None:
            return
        start = visit.token.sent.start
        for talks in self._candidates:
            if talks.type not in {"meeting", "call"} or talks.token.sent.start != start:
                continue
            received = feature(talks.token, "Variant") == "Short"
            end = visit.token.sent.end_char if received else talks.trigger[0]
            came = [p for p in talks.participants if p.role != "host" and isinstance(p.entity, Person)]
            came = [p for p in came if visit.trigger[0] < (p.start or 0) < end]
            if len(came) == 1:
                visit.participants.append(replace(came[0]))
                return

    def _visitor_met(self, candidate: Candidate) -> None:
        """`посетит Астану. Запланированы переговоры с министром А. Б.`: the other side is the visitor."""
        others, met = candidate.participants, companion(candidate.token)
        if candidate.is_verb or met is None or others[0].role == "host":
            return
        if len(others) > 1 and any(p.start is None or p.start < met.left_edge.idx for p in others):
            # `министр провёл встречи с А и Б`: both sides are told
            return
        near = (
            c
            for c in self._candidates
            if c.type == "visit"
            and (c.asserted or c.token.sent.start == candidate.token.sent.start)
            and 0 < candidate.trigger[0] - c.trigger[0] < _ON_A_VISIT
        )
        # `посетит столицу. В рамках визита запланированы переговоры`: who came is told before
        visit = max((c for c in near if c.participants), key=lambda c: c.trigger[0], default=None)
        if visit is None or ITEM_END.search(self._doc._.match_text, visit.trigger[1], candidate.trigger[0]):
            return
        if candidate.token.sent[0].lemma_ in _EARLIER or _lie_apart(candidate, visit):
            return
        came = [p for p in visit.participants if p.role != "host" and (p.entity is not None or self._is_post(p))]
        # their company is told elsewhere
        first = [p for p in came if p.start is not None and visit.token.sent.start_char <= p.start]
        came = [p for p in first if (p.start or 0) < visit.token.sent.end_char] or came
        heads = [p for p in came if isinstance(p.entity, Person)]
        # `делегация МВД во главе с министром прибыла`: he who leads it
        came = heads if len(heads) == 1 and len(came) == 1 + sum(_is_sender(p) for p in came) else came
        if (
            len(came) != 1
            or any(came[0].entity is p.entity is not None for p in others)
            or not (_at_one_time(visit, candidate) or self._is_still_there(visit, candidate))
        ):
            return
        sent, whose = came[0].affiliation, others[0].affiliation
        # nobody goes to his own state on a visit, whatever a bare post was taken for
        sentence = visit.token.sent
        there = [m.entity for m in self._listing.places_at.within(sentence.start_char, sentence.end_char)]
        home = sent is not None and all(getattr(x, "country", None) != sent.country for x in there)
        told = others[0].start is None or self._has_owner(others[0].start)
        if sent is not None and whose is not None and home and sent.country == whose.country and told:
            # a colleague of his own state
            return
        if came[0].entity is None:
            # `Генеральный секретарь посетил столицу. Состоялась его встреча с министром`: the post, without a name
            others.insert(0, Participant(None, came[0].start, came[0].end, "stated"))
            return
        visitor = Participant(came[0].entity, None, None, "inferred", "participant", came[0].position, sent)
        others.insert(0, visitor)

    def _is_still_there(self, visit: Candidate, candidate: Candidate) -> bool:
        """`Министр прибыл в Астану. Программой визита предусмотрены его переговоры с А. Б.`"""
        text: str = self._doc._.match_text
        own = visit.status == "ongoing" or _HIS.search(text, candidate.token.sent.start_char, candidate.trigger[0])
        return bool(own) and visit.status != "planned" and candidate.status == "planned"

    def _has_owner(self, name: int) -> bool:
        """The post before a name says of what state it is; `президентом А. Б.` in another state does not."""
        post = next((m for m in self._doc._.positions if m.end == name - 1), None)
        return post is None or bool(self._listing.named_at.within(post.start, post.end))

    def _is_post(self, party: Participant) -> bool:
        """A post whose holder the text does not name."""
        return any(m.start == party.start and m.end == party.end for m in self._doc._.positions)

    def _dealt_before(self, candidate: Candidate) -> None:
        """`Министры А и Б обсудили вопросы границы. Встреча состоялась в Оше`: the two of the sentence before."""
        start = sentence_of(candidate.token).start_char
        opens = candidate.token.i - sentence_of(candidate.token).start <= _OPENING
        told = any(p.role != "chair" for p in candidate.participants)
        if candidate.type == "conference" and any(c.dep_ == "nmod" for c in candidate.token.rights):
            # `Форум молодёжи прошёл`: of others
            return
        if told or candidate.is_verb or candidate.status != "held" or not start or not opens:
            return
        before = self._parties.index.at(start - 1)
        if before is None or any(sentence_of(c.token).start == sentence_of(before).start for c in self._candidates):
            return
        for verb in tokens_with(self._doc, _TALKING_OVER, start=sentence_of(before).start, end=sentence_of(before).end):
            target = received(verb, self._parties) if verb.lemma_ == "принять" else None
            met = [*self._listing.subjects(verb), *(self._listing.listed(target) if target is not None else ())]
            met = [p for p in met if isinstance(p.entity, Person) or (candidate.type in FORUMS and _is_there(p))]
            if len(met) > 1:
                for party in met:
                    self._listing.add(candidate.participants, party, "participant")
                return


def _at_one_time(visit: Candidate, candidate: Candidate) -> bool:
    return (visit.status == "planned") == (candidate.status == "planned")


def _is_sender(party: Participant) -> bool:
    return isinstance(party.entity, Organization)


def _is_there(party: Party) -> bool:
    """States, whose experts talked something over."""
    return isinstance(party.entity, Place)


def _lie_apart(one: Candidate, other: Candidate) -> bool:
    """Both have a city of their own."""
    cities = [{id(x) for x in c.places if x.kind == "city"} for c in (one, other)]
    return all(cities) and not cities[0] & cities[1]

"""The body that holds an event, or under whose frame it is held."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Starts
from extract.language.syntax import coordinated, feature, noun_phrase, preposition, subject
from extract.parties import Parties
from extract.stages.events.gatherings import is_attribute
from extract.stages.events.participants import ParticipantFinder
from extract.stages.events.roll import MEMBERS_OF
from extract.stages.events.triggers import Candidate, companion

_AEGIS = re.compile(r"\bпод\s+(?:эгидой|патронатом)\s+", re.IGNORECASE)
_BLANKS = re.compile(r"\s{0,2}")
_ORGANIZING = frozenset({"организовать", "провести", "созвать", "подготовить", "инициировать"})
_OTHER_CLAUSE = re.compile(r"[.;:]\s|,\s+(?!котор|провед|прошедш|проход)|\sс\s+участием", re.IGNORECASE)
#: `Совета глав правительств, чье заседание`, `Комиссии, заседание которой`
_WHOSE = re.compile(r",\s+(?:ч(?:ье|ья|ьи|ьего|ьему|ьем|ьей)\s+(?:[\w-]+\s+){0,2})?$", re.IGNORECASE)
_HEADS = re.compile(r"глав\s+(?:государств|правительств)", re.IGNORECASE)
_ORGAN = re.compile(r"^(?:\w+\s+){0,2}(?:Совет|Комитет|Комисси|Коллеги|Рабочая|Подгруппа|Группа|КСОПН)", re.IGNORECASE)


class Framing:
    """Gives the events of one document their bodies."""

    def __init__(self, doc: Doc, parties: Parties, people: ParticipantFinder) -> None:
        self._doc = doc
        self._parties = parties
        self._people = people
        self._bodies_at = Starts(doc._.organizations)

    def fill(self, candidate: Candidate) -> None:
        if candidate.type in {"meeting", "call", "visit", "statement"}:
            return
        self._under_aegis(candidate)
        if candidate.organizations:
            return
        for c in candidate.token.rights:
            if preposition(c) not in {None, "в рамках", "по линии", "под эгидой"} or c.pos_ in {"VERB", "AUX"}:
                continue
            if any(m.type in {"person", "position"} for m in self._parties.covering(c)):
                # `на полях заседания А и Б подписали`: who acts, not whose it is
                continue
            for member in coordinated(c):
                for mention in self._parties.covering(member)[:1]:
                    if mention.type == "organization" and isinstance(mention.entity, Organization):
                        if mention.entity not in candidate.organizations:
                            candidate.organizations.append(mention.entity)
                        break
                else:
                    # `заседание экспертов министерств государств-членов ШОС`: the body at the end of the chain
                    body = self.last_body(member)
                    if body is not None and not candidate.organizations:
                        candidate.organizations.append(body)

        if not candidate.organizations:
            self._frame_before(candidate)
        if not candidate.organizations:
            self._frame_around(candidate)

    def _frame_before(self, candidate: Candidate) -> None:
        """`Совета глав правительств, чье заседание намечено`: the body before the comma."""
        token = candidate.token
        if not any(c.lemma_ in {"чей", "который"} and preposition(c) is None for c in token.children):
            return
        text: str = self._doc._.match_text
        before = self._bodies_at.within(max(candidate.trigger[0] - 160, token.sent.start_char), candidate.trigger[0])
        for m in sorted(before, key=lambda m: (-m.end, m.start)):
            if isinstance(m.entity, Organization) and _WHOSE.fullmatch(text, m.end, candidate.trigger[0]):
                candidate.organizations.append(m.entity)
                if candidate.type == "session" and _HEADS.search(text, m.start, m.end):
                    candidate.type = "summit"
                return

    def _under_aegis(self, candidate: Candidate) -> None:
        """`под эгидой ЕАГ начал работу форум`, wherever it stands in the sentence."""
        sentence = candidate.token.sent
        opening = _AEGIS.search(self._doc._.match_text, sentence.start_char, sentence.end_char)
        if opening is None or candidate.setting or candidate.type == "adoption":
            return
        for m in self._bodies_at.within(opening.end(), opening.end() + 1):
            if isinstance(m.entity, Organization):
                candidate.organizations.append(m.entity)
                return

    def _frame_around(self, candidate: Candidate) -> None:
        """The body right after the trigger, the organizer (`организованной Центром`), the body that holds it."""
        token = candidate.token
        end = candidate.trigger[1]
        found: list[Mention] = []
        after = end + len(_BLANKS.match(self._doc._.match_text, end)[0])  # type: ignore[index]
        found += self._bodies_at.within(after, after + 1)
        if not found:
            for c in token.children:
                if c.lemma_ in _ORGANIZING and feature(c, "VerbForm") == "Part":
                    found += [
                        m
                        for x in c.children
                        if feature(x, "Case") == "Ins"
                        for y in coordinated(x)
                        for m in self._parties.covering(y)[:1]
                    ]
        if not found and token.lemma_ == "собрать" and (convener := subject(token)) is not None:
            found += [m for m in self._parties.covering(convener) if m.type == "organization"][:1]
        if not found and token.head.pos_ in {"VERB", "AUX"} and token.dep_ in {"obj", "nsubj:pass"}:
            agent = subject(token.head) if token.dep_ == "obj" else None
            if agent is not None:
                found += self._parties.covering(agent)[:1]
        if not found and preposition(token) == "на" and token.head.pos_ == "VERB" and candidate.type != "conference":
            # `лидеры стран ОДКБ на саммите приняли`: the body of those who took part
            agent = subject(token.head)
            body = self.last_body(agent) if agent is not None and not self._parties.covering(agent) else None
            if body is not None:
                candidate.organizations.append(body)
                return
        if not found:
            body = self._body_of_members(candidate)
            if body is not None:
                candidate.organizations.append(body)
                return
        if not found and candidate.type in {"exercise", "operation"} and not is_attribute(token):
            # `на территории государств-членов ОДКБ проведена операция`
            start, stop = token.sent.start_char, candidate.trigger[0]
            before = self._bodies_at.within(start, stop)
            found = [m for m in before if isinstance(m.entity, Organization) and m.entity.country is None][-1:]
        if candidate.type in {"conference", "session", "summit", "exercise", "operation"}:
            holding = self._people.organizing(candidate)
            # national services carry out an operation, an international body is its frame
            candidate.organizations += [b for b in holding if candidate.type != "operation" or b.country is None]
            if holding:
                return
        bodies = [m for m in found if m.type == "organization" and isinstance(m.entity, Organization)]
        if len(bodies) > 1 and any(c.lemma_ in _ORGANIZING for c in token.children):
            for mention in bodies:
                if mention.entity not in candidate.organizations:
                    candidate.organizations.append(mention.entity)  # type: ignore[arg-type]
        elif bodies:
            longest = max(bodies, key=lambda m: m.end - m.start)
            candidate.organizations.append(longest.entity)  # type: ignore[arg-type]

    def _body_of_members(self, candidate: Candidate) -> Organization | None:
        """`учения спецподразделений государств - членов ОДКБ`, `операция, что прошла на территории стран ШОС`."""
        text = self._doc._.match_text
        stop = min(candidate.trigger[1] + 220, candidate.token.sent.end_char)
        limit = _OTHER_CLAUSE.search(text, candidate.trigger[1], stop)
        stop = limit.start() if limit else stop
        for m in self._bodies_at.within(candidate.trigger[1] + 1, stop):
            if isinstance(m.entity, Organization):
                if MEMBERS_OF.search(text, max(m.start - 40, candidate.trigger[1]), m.start):
                    return m.entity
        return None

    def last_body(self, head: Token) -> Organization | None:
        start, end = noun_phrase(head)
        inside = [m for m in self._bodies_at.within(start, end) if m.end <= end]
        outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
        return outer[-1].entity if outer and isinstance(outer[-1].entity, Organization) else None

    def met_body(self, candidate: Candidate) -> Organization | None:
        """`следующая встреча СРПФР`: the organ whose members meet."""
        if companion(candidate.token) is not None:
            return None
        start = candidate.trigger[1]
        for m in self._bodies_at.within(start + 1, start + 3):
            if isinstance(m.entity, Organization) and _ORGAN.search(m.entity.name):
                return m.entity
        return None

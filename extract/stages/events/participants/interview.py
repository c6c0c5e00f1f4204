"""Interviews: who answers, who asks, and whom `я`, `вы` and `у меня` in the answers stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Actor, Mention, Party, Person, Starts
from extract.language.later import later
from extract.language.syntax import SUBJECTS, dialogue_lines, feature, preposition, subject
from extract.parties import Parties
from extract.parties.represented import represents
from extract.stages.events.participants.sources import ParticipantFinder
from extract.stages.events.triggers.lexicon import Candidate
from schemas.base import Basis
from schemas.event import Role

#: characters before the first question in which the guest is introduced
_INTRODUCTION = 900
_ASKED_BY = later(
    r"\b(?:беседовал|беседу в[её]л|интервью (?:брал|взял|в[её]л|провел)|вопросы задавал|расспрашивал|записал"
    r"|подготовил)[аи]?\s*:?\s+",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^[^\w\n]*(?:эксклюзивное\s+)?(интервью)\b", re.IGNORECASE | re.MULTILINE)
_JOURNALISTS = frozenset({"корреспондент", "журналист", "обозреватель", "редакция"})
_SELF = frozenset({"я", "вы", "мой", "ваш"})
_TOLD = frozenset({"meeting", "call", "visit", "session", "conference", "summit", "adoption", "operation", "exercise"})
#: verbs of asking and answering that tell the interview itself
_ASKING = frozenset(
    {"побеседовать", "беседовать", "расспросить", "поговорить", "рассказать", "ответить", "встретиться"}
)
_ANSWERS = 2
#: words from `мы` to `с коллегами`
_BESIDE = 4
#: what is done by bodies rather than by one man
_DONE_BY_BODIES = frozenset({"adoption", "operation", "exercise"})
_CARRYING_OUT = frozenset({"провести", "проводить", "осуществить", "завершить", "отработать"})


class Interview:
    """The interview of a page: `None` as guest if there is none."""

    def __init__(self, doc: Doc, parties: Parties, people: ParticipantFinder) -> None:
        self._doc = doc
        self._parties = parties
        self._people = people
        self._lines = dialogue_lines(doc)
        self._starts = [start for start, _ in self._lines]
        self.guest: Mention | None = None
        self._host: Mention | None = None
        if len(self._lines) > _ANSWERS and "?" in doc._.match_text[self._lines[0][0] : self._lines[-1][1]]:
            self._host = self._asking()
            self.guest = self._answering()

    def read(self, candidates: list[Candidate]) -> None:
        """Tell the interview, name who takes part in it, and who `я` and `вы` are in what it tells."""
        if self.guest is None:
            return
        statement = self._statement(candidates)
        if statement is None:
            return
        for mention, role in ((self.guest, "speaker"), (self._host, "participant")):
            if mention is not None:
                party = Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]
                self._people.add(statement.participants, party, role)  # type: ignore[arg-type]
        for candidate in candidates:
            if candidate.type in _TOLD and self._in_dialogue(candidate.trigger[0]):
                self._first_person(candidate)

    def _asking(self) -> Mention | None:
        persons = Starts(self._doc._.persons)
        for found in _ASKED_BY.finditer(self._doc._.match_text):
            for person in persons.within(found.end(), found.end() + 40):
                return person
        return None

    def _answering(self) -> Mention | None:
        """The first person with a post who is introduced before the first question."""
        first = self._starts[0]
        asking = self._host.entity if self._host is not None else None
        named = [
            m
            for m in self._doc._.persons
            if first - _INTRODUCTION < m.start < first and m.entity is not asking and isinstance(m.entity, Person)
        ]
        titled = [m for m in named if m.entity.positions]  # type: ignore[union-attr]
        return next(iter(titled), next(iter(named), None))

    def _in_dialogue(self, offset: int) -> bool:
        return self._starts[0] <= offset < self._lines[-1][1]

    def _statement(self, candidates: list[Candidate]) -> Candidate | None:
        first = self._starts[0]
        for candidate in candidates:
            journalists = any(t.lemma_ in _JOURNALISTS for t in candidate.token.sent)
            # `На вопросы агентства ответил А. Б.`: the need of this verb has looked who asks
            journalists = journalists or (candidate.type == "statement" and candidate.token.lemma_ == "ответить")
            if candidate.type in {"meeting", "statement"} and candidate.token.lemma_ in _ASKING and journalists:
                # `корреспондент побеседовал с министром` is no meeting of sides
                candidate.type, candidate.participants, candidate.asserted = "statement", [], True
                candidate.is_verb = False
        told = [c for c in candidates if c.type == "statement" and first - _INTRODUCTION < c.trigger[0] < first]
        if told:
            main = max(told, key=lambda c: bool(c.participants))
            main.asserted = True
            return main
        heading = next((h for h in _HEADING.finditer(self._doc._.match_text) if first - 1500 < h.start() < first), None)
        opening = heading or next(_ASKED_BY.finditer(self._doc._.match_text), None)
        token = self._parties.index.at(opening.start(1) if heading else opening.start()) if opening else None
        if token is None:
            return None
        span = (token.idx, token.idx + len(token))
        made = Candidate("statement", token, span, "event.statement.interview", asserted=True)
        candidates.append(made)
        return made

    def _first_person(self, candidate: Candidate) -> None:
        """`я встречался`, `вы были`, `меня принял министр`, `Ваши переговоры`; `мы провели`: the body of the guest.

        What a single person cannot do, or goes to, is done by the body: `подписали`, `наша делегация`, `был у нас`.
        """
        token = candidate.token
        if preposition(token) in {"о", "об", "обо", "про"}:
            # `вы говорили об операции`: what he spoke of
            return
        verb = token if token.pos_ == "VERB" else token.head
        around: Sequence[Token] = [*token.children, *(verb.children if verb.pos_ in {"VERB", "AUX"} else ())]
        for word in around:
            if word.lemma_ in _SELF and feature(word, "Case") != "Dat" and self.guest is not None:
                self._add(candidate, self.guest.entity, word)
                return
        talks = candidate.type in {"meeting", "call"}
        senders = (w for w in around if w.lemma_ == "делегация" and w.dep_ in SUBJECTS)
        ours = next((w for w in senders if any(c.lemma_ == "наш" for c in w.children)), None)
        if ours is not None and candidate.type == "visit":
            # `вылетает наша делегация`
            candidate.participants = [p for p in candidate.participants if p.entity is not None]
            self._add(candidate, self._body(), ours)
            return
        own = any(c.dep_ in SUBJECTS for c in verb.children)
        above = verb.head if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not own else None
        # `мы побывали на заставах, затем провели переговоры`
        shared = above.lefts if talks and above is not None else ()
        we = next((w for w in (*around, *shared) if w.lemma_ == "мы" and w.dep_ in SUBJECTS), None)
        fellows = self._fellows(we) if we is not None else []
        done = candidate.type in _DONE_BY_BODIES and (candidate.type == "adoption" or verb.lemma_ in _CARRYING_OUT)
        if we is not None and (done or fellows or candidate.type in {"meeting", "call", "visit"}):
            in_person = talks or (candidate.type == "visit" and bool(fellows))
            self._add(candidate, self.guest.entity if in_person and self.guest is not None else self._body(), we)
            for fellow in fellows:
                self._people.add(candidate.participants, fellow, "participant")
        elif candidate.type == "visit" and (host := self._at_ours(token)) is not None:
            self._add(candidate, self._body(), host, role="host")
        elif done and self._is_unnamed(verb):
            self._add(candidate, self._body(), None)

    def _fellows(self, we: Token) -> list[Party]:
        """`мы с коллегами из Штаба побывали`: who was there with him."""
        beside = (c for c in (*we.rights, *we.head.children) if c.i > we.i and preposition(c) in {"с", "со"})
        near = next((c for c in beside if feature(c, "Case") == "Ins" and c.i < we.i + _BESIDE), None)
        return [p for p in self._people.listed(near) if p.entity is not None] if near is not None else []

    @staticmethod
    def _at_ours(token: Token) -> Token | None:
        """`был у нас`, `приезжал к нам`; the parser may take the pronoun for the predicate."""
        near = (token, token.head, *token.children)
        return next((w for w in near if w.norm_.lower() in {"нас", "нам"} and preposition(w) in {"у", "к"}), None)

    def _is_unnamed(self, verb: Token) -> bool:
        """`Подписали меморандум`, `проведём учения`, in an answer: a plural without a subject."""
        if verb.pos_ != "VERB" or feature(verb, "Number") != "Plur" or feature(verb, "VerbForm") != "Fin":
            return False
        if feature(verb, "Person") in {"2", "3"} or subject(verb) is not None:
            return False
        number = bisect_right(self._starts, verb.idx) - 1
        start, end = self._lines[max(number, 0)]
        return "?" not in self._doc._.match_text[start:end]

    def _body(self) -> Actor | None:
        """Whom the guest speaks for."""
        owner = represents(self.guest.entity) if self.guest is not None else None  # type: ignore[arg-type]
        return self._parties.owner(owner)

    def _add(self, candidate: Candidate, entity: object, word: Token | None, *, role: Role = "participant") -> None:
        if entity is None:
            return
        start, end = (word.idx, word.idx + len(word)) if word is not None else (None, None)
        basis: Basis = "resolved" if word is not None else "inferred"
        self._people.add(candidate.participants, Party(entity, start, end, basis), role)  # type: ignore[arg-type]

"""What the sentences read so far have told: the state that English events of one document share."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from extract.document import Mention, Party
from extract.stages.events.english import talks, words
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import EventType, Mode, Role


@dataclass
class Found:
    """A trigger in a sentence."""

    kind: EventType
    span: tuple[int, int]
    is_verb: bool
    rule: str
    #: where the verb stands that it took in: `[met] in Bishkek for the third meeting`
    verb: int | None = None


@dataclass
class Told:
    """The last happenings of each sort, and who speaks."""

    #: all of them, in the order of the text
    all: list[Candidate] = field(default_factory=list)
    last: Candidate | None = None
    last_held: Candidate | None = None
    last_adopted: Candidate | None = None
    #: whether a body has sat
    sat: bool = False
    #: triggers that point back to what is told
    same: set[tuple[int, int]] = field(default_factory=set)
    speaker: Party | None = None
    #: a list of people that goes on behind a semicolon: whose it is, and in which role they come
    listing: tuple[Candidate, Role] | None = None
    #: who acts in the clause before, for `and met`
    acting: list[Party] = field(default_factory=list)

    @property
    def latest(self) -> Candidate | None:
        """What took place last, else what was told last, be it a setting."""
        told = (c for c in reversed(self.all) if c.status != "planned" and c.type != "adoption")
        return self.last_held or next(told, None) or self.last

    def _is_past(self, candidate: Candidate) -> bool:
        """`held a course last year`: told in passing of what took place before."""
        sentence = candidate.token.sent
        past = words.IN_PASSING.search(sentence.doc._.match_text, sentence.start_char, sentence.end_char)
        dates = [d.edtf for d in self.last.dates] if self.last is not None else []
        return past is not None and any(d.edtf < day for d in candidate.dates for day in dates)

    @property
    def last_met(self) -> Candidate | None:
        """The last talks or sitting of more than one."""
        talks = (
            c
            for c in reversed(self.all)
            if c.type in {"meeting", "session", "call", "summit"} and c.status != "planned"
        )
        return next((c for c in talks if c.asserted and len(c.participants) > 1), None)

    def head_call(self, text: str, made: list[Candidate]) -> None:
        """`A, B discuss trade` over `A had a phone conversation with B`: the headline tells the call."""
        title = self.last
        if title is None or title.type != "meeting" or not title.heading:
            return
        if talks.DISCUSSING.match(text, title.trigger[0]) is None:
            return
        met = {id(p.entity) for p in title.participants if p.entity is not None}
        for call in made:
            if call.type == "call" and met and met <= {id(p.entity) for p in call.participants}:
                title.type, title.mode = "call", call.mode

    def is_alone(self, candidate: Candidate) -> bool:
        """Whether no other happening of its type is told."""
        return all(c is candidate or c.type != candidate.type or not c.asserted for c in self.all)

    def latest_of(self, kinds: Container[str]) -> Candidate | None:
        """The last one of these kinds that took place, be it a setting."""
        latest = self.latest
        if latest is None or latest.type in kinds:
            return latest
        return next((c for c in reversed(self.all) if c.type in kinds and c.status != "planned"), None)

    def drill(self, kind: str) -> Candidate | None:
        """The last exercise or operation: one that took place, else one that will."""
        told = [c for c in self.all if c.type == kind]
        return next((c for c in reversed(told) if c.status != "planned"), told[-1] if told else None)

    def note(self, made: list[Candidate], *, passing: bool = False) -> None:
        """Remember the candidates of a sentence; `passing`: it tells what had happened before."""
        self.all += made
        for candidate in made if not passing or self.last is None else []:
            if self.last is not None and self._is_past(candidate):
                continue
            if candidate.type == "adoption" and candidate.asserted:
                self.last_adopted = candidate
            if not candidate.asserted or (self.last is not None and candidate.setting) or candidate.type == "adoption":
                continue
            self.last = candidate
            self.sat = self.sat or candidate.type == "session"
            if candidate.status != "planned":
                self.last_held = candidate


def clause_of(text: str, span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The clause of the sentence `[start, end)` in which `span` stands."""
    first, last = start, end
    asides = [aside.span() for aside in talks.RELATIVE.finditer(text, start, end)]
    for a, b in asides:
        if a <= span[0] and span[1] <= b:
            return a, b
    for found in words.CLAUSE.finditer(text, start, end):
        if any(a <= found.start() < b <= span[0] for a, b in asides):
            # `A, who came from Osh, met B`: the clause goes on behind it
            continue
        if found.end() <= span[0]:
            first = found.start()
        elif found.start() >= span[1]:
            last = min(last, found.start())
    return first, last


def own_sitting(text: str, bodies: Iterable[Mention], item: Found) -> Mention | None:
    """`The Council held its [meeting]`: whose it is, among the bodies named before."""
    for m in bodies:
        its = talks.ITS_SITTING.fullmatch(text, m.end, item.span[0])
        if its is not None and words.ORGAN_BEFORE.search(text, m.start, m.end):
            return m
    return None


def after_paper(text: str, start: int, first: int) -> bool:
    """`under an agreement [signed] in Yalta`: the participle at `start` belongs to a paper."""
    before = text[max(first, start - 90) : start]
    if words.AND_VERB.search(before):
        # `signed a protocol and [adopted] a plan`
        return False
    return words.SIGNED_PAPER.search(before) is not None and words.PASSIVE.search(before) is None


def mode_of(item: Found, clause: str) -> Mode | None:
    """How they met, by the words of the clause."""
    if item.kind in words.NO_MODE:
        return None
    sits = not item.is_verb or item.kind == "session"
    for mode, pattern in words.MODES:
        if pattern.search(clause) and sits and (mode != "phone" or item.kind == "call"):
            return mode
    return "phone" if item.kind == "call" else None


def spelled(word: str) -> str:
    """`twenty-second` is 22."""
    tens, _, ones = word.rpartition("-")
    if not tens and ones in words.TENS:
        return str(words.TENS[ones])
    return str(words.TENS.get(tens, 0) + words.WORDS.index(ones) + 1)

"""At which happening of the page a commitment was made.

What a paper says was said in it, unless it is a communique, which tells of its meeting. What is told was said at the
gathering that its sentence names, else at the last one before it at which its actor was. Nobody's plan has none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Commitment, Event, Instrument, source_text_of

_GATHERINGS = frozenset({"meeting", "call", "session", "summit", "conference"})
_TALKS = frozenset({"meeting", "call"})
_SITTINGS = frozenset({"session", "summit"})
_ROOMS = frozenset({"meeting", "session", "summit", "conference"})
_DONE = frozenset({"agreement", "decision"})
#: tellings before a commitment that are looked at, besides the page's first: keeps pages of any length linear
_WINDOW = 60
#: characters before a clause in which its sentence may name the gathering
_NEAR = 200


class MadeAt:
    """The happenings of one document at which something can have been said."""

    def __init__(self, doc: Doc, events: Sequence[Event]) -> None:
        self._text = source_text_of(doc)
        held = [e for e in events if e.status in {"held", "ongoing"}]
        told = ((start, number) for number, e in enumerate(held) for start, _ in (e.trigger, *e.evidence))
        self._held = held
        self._tellings = sorted(told)
        adopted = [e for e in held if e.type == "adoption"]
        self._titles = [e for e in adopted if e.rule.endswith("title") or "said_in" in e.rule]
        self._said_in = [e for e in adopted if "said_in" in e.rule]
        self._by_paper: dict[int, list[Event]] = {}
        for event in adopted:
            for paper in event.documents if not self._is_communique(event) else ():
                self._by_paper.setdefault(id(paper), []).append(event)
        dated = [e for e in held if e.type in _GATHERINGS and e.dates]
        self._first_dated = min(dated, key=lambda e: e.trigger, default=None)

    def of(self, commitment: Commitment) -> Event | None:
        """The event, `None` if the text tells of none."""
        told = self._told_before(commitment)
        if commitment.status in {"operative", "preambular"} or isinstance(commitment.attributed_to, Instrument):
            found = self._in_paper(commitment, told)
            if found is not None:
                return found
        return self._at_gathering(commitment, told)

    def _told_before(self, commitment: Commitment) -> dict[int, int]:
        """Number of the happening -> where it was told last before the action; not the one that the action is about."""
        end = bisect_left(self._tellings, (commitment.action[0], -1))
        near = [*self._tellings[: min(1, end)], *self._tellings[max(end - _WINDOW, 1) : end]]
        return {number: start for start, number in near if self._held[number] is not commitment.target_event}

    def _in_paper(self, commitment: Commitment, told: dict[int, int]) -> Event | None:
        about = commitment.target_event
        papers = [e for e in self._by_paper.get(id(commitment.attributed_to), ()) if e is not about]
        if papers:
            return max(papers, key=lambda e: e.trigger)
        titles = [e for e in self._titles if e is not about]
        if titles:
            if self._first_dated is not None and all(self._is_communique(e) for e in titles):
                return self._first_dated
            above = [e for e in titles if e.trigger < commitment.action]
            return max(above or titles, key=lambda e: e.trigger)
        rooms = [n for n in told if self._held[n].type in _ROOMS]
        actors = {id(p.entity) for p in commitment.actors if p.entity is not None}
        own = [n for n in rooms if actors & {id(o) for o in self._held[n].organizations}]
        return self._last(own or rooms, told)

    def _is_communique(self, event: Event) -> bool:
        return self._text[slice(*event.trigger)].lower().startswith(("коммюнике", "communiqu"))

    def _at_gathering(self, commitment: Commitment, told: dict[int, int]) -> Event | None:
        forums = [n for n in told if self._held[n].type in _GATHERINGS or self._held[n].type == "statement"]
        plan, reported = commitment.force == "plan", commitment.status == "reported"
        source = commitment.attributed_to
        if plan and reported and source is None and not commitment.actors:
            return None
        if not forums:
            acts = [n for n in told if self._held[n].type in {"adoption", "visit"}]
            return None if plan else self._last(acts, told)
        named = [n for n in forums if self._in_sentence(commitment, told[n])]
        if len(named) == 1:
            return self._held[named[0]]
        if commitment.status == "quoted" and source is None and self._said_in:
            return self._said_in[-1]
        attended = [n for n in forums if self._attends(commitment, self._held[n])]
        own_words = commitment.status == "quoted" and commitment.force not in _DONE
        statements = [n for n in attended if own_words and self._held[n].type == "statement"]
        if statements:
            return self._last(statements, told)
        signed = [n for n in told if self._held[n].type == "adoption" and told[n] > max(told[f] for f in forums)]
        if signed and reported and source is None and commitment.force in {"pledge", "agreement"}:
            last = max(signed, key=lambda n: told[n])
            if "\n" not in self._text[told[last] : commitment.cue[0]]:
                # `Подписан меморандум между А и Б. Ведомства обязуются`
                return self._held[last]
        return self._last_gathering(commitment, attended, forums, told)

    def _last_gathering(
        self, commitment: Commitment, attended: list[int], forums: list[int], told: dict[int, int]
    ) -> Event | None:
        pool = attended or forums
        if commitment.force in _DONE:
            pool = [n for n in pool if self._held[n].type != "statement"] or pool
        if attended:
            talks = [n for n in pool if _people_met(self._held[n])]
            if talks:
                return self._last(talks, told)
        elif commitment.force == "plan" and commitment.attributed_to is None:
            return None
        return self._last([n for n in pool if self._held[n].dates or self._held[n].participants] or pool, told)

    def _in_sentence(self, commitment: Commitment, start: int) -> bool:
        if start < commitment.clause[0] - _NEAR:
            return False
        between = self._text[start : commitment.cue[0]]
        return ". " not in between and "\n" not in between

    def _last(self, numbers: Sequence[int], told: dict[int, int]) -> Event | None:
        number = max(numbers, key=lambda n: told[n], default=None)
        return self._held[number] if number is not None else None

    @staticmethod
    def _attends(commitment: Commitment, event: Event) -> bool:
        """Whether an actor, or who is quoted, was there; who is quoted may speak for his state."""
        ours = {id(p.entity) for p in commitment.actors if p.entity is not None}
        ours |= {id(commitment.attributed_to)} if commitment.attributed_to is not None else set()
        theirs = {id(p.entity) for p in event.participants if p.entity is not None}
        return bool(ours & (theirs | {id(o) for o in event.organizations}))


def _people_met(event: Event) -> bool:
    return (event.type in _TALKS and len(event.participants) > 1) or (event.type in _SITTINGS and bool(event.dates))

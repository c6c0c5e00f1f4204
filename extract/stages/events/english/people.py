"""Who takes part in what English sentences tell: by the words before and after the trigger, and in what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from extract.document import Actor, Organization, Participant, Party, Person, Place
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.represented import state_of
from extract.stages.events.english import talks, words
from extract.stages.events.english.told import Found, Told, after_paper, clause_of
from extract.stages.events.participants.absent import Absent
from extract.stages.events.participants.roll import EnglishRoll
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import Role


def _persons(parties: Sequence[Party]) -> list[Party]:
    return [p for p in parties if isinstance(p.entity, Person)]


def _stated(parties: Sequence[Party]) -> list[Party]:
    return [p for p in _persons(parties) if p.basis == "stated"]


#: talks of more than these are as open as a gathering
_TALKS = 3
_PAIR = 2
#: lines of a list of people
_LINES = 60
#: characters of a post before its holder's name
_NEAR = 120


class EnglishPeople:
    """Adds participants to the candidates of one document."""

    def __init__(self, doc: Doc, parties: Parties, roll: EnglishRoll, told: Told, absent: Absent) -> None:
        self._text: str = doc._.match_text
        self._parties = parties
        self._roll = roll
        self._told = told
        self._absent = absent

    def take_part(self, candidate: Candidate, item: Found, first: int, last: int, start: int) -> None:
        """Add those whom the clause `[first, last)` of the sentence names as taking part."""
        text = self._text
        everybody = talks.DISCUSSING.match(text, item.span[0]) is not None
        before = self._subject(first, item.span[0], everybody=everybody)
        if words.AND_VERB.search(text, max(item.span[0] - 16, first), item.span[0]) and self._told.acting:
            before = self._told.acting
        elif item.is_verb:
            self._told.acting = before
        if candidate.type == "session" and item.is_verb and words.HELD.match(text, item.span[0]):
            self._add_all(candidate, before, "host")
            return
        if candidate.type == "statement":
            self._add_all(candidate, self._speaking(item, first, last), "speaker")
            return
        if item.is_verb and candidate.type == "meeting":
            self._met(candidate, item, before, start, last)
            return
        if item.verb is not None:
            told = self._roll.names(start, first) if words.WHO.match(text, first) else []
            who = told or self._subject(first, item.verb, everybody=True)
            self._add_all(candidate, who, "participant")
        if candidate.type in {"meeting", "call"}:
            self._talked(candidate, item, before, first, last)
            by = words.HOSTED_BY.search(text, item.span[1], last)
            if by is not None and not talks.ANOTHER_ONE.search(text, item.span[1], by.start()):
                self._hosted(candidate, self._host_names(by.end(), last))
        elif candidate.type == "visit":
            self._visited(candidate, item, before, first, last, start)
        elif candidate.type == "adoption":
            self._signed(candidate, item, before, first, last)
        else:
            if not item.is_verb and talks.CAME_TO_ONE.search(text, start, item.span[0]):
                self._add_all(candidate, _persons(self._told.acting), "participant")
            if candidate.type == "exercise" and item.is_verb:
                self._add_all(candidate, before, "participant")
            if candidate.type in {"operation", "exercise"}:
                self._acted(candidate, item, first, last, start)
            if candidate.type == "conference" and item.is_verb:
                self._taught(candidate, item, before, first, last)
            elif candidate.type in {"conference", "session", "summit", "exercise"}:
                self._gathered(candidate, item, before, first, last)

    def _taught(self, candidate: Candidate, item: Found, before: list[Party], first: int, last: int) -> None:
        """`The Office trained twenty officers of the Service`, `Officers were trained by the Office`."""
        text = self._text
        passive = words.PASSIVE.search(text, first, item.span[0]) is not None
        until = talks.TAUGHT_WHAT.search(text, item.span[1], last)
        agent = words.BY.search(text, item.span[1], last) if passive else None
        teachers = self._roll.names(agent.end(), last, groups=False) if agent is not None else before
        bodies = [p.entity for p in teachers if isinstance(p.entity, Organization)]
        if not passive or agent is not None:
            candidate.organizations += [b for b in bodies if b not in candidate.organizations]
        whom = before if passive else self._roll.names(item.span[1], until.start() if until else last)
        self._add_all(candidate, whom, "participant")

    def _met(self, candidate: Candidate, item: Found, before: list[Party], start: int, last: int) -> None:
        """`A met B`, `A received B`, `A called on B`, `A handed over cars to B`."""
        text = self._text
        word = text[slice(*item.span)].lower()
        opening = words.MET_WITH.match(text, item.span[1], last)
        talking = talks.DISCUSSING.match(word) is not None
        if talking:
            opening = words.ABOUT_WITH.search(text, item.span[1], last)
            passive = words.PASSIVE.search(text, start, item.span[0]) or text[item.span[1] : item.span[1] + 4] == " by "
            before = [] if passive else before
        when = words.WHEN_FIRST.match(text, item.span[1], last)
        reach = opening.end() if opening else when.end() if when else item.span[1]
        # what they talked about is no side
        after = self._roll.names(reach, self._stop(reach, last)) if opening or not talking else []
        hosts: list[Party] = []
        if (papers := talks.CREDENTIALS.search(word)) is not None:
            way = talks.CREDENTIALS_TO.match(text, item.span[1], last)
            after = self._roll.names(way.end(), self._stop(way.end(), last)) if way is not None else []
            hosts, guests = (after, before) if papers["given"] else (before, after)
        elif word.startswith("receive"):
            by = words.RECEIVED_BY.search(text, max(item.span[0] - 16, start), item.span[1] + 4) is not None
            hosts, guests = (after, before) if by else (before, after)
            self._told.acting = guests if by else hosts[:1]
        elif talks.TALKED_WITH.search(word) and word[:3] == "was":
            after = self._roll.names(item.span[1], self._stop(item.span[1], last))
            guests = [*before, *after]
        elif word == "called on":
            hosts, guests = after, before or self._antecedent(clause_of(text, item.span, start, last)[0], start)
        else:
            guests = [*before, *after]
        if word.startswith(("host", "welcom")):
            hosts, guests = before, after
        if not guests and candidate.status == "planned" and words.SIDES_MEET.search(text, start, item.span[0]):
            guests = self._same_sides()
        self._add_all(candidate, hosts[:1], "host")
        self._add_all(candidate, guests, "participant")
        if word.startswith("hand"):
            self._add_all(candidate, self._recipients(item.span[1], last), "participant")

    def _speaking(self, item: Found, first: int, last: int) -> list[Party]:
        """`In an interview with the channel, [A] spoke of his talks with B`, `[A] told a briefing that B will come`."""
        told = words.SAID.search(self._text, item.span[1], last)
        before = _persons(self._roll.names(first, item.span[0], groups=False))
        between = self._roll.names(item.span[1], told.start() if told else item.span[1], groups=False)
        if talks.IN_AN.match(self._text, first, item.span[0]) and told is not None and _persons(between):
            return _persons(between)[:1]
        said = words.SAID.search(self._text, first, item.span[0])
        if said is not None and (ahead := [p for p in before if (p.end or 0) <= said.start()]):
            return ahead
        return before or _persons(self._roll.names(first, last, groups=False))

    def _same_sides(self) -> list[Party]:
        """`The two sides are expected to meet again`: they who met last, their states if these are two."""
        met = self._told.last_met
        if met is None:
            return []
        talks = [c for c in self._told.all if c.type == "meeting" and c.status != "planned" and self._of_states(c)]
        parties = [p for p in (talks[-1] if talks else met).participants if p.entity is not None]
        who = self._states_of(parties) or [p.entity for p in parties if len(parties) <= _TALKS and p.entity is not None]
        return [Party(actor, None, None, "inferred") for actor in who]

    @staticmethod
    def _of_states(talks: Candidate) -> bool:
        """Told as talks of two states."""
        return sum(isinstance(p.entity, Place) and p.entity.kind == "country" for p in talks.participants) == _PAIR

    def _talked(self, candidate: Candidate, item: Found, before: list[Party], first: int, last: int) -> None:
        text = self._text
        if item.is_verb and text[slice(*item.span)].endswith((" with", " to")):
            # `spoke with A by telephone`
            self._add_all(candidate, self._roll.names(item.span[1], self._stop(item.span[1], last)), "participant")
        opening = words.WITH.match(text, item.span[1], last)
        meal = talks.MEAL.search(text, *item.span) is not None
        if meal:
            opening = talks.MEAL_FOR.match(text, item.span[1], last)
        elif opening is None and not item.is_verb:
            opening = talks.FAR_WITH.match(text, item.span[1], last)
        opens = words.OPENS_WITH.match(text[first : item.span[0]]) is not None
        joined = (
            talks.AND_NAME.search(text, opening.end(), last) if opening and opening[0].endswith("between ") else None
        )
        # `Following talks between the Leader, Chairman of the Council X and President Y a paper was signed`
        comma = self._comma(joined.end() if joined else opening.end(), last) if opening and opens else -1
        if opening and not words.ARRANGED.search(opening[0]):
            self._add_all(candidate, self._listed(opening.end(), comma if comma > 0 else last), "participant")
        self._called(candidate, item, opening is not None, first, last)
        ahead = text[first : item.span[0]]
        if (agreed := words.AGREED_TO.search(ahead)) is not None:
            # `They agreed to train officers and to hold consultations`
            before = self._subject(first, first + agreed.start())
        if not item.is_verb and words.HOST.search(ahead):
            self._hosted(candidate, [p for p in before if isinstance(p.entity, (Organization, Place))])
            before = [p for p in before if isinstance(p.entity, Person)]
        if item.is_verb or meal or words.HOSTED.search(ahead) or words.HELD_TALKS.search(ahead):
            self._add_all(candidate, before, "participant")
        elif opening and not item.is_verb and talks.WHOSE.search(ahead) is not None:
            # `Lang's talks with Berg`
            self._add_all(candidate, _persons(self._roll.names(first, item.span[0], groups=False))[-1:], "participant")
        elif opening and talks.SAID_AT.search(ahead) is not None:
            # `"...," A said at the talks with B`
            spoken = list(words.SAID.finditer(text, first, item.span[0]))[-1]
            tellers = _persons(self._roll.names(first, spoken.start(), groups=False))
            self._add_all(candidate, tellers[-1:], "participant")
        elif words.DISCUSSED_AT.search(ahead):
            sides = [p for p in before if isinstance(p.entity, (Person, Place))]
            self._add_all(candidate, sides, "participant")
        elif opens and not opening and (talked := words.TALKED.search(text, item.span[1], last)) is not None:
            # `In a phone call, A and B discussed`
            self._add_all(candidate, _persons(self._roll.names(item.span[1], talked.start())), "participant")
        elif comma > 0:
            # `At a separate meeting with the guests, she said`
            said = talks.FINITE.search(text, comma, last)
            if said is not None:
                self._add_all(candidate, self._subject(comma + 2, said.start())[:1], "participant")

    def _called(self, candidate: Candidate, item: Found, opened: bool, first: int, last: int) -> None:
        """`A phoned B`, `made a phone call to B`, `summed up the talks with his guest B`: both take part."""
        text = self._text
        if candidate.type == "call" and (to := talks.CALL_TO.match(text, item.span[1], last)) is not None:
            self._add_all(candidate, self._roll.names(to.end(), self._stop(to.end(), last)), "participant")
            if not item.is_verb and talks.MADE_CALL.search(text, first, item.span[0]):
                self._add_all(candidate, self._subject(first, item.span[0]), "participant")
        elif not item.is_verb and opened and talks.WITH_HIS.match(text, item.span[1], last):
            ahead = _persons(self._roll.names(first, item.span[0], groups=False))
            self._add_all(candidate, ahead[-1:], "participant")
        elif not item.is_verb and talks.WHILE_TALKING.search(text, first, item.span[0]):
            done = talks.THEN_DISCUSSED.match(text, item.span[1], last)
            sides = self._roll.names(first, item.span[0], groups=False) if done is not None else []
            self._add_all(candidate, [p for p in sides if isinstance(p.entity, (Person, Place))], "participant")

    def _comma(self, start: int, last: int) -> int:
        """The comma after which the main clause begins, -1 if there is none: no name follows of a post before."""
        comma = self._text.find(", ", start, last)
        while comma > 0:
            before = [m for m in self._parties.within(start, comma) if m.end == comma and m.type == "position"]
            if not any(
                m.type == "person" and m.start == comma + 2 for m in self._parties.within(comma, last) if before
            ):
                return comma
            comma = self._text.find(", ", comma + 2, last)
        return comma

    def _visited(
        self, candidate: Candidate, item: Found, before: list[Party], first: int, last: int, start: int
    ) -> None:
        text = self._text
        opening = words.WITH.match(text, item.span[1], last)
        if invited := words.INVITED.search(text, start, last):
            self._add_all(candidate, self._inviting(invited.end(), last), "host")
        if (
            item.is_verb
            or words.ON_VISIT.search(text, first, item.span[0])
            or talks.SENDS.search(text, first, item.span[0])
        ):
            self._add_all(candidate, before or self._antecedent(first, start), "participant")
        elif opening and opening[0].strip().endswith(("of", "by")):
            self._add_all(candidate, self._listed(opening.end(), last), "participant")
        elif owner := words.PERSONS_VISIT.search(text, first, item.span[0]):
            # `Foreign Minister Ivo Lang's visit`
            self._add_all(candidate, _persons(self._roll.names(first, owner.start()))[-1:], "participant")
        elif own := self._whose_visit(item, first):
            self._add_all(candidate, own, "participant")
        elif candidate.margins or talks.IN_COURSE.search(text, first, item.span[0]):
            verb = words.AFTER_SETTING.search(text, item.span[1], last)
            subject = self._subject(item.span[1], verb.start() if verb else last)
            self._add_all(candidate, subject[:1], "participant")
        if not item.is_verb and words.HOSTED.search(text, first, item.span[0]):
            # `organised a study visit to Rome for officers of the Service`
            sent = talks.SENT_ON_VISIT.match(text, item.span[1], last)
            self._add_all(candidate, self._listed(sent.end(), last) if sent else [], "participant")

    def _whose_visit(self, item: Found, first: int) -> list[Party]:
        """`A met B during her two-day visit to Italy`: she who is named before."""
        text = self._text
        if not words.WHOSE_VISIT.search(text, first, item.span[0]) or words.SAID.search(text, first, item.span[0]):
            return []
        return _persons(self._roll.names(first, item.span[0]))[:1]

    def _inviting(self, start: int, last: int) -> list[Party]:
        """`at the invitation of the Minister of Japan Ken Tanaka`, `of the Turkish side`, `of Korea`."""
        text = self._text
        until = re.compile(r"[,;.]").search(text, start, min(start + _NEAR, last))
        stop = until.start() if until else min(start + _NEAR, last)
        named = [m for m in self._parties.within(start, stop) if m.end <= stop]
        persons = [m for m in named if m.type == "person"]
        owners = [m for m in named if m.start == start and isinstance(m.entity, (Place, Organization))]
        for m in (persons or owners)[:1]:
            return [Party(m.entity, m.start, m.end, "stated")]  # type: ignore[arg-type]
        return [p for p in self._roll.groups(start, stop) if p.entity is not None][:1]

    def _signed(self, candidate: Candidate, item: Found, before: list[Party], first: int, last: int) -> None:
        text = self._text
        role: Role = "signatory" if words.SIGNED.match(text[slice(*item.span)]) else "participant"
        agent = words.BY.match(text, item.span[1], last)
        met = self._told.last_met
        other = words.SIGNED_WITH.match(text, item.span[1], last) if role == "signatory" else None
        if other:
            until = words.SIGNED_UNTIL.search(text, other.end(), last)
            self._add_all(candidate, self._roll.names(other.end(), until.start() if until else last), role)
        if text[slice(*item.span)] == "signing" and words.THE_SIGNING.search(text, first, item.span[0]) and not agent:
            return
        if agent:
            self._add_all(candidate, self._roll.names(agent.end(), self._stop(agent.end(), last)), role)
        elif after_paper(text, item.span[0], first) or not item.is_verb:
            return
        elif met is not None and (rulers := words.RULERS_OF_BOTH.search(text, first, item.span[0])):
            both = [p for p in met.participants if isinstance(p.entity, (Person, Place))]
            for state in self._states_of(both):
                self._add(candidate, Party(state, *rulers.span("who"), "resolved"), role)
        elif not before and met is not None and words.SIDES_SIGN.search(text, first, item.span[0]):
            both = [p for p in met.participants if isinstance(p.entity, (Person, Place))]
            sides = words.SIDES_SIGN.search(text, first, item.span[0])
            if sides is not None and len(both) > _TALKS:
                self._add(candidate, Party(None, sides.start("who"), sides.end("who"), "stated"), role)
                return
            actors = self._states_of(both) if met.type == "session" else []
            actors = actors or [p.entity for p in both]  # type: ignore[misc]
            self._add_all(candidate, [Party(actor, None, None, "inferred") for actor in actors], role)
        elif not words.PASSIVE.search(text[first : item.span[0]]):
            organs = [] if role == "signatory" else [p for p in before if isinstance(p.entity, Organization)]
            # the organ that adopts a paper holds its adoption
            candidate.organizations += [p.entity for p in organs if p.entity not in candidate.organizations]  # type: ignore[misc]
            self._add_all(candidate, [p for p in before if p not in organs], role)

    def _states_of(self, parties: Sequence[Participant]) -> list[Actor]:
        """The states that take part, or whose delegations two persons led, if they are of two."""
        states: list[Actor] = [p.entity for p in parties if isinstance(p.entity, Place) and p.entity.kind == "country"]
        if len(states) == _PAIR:
            return states
        codes = [state_of(p.entity) for p in parties if isinstance(p.entity, Person)]
        return [self._parties.country(code) for code in codes if code] if len(set(codes)) == len(codes) > 1 else []

    def _acted(self, candidate: Candidate, item: Found, first: int, last: int, start: int) -> None:
        text = self._text
        joint = words.JOINT_WITH.match(text, item.span[1], last)
        if joint and "joint" in text[max(item.span[0] - 12, 0) : item.span[0]]:
            self._add_all(candidate, self._listed(joint.end(), last), "participant")
        did = words.DID_JOINTLY.search(text, first, item.span[0]) if candidate.type == "exercise" else None
        if did is not None and "joint" in did[0]:
            named = self._roll.names(first, did.start())
            self._add_all(candidate, [p for p in named if isinstance(p.entity, Place)], "participant")
        forces = talks.FORCES_OF.search(text, first, item.span[0]) if candidate.type == "exercise" else None
        for name in re.finditer(r"[A-Z][a-z]+", forces["whose"]) if forces is not None else ():
            # `Uzbek and Kazakh troops will hold a joint drill`, `the joint Uzbek-Kazakh drill`
            if iso := country_by_adjective(name[0].lower()):
                at = forces.start("whose")  # type: ignore[union-attr]
                party = Party(self._parties.country(iso), at + name.start(), at + name.end(), "resolved")
                self._add(candidate, party, "participant")
        if candidate.type == "operation" and words.HOSTED.search(text, first, item.span[0]):
            self._add_all(candidate, self._roll.names(first, item.span[0]), "participant")
        held = self._told.last_held
        if held is not None and words.SIDES_AGREED.search(text, start, item.span[0]):
            states = [p.entity for p in held.participants if isinstance(p.entity, Place)]
            # two delegations will come; of many some may stay away
            both = states if len(states) == _PAIR else []
            self._add_all(candidate, [Party(state, None, None, "inferred") for state in both], "participant")
        carried = words.CARRIED_OUT_BY.search(text, item.span[1], last)
        if carried:
            self._add_all(candidate, self._listed(carried.end(), last), "participant")

    def _gathered(self, candidate: Candidate, item: Found, before: list[Party], first: int, last: int) -> None:
        text = self._text
        by = words.HOSTED_BY.search(text, item.span[1], last)
        if by is not None and not talks.ANOTHER_ONE.search(text, item.span[1], by.start()):
            self._hosted(candidate, self._host_names(by.end(), last))
        if hosting := words.HOST.search(text, first, item.span[0]):
            before = self._subject(first, hosting.start())
            bodies = [p for p in before if isinstance(p.entity, Organization)]
            self._hosted(candidate, bodies)
            # `the Secretariat in Kyiv, Ukraine hosted`: the state is where it is
            hosts = [p for p in before if isinstance(p.entity, Place)] if not bodies else []
            self._add_all(candidate, hosts or self._capital_host(first, item.span[0]), "host")
        gave = talks.GAVE.search(text, first, item.span[0]) if text[slice(*item.span)] == "reception" else None
        if gave is not None:
            self._add_all(candidate, self._subject(first, gave.start()), "host")
        taught = talks.TAUGHT_AT.search(text, first, item.span[0]) if candidate.type == "conference" else None
        if taught is not None and (verb := talks.TEACHES.match(text, taught.start())) is not None:
            until = talks.TAUGHT_WHAT.search(text, verb.end(), item.span[0])
            whom = self._roll.names(verb.end(), until.start() if until else item.span[0])
            self._add_all(candidate, whom, "participant")
        agreed = words.AGREED_TO.search(text, first, item.span[0])
        beside = words.ON_MARGINS.search(text, first, item.span[0])
        if (
            candidate.type == "session"
            and not (agreed or beside)
            and words.HELD_TALKS.search(text, first, item.span[0])
        ):
            held = [p for p in before if isinstance(p.entity, Place) or p.entity is None]
            self._add_all(candidate, held, "participant")
        for adjectives in words.ADJECTIVE_GROUP.finditer(text, item.span[1], last):
            for name in re.finditer(r"[A-Z][a-z]+", adjectives[1]):
                iso = country_by_adjective(name[0].lower())
                if iso:
                    at = adjectives.start(1)
                    party = Party(self._parties.country(iso), at + name.start(), at + name.end(), "resolved")
                    self._add(candidate, party, "participant")
        if candidate.type == "summit" and (others := words.JOINT_WITH.match(text, item.span[1], last)):
            # `the trilateral summit with Uzbekistan and Kazakhstan`
            self._add_all(candidate, self._listed(others.end(), last), "participant")
        there = words.WHERE_THEY.match(text, item.span[1])
        if there is not None and (did := words.DID_THERE.search(text, there.end(), there.end() + _NEAR)) is not None:
            self._add_all(candidate, self._roll.names(there.end(), did.start()), "participant")
        group = words.GROUP.match(text, item.span[1], last)
        if group and (not candidate.organizations or group[0].strip().endswith("for")):
            sent = words.SENT_FROM.search(text, group.end(), last)
            listed = [
                p
                for p in self._listed(group.end(), last)
                if isinstance(p.entity, Place)
                or p.entity is None
                or (isinstance(p.entity, Person) and talks.OF_OFFICERS.match(text, group.end()) is not None)
                or (sent is not None and (p.start or 0) >= sent.end())
            ]
            self._add_all(candidate, listed, "participant")

    @staticmethod
    def _hosted(candidate: Candidate, hosts: Sequence[Party]) -> None:
        """Hosts, though the event may be held under their frame as well."""
        known = {id(p.entity) for p in candidate.participants}
        candidate.participants += [
            Participant(p.entity, p.start, p.end, p.basis, "host", None, None)
            for p in hosts
            if p.entity is not None and id(p.entity) not in known
        ]

    def _host_names(self, at: int, last: int) -> list[Party]:
        """Who hosts, `at` the words behind `hosted by`; a city there is where it is, and a state behind it no host."""
        if any(isinstance(m.entity, Place) and m.entity.kind == "city" for m in self._parties.within(at, at + 2)):
            return []
        states = [
            m for m in self._parties.within(at, at + 5) if isinstance(m.entity, Place) and m.entity.kind == "country"
        ]
        if states and not self._text[at : states[0].start].replace("the ", ""):
            return [Party(states[0].entity, states[0].start, states[0].end, "stated")]  # type: ignore[arg-type]
        return self._roll.names(at, self._stop(at, last), groups=False)

    def _capital_host(self, first: int, last: int) -> list[Party]:
        """`Astana would host a conference`: the state whose capital it is."""
        found = words.HOSTS.search(self._text, first, last)
        for m in self._parties.within(*found.span(1)) if found else []:
            state = self._parties.capital(m)
            if state is not None:
                return [Party(state, m.start, m.end, "resolved")]
        return []

    def _listed(self, start: int, last: int) -> list[Party]:
        return self._roll.names(start, self._stop(start, last))

    def _recipients(self, start: int, end: int) -> list[Party]:
        """`handed over spectrometers to the Agency`: the body after the last `to`."""
        to = [m.end() for m in re.compile(r"\bto (?:the )?(?=[A-Z])").finditer(self._text, start, end)]
        return [
            Party(m.entity, m.start, m.end, "stated")  # type: ignore[arg-type]
            for at in to[:1]
            for m in self._roll.bodies(at, end)[:1]
            if m.start == at
        ]

    def attendance(self, made: list[Candidate], start: int, end: int) -> None:
        """`attended by A, B and C`, `A and B took part`: of the event of the sentence, or of the last one told."""
        text = self._text
        if self._told.listing is not None:
            of, role = self._told.listing
            self._add_all(of, _persons(self._roll.names(start, end, groups=False)), role)
            self._told.listing = self._told.listing if text[start:end].rstrip().endswith(";") else None
            return
        kinds = {"meeting", "session", "summit", "conference", "exercise", "operation", "call"}
        here = [c for c in made if c.type in kinds and c.trigger not in self._told.same]
        pointed = len(here) < len([c for c in made if c.type in kinds])
        gathering = {"meeting", "session", "summit", "conference"}
        same = {c.type for c in made if c.trigger in self._told.same} & {"exercise", "operation"}
        fallback = self._told.latest_of(same or gathering) if pointed else self._told.last
        target = next((c for c in here if c.asserted and not c.setting), None) or (here[0] if here else fallback)
        held = self._told.last_held
        if target is not None and target.status == "planned" and target not in here and held is not None:
            target = held if words.CAME.search(text, start, end) or talks.LED.search(text, start, end) else target
        if target is not None and target.type == "visit" and (named := words.ATTENDED_BY.search(text, start, end)):
            # `began their visit ... The meeting was attended by`
            target = self._named(start, named.start()) or self._named(start, named.start() + len("attended "))
        if target is None or target.type == "visit":
            return
        for opening in words.ATTENDED_BY.finditer(text, start, end):
            if target not in here and opening[0].lower() == "with the participation of":
                # `projects with the participation of A`
                continue
            # `held in Osh for officers of the Service on 5 May in the port, Iran`: whom it is for, and no more
            far = not opening[0].rstrip().endswith((" for", " for the"))
            came = self._roll.names(opening.end(), self._stop(opening.end(), end, far=far))
            whose = self._named(start, opening.start()) or target
            if opening[0].lower().startswith("will be") and whose.status != "planned":
                # `Russia will be represented by the Minister`, after what took place: at the one ahead
                ahead = [c for c in self._told.all if c.status == "planned" and c.type in gathering]
                if not ahead:
                    continue
                whose = ahead[-1]
            for party in came:
                self._add(whose, party, "participant", framed=True)
            self._told.listing = (whose, "participant") if text[start:end].rstrip().endswith(";") else None
            if text[start:end].rstrip().endswith(":"):
                self._in_lines(whose, end)
        for led in words.DELEGATION_LED.finditer(text, start, end):
            reach = self._stop(led.end(), end) if led["several"] else min(self._stop(led.end(), end), led.end() + 160)
            leaders = _persons(self._roll.names(led.end(), reach, groups=False))
            self._add_all(target, leaders if led["several"] else leaders[:1], "participant")
        line = words.DATELINE_DATE.match(text, start, end)
        for verb in words.ATTENDED.finditer(text, start, end):
            if text[verb.end() : verb.end() + 4] == " by ":
                continue
            first, _ = clause_of(text, verb.span(), start, end)
            if line is not None and first < line.end() <= verb.start():
                first = line.end()
            if re.search(r"\b(?:to|invited)\s+$", text[first : verb.start()]):
                continue
            if words.STAYED_AWAY.search(text, first, verb.start()):
                continue
            if talks.HAS_DONE.search(text, first, verb.start()) and talks.SINCE_THEN.search(text, start, end):
                # `Since 2009, 310 officers have completed the courses`
                continue
            if any(c.type == "visit" and 0 <= c.trigger[0] - verb.end() < words.BESIDE for c in made):
                # `took part in a study visit`
                continue
            if source := words.ACCORDING.match(text, first, verb.start()):
                first = source.end()
            for reported in words.THAT.finditer(text, first, verb.start()):
                first = reported.end()
            parties = self._roll.names(first, verb.start())
            if not parties and words.PRONOUN.search(text, first, verb.start()):
                # `visited Tashkent, where he attended the session`
                parties = self._meant(first, verb.start())
            if words.JOINED.match(text, verb.start()):
                parties += self._listed(verb.end(), end)
            with_others = re.compile(r"[^.;]{0,40}\b(?:together with|along with|as well as|as did)\b").match(
                text, verb.end(), end
            )
            if with_others:
                parties += self._roll.names(with_others.end(), self._stop(with_others.end(), end, far=True))
            self._add_all(target, parties, "participant")
        self._acted_there(target, start, end)
        if chairing := words.CHAIRMANSHIP.search(text, start, end):
            state = country_by_adjective(chairing[1].lower())
            if state and here:
                chair = Party(self._parties.country(state), chairing.start(1), chairing.end(), "resolved")
                self._add_all(target, [chair], "chair")
        chaired = words.CHAIRED_BY.search(text, start, end)
        if (
            chaired is not None
            and words.CHAIRS_BODY.match(text, chaired.end())
            and self._is_body(start, chaired.start())
        ):
            # `The Organization was chaired by Tajikistan in 2021`
            chaired = None
        if chaired is not None:
            chairs = self._roll.names(chaired.end(), self._stop(chaired.end(), end), groups=False)
            self._add_all(target, (_persons(chairs) or chairs)[:2], "chair")
        elif presided := words.CHAIRED.search(text, start, end):
            subject = self._subject(start, presided.start())
            both = len(_persons(subject)) > 1 and " and " in text[start : presided.start()]
            both = both and (presided[0].startswith("co-") or len(_persons(subject)) == _PAIR)
            self._add_all(target, subject if both else subject[-1:], "chair")
        elif seated := talks.IN_THE_CHAIR.search(text, start, end):
            self._add_all(target, self._roll.names(seated.start() + 4, seated.end(), groups=False)[:1], "chair")
        passing = target in here and words.PLUPERFECT.search(text, start, end) is not None
        if (passing or (target.status == "planned" and target not in here)) and self._told.last_held is not None:
            # nobody speaks yet at what is planned
            target = self._told.last_held
        if not any(c.type == "statement" for c in made):
            self._spoke(target, start, end)

    def _in_lines(self, candidate: Candidate, at: int) -> None:
        """`was attended by: / - President Peter Holm / - Minister Ada Lang`: one in each line."""
        text = self._text
        for _ in range(_LINES):
            while text[at : at + 1] in {"\n", " "} and at < len(text):
                at += 1
            line = talks.LIST_LINE.match(text, at)
            if line is None or talks.LINE_TELLS.search(line[0]):
                return
            named = self._roll.names(at, line.end())
            self._add_all(candidate, _persons(named)[:1] or named, "participant")
            if not named:
                return
            at = line.end()

    def _acted_there(self, target: Candidate, start: int, end: int) -> None:
        """`Representatives of Peru shared their experience at the seminar`: they were there."""
        text = self._text
        if target.type not in {"conference", "session", "summit"} or target.status == "planned":
            return
        for verb in talks.ACTED_THERE.finditer(text, start, end):
            first, _ = clause_of(text, verb.span(), start, end)
            sent = talks.SENT_BY.search(text, first, verb.start())
            if words.PASSIVE.search(text, first, verb.start()):
                # `the plan of consultations of representatives of the states was considered`
                continue
            if sent is None or target.heading or words.BACKGROUND.search(text, start, max(target.trigger[0], start)):
                continue
            if not start <= target.trigger[0] < end and self._told.last is not target:
                continue
            self._add_all(target, self._roll.names(sent.start(), verb.start()), "participant")
            return

    def _is_body(self, start: int, at: int) -> bool:
        """Whether a body is the subject of `was chaired by` that stands at `at`."""
        return any(words.COPULA.fullmatch(self._text, m.end, at) for m in self._roll.bodies(start, at))

    def _named(self, start: int, at: int) -> Candidate | None:
        """`The handover was attended by`: the happening told last whose noun that is."""
        named = words.NAMED.search(self._text, start, at)
        if named is None:
            return None
        noun = words.ALSO_CALLED.get(named[1].lower(), named[1].lower())
        told = [c for c in reversed(self._told.all) if noun in self._text[slice(*c.trigger)].lower()]
        return next((c for c in told if c.status != "planned"), None)

    def _spoke(self, target: Candidate, start: int, end: int) -> None:
        """Who speaks in a sentence about a gathering, or about talks of more than two."""
        text = self._text
        if panel := words.PANEL.search(text, start, end):
            self._add_all(target, _persons(self._roll.names(panel.end(), end, groups=False)), "speaker")
            self._told.listing = (target, "speaker") if text[start:end].rstrip().endswith(";") else None
            return
        spoken = words.SAID.search(text, start, end)
        if spoken is not None and words.TOLD_MEDIA.match(text, spoken.end()):
            return
        if spoken is None or target.type not in {"session", "summit", "conference", "meeting"}:
            return
        if talks.REPORTER.search(text, start, spoken.start()) and not start <= target.trigger[0] < end:
            return
        if target.status == "planned" or words.BACKGROUND.search(text, start, target.trigger[0]):
            return
        if talks.FOR_HOLDING.search(text, start, max(target.trigger[0], start)):
            # `thanked him for hosting the summit`
            return
        ceremony = words.CEREMONY.search(text, *target.trigger) is not None
        if target.type == "meeting" and len(target.participants) <= _TALKS and not ceremony:
            return
        speakers = _stated(self._roll.names(start, spoken.start(), groups=False))
        if not words.ADDRESSED.search(text, start, end):
            speakers = speakers[:1]
        after = self._roll.names(spoken.end(), spoken.end() + 60, groups=False)[:1]
        self._add_all(target, speakers or _stated(after), "speaker")

    def organised(self, sentence: Span, told: list[Candidate]) -> None:
        """`It was organized by A in cooperation with B`: the frame of the event told last."""
        target = self._told.last
        start, end = sentence.start_char, sentence.end_char
        if target is None or target.type not in {"conference", "session", "exercise"}:
            return
        if any(c.asserted and c is not target for c in told):
            return
        opening = words.IT_WAS_ORGANISED.match(self._text, start, end)
        if opening is None:
            return
        stop = words.FUNDED.search(self._text, opening.end(), end)
        for m in self._roll.bodies(opening.end(), stop.start() if stop else end):
            if isinstance(m.entity, Organization) and m.entity not in target.organizations:
                target.organizations.append(m.entity)

    def _subject(self, first: int, verb: int, *, everybody: bool = False) -> list[Party]:
        """Who acts: everybody named between the start of the clause and the verb, else the pronoun's person."""
        teller = talks.WHO_SAYS.match(self._text, first, verb)
        first = teller.end() if teller else first
        opening = words.OPENING.match(self._text, first, verb)
        begin = opening.end() if opening else first
        for reported in words.REPORTED_THAT.finditer(self._text, begin, verb):
            # `noted that [a delegation] would visit Rome`
            begin = reported.end()
        named = self._roll.names(begin, verb)
        for aside in talks.RELATIVE.finditer(self._text, begin, verb):
            # not who is named in `A, who came to see B, met C`
            named = [p for p in named if not aside.start() <= (p.start or 0) < aside.end()]
        persons = [p for p in named if isinstance(p.entity, Person)]
        if persons and not everybody:
            # `the Ministers of A, B and C and the Commissioner X met`: states stand for ministers without names
            states = [p for p in named if isinstance(p.entity, Place)]
            ministers = talks.MINISTERS_OF.search(self._text, begin, verb) if len(states) >= _PAIR else None
            after = ministers.end() if ministers is not None else verb
            return [p for p in named if p in persons or (p in states and (p.start or 0) >= after)]
        pronoun = words.PRONOUN.search(self._text, begin, verb)
        if named and (pronoun is None or any(p.entity is not None for p in named)):
            return named
        if pronoun is not None:
            return self._meant(begin, verb) or named
        return []

    def _meant(self, begin: int, verb: int) -> list[Party]:
        """Whom `he` or `she` stands for: who opens the sentence, else who spoke last."""
        token = self._parties.index.at(begin)
        start = token.sent.start_char if token is not None else begin
        before = _persons(self._roll.names(start, begin, groups=False)) if start < begin else []
        here = before[-1:] if words.WHERE_HE.match(self._text, begin) else before[:1]
        who = here[0] if here else self._told.speaker
        if who is None:
            return []
        pronoun = words.PRONOUN.search(self._text, begin, verb)
        return [Party(who.entity, *(pronoun.span(1) if pronoun else (begin, verb)), "resolved")]

    def _antecedent(self, first: int, start: int) -> list[Party]:
        """`received the delegation of the Staff, which is on a visit`: the last one named before the clause."""
        named = self._roll.names(start, first)
        if len(named) > 1 and all(isinstance(p.entity, Person) for p in named[-2:]):
            # `received X, who is on a visit`
            return named[-1:]
        if named and named[-1].entity is None:
            # `met the heads of delegations, who arrived in Lyon`
            return named[-1:]
        return named[-2:] if len(named) > 1 else named

    def _stop(self, offset: int, last: int, *, far: bool = False) -> int:
        """Where a list after a verb ends."""
        text = self._text
        pattern = words.LIST_END_FAR if far else words.LIST_END
        for found in pattern.finditer(text, offset, last):
            if not self._roll.is_inside(found.start() + 1):
                return found.start()
        return last

    def note_speaker(self, start: int, end: int) -> None:
        verb = words.SAID.search(self._text, start, end)
        stop = verb.start() if verb else min(end, start + 160)
        persons = [p for p in self._roll.names(start, stop, groups=False) if isinstance(p.entity, Person)]
        if persons:
            self._told.speaker = persons[0]

    def _add_all(self, candidate: Candidate, parties: Sequence[Party], role: Role) -> None:
        for party in parties:
            self._add(candidate, party, role)

    def _add(self, candidate: Candidate, party: Party, role: Role, *, framed: bool = False) -> None:
        """Add one who takes part; `framed`: though it holds the event as well, it sent people."""
        entity = party.entity
        if party.start in self._absent:
            # `all members except A`
            return
        if not framed and isinstance(entity, Organization) and entity in candidate.organizations:
            return
        for present in candidate.participants:
            if (entity is not None and present.entity is entity) or (entity is None and present.start == party.start):
                if present.role == "participant":
                    present.role = role
                return
        title, affiliation = self._parties.post(entity)
        candidate.participants.append(
            Participant(entity, party.start, party.end, party.basis, role, title, affiliation)
        )

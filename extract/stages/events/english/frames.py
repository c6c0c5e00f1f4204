"""Whose session an English sentence tells, and who organises a gathering: the bodies around its trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Mention, Organization, Starts, kept
from extract.stages.events.english import talks, words
from extract.stages.events.english.told import Told
from extract.stages.events.framing.bodies_meant import is_union
from extract.stages.events.participants.roll import EnglishRoll
from extract.stages.events.triggers.lexicon import Candidate

AUSPICES = re.compile(r"\bunder the (?:auspices|aegis|umbrella|patronage) of (?:the )?$")
#: `within the framework of the [UNODC] Sub-programme 1`, `training of the [UNODC-WCO] Container Control Programme`
UNDER = re.compile(
    r"\b(?:within|under|as (?:a )?part of|in)\s+(?:(?:the\s+)?(?:framework|frames|scope)\s+of\s+)?(?:the|an?)\s+$"
    r"|^\s+of\s+(?:the\s+)?$"
)
PROJECT = re.compile(r"(?:'s|-[A-Z]+)?\s+(?:[\w-]+\s+){0,4}?(?:Sub-)?(?:[Pp]rogramme?|[Pp]roject|[Ii]nitiative)\b")
AT_THE = re.compile(r"\s+(?:[a-z]+\s+){0,2}at\s+the\s+")
SCHOOL = re.compile(r"\b(?:Academy|University|Institute|College|School|Cent(?:er|re) (?:for|of))\b")
_OFFICIALS = (
    r"(?:[Mm]inisters?|[Hh]eads|[Cc]hiefs|[Ll]eaders|[Ss]ecretaries|[Ee]xperts|[Pp]rosecutors|[Dd]irectors|[Oo]fficials"
    r"|[Cc]ommanders|[Cc]hairpersons|[Cc]hairmen|[Rr]epresentatives)"
)
OFFICIALS_OF = re.compile(
    rf"\b{_OFFICIALS}\b[^.;,]{{0,90}}?\s(?:of|from)\s+(?:the\s+)?(?:[Mm]ember\s+[Ss]tates\s+of\s+(?:the\s+)?)?$"
)
OFFICIALS_AFTER = re.compile(
    rf"(?:'s)?\s+(?:[Mm]ember\s+(?:[Ss]tates|[Cc]ountries)'?\s+)?(?:[a-z]+\s+){{0,4}}?{_OFFICIALS}\b"
)
THEY_MEET = re.compile(
    r"(?:\s+\([A-Z]+\))?(?:'s)?(?:\s+[Mm]ember\s+(?:[Ss]tates|[Cc]ountries))?'?"
    rf"(?:\s+(?:[\w-]+\s+){{0,4}}?{_OFFICIALS}(?:\s+of\s+[a-z ]{{3,40}}?)?)?"
    r",?\s+(?:(?:have|had|will|also|today)\s+)?"
)
WITH = re.compile(r"\bwith\b")
OF_OFFICIALS = re.compile(
    rf"\s+(?:of|between|among)\s+(?:the\s+)?(?:[\w'-]+\s+){{0,3}}?{_OFFICIALS}\b[^.;()]{{0,110}}?\s(?:of|from)\s+(?:the\s+)?"
    r"(?:[Mm]ember\s+[Ss]tates\s+of\s+(?:the\s+)?)?"
)


class EnglishFrames:
    """Adds the bodies that hold it to the candidates of one document."""

    def __init__(self, text: str, roll: EnglishRoll, told: Told, everything: Sequence[Mention]) -> None:
        self._text = text
        self._roll = roll
        self._told = told
        self._everything = everything

    def add(self, candidate: Candidate, first: int, last: int) -> None:
        """The body whose session it is, or that organises it."""
        if candidate.type == "meeting":
            candidate.organizations += self._of_members(candidate, first, last)
        if candidate.type not in {"session", "summit", "conference", "exercise", "operation"}:
            return
        if candidate.type == "conference" and candidate.is_verb:
            # who trains whom: with the people
            return
        text = self._text
        bodies = self._roll.bodies(first, last)
        found: list[Mention] = []
        if candidate.rule.endswith(":body"):
            found += [m for m in self._roll.bodies(candidate.trigger[0], last) if m.start == candidate.trigger[0]][:1]
        held = candidate.is_verb and words.HELD.match(text, candidate.trigger[0]) is not None
        for m in bodies if not held else []:
            between = text[candidate.trigger[1] : m.start]
            if (m.start >= candidate.trigger[1] and talks.FRAMED.fullmatch(between)) or (
                m.end <= candidate.trigger[0]
                and (
                    words.OWNS.fullmatch(text, m.end, candidate.trigger[0])
                    or words.BODY_ORGANISED.fullmatch(text, m.end, candidate.trigger[0])
                )
            ):
                found.append(m)
        for one, another in pairwise(bodies) if candidate.type == "session" else ():
            if (
                one in found
                and one.start >= candidate.trigger[1]
                and words.AND_ANOTHER.fullmatch(text, one.end, another.start)
            ):
                # `sessions of the Council and the Committee`
                found.append(another)
        if candidate.type in {"session", "conference", "exercise"} and not candidate.is_verb:
            organised = words.ORGANISED_BY.search(text, candidate.trigger[1], last)
            organised = organised or words.HELD_BY.search(text, candidate.trigger[1], last)
            which = words.WHICH_HELD.match(text, last) or words.WHICH_HELD.match(text, candidate.trigger[1])
            if which:
                # `a course, which the Office held in Termez`
                found += [
                    m
                    for m in self._roll.bodies(which.end(), which.end() + words.FAR)
                    if m.start == which.end() and words.DID_HOLD.match(text, m.end)
                ]
            taught = talks.TAUGHT_AT.search(text, first, candidate.trigger[0])
            if taught is not None and talks.TEACHES.match(text, taught.start()) is not None:
                # `The Office trained officers of the Service at a course`
                found += [
                    m
                    for m in bodies
                    if m.end <= taught.start() and not words.PASSIVE.search(text, first, taught.start())
                ]
            arranged = words.ORGANISES.search(text, first, candidate.trigger[0])
            if arranged is not None and found and words.HOSTED.search(text, first, candidate.trigger[0]):
                found += [m for m in bodies if m.end <= arranged.start()]
            if organised:
                funded = words.FUNDED.search(text, organised.end(), last)
                stop = funded.start() if funded else last
                found += [m for m in bodies if organised.end() <= m.start < stop]
            elif (
                not found
                and words.HOSTED.search(text, first, candidate.trigger[0])
                and not words.NOT_ITS_OWN.search(text, first, candidate.trigger[0])
            ):
                found += [m for m in bodies if m.end <= candidate.trigger[0]]
        if candidate.type == "session" and not candidate.is_verb and not found:
            owner = words.AT_ITS.search(text, first, candidate.trigger[0])
            owner = owner or (
                talks.AT_A.search(text, first, candidate.trigger[0]) if self.acts(first, bodies) else None
            )
            found += [m for m in bodies if owner is not None and m.end <= owner.start()][:1]
            if not found and (owner is not None or talks.SITTING_AT.match(text, candidate.trigger[0])):
                # `At its meeting in Osh, the Council backed`, `Meeting in Osh, the Council backed`
                found += [
                    m
                    for m in self._roll.bodies(candidate.trigger[1], last)
                    if talks.THEN_THE.search(text, candidate.trigger[1], m.start)
                ][:1]
        if candidate.type in {"session", "summit"} and candidate.is_verb:
            ahead = [m for m in bodies if m.end <= candidate.trigger[0]]
            # `the Council of the Union (hereinafter referred to as the Union) met`
            sits = [m for m in ahead if words.ABBREVIATED.fullmatch(text, m.end, candidate.trigger[0])]
            found += [m for m in bodies if m.start >= candidate.trigger[1]][:1] if held else (sits or ahead)[-1:]
        if not found and candidate.type == "session" and candidate.status == "held" and self._told.last is None:
            found = self.of_title(candidate)
        for m in found:
            if isinstance(m.entity, Organization) and m.entity not in candidate.organizations:
                candidate.organizations.append(m.entity)
        if not candidate.organizations:
            candidate.organizations += self._under(candidate, last) or self._of_members(candidate, first, last)

    def _under(self, candidate: Candidate, last: int) -> list[Organization]:
        """`under the auspices of the UN`, `within the framework of a UNODC project`, `at the Academy`, far behind."""
        text, end = self._text, candidate.trigger[1]
        stop = max(last, min(candidate.token.sent.end_char, end + words.FAR))
        # `the UNODC Programme` is the name of a paper, too
        for m in kept(candidate.token.doc, "bodies_at", lambda d: Starts(d._.organizations)).within(end, stop):
            body = m.entity
            if not isinstance(body, Organization) or text.find(";", end, m.start) >= 0:
                continue
            if AUSPICES.search(text, end, m.start):
                return [body]
            if candidate.type != "conference":
                continue
            if PROJECT.match(text, m.end) and UNDER.search(text, end, m.start):
                return [body]
            if AT_THE.fullmatch(text, end, m.start) and SCHOOL.search(text, m.start, m.end):
                return [body]
        return []

    def _of_members(self, candidate: Candidate, first: int, last: int) -> list[Organization]:
        """`Experts from the CSTO member states met`, `meeting of the ministers of interior of the OTS`: their union."""
        if candidate.type not in {"meeting", "session", "summit"}:
            return []
        text, (start, end) = self._text, candidate.trigger
        for m in self._roll.bodies(first, last):
            if not is_union(m.entity):
                continue
            if m.end <= start and candidate.is_verb:
                told = OFFICIALS_OF.search(text, first, m.start) or OFFICIALS_AFTER.match(text, m.end)
                if told and THEY_MEET.fullmatch(text, m.end, start) and not WITH.search(text, start, end + 6):
                    return [m.entity]  # type: ignore[list-item]
            elif m.start >= end and not candidate.is_verb and OF_OFFICIALS.fullmatch(text, end, m.start):
                return [m.entity]  # type: ignore[list-item]
        return []

    def acts(self, first: int, bodies: list[Mention]) -> bool:
        """Whether an organ is the subject of the clause by what it does at its sitting."""
        organ = next((m for m in bodies if words.ORGAN_BEFORE.search(self._text, m.start, m.end)), None)
        leads = organ is not None and not self._text[first : organ.start].strip(" \n").replace("The", "", 1).strip()
        return leads and organ is not None and talks.ORGAN_DID.match(self._text, organ.end) is not None

    def of_title(self, candidate: Candidate) -> list[Mention]:
        """`Minutes of the 27th Meeting of the Working Group` over `The Meeting was held in Chisinau`."""
        title = words.TITLE_SESSION.search(self._text, 0, min(candidate.trigger[0], words.TITLE))
        if title is None:
            return []
        candidate.number = candidate.number or title["number"]
        line = self._text.find("\n", title.end())
        stop = line if line >= 0 else len(self._text)
        named = [m for m in self._everything if m.type == "organization" and title.end() <= m.start and m.end <= stop]
        first = min((m.start for m in named), default=0)
        return sorted((m for m in named if m.start == first), key=lambda m: m.end)[-1:]

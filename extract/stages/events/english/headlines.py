"""What an English headline and the first sentence below it tell together."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extract.document import DateValue, Person, Place
from extract.stages.events.english import talks, words
from extract.stages.events.english.told import Found, Told
from extract.stages.events.triggers.lexicon import Candidate

#: a paper that was made at a meeting
_PAPER_OF_MEETING = re.compile(
    r"\s*(?:joint |final |concluding )?(?:communiqu[e\u00e9]|statement|declaration|protocol|minutes|summary record)"
    r"\s+(?:of|from|by) the (?:\w+ ){0,2}(?:meeting|session) of\b",
    re.IGNORECASE,
)


def is_of_paper(text: str, told: Told, candidate: Candidate) -> bool:
    """`Communique of the Third Meeting of the Chiefs of Police` over `The Chiefs of Police met in Osh`: they sat."""
    first = told.last is None and candidate.status == "held"
    alone = any(isinstance(p.entity, Person) for p in candidate.participants)
    return first and not alone and _PAPER_OF_MEETING.match(text) is not None


def take_headline(text: str, told: Told, candidate: Candidate, *, heading: bool) -> None:
    """`Office trains officers`, `Guards meet in Osh` over `Officers completed a course`: the headline tells it."""
    last = told.last
    if last is None or not last.heading or heading:
        return
    if not last.is_verb or candidate.type not in words.NAMED_KINDS:
        return
    met = last.type in {"meeting", "session"} and text[slice(*last.trigger)] in {"meet", "meets"}
    met = met and not any(isinstance(p.entity, Person) for p in last.participants)
    states = any(isinstance(p.entity, Place) for p in last.participants)
    if not candidate.is_verb and met and candidate.type == "session" and not states and last.status == "planned":
        # `Ministers to meet in Osh in May` over `the fifth meeting of ministers`
        last.type = candidate.type
    elif not candidate.is_verb and candidate.type == "conference" and (last.type == "conference" or met):
        last.type = "conference"
        last.asserted, last.places, last.participants = False, [], []


def headed_so(text: str, told: Told, candidate: Candidate) -> None:
    """`First Meeting of the Board took place in Osh` over `Heads of agencies gathered in Osh on 5 May`: one."""
    last = told.last
    word = text[slice(*candidate.trigger)]
    if last is None or not last.heading or last.is_verb or last.type not in {"session", "conference"}:
        return
    if candidate.type != "meeting" or word not in {"gathered", "met", "came together"}:
        return
    apart = candidate.places and last.places and candidate.places[0] not in last.places
    if apart or any(isinstance(p.entity, Person) for p in candidate.participants):
        return
    last.dates = last.dates or list(candidate.dates)
    last.participants += [p for p in candidate.participants if p not in last.participants]
    candidate.type, candidate.asserted = last.type, False
    candidate.number = candidate.number or last.number
    candidate.dates, candidate.places = list(last.dates), list(last.places)


def told_in_full(doc: Doc, told: Told, item: Found, sentence: tuple[int, int]) -> bool:
    """`held a seminar in Oman. The regional seminar on borders took place in Muscat from 3 to 5 May`: one; the second
    sentence tells the day and the place, if the first has none but the day of the report.
    """
    text: str = doc._.match_text
    last, (start, end) = told.last, sentence
    if last is None or last.status == "planned" or not told.is_alone(last):
        return False
    if text[slice(*item.span)] != text[slice(*last.trigger)]:
        return False
    reported = [m.entity for m in doc._.dates if talks.IN_DATELINE.fullmatch(text, 0, m.start)]
    if any(d not in reported for d in last.dates):
        return False
    if talks.THE_SAME_KIND.fullmatch(text, start, item.span[0]) is None:
        return False
    if talks.TOLD_IN_FULL.match(text, item.span[1], end) is None:
        return False
    cities = [m.entity for m in doc._.places if item.span[1] <= m.start and m.end <= end and m.entity.kind == "city"]
    known = {p.country for p in last.places}
    if cities and known and cities[0].country not in known:
        return False
    days = [m.entity for m in doc._.dates if start <= m.start and m.end <= end and isinstance(m.entity, DateValue)]
    last.dates = days[:1] or last.dates
    if cities and all(p.kind != "city" for p in last.places):
        last.places = cities[:1]
    return True

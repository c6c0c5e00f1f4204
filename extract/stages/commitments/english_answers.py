"""Whom `we` of English answers stands for: `Q: When will it open? A: We plan to open it in May`."""

from __future__ import annotations

import re

from extract.document import Organization, Party, Person
from extract.language.later import later
from extract.language.syntax import dialogue_lines
from extract.parties import Parties
from extract.parties.represented import represents

_OURS = later(r"\b(?:we|our)\b", re.IGNORECASE)
#: characters before the first question in which somebody is introduced
_INTRODUCTION = 1500


def answering(parties: Parties, offset: int, words: str) -> list[Party]:
    """For `we` in an answer at `offset`: the body or state of who answers.

    The speaker of the page's statement, else the first person with a post above the first question, else the body of a
    post without a name there: `Briefing by the Spokesperson of the Ministry`.
    """
    lines = dialogue_lines(parties.doc)
    if _OURS.search(words) is None or not any(start <= offset < end for start, end in lines):
        return []
    first = lines[0][0]
    above = [m for m in parties.mentions if first - _INTRODUCTION < m.start < first]
    persons = [m.entity for m in above if m.type == "person" and isinstance(m.entity, Person)]
    titled = [person for person in persons if person.positions]
    person = parties.page_speaker() or next(iter(titled), None)
    owner = represents(person) if person is not None else None
    if person is None:
        posts = [m.position for m in above if m.type == "position" and m.position is not None]
        owner = next((p.organization or p.country for p in posts if p.organization or p.country), None)
    if isinstance(owner, str):
        return [Party(parties.country(owner), None, None, "inferred")]
    return [Party(owner, None, None, "inferred")] if isinstance(owner, Organization) else []

"""Whom `we` and `I` of English answers and speeches stand for: `Q: When will it open? A: We plan to open it in May`."""

from __future__ import annotations

import re

from extract.document import Organization, Party, Person
from extract.language.later import later
from extract.language.syntax import dialogue_lines
from extract.parties import Parties
from extract.parties.address import address
from extract.parties.represented import represents

_OURS = later(r"\b(?:we|our)\b", re.IGNORECASE)
#: characters before the first question in which somebody is introduced
_INTRODUCTION = 1500


def answering(parties: Parties, offset: int, words: str) -> list[Party]:
    """For `we` in an answer or speech at `offset` the body or state of who speaks, for `I` of a speech who speaks."""
    speech = address(parties.doc)
    ours = _OURS.search(words) is not None
    if speech is not None and offset >= speech.start:
        if not ours or not isinstance(speech.speaker, Person):
            return [Party(speech.speaker, None, None, "inferred")]
        return _represented(parties, represents(speech.speaker))
    lines = dialogue_lines(parties.doc)
    inside = any(start <= offset < end for start, end in lines)
    return _represented(parties, _whose(parties, lines[0][0])) if ours and inside else []


def _whose(parties: Parties, first: int) -> Organization | str | None:
    """Whose officer answers from `first` on: the speaker of the page's statement, else the first person with a post
    above the questions, else a post without a name: `Briefing by the Spokesperson of the Ministry`.
    """
    above = [m for m in parties.mentions if first - _INTRODUCTION < m.start < first]
    persons = [m.entity for m in above if m.type == "person" and isinstance(m.entity, Person)]
    person = parties.page_speaker() or next((one for one in persons if one.positions), None)
    if person is not None:
        return represents(person)
    posts = [m.position for m in above if m.type == "position" and m.position is not None]
    return next((p.organization or p.country for p in posts if p.organization or p.country), None)


def _represented(parties: Parties, owner: Organization | str | None) -> list[Party]:
    if owner is None:
        return []
    return [Party(parties.owner(owner), None, None, "inferred")]

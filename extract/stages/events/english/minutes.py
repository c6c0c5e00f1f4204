"""The head of English minutes: what sat, where and when, under whom and with whom, as its lines say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import DateValue, Organization, Participant, Party, Place
from extract.parties import Parties
from extract.stages.events.participants.roll import EnglishRoll
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import Role

_TITLE = re.compile(
    r"^[ \t]*(?:(?:AGREED |Agreed )?(?:PROTOCOL|Protocol|MINUTES|Minutes)|(?:SUMMARY |Summary )?(?:RECORD|Record))\b"
    r"[^\n]{0,80}\n?[ \t]*(?:of|OF) (?:the |THE )?[^\n]{0,60}?\b(?:meeting|session|sitting|MEETING|SESSION)\b[^\n]*",
    re.MULTILINE,
)
#: characters from the top within which the title stands, and of the lines under it
_TOP = 600
_HEAD = 2500
_ITEM = re.compile(r"\n[ \t]*(?:1[.)]|I\.|AGENDA|Agenda)")
_CHAIR = re.compile(
    r"^[ \t]*(?:Chaired by|Chair(?:man|person|woman)?|CHAIRED BY|CHAIR(?:MAN|PERSON)?|Presiding|Presided over by)"
    r"[ \t]*:[ \t]*(?P<who>[^\n]+)",
    re.MULTILINE,
)
_PRESENT = re.compile(
    r"^[ \t]*(?:Present|PRESENT|Participants|PARTICIPANTS|Attended by|In attendance|Attendees|Attending)[ \t]*:"
    r"(?P<who>(?:[^\n]*\n?(?!\s*\n)){1,40})",
    re.MULTILINE,
)
#: `from the Republic of Armenia - State Revenue Committee`: whose body it is
_LABEL = re.compile(r"[ \t]*[-:][ \t]")


def read_minutes(doc: Doc, parties: Parties, told: Sequence[Candidate]) -> None:
    """Give the sitting of a title of minutes the day, place, chair and those present of the lines under it."""
    text: str = doc._.match_text
    title = _TITLE.search(text, 0, _TOP)
    if title is None:
        return
    sitting = next((c for c in told if title.start() <= c.trigger[0] < title.end() and c.type != "adoption"), None)
    if sitting is None:
        return
    item = _ITEM.search(text, title.end(), title.end() + _HEAD)
    end = item.start() if item else min(title.end() + _HEAD, len(text))
    sitting.asserted = True
    sitting.type = "session" if sitting.type == "meeting" else sitting.type
    lines = [m for m in (_CHAIR.search(text, title.end(), end), _PRESENT.search(text, title.end(), end)) if m]
    above = min((m.start() for m in lines), default=end)
    days = [m.entity for m in doc._.dates if title.end() <= m.start and m.end <= above]
    sitting.dates = sitting.dates or [d for d in days if isinstance(d, DateValue)][:1]
    cities = [m.entity for m in doc._.places if title.end() <= m.start and m.end <= above]
    sitting.places = sitting.places or [p for p in cities if isinstance(p, Place) and p.kind == "city"][:1]
    roll = EnglishRoll(doc, parties)
    for line in lines:
        named = roll.names(*line.span("who"), groups=False)
        chairs = line.re is _CHAIR
        _join(sitting, parties, named[:1] if chairs else _unlabelled(text, named), "chair" if chairs else "participant")


def _unlabelled(text: str, named: Sequence[Party]) -> list[Party]:
    """Without the states that only say whose the bodies behind them are."""
    return [p for p in named if not (isinstance(p.entity, Place) and _LABEL.match(text, p.end or 0))]


def _join(sitting: Candidate, parties: Parties, named: Sequence[Party], role: Role) -> None:
    for party in named:
        known = any(p.entity is party.entity for p in sitting.participants if party.entity is not None)
        holds = isinstance(party.entity, Organization) and party.entity in sitting.organizations
        if not known and not holds:
            title, owner = parties.post(party.entity)
            sitting.participants.append(
                Participant(party.entity, party.start, party.end, party.basis, role, title, owner)
            )

"""Event candidates in English sentences, by patterns: slovnet gives no syntax there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from extract.document import DateValue, Instrument, Mention, Organization, Participant, Person, Place
from extract.parties import Parties
from extract.stages.events.triggers import Candidate
from schemas.event import EventStatus, EventType, Role

_NOUNS: tuple[tuple[EventType, str], ...] = (
    ("call", r"(?:tele)?phone (?:call|conversation|talk)s?|video call"),
    ("meeting", r"meeting|talks|consultations"),
    ("visit", r"visit"),
    ("summit", r"summit"),
    ("session", r"session"),
    ("conference", r"conference|forum|seminar|workshop|round ?table|webinar|symposium|side event|training course"),
    ("operation", r"operation"),
    ("exercise", r"exercises?"),
    ("statement", r"briefing|press conference|interview"),
)
_VERBS: tuple[tuple[EventType, str], ...] = (
    ("meeting", r"met with|met|held a meeting|called on|held talks|had talks|had a meeting|meets"),
    ("visit", r"visited|arrived in|paid a visit"),
    ("adoption", r"signed|adopted|endorsed|approved"),
)
_PLANNED = re.compile(
    r"\b(?:will|would|to be held|is scheduled|are scheduled|is planned|upcoming|forthcoming|is expected)\b"
)
_CANCELLED = re.compile(r"\b(?:cancelled|canceled|called off)\b")
_POSTPONED = re.compile(r"\b(?:postponed|put off|rescheduled)\b")
_ONGOING = re.compile(r"\b(?:is underway|are underway|is taking place|are taking place|are gathering|is being held)\b")
_REFUSED = re.compile(
    r"\b(?:proposed?|proposes|suggest\w*|called for|invited|should|could|possibility of)\b[^.]{0,80}$"
)
_ASSERTING = re.compile(
    r"\b(?:held|took place|was held|were held|opened|hosted|concluded|attended|took part|participated|began|ended|"
    r"convened|chaired|will|signed|conducted|organi[sz]ed|carried out)\b"
)
_DEADLINE = re.compile(r"\b(?:by|until|before)\s+(?:the\s+)?$", re.IGNORECASE)
_WITH_PEOPLE = frozenset({"meeting", "call", "visit", "statement"})
_ORDINAL = re.compile(
    r"\b(?:(\d{1,3})(?:st|nd|rd|th)|([IVXLC]{2,}))\s+(?:\w+\s+){0,4}$|"
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_WORDS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_NOUN_PATTERNS = tuple((kind, re.compile(rf"(?<![\w-])(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in _NOUNS)
_VERB_PATTERNS = tuple((kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in _VERBS)


def candidates(doc: Doc, sentence: Span, parties: Parties, everything: Sequence[Mention]) -> Iterator[Candidate]:
    """Candidates of one English sentence, with the slots that its mentions give."""
    start, end = sentence.start_char, sentence.end_char
    text: str = doc._.match_text[start:end]
    inside = [m for m in everything if start <= m.start and m.end <= end]
    names = [m for m in inside if m.type in {"organization", "document"}]
    taken: list[tuple[int, int]] = []
    for kind, pattern, is_verb in (
        *((k, p, True) for k, p in _VERB_PATTERNS),
        *((k, p, False) for k, p in _NOUN_PATTERNS),
    ):
        for found in pattern.finditer(text):
            span = (start + found.start(), start + found.end())
            if any(a < span[1] and span[0] < b for a, b in taken):
                continue
            if any(m.start <= span[0] and span[1] <= m.end for m in names):
                continue
            if found[0].endswith("s") and kind not in {"meeting", "exercise", "call"} and not is_verb:
                continue
            if _REFUSED.search(text[: found.start()]):
                continue
            documents = [m.entity for m in inside if isinstance(m.entity, Instrument)]
            if kind == "adoption" and not documents:
                continue
            taken.append(span)
            token = parties.index.at(span[0])
            if token is None:
                continue
            candidate = Candidate(kind, token, span, f"event.{kind}.english:{found[0].lower()}", is_verb=is_verb)
            candidate.status = _status(text)
            candidate.asserted = is_verb or bool(_ASSERTING.search(text))
            if kind == "adoption":
                candidate.documents = list(dict.fromkeys(documents))  # type: ignore[arg-type]
            _slots(candidate, inside, names, text, found.start(), start)
            yield candidate


def _status(text: str) -> EventStatus:
    for status, pattern in (
        ("cancelled", _CANCELLED),
        ("postponed", _POSTPONED),
        ("planned", _PLANNED),
        ("ongoing", _ONGOING),
    ):
        if pattern.search(text):
            return status  # type: ignore[return-value]
    return "held"


def _slots(candidate: Candidate, inside: list, names: list, text: str, at: int, offset: int) -> None:  # type: ignore[type-arg]
    ordinal = _ORDINAL.search(text[:at])
    if ordinal:
        word = ordinal[3]
        candidate.number = str(_WORDS.index(word.lower()) + 1) if word else ordinal[1] or ordinal[2]
    for mention in inside:
        nested = any(n is not mention and n.start <= mention.start and mention.end <= n.end for n in names)
        if nested:
            continue
        entity = mention.entity
        before = text[max(mention.start - offset - 12, 0) : mention.start - offset]
        if isinstance(entity, DateValue) and entity not in candidate.dates:
            if not _DEADLINE.search(before):
                candidate.dates.append(entity)
        elif isinstance(entity, Place) and re.search(r"\b(?:in|at|to)\s+(?:the\s+)?$", before):
            if entity.kind != "country" or candidate.type == "visit":
                candidate.places.append(entity)
        elif isinstance(entity, Person) and mention.type == "person" and candidate.type in _WITH_PEOPLE:
            role: Role = "speaker" if candidate.type == "statement" else "participant"
            title, affiliation = None, None
            if entity.positions:
                title = entity.positions[0].title
                affiliation = entity.positions[0].organization
            candidate.participants.append(
                Participant(entity, mention.start, mention.end, "stated", role, title, affiliation)
            )
        elif isinstance(entity, Organization) and candidate.type in {"session", "summit", "conference"}:
            if abs(mention.start - offset - at) < 40 and entity not in candidate.organizations:
                candidate.organizations.append(entity)

"""Bodies that meet without any word for the session."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

from spacy.tokens import Doc

from extract.document import DateValue, Mention, Organization, Place, Starts, not_within
from extract.language.syntax import SUBJECTS, is_future, is_negated
from extract.parties import Parties
from extract.stages.events.triggers import Candidate
from schemas.event import EventStatus

_CONVENING = frozenset({"состояться", "собраться", "заседать", "пройти", "собираться"})
_BODY = re.compile(r"совет|комитет|комисси|коллеги|ассамбле|[А-Я]{3,}", re.IGNORECASE)
_HEADS = re.compile(r"глав\s+(?:государств|правительств)|СГГ|СГП", re.IGNORECASE)
_SUBMITTED = re.compile(r"\bна\s+(рассмотрение|утверждение|одобрение|подписание)\s+$", re.IGNORECASE)
_VENUE_BEFORE = re.compile(r"\b(?:в|во)\s+(?:г\.\s?)?$|\((?:г\.\s?)?$", re.IGNORECASE)


def bodies_meet(doc: Doc, parties: Parties, known: list[Candidate]) -> Iterator[Candidate]:
    """`СМИД ОДКБ состоится 14 июня`, `внести на рассмотрение Совета глав государств 28 сентября`: a body meets."""
    text: str = doc._.match_text
    inner = not_within(doc._.organizations, (*doc._.organizations, *doc._.positions, *doc._.documents))
    all_dates, all_places = Starts(doc._.dates), Starts(doc._.places)
    seen = 0
    told: list[int] = []
    # a token's own way to its sentence is as long as the sentence
    sentences = list(doc.sents)
    openings = [sentence.start_char for sentence in sentences]
    for mention in inner:
        for k in known[seen:]:
            # the caller adds to it what comes from here
            if k.type in {"session", "summit"}:
                insort(told, k.trigger[0])
        seen = len(known)
        sentence = sentences[max(bisect_right(openings, mention.start) - 1, 0)]
        if sentence._.language == "en":
            continue
        start, end = sentence.start_char, sentence.end_char
        if bisect_left(told, start) < bisect_left(told, end):
            continue
        dates = [m for m in all_dates.within(start, end) if m.end <= end]
        place = next(
            (
                m
                for m in all_places.within(start, end)
                if m.end <= end and _VENUE_BEFORE.search(text, max(m.start - 8, 0), m.start)
            ),
            None,
        )
        token = parties.index.span(mention.start, mention.end).root
        head = token.head
        span: tuple[int, int] | None = None
        status: EventStatus = "planned"
        if (
            head.lemma_ in _CONVENING
            and token.dep_ in SUBJECTS
            and (dates or place)
            and _BODY.search(mention_text(doc, mention))
        ):
            span = (head.idx, head.idx + len(head))
            status = "planned" if is_future(head) else "held"
            if is_negated(head):
                continue
        elif (
            dates
            and place is not None
            and (before := _SUBMITTED.search(text, max(mention.start - 30, start), mention.start))
        ):
            span = before.span(1)
        if span is None:
            continue
        trigger = parties.index.at(span[0])
        if trigger is None:
            continue
        kind = "summit" if _HEADS.search(mention_text(doc, mention)) else "session"
        candidate = Candidate(kind, trigger, span, f"event.{kind}.body", status=status, asserted=True)  # type: ignore[arg-type]
        candidate.dates = [m.entity for m in dates[:1] if isinstance(m.entity, DateValue)]
        if place is not None and isinstance(place.entity, Place):
            candidate.places = [place.entity]
        if isinstance(mention.entity, Organization):
            candidate.organizations = [mention.entity]
        candidate.is_verb = True
        yield candidate


def mention_text(doc: Doc, mention: Mention) -> str:
    return str(doc._.match_text[mention.start : mention.end])

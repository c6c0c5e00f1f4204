"""Deadline and timeframe: the dates of a clause that belong to its action."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extract.document import Commitment, DateValue, Mention, TokenIndex
from extract.language.syntax import feature
from extract.parties import Parties
from extract.stages.commitments.cue_words import BROUGHT

_BY = re.compile(r"(?:\bдо|\bне позднее|\bне позже|\bк|\bпо|\bby|\bbefore|\buntil|\bno later than)\s+(?:the\s+)?$")
_IN = re.compile(r"(?:\bв|\bво|\bна|\bin|\bon|\bfor|\bуже в|)\s*(?:the\s+)?$")
_THROUGH = re.compile(
    r"(?:\bв течение|\bна протяжении|\bв период|\bс|\bна период|\bduring|\bover|\bfrom|\bthroughout)\s+(?:the\s+)?$"
)
_SINCE = re.compile(r"\b(?:с|со|from|since|starting|начиная с)\s+(?:the\s+)?$")
_BARE = re.compile(r"[а-я]{3,}(?:[)\"]|,)?\s+$")
_NEXT_YEAR = re.compile(r"(?:следующ|будущ|текущ|нынешн|прошл)\w+\s+год", re.IGNORECASE)
#: `данные за 2023 год`, `доклад по итогам первого полугодия`
_DATA_FOR = re.compile(r"\b(?:за|по итогам|по результатам)\s+$")
_OPENING_BY = re.compile(r"(?:^|[.\n\"]\s*)(?:By|Before|Until)\s+(?:the\s+)?$", re.MULTILINE)
#: `график на 2026 год`: the year that a paper is for
_ON = re.compile(r"\b(?:план|график|программ|расписани|бюджет|мероприяти|сотрудничеств)[^,.;]{0,40}\bна\s+$")


def set_times(doc: Doc, parties: Parties, commitment: Commitment) -> None:
    """Deadline and timeframe from the dates of the clause that belong to the action."""
    text: str = doc._.match_text
    index = parties.index
    start = commitment.cue[1] if commitment.cue[0] <= commitment.action[0] else commitment.action[0]
    if not _told_in_past(index, commitment):
        start = min(start, commitment.clause[0])
    start = commitment.action[0] if commitment.status == "operative" else min(start, commitment.action[0])
    if commitment.cue[1] < commitment.action[0] and commitment.status == "operative" and _same_line(text, commitment):
        start = commitment.cue[1]
    for mention in parties.dates.within(start, commitment.clause[1]):
        if not isinstance(mention.entity, DateValue) or parties.names.cover(mention.start, mention.end):
            continue
        if commitment.language == "en" and mention.start < commitment.action[0]:
            if _OPENING_BY.search(text, commitment.clause[0], mention.start) and commitment.force in {"plan", "pledge"}:
                # `By the end of the year, the Office will open`
                commitment.deadline = commitment.deadline or mention
            continue
        if _in_side_clause(index, mention.start, commitment):
            continue
        before = text[max(mention.start - 60, 0) : mention.start].lower()
        if _bracketed(text, commitment.clause[0], mention.start) and not _BY.search(before):
            # `сессии Комиссии (Вена, март 2020 г.)` dates the session
            continue
        interval = "/" in mention.entity.edtf
        if len(mention.entity.edtf) == 4 and text[mention.start].isdigit() and _BARE.search(before):
            # `конвенции 1961 года`: a year without a preposition dates the noun before it
            continue
        if len(mention.entity.edtf) == 4 and _NEXT_YEAR.match(text, mention.start):
            if _BARE.search(before) and not _THROUGH.search(before):
                # `план следующего года`
                continue
        if _DATA_FOR.search(before):
            # `данные за 2023 год`
            continue
        days = interval and len(mention.entity.edtf) == 21
        season = interval and len(mention.entity.edtf) == 15 and mention.entity.edtf[:4] == mention.entity.edtf[8:12]
        since = not interval and _SINCE.search(before)
        lasting = _THROUGH.search(before) and not since
        planned = _ON.search(before) and len(mention.entity.edtf) == 4
        if lasting or planned or (interval and not days and not season and not _BY.search(before)):
            commitment.timeframe = commitment.timeframe or mention
        elif days or season or since or _BY.search(before) or _IN.search(before):
            commitment.deadline = commitment.deadline or mention


def day_of_sitting(doc: Doc, commitment: Commitment) -> Mention | None:
    """`вынесем на заседание Совета. Оно пройдет в декабре`: the day of the sitting, told elsewhere."""
    event = commitment.target_event
    if event is None or commitment.language != "ru" or commitment.action_lemma not in BROUGHT or not event.dates:
        return None
    text: str = doc._.match_text
    start, end = commitment.action
    spot = next((s for s, _ in (event.trigger, *event.evidence) if start <= s < end), None)
    if spot is None or not re.search(r"\bна\s+(?:[а-яё]+\s+){0,2}$", text[start:spot].lower()):
        return None
    return next((m for m in doc._.dates if m.entity is event.dates[0]), None)


def _bracketed(text: str, start: int, at: int) -> bool:
    """The offset stands inside round brackets opened after `start`."""
    opening = text.rfind("(", start, at)
    return opening >= 0 and text.find(")", opening, at) < 0


def _same_line(text: str, commitment: Commitment) -> bool:
    """Cue and action in one paragraph: the cue is no header."""
    return "\n" not in text[commitment.cue[1] : commitment.action[0]]


def _told_in_past(index: TokenIndex, commitment: Commitment) -> bool:
    """A past cue dates the telling, not the action: `5 июня стороны договорились`."""
    token = index.at(commitment.cue[0])
    return token is not None and feature(token, "Tense") == "Past" and commitment.language == "ru"


def _in_side_clause(index: TokenIndex, offset: int, commitment: Commitment) -> bool:
    """The date belongs to a relative clause or participle inside the action: `операции, запланированной на
    сентябрь`.
    """
    token = index.at(offset)
    start, end = commitment.clause
    cue, action = commitment.cue, commitment.action[0]
    while token is not None and token.head.i != token.i and start <= token.idx < end:
        if cue[0] <= token.idx < cue[1] or token.idx == action:
            return False
        if token.dep_ in {"acl", "acl:relcl"} and feature(token, "VerbForm") != "Inf":
            return True
        token = token.head
    return False

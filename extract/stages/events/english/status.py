"""What became of what English sentences tell: held, ongoing, planned, put off or called off, by the words around."""

from __future__ import annotations

import re

from extract.stages.events.english import talks, words
from extract.stages.events.english.told import Found
from schemas.event import EventStatus

#: `The Board meets [in Osh on the 5th].`: the present of what is set down for a day; a headline has no full stop
_ON_THAT_DAY = re.compile(
    r"(?: again)?(?: (?:in|at) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)?"
    r"(?: (?:on|from) (?:the )?\d{1,2}(?:st|nd|rd|th\b|(?:[-\u2013]\d{1,2})? [A-Z])"
    r"|,? (?:tomorrow|next (?:week|month)))[^.\n]*[.;]"
)
#: `the draft agenda of the [summit] was considered`: it is to come
_DRAFT_OF = re.compile(
    r"\bdraft (?:agenda|programme|program|schedule|documents?|list) (?:of|for|to) (?:the|its|their) (?:[\w-]+ ){0,3}$"
)


def status_of(text: str, item: Found, clause: str, first: int) -> EventStatus:
    """What became of the happening of a trigger in the clause that begins at `first`."""
    at = item.span[0] - first
    for reported in words.REPORTED_THAT.finditer(clause, 0, at):
        # `told of the operation, which took place in May, and said that the next one will be held`
        clause, at, first = clause[reported.end() :], at - reported.end(), first + reported.end()
        break
    if not item.is_verb and words.HELD_PART.match(text, item.span[1]):
        return "held"
    if item.kind in {"meeting", "call"} and not item.is_verb and talks.OVER.search(clause[:at]):
        return "held"
    if not item.is_verb and (talks.ANNOUNCED.search(clause[:at]) or _DRAFT_OF.search(clause[:at])):
        return "planned"
    if not item.is_verb and words.THEN_POSTPONED.match(text, item.span[1]):
        return "postponed"
    if item.kind == "statement" and words.TOLD_PRESS.search(clause):
        return "held"
    if not item.is_verb and talks.RECENT.search(clause[:at]):
        return "held"
    if talks.OPERATIVE.match(clause) or (
        not item.is_verb and talks.COMING_UP.search(text, max(first - talks.HEADED, 0), item.span[0])
    ):
        return "planned"
    if not item.is_verb and words.YET_TO_BE.match(text, item.span[1], item.span[1] + 200):
        return "planned"
    if item.is_verb and item.kind == "visit" and words.INFINITIVE.search(clause[:at]):
        return "planned"
    if not item.is_verb and item.kind != "visit" and words.COME_FOR.search(clause[:at]):
        return "planned"
    not_held = not item.is_verb and words.NOT_HELD.match(text, item.span[1])
    if words.CANCELLED.search(clause) or (not_held and not words.SETTING.search(clause[:at])):
        return "cancelled"
    if words.POSTPONED.search(clause):
        return "postponed"
    word = clause[at : at + item.span[1] - item.span[0]]
    if word in {"is visiting", "are visiting"}:
        return "ongoing"
    if item.is_verb and word in {"meets", "meet", "gathers", "gather"} and _ON_THAT_DAY.match(text, item.span[1]):
        return "planned"
    if item.is_verb and re.fullmatch(
        r"(?:met|received|visited|signed|adopted|held|had|approved|endorsed|called|arrived|paid|convened)(?: .*)?",
        word,
    ):
        planned = re.search(r"\b(?:will be|to be|is to be|are to be)\s+$", clause[:at])
        return "planned" if planned else "held"
    held = re.search(
        r"\b(?:was held|were held|took place|was convened|has hosted|had hosted|(?<!be )hosted|(?<!be )attended)\b",
        clause,
    )
    if _lies_ahead(item, clause, at) and not held:
        return "held" if _is_setting_of_past(text, item, clause, at) else "planned"
    if not item.is_verb and item.kind != "adoption" and words.ONGOING.search(clause):
        return "ongoing"
    return "held"


def _lies_ahead(item: Found, clause: str, at: int) -> bool:
    """Whether a word of the clause puts the trigger at `at` into the future."""
    end = at + item.span[1] - item.span[0]
    if clause.count('"', 0, at) % 2 == 0:
        # `"It will take place in May," he told reporters after the meeting`
        clause = words.QUOTATION.sub(lambda quoted: " " * len(quoted[0]), clause[:at]) + clause[at:]
    for ahead in words.PLANNED.finditer(clause):
        if ahead.start() < end:
            return True
        if not words.INTENDED.match(ahead[0]) and not words.TOLD_OF.search(clause, end, ahead.start()):
            return True
    return False


def _is_setting_of_past(text: str, item: Found, clause: str, at: int) -> bool:
    """`The decision to hold it was announced during the meeting`: what is planned is not the meeting."""
    opening = words.SAT_AT.search(clause, 0, at)
    if item.is_verb or opening is None or words.PLANNED.search(clause, opening.start(), at):
        return False
    end = at + item.span[1] - item.span[0]
    if words.STILL_TO_BE.match(clause, end):
        return False
    done = words.WAS_DONE.search(clause, max(opening.start() - words.BESIDE, 0), opening.start())
    return done is not None or (opening["whose"] == "its" and words.DID.match(clause, end) is not None)

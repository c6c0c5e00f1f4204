"""Titles of news that say who is to do what: `Oman, Yemen to reopen border market`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Commitment, Mention, Place
from extract.language.later import later
from extract.parties import Parties
from extract.stages.commitments.english.naming import party_of
from extract.stages.commitments.english.scope import action_end

#: a line with no stop at its end: who, `to`, a verb; meeting somebody and being somewhere is an event
_TITLE = later(
    r"^[ \t#*\u2022-]*(?P<who>[A-Z][^\n.;:!?]{1,90}?),? (?P<to>to) (?:(?:jointly|soon|further|again|also) )?"
    r"(?!(?:hold (?!(?:\w+ ){0,4}(?:operations?|raids?|patrols?|exercises?|trainings?|courses?|workshops))"
    r"|host|meet|visit|attend|discuss|participate|take part|chair|convene|gather|celebrate|mark|become|be|have|get"
    r"|open (?:on|in)|start|begin|face|lose|win|play|see|know|arrive|travel|address|receive|head|lead|co-chair"
    r"|pay (?:[\w-]+ ){0,4}visits?)\b)"
    r"[a-z]+\b[^\n]{6,140}$",
    re.MULTILINE,
    needs=" to ",
)
_JOINED = later(r"(?:[\s,&]|\band\b|\bthe\b|\bboth\b|[\x27\u2019]s\b)*", re.IGNORECASE)
_STOP = (".", "!", "?", ":", ";", ",")
_MOST_SIDES = 6


def titled(parties: Parties, first: int, last: int) -> Iterator[Commitment]:
    """Plans that the lines of `text[first:last]` tell as titles."""
    text: str = parties.doc._.match_text
    for title in _TITLE.finditer(text, text.rfind("\n", 0, first) + 1, last):
        if title[0].rstrip().endswith(_STOP) or (title.end() == last and text[last : last + 1] in _STOP):
            continue
        who = title.span("who")
        sides = _sides(parties, who)
        if not sides or len(sides) > _MOST_SIDES:
            continue
        begin = title.start("to")
        line = text[title.start() : title.end()].rstrip()
        end = title.start() + action_end(line, begin - title.start())
        verb = re.compile(r"[a-z]+").match(text, title.end("to") + 1)
        yield Commitment(
            force="plan",
            status="reported",
            cue=title.span("to"),
            action=(begin, end),
            clause=(who[0], title.start() + len(line)),
            rule="commitment.plan.english:title",
            language="en",
            action_lemma=verb[0] if verb else None,
            actors=[party_of(m, parties) for m in sides],
        )


def _sides(parties: Parties, who: tuple[int, int]) -> list[Mention]:
    """The states, bodies and people that make up all of the words before `to`."""
    text: str = parties.doc._.match_text
    named = [
        m for m in parties.within(*who) if m.end <= who[1] and m.type in {"place", "organization", "position", "person"}
    ]
    outer = [m for m in named if not any(o is not m and o.start <= m.start and m.end <= o.end for o in named)]
    at = who[0]
    for m in outer:
        if _JOINED.fullmatch(text, at, m.start) is None:
            return []
        at = m.end
    if at < who[1] and _JOINED.fullmatch(text, at, who[1]) is None:
        return []
    return [m for m in outer if not isinstance(m.entity, Place) or m.entity.kind in {"country", "city"}]

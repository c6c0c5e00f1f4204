"""English names of bodies: no tagger knows English here, so capitals and a few prepositions decide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.stages.organizations.candidates import Body, Finder

_HEAD = (
    r"(?:Ministry|Department|Secretariat|Office|Bureau|Committee|Subcommittee|Commission|Council|Agency|Embassy|Consulate|"
    r"Government|Parliament|Institute|University|Cent(?:er|re)|Association|Union|Board|Authority|Service|Directorate|"
    r"Academy|Foundation|Fund|Administration|Organi[sz]ation|Mission|Delegation|Bank|Court|Assembly|Senate|Cabinet|"
    r"Headquarters|Federation|Society|Corporation|Company|Taskforce|Task Force|Working Group|Programme)"
)
#: words with a capital that open a sentence or a title, not a name
_NOT_FIRST = (
    r"(?!(?:The|This|That|These|A|An|In|On|At|For|Our|We|It|Its|Their|As|By|And|With|From|Of|To|All|Both|Each)\b)"
)
_CAP = r"[A-Z][\w'&.-]*"
_COMPLEMENT = (
    rf"(?: (?:of|for|on|against|in|to|and|under)(?: the)?(?: {_CAP})+"
    rf"|,(?: {_CAP})+(?= (?:and|of)\b|,)"
    r"|(?<=Bureau)(?: (?:on|for)(?: [a-z][\w-]*){1,25}(?= of the Member| of the Common)))"
)
_NAME = re.compile(rf"{_NOT_FIRST}(?:{_CAP} ){{0,6}}{_HEAD}\b(?:{_COMPLEMENT})*")
#: a lower-case chain after `on`/`for`: verbs and connectives end it
_LOWER_CHAIN = re.compile(
    r" (?:on|for)"
    r"(?: (?!(?:is|are|was|were|will|has|have|had|that|which|who|said|held|to|with|by|at|as|from)\b)[a-z][a-z-]*)"
    r"{1,22}(?:(?<= of the)(?: [A-Z][\w-]*)+(?: of(?: the)?(?: [A-Z][\w-]*)+)*)?"
)
_LOWER_HEADS = ("Bureau", "Committee", "Commission", "Office", "Council", "Agency", "Centre", "Center")
_TRAILING = re.compile(r"(?: (?:of|for|on|against|in|to|and|under|the)| of the)$")


def english_bodies(finder: Finder, bodies: Sequence[Body]) -> list[Body]:
    """Bodies in English sentences that the lexicon does not know."""
    found: list[Body] = []
    spans = {(body.start, body.end) for body in bodies}
    for sent in finder.doc.sents:
        if sent._.language != "en":
            continue
        start, end = sent.start_char, sent.end_char
        flat = finder.copy[start:end].replace("\n", " ")
        if sum(c.isupper() for c in flat) > 0.7 * sum(c.isalpha() for c in flat):
            continue
        position = 0
        while (match := _NAME.search(flat, position)) is not None:
            position = match.end()
            stop = match.end()
            if match[0].split()[-1] in _LOWER_HEADS:
                tail = _LOWER_CHAIN.match(flat, stop)
                if tail:
                    stop = tail.end()
            text = _TRAILING.sub("", flat[match.start() : stop])
            span = finder.word_span(start + match.start(), start + match.start() + len(text))
            if span is None or span in spans or not _enough(text):
                continue
            if any(s <= span[0] and span[1] <= e for s, e in spans):
                continue
            spans.add(span)
            found.append(
                Body(
                    start=span[0],
                    end=span[1],
                    core_end=span[1],
                    head=span[0],
                    rule="organization.english_head",
                    kind="english",
                )
            )
            position = max(position, stop)
    return found


def _enough(text: str) -> bool:
    """A head noun alone names nothing."""
    return " " in text and not text.startswith(("Member States", "Heads of"))

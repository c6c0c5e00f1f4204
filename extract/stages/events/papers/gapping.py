"""Papers told without a verb of their own: after one that was signed, and by the decision that made them.

`А и Б подписали меморандум, а минздравы двух стран - «дорожную карту»`; `решением Совета в 2008 году операции придан
статус постоянно действующей`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.document import DateValue, Instrument, Organization, match_text_of
from extract.language.later import later
from extract.parties import Parties
from extract.stages.events.participants.listing import stated
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import FURTHER, Candidate

_PAPERS = (
    r"(?:протокол|меморандум|соглашение|договор|план|программу|«?\"?дорожную\s+карту|заявление|декларацию|контракт|конвенцию"
    r"|концепцию|положение|коммюнике)"
)
#: `, а минздравы двух стран - «дорожную карту»`, `, в 2019-м - соглашение`
_GAPPED = later(
    rf",\s+(?:а\s+(?:также\s+)?)?(?P<other>[^,.;:()\n]{{2,90}}?)\s+-\s+(?P<paper>(?:[а-яё-]+(?:ый|ий|ое|ую|юю)\s+){{0,2}}\"?{_PAPERS})"
    r"(?=\W)",
)
#: `решением Совета в 2008 году ей придан статус`
_BY_DECISION = later(r"\b(?P<noun>Решением|решением)\s+(?=[А-ЯЁ])", needs="решением")
_DECIDING = later(r"\bпринял[аои]?\s+(?=решение\s+о\s+(?:придании|присвоении|преобразовании)\s)", needs="принял")
_MADE = later(r"\b(?:придан|присвоен|преобразован|переименован|признан)[аоы]?\b|\bстатус")
#: `КСБР созданы решением Совета от 25 мая 2001 года`: before the decision, and behind whose it is
_FOUNDED = later(
    r"\b(?:создан|образован|сформирован|учрежд[её]н)[аоы]?\s+(?:в\s+соответствии\s+с\s+)?$",
    needs="создан|образован|сформ|учрежд",
)
_DATED = re.compile(r"\s+от\s+(?=\d)")
_REACH = 170


def gapped(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """One more paper for each clause that leaves the verb of signing out."""
    for first in [c for c in known if c.type == "adoption" and c.is_verb and c.asserted]:
        sentence = first.token.sent
        for match in _GAPPED.finditer(doc._.match_text, first.trigger[1], sentence.end_char):
            word = parties.index.at(match.end("paper") - 1)
            if word is None or not _names_other(doc, *match.span("other")):
                continue
            start, end = match.start(), min(match.end() + _REACH, sentence.end_char)
            candidate = Candidate("adoption", word, match.span("paper"), f"event.adoption{FURTHER}", asserted=True)
            candidate.status, candidate.is_verb = first.status, True
            candidate.dates = filler.days(*match.span("other"))[:1]
            named = (m.entity for m in doc._.documents if match.start("paper") - 1 <= m.start < end)
            candidate.documents = [x for x in named if isinstance(x, Instrument)][:1]
            first.documents = [x for x in first.documents if x not in candidate.documents]
            first.dates = [d for d in first.dates if d not in candidate.dates]
            for mention in parties.within(start, match.end("other")):
                if mention.type in {"organization", "person"}:
                    filler.people.add(candidate.participants, stated(mention), "signatory")
            yield candidate


def _names_other(doc: Doc, start: int, end: int) -> bool:
    """Another day or other signatories stand before the dash."""
    if doc._.match_text[start].isupper():
        # `а Минздравы двух стран`
        return True
    told = (*doc._.dates, *doc._.organizations, *doc._.places, *doc._.persons, *doc._.positions)
    return any(start <= m.start < end for m in told)


def decided(doc: Doc, parties: Parties, filler: SlotFiller) -> Iterator[Candidate]:
    """The decision by which an organ gave something its standing, in a year that is told."""
    text = match_text_of(doc)
    for match in (*_BY_DECISION.finditer(text), *_DECIDING.finditer(text)):
        word = parties.index.at(match.start())
        if word is None or word.sent._.language == "en":
            continue
        start, end = word.sent.start_char, word.sent.end_char
        by = [m for m in doc._.organizations if isinstance(m.entity, Organization) and start <= m.start < end]
        if match.re.groups:
            by = [m for m in by if m.start == match.end()]
        else:
            by = [m for m in by if 0 < match.start() - m.end < 2]
        if not by:
            continue
        founded = bool(match.re.groups) and _FOUNDED.search(text, max(start, match.start() - _REACH), match.start())
        dated = _DATED.match(text, max(m.end for m in by)) if founded else None
        if dated is None and _MADE.search(text, match.end(), end) is None:
            continue
        clause = text.rfind(",", start, match.start()) + 1
        # the day of the decision is part of its name
        of_it = [m.entity for m in doc._.dates if dated is not None and m.start == dated.end()]
        days = [d for d in of_it if isinstance(d, DateValue)]
        days = days or filler.days(max(clause, start), end) or filler.days(start, end)
        if not days:
            continue
        span = (match.start(), match.start() + len(match[0].rstrip()))
        candidate = Candidate("adoption", word, span, "event.adoption.decision", asserted=True, is_verb=True)
        candidate.dates = days[:1]
        candidate.organizations = [max(by, key=lambda m: m.end).entity]  # type: ignore[list-item]
        yield candidate

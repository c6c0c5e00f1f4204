"""Agencies in datelines, known or not: `ГОРОД, 5 мая /АГЕНТСТВО/.`, `CITY, May 5 (AGENCY):`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.language.later import later
from extract.stages.organizations.candidates import Body, Finder

#: a line that opens with a town and has but the date before the agency
_TOWN = re.compile(r"[A-ZА-ЯЁ][\w-]+(?:[ -][A-ZА-ЯЁ][\w-]+){0,2}[,.]\s*")
_AGENCY = later(
    r"[,.]?\s*(?:/\s*(?P<slashes>[A-ZА-ЯЁ][^/()\n]{1,40}?)\s*/|\(\s*(?P<brackets>[A-ZА-ЯЁ][\w .-]{1,40}?)\s*\))\s*[.:-]"
    # `АСТАНА, 5 фев - «Степь-Пресс», Имя Фамилия.`
    r"|\.?\s*-\s*\"(?P<quoted>[A-ZА-ЯЁ][\w-]{2,24}(?: [A-ZА-ЯЁ][\w-]{2,24})?)\"[.,](?=\s+[A-ZА-ЯЁ])"
    # `ДУШАНБЕ, 27 янв - Азия-Пресс.`
    r"|\.?\s*-\s*\"?(?P<plain>[A-ZА-ЯЁ][\w-]{2,24}(?: [A-ZА-ЯЁ][\w-]{2,24})?)\"?\.(?=\s+[A-ZА-ЯЁ\"])"
)
#: `Корр. «Азия-Пресс» Имя Фамилия`: whom the agency sent
_REPORTER = later(
    r"(?:[Кк]орр(?:еспондент)?|[Сс]обкор+|[Сс]пецкор+)\.?\s+(?:\"?(?P<agency>(?<=\")[^\"\n]{2,30}|[A-ZА-ЯЁ]{3,})|[A-ZА-ЯЁ])"
)


def dateline_agencies(finder: Finder, taken: Callable[[int, int], bool]) -> Iterator[Body]:
    """The agency after the town and the date that open a line."""
    copy = finder.copy
    for mention in finder.doc._.dates:
        line = copy.rfind("\n", 0, mention.start) + 1
        if not _TOWN.fullmatch(copy[line : mention.start].lstrip()):
            continue
        match = _AGENCY.match(copy, mention.end)
        if match is None:
            continue
        begin, end = match.span(match.lastgroup or 0)
        reporter = _REPORTER.match(copy, begin, end)
        if reporter is not None:
            begin, end = reporter.span("agency")
            if begin < 0:
                # `/Корр. Имя Фамилия/` names nobody but him
                continue
        span = finder.word_span(begin, end)
        if span is None or finder.words[span[1] - 1].text.islower() or taken(begin, end):
            continue
        yield Body(span[0], span[1], span[0], "organization.dateline", "tagger", span[1])

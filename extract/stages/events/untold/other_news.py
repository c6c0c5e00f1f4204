"""Titles of other news below a page: each tells a happening of its own, often by less than a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.document import match_text_of
from extract.language.later import later
from extract.language.words import tokens_with
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import Candidate

_OTHER_NEWS = later(
    r"^[ \t]*(?:(?:последние|другие|похожие|главные|важные|ещ[её])[ \t]+(?:новости|материалы|публикации|статьи)"
    r"|(?:новости|материалы|публикации)[ \t]+(?:по теме|раздела|дня)|(?:читайте|смотрите)[ \t]+(?:также|ещ[её])"
    r"|по теме)[^\n]{0,20}\n",
    re.IGNORECASE | re.MULTILINE,
    needs="новости|материалы|публикации|статьи|также|ещ|по теме",
)
_SECTION_END = later(r"\n\s*\n|\Z")
#: `• О рабочей [встрече] министра`, `23.05 [Поездка] в Ош`: what stands before the word in its line
_OPENING = later(r"\W*(?:\d[\d.:, \t]*\W*)?(?:Об?\s+)?(?:[А-ЯЁа-яё-]+(?:[ойеы]й|ая|ое|ых|ом|ие|ые)\s+){0,2}")
#: `• В Оше обсудили охрану границы`: where they met, and nothing of who did
_DISCUSSED_IN = later(r"\W*(?:\d[\d.:, \t]*\W*)?Во?\s+[А-ЯЁ][\w-]+\s+$")
_TALKED = frozenset({"обсудить", "обсуждать"})


def other_news(doc: Doc) -> tuple[int, int] | None:
    """From where to where they stand."""
    text = match_text_of(doc)
    header = _OTHER_NEWS.search(text)
    end = _SECTION_END.search(text, header.end()) if header is not None else None
    return (header.end(), end.start()) if header is not None and end is not None else None


def number_titles(doc: Doc, candidates: Sequence[Candidate]) -> None:
    """Tell each title apart, by negative numbers; a noun that opens one tells it."""
    section = other_news(doc)
    if section is None:
        return
    text = match_text_of(doc)
    for candidate in candidates:
        at = candidate.trigger[0]
        if section[0] <= at < section[1]:
            candidate.item = -1 - text.count("\n", section[0], at)
            line = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at) if "\n" in text[at:] else len(text)
            own = [m.entity for m in (*doc._.places, *doc._.dates) if line <= m.start < end]
            candidate.places = [x for x in candidate.places if any(x is y for y in own)]
            candidate.dates = [x for x in candidate.dates if any(x is y for y in own)]
            opens = _OPENING.fullmatch(text, line, at) is not None
            told = opens and candidate.heading and not candidate.is_verb and candidate.type != "statement"
            if told and list(candidate.token.rights):
                candidate.asserted, candidate.setting = True, False


def discussed_elsewhere(doc: Doc, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """`• В Оше обсудили охрану границы`: people met there."""
    section = other_news(doc)
    if section is None:
        return
    text = match_text_of(doc)
    told = {c.token.i for c in known}
    for verb in tokens_with(doc, _TALKED):
        if not section[0] <= verb.idx < section[1] or verb.i in told:
            continue
        line = text.rfind("\n", 0, verb.idx) + 1
        if _DISCUSSED_IN.fullmatch(text, line, verb.idx) is None:
            continue
        venues = filler.venues(line, verb.idx)
        if not any(x.kind == "city" for x in venues):
            continue
        ahead = verb.norm_.lower().endswith(("дят", "дит"))
        span = (verb.idx, verb.idx + len(verb))
        status = "planned" if ahead else "held"
        found = Candidate("meeting", verb, span, "event.meeting.other_news", status=status, asserted=True, is_verb=True)  # type: ignore[arg-type]
        found.places = venues[:1]
        yield found

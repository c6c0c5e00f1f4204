"""Sittings and talks that a page tells by a bare word alone, because of what was done there.

`Участники заседания обменялись мнениями`, `Документ подписан по итогам встречи глав ведомств`: such words point to what
the page told before; if it told no gathering at all, they tell it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from extract.document import Person
from extract.language.later import later
from extract.language.syntax import feature
from extract.stages.events.merging.happening import Happening
from extract.stages.events.triggers.lexicon import ANOTHER, Candidate, month_of
from extract.stages.events.untold.outcome import is_described

_TALKS = frozenset({"meeting", "session"})
_DATED = frozenset({"session", "summit", "conference", "exercise", "operation"})
_GATHERINGS = frozenset({"meeting", "session", "summit", "conference", "call"})
_DONE_THERE = later(
    r"\b(?:участники|после|по (?:итогам|результатам|завершении))\s+(?:[а-яё-]+\s+){0,2}$",
    re.IGNORECASE,
)
_IN_ITS_COURSE = later(r"\b(?:в ходе|во время|в рамках|на)\s+(?:[а-яё-]+\s+)?$", re.IGNORECASE)
#: beside what was done there, with when, where or who: `3 мая в ходе беседы министры договорились`
_BESIDE_IT = later(
    r"\b(?:в ходе|во время|в рамках|по (?:итогам|результатам)|на|после)\s+(?:[а-яё-]+\s+){0,3}$", re.IGNORECASE
)
_PAIR = 2
#: characters from a signing to the talks at which it was done
_REACH = 900
#: characters of a day's value
_DAY = 10
_ORGANS = frozenset({"коллегия", "штаб", "комиссия", "комитет", "правительство", "кабинет", "президиум"})
_TO_COME = frozenset({"предстоящий", "ближайший", "следующий", "очередной", "грядущий"})
_OVER = later(
    r"\b(?:(?:за|и)\s+(?:[а-яё]+\s+){0,3}?(?:организацию|проведение|подготовку)|(?:участи[ея]|участвовал[аи]?)\s+в)\s+"
    r"(?:настоящего\s+)?$",
    re.IGNORECASE,
)
#: characters before the word
_BEFORE = 60


def told_alone(happenings: list[Happening], left: Sequence[Candidate]) -> list[Candidate]:
    """Make happenings of the first of the candidates that nothing told before; returns those that are left."""
    still = [c for c in left if not _is_dated(c)]
    happenings += [Happening([c]) for c in left if _is_dated(c)]
    for c in list(still):
        if c.type == "call" and _is_told_beside(c) and not any(h.type == "call" for h in happenings):
            happenings.append(Happening([c]))
            still.remove(c)
            continue
        if c.type == "session" and is_over(c) and not any(_has_been(h, c) for h in happenings):
            happenings.append(Happening([c]))
            still.remove(c)
            continue
        if _is_of_organ(c) and _is_done_there(c) and not any(h.type == "session" for h in happenings):
            # `после заседания коллегии рассказал`, whatever else is told
            happenings.append(Happening([c]))
            still.remove(c)
            continue
        if any(h.type in _GATHERINGS for h in happenings):
            continue
        signed = _signed_at(c, happenings) if c.type == "meeting" and not c.persons() else None
        if signed is not None:
            people = [p for p in signed.participants if isinstance(p.entity, Person)]
            c.participants = [replace(p, start=None, end=None, basis="inferred", role="participant") for p in people]
            happenings.append(Happening([c]))
            still.remove(c)
        elif (
            c.type in _TALKS
            and c.status == "held"
            and c.token.sent._.language == "ru"
            and (_is_done_there(c) or _is_told_beside(c))
        ):
            happenings.append(Happening([c]))
            still.remove(c)
    return still


def _is_of_organ(c: Candidate) -> bool:
    """`заседания коллегии`, `заседания штаба`: of an organ without a name."""
    whose = [x.lemma_ for x in c.token.rights if x.dep_ == "nmod"]
    return c.type == "session" and c.status == "held" and any(x in _ORGANS for x in whose)


def is_awaited(c: Candidate) -> bool:
    """`вынесут на декабрьский саммит`, `Говорили о предстоящем неформальном саммите`: the one that lies ahead."""
    if c.type != "summit" or c.status != "planned" or c.is_verb or c.token.lemma_ != "саммит":
        return False
    return month_of(c.token) is not None or any(x.lemma_ in _TO_COME for x in c.token.lefts)


def is_over(c: Candidate) -> bool:
    """`за организацию заседания`, `участия в заседании не принимали`: this one, which has been."""
    if c.is_verb or c.status != "held" or c.type not in _DATED or c.dates or c.number:
        return False
    if any(x.dep_ in {"nmod", "amod"} for x in c.token.children):
        return False
    start = max(c.trigger[0] - _BEFORE, c.token.sent.start_char)
    return _OVER.search(c.token.doc._.match_text, start, c.trigger[0]) is not None


def is_another(c: Candidate) -> bool:
    """`Очередное заседание провести в мае`."""
    return any(x.lemma_ in ANOTHER for x in c.token.children)


def _has_been(happening: Happening, c: Candidate) -> bool:
    return happening.type in _GATHERINGS and not (happening.main.status == "planned" and is_another(happening.main))


def _signed_at(c: Candidate, happenings: Sequence[Happening]) -> Candidate | None:
    """`А и Б подписали план. В ходе встречи министров обсуждена торговля`: those who signed met."""
    text: str = c.token.doc._.match_text
    if c.status != "held" or c.is_verb or not _IN_ITS_COURSE.search(text, max(c.trigger[0] - 30, 0), c.trigger[0]):
        return None
    papers = [h.main for h in happenings if h.type in {"adoption", "statement"} and len(h.persons()) == _PAIR]
    last = next((p for p in reversed(papers) if 0 < c.trigger[0] - p.trigger[0] < _REACH), None)
    return last if last is not None and last.status == "held" and last.asserted else None


def _is_dated(c: Candidate) -> bool:
    """`участниками форума, который открылся 8 августа в Минске`: a clause says when it was, and where."""
    if c.type not in _DATED or c.is_verb or c.status != "held" or not (c.dates and c.places):
        return False
    return c.token.sent._.language == "ru" and is_described(c.token)


def _is_told_beside(c: Candidate) -> bool:
    """`3 сентября в ходе разговора министры договорились`: a day or a town, and who did something there."""
    text: str = c.token.doc._.match_text
    days = [d for d in c.dates if len(d.edtf) >= _DAY]
    if c.is_verb or c.status != "held" or not (days or any(x.kind == "city" for x in c.places)):
        return False
    if not _BESIDE_IT.search(text, max(c.trigger[0] - _BEFORE, c.token.sent.start_char), c.trigger[0]):
        return False
    return any(_is_done(t) for t in c.token.sent)


def _is_done(t: Token) -> bool:
    if feature(t, "Aspect") != "Perf" or feature(t, "Tense") != "Past":
        return False
    return feature(t, "VerbForm") == "Fin" or feature(t, "Variant") == "Short"


def _is_done_there(c: Candidate) -> bool:
    """Something was done there, by a verb in the past; only then the event took place."""
    text: str = c.token.doc._.match_text
    if not _DONE_THERE.search(text, max(c.trigger[0] - _BEFORE, c.token.sent.start_char), c.trigger[0]):
        return False
    return any(
        (feature(t, "VerbForm") == "Fin" and feature(t, "Tense") == "Past" and feature(t, "Aspect") == "Perf")
        or (feature(t, "Variant") == "Short" and feature(t, "Tense") == "Past")
        for t in c.token.sent
    )

"""Exercises and operations told by their quoted names in any clause: `Россия берёт на себя «Кобальт»`.

On a page that speaks of exercises or operations; the name must be one that is known for them, bear a year, stand in a
row with such a one, or be carried out right behind words of operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.document import match_text_of, sentence_of
from extract.language.later import later
from extract.language.syntax import feature, is_future, is_negated
from extract.parties import Parties
from extract.stages.events.framing.exercises import Exercises
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import EventStatus, EventType

_KINDS = later(
    r"\b(?:учени|трениров|маневр|манёвр|операци)", re.IGNORECASE, needs="учени|трениров|маневр|манёвр|операци"
)
_NAME = r'"([^"\n]{3,40})"'
_NAMES = later(rf"{_NAME}(?:(?:\s*,|\s+и|\s*,?\s+а также)\s+{_NAME})*")
_QUOTED = later(_NAME)
#: a name with a year: `«Степной щит - 2024»`
_DATED = re.compile(r"[^\d\"]{3,36}(?:\s?[-–—]\s?(?:19|20)\d\d)")
#: nouns before a name that it does not name
_SEASONS = frozenset({"сезон", "год", "серия", "цикл", "программа", "список", "очередь"})
#: before a name, where it is no object of talk
_AT_IT = later(r"\b(?:на|в)\s+$")
_GOING_TO = later(r"\b(?:собер|собра|съед|съеха|приед|приех|участв|работа|отправ|выступ)", re.IGNORECASE)
_OF_OTHERS = later(r"\b(?:о|об|по|из|с|со|после|до|к|ко|для|от|под|при|за|через|про|над|между)\s+$", re.IGNORECASE)
_SCHEDULED = later(r"\b(?:намеч|заплан|планир|предсто|ожида|назнач|собира[ею]т)", re.IGNORECASE)
#: `Самая крупная - «Барс», её провели`, `решили провести «Барс»`: a name by what is done with it
_CARRIED_OUT = later(r"\b(?:провел[аи]?|провести|проводил[аи]?|повторили|повторить)\s+$", re.IGNORECASE)
_WAS_CARRIED_OUT = later(
    r",\s+(?:е[её]|его|которую|который|которое)\s+(?:провел[аи]?|проводил[аи]?)\b|\s*(?:,\s+котор\w+\s+)?(?:прошл[аио]|проводил[аио]сь)\b",
    re.IGNORECASE,
)
_NO_EXERCISE = later(r"[^А-ЯЁ]|(?:День|Недел|Час|Урок|Вечер|Месячник|Декад|Прям|Кругл|Открыт|Горяч|Игр|Кубок|Турнир)")
#: characters back to the words of operations
_RIGHT_BEHIND = 240
#: `принято решение провести «Барс»`, `решено провести «Барс»`
_DECIDED = later(
    r"\b(?:реш(?:ено|ил[аио]?|ени[ея])|услови|договорил|согласовал|предложен|поручен)\w*\s+(?:[а-яё-]+\s+){0,2}?(?:провести|повторить)\b",
    re.IGNORECASE,
)
_CLAUSE_END = later(r"[.;!?\n]|,\s+(?:а|но)\s|\s-\s+в\s+свою\s+очередь")


def quoted_exercises(
    doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate], series: Exercises
) -> Iterator[Candidate]:
    """What is held, or will be, under a quoted name that no word for an exercise stands beside."""
    text = match_text_of(doc)
    if _KINDS.search(text) is None:
        return
    names = {_key(c.name) for c in known if c.name is not None}
    for row in _NAMES.finditer(text):
        quoted = list(_QUOTED.finditer(text, row.start(), row.end()))
        told = _told_kind(text, row, quoted[0][1])
        operations = [series.is_known(q[1], "operation") for q in quoted]
        others = (_DATED.fullmatch(q[1]) or series.is_known(q[1], "exercise") for q in quoted)
        if told is None and not any(operations) and not any(others):
            continue
        first = parties.index.at(quoted[0].start(1))
        if first is None or sentence_of(first).language == "en" or not _stands_free(doc, first, row.start()):
            continue
        start, end = _clause(text, first, row)
        beside = [c for c in known if start <= c.trigger[0] < end and c.type in {"exercise", "operation"}]
        if beside:
            # `«Мирный путь - 2024»: учения завершены`
            beside[0].name = beside[0].name or (quoted[0][1] if len(quoted) == 1 else None)
            continue
        status = _status(doc, parties, start, end)
        if status is None:
            continue
        kind: EventType = told or ("operation" if all(operations) else "exercise")
        for name in quoted:
            token = parties.index.at(name.start(1))
            if token is None or any(_is_same(_key(name[1]), known_name) for known_name in names):
                continue
            sure = (m for m in doc._.organizations if m.rule != "organization.tagger")
            if any(m.start <= name.start(1) < m.end for m in (*doc._.documents, *sure)):
                continue
            names.add(_key(name[1]))
            candidate = Candidate(kind, token, name.span(1), f"event.{kind}.quoted_name", asserted=True)
            candidate.name = doc._.source_text[slice(*name.span(1))]
            candidate.dates = filler.days(start, end)[:1]
            candidate.places = filler.venues(start, end)
            candidate.status = status
            yield candidate


def _key(name: str) -> str:
    return re.sub(r"[^а-яёa-z0-9]", "", name.lower())


def _is_same(one: str, other: str) -> bool:
    """`«Нелегал-2024»` is another than `«Нелегал-2023»`, and may be `«Нелегал»`."""
    bare = re.sub(r"\d", "", one)
    return one == other or (bare == re.sub(r"\d", "", other) and bare in {one, other})


def _told_kind(text: str, row: re.Match[str], name: str) -> EventType | None:
    """An operation or an exercise, by the last words for such, if the name is told as carried out."""
    if _NO_EXERCISE.match(name):
        return None
    start = max(row.start() - _RIGHT_BEHIND, 0)
    if not (_CARRIED_OUT.search(text, start, row.start()) or _WAS_CARRIED_OUT.match(text, row.end())):
        return None
    last = [m[0].lower() for m in _KINDS.finditer(text, start, row.start())][-1:]
    return None if not last else "operation" if last[0].startswith("операци") else "exercise"


def _stands_free(doc: Doc, first: Token, start: int) -> bool:
    """No noun stands before the name that it would be the name of, no preposition that makes it a matter of talk."""
    text = match_text_of(doc)
    before = first.nbor(-2) if first.i > first.sent.start + 1 else None
    sentence = first.sent
    if _AT_IT.search(text, sentence.start_char, start):
        return _GOING_TO.search(text, sentence.start_char, sentence.end_char) is not None
    if _OF_OTHERS.search(text, sentence.start_char, start):
        return False
    return before is None or before.pos_ not in {"NOUN", "PROPN", "ADJ"} or before.lemma_ in _SEASONS


def _clause(text: str, first: Token, row: re.Match[str]) -> tuple[int, int]:
    """The clause that tells the names."""
    start, end = first.sent.start_char, first.sent.end_char
    for mark in _CLAUSE_END.finditer(text, start, row.start()):
        start = mark.end()
    stop = _CLAUSE_END.search(text, row.end(), end)
    return start, stop.start() if stop is not None else end


def _status(doc: Doc, parties: Parties, start: int, end: int) -> EventStatus | None:
    """Past, to come, or nothing at all where no verb tells it and no day stands beside."""
    verbs = [t for t in parties.index.span(start, end) if feature(t, "VerbForm") == "Fin" or _is_done(t)]
    if any(is_negated(v) for v in verbs):
        return None
    if _SCHEDULED.search(match_text_of(doc), start, end) or _DECIDED.search(match_text_of(doc), start, end):
        return "planned"
    if any(is_future(v) or (feature(v, "Tense") == "Pres" and feature(v, "Person") != "1") for v in verbs):
        return "planned"
    if verbs:
        return "held"
    return "planned" if any(start <= m.start < end for m in doc._.dates) else None


def _is_done(token: Token) -> bool:
    return feature(token, "Variant") == "Short" and token.pos_ in {"VERB", "ADJ"}

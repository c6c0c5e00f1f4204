"""One of a series told by an ordinal alone, though the series itself is no single happening.

`ежегодные встречи начальников (первая запланирована на март в Ташкенте)`, `Такие отработки будем проводить
ежеквартально, следующая охватит и железную дорогу`, `Руководители встречаются ежегодно; последний раз - в феврале`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.document import DateValue, Organization, Place, match_text_of
from extract.language.later import later
from extract.language.syntax import feature
from extract.parties import Parties
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import FURTHER, Candidate
from schemas.event import EventStatus, EventType

_VERB = (
    r"(?P<verb>пройд[её]т|состоится|прош[её]л|прошл[аои]|состоял(?:ся|ась|ось)|запланирован[ао]?|намечен[ао]?|планиру\w+"
    r"|проход(?:ил[аои]?|ит)|проводи(?:лся|лась|лось|тся)|стартовал[аои]?|заверш(?:ил(?:ся|ась|ось)|[её]н[ао]?)|начал(?:ся|ась|ось)"
    r"|провед(?:ут|[её]м|[её]т)|провел[аи]?|провести|примет|принимал[аои]?|принял[аои]?|охват(?:ит|ил[аои]?)|стартует"
    r"|ожидается|был[аои]?|будет)"
)
#: `первая запланирована`, `следующую примет`, `последнее - в Оше`; a noun right behind would be what is meant
_ORDINAL = later(
    r"(?<![\w-])(?P<word>(?:следующ|последн|предыдущ|очередн|перв|втор|трет)(?:ий|ее|яя|ая|ый|ой|ое|ую|юю|ье|ья|ью))"
    r"(?:\s+из\s+(?:них|которых))?(?:,\s+[^.,;:()\n]{3,50},)?\s+(?:(?:уже|мы|они|решено|договорились|был[аои]?)\s+)?"
    rf"(?:-|{_VERB})(?=\s)",
    re.IGNORECASE,
    needs="следующ|последн|предыдущ|очередн|перв|втор|трет",
    opens=True,
)
#: `последний раз - в феврале`, after `встречаются ежегодно`
_LAST_TIME = later(
    r"(?<![\w-])(?:в\s+)?(?P<word>последний|предыдущий|прошлый)\s+раз\s*(?:-|,|(?:мы|они)\s+(?:встречались|собирались|виделись))\s",
    re.IGNORECASE,
    needs="последний|предыдущий|прошлый",
)
#: `Следующий этап - «Канал - Восток» - намечено провести в октябре`, `Практическая часть пройдёт в аэропорту`
_NEXT_PART = later(
    r"(?<![\w-])(?P<word>(?:следующ|втор|трет|четв[её]рт|заключительн|финальн|практическ|активн|очередн)(?:ий|ый|ой|ая|ую))\s+"
    rf"(?P<part>этап|поток|модуль|блок|набор|часть|фаза|фазу)\s+"
    rf"(?:-\s+[^.;\n]{{3,60}}?\s-\s+|(?:уже|[а-яё]+й)\s+|,\s+[^.,;:()\n]{{3,50}},\s+)?(?:операции\s+|учени[йя]\s+)?"
    rf"(?:решено\s+)?{_VERB}(?=\s)",
    re.IGNORECASE,
    needs="этап|поток|модуль|блок|набор|часть|фаза|фазу",
)
#: `операции, её активная фаза намечена`, `операции, активная фаза которой пройдёт`: when the operation itself will be
_ITSELF = later(r"\b(?:е[её]|его|их)\s+активн|активн\w+\s+[а-яё]+\s+котор", re.IGNORECASE)
_OF_PARTS = frozenset({"operation", "exercise", "conference"})
_MEETING_OFTEN = frozenset({"встречаться", "собираться", "видеться", "созваниваться"})
_TO_COME = later(
    r"запл|намеч|планиру|пройд|состоится|провед|провести|примет|охватит|стартует|ожид|будет", re.IGNORECASE
)
#: `Учение проводится раз в два года. Последнее прошло в Оше`: clearly another one, though the series is singular
_ANOTHER = re.compile(r"следующ|последн|предыдущ|очередн", re.IGNORECASE)
_AHEAD = re.compile(r"следующ|очередн", re.IGNORECASE)
_FIRST = re.compile(r"перв", re.IGNORECASE)
#: where the words on one of them end
_END = later(
    r"[;)\n]|\.\s|,\s+(?:а\s+)?(?:следующ|последн|предыдущ|очередн|перв|втор|трет)(?:ий|ее|яя|ая|ый|ой|ое|ую|юю|ье|ья|ью)[\s,]",
    re.IGNORECASE,
)
#: what is done in a row, beside the nouns that tell an event by themselves
_ROWS: dict[str, EventType] = {
    "отработка": "operation", "месячник": "operation", "декада": "operation", "операция": "operation",
    "рейд": "operation", "акция": "operation", "учение": "exercise", "тренировка": "exercise", "маневр": "exercise",
    "встреча": "meeting", "консультация": "meeting", "переговоры": "meeting", "раунд": "meeting",
    "заседание": "session", "сессия": "session", "совещание": "session", "сбор": "session", "саммит": "summit",
    "форум": "conference", "конференция": "conference", "семинар": "conference", "курс": "conference",
    "тренинг": "conference", "модуль": "conference", "конгресс": "conference", "вебинар": "conference",
    "стажировка": "conference", "практикум": "conference", "стол": "conference", "диалог": "conference",
}  # fmt: skip
_GENDERS = {
    "ий": "Masc", "ый": "Masc", "ой": "Masc", "ая": "Fem", "яя": "Fem", "ую": "Fem", "юю": "Fem", "ья": "Fem",
    "ью": "Fem", "ое": "Neut", "ее": "Neut", "ье": "Neut",
}  # fmt: skip
#: `второй этап намечен на осень`
_SEASON = later(r"\s+(?:на\s+)?(?:будущ\w+\s+|эт\w+\s+)?(?:осень|весну|зиму|лето|осенью|весной|зимой|летом)\b")
_SET = frozenset({"запланировать", "наметить", "планироваться", "намечаться", "предстоять", "ожидаться"})
#: what a happening is told in
_GENDERS_OF_PARTS = {"этап": "Masc", "тур": "Masc", "фаза": "Fem", "часть": "Fem"}
_WHOLE_IN = frozenset(_GENDERS_OF_PARTS)
#: characters from the whole to a part of it
_WHOLE_TOLD = 900
#: characters back to the noun of the series
_JUST_TOLD = 230


def sequels(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """One candidate for each ordinal with a day, a place or a reach of its own, behind the noun of a series."""
    text = match_text_of(doc)
    yield from _parts(doc, parties, filler, known)
    bodies: dict[int, list[Organization]] = {}
    for match in sorted((*_ORDINAL.finditer(text), *_LAST_TIME.finditer(text)), key=lambda m: m.start()):
        word = parties.index.at(match.start("word"))
        if word is None or word.sent._.language == "en" or _is_told(known, match):
            continue
        verb = match.groupdict().get("verb") or ""
        row = _row(word, match, doc) if match.re.pattern == _ORDINAL.pattern else _habit(word)
        part = row is not None and row.lemma_ in _WHOLE_IN
        series = next((c for c in known if row is not None and c.token.i == row.i), None)
        one = not part and series is not None and series.asserted and not _is_counted(series.token)
        if row is None or (one and _FIRST.match(match["word"])):
            # `договорились проводить встречи, первую - в мае`: the noun tells the first one
            continue
        days, venues = _when_and_where(doc, filler, word, match)
        if not days and not venues and not verb.startswith("охват"):
            continue
        kind = _ROWS.get(row.lemma_, "meeting")
        if part:
            whole = [c for c in known if c.type in _OF_PARTS and 0 < match.start() - c.trigger[0] < _WHOLE_TOLD]
            if not whole:
                continue
            kind = whole[-1].type
            # of one sentence the whole has been given all
            _give_back(whole[-1], days, venues)
        candidate = Candidate(kind, word, match.span("word"), f"event.{kind}{FURTHER}", is_verb=True)
        candidate.status, candidate.asserted = _status(match, verb, row), True
        candidate.dates, candidate.places = days, venues
        if series is not None and _is_counted(row) and not part:
            # `запланированы три заседания`: each of them is told
            bodies.setdefault(row.i, list(series.organizations))
            candidate.organizations = list(bodies[row.i])
            series.asserted, series.dates, series.places, series.organizations = False, [], [], []
        yield candidate


def _is_counted(row: Token) -> bool:
    """`три заседания`: so many, and no one of them."""
    return any(c.dep_.startswith("nummod") for c in row.children)


def _parts(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """A stage of an operation or a module of a course, after the noun for the whole."""
    text = match_text_of(doc)
    for match in _NEXT_PART.finditer(text) if known else ():
        word = parties.index.at(match.start("word"))
        if word is None or word.sent._.language == "en" or _is_told(known, match):
            continue
        before = [c for c in known if c.type in _OF_PARTS and 0 < match.start() - c.trigger[0] < _WHOLE_TOLD]
        days, venues = _when_and_where(doc, filler, word, match)
        if not before or not (days or venues or _SEASON.match(doc._.match_text, match.end())):
            continue
        kind = before[-1].type
        if before[-1].token.sent == word.sent and _ITSELF.search(text, max(match.start() - 5, 0), match.end()):
            continue
        span = (match.start("word"), match.end("part"))
        candidate = Candidate(kind, word, span, f"event.{kind}{FURTHER}", is_verb=True)
        candidate.status, candidate.asserted = _status(match, match["verb"], word), True
        candidate.dates, candidate.places = days, venues
        yield candidate


def _is_told(known: Sequence[Candidate], match: re.Match[str]) -> bool:
    """The words tell an event of their own already."""
    return any(match.start() <= c.trigger[0] < match.end() for c in known)


def _row(word: Token, match: re.Match[str], doc: Doc) -> Token | None:
    """The noun of the series: the last one before that agrees with the ordinal."""
    gender = _GENDERS[match["word"].lower()[-2:]]
    floor = word.idx - _JUST_TOLD
    for i in range(word.i - 1, -1, -1):
        token = doc[i]
        if token.idx < floor:
            return None
        if token.lemma_ in _WHOLE_IN and token.idx + len(token) < word.idx:
            # `проходило в три этапа. Первый, штабной, прошёл в июне`, `это третий этап; второй прошёл в мае`
            return token if _GENDERS_OF_PARTS[token.lemma_] == gender else None
        if token.lemma_ in _ROWS and token.pos_ in {"NOUN", "PROPN"}:
            # of `ежегодно проводить операции, одну из них`, whatever stands between
            several = (
                _is_counted(token)
                or feature(token, "Number") == "Plur"
                or " из " in match[0]
                or _ANOTHER.match(match["word"])
            )
            if not several or feature(token, "Gender") in {gender, None}:
                return token if several else None
    return None


def _give_back(whole: Candidate, days: Sequence[DateValue], venues: Sequence[Place]) -> None:
    """Days and places of a part are not those of the whole."""
    whole.dates = [d for d in whole.dates if all(d is not x for x in days)]
    whole.places = [p for p in whole.places if all(p is not x for x in venues)]


def _habit(word: Token) -> Token | None:
    """`встречаются ежегодно`, right before `последний раз`."""
    before = word.doc[max(word.i - 14, 0) : word.i]
    return next((t for t in reversed(before) if t.lemma_ in _MEETING_OFTEN and feature(t, "Tense") == "Pres"), None)


def _when_and_where(
    doc: Doc, filler: SlotFiller, word: Token, match: re.Match[str]
) -> tuple[list[DateValue], list[Place]]:
    end = word.sent.end_char
    stop = _END.search(doc._.match_text, match.end(), end)
    end = stop.start() if stop is not None else end
    days = filler.days(match.start(), end)[:1]
    venues = filler.venues(match.start(), end)
    if (match.groupdict().get("verb") or "").startswith(("прин", "примет")):
        hosts = [m.entity for m in doc._.places if m.start == match.end() + 1]
        venues = [host for host in hosts if isinstance(host, Place)] or venues
    return days, venues


def _status(match: re.Match[str], verb: str, row: Token) -> EventStatus:
    if verb:
        return "planned" if _TO_COME.match(verb) else "held"
    if _AHEAD.match(match["word"]):
        return "planned"
    above = row.head
    if above.lemma_ in _SET:
        return "planned"
    return "planned" if feature(above, "VerbForm") == "Inf" or feature(above, "Tense") == "Fut" else "held"

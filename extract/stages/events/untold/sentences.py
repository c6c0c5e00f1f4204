"""Events told without a word for them, and what the next sentence says of an event by a pronoun.

`«Взаимодействие» и «Поиск» пройдут в сентябре`, `министр был у нас в Москве`; `Оно состоится в Бишкеке`,
`Церемония прошла в Чолпон-Ате`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.document import Organization, Party, Person, Place, match_text_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, is_future, is_negated, preposition
from extract.language.words import tokens_with
from extract.parties import Parties
from extract.stages.events.framing.naming import GROUND
from extract.stages.events.merging.happening import near
from extract.stages.events.participants.listing import stated
from extract.stages.events.setting.dating import page_date
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import FURTHER, NEXT, TAKING_PLACE, Candidate
from schemas.edtf import bounds
from schemas.event import EventType

_KINDS = later(
    r"\b(?:(?P<operation>операци)|учени|тренировк|маневр)\w*", re.IGNORECASE, needs="операци|учени|тренировк|маневр"
)
#: quoted names as the subject of a verb of taking place
_NAMED = later(
    r'(?P<names>"[^"\n]{3,60}"(?:(?:\s*,|\s+и|\s*,?\s+а также)\s+"[^"\n]{3,60}")*)\s+'
    r"(?:(?:также|снова|уже|вновь|традиционно|в этом году|в свою очередь)\s+)?"
    r"(?P<verb>состо(?:ится|ятся|ял(?:ось|ись|ся|ась))|прош(?:[её]л|ла|ло|ли)|пройд(?:[её]т|ут)"
    r"|(?:за|на)верш(?:ил|ит|ат)\w*|(?:на)?ча(?:лось|лись|лся|лась)|начн[её]тся|начнутся|стартовал[аои]?|стартует"
    r"|провод(?:ит|ят)ся|проход(?:ит|ят)|провел[аи]?|провед(?:ут|[её]т)|проходил[аои]?|проводил(?:ся|ось|ась|ись)|был[аои]?\s+провед[её]н[аоы]?)(?=\W)",
    re.IGNORECASE,
)
#: `в октябре в Оше - "Рубеж"`, `"Канал" в марте и "Мак" (сентябрь)`: names told by when or where alone
_BY_ITSELF = later(
    r'(?P<dash>\s[-–—]\s+)"(?P<one>[^"\n]{3,60})"(?=[,.;])|(?:,|\sи)\s+"(?P<other>[^"\n]{3,60})"\s+(?=\(|[вс]\s)'
)
#: `Операция "Канал" проводится ежегодно`: told, or refused, by its noun
_ITS_KIND = later(r"\b(?:операци|учени|тренировк|ман[её]вр)\w*\s+$", re.IGNORECASE)
_APART = later(r',\s+(?:а\s+)?[^",;.]{3,60}\s[-–—]\s+"')
_QUOTED = later(r'"([^"\n]{3,60})"')
#: what is quoted before a verb of this kind and is no exercise: a paper, a film, a train
_OTHER_KIND = later(
    r"(?:фильм|выставк|газет|журнал|поезд|клуб|проект|конкурс|концерт|фестивал|форум|конференци|стол|семинар|матч"
    r"|премьер|канал|групп|компани|рубрик|тем|ансамбл|программ|курс|акци|марафон|пробег|спектакл)\w*\s+$",
    re.IGNORECASE,
)
#: with the boundary after its first letters the word is looked for as a string: 15 times as fast
_STAYED = later(r"(был(?<!\wбыл)[аи]?)\s+(?:(?:у нас|здесь|с визитом|тогда|недавно|тоже)\s+){0,2}(?=во?\s+[А-ЯЁ])")
#: `посол на прошлой неделе был у нас, всё подтвердил`
_WITH_US = later(
    r"(был(?<!\wбыл)[аи]?)\s+(?:(?:недавно|тогда|тоже|здесь)\s+)?у\s+нас\b(?!\s+(?:во?\s|[А-ЯЁа-яё]+ом\b))"
)
#: `в апреле вы были в Вене`; the interview says who `вы` is
_WE_STAYED = later(
    r"(был(?<!\wбыл)[аи]?)\s+(?:[а-яё]+\s+){0,2}?(?=во?\s+[А-ЯЁ])", re.IGNORECASE, needs="был", opens=True
)
_WE_BEFORE = later(r"\b(?:мы|вы|я)\s+(?:[а-яё]+\s+){0,2}$", re.IGNORECASE)
#: characters of `мы` and two words behind it
_WE_REACH = 80
_AT_OURS = later(r"\bу нас\b")
#: `месяц назад у меня был директор`
_WITH_ME = later(r"у меня(?<!\wу меня)\s+(?:(?:недавно|вчера|сегодня|здесь|тоже|уже)\s+)?(был[аи]?)\s+")
#: between a guest's name and `с визитом`
_BEING_HERE = later(
    r",\s+(?:котор(?:ый|ая)\s+(?:[\w-]+\s+){0,3}?(?:наход|пребыва|прибы|приех|прилет)\w*|(?:наход|пребыва|прибы)\w+)"
    r"\s[^.;:]{0,80}$",
    re.IGNORECASE,
)
#: `начальник штаба А. Б. - с рабочим визитом в Ереване`
_ON_VISIT = later(r"\s*(?:-\s+)?с\s+(?:[а-яё]+\s+){0,3}")
#: `к предстоящим в Самарканде заседаниям Совета А и Совета Б`
_TO_COME_BOTH = later(
    r"\b(?:предстоящ|намеченн|запланированн|назначенн)\w+\s+(?P<where>[^.;:,\n]{0,50}?\b)?"
    r"(?P<noun>(?:заседани|сесси)(?:ям|ях|ями|й))\s+",
    re.IGNORECASE,
    needs="предстоящ|намеченн|запланированн|назначенн",
)
_LIST_ON = later(r"\s*(?:\([^()\n]{2,20}\))?\s*(?:,|и|а также)\s+(?:(?:заседани|сесси)\w+\s+)?")
_OF_HEADS = re.compile(r"\bглав\s+(?:государств|правительств)", re.IGNORECASE)
_CEREMONY = later(
    r"(?<![^\s])(?:Церемония|Подписание)(?:\s+(?:подписания|документ\w+|соглашени\w|меморандум\w|программ\w))*\s+"
    r"(?:прошл[ао]|состоял(?:ась|ось))\s"
)
_THERE = later(r"\W*(?:Там|Здесь)(?:\s+же)?\s")
_AWAITED = later(r"\b(его|е[её]|их)\s+(?:\w+\s+)?(?:жд[её]т|ждут|ожида[еюл]\w+)\b", re.IGNORECASE)
#: `Следующее состоится осенью в Баку`, after a session that was told
_NEXT_ONE = later(
    r"(?:(?<![^\s])(?=[А-ЯЁ])|[;,]\s+(?:а\s+|и\s+)?|\s-\s+)(?P<which>(?i:следующ|очередн|заключительн|предыдущ|предшествующ))"
    r"(?P<gender>[ео]е|ая|[иы]й|ую|[иы]е)\s*(?:,\s+[^.,;:()\n]{3,40},)?\s+"
    r"(?P<part>(?:этап|поток|модуль|набор|блок|цикл)\s+)?(?:уже\s+|(?:решено|планируется|намечено|договорились)\s+)?"
    r"(?P<verb>состо[ия]тся|пройд(?:[её]т|ут)|примет|провести|провед(?:[её]т|ут)|созвать|соберут|организовать|назнач\w+"
    r"|намечен[аоы]?|запланирован[аоы]?|планиру[ею]тся|ожида[ею]тся|прош(?:[её]л|л[аои])|состоял(?:ся|ось|ась|ись)"
    r"|проходил[аои]?|проводил(?:ся|ось|ась|ись)|принимал[аои]?)"
    r"(?=\s+(?:уже\s+)?(?:(?:в|во|на|через)\s|[а-яё]*(?:ой|ью|ом)\s|[А-ЯЁ]|\d))",
    needs="следующ|очередн|заключительн|предыдущ|предшествующ",
)
_BEFORE_IT = re.compile(r"пред(?:ыдущ|шествующ)", re.IGNORECASE)
#: `второе - в Баку`, `Третий запланирован на август`, `последующие - в Ташкенте и Авазе`
_FURTHER = later(
    r"(?<![\w-])(?P<word>последующие|остальные|(?:втор|четв[её]рт|пят|шест)(?:ой|ый|ое|ая)|трет(?:ий|ье|ья))"
    r"(?:,\s+[^.,;:()\n]{3,50},)?\s+"
    r"(?:-|(?P<verb>прош[её]?л[аои]?|состоял(?:ся|ось|ась)|запланирован[ао]?|намечен[ао]?|планируется|пройд[её]т|состоится"
    r"|проходил[аои]?|проводил(?:ся|ось|ась)|завершил(?:ся|ось|ась)|стартует|стартовал[ао]?|начн[её]тся|был[ао]?))\s+"
    r"(?=(?:во?|на|со?|под|у|\d{1,2})\s)",
    re.IGNORECASE,
    needs="последующие|остальные|втор|четв|пят|шест|трет",
    opens=True,
)
_FURTHER_END = later(r"[;\n]|\.\s|\.$|,\s(?:а|где|на|в котор|последующ\w+|остальн\w+|трет\w+|четв\w+|пят\w+)\s")
_TO_COME = re.compile(r"запл|намеч|плани|пройд|состоится", re.IGNORECASE)
_ORDINALS = frozenset({"первый", "второй", "третий", "четвертый", "четвёртый", "пятый"})
#: characters back to the first of several
_JUST_TOLD = 260
_ENDINGS = {"ое": "Neut", "ье": "Neut", "ая": "Fem", "ья": "Fem", "ой": "Masc", "ый": "Masc", "ий": "Masc"}
_GENDERS = {"ее": "Neut", "ое": "Neut", "ая": "Fem", "ую": "Fem", "ий": "Masc", "ый": "Masc"}
_PAST_ENDS = ("л", "ла", "ло", "ли", "лся", "лось", "лась", "лись")
_COMING_VERBS = frozenset({"назначил", "назначила", "назначили"})
_PRONOUNS = frozenset({"он", "она", "оно", "они"})
#: characters from an event to a clause that is thrown in behind it
_THROWN_IN = 60
_ROWS = frozenset({"раунд", "этап", "тур"})
#: what has no next one
_NO_SERIES = frozenset({"adoption", "statement", "visit", "call"})
#: words for any event
_GENERIC = frozenset({"мероприятие"})
#: characters from a series to the names of what it is made of
_SERIES_NEAR = 900
_HOLDING = frozenset({"проведение", "начало", "открытие"})
_SCHEDULING = frozenset({"планироваться", "намечаться", "запланировать", "наметить", "ожидаться", "предполагаться"})
#: tokens at the start of a sentence
_OPENING = 4
#: characters of `(` or `в ` before a date
_PREPOSITION = 4
#: characters before a pronoun within which the event stands
_BEFORE = 420
#: characters between a city and the sentence after it
_JUST_SAID = 4


def named_exercises(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Exercises and operations told by their quoted names alone, one by one."""
    text = match_text_of(doc)
    kinds = list(_KINDS.finditer(text))
    if not kinds:
        return
    told: list[Candidate] = []
    found = list(_NAMED.finditer(text))
    for number, match in enumerate(found):
        verb = parties.index.at(match.start("verb"))
        if verb is None or verb.sent._.language == "en" or is_negated(verb):
            continue
        sentence = verb.sent
        start = max(sentence.start_char, found[number - 1].end() if number else 0)
        end = min(sentence.end_char, found[number + 1].start() if number + 1 < len(found) else len(text))
        # `..., в октябре в Оше - "Рубеж"`: of another
        apart = _APART.search(text, match.end(), end)
        end = apart.start() if apart is not None else end
        if match.start() < sentence.start_char or _OTHER_KIND.search(text, start, match.start()):
            continue
        if GROUND.search(text, start, match.start()) or _ITS_KIND.search(text, start, match.start()):
            # `на полигоне "Харбмайдон" завершились учения`
            continue
        if any(start <= c.trigger[0] < match.start() and not c.setting for c in known):
            # `учения "Щит" прошли`
            continue
        before = [k for k in kinds if k.start() < match.start()]
        kind: EventType = "operation" if (before[-1] if before else kinds[0])["operation"] else "exercise"
        for quoted in _QUOTED.finditer(text, match.start("names"), match.end("names")):
            candidate = _named(doc, parties, filler, kind, quoted.span(1), (start, end))
            if candidate is None:
                continue
            ahead = is_future(verb) or (feature(verb, "Tense") == "Pres" and _is_ahead(doc, candidate))
            candidate.status = "planned" if ahead else "ongoing" if feature(verb, "Tense") == "Pres" else "held"
            for series in _series(candidate, known):
                candidate.organizations = candidate.organizations or list(series.organizations)
                candidate.places += [x for x in series.places if x not in candidate.places]
            told.append(candidate)
    yield from told
    yield from _by_themselves(doc, parties, filler, [*known, *told])


def _named(
    doc: Doc,
    parties: Parties,
    filler: SlotFiller,
    kind: EventType,
    span: tuple[int, int],
    clause: tuple[int, int],
) -> Candidate | None:
    """What is told by its quoted name alone, with the day and the venue of its clause."""
    token = parties.index.at(span[0])
    if token is None:
        return None
    candidate = Candidate(kind, token, span, f"event.{kind}.quoted_name", asserted=True)
    candidate.name = doc._.source_text[slice(*span)]
    candidate.dates = filler.days(*clause)[:1]
    candidate.places = filler.venues(*clause)
    return candidate


def _is_ahead(doc: Doc, candidate: Candidate) -> bool:
    """`«Поиск» проводится в сентябре`, on a page of July."""
    published = page_date(doc)
    first = bounds(candidate.dates[0].edtf)[0] if candidate.dates else None
    return published is not None and first is not None and first > published


def _by_themselves(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """`операции - «Канал» в марте и «Мак» в мае`, `в октябре в Оше - «Рубеж»`: after others of the same sentence."""
    text = match_text_of(doc)
    for match in _BY_ITSELF.finditer(text) if any(c.type in {"exercise", "operation"} for c in known) else ():
        span = match.span("one" if match["dash"] else "other")
        word = parties.index.at(span[0])
        start = word.sent.start_char if word is not None else span[0]
        rows = [c for c in known if start <= c.trigger[0] < match.start() and c.type in {"exercise", "operation"}]
        known_by = any(
            c.trigger == span or (c.name is not None and c.name == doc._.source_text[slice(*span)]) for c in known
        )
        if not rows or known_by or _OTHER_KIND.search(text, start, match.start() + 2):
            continue
        # when or where it is: right before the dash, or right behind the name
        told = (*doc._.dates, *doc._.places) if match["dash"] else doc._.dates
        left = [m.start for m in told if match["dash"] and m.end == match.start()]
        right = [m.end for m in told if not match["dash"] and 0 <= m.start - match.end() < _PREPOSITION]
        if not left and not right:
            continue
        comma = max(text.rfind(",", start, match.start()), text.rfind(";", start, match.start()))
        clause = (comma if left else match.end(), match.start() if left else right[0])
        candidate = _named(doc, parties, filler, rows[-1].type, span, clause)
        if candidate is not None:
            candidate.status = rows[-1].status
            rows[-1].dates = [d for d in rows[-1].dates if d not in candidate.dates]
            yield candidate


def _series(named: Candidate, known: Sequence[Candidate]) -> list[Candidate]:
    """`ОДКБ проведёт в Таджикистане три учения`, above the names of the three."""
    before = [c for c in known if c.type == named.type and 0 < named.trigger[0] - c.trigger[0] < _SERIES_NEAR]
    plural = [c for c in before if c.asserted and not c.name and feature(c.token, "Number") == "Plur"]
    return [c for c in plural if c.status == named.status]


def stays(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """`18 января министр А. Б. был у нас в Москве`: a visit of the persons named before."""
    text = match_text_of(doc)
    told = (*_STAYED.finditer(text), *_WITH_US.finditer(text))
    we = [m for m in _WE_STAYED.finditer(text) if _WE_BEFORE.search(text, max(m.start() - _WE_REACH, 0), m.start())]
    for match in sorted((*told, *we), key=lambda m: m.start(1)):
        verb = parties.index.at(match.start(1))
        if verb is None or is_negated(verb) or verb.sent._.language == "en":
            continue
        if verb.head.pos_ == "VERB" and (verb.head.i < verb.i or feature(verb.head, "VerbForm") != "Fin"):
            # `был в Москве подписан`; `был в Анкаре, встречался с коллегой` tells a stay
            continue
        sentence = verb.sent
        if any(c.type == "visit" and sentence.start_char <= c.trigger[0] < sentence.end_char for c in known):
            continue
        there = [x for x in filler.venues(match.end(), match.end() + 40)[:1] if x.kind in {"city", "country"}]
        who = [p for p in filler.people.before(verb) if isinstance(p.entity, Person)]
        ours = match.re.pattern == _WE_STAYED.pattern and bool(there)
        if not ours and (not who or not (there or _AT_OURS.search(match[0]))):
            continue
        candidate = Candidate("visit", verb, match.span(1), "event.visit.stay", asserted=True, is_verb=True)
        candidate.places = there
        candidate.dates = filler.days(sentence.start_char, sentence.end_char)[:1]
        for party in who[-3:] if not ours else ():
            filler.people.add(candidate.participants, party, "participant")
        yield candidate


def next_ones(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """`Следующее состоится осенью в Баку`, `Следующую примет Минск`: one more of what was told last."""
    found = list(_NEXT_ONE.finditer(match_text_of(doc))) if known else []
    starts = [match.start() for match in found]
    for match in found:
        verb = parties.index.at(match.start("verb"))
        if verb is None or is_negated(verb):
            continue
        nouns = [c for c in known if not c.is_verb and c.asserted and 0 < match.start() - c.trigger[0] < _SERIES_NEAR]
        last = nouns[-1] if nouns else None
        if last is None or last.type in _NO_SERIES:
            continue
        if match["part"] is not None and last.type != "conference":
            continue
        if match["part"] is None and not _is_meant(last.token, match["gender"]):
            continue
        before = _BEFORE_IT.match(match["which"]) is not None
        if before == (match["verb"] in _COMING_VERBS or not match["verb"].endswith(_PAST_ENDS)):
            # `Предыдущее` was, what is next will be
            continue
        end = min([verb.sent.end_char, *(at for at in starts if at > match.start())])
        candidate = Candidate(last.type, verb, match.span("verb"), f"event.{last.type}{NEXT}", is_verb=True)
        candidate.status, candidate.asserted = "held" if before else "planned", True
        candidate.dates = filler.days(match.start(), end)[:1]
        candidate.places = filler.venues(match.start(), end)
        for first in known:
            if first.token.sent.start == verb.sent.start and first.trigger[0] < match.start() and not first.is_verb:
                # of one sentence the first one has been given all
                first.places = [x for x in first.places if x not in candidate.places]
                first.dates = [d for d in first.dates if d not in candidate.dates]
        if match["verb"] in {"примет", "принимала", "принимал", "принимало", "принимали"} and not candidate.places:
            hosts = [m.entity for m in doc._.places if m.start == match.end() + 1]
            candidate.places = [x for x in hosts if isinstance(x, Place)]
        candidate.organizations = list(last.organizations)
        yield candidate


def further_ones(doc: Doc, parties: Parties, filler: SlotFiller, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """`Первое заседание прошло в Ташкенте, второе - в Баку`, `последующие - в Авазе и Душанбе`: told by an ordinal."""
    for match in _FURTHER.finditer(match_text_of(doc)) if known else ():
        word = parties.index.at(match.start("word"))
        if word is None or word.sent._.language == "en":
            continue
        nouns = [c for c in known if not c.is_verb and c.asserted and 0 < match.start() - c.trigger[0] < _JUST_TOLD]
        first = nouns[-1] if nouns else None
        if first is None or first.type in _NO_SERIES or not _is_one_of(first, word, match):
            continue
        stop = _FURTHER_END.search(doc._.match_text, match.end())
        end = min(word.sent.end_char, stop.start() if stop is not None else len(doc))
        venues, days = filler.venues(match.end(), end), filler.days(match.end() - 3, end)[:1]
        # of one sentence the first one has been given all
        first.places = [x for x in first.places if x not in venues]
        first.dates = [d for d in first.dates if d not in days]
        plural = match["word"].lower().endswith("ие")
        for venue in [[x] for x in venues] if plural else [venues]:
            if not venue and not days:
                continue
            candidate = Candidate(first.type, word, match.span("word"), f"event.{first.type}{FURTHER}", is_verb=True)
            candidate.asserted, candidate.status = True, first.status
            verb = match["verb"] or ""
            if verb:
                candidate.status = "planned" if _TO_COME.match(verb) else "held"
            candidate.dates, candidate.places = days, venue
            candidate.organizations = list(first.organizations)
            yield candidate


def _is_one_of(first: Candidate, word: Token, match: re.Match[str]) -> bool:
    """The ordinal agrees with the noun of the one told before, which is the first, or bears a number."""
    counted = first.number is not None or any(c.lemma_ in _ORDINALS for c in first.token.children)
    row = first.token.head if first.token.head.lemma_ in _ROWS and first.token.dep_ == "nmod" else first.token
    counted = counted or any(c.lemma_ in _ORDINALS for c in row.children)
    gender = _ENDINGS.get(match["word"].lower()[-2:])
    return counted and (gender is None or feature(row, "Gender") == gender)


def _is_meant(noun: Token, ending: str) -> bool:
    """`Следующее`, of a session; `Следующий`, of a round of talks."""
    row = noun.head if noun.head.lemma_ in _ROWS and noun.dep_ == "nmod" else noun
    if ending not in _GENDERS:
        # `Следующие пройдут в Оше`, of exercises
        return feature(row, "Number") == "Plur"
    return feature(row, "Number") != "Plur" and feature(row, "Gender") == _GENDERS[ending]


def guests(doc: Doc, filler: SlotFiller, candidates: Sequence[Candidate]) -> None:
    """`с президентом А. Б., который будет находиться в Армении с визитом`: who, and where, whatever the tree says."""
    text = match_text_of(doc)
    for candidate in candidates:
        if candidate.type != "visit" or candidate.is_verb or candidate.participants:
            continue
        start, end = candidate.token.sent.start_char, candidate.trigger[0]
        clause = _BEING_HERE.search(text, start, end)
        if clause is None:
            for mention in [m for m in doc._.persons if start <= m.start < end][-1:]:
                if _ON_VISIT.fullmatch(text, mention.end, end):
                    filler.people.add(candidate.participants, stated(mention), "participant")
            continue
        who = [m for m in doc._.persons if m.end == clause.start()]
        for mention in who[-1:]:
            filler.people.add(candidate.participants, stated(mention), "participant")
        if who and not candidate.places:
            stop = _stop(text, candidate.trigger[1])
            comma = text.find(",", candidate.trigger[1], stop)
            candidate.places = filler.venues(clause.start(), stop if comma < 0 else comma)[:1]


def sittings_to_come(doc: Doc, parties: Parties, filler: SlotFiller) -> Iterator[Candidate]:
    """`к предстоящим в Самарканде заседаниям Совета глав государств и Совета министров`: one of each organ."""
    text = match_text_of(doc)
    for match in _TO_COME_BOTH.finditer(text):
        word = parties.index.at(match.start("noun"))
        end = match.end()
        organs: list[Organization] = []
        for mention in sorted(doc._.organizations, key=lambda m: (m.start, -m.end)):
            joined = mention.start == end or (bool(organs) and _LIST_ON.fullmatch(text, end, mention.start))
            if joined and mention.start >= end and isinstance(mention.entity, Organization):
                organs.append(mention.entity)
                end = mention.end
        if word is None or len(organs) < 2:
            continue
        for organ in organs:
            kind: EventType = "summit" if _OF_HEADS.search(organ.name) else "session"
            candidate = Candidate(kind, word, match.span("noun"), f"event.{kind}.to_come", asserted=True)
            candidate.status = "planned"
            candidate.organizations = [organ]
            candidate.dates = filler.days(match.start("where"), match.end("where"))[:1]
            candidate.places = filler.venues(match.start("where"), match.end("where"))
            yield candidate


def callers(doc: Doc, parties: Parties, filler: SlotFiller) -> Iterator[Candidate]:
    """`Месяц назад у меня был региональный представитель А. Б.`: a meeting with whoever speaks."""
    for match in _WITH_ME.finditer(match_text_of(doc)):
        verb = parties.index.at(match.start(1))
        if verb is None or is_negated(verb) or verb.sent._.language == "en":
            continue
        persons = [m for m in doc._.persons if match.end() <= m.start < min(match.end() + 120, verb.sent.end_char)]
        if not persons or re.search(r"[,;:]", doc._.match_text[match.end() : persons[0].start]):
            continue
        candidate = Candidate("meeting", verb, match.span(1), "event.meeting.caller", asserted=True, is_verb=True)
        candidate.dates = filler.days(verb.sent.start_char, verb.sent.end_char)[:1]
        person = Party(persons[0].entity, persons[0].start, persons[0].end, "stated")
        filler.people.add(candidate.participants, person, "participant")
        yield candidate


def told_later(doc: Doc, filler: SlotFiller, candidates: Sequence[Candidate]) -> None:
    """What the next sentence says by a pronoun or by `церемония`: when and where; `candidates` are changed."""
    nouns = [c for c in candidates if not c.is_verb and c.type not in {"statement", "adoption", "visit"}]
    if nouns:
        for token in tokens_with(doc, _PRONOUNS):
            verb = token.head
            if token.dep_ not in SUBJECTS or verb.lemma_ not in TAKING_PLACE | _SCHEDULING:
                continue
            if token.i - token.sent.start < 3:
                _pronoun(token, verb, filler, nouns)
            elif token.nbor(-1).norm_ == ",":
                _beside(token, verb, filler, nouns)
        for token in tokens_with(doc, _GENERIC):
            _generic(token, filler, nouns)
        for candidate in nouns:
            _awaited(candidate, candidates)
    signed = [c for c in candidates if c.type == "adoption" and c.asserted and c.status == "held"]
    if signed:
        for match in _CEREMONY.finditer(doc._.match_text):
            before = [c for c in signed if 0 < match.start() - c.trigger[0] < _BEFORE]
            if before and not before[-1].places:
                stop = _stop(doc._.match_text, match.end())
                before[-1].places = filler.venues(match.start(), stop)
                before[-1].dates = before[-1].dates or filler.days(match.start(), stop)[:1]


def _awaited(candidate: Candidate, candidates: Sequence[Candidate]) -> None:
    """`Там его ждут переговоры`: where he has gone, and he."""
    sentence = candidate.token.sent
    text: str = sentence.doc._.match_text
    there = _THERE.match(text, sentence.start_char, sentence.end_char)
    awaited = _AWAITED.search(text, sentence.start_char, sentence.end_char)
    if there is None and awaited is None:
        return
    before = [c for c in candidates if 0 < sentence.start_char - c.trigger[0] < _BEFORE and c.places]
    gone = next((c for c in reversed(before) if c.type == "visit"), before[-1] if before else None)
    if gone is None:
        return
    if there is not None and not candidate.places:
        # `9 октября. Стамбул. Там же, в здании Секретариата`: what was said right before
        just_said = [m.entity for m in sentence.doc._.places if 0 < sentence.start_char - m.end < _JUST_SAID]
        said = [x for x in just_said if isinstance(x, Place) and x.kind == "city"]
        candidate.places = said or list(gone.places)
    if awaited is not None and gone.type == "visit":
        for party in gone.participants:
            if party.role == "host":
                continue
            if party.entity is None:
                # `Министр вылетел в Осло. Там его ждут переговоры`: the post, without a name
                candidate.participants.append(replace(party, role="participant"))
            elif all(p.entity is not party.entity for p in candidate.participants):
                words = (awaited.start(1), awaited.end(1))
                resolved = replace(party, start=words[0], end=words[1], basis="resolved", role="participant")
                candidate.participants.append(resolved)


def _stop(text: str, offset: int) -> int:
    found = re.compile(r"[.;\n]\s").search(text, offset)
    return found.start() if found else len(text)


def _beside(token: Token, verb: Token, filler: SlotFiller, nouns: Sequence[Candidate]) -> None:
    """`В ходе учения «Щит», оно проходило с 5 по 9 мая, задержан один`: a clause thrown in."""
    near_by = [c for c in nouns if 0 < token.idx - c.trigger[1] < _THROWN_IN and c.token.sent.start == token.sent.start]
    last = near_by[-1] if near_by else None
    if last is None or last.dates or is_negated(verb):
        return
    stage = last.token.head if last.token.head.lemma_ == "этап" and last.token.dep_ == "nmod" else last.token
    if _agrees(token, stage) and not any(t.pos_ in {"VERB", "AUX"} for t in token.doc[last.token.i + 1 : token.i]):
        stop = token.doc._.match_text.find(", ", token.idx)
        last.dates = filler.days(token.idx, stop if stop >= 0 else token.sent.end_char)[:1]


def _pronoun(token: Token, verb: Token, filler: SlotFiller, nouns: Sequence[Candidate]) -> None:
    if not is_negated(verb):
        _add_when_and_where(token, verb, filler, nouns, lambda noun: _agrees(token, noun))


def _add_when_and_where(
    token: Token, verb: Token, filler: SlotFiller, nouns: Sequence[Candidate], fits: Callable[[Token], bool]
) -> None:
    """What the sentence says of the last event before that fits."""
    sentence = token.sent
    if any(sentence.start_char <= c.trigger[0] < sentence.end_char for c in nouns):
        return
    before = [c for c in nouns if 0 < sentence.start_char - c.trigger[0] < _BEFORE]
    last = next((c for c in reversed(before) if fits(c.token)), None)
    if last is None:
        return
    days = filler.days(sentence.start_char, sentence.end_char)
    places = filler.venues(sentence.start_char, sentence.end_char)
    if not days and not places:
        return
    last.dates = last.dates or days[:1]
    if all(x.kind != "city" and any(near(x, other) for other in places) for x in last.places):
        # `В Армении началось заседание. Оно проходит в Гюмри`
        last.places = places or last.places
    last.asserted = True
    ahead = is_future(verb) or verb.lemma_ in _SCHEDULING
    if ahead and last.status == "held":
        last.status = "planned"


def _generic(token: Token, filler: SlotFiller, nouns: Sequence[Candidate]) -> None:
    """`Мероприятие состоится 27 апреля в Душанбе`, `Проведение мероприятия планируется в мае`: the one told before."""
    noun = token.head if token.head.lemma_ in _HOLDING and token.dep_ == "nmod" else token
    verb = noun.head
    which = next((c for c in token.rights if c.dep_ == "acl:relcl" and c.lemma_ in TAKING_PLACE), None)
    if which is not None and any(c.lemma_ == "который" and c.dep_ in SUBJECTS for c in which.children):
        # `В мероприятии, которое прошло 21 ноября, приняли участие`
        if not is_negated(which) and token.i - token.sent.start < _OPENING:
            _add_when_and_where(token, which, filler, nouns, lambda noun: True)
        return
    if noun.dep_ not in SUBJECTS or verb.lemma_ not in TAKING_PLACE | _SCHEDULING or is_negated(verb):
        return
    if token.i - token.sent.start < _OPENING and not any(c.dep_ in {"amod", "det"} for c in token.lefts):
        _add_when_and_where(token, verb, filler, nouns, lambda noun: True)


def _agrees(pronoun: Token, noun: Token) -> bool:
    if preposition(pronoun) is not None or feature(pronoun, "Number") != feature(noun, "Number"):
        return False
    first, second = feature(pronoun, "Gender"), feature(noun, "Gender")
    return first is None or second is None or first == second

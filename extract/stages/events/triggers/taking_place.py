"""Nouns that tell a happening only where they are told to take place: held, attended, taught somewhere on a day."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.language.later import later
from extract.language.syntax import feature, is_future, is_negated, preposition
from extract.parties import Parties
from extract.stages.events.triggers.lexicon import TAKING_PLACE, companion
from extract.stages.events.untold.rows import is_in_row

AWAITING = frozenset({"ожидаться", "ожидать", "ждать", "запланировать", "предстоять", "состояться"})
SCHEDULED = frozenset({"наметить", "намечаться", "планироваться", "назначить", "намеченный"})
INTO = later(r"\b(?:в|во|на)\s+(?:г\.\s?)?$", re.IGNORECASE)
_TEACHING = frozenset({"пройти", "провести", "организовать", "завершить", "завершиться", "состояться", "прочитать"})
_ROWS = frozenset({"цикл", "курс", "серия", "ряд"})
_AT_SCHOOL = later(r"\b(?:в|на базе)\s+(?:[а-яё]+\s+)?$", re.IGNORECASE)
_FOR_PEOPLE = later(
    r"\b(?:для|с)\s+(?:\d+\s+|[а-яё]+\s+){0,2}(?:сотрудник|офицер|специалист|слушател|эксперт|представител)"
)
_BRINGING_TOGETHER = frozenset({"собрать", "объединить", "продлиться", "охватить", "осуществить", "совершить"})
_ON_ORGANIZING = later(
    r"\bоб?\s+(?:организации|проведении)\s+(?:[^.;,:]|\bг\.){0,90}?\bна\s+базе\s+[^.;,:]{3,90}$", re.IGNORECASE
)
_TO_ORGANIZE = later(r"\b(?:организовать|провести)\s+(?:на\s+базе\s|(?=[^.]+\sг\.))(?:[^.;,:]|\bг\.){3,150}$", re.I)
#: `о проведенных в Домодедово в марте курсах`
_WHICH_WERE_HELD = later(
    r"\b(?:провед[её]нн|состоявш|прошедш)(?:ых|ой|ом|ого|ых|ую|ый|ые)(?:ся)?\s+(?:[^.;:\n]|(?<=\b[гс])\.){0,80}$",
    re.IGNORECASE,
)
_COMING_ABOUT = frozenset({"пройти", "состояться", "проходить"})
_TAKING_IN = frozenset({"принять", "принимать"})
#: who trains at a gathering of its kind
_UNITS = frozenset(
    {
        "кинолог", "спасатель", "подразделение", "боец", "связист", "сапер", "снайпер", "разведчик", "водолаз",
        "взрывотехник", "расчет", "спецподразделение", "десантник", "сотрудник", "военнослужащий", "миротворец",
    }
)  # fmt: skip
_OF_UNITS = frozenset({"кинологический", "полевой", "учебно-тренировочный", "тренировочный"})
#: what may be handed over at a ceremony, and what else one may be for
_GIVEN = later(r"\b(?:переда(?:л|н)|получил|подарил|вручил|вручен|поставил|поставлен)\w*", re.IGNORECASE)
_OTHER_RITE = later(r"\b(?:подпис|верительн|грамот|уничтож|сожж|наград)\w*", re.IGNORECASE)
#: characters before a ceremony in which it is told what for
_TOLD_BEFORE = 400
_TO_PRESS = later(r"\s(?:[^.,;:\n]{3,60}\s)?к\s(?:прессе|СМИ|журналистам)\b")
#: how one says that somebody was there
_ATTENDING = frozenset(
    {"участвовать", "поучаствовать", "выступить", "присутствовать", "побывать", "находиться", "убыть", "отправиться"}
)
_TAKING_PART = frozenset({"принять", "принимать"})
#: `в ходе учений проведены стрельбы`: a part of what is told
_PART_OF = later(
    r"\b(?:в ходе|в рамках|во время|на полях|по итогам)\s+(?:[а-яё-]+\s+){0,3}?"
    r"(?:учени|тренировк|сбор|курс|семинар|форум|конференци|операци|тренинг|ман[её]вр|занят)",
    re.IGNORECASE,
)


def is_placed(token: Token, doc: Doc) -> bool:
    """The sentence gives the happening a date or a place: `такие учения прошли в мае`."""
    start, end = token.sent.start_char, token.sent.end_char
    return any(start <= m.start < end for m in (*doc._.dates, *doc._.places))


_PRAISE = frozenset(
    {
        "конструктивный",
        "откровенный",
        "живой",
        "содержательный",
        "полезный",
        "доверительный",
        "плодотворный",
        "обстоятельный",
    }
)


def is_praised(token: Token) -> bool:
    """`состоялся живой, откровенный диалог`: how people spoke, and no gathering."""
    return token.lemma_ == "диалог" and any(c.lemma_ in _PRAISE for c in token.children)


def is_held(token: Token) -> bool:
    """`открылись курсы`, `об организации на базе института курсов`, `организовать на базе института (г. Ош) курсы`."""
    if _WHICH_WERE_HELD.search(token.doc._.match_text, max(token.idx - 110, token.sent.start_char), token.idx):
        return True
    if is_in_row(token):
        return True
    # `Рекогносцировка района проведена`: a noun that the parser does not know is hung on its genitive
    whole = token.head if token.dep_ == "amod" and token.pos_ == "NOUN" and token.head.i > token.i else token
    told = whole.head.lemma_ in TAKING_PLACE | SCHEDULED | _BRINGING_TOGETHER
    if told and whole.dep_ in {"nsubj", "nsubj:pass", "obj"}:
        return True
    if token.dep_ == "xcomp" and token.head.lemma_ in _COMING_ABOUT and feature(token, "Case") in {"Nom", None}:
        # `прошла планёрка`, a word that the parser does not know
        return True
    if whole.dep_ == "obj" and whole.head.lemma_ in _TAKING_IN and is_future(whole.head):
        # `Витебск примет сборы кинологов`
        return all(feature(c, "Animacy") != "Anim" for c in whole.head.children if c.dep_ == "nsubj")
    if token.lemma_ in {"мероприятие", "орм"} and any(c.lemma_ == "провести" and c.dep_ == "acl" for c in token.rights):
        # `в ходе ОРМ, проведённых сотрудниками управления`
        return True
    if token.dep_ == "nmod" and token.head.lemma_ == "проведение" and token.head.dep_ == "obj":
        return token.head.head.lemma_ in TAKING_PLACE  # `начнёт проведение тренингов`
    before = token.doc._.match_text[max(token.idx - 170, token.sent.start_char) : token.idx]
    if feature(token, "Case") == "Gen":
        return _ON_ORGANIZING.search(before) is not None
    return feature(token, "Case") in {"Acc", "Nom"} and _TO_ORGANIZE.search(before) is not None


def is_attended(noun: Token, parties: Parties) -> bool:
    """`Министр на коллегии поручил`, `в работе коллегии участвовали`: a sitting, where the body has no name."""
    if parties.covering(noun) or feature(noun, "Number") == "Plur":
        return False
    event = noun.head if noun.head.lemma_ in {"работа", "ход", "заседание"} else noun
    if preposition(event) not in {"на", "в", "в ходе", "по итогам", "в рамках"} or event.lemma_ == "заседание":
        return False
    return event.head.pos_ == "VERB" and feature(event.head, "Tense") == "Past" and not is_negated(event.head)


def is_trained(token: Token, doc: Doc) -> bool:
    """`10 сотрудников пройдут обучение в г. Оше`, `проведёт обучение 40 офицеров в Оше`, `прочитан цикл лекций`.

    A course of which nothing else is told.
    """
    row = token.dep_ == "nmod" and token.head.lemma_ in _ROWS
    course = token.head if row else token
    verb = course.head
    if course.dep_ not in {"obj", "nsubj", "nsubj:pass"} or verb.lemma_ not in _TEACHING or is_negated(verb):
        return False
    if verb.lemma_ == "прочитать" and not row:
        # one who speaks once
        return False
    if feature(verb, "Tense") == "Pres" and feature(verb, "Aspect") == "Imp":
        return False
    text: str = doc._.match_text
    start, end = token.sent.start_char, token.sent.end_char
    after = start if verb.lemma_ != "пройти" or course.dep_ != "obj" else token.idx
    cities = [m for m in doc._.places if after < m.start < end and getattr(m.entity, "kind", None) == "city"]
    dated = any(start <= m.start < end for m in doc._.dates)
    schools = [m for m in doc._.organizations if after <= m.start < end]
    if any(INTO.search(text, max(m.start - 6, 0), m.start) for m in (*cities, *(schools if dated else ()))):
        return True
    if course.dep_ == "obj" and verb.lemma_ == "пройти":
        return False
    venues = [m for m in schools if _AT_SCHOOL.search(text, max(m.start - 12, 0), m.start)]
    return bool(venues) or (dated and _FOR_PEOPLE.search(text, start, end) is not None)


def is_told(noun: Token, doc: Doc) -> bool:
    """`12 мая в Оше прошла дискуссия`, `участвовал в телемосте 3 мая`: that it takes place, and when or where.

    For words that are more often said of something else; what is a part of a gathering that is told is none.
    """
    if is_negated(noun.head) or not is_placed(noun, doc):
        return False
    if _PART_OF.search(doc._.match_text, noun.sent.start_char, noun.sent.end_char):
        return False
    return is_held(noun) or _is_gone_to(noun)


def _is_gone_to(noun: Token) -> bool:
    """`принял участие в парламентском часе`, `выступил на панельной дискуссии`."""
    if preposition(noun) not in {"в", "во", "на"}:
        return False
    part = noun.head
    if part.lemma_ == "участие":
        return part.dep_ == "obj" and part.head.lemma_ in _TAKING_PART
    return part.lemma_ in _ATTENDING and noun.dep_ in {"obl", "nmod"}


def is_drilled(noun: Token) -> bool:
    """`сборы кинологов`, `кинологические сборы`: units train; those of commanders are sittings."""
    who = [c for c in noun.children if c.dep_ == "nmod" and preposition(c) in {None, "с", "со", "для"}]
    units = any(c.lemma_.partition("-")[0] in _UNITS for c in who) or any(c.lemma_ in _OF_UNITS for c in noun.lefts)
    return units and (is_held(noun) or (feature(noun, "Number") == "Plur" and noun.head.lemma_ == "проведение"))


def is_conversed(noun: Token, parties: Parties) -> bool:
    """`состоялся разговор министра А. Б. с послом В. Г.`: two who are named, whatever line they had."""
    other = companion(noun)
    if other is None or not is_held(noun) or is_negated(noun.head):
        return False
    return any(m.type in {"person", "position"} for m in parties.covering(other))


def is_reception(noun: Token, parties: Parties) -> bool:
    """`провёл приём посла Индии`, `состоялся приём Президентом делегации`: of one who holds a post, or is named."""
    if not is_held(noun) or is_negated(noun.head):
        return False
    guests = [c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None and feature(c, "Case") == "Gen"]
    return any(c.lemma_ == "делегация" or (feature(c, "Number") != "Plur" and _is_somebody(c, parties)) for c in guests)


def _is_somebody(word: Token, parties: Parties) -> bool:
    return any(m.type in {"person", "position"} for m in parties.covering(word))


def is_ceremony(noun: Token, doc: Doc) -> bool:
    """`Агентству переданы автомобили. Церемония прошла в среду в Оше`: where no paper was signed at it."""
    whose = any(c.dep_ in {"nmod", "amod"} for c in noun.children)
    if whose or noun.dep_ != "nsubj" or noun.head.lemma_ not in _COMING_ABOUT | {"быть"} or not is_placed(noun, doc):
        return False
    text: str = doc._.match_text
    start = max(noun.idx - _TOLD_BEFORE, 0)
    return _GIVEN.search(text, start, noun.idx) is not None and _OTHER_RITE.search(text, start, noun.idx) is None


def is_raised(noun: Token, doc: Doc) -> bool:
    """`С 3 по 7 мая в Минске прошло повышение квалификации таможенников`."""
    raising = noun.head
    return raising.lemma_ == "повышение" and noun.dep_ == "nmod" and is_told(raising, doc)


def is_to_press(noun: Token) -> bool:
    """`подход министра к прессе`, `Подход к прессе`."""
    return _TO_PRESS.match(noun.doc._.match_text, noun.idx + len(noun)) is not None

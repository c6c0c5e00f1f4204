"""Talks told by a bare verb or in the plural: `обсудил с коллегой`, `состоялись двусторонние встречи`."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Person, Place, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, coordinated, feature, is_future, is_negated, preposition, subject
from extract.parties import Parties
from extract.parties.represented import state_of
from extract.parties.words import SIDES
from extract.stages.events.triggers.lexicon import TAKING_PLACE, companion, is_group

_SETTING_OUT = frozenset(
    {
        "вылетать", "вылететь", "ехать", "поехать", "лететь", "отправляться", "отправиться", "направляться",
        "направиться", "прибывать", "прибыть", "приехать", "приезжать", "прилететь", "прилетать", "посетить",
    }
)  # fmt: skip
_SCHEDULING = frozenset({"запланировать", "наметить", "намечаться", "планироваться", "предстоять", "ожидаться"})
_OFFICES = frozenset({"ведомство", "министерство", "агентство", "служба", "посольство", "секретариат"})
_AGREEING = frozenset({"договориться", "условиться", "решить", "согласиться"})
_ENVOYS = frozenset({"посол", "дипломат", "атташе", "посланник", "консул", "генконсул"})
#: who leaves may be on the way home
_LEAVING = frozenset({"отбыть", "отбывать", "вылететь", "уехать", "улететь"})
_GOODS = frozenset(
    {
        "сводка", "документ", "письмо", "запрос", "обращение", "информация", "доклад", "отчет", "заявка", "нота",
        "груз", "самолет", "поезд", "партия", "помощь", "вагон", "состав", "контейнер", "оборудование",
        "автомобиль", "вертолет", "борт", "судно", "товар", "вакцина", "посылка", "техника", "рейс", "транспорт",
        "поток", "фура", "эшелон", "караван", "гумпомощь", "колонна", "беженец",
        "грузовик", "турист", "болельщик", "паломник", "мигрант", "пассажир", "сборная", "фанат", "спасатель",
        "лаборатория", "установка", "комплект", "прибор", "дрон", "гражданин", "иностранец", "лицо", "переселенец",
    }
)  # fmt: skip
#: with them one talks without meeting sides
_PUBLIC = frozenset(
    {
        "население", "гражданин", "житель", "журналист", "студент", "состав", "молодежь", "ветеран", "коллектив",
        "школьник", "учащийся", "курсант", "слушатель", "родитель", "пресса", "общественность", "соотечественник",
    }
)  # fmt: skip
#: what is had with somebody
_BETWEEN = frozenset(
    {
        "встреча", "переговоры", "консультация", "контакт", "разговор", "сотрудничество", "взаимодействие", "отношение",
        "соглашение", "договор", "меморандум", "граница", "диалог", "связь", "работа", "торговля", "обмен",
    }
)  # fmt: skip
#: whose meetings and sittings are told
_ORGANS = frozenset({"руководство", "комиссия", "комитет", "совет", "коллегия", "подкомитет", "палата"})
_OFFICERS = frozenset(
    {
        "начальник", "министр", "руководитель", "глава", "эксперт", "представитель", "прокурор", "командующий",
        "офицер", "специалист", "директор", "заместитель", "координатор", "дипломат", "посол", "секретарь",
        "уполномоченный",
    }
)  # fmt: skip
_GATHERED = later(
    r"\b(?:разговор|бесед|встреч|встрет|переговор|консультаци|визит|саммит|заседани|совещани|сесси|форум|конференци"
    r"|семинар|кругл\w+ стол|сбор\w*\b|тренинг|брифинг)",
    re.IGNORECASE,
)
_GATHERED_BELOW = later(
    r"\b(?:состоя[лв]|прош[её]?л|проход|провел|открыл|участ\w+\s+в\s)[^.;\n]{0,80}\b(?:бесед|встреч|переговор|консультаци"
    r"|визит|саммит|заседани|совещани|сесси|форум|конференци|семинар|сбор)",
    re.IGNORECASE,
)
_TALK = re.compile(r"\b(?:разговор|бесед|встреч|встрет|переговор|созвонил|визит|саммит)", re.IGNORECASE)
_HAD_TALK = re.compile(r"\b(?:разговор|бесед|встреч|встрет|переговор|созвонил|консультаци)", re.IGNORECASE)
#: characters back to a talk
_TALK_TOLD = 1500
#: what may stand before the first words of an item: a mark, a day, a country in capitals
_OPENS = later(r"[^\w\n]*(?:[А-ЯЁ][А-ЯЁ -]{3,30}[.:]|[А-ЯЁ][а-яё]+,\s+\d{1,2}\s[а-я]+)?[^\w\n]*")


#: characters, and who asks at the head of a page of what is no briefing
_HEAD = 400
_PRESS = frozenset({"журналист", "корреспондент", "сми", "пресса", "агентство", "репортер", "газета"})
_PRESS_EVENT = later(r"брифинг|пресс-конференц|интервью|пресс-подход", re.IGNORECASE)


def talks_over(verb: Token, parties: Parties) -> bool:
    """Two who hold posts, face to face.

    `директор обсудил с представителем УНП ООН А. Б. вопросы`, `секретарь А. Б. и посол В. Г. обсудили вопросы`,
    `вылетает в Бишкек, чтобы обсудить детали с министром А. Б.`
    """
    other = companion(verb)
    if is_negated(verb) or (other is not None and not _is_with(other, verb)):
        return False
    if feature(verb, "VerbForm") == "Inf":
        return other is not None and _names_person(other, parties) and _is_errand(verb)
    first = subject(verb)
    if first is None or _went_on(verb):
        return False
    if other is not None:
        return _is_one(first, parties) and _is_one(other, parties)
    return _are_two(first, verb, parties)


def answers_press(verb: Token, parties: Parties) -> bool:
    """`Министр А. Б. ответил на вопросы журналистов`, at the head of a page, where no briefing is told."""
    who = subject(verb)
    asked = next((c for c in verb.children if c.lemma_ == "вопрос" and preposition(c) == "на"), None)
    if who is None or asked is None or is_negated(verb) or sentence_of(verb).start_char > _HEAD:
        return False
    told: str = verb.doc._.match_text[: sentence_of(verb).end_char]
    press = any(t.lemma_ in _PRESS for t in asked.subtree) and _PRESS_EVENT.search(told) is None
    return press and _names_person(who, parties)


def _went_on(verb: Token) -> bool:
    """`А. Б. и В. Г. также обсудили`, after a talk that was told: they went on with it; `провели беседу и обсудили`."""
    if verb.dep_ == "conj" and verb.head.i < verb.i and companion(verb) is None:
        told: str = verb.doc._.match_text[verb.sent.start_char : verb.idx]
        if _HAD_TALK.search(told) is not None and not any(c.dep_ in SUBJECTS for c in verb.children):
            return True
    if not any(c.lemma_ in {"также", "далее"} for c in verb.children):
        return False
    before: str = verb.doc._.match_text[max(verb.sent.start_char - _TALK_TOLD, 0) : verb.sent.start_char]
    return _TALK.search(before) is not None


def is_series(noun: Token, parties: Parties) -> bool:
    """`Состоялись двусторонние встречи руководителей делегаций`: whose they are, and that they took place."""
    verb = noun.head
    if noun.lemma_ == "заседание" and _were_attended(noun):
        return True
    if noun.dep_ not in {"nsubj", "nsubj:pass", "obj"} or verb.lemma_ not in TAKING_PLACE | _SCHEDULING | {"иметь"}:
        return False
    if is_negated(verb) or (
        verb.lemma_ not in {"иметь"} and (feature(verb, "Aspect") == "Imp" and verb.lemma_ not in _SCHEDULING)
    ):
        # `проводятся встречи с населением`
        return False
    other = companion(noun) or next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    other = other or (met_at(noun, parties) if noun.lemma_ == "встреча" else None)
    if other is None:
        return any(c.lemma_ == "двусторонний" for c in noun.children) or _have_met(noun)
    if any(c.lemma_ in _PUBLIC for c in coordinated(other)):
        return False
    return is_group(other) or other.lemma_ in _ORGANS or bool(parties.covering(other))


def met_at(noun: Token, parties: Parties) -> Token | None:
    """`провёл встречи в МИД, Минюсте и Агентстве`: the body where one was."""
    if companion(noun) is not None:
        return None
    behind = (*noun.rights, *(c for c in noun.head.rights if c.i > noun.i))
    where = (c for c in behind if c.dep_ in {"nmod", "obl"} and preposition(c) == "в")
    return next((c for c in where if any(m.type == "organization" for m in parties.covering(c))), None)


def _were_attended(noun: Token) -> bool:
    """`приняли участие в заседаниях комиссий`: it is over."""
    verb = noun.head.head
    part = noun.head.lemma_ == "участие" and verb.lemma_ in {"принять", "принимать"}
    whose = any(c.dep_ == "nmod" and c.lemma_ in _ORGANS for c in noun.rights)
    return part and whose and feature(verb, "Tense") == "Past" and not is_negated(verb)


def _have_met(noun: Token) -> bool:
    """`Рабочие группы двух стран провели встречи в Ала-Букинском районе`: those of two sides, and it is over."""
    verb = noun.head
    who = subject(verb)
    if noun.dep_ != "obj" or who is None or feature(verb, "Tense") != "Past" or feature(who, "Number") != "Plur":
        return False
    sides = {"страна", "государство", "республика", "сторона", "ведомство"}
    of_two = any(t.lemma_ in {"два", "оба", "три"} and t.head.lemma_ in sides for t in who.subtree)
    named = [t for t in who.subtree if t.pos_ == "PROPN" and t.dep_ in {"nmod", "conj"}]
    return is_group(who) and (of_two or len(named) > 1)


def _are_officers_of_two(first: Token, verb: Token) -> bool:
    """`29 апреля в Бресте уполномоченные двух стран обсудили очереди`: on a day of its own, in a town."""
    if feature(first, "Animacy") != "Anim" or feature(first, "Number") != "Plur":
        return False
    start, end = verb.sent.start_char, verb.sent.end_char
    count = next((t for t in first.subtree if t.lemma_ in {"два", "оба"}), None)
    if count is None or count.head.lemma_ not in {"страна", "государство", "ведомство", "республика", "сторона"}:
        # `начальники штабов стран СНГ обсудили`, where no gathering is told by a word of its own
        text: str = verb.doc._.match_text
        if first.lemma_ not in _OFFICERS or _GATHERED.search(text, max(start - _TALK_TOLD, 0), end):
            return False
        if _GATHERED_BELOW.search(text, end, min(end + 600, len(text))):
            return False
    return all(any(start <= m.start < end for m in found) for found in (verb.doc._.dates, verb.doc._.places))


def opens_item(verb: Token, doc: Doc, parties: Parties) -> bool:
    """The first sentence of a paragraph, with its subject before the verb: `Генпрокуратура опровергла сообщения`."""
    start = verb.sent.start_char
    line = doc._.match_text.rfind("\n", 0, start) + 1
    who = subject(verb)
    if who is None:
        return False
    kinds = {m.type for m in parties.covering(who)}
    body = "organization" in kinds or who.lemma_ in _OFFICES
    # a prosecutor may condemn anything; a ministry that does makes a statement
    if not body and (verb.lemma_ == "осудить" or not kinds & {"position", "person"}):
        return False
    before = who.i < verb.i
    return before and not is_negated(verb) and _OPENS.fullmatch(doc._.match_text, line, start) is not None


def is_freight(verb: Token) -> bool:
    """`Гуманитарный груз прибыл в Душанбе`, `приборы, которые прибыли`, `граждане, прибывшие`: what goes is no one."""
    who = subject(verb)
    if (who is None or who.lemma_ == "который") and verb.dep_ in {"acl:relcl", "acl"}:
        who = verb.head
    if who is None or who.lemma_ not in _GOODS:
        return False
    return not any(is_group(c) for c in who.children if preposition(c) in {"с", "со"})


def is_going_home(verb: Token, parties: Parties) -> bool:
    """`Президент Узбекистана посетил выставку и отбыл в Ташкент`: back to the state whose officer he is."""
    if verb.lemma_ not in _LEAVING:
        return False
    own = {state_of(p.entity) for p in parties.subject_of(verb) if isinstance(p.entity, Person)} - {None}
    towards = [c.idx for c in verb.rights if preposition(c) in {"в", "на"}]
    there = (m.entity for m in parties.doc._.places if any(m.start <= at < m.end for at in towards))
    return bool(own) and any(isinstance(place, Place) and place.country in own for place in there)


def agreed_on_people(noun: Token) -> bool:
    """`договорились о стажировке двадцати следователей в Оше`: whose it will be is told."""
    above = noun.head
    agreed = above.lemma_ in _AGREEING and feature(above, "Tense") == "Past" and not is_negated(above)
    if not agreed or preposition(noun) not in {"о", "об"} or any(c.lemma_ == "ежегодный" for c in noun.lefts):
        return False
    return any(c.dep_ == "nmod" and feature(c, "Animacy") == "Anim" for c in noun.rights)


def agreed_to_meet(verb: Token) -> bool:
    """`Договорились встретиться ещё раз летом`: those who agreed."""
    above = verb.head
    return (
        feature(verb, "VerbForm") == "Inf"
        and above.lemma_ in _AGREEING
        and feature(above, "Number") == "Plur"
        and feature(above, "Tense") == "Past"
        and not is_negated(above)
    )


def is_summoned(verb: Token) -> bool:
    """`МИД вызвал временного поверенного и вручил ему ноту`, `посол был вызван в МИД`."""
    if is_negated(verb):
        return False
    passive = feature(verb, "Variant") == "Short"
    deps = {"nsubj:pass", "nsubj"} if passive else {"obj"}
    return any(c.dep_ in deps and (c.lemma_ in _ENVOYS or c.norm_.startswith("поверенн")) for c in verb.children)


def _is_errand(verb: Token) -> bool:
    """`на днях вылетает, чтобы обсудить`: what somebody will go for."""
    going = verb.head
    if going.lemma_ not in _SETTING_OUT or verb.dep_ != "advcl":
        return False
    return is_future(going) or feature(going, "Tense") == "Pres"


def _is_with(other: Token, verb: Token) -> bool:
    """`обсудить детали с министром`: the parser may hang him on the thing; `обсудил встречу с министром` is another."""
    thing = other.head
    if thing.i == verb.i:
        return True
    return thing.head.i == verb.i and thing.dep_ in {"obj", "nsubj"} and thing.lemma_ not in _BETWEEN


def _is_one(token: Token, parties: Parties) -> bool:
    """One who holds a post, named or not: `узбекский коллега`, `министр`."""
    if _names_person(token, parties):
        return True
    return token.lemma_ in SIDES and feature(token, "Number") == "Sing" and feature(token, "Animacy") == "Anim"


def _names_person(token: Token, parties: Parties) -> bool:
    heads = [token, *(c for c in token.rights if c.dep_ in {"appos", "flat:name"})]
    return any(m.type in {"person", "position"} for t in heads for m in parties.covering(t))


def _are_two(first: Token, verb: Token, parties: Parties) -> bool:
    """`А. Б. и посол В. Г. обсудили`: two who are named, or two posts, before the verb or after it."""
    # the parser may hang the second on the verb
    strays = [c for c in verb.rights if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"} and c.i > first.i]
    # `Вице-премьер - глава МИД А. Б. и министр В. Г.`: of two posts of one man the second carries the list
    ranks = [x for c in first.rights if c.dep_ == "appos" for x in coordinated(c)[1:]]
    members = [
        *coordinated(first),
        *(x for x in ranks if feature(x, "Animacy") == "Anim"),
        *(c for c in strays if feature(c, "Animacy") == "Anim"),
    ]
    if len(members) < 2:
        return _are_officers_of_two(first, verb)
    start = first.left_edge.idx
    end = max(m.right_edge.idx + len(m.right_edge) for m in members)
    named = {id(m.entity) for m in verb.doc._.persons if start <= m.start < end and not start <= verb.idx < m.start}
    return len(named) == 2 or (len(members) == 2 and all(_is_one(m, parties) for m in members))

"""What the words of a trigger ask of their sentence: who is received, what is signed, where somebody goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from extract.document import Mention, Person, match_text_of, sentence_of
from extract.language.later import later
from extract.language.syntax import antecedent, child, feature, is_future, is_negated, preposition, subject
from extract.parties import Parties
from extract.stages.events.papers.objects import adopts_paper
from extract.stages.events.papers.told import DRAFTS, behind_noun, paper_meant, right_behind
from extract.stages.events.triggers.credentials import is_handed
from extract.stages.events.triggers.lectures import is_lecture
from extract.stages.events.triggers.lexicon import (
    TAKING_PLACE,
    Need,
    Trigger,
    companion,
    direct_object,
    has_plural_subject,
    is_group,
    is_object,
    verbless,
)
from extract.stages.events.triggers.receptions import received, receiving
from extract.stages.events.triggers.taking_place import (
    AWAITING,
    INTO,
    SCHEDULED,
    is_attended,
    is_ceremony,
    is_conversed,
    is_drilled,
    is_held,
    is_placed,
    is_praised,
    is_raised,
    is_reception,
    is_to_press,
    is_told,
    is_trained,
)
from extract.stages.events.triggers.talking import (
    agreed_on_people,
    agreed_to_meet,
    answers_press,
    is_freight,
    is_going_home,
    is_series,
    is_summoned,
    opens_item,
    talks_over,
)
from extract.stages.events.untold.preceding import is_preceding

_TALKS = later(r"консультаци|переговор|встреч|диалог", re.IGNORECASE)
_BEGINS = frozenset({"начаться", "стартовать", "завершиться", "закончиться"})
_OF_THEM = later(r"\s+(?:[а-яё-]+(?:ой|ых|их|ого)\s+){0,4}(?:операци|учени)", re.IGNORECASE)
_OPERATIONS = later(r"операци|(?<![а-яё])учени|маневр", re.IGNORECASE)
#: short names of bodies that bring people together
_HOSTS = frozenset(
    {"центр", "секретариат", "агентство", "министерство", "управление", "комитет", "служба", "ведомство"}
)
#: whom one receives without a name
_GUESTS = frozenset(
    {
        "делегация", "гость", "посол", "посланник", "министр", "коллега", "представитель", "участник", "секретарь",
        "глава", "руководитель", "директор", "прокурор", "начальник", "командующий", "председатель", "депутат",
        "парламентарий", "дипломат", "спецпредставитель", "спецпосланник",
    }
)  # fmt: skip
#: what guests are shown
_CONDOLING = frozenset({"выразить", "направить", "принести"})
_DECLARING = frozenset({"выступить", "распространить", "опубликовать", "сделать"})
_DECLARED = frozenset({"заявление", "обращение"})
_SENT = frozenset({"делегация", "миссия", "группа"})
_COMPANIES = frozenset({"группа", "команда"})
_WORK = frozenset({"работа", "деятельность", "условие", "возможность", "экспозиция", "инфраструктура", "служба"})
_VISITING = frozenset({"посетить", "посещать", "прибыть", "побывать", "визит", "поездка"})
_TALKING = frozenset({"встреча", "переговоры", "беседа"})
_MAKING = frozenset({"совершить", "нанести", "осуществить", "предпринять"})
_GIVING = frozenset({"дать", "устроить"})
_AT_SOMEBODYS = re.compile(r"\bв\s+честь\s|\bот\s+имени\s|\bпри[её]м\s+у\s", re.IGNORECASE)
_HANDING = frozenset({"передача", "вручение", "прием-передача", "приемка-передача"})
#: what people are taken into
_ENROLLED = frozenset({"состав", "служба", "ряд", "член", "качество", "учеба", "обучение", "лечение", "должность"})
#: what a delegation visits
_FACILITIES = frozenset(
    {
        "музей", "пункт", "центр", "академия", "завод", "лаборатория", "полигон", "штаб", "база", "комплекс",
        "университет", "институт", "предприятие", "отряд", "часть", "управление", "застава", "участок", "терминал",
        "училище", "школа", "колледж", "посольство", "министерство", "секретариат", "больница", "клиника", "выставка",
        "мавзолей", "мемориал", "мечеть", "медресе", "заповедник", "крепость", "городок", "гарнизон", "дивизия",
        "бригада", "батальон", "полк", "аэродром", "порт", "аэропорт", "станция", "питомник", "офис",
        "представительство", "штаб-квартира", "агентство", "комитет", "ведомство", "департамент",
        "кпп", "погранзастава", "погранпост", "погранотряд", "комендатура", "колония", "изолятор", "пантеон",
        "памятник", "объект", "фабрика", "комбинат", "цех", "корабль", "ангар", "павильон", "ярмарка", "технопарк",
        "склад", "переход", "таможня", "мост", "электростанция", "гэс", "аэс", "рудник", "месторождение", "лицей",
        "гимназия", "санаторий", "диспансер", "госпиталь", "храм", "собор", "монастырь", "церковь", "театр", "дворец",
        "парк", "город", "площадка", "сад", "стройка", "село", "округ", "хаб", "столица", "страна", "республика",
        "могила", "кладбище",
    }
)  # fmt: skip
_OWN_WORDS = later(
    r"(?:\s+(?:[\w-]+\s+){0,2}с\s+(?:[\w-]+\s+){0,4}(?:визитом|поездкой)|\s+(?:также|затем|снова|впервые|сегодня|завтра))\s+"
)
#: `подписание порядка десяти документов`
_ABOUT_SO_MANY = frozenset({None, "порядка", "около", "более", "свыше"})
_PEERS = frozenset({"коллега", "партнер", "эксперт", "гость", "специалист", "друг", "наблюдатель"})
_COUNTS = frozenset({"порядок", "десяток", "около", "более", "свыше", "несколько"})
#: `ежегодно проводить тренировки, первую - весной 2020 г.`, `... Первая намечена на январь`
FIRST_OF_THEM = later(
    r"[^.;\n]{0,60}?(?:,\s*(?:первую|первое|первый|первая|первые)\s+(?:-|из них)"
    r"|\.\s+Перв(?:ая|ое|ый|ые)\s+(?:из них\s+)?(?:намечен|запланирован|пройд[её]т|состоится|назначен)\w*)\s"
)
#: characters behind a noun of signing within which the instrument stands
_REACH = 110
_TO_TOWN = later(r"\s+(?:[а-яё]+\s+)?во?\s+(?:г\.\s?|город(?:\s|е\s)|пос\.\s?)", re.IGNORECASE)
_COLON = later(r"(?:\s+(?:следующие|такие)\s+документы)?\s*:\s*\n")
#: `подписание 13 марта в Бишкеке двустороннего протокола`: its own modifier stands before the paper
_BARE = later(
    r"(?:\s|,|\b(?:во?|на|г\.|город[ае]|столице|сего|этого|года|г|(?:дву|трех|четырех|пяти|шести|много|разно)сторонн\w+|совместн\w+"
    r"|в\s+(?:рамках|ходе)\s+(?:встречи|визита|заседания|саммита|сессии|форума|переговоров)|(?:по\s+итогам|на\s+полях)\s+\w+"
    r"|с|со|(?:министр|глав|руководител|секретар|представител|ведомств)(?:ами|ями)(?:\s+[а-яё]+)?|внутренних\s+дел|иностранных\s+дел|обороны"
    r"|двух|трех|четырех|пяти|(?:стран|государств|сторон)(?:ами)?|региона"
    r"|нов\w+|соответствующ\w+|межправительственн\w+|межведомственн\w+|рамочн\w+)\b)*",
    re.IGNORECASE,
)
#: between an instrument and the participle that tells what became of it
_WAS = later(r'"?(?:\s\([^()\n]{2,60}\))?\s+(?:(?:был[аои]?|уже|также|недавно|наконец)\s+){0,2}', re.IGNORECASE)
_SET_TO = later(r'"?\s+(?:ожидается|планируется|намечено|предполагается|предстоит|решено|договорено)\s+', re.IGNORECASE)
_ON_SCENE = later(r"\bна\s+мест[оа]\b", re.IGNORECASE)
_THESE_DAYS = later(
    r"\b(?:на\s+(?:этой|текущей)\s+неделе|в\s+эти\s+дни|сегодня|с\s+(?:рабочим|официальным)\s+визитом)\b", re.IGNORECASE
)
#: tokens before a verb that opens its sentence
_OPENING = 3
#: how people sit who talk with each other
_AT_ONE_TABLE = later(r"\bза (?:одним|общим) столом\b", re.IGNORECASE, needs="столом")
_SAME_PLACE = later(r"\b(?:там же|здесь же|тут же)\b", re.IGNORECASE)
_OFFICIALS = frozenset(
    {"министр", "секретарь", "прокурор", "руководитель", "глава", "координатор", "командующий", "председатель"}
)
#: `по телефону`, `по видеосвязи`
_LINES = frozenset({"телефон", "видеосвязь"})
_TALKED = frozenset(
    {"беседовать", "переговорить", "поговорить", "пообщаться", "общаться", "разговаривать", "побеседовать"}
)
_ON_VIDEO = later(r"видео-?(?:конференц-?)?связ|по видео", re.IGNORECASE)


def unmet(entry: Trigger, token: Token, doc: Doc, parties: Parties) -> str | None:
    """What the trigger's entry asks for and its sentence does not give."""
    if entry.unless:
        words = match_text_of(doc)[sentence_of(token).start_char : sentence_of(token).end_char].lower()
        # `суд` is no part of `государственный`
        if any(stem in words if len(stem) > _SHORT_STEM else f" {stem}" in f" {words}" for stem in entry.unless):
            return f"no {', '.join(entry.unless)}"
    if not entry.needs or any(_MET[need](entry, token, doc, parties) for need in entry.needs):
        return None
    return " or ".join(entry.needs)


def _has_object(token: Token, doc: Doc, parties: Parties) -> bool:
    """Somebody, a body or a place is the object."""
    target = direct_object(token)
    named = target is not None and bool(parties.covering(target))
    return named or _visits_body(token, parties) or _visits_behind(token, doc)


_SUBMITTING = frozenset(
    {
        "представить", "представлять", "внести", "вносить", "вынести", "выносить", "направить", "направлять",
        "передать", "поступить", "подготовить", "готовый",
    }
)  # fmt: skip


def _has_document(entry: Trigger, token: Token, doc: Doc) -> bool:
    if token.pos_ == "NOUN" and preposition(token) == "на" and token.head.lemma_ in _SUBMITTING:
        # `представит на утверждение Совета проект`: not yet
        return False
    if _names_document(token, doc) or _names_paper(token, entry.papers) or paper_after(token, doc) is not None:
        return True
    return adopts_paper(token, entry.papers, doc)


def _has_facility(token: Token) -> bool:
    target = direct_object(token)
    return target is not None and (target.lemma_ in _FACILITIES or (target.dep_ == "obj" and is_group(target)))


def _has_each_other(token: Token, parties: Parties) -> bool:
    other = companion(token)
    return other is not None and (bool(parties.covering(other)) or is_group(other))


#: letters of a stem that may stand in the middle of another word
_SHORT_STEM = 4


def _is_given(reception: Token) -> bool:
    """`от имени министра дан приём`, `прошёл приём у президента`; `прошёл приём документов` is none."""
    given = reception.dep_ in {"nsubj", "nsubj:pass", "obj"} and reception.head.lemma_ in TAKING_PLACE | _GIVING
    sentence = reception.doc._.match_text[reception.sent.start_char : reception.sent.end_char]
    return given and _AT_SOMEBODYS.search(sentence) is not None


def _is_arrival(noun: Token, parties: Parties) -> bool:
    """`Ожидается прибытие министра`, `Приезд генсека намечен на 5 июня`: of one who holds a post, or a delegation."""
    if noun.dep_ not in {"nsubj", "nsubj:pass", "obj"} or is_negated(noun.head):
        return False
    if noun.head.lemma_ not in SCHEDULED | AWAITING:
        return False
    owner = next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    if owner is None or any(c.dep_.startswith("nummod") for c in owner.children):
        return False
    named = any(m.type in {"person", "position"} for m in parties.covering(owner))
    return owner.lemma_ == "делегация" or (named and feature(owner, "Number") != "Plur")


def _has_person(entry: Trigger, token: Token, parties: Parties) -> bool:
    """A person is met, or speaks."""
    meets = entry.type == "meeting"
    if meets and (_is_received(token, parties) or _receives_him(token, parties)):
        return True
    target = _received(token, parties) if meets else child(token, "nsubj")
    if target is None or not (_is_person(target, parties, entry) or _declares(token, target, parties)):
        return False
    return entry.type != "statement" or sentence_of(token).start_char < 400


def _declares(verb: Token, body: Token, parties: Parties) -> bool:
    """`МИД выступил с заявлением`, `ведомство распространило заявление`: a body in its own name."""
    if verb.lemma_ not in _DECLARING or not any(m.type == "organization" for m in parties.covering(body)):
        return False
    said = (c for c in verb.children if c.lemma_ in _DECLARED and feature(c, "Number") == "Sing")
    return any(preposition(c) == "с" or c.dep_ == "obj" for c in said)


def _met_somewhere(verb: Token, doc: Doc) -> bool:
    """`Встречались в Термезе, в январе`: those who speak, or were spoken of."""
    if feature(verb, "Number") != "Plur" or feature(verb, "Tense") != "Past" or is_negated(verb):
        return False
    if any(c.dep_ in {"nsubj", "nsubj:pass"} for c in verb.children) or verb.i - verb.sent.start > _OPENING:
        return False
    cities = [m for m in doc._.places if getattr(m.entity, "kind", None) == "city"]
    return any(verb.idx < m.start < verb.sent.end_char for m in cities)


def _by_phone(token: Token) -> bool:
    told = token.head if token.dep_ == "nsubj" else token
    if any(c.lemma_ in _LINES and preposition(c) == "по" for c in told.subtree):
        return True
    return token.lemma_ in _TALKED and _ON_VIDEO.search(token.sent.text) is not None


def _receives_him(verb: Token, parties: Parties) -> bool:
    """`где их принял региональный представитель А. Б.`, `меня принял министр`."""
    guest, host = child(verb, "obj"), child(verb, "nsubj")
    if guest is None or host is None or guest.pos_ != "PRON" or is_negated(verb) or feature(host, "Animacy") != "Anim":
        return False
    if _accepts(verb, guest):
        return False
    if any(preposition(c) in {"в", "на", "к"} and c.lemma_ in _ENROLLED for c in verb.subtree):
        return False
    return any(m.type in {"person", "position"} for m in parties.covering(host))


def _accepts(verb: Token, taken: Token) -> bool:
    """`передал приглашение, министр его принял`: no guest."""
    text: str = verb.doc._.match_text
    return taken.norm_.lower() in {"его", "их"} and "приглашени" in text[verb.sent.start_char : verb.idx].lower()


def first_of_them(token: Token) -> bool:
    """Held again and again, but of the first it is told when or where."""
    return FIRST_OF_THEM.match(token.doc._.match_text, token.idx + len(token)) is not None


def _is_title(token: Token) -> bool:
    """`28 мая. Поздравление Исполнительного секретаря ветеранам`: a line without a verb that opens with it."""
    sentence = token.sent
    before = [t for t in sentence if t.i < token.i and t.is_alpha and t.pos_ not in {"NUM"}]
    names_whose = any(c.dep_ == "nmod" for c in token.rights)
    return names_whose and verbless(sentence) and not before and token.norm_[:1].isupper()


def _is_round(token: Token, doc: Doc) -> bool:
    """`Очередной раунд решено провести в Астане`, after talks that were told; `раунд переговоров` has its own noun."""
    if any(c.dep_ == "nmod" and c.i > token.i and preposition(c) is None for c in token.children):
        return False
    if any(c.lemma_ == "следующий" for c in token.children) and verbless(token.sent) and is_placed(token, doc):
        # `Следующий раунд - в Оше, в декабре`
        return _TALKS.search(doc._.match_text, max(token.idx - 1500, 0), token.idx) is not None
    if token.dep_ not in {"nsubj", "nsubj:pass", "obj"}:
        return False
    # `раунд решено провести`: the parser may take it for what is decided
    telling = (token.head, *(c for c in token.head.rights if feature(c, "VerbForm") == "Inf"))
    if not any(verb.lemma_ in TAKING_PLACE for verb in telling):
        return False
    return _TALKS.search(doc._.match_text, max(token.idx - 1500, 0), token.idx) is not None


def _is_handover(ceremony: Token) -> bool:
    """`церемония передачи оборудования`; `Церемония прошла в Оше` says where something else took place."""
    handed = any(c.lemma_ in _HANDING for c in ceremony.rights)
    if preposition(ceremony) == "на" and verbless(ceremony.sent):
        # `Фото: министр на церемонии передачи автомобилей`
        return handed
    return handed and ceremony.dep_ in {"nsubj", "nsubj:pass", "obj"} and ceremony.head.lemma_ in TAKING_PLACE


def _is_person(target: Token, parties: Parties, entry: Trigger) -> bool:
    """A person; for a reception a post will do, whoever holds it."""
    if any(isinstance(p.entity, Person) for p in parties.at(target)):
        return True
    if entry.type == "meeting" and target.lemma_ in _GUESTS:
        return True
    return entry.type == "meeting" and any(m.type == "position" for m in parties.covering(target))


def _is_within(word: Token) -> bool:
    """`находящегося здесь в составе делегации`: where somebody is, not what he is taken into."""
    return word.lemma_ == "состав" and feature(word, "Case") == "Loc"


def _received(verb: Token, parties: Parties) -> Token | None:
    """Whom somebody receives, if somebody does; `принято решение` has no such subject."""
    if any(t.lemma_ in {"участие", "решение", "мера", "закон", "поправка"} for t in verb.doc[verb.i + 1 : verb.i + 3]):
        # `пригласил коллег принять участие`
        return None
    if (target := child(verb, "obj")) is not None and target.lemma_ == "участие":
        return None
    before = verb.nbor(-1) if verb.i > sentence_of(verb).start else None
    after = verb.nbor(1) if verb.i + 1 < sentence_of(verb).end else None
    if any(c.lemma_ in _ENROLLED and not _is_within(c) for c in verb.subtree if preposition(c) in {"в", "на"}):
        # `приняли представителей в состав группы`
        return None
    for beside in (before, after):
        # the parser may look for the object further on: `примет секретарей советов безопасности`
        if beside is not None and beside.lemma_ in _GUESTS and feature(beside, "Case") in {"Acc", "Gen"}:
            return beside
    host = child(verb, "nsubj")
    if host is None or child(verb, "nsubj:pass") is not None:
        return None
    taken = child(verb, "obj")
    body = feature(host, "Animacy") == "Inan" and not any(m.type == "position" for m in parties.covering(host))
    if taken is not None and taken.pos_ == "PRON" and (body or _accepts(verb, taken)):
        # `Его примет Управление`: a course, as likely as a guest
        return None
    if any(preposition(c) == "к" for c in verb.children):
        # `приняла его к рассмотрению`
        return None
    return received(verb, parties)


def _visits_body(verb: Token, parties: Parties) -> bool:
    """`ЦАРИКЦ посетила делегация`: the parser takes the body for the subject; people stand on the other side."""
    people = next((c for c in verb.rights if is_group(c) or c.lemma_ == "делегация"), None)
    visited = [m for c in verb.lefts for m in parties.covering(c) if m.type in {"organization", "place"}]
    return people is not None and bool(visited)


def _visits_behind(verb: Token, doc: Doc) -> bool:
    """`посетит с официальным визитом Кыргызстан`: the place behind the visit's own words."""
    end = verb.idx + len(verb)
    if feature(verb, "VerbForm") == "Fin" and any(m.start == end + 1 for m in (*doc._.organizations, *doc._.places)):
        # `делегация 20 октября посетила Агентство`, where the parser loses the object
        return True
    own = _OWN_WORDS.match(doc._.match_text, end, verb.sent.end_char)
    return own is not None and any(m.start == own.end() for m in doc._.places)


def _is_received(verb: Token, parties: Parties) -> bool:
    """`участники были приняты Генеральным секретарем`: somebody by somebody."""
    guest = child(verb, "nsubj:pass", "nsubj") or (subject(verb) if verb.dep_ == "conj" else None)
    host = receiving(verb)
    if host is None or feature(verb, "Variant") != "Short":
        return False
    if any(preposition(c) in {"в", "на"} and c.lemma_ in _ENROLLED for c in verb.subtree):
        # `принят на службу директором`
        return False
    if guest is None or not is_group(guest):
        # `В рамках визита Б. Иванов был принят Министром`: initials break the tree
        before = verb.nbor(-1) if verb.i > verb.sent.start else verb
        name = before.nbor(-1) if before.lemma_ == "быть" and before.i > verb.sent.start else before
        if not any(m.type == "person" for m in parties.covering(name)):
            return False
    if feature(host, "Animacy") == "Anim":
        return True
    return any(m.type in {"person", "position"} for m in parties.covering(host))


def _names_paper(token: Token, papers: tuple[str, ...]) -> bool:
    """A lower-case instrument as the object: `подписали протокол`, `подписан ряд документов`; no draft of one."""
    if not papers or feature(token, "VerbForm") == "Inf" or is_negated(token):
        return False
    passive = token.pos_ == "VERB" and feature(token, "Voice") == "Pass"
    deps = {"nsubj:pass"} if passive else {"obj", "nsubj:pass", "nmod"}
    heads = [c for c in token.children if c.dep_ in deps and preposition(c) in _ABOUT_SO_MANY]
    if feature(token, "Variant") == "Short":
        heads += [c for c in token.children if c.dep_ == "nsubj"]
        heads += right_behind(token)
        if token.head.lemma_ == "должный":
            # `Меморандум должен быть подписан`
            heads += [c for c in token.head.children if c.dep_ in {"nsubj", "nsubj:pass"}]
    heads += behind_noun(token)
    heads += [x for head in heads if head.lemma_ in _COUNTS or head.pos_ == "NUM" for x in head.subtree]
    heads += [noun for c in heads if c.lemma_ == "который" and (noun := paper_meant(c, papers)) is not None]
    for head in heads:
        if head.lemma_ in papers:
            return True
        if head.lemma_ in DRAFTS and any(c.lemma_ in papers for c in _drafted(head)):
            return True
    return False


def _drafted(draft: Token) -> Iterator[Token]:
    """`проекты ряда документов`: what they are drafts of."""
    for c in draft.children:
        yield c
        if c.lemma_ in DRAFTS:
            yield from c.children


def _lists_below(verb: Token, doc: Doc) -> bool:
    """`В ходе визита подписаны:`, and the papers below."""
    text: str = doc._.match_text
    end = verb.idx + len(verb)
    if feature(verb, "Variant") != "Short" or not _COLON.match(text, end):
        return False
    return any(end < m.start < end + _REACH for m in doc._.documents)


#: `практически согласовали документ`: not yet
_NOT_ALL = frozenset({"практически", "почти", "частично", "предварительно"})


def _is_agreed(verb: Token, doc: Doc, papers: tuple[str, ...]) -> bool:
    """`Эксперты согласовали проект плана`; `проект согласован` only says how far it has come."""
    done = feature(verb, "VerbForm") == "Fin" and feature(verb, "Tense") == "Past" and feature(verb, "Voice") != "Pass"
    if not done or is_negated(verb) or any(c.lemma_ in _NOT_ALL for c in verb.children):
        return False
    paper = child(verb, "obj")
    # `согласовали поправки к закону`, `сроки по соглашению`: something of a paper
    whole = paper is not None and (paper.lemma_ in DRAFTS or any(m.start <= paper.idx < m.end for m in doc._.documents))
    return _names_paper(verb, papers) or (whole and _names_document(verb, doc))


def _comes_together(verb: Token, doc: Doc) -> bool:
    """`эксперты соберутся в Гюмри`, `за одним столом собрались те, кто`: people, a place, no event that is named."""
    people = child(verb, "nsubj")
    words = doc._.match_text[sentence_of(verb).start_char : sentence_of(verb).end_char]
    told = feature(verb, "Tense") == "Past" or is_future(verb)
    if told and feature(verb, "Number") == "Plur" and not is_negated(verb) and _AT_ONE_TABLE.search(words):
        # `собрались те, кто`, where the tree loses them
        return True
    if people is None or not (is_group(people) and feature(people, "Number") == "Plur"):
        return False
    if any((preposition(c) == "на" and c.pos_ == "NOUN") or c.dep_ in {"xcomp", "obj"} for c in verb.children):
        return False
    if told and people.lemma_ in _OFFICIALS and _SAME_PLACE.search(words):
        # `соберутся летом там же`: the place that was told
        return True
    return any(
        preposition(c) == "в" and any(m.start <= c.idx < m.end and m.entity.kind == "city" for m in doc._.places)  # type: ignore[union-attr]
        for c in verb.children
    )


def _is_stage(token: Token, doc: Doc, *, of_exercise: bool) -> bool:
    """`Второй этап мы провели с 12 по 16 сентября`, told after an operation, or after an exercise."""
    if token.head.lemma_ not in TAKING_PLACE | AWAITING or token.dep_ not in {"nsubj", "nsubj:pass", "obj"}:
        return False
    owner = next((c for c in token.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    begins = token.head.lemma_ in _BEGINS and _OF_THEM.match(doc._.match_text, token.idx + len(token)) is not None
    if begins or (owner is not None and owner.lemma_ != "операция"):
        # a stage of exercises is told by their own word, and so is the operation that begins or ends with it
        return False
    told = [m[0].lower() for m in _OPERATIONS.finditer(doc._.match_text, max(token.idx - 900, 0), token.idx)]
    # `этап операции` has its word beside it
    return bool(told) and (owner is None and told[-1] != "операци") == of_exercise


def _hosts_people(verb: Token, doc: Doc, parties: Parties) -> bool:
    """`Центр собрал у себя в Алма-Ате аналитиков ведомств`: people without an event that is named."""
    host, people = child(verb, "nsubj"), child(verb, "obj")
    if host is None or people is None or feature(verb, "Voice") == "Pass" or is_negated(verb):
        return False
    if not is_group(people) or feature(people, "Number") != "Plur" or feature(people, "Animacy") != "Anim":
        return False
    acts = host.lemma_ in _HOSTS or any(
        m.type in {"organization", "person", "position"} for m in parties.covering(host)
    )
    to_event = any(preposition(c) in {"на", "для"} and c.pos_ == "NOUN" for c in verb.children)
    return acts and not to_event and is_placed(verb, doc)


def _puts_signature(verb: Token) -> bool:
    """`Подписи под документом поставили А и Б`, `скрепили подписями`."""
    return any(c.lemma_ == "подпись" and c.dep_ in {"obj", "iobj", "nsubj", "nsubj:pass", "obl"} for c in verb.children)


_DESTINATIONS = frozenset(
    {"визит", "столица", "страна", "республика", "секретариат", "граница", "регион", "округ", "область"}
)


def _leads_to_place(token: Token, doc: Doc, parties: Parties) -> bool:
    if any(
        m.end + 1 == token.idx and INTO.search(doc._.match_text, max(m.start - 6, 0), m.start)
        for m in _places_before(token, doc)
    ):
        # `Первыми в Алматы прибыли офицеры связи`
        return True
    if token.pos_ == "VERB" and _facility_behind(token):
        return True
    if token.pos_ == "VERB" and _hither(token, doc):
        return True
    for c in token.children:
        if c.lemma_ in {"туда", "сюда"}:
            return True
        if preposition(c) in {"в", "во", "на"} and any(m.start <= c.idx < m.end for m in doc._.places):
            return True
        if preposition(c) in {"в", "во", "на"} and (
            c.lemma_ in _FACILITIES or any(m.type == "organization" for m in parties.covering(c))
        ):
            return True
        if preposition(c) in {"в", "на", "с"} and c.lemma_ in _DESTINATIONS:
            return True
    return False


def _hither(verb: Token, doc: Doc) -> bool:
    """`сюда приедет`, `прибывшим в г. Ош`: right beside the verb, whatever the tree says."""
    if verb.i > verb.sent.start and verb.nbor(-1).norm_.lower() in {"сюда", "туда"}:
        return True
    place = _TO_TOWN.match(doc._.match_text, verb.idx + len(verb))
    return place is not None and any(m.start == place.end() for m in doc._.places)


def _facility_behind(verb: Token) -> bool:
    """`побывали на 102-й российской военной базе`: adjectives and numbers between, which the tree may lose."""
    behind = verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]
    place = next((t for t in behind if t.pos_ in {"NOUN", "PROPN"} or feature(t, "VerbForm") == "Fin"), None)
    opened = any(t.norm_.lower() in {"в", "во", "на"} for t in behind[:2])
    return opened and place is not None and place.lemma_ in _FACILITIES


def _places_before(token: Token, doc: Doc) -> list[Mention]:
    start, end = sentence_of(token).start_char, token.idx
    return [m for m in doc._.places if start <= m.start < end]


def _is_shown(verb: Token, doc: Doc, parties: Parties) -> bool:
    """`Завтра делегация ознакомится с работой пункта пропуска`: on a day of its own, where nothing else is visited."""
    who = child(verb, "nsubj")
    start, end = verb.sent.start_char, verb.sent.end_char
    if who is None or is_negated(verb) or not any(start <= m.start < end for m in doc._.dates):
        return False
    if any(t.lemma_ in _VISITING for t in verb.sent):
        return False
    work = next((c for c in verb.children if preposition(c) in {"с", "со"} and c.lemma_ in _WORK), None)
    if work is None:
        return False
    return any(
        t.lemma_ in _FACILITIES or any(m.type == "organization" for m in parties.covering(t)) for t in work.subtree
    )


def _comes_here(verb: Token, parties: Parties) -> bool:
    """`приезжал исполнительный директор`: somebody who holds a post, to where the speaker is."""
    who = child(verb, "nsubj")
    if who is None or is_negated(verb) or is_future(verb) or verb.dep_ in {"advcl", "acl:relcl", "acl"}:
        # `Приедут делегации стран`: to what is told before
        return False
    if who.lemma_ in _PEERS and any(c.norm_.lower() in {"нам", "нас"} for c in verb.children):
        # `к нам приезжали коллеги из Ташкента`
        return True
    if who.lemma_ in {"делегация", "миссия"} or (who.lemma_ in _COMPANIES and _of_people(who)):
        return True
    return any(m.type in {"person", "position"} for m in parties.covering(who))


def _of_people(company: Token) -> bool:
    """`группа экспертов`, not `группа банков`."""
    return any(c.dep_ == "nmod" and feature(c, "Animacy") == "Anim" for c in company.rights)


def _stayed(verb: Token, doc: Doc, parties: Parties) -> bool:
    """`делегация находилась в Пекине с 3 по 5 октября`: people of a post, in a place, and it is over."""
    over = feature(verb, "Tense") == "Past" and feature(verb, "VerbForm") == "Fin"
    return over and _comes_here(verb, parties) and _leads_to_place(verb, doc, parties)


def _to_scene(verb: Token, doc: Doc, parties: Parties) -> bool:
    """`На место выехал министр`: one of a post, not a crew."""
    named = _ON_SCENE.search(doc._.match_text, verb.sent.start_char, verb.sent.end_char) is not None
    return named and feature(verb, "Number") == "Sing" and _comes_here(verb, parties)


def _works_there(verb: Token, doc: Doc, parties: Parties) -> bool:
    """`Министр на этой неделе работает в Ереване`: one of a post, in a town, for some days."""
    clause = _THESE_DAYS.search(doc._.match_text, max(verb.idx - 80, verb.sent.start_char), verb.idx + 80)
    who = child(verb, "nsubj")
    if who is not None and who.lemma_ in _SENT and _stayed(verb, doc, parties):
        # `На прошлой неделе в Оше работала миссия`
        return True
    present = feature(verb, "Tense") == "Pres" and feature(verb, "VerbForm") == "Fin"
    return present and clause is not None and _comes_here(verb, parties) and _leads_to_place(verb, doc, parties)


def _guided(noun: Token, parties: Parties) -> bool:
    """`Для гостей организовано посещение крепости`, `запланированы встреча с ректором и посещение Академии`."""
    seen = next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    if seen is None or not (seen.lemma_ in _FACILITIES or parties.covering(seen)):
        return False
    first = noun.head if noun.dep_ == "conj" else noun
    listed = noun.dep_ == "conj" and first.lemma_ in _TALKING
    told = first.dep_ in {"nsubj", "nsubj:pass", "obj"} and first.head.lemma_ in TAKING_PLACE | SCHEDULED | AWAITING
    return listed or (told and not is_negated(first.head))


def _toured(noun: Token, doc: Doc) -> bool:
    """`совершил визиты в Индию и Китай`: by somebody, once, to places that are named."""
    made = noun.dep_ in {"obj", "nsubj", "nsubj:pass"} and noun.head.lemma_ in _MAKING
    end = noun.idx + len(noun)
    return made and any(end < m.start <= end + 4 and INTO.search(doc._.match_text, end, m.start) for m in doc._.places)


def _to_do(verb: Token, decision: Token) -> bool:
    """`принято решение вынести проект программы`: what is to be done."""
    return any(feature(c, "VerbForm") == "Inf" for c in (*decision.children, *verb.children))


def _names_document(token: Token, doc: Doc) -> bool:
    taken = child(token, "obj") or (child(token, "nsubj:pass") if feature(token, "Voice") == "Pass" else None)
    if taken is not None and (
        taken.lemma_ in {"участие", "мера"}
        or (taken.lemma_ == "решение" and (taken.dep_ == "obj" or _to_do(token, taken)))
    ):
        # `приняли участие во встрече сторон Меморандума`
        return False
    heads = [c for c in token.children if c.dep_ in {"obj", "nsubj:pass", "nmod", "nsubj", "conj"}]
    heads += right_behind(token)
    if (which := next((c for c in token.children if c.lemma_ == "который"), None)) is not None:
        # `Программы, которую утвердил Совет`
        heads += [noun for noun in [antecedent(which)] if noun is not None]
    if _lists_below(token, doc) or _stands_before(token, doc):
        return True
    # `одобрил итоги операции, утвердил отчёт`: the verb after it has its own
    verbs = (c.idx for c in token.children if c.dep_ in {"conj", "parataxis"} and c.pos_ == "VERB" and child(c, "obj"))
    stop = next((at for at in verbs if taken is not None and at > taken.idx), sentence_of(token).end_char)
    # `подписан ряд документов, в том числе Меморандум`: anything below the object
    for head in heads:
        if feature(token, "Voice") != "Pass" and head.dep_ == "nsubj" and not is_object(head):
            continue
        first, last = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
        if any(first <= m.start < min(last, stop) and m.start - head.idx < 120 for m in doc._.documents):
            return True
    return False


def _stands_before(verb: Token, doc: Doc) -> bool:
    """`Соглашение между А и Б о границе подписано в Оше`: right before the participle, where the tree is lost in it."""
    if feature(verb, "Variant") != "Short" and feature(verb, "VerbForm") != "Inf":
        return False
    start = verb.sent.start_char
    named = next((m for m in reversed(doc._.documents) if start <= m.start and m.end < verb.idx), None)
    if named is None:
        return False
    between = (_SET_TO if feature(verb, "VerbForm") == "Inf" else _WAS).fullmatch(doc._.match_text, named.end, verb.idx)
    words = doc.char_span(named.start, named.end, alignment_mode="expand")
    return between is not None and words is not None and preposition(words.root) is None


def paper_after(token: Token, doc: Doc) -> Mention | None:
    """`подписание 13 марта в Бишкеке Договора`: the instrument behind when and where, whatever the tree says."""
    if token.pos_ != "NOUN":
        return None
    end = token.idx + len(token)
    stop = min(end + _REACH, token.sent.end_char)
    named: Mention | None = next((m for m in doc._.documents if end < m.start < stop), None)
    words = doc.char_span(named.start, named.end, alignment_mode="expand") if named is not None else None
    if named is None or words is None or feature(words.root, "Case") != "Gen":
        return None
    told = (*doc._.dates, *doc._.places, *doc._.organizations, *doc._.positions, *doc._.persons)
    between = [m for m in told if end < m.start and m.end < named.start]
    rest = "".join(
        c
        for i, c in enumerate(doc._.match_text[end : named.start], end)
        if not any(m.start <= i < m.end for m in between)
    )
    return named if (between or rest.strip()) and _BARE.fullmatch(rest) else None


#: what an entry may ask for, and whether the words around its trigger give it
_MET: dict[Need, Callable[[Trigger, Token, Doc, Parties], bool]] = {
    "with": lambda entry, token, doc, parties: companion(token) is not None,
    "plural": lambda entry, token, doc, parties: (
        has_plural_subject(token) or agreed_to_meet(token) or _met_somewhere(token, doc)
    ),
    "summoned": lambda entry, token, doc, parties: is_summoned(token),
    "first": lambda entry, token, doc, parties: first_of_them(token),
    "titled": lambda entry, token, doc, parties: _is_title(token),
    "object": lambda entry, token, doc, parties: _has_object(token, doc, parties),
    "place": lambda entry, token, doc, parties: (
        _leads_to_place(token, doc, parties) and not is_freight(token) and not is_going_home(token, parties)
    ),
    "document": lambda entry, token, doc, parties: _has_document(entry, token, doc),
    "facility": lambda entry, token, doc, parties: _has_facility(token),
    "each": lambda entry, token, doc, parties: _has_each_other(token, parties),
    "series": lambda entry, token, doc, parties: is_series(token, parties),
    "agreed": lambda entry, token, doc, parties: _is_agreed(token, doc, entry.papers),
    "denial": lambda entry, token, doc, parties: opens_item(token, doc, parties),
    "signature": lambda entry, token, doc, parties: _puts_signature(token),
    "given": lambda entry, token, doc, parties: _is_given(token),
    "held": lambda entry, token, doc, parties: is_held(token) and not is_praised(token),
    "preceding": lambda entry, token, doc, parties: is_preceding(token),
    "agreed_on": lambda entry, token, doc, parties: agreed_on_people(token),
    "talked": lambda entry, token, doc, parties: talks_over(token, parties),
    "stage": lambda entry, token, doc, parties: _is_stage(token, doc, of_exercise=False),
    "stage_of_exercise": lambda entry, token, doc, parties: _is_stage(token, doc, of_exercise=True),
    "hosting": lambda entry, token, doc, parties: _hosts_people(token, doc, parties),
    "gathering": lambda entry, token, doc, parties: _comes_together(token, doc),
    "person": lambda entry, token, doc, parties: _has_person(entry, token, parties),
    "answers": lambda entry, token, doc, parties: answers_press(token, parties),
    "phone": lambda entry, token, doc, parties: _by_phone(token),
    "video": lambda entry, token, doc, parties: _ON_VIDEO.search(token.sent.text) is not None,
    "shown": lambda entry, token, doc, parties: _is_shown(token, doc, parties),
    "credentials": lambda entry, token, doc, parties: is_handed(token),
    "ceremony": lambda entry, token, doc, parties: is_ceremony(token, doc),
    "lecture": lambda entry, token, doc, parties: is_lecture(token, parties),
    "condoled": lambda entry, token, doc, parties: (
        token.dep_ == "obj" and token.head.lemma_ in _CONDOLING and opens_item(token.head, doc, parties)
    ),
    "conversed": lambda entry, token, doc, parties: is_conversed(token, parties),
    "drilled": lambda entry, token, doc, parties: is_drilled(token),
    "reception": lambda entry, token, doc, parties: is_reception(token, parties),
    "raised": lambda entry, token, doc, parties: is_raised(token, doc),
    "press": lambda entry, token, doc, parties: is_to_press(token),
    "told": lambda entry, token, doc, parties: is_told(token, doc),
    "trained": lambda entry, token, doc, parties: is_trained(token, doc),
    "arrival": lambda entry, token, doc, parties: _is_arrival(token, parties),
    "round": lambda entry, token, doc, parties: _is_round(token, doc),
    "handover": lambda entry, token, doc, parties: _is_handover(token),
    "comer": lambda entry, token, doc, parties: _comes_here(token, parties),
    "attended": lambda entry, token, doc, parties: is_attended(token, parties),
    "scene": lambda entry, token, doc, parties: _to_scene(token, doc, parties),
    "working": lambda entry, token, doc, parties: _works_there(token, doc, parties),
    "guided": lambda entry, token, doc, parties: _guided(token, parties),
    "toured": lambda entry, token, doc, parties: _toured(token, doc) and not is_negated(token.head),
    "stayed": lambda entry, token, doc, parties: _stayed(token, doc, parties),
}

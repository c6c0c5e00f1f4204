"""Talks told by a bare verb or in the plural: `обсудил с коллегой`, `состоялись двусторонние встречи`."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Person
from extract.language.syntax import coordinated, feature, is_future, is_negated, preposition, subject
from extract.parties import SIDES, Parties
from extract.stages.events.triggers import TAKING_PLACE, companion, is_group

_SETTING_OUT = frozenset(
    {
        "вылетать", "вылететь", "ехать", "поехать", "лететь", "отправляться", "отправиться", "направляться",
        "направиться", "прибывать", "прибыть", "приехать", "приезжать", "прилететь", "прилетать", "посетить",
    }
)  # fmt: skip
_SCHEDULING = frozenset({"запланировать", "наметить", "намечаться", "планироваться", "предстоять", "ожидаться"})
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
#: what may stand before the first words of an item: a mark, a day, a country in capitals
_OPENS = re.compile(r"[^\w\n]*(?:[А-ЯЁ][А-ЯЁ -]{3,30}[.:]|[А-ЯЁ][а-яё]+,\s+\d{1,2}\s[а-я]+)?[^\w\n]*")


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
    if first is None:
        return False
    if other is not None:
        return _is_one(first, parties) and _is_one(other, parties)
    return _are_two(first, verb, parties)


def is_series(noun: Token, parties: Parties) -> bool:
    """`Состоялись двусторонние встречи руководителей делегаций`: whose they are, and that they took place."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubj:pass", "obj"} or verb.lemma_ not in TAKING_PLACE | _SCHEDULING:
        return False
    if is_negated(verb) or (feature(verb, "Aspect") == "Imp" and verb.lemma_ not in _SCHEDULING):
        # `проводятся встречи с населением`
        return False
    other = companion(noun) or next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    if other is None or any(c.lemma_ in _PUBLIC for c in coordinated(other)):
        return False
    return is_group(other) or other.lemma_ == "руководство" or bool(parties.covering(other))


def opens_item(verb: Token, doc: Doc) -> bool:
    """The first sentence of a paragraph, with its subject before the verb: `Генпрокуратура опровергла сообщения`."""
    start = verb.sent.start_char
    line = doc._.match_text.rfind("\n", 0, start) + 1
    who = subject(verb)
    before = who is not None and who.i < verb.i
    return before and not is_negated(verb) and _OPENS.fullmatch(doc._.match_text, line, start) is not None


def is_freight(verb: Token, parties: Parties) -> bool:
    """`Гуманитарный груз прибыл в Душанбе`: what goes is no one."""
    who = subject(verb)
    if who is None or who.pos_ != "NOUN" or feature(who, "Animacy") != "Inan" or who.lemma_ == "миссия":
        return False
    crew = any(is_group(c) for c in who.children if preposition(c) in {"с", "со"})
    return not (is_group(who) or crew or parties.covering(who) or any(is_group(c) for c in coordinated(who)))


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
    members = coordinated(first)
    if len(members) < 2:
        return False
    words = (t for t in first.subtree if t.dep_ != "punct")
    named = {id(m.entity) for t in words for m in parties.covering(t) if isinstance(m.entity, Person)}
    return len(named) == 2 or (len(members) == 2 and all(_is_one(m, parties) for m in members))

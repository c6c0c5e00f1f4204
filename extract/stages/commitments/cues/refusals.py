"""What looks like a commitment and is none."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import match_text_of, sentence_of, source_text_of
from extract.language.later import later
from extract.language.scenarios import in_scenario
from extract.language.syntax import (
    ancestors,
    clause_closed,
    coordinated,
    feature,
    future_auxiliary,
    is_negated,
    noun_phrase,
    preposition,
    subject,
)
from extract.parties.words import SIDES
from extract.stages.commitments.cues.futures import by_a_group, by_the_keeper, done_there, promised_behind, under_paper
from extract.stages.commitments.cues.lexicon import Found
from extract.stages.commitments.cues.only_events import asks_how, only_an_event
from extract.stages.commitments.cues.words import (
    APPRAISING,
    ASKING_WORDS,
    EVENT_ONLY,
    EXAMINING,
    EXPECTING,
    GATHERINGS,
    GENERAL_PUBLIC,
    GOING,
    INTENDING,
    LAYING,
    MERITS,
    OCCASIONS,
    OPINING,
    OUTSIDERS,
    PERHAPS,
    TALK,
    UNDERGOING,
)
from extract.stages.commitments.parties.actors import Actors
from extract.stages.commitments.parties.subjects import is_somebody, who_says
from extract.stages.commitments.parties.words import BODIES, FACILITIES, LAUNCHING, OPENING, STATES

_OPEN = later(r"\bвопрос\w*(?: (?:пока|ещё|еще|остаётся|остается))* открыт", re.IGNORECASE)
#: what makes `если` a turn of phrase
_BRIEFLY = frozenset(
    {"коротко", "кратко", "вкратце", "серьезно", "серьёзно", "честно", "конкретно", "говорить", "совсем", "откровенно"}
)
_ANSWERING = frozenset({"ответить", "отвечать", "выслушать"})
_ANNOUNCING = frozenset({"объявить", "сообщить", "доложить"})
#: `высокая степень готовности`
_MEASURES = frozenset({"степень", "уровень", "рост"})
_IMPORTANCE = frozenset({"важность", "значимость", "значение"})
_IMPORTANT = frozenset({"важный", "значимый", "ключевой", "существенный"})


_AIMED = frozenset({"нацелить", "нацеленный"})


def _is_ready(found: Found) -> bool:
    """`готов к подписанию`, as papers and things are."""
    return found.frame == "to" and found.word.pos_ != "NOUN" and found.word.norm_.lower().startswith("готов")


def _is_thing(noun: Token) -> bool:
    """A noun that names nobody: no person, body, state or side."""
    known = noun.lemma_ in SIDES or noun.lemma_ in BODIES or noun.lemma_ in STATES or noun.lemma_ in FACILITIES
    named = noun.norm_[:1].isupper() and any(t.is_alpha for t in noun.doc[sentence_of(noun).start : noun.i])
    return noun.pos_ == "NOUN" and feature(noun, "Animacy") == "Inan" and not known and not named


def reason_against(found: Found, doc: Doc) -> str | None:
    """Why a cue with an action is no commitment after all."""
    return (
        _not_said(found, doc)
        or _not_to_be_done(found, doc)
        or _not_by_a_party(found)
        or _left_open(found, doc)
        or only_an_event(found)
        or _conditional(found)
    )


def _not_said(found: Found, doc: Doc) -> str | None:
    """Addressed to readers, denied, asked, expected or told of another day."""
    verb = found.verb
    if _addresses(verb) or _addresses(found.action):
        return "the page addresses its readers"
    if found.entry is not None and verb.lemma_ in INTENDING and _was_going_on(verb):
        return "a plan of the past"
    if any(c.lemma_ in {"бы"} for c in verb.children) and found.force != "proposal":
        return "conditional"
    sentence = sentence_of(verb)
    if source_text_of(doc)[sentence.start_char : sentence.end_char].rstrip().endswith("?"):
        return "a question"
    if found.force == "plan" and in_scenario(match_text_of(doc), sentence.start_char, verb.idx, sentence.end_char):
        return "in a scenario"
    if found.entry is not None and found.entry.negated and found.frame == "from" and _never(verb):
        return "a refusal denied"
    if found.entry is None and any(_told_before(a) for a in ancestors(verb)):
        return "told of an earlier day"
    if found.entry is None and verb.dep_ == "ccomp" and verb.head.lemma_ in INTENDING and _was_going_on(verb.head):
        # `планировалось, что мост откроют в прошлом году`
        return "a plan of the past"
    if found.negated and found.entry is not None and found.force in {"agreement", "decision"}:
        return "denied"
    if found.negated and found.force == "plan" and subject(verb) is None and verb.lemma_.endswith("ся"):
        return "denied"
    if found.force in {"plan", "pledge"} and _is_expected(found.action):
        return "an expectation"
    if (
        verb.dep_ in {"acl:relcl"}
        and found.entry is None
        and not (found.frame in {"finite", "future"} and verb.head.lemma_ in LAYING)
        and not (found.frame == "finite" and (by_a_group(verb) or by_the_keeper(verb)))
        and not done_there(verb)
    ):
        return "a relative clause"
    return None


def _is_expected(action: Token) -> bool:
    """`ожидают, что центр откроют`; not `ожидает, что проект примут, и намерена открыть центр`."""
    node = action
    while node.head.i != node.i:
        outer = clause_closed(node)
        node = outer if outer is not None else node.head
        if outer is None and node.lemma_ in EXPECTING:
            return True
    return False


_PLANNED = frozenset({"запланировать", "наметить", "назначить", "предусмотреть"})
#: `зима обещает быть холодной`
_SEEMING = frozenset({"быть", "стать", "оказаться", "выдаться", "остаться"})
_TASKS = frozenset(
    {"исполнение", "выполнение", "реализация", "организация", "проведение", "подготовка", "обеспечение", "координация"}
)
#: `иметь это в виду`
_IN_MIND = later(r"иметь\s+(?:[а-яё]+\s+){0,2}в\s+виду\b", re.IGNORECASE)


def _not_to_be_done(found: Found, doc: Doc) -> str | None:
    """The action is a turn of talk, an event, praise."""
    verb = found.verb
    if found.action.lemma_ in _ANSWERING and any(c.lemma_ == "вопрос" for c in found.action.children):
        # `готов ответить на вопросы`
        return "a turn of the talk"
    if _IN_MIND.match(match_text_of(doc), found.action.idx):
        # `прошу иметь это в виду`
        return "a turn of the talk"
    if found.action.lemma_ in EVENT_ONLY and found.entry is None and not _exchanges_things(found.action):
        return "only an event"
    if found.frame == "future" and found.action.lemma_ in _PLANNED and future_auxiliary(found.action) is None:
        # `внимание будет уделено торговле, запланирован обмен мнениями`: the `будет` is not its own
        return "planned by now"
    talked = found.action.lemma_.startswith("обмен") and any(c.lemma_ in TALK for c in found.action.children)
    views = any(c.lemma_ == "мнение" for c in found.action.children)
    if talked and (views or found.force != "agreement"):
        # but `договорились о регулярном обмене оценками`
        return "only an event"
    if found.frame == "subject" and found.action.lemma_ == "ответственность" and not _of_a_task(found.action):
        # `ответственность за взрыв возложена на группировку`
        return "blame"
    if found.frame == "oneself" and any(c.lemma_ == "ответственность" for c in found.verb.children):
        # `ответственность взяла на себя группировка`
        return "no promise"
    if found.action.lemma_ in {"нижеследующий", "следующий", "нижеследующее", "следующее"}:
        return "a header of what follows"
    measured = found.word.head.lemma_ in _MEASURES
    if found.word != verb and (measured or any(c.lemma_ in APPRAISING for c in found.word.children)):
        return "an appraisal"
    if found.action.lemma_ in MERITS and _is_called_important(found):
        return "an appraisal"
    if found.frame in {"genitive", "dative", "to", "for"} and found.action.pos_ not in {"NOUN", "PROPN", "VERB"}:
        return "no action noun"
    return None


def _of_a_task(duty: Token) -> bool:
    """`ответственность за выполнение решения`."""
    return any(preposition(c) == "за" and c.lemma_ in _TASKS for c in duty.children)


def _exchanges_things(verb: Token) -> bool:
    """`стороны обменяются образцами пломб`; not opinions or experience."""
    things = (c for c in verb.children if c.pos_ == "NOUN" and feature(c, "Case") == "Ins" and preposition(c) is None)
    return verb.lemma_ == "обменяться" and any(c.lemma_ in _THINGS for c in things)


_THINGS = frozenset(
    {
        "образец", "список", "перечень", "карта", "материал", "документ", "офицер", "слушатель", "курсант", "стажер",
        "стажёр", "база", "технология", "схема", "проект", "копия",
    }
)  # fmt: skip


def _not_by_a_party(found: Found) -> str | None:
    """Things, persons of crime reports and of everyday life, opinions."""
    verb = found.verb
    own = subject(verb)
    if own is not None and _is_thing(own) and (found.word.lemma_ in _AIMED or _is_ready(found)):
        # `Документ нацелен на укрепление границ`, `проект готов к подписанию`
        return "what a thing is for"
    seems = verb.lemma_ == "обещать" and found.action.lemma_ in _SEEMING
    if seems and own is not None and feature(own, "Animacy") == "Inan" and own.lemma_ not in BODIES | STATES:
        return "how something looks"
    if found.entry is not None and verb.lemma_ in {"ставить", "ставиться"} and feature(verb, "Tense") == "Past":
        # `Председатель ставил задачу повысить готовность`: how it was
        return "told of an earlier day"
    if own is not None and (
        (own.lemma_ in OUTSIDERS and (own.lemma_ == "суд" or not _belongs(own)))
        or (own.pos_ == "VERB" and own.norm_.lower().startswith("задерж"))
    ):
        return "no party of public affairs"
    if own is not None and own.lemma_ == "который" and verb.head.lemma_ in OUTSIDERS:
        return "no party of public affairs"
    if found.entry is None and (
        any(c.lemma_ in PERHAPS for c in verb.children)
        or (verb.dep_ == "ccomp" and verb.head.lemma_ in OPINING)
        or (
            feature(found.action, "Person") != "1"
            and any(t.lemma_ in OPINING and feature(t, "Person") == "1" for t in (*verb.children, verb.head))
        )
    ):
        return "an opinion"
    return None


def _left_open(found: Found, doc: Doc) -> str | None:
    """Questions, relative clauses."""
    verb = found.verb
    if found.entry is None and any(_asks(t) for c in verb.lefts for t in (c, *c.children)):
        return "an open question"
    if found.entry is None and asks_how(verb):
        return "an open question"
    if found.entry is None and _OPEN.search(match_text_of(doc), verb.idx, sentence_of(verb).end_char):
        # `как они будут работать - вопрос открытый`
        return "an open question"
    if found.frame == "future" and found.word.i and found.word.nbor(-1).lemma_ in ASKING_WORDS:
        # `узнает, кто будет представлять`
        return "an open question"
    if verb.head.lemma_ == "тот" and any(c.lemma_ == "что" and c.dep_ in {"obj", "nsubj"} for c in verb.children):
        # `канва того, что мы будем проводить`
        return "a relative clause"
    if found.frame == "object" and any(c.lemma_ == "который" for c in found.action.children):
        # `саммит, проведение которого инициировано президентом`
        return "a relative clause"
    if any(a.lemma_ in {"признаться", "сознаться"} for a in ancestors(verb)):
        return "a confession"
    return None


def _conditional(found: Found) -> str | None:
    head = found.verb
    while head.dep_ in {"xcomp", "conj"} and head.head.i != head.i:
        head = head.head
    others = found.entry is None and feature(found.action, "Person") != "1"
    return "a condition" if _on_condition(head, others=others) else None


def _on_condition(head: Token, *, others: bool) -> bool:
    """`если решение примут, центр заработает`; not `если коротко, договорились`, nor what somebody says of himself."""
    for c in head.children:
        for token in (c, *c.lefts) if others and c.dep_ == "advcl" else (c,):
            if token.lemma_ == "если" and token.i + 1 < len(token.doc):
                after = token.doc[token.i + 1].norm_.lower()
                if after not in _BRIEFLY:
                    return True
    return False


def _told_before(verb: Token) -> bool:
    """`ранее сообщалось, что граница будет открыта в мае`."""
    impersonal = verb.lemma_ in {"сообщаться", "говориться", "утверждаться", "предполагаться"}
    return (
        impersonal and feature(verb, "Tense") == "Past" and any(c.lemma_ in {"ранее", "раньше"} for c in verb.children)
    )


def _asks(word: Token) -> bool:
    """A word of an indirect question; not `насколько я знаю`."""
    if word.lemma_ not in ASKING_WORDS:
        return False
    after = word.doc[min(word.i + 1, len(word.doc) - 1)].norm_.lower()
    return word.norm_.lower() != "насколько" or after not in {"я", "мне", "нам", "мы", "известно", "можно"}


def _is_called_important(found: Found) -> bool:
    """`подчеркнул важность роли`, `считает важной роль`; but `важность вклада и обмена опытом`."""
    if found.frame == "predicative":
        words = found.action.doc[found.verb.i + 1 : found.action.i]
        important = any(t.lemma_ in _IMPORTANT for t in words)
    else:
        important = found.frame == "genitive" and found.word.lemma_ in _IMPORTANCE
    return important and all(other.lemma_ in MERITS for other in coordinated(found.action))


def _never(verb: Token) -> bool:
    """`никогда не отказывались`: what is past is no promise; `не откажется` is one."""
    return is_negated(verb) and feature(verb, "Tense") == "Past"


def _addresses(verb: Token) -> bool:
    """`Оформите подписку`, `вы соглашаетесь`; not `предлагаем`, which looks like an order to the tagger."""
    return feature(verb, "Person") == "2" and verb.norm_.lower().endswith(("те", "тесь", "шь", "шься"))


def _was_going_on(verb: Token) -> bool:
    """`планировал переправить`, `намечалось открыть`: told as what was once meant."""
    return feature(verb, "Tense") == "Past" and feature(verb, "Aspect") == "Imp" and feature(verb, "VerbForm") == "Fin"


def _belongs(noun: Token) -> bool:
    """`врачи Минздрава`, `тренеры Интерпола`: those of a named body."""
    doc = noun.doc
    start, end = noun_phrase(noun)
    return any(start <= m.start and m.end <= end for m in doc._.organizations)


def is_plan(found: Found, actors: Actors, doc: Doc) -> bool:
    """A finite future is a plan if a party of the text is its subject, or a document is what it is done to."""
    if (
        found.frame in {"refusal", "promised", "permitted", "consent"}
        or _begins_then(found, doc)
        or (found.frame == "finite" and promised_behind(found.action))
        or (
            found.frame == "finite"
            and (under_paper(found.action) or by_a_group(found.action) or by_the_keeper(found.action))
        )
        or _is_handed_on(found)
    ):
        return True
    first_person = "1" in {feature(found.action, "Person"), feature(found.word, "Person")}
    token = actors.subjects.acting(found.action)
    if found.frame == "finite" and is_somebody(found.action, token):
        return True
    if token is not None and first_person and token.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"}:
        # `штаб развернём`: the object in front
        token = None
    if token is None and found.frame == "finite" and actors.subjects.named_before(found.action):
        return True
    if (token is not None and token.lemma_ == "каждый") or _each_acts(found.action):
        return True
    if token is None and actors.under_header(found):
        return True
    if token is None and _is_counted(found):
        return True
    if token is None or token.lemma_ in {"мы", "я", "он", "она", "они"}:
        return first_person or token is not None or _is_announced(found) or _says_of_himself(found)
    passive = feature(found.action, "Variant") == "Short" or feature(found.action, "Voice") == "Pass"
    undergone = found.frame == "future" and found.action.lemma_ in UNDERGOING and feature(token, "Animacy") == "Inan"
    if passive or undergone:
        return True
    return bool(actors.own_subject(found, None)) and token.lemma_ not in {"это", "который", "все"}


def _begins_then(found: Found, doc: Doc) -> bool:
    """`линия заработает с 1 июля`, `обмен начнётся в мае`: something of the text, with its day."""
    own = subject(found.action)
    if found.frame != "finite" or found.action.lemma_ not in LAUNCHING | OPENING or own is None:
        return False
    if found.action.lemma_ in OPENING and own.lemma_ not in FACILITIES:
        return False
    if own.pos_ not in {"NOUN", "PROPN"} or own.lemma_ in GATHERINGS | OCCASIONS or feature(own, "Animacy") == "Anim":
        return False
    sentence = found.action.sent
    return any(sentence.start_char <= m.start < sentence.end_char for m in doc._.dates)


def _each_acts(verb: Token) -> bool:
    """`каждое государство-член назначит координатора`; not `каждая партия получит номер`."""
    own = (c for c in verb.children if c.dep_ == "nsubj" and any(d.lemma_ == "каждый" for d in c.children))
    return any(c.norm_.lower().partition("-")[0] in BODIES | STATES | SIDES for c in own)


def _is_handed_on(found: Found) -> bool:
    """`документ пойдёт на утверждение Совету`: where a paper goes next."""
    goes = found.frame == "finite" and found.action.lemma_ in GOING
    return goes and any(preposition(c) == "на" and c.lemma_ in EXAMINING for c in found.action.children)


def _is_counted(found: Found) -> bool:
    """`на дороги будет направлено 3 млрд рублей`: so much of something, which no parser takes for the subject."""
    action = found.action
    if found.frame != "future" or feature(action, "Variant") != "Short" or feature(action, "Gender") != "Neut":
        return False
    return any(
        preposition(c) is None and (c.pos_ == "NUM" or any(n.dep_.startswith("nummod") for n in c.children))
        for c in action.rights
        if c.pos_ in {"NOUN", "NUM"} and not any(m.start <= c.idx < m.end for m in action.doc._.dates)
    )


def _is_announced(found: Found) -> bool:
    """`О новой дате будет объявлено дополнительно`: nobody is named, but somebody will tell."""
    short = feature(found.action, "Variant") == "Short" and feature(found.action, "Gender") == "Neut"
    telling = found.frame == "future" and found.action.lemma_ in _ANNOUNCING
    return telling and short and any(preposition(c) in {"о", "об"} for c in found.action.children)


def _says_of_himself(found: Found) -> bool:
    """`Министры подчеркнули, что будут поддерживать диалог`: people, states or bodies, not a paper."""
    who = who_says(found)
    return who is not None and (feature(who, "Animacy") == "Anim" or who.pos_ == "PROPN" or not _is_thing(who))


def asks_public(found: Found) -> bool:
    """`полиция просит граждан сообщать`: advice to everybody."""
    impersonal = found.verb.lemma_ in _ADVISING
    asked = [c for c in (*found.verb.children, *found.action.children) if c.i > found.verb.i or impersonal]
    public = (c for c in asked if preposition(c) is None and c.dep_ in {"obj", "iobj", "obl", "nsubj"})
    return any(c.lemma_ in GENERAL_PUBLIC for c in public)


#: `рекомендуется`: advice to everybody unless somebody is named
_ADVISING = frozenset({"рекомендоваться", "предлагаться"})


def advises_nobody(found: Found) -> bool:
    """`Рекомендуется пить больше воды`."""
    dative = (c for v in (found.verb, found.action) for c in v.children if feature(c, "Case") == "Dat")
    return found.verb.lemma_ == "рекомендоваться" and not any(preposition(c) is None for c in dative)

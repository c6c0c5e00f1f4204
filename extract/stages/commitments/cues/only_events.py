"""Futures that tell what an event is like or who plays which part in it, and promise nothing."""

from __future__ import annotations

from spacy.tokens import Token

from extract.language.syntax import ancestors, feature, preposition, subject
from extract.stages.commitments.cues.lexicon import Found
from extract.stages.commitments.cues.words import (
    APPEARANCES,
    ATTENDING_VERBS,
    COURSES,
    EVENT_ONLY,
    GATHERINGS,
    LEADING,
    OCCASIONS,
    PARTS,
    PASSED_ON,
    REHEARSING,
    SITTINGS,
    STAGED,
    STAGING,
    TALK,
    TALKING,
    TRAVELLING,
)
from extract.stages.commitments.parties.words import BODIES, STATES

_HELD = GATHERINGS | SITTINGS | OCCASIONS
#: what things are for: nobody sends them there
_AIMS = frozenset(
    {
        "укрепление", "развитие", "повышение", "расширение", "углубление", "обеспечение", "усиление", "борьба",
        "совершенствование", "улучшение", "противодействие", "активизация", "поддержание", "достижение", "решение",
        "предотвращение", "выявление", "пресечение", "формирование", "снижение", "профилактика", "предупреждение",
    }
)  # fmt: skip


def only_an_event(found: Found) -> str | None:
    """Why a future without a cue word tells no more than an event."""
    if found.frame == "clause" and found.verb.lemma_ in {"подтвердить", "подтверждать"} and _goes_ahead(found.action):
        return "only an event"
    if found.entry is not None or found.frame not in {"finite", "future"}:
        return None
    if _is_staged(found.action):
        return "what is done at an event"
    if _is_received(found.action):
        return "a reception"
    return _finite(found) if found.frame == "finite" else _with_auxiliary(found)


#: whose `приём` is no reception: `академия продолжит приём курсантов`
_TAKEN_IN = frozenset({"абитуриент", "адъюнкт", "заявка", "курсант", "слушатель", "стажер", "студент"})


def _finite(found: Found) -> str | None:
    """`министр совершит визит`, `выступит с докладом`, `откроет форум`, `начнём с Душанбе`."""
    action, own = found.action, subject(found.verb)
    objects = [c for c in action.children if c.dep_ in {"obj", "nsubj"} and c != own]
    shown = (c for c in (*objects, *([own] if own is not None else ())) if c.lemma_ in APPEARANCES)
    if any(all(whom.lemma_ not in _TAKEN_IN for whom in c.children) for c in shown):
        return "an appearance before the public"
    if action.lemma_ in {"открыть", "закрыть", "возглавить"} and any(c.lemma_ in GATHERINGS for c in objects):
        return "only an event"
    held = any(c.lemma_ in GATHERINGS | SITTINGS for c in action.children)
    person = (feature(action, "Person"), feature(action, "Number"))
    drilled = person == ("3", "Plur") and any(c.lemma_ in _DRILLS for c in action.children)
    if action.lemma_ == "провести" and drilled and (own is None or own.lemma_ in _DRILLS):
        # `Учения проведут в октябре`: by whom is not told
        return "only an event"
    if (
        action.lemma_ in {"провести", "организовать", "созвать"}
        and held
        and own is None
        and feature(action, "Person") != "1"
    ):
        # `заседание проведут в Армении`
        return "only an event"
    told = action.dep_ == "ccomp" or any(c.norm_.lower() == "что" for c in action.lefts)
    if action.lemma_ == "принять" and held and not told and _is_venue(own):
        # `Ташкент примет саммит`: where it takes place; of `сообщил, что Токио примет семинар` the state
        return "only an event"
    sitting = (c for o in objects for c in (o, *o.rights) if feature(c, "Case") != "Gen")
    if action.lemma_ == "начать" and any(_sits(c) for c in (own, *sitting)) and _is_mere_work(action):
        return "only an event"
    if action.lemma_ == "выступить" and _speaks(action):
        return "a speech"
    if action.lemma_ in TRAVELLING and _travels(action, own):
        return "a journey"
    if action.lemma_ == "перейти" and own is not None and own.lemma_ in PASSED_ON:
        # `председательство перейдёт к Армении`
        return "nobody hands it over"
    if feature(action, "Person") == "1" and action.lemma_ in TALKING and not _begins_to_act(action):
        return "a turn of the talk"
    return None


def _with_auxiliary(found: Found) -> str | None:
    """`будет посвящена обмену опытом`, `делегацию будет возглавлять`, `будут отрабатываться вопросы`."""
    action, own = found.action, subject(found.verb)
    if found.negated and feature(found.word, "Person") == "1" and action.lemma_ in _CANDOUR:
        # `скрывать не буду`, `называть суммы не стану`
        return "a turn of the talk"
    if own is not None and _is_described(action, own):
        return "a description"
    if own is not None and own.lemma_ in OCCASIONS:
        return "what happens at an occasion"
    if action.lemma_ == "представить" and _on_level(action):
        return "who comes to a gathering"
    if feature(action, "VerbForm") == "Inf" and _plays_part(action) and not found.negated:
        return "a part at an event"
    if feature(action, "VerbForm") == "Inf" and _is_held(action, own):
        return "what happens at an event"
    return None


def _goes_ahead(verb: Token) -> bool:
    """`подтвердили, что визит пройдёт в мае`: what is held, as was known before."""
    own = subject(verb)
    return verb.lemma_ in {"пройти", "состояться"} and own is not None and own.lemma_ in _HELD | STAGED


def _is_staged(verb: Token) -> bool:
    """`совершит визит`, `подведут итоги`, `прочтёт лекцию`, `будут подведены итоги`: nothing but the event."""
    if verb.lemma_ not in STAGING:
        return False
    nouns = (n for c in verb.children for n in ((c, *c.rights) if c.pos_ == "ADJ" else (c,)))
    return any(n.lemma_ in STAGED and not preposition(n) for n in nouns)


def _is_received(verb: Token) -> bool:
    """`президент примет министра`, `его примет король`, `министр будет принят президентом`; not on training."""
    if verb.lemma_ != "принять" or any(preposition(c) == "на" for c in verb.children):
        return False
    own = subject(verb)
    if feature(verb, "Variant") == "Short":
        return own is not None and feature(own, "Animacy") == "Anim" and own.pos_ != "PRON"
    objects = [c for c in verb.children if c.dep_ in {"obj", "nsubj"} and c != own]
    counted = any(n.dep_.startswith("nummod") for c in objects for n in c.children)
    people = any(feature(c, "Animacy") == "Anim" for c in objects)
    host = own is not None and (feature(own, "Animacy") == "Anim" or own.pos_ == "PROPN")
    pronoun = host and any(c.pos_ == "PRON" and c.norm_.lower() in {"его", "ее", "её", "их"} for c in verb.children)
    return (people and not counted) or (pronoun and feature(own, "Animacy") == "Anim")  # type: ignore[arg-type]


def _is_venue(own: Token | None) -> bool:
    """A city as such: one that stands for a government promises something."""
    places = own.doc._.places if own is not None else ()
    return any(m.start == own.idx and m.entity.kind == "city" for m in places)  # type: ignore[union-attr]


def _sits(own: Token | None) -> bool:
    return own is not None and own.lemma_ in _HELD | {"совет", "сбор"}


def _is_mere_work(verb: Token) -> bool:
    """`Совет начнёт свою работу`: no other object."""
    objects = [c for c in verb.children if c.dep_ in {"obj", "xcomp"} and not _sits(c)]
    others = (c for o in objects for c in o.rights if not _sits(c) or feature(c, "Case") == "Gen")
    bare = not any(c.dep_ in {"nmod", "acl"} and feature(c, "Case") != "Loc" for c in others)
    return bool(objects) and all(o.lemma_ in {"работа", "заседать", "работать"} for o in objects) and bare


def _speaks(verb: Token) -> bool:
    """`выступит с докладом`, `перед студентами`, `на форуме`; not `с инициативой`, `за отмену`, `донором`."""
    if any(preposition(c) in {"с", "со"} and c.lemma_ in _PUT_FORWARD for c in verb.children):
        return False
    return any(preposition(c) in {"с", "со", "перед", "на", "от имени"} for c in verb.children)


_CANDOUR = frozenset(
    {
        "врать", "лгать", "скрывать", "кривить", "гадать", "загадывать", "спорить", "забегать", "повторяться",
        "лукавить", "называть", "комментировать", "говорить", "отвечать", "раскрывать", "уточнять", "перечислять",
    }
)  # fmt: skip
_DRILLS = frozenset({"учение", "тренировка", "операция", "рейд", "маневр"})
_PUT_FORWARD = frozenset({"инициатива", "предложение", "просьба", "призыв", "ходатайство", "гарантия"})


def _travels(verb: Token, own: Token | None) -> bool:
    """`министр отправится в Дели`, `делегация вылетит с визитом`; not a group that goes on training."""
    if any(c.lemma_ in COURSES | {"учеба", "учёба"} for c in verb.subtree):
        return False
    if any(c.lemma_ in STAGED | SITTINGS for c in verb.children):
        return True
    return own is not None and (own.pos_ == "PROPN" or own.lemma_ in LEADING)


def _is_described(action: Token, own: Token) -> bool:
    """`соглашение будет направлено на укрепление связей`, `встреча будет посвящена`, `заседание будет проведено`."""
    if feature(action, "Variant") != "Short":
        return False
    if action.lemma_ == "направить":
        aims = [c for c in action.children if preposition(c) == "на" and c.pos_ == "NOUN" and c.i > action.i]
        return feature(own, "Animacy") == "Inan" and own.lemma_ != "средство" and any(c.lemma_ in _AIMS for c in aims)
    if action.lemma_ in {"задействовать", "привлечь"}:
        # `в учениях будет задействовано 500 военнослужащих`
        return any(c.lemma_ in _HELD | _DRILLS for c in action.children)
    return action.lemma_ in {"посвятить", "отразить", "сосредоточить"} or (
        own.lemma_ in GATHERINGS and action.lemma_ in {"провести", "созвать", "организовать"}
    )


def _on_level(verb: Token) -> bool:
    """`будет представлена на уровне посла`, `сторона будет представлена министром`."""
    if any(c.lemma_ == "уровень" or preposition(c) == "на уровне" for c in verb.children):
        return True
    envoys = [
        c
        for c in verb.children
        if feature(c, "Case") == "Ins" and preposition(c) is None and feature(c, "Animacy") == "Anim"
    ]
    own = subject(verb)
    return bool(envoys) and own is not None and (own.lemma_ in STATES | _SIDES or own.norm_[:1].isupper())


def _plays_part(verb: Token) -> bool:
    """`заседание будет вести министр`, `страну будет представлять посол`, `будет участвовать в форуме`."""
    if verb.lemma_ in PARTS:
        return True
    objects = [c for c in verb.children if c.dep_ in {"obj", "nsubj", "iobj"}]
    if verb.lemma_ == "вести":
        return any(c.lemma_ in _HELD for c in objects)
    if verb.lemma_ == "представлять":
        return _stands_for(objects)
    if verb.lemma_ in ATTENDING_VERBS or (verb.lemma_ == "принимать" and any(c.lemma_ == "участие" for c in objects)):
        return any(c.lemma_ in _HELD for c in verb.subtree)
    return verb.lemma_ == "выступать" and _speaks(verb)


def _stands_for(nouns: list[Token]) -> bool:
    """`Кыргызстан будет представлять посол`; a service that presents reports stands for nobody."""
    people = [c for c in nouns if feature(c, "Animacy") == "Anim"]
    whom = (c for c in nouns if c not in people)
    return bool(people) and any(c.norm_[:1].isupper() or c.lemma_ in STATES | BODIES | _SIDES for c in whom)


_SIDES = frozenset({"сторона", "делегация", "интерес"})


def _is_held(verb: Token, own: Token | None) -> bool:
    """`встреча будет проводиться в Киеве`, `будет проходить коллегия`, `в ходе учений будут отрабатываться вопросы`."""
    if own is None or not (verb.lemma_ == "проходить" or verb.norm_.lower().endswith(("ться", "тись"))):
        return False
    if any(c.dep_ == "obj" for c in verb.children) or feature(own, "Animacy") != "Inan":
        return False
    if own.lemma_ in BODIES | STATES and verb.lemma_ != "проходить":
        return False
    return verb.lemma_ in REHEARSING or verb.lemma_ == "проходить" or own.lemma_ in _HELD


def asks_how(verb: Token) -> bool:
    """`поинтересовался, как центр будет бороться`, `рассказал, как будут работать группы`."""
    how = next((c for c in verb.lefts if c.norm_.lower() == "как" and c.dep_ in {"advmod", "mark"}), None)
    first = verb.doc[how.i - 1].norm_ if how is not None and how.i else ""
    return first in {",", "том"} and any(a.pos_ == "VERB" for a in ancestors(verb)) and how is not None


def _begins_to_act(verb: Token) -> bool:
    """`начнём набирать слушателей`, `начнём обмен`, `в мае начнём в Хороге`, `представим доклад`; not `начнём с
    Душанбе`, `закончим разговор`, `представим себе`.
    """
    if verb.lemma_ == "взять":
        # `возьмём вопрос на контроль`, `возьму на себя`
        return any(preposition(c) in {"на", "под"} for c in verb.children)
    if verb.lemma_ == "представить":
        return any(c.dep_ in {"obj", "iobj"} and c.pos_ in {"NOUN", "PROPN"} for c in verb.children)
    start, end = verb.sent.start_char, verb.sent.end_char
    if verb.lemma_ == "начать" and any(start <= m.start < end for m in verb.doc._.dates):
        return not any(preposition(c) in {"с", "со"} and c.pos_ == "PROPN" for c in verb.children)
    # a word that opens its sentence may look like a name: `Пусконаладку закончим`
    things = [
        c
        for c in verb.children
        if c.dep_ in {"obj", "nsubj"} and (c.pos_ == "NOUN" or (c.pos_ == "PROPN" and c.dep_ == "obj"))
    ]
    if verb.lemma_ in {"закончить", "начать"} and things:
        return not any(c.lemma_ in TALK for c in things)
    actions = [c for c in verb.children if feature(c, "VerbForm") == "Inf"]
    return verb.lemma_ == "начать" and any(c.lemma_ not in TALKING and c.lemma_ not in EVENT_ONLY for c in actions)

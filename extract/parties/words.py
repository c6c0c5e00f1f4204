"""Words that point to parties: posts and their plurals, bodies without a name, adjectives that belong to titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from extract.document import Mention, Organization, not_within
from extract.language.later import later
from extract.language.morphology import entries
from extract.language.syntax import SUBJECTS, feature

#: nouns that stand for those who meet
SIDES = frozenset(
    {
        "сторона", "собеседник", "участник", "партнер", "коллега", "министр", "президент", "глава",
        "представитель", "дипломат", "посол", "руководитель", "лидер", "секретарь", "гость", "чиновник",
        "генерал", "политик", "визави", "переговорщик", "страна", "государство", "ведомство", "прокурор",
        "генпрокурор", "премьер", "премьер-министр", "командующий", "генсек", "спикер", "омбудсмен", "директор",
        "председатель", "начальник", "республика", "законодатель",
    }
)  # fmt: skip
AS_BODIES = frozenset(
    {
        "ведомство", "министерство", "служба", "прокуратура", "агентство", "комитет", "структура", "регулятор",
        "учреждение", "организация", "компания", "банк", "университет", "вуз", "институт", "академия", "таможня",
    }
)  # fmt: skip
AS_STATES = frozenset({"страна", "государство", "республика"})
#: those who sit at a conference and belong to no body for that
ATTENDING = frozenset({"участник", "эксперт", "специалист", "представитель", "делегат"})
#: words for an officer and what his post may hold
OFFICERS: dict[str, tuple[str, ...]] = {
    "дипломат": ("посол", "посланник", "консул", "поверенн", "иностранных дел", "мид", "атташе"),
    "генерал": (), "полковник": (), "чиновник": (), "политик": (), "военачальник": (),
    "парламентарий": (), "законодатель": (),
}  # fmt: skip
#: plurals of posts, and what the titles of such officers hold
PEERS: dict[str, tuple[str, ...]] = {
    "президент": ("президент",), "министр": ("министр",), "посол": ("посол",), "премьер": ("премьер",),
    "премьер-министр": ("премьер",), "генпрокурор": ("прокурор",), "прокурор": ("прокурор",),
    "генсек": ("генеральн", "генсек"), "спикер": ("спикер", "председател"), "омбудсмен": ("омбудсм", "уполномоч"),
    "директор": ("директор",), "командующий": ("командующ",), "председатель": ("председател",),
    "начальник": ("начальник",), "лидер": ("президент", "премьер", "глава", "лидер", "король", "эмир", "председатель"),
}  # fmt: skip
RANKED_PEERS = frozenset({"президент", "министр", "посол", "генпрокурор", "омбудсмен", "командующий"})
#: who speaks or works for somebody else
AIDES = ("пресс-секретар", "помощник", "советник", "представител")
CHIEFS = frozenset({"глава", "руководитель", "директор", "начальник", "председатель"})
HEADS = frozenset({"глава", "лидер"})
OTHER_SIDE = frozenset({"собеседник", "визави", "коллега"})
OWN_BODIES = frozenset(
    {
        "ведомство", "министерство", "служба", "организация", "страна", "агентство", "центр", "комитет", "офис",
        "представительство", "управление", "департамент", "бюро",
    }
)  # fmt: skip
#: of them, those that a larger body has
UNITS = frozenset({"офис", "представительство", "управление", "департамент", "бюро"})
#: `власти Кабула`
RULERS = frozenset({"власть", "правительство", "руководство", "администрация"})
POINTING = frozenset({"оба", "этот", "данный", "указанный", "названный", "профильный", "последний"})
#: posts that adjectives tell apart, and adjectives that belong to titles or courtesy
OFFICERS_OF_KINDS = frozenset(
    {"представитель", "министр", "прокурор", "командующий", "начальник", "секретарь", "руководитель", "генерал"}
)
OF_TITLES = frozenset(
    {"генеральный", "государственный", "первый", "верховный", "главный", "высокий", "исполнительный", "присутствующий"}
)
#: sides of talks or of a gathering
OPPOSITE = frozenset({"сторона", "стороны"})
#: ministries of no state: `главы МВД`
MINISTRIES = frozenset({"Министерство внутренних дел", "Министерство иностранных дел", "Министерство обороны"})


#: bodies that are told as such though they are part of a larger one
_AGENCY = later(
    r"(?!пресс)(?:[\w-]+(?:ая|ое|ый|ий) ){0,3}(?:(?:погран)?служб[аы]|агентство|комитет|инспекция|полиция|гвардия"
    r"|войска)\b",
    re.IGNORECASE,
)


def is_agency(body: Organization) -> bool:
    """`Пограничная служба КНБ`: whoever is part of a larger body and still a `ведомство`."""
    return _AGENCY.match(body.name) is not None


def not_of_agencies(bodies: Sequence[Mention]) -> list[Mention]:
    """Without bodies within the name of an agency of theirs: `ведомство`, after `Пограничная служба КНБ`."""
    agencies = [m for m in bodies if isinstance(m.entity, Organization) and is_agency(m.entity)]
    return not_within(bodies, agencies) if agencies else list(bodies)


#: numerals that take a genitive singular
_FEW = frozenset({"два", "оба", "три", "четыре"})


def are_rulers(noun: Token) -> bool:
    """`главы государств`, `президенты`: no members of a working group."""
    ruled = any(c.dep_ == "nmod" and c.lemma_ in AS_STATES | {"правительство"} for c in noun.children)
    return noun.lemma_ == "президент" or (noun.lemma_ in HEADS and ruled)


def are_other_officers(noun: Token) -> bool:
    """An adjective says of which kind they are: `пограничные представители`, `силовые министры`, not who met."""
    if noun.lemma_ not in OFFICERS_OF_KINDS:
        return False
    return any(c.dep_ == "amod" and c.i < noun.i and c.lemma_ not in POINTING | OF_TITLES for c in noun.children)


def is_group(noun: Token) -> bool:
    """An adjective singles them out: `силовые ведомства`, not `оба ведомства`."""
    return any(c.dep_ == "amod" and c.lemma_ not in POINTING for c in noun.children)


def is_plural(token: Token) -> bool:
    """Also of a subject that the tagger takes for a singular because it opens its sentence: `Ведомства будут`."""
    if feature(token, "Number") == "Plur":
        return True
    if feature(token, "Case") == "Gen" and any(c.lemma_ in _FEW and c.dep_.startswith("num") for c in token.lefts):
        # `три страны`
        return True
    verb = token.head
    if token.dep_ not in SUBJECTS or not token.text.istitle() or verb.i <= token.i:
        return False
    return is_plural_verb(verb) and any(
        "nomn" in entry.tag and "plur" in entry.tag for entry in entries(token.norm_.lower())
    )


def is_plural_verb(verb: Token) -> bool:
    """`будут готовы`: its own form or that of a word at it."""
    return any(feature(t, "Number") == "Plur" for t in (verb, *verb.lefts) if t.pos_ in {"VERB", "AUX", "ADJ"})

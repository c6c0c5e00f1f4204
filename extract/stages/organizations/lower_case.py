"""Bodies in lower case: with an owner, as a department told in full, as what two states share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.document import Mention, Place
from extract.language.noun_chains import Owner
from extract.language.words import animate
from extract.lexicons.countries import country_by_adjective

if TYPE_CHECKING:
    from extract.stages.organizations.candidates import Body, Finder

#: departments of a body that count in lower case after the post of who heads them
UNITS = frozenset(("управление", "департамент", "отдел", "главк"))
#: what two states share
_OF_TWO = frozenset(("группа", "комиссия", "комитет", "подкомиссия", "совет", "подгруппа"))
#: adjectives that say which of the departments it is
_KINDS_OF_UNITS = frozenset(
    (
        *("главный", "следственный", "оперативный", "уголовный", "международный", "правовой", "договорно-правовой"),
        *("консульский", "аналитический", "информационный", "информационно-аналитический", "контрольный"),
        *("юридический", "пограничный", "таможенный", "линейный", "организационный", "экспертный", "региональный"),
    )
)
#: bodies that count in lower case with what they are for and their state
_FORCES = frozenset(("полиция", "служба", "агентство"))
#: offices of an international body
_OFFICES = frozenset(("офис", "представительство", "отделение", "бюро", "миссия"))
_KINDS_OF_OFFICES = frozenset(("региональный", "страновой", "программный", "полевой", "субрегиональный"))
#: bodies that count in lower case with an adjective of their kind or their field, and whose they are
_ORGANS = frozenset(
    (
        *("комитет", "комиссия", "департамент", "дума", "собрание", "совет", "суд", "служба", "полиция", "милиция"),
        *("палата", "банк", "инспекция", "академия", "университет", "институт", "федерация", "гвардия"),
        *("центр", "штаб", "министерство", "прокуратура", "кафедра", "факультет", "лаборатория", "больница", "музей"),
    )
)
_KINDS_OF_ORGANS = frozenset(
    (
        *("государственный", "федеральный", "национальный", "центральный", "верховный", "конституционный", "высший"),
        *("арбитражный", "апелляционный", "областной", "краевой", "районный", "городской", "муниципальный", "народный"),
        *("законодательный", "следственный", "антимонопольный", "избирательный", "таможенный", "налоговый", "военный"),
        *("миграционный", "пограничный", "учебный", "кинологический", "олимпийский", "футбольный", "шахматный"),
        *(
            "криминальный",
            "криминалистический",
            "патрульный",
            "финансовый",
            "контрольный",
            "счетный",
            "республиканский",
        ),
        *("антинаркотический", "антикоррупционный", "антитеррористический", "генеральный", "торгово-промышленный"),
        *("дорожный", "транспортный", "медицинский", "санитарный", "ветеринарный", "научно-исследовательский"),
        *("клинический", "судебный", "общественный", "консультативный", "координационный", "попечительский"),
        *(
            "международный",
            "парламентский",
            "бюджетный",
            "экзаменационный",
            "аттестационный",
            "тренировочный",
            "ситуационный",
        ),
        *("информационный", "аналитический", "информационно-аналитический", "оперативный", "морской", "внешнеторговый"),
    )
)
#: bodies that their field tells: `департамент культуры Москвы`
_FIELDED = frozenset(("департамент", "министерство", "комитет", "комиссия", "служба", "кафедра"))
_WITHIN = frozenset(("города", "района", "области", "края", "республики"))
_PEOPLE = frozenset(
    ("представитель", "сотрудник", "начальник", "глава", "руководитель", "директор", "шеф", "коллега", "делегация")
)
#: bodies of which a state, a town or a body has one
_ONE_OF_A_KIND = frozenset(("дума", "генштаб", "госдепартамент", "таможня", "хукумат", "полиция"))
_GROUPS = frozenset(("группа", "подгруппа"))
_KINDS_OF_GROUPS = frozenset(("рабочий", "совместный", "экспертный", "межведомственный", "двусторонний", "постоянный"))
#: what is said of a group that does not exist yet, and so many words before it
_MADE = ("созда", "сформир", "формир", "учре", "образова")
_MADE_BEFORE = 8
#: what a department does with the news or has it by
_TELLS = frozenset(
    (
        *("сообщать", "сообщить", "информировать", "проинформировать", "передавать", "уточнить", "отметить"),
        *("заключение", "данные", "информация", "справка", "сведение"),
    )
)


def lower_case(finder: Finder, body: Body, run: int) -> Body | None:
    """`правительство Казахстана`, `пресс-служба МВД`: in lower case only with an owner."""
    entry = body.head_entry
    assert entry is not None
    owner = body.owner
    body.start = body.head
    if body.kind == "quoted":
        body.rule = "organization.class_and_quotes"
        return body
    if owner is not None and getattr(owner.value, "rule", None) == "organization.media":
        # `агентство ТАСС`: the class noun stays outside
        return None
    if owner is not None and (entry.lower or body.lemma in _FORCES) and _direct(body, owner):
        body.country = None
        body.rule = "organization.lower_case_with_owner"
        while body.lemma in _FORCES and body.start and finder.words[body.start - 1].lemma in _KINDS_OF_UNITS:
            # `информационная служба Генеральной прокуратуры`
            body.start -= 1
        return body
    bilateral = of_two_states(finder, body, run)
    if bilateral is not None:
        body.start, body.country = bilateral, None
        body.rule = "organization.bilateral"
        return body
    if _unit_of(finder, body) or _office_of(finder, body):
        body.country = None
        body.rule = "organization.lower_case_unit"
        return body
    if _organ_of(finder, body):
        body.rule = "organization.lower_case_organ"
        return body
    if _works_on(finder, body):
        body.rule = "organization.lower_case_group"
        return body
    if entry.strong or entry.lower:
        finder.refuse("organization.head", "lower_case", body.head, body.end)
    return None


def of_two_states(finder: Finder, body: Body, run: int) -> int | None:
    """`узбекско-азербайджанской межправительственной комиссии`: where the name of what two states share begins."""
    if body.lemma not in _OF_TWO:
        return None
    for index in range(run, body.head):
        first, _, second = finder.words[index].low.rpartition("-")
        if first.endswith("о") and country_by_adjective(second):
            return index
    return None


def _unit_of(finder: Finder, body: Body) -> bool:
    """`начальник управления международных организаций МИД`: a department told in full with whose it is."""
    owner, chain = body.owner, body.chain
    if body.lemma not in UNITS or owner is None or chain is None:
        return False
    start = body.head
    while start and finder.words[start - 1].lemma in _KINDS_OF_UNITS:
        start -= 1
    of_body = not isinstance(owner.value, Mention) and (owner.end == body.end or finder.region_follows(owner.end))
    named = of_body and owner.start > body.head + 1 and chain.phrases > 0
    # `сотрудники управления СГБ по Бухарской области`
    named = named or (of_body and owner.start == body.head + 1 and finder.region_follows(owner.end))
    before = finder.words[start - 1] if start else None
    told = before is not None and (before.lemma in _TELLS or animate(before.low))
    if before is not None and before.low == "в":
        # `сообщили БЕЛТА в отделе информационного обеспечения аппарата правительства`
        told = any(word.lemma in _TELLS for word in finder.words[max(start - 4, 0) : start - 1])
    if named and told:
        body.start = start
        return True
    # `следственным управлением УВД`
    if of_body and start < body.head and owner.start == body.head + 1:
        body.start = start
        return True
    return False


def _office_of(finder: Finder, body: Body) -> bool:
    """`страновой офис ВОЗ`: the office of a body that is named by its abbreviation."""
    owner = body.owner
    if body.lemma not in _OFFICES or owner is None or isinstance(owner.value, Mention):
        return False
    if owner.start != body.head + 1 or not finder.words[owner.start].abbreviation:
        return False
    while body.start and finder.words[body.start - 1].lemma in _KINDS_OF_OFFICES:
        body.start -= 1
    return True


def _organ_of(finder: Finder, body: Body) -> bool:
    """`городской думы Перми`, `департамент культуры Москвы`: an organ that its kind or its field and owner tell."""
    owner, chain, words = body.owner, body.chain, finder.words
    if owner is None or chain is None or not (owner.end == body.end or finder.region_follows(owner.end)):
        return False
    start = body.head
    while start and words[start - 1].lemma in _KINDS_OF_ORGANS and words[start - 1].agreeing:
        start -= 1
    if body.lemma in _ONE_OF_A_KIND and owner.start == body.head + 1:
        body.start = start
        return body.lemma != "полиция" or (_state(owner) and _people_of(finder, body.head))
    if body.lemma not in _ORGANS:
        return False
    before = words[start - 1] if start else None
    if before is not None and before.lemma in finder.lexicon.heads and before.sentence == words[start].sentence:
        # `подразделения таможенной службы X`: a part of another name
        return False
    direct = owner.start == body.head + 1 or (owner.start == body.head + 2 and words[body.head + 1].low in _WITHIN)
    fielded = owner.start > body.head + 1 and chain.phrases > 0 and body.lemma in _FIELDED
    if not (start < body.head and direct) and not fielded:
        return False
    body.start = start
    return True


def _people_of(finder: Finder, head: int) -> bool:
    """Whether what stands before a noun are people of a body, no rank and no department: `представители полиции`."""
    before = finder.words[head - 1] if head else None
    if before is None or before.sentence != finder.words[head].sentence or before.pos not in {"NOUN", "PROPN"}:
        return before is not None and before.low in {"и", ","}
    return before.lemma in _PEOPLE


def _state(owner: Owner) -> bool:
    entity = owner.value.entity if isinstance(owner.value, Mention) else None
    return isinstance(entity, Place) and entity.kind == "country"


def _works_on(finder: Finder, body: Body) -> bool:
    """`рабочая группа по типологиям`: a group that meets and is named by its field, not one that is yet to be made."""
    words, chain = finder.words, body.chain
    if body.lemma not in _GROUPS or chain is None:
        return False
    # `рабочая группа таможенных служб X и Y`
    shared = len(chain.owners) > 1 and chain.owners[1].end == body.end and all(_state(owner) for owner in chain.owners)
    if "по" not in chain.prepositions and not shared:
        return False
    start = body.head
    while start and words[start - 1].lemma in _KINDS_OF_GROUPS:
        start -= 1
    if not any(words[i].lemma == "рабочий" for i in range(start, body.head)):
        return False
    before = words[max(start - _MADE_BEFORE, 0) : start]
    if any(word.sentence == words[start].sentence and word.low.startswith(_MADE) for word in before):
        return False
    body.start = start
    return True


def _direct(body: Body, owner: Owner) -> bool:
    """Whether the owner follows the noun, or only the words of its portfolio lie between."""
    if owner.start == body.head + 1:
        # `полиция Ирана` may be any officers
        return body.lemma != "полиция"
    chain = body.chain
    if chain is not None and "по" in chain.prepositions and owner.end == body.end:
        # `полиции по борьбе с наркотиками Ирана`
        return body.lemma in _FORCES and isinstance(owner.value, Mention)
    return body.lemma == "министерство" or (body.lemma == "пресс-служба" and owner.start - body.head < 6)

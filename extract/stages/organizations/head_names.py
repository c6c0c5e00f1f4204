"""Names that a head noun opens: how far they reach, and whether they are names at all."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from extract.document import Mention
from extract.language.noun_chains import Chain
from extract.lexicons.countries import country_by_adjective
from extract.stages.organizations.lower_case import UNITS, lower_case, of_two_states
from extract.stages.organizations.units import between_states, own_lines, take_state_below

if TYPE_CHECKING:
    from extract.stages.organizations.candidates import Body, Finder

QUOTE = '"'
_JOINT = ("объединенн", "совместн", "смешанн")
#: offices of a body for a region
_OFFICES = frozenset(("бюро", "представительство", "отделение", "офис", "центр", "миссия"))
#: what two states have between them
_OF_PARTIES = frozenset(("комиссия", "подкомиссия", "комитет", "совет"))
#: what the services of two states have
_OF_SERVICES = _OF_PARTIES | {"группа", "подгруппа", "коллегия", "штаб", "комендатура"}
#: what is handed in, in the genitive after a noun of giving
_SENT = frozenset(
    (
        *("сведений", "информации", "отчетов", "отчета", "документов", "материалов", "уведомлений", "предложений"),
        *("проектов", "проекта", "заключений", "заключения", "справок", "заявок", "заявлений", "докладов", "доклада"),
    )
)
#: what only bodies have, and their names as gatherings
_OF_BODIES = frozenset(
    (
        *("заседание", "секретариат", "рассмотрение", "формат", "наблюдатель", "учредить", "учреждение", "превращение"),
        *("преобразование", "трансформация", "исполком", "институционализация"),
    )
)
_GATHERINGS = frozenset(("совещание", "форум", "встреча", "конференция"))
#: nouns with which `по` goes rather than with a bare noun in their genitive
_PLANNED = frozenset(("план", "работа", "деятельность", "усилие", "мера", "орган", "инициатива", "мероприятие", "опыт"))
#: bodies that are seldom called after what they deal with, behind the body to which they belong
_NOT_FOR = frozenset(
    (
        *("офис", "бюро", "представительство", "отделение", "миссия", "департамент", "служба", "управление"),
        *("организация", "агентство", "министерство", "секретариат"),
    )
)
_MATTERS = frozenset(("вопросам", "вопросу", "проблемам", "проблеме", "теме", "темам", "тематике"))
_WAYS = frozenset(("заявка", "запрос", "приглашение", "договоренность", "согласование"))
#: instruments whose names end with their years
_WITH_YEARS = frozenset(("программа", "план", "стратегия", "концепция"))


def complete_head(finder: Finder, body: Body) -> Body | None:
    """A name that a head noun opens, or a short form, or nothing (with the reason)."""
    words = finder.words
    entry = body.head_entry
    assert entry is not None
    word = words[body.head]
    if entry.unit and body.start and words[body.start - 1].low in {"в", "на", "с", "у", "при"}:
        # `на заставе «Мирная»`: where something is
        return None
    if entry.quoted and body.head + 1 < len(words):
        quoted = _quoted(finder, body)
        if quoted is not None:
            return quoted
    if entry.abbreviation or entry.media or (entry.event and not _sits(finder, body)):
        return None
    if finder.headline(body.head) and words[body.head].text.isupper():
        return _publisher(finder, body)
    plural = word.number == "plur" or all(f[1] == "plur" for f in word.nouns)
    if plural and not entry.plural and word.lemma not in {"бюро"}:
        if word.text[:1].isupper():
            finder.refuse("organization.head", "generic_plural", body.start, body.end)
        return None
    if entry.plural and not plural:
        return None
    run = body.start
    takes = set(entry.takes)
    if run == body.head and _of_unit(finder, body.head) and finder.region_follows(body.end):
        # `Управления Агентства по ГБАО`: the region is the unit's
        takes.discard("по")
    if run == body.head and _of_plan(finder, body.head):
        takes.discard("по")
    body.chain = finder.walker.chain(body.head, body.core_end, takes=frozenset(takes))
    body.end = max(body.end, body.chain.end)
    _cut_matters(finder, body)
    _cut_paper(finder, body)
    _cut_generic_owner(finder, body)
    _take_quoted_name(finder, body)
    _take_second_owner(finder, body)
    _take_years(finder, body)
    _take_served(finder, body)
    _take_namesake(finder, body)
    if body.lemma in _OF_PARTIES and body.extended:
        body.end = between_states(finder, body.end)
    start = _capital_start(finder, run, body.head)
    if start is None:
        return lower_case(finder, body, run)
    body.start = start
    body.country = _country_in(finder, run, body.head)
    take_state_below(finder, body)
    if of_two_states(finder, body, run) == start:
        return body
    return body if _is_name(finder, body) else None


def _publisher(finder: Finder, body: Body) -> Body | None:
    """A name in capitals that has its line for itself: `АППАРАТ СОВЕТА БЕЗОПАСНОСТИ РЕСПУБЛИКИ КАЗАХСТАН`."""
    assert body.head_entry is not None
    body.chain = finder.walker.chain(body.head, body.core_end, takes=frozenset(body.head_entry.takes))
    body.end = max(body.end, body.chain.end)
    while body.start < body.head and finder.no_name(body.start):
        body.start += 1
    take_state_below(finder, body)
    if body.owner is not None and not body.head_entry.weak and own_lines(finder, body.start, body.end):
        return body
    if body.start == body.head and body.end == body.core_end and own_lines(finder, body.start, body.end):
        # `КОЛЛЕГИЯ` below the body whose organ it is
        body.kind, body.rule = "short", "organization.short_form"
        return body
    finder.refuse("organization.head", "headline_in_capitals", body.start, body.end)
    return None


def _of_unit(finder: Finder, head: int) -> bool:
    """Whether a noun stands in the genitive after one that names a department."""
    before = finder.words[head - 1] if head else None
    return before is not None and before.lemma in UNITS and before.sentence == finder.words[head].sentence


def _sits(finder: Finder, body: Body) -> bool:
    """`заседание Регионального форума - совещания министров`: what has sessions, organs or members is a body."""
    words = finder.words
    before = words[body.start - 1] if body.start else None
    if before is None or before.lemma not in _OF_BODIES or before.sentence != words[body.head].sentence:
        return False
    after = body.head + 1
    if after + 1 < len(words) and words[after].text == "-" and words[after + 1].lemma in _GATHERINGS:
        body.core_end = body.end = after + 2
    return True


def _of_plan(finder: Finder, head: int) -> bool:
    """`о планах Управления по открытию бюро`: whether `по` goes with the noun that governs a bare one."""
    before = finder.words[head - 1] if head and finder.words[head].lemma in _NOT_FOR else None
    return before is not None and before.lemma in _PLANNED and before.sentence == finder.words[head].sentence


def _cut_matters(finder: Finder, body: Body) -> None:
    """`переговоры с Департаментом УНП ООН по вопросам контроля`: what is talked about, behind the body's owner."""
    words, chain = finder.words, body.chain
    owner = chain.owners[0] if chain is not None and chain.owners else None
    if owner is None or owner.end + 1 >= body.end or words[owner.end].low != "по":
        return
    after = words[owner.end + 1]
    if (after.low in _MATTERS and body.lemma in _NOT_FOR) or (
        after.agreeing and _asked(finder, owner.end + 1, body.end)
    ):
        body.end = owner.end


def _asked(finder: Finder, start: int, end: int) -> bool:
    """`по предварительным заявкам`: how something is had."""
    return any(finder.words[i].lemma in _WAYS for i in range(start, min(start + 3, end)))


def _take_second_owner(finder: Finder, body: Body) -> None:
    """`Объединённая коллегия МВД Беларуси и МВД России`: what is joint has two owners."""
    owner = body.owner
    if owner is None or owner.end != body.end or body.end + 1 >= len(finder.words):
        return
    joint = any(finder.words[i].low.startswith(_JOINT) for i in range(body.start, body.head))
    second = finder.walker.owners.get(body.end + 1)
    states = second is not None and all(isinstance(o.value, Mention) for o in (owner, second))
    # `рабочая группа таможенных служб X и Y`, `Союз X и Y`
    several = finder.words[owner.start - 1]
    joint = joint or (states and (body.lemma == "союз" or (several.number == "plur" and body.lemma in _OF_SERVICES)))
    if joint and finder.words[body.end].low == "и" and second is not None:
        body.end = second.end
        if states and body.chain is not None:
            body.chain.owners.append(second)
        # `Совместная рабочая группа X и Y по борьбе с наркотиками`
        rest = finder.walker.chain(body.head, body.end, takes=frozenset({"по"}))
        body.end = max(body.end, rest.end)


def _take_years(finder: Finder, body: Body) -> None:
    """`группа по разработке Программы мер на 2024-2028 годы`: the years of the instrument within the name."""
    words = finder.words
    if body.end + 1 >= len(words) or words[body.end].low != "на" or body.end + 1 not in finder.dated:
        return
    if any(words[i].lemma in _WITH_YEARS for i in range(body.core_end, body.end)):
        body.end += 2
        while body.end < len(words) and body.end in finder.dated:
            body.end += 1


def _take_served(finder: Finder, body: Body) -> None:
    """`Региональное бюро X для Восточной Европы`: the region for which an office is."""
    if body.lemma not in _OFFICES or body.end + 1 >= len(finder.words) or finder.words[body.end].low != "для":
        return
    at = body.end + (2 if finder.words[body.end + 1].low in {"стран", "государств"} else 1)
    place = finder.place_starting.get(at)
    if place is not None:
        body.end = place[0]


def _take_namesake(finder: Finder, body: Body) -> None:
    """`Горная академия МЧС Грузии им. Н.Орлова`: after whom a school or institute is called."""
    words, at = finder.words, body.end
    if at + 2 >= len(words) or words[at].low != "им" or words[at + 1].text != ".":
        return
    at += 2
    while at + 1 < len(words) and len(words[at].text) == 1 and words[at].text.isupper() and words[at + 1].text == ".":
        at += 2
    if at < len(words) and words[at].capital and "\n" not in finder.copy[words[body.end].start : words[at].start]:
        body.end = at + 1


def _take_quoted_name(finder: Finder, body: Body) -> None:
    """`Центр региональных исследований «Родник»`: the name in quotes after what the body is."""
    entry = body.head_entry
    opening = body.end
    if entry is None or not (entry.quoted or entry.event) or body.end == body.core_end or body.owner is not None:
        return
    if opening + 1 >= len(finder.words) or finder.words[opening].text != QUOTE:
        return
    close = finder.closing(opening)
    if close is not None and finder.words[opening + 1].capital:
        body.end = close + 1
        body.kind = "quoted"


def _capital_start(finder: Finder, run: int, head: int) -> int | None:
    """The first capitalised word of the agreeing run that may open a name."""
    for index in range(run, head + 1):
        if finder.words[index].text[:1].isupper() and not finder.no_name(index):
            return index
    return None


def _country_in(finder: Finder, run: int, head: int) -> str | None:
    for index in range(run, head):
        found = country_by_adjective(finder.words[index].text)
        if found:
            return found
    return None


def _cut_paper(finder: Finder, body: Body) -> None:
    """`представить в Комиссию сведений`: what is sent to a body is no part of its name."""
    words, after = finder.words, body.core_end
    first = finder.walker.prefix(body.head)
    sent = after < body.end and words[after].low in _SENT and first > 0 and words[first - 1].low in {"в", "во"}
    if sent and words[body.head].case == "accs":
        body.end, body.chain = after, Chain(end=after)


def _cut_generic_owner(finder: Finder, body: Body) -> None:
    """`Генеральная прокуратура страны`: a common noun at the end names no owner."""
    chain = body.chain
    if chain is None or chain.owners or body.end - 1 <= body.head or (body.head_entry and body.head_entry.event):
        return
    last = finder.words[body.end - 1]
    several = last.number == "plur" and finder.words[body.end - 2].pos == "ADJ"
    if last.lemma in finder.lexicon.words["generic_owner"] and not last.text[:1].isupper() and not several:
        body.end -= 1
        while body.end - 1 > body.head and finder.words[body.end - 1].pos in {"ADJ", "DET", "PRON", "NUM"}:
            body.end -= 1
        if body.end == body.core_end:
            chain.phrases = 0


def _is_name(finder: Finder, body: Body) -> bool:
    """Whether the evidence suffices; at the start of a sentence a capital alone says nothing."""
    words = finder.words
    entry = body.head_entry
    assert entry is not None
    first = words[body.start]
    adjectives = body.head - body.start
    if words[body.head].text.islower() and body.start == body.head:
        return False
    if not body.extended and adjectives == 0:
        body.kind = "short"
        body.rule = "organization.short_form"
        # `* Организация запрещена в РФ`: a footnote
        return not _of_heading(finder, body.head) and words[body.head - 1].text != "*"
    opening = first.first or _after_opening(finder, body.start)
    if opening and body.lemma in UNITS and body.extended and own_lines(finder, body.start, body.end):
        # below a text, who issued it: `Управление информации и связей с общественностью`
        return True
    if _tagged(finder, body) and not (opening and entry.weak and body.owner is None and adjectives == 0):
        return True
    if adjectives == 0 and body.chain is not None:
        if body.owner is not None or body.chain.prepositions & {"по", "при", "имени"}:
            return not (opening and entry.weak and body.owner is None)
        if entry.weak or (opening and not entry.strong):
            inner = any(w.text[:1].isupper() for w in words[body.core_end : body.end])
            inner = inner or (not opening and entry.alone and body.chain.phrases > 0)
            if not inner:
                finder.refuse("organization.head", "common_noun", body.start, body.end)
            return inner
        return True
    if opening and words[body.head].text.islower():
        named = body.owner is not None or (body.chain is not None and bool(body.chain.prepositions))
        if country_by_adjective(first.text) and not body.extended:
            named = False
        if not named:
            finder.doubted.append(body)
        return named
    plain = entry.weak and not body.extended and words[body.head].text.islower()
    return not (plain and country_by_adjective(first.text))


def _of_heading(finder: Finder, index: int) -> bool:
    """Whether a word in capitals depends on one before it in a heading: `НОВОСТИ ПОСОЛЬСТВА`."""
    word = finder.words[index]
    before = finder.words[index - 1] if index else None
    capitals = before is not None and word.text.isupper() and before.text.isupper() and before.pos == "NOUN"
    return capitals and before is not None and before.sentence == word.sentence


def _after_opening(finder: Finder, index: int) -> bool:
    return (
        index > 0 and finder.words[index - 1].text in {"-", "*", "•", ":", "."} and finder.words[index].pos != "PROPN"
    )


def _tagged(finder: Finder, body: Body) -> bool:
    start, end = finder.words[body.start].start, finder.words[body.end - 1].end
    before = bisect_left(finder.tagged_starts, end)
    return before > 0 and finder.tagged[before - 1][1] > start


def _quoted(finder: Finder, body: Body) -> Body | None:
    """A class noun before a name in quotes: `ООО «Вектор»` is the whole, `компания «Вектор»` the name inside."""
    words = finder.words
    entry = body.head_entry
    assert entry is not None
    opening = body.head + 1
    if words[opening].text != QUOTE or "\n" in finder.copy[words[body.head].end : words[opening].start]:
        return None
    close = finder.closing(opening)
    if close is None or close - opening < 2:
        return None
    inner = words[opening + 1]
    if not (inner.text[:1].isupper() or inner.text[:1].isdigit()):
        return None
    if words[body.head].number == "plur" or (entry.media and inner.lemma in finder.lexicon.refused_heads):
        # `в журнале «Обзор наркоситуации»`: what it calls itself is no body
        return None
    refused = finder.lexicon.refused.get(finder.text(opening + 1, close).lower())
    if refused:
        finder.refuse("organization.quotes_after_class", refused, opening + 1, close)
        return None
    word = words[body.head]
    start = _capital_start(finder, body.start, body.head) if not word.text.isupper() else body.head
    body.country = _country_in(finder, body.start, body.head)
    body.kind = "quoted"
    by_position = start is not None and words[start].first and start == body.head and word.text[1:].islower()
    if entry.unit and start is None:
        start = body.head
        while start and words[start - 1].lemma == "пограничный" and words[start - 1].agreeing:
            start -= 1
    if start is not None and not (by_position and not (entry.alone or entry.unit)):
        body.start, body.end = start, close + 1
        body.rule = "organization.class_and_quotes"
    else:
        body.start, body.end = opening + 1, close
        body.rule = "organization.quotes_after_class"
    body.core_end = body.end
    if body.end < len(words) and body.rule == "organization.class_and_quotes":
        body.chain = finder.walker.chain(body.end - 1, body.end, takes=frozenset())
        if body.chain.owners:
            body.end = body.chain.end
    return body

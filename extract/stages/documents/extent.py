"""How far the name of an instrument reaches: years, numbers, parties, titles, fields after its noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.document import Mention, Organization, Place
from extract.language.later import later
from extract.language.noun_chains import Chain, Owner
from extract.stages.documents.lexicon import DocumentHeadEntry
from extract.stages.documents.tails import cut_word, doing, tail

if TYPE_CHECKING:
    from extract.stages.documents.candidates import Finder, Name

QUOTE = '"'
#: prepositions that open a title
TITLE_PREPOSITIONS = frozenset(("о", "об", "по", "к", "против", "между"))
_YEAR = later(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
#: years without a day or month; halves and quarters of them
_BARE_YEARS = later(
    r"(?:(?:(?:перв|втор|трет|четверт)\w+|[IV]{1,3}|\d)[\s-]+(?:полугоди|квартал|половин)\w*)?"
    r"[\s\d/–-]*(?:г\.?|гг\.?|год\w*|\.)*[\s\d–-]*(?:год\w*|гг?\.?)?"
)
_CENTURY = later(r"[IVXХ]{1,5}")
_NUMBER = later(r"[A-ZА-Я]{0,5}/?\d[\d/.-]*(?:-?[A-ZА-Яа-я]{1,4})?")
#: what stands after a number sign: `3-ФЗ`, `УП-73`
_SERIAL = later(r"(?:[A-ZА-Я]{1,4}-)?\d.*")
_JOINT = frozenset(("взаимодействие", "сотрудничество", "взаимопонимание", "партнерство"))
_HELP = frozenset(("помощь", "содействие", "поддержка", "участие", "взаимопомощь"))
#: `присоединение X к Союзу`: the noun that each preposition needs
_JOINED = {"к": "присоединение", "ко": "присоединение", "в": "вступление", "во": "вступление"}
_PAIR = 2
_MADE_WITH = frozenset(("соглашение", "договор", "меморандум", "протокол", "контракт"))
#: instruments that several bodies have together
_RUN_BY_SEVERAL = frozenset(("программа", "план", "стратегия", "проект", "карта"))
#: `на двухлетний период`
_LASTS = later(r"(?:дв|тр|четыр|пят|сем|десят|одно|полу)\w*(?:лет|год|месяч)\w*")
#: nouns of the field that an instrument is for, after `в`
_FIELDS = frozenset(
    (
        "область",
        "сфера",
        "борьба",
        "укрепление",
        "обеспечение",
        "противодействие",
        "дело",
        "предупреждение",
        "вопрос",
        "цель",
        "охрана",
        "защита",
        "развитие",
        "использование",
        "освоение",
        "ликвидация",
        "предотвращение",
        "расследование",
        "пресечение",
        "подготовка",
    )
)
#: `между двумя ведомствами`
_COUNTS = frozenset(("двумя", "тремя", "четырьмя", "обеими", "нашими"))
_OF_SO_MANY = frozenset(("двух", "трех", "четырех", "обеих", "обоих"))
_STATES = frozenset(("стран", "государств", "сторон"))
_MEMBERS = frozenset(("участниками", "членами", "участницами"))
#: participles that stand for people in titles
_PEOPLE_CALLED = frozenset(
    (
        "осужденных",
        "задержанных",
        "подозреваемых",
        "обвиняемых",
        "пострадавших",
        "разыскиваемых",
        "заключенных",
        "несовершеннолетних",
        "малолетних",
        "военнослужащих",
        "военнопленных",
        "погибших",
        "раненых",
        "больных",
        "безработных",
    )
)
#: `план на следующий год`
_NEXT = frozenset(
    (
        "следующий",
        "будущий",
        "предстоящий",
        "предстоять",
        "текущий",
        "очередной",
        "новый",
        "первый",
        "второй",
        "третий",
        "четвертый",
    )
)
_PERIODS = frozenset(("год", "период", "полугодие", "квартал"))


def extend(finder: Finder, name: Name, entry: DocumentHeadEntry) -> bool:
    """Move the end over all that belongs to the name; whether a title was among it."""
    words = finder.words
    titled = False
    left = {"о" if take == "об" else take for take in entry.takes if take != "между"}
    if entry.after and name.end < len(words) and words[name.end].lemma == entry.after:
        name.end += 1
    while name.end < len(words) and words[name.end].sentence == words[name.head].sentence:
        index = name.end
        number = _number(finder, index, entry)
        years = years_at(finder, index, reported=name.lemma == "отчет")
        quoted = quotation_end(finder, index) if entry.quoted else None
        parties = _parties(finder, index)
        pronoun = _pronoun(finder, index) if name.end == name.head + 1 else None
        placed = _place_beforeyears_at(finder, index)
        whom = _for_whom(finder, name, index)
        century = _century(finder, index) if titled else None
        there = _opened_somewhere(finder, index) if titled else None
        capital = words[name.start].capital or words[name.head].capital
        lasting = _lasting(finder, index, capital=capital)
        if lasting is None and capital and name.lemma == "план":
            lasting = period_end(finder, index)
        partner = (
            _with_whom(finder, name, index)
            or _partner(finder, name, index)
            or _accession(finder, name, index)
            or _second_issuer(finder, name, index)
        )
        field_end = _field(finder, index) if titled or name.issuer is not None else None
        if titled and field_end is None:
            field_end = tail(finder, index, name.head)
        whole = finder.walker.owners.get(index) if name.lemma == "подпрограмма" else None
        if whole is not None and not isinstance(whole.value, Mention):
            # `подпрограммы 1 «...» Программы ООН`
            name.end = whole.end
        elif number is not None:
            name.end = number
        elif years is not None:
            name.untimed = index if words[index].low == "на" else None
            name.end = years[0]
            name.years += years[1]
        elif (gloss := gloss_end(finder, name, index)) is not None:
            name.end = gloss
        elif placed is not None:
            name.owned.update(range(index, placed))
            name.end = placed
        elif whom is not None:
            name.owned.update(range(index, whom))
            name.end = whom
            titled = True
        elif titled and words[index].low in _PEOPLE_CALLED:
            # `договор о передаче осуждённых`
            name.end = index + 1
        elif quoted is not None:
            name.end = quoted
            titled = True
        elif century is not None:
            name.end = century
        elif there is not None:
            name.end = there
        elif lasting is not None:
            name.end = lasting
        elif partner is not None:
            name.owned.update(range(index, partner))
            name.end = partner
            titled = True
        elif field_end is not None:
            name.end = field_end
        elif parties is not None:
            name.owned.update(range(index, parties))
            name.end = parties
            titled = True
            # `Меморандум о взаимопонимании между X и Y об обмене данными`
            left.add("о")
        elif pronoun is not None:
            name.end = pronoun
            titled = True
        else:
            last = name.end - 1 if index > name.head + 1 else name.head
            chain = finder.walker.chain(last, index, takes=frozenset(left))
            if chain.end <= index:
                break
            _take_issuer(finder, name, chain.owners)
            chain.end = _listed(finder, chain) or _both(finder, name, chain)
            for owner in chain.owners:
                if isinstance(owner.value, Mention):
                    name.owned.update(range(owner.start, owner.end))
            left -= chain.prepositions
            titled = titled or bool(chain.prepositions & {"о", "по", "к", "против", "в"}) or chain.phrases > 0
            name.end = chain.end
    name.end = cut_word(finder.words, name.end) if name.end > name.head + 1 else name.end
    rest = next((i for i in range(name.head + 2, name.end - 1) if _more(words[i].low, words[i + 1].lemma)), None)
    name.end = name.end if rest is None else rest
    return titled


def _more(conjunction: str, following: str) -> bool:
    """`(Договора о торговле) и ряда программ`: no longer the name."""
    return conjunction == "и" and following == "ряд"


def gloss_end(finder: Finder, name: Name, index: int) -> int | None:
    """`(план мероприятий) («дорожную карту»)`: the index after what a plan is also called."""
    if name.lemma not in {"план", "программа", "комплекс"} or finder.words[index].text != "(":
        return None
    words = finder.words[index : index + 6]
    close = next((at for at, word in enumerate(words) if word.text == ")"), None)
    glossed = close is not None and any(word.lemma == "карта" for word in words[:close])
    return index + close + 1 if close is not None and glossed else None


def _second_issuer(finder: Finder, name: Name, index: int) -> int | None:
    """`(Программа УНП ООН) и Всемирной таможенной организации (по контролю)`: the end of the other who runs it."""
    words = finder.words
    if name.lemma not in _RUN_BY_SEVERAL or words[index].low not in {"и", "-"}:
        return None
    owners = finder.walker.owners
    own = next((owners[at] for at in range(name.head + 1, index) if at in owners and owners[at].end == index), None)
    second = owners.get(index + 1)
    first = getattr(own.value, "entity", None) if own is not None else None
    if second is None or not isinstance(first, Organization) or (first is not name.issuer and first.country):
        return None
    body = isinstance(getattr(second.value, "entity", None), Organization)
    return (
        second.end
        if body and (words[second.start].abbreviation or words[second.start].case in {"gent", None})
        else None
    )


def _both(finder: Finder, name: Name, chain: Chain) -> int:
    """`План сотрудничества X и Y на 2026 год`, `Программа сотрудничества X – Y`: the end of the second party."""
    words = finder.words
    end = chain.end
    owner = next((o for o in chain.owners if o.end == end), None)
    if owner is None or end + 1 >= len(words) or words[end].low not in {"и", "-"}:
        return end
    joint = any(words[i].lemma in _JOINT for i in range(name.head + 1, owner.start))
    second = finder.walker.owners.get(end + 1)
    if not joint or second is None or words[end].sentence != words[name.head].sentence:
        return end
    name.owned.update(range(end, second.end))
    return second.end


def _listed(finder: Finder, chain: Chain) -> int | None:
    """`Договор о точке стыка границ X, Y и Z`: the end of the last of three owners or more."""
    words = finder.words
    owner = next((o for o in chain.owners if o.end == chain.end), None)
    end, found = chain.end, 1
    while owner is not None and end + 1 < len(words) and words[end].low in {",", "и"}:
        last = words[end].low == "и"
        owner = finder.walker.owners.get(end + 1)
        # `руководствуясь целями Устава, Договора и Хартии`: papers are no owners
        if owner is None or not isinstance(owner.value, Mention) or words[owner.start].case not in {"gent", None}:
            return None
        end, found = owner.end, found + 1
        if last:
            return end if found > _PAIR else None
    return None


def _accession(finder: Finder, name: Name, index: int) -> int | None:
    """`(план по присоединению X) к Союзу`, `(программа вступления X) в организацию`: the end of what is joined."""
    words = finder.words
    joined = _JOINED.get(words[index].low)
    if joined is None or not any(words[i].lemma == joined for i in range(name.head + 1, index)):
        return None
    owner = finder.walker.owners.get(index + 1)
    return owner.end if owner is not None else None


def _for_whom(finder: Finder, name: Name, index: int) -> int | None:
    """`Программа X для государств Центральной Азии`: the end of whom a programme is for."""
    if name.lemma not in {"программа", "стратегия", "план"} or finder.words[index].low != "для":
        return None
    if name.issuer is None and not finder.words[name.start].capital:
        return None
    owner = finder.walker.owners.get(index + 1)
    if owner is not None:
        return owner.end
    phrase = finder.walker.phrase(index + 1, "gent")
    if phrase is None or phrase.end <= index + 1:
        return None
    end = finder.walker.chain(phrase.noun, phrase.end, takes=frozenset({"gent"})).end
    return end if finder.walker.owners.get(index + 2) or years_at(finder, end) is not None else None


def _take_issuer(finder: Finder, name: Name, owners: list[Owner]) -> None:
    """The first owner that stands before the title."""
    for owner in owners:
        if name.issuer is None and isinstance(owner.value, Mention):
            before = {finder.words[i].low for i in range(name.head + 1, owner.start)}
            if not before & TITLE_PREPOSITIONS and isinstance(owner.value.entity, (Organization, Place)):
                name.issuer = owner.value.entity
        return


def years_at(finder: Finder, index: int, *, reported: bool = False) -> tuple[int, list[str]] | None:
    """Years or a date that belong to the name: `1961 года`, `на 2021-2025 годы`, `до 2030 года`, `от 5 мая`."""
    words = finder.words
    if index >= len(words):
        return None
    start = index
    low = words[index].low
    if low in {"на", "до", "от"} or (low == "за" and reported):
        start += 1
        if low == "на" and start < len(words) and words[start].low == "период":
            start += 1
            if start < len(words) and words[start].low in {"до", "с"}:
                start += 1
    elif low == "(":
        start += 1
    end = finder.date_at.get(start)
    if end is None:
        return None
    text = finder.copy[words[start].start : words[end - 1].end]
    years = _YEAR.findall(text)
    if not years:
        return None
    bare = _BARE_YEARS.fullmatch(text) is not None
    if low == "от":
        return end, [years[-1]]
    if not bare:
        return None
    if low == "(":
        return (end + 1, years) if end < len(words) and words[end].text == ")" else None
    return end, ["-".join(dict.fromkeys(years))]


def _century(finder: Finder, index: int) -> int | None:
    """`(в целях развития) в XXI веке`: the index after a century at the end of a title."""
    words = finder.words
    if index + 2 >= len(words) or words[index].low not in {"в", "во"} or words[index + 2].lemma != "век":
        return None
    return index + 3 if _CENTURY.fullmatch(words[index + 1].text) else None


def _opened_somewhere(finder: Finder, index: int) -> int | None:
    """`(соглашение об открытии) в Москве представительства`, `(о применении) в Союзе пломб`: what is done there."""
    words = finder.words
    if words[index].low not in {"в", "во", "на"} or not words[index - 1].low.endswith(("нии", "тии", "стве")):
        return None
    if (day := finder.date_at.get(index + 1)) is not None:
        return _held_then(finder, day)
    place = finder.walker.owners.get(index + 1)
    there = place.value.entity if place is not None and isinstance(place.value, Mention) else None
    if place is None or not (isinstance(there, Place) or (isinstance(there, Organization) and there.country is None)):
        return None
    owner = finder.walker.owners.get(place.end)
    phrase = finder.walker.phrase(place.end, "gent")
    if owner is not None and not isinstance(getattr(owner.value, "entity", None), Place):
        return owner.end
    if phrase is None:
        return None
    return finder.walker.chain(phrase.noun, phrase.end, takes=frozenset({"gent", "по", "для"})).end


def _held_then(finder: Finder, index: int) -> int | None:
    """`(решение о проведении в 2027 году) сборов спасателей в Оше`: what is held then, and where."""
    words = finder.words
    phrase = finder.walker.phrase(index, "gent")
    if phrase is None:
        return None
    end = finder.walker.chain(phrase.noun, phrase.end, takes=frozenset({"gent", "по", "для"})).end
    place = finder.walker.owners.get(end + 1) if end < len(words) and words[end].low in {"в", "во"} else None
    there = place.value.entity if place is not None and isinstance(place.value, Mention) else None
    return place.end if place is not None and isinstance(there, Place) else end


def _lasting(finder: Finder, index: int, *, capital: bool) -> int | None:
    """`(план) на двухлетний период`, `на трёхлетнюю перспективу`, `на ближайшие три года`."""
    words = finder.words
    if index + 3 < len(words) and words[index].low == "на" and words[index + 3].low in {"года", "лет"}:
        soon = words[index + 1].lemma in _NEXT or words[index + 1].low == "ближайшие"
        counted = soon and words[index + 2].pos == "NUM"
        # a name with a capital is whole without them
        return index + 4 if counted and not capital else None
    if index + 3 < len(words) and words[index].low == "на" and words[index + 1].lemma in _NEXT:
        index += 1
    elif words[index].low != "на":
        return None
    if index + 2 >= len(words) or not _LASTS.match(words[index + 1].low):
        return None
    return index + 3 if words[index + 2].lemma in {"период", "срок", "перспектива"} else None


def period_end(finder: Finder, index: int) -> int | None:
    """`на следующий год`, `на второе полугодие`: the index after it."""
    words = finder.words
    if index + 2 >= len(words) or words[index].low != "на" or words[index + 1].lemma not in _NEXT:
        return None
    return index + 3 if words[index + 2].lemma in _PERIODS else None


def _partner(finder: Finder, name: Name, index: int) -> int | None:
    """`(план взаимодействия Министерства) с Офисом X`: the end of the other party."""
    words = finder.words
    if words[index].low not in {"с", "со"}:
        return None
    joint = any(words[i].lemma in _JOINT for i in range(name.head + 1, index))
    # `договор о государственной границе с Таджикистаном`
    joint = joint or words[index - 1].lemma == "граница"
    owner = finder.walker.owners.get(index + 1)
    return owner.end if joint and owner is not None else None


def _with_whom(finder: Finder, name: Name, index: int) -> int | None:
    """`соглашение с Узбекистаном (о реадмиссии)`: the end of the other party, if what it is about follows."""
    words = finder.words
    if name.lemma not in _MADE_WITH or index != name.head + 1 or words[index].low not in {"с", "со"}:
        return None
    owner = finder.walker.owners.get(index + 1)
    told = owner is not None and owner.end + 1 < len(words) and words[owner.end].low in {"о", "об"}
    return owner.end if owner is not None and told else None


def _place_beforeyears_at(finder: Finder, index: int) -> int | None:
    """`(план) в Республике Казахстан (на 2023-2025 годы)`: the years prove that the place is within the name."""
    owner = finder.walker.owners.get(index + 1) if finder.words[index].low in {"в", "во"} else None
    if owner is None or owner.end >= len(finder.words):
        return None
    return owner.end if years_at(finder, owner.end) is not None else None


def _number(finder: Finder, index: int, entry: DocumentHeadEntry) -> int | None:
    """`№ 3-ФЗ`, `2396 (2017)`, `60/178`."""
    words = finder.words
    if words[index].text in {"№", "N"} and index + 1 < len(words) and _SERIAL.fullmatch(words[index + 1].text):
        return index + 2
    if entry.number and _NUMBER.fullmatch(words[index].text) and index not in finder.date_at:
        end = index + 1
        while end + 1 < len(words) and words[end].text == "/" and words[end + 1].text.isdigit():
            end += 2
        if end + 2 < len(words) and words[end].text == "(" and _YEAR.fullmatch(words[end + 1].text):
            return end + 3
        return end
    return None


def quotation_end(finder: Finder, index: int) -> int | None:
    """The index after a title in quotes that opens at `index`."""
    words = finder.words
    if index + 2 >= len(words) or words[index].text != QUOTE or not words[index + 1].text[:1].isupper():
        return None
    depth = 1
    for end in range(index + 1, min(index + 45, len(words))):
        if words[end].sentence != words[index].sentence:
            return None
        if words[end].text != QUOTE:
            continue
        source = finder.source[words[end].start]
        depth += 1 if source in "«„" else -1
        if depth == 0:
            return end + 1
    return None


def _pronoun(finder: Finder, index: int) -> int | None:
    """`Положение о нём`: what the title is about stands before."""
    words = finder.words
    after = words[index + 1].low if index + 1 < len(words) else ""
    return index + 2 if words[index].low == "о" and after in {"нем", "ней", "них"} else None


def _parties(finder: Finder, index: int) -> int | None:
    """`между Правительством X и Правительством Y`."""
    words = finder.words
    if words[index].low != "между":
        return None
    end = index + 1
    found = 0
    while end < len(words):
        end += 1 if words[end].low in _COUNTS and end + 1 < len(words) else 0
        owner = finder.walker.owners.get(end)
        phrase = None if owner else finder.walker.phrase(end, "ablt")
        if owner is None and phrase is None and _of_several(finder, end + 1)[1] and words[end].abbreviation:
            # `между МИД двух стран`
            end, found = end + 3, 2
            break
        if owner is not None:
            end, counted = _of_several(finder, owner.end)
            found += counted
        elif phrase is not None:
            end = finder.walker.chain(phrase.noun, phrase.end, takes=frozenset({"gent", "по"})).end
            end = _members(finder, end)
        else:
            break
        found += 1
        if end + 1 < len(words) and words[end].low in {"и", ","} and found < 12:
            following = end + 1
            party = finder.walker.owners.get(following)
            # `между X и Y и План взаимодействия`: a paper is no party
            told = party is not None and isinstance(party.value, Mention)
            if told or (party is None and finder.walker.phrase(following, "ablt")):
                end = following
                continue
        break
    if found == 1 and end < len(words) and words[end].low in {"о", "об"} and words[end - 1].abbreviation:
        # `соглашение между МВД о розыске`
        return end
    # `между правительствами государств-участников` is several parties in one phrase
    several = found == 1 and index + 1 not in finder.walker.owners
    several = several and (words[index + 1].number == "plur" or words[index + 1].low in _COUNTS)
    return end if found >= 2 or several else None


def _of_several(finder: Finder, index: int) -> tuple[int, bool]:
    """`(между МИД) двух стран`: the index after whose bodies they are, and whether they are several."""
    words = finder.words
    counted = index + 1 < len(words) and words[index].low in _OF_SO_MANY and words[index + 1].low in _STATES
    return (index + 2, True) if counted else (index, False)


def _members(finder: Finder, index: int) -> int:
    """`(между государствами) - участниками СНГ`: the index after the body whose members they are."""
    words = finder.words
    if index + 2 < len(words) and words[index].text == "-" and words[index + 1].low in _MEMBERS:
        owner = finder.walker.owners.get(index + 2)
        return owner.end if owner is not None else index
    return index


def _field(finder: Finder, index: int) -> int | None:
    """`в области борьбы с терроризмом`, `в укреплении безопасности на границах`."""
    if finder.words[index].low not in {"в", "во"}:
        return None
    phrase = finder.walker.phrase(index + 1, "loct")
    if phrase is None or not (finder.words[phrase.noun].lemma in _FIELDS or _helped(finder, index, phrase.noun)):
        return None
    return finder.walker.chain(
        phrase.noun, phrase.end, takes=frozenset({"gent", "с", "по", "на"})
    ).end  # `на внешних границах`


def _helped(finder: Finder, index: int, noun: int) -> bool:
    """`(о взаимной помощи) в проведении проверок`: whether what is done follows a noun of doing it together."""
    words = finder.words
    return words[index - 1].lemma in _JOINT | _HELP and doing(words[noun].low)

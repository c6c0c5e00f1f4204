"""Where a place may be named: look-up in the gazetteer, patterns for regions, and spans of the neural tagger."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.language.later import later
from extract.language.morphology import inflect, parses
from extract.language.venues import is_venue
from extract.language.wrapped import wrapped_words
from extract.lexicons.given_names import given_names
from extract.lexicons.places import WORD, Gazetteer, key
from extract.stages.places.patterns import MONTH

#: how far a name may reach over a line break
_PARAGRAPH_BREAK = later(r"\n[ \t]*\n")
#: words that stay outside the span when written small: `республика Беларусь`
_CARRIERS = later(
    r"(?:^| )(?:республик|королевств|государств|княжеств|султанат|област|стран|город|остров)[а-я]*(?: |$)"
)


class Word(NamedTuple):
    """A word or sign of the match copy."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Candidate:
    """A span that may be a place. `numbers` are rows of the gazetteer; without any, `name` and `kind` are given."""

    start: int
    end: int
    rule: str
    key: str = ""
    numbers: Sequence[int] = ()
    name: str = ""
    kind: str = "other"
    #: number of the first word, for looking at the neighbours
    word: int = -1
    words: int = 1


class Words:
    """The words and signs of a match copy; of most nobody asks more than how they are spelled in lower case."""

    def __init__(self, copy: str) -> None:
        self._found = list(WORD.finditer(copy))
        #: all words, if a line end parts one: `Таджи-\\nкистан`
        self._joined: list[Word] = []
        wrapped = [word for word in wrapped_words(copy) if "-" not in word.form]
        if wrapped:
            words = [Word(*found.span(), found[0]) for found in self._found]
            for start, end, form in wrapped:
                first = bisect_left(words, start, key=lambda word: word.start)
                last = bisect_left(words, end, key=lambda word: word.start)
                words[first:last] = [Word(start, end, form)]
            self._joined = words
        self.lower = [word.text.lower() for word in self._joined] or [found[0].lower() for found in self._found]

    def __len__(self) -> int:
        return len(self.lower)

    def __getitem__(self, i: int) -> Word:
        return self._joined[i] if self._joined else Word(*self._found[i].span(), self._found[i][0])


def lexicon_candidates(copy: str, words: Words, gazetteer: Gazetteer) -> Iterator[list[Candidate]]:
    """For each word that may open a place: its readings, longest first."""
    lower = words.lower
    gazetteer.read(lower)
    openings = gazetteer.openings
    for i in [i for i, word in enumerate(lower) if word in openings]:
        word = words[i]
        text = word.text
        found: list[Candidate] = []
        capital = text[:1].isupper()
        longest = gazetteer.longest.get(lower[i], 0)
        if not capital and longest < 2:
            continue
        for length in range(min(longest, len(words) - i), 0, -1):
            key = " ".join(lower[i : i + length]) if length > 1 else lower[i]
            numbers = gazetteer.numbers(key)
            if not numbers:
                continue
            last = words[i + length - 1]
            if not capital and (length == 1 or not last.text[:1].isupper() or _CARRIERS.search(key)):
                continue
            if length > 1 and _PARAGRAPH_BREAK.search(copy, word.start, last.end):
                continue
            found.append(Candidate(word.start, last.end, "place.lexicon", key, numbers, word=i, words=length))
        if capital and text in gazetteer.abbreviations:
            found = [candidate for candidate in found if candidate.words > 1]
            numbers = gazetteer.abbreviations[text]
            found.append(Candidate(word.start, word.end, "place.abbreviation", text, numbers, word=i))
        elif capital and text in gazetteer.weak:
            numbers = gazetteer.weak[text]
            found.append(Candidate(word.start, word.end, "place.abbreviation_in_context", text, numbers, word=i))
        if found:
            yield found


_ADJECTIVE = r"[А-Я][а-я]+(?:-[А-Яа-я][а-я]+)*(?:ск|цк)"
_SINGULAR = r"(?:ая|ой|ую|ий|ого|ому|им|ом|ое)"
_MIDDLE = r"(?:(?:автономн|федеральн|городск|муниципальн|административн|сельск)[а-я]+\s+)?"
_UNIT = (
    r"(?P<unit>област(?:ь|и|ью)|обл\.|кра(?:й|я|ю|ем|е)|район(?:|а|у|ом|е)|округ(?:|а|у|ом|е)|губерни(?:я|и|ю|ей)"
    r"|провинци(?:я|и|ю|ей)|воеводств(?:о|а|у|ом|е)|велаят(?:|а|у|ом|е)|вилоят(?:|а|у|ом|е)|вилайет(?:|а|у|ом|е)"
    r"|долин(?:а|ы|е|у|ой)|кантон(?:|а|у|ом|е)|автономи(?:я|и|ю|ей)|уезд(?:|а|у|ом|е)|полуостров(?:|а|у|ом|е)|залив(?:|а|у|ом|е)"
    r"|пролив(?:|а|у|ом|е)|мор(?:е|я|ю|ем)|океан(?:|а|у|ом|е)|водохранилищ(?:е|а|у|ем)|ущель(?:е|я|ю|ем))"
)
_CLIPPED_UNITS = {"обл.": "область"}
#: what stands before is asked after the first letter: a text is searched for that letter twice as fast
REGION = later(
    rf"(?=[А-Я](?<![\w-].))(?P<adjective>{_ADJECTIVE}{_SINGULAR})\s+(?P<middle>{_MIDDLE}){_UNIT}(?![\w-])",
    needs="област|обл.|кра|район|округ|губерни|провинци|воеводств|велаят|вилоят|вилайет|долин|кантон|автономи|уезд|полуостров|залив|пролив|мор|океан|водохранилищ|ущель",
)
#: `Свердловской и Челябинской областей`: each adjective stands for a region of its own
REGIONS = later(
    rf"(?<![\w-])(?P<list>(?:{_ADJECTIVE}(?:ая|ой|ую|ий|ого|ому|им|ом)(?:,\s+|\s+и\s+)){{1,8}}{_ADJECTIVE}"
    r"(?:ая|ой|ую|ий|ого|ому|им|ом))\s+(?P<unit>област(?:и|ей|ям|ями|ях)|кра(?:я|ев|ям|ями|ях)|район(?:ы|ов|ам|ами|ах))(?![\w-])",
    needs="област|кра|район",
)
_GIVEN_BEFORE = later(r"(?<![\w-])([А-Я][а-я]+) $")
_LISTED = later(rf"{_ADJECTIVE}(?:ая|ой|ую|ий|ого|ому|им|ом)")
_WATER = later(r"залив|пролив|мор|океан|водохранилищ|ущель|полуостров")


def region_candidates(copy: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Regions that the gazetteer need not know: an adjective with a capital and a noun such as `область`, `район`."""
    for found in REGIONS.finditer(copy):
        unit = next((p.normal_form for p in parses(found["unit"])), found["unit"])
        listed = list(_LISTED.finditer(found["list"]))
        for adjective in listed:
            end = found.end() if adjective is listed[-1] else found.start() + adjective.end()
            candidate = _region(adjective[0], "", unit, found.start() + adjective.start(), end, gazetteer)
            if candidate:
                yield candidate
    for found in REGION.finditer(copy):
        told = _CLIPPED_UNITS.get(found["unit"], found["unit"])
        unit = next((p.normal_form for p in parses(told)), told)
        candidate = _region(found["adjective"], found["middle"], unit, found.start(), found.end(), gazetteer)
        if candidate:
            given = _GIVEN_BEFORE.search(copy, max(0, found.start() - 20), found.start())
            if given and not candidate.numbers and unit == "район" and given[1].lower() in given_names():
                # `Носир Хусравский район`: called after somebody
                candidate.start = given.start(1)
                candidate.name = f"{given[1]} {candidate.name}"
                candidate.key = f"{given[1].lower()} {candidate.key}"
            yield candidate


def _region(adjective: str, middle: str, unit: str, start: int, end: int, gazetteer: Gazetteer) -> Candidate | None:
    gender = next((p.tag.gender for p in parses(unit) if p.tag.POS == "NOUN" and "nomn" in p.tag), None)
    if gender is None:
        return None
    stem, dash, last = adjective.rpartition("-")
    parts = [stem + dash + (inflect(last, {"nomn", "sing", gender}, pos=("ADJF",)) or last)]
    for word in middle.split():
        parts.append(inflect(word, {"nomn", "sing", gender}, pos=("ADJF",)) or word)
    name = " ".join((*parts, unit))
    kind = "other" if _WATER.match(unit) else "region"
    key = " ".join(WORD.findall(name.lower().replace("ё", "е")))
    return Candidate(start, end, "place.region_pattern", key, gazetteer.numbers(key), name=name, kind=kind)


_AFTER_PREPOSITION = later(r"(?:в(?<![\w-]в)о?|из(?<![\w-]из))\s+(?P<name>[а-я]{4,}(?:-[а-я]+)?)(?![\w-])")
_TAG_LINE = later(
    r"^[ ]*(?:теги|тэги|метки|ключевые слова|tags|keywords)\s*:(?P<tags>[^\n]+)",
    re.I | re.M,
    needs="теги|тэги|метки|ключевые слова|tags|keywords",
)
_HASHTAG = later(r"#(?P<name>[а-яa-z]{4,})")
_TAG = later(r"[а-я]+(?:[ -][а-я]+)*")


def lower_case_candidates(copy: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Countries and capitals without capitals: after a preposition of place, in tags."""
    spans = [found.span("name") for found in _AFTER_PREPOSITION.finditer(copy)]
    spans += [found.span("name") for found in _HASHTAG.finditer(copy)]
    for line in _TAG_LINE.finditer(copy):
        spans += [tag.span() for tag in _TAG.finditer(copy, *line.span("tags"))]
    for start, end in spans:
        key = " ".join(WORD.findall(copy[start:end].lower()))
        numbers = [n for n in gazetteer.numbers(key) if _well_known(gazetteer, n)]
        if numbers and not gazetteer.is_common(key) and not gazetteer.is_personal(key):
            yield Candidate(start, end, "place.lower_case", key, numbers)


def _well_known(gazetteer: Gazetteer, number: int) -> bool:
    row = gazetteer.row(number)
    return row.kind in {"country", "macro_region"} or row.population >= 1_000_000


_ADDRESS = later(
    r"(?<![\w-])(?:(?:ул\.|улиц[аеу]|пр\.|пр-т|просп\.|проспект[е]?|пер\.|переулок|переулке|пл\.|площадь|бул\.|бульвар[е]?"
    r"|наб\.|набережная)\s*(?:[А-Я][а-я]+(?:-[А-Я][а-я]+)?|[А-Я]\.)(?:\s?[А-Я][а-я]+)?|[А-Я][а-я]+(?:ая|ий|ой)\s+(?:ул\.|улица"
    r"|проспект|площадь|переулок|бульвар|набережная)),?\s*(?:д\.|дом)?"
    r"\s?\d{1,4}(?:/\d+|[- ]?[А-Я](?![а-я]))?(?![\w/]|\.\d)"
)

#: one of these is in every address
_STREETS = (
    "ул.", "улиц", "пр.", "пр-т", "просп", "пер.", "переул", "пл.", "площад", "бул.", "бульвар", "наб.", "набережн",
)  # fmt: skip


def address_candidates(copy: str) -> Iterator[Candidate]:
    """A street with a house number: `ул. Тверская, д. 5`."""
    if not any(word in copy for word in _STREETS):
        return
    for found in _ADDRESS.finditer(copy):
        yield Candidate(found.start(), found.end(), "place.address", name=" ".join(found[0].split()))


_SITE_HEAD = (
    r"(?:[Пп]олигон|[Аа]эропорт|аэродром|космодром|авиабаз|перевал|водохранилищ|урочищ|ущель|погранпост|погранзастав"
    r"|пограничн[а-я]+ застав|пограничн[а-я]+ пост|таможенн[а-я]+ пост|пункт[а-я]* пропуска"
    r"|пограничн[а-я]+ переход|погранпереход|автопереход"
    r"|учебн[а-я]+ пол|учебно-тренировочн[а-я]+ комплекс|мемориальн[а-я]+ комплекс|мемориал|заповедник"
    r"|нацпарк|(?:мобильн|передвижн|совместн|контрольн|объединенн)[а-я]+ пост)[а-я]{0,4}|КПП|[Мм]ост(?:а|у|ом|е|ы)?"
    r"|(?:[Нн]а|через) (?:посту|пост|участке|участок|заставе|заставу)"
    r"|BLO|[Оо]фис[а-я]* пограничного (?:взаимодействия|сотрудничества)"
    # whole forms: `поставки «Север»`, `комплексная`
    r"|(?:(?:контрольно-)?пропускн[а-я]+ )?пункт(?:|а|у|ом|е|ы|ов|ах)|пост(?:|а|ом|ы|ов|ах|ами)|комплекс(?:|а|у|ом|е)"
    r"|музе(?:й|я|ю|ем|е)|лагер(?:ь|я|ю|ем|е)|(?:[Гг]ос)?резиденци(?:я|и|ю|ей)"
)
_SITE_NAME = r"\"[А-ЯA-Z][^\"\n]{1,40}\""
#: `на полигоне «Харбмайдон»`, `пункты пропуска «Хайратон» и «Шерхан-Бандар»`
_SITES = later(
    rf"(?<![\w-])(?:{_SITE_HEAD})(?:\s+[а-я]{{3,20}}){{0,3}}\s+(?:-\s+)?(?P<names>{_SITE_NAME}(?:(?:,\s+|\s+и\s+|\s+-\s+){_SITE_NAME}){{0,8}})",
    needs='"',
)
_SITE_NAMES = later(r"\"([^\"\n]+)\"")
#: `the Marshal Baghramyan training ground`
_ENGLISH_SITES = later(
    r"(?<![\w-])International (?:Airport|Seaport|Sea Port) of [A-Z][\w'-]+"
    r"|(?<![\w-])(?!International (?:Air|Sea))(?:(?!The |At |In )[A-Z][\w'-]+ ){1,4}(?:training ground"
    r"|training range|firing range|reservoir|mountain pass|airfield|air base|Airport|Seaport|International Sea Port)"
    r"(?!\w)",
    needs="training|firing|reservoir|mountain|airport|seaport|sea port|airfield|air base",
)


def site_candidates(copy: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Sites with a name of their own: training grounds, border posts, airports; the Russian noun stays outside."""
    for found in _SITES.finditer(copy):
        for name in _SITE_NAMES.finditer(copy, *found.span("names")):
            form = key(name[1])
            doubtful = gazetteer.is_common(form) or gazetteer.is_personal(form)
            # a crossing has the name of its town
            numbers = [] if doubtful else list(gazetteer.numbers(form))
            yield Candidate(*name.span(1), "place.site", form, numbers, name=" ".join(name[1].split()))
    for found in _ENGLISH_SITES.finditer(copy):
        port = "port" in found[0] or "Port" in found[0]
        rule = "place.port" if port else "place.site"
        yield Candidate(found.start(), found.end(), rule, name=" ".join(found[0].split()))


#: `во Дворце нации`, `в Таврическом дворце`
_PALACE = later(
    r"(?<!\w)[Вв]о?\s+(?P<name>(?P<which>[А-Я][а-я]{3,}(?:ск|н|ов|ин))ом\s+дворце(?!\s+[А-Яа-я]+ов\b)"
    r"|[Дд]ворце\s+(?P<whose>[Нн]ации|[Нн]езависимости|[Рр]еспублики|[Кк]онгрессов|[Фф]орумов|[Дд]ружбы|[Мм]ира|[Нн]аций))(?!\w)",
    needs="ворце",
)


def palace_candidates(copy: str) -> Iterator[Candidate]:
    """Palaces in which something is held."""
    for found in _PALACE.finditer(copy):
        which = found["which"]
        if which:
            name = f"{which}{'ий' if which.endswith('ск') else 'ый'} дворец"
        else:
            name = f"Дворец {found['whose']}"
        yield Candidate(*found.span("name"), "place.palace", name=name)


_SEAT = later(
    r"(?<!\w)(?:[Вв]|у|возле|около|близ|вокруг|перед)\s+"
    r"(?P<name>(?:Московск(?:ом|ого|им)\s+)?Кремл(?:е|я|ем)|Бел(?:ом|ого|ым) дом(?:е|а|ом))(?!\w)"
)


def seat_candidates(copy: str) -> Iterator[Candidate]:
    """Seats of power where something happens: `переговоры в Кремле`."""
    if "Кремл" not in copy and " дом" not in copy:
        return
    for found in _SEAT.finditer(copy):
        if is_venue(copy, *found.span("name")):
            name = "Белый дом" if found["name"].startswith("Бел") else "Кремль"
            yield Candidate(*found.span("name"), "place.seat", name=name)


_CALLED_NAME = r"[А-Я][а-я]+(?:-[А-Яа-я][а-я]+)*(?: [а-я]{3,7}(?= и |, [А-Я]))?"
#: `с. Чон-Таш`, `в сёлах Ак-Булак и Сары жол`, `по течению р. Кугарт`, `на перевале Кызарт`, `айыл аймак Ленин`
_CALLED = later(
    r"(?<![\w.-])(?:"
    r"(?P<clipped>с|пос|дер|кишл|р|оз|ур)\.\s?|"
    r"(?P<many>сел(?:а|ах|ами|ам)|деревн(?:и|ях|ями|ям)|кишлак(?:и|ах|ами|ам)|поселк(?:и|ах|ами|ам)|аул(?:ы|ах|ами|ам)"
    r"|перевал(?:ы|ах|ами|ам)) |"
    r"(?P<one>сел(?:о|а|у|ом|е)|кишлак(?:|а|у|ом|е)|аул(?:|а|у|ом|е)|рек(?:а|и|е|у|ой)|озер(?:о|а|у|ом|е)"
    r"|перевал(?:|а|у|ом|е)|ущель(?:е|я|ю|ем)|урочищ(?:е|а|у|ем)|джамоат(?:|а|у|ом|е)"
    r"|резиденци(?:я|и|ю|ей)"
    r"|айыл(?:ьн[а-я]+|ного|ный|ном)? (?:аймак|округ)(?:|а|у|ом|е)|сельск(?:ий|ого|ому|им|ом) округ(?:|а|у|ом|е)) "
    rf")(?P<names>{_CALLED_NAME}(?:(?:, | и ){_CALLED_NAME}){{0,6}})(?! [А-Я]\.)",
    needs="с.|пос.|дер.|кишл.|р.|оз.|ур.|сел|деревн|кишлак|поселк|аул|перевал|рек|озер|ущель|урочищ|джамоат|айыл|округ|резиденц",
)
_EACH_CALLED = later(_CALLED_NAME)
_WATERS = later(r"(?:р$|оз$|ур$|рек|озер|перевал|ущель|урочищ|резиденц)")


def called_candidates(copy: str) -> Iterator[Candidate]:
    """Names right after what kind of place it is, which the tagger misses or takes for a person's."""
    for found in _CALLED.finditer(copy):
        kind = found["clipped"] or found["many"] or found["one"]
        several = found["many"] is not None
        for name in _EACH_CALLED.finditer(copy, *found.span("names")):
            if len(name[0]) < 3:
                continue
            if kind.startswith("резиденц") and any(p.is_known for p in parses(name[0].lower())):
                # `в резиденции Президента`
                break
            if name[0].rpartition(" ")[0] and any(p.is_known for p in parses(name[0].rpartition(" ")[2])):
                # `в сёлах Бирлик района и Ордабек`
                break
            yield Candidate(
                *name.span(),
                "place.called",
                name=name[0],
                kind="other" if _WATERS.match(kind) else "region" if "округ" in kind or "аймак" in kind else "city",
            )
            if not several:
                break


_TOWN = r"[А-ЯЁ](?:[а-яё]{3,}|[А-ЯЁ]{3,})(?:-(?:[а-яё]{2,}|[А-ЯЁ]{2,}))*"
_DAY = rf"\d{{1,2}}(?:[-–]\d{{1,2}})?\s{MONTH}"
#: `(Бустон, 17 мая 2025 года)`, `ТАМЧЫ, 3 марта. /КАБАР/`, `г. Бустон    3 марта 2024 года`, `в г. Бустон`
_WITH_DAY = later(
    rf"^[ \t*]*(?:\((?:г\.\s?)?(?P<bracket>{_TOWN}),\s{_DAY}|(?P<line>{_TOWN}),\s{_DAY})"
    rf"|(?<![\w.])(?<!\d\s)г\.\s?(?P<town>{_TOWN})(?!\.|\s[А-ЯЁ]\.)",
    re.MULTILINE,
)


def town_candidates(copy: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Towns that no gazetteer has, by where they stand: at the head of a page with its day, or after `г.`."""
    for found in _WITH_DAY.finditer(copy):
        group = found.lastgroup or "town"
        name = found[group]
        low = name.lower()
        if gazetteer.numbers(low) or any(p.is_known and "Geox" not in p.tag for p in parses(low)):
            continue
        yield Candidate(*found.span(group), "place.town", name=name.title() if name.isupper() else name, kind="city")


_DATELINE = later(r"^(?P<name>[А-Я]{4,}(?:-[А-Я]+)?)[,.]?\s+(?:\d{1,2}[ ./-])", re.MULTILINE)
_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def misspelt_datelines(copy: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """A dateline one letter away from exactly one large city: `ДУШАБНЕ, 3 фев`."""
    for found in _DATELINE.finditer(copy):
        name = found["name"].lower()
        if gazetteer.numbers(name) or any(p.is_known for p in parses(name)):
            continue
        numbers = {n for form in _edits(name) for n in gazetteer.numbers(form) if _well_known(gazetteer, n)}
        if len(numbers) == 1:
            yield Candidate(*found.span("name"), "place.misspelt_dateline", name, list(numbers))


def _edits(word: str) -> Iterator[str]:
    """Every word one swap, loss, gain or change of a letter away."""
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
        if i + 1 < len(word):
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        for letter in _ALPHABET:
            yield word[:i] + letter + word[i + 1 :]
            yield word[:i] + letter + word[i:]

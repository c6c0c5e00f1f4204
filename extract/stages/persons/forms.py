"""Case forms of names: every way to read a word as a given name, patronymic or surname, and the best reading of a
whole name in which case and gender of all its parts agree.

The dictionary guesses at foreign names, so surnames are read by paradigm: an ending, the nominative it implies, the
gender and the cases it can stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple, TypeAlias

from extract.language.later import later
from extract.language.morphology import dictionary_entries, inflected, match_case, parses
from extract.stages.persons.lexicons import Gender, Lexicons

Role = Literal["given", "patronymic", "surname", "asian_surname", "chinese", "korean", "fixed"]
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
ALL = frozenset(CASES)
_PYMORPHY_CASE = {
    "nomn": "Nom", "gent": "Gen", "gen2": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc",
    "loc2": "Loc",
}  # fmt: skip
_BOTH: tuple[Gender, Gender] = ("Masc", "Fem")
_AGREEMENTS = tuple((gender, case) for gender in _BOTH for case in CASES)


class Form(NamedTuple):
    """One reading of a word: its nominative (lower case), gender, cases, and how likely the reading is by itself."""

    nominative: str
    gender: Gender
    cases: frozenset[str]
    weight: float


class Reading(NamedTuple):
    """A reading of a whole name: nominative words, gender, case, score."""

    words: tuple[str, ...]
    gender: Gender
    case: str
    score: float


@dataclass(frozen=True, slots=True)
class _Paradigm:
    """Endings that replace the last `cut` letters of a nominative that matches `pattern`."""

    name: str
    pattern: re.Pattern[str]
    gender: Gender
    nominative: str
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    weight: float


def _paradigm(name: str, pattern: str, gender: Gender, endings: str, weight: float) -> _Paradigm:
    """`endings`: nominative, genitive, dative, accusative, instrumental, locative; alternatives by `|`, `0` empty."""
    table: dict[str, list[str]] = {}
    rows = endings.split()
    for case, row in zip(CASES, rows):
        for ending in row.replace("0", "").split("|"):
            table.setdefault(ending, []).append(case)
    nominative = rows[0].replace("0", "")
    return _Paradigm(
        name,
        re.compile(pattern),
        gender,
        nominative,
        tuple((ending, tuple(cases)) for ending, cases in table.items()),
        weight,
    )


_CONSONANT = "бвгджзклмнпрстфхцчшщ"
_PARADIGMS = (
    _paradigm("possessive", r"..(?:ов|ев)$", "Masc", "0 а у а ым е", 3.2),
    _paradigm("possessive_in", r"..(?:ин|ын)$", "Masc", "0 а у а ым е", 2.8),
    _paradigm("possessive_female", r"..(?:ова|ева)$", "Fem", "а ой у|ой у ой|ою ой", 3.0),
    _paradigm("possessive_female", r"..(?:ова|ева)$", "Fem", "а ой ой у ой|ою ой", 3.2),
    _paradigm("possessive_in_female", r"..(?:ина|ына)$", "Fem", "а ой ой у ой|ою ой", 2.6),
    _paradigm("adjective", r".[сц]к(?:ий|ой)$", "Masc", "ий ого ому ого им ом", 3.2),
    _paradigm("adjective_stressed", r".[сц]кой$", "Masc", "ой ого ому ого им ом", 1.5),
    _paradigm("adjective_female", r".[сц]кая$", "Fem", "ая ой ой ую ой ой", 3.2),
    _paradigm("adjective_velar", r".[^сц][гкх]ий$", "Masc", "ий ого ому ого им ом", 1.8),
    _paradigm("adjective_hard", r"..ый$", "Masc", "ый ого ому ого ым ом", 1.6),
    _paradigm("adjective_oy", r"..ой$", "Masc", "ой ого ому ого ым ом", 1.4),
    _paradigm("adjective_soft", r"..ий$", "Masc", "ий его ему его им ем", 1.0),
    _paradigm("adjective_hard_female", r"..[^сц].ая$", "Fem", "ая ой ой ую ой ой", 1.8),
    _paradigm("consonant", rf"[^\W_][{_CONSONANT}]$", "Masc", "0 а у а ом|ем е", 2.4),
    _paradigm("soft", r"..ь$", "Masc", "ь я ю я ем е", 2.2),
    _paradigm("yod", r".[аеиоуыэюя]й$", "Masc", "й я ю я ем е|и", 2.2),
    _paradigm("fleeting", r"..ец$", "Masc", "ец ца цу ца цом|цем це", 0.9),
    _paradigm("fleeting_after_l", r"..лец$", "Masc", "ец ьца ьцу ьца ьцом|ьцем ьце", 1.2),
    _paradigm("a_male", r"..а$", "Masc", "а ы|и е у ой|ою|ей е", 1.7),
    _paradigm("a_female", r"..а$", "Fem", "а ы|и е у ой|ою|ей е", 1.7),
    _paradigm("ya_male", r"..[^и]я$", "Masc", "я и е ю ей е", 1.3),
    _paradigm("ya_female", r"..[^и]я$", "Fem", "я и е ю ей е", 1.3),
    _paradigm("iya_male", r"..ия$", "Masc", "я и и ю ей и", 1.6),
    _paradigm("iya_female", r"..ия$", "Fem", "я и и ю ей и", 1.6),
    _paradigm("soft_female", r"..ь$", "Fem", "ь и и ь ью и", 0.6),
)
#: number, paradigm, ending and its cases
_Ending: TypeAlias = tuple[int, _Paradigm, str, tuple[str, ...]]


def _by_ending() -> dict[str, list[_Ending]]:
    """What a word with each ending may be, numbered in the order of the paradigms."""
    found: dict[str, list[_Ending]] = {}
    endings = ((paradigm, ending, cases) for paradigm in _PARADIGMS for ending, cases in paradigm.endings)
    for number, (paradigm, ending, cases) in enumerate(endings):
        found.setdefault(ending, []).append((number, paradigm, ending, cases))
    return found


_ENDINGS = _by_ending()
_LONGEST_ENDING = max(map(len, _ENDINGS))
_OF_YAN = later(r"[а-я]{3}янц?а$")
#: given names that stay as they are before another: `с Абдул Саламом Ханафи`
_STAYS = frozenset({"абдул", "абд", "абу", "мир", "нур", "сайед", "сейид", "саид", "шах", "мухаммад", "мохаммад"})
_VOWEL_END = later(r"[оеиуюэы]$")
_NEVER_CHANGES = later(r"(?:[^\W_]{2}(?:ых|их)|.ко|швили|дзе|зода|зад[еэ]|оглу|оглы|кызы|гызы|уулу|.аго|.ово|.яго)$")
#: how what it finds ends
_UNCHANGED = (
    "ых", "их", "ко", "швили", "дзе", "зода", "заде", "задэ", "оглу", "оглы", "кызы", "гызы", "уулу", "аго", "ово",
    "яго",
)  # fmt: skip
_PATRONYMIC = (
    (re.compile(r"(.*[оеиь]?(?:ович|евич|ьич|мич|тич|нич|мыч|лич))(а|у|ем|е)?$"), "Masc", ""),
    (re.compile(r"(.*(?:овн|евн|ичн|инишн))(а|ы|е|у|ой|ою)$"), "Fem", "а"),
)
_PATRONYMIC_CASES = {
    ("Masc", ""): ("Nom",), ("Masc", "а"): ("Gen", "Acc"), ("Masc", "у"): ("Dat",), ("Masc", "ем"): ("Ins",),
    ("Masc", "е"): ("Loc",), ("Fem", "а"): ("Nom",), ("Fem", "ы"): ("Gen",), ("Fem", "е"): ("Dat", "Loc"),
    ("Fem", "у"): ("Acc",), ("Fem", "ой"): ("Ins",), ("Fem", "ою"): ("Ins",),
}  # fmt: skip

#: one syllable of Chinese in the usual Russian transcription (Palladius)
_SYLLABLE = (
    r"(?:(?:чж|цз|[бпмфдтнлгкхцсчшжв])?(?:уань|уан|уай|юань|янь|ань|энь|инь|унь|юнь|яо|ао|оу|ай|эй|уй|уэ|юй|юэ|юн|"
    r"ян|ан|эн|ин|ун)|(?:чж|цз|[бпмфдтнлгкхцсчшж])?(?:уа|[аиуюе])|(?:[кгхчшжсл]|чж|цз)?[оэы]|(?:цз|[хцс])?я|"
    r"[бпмф]о|[тднл]э|во|э|эр)"
)
_CHINESE = later(rf"{_SYLLABLE}{{1,2}}$")
_CHINESE_ENDINGS = (
    ("", "", CASES), ("а", "", ("Gen", "Acc")), ("у", "", ("Dat",)), ("ом", "", ("Ins",)), ("е", "", ("Loc",)),
    ("я", "ь", ("Gen", "Acc")), ("ю", "ь", ("Dat",)), ("ем", "ь", ("Ins",)), ("е", "ь", ("Loc",)),
    ("я", "й", ("Gen", "Acc")), ("ю", "й", ("Dat",)), ("ем", "й", ("Ins",)), ("е", "й", ("Loc",)),
)  # fmt: skip


def is_chinese_word(word: str) -> bool:
    """Whether the word, perhaps inflected, is made of Chinese syllables: `Юйчэном`, `Вэня`."""
    return any(True for _ in _chinese(word.lower()))


def _chinese(word: str) -> Iterable[Form]:
    for ending, nominative, cases in _CHINESE_ENDINGS:
        if not word.endswith(ending) or len(word) == len(ending):
            continue
        whole = word[: len(word) - len(ending)] + nominative
        if not _CHINESE.match(whole):
            continue
        if not ending:
            # a word that could decline and does not is a nominative; women's names and vowels never change
            yield Form(whole, "Masc", frozenset({"Nom"}) if whole[-1] in "нйрь" else ALL, 2.5)
            yield Form(whole, "Masc", ALL, 1.0)
            yield Form(whole, "Fem", ALL, 1.2)
        elif whole[-1] in "нйрь":
            yield Form(whole, "Masc", frozenset(cases), 3.0)


def _korean(word: str) -> Iterable[Form]:
    """The last word of a Korean or Vietnamese name declines like a noun; the others do not."""
    inflected = word[-1] in "ауе" and len(word) > 2 and word[-2] in _CONSONANT
    yield Form(word, "Masc", frozenset({"Nom"}) if word[-1] in _CONSONANT else ALL, 1.2 if inflected else 2.2)
    yield Form(word, "Masc", ALL, 1.0)
    yield Form(word, "Fem", ALL, 1.2)
    for ending, nominative, cases in _CHINESE_ENDINGS[1:9]:
        whole = word[: len(word) - len(ending)] + nominative
        hard = whole[-1:] in tuple(_CONSONANT) or whole.endswith(("ль", "нь"))
        if word.endswith(ending) and len(whole) > 1 and hard and (nominative or whole[-1] != "ь"):
            yield Form(whole, "Masc", frozenset(cases), 3.0)


@lru_cache(maxsize=16384)
def asian_surname(word: str, lexicons: Lexicons) -> str | None:
    """The kind of East Asian surname that a lower-case word is, perhaps inflected."""
    for form in _asian_surname(word, lexicons):
        for kind in ("chinese_surname", "korean_surname", "vietnamese_surname"):
            if lexicons.is_part(form.nominative, kind):
                return kind
    return None


def _asian_surname(word: str, lexicons: Lexicons) -> Iterable[Form]:
    parts = lexicons.parts
    known = (parts["chinese_surname"], parts["korean_surname"], parts["vietnamese_surname"])
    if any(word in names for names in known):
        yield from (Form(word, gender, ALL, 2.5) for gender in _BOTH)
    for ending, nominative, cases in _CHINESE_ENDINGS[1:]:
        stem = word[: len(word) - len(ending)] + nominative
        if word.endswith(ending) and any(stem in names for names in known):
            yield Form(stem, "Masc", frozenset(cases), 2.0)


@lru_cache(maxsize=16384)
def surname_forms(word: str) -> tuple[Form, ...]:
    """Readings of a lower-case word as a surname."""
    found: list[Form] = []
    if word.endswith(_UNCHANGED) and _NEVER_CHANGES.search(word):
        return (Form(word, "Masc", ALL, 3.0), Form(word, "Fem", ALL, 3.0))
    for _, paradigm, ending, cases in _endings(word):
        nominative = word[: len(word) - len(ending)] + paradigm.nominative
        if not paradigm.pattern.search(nominative) or not _spelled(nominative, ending):
            continue
        if paradigm.name in {"consonant", "a_male", "a_female"} and _belongs_to_possessive(paradigm, nominative):
            continue
        found.append(Form(nominative, paradigm.gender, frozenset(cases), _doubted(paradigm, word, ending)))
    if _VOWEL_END.search(word):
        weight = 0.8 if word.endswith(("ого", "его")) else 2.0 if word[-1] in "оэ" else 1.5
        if word[-1] in "ую" and not word.endswith(("ску", "иу", "ау", "еу")):
            # more often the dative or accusative of another name
            weight = 1.0 if re.search(r"(?:[аяеи]н|[ао]р|[чшдлтзг])у$", word) else 0.2
        if len(word) > 5 and word.endswith(("лы", "улу")):
            # Айдынлы, Велиханлы: Turkic surnames that never change
            weight = 2.6
        if any({"Surn", "Fixd"} <= set(entry.tag.grammemes) for entry in dictionary_entries(word)):
            # Шойгу, which the dictionary knows to have no cases
            weight = max(weight, 2.6)
        found += [Form(word, gender, ALL, weight) for gender in _BOTH]
    elif word[-1] in _CONSONANT + "ьй":
        if not re.search(r"(?:[оеё]в|[иы]н|ский|цкий)$", word):
            found.append(Form(word, "Fem", ALL, _undeclined(word, 1.8)))
    elif word[-1] in "ая":
        found += [Form(word, gender, ALL, 0.3) for gender in _BOTH]
    known = _dictionary_surnames(word)
    if known:
        found = [Form(f.nominative, f.gender, f.cases, f.weight + 0.8 * (f.nominative in known)) for f in found]
    return tuple(found)


def _endings(word: str) -> list[_Ending]:
    """The endings that a word has."""
    found = list(_ENDINGS[""])
    for length in range(1, min(_LONGEST_ENDING, len(word)) + 1):
        found += _ENDINGS.get(word[-length:], ())
    return sorted(found, key=itemgetter(0))


def _spelled(nominative: str, ending: str) -> bool:
    """Spelling rules that tell endings apart: no `ы` after `гкхжшчщ`, no `и` after hard consonants."""
    before = nominative[-2] if len(nominative) > 1 and nominative[-1] == "а" else nominative[-1]
    if ending == "ы" and before in "гкхжшчщ":
        return False
    if ending == "и" and nominative[-1] == "а" and before not in "гкхжшчщ":
        return False
    if ending in {"ей"} and nominative[-1] == "а" and before not in "жшчщц":
        return False
    return not (ending == "ем" and nominative[-1] in _CONSONANT and before not in "жшчщц")


def _belongs_to_possessive(paradigm: _Paradigm, nominative: str) -> bool:
    if paradigm.name == "consonant":
        # foreign Чаплин, Дарвин take -ом, rare in the genre; Russian -ов never does
        return bool(re.search(r"..[оеё]в$", nominative))
    return bool(re.search(r"..(?:ова|ева)$", nominative))


_NOMINATIVE = frozenset(("nomn", "sing"))


@lru_cache(maxsize=16384)
def _dictionary_given(word: str) -> tuple[Form, ...]:
    found: list[Form] = []
    if not any("Name" in entry.tag.grammemes for entry in dictionary_entries(word)):
        return ()
    for parse in parses(word):
        tag = parse.tag
        if "Name" not in tag or "sing" not in tag or tag.case not in _PYMORPHY_CASE or not parse.is_known:
            continue
        nominative = inflected(parse, _NOMINATIVE)
        if nominative is None:
            continue
        genders: tuple[Gender, ...] = ("Fem",) if tag.gender == "femn" else ("Masc",)
        if "ms-f" in tag:
            genders = _BOTH
        case = _PYMORPHY_CASE[tag.case]
        for gender in genders:
            found.append(Form(nominative.replace("ё", "е"), gender, frozenset({case}), 3.2))
    return tuple(found)


def is_dictionary_given(word: str) -> bool:
    """Whether the dictionary knows a lower-case word as a given name; such names always decline."""
    return bool(_dictionary_given(word))


@lru_cache(maxsize=16384)
def given_forms(word: str, lexicons: Lexicons) -> tuple[Form, ...]:
    """Readings of a lower-case word as a given name, from the lexicon or the dictionary; none if it is unknown."""
    found = list(_dictionary_given(word))
    for length in range(len(word), max(len(word) - 4, 1), -1):
        for name, gender in lexicons.given_stems.get(word[:length], ()):
            found += [f for f in _lexicon_forms(name, gender, word) if f not in found]
    return tuple(found)


def _lexicon_forms(name: str, gender: Gender, word: str) -> list[Form]:
    """The readings of `word` as a case form of the known given name `name`."""
    if name.endswith(("ь",)) and gender == "Fem":
        endings = {"ь": ("Nom", "Acc"), "и": ("Gen", "Dat", "Loc"), "ью": ("Ins",)}
        cases = endings.get(word[len(name) - 1 :])
        forms = [Form(name, gender, frozenset(cases), 3.4)] if cases and word.startswith(name[:-1]) else []
        return forms + ([Form(name, gender, ALL, 2.6)] if word == name else [])
    if word == name and (name[-1] in "оеиуюэы" or name.endswith(("ийн", "гийн", "ын"))):
        return [Form(name, gender, ALL, 3.4)]
    found = [
        Form(form.nominative, form.gender, form.cases, 3.4)
        for form in surname_forms_of_noun(word)
        if form.nominative == name and form.gender == gender
    ]
    if word == name and name[-1] == "а" and gender == "Masc" and not is_dictionary_given(word):
        # `Ара Мнацаканяна`: often left as it is
        found.append(Form(name, gender, ALL, 1.8))
    if word == name and not found:
        found.append(Form(name, gender, ALL if gender == "Fem" or name[-1] in "ия" else frozenset({"Nom"}), 3.4))
    return found


@lru_cache(maxsize=16384)
def surname_forms_of_noun(word: str) -> tuple[Form, ...]:
    """Readings by the noun paradigms alone: given names do not decline like adjectives."""
    found = []
    for _, paradigm, ending, cases in _endings(word):
        if paradigm.name.startswith(("possessive", "adjective")):
            continue
        nominative = word[: len(word) - len(ending)] + paradigm.nominative
        if paradigm.pattern.search(nominative) and _spelled(nominative, ending):
            weight = _doubted(paradigm, word, ending)
            if paradigm.name == "yod" and not ending and word.endswith(("ой", "ей")) and len(word) > 4:
                # more often a woman's instrumental: `Ашитой`
                weight -= 1.0
            found.append(Form(nominative, paradigm.gender, frozenset(cases), weight))
    if word[-1] in _CONSONANT + "ь":
        found.append(Form(word, "Fem", ALL, _undeclined(word, 1.5)))
    return tuple(found)


def _dictionary_surnames(word: str) -> frozenset[str]:
    """Nominatives under which the dictionary knows the word as a surname; not its guesses."""
    men = {entry.normal_form.replace("ё", "е") for entry in dictionary_entries(word) if "Surn" in entry.tag.grammemes}
    # the dictionary lists a woman's surname under her husband's
    women = {name + "а" for name in men} | {name[:-2] + "ая" for name in men if name.endswith(("ий", "ый", "ой"))}
    return frozenset(men | women)


def _doubted(paradigm: _Paradigm, word: str, ending: str) -> float:
    """Weight of a paradigm; an unknown nominative in `-ом` is more likely the ending of another case."""
    nominative = word.removesuffix(ending)
    doubt = paradigm.name == "consonant" and len(nominative) > 5 and nominative.endswith(("ом", "ем", "ым"))
    # no Armenian surname ends in `-яна`
    if paradigm.name in {"a_male", "a_female"} and _OF_YAN.search(word):
        doubt = True
    return paradigm.weight - 1.2 if doubt else paradigm.weight


def _undeclined(word: str, weight: float) -> float:
    """Weight of a woman's name in a consonant, which never changes; less if the word ends like a man's in a case."""
    return 0.5 if word.endswith(("ом", "ем", "ым", "им")) else weight


@lru_cache(maxsize=8192)
def patronymic_forms(word: str) -> tuple[Form, ...]:
    """Readings of a lower-case word as a patronymic."""
    for pattern, gender, ending in _PATRONYMIC:
        found = pattern.match(word)
        if found and len(found[1]) > 4:
            cases = _PATRONYMIC_CASES.get((gender, found[2] or ""))
            if cases:
                return (Form(found[1] + ending, gender, frozenset(cases), 3.5),)  # type: ignore[arg-type]
    return ()


@lru_cache(maxsize=2048)
def forms(word: str, role: Role, lexicons: Lexicons) -> tuple[Form, ...]:
    """Readings of a word in a role, never empty; hyphenated words part by part."""
    lower = word.lower()
    if role == "fixed":
        return tuple(Form(lower, gender, ALL, 0.0) for gender in _BOTH)
    if role == "patronymic" and (found := patronymic_forms(lower)):
        return found
    if role == "chinese":
        return _fallback(tuple(_chinese(lower)), lower)
    if role == "korean":
        return tuple(_korean(lower))
    if role == "asian_surname":
        return _fallback(tuple(_asian_surname(lower, lexicons)), lower)
    if role == "given" and (found := given_forms(lower, lexicons)):
        return found
    if "-" in lower.strip("-"):
        return _hyphenated(lower, role, lexicons)
    if role == "given":
        found = surname_forms_of_noun(lower)
        if lower[-1] in "оеиуюэы":
            # names in these hardly exist: cases of names in а or a consonant
            weight = 1.0 if lower[-1] in "ыу" else 2.0
            found += tuple(Form(lower, gender, ALL, weight) for gender in _BOTH)
        return _fallback(found, lower)
    return _fallback(surname_forms(lower), lower)


def _fallback(found: tuple[Form, ...], word: str) -> tuple[Form, ...]:
    return found or tuple(Form(word, gender, ALL, 0.5) for gender in _BOTH)


def _hyphenated(word: str, role: Role, lexicons: Lexicons) -> tuple[Form, ...]:
    first, _, last = word.rpartition("-")
    if lexicons.is_part(last, "kin"):
        return tuple(Form(word, gender, ALL, 3.0) for gender in _BOTH)
    options = forms(last, role, lexicons)
    if "-" in first or lexicons.is_part(first, "particle") or len(first) < 4:
        return tuple(Form(f"{first}-{form.nominative}", form.gender, form.cases, form.weight) for form in options)
    found = []
    both = _both_declined(first, options, lexicons) if role == "given" else []
    if both:
        return tuple(both)
    for form in options:
        if form.cases == frozenset({"Nom"}) or role == "given":
            found.append(Form(f"{first}-{form.nominative}", form.gender, form.cases, form.weight))
            continue
        for other in forms(first, role, lexicons):
            common = form.cases & other.cases
            if other.gender == form.gender and common:
                weight = min(form.weight, other.weight)
                found.append(Form(f"{other.nominative}-{form.nominative}", form.gender, common, weight))
    return tuple(found)


def _both_declined(first: str, options: Sequence[Form], lexicons: Lexicons) -> list[Form]:
    """`Анны-Марии`, `Касыма-Жомарта`: a double given name of which both parts stand in an oblique case."""
    parts = given_forms(first, lexicons)
    if any(part.nominative.lower() == first for part in parts):
        return []
    found = []
    for form in options:
        for part in parts:
            common = (form.cases & part.cases) - {"Nom"}
            if part.gender == form.gender and common:
                weight = max(form.weight, part.weight)
                found.append(Form(f"{part.nominative}-{form.nominative}", form.gender, common, weight))
    return found


class Context(NamedTuple):
    """What the sentence says of a name's case and gender: each with the weight of the evidence."""

    cases: tuple[tuple[str, float], ...] = ()
    genders: tuple[tuple[str, float], ...] = ()


def readings(words: Sequence[tuple[str, Role]], lexicons: Lexicons, context: Context) -> tuple[Reading, ...]:
    """All readings of a name in which its parts agree, best first, one for each nominative."""
    return _readings(tuple(words), lexicons, context)


@lru_cache(maxsize=2048)
def _readings(words: tuple[tuple[str, Role], ...], lexicons: Lexicons, context: Context) -> tuple[Reading, ...]:
    last = len(words) - 1
    choices: list[_Choices] = []
    for i, (word, role) in enumerate(words):
        # of several foreign names the first ones often stay as they are: `с Нисар Али Ханом`
        fixed = i < last and role == "given" and (last > 1 or not is_dictionary_given(word.lower()))
        choices.append(_choices(word, role, lexicons, fixed))
    best = _agreeing(choices, context)
    if not best and any(role == "given" for _, role in words):
        # `Милана Обрадовича`: the dictionary knows but another name of which this is no form
        best = _agreeing([_wider(choice, *word) for choice, word in zip(choices, words)], context)
    case_weight = dict(context.cases)
    if not best:
        # parts disagree in every case (a misprint, or a first part left in the nominative): read them one by one
        words_alone = tuple(
            _capitals(_alone(_options(*word, lexicons, choice.fixed), case_weight), word[0])
            for choice, word in zip(choices, words)
        )
        return (Reading(words_alone, "Masc", "Nom", 0.0),)
    return tuple(sorted(best.values(), key=lambda reading: (-reading.score, reading.words, reading.gender)))


class _Choices(dict[tuple[Gender, str], list[Form]]):
    """The likeliest forms of a part for each gender and case, with its capitals; `fixed` if it may stay as it is."""

    fixed: bool


def _agreeing(choices: Sequence[_Choices], context: Context) -> dict[tuple[tuple[str, ...], Gender], Reading]:
    """The best reading for each nominative and gender in which all parts agree."""
    case_weight = dict(context.cases)
    gender_weight = dict(context.genders)
    best: dict[tuple[tuple[str, ...], Gender], Reading] = {}
    for key in _AGREEMENTS:
        chosen = [options[key] for options in choices]
        if not all(chosen):
            continue
        gender, case = key
        base = case_weight.get(case, 0.0) + gender_weight.get(gender, 0.0) + (0.2 if case == "Nom" else 0.0)
        base += 0.1 if gender == "Masc" else 0.0
        for nominative, weight in _combinations(chosen):
            score = base + weight
            known = best.get((nominative, gender))
            if known is None or known.score < score:
                best[nominative, gender] = Reading(nominative, gender, case, score)
    return best


def _wider(choices: _Choices, word: str, role: Role) -> _Choices:
    """The choices of a given name with those of a name that nothing knows."""
    if role != "given":
        return choices
    found = _Choices()
    found.fixed = choices.fixed
    options = _capitalised(surname_forms_of_noun(word.lower()), word)
    for (gender, case), known in choices.items():
        guesses = [form for form in options if form.gender == gender and case in form.cases]
        found[gender, case] = _distinct([*known, *guesses])
    return found


def _options(word: str, role: Role, lexicons: Lexicons, fixed: bool) -> tuple[Form, ...]:
    found = forms(word, role, lexicons)
    weight = 3.0 if word.lower() in _STAYS else 0.2
    return found + tuple(Form(word.lower(), gender, ALL, weight) for gender in _BOTH) if fixed else found


@lru_cache(maxsize=1024)
def _choices(word: str, role: Role, lexicons: Lexicons, fixed: bool) -> _Choices:
    fitting: dict[tuple[Gender, str], list[Form]] = {key: [] for key in _AGREEMENTS}
    for form in _capitalised(_options(word, role, lexicons, fixed), word):
        for case in form.cases:
            fitting[form.gender, case].append(form)
    found = _Choices((key, _distinct(forms)) for key, forms in fitting.items())
    found.fixed = fixed
    return found


def _capitalised(options: Iterable[Form], word: str) -> list[Form]:
    return [Form(_capitals(nominative, word), gender, cases, weight) for nominative, gender, cases, weight in options]


def _alone(options: Sequence[Form], case_weight: dict[str, float]) -> str:
    def score(form: Form) -> float:
        return form.weight + max(case_weight.get(case, 0.0) for case in form.cases)

    return max(options, key=score).nominative


def _distinct(options: list[Form]) -> list[Form]:
    if len(options) < 2:
        return options
    best: dict[str, Form] = {}
    for form in options:
        if form.nominative not in best or best[form.nominative].weight < form.weight:
            best[form.nominative] = form
    return sorted(best.values(), key=lambda form: -form.weight)[:3]


def _combinations(chosen: Sequence[Sequence[Form]]) -> list[tuple[tuple[str, ...], float]]:
    """The best forms together, and each part's alternatives beside the others' best: linear, not a product.

    Of each its nominatives and the sum of its weights.
    """
    if len(chosen) == 1:
        return [((form.nominative,), form.weight) for form in chosen[0]]
    first = [options[0] for options in chosen]
    found = [first]
    for i, options in enumerate(chosen):
        found += [[*first[:i], other, *first[i + 1 :]] for other in options[1:]]
    return [(tuple([form.nominative for form in forms]), sum([form.weight for form in forms])) for forms in found]


def _capitals(nominative: str, word: str) -> str:
    """`nominative` with the capitals of the word as written; a word in capitals becomes capitalised."""
    if word.isascii():
        return word
    if len(word) > 1 and word.isupper():
        return "-".join(part[:1].upper() + part[1:] for part in nominative.split("-"))
    if "-" in word:
        return match_case(nominative, word)
    if "'" in word[1:2]:
        # `О'Нил`, `д'Эстен`
        return word[:2] + nominative[2:3].upper() + nominative[3:] if word[2:3].isupper() else word[:2] + nominative[2:]
    return nominative[:1].upper() + nominative[1:] if word[:1].isupper() else nominative

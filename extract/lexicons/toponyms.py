"""Case forms of place names, for building the table of places and for a user's own entries."""

from __future__ import annotations

from functools import lru_cache

from extract.language.morphology import CASES, inflect, inflected, match_case, parses

#: nouns that take a proper name beside them, which may decline with them or stay: `Республики Армения / Армении`
_CARRIERS = frozenset(
    ("республика", "королевство", "государство", "султанат", "княжество", "эмират", "союз", "герцогство", "остров")
)
_ADJECTIVE_ENDINGS = ("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_HUSHING = "жшчщц"

#: endings of names that the dictionary does not know, by last letter: letters to cut, then gent, datv, accs, ablt, loct
_PARADIGMS: dict[str, tuple[tuple[int, str, str, str, str, str], ...]] = {
    "а": ((1, "ы", "е", "у", "ой", "е"),),
    "я": ((1, "и", "е", "ю", "ей", "е"),),
    "й": ((1, "я", "ю", "й", "ем", "е"),),
    "ь": ((1, "я", "ю", "ь", "ем", "е"), (1, "и", "и", "ь", "ью", "и")),
}


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """All case forms of a nominative place name, nominative first."""
    return tuple(dict.fromkeys(form for case in CASES for form in sorted(decline(name, case))))


def decline(name: str, case: str) -> set[str]:
    """`name` in `case` (pymorphy's name of it), in every way that is in use."""
    if case == "nomn":
        return {name}
    words = name.split()
    if "и" in words[1:-1] and not _CARRIERS.intersection(word.lower() for word in words):
        cut = words.index("и")
        left, right = " ".join(words[:cut]), " ".join(words[cut + 1 :])
        return {f"{a} и {b}" for a in decline(left, case) for b in decline(right, case)}
    head = 0
    while head + 1 < len(words) and _is_adjective(words[head]):
        head += 1
    before, noun, tail = words[:head], words[head], " ".join(words[head + 1 :])
    number, gender = _features(noun)
    agreeing = [_decline_adjective(word, case, number, gender) for word in before]
    tails = {tail}
    if tail and noun.lower() in _CARRIERS and not tail.startswith("("):
        tails |= decline(tail, case)
    return {" ".join(filter(None, (*agreeing, form, rest))) for form in _decline_word(noun, case) for rest in tails}


def _is_adjective(word: str) -> bool:
    return word.endswith(_ADJECTIVE_ENDINGS) and any(p.tag.POS in {"ADJF", "PRTF"} for p in parses(word.split("-")[-1]))


def _features(noun: str) -> tuple[str, str | None]:
    """Number and gender of a nominative noun."""
    for parse in parses(noun):
        if parse.is_known and parse.tag.POS == "NOUN" and "nomn" in parse.tag:
            plural = "plur" in parse.tag
            return ("plur", None) if plural else ("sing", parse.tag.gender)
    if noun.endswith(("а", "я")):
        return "sing", "femn"
    if noun.endswith(("о", "е")):
        return "sing", "neut"
    return ("plur", None) if noun.endswith(("ы", "и")) else ("sing", "masc")


def _decline_adjective(word: str, case: str, number: str, gender: str | None) -> str:
    stem, dash, last = word.rpartition("-")
    grammemes = {case, number} | ({gender} if gender else set())
    if case == "accs" and (gender == "masc" or number == "plur"):
        grammemes.add("inan")
    return stem + dash + (inflect(last, grammemes, pos=("ADJF", "PRTF")) or last)


def _decline_word(word: str, case: str) -> set[str]:
    known = _dictionary_forms(word, case)
    if known:
        return known
    if "-" not in word:
        return _paradigm_forms(word, case)
    first, _, rest = word.partition("-")
    if rest.startswith(("на-", "де-", "ла-", "о-", "ан-", "ам-")):
        return {f"{form}-{rest}" for form in _decline_word(first, case)}
    start, _, last = word.rpartition("-")
    if _is_adjective(last):
        return {f"{a}-{b}" for a in _decline_word(start, case) for b in _decline_word(last, case)}
    return {f"{start}-{form}" for form in _decline_word(last, case)}


def _dictionary_forms(word: str, case: str) -> set[str]:
    """Forms by the dictionary's own analyses: as a place if it knows the place, else as any noun or adjective."""
    found = [p for p in parses(word) if p.is_known and "nomn" in p.tag and p.tag.POS in {"NOUN", "ADJF"}]
    places = [p for p in found if "Geox" in p.tag]
    nouns = [p for p in found if p.tag.POS == "NOUN" and "inan" in p.tag]
    forms: set[str] = set()
    for parse in places or (found if _is_adjective(word) else nouns or found):
        number = "plur" if "plur" in parse.tag else "sing"
        grammemes = {case, number}
        if parse.tag.POS == "ADJF":
            grammemes |= ({parse.tag.gender} if number == "sing" else set()) | ({"inan"} if case == "accs" else set())
        form = inflected(parse, frozenset(grammemes - {None}))
        if form is not None:
            forms.add(match_case(form, word))
    return forms


def _paradigm_forms(word: str, case: str) -> set[str]:
    """Forms by the ending; a name that ends in another vowel stays as it is."""
    position = CASES.index(case)
    last = word[-1:].lower()
    if last in _CONSONANTS:
        endings = ("", "а", "у", "", "ом", "е")
        forms = {word + endings[position]}
        if case == "ablt" and last in _HUSHING:
            forms.add(word + "ем")
        return forms
    forms = set()
    for cut, *endings_of in _PARADIGMS.get(last, ()):
        ending = endings_of[position - 1]
        if ending == "ы" and word[-2:-1].lower() in "гкхжшчщ":
            ending = "и"
        if word.lower().endswith("ия") and ending == "е":
            ending = "и"
        forms.add(word[: -int(cut)] + ending)
        if ending == "ой" and word[-2:-1].lower() in _HUSHING:
            forms.add(word[: -int(cut)] + "ей")
    return forms or {word}

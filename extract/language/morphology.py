"""The dictionary: lemmas, inflection and noun-phrase forms with pymorphy3.

All functions are cached or cheap; pymorphy3 takes about 60 microseconds for a word it has not seen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from importlib.metadata import version
from typing import Any, NamedTuple, Protocol, TypeAlias

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse
from pymorphy3.units import (
    DictionaryAnalyzer,
    KnownPrefixAnalyzer,
    KnownSuffixAnalyzer,
    UnknAnalyzer,
    UnknownPrefixAnalyzer,
)
from spacy.tokens import Token

from extract.language.columns import columns, value

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")

#: UD part of speech -> pymorphy parts of speech that may carry it
_POS: dict[str, frozenset[str]] = {
    "NOUN": frozenset({"NOUN"}),
    "PROPN": frozenset({"NOUN"}),
    "ADJ": frozenset({"ADJF", "ADJS", "PRTF", "PRTS", "COMP"}),
    "VERB": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}),
    "AUX": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}),
    "ADV": frozenset({"ADVB", "PRED", "COMP"}),
    "PRON": frozenset({"NPRO"}),
    "DET": frozenset({"ADJF"}),
    "NUM": frozenset({"NUMR", "ADJF"}),
    "ADP": frozenset({"PREP"}),
    "CCONJ": frozenset({"CONJ"}),
    "SCONJ": frozenset({"CONJ"}),
    "PART": frozenset({"PRCL"}),
}
_UD_CASE = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_UD_NUMBER = {"Sing": "sing", "Plur": "plur"}
_AGREEING = frozenset({"ADJF", "PRTF", "NUMR"})
_LETTERS = re.compile("[а-я]{2,}")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@lru_cache(maxsize=1)
def analyzer() -> MorphAnalyzer:
    """The shared pymorphy3 analyzer."""
    made = MorphAnalyzer(lang="ru")
    # grammemes as plain strings: else each look at a tag makes an object whose comparisons run in Python
    made.TagClass.typed_grammemes = False
    return made


def dictionary_version() -> str:
    """Versions of the analyzer and of its dictionary: what analyses follow from, besides the word."""
    return f"pymorphy3 {version('pymorphy3')}, pymorphy3-dicts-ru {version('pymorphy3-dicts-ru')}"


# an entry takes about 1.2 KB, so few are kept; what is asked for most often has caches of its own below
@lru_cache(maxsize=6144)
def parses(word: str) -> tuple[Parse, ...]:
    """All dictionary analyses of `word`, most probable first; none for a word in letters that have no Unicode name."""
    try:
        return tuple(analyzer().parse(word))
    except ValueError:  # pymorphy3 asks each letter for its name
        return ()


@lru_cache(maxsize=16384)
def lemma(word: str, pos: str = "") -> str:
    """Lemma of `word`, lower case, `ё` as `е`; `pos` (a UD tag) picks among its analyses.

    Verbal forms (participles, gerunds) get the infinitive.
    """
    # the dictionary knows no case: in lower case a word at the start of a sentence is not analysed a second time
    return lemma_of(word.lower(), pos)


def lemma_of(low: str, pos: str) -> str:
    """`lemma` of a lower-case word, not kept: for who keeps it."""
    if low.isascii():
        return low  # numbers, signs and Latin words have no other forms
    found = dictionary_lemma(low, pos)
    if found is not None:
        return found
    if readings := _readings(low):
        return _normal_form(low, readings)
    allowed = _POS.get(pos)
    guesses = _of_parses(low)
    fitting = (entry for entry in guesses if not allowed or entry.pos in allowed)
    chosen = next(fitting, guesses[0] if guesses else None)
    return (low if chosen is None else chosen.normal_form).replace("ё", "е")


def dictionary_lemma(low: str, pos: str) -> str | None:
    """`lemma` of a lower-case word that the dictionary knows as a `pos`."""
    found = _found(low)
    if len(found) == 1:
        spelled, forms = found[0]
        ends = forms.ends(pos)
        if len(ends) < 2:
            return _with_ends(spelled, *ends[0]).replace("ё", "е") if ends else None
    allowed = _POS.get(pos)
    fitting = [reading for reading in _readings(low) if reading.pos in allowed] if allowed else []
    return _normal_form(low, fitting) if fitting else None


def _normal_form(word: str, readings: Sequence[_Reading]) -> str:
    """The normal form of a dictionary word in its most probable reading, `ё` as `е`.

    Nearly all words have one normal form in all readings, so that none has to be weighed.
    """
    found = readings[0].normal_form
    if len(readings) > 1 and len({reading.normal_form for reading in readings}) > 1:
        probability = analyzer().prob_estimator.p_t_given_w.prob
        # of equally probable ones the first, as in `ranked`
        found = max(readings, key=lambda reading: probability(word, reading.tag)).normal_form
    return found.replace("ё", "е")


class Entry(Protocol):
    """One analysis of a word; `tag` is pymorphy3's, `pos` its part of speech."""

    @property
    def tag(self) -> Any: ...

    @property
    def pos(self) -> str | None: ...

    @property
    def normal_form(self) -> str: ...


class _Parsed(NamedTuple):
    """An analysis that pymorphy3 has made."""

    tag: Any
    pos: str | None
    normal_form: str


def entries(word: str) -> tuple[Entry, ...]:
    """The analyses of a lower-case word in no order: `parses`, in a quarter of its time if the dictionary has the word.

    The rest of its time goes into ranking the analyses and making objects of them.
    """
    return _readings(word) or _of_parses(word)


def dictionary_entries(word: str) -> tuple[Entry, ...]:
    """The analyses of a lower-case word that the dictionary has, in no order; what is guessed of others is none."""
    return _readings(word) if len(word) > 1 else _of_letter(word)


def ranked(word: str) -> tuple[Entry, ...]:
    """The analyses of a lower-case word, most probable first, as in `parses`."""
    found = _readings(word)
    if len(found) < 2:
        return found or _of_parses(word)
    # what pymorphy3 does with the analyses that its dictionary gives
    probability = analyzer().prob_estimator.p_t_given_w.prob
    shares = [probability(word, entry.tag) for entry in found]
    if not any(shares):
        return found
    return tuple(found[i] for i in sorted(range(len(found)), key=shares.__getitem__, reverse=True))


@lru_cache(maxsize=4096)
def _of_parses(word: str) -> tuple[_Parsed, ...]:
    if _LETTERS.fullmatch(word) and not _found(word):
        return _guesses(word)
    return tuple(_Parsed(parse.tag, parse.tag.POS, str(parse.normal_form)) for parse in parses(word))


def _guesses(word: str) -> tuple[_Parsed, ...]:
    """`parses` of letters that the dictionary does not have, in half of its time.

    They are no number, sign, initial or word with a hyphen; and pymorphy3 knows no probabilities of them, by which it
    would rank its analyses (but of some that the dictionary has only without their `ё`).
    """
    found: list[tuple[Any, ...]] = []
    seen: set[Any] = set()
    for unit, is_last in _guessing_units():
        found += unit.parse(word, word, seen)
        if is_last and found:
            break
    return tuple([_Parsed(tag, tag.POS, normal_form) for _, tag, normal_form, *_ in found])


@lru_cache(maxsize=1)
def _guessing_units() -> list[tuple[Any, bool]]:
    """The parts of pymorphy3 that go by beginnings and ends, and whether the next ones are left out after a guess."""
    kinds = (KnownPrefixAnalyzer, UnknownPrefixAnalyzer, KnownSuffixAnalyzer, UnknAnalyzer)
    return [(unit, is_last) for unit, is_last in analyzer()._units if isinstance(unit, kinds)]


def _of_letter(letter: str) -> tuple[_Parsed, ...]:
    """The analyses of a letter that is a word of the dictionary, most probable first."""
    return _of_parses(letter) if any(parse.is_known for parse in parses(letter)) else ()


#: how many letters a form loses at its start and its end, and what the normal form has there
_Ends: TypeAlias = tuple[int, int, str, str]


class _Form(NamedTuple):
    """One form of a paradigm: its tag, and what makes the normal form of it."""

    tag: Any
    pos: str | None
    ends: _Ends


class _Forms:
    """What a spelling may be: forms of paradigms. Thousands of words share them."""

    __slots__ = ("_ends", "all", "pos")

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self.all = tuple([_form(*place) for place in places])
        self.pos = frozenset([form.pos for form in self.all])
        self._ends: dict[str, tuple[_Ends, ...]] = {}

    def ends(self, pos: str) -> tuple[_Ends, ...]:
        """What makes a normal form of the spelling, in each way in which it is a `pos` (a UD tag)."""
        found = self._ends.get(pos)
        if found is None:
            allowed = _POS.get(pos, ())
            found = tuple(dict.fromkeys(form.ends for form in self.all if form.pos in allowed))
            self._ends[pos] = found
        return found


class _Reading(NamedTuple):
    """A word as the dictionary spells it, and what form it is."""

    tag: Any
    pos: str | None
    spelled: str
    form: _Form

    @property
    def normal_form(self) -> str:
        # made when it is asked for: of most readings it never is
        return _with_ends(self.spelled, *self.form.ends)


def _with_ends(spelled: str, prefix: int, suffix: int, new_prefix: str, new_suffix: str) -> str:
    return f"{new_prefix}{spelled[prefix : len(spelled) - suffix]}{new_suffix}"


@lru_cache(maxsize=16384)
def _found(word: str) -> tuple[tuple[str, _Forms], ...]:
    """A lower-case word as the dictionary spells it, mostly in one way; nothing for a word that it has not."""
    if len(word) == 1:
        return ()  # initials are analysed in other ways too
    morph = analyzer()
    found = morph.dictionary.words.similar_items(word, morph.char_substitutes)
    return tuple([(spelled, _forms(tuple(places))) for spelled, places in found])


@lru_cache(maxsize=8192)
def _forms(places: tuple[tuple[int, int], ...]) -> _Forms:
    return _Forms(places)


@lru_cache(maxsize=4096)
def _readings(word: str) -> tuple[_Reading, ...]:
    """What a lower-case word may be by the dictionary, in no order; nothing for a word that it has not."""
    return tuple([_Reading(form.tag, form.pos, spelled, form) for spelled, forms in _found(word) for form in forms.all])


@lru_cache(maxsize=16384)
def _form(paradigm: int, index: int) -> _Form:
    dictionary = analyzer().dictionary
    parts = dictionary.paradigms[paradigm]
    # suffixes, then tags, then prefixes of all forms, the normal form first
    count = len(parts) // 3
    tag = dictionary.gramtab[parts[count + index]]
    prefixes, suffixes = dictionary.paradigm_prefixes, dictionary.suffixes
    lost = len(prefixes[parts[2 * count + index]]), len(suffixes[parts[index]])
    return _Form(tag, tag.POS, (*lost, prefixes[parts[2 * count]], suffixes[parts[0]]))


@lru_cache(maxsize=8192)
def noun_lemmas(word: str) -> tuple[str, ...]:
    """Lemmas of the noun readings of a lower-case word, `ё` as `е`, most probable first."""
    forms: Collection[str] = {entry.normal_form for entry in entries(word) if entry.pos == "NOUN"}
    if len(forms) > 1:
        forms = dict.fromkeys(entry.normal_form for entry in ranked(word) if entry.pos == "NOUN")
    return tuple(dict.fromkeys(form.replace("ё", "е") for form in forms))


_OPEN_CLASSES = {"NOUN": "NOUN", "VERB": "VERB", "INFN": "VERB", "GRND": "VERB", "PRTS": "VERB", "ADVB": "ADV"}
_FEATURES = {
    "past": "Tense=Past", "pres": "Tense=Pres", "futr": "Tense=Fut", "sing": "Number=Sing", "plur": "Number=Plur",
    "1per": "Person=1", "2per": "Person=2", "3per": "Person=3", "perf": "Aspect=Perf", "impf": "Aspect=Imp",
    "indc": "Mood=Ind", "impr": "Mood=Imp", "masc": "Gender=Masc", "femn": "Gender=Fem", "neut": "Gender=Neut",
    "nomn": "Case=Nom", "gent": "Case=Gen", "datv": "Case=Dat", "accs": "Case=Acc", "ablt": "Case=Ins",
    "loct": "Case=Loc", "anim": "Animacy=Anim", "inan": "Animacy=Inan",
}  # fmt: skip
_FORMS = {"VERB": "Fin", "INFN": "Inf", "GRND": "Conv", "PRTS": "Part"}


#: endings of the first person plural
FIRST_PERSON = ("ем", "им")


def checked_tag(low: str, pos: str) -> str | None:
    """A better tag, `POS|Feature=Value|...`, if the dictionary knows a lower-case word, but not as a `pos`.

    The tagger takes rare verbs at the start of a sentence for names (`Условились`) and rare nouns for verbs. Only open
    classes are corrected, and only words in the dictionary; `None` leaves the tagger's choice.
    """
    if pos not in {"NOUN", "PROPN", "VERB", "ADJ"} or not low.isalpha():
        return None
    is_letter = len(low) == 1
    kinds = {entry.pos for entry in _of_letter(low)} if is_letter else _kinds(low)
    # `Поручаем`: the dictionary has the short participle of the present beside the first person
    ours = pos == "ADJ" and low.endswith(FIRST_PERSON) and kinds == {"VERB", "PRTS"}
    # nearly every word ends here
    if not kinds or not (ours or _POS[pos].isdisjoint(kinds)):
        return None
    known = _of_letter(low) if is_letter else ranked(low)
    tag = next((entry for entry in known if entry.tag.POS == "VERB"), known[0]).tag if ours else known[0].tag
    if tag.POS not in _OPEN_CLASSES:
        return None
    features = {_FEATURES[g] for g in tag.grammemes if g in _FEATURES}
    if tag.POS in _FORMS:
        features.add(f"VerbForm={_FORMS[tag.POS]}")
        features.discard("Animacy=Inan")
    if tag.POS == "PRTS":
        features |= {"Variant=Short", "Voice=Pass"}
    return "|".join([_OPEN_CLASSES[tag.POS], *sorted(features)])


def infinitive_aspect(low: str) -> str | None:
    """`Perf` or `Imp` of a lower-case word that the dictionary knows as an infinitive and as nothing else."""
    if not low.endswith(("ть", "ти", "чь", "ться", "тись")) or _kinds(low) != {"INFN"}:
        return None
    return "Perf" if "perf" in ranked(low)[0].tag.grammemes else "Imp"


def is_short_participle(low: str) -> bool:
    """Whether the dictionary knows the lower-case form as a short participle and as nothing else."""
    return _kinds(low) == {"PRTS"}


def _kinds(low: str) -> AbstractSet[str | None]:
    """The parts of speech that a word may be by the dictionary."""
    return {pos for _, forms in _found(low) for pos in forms.pos}


def match_case(word: str, pattern: str) -> str:
    """Give `word` the capitalisation of `pattern`: all capitals, initial capital or as it is, part by part."""
    if "-" in word and word.count("-") == pattern.count("-"):
        return "-".join(match_case(w, p) for w, p in zip(word.split("-"), pattern.split("-")))
    if len(pattern) > 1 and pattern.isupper():
        return word.upper()
    if pattern[:1].isupper():
        return word[:1].upper() + word[1:]
    return word


def inflect(word: str, grammemes: Iterable[str], *, pos: Iterable[str] = (), having: Iterable[str] = ()) -> str | None:
    """`word` put into `grammemes` (pymorphy names), capitalised as given; `None` if it has no such form.

    Args:
        pos: pymorphy parts of speech to choose from; any if empty.
        having: grammemes that the analysis of `word` must already have, such as its case in the text.
    """
    wanted = frozenset(pos)
    required = frozenset(having)
    for parse in parses(word):
        if wanted and parse.tag.POS not in wanted:
            continue
        if required and not required <= parse.tag.grammemes:
            continue
        wanted_form = frozenset(grammemes)
        form = inflected(parse, wanted_form)
        if form is not None and _common_prefix(form, parse.word) < len(parse.word) - 2:
            # `высший` shares its lexeme with `высочайший`: the form nearest to the word is meant
            alike = [f.word for f in parse.lexeme if wanted_form <= f.tag.grammemes]
            form = max([form, *alike], key=lambda f: _common_prefix(f, parse.word))
        if form is not None:
            return match_case(form, word)
    return None


def inflected(parse: Parse, grammemes: frozenset[str]) -> str | None:
    """The word that `parse.inflect(grammemes)` gives, in a tenth of its time for a word of the dictionary.

    pymorphy3 first makes an analysis of every form that the word has.
    """
    if len(parse.methods_stack) > 1 or not isinstance(parse.methods_stack[0][0], DictionaryAnalyzer):
        form = parse.inflect(grammemes)
        return None if form is None else str(form.word)
    _, spelled, paradigm, index = parse.methods_stack[0]
    ends = _inflected_ends(paradigm, index, grammemes)
    if ends is None:
        return None
    return _with_ends(spelled, *ends)


# words of one paradigm are inflected alike, and there are few paradigms
@lru_cache(maxsize=2048)
def _inflected_ends(paradigm: int, index: int, grammemes: frozenset[str]) -> tuple[int, int, str, str] | None:
    """How many letters a form loses at its start and end, and what it gets there; `None` if there is no such form."""
    dictionary = analyzer().dictionary
    parts = dictionary.paradigms[paradigm]
    # suffixes, then tags, then prefixes of all forms
    count = len(parts) // 3
    tags = [dictionary.gramtab[tag] for tag in parts[count : 2 * count]]
    fitting = [i for i, tag in enumerate(tags) if grammemes <= tag.grammemes]
    if not fitting:
        grammemes = analyzer().TagClass.fix_rare_cases(grammemes)
        fitting = [i for i, tag in enumerate(tags) if grammemes <= tag.grammemes]
    if not fitting:
        return None
    goal = tags[index].updated_grammemes(grammemes)
    best = max(fitting, key=lambda i: len(goal & tags[i].grammemes) - 0.1 * len(goal ^ tags[i].grammemes))
    prefixes, suffixes = dictionary.paradigm_prefixes, dictionary.suffixes
    lost = len(prefixes[parts[2 * count + index]]), len(suffixes[parts[index]])
    return *lost, prefixes[parts[2 * count + best]], suffixes[parts[best]]


def _common_prefix(first: str, second: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(first, second)) if a != b), min(len(first), len(second)))


_RELATIVE = re.compile(r"[сц]к(?:ая|ий|ое|ие)$")


def _qualifies(options: Sequence[Parse], following: Sequence[str]) -> bool:
    """`Главное управление`: whether a word that may be a noun, too, agrees with the nominative noun that follows."""
    genders = {p.tag.gender for p in options if p.tag.POS in _AGREEING and "nomn" in p.tag and "sing" in p.tag}
    nouns = (p for word in following for p in parses(word) if p.tag.POS == "NOUN" and {"nomn", "sing"} in p.tag)
    return any(noun.tag.gender in genders for noun in nouns)


def _head(words: Sequence[str]) -> tuple[int, Parse] | None:
    """Position and analysis of the head noun of a nominative phrase; the words before it agree with it."""
    for position, word in enumerate(words):
        options = parses(word)
        nouns = [p for p in options if p.tag.POS == "NOUN" and "nomn" in p.tag]
        agreeing = any(p.tag.POS in _AGREEING and "nomn" in p.tag for p in options)
        # `Хатлонская` of `Хатлонская область` may be read as a surname
        adjective = options[0].tag.POS in _AGREEING or (not options[0].is_known and _RELATIVE.search(word))
        adjective = adjective or _qualifies(options, words[position + 1 : position + 2])
        if nouns and not (agreeing and adjective and position + 1 < len(words)):
            return position, nouns[0]
        if not agreeing:
            return None
    return None


@lru_cache(maxsize=4096)
def case_forms(phrase: str) -> tuple[str, ...]:
    """The phrase in its six cases, nominative first, without repetitions.

    `phrase` is a nominative noun phrase: agreeing words, a head noun, anything after it (which stays as it is).
    A phrase whose head is not found or does not decline is returned alone.
    """
    tokens = re.findall(r"\w+(?:[-'’]\w+)*|[^\w]+", phrase)
    places = [i for i, token in enumerate(tokens) if _WORD.fullmatch(token)]
    head = _head([tokens[i] for i in places])
    forms = [phrase]
    if head is None:
        return (phrase,)
    index, noun = head
    number = "plur" if "plur" in noun.tag else "sing"
    gender = noun.tag.gender if number == "sing" else None
    animacy = "anim" if "anim" in noun.tag else "inan"
    for case in CASES[1:]:
        out = list(tokens)
        declined = inflected(noun, frozenset((case, number)))
        if declined is None:
            continue
        out[places[index]] = match_case(declined, tokens[places[index]])
        for i in places[:index]:
            grammemes = {case, number} | ({gender} if gender else set())
            if case == "accs" and (gender == "masc" or number == "plur"):
                form = inflect(tokens[i], grammemes | {animacy}, pos=_AGREEING)
            else:
                form = inflect(tokens[i], grammemes, pos=_AGREEING)
            if form:
                out[i] = form
        forms.append("".join(out))
    return tuple(dict.fromkeys(forms))


def nominative(tokens: Sequence[Token], head: int | None = None) -> str:
    """The noun phrase of analysed `tokens` in the nominative, with the source's spacing.

    The head is the first noun, or the token at the index `head`; it and the words before it that share its case and
    number are inflected, whatever follows stays. The tagger's case decides between ambiguous analyses.
    """
    if head is None:
        head = next((i for i, t in enumerate(tokens) if t.pos_ in {"NOUN", "PROPN"}), None)
    if head is None:
        return _text(tokens, {})
    noun = tokens[head]
    case = _first(noun, "Case", _UD_CASE)
    number = _first(noun, "Number", _UD_NUMBER) or "sing"
    replaced: dict[int, str] = {}
    having = {case, number} if case else {number}
    form = inflect(noun.norm_, {"nomn", number}, pos=("NOUN",), having=having)
    if form is None:
        form = inflect(noun.norm_, {"nomn", number}, pos=("NOUN",), having={case} if case else ())
    if form is None and case:
        form = inflect(noun.norm_, {"nomn", number}, pos=("NOUN",))
    if form:
        replaced[head] = form
    gender = next((p.tag.gender for p in parses(replaced.get(head, noun.norm_)) if p.tag.POS == "NOUN"), None)
    for i, token in enumerate(tokens[:head]):
        if token.pos_ not in {"ADJ", "VERB", "DET", "NUM", "PROPN", "NOUN"}:
            continue
        tagged = _first(token, "Case", _UD_CASE)
        if tagged not in {case, None} and not _may_agree(token.norm_, case, number):
            continue
        grammemes = {"nomn", number} | ({gender} if gender and number == "sing" else set())
        adjective = inflect(token.norm_, grammemes, pos=_AGREEING)
        if adjective:
            replaced[i] = adjective
    return _text(tokens, replaced)


@lru_cache(maxsize=4096)
def _may_agree(word: str, case: str | None, number: str) -> bool:
    """Whether an adjective or participle has a form of its spelling in that case and number, whatever was tagged."""
    twin = {"gent": "gen2", "loct": "loc2", "accs": "acc2"}.get(case or "")
    return any(
        p.tag.POS in _AGREEING and number in p.tag and (case is None or case in p.tag or (twin and twin in p.tag))
        for p in parses(word)
    )


def nominative_with_head(tokens: Sequence[Token], head: int) -> str:
    """Like `nominative`, with the head noun given by its token index: what follows it certainly stays as it is."""
    before = [token for token in tokens if token.i <= head]
    after = [token for token in tokens if token.i > head]
    if not before:
        return nominative(tokens)
    noun = len(before) - 1 if before[-1].i == head and before[-1].pos_ in {"NOUN", "PROPN"} else None
    if not after:
        return nominative(before, noun)
    gap = " " if before[-1].whitespace_ or after[0].is_space else ""
    return nominative(before, noun) + gap + _text(after, {})


def _first(token: Token, feature: str, names: dict[str, str]) -> str | None:
    found = value(columns(token.doc).morphs[token.i], feature)
    return names.get(found) if found else None


def _text(tokens: Sequence[Token], replaced: dict[int, str]) -> str:
    parts: list[str] = []
    for i, token in enumerate(tokens):
        if token.is_space:
            if parts and not parts[-1].endswith(" "):
                parts.append(" ")
            continue
        parts.append(replaced.get(i, token.text))
        if token.whitespace_ and i + 1 < len(tokens):
            parts.append(" ")
    return "".join(parts).strip()

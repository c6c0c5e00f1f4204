"""Words as the ledger compares them: lemmas, one spelling for both alphabets, numbers, classes of actions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extract.language.match_text import match_text
from extract.language.morphology import lemma, parses
from extract.lexicons import Entry, load

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_QUOTED = re.compile(r'"([^"\n]{2,80})"')


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        _words("a b v g d e zh z i i k l m n o p r s t u f h ts ch sh sh - i - e iu ia"),
    )
)
#: spellings of one sound in names and loan words, tried in this order
_SOUNDS = (
    ("chzh", "zh"), ("sch", "sh"), ("kh", "h"), ("ck", "k"), ("ph", "f"), ("x", "ks"), ("ya", "ia"), ("yu", "iu"),
    ("yo", "e"), ("ye", "e"), ("c", "k"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("ii", "i"),
    # Chinese names: `Ван`, `Wang`
    ("ng", "n"),
)  # fmt: skip
#: letters of a word that have to be the same
_STEM = 8
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        ("", "один one", "два two", "три three", "четыре four", "пять five", "шесть six", "семь seven",
         "восемь eight", "девять nine", "десять ten", "одиннадцать eleven", "двенадцать twelve")
    )
    for word in words.split()
}  # fmt: skip
#: nouns of happenings: to `принять` one is to hold it
HAPPENINGS = frozenset(
    {"учение", "заседание", "сессия", "саммит", "форум", "конференция", "встреча", "семинар", "совещание", "курс"}
)
_STOP = frozenset(
    _words(
        """
        и в во на с со по к ко о об от до за из для при над под между а но или что как также том числе этот тот
        свой весь который их его её ее не ни быть год в рамках ход цель сфера область отношение вопрос дальнейший
        другой данный ряд более менее новый очередной совместный взаимный будущий текущий ближайший конец начало
        середина первый второй половина квартал the a an of to in on at by for and or with their its that this
        from next joint new end
        """
    )
)
_PREPOSITIONS = frozenset(_words("в во на с со по к ко о об от до за из для при над под между ради около против через"))
_ENGLISH_ENDS = frozenset(
    {"of", "to", "on", "for", "in", "at", "by", "with", "from", "between", "and", "until", "before"}
)
#: words for a text on its way to an instrument
DRAFT = frozenset({"проект", "текст", "редакция", "вариант", "draft"})


class ActionClass(Entry):
    """Verbs and nouns of one action."""

    name: str
    words: tuple[str, ...]
    example: str


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    return {word: entry.name for entry in load("action_classes", ActionClass) for word in entry.words}


def action_class(word: str | None) -> str | None:
    """The class of an action's lemma; a verb of no class is its own.

    >>> action_class("открыть"), action_class("создание"), action_class("петь")
    ('create', 'create', 'петь')
    """
    if word is None:
        return None
    word = word.lower().replace("ё", "е")
    return _classes().get(word) or _classes().get(base(word)) or word


def fold(text: str) -> str:
    """One spelling: dashes, quotes and blanks levelled, `ё` as `е`, lower case."""
    return " ".join(match_text(text).replace("ё", "е").replace("Ё", "Е").casefold().replace(" - ", "-").split())


@lru_cache(maxsize=200_000)
def base(word: str) -> str:
    """Dictionary form of a word of either language, lower case."""
    word = word.lower()
    if _CYRILLIC.search(word):
        return lemma(word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """A word in one spelling of both alphabets, for names and loan words.

    >>> sound("Токтосунов") == sound("Toktosunov"), sound("Садыков") == sound("Sadykov")
    (True, True)
    """
    word = "".join(_LATIN.get(letter, letter) for letter in word.lower().replace("ё", "е")).replace("-", "")
    for old, new in _SOUNDS:
        word = word.replace(old, new) if old != "c" else re.sub(r"c(?!h)", "k", word)
    return re.sub(r"(.)\1", r"\1", word)


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    found = base(word)
    return _NUMBERS.get(found) or sound(found)[:_STEM]


def word_key(word: str) -> str:
    """The key of one word, the same for both alphabets."""
    return _key(word)


def content(text: str) -> tuple[str, ...]:
    """Keys of the words that say what a phrase is about, in text order, each once.

    >>> content("передать десять спектрометров") == content("передать 10 spectrometers")
    True
    """
    found = [word for word in WORD.findall(match_text(text)) if not _is_stop(word)]
    return tuple(dict.fromkeys(_key(word) for word in found))


def spelled(keys: Iterable[str], text: str) -> list[str]:
    """The words of a text behind keys, in their first form and in text order; a key that is not in it stays.

    >>> spelled(["spektrom"], "передать десять спектрометров")
    ['спектрометр']
    """
    wanted = set(keys)
    found: dict[str, str] = {}
    for word in WORD.findall(match_text(text)):
        key = _key(word)
        if key in wanted and key not in found:
            found[key] = base(word)
    return [*found.values(), *sorted(wanted - set(found))]


@lru_cache(maxsize=100_000)
def _is_stop(word: str) -> bool:
    word = word.lower().replace("ё", "е")
    return (len(word) < 3 and not word.isdigit()) or word in _STOP or base(word) in _STOP


def quoted_names(text: str) -> tuple[str, ...]:
    """Names in quotation marks, folded: `«Заслон-2024»` -> `заслон-2024`."""
    return tuple(dict.fromkeys(fold(name) for name in _QUOTED.findall(match_text(text))))


def ordinal(written: str | None) -> int | None:
    """Number of a session: `XXII`, `63`, `63-е`, `восемьдесят шестое`; `None` if it is none.

    >>> ordinal("XXII"), ordinal("63-е"), ordinal("восемьдесят шестое"), ordinal("двенадцатое")
    (22, 63, 86, 12)
    """
    if not written:
        return None
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits[0])
    roman = written.upper().replace("Х", "X").replace("І", "I").replace("С", "C").replace("М", "M")
    if _ROMAN.fullmatch(roman):
        values = [_ROMAN_VALUES[letter] for letter in roman]
        return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return _spelled(written)


_TENS = _words("двадцат тридцат сорок пятьдесят шестьдесят семьдесят восемьдесят девяност")
_TEENS = _words(
    "десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"
)
_UNITS = _words("перв втор трет четв пят шест седьм восьм девят")


def _spelled(written: str) -> int | None:
    total = 0
    for word in written.lower().replace("ё", "е").split():
        tens = next((20 + 10 * i for i, stem in enumerate(_TENS) if word.startswith(stem)), None)
        teens = next((10 + i for i, stem in enumerate(_TEENS) if word.startswith(stem)), None)
        units = next((1 + i for i, stem in enumerate(_UNITS) if word.startswith(stem)), None)
        if tens is None and word.startswith("пятидесят"):
            tens = 50
        # `пятнадцат` begins like `пят`: the longer one counts
        value = tens or teens or units
        if value is None:
            return None
        total += value
    return total or None


def object_head(phrase: str, *, after: str | None = None) -> tuple[int, str] | None:
    """The noun that something is done to: its offset in `phrase` and its lemma.

    Nouns of prepositional phrases are passed over as long as another one follows. With `after`, the search begins
    behind the first word of that lemma (the verb).

    >>> object_head("подготовить проект Положения", after="подготовить")[1]
    'проект'
    >>> object_head("провести на территории Казахстана совместные учения", after="провести")[1]
    'учение'
    """
    words = list(WORD.finditer(phrase))
    if not _CYRILLIC.search(phrase):
        return _english_head(words, after)
    first = next((n + 1 for n, w in enumerate(words) if after and base(w[0]) == after), 0)
    inside: bool | None = None  # None: no preposition; True: its noun is to come; False: its noun is past
    fallback: tuple[int, str] | None = None
    for word in words[first:]:
        lower = word[0].lower()
        if lower in _PREPOSITIONS:
            inside = True
            continue
        if not _CYRILLIC.search(lower):
            continue
        cases, is_noun = _cases(lower)
        if inside is False and "gent" not in cases:
            inside = None
        if not is_noun:
            continue
        found = (word.start(), base(lower))
        if inside is None:
            return found
        fallback = fallback or found
        inside = False
    return fallback


def _english_head(words: list[re.Match[str]], after: str | None) -> tuple[int, str] | None:
    """The last word before a preposition."""
    first = next((n + 1 for n, w in enumerate(words) if after and base(w[0]) == after), 0)
    head: re.Match[str] | None = None
    for word in words[first:]:
        lower = word[0].lower()
        if lower in _ENGLISH_ENDS and head is not None:
            break
        if len(lower) > 2 and not lower.isdigit() and lower not in _STOP:
            head = word
    return (head.start(), base(head[0])) if head is not None else None


@lru_cache(maxsize=100_000)
def _cases(word: str) -> tuple[frozenset[str], bool]:
    """Cases that a word may stand in, and whether it is a noun."""
    readings = parses(word)
    likely = [p for p in readings if p.score >= 0.1] or list(readings[:1])
    cases = frozenset(str(p.tag.case) for p in likely if p.tag.case)
    return cases, bool(likely) and str(likely[0].tag.POS) == "NOUN"

"""Where persons are named: the spans of the neural tagger, corrected at their boundaries, and what it misses.

Each rule looks at a run of words that can make up a name and says how many of them are one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from extract.document import Place, Refusal
from extract.language.later import later
from extract.language.morphology import dictionary_entries, lemma
from extract.language.rolls import speakers_in_brackets
from extract.stages.persons.forms import asian_surname, given_forms, is_chinese_word, patronymic_forms, surname_forms
from extract.stages.persons.lexicons import Lexicons
from extract.stages.persons.words import Word, Words

STAGE = "persons"
_SURNAME_LIKE = later(
    r"(?:[оеё]в|[оеё]ва|[оеё]в(?:а|у|ым|е|ой|ых|ыми)|[иы]н(?:а|у|ым|е|ой)?|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|"
    r"енко|[уюч]к(?:а|у|ом)?|швили|дзе|[ея]н(?:а|у|ом|е)?|зод[аы]|зад[еэ]|оглу|бае?в.*|иди|ани|ани?с|ез|сон|ман|берг|штейн)$"
)
_ADJECTIVAL = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое)$")
_LATIN = later(r"[A-ZÀ-ÖØ-Þ][\w'-]*|al-[A-Z]\w+|el-[A-Z]\w+|de|van|von|bin|da|di|la|le|ur")
#: rule of the Latin spelling that follows a name in brackets
ORIGINAL = "person.english_original"
_REGNAL = re.compile(r"[IVX]{1,5}")
#: written with a capital out of courtesy
_PRONOUNS = frozenset({"вы", "вас", "вам", "вами", "ваш", "ваша", "ваше", "ваши", "он", "она", "они", "мы", "я"})
_WHOLE_SURNAME = re.compile(r"[А-Я][а-я]{2,}(?:зода|заде|швили|дзе|оглу)")


class NameSpan(NamedTuple):
    """Words `first` to `last` (inclusive) name one person."""

    first: int
    last: int
    rule: str


#: common nouns for kinds of places
PLACE_KINDS = frozenset(
    {"город", "область", "край", "район", "республика", "штат", "провинция", "округ", "поселок", "село", "кантон"}
    | {"аймак", "сомон", "уезд", "хошун", "вилоят", "велаят", "этрап", "джамоат", "кишлак", "аул", "махалля"}
)
#: the dictionary's marks of names
_NAMED = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
#: who a paper is of, written large
_PARTIES = frozenset({"сторона", "участник", "государство", "правительство", "министр", "делегация"})


@lru_cache(maxsize=16384)
def is_common(word: str) -> bool:
    """Whether a lower-case word is known to the dictionary as anything but a name."""
    if "-" in word:
        # the dictionary analyses any compound by its last part
        return all(is_common(part) for part in word.split("-"))
    return any(_NAMED.isdisjoint(entry.tag.grammemes) for entry in dictionary_entries(word))


_NEVER = frozenset({"ADJF", "PRTF", "ADVB", "PRCL", "CONJ"})


@lru_cache(maxsize=4096)
def _never_names(word: str) -> bool:
    """Whether a word names nobody though papers write it large: `Стороны`; adjectives: `Постоянный и Полномочный`."""
    found = dictionary_entries(word)
    if found and all({"Orgn", "plur"} <= e.tag.grammemes for e in found):
        # `Минздравы двух стран`
        return True
    return bool(found) and all(e.pos in _NEVER or e.normal_form in _PARTIES for e in found)


@lru_cache(maxsize=16384)
def is_surname(word: str) -> bool:
    """Whether a lower-case word is a known surname or ends like one."""
    return (len(word) > 3 and bool(_SURNAME_LIKE.search(word))) or any(
        "Surn" in entry.tag.grammemes for entry in dictionary_entries(word)
    )


class NameFinder:
    """Finds the persons named in a document."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self.kinds = lexicons.parts["owner_kind"]
        self._may_name = lru_cache(maxsize=8192)(self._names)

    def __call__(self, doc: Doc, words: Words) -> list[NameSpan]:
        """Spans in text order, without overlaps; refused candidates go to `doc._.refusals`."""
        spans: list[NameSpan] = []
        taken = [False] * len(words)

        def take(span: NameSpan | None) -> bool:
            if span is None or any(taken[span.first : span.last + 1]):
                return False
            reason = self._refused(words, span)
            for i in range(span.first, span.last + 1):
                taken[i] = True
            if reason:
                refuse(doc, words, span, reason)
                return False
            spans.append(span)
            return True

        rolls = dict(speakers_in_brackets(words.copy))
        for i in words.name_like:
            word = words[i]
            if taken[i] or not (word.name_like or word.upper or word.initial):
                continue
            if rolls and rolls.get(word.start) == word.end and self.part(word):
                take(NameSpan(i, i, "person.roll"))
                continue
            if words.language(word) != "ru":
                continue
            for rule in _rules(words, i):
                span = rule(self, words, i)
                if span is not None and not any(taken[span.first : span.last + 1]):
                    take(span)
                    break
        spans += [span for span in self._originals(words, spans) if not any(taken[span.first : span.last + 1])]
        return sorted((self._widen(words, span, taken) for span in spans), key=lambda span: span.first)

    def _originals(self, words: Words, spans: list[NameSpan]) -> Iterator[NameSpan]:
        """The Latin spelling in brackets after a name: `Джоэл Саймон (Joel Simon)`."""
        for span in spans:
            first = span.last + 2
            if span.first == span.last or first + 2 >= len(words) or words[span.last + 1].text != "(":
                continue
            close = next((k for k in range(first, min(first + 6, len(words))) if words[k].text == ")"), first)
            inside = words.all[first:close]
            if len(inside) >= 2 and all(_LATIN.fullmatch(word.text) and word.organization is None for word in inside):
                yield NameSpan(first, close - 1, ORIGINAL)

    def _widen(self, words: Words, span: NameSpan, taken: list[bool]) -> NameSpan:
        """Take in an unknown capitalised word before a name of one word: the tagger misses rare given names."""
        before = span.first - 1
        if span.last != span.first or span.rule not in {"person.given", "person.tagged", "person.surname_suffix"}:
            return span
        if before < 0 or taken[before] or not words.adjoin(before) or not self.part(words[before]):
            return span
        word = words[before]
        if is_common(word.lower) or word.pos == "ADJ" or not self.agree(words, before, span.last):
            return span
        taken[before] = True
        return NameSpan(before, span.last, "person.widened")

    # what a word can be

    def given(self, word: Word) -> bool:
        if not (word.name_like or word.upper) or len(word.text) < 2:
            return False
        return bool(given_forms(word.lower, self._lexicons))

    def korean(self, words: Words, i: int) -> bool:
        """Three short tagged words: `Ли Кун Хи`, whose surname is Chinese too."""
        last = i + 2
        return (
            last < len(words)
            and words.adjoin(i)
            and words.adjoin(i + 1)
            and all(word.per and len(word.text) <= 5 for word in words.all[i : last + 1])
            and not self.given(words[last])
            and not is_surname(words[last].lower)
        )

    def agree(self, words: Words, first: int, last: int) -> bool:
        """Whether words `first` to `last` can all stand in one case as names of one person."""
        options = []
        for word in words.all[first : last + 1]:
            found = (
                *given_forms(word.lower, self._lexicons),
                *patronymic_forms(word.lower),
                *surname_forms(word.lower),
            )
            options.append({(f.gender, case) for f in found if f.weight >= 1.0 for case in f.cases})
        return bool(set.intersection(*options))

    def patronymic(self, word: Word) -> bool:
        return (word.name_like or word.upper) and bool(patronymic_forms(word.lower))

    def free(self, word: Word) -> bool:
        """Whether the word may belong to a name: not a post, a rank, a body or a place."""
        if word.organization is not None:
            return False
        if word.place is not None and not word.per:
            return False
        return self._may_name(word.lower)

    def _names(self, word: str) -> bool:
        """Whether a lower-case word is no pronoun, post or rank."""
        courtesy = self._lexicons.parts["courtesy"]
        if word in _PRONOUNS or word in self._lexicons.heads or word in courtesy:
            return False
        base = lemma(word)
        if base in self._lexicons.heads and is_common(word) and not is_surname(word):
            # the plural of a post: `Президенты отметили`
            return False
        return base not in courtesy

    def part(self, word: Word) -> bool:
        """A capitalised word that can stand in a name."""
        return word.name_like and self.free(word)

    def surname_after_given(self, word: Word) -> bool:
        """Whether a word right after a given name is its surname."""
        if not self.free(word):
            return False
        if word.upper:
            if len(word.text) == 3:
                # `Синдзо АБЭ`
                return word.per and not is_common(word.lower)
            return len(word.text) > 3 and (word.per or is_surname(word.lower) or not is_common(word.lower))
        if not word.name_like:
            return False
        return word.per or is_surname(word.lower) or not is_common(word.lower)

    def particles(self, words: Words, i: int) -> int:
        """Number of name particles from word `i` on, at most three."""
        count = 0
        while (
            count < 3
            and i + count < len(words)
            and words[i + count].lower in self._lexicons.parts["particle"]
            and (words[i + count].text.islower() or words[i + count].per)
            and (count == 0 or words.adjoin(i + count - 1))
        ):
            count += 1
        return count

    def kin(self, words: Words, last: int) -> int:
        """The last word of the name if `оглы`, `кызы`, `уулу` follows."""
        if words.adjoin(last) and words[last + 1].lower in self._lexicons.parts["kin"]:
            return last + 1
        return last

    def initials(self, words: Words, i: int) -> int:
        """Index after the initials that begin at word `i`; `i` itself if there are none. Each takes two words."""
        j = i
        while j + 1 < len(words) and words[j].initial and j - i < 6 and words[j].sentence == words[i].sentence:
            j += 2
            if j + 1 < len(words) and words[j].text == "-" and words[j + 1].initial:
                # `К.-Ж. Токаев`, without a blank on either side
                if words[j - 1].end < words[j].start or words[j].end < words[j + 1].start:
                    break
                j += 1
                continue
            if j < len(words) and words[j].initial and not (words.adjoin(j - 1) or words[j].start == words[j - 1].end):
                break
        return j

    def _refused(self, words: Words, span: NameSpan) -> str | None:
        first = words[span.first]
        if first.place is not None and first.place.entity is not None and not first.initial:
            # `Коста Рика` for `Коста-Рика`: a state of two words is nobody
            state = isinstance(first.place.entity, Place) and first.place.entity.kind in {"country", "macro_region"}
            whole = (first.start, words[span.last].end) == (first.place.start, first.place.end)
            if span.first == span.last or (state and whole):
                return "named as a place"
        if first.organization is not None:
            return "inside the name of a body"
        before = span.first - 1
        after = span.last + 1
        if before >= 0 and after < len(words) and words[before].text == words[after].text == '"':
            return "a title in quotation marks"
        if before >= 0 and words[before].text == "." and before > 0 and words[before - 1].lower in {"им", "ул", "пл"}:
            before -= 1
        if before >= 0 and words[before].sentence == first.sentence:
            word = words[before]
            calls = before > 0 and words[before - 1].lower in {"по", "от"}
            if word.lower in _IN_HONOUR and not calls:
                return "a thing named after a person"
            if calls and word.lower in _NICKNAMES:
                return "what a dog or a criminal is called"
            # `директор музея Николай Бурков` is a person, `музея Ленина` is not
            if lemma(word.lower) in self._lexicons.parts["namesake"] and lemma(word.lower) != "имя":
                whole = span.last > span.first
                if words[span.last].case in {"Gen", None} and not (whole and lemma(word.lower) in _HAVE_HEADS):
                    return "a thing named after a person"
        return None

    def extend(self, words: Words, first: int, last: int, rule: str) -> NameSpan:
        """Take in surname parts that follow: particles with a name, a second surname, `оглы`."""
        while words.adjoin(last) and last - first < 6:
            count = self.particles(words, last + 1)
            after = last + 1 + count
            if after >= len(words) or not words.adjoin(after - 1) or not self.part(words[after]):
                break
            prefixed = words[after].text[0].islower() and words[after].per
            # after a particle a further tagged word goes on: `ди Оливейра Гутерреш`
            goes_on = words[after].per and last > first and words[last - 1].lower in self._lexicons.parts["particle"]
            # `Тамим бен Хамад Аль Тани`: a particle ends no name
            goes_on = goes_on or (last > first + 1 and words[last].lower in _OF_HOUSE)
            if not count and not prefixed and not goes_on:
                break
            last = after
        if words.adjoin(last) and _REGNAL.fullmatch(words[last + 1].text):
            last += 1
        return NameSpan(first, self.kin(words, last), rule)


def refuse(doc: Doc, words: Words, span: NameSpan, reason: str) -> None:
    """Note a candidate that was not taken."""
    doc._.refusals.append(Refusal(STAGE, span.rule, reason, words[span.first].start, words[span.last].end))


#: particles that stand before the last of a name
_OF_HOUSE = frozenset({"аль", "бен", "бин", "ибн", "эль"})
_NICKNAMES = frozenset({"кличке", "прозвищу", "клички", "прозвища"})
_IN_HONOUR = frozenset({"имени", "им", "ул", "пл"})
#: institutions whose head may follow by name in the same case
_HAVE_HEADS = frozenset({"университет", "институт", "академия", "театр", "музей", "библиотека", "фонд", "центр"})

#: people whom a page names by their initials only
_SYLLABLES = frozenset("ИЭУЕЯЮАО")
_UNNAMED = frozenset(
    {"гражданин", "гражданка", "подозреваемый", "подозреваемая", "обвиняемый", "обвиняемая", "житель"}
    | {"жительница", "уроженец", "уроженка", "осужденный", "осужденная", "задержанный", "задержанная", "водитель", "гр"}
)

#: letters with full stops that open a remark, and the words that two of them are
_POSTSCRIPTS, _PAIR = frozenset({"P.S.", "N.B.", "P. S.", "N. B."}), 4
#: what bodies are clipped to before a noun: `таможсоюз`, `финразведка`
_CLIPPED = later("тамож|фин|гос|рос|нац|мин|глав|спец|соц|нарко|пром|энерго|агро|воен|торг|полит")
_SHORTEST_NOUN = 4
#: words of a name that has its surname
_WHOLE_NAME = 2
#: first letters that no ending of a surname replaces
_KEPT = 2

Rule = Callable[[NameFinder, Words, int], "NameSpan | None"]


def initials_surname(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """`В.Норов`, `В. И. Норов`, `Дж. Байден`."""
    after = finder.initials(words, i)
    if after == i or after >= len(words) or words[after].sentence != words[i].sentence:
        return None
    if after - i == 2 and words.gap(after - 1).count("\n"):
        return None
    begin = words[max(i - 2, 0)].start
    if after - i == _PAIR and words.copy[words[i].start : words[after].start].strip() in _POSTSCRIPTS:
        return None
    if words.copy[begin : words[after].start].strip().endswith("Е.П.") and _whole_name(finder, words, after):
        # `Е.П. Хаджиме Китаока`: his excellency
        return None
    count = finder.particles(words, after)
    after += count
    if after >= len(words):
        return None
    word = words[after]
    if not (finder.part(word) or (word.upper and len(word.text) > 3 and finder.free(word))):
        return None
    # "пункт А. Также": a letter that ends a sentence, not an initial
    if after - i == 2 and not word.per and not is_surname(word.lower) and is_common(word.lower):
        return None
    return finder.extend(words, i, after, "person.initials_surname")


def _whole_name(finder: NameFinder, words: Words, i: int) -> bool:
    """Whether a given name and a surname stand at word `i`."""
    return words.adjoin(i) and finder.part(words[i]) and finder.surname_after_given(words[i + 1])


def initials_alone(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """`гражданина Д.Ж.`: all that a page tells of a suspect's name."""
    after = finder.initials(words, i)
    before = i - 1
    if before > 0 and words[before].text == ".":
        before -= 1
    if after - i not in {4, 6} or before < 0 or words[before].sentence != words[i].sentence:
        return None
    if lemma(words[before].lower, "NOUN") not in _UNNAMED and words[before].lower not in _UNNAMED:
        return None
    if after < len(words) and words.adjoin(after - 1) and finder.part(words[after]):
        return None
    return NameSpan(i, after - 1, "person.initials")


def surname_initials(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """`Норов В. И.`, `Норов В.`; the initials close the name, their last full stop belongs to it."""
    word = words[i]
    if not (finder.part(word) or (word.upper and word.per)) or not words.adjoin(i) or not words[i + 1].initial:
        return None
    if word.organization is not None:
        # `директора БКБОП А.В. Саблина`
        return None
    after = finder.initials(words, i + 1)
    if after - i == 3 and words[i + 1].text in _SYLLABLES and asian_surname(word.lower, finder._lexicons):
        ends = after >= len(words) or words[after].sentence != word.sentence
        if ends and not words[i + 1].text.islower():
            # `встреча с Ван И.`: a name of one letter that ends the sentence
            return NameSpan(i, i + 1, "person.source_order")
    # a capitalised word after the initials has a better claim to them
    if after < len(words) and words.adjoin(after - 1) and finder.part(words[after]) and after - i <= 3:
        return None
    if finder.given(word) and not is_surname(word.lower):
        return None
    if not (word.per or is_surname(word.lower) or (after - i > 3 and not is_common(word.lower))):
        return None
    return NameSpan(i, after - 1, "person.surname_initials")


def asian(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """Chinese, Korean, Vietnamese: a surname of one syllable, then one or two words of such syllables."""
    word = words[i]
    if not finder.part(word) or not words.adjoin(i):
        return None
    kind = asian_surname(word.lower, finder._lexicons)
    if kind is None or (not word.per and is_common(word.lower) and word.first and not words[i + 1].per):
        return None
    last = i
    if finder.korean(words, i):
        kind = "korean_surname"
    limit = 1 if kind == "chinese_surname" else 2
    while last - i < limit and words.adjoin(last):
        following = words[last + 1]
        single = len(following.text) == 1 and following.text.isupper() and not following.initial
        if not (single or finder.part(following)):
            break
        if kind == "chinese_surname" and not is_chinese_word(following.lower):
            break
        known = not single and not following.per and (finder.given(following) or is_surname(following.lower))
        if kind != "chinese_surname" and (known or not (following.per or len(following.text) <= 5)):
            break
        last += 1
    if last == i or (not any(words[k].per for k in range(i, last + 1)) and is_common(word.lower)):
        return None
    end = words[last]
    if kind == "chinese_surname" and finder.given(end) and len(end.text) > 1 and not end.per:
        # `Ли Анна`: a given name of another language is for the other rules
        return None
    return NameSpan(i, last, "person.source_order")


def given_surname(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """`Владимир Норов`, `Имангали Нургалиевич Тасмагамбетов`, `Мухаммед бин Салман`, `Джон Ф. Керри`."""
    word = words[i]
    if not finder.given(word) or not finder.free(word):
        return None
    last = i
    if i and words[i - 1].lower in {"в", "во"} and words.adjoin(i) and finder.given(words[i + 1]):
        # `представитель при организациях в Вене Михаил Орлов`: the town, then the name
        if _given_cases(finder, word).isdisjoint(_given_cases(finder, words[i + 1])):
            return None
    if words.adjoin(last) and words[last + 1].initial:
        after = finder.initials(words, last + 1)
        if after < len(words) and words[after].sentence == word.sentence and finder.surname_after_given(words[after]):
            return finder.extend(words, i, after, "person.given_initial_surname")
    # several given names: `Хосейн Амир Абдоллахиян`, `Мухаммад Исхак Дар`
    while words.adjoin(last) and last - i < 3:
        following = words[last + 1]
        if finder.patronymic(following):
            last += 1
            continue
        if not finder.surname_after_given(following):
            break
        more = following.per and (last == i or not words[last].per or _same_tag(words, last, last + 1))
        if last > i and not finder.patronymic(words[last]) and not more:
            break
        if last > i and not finder.agree(words, i, last + 1):
            break
        if _opens_another(finder, words, i, last + 1):
            break
        if (
            last > i
            and finder.given(following)
            and _next_is_surname(finder, words, last + 1)
            and _closed(words, i, last)
        ):
            break
        last += 1
        if not finder.given(words[last]) and not _tagged_on(words, last):
            break
    span = finder.extend(words, i, last, "person.given_surname")
    if span.last == i:
        return NameSpan(i, i, "person.given") if word.per and not is_common(word.lower) else None
    return span


def _same_tag(words: Words, left: int, right: int) -> bool:
    return words[left].per and words[right].per


def _tagged_on(words: Words, i: int) -> bool:
    return words.adjoin(i) and words[i].per and words[i + 1].per


def _next_is_surname(finder: NameFinder, words: Words, i: int) -> bool:
    return words.adjoin(i) and finder.surname_after_given(words[i + 1])


def _closed(words: Words, first: int, last: int) -> bool:
    """Whether a name of these words already has its surname, so that the next given name opens another."""
    return last > first and is_surname(words[last].lower)


def surname_given(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """`Норов Владимир Имамович`, `Петров Иван`; with `оглы` and `уулу` too."""
    word = words[i]
    if not finder.part(word) and not (word.upper and word.per):
        return None
    if not words.adjoin(i) or not finder.given(words[i + 1]) or not finder.free(words[i + 1]):
        return None
    if not is_surname(word.lower) or (is_common(word.lower) and not word.per):
        return None
    last = i + 1
    if finder.given(word) and not (words.adjoin(last) and finder.patronymic(words[last + 1])):
        return None
    has_patronymic = words.adjoin(last) and finder.patronymic(words[last + 1])
    if has_patronymic:
        last += 1
    elif words.adjoin(last) and words[last + 1].name_like:
        after = words[last + 1]
        if words.adjoin(last + 1) and words[last + 2].lower in finder._lexicons.parts["kin"]:
            return NameSpan(i, last + 2, "person.surname_given")
        unknown = bool(_WHOLE_SURNAME.fullmatch(word.text)) and finder.part(after) and not is_common(after.lower)
        father = (finder.given(after) or unknown) and not is_surname(after.lower)
        if father and not _goes_on_as_name(finder, words, last + 1):
            # `Каримзода Бахтиёр Хамро`: the father's name without an ending
            return NameSpan(i, last + 1, "person.surname_given")
        # `министр Петров Иван Сидоров` is two names; the given name goes with the later surname
        if is_surname(after.lower) or after.per:
            return NameSpan(i, i, "person.surname") if word.per else None
    return NameSpan(i, last, "person.surname_given")


def _goes_on_as_name(finder: NameFinder, words: Words, i: int) -> bool:
    """Whether a further name follows word `i`, to which it may belong."""
    return words.adjoin(i) and (finder.part(words[i + 1]) or words[i + 1].initial)


def tagged(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """A span of the tagger that no other rule reads: trimmed to words that can stand in a name."""
    word = words[i]
    if not word.per or not (finder.part(word) or _upper_name(finder, words, i)):
        return None
    leads = word.first and words.adjoin(i) and words[i + 1].per
    if leads and not finder.given(word) and not is_surname(word.lower) and _ordinary(word):
        # the first word of a sentence is capitalised anyway: `Оппонентом Рубио`
        return None
    last = i
    while words.adjoin(last) and last - i < 4:
        following = words[last + 1]
        after = finder.initials(words, last + 1) if following.initial and following.per else len(words)
        if after < len(words) and words[after].per and finder.part(words[after]) and words.adjoin(after - 1):
            last = after
            continue
        if _opens_another(finder, words, i, last + 1):
            break
        if following.per and (finder.part(following) or _upper_name(finder, words, last + 1)):
            last += 1
            continue
        break
    if last - i >= 2 and not finder.given(word) and finder.given(words[i + 1]) and not finder.patronymic(words[i + 2]):
        # a complete name begins with the next word: `Аль-Каиды Усамы бин Ладена`
        return None
    if last - i >= 1 and _names_what_precedes(finder, words, i, last):
        return None
    if last == i and (word.first or word.upper) and is_common(word.lower) and not is_surname(word.lower):
        return None
    if last > i and all(_plain(finder, words[k]) for k in range(i, last + 1)):
        # share buttons: `Одноклассники Ещё`
        return None
    if last == i and not finder.given(word) and _several_or_shortened(word.lower):
        return None
    if last == i and (_never_names(word.lower) or _item_or_clipped(finder, words, i)):
        return None
    if last == i and (_qualifies_noun(words, i) or _after_kind(finder, words, i)):
        return None
    # the tagger often stops before a surname it does not know
    alone = last == i and not is_surname(word.lower) and words.adjoin(i)
    if alone and finder.part(words[i + 1]) and is_surname(words[i + 1].lower) and not is_common(words[i + 1].lower):
        last += 1
    return finder.extend(words, i, last, "person.tagged")


@lru_cache(maxsize=4096)
def _several_or_shortened(word: str) -> bool:
    """Whether a lower-case word means several (`афганцами`) or is made of a clipped word and a noun (`таможсоюзу`)."""
    if is_surname(word):
        return False
    found = dictionary_entries(word)
    if found:
        return all("plur" in entry.tag.grammemes and _NAMED.isdisjoint(entry.tag.grammemes) for entry in found)
    clipped = _CLIPPED.match(word)
    return clipped is not None and len(word) - clipped.end() >= _SHORTEST_NOUN and is_common(word[clipped.end() :])


def _plain(finder: NameFinder, word: Word) -> bool:
    """Whether a word is one of the dictionary that is no part of any name."""
    return not word.initial and is_common(word.lower) and not finder.given(word) and not is_surname(word.lower)


def _names_what_precedes(finder: NameFinder, words: Words, i: int, last: int) -> bool:
    """Whether word `i` is the name of a place or body told by its kind, the person's begins after it.

    `глава аймака Дорноговь Ц. Оюун`, `начальник таможни Эрляня Чжао Мин`
    """
    if finder.given(words[i]) or i == 0 or not words.adjoin(i - 1):
        return False
    if words[i + 1].initial:
        return lemma(words[i - 1].lower, "NOUN") in PLACE_KINDS
    chinese = last - i == 2 and asian_surname(words[i + 1].lower, finder._lexicons) == "chinese_surname"
    unlike = asian_surname(words[i].lower, finder._lexicons) is None and words[i - 1].pos == "NOUN"
    return chinese and unlike and asian(finder, words, i + 1) is not None


def _opens_another(finder: NameFinder, words: Words, first: int, i: int) -> bool:
    """Whether word `i` is a given name of another case than the name that word `first` opens.

    `по приглашению президента Ухнаагийна Хурэлсуха Шавкат Мирзиёев прибыл`
    """
    if i - first < _WHOLE_NAME or not _next_is_surname(finder, words, i):
        return False
    ours, theirs = _given_cases(finder, words[first]), _given_cases(finder, words[i])
    if not ours and words[first].case not in {None, "Nom"}:
        ours = {words[first].case}
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _given_cases(finder: NameFinder, word: Word) -> set[str | None]:
    """The cases in which a word can be a given name."""
    return {case for form in given_forms(word.lower, finder._lexicons) if form.weight >= 1.0 for case in form.cases}


def _item_or_clipped(finder: NameFinder, words: Words, i: int) -> bool:
    """Whether a lone unknown word is an entry of a page's menu (`Фоторепортаж |`) or a clipped one (`Рассм. вопр.`)."""
    word = words[i]
    if not word.first or i + 2 >= len(words) or finder.given(word) or is_surname(word.lower):
        return False
    following = words[i + 1]
    clipped = following.text == "." and following.start == word.end and words[i + 2].text[:1].islower()
    return following.text == "|" or clipped


def _qualifies_noun(words: Words, i: int) -> bool:
    """Whether word `i` is the adjective of a place before its noun: `Ташкентской конференции`."""
    if not _ADJECTIVAL.search(words[i].lower) or not words.adjoin(i):
        return False
    following = words[i + 1]
    if following.pos != "NOUN" or not following.text.islower():
        return False
    return words[i].case == following.case or words[i].token.head.i == following.token.i


def _after_kind(finder: NameFinder, words: Words, i: int) -> bool:
    """Whether an unknown word names a body told by its kind: `профсоюза Юнайт`; `директор клуба Иванов` does not."""
    if i == 0 or not words.adjoin(i - 1) or finder.given(words[i]) or is_surname(words[i].lower):
        return False
    if lemma(words[i - 1].lower, "NOUN") not in finder.kinds:
        return False
    return not any(word.lower in finder._lexicons.heads for word in words.all[max(i - 5, 0) : i - 1])


def _ordinary(word: Word) -> bool:
    return is_common(word.lower) or word.pos in {"ADJ", "VERB", "ADP", "ADV"} or "-" in word.text


def _upper_name(finder: NameFinder, words: Words, i: int) -> bool:
    word = words[i]
    return word.upper and len(word.text) > 3 and finder.free(word)


def telling_surname(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """A surname that can be nothing else: `Рахимзода`, `Гарибашвили`."""
    word = words[i]
    if not finder.part(word) or not _WHOLE_SURNAME.fullmatch(word.text):
        return None
    return NameSpan(i, i, "person.surname_suffix")


def father_name(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """`Жапаров Садыр уулу`, `Алиев Ильхам Гейдар оглы` where the names are unknown."""
    for last in range(i + 1, min(i + 4, len(words))):
        if not words.adjoin(last - 1):
            return None
        if last - i >= 2 and words[last].lower in finder._lexicons.parts["kin"]:
            return NameSpan(i, last, "person.father_name")
        if not finder.part(words[last]) or not finder.part(words[i]):
            return None
    return None


#: of an initial
_OF_INITIALS: tuple[Rule, ...] = (initials_surname, initials_alone)
#: of a word before another one with a capital
_OF_TWO: tuple[Rule, ...] = (surname_initials, father_name, asian, surname_given)
_OF_ANY: tuple[Rule, ...] = (given_surname, tagged, telling_surname)
_OF_A_FIRST = (*_OF_TWO, *_OF_ANY)
_RULES = (*_OF_INITIALS, *_OF_TWO, *_OF_ANY)


def _rules(words: Words, i: int) -> tuple[Rule, ...]:
    """The rules that may find a name at word `i`."""
    if words[i].initial:
        return _RULES
    if words.adjoin(i) and words[i + 1].text != words[i + 1].lower:
        return _OF_A_FIRST
    return _OF_ANY


def after_post(finder: NameFinder, words: Words, i: int) -> NameSpan | None:
    """Capitalised words right after a post: `министру обороны Зургану Табло`."""
    if i >= len(words):
        return None
    first = words[i]
    if not finder.part(first) or first.first:
        return None
    last = i
    while last - i < 2 and words.adjoin(last) and finder.part(words[last + 1]):
        last += 1
    unknown = [not is_common(words[k].lower) or is_surname(words[k].lower) for k in range(i, last + 1)]
    while last > i and not unknown[last - i]:
        last -= 1
    if not unknown[0] or (last == i and (len(first.text) < 3 or not is_surname(first.lower))):
        return None
    # `командующий Приволжским округом`: an adjective of what is commanded
    following = words[last + 1] if words.adjoin(last) else None
    commanded = following is not None and following.text.islower() and following.pos in {"NOUN", "ADJ"}
    if commanded and _ADJECTIVAL.search(words[last].lower):
        return None
    return finder.extend(words, i, last, "person.after_post")


def again(finder: NameFinder, words: Words, surnames: set[str], taken: list[bool]) -> Iterator[NameSpan]:
    """Surnames of persons named in full elsewhere in the document, where no rule saw them."""
    # what a declined surname keeps in all its forms
    openings = {surname[:_KEPT] for surname in surnames}
    for i in words.name_like:
        word = words[i]
        if word.lower[:_KEPT] not in openings:
            continue
        if taken[i] or not (word.name_like or (word.upper and len(word.text) > 3)) or not finder.free(word):
            continue
        if word.first and is_common(word.lower) and not word.per:
            continue
        if any(form.nominative in surnames and form.weight >= 1.5 for form in surname_forms(word.lower)):
            initial = i > 1 and words[i - 2].initial and not taken[i - 2]
            yield NameSpan(i - 2 if initial else i, i, "person.surname_again")

"""Right and left edges of long names: the grammar of Russian noun chains.

A name such as `Координационный совет руководителей компетентных органов по противодействию незаконному обороту
наркотиков государств - членов X` is a head noun, agreeing words before it and a chain after it: genitives, phrases
that nouns govern (`борьба с ...`, `контроль за ...`), coordinated phrases, owners that are names themselves. Stages
that look for such names share this walker; what may own a name is theirs to say.

Cases come from the tagger where the dictionary allows its choice, else from the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.language.words import Word, animate_singular

_NOUN_POS = frozenset({"NOUN", "PROPN", "X", "SYM", "ADJ", ""})
_ADJ_POS = frozenset({"ADJ", "DET", "NUM", "VERB", "PROPN", "PRON", "NOUN", ""})
#: bracketed shorthand: one or two words with at least two capitals, or a capitalised word after `далее`
_SHORTHAND = re.compile(r"(?=(?:[^A-ZА-ЯЁ]*[A-ZА-ЯЁ]){2})[\w-]{2,20}(?: [\w-]{2,12})?")
_MEMBERS = re.compile(r"(?:государств|стран)(?:ы|а|ам|ами|ах)?")
_MEMBER_WORDS = frozenset(("членов", "участников", "участниц", "наблюдателей", "учредителей", "членам", "участникам"))
#: what states are members of, by its first noun
_UNIONS = frozenset(("содружество", "союз", "организация", "сообщество", "объединение"))
_COUNTED = re.compile(r"(?:государств|стран)-(?:членов|участников|участниц)")
#: what some nouns govern beside the genitive: preposition (empty for a bare case) and case
_GOVERNMENT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "борьба": (("с", "ablt"), ("против", "gent"), ("со", "ablt"), ("за", "accs")),
    "предоставление": (("", "datv"), ("в", "accs")),
    "контроль": (("за", "ablt"), ("над", "ablt"), ("в", "loct")),
    "надзор": (("за", "ablt"), ("в", "loct")),
    "наблюдение": (("за", "ablt"),),
    "связь": (("с", "ablt"), ("со", "ablt")),
    "отношение": (("с", "ablt"),),
    "взаимодействие": (("с", "ablt"), ("в", "loct"), ("со", "ablt")),
    "сотрудничество": (("с", "ablt"), ("в", "loct"), ("со", "ablt")),
    "работа": (("с", "ablt"), ("по", "datv")),
    "обращение": (("с", "ablt"),),
    "противодействие": (("", "datv"),),
    "содействие": (("", "datv"), ("в", "loct")),
    "помощь": (("", "datv"),),
    "поддержка": (("в", "loct"),),
    "защита": (("от", "gent"), ("в", "loct")),
    "реагирование": (("на", "accs"),),
    "право": (("на", "accs"),),
    "доступ": (("к", "datv"),),
    "подготовка": (("к", "datv"),),
    "торговля": (("", "ablt"),),
    "обмен": (("", "ablt"),),
    "управление": (("", "ablt"),),
    "злоупотребление": (("", "ablt"),),
    "доверие": (("в", "loct"),),
    "мера": (("по", "datv"), ("в", "loct")),
    "безопасность": (("в", "loct"), ("на", "loct")),
    "данные": (("о", "loct"), ("об", "loct")),
    "дело": (("о", "loct"), ("об", "loct")),
    "сведение": (("о", "loct"), ("об", "loct")),
    "информация": (("о", "loct"), ("об", "loct")),
    "запрос": (("о", "loct"), ("об", "loct")),
    "уведомление": (("о", "loct"), ("об", "loct")),
    "сообщение": (("о", "loct"), ("об", "loct")),
    "развитие": (("в", "loct"),),
    "регулирование": (("в", "loct"),),
    "деятельность": (("в", "loct"), ("по", "datv")),
    "угроза": (("", "datv"),),
    "поправка": (("к", "datv"), ("в", "accs")),
    "изменение": (("к", "datv"), ("в", "accs")),
    "дополнение": (("к", "datv"), ("в", "accs")),
    "присоединение": (("к", "datv"),),
    "переход": (("к", "datv"),),
    "подход": (("к", "datv"),),
    "требование": (("к", "datv"),),
    "преступление": (("против", "gent"),),
    "повестка": (("на", "accs"),),
    "ситуация": (("в", "loct"), ("на", "loct")),
    "обстановка": (("в", "loct"), ("на", "loct")),
}
#: nouns that make `в` + locative part of a name (`в сфере ...`); after other nouns it tells where something happens
_FIELD_NOUNS = frozenset(("сфера", "область", "мир", "азия", "евразия", "европа", "африка"))
#: after any noun `в` + one of these belongs to the name
_SUBJECTS = frozenset(("сфера", "область", "борьба", "противодействие", "предупреждение", "профилактика"))
#: `в цифровой среде` belongs to the name before it
_SURROUNDINGS = frozenset(("среда", "пространство"))
#: nouns after which a place with `в` or `на` belongs to the name
_PLACED = frozenset(("ситуация", "обстановка", "поправка", "изменение", "дополнение"))
#: in lower case too, a body may be attached to these
_HOSTS = frozenset(
    (
        "президент",
        "правительство",
        "министерство",
        "прокуратура",
        "парламент",
        "кабинет",
        "глава",
        "комитет",
        "университет",
        "организация",
    )
)
#: passive participles of several things: `полученных`, `изымаемым`
_UNDERGONE = ("нных", "нным", "нными", "емых", "емым", "емыми", "тых", "тым", "тыми")
#: `преступления, совершаемые с использованием ...`
_DONE = frozenset(("совершаемый", "совершенный", "совершать", "совершить", "осуществляемый", "осуществлять"))
#: `технологии, связанные с ...`: participles that say what something is about, with their preposition and case
_RELATED: Mapping[str, tuple[str, str]] = {
    "связанный": ("с", "ablt"),
    "связать": ("с", "ablt"),
    "направленный": ("на", "accs"),
    "направить": ("на", "accs"),
    "причастный": ("к", "datv"),
    "осужденный": ("к", "datv"),
    "осудить": ("к", "datv"),
    "относящийся": ("к", "datv"),
    "относиться": ("к", "datv"),
}
#: on what a body acts
_SITTINGS = frozenset(
    (
        "заседание",
        "сессия",
        "совещание",
        "встреча",
        "собрание",
        "форум",
        "конференция",
        "саммит",
        "брифинг",
        "консультация",
    )
)
#: first words of parliaments
_UNDECLINED = frozenset(("жогорку", "олий", "милли", "верховна"))
_TERRITORY = frozenset(("территория", "пространство"))
_TOWN = frozenset(("г", ".", "городу", "городе", "гор"))
_WITHIN = frozenset(("города", "г", "района", "области", "края"))
_TRANSPARENT = frozenset(("их", "его", "ее", "не"))
MAX_CHAIN_WORDS = 60


class Phrase(NamedTuple):
    """A noun phrase: index of its noun and the index after it."""

    noun: int
    end: int


class Owner(NamedTuple):
    """Something named that may stand inside a chain: words `[start, end)`; `value` is the stage's own."""

    start: int
    end: int
    value: object


@dataclass(slots=True)
class Chain:
    """What was found to the right of a head."""

    end: int
    owners: list[Owner] = field(default_factory=list)
    #: (index of the opening bracket, index after the closing one) of shorthands inside the chain
    brackets: list[tuple[int, int]] = field(default_factory=list)
    #: words in genitive, dative, ... phrases of the chain
    phrases: int = 0
    #: indexes of all words that belong to owners
    prepositions: set[str] = field(default_factory=set)


class Walker:
    """Walks chains over the words of one document.

    Args:
        words: from `words_of`.
        owners: named things by the index of their first word; the stage may add to it while it walks.
        blocked: indexes of words that end any chain: persons' names, dates.
        portfolio: lemmas of nouns that may be coordinated without a syntactic proof.
        persons_allowed: lemmas of animate nouns in the singular that may stand in a chain (`Администрация Президента`).
        not_after_po: lemmas that tell how or why something happens after `по`, not what a body is for.
        fields_after_owner: whether `в области ...` after an owner is still part of the name.
    """

    def __init__(
        self,
        words: list[Word],
        *,
        owners: dict[int, Owner],
        blocked: set[int],
        portfolio: frozenset[str] = frozenset(),
        persons_allowed: frozenset[str] = frozenset(),
        not_after_po: frozenset[str] = frozenset(),
        fields_after_owner: bool = True,
    ) -> None:
        self.words = words
        self.owners = owners
        self._blocked = blocked
        self._portfolio = portfolio
        self._persons = persons_allowed
        self._not_after_po = not_after_po
        self._fields_after_owner = fields_after_owner

    # ------------------------------------------------------------------------------------------------- words

    def in_case(self, index: int, case: str) -> bool:
        """Whether a noun may be in `case` here."""
        word = self.words[index]
        if word.pos not in _NOUN_POS:
            return False
        if word.abbreviation and not word.nouns:
            return True
        possible = {c for c, _, _ in word.nouns}
        if case not in possible or (word.pos == "ADJ" and word.case is None):
            # a short adjective is a predicate: `Секретариат готов помочь`
            return False
        if word.case == case or word.case not in possible:
            return True
        # a nearly tied choice of the tagger is corrected by the tree: the word depends on the phrase before it
        return word.dep in {"nmod", "conj", "obl"} and word.head < index and case in {"gent", "datv"}

    def _agrees(self, adjective: int, noun: int, case: str) -> bool:
        mine = {f for f in self.words[adjective].agreeing if f[0] == case}
        if not mine:
            return False
        nouns = {f for f in self.words[noun].nouns if f[0] == case}
        if not nouns:
            return True
        return any(n == m for n in nouns for m in mine) or any(
            n[1] == m[1] and (not n[2] or not m[2]) for n in nouns for m in mine
        )

    def phrase(self, index: int, case: str, depth: int = 0, *, sure: bool = False) -> Phrase | None:
        """The noun phrase in `case` that starts at `index`: agreeing words, then a noun.

        `sure` tells that an adjective before is in that case, so that the noun is too if it can be.
        """
        words = self.words
        if index >= len(words) or index in self._blocked or depth > 6:
            return None
        word = words[index]
        if depth and word.sentence != words[index - 1].sentence:
            return None
        if len(word.text) == 1 and word.capital and index + 1 < len(words) and words[index + 1].text == ".":
            # an initial: `секретаря Организации В.Петренко`
            return None
        if word.low in _TRANSPARENT and index + 1 < len(words):
            return self.phrase(index + 1, case, depth + 1, sure=sure)
        quoted = (
            index + 3 < len(words) and word.text == words[index + 2].text == '"' and bool(words[index + 1].agreeing)
        )
        if quoted and any(f[0] == case for f in words[index + 1].agreeing):
            # `развития "зеленого" туризма`
            rest = self.phrase(index + 3, case, depth + 1)
            return rest if rest and self._agrees(index + 1, rest.noun, case) else None
        if word.pos == "NUM" and case == "gent" and word.case == "gent":
            # `заявление четырех государств`
            return self.phrase(index + 1, case, depth + 1)
        if word.pos in _ADJ_POS and any(f[0] == case for f in word.agreeing):
            following = index + 1
            if self._second_adjective(following, case):
                # `национальных (государственных) координаторов`
                following += 3
            elif (
                following + 1 < len(words)
                and words[following].low in {"и", ",", "или"}
                and any(f[0] == case for f in words[following + 1].agreeing)
                and words[following + 1].pos in {"ADJ", "VERB", "DET"}
            ):
                following += 1
            rest = self.phrase(following, case, depth + 1, sure=sure or (word.pos == "ADJ" and word.case == case))
            if rest and self._agrees(index, rest.noun, case):
                return rest
        if word.pos == "ADV" and index + 1 < len(words) and words[index + 1].pos in {"ADJ", "VERB"}:
            return self.phrase(index + 1, case, depth + 1) if words[index + 1].agreeing else None
        certain = sure and word.pos in _NOUN_POS and any(c == case for c, _, _ in word.nouns)
        if certain or self.in_case(index, case):
            if animate_singular(word.low) and word.lemma not in self._persons:
                return None
            return Phrase(index, index + 1)
        return None

    def _second_adjective(self, index: int, case: str) -> bool:
        """Whether one adjective in brackets stands at `index`."""
        words = self.words
        if index + 3 >= len(words) or words[index].text != "(" or words[index + 2].text != ")":
            return False
        return words[index + 1].pos == "ADJ" and any(f[0] == case for f in words[index + 1].agreeing)

    # ---------------------------------------------------------------------------------------------- left edge

    def prefix(self, head: int) -> int:
        """Index of the first of the agreeing words before the noun at `head` (or `head` itself)."""
        words = self.words
        noun = words[head]
        possible = noun.nouns
        if noun.case and any(f[0] == noun.case for f in possible):
            possible = frozenset(f for f in possible if f[0] == noun.case)
        first = head
        index = head - 1
        while index >= 0 and words[index].sentence == noun.sentence and index not in self._blocked:
            word = words[index]
            if word.pos in {"ADJ", "PROPN", "DET", "VERB", "NOUN", "NUM"} and any(
                f == g or (f[:2] == g[:2] and not (f[2] and g[2])) for f in word.agreeing for g in possible
            ):
                first = index
                index -= 1
                continue
            if (
                word.low in {"и", ","}
                and first < head
                and index > 0
                and any(f[:2] == g[:2] for f in words[index - 1].agreeing for g in possible)
                and words[index - 1].pos in {"ADJ", "PROPN"}
            ):
                first = index - 1
                index -= 2
                continue
            break
        return first

    # --------------------------------------------------------------------------------------------- right edge

    def chain(self, head: int, start: int, *, takes: frozenset[str], cases: tuple[str, ...] = ()) -> Chain:
        """The chain that starts at `start` after the noun at `head`.

        Args:
            takes: what the head itself takes: `gent` (genitive phrases), `по`, `при`, `в`, `для`, `о`, `на`; `в+` is
                `в` after an owner only (`Центр X в Астане`).
            cases: cases of phrases before `start` to which more may be joined.
        """
        found = Chain(end=start)
        words = self.words
        left = set(takes)
        last = head
        opened = list(cases)
        owned = False
        index = start
        while index < len(words) and index - start < MAX_CHAIN_WORDS:
            word = words[index]
            if word.sentence != words[head].sentence or index in self._blocked:
                break
            owner = self.owners.get(index)
            if owner and not owned and self._may_own(owner):
                found.owners.append(owner)
                index, last, owned = owner.end, owner.end - 1, True
                found.end = index
                if "в+" in left:
                    left.add("в")
                opened.append("gent")
                continue
            # `больница г. Бохтара`
            abbreviated = word.low == "г" and index + 1 < len(words) and words[index + 1].text == "."
            town = self._town(index) if owned or abbreviated else None
            if town is not None:
                found.owners.append(town)
                index = found.end = town.end
                last, owned = index - 1, True
                continue
            if word.text == "№" and index + 1 < len(words) and words[index + 1].text.isdigit():
                index += 2
                found.end = index
                continue
            members = self._members(index)
            if members and not owned:
                # the name ends with the owner, or with the collective itself
                index = members
                last = index - 1
                found.end = index
                found.phrases += 1
                continue
            if not owned and "gent" in left and word.low not in {"имени", "им"}:
                phrase = self.phrase(index, "gent")
                if phrase:
                    inner = next((self.owners[i] for i in range(index + 1, phrase.end) if i in self.owners), None)
                    index, last = phrase.end, phrase.noun
                    if inner and inner.end >= index:
                        found.owners.append(inner)
                        index, last, owned = inner.end, inner.end - 1, True
                    found.end = index
                    found.phrases += 1
                    opened.append("gent")
                    continue
            # a name governs nothing of what follows it
            governor = last if not owned else head
            means = self._means(index, governor) if found.phrases else None
            if means is not None:
                index = found.end = means
                last = index - 1
                continue
            ended = owned and not self._fields_after_owner and word.low == "в"
            step = (None if ended else self._governed(index, governor)) or self._taken(index, left)
            if step:
                preposition, case, phrase = step
                phrase_start = index
                found.prepositions.add(preposition)
                left.discard(preposition)
                left.add("gent")
                index, last, owned = phrase.end, phrase.noun, False
                opening = phrase_start + (1 if preposition else 0)
                named = self.owners.get(opening) or self.owners.get(phrase.noun)
                if named is not None and named.end >= phrase.end:
                    found.owners.append(named)
                    index, last, owned = named.end, named.end - 1, True
                found.end = index
                found.phrases += 1
                opened.append(case)
                continue
            joined = self._coordinated(index, head, opened)
            if joined:
                index, last = joined.end, joined.noun
                owned = False
                found.end = index
                found.phrases += 1
                continue
            bracket = self.bracket(index) or self._gloss(index)
            if bracket and self._goes_on(bracket, owned=owned, left=left):
                found.brackets.append((index, bracket))
                index = bracket
                continue
            break
        return found

    def _may_own(self, owner: Owner) -> bool:
        """Whether the named thing can be read as a genitive."""
        first = self.words[owner.start]
        if first.pos == "" or first.abbreviation:
            return True
        for index in range(owner.start, owner.end):
            word = self.words[index]
            if word.low in _UNDECLINED:
                continue
            if word.nouns or word.agreeing:
                genitive = any(f[0] == "gent" for f in word.nouns | word.agreeing)
                return (
                    genitive and (word.case in {"gent", None} or not any(f[0] == word.case for f in word.nouns))
                ) or (genitive and word.dep in {"nmod", "conj", "appos", "flat:name", "flat:foreign"})
            return True
        return False

    def _town(self, index: int) -> Owner | None:
        """`(района) города Минска`: the place within which an owner lies."""
        if self.words[index].low not in _WITHIN:
            return None
        start = index + 1
        if start < len(self.words) and self.words[start].low == ".":
            start += 1
        owner = self.owners.get(start)
        return owner if owner is not None and self.words[owner.start].capital and self._may_own(owner) else None

    def _stands_in(self, owner: Owner, case: str) -> bool:
        """Whether the first word of a name that declines can be in `case`."""
        first = self.words[owner.start]
        readings = first.nouns | first.agreeing
        return not readings or first.abbreviation or any(f[0] == case for f in readings)

    def _members(self, index: int) -> int | None:
        """The index after `государств - членов`, `стран-участниц`, `государств` before a name."""
        words = self.words
        low = words[index].low
        if _COUNTED.fullmatch(low):
            return index + 1
        if not _MEMBERS.fullmatch(low):
            return None
        if index + 2 < len(words) and words[index + 1].low == "-" and words[index + 2].low in _MEMBER_WORDS:
            return index + 3
        if index + 1 < len(words) and words[index + 1].low in _MEMBER_WORDS:
            return index + 2
        union = words[index + 1] if index + 1 < len(words) and index + 1 in self.owners else None
        if union is not None and (union.abbreviation or (union.capital and union.lemma in _UNIONS)):
            # `Совет министров внутренних дел стран СНГ`
            return index + 1
        return None

    def _governed(self, index: int, last: int) -> tuple[str, str, Phrase] | None:
        """A phrase that the last noun of the chain governs."""
        words = self.words
        word = words[index]
        for preposition, case in _GOVERNMENT.get(words[last].lemma, ()):
            if preposition == "":
                phrase = self.phrase(index, case)
                if phrase and (words[phrase.noun].case == case or words[phrase.noun].head <= last):
                    return "", case, phrase
            elif word.low == preposition and last == index - 1:
                owner = self.owners.get(index + 1)
                placed = preposition not in {"в", "на"} or words[last].lemma in _PLACED
                if owner is not None and placed and self._stands_in(owner, case) and case != "ablt":
                    return preposition, case, Phrase(owner.start, owner.end)
                phrase = self.phrase(index + 1, case)
                if phrase and preposition == "на" and words[phrase.noun].lemma in _SITTINGS:
                    # `комиссия по безопасности на выездном заседании`
                    return None
                if phrase and (preposition != "в" or case != "loct" or words[phrase.noun].lemma in _FIELD_NOUNS):
                    return preposition, case, phrase
        if word.low == "в" and index + 1 < len(words) and words[index + 1].lemma in _SUBJECTS:
            return "в", "loct", Phrase(index + 1, index + 2)
        if word.low == "в":
            phrase = self.phrase(index + 1, "loct")
            if phrase and words[phrase.noun].lemma in _SURROUNDINGS and phrase.noun > index + 1:
                return "в", "loct", phrase
        told = words[index - 1].capital  # `силы Организации на территории X`: where they are
        if word.low == "на" and not told and index + 1 < len(words) and words[index + 1].lemma in _TERRITORY:
            return "на", "loct", Phrase(index + 1, index + 2)
        return None

    def _means(self, index: int, last: int) -> int | None:
        """The index after what says by which means something is done: `сбыту наркотиков через сеть Интернет`.

        Also a participle that says so of the noun: `преступлениям, совершаемым с использованием технологий`.
        """
        words = self.words
        if index + 2 >= len(words) or words[index].sentence != words[last].sentence:
            return None
        low = words[index].low
        if low == "," and words[index + 1].lemma in _DONE:
            cases = {f[0] for f in words[last].nouns if words[last].case in {f[0], None}}
            agrees = any(f[0] in cases for f in words[index + 1].agreeing)
            return self._by_means(index + 2) if agrees else None
        return self._by_means(index) or self._related(index, last) or self._undergone(index, last)

    def _undergone(self, index: int, last: int) -> int | None:
        """`активов, полученных преступным путем`: the index after what was done to several, and by what."""
        words = self.words
        if words[index].low != "," or not words[index + 1].text.endswith(_UNDERGONE) or words[index + 1].capital:
            return None
        cases = {f[:2] for f in words[last].nouns if words[last].case in {f[0], None}}
        phrase = self.phrase(index + 2, "ablt") if cases & {f[:2] for f in words[index + 1].agreeing} else None
        return phrase.end if phrase is not None else None

    def _related(self, index: int, last: int) -> int | None:
        """`угрозам, связанным с изменением климата`: the index after what the noun before is about."""
        words = self.words
        related = _RELATED.get(words[index + 1].lemma) if words[index].low == "," else None
        if related is None or words[index + 2].low not in {related[0], related[0] + "о"}:
            return None
        cases = {f[:2] for f in words[last].nouns if words[last].case in {f[0], None}}
        if not cases & {f[:2] for f in words[index + 1].agreeing} or index + 3 >= len(words):
            return None
        owner = self.owners.get(index + 3)
        if owner is not None:
            return owner.end
        phrase = self.phrase(index + 3, related[1])
        if phrase is None:
            return None
        return self.chain(phrase.noun, phrase.end, takes=frozenset({"gent"}), cases=(related[1],)).end

    def _by_means(self, index: int) -> int | None:
        words = self.words
        low, following = words[index].low, index + 1
        if following >= len(words):
            return None
        if low in {"в", "через"} and words[following].lemma in {"сеть", "интернет"}:
            if words[following].lemma == "интернет":
                return following + 1
            at = following + 1
            quoted = at + 2 < len(words) and words[at].text == words[at + 2].text == '"'
            at += 1 if quoted else 0
            if at < len(words) and words[at].low == "интернет":
                return at + (2 if quoted else 1)
            return None
        if low in {"с", "путем", "посредством"}:
            start = index
            if low == "с":
                if words[following].low not in {"использованием", "применением", "помощью"}:
                    return None
                start = following
            phrase = self.phrase(start + 1, "gent")
            if phrase is None:
                return None
            return self.chain(phrase.noun, phrase.end, takes=frozenset({"gent"}), cases=("gent",)).end
        return None

    def _taken(self, index: int, left: set[str]) -> tuple[str, str, Phrase] | None:
        """A phrase with a preposition that the head takes."""
        words = self.words
        low = words[index].low
        plain = {"со": "с", "об": "о", "во": "в", "обо": "о", "им": "имени"}.get(low, low)
        if plain not in left or index + 1 >= len(words):
            return None
        if plain == "имени":
            end = self._honoured(index + 1)
            return (plain, "gent", Phrase(end - 1, end)) if end > index + 1 else None
        case = {
            "по": "datv",
            "при": "loct",
            "в": "loct",
            "для": "gent",
            "о": "loct",
            "на": "loct",
            "к": "datv",
            "против": "gent",
        }[plain]
        if plain in {"при", "в", "на", "по", "к", "о"}:
            # `по г. Москве`, `в городе Вене`: the class word before the name
            start = index + 1
            while start < min(index + 3, len(words)) and words[start].low in _TOWN and start not in self.owners:
                start += 1
            owner = self.owners.get(start)
            # after the class word the name need not decline: `по городу Ош`
            stands = owner is not None and (start > index + 1 or self._stands_in(owner, case))
            if owner is not None and words[owner.start].capital and stands:
                return plain, case, Phrase(owner.start, owner.end)
        phrase = self.phrase(index + 1, case)
        reasons = self._not_after_po
        if phrase is None:
            return None
        # `по международным отношениям` is a field, `по отношению к` is none
        fields = words[phrase.noun].lemma == "отношение" and phrase.noun > index + 1
        if plain == "по" and not fields and {words[phrase.noun].lemma, words[phrase.noun].low} & reasons:
            return None
        lower = not any(words[i].capital for i in range(index + 1, phrase.end))
        if plain == "при" and lower and words[phrase.noun].lemma not in _HOSTS:
            # `при финансовой поддержке` tells how, not where a body belongs
            return None
        if plain in {"в", "на"}:
            return None
        return plain, case, phrase

    def _honoured(self, index: int) -> int:
        """The index after the person a body is named after: `им. Н. Х. Иванова`, `имени Петрова и Сидорова`."""
        words = self.words
        end = index
        while end < min(index + 9, len(words)) and words[end].sentence == words[index - 1].sentence:
            word = words[end]
            joins = word.low in {".", "и", "-"} and end + 1 < len(words) and words[end + 1].capital
            joins = joins and not (word.low == "и" and end + 1 in self.owners)
            if not (word.capital or joins) or (word.low == "." and end > index and len(words[end - 1].text) > 2):
                break
            end += 1
        return end

    def _coordinated(self, index: int, head: int, cases: list[str]) -> Phrase | None:
        """A phrase joined by `и` or a comma to one of the chain's phrases."""
        words = self.words
        if not cases or words[index].low not in {"и", ",", "или"} or index + 1 >= len(words):
            return None
        start = index + 1
        if words[index].low == "," and words[start].low in {"а", "также"}:
            return None
        if words[start].low == "по" and "datv" in cases:
            start += 1
        if start in self.owners or start >= len(words):
            return None
        for case in dict.fromkeys(reversed(cases)):
            phrase = self.phrase(start, case)
            if phrase is None or any(i in self.owners for i in range(start, phrase.end)):
                continue
            noun = words[phrase.noun]
            if noun.capital and not words[start - 2].capital and noun.text != "СМИ":
                continue
            inside = head < noun.head < index and noun.dep == "conj"
            listed = words[index].low == "," and self._list_ends(phrase.end, case)
            if words[index].low == ",":
                if (inside or noun.lemma in self._portfolio or case != "gent") and listed:
                    return phrase
                continue
            if inside or noun.lemma in self._portfolio or case in {"datv", "loct", "ablt"}:
                return phrase
        return None

    def _list_ends(self, index: int, case: str, depth: int = 0) -> bool:
        """Whether a comma list in `case` goes on to an `и` from `index`."""
        words = self.words
        steps = 0
        while index < len(words) and steps < 6 and words[index].low not in {"и", ","}:
            step = self.phrase(index, "gent")
            if step is None:
                return False
            index = step.end
            steps += 1
        if index >= len(words) or words[index].low not in {"и", ","} or depth > 5:
            return False
        phrase = self.phrase(index + 1, case)
        if phrase is None:
            return False
        return words[index].low == "и" or self._list_ends(phrase.end, case, depth + 1)

    def bracket(self, index: int) -> int | None:
        """The index after a bracketed shorthand that opens at `index`."""
        words = self.words
        if words[index].text != "(":
            return None
        for end in range(index + 1, min(index + 7, len(words))):
            if words[end].text == ")":
                inner = " ".join(w.text for w in words[index + 1 : end] if w.text not in {"-", ",", '"'})
                inner = re.sub(r"^(?:далее|сокращенно)\s*", "", inner, flags=re.IGNORECASE)
                return end + 1 if _SHORTHAND.fullmatch(inner) else None
        return None

    def _gloss(self, index: int) -> int | None:
        """The index after other words for the noun before: `глав правительств (премьер-министров) стран`."""
        words = self.words
        if words[index].text != "(" or words[index - 1].number != "plur":
            return None
        phrase = self.phrase(index + 1, "gent")
        while phrase is not None and phrase.end < len(words) and words[phrase.end].text != ")":
            phrase = self.phrase(phrase.end, "gent")
        if phrase is None or phrase.end >= len(words) or any(w.capital for w in words[index + 1 : phrase.end]):
            return None
        return phrase.end + 1

    def _goes_on(self, index: int, *, owned: bool, left: set[str]) -> bool:
        words = self.words
        if index >= len(words):
            return False
        if not owned and (self._members(index) or (index in self.owners and self._may_own(self.owners[index]))):
            return True
        return (
            words[index].low in {"по", "при", "в"} and words[index].low in left and self._taken(index, left) is not None
        )

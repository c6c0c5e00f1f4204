"""Names that no rule of grammar finds: those of the neural tagger, names in quotes told before, names of syllables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.document import Mention, Place
from extract.language.later import later
from extract.language.morphology import dictionary_entries, parses
from extract.language.words import animate
from extract.stages.organizations.candidates import Body, Finder, is_union, of_several_states
from extract.stages.organizations.lexicon import head_lemma, is_abbreviation

_QUOTE = '"'
#: a name made of syllables ends in the noun that says what the body is
_SYLLABLES = (
    "Гос",
    "Нац",
    "Мин",
    "Центр",
    "Рос",
    "Глав",
    "Фин",
    "Тамож",
    "Уз",
    "Каз",
    "Кырг",
    "Тадж",
    "Бел",
    "Арм",
    "Туркм",
)
_SYLLABIC = re.compile(
    rf"(?:{'|'.join(_SYLLABLES)})[а-я]*?"
    r"(?:ком(?:а|у|ом|е)?|служб(?:а|ы|е|у|ой)|надзор(?:а|у|ом|е)?|контрол(?:ь|я|ю|ем|е)|банк(?:а|у|ом|е)?"
    r"|мониторинг(?:а|у|ом|е)?|инспекци(?:я|и|ю|ей)|агентств(?:о|а|у|ом|е)|стат(?:а|у|ом|е)?"
    r"|развед(?:ка|ки|ке|ку|кой)|союз(?:а|у|ом|е)?"
    r"|комитет(?:а|у|ом|е)?|резерв(?:а|у|ом|е)?|реестр(?:а|у|ом|е)?|комисси(?:я|и|ю|ей))"
)
#: agencies that say so in the second half of their name: `Авеста-Пресс`
_NEWSROOM = re.compile(
    r"[А-ЯЁA-Z][\w]+-(?:[Пп]ресс|[Мм]едиа|[Ии]нформ|[Ии]нфо|[Нн]ьюс|ТВ|[Pp]ress|[Nn]ews|[Mm]edia|TV)"
)
_DASHES = frozenset("-–—")
#: where something is: a quoted name after them is a place's
_WHERE = frozenset(("в", "во", "на", "перед", "через", "под", "у", "около", "возле"))
#: nouns of doing, which head no names but those of the lexicon
_DOING = later(r"(?:ние|ция|вка|ство)$")
#: `Рубеж-2010`, which is no body but an exercise
_OF_A_YEAR = later(r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁ]?[а-яё]+)?-(?:19|20)\d\d")
#: short names in the plural that no dictionary has: `секретари Совбезов`
_SEVERAL_COUNCILS = later(r"(?:Совбез|Нацбанк|Центробанк|Минфин|Генштаб|Совмин|Кабмин)(?:ы|ов|ам|ами|ах|и)")
_CURRENCY = re.compile(r"[A-Z]{3}")
#: what opens no name in a line of capitals
_TITLE_GOES_ON = frozenset(("по", "о", "об", "и", "в", "на", "с", "для", "к"))
#: in characters, what an abbreviation in brackets stands for
_MEANING = 120
#: words in the name of a place
_LONGEST_PLACE = 8


class LooseNames:
    """Finds what is left when the names of the lexicon and of head nouns are known."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._words = finder.words
        self._starts = list(finder.index.at)
        self._lexicon = finder.lexicon
        self._refused_quotes: set[str] | None = None

    def quoted_again(self, bodies: Sequence[Body], taken: Callable[[int, int], bool]) -> Iterator[Body]:
        """`«Вектор» не ответил` on a page that says `концерн «Вектор»` somewhere: the same words in quotes."""
        known: dict[str, Body] = {}
        for body in bodies:
            if body.kind == "quoted" and body.rule == "organization.quotes_after_class":
                known.setdefault(self._finder.text(body.start, body.end).lower(), body)
        if not known:
            return
        for index, word in enumerate(self._words[:-2]):
            close = self._finder.closing(index) if word.text == _QUOTE and self._words[index + 1].capital else None
            if close is None or close - index < 2 or taken(self._words[index + 1].start, self._words[close - 1].end):
                continue
            if self._finder.text(index + 1, close).lower() in known and not self.refused_by_noun(index + 1):
                yield Body(index + 1, close, index + 1, "organization.quotes_again", "quoted", close)

    def syllabic_names(self, taken: Callable[[int, int], bool]) -> Iterator[Body]:
        """`Госпогранслужба`, `Нацстатком`: names made of syllables, by their first and last part."""
        for index in self._finder.index.capitals:
            word = self._words[index]
            text = word.text
            # nearly every word ends here
            if not (text.startswith(_SYLLABLES) or "-" in text) or word.pos in {"VERB", "ADJ"}:
                continue
            if not (syllabic(text) or _NEWSROOM.fullmatch(text)) or self._finder.headline(index):
                continue
            if taken(word.start, word.end) or word.number == "plur" or self._in_longer(index):
                continue
            body = Body(index, index + 1, index, "organization.syllabic", "tagger", index + 1)
            yield self.with_owner(body)

    def _in_longer(self, index: int) -> bool:
        """Whether the tagger has the word in a longer name: `АП «Вахш-Информ»`."""
        word, finder = self._words[index], self._finder
        at = bisect_right(finder.tagged_starts, word.start) - 1
        return at >= 0 and "-" in word.text and finder.tagged[at][0] < word.start < finder.tagged[at][1]

    def tagger_names(self, taken: Callable[[int, int], bool]) -> Iterator[Body]:
        """Organizations of the neural tagger that no rule found, with their edges corrected."""
        words = self._words
        for start, end in self._finder.tagged:
            first = next((i for i in range(self._index(start), len(words)) if words[i].end > start), None)
            last = self._index(end - 1) + 1
            if first is None:
                continue
            opening = next((i for i in range(first + 1, last) if words[i].text == "("), None)
            if opening is not None and opening + 1 < last and words[opening + 1].text == _QUOTE:
                # `ВОПРОС («Вечерняя газета»)`
                first, opening = opening + 1, None
            last = opening if opening is not None and words[last - 1].text == ")" else last
            quotes = [word.text for word in words[first:last]].count(_QUOTE)
            if quotes == 1 and words[first].text != _QUOTE and last < len(words) and words[last].text == _QUOTE:
                last += 1
            elif words[last - 1].text == _QUOTE and quotes == 1:
                last -= 1
            while last > first and words[last - 1].text in {".", ",", "(", ":", "-", "'", "''"}:
                last -= 1
            if quotes == 2 and words[first].text == _QUOTE and words[last - 1].text == _QUOTE:
                last -= 1
            while first < last and (
                words[first].text in {_QUOTE, "(", "-", "'", "''"} or words[first].low in {"сети", "сеть"}
            ):
                first += 1
            if first >= last or taken(words[first].start, words[last - 1].end):
                continue
            reason = self._tagger_refusal(first, last)
            if reason:
                self._finder.refuse("organization.tagger", reason, first, last)
                continue
            yield self.with_owner(
                Body(
                    start=first,
                    end=last,
                    core_end=last,
                    head=self._finder.noun_of(first, last),
                    rule="organization.tagger",
                    kind="tagger",
                )
            )

    def with_owner(self, body: Body) -> Body:
        """`ГУБОП МВД`, `Госрезерв Туркменистана`: an abbreviation that only the tagger knows, with whose it is."""
        word = self._words[body.end - 1]
        if body.end - body.start > 1 and body.kind == "tagger":
            return self._with_state(body)
        if body.end - body.start == 1 and (word.abbreviation or syllabic(word.text)):
            after = self._finder.walker.owners.get(body.end)
            by_region = self._finder.region_follows(after.end if after is not None else body.end)
            chain = self._finder.walker.chain(body.start, body.end, takes=frozenset({"по"} if by_region else ()))
            if chain.owners and (chain.owners[0].start == body.end or by_region):
                body.chain, body.end = chain, chain.end
        return body

    def _with_state(self, body: Body) -> Body:
        """`Народное вече Сербии`, `Молодёжный хор СНГ`: words of a name and right behind whose it is."""
        words = self._words
        owner = self._finder.walker.owners.get(body.end)
        agreeing = bool(words[body.start].agreeing) and words[body.start].pos in {"ADJ", "PROPN"}
        if owner is None or not agreeing or words[body.end - 1].text == _QUOTE or not words[body.head].nouns:
            return body
        place = owner.value.entity if isinstance(owner.value, Mention) else None
        state = isinstance(place, Place) and place.kind == "country"
        union = place is None and owner.end == body.end + 1 and words[owner.start].abbreviation
        if body.head == body.end - 1 and (state or union):
            chain = self._finder.walker.chain(body.head, body.end, takes=frozenset())
            if chain.owners and chain.owners[0].start == owner.start:
                body.chain, body.end = chain, chain.end
        return body

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _tagger_refusal(self, first: int, last: int) -> str | None:
        words = self._words
        text = self._finder.text(first, last)
        low = " ".join(text.lower().split())
        if low in self._lexicon.refused:
            known = self._lexicon.refused[low]
            return None if known == "platform" and self._acts(first, last) else known
        if first and self._lexicon.refused_before.get(words[first - 1].lemma) == "vehicle":
            return "vehicle"
        if all(word.text.islower() or not word.text[:1].isalpha() for word in words[first:last]):
            return "lower_case"
        if _OF_A_YEAR.fullmatch(text):
            # an exercise: `Рубеж-2010`
            return "operation"
        if _SEVERAL_COUNCILS.fullmatch(words[first].text):
            return "generic_plural"
        if self._finder.headline(first) and _title_in_capitals([word.low for word in words[first:last]]):
            # `ЦЕНТРАЛЬНОЙ АЗИИ ПО ВОПРОСУ ВОДЫ`
            return "headline_in_capitals"
        if self._finder.headline(first) and (not is_abbreviation(words[first].text) or _dictionary_word(low)):
            return "headline_in_capitals"
        if any(index in self._finder.dated for index in range(first, last)):
            # `The Sunday Times`
            if not (words[first].low == "the" and last - first > 1):
                return "date"
        if any(word.text in {"/", ">", "›", "|", ">>", "→"} for word in words[first:last]) and last - first > 2:
            return "page"
        verb = last - first == 1 and words[first].pos in {"VERB", "ADV"} and _dictionary_word(low)
        if words[last - 1].text == "!" or verb:
            return "not_a_name"
        if last - first > 1 and all(len(word.text) <= 2 for word in words[first:last]):
            # buttons of a page: `A+ A-`, `VK OK TG`
            return "not_a_name"
        noun = words[self._finder.noun_of(first, last)]
        head = self._lexicon.heads.get(noun.lemma)
        plural = noun.number == "plur" or (bool(noun.nouns) and all(f[1] == "plur" for f in noun.nouns))
        if plural and head is not None and (head.strong or head.alone) and not head.plural:
            # `Министерств обороны`
            if all(word.text.islower() for word in words[first + 1 : last]):
                return "generic_plural"
        quoted = first > 0 and words[first - 1].text == _QUOTE
        if animate(noun.low) and not noun.abbreviation and (noun.number == "plur" or not quoted):
            # also a post: `Специального представителя Президента`
            return "persons"
        if not quoted and words[first].first and noun.lemma not in self._lexicon.heads and _DOING.search(noun.lemma):
            # a heading: `Аккредитация журналистов`
            return "not_a_name"
        nouns = [w for w in words[first:last] if w.pos == "NOUN" or w.text[:1].isupper()]
        for word in nouns[:2]:
            if word.lemma in self._lexicon.refused_heads:
                return self._lexicon.refused_heads[word.lemma]
        kind = self.refused_quotation(first) or self._stray_quotation(first, last)
        if kind:
            return kind
        if words[first].text[:1].islower():
            return "lower_case"
        if words[first].first and last - first > 1 and _opens_telling(words[first].low):
            # `Создан организационный комитет`
            return "sentence_start"
        if self._within_place(first, last):
            return "place"
        if first and words[first - 1].text == _QUOTE and words[first].lemma in self._operations():
            return "operation"
        several = noun.abbreviation or any(form[1] == "plur" for form in noun.nouns)
        if several and of_several_states(words, last):
            return "generic_plural"
        owner = self._finder.walker.owners.get(last)
        union = owner is not None and isinstance(owner.value, Body) and is_union(owner.value)
        if union and last - first == 1:
            kinds = (e for e in self._lexicon.entries.values() if e.kind == "state_kind")
            if any(text in {e.short, *e.aliases} for e in kinds):
                # `главы МИД СНГ`: a ministry of each of its states
                return "generic_plural"
        if noun.abbreviation and last - first == 1 and self._stands_for_many(text):
            return "generic_plural"
        if last - first == 1:
            lemma = words[first].lemma
            if lemma in self._lexicon.heads:
                return "common_noun"
            if words[first].agreeing and not words[first].nouns:
                return "adjective"
            if _ministries(low):
                return "generic_plural"
            if words[first].first and _dictionary_word(low):
                return "sentence_start"
            if _CURRENCY.fullmatch(text) and last < len(words) and words[last].text[:1].isdigit():
                return "currency"
            if len(text) < 2 or text.isdigit() or ("." in text[1:-1] and "/" in text):
                return "not_a_name"
        return None

    def _stands_for_many(self, text: str) -> bool:
        """Whether the page says what an abbreviation means, and it is several: `террористических организаций (ТО)`."""
        said = f" ({text})"
        at = self._finder.copy.find(said)
        before = (
            re.findall(r"[^\W\d_]+|[^\w\s]", self._finder.copy[max(0, at - _MEANING) : at])[-len(text) :]
            if at > 0
            else []
        )
        whole = len(before) == len(text) and all(w.islower() and w[0] == c.lower() for w, c in zip(before, text))
        return whole and any({"NOUN", "plur"} <= parse.tag.grammemes for parse in parses(before[-1])[:1])

    def _acts(self, first: int, last: int) -> bool:
        """Whether a platform is its company here: it does something, or shares and officers are said to be its."""
        tokens = [self._finder.doc[word.token] for word in self._words[first:last]]
        token = next((t for t in tokens if t.head.i < tokens[0].i or t.head.i > tokens[-1].i), tokens[0])
        if token.dep_ in {"nsubj", "nsubj:pass"}:
            return "Fin" in token.head.morph.get("VerbForm", [])
        before = self._words[first - 1] if first else None
        if before is None or before.pos != "NOUN":
            return False
        return before.lemma in self._lexicon.words["of_body"] or animate(before.low)

    def _within_place(self, first: int, last: int) -> bool:
        """Whether the words are a place or lie within one: places are short."""
        return any(
            (start, end) in self._finder.places
            for start in range(max(first - _LONGEST_PLACE, 0), first + 1)
            for end in range(last, start + _LONGEST_PLACE + 1)
        )

    def refused_by_noun(self, first: int) -> bool:
        """Whether the noun right before the quotation says that it names no body: `операция «Вектор»`."""
        before = self._words[first - 2] if first > 1 else None
        return before is not None and any(
            n in self._lexicon.refused_before for n in (before.lemma, *head_lemma(before.low))
        )

    def refused_quotation(self, first: int) -> str | None:
        """What a quoted name is, if the noun before it says that it is no body."""
        words = self._words
        if first < 2 or words[first - 1].text != _QUOTE:
            return None
        index = first - 2
        if index > 1 and words[index].text in _DASHES and words[index - 1].text == _QUOTE:
            # `КПП «Баграташен» – «Садахло»`
            other = self._quotation_before(index)
            return self.refused_quotation(other) if other is not None else None
        listed = False
        while index > 0 and words[index].text in {_QUOTE, "-", ":"}:
            listed = listed or words[index].text == ":"
            index -= 1
        if words[index].low in {"и", ","} or words[index].pos == "ADP":
            # `операции «Канал» и «Мигрант»`, `«Канал» в марте и «Мигрант» в сентябре`
            other = self._quotation_before(index)
            return self.refused_quotation(other) if other is not None else None
        if words[index].pos not in {"NOUN", "PROPN"}:
            return None
        # `арт-группа` is a group
        names = (words[index].lemma, words[index].lemma.rpartition("-")[2], *head_lemma(words[index].low))
        for name in names:
            if name in self._lexicon.refused_before:
                return self._lexicon.refused_before[name]
        if listed:
            # the noun before a colon says of itself what it is, not of the list
            return None
        # a class noun that heads no name of a body: `шаттл «Заря»`; `представитель «Зари»` is a body's
        heads = any(name in self._lexicon.heads or name in self._lexicon.words["of_body"] for name in names)
        of_body = heads or (animate(words[index].low) and self._lexicon.words["of_work"].isdisjoint(names))
        return None if of_body or words[index].text[:1].isupper() else "quoted_name_of_something_else"

    def _stray_quotation(self, first: int, last: int) -> str | None:
        """A quoted name with nothing before it that has names: `в «Козловичах»`, `«Поиск» и «Эшелон»`."""
        words = self._words
        if not first or words[first - 1].text != _QUOTE or words[first].abbreviation:
            return None
        before = words[first - 2] if first > 1 and words[first - 2].sentence == words[first].sentence else None
        if before is not None and before.low in _WHERE:
            return "place"
        if before is not None and (before.pos in {"NOUN", "PROPN"} or before.text == ":"):
            return None
        other = self._quotation_before(first - 2) if before is not None and before.low in {"и", ","} else None
        if other is not None:
            return self._stray_quotation(other, self._finder.closing(other - 1) or last)
        if words[first].agreeing and not words[first].nouns and last - first == 1:
            return "adjective"
        plain = last - first == 1 and _dictionary_word(words[first].low)
        return "quoted_name_of_something_else" if plain else None

    def _operations(self) -> set[str]:
        """Lemmas that open quotations which the page names as no bodies somewhere: `операция «Канал»`."""
        if self._refused_quotes is None:
            self._refused_quotes = {
                self._words[index + 1].lemma
                for index, word in enumerate(self._words[:-1])
                if word.text == _QUOTE and self.refused_quotation(index + 1)
            }
        return self._refused_quotes

    def _quotation_before(self, index: int) -> int | None:
        """The first word of a name in quotes shortly before, in the same sentence."""
        words = self._words
        closing = None
        for at in range(index - 1, max(index - 8, 0), -1):
            if words[at].sentence != words[index].sentence or words[at].pos == "VERB":
                return None
            if words[at].text == _QUOTE:
                if closing is not None:
                    return at + 1
                closing = at
        return None


@lru_cache(maxsize=8192)
def syllabic(word: str) -> bool:
    """Whether a capitalised word is a body's name made of syllables."""
    return bool(_SYLLABIC.fullmatch(word)) and not _dictionary_word(word.lower())


def _title_in_capitals(words: Sequence[str]) -> bool:
    """Whether words of a line in capitals are a piece of its title: opened by a preposition, or `по вопросу`."""
    return words[0] in _TITLE_GOES_ON or any(
        word == "по" and after.startswith(("вопрос", "итог")) for word, after in pairwise(words)
    )


@lru_cache(maxsize=1024)
def _opens_telling(low: str) -> bool:
    """Whether a word can only be a verb or a short participle."""
    found = dictionary_entries(low)
    return bool(found) and all(entry.pos in {"VERB", "PRTS", "ADJS"} for entry in found)


@lru_cache(maxsize=1024)
def _ministries(low: str) -> bool:
    """`Минздравы (двух стран)`: whether the dictionary knows a word as the plural of a body's short name only."""
    found = dictionary_entries(low)
    return bool(found) and all({"Orgn", "plur"} <= entry.tag.grammemes for entry in found)


_NO_PLAIN_WORD = frozenset({"Abbr", "Name", "Surn", "Orgn", "Trad", "Geox"})


@lru_cache(maxsize=8192)
def _dictionary_word(low: str) -> bool:
    """Whether every word is a plain one of the dictionary, so that only its capital looks like a name."""
    for word in low.split():
        found = dictionary_entries(word)
        if not found or any(not _NO_PLAIN_WORD.isdisjoint(entry.tag.grammemes) for entry in found):
            return False
    return True

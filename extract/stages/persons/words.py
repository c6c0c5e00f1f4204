"""The words of a document as this stage sees them: what is written with a capital, what other stages have taken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Place, match_text_of, sentences, source_text_of
from extract.language.columns import value
from extract.language.morphology import lemma
from extract.language.words import Word as Read
from extract.language.words import word_index, words_of

#: Cyrillic letters, those of the Turkic and Tajik alphabets too
_BIG = "А-ЯӘІҢҒҮҰҚӨҺӢӮҲҶЎ"
_SMALL = "а-яәіңғүұқөһӣӯҳҷў"
_NAME = re.compile(
    rf"(?:[ОДЛМдл]')?[{_BIG}][{_SMALL}]+(?:'[{_SMALL}]+)?(?:-(?:[{_BIG}]?[{_SMALL}]+))*"
    rf"|(?:[{_SMALL}]{{1,3}}-)[{_BIG}][{_SMALL}]+(?:-[{_BIG}]?[{_SMALL}]+)*"
)
_UPPER = re.compile(r"[А-Я]{2,}(?:-[А-Я]{2,})*")
#: two Latin letters stand for one Cyrillic: `Sh. Karimov`
_INITIAL = re.compile(r"[А-ЯA-Z]|Дж|Ш[хь]|Дз|Кх|Э[дл]|Ю[л]|Ж[е]|Ж-[А-Я]|[А-Я]-[А-Я]|[CDGKSZ]h|Y[auo]|Ts|Dzh|Sch")


_HEADS_OF_TOWNS = frozenset(("аким", "хоким", "мэр", "губернатор", "вице-губернатор"))
_BARS = frozenset("|/›•·▪")


@dataclass(slots=True)
class Word:
    """A token with what is needed of it; `text` is its form in the match copy."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    sentence: int
    first: bool
    doc: Doc
    #: the token as all stages see it
    read: Read
    name_like: bool
    upper: bool
    initial: bool = False
    per: bool = False
    place: Mention | None = None
    organization: Mention | None = None

    @property
    def token(self) -> Token:
        return self.doc[self.read.token]

    @property
    def pos(self) -> str:
        """Part of speech."""
        return self.read.pos

    @property
    def morph(self) -> str:
        """Features, as the tagger writes them."""
        return self.read.morph

    @property
    def case(self) -> str | None:
        return value(self.read.morph, "Case")

    @property
    def plural(self) -> bool:
        return "Number=Plur" in self.read.morph


@lru_cache(maxsize=16384)
def _shape(text: str) -> tuple[bool, bool, bool]:
    """Whether a word is written like a name, in capitals, like an initial."""
    return bool(_NAME.fullmatch(text)), bool(_UPPER.fullmatch(text)), bool(_INITIAL.fullmatch(text))


class Words:
    """All words of a document that are not white space, with the mentions of places and organizations laid over."""

    def __init__(self, doc: Doc, is_given: Callable[[str], bool], heads: Container[str]) -> None:
        """`is_given` and `heads` tell given names and posts: weak mentions of places and bodies give way to them."""
        self.source = source_text_of(doc)
        self.gave_way: list[Mention] = []
        self._is_given = is_given
        self._heads = heads
        self.copy = match_text_of(doc)
        self.all: list[Word] = []
        self.languages: list[str] = [sentence.language for sentence in sentences(doc)]
        #: those that may begin a name: written like one, in capitals, like an initial
        self.name_like: list[int] = []
        for i, read in enumerate(words_of(doc)):
            text, low = read.text, read.low
            name_like = upper = False
            # each of these has a capital
            if text != low:
                name_like, upper, initial = _shape(text)
                if name_like or upper or initial:
                    self.name_like.append(i)
            word = Word(i, read.start, read.end, text, low, read.sentence, read.first, doc, read, name_like, upper)
            self.all.append(word)
        #: the same words by their forms
        self.index = word_index(doc)
        self._starts = list(self.index.at)
        self._ends = list(self.index.ends)
        copy = self.copy
        # nothing but blanks stands between words
        self._adjoin = [
            a.sentence == b.sentence and (b.start - a.end < 2 or copy.count("\n", a.end, b.start) < 2)
            for a, b in pairwise(self.all)
        ]
        for i in self.index.lows.get(".", ()):
            if i and self.all[i - 1].end == self.all[i].start:
                self.all[i - 1].initial = _shape(self.all[i - 1].text)[2]
        self._lay(doc)

    def _lay(self, doc: Doc) -> None:
        for raw in doc._.names:
            if raw.kind == "PER":
                for word in self.between(raw.start, raw.end):
                    word.per = True
        # outer mentions last, so that a word knows the largest body it belongs to
        for mention in sorted(doc._.places, key=lambda m: m.end - m.start):
            if isinstance(mention.entity, Place) and not self._gives_way(mention):
                for word in self.between(mention.start, mention.end):
                    word.place = mention
                    # `аким Шымкента Габит ...`: the tagger takes the town for a given name
                    before = self.all[word.i - 1] if word.i else None
                    word.per = word.per and not (before and lemma(before.lower) in _HEADS_OF_TOWNS)
        for mention in sorted(doc._.organizations, key=lambda m: m.end - m.start):
            if isinstance(mention.entity, Organization) and not self._gives_way(mention):
                inside = self.between(mention.start, mention.end)
                # no name of a body goes on in the next sentence: an unclosed quotation does
                if inside and inside[0].sentence == inside[-1].sentence:
                    for word in inside:
                        word.organization = mention

    def _gives_way(self, mention: Mention) -> bool:
        weak = self._is_weak(mention)
        if weak:
            self.gave_way.append(mention)
        return weak

    def _is_weak(self, mention: Mention) -> bool:
        """A span that only the tagger took for a place or body, and that holds a post or begins with a given name.

        So is a town with a given name's name that stands before a tagged surname: `Сердаром Бердыевым`.
        """
        inside = self.between(mention.start, mention.end)
        if not inside:
            return False
        if mention.rule.endswith((".neural", ".tagger")):
            if any(word.lower in self._heads for word in inside):
                return True
            return len(inside) <= 3 and all(word.name_like for word in inside) and self._is_given(inside[0].lower)
        last = inside[-1].i
        if len(inside) > 1 or not isinstance(mention.entity, Place) or mention.entity.kind == "country":
            return False
        if not (self._is_given(inside[0].lower) and self.adjoin(last) and self[last + 1].name_like):
            return False
        # `генсек ГУАМ Алтай Мамедли`
        after_body = last > 0 and self.adjoin(last - 1) and self[last - 1].upper and not self[last].first
        return self.all[last + 1].per or after_body

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, i: int) -> Word:
        return self.all[i]

    def between(self, start: int, end: int) -> Sequence[Word]:
        """The words that begin in `[start, end)`."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def index_at(self, offset: int) -> int:
        """Index of the first word that begins at or after `offset`."""
        return bisect_left(self._starts, offset)

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence of that word, of the last one at the end of the text."""
        return self.all[min(self.index_at(offset), len(self.all) - 1)].sentence

    def index_before(self, offset: int) -> int:
        """Index of the last word that ends at or before `offset`, or -1."""
        return bisect_left(self._ends, offset + 1) - 1

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next one."""
        return self.copy[self.all[i].end : self.all[i + 1].start] if i + 1 < len(self.all) else "\n\n"

    def lines_before(self, i: int) -> int:
        """Number of line breaks before word `i`; two at the start and at the end of the text."""
        return self.gap(i - 1).count("\n") if 0 < i < len(self.all) else 2

    def in_menu(self, first: int, last: int) -> bool:
        """Whether words `first` to `last` stand between the bars or slashes of a page's menu."""
        left = self.all[first - 1].text if first else ""
        right = self.all[last + 1].text if last + 1 < len(self.all) else ""
        bars = (left in _BARS) + (right in _BARS)
        return bars == 2 or (bars == 1 and (self.lines_before(first) > 0 or self.lines_before(last + 1) > 0))

    def adjoin(self, i: int) -> bool:
        """Whether words `i` and `i + 1` are in one sentence with nothing but blanks or one line break between."""
        return 0 <= i < len(self._adjoin) and self._adjoin[i]

    def places(self) -> Iterable[tuple[str, Place]]:
        """The first word of every mention of a place, in lower case, with the place."""
        for word in self.all:
            if word.place is not None and word.place.start == word.start and isinstance(word.place.entity, Place):
                yield word.lower, word.place.entity

    def language(self, word: Word) -> str:
        return self.languages[word.sentence]

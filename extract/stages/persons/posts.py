"""Where posts are named in Russian: `первого заместителя директора ФСКН России`.

A post is [acting or former] [adjectives] HEAD [what it is about] [owner]. Left of the head stand adjectives of the
lexicon; what stands right of it, `post_phrase` reads. A post in the genitive after another one is part of it; a post
inside the name of a body is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Place, Refusal
from extract.language.columns import value
from extract.language.later import later
from extract.language.morphology import inflect, lemma
from extract.lexicons.countries import country_by_adjective
from extract.stages.persons.forms import ALL
from extract.stages.persons.lexicons import Lexicons, PostForm
from extract.stages.persons.names import STAGE
from extract.stages.persons.post_phrase import PhraseReader
from extract.stages.persons.post_words import Post, PostVocabulary, agentive, country_of, opens_in_plural
from extract.stages.persons.words import Word, Words

#: `после` is a form of `посол` too
_NO_NOUNS = frozenset({"ADP", "ADV", "SCONJ", "CCONJ", "PART", "AUX", "PRON", "DET"})
#: `международный консультант` is anybody
_WIDE = frozenset({"международный"})
#: `первый представитель` is no rank
_ORDINALS = frozenset({"первый", "второй", "третий"})
_DEPUTIES = frozenset({"заместитель", "помощник", "советник"})
_COUNTS = frozenset({"оба", "обоих", "два", "двух", "три", "четыре", "несколько"})
_OFFICE = re.compile(r"(?:должност|вакант|ваканси)[а-я]*$")
_ADJECTIVE_END = re.compile(r"(?:ск)?(?:ий|ый|ой)$")
#: posts of a region or city, which an adjective may name: `свердловский губернатор`
_LOCAL = frozenset({"губернатор", "вице-губернатор", "мэр", "вице-мэр", "аким", "хоким", "хяким", "градоначальник"})
#: the tagger takes these for verbs
_BORROWED = frozenset({"аким", "хоким", "хяким"})
_ELECTION = later(r"(?:избрани|назначени|утверждени|переизбрани)[а-я]+$")
_LEVELS = frozenset({"уровне", "уровня", "уровень", "ранге", "ранга"})
_TWINS = frozenset({"Gen", "Acc"})
_OF_CITIES = frozenset({"мэр", "вице-мэр", "градоначальник"})


class PostFinder:
    """Finds the posts named in the Russian sentences of a document."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._acting = _acting_pattern(lexicons.acting)
        self._vocabulary = PostVocabulary(lexicons)

    def __call__(self, doc: Doc, words: Words, named: Sequence[bool]) -> list[Post]:
        """Posts in text order; `named` tells which words belong to persons' names."""
        posts: list[Post] = []
        free = 0
        heads = self._vocabulary.heads
        index = words.index
        # nearly every word ends here
        for i in index.with_low((index.lows.keys() & heads.keys()).union([low for low in index.lows if "-" in low])):
            if i < free or named[i]:
                continue
            word = words[i]
            form = self._vocabulary.head(word)
            if form is None or words.language(word) != "ru":
                continue
            if agentive(form.nominative) and self._qualifies(words, i, form):
                continue
            verb = word.pos == "VERB" and not agentive(form.nominative) and form.nominative not in _BORROWED
            if verb or word.pos in _NO_NOUNS:
                continue
            if i > 0 and words[i - 1].lower in _COUNTS and words.adjoin(i - 1):
                self._refuse(doc, word, "plural")
                continue
            if word.organization is not None and word.organization.start < word.start:
                self._refuse(doc, word, "inside the name of a body")
                continue
            if (word.plural or opens_in_plural(word, form)) and not agentive(form.nominative):
                self._refuse(doc, word, "plural")
                continue
            if "Gen" in form.cases and self._plural_deputies(words, i):
                self._refuse(doc, word, "served by several")
                continue
            if form.nominative == "премьер" and value(word.morph, "Gender") == "Fem":
                continue
            if self._held_by_state(words, i):
                self._refuse(doc, word, "held by a state")
                continue
            if self._any_holder(words, i):
                self._refuse(doc, word, "a rank, nobody's post")
                continue
            post = self._read(words, i, form, named)
            if post is None:
                self._refuse(doc, word, "no rank")
                continue
            before = posts[-1] if posts else None
            if post.acting and before and before.cases < post.cases and words[before.last].sentence == word.sentence:
                if words[post.first - 1].text in {",", ";", "и"}:
                    # in a list all stand in one case
                    post.cases = before.cases
            if posts and post.first <= posts[-1].last:
                post.first = posts[-1].last + 1
            posts.append(post)
            free = post.last + 1
        return posts

    def _plural_deputies(self, words: Words, i: int) -> bool:
        """Whether the post in the genitive at word `i` is whom several serve: `заместители Генерального секретаря`."""
        first = i
        while first > 0 and words.adjoin(first - 1) and words[first - 1].pos == "ADJ":
            if not self._vocabulary.modifier(lemma(words[first - 1].lower, "ADJ")):
                break
            first -= 1
        if first == 0 or not words.adjoin(first - 1):
            return False
        return words[first - 1].plural and lemma(words[first - 1].lower, "NOUN") in _DEPUTIES

    def _qualifies(self, words: Words, i: int, form: PostForm) -> bool:
        """Whether `управляющий` is but the adjective of the post that follows: `управляющий директор`."""
        following = self._vocabulary.head(words[i + 1]) if words.adjoin(i) else None
        if following is None or not following.cases & form.cases:
            return False
        return words[i].case == words[i + 1].case or form.nominative == "управляющий"

    def _held_by_state(self, words: Words, i: int) -> bool:
        """`Таджикистаном в его качестве Председателя`, `избрание Литвы председателем`: a state, no person."""
        if i < 2 or not words.adjoin(i - 1):
            return False
        if words[i - 1].lower == "качестве":
            return any(word.place is not None for word in words.all[max(i - 4, 0) : i - 1])
        before = words[i - 1].place
        if words[i].case != "Ins" or before is None or before.end != words[i - 1].end:
            return False
        first = words.index_at(before.start)
        return first > 0 and bool(_ELECTION.match(words[first - 1].lower))

    def _any_holder(self, words: Words, i: int) -> bool:
        """`на уровне посла`, `в ранге заместителя министра`: whoever has the rank."""
        first = self._left(words, i)[0]
        while first > 0 and words.adjoin(first - 1) and words[i].case == "Gen":
            served = self._vocabulary.head(words[first - 1])
            if served is None or "Gen" not in served.cases:
                break
            first = self._left(words, first - 1)[0]
        return first > 0 and words.adjoin(first - 1) and words[first - 1].lower in _LEVELS

    def _refuse(self, doc: Doc, word: Word, reason: str) -> None:
        doc._.refusals.append(Refusal(STAGE, "position", reason, word.start, word.end))

    def _read(self, words: Words, i: int, form: PostForm, named: Sequence[bool]) -> Post | None:
        first, modifiers, adjective_country = self._left(words, i)
        acting_from = self._acting_start(words, first)
        reader = PhraseReader(self._vocabulary, words, i, form, named)
        reader.run()
        rank = bool(set(modifiers) - _ORDINALS - _WIDE) or "-" in form.nominative
        if form.entry.needs == "rank" and not rank and acting_from is None:
            return None
        start_word = first
        country = reader.country or adjective_country[1] if adjective_country else reader.country
        home = None
        if adjective_country is None and not reader.owned and form.nominative in _LOCAL:
            home = place_by_adjective(words, first, "city" if form.nominative in _OF_CITIES else "region")
            if home is not None:
                start_word, country = first - 1, country or home.country
        title_first = first if adjective_country is None else adjective_country[0] + 1
        title = reader.title(title_first, acting=acting_from is not None)
        start = words[start_word].start
        if acting_from is not None:
            if re.search(r"[иы]х\s*$", words.copy[acting_from : words[first].start]):
                return None
            start = acting_from
            prefix = _acting_title(words.copy[acting_from : words[first].start])
            title = f"{prefix} {title}" if not prefix.endswith("-") else prefix + title
            start_word = words.index_at(acting_from)
        organization = reader.organization
        if country is None and organization is not None:
            country = country_of(organization)
        last = reader.last
        return Post(
            first=start_word,
            last=last,
            start=start,
            end=reader.end or words[last].end,
            title=title,
            rule=reader.rule,
            entry=form.entry,
            cases=ALL if acting_from is not None else self._cases(words, i, form),
            heads=tuple(reader.heads),
            words=frozenset({*modifiers, *reader.about}),
            acting=acting_from is not None,
            organization=organization,
            country=country,
            place=(reader.place or home) if organization is None else None,
            owned=reader.owned or country is not None,
            told=reader.owned,
            ranked=rank,
            vacancy=first > 0 and words.adjoin(first - 1) and bool(_OFFICE.match(words[first - 1].lower)),
            found=reader.found,
        )

    @staticmethod
    def _cases(words: Words, i: int, form: PostForm) -> frozenset[str]:
        tagged = words[i].case
        if form.cases == ALL:
            # the tagger cannot tell the case of `замминистра`
            return ALL
        if tagged in _TWINS and form.cases >= _TWINS:
            # a man's post has one form for both
            return _TWINS
        # a common noun's case is told well; the form must allow it
        return frozenset({tagged}) if tagged in form.cases and tagged else form.cases

    # to the left of the head

    def _left(self, words: Words, i: int) -> tuple[int, list[str], tuple[int, str] | None]:
        """First word of the post, lemmas of its adjectives, and the country that an adjective names with its place."""
        first = i
        found: list[str] = []
        country: tuple[int, str] | None = None
        while first > 0 and words.adjoin(first - 1):
            word = words[first - 1]
            base = lemma(word.lower, "ADJ") if word.pos in {"ADJ", "VERB", "NUM", "DET", "NOUN", "PROPN"} else ""
            if word.plural and word.pos == "ADJ":
                break
            base = "управляющий" if base == "управлять" else base
            if self._vocabulary.modifier(base) and word.organization is None:
                found.append(base)
                first -= 1
                continue
            if word.lower == "и" and first > 1 and found and words.adjoin(first - 2):
                before = words[first - 2]
                if self._vocabulary.modifier(lemma(before.lower, "ADJ")) and not before.plural:
                    first -= 1
                    continue
            if word.pos == "ADJ" and word.organization is None and word.place is None:
                iso = country_by_adjective(word.lower)
                if iso:
                    country = (first - 1, iso)
                    first -= 1
            break
        return first, found, country

    def _acting_start(self, words: Words, first: int) -> int | None:
        begin = max(0, words[first].start - 40)
        found = self._acting.search(words.copy[begin : words[first].start])
        return begin + found.start("acting") if found else None


def place_by_adjective(words: Words, first: int, kind: str) -> Place | None:
    """`свердловский губернатор`: the region or city of the document that an adjective before word `first` means."""
    if first == 0 or not words.adjoin(first - 1) or words[first - 1].pos != "ADJ":
        return None
    stem = _ADJECTIVE_END.sub("", lemma(words[first - 1].lower, "ADJ"))
    if len(stem) < 4:
        return None
    fitting = [
        place
        for written, place in words.places()
        if place.kind in {"region", "city"} and (_alike(stem, written) or _alike(stem, place.name.lower()))
    ]
    return next((place for place in fitting if place.kind == kind), fitting[0] if fitting else None)


def _alike(stem: str, name: str) -> bool:
    """Whether an adjective's stem is that of a place: `свердловск` of `свердловская область`, `москов` of `москва`."""
    shared = 0
    for ours, theirs in zip(stem, name.split()[0]):
        if ours != theirs:
            break
        shared += 1
    return shared >= max(4, len(stem) - 2)


def _acting_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """The words before a post that change who holds it, in any case form."""
    options = []
    for phrase in phrases:
        parts = []
        for word in phrase.split():
            if re.search(r"(?:ый|ий|ая)$", word):
                parts.append(re.escape(word[:-2]) + r"[а-я]{2,3}")
            else:
                parts.append(re.escape(word).replace(r"\.", r"\.\s?").removesuffix(r"\s?"))
        options.append(r"\s+".join(parts))
    return re.compile(rf"(?:^|(?<=[\s(\"]))(?P<acting>{'|'.join(options)})(?:[\s-]|(?<=\.))\s*$", re.IGNORECASE)


def _acting_title(prefix: str) -> str:
    """The prefix in the nominative: `бывшего` -> `бывший`."""
    words = prefix.strip().split()
    if not words:
        return ""
    out = []
    for word in words:
        form = None
        if re.search(r"(?:его|ого|ему|ому|им|ым|ая|ей|ой|ую|ем|ом)$", word.lower()):
            form = inflect(word, {"nomn", "sing"}, pos=("ADJF", "PRTF"))
        out.append(form or word)
    return " ".join(out) + ("-" if prefix.endswith("-") else "")

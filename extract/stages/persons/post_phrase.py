"""What follows the head of a post: `заместитель директора Департамента по борьбе с наркотиками МВД`.

The phrase is read word by word for as long as it can belong to the post: genitives, further posts in the genitive,
mentions of bodies and places, the prepositions that the head allows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Mention, Organization, Place
from extract.language.morphology import dictionary_entries, inflect, lemma, match_case, nominative, parses
from extract.lexicons.countries import country_by_adjective
from extract.stages.persons.lexicons import PostForm
from extract.stages.persons.names import PLACE_KINDS, is_common
from extract.stages.persons.post_prepositions import (
    ABROAD,
    TIME,
    after_preposition,
    governed_end,
    list_goes_on,
    take_after_preposition,
)
from extract.stages.persons.post_words import PostVocabulary, agentive, cases_of, country_of, joined
from extract.stages.persons.words import Word, Words

_MONTH = frozenset(
    {"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август"}
    | {"сентябрь", "октябрь", "ноябрь", "декабрь"}
)
#: abbreviations of heads, with a full stop
_SHORT = frozenset({"зам", "ген", "зав", "нач", "спецкор", "собкор"})
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z&.-]*")
_OUR = re.compile(r"наше(?:го|й|му)$")
_OF_STATE = frozenset({"государства", "страны", "республики"})
_OF_STATE_HEADS = frozenset({"глава", "руководитель", "лидер", "президент", "премьер-министр"})
_MINISTER = frozenset({"министр", "замминистра", "вице-премьер", "заместитель"})
#: who is elected or appointed from among holders of other posts
_ELECTED = frozenset({"председатель", "сопредседатель", "координатор", "секретарь", "президент", "глава"})
_ELECTS = re.compile(r"(?:переизбра|избра|назначи|утверди|избира|назнача|выбра)(?:л[аои]?|ет|ют|ли)$")
#: how far right of its head a post may reach, in words
_LONGEST = 30


class PhraseReader:
    """Reads what follows the head of a post, word by word, and gives the title."""

    def __init__(
        self, vocabulary: PostVocabulary, words: Words, head: int, form: PostForm, named: Sequence[bool]
    ) -> None:
        self.vocabulary = vocabulary
        self.words = words
        self.form = form
        self.named = named
        self.head = head
        self.heads = [form.nominative]
        self.entries = [form.entry]
        self.sentence = words[head].sentence
        self.last = head
        self.title_last = head
        self.end: int | None = None
        self.about: list[str] = []
        self.organization: Organization | None = None
        self.country: str | None = None
        self.place: Place | None = None
        self.owned = False
        self.skipped: set[int] = set()
        self.joined_title = ""
        #: whose the head is, if a post in brackets follows and nothing after it tells another owner
        self._before_bracket: Organization | None = None
        #: a post in brackets in the title, which agrees with the head, in the nominative
        self._inner: dict[int, str] = {}
        self.rule = "position.bare"
        #: bodies that only the phrase tells: owners by kind and name
        self.found: list[Mention] = []
        #: index at which the name of a body may go on in genitives
        self._goes_on = -1
        #: the case that the words of the phrase must show; a preposition changes it
        self.cases: frozenset[str] = frozenset({"Gen"})
        if agentive(form.nominative) or form.nominative == "зав":
            self.cases = frozenset({"Gen", "Ins"})

    def run(self) -> None:
        """Read on from the head for as long as the words can belong to the post."""
        j = self.head + 1
        if j < len(self.words) and self.words[j].text == "." and self.words[self.head].lower in _SHORT:
            j += 1
        while j < len(self.words) and j - self.head < _LONGEST and self.words.adjoin(j - 1) and not self.named[j]:
            following = self._step(j)
            if following is None:
                break
            j = following
        else:
            self._owner_below(j)
        if self._before_bracket is not None and not self.owned:
            self.organization, self.owned = self._before_bracket, True

    def _owner_below(self, j: int) -> None:
        """Take the owner on the next line, word `j`: a signature."""
        if 0 < j < len(self.words) and not self.owned and self._own_line(j):
            word = self.words[j]
            mention = word.organization or word.place
            if mention is not None and mention.start == word.start and "Gen" in cases_of(word.lower):
                # a signature: `Министр внутренних дел`, on the next line `Республики Казахстан`
                self.take_mention(mention, j)

    def _own_line(self, j: int) -> bool:
        """Whether the post stands on a line of its own, which word `j` follows on the next line."""
        first = self.head
        while first > 0 and not self.words.lines_before(first):
            first -= 1
            if self.head - first > 4:
                return False
        return self.words.lines_before(j) == 1 and self.words[first].text[:1].isupper()

    def _step(self, j: int) -> int | None:
        """Index after what is taken at word `j`, `None` if the post ends before it."""
        word = self.words[j]
        if j == self.head + 1 and self._elects(j):
            return None
        if word.organization is not None and word.organization.start == word.start:
            return self.take_mention(word.organization, j)
        if word.place is not None and word.place.start == word.start:
            return self.take_mention(word.place, j)
        if not self.owned and (after := self._body_by_kind(j)) is not None:
            return after
        if not self.owned and self.title_last == j - 1 > self.head and (after := governed_end(self, j)) is not None:
            # `начальник управления противодействия вызовам`, `отдела борьбы с наркотиками`
            self.about.extend(lemma(inner.lower, "NOUN") for inner in self.words.all[j:after])
            self.last = self.title_last = after - 1
            self.rule = "position.about"
            return after
        if word.text == "-":
            return self._joined(j)
        if word.text == "(":
            return self._bracket(j)
        if word.text == '"':
            return self._quoted(j)
        if word.text in {",", "и"}:
            return self._coordinated(j)
        if word.lower == "г" and not self.owned and (town := self._abbreviated_town(j)) is not None:
            return town
        if word.lower == "в" and self._in_field(j):
            # `директор департамента сотрудничества в сфере безопасности`
            return self.take(j + 1, title=True)
        if word.lower in {"по", "при", "в", "во", "на", "от"}:
            return after_preposition(self, j)
        if word.lower == "для" and self.owned and self.heads[0] in ABROAD and j + 1 < len(self.words):
            # `региональный представитель УНП ООН для Центральной Азии`
            place = self.words[j + 1].place
            starts = place is not None and place.start == self.words[j + 1].start and self.words.adjoin(j)
            return take_after_preposition(self, j, place) if starts and place is not None else None
        return self._word(j)

    def _abbreviated_town(self, j: int) -> int | None:
        """Index after the town of `мэр г. Ош`, whose `г.` stands at word `j`."""
        words = self.words
        if j + 2 >= len(words) or words[j + 1].text != "." or not (words.adjoin(j) and words.adjoin(j + 1)):
            return None
        town = words[j + 2].place
        if town is None or town.start != words[j + 2].start or not isinstance(town.entity, Place):
            return None
        self._take_place(town.entity, j)
        self.owned, self.rule = True, "position.owner"
        after = words.index_at(town.end)
        self.last, self.end = after - 1, town.end
        return after

    def _elects(self, j: int) -> bool:
        """Whether the post at word `j` is his who is elected: `избрал председателем министра обороны`."""
        words = self.words
        if self.heads[0] not in _ELECTED or words[self.head].case != "Ins":
            return False
        verb = self.head - 1
        while verb > 0 and words[verb].pos in {"ADJ", "DET", "ADV"}:
            verb -= 1
        if verb < 0 or words[verb].sentence != self.sentence or not _ELECTS.match(words[verb].lower):
            return False
        following = j
        while following + 1 < len(words) and words[following].pos == "ADJ" and words.adjoin(following):
            following += 1
        return self.vocabulary.head(words[following]) is not None

    def _in_field(self, j: int) -> bool:
        """Whether `в сфере`, `в области` at word `j` goes on with the name of a department."""
        words = self.words
        if self.owned or self.title_last != j - 1 or j - 1 <= self.head or j + 1 >= len(words):
            return False
        field = words.adjoin(j) and words[j + 1].lower in {"сфере", "области"} and not self.named[j + 1]
        return (
            field
            and words[j + 1].place is None
            and words[j - 1].pos == "NOUN"
            and self.vocabulary.head(words[j - 1]) is None
        )

    def take_mention(self, mention: Mention, j: int) -> int | None:
        """Take a body or place that begins at word `j` as the owner; the index after it."""
        word = self.words[j]
        noun = word.pos in {"NOUN", "PROPN"} and not _abbreviation(word)
        nominative = word.case == "Nom" and noun and "Gen" not in cases_of(word.lower)
        if nominative and isinstance(mention.entity, Place) and word.lower[-1] in "оуыиэюе":
            # `аким Алматы`: a name that never changes
            nominative = mention.entity.name.lower() != word.lower or word.plural
        if nominative and isinstance(mention.entity, Organization) and not dictionary_entries(word.lower):
            # `председатель Халк Маслахаты`: a word that never changes
            nominative = False
        if not self.owned and nominative and not self._after_place_kind(j):
            return None
        entity = mention.entity
        whom = noun and self.owned and isinstance(entity, Organization) and bool(dictionary_entries(word.lower))
        if whom and cases_of(word.lower) and cases_of(word.lower) <= {"Dat", "Loc"}:
            # `Послание Президента Республики Парламенту`
            return None
        if isinstance(entity, Organization) and self._heads_state(j):
            # `по поручению главы государства МЧС направит`
            return None
        if isinstance(entity, Organization):
            self._give_back_adjectives(j)
        if isinstance(entity, Organization) and self.organization is None:
            self.organization = entity
        elif isinstance(entity, Organization) and self.country is None:
            self.country = country_of(entity)
        elif isinstance(entity, Place):
            self._take_place(entity, j)
        self.owned = True
        self.rule = "position.owner"
        after = self.words.index_at(mention.end)
        self.last = after - 1
        self.end = mention.end
        self.cases = frozenset({"Gen"})
        return after

    def _heads_state(self, j: int) -> bool:
        """Whether the phrase before word `j` is `глава государства`, whose no body is."""
        return self._state_word(j - 1) and self.heads[0] in _OF_STATE_HEADS and j - 2 <= self.head + 1

    def _take_place(self, place: Place, j: int) -> None:
        """The country of a place that the post belongs to, and the place itself if it is but a part of a country."""
        if self.country is None:
            self.country = place.country
        if place.kind in {"region", "city"} and self.place is None and not self.owned:
            self.place = place
            kind = self.words[self.title_last]
            if self.title_last == j - 1 > self.head and lemma(kind.lower, "NOUN") in PLACE_KINDS:
                # `глава города Бишкека`
                self.title_last -= 1

    def _body_by_kind(self, j: int) -> int | None:
        """A body told by its name, mostly after its kind; index after it.

        `партии "Яблоко"`, `группы компаний Michelin`, `лидер "Яблока"`.
        """
        words = self.words
        k = j
        while k - j < 3 and k < len(words) and words.adjoin(k - 1) and self._kind(k):
            k += 1
        if k >= len(words) or not words.adjoin(k - 1) or self.named[k] or not (k > j or words[k].text == '"'):
            return None
        quoted = words[k].text == '"'
        mention = words[k + quoted].organization if k + quoted < len(words) else None
        if mention is not None and mention.start != words[k + quoted].start:
            mention = None
        last = words.index_at(mention.end) - 1 if mention is not None else -1
        if quoted:
            last = self._closing(k)
        elif mention is None:
            last = self._latin_to(k)
        if last < k:
            return None
        self._give_back_adjectives(j)
        start, end = words[k + quoted].start, words[last].start if quoted else words[last].end
        if mention is not None and isinstance(mention.entity, Organization):
            self.organization = mention.entity
        elif end > start and words[k + quoted].text[0].isupper() and not _taken(words.between(start, end)):
            name = words.source[start:end].strip()
            # after its kind the name stands in the nominative
            self.organization = Organization(
                name if k > j else nominative([word.token for word in words.between(start, end)])
            )
            self.found.append(Mention("organization", start, end, "organization.owner_of_post", self.organization))
        self.owned = True
        self.rule = "position.owner"
        self.last = last
        self.end = None
        return last + 1

    def _kind(self, j: int) -> bool:
        """Whether word `j` is a common noun for the kind of a body, in the case of the phrase."""
        word = self.words[j]
        if word.pos != "NOUN" or not (word.case in self.cases or self._genitive_by_form(word)):
            return False
        return lemma(word.lower, "NOUN") in self.vocabulary.kinds

    def _closing(self, k: int) -> int:
        """Index of the mark that closes the quotation opened at word `k`, of the outer one if two are nested; or -1."""
        words = self.words
        for m in range(k + 1, min(k + 10, len(words))):
            if words[m].sentence != words[k].sentence or self.named[m]:
                return -1
            if words[m].text == '"':
                return m
        return -1

    def _latin_to(self, k: int) -> int:
        """Last of the Latin words from word `k` on, or -1."""
        last = -1
        while k < len(self.words) and _LATIN_NAME.fullmatch(self.words[k].text) and k - last < 5 + k:
            last = k
            if not self.words.adjoin(k) or self.named[k + 1]:
                break
            k += 1
        return last

    def _give_back_adjectives(self, j: int) -> None:
        """An adjective right before the owner at word `j` is the owner's: `глава синодального Отдела`."""
        while self.title_last == j - 1 > self.head and self.words[self.title_last].pos == "ADJ":
            self.title_last -= 1
            j -= 1
        while self.title_last > self.head and self.words[self.title_last].pos == "ADV":
            self.title_last -= 1

    def _word(self, j: int) -> int | None:
        word = self.words[j]
        if word.initial or self.vocabulary.is_rank(word):
            return None
        if _LATIN_NAME.fullmatch(word.text):
            # a body by its Latin name that nothing else knows
            self.owned = True
            self.rule = "position.owner"
            return self.take(j, title=False)
        if word.pos == "ADV" and self._before_adjective(j):
            return j + 1
        if word.pos not in {"NOUN", "ADJ", "PROPN", "VERB", "DET", "NUM", "X"} or not word.text[0].isalpha():
            return None
        if word.pos in {"VERB", "NUM"} and (word.case is None or not _participle(word.lower)):
            return None
        if word.case not in self.cases and not self._genitive_by_form(word):
            if not (word.name_like and self._after_place_kind(j)):
                return None
            # the name of a district stays as it is: `депутат собрания района Отрадное`
            self.owned = True
            self.rule = "position.owner"
            return self.take(j, title=False)
        base = lemma(word.lower, word.pos)
        if word.pos == "DET" and _OUR.match(word.lower) and self._state_word(j + 1):
            # `Глава нашего государства`
            return self.take(j, title=not self.owned)
        if base in TIME or base in _MONTH or word.pos == "DET":
            return None
        post = self.vocabulary.head(word)
        capital = word.text[0].isupper() and not (word.upper and self.words[self.head].upper)
        if post is not None and ("Gen" in post.cases or "Dat" in self.cases):
            # what may turn out to be no post must not swallow one: `сотрудник аппарата министра Петрова`
            if word.plural or self.form.entry.needs == "held":
                return None
            if not self.owned and self._only_modifiers():
                self.heads.append(post.nominative)
                self.entries.append(post.entry)
                if agentive(post.nominative):
                    self.cases |= {"Ins"}
            return self.take(j, title=not self.owned)
        if self.owned and self.cases == frozenset({"Gen"}):
            before = self.words[j - 1]
            body = before.organization is not None and not _abbreviation(before)
            if before.organization is not None and word.lower in {"республики", "страны", "государства"}:
                # `начальник Генштаба ВС республики`
                return self.take(j, title=False)
            if (body or self._goes_on == j) and word.text[0].islower() and post is None:
                # the body's name goes on longer than it is known
                self._goes_on = j + 1
                return self.take(j, title=False)
            # after its owner a post goes on only with prepositions and further owners
            return None
        if capital and not is_common(word.lower) and not _abbreviation(word):
            return None
        if word.pos == "ADJ":
            iso = country_by_adjective(word.lower)
            if iso:
                self.country = self.country or iso
                self.skipped.add(j)
                return self.take(j, title=not self.owned)
        shouted = self.words[self.head].upper and is_common(word.lower)
        named = capital and self.heads[-1] not in _MINISTER and not self.vocabulary.modifier(base)
        named = named and not self._state_word(j)
        if not shouted and (named or _abbreviation(word)):
            self.owned = True
            self.rule = "position.owner"
            self.last = j
            self.end = None
            return self._rest_of_owner(j + 1)
        self.about.append(base)
        return self.take(j, title=True)

    def _state_word(self, j: int) -> bool:
        """Whether word `j` is a common noun for a state: `Главы Государства`."""
        return j < len(self.words) and self.words.adjoin(j - 1) and self.words[j].lower in _OF_STATE

    def _after_place_kind(self, j: int) -> bool:
        """Whether a common noun for a kind of place stands before word `j`: `района Отрадное`."""
        before = self.words[j - 1]
        return j - 1 > self.head and before.place is None and lemma(before.lower, "NOUN") in PLACE_KINDS

    def _before_adjective(self, j: int) -> bool:
        """Whether word `j` is an adverb that belongs to an adjective of the owner: `крайне правого фронта`."""
        if j + 1 >= len(self.words) or self.words[j].pos != "ADV" or not self.words.adjoin(j):
            return False
        following = self.words[j + 1]
        return following.pos == "ADJ" and following.case in self.cases and not self.named[j + 1]

    def _genitive_by_form(self, word: Word) -> bool:
        """A noun in lower case that the tagger read as accusative although its form is a genitive as well."""
        if self.cases != frozenset({"Gen"}) or word.case not in {"Acc", "Loc", "Dat", "Nom"}:
            return False
        if word.case == "Nom":
            # of a rare noun the tagger knows no case: `аймака`
            return word.pos == "NOUN" and cases_of(word.lower) <= {"Gen", "Acc"} and word.text.islower()
        return word.pos in {"ADJ", "NOUN"} and "Gen" in cases_of(word.lower) and _follows_noun(word)

    def _rest_of_owner(self, j: int) -> int:
        """Words of a body that the organizations stage does not know: genitives to its end."""
        while j < len(self.words) and self.words.adjoin(j - 1) and not self.named[j]:
            word = self.words[j]
            if word.organization is not None or word.place is not None or word.case != "Gen":
                break
            if word.pos not in {"NOUN", "ADJ"} or (word.text[0].isupper() and not is_common(word.lower)):
                break
            if self.vocabulary.head(word) is not None:
                break
            self.last = j
            j += 1
        return j

    def _only_modifiers(self) -> bool:
        """Whether only adjectives of the lexicon stand behind the last head."""
        k = self.title_last
        while k > self.head and self.vocabulary.modifier(lemma(self.words[k].lower, "ADJ")):
            k -= 1
        return k == self.head or self.vocabulary.head(self.words[k]) is not None

    def take(self, j: int, *, title: bool) -> int:
        """Take word `j`, as part of the title or not; the index after it."""
        self.last = j
        self.end = None
        if title:
            self.title_last = j
            if self.rule == "position.bare":
                self.rule = "position.about"
        return j + 1

    def _coordinated(self, j: int) -> int | None:
        """`министр промышленности и торговли`, `министр труда, занятости и миграции`."""
        if self.owned or self.title_last != j - 1 or j - 1 == self.head or not self.words.adjoin(j):
            return None
        if j + 1 >= len(self.words) or self.named[j + 1]:
            return None
        following = self.words[j + 1]
        minister = self.heads[-1] in _MINISTER and is_common(following.lower)
        noun = following.pos in {"NOUN", "ADJ"} and following.text[0].islower()
        if following.case != "Gen" or not (noun or minister):
            return None
        if (
            self.vocabulary.head(following) is not None
            or following.organization is not None
            or following.place is not None
        ):
            return None
        if not list_goes_on(self, j, {"Gen"}):
            return None
        if self.heads[-1] not in _MINISTER and not self._hangs_on_post(following):
            return None
        self.last = self.title_last = j
        taken = self._word(j + 1)
        if taken is None:
            self.last = self.title_last = j - 1
        return taken

    def _hangs_on_post(self, word: Word) -> bool:
        token = word.token
        for _ in range(4):
            token = token.head
            if self.words[self.head].token.i <= token.i < word.token.i:
                return True
        return False

    def _bracket(self, j: int) -> int | None:
        """A bracketed abbreviation in the middle: only if the name of the owner goes on after it."""
        if j + 3 >= len(self.words) or self.words[j + 1].sentence != self.sentence:
            return None
        inside = self.words[j + 1].organization
        close = self.words.index_at(inside.end) if inside is not None else j + 2
        if close + 2 < len(self.words) and self.words[close].text == ")" and ABROAD & set(self.heads):
            after = self.words[close + 1]
            starts = (after.lower in {"в", "во", "при"}) and self.words.adjoin(close) and self.words.adjoin(close + 1)
            if inside is not None and starts and (self.words[close + 2].place or self.words[close + 2].organization):
                # `Региональный представитель Управления ООН ... (УНП ООН) в Центральной Азии`
                return close + 1
        if (explained := self._explained(j)) is not None:
            return explained
        if self.words[j + 2].text != ")":
            return None
        following = self.words[j + 3]
        if not self.words.adjoin(j + 2) or self.named[j + 3]:
            return None
        inner = self.vocabulary.head(self.words[j + 1])
        if inner is not None and inner.cases & self.form.cases and following.lower == "по" and not self.named[j + 1]:
            # `член Коллегии (министр) по таможенному сотрудничеству`
            self.heads.append(inner.nominative)
            self.entries.append(inner.entry)
            self._inner[j + 1] = match_case(inner.nominative, self.words[j + 1].token.text)
            self.last = self.title_last = j + 2
            self._before_bracket = self.organization
            self.owned, self.organization = False, None
            return j + 3
        if not _abbreviation(self.words[j + 1]):
            return None
        mention = following.organization or following.place
        if mention is not None and mention.start == following.start and following.case in {"Gen", None}:
            return j + 3
        if self.owned and following.lower in {"республики", "страны"} and following.case == "Gen":
            # `председатель Комитета национальной безопасности (ГКНБ) республики`
            self._goes_on = j + 3
            return j + 3
        return None

    def _explained(self, j: int) -> int | None:
        """Index after a remark in small letters that says what the body is, if whose it is follows.

        `председатель Маджлиси милли (верхней палаты парламента) Таджикистана`
        """
        if not self.owned:
            return None
        close = next((k for k in range(j + 1, min(j + 6, len(self.words) - 1)) if self.words[k].text == ")"), 0)
        inside = self.words.all[j + 1 : close]
        if not inside or not all(w.text.islower() and w.pos in {"NOUN", "ADJ"} for w in inside):
            return None
        place = self.words[close + 1].place
        whose = place is not None and place.start == self.words[close + 1].start and self.words.adjoin(close)
        return close + 1 if whose and self.words[close + 1].case == "Gen" else None

    def _quoted(self, j: int) -> int | None:
        """`директор компании "Вектор"`: to the closing mark."""
        if self.last == self.head and not self.owned:
            return None
        for k in range(j + 1, min(j + 9, len(self.words))):
            if self.words[k].sentence != self.words[j].sentence or self.named[k]:
                return None
            if self.words[k].text == '"':
                self.last = k
                self.end = None
                self.owned = True
                return k + 1
        return None

    def _joined(self, j: int) -> int | None:
        """`статс-секретаря - заместителя Министра`: one post of two."""
        vocabulary, words = self.vocabulary, self.words
        if "делегация" in self.about:
            # `глава делегации - министр ...`: what he does there, and his post
            return None
        k = j + 1
        while k < len(words) and words.adjoin(k - 1) and k - j < 4:
            form = vocabulary.head(words[k])
            if form is not None and not self.named[k]:
                served = len(self.heads) > 1 and words[k].case == "Gen" and not form.cases & self.form.cases
                if not (form.cases & self.form.cases or served) or words[k].plural:
                    return None
                second = PhraseReader(vocabulary, words, k, form, self.named)
                second.run()
                title = second.title(j + 1, acting=False)
                if served:
                    # `заместитель Председателя - Исполнительного секретаря`: of both
                    title = joined(words, j + 1, second.title_last, {}, second.skipped)
                if _belongs(self.organization, second.organization):
                    # `Председатель Правления - ... Фонда`: the first owner is an organ of the second
                    self.title_last = j - 1
                    self.organization = second.organization
                told = second.country or country_of(second.organization)
                if self.organization and second.organization and told and not _of_somebody(self.organization):
                    # `начальник Главного штаба – заместитель председателя ГПС КР`: the staff of the second
                    self.title_last, self.organization = j - 1, second.organization
                self.joined_title = f" {words[j].token.text} {title}"
                self.heads += second.heads
                self.entries += second.entries
                self.about += second.about
                self.organization = self.organization or second.organization
                self.country = self.country or second.country
                self.owned = self.owned or second.owned
                self.rule = "position.joined"
                self.last, self.end = second.last, second.end
                return None
            if not self.vocabulary.modifier(lemma(words[k].lower, "ADJ")):
                return None
            k += 1
        return None

    # the title

    def title(self, first: int, *, acting: bool) -> str:
        """The title in the nominative, from word `first` on."""
        words, i, form = self.words, self.head, self.form
        gender = next((p.tag.gender for p in parses(form.nominative.rpartition("-")[2]) if p.tag.POS == "NOUN"), "masc")
        nominative = dict(self._inner)
        if not (acting and self._genitive_after_acting(first)):
            nominative[i] = match_case(form.nominative, words[i].token.text)
            if words[i].lower.startswith("экс-"):
                nominative[i] = match_case(form.nominative, words[i].token.text)
            for k in range(first, i):
                if words[k].text != "и":
                    inflected = inflect(words[k].lower, {"nomn", "sing", gender or "masc"}, pos=("ADJF", "PRTF"))
                    # the dictionary puts `временной`, of time, first
                    inflected = "временный" if inflected == "временной" else inflected
                    if inflected:
                        nominative[k] = match_case(inflected, words[k].token.text)
        last = self.title_last
        if last == i and words[i].lower in _SHORT and i + 1 < len(words) and words[i + 1].text == ".":
            last += 1
        title = joined(words, first, last, nominative, self.skipped) + self.joined_title
        return title.lower() if words[i].text.isupper() else title

    def _genitive_after_acting(self, first: int) -> bool:
        """After `и.о.` the post stands in the genitive and stays so; `бывший` agrees."""
        before = self.words.copy[max(0, self.words[first].start - 14) : self.words[first].start].lower()
        return bool(re.search(r"(?:о\.|врио|обязанности)\s*$", before))


def _taken(words: Sequence[Word]) -> bool:
    return any(word.organization is not None or word.place is not None for word in words)


def _of_somebody(body: Organization) -> bool:
    """Whether a body's name tells more than its kind: a parent or a country."""
    return body.parent is not None or country_of(body) is not None or body.wikidata is not None


def _belongs(organ: Organization | None, body: Organization | None) -> bool:
    """Whether an organ belongs to a body."""
    for _ in range(6):
        if organ is None or body is None:
            return False
        organ = organ.parent
        if organ is body:
            return True
    return False


def _follows_noun(word: Word) -> bool:
    """Whether the syntax hangs a word on a noun before it, as a genitive does."""
    return word.token.head.i < word.token.i or word.token.dep_ == "amod"


def _abbreviation(word: Word) -> bool:
    if word.upper or word.text[1:].islower():
        return word.upper
    return sum([c.isupper() for c in word.text]) > 1 and "-" not in word.text


def _participle(word: str) -> bool:
    return any(p.tag.POS in {"PRTF", "ADJF"} for p in parses(word))

"""Candidates: where in a text a body may be named, and how far names of the lexicon reach; see also `head_names`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from spacy.tokens import Doc

from extract.document import Mention, Place, Refusal, match_text_of, sentences, source_text_of
from extract.language.headlines import headlines
from extract.language.later import later
from extract.language.morphology import dictionary_entries
from extract.language.noun_chains import Chain, Owner, Walker
from extract.language.venues import is_venue
from extract.language.words import Word, animate, word_index, words_of
from extract.lexicons.countries import country_by_adjective
from extract.lexicons.given_names import given_names
from extract.stages.organizations.head_names import QUOTE, complete_head
from extract.stages.organizations.lexicon import HeadEntry, Lexicon, OrganizationEntry, head_lemma, is_abbreviation
from extract.stages.organizations.units import district, own_lines, take_state_below
from schemas.base import Language

Kind = Literal["lexicon", "head", "short", "alias", "quoted", "tagger", "english"]

STAGE = "organizations"
#: a name overlaps at most so many that begin before it
_NESTED = 24
_SO_MANY = frozenset(("двух", "трех", "четырех", "пяти", "шести", "обеих", "обоих", "всех", "наших"))
_MEMBERS = frozenset(("членов", "участников", "участниц"))
_OF_STATES = re.compile(r"(?:государств|стран)(?:-|$)")
#: districts that are forces: `Восточный пограничный округ`
_DISTRICTS = frozenset(("военный", "пограничный"))
_ORDINALS = frozenset(("первый", "второй", "третий", "четвертый", "пятый"))


_SURNAME = later(r"(?:зод[аы]|заде|оглы|улы|швили|дзе|янц|[а-я]ян|[оеё]в|[оеё]ва|ин|ина|енко|чук|ский|ская)$")


#: the dictionary's marks of personal names
_PERSONAL = frozenset({"Name", "Surn", "Patr"})

#: to whom a body is attached; the tagger takes the post for a part of the name that follows
_HOSTED = frozenset(("президенте", "правительстве", "министре", "главе", "премьер-министре"))


#: characters before a source's name that say it is one
_SOURCE_BEFORE = 24
_TOLD_TO = later(
    r"\b(?:told|tells|informed|quoting|quoted by|citing|interview (?:with|to)|according to|reference to"
    r"|correspondent of|reported by|learned by|by)\s\Z"
)
_TELLS = later(
    r"(?:['’]s (?:correspondent|reporter))?(?: News Agency| Agency)? (?:reports?|reported|informs|informed|writes"
    r"|(?:has )?learn(?:ed|t|s)|was (?:told|informed)|is told|says, (?:citing|quoting)|said, (?:citing|quoting))\b"
)


@lru_cache(maxsize=10_000)
def _is_word(low: str) -> bool:
    """Whether the dictionary has the word otherwise than as a personal name."""
    return any(_PERSONAL.isdisjoint(entry.tag.grammemes) for entry in dictionary_entries(low))


@dataclass(eq=False, slots=True)
class Body:
    """A candidate: words `[start, end)`; `own` are the words of its own name, without owners and brackets."""

    start: int
    end: int
    head: int
    rule: str
    kind: Kind
    core_end: int
    entries: list[OrganizationEntry] = field(default_factory=list)
    form: str = ""
    head_entry: HeadEntry | None = None
    lemma: str = ""
    chain: Chain | None = None
    country: str | None = None
    #: character span, if it is not that of the words (quoted names)
    span: tuple[int, int] | None = None
    alias_of: Body | None = None
    #: an abbreviation that counts only if the page names the body otherwise too
    weak: bool = False
    #: to whom an English name attaches the body, in the Russian locative: `under the President`
    host: str | None = None

    @property
    def owner(self) -> Owner | None:
        """The first name that owns the body."""
        return self.chain.owners[0] if self.chain and self.chain.owners else None

    @property
    def extended(self) -> bool:
        return self.end > self.core_end


class Finder:
    """Finds the candidates of one document."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.source = source_text_of(doc)
        self.copy = match_text_of(doc)
        self.words: list[Word] = words_of(doc)
        self.refusals: list[Refusal] = []
        #: names at the start of a sentence that nothing but a capital speaks for
        self.doubted: list[Body] = []
        self._languages: list[Language] = [sentence.language for sentence in sentences(doc)]
        self.index = word_index(doc)
        self._at, self._ends = self.index.at, self.index.ends
        self._upper_sentences = headlines(doc)
        self.places = self._place_spans()
        self.place_starting = {first: (last, mention) for (first, last), mention in self.places.items()}
        self._place_ending = {last: (first, mention) for (first, last), mention in self.places.items()}
        self.dated: set[int] = set()
        self.persons = [(n.start, n.end) for n in doc._.names if n.kind == "PER"]
        self.tagged = sorted((n.start, n.end) for n in doc._.names if n.kind == "ORG")
        self.tagged_starts = [start for start, _ in self.tagged]
        owners = {start: Owner(start, end, place) for (start, end), place in self.places.items()}
        self.walker = Walker(
            self.words,
            owners=owners,
            blocked=self._blocked(),
            portfolio=self.lexicon.words["portfolio"],
            persons_allowed=self.lexicon.words["person_in_name"],
            fields_after_owner=False,
            not_after_po=self.lexicon.words["not_after_po"],
        )

    def word_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Word indexes of a character span that begins and ends with words."""
        first, last = self._at.get(start), self._ends.get(end)
        return (first, last) if first is not None and last is not None and last > first else None

    def text(self, start: int, end: int) -> str:
        return self.copy[self.words[start].start : self.words[end - 1].end]

    @property
    def has_english(self) -> bool:
        return "en" in self._languages

    def language(self, index: int) -> Language:
        return self._languages[self.words[index].sentence]

    def refuse(self, rule: str, reason: str, start: int, end: int) -> None:
        self.refusals.append(Refusal(STAGE, rule, reason, self.words[start].start, self.words[end - 1].end))

    def headline(self, index: int) -> bool:
        return self.words[index].sentence in self._upper_sentences

    def _place_spans(self) -> dict[tuple[int, int], Mention]:
        spans: dict[tuple[int, int], Mention] = {}
        for mention in doc_places(self.doc):
            span = self.word_span(mention.start, mention.end)
            if span:
                spans[span] = mention
        return spans

    def _blocked(self) -> set[int]:
        """Words of persons' names and dates; the tagger's persons only where they look like names."""
        blocked: set[int] = set()
        for start, end in self.persons:
            first, last = self._at.get(start), self._ends.get(end)
            if first is not None and last is not None:
                while first < last and first and self.words[first - 1].low == "при":
                    # `Совета безопасности при Президенте В.Махмудов`
                    if self.words[first].low not in _HOSTED:
                        break
                    first += 1
                while first < last - 1 and self._owns_post(first):
                    # `начальник отдела АКН Мадина Ходжаева`: the tagger takes the abbreviation for a name
                    first += 1
                blocked.update(range(first, last))
        papers = self.lexicon.words["sent_paper"]
        blocked.update(self.index.with_low(papers))
        given = given_names()
        for index, after in pairwise(self.index.capitals):
            # `при Национальном банке Фирдавс Холикзода`: a given name in the nominative and a surname
            if after != index + 1 or self._owns_post(index):
                continue
            word, following = self.words[index], self.words[after]
            if word.low in given or (_SURNAME.search(following.low) and not _is_word(word.low)):
                blocked.update((index, index + 1))
        for mention in self.doc._.dates:
            span = self.word_span(mention.start, mention.end)
            if span:
                self.dated.update(range(*span))
        return blocked | self.dated

    def _owns_post(self, index: int) -> bool:
        """Whether word `index`, before a name, is an abbreviation, which no name is."""
        word, following = self.words[index], self.words[index + 1]
        return word.abbreviation and len(word.text) > 2 and following.text[1:2].islower()

    def find(self) -> list[Body]:
        """All candidates, the longest at each place first; nested ones stay, the rest is refused with a reason."""
        cores = self._lexicon_cores()
        covered = [False] * len(self.words)
        starts: set[int] = set()
        for body in cores:
            starts.add(body.start)
            for index in range(body.start, body.end):
                covered[index] = True
        for first, last in self.places:
            for index in range(first, last):
                covered[index] = True
        cores += [b for b in self._head_cores() if not covered[b.head] and b.start not in starts]
        found: list[Body] = []
        by_name: dict[tuple[int, int], Body] = {}
        # owners lie to the right of what they own: from right to left they are known in time
        for core in sorted(cores, key=lambda b: (-b.start, b.end)):
            completed = self._complete(core)
            if completed is None:
                continue
            if completed.kind == "lexicon":
                by_name[completed.start, completed.end] = completed
            elif completed.rule == "organization.class_and_quotes":
                _know_by_quotation(completed, by_name.get((completed.head + 2, completed.core_end - 1)))
            found.append(completed)
            if completed.kind != "short" or not self.text(completed.start, completed.end).isupper():
                # the organ on the line below a body owns nothing
                self.walker.owners[completed.start] = Owner(completed.start, completed.end, completed)
        return found + self._told_in_full(found)

    def _told_in_full(self, found: list[Body]) -> list[Body]:
        """`Генеральный инспекторат полиции предложил` where the page also says whose it is; the others are refused."""
        names = [[word.lemma for word in self.words[body.start : body.end]] for body in found if body.kind == "head"]
        known: list[Body] = []
        for body in self.doubted:
            name = [word.lemma for word in self.words[body.start : body.end]]
            if len(name) > 2 and any(len(name) < len(other) and other[: len(name)] == name for other in names):
                known.append(body)
            else:
                self.refuse("organization.head", "sentence_start", body.start, body.end)
        return known

    def _lexicon_cores(self) -> list[Body]:
        """Names and abbreviations of the lexicon that stand as a name must."""
        by_start: dict[int, list[Body]] = {}
        for start, end, values in self.lexicon.matcher.all(self.copy):
            span = self.word_span(start, end)
            if span is None or self._cuts_place(*span):
                continue
            kept = [value for value in values if self._written_right(*span, *value)]
            if not kept:
                continue
            entries = [entry for entry, _ in kept]
            body = Body(
                start=span[0],
                end=span[1],
                core_end=span[1],
                head=self.noun_of(*span),
                rule="organization.media" if entries[0].kind == "media" else "organization.lexicon",
                kind="lexicon",
                entries=list({entry.id: entry for entry in entries}.values()),
                form=kept[0][1],
            )
            by_start.setdefault(span[0], []).append(body)
        bodies = []
        for options in by_start.values():
            longest = max(options, key=lambda b: b.end)
            parents = {entry.parent for entry in longest.entries}
            # `[[United Nations] Office on Drugs and Crime]`
            bodies += [b for b in options if b is longest or parents & {entry.id for entry in b.entries}]
        # nested in a longer name of the same body, or in one whose words it merely shares
        kept_bodies: list[Body] = []
        for body in sorted(bodies, key=lambda b: (b.start, -b.end)):
            recent = kept_bodies[-_NESTED:]
            outer = next((o for o in recent if o.start <= body.start and body.end <= o.end), None)
            crossing = next((o for o in recent if o.start < body.start < o.end < body.end), None)
            if crossing:
                continue
            if outer and not self._may_nest(outer, body):
                continue
            kept_bodies.append(body)
        return kept_bodies

    def _cuts_place(self, start: int, end: int) -> bool:
        """Whether a place begins with the last word and goes on: `Пресс-служба Президента [Республики] Узбекистан`."""
        place = self.place_starting.get(end - 1) if end - start > 1 else None
        return place is not None and place[0] > end

    @staticmethod
    def _may_nest(outer: Body, inner: Body) -> bool:
        mine = {e.id for e in inner.entries}
        if mine & {e.id for e in outer.entries} or outer.entries[0].kind == "media":
            return False
        # `Совет безопасности` within a longer name is that name's own word; parents and abbreviations are bodies
        parents = {e.parent for e in outer.entries}
        bodies = [e for e in inner.entries if e.kind == "body" and e.parent is None]
        return bool(mine & parents) or is_abbreviation(inner.form) or bool(bodies)

    def noun_of(self, start: int, end: int) -> int:
        for index in range(start, end):
            if self.words[index].nouns and self.words[index].pos in {"NOUN", "PROPN", ""}:
                return index
        return start

    def _written_right(self, start: int, end: int, entry: OrganizationEntry, form: str) -> bool:
        """Capitals: abbreviations as in the lexicon, names with an initial capital (or lower case where allowed)."""
        words = self.words
        written = self.text(start, end)
        first = words[start]
        if any(w.sentence != first.sentence for w in words[start:end]):
            return False
        if is_abbreviation(form):
            plain = form.replace("ё", "е").replace("Ё", "Е")
            prefix = plain.split()[0]
            return first.text.startswith(prefix) or (written.isupper() and written.startswith(plain.upper()[:4]))
        if entry.kind == "media" and form[:1].islower():
            return True
        # agencies write organs without capitals: `совет министров внутренних дел стран СНГ`
        before = words[start - 1] if start else None
        longer = before is not None and before.capital and bool(before.agreeing)
        # `координатор проектов ОБСЕ в Узбекистане Хельга Линдквист`: a person, where a capital names the office
        organ = entry.parent is not None and " " in form and not longer and not animate(first.low)
        if entry.lower and start and words[start - 1].low in {"a", "any", "every", "each"}:
            # `a parliament takes what it needs`: any, and no state's
            return False
        return not first.text[:1].islower() or entry.lower or organ

    def _head_cores(self) -> Iterator[Body]:
        """Head nouns with the agreeing words before them."""
        for index, entry in sorted(self._heads().items()):
            word = self.words[index]
            if not word.text[:1].isalpha() or word.pos in {"VERB", "ADP", "CCONJ", "ADV", "PART"}:
                continue
            if entry.abbreviation and not word.text.isupper() and word.text.lower() == word.text:
                continue
            if entry.lemma == "округ" and (not index or self.words[index - 1].lemma not in _DISTRICTS):
                continue
            if entry.lemma == "банк" and index + 1 < len(self.words) and self.words[index + 1].low == "данных":
                continue
            start = index if entry.abbreviation else self.walker.prefix(index)
            yield Body(
                start=start,
                end=index + 1,
                core_end=index + 1,
                head=index,
                rule="organization.head",
                kind="head",
                head_entry=entry,
                lemma=entry.lemma,
            )

    def _heads(self) -> dict[int, HeadEntry]:
        """The head nouns among the words, by their lemmas or, of nouns and capitals, by what their forms may be of."""
        words, heads, openings = self.words, self.lexicon.heads, self.lexicon.openings
        found = {i: heads[words[i].lemma] for i in self.index.with_lemma(heads.keys())}
        for low, places in self.index.lows.items():
            # nearly every word ends here
            if low[:3] not in openings and low[:2] not in openings:
                continue
            others = [i for i in places if i not in found and (words[i].pos == "NOUN" or words[i].text[:1].isupper())]
            entry = next((heads[name] for name in head_lemma(low) if name in heads), None) if others else None
            if entry is not None:
                found.update(dict.fromkeys(others, entry))
        return found

    def _complete(self, core: Body) -> Body | None:
        return self._complete_lexicon(core) if core.kind == "lexicon" else complete_head(self, core)

    def _complete_lexicon(self, body: Body) -> Body | None:
        words = self.words
        entry = body.entries[0]
        if entry.kind == "refused":
            self.refuse(body.rule, "not_a_body", body.start, body.end)
            return None
        if entry.kind == "seat" and is_venue(self.copy, words[body.start].start, words[body.end - 1].end):
            self.refuse(body.rule, "venue", body.start, body.end)
            return None
        if entry.kind == "media":
            return self._complete_media(body)
        if entry.kind == "state_kind" and self._several(body):
            self.refuse(body.rule, "generic_plural", body.start, body.end)
            return None
        takes = {"gent"} if words[body.head].lemma == "министерство" else set()
        if entry.kind == "state_kind" or entry.parent or entry.country:
            takes.add("при")
        takes |= set(entry.takes)
        if entry.kind == "state_kind" and is_abbreviation(body.form):
            # a branch: `МЧС по Ленинградской области`
            before = words[body.start - 1] if body.start else None
            branch = before is not None and (before.abbreviation or before.lemma in self.lexicon.heads)
            takes |= {"по"} if not branch and self.region_follows(body.end) else set()
        # the United Nations have no owner: `ООН Казахстана` and `ОДКБ МВД России` are two things
        international = all(e.kind == "body" and not e.parent and not e.country for e in body.entries)
        if body.end < len(words) and not international:
            # `Министерство экономики и коммерции`: the complement is inside the name of the lexicon
            cases = ("gent",) if "gent" in takes else ()
            members = self._members_of(body.end)
            if members is not None:
                body.chain = Chain(end=members.end, owners=[members])
            else:
                body.chain = self.walker.chain(body.end - 1, body.end, takes=frozenset(takes), cases=cases)
            body.end = body.chain.end
            if cases and body.chain.phrases and not body.chain.prepositions:
                return self._as_head(body)
            if self._fights_more(body):
                body.end = body.core_end = body.head + 1
                return complete_head(self, self._as_head(body))
            if self._goes_on(body):
                return complete_head(self, self._as_head(body))
            self._take_district(body)
        told = body.form in entry.aliases and (entry.alone or entry.kind == "body")
        # `press service of the President`: its state is joined later
        told = told or body.form in entry.en
        # `регионального представительства УНП ООН`: whose it is stands within the name
        told = told or any(word.abbreviation for word in words[body.start + 1 : body.end])
        if words[body.start].text[:1].islower() and body.owner is None and not told:
            self.refuse("organization.lexicon", "lower_case_without_owner", body.start, body.end)
            return None
        if entry.nested_only and body.owner is None and not (" " in body.form and body.form in entry.en):
            # `Council of the SCO RATS` says of what; `КОЛЛЕГИЯ` below the body whose organ it is
            alone = body.end - body.start == 1 and words[body.head].text.isupper()
            if not alone or not own_lines(self, body.start, body.end):
                return None
            body = self._as_head(body)
            body.kind, body.rule = "short", "organization.short_form"
            return body
        if any(e.kind == "state_kind" for e in body.entries):
            take_state_below(self, body)
        body.weak = body.owner is None and all(body.form in e.weak for e in body.entries)
        body.country = entry.country or self._country_before(body.start)
        if self.language(body.start) == "en" and entry.kind == "state_kind":
            self._take_english_state(body)
        self._extend_left(body)
        return body

    def _several(self, body: Body) -> bool:
        """`главы министерств обороны`, `пограничные службы`, `МИД стран СНГ`, `МИД СНГ`: bodies of several states."""
        noun = self.words[body.head]
        if of_several_states(self.words, body.end):
            return True
        union = self.walker.owners.get(body.end) if is_abbreviation(body.form) else None
        if union is not None and isinstance(union.value, Body) and is_union(union.value):
            return True
        head = self.lexicon.heads.get(noun.lemma)
        if (
            noun.number != "plur"
            or noun.abbreviation
            or (head is not None and head.plural)
            or noun.lemma == "погранвойско"
        ):
            return False
        return all(number == "plur" for case, number, _ in noun.nouns if case == noun.case) and bool(noun.nouns)

    def _goes_on(self, body: Body) -> bool:
        """Whether the name is longer than that of the lexicon: `Государственный совет [безопасности]`."""
        words = self.words
        if body.end != body.core_end or body.end - 1 != body.head or body.end >= len(words) or body.head == body.start:
            return False
        following = words[body.end]
        subject = following.lemma in self.lexicon.words["portfolio"] and following.text.islower()
        known = words[body.head].lemma in self.lexicon.heads
        return (
            subject
            and known
            and self.walker.in_case(body.end, "gent")
            and following.sentence == words[body.head].sentence
        )

    def _fights_more(self, body: Body) -> bool:
        """`Управление по борьбе с оборотом наркотиков [и торговлей людьми]`: more than the lexicon's name has."""
        words = self.words
        if body.end != body.core_end or body.end + 1 >= len(words) or words[body.end].low != "и":
            return False
        fight = any(words[i].lemma in {"борьба", "противодействие"} for i in range(body.head, body.end))
        phrase = self.walker.phrase(body.end + 1, "ablt") if fight else None
        return phrase is not None and not words[phrase.noun].capital and words[body.head].lemma in self.lexicon.heads

    def _take_district(self, body: Body) -> None:
        """`Управления по борьбе с наркотиками провинции Бадахшан`: the region whose body it is."""
        if body.chain is None or body.owner is not None or body.kind != "lexicon":
            return
        region = district(self, body.end)
        if region is not None:
            body.chain.owners.append(region)
            body.end = body.chain.end = region.end

    def _take_english_state(self, body: Body) -> None:
        """`Romanian Border Police`, `Kyrgyzstan's State Border Service`: the state before is part of the name."""
        words = self.words
        before = words[body.start - 1] if body.start else None
        if before is None or before.sentence != words[body.start].sentence:
            return
        found = country_by_adjective(before.text) if before.capital else None
        if found is not None:
            body.country, body.start = found, body.start - 1
            return
        possessive = {"'s": body.start - 1, "s": body.start - 2}.get(before.low, body.start)
        place = self._place_ending.get(possessive)
        if place is not None and isinstance(place[1].entity, Place) and place[1].entity.kind == "country":
            body.country, body.start = place[1].entity.country, place[0]

    def _members_of(self, index: int) -> Owner | None:
        """`(Совет глав государств) - членов ШОС`: the organization after the dash."""
        words = self.words
        if index + 2 >= len(words) or words[index].text != "-" or words[index + 1].low not in _MEMBERS:
            return None
        return self.walker.owners.get(index + 2)

    def region_follows(self, index: int) -> bool:
        """Whether `по` and a region or town follow, or an owner and then they: `МЧС России по Омской области`."""
        words = self.words
        owner = self.walker.owners.get(index)
        index = owner.end if owner is not None else index
        if index + 1 >= len(words) or words[index].low != "по":
            return False
        index += 1
        while index + 1 < len(words) and words[index].low in {"г", ".", "городу"}:
            index += 1
        place = self.place_starting.get(index)
        return place is not None and isinstance(place[1].entity, Place) and place[1].entity.kind in {"region", "city"}

    def _as_head(self, body: Body) -> Body:
        """A name that begins like one of the lexicon and goes on is another body."""
        lemma = self.words[body.head].lemma
        body.kind, body.lemma, body.rule = "head", lemma, "organization.head"
        body.entries, body.head_entry = [], self.lexicon.heads.get(lemma)
        return body

    def _extend_left(self, body: Body) -> None:
        """`Временное Правительство`, `Региональный Исполнительный комитет`: capitalised words that agree."""
        if is_abbreviation(body.form) or body.head != body.start:
            return
        start = self.walker.prefix(body.head)
        while start < body.start and (
            not self.words[start].text[:1].isupper() or self.words[start].first or self.no_name(start)
        ):
            start += 1
        body.start = start

    def no_name(self, index: int) -> bool:
        word = self.words[index]
        # `директор Первого политического департамента`
        numbered = word.lemma in _ORDINALS and word.capital and not word.first
        # `Главой комиссии`: the tagger reads an adjective
        return (word.lemma in self.lexicon.words["not_first"] and not numbered) or word.low in {"и", ",", "главой"}

    def _country_before(self, start: int) -> str | None:
        """`китайского МИД`: the state named by the adjective before."""
        if start and self.words[start - 1].agreeing:
            return country_by_adjective(self.words[start - 1].text)
        return None

    def _complete_media(self, body: Body) -> Body | None:
        words = self.words
        entry = body.entries[0]
        before = words[body.start - 1] if body.start else None
        quoted = before is not None and before.text == QUOTE and body.end < len(words) and words[body.end].text == QUOTE
        class_at = body.start - 2 if quoted else body.start - 1
        head = self._head_at(class_at)
        if body.form in entry.weak and self.language(body.start) == "en":
            if not self._reports(body):
                self.refuse("organization.media", "plain_word", body.start, body.end)
                return None
            return body
        if body.form in entry.weak and not quoted and not (head and (head.media or head.quoted)):
            self.refuse("organization.media", "plain_word", body.start, body.end)
            return None
        if body.form in entry.weak and quoted and not head and before and not before.text.isupper():
            verb = words[class_at] if class_at >= 0 else None
            if verb is None or verb.pos not in {"VERB", "NOUN"}:
                return None
        if quoted and head and class_at >= 0 and (words[class_at].text[:1].isupper()):
            first = self.walker.prefix(class_at) if not head.abbreviation else class_at
            while first < class_at and not words[first].text[:1].isupper():
                first += 1
            body.start, body.end = first, body.end + 1
        elif not quoted and head and head.abbreviation and class_at >= 0:
            body.start = class_at
        return body

    def _reports(self, body: Body) -> bool:
        """`Trend reports`, `in an interview with Trend`: a plain word that in English tells or is told the news."""
        start, end = self.words[body.start].start, self.words[body.end - 1].end
        told = _TOLD_TO.search(self.copy, max(start - _SOURCE_BEFORE, 0), start)
        return told is not None or _TELLS.match(self.copy, end) is not None

    def _head_at(self, index: int) -> HeadEntry | None:
        if index < 0:
            return None
        word = self.words[index]
        heads = self.lexicon.heads
        return heads.get(word.lemma) or next((heads[n] for n in head_lemma(word.low) if n in heads), None)

    def closing(self, opening: int) -> int | None:
        """The word index of the mark that closes the quotation opened at `opening`; nested pairs are counted."""
        words = self.words
        depth = 1
        for index in range(opening + 1, min(opening + 25, len(words))):
            if words[index].sentence != words[opening].sentence:
                return None
            if words[index].text != QUOTE:
                continue
            source = self.source[words[index].start]
            opens = (source in "«„“" and source != "“") or (
                source in '"“'
                and index + 1 < len(words)
                and words[index + 1].start == words[index].end
                and words[index - 1].end < words[index].start
            )
            depth += 1 if opens else -1
            if depth == 0:
                return index
        return None


def of_several_states(words: Sequence[Word], index: int) -> bool:
    """Whether `стран` or `двух стран` stands at word `index`: what is named before is theirs, no one body."""
    if index < len(words) and words[index].low in _SO_MANY:
        index += 1
    return index < len(words) and _OF_STATES.match(words[index].low) is not None


def is_union(body: Body) -> bool:
    """A union of states by its short name."""
    known = body.kind == "lexicon" and is_abbreviation(body.form)
    return known and all(e.kind == "body" and not e.parent and not e.country for e in body.entries)


def _know_by_quotation(body: Body, named: Body | None) -> None:
    """`ПАО «Вектор»` is the body that the lexicon knows as `Вектор`."""
    if named is not None and named.entries[0].kind == "body" and named.owner is None:
        body.kind, body.entries, body.form = "lexicon", named.entries, named.form


def doc_places(doc: Doc) -> list[Mention]:
    """Place mentions with an entity."""
    return [mention for mention in doc._.places if isinstance(mention.entity, Place)]

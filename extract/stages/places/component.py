"""Finds places and says which they are."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.document import Mention, Place, RawName, Refusal, TokenIndex, match_text_of, sentences, source_text_of
from extract.language.later import later
from extract.language.match_text import match_text
from extract.language.morphology import dictionary_version, match_case, nominative, parses
from extract.language.rolls import speakers_in_brackets
from extract.lexicons import Entry, load
from extract.lexicons.cache import code_of, derived
from extract.lexicons.places import Gazetteer, PlaceRow, gazetteer, key
from extract.lexicons.toponyms import forms
from extract.stages.places import patterns
from extract.stages.places.candidates import (
    Candidate,
    Word,
    Words,
    address_candidates,
    called_candidates,
    lexicon_candidates,
    lower_case_candidates,
    misspelt_datelines,
    palace_candidates,
    region_candidates,
    seat_candidates,
    site_candidates,
    town_candidates,
)
from extract.stages.places.english import english_candidates, says_place
from extract.stages.places.words import (
    agree,
    guessed_nominative,
    is_adjective,
    is_given_name,
    is_other_word,
    is_toponym,
    like_surname,
    names_itself,
    stems,
)

#: characters between the members of a list
_LISTED = 6


#: behind a number that would end the name of a channel
_DAY_BEHIND = re.compile(rf"(?:\s?-\s?\d{{1,2}})?\s+{patterns.MONTH}|\.\d\d", re.IGNORECASE)
_NOUN_BEFORE = later(r"(?<!\w)[а-я]{4,}(?:и|ы|а|я) $")
#: how far before its name an exercise may be called one
_EXERCISE_CHARS = 120


class NotPlace(Entry):
    """A name that looks like a place: `why` says what it is, `example` is a phrase that holds it."""

    phrase: str
    why: str
    example: str


@lru_cache(maxsize=4)
def not_places(user_folder: Path | None = None) -> dict[str, str]:
    """Keys of the phrases of `not_places.yaml` in all case forms, each with what it is."""
    entries = load("not_places", NotPlace, user_folder=user_folder)
    phrases = sorted({entry.phrase for entry in entries})
    sources = ("\n".join(phrases).encode(), dictionary_version().encode(), code_of(forms, key, match_case, match_text))
    keys = derived("not-places", sources, lambda: {phrase: [key(form) for form in forms(phrase)] for phrase in phrases})
    return {form: entry.why for entry in entries for form in keys[entry.phrase]}


class PlaceFinder:
    """Finds named places and binds all forms of one place to one entity.

    Reads the match copy, `doc._.names`, sentences, tokens; assigns `doc._.places`.
    Lexicons: countries, regions, macro_regions, cities (as `places.tsv`), not_places.

    Names are looked up in the gazetteer in all their case forms; what else a form may be (a word, a surname) decides
    how much evidence it needs: the neural tagger's opinion, a word such as `город` before it. Regions with an adjective
    name and places that only the tagger knows come from patterns. Known misses: names misspelt elsewhere than in a
    dateline, buildings, streets without a house number. `Кремль` stands for an organ of state, not for a place.

    >>> doc = nlp("Посол Республики Беларусь в КНР прибыл в Урумчи.")
    >>> [(doc.text[m.start:m.end], m.entity.name) for m in doc._.places]
    [('Республики Беларусь', 'Беларусь'), ('КНР', 'Китай'), ('Урумчи', 'Урумчи')]
    """

    def __init__(self, lexicons: Path | None = None) -> None:
        self.gazetteer: Gazetteer = gazetteer(lexicons)
        self.not_places = not_places(lexicons)
        self.not_first = {phrase.split(" ", 1)[0]: 0 for phrase in self.not_places}
        for phrase in self.not_places:
            first = phrase.split(" ", 1)[0]
            self.not_first[first] = max(self.not_first[first], phrase.count(" ") + 1)

    def __call__(self, doc: Doc) -> Doc:
        _Finding(self, doc).run()
        return doc


class _Finding:
    """The work on one document."""

    def __init__(self, finder: PlaceFinder, doc: Doc) -> None:
        self.finder = finder
        self.gazetteer = finder.gazetteer
        self.doc = doc
        self.source = source_text_of(doc)
        self.copy = match_text_of(doc)
        self.latin = patterns.LATIN.search(self.copy) is not None
        self.words = Words(self.copy)
        tagged: list[RawName] = doc._.names
        #: all persons' names, a sign between them that no name has
        self.person_names = "\0".join(self.copy[n.start : n.end] for n in tagged if n.kind == "PER")
        self.names = {kind: _Spans(tagged, kind) for kind in ("PER", "LOC", "ORG")}
        self.sentence_starts = {sentence.start_char for sentence in sentences(doc)}
        self.quoted = [found.span("content") for found in patterns.QUOTED.finditer(self.copy)]
        self.blocked = _Taken(self._not_places())
        self.taken = _Taken([])
        self.refused = _Taken([(refusal.start, refusal.end) for refusal in doc._.refusals])
        self.accepted: list[tuple[Candidate, str]] = []

    def run(self) -> None:
        delayed: list[Candidate] = []
        for readings in lexicon_candidates(self.copy, self.words, self.gazetteer):
            if self.taken.overlaps(readings[0].start, readings[0].start + 1):
                continue
            for candidate in readings:
                if candidate.rule == "place.abbreviation_in_context":
                    delayed.append(candidate)
                elif self._try(candidate):
                    break
        for candidate in region_candidates(self.copy, self.gazetteer):
            self._replace(candidate)
        for candidate in (*address_candidates(self.copy), *site_candidates(self.copy, self.gazetteer)):
            self._replace(candidate)
        for candidate in english_candidates(self.copy, self.gazetteer) if self.latin else ():
            self._replace(candidate)
        for candidate in (*seat_candidates(self.copy), *palace_candidates(self.copy)):
            self._accept(candidate, candidate.rule)
        more = (*lower_case_candidates(self.copy, self.gazetteer), *misspelt_datelines(self.copy, self.gazetteer))
        for candidate in more:
            if not self.taken.overlaps(candidate.start, candidate.end):
                self._accept(candidate, candidate.rule)
        context = self._countries()
        for candidate in delayed:
            self._try_weak(candidate, context)
        self._add_neural()
        for candidate in (*called_candidates(self.copy), *town_candidates(self.copy, self.gazetteer)):
            self._call(candidate)
        self._write(context)

    # candidates

    def _try(self, candidate: Candidate) -> bool:
        reason = self._refusal(candidate)
        if reason:
            self._refuse(candidate, reason)
            return False
        self._accept(candidate, candidate.rule)
        return True

    def _accept(self, candidate: Candidate, rule: str) -> None:
        if candidate.rule == "place.lexicon" and self._kinds(candidate) & {"country", "region"}:
            found = patterns.STATE_WORD_BEFORE.search(self.copy, max(0, candidate.start - 60), candidate.start)
            if found and not self.taken.overlaps(found.start(), candidate.start):
                candidate.start = found.start()
        self.accepted.append((candidate, rule))
        self.taken.add(candidate.start, candidate.end)

    def _refuse(self, candidate: Candidate, reason: str) -> None:
        self.doc._.refusals.append(Refusal("places", candidate.rule, reason, candidate.start, candidate.end))
        self.refused.add(candidate.start, candidate.end)

    def _replace(self, candidate: Candidate) -> None:
        """A region by pattern is longer than a name inside it."""
        if self.blocked.overlaps(candidate.start, candidate.end):
            return
        inside = [c for c, _ in self.accepted if c.start < candidate.end and candidate.start < c.end]
        # `Osh and Jalal-Abad oblasts`: the noun of the last one says what the first is
        named = candidate.rule == "place.english_region" and bool(candidate.numbers)
        if any(c.start <= candidate.start and candidate.end <= c.end for c in inside) and not (
            named and len(inside) == 1 and (inside[0].start, inside[0].end) == (candidate.start, candidate.end)
        ):
            return
        if candidate.rule != "place.port":
            # the town of `Ashgabat International Airport` is named too
            self.accepted = [(c, rule) for c, rule in self.accepted if c not in inside]
        self._accept(candidate, candidate.rule)

    def _call(self, candidate: Candidate) -> None:
        """A name that its kind tells and the tagger does not know, or takes for a whole person."""
        start, end = candidate.start, candidate.end
        if self.taken.overlaps(start, end) or self.blocked.overlaps(start, end):
            return
        person = self.names["PER"].overlapping(start, end)
        if person is None or (start <= person[0] and person[1] <= end):
            candidate.key = key(self.copy[start:end])
            candidate.numbers = list(self._numbers(candidate.key))
            self._accept(candidate, candidate.rule)

    def _try_weak(self, candidate: Candidate, context: Counter[str]) -> None:
        """`РК`, `РТ`: if the text names the place in full, or if only an owner can stand there."""
        named = sorted(filter(self._named, candidate.numbers), key=lambda n: self._distance(n, candidate.start))
        before = self.copy[max(0, candidate.start - 30) : candidate.start]
        if not named and not patterns.OWNER_BEFORE.search(before) and not self._listed(candidate):
            self._refuse(candidate, "an abbreviation that needs context")
            return
        if self._hyphenated(candidate) or self.taken.overlaps(candidate.start, candidate.end):
            self._refuse(candidate, "part of another name")
            return
        usual = self.gazetteer.row(candidate.numbers[0]).country or ""
        if len(candidate.numbers) > 1 and context[usual] and patterns.OWNER_BEFORE.search(before):
            # `МИД РК` above `Республика Корея` on a page of Astana: the usual one, unless the other was named before
            named = [n for n in named if n == candidate.numbers[0] or self._named(n, candidate.start)]
        # of two that the page does not name, this genre's: `КСБР ЦАР`
        regions = [n for n in candidate.numbers if self.gazetteer.row(n).kind == "macro_region"]
        candidate.numbers = (named or regions or candidate.numbers)[:1]
        self._accept(candidate, candidate.rule)

    def _listed(self, candidate: Candidate) -> bool:
        """After another accepted abbreviation: `МИД РК и КР`."""
        joined = patterns.AND_BEFORE.search(self.copy, max(0, candidate.start - 4), candidate.start)
        return joined is not None and any(
            c.end == joined.start() and rule == "place.abbreviation_in_context" for c, rule in self.accepted
        )

    def _named(self, number: int, before: int | None = None) -> bool:
        """Whether a place is named, up to an offset if one is given."""
        here = (c for c, _ in self.accepted if before is None or c.start < before)
        return any(c.numbers and c.numbers[0] == number for c in here)

    def _distance(self, number: int, position: int) -> int:
        return min(abs(c.start - position) for c, _ in self.accepted if c.numbers and c.numbers[0] == number)

    # refusals: each returns a reason or None

    def _refusal(self, candidate: Candidate) -> str | None:
        before = self.copy[max(0, candidate.start - 40) : candidate.start]
        if (
            candidate.rule == "place.abbreviation"
            and self._kinds(candidate) == {"other"}
            and self._is_bracketed(candidate)
        ):
            return "an abbreviation that the page gives to another thing"
        if self.blocked.overlaps(candidate.start, candidate.end):
            return "inside the name of another thing"
        if self._hyphenated(candidate):
            return "part of a hyphenated name"
        if patterns.MONEY.search(before) or patterns.DOLLARS_AFTER.match(self.copy, candidate.end):
            return "name of a currency"
        if patterns.FOREIGN_TITLE_AFTER.match(self.copy, candidate.end) and not self._well_known(
            candidate, country=False
        ):
            return "part of a title"
        if (quoted := self._quoted(candidate)) or self._crossing(candidate, before):
            return quoted
        return self._shape(candidate) or self._neighbours(candidate, before) or self._weak_evidence(candidate, before)

    def _crossing(self, candidate: Candidate, before: str) -> bool:
        """Whether the candidate is a crossing named in quotation marks: `перед «Сагарчином»`."""
        at = before.endswith('"') and patterns.AT_BEFORE.search(before[:-1])
        return bool(at) and self._kinds(candidate) == {"other"}

    def _is_bracketed(self, candidate: Candidate) -> bool:
        """Whether the page puts the abbreviation in brackets after a name: of the place itself it need not."""
        found = re.search(rf"(\w+)\s+\({re.escape(candidate.key)}\)", self.copy)
        return found is not None and not found[1].lower().startswith("станц")

    def _neighbours(self, candidate: Candidate, before: str) -> str | None:
        """A person's other name, a building's noun or a foreign title beside the candidate."""
        if candidate.words > 1 and not patterns.LATIN.match(candidate.key):
            return None
        if self._kinds(candidate) & {"city", "region"} and patterns.HEAD_OF_TOWN_BEFORE.search(before):
            return None
        if candidate.rule == "place.abbreviation" and before.endswith((" .", "\n.")):
            return "an internet domain"
        if self._kinds(candidate) == {"city"} and not patterns.PREPOSITION_BEFORE.search(before):
            given = patterns.CAPITALISED_BEFORE.search(before)
            if given and is_given_name(given[1]) and self.copy[candidate.start + 1 : candidate.end].islower():
                return "a surname after a given name"
            if not self._capital(candidate) and not patterns.CITY_BEFORE.search(before):
                surname = self.names["PER"].longer(self.copy, self.copy[candidate.start : candidate.end])
                if surname:
                    return "names a person elsewhere in the text"
        if self._kinds(candidate) == {"city"} and patterns.DECLINED_WITH_SURNAME.match(self.copy, candidate.start):
            return "a given name before a surname"
        if candidate.rule == "place.lexicon" and patterns.INITIAL_BEFORE.search(before):
            return "a surname after an initial"
        nominative_form = self._nominative(candidate)
        street = patterns.STREET_BEFORE.search(before)
        if street and not self._kinds(candidate) & {"country", "macro_region"}:
            declined = not nominative_form or bool(patterns.INDECLINABLE.search(candidate.key))
            if street[0].rstrip()[-1] == "." or not (declined and self._well_known(candidate)):
                return "name of a street"
        russian = not patterns.LATIN.match(candidate.key)
        if nominative_form and russian and candidate.rule == "place.lexicon" and patterns.BRAND_BEFORE.search(before):
            return "part of the name of a company"
        if not nominative_form or candidate.rule != "place.lexicon":
            pass
        elif (
            patterns.FACILITY_BEFORE.search(before)
            and not patterns.INDECLINABLE.search(candidate.key)
            and self._kinds(candidate) == {"city"}
        ):
            return "name of a building or a thing"
        elif self._before_surname(candidate) and not patterns.PREPOSITION_BEFORE.search(before):
            return "a given name before a surname"
        if patterns.LATIN.match(candidate.key) and self._russian_around(candidate):
            left, right = patterns.LATIN_NEIGHBOUR
            if left.search(before) or right.match(self.copy, candidate.end):
                return "part of a foreign title"
        return None

    def _before_surname(self, candidate: Candidate) -> bool:
        following = patterns.CAPITALISED_AFTER.match(self.copy, candidate.end)
        if not following or self.gazetteer.numbers(key(following[1])):
            return False
        start, end = following.span(1)
        person = self.names["PER"].overlapping(start, end)
        alone = person is not None and " " not in self.copy[person[0] : person[1]]
        together = person is not None and person[0] <= candidate.start
        known_surname = person is None and any("Surn" in p.tag and p.is_known for p in parses(following[1]))
        return alone or together or known_surname

    def _nominative(self, candidate: Candidate) -> bool:
        return any(key(self.gazetteer.row(n).name) == candidate.key for n in candidate.numbers)

    def _capital(self, candidate: Candidate) -> bool:
        return any(self.gazetteer.row(n).population >= patterns.CAPITAL_POPULATION for n in candidate.numbers)

    def _kinds(self, candidate: Candidate) -> set[str]:
        return {self.gazetteer.row(n).kind for n in candidate.numbers}

    def _russian_around(self, candidate: Candidate) -> bool:
        around = self.copy[max(0, candidate.start - 80) : candidate.end + 80]
        return len(patterns.CYRILLIC.findall(around)) > len(patterns.LATIN.findall(around))

    def _hyphenated(self, candidate: Candidate) -> bool:
        """`Минск-Новости`, `Сочи-2014`; but `Китай-Россия` and `ШОС-Афганистан` join two names."""
        before = None
        if self.copy.endswith("-", 0, candidate.start):
            before = patterns.WORD_BEFORE_HYPHEN.search(self.copy[max(0, candidate.start - 30) : candidate.start])
        after = patterns.WORD_AFTER_HYPHEN.match(self.copy, candidate.end)
        if after and after[1] in (patterns.SEATED if self._kinds(candidate) == {"city"} else patterns.PARTICLES):
            after = None
        return any(found and not self._is_name(found[1]) for found in (before, after))

    def _is_name(self, word: str) -> bool:
        if word.isdigit():
            return False
        if word.isupper() and 2 <= len(word) <= 6:
            return True
        return word[:1].isupper() and bool(self.gazetteer.numbers(word.lower()) or word.lower().endswith("азия"))

    def _quoted(self, candidate: Candidate) -> str | None:
        """A whole quoted name is one of a hotel, a ship, an operation; so is a short one that opens with a place."""
        position = bisect_right(self.quoted, (candidate.start, len(self.copy))) - 1
        if position < 0 or self.quoted[position][1] < candidate.end:
            return None
        start, end = self.quoted[position]
        outside = self.copy[max(0, start - 41) : start - 1]
        whole = (start, end) == (candidate.start, candidate.end)
        if whole:
            kinds = {self.gazetteer.row(n).kind for n in candidate.numbers}
            full_name = candidate.words > 1 and kinds & {"country", "region"}
            if kinds == {"macro_region"} and patterns.AGENCY_BEFORE.search(outside):
                return "the name of an agency"
            if patterns.PLACE_NOUN_BEFORE.search(outside) or kinds == {"macro_region"} or full_name:
                return None
            if kinds == {"other"} and patterns.AT_BEFORE.search(outside):
                # a crossing: `полоса для фур на «Нур Жолы»`
                return None
            return "a quoted name"
        content = self.copy[start:end]
        if patterns.EXERCISE_BEFORE.search(
            self.copy, max(0, start - _EXERCISE_CHARS), start - 1
        ) and patterns.JOINED.fullmatch(content):
            return "part of the name of an exercise or operation"
        names_thing = patterns.FACILITY_BEFORE.search(outside) or re.search(r"(?:^|\s)[А-Я]{2,4}\s+$", outside)
        nominative_form = self._nominative(candidate)
        if names_thing and nominative_form and content.count(" ") <= 2 and candidate.start == start:
            return "opens the quoted name of another thing"
        return None

    def _shape(self, candidate: Candidate) -> str | None:
        """Capitals of a name: `Ош`, `ОШ` in a line of capitals; not an acronym such as `СОМ`."""
        text = self.copy[candidate.start : candidate.end]
        if text in patterns.ORGANIZATIONS:
            return "an organization in capitals"
        if (
            candidate.rule == "place.lexicon"
            and candidate.words == 1
            and " " not in text
            and len(text) <= 4
            and len(text) > 1
            and text.isupper()
        ):
            line_start = self.copy.rfind("\n", 0, candidate.start) + 1
            line = self.copy[line_start : candidate.end + 40].split("\n")[0].replace(text, "", 1)
            letters = patterns.LETTERS.findall(line)
            dateline = not self.copy[line_start : candidate.start].strip()
            if not dateline and sum(letter.isupper() for letter in letters) * 2 < len(letters):
                return "an acronym"
        return None

    def _weak_evidence(self, candidate: Candidate, before: str) -> str | None:
        """Whether a name that is also a word or a surname is meant as a place here."""
        if candidate.rule == "place.abbreviation" or candidate.words > 1:
            return None
        if patterns.LATIN.match(candidate.key):
            return self._english(candidate, before)
        personal = self.gazetteer.is_personal(candidate.key)
        common = self.gazetteer.is_common(candidate.key)
        well_known = self._well_known(candidate)
        called_place = bool(patterns.CITY_BEFORE.search(before) or patterns.REGION_BEFORE.search(before))
        location = self.names["LOC"].covers(candidate.start, candidate.end)
        is_place = called_place or bool(location and location[0] == candidate.start)
        if not called_place and is_adjective(candidate.key):
            following = patterns.LOWER_AFTER.match(self.copy, candidate.end)
            agrees = following is not None and agree(candidate.key, following[1])
            if agrees or not (well_known or (location and location[1] == candidate.end)):
                return "an adjective"
        person = self.names["PER"].overlapping(candidate.start, candidate.end)
        town = bool(person) and bool(self._kinds(candidate) & {"city", "region"})
        if town and patterns.HEAD_OF_TOWN_BEFORE.search(before):
            # `аким Алматы Дархан ...`: of a word, a given name and a surname the first is the town
            named = patterns.TWO_CAPITALISED_AFTER.match(self.copy, candidate.end)
            return None if named else "part of a person's name"
        if person and not called_place and (personal or not well_known or common):
            alone = person == (candidate.start, candidate.end)
            if alone and self._place_alone(candidate, before):
                return None
            return None if self._of_body_before(candidate, before, person) else "part of a person's name"
        if is_place or (well_known and not personal and not common):
            return None
        if patterns.FACILITY_BEFORE.search(before):
            return "name of a building or a thing"
        if well_known:
            first = candidate.start in self.sentence_starts
            if (
                common
                and patterns.CAPITALS_BEFORE.search(before)
                and self.copy[candidate.start : candidate.end].isupper()
            ):
                return "a word in a line of capitals"
            return (
                "may be a word at the start of a sentence"
                if first and common and not self._dateline(candidate)
                else None
            )
        if personal or common:
            return "also a word or a personal name, and nothing says place"
        organization = self.names["ORG"].covers(candidate.start, candidate.end)
        if organization == (candidate.start, candidate.end) and not is_toponym(candidate.key):
            return "the tagger reads an organization"
        return None

    def _of_body_before(self, candidate: Candidate, before: str, person: tuple[int, int]) -> bool:
        """Whether a town stands in the genitive between a noun and a name: `начальник таможни Эрляня Чжао Лимин`."""
        doubtful = self.gazetteer.is_personal(candidate.key) or self.gazetteer.is_common(candidate.key)
        opens = person[0] == candidate.start and self._kinds(candidate) == {"city"}
        return opens and not doubtful and not self._nominative(candidate) and bool(_NOUN_BEFORE.search(before))

    def _place_alone(self, candidate: Candidate, before: str) -> bool:
        """Whether a name that the tagger takes for a whole person is a place: `в Хороге`, `на Хоргосе`, `Астана`."""
        personal = self.gazetteer.is_personal(candidate.key)
        if personal and self._capital(candidate) and self._nominative(candidate):
            # the dictionary reads a form of `Астан`
            return not names_itself(candidate.key)
        if is_toponym(candidate.key):
            return not personal or bool(patterns.PREPOSITION_BEFORE.search(before))
        return not personal and bool(patterns.AT_BEFORE.search(before)) and candidate.key.endswith(("е", "и"))

    def _english(self, candidate: Candidate, before: str) -> str | None:
        if candidate.key in patterns.ENGLISH_PERSONAL:
            previous = re.search(r"([A-Z][a-z]+) $", before)
            following = re.match(r" [A-Z][a-z]+", self.copy[candidate.end : candidate.end + 20])
            if previous or (
                following and not patterns.PREPOSITION_BEFORE.search(before) and not before.endswith(" of ")
            ):
                return "part of a person's name"
        if self.gazetteer.is_common(candidate.key) or candidate.key in patterns.ENGLISH_NAMES:
            listed = bool(self.accepted) and 0 < candidate.start - self.accepted[-1][0].end <= _LISTED
            if not says_place(self.copy, candidate.start, candidate.end, self.gazetteer, after_place=listed):
                return "a spelling that nothing says is a place"
        return None

    def _dateline(self, candidate: Candidate) -> bool:
        following = self.copy[candidate.end : candidate.end + 2]
        upper = self.copy[candidate.start : candidate.end].isupper()
        return upper or (self._nominative(candidate) and following[:1] in ",.(/")

    def _well_known(self, candidate: Candidate, *, country: bool = True) -> bool:
        return any(
            (country and row.kind in {"country", "region", "macro_region"})
            or row.population >= patterns.WELL_KNOWN_POPULATION
            for row in map(self.gazetteer.row, candidate.numbers)
        )

    def _not_places(self) -> list[tuple[int, int]]:
        lower = self.words.lower
        found = []
        not_first = self.finder.not_first
        for i in [i for i, word in enumerate(lower) if word in not_first]:
            longest = not_first[lower[i]]
            if not longest or not self.words[i].text[:1].isupper():
                continue
            for length in range(longest, 0, -1):
                if " ".join(lower[i : i + length]) in self.finder.not_places and i + length <= len(lower):
                    last = self.words[i + length - 1]
                    # `в Москве 24 ноября`: a day, not the channel
                    if not (last.text.isdigit() and _DAY_BEHIND.match(self.copy, last.end)):
                        found.append((self.words[i].start, last.end))
                    break
        return found

    # places that only the tagger knows

    def _add_neural(self) -> None:
        index: TokenIndex | None = None
        for name in self.doc._.names:
            if name.kind != "LOC" or self.taken.overlaps(name.start, name.end):
                continue
            start, end = self._trim(name.start, name.end)
            candidate = Candidate(start, end, "place.neural", key(self.copy[start:end]))
            index = index or TokenIndex(self.doc)
            reason = self._neural_refusal(candidate, index)
            if reason:
                self._refuse(candidate, reason)
                continue
            tokens = list(index.span(start, end))
            candidate.name = guessed_nominative(" ".join(self.source[start:end].split()), nominative(tokens))
            before = self.copy[max(0, start - 30) : start]
            if patterns.CITY_BEFORE.search(before):
                candidate.kind = "city"
            elif patterns.REGION_BEFORE.search(before):
                candidate.kind = "region"
            self._accept(candidate, candidate.rule)
        self._share_nominatives()

    def _share_nominatives(self) -> None:
        """`в Кесабе` beside `город Кесаб`: a guessed nominative gives way to one of which the words are a form."""
        found = [candidate for candidate, rule in self.accepted if rule == "place.neural"]
        written = {self.copy[c.start : c.end] for c in found}
        if len(written) <= 1:
            return
        forms_of = {text: {key(form) for form in forms(text)} for text in written}
        for candidate in found:
            text = self.copy[candidate.start : candidate.end]
            others = [t for t in written if t != text and key(text) in forms_of[t] and key(t) not in forms_of[text]]
            if others:
                candidate.name = min(others, key=len)

    def _person_elsewhere(self, text: str) -> bool:
        stem = text[: max(4, len(text) - 2)]
        return stem in self.person_names

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Leave small words before the name and a bracket after it outside."""
        bracket = self.copy.find("(", start + 1, end)
        if bracket > 0:
            end = bracket
        end = start + len(self.copy[start:end].rstrip(" )\"'.,"))
        found = patterns.LOC_WORD.search(self.copy, start, end)
        return (found.start(), end) if found else (start, end)

    def _neural_refusal(self, candidate: Candidate, index: TokenIndex) -> str | None:
        text = self.copy[candidate.start : candidate.end]
        before = self.copy[max(0, candidate.start - 40) : candidate.start]
        tokens = list(index.span(candidate.start, candidate.end))
        if not text[:1].isupper() or len(text) < 3 or not patterns.NAME_SHAPE.fullmatch(text) or len(text.split()) > 4:
            return "not shaped as a place name"
        if text.isupper() and len(text) <= 6:
            return "an acronym"
        if patterns.CAMEL.search(text) or patterns.SIDE.search(text) or patterns.SIGNATURE.search(before):
            return "a side, an agency or a signature"
        if self.blocked.overlaps(candidate.start, candidate.end):
            return "name of another thing"
        if self.refused.overlaps(candidate.start, candidate.end):
            return "refused as a lexicon name"
        if (candidate.start, candidate.end) in speakers_in_brackets(self.copy):
            return "a surname in a list of speakers"
        called_place = bool(
            patterns.CITY_BEFORE.search(before)
            or patterns.REGION_BEFORE.search(before)
            or patterns.WATER_BEFORE.search(before)
        )
        if patterns.FULL_NAME.fullmatch(text) and not called_place:
            return "a person's name"
        if all(token.pos_ == "ADJ" for token in tokens) and not called_place:
            return "an adjective"
        last = text.split()[-1].split("-")[-1]
        if " " in text and last[:1].islower() and not patterns.LANDFORM.fullmatch(last):
            return "not a landform"
        in_context = bool(patterns.PLACE_CONTEXT_BEFORE.search(before))
        if not called_place and (is_other_word(text) or (not in_context and like_surname(text))):
            return "nothing says place"
        if not called_place and not patterns.PREPOSITION_BEFORE.search(before) and self._person_elsewhere(text):
            return "names a person elsewhere in the text"
        building = patterns.FACILITY_BEFORE.search(before) or patterns.BUILDING_BEFORE.search(before)
        if building or self._hyphenated(candidate) or '"' in text:
            return "name of a building or a thing"
        return self._quoted(candidate)

    # resolution

    def _countries(self) -> Counter[str]:
        """How often the text names each country, or a place that can only lie in it."""
        counts: Counter[str] = Counter()
        for candidate, _ in self.accepted:
            found = {self.gazetteer.row(n).country for n in candidate.numbers}
            if len(found) == 1 and (country := found.pop()):
                counts[country] += 1
        return counts

    def _choose(self, candidate: Candidate, context: Counter[str]) -> PlaceRow | None:
        if not candidate.numbers:
            return None
        if len(candidate.numbers) == 1:
            return self.gazetteer.row(candidate.numbers[0])
        before = self.copy[max(0, candidate.start - 30) : candidate.start]
        wanted = None
        for pattern, kind in (
            (patterns.CITY_BEFORE, "city"),
            (patterns.REGION_BEFORE, "region"),
            (patterns.WATER_BEFORE, "other"),
        ):
            if pattern.search(before):
                wanted = kind
        rows = [self.gazetteer.row(number) for number in candidate.numbers]
        states = {row.country for row in rows if row.kind == "country"}
        if states:
            # a city called like a country is meant only if it is that country's own: Алжир, not Армения in Колумбия
            rows = [row for row in rows if row.country in states or row.kind != "city"]
        return max(rows, key=lambda row: _rank(row, wanted, context))

    def _write(self, context: Counter[str]) -> None:
        places: dict[object, Place] = {}
        mentions = []
        called: dict[PlaceRow, list[Candidate]] = {}
        for candidate, _ in self.accepted:
            for known in {self.gazetteer.row(number) for number in candidate.numbers}:
                called.setdefault(known, []).append(candidate)
        for candidate, rule in sorted(self.accepted, key=lambda item: item[0].start):
            row = self._choose(candidate, context)
            identity: object = row or candidate.name.lower().replace("ё", "е")
            place = places.get(identity)
            if place is None:
                place = self._place(row, called[row]) if row else Place(candidate.name, candidate.kind)  # type: ignore[arg-type]
                places[identity] = place
            if rule == "place.lexicon" and row:
                rule = f"place.{row.kind}"
            language = "en" if patterns.LATIN.search(self.copy, candidate.start, candidate.end) else "ru"
            mentions.append(Mention("place", candidate.start, candidate.end, rule, place, language))  # type: ignore[arg-type]
        self.doc._.places = mentions

    def _place(self, row: PlaceRow, mentioned: Sequence[Candidate]) -> Place:
        return Place(self._name(row, mentioned), row.kind, row.country, row.geonames_id, row.latitude, row.longitude)

    def _name(self, row: PlaceRow, mentioned: Sequence[Candidate]) -> str:
        """The name of the table; of a region or city the one that the text uses throughout: `Синьцзян`, `Алма-Ата`.

        Capitals keep their name of today, save for one that the state itself gave for some years; a clipped name
        (`Петербург`) is no other.
        """
        renamed = patterns.RENAMED_CAPITALS.get(row.name) if row.kind == "city" else None
        if renamed and mentioned and all(renamed[1].match(c.key) for c in mentioned):
            return renamed[0]
        if row.kind not in {"region", "macro_region", "city"} or row.population >= patterns.CAPITAL_POPULATION:
            return row.name
        own = {key(form) for form in forms(row.name)}
        mentioned = [c for c in mentioned if c.rule != "place.abbreviation_in_context"]
        if not mentioned or any(
            c.rule != "place.lexicon" or c.key in own or patterns.LATIN.search(c.key) for c in mentioned
        ):
            return row.name
        tokens = TokenIndex(self.doc)
        guesses = {nominative(list(tokens.span(c.start, c.end))) for c in mentioned}
        guesses |= {guess for c in mentioned for guess in stems(self.source[c.start : c.end])}
        guesses = {guess for guess in guesses if not guess.isupper()}
        name = self._covering(guesses, {c.key for c in mentioned}, row)
        clipped = name and row.kind == "city" and key(name) in key(row.name)
        return name if name and not clipped else row.name

    def _covering(self, guesses: set[str], keys: set[str], row: PlaceRow) -> str | None:
        """The one of the guesses of whose case forms most are names of the place, if `keys` are among them."""
        found: list[tuple[int, int, str]] = []
        for guess in guesses:
            # declining costs most, and most guesses name nothing
            if not self._numbers(key(guess)):
                continue
            own = {key(form) for form in forms(guess)}
            if keys <= own and key(guess) in own:
                known = [form for form in own if any(self.gazetteer.row(n) == row for n in self._numbers(form))]
                if len(known) == len(own):
                    found.append((-len(known), len(guess), guess))
        return min(found)[2] if found else None

    def _numbers(self, form: str) -> Sequence[int]:
        return self.gazetteer.numbers(form)


def _rank(row: PlaceRow, wanted: str | None, context: Counter[str]) -> float:
    """Countries before regions before cities, larger cities first; the kind named and the text's countries weigh."""
    base = {"country": 100.0, "macro_region": 90.0, "region": 58.0, "other": 45.0, "city": 0.0}[row.kind]
    base += 10 * math.log10(row.population + 1) if row.kind == "city" else 0.0
    if row.kind == "city" and row.population < patterns.CAPITAL_POPULATION:
        base = min(base, 65.0)
    if wanted:
        base += 200.0 if row.kind == wanted else 0.0
    if row.country and context[row.country]:
        base += 15.0 + min(context[row.country], 5)
    return base


class _Spans:
    """Spans of the neural tagger of one kind, for asking about overlap."""

    def __init__(self, names: Iterable[RawName], kind: str) -> None:
        self._spans = sorted((name.start, name.end) for name in names if name.kind == kind)
        self._last_words: list[str] | None = None

    def covers(self, start: int, end: int) -> tuple[int, int] | None:
        position = bisect_right(self._spans, (start, 1 << 60)) - 1
        if position >= 0 and self._spans[position][0] <= start and end <= self._spans[position][1]:
            return self._spans[position]
        return None

    def overlapping(self, start: int, end: int) -> tuple[int, int] | None:
        position = bisect_right(self._spans, (end - 1, 1 << 60)) - 1
        return self._spans[position] if position >= 0 and self._spans[position][1] > start else None

    def longer(self, copy: str, name: str) -> bool:
        """Whether the name, in any case form, ends a span of several words."""
        stem = name[: max(4, len(name) - 2)]
        if self._last_words is None:
            spans = (copy[start:end] for start, end in self._spans)
            self._last_words = sorted({span.rsplit(" ", 1)[-1] for span in spans if " " in span})
        nearest = bisect_left(self._last_words, stem)
        return nearest < len(self._last_words) and self._last_words[nearest].startswith(stem)


class _Taken:
    """Characters that belong to a span already."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._characters: set[int] = set()
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        self._characters.update(range(start, end))

    def overlaps(self, start: int, end: int) -> bool:
        return not self._characters.isdisjoint(range(start, end))


@Language.factory(
    "kommunike_places",
    assigns=["doc._.places"],
    requires=["token.sent_start", "doc._.names"],
    default_config={"lexicons": None},
)
def make(nlp: Language, name: str, lexicons: str | None) -> PlaceFinder:
    return PlaceFinder(Path(lexicons) if lexicons else None)


__all__ = ["NotPlace", "PlaceFinder", "Word", "make", "not_places"]

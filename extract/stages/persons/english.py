"""Posts and persons in English sentences, which the tagger does not read: patterns on capitals and the lexicons.

`[owner] [acting] [modifiers] HEAD [of / to / for the owner] Name`; `Name, HEAD of the owner`.
"""

from __future__ import annotations

from extract.document import Mention, Organization, Place
from extract.language.later import later
from extract.lexicons.countries import country_by_adjective
from extract.stages.persons.bodies import ENGLISH_KINDS
from extract.stages.persons.english_shapes import (
    CELTIC,
    LOWER,
    UPPER,
    acts,
    bare_initials,
    byline_before,
    chinese_name,
    dealt_with,
    does_alone,
    is_excellency,
    is_given,
    led_by,
    of_states,
    places_on,
    says,
    speaker,
)
from extract.stages.persons.forms import ALL
from extract.stages.persons.lexicons import Lexicons, PostEntry
from extract.stages.persons.names import NameSpan
from extract.stages.persons.post_words import Post, country_of
from extract.stages.persons.words import Words

_CAPITAL = later(
    rf"[{UPPER}][{LOWER}]+(?:[-'][{UPPER}{LOWER}][{LOWER}]*)*|[A-Z]{{3,}}|[A-Z][a-z]{{1,3}}[A-Z][a-z]+"
    rf"|[A-Z]'[A-Z][a-z]+"
)
_ABBREVIATION = later(r"[A-Z]{3,}")
#: endings of nouns for fields of work
_FIELD_NOUN = later(r"(?:ing|[st]ion|ment|ity|[ae]nce|ics|ism|ship|acy|ogy)$")
_FIELD = later(r"[A-Z][a-z]+|and|of|&")
#: a field of office ends with these; what follows in capitals is a name
_FIELD_ENDS = frozenset(
    {"affairs", "control", "security", "defence", "defense", "development", "trade", "cooperation", "health", "finance"}
    | {"justice", "interior", "economy", "energy", "education", "culture", "policy", "relations", "operations", "crime"}
    | {"drugs", "management", "planning", "industry", "transport", "communications", "environment", "migration"}
    | {"integration", "innovation", "innovations", "commerce", "investment", "investments", "resources", "construction"}
    | {"situations", "emergencies", "sport", "sports", "science", "infrastructure", "ecology", "water", "youth"}
    | {"protection", "families", "information", "technologies", "technology", "property", "revenue", "population"}
    | {"narcotics", "labour", "labor", "agriculture", "tourism", "enforcement", "service", "services"}
    | {"partnerships", "neighbourhood", "enlargement", "rights", "matters", "issues", "programmes", "programs"}
    | {"guards"}
    | {"mission", "staff", "state", "delegation", "department", "section", "unit", "division", "police", "government"}
)
#: what follows a title that is no person's: `Coordinator Country`
_NO_PERSON = frozenset(
    {"Country", "State", "States", "Office", "Group", "Council", "Committee", "Party", "Level", "Summit"}
    | {"Meeting", "Workshop", "Training", "Conference", "Dialogue", "Panel", "Network", "Seminar", "Forum", "Team"}
)
#: what an officer's rank is of
_SERVICES = frozenset({"police", "militia", "justice", "customs", "service", "guard", "troops"})
ENGLISH_SERVICE = frozenset({*_SERVICES, "the", "internal", "border", "tax", "medical", "national"})
#: what somebody does whose post ends with a body: `Omar Khan, Director, Drug Control Agency led the delegation`
_TELLS = frozenset({"led", "headed", "represented", "said", "told", "spoke", "chaired", "opened", "delivered"})
_SAYS = frozenset({"said", "told", "added", "noted", "stressed", "explained", "recalled", "emphasized", "emphasised"})
_SURNAME_END = later(
    r"(?:[oeya]va?|[iy]na?|[ct]?sk(?:y|iy|aya|i)|[iy]an|dze|shvili|enko|zod[ae]|zadeh?|uulu|kyzy|o[gğ]lu)$"
)
#: what ends no word of English
_SURE_SURNAME = later(r"(?:[^aeiou][oe]va?|[aeiouy]yeva?|enko|shvili|zod[ae]|zadeh?|uulu|kyzy|o[gğ]lu)$")
#: no part of a name: `the Main Directorate`, `Border Guards`
_BODIES = frozenset({*ENGLISH_KINDS, "guards", "border", "main", "directorates", "command"})
#: posts that say in capitals before the noun what they are for
_OF_A_FIELD = frozenset({"adviser", "officer", "coordinator", "specialist", "expert", "analyst", "manager"})
_FIELD_WORDS = 5
#: who heads in the news the field told before: `border guard chief`
_CHIEFS = frozenset({"chief", "head", "official"})
_CHIEF_OF = frozenset(
    {"drug", "drugs", "narcotics", "anti-drug", "counternarcotics", "counter-narcotics", "control", "police", "border"}
    | {"guard", "guards", "service", "security", "customs", "intelligence", "army", "military", "staff", "policy"}
    | {"foreign", "anti-narcotics", "migration", "tax", "diplomatic", "agency"}
)
_FIELDS = frozenset(
    {"drug", "drugs", "security", "foreign", "defence", "defense", "joint", "programme", "program", "plan"}
)
_OPENERS = frozenset(
    {"yesterday", "today", "later", "earlier", "then", "meanwhile", "however", "while", "when", "separately"}
)
_FIELD_WORD = later(r"[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?")
_AFTER_HEAD = frozenset({"extraordinary", "plenipotentiary", "general"})
_DETERMINERS = frozenset({"the", "its", "his", "her", "their"})
#: what stands before a post that opens its clause: `Speaking at the meeting, Director of the Service, Omar Khan, ...`
ENGLISH_OPENING = _DETERMINERS | {",", '"', "with", "by", "and", "from", "including", "between"}
#: what joins a post to its owner
_OWNING = frozenset({"of", "for", "to", "on", "in", "at", "from"})
#: what a body has abroad, told after its name
_BRANCHES = frozenset({"office", "mission", "delegation"})
#: who is somebody's: `Special Representative of the UN Secretary-General`
_SENT_BY = frozenset({"representative", "envoy", "adviser"})
#: letters of a post in short: `Kazakh FM`
_SHORTHAND = 3
_SMALL = frozenset({"head", "chief", "secretary", "chair", "director", "speaker", "king", "queen", "emir"})


def _share_owners(words: Words, posts: list[Post]) -> list[Post]:
    """`Deputy Prime Minister and Foreign Minister of Kazakhstan` have one owner; joined by a dash they are one post."""
    found: list[Post] = []
    for post in posts:
        before = found[-1] if found else None
        joint = words.copy[before.end : post.start] if before is not None else ""
        dashed = before is not None and joint.strip() == "-" and "\n" not in joint and post.owned
        if dashed and before is not None and before.owned and before.last + 2 == post.first:
            # `SCNS Deputy Chairman - Director of the Border Service`
            _join(words, before, post)
            continue
        if before is None or before.owned or not post.owned or joint.strip() not in {"and", "-"} or "\n" in joint:
            found.append(post)
            continue
        if not words.source[post.start : post.end].startswith(post.title.split()[0]):
            # `Deputy Minister and GUAM National Coordinator`: what stands before a post is its own
            found.append(post)
            continue
        before.organization, before.country, before.owned = post.organization, post.country, True
        if joint.strip() == "and":
            found.append(post)
            continue
        _join(words, before, post)
    return found


def _join(words: Words, before: Post, post: Post) -> None:
    """One post of two that a dash joins."""
    before.title += words.source[before.end : post.start] + post.title
    before.last, before.end, before.rule = post.last, post.end, "position.joined"
    before.heads, before.words = before.heads + post.heads, before.words | post.words


def _own_after_names(words: Words, posts: list[Post], names: list[NameSpan]) -> None:
    """`Deputy Director Anna Berg of the Agency`: the owner of a post that is told after the name."""
    ends = {name.first: name.last for name in names}
    for post in posts:
        last = ends.get(post.last + 1)
        if last is not None and not post.owned and post.entry.title == "ambassador" and last + 2 < len(words):
            # `Ambassador John Roe, Project Coordinator in Uzbekistan`: a rank, and the office that he heads
            office = words[last + 2].organization
            if words[last + 1].text == "," and office is not None and office.start == words[last + 2].start:
                assert isinstance(office.entity, Organization)
                post.organization, post.country, post.owned = office.entity, None, True
        if post.owned or last is None or last + 2 >= len(words) or words[last + 1].lower not in {"of", "from"}:
            continue
        k = last + 3 if words[last + 2].lower == "the" else last + 2
        while k < len(words) and k - last < _ADJECTIVES and words[k].organization is None and _is_small(words[k].text):
            k += 1
        mention = (words[k].organization or words[k].place) if k < len(words) else None
        if mention is None or mention.start != words[k].start:
            continue
        if isinstance(mention.entity, Organization):
            post.organization, post.country, post.owned = mention.entity, country_of(mention.entity), True
        elif isinstance(mention.entity, Place) and mention.entity.kind == "country":
            post.country, post.owned = mention.entity.country, True


#: words back to the body whose a post is by `its`
_ITS = 40
#: words between a name and its body: `of the EU-funded BOMCA programme`
_ADJECTIVES = 6


def _is_small(word: str) -> bool:
    return word.islower() or word == "-" or word.partition("-")[0] in {"EU", "UN", "US"}


class EnglishFinder:
    """Finds posts and persons in the English sentences of a document."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._longest = max((len(head.split()) for head in lexicons.english_heads), default=1)

    def __call__(self, words: Words) -> tuple[list[Post], list[NameSpan]]:
        if "en" not in words.languages:
            return [], []
        posts: list[Post] = []
        free = 0
        for i, word in enumerate(words.all):
            if i < free or words.language(word) != "en" or word.organization is not None:
                continue
            found = self._head(words, i)
            if found is None:
                continue
            post = self._read(words, i, *found, floor=posts[-1].last + 1 if posts else 0)
            if post is not None and (not posts or post.first > posts[-1].last):
                posts.append(post)
                free = post.last + 1
        posts = _share_owners(words, posts)
        taken = [False] * len(words)
        for post in posts:
            taken[post.first : post.last + 1] = [True] * (post.last - post.first + 1)
        names = self._names(words, posts, taken)
        _own_after_names(words, posts, names)
        return posts, names

    def _head(self, words: Words, i: int) -> tuple[int, PostEntry] | None:
        for length in range(min(self._longest, len(words) - i), 0, -1):
            if not all(words.adjoin(k) for k in range(i, i + length - 1)):
                continue
            phrase = " ".join(word.lower for word in words.all[i : i + length])
            entry = self._lexicons.english_heads.get(phrase)
            if entry is not None and (len(phrase) > _SHORTHAND or words[i].text.isupper()):
                return i + length - 1, entry
        return None

    def _read(self, words: Words, i: int, head: int, entry: PostEntry, *, floor: int) -> Post | None:
        """The post at word `i`; what stands before word `floor` belongs to the post before."""
        lexicons = self._lexicons
        first = i
        modifiers: list[str] = []
        while first > floor and words.adjoin(first - 1) and words[first - 1].lower in lexicons.english_modifiers:
            if words[first - 1].organization is not None:
                break
            first -= 1
            modifiers.append(words[first].lower)
        if entry.title in _OF_A_FIELD and head == i:
            first = self._field_before(words, first, floor)
        if entry.title == "minister" and first > floor and words[first - 1].lower in _FIELD_ENDS:
            # `Digital Development Minister`
            first = self._field_before(words, first, floor)
        if entry.title in _CHIEFS and head == i and words[i].text.islower():
            while first > floor and words.adjoin(first - 1) and words[first - 1].text in _CHIEF_OF:
                # `Tajik drug control chief`
                first -= 1
        acting = False
        if first > 0 and words.adjoin(first - 1) and words[first - 1].lower in lexicons.english_acting:
            first -= 1
            acting = True
        title_first = first
        organization, country, first, owned = self._owner_before(words, first)
        if first < floor:
            organization, country, first, owned = None, None, title_first, False
        last, title_last, after, end = self._right(words, head, entry)
        if last > head and after is None and words[last].lower in ENGLISH_KINDS and words[last - 1].lower == "the":
            # `Director of the Service`: the body is told before
            owned, title_last = True, head
        if after is not None:
            owned = True
            if isinstance(after.entity, Organization):
                organization = organization or after.entity
            elif isinstance(after.entity, Place):
                country = country or after.entity.country
        capital = words[i].text[0].isupper()
        if words.adjoin(head) and words[head + 1].text in _NO_PERSON:
            # `the Coordinator Country`
            return None
        definite = capital and first > 0 and words.adjoin(first - 1) and words[first - 1].lower == "the"
        sent = entry.title == "representative" and organization is not None and capital
        if entry.needs == "rank" and not modifiers and not (sent and first < title_first):
            return None
        if not owned and (body := self._its(words, first, head)) is not None:
            # `Its regional representative Oliver Roe`
            organization, owned = body, True
        if entry.title == "ambassador" and i == floor > 0 and words.adjoin(i - 1) and not owned:
            # a rank between a post and a name
            return None
        told = None if capital or owned else self._after_name(words, first, last)
        if not capital and not owned and told is None and not says(words, first, last):
            return None
        if told is not None:
            first = title_first = told
        of_state = words[last].text in ({"State", "Government"} if capital else {"state", "government"})
        small = not capital and words[i].lower in _SMALL and not of_state
        if (small and after is None and first == title_first and i == first) or (entry.title == "fm" and not owned):
            return None
        if entry.needs == "owner" and not (owned or modifiers or definite or told is not None or of_state):
            return None
        if country is None and organization is not None:
            country = country_of(organization)
        if not owned and words[last].lower == "delegation" and last > head + 1:
            country = country_by_adjective(words[last - 1].text)
            owned = country is not None
        source = words.source
        return Post(
            first=first,
            last=last,
            start=words[first].start,
            end=end,
            title=" ".join(source[words[title_first].start : words[title_last].end].split()),
            rule="position.english",
            entry=entry,
            cases=ALL,
            heads=(" ".join(w.lower for w in words.all[i : head + 1]).replace(" - ", "-"),),
            words=frozenset({*modifiers, *(w.lower for w in words.all[head + 1 : title_last + 1] if w.lower != "of")}),
            acting=acting,
            organization=organization,
            country=country,
            owned=owned,
            language="en",
        )

    def _its(self, words: Words, first: int, head: int) -> Organization | None:
        """The body told last before a post that is `its`, if somebody's name follows."""
        named = head + 2 < len(words) and words.adjoin(head) and words.adjoin(head + 1)
        if first == 0 or words[first - 1].lower != "its" or not named:
            return None
        # `led by its Head, Nina Roe, `
        at = head + 2 if words[head + 1].text == "," and self._between_commas(words, head + 1) else head + 1
        if not self._part(words, at) or at + 1 >= len(words) or not self._part(words, at + 1):
            return None
        before = (words[k].organization for k in range(first - 1, max(first - _ITS, -1), -1))
        mention = next((mention for mention in before if mention is not None), None)
        return mention.entity if mention is not None and isinstance(mention.entity, Organization) else None

    def _after_name(self, words: Words, first: int, last: int) -> int | None:
        """Where a post in small letters begins that stands alone behind a name: `Ms. Roe, programme coordinator.`"""
        k = first
        while k > 1 and first - k < _FIELD_WORDS and words[k - 1].text.isalpha() and words[k - 1].text.islower():
            k -= 1
        ends = last + 1 >= len(words) or words[last + 1].text in {".", ",", ";", ")"}
        if not ends or k < 2 or words[k - 1].text != "," or words[k].lower in {"and", "the", "a", "or"}:
            return None
        return k if self._part(words, k - 2) and self._courtesy_near(words, k - 2) else None

    def _courtesy_near(self, words: Words, i: int) -> bool:
        """Whether the capitalised words that end at word `i` begin with a courtesy or a given name."""
        while i > 0 and words.adjoin(i - 1) and self._part(words, i - 1):
            i -= 1
        return words[i].lower in self._lexicons.english_given or (i > 0 and self._courtesy_before(words, i))

    def _field_before(self, words: Words, first: int, floor: int) -> int:
        """`Resident Twinning Adviser`: where the field of an office begins that stands before its noun."""
        k = first
        while k > floor and first - k < _FIELD_WORDS and words.adjoin(k - 1):
            joined = words[k - 1].text in {"and", "&"} and k - 1 > floor and k < first and self._is_field(words, k - 2)
            if not self._is_field(words, k - 1) and not joined:
                break
            k -= 1
        return k + 1 if k < first and words[k].lower in _OPENERS else k

    def _is_field(self, words: Words, i: int) -> bool:
        word = words[i]
        if word.organization is not None or word.place is not None or word.lower in ENGLISH_KINDS:
            return False
        lexicons = self._lexicons
        known = word.lower in lexicons.english_given or word.lower in lexicons.parts["courtesy"]
        known = known or (word.lower in lexicons.parts["english_word"] and word.lower not in _FIELDS | _FIELD_ENDS)
        return not known and _FIELD_WORD.fullmatch(word.text) is not None and country_by_adjective(word.text) is None

    def _owner_before(self, words: Words, first: int) -> tuple[Organization | None, str | None, int, bool]:
        """`UNODC Executive Director`, `Kazakhstan's Foreign Minister`, `Kazakh Foreign Minister`."""
        k = first - 1
        if k >= 0 and words[k].lower in {"s", "'s"}:
            k -= 1
        if k >= 0 and words[k].text == "'":
            # `Kazakhstan's`, `Belarus' Minister`
            k -= 1
        if (
            k < 0
            or words[k].sentence != words[first].sentence
            or words.copy[words[k].end : words[first].start].strip(" 's")
        ):
            return None, None, first, False
        word = words[k]
        if words.copy[max(word.end - 4, 0) : word.end] in {"U.S.", "U.K."} and k > 2:
            return None, {"U.S.": "US", "U.K.": "GB"}[words.copy[word.end - 4 : word.end]], k - 3, True
        mention = word.organization or word.place
        if mention is None and k >= 0 and "'" in word.text:
            mention = word.place
        if mention is not None and mention.end >= word.start:
            begin = words.index_at(mention.start)
            if isinstance(mention.entity, Organization):
                if mention.rule == "organization.media" and begin > 0 and words[begin - 1].text in {".", "/", ")"}:
                    # `OSLO. AGENCY President Ada Lang`: who reports it
                    return None, None, first, False
                return mention.entity, None, begin, True
            if isinstance(mention.entity, Place):
                if mention.entity.kind != "country" and begin > 0 and words[begin - 1].lower in {"in", "at", "of"}:
                    # `Head of the Centre in Ashgabat Ambassador John Smith`
                    return None, None, first, False
                return None, mention.entity.country, begin, True
        iso = country_by_adjective(word.text) if word.text[0].isupper() else None
        if iso:
            return None, iso, k, True
        genitive = "'" in words.copy[word.end : words[first].start]
        if word.lower in ENGLISH_KINDS and (word.text[0].isupper() or genitive):
            # `the Agency's director`: the body is told before
            return None, None, k, True
        if _ABBREVIATION.fullmatch(word.text):
            # a body or programme that nothing else knows
            return None, None, k, True
        return None, None, first, False

    def _right(self, words: Words, head: int, entry: PostEntry) -> tuple[int, int, Mention | None, int]:
        """Last word, last word of the title, the owner's mention, and the end offset."""
        last = title_last = head
        end = words[head].end
        owner: Mention | None = None
        j = head + 1
        if j + 2 < len(words) and words[j].text == "(" and words.adjoin(head):
            # `Secretary (West) of the Ministry`, `Joint Secretary (Counter Terrorism)`
            k = j + 1
            while k < len(words) and k - j < _FIELD_WORDS and words[k].text.istitle() and words[k].place is None:
                k += 1
            if j + 1 < k < len(words) and words[k].text == ")":
                last, title_last, end, j = k, k, words[k].end, k + 1
        while j < len(words) and words.adjoin(j - 1) and words[j].lower in _AFTER_HEAD and words[j].text[0].isupper():
            # `Ambassador Extraordinary and Plenipotentiary of Japan`
            last = title_last = j
            end = words[j].end
            j += 2 if j + 2 < len(words) and words[j + 1].lower == "and" and words[j + 2].lower in _AFTER_HEAD else 1
        if (mention := self._after_comma(words, last)) is not None:
            return words.index_at(mention.end) - 1, title_last, mention, mention.end
        while j + 1 < len(words) and words.adjoin(j - 1) and words[j].lower in _OWNING:
            if words[j].lower != "of" and words[j].lower not in entry.preps and not self._is_for_field(words, j):
                break
            k = j + 1
            while k < len(words) and words[k].lower in {"the", "a", "his", "her"} and words.adjoin(k - 1):
                k += 1
            if k >= len(words) or not words.adjoin(k - 1):
                break
            if words[head].text == "head" and k == j + 1 and words[k].text in {"state", "government"}:
                # `the head of state`
                last = title_last = k
                end = words[k].end
                break
            mention = words[k].organization or words[k].place
            if mention is not None and mention.start == words[k].start:
                owner = owner or mention
                several = mention.type == "place" and words[k - 1].lower in {"for", "to", "in"}
                j = places_on(words, words.index_at(mention.end)) if several else words.index_at(mention.end)
                last, end = j - 1, words[j - 1].end
                if (
                    mention.type == "organization"
                    and j < len(words)
                    and words[j].text in _BRANCHES
                    and words.adjoin(j - 1)
                ):
                    # `Head of UNODC office`
                    last, end, j = j, words[j].end, j + 1
                served = self._head(words, j) if mention.type == "organization" and words.adjoin(j - 1) else None
                if served is not None and entry.title in _SENT_BY and words[j].text[0].isupper():
                    # `Special Representative of the UN Secretary-General for Asia`
                    last = title_last = served[0]
                    end, j = words[last].end, last + 1
                    if self._is_for_field(words, j) and words.adjoin(last):
                        # `... of the UN Secretary-General for Peacekeeping`
                        last = title_last = self._field_end(words, j + 1) - 1
                        end, j = words[last].end, last + 1
                continue
            m = self._field_end(words, k)
            m = self._fields_on(words, m) if m > k else m
            if m == k + 1 < len(words) and words[m].lower == "delegation" and country_by_adjective(words[k].text):
                # `Deputy Head of the Indian delegation`
                m += 1
            if m == k or not words[k].text[0].isupper() or owner is not None:
                break
            last = title_last = m - 1
            end = words[last].end
            j = m
        if owner is not None and (upper := self._under(words, j)) is not None:
            last, end = upper, words[upper].end
        return last, title_last, owner, end

    def _field_end(self, words: Words, k: int) -> int:
        """The word behind the field of office that begins at word `k`: `Minister of Foreign Affairs [of]`."""
        m = k
        while m < len(words) and words.adjoin(m - 1) and _FIELD.fullmatch(words[m].text):
            if words[m].organization is not None or words[m].place is not None:
                break
            if words[m].lower == "of" or m - k > 6 or (m > k and words[m].lower in self._lexicons.english_given):
                break
            before = words[m - 1].lower
            ended = m > k and (before in _FIELD_ENDS or before in ENGLISH_KINDS)
            # `for Peacekeeping Taalat Masan met`: two words are left, and the name ends
            named = m > k and _FIELD_NOUN.search(before) is not None and self._ends_in_name(words, m)
            if (ended or named) and words[m].lower not in {"and", "&", *_FIELD_ENDS, *ENGLISH_KINDS}:
                break
            if m > k and words[m].lower in self._lexicons.parts["courtesy"]:
                # `Commander of the Border Guards Lt. Gen. Roe`
                break
            m += 1
        while m > k and words[m - 1].text in {"and", "&"}:
            m -= 1
        return m

    def _ends_in_name(self, words: Words, m: int) -> bool:
        """Whether just two capitalised words that may be a name stand at word `m`."""
        two = m + 1 < len(words) and words.adjoin(m) and self._part(words, m) and self._part(words, m + 1)
        if not two or _FIELD_NOUN.search(words[m].lower) or _FIELD_NOUN.search(words[m + 1].lower):
            return False
        return m + 2 >= len(words) or not words.adjoin(m + 1) or not words[m + 2].text[:1].isupper()

    def _under(self, words: Words, j: int) -> int | None:
        """Last word of what stands above a post's body, told at word `j`: `under the President of the Republic`,
        `under Kazakhstan's Interior Ministry`.
        """
        if j + 2 >= len(words) or words[j].lower not in {"under", "at"} or not words.adjoin(j - 1):
            return None
        at = j + 2 if words[j + 1].lower == "the" else j + 1
        mention = words[at].organization
        hosted = mention is not None and mention.start == words[at].start
        led = words[j].lower == "under" and at == j + 2 and words[at].lower in self._lexicons.english_heads
        if not hosted and not led:
            return None
        k = words.index_at(mention.end) if hosted and mention is not None else j + 3
        while k + 1 < len(words) and words[k].lower == "of" and words.adjoin(k - 1) and words.adjoin(k):
            m = k + 2 if words[k + 1].lower == "the" else k + 1
            inner = words[m].organization or words[m].place if m < len(words) else None
            if inner is None:
                break
            k = words.index_at(inner.end)
        return k - 1

    def _fields_on(self, words: Words, m: int) -> int:
        """Where a list of fields ends that goes on at word `m`: `Minister of Trade[, Industry and Investment] of`."""
        k = m
        while k + 1 < len(words) and words[k].text == "," and self._is_field(words, k + 1):
            k += 2
            while k < len(words) and words.adjoin(k - 1) and self._is_field(words, k):
                k += 1
        if k == m or k + 1 >= len(words) or words[k].text != "and" or not self._is_field(words, k + 1):
            return m
        k += 2
        while (
            k < len(words)
            and words.adjoin(k - 1)
            and self._is_field(words, k)
            and words[k - 1].lower not in _FIELD_ENDS
        ):
            k += 1
        return k

    def _is_for_field(self, words: Words, j: int) -> bool:
        """`Deputy Minister [for] Economic Diplomacy`: what an office is for, in capitals."""
        return words[j].lower == "for" and self._is_field(words, j + 1)

    def _after_comma(self, words: Words, head: int) -> Mention | None:
        """The body after a comma, to the end of the line or sentence: `Communications Officer, UNODC ROCA`."""
        k = head + 2
        if k >= len(words) or words[k - 1].text != "," or words[k].sentence != words[head].sentence:
            return None
        mention = words[k].organization
        first = head
        while first > 0 and not words.lines_before(first) and head - first < 9 and words.adjoin(first - 1):
            first -= 1
        opens = words.lines_before(first) > 0 or words[first - 1].text in {",", ":"} or self._opens(words, first)
        if mention is None or mention.start != words[k].start or not opens or words.lines_before(k):
            return None
        after = words.index_at(mention.end)
        ends = after >= len(words) or words.lines_before(after) > 0 or words[after].text in {".", ",", ";", ")"}
        return mention if ends or words[after].text in _TELLS else None

    # names

    def _names(self, words: Words, posts: list[Post], taken: list[bool]) -> list[NameSpan]:
        after_post = {self._behind(words, post) for post in posts}
        after_post |= {start for post in posts if (start := self._apposition(words, post)) is not None}
        after_post |= {
            comma + 1
            for post, comma in ((post, self._behind(words, post)) for post in posts)
            if self._between_commas(words, comma) or self._before_verb(words, comma)
            if comma + 1 < len(words)
            and (self._opens(words, post.first) or words[post.first - 1].lower in ENGLISH_OPENING)
        }
        after_post |= {start for post in posts if (start := self._line_before(words, post)) is not None}
        found: list[NameSpan] = []
        i = 0
        while i < len(words):
            span = None
            if words.language(words[i]) == "en" and not taken[i]:
                span = self._name(words, i, after=i in after_post, before=found[-1].last if found else None)
            if span is None:
                i += 1
                continue
            found.append(span)
            i = span.last + 1
        return sorted([*found, *self._again(words, found, taken)], key=lambda span: span.first)

    def _again(self, words: Words, found: list[NameSpan], taken: list[bool]) -> list[NameSpan]:
        """Further mentions of persons who are named in full: the whole name, or the surname alone."""
        full: dict[str, list[tuple[str, ...]]] = {}
        surnames: set[str] = set()
        for span in found:
            texts = tuple(word.text for word in words.all[span.first : span.last + 1])
            if len(texts) > 1:
                full.setdefault(texts[0], []).append(texts)
                pinyin = len(texts) == 2 and texts[0].lower() in self._lexicons.parts["pinyin_surname"]
                surnames.add(texts[0] if pinyin else texts[-1])
        if not full:
            return []
        covered = list(taken)
        for span in found:
            covered[span.first : span.last + 1] = [True] * (span.last - span.first + 1)
        spans: list[NameSpan] = []
        i = 0
        while i < len(words):
            last = -1
            if words.language(words[i]) == "en" and not covered[i]:
                for texts in full.get(words[i].text, ()):
                    there = words.all[i : i + len(texts)]
                    if tuple(word.text for word in there) == texts and not any(covered[word.i] for word in there):
                        last = max(last, i + len(texts) - 1)
                if last < 0 and words[i].text in surnames and self._part(words, i):
                    last = i
            if last < 0:
                i += 1
                continue
            first = i
            while first > 0 and words.adjoin(first - 1) and last == i and self._particle(words, first - 1):
                # `Mr. van Loon`
                first -= 1
            spans.append(NameSpan(first, last, "person.english_again"))
            i = last + 1
        return spans

    def _particle(self, words: Words, i: int) -> bool:
        word = words[i]
        return word.lower in self._lexicons.parts["particle"] and word.text.islower() and word.lower not in {"of", "la"}

    def _apposition(self, words: Words, post: Post) -> int | None:
        """Start of the capitalised words before a post after a comma: `Zhang Ming, Secretary-General`."""
        comma = post.first - 1
        if comma > 1 and words[comma].lower in {"the", "a"}:
            comma -= 1
        if comma < 1 or words[comma].text != "," or words[comma].sentence != words[post.first].sentence:
            return None
        i = comma
        while i > 0 and comma - i < 4 and self._part(words, i - 1) and words[i - 1].sentence == words[comma].sentence:
            i -= 1
        return i if comma - i >= 2 else None

    @staticmethod
    def _behind(words: Words, post: Post) -> int:
        """The word after a post and its abbreviation in brackets: `Director of the Drug Control Agency (DCA),`."""
        k = post.last + 1
        bracketed = k + 2 < len(words) and (words[k].text, words[k + 2].text) == ("(", ")")
        return k + 3 if bracketed and words[k + 1].text.isupper() else k

    @staticmethod
    def _opens(words: Words, first: int) -> bool:
        """Whether a sentence begins at word `first`."""
        return first == 0 or words[first - 1].sentence != words[first].sentence

    def _between_commas(self, words: Words, comma: int) -> bool:
        """Whether two to four capitalised words stand between the comma at word `comma` and another."""
        i = comma + 1
        if i >= len(words) or words[comma].text != "," or not words.adjoin(comma - 1):
            return False
        while i < len(words) and i - comma < 5 and words.adjoin(i - 1) and self._part(words, i):
            i += 1
        if i >= len(words) or words.lines_before(i) > 1:
            # the name ends its paragraph
            return 2 < i - comma < 5
        return i - comma > 2 and (words[i].text == "," or (words[i].text == "." and i - comma < 5))

    def _before_verb(self, words: Words, comma: int) -> bool:
        """`the Minister of State, [Omar Khan] has said`: capitalised words between a comma and a verb."""
        i = comma + 1
        if i >= len(words) or words[comma].text != "," or not words.adjoin(comma - 1):
            return False
        while i < len(words) and i - comma < 5 and words.adjoin(i - 1) and self._part(words, i):
            i += 1
        return (
            2 < i - comma < 6
            and i < len(words)
            and words[i].lower in {*_SAYS, *_TELLS, "has", "have", "had", "will", "is"}
        )

    def _line_before(self, words: Words, post: Post) -> int | None:
        """Start of the two or three capitalised words that fill the line before a post, as in a signature."""
        if post.first < 2 or words.lines_before(post.first) != 1:
            return None
        i = post.first
        while (
            i > 0 and post.first - i < 4 and self._part(words, i - 1) and (i == post.first or not words.lines_before(i))
        ):
            i -= 1
        return i if 2 <= post.first - i <= 3 and words.lines_before(i) > 0 else None

    def _part(self, words: Words, i: int) -> bool:
        word = words[i]
        return (
            bool(_CAPITAL.fullmatch(word.text))
            and word.organization is None
            and (word.place is None or word.lower in self._lexicons.english_given)
            and word.lower not in self._lexicons.parts["english_word"]
            and word.lower not in self._lexicons.english_heads
            and word.lower not in self._lexicons.english_modifiers
            and word.lower not in self._lexicons.parts["courtesy"]
            and word.lower not in _BODIES
        )

    def _name(self, words: Words, i: int, *, after: bool, before: int | None) -> NameSpan | None:
        courtesy = i > 0 and self._courtesy_before(words, i)
        last = i
        initials = 0
        if is_excellency(words, i) or is_excellency(words, i - 2):
            return None
        if words[i].initial and i + 1 < len(words):
            while last + 2 < len(words) and words[last].initial:
                last += 2
                initials += 1
            if not self._part(words, last) or words[i].place is not None or words[last].lower in ENGLISH_KINDS:
                # `U.S. Embassy`
                return None
            return NameSpan(i, last, "person.english_initials")
        if len(words[i].text) == 1:
            lettered = bare_initials(words, i, self._part, after=after or courtesy)
            return NameSpan(i, lettered, "person.english_initials") if lettered is not None else None
        if not self._part(words, i) or (words[i].lower in _SERVICES and i > 0 and words[i - 1].lower == "of"):
            # `Major General of Justice Amir Tokhtarov`
            return None
        given = is_given(words[i].lower, self._lexicons.english_given)
        if not given and words[i].lower[-1] == "s" and words[i].lower[:-1] in self._lexicons.english_heads:
            return None
        while last - i < 4 and words.adjoin(last):
            following = words[last + 1]
            if following.initial and last + 3 < len(words):
                if not self._part(words, last + 3):
                    break
                last += 3
                continue
            if (
                following.lower in self._lexicons.parts["particle"]
                and following.text.islower()
                and last + 2 < len(words)
            ):
                # `Ursula von der Leyen`
                end = last + 3 if words[last + 2].lower in self._lexicons.parts["particle"] else last + 2
                if following.lower == "of" or end >= len(words) or not self._part(words, end):
                    break
                last = end
                continue
            town = last == i and ((after and self._town(words, last + 1)) or (courtesy and given))
            town = town and bool(_CAPITAL.fullmatch(following.text)) and following.organization is None
            if not self._part(words, last + 1) and not self._middle(words, last + 1) and not town:
                break
            last += 1
        sure = after and words[i].text.istitle() and (bool(_SURE_SURNAME.search(words[i].lower)) or acts(words, i))
        if last == i and not courtesy and not sure:
            # `Interior Minister Asanov`, but not whatever follows a post
            return None
        byline = last > i and (byline_before(words, i) or led_by(words, i, last))
        told = last > i and words.adjoin(last) and words[last + 1].lower in _SAYS
        told = told and bool(_SURNAME_END.search(words[last].lower))
        counterpart = i > 0 and words.adjoin(i - 1) and words[i - 1].lower in {"counterpart", "colleague"}
        sent = last > i and words.adjoin(last) and self._from_body(words, last + 1)
        bracketed = last > i and self._of_state(words, i, last)
        pinyin = self._lexicons.parts["pinyin_surname"]
        alone = last > i and (speaker(words, i, last) or chinese_name(words, i, last, pinyin))
        alike = bool(_SURE_SURNAME.search(words[last].lower)) and not words[last].text.isupper()
        alike = last > i and (alike or CELTIC.fullmatch(words[last].text) is not None)
        alone = alone or (last > i and of_states(words, i, last))
        # `Benigno S. Aquino`: a letter between two names
        alone = alone or (last == i + 3 and words[i + 1].initial and words[i].text.istitle())
        alone = alone or dealt_with(words, i, last, before) or does_alone(words, i, last)
        if not (given or courtesy or after or told or byline or counterpart or sent or bracketed or alike or alone):
            return None
        rule = "person.english_given" if given else "person.english_after_post" if after else "person.english_courtesy"
        return NameSpan(i, last, rule)

    def _of_state(self, words: Words, i: int, last: int) -> bool:
        """`interior ministers of Azerbaijan (Ramil Usubov)`: in brackets behind a state."""
        if i < 2 or last + 1 >= len(words) or words[i - 1].text != "(" or words[last + 1].text != ")":
            return False
        place = words[i - 2].place
        return place is not None and isinstance(place.entity, Place) and place.entity.kind == "country"

    def _from_body(self, words: Words, i: int) -> bool:
        """`Liang Yun [from] the Ministry of Public Security`."""
        if words[i].lower != "from" or i + 2 >= len(words):
            return False
        return any(words[k].organization is not None for k in range(i + 1, min(i + 4, len(words))))

    def _middle(self, words: Words, i: int) -> bool:
        """Whether a word that names a town stands in the middle of a name: `Nguyen Van Long`."""
        return self._town(words, i) and words.adjoin(i) and self._part(words, i + 1)

    def _town(self, words: Words, i: int) -> bool:
        """A word spelled like a town: after a post and a given name it is a surname."""
        place = words[i].place
        if place is None or not isinstance(place.entity, Place) or place.entity.kind != "city":
            return False
        return bool(_CAPITAL.fullmatch(words[i].text))

    def _courtesy_before(self, words: Words, i: int) -> bool:
        k = i - 1
        if is_excellency(words, i - 4):
            return True
        if words[k].text == "." and k > 0:
            k -= 1
        if words[k].lower in _SERVICES and k > 1:
            # `Major General of Police Amir Tokhtarov`, `Colonel of the Customs Service`
            while (
                k > 0
                and (words[k].lower == "of" or words[k].lower in ENGLISH_SERVICE)
                and words[k].sentence == words[i].sentence
            ):
                k -= 1
        return words[k].sentence == words[i].sentence and words[k].lower in self._lexicons.parts["courtesy"]

"""From words to parties: who a noun phrase, a pronoun or a bare post stands for.

Shared by the stages for events and commitments. A party that is named is `stated`; one that is only pointed to
(`он`, `стороны`, `китайская сторона`, a bare post) is `resolved`; a collective without a name keeps its words and
links the body it belongs to, and is never expanded to members.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from spacy.tokens import Doc, Token

from extract.document import (
    Actor,
    Event,
    Mention,
    Organization,
    Participant,
    Party,
    Person,
    Place,
    Starts,
    TokenIndex,
    mentions,
)
from extract.language.columns import columns
from extract.language.syntax import SUBJECTS, coordinated, feature, noun_phrase, subject
from extract.lexicons.countries import capital_country, country_by_adjective
from extract.parties.address import address
from extract.parties.paper_sides import TITLE, defined_sides, is_of_sides
from extract.parties.represented import PAIR, country_of, represents, state_of, unique
from extract.parties.sides import as_called, delegations, framed, present, sides
from extract.parties.words import (
    AIDES,
    AS_BODIES,
    AS_STATES,
    ATTENDING,
    CHIEFS,
    HEADS,
    MINISTRIES,
    OFFICERS,
    OPPOSITE,
    OTHER_SIDE,
    OWN_BODIES,
    PEERS,
    RANKED_PEERS,
    RULERS,
    SIDES,
    UNITS,
    are_other_officers,
    are_rulers,
    is_group,
    is_plural,
)

_FROM = re.compile(r"\s+(?:из|от)\s+")
_DEPUTY = re.compile(r"(?:перв\w+\s+)?(?:зам|вице|помощник|советник|пресс|представител)", re.IGNORECASE)
#: `представитель МВД [подполковник полиции] Фарход Саидов`
_RANKED = re.compile(r" (?:[а-яё-]+ ){0,3}")
_RANK = 60
#: mentions before a word among which it may point to one
_LOOK_BACK = 300
_POSSESSIVE = frozenset({"его", "ее", "их", "он", "она", "они", "свой", "наш", "мы"})
_PRONOUNS = frozenset({"он", "она", "они"})
#: characters within which `они` are those who were named last
_AGO = 400
_MINISTER = re.compile(r"[Мм]инистр ((?:[а-яё]+ )*[а-яё]+)(?= [А-ЯЁ]|$)")
_TYPE_RANK = {"person": 0, "position": 1, "organization": 2, "place": 3}


class Parties:
    """Resolves parties in one document; what it looks up is read when it is first needed."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.index = TokenIndex(doc)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Mentions of persons, posts, bodies and places in text order."""
        return [m for m in mentions(self.doc) if m.type in _TYPE_RANK]

    @cached_property
    def dates(self) -> Starts:
        return Starts(self.doc._.dates)

    @cached_property
    def names(self) -> Starts:
        """Bodies and instruments, whose names may hold dates."""
        return Starts((*self.doc._.documents, *self.doc._.organizations))

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _longest(self) -> int:
        return max((m.end - m.start for m in self.mentions), default=0)

    @cached_property
    def _by_token(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            for i in self.index.places(mention.start, mention.end):
                found.setdefault(i, []).append(mention)
        return found

    @cached_property
    def _subject_places(self) -> list[int]:
        """Tokens that are the subject of something."""
        table = columns(self.doc)
        return [
            i for i, (dep, pos) in enumerate(zip(table.deps, table.pos)) if dep in SUBJECTS and pos in {"NOUN", "PROPN"}
        ]

    @cached_property
    def _subject_starts(self) -> list[int]:
        starts = columns(self.doc).starts
        return [starts[i] for i in self._subject_places]

    def _subjects(self, before: int) -> Iterator[Token]:
        """The first `before` of those subjects, the nearest first."""
        for number in range(before - 1, -1, -1):
            yield self.doc[self._subject_places[number]]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that start in `[start, end)`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _before(self, offset: int) -> Iterator[Mention]:
        """Mentions that start before `offset`, the nearest first."""
        for i in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self.mentions[i]

    def covering(self, token: Token) -> list[Mention]:
        """Party mentions that cover the token, the outermost first."""
        return sorted(self._by_token.get(token.i, []), key=lambda m: (m.start - m.end, _TYPE_RANK[m.type]))

    def at(self, token: Token, event: Event | None = None) -> list[Party]:
        """The parties that the noun phrase headed by `token` names, members of a coordination one by one."""
        found: list[Party] = []
        for member in coordinated(token):
            if member.pos_ in {"VERB", "AUX", "ADV"}:
                continue
            for party in self._single(member, event):
                if not any(p.entity is party.entity and p.entity is not None for p in found):
                    found.append(party)
        return self._joined(token, found)

    def _joined(self, token: Token, found: list[Party]) -> list[Party]:
        """`Инспекторат Молдовы и Служба Украины возобновят`: the other of two whom the parser hung elsewhere."""
        verb = token.head
        plural = any(feature(t, "Number") == "Plur" for t in (verb, *verb.lefts) if t.pos_ in {"VERB", "AUX"})
        if len(found) != 1 or token.dep_ not in SUBJECTS or not plural or feature(token, "Number") == "Plur":
            return found
        text: str = self.doc._.match_text
        start, end = found[0].start, found[0].end
        if start is None or end is None or start > verb.idx:
            return found
        if text[max(start - 3, 0) : start] == " и ":
            before = [m for m in self.within(max(start - 200, 0), start) if m.end == start - 3]
            return [*self._outermost(before), *found]
        after = self.within(end + 3, end + 4) if text[end : end + 3] == " и " and end + 3 < verb.idx else []
        return [*found, *self._outermost(after)]

    def _outermost(self, beside: list[Mention]) -> list[Party]:
        outer = max(beside, key=lambda m: m.end - m.start, default=None)
        if outer is None or outer.type not in {"organization", "place"}:
            return []
        return [Party(outer.entity, outer.start, outer.end, "stated")]  # type: ignore[arg-type]

    def _single(self, token: Token, event: Event | None) -> list[Party]:
        named = self._named(token)
        if named is not None and token.lemma_ in AS_BODIES and self._stands_alone(token, named):
            return [Party(None, token.idx, token.idx + len(token), "stated")]
        bare = named is not None and named.entity is None and token.lemma_ in HEADS
        if (named is None or named.entity is None) and token.lemma_ in CHIEFS:
            chief = self._chief(token)
            if chief is not None:
                return [Party(chief, *noun_phrase(token), "resolved")]
        if named is not None and not bare:
            return [named]
        lemma = token.lemma_.replace("ё", "е")
        if token.pos_ == "PRON" and lemma in _PRONOUNS:
            return self._pronoun(token, event)
        if lemma == "тот" and token.dep_ in SUBJECTS:
            # `посол пригласил министра; тот пообещал`
            other = self._other_person(token)
            return [Party(other, token.idx, token.idx + len(token), "resolved")] if other is not None else []
        if lemma == "каждый":
            # `каждая из сторон`
            of = next((c for c in token.children if c.dep_ == "nmod" and c.i > token.i), None)
            return self._single(of, event) if of is not None else []
        if lemma in OWN_BODIES and any(c.lemma_ in _POSSESSIVE for c in token.children):
            body = self._own_body(token)
            if body is not None:
                return [Party(body, *noun_phrase(token), "resolved")]
        if lemma == "сторона" or lemma in SIDES:
            return self._listed(token) or self._side(token, event)
        if token.pos_ not in {"NOUN", "PROPN"}:
            return []
        return self._collective(token)

    def _stands_alone(self, token: Token, named: Party) -> bool:
        """`Министерства условились`: a bare plural, which is no name of one of them."""
        return named.start == token.idx and named.end == token.idx + len(token) and is_plural(token)

    def _named(self, token: Token) -> Party | None:
        covering = self.covering(token)
        if not covering:
            return self._titled(token)
        outer = covering[0]
        if outer.type == "position":
            return self._of_nation(token, outer) or self._post(outer)
        # a name that only stands inside the phrase (`члены ОДКБ`) is for the collective
        if outer.type == "person" and isinstance(outer.entity, Person):
            return Party(outer.entity, outer.start, outer.end, "stated")
        if outer.type in {"organization", "place"}:
            head = self._head(outer)
            if head is not None and head.i != token.i and token not in self.index.span(outer.start, outer.end):
                return None
            inner = next((m for m in covering if m.type == "person"), None)
            chosen = inner or outer
            state = self.capital(chosen)
            if state is not None:
                return Party(state, chosen.start, chosen.end, "resolved")
            return Party(chosen.entity, chosen.start, chosen.end, "stated")  # type: ignore[arg-type]
        return None

    def _titled(self, token: Token) -> Party | None:
        """`господин Йылдыз`, `своему заместителю Тер-Петросяну`: the person named right after the noun."""
        if token.pos_ not in {"NOUN", "PROPN"} or feature(token, "Number") == "Plur":
            return None
        end = token.idx + len(token)
        for mention in self.within(end, end + 3):
            if mention.type == "person":
                return Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]
        if feature(token, "Animacy") == "Inan":
            return None
        owner = next((m for m in self.within(end + 1, end + 2) if m.type in {"organization", "place"}), None)
        if owner is not None:
            # `представитель Казахстана Б.Альмагамбетов`
            outer = max((m for m in self.within(owner.start, owner.start + 1)), key=lambda m: m.end)
            for mention in self.within(outer.end + 1, outer.end + _RANK):
                gap = self.doc._.match_text[outer.end : mention.start]
                if mention.type == "person" and _RANKED.fullmatch(gap):
                    return Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]
        below = [c for c in token.rights if c.dep_ in {"appos", "flat", "flat:name"}]
        for c in below:
            for mention in self.covering(c):
                if mention.type == "person":
                    return Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]
                beside = self.person_beside(mention) if mention.type == "position" else None
                if beside is not None:
                    # `его коллега из Узбекистана, заместитель начальника управления Шерзод Каримов`
                    return Party(beside.entity, beside.start, beside.end, "stated")  # type: ignore[arg-type]
        return None

    def capital(self, mention: Mention) -> Place | None:
        """A capital that stands for its government (`Кабул и Ташкент подписали`)."""
        place = mention.entity
        if not isinstance(place, Place) or place.kind != "city":
            return None
        country = capital_country(place.name)
        return self.country(country) if country else None

    def _head(self, mention: Mention) -> Token | None:
        span = self.index.span(mention.start, mention.end)
        return span.root if len(span) else None

    def _post(self, mention: Mention) -> Party:
        """A post: the person whose name stands beside it, else its holder as pointed to."""
        person = self.person_beside(mention)
        if person is not None:
            return Party(person.entity, person.start, person.end, "stated")  # type: ignore[arg-type]
        holder = mention.entity if isinstance(mention.entity, Person) else self._titled_so(mention)
        return Party(holder, mention.start, mention.end, "resolved" if holder else "stated")

    def _titled_so(self, post: Mention) -> Person | None:
        """`главы Минздрава`: the minister of that field; `посол`, after `с координатором ОБСЕ послом А. Б.`: who was
        called so before his name.
        """
        title = post.position
        words = self.doc._.match_text[post.start : post.end]
        if title is None or (title.organization is None and " " in words):
            return None
        rank = None if title.organization is not None else self.index.at(post.start)
        for mention in islice(self._before(post.start), _LOOK_BACK):
            person = mention.entity
            if mention.type != "person" or not isinstance(person, Person):
                continue
            if title.organization is not None and self.headed(person) is title.organization:
                return person if title.title.partition(" ")[0].lower() in CHIEFS else None
            before = self.index.at(mention.start - 2) if rank is not None else None
            if before is not None and rank is not None and before.lemma_ == rank.lemma_:
                return person
        return None

    def _of_nation(self, token: Token, post: Mention) -> Party | None:
        """`кыргызский премьер` is not the premier of another state, who was named last."""
        codes = [country_by_adjective(c.norm_.lower()) for c in token.children if c.dep_ == "amod" and c.i < token.i]
        code = next((code for code in codes if code), None)
        known = isinstance(post.entity, Person)
        if code is None or (isinstance(post.entity, Person) and state_of(post.entity) in {code, None}):
            return None
        person = self._person_of(code, token.idx)
        if person is None and not known:
            return None
        return Party(person or self.country(code), *noun_phrase(token), "resolved")

    def person_beside(self, position: Mention) -> Mention | None:
        """The person mention that follows or precedes the post in the same phrase."""
        if position.entity is None:
            return None
        text = self.doc._.match_text
        for mention in self.within(position.start - 61 - self._longest, position.end + 61):
            if mention.type != "person" or mention.entity is not position.entity:
                continue
            gap = (
                text[position.end : mention.start]
                if mention.start >= position.end
                else text[mention.end : position.start]
            )
            if len(gap) <= 60 and not any(c in gap for c in ".;:\n"):
                if mention.start >= position.end and (len(gap) <= 2 or "(" in gap or gap.count(",") <= 2):
                    return mention
                if mention.end <= position.start and gap.strip() in {"", ",", "-", "("}:
                    return mention
        return None

    def _pronoun(self, token: Token, event: Event | None) -> list[Party]:
        gender = feature(token, "Gender")
        span = (token.idx, token.idx + len(token))
        if feature(token, "Number") == "Plur":
            meant = unique(p for p in self._they(token, event) if p.entity is not None)
            return [Party(p.entity, *span, "resolved") for p in meant] or [Party(None, *span, "stated")]
        if token.dep_ in {"obj", "iobj"} and subject(token.head) is not None:
            # `министр пригласил его посетить Осло`: not himself
            other = self._other_person(token)
            if other is not None and not (gender and other.gender and gender != other.gender):
                return [Party(other, *span, "resolved")]
        aside: tuple[int, Party] | None = None
        for candidate in self._subjects(bisect_left(self._subject_places, token.i)):
            if aside is not None and candidate.sent.start != aside[0]:
                return [aside[1]]
            party = self._named(candidate)
            if party is None and candidate.lemma_ in SIDES and not is_plural(candidate):
                # `туркменский министр`
                party = next(iter(self._side(candidate, None)), None)
            if party is not None and isinstance(party.entity, (Organization, Place)) and candidate.sent == token.sent:
                # not in `"Баку подтвердит", - добавил он`
                if feature(candidate, "Gender") == gender and candidate.head != token.head and token.i < token.head.i:
                    # `донором выступит Япония, она перечислит`
                    return [Party(party.entity, *span, "resolved")]
            owner = self._of_bare_post(candidate, token) if party is not None and party.entity is None else None
            if owner is not None:
                return [Party(owner, *span, "resolved")]
            if party is None or not isinstance(party.entity, Person):
                continue
            if gender and party.entity.gender and gender != party.entity.gender:
                continue
            if candidate.head.dep_ == "acl:relcl" and candidate.sent != token.sent and aside is None:
                # `А побывал в Оше, где его принял Б. Он также встретился с В`: of whom the sentence tells
                aside = (candidate.sent.start, Party(party.entity, *span, "resolved"))
                continue
            return [Party(party.entity, *span, "resolved")]
        if aside is not None:
            return [aside[1]]
        # nobody was a subject yet: the last person named before
        for mention in self._before(token.idx):
            if isinstance(mention.entity, Person):
                return [Party(mention.entity, *span, "resolved")]
        return []

    def _of_bare_post(self, officer: Token, pronoun: Token) -> Actor | None:
        """`Выступил Премьер-министр Таджикистана. Он отметил`: of an officer without a name the state or body."""
        post = next((m.position for m in self.covering(officer) if m.type == "position"), None)
        near = officer.sent == pronoun.sent or officer.sent.end == pronoun.sent.start
        if post is None or not near or feature(officer, "Gender") != feature(pronoun, "Gender"):
            return None
        return post.organization or (self.country(post.country) if post.country is not None else None)

    def _chief(self, token: Token) -> Person | None:
        """`глава бюро`: the person named last who heads a body that is called so."""
        body = next((c for c in token.children if c.dep_ == "nmod" and c.i == token.i + 1), None)
        if (
            body is None
            or any(m.type != "position" for m in self.covering(body))
            or any(True for _ in body.children)
            or is_plural(token)
        ):
            return None
        stem = body.lemma_[: max(len(body.lemma_) - 2, 4)]
        for mention in islice(self._before(token.idx), _LOOK_BACK):
            person = mention.entity
            if mention.type == "person" and isinstance(person, Person):
                owner = represents(person)
                if isinstance(owner, Organization) and stem in owner.name.lower():
                    return person
        return None

    def _they(self, token: Token, event: Event | None) -> list[Party]:
        """`они`: the several who were the subject before, in their paragraph; those who met if nobody was."""
        line: int = self.doc._.match_text.rfind("\n", 0, token.idx) + 1
        for candidate in self.subjects(max(line, token.idx - _AGO), token.idx):
            several = is_plural(candidate) or len(coordinated(candidate)) > 1
            person = feature(candidate, "Animacy") == "Anim" or candidate.lemma_ in SIDES
            if several and (person or self.covering(candidate)):
                return self.at(candidate, event)
        met = sides(self.doc, event) if event is not None else []
        return [Party(entity, None, None, "inferred") for entity in met] if len(met) > 1 else []

    def _listed(self, token: Token) -> list[Party]:
        """`лидеры России и Китая Иван Петров и Ли Вэй обсудили`: the persons between a plural and its verb."""
        verb = token.head
        if token.dep_ not in SUBJECTS or verb.i <= token.i or not is_plural(token):
            return []
        named = [m for m in self.within(token.idx, verb.idx) if m.type == "person" and isinstance(m.entity, Person)]
        heads = [self._head(m) for m in named]
        first = all(head is not None and feature(head, "Case") == "Nom" for head in heads)
        several = len({id(m.entity) for m in named}) > 1
        return [Party(m.entity, m.start, m.end, "stated") for m in named] if first and several else []  # type: ignore[arg-type]

    def several(self, token: Token) -> list[Actor]:
        """`Путин и Трамп обсудили ... Президенты подтвердили`: those whom a subject before names together; what a
        title calls so, one after it.
        """
        kind: type[Actor] = Person
        if token.lemma_ in AS_STATES | AS_BODIES:
            kind = Place if token.lemma_ in AS_STATES else Organization
        before = self.subjects(max(token.idx - 2 * _AGO, 0), token.idx)
        after = self.subjects(token.idx + 1, token.idx + _AGO) if token.idx < TITLE else []
        for candidate in (*before, *reversed(after)):
            members = [self._named(member) for member in coordinated(candidate)]
            told = self._listed(candidate) or [p for p in members if p is not None]
            named = [p.entity for p in told if isinstance(p.entity, kind)]
            if token.lemma_ in RANKED_PEERS and not any(
                _holds(e, PEERS[token.lemma_]) for e in named if isinstance(e, Person)
            ):
                # `министры`, and deputies were named last
                continue
            if kind is Organization and len(members) > 1:
                # `СБУ и румынская полиция`
                named += [owner for m in coordinated(candidate) for owner in self._national(m)]
            if len({id(entity) for entity in named}) > 1:
                named += [m.entity for m in self._nominatives(candidate) if isinstance(m.entity, kind)]
                return list({id(entity): entity for entity in named}.values())
            plural = candidate.lemma_ in SIDES | AS_BODIES and candidate != token
            owners = self._owners(candidate) if plural else []
            if len(owners) > 1:
                return list(owners)
        return []

    def _national(self, token: Token) -> list[Place]:
        """The state of an adjective at a noun that names nothing itself."""
        if self.covering(token):
            return []
        codes = (country_by_adjective(c.norm_.lower()) for c in token.children if c.dep_ == "amod")
        return [self.country(code) for code in codes if code is not None]

    def _nominatives(self, own: Token) -> list[Mention]:
        """Persons before a verb, of whom the parser may have lost some: `министр А, министр Б и посол В подписали`."""
        found = [m for m in self.within(own.sent.start_char, own.head.idx) if m.type == "person"]
        heads = [(m, self._head(m)) for m in found]
        return [m for m, head in heads if head is not None and feature(head, "Case") == "Nom"]

    def _side(self, token: Token, event: Event | None) -> list[Party]:
        start, end = noun_phrase(token)
        code = self._nation(token)
        nations = self._nations(token) if is_plural(token) else []
        if len(nations) > 1:
            # `казахстанская и кыргызская стороны`
            return [Party(self.country(one), start, end, "resolved") for one in nations]
        lost = token.norm_.lower() == "стороны" and feature(token.head, "Number") == "Plur" and token.dep_ == "nmod"
        plural = is_plural(token) or lost or token.text == "Стороны"
        if code is not None:
            # `иранский дипломат`: the last person who holds a post of that state
            whole = token.lemma_ == "сторона" or feature(token, "Number") == "Plur"
            person = None if whole else self._person_of(code, token.idx, PEERS.get(token.lemma_, ()))
            return [Party(person or self.country(code), start, end, "resolved")]
        plural = plural or any(c.lemma_ in {"оба", "два"} for c in token.children)
        found = self._visiting(token, plural) or (self._many(token, event) if plural else self._one(token))
        return [Party(entity, start, end, "resolved") for entity in found] or self._collective(token)

    def _nations(self, token: Token) -> list[str]:
        """The states of adjectives that are joined at a noun."""
        named = [one for c in token.lefts if c.dep_ == "amod" for one in coordinated(c)]
        return list(dict.fromkeys(code for code in (country_by_adjective(one.norm_.lower()) for one in named) if code))

    def _nation(self, token: Token) -> str | None:
        codes = (country_by_adjective(c.norm_.lower()) for c in token.children if c.dep_ in {"amod", "appos"})
        return next((code for code in codes if code), None)

    def _visiting(self, token: Token, plural: bool) -> list[Actor]:
        visits = token.lemma_ == "гость" and (not plural or self._visited(token))
        visitor = self._visitor(token) if visits else None
        return [visitor] if visitor is not None else []

    def _one(self, token: Token) -> list[Actor]:
        """`дипломат`, `глава государства`, `собеседник`: who was named."""
        found: Actor | None = None
        if token.lemma_ in OFFICERS:
            found = self._officer(token)
        elif token.lemma_ in HEADS and any(c.lemma_ in AS_STATES for c in token.children):
            found = self._head_of_state(token)
        elif token.lemma_ in OTHER_SIDE:
            found = self._other_person(token)
        return [found] if found is not None else []

    def _many(self, token: Token, event: Event | None) -> list[Actor]:
        """`стороны`, `министры`, `ведомства`: of the paper, of such posts, those who met, who were named."""
        # `Министры поручают`: those whose paper it is; `встреча министров` may be another year's
        ministers = token.lemma_ == "министр" and token.dep_ in SUBJECTS and is_of_sides(self.doc)
        called = token.lemma_ in {"сторона", "стороны"} or ministers
        defined = defined_sides(self.doc) if called else None
        if defined and token.idx > defined[0] and not any(c.dep_ == "nmod" for c in token.children):
            apart = self._told_apart(token) if any(c.lemma_ == "остальной" for c in token.children) else set()
            return [entity for entity in defined[1] if state_of(entity) not in apart]
        # only words that stand alone point to those who met: `участники форума` is a group of its own, and so are
        # `силовые ведомства`
        owned = any(c.dep_ == "nmod" and not self._is_generic(c) for c in token.children)
        if owned or (token.lemma_ in AS_BODIES and is_group(token)):
            return []
        peers = self._peers(token, event)
        if peers:
            return list(peers)
        if are_other_officers(token):
            return []
        if event is None:
            alone = not any(c.dep_ in {"amod", "det"} for c in token.children)
            return self.several(token) if alone else []
        met = self._met(token, event) if not any(c.lemma_ == "наш" for c in token.children) else []
        return met if len(met) > 1 or token.lemma_ != "участник" else []

    def _met(self, token: Token, event: Event) -> list[Actor]:
        met = as_called(token.lemma_, sides(self.doc, event), self)
        if token.lemma_ in ATTENDING and event.type == "conference":
            return framed(self.doc, event)
        if len(met) == 1 and isinstance(met[0], Organization) and are_rulers(token) and event.type != "summit":
            return [_union_of(met[0])]
        if token.lemma_ == "гость" and len(met) == PAIR:
            # who was received; who came on a visit
            return met[:1] if event.type == "visit" else met[1:]
        if token.lemma_ in OPPOSITE and event.type in {"session", "conference", "summit", "meeting"}:
            return delegations(event, self) or present(event) or met
        return met

    def _told_apart(self, token: Token) -> set[str | None]:
        """`Казахстанская Сторона откроет центр. Остальные Стороны направят слушателей`: the states just told of."""
        line: int = self.doc._.match_text.rfind("\n", 0, token.idx) + 1
        told = [one for one in self.subjects(line, token.idx) if one != token]
        return {state_of(p.entity) for one in told for p in self.at(one) if p.entity is not None}

    def _is_generic(self, owner: Token) -> bool:
        """`главы [государств]`, `лидеры [двух стран]`, `министры [МВД]` say no more than `главы`."""
        generic = owner.lemma_ in AS_STATES | AS_BODIES | {"правительство", "делегация", "кабмин"}
        for mention in self.covering(owner)[:1]:
            body = mention.entity
            generic = isinstance(body, Organization) and not body.country and body.name in MINISTRIES
        return generic and not any(c.dep_ in {"nmod", "amod"} for c in owner.children)

    def _peers(self, token: Token, event: Event | None) -> list[Person]:
        """`президенты`: those who met and hold such a post, if they are not of the event that was told last."""
        titles = PEERS.get(token.lemma_)
        if titles is None:
            return []
        told = [e for e in self.doc._.events if e.type in {"meeting", "call"} and e.trigger[0] < token.idx]
        for talk in ([event] if event is not None else []) + sorted(told, key=lambda e: e.trigger[0], reverse=True):
            persons = [p.entity for p in talk.participants if isinstance(p.entity, Person)]
            peers = [one for one in persons if _holds(one, titles)]
            if len(peers) > 1:
                return [] if talk is event else peers
        before = islice(self._before(token.idx), _LOOK_BACK)
        named = (m.entity for m in before if isinstance(m.entity, Person) and _holds(m.entity, titles))
        peers = list({id(one): one for one in named}.values())
        few = event is None or len(sides(self.doc, event)) < PAIR
        return peers[::-1] if few and len(peers) == PAIR else []

    def _head_of_state(self, token: Token) -> Actor | None:
        """`глава государства`: the president who was named last, else the state of one without a name; not one whom
        he called or received.
        """
        for mention in islice(self._before(token.idx), _LOOK_BACK):
            post = mention.position
            if mention.type != "position" or post is None or "президент" not in post.title.lower():
                continue
            head = self._head(mention)
            if head is not None and (head.dep_ in {"obj", "iobj"} or feature(head, "Case") in {"Ins", "Dat"}):
                continue
            if isinstance(mention.entity, Person):
                return mention.entity
            if " " in self.doc._.match_text[mention.start : mention.end]:
                return self.country(post.country) if post.country is not None else None
        return None

    def _own_body(self, token: Token) -> Organization | Place | None:
        """`его ведомство`: the body of the last person who was a subject."""
        ours = any(c.lemma_ == "наш" for c in token.children)
        speakers = [] if ours else self.last_speaker(token.idx)
        person = speakers[0].entity if speakers else self.page_speaker()
        if isinstance(person, Organization) and token.lemma_ in UNITS:
            # `УНП ООН подтвердило участие: его офис подготовит модуль`
            return person
        if not isinstance(person, Person):
            return None
        owner = represents(person)
        if token.lemma_ in AS_STATES and isinstance(owner, Organization):
            owner = owner.country
        body = self.headed(person) if isinstance(owner, str) and token.lemma_ in AS_BODIES else None
        return body or (self.country(owner) if isinstance(owner, str) else owner)

    def headed(self, person: Person) -> Organization | None:
        """The ministry of a minister, if the page names it: `министр внутренних дел` heads `Министерство внутренних
        дел`.
        """
        for position in person.positions:
            field = _MINISTER.match(position.title)
            for mention in self.doc._.organizations if field is not None else ():
                body = mention.entity
                ours = isinstance(body, Organization) and (
                    position.country is None or body.country in {position.country, None}
                )
                if field is not None and ours and body.name.lower().startswith(f"министерство {field[1].lower()}"):
                    return body  # type: ignore[no-any-return]
        return None

    def page_speaker(self) -> Person | None:
        """Who speaks on the page: the speaker of its briefing, interview or address."""
        for event in self.doc._.events:
            if event.type == "statement":
                for participant in event.participants:
                    if participant.role == "speaker" and isinstance(participant.entity, Person):
                        return participant.entity
        # `Выступление директора РАТС ШОС Руслана Мирзаева`
        speech = address(self.doc)
        return speech.speaker if speech is not None else None

    def _visitor(self, token: Token) -> Actor | None:
        """`гость`: who came on the visit told last, else who was received."""
        told = [e for e in self.doc._.events if e.trigger[0] < token.idx and e.status != "planned"]
        for event in sorted(told, key=lambda e: e.trigger[0], reverse=True):
            persons = [p.entity for p in event.participants if isinstance(p.entity, Person)]
            if event.type == "visit" and persons:
                return persons[0]
            bodies: list[Actor] = []
            for participant in event.participants:
                if isinstance(participant.entity, (Organization, Place)):
                    bodies.append(participant.entity)
                else:
                    bodies += self._named_inside(participant)
            if event.type == "visit" and bodies and self.doc._.match_text.find("\n", event.trigger[0], token.idx) < 0:
                return bodies[0]
        talks = [e for e in told if e.type == "meeting" and len(e.participants) == PAIR]
        if talks:
            return talks[-1].participants[1].entity
        met = [[p.entity for p in e.participants if isinstance(p.entity, Person)] for e in told if e.type == "meeting"]
        return met[-1][1] if met and len(met[-1]) == PAIR else None

    def _visited(self, token: Token) -> bool:
        """A visit is what the paragraph told last."""
        line: int = self.doc._.match_text.rfind("\n", 0, token.idx)
        told = [e for e in self.doc._.events if line < e.trigger[0] < token.idx]
        return bool(told) and max(told, key=lambda e: e.trigger[0]).type == "visit"

    def _named_inside(self, participant: Participant) -> list[Organization]:
        """The outermost body in the words for a delegation."""
        inside = self.within(participant.start or 0, participant.end or 0)
        bodies = [m for m in inside if m.type == "organization"]
        outer = max(bodies, key=lambda m: m.end - m.start, default=None)
        return [outer.entity] if outer is not None and isinstance(outer.entity, Organization) else []

    def _officer(self, token: Token) -> Person | None:
        """`дипломат`, `генерал`: the person named last whose post or rank may be called so, else who spoke last."""
        titles = OFFICERS[token.lemma_]
        first: Person | None = None
        for mention in self._before(token.idx):
            person = mention.entity
            if mention.type != "person" or not isinstance(person, Person):
                continue
            first = first or person
            if _holds(person, titles) or _serves(person, titles):
                return person
        return first if not titles else None

    def _other_person(self, token: Token) -> Person | None:
        """`собеседник`: the person named last before who is not the subject of the clause."""
        head = token.head
        own = subject(head) if head.pos_ in {"VERB", "AUX"} else None
        if own is not None and own.i == token.i:
            # `в ответ его визави обещал`: not the one who was told of last
            told = (self._named(one) for one in self.subjects(max(token.idx - _AGO, 0), token.idx))
            persons = (id(p.entity) for p in told if p is not None and isinstance(p.entity, Person))
            acting = set(islice(persons, 1))
        else:
            acting = {id(p.entity) for p in self.at(own)} if own is not None else set()
        for mention in self._before(token.idx):
            if mention.end <= token.idx and isinstance(mention.entity, Person) and id(mention.entity) not in acting:
                return mention.entity
        return None

    def _person_of(self, iso: str, offset: int, titles: tuple[str, ...] = ()) -> Person | None:
        """The last person named before of that state; not one who only speaks or works for him who has such a post."""
        for mention in self._before(offset):
            person = mention.entity
            if isinstance(person, Person):
                if titles and any(p.title.lower().startswith(AIDES) for p in person.positions):
                    continue
                if any(iso in {p.country, p.organization and p.organization.country} for p in person.positions):
                    return person
                home = [m for m in self.within(mention.start - self._longest - 1, mention.start) if m.type == "place"]
                if any(m.end == mention.start - 1 and state_of(m.entity) == iso for m in home):  # type: ignore[arg-type]
                    # `с коллегой из Туркменистана Бегенчем Аннаевым`
                    return person
        return None

    def _collective(self, token: Token) -> list[Party]:
        start, end = noun_phrase(token)
        if token.lemma_ == "делегация":
            # `белорусская делегация` speaks for its state
            nations = self._nations(token)
            if nations:
                return [Party(self.country(code), start, end, "resolved") for code in nations]
        owners = self._owners(token)
        if len(owners) > 1:
            return [Party(owner, start, end, "resolved") for owner in owners]
        body = None
        for mention in self.within(start, end):
            whole = mention.end <= end or (mention.type == "organization" and mention.start > token.idx)
            if whole and mention.type in {"organization", "place"}:
                # `страны Организации Договора ...`: the parser may lose the end of the name
                body, end = mention.entity, max(end, mention.end)
                if mention.type == "organization":
                    break
        if body is None:
            body = self._body_after(end)
        code = capital_country(body.name) if isinstance(body, Place) and body.kind == "city" else None
        if code is not None and token.lemma_ in RULERS:
            return [Party(self.country(code), start, end, "resolved")]
        region = isinstance(body, Place) and body.kind == "macro_region"
        if isinstance(body, (Organization, Place)) and not region:
            return [Party(body, start, end, "stated")]
        return [Party(None, start, end, "stated")]

    def _owners(self, token: Token) -> list[Organization | Place]:
        """`делегации Азербайджана, Грузии и Украины`: each state or body of a plural."""
        if not is_plural(token):
            return []
        found: list[Organization | Place] = []
        for c in token.rights:
            if c.dep_ == "nmod" and feature(c, "Case") == "Gen":
                # `министры обороны Армении и Грузии`
                inner = [] if self.covering(c) else [g for g in c.rights if g.dep_ == "nmod"]
                for member in (m for head in (inner or [c]) for m in coordinated(head)):
                    for mention in self.covering(member)[:1]:
                        owner = mention.entity
                        state = isinstance(owner, Place) and owner.kind == "country"
                        if (state or isinstance(owner, Organization)) and self._head(mention) == member:
                            found.append(owner)  # type: ignore[arg-type]
        return list({id(owner): owner for owner in found}.values())

    def _body_after(self, end: int) -> Organization | None:
        """`коллеги из ОДКБ`: the body after `из`."""
        after = _FROM.match(self.doc._.match_text, end)
        if after is None:
            return None
        found = (m for m in self.mentions if m.start == after.end() and m.type == "organization")
        return next((m.entity for m in found if isinstance(m.entity, Organization)), None)

    def country(self, iso: str) -> Place:
        """The document's entity of a country; a new one without mentions if only an adjective names it."""
        return country_of(self.doc, iso)

    def post(self, entity: object) -> tuple[str | None, Organization | Place | None]:
        """The first post that a person is given, and the body or state whose it is."""
        if not isinstance(entity, Person) or not entity.positions:
            return None, None
        position = entity.positions[0]
        if position.organization is not None:
            return position.title, position.organization
        return position.title, self.country(position.country) if position.country is not None else None

    def subject_of(self, verb: Token, event: Event | None = None) -> list[Party]:
        """The parties that are the subject of a verb, its own or shared."""
        found = subject(verb)
        return self.at(found, event) if found is not None else []

    def subjects(self, start: int, end: int) -> list[Token]:
        """Nouns that are subjects between two offsets, the last first."""
        first, last = bisect_left(self._subject_starts, start), bisect_left(self._subject_starts, end)
        return [token for token, _ in zip(self._subjects(last), range(last - first))]

    def last_speaker(self, offset: int) -> list[Party]:
        """Who was the last person, body or state to be the subject of a verb before `offset`."""
        for candidate in self._subjects(bisect_left(self._subject_starts, offset)):
            party = self._named(candidate)
            if party is not None and party.entity is not None:
                return [Party(party.entity, None, None, "inferred")]
        return []


def _holds(person: Person, titles: tuple[str, ...]) -> bool:
    """Such a post of his own: a deputy is not the minister."""
    held = (position.title.lower() for position in person.positions)
    return any(title in words and not _DEPUTY.match(words) for words in held for title in titles)


def _serves(person: Person, words: tuple[str, ...]) -> bool:
    """He heads a body that is called so: `глава МИД` is a diplomat."""
    headed = [p.organization for p in person.positions if p.organization is not None and "глав" in p.title.lower()]
    return any(word in body.name.lower() for body in headed for word in words)


def _union_of(body: Organization) -> Organization:
    """The union that an organ belongs to; a council of those who rule is who they are."""
    while body.parent is not None and body.country is None and "глав" not in body.name:
        body = body.parent
    return body

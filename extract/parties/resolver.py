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

from spacy.tokens import Doc, Token

from extract.document import (
    Event,
    Mention,
    Organization,
    Party,
    Person,
    Place,
    Starts,
    TokenIndex,
    kept,
    mentions,
)
from extract.language.columns import columns
from extract.language.syntax import SUBJECTS, coordinated, feature, noun_phrase, preposition, subject
from extract.lexicons.countries import capital_country
from extract.parties.address import address
from extract.parties.named import party_named
from extract.parties.pointed import chief_of, meant_by_pronoun, meant_by_side, other_person, own_body
from extract.parties.represented import country_of, entity_of, is_newsroom
from extract.parties.several import collective, listed_after
from extract.parties.words import (
    AS_BODIES,
    CHIEFS,
    HEADS,
    OFFICERS,
    OWN_BODIES,
    SIDES,
    is_plural,
    is_plural_verb,
)

_POSSESSIVE = frozenset({"его", "ее", "их", "он", "она", "они", "свой", "наш", "мы"})
#: characters of a headline, and what it says there of who speaks
_TITLE = 250
_QUOTED = re.compile(r"\s*:\s*\"")
_LINES_OF_TALK = re.compile(r"^[ \t]*-\s", re.MULTILINE)
_ENOUGH_LINES = 2
#: whom the name of their city stands for
_IN_BRUSSELS = ("Европейский союз", "Европейская комиссия")
_PRONOUNS = frozenset({"он", "она", "они"})
_MINISTER = re.compile(r"[Мм]инистр ((?:[а-яё]+ )*[а-яё]+)(?= [А-ЯЁ]|$)")
_TYPE_RANK = {"person": 0, "position": 1, "organization": 2, "place": 3}


def _mentions(doc: Doc) -> list[Mention]:
    return [m for m in mentions(doc) if m.type in _TYPE_RANK]


def _by_token(doc: Doc) -> dict[int, list[Mention]]:
    """Of each token the mentions that cover it, the outermost first."""
    found: dict[int, list[Mention]] = {}
    index = TokenIndex(doc)
    for mention in kept(doc, "party_mentions", _mentions):
        for i in index.places(mention.start, mention.end):
            found.setdefault(i, []).append(mention)
    for covering in found.values():
        if len(covering) > 1:
            covering.sort(key=lambda m: (m.start - m.end, _TYPE_RANK[m.type]))
    return found


class Parties:
    """Resolves parties in one document; what it looks up is read when it is first needed, for all stages."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.index = TokenIndex(doc)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Mentions of persons, posts, bodies and places in text order."""
        return kept(self.doc, "party_mentions", _mentions)

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
    def longest(self) -> int:
        """The length of the longest of them."""
        return max((m.end - m.start for m in self.mentions), default=0)

    @cached_property
    def _by_token(self) -> dict[int, list[Mention]]:
        return kept(self.doc, "mentions_by_token", _by_token)

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

    def subjects_before(self, i: int) -> Iterator[Token]:
        """Nouns that are subjects before a token, the nearest first."""
        return self._subjects(bisect_left(self._subject_places, i))

    def _subjects(self, before: int) -> Iterator[Token]:
        """The first `before` of those subjects, the nearest first."""
        for number in range(before - 1, -1, -1):
            yield self.doc[self._subject_places[number]]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that start in `[start, end)`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, offset: int) -> Iterator[Mention]:
        """Mentions that start before `offset`, the nearest first."""
        for i in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self.mentions[i]

    def covering(self, token: Token) -> list[Mention]:
        """Party mentions that cover the token, the outermost first."""
        return self._by_token.get(token.i, [])

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
        named = party_named(self, token)
        if named is not None and token.lemma_ in AS_BODIES and self._stands_alone(token, named):
            return [Party(None, token.idx, token.idx + len(token), "stated")]
        bare = named is not None and named.entity is None and token.lemma_ in HEADS
        if (named is None or named.entity is None) and token.lemma_ in CHIEFS:
            chief = chief_of(self, token)
            if chief is not None:
                return [Party(chief, *noun_phrase(token), "resolved")]
        if named is not None and not bare:
            return [named]
        # the tagger takes `Политики подпишут` for policy
        men = token.norm_.lower() == "политики" and token.dep_ in SUBJECTS and is_plural_verb(token.head)
        lemma = "политик" if men else token.lemma_.replace("ё", "е")
        if token.pos_ == "PRON" and lemma in _PRONOUNS:
            return meant_by_pronoun(self, token, event)
        if lemma == "тот" and token.dep_ in SUBJECTS:
            # `посол пригласил министра; тот пообещал`
            other = other_person(self, token)
            return [Party(other, token.idx, token.idx + len(token), "resolved")] if other is not None else []
        if lemma == "каждый":
            # `каждая из сторон`
            of = next((c for c in token.children if c.dep_ == "nmod" and c.i > token.i), None)
            return self._single(of, event) if of is not None else []
        if lemma == "один" and token.dep_ in SUBJECTS:
            # `один из членов совета`
            of = next((c for c in token.children if preposition(c) == "из" and feature(c, "Case") == "Gen"), None)
            many = collective(self, of)[:1] if of is not None else []
            return [Party(one.entity, token.idx, one.end, one.basis) for one in many]
        if lemma in OWN_BODIES and any(c.lemma_ in _POSSESSIVE for c in token.children):
            body = own_body(self, token)
            if body is not None:
                return [Party(body, *noun_phrase(token), "resolved")]
        if lemma == "сторона" or lemma in SIDES or (lemma in OFFICERS and not is_plural(token)):
            return listed_after(self, token) or meant_by_side(self, token, event)
        if token.pos_ not in {"NOUN", "PROPN"}:
            return []
        return collective(self, token)

    def _stands_alone(self, token: Token, named: Party) -> bool:
        """`Министерства условились`: a bare plural, which is no name of one of them."""
        return named.start == token.idx and named.end == token.idx + len(token) and is_plural(token)

    def capital(self, mention: Mention) -> Place | Organization | None:
        """A capital that stands for its government (`Кабул и Ташкент подписали`), Brussels for the union of a page
        that does not speak of Belgium.
        """
        place = mention.entity
        if not isinstance(place, Place) or place.kind != "city":
            return None
        country = capital_country(place.name)
        if country == "BE" and not any(
            isinstance(m.entity, Place) and m.entity.kind == "country" and m.entity.country == country
            for m in self.doc._.places
        ):
            bodies = {b.name: b for m in self.doc._.organizations if isinstance(b := m.entity, Organization)}
            union = next((bodies[name] for name in _IN_BRUSSELS if name in bodies), None)
            if union is not None:
                return union
        return self.country(country) if country else None

    def head(self, mention: Mention) -> Token | None:
        """The word that governs a name."""
        span = self.index.span(mention.start, mention.end)
        return span.root if len(span) else None

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

    def page_speaker(self) -> Person | Organization | Place | None:
        """Who speaks on the page: the speaker of its briefing, interview or address."""
        for event in self.doc._.events:
            if event.type == "statement":
                for participant in event.participants:
                    if participant.role == "speaker" and isinstance(participant.entity, Person):
                        return participant.entity
        # `Выступление директора РАТС ШОС Руслана Мирзаева`
        speech = address(self.doc)
        return speech.speaker if speech is not None else self._answering()

    def _answering(self) -> Person | None:
        """`Министр Иван Петров: "Мост откроем"` over questions and answers with dashes."""
        text: str = self.doc._.match_text
        for mention in self.doc._.persons:
            if mention.start > _TITLE:
                break
            if isinstance(mention.entity, Person) and _QUOTED.match(text, mention.end):
                talk = len(_LINES_OF_TALK.findall(text, mention.end)) >= _ENOUGH_LINES
                return mention.entity if talk else None
        return None

    def only_state(self) -> Place | None:
        """The state of all bodies and places of the page, if it is one."""
        entities = [m.entity for m in (*self.doc._.organizations, *self.doc._.places)]
        codes = {code for entity in entities if (code := getattr(entity, "country", None))}
        return self.country(codes.pop()) if len(codes) == 1 else None

    def country(self, iso: str) -> Place:
        """The document's entity of a country; a new one without mentions if only an adjective names it."""
        return country_of(self.doc, iso)

    def owner(self, owner: Organization | str | None) -> Organization | Place | None:
        """Whom `represents` tells, as an entity of the document."""
        return entity_of(self.doc, owner)

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
        """Who was the last person, body or state to be the subject of a verb before `offset`; not the agency that
        passes it on.
        """
        for candidate in self._subjects(bisect_left(self._subject_starts, offset)):
            if candidate.lemma_ == "источник" and not self.covering(candidate):
                # `сообщил источник в правительстве`: nobody who has a name
                return []
            party = party_named(self, candidate)
            if party is not None and party.entity is not None and not is_newsroom(self.doc, party.entity):
                return [Party(party.entity, None, None, "inferred")]
        return []

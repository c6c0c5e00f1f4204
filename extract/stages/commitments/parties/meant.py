"""Whom a noun without a name stands for: collectives, bare bodies, short forms."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc, Token

from extract.document import (
    Actor,
    Event,
    Mention,
    Organization,
    Party,
    Person,
    Place,
    Position,
    match_text_of,
    not_within,
)
from extract.language.later import later
from extract.language.syntax import ancestors, feature, noun_phrase, preposition
from extract.lexicons.countries import capital_country, country_by_adjective
from extract.parties import Parties
from extract.parties.makers import stands_for_many
from extract.parties.paper_sides import TITLE, defined_sides, opens_paper
from extract.parties.passages import bodies_joined, is_guest, states_between
from extract.parties.represented import also_headed, is_newsroom, main_posts, represents, unique
from extract.parties.several import named_together, nations_of
from extract.parties.sides import as_called, framed, has_staff, sides
from extract.parties.words import (
    AS_BODIES,
    ATTENDING,
    SIDES,
    are_other_officers,
    are_rulers,
    is_group,
    is_plural,
    not_of_agencies,
)
from extract.stages.commitments.parties.nouns import (
    is_owned,
    is_title,
    name_stem,
    of_other_field,
    of_state,
    rules,
    whose_head,
)
from extract.stages.commitments.parties.words import (
    ANY_BODY,
    BODIES,
    DECIDING,
    EMBASSIES,
    GATHERED,
    GOVERNING,
    OF_TWO,
    ORGAN_FIRST,
    ORGANS,
    PEOPLES,
    RULERS,
    SIGNERS,
    SITTING,
    SPECIALISTS,
    STAFF,
    STATES,
    STEMS,
    TEAMS,
)

#: posts of a state whose office is named after them
_OFFICES = (("прокурор", "прокуратур"), ("омбудсман", "омбудсман"), ("обвинитель", "прокуратур"))
_SHORT_NAME = 2
#: posts of a state, not of one of its bodies
_OF_STATE = later(
    r"(?:и\.о\. )?(?:вице-|первый |заместитель )?(?:президент|премьер|министр|премьер-министр)\w*\b(?! обороны стран)"
    r"|глава (?:правительства|кабинета)|председатель (?:кабинета министров|правительства|совета министров)",
    re.IGNORECASE,
)
_PAIR = 2
_FIELD = later(r"(?<!премьер-)министра?\s+(.+)")
_OFFICE = later(r"(?:Управление|Департамент|Отдел)\b.*\b(?:Секретариата|Исполнительного комитета|Аппарата)\b")
#: units of a body that speak for the whole of it
_UNIT = later(
    r"(?:[Уу]правлени|[Дд]епартамент|[Оо]тдел|[Сс]лужб)\w*\s+(?:международн|внешн|по связям|информаци|протокол)"
)
#: parliaments are no agencies
_PARLIAMENT = later(
    "кенеш|парламент|дума|мажилис|меджлис|маджлис|мажлис|хурал|сейм|кнессет|бундестаг|сенат|верховн|собрание|рада",
    re.IGNORECASE,
)
_ASIDE = later(r"\s?([-–—,])\s+(?=[\"А-ЯЁA-Z])")
_OF_RULERS = frozenset({"государство", "правительство", "делегация", "страна", "оба", "два", ","})
_LEGISLATORS = frozenset({"депутат", "сенатор"})
#: letters of a noun that the name of a council may hold, and characters within which its sitting was told
_LONG_STEM = 5
_TOLD = 2500
_NEAR = 400
#: as many sides as a text tells one by one
_FEW_SIDES = 4
_SPOKEN_FOR = later(r"\b(?:пост)?пред(?:ставител\w+)?\s+$", re.IGNORECASE)
#: what people sit at
_TALKS = frozenset({"встреча", "совещание", "семинар", "форум", "конференция", "консультация", "переговоры", "сбор"})
#: members of a body that the words do not name
_MEMBERS = later(
    r"(?:[А-Яа-яё]+(?:ые|ие|ых|их|ым|им) )?(?:органы?|органов|органам|ведомств\w*|представител\w+|правительств\w*)? ?"
    r"(?:[Гг]осударств\w*|[Сс]тран\w*)[- ]{1,3}(?:член|участни)\w+"
)
#: adjectives that point to a body known before
_OWN = frozenset({"этот", "данный", "наш", "сам", "свой", "указанный", "названный", "весь", "новый", "отечественный"})
#: the end of who speaks in a headline: `Замгенсека ОДКБ: "Текст готов"`, `Замгенсека ОДКБ - о бюджете`
_SAYS = later(r'[^\n:"]{0,40}:\s*["«\u201c]|\s+[-\u2013\u2014]\s+об?о?\s')
_DIGEST = later("дайджест|сводка|обзор|новости|хроника|за неделю", re.IGNORECASE)
_DIPLOMATS = later(r"(?:Министерство иностранных дел|МИД\b|Посольство|Постоянное представительство)")
_ENVOYS = ("посол", "поверенн", "посланник", "ambassador")


class Meant:
    """Ties collectives and bare nouns of one document to whom they stand for."""

    def __init__(self, doc: Doc, parties: Parties, speaker: Party | None) -> None:
        self._doc = doc
        self._parties = parties
        #: the collective of the page's statement (`Мы, руководители ...`)
        self._speaker = speaker
        #: who reports the clause that is looked at
        self.source: Actor | None = None

    def settle(self, found: list[Party], event: Event | None) -> list[Party]:
        """Collectives and bare nouns tied to whom they stand for: `эксперты` to the body in session, `министерство` to
        the ministry named before.
        """
        settled: list[Party] = []
        for party in found:
            words = "" if party.start is None else match_text_of(self._doc)[party.start : party.end].lower().split()
            state = country_by_adjective(words[0]) if len(words) == 2 and words[1].startswith("сторон") else None
            makers = opens_paper(self._doc, party.start) if party.start is not None else []
            if makers:
                settled += [Party(one, party.start, party.end, "resolved") for one in makers]
            elif state:
                # `Украинская Сторона` in a protocol looks like the name of a body
                settled.append(Party(self._parties.country(state), party.start, party.end, "resolved"))
            elif party.entity is None and party.start is not None and party.end is not None:
                settled += self._stands_for(party, event)
            elif isinstance(party.entity, Organization) and words and party.start is not None:
                house = self._parliament_before(party.start) if party.entity.name == "Парламент" else None
                body = (
                    house
                    or self._of_sayer(party.entity, list(words))
                    or self._in_session(party.entity, " ".join(words), party.start)
                )
                settled.append(Party(body, party.start, party.end, "resolved") if body is not None else party)
            else:
                settled.append(party)
        return unique(settled)

    def _of_sayer(self, body: Organization, words: list[str]) -> Organization | None:
        """`сообщил, что Комитет передаст`: of all committees the one that he heads."""
        owner = represents(self.source) if isinstance(self.source, Person) else None
        if len(words) != 1 or not isinstance(owner, Organization) or owner is body:
            return None
        return owner if owner.name.lower().startswith(words[0] + " ") else None

    def _in_session(self, body: Organization, words: str, start: int) -> Organization | None:
        """`Совет решил`, `Совет министров поручил`: the body in session whose name begins so, not one spoken of."""
        if words.partition(" ")[0] not in ORGAN_FIRST or len(words.split()) > _SHORT_NAME or body.country:
            return None
        for event in reversed(self._doc._.events):
            held = event.type in {"session", "summit"} and event.status in {"held", "ongoing"}
            for known in event.organizations if held and event.trigger[0] < start else ():
                if known is body:
                    return None
                if known.name.lower().startswith(words):
                    return known  # type: ignore[no-any-return]
        return None

    def _stands_for(self, party: Party, event: Event | None) -> list[Party]:
        start, end = party.start or 0, party.end or 0
        union = self._body_of_members(start)
        if union is not None:
            return [Party(union.entity, start, max(end, union.end), "resolved")]  # type: ignore[arg-type]
        head = self._head_noun(start, end)
        found = self._only_person(start, end, event) or self._owner_of_post(start)
        if not found and head is not None:
            found = self._of_nation(head) or self._one(head, event)
            both = any(c.lemma_ in {"оба", "два", "каждый"} for c in head.children)
            members = _MEMBERS.match(self._doc._.match_text, start) is not None
            if not found and (is_plural(head) or head.norm_.lower() == "стороны" or both or members):
                found = self._several(head, start, event)
        return [Party(actor, start, end, "resolved") for actor in found] or [party]

    def _body_of_members(self, start: int) -> Mention | None:
        """`Государства - члены Организации`: the body right after the words, whatever the parser made of them."""
        members = _MEMBERS.match(self._doc._.match_text, start)
        after = self._parties.within(members.end() + 1, members.end() + 2) if members is not None else []
        bodies = [m for m in after if m.type == "organization"]
        return max(bodies, key=lambda m: m.end, default=None)

    def _only_person(self, start: int, end: int, event: Event | None) -> list[Actor]:
        """`Иван Петров утвердил перечень. Президент поручил`: the one person named before, who has no post; or who
        chairs the sitting.
        """
        at = self._parties.index.at(start)
        bare = at is not None and not is_plural(at) and any(m.type == "position" for m in self._parties.covering(at))
        named = any(m.type in {"organization", "place"} for m in self._parties.within(start, end + 1))
        if not bare or named or country_by_adjective(self._doc._.match_text[start:end].split(" ")[0].lower()):
            return []
        before = {id(m.entity): m.entity for m in self._doc._.persons if m.start < start}
        chairs = [p.entity for p in event.participants if p.role == "chair"] if event is not None else []
        among = chairs if len(before) > 1 else list(before.values())
        alone = [one for one in among if isinstance(one, Person) and not one.positions]
        return list(alone) if len(alone) == 1 else []

    def _owner_of_post(self, start: int) -> list[Actor]:
        """Of a post without a holder the body or state."""
        at = self._parties.index.at(start)
        posts = [m for m in self._parties.covering(at) if m.type == "position"] if at is not None else []
        post = posts[-1] if posts else None
        if post is None or post.position is None or post.entity is not None:
            return []
        owner: Actor | None = post.position.organization
        if owner is None and post.position.country is not None:
            owner = self._parties.country(post.position.country)
        title = post.position.title
        owner = owner or self._office_before(title, start) or self._served_before(title, start)
        owner = owner or (self._state_served(start) if _OF_STATE.match(title) else self._body_headed(post))
        return [owner] if owner is not None else []

    def _body_headed(self, post: Mention) -> Organization | None:
        """`Председатель комиссии подтвердил`, of nobody who is named: the body called so that is named last before."""
        words = self._parties.index.span(post.start, post.end)
        last = words[-1] if len(words) > 1 else None
        bare = last is not None and last.lemma_ in BODIES and feature(last, "Number") == "Sing"
        return self._body_before(last) if last is not None and bare else None

    def _state_served(self, start: int) -> Actor | None:
        """`Министр внутренних дел поручил`, of nobody who is named: the state of whoever says so, else of the post or
        person named last before.
        """
        meant = self.state_meant()
        if meant is not None:
            return meant
        for mention in self._parties.before(start):
            post = mention.position
            if post is not None and (code := post.country or (post.organization and post.organization.country)):
                return self._parties.country(code)
        return None

    def _of_nation(self, head: Token) -> list[Actor]:
        """`грузинская прокуратура`: that state's body if the page names it."""
        if head.lemma_ in PEOPLES and is_plural(head) and not any(head.children):
            # `американцы обещали построить заставы`
            return [self._parties.country(PEOPLES[head.lemma_])]
        several = nations_of(head) if is_plural(head) else []
        if len(several) > 1:
            # `узбекские и таджикские таможенники`
            return [self._body_of_state(head, code) or self._parties.country(code) for code in several]
        codes = (country_by_adjective(c.norm_.lower()) for c in head.children if c.dep_ in {"amod", "appos"})
        code = next((code for code in codes if code), None)
        return [self._body_of_state(head, code) or self._parties.country(code)] if code is not None else []

    def _one(self, head: Token, event: Event | None) -> list[Actor]:
        """A bare body or state: of whoever says so, or named before; a sitting is its body."""
        plural = is_plural(head) or any(c.lemma_ in {"оба", "два"} for c in head.children)
        whose = whose_head(head)
        meant: Actor | None = None
        if whose is not None:
            meant = self._body_meant(whose)
        elif not plural and (head.lemma_ in BODIES or head.lemma_ in STATES) and not is_owned(head):
            meant = self.state_meant(head) if head.lemma_ in STATES else self._body_meant(head)
        elif (state := of_state(head)) is not None:
            # `власти страны намерены`
            meant = self.state_meant(state) or self._state_before(head.idx)
        elif head.lemma_ in SITTING and event is not None and event.organizations:
            # `пленарное заседание поручило`
            meant = event.organizations[0]
        return [meant] if meant is not None else []

    def _several(self, head: Token, start: int, event: Event | None) -> list[Actor]:
        """A plural: those who make the statement, the sides of two, members of a body, those who sat or met."""
        if stands_for_many(self._doc, self._doc._.match_text[head.idx : head.idx + len(head)]):
            return []
        if self._speaker is not None and head.lemma_ in SIGNERS:
            # `Стороны` in the text of a statement are those who make it
            return [p.entity for p in self.signed() if p.entity is not None]
        heard = any(c.dep_ == "nmod" and c.lemma_ == "слушание" for c in head.children)
        if event is not None and (event.type == "conference" or heard) and head.lemma_ in ATTENDING:
            # who sits at a seminar belongs to no body for that
            return framed(self._doc, event)
        if head.lemma_ in _LEGISLATORS and head.head.lemma_ in DECIDING and not list(head.children):
            sat = self._parliament_before(start)
            return [sat] if sat is not None else []
        its = self._its_people(head)
        told = self._of_two(head, event) or ([its] if its is not None else [])
        if told:
            return told
        if _MEMBERS.match(self._doc._.match_text, start):
            body = self._whose_members(event, start)
            return [body] if body is not None else []
        organ = self.organ_of(head) if head.lemma_ not in SIDES else self._council_of(head)
        if organ is not None:
            return [organ]
        if event is None:
            return self._named_together(head, start)
        if self._of_other_talks(head, event):
            return []
        met = sides(self._doc, event)
        if head.lemma_ in AS_BODIES and head.lemma_ not in SIDES:
            both = all(c.lemma_ in _OF_RULERS and c.dep_ != "nmod" for c in head.children)
            called = as_called(head.lemma_, met, self._parties) if both else []
            if list(head.children) and not all(isinstance(one, Organization) for one in called):
                called = []
            return called if len(called) > 1 else []
        # nor are the officers who met the experts of their bodies
        stays = head.lemma_ in SPECIALISTS and (len(met) > _FEW_SIDES or all(isinstance(one, Person) for one in met))
        apart = (head.lemma_ in AS_BODIES and is_group(head)) or (
            head.lemma_ in TEAMS and (is_owned(head) or is_group(head))
        )
        if (
            stays
            or apart
            or are_other_officers(head)
            or of_other_field(head, event)
            or head.lemma_ not in GATHERED | SIDES
        ):
            # experts of many states, `силовые ведомства` and working groups stay who they are
            return []
        found = [p.entity for p in self.gathered(event, start) if p.entity is not None]
        if len(found) == 1 and (isinstance(found[0], Person) or (head.lemma_ in ATTENDING and has_staff(found[0]))):
            # `Участники рекомендовали`, at a seminar of an agency: no people of its own
            return []
        bodies = len(found) > 1 and all(isinstance(one, Organization) for one in found)
        # a collective of many rulers is not expanded to its members
        many = are_rulers(head) and len(found) > _PAIR
        return [] if many or (bodies and head.lemma_ in RULERS) else found

    def _of_other_talks(self, head: Token, event: Event) -> bool:
        """`участники рабочей встречи в Минске`, in a paragraph that does not tell of `event`: another one."""
        talks = next((c for c in head.rights if c.dep_ == "nmod" and c.lemma_ in _TALKS), None)
        line: int = self._doc._.match_text.rfind("\n", 0, head.idx) + 1
        here = any(line <= s for s, _ in (event.trigger, *event.evidence))
        return talks is not None and not here and any(c.dep_ in {"amod", "nmod"} for c in talks.children)

    def _parliament_before(self, offset: int) -> Organization | None:
        """`Депутаты поручили`: the house that is named last before."""
        houses = (m.entity for m in reversed(self._doc._.organizations) if m.start < offset)
        named = [b for b in houses if isinstance(b, Organization) and _PARLIAMENT.search(b.name)]
        return next((b for b in named if b.name != "Парламент"), next(iter(named), None))

    def organ_of(self, noun: Token, *, planned: bool = False) -> Organization | None:
        """`Координаторы поручили`: the council of such officers whose sitting was told before."""
        stem = noun.lemma_[:-1]
        if len(stem) < _LONG_STEM or any(c.dep_ != "punct" for c in noun.children):
            return None
        told = [e for e in self._doc._.events if noun.idx - _TOLD < e.trigger[0] < noun.idx and e.type == "session"]
        for event in sorted(told, key=lambda e: e.trigger[0], reverse=True):
            for body in event.organizations if not planned or event.status == "planned" else ():
                if not body.country and stem in body.name.lower():
                    return body  # type: ignore[no-any-return]
        return None

    def _council_of(self, noun: Token) -> Organization | None:
        """`Главы правительств решили`: the council of theirs that is named last before."""
        of = next((c for c in noun.children if c.dep_ == "nmod" and c.lemma_ in {"правительство", "государство"}), None)
        if noun.lemma_ != "глава" or of is None or any(c.dep_ in {"nmod", "nummod"} for c in of.children):
            return None
        called = f"глав {of.lemma_[:-1]}"
        bodies = (m.entity for m in reversed(self._doc._.organizations) if m.start < noun.idx)
        return next((b for b in bodies if isinstance(b, Organization) and called in b.name.lower()), None)

    def heads(self, noun: Token, start: int) -> list[Actor]:
        """`главы государств`, `президенты`: those of them who met last, whatever is told in between."""
        named = noun.lemma_ in RULERS or any(c.lemma_ in {"государство", "правительство"} for c in noun.children)
        if not named or (noun.lemma_ not in RULERS and noun.lemma_ != "глава"):
            return []
        told = [
            e for e in self._doc._.events if e.trigger[0] < start and e.type in {"meeting", "call", "visit", "summit"}
        ]
        for event in sorted(told, key=lambda e: e.trigger[0], reverse=True):
            met = [
                p.entity
                for p in event.participants
                if isinstance(p.entity, Person)
                and rules(p.entity)
                and (p.start is None or not is_guest(self._doc, p.start))
            ]
            if len(met) > 1:
                union = event.type == "summit" and event.organizations and len(event.participants) > _PAIR
                return [event.organizations[0]] if union else list(met)
        persons = {id(m.entity): m.entity for m in self._doc._.persons if m.start < start}
        ruling = [one for one in persons.values() if isinstance(one, Person) and rules(one)]
        if len(ruling) == _PAIR:
            return list(ruling)
        # in a statement of two states, whatever sitting was told before
        defined = defined_sides(self._doc)
        two = defined is not None and len(defined[1]) == _PAIR and defined[0] < start
        return defined[1] if defined is not None and two else []

    def _named_together(self, head: Token, start: int) -> list[Actor]:
        """Sides of what no event tells."""
        if head.lemma_ in RULERS | {"глава", "министр"} and {c.lemma_ for c in head.children} <= _OF_RULERS:
            # `Главы государств поручили`, in a statement of two presidents
            defined = defined_sides(self._doc)
            if defined is not None and len(defined[1]) == _PAIR and defined[0] < start:
                return defined[1]
        if is_owned(head):
            return []
        if head.lemma_ == "сторона":
            return list(self._two_states(0, start))
        return named_together(self._parties, head) if head.lemma_ in AS_BODIES and not is_group(head) else []

    def _whose_members(self, event: Event | None, start: int) -> Organization | None:
        """`государства-члены`, `компетентные органы государств-членов`: of the body that speaks or sits, else of the
        one that is named last.
        """
        owner = represents(self.source)
        if not (isinstance(owner, Organization) and owner.country is None):
            if event is not None and event.organizations:
                return event.organizations[0]  # type: ignore[no-any-return]
            near = (m.entity for m in self._parties.within(max(start - _NEAR, 0), start) if m.type == "organization")
            unions = [one for one in near if isinstance(one, Organization) and one.country is None]
            owner = next((one for one in reversed(unions) if not is_newsroom(self._doc, one)), None)
        while isinstance(owner, Organization) and owner.parent is not None:
            owner = owner.parent
        return owner if isinstance(owner, Organization) else None

    def _its_people(self, noun: Token) -> Actor | None:
        """`отметил, что её сотрудники пройдут обучение`: those of the body of whoever says so."""
        if noun.lemma_ not in STAFF or not any(c.norm_.lower() in {"его", "ее", "её"} for c in noun.children):
            return None
        return self.represented(self.source) if isinstance(self.source, Person) else None

    def _two_states(self, start: int, end: int) -> list[Place]:
        """The states of the persons, else of the bodies, else the states that a passage names, if they are two."""
        states = [m for m in self._doc._.places if isinstance(m.entity, Place) and m.entity.kind == "country"]
        for told in (self._doc._.persons, self._doc._.organizations, states):
            owners = [
                m.entity.country if isinstance(m.entity, Place) else represents(m.entity)
                for m in told
                if start <= m.start < end and not is_newsroom(self._doc, m.entity)
            ]
            codes = [owner.country if isinstance(owner, Organization) else owner for owner in owners]
            named = list(dict.fromkeys(code for code in codes if isinstance(code, str)))
            if len(named) == _PAIR:
                return [self._parties.country(code) for code in named]
        return []

    def _of_two(self, noun: Token, event: Event | None) -> list[Actor]:
        """`сотрудники двух ведомств`, `группы двух стран`: of the sides of the talks."""
        whose = next((c for c in noun.children if c.dep_ == "nmod" and c.lemma_ in OF_TWO), None)
        if whose is None or not any(c.lemma_ in {"два", "оба"} for c in whose.children):
            return []
        line: int = self._doc._.match_text.rfind("\n", 0, noun.idx) + 1
        if event is None:
            return named_together(self._parties, whose) or list(self._two_states(line, noun.idx))
        if event.trigger[0] < line and not any(line <= s < noun.idx for s, _ in event.evidence):
            return list(self._two_states(line, noun.idx))
        met = as_called(whose.lemma_, sides(self._doc, event), self._parties)
        return met if len(met) == _PAIR else []

    def signed(self) -> list[Party]:
        """Who makes the statement: its body, else the states (and bodies) that its opening lists."""
        party = self._speaker
        if party is None or party.entity is not None or party.start is None or party.end is None:
            return [party] if party is not None else []
        start, end = party.start, party.end
        states = states_between(self._doc, start, end)
        if len(states) < _PAIR:
            joined = bodies_joined(self._doc, start, end)
            return [Party(one, start, end, "resolved") for one in joined] or [party]
        named = [m for m in self._doc._.organizations if start <= m.start and m.end <= end]
        bodies = [m.entity for m in not_within(named, named) if isinstance(m.entity, Organization)]
        return unique(Party(one, start, end, "resolved") for one in (*states, *bodies))

    def gathered(self, event: Event | None, offset: int) -> list[Party]:
        """Who sat together at the event: the sides that the page defines, the body in session, else those who met."""
        defined = defined_sides(self._doc)
        if defined is not None and offset > defined[0]:
            return [Party(entity, None, None, "inferred") for entity in defined[1]]
        gathered = self._met_at(event) if event is not None else []
        if event is not None and event.type == "conference" and len(gathered) == 1 and has_staff(gathered[0]):
            # who only holds a seminar decides nothing for those who come
            gathered = []
        if not gathered:
            # `ПРОТОКОЛ заседания Совета`: the body whose paper this is
            gathered = [e.organizations[0] for e in self._doc._.events[:1] if is_title(e) and e.organizations]
        return [Party(entity, None, None, "inferred") for entity in gathered if not is_newsroom(self._doc, entity)]

    def _met_at(self, event: Event) -> list[Actor]:
        """The sides of an event; of talks of officers without a name their bodies and states."""
        met = sides(self._doc, event)
        if len(met) >= _PAIR or event.type not in {"meeting", "call"}:
            return met
        owners = [
            [p.entity] if p.entity is not None else self._owner_of_post(p.start or 0)
            for p in event.participants
            if p.entity is not None or p.start is not None
        ]
        named = [actor for owner in owners for actor in owner]
        return named if len(named) >= _PAIR and all(owners) else met

    def in_body(self, verb: Token) -> list[Party]:
        """`в Секретариате пообещали`: the body in the locative speaks."""
        for node in (verb, *ancestors(verb)):
            for c in node.children:
                if preposition(c) != "в" or feature(c, "Case") != "Loc":
                    continue
                for mention in self._parties.covering(c)[:1]:
                    if mention.type == "organization":
                        return [Party(mention.entity, mention.start, mention.end, "stated")]  # type: ignore[arg-type]
                    state = self._parties.capital(mention) if mention.type == "place" else None
                    if state is not None:
                        # `в Баку заявили`
                        return [Party(state, mention.start, mention.end, "resolved")]
                if c.lemma_ in BODIES and node == verb:
                    body = self._body_before(c) or (self._acting_before(c) if c.lemma_ in ANY_BODY else None)
                    if body is not None:
                        return [Party(body, *noun_phrase(c), "resolved")]
            if node.dep_ not in {"ccomp", "xcomp", "conj"}:
                break
        return []

    def told_beside(self, party: Party) -> list[Party]:
        """`Организаторы - ВТО и МОМ - пообещали`, `итальянцы, Центральная дирекция, предложили`: who they are."""
        text = match_text_of(self._doc)
        opening = _ASIDE.match(text, party.end or 0)
        if party.entity is not None or opening is None:
            return []
        mark = opening[1] if opening[1] == "," else f" {opening[1]} "
        close = text.find(mark, opening.end())
        while close > 0 and any(m.start < close < m.end for m in self._parties.within(opening.end(), close)):
            close = text.find(mark, close + 1)
        inside = self._parties.within(opening.end(), close) if 0 < close - opening.end() < _NEAR else []
        if not inside or inside[0].start != opening.end():
            return []
        outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
        named = [m for m in outer if m.type in {"organization", "person"} and m.end <= close]
        words = "".join(text[a.end : b.start] for a, b in pairwise(outer)) + text[outer[-1].end : close]
        plain = len(named) == len(outer) and not re.sub(r"[,\s]|\bи\b|\bа также\b", "", words)
        return [Party(m.entity, m.start, m.end, "stated") for m in named] if plain else []  # type: ignore[arg-type]

    def is_thing(self, party: Party) -> bool:
        """Words for something that is no body, side or person."""
        head = self._head_noun(party.start or 0, party.end or 0)
        return head is not None and feature(head, "Animacy") == "Inan" and head.lemma_ not in BODIES | SIDES | GATHERED

    def _head_noun(self, start: int, end: int) -> Token | None:
        span = self._parties.index.span(start, end)
        return span.root if len(span) else None

    def represented(self, person: Person) -> Actor | None:
        for position in main_posts(person):
            if position.organization is not None:
                body = also_headed(self._doc, person) or self._whole(position.organization)
                # diplomats speak for their state
                return self._parties.country(body.country) if body.country and _DIPLOMATS.match(body.name) else body
            if position.country is not None:
                own = self._office(position) or self._ministry(position) or position.place
                return own or self._parties.country(position.country)
        return (self._stands_for_body(person) or self._of_headline()) if not person.positions else None

    def _of_headline(self) -> Actor | None:
        """`Замгенсека ОДКБ: "Текст будет готов"` over an interview: whom the post belongs to."""
        for mention in self._doc._.positions:
            if mention.start > TITLE:
                break
            post = mention.position
            if post is not None and _SAYS.match(self._doc._.match_text, mention.end):
                return post.organization or (self._parties.country(post.country) if post.country else None)
        return None

    def _ministry(self, position: Position) -> Organization | None:
        """`мы` of a minister is his ministry if the page names it; foreign ministers speak for their state."""
        field = _FIELD.search(position.title.lower())
        if field is None or "иностранных дел" in field[1]:
            return None
        for mention in self._doc._.organizations:
            body = mention.entity
            if isinstance(body, Organization) and body.country in {position.country, None}:
                if body.name.lower().startswith(f"министерство {field[1]}"):
                    return body
        return None

    def _whole(self, body: Organization) -> Organization:
        """`Департамент Секретариата`: the body at the end of the name of a unit that speaks for the whole of it."""
        if body.parent is not None and body.name.startswith("Пресс-"):
            return body.parent
        if _UNIT.search(body.name) is None and _OFFICE.match(body.name) is None:
            return body
        bodies = self._doc._.organizations
        for mention in (m for m in bodies if m.entity is body):
            for inner in bodies:
                nested = mention.start < inner.start and inner.end == mention.end
                if nested and isinstance(inner.entity, Organization) and inner.entity is not body:
                    return inner.entity
        named = (m.entity for m in bodies if isinstance(m.entity, Organization) and m.entity is not body)
        return next((other for other in named if body.name.endswith(other.name[1:])), body)

    def _served_before(self, title: str, offset: int) -> Actor | None:
        """`Генеральный секретарь поручил`: whose post was told before, or whom his deputy serves."""
        words = [word[:_LONG_STEM] for word in title.lower().split()]
        for mention in reversed(self._doc._.positions):
            post = mention.position
            if mention.start >= offset or post is None:
                continue
            other = [word[:_LONG_STEM] for word in post.title.lower().split()]
            owner = post.organization or (self._parties.country(post.country) if post.country else None)
            if owner is not None and other[-len(words) :] == words and len(other) > 1:
                return owner
        return None

    def _office_before(self, title: str, offset: int) -> Organization | None:
        """`Генпрокурор поручил`: the office of a post without owner that is named last before."""
        stems = [stem for post, stem in _OFFICES if post in title.lower()]
        for mention in reversed(self._doc._.organizations if stems else ()):
            body = mention.entity
            if mention.start < offset and isinstance(body, Organization) and stems[0] in body.name.lower():
                return body
        return None

    def _office(self, position: Position) -> Organization | None:
        """The office that a post names by itself: `Генеральный прокурор Грузии` heads `Прокуратура Грузии`."""
        for post, stem in _OFFICES:
            if post in position.title.lower():
                for mention in self._doc._.organizations:
                    body = mention.entity
                    if isinstance(body, Organization) and body.country == position.country:
                        if stem in body.name.lower():
                            return body
        return None

    def _body_of_state(self, noun: Token, code: str) -> Organization | None:
        """The body of a state whose name has the noun, the one named last before or else the first."""
        stem = name_stem(noun.lemma_)
        fitting = [
            m
            for m in self._doc._.organizations
            if isinstance(m.entity, Organization) and m.entity.country == code and stem in m.entity.name.lower()
        ]
        before = [m for m in fitting if m.start < noun.idx]
        chosen = before[-1:] or fitting[:1]
        return chosen[0].entity if chosen and noun.lemma_ not in ANY_BODY else None  # type: ignore[return-value]

    def state_meant(self, noun: Token | None = None) -> Place | None:
        """`республика построит`: the state of whoever says so, else the only one that its paragraph names before."""
        owner = represents(self.source) or self._represented_by(self.source)
        code = owner.country if isinstance(owner, Organization) else owner
        if isinstance(code, str):
            return self._parties.country(code)
        if noun is None or self.source is not None:
            return None
        line: int = self._doc._.match_text.rfind("\n", 0, noun.idx) + 1
        named = [m.entity for m in self._doc._.places if line <= m.start < noun.idx and isinstance(m.entity, Place)]
        states = {e.country for e in named if e.kind == "country" or capital_country(e.name)}
        only = states.pop() if len(states) == 1 else None
        return self._parties.country(only) if only is not None else None

    def state_of_page(self) -> Place | None:
        """The state of the body in the first line of the page or, signing it, in the last."""
        text: str = self._doc._.match_text
        whole = text.strip()
        first = text.find("\n", text.find(whole[:1]))
        last = text.rfind("\n", 0, len(text.rstrip()))
        for mention in self._doc._.organizations:
            body = mention.entity
            beside = mention.end <= first or mention.start > last > 0
            if beside and isinstance(body, Organization) and body.country is not None:
                return self._parties.country(body.country)
        return None

    def _stands_for_body(self, person: Person) -> Actor | None:
        """`официальный представитель МИД Узбекистана Б. В.`: the body, or the state."""
        owner = self._represented_by(person)
        return self._parties.owner(owner)

    def _state_before(self, offset: int) -> Place | None:
        """The state that is named last, or whose body is."""
        for mention in reversed(self._parties.mentions):
            if mention.start >= offset or mention.type not in {"organization", "place"}:
                continue
            code = represents(mention.entity)  # type: ignore[arg-type]
            code = code.country if isinstance(code, Organization) else code
            if isinstance(code, str):
                return self._parties.country(code)
        return None

    def _represented_by(self, person: Actor | None) -> Organization | str | None:
        """`представитель Армении Арам Саркисян` has no post: whom he stands for, a state by its code."""
        for mention in self._doc._.persons if isinstance(person, Person) else ():
            if mention.entity is person:
                for owner in self._parties.within(max(mention.start - 200, 0), mention.start - 1):
                    if owner.end == mention.start - 1 and owner.type in {"organization", "place"}:
                        before = self._doc._.match_text[max(owner.start - 20, 0) : owner.start]
                        if _SPOKEN_FOR.search(before):
                            return owner.entity if owner.type == "organization" else represents(owner.entity)  # type: ignore[arg-type,return-value]
        return None

    def _body_meant(self, noun: Token) -> Actor | None:
        """`ведомство опубликует`: the body of whoever says so if the noun may mean it, else one named before."""
        owner = represents(self.source)
        if isinstance(owner, Organization) and (
            noun.lemma_ in ANY_BODY or name_stem(noun.lemma_) in owner.name.lower()
        ):
            return owner
        state = owner if isinstance(owner, str) else None
        if isinstance(owner, Organization) and noun.lemma_ in GOVERNING and _PARLIAMENT.search(owner.name):
            # `Депутаты поручили правительству`: not the house
            return self._body_of_state(noun, owner.country) if owner.country else None
        if noun.lemma_ == "парламент" and (house := self._parliament_before(noun.idx)) is not None:
            return house
        minister = self.source if noun.lemma_ in GOVERNING else None
        headed = self._parties.headed(minister) if isinstance(minister, Person) else None
        if headed is not None:
            return headed
        if state is not None and noun.lemma_ in GOVERNING:
            return self._body_of_state(noun, state) or self._parties.country(state)
        if isinstance(self.source, Person) and state is not None and noun.lemma_ in STEMS:
            # `министр внутренних дел заверил, что милиция выполнит`
            if any(STEMS[noun.lemma_] in position.title.lower() for position in self.source.positions):
                return self._parties.headed(self.source) or self._parties.country(state)
        body = self._of_digest(noun) if noun.lemma_ in ANY_BODY else None
        body = body or self._body_before(noun)
        if body is None and noun.lemma_ in EMBASSIES:
            return self._state_of_post(noun, _ENVOYS)
        if body is None and noun.lemma_ in ANY_BODY:
            return self._acting_before(noun) or self._state_of_post(noun, ("",))
        apart = any(c.dep_ == "amod" and c.lemma_ not in _OWN for c in noun.children)
        return body or (owner if isinstance(owner, Organization) and not apart else None)

    def _state_of_post(self, noun: Token, titles: tuple[str, ...]) -> Place | None:
        """The state whose officer with such a post is named last before."""
        for mention in reversed(self._doc._.positions):
            post = mention.position
            if mention.start < noun.idx and post is not None and post.country is not None:
                if any(title in post.title.lower() for title in titles):
                    return self._parties.country(post.country)
        return None

    def _of_digest(self, noun: Token) -> Organization | None:
        """`ведомство` in an item of a body's digest that names no other body: the one that the heading names."""
        text: str = self._doc._.match_text
        start = len(text) - len(text.lstrip())
        end = text.find("\n", start)
        line = text.rfind("\n", 0, noun.idx)
        if end < 0 or line < end or not _DIGEST.search(text, start, end):
            return None
        named = [m for m in self._doc._.organizations if isinstance(m.entity, Organization) and m.entity.country]
        if any(line < m.start < noun.idx for m in named):
            return None
        return next((m.entity for m in named if start <= m.start < end), None)  # type: ignore[misc]

    def _acting_before(self, noun: Token) -> Organization | None:
        """The national body that was the last to be a subject, to head a delegation or post, or that the page is of."""
        line: int = self._doc._.match_text.rfind("\n", 0, noun.idx) + 1
        for token in self._parties.subjects(line, noun.idx):
            body = next((m.entity for m in self._parties.covering(token)[:1] if "media" not in m.rule), None)
            if isinstance(body, Organization) and body.country is None and body.wikidata is None:
                # `МЧС закупит машины. Ведомство обещает`, of a state that nothing names
                return body
        named = [m for m in self._doc._.organizations if m.start < noun.idx and isinstance(m.entity, Organization)]
        national = [
            m for m in named if m.entity.country and "media" not in m.rule and not _PARLIAMENT.search(m.entity.name)
        ]
        national = not_of_agencies(national)
        owners = [
            m.position.organization
            for m in self._doc._.positions
            if m.start < noun.idx and m.position is not None and m.position.organization is not None
        ]
        owners = [body for body in owners if not _PARLIAMENT.search(body.name)]
        if owners:
            last = max((m for m in national if m.entity is owners[-1]), key=lambda m: m.start, default=None)
            if last is not None or not national:
                return owners[-1]  # type: ignore[no-any-return]
        return national[-1].entity if national else None  # type: ignore[return-value]

    def _body_before(self, noun: Token) -> Organization | None:
        """The last body named before whose name has the noun (`офис`, `коллегия`), or whose organ it is."""
        if noun.lemma_ in ORGANS:
            near = [
                m
                for m in self._doc._.organizations
                if noun.sent.start_char <= m.start < noun.idx and isinstance(m.entity, Organization)
            ]
            if near:
                return near[-1].entity  # type: ignore[return-value]
        stem = STEMS.get(noun.lemma_) or noun.lemma_[: max(len(noun.lemma_) - 2, 4)]
        attributes = (c.lemma_ for c in noun.children if c.dep_ == "amod" and c.lemma_ not in _OWN)
        owned = [attribute[: max(len(attribute) - 3, 4)] for attribute in attributes]
        last: Organization | None = None
        for mention in self._doc._.organizations:
            if mention.start >= noun.idx or not isinstance(mention.entity, Organization):
                continue
            name = mention.entity.name.lower()
            # `совместная комиссия` is not `Межправительственная комиссия`
            if stem in name and all(own in name for own in owned):
                last = mention.entity
        return last

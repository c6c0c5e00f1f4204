"""The parties of a phrase: names of a coordination one by one, whom a bare post stands for, subjects of verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc, Token

from extract.document import (
    Mention,
    Organization,
    Participant,
    Party,
    Person,
    Place,
    Starts,
    match_text_of,
    not_within,
    sentence_of,
)
from extract.language.later import later
from extract.language.syntax import ancestors, antecedent, coordinated, feature, noun_phrase, preposition, subject
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.represented import unique
from extract.stages.events.participants.absent import Absent
from extract.stages.events.participants.offices import Offices
from extract.stages.events.participants.roll import CUT, MEMBERS_OF, PEOPLE, Roll
from extract.stages.events.triggers.lexicon import Candidate, is_group
from schemas.event import Role

#: `членов иранской делегации`, `главой узбекской делегации`: who came for a state
#: heads of bodies: `главы МИД`, in the plural of several states
_OFFICERS = frozenset(
    {
        "глава",
        "министр",
        "руководитель",
        "секретарь",
        "председатель",
        "начальник",
        "директор",
        "лидер",
        "президент",
        "премьер",
        "премьер-министр",
        "прокурор",
        "генпрокурор",
        "спикер",
        "командующий",
        "замминистра",
    }
)
_OF_MANY = later(
    r"\s*(?:(?:,|и)\s+[\w\s,-]{0,60}?)?\s*(?:[а-яё]+(?:ых|их)\s+)?(?:стран|государств|республик|членов)\b",
    re.IGNORECASE,
)
_ASKING = frozenset({"пригласить", "приглашать", "поручить", "попросить", "просить"})
_OF_STATES = re.compile(r"(?:стран|государств|республик|правительств|парламентов|МИД|МВД)\s+\"?$", re.IGNORECASE)
_HEADS_DELEGATION = re.compile(r"(?:глав|член|руководител)\w*\s+делегаци\w+\s+", re.IGNORECASE)
_OF_DELEGATION = re.compile(
    r"(?:глав|член|руководител|представител|участник|сотрудник)\w*\s+([а-яё]+)\s+(?:делегаци|сторон)\w+", re.IGNORECASE
)
#: between a man without a name and the name: `коллегой из Монголии`
_FROM = later(r"\s+(?:(?:из|от|по)\s+(?:[А-ЯЁ][\w-]+\s+){1,2}|г-н\w*\s+|г-ж\w*\s+|господин\w*\s+|госпож\w+\s+)")
CLAUSE_START = re.compile(
    r"[;:]\s|,\s+(?:что|а|но|где|куда|и)\s|\bчто\s|,\s+(?:[а-я]{1,3}\s+|(?:в ходе|в рамках|по итогам)\s+)?котор\w+\s",
    re.IGNORECASE,
)
_CITY_BEFORE = re.compile(r"[ \t]*(?:г\.\s?)?[А-ЯЁ][А-Яа-яёЁ-]+(?:\s[А-ЯЁ][а-яё]+)?,\s+")
#: between a name and its verb: `А. Б. ещё вчера отбыл`
_ADVERBS = later(
    r"\s*(?:(?:ещ[её]|уже|также|вчера|сегодня|завтра|накануне|тоже|лично|затем|впервые|вновь|позже|ранее|утром|вечером"
    r"|\d{1,2}\s+[а-я]{3,8})\s+){0,3}",
    re.IGNORECASE,
)
#: `КирТАГ - Секретарь`, `CentralAsia (TM) - Секретарь`
_BYLINE_END = re.compile(r"\"?\s(?:\([^()\n]{1,12}\)\s+)?- ")
_PRESS = re.compile(r"пресс-|отдел информации|управление информации", re.IGNORECASE)
_SERVICE = later(
    r"(?:(?:Государственн|Национальн|Федеральн|Главн|Следственн|Таможенн|Пограничн|Антинаркотическ|Финансов)\w+\s+){0,2}"
    r"(?:министерство|комитет|служба|агентство|департамент|управление|прокуратура|инспекци|полици|милици|гварди|войска|бюро)"
    r"|(?:Генеральная|Военная)\s+прокуратура",
    re.IGNORECASE,
)
_OF_MANY_STATES = later(
    r"ООН|Объедин|ОДКБ|ОБСЕ|СНГ|ШОС|ГУАМ|ЕАЭС|ЕС\b|ОТГ|СВМДА|Содружеств|государств|международ|регион|координаци|европ|евраз",
    re.IGNORECASE,
)
_DELEGATIONS = re.compile(r"\b(?:делегации|представители|эксперты)\s+(?=[А-ЯЁ])")
#: people sent together, who may have a head
_SENT_OUT = frozenset({"делегация", "миссия", "группа", "команда"})
#: those who stand for the states and bodies named after them
_DELEGATES = frozenset(
    {
        "представитель",
        "делегация",
        "миссия",
        "делегат",
        "спецпредставитель",
        "сотрудник",
        "военнослужащий",
        "оперативник",
        "подразделение",
        "руководитель",
        "посланник",
        "эксперт",
        "глава",
        "наблюдатель",
    }
)
#: between the words of a group and its states, and how many characters that takes
_ON_TO_STATES = later(r"\s+и\s+(?:[а-яё-]+(?:ых|их|ов|ей|ств|жб|тв|ции|сти|ий)\s+){1,3}|[^.,:;()]{0,60}\s\(|\s*:\s+")
_TO_STATE = 90
#: `со своими коллегами - с министром`
_SPELLED_OUT = re.compile(r"\s+-\s+(?=со?\s)|\s*:\s+(?=со?\s)")
_OF_FORCES = frozenset({"оперативный", "мобильный", "тактический", "боевой", "маневренный"})
_PEERS = frozenset({"коллега", "партнер", "партнёр"})
_MEMBERS = frozenset({"член", "участник", "наблюдатель", "партнер", "партнёр"})
_PAIR = 2
#: characters of the name of a body
_LONGEST_NAME = 160
_OF_ONE_BODY = frozenset({"член", "руководство"})


def _end(party: Party) -> int:
    return party.end or 0


class Listing:
    """Reads phrases of one document as parties, and puts them on the list of an event."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self._doc = doc
        self._parties = parties

    # many pages have no list and no event that they are asked about

    @cached_property
    def places(self) -> list[Mention]:
        """Those that no name of a body or post holds."""
        return not_within(self._doc._.places, (*self._doc._.organizations, *self._doc._.positions))

    @cached_property
    def bodies(self) -> list[Mention]:
        """Those that no longer name holds."""
        named = self._doc._.organizations
        return not_within(named, (*named, *self._doc._.positions))

    @cached_property
    def places_at(self) -> Starts:
        return Starts(self.places)

    @cached_property
    def bodies_at(self) -> Starts:
        return Starts(self.bodies)

    @cached_property
    def persons_at(self) -> Starts:
        return Starts(self._doc._.persons)

    @cached_property
    def _posts_at(self) -> Starts:
        return Starts(self._doc._.positions)

    @cached_property
    def named_at(self) -> Starts:
        return Starts((*self._doc._.organizations, *self._doc._.places))

    @cached_property
    def outer_at(self) -> Starts:
        """Names of bodies and states, the outermost alone."""
        return Starts([*self.bodies, *self.places])

    @cached_property
    def offices(self) -> Offices:
        return Offices(self._doc, self._parties)

    @cached_property
    def roll(self) -> Roll:
        """Reads stretches of the document."""
        return Roll(self._doc, self._parties, self.offices)

    @cached_property
    def absent(self) -> Absent:
        """The stretches that name who did not come."""
        return Absent(self._doc, self._parties)

    def subjects(self, verb: Token) -> list[Party]:
        """Who acts: the subject of a verb, its own or shared, also where the parser lost it."""
        invited = _asked(verb)
        if invited is not None:
            return self.listed(invited)
        if (
            verb.head.lemma_ == "приглашение"
            and feature(verb, "VerbForm") == "Inf"
            and verb.head.head.lemma_ not in {"принять", "принимать"}
        ):
            # `подтвердил приглашение посетить`: who was asked is not told here
            return []
        token = subject(verb)
        if token is not None and token.lemma_ == "который":
            token = antecedent(token)
        if token is not None and token.i > verb.i and (before := self.right_before(verb)) is not None:
            # `А. Б. посетит столицу, сообщил В. Г.`, of whom the parser took the second
            return [before]
        if token is not None and token.dep_ == "nsubj:pass" and feature(verb, "Variant") == "Short":
            return []
        found = self.listed(token) if token is not None else self._lost_subject(verb) or self._subject_above(verb)
        if token is not None and token.head.i != verb.i and (near := self._holder_before(verb, token.idx)) is not None:
            found = [near]
        if found and all(isinstance(p.entity, Organization) and _PRESS.match(p.entity.name) for p in found):
            # `/Пресс-служба МВД/ Министр А. Б. провел`: the by-line is taken for the subject
            before = self.right_before(verb)
            found = [before] if before is not None else found
        if found and all(self._is_byline(p) for p in found):
            found = self._behind_byline(found[-1], verb)
        if any(self._is_dateline(p) for p in found):
            before = self.right_before(verb)
            told = [p for p in found if not self._is_dateline(p)]
            found = told or ([before] if before is not None else self._lost_subject(verb))
        if feature(verb, "Number") == "Plur" and feature(verb, "VerbForm") == "Fin":
            several = self._several_before(verb)
            if len(found) == 1 and isinstance(found[0].entity, Organization):
                found += self._other_body(found[0], verb)
            found = found or self._two_bodies_before(verb)
            if len(several) > named_among(found) or self._are_owners(found, several):
                found = several
        return found

    def _are_owners(self, found: Sequence[Party], several: Sequence[Party]) -> bool:
        """`министры Армении и Грузии А. Б. и В. Г. также созвонились`: the states are those of the two."""
        persons = {id(p.entity) for p in several}
        first = min((p.start or 0 for p in several), default=0)
        rest = [p for p in found if id(p.entity) not in persons]
        states = all(isinstance(p.entity, Place) and p.start is not None and p.start < first for p in rest)
        return bool(rest) and len(rest) < len(found) and states and not any(self._is_nominative(p) for p in rest)

    def _is_dateline(self, party: Party) -> bool:
        """`ДУШАНБЕ, 7 июля 2017 года - Посол встретилась`, `Термез, Узбекистан - С 11 мая`: what heads a line."""
        if party.start is None or party.end is None or not isinstance(party.entity, Place):
            return False
        text: str = self._doc._.match_text
        if text[party.start - 1 : party.start] == "(" and text[party.end : party.end + 1] == ")":
            # `министр А. Б. в Гамбурге (ФРГ) встретился`
            return True
        if party.basis == "stated":
            line = text.rfind("\n", 0, party.start) + 1
            return (
                _CITY_BEFORE.fullmatch(text, line, party.start) is not None and text[party.end : party.end + 3] == " - "
            )
        words = self._doc._.source_text[party.start : party.end]
        return words.isupper() and text[: party.start][-1:] in {"", "\n"}

    def right_before(self, verb: Token) -> Party | None:
        """The person in the nominative whose name ends right before the verb."""
        near = [
            m
            for m in self.persons_at.within(max(verb.idx - 60, sentence_of(verb).start_char), verb.idx)
            if m.end < verb.idx
        ]
        last = max(near, key=lambda m: m.end, default=None)
        between = self._doc._.match_text[last.end : verb.idx] if last is not None else "."
        if last is None or not _ADVERBS.fullmatch(between) or feature(verb, "Number") != "Sing":
            return None
        party = stated(last)
        return party if self._is_nominative(party) and verb.pos_ == "VERB" else None

    def _holder_before(self, verb: Token, first: int) -> Party | None:
        """`, а заместитель министра А. Б. предложил`: a holder right before the verb, whom the parser put elsewhere."""
        named = self.right_before(verb)
        if named is None or named.start is None or named.start < first:
            return None
        posts = self._posts_at.covering(named.start - 2, named.start - 1)
        return named if any(m.start > first and m.end >= named.start - 1 for m in posts) else None

    def is_officers(self, head: Token) -> bool:
        """`министров обороны А и Б`: the heads of several bodies."""
        return feature(head, "Number") == "Plur" and head.lemma_ in _OFFICERS

    def _lost_subject(self, verb: Token) -> list[Party]:
        """`Открывая заседание, Председатель Совета, министр А. Б. отметил`: the only person before a lone verb."""
        if feature(verb, "Number") != "Sing" or feature(verb, "VerbForm") != "Fin" or feature(verb, "Voice") == "Pass":
            return []
        start = self.clause_start(verb)
        if feature(verb, "Person") in {"1", "2"} or self.roll.has_verb(start, verb.idx):
            return []
        persons = [p for p in self.roll.names(start, verb.idx, groups=False) if isinstance(p.entity, Person)]
        return persons if len(persons) == 1 and self._is_nominative(persons[0]) else []

    def _subject_above(self, verb: Token) -> list[Party]:
        """`посетил Академию, где подписал`: who acts in the clause above, in the same number."""
        if not any(c.lemma_ == "где" for c in verb.children) or feature(verb, "Variant") == "Short":
            return []
        above = next((a for a in ancestors(verb) if a.pos_ == "VERB" and feature(a, "VerbForm") == "Fin"), None)
        if above is None or feature(above, "Number") != feature(verb, "Number"):
            return []
        return self.subjects(above)

    def _is_nominative(self, party: Party) -> bool:
        cases = {feature(t, "Case") for t in self._parties.index.span(party.start or 0, party.end or 0)} - {None}
        return not cases or "Nom" in cases

    def clause_start(self, verb: Token) -> int:
        start = int(verb.sent.start_char)
        for clause in CLAUSE_START.finditer(self._doc._.match_text, start, verb.idx):
            start = clause.end()
        return start

    def _several_before(self, verb: Token) -> list[Party]:
        """`А, министр Б и председатель В подписали`: two persons at least before the verb of many, in its clause.

        For lists that the parser breaks: their members hang on titles and bodies.
        """
        start = self.clause_start(verb)
        if self.roll.has_verb(start, verb.idx):
            return []
        names = self.roll.names(start, verb.idx, groups=False)
        persons = [p for p in names if isinstance(p.entity, Person)]
        if len(persons) > 1:
            return persons
        # `в Оше делегации А и Б провели`: the plural is taken for whose Osh it is
        sent = _DELEGATIONS.search(self._doc._.match_text, start, verb.idx)
        return self.roll.names(sent.end(), verb.idx, groups=False) if sent else []

    def _other_body(self, first: Party, verb: Token) -> list[Party]:
        """`Комитет от имени правительства и Управление ООН 4 мая подписали`: the one that `и` joins before a plural."""
        if first.start is None or first.end is None or first.start > verb.idx:
            return []
        text: str = self._doc._.match_text
        for body in self.bodies_at.within(first.end, verb.idx):
            head = self._parties.index.at(body.start)
            joined = text[body.start - 3 : body.start] == " и " and not self.roll.has_verb(body.end, verb.idx)
            if joined and head is not None and feature(head, "Case") in {"Nom", None}:
                return [stated(body)]
        return []

    def _two_bodies_before(self, verb: Token) -> list[Party]:
        """`В ходе совещания Комитет и Бюро подписали`, where the first hangs on the gathering."""
        bodies = self.bodies_at.within(self.clause_start(verb), verb.idx)[-_PAIR:]
        if len(bodies) < _PAIR or self._doc._.match_text[bodies[0].end : bodies[1].start] != " и ":
            return []
        near = _ADVERBS.fullmatch(self._doc._.match_text, bodies[1].end, verb.idx) is not None
        heads = [self._parties.index.at(b.start) for b in bodies]
        nominative = all(h is not None and (h.text.isupper() or feature(h, "Case") in {"Nom", None}) for h in heads)
        return [stated(b) for b in bodies] if near and nominative else []

    def _is_byline(self, party: Party) -> bool:
        """`КирТАГ - Секретарь А. Б. встретился`: the agency that tells it."""
        end = party.end or 0
        named = self.bodies_at.within(party.start or 0, (party.start or 0) + 1)
        return _BYLINE_END.match(match_text_of(self._doc), end) is not None and any(
            m.rule == "organization.media" for m in named
        )

    def _behind_byline(self, agency: Party, verb: Token) -> list[Party]:
        before = self.right_before(verb)
        names = self.roll.names((agency.end or 0) + 3, verb.idx, groups=False)
        return [before] if before is not None else names[-1:]

    def acts(self, party: Party) -> bool:
        """A state or a service of one, also where the page does not say of which."""
        entity = party.entity
        if isinstance(entity, Organization):
            return entity.country is not None or is_service(entity)
        return isinstance(entity, Place)

    def is_plural(self, party: Party) -> bool:
        token = self._parties.index.at(party.start) if party.start is not None else None
        return token is not None and feature(token, "Number") == "Plur"

    def subject_after(self, verb: Token) -> bool:
        found = subject(verb)
        return found is not None and found.i > verb.i

    def cut(self, start: int, end: int) -> int:
        found = CUT.search(self._doc._.match_text, start, end)
        return found.start() if found else end

    def listed(self, head: Token) -> list[Party]:
        """The parties of a phrase; `представители А, Б и В` gives the states and bodies one by one."""
        found: list[Party] = []
        for member in coordinated(head):
            if _is_how(member, head):
                continue
            named = self._parties.covering(member)
            if named or member.pos_ == "PRON":
                parties = self._parties.at(member)[:1] if named else self._parties.at(member)
                found += [self._holder(p, member, named[0]) if named and p.entity is None else p for p in parties]
                continue
            if not is_group(member):
                found += self._states_of(member)
                continue
            if member.lemma_ in _SENT_OUT:
                found += self._headed_by(member)
            plural = feature(member, "Number") == "Plur"
            listed = self._names_below(member) or self._spelled_out(member)
            listed = listed or self._parties.at(member)[: None if plural else 1]
            # `подписана главами государств`: a word for sides that nobody stands for
            span = whole_group(member) if self.is_officers(member) else noun_phrase(member)
            if len(listed) == 1 and listed[0].entity is None and (listed[0].end or 0) < span[1] and plural:
                listed = []
            found += listed or ([Party(None, *span, "stated")] if plural else [])
        if any(isinstance(p.entity, Place) and self._is_name(p) for p in found):
            # `учёные Индии, Ирана и Китая`: the first country hides behind the noun of the group
            found = [self._own_country(p) or p for p in found]
            found = [self._one_of_states(p) or p for p in found]
        named_last = [p for p in found if p.basis == "stated" and p.entity is not None and self.is_named(p)]
        if named_last and (named_last[-1] is found[-1] or isinstance(named_last[-1].entity, Person)):
            ends = {id(p): p for p in (min(named_last, key=_end), max(named_last, key=_end))}
            after = [q for p in ends.values() for q in self.roll.following(p)]
            more = [p for p in unique(after) if all(p.entity is not q.entity for q in found)]
            # `а также председателями Палаты А. Б. и Совета В. Г.`: the words say whose the next ones are
            starts = {p.start for p in more if isinstance(p.entity, Person)}
            found = [p for p in found if isinstance(p.entity, Person) or p.end is None or p.end + 1 not in starts]
            if any(isinstance(p.entity, Place) for p in more):
                found = [self._one_of_states(p) or p for p in found]
            found += more
        return unique(found)

    def _spelled_out(self, group: Token) -> list[Party]:
        """`с коллегами - с министром А. Б., с послом В. Г.`: those whom a dash or a colon opens, two at least."""
        if feature(group, "Number") != "Plur":
            return []
        text: str = self._doc._.match_text
        opening = _SPELLED_OUT.match(text, noun_phrase(group)[1])
        if opening is None:
            return []
        end = self.cut(opening.end(), group.sent.end_char)
        verb = next((t for t in self._parties.index.span(opening.end(), end) if feature(t, "VerbForm") == "Fin"), None)
        stop = text.find(" - ", opening.end(), verb.idx if verb is not None else end)
        named = self.roll.names(opening.end(), stop if stop >= 0 else (verb.idx if verb is not None else end))
        return named if sum(isinstance(p.entity, Person) for p in named) > 1 else []

    def _holder(self, party: Party, head: Token, post: Mention) -> Party:
        """Who stands for a post without a holder: the name below it, the only holder of such a post, its state."""
        if post.type != "position":
            return party
        for c in head.rights:
            if c.dep_ in {"appos", "flat:name"}:
                person = next((m for m in self._parties.covering(c) if m.type == "person"), None)
                if person is not None:
                    return stated(person)
        return self.offices.party(post) or party

    def _is_name(self, party: Party) -> bool:
        start = party.start
        return start is not None and any(m.end == party.end for m in self.places_at.within(start, start + 1))

    def states_behind(self, group: Party) -> list[Party]:
        """`руководителей ведомств стран ШОС Китая, России и Ирана`: states that end the words of a group, and go on."""
        if group.end is None or group.start is None:
            return []
        inside = self.named_at.within(group.start, group.end + 2)
        states = [m for m in inside if isinstance(m.entity, Place) and m.entity.kind == "country"]
        listed = self._and_more(states) if states and states[-1].end >= group.end else []
        return listed or self._and_more(self._states_after(group.end))

    def _and_more(self, states: list[Mention]) -> list[Party]:
        """The states and those that go on after the last, nobody if none does."""
        if not states:
            return []
        last = stated(states[-1])
        more = [p for p in self.roll.following(last) if isinstance(p.entity, Place)]
        return [stated(m) for m in states[:-1]] + [last, *more] if more else []

    def _states_after(self, end: int) -> list[Mention]:
        """`глав органов безопасности и спецслужб А, Б и В`, `министров стран региона (А, Б и В)`: the first state
        behind the words of a group.
        """
        text: str = self._doc._.match_text
        first = [m for m in self.places_at.within(end, end + _TO_STATE) if not self.roll.is_aside(m)][:1]
        if not first or _ON_TO_STATES.fullmatch(text, end, first[0].start) is None:
            return []
        entity = first[0].entity
        return first if isinstance(entity, Place) and entity.kind == "country" else []

    def _states_of(self, member: Token) -> list[Party]:
        """`переговоры таможен Китая, Монголии и России`: bodies of several states."""
        if feature(member, "Number") != "Plur" or member.pos_ != "NOUN":
            return []
        inside = [m for m in self._below(member, self.places_at) if self._case(m) == "Gen"]
        states = [m for m in inside if isinstance(m.entity, Place) and m.entity.kind == "country"]
        return [stated(m) for m in states] if len(states) > 1 else []

    def _one_of_states(self, party: Party) -> Party | None:
        """`Подразделения разведки Азербайджана, Грузии и Украины`: the first state, taken for its body's name."""
        body = party.entity
        if not isinstance(body, Organization) or body.country is None or party.start is None or party.end is None:
            return None
        head = self._parties.index.span(party.start, party.end).root
        if feature(head, "Number") != "Plur" and not self._goes_on_as_state(party.end):
            return None
        return Party(self._parties.country(body.country), party.start, party.end, "resolved")

    def _goes_on_as_state(self, end: int) -> bool:
        """`МИД Казахстана и Турции`: the ministries of both."""
        last = self._parties.index.at(end - 1)
        after = self.places_at.within(end + 3, end + 4) if self._doc._.match_text[end : end + 3] == " и " else []
        if last is None or not after or not isinstance(after[0].entity, Place) or after[0].entity.kind != "country":
            return False
        return self._case(after[0]) == "Gen" == feature(last, "Case")

    def _own_country(self, party: Party) -> Party | None:
        if party.start is None or party.end is None or self._is_name(party) or not isinstance(party.entity, Place):
            return None
        inside = [m for m in self.places if party.start <= m.start and m.end <= party.end and m.entity is party.entity]
        return Party(party.entity, inside[0].start, inside[0].end, "stated") if inside else None

    def _headed_by(self, delegation: Token) -> list[Party]:
        """`делегация ... во главе с X`."""
        text = self._doc._.match_text
        at = text.find("во главе с", delegation.idx, delegation.idx + 160)
        if at < 0:
            return []
        person = next((m for m in self._doc._.persons if at < m.start < at + 160), None)
        return [stated(person)] if person is not None else []

    def _names_below(self, member: Token) -> list[Party]:
        inside = self._below(member, self.places_at)
        countries = [m for m in inside if isinstance(m.entity, Place) and m.entity.kind == "country"]
        # `послы страны в России и Казахстане`: where they serve
        countries = [m for m in countries if self._case(m) != "Loc" and not self.roll.is_aside(m)]
        bodies = self._below(member, self.bodies_at)
        persons = [m for m in self._below(member, self.persons_at) if not self._is_met(member, m)]
        text: str = self._doc._.match_text
        # `делегации стран ГУАМ - Грузии и Молдовы`
        bodies = [m for m in bodies if not _OF_STATES.search(text, max(m.start - 20, 0), m.start)]
        bodies = [m for m in bodies if not self.roll.is_aside(m) and not self._is_short_form(m)]
        plural = feature(member, "Number") == "Plur"
        if persons and not plural and member.lemma_ not in _SENT_OUT:
            # `представителем УНП ООН А. Б.`: the body says whose man he is
            return [stated(persons[0])]
        if self.is_officers(member):
            if len(persons) > 1:
                # `главами МИД России и Украины А. Б. и В. Г.`
                return [stated(m) for m in persons]
            bodies = [m for m in bodies if not self._is_of_many(m)]
            if bodies and len(countries) > 1:
                countries = [*self._hidden(bodies, countries[0]), *countries]
                bodies = []
        delegates = member.lemma_ in _DELEGATES or (
            # `встреча с членами комитета`, not `члены комитета решили`
            member.lemma_ in _OF_ONE_BODY and preposition(member) in {"с", "со"}
        )
        # `с оперативными группами МЧС`
        if member.lemma_ == "группа" and any(c.lemma_ in _OF_FORCES for c in member.lefts if c.dep_ == "amod"):
            delegates = all(isinstance(m.entity, Organization) and is_service(m.entity) for m in bodies)
        # `с коллегами из Пограничной службы`
        delegates = delegates or (plural and member.lemma_ in _PEERS and self._are_from(bodies[:1]))
        # `руководства Погранкомитета и Таможни`
        delegates = delegates or (member.lemma_ in _OF_ONE_BODY and len(bodies) > 1)
        if not delegates and len(countries) < 2:
            return []
        if not delegates or (len(countries) >= 2 and len(bodies) == 0):
            bodies = []
        if len(persons) >= len(countries) > 1 and countries[-1].end + 1 == persons[0].start:
            # `заместители министров А и Б В. Г. и Д. Е.`: whose men they are
            return [stated(m) for m in persons]
        names = sorted((*countries, *bodies, *persons), key=lambda m: m.start)
        return [stated(m) for m in names]

    def _are_from(self, bodies: Sequence[Mention]) -> bool:
        text: str = self._doc._.match_text
        return any(text[max(m.start - 4, 0) : m.start].rstrip('"').lower().endswith(" из ") for m in bodies)

    def _is_met(self, member: Token, person: Mention) -> bool:
        """`встреча министров стран с послом А. Б.`: whom the group met, wherever the tree hangs him."""
        if self._case(person) != "Ins" or feature(member, "Case") != "Gen":
            return False
        between = self._parties.index.span(member.idx + len(member), person.start)
        return any(
            t.norm_.lower() in {"с", "со"} and feature(t.head, "Case") == "Ins" for t in between if t.dep_ == "case"
        )

    def _is_short_form(self, body: Mention) -> bool:
        """`Секретариата Организации (ОДКБ)`: in brackets right behind a name."""
        text: str = self._doc._.match_text
        if text[body.start - 2 : body.start] != " (" or text[body.end : body.end + 1] != ")":
            return False
        before = self.bodies_at.within(max(body.start - _LONGEST_NAME, 0), body.start)
        return any(m.end == body.start - len(" (") for m in before)

    def _hidden(self, bodies: list[Mention], following: Mention) -> list[Mention]:
        """`главы МИД А, Б и В`: the first state ends what is taken for the name of one ministry."""
        text: str = self._doc._.match_text
        body = next((m for m in bodies if text[m.end : following.start] in {", ", " и "}), None)
        if body is None:
            return []
        nested = [m for m in self._doc._.places if body.start < m.start and m.end == body.end]
        return [m for m in nested if isinstance(m.entity, Place) and m.entity.kind == "country"][:1]

    def _case(self, mention: Mention) -> str | None:
        token = self._parties.index.at(mention.start)
        return feature(token, "Case") if token is not None else None

    def _is_of_many(self, body: Mention) -> bool:
        """`главы МИД стран ОДКБ`: the ministries of several states, or the group of states itself."""
        text: str = self._doc._.match_text
        if MEMBERS_OF.search(text, max(body.start - 40, 0), body.start):
            return True
        entity = body.entity
        return (
            isinstance(entity, Organization) and entity.country is None and _OF_MANY.match(text, body.end) is not None
        )

    def _below(self, member: Token, mentions: Starts) -> list[Mention]:
        """Mentions in the member's subtree, without what is coordinated with the member itself."""
        other = {t.i for c in member.children if c.dep_ == "conj" and is_group(c) for t in c.subtree}
        own = {t.i for t in member.subtree if t.i not in other}
        found = []
        after = max(own) + 1
        end = member.doc[after].idx if after < len(member.doc) else len(self._doc._.match_text)
        for m in mentions.within(member.idx + 1, end):
            token = self._parties.index.at(m.start)
            if token is not None and token.i in own:
                found.append(m)
        return found

    def add(self, participants: list[Participant], party: Party, role: Role) -> None:
        """Append a party unless it is there; a more telling role replaces `participant`.

        A collective keeps its words and no entity; only commitments link its body.
        """
        entity = party.entity
        if party.start in self.absent:
            # `отсутствовал представитель А`
            return
        if role != "speaker" and isinstance(entity, Organization) and _PRESS.match(entity.name):
            # who tells the news
            return
        if isinstance(entity, (Organization, Place)) and party.basis == "stated" and not self.is_named(party):
            entity = None
        if isinstance(entity, Place) and party.end is not None and self._labels_person(party.end):
            # `министры Армении А. Б., Грузии В. Г.`: whose man he is
            return
        if isinstance(entity, Place) and entity.kind != "country":
            # a city is where they meet; a capital that acts is resolved by the commitments stage
            return
        if entity is None and party.end is not None and self.persons_at.within(party.start or 0, party.end):
            # `министров А. Б. и В. Г.`: they come by their names
            return
        if entity is None and party.end is not None and (holder := self._named_after(party)) is not None:
            party = stated(holder)
            entity = party.entity
        if entity is None and party.end is not None:
            state = self._sent_by(party)
            if state is not None:
                entity = state
                party = Party(entity, party.start, party.end, "resolved")
        if entity is None and party.start is not None:
            head = self._parties.index.span(party.start, party.end or party.start)
            nouns = [t for t in head if t.pos_ in {"NOUN", "PROPN"}]
            if nouns and nouns[-1].lemma_ in {"человек", "люди"}:
                # `около 400 человек`: how many came, not who
                return
            if not any(is_group(t) or t.lemma_ in PEOPLE for t in nouns):
                return
        for present in participants:
            same_words = present.start is not None and present.start == party.start
            if (entity is not None and present.entity is entity) or (entity is None and same_words):
                if present.role == "participant":
                    present.role = role
                return
        title, affiliation = self._parties.post(entity)
        participants.append(Participant(entity, party.start, party.end, party.basis, role, title, affiliation))

    def _labels_person(self, end: int) -> bool:
        """A person's name stands right behind."""
        return any(not self._doc._.match_text[end : m.start].strip(" ") for m in self.persons_at.within(end, end + 2))

    def _sent_by(self, party: Party) -> Place | None:
        """`главой узбекской делегации`, `главой делегации Республики Иран`: the state that sent somebody."""
        text: str = self._doc._.match_text
        start, end = party.start or 0, party.end or 0
        came = _OF_DELEGATION.fullmatch(text, start, end)
        iso = country_by_adjective(came[1].lower()) if came else None
        if iso:
            return self._parties.country(iso)
        heads = _HEADS_DELEGATION.match(text, start, end)
        named = self.named_at.within(heads.end(), heads.end() + 1) if heads else []
        states = [m.entity for m in named if isinstance(m.entity, Place) and m.entity.kind == "country"]
        return states[0] if states else None

    def is_named(self, party: Party) -> bool:
        """The party's words are a name of it, not a phrase about it."""
        if party.start is None or isinstance(party.entity, Person) or party.basis != "stated":
            return True
        named = self.named_at.within(party.start, party.start + 1)
        return any(m.end == party.end and m.entity is party.entity for m in named)

    def _named_after(self, party: Party) -> Mention | None:
        """`генерал-лейтенанта милиции Ивана Корзуна`, `коллегой из Монголии Батын Энхтувшином`: then his name."""
        token = self._parties.index.at(party.start or 0)
        if token is None or feature(token, "Number") != "Sing" or token.lemma_ in _SENT_OUT:
            return None
        end = party.end or 0
        after = self.persons_at.within(end, end + 60)[:1]
        near = [m for m in after if m.start <= end + 2 or _FROM.fullmatch(self._doc._.match_text, end, m.start)]
        return near[0] if near else None


class Source:
    """What every source of participants works on; each appends those whom its own words tell."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate], listing: Listing) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._listing = listing


def whole_group(head: Token) -> tuple[int, int]:
    """`секретарей советов безопасности стран - членов Союза`, of which the parser may keep the first word alone."""
    start, end = noun_phrase(head)
    doc = head.doc
    i = next((t.i for t in doc[head.i : head.sent.end] if t.idx >= end), head.sent.end)
    while i < head.sent.end:
        token = doc[i]
        if token.norm_ == "-" and i + 1 < head.sent.end and doc[i + 1].lemma_ in _MEMBERS:
            i += 1
            continue
        if not token.is_alpha or token.pos_ not in {"NOUN", "PROPN", "ADJ"} or feature(token, "Case") != "Gen":
            break
        end = token.idx + len(token)
        i += 1
    return start, end


def _is_how(member: Token, head: Token) -> bool:
    """`переговоры с А. Б. в узком и расширенном составах`, which the parser joins to him."""
    return member.i != head.i and preposition(member) in {"в", "на"} and preposition(head) not in {"в", "на"}


def _asked(verb: Token) -> Token | None:
    """`пригласил министра посетить`: whoever is asked to act."""
    asking = verb.head
    if feature(verb, "VerbForm") != "Inf" or asking.lemma_ not in _ASKING or verb.i < asking.i:
        return None
    return next((c for c in asking.rights if c.dep_ in {"obj", "iobj"} and c.i < verb.i), None)


def is_service(body: Organization) -> bool:
    """A body whose name is that of a service of some state: `Генеральная прокуратура`, `Комитет таможни`."""
    return _SERVICE.match(body.name) is not None and _OF_MANY_STATES.search(body.name) is None


def stated(mention: Mention) -> Party:
    """The party whose words are a mention."""
    return Party(mention.entity, mention.start, mention.end, "stated")  # type: ignore[arg-type]


def named_among(parties: Sequence[Party]) -> int:
    return sum(p.entity is not None for p in parties)

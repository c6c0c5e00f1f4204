"""Who takes part: around the trigger, by verbs of attendance, by `с участием`, under whose chair."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Participant, Party, Person, Place, not_within
from extract.language.syntax import child, coordinated, distance, feature, noun_phrase, preposition, subject
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties, unique
from extract.stages.events.triggers import Candidate, companion, direct_object, is_group
from schemas.event import Role

_HOLDING = frozenset({"провести", "проводить", "организовать", "совершить", "нанести", "дать", "давать", "устроить"})
_ATTENDING = frozenset({"участвовать", "присутствовать", "собраться", "принять", "принимать", "прибыть"})
_SPEAKING = frozenset({"выступить", "выступать", "открыть", "приветствовать"})
_CHAIRING = frozenset({"председательство", "руководство", "председательствование"})
_LIST_OPENING = re.compile(r"(?:участ|делегаци|присутствовал|выступил)[^\n:]{0,200}:[ \t]*\n+", re.IGNORECASE)
_LIST_LINE = re.compile(
    r"[ \t]*(?:[-•*]|\d{1,2}[.)]|(?:от\s+)?[А-ЯA-Z][^\n]{0,80}(?: - |: ))[^\n]*(?:\n|$)|[^\n]{3,200};[ \t]*(?:\n|$)"
)
_PRESIDING = re.compile(r"\b(?:Председательствовал[аи]?|Вел[аи]? (?:заседание|совещание))\b")
_FORUMS = frozenset({"session", "summit", "conference"})
_SAYING = frozenset(
    {
        "отметить", "подчеркнуть", "заявить", "предложить", "проинформировать", "информировать", "выразить",
        "призвать", "рассказать", "добавить", "указать", "сообщить", "напомнить", "выступить", "доложить",
        "заверить", "поблагодарить", "приветствовать", "открыть", "ответить", "обратить", "высказать",
        "представить", "поддержать",
    }
)  # fmt: skip
#: characters after the trigger within which a speaker is taken to speak at the event
_REACH = 3000
#: those who stand for the states and bodies named after them
_DELEGATES = frozenset(
    {
        "представитель",
        "делегация",
        "делегат",
        "спецпредставитель",
        "сотрудник",
        "руководитель",
        "посланник",
        "эксперт",
        "глава",
    }
)
_TALKS = frozenset({"meeting", "call", "visit"})


class ParticipantFinder:
    """Finds the participants of one document's candidates."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        named = (*doc._.organizations, *doc._.positions)
        self._places = not_within(doc._.places, named)
        self._bodies = not_within(doc._.organizations, named)

    def fill(self, candidate: Candidate) -> None:
        """Append the participants that the trigger's own sentence gives."""
        token = candidate.token
        found: list[tuple[Party, Role]] = []
        if candidate.type == "adoption":
            found += self._signing(token)
        elif candidate.is_verb:
            found += self._of_verb(candidate)
        else:
            found += self._of_noun(candidate)
        if candidate.type in {"meeting", "call", "session", "adoption"} or token.lemma_ in {"переговоры"}:
            other = companion(token)
            if other is not None and other.i != token.i:
                role: Role = "signatory" if candidate.type == "adoption" and "подпис" in token.lemma_ else "participant"
                found += [(p, role) for p in self.listed(other)]
        found += [(p, "participant") for p in self._with_participation(candidate)]
        found += [(p, "participant") for p in self._forces(candidate)]
        found += [(p, "chair") for p in self._chair(candidate)]
        for party, role in found:
            self.add(candidate.participants, party, role)
        if candidate.type in {"meeting", "call"} and candidate.asserted and not candidate.setting:
            self._both_sides(candidate)

    def _both_sides(self, candidate: Candidate) -> None:
        """It takes two: of a long coordination the parser may keep one; then every person of the sentence took part."""
        if sum(p.entity is not None for p in candidate.participants) > 1:
            return
        sentence = candidate.token.sent
        for person in self._doc._.persons:
            if sentence.start_char <= person.start < sentence.end_char:
                party = Party(person.entity, person.start, person.end, "stated")  # type: ignore[arg-type]
                self.add(candidate.participants, party, "participant")

    # around the trigger ---------------------------------------------------------------------------------------

    def _signing(self, token: Token) -> list[tuple[Party, Role]]:
        role: Role = "signatory" if "подпис" in token.lemma_ else "participant"
        if token.pos_ == "NOUN":
            verb = token.head if token.dep_ == "obj" and token.head.pos_ == "VERB" else None
            return [(p, role) for p in self._subjects(verb)] if verb is not None else []
        if feature(token, "Voice") == "Pass" or child(token, "nsubj:pass") is not None:
            agent = next((c for c in token.children if feature(c, "Case") == "Ins" and preposition(c) is None), None)
            between = next((c for c in token.subtree if preposition(c) == "между"), None)
            source = agent if agent is not None else between
            return [(p, role) for p in self.listed(source)] if source is not None else []
        return [(p, role) for p in self._subjects(token)]

    def _of_verb(self, candidate: Candidate) -> list[tuple[Party, Role]]:
        token = candidate.token
        if token.lemma_ == "принять":
            target = received(token, self._parties)
            guests = [(p, "participant") for p in self.listed(target)] if target is not None else []
            return [*((p, "host") for p in self._subjects(token)), *guests]  # type: ignore[list-item]
        role: Role = "speaker" if candidate.type == "statement" else "participant"
        return [(p, role) for p in self._subjects(token)]

    def _of_noun(self, candidate: Candidate) -> list[tuple[Party, Role]]:
        token = candidate.token
        talks = candidate.type in _TALKS
        found: list[tuple[Party, Role]] = []
        for c in token.rights:
            if c.dep_ != "nmod" or c.pos_ == "VERB":
                continue
            genitive = preposition(c) is None and feature(c, "Case") in {"Gen", None}
            if (talks and (genitive or preposition(c) == "между")) or (candidate.type == "statement" and genitive):
                role: Role = "speaker" if candidate.type == "statement" else "participant"
                found += [(p, role) for p in self.listed(c)]
            elif genitive and feature(c, "Number") == "Plur" and is_group(c) and not self._parties.covering(c):
                found.append((Party(None, *noun_phrase(c), "stated"), "participant"))
        verb = token.head if token.head.pos_ in {"VERB", "AUX"} else None
        if verb is not None and token.dep_ in {"obj", "obl", "nmod", "iobj"}:
            found += self._of_governing_verb(candidate, verb)
        if token.head.lemma_ in {"участие", "работа"}:
            verb = token.head.head if token.head.lemma_ == "участие" else token.head.head.head
            thanked = token.head.lemma_ == "участие" and preposition(token.head) == "за"
            target = direct_object(verb) if thanked or verb.lemma_ in {"пригласить", "приглашать"} else None
            if target is not None:
                # `поблагодарил собеседника за участие`, `пригласил министра принять участие`
                found += [(p, "participant") for p in self.listed(target)]
            elif not thanked and verb.pos_ in {"VERB", "AUX"} and child(verb, "nsubj:pass") is None:
                found += [(p, "participant") for p in self._subjects(verb)]
        return found

    def _of_governing_verb(self, candidate: Candidate, verb: Token) -> list[tuple[Party, Role]]:
        token = candidate.token
        if child(verb, "nsubj:pass") is not None:
            return []
        agents = self._subjects(verb)
        if token.dep_ == "obj" and verb.lemma_ in _HOLDING:
            if candidate.type in _TALKS:
                return [(p, "participant") for p in agents]
            if candidate.type == "statement":
                return [(p, "speaker") for p in agents]
            if candidate.type in {"operation", "exercise"}:
                # national services and states carry out an operation; an international body is its frame
                return [(p, "participant") for p in agents if self._acts(p)]
            # a body that holds it is its frame, one man in the chair, many people take part
            return [
                (p, "chair" if isinstance(p.entity, Person) else "participant")
                for p in agents
                if not isinstance(p.entity, Organization) and not self._is_sides(p)
            ]
        if token.dep_ == "obj" and verb.lemma_ in {"посетить", "открыть", "возглавить"}:
            return [(p, "chair" if verb.lemma_ == "возглавить" else "participant") for p in agents]
        if verb.lemma_ in _SPEAKING and preposition(token) in {"на", "в ходе", "в", "в рамках"}:
            return [(p, "speaker") for p in agents]
        if verb.lemma_ in _ATTENDING and preposition(token) in {"в", "на", "для"} and token.dep_ != "obj":
            return [(p, "participant") for p in agents]
        if candidate.type == "visit" and preposition(token) in {"с", "в ходе", "в рамках"}:
            return (
                [(p, "participant") for p in agents if isinstance(p.entity, Person)]
                if preposition(token) == "с"
                else []
            )
        if candidate.type == "statement" and preposition(token) in {"в", "на"}:
            return [(p, "speaker") for p in agents if p.entity is not None]
        if candidate.type in {"summit", "session"} and preposition(token) == "на":
            return [(p, "participant") for p in agents if not isinstance(p.entity, Person) and self._is_plural(p)]
        return []

    def _subjects(self, verb: Token) -> list[Party]:
        token = subject(verb)
        if token is None or (token.dep_ == "nsubj:pass" and feature(verb, "Variant") == "Short"):
            return []
        return self.listed(token)

    def _acts(self, party: Party) -> bool:
        entity = party.entity
        return isinstance(entity, Place) or (isinstance(entity, Organization) and entity.country is not None)

    def _forces(self, candidate: Candidate) -> list[Party]:
        """`проведена силами МВД и КНБ`, `сотрудники МВД совместно с коллегами из Кыргызстана`."""
        if candidate.type not in {"operation", "exercise"} or candidate.token.head.pos_ not in {"VERB", "AUX"}:
            return []
        found: list[Party] = []
        for c in candidate.token.head.children:
            instrumental = feature(c, "Case") == "Ins" and preposition(c) in {None, "совместно с", "с"}
            if c.lemma_ == "сила" and instrumental:
                found += [p for x in c.rights for p in self.listed(x)]
            elif instrumental and c.i != candidate.token.i:
                found += self.listed(c)
        return [p for p in found if self._acts(p)]

    def _is_sides(self, party: Party) -> bool:
        words = self._doc._.source_text[party.start : party.end].lower() if party.start is not None else ""
        return party.entity is None and words.split(" ")[-1].startswith(("сторон", "собеседник", "участник"))

    def _is_plural(self, party: Party) -> bool:
        token = self._parties.index.at(party.start) if party.start is not None else None
        return token is not None and feature(token, "Number") == "Plur"

    # elsewhere in the sentence --------------------------------------------------------------------------------

    def _with_participation(self, candidate: Candidate) -> list[Party]:
        """`с участием А и Б`, `при участии А`."""
        found: list[Party] = []
        for t in candidate.token.sent:
            if t.lemma_ != "участие" or preposition(t) not in {"с", "при"} or self._closest(t) is not candidate:
                continue
            for c in t.rights:
                if c.dep_ == "nmod" and preposition(c) is None:
                    found += self.listed(c)
        return found

    def _chair(self, candidate: Candidate) -> list[Party]:
        for t in candidate.token.sent:
            if t.lemma_ == "председательствовать" and self._closest(t) is candidate:
                return self._subjects(t)
            if t.lemma_ not in _CHAIRING or preposition(t) != "под" or self._closest(t) is not candidate:
                continue
            for c in t.children:
                if c.dep_ == "amod" and (iso := country_by_adjective(c.norm_.lower())):
                    case = child(t, "case")
                    start = case.idx if case is not None else c.idx
                    return [Party(self._parties.country(iso), start, t.idx + len(t), "resolved")]
            owner = next((c for c in t.rights if c.dep_ == "nmod" and preposition(c) is None), None)
            if owner is not None:
                return self.listed(owner)
        return []

    def _closest(self, token: Token) -> Candidate | None:
        group = [c for c in self._candidates if c.token.sent.start == token.sent.start]
        return min(group, key=lambda c: (distance(token, c.token), abs(token.i - c.token.i)), default=None)

    def attend(self) -> None:
        """`В заседании приняли участие А, Б и В`: to the event of that sentence, or to the last one told before."""
        for token in self._doc:
            verb = self._attendance(token)
            if verb is None:
                continue
            parties = self._subjects(verb)
            if not parties:
                continue
            here = [c for c in self._candidates if c.token.sent.start == token.sent.start and not c.is_verb]
            target = min(here, key=lambda c: distance(c.token, verb), default=None)
            if target is None:
                before = [
                    c for c in self._candidates if c.trigger[0] < token.idx and c.type not in {"visit", "adoption"}
                ]
                target = max(before, key=lambda c: c.trigger[0], default=None)
            if target is not None:
                for party in parties:
                    self.add(target.participants, party, "participant")

    def enumerate(self) -> None:
        """Lines of a list under `В заседании приняли участие:`: every person, state and body named in them."""
        text = self._doc._.match_text
        for opening in _LIST_OPENING.finditer(text):
            before = [
                c for c in self._candidates if c.trigger[0] < opening.end() and c.type not in {"visit", "adoption"}
            ]
            target = max(before, key=lambda c: c.trigger[0], default=None)
            if target is None:
                continue
            end = opening.end()
            while (line := _LIST_LINE.match(text, end)) is not None:
                end = line.end()
            inside = [
                m
                for m in (*self._doc._.persons, *self._places, *self._bodies)
                if opening.end() <= m.start < end and not (isinstance(m.entity, Place) and m.entity.kind != "country")
            ]
            if text.startswith("от ", opening.end()):
                # `от Республики Армения - министр Х`: the man takes part, for his state
                inside = [m for m in inside if isinstance(m.entity, Person)] or inside
            for m in sorted(inside, key=lambda m: m.start):
                self.add(target.participants, Party(m.entity, m.start, m.end, "stated"), "participant")  # type: ignore[arg-type]

    def preside(self) -> None:
        """`Председательствовал: ...` in a sentence or line of its own: the chair of the session told last."""
        for opening in _PRESIDING.finditer(self._doc._.match_text):
            person = next((m for m in self._doc._.persons if opening.end() <= m.start < opening.end() + 250), None)
            before = [c for c in self._candidates if c.trigger[0] < opening.start() and c.type in _FORUMS]
            target = max(before, key=lambda c: c.trigger[0], default=None)
            if person is not None and target is not None:
                self.add(target.participants, Party(person.entity, person.start, person.end, "stated"), "chair")  # type: ignore[arg-type]

    def speak(self, doc_end: int) -> None:
        """Persons who speak in the sentences after a session or conference, before the next happening, took part."""
        forums = [c for c in self._candidates if c.type in _FORUMS and c.asserted and not c.setting]
        others = sorted(c.trigger[0] for c in self._candidates if c.asserted and not c.setting)
        for candidate in forums:
            if candidate.status not in {"held", "ongoing"}:
                continue
            start = candidate.token.sent.end_char
            end = min((o for o in others if o >= start), default=doc_end)
            for token in self._parties.index.span(start, min(end, start + _REACH)) if start < end else ():
                if token.lemma_ in _SAYING and token.pos_ == "VERB" and feature(token, "VerbForm") == "Fin":
                    for party in self._subjects(token):
                        if isinstance(party.entity, Person):
                            self.add(candidate.participants, party, "speaker")

    def _attendance(self, token: Token) -> Token | None:
        if token.lemma_ in {"участвовать", "присутствовать"} and token.pos_ == "VERB":
            return token if feature(token, "VerbForm") == "Fin" else None
        if token.lemma_ == "участие" and token.head.lemma_ in {"принять", "принимать"}:
            return token.head if feature(token.head, "VerbForm") == "Fin" else None
        return None

    # lists ----------------------------------------------------------------------------------------------------

    def listed(self, head: Token) -> list[Party]:
        """The parties of a phrase; `представители А, Б и В` gives the states and bodies one by one."""
        found: list[Party] = []
        for member in coordinated(head):
            named = self._parties.covering(member)
            if named or member.pos_ == "PRON":
                found += self._parties.at(member)[:1] if named else self._parties.at(member)
                continue
            if not is_group(member):
                continue
            if member.lemma_ == "делегация":
                found += self._headed_by(member)
            listed = self._names_below(member)
            found += listed or self._parties.at(member)[: None if feature(member, "Number") == "Plur" else 1]
        if any(isinstance(p.entity, Place) and self._is_name(p) for p in found):
            # `учёные Индии, Ирана и Китая`: the first country hides behind the noun of the group
            found = [self._own_country(p) or p for p in found]
        return unique(found)

    def _is_name(self, party: Party) -> bool:
        return any(m.start == party.start and m.end == party.end for m in self._places)

    def _own_country(self, party: Party) -> Party | None:
        if party.start is None or party.end is None or self._is_name(party) or not isinstance(party.entity, Place):
            return None
        inside = [m for m in self._places if party.start <= m.start and m.end <= party.end and m.entity is party.entity]
        return Party(party.entity, inside[0].start, inside[0].end, "stated") if inside else None

    def _headed_by(self, delegation: Token) -> list[Party]:
        """`делегация ... во главе с X`."""
        text = self._doc._.match_text
        at = text.find("во главе с", delegation.idx, delegation.idx + 160)
        if at < 0:
            return []
        person = next((m for m in self._doc._.persons if at < m.start < at + 160), None)
        return [Party(person.entity, person.start, person.end, "stated")] if person is not None else []  # type: ignore[arg-type]

    def _names_below(self, member: Token) -> list[Party]:
        inside = self._below(member, self._places)
        countries = [m for m in inside if isinstance(m.entity, Place) and m.entity.kind == "country"]
        bodies = self._below(member, self._bodies)
        persons = list(self._below(member, self._doc._.persons))
        if member.lemma_ not in _DELEGATES and len(countries) < 2:
            return []
        if member.lemma_ not in _DELEGATES or (len(countries) >= 2 and len(bodies) == 0):
            bodies = []
        names = sorted((*countries, *bodies, *persons), key=lambda m: m.start)
        return [Party(m.entity, m.start, m.end, "stated") for m in names]  # type: ignore[arg-type]

    def _below(self, member: Token, mentions: Sequence[Mention]) -> list[Mention]:
        """Mentions in the member's subtree, without what is coordinated with the member itself."""
        other = {t.i for c in member.children if c.dep_ == "conj" and is_group(c) for t in c.subtree}
        own = {t.i for t in member.subtree if t.i not in other}
        found = []
        for m in mentions:
            token = self._parties.index.at(m.start)
            if token is not None and token.i in own and m.start > member.idx:
                found.append(m)
        return found

    def add(self, participants: list[Participant], party: Party, role: Role) -> None:
        """Append a party unless it is there; a more telling role replaces `participant`.

        A collective keeps its words and no entity; only commitments link its body.
        """
        entity = party.entity
        if isinstance(entity, Place) and entity.kind != "country":
            # a city is where they meet; a capital that acts is resolved by the commitments stage
            return
        if entity is None and party.start is not None:
            entity = self._represented(party)
        named = (*self._doc._.organizations, *self._doc._.places)
        if isinstance(entity, (Organization, Place)) and party.basis == "stated" and party.start is not None:
            if not any(m.start == party.start and m.end == party.end and m.entity is entity for m in named):
                entity = None
        if entity is None and party.start is not None:
            head = self._parties.index.span(party.start, party.end or party.start)
            if not len(head) or not any(is_group(t) for t in head if t.pos_ in {"NOUN", "PROPN"}):
                return
        for present in participants:
            same_words = present.start is not None and present.start == party.start
            if (entity is not None and present.entity is entity) or (entity is None and same_words):
                if present.role == "participant":
                    present.role = role
                return
        title, affiliation = self._post(entity)
        participants.append(Participant(entity, party.start, party.end, party.basis, role, title, affiliation))

    def _represented(self, party: Party) -> Organization | Place | None:
        """The body or state of a post whose holder the text does not name; the basis becomes `resolved`."""
        for mention in self._doc._.positions:
            if mention.start == party.start and mention.end == party.end and mention.position is not None:
                party.basis = "resolved"
                if mention.position.organization is not None:
                    return mention.position.organization
                return self._parties.country(mention.position.country) if mention.position.country else None
        return None

    def _post(self, entity: object) -> tuple[str | None, Organization | Place | None]:
        if not isinstance(entity, Person) or not entity.positions:
            return None, None
        position = entity.positions[0]
        if position.organization is not None:
            return position.title, position.organization
        if position.country is not None:
            return position.title, self._parties.country(position.country)
        return position.title, None


def received(verb: Token, parties: Parties) -> Token | None:
    """Whom somebody receives (`принял посла`, `его принял министр`): the object, else the post or person named next."""
    target = direct_object(verb)
    if target is not None:
        return target
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        named = [m for m in parties.covering(token) if m.type in {"person", "position"}]
        if named and feature(token, "Case") in {"Acc", "Gen", None}:
            return token
    return None

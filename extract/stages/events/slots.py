"""What belongs to a trigger: date, venue, participants and their roles, frame, name, number, mode, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from extract.document import DateValue, Instrument, Mention, Organization, Participant, Party, Person, Place
from extract.language.syntax import (
    ancestors,
    child,
    clause_head,
    coordinated,
    distance,
    feature,
    noun_phrase,
    preposition,
    subject,
)
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties, unique
from extract.stages.events.triggers import Candidate, companion, direct_object
from schemas.event import Mode, Role

_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    ("hybrid", re.compile(r"(?:гибридн|смешанн|комбинированн)\w* (?:формат|режим)|hybrid")),
    (
        "video",
        re.compile(
            r"видео-?конференц-?связ|видео-?связ|в (?:режиме|формате) (?:видео|он-?лайн)|в он-?лайн-? ?(?:формат|режим)"
            r"|по (?:каналам )?видео|\bвкс\b|он-?лайн|дистанционн\w+ (?:формат|режим)|via video|by video|videoconference|online"
        ),
    ),
    (
        "phone",
        re.compile(r"по телефону|телефонн\w+ (?:разговор|беседа|звонок|переговор)|phone call|by phone|telephone"),
    ),
)
_ROMAN = re.compile(r"[IVXLC]+(?:-(?:й|го|е|я|ая|ое|ом|ому|ой))?$")
_ORDINAL = re.compile(r"(\d{1,3})-?(?:й|го|е|я|ая|ое|ом|ому|ой|ую|х|ю|th|st|nd|rd)?$")
_UNITS = {
    "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "пятый": 5, "шестой": 6, "седьмой": 7, "восьмой": 8,
    "девятый": 9, "десятый": 10, "одиннадцатый": 11, "двенадцатый": 12, "тринадцатый": 13, "четырнадцатый": 14,
    "пятнадцатый": 15, "шестнадцатый": 16, "семнадцатый": 17, "восемнадцатый": 18, "девятнадцатый": 19, "двадцатый": 20,
    "тридцатый": 30, "сороковой": 40, "пятидесятый": 50, "шестидесятый": 60, "семидесятый": 70, "восьмидесятый": 80,
    "девяностый": 90, "сотый": 100,
}  # fmt: skip
_TENS = {
    "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80,
    "девяносто": 90, "сто": 100,
}  # fmt: skip
_QUOTED_NAME = re.compile(r'\s*(?:[-А-яЁё\w]+\s+){0,3}?"([^"\n]{2,160})"')
_THEME = re.compile(r'(?:\s+[^"\n.]{0,60}?)?\s(?:на тему|по теме|под названием|под девизом)\s*:?\s*"([^"\n]{2,240})"')
_SOFT_VENUE = frozenset({"в", "во", "на"})
_ATTENDING = frozenset({"участие", "участвовать", "присутствовать", "собрать", "собраться"})
_CHAIRING = frozenset({"председательство", "руководство", "председательствование"})
_PARTICIPANT_HEADS = frozenset({"представитель", "делегация", "участник", "эксперт", "руководитель", "глава", "член"})


def name_mode(doc: Doc, sentence: Span) -> Mode | None:
    """The mode that the words of the sentence give."""
    words = doc._.match_text[sentence.start_char : sentence.end_char].lower()
    return next((mode for mode, pattern in _MODES if pattern.search(words)), None)


def number(token: Token) -> str | None:
    """The ordinal of a session: `XXII` as written, `63-й` and `шестьдесят третья` as `63`."""
    tens = 0
    for c in sorted(token.lefts, key=lambda t: t.i):
        for part in (*(x for x in c.lefts), c):
            word = part.norm_.rstrip(".")
            if _ROMAN.match(word):
                return word.split("-")[0]
            if (found := _ORDINAL.match(word)) and part.pos_ in {"ADJ", "NUM", "NOUN"} and int(found[1]) < 200:
                return found[1]
            lemma = part.lemma_.replace("ё", "е")
            if lemma in _TENS:
                tens = _TENS[lemma]
            elif lemma in _UNITS:
                # `первая`, `вторая` alone are ordinals, `второй день` is not reached: the head is the session
                return str(tens + _UNITS[lemma])
    return None


def quoted_name(doc: Doc, candidate: Candidate) -> str | None:
    """A name in quotation marks right after the trigger, or the theme the text gives it."""
    text: str = doc._.match_text
    end = candidate.trigger[1]
    found = _QUOTED_NAME.match(text, end) if candidate.type in {"operation", "exercise", "conference"} else None
    if found is None:
        found = _THEME.match(text, end)
    if found is None:
        return None
    return doc.text[found.start(1) : found.end(1)].strip()


def titled_name(candidate: Candidate) -> str | None:
    """The title of a conference or forum that is written with a capital: `Минская конференция по безопасности`."""
    token = candidate.token
    if candidate.type != "conference":
        return None
    first = [c for c in token.lefts if c.dep_ == "amod" and c.norm_[:1].isupper() and not _ROMAN.match(c.norm_)]
    if not first and not (token.norm_[:1].isupper() and not token.is_sent_start):
        return None
    start = min([c.i for c in first] + [token.i])
    end = token.i
    for c in token.rights:
        if c.dep_ == "nmod" and preposition(c) in {"по", "о", "об", None}:
            end = max(end, max(t.i for t in c.subtree if not t.is_space))
        elif c.dep_ not in {"punct"}:
            break
    words = [t for t in token.doc[start : end + 1] if not _ROMAN.match(t.norm_)]
    from extract.language.morphology import nominative

    name = nominative(words)
    return name[:1].upper() + name[1:] if len(words) > 1 else None


class SlotFiller:
    """Fills the slots of one document's candidates."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        outer = [m for name in ("organizations", "documents", "positions", "persons") for m in getattr(doc._, name)]
        self._outer = outer
        self._dates = [m for m in doc._.dates if not self._inside(m)]
        self._places = [m for m in doc._.places if not self._inside(m)]

    def _inside(self, mention: Mention) -> bool:
        return any(o.start <= mention.start and mention.end <= o.end for o in self._outer)

    def fill(self) -> None:
        """Fill every candidate; dates and places go to the trigger they stand closest to in the tree."""
        by_sentence: dict[int, list[Candidate]] = {}
        for candidate in self._candidates:
            by_sentence.setdefault(candidate.token.sent.start, []).append(candidate)
        for group in by_sentence.values():
            sentence = group[0].token.sent
            self._share(group, sentence)
            mode = name_mode(self._doc, sentence)
            for candidate in group:
                if candidate.mode is None and (len(group) == 1 or mode == "phone" or self._mode_near(candidate)):
                    candidate.mode = mode if mode != "phone" or candidate.type == "call" else None
                candidate.number = number(candidate.token)
                candidate.name = quoted_name(self._doc, candidate) or titled_name(candidate)
                self._frame(candidate)
                self._participants(candidate)
                self._documents(candidate)

    def _mode_near(self, candidate: Candidate) -> bool:
        words = self._doc._.match_text[candidate.trigger[0] - 120 : candidate.trigger[1] + 120].lower()
        return any(pattern.search(words) for _, pattern in _MODES)

    def _share(self, group: list[Candidate], sentence: Span) -> None:
        for mention in self._dates:
            if not sentence.start_char <= mention.start < sentence.end_char:
                continue
            if isinstance(mention.entity, DateValue) and not self._is_deadline(mention):
                owner = self._nearest(group, mention)
                if owner is not None and mention.entity not in owner.dates:
                    owner.dates.append(mention.entity)
        for mention in self._places:
            if not sentence.start_char <= mention.start < sentence.end_char:
                continue
            place = mention.entity
            if not isinstance(place, Place) or not self._is_venue(mention):
                continue
            owner = self._nearest(group, mention)
            if owner is not None and place not in owner.places:
                owner.places.append(place)

    def _is_deadline(self, mention: Mention) -> bool:
        before = self._doc._.match_text[max(mention.start - 14, 0) : mention.start].lower()
        return bool(re.search(r"(?:\bдо|не позднее|\bк|\bпо итогам|\bза)\s+$", before))

    def _head(self, mention: Mention) -> Token | None:
        span = self._parties.index.span(mention.start, mention.end)
        return span.root if len(span) else None

    def _is_venue(self, mention: Mention) -> bool:
        head = self._head(mention)
        if head is None:
            return False
        first = first_of(head)
        case = preposition(first)
        if case in _SOFT_VENUE and feature(head, "Case") in {"Loc", "Acc", None}:
            # `в Китае` in a clause of its own says where the clause is, which the tree distance settles
            return True
        if mention.entity.kind == "country":  # type: ignore[union-attr]
            return False
        return first.dep_ in {"appos", "nmod", "obl"} and case is None and first.head.lemma_ in {"город", "г.", "село"}

    def _nearest(self, group: list[Candidate], mention: Mention) -> Candidate | None:
        head = self._head(mention)
        if head is None:
            return None
        scored = []
        for candidate in group:
            steps = distance(head, candidate.token)
            between = abs(candidate.token.i - head.i)
            # a trigger noun and the verb that tells it count as one
            if candidate.token.dep_ in {"nsubj", "nsubj:pass", "obj"} and candidate.token.head.pos_ == "VERB":
                steps = min(steps, distance(head, candidate.token.head))
            if candidate.setting:
                # a setting takes what depends on it directly, the rest is for what happened there
                steps += 0 if candidate.token in set(ancestors(head)) else 3
            scored.append((steps, between, candidate))
        scored.sort(key=lambda item: (item[0], item[1]))
        best = scored[0]
        clause = clause_head(head)
        same = clause_head(best[2].token)
        if best[0] > 6 and clause != same:
            return None
        return best[2]

    def _frame(self, candidate: Candidate) -> None:
        if candidate.type in {"meeting", "call", "visit", "statement"}:
            return
        for c in candidate.token.rights:
            if preposition(c) not in {None, "в рамках", "по линии"}:
                continue
            for member in coordinated(c):
                for mention in self._parties.covering(member)[:1]:
                    if mention.type == "organization" and isinstance(mention.entity, Organization):
                        if mention.entity not in candidate.organizations:
                            candidate.organizations.append(mention.entity)
                        break
                else:
                    # `заседание экспертов министерств государств-членов ШОС`: the body at the end of the chain
                    body = self._last_body(member)
                    if body is not None and not candidate.organizations:
                        candidate.organizations.append(body)

    def _last_body(self, head: Token) -> Organization | None:
        start, end = noun_phrase(head)
        inside = [m for m in self._doc._.organizations if m.start >= start and m.end <= end]
        outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
        return outer[-1].entity if outer and isinstance(outer[-1].entity, Organization) else None

    # participants ------------------------------------------------------------------------------------------------

    def _participants(self, candidate: Candidate) -> None:
        token = candidate.token
        found: list[tuple[Party, Role]] = []
        if candidate.type == "adoption":
            found += [(p, "signatory" if "подпис" in token.lemma_ else "participant") for p in self._agents(token)]
        elif candidate.is_verb:
            role: Role = "speaker" if candidate.type == "statement" else "participant"
            if token.lemma_ == "принять":
                found += [(p, "host") for p in self._parties.subject_of(token)]
                target = direct_object(token)
                found += [(p, "participant") for p in self._parties.at(target)] if target is not None else []
            else:
                found += [(p, role) for p in self._parties.subject_of(token)]
        else:
            found += self._around_noun(candidate)
        if candidate.type in {"meeting", "call", "session", "visit", "adoption"} and candidate.type != "visit":
            other = companion(token)
            if other is not None and other.i != token.i:
                role = "signatory" if candidate.type == "adoption" and "подпис" in token.lemma_ else "participant"
                found += [(p, role) for p in self._parties.at(other)]
        found += [(p, "chair") for p in self._chair(candidate)]
        self._add(candidate, found)

    def _agents(self, token: Token) -> list[Party]:
        if token.pos_ == "NOUN":
            verb = token.head if token.dep_ in {"obj", "obl", "nsubj"} and token.head.pos_ == "VERB" else None
            return self._parties.subject_of(verb) if verb is not None and token.dep_ == "obj" else []
        if feature(token, "Voice") == "Pass" or child(token, "nsubj:pass") is not None:
            agent = next((c for c in token.children if feature(c, "Case") == "Ins" and preposition(c) is None), None)
            return self._parties.at(agent) if agent is not None else []
        return self._parties.subject_of(token)

    def _around_noun(self, candidate: Candidate) -> list[tuple[Party, Role]]:
        token = candidate.token
        found: list[tuple[Party, Role]] = []
        if candidate.type in {"meeting", "call", "visit"}:
            for c in token.rights:
                # the genitive of those who meet: `встреча министра`, `переговоры президентов`
                if (c.dep_ == "nmod" and preposition(c) is None and feature(c, "Case") in {"Gen", None}) or preposition(
                    c
                ) in {"между"}:
                    found += [(p, "participant") for p in self._parties.at(c)]
        else:
            for c in token.rights:
                if c.dep_ == "nmod" and preposition(c) is None and self._is_group(c):
                    start, end = noun_phrase(c)
                    found.append((Party(None, start, end, "stated"), "participant"))
        verb = token.head if token.head.pos_ in {"VERB", "AUX"} else None
        if verb is not None and token.dep_ in {"obj", "obl", "nmod"}:
            agents = self._parties.subject_of(verb)
            if token.dep_ == "obj" and verb.lemma_ in {
                "провести",
                "проводить",
                "организовать",
                "совершить",
                "нанести",
                "дать",
            }:
                role: Role = "participant" if candidate.type in {"meeting", "call", "visit"} else "chair"
                role = "speaker" if candidate.type == "statement" else role
                found += [(p, role) for p in agents if not candidate.type == "operation"]
            elif verb.lemma_ in {"выступить", "выступать"} and token.dep_ in {"obl", "nmod"}:
                found += [(p, "speaker") for p in agents]
            elif verb.lemma_ in {"участвовать", "присутствовать"} or (
                candidate.type == "visit" and verb.lemma_ in {"прибыть", "находиться", "прибывать", "посетить"}
            ):
                found += [(p, "participant") for p in agents]
            elif candidate.type == "summit" and token.dep_ == "obl" and verb.lemma_ not in {"сказать", "заявить"}:
                found += [(p, "participant") for p in agents if p.entity is None]
        if token.head.lemma_ == "участие" and token.head.head.pos_ == "VERB":
            role = "participant"
            found += [(p, role) for p in self._parties.subject_of(token.head.head)]
        if token.head.lemma_ == "работа" and token.head.head.lemma_ == "участие":
            found += [(p, "participant") for p in self._parties.subject_of(token.head.head.head)]
        return found

    def _is_group(self, token: Token) -> bool:
        return (
            feature(token, "Number") == "Plur"
            and feature(token, "Animacy") == "Anim"
            and not any(m.start <= token.idx < m.end for m in self._doc._.organizations)
        )

    def _chair(self, candidate: Candidate) -> list[Party]:
        for t in candidate.token.sent:
            if t.lemma_ not in _CHAIRING or preposition(t) != "под":
                continue
            if self._closest(t, candidate) is not candidate:
                continue
            for c in t.children:
                if c.dep_ == "amod" and (iso := country_by_adjective(c.norm_.lower())):
                    start = child(t, "case").idx  # type: ignore[union-attr]
                    return [Party(self._parties.country(iso), start, t.idx + len(t), "resolved")]
            owner = next((c for c in t.rights if c.dep_ == "nmod" and preposition(c) is None), None)
            if owner is not None:
                return self._parties.at(owner)
        return []

    def _closest(self, token: Token, candidate: Candidate) -> Candidate:
        group = [c for c in self._candidates if c.token.sent.start == token.sent.start]
        return min(group, key=lambda c: (distance(token, c.token), abs(token.i - c.token.i)), default=candidate)

    def _add(self, candidate: Candidate, found: list[tuple[Party, Role]]) -> None:
        for party, role in found:
            self.add_participant(candidate.participants, party, role)

    def add_participant(self, participants: list[Participant], party: Party, role: Role) -> None:
        """Append a party unless it is there; a more telling role replaces `participant`."""
        entity = party.entity
        if isinstance(entity, (Organization, Place)) and party.basis == "stated" and party.start is not None:
            # a collective keeps its words as participant; only a commitment links its body
            named = any(
                m.start == party.start and m.end == party.end and m.entity is entity
                for m in (*self._doc._.organizations, *self._doc._.places)
            )
            if not named:
                entity = None
        for present in participants:
            same_words = present.start is not None and present.start == party.start
            if (entity is not None and present.entity is entity) or (entity is None and same_words):
                if present.role == "participant":
                    present.role = role
                return
        title, affiliation = self._post(entity)
        participants.append(Participant(entity, party.start, party.end, party.basis, role, title, affiliation))

    def _post(self, entity: object) -> tuple[str | None, Organization | Place | None]:
        if not isinstance(entity, Person) or not entity.positions:
            return None, None
        position = entity.positions[0]
        if position.organization is not None:
            return position.title, position.organization
        if position.country is not None:
            return position.title, self._parties.country(position.country)
        return position.title, None

    def _documents(self, candidate: Candidate) -> None:
        sentence = candidate.token.sent
        for mention in self._doc._.documents:
            if not sentence.start_char <= mention.start < sentence.end_char:
                continue
            if not isinstance(mention.entity, Instrument):
                continue
            head = self._head(mention)
            if head is None:
                continue
            if candidate.type == "adoption" and (
                distance(head, candidate.token) <= 2 or mention.start <= candidate.trigger[0] < mention.end
            ):
                if mention.entity not in candidate.documents:
                    candidate.documents.append(mention.entity)

    def attendance(self, candidates: Sequence[Candidate]) -> list[tuple[Candidate | None, list[Party]]]:
        """`В заседании приняли участие А, Б и В`: the parties and the trigger in the sentence, if there is one."""
        found = []
        for token in self._doc:
            if token.lemma_ not in _ATTENDING or token.pos_ not in {"VERB", "NOUN"}:
                continue
            verb = token.head if token.lemma_ == "участие" else token
            if verb.lemma_ not in {"принять", "принимать", *_ATTENDING}:
                continue
            parties = self.expand(self._parties.subject_of(verb), verb)
            if not parties:
                continue
            here = [c for c in candidates if c.token.sent.start == token.sent.start]
            owner = min(here, key=lambda c: distance(c.token, verb), default=None)
            found.append((owner, parties))
        return found

    def expand(self, parties: list[Party], verb: Token) -> list[Party]:
        """`представители А, Б и В`: the states and bodies of the list, each a participant of its own."""
        found: list[Party] = []
        head = subject(verb)
        for party in parties:
            person = isinstance(party.entity, Person)
            if person or party.start is None:
                found.append(party)
                continue
            members = self._listed(head, party) if head is not None else []
            found += members if len(members) > 1 else [party]
        return unique(found)

    def _listed(self, head: Token, party: Party) -> list[Party]:
        subtree = list(head.subtree)
        first, last = subtree[0].idx, subtree[-1].idx + len(subtree[-1])
        if head.lemma_ not in _PARTICIPANT_HEADS or party.start is None or not first <= party.start < last:
            return []
        listed = [
            m
            for m in (*self._doc._.places, *self._doc._.organizations)
            if first <= m.start and m.end <= last and not self._inside_other(m)
        ]
        listed.sort(key=lambda m: m.start)
        return [Party(m.entity, m.start, m.end, "stated") for m in listed]  # type: ignore[arg-type]

    def _inside_other(self, mention: Mention) -> bool:
        return any(
            o is not mention
            and o.start <= mention.start
            and mention.end <= o.end
            and o.type in {"organization", "position"}
            for o in self._outer
        )


def first_of(token: Token) -> Token:
    """The token that carries the preposition of a coordinated or flat name."""
    while (
        token.dep_ in {"conj", "flat", "flat:name", "appos"} and preposition(token) is None and token.head.i != token.i
    ):
        token = token.head
    return token

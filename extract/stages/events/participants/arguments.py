"""Arguments: the participants that the syntax of a trigger gives.

Subject and object of a verb, what depends on a noun, whoever acts in the verb above the noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Party, Person, Place, match_text_of, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, child, feature, is_negated, noun_phrase, preposition, subject
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.paper_sides import defined_sides
from extract.stages.events.merging.gatherings import FORUMS, SAYING, TALKS
from extract.stages.events.participants.attendance import ATTENDED
from extract.stages.events.participants.clause_behind import held_by_clause
from extract.stages.events.participants.invitations import INVITING, is_accepted
from extract.stages.events.participants.listing import Listing, Source, stated, whole_group
from extract.stages.events.participants.speakers import TO_PRESS
from extract.stages.events.triggers.credentials import credentials, envoy, receiver
from extract.stages.events.triggers.lexicon import CALLING_AT, Candidate, companion, direct_object, is_group, is_object
from extract.stages.events.triggers.receptions import GUESTS, received, receiving
from extract.stages.events.untold.outcome import signing_sides
from schemas.event import Role

HOLDING = frozenset(
    {
        "провести", "проводить", "организовать", "совершить", "совершать", "нанести", "наносить", "дать", "давать",
        "устроить", "иметь",
    }
)  # fmt: skip
_ATTENDING = frozenset(
    {
        "участвовать", "присутствовать", "собраться", "прибыть", "отправиться", "вылететь",
        "приехать", "направиться", "поехать", "отбыть", "прилететь",
    }
)  # fmt: skip
#: what somebody does with others at a gathering
_DEALING_AT = frozenset({"обсудить", "обсуждать", "обменяться"})
#: what the head of a service does at its sitting
_DIRECTING = frozenset({"поручить", "распорядиться", "рекомендовать"})
_COMING = frozenset({"прибыть", "приехать", "прилететь", "прибывать"})
_ON_THE_WAY = frozenset({"с", "в ходе", "в рамках", "во время", "в период", "после", "по итогам"})
#: what one does with talks of one's own
_APPRAISING = frozenset(
    {"назвать", "называть", "оценить", "оценивать", "охарактеризовать", "прокомментировать", "описать"}
)
#: whose part in an event is told, and how far before it
_PART_OF = later(
    r"\bучасти[еяюи]\s+(?P<who>(?:[^,.;:()]|(?<=[А-ЯЁ])\.){3,160}?)\s+во?\s+(?:работе\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
    needs="участи",
)
_PART_REACH = 200
_SPEAKING = frozenset({"выступить", "выступать", "открыть", "приветствовать"})
#: `, на котором`, `, где`, `, в ходе которой`
_WHERE = later(
    r",\s+(?:где|(?P<to>куда)|(?:на|в|в ходе|в рамках)\s+котор(?:ом|ой|ого|ых|(?P<onto>ое|ый|ую|ые)))\s", re.IGNORECASE
)
#: characters of a name between an event and the clause about it
PHRASE = 120
#: who is sent to teach
_TEACHERS = frozenset(
    {"инструктор", "специалист", "эксперт", "преподаватель", "тренер", "сотрудник", "офицер", "консультант", "кинолог"}
)
_AT_REQUEST = later(r"\bпо\s+(?:просьбе|инициативе)\s+([а-яё]+)\s+(?:стороны|председательства)", re.IGNORECASE)
_SIDES = later(
    r"(?:(?:все|обе|обеих)\s+)?(?:сторон(?:ы|ами|ам)?|собеседник[а-я]+|участники(?:\s+[\w-]+){0,3}|министры|делегации)|они",
    re.IGNORECASE,
)
#: tokens between a verb of saying and the event at which it was said
_NEAR = 16
#: `прибывшими`; `прибывшим` is also of one
_MANY = ("ие", "их", "ими", "иеся", "ихся", "имися")
_TO_PRESS_AT = frozenset({"на", "в", "в ходе", "во время"})
_IN_COURSE = frozenset({"на", "в ходе", "во время", "по итогам", "по завершении", "после"})
#: `в начале заседания`, `на открытии форума`; `открывая форум`, `выступая на форуме`
_PARTS = frozenset({"начало", "завершение", "открытие", "закрытие", "конец", "окончание", "ход"})
_CALLING = frozenset({"призвать", "призывать", "рекомендовать", "порекомендовать", "посоветовать"})
_FRAMES_OF_VISITS = frozenset({"рамка", "ход"})
_STAYING_AWAY = frozenset(
    {"отказаться", "отказываться", "пропустить", "пропускать", "воздержаться", "бойкотировать", "проигнорировать"}
)
_SPEECHES = frozenset(
    {"выступление", "речь", "доклад", "слово", "обращение", "приветствие", "сообщение", "презентация", "содоклад"}
)
_TAKING_FLOOR = frozenset(
    {
        "открывать", "открыть", "закрывать", "закрыть", "завершать", "завершить", "выступать", "выступить",
        "приветствовать", "предварять", "вести", "возглавлять", "начинать", "начать",
    }
)  # fmt: skip
_OF_STATES = frozenset({"ведомство", "погранведомство", "страна", "государство", "республика", "сторона"})
_OFFICE_HOLDERS = frozenset({"министры", "президенты", "премьер-министры", "прокуроры", "главы государств"})
_STAFF_GATHERINGS = frozenset({"сбор", "сборы", "семинар-совещание", "совещание-семинар", "конференция-совещание"})
_TRAINED = frozenset({"служба", "погранслужба", "формирование"})
_GOING_THROUGH = frozenset({"начать", "начинать", "завершить", "завершать", "продолжить", "продолжать"})
_SUMMONING = frozenset({"вызвать", "вызывать"})
_ORGANS = frozenset({"группа", "комиссия", "комитет", "совет", "штаб", "коллегия", "подгруппа", "подкомиссия", "бюро"})


#: verbs whose object is where one goes
_GOING_TO = frozenset({"посетить", "посещать"})


class Arguments(Source):
    """The participants of one document's triggers, by what the trigger governs and by what governs it."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate], listing: Listing) -> None:
        super().__init__(doc, parties, candidates, listing)
        #: `заседание экспертов`: groups that the event is called by
        self.whose: list[tuple[Candidate, Party]] = []

    def of_verb(self, candidate: Candidate) -> list[tuple[Party, Role]]:
        """Subject and object of a trigger that is a verb, in the roles it gives them."""
        token = candidate.token
        if _is_attributive(token):
            return [(p, "participant") for p in self._described(token)]
        if candidate.type == "meeting" and credentials(token) is not None:
            return self._handing(token)
        if token.lemma_ in {"принять", "принимать"} and feature(token, "Variant") == "Short":
            host = receiving(token)
            guest = child(token, "nsubj:pass", "nsubj") or (subject(token) if token.dep_ == "conj" else None)
            hosts: list[tuple[Party, Role]] = (
                [(p, "host") for p in self._listing.listed(host)] if host is not None else []
            )
            came = self._listing.listed(guest) if guest is not None else self._before_passive(token)
            return [*hosts, *((p, "participant") for p in came)]  # type: ignore[list-item]
        if token.lemma_ in {"принять", "принимать"}:
            came = self._received(received(token, self._parties))
            guests = [(p, "participant") for p in came]
            return [*((p, "host") for p in self._listing.subjects(token)), *guests]  # type: ignore[list-item]
        if candidate.type == "session" and token.lemma_ == "собрать":
            # `директор собрал экспертов`: the body is its frame
            called = direct_object(token)
            hosts = [(p, "chair") for p in self._listing.subjects(token) if isinstance(p.entity, Person)]
            guests = [(p, "participant") for p in (self._listing.listed(called) if called is not None else [])]
            return [*hosts, *guests]  # type: ignore[list-item]
        if candidate.type == "meeting" and token.lemma_ in _SUMMONING and feature(token, "Voice") == "Act":
            # `МИД вызвал посла Индии`
            parties = [*self._listing.subjects(token), *self._received(direct_object(token))]
            return [(p, "participant") for p in parties]
        if candidate.type == "meeting" and token.lemma_ in _SUMMONING and feature(token, "Variant") == "Short":
            # `поверенный был вызван в министерство`
            whither = next((c for c in (*token.rights, *token.lefts) if preposition(c) == "в"), None)
            by = self._listing.listed(whither) if whither is not None else []
            parties = [*self._received(child(token, "nsubj:pass", "nsubj")), *by]
            return [(p, "participant") for p in parties if p not in by or isinstance(p.entity, Organization)]
        role: Role = "speaker" if candidate.type == "statement" else "participant"
        if candidate.type == "visit" and (announcing := _announced(token)) is not None:
            return [(p, role) for p in self._listing.subjects(announcing) if isinstance(p.entity, Person)]
        if token.lemma_ == "побывать":
            # `побывал в Академии`: a body one is at is the host
            at = (c for c in token.children if preposition(c) == "в")
            return [
                *((p, role) for p in self._listing.subjects(token)),
                *((p, "host") for c in at for p in self._listing.listed(c) if isinstance(p.entity, Organization)),  # type: ignore[list-item]
            ]
        if candidate.type == "visit" and token.lemma_ in CALLING_AT:
            own = next((c for c in token.lefts if c.dep_ == "nsubj" and feature(c, "Case") == "Nom"), None)
            if own is not None and any(c.dep_ == "nsubj" for c in token.rights):
                # `делегация Управления посетила Комитет`: the parser takes what it visited for a second one who acts
                visitor = next(c for c in token.rights if c.dep_ == "nsubj")
                inverted = feature(own, "Animacy") != "Anim" and self._is_somebody(visitor)
                # `Ереван посетит спецпредставитель А. Б.`, where both forms may be the subject
                return [(p, role) for p in self._listing.listed(visitor if inverted else own)]
            # `ЦАРИКЦ посетила делегация КНБ`: whom the parser takes for the object
            people = next((c for c in token.rights if c.lemma_ == "делегация" or c.dep_ == "nsubj"), None)
            if people is not None and feature(people, "Case") == "Nom" and self._listing.right_before(token) is None:
                return [(p, role) for p in self._listing.listed(people)]
        return [(p, role) for p in self._listing.subjects(token)]

    def _is_somebody(self, token: Token) -> bool:
        return any(m.type in {"person", "position"} for m in self._parties.covering(token))

    def _received(self, guest: Token | None) -> list[Party]:
        """Who is received: those whom the object names, else its words."""
        came = self._listing.listed(guest) if guest is not None else []
        people = (
            guest is not None
            and guest.pos_ == "NOUN"
            and (guest.lemma_ in GUESTS or feature(guest, "Animacy") == "Anim")
        )
        if guest is not None and not came and (people or any(self._listing.is_officers(t) for t in guest.lefts)):
            # `примет секретарей советов безопасности стран`
            return [Party(None, *whole_group(guest), "stated")]
        return came

    def _before_passive(self, verb: Token) -> list[Party]:
        """`В рамках визита А. Б. был принят министром`, of whom the parser makes whose visit it was."""
        near = self._listing.persons_at.within(max(verb.idx - PHRASE, verb.sent.start_char), verb.idx)
        text: str = self._doc._.match_text
        return [stated(m) for m in near if text[m.end : verb.idx].strip() in {"", "был", "была", "будет"}]

    def _handing(self, verb: Token) -> list[tuple[Party, Role]]:
        """`вручил верительные грамоты Президенту`, `принял верительные грамоты от послов`."""
        receiving = verb.lemma_ in {"принять", "принимать"}
        acting = self._listing.subjects(verb) if feature(verb, "Variant") != "Short" else []
        sent, host = envoy(verb), receiver(verb)
        envoys = [*([] if receiving else acting), *(self._listing.listed(sent) if sent is not None else [])]
        if any(isinstance(p.entity, Person) for p in envoys):
            # `у послов: Финляндии - А. Б., Вьетнама - В. Г.`
            envoys = [p for p in envoys if not isinstance(p.entity, Place)]
        hosts = acting if receiving else self._listing.listed(host) if host is not None else []
        return [*((p, "host") for p in hosts), *((p, "participant") for p in envoys)]  # type: ignore[list-item]

    def _described(self, participle: Token) -> list[Party]:
        """`с министром А. Б., прибывшим с визитом`: the person before the comma, else the word that it describes."""
        before = self._listing.persons_at.within(max(participle.idx - 60, 0), participle.idx)
        named = next((m for m in before if self._doc._.match_text[m.end : participle.idx].strip() in {",", ""}), None)
        if named is not None and participle.norm_.lower().endswith(_MANY):
            # `провёл переговоры с президентами А и Б, прибывшими в Ашхабад`
            verbs = [
                t.idx for t in self._parties.index.span(participle.sent.start_char, named.start) if t.pos_ == "VERB"
            ]
            row = self._listing.roll.names(verbs[-1] if verbs else participle.sent.start_char, named.end, groups=False)
            return [p for p in row if isinstance(p.entity, Person)]
        return [stated(named)] if named is not None else self._listing.listed(participle.head)

    def of_noun(self, candidate: Candidate) -> list[tuple[Party, Role]]:
        """Whose it is, who depends on a trigger that is a noun, and who acts in the verb above it."""
        token = candidate.token
        found = [
            x for c in token.rights if c.dep_ == "nmod" and c.pos_ != "VERB" for x in self._whose_it_is(candidate, c)
        ]
        if candidate.type == "visit" and preposition(token) == "с" and token.head.lemma_ in _GOING_TO:
            # `посетит с официальным визитом Баку`: where, not whose
            found = [(p, role) for p, role in found if not isinstance(p.entity, Place)]
        talks = candidate.type in TALKS and candidate.type != "visit"
        if talks and not any(isinstance(p.entity, Person) for p, _ in found):
            found += [(p, "participant") for p in self._right_behind(candidate)]
        if talks and not found:
            found += [(p, "participant") for p in self._between(token)]
        verb = token.head if token.head.pos_ in {"VERB", "AUX"} else None
        if verb is not None and (token.dep_ in {"obj", "obl", "nmod", "iobj"} or is_object(token)):
            found += self._of_governing_verb(candidate, verb)
        if (held := held_by_clause(token)) is not None and held.lemma_ in HOLDING:
            found += self._of_holding(candidate, self._listing.subjects(held))
        if candidate.type == "visit" and token.head.lemma_ in _FRAMES_OF_VISITS and candidate.places:
            found = found or [(p, "participant") for p in self._on_visit(token.head)]
        if token.lemma_ == "совещание" and (staff := companion(token)) is not None and staff.i > token.i:
            # `заявил на совещании с министрами А и Б`
            found += [(p, "participant") for p in self._listing.listed(staff) if isinstance(p.entity, Person)]
        if candidate.type == "statement" and (beside := companion(token)) is not None and beside.i > token.i:
            # `на пресс-конференции с коллегой А. Б.`
            found += [(p, "speaker") for p in self._listing.listed(beside) if isinstance(p.entity, Person)]
        found += [(p, "speaker") for p in self._said_at(candidate)]
        if candidate.type == "statement" and not any(isinstance(p.entity, Person) for p, _ in found):
            if told := self._told_press(token):
                # a state that the quotation before it speaks of is nobody who spoke
                found = [(p, role) for p, role in found if role != "speaker"]
                found += [(p, "speaker") for p in told]
        found += [(p, "participant") for p in (*self._there(candidate), *self._at_request(candidate))]
        if (verb := signing_sides(candidate)) is not None:
            # `по итогам переговоров президенты А и Б подписали заявление`
            acting = [p for p in self._listing.subjects(verb) if p.basis == "stated"]
            found += [(p, "participant") for p in acting if len(acting) > 1]
        # `принял участие в работе саммита`, `кроме работы на саммите`; `поздравил с началом работы сессии` is said afar
        at_work = token.head.lemma_ == "работа" and (preposition(token.head) == "в" or preposition(token) == "на")
        if token.head.lemma_ == "участие" or at_work:
            found += [(p, "participant") for p in self._who_takes_part(candidate)]
        if candidate.type in FORUMS | {"meeting", "exercise"}:
            found += [(p, "participant") for p in self._whose_part(candidate)]
        return self._whole_groups(found)

    def _whole_groups(self, found: list[tuple[Party, Role]]) -> list[tuple[Party, Role]]:
        """`встреча высших лиц трёх организаций`, which the tree parts: one group, and of whom."""
        whole: list[tuple[Party, Role]] = []
        for party, role in found:
            last = whole[-1][0] if whole else None
            head = self._parties.index.span(party.start or 0, party.end or 0)
            of_whom = len(head) > 0 and feature(head.root, "Animacy") == "Inan" and feature(head.root, "Case") == "Gen"
            beside = last is not None and last.entity is None is party.entity and last.end is not None
            if of_whom and beside and last is not None and party.start == (last.end or 0) + 1:
                whole[-1] = (Party(None, last.start, party.end, "stated"), role)
            else:
                whole.append((party, role))
        return whole

    def _whose_part(self, candidate: Candidate) -> list[Party]:
        """`завершилось участие министра А. Б. в форуме`, `в рамках участия посла В. Г. в работе заседания`."""
        start = max(candidate.trigger[0] - _PART_REACH, candidate.token.sent.start_char)
        part = _PART_OF.search(self._doc._.match_text, start, candidate.trigger[0])
        named = self._listing.roll.names(*part.span("who"), groups=False) if part is not None else []
        return [p for p in named if isinstance(p.entity, Person)][:1]

    def _on_visit(self, frame: Token) -> list[Party]:
        """`министр А. Б. в рамках поездки в Вену выступил`: who acts there is who travelled."""
        verb = frame.head
        if preposition(frame) != "в" or verb.pos_ != "VERB":
            return []
        # `В рамках поездки в Вену А. Б. был принят министром`
        taken = child(verb, "nsubj:pass")
        agents = self._listing.listed(taken) if taken is not None else self._listing.subjects(verb)
        return agents if len(agents) == 1 and isinstance(agents[0].entity, Person) else []

    def _between(self, talks: Token) -> list[Party]:
        """`Переговоры прошли в Оше между МИД А и МИД Б`: behind the verb."""
        whole = talks.head if talks.dep_ == "nmod" and talks.head.pos_ == "NOUN" else talks
        if whole.dep_ not in SUBJECTS:
            return []
        sides = next((c for c in whole.head.rights if preposition(c) == "между"), None)
        return self._listing.listed(sides) if sides is not None else []

    def _whose_it_is(self, candidate: Candidate, c: Token) -> list[tuple[Party, Role]]:
        """`встреча министров А и Б`, `маневры А и Б`, `заседание экспертов`: those in the genitive."""
        talks = candidate.type in TALKS
        genitive = preposition(c) is None and feature(c, "Case") in {"Gen", None}
        if (talks and (genitive or preposition(c) == "между")) or (candidate.type == "statement" and genitive):
            role: Role = "speaker" if candidate.type == "statement" else "participant"
            return [(p, role) for p in self._sides_of(candidate, c, talks=talks and genitive)]
        if genitive and candidate.type == "exercise" and self._parties.covering(c):
            # `маневры Китая и Таджикистана`
            states = [p for p in self._listing.listed(c) if isinstance(p.entity, Place)]
            return [(p, "participant") for p in states if len(states) > 1]
        of_bodies = c.lemma_ in _TRAINED or any(t.lemma_ in _OF_STATES for t in c.subtree)
        if candidate.type == "exercise" and not of_bodies:
            # `учение компетентных органов`: of what kind it is
            return []
        if genitive and candidate.type == "session" and not is_group(c) and not self._parties.covering(c):
            # `совещание секретарей советов А, Б и В`, wherever the tree hangs those who hold the posts
            states = [p for p in self._listing.listed(c) if isinstance(p.entity, Place)]
            return [(p, "participant") for p in states if len(states) > 1]
        if genitive and feature(c, "Number") == "Plur" and is_group(c) and not self._parties.covering(c):
            group = Party(None, *(whole_group(c) if self._listing.is_officers(c) else noun_phrase(c)), "stated")
            if states := self._listing.states_behind(group):
                return [(p, "participant") for p in states]
            if candidate.type == "conference" and not self._is_of_staff(candidate.token, c):
                # `форум молодых дипломатов`, `сборы кинологов`: what it is called
                return []
            self.whose.append((candidate, group))
            return [(group, "participant")]
        return []

    def _is_of_staff(self, gathering: Token, group: Token) -> bool:
        """`сбор начальников застав`, `семинар-совещание руководителей служб`: a sitting of theirs, whose they are."""
        return gathering.lemma_ in _STAFF_GATHERINGS and self._listing.is_officers(group)

    def _sides_of(self, candidate: Candidate, c: Token, *, talks: bool) -> list[Party]:
        listed = self._listing.listed(c)
        if not listed and talks and any(self._listing.is_officers(t) for t in (c, *c.lefts)):
            # `встреча секретарей советов стран`, also where the parser hangs the secretaries on the councils
            listed = [Party(None, *whole_group(c), "stated")]
        groups = [p for p in listed if p.entity is None or not self._listing.is_named(p)]
        if len(groups) == len(listed) == 1 and (states := self._listing.states_behind(groups[0])):
            listed = states
        self.whose += [(candidate, p) for p in listed if p.entity is None or not self._listing.is_named(p)]
        if not self._listing.is_officers(c):
            return listed
        holders = [self._listing.offices.of_state(c, p.entity) for p in listed] if len(listed) > 1 else []
        if holders and all(holders):
            # `встреча премьеров А и Б`, of whom the text tells who they are
            return [Party(h, p.start, p.end, "resolved") for h, p in zip(holders, listed)]
        owners = [p.entity for p in listed if isinstance(p.entity, (Place, Organization))]
        candidate.called_by += owners
        return listed

    def _who_takes_part(self, candidate: Candidate) -> list[Party]:
        """`принял участие в заседании`, `поблагодарил собеседника за участие в нём`, `прибыл для участия`."""
        token = candidate.token
        verb = token.head.head if token.head.lemma_ == "участие" else token.head.head.head
        thanked = token.head.lemma_ == "участие" and preposition(token.head) == "за"
        comer = arriving(token)
        if comer is not None:
            return self._described(comer)
        if token.head.lemma_ == "участие" and preposition(token) == "в":
            # `обсуждены вопросы участия делегации А в форуме`
            whose = (c for c in token.head.rights if c.dep_ == "nmod" and preposition(c) is None and c.i < token.i)
            owner = next((c for c in whose if feature(c, "Case") == "Gen"), None)
            if owner is not None:
                return self._listing.listed(owner)
        inviting = verb.head if feature(verb, "VerbForm") == "Inf" and verb.head.lemma_ in INVITING else verb
        invited = inviting.lemma_ in INVITING
        if invited and candidate.type != "visit" and not is_accepted(self._doc, inviting):
            # whether the guest comes is not told
            return []
        target = direct_object(inviting) if thanked or invited else None
        if target is not None:
            # `поблагодарил собеседника за участие`, `пригласил министра принять участие`
            return self._listing.listed(target)
        if ATTENDED.match(self._doc._.match_text, verb.idx) or _stays_away(verb):
            return []
        if not thanked and verb.pos_ in {"VERB", "AUX"} and child(verb, "nsubj:pass") is None:
            return self._listing.subjects(verb)
        return []

    def _right_behind(self, candidate: Candidate) -> list[Party]:
        """`встречи А. Б. с коллегами`: a name in the genitive, wherever the tree hangs it."""
        at = candidate.trigger[1] + 1
        named = self._listing.persons_at.within(at, at + 1) if companion(candidate.token) is not None else []
        last = self._parties.index.at(named[0].end - 1) if named else None
        return [stated(named[0])] if last is not None and feature(last, "Case") != "Nom" else []

    def _there(self, candidate: Candidate) -> list[Party]:
        """`заседание, на котором А. Б. рассказал`, `где Россия и Казахстан отчитались`: who acts in its clause."""
        text = match_text_of(self._doc)
        end = min(candidate.trigger[1] + PHRASE, sentence_of(candidate.token).end_char)
        opening = _WHERE.search(text, candidate.trigger[1], end)
        coming = opening is not None and (opening["to"] or opening["onto"]) is not None
        if opening is None or candidate.type not in FORUMS | {"meeting", "operation"}:
            return []
        if candidate.status == "planned" and not coming:
            return []
        if any(candidate.trigger[1] <= c.trigger[0] < opening.start() for c in self._candidates):
            return []
        stop = text.find(", ", opening.end(), sentence_of(candidate.token).end_char)
        clause = self._parties.index.span(opening.end(), stop if stop >= 0 else sentence_of(candidate.token).end_char)
        verb = next((t for t in clause if t.pos_ == "VERB" and feature(t, "VerbForm") == "Fin"), None)
        if verb is None or feature(verb, "Voice") == "Pass" or (feature(verb, "Tense") == "Fut" and not coming):
            return []
        if coming and verb.lemma_ not in _COMING:
            # `на которое вынесен проект`, and who came to it
            return []
        acting = [p for p in self._listing.subjects(verb) if (p.start or 0) >= opening.end()]
        if candidate.type == "operation":
            return [p for p in acting if self._listing.acts(p)]
        return [p for p in acting if isinstance(p.entity, (Person, Place)) or self._is_staff(p)]

    def _at_request(self, candidate: Candidate) -> list[Party]:
        """`перенесена по просьбе туркменской стороны`: who would have come."""
        if candidate.status not in {"postponed", "cancelled"}:
            return []
        sentence = candidate.token.sent
        asked = _AT_REQUEST.search(self._doc._.match_text, sentence.start_char, sentence.end_char)
        code = country_by_adjective(asked[1].lower()) if asked else None
        return [Party(self._parties.country(code), asked.start(1), asked.end(), "resolved")] if asked and code else []

    def _said_at(self, candidate: Candidate) -> list[Party]:
        """`отметил А. Б. на совещании`, `на совещании А. Б. отметил`: persons, by the verb above or right before."""
        token = candidate.token
        if candidate.type not in FORUMS | {"meeting"} or candidate.status == "planned":
            return []
        if (speech := _speech(token)) is not None:
            return self._listing.listed(speech)
        if (told := self._said_in(token)) is not None:
            return self._who_said(told, token)
        if preposition(token) not in _IN_COURSE or feature(token, "Case") == "Acc":
            return []
        before = (t for t in reversed(token.doc[max(token.i - _NEAR, token.sent.start) : token.i]) if t.pos_ == "VERB")
        acts = SAYING | _DEALING_AT | _DIRECTING
        verb = token.head if token.head.lemma_ in acts else next(before, None)
        if verb is None or verb.lemma_ not in acts or feature(verb, "VerbForm") != "Fin":
            return []
        acting = self._listing.subjects(verb)
        recalled = any(t.lemma_ == "что" for t in token.doc[verb.i : token.i])
        if len(acting) != 1 or recalled or not isinstance(acting[0].entity, Person):
            # `Он заявил об этом на заседании`: of those who are not named there one alone
            acting = [p for p in acting if p.basis == "stated"]
        if verb.lemma_ in SAYING:
            # `на пленарном заседании Казахстан представил отчёт`
            return [p for p in acting if isinstance(p.entity, (Person, Place))]
        return [p for p in acting if isinstance(p.entity, Person)]

    @staticmethod
    def _said_in(event: Token) -> Token | None:
        """The verb of saying above `в начале заседания`, `открывая заседание`, `выступая на заседании`."""
        above = event.head
        opened = above.lemma_ in _TAKING_FLOOR and feature(above, "VerbForm") == "Conv"
        if not opened and not (above.lemma_ in _PARTS and preposition(above) in {"в", "на", "по"}):
            return None
        verb = above.head
        if any(c.lemma_ in TO_PRESS for c in verb.children):
            # `сказал журналистам по окончании встречи`
            return None
        return verb if verb.lemma_ in SAYING and feature(verb, "VerbForm") == "Fin" else None

    def _who_said(self, verb: Token, event: Token) -> list[Party]:
        """The subject, else the one person named between the verb and the event, or after the later of both."""
        acting = [p for p in self._listing.subjects(verb) if isinstance(p.entity, Person) and p.basis == "stated"]
        if acting:
            return acting
        first, last = sorted((verb, event), key=lambda t: t.i)
        end = last.idx + len(last)
        for stretch in ((first.idx, last.idx), (end, self._listing.cut(end, verb.sent.end_char))):
            persons = [p for p in self._listing.roll.names(*stretch, groups=False) if isinstance(p.entity, Person)]
            if persons:
                return persons[:1]
        return []

    def _told_press(self, event: Token) -> list[Party]:
        """`"...", - заявил на пресс-конференции, которая прошла 3 мая, секретарь А. Б.`: behind what is said of it."""
        verb = event.head
        if verb.lemma_ not in SAYING or feature(verb, "VerbForm") != "Fin" or preposition(event) not in _TO_PRESS_AT:
            return []
        end, close = event.idx + len(event), event.sent.end_char
        named = self._listing.roll.names(end, close, groups=False)
        heads = ((p, self._parties.index.at(p.start or 0)) for p in named if isinstance(p.entity, Person))
        return [p for p, head in heads if head is not None and feature(head, "Case") == "Nom"][:1]

    def _of_governing_verb(self, candidate: Candidate, verb: Token) -> list[tuple[Party, Role]]:
        token = candidate.token
        if candidate.type == "visit" and preposition(token) == "с" and _is_attributive(verb):
            # `генсек А. Б., находящийся с визитом в Душанбе`
            return [(p, "participant") for p in self._described(verb)]
        if child(verb, "nsubj:pass") is not None or _stays_away(verb):
            return []
        if candidate.type != "visit" and verb.head.lemma_ in INVITING and feature(verb, "VerbForm") == "Inf":
            if not is_accepted(self._doc, verb.head):
                # `пригласил его посетить форум`
                return []
        agents = self._listing.subjects(verb)
        behind = next((c for c in verb.rights if c.dep_ == "nsubj" and feature(c, "Animacy") == "Anim"), None)
        if token.dep_ == "nsubj" and is_object(token) and behind is not None:
            # `Заседание открыл министр А. Б.`
            agents = self._listing.listed(behind)
        if not agents and feature(verb, "VerbForm") == "Conv" and candidate.type in TALKS | FORUMS:
            # `проведя встречу`, under a preamble that names the sides
            defined = defined_sides(self._doc)
            agents = [Party(e, None, None, "inferred") for e in defined[1]] if defined is not None else []
        if candidate.status == "planned":
            # `стороны условились провести учение`: who will come is not told
            agents = [p for p in agents if not self._is_sides(p) or self._holds_office(p, verb)]
            if feature(verb, "VerbForm") == "Inf":
                agents = [p for p in agents if p.entity is not None]
        if not agents and is_object(token) and feature(verb, "Number") == "Plur":
            agents = self._behind_object(token)
        if is_object(token) and candidate.type in TALKS and verb.lemma_ in _GOING_THROUGH:
            # `министр А. Б. начал визит в Узбекистан`
            return [(p, "participant") for p in agents]
        if verb.lemma_ in {"собрать", "созвать"} and preposition(token) == "на" and candidate.type == "session":
            # `министр А. Б. собрал начальников на совещание`
            return [(p, "chair") for p in agents if isinstance(p.entity, Person)]
        if is_object(token) and verb.lemma_ in HOLDING:
            return self._of_holding(candidate, agents)
        if is_object(token) and token.lemma_ == "соболезнование":
            return [(p, "speaker") for p in agents]
        if is_object(token) and verb.lemma_ in _APPRAISING and candidate.type in {"meeting", "call"}:
            # `назвал беседу с коллегой полезной`: it was his, unless it is told whose
            whose = any(c.dep_ == "nmod" and feature(c, "Case") == "Gen" for c in token.rights)
            alone = companion(token) is not None and not whose
            return [(p, "participant") for p in agents if alone and isinstance(p.entity, Person)]
        if is_object(token) and verb.lemma_ in {"посетить", "открыть", "возглавить"}:
            return [(p, "chair" if verb.lemma_ == "возглавить" else "participant") for p in agents]
        if verb.lemma_ in _SPEAKING and preposition(token) in {"на", "в ходе", "в", "в рамках"}:
            return [(p, "speaker") for p in agents]
        if verb.lemma_ in _ATTENDING and preposition(token) in {"в", "на", "для"} and token.dep_ != "obj":
            if ATTENDED.match(self._doc._.match_text, verb.idx):
                return []
            return [(p, "participant") for p in agents]
        if candidate.type == "visit" and preposition(token) in _ON_THE_WAY:
            whose = any(c.dep_ == "nmod" and feature(c, "Case") == "Gen" for c in token.rights)
            own = not whose and bool(candidate.places) and len(agents) == 1 and isinstance(agents[0].entity, Person)
            # `комментирует слова, сказанные во время визита`: somebody else's
            own = own and feature(verb, "Tense") != "Pres"
            # `в ходе поездки в Вену министр встретился`: who travelled; of a visit told elsewhere it may be the host
            return [(p, "participant") for p in agents] if preposition(token) == "с" or own else []
        if token.lemma_ == "командировка" and preposition(token) in {"в", "на"}:
            return [(p, "participant") for p in agents]
        if candidate.type == "statement" and preposition(token) in {"в", "на"}:
            return [(p, "speaker") for p in agents if p.entity is not None]
        if candidate.type in {"meeting", "call"} and preposition(token) in _IN_COURSE and candidate.status != "planned":
            # `министр А и посол Б на встрече договорились`
            persons = [p for p in agents if isinstance(p.entity, Person) and p.basis == "stated"]
            if any(c.lemma_ == "свой" for c in token.children):
                # `министры стран на своей встрече признали`
                return [(p, "participant") for p in agents]
            if feature(verb, "Number") == "Plur" and len(agents) > 1 and not any(self._is_sides(p) for p in agents):
                # `Главы МИД А и Б в ходе переговоров обсудили`, `министр и депутаты на встрече с послом договорились`
                states = preposition(token) == "в ходе" and all(isinstance(p.entity, Place) for p in agents)
                others = states or companion(token) is not None
                return [(p, "participant") for p in (agents if others else persons) if others or len(persons) > 1]
            side = subject(verb)
            if side is not None and side.lemma_ == "сторона" and all(isinstance(p.entity, Place) for p in agents):
                # `Индийская сторона на встрече заявила`
                return [(p, "participant") for p in agents]
            return [(p, "participant") for p in persons] if len(persons) > 1 else []
        if candidate.type in FORUMS and preposition(token) in {"на", "в ходе"}:
            many = feature(verb, "Number") == "Plur"
            return [
                (p, "participant")
                for p in agents
                if not isinstance(p.entity, Person)
                and not self._is_sides(p)
                and (self._listing.is_plural(p) or (many and isinstance(p.entity, Place)))
            ]
        return []

    def _of_holding(self, candidate: Candidate, agents: list[Party]) -> list[tuple[Party, Role]]:
        """`министры провели переговоры`, `МВД провело операцию`: in which capacity those who held it did so."""
        agents = [p for p in agents if not self._is_organ(p)]
        if candidate.type in TALKS:
            holding = candidate.token.head
            heads = subject(holding) if holding.pos_ == "VERB" else None
            if heads is not None and self._listing.is_officers(heads) and len(agents) > 1:
                # `главы МИД А и Б провели переговоры`, until it is told who they are
                candidate.called_by += [p.entity for p in agents if isinstance(p.entity, (Place, Organization))]
            to = next((c for c in holding.children if feature(c, "Case") == "Dat" and preposition(c) is None), None)
            visited = self._listing.listed(to) if to is not None and candidate.type == "visit" else []
            # `нанёс визит вежливости ректору А. Б.`
            return [(p, "participant") for p in (*agents, *(p for p in visited if isinstance(p.entity, Person)))]
        if candidate.type == "statement":
            return [(p, "speaker") for p in agents]
        if candidate.type in {"operation", "exercise"}:
            # national services and states carry out an operation; an international body is its frame
            return [(p, "participant") for p in agents if self._listing.acts(p) or self._is_staff(p)]
        # a body that holds it is its frame, one man in the chair, many people take part
        agents = [self._teaching(p) for p in agents]
        alone = len(agents) == 1
        return [
            (p, "chair" if alone and isinstance(p.entity, Person) else "participant")
            for p in agents
            if not isinstance(p.entity, Organization)
            and (not self._is_sides(p) or self._holds_office(p, candidate.token.head))
        ]

    def _behind_object(self, token: Token) -> list[Party]:
        """`В Баку провели совещание главы служб А и Б`: the nominative that the parser hangs on the object."""
        behind = next((c for c in token.rights if c.dep_ == "nmod" and feature(c, "Case") == "Nom"), None)
        if (
            behind is None
            or preposition(behind) is not None
            or not is_group(behind)
            or feature(behind, "Number") != "Plur"
        ):
            return []
        return self._listing.listed(behind) or [Party(None, *whole_group(behind), "stated")]

    def _holds_office(self, party: Party, verb: Token) -> bool:
        """`Завтра министры проведут совещание`: whoever of them was told to have come."""
        words = self._doc._.match_text[party.start or 0 : party.end or 0].lower()
        return words in _OFFICE_HOLDERS and feature(verb, "VerbForm") == "Fin"

    def _teaching(self, party: Party) -> Party:
        """`инструкторы УНП ООН проведут курс`: those who teach at it, sent by a body."""
        if not isinstance(party.entity, Organization) or party.start is None or party.end is None:
            return party
        first = self._parties.index.at(party.start)
        staff = first is not None and first.lemma_ in _TEACHERS and feature(first, "Number") == "Plur"
        return Party(None, party.start, party.end, "stated") if staff else party

    def meant_for(self, candidate: Candidate) -> list[Party]:
        """`курс для 20 сотрудников Агентства`, `семинар для экспертов Армении и Грузии`: who is taught there."""
        if candidate.type != "conference" or candidate.is_verb:
            return []
        taught = _taught(candidate.token)
        if taught is None:
            return []
        if named := self._parties.covering(taught):
            # `тренинг для Кыргызстана и Таджикистана`
            return (
                [p for p in self._listing.listed(taught) if isinstance(p.entity, Place)] if _is_state(named[0]) else []
            )
        if not is_group(taught) or feature(taught, "Number") != "Plur":
            return []
        listed = self._listing.listed(taught)
        states = [p for p in listed if isinstance(p.entity, Place)]
        bodies = [p for p in listed if isinstance(p.entity, Organization) and p.basis == "stated"]
        if len(bodies) > 1:
            # `для сотрудников Комитета, Погранвойск и МВД Узбекистана`
            return bodies
        if len(states) > 1 or feature(taught, "Animacy") != "Anim":
            return states
        group = Party(None, *noun_phrase(taught), "stated")
        self.whose.append((candidate, group))
        return [group]

    def _is_staff(self, party: Party) -> bool:
        """`сотрудники двух министерств`, without a name; `стороны` are whoever met."""
        return party.entity is None and self._listing.is_plural(party) and not self._is_sides(party)

    def _is_organ(self, party: Party) -> bool:
        """`Рабочая группа проведёт заседание`: its own, an organ without a name."""
        if party.entity is not None or party.start is None or party.end is None:
            return False
        words = self._parties.index.span(party.start, party.end)
        return len(words) > 0 and words.root.lemma_ in _ORGANS

    def _is_sides(self, party: Party) -> bool:
        if party.start is None or (party.entity is not None and party.basis != "resolved"):
            return False
        if _SIDES.fullmatch(self._doc._.match_text, party.start, party.end or party.start) is None:
            return False
        # `министры по чрезвычайным ситуациям`: it is told who they are
        head = self._parties.index.at(party.start)
        return head is None or not any(c.dep_ == "nmod" and preposition(c) == "по" for c in head.rights)


def _taught(course: Token) -> Token | None:
    """`курс для следователей`, `курсы повышения квалификации для следователей`, `для следователей прошёл курс`."""
    beside: list[Token] = []
    noun: Token | None = course
    while noun is not None:
        beside += noun.rights
        noun = next((c for c in noun.rights if c.dep_ == "nmod" and preposition(c) is None), None)
    if course.dep_ in SUBJECTS or course.dep_ == "obj":
        beside += [c for c in course.head.children if c.pos_ == "NOUN" and is_group(c)]
    return next((c for c in beside if preposition(c) == "для"), None)


def _announced(verb: Token) -> Token | None:
    """`подтвердил, что посетит столицу`: who says so will go."""
    above = verb.head
    own = subject(verb)
    if verb.dep_ != "ccomp" or (own is not None and own.head.i == verb.i) or above.lemma_ not in SAYING:
        return None
    agrees = feature(verb, "Person") == "3" and feature(verb, "Number") == feature(above, "Number")
    return above if agrees and feature(above, "Tense") == "Past" else None


def _stays_away(verb: Token) -> bool:
    """`министр не поедет на сессию`, `не сможет принять участие`, `отказался участвовать`."""
    above = verb.head if feature(verb, "VerbForm") == "Inf" else verb
    if above is not verb and above.lemma_ in _CALLING:
        # `призвал партнёров участвовать`: who will come is not told
        return True
    return is_negated(verb) or is_negated(above) or above.lemma_ in _STAYING_AWAY


def _speech(event: Token) -> Token | None:
    """Whose: `Выступление министра А. Б. на открытии конференции`, `на семинаре доклад индийского эксперта`."""
    at = event.head if event.head.lemma_ in _PARTS and preposition(event.head) in {"на", "в"} else event
    if preposition(at) not in {"на", "в", "для", "перед"}:
        return None
    words = (at.head, *at.head.children) if at.head.i != at.i else ()
    speech = next((w for w in words if w.lemma_ in _SPEECHES and w.pos_ == "NOUN" and preposition(w) != "по"), None)
    whose = (c for c in speech.rights if c.dep_ == "nmod" and preposition(c) is None) if speech is not None else ()
    return next((c for c in whose if feature(c, "Case") == "Gen" and feature(c, "Animacy") == "Anim"), None)


def arriving(gathering: Token) -> Token | None:
    """`Норова, прибывшего в Ташкент для участия в заседании`: the participle, wherever the tree hangs the purpose."""
    # `для участия в XI практической конференции`, wherever the tree hangs it
    near = gathering.doc[max(gathering.i - 6, gathering.sent.start) : gathering.i]
    purpose = next((t for t in reversed(near) if t.lemma_ == "участие"), gathering.head)
    if preposition(purpose) != "для" or any(t.pos_ == "VERB" or t.is_punct for t in near if t.i > purpose.i):
        return None
    for token in reversed(gathering.doc[gathering.sent.start : purpose.i]):
        if token.is_punct and token.text in {",", ";"}:
            return None
        if token.lemma_ in _COMING and _is_attributive(token):
            return token
    return None


def _is_state(mention: Mention) -> bool:
    return isinstance(mention.entity, Place) and mention.entity.kind == "country"


def _is_attributive(token: Token) -> bool:
    return feature(token, "VerbForm") == "Part" and feature(token, "Variant") != "Short"

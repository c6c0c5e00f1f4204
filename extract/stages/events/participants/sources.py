"""Who takes part, from every source: those of a trigger's sentence and those told elsewhere on the page.

What the syntax of a trigger gives is in `arguments`; attendance, chairs and speakers have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Participant, Party, Person, Place, not_within, source_text_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, ancestors, antecedent, child, feature, noun_phrase, preposition, subject
from extract.parties import Parties
from extract.stages.events.merging.gatherings import SAYING, TALKS, Gatherings
from extract.stages.events.papers.signing import Signing
from extract.stages.events.participants.arguments import HOLDING, PHRASE, Arguments
from extract.stages.events.participants.attendance import Attendance
from extract.stages.events.participants.attended_lists import AttendedLists
from extract.stages.events.participants.chairs import Chairs
from extract.stages.events.participants.coming import Coming
from extract.stages.events.participants.conduct import Conduct
from extract.stages.events.participants.delegations import Delegations
from extract.stages.events.participants.forces import Forces
from extract.stages.events.participants.hosts import host
from extract.stages.events.participants.invitations import is_offered
from extract.stages.events.participants.listing import Listing, stated
from extract.stages.events.participants.own import Owners
from extract.stages.events.participants.speakers import Speakers
from extract.stages.events.participants.told_before import ToldBefore
from extract.stages.events.triggers.lexicon import Candidate, companion, direct_object, is_group, names_group
from extract.stages.events.triggers.talking import met_at
from schemas.event import Role

_PUTTING_OFF = frozenset({"отложить", "перенести", "планировать", "запланировать", "завершить", "осуществить"})
_ORGANIZED = later(
    r"\b(?:организован(?:н\w+|[аоы])?|созванн\w+|инициированн\w+|(?:проведен|осуществлен)н\w+(?=\s+(?-i:[А-ЯЁ]))"
    r"|котор(?:ый|ую|ое|ые)\s+(?:совместно\s+)?(?:с?координирова|организова|инициирова|проводи)л[аио]?)\s",
    re.IGNORECASE,
)
#: `семинар, который УНП ООН проводит совместно с ОБСЕ`
_WHICH_IS_HELD = later(
    r",\s+котор(?:ый|ую|ое|ые)\s+(?=(?:[^,.;\s]+\s){1,15}?"
    r"(?:провод(?:ит|ят|ил[аио]?)|пров[её]л[аио]?|провед(?:[её]т|ут)|организ(?:ует|уют|овал[аио]?))\b)",
    re.IGNORECASE,
)
_ORGANIZED_END = later(
    r",|[.;:]\s|\sпри\s+(?:\w+\s+)?(?:поддержке|содействии)|\sв рамках|\sс участием|\s(?:собрал|прош[её]л"
    r"|состоял)",
    re.IGNORECASE,
)
_TOGETHER = later(r"\b(?:вместе|совместно)\s+со?\s+", re.IGNORECASE)
_WITH_WHOM = later(r",\s+со?\s+")
_INVITED = later(r"\bпо приглашению\s+", re.IGNORECASE)
_ABOUT = later(r"\s(?:о|об|по|в области|в сфере|на)\s|[.;,]", re.IGNORECASE)
#: whoever is named after it is quoted
_SOURCE = later(
    r"\b(?:по (?:словам|мнению|оценке|данным|сведениям|информации)"
    r"|(?:,\s(?:как )?|\"\s?,?\s?-\s)(?:сообщи|заяви|отмети|рассказа|уточни|ответи|сказа|добави|проинформирова"
    r"|пересказа|подчеркну|поясни)л[аи]?)\s(?:[^,.;]{0,120}\s)?$",
    re.IGNORECASE,
)
#: what one alone puts his name under
_ONE_SIDED = frozenset({"приказ", "указ", "закон", "распоряжение", "постановление", "законопроект"})
#: what one does with a paper that another side has a part in: `одобрил проект меморандума с Лигой`
_APPROVING = frozenset({"одобрить", "утвердить", "ратифицировать", "одобрение", "утверждение", "ратификация"})
_SIGNS = frozenset({"поставить", "скрепить"})
_UNCLOSED = later(r"\([^)]*\Z")

_NAMELY = later(r"\s+[-(]\s*|\s*:\s")
#: what is held with somebody as talks are
_HELD_WITH = frozenset({"переговоры", "видеоконференция", "телемост"})


class ParticipantFinder:
    """Finds the participants of one document's candidates."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._listing = Listing(doc, parties)
        self._gatherings = Gatherings(doc, candidates)
        self._attendance = Attendance(doc, parties, candidates, self._listing, self._gatherings)
        self._lists = AttendedLists(doc, candidates, self._listing)
        self._speakers = Speakers(doc, parties, candidates, self._listing, self._gatherings)
        self._forces = Forces(doc, parties, self._listing, self._gatherings)
        self._signing_after = Signing(doc, parties, candidates, self._listing)
        self._chairs = Chairs(doc, parties, self._listing, self._gatherings)
        self._conduct = Conduct(doc, parties, candidates, self._listing, self._gatherings)
        self._coming = Coming(doc, parties, self._listing, self._gatherings)
        self._delegations = Delegations(doc, parties, candidates, self._listing)
        self._owners = Owners(doc, parties, candidates, self._listing)
        self._told_before = ToldBefore(doc, parties, candidates, self._listing)
        self._arguments = Arguments(doc, parties, candidates, self._listing)
        self._posts = {(m.start, m.end): m for m in doc._.positions}

    @property
    def listing(self) -> Listing:
        return self._listing

    def listed(self, head: Token) -> list[Party]:
        """The parties of a phrase."""
        return self._listing.listed(head)

    def add(self, participants: list[Participant], party: Party, role: Role) -> None:
        """Append a party unless it is there."""
        self._listing.add(participants, party, role)

    def elsewhere(self) -> None:
        """Who came, sat in the chair and spoke, told anywhere; for all candidates at once, when each is filled."""
        self._attendance.attend()
        self._lists.fill()
        self._forces.drill([c for c in self._candidates if c.type == "exercise"])
        if self._candidates:
            self._coming.come()
        self._conduct.run()
        self._delegations.compose()
        self._signing_after.sign()
        self._speakers.preside()
        self._speakers.speak(len(source_text_of(self._doc)))
        self._owners.fill()
        self._told_before.fill()
        self._settle()

    def fill(self, candidate: Candidate) -> None:
        """Append the participants that the trigger's own sentence gives."""
        token = candidate.token
        found: list[tuple[Party, Role]] = []
        if candidate.type == "adoption":
            found += self._signing(token)
        elif candidate.is_verb:
            found += self._arguments.of_verb(candidate)
        else:
            found += self._arguments.of_noun(candidate)
        if candidate.type in {"meeting", "call", "session", "adoption"} or token.lemma_ in _HELD_WITH:
            other = companion(token)
            alone = candidate.type == "adoption" and (
                token.lemma_ in _APPROVING or any(c.lemma_ in _ONE_SIDED for c in token.children)
            )
            alone = alone or (candidate.type == "adoption" and other is not None and self._is_of_talks(other, token))
            if other is not None and other.i != token.i and not alone and not self._is_inside_name(other):
                role: Role = "signatory" if candidate.type == "adoption" and "подпис" in token.lemma_ else "participant"
                acting = {id(p.entity) for p, _ in found if p.basis == "stated" and isinstance(p.entity, Person)}
                found += [(_another(p, acting), role) for p in self._by_name(self._listing.listed(other))]
        if candidate.type == "meeting" and token.norm_.lower() == "встречи" and token.dep_ in {"obj", *SUBJECTS}:
            where = met_at(token, self._parties)
            found += [(p, "participant") for p in (self._listing.listed(where) if where is not None else [])]
        if candidate.type in {"meeting", "call"} and not any(p.entity is not None for p, _ in found):
            found += [(p, "participant") for p in self._joined(token)]
        found += [(p, "participant") for p in self._forces.taking_part(candidate)]
        found += [(p, "participant") for p in self._arguments.meant_for(candidate)]
        found += [(p, "participant") for p in self._fellows(candidate)]
        found += [(p, "host") for p in (*self._inviting(candidate), *host(candidate, self._listing))]
        found += [(p, "chair") for p in self._chairs.of(candidate)]
        if candidate.type == "visit" and is_offered(self._doc, candidate):
            # who was asked to come, not who asked
            verb = candidate.token.head
            met = direct_object(verb) if verb.pos_ == "VERB" and feature(verb, "VerbForm") == "Fin" else None
            listed = self._listing.listed(met) if met is not None else []
            found = [(p, "participant") for p in listed if isinstance(p.entity, Person)]
        for party, role in found:
            self._listing.add(candidate.participants, party, role)
        if candidate.type in {"meeting", "call"} and candidate.asserted and not candidate.setting:
            self._both_sides(candidate)

    def _by_name(self, states: list[Party]) -> list[Party]:
        """`с коллегами из Узбекистана и Азербайджана - А и Б`: they, not the states that they come from."""
        ends = [p.end for p in states if isinstance(p.entity, Place) and p.end is not None]
        dash = _NAMELY.match(self._doc._.match_text, max(ends)) if len(ends) > 1 else None
        near = self._listing.persons_at.within(dash.end(), dash.end() + PHRASE) if dash is not None else []
        men = near[: len(ends)]
        if len(men) < len(ends) or not ends or self._listing.roll.has_verb(max(ends), men[-1].start):
            return states
        return [stated(m) for m in men]

    def _is_inside_name(self, word: Token) -> bool:
        """`Рабочей группы по борьбе с терроризмом`: the preposition belongs to the name."""
        case = child(word, "case")
        return case is not None and any(m.start <= case.idx for m in self._parties.covering(word))

    def _is_of_talks(self, other: Token, signing: Token) -> bool:
        """`подписан по итогам переговоров А с Б`: with whom others talked."""
        talks = {c.token.i for c in self._candidates if c.type in TALKS and not c.is_verb}
        return any(a.i in talks for a in ancestors(other) if a.i > signing.i)

    def _both_sides(self, candidate: Candidate) -> None:
        """It takes two: of a long coordination the parser may keep one; then every person of the sentence took part."""
        if sum(p.entity is not None or self._listing.is_plural(p) for p in candidate.participants) > 1:
            return
        if any(c is candidate and self._listing.is_plural(group) for c, group in self._arguments.whose):
            # `встреча глав правительств`: they are the sides
            return
        sentence = candidate.token.sent
        if candidate.participants and candidate.after and self._met_before(candidate):
            # `Лаврова принял Рахмон, после чего министр встретился с коллегой А. Б.`
            return
        for person in self._listing.persons_at.within(sentence.start_char, sentence.end_char):
            if not self._only_tells(person, candidate.token) and not self._belongs_elsewhere(person, candidate.token):
                self._listing.add(candidate.participants, stated(person), "participant")

    def _met_before(self, candidate: Candidate) -> bool:
        """Others met in the same sentence, which tells that first."""
        start = candidate.token.sent.start_char
        return any(
            c.type == candidate.type and c.asserted and start <= c.trigger[0] < candidate.trigger[0]
            for c in self._candidates
        )

    def _belongs_elsewhere(self, person: Mention, trigger: Token) -> bool:
        """`возложил венок к мавзолею А`, `беседы А с коллегами`: the name of something else in the sentence."""
        span = self._parties.index.span(person.start, person.end)
        if not len(span) or any(m.start < person.start and m.end >= person.end for m in self._doc._.positions):
            return False
        root = span.root
        others = {c.token.i for c in self._candidates if c.type in {"meeting", "call"} and not c.is_verb} - {trigger.i}
        nearest = next((a for a in ancestors(root) if a.i == trigger.i or a.i in others), None)
        if nearest is not None and nearest.i != trigger.i and preposition(trigger) is None:
            # `планируются переговоры с А и встреча с президентом`
            return True
        genitive = feature(root, "Case") == "Gen" and root.dep_ in {"nmod", "appos"} and preposition(root) is None
        owner = root.head
        return genitive and owner.i != trigger.i and not self._parties.covering(owner) and not is_group(owner)

    def _only_tells(self, person: Mention, trigger: Token) -> bool:
        """`, сообщил координатор А. Б.`, `по словам А. Б.`: the source of the news."""
        text: str = self._doc._.match_text
        if _SOURCE.search(text, max(person.start - 160, trigger.sent.start_char), person.start):
            return True
        span = self._parties.index.span(person.start, person.end)
        above = next((a for a in ancestors(span.root) if a.pos_ == "VERB"), None) if len(span) else None
        if above is None or above.lemma_ not in SAYING:
            return False
        return above.dep_ == "parataxis" or (companion(trigger) is None and _tells_of_others(above, trigger))

    def organizing(self, candidate: Candidate) -> list[Organization]:
        """`организованный Программным офисом ОБСЕ совместно с АКН`: the bodies that hold the event."""
        text: str = self._doc._.match_text
        end = min(candidate.trigger[1] + 200, candidate.token.sent.end_char)
        opening = _ORGANIZED.search(text, candidate.trigger[1], end) or _WHICH_IS_HELD.search(
            text, candidate.trigger[1], end
        )
        if opening is None:
            return []
        participle = self._parties.index.at(opening.start())
        if opening[0].lower().startswith(("провед", "осущ")) and (
            participle is None or any(feature(participle, n) != feature(candidate.token, n) for n in ("Case", "Gender"))
        ):
            # `семинара и операции, осуществлённой Центром`
            return []
        stop = _ORGANIZED_END.search(text, opening.end(), candidate.token.sent.end_char)
        if candidate.type == "operation":
            # `осуществлённой Центром совместно с таможней`: who takes part in it
            stop = _TOGETHER.search(text, opening.end(), stop.start() if stop else end) or stop
        names = self._listing.roll.names(opening.end(), stop.start() if stop else end, groups=False)
        names = [p for p in names if isinstance(p.entity, Organization)]
        names += self._listing.roll.following(names[-1]) if names and candidate.type != "operation" else []
        return [p.entity for p in names if isinstance(p.entity, Organization)]

    def before(self, verb: Token) -> list[Party]:
        """Everybody named in the verb's clause before it."""
        return self._listing.roll.names(self._listing.clause_start(verb), verb.idx, groups=False)

    def _signing(self, token: Token) -> list[tuple[Party, Role]]:
        role: Role = "signatory" if "подпис" in token.lemma_ or token.lemma_ in _SIGNS else "participant"
        if token.pos_ == "NOUN":
            verb = token.head if token.dep_ == "obj" and token.head.pos_ == "VERB" else None
            held = verb is not None and verb.lemma_ in HOLDING | _PUTTING_OFF
            acting = self._listing.subjects(verb) if verb is not None and held else []
            return [(p, role) for p in acting or self._joined(token)]
        if feature(token, "Voice") == "Pass" or child(token, "nsubj:pass") is not None:
            agent = next((c for c in token.children if feature(c, "Case") == "Ins" and preposition(c) is None), None)
            agent = agent or self._agent_in_front(token)
            if agent is not None and _UNCLOSED.search(self._doc._.match_text, token.idx, agent.idx):
                # `подписан в Ташкенте (Узбекистан не является членом ОДКБ)`
                agent = None
            if agent is not None and is_group(agent) and not self._parties.covering(agent):
                # `подписана главами государств`, of whom nobody is named
                named = [p for p in self._listing.listed(agent) if p.basis == "stated"]
                return [(p, role) for p in named or [Party(None, *noun_phrase(agent), "stated")]]
            if agent is not None:
                return [(p, role) for p in self._listing.listed(agent)]
            return [(p, role) for p in self._joined(token) or self._agents_behind(token)]
        acting = self._listing.subjects(token)
        if not acting and token.lemma_ in _SIGNS:
            acting = self._after_verb(token)
        whose = subject(token)
        if whose is not None and acting and all(p.basis == "resolved" for p in acting) and self._is_described(whose):
            # `Лидеры государств - членов ОДКБ утвердили План`: not those alone who are told to have met
            acting = [Party(None, *noun_phrase(whose), "stated")]
        return [(p, role) for p in (*acting, *self._with_whom(token))]

    def _agent_in_front(self, passive: Token) -> Token | None:
        """`По итогам встречи министрами двух стран подписана карта`: the parser hangs them on the noun before."""
        start = self._listing.clause_start(passive)
        for token in passive.doc[passive.sent.start : passive.i]:
            acting = feature(token, "Case") == "Ins" and preposition(token) is None and token.pos_ in {"NOUN", "PROPN"}
            someone = feature(token, "Animacy") == "Anim" or is_group(token) or self._parties.covering(token)
            if token.idx >= start and acting and someone and token.right_edge.i == passive.i - 1:
                return token
        return None

    @staticmethod
    def _is_described(group: Token) -> bool:
        """Many, and of whom: `лидеры стран`, `министры государств ШОС`, not `лидеры`, `главы двух ведомств`."""
        own = next((c for c in group.rights if c.dep_ == "nmod" and feature(c, "Case") == "Gen"), None)
        many = feature(group, "Number") == "Plur" and feature(group, "Animacy") == "Anim" and own is not None
        whose = own is not None and any(c.dep_ in {"nmod", "appos", "flat"} for c in own.children)
        return many and own is not None and (whose or own.lemma_ in {"страна", "государство"})

    def _with_whom(self, verb: Token) -> list[Party]:
        """`встретился с министром А. Б., с которым подписал меморандум`: who acts above, and with whom."""
        pronoun = next((c for c in verb.children if c.lemma_ == "который" and preposition(c) in {"с", "со"}), None)
        if pronoun is None or feature(verb, "VerbForm") != "Fin":
            return []
        before = self._listing.persons_at.within(max(pronoun.idx - PHRASE, 0), pronoun.idx)
        named = [m for m in before if _WITH_WHOM.fullmatch(self._doc._.match_text, m.end, pronoun.idx)]
        other = antecedent(pronoun)
        met = [stated(m) for m in named] or (self._listing.listed(other) if other is not None else [])
        above = next((a for a in ancestors(verb) if a.pos_ == "VERB" and feature(a, "VerbForm") == "Fin"), None)
        lost = above is not None and subject(verb) in {None, pronoun}
        return [*(self._listing.subjects(above) if above is not None and lost and met else []), *met]

    def _joined(self, token: Token) -> list[Party]:
        """`подписан Меморандум между А и Б`: those whom the paper joins."""
        between = next((c for c in token.subtree if preposition(c) == "между"), None)
        if "подпис" in token.lemma_ and token.pos_ == "NOUN" and (paper := self._joint_paper(token)) is not None:
            named = self._listing.named_at.within(*paper)
            return [stated(m) for m in not_within(named, named)]
        if between is None or any(token.idx < m.start < between.idx for m in self._doc._.documents):
            # the paper's name; who signs it may be told
            return []
        return self._listing.listed(between)

    def _joint_paper(self, signing: Token) -> tuple[int, int] | None:
        """`подписание Договора между А и Б о границе`: where the paper says whom it joins."""
        text: str = self._doc._.match_text
        end = signing.sent.end_char
        paper = next((m for m in self._doc._.documents if signing.idx < m.start < min(signing.idx + 90, end)), None)
        joint = text.find(" между ", signing.idx, min((paper.end if paper else end) + 20, end))
        if joint < 0:
            return None
        stop = _ABOUT.search(text, joint + len(" между "), end)
        return joint + len(" между "), stop.start() if stop else end

    def _agents_behind(self, verb: Token) -> list[Party]:
        """`подписан 4 мая в Ташкенте Казахстаном, Грузией и Фондом`, of whom the parser lost the verb."""
        end = min(verb.idx + PHRASE, verb.sent.end_char)
        joint = self._doc._.match_text.find(" между ", verb.idx, end)
        # `подписан меморандум между Арменией и Грузией`: whom it joins, not by whom
        end = joint if joint >= 0 else end
        for mention in sorted(self._listing.named_at.within(verb.idx, end), key=lambda m: (m.start, -m.end)):
            first = self._parties.index.at(mention.start)
            if first is None or feature(first, "Case") != "Ins" or first.text.isupper() or preposition(first):
                continue
            between = verb.doc[verb.i + 1 : first.i]
            if any(t.pos_ in {"VERB", "AUX"} or t.lemma_ == "между" for t in between):
                return []
            head = self._parties.index.span(mention.start, mention.end).root
            if preposition(head) is None and feature(head, "Case") == "Ins":
                return [stated(mention), *self._listing.roll.following(stated(mention))]
        return []

    def _after_verb(self, verb: Token) -> list[Party]:
        """`Свои подписи поставили А. Б. и ректор В. Г.`: persons right after a verb whose subject the parser lost."""
        end = verb.idx + len(verb)
        names = self._listing.roll.names(end, self._listing.cut(end, verb.sent.end_char), groups=False)
        return [p for p in names if isinstance(p.entity, Person)]

    def _fellows(self, candidate: Candidate) -> list[Party]:
        """`прибыл вместе с министром А. Б.`: who travels along."""
        if candidate.type != "visit":
            return []
        text: str = self._doc._.match_text
        sentence = candidate.token.sent
        found = _TOGETHER.search(text, sentence.start_char, sentence.end_char)
        first = self._parties.index.at(found.end()) if found else None
        if found is None or first is None or self._gatherings.closest(first) is not candidate:
            return []
        stop = text.find(", ", found.end(), sentence.end_char)
        names = self._listing.roll.names(found.end(), stop if stop >= 0 else sentence.end_char, groups=False)
        return [p for p in names if isinstance(p.entity, Person)]

    def _inviting(self, candidate: Candidate) -> list[Party]:
        """`по приглашению А`: the host of a visit."""
        if candidate.type != "visit":
            return []
        sentence = candidate.token.sent
        found = _INVITED.search(self._doc._.match_text, sentence.start_char, sentence.end_char)
        owner = self._parties.index.at(found.end()) if found else None
        if owner is None:
            return []
        while owner.pos_ in {"ADJ", "DET"} and owner.head.i > owner.i:
            owner = owner.head
        return self._listing.listed(owner)[:1]

    def _settle(self) -> None:
        """`заседание глав служб`, and then who came: those named are the heads."""
        for candidate, group in self._arguments.whose:
            if names_group(candidate):
                candidate.participants = [
                    p for p in candidate.participants if p.entity is not None or p.start != group.start
                ]


def _another(party: Party, acting: set[int]) -> Party:
    """`Президент А. Б. провёл разговор с Президентом В`: nobody meets himself, whoever else the page calls so."""
    twice = party.basis == "resolved" and id(party.entity) in acting
    return Party(None, party.start, party.end, "stated") if twice else party


def _tells_of_others(saying: Token, event: Token) -> bool:
    """`Помощник А. Б. отметил, что будут согласованы сроки встречи`: in his clause others act, or nobody."""
    clause = next((a for a in (event, *ancestors(event)) if a.dep_ == "ccomp" and a.head.i == saying.i), None)
    return clause is not None and child(clause, "nsubj", "nsubj:pass") is not None

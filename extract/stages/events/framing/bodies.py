"""The body that holds an event, or under whose frame it is held."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from extract.document import Mention, Organization, Starts, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, coordinated, feature, noun_phrase, preposition, subject
from extract.parties import Parties
from extract.stages.events.framing.bodies_meant import is_union, organ_of
from extract.stages.events.framing.conveners import Conveners
from extract.stages.events.merging.gatherings import is_attribute
from extract.stages.events.participants.listing import stated
from extract.stages.events.participants.roll import MEMBERS_OF
from extract.stages.events.participants.sources import ParticipantFinder
from extract.stages.events.triggers.lexicon import Candidate, companion

_AEGIS = re.compile(r"\bпод\s+(?:эгидой|патронатом)\s+|(?-i:\bПо)\s+линии\s+", re.IGNORECASE)
_COORDINATED = later(r"\b(?:при|под)\s+координаци(?:и|ей)\s+\"?$|\bпо\s+линии\s+\"?$", re.IGNORECASE)
_FORMAT = re.compile(r'\s+(?:[\w-]+\s+){0,4}?в\s+формате\s+"?')
_BLANKS = re.compile(r"\s{0,2}")
_ORGANIZING = frozenset({"организовать", "провести", "созвать", "подготовить", "инициировать"})
_HOLDING = frozenset({"проводить", "организовывать", "созывать"})
_CHARGING = frozenset({"поручить", "рекомендовать", "предложить"})
_AT_ITS = later(
    r"\s+(?:\([^()\n]{2,30}\)\s+)?(?:рассмотреть\s+|обсудить\s+|заслушать\s+|утвердить\s+)?на\s+(?:(?:его|ее|их)\s+)?"
    r"(?:(?:ближайш|очередн|следующ|внеочередн)\w+\s+)?",
    re.IGNORECASE,
)
#: `курсы для сотрудников государств СНГ`: who is taught, not whose it is
_AUDIENCE = later(
    r"\sдля\s+(?:[а-яё]+\s+){0,2}(?:сотрудник|специалист|офицер|эксперт|представител|следовател|работник|слушател)"
)
_BASE = later(
    r"\b(?:организовать|провести|организации|проведении)\s(?:[^.;]|\bг\.){0,60}?\bна\s+базе\s+", re.IGNORECASE
)
_ON_BASE = later(
    r"(?<!\w)[Нн]а\s+базе\s+(?:(?:учебн|тренировочн|кинологическ)\w+\s+(?:центра|полигона|базы)\s+)?(?=[А-ЯЁ][^.,;]{2,120}\s(?:прош|прох|состоя|пройд|откр|нача|заверш|провед|провод|старт|организ))"
)
_TEACHERS = frozenset({"инструктор", "эксперт", "специалист", "тренер", "преподаватель"})
BRIEFINGS = frozenset({"брифинг", "пресс-конференция"})
#: `брифинг для журналистов в Службе коммуникаций`, `пресс-конференция на площадке агентства`
_AT_HOUSE = later(
    r"\s+(?:для\s+(?:прессы|журналистов|СМИ|представителей\s+(?:СМИ|прессы))\s+)?(?:во?|на\s+площадке)\s+"
)
#: who speaks to the press for a body, and the words before the body in whose house it is done
_SPOKESPERSON = re.compile(r"\s+(?=(?:официальн\w+\s+представител|пресс-секретар)[яюе])", re.IGNORECASE)
_INSIDE = re.compile(r"(?:^|[\s\"(])[Вв]о?\s+$")
_HOUSE = re.compile(r"\bво?\s+(?:(?:штаб-квартире|здании|помещении|офисе)\s+)?$", re.IGNORECASE)
_STAFFED = re.compile(r"исполнительн|секретариат|служб|бюро|центр\b|штаб", re.IGNORECASE)
_THOSE_SENT = frozenset({"представитель", "делегация", "наблюдатель", "гость", "эксперт", "делегат"})
_BODY = "organization"
#: `утверждён отчёт Исполкома`: whoever approves it is another
_ACCOUNTS = frozenset({"отчет", "доклад", "смета", "бюджет", "информация"})
_MEMBERS = frozenset({"страна", "государство", "государство-член", "государство-участник", "член", "участник"})
#: words that count what is held
_CONDUCT = frozenset({"проведение", "организация"})
_BEGUN = frozenset({"начать", "начинать", "продолжить", "продолжать", "завершить", "завершать", "возобновить"})
_SERIES = frozenset({"серия", "ряд", "цикл", "этап", "раунд"})
_TOGETHER = re.compile(r"\b(?:совместно|вместе|в сотрудничестве)\s+со?\s+\"?", re.IGNORECASE)
_SUPPORTED = later(r"\bпри\s+(?:[\w-]+\s+){0,3}?(?:поддержке|содействии)\s+\"?", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r"[.;:]\s|,\s+(?!котор|провед|прошедш|проход)|\sс\s+участием", re.IGNORECASE)
#: between a union and the session of its members
_ON_SITTING = re.compile(r"\s+на\s+(?:[\w-]+\s+){0,5}")
#: `Совета глав правительств, чье заседание`, `Комиссии, заседание которой`
_WHOSE = later(r"\)?,\s+(?:ч(?:ье|ья|ьи|ьего|ьему|ьем|ьей)\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_HEADS = re.compile(r"глав\s+(?:государств|правительств)", re.IGNORECASE)
#: `экспертной группы по согласованию проекта Решения Совета`: the body of the paper, not of the group
_DRAFT = re.compile(r"\bпо\s+(?:[\w-]+\s+){1,4}?проект(?:а|ов|у|ам)\b", re.IGNORECASE)
#: characters
_NEAR = 120
_ORGAN = later(
    r"^(?:[\w-]+\s+){0,2}(?:Совет|Комитет|Комисси|Коллеги|Рабочая|Подгруппа|Группа|КСОПН|Ассамбле|Парламент|Палат|Сенат|Мажилис"
    r"|Меджлис|Маджлис|Кенеш|Дум[аы]\b|Президиум|Пленум|Штаб|Кабинет|Правительств|Бюро\b)",
    re.IGNORECASE,
)

#: what services carry out, under the frame of an international body
_CARRIED_OUT = frozenset({"exercise", "operation"})


class Framing:
    """Gives the events of one document their bodies."""

    def __init__(self, doc: Doc, parties: Parties, people: ParticipantFinder) -> None:
        self._doc = doc
        self._parties = parties
        self._people = people
        self._bodies_at = Starts(doc._.organizations)
        self._documents_at = Starts(doc._.documents)
        self._conveners = Conveners(doc, parties, self._bodies_at)

    def fill(self, candidate: Candidate) -> None:
        """The bodies of one candidate; talks, visits and statements have none but a named format."""
        if candidate.type in {"meeting", "call", "visit", "statement"}:
            candidate.organizations += self._of_talks(candidate)
            return
        if candidate.type == "adoption" and "подпис" in candidate.token.lemma_:
            # the bodies around a signature sign, or stand in the paper's name
            return
        self._under_aegis(candidate)
        if candidate.organizations:
            return
        for c in candidate.token.rights:
            if preposition(c) not in {None, "в рамках", "по линии", "под эгидой"} or c.pos_ in {"VERB", "AUX"}:
                continue
            if any(m.type in {"person", "position"} for m in self._parties.covering(c)):
                # `на полях заседания А и Б подписали`: who acts, not whose it is
                continue
            if self._acts(c):
                continue
            if candidate.token.head.lemma_ == "участие" and c.lemma_ in _THOSE_SENT:
                # `участие в заседании представителей УНП ООН`
                continue
            for member in coordinated(c):
                for mention in self._parties.covering(member)[:1]:
                    if self._is_quoted(candidate, mention):
                        break
                    if mention.type == "organization" and isinstance(mention.entity, Organization):
                        if candidate.type in _CARRIED_OUT and mention.entity.country is not None:
                            # `учения вооружённых сил Армении`: they train
                            break
                        if mention.entity not in candidate.organizations:
                            candidate.organizations.append(mention.entity)
                        break
                else:
                    # `заседание экспертов министерств государств-членов ШОС`: the body at the end of the chain
                    body = self.last_body(member)
                    whose = candidate.type == "adoption" and feature(c, "Case") != "Ins"
                    whose = whose and (is_union(body) or member.lemma_ in _ACCOUNTS)
                    if body is not None and not candidate.organizations and not whose:
                        # `утвердили Стратегию ШОС`: a union in the name of a paper has not adopted it
                        candidate.organizations.append(body)

        if candidate.type in {"session", "summit"} and len(candidate.organizations) == 1:
            candidate.organizations += self._joint_with(candidate)
            if candidate.token.dep_ == "obj" and candidate.token.head.lemma_ in _ORGANIZING | _HOLDING:
                # `Секретариат проводит заседание Комитета`: who convenes it, too
                candidate.organizations += self._held_by(candidate)
        if not candidate.organizations:
            self._frame_before(candidate)
        if not candidate.organizations:
            self._frame_around(candidate)
        if candidate.type == "conference" and not candidate.organizations and not candidate.setting:
            base = self._at_base_of(candidate) or self._of_teachers(candidate.token)
            told = self._conveners
            base = base or told.programme(candidate) or self._supported_by(candidate)
            candidate.organizations += base or told.school(candidate)
        if candidate.type == "session" and not candidate.organizations and not candidate.setting:
            candidate.organizations += self._in_house_of(candidate)
        if candidate.type == "conference":
            candidate.organizations += self._supported_by(candidate)
        candidate.organizations = _without_parents(unique_bodies(candidate.organizations))

    def _joint_with(self, candidate: Candidate) -> list[Organization]:
        """`совместное заседание Совета А, Совета Б и Комитета В`: all of the list, however the tree parts it."""
        if not any(c.lemma_ == "совместный" for c in candidate.token.lefts):
            return []
        first = candidate.organizations[0]
        behind = self._bodies_at.within(candidate.trigger[1], candidate.trigger[1] + 2)
        told = next((m for m in behind if m.entity is first), None)
        listed = self._people.listing.roll.following(stated(told)) if told is not None else []
        return [p.entity for p in listed if isinstance(p.entity, Organization)]

    def _of_talks(self, candidate: Candidate) -> list[Organization]:
        """Of a meeting in a named format, or of members of a union; of others none."""
        if candidate.type == "statement" and candidate.token.lemma_ in BRIEFINGS:
            return self._briefed_at(candidate)
        if candidate.type != "meeting" or candidate.is_verb or companion(candidate.token) is not None:
            return []
        found = _FORMAT.match(self._doc._.match_text, candidate.trigger[1])
        for m in self._bodies_at.within(found.end(), found.end() + 1) if found else ():
            if isinstance(m.entity, Organization):
                return [m.entity]
        held = candidate.token.dep_ == "obj" and candidate.token.head.lemma_ in _ORGANIZING
        union = subject(candidate.token.head) if held else None
        by_union = self._union_of(union) if union is not None and union.lemma_ not in _MEMBERS else None
        meant = self._of_members(candidate) or self._of_group(candidate.token) or ([by_union] if by_union else [])
        told = self._conveners
        meant = meant or told.union_gathered(candidate) or told.frame_of_meeting(candidate)
        return meant or self._at_base_of(candidate)

    def _briefed_at(self, candidate: Candidate) -> list[Organization]:
        """`на брифинге в Службе коммуникаций`, `брифинг пресс-секретаря ОДКБ`, `В МИД прошёл брифинг`: whose it is."""
        text: str = self._doc._.match_text
        spoken = _SPOKESPERSON.match(text, candidate.trigger[1])
        if spoken is not None:
            post = next((m for m in self._doc._.positions if m.start == spoken.end()), None)
            whose = self._bodies_at.within(post.start, post.end) if post is not None else []
        else:
            # `В Министерстве прошёл брифинг`
            near = self._bodies_at.within(candidate.token.sent.start_char, candidate.trigger[0])
            near = near if candidate.token.dep_ in SUBJECTS else []
            whose = [m for m in near if _INSIDE.search(text, max(m.start - 4, 0), m.start)]
        if whose:
            outer = min(whose, key=lambda m: (m.start, -m.end)).entity
            return [outer] if isinstance(outer, Organization) else []
        found = _AT_HOUSE.match(text, candidate.trigger[1])
        bodies = self._bodies_at.within(found.end(), found.end() + 1) if found is not None else []
        longest = max(bodies, key=lambda m: m.end, default=None)
        return [longest.entity] if longest is not None and isinstance(longest.entity, Organization) else []

    def _of_group(self, meeting: Token) -> list[Organization]:
        """`встреча секретарей советов безопасности ШОС`, `встреча лидеров ОДКБ`: the union whose people meet."""
        group = next((c for c in meeting.rights if c.dep_ == "nmod" and preposition(c) is None), None)
        if group is None or feature(group, "Number") != "Plur" or self._parties.covering(group):
            return []
        body = self.last_body(group) if len(coordinated(group)) == 1 else None
        return [body] if body is not None and is_union(body) else []

    def _is_quoted(self, candidate: Candidate, body: Mention) -> bool:
        """`круглый стол "ШОС и ОДКБ: точки соприкосновения"`: a name holds what it is about."""
        text: str = self._doc._.match_text
        end = candidate.trigger[1]
        # the mark that closes the trigger's own: `"круглый стол" УНП ООН`
        own = text[end : end + 1] == '"'
        return (text.count('"', end, body.start) - own) % 2 == 1

    def _frame_before(self, candidate: Candidate) -> None:
        """`Совета глав правительств, чье заседание намечено`: the body before the comma."""
        token = candidate.token
        if not any(c.lemma_ in {"чей", "который"} and preposition(c) is None for c in token.children):
            return
        text: str = self._doc._.match_text
        before = self._bodies_at.within(max(candidate.trigger[0] - 160, token.sent.start_char), candidate.trigger[0])
        for m in sorted(before, key=lambda m: (-m.end, m.start)):
            if isinstance(m.entity, Organization) and _WHOSE.fullmatch(text, m.end, candidate.trigger[0]):
                candidate.organizations.append(m.entity)
                if candidate.type == "session" and _HEADS.search(text, m.start, m.end):
                    candidate.type = "summit"
                return

    def _under_aegis(self, candidate: Candidate) -> None:
        """`под эгидой ЕАГ начал работу форум`, wherever it stands in the sentence."""
        sentence = candidate.token.sent
        opening = _AEGIS.search(self._doc._.match_text, sentence.start_char, sentence.end_char)
        if opening is None or candidate.setting or candidate.type == "adoption":
            return
        for m in self._bodies_at.within(opening.end(), opening.end() + 1):
            if isinstance(m.entity, Organization):
                candidate.organizations.append(m.entity)
                return

    def _frame_around(self, candidate: Candidate) -> None:
        """What the words around the trigger say of the body; the first way that tells one decides."""
        organ = organ_of(candidate.token, bare=False) if candidate.type == "session" else None
        candidate.organizations += self._conveners.of_collegium(candidate, organ or candidate.token)
        if candidate.organizations or organ is not None:
            # `Азербайджан созовёт заседание группы`: of the group that the text has named
            return
        ways = (
            self._right_after,
            self._organized_by,
            self._gathered_by,
            self._conveners.organizers,
            self._conveners.summoner,
            self._held_by,
            self._conveners.holder,
            self._of_those_there,
            self._of_members,
            self._on_ground_of,
        )
        for way in ways:
            bodies = way(candidate)
            if bodies:
                candidate.organizations += unique_bodies(bodies)
                return

    def _right_after(self, candidate: Candidate) -> list[Organization]:
        """`заседание (КСОПН)`, `саммит ШОС`: the longest name right after the trigger."""
        end = candidate.trigger[1]
        after = end + len(_BLANKS.match(self._doc._.match_text, end)[0])  # type: ignore[index]
        found = self._bodies_at.within(after, after + 1)
        longest = max(found, key=lambda m: m.end - m.start, default=None)
        first = self._parties.index.at(longest.start) if longest is not None else None
        if longest is None or (first is not None and self._acts(first)):
            return []
        body = longest.entity
        # national services carry it out
        own = isinstance(body, Organization) and candidate.type in _CARRIED_OUT and body.country is not None
        return [body] if isinstance(body, Organization) and not own else []

    @staticmethod
    def _acts(head: Token) -> bool:
        """`В ходе совещания Агентство подписало`: a nominative, of which the tree makes whose it is."""
        return feature(head, "Case") == "Nom" and head.pos_ in {"NOUN", "PROPN"} and not head.text.isupper()

    def _organized_by(self, candidate: Candidate) -> list[Organization]:
        """`организованная Центром совместно с Агентством`."""
        if candidate.type in {"conference", "session", "summit", "exercise", "operation"}:
            holding = self._people.organizing(candidate)
            # national services carry out an operation, an international body is its frame
            holding = [b for b in holding if candidate.type != "operation" or b.country is None]
            if holding:
                return holding
        found = []
        for c in candidate.token.children:
            if c.lemma_ in _ORGANIZING and feature(c, "VerbForm") == "Part":
                found += [b for x in c.children if feature(x, "Case") == "Ins" for b in self._bodies(x)]
        return found

    def _gathered_by(self, candidate: Candidate) -> list[Organization]:
        """`Центр собрал экспертов`."""
        convener = subject(candidate.token) if candidate.token.lemma_ == "собрать" else None
        return self._bodies(convener)[:1] if convener is not None else []

    def _held_by(self, candidate: Candidate) -> list[Organization]:
        """`Центр и Управление проводят курс`, `Секретариату поручено совместно с Бюро провести семинар`."""
        token = candidate.token
        while token.head.lemma_ in _SERIES and token.dep_ == "nmod":
            # `проведёт серию учений`
            token = token.head
        if token.dep_ == "nmod" and token.head.lemma_ in _CONDUCT and token.head.head.lemma_ in _BEGUN:
            # `начнёт проведение тренингов`
            token = token.head
        verb = token.head
        if verb.pos_ not in {"VERB", "AUX"} or token.dep_ != "obj":
            return []
        charged = feature(verb, "VerbForm") == "Inf" and verb.head.lemma_ in _CHARGING
        agent = None if charged else subject(verb)
        agents = [c for c in verb.head.children if feature(c, "Case") == "Dat"] if charged else [agent]
        found = [m for x in agents if x is not None for m in self._named(x)]
        if not found:
            return [b for x in agents if x is not None and (b := self._union_of(x)) is not None]
        roll = self._people.listing.roll
        listed = [p.entity for m in found for p in roll.following(stated(m))]
        bodies = [*(m.entity for m in found), *listed, *self._together(token.sent)]
        return [b for b in bodies if isinstance(b, Organization)]

    def _union_of(self, members: Token) -> Organization | None:
        """`Страны ОДКБ намерены провести учения`: the body whose members act."""
        if members.lemma_ not in _MEMBERS:
            # `эксперты министерств стран СНГ провели совещание`
            text: str = self._doc._.match_text
            start, end = noun_phrase(members)
            last = max(self._bodies_at.within(start, end), key=lambda m: m.start, default=None)
            whose = last is not None and is_union(last.entity) and not self._parties.covering(members)
            of_members = last is not None and MEMBERS_OF.search(text, max(last.start - 40, 0), last.start)
            return last.entity if whose and of_members else None  # type: ignore[union-attr, return-value]
        own = [m for c in members.rights for m in self._parties.covering(c)[:1] if c.dep_ in {"nmod", "appos"}]
        body = next((m.entity for m in own if m.type == _BODY), None)
        return body if isinstance(body, Organization) and body.country is None else None

    def _at_base_of(self, candidate: Candidate) -> list[Organization]:
        """`организовать на базе Академии курсы`, `На базе Академии прошёл семинар`: the house, if no other is told."""
        sentence, text = candidate.token.sent, self._doc._.match_text
        start = max(sentence.start_char, candidate.trigger[0] - 200)
        found = list(_BASE.finditer(text, start, candidate.trigger[0]))
        found = found or list(_ON_BASE.finditer(text, start, candidate.trigger[0]))
        at = found[-1].end() if found else -1
        bodies = [m for m in self._bodies_at.within(at, at + 1) if isinstance(m.entity, Organization)] if found else []
        longest = max(bodies, key=lambda m: m.end, default=None)
        return [longest.entity] if longest is not None else []  # type: ignore[list-item]

    def _of_teachers(self, course: Token) -> list[Organization]:
        """`инструкторы УНП ООН проведут курсы`: the international body whose people they are."""
        who = subject(course.head) if course.dep_ == "obj" and course.head.lemma_ in _ORGANIZING else None
        if who is None or who.lemma_ not in _TEACHERS or len(coordinated(who)) > 1:
            return []
        body = self.last_body(who)
        return [body] if body is not None and body.country is None else []

    def _in_house_of(self, candidate: Candidate) -> list[Organization]:
        """`в Исполнительном комитете СНГ прошло совещание экспертов`: the international body that called them."""
        organ = organ_of(candidate.token, bare=False)
        if organ is not None and organ.lemma_ != "группа":
            return []
        text: str = self._doc._.match_text
        near = self._bodies_at.within(candidate.token.sent.start_char, candidate.trigger[0])
        at = [m for m in near if isinstance(m.entity, Organization) and m.entity.country is None]
        at = [m for m in at if _HOUSE.search(text, max(m.start - 30, 0), m.start) and _STAFFED.search(m.entity.name)]  # type: ignore[union-attr]
        longest = max(at, key=lambda m: m.end - m.start, default=None)
        return [longest.entity] if longest is not None else []  # type: ignore[list-item]

    def _supported_by(self, candidate: Candidate) -> list[Organization]:
        """`при содействии УНП ООН состоялся семинар`: a body of several states; what one state pays for is its own."""
        sentence = candidate.token.sent
        text: str = self._doc._.match_text
        found = [m.end() for m in _SUPPORTED.finditer(text, sentence.start_char, sentence.end_char)]
        first = [max(self._bodies_at.within(end, end + 1), key=lambda b: b.end, default=None) for end in found[:1]]
        bodies = [m.entity for m in first if m is not None]
        return [b for b in bodies if isinstance(b, Organization) and b.country is None]

    def _together(self, sentence: Span) -> list[Organization]:
        """`совместно с Бюро`: who holds it too."""
        text: str = self._doc._.match_text
        found = _TOGETHER.finditer(text, sentence.start_char, sentence.end_char)
        beside = [max(self._bodies_at.within(m.end(), m.end() + 1), key=lambda b: b.end, default=None) for m in found]
        roll = self._people.listing.roll
        found_there = [b for b in beside if b is not None]
        listed = [x for b in found_there for x in (b.entity, *(p.entity for p in roll.following(stated(b))))]
        return [b for b in listed if isinstance(b, Organization)]

    def _bodies(self, head: Token) -> list[Organization]:
        return [m.entity for m in self._named(head) if isinstance(m.entity, Organization)]

    def _named(self, head: Token) -> list[Mention]:
        """The outermost bodies of a coordination; none of a post or a person."""
        named = [self._parties.covering(member)[:1] for member in coordinated(head)]
        return [m for found in named for m in found if isinstance(m.entity, Organization) and m.type == _BODY]

    def _of_those_there(self, candidate: Candidate) -> list[Organization]:
        """`лидеры стран ОДКБ на саммите приняли`: the body of those who took part."""
        token = candidate.token
        if preposition(token) != "на" or candidate.type == "conference":
            return []
        agent = subject(token.head) if token.head.pos_ == "VERB" else token.head
        if agent is not None and feature(token.head, "Variant") == "Short":
            # `программа утверждена Советом на сессии в Астане`
            agent = next((c for c in token.head.children if feature(c, "Case") == "Ins"), agent)
        own = self._bodies(agent) if agent is not None and candidate.type == "session" else []
        submitted = self._submitted_to(candidate) if candidate.type == "session" and not own else None
        if submitted is not None:
            return [submitted]
        if own and _ORGAN.search(own[0].name):
            # `Совет на заседании утвердил план`, `Совет на заседании в Ташкенте:`
            return own[:1]
        if token.head.pos_ != "VERB":
            return []
        body = self.last_body(agent) if agent is not None and not self._parties.covering(agent) else None
        return [body] if body is not None else self._of_members_there(candidate)

    def _of_members_there(self, candidate: Candidate) -> list[Organization]:
        """`Министры государств - членов ШОС на прошедшем в Оше заседании`, wherever the tree hangs the union."""
        text: str = self._doc._.match_text
        near = self._bodies_at.within(candidate.token.sent.start_char, candidate.trigger[0])
        for m in near:
            union = m.entity if is_union(m.entity) else None
            if union is not None and _ON_SITTING.fullmatch(text, m.end, candidate.trigger[0]):
                if MEMBERS_OF.search(text, max(m.start - 40, 0), m.start):
                    return [union]  # type: ignore[list-item]
        return []

    def _submitted_to(self, candidate: Candidate) -> Organization | None:
        """`внести на рассмотрение Комитета на его заседании`, `поручаем Группе рассмотреть на ближайшем заседании`."""
        text: str = self._doc._.match_text
        start = max(candidate.trigger[0] - 200, candidate.token.sent.start_char)
        near = self._bodies_at.within(start, candidate.trigger[0])
        for m in sorted(near, key=lambda m: (-m.end, m.start)):
            if isinstance(m.entity, Organization) and _AT_ITS.fullmatch(text, m.end, candidate.trigger[0]):
                return m.entity
        return None

    def _of_members(self, candidate: Candidate) -> list[Organization]:
        body = self._body_of_members(candidate)
        return [body] if body is not None else []

    def _on_ground_of(self, candidate: Candidate) -> list[Organization]:
        """`на территории государств-членов ОДКБ проведена операция`."""
        if candidate.type not in {"exercise", "operation"} or is_attribute(candidate.token):
            return []
        text: str = self._doc._.match_text
        before = self._bodies_at.within(candidate.token.sent.start_char, candidate.trigger[0])
        frames = [
            m.entity
            for m in before
            if MEMBERS_OF.search(text, max(m.start - 40, 0), m.start)
            or _COORDINATED.search(text, max(m.start - 40, 0), m.start)
        ]
        return [b for b in frames if isinstance(b, Organization) and b.country is None][-1:]

    def _body_of_members(self, candidate: Candidate) -> Organization | None:
        """`учения спецподразделений государств - членов ОДКБ`, `операция, что прошла на территории стран ШОС`."""
        text = self._doc._.match_text
        stop = min(candidate.trigger[1] + 220, sentence_of(candidate.token).end_char)
        limit = _OTHER_CLAUSE.search(text, candidate.trigger[1], stop)
        stop = limit.start() if limit else stop
        if not candidate.asserted and candidate.token.dep_ not in SUBJECTS:
            # `участники заседания обсудят взаимодействие государств-членов ШОС`
            behind = candidate.token.doc[candidate.token.i + 1 : candidate.token.sent.end]
            verb = next((t for t in behind if feature(t, "VerbForm") == "Fin"), None)
            stop = min(stop, verb.idx) if verb is not None else stop
        taught = _AUDIENCE.search(text, candidate.trigger[1], stop) if candidate.type == "conference" else None
        stop = taught.start() if taught else stop
        for m in self._bodies_at.within(candidate.trigger[1] + 1, stop):
            # `по проекту Программы сотрудничества государств-членов ШОС`: whose paper it is
            if isinstance(m.entity, Organization) and not any(self._documents_at.covering(m.start, m.end)):
                if MEMBERS_OF.search(text, max(m.start - 40, candidate.trigger[1]), m.start):
                    return m.entity
        return None

    def last_body(self, head: Token) -> Organization | None:
        start, end = noun_phrase(head)
        draft = _DRAFT.search(self._doc._.match_text, max(start - _NEAR, head.sent.start_char), end)
        end = draft.start() if draft else end
        inside = [m for m in self._bodies_at.within(start, end) if m.end <= end]
        outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
        return outer[-1].entity if outer and isinstance(outer[-1].entity, Organization) else None

    def met_body(self, candidate: Candidate) -> Organization | None:
        """`следующая встреча СРПФР`: the organ whose members meet."""
        if companion(candidate.token) is not None:
            return None
        start = candidate.trigger[1]
        for m in self._bodies_at.within(start + 1, start + 3):
            if isinstance(m.entity, Organization) and _ORGAN.search(m.entity.name):
                return m.entity
        return None


def _without_parents(bodies: list[Organization]) -> list[Organization]:
    """`заседание КСОПН ОДКБ`: of the organ, not of the union that it belongs to."""
    parents = {id(b.parent) for b in bodies if b.parent is not None}
    return [b for b in bodies if id(b) not in parents]


def unique_bodies(bodies: list[Organization]) -> list[Organization]:
    """Without repetitions, in order."""
    return list({id(b): b for b in bodies}.values())

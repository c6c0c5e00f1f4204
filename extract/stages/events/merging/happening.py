"""A happening: tellings that were joined, and the event they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from extract.document import DateValue, Event, Organization, Participant, Person, Place, match_text_of, sentence_of
from extract.language.syntax import feature
from extract.stages.events.triggers.lexicon import Candidate, companion, names_group
from schemas.event import EventStatus

#: characters at the top of a page that may be a headline
_HEADLINE = 300
#: tellings of which the fullest is taken: a page that says the same a thousand times costs no more for it
_MOST = 64
#: those who are named make up the group that an event is called by
_NAMED = 2
#: verbs by which a traveller comes
ARRIVED = frozenset({"прибыть", "прилететь", "приехать"})
#: characters of a year
_YEAR = 4
_MONTH = re.compile(r"[\dX]{4}-(?:0\d|1[0-2])")


@dataclass(eq=False, slots=True)
class Happening:
    """Tellings that were joined."""

    tellings: list[Candidate] = field(default_factory=list)

    @property
    def type(self) -> str:
        return self.main.type

    @property
    def main(self) -> Candidate:
        """The fullest telling: asserted first, then the one with most slots, then the earliest."""
        if len(self.tellings) == 1:
            return self.tellings[0]
        return max(
            self.tellings[:_MOST],
            key=lambda c: (c.asserted, c.asserted and not c.margins, _fullness(c), -c.trigger[0]),
        )

    @property
    def dates(self) -> list[DateValue]:
        told = _first(c.dates for c in [self.main, *self.tellings])
        if len(told) == 1 and len(told[0].edtf) == _YEAR and told[0].edtf.isdigit():
            # `этапы операции в 2022 году`, and below `проведённой с 17 по 21 октября 2022 года`
            finer = (c.dates for c in self.tellings if c.dates and c.dates[0].edtf.startswith(f"{told[0].edtf}-"))
            return _first(finer) or told
        return told

    @property
    def places(self) -> list[Place]:
        return _first(c.places for c in [self.main, *self.tellings])

    @property
    def number(self) -> str | None:
        return next((c.number for c in self.tellings if c.number), None)

    @property
    def name(self) -> str | None:
        return next((c.name for c in self.tellings if c.name), None)

    def names(self) -> list[str]:
        """The names that its tellings give it."""
        return [name for c in self.tellings for name in (c.name, c.alias) if name]

    def persons(self) -> set[int]:
        return {person for c in self.tellings for person in c.persons()}

    def frames(self) -> list[Organization]:
        return [o for c in self.tellings for o in c.organizations]

    def bodies(self) -> set[int]:
        return {id(o) for c in self.tellings for o in c.organizations}

    def documents(self) -> set[int]:
        return {id(d) for c in self.tellings for d in c.documents}

    def _took_place(self) -> bool:
        """`вылетел для участия в заседании`, then `на заседании утвердили`: no longer ahead."""
        main = self.main
        if main.type == "visit" and main.status == "planned" and not main.is_verb:
            # `прилетел с визитом`, then `визит пройдёт 9-10 мая`
            return any(c.status == "held" and c.token.lemma_ in ARRIVED for c in self.tellings)
        if main.asserted or main.status != "planned":
            return False
        later = [c for c in self.tellings if c.status == "held" and c.setting and c.trigger > main.trigger]
        # `главы делегаций, участвующих в саммите`: it may still lie ahead
        return any(feature(c.token.head, "VerbForm") != "Part" or _is_short(c.token.head) for c in later)

    def _put_off(self) -> EventStatus | None:
        """`планировал посетить Ташкент`, `визит перенесён`: whichever telling is the fullest."""
        if self.main.status != "planned" or self.type != "visit":
            return None
        return next((c.status for c in self.tellings if c.status in {"postponed", "cancelled"}), None)

    def _to_the_day(self) -> list[DateValue]:
        """`соберутся в октябре`, told again as `14 октября`: the day."""
        dates = self.dates
        if len(dates) == 1 and not dates[0].edtf.strip("X-"):
            # `next year` on a page without a day, `in 2025` further on
            told = [t.dates for t in self.tellings if len(t.dates) == 1 and t.dates[0].edtf.strip("X-")]
            return told[0] if told else dates
        if len(dates) == 1 and dates[0].edtf.startswith("XXXX-"):
            # `в мае 2020 года`, told again as `в начале мая следующего года`
            told = [t.dates for t in self.tellings if len(t.dates) == 1 and t.dates[0].edtf[0] != "X"]
            dates = next((d for d in told if d[0].edtf[4:] == dates[0].edtf[4:]), dates)
        if len(dates) != 1 or not _MONTH.fullmatch(dates[0].edtf):
            return dates
        days = [t.dates for t in self.tellings if len(t.dates) == 1 and t.dates[0].edtf.startswith(f"{dates[0].edtf}-")]
        return days[0] if days else dates

    def _widest(self) -> list[Place]:
        """A visit to Tajikistan, told again as one to Dushanbe, has both."""
        places = list(self.places)
        for telling in self.tellings:
            for place in telling.places:
                if place not in places and any(near(place, known) for known in places):
                    places.append(place)
        return places

    def event(self) -> Event:
        """The event of these tellings."""
        main = self.main
        rest = [c for c in self.tellings if c is not main]
        text = match_text_of(main.token.doc)
        participants: list[Participant] = []
        for telling in [main, *rest]:
            # the other half of a bilingual page is no headline
            other_half = sentence_of(telling.token).language != sentence_of(main.token).language and not telling.heading
            earlier = telling is not main and (telling.heading or telling.trigger < main.trigger) and not other_half
            for participant in telling.participants:
                if participant.entity is None and telling.type != main.type and participants:
                    # `конференция руководителей служб`, the word that points back to a meeting
                    continue
                if participant.entity is None and main.type == "adoption" and telling is not main and participants:
                    # `Лидеры подписали`, told again of `главы государств`
                    continue
                if earlier and main.participants and not isinstance(participant.entity, Person):
                    # a headline says `руководители ведомств`, the text says who
                    continue
                if earlier and participant.basis == "resolved" and _is_sent_by(participant, participants):
                    # `Посол Индии` above, his name below
                    continue
                known = next((p for p in participants if _same_party(p, participant, main.token.doc)), None)
                if known is None:
                    known = _same_rulers(participants, participant, main) if participant.entity is None else None
                if known is None:
                    participants.append(participant)
                elif known.role == "participant":
                    known.role = participant.role
        if main.type in {"meeting", "call"}:
            # `разговор с турецким коллегой` above, his name below
            participants = [
                p
                for p in participants
                if p.basis != "resolved"
                or "коллег" not in text[p.start or 0 : p.end or 0]
                or not _is_sent_by(p, participants)
            ]
            # at talks everybody speaks
            for participant in participants:
                participant.role = "participant" if participant.role == "speaker" else participant.role
        participants = _without_owners(_without_groups(participants, self.tellings), self.tellings)
        if main.type == "adoption" and _are_two_persons(participants):
            # both signatories are persons if persons sign; the bodies stay in the paper's name, unless they are told to
            # have signed: `А и Б подписали меморандум. Подписи поставили директор В и глава Г`
            participants = [
                p
                for p in participants
                if isinstance(p.entity, Person) or p.role != "signatory" or _is_told_to_sign(p, main)
            ]
        if main.type in {"meeting", "call"}:
            participants = _without_post(participants, self.tellings)
        _complete(participants, main.token.doc)
        mode = next((c.mode for c in [main, *rest] if c.mode), None)
        return Event(
            # `А обсудил с Б ... Беседа прошла в телефонном формате`
            type="call" if main.type == "meeting" and mode == "phone" else main.type,
            status="held" if self._took_place() else self._put_off() or main.status,
            trigger=main.trigger,
            rule=main.rule,
            name=self.name,
            number=self.number,
            mode=mode,
            evidence=sorted({c.trigger for c in rest if c.trigger != main.trigger}),
            dates=self._to_the_day(),
            places=self._widest() if main.type == "visit" else self.places,
            participants=participants,
            organizations=_unique(o for c in [main, *rest] if _names_bodies(c, main) for o in c.organizations),
            documents=_unique(d for c in [main, *rest] for d in c.documents),
        )


#: between an event and the group that it is named by: nothing, or `для`
_WHOSE = re.compile(r"\s|[^.,;:\n]{0,60}\sдля\s(?:\d+\s)?", re.IGNORECASE)


def _complete(participants: list[Participant], doc: Doc) -> None:
    """`государств - членов Организации договора о безопасности`: a group goes on to the end of the body it is of."""
    for party in participants:
        if party.entity is None and party.start is not None and party.end is not None:
            bodies = (m.end for m in doc._.organizations if party.start < m.start < (party.end or 0) < m.end)
            party.end = max(bodies, default=party.end)
            words = match_text_of(doc)[party.start : party.end]
            if "(" in words and ")" not in words:
                # `главы стран Организации (ОИС) соберутся`
                party.end = party.start + len(words[: words.index("(")].rstrip())


def _is_told_to_sign(party: Participant, main: Candidate) -> bool:
    """A body before the verb of its own clause."""
    if not isinstance(party.entity, Organization) or not main.is_verb or party.start is None:
        return False
    sentence = main.token.sent
    return feature(main.token, "Number") == "Plur" and sentence.start_char <= party.start < main.trigger[0]


def _are_two_persons(participants: list[Participant]) -> bool:
    return sum(p.role == "signatory" and isinstance(p.entity, Person) for p in participants) > 1


def _is_short(participle: Token) -> bool:
    return feature(participle, "Variant") == "Short"


def _without_groups(participants: list[Participant], tellings: Sequence[Candidate]) -> list[Participant]:
    """`встреча секретарей советов`, once it is told who came: the words right after the trigger are they."""
    if sum(p.entity is not None and p.role != "speaker" for p in participants) < _NAMED:
        return participants
    text: str = tellings[0].token.doc._.match_text
    # `встреча экспертов с представителями А и Б`: those named are the other side
    ends = [t.trigger[1] for t in tellings if not t.is_verb and (not _meets_others(t) or names_group(t))]
    # `курсы для сотрудников`, `совещание руководителей`
    # `брифинг пресс-секретаря`: who speaks
    unnamed = [p for p in participants if p.entity is None and p.role != "speaker"]
    whose = [p for p in unnamed if any(_WHOSE.fullmatch(text, e, p.start or 0) for e in ends)]
    return [p for p in participants if p not in whose]


def _without_owners(participants: list[Participant], tellings: Sequence[Candidate]) -> list[Participant]:
    """`встреча глав служб А и Б`, once it is told who they are: the heads came, not those whose heads they are."""
    came = [p for p in participants if isinstance(p.entity, Person) and p.role != "speaker"]
    left: list[int] = []
    for telling, state in ((t, owner) for t in tellings for owner in t.called_by):
        alike = [p for p in participants if isinstance(p.entity, type(state))]
        own = (p for p in telling.participants if isinstance(p.entity, Person) and p.role != "speaker")
        sent = any(p.affiliation is not None and _is_of(p.affiliation, state) for p in own)
        if sent or len(came) >= len(alike) > 1:
            left.append(id(state))
    return [p for p in participants if id(p.entity) not in left]


def _without_post(participants: list[Participant], tellings: Sequence[Candidate]) -> list[Participant]:
    """`А встретился с главой МИД Кубы` above, `А и его коллега Б встретились` below: Б is the one without a name."""
    unnamed = [p for p in participants if p.entity is None]
    for telling in tellings if len(unnamed) == 1 else ():
        if not any(p.entity is None and p.start == unnamed[0].start for p in telling.participants):
            continue
        own = telling.persons()
        head = next((t for t in telling.token.sent if t.idx == unnamed[0].start), None)
        one = head is not None and feature(head, "Number") == "Sing"
        if one and len(own) == 1 and any(own < t.persons() and len(t.persons()) == _NAMED for t in tellings):
            return [p for p in participants if p is not unnamed[0]]
    return participants


def _is_of(owner: Organization | Place, state: Place | Organization) -> bool:
    return owner is state or (owner.country is not None and owner.country == state.country)


def _meets_others(c: Candidate) -> bool:
    return c.type in {"meeting", "call"} and companion(c.token) is not None


def _names_bodies(c: Candidate, main: Candidate) -> bool:
    """Bodies of a translation, and of a headline, are those of the text under another name."""
    if not main.organizations or c is main:
        return True
    headline = c.trigger[0] < min(main.trigger[0], _HEADLINE) and c.token.sent.start != main.token.sent.start
    return c.token.sent._.language == main.token.sent._.language and not headline


def _is_sent_by(party: Participant, others: list[Participant]) -> bool:
    """A person of that state or body takes part already."""
    entity = party.entity
    if entity is None or isinstance(entity, Person):
        return False
    country = entity.country if isinstance(entity, Place) else None
    for other in others:
        if isinstance(other.entity, Person) and other.affiliation is not None:
            if other.affiliation is entity or (country is not None and other.affiliation.country == country):
                return True
    return False


def _same_party(a: Participant, b: Participant, doc: Doc) -> bool:
    if a.entity is not None or b.entity is not None:
        return a.entity is b.entity
    if a.start is None or b.start is None:
        return a.start == b.start
    text = match_text_of(doc)
    # `встреча министров`, told again in the same words
    if a.start == b.start or text[a.start : a.end].lower() == text[b.start : b.end].lower():
        return True
    mine, theirs = _words_of_group(doc, a), _words_of_group(doc, b)
    return len(mine) == len(theirs) > 1 and all(x[:_STEM] == y[:_STEM] for x, y in zip(mine, theirs))


#: letters of a word that its case leaves alone
_STEM = 5
_OF_STATES = frozenset({"стран", "государств", "членов", "участников", "стран-членов", "государств-участников", "-"})


def _words_of_group(doc: Doc, party: Participant) -> list[str]:
    """`министры обороны стран СНГ`, `министров обороны СНГ`: what both have; a body is one word."""
    start, end = party.start or 0, party.end or 0
    words: str = match_text_of(doc)[start:end]
    bodies = [m for m in doc._.organizations if start <= m.start < end]
    for body in sorted(bodies, key=lambda m: (-m.start, m.end)):
        if body.start - start < len(words) and not any(o.start < body.start < o.end for o in bodies):
            words = f"{words[: body.start - start]}@{id(body.entity)}{words[body.end - start :]}"
    return [word for word in words.lower().replace("(", "").replace(")", "").split() if word not in _OF_STATES]


#: those who meet at a summit, in whichever words
_RULERS = re.compile(
    r"(?:глав(?:ы|ам|ами|ах)?|(?:лидер|президент|премьер|премьер-министр)(?:ы|ов|ам|ами|ах)|руководител(?:и|ей|ям|ями)"
    r"|государств|стран)$"
)
_RULED = frozenset(
    {
        "и",
        "организации",
        "союза",
        "объединения",
        "содружества",
        "государств",
        "правительств",
        "стран",
        "стран-участниц",
        "государств-членов",
        "стран-членов",
    }
)


def _same_rulers(known: Sequence[Participant], party: Participant, main: Candidate) -> Participant | None:
    """`главы государств - членов ШОС`, told again as `лидеры стран ШОС`, `лидеры`: in the fuller words."""
    if main.type != "summit" or party.start is None:
        return None
    doc = main.token.doc
    mine = _ruled_by(doc, party)
    for other in known if mine is not None else ():
        theirs = _ruled_by(doc, other) if other.entity is None and other.start is not None else None
        if theirs is None or mine is None or not (mine <= theirs or theirs <= mine):
            continue
        if len(mine) > len(theirs):
            other.start, other.end = party.start, party.end
        return other
    return None


def _ruled_by(doc: Doc, party: Participant) -> set[str] | None:
    """The bodies whose rulers a group is; None for other people, and for those of whom more is said."""
    words = _words_of_group(doc, party) or ["стран"]
    rest = {word for word in words if word not in _RULED and _RULERS.match(word) is None}
    return rest if all(word.startswith("@") for word in rest) else None


def _fullness(c: Candidate) -> int:
    slots = (c.number, c.name, c.dates, c.places, c.participants, c.organizations, c.documents)
    return sum(bool(slot) for slot in slots)


def _first(options: Iterable[list[Any]]) -> list[Any]:
    return next((option for option in options if option), [])


def _unique(items: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        if not any(item is other for other in kept):
            kept.append(item)
    return kept


def near(a: Place, b: Place) -> bool:
    """One place, or a state and a town in it."""
    return a is b or (a.country == b.country and a.country is not None and "country" in {a.kind, b.kind})

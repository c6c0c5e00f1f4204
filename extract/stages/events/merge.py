"""One event per happening: tellings of the same happening are found and joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Token

from extract.document import DateValue, Event, Organization, Participant, Person, Place
from extract.language.syntax import SUBJECTS, feature, preposition
from extract.stages.events.credentials import credentials
from extract.stages.events.told_papers import adopts_another, is_draft, says_same, speaks_of_another
from extract.stages.events.triggers import Candidate, direct_object, is_group, month_of
from schemas.edtf import bounds
from schemas.event import EventStatus

#: words of the first type may point back to an event of the others: `встреча` to a session, `мероприятие` to anything
_POINTS_TO: dict[str, frozenset[str]] = {
    "meeting": frozenset({"meeting", "call", "session", "summit", "visit"}),
    "call": frozenset({"call"}),
    "visit": frozenset({"visit"}),
    "session": frozenset({"session", "summit"}),
    "summit": frozenset({"summit", "session"}),
    "conference": frozenset({"conference", "session", "summit", "meeting", "exercise", "operation"}),
    "operation": frozenset({"operation"}),
    "exercise": frozenset({"exercise"}),
    "adoption": frozenset({"adoption"}),
    "statement": frozenset({"statement"}),
}
_NOT_BOTH = ({"held", "postponed"}, {"held", "cancelled"}, {"ongoing", "postponed"}, {"ongoing", "cancelled"})
#: one happening may be told with either word
_SAME_KIND = ({"session", "summit"}, {"operation", "exercise"})


#: characters at the top of a page that may be a headline
_HEADLINE = 300
#: a bare word that names more than these is told for the first time: `в заседании примут участие А, Б и В`
_WELL_ATTENDED = 2
#: those who are named make up the group that an event is called by
_NAMED = 2
#: characters after which `документ` may be another paper
_NEAR = 700
_SIGNATURES = re.compile(
    r"\bподпис(?:и|ями)\b|(?:^|\s)(?:данн\w+\s|этот\s)?(?:документ|бумаг[уи]|его|е[её]|их|которые|который|который)\b",
    re.IGNORECASE,
)
_ANOTHER_PAPER = re.compile(r"\b(?:аналогичн|подобн|схож|похож)\w+\s+(?:документ|бумаг)", re.IGNORECASE)
_OF_OFFICIALS = re.compile(r"координатор|министр|эксперт|секретар|руководител|постоянн|рабоч", re.IGNORECASE)
#: characters back to what `данная операция` points at
_POINTED = 900
#: tokens of a clause
_CLAUSE = 20
_GATHERING = frozenset({"собраться", "собираться", "съехаться", "встретиться", "встречаться"})
_TAKING = frozenset({"принять", "принимать"})
_SIGNING = re.compile(r"подпис|постав")
_SEEING = frozenset({"посетить", "посещать", "ознакомиться"})
_THOSE_AT = frozenset({"участник", "организатор", "гость", "делегат", "работа", "итог", "повестка"})
_TALKING = frozenset({"обсудить", "обсуждать", "побеседовать"})
_UNTIL = frozenset({"к", "до"})
_DIGIT = re.compile(r"\d")
_YEARS = re.compile(r"(?:19|20)\d\d")
#: happenings that a telling may point back to: keeps merging linear on pages of any length
_RECENT = 60


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
            self.tellings,
            key=lambda c: (c.asserted, c.asserted and not c.margins, _fullness(c), -c.trigger[0]),
        )

    @property
    def dates(self) -> list[DateValue]:
        return _first(c.dates for c in [self.main, *self.tellings])

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
        return {id(p.entity) for c in self.tellings for p in c.participants if isinstance(p.entity, Person)}

    def frames(self) -> list[Organization]:
        return [o for c in self.tellings for o in c.organizations]

    def bodies(self) -> set[int]:
        return {id(o) for c in self.tellings for o in c.organizations}

    def documents(self) -> set[int]:
        return {id(d) for c in self.tellings for d in c.documents}

    def _took_place(self) -> bool:
        """`вылетел для участия в заседании`, then `на заседании утвердили`: no longer ahead."""
        main = self.main
        if main.asserted or main.status != "planned":
            return False
        return any(c.status == "held" and c.setting and c.trigger > main.trigger for c in self.tellings)

    def _put_off(self) -> EventStatus | None:
        """`планировал посетить Ташкент`, `визит перенесён`: whichever telling is the fullest."""
        if self.main.status != "planned" or self.type != "visit":
            return None
        return next((c.status for c in self.tellings if c.status in {"postponed", "cancelled"}), None)

    def _widest(self) -> list[Place]:
        """A visit to Tajikistan, told again as one to Dushanbe, has both."""
        places = list(self.places)
        for telling in self.tellings:
            for place in telling.places:
                if place not in places and any(_near(place, known) for known in places):
                    places.append(place)
        return places

    def event(self) -> Event:
        """The event of these tellings."""
        main = self.main
        rest = [c for c in self.tellings if c is not main]
        participants: list[Participant] = []
        for telling in [main, *rest]:
            earlier = telling is not main and (telling.heading or telling.trigger < main.trigger)
            for participant in telling.participants:
                if participant.entity is None and telling.type != main.type and participants:
                    # `конференция руководителей служб`, the word that points back to a meeting
                    continue
                if earlier and main.participants and not isinstance(participant.entity, Person):
                    # a headline says `руководители ведомств`, the text says who
                    continue
                if earlier and participant.basis == "resolved" and _is_sent_by(participant, participants):
                    # `Посол Индии` above, his name below
                    continue
                known = next((p for p in participants if _same_party(p, participant)), None)
                if known is None:
                    participants.append(participant)
                elif known.role == "participant":
                    known.role = participant.role
        participants = _without_groups(participants, self.tellings)
        if main.type == "adoption" and any(
            p.role == "signatory" and isinstance(p.entity, Person) for p in participants
        ):
            # both signatories are persons if persons sign; the bodies stay in the paper's name
            participants = [p for p in participants if isinstance(p.entity, Person) or p.role != "signatory"]
        if main.type in {"meeting", "call"}:
            # at talks everybody speaks
            for participant in participants:
                participant.role = "participant" if participant.role == "speaker" else participant.role
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
            dates=self.dates,
            places=self._widest() if main.type == "visit" else self.places,
            participants=participants,
            organizations=_unique(o for c in [main, *rest] if _speaks_alike(c, main) for o in c.organizations),
            documents=_unique(d for c in [main, *rest] for d in c.documents),
        )


def _without_groups(participants: list[Participant], tellings: Sequence[Candidate]) -> list[Participant]:
    """`встреча секретарей советов`, once it is told who came: the words right after the trigger are they."""
    if sum(p.entity is not None and p.role != "speaker" for p in participants) < _NAMED:
        return participants
    ends = {t.trigger[1] for t in tellings if not t.is_verb}
    return [p for p in participants if p.entity is not None or (p.start or 0) - 1 not in ends]


def _speaks_alike(c: Candidate, main: Candidate) -> bool:
    """Bodies of a translation are those of the text under another name."""
    return not main.organizations or c.token.sent._.language == main.token.sent._.language


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


def _same_party(a: Participant, b: Participant) -> bool:
    if a.entity is not None or b.entity is not None:
        return a.entity is b.entity
    return a.start == b.start


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


def same_kind(a: str, b: str) -> bool:
    return a == b or any(a in kinds and b in kinds for kinds in _SAME_KIND)


def conflicts(happening: Happening, c: Candidate) -> bool:
    """True if something they say keeps them apart."""
    if any(t.trigger == c.trigger and t.type == c.type for t in happening.tellings):
        # one word for several: `встречи с А и Б`
        return True
    if happening.number and c.number and happening.number != c.number:
        return True
    if happening.type != c.type and happening.main.status == "planned" and c.status == "held" and (c.dates or c.number):
        # `планируется провести заседание`, `на первом саммите в 2006 году`
        return True
    if any(_listed_beside(t.token, c.token) for t in happening.tellings):
        # `запланированы переговоры с Президентом, встреча в расширенном составе`
        return True
    month = month_of(c.token)
    if month is not None and any(month_of(t.token) not in {None, month} for t in happening.tellings):
        return True
    if happening.names() and c.name and not _share_name(happening, c) and not _in_other_language(happening, c):
        return True
    named_again = (c.margins or happening.main.margins) and _share_name(happening, c)
    if happening.main.asserted and c.asserted and not named_again and not _is_put_off_again(happening, c):
        if (happening.main.status == "planned") != (c.status == "planned"):
            return True
        # what was put off did not take place
        if {happening.main.status, c.status} in _NOT_BOTH:
            return True
    if c.dates and happening.dates and not any(_may_be_one(a, b) for a in c.dates for b in happening.dates):
        return True
    if c.places and happening.places and not any(_near(a, b) for a in c.places for b in happening.places):
        return True
    if c.type == "statement" and (c.asserted or not c.is_verb):
        mine = {id(p.entity) for p in c.participants if isinstance(p.entity, Person)}
        theirs = happening.persons()
        if mine and theirs and not mine & theirs:
            return True
    if c.type == "visit" and _goes_round(c) != _goes_round(happening.main) and not _is_headline(happening, c):
        # `прибыл с визитом`, then `посетил Академию`
        if c.is_verb or (happening.main.is_verb and _goes_round(happening.main)):
            return True
    if c.type == "visit" and c.participants and happening.places and not c.places:
        # `после поездки в Вену ... подготовку визита министра`: one took place, the other lies ahead
        if (happening.main.status == "planned") != (c.status == "planned"):
            return True
    if c.type in {"meeting", "visit"} and not c.is_verb and c.status == "planned" and not c.asserted:
        # `обсудил подготовку к встрече президентов двух стран`: not the meeting at which they did so
        whose = any(x.dep_ == "nmod" and preposition(x) is None for x in c.token.rights)
        if whose and c.token.dep_ not in SUBJECTS and happening.main.status in {"held", "ongoing"}:
            return True
    if c.type in {"meeting", "call", "visit"} and (c.is_verb or c.asserted):
        mine = {id(p.entity) for p in c.participants if isinstance(p.entity, Person)}
        theirs = happening.persons()
        if mine and theirs and not mine & theirs:
            return True
        # one man's two meetings on a page: the other sides differ
        if len(mine) > 1 and len(theirs) > 1 and len(mine & theirs) < min(len(mine), len(theirs)):
            return True
        # those of different states, or the next guest without a name
        if _apart(_states(p for t in happening.tellings for p in t.participants), _states(c.participants)):
            return True
        if (c.is_verb or (c.participants and not c.setting)) and c.after and c.trigger > happening.main.trigger:
            return True
        if len(theirs) > 1 and mine and len(c.participants) > len(mine) == 1 and c.trigger > happening.main.trigger:
            return True
    if (
        c.type not in {"meeting", "call", "visit"}
        and not is_bare_setting(c)
        and not _is_headline(happening, c)
        and not _same_round(happening, c)
        and not _numbered_headline(happening, c)
        and not _in_other_language(happening, c)
        and (own := {id(o) for o in c.organizations if not _is_bare(o)})
        and (bodies := happening.bodies())
        and not bodies & own
        and not (c.type == "summit" and any(_is_organ_of(a, b) for a in c.organizations for b in happening.frames()))
    ):
        return True
    if c.type == "adoption":
        sentence = c.token.sent
        if sentence.start_char > happening.main.trigger[0] and _ANOTHER_PAPER.search(sentence.text):
            return True
        first = happening.main
        if first.rule == "event.adoption.title" and c.is_verb and adopts_another(c.token, first.token):
            return True
        between = sentence.doc._.match_text[first.trigger[1] : c.trigger[0]]
        headline = first.trigger[0] < _HEADLINE and "\n" in between
        if first.is_verb and c.is_verb and not headline and speaks_of_another(first.token, c.token):
            return True
        if first.is_verb and c.is_verb and not headline and is_draft(first.token) != is_draft(c.token):
            return first.token.sent.start != sentence.start and first.token.lemma_ != c.token.lemma_
        mine = {id(d) for d in c.documents}
        theirs = happening.documents()
        if (
            mine
            and theirs
            and not mine & theirs
            and not (c.dates and happening.dates)
            and not _translated(happening, c)
        ):
            return True
    return False


def _is_put_off_again(happening: Happening, c: Candidate) -> bool:
    """`визит перенесён`, then `ранее министр планировал посетить Ташкент`: what was planned is what was put off."""
    told = {happening.main.status, c.status}
    moved = bool(told & {"postponed", "cancelled"}) and "planned" in told
    again = c.type == "visit" and not any(x.lemma_ in {"новый", "следующий"} for x in c.token.children)
    return moved and again and not (c.dates and happening.dates and c.status == "planned")


def _listed_beside(first: Token, second: Token) -> bool:
    """Two nouns of one list."""
    if second.dep_ == "conj":
        return second.head.i == first.i
    in_list = first.dep_ == second.dep_ and first.dep_ in {"nsubj", "nsubj:pass", "obj"}
    return in_list and first.i < second.i and first.head.i == second.head.i


def _goes_round(c: Candidate) -> bool:
    """`посетили Академию`, `осмотрели пункт пропуска`: a house in the place where the guests are."""
    if not c.is_verb or c.token.lemma_ not in _SEEING:
        return False
    seen = direct_object(c.token)
    return seen is not None and not any(m.start <= seen.idx < m.end for m in seen.doc._.places)


def is_bare_setting(c: Candidate) -> bool:
    """`На сессии будет обсуждаться`: whichever was told; a body around it is that of something else."""
    those_there = c.token.dep_ == "nmod" and c.token.head.lemma_ in _THOSE_AT
    if not (c.setting or those_there) or c.is_verb or c.asserted or c.number or c.name or c.dates or c.places:
        return False
    return all(child.dep_ in {"case", "punct", "det"} for child in c.token.children)


def _is_headline(happening: Happening, c: Candidate) -> bool:
    """A headline that names no date says the same in other words: `Страны ОДКБ проведут тренировку`."""
    first = happening.tellings[0]
    return (
        len(happening.tellings) == 1
        and first.trigger[0] < _HEADLINE
        and first.token.sent.start != c.token.sent.start
        and not (happening.number or happening.name or happening.dates)
        and c.status == first.status
        and c.trigger[0] - first.trigger[0] < _HEADLINE
    )


def _is_organ_of(a: Organization, b: Organization) -> bool:
    """The council of heads of state of a union, and the union: their summit is one; not one of officials."""
    if _OF_OFFICIALS.search(a.name) or _OF_OFFICIALS.search(b.name):
        return False
    return a.parent is b or b.parent is a


def _is_bare(body: Organization) -> bool:
    """`Комитет`, `Совет`: whichever the page speaks of."""
    return " " not in body.name and body.name[1:].islower() and body.short_name is None and body.wikidata is None


def _numbered_headline(happening: Happening, c: Candidate) -> bool:
    """The number in the headline is that of the lead, whatever form the body's name has there."""
    return bool(c.number) and c.number == happening.number and happening.tellings[0].trigger[0] < 2 * _HEADLINE


def _same_round(happening: Happening, c: Candidate) -> bool:
    """The body of another language: the number and the days agree."""
    return bool(
        c.number and c.number == happening.number and any(_overlap(a, b) for a in c.dates for b in happening.dates)
    )


def _translated(happening: Happening, c: Candidate) -> bool:
    """The instrument told once more in the other language: the years in its name agree."""
    first = happening.tellings[0]
    if first.token.sent._.language == c.token.sent._.language:
        return False
    ours = {tuple(_YEARS.findall(d.name)) for d in c.documents}
    theirs = {tuple(_YEARS.findall(d.name)) for t in happening.tellings for d in t.documents}
    return bool({y for y in ours if y} & {y for y in theirs if y})


def _in_other_language(happening: Happening, c: Candidate) -> bool:
    """The other language of a bilingual page tells it, with its day, its number or the year in its name."""
    if c.token.sent._.language == happening.main.token.sent._.language:
        return False
    same_day = any(a.edtf == b.edtf for a in c.dates for b in happening.dates)
    years = set(_YEARS.findall(c.name or "")) & {year for name in happening.names() for year in _YEARS.findall(name)}
    return same_day or bool(years) or (c.number is not None and c.number == happening.number)


def _states(participants: Iterable[Participant]) -> set[str]:
    """The states that take part, by themselves or by their people and bodies."""
    found = set()
    for p in participants:
        entity = p.entity if not isinstance(p.entity, Person) else p.affiliation
        country = getattr(entity, "country", None)
        if country:
            found.add(country)
    return found


def _apart(first: set[str], second: set[str]) -> bool:
    return len(first) > 1 and len(second) > 1 and not (first <= second or second <= first)


def _near(a: Place, b: Place) -> bool:
    return a is b or (a.country == b.country and a.country is not None and "country" in {a.kind, b.kind})


def _alike(a: str, b: str) -> bool:
    first, second = a.lower().replace("ё", "е"), b.lower().replace("ё", "е")
    return first == second or first in second or second in first or len(set(first.split()) & set(second.split())) >= 3


def _share_name(happening: Happening, c: Candidate) -> bool:
    mine = [name for name in (c.name, c.alias) if name]
    return any(_alike(a, b) for a in mine for b in happening.names())


def _overlap(a: DateValue, b: DateValue) -> bool:
    if a is b or a.edtf == b.edtf:
        return True
    (a1, a2), (b1, b2) = bounds(a.edtf), bounds(b.edtf)
    if a1 and a2 and b1 and b2:
        return a1 <= b2 and b1 <= a2
    return a.edtf.lstrip("X-") == b.edtf.lstrip("X-")[-len(a.edtf.lstrip("X-")) :]


def _may_be_one(a: DateValue, b: DateValue) -> bool:
    """`сегодня` of a page without a date may be any day."""
    return _overlap(a, b) or not (_DIGIT.search(a.edtf) and _DIGIT.search(b.edtf))


def share_key(happening: Happening, c: Candidate) -> bool:
    """True if something they say joins them."""
    if c.number and happening.number == c.number:
        return True
    if c.name and _share_name(happening, c):
        return True
    if c.dates and any(_overlap(a, b) for a in c.dates for b in happening.dates):
        return True
    if c.organizations and happening.bodies() & {id(o) for o in c.organizations}:
        return True
    if happening.persons() & {id(p.entity) for p in c.participants if isinstance(p.entity, Person)}:
        return True
    if c.type == "adoption" and _translated(happening, c):
        return True
    if c.name and _in_other_language(happening, c):
        return True
    if c.documents and happening.documents() & {id(d) for d in c.documents}:
        return True
    return bool(c.places) and any(a is b for a in c.places for b in happening.places)


def merge(candidates: Sequence[Candidate]) -> tuple[list[Happening], list[Candidate]]:
    """Join candidates, in text order; returns the happenings and the candidates that point to none."""
    happenings: list[Happening] = []
    left: list[Candidate] = []
    for c in candidates:
        target = _find(happenings, c)
        if target is not None:
            if is_bare_setting(c):
                c.organizations = []
            target.tellings.append(c)
        elif _tells(c):
            happenings.append(Happening([c]))
        else:
            left.append(c)
    # a bare word in a headline comes before what it points to
    still_left = []
    for c in left:
        if is_next(c):
            ahead = next((h for h in happenings if same_kind(c.type, h.type) and h.main.status == "planned"), None)
            if ahead is None and c.token.head.lemma_ == "раунд":
                happenings.append(Happening([c]))
            elif ahead is None:
                still_left.append(c)
            else:
                ahead.tellings.append(c)
            continue
        if _is_on_visit(c) and not any(h.type == "visit" and not _goes_round(h.main) for h in happenings):
            happenings.append(Happening([c]))
            continue
        target = next((h for h in happenings if c.type == h.type and not conflicts(h, c)), None)
        if target is not None and c.trigger[0] < target.tellings[0].trigger[0]:
            target.tellings.append(c)
        else:
            still_left.append(c)
    return happenings, still_left


def _is_on_visit(c: Candidate) -> bool:
    """`В рамках визита делегация была принята Премьер-министром`, of a visit that nothing else tells."""
    if c.type != "visit" or c.is_verb or not c.setting or not c.margins_of(c.token.doc._.match_text):
        return False
    return any(t.dep_ in SUBJECTS and is_group(t) for t in c.token.sent)


def is_next(c: Candidate) -> bool:
    """`к следующему раунду консультаций`: it lies ahead, whatever else is told of it."""
    if c.status != "planned" or c.is_verb:
        return False
    row = c.token.head if c.token.head.lemma_ == "раунд" and c.token.dep_ == "nmod" else c.token
    return preposition(row) in _UNTIL and any(x.lemma_ == "следующий" for x in row.children)


def _tells(c: Candidate) -> bool:
    """Words that tell a happening by themselves: what is asserted, or has something of its own."""
    asserted = c.asserted and (c.specific or not c.points)
    return asserted or any(check(c) for check in (_is_full, _is_caption, _is_come_for, _is_well_attended, _is_prepared))


def _signed_again(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Документ подписали А и Б`, `Подписи поставили А и Б`: the paper told of just before."""
    if c.type != "adoption" or c.dates or not c.is_verb or (c.documents and c.token.lemma_ != "поставить"):
        return None
    text: str = c.token.doc._.match_text
    words = text[c.token.sent.start_char : c.token.sent.end_char]
    if not (_SIGNATURES.search(words) and _SIGNING.search(c.rule)) or _ANOTHER_PAPER.search(words):
        return None
    for happening in reversed(happenings[-4:]):
        if happening.type == "adoption" and 0 < c.trigger[0] - happening.main.trigger[0] < _NEAR:
            return happening if c.status == happening.main.status else None
    return None


def _is_caption(c: Candidate) -> bool:
    """`Беседа А. Б. с послом В. Г.` without a verb: under a picture, or in a list of news."""
    return c.heading and c.type in {"meeting", "call"} and sum(isinstance(p.entity, Person) for p in c.participants) > 1


def _is_come_for(c: Candidate) -> bool:
    """`прибыл для участия в заседании экспертной группы`."""
    whose = any(child.dep_ == "nmod" for child in c.token.rights)
    if c.type in {"exercise", "operation"}:
        # `договорились об участии в учениях`: no single ones
        return False
    return c.status == "planned" and c.token.head.lemma_ == "участие" and (whose or bool(c.participants))


def _is_prepared(c: Candidate) -> bool:
    """`подготовка к встрече президентов двух стран`."""
    whose = any(child.dep_ == "nmod" and preposition(child) is None for child in c.token.rights)
    return c.type == "meeting" and c.status == "planned" and c.token.head.lemma_ == "подготовка" and whose


def _is_well_attended(c: Candidate) -> bool:
    if c.type in {"meeting", "call"} and not c.is_verb:
        # `обсуждались в ходе телефонного разговора министров А. Б. и В. Г.`
        return sum(isinstance(p.entity, Person) for p in c.participants) > 1
    return sum(p.entity is not None for p in c.participants) > _WELL_ATTENDED


def _is_full(c: Candidate) -> bool:
    return bool(c.number or c.name or c.dates or c.places or c.organizations)


def _come_to(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Министры соберутся в Минске на очередное заседание`: the verb and the noun tell the same."""
    if c.is_verb or preposition(c.token) != "на" or not happenings:
        return None
    last = happenings[-1]
    verb = next((t.token for t in last.tellings if t.token.lemma_ in _GATHERING), None)
    if verb is None or not 0 < c.token.i - verb.i < _CLAUSE or verb.sent.start != c.token.sent.start:
        return None
    between = c.token.doc[verb.i + 1 : c.token.i]
    return None if any(t.pos_ in {"VERB", "AUX"} for t in between) else last


def _called(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`А обсудил с коллегой повестку`, above; `А и Б провели телефонный разговор`, below: they talked by telephone."""
    if c.type != "call" or not c.asserted or not happenings:
        return None
    first = happenings[0]
    main = first.main
    bare = len(first.tellings) == 1 and main.type == "meeting" and main.token.lemma_ in _TALKING and not main.dates
    if not bare or main.trigger[0] > _HEADLINE or main.status != c.status or c.trigger[0] > 3 * _HEADLINE:
        return None
    mine = {id(p.entity) for p in c.participants if isinstance(p.entity, Person)}
    if mine and first.persons() and not mine & first.persons():
        return None
    main.type = "call"
    return first


def _opens_bare(c: Candidate) -> bool:
    """A sentence opens with the noun alone."""
    opening = [t for t in c.token.sent if t.i < c.token.i and t.is_alpha]
    return not c.is_verb and not opening and not any(x.dep_ in {"nmod", "amod"} for x in c.token.children)


def _is_bare_headline(happening: Happening, c: Candidate) -> bool:
    """`Встреча пройдёт 15-16 сентября` above a summit of those days."""
    main = happening.main
    bare = main.token.lemma_ == "встреча" and not any(x.dep_ in {"nmod", "amod"} for x in main.token.children)
    same = any(_overlap(a, b) for a in main.dates for b in c.dates)
    return bare and same and len(happening.tellings) == 1 and main.trigger[0] < _HEADLINE and main.status == c.status


def _gathered(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`В Оше встретились главы ведомств`, above: they met at the session that the text tells."""
    if c.type not in {"session", "summit", "conference"} or not c.asserted:
        return None
    for happening in happenings[:2]:
        main = happening.main
        bare = len(happening.tellings) == 1 and main.is_verb and main.token.lemma_ in _GATHERING and not main.dates
        if _is_bare_headline(happening, c):
            main.type = c.type
            return happening
        if bare and c.places and main.type == "meeting" and main.trigger[0] < _HEADLINE and main.status == c.status:
            if not happening.persons() and any(a is b for a in c.places for b in main.places):
                main.type = c.type
                main.participants = []
                return happening
    return None


def _pointed_at(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`Данная операция завершится в ноябре`, `Это будет первый визит`: the last one of the kind, whatever it says."""
    if not c.points:
        return None
    for happening in reversed(happenings[-_RECENT:]):
        if c.trigger[0] - happening.main.trigger[0] > _POINTED:
            return None
        if same_kind(happening.type, c.type) or (not c.is_verb and happening.type in _POINTS_TO[c.type]):
            if c.dates and happening.dates and not any(_overlap(a, b) for a in c.dates for b in happening.dates):
                c.dates = []
            c.number = None
            c.status = happening.main.status
            return happening
    return None


def _lies_ahead(happening: Happening, c: Candidate) -> bool:
    """`По итогам встречи подписан протокол`, after the next one was announced: what is over was not that."""
    main = happening.main
    return main.status == "planned" and main.asserted and not c.asserted and c.status == "held"


def _is_of_its_own(happening: Happening, c: Candidate) -> bool:
    """`переговоры продолжались два часа`: not the session that lies ahead; talks that were held are no visit."""
    if same_kind(happening.type, c.type) or not c.asserted:
        return False
    ahead = happening.main.status == "planned" and c.status in {"held", "ongoing"}
    several = c.token.lemma_ == "встреча" and feature(c.token, "Number") == "Plur"
    off = c.status in {"postponed", "cancelled"}
    return ahead or several or off or (happening.type == "visit" and c.type == "meeting")


def _is_called(happening: Happening, c: Candidate) -> bool:
    """A session that was told as one near by, for `на сессии`; for other events the last one."""
    if c.type != "session" or c.trigger[0] - happening.main.trigger[0] > _POINTED:
        return c.type != "session"
    return any(t.token.lemma_ == c.token.lemma_ for t in happening.tellings)


def _is_same_course(last: Happening, c: Candidate) -> bool:
    """`в семинаре, организаторами которого выступили А и Б`, after a seminar of which no body was told."""
    if c.type != "conference" or last.type != "conference" or c.asserted or c.margins or c.is_verb:
        return False
    own = c.number or c.name or c.dates or c.places
    return not own and not last.frames() and c.status == last.main.status and not conflicts(last, c)


def _handed_over(happenings: list[Happening], c: Candidate) -> Happening | None:
    """`принял верительные грамоты от послов`, `Грамоты вручили А и Б`: one ceremony, told from its two sides."""
    if not c.is_verb or c.type != "meeting" or not happenings or credentials(c.token) is None:
        return None
    last = happenings[-1]
    received = next((t for t in last.tellings if t.is_verb and credentials(t.token) is not None), None)
    same_side = received is not None and (received.token.lemma_ in _TAKING) == (c.token.lemma_ in _TAKING)
    return last if received is not None and not same_side and c.status == received.status and not c.dates else None


def _find(happenings: list[Happening], c: Candidate) -> Happening | None:
    if c.type == "meeting" and _opens_bare(c):
        # `Встреча состоялась в рамках саммита`: a body is that of the summit
        c.organizations = []
    if c.type == "visit" and c.is_verb:
        for happening in happenings[-2:]:
            # `в январе с визитом побывала группа`
            if any(t.token.head.i == c.token.i for t in happening.tellings):
                return happening
    with_verb = c.type == "visit" and preposition(c.token) == "с" and c.token.head.i > c.token.i
    if with_verb and c.token.head.pos_ == "VERB" and not (c.dates or c.places):
        return None
    known = _signed_again(happenings, c) or _come_to(happenings, c) or _pointed_at(happenings, c)
    known = known or _handed_over(happenings, c)
    if known is not None:
        return known
    recent = happenings[-_RECENT:]
    if is_next(c) and not c.specific:
        # told, or joined with what is told of it, when all of the text has been read
        return None
    if c.token.lemma_ == "этап":
        for happening in reversed(recent):
            if same_kind(happening.type, c.type) and not conflicts(happening, c) and happening.main.status == c.status:
                return happening
    for happening in reversed(recent):
        if same_kind(happening.type, c.type) and not conflicts(happening, c) and share_key(happening, c):
            return happening
    for happening in recent if c.type == "visit" else ():
        there = not c.places or any(_near(a, b) for a in c.places for b in happening.places)
        if happening.type == "visit" and there and _is_put_off_again(happening, c) and not conflicts(happening, c):
            return happening
    gathered = _gathered(happenings, c) or _called(happenings, c)
    if gathered is not None:
        return gathered
    for happening in happenings[:6]:
        # a headline, then the lead
        headline = happening.main.trigger[0] < _HEADLINE and not happening.dates and len(happening.tellings) < 3
        headline = headline and not _lies_ahead(happening, c)
        if happening.type != c.type and happening.main.status != c.status:
            # `планируется провести заседание`, `на первом саммите в 2006 году`
            continue
        if headline and same_kind(happening.type, c.type) and not conflicts(happening, c) and not happening.number:
            unsure = not (c.asserted and happening.main.asserted)
            if c.trigger[0] - happening.main.trigger[0] < 2 * _HEADLINE and (
                unsure or c.status == happening.main.status
            ):
                return happening
    if c.type == "adoption" and c.is_verb:
        for happening in happenings[:3]:
            first = happening.main
            headline = (
                first.status == c.status
                and first.trigger[0] < _HEADLINE
                and first.is_verb
                and len(happening.tellings) == 1
            )
            if headline and same_kind(happening.type, c.type) and says_same(first.token, c.token):
                return happening
    last = next((h for h in reversed(recent) if h.type == c.type), None)
    if last is not None and _opens_bare(c) and c.trigger[0] - last.main.trigger[0] < _POINTED:
        # `чем закончилось заседание Совета?`, `Заседание прошло вчера`
        if not last.dates and last.main.status == c.status and not conflicts(last, c):
            return last
    for happening in reversed(recent[-2:]):
        # the headline of an item, then its first sentence
        close = 0 <= c.trigger[0] - happening.main.trigger[0] < _HEADLINE and len(happening.tellings) == 1
        told = same_kind(happening.type, c.type) and c.status == happening.main.status and bool(c.dates)
        if close and told and not happening.dates and not conflicts(happening, c):
            return happening
    bodies = c.organizations and not is_bare_setting(c)
    points_back = not (c.number or c.name or c.dates or bodies or _is_come_for(c))
    if points_back and not c.is_verb:
        # a session of heads of state is no session of just anybody
        allowed = _POINTS_TO[c.type] if c.type != "summit" or c.token.lemma_ == "саммит" else frozenset({"summit"})
        latest = recent[::-1]
        for happening in sorted(latest, key=lambda h: (_lies_ahead(h, c), not _is_called(h, c))):
            if happening.type == c.type and not conflicts(happening, c):
                return happening
        if (not c.asserted or not c.specific) and not c.margins:
            # what is only prepared or recalled comes after what is told
            for happening in sorted(latest, key=lambda h: not h.main.asserted):
                # `условились провести консультации`: not the summit that was spoken of
                agreed = c.asserted and c.status == "planned" and not same_kind(happening.type, c.type)
                apart = bool(c.places) and not share_key(happening, c)
                if happening.type in allowed and not agreed and not apart and not conflicts(happening, c):
                    if _is_of_its_own(happening, c):
                        continue
                    return happening
    if recent and _is_same_course(recent[-1], c):
        return recent[-1]
    return None

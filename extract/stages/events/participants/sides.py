"""Who `стороны`, `гости`, `министры` of an event are, and who meets again; one exercise for each name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import replace

from spacy.tokens import Doc

from extract.document import Event, Participant, Person, Place
from extract.language.later import later
from extract.language.syntax import ancestors
from extract.parties.sides import sides
from extract.stages.events.merging.gatherings import item_starts
from extract.stages.events.merging.happening import Happening

_AGREEING = frozenset({"договориться", "договариваться", "условиться", "договоренность", "согласовать"})
#: whoever came, without a word of whose they are
_GUEST_WORDS = re.compile(
    r"(?:(?:эти|(?:высок|зарубежн|иностранн|почетн|почётн)[а-яё]+)\s+)?"
    r"(?:гост(?:ей|и|ь|я|ю|ем|ям|ями)|участник(?:и|ов)|делегаци(?:ю|я|ей)|член(?:ы|ов|ам|ами)\s+делегации)",
    re.IGNORECASE,
)
_WHENCE = re.compile(r"\s+из\s+[А-ЯЁ]")
_ONE_GUEST = re.compile(r"(?:[а-яё]+\s+)?гост(?:ь|я|ю|ем)", re.IGNORECASE)
_OF_DELEGATION = later(r"\bделегаци(?:ей|ю|и|ями)\s+(?:(?!возглав|руковод|представ)[^.;:()]){0,80}$", re.IGNORECASE)
_SIDES = re.compile(
    r"(?:обе )?(?:стороны|сторонами|министры|президенты|собеседники)\b(?!\s+[а-я]+(?:ов|ий|ых)\b)"
    r"|(?:главы|руководители)\s+(?:двух\s+|обоих\s+)?(?:регионов|ведомств|министерств|служб|агентств|областей|внешнеполитич"
    r"|МИД\b|МВД\b|комитетов)",
    re.IGNORECASE,
)
_CHAIRS = re.compile(r"(?:оба\s+)?сопредседател(?:и|ей|ями|ям)\b", re.IGNORECASE)
_NAMES = later(r'(?:\s+\(?[\w-]+\)?){0,8}\s*:?\s*"[^"\n]{3,60}"(?:(?:\s*,|\s+и|\s*,?\s+а также)\s+"[^"\n]{3,60}")+')
_NAME = re.compile(r'"([^"\n]{3,60})"')
_OFFICES = re.compile(
    r"(?:все\s+|обе\s+)?(министр[ыа]|президент[ыа]|премьер-министр[ыа]|главы(?=\s+(?:всех\s+)?делегаций)|секретар[ия]|прокурор[ыа]|директора)"
    r"(?:\s+(?:всех\s+)?делегаций)?",
    re.IGNORECASE,
)
#: events before in which an office is looked for
_RECENT = 30
_FORUMS = frozenset({"session", "summit", "conference"})
_PAIR = 2
#: more than these are no few men who sign
_MANY = 12


def agreed_meetings(happenings: list[Happening], events: dict[int, Event]) -> None:
    """`договорились о встрече`: those who met will meet again."""
    met: Event | None = None
    for happening in sorted(happenings, key=lambda h: h.main.trigger):
        event = events[id(happening)]
        if event.type not in {"meeting", "call"}:
            continue
        if event.status == "planned" and not event.participants and met is not None:
            if any(a.lemma_ in _AGREEING for a in ancestors(happening.main.token)):
                event.participants = [
                    Participant(p.entity, None, None, "inferred", p.role, p.position, p.affiliation)
                    for p in met.participants
                    if p.entity is not None
                ]
        elif event.status != "planned" and len(event.participants) > 1:
            # of many, or of delegations, others may come next time
            met = event if len(event.participants) == _PAIR else None


def resolve_sides(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """`Стороны подписали`: the sides are those who met last before."""
    #: the last visit before, and the last one where two or more were
    visit: Event | None = None
    gathering: Event | None = None
    previous: Event | None = None
    items = item_starts(doc)
    item = 0
    #: the last ones before
    held: deque[Event] = deque(maxlen=_RECENT)
    for happening in sorted(happenings, key=lambda h: h.main.trigger):
        if previous is not None and previous.type in {"meeting", "call", "visit"}:
            visit = previous if previous.type == "visit" else visit
            gathering = previous if sum(p.entity is not None for p in previous.participants) > 1 else gathering
        if previous is not None:
            held.append(previous)
        number = bisect_right(items, happening.main.trigger[0])
        if number != item:
            # the next news of a digest has its own sides
            item, visit, gathering = number, None, None
            held.clear()
        event = previous = events[id(happening)]
        named = [p for p in event.participants if p.entity is None and _SIDES.match(doc._.match_text, p.start or 0)]
        guests = [p for p in event.participants if _is_guests(doc, p)]
        if guests and event.type in {"meeting", "visit"}:
            _resolve_guests(doc, event, guests, visit, gathering)
        _seat_chairs(doc, event, held)
        if event.type in _FORUMS:
            # `на саммите президенты поручили`: not the two who met before it
            named = []
        office = next((p for p in event.participants if p.entity is None and _office(doc, p) is not None), None)
        holders: list[Participant] = []
        if office is not None and event.type in {"adoption", "meeting", "session"}:
            holders = next((found for e in reversed(held) if len(found := _holders(doc, office, e)) > 1), [])
            holders = holders or _came(doc, office, held)
        if office is not None and 1 < len(holders) <= _MANY:
            named = [office]
        else:
            holders = _interlocutors(doc, gathering) if named and gathering is not None else []
            if named and gathering is None and event.type in {"meeting", "call"}:
                # `А и Б подписали соглашение. Стороны провели переговоры`
                signed = [e for e in held if e.type == "adoption" and e.status == "held"]
                men = [p for p in signed[-1].participants if isinstance(p.entity, Person)] if signed else []
                holders = men if len(men) == _PAIR else []
        if not holders:
            continue
        rest = [p for p in event.participants if p not in named]
        known = {id(p.entity) for p in rest}
        event.participants = rest + [
            Participant(p.entity, named[0].start, named[0].end, "resolved", named[0].role, p.position, p.affiliation)
            for p in holders
            if p.entity is not None and id(p.entity) not in known
        ]


def _is_guests(doc: Doc, party: Participant) -> bool:
    if party.entity is not None or party.start is None or party.end is None:
        return False
    text: str = doc._.match_text
    # `гости из Баку` are told apart from whoever came before
    return _GUEST_WORDS.fullmatch(text, party.start, party.end) is not None and not _WHENCE.match(text, party.end)


def _resolve_guests(doc: Doc, event: Event, guests: list[Participant], visit: Event | None, met: Event | None) -> None:
    """`Гости посетили музей`: those of the visit told before, else those who were received or came as a delegation."""
    words = doc._.match_text[guests[0].start : guests[0].end]
    came = _visitors(doc, visit) if visit is not None and visit.participants else []
    came = came or (_received(doc, met) if met is not None else [])
    if not came and met is not None and _ONE_GUEST.fullmatch(words):
        # `Под руководством А и Б в Душанбе прошла встреча. Гостя принял премьер-министр`: who led and is not at home
        here = {x.country for x in met.places if x.country is not None}
        led = [p for p in _chairs(met) if isinstance(p.entity, Person) and _state_of(p) not in {None, *here}]
        came = led if here and len(led) == 1 else []
    came = [p for p in came if p.entity is not None or len(came) == 1]
    persons = [p for p in came if isinstance(p.entity, Person)]
    if _ONE_GUEST.fullmatch(words):
        came = persons if len(persons) == 1 else came
    elif len(persons) < len(came):
        # a delegation is whose it is, whoever leads it
        came = [p for p in came if not isinstance(p.entity, Person)]
    if not came:
        return
    event.participants = [p for p in event.participants if p not in guests] + [
        Participant(
            p.entity, guests[0].start, guests[0].end, "resolved" if p.entity else "stated", "participant",
            p.position, p.affiliation,
        )
        for p in came
    ]  # fmt: skip


def _received(doc: Doc, met: Event) -> list[Participant]:
    """Who came to a meeting: those who were received, or whom it calls a delegation."""
    if any(p.role == "host" for p in met.participants):
        return [p for p in met.participants if p.role != "host"]
    text: str = doc._.match_text
    here = {x.country for x in met.places if x.country is not None}
    abroad = [p for p in met.participants if isinstance(p.entity, Person) and _state_of(p) not in {None, *here}]
    if len(abroad) == 1 and any(_state_of(p) in here for p in met.participants):
        # `в Ташкенте министр А и министр Б из Ашхабада`: who is not at home
        return abroad
    return [p for p in met.participants if p.start is not None and _OF_DELEGATION.search(text, p.start - 100, p.start)]


def _state_of(party: Participant) -> str | None:
    return getattr(party.affiliation, "country", None)


def _seat_chairs(doc: Doc, event: Event, held: Iterable[Event]) -> None:
    """`сопредседатели были приняты`: those who sat in the chair of the gathering told last."""
    meant = [p for p in event.participants if p.entity is None and _CHAIRS.match(doc._.match_text, p.start or 0)]
    sat = next((found for e in reversed(list(held)) if len(found := _chairs(e)) > 1), None) if meant else None
    if sat is None:
        return
    start, end, role = meant[0].start, meant[0].end, meant[0].role
    event.participants = [p for p in event.participants if p not in meant] + [
        Participant(p.entity, start, end, "resolved", role, p.position, p.affiliation) for p in sat
    ]


def _chairs(event: Event) -> list[Participant]:
    return [p for p in event.participants if p.role == "chair" and p.entity is not None]


def _visitors(doc: Doc, visit: Event) -> list[Participant]:
    """Who came, as the sentence of the visit has it; their company is told elsewhere."""
    guests = [p for p in visit.participants if p.role != "host"]
    trigger = doc.char_span(*visit.trigger, alignment_mode="expand")
    sentence = trigger.sent if trigger is not None else doc[:]
    told = [p for p in guests if p.start is not None and sentence.start_char <= p.start < sentence.end_char]
    return told or guests


def _office(doc: Doc, party: Participant) -> str | None:
    """`Министры`, `все главы делегаций`: an office that those who signed have in common."""
    if party.start is None or party.end is None:
        return None
    found = _OFFICES.fullmatch(doc._.match_text, party.start, party.end)
    return found[1].lower()[:6] if found else None


def _holders(doc: Doc, party: Participant, forum: Event) -> list[Participant]:
    """Who took part in `forum` and holds that office; heads of delegations are whoever came for a state."""
    if forum.type not in {"session", "summit", "meeting", "visit"} or forum.status == "planned":
        return []
    office = _office(doc, party)
    persons = [p for p in forum.participants if isinstance(p.entity, Person)]
    if office == "главы":
        return [p for p in persons if isinstance(p.affiliation, Place) or getattr(p.affiliation, "country", None)]
    return [p for p in persons if p.position and p.position.lower().startswith((office or "-")[:5])]


def _came(doc: Doc, party: Participant, held: Iterable[Event]) -> list[Participant]:
    """Two who hold that office and came one after the other: `Прибыл министр А. Позже прибудет министр Б`."""
    office = _office(doc, party)
    found: dict[int, Participant] = {}
    for event in held:
        for p in event.participants if event.type == "visit" else ():
            if isinstance(p.entity, Person) and p.position and p.position.lower().startswith((office or "-")[:5]):
                found.setdefault(id(p.entity), p)
    return list(found.values()) if len(found) == _PAIR else []


def _interlocutors(doc: Doc, met: Event) -> list[Participant]:
    """The participants of a meeting whom `стороны` stands for."""
    chosen = {id(actor) for actor in sides(doc, met)}
    return [p for p in met.participants if id(p.entity) in chosen] or met.participants


def by_names(doc: Doc, happening: Happening, event: Event, named: Collection[tuple[str, str | None]]) -> list[Event]:
    """`Учения «Взаимодействие», «Поиск» и «Эшелон» стартовали`: one exercise or operation for each name, but for those
    `named` elsewhere.
    """
    if event.type not in {"exercise", "operation"} or event.name is None:
        return [event]
    told = next((t for t in happening.tellings if t.name == event.name and not t.is_verb), happening.main)
    found = _NAMES.match(doc._.match_text, told.trigger[1])
    names = list(_NAME.finditer(found[0])) if found else []
    if found is None or len(names) < 2:
        return [event]
    others = []
    for name in names[1:]:
        start, end = found.start() + name.start(1), found.start() + name.end(1)
        if name[1][0].islower() or (event.type, doc._.source_text[start:end]) in named:
            # `операция «Мак», «круглый стол»`
            continue
        others.append(
            replace(
                event,
                trigger=(start, end),
                evidence=[],
                name=doc._.source_text[start:end],
                participants=[replace(p) for p in event.participants],
                dates=list(event.dates),
                places=list(event.places),
            )
        )
    return [event, *others]


_SO_MANY = {"два": 2, "2": 2, "три": 3, "3": 3, "четыре": 4, "4": 4, "дважды": 2, "трижды": 3}
_TIMES = frozenset({"дважды", "трижды"})


def by_counts(happening: Happening, event: Event) -> list[Event]:
    """`проведены два заседания (5 мая в Оше и 7 июня в Минске)`, `дважды встречались в Баку и Оше`: each of them."""
    token = happening.main.token
    counts = [c for c in token.children if c.dep_.startswith("nummod")]
    times = [c for c in token.head.children if c.lemma_ in _TIMES]
    many = next((_SO_MANY[c.lemma_] for c in (*counts, *times) if c.lemma_ in _SO_MANY), 0)
    # `в 2023 году проведены два заседания (5 мая и 7 июня)`
    days = [d for d in event.dates if "-" in d.edtf]
    dated, placed = len(days) == many, len(event.places) == many
    if many < 2 or event.name is not None or not (dated or (placed and times and len(event.dates) < 2)):
        return [event]
    return [
        replace(
            event,
            dates=[days[i]] if dated else list(event.dates),
            places=[event.places[i]] if placed else list(event.places),
            participants=[replace(p) for p in event.participants],
        )
        for i in range(many)
    ]

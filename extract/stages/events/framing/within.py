"""What an event is within, and what it takes from there: venue, papers, the body that holds it, the mode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extract.document import Event, Organization, Participant, Place, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, preposition
from extract.stages.events.framing.bodies_meant import body_meant
from extract.stages.events.merging.gatherings import ITEM_END
from extract.stages.events.merging.happening import Happening
from extract.stages.events.papers.own_adoption import PARTICIPLE, TITLE
from extract.stages.events.triggers.lexicon import IN_COURSE, Candidate, of_other_items
from extract.stages.events.untold.outcome import is_described, verb_of_outcome

#: characters within which an adoption belongs to the session told before
_NEAR = 800
#: the same of what an organ approves, in the report of its session
_FAR = 1800
_ENDING = frozenset({"завершиться", "закончиться", "увенчаться", "завершаться", "ознаменоваться"})
#: those who make a forum
_SEVERAL = 3
_ORGAN = re.compile(r"(?:\w+\s+){0,2}(?:совет|комитет|комисси|коллеги|ассамбле|групп)", re.IGNORECASE)
#: the organ of a state that passes laws
_PARLIAMENT = later(
    r"(?:[\w-]+\s+){0,3}(?:мажилис|мажлис|мажлиси|маджлис|меджлис|жогорку кенеш|\w*дума\b|\w*парламент\b|сенат\b|сейм\b"
    r"|рада\b|хурал|кнессет|бундестаг|национальное собрание|(?:законодательная|верхняя|нижняя|народная) палата"
    r"|палата (?:представителей|депутатов)|верховный совет\b|совет (?:федерации|республики)\b)",
    re.IGNORECASE,
)
_FORUMS = frozenset({"meeting", "session", "summit", "conference", "visit"})
_AT = later(
    r"(?:на\s+\"?полях\"?|в\s+\"?кулуарах\"?|в рамках|в ходе|по итогам|по результатам|во время|\bна|\bв)\s+"
    r"(?:[^\s.,;:]+\s+){0,3}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bмежду\s|\s[-–—]\s[А-ЯЁ]")
#: what has papers of its own
_ADOPTING = frozenset({"session", "summit", "conference"})
#: characters below the title of a paper within which it says who met
_BELOW = 900
_SETTINGS = frozenset({"summit", "session", "conference", "visit", "exercise", "meeting"})
RECALLED = re.compile(r"напомн|ранее|прошл(?:ом|ого|ый)|предыдущ|в \d{4} году|итог|результат", re.IGNORECASE)


def frame(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """Put events within others, name the bodies of adoptions and sessions, and say how people met."""
    by_sentence: dict[int, list[tuple[Candidate, Happening]]] = {}
    items = len({telling.item for happening in happenings for telling in happening.tellings}) > 1
    for happening in happenings:
        for telling in happening.tellings:
            by_sentence.setdefault(sentence_of(telling.token).start, []).append((telling, happening))
    for happening in happenings:
        event = events[id(happening)]
        told = [h for h in happenings if not of_other_items(h.main, happening.main)] if items else happenings
        outer = _setting_of(doc, happening, by_sentence) or _outcome_of(happening, told, events)
        if outer is not None:
            _put_within(happening, outer, events)
        if not event.organizations:
            event.organizations = body_meant(doc, happening, happenings, events)
        if event.type == "adoption":
            _name_body(happening, happenings if happening.main.item >= 0 else told, events)
        _settle_mode(event)


def _put_within(happening: Happening, outer: Happening, events: dict[int, Event]) -> None:
    event, within = events[id(happening)], events[id(outer)]
    if event in _around(within):
        return  # that one is within this
    event.within = within
    if not within.places and outer.main.token.sent.start == happening.main.token.sent.start:
        # what happens on its margins happens where it is
        within.places = list(event.places)
    if event.type == "adoption":
        if event.places == within.places and event.rule != TITLE and not _is_told_with(happening, outer):
            event.places = []
        _share_outcome(happening, event, within)


def _around(event: Event) -> Iterator[Event]:
    """The event and those that it is within, from the inside out."""
    outer: Event | None = event
    while outer is not None:
        yield outer
        outer = outer.within


def _is_told_with(paper: Happening, talks: Happening) -> bool:
    """`в Оше по итогам переговоров подписали`: the place is that of the signing first."""
    tellings = (t.token for t in talks.tellings if not t.is_verb)
    return any(verb_of_outcome(t) == paper.main.token and not is_described(t) for t in tellings)


def _name_body(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> None:
    """The organ that adopts: named, of the session told before, of the frame, or the issuer of the paper."""
    event, signed = events[id(happening)], _is_signed(happening)
    if signed and any(p.role == "signatory" for p in event.participants):
        # `главы государств подписали документы`, of which `Совет утвердил` some
        event.participants = [p for p in event.participants if p.role == "signatory" or not _is_organ(p.entity)]
    if not signed:
        _adopted_by_organ(event)
        if not event.organizations and event.within is None and event.rule != PARTICIPLE:
            event.organizations = _body_before(happening, happenings, events)
    if not event.organizations:
        if event.within is not None and not signed:
            # an organ adopts what its session approves; a union is only the frame of it
            event.organizations = [o for o in event.within.organizations if _ORGAN.match(o.name)]
        elif _made_together(event):
            return
        elif event.documents and isinstance(issuer := event.documents[0].issuer, Organization):
            # what two sides sign between them has none
            joint = signed and (issuer.country is not None or _BETWEEN.search(event.documents[0].name))
            event.organizations = [] if joint else [issuer]


def _settle_mode(event: Event) -> None:
    if event.mode is None and (
        event.type in {"meeting", "visit"} or (event.type in {"session", "summit", "conference"} and event.places)
    ):
        event.mode = "in_person"
    if event.mode in {"video", "phone"} and event.type == "call":
        event.places = []


def _outcome_of(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> Happening | None:
    """`По итогам принято заявление`: the outcome of the last event told before."""
    if happening.type != "adoption":
        return None
    token = happening.main.token
    if happening.main.rule == TITLE:
        return _paper_of(happening, happenings)
    forum = _forum_before(happening, happenings, events)
    if forum is not None:
        return forum
    words = [
        t for t in token.sent if t.lemma_ in {"итог", "результат", "завершение"} and preposition(t) in {"по", None}
    ]
    if not any(t.i < token.i + 12 and not list(t.rights) for t in words):
        return None
    before = [h for h in happenings if h.type in _FORUMS and h.main.trigger[0] < happening.main.trigger[0]]
    return max(before, key=lambda h: h.main.trigger, default=None)


def _paper_of(title: Happening, happenings: list[Happening]) -> Happening | None:
    """`КОММЮНИКЕ по итогам заседания`, and below it that they sat: the gathering whose paper the page is."""
    start = title.main.trigger[0]
    here = [
        h
        for h in happenings
        if h.type in _ADOPTING | {"meeting"} and h.main.status == "held" and not h.main.setting and h.dates
    ]
    near = [h for h in here if any(0 < t.trigger[0] - start < _BELOW for t in h.tellings)]
    first = min(near, key=lambda h: h.main.trigger, default=None)
    apart = first is not None and title.dates and not any(d in first.dates for d in title.dates)
    return None if apart else first


def _forum_before(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> Happening | None:
    """`Участники утвердили План`, `Стороны подписали протокол`: at the event told just before."""
    main = happening.main
    if not main.rule.startswith("event.adoption.verb") or main.status != "held" or happening.dates:
        return None
    named = [p for p in main.participants if p.entity is not None]
    body = next((o for t in happening.tellings for o in t.organizations), None)
    signed = "подпис" in main.token.lemma_
    kinds = {"meeting", "visit", "session", "summit"} if signed else {"session", "summit"}
    start = main.trigger[0]
    before = [h for h in happenings if h.type in kinds and h.main.status == "held"]
    # `На заседании подписали план. Принято заявление`: the setting of a paper is that of the next one
    framing = {id(e.within) for e in events.values() if e.type == "adoption" and e.trigger < main.trigger}
    # `приняла участие в заседании Совета`, with its day: what was approved next, was approved there
    told = [h for h in before if not signed and h.dates and h.bodies()]
    before = [h for h in before if not h.main.setting or id(events[id(h)]) in framing or h in told]
    before = [h for h in before if 0 < _since(h, start) < (_NEAR if signed else _FAR)]
    # `приветствовали итоги заседания`: what is only recalled was no place to sign
    before = [h for h in before if not RECALLED.search(h.main.token.sent.text)] or before
    last = max(before, key=lambda h: h.main.trigger, default=None)
    if last is None or (body is not None and last.bodies() and id(body) not in last.bodies()):
        return None
    if not all(isinstance(p.entity, Organization) for p in named):
        # `Президенты А, Б и В подписали договор`: those who were there
        there = {id(p.entity) for t in last.tellings for p in t.participants}
        if len(named) < _SEVERAL or last.type not in _ADOPTING or not all(id(p.entity) in there for p in named):
            return None
    between = main.token.doc._.match_text[last.main.trigger[0] : start]
    return None if ITEM_END.search(between) else last


def _since(happening: Happening, offset: int) -> int:
    """Characters from the last telling of a happening; none if it is told later."""
    told = [t.trigger[0] for t in happening.tellings if t.trigger[0] < offset]
    return offset - max(told) if told else 0


def _is_organ(party: object) -> bool:
    return isinstance(party, Organization) and party.country is None and _ORGAN.match(party.name) is not None


def _passes_laws(party: object) -> bool:
    return isinstance(party, Organization) and _PARLIAMENT.match(party.name) is not None


def _adopted_by_organ(event: Event) -> None:
    """`Совет одобрил Концепцию`, `Сенат принял закон`: the organ is the frame of what it adopts and takes no part."""
    laws = "ратифи" not in event.rule
    organs = [p.entity for p in event.participants if _is_organ(p.entity) or (laws and _passes_laws(p.entity))]
    if organs and not _made_together(event):
        event.organizations = [o for o in organs if isinstance(o, Organization)]
        event.participants = [p for p in event.participants if p.entity not in organs]


def _made_together(event: Event) -> bool:
    """`Совместное заявление Секретариата А и Исполнительного комитета Б`: bodies that make it, none its frame."""
    bodies = [p.entity for p in event.participants if isinstance(p.entity, Organization)]
    return event.rule == TITLE and len(bodies) > 1 and not all(_is_organ(body) for body in bodies)


def _is_signed(happening: Happening) -> bool:
    return any("подпис" in t.token.lemma_ or "sign" in t.rule for t in happening.tellings)


def _says_outcome(happening: Happening) -> bool:
    """`по итогам встречи принято`, and nobody is said to have approved it."""
    sentence = happening.main.token.sent.text.lower()
    return any(words in sentence for words in ("итог", "результат", "заверш"))


def _share_outcome(happening: Happening, adoption: Event, forum: Event) -> None:
    """What a forum adopts is a document of the forum; what some sign there is theirs; those who met have adopted it."""
    signed = _is_signed(happening)
    held_summit = forum.type == "summit" and forum.status == "held"
    if forum.type in _ADOPTING and not signed and not held_summit and happening.main.is_verb:
        forum.documents += [d for d in adoption.documents if d not in forum.documents]
    told = happening.main.rule != TITLE and _says_outcome(happening)
    if not adoption.participants and forum.type == "meeting" and told and not signed:
        states = any(isinstance(p.entity, Place) for p in forum.participants)
        adoption.participants = [
            Participant(p.entity, None, None, "inferred", "participant", p.position, p.affiliation)
            for p in forum.participants
            if p.entity is not None and (not states or isinstance(p.entity, Place))
        ]


def _body_before(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> list[Organization]:
    """Of an adoption without issuer: the body whose session was told just before."""
    start = happening.main.trigger[0]
    told = [h for h in happenings if h.type in {"session", "summit"} and 0 < start - h.main.trigger[0] < _NEAR]
    return list(events[id(told[-1])].organizations) if told else []


def _may_hold(outer: Happening, inner: Happening) -> bool:
    """A visit is within nothing but a visit."""
    return inner.type != "visit" or outer.type == "visit"


def _setting_of(
    doc: Doc, happening: Happening, by_sentence: dict[int, list[tuple[Candidate, Happening]]]
) -> Happening | None:
    """The event on whose margins, or in whose course, this one took place."""
    if happening.type not in {"meeting", "call", "adoption", "conference", "statement", "session", "visit"}:
        return None
    pattern = _AT if happening.type == "adoption" else IN_COURSE
    for telling in happening.tellings:
        for setting, other in by_sentence[sentence_of(telling.token).start]:
            if other is happening or other.type not in _SETTINGS:
                continue
            if (happening.main.status == "planned" and other.main.status == "held") or not _may_hold(other, happening):
                # `в ходе встречи обсуждена подготовка к заседанию`
                continue
            if telling.rule == PARTICIPLE and not _in_its_phrase(setting, telling):
                continue
            if _is_end_of(setting, telling):
                return other
            beside = pattern.search(doc._.match_text, max(setting.trigger[0] - 80, 0), setting.trigger[0])
            if setting.margins or (beside is not None and not beside.start() < telling.trigger[0] < setting.trigger[0]):
                # `На полях заседания состоялась встреча`: the session is not at the meeting
                return other
    return None


def _is_end_of(sitting: Candidate, telling: Candidate) -> bool:
    """`Заседание завершилось принятием Декларации`."""
    noun, verb = telling.token, telling.token.head
    ends = not telling.is_verb and verb.lemma_ in _ENDING and feature(noun, "Case") == "Ins"
    return ends and sitting.token.head.i == verb.i and sitting.token.dep_ in SUBJECTS


def _in_its_phrase(setting: Candidate, participle: Candidate) -> bool:
    """`принятом на саммите соглашении`; not `на встрече напомнил о принятом соглашении`."""
    between = participle.token.doc[participle.token.i + 1 : setting.token.i]
    return setting.token.i > participle.token.i and not any(t.text == "," or t.pos_ in {"VERB", "AUX"} for t in between)

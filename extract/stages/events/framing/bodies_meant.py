"""The body of a gathering that does not name it: of the session told before, of the organ or union spoken of."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Event, Organization, Starts, kept
from extract.language.syntax import feature, preposition
from extract.stages.events.merging.happening import Happening
from extract.stages.events.triggers.lexicon import ANOTHER, Candidate

#: lower-case words for an organ that the text has named
_ORGANS = frozenset(
    {
        "совет", "комитет", "комиссия", "коллегия", "группа", "подгруппа", "штаб", "ассамблея", "президиум", "бюро",
        "подкомитет", "подкомиссия",
    }
)  # fmt: skip
_SEASONS = frozenset({"осенний", "весенний", "летний", "зимний", "ближайший"})
_OF_EXPERTS = re.compile(r"(?:эксперт|специалист|сотрудник)", re.IGNORECASE)
#: unions of states, whose heads hold summits
_UNION = re.compile(r"организаци|содружеств|союз\b|совещани|ассоциаци|брикс|центральная азия", re.IGNORECASE)
_NO_UNION = re.compile(r"всемирн|международн|объедин", re.IGNORECASE)
#: a summit of its own kind: `трёхсторонний саммит`, `саммит ЕС - Центральная Азия`
_SIDED = re.compile(r"(?:дву|тр[её]х|четыр[её]х|пяти|много)сторонн|-", re.IGNORECASE)
#: characters back to where an organ was named, and a union
_ORGAN_NEAR = 3000
_UNION_NEAR = 400
#: gatherings looked back at: keeps this linear on pages of any length
_RECENT = 60


def body_meant(
    doc: Doc, happening: Happening, happenings: list[Happening], events: dict[int, Event]
) -> list[Organization]:
    """The body of a session, a summit or a round of meetings that is told without it; nothing for other events."""
    kind = events[id(happening)].type
    if kind == "session":
        organ = _organ_named(doc, happening, happenings, events)
        return organ or _same_body(happening, happenings, events)
    if kind == "summit":
        return _union(doc, happening.main)
    if kind == "conference":
        return _same_forum(happening, happenings, events)
    return _same_body(happening, happenings, events) if kind == "meeting" else []


def _same_forum(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> list[Organization]:
    """`Следующий форум примет Самарканд`, `первый форум прошёл в Сиане`: of the union whose second was told."""
    main, event = happening.main, events[id(happening)]
    another = any(c.lemma_ in ANOTHER for t in happening.tellings for c in t.token.children)
    own = any(c.dep_ == "nmod" and preposition(c) is None for c in main.token.rights)
    if not (another or event.number) or own or event.name:
        return []
    before = [h for h in happenings if h is not happening and h.main.trigger < main.trigger]
    alike = [h for h in before[-_RECENT:] if h.type == "conference" and h.main.token.lemma_ == main.token.lemma_]
    bodies = [events[id(h)].organizations for h in alike if events[id(h)].organizations]
    # seminars and courses are held by another each time
    return [b for b in bodies[-1] if is_union(b)] if bodies else []


def _same_body(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> list[Organization]:
    """`следующее заседание`, `осеннее заседание`: of the body whose session was told before."""
    if not any(c.lemma_ in ANOTHER | _SEASONS for t in happening.tellings for c in t.token.children):
        return _same_series(happening, happenings, events)
    if _is_of_experts(happening):
        # `очередное совещание экспертов`: a round of its own
        return []
    before = [h for h in happenings if h is not happening and h.type == happening.type]
    told = [events[id(h)] for h in before if h.main.trigger < happening.main.trigger]
    if happening.type == "meeting":
        # most meetings are of nobody's
        told = [] if happening.main.participants else [e for e in told if e.organizations]
    return list(told[-1].organizations) if told else []


def _same_series(happening: Happening, happenings: list[Happening], events: dict[int, Event]) -> list[Organization]:
    """`Справочно: четырнадцатое совещание прошло в Бишкеке`: of the body whose fifteenth was told before."""
    own = [c for t in happening.tellings for c in t.token.rights if c.dep_ == "nmod" and preposition(c) is None]
    kind = happening.type
    if kind == "meeting":
        # `двадцатая встреча секретарей советов безопасности`, of whom nobody is named
        own = [c for c in own if feature(c, "Number") != "Plur"]
        own += [] if all(p.entity is None for p in happening.main.participants) else [happening.main.token]
    if kind not in {"session", "meeting"} or not events[id(happening)].number or own or _is_of_experts(happening):
        return []
    before = [h for h in happenings if h is not happening and h.main.trigger < happening.main.trigger]
    told = [events[id(h)] for h in before[-_RECENT:] if h.type == kind]
    numbered = [e for e in told if e.number and e.organizations]
    return list(numbered[-1].organizations) if numbered else []


def _is_of_experts(happening: Happening) -> bool:
    text: str = happening.main.token.doc._.match_text
    groups = [p for t in happening.tellings for p in t.participants if p.entity is None]
    return any(_OF_EXPERTS.match(text, p.start or 0) for p in groups)


def _organ_named(
    doc: Doc, happening: Happening, happenings: list[Happening], events: dict[int, Event]
) -> list[Organization]:
    """`четвёртое заседание комиссии`: the commission that the text has named, best as one that met."""
    organ = next((o for t in happening.tellings if (o := organ_of(t.token)) is not None), None)
    if organ is None:
        return []
    before = [h for h in happenings if h is not happening and h.main.trigger[0] < organ.idx]
    for other in reversed(before[-_RECENT:]):
        known = [o for o in events[id(other)].organizations if _is_such(o, organ)]
        if known:
            return known[:1]
    named = _bodies_at(doc).within(max(organ.idx - _ORGAN_NEAR, 0), organ.idx)
    such = [m for m in named if isinstance(m.entity, Organization) and _is_such(m.entity, organ)]
    last = max(such, key=lambda m: m.start, default=None)
    return [last.entity] if last is not None and isinstance(last.entity, Organization) else []


def _bodies_at(doc: Doc) -> Starts:
    return kept(doc, "bodies_at", lambda d: Starts(d._.organizations))


def organ_of(trigger: Token, *, bare: bool = True) -> Token | None:
    """The organ in the genitive behind the trigger; a `bare` one is described by nothing."""
    for c in trigger.rights:
        if c.lemma_ in _ORGANS and feature(c, "Case") == "Gen" and preposition(c) is None and c.text.islower():
            return c if not bare or not any(x.dep_ in {"nmod", "amod"} for x in c.children) else None
    return None


def _is_such(body: Organization, organ: Token) -> bool:
    """The first noun of the name of an organ is the organ's word; adjectives stand before it."""
    stem = organ.lemma_[:-1] if organ.lemma_[-1] in "аяй" else organ.lemma_
    return re.match(rf"(?:[\w-]+(?:ый|ий|ой|ая|яя|ое|ее)\s+){{0,4}}{stem}", body.name, re.IGNORECASE) is not None


def _union(doc: Doc, summit: Candidate) -> list[Organization]:
    """`председательствуя в СВМДА, готовит саммит`, `На саммите в Минске`: the union spoken of just before."""
    token = summit.token
    if any(c.dep_ in {"nmod", "appos", "flat"} and preposition(c) is None for c in token.rights):
        return []
    if any(_SIDED.search(c.text) for c in token.lefts):
        return []
    text: str = doc._.match_text
    if text[summit.trigger[1] : summit.trigger[1] + 2] == ' "':
        # `на саммите «Центральная Азия - Россия»`: a name of its own
        return []
    paragraph = text.rfind("\n", 0, summit.trigger[0]) + 1
    near = _bodies_at(doc).within(max(summit.trigger[0] - _UNION_NEAR, paragraph), summit.trigger[0])
    last = max((m for m in near if is_union(m.entity)), key=lambda m: m.start, default=None)
    if last is None and token.lemma_ == "саммит":
        # `к осеннему саммиту`, on a page about one union alone
        unions = {id(m.entity): m.entity for m in doc._.organizations if is_union(m.entity)}
        return list(unions.values()) if len(unions) == 1 else []
    return [last.entity] if last is not None and isinstance(last.entity, Organization) else []


def is_union(body: object) -> bool:
    """Whether states are members of it: no agency, no organ, no national body."""
    if not isinstance(body, Organization) or body.country is not None or body.parent is not None:
        return False
    return _UNION.search(body.name) is not None and _NO_UNION.search(body.name) is None

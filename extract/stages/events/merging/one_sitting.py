"""Sittings that a page tells in two ways: by the people in a headline, by the council in the text; in two formats.

`Состоялась встреча министров обороны СНГ`, below it `69-е заседание Совета министров обороны`;
`заседание Совета`, then `в узком составе главы правительств провели встречу`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.document import Organization
from extract.language.later import later
from extract.language.syntax import preposition
from extract.stages.events.merging.comparing import conflicts, in_headline, overlap
from extract.stages.events.merging.happening import Happening, near
from extract.stages.events.triggers.lexicon import Candidate, of_other_items

_SITTINGS = frozenset({"session", "summit"})
#: characters within which a sitting is told again
_NEAR = 900
#: `(заседание) министров обороны стран`: the people whom a council is named after
_PEOPLE = later(
    r"\s+(?P<who>(?:глав|министров|руководителей|председателей|секретарей|прокуроров|командующих|начальников"
    r"|координаторов|генпрокуроров|генеральных\s+прокуроров|национальных\s+координаторов)"
    r"(?:\s+(?!стран|государств)[а-яё]+){0,3})(?=\s|[.,;:]|$)"
)
#: a part of the sitting that was told: `в узком составе`, `в расширенном формате`
_FORMAT = later(r"[^.;\n]{0,60}?\bв\s+(?:узком|расширенном|широком|ограниченном)\s+(?:составе|формате)", re.IGNORECASE)
_OPENS_BACK = frozenset({"участник", "ход", "повестка", "рамка", "итог"})


def one_sitting(happenings: list[Happening]) -> list[Happening]:
    """Join the tellings of one sitting that differ in the word or in the form of the body; the fuller one stays."""
    sittings = [h for h in happenings if h.type in {*_SITTINGS, "meeting", "conference"}]
    gone: set[int] = set()
    for number, first in enumerate(sittings):
        for second in sittings[number + 1 : number + 4]:
            if id(first) in gone or id(second) in gone or not _may_be_one(first, second):
                continue
            if any(check(first, second) for check in _CHECKS):
                kept, joined = (second, first) if _is_fuller(second, first) else (first, second)
                _join(kept, joined)
                gone.add(id(joined))
    return [h for h in happenings if id(h) not in gone]


def _may_be_one(first: Happening, second: Happening) -> bool:
    a, b = first.main, second.main
    if not _SITTINGS & {first.type, second.type} or of_other_items(a, b):
        return False
    if {t.token.sent.start for t in first.tellings} & {t.token.sent.start for t in second.tellings}:
        # `На полях сессии Совета прошла встреча министров`
        return False
    if min(abs(x.trigger[0] - y.trigger[0]) for x in first.tellings[:6] for y in second.tellings[:6]) > _NEAR:
        return False
    if first.number and second.number and first.number != second.number:
        return False
    if first.dates and second.dates and not any(overlap(x, y) for x in first.dates for y in second.dates):
        return False
    if first.places and second.places and not any(near(x, y) for x in first.places for y in second.places):
        return False
    return not (first.persons() and second.persons() and not first.persons() & second.persons())


def _is_fuller(second: Happening, first: Happening) -> bool:
    """The one that names its body or its number."""
    organs = [any(_is_organ(o) for o in h.frames()) for h in (first, second)]
    if organs[0] != organs[1]:
        return organs[1]
    if bool(first.dates) != bool(second.dates):
        return bool(second.dates)
    return bool(second.number) > bool(first.number) or (first.type == "meeting" and second.type in _SITTINGS)


def _is_organ(body: Organization) -> bool:
    return body.parent is not None


def _join(kept: Happening, joined: Happening) -> None:
    main = kept.main
    status, kind = main.status, main.type
    for telling in joined.tellings:
        telling.status, telling.type = status, kind
        telling.organizations = []
        telling.heading = telling.heading or telling.trigger < kept.main.trigger
        telling.participants = [p for p in telling.participants if p.entity is not None]
    kept.tellings = sorted([*kept.tellings, *joined.tellings], key=lambda t: t.trigger)


def _statuses_agree(first: Happening, second: Happening) -> bool:
    a, b = first.main.status, second.main.status
    return a == b or {a, b} <= {"ongoing", "planned"} or {a, b} <= {"ongoing", "held"}


def _by_its_people(first: Happening, second: Happening) -> bool:
    """`встреча министров обороны СНГ` and `заседание Совета министров обороны СНГ`."""
    for people, council in ((first, second), (second, first)):
        organs = [o for o in council.frames() if _is_organ(o)]
        if council.type not in _SITTINGS or any(_is_organ(o) for o in people.frames()) or not organs:
            continue
        told = [t for t in people.tellings if not t.is_verb and _names_people(t, organs)]
        if told and (_statuses_agree(first, second) or told[0].setting) and len(told) == len(people.tellings):
            return True
    return False


def _names_people(telling: Candidate, organs: list[Organization]) -> bool:
    found = _PEOPLE.match(telling.token.doc._.match_text, telling.trigger[1])
    if found is None:
        return False
    words = " ".join(found["who"].lower().split()).replace("генпрокуроров", "генеральных прокуроров")
    unions = {id(o) for o in telling.organizations}
    return any(words in o.name.lower() and (not unions or id(o.parent) in unions or id(o) in unions) for o in organs)


def _in_another_format(first: Happening, second: Happening) -> bool:
    """`главы правительств проводят встречу в узком составе`, at the session that was told."""
    if first.type not in _SITTINGS or second.type != "meeting" or second.number or second.persons():
        return False
    text: str = second.main.token.doc._.match_text
    if _goes_on(second.main):
        return True
    if any(t.dates for t in second.tellings) and not first.dates:
        return False
    return _statuses_agree(first, second) and any(_FORMAT.match(text, t.trigger[1]) for t in second.tellings)


def _goes_on(meeting: Candidate) -> bool:
    """`Встреча продолжилась с участием членов делегаций`: the noun alone opens the sentence."""
    token = meeting.token
    opens = token.i <= token.sent.start + 1 and token.head.lemma_ in {"продолжиться", "продолжаться"}
    return opens and not any(c.dep_ in {"nmod", "amod"} for c in token.children)


def _same_in_headline(first: Happening, second: Happening) -> bool:
    """`В Оше стартует заседание Совета`, above; `Заседание Совета состоится 3 июня`, below."""
    main = first.main
    if not in_headline(main) or first.dates or first.number or main.is_verb or not _statuses_agree(first, second):
        return False
    if not second.main.asserted or conflicts_but_status(first, second.main):
        return False
    return bool(first.bodies() & second.bodies())


def conflicts_but_status(happening: Happening, c: Candidate) -> bool:
    """Whether more than the status keeps them apart."""
    status, c.status = c.status, happening.main.status
    apart = conflicts(happening, c)
    c.status = status
    return apart


def _of_number(first: Happening, second: Happening) -> bool:
    """`Участники 61-го заседания рассмотрят`, after a session of which the number was not told."""
    main = second.main
    if first.type not in _SITTINGS or first.number or not second.number or len(second.tellings) > 1 or main.asserted:
        return False
    if main.dates or main.places or main.organizations or main.is_verb or first.main.status != main.status:
        return False
    over = main.token.head.lemma_ in _OPENS_BACK - {"итог"} and main.token.dep_ == "nmod"
    return over or preposition(main.token) in {"на", "в ходе", "в рамках"}


def _of_union(first: Happening, second: Happening) -> bool:
    """`на саммите ШОС`, `в ходе заседания Совета глав государств ШОС`: the summit is the sitting of its heads."""
    if not first.type == second.type == "summit" or first.main.status != second.main.status:
        return False
    if first.number or second.number or bool(first.dates) != bool(second.dates):
        return False
    return any(a.parent is b or b.parent is a for a in first.frames() for b in second.frames())


def _council_of_union(first: Happening, second: Happening) -> bool:
    """`Экономический саммит СНГ открывается в Оше`, above; `заседание Экономического совета СНГ`, that day, below."""
    main = first.main
    if not in_headline(main) or main.is_verb or first.type != "summit" or second.type != "session":
        return False
    same_day = not first.dates or any(overlap(x, y) for x in first.dates for y in second.dates)
    same_place = any(x is y for x in first.places for y in second.places)
    union = any(o.parent is u for o in second.frames() for u in first.frames())
    return union and same_day and same_place and second.main.asserted and _statuses_agree(first, second)


def _bare_sitting(first: Happening, second: Happening) -> bool:
    """`на заседании в Оше избран председателем Совета СНГ`, `«на полях» заседания Совета`: of whom the first was."""
    main = first.main
    if first.type != "session" or second.type != "session" or len(first.tellings) > 1 or main.asserted:
        return False
    if main.number or first.main.status != second.main.status or any(o.parent is not None for o in first.frames()):
        return False
    bare = not any(c.dep_ == "nmod" and preposition(c) is None for c in main.token.children)
    return bare and any(o.parent is u for o in second.frames() for u in first.frames())


_CHECKS: tuple[Callable[[Happening, Happening], bool], ...] = (
    _by_its_people,
    _in_another_format,
    _same_in_headline,
    _of_number,
    _of_union,
    _council_of_union,
    _bare_sitting,
)

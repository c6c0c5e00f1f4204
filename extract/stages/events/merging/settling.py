"""What the whole page says of an event: that heads of state met, and what stands under a bare heading.

`Консультативная встреча глав государств`, later on `следующая Консультативная встреча`; `Визит в Душанбе`, a heading
above `20 марта Президент посетит Таджикистан`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from extract.document import Event, match_text_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, is_future, preposition
from extract.stages.events.merging.comparing import conflicts, same_kind, same_number
from extract.stages.events.merging.happening import Happening, near
from extract.stages.events.triggers.lexicon import ANOTHER, TAKING_PLACE, Candidate, row_of_officials
from schemas.edtf import bounds

_CONSULTATIVE = later(
    r"\bконсультативн\w+\s+встреч\w+\s+(?:[а-яё-]+\s+){0,2}?(?:глав\s+государств|президентов|лидеров)"
    r"|\b(?:глав\w*\s+государств|президент(?:ы|ов|ам)\b|лидер(?:ы|ов|ам)\b)[^.\n]{0,80}\sконсультативн",
    re.IGNORECASE,
    needs="консультативн",
)
#: `Лидеры стран на сессии Совета утвердили`, `орган, состоящий из глав правительств`
_HEADS_MET = later(
    r"\b(?:Главы\s+(?:государств|правительств)\b|[Лл]идеры\s+(?:государств|стран)\b|[Пп]резиденты\s|[Пп]ремьер(?:ы|-министры)\s)"
    r"|\bсостоящ\w+\s+из\s+глав\s+(?:государств|правительств)"
)
#: bodies that are not those of heads of state, whatever heads of state say of them
_OF_OTHERS = later(
    r"комисси|министр|секретар|координ|эксперт|группа|комитет|руководител|начальник|командующ|прокурор|коллеги",
    re.IGNORECASE,
)
#: the highest bodies of unions of states
_HIGHEST = later(
    r"Совет (?:коллективной безопасности|глав (?:государств|правительств))|Высший Евразийский экономический совет"
    r"|Высший Государственный Совет",
    re.IGNORECASE,
)
#: `Консультативная встреча министров`: the same name, borne by others
_CONSULTED_BY = later(r"\s+(?:[\w-]+\s+)?(?:министр|секретар|руководител|эксперт|представител|координатор)")
_SINCE = frozenset({"первый", "второй", "третий", "четвертый", "пятый", "шестой", "седьмой", *ANOTHER})
#: what is told of a paper or by a speaker may have the day of something else
_SAID = frozenset({"adoption", "statement"})
#: characters of the value of a month
_MONTH = 7
#: characters below a heading within which its text begins to tell
_BELOW = 420
#: `3. Семинар по вопросам связи. По инициативе Индии ...`
_NUMBERED = later(r"[ \t]*\d{1,2}\.\s[А-ЯЁ][^.;:\n]{3,90}\.(?=\s+[А-ЯЁ«\d])")


def by_calendar(doc: Doc, happenings: Sequence[Happening], events: Mapping[int, Event]) -> None:
    """What is dated before the day of publication is over, what is dated after it lies ahead; `events` are changed."""
    source = doc._.source
    published = bounds(source.published) if source is not None and source.published else (None, None)
    if published[0] is None or published[1] is None:
        return
    for happening in happenings:
        event = events[id(happening)]
        days = [bounds(d.edtf) for d in event.dates if len(d.edtf) >= _MONTH]
        if not days or event.type in _SAID or any(first is None or last is None for first, last in days):
            continue
        if any(d.anchor != "metadata" for d in event.dates):
            # the day of publication may be that of a copy: a run says where it does not fit a day with its year
            continue
        lies_ahead = _is_to_be(happening.main.token)
        if event.status == "planned" and max(last for _, last in days if last) < published[0] and not lies_ahead:
            event.status = "held"
        if event.status in {"held", "ongoing"} and min(first for first, _ in days if first) > published[1]:
            # `учения продлятся до 12 декабря` go on
            event.status = event.status if lies_ahead else "planned"


def _is_to_be(token: Token) -> bool:
    """`принимать учение будет`, `до осеннего заседания`: whatever day stands beside it."""
    if is_future(token) or preposition(token) in {"до", "к"}:
        return True
    verb = token.head if token.dep_ in {*SUBJECTS, "obj"} or token.head.lemma_ in TAKING_PLACE else token
    return any(is_future(v) for v in (verb, verb.head if feature(verb, "VerbForm") == "Inf" else verb))


def consultative(doc: Doc, candidates: Sequence[Candidate]) -> None:
    """Meetings of heads of state that have a name of their own, in all their tellings; `candidates` are changed."""
    named = [c for c in candidates if c.type == "meeting" and c.token.lemma_ == "встреча"]
    if not named or _CONSULTATIVE.search(match_text_of(doc)) is None:
        return
    others = row_of_officials(doc)
    for c in named:
        if _CONSULTED_BY.match(doc._.match_text, c.trigger[1]):
            continue
        words = {x.lemma_ for x in c.token.children}
        if "консультативный" in words or (words & _SINCE and not c.participants and not others):
            c.type = "summit"
            # `встреча глав государств`, of whom nobody is named
            c.participants = [p for p in c.participants if p.entity is not None] or c.participants


def heads_met(happenings: Sequence[Happening]) -> None:
    """Sessions of a body at which the page says that heads of state or government met are its summits."""
    summits: set[int] = set()
    for happening in happenings:
        if happening.type == "session" and any(_HEADS_MET.search(t.token.sent.text) for t in happening.tellings):
            told = [t for t in happening.tellings if _HEADS_MET.search(t.token.sent.text)]
            bodies = [t.organizations[0] for t in told if len(t.organizations) == 1]
            summits |= {id(o) for o in bodies if not _OF_OTHERS.search(o.name)}
    for happening in happenings:
        if happening.type == "session" and len(happening.bodies()) == 1 and happening.bodies() <= summits:
            for telling in happening.tellings:
                telling.type = "summit"


def one_summit(happenings: list[Happening]) -> list[Happening]:
    """`накануне саммита ОДКБ`, below it `сессия Совета коллективной безопасности`: the sitting is the summit."""
    summits = [h for h in happenings if h.type == "summit"]
    sittings = [h for h in happenings if h.type == "session" and any(_HIGHEST.match(o.name) for o in h.frames())]
    if len(summits) != 1 or len(sittings) != 1:
        return happenings
    summit, sitting = summits[0], sittings[0]
    unions = {id(union) for o in sitting.frames() for union in (o, o.parent) if union is not None}
    days = {d.edtf for d in summit.dates}, {d.edtf for d in sitting.dates}
    apart = bool(days[0] and days[1]) and not days[0] & days[1]
    places = not summit.places or not sitting.places or any(near(a, b) for a in summit.places for b in sitting.places)
    if (summit.bodies() and not summit.bodies() & unions) or apart or not places:
        return happenings
    if summit.number and sitting.number and summit.number != sitting.number:
        return happenings
    for telling in sitting.tellings:
        telling.type = "summit"
    for telling in summit.tellings:
        # `накануне саммита`: what is said of the session says whether it was held
        telling.status, telling.organizations = sitting.main.status, []
    summit.tellings += sitting.tellings
    return [h for h in happenings if h is not sitting]


def under_headings(happenings: list[Happening]) -> list[Happening]:
    """Bare headings joined with what their text tells, which they name in other words."""
    kept: list[Happening] = []
    for number, happening in enumerate(happenings):
        below = next((h for h in happenings[number + 1 : number + 4] if _is_under(h, happening)), None)
        if below is None:
            kept.append(happening)
        else:
            status = below.main.status
            happening.tellings[0].heading = True
            for telling in happening.tellings:
                telling.status = status
            below.tellings[:0] = happening.tellings
    return kept


def _stands_alone(heading: Candidate, end: int) -> bool:
    """A line above the text, without a verb or a full stop, or the numbered title that opens a paragraph."""
    text: str = heading.token.doc._.match_text
    line, stop = text.rfind("\n", 0, heading.trigger[0]) + 1, text.find("\n", heading.trigger[1], end)
    titled = _NUMBERED.match(text, line)
    if titled is not None and titled.end() > heading.trigger[1] and stop < 0:
        words = [t for t in heading.token.sent if line <= t.idx < titled.end()]
        return not any(t.pos_ in {"VERB", "AUX"} for t in words)
    if stop < 0 or text[line:stop].rstrip().endswith("."):
        return False
    words = [t for t in heading.token.sent if line <= t.idx < stop]
    return not any(t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part" for t in words)


def _is_under(below: Happening, happening: Happening) -> bool:
    heading, *others = happening.tellings
    if heading.is_verb or heading.asserted or heading.dates or any(o.asserted or o.specific for o in others):
        return False
    if heading.type == "adoption" or not same_kind(below.type, happening.type) or not below.main.asserted:
        return False
    first = min(t.trigger[0] for t in below.tellings)
    if not 0 < first - heading.trigger[0] < _BELOW or not _stands_alone(heading, first):
        return False
    main = below.main
    if heading.type == "visit":
        there = not main.places or not heading.places or any(near(a, b) for a in main.places for b in heading.places)
        mine, theirs = happening.persons(), below.persons()
        return there and (not mine or not theirs or bool(mine & theirs))
    if same_number(happening, main) or not conflicts(happening, main):
        return True
    text: str = heading.token.doc._.match_text
    title = _NUMBERED.match(text, text.rfind("\n", 0, heading.trigger[0]) + 1)
    if title is None or title.end() <= heading.trigger[1] or any(mark in title[0] for mark in '«"'):
        return False
    # the words of a numbered title are no name beside that in the text
    name, heading.name = heading.name, None
    joined = not conflicts(happening, main)
    heading.name = None if joined else name
    return joined

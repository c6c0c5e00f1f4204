"""Papers that tell their own adoption: titles, signatures at the end, participles, `говорится в заявлении`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract.document import (
    DateValue,
    Instrument,
    Mention,
    Organization,
    Participant,
    Person,
    Place,
    Starts,
    match_text_of,
)
from extract.language.later import later
from extract.language.syntax import feature, preposition
from extract.language.words import tokens_with
from extract.parties import Parties
from extract.parties.makers import makers
from extract.parties.paper_sides import defined_sides, opens_paper
from extract.parties.passages import row_of_bodies
from extract.stages.events.framing.naming import number
from extract.stages.events.merging.happening import Happening
from extract.stages.events.papers.makers import name_makers
from extract.stages.events.papers.titles import STATEMENTS, TOP, Title
from extract.stages.events.participants.roll import MEMBERS_OF
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import EventType

#: the rule of a paper that the page is
TITLE = "event.adoption.title"
#: the rule of an adoption that a participle tells of its paper
PARTICIPLE = "event.adoption.participle"
_ADOPTING = frozenset({"подписать", "принять", "утвердить", "одобрить", "ратифицировать", "заключить", "парафировать"})
_DECIDED = later(
    r"\b(?:решил[аи]?|РЕШИЛ[АИ]?|постановил[аи]?|ПОСТАНОВИЛ[АИ]?|постановляет|ПОСТАНОВЛЯЕТ|решает|РЕШАЕТ)\s*:"
)
_ORGAN = later(r"(?:[\w-]+\s+){0,2}(?:совет|комитет|комисси|коллеги|ассамбле|групп)", re.IGNORECASE)
_TITLE_NEAR = 1500
#: the lines under a title that go on with it, to the next blank line
_REST_OF_TITLE = later(r"[ \t*]*\n[ \t]*\n?[ \t*]*((?:[А-ЯЁа-яё][^\n\d(]{10,300}(?:\n|$)){1,3})")
#: before the first of those who make a joint paper
_STATEMENT_OF = later(r"[*\s]*(?:[А-ЯЁа-яё]+\s+){1,3}")
_JOINT = re.compile(r"\b(?:совместн|joint)", re.IGNORECASE)
_DONE = later(
    r"(?:^|\n)\s*(?:Совершено|Подписано|Учинено|Принято)\s+(?:в|во)\s+"
    r"|\n\s*(?:Done|Signed|Adopted|Executed)\s+(?:in|at)\s+(?=[A-Zt])",
    re.IGNORECASE,
)
#: what may stand beside signatures
_SIGNATURE_LEFT = re.compile(r"(?:\W|_|подпись|М\.?\s?П\.?)*", re.IGNORECASE)
_SIGNED_FOR = later(
    r"(?:^[ \t]*|(?<=[ \t]{2}))(?:За[ \t]+(?=[А-Я])[^\n]{3,140}?(?=[ \t]{2,}За[ \t]+[А-Я]|[ \t]*$)"
    r"|От[ \t]+(?=[А-Я])[^\n.,:;]{5,80}?(?:[ \t]{2,}|[ \t]-[ \t])[^\n]{0,90}$)",
    re.MULTILINE,
)
_CITY_AND_DAY = later(
    r"^[ \t]*(?:(?:г\.|гор\.|город)[ \t]*[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
    # `Пекин - Москва - Минск, 26 июня 2025 года`: of those who were not together
    r"|[А-ЯЁ][а-яё]+(?:[ \t]+[-–—/][ \t]+[А-ЯЁ][а-яё]+){1,3}),?[ \t]+\d{1,2}[ \t]+[а-я]+[ \t]+\d{4}"
    r"[^\n]{0,8}$",
    re.MULTILINE,
)
_FROM_DAY = re.compile(r"\s{1,3}от\s+(?=\d{1,2}[ .])")
_MARKED_SIGNED = re.compile(r"\bподпис(?:ь|ано|ал[аи]?)\b", re.IGNORECASE)
_BLANK_END = re.compile(r"_{2,}\W*$|\s[-–—]\s*$")
_NOT_SIGNED = re.compile(r"\(?не (?:подписан|участв)", re.IGNORECASE)
#: `Протокол сорок четвертого заседания Совета`, `Коммюнике по итогам встречи`: what the paper comes of
_COMES_OF = later(
    r"\s+(?:№[ \t]*[\w/-]+\s+)?(?P<of>(?:[^\n;:]{4,160}?\s)?по\s+(?:итогам|результатам)\s+)?"
    r"(?:(?:[\w-]+(?:ого|его|ой|ей|ых|их)|[IVXL]+|\d+(?:-\w+)?|\w+(?:дцать|десят)|сорок)\s+){0,4}"
    r"(?P<word>заседания|совещания|сессии|встречи|консультаций|саммита|конференции)"
    r"(?:\s+(?=\w)|(?(of)(?=\s|$)|(?!)))",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"п ?р ?о ?т ?о ?к ?о ?л\b", re.IGNORECASE)
#: `ПРОТОКОЛ (извлечение)`
_EXTRACT = later(r"[ \t]*\([а-яё]{3,20}\)")
#: no `собравшись на заседание`, which tells of that
_HAVING_MET = later(
    r",\s+(?P<word>собравшись)\s+(?!на\s)(?![^,]{0,80}\bна\s+(?:сво|очередн|[а-яё]+\s+заседан|заседан|встреч|сесси))"
)
#: `(Osh, 5 May 2024)` on a line below a title
_TITLE_DAY = re.compile(r"(?:^[ \t*]*|[ \t])\([^()\n]{8,60}\)[ \t*]*$", re.MULTILINE)
#: characters from a title to that line
_BELOW_TITLE = 300
_GATHERINGS = frozenset({"session", "meeting", "summit", "conference"})
#: characters under a title within which its text says who met
_OPENING = 900
_MET: dict[str, EventType] = {
    "заседания": "session",
    "совещания": "session",
    "сессии": "session",
    "встречи": "meeting",
    "консультаций": "meeting",
    "саммита": "summit",
    "конференции": "conference",
}
#: papers of which two sides have one
_PACTS = frozenset({"соглашение", "договор", "протокол", "меморандум", "декларация", "план", "программа"})
_SIGNED_BEHIND = re.compile(
    r"\"?(?P<more>\s[^,.;:()\n]{3,70})?,\s+"
    r"(?P<verb>(?:подписанн|принят|утвержд[её]нн|одобренн|заключ[её]нн)(?:ый|ого|ому|ым|ом|ая|ой|ую|ое))\s[^,.;:()\n]{3,90}"
)
#: `межведомственное соглашение, подписанное в Минске в марте 2019 года`, where the tree hangs it elsewhere
_PACT_SIGNED = later(
    r"\b(?P<pact>(?:соглашени|договор|протокол|меморандум|деклараци|конвенци)[а-я]{0,4})(?:\s[^,.;:()\n]{3,70})?,\s+"
    r"(?P<verb>(?:подписанн|принят|заключ[её]нн)(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых))\s[^,.;:()\n]{3,90}",
    needs="подписанн|принят|заключ",
)
_IN_ADOPTED = later(
    r"\bВ\s+(?P<verb>принят(?:ом|ой)|подписанн(?:ом|ой))\s+(?:[а-яё]+\s+){0,4}?(?:заявлении|декларации|коммюнике|резолюции|протоколе"
    r"|документе)\b",
    needs="принято|подписанно",
)
_SAYING = frozenset({"говориться", "сообщаться", "отмечаться", "подчеркиваться", "указываться", "говорить"})


def sat(doc: Doc, parties: Parties, papers: Sequence[Title], known: list[Candidate]) -> Iterator[Candidate]:
    """`ПРОТОКОЛ заседания Совета`: the gathering that the title of a paper names, if its text does not tell it."""
    documents = Starts(doc._.documents)
    for title in papers:
        met = _met_before(doc, parties, title)
        named = met is not None and (any(documents.covering(*met.trigger)) or _is_minutes(title.head))
        met = met if named else None
        came = _having_met(doc, parties, title)
        if came is not None and met is not None:
            met.dates, met.places = met.dates or came.dates, came.places
        met = met or came
        if met is not None and not any(_is_met(c, title.end) and not _is_another(c, met) for c in known):
            yield met


def _is_another(told: Candidate, met: Candidate) -> bool:
    """`Мы, собравшись на пятую встречу, опираясь на итоги шестого саммита`: one that was before."""
    return told.number is not None and met.number is not None and told.number != met.number


def _having_met(doc: Doc, parties: Parties, title: Title) -> Candidate | None:
    """`Мы, министры, собравшись 4 июля в Авазе`, below the title of what they say: they met, then and there."""
    text: str = doc._.match_text
    found = _HAVING_MET.search(text, title.end, min(title.end + _OPENING, len(text)))
    word = parties.index.at(found.start("word")) if found is not None else None
    if found is None or word is None:
        return None
    stop = text.find(",", found.end())
    stop = stop if stop >= 0 else len(text)
    days = [m.entity for m in doc._.dates if found.end() <= m.start < stop]
    places = [m.entity for m in doc._.places if found.end() <= m.start < stop]
    cities = [x for x in places if isinstance(x, Place) and x.kind == "city"]
    if not days or not cities:
        return None
    met = Candidate("meeting", word, found.span("word"), "event.meeting.title", asserted=True, is_verb=True)
    met.dates, met.places = [d for d in days if isinstance(d, DateValue)][:1], cities[:1]
    return met


def titles(doc: Doc, parties: Parties, papers: Sequence[Title], known: list[Candidate]) -> Iterator[Candidate]:
    """The title of a statement over its own text tells its adoption."""
    if not papers:
        return
    bodies_at = Starts(doc._.organizations)
    first_title = True
    text: str = doc._.match_text
    for title in papers:
        mention, speech, start, end = title.mention, title.speech, title.start, title.end
        candidate = Candidate("adoption", title.head, title.trigger, TITLE, asserted=True)
        candidate.heading = True
        if mention is not None and isinstance(mention.entity, Instrument):
            candidate.documents.append(mention.entity)
        joint = _JOINT.search(text, start, end) is not None
        joined = _makers_in_row(doc, start, end) if joint else []
        candidate.participants += joined
        issuer = candidate.documents[0].issuer if candidate.documents else None
        named_bodies = [m.entity for m in doc._.organizations if start <= m.start and m.end <= end]
        states_of = {b.country for b in named_bodies if isinstance(b, Organization) and b.country is not None}
        if len(states_of) > 1 and joint:
            # of two states' ministries neither is the one that adopts
            named_bodies = [b for b in named_bodies if isinstance(b, Organization) and b.country is None]
        bodies = [issuer] if isinstance(issuer, Organization) else named_bodies[:1]
        if not joined:
            # of several neither is
            candidate.organizations += [body for body in bodies if isinstance(body, Organization)] or _body_around(
                doc, bodies_at, start, end
            )
        if candidate.trigger[0] < TOP:
            # `СОДРУЖЕСТВО ... / РЕШЕНИЕ / ... / Совет глав правительств РЕШИЛ:`
            candidate.organizations = _who_decided(doc, end) or candidate.organizations
        states = _sides_of(doc, start, end) if joint else []
        if states:
            candidate.participants += states
        elif speech is not None and not joined and title.sentence._.language == "ru":
            candidate.participants.append(Participant(None, speech.start, speech.end, "stated"))
        candidate.dates += _dated(doc, end)
        _place_and_day(doc, candidate)
        if first_title and title.sentence._.language == "ru":
            _sign(doc, candidate)
        elif first_title:
            _done(doc, candidate)
        if first_title:
            _meet(doc, candidate, known)
            if title.sentence._.language == "ru":
                name_makers(doc, parties, candidate, end, known)
        first_title = False
        yield candidate


def _dated(doc: Doc, end: int) -> list[DateValue]:
    """`от 12 марта 2024 года № 1` below or behind a title."""
    dated = _FROM_DAY.match(doc._.match_text, end)
    below = [m.entity for m in doc._.dates if dated is not None and m.start == dated.end()]
    return [d for d in below if isinstance(d, DateValue)]


def _place_and_day(doc: Doc, paper: Candidate) -> None:
    """`(Osh, 5 May 2024)` on a line below the title: where and when it was adopted."""
    text: str = doc._.match_text
    line = _TITLE_DAY.search(text, paper.trigger[1], paper.trigger[1] + _BELOW_TITLE)
    if line is None:
        return
    dates = [m.entity for m in doc._.dates if line.start() <= m.start < line.end()]
    places = [m.entity for m in doc._.places if line.start() <= m.start < line.end()]
    if len(dates) == 1 and isinstance(dates[0], DateValue):
        paper.dates = paper.dates or [dates[0]]
        paper.places = paper.places or [x for x in places if isinstance(x, Place) and x.kind == "city"][:1]


def met_for(candidates: Sequence[Candidate]) -> None:
    """`We, the ministers of A, B and C, having met in Osh`, below a title with its day: the day they met."""
    titled = [c for c in candidates if c.rule == TITLE and (c.dates or c.organizations) and c.places]
    for paper in titled[:1]:
        met = [c for c in candidates if c.is_verb and _is_met(c, paper.trigger[1]) and c.type in {"meeting", "session"}]
        for c in met[:1]:
            if c.places and not c.dates and c.places[0] is paper.places[0]:
                c.dates = list(paper.dates)
                c.organizations = c.organizations or list(paper.organizations)


def _meet(doc: Doc, paper: Candidate, known: list[Candidate]) -> None:
    """`Президент А и Президент Б, далее именуемые Сторонами, провели переговоры`: who met and whose paper it is."""
    made = makers(doc)
    if made is None or not paper.trigger[1] < made.posts[0].start < paper.trigger[1] + _TITLE_NEAR:
        return
    there = [Participant(None, post.start, post.end, "stated") for post in made.posts]
    line = doc._.match_text.find("\n\n", made.end)
    met = [c for c in known if c.type in _GATHERINGS and made.end <= c.trigger[0] < line]
    for candidate in met[:1]:
        candidate.participants = [*there, *(p for p in candidate.participants if p.entity is not None)]
    if not paper.participants:
        paper.participants = [replace(p, role="signatory") for p in there]


def _is_met(c: Candidate, end: int) -> bool:
    """The text under the title tells by itself that they met."""
    return c.type in _GATHERINGS and c.asserted and c.status == "held" and 0 <= c.trigger[0] - end < _OPENING


def _met_before(doc: Doc, parties: Parties, title: Title) -> Candidate | None:
    """The session in the title of its own communiqué or minutes, which is a name as a whole."""
    found = _COMES_OF.match(doc._.match_text, title.trigger[1], title.end)
    word = parties.index.at(found.start("word")) if found is not None else None
    if found is None or word is None:
        return None
    kind = _MET[found["word"].lower()]
    met = Candidate(kind, word, found.span("word"), f"event.{kind}.title", asserted=True)
    met.heading, met.number = True, number(word, set())
    met.dates = _dated(doc, title.end)
    if kind in {"session", "summit"}:
        behind = [m for m in doc._.organizations if m.start == found.end() and isinstance(m.entity, Organization)]
        longest = max(behind, key=lambda m: m.end, default=None)
        met.organizations = [longest.entity] if longest is not None else []  # type: ignore[list-item]
    return met if met.organizations or met.number or _is_minutes(title.head) else None


def _is_minutes(head: Token) -> bool:
    """`П Р О Т О К О Л`, whatever it stands over."""
    return _MINUTES.match(match_text_of(head.doc), head.idx) is not None


def without_minutes(doc: Doc, happenings: list[Happening]) -> list[Happening]:
    """`ПРОТОКОЛ заседания Комиссии` over its own text tells the sitting alone: nobody adopts the minutes."""
    text: str = doc._.match_text

    def is_left(told: Happening) -> bool:
        # `1.2. Одобрить концепцию`, an item of theirs, is no telling of the minutes
        alone = all(t is told.main or feature(t.token, "VerbForm") == "Inf" for t in told.tellings)
        title = told.main.rule == TITLE and alone and _is_minutes(told.main.token)
        part = _EXTRACT.match(text, told.main.trigger[1])
        return title and _COMES_OF.match(text, part.end() if part else told.main.trigger[1]) is not None

    return [h for h in happenings if not is_left(h)]


def _who_decided(doc: Doc, start: int) -> list[Organization]:
    """`Совет глав государств решил:`, below the title of a decision that does not name it."""
    text: str = doc._.match_text
    decided = _DECIDED.search(text, start, min(start + _TITLE_NEAR, len(text)))
    if decided is None:
        return []
    for m in doc._.organizations:
        if not start <= m.start < decided.start():
            continue
        # `В соответствии с Договором Совет решил:`
        opens = (
            not text[text.rfind("\n", 0, m.start) + 1 : m.start].strip() or not text[m.end : decided.start()].strip()
        )
        if opens and isinstance(m.entity, Organization) and _ORGAN.match(m.entity.name):
            return [m.entity]
    return []


_IS_ORGAN = later(r"(?:[А-ЯЁ][\w-]+\s)?(?:совет|комитет|комиссия|коллегия|секретариат|ассамблея)\b", re.IGNORECASE)


def _body_around(doc: Doc, bodies_at: Starts, start: int, end: int) -> list[Organization]:
    """`ЗАЯВЛЕНИЕ`, on the next lines `министров государств - членов ГУАМ`, or above it the name of the council."""
    text: str = doc._.match_text
    below = _REST_OF_TITLE.match(text, start + len(text[start:end].rstrip()))
    if below is not None:
        for m in bodies_at.within(below.start(1), below.end(1)):
            opens = m.start == below.start(1)
            if isinstance(m.entity, Organization) and (opens or MEMBERS_OF.search(text, m.start - 40, m.start)):
                return [m.entity]
    if _JOINT.search(text, start, end):
        # above a joint one stands the owner of the page
        return []
    above = text[max(start - 300, 0) : start].rstrip(" \t\n*")
    before = max(start - 300, 0) + len(above)
    last = max((m for m in bodies_at.within(max(before - 160, 0), before)), key=lambda m: m.end, default=None)
    if last is None or last.end != before or text[text.rfind("\n", 0, last.start) + 1 : last.start].strip("* \t"):
        return []
    if _IS_ORGAN.match(text, last.start) and isinstance(last.entity, Organization):
        # `СОДРУЖЕСТВО` over `СОВЕТ ГЛАВ ГОСУДАРСТВ`: the organ is the last
        return [last.entity]
    # `СОВЕТ МИНИСТРОВ ИНОСТРАННЫХ ДЕЛ` over `ОРГАНИЗАЦИИ ТЮРКСКИХ ГОСУДАРСТВ`: the organ
    organ = next((m for m in bodies_at.within(last.start - 160, last.start) if m.end == last.start - 1), last)
    return [organ.entity] if isinstance(organ.entity, Organization) else []


def _makers_in_row(doc: Doc, start: int, end: int) -> list[Participant]:
    """`Совместное заявление Секретариата А, Секретариата Б и Исполкома В`: each of the bodies that make it."""
    text: str = doc._.match_text
    line = text.find("\n", start)
    row = row_of_bodies(doc, start, max(line, end))
    if not row or _STATEMENT_OF.fullmatch(text, start, row[0].start) is None:
        return []
    return [Participant(m.entity, m.start, m.end, "stated") for m in row]  # type: ignore[arg-type]


def _sides_of(doc: Doc, start: int, end: int) -> list[Participant]:
    """`СОВМЕСТНОЕ КОММЮНИКЕ ... Рабочей группы А и Б`: the two states of a joint paper."""
    states = [
        m
        for m in doc._.places
        if start <= m.start and m.end <= end and isinstance(m.entity, Place) and m.entity.kind == "country"
    ]
    found = {id(m.entity): m for m in reversed(states)}
    if len(found) != 2:
        return []
    named = sorted(found.values(), key=lambda m: m.start)
    return [Participant(m.entity, m.start, m.end, "stated") for m in named]  # type: ignore[arg-type]


def _sign(doc: Doc, adoption: Candidate) -> None:
    """The end of an instrument: `Совершено в Киеве 12 сентября 2019 года`, `За Республику Армения  А. Саркисян`."""
    text: str = doc._.match_text
    _done(doc, adoption)
    _done_at_end(doc, adoption)
    lines = _signature_lines(text, adoption.trigger[1])
    signers: list[Mention] = []
    for line in lines if len(lines) > 1 else ():
        inside = [
            m
            for m in (*doc._.persons, *doc._.places, *doc._.organizations)
            if line.start() <= m.start < line.end() and not (isinstance(m.entity, Place) and m.entity.kind != "country")
        ]
        if line[0].lstrip().startswith("За") or any(m.type == "person" for m in inside):
            # a column of states may stand over one of names
            signers += sorted(inside, key=lambda m: (m.type != "person", m.start - m.end))[:1]
    if not signers:
        named = _on_lines_of_names(doc, adoption.trigger[1])
        signers = named if len(named) > 1 else _by_their_posts(doc, adoption.trigger[1])
    if signers:
        adoption.participants = [
            Participant(m.entity, m.start, m.end, "stated", "signatory")  # type: ignore[arg-type]
            for m in signers
        ]
    elif all(p.entity is None for p in adoption.participants) and (sides := defined_sides(doc)) is not None:
        # states are sides by their ministers, who may have met without signing anything
        men = [entity for entity in sides[1] if isinstance(entity, Person)]
        openers = [
            Participant(one, p.start, p.end, "resolved")
            for p in adoption.participants[:1]
            for one in opens_paper(doc, p.start or 0)
        ]
        adoption.participants = (
            [Participant(one, None, None, "inferred") for one in men] or openers or adoption.participants
        )


def _signature_lines(text: str, start: int) -> list[re.Match[str]]:
    """`За МВД А (подпись)`, `За МВД Б ______`: where signatures are marked, whoever has none did not sign."""
    lines = [x for x in _SIGNED_FOR.finditer(text, start) if _NOT_SIGNED.search(x[0]) is None]
    marked = any(_MARKED_SIGNED.search(x[0]) for x in lines)
    return [x for x in lines if not (marked and _BLANK_END.search(x[0]))]


def _done(doc: Doc, adoption: Candidate) -> None:
    """`Совершено в Киеве 12 сентября 2019 года`, `Done in Kyiv on 12 September 2019` below the text of a paper."""
    text: str = doc._.match_text
    done = next(_DONE.finditer(text, adoption.trigger[1]), None)
    if done is not None:
        after = text.find("\n", done.end())
        end = after if after >= 0 else len(text)
        dates = [m.entity for m in doc._.dates if done.end() <= m.start < end]
        places = [m.entity for m in doc._.places if done.end() <= m.start < end]
        adoption.dates = [d for d in dates[:1] if isinstance(d, DateValue)] or adoption.dates
        adoption.places = [x for x in places[:1] if isinstance(x, Place)] or adoption.places


def _done_at_end(doc: Doc, adoption: Candidate) -> None:
    """`г. Ашхабад, 21 мая 2025 года` on a line below the text of a paper that does not say where it was done."""
    text: str = doc._.match_text
    if _DONE.search(text, adoption.trigger[1]) is not None:
        return
    below = max(adoption.trigger[1] + _TITLE_NEAR // 2, len(text) // 2)
    last = next(reversed(list(_CITY_AND_DAY.finditer(text, below))), None)
    if last is None:
        return
    dates = [m.entity for m in doc._.dates if last.start() <= m.start < last.end()]
    places = [m.entity for m in doc._.places if last.start() <= m.start < last.end()]
    adoption.dates = [d for d in dates[:1] if isinstance(d, DateValue)] or adoption.dates
    adoption.places = [x for x in places if isinstance(x, Place)] or adoption.places


def _on_lines_of_names(doc: Doc, start: int) -> list[Mention]:
    """Names that stand on lines with nothing else: signatures."""
    text: str = doc._.match_text
    lines: dict[int, list[Mention]] = {}
    for m in doc._.persons:
        if m.start > start:
            lines.setdefault(text.rfind("\n", 0, m.start) + 1, []).append(m)
    found: list[Mention] = []
    for opening, named in lines.items():
        end = text.find("\n", opening)
        rest = text[opening : end if end >= 0 else len(text)]
        if rest.lstrip().startswith("("):
            # `(Иванов, Петров)` below an item: who spoke
            continue
        for m in sorted(named, key=lambda m: -m.start):
            rest = rest[: m.start - opening] + rest[m.end - opening :]
        if _SIGNATURE_LEFT.fullmatch(rest):
            found += named
    return found


def _by_their_posts(doc: Doc, start: int) -> list[Mention]:
    """`Президент Республики Узбекистан Ш. Мирзаев` on a line of its own, and the next one so: the end of a paper."""
    text: str = doc._.match_text
    posts = {m.end: m.start for m in doc._.positions if m.start > start}
    found: list[Mention] = []
    last = start
    for m in (m for m in doc._.persons if m.start > start):
        opening = posts.get(len(text[: m.start].rstrip()))
        end = text.find("\n", m.end)
        behind = text[m.end : end if end >= 0 else len(text)]
        if opening is None or text[text.rfind("\n", 0, opening) + 1 : opening].strip(" \t*_") or behind.strip(" \t*_."):
            continue
        found = found if not text[last:opening].strip("\n \t*_.") else []
        found.append(m)
        last = m.end
    return found if len(found) > 1 else []


def signed_before(doc: Doc, parties: Parties, known: list[Candidate]) -> Iterator[Candidate]:
    """`Договор о границе, подписанный 22 декабря 2022 года в Ташкенте`: a participle with a day or a city."""
    seen: set[int] = set()
    for token in tokens_with(doc, _ADOPTING):
        if feature(token, "VerbForm") != "Part" or feature(token, "Variant") == "Short":
            continue
        named = next((m for m in doc._.documents if m.start <= token.head.idx < m.end), None)
        # `подписанном в 2019 году в Баку договоре`: all that stands between, wherever the tree hangs it
        first, last = token.idx, max(token.right_edge.idx + len(token.right_edge), token.head.idx)
        candidate = _participle(doc, token, named, (first, last))
        if candidate is not None:
            seen.add(token.i)
            _take_away(doc, known, candidate, (first, last))
            yield candidate
    for candidate, reach in _signed_pacts(doc, parties, seen):
        _take_away(doc, known, candidate, reach)
        yield candidate
    for mention in doc._.documents:
        behind = _SIGNED_BEHIND.match(doc._.match_text, mention.end)
        found = parties.index.at(behind.start("verb")) if behind is not None else None
        if behind is None or found is None or found.i in seen:
            continue
        if behind["more"] and not _is_of_paper(parties, mention, found):
            continue
        reach = (behind.start("verb"), behind.end())
        candidate = _participle(doc, found, mention, reach)
        if candidate is not None:
            seen.add(found.i)
            _take_away(doc, known, candidate, reach)
            yield candidate


def _is_of_paper(parties: Parties, mention: Mention, participle: Token) -> bool:
    """`Протокола о сотрудничестве при проведении поставок, подписанного в Бурабае`: by number and gender."""
    head = parties.index.span(mention.start, mention.end).root
    alike = _agree(head, participle)
    between = participle.doc[head.i + 1 : participle.i]
    return alike and not any(t.pos_ == "NOUN" and feature(t, "Gender") == feature(head, "Gender") for t in between)


def _signed_pacts(doc: Doc, parties: Parties, seen: set[int]) -> Iterator[tuple[Candidate, tuple[int, int]]]:
    """Pacts without a name with a participle behind a comma; `seen` are the participles told before."""
    for behind in _PACT_SIGNED.finditer(match_text_of(doc)):
        found, noun = (parties.index.at(behind.start(name)) for name in ("verb", "pact"))
        if found is None or noun is None or found.i in seen:
            continue
        if any(m.start <= noun.idx < m.end for m in doc._.documents):
            continue
        reach = (behind.start("verb"), behind.end())
        candidate = _participle(doc, found, None, reach, pact=noun)
        if candidate is not None:
            seen.add(found.i)
            yield candidate, reach


def _agree(noun: Token, participle: Token) -> bool:
    """By number, gender and case; the tagger takes one of two like cases for the other."""
    alike = all(feature(noun, name) == feature(participle, name) for name in ("Number", "Gender"))
    cases = {feature(noun, "Case"), feature(participle, "Case")}
    return alike and (len(cases) == 1 or cases == {"Nom", "Acc"})


def _take_away(doc: Doc, known: list[Candidate], signed: Candidate, reach: tuple[int, int]) -> None:
    """`Подписание Программы будет способствовать выполнению Соглашения, подписанного 6 мая`: the day of that one."""
    sentence = signed.token.sent
    start, end = sentence.start_char, sentence.end_char
    told = [m for m in (*doc._.dates, *doc._.places) if start <= m.start < end]
    elsewhere = {id(m.entity) for m in told if not reach[0] < m.start < reach[1]}
    for other in known:
        if start <= other.trigger[0] < reach[0]:
            other.dates = [d for d in other.dates if d not in signed.dates or id(d) in elsewhere]
            other.places = [x for x in other.places if x not in signed.places or id(x) in elsewhere]


def _participle(
    doc: Doc, token: Token, named: Mention | None, reach: tuple[int, int], *, pact: Token | None = None
) -> Candidate | None:
    """The adoption that a participle behind a paper tells; the paper may have no name."""
    first, last = reach
    if pact is not None and not _agree(pact, token):
        return None
    dates = [m.entity for m in doc._.dates if first < m.start and m.end <= last and isinstance(m.entity, DateValue)]
    places = [m.entity for m in doc._.places if first < m.start and m.end <= last and isinstance(m.entity, Place)]
    places = [x for x in places[:1] if x.kind == "city"]
    paper = named.entity if named is not None else None
    # `решениям, принятым на встрече в Самарканде 5 июня`: the meeting was then
    at_forum = any(preposition(c) == "на" for c in token.children)
    head = pact or token.head
    told = head.lemma_ in _PACTS or (places and head.lemma_ == "решение")
    if not isinstance(paper, Instrument) and not (dates and not at_forum and told):
        return None
    # `Планом работы, утверждённым Советом министров`: whoever approved it is told, no day
    behind = token.idx + len(token) + 1
    organs = [m.entity for m in doc._.organizations if m.start == behind and isinstance(m.entity, Organization)]
    organs = [body for body in organs if isinstance(paper, Instrument)]
    if not dates and not places and not organs:
        return None
    span = (token.idx, token.idx + len(token))
    candidate = Candidate("adoption", token, span, PARTICIPLE, asserted=True)
    candidate.is_verb = True
    candidate.documents += [paper] if isinstance(paper, Instrument) else []
    candidate.dates += dates[:1]
    candidate.places += places
    candidate.organizations += organs[-1:]
    return candidate


def adopted_at(doc: Doc, parties: Parties, known: list[Candidate]) -> Iterator[Candidate]:
    """`В принятом итоговом заявлении участники обязались`, where nothing else tells that it was adopted."""
    found = _IN_ADOPTED.search(match_text_of(doc))
    token = parties.index.at(found.start("verb")) if found is not None else None
    if found is None or token is None or any(k.type == "adoption" and k.asserted for k in known):
        return
    candidate = Candidate("adoption", token, found.span("verb"), PARTICIPLE, asserted=True)
    candidate.is_verb = True
    yield candidate


def sayings(doc: Doc, parties: Parties, filler: SlotFiller, known: list[Candidate]) -> Iterator[Candidate]:
    """`говорится в заявлении`: a collective's statement is an adoption, one body's is a statement."""
    for token in tokens_with(doc, _SAYING):
        for c in token.children:
            if preposition(c) != "в" or c.lemma_ not in STATEMENTS:
                continue
            span = (c.idx, c.idx + len(c))
            named = next((m for m in doc._.documents if m.start <= c.idx < m.end), None)
            joint = any(x.lemma_ in {"совместный", "итоговый", "принять", "заключительный"} for x in c.children)
            joint = joint or any(preposition(x) in {"о", "об", "по"} for x in c.rights)
            owner = next((x for x in c.rights if x.dep_ == "nmod" and preposition(x) is None), None)
            issuers = parties.at(owner) if owner is not None and named is None else []
            single = len(issuers) == 1 and issuers[0].entity is not None and not joint
            kind = "statement" if single else "adoption"
            if kind == "adoption" and named is None and not joint:
                # a bare `в заявлении` points to a statement told before, or tells one by itself
                candidate = Candidate("adoption", c, span, "event.adoption.said_in", asserted=False)
            else:
                candidate = Candidate(kind, c, span, f"event.{kind}.said_in", asserted=True)  # type: ignore[arg-type]
            for party in issuers:
                role = "speaker" if kind == "statement" else "participant"
                filler.people.add(candidate.participants, party, role)  # type: ignore[arg-type]
            if named is not None and isinstance(named.entity, Instrument):
                candidate.documents.append(named.entity)
                main = next((k for k in known if k.token.sent.start == token.sent.start), None)
                if main is not None:
                    candidate.organizations += main.organizations
                    candidate.participants += [p for p in main.participants if p.entity is None]
            yield candidate

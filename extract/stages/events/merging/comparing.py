"""Whether one more telling is of a happening: what joins them, and what keeps them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from extract.document import DateValue, Organization, Participant, Person, Place
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, preposition
from extract.stages.events.merging.happening import ARRIVED, Happening, near
from extract.stages.events.papers.told import (
    adopts_another,
    behind_noun,
    is_draft,
    paper_of,
    passes_on,
    speaks_of_another,
)
from extract.stages.events.triggers.lexicon import FURTHER, NEXT, Candidate, companion, direct_object, month_of
from schemas.edtf import bounds

#: verbs by which a gathering begins, and by which a visit goes on
_OPENING = frozenset({"открыться", "начаться", "стартовать"})
_GOING_ON = frozenset({"пройти", "продлиться", "завершиться", "состояться", "длиться"})
_NOT_BOTH = ({"held", "postponed"}, {"held", "cancelled"}, {"ongoing", "postponed"}, {"ongoing", "cancelled"})
#: one happening may be told with either word
_SAME_KIND = ({"session", "summit"}, {"operation", "exercise"})
#: characters at the top of a page that may be a headline
HEADLINE = 300
_COMING_BEFORE = frozenset({"предварять", "предварить", "предшествовать"})
#: another paper than the one told of before
ANOTHER_PAPER = re.compile(r"\b(?:аналогичн|подобн|схож|похож)\w+\s+(?:документ|бумаг)", re.IGNORECASE)
_OF_OFFICIALS = re.compile(r"координатор|министр|эксперт|секретар|руководител|постоянн|рабоч", re.IGNORECASE)
_LIKE_IT = frozenset({"подобный", "такой", "аналогичный", "схожий", "прошлогодний", "предыдущий", "прежний", "прошлый"})
_SEEING = frozenset({"посетить", "посещать", "ознакомиться"})
#: what is told beside the talks of the same people
_TABLES = frozenset({"прием", "обед", "ужин", "завтрак"})
_THOSE_AT = frozenset({"участник", "организатор", "гость", "делегат", "работа", "итог", "повестка"})
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DASH = re.compile(r"\s*[-–—]\s*")
_DIGIT = re.compile(r"\d")
_YEARLESS = re.compile(r"XXXX-\d")
_YEAR_OF = re.compile(r"\b[\dX]{4}(?=-)")
#: a leap year
_ANY_YEAR = "2000"
_YEARS = re.compile(r"(?:19|20)\d\d")
#: characters of a day's value
_DAY = 10
#: sides of talks
_TWO = 2


def in_headline(c: Candidate) -> bool:
    """Whether a candidate stands in a line at the top of a page that does not end as a sentence does."""
    if c.trigger[0] >= HEADLINE:
        return False
    text: str = c.token.doc._.match_text
    end = text.find("\n", c.trigger[1])
    return end > 0 and text[:end].rstrip()[-1] not in ".;:"


def same_kind(a: str, b: str) -> bool:
    """Types that tell of one happening."""
    return a == b or any(a in kinds and b in kinds for kinds in _SAME_KIND)


def conflicts(happening: Happening, c: Candidate) -> bool:
    """True if something they say keeps them apart."""
    if c.item < 0 and c.item != happening.main.item:
        # titles of other news
        return True
    if _words_apart(happening, c) or _statuses_apart(happening, c):
        return True
    if c.dates and happening.dates and not any(_may_be_one(a, b) for a in c.dates for b in happening.dates):
        return True
    if c.places and happening.places and not any(_may_be_there(c, a, b) for a in c.places for b in happening.places):
        return True
    if c.type == "statement" and (c.asserted or not c.is_verb) and _persons_apart(happening, c):
        return True
    if c.type == "visit" and _visits_apart(happening, c):
        return True
    if _talks_of_later(happening, c) or _told_earlier(happening, c):
        return True
    if c.type in {"meeting", "call", "visit"}:
        if (c.is_verb or c.asserted) and not _is_at_it(c) and _parties_apart(happening, c):
            return True
    elif _bodies_apart(happening, c) or _rulers_apart(happening, c):
        return True
    return c.type == "adoption" and _papers_apart(happening, c)


def _may_be_there(c: Candidate, a: Place, b: Place) -> bool:
    """`соберётся на Сахалине`, then `заседание в Южно-Сахалинске`: a region and a town that may be in it."""
    around = c.type in {"session", "summit"} and {a.kind, b.kind} == {"region", "city"} and a.country == b.country
    return near(a, b) or around


def _is_at_it(c: Candidate) -> bool:
    """`На встрече, которая была организована Центром, присутствовал посол`: the one that was told."""
    own = c.dates or c.places or c.number or c.name
    described = any(x.dep_ == "acl:relcl" for x in c.token.rights)
    return c.type == "meeting" and not c.is_verb and described and preposition(c.token) in {"на", "в"} and not own


def _words_apart(happening: Happening, c: Candidate) -> bool:
    """The words themselves, the numbers, months and names that they have."""
    if any(t.trigger == c.trigger and t.type == c.type for t in happening.tellings):
        # one word for several: `встречи с А и Б`
        return True
    if c.token.lemma_ in _TABLES and all(t.token.lemma_ != c.token.lemma_ for t in happening.tellings):
        # `состоялись переговоры. Вечером в честь гостя был дан приём`
        return True
    later = c.trigger[0] > happening.tellings[0].trigger[0]
    if c.rule.endswith(FURTHER) and later:
        return True
    if happening.number and c.number and not same_number(happening, c):
        return True
    if c.token.dep_ in {"obj", "obl", "iobj"} and c.token.head.lemma_ in _COMING_BEFORE:
        # `Заседание предваряет встречу лидеров`
        return True
    if _is_following(happening, c) or _is_like_it(happening, c) or (later and _is_one_more(c)):
        return True
    if happening.type != c.type and happening.main.status == "planned" and c.status == "held" and (c.dates or c.number):
        # `планируется провести заседание`, `на первом саммите в 2006 году`
        return True
    if any(_listed_beside(t.token, c.token) or _added(t, c) for t in happening.tellings):
        # `запланированы переговоры с Президентом, встреча в расширенном составе`
        return True
    month = month_of(c.token)
    if month is not None and any(month_of(t.token) not in {None, month} for t in happening.tellings):
        return True
    named = bool(happening.names() and c.name)
    return named and not _share_name(happening, c) and not _in_other_language(happening, c)


def _is_one_more(c: Candidate) -> bool:
    """`Ещё одни учения пройдут в сентябре`."""
    ones = [x for x in c.token.lefts if x.lemma_ == "один"]
    if c.asserted and any(x.i > 0 and x.nbor(-1).lemma_ in {"еще", "ещё"} for x in ones):
        return True
    # `14 мая прошло заседание. Состоялся также саммит`
    verb = c.token.head
    took_place = c.token.dep_ == "nsubj" and verb.lemma_ in {"состояться", "пройти"} and verb.i < c.token.i
    return c.asserted and took_place and any(x.lemma_ == "также" for x in verb.children)


def _rulers_apart(happening: Happening, c: Candidate) -> bool:
    """`a meeting of the Commission`, `the Meeting of the Heads of State`: other people sit there."""
    told = [*happening.tellings, c]
    text: str = c.token.doc._.match_text
    ruled = [t for t in told if " of " in text[slice(*t.trigger)] and "eads of" in text[slice(*t.trigger)]]
    of_bodies = [t for t in told if t.type == "session" and t.organizations]
    return bool(ruled and of_bodies) and not any(
        re.search(r"Heads|[Гг]лав|Президент|Supreme", body.name) for t in of_bodies for body in t.organizations
    )


_ALSO = later(r"(?:,|\s)\s*а\s+также\s+(?:[а-яё]+\s+){0,2}$", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"\s+(?:со?|во?)\s")


def same_number(happening: Happening, c: Candidate) -> bool:
    """Both have a number, `22` or `XXII`, and it is the same."""
    first, second = happening.number, c.number
    return first is not None and second is not None and (first == second or _arabic(first) == _arabic(second))


def _arabic(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN_DIGITS.get(c, 0) for c in number]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _is_following(happening: Happening, c: Candidate) -> bool:
    """`следующая встреча пройдёт в Бустоне`, after one that took place: not that one."""
    if c.status != "planned" or c.trigger < happening.main.trigger:
        return False
    if c.rule.endswith(NEXT):
        return True
    if happening.main.status != "held":
        return False
    coming = {"следующий", "ближайший", "очередной"} if c.asserted and not c.dates else {"следующий", "ближайший"}
    return any(x.lemma_ in coming for x in c.token.children)


def _is_like_it(happening: Happening, c: Candidate) -> bool:
    """`в подобных учениях`, `в прошлогодних учениях`, after some that took place: not those."""
    if c.is_verb or c.trigger < happening.main.trigger or not any(x.lemma_ in _LIKE_IT for x in c.token.children):
        return False
    return not any(x.lemma_ in _LIKE_IT for x in happening.main.token.children)


def _statuses_apart(happening: Happening, c: Candidate) -> bool:
    """One lies ahead; what was put off did not take place."""
    if not (happening.main.asserted and c.asserted):
        return False
    if {happening.main.status, c.status} == {"ongoing", "planned"} and _is_alone(c):
        # `Заседание проходит в Оше. На заседании планируется обсудить`
        return False
    named_again = (c.margins or happening.main.margins) and _share_name(happening, c)
    if named_again or is_put_off_again(happening, c):
        return False
    told = {happening.main.status, c.status}
    if told == {"planned", "ongoing"} and any(overlap(a, b) for a in c.dates for b in happening.dates):
        # `соберутся сегодня на совещание`, `сегодня открывается совещание`
        return False
    if told == {"held", "ongoing"} and any(t.head.lemma_ in _OPENING for t in (c.token, happening.main.token)):
        # `состоялось заседание Совета`, `Саммит открылся встречей в узком составе`
        return False
    if c.type == "visit" and told == {"held", "planned"} and _is_lasting_visit(happening, c):
        return False
    ahead = (happening.main.status == "planned") != (c.status == "planned")
    return ahead or {happening.main.status, c.status} in _NOT_BOTH


def _is_lasting_visit(happening: Happening, c: Candidate) -> bool:
    """`прилетел с визитом`, then `визит в Осло пройдёт 9-10 мая`: the one that has begun, if nothing parts them."""
    began = happening.main.token.lemma_ in ARRIVED and not happening.main.dates
    goes_on = not c.is_verb and c.token.dep_ in SUBJECTS and c.token.head.lemma_ in _GOING_ON
    return began and goes_on and bool(c.persons() & happening.persons())


def _told_earlier(happening: Happening, c: Candidate) -> bool:
    """`Ранее президент проводил совещание в марте`, after one of which no day is told."""
    first = c.token.sent[0].norm_.lower()
    return c.after and first == "ранее" and c.asserted and bool(c.dates) and not happening.dates


def _persons_apart(happening: Happening, c: Candidate) -> bool:
    """Persons are named in both, and none of them twice."""
    mine = c.persons()
    theirs = happening.persons()
    return bool(mine and theirs) and not mine & theirs


def _visits_apart(happening: Happening, c: Candidate) -> bool:
    if goes_round(c) != goes_round(happening.main) and not _is_headline(happening, c):
        # `прибыл с визитом`, then `посетил Академию`
        if c.is_verb or (happening.main.is_verb and goes_round(happening.main)):
            return True
    # `после поездки в Вену ... подготовку визита министра`: one took place, the other lies ahead
    goes_again = bool(c.participants and happening.places) and not c.places
    return goes_again and (happening.main.status == "planned") != (c.status == "planned")


def _talks_of_later(happening: Happening, c: Candidate) -> bool:
    """`обсудил подготовку к встрече президентов двух стран`: not the meeting at which they did so."""
    if c.type not in {"meeting", "visit"} or c.is_verb or c.status != "planned" or c.asserted:
        return False
    whose = any(x.dep_ == "nmod" and preposition(x) is None for x in c.token.rights)
    return whose and c.token.dep_ not in SUBJECTS and happening.main.status in {"held", "ongoing"}


def _parties_apart(happening: Happening, c: Candidate) -> bool:
    """Meetings and visits of others."""
    mine = c.persons()
    theirs = happening.persons()
    if mine and theirs and not mine & theirs:
        return True
    if _is_aside_with(happening, c):
        return True
    if mine & theirs and _in_other_language(happening, c):
        # the other half of a bilingual page names states where this one names people
        return False
    # one man's two meetings on a page: the other sides differ
    if len(mine) > 1 and len(theirs) > 1 and len(mine & theirs) < min(len(mine), len(theirs)):
        return True
    # those of different states, or the next guest without a name
    if _apart(_states(p for t in happening.tellings for p in t.participants), _states(c.participants)):
        return True
    later = c.trigger > happening.main.trigger
    if c.after and later and c.asserted and c.places and not happening.places:
        # `Далее переговоры состоятся в Исфаре`
        return True
    if (c.is_verb or (c.participants and not c.setting)) and c.after and later:
        return True
    return len(theirs) > 1 and len(c.participants) > len(mine) == 1 and later


def _is_aside_with(happening: Happening, c: Candidate) -> bool:
    """`провёл двустороннюю встречу с А. Б.`, after the second meeting of the ministers of five states."""
    bilateral = any(x.lemma_ == "двусторонний" for x in c.token.children)
    with_one = bilateral and c.asserted and not c.number and bool(c.persons()) and companion(c.token) is not None
    states = _states(p for t in happening.tellings for p in t.participants)
    of_many = len(states) > _TWO or happening.number is not None
    return with_one and of_many and c.trigger > happening.main.trigger


def _bodies_apart(happening: Happening, c: Candidate) -> bool:
    """Bodies are named in both, none of them twice, and nothing else says that they are one."""
    own = {id(o) for o in c.organizations if not is_bare(o)}
    bodies = happening.bodies()
    if not own or not bodies or bodies & own:
        return False
    if is_bare_setting(c) or _is_headline(happening, c) or _same_round(happening, c):
        return False
    if _numbered_headline(happening, c) or _in_other_language(happening, c) or _same_manoeuvres(happening, c):
        return False
    return c.type != "summit" or not any(_is_organ_of(a, b) for a in c.organizations for b in happening.frames())


def _papers_apart(happening: Happening, c: Candidate) -> bool:
    """Adoptions of two papers."""
    sentence = c.token.sent
    first = happening.main
    if first.rule == "event.adoption.title" and c.is_verb and feature(c.token, "VerbForm") == "Inf":
        # `РЕШЕНИЕ ... 1. Утвердить прилагаемый план`: with these words it is done
        return c.status != first.status
    if sentence.start_char > first.trigger[0] and ANOTHER_PAPER.search(sentence.text):
        return True
    if first.rule == "event.adoption.title" and c.is_verb and adopts_another(c.token, first.token):
        return True
    between = sentence.doc._.match_text[first.trigger[1] : c.trigger[0]]
    headline = first.trigger[0] < HEADLINE and "\n" in between
    if first.is_verb and c.is_verb and not headline:
        if speaks_of_another(first.token, c.token):
            return True
        if passes_on(first.token, c.token):
            return True
        if is_draft(first.token) != is_draft(c.token):
            return first.token.sent.start != sentence.start and first.token.lemma_ != c.token.lemma_
    if first.is_verb and c.token.lemma_ == "подписание" and "подпис" not in first.token.lemma_:
        # `утвердили ряд решений`, `стало подписание двух соглашений`
        signed, approved = behind_noun(c.token), paper_of(first.token)
        if signed and approved is not None and signed[0].lemma_ not in {approved.lemma_, "документ"}:
            return True
    mine = {id(d) for d in c.documents}
    theirs = happening.documents()
    if not mine or not theirs or mine & theirs or (c.dates and happening.dates):
        return False
    return not _translated(happening, c)


def is_put_off_again(happening: Happening, c: Candidate) -> bool:
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


def _added(first: Candidate, c: Candidate) -> bool:
    """`переговоры с министром, а также встреча в Академии`: two nouns of one list, wherever the tree hangs them."""
    if first.is_verb or c.is_verb or first.token.sent.start != c.token.sent.start or first.trigger >= c.trigger:
        return False
    text: str = c.token.doc._.match_text
    return (
        _ALSO.search(text, first.trigger[1], c.trigger[0]) is not None
        and _OF_ITS_OWN.match(text, c.trigger[1]) is not None
        and c.type == "meeting"
    )


def goes_round(c: Candidate) -> bool:
    """`посетили Академию`, `осмотрели пункт пропуска`: a house in the place where the guests are."""
    if not c.is_verb or c.token.lemma_ not in _SEEING:
        return False
    seen = direct_object(c.token)
    return seen is not None and not any(m.start <= seen.idx < m.end for m in seen.doc._.places)


def is_bare_setting(c: Candidate) -> bool:
    """`На сессии будет обсуждаться`: whichever was told; a body around it is that of something else."""
    over = (c.token.head, c.token.head.head) if c.token.head.lemma_ == "день" else (c.token.head,)
    those_there = c.token.dep_ == "nmod" and any(t.lemma_ in _THOSE_AT for t in over)
    if not (c.setting or those_there) or c.is_verb or c.asserted or c.number or c.name or c.dates or c.places:
        return False
    return _is_alone(c)


def _is_alone(c: Candidate) -> bool:
    """A noun after a preposition of setting, with no word of its own."""
    return c.setting and not c.is_verb and all(x.dep_ in {"case", "punct", "det"} for x in c.token.children)


def _is_headline(happening: Happening, c: Candidate) -> bool:
    """A headline that names no date says the same in other words: `Страны ОДКБ проведут тренировку`."""
    first = happening.tellings[0]
    return (
        len(happening.tellings) < 3
        and in_headline(first)
        and first.token.sent.start != c.token.sent.start
        and not (happening.number or happening.name or happening.dates)
        and c.status == first.status
        and c.trigger[0] - first.trigger[0] < HEADLINE
    )


def _is_organ_of(a: Organization, b: Organization) -> bool:
    """The council of heads of state of a union, and the union: their summit is one; not one of officials."""
    if _OF_OFFICIALS.search(a.name) or _OF_OFFICIALS.search(b.name):
        return False
    return a.parent is b or b.parent is a


def is_bare(body: Organization) -> bool:
    """`Комитет`, `Совет`: whichever the page speaks of."""
    return " " not in body.name and body.name[1:].islower() and body.short_name is None and body.wikidata is None


def _numbered_headline(happening: Happening, c: Candidate) -> bool:
    """The number in the headline is that of the lead, whatever form the body's name has there."""
    return same_number(happening, c) and happening.tellings[0].trigger[0] < 2 * HEADLINE


def _same_round(happening: Happening, c: Candidate) -> bool:
    """The body of another language: the number and the days agree."""
    return bool(same_number(happening, c) and any(overlap(a, b) for a in c.dates for b in happening.dates))


def _same_manoeuvres(happening: Happening, c: Candidate) -> bool:
    """`учения ОДКБ «Рубеж»`, told again as those of its forces: by their name, or by days and place."""
    if c.type not in {"exercise", "operation"}:
        return False
    if c.name and _share_name(happening, c):
        return True
    same_days = any("/" in a.edtf and overlap(a, b) for a in c.dates for b in happening.dates)
    return same_days and any(near(a, b) for a in c.places for b in happening.places)


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
    days = [(a, b) for a in c.dates for b in happening.dates if min(len(a.edtf), len(b.edtf)) >= _DAY]
    same_day = any(overlap(a, b) for a, b in days) or any(a.edtf == b.edtf for a in c.dates for b in happening.dates)
    years = set(_YEARS.findall(c.name or "")) & {year for name in happening.names() for year in _YEARS.findall(name)}
    return same_day or bool(years) or same_number(happening, c)


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


def _alike(a: str, b: str) -> bool:
    # `МАК-2021`, `Мак - 2021`
    first, second = (_DASH.sub("-", name.lower().replace("ё", "е")) for name in (a, b))
    return first == second or first in second or second in first or len(set(first.split()) & set(second.split())) >= 3


def _share_name(happening: Happening, c: Candidate) -> bool:
    mine = [name for name in (c.name, c.alias) if name]
    return any(_alike(a, b) for a in mine for b in happening.names())


def overlap(a: DateValue, b: DateValue) -> bool:
    """A day that is in both."""
    if a is b or a.edtf == b.edtf:
        return True
    (a1, a2), (b1, b2) = bounds(a.edtf), bounds(b.edtf)
    if a1 and a2 and b1 and b2:
        return a1 <= b2 and b1 <= a2
    if _YEARLESS.match(a.edtf) and _YEARLESS.match(b.edtf):
        # `в октябре`, then `14 октября`
        (a1, a2), (b1, b2) = (bounds(x.edtf.replace("XXXX", _ANY_YEAR)) for x in (a, b))
        return bool(a1 and a2 and b1 and b2 and a1 <= b2 and b1 <= a2)
    if "/" in a.edtf and "/" in b.edtf:
        # `20-24 мая`, and of a name with its year `20-24 мая 2019 года`
        return _YEAR_OF.sub("", a.edtf) == _YEAR_OF.sub("", b.edtf) and "XXXX" in a.edtf + b.edtf
    return a.edtf.lstrip("X-") == b.edtf.lstrip("X-")[-len(a.edtf.lstrip("X-")) :]


def _may_be_one(a: DateValue, b: DateValue) -> bool:
    """`сегодня` of a page without a date may be any day."""
    return overlap(a, b) or not (_DIGIT.search(a.edtf) and _DIGIT.search(b.edtf))


def share_key(happening: Happening, c: Candidate) -> bool:
    """True if something they say joins them."""
    if same_number(happening, c):
        return True
    if c.name and _share_name(happening, c):
        return True
    if c.dates and any(overlap(a, b) for a in c.dates for b in happening.dates):
        return True
    if c.organizations and happening.bodies() & {id(o) for o in c.organizations}:
        return True
    if happening.persons() & c.persons():
        return True
    if c.type == "adoption" and _translated(happening, c):
        return True
    if c.name and _in_other_language(happening, c):
        return True
    if c.documents and happening.documents() & {id(d) for d in c.documents}:
        return True
    return bool(c.places) and any(a is b for a in c.places for b in happening.places)

"""Dates and venues that stand outside the sentence: title pages, items of a chronicle, datelines."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from spacy.tokens import Doc, Token

from extract.document import DateValue, Event, Mention, Organization, Place, match_text_of
from extract.language.later import later
from extract.language.syntax import (
    SUBJECTS,
    ancestors,
    clause_head,
    dialogue_lines,
    feature,
    is_future,
    preposition,
    subject,
)
from extract.stages.events.framing.within import RECALLED
from extract.stages.events.merging.comparing import overlap
from extract.stages.events.merging.happening import Happening
from extract.stages.events.papers.own_adoption import TITLE
from extract.stages.events.setting.furniture import stands_alone
from extract.stages.events.triggers.lexicon import Candidate, verbless
from extract.stages.events.untold.other_news import number_titles
from schemas.edtf import bounds

#: characters at the top of a page where its own place and date stand
_TOP = 600
#: the same of a paper whose title takes several lines
_TITLE = 1200
#: what a communiqué comes of
#: the rule of a page that is an interview, and how far down its head may reach
_INTERVIEW = "event.statement.interview"
_ANSWERED = frozenset(f"event.statement.{word}" for word in ("verb:рассказать", "verb:ответить", "noun:интервью"))
_ANSWERS = 2
_INTERVIEW_HEAD = 500
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FULL_DAY_OPEN = re.compile(r"[\dX]{4}-\d\d-\d\d")
_DAYS_OPEN = re.compile(r"[\dX]{4}-\d\d-\d\d/[\dX]{4}-\d\d-\d\d")
_DIGIT = re.compile(r"\d")
#: a line that tells something
_SAYS = later(r"[а-яё](?:ет|ит|ут|ют|ат|ят|ал|ял|ил|ела?|ла|ло|ли|лся|лась|лось|лись|тся)\b[^«\"\n]*$", re.IGNORECASE)
#: characters of a title below which its day stands
_BELOW = 300
_DAY_ONLY = later(r"[\s(]*\d{1,2} [а-яё]+ \d{4}(?: года| г\.?)?[\s).,]*", re.IGNORECASE)
_ENDING_IN_PAPER = frozenset({"session", "summit", "meeting", "conference"})
#: a word that is no `г.`, beside the place and date of a title page
_WORD = later(r"\b(?!(?:город|гор)\b)[^\W\d]{3,}")
#: the cities of two sides: what is left of `г. Ереван - г. Москва`
_TWO_SIDES = later(r"(?:^|\n)\s*(?:г\.)?\s*[-–—]\s*(?:г\.)?\s")
#: how people met, behind where: `г. Ереван - г. Москва (в формате видеоконференции)`
_HOW_THEY_MET = later(r"\([^()\n]*(?:видео|режим|формат|онлайн|дистанц)[^()\n]*\)", re.IGNORECASE)
#: `анализ итогов двух этапов операции и учения`: what is looked at, once it is over
_RESULTS = later(
    r"(?<!\bпо )\b(?:итог|результат)(?:ов|ы|ам|ах|ами)\s+(?:[^.;]{0,120}?(?:,|\bи)\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_CITY_BEHIND = later(r",\s+[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?\s+[/(](?:[Кк]орр\.?\s)?[^/()\n]{2,40}[/)]")
_DATELINE = later(
    r"\s*(?:[A-ZА-Я]{2,14}[:.]\s+)?(?:[A-ZА-ЯЁ][\w. -]{1,40}?\s?[,.-]\s*){0,2}$"
    r"|\s*[А-ЯЁ][\w. -]{1,40}?\s/[^/\n]{3,30}/,\s*$"
)
#: a city in capitals at the head of a line, whether known or not
_CAPITALS = later(r"[А-ЯЁ]{4,}(?:[ -][А-ЯЁ]{2,}){0,2},\s")
_AGENCY = later(
    r"\s*(?:\d{4}\s*)?(?:г(?:ода|\.)\s*)?[-./,]*\s*[-/(:]|,\s+\"[^\"\n]{3,40}\"\s*[.-]|\s*\.\s+[\"/(]?[А-ЯA-Z]"
    # `Oslo, 6 May, NORDWIRE`, and the agency on a line below
    r"|(?:,?\s+\d{4})?,\s+[A-Z]{4,}\s*(?:\n|[-:.\u2013])|\.?\s*\n\s*[A-Z][A-Za-z]{2,14}:"
)
#: a chronicle has at least so many of them
_ITEMS = 2
_PUT_OFF = frozenset({"postponed", "cancelled"})
_CITY = r"(?:г\.\s?)?[А-ЯЁ][\w-]+(?:[ -][А-ЯЁ][\w-]+){0,2}"
#: a full stop, which may be that of the month: `19 нояб.`
_STOP = r"(?:(?<=\.)|\s*[.:])\s+"
#: `29 октября. В Душанбе ...`, `8-9 апреля, Ереван. Совет провел ...`, `8 сентября. Москва. Комитет провел ...`: a
#: chronicle's paragraph opens with its date
_OPENS_ITEM = later(
    r"(?:,?\s*\(?(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\)?)?"
    rf"(?P<city>(?:,\s*|{_STOP}(?={_CITY}\s*\.\s)){_CITY}(?:\s\([А-ЯЁ][\w -]+\))?)?{_STOP}[А-ЯЁA-Z«\"]",
)
#: `Коротко`, and items with bullets: of other days
_NEXT_SECTION = later(r"\n\s*\n[ \t]*[А-ЯЁ][^\n.:;,\d]{2,30}\n\s*[•▪■*–-]\s")
#: `27.10.2016  Баку` on a line of its own above an item
#: the same above it, or the title of an item behind its date: `12.02   Обсуждён проект правил`
_HEADS_ITEM = later(rf"(?:[ \t]*,?[ \t]+(?P<city>{_CITY})|[ \t]{{2,}}[А-ЯЁ«\"][^\n|]{{3,160}}?)[ \t]*\n\s*[А-ЯЁA-Z«\"]")
#: a date alone on its line, and the city that opens the paragraph below: `13 октября`, `Минск. Парламент принял закон`
_CITY_BELOW = later(rf"[ \t]*\n\s*(?P<city>{_CITY})(?:\s\([^()\n]{{3,40}}\))?\.\s+[А-ЯЁ«\"]")
#: `12:05 Министр принял делегацию`, `* * *`
_TIMED = later(r"^[ \t]*\d{1,2}[:.]\d\d[ \t]+[–—-]?\s*[А-ЯЁA-Z«\"]", re.MULTILINE)
_ASTERISKS = later(r"^[ \t]*\*[ \t]*\*[ \t]*\*[ \t]*$", re.MULTILINE, needs="*")
_ASIDE = frozenset({"перед", "до", "после"})
#: `выполнение решений ноябрьской сессии`: one that was told of for what it had decided
_DECIDED = frozenset({"решение", "договоренность", "поручение", "соглашение", "рекомендация"})
_CARRYING_OUT = frozenset(
    {
        "реализация", "выполнение", "исполнение", "ход", "осуществление", "имплементация", "реализовать", "выполнить",
        "исполнить", "выполнять", "реализовывать", "исполнять", "осуществить", "выполняться", "реализовываться",
    }
)  # fmt: skip
_MONTHLY = later(
    r"(?:(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*ск|(?:поза)?прошлогодн)",
    re.IGNORECASE,
)
_SPACE = later(r"\s*")
_SEVERAL_DAYS = later(r"(?:дневн|недельн|месячн)", re.IGNORECASE)
_ALONE = later(r"\s*(?:[.:]|[-–—])\s")
#: a page of what is to come
_AHEAD = later(
    r"анонс|календар|предстоящ|на (?:этой|следующей|будущей) неделе|план мероприятий|week ahead",
    re.IGNORECASE,
    needs="анонс|календар|предстоящ|неделе|план мероприятий|week ahead",
)
#: a page of what took place day by day
_CHRONICLE = later(r"\bхроник|\bнедел[яи]\b", re.IGNORECASE, needs="хроник|недел")
#: `БИШКЕК – 59-е заседание`: a line of an agenda
_AGENDA_CITY = later(r"\s*[–—-]\s+\S")


def read_headings(doc: Doc, candidates: list[Candidate]) -> None:
    """Lines of a title page: body, session, place and date stand on lines of their own."""
    if not any(c.heading for c in candidates):
        return
    sentences = list(doc.sents)
    where = {s.start: i for i, s in enumerate(sentences)}
    text: str = doc._.match_text
    written = doc.text
    # `28 мая. Поздравление ветеранам`: what stands on the next line is of another day
    items = {m.start for m in doc._.dates if _opens_paragraph(text, m)}
    for c in candidates:
        if not c.heading or text.rfind("\n", 0, c.trigger[0]) + 1 in items:
            continue
        i = where[c.token.sent.start]
        for step in (1, -1, 2, -2):
            if not 0 <= i + step < len(sentences):
                continue
            line = sentences[i + step]
            if len(line) > 16 or any(t.pos_ in {"VERB", "AUX"} for t in line):
                continue
            if "\n" not in written[line.start_char : line.end_char + 2] and line.end_char < len(written):
                # `Москва, 2 октября. /Ховар/. - Учения ...`: the dateline of the report
                continue
            inside = [
                m
                for m in (*doc._.dates, *doc._.places, *doc._.organizations)
                if line.start_char <= m.start and m.end <= line.end_char
            ]
            covered = sum(m.end - m.start for m in inside)
            if covered < 0.6 * len(line.text.strip()):
                continue
            has_place = any(isinstance(m.entity, Place) for m in inside)
            for m in inside:
                if isinstance(m.entity, DateValue) and has_place and not c.dates and not c.is_verb:
                    c.dates.append(m.entity)
                elif isinstance(m.entity, Place) and _in_palace(c.places) and step > 0 and c.type != "statement":
                    c.places.append(m.entity)
                elif isinstance(m.entity, Organization) and not c.organizations and c.type in {"session", "summit"}:
                    c.organizations.append(m.entity)


#: `Учение продлится до 11 октября`
_LASTS = later(
    r"\b(?:продл|продолж|длит|длят|прод[лё]|закончи|завершит|(?:идут|идёт)\b|проход[ия]т)\w*\s+(?:[\w-]+\s+){0,2}(?:до|по|с)\s+$",
    re.IGNORECASE,
    needs="прод|длит|длят|закончи|завершит|идут|идёт|проход",
)
_LASTS_NEAR = 60
#: characters from an event to `она`
_PRONOUN_NEAR = 200
_LASTING = frozenset({"visit", "session", "conference", "exercise", "operation", "meeting", "summit"})


def last_until(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """`Учение продлится до 11 октября`, `визита, который продлится до пятницы`: its last day."""
    text = match_text_of(doc)
    for mention in doc._.dates:
        lasts = _LASTS.search(text, max(mention.start - _LASTS_NEAR, 0), mention.start)
        if (
            lasts is None
            or not isinstance(mention.entity, DateValue)
            or not (_FULL_DAY_OPEN.fullmatch(mention.entity.edtf) or _DAYS_OPEN.fullmatch(mention.entity.edtf))
            or (lasts[0].rstrip().endswith(" с") != ("/" in mention.entity.edtf))
        ):
            continue
        verb = next((t for t in doc.char_span(lasts.start(), mention.end, alignment_mode="expand") or ()), None)
        noun = subject(verb) if verb is not None else None
        if noun is not None and noun.lemma_ == "который" and verb is not None:
            noun = verb.head
        if noun is not None and noun.pos_ == "PRON" and noun.lemma_ in {"он", "она", "оно"}:
            # `Она начнётся 1 августа и продлится до 20 сентября`
            told = (t.token for h in happenings for t in h.tellings if not t.is_verb and t.type in _LASTING)
            meant = [t for t in told if 0 < noun.idx - t.idx < _PRONOUN_NEAR]
            alike = [t for t in meant if feature(t, "Gender") == feature(noun, "Gender")]
            noun = max(alike, key=lambda t: t.i, default=None)
        if noun is None:
            continue
        for happening in happenings:
            event = events[id(happening)]
            if happening.main.trigger[0] > mention.start or event.type not in _LASTING:
                continue
            if any(t.token.i == noun.i for t in happening.tellings):
                if "/" in mention.entity.edtf:
                    # `Она продлится с 17 до 26 сентября`: its first day is told, too
                    within = all(overlap(d, mention.entity) or not _DIGIT.search(d.edtf) for d in event.dates)
                    event.dates = [mention.entity] if within else event.dates
                elif all(d.edtf.rpartition("/")[2] != mention.entity.edtf for d in event.dates):
                    event.dates = [*event.dates, mention.entity]


_STAGES = frozenset({"этап", "фаза", "стадия", "часть"})
_ENDING = frozenset({"завершиться", "закончиться", "завершаться", "заканчиваться"})


def ends_on(candidates: list[Candidate]) -> None:
    """`Учение началось 5 мая ... Завершится учение 13 мая`: the one that goes on, and its last day."""
    for candidate in candidates:
        stage = candidate.token.head if candidate.token.dep_ == "nmod" else None
        noun = stage if stage is not None and stage.lemma_ in _STAGES else candidate.token
        verb = noun.head
        if candidate.is_verb or not candidate.dates or verb.lemma_ not in _ENDING or not is_future(verb):
            continue
        if candidate.type not in _LASTING or noun.dep_ not in SUBJECTS:
            continue
        before = [c for c in candidates if c.type == candidate.type and c.trigger[0] < candidate.trigger[0]]
        going_on = next((c for c in reversed(before) if c.asserted and c.status == "ongoing"), None)
        if going_on is None or _differ(going_on.name, candidate.name):
            continue
        days = [d for d in candidate.dates if _FULL_DAY_OPEN.fullmatch(d.edtf) and d not in going_on.dates]
        going_on.dates = [*going_on.dates, *days]
        candidate.dates, candidate.status = [], going_on.status
        candidate.asserted, candidate.points = False, True


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def follow_arrivals(happenings: list[Happening]) -> None:
    """`прибыл в Минск для участия в конференции`: the conference is there too."""
    for visit in happenings:
        if visit.type != "visit" or not visit.places:
            continue
        for other in happenings:
            if other.type not in {"session", "summit", "conference", "exercise"} or other.places:
                continue
            for telling in other.tellings:
                for arrival in visit.tellings:
                    if arrival.token in set(ancestors(telling.token)):
                        telling.places = list(visit.places)
                        # of several days the visit is for it; the day of arrival may come before
                        telling.dates = telling.dates or [day for day in arrival.dates if "/" in day.edtf]


def date_items(doc: Doc, happenings: list[Happening]) -> None:
    """A date on a line of its own, or one that opens a paragraph, heads an item: what is told first below has it.

    Under a date with a city at the start of each line (an agenda) that holds for each line, and the city is the venue.
    """
    text = match_text_of(doc)
    heads = [m for m in doc._.dates if stands_alone(doc, m) or _opens_paragraph(text, m)]
    announcing = _AHEAD.search(text, 0, _TOP)
    chronicle = _CHRONICLE.search(text, 0, _TOP) is not None
    for i, head in enumerate(heads):
        if not isinstance(head.entity, DateValue):
            continue
        # `Анонс` over the last days of a chronicle is not over the first
        ahead = announcing is not None and announcing.start() < head.start
        end = heads[i + 1].start if i + 1 < len(heads) else len(text)
        if chronicle or _opens_paragraph(text, head):
            section = _NEXT_SECTION.search(text, head.end, end)
            end = section.start() if section else end
        below = [h for h in happenings if head.end <= h.main.trigger[0] < end]
        first = min(below, key=lambda h: h.main.trigger, default=None)
        cities = [
            m
            for m in doc._.places
            if head.end <= m.start < end and _starts_line(text, m) and _AGENDA_CITY.match(text, m.end)
        ]
        for city in cities:
            stop = text.find("\n", city.end)
            line = [h for h in below if city.end <= h.main.trigger[0] < (stop if stop >= 0 else len(text))]
            told = min(line, key=lambda h: h.main.trigger, default=None)
            if told is None or told.main.setting:
                continue
            told.main.dates = told.main.dates or [head.entity]
            if ahead and told.main.status == "held" and not told.main.asserted:
                told.main.status = "planned"
            if isinstance(city.entity, Place):
                told.main.places = told.main.places or [city.entity]
        if first is not None and ahead and _opens_paragraph(text, head):
            _announced(doc, first, head)
        if first is None:
            continue
        # a date that opens the paragraph itself is that of all that its clauses assert
        inline = (
            len(heads) > 1 and (chronicle or _opens_paragraph(text, head)) and not _HEADS_ITEM.match(text, head.end)
        )
        told_here = [first, *(h for h in below if inline and h is not first and _is_told(h))]
        for happening in told_here:
            beside = happening.main.setting and not (chronicle and happening is first)
            if happening.dates or beside or happening.main.status not in {"held", "ongoing"}:
                continue
            # a date on a line of its own is when the item was published; what it adopted may be recalled
            if happening.type != "adoption" or (inline and not _is_outcome(happening, first)):
                happening.main.dates = [head.entity]


def _is_outcome(adoption: Happening, first: Happening) -> bool:
    """`Состоялось заседание. Утверждён план`: told as what came of it."""
    return adoption is not first and feature(adoption.main.token, "Variant") == "Short"


def date_chronicle(doc: Doc, candidates: list[Candidate]) -> None:
    """Paragraphs that open with their date, and perhaps a city: when and where their first happening took place.

    Before tellings are joined, so that items of different days stay apart.
    """
    text = match_text_of(doc)
    chronicle = _CHRONICLE.search(text, 0, _TOP) is not None
    heads = [m for m in doc._.dates if _opens_paragraph(text, m) or (chronicle and stands_alone(doc, m))]
    if len(heads) < _ITEMS:
        return
    ordered = sorted(candidates, key=lambda c: c.trigger)
    openings = [c.trigger[0] for c in ordered]
    for number, head in enumerate(heads):
        above = _HEADS_ITEM.match(text, head.end) if _starts_line(text, head) else None
        stop = text.find("\n", above.end() if above else _SPACE.match(text, head.end).end())  # type: ignore[union-attr]
        inside = ordered[bisect_left(openings, head.end) : bisect_left(openings, stop if stop >= 0 else len(text))]
        first = next((c for c in inside if (c.asserted or c.specific) and not c.setting), None)
        if first is not None and first.status in _PUT_OFF and _opens_paragraph(text, head):
            # `11 сентября. Ашхабад. Намеченная на этот день встреча перенесена`
            _place_item(doc, first, head, last=True)
        if first is None or first.status not in {"held", "ongoing"} or RECALLED.search(first.token.sent.text):
            continue
        opens = _opens_paragraph(text, head)
        if isinstance(head.entity, DateValue) and (opens or not first.heading):
            first.dates = first.dates or [head.entity]
        if opens or (_CITY_BELOW.match(text, head.end) and _starts_line(text, head)):
            _place_item(doc, first, head, last=number + 1 == len(heads))


def number_items(doc: Doc, candidates: list[Candidate]) -> None:
    """Tell items apart: a chronicle's and a digest's, under dates, clock times, asterisks; titles of other news."""
    text = match_text_of(doc)
    dated = [m.start for m in doc._.dates if _opens_paragraph(text, m)]
    times = [m.start() for m in _TIMED.finditer(text)]
    parted = [m.start() for m in _ASTERISKS.finditer(text)]
    starts = sorted([*(x for row in (dated, times) if len(row) >= _ITEMS for x in row), *parted])
    for candidate in candidates if starts else ():
        candidate.item = bisect_left(starts, candidate.trigger[0])
        line = text.rfind("\n", 0, candidate.trigger[0]) + 1
        if len(times) >= _ITEMS and line in times and candidate.heading and not candidate.setting:
            # `16:00 Совместное заседание правительств: итоги`
            candidate.asserted = candidate.asserted or feature(candidate.token, "Case") == "Nom"
    number_titles(doc, candidates)


def _place_item(doc: Doc, first: Candidate, head: Mention, *, last: bool) -> None:
    """`8 апреля, Алматы. Открылся семинар`: where it was; in a chronicle that goes on it is over."""
    opening = _opening(doc._.match_text, head) or _CITY_BELOW.match(doc._.match_text, head.end)
    lasting = any(_SEVERAL_DAYS.search(c.norm_) for c in first.token.lefts)
    if first.status == "ongoing" and first.asserted and not last and not lasting:
        first.status = "held"
    if (
        opening is None
        or opening["city"] is None
        or not _in_palace(first.places)
        or first.type in {"visit", "statement", "call"}
    ):
        return
    city = next((m for m in doc._.places if opening.start("city") <= m.start < opening.end("city")), None)
    if city is not None and isinstance(city.entity, Place) and first.mode not in {"video", "phone"}:
        first.places = [*first.places, city.entity]


def _announced(doc: Doc, happening: Happening, head: Mention) -> None:
    """`14 мая, среда. Ош - семинар`, `13 мая. Бишкек. Брифинг`: a line of a page of what is to come."""
    main = happening.main
    stop = doc._.match_text.find("\n", head.end)
    if main.trigger[0] > (stop if stop >= 0 else len(doc._.match_text)) or main.setting:
        return
    if main.status == "held" and verbless(main.token.sent):
        main.status = "planned"
    main.dates = main.dates or ([head.entity] if isinstance(head.entity, DateValue) else [])
    for city in doc._.places:
        if head.end <= city.start < main.trigger[0] and isinstance(city.entity, Place) and not main.places:
            if _ALONE.match(doc._.match_text, city.end) and main.type != "statement":
                main.places = [city.entity]


def _is_told(happening: Happening) -> bool:
    """Told by the main clause of its sentence, not reported or recalled in it."""
    main = happening.main
    if not main.asserted or main.token.sent._.language == "en":
        return False
    clause = clause_head(main.token)
    return clause.dep_ in {"ROOT", "conj"} and not RECALLED.search(main.token.sent.text)


def _opens_paragraph(text: str, mention: Mention) -> bool:
    return _starts_line(text, mention) and _opening(text, mention) is not None


def _opening(text: str, mention: Mention) -> re.Match[str] | None:
    return _OPENS_ITEM.match(text, mention.end) or _HEADS_ITEM.match(text, mention.end)


def _starts_line(text: str, mention: Mention) -> bool:
    line = text.rfind("\n", 0, mention.start) + 1
    return not text[line : mention.start].strip(" \t-–—•*■▪●►▶♦◆")


def date_main(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """A wire report's undated main event takes the dateline; what lies after the page's date is planned."""
    own = _dateline(doc)
    held = [h for h in happenings if events[id(h)].status in {"held", "ongoing"}]
    _from_title_line(doc, held, events)
    if own is not None and held:
        main = next((h for h in held if not _is_aside(h)), None)
        event = events[id(main)] if main is not None else None
        if event is not None and not event.dates and event.type != "adoption":
            event.dates = [own]
    _date_interview(doc, happenings, events)
    written = bounds(own.edtf)[1] if own is not None else None
    today = page_date(doc) or _of_paper(held, events) or written
    for happening in happenings:
        event = events[id(happening)]
        if event.status == "held" and not happening.main.asserted and event.dates and today is not None:
            first = bounds(event.dates[0].edtf)[0]
            if first is not None and first > today:
                event.status = "planned"


def _date_interview(doc: Doc, happenings: list[Happening], events: dict[int, Event]) -> None:
    """`Газета «Вечер», 22 января 2025 г.`, above the interview that the page is: the day that it bears."""
    told = next((h for h in happenings if h.main.rule == _INTERVIEW), None)
    if told is None and len(dialogue_lines(doc)) > _ANSWERS:
        told = next((h for h in happenings if h.main.rule in _ANSWERED), None)
    if told is None or events[id(told)].dates:
        return
    text: str = doc._.match_text
    for mention in doc._.dates:
        if mention.start > min(_INTERVIEW_HEAD, told.main.trigger[0] + _TOP):
            return
        start, end = _line_around(text, mention.start)
        full = isinstance(mention.entity, DateValue) and _FULL_DAY.fullmatch(mention.entity.edtf) is not None
        if full and end - start < _TOP and not _SAYS.search(text, start, end):
            events[id(told)].dates = [mention.entity]  # type: ignore[list-item]
            return


def _is_aside(happening: Happening) -> bool:
    """`до заседания`, `на полях заседания`: what the report is about is another."""
    if preposition(happening.main.token) in _ASIDE or all(t.margins for t in happening.tellings):
        return True
    return len(happening.tellings) == 1 and _is_recalled(happening.main.token)


def _is_recalled(trigger: Token) -> bool:
    """`решений ноябрьской сессии`, `о выполнении решений саммита`: one that was over before the report."""
    if any(c.dep_ == "amod" and _MONTHLY.match(c.norm_) for c in trigger.lefts):
        return True
    start = max(trigger.idx - 170, trigger.sent.start_char)
    if trigger.lemma_ in {"операция", "учение"} and _RESULTS.search(trigger.doc._.match_text, start, trigger.idx):
        return True
    decided = trigger.head
    return trigger.dep_ == "nmod" and decided.lemma_ in _DECIDED and decided.head.lemma_ in _CARRYING_OUT


def _dateline(doc: Doc) -> DateValue | None:
    """The day of a wire report: `Пекин, 11 сентября 2024 года. Генеральный секретарь принял`."""
    text = match_text_of(doc)
    for m in doc._.dates:
        if m.start >= _TOP:
            return None
        line = text.rfind("\n", 0, m.start) + 1
        city = any(line <= p.start < m.start for p in doc._.places) or _CAPITALS.match(text, line, m.start) is not None
        if isinstance(m.entity, DateValue) and line == m.start and (behind := _CITY_BEHIND.match(text, m.end)):
            # `3 марта, Минск /Корр. БЕЛТА/.`
            return m.entity if any(m.end < p.start < behind.end() for p in doc._.places) else None
        if city and isinstance(m.entity, DateValue) and _DATELINE.match(text[line : m.start]):
            if _AGENCY.match(text[m.end : m.end + 30]):
                return m.entity
    return None


def _from_title_line(doc: Doc, held: list[Happening], events: dict[int, Event]) -> None:
    """`Улан-Батор, 6 сентября 2024 года` on a line of its own under the title: where and when the first event was.

    The title of a paper may take several lines; what it says the paper came of was there, too.
    """
    main = next((h for h in held if not h.main.setting), None)
    if main is None:
        return
    paper = main.main.rule == TITLE
    line = _title_line(doc, apart=paper)
    if line is None and paper and not events[id(main)].dates:
        events[id(main)].dates = _day_below(doc, main.main)
    if line is None or main.main.trigger[0] > line[2] + _TOP:
        return
    day, places, start = line
    if any(d.edtf != day.edtf for d in events[id(main)].dates):
        return
    if not paper and main.main.trigger[0] < start - 200:
        return
    above = [h for h in held if h is not main and h.type in _ENDING_IN_PAPER and h.tellings[0].trigger[0] < start]
    for happening in (main, *(above if paper else ())):
        _put_there(events[id(happening)], day, places)
    for happening in held if paper else ():
        # `12 сентября состоялась встреча`, in the text below
        event = events[id(happening)]
        if happening.type in _ENDING_IN_PAPER and [d.edtf for d in event.dates] == [day.edtf]:
            _put_there(event, day, places)


#: between the noun of a title and its day: `Решение Совета ... от `, `Решение о ... (Минск, `
_OF_DAY = later(
    r"\s+[А-ЯЁ](?:(?!\sоб?\s)[^\n;:]){3,150}\sот\s+|\s+об?\s[^\n;:]{10,250}\s*\((?:(?:г\.\s?)?[А-ЯЁ][а-яё-]+,\s+)?"
)


def _day_below(doc: Doc, title: Candidate) -> list[DateValue]:
    """`8 сентября 2021 года` on a line of its own, right below the title of a paper, or within it."""
    text: str = doc._.source_text
    for mention in doc._.dates:
        if not 0 < mention.start - title.trigger[1] < _BELOW or not isinstance(mention.entity, DateValue):
            continue
        if _OF_DAY.fullmatch(text, title.trigger[1], mention.start):
            return [mention.entity] if _FULL_DAY.fullmatch(mention.entity.edtf) else []
        start, end = _line_around(text, mention.start)
        told = text[title.trigger[1] : start].strip()
        if stands_alone(doc, mention) and _DAY_ONLY.fullmatch(text, start, end) and "." not in told:
            return [mention.entity] if _FULL_DAY.fullmatch(mention.entity.edtf) else []
    return []


def _in_palace(places: list[Place]) -> bool:
    """No venue is told, or a palace alone: its city stands in the heading."""
    return all(place.kind == "other" and "дворец" in place.name.lower() for place in places)


def _put_there(event: Event, day: DateValue, places: list[Place]) -> None:
    if any(d.edtf != day.edtf for d in event.dates):
        return
    event.dates = event.dates or [day]
    apart = event.mode not in {"video", "phone"} or len(places) > 1
    if _in_palace(event.places) and apart and event.type != "statement":
        event.places = [*event.places, *places]


def _title_line(doc: Doc, *, apart: bool) -> tuple[DateValue, list[Place], int] | None:
    """The first line near the top that holds a date and a place and nothing else (`apart`: or two lines), its start.

    `г. Ереван - г. Москва (видеоконференция)`: both, where each of the two sides sat.
    """
    text: str = doc._.source_text
    for mention in doc._.dates:
        if mention.start > _TITLE:
            return None
        if not isinstance(mention.entity, DateValue):
            continue
        start, end = _line_around(text, mention.start)
        blocks = [(start, end)]
        if apart:
            above = len(text[:start].rstrip())
            below = end + len(text[end:]) - len(text[end:].lstrip())
            blocks += [(_line_around(text, max(above - 1, 0))[0], end), (start, _line_around(text, below)[1])]
        for first, last in blocks:
            places = [m for m in doc._.places if first <= m.start and m.end <= last and isinstance(m.entity, Place)]
            bodies = [m for m in doc._.organizations if apart and first <= m.start and m.end <= last]
            rest = _without(text, first, last, [mention, *places, *bodies])
            if not places or _WORD.search(_HOW_THEY_MET.sub("", rest)):
                continue
            cities = [m.entity for m in places if isinstance(m.entity, Place) and m.entity.kind == "city"]
            sides = cities if len(cities) == len(places) and _TWO_SIDES.search(rest) else cities[:1]
            found = sides or [x for x in [places[0].entity] if isinstance(x, Place)]
            if found:
                return mention.entity, found, first
    return None


def _line_around(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text)


def _without(text: str, start: int, end: int, mentions: list[Mention]) -> str:
    """A stretch of the text, without the mentions in it."""
    left, kept = start, ""
    for m in sorted(mentions, key=lambda m: m.start):
        kept += text[left : max(m.start, left)]
        left = max(left, m.end)
    return kept + text[left:end]


def _of_paper(held: list[Happening], events: dict[int, Event]) -> date | None:
    """The day of the paper that the page is."""
    paper = next((h for h in held if h.main.rule == TITLE and events[id(h)].dates), None)
    return bounds(events[id(paper)].dates[0].edtf)[1] if paper is not None else None


def page_date(doc: Doc) -> date | None:
    """The publication date, or the first full date that stands on a line of its own."""
    source = doc._.source
    if source is not None and source.published:
        return bounds(source.published)[1]
    for mention in doc._.dates:
        if isinstance(mention.entity, DateValue) and mention.entity.anchor == "text" and not mention.entity.inferred:
            if stands_alone(doc, mention):
                return bounds(mention.entity.edtf)[1]
    return None

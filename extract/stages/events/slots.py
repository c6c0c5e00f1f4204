"""What belongs to a trigger: date, venue, participants and their roles, frame, name, number, mode, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from extract.document import DateValue, Mention, Participant, Place, Starts, not_within
from extract.language.later import later
from extract.language.syntax import (
    SUBJECTS,
    ancestors,
    clause_head,
    distance,
    feature,
    is_future,
    preposition,
    subject,
)
from extract.parties import Parties
from extract.stages.events.attributes import Attributes
from extract.stages.events.clauses import (
    day_of_adoption,
    day_of_session,
    due_by,
    is_in_relative_clause,
    is_said_apart,
    is_summed_up,
    noun_of_holding,
    of_own_clause,
    stands_apart,
)
from extract.stages.events.dealings import Dealings
from extract.stages.events.framing import BRIEFINGS, Framing
from extract.stages.events.furniture import is_stamp, stands_alone
from extract.stages.events.gatherings import SAYING, is_attribute
from extract.stages.events.hosting import received_by
from extract.stages.events.naming import number, other_name, quoted_name, titled_name
from extract.stages.events.outcome import share_outcome, share_together
from extract.stages.events.participants import ParticipantFinder
from extract.stages.events.triggers import TAKING_PLACE, Candidate
from extract.stages.events.venues import Venues
from schemas.edtf import bounds
from schemas.event import Mode

_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    ("hybrid", re.compile(r"(?:гибридн|смешанн|комбинированн)\w* (?:формат|режим)|hybrid")),
    (
        "video",
        re.compile(
            r"видео-?конференц-?связ|видео-?связ|в (?:режиме|формате) (?:видео|он-?лайн)"
            r"|в он-?лайн-? ?(?:формат|режим)|по (?:каналам )?видео|\bвкс\b|он-?лайн|дистанционн\w+ (?:формат|режим)"
            r"|via video|by video|videoconference|online"
        ),
    ),
    (
        "phone",
        re.compile(
            r"по телефону|телефонн\w+ (?:разговор|беседа|звонок|переговор|формат|режим)|phone call|by phone|telephone"
        ),
    ),
)
#: a clause that says when and where the happening named before it takes place
_RELATIVE = later(
    r",\s+(котор(?:ый|ая|ое|ые)(?:,\s+как\s+[^,.;:\n]{3,40},)?\s+(?:\w+\s+){0,4}?(?:прой|прох|прош|состо|провод|провед|провел|провест|начн|начал|стартов|откры|заверш|продл"
    r"|намеч|запланир|организ)"
    r"|(?:проведенн|прошедш|состоявш|намеченн|запланированн|назначенн|завершивш|проходивш|проходящ|намечавш"
    r"|стартовавш|осуществленн|организованн|реализованн|начавш|открывш)\w+)",
    re.IGNORECASE,
)
#: names whose accusative differs from the locative
_WHITHER = later(r"(?:[\w-]+[ую]ю\s|Республику\s)", re.IGNORECASE)
#: the line of another item of a list of headlines
_ITEM_BELOW = later(r"\n[ \t]*[\"»•►▪*][ \t]+[^\n]*$")
_SCHEDULED = later(r"намеченн|запланированн|назначенн", re.IGNORECASE)
_WHERE = later(r",\s+где\s", re.IGNORECASE)
_OF_WHICH = later(r",\s+(?:результат|итог|участник|решени|материал)\w*\s+котор\w+\b", re.IGNORECASE)
_THAT = later(r",\s+что\s", re.IGNORECASE)
_ABOUT_WHAT = later(r"\s(?:об?о?|про)\s|,\s+(?:что|будто)\s", re.IGNORECASE)
_HEADS_OF_STATE = later(
    r"\s+(?:\w+\s+){0,2}(?:глав|лидеров|президентов)\s+(?:государств|правительств|стран)\b"
    r"|[^.;\n]{0,120}\bс участием (?:глав|лидеров)\s+(?:государств|правительств|стран)"
    r"|[^.;\n,]{0,90}\bна уровне (?:глав\s+(?:государств|правительств)|президентов|лидеров|премьер)",
    re.IGNORECASE,
)
_MET_HEADS = later(
    r"\s+(?:\w+\s+){0,2}(?:глав[ыа]?|лидер(?:ов|ы)|президент(?:ов|ы))\s+(?:государств|правительств|стран)\b",
    re.IGNORECASE,
)
_OFFICIALS = frozenset(
    {"министр", "глава", "прокурор", "руководитель", "секретарь", "начальник", "директор", "председатель"}
)
_MARK = later(r"[,;:()]|\s[-и]\s")
_IN_OUR_COUNTRY = later(r"\b(?:в|по)\s+наш(?:у|ей)\s+стран[еу]\b", re.IGNORECASE)
_IN_COUNTRY = later(r"\b(?:в|по)\s+стран[еу]\b|\bв\s+республик[еу]\b(?!\s+[А-Я])", re.IGNORECASE)
_STOPS = later(r"[,;:()]|\b(?:состоял|прош|провед|провел|подпис|встре|обсуд|приня|сообщ|заяв)\w*", re.IGNORECASE)
#: a year, a half or a quarter of one, a stretch of years or of months
_PERIOD = later(r"[\dX]{4}(?:-(?:3[3-6]|4[01]))?(?:/[\dX]{4})?|[\dX]{4}-\d\d/[\dX]{4}-\d\d")
_FOR_YEARS = later(r"\bна\s+(?:[а-яё]+\s+){0,2}$", re.IGNORECASE)
#: `заседание намечено на 2026 год`
_SET_FOR = later(
    r"\b(?:намеч|запланир|планир|назнач|перен[её]с|перенос|отлож|отклад|сдвин|приход)\w*\s+(?:[\w-]+\s+){0,3}на\s+(?:[а-яё]+\s+){0,2}$",
    re.IGNORECASE,
)
#: the same by its words, where the tree lost them
_TOLD_OF = later(
    r"\b(?:итог|результат|отчет|доклад|достижени|показател|приоритет|председательств)\w*\s+(?:[\w-]+\s+){1,7}(?:во?|за|на)\s+(?:[а-яё]+\s+){0,2}$",
    re.IGNORECASE,
)
#: what is told of a period
_REPORTED = frozenset(
    {
        "доклад", "отчет", "информация", "данные", "статистика", "итог", "результат", "работа", "деятельность",
        "реализация", "выполнение", "исполнение", "показатель", "обстановка", "ситуация", "достижение", "динамика",
        "приоритет", "направление", "задача", "сотрудничество", "взаимодействие", "цикл", "преступность", "мера",
    }
)  # fmt: skip
#: what happened without being any of the events
_OTHER_HAPPENINGS = frozenset(
    {
        "нападение", "теракт", "взрыв", "землетрясение", "наводнение", "война", "агрессия", "вторжение", "выборы",
        "избрание", "назначение", "создание", "образование", "учреждение", "основание", "вступление", "распад",
        "независимость", "трагедия", "катастрофа", "авария", "обострение", "столкновение", "задержание", "арест",
    }
)  # fmt: skip
#: what is to be somewhere is not where it was decided
_VOTED = frozenset({"референдум", "выборы", "голосование", "кампания", "наблюдение"})
_FOUNDING = frozenset(
    {"создание", "учреждение", "образование", "размещение", "строительство", "формирование", "базирование", "основание"}
)
#: `первое в текущем году заседание`: which one it is, not when
_WHICH_OF_YEAR = later(r"\b(?:перв|втор|трет|четверт|пят|последн|единственн|очередн)\w+\s+в\s+$", re.IGNORECASE)
#: `Решением Совета от 28 сентября 2018 года`: by what a paper was approved, and when
_BY_PAPER = frozenset({"решение", "постановление", "указ", "распоряжение", "протокол", "приказ"})
#: the agency after the date of a dateline
_AGENCY_NAME = later(r"(?:\s*(?:\d{1,2}:\d{2}|г\.|года))?\s*(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)[\s.,]*[-–—]*\s*")
#: `Ашхабад, 24 ноября 2025 года: Управление провело семинар`
_RELEASE = later(r"\s*(?:г\.|года)?\s*:\s")
_CITY_FIRST = later(r"\s*(?:г\.\s?)?[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?(?:,\s[А-ЯЁ][\w-]+|\s?\([А-ЯЁ][\w -]+\))?,\s")
_LOWER_WORD = later(r"(?<![^\W_])[а-яёa-z]{2,}")
_OF_DAY = later(r"\bот\s+$")
#: `19-го - выступление на форуме`: the day of what stands after the dash
_BRACKETED_BEFORE = later(r"\s*(?:г(?:\.|ода)?)?\)\s+")
_BRACKET_OPEN = later(r"\([^()\n;]*$")
#: a participle before its noun, with when and where between: `на прошедшей в Сочи сессии`
_PREPOSED = later(
    r"\b((?:прошедш|состоявш|проведенн|проходивш|проходящ|намеченн|запланированн)(?:его|ей|ем|ую|их|им|ий|ая|ее|ие|ый|ому|ом))"
    r"\s(?:[^,.;:()]{0,60}\s)?$",
    re.IGNORECASE,
)
_CLAUSE_BREAK = later(r"[,.;:]\s|\b(?:и|что|который)\s")
_SCHEDULED_FOR = later(r"\s+(?:[\w-]+\s+){0,3}(?:намечен|запланирован|назначен)\w*\s+(?:[\w-]+\s+){0,2}(?:на|в)\s+")
_STAFF = later(
    r"\bштаб(?:а|у)?\s+(?:[\w\"-]+\s+){0,3}?(?:размест|разверн|располож|находи|базир|помещени)\w*\s+(?:[\w-]+\s+){0,2}"
    r"во?\s+(?:г\.\s?)?$",
    re.IGNORECASE,
)
_RETURNING = frozenset({"возвратиться", "вернуться", "возвращаться"})
_ON_HOLDING = later(r"\bоб?\s+(?:проведении|организации|созыве)\s+(?:во?\s+)?(?:[а-яё]+\s+)?$", re.IGNORECASE)
_IN_COURSE_OF = later(r"\s+(?:в ходе|во время|на|по итогам|в рамках)\s+(?:[\w-]+\s+){0,4}", re.IGNORECASE)
_THEN = later(r"\s+-\s+(?=[^,;.]{3,90}$)")
_TO_HOLD = later(r"\bоб?\s+(?:проведении|организации|созыве)\s[^,;.]*$")
_IN_CAPITAL = later(r"\b(?i:(?:во?|посе[тщ]\w+)\s+(?:([а-яё-]+)\s+)?столиц[еу])\b(?!\s+[А-Я])")


def name_mode(doc: Doc, sentence: Span) -> Mode | None:
    """The mode that the words of the sentence give."""
    words = doc._.match_text[sentence.start_char : sentence.end_char].lower()
    return next((mode for mode, pattern in _MODES if pattern.search(words)), None)


#: the title of a page about calls alone on its line: the talks told below it were held by telephone
_CALL_TITLE = later(r"\b[Тт]елефонны[ей]\s+(?:переговоры|разговоры?|беседы)[ \t]*\n")
_TOP = 200
_IN_TALKS = later(r"^\s*(?:В\s+ходе|Во\s+время|В\s+рамках|По\s+итогам)\s+(?:\w+\s+)?(?:беседы|переговоров)\s+с\s")


#: characters of a name before the date of a page, on the line of its news
_STAMPED = 40
#: `встреча с журналистами`: what is said there is told to all
_WITH_PRESS = later(
    r"\s+с(?:о)?\s+(?:[а-яё-]+ми\s+)?(?:журналистами|корреспондентами|репортёрами|репортерами|прессой"
    r"|представителями\s+(?:[а-яё-]+(?:ых|их)\s+)?(?:СМИ|прессы|средств\s+массовой))(?![а-яё])"
)
_FOR_PRESS = re.compile(r"\s+для\s+(журналистов|корреспондентов|представителей\s+(?:СМИ|прессы))(?![\w-])")
_THOSE_AT = frozenset({"участник", "гость", "делегат", "делегация"})


_TELLING = SAYING | {"сообщать", "заявлять", "рассказывать", "писать", "анонсировать", "передавать", "упоминать"}


#: `Накануне встречи сегодня в Душанбе состоялось заседание`: before or after it, something else is told
_BESIDE_IT = frozenset({"накануне", "перед", "после", "до"})
#: what takes no years
_OF_A_DAY = frozenset({"adoption", "meeting", "call", "session", "summit", "statement", "visit"})
_YEARS_ON = re.compile(r"\d{4}/\d{4}")


class SlotFiller:
    """Fills the slots of one document's candidates."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        outer = [m for name in ("organizations", "documents", "positions", "persons") for m in getattr(doc._, name)]
        self._people = ParticipantFinder(doc, parties, candidates)
        self._framing = Framing(doc, parties, self._people)
        self._triggers = {c.token.i for c in candidates}
        self._dated = {i for m in doc._.dates for i in parties.index.places(m.start, m.end)}
        attributes = Attributes(doc, parties.index, self._triggers, self._dated)
        self._dates = [m for m in not_within(doc._.dates, outer) if not attributes.tell_of_another(m)]
        self._places = [m for m in not_within(doc._.places, outer) if not attributes.tell_of_another(m)]
        self._dates_at = Starts(self._dates)
        self._all_dates_at = Starts(doc._.dates)
        self._places_at = Starts(self._places)
        self._all_places_at = Starts(doc._.places)
        self._venues = Venues(doc, parties, self._places)
        self._dealings = Dealings(doc, parties, candidates)

    def fill(self) -> None:
        """Fill every candidate; dates and places go to the trigger they stand closest to in the tree."""
        called = _CALL_TITLE.search(self._doc._.match_text, 0, _TOP) is not None
        by_sentence: dict[int, list[Candidate]] = {}
        for candidate in self._candidates:
            by_sentence.setdefault(candidate.token.sent.start, []).append(candidate)
        for group in by_sentence.values():
            sentence = group[0].token.sent
            self._share(group, sentence)
            mode = name_mode(self._doc, sentence)
            if mode is None and called and _IN_TALKS.search(sentence.text):
                mode = "phone"
            for candidate in group:
                if candidate.mode is None and (len(group) == 1 or mode == "phone" or self._mode_near(candidate)):
                    candidate.mode = mode if mode != "phone" or _is_talk(candidate) else None
                # `третий раунд консультаций`
                row = candidate.token.head if candidate.token.head.lemma_ == "раунд" else candidate.token
                candidate.number = None if candidate.is_verb else number(row, self._dated)
                candidate.name = quoted_name(self._doc, candidate) or titled_name(candidate)
                candidate.alias = other_name(self._doc, candidate)
                self._framing.fill(candidate)
                self._people.fill(candidate)
                self._add_press(candidate)
                self._settle_type(candidate)
                if candidate.type in {"session", "conference", "meeting", "summit"}:
                    cities = [x for x in candidate.places if x.kind == "city"]
                    candidate.places = cities or ([] if candidate.token.lemma_ == "обсудить" else candidate.places)
                if candidate.type == "statement":
                    # an interview has speakers, not a venue
                    briefed = candidate.token.lemma_ in BRIEFINGS and candidate.token.dep_ in SUBJECTS
                    candidate.places = candidate.places if briefed else []
                    candidate.asserted = candidate.asserted or bool(candidate.participants)
                self._dealings.fill(candidate)

        if not self._candidates:
            # there is nothing that anybody could attend
            return
        self._dealings.fill_later()
        self._people.elsewhere()

    def _add_press(self, candidate: Candidate) -> None:
        """`брифинг для журналистов`: those who were told."""
        if candidate.type != "statement" or candidate.token.lemma_ not in BRIEFINGS:
            return
        found = _FOR_PRESS.match(self._doc._.match_text, candidate.trigger[1])
        if found is not None and all(p.start != found.start(1) for p in candidate.participants):
            candidate.participants.append(Participant(None, found.start(1), found.end(1), "stated"))

    def _settle_type(self, candidate: Candidate) -> None:
        """A session or meeting of heads of state is a summit; `встреча Совета` is a session of that body."""
        text: str = self._doc._.match_text
        token = candidate.token
        met = candidate.type == "meeting" and token.lemma_ == "встреча"
        if met and _WITH_PRESS.match(text, candidate.trigger[1]):
            candidate.type, candidate.mode, met = "statement", None, False
        if (candidate.type == "session" and _HEADS_OF_STATE.match(text, candidate.trigger[1], token.sent.end_char)) or (
            met and _MET_HEADS.match(text, candidate.trigger[1], token.sent.end_char)
        ):
            candidate.type = "summit"
            if any(c.lemma_ == "консультативный" for c in token.children):
                # `Консультативная встреча глав государств региона`: what it is called
                named = [p for p in candidate.participants if p.entity is not None]
                candidate.participants = named or candidate.participants
        elif met:
            body = self._framing.met_body(candidate)
            if body is not None:
                candidate.type = "session"
                candidate.organizations = [body]
                candidate.participants = [p for p in candidate.participants if p.entity is not body]
        elif candidate.type == "meeting" and token.lemma_ in {"собраться", "собираться"}:
            people = subject(token)
            if people is not None and people.lemma_ in _OFFICIALS:
                words = text[people.idx : people.idx + 40].lower()
                candidate.type = "summit" if _MET_HEADS.match(" " + words) else "session"
                candidate.organizations = [b for b in [self._framing.last_body(people)] if b is not None]

    @property
    def people(self) -> ParticipantFinder:
        return self._people

    def days(self, start: int, end: int) -> list[DateValue]:
        """Dates of a stretch that are no deadlines."""
        inside = [m for m in self._dates_at.within(start, end) if not self._is_deadline(m)]
        return [m.entity for m in inside if isinstance(m.entity, DateValue)]

    def days_near(self, start: int, end: int, offset: int) -> list[DateValue]:
        """The same, the one nearest to an offset first."""
        inside = [m for m in self._dates_at.within(start, end) if not self._is_deadline(m)]
        inside.sort(key=lambda m: abs(m.start - offset))
        return [m.entity for m in inside if isinstance(m.entity, DateValue)]

    def venues(self, start: int, end: int) -> list[Place]:
        """Places of a stretch where something is held."""
        return self._venues.of_stretch(start, end)

    def _mode_near(self, candidate: Candidate) -> bool:
        words = self._doc._.match_text[candidate.trigger[0] - 120 : candidate.trigger[1] + 120].lower()
        return any(pattern.search(words) for _, pattern in _MODES)

    def _share(self, group: list[Candidate], sentence: Span) -> None:
        self._share_dates(group, sentence)
        self._share_places(group, sentence)
        for candidate in group:
            candidate.dates = _narrowest(candidate.dates)
            if candidate.type == "visit" and not candidate.places:
                self._host_state(candidate, sentence)
        self._share_capitals(group, sentence)
        self._share_where(group, sentence)
        for candidate in group:
            if candidate.type == "adoption" and not candidate.dates:
                self._day_of_decision(candidate, sentence)
                candidate.dates = candidate.dates or day_of_session(candidate, group)
            candidate.dates = candidate.dates or day_of_adoption(candidate, group)
        self._leftovers(group, sentence)
        share_outcome(group)
        around = (sentence.start_char, sentence.end_char)
        share_together(group, [*self._dates_at.within(*around), *self._places_at.within(*around)])

    def _share_dates(self, group: list[Candidate], sentence: Span) -> None:
        text: str = self._doc._.source_text
        given: dict[int, list[Mention]] = {}
        for mention in self._dates_at.within(sentence.start_char, sentence.end_char):
            if not isinstance(mention.entity, DateValue) or self._is_deadline(mention):
                continue
            if "\n" in text[sentence.start_char : sentence.end_char] and (
                stands_alone(self._doc, mention) or is_stamp(self._doc, mention)
            ):
                # the date of the page or item, glued to its headline
                continue
            if self._is_dateline(mention, sentence) or self._is_which_of_year(group, mention):
                continue
            if mention.start - sentence.start_char < _STAMPED and is_stamp(self._doc, mention):
                # `Avesta.Tj | 24.04.2018 | Центр готовит учения`
                continue
            owner = self._owner(group, mention, sentence)
            if owner is None or self._is_term(owner, mention) or self._is_beside(owner, mention):
                continue
            if is_said_apart(text, mention, owner):
                continue
            if self._is_of_something_else(owner, mention) or self._lies_ahead(owner, mention):
                continue
            given.setdefault(id(owner), []).append(mention)
            if mention.entity not in owner.dates:
                owner.dates.append(mention.entity)
        for candidate in group:
            own = self._of_its_clause(candidate, given.get(id(candidate), ()), group, sentence)
            if own:
                given[id(candidate)] = own
                candidate.dates = [d for d in candidate.dates if any(m.entity is d for m in own)]
            candidate.dates = of_own_clause(candidate, given.get(id(candidate), ()), sentence)
            if candidate.status == "planned" and candidate.asserted and not candidate.dates:
                near = self._dates_at.within(max(sentence.start_char, candidate.trigger[0] - 60), sentence.end_char)
                candidate.dates = due_by(candidate, [m for m in near if self._is_deadline(m)])

    def _of_its_clause(
        self, candidate: Candidate, told: Sequence[Mention], group: list[Candidate], sentence: Span
    ) -> list[Mention]:
        """`5 мая рассказал о форуме, который прошёл 3 мая`: of several those of the clause about the noun."""
        if len(told) < 2 or candidate.is_verb or (candidate.asserted and not candidate.setting):
            return []
        own = [m for m in told if m.start > candidate.trigger[1]]
        own = [m for m in own if self._described(group, m, sentence) is candidate]
        return own if any(m.end <= candidate.trigger[0] for m in told) else []

    def _share_places(self, group: list[Candidate], sentence: Span) -> None:
        found: dict[int, list[Mention]] = {}
        for mention in self._places_at.within(sentence.start_char, sentence.end_char):
            place = mention.entity
            if isinstance(place, Place) and place.kind == "city" and self._receives(group, mention):
                continue
            if not isinstance(place, Place) or not (self._venues.is_venue(mention) or self._venues.is_visited(mention)):
                continue
            owner = self._owner(group, mention, sentence)
            if self._is_of_another(mention, _FOUNDING | _VOTED) or self._is_for_staff(mention):
                # `приняли решение о создании центра в Душанбе`
                continue
            if owner is not None and (self._is_when_decided(owner, mention) or self._is_returned_to(owner, mention)):
                continue
            if owner is not None and (self._is_left_for(owner, mention) or self._is_bound_for(owner, mention)):
                continue
            if owner is not None and self._lies_ahead(owner, mention):
                continue
            if owner is not None and owner.type != "visit" and not self._venues.is_venue(mention):
                # `встретился с коллегой и пригласил его посетить Душанбе`
                continue
            if owner is not None and owner.setting and place.kind != "city" and not self._is_below(owner, mention):
                # `в ходе беседы рассказал об обстановке в Афганистане`
                if not self._is_in_clause(owner, mention):
                    continue
            place = self._venues.capital_of(mention) or place
            if owner is not None and place not in owner.places:
                owner.places.append(place)
                found.setdefault(id(owner), []).append(mention)
        for candidate in group:
            own = self._of_its_clause(candidate, found.get(id(candidate), ()), group, sentence)
            candidate.places = [m.entity for m in own if isinstance(m.entity, Place)] or candidate.places

    def _share_capitals(self, group: list[Candidate], sentence: Span) -> None:
        for capital in _IN_CAPITAL.finditer(self._doc._.match_text, sentence.start_char, sentence.end_char):
            token = self._parties.index.at(capital.end() - 1)
            city = self._venues.capital_meant(token, capital[1]) if token is not None else None
            if city is None or token is None:
                continue
            word = Mention("place", token.idx, token.idx + len(token), "events.capital", city)
            described = self._described(group, word, sentence)
            nearest = described or min(group, key=lambda c: (distance(token, c.token), abs(c.token.i - token.i)))
            if not nearest.places and (described is not None or not stands_apart(token, nearest.token)):
                nearest.places.append(city)

    def _share_where(self, group: list[Candidate], sentence: Span) -> None:
        """`отбыл в Бишкек, где примет участие в саммите и подпишет протокол`: all of that is there."""
        for where in _WHERE.finditer(self._doc._.match_text, sentence.start_char, sentence.end_char):
            place = next((m.entity for m in self._places if m.end == where.start()), None)
            there = next((c for c in group if where.end() <= c.trigger[0] < where.end() + 120), None)
            if there is None:
                continue
            if isinstance(place, Place) and not there.places:
                there.places.append(place)
            if not there.dates:
                # `прибыл в Минск, где 27 апреля примет участие в заседании`
                there.dates += self.days(where.end(), there.trigger[0])[:1]
            before = [c for c in group if c.trigger[1] <= where.start() and c.is_verb and c.dates]
            if there.is_verb and before and not there.dates:
                # `13 марта посетили Центр, где их принял директор`
                there.dates += before[-1].dates
            for also in group:
                joined = also.is_verb and there.trigger[1] <= also.trigger[0] and also.token.nbor(-1).lower_ == "и"
                if joined and isinstance(place, Place) and not also.places:
                    also.places.append(place)
                    also.dates = also.dates or list(before[-1].dates if before else [])

    def _host_state(self, visit: Candidate, sentence: Span) -> None:
        """`Президент Узбекистана принял генпрокурора, находившегося в стране с визитом`: the state named first."""
        text: str = self._doc._.match_text
        near = _IN_COUNTRY.search(text, max(visit.trigger[0] - 60, sentence.start_char), visit.trigger[1] + 30)
        if not (near or _IN_OUR_COUNTRY.search(text, sentence.start_char, sentence.end_char)):
            return
        states = self._all_places_at.within(sentence.start_char, visit.trigger[0])
        host = next((m.entity for m in states if isinstance(m.entity, Place) and m.entity.kind == "country"), None)
        if host is not None:
            visit.places.append(host)

    def _receives(self, group: list[Candidate], mention: Mention) -> bool:
        """`саммит примет Бишкек`: the city that has the event, which takes it for its place."""
        head = self._head(mention)
        event = received_by(head, group) if head is not None else None
        if event is None or event.places or not isinstance(mention.entity, Place):
            return False
        event.places.append(mention.entity)
        return True

    def _is_below(self, owner: Candidate, mention: Mention) -> bool:
        head = self._head(mention)
        return head is not None and (owner.token in set(ancestors(head)) or 0 < mention.start - owner.trigger[1] < 20)

    def _is_dateline(self, mention: Mention, sentence: Span) -> bool:
        """`Душанбе, 15.08.2015 (НИАТ «Ховар»).- Министр 17 августа посетит`: where and when the report was written."""
        text: str = self._doc._.match_text
        if _RELEASE.match(text, mention.end) and _CITY_FIRST.fullmatch(text, sentence.start_char, mention.start):
            return True
        after = _AGENCY_NAME.match(text, mention.end, sentence.end_char)
        if after is None or not self._dates_at.within(after.end(), sentence.end_char):
            return False
        before = text[max(sentence.start_char, mention.start - 60) : mention.start]
        return not _LOWER_WORD.search(before)

    def _day_of_decision(self, adoption: Candidate, sentence: Span) -> None:
        """`утверждена Решением Совета от 28 сентября 2018 года`: the day of the decision is that of the approval."""
        token = adoption.token
        if feature(token, "Voice") != "Pass":
            return
        paper = next((c for c in token.children if c.lemma_ in _BY_PAPER and feature(c, "Case") == "Ins"), None)
        if paper is None:
            return
        for mention in self._all_dates_at.within(paper.idx, min(paper.idx + 200, sentence.end_char)):
            if _OF_DAY.search(self._doc._.match_text, max(mention.start - 4, 0), mention.start):
                if isinstance(mention.entity, DateValue):
                    adoption.dates.append(mention.entity)
                return

    def _owner(self, group: list[Candidate], mention: Mention, sentence: Span) -> Candidate | None:
        """The event that a date or a place belongs to."""
        text: str = self._doc._.match_text
        called = next((c for c in group if c.type == "call" and mention.start - c.trigger[1] == 1), None)
        if called is not None:
            # `запланирован в ходе телефонного разговора 30 апреля`
            return called
        after = next((c for c in group if 0 <= c.trigger[0] - mention.end < 100), None)
        if after is not None and not after.is_verb and _ON_HOLDING.search(text, mention.start - 40, mention.start):
            # `решение о проведении в этом году учений`
            return after
        if after is not None and not after.is_verb and _THEN.match(text, mention.end, after.trigger[0]):
            return after
        if after is not None and after.setting and self._is_of_setting(group, after, mention):
            return after
        if after is not None and not after.is_verb and _BRACKETED_BEFORE.fullmatch(text, mention.end, after.trigger[0]):
            # `решений декабрьской (2010 г.) сессии`
            return after
        opening = _BRACKET_OPEN.search(text, max(mention.start - 60, 0), mention.start)
        if opening is not None:
            # `заседания Комиссии (Ташкент, 12 сентября 2023 года)`
            beside = [c for c in group if 0 <= opening.start() - c.trigger[1] < 200 and not c.is_verb]
            if beside and not re.search(
                r"[;,\n]", text[beside[-1].trigger[1] : opening.start()].rsplit(" и ", 1)[0][-60:]
            ):
                return beside[-1]
        held_there = (
            after is not None and not after.is_verb and _PREPOSED.search(text, sentence.start_char, mention.start)
        )
        if held_there and not _CLAUSE_BREAK.search(text, held_there.start(1), after.trigger[0]):  # type: ignore[union-attr]
            # `на прошедшей 23 сентября в Сочи сессии`
            return after
        for c in reversed(group):
            near = 0 <= mention.start - c.trigger[1] < 70 and not c.is_verb
            if near and _SCHEDULED_FOR.fullmatch(text, c.trigger[1], mention.start):
                return c
        return self._described(group, mention, sentence) or self._nearest(group, mention)

    def _is_of_setting(self, group: Sequence[Candidate], after: Candidate, mention: Mention) -> bool:
        """`3 мая в ходе беседы министры договорились созвать заседание`: what they agreed on lies ahead."""
        if _IN_COURSE_OF.fullmatch(self._doc._.match_text, mention.end, after.trigger[0]) is None:
            return False
        return after.status == "held" and len(group) > 1 and all(c is after or c.status == "planned" for c in group)

    def _described(self, group: list[Candidate], mention: Mention, sentence: Span) -> Candidate | None:
        """`операции «Мак», которая проводилась с 5 по 9 мая`: the clause says when and where of the noun."""
        text = self._doc._.match_text
        before = [
            r
            for r in _RELATIVE.finditer(text, sentence.start_char, mention.start)
            if "," not in text[r.end() : mention.start]
        ]
        if not before:
            return None
        relative = before[-1]
        heads = [c for c in group if c.trigger[1] <= relative.start() and not c.is_verb]
        pronoun = self._parties.index.at(relative.start(1))
        if pronoun is None or any(relative.end() <= c.trigger[0] < mention.start for c in group):
            return None
        # a participle has the case of its noun, `которое` has that of its own clause
        if pronoun.lemma_ == "который" and feature(pronoun, "Number") == "Plur":
            several = self._described_together(heads, mention)
            if several is not None:
                return several
        names = ("Number", "Gender") if pronoun.lemma_ == "который" else ("Number", "Gender", "Case")
        for candidate in reversed(heads):
            agreed = all(_may_agree(feature(pronoun, n), feature(candidate.token, n)) for n in names)
            if agreed and relative.start() - candidate.trigger[1] < 160:
                verb = self._parties.index.at(relative.end() - 1)
                will_be = verb is not None and is_future(verb)
                if (will_be or _SCHEDULED.match(relative[1])) and not candidate.asserted:
                    candidate.status, candidate.asserted = "planned", True
                return candidate
        return None

    def _is_in_clause(self, owner: Candidate, mention: Mention) -> bool:
        """`об операции, проведённой на территории А, Б и В`: all of the list stands in the clause about it."""
        text: str = self._doc._.match_text
        clause = _RELATIVE.search(text, owner.trigger[1], mention.start)
        if clause is None or clause.start() - owner.trigger[1] > 60:
            return False
        return not any(t.pos_ in {"VERB", "AUX"} for t in self._parties.index.span(clause.end(), mention.start))

    def _described_together(self, heads: list[Candidate], mention: Mention) -> Candidate | None:
        """`к сессии А и заседанию Б, которые состоятся 15 сентября в Душанбе`: that of both; the last is returned."""
        listed = [
            c for c in heads if c.type in {"session", "summit", "meeting"} and feature(c.token, "Number") != "Plur"
        ]
        if len(listed) < 2 or any(feature(c.token, "Case") != feature(listed[0].token, "Case") for c in listed):
            return None
        for candidate in listed:
            if not candidate.asserted and candidate.status == "held":
                candidate.status = listed[0].status
            if isinstance(mention.entity, DateValue) and not candidate.dates:
                candidate.dates.append(mention.entity)
            elif isinstance(mention.entity, Place) and not candidate.places and self._venues.is_venue(mention):
                candidate.places.append(mention.entity)
        return listed[-1]

    def _leftovers(self, group: list[Candidate], sentence: Span) -> None:
        """The only happening a sentence asserts takes the date and the venue that stand before it, whatever the
        tree says.
        """
        asserted = [c for c in group if c.asserted and not c.setting]
        if len(asserted) > 1:
            # `сообщил сегодня во время встречи с министром`: a mere word of saying
            asserted = [c for c in asserted if not (c.type == "statement" and c.is_verb)]
        if len(asserted) != 1:
            return
        main = asserted[0]
        taken = {id(d) for c in group for d in c.dates} | {id(x) for c in group for x in c.places}
        between = self._doc._.match_text
        passage = (sentence.start_char, main.trigger[0])
        for mention in (*self._dates_at.within(*passage), *self._places_at.within(*passage)):
            if (
                id(mention.entity) in taken
                or is_said_apart(between, mention, main)
                or re.search(r"\b(?:что|котор\w+|чтобы)\b", between[mention.end : main.trigger[0]])
            ):
                continue
            head = self._head(mention)
            if head is not None and is_in_relative_clause(head, main.token):
                # `Азербайджан, к которому с 1 января перейдёт председательство, созовёт заседание`
                continue
            if isinstance(mention.entity, DateValue):
                own = not (self._is_deadline(mention) or self._is_dateline(mention, sentence))
                own = own and not self._is_of_something_else(main, mention)
                own = own and not (main.type in _OF_A_DAY and self._is_term(main, mention))
                if own and not main.dates:
                    main.dates.append(mention.entity)
            elif isinstance(mention.entity, Place) and not main.places and self._venues.is_venue(mention):
                main.places.append(mention.entity)

    def _is_deadline(self, mention: Mention) -> bool:
        before = self._doc._.match_text[max(mention.start - 14, 0) : mention.start].lower()
        return bool(re.search(r"(?:\bдо|не позднее|\bк|\bпо итогам|\bза)\s+$", before))

    def _head(self, mention: Mention) -> Token | None:
        span = self._parties.index.span(mention.start, mention.end)
        return span.root if len(span) else None

    def _is_term(self, owner: Candidate, mention: Mention) -> bool:
        """`утвердили план на 2025 год`, `обсудили итоги работы в 2023 году`: a period that something else is about."""
        text = self._doc._.match_text
        if owner.type == "adoption" and _TO_HOLD.search(text, owner.trigger[1], mention.start):
            # `подписано Соглашение о проведении Недели в ноябре`
            return True
        if not isinstance(mention.entity, DateValue) or _PERIOD.fullmatch(mention.entity.edtf) is None:
            return False
        before = text[max(mention.start - 50, 0) : mention.start]
        for_years = _FOR_YEARS.search(before)
        if for_years and not _SET_FOR.search(before):
            # `план операции на 2025 год`: when it is to take place
            stands_after = owner.trigger[1] + 1 == mention.start - len(for_years[0])
            return owner.type in {"adoption", "visit"} or not stands_after
        if owner.type in _OF_A_DAY and _YEARS_ON.fullmatch(mention.entity.edtf):
            # `рассмотрен ход программы на 2023-2027 годы`
            return True
        head = self._head(mention)
        if head is not None and self._is_reported_on(head):
            return True
        told = _TOLD_OF.search(text, max(mention.start - 110, 0), mention.start)
        return told is not None and not any(told.start() <= c.trigger[0] < mention.start for c in self._candidates)

    def _is_reported_on(self, period: Token) -> bool:
        """Work, results, a situation stand above the period, before any happening or verb."""
        for above in ancestors(period):
            if above.i in self._triggers or above.pos_ in {"VERB", "AUX"}:
                return False
            if above.lemma_ in _REPORTED and above.i < period.i:
                return True
        return False

    def _is_which_of_year(self, group: list[Candidate], mention: Mention) -> bool:
        """`первое в текущем году заседание`."""
        ahead = any(c.trigger[0] == mention.end + 1 for c in group)
        return ahead and _WHICH_OF_YEAR.search(self._doc._.match_text, mention.start - 20, mention.start) is not None

    def _is_beside(self, owner: Candidate, mention: Mention) -> bool:
        """`6 мая в ходе визита подписали`: the day of what happened in its course, not of the setting."""
        if not owner.margins_of(self._doc._.match_text):
            return False
        sentence = owner.token.sent
        first, last = sentence.start, sentence.end
        beside = [c for c in self._candidates if first <= c.token.i < last]
        if self._is_of_setting(beside, owner, mention):
            return False
        if self._described(beside, mention, sentence) is owner:
            # `в ходе операции, проведённой с 1 по 5 мая и с 7 по 9 июня`
            return False
        head = self._head(mention)
        if head is None or owner.token in set(ancestors(head)):
            return False
        between = self._doc._.match_text[owner.trigger[1] : mention.start]
        clause = clause_head(head).i
        if any(
            t.dep_ in SUBJECTS and t.head.i == clause for t in self._parties.index.span(owner.trigger[1], mention.start)
        ):
            # `В рамках визита генсек 7 октября примет участие`
            return True
        return not (0 < len(between) < 40 or (0 < len(between) < 120 and not _STOPS.search(between)))

    def _is_of_something_else(self, owner: Candidate, mention: Mention) -> bool:
        """The day of an attack, of what was said, of what another clause tells."""
        ways = (self._is_when_said, self._is_of_another_verb, self._is_when_decided, self._is_spoken_of)
        return self._is_of_another(mention) or any(way(owner, mention) for way in ways)

    def _lies_ahead(self, owner: Candidate, mention: Mention) -> bool:
        """`Прошли переговоры, по итогам которых стороны будут встречаться в Оше`: not where those were held."""
        if owner.status != "held" or mention.start < owner.trigger[1]:
            return False
        between = self._parties.index.span(owner.trigger[1], mention.start)
        verb = next((t for t in reversed(between) if t.pos_ in {"VERB", "AUX"}), None)
        return verb is not None and is_future(verb) and any(t.norm_.lower().startswith("котор") for t in between)

    def _is_when_decided(self, owner: Candidate, mention: Mention) -> bool:
        """`решение о проведении маневров было принято в марте в Ташкенте`: of the decision, not of the manoeuvres."""
        holding = noun_of_holding(owner.token)
        if holding is None or holding.head.lemma_ != "решение":
            return False
        if mention.end <= holding.idx:
            return not _ON_HOLDING.search(self._doc._.match_text, mention.start - 40, mention.start)
        between = self._parties.index.span(owner.trigger[1], mention.start) if mention.start > owner.trigger[1] else ()
        return any((t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part") or _is_short(t) for t in between)

    def _is_returned_to(self, owner: Candidate, mention: Mention) -> bool:
        """`посетила Самарканд, а 11 апреля возвратилась в Минск`: no place of the visit."""
        head = self._head(mention)
        return head is not None and head.head.lemma_ in _RETURNING and head.head.i != owner.token.i

    def _is_for_staff(self, mention: Mention) -> bool:
        """`штаб операции разместить в Душанбе`: not where the operation goes on."""
        return _STAFF.search(self._doc._.match_text, max(mention.start - 70, 0), mention.start) is not None

    def _is_spoken_of(self, owner: Candidate, mention: Mention) -> bool:
        """`опроверг сообщения о встрече 5 мая`: the day of what is told, not the one on which it was said."""
        head = self._head(mention)
        if head is None or owner.type != "statement" or not owner.is_verb or mention.start < owner.trigger[1]:
            return False
        # `3 мая опроверг сообщения о встрече 5 мая`, wherever the tree hangs the second day
        told = _ABOUT_WHAT if owner.dates else _THAT
        if told.search(self._doc._.match_text, owner.trigger[1], mention.start):
            return True
        for node in (head, *ancestors(head)):
            if node.i == owner.token.i:
                return False
            if node.dep_ in {"ccomp", "acl", "acl:relcl"} or preposition(node) in {"о", "об", "обо", "про"}:
                return True
        return False

    def _is_of_another_verb(self, owner: Candidate, mention: Mention) -> bool:
        """`было создано в 1997 году, и на первом саммите`, `учреждена в 2021 году; первое заседание прошло`."""
        head = self._head(mention)
        if head is None or owner.is_verb or mention.start > owner.trigger[0]:
            return False
        mine = next((a for a in ancestors(head) if a.pos_ in {"VERB", "AUX"} or a.i in self._triggers), None)
        its = next((a for a in ancestors(owner.token) if a.pos_ in {"VERB", "AUX"}), None)
        if mine is None or its is None or mine.i in {its.i, owner.token.i} or mine.i in self._triggers:
            return False
        between = self._doc._.match_text[mention.end : owner.trigger[0]]
        told = feature(mine, "Tense") == "Past" and (its.dep_ == "conj" or mine not in set(ancestors(its)))
        return told and (";" in between or (owner.setting and "," in between))

    def _is_when_said(self, owner: Candidate, mention: Mention) -> bool:
        """`сообщила 23 октября о планах посетить Узбекистан`: when it was told, not when it takes place."""
        head = self._head(mention)
        if head is None or owner.type == "statement":
            return False
        said = head.head
        behind = said.idx < mention.start and all(
            t.pos_ == "ADP" or t.is_space for t in self._parties.index.span(said.idx + len(said), mention.start)
        )
        if said.lemma_ in _TELLING and said.dep_ == "parataxis" and behind:
            # `пройдёт по графику, сообщили 4 мая в Бишкеке`
            return True
        told_of = said.lemma_ in _TELLING and preposition(owner.token) in {"о", "об"} and owner.token.head.i == said.i
        if told_of and mention.start < owner.trigger[0]:
            # `10 сентября о предстоящем визите сообщил посол`
            return True
        if said.lemma_ not in _TELLING or said.idx > owner.trigger[0] or said not in set(ancestors(owner.token)):
            return False
        first, last = sorted(((said.idx, said.idx + len(said)), (mention.start, mention.end)))
        between = self._parties.index.span(first[1], last[0])
        return mention.start < owner.trigger[0] and all(t.pos_ == "ADP" or t.is_space for t in between)

    def _is_of_another(self, mention: Mention, others: frozenset[str] = _OTHER_HAPPENINGS) -> bool:
        """`ознакомился с последствиями нападения в сентябре 2022 года`: the day of something that nobody met for."""
        for above in ancestors(self._head(mention)) if self._head(mention) is not None else ():  # type: ignore[arg-type]
            if above.i in self._triggers or above.pos_ in {"VERB", "AUX"}:
                return False
            if above.lemma_ in others and above.idx < mention.start:
                return True
        return False

    def _is_bound_for(self, owner: Candidate, mention: Mention) -> bool:
        """`пресекли канал поставки гашиша в Челябинскую область`: whither something went, not where it was held."""
        return owner.type != "visit" and _WHITHER.match(self._doc._.match_text, mention.start, mention.end) is not None

    def _is_left_for(self, owner: Candidate, mention: Mention) -> bool:
        """`В завершение визита министр отбыл в Бишкек`: not where the visit was; `отправился с визитом в Бишкек` is."""
        if owner.type != "visit" or owner.is_verb or preposition(owner.token) == "с":
            return False
        head = self._head(mention)
        return head is not None and head.head.lemma_ in {"отбыть", "вылететь", "отправиться", "убыть", "направиться"}

    def _nearest(self, group: list[Candidate], mention: Mention) -> Candidate | None:
        head = self._head(mention)
        if head is None:
            return None
        group = [c for c in group if not self._is_of_paper(c, mention)]
        beside = self._in_segment(group, mention)
        if beside is not None or not group:
            return beside
        scored = []
        for candidate in group:
            steps = distance(head, candidate.token)
            between = abs(candidate.token.i - head.i)
            # a trigger noun and the verb that tells it count as one
            if candidate.token.dep_ in {"nsubj", "nsubj:pass", "obj"} and candidate.token.head.pos_ == "VERB":
                steps = min(steps, distance(head, candidate.token.head))
            if candidate.setting:
                # a setting takes what depends on it directly, the rest is for what happened there
                steps += 0 if candidate.token in set(ancestors(head)) else 3
            elif candidate.type == "statement" and candidate.token.dep_ == "parataxis":
                # `Учение завершилось в четверг в Оше, сообщил начальник штаба`
                steps += 0 if candidate.token in set(ancestors(head)) else 5
            elif (holding := noun_of_holding(candidate.token)) is not None and mention.start < holding.idx:
                # `принял 5 мая на заседании решение о проведении учений`
                steps += 5
            elif candidate.token.dep_ == "nmod" and candidate.token.head.lemma_ in _THOSE_AT:
                # `накануне участников заседания принял министр`
                steps += 0 if candidate.token in set(ancestors(head)) else 5
            scored.append((steps, between, candidate))
        scored.sort(key=lambda item: (item[0], item[1]))
        best = scored[0]
        if (
            is_attribute(best[2].token)
            and not best[2].margins_of(self._doc._.match_text)
            and best[2].token not in set(ancestors(head))
            and mention.start - best[2].trigger[1] > 60
        ):
            return None
        if stands_apart(head, best[2].token) or is_summed_up(head, best[2].token):
            return None
        after = self._between_text(best[2], mention)
        if _OF_WHICH.search(after) or (_THAT.search(after) and not best[2].is_verb) or self._opens_line(mention, after):
            # `операции, результаты которой подведены сегодня`
            return None
        earlier = [c for c in group if mention.end <= c.trigger[0] < best[2].trigger[0] and not c.setting]
        if best[2].type == "visit" and best[2].is_verb and earlier and "," in self._between(earlier[0], best[2]):
            # `в 2019 году мы провели конференцию, приезжал директор`
            return earlier[0]
        clause = clause_head(head)
        same = clause_head(best[2].token)
        if best[0] > 6 and clause != same:
            return None
        return best[2]

    def _is_of_paper(self, adoption: Candidate, mention: Mention) -> bool:
        """`утвердил Концепцию, документ предусматривает создание центров в Душанбе`: another verb stands between."""
        if adoption.type != "adoption" or mention.start < adoption.trigger[1]:
            return False
        between = self._parties.index.span(adoption.trigger[1], mention.start)
        return any(feature(t, "VerbForm") == "Fin" and t.dep_ != "aux" for t in between)

    def _opens_line(self, mention: Mention, before: str) -> bool:
        """`15 октября - заседание` above, `23 октября - СМИД` or `» В Оше задержан` on the next line: another item."""
        if _ITEM_BELOW.search(before):
            return True
        return before.rstrip(" \t").endswith("\n") and self._doc._.match_text[mention.end : mention.end + 3] == " - "

    def _between_text(self, first: Candidate, mention: Mention) -> str:
        return str(self._doc._.match_text[first.trigger[1] : mention.start])

    def _between(self, first: Candidate, second: Candidate) -> str:
        return str(self._doc._.match_text[first.trigger[1] : second.trigger[0]])

    def _in_segment(self, group: list[Candidate], mention: Mention) -> Candidate | None:
        """Of several events of a long period the one that stands before the mention between the same two commas."""
        if len(group) < 2:
            return None
        text = self._doc._.match_text
        found = [
            c
            for c in group
            if c.trigger[1] <= mention.start
            and mention.start - c.trigger[1] < 120
            and not c.is_verb
            and preposition(c.token) not in _BESIDE_IT
            and _MARK.search(text, c.trigger[1], mention.start) is None
        ]
        if len(found) != 1 or self._roll_has_verb(found[0], mention.start):
            return None
        return found[0]

    def _roll_has_verb(self, event: Candidate, end: int) -> bool:
        """Another verb than the one by which the event takes place: `а следующая встреча пройдёт в Бустоне`."""
        verbs = [t for t in self._parties.index.span(event.trigger[1], end) if t.pos_ in {"VERB", "AUX"}]
        own = event.token.dep_ in SUBJECTS and [t.i for t in verbs] == [event.token.head.i]
        return bool(verbs) and not (own and verbs[0].lemma_ in TAKING_PLACE)


def _narrowest(dates: list[DateValue]) -> list[DateValue]:
    """`на следующей неделе, 17 марта`: the day, not the week around it."""
    told = [d for d in dates if any(c.isdigit() for c in d.edtf)]
    if told and len(told) < len(dates):
        # `в этом году саммит проходит 31 августа`, on a page without a date
        return _narrowest(told)
    if len(dates) < 2:
        return dates
    spans = [bounds(d.edtf) for d in dates]
    days = [(first, last) for first, last in spans if first is not None and last is not None]
    if len(days) < len(dates):
        return dates
    around = [any(a <= c and d <= b and (a, b) != (c, d) for c, d in days) for a, b in days]
    return [date for date, outer in zip(dates, around) if not outer]


def _is_talk(candidate: Candidate) -> bool:
    return candidate.type == "call" or (
        candidate.type == "meeting" and candidate.token.lemma_ in {"беседа", "переговоры"}
    )


def _may_agree(first: str | None, second: str | None) -> bool:
    """Equal values of a feature; masculine and neuter look the same in most cases."""
    return first is None or second is None or first == second or {first, second} == {"Masc", "Neut"}


def _is_short(token: Token) -> bool:
    return feature(token, "Variant") == "Short"

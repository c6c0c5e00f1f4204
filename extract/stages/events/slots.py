"""What belongs to a trigger: date, venue, participants and their roles, frame, name, number, mode, documents.

Dates and places are shared out among the triggers of a sentence; whose they are says `setting.attachment`, which of
them are no event's says `setting.exclusions`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc, Span

from extract.document import (
    DateValue,
    Mention,
    Participant,
    Place,
    Starts,
    match_text_of,
    not_within,
    sentence_of,
    source_text_of,
)
from extract.language.later import later
from extract.language.syntax import SUBJECTS, ancestors, distance, feature, preposition, subject
from extract.parties import Parties
from extract.stages.events.framing.bodies import BRIEFINGS, Framing
from extract.stages.events.framing.naming import number, other_name, quoted_name, titled_name
from extract.stages.events.papers.dealings import Dealings
from extract.stages.events.participants.sources import ParticipantFinder
from extract.stages.events.setting.attachment import Attachment
from extract.stages.events.setting.attributes import Attributes
from extract.stages.events.setting.cities import received_by
from extract.stages.events.setting.clauses import (
    day_of_adoption,
    day_of_session,
    due_by,
    is_in_relative_clause,
    is_said_apart,
    of_own_clause,
    stands_apart,
)
from extract.stages.events.setting.exclusions import OF_A_DAY, Exclusions
from extract.stages.events.setting.furniture import is_stamp, stands_alone
from extract.stages.events.setting.venues import Venues
from extract.stages.events.triggers.lexicon import Candidate
from extract.stages.events.untold.outcome import share_day, share_opening, share_outcome, share_together
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
_WHERE = later(r",\s+где\s", re.IGNORECASE)
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
_IN_OUR_COUNTRY = later(r"\b(?:в|по)\s+наш(?:у|ей)\s+стран[еу]\b", re.IGNORECASE)
_IN_COUNTRY = later(r"\b(?:в|по)\s+стран[еу]\b|\bв\s+республик[еу]\b(?!\s+[А-Я])", re.IGNORECASE)
#: what a delegation travels for
_ATTENDED = frozenset({"session", "summit", "conference", "exercise"})
_VOTED = frozenset({"референдум", "выборы", "голосование", "кампания", "наблюдение"})
#: what is to be somewhere is not where it was decided
_FOUNDING = frozenset(
    {"создание", "учреждение", "образование", "размещение", "строительство", "формирование", "базирование", "основание"}
)
#: `Решением Совета от 28 сентября 2018 года`: by what a paper was approved, and when
_BY_PAPER = frozenset({"решение", "постановление", "указ", "распоряжение", "протокол", "приказ"})
_OF_DAY = later(r"\bот\s+$")
_IN_CAPITAL = later(r"\b(?i:(?:во?|посе[тщ]\w+)\s+(?:([а-яё-]+)\s+)?столиц[еу])\b(?!\s+[А-Я])")


def name_mode(doc: Doc, sentence: Span) -> Mode | None:
    """The mode that the words of the sentence give."""
    words = match_text_of(doc)[sentence.start_char : sentence.end_char].lower()
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
_FOR_PRESS = later(r"\s+для\s+(журналистов|корреспондентов|представителей\s+(?:СМИ|прессы))(?![\w-])")


class SlotFiller:
    """Fills the slots of one document's candidates."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._triggers = {c.token.i for c in candidates}

    # half of the pages have no candidate, and few of these are asked for any of this

    @cached_property
    def people(self) -> ParticipantFinder:
        return ParticipantFinder(self._doc, self._parties, self._candidates)

    @cached_property
    def _framing(self) -> Framing:
        return Framing(self._doc, self._parties, self.people)

    @cached_property
    def _dated(self) -> set[int]:
        return {i for m in self._doc._.dates for i in self._parties.index.places(m.start, m.end)}

    @cached_property
    def _attributes(self) -> Attributes:
        return Attributes(self._doc, self._parties.index, self._triggers, self._dated)

    @cached_property
    def _names(self) -> list[Mention]:
        """What may hold dates and places that are none of an event's."""
        return [
            m for name in ("organizations", "documents", "positions", "persons") for m in getattr(self._doc._, name)
        ]

    @cached_property
    def _dates_at(self) -> Starts:
        return Starts(
            [m for m in not_within(self._doc._.dates, self._names) if not self._attributes.tell_of_another(m)]
        )

    @cached_property
    def _places(self) -> list[Mention]:
        found = not_within(self._doc._.places, self._names)
        return [m for m in found if not self._attributes.tell_of_another(m)]

    @cached_property
    def _places_at(self) -> Starts:
        return Starts(self._places)

    @cached_property
    def _all_dates_at(self) -> Starts:
        return Starts(self._doc._.dates)

    @cached_property
    def _all_places_at(self) -> Starts:
        return Starts(self._doc._.places)

    @cached_property
    def _venues(self) -> Venues:
        return Venues(self._doc, self._parties, self._places)

    @cached_property
    def _attachment(self) -> Attachment:
        return Attachment(self._doc, self._parties, self._venues)

    @cached_property
    def _exclusions(self) -> Exclusions:
        return Exclusions(
            self._doc,
            self._parties,
            self._candidates,
            self._attachment,
            triggers=self._triggers,
            dates_at=self._dates_at,
        )

    @cached_property
    def _dealings(self) -> Dealings:
        return Dealings(self._doc, self._parties, self._candidates)

    def fill(self) -> None:
        """Fill every candidate; dates and places go to the trigger they stand closest to in the tree."""
        called = _CALL_TITLE.search(match_text_of(self._doc), 0, _TOP) is not None
        by_sentence: dict[int, list[Candidate]] = {}
        for candidate in self._candidates:
            by_sentence.setdefault(sentence_of(candidate.token).start, []).append(candidate)
        for group in by_sentence.values():
            sentence = group[0].token.sent
            self._share(group, sentence)
            mode = name_mode(self._doc, sentence)
            if mode is None and called and _IN_TALKS.search(sentence.text):
                mode = "phone"
            for candidate in group:
                if candidate.mode is None and (len(group) == 1 or mode == "phone" or self._mode_near(candidate)):
                    candidate.mode = mode if mode != "phone" or _is_talk(candidate) else None
                if candidate.type == "call" and candidate.is_verb and mode == "video":
                    # `беседовали по видеосвязи`
                    candidate.mode = mode
                # `третий раунд консультаций`
                row = candidate.token.head if candidate.token.head.lemma_ == "раунд" else candidate.token
                candidate.number = None if candidate.is_verb else number(row, self._dated)
                candidate.name = quoted_name(self._doc, candidate) or titled_name(candidate)
                candidate.alias = other_name(self._doc, candidate)
                self._framing.fill(candidate)
                self.people.fill(candidate)
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
            _share_journey(group)

        if not self._candidates:
            # there is nothing that anybody could attend
            return
        self._dealings.fill_later()
        self.people.elsewhere()

    def _add_press(self, candidate: Candidate) -> None:
        """`брифинг для журналистов`: those who were told."""
        if candidate.type != "statement" or candidate.token.lemma_ not in BRIEFINGS:
            return
        found = _FOR_PRESS.match(self._doc._.match_text, candidate.trigger[1])
        if found is not None and all(p.start != found.start(1) for p in candidate.participants):
            candidate.participants.append(Participant(None, found.start(1), found.end(1), "stated"))

    def _settle_type(self, candidate: Candidate) -> None:
        """A session or meeting of heads of state is a summit; `встреча Совета` is a session of that body."""
        text = match_text_of(self._doc)
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

    def days(self, start: int, end: int) -> list[DateValue]:
        """Dates of a stretch that are no deadlines."""
        inside = [m for m in self._dates_at.within(start, end) if not self._exclusions.is_deadline(m)]
        return [m.entity for m in inside if isinstance(m.entity, DateValue)]

    def days_near(self, start: int, end: int, offset: int) -> list[DateValue]:
        """The same, the one nearest to an offset first."""
        inside = [m for m in self._dates_at.within(start, end) if not self._exclusions.is_deadline(m)]
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
        told = [*self._dates_at.within(*around), *self._places_at.within(*around)]
        share_together(group, told)
        share_opening(group, told)
        share_day(group, [m for m in told if m.type == "date" and not self._exclusions.is_deadline(m)])

    def _share_dates(self, group: list[Candidate], sentence: Span) -> None:
        text = source_text_of(self._doc)
        given: dict[int, list[Mention]] = {}
        for mention in self._dates_at.within(sentence.start_char, sentence.end_char):
            if not isinstance(mention.entity, DateValue) or self._exclusions.is_deadline(mention):
                continue
            if "\n" in text[sentence.start_char : sentence.end_char] and (
                stands_alone(self._doc, mention) or is_stamp(self._doc, mention)
            ):
                # the date of the page or item, glued to its headline
                continue
            if self._exclusions.is_dateline(mention, sentence) or self._exclusions.is_which_of_year(group, mention):
                continue
            if mention.start - sentence.start_char < _STAMPED and is_stamp(self._doc, mention):
                # `Avesta.Tj | 24.04.2018 | Центр готовит учения`
                continue
            owner = self._attachment.owner(group, mention, sentence)
            if owner is None or self._exclusions.is_term(owner, mention) or self._exclusions.is_beside(owner, mention):
                continue
            if is_said_apart(text, mention, owner):
                continue
            if self._exclusions.is_of_something_else(owner, mention) or self._exclusions.lies_ahead(owner, mention):
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
                candidate.dates = due_by(candidate, [m for m in near if self._exclusions.is_deadline(m)])

    def _of_its_clause(
        self, candidate: Candidate, told: Sequence[Mention], group: list[Candidate], sentence: Span
    ) -> list[Mention]:
        """`5 мая рассказал о форуме, который прошёл 3 мая`: of several those of the clause about the noun."""
        if len(told) < 2 or candidate.is_verb or (candidate.asserted and not candidate.setting):
            return []
        own = [m for m in told if m.start > candidate.trigger[1]]
        own = [m for m in own if self._attachment.described(group, m, sentence) is candidate]
        return own if any(m.end <= candidate.trigger[0] for m in told) else []

    def _share_places(self, group: list[Candidate], sentence: Span) -> None:
        found: dict[int, list[Mention]] = {}
        excluded = self._exclusions
        for mention in self._places_at.within(sentence.start_char, sentence.end_char):
            place = mention.entity
            if isinstance(place, Place) and place.kind != "other" and self._receives(group, mention):
                continue
            if not isinstance(place, Place) or not (self._venues.is_venue(mention) or self._venues.is_visited(mention)):
                continue
            owner = self._attachment.owner(group, mention, sentence)
            if excluded.is_of_another(mention, _FOUNDING | _VOTED) or excluded.is_for_staff(mention):
                # `приняли решение о создании центра в Душанбе`
                continue
            if owner is not None and (
                excluded.is_when_decided(owner, mention) or excluded.is_returned_to(owner, mention)
            ):
                continue
            if owner is not None and (excluded.is_left_for(owner, mention) or excluded.is_bound_for(owner, mention)):
                continue
            if owner is not None and excluded.lies_ahead(owner, mention):
                continue
            if owner is not None and owner.type != "visit" and not self._venues.is_venue(mention):
                # `встретился с коллегой и пригласил его посетить Душанбе`
                continue
            if owner is not None and owner.setting and place.kind != "city" and not self._is_below(owner, mention):
                # `в ходе беседы рассказал об обстановке в Афганистане`
                if not (
                    self._attachment.is_in_clause(owner, mention) or self._attachment.is_told_ahead(owner, mention)
                ):
                    continue
            place = self._venues.capital_of(mention) or place
            if owner is not None and place not in owner.places:
                owner.places.append(place)
                found.setdefault(id(owner), []).append(mention)
                owner.places += [x for x in self._venues.on_grounds_of(mention) if x not in owner.places]
        for candidate in group:
            own = self._of_its_clause(candidate, found.get(id(candidate), ()), group, sentence)
            candidate.places = [m.entity for m in own if isinstance(m.entity, Place)] or candidate.places

    def _share_capitals(self, group: list[Candidate], sentence: Span) -> None:
        for capital in _IN_CAPITAL.finditer(match_text_of(self._doc), sentence.start_char, sentence.end_char):
            token = self._parties.index.at(capital.end() - 1)
            city = self._venues.capital_meant(token, capital[1]) if token is not None else None
            if city is None or token is None:
                continue
            word = Mention("place", token.idx, token.idx + len(token), "events.capital", city)
            described = self._attachment.described(group, word, sentence)
            nearest = described or min(group, key=lambda c: (distance(token, c.token), abs(c.token.i - token.i)))
            if not nearest.places and (described is not None or not stands_apart(token, nearest.token)):
                nearest.places.append(city)

    def _share_where(self, group: list[Candidate], sentence: Span) -> None:
        """`отбыл в Бишкек, где примет участие в саммите и подпишет протокол`: all of that is there."""
        for where in _WHERE.finditer(match_text_of(self._doc), sentence.start_char, sentence.end_char):
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
            elif before and not there.dates and there.type in _ATTENDED:
                # `10-12 мая делегация находилась в Минске, где приняла участие в заседании`: it is for that
                there.dates += [d for d in before[-1].dates if before[-1].status == "held" and "/" in d.edtf]
            for also in group:
                behind = there.trigger[1] <= also.trigger[0]
                joined = also.is_verb and behind and also.token.nbor(-1).norm_.lower() == "и"
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
        """`саммит примет Бишкек`: the city or state that has the event, which takes it for its place."""
        head = self._attachment.head(mention)
        event = received_by(head, group) if head is not None else None
        if event is None or event.places or not isinstance(mention.entity, Place):
            return False
        event.places.append(mention.entity)
        return True

    def _is_below(self, owner: Candidate, mention: Mention) -> bool:
        head = self._attachment.head(mention)
        return head is not None and (owner.token in set(ancestors(head)) or 0 < mention.start - owner.trigger[1] < 20)

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
        between = match_text_of(self._doc)
        passage = (sentence.start_char, main.trigger[0])
        for mention in (*self._dates_at.within(*passage), *self._places_at.within(*passage)):
            if (
                id(mention.entity) in taken
                or is_said_apart(between, mention, main)
                or re.search(r"\b(?:что|котор\w+|чтобы)\b", between[mention.end : main.trigger[0]])
            ):
                continue
            head = self._attachment.head(mention)
            if head is not None and is_in_relative_clause(head, main.token):
                # `Азербайджан, к которому с 1 января перейдёт председательство, созовёт заседание`
                continue
            if isinstance(mention.entity, DateValue):
                own = not (self._exclusions.is_deadline(mention) or self._exclusions.is_dateline(mention, sentence))
                own = own and not self._exclusions.is_of_something_else(main, mention)
                own = own and not (main.type in OF_A_DAY and self._exclusions.is_term(main, mention))
                if own and not main.dates:
                    main.dates.append(mention.entity)
            elif isinstance(mention.entity, Place) and not main.places and self._venues.is_venue(mention):
                main.places.append(mention.entity)


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


def _share_journey(group: Sequence[Candidate]) -> None:
    """`побывал с визитом в Осло`: where the tree hangs the place on the visit, the verb tells the same one."""
    for verb in group:
        if verb.type == "visit" and verb.is_verb and not verb.places:
            own = (c for c in group if c.type == "visit" and not c.is_verb and c.token.head.i == verb.token.i)
            verb.places += next((c.places for c in own if preposition(c.token) == "с"), [])

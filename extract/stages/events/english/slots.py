"""When and where it takes place in English sentences: dates and venues go to the trigger that stands nearest."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from extract.document import DateValue, Mention, Organization, Place
from extract.parties import Parties
from extract.stages.events.english import talks, words
from extract.stages.events.english.told import Found, after_paper, clause_of
from extract.stages.events.triggers.lexicon import Candidate

#: one day, no term of a session
_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d")
_YEAR = 4
_YEARS = re.compile(r"\d{4}/\d{4}")


class EnglishSlots:
    """Adds dates and places to the candidates of one document."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self._doc = doc
        self._text: str = doc._.match_text
        self._parties = parties
        self._papers: list[Mention] = doc._.documents

    def add(
        self, candidate: Candidate, found: list[Found], item: Found, inside: list[Mention], first: int, last: int
    ) -> None:
        """Add those which the mentions `inside` the sentence give the trigger `item` among those `found`."""
        text = self._text
        names = [m for m in inside if m.type in {"organization", "document", "position", "person"}]
        line = words.DATELINE_DATE.match(text, inside[0].start if inside else first)
        dated = sum(isinstance(m.entity, DateValue) for m in inside) > 1
        # the day of a report is none of what it tells ahead
        headed = line.end() if line and (dated or candidate.status == "planned") else 0
        visits = self._is_visited(candidate, inside)
        for mention in inside:
            if any(n is not mention and n.start <= mention.start and mention.end <= n.end for n in names):
                continue
            before = text[max(mention.start - words.BESIDE, first - 20, 0) : mention.start]
            if isinstance(mention.entity, DateValue) and mention.end > headed:
                owned = self._is_day(candidate, mention, mention.entity, before, first)
                if owned and self._nearest(mention, found) is item and mention.entity not in candidate.dates:
                    candidate.dates.append(mention.entity)
            elif isinstance(mention.entity, Place):
                visited = self._is_object(candidate, mention)
                venue = visited or self._is_venue(candidate, mention, mention.entity, before)
                if not venue or (visits and not visited) or self._nearest(mention, found) is not item:
                    continue
                self._place(candidate, mention, mention.entity, visited=visited)
        if candidate.type == "visit":
            self._tour(candidate, inside)
        elif len(candidate.places) == 1 and candidate.type in {"exercise", "operation", "conference"}:
            self._and_in(candidate, inside)
        self._where(candidate, inside, first)
        if not candidate.places and candidate.type != "adoption" and words.HERE.search(text, first, last):
            candidate.places = self._dateline_city()
        days = [d.edtf for d in candidate.dates]
        # `Earlier this month, on 5 September`
        candidate.dates = [d for d in candidate.dates if not any(day.startswith(f"{d.edtf}-") for day in days)]
        cities = [p for p in candidate.places if p.kind == "city"]
        if cities and candidate.type != "operation":
            candidate.places = cities

    def _is_day(self, candidate: Candidate, mention: Mention, date: DateValue, before: str, first: int) -> bool:
        """Whether a date may be the day of the trigger: no term, no day of a report, of a paper, of a topic."""
        text, (start, end) = self._text, candidate.trigger
        starts = candidate.type == "operation" and before.rstrip().endswith("from")
        due = self._is_deadline(before, date) and not starts
        # `the Forum of 10 March`: its own day
        due = due and not (not candidate.is_verb and words.OF_THE.fullmatch(text, end, mention.start))
        due = due and not (candidate.status == "postponed" and words.PUT_OFF_TO.search(before))
        due = due or (mention.start > end and words.SINCE_DOING.search(text, end, mention.start) is not None)
        if due or words.REPORTED_THAT.search(text, mention.end, start) is not None:
            return False
        if candidate.type == "adoption" and talks.ANNIVERSARY.search(text, mention.end, start):
            return False
        of_year = (
            len(date.edtf) == _YEAR and before.endswith((" for ", " for the ")) and not talks.SET_FOR.search(before)
        )
        if of_year and not date.edtf.startswith("X"):
            # `to present the Review for 2022`
            return False
        if candidate.type == "adoption":
            papered = mention.start < start and after_paper(text, start, first)
            # `approved a 2025 plan`: what it is for
            of_year = len(date.edtf) == _YEAR and talks.A_YEARS.search(before) is not None
            if papered or of_year or before.endswith((" for ", " for the ")):
                return False
        if len(date.edtf) == _YEAR and mention.start > end and talks.TOPIC_YEAR.match(text, end, mention.start):
            return False
        if words.REPORTED_ON.search(text, self._since(candidate, mention), mention.start):
            return False
        year = len(date.edtf) <= words.MONTH and mention.start > end
        if year and words.DISCUSSED.search(text, start, mention.start):
            # `discussed the results of 2025`
            return False
        # `the Strategy for 2018 - 2023`
        return _YEARS.fullmatch(date.edtf) is None

    def _is_venue(self, candidate: Candidate, mention: Mention, place: Place, before: str) -> bool:
        text = self._text
        about = words.ABOUT.search(before)
        topic = about is not None and not self._is_in_body(mention.start - len(before) + about.start())
        venue = words.VENUE.search(before) is not None and not topic
        venue = venue and talks.NEAR_BY.search(text, max(mention.start - words.SAYING, 0), mention.start) is None
        venue = venue and words.AT_REQUEST.match(text, mention.end) is None
        venue = venue or (place.kind == "city" and words.OF_STATE.search(before) is not None)
        state = place.kind == "country" and words.STATE_OF_VENUE.search(before) is not None
        venue = venue or (state and not self._is_behind_state(mention))
        venue = venue or (place.kind == "city" and words.HOSTING.match(text, mention.end) is not None)
        venue = venue or (place.kind == "city" and talks.THE_VENUE.match(text, mention.end) is not None)
        hosted = place.kind in {"city", "country"} and talks.BY_HOST.search(before) is not None
        venue = venue or (hosted and talks.HOST_ENDS.match(text, mention.end) is not None)
        # `on cyber security in Astana on 3 June`: a city before a day
        dated = place.kind == "city" and talks.THEN_DAY.match(text, mention.end) is not None
        venue = venue or (dated and words.VENUE.search(before) is not None)
        venue = venue or (candidate.type == "visit" and words.TO.search(before) is not None)
        if candidate.type == "visit" and not candidate.is_verb and mention.start - candidate.trigger[1] > words.BESIDE:
            # `During the visit you may speak of what happens in Asia`
            venue = venue and not before.endswith((" in ", " in the "))
        return venue and (candidate.is_verb or not self._is_spoken_of(candidate, mention))

    def _is_seat(self, mention: Mention) -> bool:
        """`organized by the OSCE Centre in Osh`, `the Office (UNODC) in Iran`: where the body sits."""
        for body in self._parties.within(max(mention.start - words.FAR, 0), mention.start):
            if isinstance(body.entity, Organization) and talks.SEAT.fullmatch(self._text, body.end, mention.start):
                named = talks.HAS_SEAT.search(self._text, body.start, body.end)
                return (
                    named is not None
                    and talks.GAVE_IT.search(self._text, max(body.start - 16, 0), body.start) is not None
                )
        return False

    def _is_behind_state(self, mention: Mention) -> bool:
        """`in Armenia, [Belarus] and Kazakhstan`: a list, not the state of a village."""
        near = self._parties.within(max(mention.start - words.BESIDE, 0), mention.start)
        return any(m.end == mention.start - 2 and getattr(m.entity, "kind", None) == "country" for m in near)

    def _is_in_body(self, offset: int) -> bool:
        """`the Commission on Narcotic [Drugs] in Vienna`: no topic, but the end of a body's or paper's name."""
        near = self._parties.within(max(offset - words.FAR_PAPER, 0), offset + 1)
        return any(isinstance(m.entity, Organization) and m.start <= offset < m.end for m in near) or any(
            m.start <= offset < m.end for m in self._papers
        )

    def on_margins(self, made: list[Candidate]) -> None:
        """`A met B on the sidelines of the session in Vienna on 11 March`: there and then they met, too."""
        for one, other in pairwise(made):
            if (
                not one.is_verb
                and not other.is_verb
                and talks.AND_ONE.fullmatch(self._text, one.trigger[1], other.trigger[0])
            ):
                # `the 19th meeting of the Group and the 5th session of the Board concluded in Osh`
                one.dates, one.places = one.dates or list(other.dates), one.places or list(other.places)
            if one.type == "visit" and other.type in {"session", "summit", "conference"} and other.status == one.status:
                joins = one.is_verb and talks.TO_JOIN.fullmatch(self._text, one.trigger[1], other.trigger[0])
                if joins and not other.dates and not other.places and all(p.kind == "city" for p in one.places):
                    # `will travel to Osh on 5 May to take part in the session`
                    other.dates, other.places = list(one.dates), list(one.places)
        for meeting, frame in pairwise(made):
            start, end = meeting.trigger[1], frame.trigger[0]
            if meeting.type not in {"meeting", "adoption"} or frame.type not in {"session", "conference", "summit"}:
                continue
            if start > end or not words.ON_MARGINS.search(self._text, start, end):
                if start <= end and meeting.type == "adoption" and meeting.status == frame.status == "held":
                    self._at_gathering(meeting, frame)
                continue
            days = [d for d in frame.dates if _DAY.fullmatch(d.edtf)]
            meeting.dates = meeting.dates or (days if len(days) == len(frame.dates) else [])
            if meeting.type == "meeting":
                meeting.places = meeting.places or list(frame.places)

    def _at_gathering(self, adoption: Candidate, gathering: Candidate) -> None:
        """`signed a declaration on Sunday at the annual summit`: the day is that of both."""
        start, end = adoption.trigger[1], gathering.trigger[0]
        if not adoption.is_verb or words.AT_GATHERING.fullmatch(self._text, start, end) is None:
            return
        between = [m.entity for m in self._doc._.dates if start <= m.start and m.end <= end]
        days = [d for d in between if isinstance(d, DateValue) and _DAY.fullmatch(d.edtf)]
        if not gathering.participants:
            # who signed it there was there
            gathering.participants = [replace(p, role="participant") for p in adoption.participants]
        days = days if len(between) == 1 else []
        known = adoption.dates + gathering.dates
        if all(d in days for d in known):
            adoption.dates, gathering.dates = adoption.dates or days, gathering.dates or list(days)
        if not between and not adoption.dates and all(_DAY.fullmatch(d.edtf) for d in gathering.dates):
            # `adopted at the second meeting on 20 June 2024`
            adoption.dates = list(gathering.dates)

    def _is_object(self, candidate: Candidate, mention: Mention) -> bool:
        """`visited Azerbaijan`."""
        if not candidate.is_verb or candidate.type != "visit":
            return False
        near = 0 <= mention.start - candidate.trigger[1] <= words.OBJECT
        return near or self._is_post_visited(candidate, mention)

    @staticmethod
    def _is_visited(candidate: Candidate, inside: list[Mention]) -> bool:
        """`officers from the port in Aktau visited Azerbaijan`: they visited that, whatever else has a place."""
        if not candidate.is_verb or candidate.type != "visit":
            return False
        return any(isinstance(m.entity, Place) and 0 <= m.start - candidate.trigger[1] <= words.OBJECT for m in inside)

    def _place(self, candidate: Candidate, mention: Mention, place: Place, *, visited: bool) -> None:
        if visited:
            candidate.places = []
        if place.kind == "macro_region" and candidate.type not in {"visit", "operation", "exercise"}:
            return
        signed = candidate.type == "adoption" and (
            self._is_signed_in(candidate.trigger[1], mention)
            or (
                place.kind == "city"
                and candidate.is_verb
                and not talks.GOES_ON.search(self._text, candidate.trigger[1], max(mention.start, candidate.trigger[1]))
            )
        )
        where = self._city_before(mention) or place
        if self._is_seat(mention):
            return
        if where not in candidate.places and (signed or candidate.type not in {"call", "adoption"}):
            candidate.places.append(where)

    @staticmethod
    def _since(candidate: Candidate, date: Mention) -> int:
        """Where the words of reporting stand that own a date: behind the trigger, if that comes first."""
        start = max(date.start - words.SAYING, 0)
        return max(start, candidate.trigger[1]) if candidate.trigger[1] <= date.start else start

    def _is_spoken_of(self, candidate: Candidate, place: Mention) -> bool:
        """`During the meeting she noted their role in Tajikistan`: a place of what is said."""
        between = self._text[candidate.trigger[1] : place.start]
        said = words.SAID.search(between) or words.TOLD_OF.search(between)
        return said is not None and words.OF_ITS_HAPPENING.search(between) is None

    def _city_before(self, state: Mention) -> Place | None:
        """`at the UN Office in Vienna, [Austria]`: the city that ends the name of an office."""
        for m in self._parties.within(max(state.start - words.BESIDE, 0), state.start):
            if m.end == state.start - 2 and isinstance(m.entity, Place) and m.entity.kind == "city":
                return m.entity if self._text[m.end : state.start] == ", " else None
        return None

    def _is_signed_in(self, end: int, mention: Mention) -> bool:
        """`signed in Yalta`, `signed an agreement on 5 June in Dushanbe`."""
        between = self._text[end : mention.start]
        if between.startswith(" by ") and words.BY_IN.fullmatch(between):
            return True
        if between.startswith(" between ") and self._text[mention.end : mention.end + 1] in {".", ";", ""}:
            return between.endswith(" in ")
        paper = next((m for m in self._papers if end <= m.start and m.end <= mention.start), None)
        if paper is not None and self._text[paper.end : mention.start] == " in ":
            # `signed a treaty on the state border [in Bishkek]`
            return isinstance(mention.entity, Place) and mention.entity.kind == "city"
        return words.SIGNED_IN.fullmatch(between) is not None or words.DAY_IN.search(between) is not None

    def _is_post_visited(self, candidate: Candidate, mention: Mention) -> bool:
        """`visited the reopened Kosh crossing point`."""
        if not candidate.is_verb or candidate.type != "visit" or mention.start < candidate.trigger[1]:
            return False
        led = words.THE_POST.fullmatch(self._text, candidate.trigger[1], mention.start)
        return led is not None and words.POST_AFTER.match(self._text, mention.end) is not None

    def _tour(self, candidate: Candidate, inside: list[Mention]) -> None:
        """`visited Kazakhstan, Tajikistan and Uzbekistan`: all of them."""
        end, seen = candidate.trigger[1], False
        for mention in inside:
            if not isinstance(mention.entity, Place) or mention.start < end:
                continue
            gap = self._text[end : mention.start]
            if (mention.entity in candidate.places and not seen) or words.PLACES.fullmatch(gap):
                end, seen = mention.end, True
                if mention.entity not in candidate.places:
                    candidate.places.append(mention.entity)

    def _and_in(self, candidate: Candidate, inside: list[Mention]) -> None:
        """`held in India [and Kazakhstan]`: the other place of the same kind."""
        first = candidate.places[0]
        named = [m for m in inside if isinstance(m.entity, Place)]
        row: list[Place] = []
        for one, other in pairwise(named):
            if not row and one.entity is not first:
                continue
            # `in Armenia, ... officers from Armenia and Georgia`: only where the venue is told
            gap = self._text[one.end : other.start]
            same = isinstance(other.entity, Place) and other.entity.kind == first.kind
            if not same or not (words.AND_PLACE.fullmatch(gap) or gap == ", "):
                return
            row.append(other.entity)  # type: ignore[arg-type]
            if words.AND_PLACE.fullmatch(gap):
                candidate.places += [p for p in row if p not in candidate.places]
                return

    def _dateline_city(self) -> list[Place]:
        """`held here`: the city that opens the page's first line with a date."""
        for mention in self._parties.mentions:
            opens = not self._text[self._text.rfind("\n", 0, mention.start) + 1 : mention.start].strip()
            if opens and isinstance(mention.entity, Place) and mention.entity.kind == "city":
                return [mention.entity]
        return []

    def _where(self, candidate: Candidate, inside: list[Mention], first: int) -> None:
        """`left for Tbilisi, where he will attend the Forum`; a day of its own clause is the only one."""
        if not candidate.is_verb and not candidate.places and words.WHERE.match(self._text, first):
            for mention in inside:
                region = isinstance(mention.entity, Place) and mention.entity.kind == "macro_region"
                if mention.end == first and isinstance(mention.entity, Place) and not region:
                    candidate.places.append(mention.entity)
        if len(candidate.dates) > 1:
            dated = [m for m in inside if m.entity in candidate.dates]
            own = [m.entity for m in dated if first <= m.start]
            if own and len(own) < len(dated) and first > dated[0].start:
                candidate.dates = [d for d in candidate.dates if d in own]

    def days_behind(self, at: int) -> list[DateValue]:
        """The day right behind `at`."""
        near = (m for m in self._doc._.dates if at <= m.start < at + words.BESIDE)
        return [m.entity for m in near if isinstance(m.entity, DateValue)][:1]

    @staticmethod
    def _is_deadline(before: str, date: DateValue) -> bool:
        found = words.DEADLINE.search(before)
        return found is not None and not ("/" in date.edtf and found[0].lower().startswith("from"))

    def _nearest(self, mention: Mention, found: list[Found]) -> Found | None:
        """The trigger that a date or place belongs to: in its clause the nearest one, verbs and subjects first."""
        here = clause_of(self._text, (mention.start, mention.end), *self._sentence(mention.start))
        said = words.REPORTED_THAT
        # `said that a post was opened in 2024 and that a workshop will be held`
        found = [f for f in found if words.AND_THAT.search(self._text, mention.end, f.span[0]) is None]
        group = [f for f in found if here[0] <= f.span[0] < here[1]]
        group = [f for f in group if not said.search(self._text, mention.end, f.span[0])]
        outside = [f for f in group if said.search(self._text, f.span[1], mention.start)]
        if outside and len(outside) == len(group):
            # `At the meeting he said that 300 kilograms were seized in 2020`
            return None
        group = [f for f in group if f not in outside]
        if not group and here[0] > self._sentence(mention.start)[0]:
            # `which was marked on 5 May`: a day of the side clause alone
            group = (
                [f for f in found if f.span[0] < here[0]] if words.OF_ITS_HAPPENING.search(self._text, *here) else []
            )
        group = group or (found if here[0] == self._sentence(mention.start)[0] else [])
        return self._closest(mention, group) if group else None

    def _closest(self, mention: Mention, group: list[Found]) -> Found:
        """The one of several triggers that stands beside a date or place."""
        # `"It will be held in May," he said after the meeting`: what stands in the same quotation
        beside = [f for f in group if self._text.count('"', *sorted((f.span[0], mention.start))) % 2 == 0]
        group = beside or group
        visits = [f for f in group if f.kind == "visit" and f.span[1] < mention.start]
        if (
            visits
            and isinstance(mention.entity, Place)
            and words.VISIT_TO.match(self._text, visits[-1].span[1], mention.start)
        ):
            # `As part of the visit of the President to Dushanbe talks were held`
            return visits[-1]

        def far(f: Found) -> tuple[int, int]:
            gap = mention.start - f.span[1] if mention.start >= f.span[1] else f.span[0] - mention.end
            before = self._text[max(f.span[0] - 60, 0) : f.span[0]]
            told_before = any(o.span[1] <= mention.start for o in group)
            if mention.end <= f.span[0] and (
                talks.AND_THEN.search(self._text, mention.end, f.span[0])
                or (told_before and not f.is_verb and talks.AND_A.match(self._text, mention.end, f.span[0]))
                or (
                    told_before and f.kind == "adoption" and talks.AND_DID.fullmatch(self._text, mention.end, f.span[0])
                )
            ):
                # `is set for April in Osh, and in June the Council meeting`
                gap += words.FAR
            if told_before and f.is_verb and talks.IN_ORDER_TO.fullmatch(self._text, mention.end, f.span[0]):
                gap += words.FAR
            if mention.end <= f.span[0] and talks.BY_DOING.search(self._text, mention.end, f.span[0]):
                # `ended the session in Osh on 5 May by adopting a statement`
                gap += words.FAR
            if talks.WHICH_WILL.fullmatch(self._text, f.span[1], mention.start) is not None:
                # `preparations for the summit that will be hosted by Oman in Muscat`: what is told of it
                return (0, 0)
            beside = 0 <= mention.start - f.span[1] <= words.BESIDE
            # `talks on the preparation of the exercise [were held] in Osh`: where the talks were
            beside = beside and words.WAS_HELD.search(self._text, f.span[1], mention.start) is None
            background = words.BACKGROUND.search(before) is not None and not beside
            if not f.is_verb and words.MARGINS.search(before):
                background = background or words.APART.fullmatch(self._text, f.span[1], mention.start) is not None
            return (int(background), gap)

        return min(group, key=far)

    def _sentence(self, offset: int) -> tuple[int, int]:
        token = self._parties.index.at(offset)
        return (token.sent.start_char, token.sent.end_char) if token is not None else (offset, offset)

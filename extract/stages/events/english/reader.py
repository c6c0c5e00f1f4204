"""Event candidates in English sentences, by patterns: slovnet gives no syntax there.

A sentence is read as clauses; a trigger takes what its clause gives: dates and venues that stand nearest to it, who is
named before and after its verb, and the status of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from extract.document import DateValue, Instrument, Mention, Organization, Person, Place
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.stages.events.english import talks, triggers, words
from extract.stages.events.english.frames import EnglishFrames
from extract.stages.events.english.headlines import headed_so, is_of_paper, take_headline, told_in_full
from extract.stages.events.english.held import held_nouns
from extract.stages.events.english.listed import listed as listed
from extract.stages.events.english.minutes import read_minutes as read_minutes
from extract.stages.events.english.people import EnglishPeople
from extract.stages.events.english.slots import EnglishSlots
from extract.stages.events.english.status import status_of
from extract.stages.events.english.told import Found, Told, clause_of, mode_of, own_sitting, spelled
from extract.stages.events.participants.absent import Absent
from extract.stages.events.participants.roll import EnglishRoll
from extract.stages.events.triggers.denials import is_denied
from extract.stages.events.triggers.lexicon import Candidate


class EnglishEvents:
    """Reads the English sentences of one document, with what the text said before."""

    def __init__(self, doc: Doc, parties: Parties, everything: Sequence[Mention]) -> None:
        self._text: str = doc._.match_text
        self._parties = parties
        self._everything = everything
        self._dates = [m for m in everything if m.type == "date"]
        self._roll = EnglishRoll(doc, parties)
        self._told = Told()
        #: what the sentence in hand has told so far
        self._here: list[Candidate] = []
        self._people = EnglishPeople(doc, parties, self._roll, self._told, Absent(doc, parties))
        self._slots = EnglishSlots(doc, parties)
        self._frames = EnglishFrames(self._text, self._roll, self._told, everything)

    def candidates(self, sentence: Span) -> Iterator[Candidate]:
        """Candidates of one sentence, with the slots that its words give."""
        start, end = sentence.start_char, sentence.end_char
        inside = [m for m in self._everything if start <= m.start and m.end <= end]
        self._told.acting = []
        found = [f for f in self._triggers(sentence, inside) if self._is_told(f, start, end, inside)]
        made: list[Candidate] = []
        self._here = made
        for item in found:
            candidate = self._candidate(item, found, inside, start, end)
            if candidate is not None:
                if made and self._text[slice(*item.span)] == "one" and made[-1].type == candidate.type:
                    # `The session took place in May; the next one is due in June`
                    candidate.organizations = candidate.organizations or list(made[-1].organizations)
                if not candidate.dates and made and made[-1].is_verb and item.is_verb and self._goes_on(item, made[-1]):
                    candidate.dates = [d for d in made[-1].dates if self._opens(d, inside, made[-1])]
                if not candidate.dates and made and self._held_too(item, made[-1], end):
                    candidate.dates = [d for d in made[-1].dates if self._opens(d, inside, made[-1])]
                made.append(candidate)
        self._slots.on_margins(made)
        self._people.attendance(made, start, end)
        if not made and (there := talks.EVENTS_HELD.match(self._text, start, end)) is not None:
            self._there(there.end(), inside)
        if (opening := talks.HELD_OPENING.match(self._text, start, end)) is not None:
            self._held_so(opening.end(), inside)
        self._told.head_call(self._text, made)
        self._told.note(made, passing=words.PLUPERFECT.search(self._text, start, end) is not None)
        self._people.organised(sentence, made)
        self._people.note_speaker(start, end)
        yield from made

    def _there(self, at: int, inside: list[Mention]) -> None:
        """`The events were held at the Centre in Osh`: where all of those took place that have no place."""
        for mention in inside:
            if not isinstance(mention.entity, Place) or mention.entity.kind != "city" or mention.start < at:
                continue
            if not words.VENUE.search(self._text, at - 1, mention.start):
                continue
            for told in self._told.all:
                if told.status == "held" and told.type in {"session", "conference", "meeting"} and not told.places:
                    told.places = [mention.entity]
            return

    def _held_so(self, until: int, inside: list[Mention]) -> None:
        """`Held in Osh on 5 May, the event brought together`: when and where the one told before was held."""
        last = self._told.last
        if last is None or last.status == "planned" or last.type not in words.FAMILY:
            return
        for m in (m for m in inside if m.end <= until):
            if isinstance(m.entity, DateValue) and not last.dates:
                last.dates = [m.entity]
            city = isinstance(m.entity, Place) and m.entity.kind == "city"
            if city and not any(p.kind == "city" for p in last.places) and words.VENUE.search(self._text, 0, m.start):
                last.places = [m.entity]  # type: ignore[list-item]

    def _goes_on(self, item: Found, before: Candidate) -> bool:
        """`On Thursday the guests toured the site [and met] the Minister`."""
        return words.AND_VERB.search(self._text, before.trigger[1], item.span[0]) is not None

    def _held_too(self, item: Found, before: Candidate, end: int) -> bool:
        """`On 5 May a session was held in Osh [and a meeting of the Board] was held`."""
        if item.is_verb or before.is_verb:
            return False
        joined = talks.BOTH_HELD.fullmatch(self._text, before.trigger[1], item.span[0])
        return joined is not None and talks.WAS_TOO.match(self._text, item.span[1], end) is not None

    @staticmethod
    def _opens(date: DateValue, inside: list[Mention], verb: Candidate) -> bool:
        return any(m.entity is date and m.end <= verb.trigger[0] for m in inside)

    # triggers -------------------------------------------------------------------------------------------------

    def _triggers(self, sentence: Span, inside: list[Mention]) -> list[Found]:
        start, end = sentence.start_char, sentence.end_char
        names = [m for m in inside if m.type in {"organization", "document", "position"}]
        found: list[Found] = []
        for kind, pattern, is_verb in (
            *((k, p, True) for k, p in triggers.VERB_PATTERNS),
            *((k, p, False) for k, p in triggers.NOUN_PATTERNS),
            *((k, p, False) for k, p in triggers.CAPITALISED),
        ):
            for match in pattern.finditer(self._text, start, end):
                span = match.span()
                if any(a < span[1] and span[0] < b for f in found for a, b in [f.span]):
                    continue
                if any(m.start <= span[0] and span[1] <= m.end for m in names):
                    continue
                word = match[0]
                plural = word.partition(" of ")[0].endswith("s") and not is_verb and word not in {"patrols", "raids"}
                plural = plural and not word.endswith(("activities", "measures"))
                if words.ENTITLED.search(self._text, start, span[0]):
                    continue
                in_row = kind == "session" and (word.lower() in {"meetings", "sessions"} or word[:5].lower() == "round")
                if plural and kind not in {"meeting", "exercise", "call"} and word != "Training Courses" and not in_row:
                    continue
                if word == "meet" and talks.NOUN_MEET.search(self._text, start, span[0]):
                    # `the Foreign Ministers' meet in Osh`
                    officials = talks.OF_OFFICIALS.search(self._text, start, span[0])
                    found.append(
                        Found("session" if officials else "meeting", span, False, "event.meeting.english:meet")
                    )
                    continue
                found.append(Found(kind, span, is_verb, f"event.{kind}.english:{word.lower()}"))  # type: ignore[arg-type]
        for match in triggers.SITTING_BODY.finditer(self._text, start, end):
            if self._gathers(match, start, end) and not any(
                f.span[0] < match.end() > match.start() < f.span[1] for f in found
            ):
                found.append(Found("session", match.span(), False, "event.session.english:body"))
        if any(isinstance(m.entity, DateValue | Place) for m in inside):
            for held, span in held_nouns(self._text, start, end):
                if not any(f.span[0] < span[1] and span[0] < f.span[1] for f in found):
                    found.append(Found(held, span, False, f"event.{held}.english:held"))
        return self._one_meeting(sorted(found, key=lambda f: f.span))

    def _gathers(self, body: re.Match[str], start: int, end: int) -> bool:
        """`gathered for the third Steering Committee`, `The next Project Board is scheduled for May`: its gathering."""
        which = triggers.WHICH_ONE.search(self._text, start, body.start())
        if which is None:
            return False
        told = triggers.GATHERS.match(self._text, body.end(), end)
        return told is not None or triggers.GATHERED_FOR.search(self._text, start, which.start()) is not None

    def _one_meeting(self, found: list[Found]) -> list[Found]:
        """`met in Bishkek for the third meeting of the Group`: one happening, named by its noun."""
        text = self._text
        if any(not f.is_verb and f.kind in {"conference", "exercise", "visit", "session"} for f in found):
            # `trained officers at a course`
            found = [f for f in found if not (f.is_verb and f.kind == "conference")]
        if len(found) > 1:
            # `discussed at the meeting with the Minister`: the talks have a word of their own
            found = [
                f
                for f in found
                if not talks.DISCUSSING.match(text[slice(*f.span)])
                # `exchanged views on preparations for the summit`: that is what they spoke of
                or all(o is f or words.BACKGROUND.search(text, f.span[1], max(o.span[0], f.span[1])) for o in found)
            ]
        for verb in [f for f in found if f.is_verb and words.MEETING_VERB.match(text[slice(*f.span)])]:
            for noun in found:
                if noun.is_verb or noun.kind not in {"meeting", "session", "conference", "summit"}:
                    continue
                between = text[verb.span[1] : noun.span[0]]
                told = 0 < len(between) < words.FAR and "." not in between and not words.TO_DISCUSS.search(between)
                told = told and words.MARGINS.search(between) is None
                if told and words.FOR_A_MEETING.search(between):
                    noun.verb = verb.span[0]
                    noun.kind = "session" if noun.kind == "meeting" else noun.kind
                    return [f for f in found if f is not verb]
        return found

    def _is_told(self, item: Found, start: int, end: int, inside: list[Mention]) -> bool:
        """Whether the words around the trigger tell a happening at all."""
        text = self._text
        after = text[item.span[1] : end]
        before = text[start : item.span[0]]
        word = text[slice(*item.span)].lower()
        beside = [m for m in inside if m.type in {"person", "position"} and 0 <= m.start - item.span[1] <= 60]
        if item.is_verb and item.kind == "meeting":
            if talks.DISCUSSING.match(word):
                apart = words.MARGINS.search(before) is not None and words.BOTH_OF_THEM.search(before) is not None
                return apart or self._talked_over(item, start, end)
            if talks.TALKED_WITH.search(word):
                return True
            if talks.CREDENTIALS.search(word):
                return bool(beside) or talks.CREDENTIALS_TO.match(after) is not None
            if word.startswith("call"):
                return bool(beside) and not re.match(r"[^.,;]{0,80}\sto\s", after)
            if word.startswith("receive"):
                by = words.RECEIVED_BY.search(text, max(item.span[0] - 16, start), item.span[1] + 4) is not None
                return by or bool(beside) or words.GUESTS.match(after) is not None
            if word.startswith(("host", "welcom")):
                return self._is_guest(item, inside, after)
            if word.startswith("hand"):
                if words.WAS_GIVEN.search(before):
                    return False
                given = words.HANDED_TO.match(after)
                goods = re.search(
                    r"\b(?:equipment|vehicles|kits|laborator|devices|spectrometer|software|computers)", before + after
                )
                return goods is not None or (given is not None and words.NOT_GOODS.search(given[0]) is None)
            if word in {"met", "meets", "meet"}:
                if beside and '"' in text[item.span[1] : beside[0].start]:
                    # `"... where trafficking meets trade," said X`
                    return False
                named = bool(beside) or words.MET_SOMEHOW.match(after) or words.GUESTS.match(after)
                return bool(named) and not re.match(
                    r"\s+(?:the )?(?:requirements?|needs?|standards?|challenges?|target)", after
                )
        if item.kind == "meeting" and word in {"negotiations", "consultations", "dialogue"}:
            if talks.TOPIC_TALKS.search(before) and talks.THEN_ENDS.match(after):
                return False
            if talks.BASIS_FOR.search(before):
                return False
        if not item.is_verb and (kind := talks.OF_A_KIND.search(before)) is not None:
            # a body called so, or what is told of all of them
            if kind[0].startswith("such ") or (word in talks.KINDS and not talks.THEN_HELD.match(after)):
                return False
        if word == "dialogue" and talks.NAMED_FOR.search(before):
            return False
        if word in words.OF_THAT_KIND:
            return self._told.last is not None or words.SITS.search(before) is not None
        if talks.MEAL.search(word):
            return talks.GAVE_MEAL.search(before) is not None
        if word == "reception" or (word == "dialogue" and item.kind == "meeting"):
            held = words.HELD_TALKS.search(before) is not None or talks.GAVE.search(before) is not None
            return held or words.WAS_HELD.match(after.lstrip()) is not None
        if item.is_verb and item.kind == "conference":
            when = any(isinstance(m.entity, DateValue) for m in inside) or self._is_heading(start, end)
            where = any(isinstance(m.entity, Place) and words.VENUE.search(text, start, m.start) for m in inside)
            last = self._told.last
            anew = last is None or (last.heading and last.is_verb and last.type == "conference")
            return (when or where) and anew and talks.HAS_DONE.search(before) is None
        if word.startswith("patrol"):
            return words.ACTED.search(before + after) is not None
        if item.kind == "adoption":
            if word == "decision":
                return words.PUT_OFF.search(before) is not None
            if word in {"adoption", "approval", "endorsement"} and not before.endswith("with the "):
                return talks.RESULTED_IN.search(before) is not None
            if word == "signed" and talks.UNDER_PAPER.search(before) and not talks.SIGNED_LATER.match(after):
                return False
            if word == "passed" or talks.LISTED_BELOW.match(text, item.span[1]):
                return True
            if word == "sign" and before.endswith("to ") and not self._is_heading(start, end):
                # `ready to sign`, `have yet to sign`: no signing is arranged
                return talks.DUE_TO.search(before) is not None
            if word == "launched":
                # a campaign, an investigation, a site
                papers = [m for m in inside if m.type == "document"]
                return any(
                    (0 <= m.start - item.span[1] <= words.BESIDE and not talks.UNDER.match(after))
                    or 0 <= item.span[0] - m.end <= words.NEXT_TO
                    for m in papers
                )
            if any(0 <= m.start - item.span[1] <= 120 or m.end <= item.span[0] for m in inside if m.type == "document"):
                return True
            if word == "signing":
                return words.PAPER.search(after[:80]) is not None
            return (
                words.ADOPTABLE.match(word) is not None
                and words.PAPER.search(after[:90] + " " + before[-220:]) is not None
            )
        if item.is_verb and item.kind == "session":
            if words.LOWER_SITTER.search(re.sub(r"\b(?:will|to)\s+$", "", before)):
                return True
            return any(m.type == "organization" and m.end <= item.span[0] for m in inside) or " of " in after[:60]
        if item.kind == "conference" and "training" in word and "course" not in word:
            return talks.TRAINING_DONE.search(before) is not None or talks.THEN_DONE.match(after) is not None
        if word.startswith("visit") and item.is_verb and talks.WHOM.match(after):
            # `We visited him`
            return False
        if word.startswith(("tour", "inspect", *talks.ROUND)):
            later = talks.THEN_TOO.search(before) is not None
            return later or any(isinstance(m.entity, DateValue) for m in inside)
        if item.kind == "visit" and word == "visit" and item.is_verb and words.INVITED_TO.search(before):
            return words.TOOK_UP.search(before + after) is not None
        if word.endswith("ing to") and talks.ANYBODY.search(before):
            return False
        if word.startswith("arriv") and (talks.VEHICLE.search(before) or talks.ABSTRACT.search(before)):
            return False
        if item.kind in {"exercise", "operation"} and word.endswith("s") and not item.is_verb:
            dated = any(isinstance(m.entity, DateValue) for m in inside)
            if not dated and talks.OF_MANY.search(before) and not talks.THEN_DONE.match(after):
                return False
        if word.endswith("expected in"):
            return any(m.type in {"person", "position"} and m.end <= item.span[0] for m in inside)
        if item.kind == "visit" and word == "visits":
            return any(m.type in {"person", "position"} for m in inside)
        if item.kind == "meeting" and word in {"ceremony", "ceremonies"}:
            if words.RITE.search(before):
                return False
            if talks.OPENING_RITE.search(before) and talks.OF_GATHERING.match(after):
                return False
            if (
                talks.OPENING_RITE.search(before)
                and self._told.last is not None
                and self._told.last.type == "conference"
            ):
                return False
            return words.GIVEN.search(self._text, max(start - 400, 0), end) is not None
        return True

    def _is_guest(self, item: Found, inside: list[Mention], after: str) -> bool:
        """`hosted Minister Ada Lang in Osh`: somebody is, and not what he said or is about to hold."""
        text = self._text
        if talks.HOSTED_WHOM.match(after) and text[item.span[0]] == "h":
            return True
        behind = [m for m in inside if m.type in {"person", "position"} and m.start > item.span[1]]
        near = next((m for m in behind if talks.TITLED.fullmatch(text, item.span[1], m.start)), None)
        if near is None or text.startswith("'", near.end):
            return False
        persons = [m for m in behind if m.type == "person" and m.start - near.end <= words.OWNING]
        if text.startswith("'", persons[0].end if persons else near.end):
            return False
        when = any(isinstance(m.entity, DateValue) for m in inside)
        where = any(isinstance(m.entity, Place) and words.VENUE.search(text, near.end - 1, m.start) for m in inside)
        return text[item.span[0]] == "h" or ((when or where) and self._told.last is None)

    def _talked_over(self, item: Found, start: int, end: int) -> bool:
        """`The President discussed trade with Minister Ada Lang`, `A and B discuss trade`: two sides make it talks.

        In a text that has told a happening it is what they spoke of there; a headline stands for itself.
        """
        text = self._text
        heading = self._is_heading(start, end)
        last = self._told.last
        if not heading and last is not None and not (last.heading and talks.DISCUSSING.match(text, last.trigger[0])):
            return False
        if talks.SAID_BEFORE.search(text, start, item.span[0]):
            return False
        other = words.ABOUT_WITH.search(text, item.span[1], end)
        first = words.OPENING.match(text, start, item.span[0])
        ahead = self._roll.names(first.end() if first else start, item.span[0], groups=heading)
        sides = [p for p in ahead if isinstance(p.entity, (Person, Place) if not heading else object)]
        behind = self._roll.names(other.end(), end, groups=False) if other is not None else []
        if not heading:
            behind = [p for p in behind if isinstance(p.entity, Person)]
            if behind:
                return len(behind) > 1 or any(isinstance(p.entity, Person) for p in sides)
            return len(sides) > 1 and talks.JOINTLY.search(text, start, item.span[0]) is not None
        if words.PASSIVE.search(text, start, item.span[0]) or text[item.span[1] : item.span[1] + 4] == " by ":
            return len(behind) > 1
        return len(sides) > 1 or bool(sides and behind)

    def _is_heading(self, start: int, end: int) -> bool:
        """A line without a full stop."""
        text = self._text
        if re.search(r"[.!?]\s*$", text[start:end]):
            return False
        around = text[max(start - 2, 0) : start + 1] + text[end : end + 2]
        return "\n" in around or talks.LINE_END.search(text, start, end) is not None

    # one candidate --------------------------------------------------------------------------------------------

    def _candidate(
        self, item: Found, found: list[Found], inside: list[Mention], start: int, end: int
    ) -> Candidate | None:
        text = self._text
        first, last = clause_of(text, item.span, start, end)
        clause = text[first:last]
        before = text[start : item.span[0]]
        coming = not item.is_verb and talks.AT_THE_COMING.search(before) is not None
        refused = not coming and talks.REFUSED.search(before) is not None
        backed = talks.BACKED.search(before) is not None
        backed = backed or (refused and talks.ACCEPTED.match(text, item.span[1], end) is not None)
        if (refused and not backed) or is_denied(text, item.span, start, end, is_verb=item.is_verb):
            return None
        token = self._parties.index.at(item.span[0])
        if token is None or (not item.is_verb and words.HABIT.match(text, item.span[1], end)):
            return None
        self._as_session(item, inside, start)
        word = text[slice(*item.span)]
        if word in words.OF_THAT_KIND:
            earlier = [f.kind for f in found if f.span < item.span and f.kind != "adoption"]
            kinds = [self._told.last.type] if self._told.last is not None else []
            item.kind = [*kinds, *earlier][-1]
        elif item.kind == "meeting" and word.lower() == "meeting" and talks.OF_OFFICIALS.search(before):
            item.kind = "session"
        elif item.kind == "meeting" and not item.is_verb and (self._is_round(item, end) or self._sits_at(item, first)):
            own = own_sitting(text, self._roll.bodies(first, item.span[0]), item)
            ruling = own is not None and talks.RULING.search(text, own.start, own.end)
            item.kind = "summit" if ruling else "session"
        candidate = Candidate(item.kind, token, item.span, item.rule, is_verb=item.is_verb)
        apart = item.kind == "meeting" and not item.is_verb and words.SEPARATE.search(before) is not None
        candidate.after = (
            word.startswith(("tour", "inspect", *talks.ROUND)) or words.FURTHER.search(before) is not None or apart
        )
        candidate.after = candidate.after or word.startswith("series of ")
        candidate.after = candidate.after or (item.is_verb and talks.TOO.match(text, item.span[1], end) is not None)
        if item.is_verb and item.kind == "meeting" and words.AND_VERB.search(before):
            # `was received by the President and held talks with the Minister`
            candidate.after = candidate.after or any(
                f.is_verb and f.kind == "meeting" and f.span < item.span for f in found
            )
        if not item.is_verb and words.AFTER_ANOTHER.search(before):
            candidate.after = candidate.after or any(f.kind == item.kind and f.span < item.span for f in found)
        candidate.margins = words.MARGINS.search(before) is not None and words.DONE_DURING.search(before) is None
        candidate.setting = not item.is_verb and words.SETTING.search(before) is not None and not candidate.margins
        candidate.setting = candidate.setting or candidate.margins
        if not item.is_verb and talks.TAUGHT_AT.search(before):
            candidate.setting = candidate.margins = False
        if not item.is_verb and talks.CAME_TO_ONE.search(before):
            # `met the Minister and took part in a seminar`: one more
            candidate.setting, candidate.after = False, True
        candidate.heading = heading = self._is_heading(start, end)
        if heading and talks.DISCUSSING.match(word) and self._told.last is not None and self._told.last.heading:
            # one headline after another
            candidate.after = True
        ahead = backed or (heading and words.HEADLINE_TO.search(text, start, item.span[0]) is not None)
        candidate.status = "planned" if ahead else status_of(text, item, clause, first)
        told = words.ASSERTING.search(clause) is not None
        candidate.asserted = (
            ((apart or item.kind == "call") and words.OPENS_WITH.match(before) is not None)
            or (item.kind in {"meeting", "call"} and words.DISCUSSED_AT.search(before) is not None)
            or (item.kind == "statement" and self._is_speech(item, start, end))
            or (talks.OPERATIVE.match(clause) is not None and not words.OFTEN.search(clause))
            or item.is_verb
            or coming
            # `preparation for the upcoming visit of the President to Peru`: arranged, though told in passing
            or (
                item.kind == "visit"
                and bool(talks.UPCOMING.search(before) and talks.OF_SOMEBODY.match(text, item.span[1]))
            )
            or (
                not item.is_verb
                and item.kind in words.FAMILY
                and talks.HELD_ON.match(text, item.span[1], end) is not None
            )
            or (not item.is_verb and item.kind in {"meeting", "visit"} and talks.ANNOUNCED.search(before) is not None)
            or (word == "Summit" and any(m.type == "place" and m.end == item.span[0] - 1 for m in inside))
            or item.verb is not None
            or (item.kind == "session" and talks.SITTING_AT.match(text, item.span[0]) is not None)
            or candidate.margins
            or self._talked_then(item, end)
            or (
                words.RESULTS_OF.search(before) is not None
                and words.DONE_AT_IT.search(text, item.span[1], end) is not None
            )
            or (told and words.BACKGROUND.search(before) is None)
        )
        if self._is_the_same(item, start, end) and not self._talked_then(item, end):
            candidate.asserted = False
            self._told.same.add(candidate.trigger)
        if item.kind == "adoption":
            later = [f.span[0] for f in found if f.kind == "adoption" and f.span[0] > item.span[1]]
            self._adopted(candidate, inside, min(later, default=end))
            if self._told.last_adopted is not None and words.SAME_PAPER.match(before) and not candidate.documents:
                candidate.asserted = False
                candidate.documents = list(self._told.last_adopted.documents)
            told_bare = self._told.last_adopted
            if told_bare is not None and not told_bare.documents and talks.LISTED_BELOW.match(text, item.span[1]):
                # `A package of papers was signed. The sides signed: / - ...`
                told_bare.documents, candidate.asserted = list(candidate.documents), False
        take_headline(text, self._told, candidate, heading=heading)
        candidate.mode = mode_of(item, clause)
        self._number_and_name(candidate, start)
        self._slots.add(candidate, found, item, inside, first, last)
        if item.kind == "adoption" and not candidate.asserted and words.SAME_PAPER.match(before):
            self._hand_over(candidate)
        self._frames.add(candidate, first, last)
        self._count_on(candidate)
        if not candidate.organizations and (row := self._is_next(item, word)) is not None:
            candidate.organizations = list(row.organizations)
        if candidate.trigger in self._told.same:
            self._point_back(candidate)
        if heading and candidate.type == "session" and candidate.is_verb:
            # the text below says the body's name in full
            candidate.organizations = []
        line = words.DATELINE_DATE.match(text, start, item.span[0])
        if not (item.is_verb and candidate.trigger in self._told.same):
            self._people.take_part(candidate, item, max(first, line.end()) if line else first, last, start)
        if candidate.type == "adoption" and not candidate.asserted and self._told.last_adopted is not None:
            # `The document was signed by A and B`: they signed the one told before
            self._told.last_adopted.participants += candidate.participants
        if candidate.type == "statement":
            candidate.places = []
        headed_so(text, self._told, candidate)
        if word in {"met", "gathered", "came together"} and candidate.type == "meeting":
            states = [p for p in candidate.participants if isinstance(p.entity, Place)]
            many = len(states) >= words.MANY and len(states) == len(candidate.participants)
            if many or is_of_paper(text, self._told, candidate):
                # `Customs officers from Azerbaijan, Georgia and Moldova met`: officials sit
                candidate.type = "session"
                if candidate.status == "held" and self._told.last is None:
                    candidate.organizations = [m.entity for m in self._frames.of_title(candidate)]  # type: ignore[misc]
        return candidate

    def _hand_over(self, candidate: Candidate) -> None:
        """`The document was signed in Vienna on 5 May`: where and when the paper told before was signed."""
        paper = self._told.last_adopted
        if paper is not None:
            paper.dates, paper.places = paper.dates or candidate.dates, paper.places or candidate.places
            candidate.dates, candidate.places = [], []

    def _is_speech(self, item: Found, start: int, end: int) -> bool:
        """`said in an interview with the agency`, `told a news conference`, `In an interview, X said`."""
        text = self._text
        if talks.TOLD_AT.search(text, start, item.span[0]) is not None:
            return True
        if text[item.span[0]].isupper():
            # `Transcript of the Weekly Briefing`, `Thank you for joining the Weekly Briefing`
            return self._told.last is None and talks.REGULAR.search(text, start, item.span[0]) is not None
        opens = talks.IN_AN.match(text, start, item.span[0]) is not None
        return opens and words.SAID.search(text, item.span[1], end) is not None

    def _is_the_same(self, item: Found, start: int, end: int) -> bool:
        """`The meeting was attended by`, `opening the workshop`: the one told before."""
        if item.kind == "visit" and not item.is_verb:
            # `During the visit she also met`
            told = any(c.type == "visit" for c in self._told.all)
            of_it = words.ITS_OWN.match(self._text, item.span[1], end) is None
            definite = words.DEFINITE.search(self._text, max(start, item.span[0] - 40), item.span[0]) is not None
            its_own = talks.ITS_VISIT.search(self._text, start, item.span[0]) is not None
            return told and of_it and (definite or its_own)
        if self._told.last is not None and talks.SUCH_ONE.search(self._text, start, item.span[0]):
            return True
        # `began the visit ... The meeting was attended by`: the meeting told before the visit
        named = self._has_told(item.span)
        kinds = {item.kind, *words.FAMILY} | ({"visit"} if item.kind == "meeting" and not named else set())
        if talks.OF_A_CALL.match(self._text, item.span[0]):
            # `During the talks` after a call
            kinds |= {"call"}
        drill = item.kind in {"exercise", "operation"}
        last = self._told.drill(item.kind) if drill else self._told.latest_of(kinds)
        met = self._told.last_met
        if item.is_verb and item.kind == "meeting" and met is not None and met.type == "meeting":
            return self._goes_on_talking(item, met, start, end)
        if item.is_verb or item.verb is not None or last is None:
            return False
        if last.type != item.kind and any(c.type == item.kind for c in (*self._told.all, *self._here)):
            # `ahead of the summit`: the one told by that word
            return False
        if {item.kind, last.type} == {"summit", "conference"}:
            return False
        if (
            item.kind in words.NAMED_KINDS
            and last.type == "meeting"
            and words.ONE_TO_ONE.match(self._text, last.trigger[0])
        ):
            return False
        before = self._text[max(start, item.span[0] - 40) : item.span[0]]
        bare = words.DEFINITE.search(before) is not None
        bare = bare and not (drill and talks.TOLD_ANEW.match(self._text, item.span[1], end))
        if item.kind == last.type == "conference" and told_in_full(self._parties.doc, self._told, item, (start, end)):
            return True
        if not bare or not (drill or item.kind in words.FAMILY):
            return False
        if words.ANEW.match(self._text, item.span[1], end) is None:
            return True
        again = talks.AT_THE_HELD.fullmatch(self._text, start, item.span[0]) and last.type == item.kind
        if again and talks.HELD_THEN.match(self._text, item.span[1], end) and self._told.is_alone(last):
            # `In the meeting held on Wednesday, they`: the one told last, and its day
            last.dates = last.dates or self._slots.days_behind(item.span[1])
            return True
        return False

    def _goes_on_talking(self, item: Found, last: Candidate, start: int, end: int) -> bool:
        """`They held talks on trade`, after who met: what they did there, unless it has a day of its own."""
        if last.status == "planned" or len(last.participants) < words.OWNING - 1 or self._here:
            return False
        if talks.OF_THE_SAME.fullmatch(self._text, start, item.span[0]) is None:
            return False
        anew = talks.ONCE_MORE.search(self._text, start, end) or words.MET_WITH.match(self._text, item.span[1])
        return not anew and not any(start <= m.start < end for m in self._dates)

    def _has_told(self, span: tuple[int, int]) -> bool:
        """Whether a gathering was told by this very noun."""
        noun = self._text[slice(*span)]
        return any(c.type in words.FAMILY and noun in self._text[slice(*c.trigger)] for c in self._told.all)

    def _talked_then(self, item: Found, end: int) -> bool:
        """`During the meeting, A and B discussed trade`, after a visit: talks that nothing else tells."""
        last = self._told.latest_of({"meeting", "session", "visit"})
        done = words.TALKED.search(self._text, item.span[1], end) if item.kind == "meeting" else None
        if done is None or last is None or last.type != "visit" or any(c.type == "meeting" for c in self._told.all):
            return False
        sides = self._roll.names(item.span[1], done.start(), groups=False)
        return len([p for p in sides if isinstance(p.entity, Person)]) > 1

    def _count_on(self, candidate: Candidate) -> None:
        """The 10th meeting, told after the 9th, is of the same body."""
        number = candidate.number
        if candidate.type != "session" or candidate.organizations or number is None or not number.isdigit():
            return
        for told in reversed(self._told.all):
            if told.type == "session" and told.organizations and told.number == str(int(number) - 1):
                candidate.organizations = list(told.organizations)
                return

    def _is_next(self, item: Found, word: str) -> Candidate | None:
        """The session before `the next one`, `the previous meeting`, `the next meeting of the commission`."""
        last = self._told.last
        if word == "one" or last is None:
            return last
        body = words.OF_BODY.match(self._text, item.span[1]) is not None
        alone = body or words.OF_OTHERS.match(self._text, item.span[1]) is None
        before = self._text[max(item.span[0] - 24, 0) : item.span[0]]
        further = bool(words.NEXT.search(before) or words.OWN_ORDINAL.match(word))
        if body and last.type != "session":
            rows = (c for c in reversed(self._told.all) if c.type == "session" and c.organizations)
            last = next((c for c in rows if c.status != "planned"), last)
        kinds = {"session", "meeting"} if last.organizations else {"session"}
        return last if last.type in kinds and item.kind in kinds and alone and further else None

    def _point_back(self, candidate: Candidate) -> None:
        """`on the sidelines of the meeting`: the one held last, not the one that comes next."""
        drill = candidate.type in {"exercise", "operation"}
        named = self._has_told(candidate.trigger)
        last = (
            self._told.drill(candidate.type)
            if drill
            else self._told.latest_of(
                {"visit"}
                if candidate.type == "visit"
                else {candidate.type, *words.FAMILY, *(() if named else ("visit",))}
                | ({"call"} if talks.OF_A_CALL.match(self._text, candidate.trigger[0]) else set())
            )
        )
        if drill and last is not None and not (last.dates or last.places) and (candidate.dates or candidate.places):
            # `the exercise, whose first stage is to be held in Osh`: when and where the one told before takes place
            last.dates, last.places, last.status = candidate.dates, candidate.places, candidate.status
        if last is not None:
            part = words.PART_OF_IT.search(self._text, 0, candidate.trigger[0]) is not None
            if last.is_verb and last.type == "meeting" and candidate.type in words.NAMED_KINDS and not part:
                # `Officers met in Vienna. The workshop was organised by ...`
                last.type = candidate.type
            candidate.type = last.type
            candidate.status = last.status
            candidate.number = candidate.number or last.number
            if not last.dates and talks.WEEKDAY.search(self._text, 0, candidate.trigger[0]):
                # `the Tuesday talks`
                last.dates = list(candidate.dates)
            candidate.dates, candidate.places = list(last.dates), list(last.places)

    def _is_round(self, item: Found, end: int) -> bool:
        """`Next meeting is planned for November`, told after a session: the body meets again."""
        text = self._text
        word = text[slice(*item.span)].lower()
        alone = words.WITH.match(text, item.span[1], min(item.span[1] + 30, end)) is None
        after_session = (self._told.last is not None and self._told.last.type == "session") or (
            self._told.sat and words.NEXT.search(text, max(item.span[0] - 12, 0), item.span[0]) is not None
        )
        sitting = words.SITTING.search(text, max(item.span[0] - 60, 0), item.span[0]) is not None
        opposite = re.compile(r"\s+(?:with|between)\b").match(text, item.span[1]) is not None
        if word == "meeting" and not opposite and (self._of_organ(item.span[0]) or self._is_organs(item.span[1], end)):
            return True
        return word == "meeting" and ((alone and after_session) or (sitting and not opposite))

    def _sits_at(self, item: Found, first: int) -> bool:
        """`The Committee of Experts discussed the plan at the [meeting] in Osh`: the organ that acts there sits."""
        bodies = self._roll.bodies(first, item.span[0])
        acts = talks.AT_A.search(self._text, first, item.span[0]) is not None and self._frames.acts(first, bodies)
        return acts or own_sitting(self._text, bodies, item) is not None

    def _of_organ(self, at: int) -> bool:
        """`the Council of Heads of Government [meeting]`: the organ stands right before its sitting."""
        bodies = self._roll.bodies(max(at - words.FAR, 0), at)
        named = [m for m in bodies if words.ABBREVIATED.fullmatch(self._text, m.end, at)]
        return any(words.ORGAN_BEFORE.search(self._text, m.start, m.end) for m in named)

    def _is_organs(self, at: int, end: int) -> bool:
        """`the next meeting [of the WGCTOC]`: a body that sits, whatever the text calls it."""
        of = talks.OF_ORGAN.match(self._text, at, end)
        named = [m for m in self._roll.bodies(of.end(), end) if m.start == of.end()] if of is not None else []
        return any(isinstance(m.entity, Organization) and words.ORGAN_NAME.search(m.entity.name) for m in named)

    def _as_session(self, item: Found, inside: list[Mention], start: int) -> None:
        """`The Steering Committee meets in Bishkek`: a body that meets sits."""
        word = self._text[slice(*item.span)].lower()
        held = words.HELD_A_MEETING.fullmatch(word) is not None
        if not item.is_verb or (word not in {"met", "meets", "meet", "gathered", "gathers"} and not held):
            return
        if words.LOWER_SITTER.search(self._text, start, item.span[0]) and not words.MET_WITH.match(
            self._text, item.span[1]
        ):
            item.kind = "session"
            return
        if talks.RULERS.search(self._text, start, item.span[0]) and not talks.WITH_OTHERS.match(
            self._text, item.span[1]
        ):
            item.kind = "summit"
            return
        officials = words.OFFICIALS.search(self._text[start : item.span[0]])
        officials = officials or words.LOWER_BODY.search(self._text, start, item.span[0])
        if word == "meet" and officials and item.kind == "meeting":
            # `Heads of laboratories meet in Almaty`
            item.kind = "session"
            return
        named = [
            m
            for m in self._roll.bodies(start, item.span[0])
            if words.ABBREVIATED.fullmatch(self._text, m.end, item.span[0])
            or talks.WILL_NEXT.fullmatch(self._text, m.end, item.span[0])
        ]
        with_others = words.MET_WITH.match(self._text, item.span[1]) is not None
        with_others = with_others or (held and talks.WITH_OTHERS.match(self._text, item.span[1]) is not None)
        persons = [
            m for m in inside if m.type in {"person", "position"} and 0 <= m.start - item.span[1] <= words.OWNING
        ]
        if (
            named
            and not with_others
            and not persons
            and words.GATHERED_BODY.search(self._text[named[0].start : named[0].end])
        ):
            item.kind = "summit" if talks.RULING.search(self._text, named[0].start, named[0].end) else "session"

    def _adopted(self, candidate: Candidate, inside: list[Mention], stop: int) -> None:
        reach = min(candidate.trigger[1] + words.FAR_PAPER, stop)
        aside = words.THAT_SAYS.search(self._text, candidate.trigger[1], reach)
        if aside is not None and candidate.is_verb:
            # `adopted a Declaration that stressed the importance of the Convention`
            reach = aside.start()
        after = [m for m in inside if m.type == "document" and candidate.trigger[1] <= m.start <= reach]
        before = [m for m in inside if m.type == "document" and m.end <= candidate.trigger[0]]
        listed = talks.LISTED_BELOW.match(self._text, candidate.trigger[1]) if candidate.is_verb else None
        if listed is not None:
            # `The sides signed: / - a Memorandum on; / - an Agreement between`
            items = [i.end() for i in talks.ITEM.finditer(self._text, listed.start("items"), listed.end())]
            papers = [m for m in self._everything if m.type == "document" and m.start < listed.end()]
            after += [m for at in items for m in papers if 0 <= m.start - at <= words.OWNING + 1]
        if (by := words.BY_THE.match(self._text, candidate.trigger[1])) is not None:
            candidate.organizations += [
                m.entity  # type: ignore[misc]
                for m in self._roll.bodies(by.end(), by.end() + words.FAR)[:1]
                if m.start == by.end() and words.ORGAN_BEFORE.search(self._text, m.start, m.end)
            ]
        for mention in after or before[-1:]:
            if isinstance(mention.entity, Instrument) and mention.entity not in candidate.documents:
                candidate.documents.append(mention.entity)
                of_two = " between " in self._text[mention.start : mention.end]
                if isinstance(mention.entity.issuer, Organization) and not candidate.organizations and not of_two:
                    candidate.organizations.append(mention.entity.issuer)

    def _number_and_name(self, candidate: Candidate, start: int) -> None:
        text = self._text
        before = text[start : candidate.trigger[0]]
        word = text[slice(*candidate.trigger)]
        own = words.OWN_ORDINAL.match(word)
        ordinal = words.ORDINAL.search(before)
        if candidate.type in {"session", "summit", "conference", "meeting", "exercise"} and not candidate.is_verb:
            if own:
                candidate.number = own[1] or own[2]
            elif ordinal:
                number = spelled(ordinal[3].lower()) if ordinal[3] else ordinal[1] or ordinal[2]
                # `met for the first expert level meeting`: it has no number, there was none before
                unnumbered = ordinal[3] == "first" and words.OF_THE.match(text, candidate.trigger[1]) is None
                candidate.number = None if unnumbered else number
        if candidate.type in {"operation", "exercise", "conference"}:
            quoted = words.QUOTED.match(text, candidate.trigger[1]) or words.NAME_BEFORE.search(before)
            if quoted:
                candidate.name = quoted[1].strip()
            elif (
                candidate.type == "operation"
                and word == "Operation"
                and (named := words.OPERATION_NAME.match(text, candidate.trigger[1]))
            ):
                candidate.name = named[1].strip()
            elif candidate.type != "conference":
                candidate.name = self._bare_name(candidate.trigger, start)

    def _bare_name(self, trigger: tuple[int, int], start: int) -> str | None:
        """`an exercise dubbed Rubezh-2014`, `the Barrier joint drills`: without quotation marks."""
        dubbed = words.DUBBED.match(self._text, trigger[1])
        if dubbed is not None:
            return dubbed[1]
        named = words.NAMED_BARE.search(self._text, max(start, trigger[0] - words.FAR), trigger[0])
        if named is None or country_by_adjective(named[1].lower()):
            return None
        mentioned = any(m.start < named.end(1) and named.start(1) < m.end for m in self._everything)
        return None if mentioned else named[1]

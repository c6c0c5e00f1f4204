"""The events stage.

Reads tokens with syntax, all mention stages. Assigns `doc._.events`. Lexicons: `triggers.yaml` (what tells an event),
`happenings.yaml` (what became of it), `exercises.yaml` (names of series of exercises and whose), `topics.yaml`.

Known misses: events told without any trigger word; participants named only in another sentence without a verb of
attendance; two happenings of one kind that share date, place and people.

>>> import extract
>>> nlp = extract.load()
>>> [e.type for e in nlp("30 октября 2024 года в Минске состоялась встреча министров обороны.")._.events]
['meeting']
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.document import Event, Refusal, match_text_of, mentions, sentences
from extract.language.syntax import dialogue_lines
from extract.parties import Parties
from extract.stages.events.english.visits import visitors_met
from extract.stages.events.framing.exercises import exercises
from extract.stages.events.framing.within import frame
from extract.stages.events.merging.happening import Happening
from extract.stages.events.merging.merge import merge
from extract.stages.events.merging.one_sitting import one_sitting
from extract.stages.events.merging.settling import by_calendar, consultative, heads_met, one_summit, under_headings
from extract.stages.events.merging.told_alone import told_alone
from extract.stages.events.papers.agenda import Agenda
from extract.stages.events.papers.gapping import decided, gapped
from extract.stages.events.papers.joint_statements import joint_statements
from extract.stages.events.papers.minutes import drop_minutes, read_agenda
from extract.stages.events.papers.own_adoption import (
    adopted_at,
    met_for,
    sat,
    sayings,
    signed_before,
    titles,
    without_minutes,
)
from extract.stages.events.papers.titles import paper_titles
from extract.stages.events.participants.adjectives import name_states
from extract.stages.events.participants.interview import Interview
from extract.stages.events.participants.outlets import Outlets
from extract.stages.events.participants.sides import agreed_meetings, by_counts, by_names, resolve_sides
from extract.stages.events.setting.dating import (
    date_chronicle,
    date_items,
    date_main,
    ends_on,
    follow_arrivals,
    last_until,
    number_items,
    read_headings,
)
from extract.stages.events.setting.places_told import (
    came_back,
    landed,
    not_at_sides,
    place_apart,
    raided,
    there_too,
    titled,
)
from extract.stages.events.slots import SlotFiller
from extract.stages.events.status.rules import StatusRules
from extract.stages.events.triggers.candidates import drop_speeches, read_candidates, rounds
from extract.stages.events.triggers.lexicon import Candidate, TriggerLexicon
from extract.stages.events.untold.bodies import bodies_meet, plain_bodies_meet
from extract.stages.events.untold.other_news import discussed_elsewhere
from extract.stages.events.untold.preceding import attended_both
from extract.stages.events.untold.quoted_names import quoted_exercises
from extract.stages.events.untold.rows import read_rows
from extract.stages.events.untold.sentences import (
    callers,
    further_ones,
    guests,
    named_exercises,
    next_ones,
    sittings_to_come,
    stays,
    told_later,
)
from extract.stages.events.untold.sequels import sequels
from extract.topics import Topics


class EventsStage:
    """Finds the happenings of a document."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._lexicon = TriggerLexicon(user_folder)
        self._status = StatusRules(user_folder)
        self._topics = Topics(user_folder)
        self._exercises = exercises(user_folder)

    def __call__(self, doc: Doc) -> Doc:
        refused: list[Refusal] = []
        doc._.events = self._told(doc, self._candidates(doc, refused), refused)
        doc._.refusals = [*doc._.refusals, *refused]
        return doc

    def _told(self, doc: Doc, candidates: list[Candidate], refused: list[Refusal]) -> list[Event]:
        """The events that the candidates tell together."""
        if not candidates:
            return []
        read_headings(doc, candidates)
        date_chronicle(doc, candidates)
        number_items(doc, candidates)
        ends_on(candidates)
        read_rows(doc, candidates)
        candidates.sort(key=lambda c: c.trigger)
        happenings, left = merge(drop_speeches(candidates, refused))
        left = told_alone(happenings, left)
        happenings = one_summit(under_headings(happenings))
        heads_met(happenings)
        happenings = one_sitting(happenings)
        follow_arrivals(happenings)
        for c in left:
            refused.append(Refusal("events", c.rule, "points to no event of the text", *c.trigger))
        return self._events(doc, happenings)

    def _candidates(self, doc: Doc, refused: list[Refusal]) -> list[Candidate]:
        """Whatever may tell a happening, with what its surroundings say."""
        parties = Parties(doc)
        russian = list(read_candidates(doc, parties, self._lexicon, self._status, refused))
        papers = list(paper_titles(doc, parties))
        russian = sorted([*russian, *sat(doc, parties, papers, russian)], key=lambda c: c.trigger)
        filler = SlotFiller(doc, parties, russian)
        filler.fill()
        russian += callers(doc, parties, filler)
        if dialogue_lines(doc):
            Interview(doc, parties, filler.people).read(russian)
        consultative(doc, russian)
        rounds(russian)
        attended_both(russian)
        russian += [*named_exercises(doc, parties, filler, russian), *stays(doc, parties, filler, russian)]
        russian += quoted_exercises(doc, parties, filler, russian, self._exercises)
        russian += next_ones(doc, parties, filler, russian)
        russian += further_ones(doc, parties, filler, russian)
        russian += sequels(doc, parties, filler, russian)
        russian += sittings_to_come(doc, parties, filler)
        guests(doc, filler, russian)
        told_later(doc, filler, russian)
        russian += signed_before(doc, parties, russian)
        russian += adopted_at(doc, parties, russian)
        russian += [*gapped(doc, parties, filler, russian), *decided(doc, parties, filler)]
        russian += bodies_meet(doc, parties, filler, russian)
        russian += plain_bodies_meet(doc, filler, russian)
        russian += discussed_elsewhere(doc, filler, russian)
        if russian:
            Agenda(doc, parties).fill(russian)
        russian += joint_statements(doc, parties, filler, russian)
        candidates = [*russian, *titles(doc, parties, papers, russian), *sayings(doc, parties, filler, russian)]
        if candidates:
            Outlets(doc, filler.people).read(candidates)
        in_english = [doc[s.start : s.end] for s in sentences(doc) if s.language == "en"]
        if in_english:
            from extract.stages.events.english import reader as english  # its patterns take a while to compile
            from extract.stages.events.english.papers import deal_with_papers

            reader = english.EnglishEvents(doc, parties, mentions(doc))
            told = [c for sentence in in_english for c in reader.candidates(sentence)]
            english.read_minutes(doc, parties, told)
            deal_with_papers(doc, told)
            visitors_met(doc, told)
            candidates += [*told, *english.listed(doc, parties, told)]
        met_for(candidates)
        return candidates

    def _events(self, doc: Doc, happenings: list[Happening]) -> list[Event]:
        """The happenings as events, in text order."""
        date_items(doc, happenings)
        place_apart(doc, happenings)
        there_too(doc, happenings)
        titled(doc, happenings)
        raided(doc, happenings)
        landed(doc, happenings)
        came_back(doc, happenings)
        events = {id(h): h.event() for h in happenings}
        date_main(doc, happenings, events)
        by_calendar(doc, happenings, events)
        last_until(doc, happenings, events)
        happenings = without_minutes(doc, happenings)
        frame(doc, happenings, events)
        for happening in happenings:
            event = events[id(happening)]
            event.organizations = event.organizations or self._exercises.owner(doc, happening, event)
            sentence = happening.main.token.sent
            words = match_text_of(doc)[sentence.start_char : sentence.end_char]
            events[id(happening)].topics = self._topics.of(words)
        name_states(doc, happenings, events)
        agreed_meetings(happenings, events)
        resolve_sides(doc, happenings, events)
        not_at_sides(events.values())
        named = {(e.type, e.name) for e in events.values()}
        told = [e for h in happenings for n in by_names(doc, h, events[id(h)], named) for e in by_counts(h, n)]
        read_agenda(doc, told)
        drop_minutes(doc, told)
        return sorted(told, key=lambda e: e.trigger)


@Language.factory(
    "kommunike_events",
    assigns=["doc._.events"],
    requires=["doc._.dates", "doc._.places", "doc._.organizations", "doc._.persons", "doc._.documents"],
    default_config={"lexicons": None},
)
def make_events(nlp: Language, name: str, lexicons: str | None) -> EventsStage:
    return EventsStage(Path(lexicons) if lexicons else None)

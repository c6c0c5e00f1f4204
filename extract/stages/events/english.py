"""Event candidates in English sentences, by patterns: slovnet gives no syntax there.

A sentence is read as clauses; a trigger takes what its clause gives: dates and venues that stand nearest to it, who is
named before and after its verb, and the status of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from extract.document import DateValue, Instrument, Mention, Organization, Participant, Party, Person, Place
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.stages.events.roll import EnglishRoll
from extract.stages.events.triggers import Candidate
from schemas.event import EventStatus, EventType, Mode, Role

_ORGAN = (
    r"(?:Council|Committee|Commission|Board|Assembly|Working (?:Group|Subgroup|Party)|Subgroup|Group|Collegium|heads of"
    r"|ministers of|expert group)"
)
_NOUNS: tuple[tuple[EventType, str], ...] = (
    ("call", r"(?:tele)?phone (?:call|conversation|talk)s?|video call|telephone talks"),
    ("statement", r"(?:press )?briefing|press conference|news conference|interview"),
    ("summit", r"summit|meeting of (?:the )?heads of (?:state|government)\b"),
    (
        "session",
        r"session(?! of talks)|(?:\d{1,3}(?:st|nd|rd|th)|[IVXLC]{2,}) (?:regular |extraordinary |annual )?meeting"
        rf"|meeting(?= of (?:the )?(?:[A-Z][\w-]* ){{0,5}}{_ORGAN})|(?:(?<=Council )|(?<=Committee )"
        rf"|(?<=Commission ))[Mm]eeting"
        r"|plenary meeting|ministerial meeting|expert meeting|(?<=Group )[Mm]eeting|Meeting(?= of the )",
    ),
    (
        "conference",
        r"(?<!video )(?<!video)(?<!press )(?<!news )conference(?! (?:on interaction|unites|room|hall|system"
        r"|call))|forum|seminar|workshop|round ?table|webinar|symposium|side[- ]event|congress"
        r"|(?:joint |regional |follow-up |advanced |first |second )*(?:training )?course(?! of\b)"
        r"|training(?! cent| mat| manual| ground| prog)"
        r"|(?<=[a-z] )Dialogue",
    ),
    ("exercise", r"(?:command[- ]post |staff )?exercises?|drills|manoeuvres|maneuvers|war games"),
    ("operation", r"(?<!co-)operation(?! (?:results?|plans?|cent|headq|area|staff|manual))|raid"),
    ("meeting", r"meeting(?! (?:room|hall|place|point))|talks|consultations|negotiations|hand-?over ceremony|ceremony"),
    ("visit", r"visit|official trip|working trip|stay(?= in)"),
)
_VERBS: tuple[tuple[EventType, str], ...] = (
    (
        "call",
        r"(?:spoke|talked|speaks)(?: [\w'-]+){0,3} (?:by|over the|on the) (?:tele)?phone"
        r"|held a (?:tele)?phone conversation",
    ),
    (
        "meeting",
        r"met with|met|held (?:a |an )?(?:bilateral |working |separate |official )*(?:meeting|talks|consultations)"
        r"|had (?:a |an )?(?:bilateral |working |separate )*(?:meeting|talks)|meets(?: with)?|meet(?: with)?"
        r"|called on|paid a courtesy call on|received|receives|hands over|handed over",
    ),
    ("session", r"convenes|convened"),
    (
        "visit",
        r"visited|visits|left for(?= [A-Z])|departed for(?= [A-Z])|flew to(?= [A-Z])"
        r"|arrived in|arrives in|arrived at|travell?ed to|paid (?:a |an )?(?:\w+ ){0,3}visit"
        r"|(?<=to )visit|(?<=will )visit|is visiting|are visiting",
    ),
    (
        "adoption",
        r"signed|adopted|endorsed|approved|ratified|launched|published|released|(?<=to be )(?:signed|launched|adopted)"
        r"|signs|adopts|(?<=will )(?:sign|adopt)|signing",
    ),
)
_PAPER = re.compile(
    r"\b(?:memorandum|agreement|protocol|(?:action|work|joint|cooperation) plan|plan of action|plan|road ?map"
    r"|declaration"
    r"|communiqu[eé]|statement|treaty|convention|programme|program|documents?|letter of intent|resolution)\b",
    re.IGNORECASE,
)
_ADOPTABLE = re.compile(r"(?:sign|adopt|endors|approv|ratif)", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|to be (?:held|hosted|convened|launched|signed|adopted|opened|organi[sz]ed)|(?:is|are"
    r"|was|were)"
    r" (?:also )?(?:scheduled|planned|expected|due|set|slated)|scheduled (?:for|to)|planned for|upcoming"
    r"|forthcoming|next"
    r"|agreed (?:to|that)|agreement was reached to|decided to|plans? to|intends? to|intention to|is to|are to"
    r"|(?:expressed|confirmed|reiterated) (?:its|their|his|her) (?:readiness|willingness|intention) to|preparations?"
    r" for|looks? forward to|invited|the coming|later this (?:month|year)|ahead of|confirmed participation)\b",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"\b(?:cancelled|canceled|called off|will not take place)\b")
_POSTPONED = re.compile(r"\b(?:postponed|put off|rescheduled)\b")
_ONGOING = re.compile(
    r"\b(?:is underway|are underway|is taking place|are taking place|are gathering|is being held|(?:is"
    r"|are) (?:currently )?in"
    r" \w[^.]{0,40}\bvisit|is on an? |are on an? |(?:today |has )?(?:opened|kicked off|began|started) (?:an? |the )?"
    r"|opens|kicks off|continues|(?:is|are) (?:conducting|hosting|holding|attending|attended|taking part))\b",
)
_REFUSED = re.compile(
    r"(?:\b(?:proposed?|proposes|proposal|proposing|suggest\w*|offered to|calls? for|called for|(?-i:should"
    r"|could|might|may)"
    r"|possibility of|possible|ready to (?:host|hold)|would like|hopes?|idea of|if the|whether"
    r"|no date for)\b[^.;]{0,80}$)",
    re.IGNORECASE,
)
_BACKED = re.compile(r"\b(?:supported|welcomed|accepted|endorsed|approved)\b[^.;]{0,60}\bpropos", re.IGNORECASE)
_ASSERTING = re.compile(
    r"\b(?:held|took place|take place|was held|were held|opened|opens|hosted|hosts?|concluded|concludes|attended"
    r"|took part"
    r"|participated|began|ended|convened|convenes|chaired|will|signed|conducted|organi[sz]ed?|carried out"
    r"|scheduled|planned"
    r"|to be held|postponed|cancelled|brought together|gathered|is on|are on|completed|hold|arranged|ran"
    r"|launched|started"
    r"|kicked off|underway|reached)\b"
)
_DEADLINE = re.compile(r"\b(?:by|until|before|since|from|as of|dated|of)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:(\d{1,3})(?:st|nd|rd|th)|([IVXLC]{2,}))\s+(?:\w+\s+){0,4}$|"
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_OWN_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\b|([IVXLC]{2,})\b")
_WORDS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_QUOTED = re.compile(r'\s*(?:on|entitled|titled|called|named)?\s*"([^"\n]{2,160})"')
_OPERATION_NAME = re.compile(r"\s+((?:[A-Z][\w-]+\s?){1,4})")
_NAME_BEFORE = re.compile(r'"([^"\n]{2,60})"\s+(?:\w+\s+){0,2}$')
_CLAUSE = re.compile(
    r";\s|,?\s+(?:where|while|which|who|whose|whereas|when|during which)\s|,\s+(?:and|but)\s+(?=(?:the|he|she"
    r"|they|it)\s)"
)
_SETTING = re.compile(
    r"\b(?:on the (?:sidelines|margins) of|during|within the framework of|at|in the course of|following"
    r"|as part of|after"
    r"|in|of|on)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|their\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_MARGINS = re.compile(
    r"\b(?:on the (?:sidelines|margins) of|during|within the framework of|in the course of)\s+(?:the\s+|his\s+"
    r"|her\s+|its\s+)?"
    r"(?:[\w'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    ("hybrid", re.compile(r"\bhybrid\b", re.IGNORECASE)),
    ("video", re.compile(r"via video|by video|video ?conferenc|\bonline\b|virtual", re.IGNORECASE)),
    ("phone", re.compile(r"phone call|by phone|telephone", re.IGNORECASE)),
)
_VENUE = re.compile(r"\b(?:in|at)\s+(?:the\s+)?(?:city of\s+|capital of\s+|town of\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|in|at)\s+(?:the\s+)?$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:situation|developments?|trafficking|crisis|peace|processes|stability|security|conflict|production"
    r"|projects?|drugs?"
    r"|interests?|activities|presence|operations?|reforms?|elections|border services|region)\s+(?:\w+\s+){0,2}(?:in|at)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BESIDE_PERSON = re.compile(r"\s*(?:the\s+|his\s+|her\s+|its\s+)?(?:[\w'.-]+\s+){0,5}$")
_ATTENDED_BY = re.compile(
    r"\b(?:attended by|joined by|with the participation of|participants (?:included|from|were)|attending the \w+ were"
    r"|attended (?:also )?by|brought together|gathered|bringing together|involv(?:ed|ing)|also (?:present"
    r"|attending) were"
    r"|in the presence of|among the participants were|speakers (?:included|were)|observers? (?:were )?from"
    r"|with participants from)\b",
    re.IGNORECASE,
)
_ATTENDED = re.compile(
    r"\b(?:took part|take part|takes part|are taking part|is taking part|taking part|participated|participate"
    r"|attended|attend"
    r"|(?:were|was) (?:also )?present"
    r"|(?<!is )(?<!was )(?<!are )(?<!were )(?<!been )completed (?=[^.;]{0,40}(?:training|course|workshop))"
    r"|graduated from"
    r"|(?:had |have |has )?confirmed (?:their )?participation|were represented|joined)\b"
)
_CHAIRED_BY = re.compile(
    r"\b(?:(?:co-)?chaired by|under the (?:chairmanship|chair|leadership) of|moderated by|presided over by)\b",
    re.IGNORECASE,
)
_CHAIRED = re.compile(r"\b(?:(?:co-)?chaired|presided over|moderated)\b(?! by)")
_SAID = re.compile(
    r"\b(?:said|noted|stressed|emphasi[sz]ed|stated|highlighted|recalled|told|added|informed|addressed"
    r"|underlined|welcomed"
    r"|opened|delivered|spoke|presented|described|reported|briefed|thanked|praised|pointed out|warned|announced"
    r"|expressed)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:also )?(?:addressed (?:the|those|participants)|delivered (?:opening |welcoming )?remarks"
    r"|spoke at|also spoke|made (?:opening )?remarks)"
)
_ORGANISED_BY = re.compile(
    r"\b(?:organi[sz]ed|hosted|convened|conducted|held|supported|arranged|run)\s+(?:jointly\s+"
    r"|together\s+)?by\s+(?:the\s+)?",
    re.IGNORECASE,
)
#: `held from 3 to 6 June at the Zone by the Office`: when and where stand between
_HELD_BY = re.compile(
    r"\b(?:held|organi[sz]ed|conducted|convened|hosted|delivered|run)\s+"
    r"(?:(?:from|on|in|at|jointly|between|online|virtually)\s+[^.;]{1,80}?\s+)?by\s+(?:the\s+)?"
)
_ADJECTIVE_GROUP = re.compile(
    r"\bfor\s+((?:[A-Z][a-z]+(?:,\s+|\s+and\s+|\s+)){1,5})(?:\w+\s+){0,3}?(?:officers|experts|officials|specialists|guards"
    r"|investigators|prosecutors|analysts|police|personnel|diplomats|trainers|customs)\b"
)
_WHERE = re.compile(r",?\s+where\s")
_DELEGATION_LED = re.compile(r"\bdelegation\s+(?:was\s+|were\s+)?(?:(?:headed|led)\s+)?by\s+")
_IT_WAS_ORGANISED = re.compile(
    r"\s*(?:It|(?:The|This)\s+(?:[\w-]+\s+){1,4}?[\w-]+(?:,\s+(?:which|held)\s[^,.;]{3,60},)?)\s*"
    r"(?:was|is|has been|were)\s+(?:jointly\s+)?"
    r"(?:organi[sz]ed|hosted|convened|arranged|delivered|conducted|run|implemented)\s+(?:jointly\s+)?by\s+"
)
_FUNDED = re.compile(
    r"\b(?:with (?:the )?(?:financial )?(?:support|funding)|funded|thanks to|and with funding)\b", re.IGNORECASE
)
_CARRIED_OUT_BY = re.compile(
    r"\b(?:carried out|conducted|held|run|implemented)\s+"
    r"(?:jointly\s+|(?:in|on|from|between|during)\s+[^,.;]{3,50}?\s+)?(?:by|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_HOSTED = re.compile(
    r"\b(?:hosted|hosts?|will host|organi[sz]ed|organi[sz]es?|opened|launched|conducted|convened|held|hold|ran|to hold"
    r"|conducting|organi[sz]ing|hosting|holding|opens|launches"
    r"|carried out)\s+(?:an? |the |its )?(?:[\w\"'-]+\s+){0,6}$"
)
_RECEIVED_BY = re.compile(r"\b(?:was|were|been)\s+received\s+by\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:^|\n)[^\n]{0,60}\s-\s")
_HERE = re.compile(r"\bhere\b")
_GUESTS = re.compile(
    r"\s+(?:the |a |an )?(?:\w+ ){0,4}(?:delegation|ambassador|minister|guests?|participants|representatives?"
    r"|head|chair\w*"
    r"|secretar\w+|director|president|envoy|members|commander|officials)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\s+(?:[\w-]+\s+){0,4}?(?:with|between|of|by|among)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:'s|s')\s+(?:[\w-]+\s+){0,3}$")
_AND_VERB = re.compile(r"\band\s+(?:also\s+|then\s+|later\s+)?$")
_PRONOUN = re.compile(r"\b(he|she|they)\b", re.IGNORECASE)
_NOUN_PATTERNS = tuple((kind, re.compile(rf"(?<![\w-])(?:{pattern})\b")) for kind, pattern in _NOUNS)
_VERB_PATTERNS = tuple((kind, re.compile(rf"\b(?:{pattern})\b")) for kind, pattern in _VERBS)
_CAPITALS = {
    "Meeting",
    "Conference",
    "Summit",
    "Session",
    "Forum",
    "Workshop",
    "Seminar",
    "Exercise",
    "Operation",
    "Course",
}
_CAPITALISED = tuple(
    (kind, re.compile(rf"(?<![\w-])(?:{word})\b"))
    for kind, word in (
        ("session", r"Meeting|Session"),
        ("summit", r"Summit"),
        ("conference", r"Conference(?! on Interaction)|Forum|Workshop|Seminar|Training Course|Symposium|Round ?Table"),
        ("exercise", r"Exercises?"),
        ("operation", r"Operation"),
        ("visit", r"Visit"),
        ("call", r"(?:Tele)?[Pp]hone (?:Call|Conversation)"),
    )
)


@dataclass
class _Found:
    kind: EventType
    span: tuple[int, int]
    is_verb: bool
    rule: str


class EnglishEvents:
    """Reads the English sentences of one document, with what the text said before."""

    def __init__(self, doc: Doc, parties: Parties, everything: Sequence[Mention]) -> None:
        self._doc = doc
        self._text: str = doc._.match_text
        self._parties = parties
        self._everything = everything
        self._roll = EnglishRoll(doc, parties)
        self._last: Candidate | None = None
        self._speaker: Party | None = None
        self._acting: list[Party] = []

    def candidates(self, sentence: Span) -> Iterator[Candidate]:
        """Candidates of one sentence, with the slots that its words give."""
        start, end = sentence.start_char, sentence.end_char
        inside = [m for m in self._everything if start <= m.start and m.end <= end]
        self._acting = []
        found = [f for f in self._triggers(sentence, inside) if self._is_told(f, start, end, inside)]
        made: list[Candidate] = []
        for item in found:
            candidate = self._candidate(item, found, inside, start, end)
            if candidate is not None:
                made.append(candidate)
        self._attendance(made, start, end)
        for candidate in made:
            if candidate.asserted and (self._last is None or not candidate.setting) and candidate.type != "adoption":
                self._last = candidate
        self._organised(sentence, made)
        self._note_speaker(start, end)
        yield from made

    # triggers -------------------------------------------------------------------------------------------------

    def _triggers(self, sentence: Span, inside: list[Mention]) -> list[_Found]:
        start, end = sentence.start_char, sentence.end_char
        names = [m for m in inside if m.type in {"organization", "document", "position"}]
        found: list[_Found] = []
        for kind, pattern, is_verb in (
            *((k, p, True) for k, p in _VERB_PATTERNS),
            *((k, p, False) for k, p in _NOUN_PATTERNS),
            *((k, p, False) for k, p in _CAPITALISED),
        ):
            for match in pattern.finditer(self._text, start, end):
                span = match.span()
                if any(a < span[1] and span[0] < b for f in found for a, b in [f.span]):
                    continue
                if any(m.start <= span[0] and span[1] <= m.end for m in names):
                    continue
                word = match[0]
                if word.endswith("s") and not is_verb and kind not in {"meeting", "exercise", "call"}:
                    continue
                found.append(_Found(kind, span, is_verb, f"event.{kind}.english:{word.lower()}"))  # type: ignore[arg-type]
        return sorted(found, key=lambda f: f.span)

    def _is_told(self, item: _Found, start: int, end: int, inside: list[Mention]) -> bool:
        """Whether the words around the trigger tell a happening at all."""
        text = self._text
        after = text[item.span[1] : end]
        before = text[start : item.span[0]]
        word = text[slice(*item.span)].lower()
        beside = [m for m in inside if m.type in {"person", "position"} and 0 <= m.start - item.span[1] <= 60]
        if item.is_verb and item.kind == "meeting":
            if word == "called on":
                return bool(beside) and not re.match(r"[^.,;]{0,80}\sto\s", after)
            if word.startswith("receive"):
                by = _RECEIVED_BY.search(text, max(item.span[0] - 10, start), item.span[1] + 4) is not None
                return by or bool(beside) or _GUESTS.match(after) is not None
            if word.startswith("hand"):
                return (
                    re.search(
                        r"\b(?:equipment|vehicles|kits|laborator|devices|spectrometer|software|computers)",
                        before + after,
                    )
                    is not None
                )
            if word in {"met", "meets", "meet"}:
                named = bool(beside) or re.match(r"\s+(?:in|on|at|with|today|yesterday)\b", after)
                return bool(named) and not re.match(
                    r"\s+(?:the )?(?:requirements?|needs?|standards?|challenges?|target)", after
                )
        if item.kind == "adoption":
            if any(0 <= m.start - item.span[1] <= 120 or m.end <= item.span[0] for m in inside if m.type == "document"):
                return True
            if word == "signing":
                return _PAPER.search(after[:80]) is not None
            return _ADOPTABLE.match(word) is not None and _PAPER.search(after[:90] + " " + before[-220:]) is not None
        if item.is_verb and item.kind == "session":
            return any(m.type == "organization" and m.end <= item.span[0] for m in inside) or " of " in after[:60]
        if item.kind == "conference" and "training" in word and "course" not in word:
            return (
                re.search(
                    r"\b(?:held|conducted|organi[sz]ed|took place|opened|completed?|concluded?)\b",
                    before + after,
                )
                is not None
            )
        if item.kind == "visit" and word == "visits":
            return any(m.type in {"person", "position"} for m in inside)
        if item.kind == "meeting" and word == "ceremony":
            return re.search(r"hand|deliver|donat", self._text[max(start - 400, 0) : end], re.IGNORECASE) is not None
        return True

    # one candidate --------------------------------------------------------------------------------------------

    def _candidate(
        self, item: _Found, found: list[_Found], inside: list[Mention], start: int, end: int
    ) -> Candidate | None:
        text = self._text
        first, last = self._clause(item.span, start, end)
        clause = text[first:last]
        before = text[start : item.span[0]]
        backed = _BACKED.search(before) is not None
        if _REFUSED.search(before) and not backed:
            return None
        token = self._parties.index.at(item.span[0])
        if token is None:
            return None
        if item.kind == "meeting" and not item.is_verb and self._is_round(item, end):
            item.kind = "session"
        candidate = Candidate(item.kind, token, item.span, item.rule, is_verb=item.is_verb)
        candidate.margins = _MARGINS.search(before) is not None
        candidate.setting = not item.is_verb and _SETTING.search(before) is not None and not candidate.margins
        candidate.setting = candidate.setting or candidate.margins
        candidate.status = "planned" if backed else self._status(item, clause, first)
        heading = (
            not re.search(r"[.!?]\s*$", text[start:end])
            and "\n" in text[max(start - 2, 0) : start + 1] + text[end : end + 2]
        )
        candidate.heading = heading
        told = _ASSERTING.search(clause) is not None
        candidate.asserted = (
            item.is_verb or candidate.margins or (told and not self._is_background(item, found, before))
        )
        if self._is_the_same(item, start):
            candidate.asserted = False
        if item.kind == "adoption":
            self._adopted(candidate, inside)
        for mode, pattern in _MODES:
            if pattern.search(clause) and not item.is_verb and (mode != "phone" or item.kind == "call"):
                candidate.mode = mode
                break
        if item.kind == "call" and candidate.mode is None:
            candidate.mode = "phone"
        self._number_and_name(candidate, start)
        self._dates_and_places(candidate, found, item, inside, first, last)
        self._frame(candidate, inside, first, last)
        self._people(candidate, item, first, last, start, end)
        if candidate.type == "statement":
            candidate.places = []
        return candidate

    def _is_the_same(self, item: _Found, start: int) -> bool:
        """`The meeting was attended by`: the one told just before."""
        if item.is_verb or self._last is None or self._last.type not in {item.kind, "session", "summit"}:
            return False
        before = self._text[start : item.span[0]].strip()
        return (
            before == "The"
            and re.match(r"\s+(?:was|were)\s+(?:also\s+)?attended", self._text[item.span[1] :]) is not None
        )

    def _is_round(self, item: _Found, end: int) -> bool:
        """`Next meeting is planned for November`, told after a session: the body meets again."""
        text = self._text
        word = text[slice(*item.span)].lower()
        alone = _WITH.match(text, item.span[1], min(item.span[1] + 30, end)) is None
        after_session = self._last is not None and self._last.type == "session"
        return word == "meeting" and alone and after_session

    def _clause(self, span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
        first, last = start, end
        for found in _CLAUSE.finditer(self._text, start, end):
            if found.end() <= span[0]:
                first = found.start()
            elif found.start() >= span[1]:
                last = min(last, found.start())
        return first, last

    @staticmethod
    def _is_background(item: _Found, found: list[_Found], before: str) -> bool:
        """`discussed preparations for the exercise`: a noun that another trigger of the clause governs."""
        return bool(
            re.search(
                r"\b(?:results?|outcomes?|preparations?|importance|issue|agenda|staff|headquarters|plan"
                r"|draft) (?:of|for|to) (?:the |a )?(?:[\w\"'-]+ ){0,3}$",
                before,
            )
        )

    def _status(self, item: _Found, clause: str, first: int) -> EventStatus:
        at = item.span[0] - first
        if _CANCELLED.search(clause):
            return "cancelled"
        if _POSTPONED.search(clause):
            return "postponed"
        word = clause[at : at + item.span[1] - item.span[0]]
        if item.is_verb and re.fullmatch(
            r"(?:met|received|visited|signed|adopted|held|had|approved|endorsed|called|arrived|paid|convened)(?: .*)?",
            word,
        ):
            planned = re.search(r"\b(?:will be|to be|is to be|are to be)\s+$", clause[:at])
            return "planned" if planned else "held"
        held = re.search(
            r"\b(?:was held|were held|took place|was convened|has hosted|had hosted|hosted|attended)\b", clause
        )
        if _PLANNED.search(clause) and not held:
            return "planned"
        if not item.is_verb and item.kind != "adoption" and _ONGOING.search(clause):
            return "ongoing"
        return "held"

    def _adopted(self, candidate: Candidate, inside: list[Mention]) -> None:
        after = [m for m in inside if m.type == "document" and 0 <= m.start - candidate.trigger[1] <= 120]
        before = [m for m in inside if m.type == "document" and m.end <= candidate.trigger[0]]
        for mention in after or before[-1:]:
            if isinstance(mention.entity, Instrument) and mention.entity not in candidate.documents:
                candidate.documents.append(mention.entity)
                if isinstance(mention.entity.issuer, Organization) and not candidate.organizations:
                    candidate.organizations.append(mention.entity.issuer)

    def _number_and_name(self, candidate: Candidate, start: int) -> None:
        text = self._text
        before = text[start : candidate.trigger[0]]
        word = text[slice(*candidate.trigger)]
        own = _OWN_ORDINAL.match(word)
        ordinal = _ORDINAL.search(before)
        if candidate.type in {"session", "summit", "conference", "meeting", "exercise"} and not candidate.is_verb:
            if own:
                candidate.number = own[1] or own[2]
            elif ordinal:
                spelled = ordinal[3]
                number = str(_WORDS.index(spelled.lower()) + 1) if spelled else ordinal[1] or ordinal[2]
                candidate.number = number
        if candidate.type in {"operation", "exercise", "conference"}:
            quoted = _QUOTED.match(text, candidate.trigger[1]) or _NAME_BEFORE.search(before)
            if quoted:
                candidate.name = quoted[1].strip()
            elif (
                candidate.type == "operation"
                and word == "Operation"
                and (named := _OPERATION_NAME.match(text, candidate.trigger[1]))
            ):
                candidate.name = named[1].strip()

    def _dates_and_places(
        self, candidate: Candidate, found: list[_Found], item: _Found, inside: list[Mention], first: int, last: int
    ) -> None:
        text = self._text
        names = [m for m in inside if m.type in {"organization", "document", "position", "person"}]
        for mention in inside:
            if any(n is not mention and n.start <= mention.start and mention.end <= n.end for n in names):
                continue
            before = text[max(mention.start - 40, first - 20, 0) : mention.start]
            if isinstance(mention.entity, DateValue):
                if self._is_deadline(before, mention.entity) or self._nearest(mention, found, first, last) is not item:
                    continue
                if mention.entity not in candidate.dates:
                    candidate.dates.append(mention.entity)
            elif isinstance(mention.entity, Place):
                venue = _VENUE.search(before) is not None and not _ABOUT.search(before)
                venue = venue or (candidate.type == "visit" and _TO.search(before) is not None)
                visited = (
                    candidate.is_verb and candidate.type == "visit" and 0 <= mention.start - candidate.trigger[1] <= 5
                )
                if not (venue or visited) or self._nearest(mention, found, first, last) is not item:
                    continue
                if mention.entity not in candidate.places and candidate.type not in {"call", "adoption"}:
                    candidate.places.append(mention.entity)
        self._where(candidate, inside, first)
        cities = [p for p in candidate.places if p.kind == "city"]
        if cities and candidate.type != "operation":
            candidate.places = cities

    def _where(self, candidate: Candidate, inside: list[Mention], first: int) -> None:
        """`left for Tbilisi, where he will attend the Forum`; a day of its own clause is the only one."""
        if not candidate.is_verb and not candidate.places and _WHERE.match(self._text, first):
            for mention in inside:
                if mention.end == first and isinstance(mention.entity, Place):
                    candidate.places.append(mention.entity)
        if len(candidate.dates) > 1:
            dated = [m for m in inside if m.entity in candidate.dates]
            own = [m.entity for m in dated if first <= m.start]
            if own and len(own) < len(dated) and first > dated[0].start:
                candidate.dates = [d for d in candidate.dates if d in own]

    @staticmethod
    def _is_deadline(before: str, date: DateValue) -> bool:
        found = _DEADLINE.search(before)
        return found is not None and not ("/" in date.edtf and found[0].lower().startswith("from"))

    def _nearest(self, mention: Mention, found: list[_Found], first: int, last: int) -> _Found | None:
        """The trigger that a date or place belongs to: in its clause the nearest one, verbs and subjects first."""
        here = self._clause((mention.start, mention.end), *self._sentence(mention.start))
        group = [f for f in found if here[0] <= f.span[0] < here[1]] or found
        if not group:
            return None

        def far(f: _Found) -> tuple[int, int]:
            gap = mention.start - f.span[1] if mention.start >= f.span[1] else f.span[0] - mention.end
            background = self._is_background(f, found, self._text[max(f.span[0] - 60, 0) : f.span[0]])
            return (int(background), gap)

        return min(group, key=far)

    def _sentence(self, offset: int) -> tuple[int, int]:
        token = self._parties.index.at(offset)
        return (token.sent.start_char, token.sent.end_char) if token is not None else (offset, offset)

    def _frame(self, candidate: Candidate, inside: list[Mention], first: int, last: int) -> None:
        """The body whose session it is, or that organises it."""
        if candidate.type not in {"session", "summit", "conference", "exercise", "operation"}:
            return
        text = self._text
        bodies = self._roll.bodies(first, last)
        found: list[Mention] = []
        for m in bodies:
            between = text[candidate.trigger[1] : m.start]
            if (
                m.start >= candidate.trigger[1]
                and re.fullmatch(r"\s+(?:of|under)\s+(?:the\s+)?(?:[\w-]+ (?:of|by) (?:the )?)?", between)
            ) or (
                m.end <= candidate.trigger[0]
                and re.fullmatch(r"(?:'s)?\s+(?:[\w-]+\s+){0,3}", text[m.end : candidate.trigger[0]])
            ):
                found.append(m)
        if candidate.type in {"session", "conference", "exercise"} and not candidate.is_verb:
            organised = _ORGANISED_BY.search(text, candidate.trigger[1], last)
            organised = organised or _HELD_BY.search(text, candidate.trigger[1], last)
            if organised:
                funded = _FUNDED.search(text, organised.end(), last)
                stop = funded.start() if funded else last
                found += [m for m in bodies if organised.end() <= m.start < stop]
            elif not found and _HOSTED.search(text, first, candidate.trigger[0]):
                found += [m for m in bodies if m.end <= candidate.trigger[0]]
        if candidate.type == "session" and candidate.is_verb:
            found += [m for m in bodies if m.end <= candidate.trigger[0]][-1:]
        for m in found:
            if isinstance(m.entity, Organization) and m.entity not in candidate.organizations:
                candidate.organizations.append(m.entity)

    # people ---------------------------------------------------------------------------------------------------

    def _people(self, candidate: Candidate, item: _Found, first: int, last: int, start: int, end: int) -> None:
        text = self._text
        word = text[slice(*item.span)].lower()
        before = self._subject(first, item.span[0], start)
        if _AND_VERB.search(text, max(item.span[0] - 16, first), item.span[0]) and self._acting:
            before = self._acting
        elif item.is_verb:
            self._acting = before
        stop = self._stop(item.span[1], last)
        if candidate.type == "statement":
            for p in self._roll.names(first, last, groups=False):
                if isinstance(p.entity, Person):
                    self._add(candidate, p, "speaker")
            return
        if item.is_verb and candidate.type == "meeting":
            after = self._roll.names(item.span[1], stop)
            if word.startswith("receive"):
                by = _RECEIVED_BY.search(text, max(item.span[0] - 10, start), item.span[1] + 4) is not None
                hosts, guests = (after, before) if by else (before, after)
                self._acting = guests if by else hosts[:1]
                self._add_all(candidate, hosts[:1], "host")
                self._add_all(candidate, guests, "participant")
            elif word == "called on":
                self._add_all(candidate, before, "participant")
                self._add_all(candidate, after[:1], "host")
            else:
                self._add_all(candidate, before, "participant")
                self._add_all(candidate, after, "participant")
            return
        if candidate.type in {"meeting", "call"}:
            opening = _WITH.match(text, item.span[1], last)
            if opening:
                self._add_all(
                    candidate, self._roll.names(opening.end(), self._stop(opening.end(), last)), "participant"
                )
            if _HOSTED.search(text, first, item.span[0]) or re.search(
                r"\b(?:held|had|hold|conducted|holds)\b", text[first : item.span[0]]
            ):
                self._add_all(candidate, before, "participant")
            return
        if candidate.type == "visit":
            opening = _WITH.match(text, item.span[1], last)
            if item.is_verb or re.search(
                r"\b(?:is|are|was|were)\s+(?:\w+\s+){0,4}on an?\b|\bpaid|\bmade|\bpays", text[first : item.span[0]]
            ):
                self._add_all(candidate, before or self._antecedent(first, start), "participant")
            elif opening and text[opening.start() : opening.end()].strip().endswith(("of", "by")):
                self._add_all(
                    candidate, self._roll.names(opening.end(), self._stop(opening.end(), last)), "participant"
                )
            elif candidate.margins:
                self._add_all(candidate, self._subject(item.span[1], last, start)[:1], "participant")
            return
        if candidate.type == "adoption":
            role: Role = "signatory" if "sign" in word else "participant"
            agent = re.compile(r"\s+by\s").match(text, item.span[1], last)
            if agent:
                self._add_all(candidate, self._roll.names(agent.end(), stop), role)
            elif not re.search(r"\b(?:was|were|been|be)\s+$", text[first : item.span[0]]) and item.is_verb:
                self._add_all(candidate, before, role)
            return
        if candidate.type in {"operation", "exercise"}:
            carried = _CARRIED_OUT_BY.search(text, item.span[1], last)
            if carried:
                self._add_all(
                    candidate, self._roll.names(carried.end(), self._stop(carried.end(), last)), "participant"
                )
        if candidate.type in {"conference", "session", "summit", "exercise"}:
            hosted = re.search(r"\bhost(?:ed|s)?\b", text[first : item.span[0]])
            if hosted:
                self._add_all(candidate, [p for p in before if isinstance(p.entity, Place)], "host")
            for adjectives in _ADJECTIVE_GROUP.finditer(text, item.span[1], last):
                for name in re.finditer(r"[A-Z][a-z]+", adjectives[1]):
                    iso = country_by_adjective(name[0].lower())
                    if iso:
                        at = adjectives.start(1)
                        party = Party(self._parties.country(iso), at + name.start(), at + name.end(), "resolved")
                        self._add(candidate, party, "participant")
            group = re.compile(r"\s+(?:course\s+)?(?:for|of)\s").match(text, item.span[1], last)
            if group and not candidate.organizations:
                self._add_all(candidate, self._roll.groups(group.end(), self._stop(group.end(), last)), "participant")

    def _attendance(self, made: list[Candidate], start: int, end: int) -> None:
        """`attended by A, B and C`, `A and B took part`: of the event of the sentence, or of the last one told."""
        text = self._text
        kinds = {"meeting", "session", "summit", "conference", "exercise", "operation", "call"}
        here = [c for c in made if c.type in kinds]
        target = next((c for c in here if c.asserted and not c.setting), None) or (here[0] if here else self._last)
        if target is None or target.type == "visit":
            return
        for opening in _ATTENDED_BY.finditer(text, start, end):
            self._add_all(
                target, self._roll.names(opening.end(), self._stop(opening.end(), end, far=True)), "participant"
            )
        for led in _DELEGATION_LED.finditer(text, start, end):
            leaders = self._roll.names(led.end(), min(self._stop(led.end(), end), led.end() + 160), groups=False)
            self._add_all(target, [p for p in leaders if isinstance(p.entity, Person)][:1], "participant")
        for verb in _ATTENDED.finditer(text, start, end):
            if text[verb.end() : verb.end() + 4] == " by ":
                continue
            first, _ = self._clause(verb.span(), start, end)
            if re.search(r"\b(?:to|invited)\s+$", text[first : verb.start()]):
                continue
            parties = self._roll.names(first, verb.start())
            with_others = re.compile(r"[^.;]{0,40}\b(?:together with|along with|as well as)\b").match(
                text, verb.end(), end
            )
            if with_others:
                parties += self._roll.names(with_others.end(), self._stop(with_others.end(), end, far=True))
            self._add_all(target, parties, "participant")
        if chaired := _CHAIRED_BY.search(text, start, end):
            self._add_all(
                target, self._roll.names(chaired.end(), self._stop(chaired.end(), end), groups=False)[:2], "chair"
            )
        elif presided := _CHAIRED.search(text, start, end):
            self._add_all(target, self._subject(start, presided.start(), start)[-1:], "chair")
        spoken = _SAID.search(text, start, end)
        if spoken and target.type in {"session", "summit", "conference", "meeting"}:
            if target.type != "meeting" or len(target.participants) > 3:
                before = self._roll.names(start, spoken.start(), groups=False)
                speakers = [p for p in before if isinstance(p.entity, Person) and p.basis == "stated"]
                if not _ADDRESSED.search(text, start, end):
                    speakers = speakers[:1]
                after = self._roll.names(spoken.end(), spoken.end() + 60, groups=False)[:1]
                for p in speakers or [p for p in after if isinstance(p.entity, Person) and p.basis == "stated"]:
                    self._add(target, p, "speaker")

    def _organised(self, sentence: Span, told: list[Candidate]) -> None:
        """`It was organized by A in cooperation with B`: the frame of the event told last."""
        target = self._last
        start, end = sentence.start_char, sentence.end_char
        if target is None or target.type not in {"conference", "session", "exercise"}:
            return
        if any(c.asserted and c is not target for c in told):
            return
        opening = _IT_WAS_ORGANISED.match(self._text, start, end)
        if opening is None:
            return
        stop = _FUNDED.search(self._text, opening.end(), end)
        for m in self._roll.bodies(opening.end(), stop.start() if stop else end):
            if isinstance(m.entity, Organization) and m.entity not in target.organizations:
                target.organizations.append(m.entity)

    def _subject(self, first: int, verb: int, start: int) -> list[Party]:
        """Who acts: everybody named between the start of the clause and the verb, else the pronoun's person."""
        opening = re.compile(r"[^,]{0,80}\b(?:on|in|during|at|earlier|following)\b[^,]{0,60},\s").match(
            self._text, first, verb
        )
        begin = opening.end() if opening else first
        named = self._roll.names(begin, verb)
        persons = [p for p in named if isinstance(p.entity, Person)]
        if persons:
            return persons
        if named:
            return named
        if _PRONOUN.search(self._text, begin, verb) and self._speaker is not None:
            return [Party(self._speaker.entity, begin, verb, "resolved")]
        return []

    def _antecedent(self, first: int, start: int) -> list[Party]:
        """`received the delegation of the Staff, which is on a visit`: the last one named before the clause."""
        named = self._roll.names(start, first)
        if len(named) > 1 and all(isinstance(p.entity, Person) for p in named[-2:]):
            # `received X, who is on a visit`
            return named[-1:]
        return named[-2:] if len(named) > 1 else named

    def _stop(self, offset: int, last: int, *, far: bool = False) -> int:
        """Where a list after a verb ends."""
        text = self._text
        pattern = _LIST_END_FAR if far else _LIST_END
        found = pattern.search(text, offset, last)
        return found.start() if found else last

    def _note_speaker(self, start: int, end: int) -> None:
        verb = _SAID.search(self._text, start, end)
        stop = verb.start() if verb else min(end, start + 160)
        persons = [p for p in self._roll.names(start, stop, groups=False) if isinstance(p.entity, Person)]
        if persons:
            self._speaker = persons[0]

    def _add_all(self, candidate: Candidate, parties: Sequence[Party], role: Role) -> None:
        for party in parties:
            self._add(candidate, party, role)

    def _add(self, candidate: Candidate, party: Party, role: Role) -> None:
        entity = party.entity
        if isinstance(entity, Organization) and entity in candidate.organizations:
            return
        for present in candidate.participants:
            if (entity is not None and present.entity is entity) or (entity is None and present.start == party.start):
                if present.role == "participant":
                    present.role = role
                return
        title, affiliation = None, None
        if isinstance(entity, Person) and entity.positions:
            title = entity.positions[0].title
            affiliation = entity.positions[0].organization
        candidate.participants.append(
            Participant(entity, party.start, party.end, party.basis, role, title, affiliation)
        )


_LIST_END = re.compile(
    r",?\s+(?:on the (?:sidelines|margins)|to (?:discuss|exchange|review|attend|take|hold)|where|who|which"
    r"|during|within|in order"
    r"|and (?:discussed|exchanged|held|signed|reviewed|thanked|praised|laid)|here|ahead of|at the|in (?=[A-Z])"
    r"|for (?:talks|a)"
    r"|on (?=\d|[A-Z][a-z]+day|[A-Z][a-z]+ \d))\b|;|\.\s|,\s+(?:held|discussing|during|at|in|on|according)\b"
)
_LIST_END_FAR = re.compile(
    r",?\s+(?:where|who|which|to (?:discuss|exchange|review)|and (?:discussed|exchanged|held|reviewed))\b|;|\.\s"
)

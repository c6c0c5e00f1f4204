"""The words that decide what a cue is and what is no commitment, from `cue_words.yaml`."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from extract.lexicons import Entry, load

Use: TypeAlias = Literal[
    "must",
    "no_plan",
    "undergoing",
    "going_on",
    "condition",
    "performative",
    "duty",
    "only_wish",
    "asking",
    "biaspectual",
    "silence",
    "course",
    "invited",
    "asked",
    "written",
    "joint_paper",
    "sitting",
    "help",
    "amount",
    "light_verb",
    "pointing",
    "news",
    "action_noun",
    "expecting",
    "outsider",
    "occasion",
    "general_public",
    "perhaps",
    "opining",
    "asking_word",
    "gathering",
    "appearance",
    "talking",
    "appraising",
    "promising",
    "event_only",
    "interlocutor",
    "signer",
    "brought",
    "light_noun",
    "everything",
    "purpose",
    "saying",
    "besides",
    "opinion",
    "filled",
    "remaining",
    "assigning",
    "agreeing",
    "starting",
    "continuing",
    "finishing",
    "soon",
    "moving",
    "attending",
    "meeting_verb",
    "no_purpose",
    "giving",
    "talk",
    "under",
    "genre",
    "half_genre",
    "intending",
    "laying",
    "managing",
    "merit",
    "permitting",
    "lasting",
    "going",
    "examining",
    "consenting",
    "staging",
    "staged",
    "travelling",
    "leading",
    "passed_on",
    "part",
    "attending_verb",
    "rehearsing",
]


class CueWords(Entry):
    """Words of one use; the uses are told in `cue_words.yaml`."""

    use: Use
    words: tuple[str, ...] = Field(min_length=1)
    example: str


_ENTRIES = load("cue_words", CueWords)


def _of(use: Use) -> frozenset[str]:
    return frozenset(word for entry in _ENTRIES if entry.use == use for word in entry.words)


MUST = _of("must")
UNDERGOING = _of("undergoing")
NO_PLAN = _of("no_plan")
GOING_ON = _of("going_on")
CONDITIONS = _of("condition")
PERFORMATIVES = _of("performative")
DUTY = _of("duty")
ONLY_WISHES = _of("only_wish")
ASKING = _of("asking")
BIASPECTUAL = _of("biaspectual")
SILENCE = _of("silence")
COURSES = _of("course")
INVITED = _of("invited")
ASKED = _of("asked")
WRITTEN = _of("written")
JOINT_PAPERS = _of("joint_paper")
SITTINGS = _of("sitting")
HELP = _of("help")
AMOUNTS = _of("amount")
LIGHT_VERBS = _of("light_verb")
POINTING = _of("pointing")
NEWS = _of("news")
ACTION_NOUNS = _of("action_noun")
EXPECTING = _of("expecting")
OUTSIDERS = _of("outsider")
OCCASIONS = _of("occasion")
GENERAL_PUBLIC = _of("general_public")
PERHAPS = _of("perhaps")
OPINING = _of("opining")
ASKING_WORDS = _of("asking_word")
GATHERINGS = _of("gathering")
APPEARANCES = _of("appearance")
TALKING = _of("talking")
APPRAISING = _of("appraising")
PROMISING = _of("promising")
EVENT_ONLY = _of("event_only")
INTERLOCUTORS = _of("interlocutor")
SIGNERS = _of("signer")
BROUGHT = _of("brought")
LIGHT_NOUNS = _of("light_noun")
EVERYTHING = _of("everything")
PURPOSE = _of("purpose")
SAYING = _of("saying")
BESIDES = _of("besides")
OPINIONS = _of("opinion")
FILLED = _of("filled")
REMAINING = _of("remaining")
ASSIGNING = _of("assigning")
AGREEING = _of("agreeing")
STARTING = _of("starting")
CONTINUING = _of("continuing")
FINISHING = _of("finishing")
SOON = _of("soon")
MOVING = _of("moving")
ATTENDING = _of("attending")
MEETING_VERBS = _of("meeting_verb")
NO_PURPOSE = _of("no_purpose")
GIVING = _of("giving")
TALK = _of("talk")
UNDER = _of("under")
#: the words of each genre that tells no public affairs, and of those that may
GENRES = tuple(frozenset(entry.words) for entry in _ENTRIES if entry.use == "genre")
HALF_GENRES = tuple(frozenset(entry.words) for entry in _ENTRIES if entry.use == "half_genre")
INTENDING = _of("intending")
LAYING = _of("laying")
MANAGING = _of("managing")
MERITS = _of("merit")
PERMITTING = _of("permitting")
LASTING = _of("lasting")
GOING = _of("going")
EXAMINING = _of("examining")
CONSENTING = _of("consenting")
STAGING = _of("staging")
STAGED = _of("staged")
TRAVELLING = _of("travelling")
LEADING = _of("leading")
PASSED_ON = _of("passed_on")
PARTS = _of("part")
ATTENDING_VERBS = _of("attending_verb")
REHEARSING = _of("rehearsing")

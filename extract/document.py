"""What stages read from and write to a spaCy `Doc`: the one place that names every custom attribute.

Mentions live by character offsets of `doc.text` (half-open, Unicode code points), never by tokens. Stages hold
references to each other's objects; identifiers are given out by `extract.assemble` when the record is written.

========================  =====================================================================================
`doc._.source`            `SourceInfo`: file, hash, metadata
`doc._.source_text`       the text itself (`doc.text` builds it anew at every access)
`doc._.match_text`        copy of the text for matching, same length: see `extract.language.match_text`
`doc._.names`             `list[RawName]`: person, place and organization spans of the neural tagger
`doc._.dates` ...         `list[Mention]`: also `places`, `organizations`, `persons`, `positions`, `documents`
`doc._.events`            `list[Event]`
`doc._.commitments`       `list[Commitment]`
`doc._.reports`           `list[Report]`
`doc._.diagnostics`       `list[Diagnostic]`
`doc._.refusals`          `list[Refusal]`: candidates that were looked at and refused, with the reason
`span._.language`         on a sentence: `ru` or `en`
========================  =====================================================================================
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

from spacy.tokens import Doc, Span, Token

from schemas.base import Basis, Language
from schemas.commitment import CommitmentStatus, Force, Specific
from schemas.entities import Anchor, PlaceKind
from schemas.event import EventStatus, EventType, Mode, Role
from schemas.mention import MentionType
from schemas.report import ReportKind

T = TypeVar("T")

# Identity matters, not equality: two mentions with the same words are two objects, hence eq=False throughout.


@dataclass(slots=True)
class SourceInfo:
    """Identity and metadata of the input; dates as EDTF strings."""

    id: str = "text"
    source: str = "text"
    sha256: str | None = None
    title: str | None = None
    published: str | None = None
    published_basis: Literal["metadata", "option", "page", "url"] | None = None
    url: str | None = None
    publisher: str | None = None


@dataclass(slots=True, frozen=True)
class RawName:
    """A span of the neural name tagger; `kind` is PER, LOC or ORG."""

    start: int
    end: int
    kind: Literal["PER", "LOC", "ORG"]


@dataclass(eq=False, slots=True)
class DateValue:
    edtf: str
    anchor: Anchor = "text"
    inferred: bool = False


@dataclass(eq=False, slots=True)
class Place:
    name: str
    kind: PlaceKind
    country: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(eq=False, slots=True)
class Organization:
    name: str
    short_name: str | None = None
    wikidata: str | None = None
    parent: Organization | None = None
    country: str | None = None


@dataclass(eq=False, slots=True)
class Position:
    """A post: `title` nominative without owner; the owner is an organization, a country (ISO code), or both.

    The office of a region or city has that `place`, and its country.
    """

    title: str
    organization: Organization | None = None
    country: str | None = None
    mention: Mention | None = None
    place: Place | None = None


@dataclass(eq=False, slots=True)
class Person:
    name: str
    positions: list[Position] = field(default_factory=list)
    gender: Literal["Masc", "Fem"] | None = None


@dataclass(eq=False, slots=True)
class Instrument:
    name: str
    years: str | None = None
    issuer: Organization | Place | None = None


Entity: TypeAlias = DateValue | Place | Organization | Person | Instrument
Actor: TypeAlias = Person | Organization | Place


@dataclass(eq=False, slots=True)
class Mention:
    """One occurrence. `entity` is the thing named; for a position it is the holder (`None` if vacant)."""

    type: MentionType
    start: int
    end: int
    rule: str
    entity: Entity | None = None
    language: Language = "ru"
    #: for positions: the post itself, also when nobody holds it
    position: Position | None = None


@dataclass(eq=False, slots=True)
class Party:
    """Someone who acts or takes part; offsets are `None` exactly when `basis` is `inferred`."""

    entity: Actor | None
    start: int | None
    end: int | None
    basis: Basis = "stated"


@dataclass(eq=False, slots=True)
class Participant(Party):
    role: Role = "participant"
    position: str | None = None
    affiliation: Organization | Place | None = None


@dataclass(eq=False, slots=True)
class Event:
    type: EventType
    status: EventStatus
    trigger: tuple[int, int]
    rule: str
    name: str | None = None
    number: str | None = None
    mode: Mode | None = None
    evidence: list[tuple[int, int]] = field(default_factory=list)
    within: Event | None = None
    dates: list[DateValue] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    documents: list[Instrument] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Commitment:
    force: Force
    status: CommitmentStatus
    cue: tuple[int, int]
    action: tuple[int, int]
    clause: tuple[int, int]
    rule: str
    language: Language = "ru"
    negated: bool = False
    specifics: list[Specific] = field(default_factory=list)
    theme: tuple[int, int] | None = None
    action_lemma: str | None = None
    actors: list[Party] = field(default_factory=list)
    addressees: list[Party] = field(default_factory=list)
    partners: list[Party] = field(default_factory=list)
    deadline: Mention | None = None
    timeframe: Mention | None = None
    #: the side of the timeframe that the text leaves open
    open_side: Literal["start", "end"] | None = None
    topics: list[str] = field(default_factory=list)
    attributed_to: Actor | Instrument | None = None
    event: Event | None = None
    target_event: Event | None = None
    responds_to: Commitment | None = None
    evidence: list[tuple[int, int]] = field(default_factory=list)
    translation_of: Commitment | None = None
    restates: Commitment | None = None


@dataclass(eq=False, slots=True)
class Report:
    """Something that the text says was done; `theme` is what it was done to."""

    kind: ReportKind
    cue: tuple[int, int]
    evidence: tuple[int, int]
    rule: str
    language: Language = "ru"
    negated: bool = False
    draft: bool = False
    theme: tuple[int, int] | None = None
    document: Instrument | None = None
    commitment: Commitment | None = None
    event: Event | None = None
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    date: Mention | None = None


@dataclass(slots=True, frozen=True)
class Diagnostic:
    stage: str
    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(slots=True, frozen=True)
class Refusal:
    """A candidate that a stage looked at and did not take; shown by `kommunike explain`."""

    stage: str
    rule: str
    reason: str
    start: int
    end: int


MENTION_ATTRIBUTES = ("dates", "places", "organizations", "persons", "positions", "documents")
LIST_ATTRIBUTES = (*MENTION_ATTRIBUTES, "names", "events", "commitments", "reports", "diagnostics", "refusals")


def _register() -> None:
    """Declare the custom attributes with spaCy; any component that imports this module can then be used alone."""
    for name in LIST_ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
    for name in ("source", "source_text", "match_text"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Span.has_extension("language"):
        Span.set_extension("language", default="ru")


def mentions(doc: Doc) -> list[Mention]:
    """All mentions in text order; of two that start together the longer comes first."""
    attributes = doc._  # made anew each time that it is asked for
    found = [mention for name in MENTION_ATTRIBUTES for mention in getattr(attributes, name)]
    return sorted(found, key=lambda m: (m.start, -m.end, _RANK[m.type]))


#: of mentions with the same bounds, by type
_RANK: dict[str, int] = {name[:-1]: rank for rank, name in enumerate(MENTION_ATTRIBUTES)}


def not_within(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """The mentions that lie in no longer one of `others`."""
    spans = sorted((o.start, -o.end) for o in others)
    starts = [start for start, _ in spans]
    reach = list(accumulate((-end for _, end in spans), max))

    def inside(m: Mention) -> bool:
        before = bisect_left(starts, m.start)
        if before and reach[before - 1] >= m.end:
            return True
        return before < len(spans) and spans[before][0] == m.start and -spans[before][1] > m.end

    return [m for m in mentions if not inside(m)]


class Starts:
    """Mentions by where they start, to look at those of a passage without going through all of a long text."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = list(mentions)

    # many are made of a page and never asked

    @cached_property
    def _order(self) -> list[int]:
        return sorted(range(len(self._mentions)), key=[m.start for m in self._mentions].__getitem__)

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(m.start for m in self._mentions)

    @cached_property
    def _longest(self) -> int:
        return max([m.end - m.start for m in self._mentions], default=0)

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that start in `[start, end)`, in the order in which they were given."""
        found = self._order[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [self._mentions[i] for i in sorted(found)]

    def cover(self, start: int, end: int) -> bool:
        """Whether one of the mentions covers `[start, end)`."""
        return bool(self.covering(start, end))

    def covering(self, start: int, end: int) -> list[Mention]:
        """The mentions that cover `[start, end)`, in the order in which they were given."""
        return [m for m in self.within(end - self._longest, start + 1) if m.end >= end]


def kept(doc: Doc, name: str, make: Callable[[Doc], T]) -> T:
    """What `make(doc)` gives: made once for a document, then shared by all stages, which must not change it."""
    shared = _shared(doc)
    size, known = shared.get(name, _UNKNOWN)
    if size != len(doc):
        known = make(doc)
        shared[name] = (len(doc), known)
    return known  # type: ignore[no-any-return]


def _shared(doc: Doc) -> dict[str, tuple[int, Any]]:
    """What is kept, by name, and how many tokens the document had then."""
    return doc.user_data.setdefault("kommunike_kept", {})  # type: ignore[no-any-return]


_UNKNOWN = (-1, None)


def match_text_of(doc: Doc) -> str:
    """`doc._.match_text`, for where it is often asked for: `doc._` makes an object each time."""
    return doc.user_data[_MATCH_TEXT]  # type: ignore[index, no-any-return]  # spaCy's stubs know strings alone


def source_text_of(doc: Doc) -> str:
    """`doc._.source_text`, as `match_text_of`."""
    return doc.user_data[_SOURCE_TEXT]  # type: ignore[index, no-any-return]


#: under what spaCy keeps a custom attribute: its mark, the name, and bounds of a span
_MATCH_TEXT, _SOURCE_TEXT = (("._.", name, None, None) for name in ("match_text", "source_text"))


class Sentence(NamedTuple):
    """Where a sentence stands, by tokens and by characters, and its language."""

    start: int
    end: int
    start_char: int
    end_char: int
    language: Language


def sentences(doc: Doc) -> list[Sentence]:
    """The sentences of an analysed document, looked for once: `doc.sents` goes through all tokens each time."""
    return kept(doc, "sentences", _sentences)


def keep_sentences(doc: Doc, found: list[Sentence]) -> None:
    """Let `sentences` give what has just been written to the tokens."""
    _shared(doc)["sentences"] = (len(doc), found)


def keep_bounds(doc: Doc, starts: list[int], ends: list[int]) -> None:
    """Let `TokenIndex` know where the tokens begin and end."""
    _shared(doc)["bounds"] = (len(doc), (starts, ends))


def _sentences(doc: Doc) -> list[Sentence]:
    return [Sentence(s.start, s.end, s.start_char, s.end_char, s._.language) for s in doc.sents]


def sentence_of(token: Token) -> Sentence:
    """Where the sentence of a token stands: `token.sent` takes five times as long."""
    return kept(token.doc, "sentence_by_token", _sentence_by_token)[token.i]


def _sentence_by_token(doc: Doc) -> list[Sentence]:
    return [sentence for sentence in sentences(doc) for _ in range(sentence.start, sentence.end)]


def sentence_spans(doc: Doc) -> list[Span]:
    """`list(doc.sents)` of an analysed document, in a third of its time."""
    # the spans themselves are not kept: they hold the document, which would hold them
    return [doc[sentence.start : sentence.end] for sentence in sentences(doc)]


def _bounds(doc: Doc) -> tuple[list[int], list[int]]:
    """Where the tokens of a document begin and end."""
    # numpy's stubs differ from version to version about what `tolist` gives
    table: Any = doc.to_array(["IDX", "LENGTH"])
    return table[:, 0].tolist(), table.sum(axis=1).tolist()


class TokenIndex:
    """Finds tokens by character offset, also for offsets inside a token."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts, self._ends = kept(doc, "bounds", _bounds)

    def at(self, offset: int) -> Token | None:
        """The token that covers `offset`, or the last one before it."""
        position = bisect_right(self._starts, offset) - 1
        return self._doc[position] if position >= 0 else None

    def span(self, start: int, end: int) -> Span:
        """The tokens that overlap `[start, end)`."""
        places = self.places(start, end)
        return self._doc[places.start : places.stop]

    def places(self, start: int, end: int) -> range:
        """Indexes of the tokens that overlap `[start, end)`."""
        first = bisect_right(self._starts, start) - 1
        if first < 0:
            first = 0
        if first < len(self._ends) and self._ends[first] <= start:
            first += 1
        last = bisect_right(self._starts, end - 1)
        return range(first, last if last > first else first)


_register()

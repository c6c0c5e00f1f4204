"""Trigger candidates: the words of `triggers.yaml` where they may tell a happening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from spacy.tokens import Doc, Span, Token

from extract.document import DateValue, Instrument, Organization, Participant, Person, Place
from extract.language.later import later
from extract.language.syntax import child, coordinated, feature, preposition, subject
from extract.language.words import tokens_with
from extract.lexicons import Entry, load
from schemas.event import EventStatus, EventType, Mode

Need = Literal[
    "with",
    "plural",
    "object",
    "document",
    "place",
    "person",
    "phone",
    "video",
    "facility",
    "gathering",
    "answers",
    "held",
    "told",
    "lecture",
    "condoled",
    "conversed",
    "drilled",
    "reception",
    "ceremony",
    "raised",
    "press",
    "given",
    "signature",
    "each",
    "stage",
    "stage_of_exercise",
    "talked",
    "hosting",
    "comer",
    "stayed",
    "shown",
    "credentials",
    "handover",
    "round",
    "series",
    "agreed",
    "denial",
    "summoned",
    "first",
    "titled",
    "trained",
    "arrival",
    "attended",
    "scene",
    "working",
    "toured",
    "guided",
    "agreed_on",
    "preceding",
]
#: what stands with `с` without meeting anybody
_NO_COMPANION = frozenset(
    {"участие", "использование", "цель", "привлечение", "применение", "учет", "визит", "помощь", "борьба"}
)
#: `граничащих с Арменией`
_BESIDE = frozenset({"соседний", "граничить", "связать", "сопредельный", "смежный"})
#: verbs that tell of their subject or object that it takes place
TAKING_PLACE = frozenset(
    {
        "состояться", "пройти", "проходить", "провести", "проводить", "проводиться", "открыться", "открыть", "начаться",
        "начать", "стартовать", "завершиться", "завершить", "организовать", "запланировать", "закончиться",
        "продолжаться", "закрыться", "закрываться", "открываться", "начинаться", "завершаться",
    }
)  # fmt: skip
#: verbs of visiting whose object is the place
CALLING_AT = frozenset({"посетить", "посещать", "проинспектировать", "инспектировать", "навестить", "объехать"})
#: of the same body, at another time
ANOTHER = frozenset({"следующий", "предыдущий", "очередной", "прошлый", "внеочередной", "прежний"})
#: the rule of one that is told by `следующее` alone
NEXT = ".next"
#: the rule of one that is told by an ordinal alone, after the first
FURTHER = ".further"
#: words that make a noun general: it tells of no single happening
_GENERIC = frozenset(
    {"любой", "каждый", "подобный", "такой", "регулярный", "различный", "ряд", "многочисленный", "частый"}
)


#: `прибывший в Душанбе директор`: the participle tells a visit of its own
_ARRIVING = frozenset({"прибыть"})


#: before a noun: something else is told that took place there
IN_COURSE = re.compile(
    r"(?:на\s+\"?полях\"?|в\s+\"?кулуарах\"?|в рамках|в ходе|по случаю|во время)"
    # what stands behind a verb is no setting: `в рамках сессии состоялось заседание`
    r"\s+(?!подготовк)(?:(?!состо[ия]|прош[её]?л|про(?:й|хо)д|пров[её]?[дл]|встре[тч]а?[ие]|был[аио]?\s|буд[еу]т\s)"
    r"[^\s.,;:]+\s+){0,3}$",
    re.IGNORECASE,
)


_ROMAN = re.compile(r"[IVXLC]+")
_BY_MONTH = later(
    r"(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)ьск\w+|(?:мартов|майск|август|осенн|весенн)\w+",
    re.IGNORECASE,
)


class Trigger(Entry):
    """A line of `triggers.yaml`."""

    type: EventType
    noun: str | None = None
    verb: str | None = None
    adjectives: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    papers: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    plural: bool = False
    mode: Mode | None = None
    example: str

    @property
    def rule(self) -> str:
        words = " ".join(filter(None, (*self.adjectives[:1], self.noun or self.verb)))
        return f"event.{self.type}.{'noun' if self.noun else 'verb'}:{words}"


#: inanimate nouns for those who take part
_GROUPS = frozenset(
    {
        "делегация", "миссия", "страна", "государство", "сторона", "подразделение", "орган", "ведомство", "служба",
        "группа", "войско", "министерство", "сила", "организация", "контингент", "команда", "экипаж",
        "структура", "армия", "спецслужба", "полиция", "глава", "парламент", "состав", "руководство", "погранслужба",
        "погранведомство", "формирование", "спецподразделение", "погранвойска", "правительство", "расчёт", "расчет",
    }
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Candidate:
    """A trigger with what its surroundings say."""

    type: EventType
    token: Token
    trigger: tuple[int, int]
    rule: str
    status: EventStatus = "held"
    #: something asserts that it takes place; otherwise the words may only point back to an event
    asserted: bool = False
    mode: Mode | None = None
    number: str | None = None
    name: str | None = None
    #: another name in brackets behind the first: `«Кукнор» («Мак»)`
    alias: str | None = None
    dates: list[DateValue] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    documents: list[Instrument] = field(default_factory=list)
    #: `встреча глав служб А и Б`: whose heads met, until it is told who they are
    called_by: list[Place | Organization] = field(default_factory=list)
    #: a noun after a preposition of setting: `на полях саммита`, `в ходе визита`
    setting: bool = False
    #: `на полях саммита`: a setting that counts by itself
    margins: bool = False
    is_verb: bool = False
    heading: bool = False
    #: the sentence opens with `В тот же день`, `Затем`, or says `также состоялась`: one happening more
    after: bool = False
    #: `данная операция`, `это первый визит`: the one told before
    points: bool = False
    #: the number of the item of a chronicle or digest in which it stands, 0 above the first and on other pages;
    #: titles of other news below a page have negative numbers
    item: int = 0

    def margins_of(self, text: str) -> bool:
        """A noun after `в ходе`, `на полях`, `в рамках`: something else is told."""
        return not self.is_verb and IN_COURSE.search(text, max(self.trigger[0] - 60, 0), self.trigger[0]) is not None

    @property
    def specific(self) -> bool:
        """Has something of its own to be told apart by."""
        return bool(self.number or self.name or self.dates or self.places or self.participants or self.organizations)

    def persons(self) -> set[int]:
        """The persons who take part, by their identity."""
        return {id(p.entity) for p in self.participants if isinstance(p.entity, Person)}


def of_other_items(first: Candidate, second: Candidate) -> bool:
    """Whether they stand in two items, so that neither need have to do with the other."""
    apart = first.item != second.item
    return apart and (min(first.item, second.item) < 0 or (first.item > 0 and second.item > 0))


class TriggerLexicon:
    """The triggers by lemma."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._nouns: dict[str, list[Trigger]] = {}
        self._verbs: dict[str, list[Trigger]] = {}
        for entry in load("triggers", Trigger, user_folder=user_folder):
            table, word = (self._nouns, entry.noun) if entry.noun else (self._verbs, entry.verb)
            if word:
                table.setdefault(word, []).append(entry)
        self._words = self._nouns.keys() | self._verbs.keys()

    def candidates(self, doc: Doc, *, inside_names: set[int]) -> Iterator[tuple[list[Trigger], Token]]:
        """Trigger tokens with the entries that may apply, in text order.

        Tokens of names (`Совет министров`, titles of instruments) are passed over.
        """
        for token in tokens_with(doc, self._words):
            if token.i in inside_names or token.is_space:
                continue
            if token.pos_ in {"NOUN", "PROPN", "ADJ"} and (entries := self._nouns.get(token.lemma_)):
                fitting = [e for e in entries if _fits_noun(e, token)]
                if fitting:
                    yield fitting, token
            elif token.pos_ in {"VERB", "AUX", "ADJ"} and (entries := self._verbs.get(token.lemma_)):
                form = feature(token, "VerbForm")
                if form == "Part" and token.norm_.lower().endswith(("ли", "лись")):
                    # `скрепили`, which the tagger takes for a participle
                    form = "Fin"
                arrived = token.lemma_ in _ARRIVING and form == "Part"
                if form not in {"Part", "Conv"} or feature(token, "Variant") == "Short" or arrived:
                    yield entries, token
                elif form == "Conv" and any(c.lemma_ == "телефон" for c in token.children):
                    # `беседуя по телефону с коллегой, министр выразил`
                    by_phone = [e for e in entries if "phone" in e.needs]
                    if by_phone:
                        yield by_phone, token


_BODIES = frozenset({"комиссия", "совет", "комитет", "мид", "минюст", "генпрокуратура", "прокуратура", "управление"})
_IN_A_ROW = frozenset({"серия", "цикл"})


_SINGULAR = later(
    r"\b(?:состоявш|прошедш|завершивш|закончивш|проходивш|начавш|провед[её]нн)(?:егося|его|ого)\s+(?:[^.;:,\n]{0,60}\s)?$"
)


def _fits_noun(entry: Trigger, token: Token) -> bool:
    if entry.adjectives:
        near = {c.lemma_ for c in token.children if c.dep_ in {"amod", "nmod"}}
        if token.i:
            near.add(token.nbor(-1).lemma_)
        if not near & set(entry.adjectives):
            return False
    # `на полях XVI заседания`: the form may be taken for a plural
    ordinal = any(_ROMAN.fullmatch(c.norm_) for c in token.lefts)
    # `состоится серия заседаний`: told as one
    in_row = token.dep_ == "nmod" and token.head.lemma_ in _IN_A_ROW
    # `операции «Мост»`, likewise
    quoted = token.i + 1 < len(token.doc) and token.nbor(1).norm_ in {'"', "«"}
    if entry.plural or feature(token, "Number") != "Plur" or ordinal or in_row or quoted:
        return True
    # `завершившегося в Душанбе в пятницу заседания`, likewise
    before = token.doc._.match_text[max(token.idx - 80, token.sent.start_char) : token.idx]
    return _SINGULAR.search(before) is not None


def is_group(token: Token) -> bool:
    """A noun for people or for something that acts: it may take part without a name."""
    return feature(token, "Animacy") == "Anim" or token.lemma_ in _GROUPS


def is_generic(token: Token) -> bool:
    """True for `регулярные встречи`, `такие консультации`: no single happening."""
    # `подписание ряда соглашений` is one
    return any(c.lemma_ in _GENERIC and not (c.dep_ == "nmod" and c.i > token.i) for c in token.children) or is_row(
        token
    )


def is_row(token: Token) -> bool:
    """`проведёт ряд встреч и переговоров`: whatever place is told."""
    row = token.head if token.dep_ in {"nmod", "conj"} else token
    row = row.head if row.dep_ == "nmod" and row.lemma_ != "ряд" else row
    return row.lemma_ == "ряд" and feature(token, "Number") == "Plur"


def trigger_span(entry: Trigger, token: Token) -> tuple[int, int]:
    """The trigger's characters: the word, with the adjective that the entry asks for right before it."""
    start = token.idx
    if entry.adjectives and entry.type == "call" and token.i and token.nbor(-1).lemma_ in entry.adjectives:
        start = token.nbor(-1).idx
    return start, token.idx + len(token)


def companion(token: Token) -> Token | None:
    """The noun phrase after `с` / `со` that depends on the token or on its verb."""
    heads = [token]
    # a bare genitive hangs on the verb by mistake: `обсудит подготовку сессии`
    lost = token.dep_ == "obl" and feature(token, "Case") == "Gen" and preposition(token) is None
    if token.dep_ in {"nsubj", "nsubj:pass", "obj", "obl"} and token.head.pos_ == "VERB" and not lost:
        heads.append(token.head)
    for head in heads:
        for c in head.children:
            if (
                preposition(c) in {"с", "со", "совместно с", "вместе с"}
                and feature(c, "Case") in {"Ins", None}
                and c.lemma_ not in _NO_COMPANION
            ):
                return c
    # the parser may hang it on the last genitive: `встреча министра с послом`
    for c in token.subtree:
        if (
            c.i > token.i
            and preposition(c) in {"с", "со"}
            and feature(c, "Case") == "Ins"
            and c.lemma_ not in _NO_COMPANION
            and not _in_other_clause(c, token)
            and not (c.head.pos_ == "ADJ" or c.head.lemma_ in _BESIDE)
        ):
            return c
    return None


def names_group(candidate: Candidate) -> bool:
    """`встреча секретарей советов`, and then two who came, by name: they are the group, unless they are those whom it
    met: `встреча экспертов с представителями А и Б`.
    """
    start, end = 0, 0
    if candidate.type in {"meeting", "call"} and companion(candidate.token) is not None:
        start, end = candidate.token.sent.start_char, candidate.token.sent.end_char
    named = (p.start for p in candidate.participants if p.entity is not None and p.role != "speaker")
    return sum(at is None or not start <= at < end for at in named) > 1


def _in_other_clause(word: Token, above: Token) -> bool:
    """`будет принят А, проведёт переговоры с Б`: another verb stands between."""
    node = word.head
    while node.i != above.i and node.head.i != node.i:
        if node.pos_ == "VERB" and feature(node, "VerbForm") == "Fin":
            return True
        node = node.head
    return False


def has_plural_subject(verb: Token) -> bool:
    found = subject(verb)
    if found is None:
        return False
    if verb.lemma_ == "встречаться" and found.pos_ == "NOUN" and not is_group(found) and found.lemma_ not in _BODIES:
        # `чаще встречались подделки`
        return False
    # `Минтрансы двух стран встречались`, `ФТС и МВД встретились`: a form that the tagger does not know
    short = found.pos_ == "PROPN" and found.norm_[-1:].lower() in {"ы", "и"} and feature(verb, "Number") == "Plur"
    return short or feature(found, "Number") == "Plur" or len(coordinated(found)) > 1


def is_object(token: Token) -> bool:
    """The object of its verb, also where the parser took a form of two cases for the subject: `провели заседание`."""
    if token.dep_ == "obj":
        return True
    verb = token.head
    if token.dep_ == "nsubj" and token.i > verb.i and feature(token, "Animacy") == "Inan":
        # `Глава государства подписал Закон «О ратификации»`: one verb has no two subjects
        first = any(c.dep_ == "nsubj" and c.i < verb.i and feature(c, "Animacy") == "Anim" for c in verb.children)
        if first and feature(verb, "Voice") == "Act" and feature(verb, "Number") == "Sing":
            return True
    if token.dep_ == "nsubj" and token.i < verb.i and feature(token, "Animacy") == "Inan":
        # `Заседание открыл министр А. Б.`
        acting = any(c.dep_ == "nsubj" and c.i > verb.i and feature(c, "Animacy") == "Anim" for c in verb.children)
        if acting and feature(verb, "Voice") == "Act":
            return True
    return (
        token.dep_ == "nsubj"
        and verb.pos_ == "VERB"
        and feature(verb, "Number") == "Plur"
        and feature(verb, "Voice") != "Pass"
        and feature(token, "Number") == "Sing"
        and feature(token, "Animacy") == "Inan"
        and not any(c.dep_ == "conj" and c.i > token.i for c in token.children)
    )


def direct_object(verb: Token) -> Token | None:
    return child(verb, "obj") or (child(verb, "nsubj:pass") if feature(verb, "Voice") == "Pass" else None)


def verbless(sentence: Span) -> bool:
    """True if nothing but participles stands for a verb: a heading, a line of an agenda."""
    return not any(t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") != "Part" for t in sentence)


def month_of(token: Token) -> str | None:
    """`июльский саммит`: one of its kind, by the month in which it takes place."""
    return next((c.norm_[:4].lower() for c in token.lefts if c.dep_ == "amod" and _BY_MONTH.fullmatch(c.norm_)), None)


#: `пятая встреча министров внутренних дел`
_COUNTED_MEETING = later(
    r"\b(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)[а-яё]+\s+(?:[а-яё]+\s+)?встреч[а-яё]*\s+(?:[а-яё]+\s+)?"
    r"(?:министр|секретар|руководител|эксперт|представител|координатор|прокурор)",
    re.IGNORECASE,
    needs="встреч",
)


def row_of_officials(doc: Doc) -> bool:
    """Whether the page counts meetings of officials: a bare `шестая встреча` may be of that row."""
    return _COUNTED_MEETING.search(doc._.match_text) is not None

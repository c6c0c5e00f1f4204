"""Bodies that meet without any word for the session."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Sentence, match_text_of, not_within, sentence_of, sentences
from extract.language.later import later
from extract.language.syntax import SUBJECTS, child, feature, is_future, is_negated, preposition
from extract.language.words import tokens_with
from extract.parties import Parties
from extract.stages.events.slots import SlotFiller
from extract.stages.events.triggers.lexicon import Candidate
from schemas.event import EventStatus, EventType

_CONVENING = frozenset({"состояться", "собраться", "заседать", "пройти", "проходить", "собираться"})
#: what an organ does when it sits; with a day and a city it tells the sitting
_DEALING = frozenset(
    {
        "обсудить", "обсуждать", "рассмотреть", "рассматривать", "утвердить", "одобрить", "подвести", "заслушать",
        "согласовать", "выработать", "избрать", "назначить",
    }
)  # fmt: skip
#: `начнёт работу в Ереване в четверг`: what a body does that comes together
_AT_WORK = frozenset(
    {"начать", "начинать", "завершить", "завершать", "закончить", "заканчивать", "продолжить", "продолжать", "открыть"}
)
#: verbs by which a body is told to meet
_VERBS = _CONVENING | _DEALING | _AT_WORK
#: what sits for some days; other bodies go to work for good
_SITTING = later(
    r"(?:[\w-]+\s+){0,2}(?:совет|коллеги|ассамбле)|(?:СМИД|СМО|СКБ|КСС[БО]|СКПВ|СМВД|КСГП|КСОПН)\b", re.IGNORECASE
)
#: `начала работу над проектом`, `по подготовке`, `с анализа`
_WORK_ON = re.compile(r"\s+(?:над|по|с|на посту|в качестве|в составе)\s", re.IGNORECASE)
_BODY = re.compile(r"совет|комитет|комисси|коллеги|ассамбле|[А-Я]{3,}", re.IGNORECASE)
_ORGAN = later(r"(?:[\w-]+\s+){0,2}(?:совет|комитет|комисси|коллеги|ассамбле)|К?С[А-Я]{2,4}\b", re.IGNORECASE)
_HEADS = later(
    r"глав\s+(?:государств|правительств)|СГГ|СГП|межправительственн\w+\s+совет|высш\w+\s+[\w-]+\s+экономическ\w+\s+совет",
    re.IGNORECASE,
)
_SUBMITTED = re.compile(r"\bна\s+(рассмотрение|утверждение|одобрение|подписание)\s+$", re.IGNORECASE)
#: `по итогам Совета командующих, прошедшего в городе Манасе`
_THAT_MET = later(r"[^.;\n]{0,110}?,\s+((?:прош|состояв|проход)[а-я]*ш(?:его|ей|ем))\s", re.IGNORECASE)
#: `21-23 октября - КСОПН (г. Алматы)`: a line of a page of what is to come
_AGENDA = re.compile(r"\s-\s+$")
#: characters of the value of a day
_DAY_LENGTH = 10
_ORDINAL = later(r"(?<![\w-])(\d{1,3}(?=-?(?:й|е|го|м|ом|я|ая|ое)\s)|[IVXLC]{1,6})(?:-?[а-я]{1,3})?\s+$")


#: bodies without a name of their own
_PLAIN = frozenset(
    {
        "совет", "комиссия", "группа", "комитет", "коллегия", "подкомиссия", "межправкомиссия", "штаб", "подгруппа",
        "президиум", "бюро", "ассамблея", "парламент", "секретариат",
    }
)  # fmt: skip
_WORKING = frozenset(
    {"рабочий", "экспертный", "совместный", "контактный", "технический", "целевой", "межведомственный"}
)
_GATHERING = frozenset({"собраться", "собираться", "заседать"})
_CALLING = frozenset({"собрать", "созвать"})
_SITTINGS = frozenset({"заседание", "сессия", "совещание", "саммит", "встреча"})


#: agencies tell of others
_TELLING = frozenset({"organization.media", "organization.dateline"})


class _Meeting(NamedTuple):
    """The words that tell that a body meets."""

    span: tuple[int, int]
    status: EventStatus
    #: where in the sentence the day and the venue are looked for
    passage: tuple[int, int]


def bodies_meet(doc: Doc, parties: Parties, filler: SlotFiller, known: list[Candidate]) -> Iterator[Candidate]:
    """`СМИД ОДКБ состоится 14 июня`, `внести на рассмотрение Совета глав государств 28 сентября`: a body meets."""
    named = [m for m in doc._.organizations if m.rule not in _TELLING]
    inner = not_within(named, (*doc._.organizations, *doc._.positions, *doc._.documents))
    seen = 0
    told: list[int] = []
    # a token's own way to its sentence is as long as the sentence
    all_sentences = sentences(doc)
    openings = [sentence.start_char for sentence in all_sentences]
    with_verb = {sentence_of(verb).start for verb in tokens_with(doc, _VERBS)}
    for mention in inner:
        for k in known[seen:]:
            # the caller adds to it what comes from here
            if k.type in {"session", "summit"}:
                insort(told, k.trigger[0])
        seen = len(known)
        sentence = all_sentences[max(bisect_right(openings, mention.start) - 1, 0)]
        if sentence.language == "en":
            continue
        another = bisect_left(told, sentence.start_char) < bisect_left(told, sentence.end_char)
        if another and not _heads_line(doc, mention) and not _sits_apart(parties, mention):
            continue
        # a name, or `, который` behind it, may end in the next sentence
        may_act = sentence.start in with_verb or mention.end + 2 >= sentence.end_char
        meeting = _meeting(doc, parties, filler, mention, sentence, may_act=may_act)
        if meeting is not None and not _names_manoeuvre(mention, known):
            candidate = _candidate(doc, parties, filler, mention, meeting)
            if candidate is not None:
                yield candidate


def _which(parties: Parties, mention: Mention) -> Token | None:
    """`который` in `на Совет, который соберётся в Москве`, whatever the tree hangs its clause on."""
    text: str = parties.doc._.match_text
    word = parties.index.at(mention.end + 2) if text.startswith(", котор", mention.end) else None
    if word is None or word.lemma_ != "который" or word.dep_ not in SUBJECTS or feature(word, "Number") == "Plur":
        return None
    gender = feature(parties.index.span(mention.start, mention.end).root, "Gender")
    if gender is not None and gender != feature(word, "Gender"):
        # `заседание Совета, которое пройдёт`
        return None
    return word if word.head.lemma_ in _CONVENING else None


def _sits_apart(parties: Parties, mention: Mention) -> bool:
    """`одобрил на заседании проект, внести его на утверждение Совета, который соберётся в Бишкеке`: another sitting."""
    which = _which(parties, mention)
    body = parties.index.span(mention.start, mention.end).root
    return which is not None and body.head.lemma_ not in _SITTINGS and is_future(which.head)


def _names_manoeuvre(mention: Mention, known: list[Candidate]) -> bool:
    """`«Рубеж-2022» прошёл в мае в Оше`: what was told to be an exercise is no body."""
    return any(
        k.type in {"exercise", "operation"} and k.trigger[0] < mention.end and mention.start < k.trigger[1]
        for k in known
    )


def _meeting(
    doc: Doc, parties: Parties, filler: SlotFiller, mention: Mention, sentence: Sentence, *, may_act: bool
) -> _Meeting | None:
    """How the words around a body tell that it meets; days and venues are looked for only where they may."""
    text = match_text_of(doc)
    whole = (sentence.start_char, sentence.end_char)
    organ = _ORGAN.match(text, mention.start, mention.end) is not None
    by_verb = _by_verb(parties, filler, mention, whole, organ=organ) if may_act else None
    if by_verb is not None:
        return by_verb
    if organ and (met := _THAT_MET.match(text, mention.end, sentence.end_char)) is not None:
        stop = text.find(",", met.end(), sentence.end_char)
        passage = (met.end(), stop if stop >= 0 else sentence.end_char)
        if filler.days(*passage) or filler.venues(*passage):
            return _Meeting(met.span(1), "held", passage)
    if organ and _heads_line(doc, mention):
        line, stop = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
        return _Meeting((mention.start, mention.end), "planned", (line, stop if stop >= 0 else len(text)))
    before = _SUBMITTED.search(text, max(mention.start - 30, sentence.start_char), mention.start)
    if before is not None and filler.days(*whole) and filler.venues(*whole):
        return _Meeting(before.span(1), "planned", whole)
    return None


def _by_verb(
    parties: Parties, filler: SlotFiller, mention: Mention, whole: tuple[int, int], *, organ: bool
) -> _Meeting | None:
    """The body as the subject of a verb of convening, or of dealing with something on a day in a city."""
    token = parties.index.span(mention.start, mention.end).root
    # `на Совет, который соберется в Москве 27 ноября`
    which = _which(parties, mention)
    if which is not None:
        token, whole = which, (which.idx, whole[1])
    verb = token.head
    if token.dep_ not in SUBJECTS or is_negated(verb):
        return None
    if verb.lemma_ in _AT_WORK:
        return _at_work(filler, verb, mention, whole)
    if verb.lemma_ not in _CONVENING | _DEALING:
        return None
    days, venues = filler.days(*whole), filler.venues(*whole)
    if verb.lemma_ in _CONVENING:
        meets = bool(days or venues) and _BODY.search(token.doc._.match_text, mention.start, mention.end) is not None
    else:
        # `Программы, которую Совет утвердил в ноябре в Астане`: told of the paper
        told = token.dep_ == "nsubj" and feature(verb, "VerbForm") == "Fin" and child(verb, "obj") is not None
        told = told and all(c.lemma_ != "который" for c in verb.children)
        meets = organ and told and bool(days) and any(x.kind == "city" for x in venues)
    return _Meeting((verb.idx, verb.idx + len(verb)), _status(verb), whole) if meets else None


def _at_work(filler: SlotFiller, verb: Token, mention: Mention, whole: tuple[int, int]) -> _Meeting | None:
    """`Совет министров начнёт работу в Минске в четверг`: in a city and on a day, or it was set up there."""
    text: str = verb.doc._.match_text
    work = child(verb, "obj")
    if work is None or work.lemma_ != "работа" or _SITTING.match(text, mention.start, mention.end) is None:
        return None
    owned = any(c.dep_ == "nmod" and preposition(c) is None for c in work.children)
    if owned or _WORK_ON.match(text, work.idx + len(work)):
        return None
    days = [d for d in filler.days(*whole) if len(d.edtf) >= _DAY_LENGTH]
    if not days or not any(x.kind == "city" for x in filler.venues(*whole)):
        return None
    return _Meeting((work.idx, work.idx + len(work)), _status(verb), whole)


def plain_bodies_meet(doc: Doc, filler: SlotFiller, known: list[Candidate]) -> Iterator[Candidate]:
    """`В июне в Баткене собиралась совместная комиссия`: a body without a name, with a day or a venue."""
    told = {c.token.i for c in known}
    for verb in tokens_with(doc, _GATHERING | _CALLING):
        if verb.i in told or verb.sent._.language == "en" or is_negated(verb) or feature(verb, "VerbForm") != "Fin":
            continue
        body = child(verb, "obj" if verb.lemma_ in _CALLING else "nsubj")
        if body is None or not (_is_plain_body(body) or _is_body_meant(body)):
            continue
        if feature(verb, "Tense") == "Pres" or any(c.dep_ in {"xcomp", "mark"} for c in verb.children):
            # `Совет собирается дважды в год`, `собирался обсудить`, `если соберётся`
            continue
        start, end = verb.sent.start_char, verb.sent.end_char
        days, venues = filler.days(start, end)[:1], filler.venues(start, end)[:1]
        if not days and not venues:
            continue
        span = (verb.idx, verb.idx + len(verb))
        candidate = Candidate("session", verb, span, "event.session.plain_body", status=_status(verb), asserted=True)
        candidate.dates, candidate.places, candidate.is_verb = days, venues, True
        yield candidate


def _is_plain_body(body: Token) -> bool:
    if body.lemma_ not in _PLAIN or feature(body, "Number") == "Plur":
        return False
    return body.lemma_ != "группа" or any(c.lemma_ in _WORKING for c in body.children)


def _is_body_meant(pronoun: Token) -> bool:
    """`создана рабочая группа. Первый раз она соберется в Бишкеке`: the body of the sentence before."""
    if pronoun.pos_ != "PRON" or pronoun.lemma_ not in {"он", "она", "оно"}:
        return False
    before = pronoun.doc[max(pronoun.i - 25, 0) : pronoun.i]
    alike = (t for t in reversed(before) if t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {*SUBJECTS, "obj"})
    last = next((t for t in alike if feature(t, "Gender") == feature(pronoun, "Gender")), None)
    return last is not None and _is_plain_body(last)


def _heads_line(doc: Doc, mention: Mention) -> bool:
    """A body right behind a date and a dash, in an agenda."""
    agenda = _AGENDA.search(doc._.match_text, max(mention.start - 8, 0), mention.start)
    return agenda is not None and any(m.end == agenda.start() for m in doc._.dates)


def _status(verb: Token) -> EventStatus:
    if is_future(verb):
        return "planned"
    return "ongoing" if verb.lemma_ == "проходить" and feature(verb, "Tense") == "Pres" else "held"


def _candidate(doc: Doc, parties: Parties, filler: SlotFiller, mention: Mention, meeting: _Meeting) -> Candidate | None:
    trigger = parties.index.at(meeting.span[0])
    if trigger is None:
        return None
    text: str = doc._.match_text
    kind: EventType = "summit" if _HEADS.search(text, mention.start, mention.end) else "session"
    candidate = Candidate(kind, trigger, meeting.span, f"event.{kind}.body", status=meeting.status, asserted=True)
    candidate.dates = filler.days_near(*meeting.passage, meeting.span[0])[:1]
    candidate.places = filler.venues(*meeting.passage)[:1]
    if isinstance(mention.entity, Organization):
        candidate.organizations = [mention.entity]
    ordinal = _ORDINAL.search(text, max(mention.start - 12, 0), mention.start)
    candidate.number = ordinal[1] if ordinal is not None else None
    candidate.is_verb = True
    return candidate

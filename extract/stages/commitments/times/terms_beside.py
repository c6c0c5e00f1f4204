"""Terms told around a clause: in its neighbours, in the heading or header above it, with the gathering it leads to."""

from __future__ import annotations

import re

from spacy.tokens import Token

from extract.document import Commitment, DateValue, Mention, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, clause_closed, feature, is_future
from extract.parties import Parties
from extract.stages.commitments.cues.words import MEETING_VERBS

#: `срок – до`, `срок исполнения:`
_TERM = (
    r"(?:(?:(?:крайний|контрольный|предельный)\s+)?(?:срок|доклад)"
    r"(?:\s+(?:исполнения|выполнения|представления|реализации|завершения|готовности|сдачи))?\s*[:\u2013\u2014-]"
    r"|(?:the\s+)?deadline(?:\s+(?:is|of)|\s*:))"
)
BY = later(
    rf"(?:\bдо|\bне позднее|\bне позже|\bк|\bко|\bпо|\bby|\bbefore|\buntil|\bno later than|\b{_TERM})\s+(?:the\s+)?$"
)
#: `Исполнители: МВД, Секретариат`, between an item and its term
_EXECUTORS = r"(?:(?:ответственн|исполнител)[а-яё]+\s*[:\u2013\u2014-][^;\d]{0,120}?)?"
_TERM_AFTER = later(
    rf"[\s.;,(\u2013\u2014-]*{_EXECUTORS}{_TERM}\s*(?:до\s+|не позднее\s+|не позже\s+|к\s+)?", re.IGNORECASE
)
_TAKES_PLACE = (
    r"(?:пройд[её]т|пройдут|состоится|состоятся|собер[её]тся|соберутся|откроется|откроются|начн[её]тся|начнутся"
    r"|проведут|намечен\w*|запланирован\w*|назначен\w*|планируется|будет провед[её]н\w*)"
)
#: `вынести на сессию, которая соберется в мае`, `участвовать в форуме, намеченном на май`
_HELD_THEN = later(
    rf"\s*,\s*(?:(котор(?:ый|ая|ое|ые))\b[^.;\n]{{0,60}}?\b{_TAKES_PLACE}\b"
    r"|(?:намеченн|запланированн|назначенн)\w+\s+на\b)",
    re.IGNORECASE,
)
GATHERINGS = (
    r"(?:визит|поездк|заседани|сесси|саммит|совещани|форум|конференци|встреч|съезд|консультаци|переговор)[а-яё]*"
)
_GATHERING = later(rf"\b{GATHERINGS}")
_GATHERING_HELD = later(
    rf"\b(?:к|ко|на|в ходе|во время|в рамках|на полях)\s+(?:[^\s,.;]+\s+){{0,4}}{GATHERINGS}(?:\s+[^\s,.;]+){{0,8}}"
    rf",\s*(?:котор(?:ый|ая|ое|ые)\b[^,.;]*?\b{_TAKES_PLACE}\b|(?:намеченн|запланированн|назначенн)[а-яё]+\s+на\b)",
    re.IGNORECASE,
)
#: `предоставят базы, это уже в этом году`
_THAT_IS_THEN = later(
    r"\s*[,.;\u2013\u2014-]+\s*(?:и\s+)?(?:это|произойд[её]т это|случится это|сделать это"
    r"|на это (?:отвед|отвод|да|выдел)[а-яё]+|(?:пройд[её]т|пройдут|состоится|состоятся) (?:он[аои]?|они))\s+"
    r"(?:(?:будет|произойд[её]т|случится|сделаем|сделать|планируется|должно быть|уже|ещ[её]|нужно|необходимо|предстоит"
    r"|следует|надо|намечено|время|срок)\s+){0,3}"
    r"(?:в|во|до|к|не позднее|на)?\s*$",
    re.IGNORECASE,
)
#: `запустим портал, я думаю, к сентябрю`
_I_THINK = later(
    r"\s*,\s+(?:(?:я|мы)\s+)?(?:как\s+)?(?:(?:я|мы)\s+)?(?:думаю|думаем|надеюсь|надеемся|полагаю|полагаем|рассчитываем"
    r"|уверены?|уверена|вероятно|видимо|возможно|скорее всего|предположительно|ориентировочно),?\s+"
    r"(?:уже\s+)?(?:к|ко|до|в|во|не позднее)\s+",
    re.IGNORECASE,
)
#: the words before the date of a heading
_TERM_LINE = later(
    r"\s*[*#]*\s*(?:до|к|ко|в|во|не позднее|в срок до|в течение|by|in|before|no later than)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_AT = later(r"\b(?:на|в|во|в ходе|в рамках|на полях|по итогам|к)\s+(?:[^\s,.;]+\s+){0,8}[^\s,.;]+$", re.IGNORECASE)
_ATTENDS = later(r"(?:принять )?участ|присутств|посетить|поед|приед|прибы", re.IGNORECASE)
_AFTER_COMMA = later(r",\s+(?:а\s+|и\s+|но\s+)?(?:уже\s+)?(?:в|во|до|к|с|со|не позднее)\s+$")
#: `состоится заседание, на котором подпишут`, `вылетит в Ташкент, где подпишет`
_IN_WHICH = later(
    r",\s+(?:и\s+)?(?:где|там|тогда же|(?:на|в|во|в ходе|во время|в рамках|на полях)\s+"
    r"(?:котор(?:ом|ой|ых|ого)|н[её]м|ней|них|него|не[её]))\s",
    re.IGNORECASE,
)
_AHEAD = later(rf"\b{_TAKES_PLACE}\b", re.IGNORECASE)
#: `will visit Tashkent in May, where they will sign`
_WHEN = later(r",\s+(?:when|where|during which|at which|in the course of which)\s", re.IGNORECASE)
_WILL = later(r"\b(?:will|would|is to|are to|plans? to|is scheduled|are scheduled|is expected|is due)\b")
_AT_TIME = later(r"\b(?:in|on|during)\s+(?:the\s+)?$", re.IGNORECASE)
_SENTENCE_END = later(r"[.;]\s|\n")
#: a plain day (`15 мая министр вылетит`) has no preposition
_IN = later(r"\b(?:в|во|на|до|к|ко|не позднее)\s+$", re.IGNORECASE)
_PLAIN_DAY = later(r"\d")
#: characters of who is to do it and `Срок исполнения: не позднее`
_TERM_LENGTH = 200
#: characters of a long sentence
_SENTENCE = 300
#: characters of a month
_MONTH_LENGTH = 7
_END = later(r"[.;\n]")
#: characters of `. Это будет в ` after a clause
_BESIDE = 30


def term_beside(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """The term of a clause that has none of its own."""
    return (
        _term_after(text, parties, commitment)
        or _of_header(text, parties, commitment)
        or _told_beside(text, parties, commitment)
        or _of_gathering_before(text, parties, commitment)
        or _right_before(text, parties, commitment)
        or _of_heading(text, parties, commitment)
    )


def day_of_joined(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """The day of the verb or clause on which this one hangs, where it has none of its own."""
    if commitment.force not in {"plan", "pledge"} or commitment.status == "operative":
        return None
    if commitment.language == "en":
        return _of_english_above(text, parties, commitment)
    token = parties.index.at(commitment.cue[0])
    if token is None or clause_closed(token) is not None:
        return None
    return _of_verb_joined(text, parties, token) or _of_clause_above(text, parties, commitment, token)


def _of_verb_joined(text: str, parties: Parties, token: Token) -> Mention | None:
    """`в мае возглавит Совет и планирует принять саммит`: the day before two joined verbs is that of both."""
    first = token
    while first.dep_ in {"conj", "parataxis"} and first.head.i < first.i and first.head.pos_ in {"VERB", "ADJ"}:
        first = first.head
    if first is token or not (is_future(first) or feature(first, "Tense") == "Pres"):
        return None
    between = first.doc[first.i + 1 : token.i]
    if any(t.dep_ in SUBJECTS and t.head.i >= token.i for t in between) or any(t.text in ";:" for t in between):
        return None
    start = first.sent.start_char
    for mention in parties.dates.within(start, first.idx):
        if _governs(first, parties.index.at(mention.start)) and _is_time(text, start, mention):
            edtf = mention.entity.edtf  # type: ignore[union-attr]
            # what is so now is not done today: `сегодня работает и намерен`
            return mention if is_future(first) or len(edtf) <= _MONTH_LENGTH else None
    if first.lemma_ in MEETING_VERBS:
        # `Совет соберётся 20 июня и примет программу`
        days = (m for m in parties.dates.within(first.idx, token.idx) if _is_time(text, start, m))
        return next((m for m in days if _governs(first, parties.index.at(m.start))), None)
    return None


def _of_clause_above(text: str, parties: Parties, commitment: Commitment, token: Token) -> Mention | None:
    """`15 мая состоится заседание, на котором подпишут план`: the day of the happening at which it is done."""
    start = sentence_of(token).start_char
    doing = min(commitment.cue[0], commitment.action[0])
    sides = [side for side in _IN_WHICH.finditer(text, start, doing) if not _END.search(text, side.end(), doing)]
    if not sides:
        return None
    end = sides[0].start()
    told = parties.index.span(start, end)
    if any(feature(t, "Tense") == "Past" and feature(t, "VerbForm") == "Fin" for t in told):
        return None
    if not (_AHEAD.search(text, start, end) or any(is_future(t) for t in told)):
        return None
    return next((m for m in parties.dates.within(start, end) if _is_time(text, start, m)), None)


def _of_english_above(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """`The delegation will visit Tashkent in May, when the sides will sign a roadmap`."""
    doing = commitment.cue[0]
    start = max((end.end() for end in _SENTENCE_END.finditer(text, max(doing - _SENTENCE, 0), doing)), default=0)
    side = next((s for s in _WHEN.finditer(text, max(start, doing - _SENTENCE), doing)), None)
    if side is None:
        return None
    will = _WILL.search(text, start, side.start())
    if will is None:
        return None
    days = parties.dates.within(will.end(), side.start())
    return next((m for m in days if _AT_TIME.search(text, will.end(), m.start)), None)


def _governs(verb: Token, date: Token | None) -> bool:
    """The date hangs on the verb, not on a clause or noun of action between."""
    return date is not None and (verb in (date.head, date.head.head))


def _is_time(text: str, start: int, mention: Mention) -> bool:
    """A date that says when, with its preposition or as a plain day; `Конвенции 1988 года` says which."""
    if not isinstance(mention.entity, DateValue):
        return False
    if _IN.search(text, start, mention.start):
        return True
    return len(mention.entity.edtf) > _MONTH_LENGTH and _PLAIN_DAY.match(text, mention.start) is not None


def same_line(text: str, commitment: Commitment) -> bool:
    """Cue and action in one paragraph: the cue is no header."""
    return "\n" not in text[commitment.cue[1] : commitment.action[0]]


def _term_after(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """`поручил подготовить доклад. Срок – до 1 июля`: the term told right after the clause."""
    end = commitment.action[1]
    term = _TERM_AFTER.match(text, end, end + _TERM_LENGTH)
    if term is None:
        return None
    return next((m for m in parties.dates.within(term.end(), term.end() + 4) if m.start <= term.end() + 3), None)


def _told_beside(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """The day in a clause right after the action: of the gathering to which it leads, or of the action itself."""
    if commitment.language != "ru":
        return None
    end = commitment.action[1]
    stop = _END.search(text, end + 1)
    near = list(parties.dates.within(end, stop.start() + _BESIDE if stop is not None else len(text)))
    for mention in near[:1]:
        if _THAT_IS_THEN.fullmatch(text, end, mention.start) or _I_THINK.fullmatch(text, end, mention.start):
            return mention
    held = _HELD_THEN.match(text, end)
    attends = _ATTENDS.match(text, commitment.action[0]) is not None
    if attends and (commitment.negated or commitment.force == "proposal"):
        # `призвал участвовать в форуме, который пройдёт в мае`: the day of the forum
        return None
    if held is None or _AT.search(text, commitment.action[0], end) is None:
        return None
    if held[1] is None and _GATHERING.search(text, commitment.action[0], end) is None:
        # `подключиться к этапу операции, запланированному на сентябрь`
        return None
    return next((m for m in near if held.end() <= m.start < (stop.start() if stop else len(text))), None)


def _of_gathering_before(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """`К саммиту, который пройдёт 5 июля, эксперты подготовят проект`: the day of the gathering in front."""
    if commitment.language != "ru" or commitment.rule.endswith(".operative"):
        return None
    held = _GATHERING_HELD.search(text, commitment.clause[0], commitment.action[0])
    if held is None:
        return None
    close = text.find(",", held.end(), commitment.action[0])
    stop = close if close >= 0 else commitment.action[0]
    return next((m for m in parties.dates.within(held.end(), stop) if m.start >= held.end()), None)


def _right_before(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """`в мае передаст списки, в июне откроет школу`: the day between comma and verb, whatever the parser says."""
    if commitment.language != "ru" or commitment.cue[0] != commitment.action[0]:
        return None
    start = commitment.action[0]
    for mention in parties.dates.within(max(start - _BESIDE, 0), start):
        if mention.end == start - 1 and _AFTER_COMMA.search(text, max(mention.start - _BESIDE, 0), mention.start):
            return mention
    return None


def _of_heading(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """`До 1 сентября` on a line of its own over what is done by then."""
    end = text.rfind("\n", 0, commitment.clause[0])
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        if not text[start:end].strip():
            return None
        for mention in parties.dates.within(start, end):
            if _TERM_LINE.fullmatch(text, start, mention.start) and not text[mention.end : end].strip(" :."):
                return mention
        end = start - 1
    return None


def _of_header(text: str, parties: Parties, commitment: Commitment) -> Mention | None:
    """`До 1 марта Совет поручил министерствам:`: the header's term is that of every item."""
    if not commitment.rule.endswith(".operative") or same_line(text, commitment):
        return None
    stop = text.find("\n", commitment.cue[1])
    start = max(text.rfind("\n", 0, commitment.cue[0]), text.rfind(". ", 0, commitment.cue[0])) + 1
    for mention in parties.dates.within(start, stop):
        if BY.search(text[max(mention.start - 20, start) : mention.start].lower()):
            return mention
    return None

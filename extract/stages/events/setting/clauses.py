"""What belongs to the clause of an event: its dates, not those of what is told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from extract.document import DateValue, Mention
from extract.language.later import later
from extract.language.syntax import SUBJECTS, ancestors, feature, is_future, preposition
from extract.stages.events.triggers.lexicon import TAKING_PLACE, Candidate

#: between a date and the event: the end of what somebody said, and how far that may be
_SAID_BEFORE = later(
    r"[\"»]\s*,?\s*[-–—]\s+(?:[а-яё-]+\s+){0,2}?(?:сообщ|говор|заяв|отмет|отмеч|сказа|рассказ|указ|добав|подчерк|подч[её]рк|цитир|привод)"
)
_SAID = 400
_PREVIOUS = later(r"\b(?:предыдущ|прошл)\w+\s+(?:[а-яё]+\s+)?\(\s*$", re.IGNORECASE)
#: where a clause ends that stands beside another
_BREAK = re.compile(r";\s|,\s+(?:а|и|но)\s+(?!также\b)", re.IGNORECASE)
#: verbs that go on with the event itself: `начались 5 мая, а завершились 10 мая`
_ITS_OWN = TAKING_PLACE | {
    "продлиться", "длиться", "перенести", "отложить", "отменить", "возобновиться", "закончить", "наметить",
}  # fmt: skip
#: a term, and characters within which it stands
_BY = re.compile(r"\b(?:до|не поздн?ее|не позже)\s+(?:конца\s+)?$", re.IGNORECASE)
_TERM_NEAR = 90
_JUST_BEFORE = 24
#: `до конца марта`, `до конца первого полугодия`: when; `до конца года` hardly says more than that it will be, unless
#: it is all that is told: `до конца года пройдут два семинара`
_MONTH = re.compile(r"[\dX]{4}-\d\d")
_PART_OF_YEAR = re.compile(r"[\dX]{4}(?:-\d\d)?")
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj"})
_RESULTS = frozenset({"итог", "результат"})
_SUMMING = frozenset({"подвести", "подводить", "подводиться", "обсудить", "обсуждать", "рассмотреть", "представить"})
#: settings at which papers are adopted
_ADOPTING = frozenset({"session", "summit"})


def of_own_clause(candidate: Candidate, dated: Sequence[Mention], sentence: Span) -> list[DateValue]:
    """`проводится с 2003 года, а с 2008 года имеет статус`, `с 1 августа ввести обмен, а в октябре провести операцию`.

    Of several dates those of the event's own clause, if it has some; the tree often joins such clauses wrongly.
    """
    if len(dated) < 2:
        return candidate.dates
    text: str = sentence.doc._.match_text
    breaks = [m.start() for m in _BREAK.finditer(text, sentence.start_char, sentence.end_char)]
    own = [m for m in dated if not any(_lies_between(b, m.start, candidate.trigger[0]) for b in breaks)]
    if not own or len(own) == len(dated):
        return candidate.dates
    ends = [sentence.start_char, *breaks, sentence.end_char]
    others = [m for m in dated if m not in own and _has_verb(m, ends, sentence)]
    dropped = [m.entity for m in others if all(o.entity is not m.entity for o in own)]
    return [d for d in candidate.dates if not any(d is x for x in dropped)]


def _lies_between(offset: int, first: int, second: int) -> bool:
    return min(first, second) < offset < max(first, second)


def _has_verb(mention: Mention, ends: Sequence[int], sentence: Span) -> bool:
    """The clause around a date tells something else by a verb of its own."""
    start = max(e for e in ends if e <= mention.start)
    stop = min(e for e in ends if e > mention.start)
    verbs = [t for t in sentence if start <= t.idx < stop and _tells(t)]
    return bool(verbs) and not any(t.lemma_ in _ITS_OWN for t in verbs)


def _tells(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    return feature(token, "VerbForm") in {"Fin", "Inf"} or feature(token, "Variant") == "Short"


def due_by(candidate: Candidate, terms: Sequence[Mention]) -> list[DateValue]:
    """`встреча пройдёт не позднее 20 апреля`, `до конца марта подпишет меморандум`: the day by which it will be."""
    trigger = candidate.token
    own = {trigger.i, trigger.head.i} if trigger.dep_ in SUBJECTS or trigger.dep_ == "obj" else {trigger.i}
    # `договорились до конца марта провести консультации`
    own |= {a.i for a in ancestors(trigger) if feature(trigger.head, "VerbForm") == "Inf"}
    told = candidate.type != "adoption" and any(t.i in own and is_future(t) for t in trigger.sent)
    for term in terms:
        first, last = sorted((candidate.trigger[0], term.start))
        between = [t for t in trigger.sent if first <= t.idx < last]
        if last - first > _TERM_NEAR or any(t.text in {";", ":", "и", "чтобы"} for t in between):
            continue
        ahead = [t for t in trigger.sent if 0 <= term.start - t.idx < _JUST_BEFORE]
        verbs = {t.i for t in (*between, *ahead) if t.pos_ in {"VERB", "AUX"}}
        by = _BY.search(trigger.doc._.match_text, max(term.start - 14, 0), term.start)
        if by is None or not verbs <= own or not isinstance(term.entity, DateValue):
            continue
        if by[0].lower().startswith("не") or (_PART_OF_YEAR if told else _MONTH).fullmatch(term.entity.edtf):
            return [term.entity]
    return []


#: characters of the value of a day
_DAY = 10


def day_of_session(adoption: Candidate, group: Sequence[Candidate]) -> list[DateValue]:
    """`На саммите в июле главы государств утвердили Стратегию`: approved on that day, if the sentence tells it."""
    if adoption.type != "adoption" or adoption.status != "held" or not adoption.is_verb:
        return []
    verb = adoption.token.i
    settings = [c for c in group if c.type in _ADOPTING and c.setting and c.dates and c.token.head.i == verb]
    before = [c for c in settings if c.trigger[0] < adoption.trigger[0]]
    return list(before[0].dates) if len(before) == 1 else []


def day_of_adoption(session: Candidate, group: Sequence[Candidate]) -> list[DateValue]:
    """`12 марта на заседании Совета подписан протокол`: the session sat on the day on which its paper was signed."""
    if session.type not in _ADOPTING or not session.setting or session.status != "held":
        return []
    adopting = [c for c in group if c.type == "adoption" and c.is_verb and c.token.i == session.token.head.i]
    beside = [c for c in group if c is not session and c.type in _ADOPTING]
    if len(adopting) != 1 or beside or adopting[0].status != "held" or len(adopting[0].dates) != 1:
        return []
    return [d for d in adopting[0].dates if len(d.edtf) == _DAY]


def stands_apart(head: Token, trigger: Token) -> bool:
    """The word stands in a subordinate clause that the trigger is not in."""
    shared = {trigger.i, *(a.i for a in ancestors(trigger))}
    node = head
    while node.i not in shared and node.head.i != node.i:
        if node.dep_ == "acl:relcl" and node.head.i == trigger.i:
            return False
        if node.dep_ in {"ccomp", "acl:relcl"} or (node.dep_ == "advcl" and feature(node, "VerbForm") == "Fin"):
            return True
        node = node.head
    return False


def is_summed_up(head: Token, trigger: Token) -> bool:
    """`Итоги операции подведены в Душанбе`: where the results were told, not where it took place.

    `провести учение с подведением итогов в Душанбе` has them behind it.
    """
    while head.dep_ == "appos":
        # `в городе Душанбе`
        head = head.head
    summing = head.head.head if head.head.lemma_ in _RESULTS else head.head
    if summing.lemma_ == "подведение" and head.i > summing.i > trigger.i:
        return True
    results = trigger
    while results.dep_ == "nmod" and preposition(results) is None and results.lemma_ not in _RESULTS:
        # `итоги первого этапа операции`
        results = results.head
    if results.i == trigger.i or results.lemma_ not in _RESULTS:
        return False
    return results.dep_ in _ARGUMENTS and results.head.lemma_ in _SUMMING and head.head.i == results.head.i


def noun_of_holding(trigger: Token) -> Token | None:
    """`о проведении`, under which the trigger stands."""
    noun = trigger.head
    about = trigger.dep_ == "nmod" and noun.lemma_ in {"проведение", "организация", "созыв"}
    return noun if about and preposition(noun) in {"о", "об"} else None


def is_in_relative_clause(head: Token, trigger: Token) -> bool:
    """The word stands in a clause with `который` that is about another word than the trigger."""
    above = set(ancestors(trigger)) | {trigger}
    for node in (head, *ancestors(head)):
        if node in above:
            return False
        if node.dep_ == "acl:relcl":
            return node.head.i != trigger.i
    return False


#: under which stands what will be done
_RESOLVING = frozenset(
    {
        "решение", "решить", "договориться", "договоренность", "условиться", "предложить", "предложение", "поручить",
        "поручение", "рекомендовать", "намерение", "готовность", "решено", "постановить",
    }
)  # fmt: skip


def is_resolved_on(verb: Token) -> bool:
    """`На встрече принято решение провести в 2015 году игры`: what is resolved on takes place at another time."""
    return feature(verb, "VerbForm") == "Inf" and verb.head.lemma_ in _RESOLVING and verb.head.i < verb.i


def is_said_apart(text: str, mention: Mention, event: Candidate) -> bool:
    """`"... уходит в 2025 году", - сообщили по итогам встречи`; `встреча, как и предыдущая (14-19 мая), проходит`."""
    if _PREVIOUS.search(text, max(mention.start - 40, 0), mention.start) is not None:
        return True
    start = max(event.trigger[0], mention.end)
    return start - mention.end < _SAID and _SAID_BEFORE.search(text, mention.end, start) is not None

"""Instruments that an event adopts, signs or deals with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Instrument, Mention, Starts
from extract.language.later import later
from extract.language.syntax import ancestors, distance, feature, preposition
from extract.parties import Parties
from extract.stages.events.merging.gatherings import ITEM_END
from extract.stages.events.papers.objects import paper_just_told, paper_told_again
from extract.stages.events.setting.venues import first_of
from extract.stages.events.triggers.lexicon import Candidate
from extract.stages.events.triggers.listed import list_header
from extract.stages.events.triggers.needs import paper_after

#: what deals with papers in the sentences that follow, and how far
_DEALT_AT = frozenset({"session", "summit", "meeting"})
_PAPERS_REACH = 1600
_DISCUSSING = frozenset(
    {
        "обсудить", "рассмотреть", "одобрить", "утвердить", "согласовать", "заслушать", "обсуждаться",
        "рассматриваться", "рассматривать", "обсуждать", "принять",
    }
)  # fmt: skip
_GATHERINGS = frozenset({"session", "summit", "meeting", "call", "conference"})
_FORUMS = frozenset({"session", "summit"})
#: what a decision charges others with is on no agenda
CHARGING = frozenset({"поручить", "рекомендовать", "обязать", "предписать", "предложить", "просить"})
_HEARD = frozenset({"доклад", "информация", "отчет"})
#: who reports there how a paper is carried out
_REPORTING = frozenset(
    {
        "проинформировать", "информировать", "рассказать", "доложить", "отчитаться", "сообщить", "остановиться",
        "проанализировать", "оценить", "отметить", "ознакомиться",
    }
)  # fmt: skip
#: what is dealt with at a gathering rather than an occasion of its own
_TOPICS = frozenset({"operation", "exercise"})
#: `В повестке дня - выполнение Программы`, `Среди обсуждаемых вопросов - проект Соглашения`
_AGENDA_IS = later(
    r"\b(?:(?:в|на)\s+повестк[еу](?:\s+дня)?|повестка\s+дня\s+(?:включа|содерж)\w+"
    r"|(?:среди|в\s+числе)\s+(?:обсужда|рассматрива|рассмотренн|обсужденн)\w+\s+(?:[а-яё]+\s+)?(?:вопрос|тем|документ)\w*"
    r"|(?:главн|основн|центральн)\w+\s+(?:тем|вопрос)\w*\s+(?:[а-яё]+\s+){0,2}(?:стал|был|-))",
    re.IGNORECASE,
)
_ON_AGENDA = later(r"обсу[жд]|рассм[ао]тр|заслуш|повестк", re.IGNORECASE)
#: between the trigger and the name of the paper
_DRAFT = later(r"[^.,;:()]*\bпо\s+(?:[а-яё]+\s+){0,3}?проект\w*\s+(?:[а-яё-]+\s+){0,2}$")
_NEAR = 160
#: the act by which another paper is approved
_BY_WHICH = re.compile(r"(?:Протокольное\s+)?(?:Решение|Указ|Постановление|Распоряжение|Приказ)\b", re.IGNORECASE)
_APPROVING = frozenset({"утвердить", "одобрить", "принять"})
#: `План по реализации Стратегии`: a paper about another one
_CARRYING_OUT = frozenset({"реализация", "выполнение", "исполнение", "ход", "осуществление", "имплементация"})
#: `По итогам подписаны:`, and what may stand before the first name of the list and between its names
_LIST_OPENS = later(r"[^.;:\n]{0,120}:[\s\"*–—•▪\-\d.)]{0,12}(?:[а-яё]+\s){0,2}\"?")
_NEXT_ITEM = later(r"[^;:\n]{0,200}[;,\n][\s\"*–—•▪\-\d.)]{0,12}(?:[а-яё]+\s){0,3}\"?")
_SENTENCE_END = later(r"[а-яё\d)\"]\.\s+[А-ЯЁ]|\n\s*\n")
#: characters of a list of papers
_LIST_REACH, _LIST_OPENING = 3000, 120
_DEALING = frozenset(
    {
        "обсудить", "рассмотреть", "одобрить", "утвердить", "согласовать", "заслушать", "вынести",
        "представить", "внести", "обсуждать", "рассматривать", "проект", "принять", "обсуждение",
        "рассмотрение", "обсуждаться", "согласительный", "подвести", "обменяться",
    }
)  # fmt: skip


class Dealings:
    """Gives the events of one document their papers."""

    def __init__(self, doc: Doc, parties: Parties, candidates: Sequence[Candidate]) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._documents_at = Starts(doc._.documents)
        self._adopting = {c.token.i for c in candidates if c.type == "adoption"}

    def fill(self, candidate: Candidate) -> None:
        """Instruments that the trigger adopts, or that the event of its sentence dealt with."""
        sentence = candidate.token.sent
        if candidate.type == "adoption" and (paper := paper_after(candidate.token, self._doc)) is not None:
            if isinstance(paper.entity, Instrument):
                candidate.documents.append(paper.entity)
        if candidate.type == "adoption" and feature(candidate.token, "Variant") == "Short":
            candidate.documents += [d for d in self._in_list(candidate) if d not in candidate.documents]
        for mention in self._documents_at.within(sentence.start_char, sentence.end_char):
            head = self._head(mention)
            if head is None or not isinstance(mention.entity, Instrument) or mention.entity in candidate.documents:
                continue
            if any(o is not mention for o in self._documents_at.covering(mention.start, mention.end)):
                continue
            if candidate.type == "adoption":
                listed = first_of(head)
                near = distance(head, candidate.token) <= 2 or candidate.token in set(ancestors(listed))
                if (
                    near
                    and not self._is_of_another(candidate, listed)
                    and not _is_carried_out(head, candidate.token)
                    and not _is_of_next_verb(listed, candidate.token)
                ):
                    candidate.documents.append(mention.entity)
            elif candidate.status == "planned" and any(a.lemma_ in CHARGING for a in ancestors(head)):
                # `поручил подготовить к следующему заседанию проект Положения`
                continue
            elif candidate.type == "summit" and candidate.status == "held" and _is_adopted(head):
                # `на саммите подписали Соглашение`: an adoption of its own
                continue
            elif candidate.type in _GATHERINGS and (
                _dealt_with(head)
                or self._is_drafted(candidate, mention)
                or (candidate.type in _FORUMS and _is_reported_on(head))
            ):
                candidate.documents.append(mention.entity)

        if (
            candidate.type == "adoption"
            and candidate.is_verb
            and all(_BY_WHICH.match(d.name) for d in candidate.documents)
        ):
            told = None if candidate.documents else paper_just_told(candidate.token, self._doc)
            told = told or paper_told_again(candidate.token, self._doc)
            if told is not None and isinstance(told.entity, Instrument) and told.entity not in candidate.documents:
                candidate.documents.append(told.entity)

    def _is_of_another(self, candidate: Candidate, paper: Token) -> bool:
        """`утвердили План и приняли Заявление`: to each verb its own paper."""
        above = [a.i for a in ancestors(paper)]
        first = next((i for i in above if i in self._adopting), None)
        return first is not None and first != candidate.token.i and self._has_own(candidate.token)

    def _has_own(self, verb: Token) -> bool:
        """Whether a document hangs from the verb itself."""
        for mention in self._documents_at.within(verb.sent.start_char, verb.sent.end_char):
            head = self._head(mention)
            above = (a.i for a in ancestors(first_of(head))) if head is not None else ()
            if next((i for i in above if i in self._adopting), None) == verb.i:
                return True
        return False

    def _in_list(self, candidate: Candidate) -> list[Instrument]:
        """`По итогам подписаны: Заявление; Дорожная карта; Соглашение`: the names that open the items of the list."""
        text: str = self._doc._.match_text
        end = start = candidate.trigger[1]
        found: list[Instrument] = []
        if ":" not in text[start : start + _LIST_OPENING]:
            return found
        for mention in self._documents_at.within(start, start + _LIST_REACH):
            if mention.start < end:
                continue
            before = (_NEXT_ITEM if found else _LIST_OPENS).fullmatch(text, end, mention.start)
            if before is None or _SENTENCE_END.search(before[0]) or not isinstance(mention.entity, Instrument):
                break
            found.append(mention.entity)
            end = mention.end
        return found if len(found) > 1 else []

    def _is_drafted(self, candidate: Candidate, mention: Mention) -> bool:
        """`заседание экспертной группы по доработке проекта Концепции`, whatever the tree says."""
        text: str = self._doc._.match_text
        start = candidate.trigger[1]
        near = not candidate.is_verb and 0 < mention.start - start < _NEAR
        return near and _DRAFT.match(text, start, mention.start) is not None

    def fill_later(self) -> None:
        """`Рассмотрен ход выполнения Программы`, in a sentence of its own: a paper of the session told before."""
        forums = [c for c in self._candidates if c.type in _DEALT_AT and c.asserted and not c.setting and not c.heading]
        forums = [c for c in forums if c.status in {"held", "ongoing"}]
        openings = [c.trigger[0] for c in forums]
        told = [c for c in self._candidates if c.asserted and c.type != "adoption" and c.status != "planned"]
        # what was adopted on a day or at a place of its own
        adopted = (c for c in self._candidates if c.type == "adoption" and c.asserted and (c.dates or c.places))
        # `обсудили ход программы, которую Совет утвердил в 2023 году`: it was dealt with
        adopted = (c for c in adopted if not any(x.lemma_ == "который" for x in c.token.children))
        apart = {(c.token.sent.start_char, id(d)) for c in adopted if c.status == "held" for d in c.documents}
        told_at = {
            True: [c.trigger[0] for c in told if c.type not in _TOPICS],
            False: [c.trigger[0] for c in told],
        }
        for mention in self._doc._.documents:
            place = bisect_left(openings, mention.start)
            if not place or not isinstance(mention.entity, Instrument):
                continue
            forum = forums[place - 1]
            if forum.token.sent.end_char > mention.start or mention.start - forum.trigger[1] > _PAPERS_REACH:
                continue
            head = self._head(mention)
            if head is None or any(o is not mention for o in self._documents_at.covering(mention.start, mention.end)):
                continue
            # another happening told since takes what comes after it
            others = told_at[forum.type in _FORUMS]
            since = bisect_left(others, forum.trigger[1])
            if any(start < mention.start for start in others[since : since + 1]):
                continue
            if ITEM_END.search(self._doc._.match_text, forum.trigger[1], mention.start):
                continue
            if (head.sent.start_char, id(mention.entity)) in apart:
                continue
            if feature(head, "Case") == "Ins" and preposition(head) is None:
                # `утверждена Решением Совета`: by which it was done
                continue
            above = next((a.lemma_ for a in ancestors(head) if a.lemma_ in _DISCUSSING), None)
            organ = forum.type == "session" and (self._is_on_agenda(head, mention) or _is_charged(head))
            if above is None and not organ and not (forum.type in _FORUMS and _is_reported_on(head)):
                continue
            if forum.type in {"meeting", "summit"} and above in _APPROVING:
                continue
            if mention.entity not in forum.documents:
                forum.documents.append(mention.entity)

    def _is_on_agenda(self, head: Token, mention: Mention) -> bool:
        """`С докладом об исполнении Программы выступил А. Б.`, an item under `Совет рассмотрел вопросы:`."""
        if any(a.lemma_ in _HEARD for a in ancestors(head)):
            return True
        text: str = self._doc._.match_text
        if _AGENDA_IS.search(text, head.sent.start_char, mention.start) is not None:
            return True
        return _ON_AGENDA.search(list_header(text, mention.start)) is not None

    def _head(self, mention: Mention) -> Token | None:
        span = self._parties.index.span(mention.start, mention.end)
        return span.root if len(span) else None


def _dealt_with(head: Token) -> bool:
    """`обсудили Программу`, `проект Концепции`, `выполнение Стратегии`: the verb above is one of dealing with a
    text.
    """
    return any(a.lemma_ in _DEALING for a in ancestors(head))


def _is_adopted(head: Token) -> bool:
    return any(a.lemma_ in _APPROVING or a.lemma_ == "подписать" for a in ancestors(head))


def _is_of_next_verb(paper: Token, verb: Token) -> bool:
    """`утвердил План и рассмотрел проект Положения`: the object of a verb that goes on after one with its own."""
    above = next((a for a in ancestors(paper) if a.pos_ == "VERB"), None)
    if above is None or above.i == verb.i or above.dep_ != "conj" or above.i < verb.i or paper.i < above.i:
        return False
    own = any(c.dep_ in {"obj", "nsubj:pass"} and c.i != paper.i for c in verb.children)
    return own and verb in set(ancestors(above))


def _is_carried_out(head: Token, verb: Token) -> bool:
    """`утвердили план по реализации Стратегии`: what is adopted is about the paper named."""
    for token in ancestors(head):
        if token.i == verb.i:
            return False
        if token.lemma_ in _CARRYING_OUT:
            return True
    return False


def _is_charged(head: Token) -> bool:
    """`поручил Секретариату подготовить проект Положения`: a paper that the organ wants to have."""
    above = [a.lemma_ for a in ancestors(head)]
    return "проект" in above and any(lemma in CHARGING for lemma in above)


def _is_reported_on(head: Token) -> bool:
    """`проинформировал о ходе исполнения Программы`."""
    above = [a.lemma_ for a in ancestors(head)]
    return any(lemma in _CARRYING_OUT for lemma in above) and any(lemma in _REPORTING for lemma in above)

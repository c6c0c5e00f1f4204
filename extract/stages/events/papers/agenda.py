"""Papers that stand apart from their event: what lies before a forum to come, what is counted first and named after.

`Документ внесут на рассмотрение Совета, который соберётся в Ташкенте`; `Планируется рассмотреть ход выполнения
Программы`, after a session to come; `Подписано 15 документов. Среди них - Декларация`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Instrument, Mention, Starts, match_text_of, not_within
from extract.language.later import later
from extract.language.paper_lists import Item, paper_items
from extract.language.syntax import ancestors, feature, is_future, is_negated
from extract.parties import Parties
from extract.stages.events.merging.gatherings import ITEM_END
from extract.stages.events.papers.dealings import CHARGING
from extract.stages.events.triggers.lexicon import Candidate

_FORUMS = frozenset({"session", "summit", "meeting", "conference"})
#: a paper told before, and what is to be done with it
_IT = r"(?:(?:этот\s+|данный\s+|сам\s+)?(?:документ|проект)|его|е[её]|их|котор(?:ый|ая|ое|ые|ую))"
_DONE_WITH = (
    r"(?:вын(?:ес|ос)|внес|внос|представ|рассм[ао]тр|утвер[дж]|подпи[сш]|одобр|прин(?:ять|ят|яти|им)|обсу[жд])[а-яё]*"
)
_WHITHER = r"(?=\s+(?:на|во?|для|к|до|лидер|глав|минист)\b)"
_LIES_BEFORE = later(
    rf"\b{_IT}\s+(?:[а-яё-]+\s+){{0,4}}?{_DONE_WITH}|\b{_DONE_WITH}\s+(?:{_IT}){_WHITHER}", re.IGNORECASE
)
_BEFORE = 650
#: characters after a forum to come within which its papers are told
_REACH = 900
_HANDLING = frozenset(
    {
        "обсудить", "рассмотреть", "одобрить", "утвердить", "принять", "обсуждение", "рассмотрение", "одобрение",
        "утверждение", "принятие", "обсуждаться", "рассматриваться",
    }
)  # fmt: skip
#: what is signed at a meeting of two is theirs; an organ signs what lies before it
_SIGNING = frozenset({"подписать", "подписание"})
_INTENDING = frozenset(
    {
        "планироваться", "планировать", "предполагаться", "намереваться", "намеренный", "предстоять", "ожидаться",
        "ожидать", "рассчитывать", "намечать", "намечаться", "наметить", "предусмотреть", "готовый", "хотеть", "выйти",
        "предусматривать", "собираться", "подготовить", "готовиться", "запланировать",
    }
)  # fmt: skip
_ON_AGENDA = later(
    r"\b(?:в\s+повестк|повестк[аи]\s+|главн(?:ое|ый\s+вопрос|ая\s+тема)\s*(?:-|:|это)|ключев\w+\s+(?:вопрос|тем)\w*\s*(?:-|:))",
    re.IGNORECASE,
)
#: `Подписано 15 документов. Среди них - Декларация`; `Среди ключевых документов -`, also a sentence later
_AMONG = later(
    r"[^.;\n]{0,90}[.,;]?\s{1,2}(?:,\s*)?(?:среди\s+(?:них|которых|документов)|в\s+(?:их|том)\s+числе|в\s+числе\s+(?:них|которых))\b"
    r"|[^\n]{0,260}[.\n]\s+(?:среди|в\s+числе)\s+(?:[а-яё]+[ыи]х\s+){0,3}(?:документов|соглашений|решений)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:документ|соглашени|меморандум|бумаг|акт)\w*", re.IGNORECASE)
#: the header of a list that goes on from what was told before, and how far behind that
_ON_FROM = re.compile(r"\s*(?:среди|в\s+(?:их|том)\s+числе|в\s+числе|это)\b", re.IGNORECASE)
_ON_WITHIN = 400
#: characters of an item before its paper: `- был одобрен`
_ITEM_OPENS = 40


class Agenda:
    """Gives events of one document the papers that are told apart from them."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self._text = match_text_of(doc)
        self._parties = parties
        self._papers = [m for m in not_within(doc._.documents, doc._.documents) if isinstance(m.entity, Instrument)]
        self._papers_at = Starts(self._papers)
        self._items = paper_items(self._text)
        self._header_ends = [item.header_end for item in self._items]

    def fill(self, candidates: Sequence[Candidate]) -> None:
        """What lies before forums to come, and what was signed; `candidates` are changed."""
        if not self._papers:
            return
        ahead = [c for c in candidates if c.type in _FORUMS and c.status == "planned" and not c.heading]
        for forum in ahead:
            self._told_before(forum)
        self._told_after([c for c in ahead if c.asserted], candidates)
        for candidate in candidates:
            if candidate.type == "adoption":
                self._listed(candidate)
            if candidate.type == "adoption" and not candidate.documents:
                self._counted(candidate)

    def _told_before(self, forum: Candidate) -> None:
        """`Документ внесут на рассмотрение саммита`: the paper that the sentences before it name."""
        sentence = forum.token.sent
        found = list(_LIES_BEFORE.finditer(self._text, sentence.start_char, sentence.end_char))
        found = [m for m in found if not any(self._papers_at.within(m.start(), min(m.end() + 60, sentence.end_char)))]
        if not found or forum.documents or any(t.lemma_ in CHARGING for t in sentence):
            return
        first = found[0].start()
        before = [m for m in self._papers if first - _BEFORE < m.start and m.end <= first]
        if before and not ITEM_END.search(self._text, before[-1].end, first):
            forum.documents.append(before[-1].entity)  # type: ignore[arg-type]

    def _told_after(self, forums: Sequence[Candidate], candidates: Sequence[Candidate]) -> None:
        """`Планируется рассмотреть ход выполнения Программы`, in a sentence after that of the session to come."""
        forums = sorted(forums, key=lambda c: c.trigger)
        openings = [c.trigger[0] for c in forums]
        others = sorted((c.trigger[0], c.type, c.asserted) for c in candidates if c.type in {*_FORUMS, "visit", "call"})
        for mention in self._papers if forums else ():
            place = bisect_left(openings, mention.start)
            if not place:
                continue
            forum = forums[place - 1]
            end = forum.token.sent.end_char
            since = others[bisect_left(others, (end, "", False)) : bisect_left(others, (mention.start, "", False))]
            if not end <= mention.start < end + _REACH or any(told or kind != forum.type for _, kind, told in since):
                continue
            if ITEM_END.search(self._text, end, mention.start) or mention.entity in forum.documents:
                continue
            if self._lies_ahead(mention, _HANDLING if forum.type == "meeting" else _HANDLING | _SIGNING):
                forum.documents.append(mention.entity)  # type: ignore[arg-type]

    def _lies_ahead(self, mention: Mention, handling: frozenset[str]) -> bool:
        """A verb in the future or one of intending stands over what is done with the paper."""
        span = self._parties.index.span(mention.start, mention.end)
        if not len(span):
            return False
        above = list(ancestors(span.root))
        if any(a.lemma_ in CHARGING or is_negated(a) for a in above):
            return False
        sentence = span.root.sent
        if _ON_AGENDA.search(self._text, sentence.start_char, mention.start):
            return True
        nearest = next((a for a in above if a.lemma_ in _HANDLING | _SIGNING), None)
        handled = [nearest] if nearest is not None and nearest.lemma_ in handling else []
        return any(is_future(a) or self._is_intended(a) for a in handled)

    def _is_intended(self, handled: Token) -> bool:
        if handled.pos_ == "VERB" and feature(handled, "VerbForm") not in {"Inf"}:
            return False
        over = [handled.head, *(a for a in ancestors(handled))]
        return any(a.lemma_ in _INTENDING for a in over) or any(
            t.lemma_ in _INTENDING and t.i < handled.i for t in handled.sent
        )

    def _counted(self, adoption: Candidate) -> None:
        """`Подписано 15 документов. Среди них - А и Б`, in one clause."""
        start = adoption.trigger[1]
        among = _AMONG.match(self._text, start)
        if among is not None and _COUNTED.search(self._text, start, among.end()):
            stop = re.compile(r"[.\n](?:\s|$)").search(self._text, among.end())
            self._give(adoption, among.end(), stop.start() if stop is not None else len(self._text))

    def _listed(self, adoption: Candidate) -> None:
        """`По итогам подписаны следующие документы:`, and below one on each line."""
        start, end = adoption.trigger
        first = bisect_left(self._header_ends, end)
        if first == len(self._items):
            return
        header = self._items[first]
        if not (header.header_start <= start or self._goes_on(header, adoption)):
            return
        for item in self._items[first : bisect_right(self._header_ends, header.header_end)]:
            named = self._papers_at.within(item.start, min(item.start + _ITEM_OPENS, item.end))
            adoption.documents += [m.entity for m in named[:1] if m.entity not in adoption.documents]  # type: ignore[misc]

    def _goes_on(self, item: Item, adoption: Candidate) -> bool:
        """`Утверждён ряд документов, сообщает агентство. Среди них:`."""
        near = 0 <= item.header_start - adoption.trigger[1] < _ON_WITHIN
        told = near and _ON_FROM.match(self._text, item.header_start) is not None
        return told and _COUNTED.search(self._text, adoption.token.sent.start_char, item.header_start) is not None

    def _give(self, adoption: Candidate, start: int, end: int) -> None:
        for mention in self._papers_at.within(start, end):
            if isinstance(mention.entity, Instrument) and mention.entity not in adoption.documents:
                adoption.documents.append(mention.entity)

"""Statements: `We, the heads of ...`, preambular gerunds, and numbered paragraphs under `Решили:` / `Decided as
follows:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from spacy.tokens import Doc, Span

from extract.document import TokenIndex, match_text_of, sentence_spans
from extract.document import sentences as bounds
from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import feature
from extract.stages.commitments.papers.headers import header_of
from extract.stages.commitments.papers.orders import (
    THANKING,
    below_heading,
    by_dash,
    charged,
    in_force,
    infinitives,
    is_addressed,
    is_body_abbreviated,
    is_said,
    narrated_order,
    object_first,
    points_below,
    tells_orders,
    without_end,
)
from schemas.base import Language
from schemas.commitment import Force

_ITEM = later(
    r"\s*(?:\(?(\d{1,2}(?:\.\d{1,2})*)[.)](?:\s+|(?=[А-ЯЁA-Z]))"
    r"|(?:\(?([а-яa-z]|i{2,3}|iv|vi{1,3}|ix)\)|[-\u2013\u2014•*])\s+)"
)


_HEADING_WORDS = 6
#: `3. О проекте положения`: what an item of the agenda is about, over what was decided on it
_AGENDA = later(r"Об?\s[А-ЯЁа-яё\"]")
#: `поручили в срок до 1 июля:`
_WHEN = later(r"(?:в срок|до|к|ко|не позднее|в течение|с целью|в целях)\s", re.IGNORECASE)
#: `решили: 1. Утвердить план. 2. Поручить ...`, `постановил: утвердить план; поручить ...` in one line
_INLINE = later(
    r"\b(решил[аио]?|постановил[аио]?)\s*:\s*(?:(?=1[.)]\s*[А-ЯЁ])|(?=[А-ЯЁа-яё][^\n]*;))",
    re.IGNORECASE,
    needs="решил|постановил",
)
_RUN_ON = later(r"(?<![\d.])(\d{1,2})[.)]\s*(?=[А-ЯЁ])")
#: lines below an item of minutes that say by when it is to be done and by whom
_TERMS = later(
    r"\s*(?:Срок\w*(?:\s+исполнения)?|Ответственн\w+(?:\s+исполнител\w+)?|Отв\.|Исполнител[ьи]|Контроль"
    r"|Deadline|Responsible)\s*[-:]",
    re.IGNORECASE,
)
_PROTOCOL = later(r"\n[ \t]*\d{1,2}\.\d{1,2}\.?[ \t]")


#: the first characters of a text, where its title stands
TOP = 600
_PAPER = later(
    r"^[\s*#]*(?:совместн\w+ |итогов\w+ |joint |final )?"
    r"(?:коммюнике|заявлени\w+|протокол\w*|деклараци\w+|резолюци\w+|communiqu[eé]|statement|protocol|minutes|declaration)\b"
    r"(?![^\n]{0,80}\b(?:подписан|принят|одобрен))",
    re.IGNORECASE | re.MULTILINE,
)
#: the title of an order over its own text
_ORDER_TITLE = later(r"^[\s*#]*(?:РАСПОРЯЖЕНИЕ|ПОСТАНОВЛЕНИЕ|ПРИКАЗ|РЕШЕНИЕ|УКАЗАНИЕ|УКАЗ)\s*$", re.MULTILINE)
#: orders given in a list of their own
_ORDER_LIST = later(
    r"^[^\n.]{0,120}\bпереч(?:ень|ня) поручений\b[^\n]{0,250}$(?=[\s\S]{0,1500}?\n[ \t]*1[.)][ \t]+\S)",
    re.IGNORECASE | re.MULTILINE,
    needs="поручений",
)
_MINUTES = later(
    r"^[\s*#]*(?:протокол\b[^\n]{0,80}(?:\n[^\n]{0,80}){0,2}?\b(?:заседани|совещани)|minutes of the"
    r"|protocol\b[^\n]{0,80}(?:\n[^\n]{0,80}){0,2}?\b(?:meeting|session)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = later(r"^[ \t]*1(?:\.1)?[.)][ \t]+\S", re.MULTILINE)


#: how a recital opens in English; `- instructed the Secretariat` does something
_RECITES = later(
    r"(?:[a-z]+ing|(?:[a-z]+ly|concerned|convinced|guided|alarmed|disturbed|encouraged|determined|committed|inspired"
    r"|motivated|united|worried|dedicated|persuaded|based|shocked|saddened|gathered|assembled|mindful|aware|conscious))$",
    re.IGNORECASE,
)


#: forces whose items may have subjects and verbs of their own
_OF_SEVERAL = frozenset({"agreement", "pledge"})
_SPEAKS = later(
    r"We(?:, [^.;\n]{3,120},)? [a-z]+"
    r"|The (?:Ministers|Heads|Leaders|Participants|Sides|Parties) (?!(?:shall|will)\b)[a-z]+"
    # `4. The Uzbek side offered to host it`: one of them, who did something
    r"|The (?:(?!(?:shall|will|to)\b)[\w'-]+ ){1,4}(?:\([^)\n]{1,40}\) )?(?:re)?(?:affirmed|confirmed|iterated|offered"
    r"|expressed|proposed|announced|undertook|pledged|volunteered|informed|promised)\b"
)
#: behind an order (`To set up a roster.`): a sentence with a subject and a verb of its own
_OWN_CLAUSE = later(
    r"(?:The|Each|Both|All|It|This|These|They|He|She|[A-Z][\w-]+) (?:(?!(?:that|which|who|to)\b)[^.,;:\n]){0,60}?"
    r"\b(?:shall|will|would|must|should|is|are|was|were|has|have|had|accepted|noted|welcomed|agreed|expressed|thanked"
    r"|offered|undertook|confirmed|proposed)\b"
)
_ORDERS = later(r"(?:not )?to [a-z]+ ", re.IGNORECASE)
_BOUND = later(
    r"(?P<who>(?:(?:[Tt]he|[Bb]oth|[Ee]ach|[Aa]ll) (?:(?!(?:that|which|who|will|shall)\b)[^.,;:\n]){2,80}?))"
    r" (?:shall|will) (?!be\b|not\b|have\b)(?:also |further |jointly )?(?=[a-z])"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One operative paragraph: header word, the paragraph's own words, its number."""

    force: Force
    cue: tuple[int, int]
    action: tuple[int, int]
    number: str | None
    language: Language
    #: the numbers of its sentences
    sentences: range
    #: the words between header word and colon: whom the items address
    addressed: tuple[int, int] | None = None
    #: false for bullets under a verb of a news text
    formal: bool = True
    #: by the body whose order it stands in
    ordered: bool = False
    #: who is to act, named in front: `The Parties [shall] exchange lists`
    doer: tuple[int, int] | None = None
    #: where the order before is told that this one goes on with
    narrated: int | None = None
    #: where those are told before who adopted the paper that the header word is of
    adopted: int | None = None


def provided(doc: Doc, paragraph: Paragraph) -> bool:
    """What a paper provides for, told by its header word."""
    return match_text_of(doc)[slice(*paragraph.cue)].lower().startswith("предусм") and paragraph.force == "agreement"


def asked_ahead(paragraph: Paragraph) -> bool:
    """Whom the paragraph asks stands right before its action, in the same sentence."""
    whom = paragraph.addressed
    return whom is not None and paragraph.cue[0] == paragraph.action[0] == whom[1]


def order_title(text: str) -> int | None:
    """Where the title of an order stands over its own text."""
    title = _order_over(text)
    return title.start() if title is not None else None


def _order_over(text: str) -> re.Match[str] | None:
    """The title of an order or of a list of orders over its items."""
    title = _ORDER_TITLE.search(text, 0, TOP)
    if title is None and (title := _ORDER_LIST.search(text)) is not None and title.start() > TOP:
        return None
    return title


def is_order_list(text: str) -> bool:
    """A list of orders under its title."""
    return _ORDER_TITLE.search(text, 0, TOP) is None and _order_over(text) is not None


def body_starts(doc: Doc) -> int:
    """Where the numbered items of a communique, statement or protocol begin; the end of any other text."""
    text = match_text_of(doc)
    end = len(text)
    if _PAPER.search(text, 0, TOP) is None and _order_over(text) is None:
        return end
    first = _FIRST.search(text)
    return first.start() if first is not None else end


def paragraphs(doc: Doc) -> Iterator[Paragraph]:
    """Operative paragraphs, header by header."""
    text = match_text_of(doc)
    # `1.1.`, `2.3.`: the numbering of a protocol, whose items need no header
    protocol = len(_PROTOCOL.findall(f"\n{text}")) >= 3
    begun = body_starts(doc)
    paper = begun < len(text)
    # `Протокол заседания Совета`: an organ decides; a protocol of two parties holds what they agreed
    orders = paper and _order_over(text) is not None
    minutes = orders or (paper and _MINUTES.search(text, 0, TOP) is not None)
    # few texts have one
    inlines = _INLINE.search(text) is not None
    ordering = not paper and tells_orders(text)
    if not (paper or protocol or inlines or ordering or any(header_of(text, sentence) for sentence in bounds(doc))):
        return
    sentences = sentence_spans(doc)
    i = 0
    while i < len(sentences):
        header = header_of(text, sentences[i])
        inline: re.Match[str] | None = None
        if inlines and header is None:
            inline = _INLINE.search(text, sentences[i].start_char, sentences[i].end_char)
        if inline is not None:
            last = _last_of_line(text, sentences, i)
            for number, start, stop in _run_on(text, inline.end()) or _points(text, sentences[i], inline.end()):
                yield Paragraph("decision", inline.span(1), (start, stop), number, "ru", range(i, last + 1))
            i = last + 1
            continue
        if header is None and paper and sentences[i].start_char >= begun:
            ordered, last = _of_order(text, sentences, i, whole=orders)
            yield from ordered
            if ordered:
                i = last + 1
                continue
        if header is None:
            order = (
                _order(text, sentences[i], i, minutes=minutes) if paper and sentences[i].start_char > begun else None
            )
            decided = _protocol_item(text, sentences[i], i) if protocol or minutes else None
            decided = decided or (_english_item(text, sentences[i], i) if minutes else None)
            bare = _bare_item(text, sentences[i], i) if paper and sentences[i].start_char >= begun else None
            if not decided and not order and paper and sentences[i].start_char > begun:
                decided = (_unnumbered if minutes else _bare_paragraph)(text, sentences[i], i)
            if ordering and not order and not decided and (told := narrated_order(doc, sentences, i)) is not None:
                order = _order(text, sentences[i], i) or _order_by_dash(text, sentences[i], i)
                if order is not None:
                    stop = without_end(text, order.action[0], told[1])
                    order = replace(order, action=(order.action[0], stop), formal=False, narrated=told[0])
            if (paragraph := order or decided or bare) is not None:
                below = points_below(text, sentences, i) if decided is paragraph else []
                if below:
                    # `1. Провести: / операцию «Розыск» - в апреле; / операцию «Сеть» - в мае.`
                    stop = without_end(text, paragraph.action[0], below[-1][2])
                    paragraph = replace(
                        paragraph, action=(paragraph.action[0], stop), sentences=range(i, below[-1][0] + 1)
                    )
                    i = below[-1][0]
                elif paragraph.formal and (last := _rest_of_line(text, sentences, i, paragraph)) > i:
                    stop = without_end(text, paragraph.action[0], sentences[last].end_char)
                    read = range(paragraph.sentences.start, last + 1)
                    paragraph = replace(paragraph, action=(paragraph.action[0], stop), sentences=read)
                    i = last
                yield paragraph
            i += 1
            continue
        force, cue = header
        charges, last = _under_addressees(text, sentences, i, header)
        if charges:
            yield from charges
            i = last + 1
            continue
        listed = _Listing(text, sentences, i)
        clause = _of_paper(sentences[i], cue[0])
        opening = clause.end() if clause is not None else sentences[i].start_char
        addressed = _between(text, cue[1], sentences[i].end_char) or _in_front(sentences[i], opening, cue[0])
        items = list(listed.items())
        for item in items:
            if item is not items[-1] and text[item.start : item.stop].endswith(":"):
                # `2. Министерствам внутренних дел:` over 2.1 and 2.2
                continue
            if sentences[item.first]._.language == "en" and _TAKEN.match(text, item.start, item.stop):
                # `the report was noted`: done there and then
                continue
            formal = listed.formal or bool(item.number) or force in {"decision", "agreement"}
            if clause is not None and not (force == "decision" and item.number):
                # what a news text tells of a paper
                formal = False
            language = sentences[item.first]._.language
            read = range(item.first, item.last + 1)
            start, doer = item.start, None
            if language == "en" and force in _OF_SEVERAL:
                if _SPEAKS.match(text, item.start, item.stop):
                    # `1. We call upon States to share data`: told by its own words
                    continue
                if (bound := _BOUND.match(text, item.start, item.stop)) is not None:
                    start, doer = bound.end(), bound.span("who")
            adopted = clause.start() if clause is not None else None
            words = (start, item.stop)
            yield Paragraph(
                force, cue, words, item.number, language, read, addressed, formal, doer=doer, adopted=adopted
            )
        i = listed.end


def _of_order(text: str, sentences: list[Span], number: int, *, whole: bool) -> tuple[list[Paragraph], int]:
    """An item of an order with the points below it, one for each where the item charges somebody, and from when it is
    in force; and the number of its last sentence. Of other papers only who is charged with points below.
    """
    sentence = sentences[number]
    force = in_force(text, sentence) if whole else None
    if force is not None:
        mark, cue = force
        stop = without_end(text, mark.end(), sentence.end_char)
        read = range(number, number + 1)
        return [Paragraph("decision", cue, (mark.end(), stop), mark[1], "ru", read, ordered=True)], number
    mark = _ITEM.match(text, sentence.start_char, sentence.end_char)  # type: ignore[assignment]
    below = points_below(text, sentences, number) if mark is not None and mark[1] else []
    if not below or mark is None:
        return [], number
    whom = charged(sentence, mark.end())
    if whom is None and not whole:
        return [], number
    if whom is None:
        # `2. Отметить, что: а) ...; б) ...`
        item = _protocol_item(text, sentence, number)
        if item is None:
            return [], number
        stop = without_end(text, item.action[0], below[-1][2])
        read = range(number, below[-1][0] + 1)
        return [replace(item, action=(item.action[0], stop), sentences=read)], below[-1][0]
    addressed, verb = whom
    found: list[Paragraph] = []
    for point, start, end in below:
        head = verb or next(infinitives(sentences[point]), None)
        if head is not None:
            span = (start, without_end(text, start, end))
            cue = (head.idx, head.idx + len(head))
            read = range(number if not found else point, point + 1)
            found.append(Paragraph("decision", cue, span, mark[1], "ru", read, addressed, ordered=True))
    return found, below[-1][0]


def _goes_on_ordering(sentence: Span) -> bool:
    """`Координацию возложить на МВД.`, `О сроках сообщить в штаб.`: an infinitive before any other verb."""
    verbs = [t for t in sentence if t.pos_ in {"VERB", "AUX"} and "Part" not in t.morph.get("VerbForm", [])]
    return bool(verbs) and "Inf" in verbs[0].morph.get("VerbForm", [])


def _rest_of_line(text: str, sentences: list[Span], first: int, paragraph: Paragraph) -> int:
    """Number of the last sentence of the paragraph that goes on with an order: `Штаб развернуть в Оше. Отв.: МВД.`
    What somebody else is to do stands apart, unless a number holds the sentences together.
    """
    last = first
    while last + 1 < len(sentences):
        following = sentences[last + 1]
        gap = text[sentences[last].start_char + len(sentences[last].text.rstrip()) : following.start_char]
        if "\n" in gap or following._.language != "ru" or _ITEM.match(text, following.start_char):
            break
        ordered = _goes_on_ordering(following)
        if not (ordered or _TERMS.match(text, following.start_char)) or header_of(text, following):
            break
        apart = paragraph.number is None
        if THANKING.match(text, following.start_char) or (apart and _order(text, following, last + 1, minutes=True)):
            break
        last += 1
    return last


def _under_addressees(
    text: str, sentences: list[Span], number: int, header: tuple[Force, tuple[int, int]]
) -> tuple[list[Paragraph], int]:
    """`рекомендуют: / Правительству: / - ускорить ...; / Национальному банку: / - обязать ...`: the points below each
    of those whom a header word asks, and the number of the last sentence.
    """
    found: list[Paragraph] = []
    last, i = number, number + 1
    while i < len(sentences) and sentences[i]._.language == "ru":
        sentence = sentences[i]
        words = text[sentence.start_char : sentence.end_char].rstrip()
        start = sentence.start_char + len(words) - len(words.lstrip())
        below = points_below(text, sentences, i) if words.endswith(":") and _ITEM.match(words) is None else []
        whom = charged(sentence, start) if below else None
        if below and _ITEM.match(text, sentences[below[0][0]].start_char):
            # `органам управления - проводить работу` below the points of the one before
            marked = (bool(_ITEM.match(text, sentences[point].start_char)) for point, _, _ in below)
            below = [point for point, goes_on in zip(below, accumulate(marked, min)) if goes_on]
        dash = by_dash(text, sentence) if found and not below else None
        if whom is not None:
            for point, begin, end in below:
                action = (begin, without_end(text, begin, end))
                found.append(Paragraph(header[0], header[1], action, None, "ru", range(point, point + 1), whom[0]))
            last = below[-1][0]
        elif dash is not None:
            action = (start, without_end(text, start, sentence.end_char))
            found.append(Paragraph(header[0], header[1], action, None, "ru", range(i, i + 1)))
            last = i
        else:
            break
        i = last + 1
    return found, last


def _last_of_line(text: str, sentences: list[Span], first: int) -> int:
    """Number of the last sentence that begins in the line in which the sentence `first` ends."""
    end = text.find("\n", sentences[first].end_char - 1)
    end = len(text) if end < 0 else end
    last = first
    while last + 1 < len(sentences) and sentences[last + 1].start_char < end:
        last += 1
    return last


def listed_beside(doc: Doc, paragraph: Paragraph) -> bool:
    """The item stands in the line of its header word."""
    between = match_text_of(doc)[paragraph.cue[1] : paragraph.action[0]]
    return paragraph.number is None and between.lstrip()[:1] == ":" and "\n" not in between


#: `Отв.: Секретариат.` after the last of the items in a line
_WHO_DOES = later(r"\.\s+(?:Отв\.|Ответственн\w+|Исполнител[ьи]|Контроль)\s*[-:–]")


def _points(text: str, sentence: Span, start: int) -> list[tuple[str | None, int, int]]:
    """`постановил: утвердить план; поручить Секретариату доложить`: the words with an infinitive between semicolons."""
    ends = [start + m.start() for m in re.finditer(";", text[start : sentence.end_char])]
    found: list[tuple[str | None, int, int]] = []
    for begin, end in zip([start, *(e + 1 for e in ends)], [*ends, sentence.end_char]):
        who = _WHO_DOES.search(text, begin, end)
        end = who.start() if who is not None else end
        words = [t for t in sentence if begin <= t.idx < end and not (t.is_space or t.is_punct)]
        head = next((t for t in words if feature(t, "VerbForm") == "Inf"), None)
        if head is not None:
            # `доклад принять к сведению`; `Секретариату внести предложения` whole
            opening = words[0] if is_addressed(words[0]) else head
            found.append((None, opening.idx, without_end(text, opening.idx, end)))
    return found


def _run_on(text: str, start: int) -> list[tuple[str | None, int, int]]:
    """`решили: 1. Утвердить план. 2. Поручить ...`: number and words of the items in one line."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    marks = [m for number, m in enumerate(_RUN_ON.finditer(text, start, end), 1) if int(m[1]) == number]
    bounds = zip(marks, [*(m.start() for m in marks[1:]), end])
    return [(mark[1], mark.end(), without_end(text, mark.end(), following)) for mark, following in bounds]


@dataclass(slots=True)
class _Item:
    """One item of a list: its words without the mark, and the sentences that are read with it."""

    start: int
    stop: int
    number: str | None
    first: int
    last: int


class _Listing:
    """The items under a header: those with its first item's kind of mark, or paragraphs that open like an order."""

    def __init__(self, text: str, sentences: list[Span], header: int) -> None:
        self._text = text
        self._sentences = sentences
        own = self._mark(header)
        self._above = own[1] if own is not None else None
        #: the sentence after the list
        self.end = header + 1
        opening = self._mark(self.end) if self.end < len(sentences) else None
        self._kind = _kind(opening) if opening is not None else None
        self.formal = bool(self._above or self._kind in {None, "letter"})

    def _mark(self, number: int) -> re.Match[str] | None:
        sentence = self._sentences[number]
        return _ITEM.match(self._text, sentence.start_char, sentence.end_char)

    def items(self) -> list[_Item]:
        """The items in text order; what goes on in the paragraph of one, and points under it, belong to it."""
        found: list[_Item] = []
        while self.end < len(self._sentences):
            mark = self._mark(self.end)
            if found and self._is_term(found[-1]):
                # `Срок: второй квартал`, `Ответственные: МВД` below an item are no words of it
                self.end += 1
                continue
            if found and mark is None and self._is_point(found[-1]):
                sentence = self._sentences[self.end]
                stop = without_end(self._text, sentence.start_char, sentence.end_char)
                found.append(_Item(sentence.start_char, stop, found[-1].number, self.end, self.end))
            elif found and mark is None and self._is_clause(found[-1]):
                # `2. To set up a roster. Each Party shall name two teams.`
                pass
            elif found and mark is None and self._is_remark(found[-1]):
                if _goes_on_ordering(self._sentences[self.end]):
                    found[-1].stop = without_end(self._text, found[-1].start, self._sentences[self.end].end_char)
            elif found and self._goes_on(found[-1], mark):
                found[-1].stop = without_end(self._text, found[-1].start, self._sentences[self.end].end_char)
                if mark is not None:
                    found[-1].last = self.end
            elif self._opens(mark):
                start = mark.end() if mark else self._sentences[self.end].start_char
                stop = without_end(self._text, start, self._sentences[self.end].end_char)
                if stop > start:
                    found.append(_Item(start, stop, mark[1] if mark else None, self.end, self.end))
            else:
                break
            self.end += 1
        return [item for item in found if not self._heads_section(item)]

    def _is_term(self, above: _Item) -> bool:
        """`Срок: 1 мая` on a line of its own; beside a numbered item it is part of it."""
        start = self._sentences[self.end].start_char
        apart = self._kind != "number" or "\n" in self._text[above.stop : start]
        return apart and _TERMS.match(self._text, start) is not None

    def _is_remark(self, above: _Item) -> bool:
        """`- открыть центр. Он заработает в мае;`: a sentence in the line of a point, before the next."""
        sentence = self._sentences[self.end]
        beside = self._kind in {"bullet", "letter"} and "\n" not in self._text[above.stop : sentence.start_char]
        return beside and sentence._.language == "ru" and not header_of(self._text, sentence)

    def _is_clause(self, above: _Item) -> bool:
        """Beside an English order in the infinitive, or what one side told, a sentence of its own."""
        sentence = self._sentences[self.end]
        if sentence._.language != "en" or "\n" in self._text[above.stop : sentence.start_char]:
            return False
        apart = _ORDERS.match(self._text, above.start) or _SPEAKS.match(self._text, above.start)
        return apart is not None and _OWN_CLAUSE.match(self._text, sentence.start_char) is not None

    def _is_point(self, above: _Item) -> bool:
        """`3. Координационной службе:` over lines without marks: each that opens like an order is an item."""
        sentence = self._sentences[self.end]
        between = self._text[above.stop : sentence.start_char]
        goes_on = self._text[above.stop - 1 : above.stop] == ":" or between.startswith(";")
        line = "\n" in between and goes_on
        opening = self._text[sentence.start_char : sentence.start_char + 1]
        ordered = any("Inf" in t.morph.get("VerbForm", []) for t in sentence)
        return self._kind == "number" and line and opening.islower() and ordered

    def _heads_section(self, item: _Item) -> bool:
        """`1. Торговля` over `1.1. Сторона передаст перечень`, or over a paragraph of its own: it tells nothing."""
        words = self._text[item.start : item.stop]
        closed = self._text[item.stop : item.stop + 1] in {".", ";", ":"}
        if item.number is None or item.first != item.last or closed:
            return False
        if _AGENDA.match(words) is None and len(words.split()) > _HEADING_WORDS:
            return False
        if any(t.pos_ in {"VERB", "AUX"} for t in self._sentences[item.first]):
            return False
        below = self._text[item.stop :].lstrip()
        return below.startswith(f"{item.number}.") or (bool(below) and _ITEM.match(below) is None)

    def _opens(self, mark: re.Match[str] | None) -> bool:
        if self._kind is None:
            sentence = self._sentences[self.end]
            opens = _looks_operative(sentence) or self._follows_item() or _charges(sentence)
            return opens or by_dash(self._text, sentence) is not None or object_first(self._text, sentence) is not None
        if mark is None or _kind(mark) != self._kind:
            return False
        # the next item of the list that the header itself stands in is none of its own
        return not (self._above and mark[1] and not mark[1].startswith(f"{self._above}."))

    def _follows_item(self) -> bool:
        """`провести заседание; / для подготовки текстов образовать группы`: what opens otherwise, after a semicolon."""
        sentence = self._sentences[self.end]
        before = self._text[: sentence.start_char].rstrip()[-1:]
        opening = self._text[sentence.start_char : sentence.start_char + 1]
        return before == ";" and opening.islower() and any("Inf" in t.morph.get("VerbForm", []) for t in sentence)

    def _goes_on(self, item: _Item, mark: re.Match[str] | None) -> bool:
        """`Просить правительства: а) ...; б) ...`, `Провести операцию. Координацию возложить на МВД.`"""
        if self._kind != "number":
            return False
        if mark is not None:
            points = item.last > item.first or self._text[item.start : item.stop].endswith(":")
            return points and _kind(mark) != "number"
        sentence = self._sentences[self.end]
        between = self._text[item.stop : sentence.start_char]
        return "\n" not in between and not header_of(self._text, sentence)


def _kind(mark: re.Match[str]) -> str:
    return "number" if mark[1] else "letter" if mark[2] else "bullet"


def _between(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words from the header word to the colon at the end of its sentence."""
    stop = text.rfind(":", start, end)
    while start < stop and not text[start].isalnum():
        start += 1
    return (start, stop) if stop > start and _WHEN.match(text, start) is None else None


#: `участники приняли рекомендации, в которых комиссии предлагается:`
_IN_PAPER = later(r",\s+(?:в|согласно|в соответствии с)\s+котор[а-яё]+\s+(?=\w)", needs="котор")


def _of_paper(sentence: Span, end: int) -> re.Match[str] | None:
    """Where the relative clause about a paper begins in which the header word stands."""
    told = _IN_PAPER.search(match_text_of(sentence.doc), sentence.start_char, end)
    if told is None or any("Fin" in t.morph.get("VerbForm", []) for t in sentence if told.end() <= t.idx < end):
        return None
    return told


def _in_front(sentence: Span, start: int, end: int) -> tuple[int, int] | None:
    """`Правительствам совместно с Комиссией поручено:`: whom the items address, before the header word."""
    words = [t for t in sentence if start <= t.idx < end and not (t.is_space or t.is_punct)]
    return (words[0].idx, words[-1].idx + len(words[-1])) if words and is_addressed(words[0]) else None


def _order(text: str, sentence: Span, number: int, *, minutes: bool = False) -> Paragraph | None:
    """`Секретариату совместно с Комитетом представить предложения`: a dative in front, an infinitive, no other verb.
    In minutes an adjective or an abbreviation may open it, and the action is the sentence.
    """
    words = [t for t in sentence if not (t.is_space or t.is_punct)]
    if not words or sentence._.language != "ru":
        return None
    named = is_addressed(words[0]) if words[0].pos_ != "ADJ" or minutes else False
    if not named and not (minutes and is_body_abbreviated(words[0])):
        return None
    verbs = [t for t in words if t.pos_ in {"VERB", "AUX"}]
    infinitive = next((t for t in verbs if "Inf" in t.morph.get("VerbForm", [])), None)
    if infinitive is None or any(is_said(t) for t in verbs if t.i < infinitive.i):
        return None
    stop = without_end(text, infinitive.idx, sentence.end_char)
    cue = (infinitive.idx, infinitive.idx + len(infinitive))
    if minutes:
        return Paragraph("decision", cue, (words[0].idx, stop), None, "ru", range(number, number + 1))
    addressed = (words[0].idx, infinitive.idx)
    return Paragraph("decision", cue, (infinitive.idx, stop), None, "ru", range(number, number + 1), addressed)


def _order_by_dash(text: str, sentence: Span, number: int) -> Paragraph | None:
    """`Таможенной службе - ужесточить досмотр.`"""
    head = by_dash(text, sentence)
    if head is None:
        return None
    first = next(t for t in sentence if not (t.is_space or t.is_punct))
    action = (head.idx, without_end(text, head.idx, sentence.end_char))
    cue = (head.idx, head.idx + len(head))
    return Paragraph("decision", cue, action, None, "ru", range(number, number + 1), (first.idx, head.idx - 3))


def _protocol_item(text: str, sentence: Span, number: int) -> Paragraph | None:
    """`1.2. Секретариату до 1 октября подготовить отчет.`: an infinitive and no finite verb."""
    mark = _ITEM.match(text, sentence.start_char, sentence.end_char)
    if mark is None or not mark[1] or sentence._.language != "ru":
        return None
    verbs = [t for t in sentence if t.pos_ in {"VERB", "AUX"}]
    infinitive = next((t for t in verbs if "Inf" in t.morph.get("VerbForm", [])), None)
    if infinitive is None or any(is_said(t) for t in verbs if t.i < infinitive.i):
        return None
    stop = without_end(text, mark.end(), sentence.end_char)
    cue = (infinitive.idx, infinitive.idx + len(infinitive))
    force: Force = "proposal" if _RECOMMENDS.match(text, mark.end()) else "decision"
    return Paragraph(force, cue, (mark.end(), stop), mark[1], "ru", range(number, number + 1))


#: an item of minutes whose own word recommends: no header word makes a decision of it
_RECOMMENDS = later(r"(?:рекомендовать|предложить|призвать)\s", re.IGNORECASE)


def _bare_paragraph(text: str, sentence: Span, number: int) -> Paragraph | None:
    """What is to be done behind what it is done to: `Двадцатое заседание провести в Минске.`"""
    told = object_first(text, sentence)
    return Paragraph("decision", *told, None, "ru", range(number, number + 1)) if told is not None else None


def _unnumbered(text: str, sentence: Span, number: int) -> Paragraph | None:
    """`Провести очередное заседание в Оше.`: a sentence of minutes that opens with an infinitive and has no number."""
    begin = below_heading(text, sentence)
    first = next((t for t in sentence if t.idx >= begin and not (t.is_space or t.is_punct)), None)
    if first is None or sentence._.language != "ru":
        return None
    if "Inf" not in first.morph.get("VerbForm", []):
        return _bare_paragraph(text, sentence, number)
    if not first.text[:1].isupper() or any("Fin" in t.morph.get("VerbForm", []) and t.head == t for t in sentence):
        return None
    if THANKING.match(text, first.idx) or text[: sentence.end_char].rstrip()[-1:] not in {".", ";"}:
        return None
    stop = without_end(text, first.idx, sentence.end_char)
    return Paragraph(
        "decision", (first.idx, first.idx + len(first)), (first.idx, stop), None, "ru", range(number, number + 1)
    )


#: `To ask the Service to reply`, `The parties to submit tables`: an order in English, and no finite verb before it
_ORDERED = later(
    r"(?P<who>(?!To )(?:The |Both |All )?[A-Z](?:(?!\b(?:is|are|was|were|will|has|had|have|did|does|do|may|can|must"
    r"|shall|should|would|agreed|noted|plans|intends|wants|continues|agrees|undertakes|[a-z]+ed(?= to\b))\b)"
    r"[^.;:?!\n]){2,120}? )?"
    r"(?P<verb>(?:not )?[Tt]o (?:also |jointly )?[a-z]{2,})\b"
)


#: an item that tells only what was done: `the budget was noted`
_TAKEN = later(
    r"(?:(?!\b(?:shall|will|should|must|(?:to|not) [a-z]+)\b)[^.])*\b(?:was|were) (?:(?!\b(?:shall|will|to)\b)[^.])*$"
)


def _english_item(text: str, sentence: Span, number: int) -> Paragraph | None:
    """`1.2. To ask the Service to reply.`, `The parties to submit tables.` in the minutes of a meeting."""
    if sentence._.language != "en" or text[: sentence.end_char].rstrip()[-1:] not in {".", ";"}:
        return None
    mark = _ITEM.match(text, sentence.start_char, sentence.end_char)
    start = mark.end() if mark else sentence.start_char
    ordered = _ORDERED.match(text, start, sentence.end_char)
    if ordered is None or ordered["verb"].startswith("To") == bool(ordered["who"]):
        return None
    stop = without_end(text, start, sentence.end_char)
    addressed = (ordered.start("who"), ordered.end("who") - 1) if ordered["who"] else None
    named = mark[1] if mark else None
    return Paragraph("decision", ordered.span("verb"), (start, stop), named, "en", range(number, number + 1), addressed)


_CHARGED = later(r"\bвозложить на ")


def _bare_item(text: str, sentence: Span, number: int) -> Paragraph | None:
    """`7. Следующий раунд провести в Исламабаде.`: a numbered item whose only verb is an infinitive, and no dative."""
    mark = _ITEM.match(text, sentence.start_char, sentence.end_char)
    if mark is None or not mark[1] or sentence._.language != "ru":
        return None
    verbs = [t for t in sentence if t.pos_ in {"VERB", "AUX"} and "Part" not in t.morph.get("VerbForm", [])]
    infinitive = next((t for t in verbs if "Inf" in t.morph.get("VerbForm", [])), None)
    predicate = any(t.dep_ == "ROOT" and t.pos_ in {"ADJ", "ADV", "AUX"} for t in sentence)
    if infinitive is None or predicate or verbs[0] is not infinitive:
        return None
    opening = re.match(r"[^\W\d_]+", text[mark.end() : sentence.end_char])
    if opening is not None and any(p.tag.POS == "VERB" for p in parses(opening[0].lower())):
        # a verb that the tagger takes for a name
        return None
    if any("Fin" in t.morph.get("VerbForm", []) for t in verbs):
        return None
    if any(is_said(t) for t in sentence if t.pos_ == "VERB" and t.i < infinitive.i):
        # `Секретариату поручено подготовить проект`
        return None
    stop = without_end(text, infinitive.idx, sentence.end_char)
    cue = (infinitive.idx, infinitive.idx + len(infinitive))
    if _CHARGED.search(text, mark.end(), sentence.end_char):
        # `Контроль за выполнением возложить на министра`
        return Paragraph("decision", cue, (mark.end(), stop), mark[1], "ru", range(number, number + 1))
    return Paragraph("agreement", cue, (mark.end(), stop), mark[1], "ru", range(number, number + 1))


def _charges(sentence: Span) -> bool:
    """`Исполнительному комитету – представить проект`: a dative in front, then an infinitive before any other verb."""
    words = [t for t in sentence if not (t.is_space or t.is_punct)]
    if not words or sentence._.language != "ru" or not is_addressed(words[0]):
        return False
    verb = next((t for t in words if t.pos_ in {"VERB", "AUX"} and "Part" not in t.morph.get("VerbForm", [])), None)
    return verb is not None and "Inf" in verb.morph.get("VerbForm", [])


def _looks_operative(sentence: Span) -> bool:
    """An unnumbered paragraph that opens with an infinitive (or English `to`) or a verb of the first person."""
    for token in sentence:
        if token.is_space or token.is_punct:
            continue
        if sentence._.language == "en":
            return token.norm_.lower() == "to"
        return "Inf" in token.morph.get("VerbForm", [])
    return False


#: `создать группу, поручив Комитету до 1 декабря представить её положение`
_CHARGING = later(r",\s+(поручив|предписав)\s+(?=\w)", needs="поручив|предписав")


def with_charge(doc: Doc, index: TokenIndex, paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph, and apart from it what it charges somebody with at its end by a gerund."""
    charging = _CHARGING.search(doc._.match_text, *paragraph.action)
    if charging is None or paragraph.language != "ru":
        return [paragraph]
    after = index.span(charging.end(), paragraph.action[1])
    head = next((t for t in after if "Inf" in t.morph.get("VerbForm", [])), None)
    if head is None or not len(after) or head.i == after[0].i:
        return [paragraph]
    between = (charging.end(), after[head.i - after[0].i - 1].idx + len(after[head.i - after[0].i - 1]))
    charge = replace(
        paragraph,
        force="decision",
        cue=charging.span(1),
        action=(head.idx, paragraph.action[1]),
        addressed=between,
        ordered=True,
    )
    return [replace(paragraph, action=(paragraph.action[0], charging.start())), charge]


def is_preambular(sentence: Span) -> bool:
    """A paragraph that opens with a gerund or participle and does not end its sentence: `Осознавая ..., `."""
    text = sentence.doc._.source_text[sentence.start_char : sentence.end_char].rstrip()
    if not text.endswith((",", ";")):
        return False
    for token in sentence:
        if token.is_space or token.is_punct:
            continue
        if sentence._.language == "en":
            return _RECITES.match(token.norm_) is not None
        gerund = token.pos_ == "ADV" and any(p.tag.POS == "GRND" for p in parses(token.norm_.lower()))
        return gerund or "Conv" in token.morph.get("VerbForm", []) or token.lemma_ in {"будучи", "исходить", "быть"}
    return False

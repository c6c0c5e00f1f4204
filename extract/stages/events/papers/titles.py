"""Titles of papers over their own text: `КОММЮНИКЕ`, `Совместное заявление министров ...`, `П Р О Т О К О Л`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from extract.document import Mention, Sentence, Starts, match_text_of, sentences
from extract.language.later import later
from extract.language.paper_lists import paper_items
from extract.parties import Parties
from extract.parties.speakers import Statement, speakers
from extract.stages.events.triggers.lexicon import verbless

#: a title in capitals: `КОММЮНИКЕ`, `СОВМЕСТНОЕ ЗАЯВЛЕНИЕ по итогам ...`
_SHOUTED = re.compile(
    r"[*\s]*(?:[A-ZА-Я]{3,}\s+)?(?:ЗАЯВЛЕНИЕ|КОММЮНИКЕ|ДЕКЛАРАЦИЯ|РЕЗОЛЮЦИЯ|ОБРАЩЕНИЕ|ПРОТОКОЛ|РЕШЕНИЕ"
    r"|МЕМОРАНДУМ|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|СОГЛАШЕНИЕ|КОНВЕНЦИЯ|STATEMENT|(?<=AGREED )MINUTES|MEMORANDUM|AGREEMENT"
    r"|COMMUNIQU[EÉ]|DECLARATION|RESOLUTION|PROTOCOL|DECISION)(?![А-Яа-яA-Za-z])"
)
#: `П Р О Т О К О Л`
_SPACED = re.compile(
    r"[*\s]*(?P<word>П Р О Т О К О Л|Р Е Ш Е Н И Е|К О М М Ю Н И К Е|Д Е К Л А Р А Ц И Я)(?![ ]?[А-Я])"
)
_LINES = re.compile(r"^(?=.*\S)", re.MULTILINE)
#: nouns of the papers that have titles
_OWN = later(
    r"^[^\n]{0,60}?(?:заявлени|коммюнике|деклараци|резолюци|обращени|протокол|решени|меморандум|постановлени|распоряжени"
    r"|соглашени|конвенци|statement|minutes|memorandum|agreement|communiqu|declaration|resolution|protocol|decision)",
    re.IGNORECASE,
)
#: the same in small letters, alone on a line at the top of a page
_TITLED = re.compile(
    r"[*\s]*(?:(?:Joint\s+|Draft\s+)?(?:Resolution|Decision|Declaration|Communiqu[eé]|Statement|Protocol)"
    r"(?:\s+\d+/\d+)?[ \t]*\n\s*(?=[A-Za-z\d])"
    r"|(?:Протокольное\s+решение|Решение|Распоряжение|Протокол|Коммюнике|Резолюция|Декларация|Совместное\s+(?:коммюнике|заявление))"
    r"(?:\s+№\s?[\w/-]+)?(?:\s+от\s+\d{1,2}\s+[а-я]+\s+\d{4}(?:\s+г\w*\.?)?)?[ \t]*\n\s*(?=[А-ЯЁа-яёIVX\d])"
    # whose it is on the same line, bodies by their names
    r"|Совместн(?:ое|ая)\s+(?:заявление|коммюнике|декларация|обращение)\s+(?=[А-ЯЁ])[^\n:«\"]{10,400}\n\s*(?=[А-ЯЁ\d(]))"
)
#: titles as registers of law write them: `Решение Совета ... от 5 мая 2024 г. № 12`, `Решение о ... (Минск, 5 мая ...`
_REGISTERED = re.compile(
    r"(?:Протокольное\s+решение|Решение|Постановление|Распоряжение|Резолюция)\s+(?:"
    r"[А-ЯЁ][^\n;:]{3,150}?\sот\s+\d{1,2}(?:\.\d\d\.\d{4}|\s+[а-я]+\s+\d{4}(?:\s+г\w*\.?)?)\s+(?:№|N)\s?[\w/-]+"
    r"|об?\s[^\n;:]{10,250}?\s*\((?:(?:г\.\s?)?[А-ЯЁ][а-яё-]+,\s+)?\d{1,2}\s+[а-я]+\s+\d{4})"
)
#: behind the name of a paper in its title
_OCCASION = later(
    r"(?:\s+и\s+[А-ЯЁ][^\n.;]{5,160}?)?\s+(?:по\s+случаю|в\s+связи\s+со?|по\s+поводу|по\s+итогам|к\s+\d+-летию)\s"
)
#: characters in which the title of a page stands
TOP = 400
STATEMENTS = frozenset({"заявление", "декларация", "коммюнике", "резолюция", "обращение"})
_TITLES = STATEMENTS | {
    "протокол", "решение", "меморандум", "постановление", "распоряжение", "соглашение", "конвенция",
    "minutes", "memorandum", "agreement",
}  # fmt: skip
_ENGLISH_STATEMENTS = frozenset(
    {"statement", "declaration", "communique", "communiqué", "resolution", "protocol", "decision"}
)


class Title(NamedTuple):
    """The title of a paper: its noun, the document that it names, where it stands, who speaks in the text below."""

    sentence: Span
    head: Token
    trigger: tuple[int, int]
    mention: Mention | None
    start: int
    end: int
    speech: Statement | None


def paper_titles(doc: Doc, parties: Parties) -> Iterator[Title]:
    """The titles that stand over the text of their papers, in text order."""
    text = match_text_of(doc)
    named = doc._.documents
    items = {item.start for item in paper_items(text)} if named else set()
    documents = Starts([m for m in named if m.start not in items])
    opened = {speech.language: speech for speech in reversed(speakers(doc))}
    for place in sentences(doc)[:-1]:
        speech = opened.get(place.language)
        over_speech = speech is not None and 0 < speech.start - place.end_char < 300
        line = _shouted_line(text, place)
        inside = documents.within(place.start_char, place.end_char) if named else []
        if not inside and not over_speech and line is None:
            continue
        sentence = doc[place.start : place.end]
        mention = _named(doc, inside, sentence, line)
        if mention is not None and line is not None and mention.start > line and verbless(sentence):
            # `РЕШЕНИЕ / о Концепции сотрудничества`: what the title is about
            mention = mention if _OWN.search(text, mention.start, mention.end) else None
        if mention is None and not ((over_speech or line is not None) and len(sentence) < 60 and verbless(sentence)):
            continue
        span = parties.index.span(mention.start, mention.end) if mention is not None else sentence
        words = _TITLES if line is not None else STATEMENTS
        spaced = _SPACED.match(text, line) if line is not None else None
        english = _ENGLISH_STATEMENTS | words
        head = next((t for t in span if t.lemma_ in words or t.norm_.lower() in english), None)
        head = parties.index.at(spaced.start("word")) if spaced is not None else head
        if head is None:
            continue
        trigger = spaced.span("word") if spaced is not None else (head.idx, head.idx + len(head))
        start, end = (mention.start, mention.end) if mention is not None else (sentence.start_char, sentence.end_char)
        yield Title(sentence, head, trigger, mention, start, end, speech)


def _named(doc: Doc, inside: list[Mention], sentence: Span, line: int | None) -> Mention | None:
    """The document that the title names, of those `inside` the sentence."""
    named = [m for m in inside if m.end <= sentence.end_char]
    mention = next((m for m in named if _own_line(doc, m, sentence)), None) or _over_lines(inside, sentence)
    return mention or next((m for m in named if m.start == line), None)


def _own_line(doc: Doc, mention: Mention, sentence: Span) -> bool:
    """True if the mention makes up most of its sentence, which has no verb."""
    if any(t.pos_ in {"VERB", "AUX"} and not mention.start <= t.idx < mention.end for t in sentence):
        return False
    first = str(doc._.match_text)[: mention.start].rfind("\n") + 1 == mention.start
    if first and mention.start < TOP and _OCCASION.match(doc._.match_text, mention.end, sentence.end_char):
        return True
    letters = sum(c.isalpha() for c in doc._.source_text[sentence.start_char : sentence.end_char])
    return sum(c.isalpha() for c in doc._.source_text[mention.start : mention.end]) >= 0.8 * letters


def _over_lines(starting: list[Mention], sentence: Span) -> Mention | None:
    """A title that goes on below the line it opens, which makes a sentence: `РЕШЕНИЕ`, then whose it is."""
    opening = str(sentence.doc._.match_text)[sentence.start_char : sentence.end_char]
    first = sentence.start_char + len(opening) - len(opening.lstrip(" \t\n*_#"))
    return next((m for m in starting if m.start == first and m.end > sentence.end_char and verbless(sentence)), None)


def _shouted_line(text: str, sentence: Sentence) -> int | None:
    """Where a title in capitals begins in a sentence, at the top of a page also below whose paper it is."""
    start = sentence.start_char
    words = text[start : sentence.end_char].lstrip(" \t\n*")
    if words and (_SHOUTED.match(words) or _SPACED.match(words)):
        return sentence.end_char - len(words)
    if start >= TOP:
        return None
    if _TITLED.match(text, start) or _REGISTERED.match(text, start):
        return start
    lines = (line.start() for line in _LINES.finditer(text, start, sentence.end_char))
    titles = (line for line in lines if line > start)
    return next((line for line in titles if _SHOUTED.match(text, line) or _REGISTERED.match(text, line)), None)

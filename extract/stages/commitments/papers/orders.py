"""Items of orders that stand under no header word: points below whom an item charges, and from when the order is in
force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from extract.document import match_text_of
from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import feature, preposition, quoted_spans
from extract.stages.commitments.parties.words import BODIES, OFFICIALS, RULERS, STATES

#: `а) до 1 октября завершение процедур;` or a line in lower case that goes on below a colon or semicolon
_POINT = later(r"\s*(?:(?:[а-яa-z]|\d{1,2})\)|[-\u2013\u2014•*])\s+")
#: characters of white space between two lines
_GAP = 40
_NUMBER = later(r"\s*(\d{1,2}(?:\.\d{1,2})*)[.)]\s+")
_IN_FORCE = later(r"\b(вступа(?:ет|ют)\s+в\s+силу)\b", needs="вступа")


def points_below(text: str, sentences: list[Span], number: int) -> list[tuple[int, int, int]]:
    """The points under the item that ends in a colon: their sentences and where their words begin and end."""
    found: list[tuple[int, int, int]] = []
    if not text[sentences[number].start_char : sentences[number].end_char].rstrip().endswith(":"):
        return found
    for below, sentence in enumerate(sentences[number + 1 :], number + 1):
        above = text[max(sentence.start_char - _GAP, 0) : sentence.start_char]
        before = above.rstrip()[-1:]
        mark = _POINT.match(text, sentence.start_char, sentence.end_char)
        line = "\n" in above[len(above.rstrip()) :]
        if found and line and TERMS.match(text, sentence.start_char):
            # `Срок - 1 июля`, `Ответственный: Петров` between two points
            continue
        goes_on = before in {":", ";"} and text[sentence.start_char : sentence.start_char + 1].islower()
        if not line or (mark is None and not goes_on) or sentence._.language != "ru":
            break
        found.append((below, mark.end() if mark is not None else sentence.start_char, sentence.end_char))
        if before == "." and mark is None:
            break
    return found


#: lines below an item that say by when it is to be done and by whom
TERMS = later(
    r"\s*(?:Срок\w*(?:\s+исполнения)?|Доклад|Ответственн\w+(?:\s+исполнител\w+)?|Отв\.|Исполнител[ьи]|Контроль"
    r"|Deadline|Responsible)\s*[-:]",
    re.IGNORECASE,
)
#: words of an order before, and sentences within which another goes on with it
_ORDERING = later(
    r"\b(?:поруч[а-яё]+|распорядил[а-яё]+|обязал[аио]?)\b",
    re.IGNORECASE,
    needs="поруч|распоряд|обязал",
)
_GOES_ON_FOR = 3
_LIST = 12
_HEADS = frozenset({"аким", "хоким", "губернатор", "мэр", "вице-премьер", "заместитель", "председатель", "посол"})
#: what says of an infinitive that it is needed, possible or hard: no order
_JUDGED = frozenset({"ADV", "ADJ", "VERB", "AUX"})


def tells_orders(text: str) -> bool:
    """Whether the page tells of any order."""
    return _ORDERING.search(text) is not None


#: `проверить порты, - сказал министр`: words of saying behind an order
_SAID = later(r",\s+[-\u2013\u2014]\s+(?:сказал|заявил|отметил|подчеркнул|добавил|указал|поручил|потребовал)[аи]?\b")


def narrated_order(doc: Doc, sentences: list[Span], number: int) -> tuple[int, int] | None:
    """`Министр поручил усилить контроль. Службе рыболовства проверить порты.`: where the order stands with which an
    order in the dative goes on, on a page of news, and where the latter ends.
    """
    sentence = sentences[number]
    text = match_text_of(doc)
    first = next((t for t in sentence if not (t.is_space or t.is_punct)), None)
    dash = by_dash(text, sentence)
    listed = dash is not None and _is_charged(sentence, dash)
    if first is None or not (feature(first, "Case") == "Dat" or listed) or sentence.text.rstrip().endswith("?"):
        return None
    words = [t for t in sentence if not (t.is_space or t.is_punct)]
    body = any(m.start <= words[0].idx < m.end for m in doc._.organizations)
    if not body and not listed and words[0].lemma_ not in BODIES | OFFICIALS | RULERS | STATES | _HEADS:
        return None
    infinitive = next((t for t in words if feature(t, "VerbForm") == "Inf"), None)
    if infinitive is None:
        return None
    dates = [(m.start, m.end) for m in doc._.dates if words[0].idx < m.start < infinitive.idx]
    before = [t for t in words if t.i < infinitive.i and not any(a <= t.idx < b for a, b in dates)]
    if any(t.pos_ in _JUDGED and (t.head.i >= infinitive.i or t.dep_ == "ROOT") and not _is_how(t) for t in before):
        return None
    said = _SAID.search(text, infinitive.idx, sentence.end_char)
    end = said.start() if said is not None else sentence.end_char
    quote = next((q for q in quoted_spans(doc) if q[0] <= words[0].idx < q[1]), None)
    if quote is not None:
        return words[0].idx, min(quote[1], end)
    for above in reversed(range(max(number - (_LIST if listed else _GOES_ON_FOR), 0), number)):
        told = _ORDERING.search(text, sentences[above].start_char, sentences[above].end_char)
        if told is not None:
            return told.start(), end
    return None


#: `Начальника таможни - `, in front of what he is told to do
_WHO_DASH = later(r"\s*[А-ЯЁа-яё][^.:;\n]{1,120}? - (?=[а-яё])")


def by_dash(text: str, sentence: Span) -> Token | None:
    """`Начальника таможни - устранить недостатки`: the infinitive behind a dash, of those whom no mark opens."""
    who = _WHO_DASH.match(text, sentence.start_char, sentence.end_char)
    after = (t for t in sentence if who is not None and t.idx >= who.end() and not t.is_space)
    inside = _UNTIL.match(text, who.end(), sentence.end_char) if who is not None else None
    token = next((t for t in after if inside is None or t.idx >= inside.end()), None)
    return token if token is not None and feature(token, "VerbForm") == "Inf" else None


#: `- в течение месяца провести`, `- до 1 мая открыть`: a term behind the dash
_UNTIL = later(
    r"(?:в течение|до|к|ко|с|не позднее|в срок до|в|срочно|совместно)\s[^,.;:\n]{2,40}?\s(?=[а-яё]+(?:ть|ти|чь|ться)\b)"
)


def _is_charged(sentence: Span, verb: Token) -> bool:
    """Before the dash a dative, or an abbreviation, which shows no case."""
    words = [t for t in sentence if t.i < verb.i and not (t.is_space or t.is_punct)]
    noun = next((t for t in words if t.pos_ in {"NOUN", "PROPN"}), None)
    if noun is None or any(t.pos_ not in {"ADJ", "DET"} for t in words[: words.index(noun)]):
        return False
    return _may_be_dative(noun) and preposition(noun) is None


def _is_how(token: Token) -> bool:
    """`совместно`, `срочно`, `дополнительно`: how it is to be done."""
    return token.pos_ == "ADV" and token.dep_ == "advmod" and not any(p.tag.POS == "PRED" for p in parses(token.norm_))


def charged(sentence: Span, start: int) -> tuple[tuple[int, int], Token | None] | None:
    """`Правительствам обеспечить:`, `Коллегии Комиссии:`: whom an item charges, and its infinitive if it has one."""
    words = [t for t in sentence if t.idx >= start and not (t.is_space or t.is_punct)]
    first = next((t for t in words if t.pos_ in {"NOUN", "PROPN"}), None)
    if first is None or any(t.pos_ not in {"ADJ", "DET"} for t in words[: words.index(first)]):
        return None
    if not _may_be_dative(first) or preposition(first) is not None:
        return None
    verbs = [t for t in words if t.pos_ in {"VERB", "AUX"} and "Part" not in t.morph.get("VerbForm", [])]
    if any(feature(t, "VerbForm") != "Inf" for t in verbs) or len(verbs) > 1:
        return None
    end = verbs[0].i if verbs else words[-1].i + 1
    last = next(t for t in reversed(words) if t.i < end)
    return (words[0].idx, last.idx + len(last)), verbs[0] if verbs else None


def _may_be_dative(noun: Token) -> bool:
    """`Коллегии Комиссии:`, which the tagger takes for a genitive; abbreviations have no cases."""
    abbreviated = noun.text.isupper() and len(noun) > 1
    return abbreviated or feature(noun, "Case") == "Dat" or any("datv" in p.tag for p in parses(noun.norm_.lower()))


def in_force(text: str, sentence: Span) -> tuple[re.Match[str], tuple[int, int]] | None:
    """`7. Настоящее распоряжение вступает в силу с даты опубликования.`: its number, and where its cue stands."""
    mark = _NUMBER.match(text, sentence.start_char, sentence.end_char)
    said = _IN_FORCE.search(text, mark.end(), sentence.end_char) if mark is not None else None
    return (mark, said.span(1)) if mark is not None and said is not None else None


def infinitives(sentence: Span) -> Iterator[Token]:
    """The infinitives of a point."""
    return (t for t in sentence if feature(t, "VerbForm") == "Inf")


def without_end(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1] in " \n;.,*":
        stop -= 1
    return stop


def is_addressed(opening: Token) -> bool:
    """Whether a word in the dative opens the clause: `Секретариату`, `компетентным органам`."""
    return opening.pos_ in {"NOUN", "PROPN", "ADJ"} and "Dat" in opening.morph.get("Case", [])


def is_body_abbreviated(opening: Token) -> bool:
    """`МВД Перу представить отчёт`: an abbreviation, whose case does not show."""
    return opening.text.isupper() and len(opening) > 1 and opening.text.isalpha() and preposition(opening) is None


def is_said(verb: Token) -> bool:
    """A finite verb, or `поручено`, `предложено`."""
    return "Fin" in verb.morph.get("VerbForm", []) or "Short" in verb.morph.get("Variant", [])


#: an item that only thanks
THANKING = later(r"[А-ЯЁа-яё]+\s+с\s+(?:благодарностью|признательностью)\b")

#: a line over what was decided on a question: `По второму вопросу (О подготовке кадров)`
_QUESTION = later(r"\s*(?:По [а-яё]+ (?:вопросу|пункту)|Вопрос|Пункт|[IVX]{1,4}\.)\b[^\n]*\n\s*")


def below_heading(text: str, sentence: Span) -> int:
    """Where a sentence begins that the splitter joined to the heading above it."""
    heading = _QUESTION.match(text, sentence.start_char, sentence.end_char)
    return heading.end() if heading is not None else sentence.start_char


#: what is to be done with something, after it
_SETTLED = frozenset(
    {"провести", "возложить", "направить", "считать", "принять", "утвердить", "одобрить", "разместить", "опубликовать",
     "внести", "назначить", "установить", "организовать", "осуществлять", "осуществить", "согласовать", "перенести",
     "поручить", "продлить", "завершить", "доработать", "созвать", "продолжить", "определить", "снять", "включить",
     "признать", "довести", "доложить", "отчитаться", "проинформировать", "сообщить", "рассмотреть", "оставить",
     "подготовить", "представить", "обсудить", "финансировать"}
)  # fmt: skip


def object_first(text: str, sentence: Span) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """`Двадцатое заседание провести в Минске.`, `Контроль за исполнением возложить на Секретариат.`: what is to be
    done stands behind what it is done to, and nothing else is said. Its cue and its words.
    """
    begin = below_heading(text, sentence)
    words = [t for t in sentence if t.idx >= begin and not (t.is_space or t.is_punct)]
    verbs = [t for t in words if t.pos_ in {"VERB", "AUX"} and "Part" not in t.morph.get("VerbForm", [])]
    if not verbs or "Inf" not in verbs[0].morph.get("VerbForm", []) or verbs[0].lemma_ not in _SETTLED:
        return None
    said = any(is_said(t) or (t.dep_ == "ROOT" and t.pos_ in {"ADJ", "ADV"}) for t in words if t.pos_ != "NUM")
    line = text[text.rfind("\n", 0, words[0].idx) + 1 : words[0].idx].strip()
    # `Конференция рекомендует ... . Настоящую резолюцию направить в министерства.`
    inside = line and not (line.endswith(".") and words[0].lemma_ == "настоящий")
    # `О выполнении доложить к 1 сентября.`
    first = words[0].pos_ in {"NOUN", "PROPN", "ADJ", "DET", "VERB"} or words[0].norm_.lower() in {"о", "об"}
    opens = words[0].text[:1].isupper() and first
    if said or inside or not opens:
        return None
    if text[: sentence.end_char].rstrip()[-1:] not in {".", ";"} or is_addressed(words[0]):
        return None
    stop = without_end(text, words[0].idx, sentence.end_char)
    cue = (verbs[0].idx, verbs[0].idx + len(verbs[0]))
    return cue, (words[0].idx, stop)

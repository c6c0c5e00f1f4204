"""Who speaks in a statement: the collective that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.document import Actor, Sentence, TokenIndex, kept, match_text_of, sentences, source_text_of
from extract.language.later import later
from extract.language.syntax import feature, quoted_spans
from extract.parties.passages import bodies_joined, states_between
from schemas.base import Language

_WE = re.compile(
    r"\s*(?:\d{1,2}[.)]\s+)?(?:Мы|We),\s+"
    r"(?!(?:со своей|с нашей|в свою|конечно|разумеется|как|наоборот|безусловно|естественно|кстати|к)\b)"
    r"(?:the\s+)?"
)
#: `The Parties,` on a line above a preamble, `The Heads of the Services of the Member States, having met in Baku,`
_ENGLISH_STATEMENT = re.compile(
    r"\s*(?=(?:The )?(?:(?:High )?Contracting )?"
    r"(?:Parties|Sides|[Pp]articipants(?: of the [^,:\n]{3,60})?|Ministers(?: of [^.:;\n]{3,400}?)?|Delegations"
    r"|Heads of [^.:;\n]{3,400}?|(?:UN )?General Assembly|Security Council"
    r"|(?:Economic and Social )?Council(?: of [^,:\n]{3,90})?"
    r"|Parliamentary Assembly(?: of [^,:\n]{3,90})?|Commission on [^,:\n]{3,90}|Conference of [^,:\n]{3,90})"
    r"(?:,\s*\n|,\s+(?:having|meeting|gathered|assembled|convened)\b[^.;\n]{3,200},\s*\n|\s*:\s*\n"
    r"|\s*\n(?=\s*[-\u2022]\s[a-z]+ed\s)))"
)
#: `1. Recalling the Declaration, the Participants`, on a line above what they are concerned at and agree on
_AT_LINE_END = re.compile(
    r"[^\n]{0,400}?,\s+the (?=(?:Parties|Sides|Participants|Ministers|Delegations)\s*$)", re.MULTILINE
)
_AGREE_BELOW = later(r"(?:\s*[A-Z][^\n]*,\s*\n){0,20}\s*(?:have |hereby )?(?:agreed?|decided?|declared?|resolved?)\b")
_ANY = re.compile(r"\s*")
_WE_END = later(
    r",(?=\s*(?:$|\n|[а-яa-z]*(?:я|сь|ясь|ing|ed)\b|собравшись|собрались|встретились|провели|выражая|meeting|gathered"
    r"|(?:have |hereby )?(?:met|agreed?|commit|declare|reaffirm|pledge|resolve|decide|express|adopt|call)\b"
    r"|(?:вновь |ещё раз |еще раз |твёрдо |твердо |глубоко )?[а-яё]+(?:[аяуе]ем|[рвнкл]им)(?:ся)?\b))"
)
_BRACKET = re.compile(r"\s*\([^()]*\)$")
#: `Совместное заявление министров обороны`, `ОБРАЩЕНИЕ / участников форума`: whose the paper is, by its title
_TITLE = later(
    r"^[ \t*#\"]*(?:(?:совместн|итогов|политическ|официальн|специальн)\w+ )?"
    r"(?:заявлени[ея]|обращени[ея]|деклараци[яи]|резолюци[яи]|воззвани[ея])\s+(?!(?:об?|по|в|от|к|на|для)\s)"
    r"(?P<who>[а-яё](?:(?!\s(?:об?|обо|в связи|по|от|к|на|\")\s|[.:;(]|\n\s*(?:\n|[А-ЯЁ\d]))[^\"]){4,300})",
    re.IGNORECASE | re.MULTILINE,
    needs="заявлени|обращени|деклараци|резолюци|воззвани",
)
#: `Совместное заявление для прессы / по итогам встречи министров обороны`: whose it is
_AFTER_TALKS = later(
    r"^[ \t*#\"]*(?:совместн|итогов)\w+ (?:заявлени[ея]|коммюнике|деклараци[яи])[^\n]{0,30}\s+по (?:итогам|результатам)"
    r" (?:[а-яё-]+ ){0,2}(?:встречи|переговоров|консультаций|саммита) (?P<who>[а-яё][^\n.:;]{5,250})",
    re.IGNORECASE | re.MULTILINE,
    needs="заявлени|коммюнике|деклараци",
)
#: `Министры обороны государств-членов, собравшись в Астане, ... заявляют о следующем:`: who opens a paper
_OPENING = later(
    r"^[ \t]*(?P<who>(?:Министры|Главы|Президенты|Руководители|Секретари|Участники|Делегации|Члены|Лидеры"
    r"|Премьер-министры|Председатели|Генеральные прокуроры|Представители|Депутаты|Парламентарии"
    r"|Правительства)\b[^\n:;,.]{3,300}?)"
    r"(?=,|\s*\n)(?=[\s\S]{0,6000}?\b(?:заявля[юе][тм]|следующ(?:ем|ее)|решили|приняли)[^\n.]{0,60}:\s)",
    re.MULTILINE,
)
#: how a paper speaks of itself: `1. Подтверждаем ...`, `Наши государства намерены ...`
_OURS = later(
    r"(?:^|[.;]\s)[ \t]*(?:(?:\d{1,2}[.)]|[-*\u2022])[ \t]+)?"
    r"(?:(?:Вновь|Также|Особо|Решительно|Твердо|Твёрдо|Единодушно) )?"
    r"(?:(?:[Мм]ы|[Нн]аши (?:государства|страны|ведомства))\s+[а-яё]"
    r"|(?:[А-ЯЁа-яё]+[аяуеи]ем(?:ся)?|[Сс]тремимся|[Ии]сходим|[Пп]росим|[Нн]амерены|[Пп]олны|[Уу]беждены|[Гг]отовы)\s)",
    re.MULTILINE,
)
#: `JOINT COMMUNIQUE / of the Third Meeting of Heads of Agencies`: whose it is
_ENGLISH_TITLE = later(
    r"^[ \t*#\"]*(?:joint |final |political |ministerial )?(?:statement|communiqu[eé]|declaration|resolution|appeal)"
    r"\s+(?:of|by|on the (?:outcomes?|results?) of) (?:the )?(?P<who>(?:[^\n.:;\"]|\n(?=[a-z])){5,250})",
    re.IGNORECASE | re.MULTILINE,
    needs="statement|communiqu|declaration|resolution|appeal",
)
#: `5. We agreed to establish a network`
_WE_SAY = later(
    r"(?:^|[.;] )[ \t]*(?:\d{1,2}[.)][ \t]+)?(?:[A-Z][a-z]+ing [^.\n]{3,200}, we|We)(?: also| further)? [a-z]+",
    re.MULTILINE,
)
_TITLES_STAND = 700
_OPENS_BEFORE = 2500
_ENOUGH = 2
#: characters within which the first noun of a title stands
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """Who speaks in a statement: the words after `Мы,` and where they stand."""

    start: int
    end: int
    language: Language


def speakers(doc: Doc) -> list[Statement]:
    """The collectives that open a statement (`Мы, руководители ...,`), in text order."""
    return kept(doc, "speakers", _speakers)


def _speakers(doc: Doc) -> list[Statement]:
    text = match_text_of(doc)
    source = source_text_of(doc)
    found = []
    for sentence in sentences(doc):
        opening = _WE.match(text, sentence.start_char) or _opens_statement(doc, text, source, sentence)
        if opening is None or opening.end() >= sentence.end_char:
            continue
        end = sentence.end_char
        closing = _WE_END.search(text, opening.end(), end)
        stop = closing.start() if closing else end
        while stop > opening.end() and text[stop - 1] in " ,.;:\n*":
            stop -= 1
        bracket = _BRACKET.search(text, opening.end(), stop)
        stop = bracket.start() if bracket else stop
        found.append(Statement(opening.end(), stop, sentence.language))
    if not any(statement.language == "ru" for statement in found):
        found += _of_ourselves(doc, text)
    if not any(statement.language == "en" for statement in found):
        found += _by_english_title(doc, text)
    return found


def makers_listed(doc: Doc, statement: Statement) -> list[Actor]:
    """`The Ministers of the Interior of Iran, Iraq and Oman`: the states whose paper it is, else bodies that are
    joined.
    """
    states = states_between(doc, statement.start, statement.end)
    return states if len(states) > 1 else bodies_joined(doc, statement.start, statement.end)


def _by_english_title(doc: Doc, text: str) -> list[Statement]:
    """Whose the English paper is that says `we agreed`, never `we, the ministers,`: whom its title names."""
    title = _ENGLISH_TITLE.search(text, 0, _TITLES_STAND)
    if title is None:
        return []
    quotes = quoted_spans(doc)
    ours = [m for m in _WE_SAY.finditer(text, title.end()) if not any(a <= m.start() < b for a, b in quotes)]
    return [Statement(*title.span("who"), "en")] if len(ours) >= _ENOUGH else []


def _of_ourselves(doc: Doc, text: str) -> list[Statement]:
    """Whose the paper is that says `подтверждаем`, never `мы, министры,`: who opens it, else whom its title names."""
    opening = _OPENING.search(text, 0, _OPENS_BEFORE)
    title = _TITLE.search(text, 0, _TITLES_STAND) or _AFTER_TALKS.search(text, 0, _TITLES_STAND)
    whose = title if opening is None else opening
    if whose is None:
        return []
    quotes = quoted_spans(doc)
    ours = [m for m in _OURS.finditer(text, whose.end()) if not any(a <= m.start() < b for a, b in quotes)]
    if len(ours) < _ENOUGH:
        return []
    start, end = whose.span("who")
    end = max([end, *(m.end for m in doc._.organizations if start <= m.start < end)])
    if whose is title and not _are_makers(doc, start):
        return []
    return [Statement(start, end, "ru")]


def _are_makers(doc: Doc, start: int) -> bool:
    """Behind the word of a title: the genitive of a named body, or of several people or states."""
    if any(m.start == start for m in doc._.organizations):
        return True
    words = TokenIndex(doc).span(start, start + _NEAR)
    head = next((t for t in words if t.pos_ in {"NOUN", "PROPN"}), None)
    return head is not None and feature(head, "Number") == "Plur" and feature(head, "Case") == "Gen"


def _opens_statement(doc: Doc, text: str, source: str, sentence: Sentence) -> re.Match[str] | None:
    """`Министры,`, `The Parties,` on a line of its own: a nominative plural of people with a comma, and no verb."""
    english = _ENGLISH_STATEMENT.match(text, sentence.start_char)
    if english is not None:
        return english
    behind = _AT_LINE_END.match(text, sentence.start_char, sentence.end_char) if sentence.language == "en" else None
    if behind is not None and _AGREE_BELOW.match(text, sentence.end_char):
        return behind
    words = source[sentence.start_char : sentence.end_char].strip()
    if not words.endswith(",") or len(words) > 300:
        return None
    span = doc[sentence.start : sentence.end]
    if any(t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") not in {"Part", "Conv"} for t in span):
        # but `Министры, собравшиеся на заседание Совета,`
        return None
    head = next((t for t in span if t.pos_ in {"NOUN", "PROPN"}), None)
    if head is None or feature(head, "Number") != "Plur" or feature(head, "Case") != "Nom":
        return None
    return _ANY.match(text, sentence.start_char) if feature(head, "Animacy") == "Anim" else None

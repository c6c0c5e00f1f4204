"""Who speaks in a statement: the collective that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.document import Sentence, kept, match_text_of, sentences, source_text_of
from extract.language.later import later
from extract.language.syntax import feature
from schemas.base import Language

_WE = re.compile(
    r"\s*(?:Мы|We),\s+(?!(?:со своей|с нашей|в свою|конечно|разумеется|как|наоборот|безусловно|естественно|кстати|к)\b)"
    r"(?:the\s+)?"
)
#: `The Parties,` on a line above a preamble, `The Heads of the Services of the Member States, having met in Baku,`
_ENGLISH_STATEMENT = re.compile(
    r"\s*(?=(?:The )?(?:(?:High )?Contracting )?"
    r"(?:Parties|Sides|[Pp]articipants(?: of the [^,:\n]{3,60})?|Ministers(?: of [^,:\n]{3,150})?|Delegations"
    r"|Heads of [^,:\n]{3,150}|(?:UN )?General Assembly|Security Council"
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
    r"|(?:вновь |ещё раз |еще раз |твёрдо |твердо |глубоко )?[а-яё]+(?:[аяуе]ем|[рвнкл]им)(?:ся)?\b))"
)
_BRACKET = re.compile(r"\s*\([^()]*\)$")


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
    return found


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

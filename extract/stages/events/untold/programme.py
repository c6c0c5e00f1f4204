"""What a programme holds, or what a season will bring, told without a verb: `В программе визита - переговоры`."""

from __future__ import annotations

import re

from spacy.tokens import Token

from extract.language.later import later
from extract.language.syntax import feature, preposition

#: `В программе визита - переговоры с президентом, открытие посольства и заседание комиссии`
_IN_PROGRAMME = later(
    r"\W*(?:В\s+(?:программе|планах|графике)|На\s+повестке)\s+(?:[^.:;\n]{0,70}?\s)?-\s|\W*(?:В\s+(?:программе|планах|графике))[^.:;\n]{0,70}:\s"
)
#: `Осенью - очередное заседание Совета в Баку`
_NEXT_BY_DASH = later(r"\W*[^.;:!?\n]{3,40}?\s-\s+(?:очередн|следующ)\w+\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
#: `Также планируется по итогам принятие заявления`
_PLANNED_NEXT = later(
    r"(?<!не )\b(?:планиру[ею]тся|ожида[ею]тся|намеч(?:ен[аоы]?|ается|аются)|запланирован[аоы]?|предусмотрен[аоы]?"
    r"|предусматрива[ею]тся|предполага[ею]тся|предстоит)\s+"
    r"(?:(?:также|по\s+итогам|по\s+результатам|в\s+ходе\s+визита|здесь|там)\s+){0,2}(?:[а-яё-]+(?:ое|ая|ый|ий|ые|ие)\s+){0,2}$",
    re.IGNORECASE,
)


def is_on_programme(token: Token, text: str) -> bool:
    """An item of what a programme holds, or of what a season will bring; no verb tells it."""
    if token.pos_ != "NOUN" or feature(token, "Case") not in {"Nom", "Acc"} or preposition(token) is not None:
        return False
    start = token.sent.start_char
    if _PLANNED_NEXT.search(text, max(start, token.idx - 90), token.idx):
        return True
    by_dash = _NEXT_BY_DASH.match(text, start, token.idx) is not None
    opened = _IN_PROGRAMME.match(text, start, token.idx)
    if opened is None and not by_dash:
        return False
    return not any(feature(t, "VerbForm") == "Fin" for t in token.doc[token.sent.start : token.i])

"""What the clause behind a trigger says of it, where the tree hangs the clause elsewhere."""

from __future__ import annotations

import re

from spacy.tokens import Token

from extract.document import sentence_of
from extract.language.later import later
from extract.language.syntax import feature

#: `пригласил на встречу, которую планируется провести в мае`
_WHICH_IS_PLANNED = later(
    r"[^.;:,]{0,100},\s+(котор(?:ый|ую|ое|ые))\s+(?:[^.;:,]{0,60}\s)?"
    r"(?:планиру(?:ется|ют|ет)|намечен[аоы]?|намечается|намерен[аы]?|предполага(?:ется|ют)|предстоит|запланирован[аоы]?|решено)\s",
    re.IGNORECASE,
)
_THAT_CAME_OFF = later(
    r"[^.;:,]{0,70},\s+((?:прош|состояв)[а-я]*ш(?:их|ихся|его|егося|ей|ейся|ем|емся))\s", re.IGNORECASE
)
#: `накануне заседания Совета глав правительств, намеченного на 12 ноября`
_THAT_IS_SET = later(r"[^.;:,]{0,90},\s+((?:намеч|запланиров|назнач)[а-я]*нн(?:ого|ой|ому|ом|ый|ое|ая|ую|ых))\s")

#: words of those whose session it is
_OWNERS = 8
#: `Операция «Мак» в этом году будет?`
_WILL_IT_BE = later(
    r"(?:\s\"[^\"\n]{2,40}\")?[^.?!,;\n]{0,50}\s(?:будет|будут|состоится|пройд[её]т|намечен[аоы]?)(?:\s[^.?!,;\n]{0,40})?\?"
)


def is_asked_about(text: str, after: int) -> bool:
    """`Операция «Мак» в этом году будет?`: it lies ahead."""
    return _WILL_IT_BE.match(text, after, after + 160) is not None


def is_planned_by_clause(token: Token, text: str, after: int) -> bool:
    """`на встречу, которую планируется провести в Бухаре`, whatever the verb above says."""
    found = _WHICH_IS_PLANNED.match(text, after, min(after + 240, sentence_of(token).end_char))
    if found is None:
        return False
    which = next((t for t in token.doc[token.i + 1 : sentence_of(token).end] if t.idx == found.start(1)), None)
    between = token.doc[token.i + 1 : which.i] if which is not None else ()
    plural = feature(token, "Number") == "Plur"
    if which is None or (feature(which, "Number") == "Plur") != plural:
        return False
    alike = plural or feature(which, "Gender") in {None, feature(token, "Gender")}
    return alike and not any(t.pos_ == "NOUN" and feature(t, "Gender") == feature(token, "Gender") for t in between)


def _said_behind(pattern: re.Pattern[str], token: Token, text: str, after: int) -> bool:
    """`переговоров в узком составе, прошедших в атмосфере доверия`, where the tree hangs the participle elsewhere."""
    found = pattern.match(text, after, min(after + 90, sentence_of(token).end_char))
    behind = token.doc[token.i + 1 : sentence_of(token).end] if found is not None else ()
    participle = next((t for t in behind if found is not None and t.idx == found.start(1)), None)
    return participle is not None and all(
        feature(participle, name) == feature(token, name) for name in ("Number", "Case")
    )


def came_off_behind(token: Token, text: str, after: int) -> bool:
    """`переговоров в узком составе, прошедших в атмосфере доверия`."""
    return _said_behind(_THAT_CAME_OFF, token, text, after)


def is_set_behind(token: Token, text: str, after: int) -> bool:
    """`накануне заседания Совета, намеченного на 12 ноября`."""
    return _said_behind(_THAT_IS_SET, token, text, after)


def held_by_clause(noun: Token) -> Token | None:
    """The verb of `заседание правительства, которое президент провёл в среду`, wherever the tree hangs it."""
    for t in noun.doc[noun.i + 1 : min(noun.i + _OWNERS, sentence_of(noun).end - 1)]:
        if t.norm_ == ",":
            which = t.nbor(1)
            named = which.lemma_ == "который" and which.dep_ == "obj" and which.head.pos_ == "VERB"
            agrees = feature(which, "Gender") in {None, feature(noun, "Gender")}
            return which.head if named and agrees and feature(which, "Number") == feature(noun, "Number") else None
        if t.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            return None
    return None

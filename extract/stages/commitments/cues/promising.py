"""Which bare futures promise something: `мы откроем центр`, said by those who will do it.

A future of somebody else (`ведомство передаст данные`) is a plan, and so is one without its subject (`проведём в мае`)
and what is answered in an interview: it tells how things will go on.
"""

from __future__ import annotations

from spacy.tokens import Token

from extract.language.later import later
from extract.language.syntax import dialogue_lines, feature
from extract.stages.commitments.cues.lexicon import Found
from extract.stages.commitments.cues.words import ASKED, CONDITIONS, GIVING, PERFORMATIVES

_OUR_PART = later(r"\b(?:также|тоже|со своей стороны|в свою очередь|обязательно|непременно)\b")
_LATER_ON = later(r"\b(?:если|только после|после того,? как|как только)\b")


def promises(found: Found, *, quoted: bool) -> bool:
    """Whether a finite future is a promise of who says it."""
    action = found.action
    if feature(action, "Person") != "1":
        return False
    return (
        _is_sworn(found)
        or _for_our_part(action)
        or (_gives(action) and not dialogue_lines(action.doc))
        or (quoted and _we_ourselves(action))
    )


def _is_sworn(found: Found) -> bool:
    """`Создадим группу. Это я обещаю`: the sentence after it makes a promise of it."""
    sentence, doc = found.verb.sent, found.verb.doc
    if sentence.end >= len(doc):
        return False
    after = doc[sentence.end : min(sentence.end + 6, len(doc))]
    return after[0].norm_.lower() in {"это", "в", "за"} and any(
        t.lemma_ in PERFORMATIVES and feature(t, "Person") == "1" for t in after
    )


def _for_our_part(action: Token) -> bool:
    """`Мы со своей стороны обобщим материалы`: a promise beside what others do."""
    own = _own_pronoun(action)
    if own is None or own.lemma_ != "мы":
        return False
    return _OUR_PART.search(action.doc._.match_text, own.idx, action.idx) is not None


def _gives(action: Token) -> bool:
    """`Мы отправим 60 тонн продовольствия`, `мы рассмотрим эту просьбу`: what is done for others."""
    objects = {c.lemma_ for c in action.children if c.dep_ == "obj"}
    return (
        action.lemma_ in GIVING or bool(objects & GIVING) or (action.lemma_ == "рассмотреть" and bool(objects & ASKED))
    )


def _we_ourselves(action: Token) -> bool:
    """`"Мы откроем центр и обучим врачей", - сказал министр`: not on a condition, and not in an interview."""
    first = action.head if action.dep_ == "conj" and feature(action.head, "Person") == "1" else action
    if _own_pronoun(first) is None or any(c.lemma_ in CONDITIONS for c in first.children):
        return False
    doc, sentence = action.doc, action.sent
    later_on = _LATER_ON.search(doc._.match_text, sentence.start_char, sentence.end_char)
    return later_on is None and not dialogue_lines(doc)


def _own_pronoun(verb: Token) -> Token | None:
    before = (c for c in verb.children if c.i < verb.i and feature(c, "Case") == "Nom")
    return next((c for c in before if c.lemma_ in {"мы", "я"}), None)

"""Credentials: an envoy hands them over, a head of state or a minister receives them; so the two meet."""

from __future__ import annotations

from spacy.tokens import Token

from extract.language.syntax import child, feature, preposition
from extract.stages.events.triggers.lexicon import direct_object

_PAPERS = frozenset({"грамота"})
_GIVING = frozenset({"вручить", "вручать"})
_COPIES = frozenset({"копия"})
_OF_CREDENCE = "верительн"


def credentials(verb: Token) -> Token | None:
    """What is handed over, if it is that: `верительные грамоты`, `копии верительных грамот`."""
    handed = direct_object(verb) or (
        child(verb, "nsubj:pass", "nsubj") if feature(verb, "Variant") == "Short" else None
    )
    if handed is not None and handed.lemma_ in _COPIES:
        handed = next((c for c in handed.rights if c.lemma_ in _PAPERS), None)
    if handed is None or handed.lemma_ not in _PAPERS:
        return None
    words = [*handed.lefts, *(handed.doc[handed.i - 1 : handed.i] if handed.i else ())]
    return handed if any(c.norm_.lower().startswith(_OF_CREDENCE) for c in words) else None


def is_handed(verb: Token) -> bool:
    """Credentials go from one to another; `принял верительные грамоты` alone says nobody who came."""
    if credentials(verb) is None:
        return False
    return verb.lemma_ in _GIVING or envoy(verb) is not None


def envoy(verb: Token) -> Token | None:
    """Who hands them over, where that is not the subject: `принял от послов`, `послом были вручены`.

    Also whose they are: `принял верительные грамоты послов ряда государств`.
    """
    papers = credentials(verb)
    if papers is not None and (whose := child(papers, "nmod")) is not None and feature(whose, "Animacy") == "Anim":
        return whose
    below = (t for t in verb.subtree if t.i > verb.i and preposition(t) in {"от", "у", "из рук"})
    agent = (c for c in verb.children if feature(c, "Case") == "Ins" and feature(c, "Animacy") == "Anim")
    return next(agent if feature(verb, "Variant") == "Short" else below, None)


def receiver(verb: Token) -> Token | None:
    """To whom they are handed over."""
    return next((c for c in verb.children if feature(c, "Case") == "Dat" and preposition(c) is None), None)

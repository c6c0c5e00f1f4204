"""Who receives whom: `принял посла`, `были приняты Президентом`."""

from __future__ import annotations

from spacy.tokens import Token

from extract.language.syntax import feature, preposition
from extract.parties import Parties
from extract.stages.events.triggers.lexicon import direct_object

GUESTS = frozenset({"участник", "делегация", "гость", "посол", "глава", "руководитель", "министр"})


def receiving(verb: Token) -> Token | None:
    """By whom somebody is received: `вечером были приняты Президентом` is not by the evening."""
    agents = [c for c in verb.children if feature(c, "Case") == "Ins" and preposition(c) is None]
    return next((c for c in agents if feature(c, "Animacy") == "Anim"), next(iter(agents), None))


def received(verb: Token, parties: Parties) -> Token | None:
    """Whom somebody receives (`принял посла`, `его принял министр`): the object, else the post or person named next."""
    taken = [c for c in verb.children if c.dep_ == "obj"]
    # `26-го числа его принял министр`: who comes, not the day
    target = next((c for c in taken if c.pos_ == "PRON"), None) or direct_object(verb)
    if target is not None:
        return target
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        named = [m for m in parties.covering(token) if m.type in {"person", "position"}]
        if feature(token, "Case") == "Nom" and named:
            # `Вечером делегации принял секретарь Совета`
            break
        if named and feature(token, "Case") in {"Acc", "Gen", None}:
            return token
    for token in verb.doc[verb.i + 4 : min(verb.i + 9, verb.sent.end)]:
        # `принял во Дворце нации министра А. Б.`
        named = [m for m in parties.covering(token) if m.type in {"person", "position"} and m.start == token.idx]
        if named and feature(token, "Case") in {"Acc", "Gen"} and feature(token, "Animacy") == "Anim":
            return token
    for token in verb.doc[max(verb.i - 4, verb.sent.start) : verb.i]:
        # `участников заседания принял премьер-министр`; `накануне` is a day here
        placed = preposition(token) not in {None, "накануне"}
        if token.lemma_ in GUESTS and feature(token, "Case") in {"Acc", "Gen"} and not placed:
            return token
    return None

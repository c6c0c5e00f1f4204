"""The city that has a gathering: `саммит примет Бишкек`, `местом проведения определена Гянджа`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from extract.language.syntax import ancestors, preposition
from extract.stages.events.triggers.lexicon import Candidate

_RECEIVING = frozenset({"принять", "принимать"})
#: what a city is or becomes for a gathering
_SITE = frozenset({"место", "площадка", "хозяин", "хозяйка"})
_BECOMING = frozenset(
    {
        "стать", "становиться", "быть", "служить", "послужить", "выбрать", "избрать", "определить", "назвать",
        "назначить", "объявить", "утвердить",
    }
)  # fmt: skip
#: words between `место` and the city, the city's own included
_SITE_WORDS = 6
#: `место работы координационного штаба`
_OF_STAFF = 5
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "ROOT", "obl"})


def received_by(city: Token, group: Sequence[Candidate]) -> Candidate | None:
    """Of the events of a sentence the one that this city has."""
    if (site := _site_before(city)) is not None:
        return next((c for c in reversed(group) if not c.is_verb and c.token.i < site.i), None)
    if (event := _will_be_received(city, group)) is not None:
        return event
    if city.dep_ not in _ARGUMENTS or preposition(city) is not None:
        return None
    verb = city.head
    if verb.lemma_ in _RECEIVING:
        if verb.dep_ == "acl:relcl" and any(c.lemma_ == "который" and c.dep_ == "obj" for c in verb.children):
            # `к учению, которое примет Ош`
            return next((c for c in group if not c.is_verb and c.token.i == verb.head.i), None)
        had = (c for c in group if not c.is_verb and c.token.head.i == verb.i and c.token.i != city.i)
        return next((c for c in had if preposition(c.token) is None), None)
    site = next((t for t in (verb, *verb.children) if t.lemma_ in _SITE and t.i != city.i), None)
    if site is None or not ({verb.lemma_, *(t.lemma_ for t in verb.children)} & _BECOMING):
        return None
    if any(t.lemma_ == "штаб" for t in city.doc[site.i : site.i + _OF_STAFF]):
        # `местом размещения штаба избран Минск`: of the staff, not of the operation
        return None
    below = [c for c in group if site in set(ancestors(c.token))]
    before = [c for c in group if not c.is_verb and c.token.i < site.i]
    if below and (not before or below[0].token.n_lefts + below[0].token.n_rights):
        return below[0]
    # `сессия пройдёт в октябре, хозяином встречи станет Минск`: the same
    return before[-1] if before else None


def _will_be_received(city: Token, group: Sequence[Candidate]) -> Candidate | None:
    """`принимать учение будет Бишкек`: the verb stands before the event, and its auxiliary between the two."""
    before = city.nbor(-1) if city.i > city.sent.start + 2 else None
    if before is None or before.lemma_ != "быть" or before.pos_ != "AUX":
        return None
    had = (c for c in group if not c.is_verb and c.token.dep_ == "obj" and 0 < before.i - c.token.i < _SITE_WORDS)
    return next((c for c in had if c.token.head.lemma_ in _RECEIVING and c.token.head.i < c.token.i), None)


def _site_before(city: Token) -> Token | None:
    """`место проведения – Гянджа`, without a verb."""
    first = max(city.i - _SITE_WORDS, city.sent.start)
    site = next((t for t in reversed(city.doc[first : city.i]) if t.lemma_ == "место"), None)
    if site is None or preposition(city) is not None:
        return None
    between = city.doc[site.i + 1 : city.i]
    held = any(t.lemma_ in {"проведение", "встреча", "сбор"} for t in between)
    dash = any(t.norm_ in {"-", ":"} for t in between)
    return site if held and dash and not any(t.pos_ in {"VERB", "AUX"} for t in between) else None

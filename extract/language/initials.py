"""Clauses whose subject the parser hangs elsewhere: `…, и С. Лавров пообещал`, where it takes the letter for a clause,
`Президент приехал, и министр Лавров пообещал`, where it joins the second post to the first, `По итогам встречи стороны
договорились`, where it reads `встречи стороны`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

_CLOSED = frozenset({".", "-"})
#: letters that may be initials, of all alphabets of Europe
_CAPITALS = frozenset(filter(str.isupper, map(chr, range(0x2000))))
#: initials of one name, and words between the name and its verb: `С. Лавров также не`
_MOST_INITIALS = 3
_BETWEEN = 3
_BEFORE_VERB = frozenset({"ADV", "PART"})
#: words between a post and its verb, whatever they hang on
_IN_PHRASE = _BEFORE_VERB | {"PROPN"}
#: what the parser makes of such a letter
_LOST = frozenset({"parataxis", "conj", "root", "nmod", "appos", "obl", "acl", "dep", "list", "orphan"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_LINKS = frozenset({"cc", "punct"})
_CLAUSES = frozenset({"root", "parataxis", "conj"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_OF_ONE = frozenset({"amod", "det", "nummod", "nummod:gov"})
#: forms that are genitives of one and nominatives of several, of those who act together
_TOGETHER = frozenset({"стороны", "делегации", "ведомства", "министерства", "государства", "страны"})


class Tagged(Protocol):
    """A word as the tagger sees it."""

    @property
    def pos_text(self) -> str: ...

    @property
    def morph_text(self) -> str: ...


def give_subjects(norms: Sequence[str], words: Sequence[Tagged], heads: list[int], deps: list[str]) -> None:
    """Make the name right before a verb that has no subject its subject, in place.

    Items are the words of one sentence; `heads` are positions among them.
    """
    # nearly every sentence ends here
    if _CAPITALS.isdisjoint(norms):
        return
    if not any(sign in _CLOSED and norm in _CAPITALS for norm, sign in pairwise(norms)):
        return
    for first, surname in _names(norms, words):
        verb = _verb_behind(words, surname)
        if verb is None or not _agree(words[surname].morph_text, words[verb].morph_text):
            continue
        # no word is coordinated with a verb behind it
        hangs_on_it = heads[first] == verb and deps[first] != "conj"
        if deps[first] not in _LOST or hangs_on_it or heads[surname] not in range(first, surname + 1):
            continue
        if any(h == verb and deps[i] in _SUBJECTS for i, h in enumerate(heads)):
            continue
        _attach(first, verb, heads, deps)


def part_clauses(words: Sequence[Tagged], heads: list[int], deps: list[str]) -> None:
    """Make a nominative between two verbs the subject of the second, in place, if the first has its own before it, the
    second has none, and no word stands between that is not of the nominative.
    """
    if "cc" not in deps:
        return
    subjects = {heads[i]: i for i in reversed(range(len(deps))) if deps[i] in _SUBJECTS}
    for name, dep in enumerate(deps):
        if (dep != "conj" and dep not in _SUBJECTS) or words[name].pos_text not in _NOMINAL:
            continue
        # joined to the first subject, to its verb, or a second subject of that verb
        told = heads[name] if words[heads[name]].pos_text == "VERB" else heads[heads[name]]
        if not subjects.get(told, name) < told < name or not _is_finite(words[told]):
            continue
        verb = next((i for i in range(name + 1, len(words)) if heads[i] in {i, told} and deps[i] in _CLAUSES), None)
        if verb is None or verb in subjects or not _is_finite(words[verb]):
            continue
        links = [i for i in range(told + 1, name) if heads[i] in {name, verb} and deps[i] in _LINKS]
        phrase = all(_hangs_on(i, name, heads) or words[i].pos_text in _IN_PHRASE for i in range(name + 1, verb))
        if phrase and any(deps[i] == "cc" for i in links) and _agree(words[name].morph_text, words[verb].morph_text):
            heads[name], deps[name] = verb, "nsubj"
            heads[verb], deps[verb] = told, "conj"
            for i in links:
                heads[i] = verb
    for link, dep in enumerate(deps):
        verb = heads[link]
        if dep == "cc" and deps[verb] == "parataxis" and link < subjects.get(verb, link) < verb:
            # `Иран предложил, и глава МИД пообещал`: joined, not said of the clause before
            deps[verb] = "conj"


def acting_together(norms: Sequence[str], words: Sequence[Tagged], heads: list[int], deps: list[str]) -> list[int]:
    """Make `стороны`, hung on the noun before it, the subject of the plural verb right behind that has none, in place;
    positions of such words, which are nominatives.
    """
    if _TOGETHER.isdisjoint(map(str.lower, norms)):
        return []
    found: list[int] = []
    for i, norm in enumerate(norms):
        verb = _verb_behind(words, i) if norm.lower() in _TOGETHER and deps[i] not in _SUBJECTS else None
        if verb is None or heads[verb] == i or "Number=Plur" not in words[verb].morph_text:
            continue
        if any(f"Person={person}" in words[verb].morph_text for person in "12") or norms[verb + 1 :][:1] == ["участие"]:
            # `В работе делегации приняли участие`: those who are named behind
            continue
        below = [j for j, head in enumerate(heads) if head == i]
        # `по просьбе российской стороны`, `от страны`
        told = any(deps[j] == "case" or (deps[j] in _OF_ONE and j < i) for j in below)
        if told or any(head == verb and deps[j] in _SUBJECTS for j, head in enumerate(heads)):
            continue
        heads[i], deps[i] = verb, "nsubj"
        found.append(i)
    return found


def _is_finite(word: Tagged) -> bool:
    return word.pos_text == "VERB" and "VerbForm=Fin" in word.morph_text


def _hangs_on(word: int, above: int, heads: Sequence[int]) -> bool:
    while heads[word] != word and word != above:
        word = heads[word]
    return word == above


def _names(norms: Sequence[str], words: Sequence[Tagged]) -> Iterator[tuple[int, int]]:
    """The first initial and the surname of each name, the surname behind its initials."""
    i = 0
    while i + 2 < len(norms):
        at = i
        stop = min(i + 2 * _MOST_INITIALS, len(norms) - 2)
        while at < stop and _is_initial(norms[at]) and norms[at + 1] in _CLOSED:
            at += 2
        if at > i and len(norms[at]) > 1 and norms[at][0].isupper() and words[at].pos_text in {"PROPN", "NOUN", "ADJ"}:
            yield i, at
        i = max(at, i + 1)


def _is_initial(norm: str) -> bool:
    return len(norm) == 1 and norm.isalpha() and norm.isupper()


def _verb_behind(words: Sequence[Tagged], surname: int) -> int | None:
    for at in range(surname + 1, min(surname + 1 + _BETWEEN, len(words))):
        if words[at].pos_text == "VERB":
            return at if "VerbForm=Fin" in words[at].morph_text else None
        if words[at].pos_text not in _BEFORE_VERB:
            return None
    return None


def _agree(name: str, verb: str) -> bool:
    if "Case=Nom" not in name or "Number=Sing" not in verb or "Person=1" in verb or "Person=2" in verb:
        return False
    return "Gender=" not in verb or any(g in name and g in verb for g in ("Gender=Masc", "Gender=Fem"))


def _attach(name: int, verb: int, heads: list[int], deps: list[str]) -> None:
    """Hang the name on its verb; the verb takes the place of the name, or is joined to the clause before."""
    above = verb
    while heads[above] != above and above != name:
        above = heads[above]
    links = [i for i in range(name) if heads[i] == name and deps[i] in _LINKS]
    if above == name:
        heads[verb] = verb if heads[name] == name else heads[name]
        deps[verb] = deps[name] if deps[name] in _CLAUSES else "parataxis"
    first = next((i for i in range(name) if heads[i] == i and deps[i] == "root"), None)
    if links and first is not None and heads[verb] == verb:
        heads[verb], deps[verb] = first, "conj"
    if links and deps[verb] == "parataxis":
        deps[verb] = "conj"
    for i in links:
        heads[i] = verb
    heads[name], deps[name] = verb, "nsubj"

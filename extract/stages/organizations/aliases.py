"""Abbreviations that a page itself explains: in brackets after a name, or made of its first letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.stages.organizations.candidates import Body, Finder
from extract.stages.organizations.lexicon import lemmas

#: share of an abbreviation's letters that the initials of a name must give
_INITIALS_NEEDED = 0.6
#: an abbreviation in another language than the name's
_LATIN_SHORT = re.compile(r"[A-Z]{3,7}(?:[-/][A-Z]{2,6})?")
#: letters of an abbreviation that needs no brackets after the name
_LONG = 4
_ENDINGS = ("", "а", "у", "ом", "е", "ы", "и")


def bind_aliases(finder: Finder, bodies: list[Body]) -> list[Body]:
    """Bodies of bracketed abbreviations and of their other occurrences, bound to the names that they follow."""
    words = finder.words
    bound: dict[str, Body] = {}
    added: list[Body] = []
    by_start = {(body.start, body.end): body for body in bodies}
    ends = {body.end: body for body in sorted(bodies, key=lambda b: -b.start)}
    starts = {body.start: body for body in bodies}
    before = _before_brackets(bodies)
    for index in finder.index.lows.get("(", ()):
        close = finder.walker.bracket(index)
        if close is None:
            inner, outer = starts.get(index + 1), ends.get(index)
            heads = inner and outer and inner.kind == outer.kind == "head" and inner.end < len(words)
            if inner and heads and words[inner.end].text == ")":
                # `Агентство по ... (Антикоррупционная служба)`: the other name of one body
                inner.alias_of = outer
            continue
        first = next((i for i in range(index + 1, close - 1) if words[i].text[:1].isupper()), None)
        if first is None:
            continue
        last = close - 1
        while last > first and words[last - 1].text == '"':
            last -= 1
        text = finder.text(first, last)
        there = by_start.get((first, last))
        named = {entry.id for entry in there.entries} if there is not None else set()
        target = _target(finder, before.get(index, []), index, text, named)
        if target is None and there is None:
            target = _foreign_target(ends.get(index), text)
        if target is None:
            continue
        if there is not None:
            if {e.id for e in there.entries} & {e.id for e in target.entries} or there is target:
                continue
            if _known_better(there, target):
                target.alias_of = there
                continue
            there.alias_of = target
        else:
            alias = _alias(first, last, target, "organization.bracketed_abbreviation")
            alias.head = finder.noun_of(first, last)
            added.append(alias)
        if last - first == 1 and text not in bound:
            bound[text] = target
    for text, target in _initials_of(finder, bodies):
        bound.setdefault(text, target)
    if not bound:
        return added
    taken = {body.start: body for body in (*bodies, *added)}
    inside = {i for body in bodies if body.kind == "lexicon" for i in range(body.start + 1, body.end)}
    order = {name: number for number, name in enumerate(bound)}
    names = tuple(bound)
    for index, word in enumerate(words):
        # nearly every word ends here
        if not word.text.startswith(names):
            continue
        stems = {word.text.removesuffix(ending) for ending in _ENDINGS if word.text.endswith(ending)} & order.keys()
        name = min(stems, key=order.__getitem__, default=None)
        if name is None:
            continue
        there = taken.get(index)
        if there is not None:
            if there.alias_of is None and there.core_end == index + 1 and there.start <= index:
                there.alias_of = bound[name]
            continue
        if index in inside:
            continue
        body = _alias(index, index + 1, bound[name], "organization.abbreviation_of_the_page")
        chain = finder.walker.chain(index, index + 1, takes=frozenset())
        if chain.owners and chain.owners[0].start == index + 1:
            body.chain, body.end = chain, chain.end
        added.append(body)
    return added


def _known_better(there: Body, target: Body) -> bool:
    """`Евразийская антиотмывочная группа (ЕАГ)`: another name of the body that all know by the abbreviation."""
    if target.kind != "head" or there.weak or len(there.entries) != 1:
        return False
    entry = there.entries[0]
    international = entry.kind == "body" and entry.country is None and there.form == entry.short
    return international and target.lemma in lemmas(entry.name)


def _initials_of(finder: Finder, bodies: Sequence[Body]) -> Iterator[tuple[str, Body]]:
    """Abbreviations without brackets: all letters of `СБНОН` open the words of a long name that the page gives."""
    capitals = {finder.words[i].text for i in finder.index.capitals}
    unknown = {text for text in capitals if _LONG <= len(text) <= 10 and text.isupper() and text.isalpha()}
    if not unknown:
        return
    for body in bodies:
        if body.kind not in {"head", "english"} or body.core_end is None or body.end - body.start < _LONG:
            continue
        end = body.owner.start if body.owner is not None and body.owner.start > body.head else body.end
        words = [w.text for w in finder.words[body.start : end] if w.text.isalpha() or "-" in w.text]
        initials = "".join(part[0].upper() for word in words for part in word.split("-") if len(part) > 2)
        for text in unknown:
            if initials == text or "".join(word[0].upper() for word in words) == text:
                yield text, body


def _alias(start: int, end: int, target: Body, rule: str) -> Body:
    return Body(start=start, end=end, core_end=end, head=start, rule=rule, kind="alias", alias_of=target)


def _target(finder: Finder, bodies: Sequence[Body], bracket: int, text: str, named: set[str]) -> Body | None:
    """The name that a bracketed abbreviation shortens; `named` are the lexicon's bodies of that abbreviation."""
    best: tuple[bool, float, bool, int] | None = None
    chosen: Body | None = None
    for body in bodies:
        end = min(body.end, bracket)
        score = initials_fit(text, [w.text for w in finder.words[body.start : end]])
        if score < _INITIALS_NEEDED:
            continue
        # of equally fitting names the one whose length is nearest to the abbreviation's, else the longest
        initial = finder.words[body.start].text[:1].upper() == text[:1].upper()
        known = bool({e.id for e in body.entries} & named)
        rank = (known, score, initial, end - body.start)
        if best is None or rank > best:
            best, chosen = rank, body
    return chosen


def _foreign_target(body: Body | None, text: str) -> Body | None:
    """`German Criminal Police Office (BKA)`: Latin letters right after a name abbreviate it in its own language."""
    if body is None or body.kind not in {"english", "head", "lexicon"} or not _LATIN_SHORT.fullmatch(text):
        return None
    return body if body.end - body.start > 2 else None


def _before_brackets(bodies: Sequence[Body]) -> dict[int, list[Body]]:
    """The names that a bracket at each word may shorten: those that end there and those that hold it."""
    found: dict[int, list[Body]] = {}
    for body in bodies:
        if body.kind == "short":
            continue
        opening = {start for start, _ in body.chain.brackets} if body.chain is not None else set()
        for index in sorted({body.end, *opening}):
            found.setdefault(index, []).append(body)
    return found


def initials_fit(abbreviation: str, words: Sequence[str]) -> float:
    """Share of the abbreviation's letters that the initials of `words` give, in order."""
    letters = [c for c in abbreviation.upper() if c.isalpha()]
    initials = [part[0].upper() for word in words for part in word.split("-") if part[:1].isalpha()]
    if not letters:
        return 0.0
    row = [0] * (len(initials) + 1)
    for letter in letters:
        previous = 0
        for i, initial in enumerate(initials, 1):
            above = row[i]
            row[i] = previous + 1 if letter == initial else max(row[i], row[i - 1])
            previous = above
    return row[-1] / len(letters)

"""Names that end or begin in unusual ways: regions after a class noun, numbered units, page headers in capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from extract.document import Place
from extract.language.noun_chains import Chain, Owner

if TYPE_CHECKING:
    from extract.stages.organizations.candidates import Body, Finder

_REGIONS = frozenset({"region", "city"})
#: in the genitive before the name of a region, which need not decline: `управление провинции Бадахшан`
_CLASSES = frozenset(("провинции", "области", "района", "города", "округа", "штата", "края", "уезда", "вилаята", "г"))
#: kinds of units that a number names
_UNITS = frozenset(("база", "бригада", "дивизия", "полк", "отряд", "погранотряд", "батальон", "армия", "эскадрилья"))
#: `специального назначения`, `быстрого реагирования`
_PURPOSES = frozenset(("назначение", "реагирование", "охрана", "сопровождение"))
_NUMBER = re.compile(r"\d{1,4}-[а-я]{1,3}")
_LAST_ADJECTIVES = 4
_MARGIN = re.compile(r"[^\w]*")


def district(finder: Finder, index: int) -> Owner | None:
    """The region or town named at word `index` with its class noun before the name: `провинции Бадахшан`."""
    words = finder.words
    if index + 1 >= len(words) or words[index].low not in _CLASSES or words[index].text[:1].isupper():
        return None
    if index and words[index].low == "г" and words[index].start - words[index - 1].end > 1:
        # `комиссии`, and after an empty line `г. Минск`: the place line of a paper
        return None
    at = index + 2 if words[index + 1].text == "." else index + 1
    found = finder.place_starting.get(at)
    if found is None or not isinstance(found[1].entity, Place) or found[1].entity.kind not in _REGIONS:
        return None
    return Owner(index, found[0], found[1])


def numbered_units(
    finder: Finder, taken: Callable[[int, int], bool], make: Callable[[int, int, int], Body]
) -> Iterator[Body]:
    """`201-ю российскую военную базу`: the number is a name; adjectives may stand before the noun."""
    words = finder.words
    lows = finder.index.lows
    # nearly every word ends here
    for index in finder.index.with_low({low for low in lows if "-" in low and _NUMBER.fullmatch(low)}):
        word = words[index]
        if word.text != word.low:
            continue
        head = index + 1
        while head < min(index + 1 + _LAST_ADJECTIVES, len(words)) and words[head].pos == "ADJ":
            head += 1
        if head >= len(words) or words[head].lemma not in _UNITS or words[head].number == "plur" or head == index + 1:
            continue
        if words[head].sentence == word.sentence and not taken(word.start, words[head].end):
            yield make(index, head, _purpose(finder, head + 1))


def _purpose(finder: Finder, index: int) -> int:
    """`(бригада) специального назначения`: the index after what a unit is for."""
    words = finder.words
    if index + 1 < len(words) and words[index + 1].lemma in _PURPOSES and words[index].agreeing:
        return index + 2
    return index


def between_states(finder: Finder, index: int) -> int:
    """`(комиссии по торговле) между Российской Федерацией и Республикой Узбекистан`: the index after the parties."""
    words, owners = finder.words, finder.walker.owners
    if index + 3 >= len(words) or words[index].low != "между":
        return index
    first = owners.get(index + 1)
    second = owners.get(first.end + 1) if first is not None and first.end + 1 < len(words) else None
    if first is None or second is None or words[first.end].low != "и":
        return index
    return second.end if words[second.start].sentence == words[index].sentence else index


def item_headings(finder: Finder, bodies: Sequence[Body]) -> list[Body]:
    """The international bodies that head the items of a digest, each on a line of its own."""
    known = [b for b in bodies if b.kind == "lexicon" and b.owner is None and b.entries[0].kind == "body"]
    alone = [b for b in known if not b.entries[0].parent and own_lines(finder, b.start, b.end)]
    return alone if len({b.entries[0].id for b in alone}) > 1 else []


def own_lines(finder: Finder, start: int, end: int) -> bool:
    """Whether words `[start, end)` fill their line or lines, as the name of a page's publisher does."""
    copy, words = finder.copy, finder.words
    before = copy[copy.rfind("\n", 0, words[start].start) + 1 : words[start].start]
    stop = copy.find("\n", words[end - 1].end)
    after = copy[words[end - 1].end : stop if stop >= 0 else len(copy)]
    return bool(_MARGIN.fullmatch(before) and _MARGIN.fullmatch(after))


def take_state_below(finder: Finder, body: Body) -> None:
    """`МИНИСТЕРСТВО ЗДРАВООХРАНЕНИЯ / КЫРГЫЗСКОЙ РЕСПУБЛИКИ`: the state on the line below a name on its own line."""
    words, at = finder.words, body.end
    place = finder.place_starting.get(at)
    if place is None or body.owner is not None or body.country is not None or not isinstance(place[1].entity, Place):
        return
    between = finder.copy[words[at - 1].end : words[at].start]
    if "\n" not in between or _MARGIN.fullmatch(between) is None or between.count("\n") > _LINES_APART:
        return
    # no heading of a state: `Россия`, `Республика Беларусь`
    genitive = words[at].low not in {"республика", place[1].entity.name.lower()}
    fits = place[1].entity.kind == "country" and genitive
    if fits and own_lines(finder, body.start, at) and own_lines(finder, at, place[0]):
        body.chain = body.chain or Chain(end=at)
        body.chain.owners.append(Owner(at, place[0], place[1]))
        body.end = body.chain.end = place[0]


#: line breaks between a name and its state
_LINES_APART = 2

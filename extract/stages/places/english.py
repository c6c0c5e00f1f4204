"""Places in English sentences: spellings that need evidence, border posts, districts, streets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.language.later import later
from extract.lexicons.countries import country_by_adjective
from extract.lexicons.places import Gazetteer, key
from extract.stages.places.candidates import Candidate

_PREPOSITION = later(
    r"(?<![\w-])(?:in|at|near|from|to|via|outside|around|between|towards?|leave|leaving|visited|reached|off|over|into|"
    r"through|across|beyond|"
    r"(?:city|town|village|settlement|port|seaport|airport|mayor|governor|outskirts|coast|districts?|regions?|oblasts?"
    r"|provinces?) of)\s+(?:the )?$"
    # `in the village of Kara-Su, Uzgen`
    r"|(?:village|settlement|town|township) of [A-Z][\w-]+, $"
    # a river: `seizures on the Panj`
    r"|\b(?:on|along) the $",
    re.IGNORECASE,
)
_OWNER_STATE = later(r"(?:,\s+|\s+\()(?:the )?([A-Z]\w+)")
_NOUN_AFTER = later(
    r"(?:\s|-)+(?:(?:border|customs|road|rail|railway|river)\s+)*(?:crossings?|checkpoints?|posts?|ports?|airport|districts?|city|"
    r"BLOs?|(?:border liaison )?offices?|regions?|oblasts?|provinces?|town|bazaar|free zone|bridge|corridor|hub)\b",
    re.IGNORECASE,
)
#: `(Shusha, 4 October 2024)` under a title
_DATED_AFTER = later(r", (?:\d{1,2} [A-Z][a-z]{2,}|[A-Z][a-z]{2,} \d{1,2},) \d{4}")
_LISTED_BEFORE = later(r"(?:,|,? and|,? or|-|/)\s?$")
_LISTED_AFTER = later(r"(?:, |,? and )([A-Z][\w-]+)")
_DATELINE_AFTER = later(r"\s*(?:,|\(|[-:.] |[-/])")


#: `(Osh, 5 May 2024)` below a title
_DAY_AFTER = later(
    r",\s(?:on\s)?(?:\d{1,2}(?:(?:\s?[-–]\s?|\sand\s)\d{1,2})?\s[A-Z][a-z]+"
    r"|[A-Z][a-z]+\s\d{1,2}(?:\s?[-–]\s?\d{1,2})?,?)\s\d{4}\)"
)


def says_place(copy: str, start: int, end: int, gazetteer: Gazetteer, *, after_place: bool) -> bool:
    """Whether the words around a Latin spelling say that a place is meant; `after_place`: a place ends right before."""
    before = copy[max(0, start - 40) : start]
    if country_by_adjective(copy[start:end]) is not None:
        # `Kazakh` is a town's spelling, too
        return False
    if _PREPOSITION.search(before) or _NOUN_AFTER.match(copy, end):
        return True
    if (not before or before[-1] in "(\n") and _DATED_AFTER.match(copy, end):
        return True
    state = _OWNER_STATE.match(copy, end)
    if state and _is_sure(state[1], gazetteer, "country"):
        return True
    if after_place and _LISTED_BEFORE.search(before):
        return True
    opens = not copy[copy.rfind("\n", 0, start) + 1 : start].strip()
    if opens and copy[start:end].isupper() and _DATELINE_AFTER.match(copy, end):
        return True
    if before.endswith("(") and _DAY_AFTER.match(copy, end):
        return True
    following = _LISTED_AFTER.match(copy, end)
    return bool(following and _is_sure(following[1], gazetteer, "city") and _PREPOSITION.search(before))


def _is_sure(word: str, gazetteer: Gazetteer, kind: str) -> bool:
    form = key(word)
    numbers = gazetteer.numbers(form)
    return not gazetteer.is_common(form) and any(gazetteer.row(n).kind == kind for n in numbers)


#: `the Nizhny Pyanj, Ishkoshim and Karamyk crossing points`: the noun stays outside
_WORD = r"[A-Z]\w+(?:'(?!s\b)\w+)?"
_NAME = rf"{_WORD}(?:[- ]{_WORD}){{0,2}}"
_POSTS = later(
    rf"(?<![\w.-])(?:(?:At|The|Both|In)\s+)?(?P<names>{_NAME}(?:(?:, |,? and ){_NAME}){{0,6}}) "
    r"(?:(?:border|customs|international|automobile|road|rail|railway)[ -])*"
    r"(?:crossings?(?: points?)?|checkpoints?|posts?(?! of)|port of entry)\b",
    needs="crossing|checkpoint|post|port of entry",
)
_EACH = later(_NAME)
#: what a post is called after no place
_NO_POST = frozenset(
    {"border", "customs", "international", "russian", "blogger", "the", "all", "state", "joint", "main"}
)
_UNITS = {
    "oblast": "область", "oblasts": "область", "region": "область", "regions": "область", "province": "область",
    "provinces": "область", "district": "район", "districts": "район", "rayon": "район",
    "valley": "долина", "valleys": "долина", "mountains": "горы", "river": "река", "gorge": "ущелье",
}  # fmt: skip
_UNIT_WORD = rf"(?:[A-Z]\.)?(?!(?i:{'|'.join(_UNITS)})\b){_WORD}"
_UNIT_NAME = rf"{_UNIT_WORD}(?:[- ]{_UNIT_WORD}){{0,2}}"
_REGIONS = later(
    rf"(?<![\w.-])(?P<names>{_UNIT_NAME}(?:(?:, |,? and ){_UNIT_NAME}){{0,6}}) (?P<unit>(?i:{'|'.join(_UNITS)}))\b"
)
_EACH_UNIT = later(_UNIT_NAME)
#: `the village of Kara-Bulak`: a settlement that no gazetteer has
_SETTLEMENTS = later(
    rf"\b(?:village|settlement|town|township|hamlet|farm)s? of (?P<name>{_WORD}(?:[- ]{_WORD})?)(?! [A-Z])",
    needs="village|settlement|town|hamlet|farm",
)
#: `at the Koytash range`, `in the Sarykum area`: the noun stays outside
_GROUNDS = later(
    rf"\b(?:[Aa]t|[Oo]n|[Ii]n|[Nn]ear|[Ff]rom|[Tt]o|[Oo]f) the (?P<name>{_WORD}(?:-{_WORD})?) "
    r"(?:(?:(?:training|proving|shooting|firing) )?(?:range|ground)|airfield|air ?base|area)\b",
    needs="range|ground|airfield|base|area",
)
#: adjectives of states and directions name no region: `the Tajik region`, `Central Asian region`
_NO_REGION = later(
    r"(?:the|this|each|our|whole|\w+(?:ian|ese|ish|ean|stani|yz|yk|jik|bek|men|azakh)|central|eastern|western|northern|southern"
    r"|north|south|east|west|asia|europe|border|member|joint|remote|these|neighbou?ring|free|economic|federal|military)",
    re.IGNORECASE,
)
#: fields and groups that have areas and ranges
_NO_GROUND = later(
    r"(?:ing|ion|al|ic|an|ment|ity|Schengen|Euro|Trade|Border|Test|Price|Age|Parade|Urban|Rural|[A-Z]{2})$"
)
#: `seized near Tir-Su`, `off the coast of Jiwani`: what only a place can be near to; no gazetteer has it
_BESIDE = later(
    r"\b(?:(?:[Nn]ear|[Oo]ff the coast of|(?:on|at|to|from) the outskirts of|in the vicinity of"
    r"|km (?:from|(?:north|south|east|west)(?:east|west)? of)))"
    r" (?P<name>(?!(?:The|Parliament|Government|Earth|Christmas|Ramadan)\b)[A-Z][a-z]{2,}(?:-[A-Z]?[a-z]+)*)"
    r"(?=[.,;)]| (?:on|in|where|and|by|as|when|during|with|to|jointly|after|before|while|which|last|this)\b)",
    needs="ear|coast|outskirts|vicinity|km",
)
_ADDRESS = later(
    r"(?<![\w/-])(?:\d{1,4}(?:/\d{1,4})?[A-Za-z]?,? )?(?:[A-Z][\w'.-]+ ){1,3}"
    r"(?:Street|Str\.|St\.|Avenue|Ave\.?|Road|Prospekt|Square|Boulevard|(?:street|avenue)(?=,? \d{1,4}\b(?![.]\d)))"
    r"(?:,? \d{1,4}(?:/\d{1,4})?[A-Za-z]?)?(?!\w)",
    needs="street|str.|st.|avenue|ave|road|prospekt|square|boulevard",
)


def english_candidates(copy: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Border posts, regions and addresses whose nouns are English."""
    for found in _POSTS.finditer(copy):
        for name in _EACH.finditer(copy, *found.span("names")):
            first = name[0].split()[0].lower()
            if first not in _NO_POST and country_by_adjective(first) is None:
                yield Candidate(*name.span(), "place.english_post", name=name[0])
    for found in _REGIONS.finditer(copy):
        yield from _regions(found, gazetteer)
    for found in _SETTLEMENTS.finditer(copy):
        yield Candidate(*found.span("name"), "place.english_settlement", name=found["name"], kind="city")
    for found in _BESIDE.finditer(copy):
        # a name that the gazetteer has was weighed with its namesakes
        if not gazetteer.numbers(key(found["name"])) and country_by_adjective(found["name"]) is None:
            yield Candidate(*found.span("name"), "place.english_beside", name=found["name"], kind="city")
    for found in _GROUNDS.finditer(copy):
        word = found["name"]
        # `the Schengen area`, `the Border area`
        if country_by_adjective(word) is None and not _NO_REGION.fullmatch(word) and not _NO_GROUND.search(word):
            yield Candidate(*found.span("name"), "place.english_ground", name=word)
    for found in _ADDRESS.finditer(copy):
        if any(c.isdigit() for c in found[0]):
            yield Candidate(*found.span(), "place.address", name=found[0])


def _regions(found: re.Match[str], gazetteer: Gazetteer) -> Iterator[Candidate]:
    copy = found.string
    unit = found["unit"].lower()
    names = list(_EACH_UNIT.finditer(copy, *found.span("names")))
    for name in names:
        if country_by_adjective(name[0].split()[-1]) is not None:
            # `the Afghan province`
            continue
        if _NO_REGION.fullmatch(name[0].split()[-1]) or (name[0].isupper() and len(name[0]) < 5):
            continue
        form = key(f"{name[0]} {unit.removesuffix('s') if unit != 'mountains' else unit}")
        numbers = gazetteer.numbers(form)
        if not numbers and _UNITS[unit] == "область":
            # `Sughd province`: the name alone is the region's
            named = gazetteer.numbers(key(name[0]))
            numbers = [number for number in named if gazetteer.row(number).kind == "region"]
        several = unit.endswith("s") and " " not in name[0]
        if not numbers and len(names) > 1 and name is not names[-1] and not several:
            # `Central Asia and Chui region`: who knows what the first one is
            continue
        end = found.end() if name is names[-1] else name.end()
        kind = "other" if unit in {"river", "mountains", "gorge"} else "region"
        yield Candidate(
            name.start(), end, "place.english_region", form, list(numbers), name=copy[name.start() : end], kind=kind
        )

"""The sides of a paper: whom it calls `Стороны` itself, or joins in its title and preamble."""

from __future__ import annotations

import itertools
import re

from spacy.tokens import Doc

from extract.document import Actor, Mention, Organization, Party, Place, kept, match_text_of
from extract.language.later import later
from extract.parties.passages import GUESTS, named_between, states_between
from extract.parties.represented import PAIR, country_of, state_of

_DEFINED = later(
    r"\((?:(?:в\s+)?дальнейшем|далее|именуем\w+)[^)\n]{0,40}Сторон[аы]\W{0,3}\)"
    r"|,\s*(?:(?:в\s+)?дальнейшем|далее)\s+(?:совместно\s+)?именуем\w+\s+\W?Сторонами\b"
    r"|\(hereinafter[^)\n]{0,40}(?:Parties|Sides)\W{0,3}\)"
)
#: the line of one delegation, and how far its list may reach
_DELEGATION = later(r"(?:^|[;:]\s)\s*[-–—•*]?\s*от (?:имени )?", re.MULTILINE)
_DELEGATIONS = 2000
#: the head of a paper that sides make together, and its items
_JOINT = later(
    r"^[ \t*#]*(?:совместн\w+ |итогов\w+ )?"
    r"(?:коммюнике|заявлени[ея]|протокол|деклараци[яи]|меморандум|соглашение|договор)\b"
    r"|^[ \t*#]*(?:joint )?(?:communiqu[eé]|protocol|minutes)\b",
    re.IGNORECASE | re.MULTILINE,
)
#: `Министры внутренних дел А, Б и В, собравшись на встречу,`: who opens a joint statement
_PREAMBLE = later(
    r"\s*(?:министры|главы|президенты|премьер-министры|руководители|секретари|генеральные прокуроры|представители)\s"
    r"[^.:;\n]{10,400}?(?=,\s+(?:[а-яё]+(?:вшись|ясь|[аяи]я|уя|[аеи]в)|проведя|придя)\s)",
    re.IGNORECASE,
)
#: `(Баку, 5 мая 2025 года)`, `г. Баку, 5 мая 2025 года` between a title and who opens its paper
_DATELINE = later(r"(?:\s*\n[ \t*]*(?:\([^()\n]{3,90}\)|(?:г\.)?[^.:;\n]{0,60}\b\d{4}\b[^\n]{0,12})[ \t*]*(?=\n)){1,2}")
#: the same in English: `joint statement`, and over which words of the first line that names plural officers it goes
_JOINT_EN = later(
    r"^[ \t*#]*(?:the )?(?:joint (?:[\w-]+ )?(?:statement|communiqu[e\u00e9]|declaration|protocol|resolution)"
    r"|(?:final )?communiqu[e\u00e9]|protocol|(?:agreed )?minutes)\b",
    re.IGNORECASE | re.MULTILINE,
)
_OPENS_EN = later(
    r"^[^\n]{0,300}?\b(?:Ministers|Heads|Leaders|Presidents|Secretaries|Prosecutors|Chiefs|Directors|Commanders"
    r"|Representatives|[Dd]elegations)\b[^\n]{10,600}?"
    r"(?=,? (?:met|(?:have )?(?:gathered|assembled|convened)|having|held|guided by|recogni[sz]ing|reaffirming"
    r"|in the presence|with the participation|together with|took part|(?:was|were) (?:held|attended)) )",
    re.MULTILINE,
)
#: guests among them
_WITH = later(r"\b(?:при участии|с участием|в присутствии|совместно с|вместе с|в качестве)\b", re.IGNORECASE)
#: what a paper is about
_ABOUT = later(r"\s(?:об?|обо|в связи|по поводу|относительно)\s")
_ITEMS = later(r"^[ \t]*\d{1,2}(?:\.\d{1,2})?[.)][ \t]+\S", re.MULTILINE)
_SIDES_WORD = later(r"\b(?:Сторон(?:ы|ам)|The (?:Parties|Sides))\b")
_BETWEEN = later(
    r"\bмежду\s+|\b(?:совместн\w+ (?:заседани|совещани)\w+ (?:коллегий )?|коллегий )(?=[А-ЯЁ])"
    r"|\b(?:встреч[иаеу]|переговор(?:ов|ам)|консультаци(?:и|й|ям)|беседы)\s+"
    r"(?=[А-ЯЁ]|глав|министров|руковод|делегаций)"
)
#: characters of a title
TITLE = 400
#: and between a title and the end of its first words
_OPENING_EN = 1600


def is_of_sides(doc: Doc) -> bool:
    """A communique or protocol of `Стороны`, or of those who open it: the delegations speak in it one by one."""
    text: str = doc._.match_text
    if _JOINT.search(text, 0, TITLE) is None:
        return False
    return _SIDES_WORD.search(text) is not None or defined_sides(doc) is not None


def defined_sides(doc: Doc) -> tuple[int, list[Actor]] | None:
    """`(далее – Стороны)`: where, and the persons (else bodies, else states) named before it in its paragraph."""
    return kept(doc, "defined_sides", _defined_sides)


def _defined_sides(doc: Doc) -> tuple[int, list[Actor]] | None:
    text = match_text_of(doc)
    found = _DEFINED.search(text)
    if found is not None:
        start = text.rfind("\n", 0, found.start()) + 1
        entities = named_between(doc, start, found.start()) or states_between(doc, start, found.start())
        if any(start <= m.start < found.start() and _is_region(m) for m in doc._.places):
            # `государств Центральной Азии (далее - Стороны)`: which ones, the list of delegations says
            entities += [state for state in _delegated(doc, found.end()) if all(state is not e for e in entities)]
        return (found.end(), entities) if len(entities) > 1 else None
    return _sides_of_title(doc) or _opening_in_english(doc)


def _opening_in_english(doc: Doc) -> tuple[int, list[Actor]] | None:
    """`the Ministers of A, B and the head of the police of C met in D`, below the title of a joint paper."""
    text = match_text_of(doc)
    title = _JOINT_EN.search(text, 0, TITLE)
    opening = _OPENS_EN.search(text, title.end(), title.end() + _OPENING_EN) if title is not None else None
    if opening is None:
        return None
    named = sorted((*doc._.places, *doc._.organizations), key=lambda m: m.start)
    within = [m.entity for m in named if opening.start() <= m.start < opening.end()]
    states = [e for e in within if isinstance(e, Organization) or (isinstance(e, Place) and e.kind == "country")]
    codes = dict.fromkeys(code for code in map(state_of, states) if code)
    return (opening.end(), [country_of(doc, code) for code in codes]) if len(codes) > PAIR else None


def in_opening(doc: Doc, word: str) -> bool:
    """`the ministers agreed`, under a paper that ministers open."""
    defined = defined_sides(doc)
    text: str = doc._.match_text
    return defined is not None and word.lower() in text[max(defined[0] - TITLE, 0) : defined[0]].lower().split()


def _is_region(mention: Mention) -> bool:
    return isinstance(mention.entity, Place) and mention.entity.kind == "macro_region"


def _delegated(doc: Doc, start: int) -> list[Actor]:
    """States at the head of the lines of a list of delegations: `от Кыргызской Республики - ...;`."""
    text: str = doc._.match_text
    lines = {line.end() for line in _DELEGATION.finditer(text, start, start + _DELEGATIONS)}
    states = [m.entity for m in doc._.places if m.start in lines and isinstance(m.entity, Place)]
    return [e for e in states if e.kind == "country"]


def _sides_of_title(doc: Doc) -> tuple[int, list[Actor]] | None:
    """`Протокол консультаций между А и Б`, `по итогам переговоров А и Б`: those whom the title of a paper joins."""
    text = match_text_of(doc)
    title = _JOINT.search(text, 0, TITLE)
    if title is None:
        return None
    joint = title[0].strip(" *#").lower().startswith("совместн")
    if len(_ITEMS.findall(text)) < PAIR and not joint:
        return None
    stop = text.find("\n\n", title.end())
    stop = stop if 0 <= stop < title.end() + TITLE else min(title.end() + TITLE, len(text))
    if not _SIDES_WORD.search(text):
        return _opening(doc, stop)
    between = _BETWEEN.search(text, title.start(), stop)
    if between is None:
        # `заседания Совместной рабочей группы Таджикистана и Ирана`
        about = _ABOUT.search(text, title.end(), stop)
        named = states_between(doc, title.end(), about.start() if about is not None else stop)
        named = named if len(named) == PAIR or (named[PAIR:] and joint) else []
        if not named and not _of_union(doc, title.end(), stop):
            named = _attending(doc, stop)
        return (stop, named) if named else _opening(doc, stop)
    named = _dashed(doc, between.end(), stop) or named_between(doc, between.end(), stop)
    return (between.end(), named) if named else _opening(doc, stop)


def _of_union(doc: Doc, start: int, end: int) -> bool:
    """`по итогам заседания Совета глав правительств ШОС`: the sides are that body."""
    bodies = [m.entity for m in doc._.organizations if start <= m.start < end]
    return any(isinstance(body, Organization) and body.country is None for body in bodies)


def _opening(doc: Doc, start: int) -> tuple[int, list[Actor]] | None:
    """The states whose ministers or heads, told without their names, open the paper right below its title."""
    dateline = _DATELINE.match(doc._.match_text, start)
    opening = _PREAMBLE.match(doc._.match_text, dateline.end() if dateline is not None else start)
    if opening is None or any(opening.start() <= m.start < opening.end() for m in doc._.persons):
        return None
    guests = _WITH.search(doc._.match_text, opening.start(), opening.end())
    states = states_between(doc, opening.start(), guests.start() if guests is not None else opening.end())
    return (opening.end(), states) if len(states) >= PAIR else None


def opens_paper(doc: Doc, start: int) -> list[Actor]:
    """Of `Министры внутренних дел А, Б и В, собравшись на встречу,` at `start`: the states whose paper it is."""
    defined = defined_sides(doc)
    opens = defined is not None and start < defined[0] and _PREAMBLE.match(doc._.match_text, start) is not None
    return defined[1] if defined is not None and opens else []


def _attending(doc: Doc, start: int) -> list[Actor]:
    """`встречи секретарей государств Центральной Азии`: the states whose delegations or officers the paper lists
    before it speaks of the sides; guests are none.
    """
    listed = _delegated(doc, start)
    if len(listed) >= PAIR:
        return listed
    first = _SIDES_WORD.search(doc._.match_text, start)
    guests = GUESTS.search(doc._.match_text, start)
    end = min(found.start() for found in (first, guests) if found is not None) if first or guests else start
    codes = (state_of(m.entity) for m in doc._.persons if start <= m.start < end)
    states: list[Actor] = [country_of(doc, code) for code in dict.fromkeys(codes) if code]
    return states if len(states) >= PAIR else []


def _dashed(doc: Doc, start: int, end: int) -> list[Actor]:
    """`встречи ГУАМ - Япония`: the two whom a dash joins."""
    named = sorted(
        (m for m in (*doc._.organizations, *doc._.places) if start <= m.start < end), key=lambda m: (m.start, -m.end)
    )
    for first, second in itertools.pairwise(named):
        if doc._.match_text[first.end : second.start] == " - ":
            pair = [e for e in (first.entity, second.entity) if isinstance(e, (Organization, Place))]
            return list(pair) if len(pair) == PAIR else []
    return []


def with_other_side(doc: Doc, named: list[Party]) -> list[Party]:
    """`А и Б, далее именуемые Сторонами, согласились`: also those of whom the parser lost the coordination."""
    defined = defined_sides(doc)
    if defined is None or len(named) != 1 or named[0].start is None or named[0].start >= defined[0]:
        return named
    first = named[0].entity
    if "\n\n" in doc._.match_text[named[0].start : defined[0]] or not any(first is e for e in defined[1]):
        return named
    return [*named, *(Party(e, None, None, "inferred") for e in defined[1] if e is not first)]

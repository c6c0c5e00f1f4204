"""Venues that are told apart from their event: in the headline, in a word of welcome, by `там же`."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extract.document import Mention, Place
from extract.stages.events.happening import Happening

#: characters of the top of a page where its headline stands, and within which what it is about is told
_TOP = 300
_LEAD = 900
#: `МВД: в Астане обсудили борьбу`, `В Минске подвели итоги`: before and behind the city of a headline
_BEFORE = re.compile(r"(?:[^\n]{2,60}?(?::|\s[-–—])\s)?[*#\s]*во?\s+(?:г\.\s?)?", re.IGNORECASE)
_DISCUSSED = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:обсудили|рассмотрели|договорились|согласовали|утвердили|одобрили|подвели итоги"
    r"|обменялись|встретились|собрались|обсуждают|обсуждены|обсудят|приняли|завершил\w+|открыл\w+|прош(?:ло|ла|ли|[её]л)"
    r"|состоял\w+|начал\w+|проходит|проходят|стартовал\w*)\b",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    r"(?:\b(?:приветств|рад[аы]?\s+видеть)\w*\s+(?:вас|всех|гостей|участников|коллег)\s+(?:[\w-]+\s+){0,4}?"
    r"|\bдобро\s+пожаловать\s+)(?:на\s+[\w-]+\s+земле\s+)?во?\s+(?:г\.\s?|город[е]?\s+)?$",
    re.IGNORECASE,
)
_THERE = re.compile(r"\b(?:там|здесь|тут)\s+же\b", re.IGNORECASE)
_HELD_THERE = frozenset({"meeting", "session", "conference", "exercise", "summit"})
_WELCOMED = frozenset({"session", "conference", "exercise", "summit"})


def place_apart(doc: Doc, happenings: list[Happening]) -> None:
    """Give the page's main event the city of its headline, or the one where its guests are welcomed."""
    text: str = doc._.match_text
    cities = [m for m in doc._.places if isinstance(m.entity, Place) and m.entity.kind == "city"]
    headline = next((m for m in cities if m.start < _TOP and _heads(text, m)), None)
    welcome = next((m for m in cities if _WELCOME.search(text, max(m.start - 90, 0), m.start)), None)
    for city, kinds, reach in ((headline, _HELD_THERE, _LEAD), (welcome, _WELCOMED, len(text))):
        if city is None or not isinstance(city.entity, Place):
            continue
        main = next((h for h in happenings if _is_main(h)), None)
        if main is None or main.type not in kinds or main.places or main.main.mode in {"video", "phone"}:
            continue
        if main.main.trigger[0] < (reach if city is welcome else city.start + reach):
            main.main.places = [city.entity]


def there_too(doc: Doc, happenings: list[Happening]) -> None:
    """`Накануне, там же, состоялась встреча`: where the event told just before took place."""
    text: str = doc._.match_text
    ordered = sorted(happenings, key=lambda h: h.main.trigger)
    for number, happening in enumerate(ordered[1:]):
        before, main = ordered[number], happening.main
        start = main.token.sent.start_char
        if not happening.places and before.places and _THERE.search(text, start, main.trigger[0] + 40):
            main.places = list(before.places)


def _heads(text: str, city: Mention) -> bool:
    """The city of a headline that tells what went on there."""
    line = text.rfind("\n", 0, city.start) + 1
    end = text.find("\n", city.end)
    if end < 0 or text[line:end].rstrip().endswith("."):
        return False
    return _BEFORE.fullmatch(text, line, city.start) is not None and _DISCUSSED.match(text, city.end, end) is not None


def _is_main(happening: Happening) -> bool:
    main = happening.main
    return not main.setting and main.status in {"held", "ongoing"} and main.type != "adoption"

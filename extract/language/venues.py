"""Buildings that stand for who sits in them: `переговоры в Кремле` names the building, `в Кремле заявили` does not."""

from __future__ import annotations

import re

from extract.language.later import later

_PREPOSITION = later(
    r"(?<!\w)(?:в|во|из|у|к|ко|под|около|возле|близ|вокруг|перед|от|до|при|за|на|с|со|о|об|по)\s+$", re.IGNORECASE
)
_SAYS = later(
    r"\s+(?:(?:уже|также|пока|ранее|вчера|сегодня|накануне)\s+)?(?:не\s+)?(?:заяв|сообщ|отме[тч]|подч[её]рк|счита|полага"
    r"|уверен|наде[юя]|ожида|опроверг|подтвер[дж]|поясн|прокомментир|комментир|отреагир|рассчит|зна[юл]|ответил|призна"
    r"|назва|расска[зж]|указа|добав|уточн|говор|дума|обеспоко|предупре|напомн|убежд[её]н|отказал|допуст|обеща)\w*"
)
_SAID_IN = later(
    r"(?:сообщили|заявили|рассказали|подтвердили|отметили|уточнили|пояснили|подчеркнули|добавили|говорят|считают"
    r"|опровергли|ответили|исключили|исключают|указали|напомнили|полагают|надеются|комментировать)(?:\s+[\w-]+){0,3}?\s+во?\s+$"
)
#: how far a verb of saying is looked for
_CHARS = 40
_CHARS_BEFORE = 60


def is_venue(copy: str, start: int, end: int) -> bool:
    """Whether the name of a seat of power at `[start, end)` of a match copy is the place where something happens."""
    if not _PREPOSITION.search(copy, max(0, start - 8), start):
        return False
    if _SAID_IN.search(copy, max(0, start - _CHARS_BEFORE), start):
        return False
    return _SAYS.match(copy, end, min(end + _CHARS, len(copy))) is None

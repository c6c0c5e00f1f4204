"""Venues that are told apart from their event: in the headline, in a word of welcome, by `там же`, by its raids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from extract.document import Event, Mention, Place, match_text_of, sentence_of
from extract.language.later import later
from extract.stages.events.merging.happening import Happening, near

#: characters of the top of a page where its headline stands, and within which what it is about is told
_TOP = 300
_LEAD = 900
#: `МВД: в Астане обсудили борьбу`, `В Минске подвели итоги`: before and behind the city of a headline
_BEFORE = later(r"(?:[^\n]{2,60}?(?::|\s[-–—])\s)?[*#\s]*во?\s+(?:г\.\s?)?", re.IGNORECASE)
_DISCUSSED = later(
    r"\s+(?:[\w-]+\s+){0,2}?(?:обсудили|рассмотрели|договорились|согласовали|утвердили|одобрили|подвели итоги"
    r"|обменялись|встретились|собрались|обсуждают|обсуждены|обсудят|приняли|завершил\w+|открыл\w+|прош(?:ло|ла|ли|[её]л)"
    r"|состоял\w+|начал\w+|проходит|проходят|стартовал\w*)\b",
    re.IGNORECASE,
)
_WELCOME = later(
    r"(?:\b(?:приветств|рад[аы]?\s+видеть)\w*\s+(?:вас|всех|гостей|участников|коллег)\s+(?:[\w-]+\s+){0,4}?"
    r"|\bдобро\s+пожаловать\s+)(?:на\s+[\w-]+\s+земле\s+)?во?\s+(?:г\.\s?|город[е]?\s+)?$",
    re.IGNORECASE,
    needs="приветств|рад|пожаловать",
)
_THERE = later(r"\b(?:там|здесь|тут)\s+же\b", re.IGNORECASE)
#: `В Астане, Алматы и Караганде проведено 27 обысков`: what is done in an operation, told after it
_OPENS = later(
    r"(?<=[.\n])\s*(?:Так,\s+|Одновременно\s+|Только\s+)?[Вв]о?\s+(?:(?:г|гг)\.\s?|город(?:е|ах)\s+)?(?=[А-ЯЁ])"
)
_RAIDED = later(
    r"\s+(?:[\w-]+\s+){0,3}?(?:проведен|задержан|изъят|обнаружен|выявлен|ликвидирован|перекрыт|пресечен|арестован|заблокирован)\w*\b"
    r"|\s+(?:[\w-]+\s+){0,3}?(?:прошл[иао]|проведен\w*)\s+(?:[\w-]+\s+){0,2}(?:обыск|рейд|задержани)"
)
#: `Брифинг официального представителя, Москва, 19 февраля 2025 года`: the line of a title
_TITLED = later(r"[^\n]{0,120},\s+(?:г\.\s?)?$")
_THEN_DAY = later(r"\s*(?:\([^()\n]{2,30}\)\s*)?,\s+\d")
_NEXT_PLACE = later(r"(?:,|\s+и|,?\s+а также)\s+(?:в\s+)?(?:г\.\s?)?")
#: characters after an operation within which its raids are told
_RAID_NEAR = 400
#: `В аэропорту Ашхабада его встретили`
_LANDED = later(
    r"(?P<down>\b(?:приземлил|сел|совершил\w*\s+посадку|прибыл)\w*\s+)?\bв\s+(?:[а-яё-]+\s+)?аэропорту\s+(?:г\.\s?|город[ае]\s+)?$",
    re.IGNORECASE,
    needs="аэропорт",
)
_MET = later(r"[^.;]{0,80}\b(?:встре(?:тил|чал)|приветствовал)", re.IGNORECASE)
#: `на том же полигоне`
_SAME_GROUND = later(
    r"\b(?:на|в)\s+(?:том|этом|той|этой)\s+же\s+(?:полигон|мест|город|площадк|баз|зал|пункт)\w*", re.IGNORECASE
)
#: what an interviewer says, the rest of the question, and how far down the answer it tells where it was
_BACK_FROM = later(
    r"\bвы\s+(?:[а-яё]+\s+){0,3}(?:вернулись\s+(?:из|с)|(?:ездили|летали|съездили|слетали)\s+(?:в|на)|(?:были|побывали)\s+(?:в|на))\s+(?:г\.\s?)?$",
    re.IGNORECASE,
)
_ANSWER = later(r"[^\n]{0,120}\n\s*(?:(?:[-–—•]|[Оо]твет:|[А-ЯЁ][\w. ]{1,30}:)\s*)?")
_ANSWERED = 130
_HELD_THERE = frozenset({"meeting", "session", "conference", "exercise", "summit"})
_OF_SIDES = frozenset({"adoption", "meeting", "session", "summit"})
#: so many states are a list
_SEVERAL = 3
_WELCOMED = frozenset({"session", "conference", "exercise", "summit"})

_COMING = frozenset({"прибытие", "приезд"})
_HAVING_COME = frozenset({"прибыть", "приехать", "прилететь", "прибытие", "приезд"})


def place_apart(doc: Doc, happenings: list[Happening]) -> None:
    """Give the page's main event the city of its headline, or the one where its guests are welcomed."""
    text = match_text_of(doc)
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
    text = match_text_of(doc)
    ordered = sorted(happenings, key=lambda h: h.main.trigger)
    for number, happening in enumerate(ordered[1:]):
        before, main = ordered[number], happening.main
        start = sentence_of(main.token).start_char
        if main.status == "planned" and not happening.places and main.token.lemma_ in _COMING:
            # `прибыл в Омск. Позже ожидается прибытие министра А`
            came = before.type == "visit" and before.main.token.lemma_ in _HAVING_COME
            main.places = list(before.places) if came else []
        elif not happening.places and before.places and _THERE.search(text, start, main.trigger[0] + 40):
            main.places = list(before.places)
        elif not happening.places and _SAME_GROUND.search(text, start, sentence_of(main.token).end_char):
            alike = [h for h in ordered[: number + 1] if h.type == happening.type and h.places]
            main.places = list(alike[-1].places) if alike else []


def came_back(doc: Doc, happenings: list[Happening]) -> None:
    """`– Вы недавно вернулись из Осло? – Да, я встречался с министром`: where the one asked had been."""
    text = match_text_of(doc)
    for m in doc._.places:
        if not isinstance(m.entity, Place) or not _BACK_FROM.search(text, max(m.start - 70, 0), m.start):
            continue
        answer = _ANSWER.match(text, m.end)
        if answer is None:
            continue
        for happening in happenings:
            main = happening.main
            if main.type == "meeting" and not happening.places and main.status == "held":
                if answer.end() <= main.trigger[0] < answer.end() + _ANSWERED:
                    main.places = [m.entity]


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


def raided(doc: Doc, happenings: list[Happening]) -> None:
    """`Операция завершена. В Астане и Алматы проведено 27 обысков`: the cities of its raids."""
    text = match_text_of(doc)
    for happening in happenings:
        main = happening.main
        if main.type != "operation" or happening.places or main.status == "planned":
            continue
        start = main.token.sent.end_char - 1
        for opening in _OPENS.finditer(text, start, min(start + _RAID_NEAR, len(text))):
            listed = _listed_at(doc, opening.end())
            if listed and _RAIDED.match(text, listed[-1].end):
                main.places = [m.entity for m in listed if isinstance(m.entity, Place)]
                break


def _listed_at(doc: Doc, offset: int) -> list[Mention]:
    """The places of a list that begins here."""
    found: list[Mention] = []
    for m in doc._.places:
        if m.start == offset:
            found.append(m)
            following = _NEXT_PLACE.match(doc._.match_text, m.end)
            offset = following.end() if following is not None else -1
    return found


def titled(doc: Doc, happenings: list[Happening]) -> None:
    """`Брифинг А. Б., Москва, 19 февраля 2025 года`: a title that ends in place and day."""
    text = match_text_of(doc)
    for m in doc._.places:
        if m.start > _LEAD:
            return
        if not isinstance(m.entity, Place) or not _THEN_DAY.match(text, m.end):
            continue
        line = text.rfind("\n", 0, m.start) + 1
        for happening in happenings:
            for telling in happening.tellings:
                inside = telling.heading and not telling.is_verb and line <= telling.trigger[0] < m.start
                if inside and not happening.places and _TITLED.fullmatch(text, telling.trigger[1], m.start):
                    happening.main.places = [m.entity]


def not_at_sides(events: Iterable[Event]) -> None:
    """`Министры А, Б и В, подтверждая ...`: a state of those who make a paper or meet is not where they did."""
    for event in events:
        sides = {id(p.entity) for p in event.participants if isinstance(p.entity, Place)}
        if event.type in _OF_SIDES and len(sides) >= _SEVERAL:
            event.places = [place for place in event.places if id(place) not in sides]


def landed(doc: Doc, happenings: list[Happening]) -> None:
    """`прибыл в Туркменистан. В аэропорту Ашхабада его встретили`: the visit is to that city, too."""
    text = match_text_of(doc)
    for m in doc._.places:
        city = m.entity
        if not isinstance(city, Place) or city.kind != "city":
            continue
        at_airport = _LANDED.search(text, max(m.start - 80, 0), m.start)
        if at_airport is None or not (at_airport["down"] or _MET.match(text, m.end)):
            continue
        before = [h for h in happenings if h.type == "visit" and 0 < m.start - h.main.trigger[0] < _LEAD]
        if before and city not in before[-1].places and all(near(city, p) for p in before[-1].places):
            before[-1].main.places = [*before[-1].places, city]

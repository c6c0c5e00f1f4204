"""Which places of a text are venues: after what words, in which capital, at whose invitation."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Doc, Token

from extract.document import Mention, Place, Starts, match_text_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, preposition
from extract.lexicons.countries import capital_country, country_by_adjective
from extract.parties import Parties
from extract.stages.events.triggers.lexicon import CALLING_AT

#: `обстановка в Афганистане` is no venue
_NOT_THERE = frozenset(
    {
        "обстановка", "ситуация", "положение", "урегулирование", "конфликт", "кризис", "события", "событие", "мир",
        "безопасность", "посол", "посольство", "представитель", "представительство", "офис", "программа", "координатор",
        "производство", "выборы", "война", "стабильность", "поездка", "визит", "вторжение", "граница", "миссия",
        "генконсульство", "консульство", "генеральное", "наркоситуация", "наркообстановка",
    }
)  # fmt: skip
#: `при посольстве США в Ташкенте`: where somebody serves
_SEAT_OF = later(
    r"\b(?:посольств|консульств|генконсульств|представительств|офис|бюро)\w*\s+(?:[\w-]+\s+){0,3}(?:в|во)\s+(?:г\.\s?)?$",
    re.IGNORECASE,
)
_WITH_VISIT = later(r"\s+(?:с\s+(?:[\w-]+\s+){0,3}(?:визитом|поездкой)\s+)?", re.IGNORECASE)
#: grounds, posts and houses with names of their own
_FACILITY = (
    r"(?:[\w-]+\s+){0,3}?(?:полигон|кпп|пункт\w*\s+пропуска|пропуск|пункт|пост|застав|лагер|аэродром|авиабаз|учебн\w+\s+центр|центр"
    r"|комплекс|зал|дворц|площадк|баз|порт|аэропорт|городк|отел|гостиниц|санатори|(?:гос)?резиденци|вокзал|терминал|перевал|переход|остров|музе|парк|мемориал|завод)\w*\s+"
)
#: `в китайском Урумчи`, `в Ленинском районе Бишкека`
_VENUE = later(
    r"(?:^|[^\w])(?:в|во|на|под|близ)\s+(?:[а-яё-]{3,}(?:ом|ем|ой|ей)\s+)?"
    r"(?:(?:г|гор|пос|с)\.\s?|(?:город|столиц|район|поселк|сел|окрестност|пригород|территори|границ)\w*\s+"
    r"|(?:мост|участк)\w+\s+\"|" + _FACILITY + r"\"?)?$",
    re.IGNORECASE,
)
_VISITED = later(
    r"\b(?:посе(?:ти|ща)|(?:про)?инспектиров)\w*\s+"
    r"(?:" + _FACILITY + r"\"?|(?:[\w-]+\s+){0,2}с\s+(?:[\w-]+\s+){0,4}(?:визитом|поездкой)\s+)$",
    re.IGNORECASE,
)
_BETWEEN_BRACKETS = later(r"\"?\s*\((?:\w+\.\s?)?|,\s+")
#: the page's own capital, and where its dateline stands
_OWN = frozenset({"нашей", "нашу", "самой"})
_TOP = 600
_DATELINE = later(r"\s*[,.]\s+\d{1,2}[\s.]")
_CAPITAL = later(r"столиц[еыу]\s+$", re.IGNORECASE)
#: `во Дворце конгрессов Санкт-Петербурга`, `в аэропорту города Оша`
_IN_HALL = later(
    r"\b(?:в|во|на)\s+(?:[\w-]+\s+){0,2}?(?:дворц|зале|отел|гостиниц|аэропорт|вокзал|площад|резиденци|порту|стадион|центре"
    r"|окраин|университет|театр|музе|библиотек|пригород)\w*\s+(?:[а-яё-]+\s+){0,2}?(?:\"[^\"\n]{2,40}\"\s+)?(?P<city>г\.\s?|города\s+)?$",
    re.IGNORECASE,
)
#: `(Гоа, 4-5 мая)`
_AND_DAY = re.compile(r",\s+\d{1,2}[\s-]")
_BRACKET = later(r"\((?:г\.\s?)?$")
#: `посетит прокуратуру Ошской области`
_VISITED_THERE = later(r"\bпосе(?:ти|ща)\w*\s+(?:[а-яё-]+\s+){1,3}$")
#: `на афганском участке границы Таджикистана`
#: `на границе Казахстана и Кыргызстана`, and after the first of the two
_BETWEEN_TWO = later(r"\bна\s+(?:[\w-]+\s+)?границе\s+$", re.IGNORECASE)
_AND_STATE = later(r"\s+и\s+(?=[А-ЯЁ])")
_ON_BORDER = later(r"\bна\s+(?:[\w-]+\s+){0,2}участк\w+\s+(?:[\w-]+\s+)?границ\w*\s+$", re.IGNORECASE)
#: what is held in several states, and how long their list may be
_ON_GROUNDS = later(
    r"\b(?:на|по)\s+(?:[\w-]+\s+)?(?:территори\w+|границ[еах]\w*|участк\w+\s+(?:[\w-]+\s+)?границ\w*)\s+$",
    re.IGNORECASE,
)
#: `на территории трёх государств Содружества - А, Б и В`: from there to the first of them
_GROUND_OF_SEVERAL = later(
    r"\b(?:на|по)\s+территори\w+\s+(?:[\w-]+\s+){0,2}?(?:государств|стран|республик|регион|област|субъект)\w*"
    r"(?:\s+[\w-]+){0,4}?\s*(?:-|:|\()\s*$",
    re.IGNORECASE,
    needs="территори",
)
_AND_GROUND = re.compile(r"\s*(?:,|,?\s+и|,?\s+а также)\s+")
_GROUNDS = 400
#: `намечено на сентябрь, Термез.`, `заседание Совета: Бишкек, вторая половина октября`
_DAY_THEN = later(r"[\wа-яё.](?:\s+г(?:ода|\.)?)?,\s+(?:(?:г\.|город|место\s+(?:проведения\s+)?-)\s?)?$", re.IGNORECASE)
_THEN_END = later(r"\s*(?:[.;\n]|,\s+это\b|$)")
_COLON = later(r"[а-яёА-ЯЁ\")]:\s+(?:г\.\s?)?$")
#: `тренировка у села Линёвка`
_BY_VILLAGE = later(
    r"\b(?:у|возле|около|вблизи|недалеко\s+от)\s+(?:сел|поселк|деревн|аул|кишлак|станиц|озер)\w*\s+$", re.IGNORECASE
)
#: `не в Москве, а в Минске`
_NOT_HERE = later(r"\bне\s+(?:в|во|на)\s+(?:г\.\s?|город[е]?\s+)?$", re.IGNORECASE)
_WITH_BODY = later(r"\b(?:с|со|от|для|из|к|у)\s+\"?$", re.IGNORECASE)
_OF = later(r"(?:\bг\.|\bгор\.|город|столиц|район|поселк|сел|окрестност|пригород|территори|границ)\w*\s*$")
_LIST = later(
    r"\"?\s*(?:,|и|,\s*а также)\s*(?:в\s+|на\s+)?"
    r"(?:(?:г|пос|с)\.\s?|(?:полигон|город|поселк|сел|област|район|пост|пункт\w*\s+пропуск)\w*\s+)?\"?"
)


class Venues:
    """Says of the places of one document where something is held."""

    def __init__(self, doc: Doc, parties: Parties, places: list[Mention]) -> None:
        self._doc = doc
        self._parties = parties
        self._places = places
        self._places_at = Starts(places)
        self._all_places_at = Starts(doc._.places)
        self._bodies_to = {m.end: m for m in doc._.organizations}

    def of_stretch(self, start: int, end: int) -> list[Place]:
        """Places of a stretch where something is held."""
        inside = [m for m in self._places_at.within(start, end) if self.is_venue(m)]
        named = [(m, self.capital_of(m)) for m in inside]
        return [capital or m.entity for m, capital in named if isinstance(m.entity, Place)]

    def on_grounds_of(self, first: Mention) -> list[Place]:
        """`на территории А, Б и В`, `на участках границ А и Б`: the states of the list that this one opens."""
        text = match_text_of(self._doc)
        found: list[Place] = []
        before = max(first.start - 110, 0)
        if not (_ON_GROUNDS.search(text, before, first.start) or _GROUND_OF_SEVERAL.search(text, before, first.start)):
            return found
        end = first.end
        for mention in self._all_places_at.within(first.end, first.end + _GROUNDS):
            if mention.start < end:
                continue
            state = mention.entity
            if _AND_GROUND.fullmatch(text, end, mention.start) is None or not isinstance(state, Place):
                break
            if state.kind not in {"country", "region"}:
                break
            found.append(state)
            end = mention.end
        return found

    def is_venue(self, mention: Mention) -> bool:
        """A place after `в` / `на`, with a word such as `городе` between, or the next one of a list of such."""
        text = match_text_of(self._doc)
        if self._is_seat(mention) or _NOT_HERE.search(text, max(mention.start - 24, 0), mention.start):
            return False
        if self._is_in_hall(mention) or _BY_VILLAGE.search(text, max(mention.start - 30, 0), mention.start):
            return True
        if _ON_BORDER.search(text, max(mention.start - 60, 0), mention.start):
            return True
        if _GROUND_OF_SEVERAL.search(text, max(mention.start - 110, 0), mention.start):
            return True
        if _BETWEEN_TWO.search(text, max(mention.start - 40, 0), mention.start):
            second = _AND_STATE.match(text, mention.end)
            return second is not None and bool(self._places_at.within(second.end(), second.end() + 1))
        if _SEAT_OF.search(text, max(mention.start - 70, 0), mention.start):
            located = self._head(mention)
            return located is not None and feature(located, "Case") == "Acc"
        if _VENUE.search(text, max(mention.start - 60, 0), mention.start):
            head = self._head(mention)
            if head is not None and head.dep_ == "nmod" and self._is_what_goes_on(head.head, mention):
                return head.head.lemma_ in {"поездка", "визит"}
            return (
                head is None
                or feature(head, "Case") != "Gen"
                or bool(_OF.search(text, max(mention.start - 30, 0), mention.start))
            )
        if (
            isinstance(mention.entity, Place)
            and (mention.entity.kind == "city" or _AND_DAY.match(text, mention.end))
            and _BRACKET.search(text, max(mention.start - 6, 0), mention.start)
        ):
            return True
        if self._is_beside_day(mention):
            return True
        previous = self._place_before(mention)
        if previous is None:
            return False
        if _LIST.fullmatch(text, previous.end, mention.start):
            return self.is_venue(previous)
        # `на полигоне "Харбмайдон" (Хатлонская область, Таджикистан)`, `в Баткенской области Кыргызстана`
        return (
            isinstance(previous.entity, Place)
            and previous.entity.kind in {"other", "region"}
            and (
                _BETWEEN_BRACKETS.fullmatch(text, previous.end, mention.start) is not None
                or self._is_owner(mention, previous)
            )
            and self.is_venue(previous)
        )

    def _is_beside_day(self, mention: Mention) -> bool:
        """`Учения намечены на вторую половину сентября, Термез`, `анонсировано заседание: Бишкек, 5 октября`."""
        if not isinstance(mention.entity, Place) or mention.entity.kind != "city":
            return False
        text, days = match_text_of(self._doc), self._doc._.dates
        named = _DAY_THEN.search(text, max(mention.start - 30, 0), mention.start)
        if named is not None and _THEN_END.match(text, mention.end):
            return any(named.start() <= m.end <= mention.start - 2 and m.end <= named.end() for m in days)
        if (
            _COLON.search(text, max(mention.start - 8, 0), mention.start)
            and text[mention.end : mention.end + 2] == ", "
        ):
            return any(mention.end + 2 <= m.start < mention.end + 25 for m in days)
        return False

    def _is_what_goes_on(self, noun: Token, mention: Mention) -> bool:
        """`обстановка в Афганистане`; `Совета коллективной безопасности в Оше` has it in the name of a body."""
        if noun.lemma_ not in _NOT_THERE or noun.idx > mention.start:
            return False
        return not any(m.type == "organization" for m in self._parties.covering(noun))

    def _is_in_hall(self, mention: Mention) -> bool:
        """`во Дворце конгрессов Санкт-Петербурга`: a city in the genitive behind a house of it."""
        place, head = mention.entity, self._head(mention)
        if not isinstance(place, Place) or place.kind != "city" or head is None:
            return False
        found = _IN_HALL.search(self._doc._.match_text, max(mention.start - 80, 0), mention.start)
        return found is not None and (feature(head, "Case") != "Nom" or found["city"] is not None)

    def _is_owner(self, outer: Mention, inner: Mention) -> bool:
        """The state right after its region, the region right after a ground in it, in the genitive."""
        head, place = self._head(outer), outer.entity
        if not isinstance(place, Place) or not isinstance(inner.entity, Place) or head is None:
            return False
        gap = self._doc._.match_text[inner.end : outer.start]
        if place.kind == "region":
            # `на полигоне "Харбмайдон" Хатлонской области`
            return inner.entity.kind == "other" and gap in {" ", '" '} and feature(head, "Case") == "Gen"
        return place.kind == "country" and gap == " " and feature(head, "Case") == "Gen"

    def _is_seat(self, mention: Mention) -> bool:
        """`с Центром в Алматы подписан протокол`: where the other side is."""
        body = self._bodies_to.get(mention.start - 3)
        text = match_text_of(self._doc)
        return (
            body is not None
            and text[body.end : mention.start] == " в "
            and _WITH_BODY.search(text, max(body.start - 5, 0), body.start) is not None
        )

    def _place_before(self, mention: Mention) -> Mention | None:
        before = self._places_at.within(max(mention.start - 60, 0), mention.start)
        return max((m for m in before if m.end < mention.start), key=lambda m: m.end, default=None)

    def capital_of(self, mention: Mention) -> Place | None:
        """`в столице Казахстана`, if the page names that city."""
        country = mention.entity
        before = self._doc._.match_text[max(mention.start - 12, 0) : mention.start]
        if not isinstance(country, Place) or country.kind != "country" or not _CAPITAL.search(before):
            return None
        named = self._places_at.within(mention.end + 1, mention.end + 2)
        if named and isinstance(named[0].entity, Place) and named[0].entity.kind == "city":
            # `в южной столице Казахстана Алма-Ате`
            return named[0].entity
        return self.capitals.get(country.country or "")

    @cached_property
    def capitals(self) -> dict[str, Place]:
        """Capitals that the page names, by country."""
        cities = [m.entity for m in self._places if isinstance(m.entity, Place) and m.entity.kind == "city"]
        named = {capital_country(city.name): city for city in reversed(cities)}
        return {iso: city for iso, city in named.items() if iso}

    def capital_meant(self, word: Token, adjective: str | None) -> Place | None:
        """`в узбекской столице`; `в столице` is that of the dateline, else of the state named first."""
        if adjective is not None and adjective.lower() not in _OWN:
            return self.capitals.get(country_by_adjective(adjective.lower()) or "")
        if any(c.dep_ == "nmod" for c in word.children):
            return None
        text: str = self._doc._.match_text
        for m in self._places:
            opens = m.start < _TOP and not text[text.rfind("\n", 0, m.start) + 1 : m.start].strip(" *")
            if opens and isinstance(m.entity, Place) and _DATELINE.match(text, m.end):
                if m.entity in self.capitals.values():
                    return m.entity
        near = self._all_places_at.within(word.sent.start_char, word.idx)
        states = [m.entity for m in (*near, *self._all_places_at.within(0, _TOP))]
        first = next((x for x in states if isinstance(x, Place) and x.kind == "country"), None)
        return self.capitals.get(first.country or "") if first is not None else None

    def is_visited(self, mention: Mention) -> bool:
        """`посетить Пекин`: the object of a verb of visiting."""
        head = self._head(mention)
        first = first_of(head) if head is not None else None
        if first is not None and first.head.lemma_ in CALLING_AT:
            # `Владивосток с визитом посетит министр`: the parser takes the city for the subject
            between = self._doc._.match_text[mention.end : max(first.head.idx, mention.end)]
            before = (
                first.dep_ in SUBJECTS and feature(first, "Case") in {"Acc", "Nom"} and _WITH_VISIT.fullmatch(between)
            )
            if first.dep_ == "obj" or (before and self._is_alone(first, mention)):
                return True
            if first.dep_ in SUBJECTS and feature(first.head, "Voice") == "Act" and self._is_alone(first, mention):
                # `5 мая министр посетит Тбилиси`: a name without cases right behind the verb, whose subject is told
                people = any(c.dep_ in SUBJECTS and c.i < first.head.i for c in first.head.children)
                return people and mention.start == first.head.idx + len(first.head) + 1
        text: str = self._doc._.match_text
        start = max(mention.start - 70, 0)
        region = isinstance(mention.entity, Place) and mention.entity.kind == "region"
        if region and _VISITED_THERE.search(text, start, mention.start):
            return head is not None and feature(head, "Case") == "Gen"
        return _VISITED.search(text, start, mention.start) is not None

    def _is_alone(self, token: Token, mention: Mention) -> bool:
        """The place is the whole noun phrase: no delegation of that country."""
        return token.idx == mention.start or (
            token.idx < mention.end and not any(c.pos_ == "NOUN" for c in token.lefts)
        )

    def _head(self, mention: Mention) -> Token | None:
        span = self._parties.index.span(mention.start, mention.end)
        return span.root if len(span) else None


def first_of(token: Token) -> Token:
    """The token that carries the preposition of a coordinated or flat name."""
    while (
        token.dep_ in {"conj", "flat", "flat:name", "appos"} and preposition(token) is None and token.head.i != token.i
    ):
        token = token.head
    return token

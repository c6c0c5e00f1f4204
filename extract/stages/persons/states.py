"""Which state a post belongs to by what stands around it: its sentence, its list, those before, the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.document import Mention, Organization, Place
from extract.language.later import later
from extract.language.morphology import lemma
from extract.lexicons.countries import country_by_adjective
from extract.stages.persons.bodies import Bodies, kind_of
from extract.stages.persons.lexicons import Lexicons
from extract.stages.persons.post_words import Held, Post
from extract.stages.persons.words import Words

STATE = "state"
_OF_STATES = frozenset(
    {"делегация", "сторона", "коллега", "партнер", "ведомство", "министерство", "правительство", "представитель"}
    | {"президент", "премьер", "лидер", "дипломатия", "полиция", "столица", "парламент", "посольство", "министр"}
)
#: within so many characters a page says whose it is
_PAGE_HEAD = 200
#: a dateline ends within so many characters
_DATELINE = 60
#: posts of state that a page names without the state when it is its own
LOCAL = frozenset({"губернатор", "вице-губернатор", "аким", "хоким", "хяким", "мэр", "генпрокурор", "омбудсмен"})
_MINISTRY_OF = later(r"Ministry of (?:the )?((?:[A-Z][a-z]+|and)(?: (?:[A-Z][a-z]+|and))*)")
#: of a state if of no body
OFTEN_OF_STATE = frozenset({"президент", "president", "secretary", "прокурор"})
PLENIPOTENTIARY = frozenset(
    {"посол", "посланник", "советник-посланник", "поверенный", "атташе", "консул", "генконсул", "ambassador"}
    | {"charge d'affaires", "chargé d'affaires", "chargé"}
    | {"attache", "consul", "counsellor", "charge d'affaires"}
)
#: `his Nepali counterpart, [President] ...`
_COUNTERPART = later(r"\b(?:his|her|its|their) ([A-Z][a-z]+) (?:counterpart|colleague|opposite number),? (?:the )?$")
_NEAR = 60
#: `the situation in [Afghanistan]`: no state of those who speak of it
_TOPIC = later(
    r"\b(?:situation|developments?|crisis|conflict|war|peace|processes|events|settlement|terrorists?|threats?)\s"
    r"(?:\w+\s)?(?:in|on|around|from|over)\s(?:the\s)?$"
)
_WITH = re.compile(r"\b[сС]о? $")
_THERE = frozenset({"там", "туда", "оттуда", "где", "there", "where"})
_GUEST = frozenset({"его", "ее", "их", "меня", "нас", "делегацию", "гостей", "гостя", "him", "them", "her"})
_RECEIVED = later(r"(?:принял|принима|встретил|встреча|received|met|welcomed)[а-я]*$")
#: after a publisher's name
_FURNITURE = later(r"[ \t*_]*(?:$|\n|[|/•·]|[ \t]{3}|[-,]?[ \t]*\d{1,2}[. ])")
#: an item of a list, up to a body in it
_ITEM_BEFORE = re.compile(r"[;:]\s+[^;:\n]{0,120}$")
#: what a state's head sends through others: `послание Председателя КНР`
_SENT_WORDS = frozenset(
    {"послание", "приветствие", "поздравление", "письмо", "приглашение", "обращение", "инициатива", "соболезнование"}
)


class States:
    """The states that the context of one document's posts tells."""

    def __init__(
        self,
        words: Words,
        held: Sequence[Held],
        lexicons: Lexicons,
        places: Sequence[Mention],
        organizations: Sequence[Mention],
        bodies: Bodies,
    ) -> None:
        self._words = words
        self._held = held
        self._lexicons = lexicons
        self._places = places
        self._place_starts = [m.start for m in places]
        self._organizations = organizations
        self._bodies = bodies
        self._portfolios: list[tuple[frozenset[str], str]] | None = None
        self._countries: set[str] | None = None
        self._envoys: list[Post] | None = None

    def on_stage(self, post: Post) -> str | None:
        """The state that the post of a state belongs to by its context."""
        abroad = bool(PLENIPOTENTIARY & set(post.heads))
        found = self._country_before(post, 0)
        if found is None and abroad and (colleague := self._plenipotentiary_before(post)):
            return colleague
        if found is None and self._points_there(post):
            found = self._place_before(post, 0) or self._country_before(post, 1) or self._place_before(post, 1)
        found = found or self._bodies.country_in_sentence(post, 0)
        if found is None and not abroad:
            found = self._country_of_item(post) or self._country_of_list(post)
        found = found or self._country_of_ministry(post)
        if found is None and not abroad:
            found = self._page_country(post)
        # an English page names the states of its officials with them: what is further away is a topic
        for back in (1,) if post.language == "en" else (1, 2, 3):
            if found is None and post.heads[-1] in OFTEN_OF_STATE and self._several_states(post, back):
                # `Германия и Франция договорились. Президент ...`
                break
            found = found or self._country_before(post, back)
            if not abroad:
                found = found or self._bodies.country_in_sentence(post, back)
        return found or self._only_country()

    def of_counterpart(self, post: Post) -> str | None:
        """`his Nepali counterpart, President Dipak Rana`."""
        opposite = _COUNTERPART.search(self._words.copy, max(post.start - _NEAR, 0), post.start)
        return country_by_adjective(opposite[1].lower()) if opposite is not None else None

    def _plenipotentiary_before(self, post: Post) -> str | None:
        """`Посол Беларуси в Чехии ... Советник-посланник ...`: the state whose post abroad was told last."""
        if post.heads[-1] in {"посол", "ambassador"}:
            return None
        told = [h.post.country for h in self._held if h.post.start < post.start and PLENIPOTENTIARY & set(h.post.heads)]
        return next((country for country in reversed(told) if country), None)

    def _several_states(self, post: Post, back: int) -> bool:
        """Whether the sentence so many before the post's names more than one state."""
        number = self._words[post.first].sentence - back
        states: set[str] = set()
        for mention in reversed(self._places[: bisect_left(self._place_starts, post.start)]):
            sentence = self._words.sentence_at(mention.start)
            if sentence < number:
                break
            place = mention.entity
            if sentence == number and isinstance(place, Place) and place.kind == "country" and place.country:
                states.add(place.country)
        return len(states) > 1

    def _points_there(self, post: Post) -> bool:
        """Whether `туда`, `где` or `его принял` stands before the post in its sentence: the place told before."""
        sentence = self._words[post.first].sentence
        near = self._words.all[max(post.first - 12, 0) : post.first]
        before = [word.lower for word in near if word.sentence == sentence]
        if _THERE & set(before):
            return True
        return bool(_GUEST & set(before)) and any(_RECEIVED.match(word) for word in before)

    def _place_before(self, post: Post, back: int) -> str | None:
        """The country of the place, of any kind, named last before the post, `back` sentences before its own."""
        sentence = self._words[post.first].sentence - back
        for mention in reversed(self._places[: bisect_left(self._place_starts, post.start)]):
            place = mention.entity
            number = self._words.sentence_at(mention.start)
            if number < sentence:
                return None
            if number == sentence and isinstance(place, Place) and place.country:
                return place.country
        return None

    def _country_of_item(self, post: Post) -> str | None:
        """The country of the city with which the paragraph opens: `Баку. Генпрокурор ... провёл переговоры`."""
        copy = self._words.copy
        start = copy.rfind("\n", 0, post.start) + 1
        i = bisect_left(self._place_starts, start)
        if i >= len(self._places) or copy[start : self._places[i].start].strip(" -*•1234567890.)"):
            return None
        place = self._places[i].entity
        after = copy[self._places[i].end : self._places[i].end + 2].strip()[:1]
        return place.country if isinstance(place, Place) and after in {".", ",", "-", ":", "("} else None

    def _country_of_list(self, post: Post) -> str | None:
        """`министр внутренних дел Петров, министр здравоохранения Ким`: the state of the minister told right before."""
        before = next((h for h in reversed(self._held) if h.post.start < post.start), None)
        if before is None or before.person is None or not self.of_state(before.post) or before.post.organization:
            return None
        told, words = before.post, self._words
        if PLENIPOTENTIARY & set(told.heads):
            return None
        if words[told.first].sentence != words[post.first].sentence or words[post.first - 1].text not in {",", "и"}:
            return None
        between = words.all[told.last + 1 : post.first]
        apart = any(word.pos == "VERB" or word.text == ";" for word in between)
        return None if apart or self.named_between(told, post) else told.country

    def of_state(self, post: Post) -> bool:
        """Whether the post, or the one that it serves, is one of a state: `заместитель министра`."""
        if post.heads[0] == "член":
            return False
        if post.entry.owner == STATE or (LOCAL | {"замминистра"}) & set(post.heads):
            return True
        entries = [self._lexicons.heads[head].entry for head in post.heads if head in self._lexicons.heads]
        return any(entry.owner == STATE for entry in entries)

    def named_between(self, first: Post, second: Post) -> bool:
        """Whether a country, also as an adjective, is named between two posts: `азербайджанскую - заместитель ...`."""
        between = self._words.all[first.last + 1 : second.first]
        return any(
            (word.place is not None and word.place.start >= first.end) or country_by_adjective(word.lower)
            for word in between
        )

    def _country_of_ministry(self, post: Post) -> str | None:
        """`Министр внутренних дел` on a page of the Ministry of Internal Affairs of one state."""
        if not post.words:
            return None
        known = self._english_ministries() if post.language == "en" else self._ministries()
        countries = {country for words, country in known if words and words <= post.words | set(post.heads[-1].split())}
        return countries.pop() if len(countries) == 1 else None

    def _english_ministries(self) -> list[tuple[frozenset[str], str]]:
        """Portfolios of the ministries whose state the page tells, by their English words."""
        found: list[tuple[frozenset[str], str]] = []
        for mention in self._organizations:
            named = _MINISTRY_OF.match(self._words.copy, mention.start, mention.end)
            if named and isinstance(mention.entity, Organization) and mention.entity.country:
                words = frozenset(named[1].lower().split()) - {"and", "the"}
                found.append((words, mention.entity.country))
        return found

    def _ministries(self) -> list[tuple[frozenset[str], str]]:
        if self._portfolios is None:
            seen: dict[int, Organization] = {
                id(m.entity): m.entity for m in self._organizations if isinstance(m.entity, Organization)
            }
            self._portfolios = []
            for body in seen.values():
                head, _, rest = body.name.partition(" ")
                if head == "Министерство" and body.country:
                    portfolio = [w for w in rest.split() if w.islower() and w not in {"и", "по"}]
                    self._portfolios.append((frozenset(lemma(w) for w in portfolio), body.country))
        return self._portfolios

    def _page_country(self, post: Post) -> str | None:
        """The country of the state body that the page opens with, its publisher, or of the city of its dateline."""
        for mention in self._organizations[:1]:
            if mention.start > post.start and self._is_owner_of_another(mention):
                # `под председательством министра А. Б. Присутствовали: В. Г., начальник Департамента МВД ...`
                continue
            if isinstance(mention.entity, Organization) and mention.start < _PAGE_HEAD and mention.entity.country:
                if "посольство" not in kind_of(mention.entity.name):
                    return mention.entity.country
        if (publisher := self._publishing_state()) is not None:
            return publisher
        for mention in self._places[:4]:
            place = mention.entity
            if isinstance(place, Place) and place.kind == "city" and mention.start < 5 * _DATELINE:
                i = self._words.index_at(mention.start)
                opens = self._words.lines_before(i) > 0 and self._words.copy[mention.start : mention.end].isupper()
                dateline = mention.start < _DATELINE and mention is self._places[0] and not self._destination(mention)
                if opens or dateline:
                    return place.country
        return None

    def _is_owner_of_another(self, body: Mention) -> bool:
        """Whether a body only says where somebody of a list with semicolons serves."""
        copy = self._words.copy
        for held in self._held:
            if held.rule == "position.after_name" and held.post.start < body.start < self._words[held.post.last].end:
                line = copy.rfind("\n", 0, body.start) + 1
                return _ITEM_BEFORE.search(copy, line, body.start) is not None
        return False

    def _publishing_state(self) -> str | None:
        """The state of the body that stands on a line of the page's head with nothing but furniture behind."""
        copy = self._words.copy
        for mention in self._organizations:
            if mention.start >= _PAGE_HEAD:
                return None
            body = mention.entity
            opens = not copy[copy.rfind("\n", 0, mention.start) + 1 : mention.start].strip(" *_#")
            if isinstance(body, Organization) and body.country and opens and _FURNITURE.match(copy, mention.end):
                # an embassy tells of the state where it sits
                return body.country if "посольство" not in kind_of(body.name) else None
        return None

    def _only_country(self) -> str | None:
        """The one state that the document speaks of, if there is but one."""
        if self._countries is None:
            named = [m for m in self._places if not self._of_envoy(m) and not self._destination(m)]
            self._countries = {m.entity.country for m in named if isinstance(m.entity, Place) and m.entity.country}
        return next(iter(self._countries)) if len(self._countries) == 1 else None

    def _country_before(self, post: Post, back: int) -> str | None:
        """The country named last before the post, `back` sentences before its own."""
        sentence = self._words[post.first].sentence
        named = next(self._countries_in(sentence - back, post.start), None)
        adjective = self._adjective_before(post, sentence - back)
        if named and adjective:
            # an adjective may be another's: `киргизскими номерами`
            stands_for_state = self._stands_for_state(adjective[0])
            return adjective[1] if stands_for_state and adjective[0] > named[0] else named[1]
        found = named or adjective
        return found[1] if found else None

    def _countries_in(self, number: int, before: int) -> Iterator[tuple[int, str]]:
        """Countries named in a sentence before an offset, the last one only."""
        beside: tuple[int, str] | None = None
        for mention in reversed(self._places[: bisect_left(self._place_starts, before)]):
            sentence = self._words.sentence_at(mention.start)
            if sentence < number:
                break
            place = mention.entity
            if self._of_envoy(mention) or self._conveyed(mention):
                continue
            if _TOPIC.search(self._words.copy, max(mention.start - _NEAR, 0), mention.start):
                continue
            if sentence == number and isinstance(place, Place) and place.country and place.kind == "country":
                if _WITH.search(self._words.copy, max(mention.start - 4, 0), mention.start):
                    # `Казахстан построит мост на границе с Китаем`: the other side, if the sentence names both
                    beside = beside or (mention.start, place.country)
                    continue
                first = self._acting_state(number, before) if self._words.sentence_at(before) > number else None
                yield first or (mention.start, place.country)
                return
        if beside is not None:
            yield beside

    def _acting_state(self, number: int, before: int) -> tuple[int, str] | None:
        """`Россия поможет соседям построить мост в Иране`: the state that opens the sentence and acts."""
        opening: Mention | None = None
        for mention in reversed(self._places[: bisect_left(self._place_starts, before)]):
            sentence = self._words.sentence_at(mention.start)
            if sentence < number:
                break
            opening = mention if sentence == number else opening
        place = opening.entity if opening is not None else None
        if opening is None or not isinstance(place, Place) or place.kind != "country" or not place.country:
            return None
        i = self._words.index_at(opening.start)
        opens = i == 0 or self._words[i - 1].sentence < number
        acts = self._words.adjoin(i) and self._words[i + 1].pos == "VERB"
        return (opening.start, place.country) if opens and acts else None

    def _adjective_before(self, post: Post, sentence: int) -> tuple[int, str] | None:
        for i in range(post.first - 1, -1, -1):
            word = self._words[i]
            if word.sentence < sentence:
                return None
            english = post.language == "en" and word.text[:1].isupper()
            if word.sentence == sentence and (english or word.pos == "ADJ"):
                iso = country_by_adjective(word.lower)
                if iso:
                    return word.start, iso
        return None

    def _stands_for_state(self, start: int) -> bool:
        """Whether an adjective stands alone or before a noun for a state's people: `азербайджанскую -`."""
        words = self._words
        i = words.index_at(start)
        while words.adjoin(i) and words[i + 1].pos == "ADJ" and words[i + 1].text.islower():
            # `российских правоохранительных органов`
            i += 1
        if not words.adjoin(i):
            return True
        following = words[i + 1]
        return following.pos != "NOUN" or lemma(following.lower, "NOUN") in _OF_STATES

    def _of_envoy(self, mention: Mention) -> bool:
        """Whether a place stands in the phrase of an ambassador's post: `посол Японии и заместитель министра`."""
        if self._envoys is None:
            self._envoys = [h.post for h in self._held if PLENIPOTENTIARY & set(h.post.heads)]
        country = mention.entity.country if isinstance(mention.entity, Place) else None
        # where the ambassador serves may well be the other's state
        return any(p.start <= mention.start and mention.end <= p.end and p.country == country for p in self._envoys)

    def _conveyed(self, mention: Mention) -> bool:
        """Whether a state stands in what its head sent: `передал послание Председателя КНР`."""
        i = self._words.index_at(mention.start)
        near = self._words.all[max(i - 3, 0) : i]
        return any(word.lower[:1].islower() and lemma(word.lower, "NOUN") in _SENT_WORDS for word in near)

    def _destination(self, mention: Mention) -> bool:
        """Whether a place is where somebody goes: `прибыл в Анкару` says nothing of his own state."""
        i = self._words.index_at(mention.start)
        return i > 0 and self._words[i - 1].lower in {"в", "во"} and self._words[i].case == "Acc"

"""Whose state a body has that its name leaves out: `МВД` in a list, on a side of talks, on a page of one state."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extract.document import Mention, Place
from extract.language.later import later
from extract.lexicons.countries import country_by_adjective
from extract.stages.organizations.candidates import Body, Finder

_EMBASSY = re.compile(r"(?:[\w.']{1,12}\s){0,3}(?:embassy|посольств|(?:ген)?консульств)", re.IGNORECASE)
#: `TERMEZ, Uzbekistan, 27 May 2022 -`, `Ashgabat (Turkmenistan), May 3, 2021. `
_DATELINE = later(
    r"^[ \t]*(?P<town>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?:/[A-Z]\w+)?(?:, [A-Z][\w' ]{2,30}?| \([A-Z][\w' ]{2,30}\))?,? "
    r"(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?(?: \([^()\n]{2,40}\))?(?: ?[-.:]|\n)",
    re.MULTILINE,
)
_DASHES = frozenset("-–—:")
_BULLETS = frozenset("-–—•*·)")
#: how far an item of a list reaches
_ITEM_WORDS = 40
#: whose state is also that of those told after them
_LEADERS = frozenset(
    ("президент", "премьер-министр", "премьер", "король", "лидер", "глава", "канцлер", "министр", "замглавы", "спикер")
)
_PARTNER_WORDS = 14
#: who heads departments: `начальник управления ... Генпрокуратуры`
_OFFICERS = frozenset(
    ("начальник", "директор", "руководитель", "генпрокурор", "прокурор", "председатель", "заместитель")
)
_DEPARTMENT_WORDS = 8
#: states that nobody calls `республика`
_NO_REPUBLICS = frozenset(("RU", "US", "GB", "CN", "JP", "BE", "NL", "SE", "NO", "DK", "AE", "SA"))
#: `узбекская сторона`, `его коллега из Узбекистана`, `Армению представляла служба`
_SIDES = frozenset(("сторона", "делегация"))
_PEOPLE = frozenset(
    ("коллега", "представитель", "эксперт", "делегация", "специалист", "сотрудник", "офицер", "министр")
)
_SPEAKS_FOR = frozenset(("представлять", "представить", "представленный"))
_TURNS = frozenset(
    ("поблагодарить", "благодарить", "признательность", "признательный", "передать", "предложить", "просить")
)


class States:
    """The states of one document, as the context of a bare name tells them."""

    def __init__(self, finder: Finder, bodies: Sequence[Body]) -> None:
        self._finder = finder
        self._words = finder.words
        self._bodies = bodies
        self._lines = [match.start() for match in re.finditer(r"\n", finder.copy)]
        #: states that open an item of a list, with the word they open it at
        self._listed: list[tuple[int, str | None]] | None = None
        self._home: str | None = None
        self._dateline: str | None = None
        #: words at which bodies end that are named with their owner; made when first asked for
        self._owning: set[int] | None = None
        #: states by the offset at which they are named
        self._starting = {
            mention.start: mention.entity.country
            for mention in finder.places.values()
            if isinstance(mention.entity, Place) and mention.entity.kind == "country" and mention.entity.country
        }
        #: states by the word after their name: the word of its beginning and the country
        self._ending = {
            last: (first, mention.entity.country)
            for (first, last), mention in finder.places.items()
            if isinstance(mention.entity, Place) and mention.entity.kind == "country" and mention.entity.country
        }

    def after(self, body: Body) -> str | None:
        """`в Службе государственной безопасности республики`: the state named last in the sentence; `МВД в Алматы`."""
        words = self._words
        if (bracketed := self.bracketed(body)) is not None:
            return bracketed
        if body.end + 1 < len(words) and words[body.end].low in {"в", "во"}:
            town = self._finder.place_starting.get(body.end + 1)
            place = town[1].entity if town is not None else None
            return place.country if isinstance(place, Place) and place.kind == "city" else None
        if body.end >= len(words) or words[body.end].low not in {"республики", "страны"}:
            return None
        line = self.line_of(body.start)
        for index in range(body.start, 0, -1):
            if self.line_of(index - 1) != line:
                return self._ending[index][1] if index in self._ending else None
            if index in self._ending and self._ending[index][1] not in _NO_REPUBLICS:
                return self._ending[index][1]
        return None

    def of_few(self, few: Sequence[str]) -> str | None:
        """Of the few states that have a body of this name, the one that the page speaks of, if it is one."""
        places = (m.entity for m in self._finder.places.values()) if few else ()
        told = {place.country for place in places if isinstance(place, Place)} & {*few}
        return told.pop() if len(told) == 1 else None

    def bracketed(self, body: Body) -> str | None:
        """`Федеральной таможенной службе (Россия)`: the state in brackets after a body."""
        words, at = self._words, body.end + 1
        if at + 1 >= len(words) or words[body.end].text != "(":
            return None
        last, mention = self._finder.place_starting.get(at, (at, None))
        place = mention.entity if mention is not None else None
        closed = last < len(words) and words[last].text == ")" and isinstance(place, Place) and place.kind == "country"
        return place.country if closed and isinstance(place, Place) else None

    def joined_parliament(self, body: Body) -> str | None:
        """`встречи в Жогорку Кенеше и Министерстве обороны`: the state whose parliament stands before `и`."""
        at = body.start - 1
        if at < 1 or self._words[at].low != "и":
            return None
        before = (o for o in self._bodies if o.end == at and len(o.entries) == 1)
        return next((e.country for o in before for e in o.entries if e.country), None)

    def in_full(self, body: Body, country: str) -> bool:
        """Whether the state that the context gives a body is written there in full: `от Республики Беларусь – ...`."""
        line = self.line_of(body.start)
        for index in range(body.start, max(body.start - _ITEM_WORDS, 0), -1):
            if self.line_of(index - 1) != line:
                return False
            first, named = self._ending.get(index, (index, None))
            if named == country:
                # an abbreviation stands for the full name
                return index - first > 1 or (self._words[first].text.isupper() and len(self._words[first].text) < 5)
        return False

    def by_partner(self, body: Body) -> str | None:
        """`с Президентом Монголии X и главой МИД Y`: the state of the post that stands before in the list."""
        words = self._words
        at = self._post_before(body.start)
        if at is None or words[at - 1].low not in {"и", ",", "а", "также"}:
            return None
        for index in range(at - 1, max(at - _PARTNER_WORDS, 0), -1):
            if words[index].sentence != words[body.start].sentence or words[index].pos == "VERB":
                return None
            first, country = self._ending.get(index, (0, None))
            if country is not None:
                return country if first and words[first - 1].lemma in _LEADERS | _OFFICERS else None
        return None

    def _post_before(self, start: int) -> int | None:
        """The post right before a body, or before the department of which the body is the owner."""
        words = self._words
        for index in range(start - 1, max(start - 1 - _DEPARTMENT_WORDS, 0), -1):
            word = words[index]
            if word.sentence != words[start].sentence or not word.text[:1].isalpha() or word.pos == "VERB":
                return None
            if word.lemma in _LEADERS or (word.lemma in _OFFICERS and index < start - 1):
                return index if word.number != "plur" else None
            if index == start - 1 and word.capital:
                return None
        return None

    def by_head(self, body: Body, name: str) -> str | None:
        """The one state whose minister or prosecutor of this name the page tells: `генеральный прокурор Казахстана`.

        None if the paragraph is about another state.
        """
        head, _, field = name.lower().partition(" ")
        if head == "министерство":
            pattern = rf"\bминистр[а-я]{{0,3}} {re.escape(field)} "
        elif name == "Генеральная прокуратура":
            pattern = r"\b(?:генпрокурор|генеральн[а-я]+ прокурор)[а-я]{0,2} "
        else:
            return None
        found = {
            country
            for match in re.finditer(pattern, self._finder.copy, re.IGNORECASE)
            if (country := self._starting.get(match.end())) is not None
        }
        return found.pop() if len(found) == 1 and self._of_paragraph(body) in {None, *found} else None

    def of_president(self, body: Body) -> str | None:
        """The state whose president the paragraph names before, else the page first: whose press service that is."""
        named = [(first, country) for first, country in self._ending.values() if first and self._presides(first)]
        line = self.line_of(body.start)
        here = [(first, country) for first, country in named if first < body.start and self.line_of(first) == line]
        if here:
            # `Президент А по приглашению Президента Б посетит`: who acts, not whom he meets
            acting = [country for first, country in here if self._words[first - 1].low == "президент"]
            return acting[0] if acting else here[-1][1]
        return min(named)[1] if named else None

    def _of_paragraph(self, body: Body) -> str | None:
        """The one state whose bodies and posts the paragraph names before a bare name."""
        line = self.line_of(body.start)
        found = set()
        for index in range(body.start, 0, -1):
            if self.line_of(index - 1) != line:
                break
            if index in self._ending and self._owns(index):
                found.add(self._ending[index][1])
        return found.pop() if len(found) == 1 else None

    def _owns(self, end: int) -> bool:
        """Whether a body or a post stands before the state whose name ends at word `end`: `при Президенте РТ`."""
        if self._owning is None:
            self._owning = {body.end for body in self._bodies if body.owner is not None or body.country}
        first = self._ending[end][0]
        return end in self._owning or (first > 0 and self._words[first - 1].lemma in _LEADERS)

    def _presides(self, first: int) -> bool:
        """Whether a president stands before the state named at word `first`: `Президент РТ`, `President of Kenya`."""
        words = self._words
        before = words[first - 1]
        if before.lemma == "президент" or before.low == "президента":
            return True
        led = [words[i].low for i in range(max(first - 3, 0), first)]
        return led[-2:] == ["president", "of"] or led == ["president", "of", "the"]

    def by_side(self, body: Body) -> str | None:
        """The state whose side the body's sentence speaks of before it names the body without its state."""
        words = self._words
        index = body.start - 1
        while index >= 0 and words[index].sentence == words[body.start].sentence:
            place = self._ending.get(index + 1)
            if place is not None:
                first, country = place
                return country if self._sides(first, index + 1, body.start) else None
            named = words[index - 1] if words[index].lemma in _SIDES and index else None
            if index and words[index - 1].low in {"с", "со"} and words[index + 1].text == "-":
                # `с узбекской стороны ..., с таджикской - ...`
                named = words[index]
            elif (
                words[index].agreeing and words[index + 1].text in _DASHES and words[index - 1].text in {",", ";", "а"}
            ):
                # `Афганскую сторону представляли ..., таджикскую - ...`
                named = words[index]
            side = country_by_adjective(named.text) if named is not None and named.agreeing else None
            if side is not None and index > 1 and words[index - 2].low in {"у", "к"}:
                # `запросим у китайской стороны`: the other side
                return None
            if side is not None:
                return side if not self._turned_to(index + 1, body.start) else None
            index -= 1
        return None

    def _sides(self, first: int, end: int, stop: int) -> bool:
        """Whether a state is the side that speaks, sends or is spoken for: words `[first, end)` name it."""
        words = self._words
        before = words[first - 1] if first and words[first - 1].sentence == words[first].sentence else None
        while before is not None and before.text in {"-", "*", "•"}:
            first -= 1
            before = words[first - 1] if first and words[first - 1].sentence == words[first].sentence else None
        after = words[end] if end < len(words) else None
        if before is not None and before.lemma in _SIDES:
            # `Делегацию РФ возглавлял начальник ...`
            return not self._turned_to(end, stop)
        if before is not None and before.low in {"от", "из"} and (before.first or words[first - 2].lemma in _PEOPLE):
            return True
        if after is not None and after.lemma in _SPEAKS_FOR:
            return True
        subject = before is None or (before.text in {")", ".", ":"} and not before.first)
        acts = after is not None and (after.pos == "VERB" or words[first].dep == "nsubj")
        return subject and acts and not self._turned_to(end, stop)

    def _turned_to(self, first: int, stop: int) -> bool:
        """Whether a verb between turns to the other side: `поблагодарила МВД`."""
        return any(self._words[i].lemma in _TURNS for i in range(first, stop))

    def listed(self, body: Body) -> str | None:
        """The state whose item of a list the body stands in: `- Индия – секретарь Минфина`, `от Армении – МЧС`."""
        if self._listed is None:
            words = self._words
            self._listed = []
            for (first, last), mention in sorted(self._finder.places.items()):
                place = mention.entity
                if not isinstance(place, Place) or place.kind != "country" or last >= len(words):
                    continue
                before = words[first - 1].low if first else ""
                opens = first == 0 or self.line_of(first - 1) != self.line_of(first) or before in _BULLETS
                # `от нас, то есть от Казахстана, - министр`
                apart = words[last].text == "," and last + 1 < len(words) and words[last + 1].text in _DASHES
                # `КАЗАХСТАН. Агентство ...`, `Казахстан. 5 мая МВД ...`
                line = first == 0 or self.line_of(first - 1) != self.line_of(first)
                heads = opens and words[last].text == "." and (line or words[first].text.isupper())
                heads = heads and len(words[first].text) > 4
                # `from the Republic of Armenia - Customs Service (3 persons)`
                sent = words[first - 2].low if before == "the" and first > 1 else before
                if heads or ((words[last].text in _DASHES or apart) and (opens or sent in {"от", "from"})):
                    self._listed.append((first, place.country))
        at = bisect_left(self._listed, (body.start, "")) - 1
        if at < 0:
            return None
        first, country = self._listed[at]
        near = body.start - first < _ITEM_WORDS and self.line_of(first) == self.line_of(body.start)
        return country if near else None

    def home(self) -> str | None:
        """The state of all bodies of states that the page names with theirs, if it is one and named more than once."""
        if self._home is None:
            found: list[str] = []
            for body in self._bodies:
                if _EMBASSY.match(self._finder.text(body.start, body.end)):
                    # it sits in the other state
                    found += self._states_in(body)[1:2]
                    continue
                owner = body.owner.value if body.owner is not None else None
                place = owner.entity if isinstance(owner, Mention) else None
                if isinstance(place, Place) and place.country:
                    found.append(place.country)
                elif body.country and body.kind != "english" and all(e.country is None for e in body.entries):
                    found.append(body.country)
            most = Counter(found).most_common(2)
            clear = len(most) == 1 or (len(most) > 1 and most[0][1] > 2 * most[1][1])
            one = most[0][0] if clear else ""
            sure = len(most) == 1 and len(found) > 1
            hosted = bool(found) and one and self._opens_with_embassy()
            self._home = one if sure or hosted or (one and one == self._most_named_state()) else ""
            if not self._home and (not found or one):
                self._home = self._only_state(one) or ""
        return self._home or None

    def by_dateline(self, body: Body) -> str | None:
        """`Dushanbe, 9 June 2021 - ... officers of the Customs Service`: the state of an English release's dateline.

        Not where the sentence is of another state.
        """
        if self._finder.language(body.start) != "en":
            return None
        if self._dateline is None:
            self._dateline = self._state_of_dateline() or ""
        words = self._words
        sentence = words[body.start].sentence
        index = body.start
        while index > 0 and words[index - 1].sentence == sentence:
            index -= 1
        while self._dateline and index < len(words) and words[index].sentence == sentence:
            told = self._ending[index][1] if index in self._ending and index <= body.end else None
            told = told or (country_by_adjective(words[index].text) if words[index].capital else None)
            if told not in {None, self._dateline}:
                return None
            index += 1
        return self._dateline or None

    def _state_of_dateline(self) -> str | None:
        towns = {
            self._words[first].start: mention.entity for first, (_, mention) in self._finder.place_starting.items()
        }
        for found in _DATELINE.finditer(self._finder.copy):
            place = towns.get(found.start("town"))
            if isinstance(place, Place) and place.kind == "city":
                return place.country
        return None

    def _only_state(self, named: str) -> str | None:
        """The one state in which all places of the page lie, if several are named or a body of that state is."""
        places = [m.entity for m in self._finder.places.values() if isinstance(m.entity, Place) and m.entity.country]
        states = {place.country for place in places}
        if len(states) != 1 or (named and named not in states):
            return None
        return states.pop() if named or len({place.name for place in places}) > 1 else None

    def _states_in(self, body: Body) -> list[str]:
        """States named inside a body's name."""
        inside = range(body.start, body.end + 1)
        return [country for i in inside if (country := self._ending.get(i, (0, None))[1])]

    def _opens_with_embassy(self) -> bool:
        """Whether the page is an embassy's: then the ministries are those of the state where it sits."""
        first = min(self._bodies, key=lambda body: body.start, default=None)
        return first is not None and _EMBASSY.match(self._finder.text(first.start, first.end)) is not None

    def _most_named_state(self) -> str | None:
        """The state that the page names more often than any other."""
        counts = Counter(country for _, country in self._ending.values()).most_common(2)
        return counts[0][0] if counts and (len(counts) < 2 or counts[0][1] > counts[1][1]) else None

    def line_of(self, word: int) -> int:
        """Number of the line in which a word stands."""
        return bisect_left(self._lines, self._words[word].start)

    def line_start(self, line: int) -> int:
        """Offset at which a line begins."""
        return self._lines[line - 1] + 1 if line else 0

"""Whose a post is when its phrase does not say: the body or the state that stands in its context."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extract.document import Mention, Organization, Place
from extract.language.later import later
from extract.language.morphology import lemma
from extract.lexicons.countries import country_by_adjective
from extract.parties.words import is_agency, not_of_agencies
from extract.stages.persons.bodies import ENGLISH_KINDS, Bodies, kind_of
from extract.stages.persons.lexicons import Lexicons, PostEntry
from extract.stages.persons.post_words import Held, Post, country_of
from extract.stages.persons.posts import place_by_adjective
from extract.stages.persons.states import LOCAL, OFTEN_OF_STATE, PLENIPOTENTIARY, States
from extract.stages.persons.words import Words

#: words that stand for a body or a state without naming it: `генсек организации`, `министр страны`
BODY_WORDS = frozenset(
    {"организация", "комитет", "агентство", "служба", "союз", "секретариат", "комиссия", "совет", "центр"}
    | {"управление", "департамент", "министерство", "ведомство", "содружество", "университет", "академия", "институт"}
    | {"таможня", "застава", "отряд", "школа", "колледж", "лаборатория", "прокуратура", "ассамблея"}
    | {"отделение", "отдел", "сектор", "представительство", "подразделение", "филиал", "штаб"}
    | {"музей", "библиотека", "больница", "госпиталь", "лицей", "клиника", "парламент"}
    | {"ассоциация", "фонд", "банк", "компания", "палата", "бюро", "объединение", "форум", "посольство", "полиция"}
)
STATE_WORDS = frozenset({"страна", "государство", "республика", "ведомство", "министерство"})
_PLACE_WORDS = {"город": "city", "столица": "city", "область": "region", "край": "region", "регион": "region"}
#: also of bodies: `председатель области`
_LOCAL_TOO = frozenset({"председатель", "глава"})
#: heads of which a document names many: their titles alone say little
_COMMON = frozenset({"директор", "начальник", "председатель", "руководитель", "представитель", "министр", "президент"})
_NO_SECRETARY_GENERAL = frozenset({"группа", "комитет", "комиссия", "форум", "конференция"})
_MY = re.compile(r"(?:мо|наш|сво)(?:й|я|е|его|ему|ей|ем|им|ю|у|а|ё)?$")
#: who is sent for a state, and how many words before the post of who leads them
_SENT = frozenset({"делегация", "сторона", "команда", "delegation", "side", "team"})
_LEADS = 7
#: parts of a body, whose heads are the body's
_UNITS = frozenset(
    {
        "отдел",
        "отделение",
        "управление",
        "департамент",
        "сектор",
        "служба",
        "бюро",
        "подразделение",
        "представительство",
    }
    | {"офис", "филиал", "штаб", "центр", "делегация", "группа", "направление"}
)
#: what the heads of ministries are called by, also in one word: `вице-министр`
_MINISTERS = ("министр", "министра", "minister")
#: verbs between a state and whoever stands for it
_STANDS_FOR = later(
    r"(?:представля[а-я]+|представил[а-я]?|выступ(?:ил|ает|ают|ала)[а-я]*|участвовал[а-я]?|возглавля[а-я]+)$"
)
_ORDERED = frozenset({"первый", "второй", "старший"})
#: bodies of a state that a title may name without saying whose they are
_STATE_BODIES = frozenset(
    {"министерство", "ведомство", "полиция", "посольство", "правительство", "генштаб", "минобороны"}
    | {"кабмин", "кабинет", "совмин"}
)
_OFFICES = frozenset({"представительство", "офис", "отделение", "бюро"})


class Owners:
    """Completes the owners of the posts of one document."""

    def __init__(
        self,
        words: Words,
        held: Sequence[Held],
        lexicons: Lexicons,
        places: list[Mention],
        organizations: list[Mention],
    ) -> None:
        self._words = words
        self.held = held
        #: posts by the nouns of their titles
        self._same_core: dict[tuple[str, ...], list[Held]] = {}
        self._lexicons = lexicons
        self._places = sorted(places, key=lambda m: m.start)
        self._place_starts = [m.start for m in self._places]
        self._organizations = sorted(organizations, key=lambda m: m.start)
        self._organization_starts = [m.start for m in self._organizations]
        self._bodies = Bodies(words, organizations, held)
        self._states = States(words, held, lexicons, self._places, self._organizations, self._bodies)

    def complete(self) -> None:
        """Owners that the phrase leaves out.

        `ректор университета`: the body of that kind named before. A post of state takes the country of the nearest
        place before it in its sentence, else that of the ministry with its portfolio, else that of the last sentence,
        else that of the body whose page it is.
        """
        for held in self.held:
            self._same_core.setdefault(held.post.core, []).append(held)
        self._complete_secretaries()
        for held in self.held:
            post = held.post
            if post.language == "en" and not post.owned and (whose := self._states.of_counterpart(post)):
                post.country, post.owned = whose, True
        for number, held in enumerate(self.held):
            post = held.post
            if held.person is None or held.rule == "position.resolved" or post.organization or post.country:
                continue
            if post.language == "ru" and (self._complete_body(post) or self._complete_place(post)):
                continue
            if not post.owned and (self._owner_told_before(post) or self._owner_told_after(held)):
                continue
            if self._repeats(held):
                continue
            if not post.owned and (self._shared_with_next(number) or self._of_delegation(post)):
                continue
            if not post.owned and post.language == "ru" and (self._of_speaker(number) or self._deputy(number)):
                continue
            if not post.owned and post.language == "ru" and self._of_same_body(number):
                continue
            country_word = self._country_word(post)
            if post.owned:
                if post.language == "en" and post.organization is None:
                    self._complete_english(post)
                before = self.held[number - 1] if number else None
                if before is not None and before.person is held.person and PLENIPOTENTIARY & set(post.heads):
                    # `представитель Туркменистана при ООН и посол в Венесуэле`
                    post.country = before.post.country
                if post.language == "ru" and LOCAL & set(post.heads):
                    # of a region that nothing knows
                    post.country = self._states.on_stage(post)
                continue
            state = bool(country_word) or self._states.of_state(post) or self._national_leader(post)
            if not country_word and (self._told_elsewhere(held) or self._complete_by_stage(post, state=state)):
                continue
            if state or post.heads[-1] in OFTEN_OF_STATE or post.words & (STATE_WORDS | _STATE_BODIES):
                post.country = self._states.on_stage(post)
                if post.language == "en" and self._is_taken(held):
                    post.country = None
            if country_word and post.country:
                post.title = post.title[: -len(country_word)].strip()
                post.words -= STATE_WORDS

    def _complete_secretaries(self) -> None:
        """The Secretary-General of a page is that of the body whose Secretariat it names."""
        parents = {
            id(m.entity.parent): m.entity.parent
            for m in self._organizations
            if isinstance(m.entity, Organization) and m.entity.parent and m.entity.name.startswith("Секретариат")
        }
        if len(parents) != 1:
            return
        for held in self.held:
            post = held.post
            if held.person is None or post.owned or post.heads[-1:] not in {("секретарь",), ("генсек",)}:
                continue
            if not {"генеральный", "исполнительный"} & post.words and post.heads[-1] != "генсек":
                continue
            if any(h.person is held.person and h.post.owned for h in self.held):
                continue
            if post.last > post.first and lemma(self._words[post.last].lower, "NOUN") in BODY_WORDS:
                # `генсек организации`: the body told last
                continue
            post.organization, post.owned = next(iter(parents.values())), True

    def _told_elsewhere(self, held: Held) -> bool:
        """Give the owner that the document names with the same title of nobody else: `Директор АКН посетил Ташкент`."""
        post = held.post
        owners: dict[int, Post] = {}
        for other in self._same_core[post.core]:
            told = other.post
            free = other.person is None or other.person is held.person or other.rule == "position.resolved"
            if told is post or not free or (told.organization is None and told.country is None):
                continue
            same = told.words == post.words and told.language == post.language
            if same and not (other.person is None and self._held_by_other(told, held)):
                owners[id(told.organization) if told.organization is not None else hash(told.country)] = told
        if len(owners) != 1 or not (len(post.core) > 1 or post.words or post.core[0] not in _COMMON):
            return False
        told = next(iter(owners.values()))
        post.organization, post.country, post.owned = told.organization, told.country, True
        return True

    def _is_taken(self, held: Held) -> bool:
        """Whether the page names somebody else as the minister or president of that state: `President of Nepal X`."""
        post = held.post
        return any(
            other.post.owned
            and other.person not in {None, held.person}
            and other.post.words == post.words
            and other.post.country == post.country
            for other in self._same_core[post.core]
        )

    def _held_by_other(self, told: Post, held: Held) -> bool:
        """Whether somebody else holds a post of this kind and state: of `Министр обороны Канады` in a headline."""
        return any(
            other.person not in {None, held.person}
            and told.words <= other.post.words
            and other.post.country == told.country
            and other.post.organization is told.organization
            for other in self._same_core[told.core]
        )

    def _complete_by_stage(self, post: Post, *, state: bool) -> bool:
        """Give the post the body for which its sentence lets it speak, else the fitting one on stage or on the page."""
        if self._bodies.unknown_label(post):
            return True
        body: Organization | None = None
        entry = self._served(post)
        kinds = frozenset(entry.bodies)
        if "генеральный" in post.words:
            kinds -= _NO_SECRETARY_GENERAL
        if state:
            if not kinds:
                return False
            portfolio = post.words - STATE_WORDS
            if post.language == "en":
                told = " " in post.heads[-1] or re.search(r"(?:of|for) ", post.title)
                portfolio = post.words if told else portfolio - self._lexicons.english_modifiers
                portfolio |= {post.heads[-1]} if told else set()
            if portfolio and not PLENIPOTENTIARY & set(post.heads):
                # a portfolio tells the ministry; the contract wants the state
                return False
            body = self._bodies.speaking(post)
            if body is not None and PLENIPOTENTIARY & set(post.heads) and not country_of(body):
                # `от ЕС: посол ...`
                kinds |= kind_of(body.name)
            if body is None or not kinds & kind_of(body.name):
                body = self._bodies.nearest(post, kinds, back=1 if PLENIPOTENTIARY & set(post.heads) else 3)
            if body is None and (publisher := self._bodies.publisher) and kinds & kind_of(publisher.name):
                body = publisher
        else:
            if _STATE_BODIES & post.words and not self._bodies.speaking(post):
                return False
            other_kinds = (BODY_WORDS | self._lexicons.parts["owner_kind"]) - _UNITS
            if other_kinds & post.words and not self._bodies.speaking(post):
                # `председатель кооператива`: of a body that has no name here
                return False
            if _UNITS & post.words:
                kinds = frozenset()
            body = self._bodies.speaking(post)
            if post.heads[-1] in {"президент", "president"}:
                body = body or self._bodies.nearest(post, kinds, back=1)
            else:
                body = body or self._bodies.nearest(post, kinds, back=2) or self._only_owner(post, kinds)
                publisher = self._bodies.publisher
                if body is None and publisher and (not kinds or kinds & kind_of(publisher.name)):
                    body = publisher
                body = body or self._bodies.nearest(post, kinds, back=8)
        if body is None:
            return False
        if "представитель" in post.heads and body.parent is not None and kind_of(body.name) & _OFFICES:
            # the office is that of whom he represents
            body = body.parent
        if post.core[-1:] == ("секретарь",) and body.parent is not None and "секретариат" in kind_of(body.name):
            body = body.parent
        post.organization, post.owned = body, True
        post.country = country_of(body)
        return True

    def _only_owner(self, post: Post, kinds: frozenset[str]) -> Organization | None:
        """The one body whose post of this title the document names: `Директор АКН ... Бывший директор ...`."""
        owners = {
            id(told.organization): told.organization
            for told in (held.post for held in self._same_core[post.core])
            if told.organization is not None and told.language == post.language
            if post.words - _ORDERED <= told.words
        }
        body = next(iter(owners.values()), None)
        if body is None or len(owners) != 1 or (kinds and not kinds & kind_of(body.name)):
            return None
        return body

    def _of_delegation(self, post: Post) -> bool:
        """`Кыргызскую делегацию возглавил заместитель Генерального прокурора`: of that state, of its body if named."""
        state = self._delegation_before(post) or self._represented_before(post)
        kinds = frozenset(self._served(post).bodies)
        if state is None or not (self._states.of_state(post) or kinds):
            return False
        post.country, post.owned = state, True
        if not self._states.of_state(post) or not any(head.endswith(_MINISTERS) for head in post.heads):
            post.organization = self._bodies.of_state(post, kinds, state)
        return True

    def _delegation_before(self, post: Post) -> str | None:
        """The state of the delegation that the words before the post say it leads or speaks for."""
        words, k = self._words, post.first - 1
        sentence = words[post.first].sentence
        if k > 0 and words[k].text == "-" and words[k - 1].sentence == sentence:
            # `казахстанскую - заместитель ...`
            return country_by_adjective(words[k - 1].lower) if words[k - 1].pos == "ADJ" else None
        while k > 0 and post.first - k <= _LEADS and words[k].sentence == sentence:
            noun = lemma(words[k].lower, "NOUN") if post.language == "ru" else words[k].lower
            if noun in _SENT:
                for following in words.all[k + 1 : k + 4]:
                    # `делегация полиции Кореи`
                    place = following.place
                    if place is not None and isinstance(place.entity, Place) and place.start == following.start:
                        return place.entity.country
                    if following.pos not in {"NOUN", "ADJ"} or following.case != "Gen":
                        break
                return country_by_adjective(words[k - 1].lower) or self._state_of_region(k)
            if words[k].text in {",", ";"} or words[k].per:
                return None
            k -= 1
        return None

    def _shared_with_next(self, number: int) -> bool:
        """`заместитель премьера, министр иностранных дел Пакистана Петров`: both are of the last one's state."""
        held = self.held[number]
        post, following = held.post, self.held[number + 1 : number + 3]
        for other in following:
            if other.person is not held.person or other.rule != held.rule or other.rule != "position.before_name":
                return False
            told = other.post
            if told.country and told.organization is None and self._states.of_state(post):
                post.country, post.owned = told.country, True
                return True
        return False

    def _state_of_region(self, k: int) -> str | None:
        """The state of the region whose adjective stands before word `k`: `оренбургской делегации`."""
        region = (
            place_by_adjective(self._words, k, "region") if self._words.copy[self._words[k].start].islower() else None
        )
        return region.country if region is not None else None

    def _represented_before(self, post: Post) -> str | None:
        """The state that the post stands for: `Беларусь, ставшую членом, представляет заместитель прокурора`."""
        words, k = self._words, post.first - 1
        sentence = words[post.first].sentence
        while k > 0 and words[k].sentence == sentence and words[k].pos == "ADV":
            k -= 1
        if k <= 0 or words[k].sentence != sentence or not _STANDS_FOR.match(words[k].lower):
            return None
        for i in range(k - 1, -1, -1):
            mention = words[i].place
            if words[i].sentence != sentence or words[i].per or words[i].organization is not None:
                return None
            if mention is not None and isinstance(mention.entity, Place) and mention.entity.kind == "country":
                first = words.index_at(mention.start)
                governed = first > 0 and words[first - 1].pos in {"ADP", "NOUN"}
                sent = first > 0 and words[first - 1].lower in {"от", "за"}
                return mention.entity.country if sent or not governed else None
        return None

    def _deputy(self, number: int) -> bool:
        """`директор ЦАРИКЦ Петров и заместитель директора Сидоров`: a deputy's owner is that of the post he serves."""
        held = self.held[number]
        post = held.post
        for before in reversed(self.held[max(number - 2, 0) : number]):
            told = before.post
            if before.person is None or before.person is held.person or not (told.organization or told.country):
                continue
            if self._words[told.first].sentence != self._words[post.first].sentence:
                continue
            serves = "заместитель" in post.core or post.core[-1] == "про" + told.core[-1]
            if serves and told.core[-1] in {post.core[-1], post.core[-1].removeprefix("про")}:
                if post.words - told.words - _ORDERED or self._states.named_between(told, post):
                    continue
                post.organization, post.country, post.owned = told.organization, told.country, True
                return True
        return False

    def _of_same_body(self, number: int) -> bool:
        """`директор АКН Петров и начальник управления анализа Сидоров`: he serves the body told before."""
        post = self.held[number].post
        before = self.held[number - 1] if number else None
        if before is None or before.person is None or not post.words & _UNITS:
            return False
        told, words = before.post, self._words
        body = told.organization
        if body is None or words[told.first].sentence != words[post.first].sentence:
            return False
        between = words.all[told.last + 1 : post.first]
        verbs = any(word.pos == "VERB" or word.text == ";" for word in between)
        if verbs or words[post.first - 1].text not in {",", "и"} or self._states.named_between(told, post):
            return False
        post.organization, post.country, post.owned = body, country_of(body), True
        return True

    def _of_speaker(self, number: int) -> bool:
        """`Мой заместитель`, `нашему пресс-секретарю`: of the body or state of whoever speaks."""
        post = self.held[number].post
        k = post.first - 1
        if k < 0 or not self._words.adjoin(k) or not _MY.match(self._words[k].lower):
            return False
        own = self._words[k].lower.startswith("сво") and not self._speaks(post)
        sentence = self._words[post.first].sentence
        for held in self.held[:number]:
            if held.person is None or not (held.post.organization or held.post.country):
                continue
            if own and self._words[held.post.first].sentence != sentence:
                continue
            post.organization, post.country, post.owned = held.post.organization, held.post.country, True
            return True
        return False

    def _speaks(self, post: Post) -> bool:
        """Whether `я` or `мы` stands in the post's sentence."""
        sentence = self._words[post.first].sentence
        near = self._words.all[max(post.first - 15, 0) : post.last + 15]
        return any(word.lower in {"я", "мы"} and word.sentence == sentence for word in near)

    def _served(self, post: Post) -> PostEntry:
        """The entry of the post that a deputy serves, else its own."""
        form = self._lexicons.heads.get(post.heads[-1])
        return form.entry if form is not None else post.entry

    def _country_word(self, post: Post) -> str | None:
        """The noun at the end of `Президент страны` that only stands for the state."""
        word = self._words[post.last]
        stands = post.last > post.first and word.lower in {"страны", "государства", "республики"}
        source = word.token.text
        return source if stands and post.title.endswith(" " + source) and "глава" not in post.heads else None

    def _repeats(self, held: Held) -> bool:
        """Whether a post without owner is told of its holder with the owner elsewhere: `Министр Петров`."""
        core = held.post.core[:1]
        return any(
            other.person is held.person
            and other is not held
            and other.post.core[:1] == core
            and (other.post.organization or other.post.country)
            for other in self.held
        )

    @staticmethod
    def _national_leader(post: Post) -> bool:
        """Whether the post is `общенациональный лидер`, no head of a body."""
        return post.heads == ("лидер",) and bool(post.words & {"национальный", "общенациональный", "верховный"})

    def _complete_place(self, post: Post) -> bool:
        """Give `мэр города`, `губернатор области` the place of that kind named before."""
        words = self._words
        kind = _PLACE_WORDS.get(lemma(words[post.last].lower, "NOUN"))
        if kind is None or post.last == post.first or not words[post.last].text.islower():
            return False
        local = (LOCAL | _LOCAL_TOO) & set(post.heads) and post.last == post.first + 1
        if not local:
            # `министр здравоохранения региона`
            return self._states.of_state(post) and self._complete_region(post)
        for mention in reversed(self._places[: bisect_left(self._place_starts, post.start)]):
            place = mention.entity
            if isinstance(place, Place) and place.kind == kind:
                post.place, post.country, post.owned = place, place.country, True
                post.title = post.title.removesuffix(words[post.last].token.text).strip()
                return True
        return False

    def _complete_region(self, post: Post) -> bool:
        """Give `министр здравоохранения региона` the state of the post told before it in its list, else of the page."""
        words = self._words
        sentence = words[post.first].sentence
        before = [h.post for h in self.held if h.post.start < post.start and words[h.post.first].sentence == sentence]
        post.country = before[-1].country if before else self._states.on_stage(post)
        post.title = post.title.removesuffix(words[post.last].token.text).strip()
        return post.country is not None

    def _owner_told_before(self, post: Post) -> bool:
        """`Его председатель`, `received by its Director`: the body named last before."""
        k = post.first - 1
        words = self._words
        if k < 0 or not words.adjoin(k) or words[k].lower not in {"его", "ее", "их", "its"}:
            return False
        if words[k].lower in {"его", "ее"} and post.core == ("заместитель",) and (chief := self._chief_before(post)):
            post.organization, post.country, post.owned = chief.organization, chief.country, True
            return True
        here = bisect_left(self._organization_starts, words[k].start)
        if not here:
            return False
        # the outermost of the bodies that end last
        last = max(self._organizations[max(here - 8, 0) : here], key=lambda m: (m.end, -m.start))
        if not isinstance(last.entity, Organization) or words[k].sentence - self._words.sentence_at(last.start) > 1:
            return False
        post.organization = last.entity
        post.country = post.country or country_of(last.entity)
        post.owned = True
        return True

    def _chief_before(self, post: Post) -> Post | None:
        """Whose deputy `его заместитель` is: the post of the person named last before, if it says whose it is."""
        sentence = self._words[post.first].sentence
        for held in reversed(self.held):
            told = held.post
            if told.start >= post.start or held.person is None:
                continue
            if sentence - self._words[told.first].sentence > 1:
                return None
            return told if told.organization or told.country else None
        return None

    def _owner_told_after(self, held: Held) -> bool:
        """A contact line: `Иван Петров, специалист по связям, Региональный офис УНП ООН, Ташкент`."""
        post, words = held.post, self._words
        k = post.last + 2
        if held.rule != "position.after_name" or k >= len(words) or words[k - 1].text != ",":
            return False
        mention = words[k].organization
        if mention is None or mention.start != words[k].start or words[k].case not in {"Nom", None}:
            return False
        after = words.index_at(mention.end)
        closed = after >= len(words) or words[after].text in {",", ".", ";", ")"} or words.lines_before(after) > 0
        if not closed or not isinstance(mention.entity, Organization):
            return False
        post.organization, post.owned = mention.entity, True
        post.country = post.country or country_of(mention.entity)
        return True

    def _complete_body(self, post: Post) -> bool:
        """Give `ректор университета` the university named before; the common noun leaves the title."""
        words = self._words
        word = words[post.last]
        base = lemma(word.lower, "NOUN")
        if base == "посольство" and not self._body_before(post.start, base):
            return self._of_embassy(post)
        if base not in BODY_WORDS or post.last == post.first or (word.text[0].isupper() and not post.owned):
            return False
        body = self._body_before(post.start, base)
        if body is None:
            return False
        post.organization = body
        post.country = post.country or body.country
        post.owned = True
        post.title = post.title.removesuffix(word.token.text).strip()
        head, _, rest = post.title.rpartition(" ")
        if head and rest.islower() and lemma(rest, "ADJ") in body.name.lower().split():
            # `глава следственного департамента`
            post.title = head
        return True

    def _complete_english(self, post: Post) -> None:
        """Give `Agency deputy director` the agency on stage."""
        kind = ENGLISH_KINDS.get(self._words[post.first].lower) or ENGLISH_KINDS.get(self._words[post.last].lower)
        body = self._bodies.nearest(post, frozenset({kind}), back=12) if kind else None
        if body is not None:
            post.organization, post.country = body, country_of(body)

    def _of_embassy(self, post: Post) -> bool:
        """`торговый представитель РФ Петров и советник посольства`: of the state whose post is told just before."""
        for held in reversed(self.held):
            told = held.post
            if told.start < post.start and told.country and told.organization is None:
                near = self._words[post.first].sentence - self._words[told.first].sentence
                post.country = told.country if near <= 1 else None
                post.owned = near <= 1
                return near <= 1
        return False

    def _body_before(self, start: int, base: str) -> Organization | None:
        """The body last named before an offset that the noun `base` can mean: one of that kind, else one it may be."""
        maybe: Organization | None = None
        before = self._organizations[: bisect_left(self._organization_starts, start)][-60:]
        for mention in reversed(not_of_agencies(before) if base == "ведомство" else before):
            body = mention.entity
            if not isinstance(body, Organization):
                continue
            if base in kind_of(body.name):
                return body
            top = body.parent is None or is_agency(body)
            if (base == "ведомство" and body.country and top) or (base == "организация" and not body.country and top):
                maybe = maybe or body
        return maybe

"""Whose a post is when its phrase does not say: the body or the state that stands in its context."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.document import Mention, Organization, Place
from extract.language.morphology import lemma
from extract.lexicons.countries import country_by_adjective
from extract.stages.persons.lexicons import Lexicons
from extract.stages.persons.posts import Held, Post, country_of
from extract.stages.persons.words import Words

STATE = "state"
#: words that stand for a body or a state without naming it: `генсек организации`, `министр страны`
BODY_WORDS = frozenset(
    {"организация", "комитет", "агентство", "служба", "союз", "секретариат", "комиссия", "совет", "центр"}
    | {"управление", "департамент", "министерство", "ведомство", "содружество", "университет", "академия", "институт"}
    | {"ассоциация", "фонд", "банк", "компания", "палата", "бюро", "объединение", "форум", "посольство", "полиция"}
)
STATE_WORDS = frozenset({"страна", "государство", "республика", "ведомство", "министерство"})
_PLACE_WORDS = {"город": "city", "столица": "city", "область": "region", "край": "region", "регион": "region"}
_OF_STATES = frozenset(
    {"делегация", "сторона", "коллега", "партнер", "ведомство", "министерство", "правительство", "представитель"}
    | {"президент", "премьер", "лидер", "дипломатия", "полиция", "столица", "парламент", "посольство", "министр"}
)
#: within so many characters a page says whose it is
_PAGE_HEAD = 200
#: a dateline ends within so many characters
_DATELINE = 60
#: posts of state that a page names without the state when it is its own
_LOCAL = frozenset({"губернатор", "вице-губернатор", "аким", "хоким", "мэр", "генпрокурор", "омбудсмен"})
_OF_THE_PAGE = _LOCAL | {"министр", "замминистра", "премьер-министр", "вице-премьер"}
_OF_THE_PAGE |= {"minister", "foreign minister", "prime minister", "governor"}


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
        self._lexicons = lexicons
        self._places = sorted(places, key=lambda m: m.start)
        self._place_starts = [m.start for m in self._places]
        self._organizations = sorted(organizations, key=lambda m: m.start)
        self._organization_starts = [m.start for m in self._organizations]
        self._portfolios: list[tuple[frozenset[str], str]] | None = None
        self._states: set[str] | None = None

    def complete(self) -> None:
        """Owners that the phrase leaves out.

        `ректор университета`: the body of that kind named before. A post of state takes the country of the nearest
        place before it in its sentence, else that of the ministry with its portfolio, else that of the last sentence,
        else that of the body whose page it is.
        """
        for held in self.held:
            post = held.post
            if held.person is None or held.rule == "position.resolved" or post.organization or post.country:
                continue
            if post.language == "ru" and (self._complete_body(post) or self._complete_place(post)):
                continue
            if not post.owned and (self._owner_told_before(post) or self._owner_told_after(held)):
                continue
            country_word = self._country_word(post)
            if post.owned or not (country_word or self._of_state(post)) or self._repeats(held):
                continue
            post.country = (
                self._country_before(post, 0)
                or self._country_of_ministry(post)
                or (self._page_country() if _OF_THE_PAGE & set(post.heads) else None)
                or self._country_before(post, 1)
                or self._only_country()
            )
            if country_word and post.country:
                post.title = post.title[: -len(country_word)].strip()
                post.words -= STATE_WORDS

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

    def _of_state(self, post: Post) -> bool:
        """Whether the post, or the one that it serves, is one of a state: `заместитель министра`."""
        if post.entry.owner == STATE or _LOCAL & set(post.heads):
            return True
        entries = [self._lexicons.heads[head].entry for head in post.heads if head in self._lexicons.heads]
        return any(entry.owner == STATE for entry in entries)

    def _complete_place(self, post: Post) -> bool:
        """Give `мэр города`, `губернатор области` the place of that kind named before."""
        words = self._words
        if not _LOCAL & set(post.heads) or post.last != post.first + 1 or not words[post.last].text.islower():
            return False
        kind = _PLACE_WORDS.get(lemma(words[post.last].lower, "NOUN"))
        for mention in reversed(self._places[: bisect_left(self._place_starts, post.start)]):
            place = mention.entity
            if isinstance(place, Place) and place.kind == kind:
                post.place, post.country, post.owned = place, place.country, True
                post.title = post.title.removesuffix(words[post.last].token.text).strip()
                return True
        return False

    def _owner_told_before(self, post: Post) -> bool:
        """`Его председатель`, `received by its Director`: the body named last before."""
        k = post.first - 1
        words = self._words
        if k < 0 or not words.adjoin(k) or words[k].lower not in {"его", "ее", "их", "its"}:
            return False
        here = bisect_left(self._organization_starts, words[k].start)
        if not here:
            return False
        # the outermost of the bodies that end last
        last = max(self._organizations[max(here - 8, 0) : here], key=lambda m: (m.end, -m.start))
        if not isinstance(last.entity, Organization) or words[k].sentence - self._sentence(last.start) > 1:
            return False
        post.organization = last.entity
        post.country = post.country or country_of(last.entity)
        post.owned = True
        return True

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
        if base not in BODY_WORDS or post.last == post.first or not word.text.islower():
            return False
        body = self._body_before(post.start, base)
        if body is None:
            return False
        post.organization = body
        post.country = post.country or body.country
        post.owned = True
        post.title = post.title.removesuffix(word.token.text).strip()
        return True

    def _body_before(self, start: int, base: str) -> Organization | None:
        """The body last named before an offset that the noun `base` can mean: one of that kind, else one it may be."""
        maybe: Organization | None = None
        for mention in reversed(self._organizations[: bisect_left(self._organization_starts, start)][-60:]):
            body = mention.entity
            if not isinstance(body, Organization):
                continue
            if _is_a(body, base):
                return body
            top = body.parent is None
            if (base == "ведомство" and body.country and top) or (base == "организация" and not body.country and top):
                maybe = maybe or body
        return maybe

    def _country_of_ministry(self, post: Post) -> str | None:
        """`Министр внутренних дел` on a page of the Ministry of Internal Affairs of one state."""
        if not post.words:
            return None
        countries = {country for words, country in self._ministries() if words and words <= post.words}
        return countries.pop() if len(countries) == 1 else None

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

    def _page_country(self) -> str | None:
        """The country of the state body that the page opens with, its publisher, or of the city of its dateline."""
        for mention in self._organizations[:1]:
            if isinstance(mention.entity, Organization) and mention.start < _PAGE_HEAD and mention.entity.country:
                return mention.entity.country
        for mention in self._places[:4]:
            place = mention.entity
            if isinstance(place, Place) and place.kind == "city" and mention.start < 5 * _DATELINE:
                i = self._words.index_at(mention.start)
                opens = self._words.lines_before(i) > 0 and self._words.copy[mention.start : mention.end].isupper()
                if opens or (mention.start < _DATELINE and mention is self._places[0]):
                    return place.country
        return None

    def _only_country(self) -> str | None:
        """The one state that the document speaks of, if there is but one."""
        if self._states is None:
            self._states = {m.entity.country for m in self._places if isinstance(m.entity, Place) and m.entity.country}
        return next(iter(self._states)) if len(self._states) == 1 else None

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

    def _stands_for_state(self, start: int) -> bool:
        """Whether an adjective stands alone or before a noun for a state's people: `азербайджанскую -`."""
        i = self._words.index_at(start)
        if not self._words.adjoin(i):
            return True
        following = self._words[i + 1]
        return following.token.pos_ != "NOUN" or lemma(following.lower, "NOUN") in _OF_STATES

    def _countries_in(self, number: int, before: int) -> Iterator[tuple[int, str]]:
        """Countries named in a sentence before an offset, the last one only."""
        for mention in reversed(self._places[: bisect_left(self._place_starts, before)]):
            sentence = self._sentence(mention.start)
            if sentence < number:
                return
            place = mention.entity
            if sentence == number and isinstance(place, Place) and place.country and place.kind == "country":
                yield mention.start, place.country
                return

    def _adjective_before(self, post: Post, sentence: int) -> tuple[int, str] | None:
        for i in range(post.first - 1, -1, -1):
            word = self._words[i]
            if word.sentence < sentence:
                return None
            english = post.language == "en" and word.text[:1].isupper()
            if word.sentence == sentence and (english or word.token.pos_ == "ADJ"):
                iso = country_by_adjective(word.lower)
                if iso:
                    return word.start, iso
        return None

    def _sentence(self, offset: int) -> int:
        i = min(self._words.index_at(offset), len(self._words) - 1)
        return self._words[i].sentence


def _is_a(body: Organization, kind: str) -> bool:
    """Whether a common noun such as `комитет` can stand for a body: its own head noun, not one deep in its name."""
    for word in body.name.split()[:6]:
        if word[:1].isalpha() and lemma(word.lower(), "NOUN") == kind:
            return True
        if word in {"по", "при", "в", "за", "о", "об"}:
            return False
    return False

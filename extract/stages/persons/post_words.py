"""What a post is, and what the lexicons say about the single words of its phrase."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.document import Mention, Organization, Person, Place, Position
from extract.language.later import later
from extract.language.morphology import lemma, parses
from extract.stages.persons.lexicons import Lexicons, PostEntry, PostForm
from extract.stages.persons.words import Word, Words

_AGENTIVE = later(r"(?:ующ|яющ|ающ)")


@dataclass(slots=True)
class Post:
    """A post found in the text; offsets in `start`, `end`, words `first` to `last`."""

    first: int
    last: int
    start: int
    end: int
    title: str
    rule: str
    entry: PostEntry
    cases: frozenset[str]
    #: nominatives of the heads, outermost first: (заместитель, министр)
    heads: tuple[str, ...]
    #: lemmas of adjectives and of the words it is about
    words: frozenset[str]
    acting: bool = False
    organization: Organization | None = None
    country: str | None = None
    #: the region or city whose office it is
    place: Place | None = None
    #: the phrase says whose post it is, also when the owner is no entity
    owned: bool = False
    language: str = "ru"
    #: heads with abbreviations written out: `генсек` is a `секретарь`
    core: tuple[str, ...] = ()
    #: the words after the head say whose it is
    told: bool = False
    #: `должность эксперта`: an office to be filled
    vacancy: bool = False
    #: with a modifier such as `старший`, or of a compound: `консультант-координатор`
    ranked: bool = False
    #: bodies that no stage but this one knows, by their names in the phrase
    found: list[Mention] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        return not self.owned

    @property
    def of_delegation(self) -> bool:
        """Whether it is but whom a state sent for once: `глава российской делегации`."""
        return "делегация" in self.words


@dataclass(eq=False, slots=True)
class Held:
    """A post and its holder, with the evidence."""

    post: Post
    person: Person | None = None
    rule: str | None = None
    position: Position | None = None
    mention: Mention | None = None
    #: no post here, but a diplomatic rank: `директор посол Еркин Жумагазин`
    rank: bool = False


class PostVocabulary:
    """Which words name posts, adjectives of posts, ranks and kinds of bodies."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self.heads = lexicons.heads
        #: common nouns for kinds of bodies: `партия`, `компания`
        self.kinds = lexicons.parts["owner_kind"]

    def modifier(self, base: str) -> bool:
        """Whether an adjective, by its lemma, belongs to posts: `старший`, `генеральный`."""
        return base in self._lexicons.modifiers

    def is_rank(self, word: Word) -> bool:
        """Whether the word is a rank or a form of address, which stands between a post and a name."""
        courtesy = self._lexicons.parts["courtesy"]
        return word.lower in courtesy or lemma(word.lower, "NOUN") in courtesy

    def head(self, word: Word) -> PostForm | None:
        """The post that a word names by itself, compounds and `экс-` included."""
        heads = self.heads
        form = heads.get(word.lower)
        if form is not None and form.nominative == "нач" and self._no_stop(word):
            return None
        if form is None and "-" in word.lower:
            first, _, last = word.lower.rpartition("-")
            tail = heads.get(last)
            if tail is not None and (first in {"экс", "вице", "ко"} or first in heads):
                start = heads[first].nominative if first in heads else first
                return PostForm(f"{start}-{tail.nominative}", tail.entry, tail.cases)
        return form

    @staticmethod
    def _no_stop(word: Word) -> bool:
        after = word.token.i + 1
        return after >= len(word.token.doc) or word.token.doc[after].text != "."


def country_of(organization: Organization | None) -> str | None:
    for _ in range(6):
        if organization is None:
            return None
        if organization.country:
            return organization.country
        organization = organization.parent
    return None


def opens_in_plural(word: Word, form: PostForm) -> bool:
    """Whether a form that may be a genitive is a plural: it opens its sentence, `Главы МИД России и Китая`."""
    return word.first and form.cases == frozenset({"Gen"})


def cases_of(word: str) -> set[str]:
    names = {"gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc", "nomn": "Nom"}
    return {names[p.tag.case] for p in parses(word) if p.tag.case in names}


def agentive(title: str) -> bool:
    return bool(_AGENTIVE.search(title))


def joined(words: Words, first: int, last: int, replaced: dict[int, str], skipped: set[int]) -> str:
    parts: list[str] = []
    for k in range(first, last + 1):
        if k in skipped:
            continue
        word = words[k]
        if parts and (words[k - 1].end < word.start or k - 1 in skipped):
            parts.append(" ")
        parts.append(replaced.get(k, words.source[word.start : word.end]))
    return "".join(parts).strip()

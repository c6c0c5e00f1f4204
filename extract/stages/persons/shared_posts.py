"""Posts told once for several people: `генпрокуроры X и Y Иванов и Петров`, `посол X Иванов, Y - Петров`.

The words are no mention of a post, a plural names nobody's; they still tell each one's title and owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extract.document import Mention, Organization, Person, Place, Position
from extract.language.morphology import lemma
from extract.stages.persons.beside import courtesy_length
from extract.stages.persons.forms import ALL
from extract.stages.persons.lexicons import Lexicons, PostForm
from extract.stages.persons.linking import NamedPerson
from extract.stages.persons.post_phrase import PhraseReader
from extract.stages.persons.post_words import Post, PostVocabulary, agentive, country_of, opens_in_plural
from extract.stages.persons.words import Word, Words

_NOUNS = frozenset({"NOUN", "PROPN"})
#: how the nominative plural of a post ends that the dictionary does not know
_PLURAL_ENDS = "ыия"
_SERVING = frozenset({"заместитель", "помощник", "советник"})
_JOINTS = frozenset({",", "и"})
#: how many posts one plural tells of
_MOST = 8
_SEVERAL = 2
_MOST_ADJECTIVES = 3


class SharedPosts:
    """Reads plural posts; the positions go to the people who are named right after them."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._vocabulary = PostVocabulary(lexicons)
        #: first three letters of the posts in all cases and so of their plurals
        self._openings = {form[:3] for form in lexicons.heads}

    def __call__(self, words: Words, mentions: Sequence[NamedPerson], posts: Sequence[Post]) -> None:
        """Give each person the post that a plural tells, unless the text gives him one of that title elsewhere."""
        starts = {mention.span.first: mention for mention in mentions}
        for post in posts:
            if post.language == "ru" and post.owned:
                for holder, state in _in_turn(words, post, starts):
                    _give(holder, post.title, state)
        # several people are named in its sentence
        named_in = Counter(mention.sentence for mention in mentions)
        if max(named_in.values(), default=0) < _SEVERAL:
            return
        named = [False] * len(words)
        for mention in mentions:
            named[mention.span.first : mention.span.last + 1] = [True] * (mention.span.last + 1 - mention.span.first)
        index = words.index
        # nearly every word ends here
        for i in index.with_low({low for low in index.lows if low[:3] in self._openings}):
            fits = not named[i] and named_in[words[i].sentence] >= _SEVERAL
            form = self._form(words[i]) if fits else None
            if form is None:
                continue
            reader = PhraseReader(self._vocabulary, words, i, form, named)
            reader.run()
            title = " ".join([*self._adjectives(words, i), reader.title(i, acting=False)])
            owner = reader.organization or reader.country if reader.owned else _of_served(reader, posts)
            if owner is not None:
                for person, whose in _holders(words, reader, owner, starts, self._lexicons):
                    _give(person, title[:1].lower() + title[1:], whose)

    def _form(self, word: Word) -> PostForm | None:
        """The post whose plural a word is."""
        single = self._lexicons.heads.get(word.lower)
        plural = word.plural or (single is not None and opens_in_plural(word, single))
        if not plural and (single is not None or word.lower[-1] not in _PLURAL_ENDS):
            return None
        if word.pos not in _NOUNS or word.organization is not None:
            return None
        base = lemma(word.lower, "NOUN")
        # the dictionary does not know `генпрокуроры`
        found = self._lexicons.heads.get(base) or self._lexicons.heads.get(word.lower[:-1])
        if found is None or found.nominative == word.lower or agentive(found.nominative) or found.entry.needs == "rank":
            return None
        return PostForm(found.nominative, found.entry, ALL)

    def _adjectives(self, words: Words, head: int) -> list[str]:
        """Adjectives before the noun, in the nominative singular: `генеральные прокуроры`."""
        found: list[str] = []
        for i in range(head - 1, max(head - 1 - _MOST_ADJECTIVES, -1), -1):
            base = lemma(words[i].lower, "ADJ")
            if not words.adjoin(i) or words[i].pos != "ADJ" or not self._vocabulary.modifier(base):
                break
            found.insert(0, base)
        return found


def _in_turn(words: Words, post: Post, starts: dict[int, NamedPerson]) -> Iterator[tuple[Person, Organization | Place]]:
    """Further holders of a post by their owners alone: `посол Ирака Иван Петров, Камбоджи - Пётр Иванов`."""
    named = starts.get(post.last + 1)
    while named is not None and (i := named.span.last + 2) < len(words) and words[i - 1].text == ",":
        mention = words[i].place or words[i].organization
        dash = words.index_at(mention.end) if mention is not None and mention.start == words[i].start else len(words)
        if mention is None or dash >= len(words) or words[dash].text != "-" or not _owns(mention):
            return
        named = starts.get(dash + 1)
        if named is not None and named.person is not None:
            yield named.person, mention.entity  # type: ignore[misc]


def _of_served(reader: PhraseReader, posts: Sequence[Post]) -> Organization | None:
    """The body of the one post whose holder `заместители Генерального секретаря` serve, if the page tells it."""
    heads = tuple(reader.heads)
    if heads[0] not in _SERVING or len(heads) == 1:
        return None
    served = [post for post in posts if post.organization is not None and post.heads == heads[1:]]
    bodies = {id(post.organization): post.organization for post in served if post.words <= frozenset(reader.about)}
    return bodies.popitem()[1] if len(bodies) == 1 else None


def _holders(
    words: Words,
    reader: PhraseReader,
    first: Organization | str,
    starts: dict[int, NamedPerson],
    lexicons: Lexicons,
) -> Iterator[tuple[Person, Organization | Place | str]]:
    """The people of the list that follows, each with his owner; `first` is that of the post."""
    owners: list[Organization | Place | str] = [first]
    people: list[Person] = []
    kinds = "o"
    i = reader.last + 1
    while i < len(words) and words[i].sentence == words[reader.head].sentence and len(kinds) < 2 * _MOST:
        word = words[i]
        mention = word.place or word.organization
        if i in starts and starts[i].person is not None:
            people.append(starts[i].person)  # type: ignore[arg-type]
            kinds += "n"
            i = starts[i].span.last + 1
        elif mention is not None and mention.start == word.start and _owns(mention):
            owners.append(mention.entity)  # type: ignore[arg-type]
            kinds += "o"
            i = words.index_at(mention.end)
        elif word.text == "(" and (after := _past_bracket(words, i)):
            i = after
        elif word.text in _JOINTS or (word.text == "-" and kinds[-1] == "o"):
            i += 1
        elif kinds[-1] == "o" and (length := courtesy_length(words, i, lexicons)):
            i += length
        else:
            break
    count = len(people)
    if len(owners) == 1 and count > 1:
        yield from ((person, first) for person in people)
    elif count > 1 and count == len(owners) and kinds in {"o" * count + "n" * count, "on" * count}:
        yield from zip(people, owners)


def _past_bracket(words: Words, i: int) -> int:
    """Index after the bracketed abbreviation that opens at word `i`: `Содружества (СНГ) - Иван Петров`; else 0."""
    inside = words[i + 1].organization if i + 1 < len(words) else None
    close = words.index_at(inside.end) if inside is not None else len(words)
    return close + 1 if close < len(words) and words[close].text == ")" else 0


def _owns(mention: Mention) -> bool:
    entity = mention.entity
    return isinstance(entity, Organization) or (isinstance(entity, Place) and entity.kind == "country")


def _is_bare(position: Position, title: str) -> bool:
    """Whether a post is told by its noun alone, so that its state is but guessed."""
    mention = position.mention
    alone = mention is not None and mention.end - mention.start == len(position.title)
    return alone and position.organization is None and position.title.lower() == title.lower()


def _give(person: Person, title: str, owner: Organization | Place | str) -> None:
    head = title.split()[0]
    whose = owner.country if isinstance(owner, Place) else owner if isinstance(owner, str) else None
    guessed = next((p for p in person.positions if whose and _is_bare(p, title)), None)
    if guessed is not None:
        # `Президенты X и Y Иванов и Петров`, later `президент Петров`
        guessed.country = whose
    if any(head in position.title.lower().split() for position in person.positions):
        return
    if isinstance(owner, Organization):
        person.positions.append(Position(title, owner, country_of(owner)))
    else:
        person.positions.append(Position(title, None, owner.country if isinstance(owner, Place) else owner))

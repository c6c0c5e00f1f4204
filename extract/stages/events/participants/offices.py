"""Whom a post without a name stands for: its only holder of the document; else whose post it is."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from extract.document import Actor, Mention, Organization, Party, Person, Place, Position, Starts, not_within
from extract.parties import Parties

#: newsroom words for whoever is at the head, and for which office in full
_ANY_HEAD = frozenset({"глава", "руководитель", "шеф", "лидер"})
_FULL = {
    "генсек": "генеральный секретарь",
    "генпрокурор": "генеральный прокурор",
    "замгенсека": "заместитель генерального секретаря",
    "премьер": "премьер-министр",
    "замминистра": "заместитель министра",
    "замглавы": "заместитель главы",
    "исполсекретарь": "исполнительный секретарь",
}
_HEADS = frozenset(
    {
        "глава", "руководитель", "директор", "министр", "председатель", "начальник", "президент", "секретарь",
        "прокурор", "командующий", "премьер-министр", "председательствующий", "комиссар", "ректор", "координатор",
    }
)  # fmt: skip
#: adjectives and posts that come before the head without making it another's deputy
_RANKS = frozenset({"генеральный", "исполнительный", "региональный", "постоянный", "и.о.", "врио", "верховный"})
_FIRST_LETTERS = 5
_DOUBLE = re.compile(r"\s-\s")


class Offices:
    """The posts of one document and who holds them."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self._doc = doc
        self._parties = parties
        self._named_at = Starts((*doc._.organizations, *doc._.places))
        self._held = [(person, position) for person in unique_persons(doc) for position in person.positions]

    def party(self, post: Mention) -> Party | None:
        """Who holds the post; its words alone if they say whose it is, and nothing if they do not."""
        if isinstance(post.entity, Person):
            return Party(post.entity, post.start, post.end, "resolved")
        holder = self._holder(post, {id(m.entity) for m in self._named_in(post)})
        if holder is not None:
            return Party(holder, post.start, post.end, "resolved")
        return Party(None, post.start, post.end, "stated") if self.owner(post) is not None else None

    def of_state(self, office: Token, state: Actor | None) -> Person | None:
        """Who of the `премьеров`, `министров обороны` is that of a state: the only one whom the text names."""
        if not isinstance(state, Place):
            return None
        title = _FULL.get(office.lemma_, office.lemma_)
        field = next((c for c in office.rights if c.text.islower() and c.dep_ in {"nmod", "amod"}), None)
        if title == "министр" and field is None:
            return None
        found = {
            id(person): person
            for person, position in self._held
            if position.country == state.country
            and position.title.lower().startswith(title)
            and (field is None or field.lemma_[:_FIRST_LETTERS] in position.title.lower())
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def owner(self, post: Mention) -> Organization | Place | None:
        """The body or state that a post speaks for."""
        inside = self._named_in(post)
        owners = not_within([m for m in inside if isinstance(m.entity, (Organization, Place))], inside)
        stated = [m.entity for m in owners if not isinstance(m.entity, Place) or m.entity.kind == "country"]
        # `Председатель Исполкома - Генеральный секретарь СНГ`: the higher post comes last
        double = _DOUBLE.search(self._doc._.match_text, post.start, post.end) is not None
        return stated[-1 if double else 0] if stated else self._owner_of(post.position)  # type: ignore[return-value]

    def _named_in(self, post: Mention) -> list[Mention]:
        return sorted(self._named_at.within(post.start, post.end), key=lambda m: m.start)

    def _owner_of(self, position: Position | None) -> Organization | Place | None:
        if position is None:
            return None
        if position.organization is not None:
            return position.organization
        return self._parties.country(position.country) if position.country else None

    def _holder(self, post: Mention, named: set[int]) -> Person | None:
        """The only person of the document who holds such a post of the same owner."""
        title = self._title(post)
        if post.position is not None and post.position.organization is not None:
            named = named | {id(post.position.organization)}
        found = {
            id(person): person
            for person, position in self._held
            if _same_office(title, position.title.lower().replace("ё", "е")) and self._same_owner(post, position, named)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _title(self, post: Mention) -> str:
        words = post.position.title if post.position is not None else self._doc._.source_text[post.start : post.end]
        return " ".join(_FULL.get(word, word) for word in words.lower().replace("ё", "е").split())

    @staticmethod
    def _same_owner(post: Mention, position: Position, named: set[int]) -> bool:
        if position.organization is not None and id(position.organization) in named:
            return True
        if position.organization is None and position.country is None:
            return True
        own = post.position
        if own is None:
            return False
        if own.organization is None and position.organization is None:
            return own.country is not None and own.country == position.country
        # `глава МИД` beside `министр иностранных дел`: a minister's post has a country, and often no ministry
        one, other = own.organization, position.organization
        ministry = (one or other).name.lower().replace("ё", "е")  # type: ignore[union-attr]
        title = (position if one is not None else own).title.lower().replace("ё", "е")
        country = (one.country if one is not None else own.country), (other.country if other else position.country)
        if None not in country and country[0] != country[1]:
            return False
        if (one is None) != (other is None):
            return ministry.startswith("министерство ") and f"министр {_subject(ministry)}" in title
        return one is not None and other is not None and _one_body(one, other)


def _subject(ministry: str) -> str:
    """What a ministry is for: two words of its name are enough."""
    return " ".join(ministry.split()[1:3])


def _one_body(one: Organization, other: Organization) -> bool:
    names = [x.name.lower().replace("ё", "е") for x in (one, other)]
    return names[0].startswith(names[1]) or names[1].startswith(names[0])


def _head(title: str) -> str | None:
    """The word that makes somebody the head, if the title is one of a head."""
    words = title.split()
    while words and words[0] in _RANKS:
        words = words[1:]
    return words[0] if words and words[0] in _HEADS else None


def _same_office(one: str, other: str) -> bool:
    first, second = _head(one), _head(other)
    if first is not None and second is not None:
        return (first == second and _same_field(one, other, first)) or bool({first, second} & _ANY_HEAD)
    if first in _ANY_HEAD and " министр " in f" {other}" and "премьер" in other:
        # `заместитель Премьер-Министра - министр иностранных дел` is the head of his ministry
        return True
    if first is not None or second is not None or ("заместитель" in one) != ("заместитель" in other):
        return False
    return one[:_FIRST_LETTERS] == other[:_FIRST_LETTERS]


def _same_field(one: str, other: str, head: str) -> bool:
    """The minister of the interior is not that of foreign affairs; `министр` alone may be either."""
    fields = [title.partition(head)[2].split() for title in (one, other)]
    return not all(fields) or fields[0][0][:_FIRST_LETTERS] == fields[1][0][:_FIRST_LETTERS]


def unique_persons(doc: Doc) -> list[Person]:
    """The persons of the document, each once."""
    return list({id(m.entity): m.entity for m in doc._.persons if isinstance(m.entity, Person)}.values())

"""What the words at a noun say of whose it is."""

from __future__ import annotations

from spacy.tokens import Token

from extract.document import Event, Person
from extract.language.syntax import preposition
from extract.parties.words import RULERS as AUTHORITIES
from extract.stages.commitments.parties.words import BODIES, FORMER, STATES, STEMS

_RULING = (
    "президент",
    "премьер",
    "король",
    "эмир",
    "глава государства",
    "глава правительства",
    "лидер",
    "председатель кнр",
)


def whose_head(noun: Token) -> Token | None:
    """`руководство ведомства`: the bare word for the body."""
    if noun.lemma_ != "руководство" or any(c.lemma_ in FORMER for c in noun.children):
        return None
    owner = next((c for c in noun.children if c.dep_ == "nmod" and c.i == noun.i + 1), None)
    bare = owner is not None and (owner.lemma_ in BODIES or owner.lemma_ in STEMS) and not list(owner.children)
    return owner if bare else None


def of_state(noun: Token) -> Token | None:
    """`власти страны`, `руководство республики`: the bare word for the state."""
    if noun.lemma_ not in AUTHORITIES:
        return None
    owner = next((c for c in noun.children if c.dep_ == "nmod" and c.lemma_ in STATES), None)
    return owner if owner is not None and not any(c.dep_ in {"nmod", "amod", "appos"} for c in owner.children) else None


def of_other_field(head: Token, event: Event) -> bool:
    """`министры транспорта`, after a summit: none of those who met."""
    field = next((c for c in head.rights if c.dep_ == "nmod" and c.pos_ == "NOUN" and preposition(c) is None), None)
    if head.lemma_ != "министр" or field is None or field.lemma_ in STATES | BODIES | {"сторона"}:
        return False
    posts = [p.title for one in event.participants if isinstance(one.entity, Person) for p in one.entity.positions]
    names = [body.name for body in event.organizations]
    stem = field.lemma_[: max(len(field.lemma_) - 2, 3)]
    return bool(posts) and not any(stem in words.lower() for words in (*posts, *names))


def is_owned(noun: Token) -> bool:
    """A genitive says whose body it is: `комитет по финансам республики`; the ministers of a cabinet do not."""
    return any(c.dep_ == "nmod" and preposition(c) is None and c.lemma_ != "министр" for c in noun.children)


def name_stem(lemma: str) -> str:
    """What names of such bodies have in common: `таможня`, `Таможенный комитет`."""
    return STEMS.get(lemma) or lemma[: max(len(lemma) - 2, 4)]


def rules(person: Person) -> bool:
    """A head of state or government, by a post."""
    return any(position.title.lower().startswith(_RULING) for position in person.positions)


def is_title(event: Event) -> bool:
    """The adoption that the title of a paper over its own text tells."""
    return event.type == "adoption" and event.rule.endswith("title")

"""The lexicons of organizations as look-ups: names in every case, heads, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from extract.language.later import later
from extract.language.match_text import match_text
from extract.language.morphology import case_forms, dictionary_version, lemma, noun_lemmas
from extract.language.phrases import PhraseMatcher, phrase_words
from extract.lexicons import Entry, load
from extract.lexicons.cache import code_of, derived

_WORD = later(r"[^\W_]+(?:-[^\W_]+)*")
_CASE_ENDINGS = ("а", "у", "ом", "е")
#: after a hissing consonant: `Кенешем`
_HISSING_ENDINGS = ("а", "у", "ем", "е")
#: first words of names that newsrooms clip: `Госкомитет национальной безопасности`
_CLIPPED = {
    "Государственный комитет ": "Госкомитет ",
    "Государственная служба ": "Госслужба ",
    "Государственное агентство ": "Госагентство ",
    "Генеральный штаб": "Генштаб",
}
#: nouns that the dictionary does not know: `Олий Мажлис`
_PARLIAMENT = later(r"\b(Мажлис|Кенеш|Меджлис|Хурал)\b")
#: such a noun after a word that does not change, which the dictionary may take for one that does: `Милли Меджлис`
_LAST_PARLIAMENT = later(r"\w (?:Мажлис|Кенеш|Меджлис)$")
_ABBREVIATION = later(r"(?:[A-ZА-ЯЁ][A-ZА-ЯЁa-zа-яё]*)?[A-ZА-ЯЁ]{2}[A-ZА-ЯЁ0-9+]*|[A-ZА-ЯЁ]\d+")
_CONSONANT = later(r"[бвгджзклмнпрстфхцчшщ]$")
_TAKES_ENDINGS = later(r"[А-ЯЁ]*[БВГДЖЗКЛМНПРСТФХЦЧШЩ]")


class OrganizationEntry(Entry):
    """A body known by name; the meaning of the keys is told in the lexicons' README."""

    id: str
    name: str
    core: str | None = None
    short: str | None = None
    aliases: list[str] = Field(default_factory=list)
    weak: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9][0-9]*$")
    parent: str | None = None
    country: str | None = None
    states: list[str] = Field(default_factory=list)
    kind: Literal["body", "state_kind", "media", "seat", "refused"] = "body"
    short_forms: list[str] = Field(default_factory=list)
    sole: bool = False
    full: bool = False
    nested_only: bool = False
    lower: bool = False
    alone: bool = False
    takes: list[Literal["по", "в"]] = Field(default_factory=list)
    example: str

    def names(self) -> Iterator[str]:
        """Russian names and abbreviations in the nominative."""
        yield self.name
        if self.core:
            yield self.core
        if self.short:
            yield self.short
        yield from self.aliases
        for full, clipped in _CLIPPED.items():
            if self.name.startswith(full):
                yield clipped + self.name.removeprefix(full)


class MediaEntry(Entry):
    """A news agency, broadcaster or newspaper."""

    name: str
    short: str | None = None
    aliases: list[str] = Field(default_factory=list)
    weak: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)
    country: str | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9][0-9]*$")
    example: str


class HeadEntry(Entry):
    """A noun that names of bodies begin with."""

    lemma: str
    takes: list[Literal["gent", "по", "при", "в", "в+", "для", "имени", "против"]] = Field(default_factory=list)
    strong: bool = False
    lower: bool = False
    alone: bool = False
    quoted: bool = False
    weak: bool = False
    media: bool = False
    event: bool = False
    plural: bool = False
    abbreviation: bool = False
    #: of soldiers: a name in quotes has the noun before it
    unit: bool = False
    example: str


class RefusalEntry(Entry):
    """Words that look like bodies and are none."""

    kind: str
    forms: list[str] = Field(default_factory=list)
    before: list[str] = Field(default_factory=list)
    heads: list[str] = Field(default_factory=list)
    example: str


class WordsEntry(Entry):
    """A word list that decides where names begin and end."""

    use: Literal[
        "portfolio", "person_in_name", "not_after_po", "not_first", "generic_owner", "of_body", "of_work", "sent_paper"
    ]
    words: list[str]
    example: str


@lru_cache(maxsize=1024)
def is_abbreviation(form: str) -> bool:
    """Whether a name is an abbreviation: it counts only as written, in capitals."""
    return bool(_ABBREVIATION.fullmatch(form.partition(" ")[0]))


def forms_of(name: str) -> Iterable[str]:
    """A name in all cases; abbreviations with the endings that colloquial speech gives them."""
    if is_abbreviation(name):
        forms = [name]
        if len(name) > 2 and _TAKES_ENDINGS.fullmatch(name):
            forms += [name + ending for ending in _CASE_ENDINGS]
        return forms
    if " и " in name and not name.split(" и ")[0].count(" "):
        # `Экономический и Социальный Совет`: the coordinated adjectives decline too
        joined = case_forms(name.replace(" и ", " ", 1))
        if len(joined) > 1:
            return [form.replace(" ", " и ", 1) for form in joined]
    forms = list(case_forms(name))
    if (len(forms) == 1 and _CONSONANT.search(name)) or _LAST_PARLIAMENT.search(name):
        # a foreign name that the dictionary cannot decline, or declines by another word: `Жогорку Кенеша`
        endings = _HISSING_ENDINGS if name[-1] in "жшчщ" else _CASE_ENDINGS
        return [name, *(name + ending for ending in endings)]
    return forms


@lru_cache(maxsize=4096)
def lemmas(name: str) -> tuple[str, ...]:
    """Lemmas of the words of a name, prepositions too."""
    return tuple(lemma(match_text(word)) for word in _WORD.findall(name))


@dataclass(slots=True)
class Lexicon:
    """Everything the stage knows, ready for look-up."""

    entries: dict[str, OrganizationEntry] = field(default_factory=dict)
    matcher: PhraseMatcher[tuple[OrganizationEntry, str]] = field(default_factory=PhraseMatcher)
    heads: dict[str, HeadEntry] = field(default_factory=dict)
    #: first three letters of the heads, both of shorter ones: what their forms open with, too
    openings: set[str] = field(default_factory=set)
    #: (lemmas of the name, id of the parent) -> organ
    organs: dict[tuple[tuple[str, ...], str], OrganizationEntry] = field(default_factory=dict)
    #: lower-case form -> kind of what is refused
    refused: dict[str, str] = field(default_factory=dict)
    #: lemma before a quoted name -> kind of what is refused
    refused_before: dict[str, str] = field(default_factory=dict)
    #: lemma of a noun that heads no name of a body -> kind of what it heads
    refused_heads: dict[str, str] = field(default_factory=dict)
    #: lemmas of the name of a kind of state body -> the kind; made when first asked for
    state_kinds: dict[tuple[str, ...], OrganizationEntry] = field(default_factory=dict)
    _ministries: dict[tuple[str, ...], OrganizationEntry] = field(default_factory=dict)
    #: use -> lemmas
    words: dict[str, frozenset[str]] = field(default_factory=dict)

    def ministries(self) -> dict[tuple[str, ...], OrganizationEntry]:
        """Ministries of any state by the lemmas of their names."""
        if not self._ministries:
            for entry in self.entries.values():
                if entry.kind == "state_kind" and entry.name.startswith("Министерство "):
                    self._ministries.setdefault(lemmas(entry.name), entry)
        return self._ministries

    def organ(self, name: tuple[str, ...], parent: str) -> OrganizationEntry | None:
        return self.organs.get((name, parent))


def _derived_names(
    entries: Iterable[OrganizationEntry], refusals: Iterable[RefusalEntry] = ()
) -> dict[str, dict[str, Any]]:
    """By name: the words of its case forms, and of names of organs their lemmas; by form: what is refused. All this is
    kept between runs.
    """
    names = sorted({name for entry in entries for name in entry.names()})
    organs = sorted({entry.name for entry in entries if entry.parent})
    refused = [[form, refusal.kind] for refusal in refusals for form in refusal.forms]

    def make() -> dict[str, dict[str, Any]]:
        return {
            "forms": {name: [phrase_words(form) for form in forms_of(name)] for name in names},
            "lemmas": {name: list(lemmas(name)) for name in organs},
            # of two kinds the first counts
            "refused": {
                match_text(declined).lower(): kind for form, kind in reversed(refused) for declined in forms_of(form)
            },
        }

    sources = (
        "\n".join(names).encode(),
        "\n".join(organs).encode(),
        "\n".join(chain.from_iterable(refused)).encode(),
        dictionary_version().encode(),
        code_of(forms_of, case_forms, phrase_words, match_text),
    )
    return derived("organization-names", sources, make)  # type: ignore[no-any-return]


@lru_cache(maxsize=4)
def lexicon(user_folder: Path | None = None) -> Lexicon:
    """The lexicons, with those of the user's folder."""
    built = Lexicon()
    for entry in load("organizations", OrganizationEntry, user_folder=user_folder):
        built.entries[entry.id] = entry
    for number, media in enumerate(load("media", MediaEntry, user_folder=user_folder)):
        entry = OrganizationEntry(
            id=f"media.{number}.{media.name}",
            name=media.name,
            short=media.short,
            aliases=media.aliases,
            weak=media.weak,
            en=media.en,
            wikidata=media.wikidata,
            country=media.country,
            kind="media",
            example=media.example,
        )
        built.entries[entry.id] = entry
    refusals = load("organization_refusals", RefusalEntry, user_folder=user_folder)
    known = _derived_names(built.entries.values(), refusals)
    built.refused.update(known["refused"])
    for entry in built.entries.values():
        for name in entry.names():
            if entry.parent and name == entry.name:
                built.organs.setdefault((tuple(known["lemmas"][name]), entry.parent), entry)
            # one-word names of organs are common nouns: the heads find them, `organs` tells them apart
            if " " not in name and entry.parent and not is_abbreviation(name) and name == entry.name:
                continue
            built.matcher.add_read(known["forms"][name], (entry, name))
        for name in entry.en:
            built.matcher.add(sorted(_spellings(name)), (entry, name))
    for head in load("organization_heads", HeadEntry, user_folder=user_folder):
        built.heads[head.lemma] = head
        built.openings.add(head.lemma[:3])
    for refusal in refusals:
        for word in refusal.before:
            built.refused_before[match_text(word)] = refusal.kind
        for noun in refusal.heads:
            built.refused_heads[match_text(noun)] = refusal.kind
    for words in load("organization_words", WordsEntry, user_folder=user_folder):
        built.words[words.use] = built.words.get(words.use, frozenset()) | frozenset(map(match_text, words.words))
    return built


#: British and American
_SPELLINGS = (
    ("Centre", "Center"),
    ("Organisation", "Organization"),
    ("Defence", "Defense"),
    ("Programme ", "Program "),
    ("Labour", "Labor"),
    ("Co-operation", "Cooperation"),
)


def _spellings(name: str) -> set[str]:
    """An English name as both sides of the ocean write it."""
    found = {name}
    for british, american in _SPELLINGS:
        if british in name or american in name:
            found |= {n.replace(british, american) for n in found}
            found |= {n.replace(american, british) for n in found}
    return found


@lru_cache(maxsize=8192)
def genitive(name: str) -> str:
    """A nominative name in the genitive."""
    if is_abbreviation(name):
        return name
    forms = case_forms(name)
    return forms[1] if len(forms) > 1 else _PARLIAMENT.sub(r"\1а", forms[0])


@lru_cache(maxsize=8192)
def head_lemma(low: str) -> tuple[str, ...]:
    """Lemmas of the noun readings of a word."""
    return noun_lemmas(low) or (low,)

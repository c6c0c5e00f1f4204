"""The lexicons of this stage, loaded once for a folder: given names, parts of names, posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from extract.language.match_text import match_text
from extract.language.morphology import dictionary_version, parses
from extract.lexicons import Entry, load
from extract.lexicons.cache import code_of, derived
from extract.lexicons.given_names import Gender, GivenNames
from extract.lexicons.romanize import name_spellings

#: whose given names English texts of the region spell letter by letter
_ROMANIZED = frozenset(
    {"tajik", "uzbek", "kazakh", "kyrgyz", "turkmen", "azerbaijani", "armenian", "georgian", "moldovan", "russian"}
    | {"ukrainian_belarusian", "iranian_afghan", "arabic", "south_asian", "mongolian"}
)
_UD_CASE = {"nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc"}


class NameParts(Entry):
    """What names are built from: `name_parts.yaml`."""

    kind: Literal[
        "chinese_surname",
        "korean_surname",
        "vietnamese_surname",
        "particle",
        "kin",
        "indeclinable",
        "courtesy",
        "namesake",
        "no_english_given",
        "english_word",
        "owner_kind",
        "pinyin_surname",
    ]
    forms: tuple[str, ...]


class PostExample(Entry):
    """A phrase, the post in it and its title."""

    text: str
    position: str
    title: str


class PostEntry(Entry):
    """A part of a post: `positions.yaml`, where the keys are explained."""

    kind: Literal["head", "modifier", "acting"]
    title: str
    variants: tuple[str, ...] = ()
    same_as: str | None = None
    owner: Literal["state", "body", "any"] = "any"
    needs: Literal["rank", "name", "owner", "held"] | None = None
    preps: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    example: PostExample | None = None


@dataclass(frozen=True, slots=True)
class PostForm:
    """One case form of a post's head: its nominative, its entry and the cases it can stand for."""

    nominative: str
    entry: PostEntry
    cases: frozenset[str]


@dataclass(frozen=True, eq=False)
class Lexicons:
    """Everything, as look-ups on words of the match copy in lower case; hashed by identity, to be a cache key."""

    given: dict[str, frozenset[Gender]]
    given_stems: dict[str, tuple[tuple[str, Gender], ...]]
    #: in Latin letters: those of the lexicon, and what English newsrooms make of the region's
    english_given: frozenset[str]
    parts: dict[str, frozenset[str]]
    heads: dict[str, PostForm]
    modifiers: frozenset[str]
    acting: tuple[str, ...]
    english_heads: dict[str, PostEntry]
    english_modifiers: frozenset[str]
    english_acting: tuple[str, ...]
    #: what a short title stands for: `генсек` -> `генеральный секретарь`
    same_as: dict[str, str]

    def is_part(self, word: str, kind: str) -> bool:
        return word.lower() in self.parts[kind]


def _is_latin(text: str) -> bool:
    return text.isascii()


def _key(text: str) -> str:
    return match_text(text).lower()


def _latin_names(entries: Sequence[GivenNames], no_names: set[str]) -> frozenset[str]:
    """Given names as English texts have them; `no_names` are other words there."""
    latin = {_key(name) for names in entries for name in names.names if name[0].isascii() or name[0] in "ÁÉ"}
    told = sorted({name for names in entries if names.language in _ROMANIZED for name in names.names})
    sources = ("\n".join(told).encode(), code_of(name_spellings))
    made = derived("latin-names", sources, lambda: sorted({s for name in told for s in name_spellings(name)}))
    return frozenset(made) - no_names | latin


@lru_cache(maxsize=4)
def lexicons(user_folder: Path | None = None) -> Lexicons:
    """The lexicons, with the user's own entries added.

    Raises:
        LexiconError: an entry is malformed.
    """
    given: dict[str, set[Gender]] = {}
    given_names = load("given_names", GivenNames, user_folder=user_folder)
    for names in given_names:
        for name in names.names:
            given.setdefault(_key(name), set()).add(names.gender)
    stems: dict[str, list[tuple[str, Gender]]] = {}
    for name, genders in given.items():
        for gender in sorted(genders):
            stems.setdefault(_stem(name), []).append((name, gender))
    parts: dict[str, set[str]] = {}
    for part in load("name_parts", NameParts, user_folder=user_folder):
        parts.setdefault(part.kind, set()).update(map(_key, part.forms))
    posts = load("positions", PostEntry, user_folder=user_folder)
    russian = [
        (_key(title), post)
        for post in posts
        if post.kind == "head" and not _is_latin(post.title)
        for title in (post.title, *post.variants)
    ]
    declined = _declined([title for title, _ in russian])
    heads: dict[str, PostForm] = {}
    for title, post in russian:
        for form, cases in declined[title].items():
            heads.setdefault(form, PostForm(title, post, frozenset(cases)))
    return Lexicons(
        given={name: frozenset(genders) for name, genders in given.items()},
        given_stems={stem: tuple(names) for stem, names in stems.items()},
        english_given=_latin_names(given_names, parts["no_english_given"]),
        parts={kind: frozenset(forms) for kind, forms in parts.items()},
        heads=heads,
        modifiers=frozenset(_words(posts, "modifier", latin=False)),
        acting=_words(posts, "acting", latin=False),
        english_heads={
            # as the tokenizer parts them: `charge d ' affaires`
            _key(title).replace("'", " ' "): post
            for post in posts
            if post.kind == "head" and _is_latin(post.title)
            for title in (post.title, *post.variants)
        },
        english_modifiers=frozenset(_words(posts, "modifier", latin=True)),
        english_acting=_words(posts, "acting", latin=True),
        same_as={
            _key(title): _key(post.same_as) for post in posts if post.same_as for title in (post.title, *post.variants)
        },
    )


def _words(posts: list[PostEntry], kind: str, *, latin: bool) -> tuple[str, ...]:
    found = [
        _key(word)
        for post in posts
        if post.kind == kind and _is_latin(post.title) == latin
        for word in (post.title, *post.variants)
    ]
    # longest first, so that an alternation of them takes the longest
    return tuple(sorted(dict.fromkeys(found), key=lambda word: (-len(word), word)))


def _stem(name: str) -> str:
    """What all case forms of a given name begin with."""
    return name[:-1] if name[-1] in "аяйь" else name


def _declined(titles: list[str]) -> dict[str, dict[str, list[str]]]:
    """Of each title its singular forms with their cases; kept between runs."""

    def make() -> dict[str, dict[str, list[str]]]:
        return {title: {form: sorted(cases) for form, cases in _singular_forms(title).items()} for title in titles}

    sources = ("\n".join(titles).encode(), dictionary_version().encode(), code_of(_singular_forms, parses))
    return derived("post-forms", sources, make)  # type: ignore[no-any-return]


def _singular_forms(title: str) -> dict[str, frozenset[str]]:
    """The singular case forms of a post's noun with their cases; a compound declines in its last part."""
    prefix, dash, last = title.rpartition("-")
    # both parts decline in `советник-посланник`, only the last one in `пресс-секретарь`
    forms: dict[str, set[str]] = {}
    parse = next((p for p in parses(last) if p.tag.POS in {"NOUN", "ADJF", "PRTF"} and "nomn" in p.tag), None)
    if parse is None:
        return {title: frozenset(_UD_CASE.values())}
    for form in parse.lexeme:
        tag = form.tag
        if "sing" not in tag or tag.case not in _UD_CASE or tag.POS != parse.tag.POS:
            continue
        if tag.POS != "NOUN" and tag.gender != parse.tag.gender:
            continue
        word = prefix + dash + form.word.replace("ё", "е")
        forms.setdefault(word, set()).add(_UD_CASE[tag.case])
    if prefix and (double := _double_forms(prefix, forms, dash)):
        for word, cases in double.items():
            forms.setdefault(word, set()).update(cases)
    forms.setdefault(title, {"Nom"})
    return {form: frozenset(cases) for form, cases in forms.items()}


def _double_forms(prefix: str, forms: dict[str, set[str]], dash: str) -> dict[str, set[str]]:
    """Forms of a compound whose first part declines too: `премьера-министра` is written as well."""
    if prefix not in {"советник", "посланник", "генерал"}:
        return {}
    double: dict[str, set[str]] = {}
    first = _singular_forms(prefix)
    for word, cases in forms.items():
        last = word.rpartition(dash)[2]
        for other, other_cases in first.items():
            if common := cases & other_cases:
                double.setdefault(f"{other}{dash}{last}", set()).update(common)
    return double

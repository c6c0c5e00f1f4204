"""The gazetteer: every form of every place name, read from the built table `places.tsv`.

A row of the table is one place: name, kind, country, GeoNames id, latitude, longitude, population, forms. Forms are
keys (see `key`) separated by `|`. A mark before a form says what else it may be: `?` a common word, `!` a personal
name, `=` an abbreviation that is matched as written, `~` one that only counts in context.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, model_validator

from extract.language.match_text import match_text
from extract.language.morphology import parses
from extract.lexicons import FOLDER, Entry, load
from extract.lexicons.cache import code_of, derived
from extract.lexicons.countries import Country, countries
from extract.lexicons.toponyms import forms
from schemas.entities import PlaceKind

TABLE = FOLDER / "places.tsv"
WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
COMMON, PERSONAL, ABBREVIATION, WEAK = MARKS = "?", "!", "=", "~"
_LATIN = re.compile(r"[A-Za-z]")


class PlaceEntry(Entry):
    """One place, or several of one kind by `names` alone.

    `other` are further names, `abbreviations` always mean this place, `weak` ones only in context; `en` are English
    names, `spellings` are others in Latin letters, which need evidence.
    """

    name: str | None = None
    names: list[str] = Field(default=[])
    kind: PlaceKind = "region"
    country: str | None = None
    other: list[str] = Field(default=[])
    abbreviations: list[str] = Field(default=[])
    weak: list[str] = Field(default=[])
    en: list[str] = Field(default=[])
    #: Latin spellings that only count where something says place
    spellings: list[str] = Field(default=[])
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0

    @model_validator(mode="after")
    def _one_of(self) -> PlaceEntry:
        if bool(self.name) == bool(self.names):
            raise ValueError("give either name or names")
        return self

    def expand(self) -> Iterator[PlaceEntry]:
        """One entry for each name."""
        if self.name:
            yield self
        for name in self.names:
            yield self.model_copy(update={"name": name, "names": []})


class PlaceRow(NamedTuple):
    """A place of the gazetteer."""

    name: str
    kind: PlaceKind
    country: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    population: int


def key(text: str) -> str:
    """The form under which a name is looked up: words and signs of its match copy, lower case, one blank between."""
    return " ".join(WORD.findall(match_text(text).lower()))


def marked_forms(names: list[str], *, abbreviations: list[str], weak: list[str], en: list[str]) -> list[str]:
    """Keys of all case forms of `names`, of English names and abbreviations, each with its mark."""
    keys = [key(form) for name in names for form in forms(name)]
    found = [mark(form) + form for form in dict.fromkeys(keys)]
    short = [name for name in en if len(name) <= 4 and name.isupper() and "." not in name]
    found += [key(name) for name in en if name not in short]
    found += [ABBREVIATION + name for name in short]
    found += [ABBREVIATION + name for name in abbreviations]
    found += [WEAK + name for name in weak]
    return list(dict.fromkeys(found))


def mark(form: str) -> str:
    """`!` if the dictionary knows the word as a personal name, `?` if as a common word, else nothing."""
    if " " in form or _LATIN.search(form):
        return ""
    known = [parse.tag for parse in parses(form) if parse.is_known]
    if any({"Name", "Surn", "Patr"} & tag.grammemes for tag in known):
        return PERSONAL
    return COMMON if any("Geox" not in tag for tag in known) else ""


def entry_line(entry: PlaceEntry) -> str:
    """A row of the table for one entry with a `name`."""
    assert entry.name
    names = [entry.name, *entry.other]
    found = marked_forms(names, abbreviations=entry.abbreviations, weak=entry.weak, en=entry.en)
    found += [COMMON + form for form in map(key, entry.spellings) if form not in found]
    if entry.kind == "country" or entry.population >= 300_000:
        # a hyphen is often left out of a well-known name
        found += [form.replace(" - ", " ") for form in found if form.count(" ") == 2 and " - " in form]
    numbers = (entry.geonames_id, entry.latitude, entry.longitude, entry.population)
    values = ["" if value is None else str(value) for value in numbers]
    return "\t".join([entry.name, entry.kind, entry.country or "", *values, "|".join(found)])


def country_entry(country: Country) -> PlaceEntry:
    """A country as a place."""
    return PlaceEntry(
        name=country.name,
        kind="country",
        country=country.iso,
        other=country.names()[1:],
        abbreviations=country.abbreviations,
        weak=country.weak,
        en=country.en,
    )


def _sections(lines: list[str]) -> dict[str, str]:
    """Every marked form with the number of its place, a line each, by the first letters of its first word."""
    sections: dict[str, list[str]] = {}
    for number, line in enumerate(lines):
        for form in line[line.rindex("\t") + 1 :].split("|"):
            plain = form[1:] if form[:1] in MARKS else form
            sections.setdefault(_section(plain.lower()), []).append(f"{form}\t{number}")
    return {section: "\n".join(found) for section, found in sections.items()}


def _section(form: str) -> str:
    return form[:3].partition(" ")[0]


class Gazetteer:
    """Looks up places by form; forms and rows are read only when asked for, as a text names few of them.

    Args:
        lines: the rows of the table.
        sections: of these `lines`.
    """

    def __init__(self, lines: list[str], sections: dict[str, str]) -> None:
        self._lines = lines
        self._unread = dict(sections)
        self._rows: dict[int, PlaceRow] = {}
        #: key -> numbers of the places it may name
        self._forms: dict[str, list[int]] = {}
        #: form as written -> places, for abbreviations
        self.abbreviations: dict[str, list[int]] = {}
        self.weak: dict[str, list[int]] = {}
        self._common: set[str] = set()
        self._personal: set[str] = set()
        #: first word of a key -> how many words the longest key with it has
        self.longest: dict[str, int] = {}
        #: words in lower case with which a form of any kind begins
        self.openings: set[str] = set()

    def numbers(self, form: str) -> Sequence[int]:
        """The places that a key may name."""
        self._read(form)
        return self._forms.get(form, ())

    def abbreviation(self, form: str) -> Sequence[int]:
        """The places that an abbreviation as written means in any context."""
        self._read(form.lower())
        return self.abbreviations.get(form, ())

    def is_common(self, form: str) -> bool:
        """Whether a key is a common word, too."""
        self._read(form)
        return form in self._common

    def is_personal(self, form: str) -> bool:
        """Whether a key is a personal name, too."""
        self._read(form)
        return form in self._personal

    def read(self, words: Iterable[str]) -> None:
        """Have all forms that begin with one of `words`, in lower case, in the tables of this object."""
        for section in {word[:3] for word in words} & self._unread.keys():
            self._add(self._unread.pop(section))

    def _read(self, form: str) -> None:
        unread = self._unread.pop(_section(form), None)
        if unread is not None:
            self._add(unread)

    def _add(self, section: str) -> None:
        for line in section.split("\n"):
            form, _, number = line.partition("\t")
            sign = form[:1]
            if sign in MARKS:
                form = form[1:]
                if sign in (ABBREVIATION, WEAK):
                    target = self.abbreviations if sign == ABBREVIATION else self.weak
                    target.setdefault(form, []).append(int(number))
                    self.openings.add(form.lower())
                    continue
                (self._common if sign == COMMON else self._personal).add(form)
            numbers = self._forms.get(form)
            if numbers is None:
                self._forms[form] = [int(number)]
                length = form.count(" ") + 1
                first = form if length == 1 else form[: form.index(" ")]
                if self.longest.get(first, 0) < length:
                    self.longest[first] = length
                    self.openings.add(first)
            else:
                numbers.append(int(number))

    def row(self, number: int) -> PlaceRow:
        """The place with this number."""
        row = self._rows.get(number)
        if row is None:
            name, kind, country, geonames_id, latitude, longitude, population, _ = self._lines[number].split("\t")
            row = self._rows[number] = PlaceRow(
                name,
                kind,  # type: ignore[arg-type]
                country or None,
                int(geonames_id) if geonames_id else None,
                float(latitude) if latitude else None,
                float(longitude) if longitude else None,
                int(population or 0),
            )
        return row


def gazetteer(user_folder: Path | None = None) -> Gazetteer:
    """The built-in places and those of the user's own `countries.yaml`, `regions.yaml`, `macro_regions.yaml`
    and `cities.yaml`.
    """
    return _gazetteer(user_folder)


@lru_cache(maxsize=4)
def _gazetteer(user_folder: Path | None) -> Gazetteer:
    table = TABLE.read_bytes()
    lines = table.decode("utf-8").splitlines()
    if user_folder is not None:
        own = countries(user_folder)[len(countries()) :]
        lines += [entry_line(country_entry(country)) for country in own]
        for name in ("regions", "macro_regions", "cities"):
            if (user_folder / f"{name}.yaml").exists():
                entries = load(name, PlaceEntry, user_folder=user_folder)[len(load(name, PlaceEntry)) :]
                lines += [entry_line(single) for entry in entries for single in entry.expand()]
        return Gazetteer(lines, _sections(lines))
    return Gazetteer(lines, derived("place-forms", (table, code_of(_sections)), lambda: _sections(lines)))

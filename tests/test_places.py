"""Places: marked sentences, one entity for all forms, the tables and the look-ups of countries."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from marked import cases, parse

from extract.lexicons import load
from extract.lexicons.countries import (
    capital_country,
    countries,
    country_by_adjective,
    country_by_name,
    country_name,
)
from extract.lexicons.places import PlaceEntry, gazetteer, key
from extract.lexicons.toponyms import forms
from extract.stages.places.component import NotPlace, PlaceFinder

STAGES = ("kommunike_sentences", "kommunike_analysis", "kommunike_places")
SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def places(nlp):
    """Runs a text as far as places."""

    def run(text: str):
        with nlp.select_pipes(enable=list(STAGES)):
            return nlp(text)

    return run


@pytest.mark.parametrize("case", cases("places"), ids=range(len(cases("places"))))
def test_marked_sentences(places, case):
    text, marks = parse(case["text"])
    outer_first = sorted(places(text)._.places, key=lambda m: (m.start, -m.end))
    found = [(m.start, m.end, m.entity.name, m.entity.country) for m in outer_first]
    wanted = []
    for mark in marks:
        name, _, country = (mark.value or mark.text).partition("/")
        got = next((f for f in found if f[:2] == (mark.start, mark.end)), None)
        wanted.append((mark.start, mark.end, name, country or (got[3] if got else None)))
    assert found == wanted


def test_all_forms_share_one_entity(places):
    doc = places(
        "Киргизия, Кыргызстан и Кыргызская Республика (КР) - одно. Kyrgyz Republic, the second time, is in Kyrgyzstan."
    )
    assert len(doc._.places) == 6
    assert len({id(m.entity) for m in doc._.places}) == 1
    assert {m.language for m in doc._.places} == {"ru", "en"}


def test_entities_are_not_shared_between_documents(places):
    first, second = (places("Встреча в Минске.")._.places[0].entity for _ in range(2))
    assert first is not second


def test_geonames_data(places):
    place = places("Встреча в Бишкеке.")._.places[0].entity
    assert (place.kind, place.country, place.geonames_id) == ("city", "KG", 1528675)
    assert (round(place.latitude), round(place.longitude)) == (43, 75)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_spans_are_exact(places, path):
    text = path.read_text(encoding="utf-8")
    doc = places(text)
    assert doc._.places
    for mention in doc._.places:
        surface = text[mention.start : mention.end]
        assert surface == surface.strip(' .,;:()«»"\n')
        assert mention.rule.startswith("place.")
    spans = sorted((m.start, m.end) for m in doc._.places)
    assert all(spans[i][1] <= spans[i + 1][0] for i in range(len(spans) - 1))


def test_refusals_say_why(places):
    refusals = places("Сумма составила 5 млн долларов США.")._.refusals
    assert "name of a currency" in {refusal.reason for refusal in refusals}


@pytest.mark.parametrize("text", ["", "\n\n", ".", "г. ", "-", "№ 5", "«»"])
def test_empty_texts(places, text):
    assert places(text)._.places == []


def test_not_places_examples(places):
    entries = load("not_places", NotPlace)
    texts = [f"Сказано: {entry.example}." for entry in entries]
    for entry, text in zip(entries, texts):
        words = {form.lower() for form in forms(entry.phrase)}
        found = [text[m.start : m.end] for m in places(text)._.places]
        assert not any(name.lower() in form for name in found for form in words), (entry.phrase, found)


def test_user_entries_are_added(tmp_path, nlp):
    (tmp_path / "cities.yaml").write_text(
        "- {kind: city, name: Тестоград, country: KZ, latitude: 1.0, longitude: 2.0}\n", encoding="utf-8"
    )
    doc = nlp.make_doc("Встреча в Тестограде.")
    for name in STAGES[:2]:
        doc = nlp.get_pipe(name)(doc)
    found = PlaceFinder(tmp_path)(doc)._.places
    assert [(m.entity.name, m.entity.country) for m in found] == [("Тестоград", "KZ")]


def test_every_entry_is_in_the_table():
    table = gazetteer()
    entries = [(c.name, name, c.iso) for c in countries() for name in c.names()]
    for file in ("regions", "macro_regions", "cities"):
        for entry in load(file, PlaceEntry):
            entries += [(e.name, name, e.country) for e in entry.expand() for name in (e.name, *e.other)]
    missing = [
        (name, form)
        for name, form, country in entries
        if not any(table.row(n).name == name and table.row(n).country == country for n in table.numbers(key(form)))
    ]
    assert not missing, "run python -m extract.lexicons.build_places"


def test_entries_are_unique():
    names = Counter(country.iso for country in countries())
    names.update(
        name for country in countries() for name in (*country.names(), *country.abbreviations) if name != country.iso
    )
    doubled = [name for name, count in names.items() if count > 1]
    # an abbreviation may be the everyday name as well (США)
    assert set(doubled) <= {c.name for c in countries() if c.name in c.abbreviations} | {"Тайвань"}
    for file in ("regions", "macro_regions", "cities"):
        found = Counter((e.name, e.country) for entry in load(file, PlaceEntry) for e in entry.expand())
        assert not [name for name, count in found.items() if count > 1], file


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Кыргызской Республики", "KG"),
        ("США", "US"),
        ("соединённых штатов америки", "US"),
        ("Белоруссией", "BY"),
        ("Republic of Tajikistan", "TJ"),
        ("РК", None),
        ("Москва", None),
    ],
)
def test_country_by_name(name, iso):
    assert country_by_name(name) == iso


@pytest.mark.parametrize(
    ("adjective", "iso"),
    [
        ("китайской", "CN"),
        ("российскими", "RU"),
        ("кыргызстанский", "KG"),
        ("белорусское", "BY"),
        ("Chinese", "CN"),
        ("евразийский", None),
    ],
)
def test_country_by_adjective(adjective, iso):
    assert country_by_adjective(adjective) == iso


def test_country_name_and_capital():
    assert country_name("KG") == "Кыргызстан"
    assert country_name("XX") is None
    assert capital_country("Пекин") == "CN"
    assert capital_country("Самарканд") is None


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Республика Армения", "Республики Армении"),
        ("Республика Армения", "Республики Армения"),
        ("Ростов-на-Дону", "Ростове-на-Дону"),
        ("Петропавловск-Камчатский", "Петропавловске-Камчатском"),
        ("Алма-Ата", "Алма-Аты"),
        ("Набережные Челны", "Набережных Челнах"),
        ("Босния и Герцеговина", "Боснией и Герцеговиной"),
        ("Соединённые Штаты Америки", "Соединёнными Штатами Америки"),
        ("Кызыл-Кия", "Кызыл-Кие"),
    ],
)
def test_case_forms(name, form):
    assert form in forms(name) or form.replace("Кие", "Кии") in forms(name)

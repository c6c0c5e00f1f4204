"""Persons and posts: cases with inline marks, lexicons, readings of names, and what must hold for every mention."""

from __future__ import annotations

import pytest
from marked import cases, parse

from extract.lexicons import load
from extract.stages.persons.forms import CASES, Context, readings
from extract.stages.persons.lexicons import GivenNames, NameParts, PostEntry, lexicons

SERVED = "Посол принял делегацию. "


def _ids(items):
    return [item.get("why") or item["text"][:60] for item in items]


PERSONS = cases("persons")
POSITIONS = cases("positions")


@pytest.mark.parametrize("case", PERSONS, ids=_ids(PERSONS))
def test_persons(nlp, case):
    text, marks = parse(case["text"])
    doc = nlp(text)
    expected = [(text[m.start : m.end], m.value) for m in marks]
    assert [(text[m.start : m.end], m.entity.name) for m in doc._.persons] == expected
    # one name, one entity
    assert len({id(m.entity) for m in doc._.persons}) == len({name for _, name in expected})


def _owner(position, expected):
    owners = {position.country}
    if position.organization is not None:
        owners |= {position.organization.name, position.organization.short_name}
    if expected in owners:
        return expected
    return "-" if owners == {None} else ", ".join(sorted(filter(None, owners)))


@pytest.mark.parametrize("case", POSITIONS, ids=_ids(POSITIONS))
def test_positions(nlp, case):
    text, marks = parse(case["text"])
    doc = nlp(text)
    expected = [(text[m.start : m.end], *(part.strip() for part in m.value.split(";"))) for m in marks]
    found = []
    for number, mention in enumerate(doc._.positions):
        position = mention.position
        owner = _owner(position, expected[number][2] if number < len(expected) else "-")
        holder = mention.entity.name if mention.entity else "-"
        found.append((text[mention.start : mention.end], position.title.lower(), owner, holder))
    assert found == [
        (words, title.lower().replace("ё", "е"), owner, holder) for words, title, owner, holder in expected
    ]


@pytest.mark.parametrize("case", [*PERSONS, *POSITIONS], ids=lambda case: case["text"][:40])
def test_mentions_hold_together(nlp, case):
    doc = nlp(parse(case["text"])[0])
    for mention in [*doc._.persons, *doc._.positions]:
        surface = doc.text[mention.start : mention.end]
        assert surface == surface.strip()
        assert mention.rule
    for mention in doc._.positions:
        assert mention.position is not None
        if mention.entity is not None:
            assert mention.position in mention.entity.positions
    for person in {id(m.entity): m.entity for m in doc._.persons}.values():
        posts = [(p.title.lower(), id(p.organization), p.country) for p in person.positions]
        assert len(posts) == len(set(posts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Генпрокуроры Узбекистана и Кыргызстана Ботир Юсупов и Мелис Асанов подписали программу.",
            {"Ботир Юсупов": ("генпрокурор", "UZ"), "Мелис Асанов": ("генпрокурор", "KG")},
        ),
        (
            "Министры иностранных дел Казахстана Нурлан Сериков и Армении Ваган Петросян провели переговоры.",
            {"Нурлан Сериков": ("министр иностранных дел", "KZ"), "Ваган Петросян": ("министр иностранных дел", "AM")},
        ),
        (
            "Заместители директора АКН Таджикистана Шерали Назаров и Рустам Одинаев приняли гостей.",
            {"Шерали Назаров": ("заместитель директора", "TJ"), "Рустам Одинаев": ("заместитель директора", "TJ")},
        ),
        (
            "Генсеки ОДКБ (ОДКБ) - Иван Громов и ШОС - Рустам Азизов подписали дорожную карту.",
            {"Иван Громов": ("генсек", None), "Рустам Азизов": ("генсек", None)},
        ),
        (
            "Министры обороны Казахстана — генерал-лейтенант Рустам Азизов и Кыргызстана — Улан Беков прибыли.",
            {"Рустам Азизов": ("министр обороны", "KZ"), "Улан Беков": ("министр обороны", "KG")},
        ),
        ("Как заявили главы МИД Казахстана, Нурлан Сериков приедет в Ереван.", {"Нурлан Сериков": None}),
        ("Президенты стран СНГ собрались в Минске. Павел Дронов открыл заседание.", {"Павел Дронов": None}),
    ],
)
def test_a_plural_tells_posts_without_being_one(nlp, text, expected):
    doc = nlp(text)
    found = {m.entity.name: [(p.title, p.country) for p in m.entity.positions] for m in doc._.persons}
    assert found == {name: [told] if told else [] for name, told in expected.items()}
    assert not doc._.positions


@pytest.mark.parametrize(
    ("names", "form", "case", "expected"),
    [
        (("given", "surname"), "Имангали Тасмагамбетова", "Gen", "Имангали Тасмагамбетов"),
        (("given", "surname"), "Айгуль Тасмагамбетова", "Nom", "Айгуль Тасмагамбетова"),
        (("given", "surname"), "Араратом Мирзояном", "Ins", "Арарат Мирзоян"),
        (("given", "surname"), "Эммануэлем Макроном", "Ins", "Эммануэль Макрон"),
        (("given", "surname"), "Игоря Белого", "Gen", "Игорь Белый"),
        (("given", "surname"), "Юрию Долгорукому", "Dat", "Юрий Долгорукий"),
        (("given", "surname"), "Ивану Мельнику", "Dat", "Иван Мельник"),
        (("given", "surname"), "Лидии Мельник", "Dat", "Лидия Мельник"),
        (("given", "surname"), "Павле Черных", "Loc", "Павел Черных"),
        (("given", "surname"), "Сухроба Рахимзода", "Gen", "Сухроб Рахимзода"),
        (("given", "surname"), "Игоря Мамина-Сибирского", "Gen", "Игорь Мамин-Сибирский"),
        (("asian_surname", "chinese"), "Лэ Юйчэном", "Ins", "Лэ Юйчэн"),
        (("asian_surname", "chinese"), "Лэ Юйчэн", "Nom", "Лэ Юйчэн"),
        (("asian_surname", "chinese"), "Чжана Мина", "Gen", "Чжан Мин"),
        (("asian_surname", "chinese"), "Ху Чуньхуа", "Gen", "Ху Чуньхуа"),
    ],
)
def test_nominative_of_a_name(names, form, case, expected):
    words = list(zip(form.split(), names))
    best = readings(words, lexicons(), Context(cases=((case, 1.0),)))[0]
    assert " ".join(best.words) == expected


def test_a_name_that_agrees_in_no_case_is_still_read():
    best = readings([("Иваном", "given"), ("Петрову", "surname")], lexicons(), Context())
    assert len(best) == 1


# lexicons


def test_given_names_have_no_duplicates_or_empty_forms():
    for entry in load("given_names", GivenNames):
        assert all(name.strip() == name and name for name in entry.names)
        assert len(entry.names) == len(set(entry.names)), entry.language


@pytest.mark.parametrize("entry", load("given_names", GivenNames), ids=lambda e: f"{e.language} {e.gender}")
def test_given_name_examples(nlp, entry):
    doc = nlp(entry.example.text if entry.example.text.isascii() else SERVED + f"Встреча {entry.example.text} прошла.")
    assert entry.example.person in {mention.entity.name for mention in doc._.persons}


def test_name_parts_have_no_duplicates():
    for entry in load("name_parts", NameParts):
        assert all(entry.forms)
        assert len(entry.forms) == len(set(entry.forms)), entry.kind


def test_posts_have_no_duplicates():
    titles = [(entry.kind, title) for e in [load("positions", PostEntry)] for entry in e for title in _titles(entry)]
    assert all(title for _, title in titles)
    assert len(titles) == len(set(titles))


def _titles(entry):
    return (entry.title, *entry.variants)


@pytest.mark.parametrize(
    "entry", [e for e in load("positions", PostEntry) if e.example is not None], ids=lambda e: e.title
)
def test_post_examples(nlp, entry):
    doc = nlp(entry.example.text)
    found = [(doc.text[m.start : m.end], m.position.title) for m in doc._.positions]
    assert (entry.example.position, entry.example.title) in found


def test_every_head_declines():
    for form in ("секретарю", "министром", "послу", "главе", "замминистра", "постпреда"):
        assert form in lexicons().heads
        assert lexicons().heads[form].cases <= set(CASES)

"""Organizations: spans, canonical bodies, one object for one body, refusals, lexicons."""

from __future__ import annotations

import pytest
from marked import cases, parse

from extract.document import Organization
from extract.language.morphology import parses
from extract.stages.organizations.aliases import initials_fit
from extract.stages.organizations.lexicon import (
    HeadEntry,
    OrganizationEntry,
    forms_of,
    genitive,
    lexicon,
)


def bodies(doc):
    return [(doc.text[m.start : m.end], m.entity) for m in doc._.organizations]


@pytest.mark.parametrize("case", cases("organizations"), ids=lambda case: case["text"][:60])
def test_marked_sentences(nlp, case):
    text, marks = parse(case["text"])
    doc = nlp(text)
    expected = [(m.start, m.end) for m in marks if m.type == "organization"]
    assert [(m.start, m.end) for m in doc._.organizations] == expected, bodies(doc)
    by_span = {(m.start, m.end): m.entity for m in doc._.organizations}
    for mark in marks:
        if mark.value:
            entity = by_span[mark.start, mark.end]
            assert mark.value in {entity.short_name, entity.name}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("МИД Казахстана и МВД Казахстана заявили. В МИД РК подтвердили.", ("МИД Казахстана", "МИД РК")),
        ("Генпрокуратура Беларуси сообщила. В Генеральной прокуратуре добавили.", None),
        ("Секретариат ШОС готов. Секретариат Шанхайской организации сотрудничества подтвердил.", None),
    ],
)
def test_forms_of_one_body_share_one_object(nlp, text, same):
    found = bodies(nlp(text))
    kinds = [entity for words, entity in found if same is None or words in same]
    outer = [entity for entity in kinds if entity.parent is not None or entity.country is not None]
    assert len(outer) >= 2
    assert len({id(entity) for entity in outer}) == 1


def test_organs_have_parents_and_states_have_countries(nlp):
    doc = nlp("Секретариат ОДКБ и Генеральная прокуратура Республики Беларусь подписали план.")
    secretariat, _, prosecutor = (entity for _, entity in bodies(doc))
    assert secretariat.parent.short_name == "ОДКБ"
    assert secretariat.parent.wikidata == "Q318693"
    assert (prosecutor.country, prosecutor.parent) == ("BY", None)


def test_two_bodies_of_one_kind_stay_two(nlp):
    found = bodies(nlp("МВД Армении и МВД Беларуси подписали протокол."))
    assert len({id(entity) for _, entity in found}) == 2


def test_headline_without_owner_is_the_body_named_later(nlp):
    found = bodies(nlp("В МИД прошла встреча\n\nВ МИД Казахстана 5 мая прошла встреча послов."))
    assert len({id(entity) for _, entity in found}) == 1


def test_every_mention_is_grounded(nlp):
    doc = nlp("Секретариат ШОС, КГБ Республики Беларусь (КГБ)\nи УНП\nООН.")
    for mention in doc._.organizations:
        assert doc.text[mention.start : mention.end].strip(" ,.(") == doc.text[mention.start : mention.end]
        assert isinstance(mention.entity, Organization)
        assert mention.rule


def test_refusals_say_why(nlp):
    doc = nlp("Наркотики продавали через сеть «Интернет». Представители Министерств обсудили это.")
    assert {r.reason for r in doc._.refusals if r.stage == "organizations"} >= {"network"}


def test_no_text_is_no_organization(nlp):
    assert nlp("")._.organizations == []
    assert nlp("\n \n")._.organizations == []


@pytest.mark.parametrize(
    ("abbreviation", "name", "fits"),
    [
        ("МККН", "Международный комитет по контролю над наркотиками", True),
        ("БКБОП", "Бюро по координации борьбы с организованной преступностью", True),
        ("СНГ", "Бюро по координации борьбы с организованной преступностью", False),
    ],
)
def test_initials(abbreviation, name, fits):
    assert (initials_fit(abbreviation, name.split()) >= 0.6) is fits


# --------------------------------------------------------------------------------------------------- lexicons


def test_lexicon_entries_are_distinct_and_complete():
    entries = list(lexicon().entries.values())
    assert len({(entry.name, entry.parent) for entry in entries}) == len(entries)
    for entry in entries:
        assert all(name.strip() and name == name.strip() for name in (*entry.names(), *entry.en))
        assert entry.parent is None or entry.parent in lexicon().entries
        assert set(entry.weak) <= {*entry.names(), *entry.en}


def test_wikidata_ids_are_given_once():
    given = [e.wikidata for e in lexicon().entries.values() if e.wikidata]
    assert len(given) == len(set(given))


def test_examples_hold_their_names():
    missing = [e.id for e in lexicon().entries.values() if not _in_example(e)]
    assert missing == []


def _in_example(entry: OrganizationEntry) -> bool:
    copy = entry.example.replace("ё", "е").lower()
    forms = [form for name in entry.names() for form in forms_of(name)] + list(entry.en)
    words = [form.replace("ё", "е").lower().split() for form in forms]
    # owners may stand inside a name: every word of one form must occur
    return any(all(word.strip("«»()") in copy for word in parts) for parts in words)


def test_heads_have_examples():
    for head in lexicon().heads.values():
        assert isinstance(head, HeadEntry)
        assert head.example


def test_genitive():
    assert genitive("Шанхайская организация сотрудничества") == "Шанхайской организации сотрудничества"
    assert genitive("ОДКБ") == "ОДКБ"


def test_forms_of_a_head_open_as_it_does():
    """Words that open otherwise are not looked up."""
    known = lexicon()
    others = [
        (head, form.word)
        for head in known.heads
        for reading in parses(head)
        if reading.tag.POS == "NOUN"
        for form in reading.lexeme
        if known.openings.isdisjoint({form.word.replace("ё", "е")[:3], form.word[:2]})
    ]
    assert others == []
    assert {head[:3] for head in known.heads} == known.openings

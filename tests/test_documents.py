"""Documents: spans, years, issuers, short forms, refusals, lexicons."""

from __future__ import annotations

import pytest
from marked import cases, parse

from extract.language.morphology import parses
from extract.stages.documents.lexicon import lemmas, lexicon


def names(doc):
    return [(doc.text[m.start : m.end], m.entity) for m in doc._.documents]


@pytest.mark.parametrize("case", cases("documents"), ids=lambda case: case["text"][:60])
def test_marked_sentences(nlp, case):
    text, marks = parse(case["text"])
    doc = nlp(text)
    expected = [(m.start, m.end) for m in marks if m.type == "document"]
    assert [(m.start, m.end) for m in doc._.documents] == expected, names(doc)
    by_span = {(m.start, m.end): m.entity for m in doc._.documents}
    for mark in marks:
        if mark.value:
            assert by_span[mark.start, mark.end].years == mark.value


def test_issuer_is_the_owner_before_the_title(nlp):
    doc = nlp("Принята Стратегия ШОС. Утверждена Конституция Республики Казахстан. Есть Договор о ЕАЭС.")
    issuers = {words: entity.issuer.name if entity.issuer else None for words, entity in names(doc)}
    assert issuers == {
        "Стратегия ШОС": "Шанхайская организация сотрудничества",
        "Конституция Республики Казахстан": "Казахстан",
        "Договор о ЕАЭС": None,
    }


def test_name_is_nominative(nlp):
    (_, entity), *_ = names(nlp("В рамках Антинаркотической стратегии ШОС на 2024-2029 годы работали эксперты."))
    assert entity.name == "Антинаркотическая стратегия ШОС на 2024-2029 годы"


def test_same_head_with_other_years_is_another_instrument(nlp):
    doc = nlp(
        "Завершена Антинаркотическая стратегия на 2015-2020 годы. "
        "Принята Антинаркотическая стратегия на 2021-2025 годы."
    )
    assert len({id(entity) for _, entity in names(doc)}) == 2


def test_russian_and_english_forms_share_one_object(nlp):
    doc = nlp(
        "Принята Единая конвенция о наркотических средствах 1961 года.\n\n"
        "The Single Convention on Narcotic Drugs of 1961 is in force."
    )
    assert len({id(entity) for _, entity in names(doc)}) == 1


def test_refusals_say_why(nlp):
    doc = nlp("Решение принято. Они обсудили заявление.")
    assert {r.reason for r in doc._.refusals if r.stage == "documents"} >= {"common_noun", "lower_case"}


def test_no_text_is_no_document(nlp):
    assert nlp("")._.documents == []


def test_lexicon_forms_are_distinct():
    forms = [lemmas(form) for entry in set_of_entries() for form in entry.forms]
    assert len(forms) == len(set(forms))
    assert all(forms)


def test_heads_have_examples():
    assert all(head.example for head in lexicon().heads.values())


def set_of_entries():
    return {id(entry): entry for entry in lexicon().instruments.values()}.values()


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

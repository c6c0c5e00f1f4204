"""Match copy, sentences, tokens and syntax trees."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.match_text import match_text
from extract.language.morphology import case_forms
from extract.language.phrases import PhraseMatcher
from extract.language.sentences import sentences


@given(st.text())
def test_match_copy_keeps_length(text):
    assert len(match_text(text)) == len(text)


def test_match_copy_repairs_a_lone_latin_letter():
    assert match_text("провёл встречу c заместителем") == "провел встречу с заместителем"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Первая строка\nВторая строка", ["Первая строка", "Вторая строка"]),
        ("Организации Договора\nо коллективной безопасности", ["Организации Договора\nо коллективной безопасности"]),
        ("Встреча прошла в\nМинске.", ["Встреча прошла в\nМинске."]),
        ("Решили:\n1. Продолжить работу;\n2. Усилить её.", ["Решили:", "1. Продолжить работу;", "2. Усилить её."]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="аБ .\n!1)«»-", max_size=200))
def test_sentences_do_not_overlap(text):
    spans = list(sentences(text))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(text[start:end].strip() for start, end in spans)


@given(text=st.text(alphabet="абвгд АБ.,\n-\u00a01x", max_size=300))
def test_doc_is_the_source(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(token.head.sent == token.sent for token in doc)


def test_case_forms_decline_head_and_agreeing_words_only():
    forms = case_forms("Генеральный секретарь Совета")
    assert "Генеральному секретарю Совета" in forms
    assert all(form.endswith("Совета") for form in forms)


def test_phrases_match_across_line_breaks_and_dashes():
    matcher: PhraseMatcher[str] = PhraseMatcher()
    matcher.add(["государства-члены"], "members")
    text = match_text("все государства —\nчлены и другие")
    assert [(text[s:e], v) for s, e, v in matcher.all(text)] == [("государства -\nчлены", ["members"])]

"""Dates: cases with inline marks, the lexicon's own examples, and what holds for any text."""

from __future__ import annotations

import random
import time
from collections import Counter

import marked
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import DateValue, SourceInfo
from extract.language.match_text import match_text
from extract.language.sentences import paragraphs
from extract.lexicons import load
from extract.stages.dates.atoms import CODES, CORE_CODES, LOOKALIKES, DateWord, Lexer
from extract.stages.dates.patterns import PATTERNS
from schemas.edtf import check_edtf

CASES = marked.cases("dates")
WORDS = load("date_words", DateWord)


@pytest.fixture(scope="session")
def dates(nlp):
    """Sentences, analysis and dates alone: other stages have tests of their own."""

    def run(text: str, published: str | None = None):
        doc = nlp.make_doc(text)
        doc._.source = SourceInfo(published=published, published_basis="metadata" if published else None)
        for name in ("kommunike_sentences", "kommunike_analysis", "kommunike_dates"):
            doc = nlp.get_pipe(name)(doc)
        return doc

    return run


def found(doc):
    return [(doc.text[m.start : m.end], m.entity.edtf) for m in doc._.dates]


def expected(marks):
    return [(mark.text, mark.value) for mark in marks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(dates, case):
    text, marks = marked.parse(case["text"])
    doc = dates(text, case.get("published"))
    assert found(doc) == expected(marks), case.get("why")
    assert [(m.start, m.end) for m in doc._.dates] == [(mark.start, mark.end) for mark in marks]


@pytest.mark.parametrize("word", [word for word in WORDS if word.example], ids=lambda word: word.forms[0])
def test_lexicon_example(dates, word):
    text, marks = marked.parse(word.example)
    assert found(dates(text)) == expected(marks)


def test_lexicon_has_no_empty_or_repeated_form():
    forms = [match_text(form).lower() for word in WORDS for form in word.forms]
    assert all(form.strip() == form and form for form in forms)
    assert [form for form, count in Counter(forms).items() if count > 1] == []


def test_every_kind_of_word_has_a_code_and_a_word():
    assert {word.kind for word in WORDS} == set(CODES)


@pytest.mark.parametrize("item", LOOKALIKES, ids=lambda item: item.name)
def test_lookalike_is_one_opaque_atom(item):
    atoms = Lexer()(match_text(item.example))
    assert [atom.code for atom in atoms.items] == ["#"]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_pattern_needs_its_codes(pattern):
    others = sorted(set("NOnYVyJjIQXS#vU©?_!,-/<>:" + "".join(CODES.values())) - pattern.needs)
    draw = random.Random(1)
    assert pattern.regex.search("".join(draw.choices(others, k=30_000))) is None


def test_every_pattern_needs_digits_or_a_core_word():
    """Sentences without either are not looked at."""
    others = sorted(set("IvU©?_!,-/<>:" + "".join(CODES.values())) - CORE_CODES)
    draw = random.Random(1)
    codes = "".join(draw.choices(others, k=30_000))
    assert [pattern.name for pattern in PATTERNS if pattern.regex.search(codes)] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Совет одобрил проект. Глава поехал домой. Встреча прошла 3 июня. Потом все уехали.", "!_UvNM_"),
        ("Совет одобрил проект.\n\nВстреча прошла 3 мая.\n\nПотом все уехали.", "!UvNM_!"),
        ("Совет одобрил проект! (Встреча прошла вчера.)", "!?<UvL_>"),
        # what may not be a sentence's end is no reason to leave anything out
        ("Глава поехал домой на пр. Встреча прошла 3 мая.", "!Uvvr@_UvNM_"),
        ("Совет одобрил проект. Глава поехал домой.", ""),
    ],
)
def test_sentences_without_a_date_have_no_atoms(text, codes):
    copy = match_text(text)
    found = Lexer()(copy, [start for start, _ in paragraphs(copy)]).codes
    assert found == codes


def test_pattern_names_are_rules():
    assert all(pattern.name.startswith("date.") for pattern in PATTERNS)


@pytest.mark.parametrize(
    ("text", "published", "anchor", "inferred"),
    [
        ("Встреча прошла 3 марта 2020 года.", None, "text", False),
        ("Встреча прошла 3 марта.", "2020-03-05", "metadata", True),
        ("Встреча прошла 3 марта.", None, "none", False),
        ("20 ноября 2020 года прошёл совет. Сессия будет в декабре текущего года.", "2024-01-01", "text", True),
        ("МОСКВА, 27 ноя - Агентство. Министр вчера прибыл.", None, "dateline", True),
        ("Сегодня прошла встреча.", None, "none", False),
        ("Письмо от 10.12.24 получено.", "2025-01-20", "metadata", False),
    ],
)
def test_anchor(dates, text, published, anchor, inferred):
    value = dates(text, published)._.dates[-1].entity
    assert (value.anchor, value.inferred) == (anchor, inferred)


def test_equal_values_share_one_object_and_a_stated_one_prevails(dates):
    doc = dates("5 мая прошёл совет. Напомним, 5 мая 2021 года открыт центр.", "2021-05-06")
    first, second = doc._.dates
    assert first.entity is second.entity
    assert (second.entity.anchor, second.entity.inferred) == ("text", False)


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("Встреча 31 февраля 2020 года", "date.day_month", "this month has 29 days"),
        ("Встреча 29 февраля 2021 года", "date.day_month", "this month has 28 days"),
        ("Учения «Щит-2015»", "date.not.name_with_number", "number in a name"),
        ("Документ E/CN.7/2025/1", "date.not.symbol", "document symbol"),
        ("Накануне саммита прошла встреча", "date.day_word", "eve"),
        ("Музей на улице 8 Марта", "date.not.address", "address"),
    ],
)
def test_refusal_says_why(dates, text, rule, words):
    doc = dates(text)
    assert doc._.dates == []
    assert any(refusal.rule == rule and words in refusal.reason for refusal in doc._.refusals)


def test_language_is_that_of_the_sentence(dates):
    doc = dates("10 декабря 2024 г. принято заявление.\n\nThe statement was adopted on 10 December 2024.")
    assert [mention.language for mention in doc._.dates] == ["ru", "en"]


_WORDS = """10 2020 202020 20.11.2020 20.11 03/02/20 мая ноя. года г. гг. с по до и , - – . начала третьего квартал
    II полугодия прошлого того же сегодня среду 90-х 2024-м March the of first half May Q3 to №12 ("""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\n\n"])


@settings(max_examples=150)
@given(st.lists(_PIECES, max_size=25).map(" ".join), st.sampled_from([None, "2020-02-29", "2021"]))
def test_any_text_gives_valid_dates_that_do_not_overlap(nlp, text, published):
    doc = nlp.make_doc(text)
    doc._.source = SourceInfo(published=published)
    for name in ("kommunike_sentences", "kommunike_dates"):
        doc = nlp.get_pipe(name)(doc)
    end = 0
    for mention in doc._.dates:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert isinstance(mention.entity, DateValue)
        check_edtf(mention.entity.edtf)


@pytest.mark.parametrize(
    "piece", ["10 ", "2020, ", "5 мая и ", "с 5 по ", "(", "a.b-", "1.2.", "слово-", "II - ", "тел "]
)
def test_time_is_linear_in_length(piece):
    lexer = Lexer()

    def seconds(count: int) -> float:
        copy = piece * count
        start = time.perf_counter()
        atoms = lexer(copy)
        for pattern in PATTERNS:
            sum(1 for _ in pattern.regex.finditer(atoms.codes))
        return time.perf_counter() - start

    seconds(200)
    # eight times the text may take thirty times as long on a busy machine, not sixty-four
    assert min(seconds(8000) for _ in range(2)) < 30 * max(min(seconds(1000) for _ in range(3)), 0.002)

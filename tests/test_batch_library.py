"""kommunike as a library: records of texts, one or many, and the stages in pipelines of other people."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.metadata import entry_points
from itertools import count, islice
from pathlib import Path

import pytest
import spacy

import extract
from extract import pipeline
from extract.batch import pool
from extract.language.tokenizer import RazdelTokenizer
from schemas import Record

ROOT = Path(__file__).parent.parent
TEXT = "5 июня в Астане прошла встреча министров. Стороны договорились провести учения до конца 2025 года."
forks = pytest.mark.skipif(pool.start_method() != "fork", reason="no fork here")


def test_one_text_with_what_is_known_of_it(nlp):
    record = extract.record(nlp, TEXT, published="12.06.2024", url="https://a.org/1", title="Т", publisher="П", id="x")
    document = record.document
    assert (document.id, document.source, document.title, document.url) == ("x", "x", "Т", "https://a.org/1")
    assert (document.published, document.published_basis, document.publisher) == ("2024-06-12", "metadata", "П")
    assert record.entities.dates[0].edtf == "2024-06-05"
    assert extract.record(nlp, TEXT).entities.dates[0].edtf == "XXXX-06-05"


def test_options_override_the_source_and_leave_it_as_it_is(nlp):
    source = extract.SourceInfo(id="a", source="a.txt", title="Первый")
    record = extract.record(nlp, TEXT, source, title="Второй")
    assert (record.document.id, record.document.source, record.document.title) == ("a", "a.txt", "Второй")
    assert source.title == "Первый"
    with pytest.raises(ValueError, match="no date"):
        extract.record(nlp, TEXT, published="вчера")


def test_pipe_gives_records_in_order(nlp):
    texts = [f"{TEXT} Документ {number}." for number in range(40)]
    found = list(extract.pipe(iter(texts), nlp=nlp, workers=2))
    assert [record.document.text for record in found] == texts
    assert [record.document.id for record in found][:2] == ["text-1", "text-2"]
    assert found == list(extract.pipe(texts, nlp=nlp))


def test_pipe_as_completed_gives_the_same_records(nlp):
    texts = [(f"{TEXT} Документ {number}.", extract.SourceInfo(id=str(number))) for number in range(40)]
    found = extract.pipe(texts, nlp=nlp, workers=2, as_completed=True)
    assert sorted(int(record.document.id) for record in found) == list(range(40))


def test_pipe_takes_texts_as_needed(nlp):
    taken = count()
    texts = (f"{TEXT} {next(taken)}" for _ in iter(int, 1))
    assert len(list(islice(extract.pipe(texts, nlp=nlp), 3))) == 3
    assert next(taken) < 120


@forks
def test_text_that_crashes_raises_or_is_told(nlp, monkeypatch):
    make = pipeline.assemble

    def fragile(doc):
        if doc.text == "Беда.":
            os.kill(os.getpid(), signal.SIGSEGV)
        if doc.text == "Ошибка.":
            raise KeyError("x")
        return make(doc)

    monkeypatch.setattr(pipeline, "assemble", fragile)
    failures = []
    texts = ["Раз.", "Беда.", "Два.", "Ошибка.", "Три."]
    found = list(extract.pipe(texts, nlp=nlp, on_failure=failures.append))
    assert [record.document.text for record in found] == ["Раз.", "Два.", "Три."]
    assert [(failure.document, failure.code) for failure in failures] == [("text-2", "crash"), ("text-4", "program")]
    with pytest.raises(extract.DocumentError, match="text-2"):
        list(extract.pipe(texts, nlp=nlp))


def test_nothing_gives_nothing(nlp):
    assert list(extract.pipe([], nlp=nlp)) == []


def test_names_are_there_and_load_nothing_before_they_are_used():
    code = (
        "import extract, sys; assert 'spacy' not in sys.modules; [getattr(extract, name) for name in extract.__all__]"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = extract.nonsense


# --- stages in other pipelines


@pytest.mark.parametrize("own_tokenizer", [True, False], ids=["razdel", "spacy"])
def test_stages_work_in_any_russian_pipeline(own_tokenizer):
    nlp = spacy.blank("ru")
    if own_tokenizer:
        nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    for name in pipeline.STAGES:
        nlp.add_pipe(name)
    doc = nlp("Встреча прошла 29 апреля 2020 года в Вене. Стороны договорились расширить обмен данными.")
    assert [(doc.text[m.start : m.end], m.entity.edtf) for m in doc._.dates] == [("29 апреля 2020 года", "2020-04-29")]
    assert [doc.text[m.start : m.end] for m in doc._.places] == ["Вене"]
    assert [event.type for event in doc._.events] == ["meeting"]
    assert [commitment.force for commitment in doc._.commitments] == ["agreement"]


def test_stages_are_found_by_entry_point_without_an_import_of_ours():
    """In a process that never imports `extract` itself, as in somebody else's program."""
    code = (
        "import spacy; nlp = spacy.blank('ru'); "
        "[nlp.add_pipe(f'kommunike_{n}') for n in ('sentences', 'analysis', 'dates')]; "
        "doc = nlp('Встреча прошла 29 апреля 2020 года.'); print([m.entity.edtf for m in doc._.dates])"
    )
    if not any(entry.name == "kommunike_dates" for entry in entry_points(group="spacy_factories")):
        pytest.skip("the program is run from its folder, not installed")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['2020-04-29']", done.stderr[-500:]


def test_stages_beside_other_components_keep_their_results():
    nlp = spacy.blank("ru")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Вене"}])
    for name in ("kommunike_sentences", "kommunike_analysis", "kommunike_dates"):
        nlp.add_pipe(name)
    (doc,) = nlp.pipe(["Встреча прошла 29 апреля 2020 года в Вене."])
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Вене", "GPE")]
    assert [m.entity.edtf for m in doc._.dates] == ["2020-04-29"]


def test_records_are_models_and_json(nlp):
    record = extract.record(nlp, TEXT)
    assert Record.model_validate_json(record.model_dump_json()) == record

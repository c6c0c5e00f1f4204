"""Hostile inputs: a record or one clear error each; no traceback, no hang, nothing outside of the output."""

from __future__ import annotations

import csv
import json
import re
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

import hostile
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import batch
from extract.batch import Formats
from extract.batch.publish import RECORDS
from extract.read import Input, Raw, ReadError, to_document
from extract.read.containers import Skipped, entries, parse_columns
from extract.read.formats import CONTAINERS, suffix
from schemas import Record


def put(folder: Path, inputs) -> int:
    folder.mkdir()
    number = 0
    for name, data in inputs:
        (folder / name).write_bytes(data)
        number += 1
    return number


def check_run(nlp, folder: Path, out: Path) -> tuple[batch.Summary, list[dict]]:
    """Run over a folder and check what must hold whatever lies in it."""
    home = folder.parent
    before = {path for path in home.rglob("*") if out not in path.parents}
    summary = batch.run([str(folder)], out=out, nlp=nlp, workers=2, time_limit_seconds=60, formats=Formats(csv=True))
    after = {path for path in home.rglob("*") if path != out and out not in path.parents}
    assert after == before
    assert not list(home.parent.glob(f"**/{hostile.ESCAPED}"))
    assert not Path("/tmp", hostile.ESCAPED).exists()
    errors = [json.loads(line) for line in (out / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    for error in errors:
        assert error["code"] not in ("program", "crash", "time_limit"), error
        assert "Traceback" not in error["message"]
        assert error["message"].isprintable(), error
        assert error["message"].count("; ") >= 1, error
    with (out / RECORDS).open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            record = Record.model_validate_json(line)
            assert (out / f"{record.document.id}.json").is_file()
    assert (summary.documents, summary.failed) == (sum(1 for _ in (out / RECORDS).open("rb")), len(errors))
    return summary, errors


def no_formulas(out: Path) -> None:
    """No cell of a table is a formula."""
    for name in batch.job.FLAT_TABLES:
        content = (out / name).read_text(encoding="utf-8-sig")
        for row in csv.reader(content.splitlines(), delimiter=";"):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row), row
    for sheet in openpyxl.load_workbook(out / "kommunike.xlsx"):
        for cells in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in cells)


def test_there_are_enough_of_them_and_they_are_the_same_every_time():
    names = [name for name, _ in hostile.core()]
    assert len(names) == len(set(names)) >= 500
    assert list(hostile.texts()) == list(hostile.texts())


@pytest.mark.slow
def test_every_hostile_input_gives_a_record_or_one_clear_error(nlp, tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    number = put(tmp_path / "in", hostile.core())
    summary, errors = check_run(nlp, tmp_path / "in", tmp_path / "out")
    inputs = {path.name for path in (tmp_path / "in").iterdir()}
    told = {Path(error["source"]).relative_to(tmp_path / "in").parts[0] for error in errors}
    written = {
        path.relative_to(tmp_path / "out").parts[0].removesuffix(".json") for path in (tmp_path / "out").rglob("*.json")
    }
    silent = {name for name in inputs if name not in told and name.removesuffix(".txt") not in written}
    # what is left: archives that hold nothing that is read
    assert all(suffix(name) in CONTAINERS for name in silent), sorted(silent)
    assert summary.documents + summary.failed >= 0.9 * number
    codes = {error["code"] for error in errors}
    assert {"empty", "not_text", "too_large", "unsafe", "unreadable", "duplicate", "metadata"} <= codes
    for name in ("bomb.zip", "many-bombs.zip", "bomb.tar.gz"):
        assert [error["code"] for error in errors if error["source"].endswith(f"/{name}")] == ["unsafe"]
    no_formulas(tmp_path / "out")


def test_some_of_them_quickly(nlp, tmp_path):
    put(tmp_path / "in", hostile.sample(60))
    check_run(nlp, tmp_path / "in", tmp_path / "out")
    no_formulas(tmp_path / "out")


@pytest.mark.parametrize("formula", hostile.FORMULAS)
def test_formulas_in_metadata_stay_text(nlp, tmp_path, formula):
    row = {"text": hostile.TEXT, "title": formula, "publisher": formula, "url": formula, "id": "a"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    batch.run([str(tmp_path / "rows.jsonl")], out=tmp_path / "out", nlp=nlp, formats=Formats(csv=True))
    no_formulas(tmp_path / "out")
    record = Record.model_validate_json((tmp_path / "out" / "rows.jsonl" / "a.json").read_bytes())
    assert record.document.title == formula.strip()


# --- any bytes at all


def fault_of(read: Callable[[], object]) -> ReadError | None:
    """What was wrong, if it was said in a clear line; anything else that is raised fails the test."""
    try:
        read()
    except ReadError as error:
        return error
    return None


@settings(max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.eml", "a"]))
def test_any_bytes_under_any_name_are_a_document_or_a_clear_error(data, name):
    raw = Raw(Input(name, name), data)
    fault = fault_of(lambda: to_document(raw))
    assert str(fault).isprintable() if fault is not None else to_document(raw).text.strip()


@settings(max_examples=100)
@given(st.binary(max_size=400), st.sampled_from(["zip", "tar", "jsonl", "csv"]), st.booleans())
def test_any_bytes_as_a_container_are_entries_or_clear_errors(tmp_path_factory, data, kind, has_head):
    heads = {"zip": b"PK\x03\x04", "tar": b"\x1f\x8b\x08", "jsonl": b'{"text": "', "csv": b"text,id\n"}
    path = tmp_path_factory.getbasetemp() / f"any.{kind}"
    path.write_bytes((heads[kind] if has_head else b"") + data)
    faults: list[ReadError | None] = []

    def read() -> None:
        for entry in entries(path, kind, columns=parse_columns(None), skipped=Skipped()):
            if isinstance(entry, ReadError):
                faults.append(entry)
            else:
                assert not entry.name.startswith("/")
                assert ".." not in entry.name.split("/")
                faults.append(fault_of(entry.read))

    faults.append(fault_of(read))
    assert all(str(fault).isprintable() for fault in faults if fault is not None)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_gives_a_record_that_holds_it(nlp, text):
    from extract import record

    made = record(nlp, text)
    assert made.document.text == text
    assert Record.model_validate_json(made.model_dump_json()) == made


# --- characters inside words

TOLD = (
    "5 июня в Астане прошла встреча министров обороны России и Казахстана. "
    "Министр иностранных дел Сергей Лавров подписал договорённость. "
    "Стороны договорились провести совместные учения в ноябре 2024 года."
)
INSIDE = [match.start() + 1 for match in re.finditer(r"[А-Яа-яё](?=[а-яё])", TOLD)]
STRESSED = [match.end() for match in re.finditer("[аеиоуыэюя]", TOLD)]


def told(record: Record) -> object:
    """What a record of `TOLD` says, whatever its offsets and words."""
    content = record.model_dump()

    def without(item: object) -> object:
        if isinstance(item, list):
            return [without(part) for part in item]
        if isinstance(item, dict):
            left_out = ("start", "end", "text", "length", "sha256")
            return {name: without(part) for name, part in item.items() if name not in left_out}
        return item

    return without(content)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(INSIDE), st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff")), max_size=30),
    st.sets(st.sampled_from(STRESSED), max_size=20),
    st.booleans(),
)
def test_characters_inside_words_hide_nothing(nlp, hidden, stressed, is_decomposed):
    from extract import record

    inserted: dict[int, str] = dict.fromkeys(stressed, "\u0301")
    for at, char in hidden:
        inserted[at] = inserted.get(at, "") + char
    pieces = [inserted.get(at, "") + char for at, char in enumerate(TOLD)]
    text = "".join(unicodedata.normalize("NFD", piece) if is_decomposed else piece for piece in pieces)
    expected, made = record(nlp, TOLD), record(nlp, text)
    assert made.document.text == text
    assert made.document.length == len(text)
    # which also checks that each span slices to its words
    assert Record.model_validate_json(made.model_dump_json()) == made
    assert {event.type for event in made.events} >= {"meeting"}
    assert made.commitments
    assert told(made) == told(expected)


def test_spans_hold_the_characters_inside_words(nlp):
    from extract import record

    text = "5 июня в Аста\u0301не прошла\u0301 встре\u00adча министров Рос\u00adсии и Казахстана\u200b."
    made = record(nlp, text)
    assert [event.trigger.text for event in made.events] == ["встре\u00adча"]
    assert {m.text for m in made.mentions if m.type == "place"} >= {"Аста\u0301не", "Рос\u00adсии", "Казахстана"}
    assert [place.name for place in made.entities.places][:1] == ["Астана"]


def test_a_text_with_a_soft_hyphen_after_each_letter_is_no_other_language():
    text = "Стороны договорились продолжить работу по проекту договора о сотрудничестве государств-участников региона."
    hyphened = re.sub(r"(?<=[а-я])(?=[а-я])", "\u00ad", text)
    assert to_document(Raw(Input("a.txt", "a.txt"), hyphened.encode())).text == hyphened


def test_what_explain_shows_as_refused_is_in_the_words_of_the_text(nlp):
    from extract.explain import explain

    def refused(text: str) -> list[str]:
        document = to_document(Raw(Input("a.txt", "a.txt"), text.encode()))
        return [document.text[x.start : x.end] for x in explain(nlp, document).refusals]

    text = "Документ зала заседаний подготовил секретариат. " + TOLD
    hyphened = refused(re.sub(r"(?<=[а-я])(?=[а-я])", "\u00ad", text))
    assert refused(text)
    assert [words.replace("\u00ad", "") for words in hyphened] == refused(text)

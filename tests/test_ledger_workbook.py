"""What is due and what is new in the workbook of a run, and what later runs make of it."""

from __future__ import annotations

import re
import zipfile

import pytest

from extract import batch
from extract.cli import main

TEXTS = {
    "a": ("2031-01-10", "Совет министров обороны СНГ решил создать до 1 июня 2031 года единый реестр мин."),
    "b": ("2031-02-10", "Казахстан намерен передать Таджикистану пять вертолётов до конца 2031 года."),
    "c": ("2031-03-10", "Казахстан передал Таджикистану пять вертолётов."),
    "d": ("2031-04-10", "ОДКБ предложила провести форум врачей."),
}


@pytest.fixture
def folder(tmp_path):
    """A folder with the first texts; `add` puts more into it."""
    texts = tmp_path / "texts"
    texts.mkdir()
    _add(texts, "a", "b")
    return texts


def _add(texts, *names):
    for name in names:
        (texts / f"{name}.txt").write_text(TEXTS[name][1], encoding="utf-8")
    known = [path.stem for path in sorted(texts.glob("*.txt"))]
    rows = "".join(f"{name},{TEXTS[name][0]}\n" for name in known)
    (texts / "metadata.csv").write_text(f"doc,published\n{rows}", encoding="utf-8")


def _run(nlp, texts, out, **more):
    return batch.run([str(texts)], out=out, nlp=nlp, **more)


def _sheets(out):
    """Name of a sheet -> all its words, one string; empty cells are not written."""
    with zipfile.ZipFile(out / "kommunike.xlsx") as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        return {
            name: " ".join(re.findall(r"<t[^>]*>([^<]*)</t>", book.read(f"xl/worksheets/sheet{n}.xml").decode()))
            for n, name in enumerate(names, 1)
        }


def test_the_workbook_says_what_is_due_on_which_day(nlp, folder, tmp_path, capsys):
    out = tmp_path / "out"
    _run(nlp, folder, out)
    before = set(_sheets(out))
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    assert "on 2031-12-01: 1 overdue, 1 due, 0 never mentioned again; new: no earlier ledger" in capsys.readouterr().out
    sheets = _sheets(out)
    assert set(sheets) - before == {"Due 2031-12-01", "Threads"}
    due = sheets["Due 2031-12-01"]
    assert "срок прошёл" in due
    assert "реестр мин" in due
    assert "срок близко" in due
    assert "вертолётов" in due
    # the day that was asked for counts, not what was written before
    assert main(["ledger", str(out), "--on", "2031-01-11"]) == 0
    sheets = _sheets(out)
    assert set(sheets) - before == {"Due 2031-01-11", "Threads"}
    assert "срок прошёл" not in sheets["Due 2031-01-11"]


def test_silence_is_in_the_workbook_and_goes_when_somebody_comes_back_to_it(nlp, folder, tmp_path):
    out = tmp_path / "out"
    _add(folder, "d")
    _run(nlp, folder, out)
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    assert "больше не упоминалось" in _sheets(out)["Due 2031-12-01"]
    assert main(["ledger", str(out), "--on", "2031-12-01", "--silent", "400"]) == 0
    assert "больше не упоминалось" not in _sheets(out)["Due 2031-12-01"]


def test_the_same_ledger_gives_the_same_workbook_and_the_run_leaves_it(nlp, folder, tmp_path):
    out = tmp_path / "out"
    _run(nlp, folder, out)
    plain = (out / "kommunike.xlsx").read_bytes()
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    once = (out / "kommunike.xlsx").read_bytes()
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    assert (out / "kommunike.xlsx").read_bytes() == once != plain
    again = _run(nlp, folder, out)
    assert not again.is_new
    assert (out / "kommunike.xlsx").read_bytes() == once


def test_what_a_run_added_is_new_until_the_next_one(nlp, folder, tmp_path, capsys):
    out = tmp_path / "out"
    _run(nlp, folder, out)
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    _add(folder, "c", "d")
    later = _run(nlp, folder, out)
    assert any("sheets of the ledger" in note for note in later.notes)
    assert set(_sheets(out)) == {"Commitments", "Events", "Participants", "Sources"}
    # before the ledger is written anew it is what the run before had
    capsys.readouterr()
    assert main(["new", str(out), "--lang", "en"]) == 0
    first = capsys.readouterr().out
    for _ in range(2):
        assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
        new = _sheets(out)["New"]
        assert "исход" in new
        assert "форум врачей" in new
        assert "реестр" not in new
    capsys.readouterr()
    assert main(["new", str(out), "--lang", "en"]) == 0
    assert capsys.readouterr().out == first
    assert "outcome" in first
    assert "форум" in first
    assert main(["ledger", str(out), "--on", "2031-12-01", "--since", "2031-04-01"]) == 0
    new = _sheets(out)["New since 2031-04-01"]
    assert "форум врачей" in new
    assert "вертолётов" not in new


def test_a_run_without_a_workbook_gets_none(nlp, folder, tmp_path):
    out = tmp_path / "out"
    _run(nlp, folder, out, formats=batch.Formats(workbook=False))
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    assert not (out / "kommunike.xlsx").exists()
    assert (out / "ledger" / "threads.jsonl").exists()


def test_the_workbook_can_be_left_as_it_is(nlp, folder, tmp_path):
    out = tmp_path / "out"
    _run(nlp, folder, out)
    before = (out / "kommunike.xlsx").read_bytes()
    assert main(["ledger", str(out), "--on", "2031-12-01", "--no-workbook"]) == 0
    assert (out / "kommunike.xlsx").read_bytes() == before


def test_the_workbook_keeps_its_language(nlp, folder, tmp_path):
    out = tmp_path / "out"
    _run(nlp, folder, out, formats=batch.Formats(lang="en"))
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    sheets = _sheets(out)
    assert "overdue" in sheets["Due 2031-12-01"]
    assert "Force" in sheets["Commitments"]


def test_a_broken_earlier_ledger_is_written_anew(nlp, folder, tmp_path, capsys):
    out = tmp_path / "out"
    _run(nlp, folder, out)
    (out / "ledger").mkdir()
    (out / "ledger" / "threads.jsonl").write_text("{half", encoding="utf-8")
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    assert "this is no thread" in capsys.readouterr().err
    assert not (out / "ledger" / "earlier").exists()
    assert main(["ledger", str(out), "--on", "2031-12-01"]) == 0
    assert capsys.readouterr().err == ""

"""The command line, end to end: what a run writes, what it says, and how it fails."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import invented
import openpyxl
import pytest

from extract import batch, cli, pipeline
from extract.batch import publish
from extract.document import SourceInfo
from extract.evaluate import write_gold
from extract.read import formats
from extract.write import to_json
from schemas import Record

ROOT = Path(__file__).parent.parent
NEWS = "14 мая 2031 года в Ташкенте министр обороны Беларуси Олег Коваленко провёл встречу с делегацией Узбекистана.\n"


@pytest.fixture
def kommunike(nlp, monkeypatch, capsys):
    """Runs the command line in this process on the pipeline that is loaded already."""
    monkeypatch.setattr(pipeline, "load", lambda **_: nlp)

    def run(*arguments: object, stdin: bytes | None = None) -> SimpleNamespace:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return SimpleNamespace(status=status, out=captured.out, err=captured.err)

    return run


def write(folder: Path, **texts: str | bytes) -> Path:
    """Files `name.txt` in `folder`; `__` in a name is a subfolder."""
    for name, content in texts.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def files(folder: Path) -> list[str]:
    """What a user sees; not what a run keeps for itself to go on from."""
    names = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(name for name in names if ".kommunike/" not in name)


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


# --- run


def test_run_writes_records_lines_and_workbook(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS, sub__b=NEWS)
    (source / "metadata.csv").write_text("doc,published\na,2031-05-15\nsub/b,2031-05-16\n")
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 0
    assert result.err == ""
    assert files(tmp_path / "out") == ["a.json", "kommunike.xlsx", "records.jsonl", "run.json", "sub/b.json"]
    records = [Record.model_validate(line, strict=False) for line in lines(tmp_path / "out" / "records.jsonl")]
    assert [record.document.id for record in records] == ["a", "sub/b"]
    assert [record.document.published for record in records] == ["2031-05-15", "2031-05-16"]
    for record in records:
        assert (tmp_path / "out" / f"{record.document.id}.json").read_text(encoding="utf-8") == to_json(record)
        assert record.document.text == NEWS
    sources = openpyxl.load_workbook(tmp_path / "out" / "kommunike.xlsx")["Sources"]
    assert [row[0].value for row in sources.iter_rows(min_row=2)] == ["a", "sub/b"]
    assert "2 documents: " in result.out
    assert "publication date" not in result.out


def test_run_twice_gives_the_same_bytes(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS, b=invented.TEXT)
    for name in ("one", "two"):
        assert kommunike("run", source, "--out", tmp_path / name).status == 0
    assert files(tmp_path / "one") == files(tmp_path / "two")
    for name in set(files(tmp_path / "one")) - {"run.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_bad_inputs_cost_one_line_each_and_the_others_go_on(kommunike, tmp_path):
    source = write(
        tmp_path / "in",
        good=NEWS,
        empty="",
        blank=" \n\n",
        binary=b"\x00\x01",
        latin1="Gespräche über Abrüstung".encode("latin-1"),
    )
    with (source / "huge.txt").open("wb") as file:
        file.truncate(10**9)
    result = kommunike("run", source, tmp_path / "nowhere.txt", "--out", tmp_path / "out")
    assert result.status == 1
    errors = lines(tmp_path / "out" / "errors.jsonl")
    assert {(Path(e["source"]).name, e["code"]) for e in errors} == {
        ("nowhere.txt", "missing"),
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("binary.txt", "not_text"),
        ("latin1.txt", "not_text"),
        ("huge.txt", "too_large"),
    }
    assert {e["document"] for e in errors} == {None, "empty", "blank", "binary", "latin1", "huge"}
    printed = result.err.strip().split("\n")
    assert len(printed) == len(errors)
    assert all(line.startswith("kommunike: error: ") for line in printed)
    assert [line["document"]["id"] for line in lines(tmp_path / "out" / "records.jsonl")] == ["good"]
    assert files(tmp_path / "out") == [
        "errors.jsonl",
        "good.json",
        "kommunike.xlsx",
        "metadata-template.csv",
        "records.jsonl",
        "run.json",
    ]
    assert "failed: 6" in result.out


def test_clean_run_removes_errors_of_an_earlier_one(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS, b="")
    assert kommunike("run", source, "--out", tmp_path / "out").status == 1
    (source / "b.txt").write_text(NEWS)
    assert kommunike("run", source, "--out", tmp_path / "out", "--published", "2031-05-14").status == 0
    assert files(tmp_path / "out") == ["a.json", "b.json", "kommunike.xlsx", "records.jsonl", "run.json"]


def test_run_with_nothing_readable_still_says_so_in_files(kommunike, tmp_path):
    result = kommunike("run", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert result.status == 1
    assert result.err.count("\n") == 1
    assert files(tmp_path / "out") == ["errors.jsonl"]


def test_document_that_breaks_a_stage_does_not_break_the_run(kommunike, tmp_path, monkeypatch):
    source = write(tmp_path / "in", a=NEWS, b="Сломайся.", c=NEWS)
    assemble = pipeline.assemble

    def fragile(doc):
        if doc.text == "Сломайся.":
            raise KeyError("no\nsuch thing")
        return assemble(doc)

    monkeypatch.setattr(pipeline, "assemble", fragile)
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 1
    assert [line["document"]["id"] for line in lines(tmp_path / "out" / "records.jsonl")] == ["a", "c"]
    (error,) = lines(tmp_path / "out" / "errors.jsonl")
    assert (error["document"], error["code"]) == ("b", "program")
    assert "KeyError" in error["message"]
    assert re.fullmatch(r"[\w/]+\.py:\d+", error["where"])
    assert len(result.err.strip().split("\n")) == 1
    assert "Traceback" not in result.err


def test_crash_of_the_run_leaves_the_earlier_output_whole(kommunike, tmp_path, monkeypatch):
    source = write(tmp_path / "in", a=NEWS)
    kommunike("run", source, "--out", tmp_path / "out")
    before = {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")}
    (source / "a.txt").write_text(NEWS * 2)

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "to_json_line", interrupt)
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 130
    assert result.err == "kommunike: interrupted\n"
    after = {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")}
    assert set(after) == set(before)
    for name in ("records.jsonl", "kommunike.xlsx"):
        assert after[name] == before[name]
    Record.model_validate_json(after["a.json"])


def test_full_disk_is_one_line(kommunike, tmp_path, monkeypatch):
    source = write(tmp_path / "in", a=NEWS)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 2
    assert result.err.count("\n") == 1
    assert "No space left" in result.err
    assert files(tmp_path / "out") == []


@pytest.mark.parametrize("name", ["records.jsonl", "kommunike.xlsx", "errors.jsonl", "a.json", "A.JSON"])
def test_names_that_would_overwrite_other_outputs_are_refused(kommunike, tmp_path, name):
    source = write(tmp_path / "in", **{"a": NEWS, f"{name}__x": NEWS})
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 1
    assert "would overwrite" in result.err
    assert (tmp_path / "out" / "a.json").is_file()
    assert len(lines(tmp_path / "out" / "records.jsonl")) == 1


def test_name_too_long_for_its_record_costs_one_document(kommunike, tmp_path):
    source = write(tmp_path / "in", **{"a": NEWS, "x" * 251: NEWS})
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 1
    assert len(lines(tmp_path / "out" / "records.jsonl")) == 1
    assert lines(tmp_path / "out" / "errors.jsonl")[0]["code"] == "output"


def test_input_is_never_overwritten(kommunike, tmp_path):
    (tmp_path / "records.jsonl").write_text(NEWS)
    result = kommunike("run", tmp_path / "records.jsonl", "--out", tmp_path)
    assert result.status == 2
    assert (tmp_path / "records.jsonl").read_text() == NEWS
    write(tmp_path, a=NEWS)
    (tmp_path / "a.json").write_text(NEWS)
    result = kommunike("run", tmp_path / "a.txt", tmp_path / "a.json", "--out", tmp_path / ".")
    assert result.status == 1
    assert (tmp_path / "a.json").read_text() == NEWS


def test_output_beside_the_inputs(kommunike, tmp_path):
    write(tmp_path, a=NEWS)
    for _ in range(2):
        assert kommunike("run", tmp_path, "--out", tmp_path).status == 0
    assert files(tmp_path) == [
        "a.json",
        "a.txt",
        "kommunike.xlsx",
        "metadata-template.csv",
        "records.jsonl",
        "run.json",
    ]


def test_standard_input(kommunike, tmp_path):
    result = kommunike("run", "-", "--out", tmp_path, "--published", "15.05.2031", stdin=NEWS.encode())
    assert result.status == 0
    record = Record.model_validate_json((tmp_path / "stdin.json").read_bytes())
    assert (record.document.published, record.document.published_basis) == ("2031-05-15", "option")


def test_undated_documents_are_named_and_a_template_is_offered(kommunike, tmp_path):
    source = write(tmp_path / "in", a="3 июня в Минске прошла встреча.", b=NEWS, **{"=c": NEWS, "d.txt": NEWS})
    (source / "metadata.csv").write_text("doc,published,title\nb,2031-05-15,Заголовок\n")
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert "no publication date: 3 (=c, a, d.txt)" in result.out
    template = tmp_path / "out" / "metadata-template.csv"
    assert str(template) in result.out
    assert str(source / "metadata.csv") in result.out
    content = template.read_text(encoding="utf-8-sig")
    assert content.splitlines() == [
        "doc;published;url;publisher;title",
        "./=c;;;;",
        "a;;;;",
        "b;2031-05-15;;;Заголовок",
        "d.txt.txt;;;;",
    ]
    # what the user fills in is neither lost nor deleted, and works where it is said to be put
    filled = "\ufeff" + content.replace(";;;;", ";01.06.2031;;;")
    template.write_text(filled, encoding="utf-8")
    assert "was left as it is" in kommunike("run", source, "--out", tmp_path / "out").out
    assert template.read_text(encoding="utf-8") == filled
    (source / "metadata.csv").write_text(filled, encoding="utf-8")
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 0
    assert "publication date" not in result.out
    assert not template.exists()


def named(folder: Path, name: bytes, content: bytes = NEWS.encode()) -> None:
    """A file whose name is `name`; skips the test where that cannot be."""
    path = os.path.join(os.fsencode(folder), name)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
    except OSError:
        pytest.skip("this file system takes no such name")


def test_names_that_are_no_unicode_cost_one_line_each(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS, z=NEWS)
    for name in (b"25_bad\xff.txt", b"sub\xff/b.txt", b"c.\xff"):
        named(source, name)
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 1
    printed = result.err.splitlines()
    assert len(printed) == 2
    assert all(line.endswith(": the file name is no valid Unicode; rename the file") for line in printed)
    errors = lines(tmp_path / "out" / "errors.jsonl")
    assert [error["code"] for error in errors] == ["unreadable", "unreadable"]
    assert [line["document"]["id"] for line in lines(tmp_path / "out" / "records.jsonl")] == ["a", "z"]
    assert "left out: 1 .\ufffd" in result.out


def test_input_folder_whose_name_is_no_unicode(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS)
    named(tmp_path, b"in\xff/b.txt")
    result = kommunike(
        "run", source, os.fsdecode(os.path.join(os.fsencode(tmp_path), b"in\xff")), "-o", tmp_path / "out"
    )
    assert result.status == 1
    assert "the name of its folder is no valid Unicode; rename the folder" in result.err
    assert [line["document"]["id"] for line in lines(tmp_path / "out" / "records.jsonl")] == ["a"]


def test_linked_folders_are_named_and_not_followed(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS, sub__b=NEWS)
    write(tmp_path / "elsewhere", c=NEWS)
    (source / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (source / "sub" / "loop").symlink_to(source, target_is_directory=True)
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 0
    assert f"left out: {source / 'linked'}, {source / 'sub' / 'loop'} (links to folders are not followed" in result.out
    assert [line["document"]["id"] for line in lines(tmp_path / "out" / "records.jsonl")] == ["a", "sub/b"]


def test_other_files_and_stray_rows_are_mentioned(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS)
    (source / "b.odt").write_text("x")
    (source / "metadata.csv").write_text("doc,published\na,2031-05-15\naa,2031-05-15\n")
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 0
    assert "1 .odt" in result.out
    assert "no such document: aa (row 3)" in result.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "{in}"],
        ["run", "--out", "{out}"],
        ["run", "{in}", "--out", "{out}", "--published", "вчера"],
        ["run", "{in}", "--out", "{out}", "--lang", "de"],
        ["run", "{in}", "--out", "{out}", "--lexicons", "nowhere"],
        ["run", "{in}", "--out", "{out}", "--lexicons", "{in}"],
        ["run", "{in}", "--out", "{out}", "--columns", "text"],
        ["run", "{in}", "--out", "{out}", "--columns", "foo=bar"],
        ["pack", "{in}", "--out", "{out}", "--columns", "foo=bar"],
        ["eval", "{in}", "--fail-under", "foo=0.5"],
        ["eval", "{in}", "--fail-under", "events=abc"],
        ["eval", "{in}", "--fail-under", "events=50"],
        ["run", "{in}", "--out", "{in}/a.txt"],
        ["run", "", "--out", "{out}"],
        ["run", "{in}", "--out", ""],
        ["run", "{in}", "--out="],
        ["show", ""],
        ["frobnicate"],
        ["show"],
    ],
)
def test_wrong_usage_writes_nothing_and_exits_with_2(kommunike, tmp_path, arguments):
    source = write(tmp_path / "in", a=NEWS)
    result = kommunike(*[part.format(**{"in": source, "out": tmp_path / "out"}) for part in arguments])
    assert result.status == 2
    assert result.err.startswith("kommunike: error: ")
    assert len(result.err.strip().split("\n")) <= 2
    assert files(tmp_path) == ["in/a.txt"]


def test_unusable_metadata_stops_the_run_before_it_starts(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS)
    (source / "metadata.csv").write_text("doc,datum\na,2031-05-15\n")
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 1
    assert "metadata.csv: row 1: unknown column 'datum'" in result.err
    assert not (tmp_path / "out").exists()


def test_files_whose_library_is_missing_are_named_and_the_others_go_on(kommunike, tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    source = write(tmp_path / "in", a=NEWS)
    for number in range(12):
        (source / f"p{number:02}.html").write_text("<html>")
    (source / "x.odt").write_text("x")
    (source / "metadata.csv").write_text("doc,title\np00,Т\n")
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert result.status == 1
    first = ", ".join(str(source / f"p{number:02}.html") for number in range(10))
    assert result.err == (
        f"kommunike: error: 12 files need a library that is not installed: {first} and 2 more; "
        "pip install 'kommunike[formats]'\n"
    )
    assert {line["code"] for line in lines(tmp_path / "out" / "errors.jsonl")} == {"extra"}
    assert "failed: 12" in result.out
    assert "left out: 1 .odt (not a format that is read)" in result.out
    assert "no such document" not in result.out
    assert "1 document:" in result.out


def test_record_stays_while_its_library_is_missing(kommunike, tmp_path, monkeypatch):
    source = write(tmp_path / "in", a=NEWS, b=NEWS)
    assert kommunike("run", source, "--out", tmp_path / "out").status == 0
    (source / "a.txt").write_text("<html>")  # a text by its name only
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    assert kommunike("run", source, "--out", tmp_path / "out").status == 1
    assert (tmp_path / "out" / "a.json").exists()
    assert [line["document"]["id"] for line in lines(tmp_path / "out" / "records.jsonl")] == ["b"]
    write(source, a=NEWS)
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert "on disk already and unchanged: 2 documents" in result.out


def test_row_that_may_mean_several_documents_is_mentioned(kommunike, tmp_path, monkeypatch):
    source = write(tmp_path / "in", a=NEWS)
    for name in ("b.html", "b.pdf"):
        (source / name).write_text("x")
    (source / "metadata.csv").write_text("doc,title\nb,Т\n")
    result = kommunike("run", source, "--out", tmp_path / "out")
    assert "metadata.csv: b (row 2) may be b.html or b.pdf; write the suffix too" in result.out


def test_wrong_date_in_metadata_loses_nothing(kommunike, tmp_path):
    source, out = write(tmp_path / "in", a=NEWS, b=NEWS), tmp_path / "out"
    assert kommunike("run", source, "--out", out).status == 0
    before = {name: (out / name).read_bytes() for name in files(out)}
    (source / "metadata.csv").write_text("doc,published\nb,15.05.2031\na,31.02.2031\n")
    result = kommunike("run", source, "--out", out)
    assert result.status == 1
    assert result.err == (
        f"kommunike: error: {source / 'metadata.csv'}: row 3 (a): '31.02.2031' is no day of the calendar; write "
        "2020-03-05 or 05.03.2020; correct the row and run again\n"
    )
    assert {name: (out / name).read_bytes() for name in files(out)} == before


@pytest.mark.parametrize(("published", "is_told"), [("2031-05-01", True), ("2031-05-13", False), ("2031-06-01", False)])
def test_publication_date_before_what_was_held_is_told(kommunike, tmp_path, published, is_told):
    source = write(tmp_path / "in", a=NEWS)
    for _ in range(2):  # also when nothing is left to do
        result = kommunike("run", source, "--out", tmp_path / "out", "--published", published)
        assert result.status == 0
        assert ("held events dated after the publication date in 1 of the documents (a)" in result.out) == is_told


def test_foreign_workbook_is_kept(kommunike, tmp_path):
    source, out = write(tmp_path / "in", a=NEWS), tmp_path / "out"
    out.mkdir()
    (out / "kommunike.xlsx").write_bytes(b"mine")
    (out / "kommunike-edited.xlsx").write_bytes(b"older")
    assert kommunike("run", source, "--out", out, "--no-workbook").status == 0
    assert (out / "kommunike.xlsx").read_bytes() == b"mine"
    result = kommunike("run", source, "--out", out)
    assert result.status == 0
    assert f"no run wrote this file; it was kept as {out / 'kommunike-edited-2.xlsx'}" in result.out
    assert (out / "kommunike-edited-2.xlsx").read_bytes() == b"mine"
    assert (out / "kommunike-edited.xlsx").read_bytes() == b"older"
    assert "no run wrote" not in kommunike("run", source, "--out", out, "--fresh").out


def test_gold_apply_needs_records_and_verdicts(kommunike, tmp_path):
    source, out = write(tmp_path / "in", a=NEWS), tmp_path / "out"
    result = kommunike("gold", "apply", source, "--out", tmp_path / "gold")
    assert result.status == 1
    assert f"{source}: holds no records" in result.err
    kommunike("run", source, "--out", out)
    result = kommunike("gold", "apply", out, "--out", tmp_path / "gold")
    assert result.status == 0
    assert "no verdicts on these documents" in result.out


def test_workbook_in_english(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS)
    kommunike("run", source, "--out", tmp_path / "out", "--lang", "en")
    assert openpyxl.load_workbook(tmp_path / "out" / "kommunike.xlsx")["Events"]["A1"].value == "Type"


def test_many_documents_go_in_chunks_and_keep_their_order(kommunike, tmp_path, monkeypatch):
    monkeypatch.setattr(batch.job, "_CHUNK_DOCUMENTS", 3)
    names = [f"n{number:02}" for number in range(8)]
    source = write(tmp_path / "in", **{name: f"Документ {name}." for name in names})
    write(source, n04=b"\x00")
    kommunike("run", source, "--out", tmp_path / "out")
    kept = [line["document"]["id"] for line in lines(tmp_path / "out" / "records.jsonl")]
    assert kept == [name for name in names if name != "n04"]


def test_progress_counts_every_document(nlp, tmp_path):
    source = write(tmp_path / "in", a=NEWS, b="", c=NEWS)
    steps: list[batch.Progress] = []
    batch.run([str(source)], out=tmp_path / "out", nlp=nlp, on_progress=steps.append)
    assert sorted(step.done for step in steps) == [1, 2, 3]
    assert {step.total for step in steps} == {3}


def test_seeds_run_without_an_error(kommunike, tmp_path):
    result = kommunike("run", ROOT / "seeds", "--out", tmp_path / "out")
    assert result.status == 0
    texts = sorted((ROOT / "seeds").glob("*.txt"))
    for path in texts:
        record = Record.model_validate_json((tmp_path / "out" / f"{path.stem}.json").read_bytes())
        assert record.document.text == path.read_text(encoding="utf-8")


# --- show, explain


def test_show_text_and_its_record_alike(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS)
    kommunike("run", source, "--out", tmp_path / "out")
    from_text = kommunike("show", source / "a.txt")
    from_record = kommunike("show", tmp_path / "out" / "a.json")
    assert from_text.status == from_record.status == 0
    assert from_text.out == from_record.out
    assert from_text.out.startswith("a\n")
    assert not any(line.endswith(" ") for line in from_text.out.split("\n"))


def test_show_in_english(kommunike, tmp_path):
    (tmp_path / "a.json").write_text(to_json(invented.record()), encoding="utf-8")
    shown = kommunike("show", tmp_path / "a.json", "--lang", "en").out
    assert "Commitments (3)" in shown
    assert "agreement" in shown


@pytest.mark.parametrize("command", ["show", "explain"])
def test_show_and_explain_fail_with_one_line(kommunike, tmp_path, command):
    source = write(tmp_path / "in", a="", b=NEWS)
    (tmp_path / "bad.json").write_text("{}")
    for argument in (source / "a.txt", source, tmp_path / "nowhere.txt", tmp_path / "bad.json"):
        result = kommunike(command, argument)
        assert result.status == 1
        assert result.out == ""
        assert re.fullmatch(r"kommunike: error: .+\n", result.err)


def test_explain_names_rules_and_refusals(kommunike, tmp_path, nlp):
    source = write(tmp_path / "in", a=NEWS)
    result = kommunike("explain", source / "a.txt")
    assert result.status == 0
    for heading in ("Mentions", "Events", "Commitments", "Refused", "Remarks"):
        assert heading in result.out


def test_explain_of_a_record_is_that_of_its_text(kommunike, tmp_path):
    source = write(tmp_path / "in", a=NEWS)
    kommunike("run", source, "--out", tmp_path / "out", "--published", "2031-05-15")
    of_text = kommunike("explain", source / "a.txt", "--published", "2031-05-15")
    assert "2031-05-14" in of_text.out
    assert kommunike("explain", tmp_path / "out" / "a.json").out == of_text.out
    refused = kommunike("explain", tmp_path / "out" / "run.json")
    assert (refused.status, refused.out) == (1, "")
    assert "run.json: this is no kommunike record" in refused.err


def test_explain_needs_the_text_of_a_record(kommunike, tmp_path, nlp):
    record = pipeline.record(nlp, NEWS, SourceInfo(id="a", source="a.txt"))
    source = record.document.model_copy(update={"text": None})
    (tmp_path / "a.json").write_text(to_json(record.model_copy(update={"document": source})))
    result = kommunike("explain", tmp_path / "a.json")
    assert result.status == 1
    assert "this record holds no text" in result.err


# --- eval, gold


@pytest.fixture
def gold(nlp, tmp_path):
    """What the program finds in a text, taken for its annotation."""
    write_gold(pipeline.record(nlp, NEWS, SourceInfo(id="a", source="a.txt")), tmp_path / "gold")
    return tmp_path / "gold"


def test_eval_scores_a_perfect_annotation(kommunike, gold, tmp_path):
    result = kommunike("eval", gold, "--out", tmp_path / "scores")
    assert result.status == 0, result.err
    assert "100.0" in result.out
    assert "scores.json" in files(tmp_path / "scores")
    assert kommunike("eval", gold, "--baseline", tmp_path / "scores" / "scores.json").status == 0
    assert kommunike("eval", tmp_path / "nowhere").status == 1


def test_eval_fails_under_a_limit(kommunike, gold):
    assert kommunike("eval", gold, "--fail-under", "mentions=0.9").status == 0
    (gold / "a.ann").write_text("", encoding="utf-8")
    result = kommunike("eval", gold, "--fail-under", "mentions=0.9")
    assert result.status == 1
    assert "mentions" in result.err
    assert kommunike("eval", gold, "--fail-under", "nonsense").status != 0


def test_gold_tiers_reads_what_a_run_wrote(kommunike, gold, tmp_path):
    (tmp_path / "empty").mkdir()
    result = kommunike("gold", "tiers", gold, "--blind", tmp_path / "empty", "--batch", 1, "--dry-run")
    assert result.status == 1
    assert "holds no records; give the folder that run wrote to" in result.err
    write(tmp_path / "in", other=NEWS)
    assert kommunike("run", tmp_path / "in", "--out", tmp_path / "out").status == 0
    result = kommunike("gold", "tiers", gold, "--blind", tmp_path / "out", "--batch", 1, "--dry-run")
    assert result.status == 1
    assert "no gold for other" in result.err


def test_gold_check_diff_and_draft(kommunike, gold, tmp_path):
    result = kommunike("gold", "check", gold)
    assert (result.status, result.err) == (0, ""), result.err
    assert kommunike("gold", "diff", gold, gold).status == 0
    annotation = gold / "a.ann"
    annotation.write_text(annotation.read_text(encoding="utf-8") + "T999\tdate 0 5\tслова\n", encoding="utf-8")
    result = kommunike("gold", "check", gold)
    assert result.status == 1
    assert "T999" in result.err
    source = write(tmp_path / "texts", a=NEWS)
    result = kommunike("gold", "draft", source / "a.txt", "--out", tmp_path / "drafts")
    assert result.status == 0, result.err
    assert {"a.ann", "a.txt"} <= set(files(tmp_path / "drafts"))


# --- schema, version, help


def test_schema_to_file_and_to_standard_output(kommunike, tmp_path):
    assert kommunike("schema", "--out", tmp_path / "s.json").status == 0
    printed = kommunike("schema")
    assert printed.out == (tmp_path / "s.json").read_text(encoding="utf-8")
    assert json.loads(printed.out)["title"] == "kommunike record"


def test_version(kommunike):
    assert kommunike("version").out == kommunike("--version").out
    assert kommunike("version").out.startswith("kommunike ")


def test_help_of_every_command(kommunike):
    shown = kommunike("--help").out
    for command in ("run", "show", "explain", "schema", "eval", "gold", "version"):
        assert command in shown
        assert kommunike(command, "--help").status == 0
    for command in ("check", "draft", "diff"):
        assert command in kommunike("gold", "--help").out


# --- the process


def start(*arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "extract.cli", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_help_and_schema_load_no_models():
    code = (
        "import sys; from extract.cli import main; main(['schema']); main(['run', '--help']); "
        "sys.exit(','.join({'spacy', 'numpy', 'slovnet'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == "", done.stderr
    assert done.returncode == 0


def test_reader_that_leaves_early_is_no_error():
    process = start("schema")
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.wait(timeout=30)


def test_command_as_a_process(tmp_path):
    process = start("show", "-", "--published", "2031-05-14", stdin=subprocess.PIPE)
    out, err = process.communicate(NEWS.encode(), timeout=60)
    assert process.returncode == 0
    assert err == b""
    assert out.decode().startswith("stdin\n")

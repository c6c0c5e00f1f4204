"""The commands ledger, due and new, and what they write without any extra."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from extract.cli import main
from extract.document import SourceInfo
from extract.ledger.own import load_mapping, match, read_table
from extract.ledger.rows import read_threads
from extract.pipeline import record

TEXTS = (
    ("a", "2031-01-10", "Совет министров обороны СНГ решил создать до 1 июня 2031 года единый реестр мин."),
    ("b", "2031-02-10", "10 февраля 2031 года в Астане прошло XXII заседание Совета министров обороны СНГ. "
     "Казахстан намерен передать Таджикистану пять вертолётов до конца 2031 года."),
    ("c", "2031-03-10", "Казахстан передал Таджикистану пять вертолётов."),
    ("d", "2031-04-10", "Стороны предложили провести в 2033 году форум врачей."),
)  # fmt: skip


@pytest.fixture(scope="module")
def run(nlp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as file:
        for identifier, published, text in TEXTS:
            found = record(nlp, text, SourceInfo(id=identifier, published=published, published_basis="metadata"))
            file.write(found.model_dump_json() + "\n")
    return folder


@pytest.fixture(scope="module")
def written(run, tmp_path_factory):
    out = tmp_path_factory.mktemp("ledger")
    assert main(["ledger", str(run), "--out", str(out)]) == 0
    return out


def _table(path, separator):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=separator))


def test_ledger_writes_threads_events_entities(written):
    assert {path.name for path in written.iterdir()} == {
        "threads.jsonl", "events.jsonl", "entities.jsonl", "threads.csv", "plover.csv",
    }  # fmt: skip
    done = [row for row in read_threads(written / "threads.jsonl") if row.story.state == "done"]
    assert [row.about for row in done] == ["передать Таджикистану пять вертолётов до конца 2031 года"]
    assert done[0].story.outcome.document == "c"
    states = {row["О чём"]: row["Ход дела"] for row in _table(written / "threads.csv", ";")}
    assert states[done[0].about] == "выполнено"


def test_default_folder_is_inside_the_run(run):
    assert main(["ledger", str(run)]) == 0
    assert (run / "ledger" / "threads.jsonl").exists()


def test_plover_rows_hold_what_was_held_and_has_a_day(written):
    rows = _table(written / "plover.csv", ",")
    assert [(row["event"], row["mode"], row["date"], row["number"]) for row in rows] == [
        ("CONSULT", "session", "2031-02-10", "22")
    ]


def test_due_from_a_run_and_from_its_ledger_is_the_same(run, written, capsys):
    shown = []
    for folder in (run, written):
        assert main(["due", str(folder), "--on", "2031-07-01", "--lang", "en"]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert "overdue" in shown[0]
    assert "2031-06-01" in shown[0]
    assert "вертолётов" not in shown[0]


def test_due_before_the_helicopters_came(run, capsys):
    assert main(["due", str(run), "--on", "2031-03-01", "--within", "400", "--lang", "en"]) == 0
    assert "вертолётов" in capsys.readouterr().out
    assert main(["due", str(run), "--on", "2031-01-11", "--within", "0"]) == 0
    assert capsys.readouterr().out == "on 2031-01-11:\nnone\n"


def test_due_as_tables(run, tmp_path, capsys):
    for name in ("due.csv", "due.xlsx"):
        assert main(["due", str(run), "--on", "01.07.2031", "--out", str(tmp_path / name)]) == 0
    rows = _table(tmp_path / "due.csv", ";")
    assert [row["Положение"] for row in rows] == ["срок прошёл"]
    assert (tmp_path / "due.xlsx").read_bytes()[:2] == b"PK"


def test_new_since_a_day(run, capsys):
    assert main(["new", str(run), "--since", "2031-03-01", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "outcome" in shown
    assert "форум" in shown
    assert "реестр" not in shown


def test_new_since_an_earlier_ledger(run, written, tmp_path, capsys):
    earlier = tmp_path / "earlier"
    lines = (run / "records.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "some.jsonl").write_text("".join(lines[:3]), encoding="utf-8")
    assert main(["ledger", str(tmp_path / "some.jsonl"), "--out", str(earlier)]) == 0
    capsys.readouterr()
    assert main(["new", str(written), "--earlier", str(earlier), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "форум" in shown
    assert "вертолётов" not in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ledger", "{run}/nothing"], "no such file"),
        (["due", "{run}", "--on", "soon"], "--on"),
        (["new", "{run}"], "--since"),
        (["ledger", "{run}", "--with", "x.csv"], "--map"),
        (["ledger", "{run}", "--on", "31.02.2031"], "no day of the calendar"),
        (["ledger", "{run}", "--earlier", "{run}/nothing"], "no such file"),
        (["ledger", "{run}", "--with", "nothing.csv", "--map", "nothing.toml"], "nothing.toml: cannot be read"),
        (["report", "{run}", "--on", "soon"], "--on"),
        (["report", "{run}", "--no-ledger", "--on", "2031-07-01"], "--no-ledger"),
        (["due", "{run}", "--on", "2031-07-01", "--out", "{run}/due.doc"], ".csv or .xlsx"),
    ],
)
def test_faults_are_one_line(run, capsys, arguments, says):
    assert main([argument.format(run=run) for argument in arguments]) != 0
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


@pytest.mark.parametrize("line", ["{", "[]", '{"schema_version": "2.0"}', "{}"])
def test_a_line_that_is_no_record_is_named(tmp_path, capsys, line):
    (tmp_path / "records.jsonl").write_text(line + "\n", encoding="utf-8")
    assert main(["ledger", str(tmp_path)]) == 1
    assert "records.jsonl, line 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document", {}),
        ("entities", None),
        ("mentions", 5),
        ("commitments", [{}]),
        ("events", "x"),
        ("reports", [None]),
    ],
)
@pytest.mark.parametrize("command", ["ledger", "due", "new", "report"])
def test_a_record_that_is_not_whole_is_named_with_its_field(run, tmp_path, capsys, command, field, value):
    lines = (run / "records.jsonl").read_text(encoding="utf-8").splitlines()
    lines[1] = json.dumps({**json.loads(lines[1]), field: value}, ensure_ascii=False)
    (tmp_path / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    more = {"new": ["--since", "2031-01-01"], "report": ["--on", "2031-07-01"]}.get(command, [])
    assert main([command, str(tmp_path), *more]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert re.search(rf"records.jsonl, line 2: this is no kommunike record \({field}", error)


# --- an own table

COLUMNS = """
action = "Обещание"
actor = "Кто"
deadline = "Срок"
status = "Состояние"
[status_words]
done = ["выполнено"]
open = ["в работе"]
"""
OWN = """Обещание;Кто;Срок;Состояние
создать единый реестр мин;Совет министров обороны;2031-06-01;в работе
передать Таджикистану 5 вертолётов;Казахстан;2031;в работе
построить мост через Пяндж;Таджикистан;;
;;;
"""


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    (tmp_path / "columns.toml").write_text(COLUMNS, encoding="utf-8")
    return tmp_path


def test_own_table_matched_contradicting_missing_new(own, written):
    pytest.importorskip("tomllib")
    mapping = load_mapping(own / "columns.toml")
    rows = read_table(own / "own.csv", mapping)
    assert [row.number for row in rows] == [2, 3, 4]
    found = match(rows, read_threads(written / "threads.jsonl"))
    by_row = {m.own.number: m for m in found if m.own}
    assert by_row[2].status == "matched"
    assert "actor" in by_row[2].why
    assert by_row[3].status == "contradicting"
    assert by_row[3].differences == ("status: open / done (c)",)
    assert by_row[4].status == "missing"
    assert ["форум" in m.thread.about for m in found if m.status == "new"] == [True]


def test_a_cell_of_an_own_table_may_hold_line_breaks(own):
    (own / "lines.csv").write_text(
        'Обещание;Кто\n"создать\nединый реестр мин";СНГ\nпостроить мост;\n', encoding="utf-8"
    )
    (own / "short.toml").write_text('action = "Обещание"\nactor = "Кто"\n', encoding="utf-8")
    rows = read_table(own / "lines.csv", load_mapping(own / "short.toml"))
    assert [(row.number, row.action.split(), row.actor) for row in rows] == [
        (2, ["создать", "единый", "реестр", "мин"], "СНГ"),
        (3, ["построить", "мост"], ""),
    ]


def test_ledger_with_an_own_table(own, run, tmp_path, capsys):
    pytest.importorskip("tomllib")
    out = tmp_path / "out"
    arguments = ["--with", str(own / "own.csv"), "--map", str(own / "columns.toml"), "--out", str(out)]
    assert main(["ledger", str(run), *arguments]) == 0
    assert "1 matched, 1 contradicting, 1 missing, 1 new" in capsys.readouterr().out
    assert len(_table(out / "compared.csv", ";")) == 4


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ('action = "Нет такой"', "Нет такой"),
        ('actor = "Кто"', "action"),
        ('action = "Обещание"\nwho = "Кто"', "who"),
        ("action = ", "TOML"),
    ],
)
def test_faults_of_a_mapping_are_one_line(own, run, capsys, columns, says):
    pytest.importorskip("tomllib")
    (own / "columns.toml").write_text(columns, encoding="utf-8")
    arguments = ["--with", str(own / "own.csv"), "--map", str(own / "columns.toml"), "--out", str(own / "out")]
    assert main(["ledger", str(run), *arguments]) == 1
    assert says in capsys.readouterr().err


def test_a_deadline_that_is_no_date_is_named(own, tmp_path):
    pytest.importorskip("tomllib")
    from extract.errors import InputError

    (own / "own.csv").write_text("Обещание;Кто;Срок;Состояние\nсоздать реестр;;скоро;\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2"):
        read_table(own / "own.csv", load_mapping(own / "columns.toml"))


def test_threads_hold_what_json_can_hold(written):
    for line in (written / "threads.jsonl").read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["entries"]

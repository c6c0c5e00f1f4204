"""What the ledger writes and reads with the extra `ledger`: calendar, database, spreadsheets."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("icalendar")
pytest.importorskip("openpyxl")

import duckdb
import icalendar
import openpyxl

from extract.cli import main
from extract.document import SourceInfo
from extract.errors import InputError
from extract.ledger.own import load_mapping, read_table
from extract.pipeline import record

TEXTS = (
    ("a", "2031-01-10", "Совет министров обороны СНГ решил создать до 1 июня 2031 года единый реестр мин."),
    ("b", "2031-02-11", "10–11 февраля 2031 года в Астане прошло XXII заседание Совета министров обороны СНГ. "
     "Казахстан намерен передать Таджикистану пять вертолётов до конца 2031 года."),
    ("c", "2031-03-10", "Казахстан передал Таджикистану пять вертолётов."),
)  # fmt: skip


@pytest.fixture(scope="module")
def run(nlp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("it's a run")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as file:
        for identifier, published, text in TEXTS:
            source = SourceInfo(
                id=identifier, published=published, published_basis="metadata", url=f"https://example.org/{identifier}"
            )
            file.write(record(nlp, text, source).model_dump_json() + "\n")
    assert main(["ledger", str(folder), "--calendar", "--database", "--lang", "en"]) == 0
    return folder


@pytest.fixture(scope="module")
def calendar(run):
    return icalendar.Calendar.from_ical((run / "ledger" / "ledger.ics").read_bytes())


def _titles(calendar):
    return {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}


def test_calendar_has_the_session_on_its_days(calendar):
    found = [entry for title, entry in _titles(calendar).items() if "22" in title]
    assert len(found) == 1
    session = found[0]
    assert session["dtstart"].dt == date(2031, 2, 10)
    # the end of whole days is the day after the last one
    assert session["dtend"].dt == date(2031, 2, 12)
    assert str(session["location"]) == "Астана"
    assert str(session["url"]) == "https://example.org/b"
    assert str(session["status"]) == "CONFIRMED"


def test_calendar_has_deadlines_with_their_state(calendar):
    due = {title: entry for title, entry in _titles(calendar).items() if title.startswith("Due")}
    assert sorted(entry["dtstart"].dt for entry in due.values()) == [date(2031, 6, 1), date(2031, 12, 31)]
    assert any(title.endswith("(done)") for title in due)
    assert len({str(entry["uid"]) for entry in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))


def test_calendar_is_the_same_every_time(run, tmp_path):
    assert main(["ledger", str(run), "--out", str(tmp_path), "--calendar", "--lang", "en"]) == 0
    assert (tmp_path / "ledger.ics").read_bytes() == (run / "ledger" / "ledger.ics").read_bytes()


def _ask(run, query):
    with duckdb.connect(str(run / "ledger" / "ledger.duckdb"), read_only=True) as base:
        return base.execute(query).fetchall()


def test_database_has_tables_and_views(run):
    assert _ask(run, "SELECT count(*) FROM threads")[0][0] == 2
    assert _ask(run, "SELECT about, document FROM outcomes") == [
        ("передать Таджикистану пять вертолётов до конца 2031 года", "c")
    ]
    assert _ask(run, "SELECT due FROM open_threads") == [("2031-06-01",)]
    assert _ask(run, "SELECT last_day FROM deadlines WHERE edtf = '2031'") == [(date(2031, 12, 31),)]
    entries = _ask(run, "SELECT kind, document, published FROM entries WHERE item <> 'event' ORDER BY published")
    assert entries[-1] == ("implemented", "c", date(2031, 3, 10))
    assert _ask(run, "SELECT document FROM event_sources JOIN events ON event = events.id WHERE number = 22") == [
        ("b",)
    ]
    assert _ask(run, "SELECT count(*) FROM entities WHERE kind = 'place'")[0][0] >= 3
    assert _ask(run, "SELECT count(*) FROM participations")[0][0] >= 0


def test_questions_of_the_readme_have_answers(run):
    """Every SQL example in the README's section of the ledger runs on the database."""
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = text.partition("\n## The ledger\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"```sql\n(.*?)```", section, re.DOTALL)
    queries = [query for block in blocks for query in block.split(";") if query.strip()]
    assert len(queries) >= 4
    for query in queries:
        assert isinstance(_ask(run, query), list)


def test_an_empty_ledger_has_its_tables(tmp_path):
    (tmp_path / "records.jsonl").write_text("", encoding="utf-8")
    assert main(["ledger", str(tmp_path), "--calendar", "--database"]) == 0
    assert _ask(tmp_path, "SELECT count(*) FROM threads")[0][0] == 0
    assert _ask(tmp_path, "SELECT count(*) FROM entries")[0][0] == 0


@pytest.fixture
def own(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Обещания"
    sheet.append(["№", "Обещание", "Кто", "Срок"])
    sheet.append([1, "создать единый реестр мин", "Совет министров обороны", date(2031, 9, 1)])
    sheet.append([2, "построить мост через Пяндж", "Таджикистан", None])
    book.save(tmp_path / "own.xlsx")
    columns = 'sheet = "Обещания"\naction = "Обещание"\nactor = "Кто"\ndeadline = "Срок"\n'
    (tmp_path / "columns.toml").write_text(columns, encoding="utf-8")
    return tmp_path


def test_own_workbook_is_compared(run, own, capsys):
    arguments = ["--with", str(own / "own.xlsx"), "--map", str(own / "columns.toml"), "--out", str(own / "out")]
    assert main(["ledger", str(run), *arguments]) == 0
    assert "0 matched, 1 contradicting, 1 missing, 1 new" in capsys.readouterr().out
    assert "deadline: 2031-09-01 / 2031-06-01" in (own / "out" / "compared.csv").read_text(encoding="utf-8-sig")


def test_faults_of_a_workbook_are_one_line(own):
    mapping = load_mapping(own / "columns.toml")
    (own / "broken.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError, match=r"broken\.xlsx"):
        read_table(own / "broken.xlsx", mapping)
    (own / "columns.toml").write_text('sheet = "Нет"\naction = "Обещание"\n', encoding="utf-8")
    with pytest.raises(InputError, match="Обещания"):
        read_table(own / "own.xlsx", load_mapping(own / "columns.toml"))


@pytest.mark.parametrize(("option", "name"), [("--calendar", "icalendar"), ("--database", "duckdb")])
def test_without_the_library_one_line_and_nothing_written(run, tmp_path, capsys, monkeypatch, option, name):
    import importlib

    real = importlib.import_module

    def without(wanted, *arguments):
        if wanted == name:
            raise ImportError(wanted)
        return real(wanted, *arguments)

    monkeypatch.setattr(importlib, "import_module", without)
    out = tmp_path / "out"
    assert main(["ledger", str(run), "--out", str(out), option]) == 2
    assert "pip install 'kommunike[ledger]'" in capsys.readouterr().err
    assert not out.exists()

"""Writing: whole files or none, a workbook that an analyst can trust, pages for the terminal."""

from __future__ import annotations

import io
import json
import os
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import invented
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import InputError
from extract.language.match_text import match_text
from extract.language.sentences import sentences
from extract.write import (
    LANGS,
    Output,
    OutputError,
    View,
    Workbook,
    from_json,
    label,
    to_json,
    to_json_line,
    write_file,
)
from extract.write.labels import LABELS
from extract.write.page import page, render
from extract.write.tables import COMMITMENTS, EVENTS, PARTICIPANTS, SOURCES, TABLES
from extract.write.view import clean, day_words
from schemas import base, commitment, event, mention, source
from schemas.edtf import bounds


@pytest.fixture
def record():
    return invented.record()


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet by heading."""
    header, *body = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, line)) for line in body]


def book(tmp_path: Path, *records, **options) -> Path:
    path = tmp_path / "book.xlsx"
    with Workbook(path, **options) as workbook:
        for record in records:
            workbook.add(record)
    return path


# --- files


def test_files_appear_whole_and_nothing_else_stays(tmp_path):
    with Output(tmp_path / "out") as output:
        output.write("sub/a.json", "я\n")
        with output.open("all.jsonl") as file:
            file.write("1\n")
            assert not (tmp_path / "out" / "all.jsonl").exists()
    assert (tmp_path / "out" / "sub" / "a.json").read_bytes() == "я\n".encode()
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["all.jsonl", "sub"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_crash_while_writing_keeps_the_old_file(tmp_path, monkeypatch, call):
    def crash(*_):
        raise OSError(28, "No space left on device")

    (tmp_path / "a.json").write_text("old")
    with Output(tmp_path) as output:
        with monkeypatch.context() as patch:
            patch.setattr(os, call, crash)
            with pytest.raises(OutputError, match=r"a\.json.*No space left"):
                output.write("a.json", "new")
        with suppress(RuntimeError), output.open("a.json") as file:
            file.write("half")
            raise RuntimeError("a stage broke")
    assert (tmp_path / "a.json").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_leftovers_of_a_killed_run_are_removed(tmp_path):
    output = Output(tmp_path)
    (tmp_path / ".kommunike-unfinished" / "a.json.part").write_text("half")
    del output
    with Output(tmp_path) as output:
        output.write("a.json", "whole")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        Output(tmp_path / "file")


def test_single_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    write_file(tmp_path / "new" / "a.json", "1")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError):
        write_file(tmp_path / "new" / "a.json", "2")
    assert [p.read_text() for p in (tmp_path / "new").iterdir()] == ["1"]


# --- json


def test_record_survives_json(tmp_path, record):
    (tmp_path / "a.json").write_text(to_json(record), encoding="utf-8")
    assert from_json(tmp_path / "a.json") == record
    assert "Анна Сафарова" in to_json(record)


def test_json_line_is_one_line_for_every_reader():
    line = to_json_line(invented.record(title="a\u2028b\u2029c\nd\x85e"))
    assert line.endswith("\n")
    assert len(io.StringIO(line, newline=None).readlines()) == 1
    assert "\u2028" not in line
    assert json.loads(line)["document"]["title"] == "a\u2028b\u2029c\nd\x85e"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema_version": "1.0"}', "\xff"])
def test_json_that_is_no_record(tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(InputError, match="no kommunike record") as caught:
        from_json(tmp_path / "a.json")
    assert "\n" not in str(caught.value)


def test_record_with_a_span_that_does_not_fit_is_refused(tmp_path, record):
    content = json.loads(to_json(record))
    content["document"]["text"] = "!" + content["document"]["text"][1:-1] + "?"
    content["mentions"][0]["start"] += 1
    content["mentions"][0]["end"] += 1
    (tmp_path / "a.json").write_text(json.dumps(content))
    with pytest.raises(InputError, match="no kommunike record"):
        from_json(tmp_path / "a.json")


# --- labels and views


def test_every_closed_value_has_a_label():
    closed = {
        "force": commitment.Force,
        "commitment_status": commitment.CommitmentStatus,
        "specific": commitment.Specific,
        "event_type": event.EventType,
        "event_status": event.EventStatus,
        "mode": event.Mode,
        "role": event.Role,
        "basis": base.Basis,
        "language": base.Language,
        "mention_type": mention.MentionType,
    }
    for group, values in closed.items():
        assert set(LABELS[group]) == set(values.__args__), group
    published = source.Source.model_fields["published_basis"].annotation
    assert set(LABELS["published_basis"]) == {v for part in published.__args__ for v in getattr(part, "__args__", ())}


def test_every_topic_of_the_lexicon_has_a_label():
    topics = Path(__file__).parent.parent / "extract" / "lexicons" / "topics.yaml"
    if not topics.exists():
        pytest.skip("no topics lexicon")
    import yaml

    named = {entry["topic"] for entry in yaml.safe_load(topics.read_text(encoding="utf-8"))}
    assert named <= set(LABELS["topic"])


def test_labels_differ_by_language_and_unknown_values_stand_for_themselves():
    assert label("force", "pledge", "ru") != label("force", "pledge", "en")
    assert label("topic", "own_topic", "ru") == "own topic"
    assert label("force", None, "ru") == ""


@pytest.mark.parametrize(
    ("edtf", "ru", "en"),
    [
        ("2024-06-05", "05.06.2024", "2024-06-05"),
        ("2024-06", "июнь 2024", "June 2024"),
        ("2024", "2024", "2024"),
        ("199X", "1990-е", "1990s"),
        ("2024-34", "II квартал 2024", "II quarter of 2024"),
        ("2024-41", "II полугодие 2024", "II half of 2024"),
        ("2025-03-10/2025-03-14", "10.03.2025 – 14.03.2025", "2025-03-10 – 2025-03-14"),
        ("2025/..", "2025 – …", "2025 – …"),
        ("XXXX-03-03", "03.03 (год неизвестен)", "03-03 (year unknown)"),
        ("XXXX-03", "март (год неизвестен)", "March (year unknown)"),
        (
            "XXXX-07/XXXX-09",
            "июль (год неизвестен) – сентябрь (год неизвестен)",
            "July (year unknown) – September (year unknown)",
        ),
        ("XXXX-XX-XX", "день неизвестен", "day unknown"),
        ("2024-XX-XX", "2024", "2024"),
        ("2024-05-XX", "май 2024", "May 2024"),
    ],
)
def test_day_words(edtf, ru, en):
    assert (day_words(edtf, "ru"), day_words(edtf, "en")) == (ru, en)


def test_clean_makes_one_safe_line():
    assert clean(" a\n\tb\x1b[31m\u200bc\u00a0d\x00 ") == "a b[31mc d"


def test_parties_show_who_and_by_which_words(record):
    view = View(record)
    first, second, third, fourth = record.commitments
    assert view.parties(first.actors) == (
        "Анна Сафарова (Исполнительный секретарь, Центр «Дельта»); "
        "Олег Коваленко (министр здравоохранения, Беларусь) [«Стороны»]"
    )
    assert view.parties(second.actors).startswith("Анна Сафарова (")
    assert view.parties(third.actors) == "Главы делегаций"
    assert view.parties(fourth.actors) == "Центр «Дельта» [по контексту]"


@pytest.mark.parametrize(
    ("words", "basis", "shown"),
    [
        ("Главы делегаций", "stated", "Главы делегаций [Центр «Дельта»]"),
        ("секретарь Центра «Дельта»", "resolved", "секретарь Центра «Дельта» [Центр «Дельта»]"),
        ("Стороны", "resolved", "Центр «Дельта» [«Стороны»]"),
        ("Центра «Дельта»", "stated", "Центр «Дельта»"),
    ],
)
def test_collective_is_not_its_body(record, words, basis, shown):
    party = base.Party(entity="o1", **invented.span(words), basis=basis)
    assert View(record).parties([party]) == shown


@pytest.mark.parametrize(
    ("kind", "number", "name", "shown"),
    [
        ("session", "XXII", None, "XXII заседание"),
        ("session", "63", None, "заседание № 63"),
        ("exercise", None, "Заслон", "учения «Заслон»"),
        ("conference", "II", "Северная конференция по праву", "II «Северная конференция по праву»"),
        ("conference", "2", "Северная конференция", "конференция № 2 «Северная конференция»"),
    ],
)
def test_events_in_a_few_words(record, kind, number, name, shown):
    update = {"type": kind, "number": number, "name": name}
    assert View(record).event_kind(record.events[0].model_copy(update=update)) == shown


def test_national_bodies_are_told_apart_by_country(record):
    body = record.entities.organizations[0].model_copy(update={"short_name": "МВД", "country": "BY"})
    entities = record.entities.model_copy(update={"organizations": [body]})
    assert View(record.model_copy(update={"entities": entities})).name("o1") == "МВД (Беларусь)"


def test_the_sentence_of_a_place_is_the_last_that_begins_before_it(record):
    text = "  Заголовок\n\n Первое предложение. Второе.\n\n\n  Третье? Да!\n   \nКонец"
    view = View(record.model_copy(update={"document": record.document.model_copy(update={"text": text})}))
    spans = list(sentences(match_text(text)))
    assert len(spans) == 6
    for start in range(len(text)):
        before = [span for span in spans if span[0] <= start]
        assert view.sentence(start) == (before[-1] if before else None)


def test_quote_is_the_whole_sentence(record):
    view = View(record)
    assert view.quote(record.events[0].trigger).startswith("12 мая в Ташкенте")
    assert view.quote(record.events[0].trigger).endswith("Олегом Коваленко.")
    without = record.model_copy(update={"document": record.document.model_copy(update={"text": None})})
    assert View(without).quote(record.events[0].trigger) == "переговоры"


def test_translation_cycles_lose_no_row(record):
    items = list(record.commitments)
    items[2] = items[2].model_copy(update={"translation_of": "c4"})
    both = record.model_copy(update={"commitments": items})
    other, hidden = View(both).translations()
    assert len(other) == len(hidden) == 1
    assert set(other) | hidden == {"c3", "c4"}


# --- the workbook


@pytest.mark.parametrize("lang", LANGS)
def test_workbook_has_four_sheets_with_filters(tmp_path, record, lang):
    workbook = openpyxl.load_workbook(book(tmp_path, record, lang=lang))
    assert workbook.sheetnames == ["Commitments", "Events", "Participants", "Sources"]
    for table, sheet in zip(TABLES, workbook):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        headings = [cell.value for cell in sheet[1]]
        assert headings == [column.heading(lang) for column in table.columns]
        assert len(set(headings)) == len(headings)


def test_commitments_sheet(tmp_path, record):
    found = rows(book(tmp_path, record), "Commitments")
    assert len(found) == 3, "the translation shares the row of its original"
    agreement, proposal, decision = found
    assert agreement["Вид"] == "договорённость"
    assert agreement["Что"] == "создать рабочую группу до конца 2031 года"
    assert agreement["Цитата"] == "Стороны договорились создать рабочую группу до конца 2031 года"
    assert agreement["Срок: с"] == datetime(2031, 1, 1)
    assert agreement["Срок: по"] == datetime(2031, 12, 31)
    assert agreement["Срок: в тексте"] == "конца 2031 года"
    assert agreement["Срок: основание"] == "указано в тексте"
    assert agreement["Темы"] == "наркотики: прекурсоры; own topic"
    assert agreement["Событие"] == "встреча, 12.05 (год неизвестен), Ташкент"
    assert (agreement["Дата события: с"], agreement["Дата события: в тексте"]) == (None, "12 мая")
    assert agreement["Дата события: основание"] == "год неизвестен"
    assert agreement["Документ"] == "invented"
    assert proposal["Отрицание"] is None
    assert decision["Отрицание"] == "да"
    assert decision["Цитата на другом языке"] == "Heads of delegation decided to expand the exchange of data"
    assert decision["Примечания"] == "о том же (предложение): «А.Сафарова предложила расширить обмен данными»"


def test_translation_with_another_force_says_so(tmp_path, record):
    items = list(record.commitments)
    items[3] = items[3].model_copy(update={"force": "pledge"})
    found = rows(book(tmp_path, record.model_copy(update={"commitments": items}), lang="en"), "Commitments")
    assert "in the translation: pledge" in str(found[2]["Notes"])


def test_events_participants_and_sources_sheets(tmp_path, record):
    path = book(tmp_path, record, lang="en")
    (meeting,) = rows(path, "Events")
    assert (meeting["Type"], meeting["Status"], meeting["Places"]) == ("meeting", "held", "Ташкент")
    assert meeting["Date: EDTF"] == "XXXX-05-12"
    assert meeting["Participants"] == (
        "Анна Сафарова (Исполнительный секретарь, Центр «Дельта»; host); "
        "Олег Коваленко (министр здравоохранения, Беларусь); Главы делегаций"
    )
    assert meeting["Commitments"] == 1
    assert "провела переговоры с министром" in str(meeting["Quote"])
    participants = rows(path, "Participants")
    assert [row["Participant"] for row in participants] == ["Анна Сафарова", "Олег Коваленко", "Главы делегаций"]
    assert participants[0]["Role"] == "host"
    assert participants[1]["Affiliation"] == "Беларусь"
    assert participants[1]["As written"] == "Олегом Коваленко"
    assert participants[2]["Quote"] == "Главы делегаций решили расширить обмен данными."
    (line,) = rows(path, "Sources")
    assert (line["Mentions"], line["Events"], line["Commitments"], line["Dates without a year"]) == (10, 1, 4, 1)
    assert line["Languages"] == "Russian; English"
    assert line["SHA-256"] == record.document.sha256
    assert line["Published"] is None


def test_publication_date_is_a_date_with_its_basis(tmp_path):
    record = invented.record(published="2031-05-14", published_basis="option")
    (line,) = rows(book(tmp_path, record), "Sources")
    assert line["Опубликовано"] == datetime(2031, 5, 14)
    assert line["Дата публикации: основание"] == "задано при запуске"


def test_what_looks_like_a_formula_or_an_address_stays_text(tmp_path):
    hostile = ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "http://x", "\t=1", "{=1}", "007"]
    records = [invented.record(title=words, url=words, publisher=words) for words in hostile]
    workbook = openpyxl.load_workbook(book(tmp_path, *records))
    for sheet in workbook:
        for line in sheet.iter_rows(min_row=2):
            for cell in line:
                assert cell.data_type in ("s", "inlineStr", "n", "d")
                assert cell.hyperlink is None
    titles = [row["Заголовок"] for row in rows(tmp_path / "book.xlsx", "Sources")]
    assert titles == hostile


def test_same_records_give_the_same_bytes(tmp_path, record):
    first = book(tmp_path, record, record).read_bytes()
    (tmp_path / "other").mkdir()
    assert book(tmp_path / "other", record, record).read_bytes() == first


def test_rows_and_cells_that_do_not_fit(tmp_path, record):
    long = invented.record(title="ж" * 40_000)
    path = tmp_path / "book.xlsx"
    with Workbook(path, max_rows=3) as workbook:
        for item in (long, record, record, record):
            workbook.add(item)
        assert workbook.left_out == {"Commitments": 10, "Events": 2, "Participants": 10, "Sources": 2}
    found = rows(path, "Sources")
    assert len(found) == 2
    title = str(found[0]["Заголовок"])
    assert len(title) <= 32_767
    assert title.endswith("…")


def test_days_before_the_calendar_of_workbooks_are_written_as_text(tmp_path):
    record = invented.record(published="1812-09-07", published_basis="metadata")
    (line,) = rows(book(tmp_path, record), "Sources")
    assert line["Опубликовано"] == "1812-09-07"


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_any_title_makes_a_workbook_that_opens(tmp_path_factory, title):
    path = book(tmp_path_factory.mktemp("any"), invented.record(title=title or None))
    assert len(rows(path, "Sources")) == 1


def test_tables_have_both_headings_and_sensible_widths():
    for table in (COMMITMENTS, EVENTS, PARTICIPANTS, SOURCES):
        for column in table.columns:
            assert column.ru
            assert column.en
            assert 8 <= column.width <= 60


def test_bounds_of_an_event_with_two_dates(record):
    dates = list(record.entities.dates)
    dates[0] = dates[0].model_copy(update={"edtf": "2031-05-12", "anchor": "metadata"})
    dates[1] = dates[1].model_copy(update={"edtf": "2031-05-20", "precision": "day"})
    entities = record.entities.model_copy(update={"dates": dates})
    both = record.events[0].model_copy(update={"dates": ["d1", "d2"]})
    shown = View(record.model_copy(update={"entities": entities, "events": [both]})).event_date(both)
    assert (shown.first, shown.last) == (date(2031, 5, 12), bounds("2031-05-20")[1])
    assert shown.written == "12 мая; конца 2031 года"
    assert shown.basis == "по дате публикации; указано в тексте"


# --- the page


@pytest.mark.parametrize("lang", LANGS)
def test_page_shows_every_quote_once(record, lang):
    shown = " ".join(render(page(record, lang=lang), width=200).split())
    for item in record.commitments:
        assert shown.count(f"«{item.clause.text}»") == 1
    assert "Ташкент" in shown


def test_page_of_an_empty_record_says_so(record):
    empty = record.model_copy(update={"events": [], "commitments": []})
    shown = render(page(empty, lang="en"))
    assert "No events found." in shown
    assert "No commitments found." in shown


def test_page_steers_no_terminal_and_reads_no_markup():
    shown = render(page(invented.record(title="[bold]x[/]\x1b]0;title\x07\x9b31m", publisher=":smile:")))
    assert "[bold]x[/]" in shown
    assert ":smile:" in shown
    assert not set(shown) & set("\x1b\x07\x9b")


# --- what readers said


def test_tables_show_verdicts_beside_what_the_program_found(tmp_path, record):
    cells = {"c1": ["готово", "исправлено", "срок = 2032", "заметка", "", "А. К.", "2032-01-09"]}
    path = book(tmp_path, record, reviewed=lambda _: cells)
    first, second, *_ = rows(path, "Commitments")
    assert (first["Надёжность"], first["Вердикт"], first["Исправления"]) == ("готово", "исправлено", "срок = 2032")
    assert first["Срок: EDTF"] == "2031"  # the record stays what the program found
    assert (second["Надёжность"], second["Вердикт"]) == ("проверить", None)
    assert {row["Надёжность"] for row in rows(path, "Events")} == {"проверить"}

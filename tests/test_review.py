"""Verdicts: a file that people edit in spreadsheets, joined to records by content, nothing ever dropped."""

from __future__ import annotations

import invented
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import batch, evaluate, review
from extract.errors import GoldError
from extract.review import COLUMNS, Review, ReviewError, Row, Verdict
from extract.review.annotate import annotate
from extract.review.applying import apply
from extract.review.rows import guarded, parse_rows, rows_text, unguarded


@pytest.fixture
def record():
    return invented.record()


def about(item, **given) -> Row:
    return Row(kind=item.kind, key=item.key, document="invented", quote=item.quote, **given)


def find(record, kind: str, number: int = 0):
    return [item for item in review.items(record) if item.kind == kind][number]


# --- the file


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separators_and_byte_order_mark(tmp_path, separator, mark):
    path = tmp_path / "review.csv"
    path.write_text(
        mark
        + separator.join(("key", "Kind", "verdict", "mine"))
        + "\n"
        + separator.join(("a:b:c", "event", "да", "7")),
        encoding="utf-8",
    )
    (row,) = review.read_rows(path)
    assert (row.kind, row.key, row.verdict, row.other, row.number) == ("event", "a:b:c", "accept", {"mine": "7"}, 2)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20), max_size=9))
def test_cells_come_back_as_they_were(values):
    note, outcome, *others = [*(value.strip() for value in values), "", ""]
    extra = {f"column {number}": value for number, value in enumerate(others)}
    row = Row("event", "d:meeting:x", note=note, outcome=outcome, other=extra)
    (back,) = parse_rows(rows_text([row]).removeprefix("\ufeff"), "review.csv")
    assert (back.note, back.outcome, dict(back.other)) == (note, outcome, extra)


@pytest.mark.parametrize("value", ["=1+1", "+7", "-5", "@a", "'=x", "''-", "plain", "'quoted'", ""])
def test_formulas_are_written_as_text_and_read_back(value):
    assert not guarded(value).startswith(tuple("=+-@"))
    assert unguarded(guarded(value)) == value


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("key;verdict\na;accept", "no column 'kind'"),
        ("kind;key;note;note\n", "column 'note' comes twice"),
        ('kind;key\nevent;"a', "row 2: broken CSV"),
    ],
)
def test_useless_files_are_refused_in_one_line(tmp_path, content, message):
    path = tmp_path / "review.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReviewError, match=message) as error:
        review.load(path)
    assert "\n" not in str(error.value)


def test_other_encodings_are_refused(tmp_path):
    path = tmp_path / "review.csv"
    path.write_bytes("kind;key;note\nevent;a;заметка".encode("cp1251"))
    with pytest.raises(ReviewError, match="not UTF-8"):
        review.load(path)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("event;;accept;;", "no key"),
        (";k;accept;;", "no kind"),
        ("event;k;maybe;;", "unknown verdict 'maybe'"),
        ("event;k;correct;;planned", "has no field"),
        ("event;k;accept;status;planned", "without the verdict correct"),
    ],
)
def test_a_faulty_row_is_listed_and_kept(tmp_path, record, cells, fault):
    path = tmp_path / "review.csv"
    path.write_text(f"kind;key;verdict;field;value\n{cells}\n", encoding="utf-8")
    found = review.load(path)
    assert found.verdicts(record) == {}
    (unmatched,) = found.unmatched()
    assert fault in unmatched.reason
    found.save(tmp_path / "again.csv")
    assert len(review.load(tmp_path / "again.csv").rows) == 1


def test_a_folder_without_a_file_has_an_empty_review(tmp_path, record):
    found = review.load(tmp_path)
    assert not found
    assert found.verdicts(record) == {}
    assert found.unmatched() == []


def test_a_named_file_must_exist(tmp_path):
    with pytest.raises(ReviewError, match="no such file"):
        review.load(tmp_path / "gone.csv")


# --- matching


def test_verdict_of_several_rows(record):
    item = find(record, "commitment")
    rows = [
        about(item, verdict="accept", note="first"),
        about(item, verdict="correct", field="deadline", value="2031-12-01"),
        about(item, verdict="correct", field="force", value="plan", note="second", by="А. К.", on="2032-01-09"),
    ]
    assert Review(rows).verdicts(record) == {
        item.id: Verdict(
            "correct", {"deadline": "2031-12-01", "force": "plan"}, note="second", by="А. К.", on="2032-01-09"
        )
    }


def test_rows_of_other_documents_and_kinds_are_not_applied(record):
    item = find(record, "commitment")
    rows = [
        Row("commitment", item.key, document="other", verdict="reject"),
        Row("event", item.key, document="invented", verdict="reject"),
    ]
    found = Review(rows)
    assert found.verdicts(record) == {}
    assert [x.reason for x in found.unmatched()] == ["document not read", "is no longer found"]


def test_a_row_without_a_document_matches_by_key(record):
    item = find(record, "event")
    assert item.id in Review([Row("event", f"{item.key}", verdict="accept")]).verdicts(record)


def with_key(record, number: int, **given):
    changed = record.commitments[number].model_copy(update=given)
    others = [changed if n == number else c for n, c in enumerate(record.commitments)]
    return record.model_copy(update={"commitments": others})


def test_a_change_of_force_carries_the_verdict_by_its_words(record):
    old = with_key(record, 0, key="invented:agreement:создать рабочую группу")
    new = with_key(record, 0, key="invented:plan:создать рабочую группу", force="plan")
    row = about(find(old, "commitment"), verdict="reject")
    assert Review([row]).verdicts(new)["c1"] == Verdict("reject", carried=True)


def test_a_change_of_action_carries_the_verdict_by_its_quote(record):
    row = about(find(record, "commitment"), verdict="accept")
    new = with_key(record, 0, key="invented:agreement:quite other words")
    assert Review([row]).verdicts(new)["c1"].carried


def test_other_words_in_another_sentence_match_nothing(record):
    row = Row("commitment", "invented:plan:открыть бюро", document="invented", quote="Они откроют бюро в мае.")
    found = Review([row])
    assert found.verdicts(record) == {}
    assert [x.row for x in found.unmatched()] == [row]
    assert found.notes() == ["review.csv: row 0 (commitment invented:plan:открыть бюро): is no longer found"]


def test_numbered_keys_are_told_apart_by_their_quotes(record):
    first, second = record.commitments[0], record.commitments[1]
    base = "invented:proposal:расширить обмен"
    record = with_key(with_key(record, 0, key=base), 1, key=f"{base}#2")
    # an older version saw them the other way round
    row = Row("commitment", f"{base}#2", "invented", first.clause.text, verdict="reject")
    assert set(Review([row]).verdicts(record)) == {first.id}
    row = Row("commitment", f"{base}#2", "invented", verdict="reject")
    assert set(Review([row]).verdicts(record)) == {second.id}


def test_mention_keys_are_unique_and_do_not_depend_on_offsets(record):
    keys = review.mention_keys(record)
    assert len(set(keys.values())) == len(record.mentions)
    shifted = record.model_copy(
        update={
            "document": record.document.model_copy(update={"text": "\n" * 500 + (record.document.text or "")}),
            "mentions": [m.model_copy(update={"start": m.start + 500, "end": m.end + 500}) for m in record.mentions],
        }
    )
    assert list(review.mention_keys(shifted).values()) == list(keys.values())


# --- what others use


def test_other_kinds_are_for_those_who_ask():
    row = Row("merge", review.pair_key("b:meeting:y", "a:meeting:x"), verdict="accept")
    found = Review([row, Row("event", "k", verdict="accept")])
    assert found.of_kind("merge") == [row]
    assert row.key == "a:meeting:x | b:meeting:y"
    assert [x.row for x in found.unmatched(["merge"])] == [row]
    found.use(row)
    assert found.unmatched(["merge"]) == []
    assert len(found.unmatched()) == 1


def test_updating_replaces_all_rows_of_a_thing(record):
    old = [Row("event", "k", verdict="correct", field="status", value="held"), Row("event", "k", note="n")]
    kept = Row("event", "other", note="kept")
    new = Row("event", "k", verdict="accept")
    assert Review([*old, kept]).updated([new]).rows == [kept, new]


def test_columns_of_tables():
    verdict = Verdict("correct", {"deadline": "", "force": "plan"}, note="n", outcome="o", by="b", on="2032-01-09")
    said = ["исправлено", "срок = —; вид = plan", "n", "o", "b", "2032-01-09"]
    assert review.columns(verdict, "check") == ["готово", *said]
    assert review.columns(Verdict("reject"), "ready")[:2] == ["отклонено", "отклонено"]
    assert review.columns(None, "check") == ["проверить", *[""] * 6]
    assert len(review.columns(verdict, "check", "en")) == len(review.REVIEW_COLUMNS)


@pytest.mark.parametrize(
    ("tier", "answer", "expected"),
    [
        ("check", "", "check"),
        ("ready", "", "ready"),
        ("check", "accept", "ready"),
        ("check", "correct", "ready"),
        ("ready", "reject", "rejected"),
    ],
)
def test_a_reader_decides_what_is_ready(tier, answer, expected):
    assert review.effective_tier(tier, Verdict(answer)) == expected


def test_verdicts_written_into_the_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Commitments"
    headings = [heading for heading, *_ in review.REVIEW_COLUMNS[1:]]
    sheet.append(["Цитата", *headings, "Документ", "Ключ записи"])
    sheet.append(["q", "верно", None, "заметка", None, None, None, "d", "d:plan:a"])
    sheet.append(["q", None, None, None, None, None, None, "d", "d:plan:untouched"])
    sheet.append(["q", None, "срок = 2031-12-01; force = plan", None, "выполнено", None, None, "d", "d:plan:b"])
    book.save(tmp_path / "k.xlsx")
    rows = [
        (x.kind, x.key, x.verdict, x.field, x.value, x.note, x.fault) for x in review.load(tmp_path / "k.xlsx").rows
    ]
    assert rows == [
        ("commitment", "d:plan:a", "accept", "", "", "заметка", None),
        ("commitment", "d:plan:b", "correct", "deadline", "2031-12-01", "", None),
        ("commitment", "d:plan:b", "correct", "force", "plan", "", None),
    ]


def test_names_of_columns_are_those_of_rows():
    assert set(COLUMNS) <= set(Row.__dataclass_fields__)


# --- carried out, for annotation


def corrected(record, identifier: str, **corrections: str):
    return apply(record, {identifier: Verdict("correct", corrections)})


def commitment(record, identifier: str):
    return next((c for c in record.commitments if c.id == identifier), None)


def test_a_rejected_commitment_goes_with_all_that_refers_to_it(record):
    done = apply(record, {"c2": Verdict("reject")})
    assert done.problems == []
    assert [c.id for c in done.record.commitments] == ["c1", "c3", "c4"]
    assert commitment(done.record, "c3").restates is None


def test_a_rejected_event_leaves_its_commitments(record):
    done = apply(record, {"e1": Verdict("reject")})
    assert done.record.events == []
    assert commitment(done.record, "c1").event is None


def test_a_rejected_date_takes_the_deadline_that_rests_on_it(record):
    done = apply(record, {"m9": Verdict("reject")})
    item = commitment(done.record, "c1")
    assert (item.deadline, item.deadline_mention, item.specifics) == (None, None, [])
    assert "2031" not in [day.edtf for day in done.record.entities.dates]


def test_accepting_changes_nothing(record):
    assert apply(record, {"c1": Verdict("accept", note="n"), "e1": Verdict("", note="n")}).record == record


@pytest.mark.parametrize(
    ("identifier", "corrections", "expected"),
    [
        ("c1", {"force": "решение"}, {"force": "decision"}),
        ("c1", {"deadline": "01.12.2031"}, {"deadline": "2031-12-01", "deadline_mention": "m9"}),
        ("c1", {"deadline": ""}, {"deadline": None, "deadline_mention": None, "specifics": []}),
        ("c1", {"topics": "терроризм; own_topic"}, {"topics": ["terrorism", "own_topic"]}),
        ("c2", {"negated": "да"}, {"negated": True}),
        ("c3", {"negated": "no"}, {"negated": False}),
    ],
)
def test_corrected_fields_of_a_commitment(record, identifier, corrections, expected):
    done = corrected(record, identifier, **corrections)
    assert done.problems == []
    assert {name: getattr(commitment(done.record, identifier), name) for name in expected} == expected


def test_corrected_action_is_found_nearest(record):
    done = corrected(record, "c3", action="обмен  данными")
    item = commitment(done.record, "c3")
    assert (done.problems, item.action.text) == ([], "обмен данными")
    assert item.clause.start <= item.action.start < item.action.end <= item.clause.end


def test_corrected_actors_keep_those_that_stay_and_find_the_others(record):
    done = corrected(record, "c1", actors="Анна Сафарова; Беларусь; Главы делегаций")
    first, second, third = commitment(done.record, "c1").actors
    assert (first.text, first.basis) == ("Стороны", "resolved")
    assert (second.entity, second.text, second.basis) == ("l2", "Беларуси", "stated")
    assert (third.entity, third.text) == (None, "Главы делегаций")
    assert commitment(done.record, "c1").responsible == ["p1", "l2"]


@pytest.mark.parametrize(
    ("identifier", "corrections", "message"),
    [
        ("c1", {"force": "promise"}, "none of decision, agreement"),
        ("c1", {"deadline": "скоро"}, "'скоро'"),
        ("c1", {"actors": "Кто-то ещё"}, "not in the text"),
        ("c1", {"action": "другие слова"}, "not in the text"),
        ("c1", {"colour": "red"}, "cannot be corrected here"),
        ("e1", {"places": "Бишкек"}, "mark it in brat first"),
        ("m1", {"type": "position"}, "belongs to a person"),
        ("m5", {"value": ""}, "reject the mention"),
    ],
)
def test_what_cannot_be_carried_out_is_said_and_the_rest_stays(record, identifier, corrections, message):
    done = corrected(record, identifier, **corrections)
    (problem,) = done.problems
    assert message in problem
    assert "\n" not in problem
    assert done.record == record


def test_corrected_event(record):
    done = corrected(record, "e1", type="визит", status="planned", dates="13.05.2031", places="Беларусь", mode="")
    (event,) = done.record.events
    assert done.problems == []
    assert (event.type, event.plover, event.status, event.mode, event.places) == (
        "visit",
        "CONSULT",
        "planned",
        None,
        ["l2"],
    )
    assert [x.edtf for x in done.record.entities.dates if x.id in event.dates] == ["2031-05-13"]


def test_corrected_participants(record):
    done = corrected(record, "e1", participants="Олег Коваленко; Ташкент")
    first, second = done.record.events[0].participants
    assert (first.entity, second.entity, second.role) == ("p2", "l1", "participant")


def test_corrected_mentions(record):
    done = corrected(record, "m9", value="2032")
    assert commitment(done.record, "c1").deadline == "2032"
    done = corrected(record, "m10", value="Анна Сафарова-Ким")
    assert [p.name for p in done.record.entities.persons] == ["Анна Сафарова", "Олег Коваленко", "Анна Сафарова-Ким"]
    done = corrected(record, "m2", type="organization", value="Ташкент-Сити", text="Ташкенте")
    mention = next(m for m in done.record.mentions if m.id == "m2")
    assert (mention.type, mention.text) == ("organization", "Ташкенте")
    assert next(o.name for o in done.record.entities.organizations if o.id == mention.entity) == "Ташкент-Сити"


def test_verdicts_become_annotation(tmp_path, record):
    rows = [
        about(find(record, "commitment", 0), verdict="correct", field="force", value="plan", note="так", by="А. К."),
        about(find(record, "commitment", 1), verdict="reject"),
        about(find(record, "event"), verdict="accept"),
        Row("event", "invented:gone:x", document="invented", verdict="accept", number=5),
    ]
    done = annotate([record], Review(rows), tmp_path)
    assert done.paths == [tmp_path / "invented.ann"]
    assert done.verdicts == 3
    assert done.notes == ["review.csv: row 5 (event invented:gone:x): is no longer found"]
    text = (tmp_path / "invented.txt").read_bytes().decode("utf-8")
    ann = done.paths[0].read_text(encoding="utf-8")
    assert '"comment": "correct; А. К.: так"' in ann
    assert "reviewed: 1 of 1 events, 2 of 4 commitments, 0 of 10 mentions" in ann
    read = evaluate.ann_to_record(text, ann, record.document)
    assert [(c.id, c.force) for c in read.commitments] == [("c1", "plan"), ("c3", "decision"), ("c4", "decision")]
    problems = evaluate.check_gold(tmp_path)
    assert [p for p in problems if "is marked as a draft" not in p] == []
    with pytest.raises(GoldError, match="is there already"):
        annotate([record], Review(rows), tmp_path)


def test_documents_without_verdicts_are_not_written(tmp_path, record):
    assert annotate([record], Review(), tmp_path).paths == []
    assert list(tmp_path.iterdir()) == []


def test_many_stale_rows_are_summed_up():
    notes = Review([Row("event", f"k{n}", verdict="accept", number=n) for n in range(25)]).notes()
    assert len(notes) == 11
    assert "15 more rows match nothing" in notes[-1]


# --- in a run


def test_every_later_run_shows_the_verdicts_again(tmp_path, nlp):
    openpyxl = pytest.importorskip("openpyxl")
    text = tmp_path / "news.txt"
    text.write_text("5 июня 2024 года министры договорились провести учения до конца 2024 года.", encoding="utf-8")
    out = tmp_path / "out"

    def run():
        summary = batch.run([str(text)], out=out, nlp=nlp)
        header, *body = openpyxl.load_workbook(out / "kommunike.xlsx")["Commitments"].iter_rows(values_only=True)
        return summary, [dict(zip(header, line)) for line in body]

    summary, (row,) = run()
    assert (row["Надёжность"] in ("готово", "проверить"), row["Вердикт"], summary.made) == (True, None, 1)
    rows = [
        Row("commitment", row["Ключ записи"], "news", verdict="reject", note="не то"),
        Row("event", "news:gone:x", "news", verdict="accept", number=3),
    ]
    review.write_rows(out / "review.csv", rows)
    kept = (out / "review.csv").read_bytes()
    before = (out / "news.json").read_bytes()
    summary, (row,) = run()
    assert (row["Надёжность"], row["Вердикт"], row["Заметка"]) == ("отклонено", "отклонено", "не то")
    assert summary.made == 0  # no record is made anew for a verdict
    assert (out / "news.json").read_bytes() == before
    assert (out / "review.csv").read_bytes() == kept
    assert any("news:gone:x" in note for note in summary.notes)
    (out / "review.csv").unlink()
    assert run()[1][0]["Вердикт"] is None


def test_verdicts_written_into_the_workbook_of_a_run_are_kept(tmp_path, nlp):
    openpyxl = pytest.importorskip("openpyxl")
    text = tmp_path / "news.txt"
    text.write_text(
        "5 июня 2024 года министры договорились провести учения до конца 2024 года. Они призвали Казахстан "
        "ускорить обмен данными.",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    book = out / "kommunike.xlsx"
    batch.run([str(text)], out=out, nlp=nlp)

    def edit(row: int, **cells):
        opened = openpyxl.load_workbook(book)
        sheet = opened["Commitments"]
        headings = {cell.value: cell.column for cell in sheet[1]}
        for name, value in cells.items():
            sheet.cell(row, headings[name], value)
        opened.save(book)
        return sheet.cell(row, headings["Ключ записи"]).value

    key = edit(2, Вердикт="исправлено", Исправления="кто = А; Б; срок = 2025", Исход="в работе")
    summary = batch.run([str(text)], out=out, nlp=nlp)
    assert any("written into it by hand" in note for note in summary.notes)
    rows = [(r.key, r.verdict, r.field, r.value, r.outcome) for r in review.load(out).rows]
    assert rows == [(key, "correct", "actors", "А; Б", "в работе"), (key, "correct", "deadline", "2025", "в работе")]

    # the page adds a column of its own; an edit elsewhere leaves the row as it is
    path = out / "review.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(";on\n", ";on;mine\n", 1), encoding="utf-8")
    other = edit(3, Вердикт="нет")
    batch.run([str(text)], out=out, nlp=nlp)
    assert [(r.key, r.verdict) for r in review.load(out).rows] == [
        (key, "correct"),
        (key, "correct"),
        (other, "reject"),
    ]
    assert batch.run([str(text)], out=out, nlp=nlp).notes == []


def test_an_edited_workbook_that_cannot_be_read_is_kept(tmp_path, nlp):
    text = tmp_path / "news.txt"
    text.write_text("5 июня 2024 года министры договорились провести учения.", encoding="utf-8")
    out = tmp_path / "out"
    batch.run([str(text)], out=out, nlp=nlp)
    (out / "kommunike.xlsx").write_bytes(b"broken")
    summary = batch.run([str(text)], out=out, nlp=nlp)
    assert (out / "kommunike-edited.xlsx").read_bytes() == b"broken"
    assert (out / "kommunike.xlsx").stat().st_size > 1000
    assert any("kommunike-edited.xlsx" in note for note in summary.notes)

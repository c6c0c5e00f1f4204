"""Gold folders: reading, writing, and a checker that names file, line and remedy for whatever is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import gold_records
import invented
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.errors import GoldError, LexiconError
from extract.evaluate import check_gold, diff, draft, evaluate, load_gold, record_to_ann, sizes, write_gold
from extract.evaluate.brat import read_record
from extract.evaluate.gold import as_source, load_texts
from schemas import Record

GOLD = Path(__file__).parent.parent / "gold"
TEXT = "5 июня в Астане министр И. Петров встретился с послом.\nОни договорились провести учения.\n"


def small(doc: str = "doc") -> Record:
    return gold_records.record(
        TEXT,
        [
            ("date", "5 июня", "d1"),
            ("place", "Астане", "l1"),
            ("position", "министр", "p1"),
            ("person", "И. Петров", "p1"),
        ],
        {
            "d1": {"edtf": "2024-06-05", "anchor": "metadata", "inferred": True},
            "l1": {"name": "Астана", "kind": "city", "country": "KZ"},
            "p1": {"name": "И. Петров", "positions": [{"title": "министр", "mention": "m3", **OWNERLESS}]},
        },
        [
            {
                "type": "meeting",
                "trigger": "встретился",
                "dates": ["d1"],
                "places": ["l1"],
                "participants": [gold_records.participant(TEXT, "p1", "И. Петров", position="министр")],
            }
        ],
        [
            {
                "force": "agreement",
                "cue": "договорились",
                "action": "провести учения",
                "actors": [gold_records.party(TEXT, "p1", "Они", "resolved")],
                "event": "e1",
            }
        ],
        doc=doc,
    )


OWNERLESS = {"organization": None, "country": None}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    write_gold(small(), tmp_path)
    return tmp_path


def change(folder: Path, old: str, new: str, name: str = "doc.ann") -> None:
    path = folder / name
    content = path.read_bytes().decode("utf-8")
    assert old in content
    path.write_bytes(content.replace(old, new, 1).encode("utf-8"))


def test_clean_folder_has_no_problems(gold):
    assert check_gold(gold) == []
    assert load_gold(gold) == [small()]


def test_text_is_written_as_it_is(tmp_path):
    text = "а\r\nб\u00a0–\u2028в \n"
    write_gold(gold_records.record(text), tmp_path)
    assert (tmp_path / "doc.txt").read_bytes() == text.encode("utf-8")
    assert load_gold(tmp_path)[0].document.text == text


def test_metadata_come_back(tmp_path):
    record = invented.record(published="2031-05-13", published_basis="metadata", title="Сообщение, «для» печати")
    write_gold(record, tmp_path)
    write_gold(small(), tmp_path)
    found = {item.document.id: item.document for item in load_gold(tmp_path)}[record.document.id]
    assert (found.published, found.title, found.url) == ("2031-05-13", record.document.title, record.document.url)
    assert check_gold(tmp_path) == []


def test_row_of_a_rewritten_document_is_replaced(tmp_path):
    for title in ("one", "two"):
        write_gold(invented.record(title=title), tmp_path)
    rows = (tmp_path / "metadata.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 2
    assert rows[1].endswith(",two")


#: what is changed in doc.ann, and what the checker must say about it
FAULTS = [
    ("offset", "T2\tplace 9 15\t", "T2\tplace 9 14\t", r"doc\.ann:2: T2: the text at its offsets is 'Астан', the line"),
    ("outside", "T2\tplace 9 15\t", "T2\tplace 9 999\t", r"doc\.ann:2: T2: 9-999 lies outside the text"),
    ("words", "\tАстане", "\tАстана", r"doc\.ann:2: T2: the text at its offsets is 'Астане', the line says 'Астана'"),
    ("white space", "T2\tplace 9 15\tАстане", "T2\tplace 8 15\t Астане", r"doc\.ann:2: T2: .* outer white space"),
    (
        "gap",
        "T2\tplace 9 15\tАстане",
        "T2\tplace 2 6;9 15\tиюня Астане",
        r"doc\.ann:2: T2: only line breaks may be left out .* ' в '",
    ),
    ("label", "T2\tplace", "T2\tcity", r"doc\.ann:2: T2: unknown label 'city'; use one of date, place"),
    (
        "line kind",
        "A1\t",
        "N1\tReference T2 Wikidata:Q1\tx\nA1\t",
        r"doc\.ann:\d+: .*only T, E, R, A and # lines; remove",
    ),
    ("broken line", "T2\tplace 9 15\t", "T2 place 9 15 ", r"doc\.ann:2: .* is not a brat T line"),
    ("id twice", "T2\tplace", "T1\tplace", r"doc\.ann:2: T1 is used twice"),
    ("role", " place:T2", " venue:T2", r"doc\.ann:\d+: E1: unknown role 'venue'; use one of date"),
    ("role target", " place:T2", " place:T99", r"doc\.ann:\d+: E1: place points to T99, which is not in this file"),
    ("role label", " place:T2", " place:T1", r"doc\.ann:\d+: E1: place must be a place, T1 is a date"),
    ("role once", " event:E1", " event:E1 event2:E1", r"doc\.ann:\d+: E2: event is given 2 times; keep one"),
    ("no action", " action:T6", "", r"doc\.ann:\d+: E2: a commitment needs an action"),
    ("trigger label", "E1\tmeeting:", "E1\tvisit:", r"doc\.ann:\d+: E1 is a visit, its trigger T\d+ a meeting"),
    ("trigger", "E1\tmeeting:T5", "E1\tmeeting:T77", r"doc\.ann:\d+: E1: its trigger T77 is not in this file"),
    (
        "attribute",
        "\tstatus E1 held",
        "\tstate E1 held",
        r"doc\.ann:\d+: A\d+: a meeting has no 'state'; it has status",
    ),
    (
        "value",
        "\tstatus E1 held",
        "\tstatus E1 reported",
        r"doc\.ann:\d+: A\d+: status takes one of held, .* 'reported'",
    ),
    ("binary", "\tinferred T1", "\tinferred T1 yes", r"doc\.ann:\d+: A\d+: inferred takes no value, found 'yes'"),
    ("no value", "\tkind T2 city", "\tkind T2", r"doc\.ann:\d+: A\d+: kind takes one of country, .*, found none"),
    ("missing", "\tforce E2 agreement", "\tlanguage E2 ru", r"doc\.ann:\d+: E2: attribute force is missing; add it"),
    ("attribute target", "\tkind T2", "\tkind T66", r"doc\.ann:\d+: A\d+: T66 is not in this file"),
    ("edtf", '"2024-06-05"', '"2024-06-31"', r"doc\.ann:\d+: edtf: .*this month has 30 days"),
    ("not edtf", '"2024-06-05"', '"5 июня"', r"doc\.ann:\d+: edtf: '5 июня' is not an EDTF date"),
    ("country", '"KZ"', '"Казахстан"', r"doc\.ann:\d+: country: .* \(found 'Казахстан'\)"),
    ("entity key", '"country"', '"state"', r"doc\.ann:\d+: state: Extra inputs are not permitted"),
    ("note", '{"entity": {"id": "l1"', 'Астана {"entity": {"id": "l1"', r"doc\.ann:\d+: the note of T2 is not JSON"),
    ("note key", '{"key": "key:e1"', '{"remark": 1, "key": "key:e1"', r"doc\.ann:\d+: #\d+: unknown key 'remark'"),
    (
        "no entity",
        '"entity": {"id": "l1"',
        '"comment": {"id": "l1"',
        r"doc\.ann:2: T2 \('Астане'\): no entity; describe",
    ),
    ("unknown entity", '"mention": "m3"', '"mention": "m9"', r"positions\.mention refers to m9, which is not there"),
    (
        "relation",
        "\tholder ",
        "\towner ",
        r"doc\.ann:\d+: R1: unknown relation 'owner'; use same_as, holder, refers_to",
    ),
    (
        "direction",
        "Arg1:T3 Arg2:T4",
        "Arg1:T4 Arg2:T3",
        r"R1: holder goes from a position to a person, not from a pers",
    ),
    ("other type", "\tholder Arg1:T3 Arg2:T4", "\tsame_as Arg1:T2 Arg2:T1", r"same_as joins two mentions of one type"),
    ("as", '"participant:T4"', '"chair:T4"', r"doc\.ann:\d+: E1: `as` names 'chair:T4', which is no argument of it"),
    (
        "draft",
        '{"entity": {"id": "d1"',
        '{"record": {"draft": "x"}, "entity": {"id": "d1"',
        r"doc\.ann: is marked as a draft; correct",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_fault_is_named_with_its_line(gold, old, new, message):
    change(gold, old, new)
    problems = check_gold(gold)
    assert problems
    # a draft is a draft as a whole; every other fault is in a line
    line = r":\d+" if "draft" not in new else ""
    assert all(re.match(rf".*doc\.ann{line}: ", problem) for problem in problems), problems
    assert any(re.search(message, problem) for problem in problems), problems


def test_all_faults_are_shown_at_once(gold):
    change(gold, "T2\tplace 9 15\t", "T2\tplace 9 14\t")
    change(gold, "\tstatus E1 held", "\tstatus E1 done")
    assert len(check_gold(gold)) == 2
    with pytest.raises(GoldError, match=r"doc\.ann:2: "):
        load_gold(gold)


def test_circle_of_same_things(gold):
    change(gold, "R1\tholder", "R8\tsame_as Arg1:T4 Arg2:T4\nR1\tholder")
    change(gold, '"entity": {"id": "p1"', '"comment": {"id": "p1"')
    assert any("run in a circle" in problem for problem in check_gold(gold))


def test_one_thing_under_two_entities(tmp_path):
    text = "ШОС и ШОС"
    bodies = {"o1": "Шанхайская организация сотрудничества", "o2": "Шанхайская организация сотрудничества"}
    record = gold_records.record(text, [("organization", "ШОС", "o1"), ("organization", "ШОС", "o2", 2)], bodies)
    write_gold(record, tmp_path)
    assert any("o1 and o2 are both the organization" in problem for problem in check_gold(tmp_path))


def test_missing_files_and_strays(gold):
    (gold / "lone.txt").write_text("текст", encoding="utf-8")
    (gold / "other.ann").write_text("", encoding="utf-8")
    (gold / "metadata.csv").write_text("doc,published\nghost,2020-01-01\n", encoding="utf-8")
    problems = check_gold(gold)
    assert len(problems) == 3
    for words in ("lone.ann: is missing", "other.ann: its text is missing", "describes ghost, which is not there"):
        assert any(words in problem for problem in problems), problems


def test_bad_metadata(gold):
    (gold / "metadata.csv").write_text("doc,published\ndoc,yesterday\n", encoding="utf-8")
    assert any("yesterday" in problem for problem in check_gold(gold))


def test_changed_text_is_found_by_its_source(gold, tmp_path_factory):
    sources = tmp_path_factory.mktemp("sources")
    (sources / "doc.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8"))
    assert any("differs from its source" in problem for problem in check_gold(gold, sources=sources))
    (sources / "doc.txt").write_bytes(TEXT.encode("utf-8"))
    assert check_gold(gold, sources=sources) == []


def test_folder_that_is_not_there(tmp_path):
    assert len(check_gold(tmp_path / "nowhere")) == 1


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_makes_the_reader_fail(data):
    """Whatever is done to a file, the reader answers with problems or with a record that the schema takes."""
    record = data.draw(st.sampled_from([small(), invented.record()]))
    lines = record_to_ann(record).splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        place = data.draw(st.integers(0, len(line)))
        piece = data.draw(
            st.sampled_from(["", "0", "9", "T1", "E1", " ", "\t", ":", '"', "{}", "[1]", "null", "x", "-"])
        )
        lines[number] = line[:place] + piece + line[place + data.draw(st.integers(0, 6)) :]
    text = record.document.text or ""
    found, problems = read_record(text, "\n".join(lines), record.document)
    assert (found is not None) or problems
    if found is not None and not problems:
        assert Record.model_validate(found.model_dump()) == found


@settings(max_examples=300)
@given(st.data())
def test_no_damage_to_notes_makes_the_reader_fail(data):
    record = data.draw(st.sampled_from([small(), invented.record()]))
    lines = record_to_ann(record).splitlines()
    noted = [number for number, line in enumerate(lines) if line.startswith("#")]
    number = data.draw(st.sampled_from(noted))
    head, _, note = lines[number].rpartition("\t")
    content = json.loads(note) | data.draw(st.sampled_from([{}, {"record": {"entities": {"persons": [{"id": "p9"}]}}}]))
    holder, key = content, data.draw(st.sampled_from(sorted(content)))
    while isinstance(holder[key], (dict, list)) and holder[key] and data.draw(st.booleans()):
        holder = holder[key]
        keys = sorted(holder) if isinstance(holder, dict) else range(len(holder))
        key = data.draw(st.sampled_from(keys))
    holder[key] = data.draw(st.sampled_from([None, 1, "x", [], {}, [None], [1], {"x": 1}, {"0": None}, {"persons": 1}]))
    lines[number] = f"{head}\t{json.dumps(content, ensure_ascii=False)}"
    found, problems = read_record(record.document.text or "", "\n".join(lines), record.document)
    assert (found is not None) or problems


def test_languages_follow_the_script_unless_the_annotation_names_them(tmp_path):
    record = gold_records.record("Слово and a word", [("date", "word", "d1")], {"d1": "2020"}, languages=["en"])
    write_gold(record, tmp_path)
    assert load_gold(tmp_path)[0].document.languages == ["en"]
    text = load_texts(tmp_path)[0]
    assert as_source(text.text, text.source).languages == ["en", "ru"]


def test_sizes_in_the_readme_are_fresh():
    assert sizes.fresh(GOLD), "run: python -m extract.evaluate.sizes gold"


def test_sizes_are_counts_of_both_halves(tmp_path):
    write_gold(small(), tmp_path / "dev")
    write_gold(invented.record(), tmp_path / "test")
    readme = tmp_path / "README.md"
    readme.write_text("Before\n<!-- sizes:start -->\nold\n<!-- sizes:end -->\nafter\n", encoding="utf-8")
    assert sizes.main([str(tmp_path), "--check"]) == 1
    assert sizes.main([str(tmp_path)]) == 0
    text = readme.read_text(encoding="utf-8")
    record = invented.record()
    assert text.startswith("Before\n")
    assert text.endswith("after\n")
    for line in (
        "| documents | 1 | 1 |",
        f"| characters | {len(TEXT)} | {record.document.length:,} |",
        f"| **mentions** | **4** | **{len(record.mentions)}** |",
        f"| **commitments** | **1** | **{len(record.commitments)}** |",
        "| – meeting / call / visit | 1 / 0 / 0 |",
    ):
        assert line in text
    assert sizes.main([str(tmp_path), "--check"]) == 0


def test_sizes_need_their_markers(tmp_path, capsys):
    for half in ("dev", "test"):
        write_gold(small(), tmp_path / half)
    (tmp_path / "README.md").write_text("nothing\n", encoding="utf-8")
    assert sizes.main([str(tmp_path)]) == 1
    assert "0 pairs of markers" in capsys.readouterr().err


def test_agreement_of_two_annotations(gold, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    write_gold(small(), other)
    same = diff(gold, other)
    assert same.summary.errors == []
    change(other, "\tforce E2 agreement", "\tforce E2 decision")
    write_gold(small("more"), other)
    differing = diff(gold, other)
    assert [(error.layer, error.kind, error.gold, error.predicted) for error in differing.summary.errors] == [
        ("commitment", "force", "agreement", "decision")
    ]
    assert differing.only_second == ["more"]


def test_agreement_needs_common_texts(gold, tmp_path):
    empty = tmp_path / "empty"
    write_gold(small("other"), empty)
    (gold / "doc.txt").rename(gold / "x.txt")
    (gold / "doc.ann").rename(gold / "x.ann")
    with pytest.raises(GoldError, match="no document in common"):
        diff(gold, empty)


def test_draft_is_readable_and_refused_as_gold(tmp_path):
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode("utf-8"))
    path = draft(file, out=tmp_path / "drafts")
    assert path == tmp_path / "drafts" / "page.ann"
    assert load_gold(path.parent)[0].document.text == TEXT
    assert any("is marked as a draft" in problem for problem in check_gold(path.parent)) or not path.read_text()
    with pytest.raises(GoldError, match="is there already"):
        draft(file, out=tmp_path / "drafts")


def test_draft_beside_its_text_leaves_the_text_alone(tmp_path):
    (tmp_path / "metadata.csv").write_text("doc,published\npage,2024-06-12\n", encoding="utf-8")
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode("utf-8"))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    assert draft(file) == tmp_path / "page.ann"
    for name, content in before.items():
        assert ((tmp_path / name).read_bytes(), (tmp_path / name).stat().st_mtime_ns) == content
    assert load_gold(tmp_path)[0].document.published == "2024-06-12"


def test_draft_of_a_text_with_a_mark_needs_a_folder_for_its_copy(tmp_path):
    # brat counts a byte order mark, so that the text has to be written anew
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode("utf-8-sig"))
    with pytest.raises(GoldError, match=r"not plain UTF-8.*--out DIR"):
        draft(file)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]
    assert draft(file, out=tmp_path / "drafts").exists()
    assert (tmp_path / "drafts" / "page.txt").read_bytes() == TEXT.encode("utf-8")
    assert file.read_bytes() == TEXT.encode("utf-8-sig")


def test_lexicons_of_the_user_reach_draft_and_scores(tmp_path):
    lexicons = tmp_path / "lexicons"
    lexicons.mkdir()
    (lexicons / "organizations.yaml").write_text("- nonsense: 1\n", encoding="utf-8")
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode("utf-8"))
    with pytest.raises(LexiconError):
        draft(file, lexicons=lexicons)
    write_gold(small(), tmp_path / "gold")
    with pytest.raises(LexiconError):
        evaluate(tmp_path / "gold", lexicons=lexicons)

"""The ledger on the releases of gold/ledger and on small collections of its own."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest
from marked import CASES

from extract.document import SourceInfo
from extract.ledger import build, build_from
from extract.ledger.due import due, keys, new
from extract.ledger.export import write
from extract.ledger.ledger import MERGE, merge
from extract.ledger.reading import read
from extract.ledger.rows import THREADS, entity_rows, event_rows, read_threads, thread_rows
from extract.ledger.score import align, load_gold, outcomes
from extract.ledger.story import tell
from extract.ledger.words import action_class, content, object_head, ordinal, quoted_names, sound
from extract.pipeline import record
from extract.read import Reader, find
from extract.review import Row, pair_key, write_rows

GOLD = CASES.parent.parent / "gold" / "ledger"


def _raw(nlp, texts):
    """Records of (id, day, text) as JSON objects."""
    found = []
    for identifier, published, text in texts:
        source = SourceInfo(id=identifier, published=published, published_basis="metadata")
        found.append(json.loads(record(nlp, text, source).model_dump_json()))
    return found


@pytest.fixture(scope="module")
def raw(nlp):
    found = find([str(GOLD)])
    reader = Reader()
    reader.load_metadata(found.inputs)
    documents = [reader.read(item) for item in found.inputs]
    return [json.loads(record(nlp, d.text, d.source).model_dump_json()) for d in documents]


@pytest.fixture(scope="module")
def ledger(raw):
    return build_from(raw)


@pytest.fixture(scope="module")
def rows(ledger):
    return list(thread_rows(ledger))


def _thread(rows, words):
    """The thread with an entry that holds the words."""
    found = [row for row in rows if any(words in entry.quote for entry in row.entries)]
    assert len(found) == 1, [row.about for row in found]
    return found[0]


# --- the hand-made set


def test_gold_set_is_large_enough_and_its_quotes_stand_in_their_releases():
    gold = load_gold(GOLD / "threads.yaml")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in GOLD.glob("*.txt")}
    assert len(texts) >= 30
    assert sum(len(thread["members"]) > 1 for thread in gold["threads"]) >= 8
    for thread in gold["threads"]:
        for member in thread["members"]:
            assert member["quote"] in texts[member["doc"]]
    for part, of in (("events", "tellings"), ("persons", "named"), ("instruments", "named")):
        for cluster in gold[part]:
            assert all(quote in texts[doc] for doc, quote in cluster[of].items())


def test_scores_on_the_hand_made_set_do_not_fall(raw):
    ledger = merge(read(raw, local=True))
    gold = load_gold(GOLD / "threads.yaml")
    layers = align(gold, raw, ledger)
    floors = {"threads": (0.97, 0.78), "events": (0.97, 0.90), "persons": (0.97, 0.94), "instruments": (0.97, 0.9)}
    for name, (precision, recall) in floors.items():
        score = layers[name].found()
        assert score.b_cubed_precision >= precision, name
        assert score.b_cubed_recall >= recall, name
    told = outcomes(gold, layers, ledger)
    assert told["right"] >= 25


# --- threads


def test_a_thread_from_proposal_to_adoption(rows):
    row = _thread(rows, "разработать новую Антинаркотическую стратегию")
    kinds = [entry.kind for entry in row.entries]
    assert kinds[0] == "proposal"
    assert [kinds.index(kind) for kind in ("drafted", "endorsed", "adopted")] == sorted(
        kinds.index(kind) for kind in ("drafted", "endorsed", "adopted")
    )
    story = row.story
    assert story.state == "done"
    assert story.outcome.document == "05_shos_sammit"
    assert "утвердили" in story.outcome.quote
    assert [entry.published for entry in row.entries] == sorted(entry.published for entry in row.entries)


def test_the_approval_of_a_draft_is_no_outcome(rows):
    row = _thread(rows, "подготовить проект Положения о совместном реестре")
    assert row.story.outcome.document == "23_sgp_polozhenie"
    until = [entry for entry in row.entries if entry.published < "2024-11-15"]
    assert tell(until).state == "underway"


def test_traps_stay_apart(rows):
    drones = [row for row in rows if "беспилотным" in row.about]
    assert len(drones) == 2
    spectrometers = [row for row in rows if any("спектрометров" in entry.quote for entry in row.entries)]
    assert len(spectrometers) == 2
    protocols = [row for row in rows if row.about.startswith("подписать до") and "Протокол" in row.about]
    assert len(protocols) == 2
    assert _thread(rows, "совместные учения «Заслон-2023»").id != _thread(rows, "совместные учения «Заслон-2024»").id


def test_an_agreement_to_create_a_centre_does_not_end_its_thread(rows):
    row = _thread(rows, "открыт Антинаркотический центр ШОС")
    assert row.story.outcome.document == "10_khovar_centr"


def test_joins_are_explained(rows):
    for row in rows:
        members = [entry for entry in row.entries if entry.item != "event"]
        assert len(row.joins) >= len(members) - 1
        for key, why in row.joins:
            assert " | " in key
            assert why


def test_a_refusal_and_a_promise_are_two_threads(nlp):
    raw = _raw(
        nlp,
        [
            ("a", "2031-01-10", "Казахстан намерен разместить военные базы на Каспии."),
            ("b", "2031-02-10", "Казахстан отказался размещать военные базы на Каспии."),
        ],
    )
    assert len(build_from(raw).threads) == 2


# --- events and entities


def test_one_session_in_several_releases_with_its_differences(ledger):
    events = [row for row in event_rows(ledger) if row["number"] == 23]
    by_size = sorted(events, key=lambda row: -len(row["sources"]))
    assert [len({s["document"] for s in row["sources"]}) for row in by_size] == [3, 1]
    moved = by_size[0]
    assert moved["status"] == "held"
    assert moved["first_day"] == "2025-05-22"
    assert moved["differences"]["dates"]["36_ksopn_22"] == ["2025-04"]
    assert any("number of the session" in join["why"] for join in moved["joins"])


def test_sessions_of_two_councils_with_one_number_stay_apart(ledger):
    assert len([row for row in event_rows(ledger) if row["number"] == 87]) == 2


def test_namesakes_stay_apart(ledger):
    people = {row["name"]: row for row in entity_rows(ledger) if row["kind"] == "person" and "Каримов" in row["name"]}
    assert sorted(people) == ["Бахтиёр Каримов", "Рустам Каримов", "Шариф Каримов"]
    assert "Б.Каримов" in people["Бахтиёр Каримов"]["forms"]
    assert people["Бахтиёр Каримов"]["countries"] == ["UZ"]


def test_a_name_in_two_alphabets_is_one_person(ledger):
    found = [row for row in entity_rows(ledger) if row["name"] == "Азамат Токтосунов"]
    assert len(found) == 1
    assert "Azamat Toktosunov" in found[0]["forms"]


def test_a_surname_alone_is_whoever_of_that_name_was_there(ledger):
    found = [row for row in entity_rows(ledger) if "Кулагин" in row["name"]]
    assert [row["name"] for row in found] == ["Владимир Кулагин"]
    assert found[0]["joined_by"] == ["surname, same event"]


def test_two_meetings_of_one_man_on_one_day(nlp):
    text = "5 мая 2031 года в Баку министр обороны Армении Ашот Петросян встретился с министром обороны {}."
    raw = _raw(
        nlp,
        [
            ("a", "2031-05-05", text.format("Индии Раджнатом Сингхом")),
            ("b", "2031-05-06", text.format("Ирана Амиром Хатами")),
            ("c", "2031-05-06", text.format("Индии Раджнатом Сингхом")),
        ],
    )
    sources = sorted(sorted(s["document"] for s in row["sources"]) for row in event_rows(build_from(raw)))
    assert sources == [["a", "c"], ["b"]]


# --- determinism and rereading


def test_order_of_records_does_not_matter(raw, rows):
    shuffled = list(raw)
    random.Random(7).shuffle(shuffled)
    again = build_from(shuffled)
    assert [row.as_json() for row in thread_rows(again)] == [row.as_json() for row in rows]
    assert {row["id"] for row in event_rows(again)} == {row["id"] for row in event_rows(build_from(raw))}


def test_threads_are_read_back_as_they_were(ledger, rows, tmp_path):
    write(ledger, tmp_path)
    assert list(read_threads(tmp_path / THREADS)) == rows


# --- due and new


def test_due_overdue_and_silent(rows):
    found = due(rows, on=date(2025, 10, 1))
    by_about = {row.promise.quote: row for row in found}
    launch = by_about["обеспечить запуск реестра"]
    assert launch.status == "overdue"
    assert launch.mentioned_again == 0
    drones = [row for row in found if "беспилотным" in row.promise.quote]
    assert {row.status for row in drones} == {"silent"}
    done = _thread(rows, "передаст МВД Кыргызской Республики").id
    assert done not in {row.thread.id for row in found}
    assert [row.status for row in found] == sorted(
        (row.status for row in found), key=("overdue", "due", "silent").index
    )


def test_due_looks_only_at_releases_of_its_day(rows):
    thread = _thread(rows, "передаст МВД Кыргызской Республики").id
    before = {row.thread.id: row.status for row in due(rows, on=date(2024, 11, 1))}
    assert before[thread] == "due"
    late = {row.thread.id for row in due(rows, on=date(2024, 2, 1))}
    assert thread not in late


def test_a_deadline_that_was_put_off_counts_as_put_off(rows):
    row = _thread(rows, "провести XXIII заседание КСОПН")
    overdue = {r.thread.id for r in due([row], on=date(2025, 5, 10))}
    assert overdue <= {row.id}
    assert [r.status for r in due([row], on=date(2025, 5, 10))] == ["due"]


def test_new_since_a_day_and_since_a_ledger(rows, raw):
    found = list(new(rows, since=date(2025, 9, 12)))
    assert {row.entry.document for row in found} == {"10_khovar_centr", "11_shos_centr", "13_kabar_uchcentr"}
    outcome = [row for row in found if row.status == "outcome" and "открыт Учебный центр" in row.entry.quote]
    assert len(outcome) == 1
    earlier = keys(thread_rows(build_from(r for r in raw if r["document"]["id"] < "38")))
    added = {row.entry.document for row in new(rows, earlier=earlier)}
    assert added == {"38_odkb_perenos", "39_ksopn_23"}


# --- the reader's word


def test_review_overrules_merges(raw, tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    (run / "records.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in raw), encoding="utf-8")
    before = build(run)
    drones = [act for act in before.acts if "беспилотным" in act.quote]
    assert drones[0].thread != drones[1].thread
    keep = next(row for row in thread_rows(before) if "спектрометров" in row.about)
    apart = keep.joins[0][0]
    write_rows(
        run / "review.csv",
        [
            Row(MERGE, pair_key(drones[0].key, drones[1].key), verdict="accept"),
            Row(MERGE, apart, verdict="reject"),
            Row(MERGE, "no such | key", verdict="accept"),
        ],
    )
    after = build(run)
    together = [act for act in after.acts if "беспилотным" in act.quote]
    assert together[0].thread == together[1].thread
    row = next(row for row in thread_rows(after) if "беспилотным" in row.about)
    assert row.joins[0][1] == ("said by a reader",)
    first, second = (next(act for act in after.acts if act.key == key) for key in apart.split(" | "))
    assert first.thread != second.thread
    assert [row.key for row in after.unused] == ["no such | key"]


# --- words


@pytest.mark.parametrize(
    ("written", "number"),
    [("XXII", 22), ("63", 63), ("63-е", 63), ("восемьдесят шестое", 86), ("двенадцатое", 12), ("пятнадцатого", 15),
     ("сорок четвертого", 44), ("пятидесятое", 50), ("ХIV", 14), (None, None), ("очередное", None), ("", None)],
)  # fmt: skip
def test_ordinals(written, number):
    assert ordinal(written) == number


@pytest.mark.parametrize(
    ("russian", "english"),
    [("Токтосунов", "Toktosunov"), ("Садыков", "Sadykov"), ("Ахметжанов", "Akhmetzhanov"), ("Чжан", "Zhang")],
)
def test_names_sound_alike_in_both_alphabets(russian, english):
    assert sound(russian) == sound(english)


@pytest.mark.parametrize(
    ("phrase", "after", "head"),
    [
        ("подготовить проект Положения", "подготовить", "проект"),
        ("провести на территории Казахстана совместные учения", "провести", "учение"),
        ("усиления контроля за оборотом", "усиление", "контроль"),
        ("deliver ten portable spectrometers to the Ministry", "deliver", "spectrometer"),
        ("", None, None),
    ],
)
def test_object_of_an_action(phrase, after, head):
    found = object_head(phrase, after=after)
    assert (found[1] if found else None) == head


def test_classes_and_content():
    assert action_class("учредить") == action_class("создание") == "create"
    assert action_class("подписать") != action_class("создать")
    assert action_class(None) is None
    assert content("передать десять спектрометров") == content("передать 10 spectrometers")
    assert quoted_names("учения «Заслон-2031» и «Щит»") == ("заслон-2031", "щит")

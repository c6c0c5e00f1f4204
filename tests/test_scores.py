"""Scores: hand arithmetic, agreement with published scorers, damage to gold that costs exactly what it should."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import gold_records
import invented
import pytest
from gold_records import participant, party
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from extract import cli
from extract.errors import GoldError
from extract.evaluate import EvaluationResult, evaluate, load_gold, others, score, write_gold
from extract.evaluate.align import best_total, equal_pairs, pairs
from extract.evaluate.corpora import Words, _read_standard, evaluate_corpus, score_names, score_occupations
from extract.evaluate.counts import Found, Right, found, intervals, pool
from extract.evaluate.report import html_page, markdown_page
from extract.evaluate.scores import MEASURES, DocumentScores
from extract.evaluate.summary import Summary, read_baseline
from extract.evaluate.values import View, fold, same, same_actor, title_key
from schemas import Record

TEXT = (
    "5 июня 2024 года в Астане директор АКН Таджикистана Рустам Рахмонов встретился с главой ОДКБ И. Петровым. "
    "Стороны договорились провести учения до конца года. Рахмонов предложил создать рабочую группу."
)
MENTIONS = [
    ("date", "5 июня 2024 года", "d1"),
    ("place", "Астане", "l1"),
    ("position", "директор АКН Таджикистана", "p1"),
    ("organization", "АКН Таджикистана", "o1"),
    ("place", "Таджикистана", "l2"),
    ("person", "Рустам Рахмонов", "p1"),
    ("position", "главой ОДКБ", "p2"),
    ("organization", "ОДКБ", "o2"),
    ("person", "И. Петровым", "p2"),
    ("date", "конца года", "d2"),
    ("person", "Рахмонов", "p1", 2),
]
ENTITIES = {
    "d1": "2024-06-05",
    "d2": {"edtf": "2024", "anchor": "text", "inferred": True},
    "l1": {"name": "Астана", "kind": "city", "country": "KZ"},
    "l2": {"name": "Таджикистан", "country": "TJ"},
    "p1": {
        "name": "Рустам Рахмонов",
        "positions": [{"title": "директор", "organization": "o1", "country": "TJ", "mention": "m3"}],
    },
    "p2": {
        "name": "И. Петров",
        "positions": [{"title": "глава", "organization": "o2", "country": None, "mention": "m7"}],
    },
    "o1": {"name": "Агентство по контролю за наркотиками Таджикистана", "short_name": "АКН", "country": "TJ"},
    "o2": {"name": "Организация Договора о коллективной безопасности", "short_name": "ОДКБ", "wikidata": "Q318693"},
}
EVENTS = [
    {
        "type": "meeting",
        "trigger": "встретился",
        "dates": ["d1"],
        "places": ["l1"],
        "participants": [participant(TEXT, "p1", "Рустам Рахмонов"), participant(TEXT, "p2", "И. Петровым")],
    },
    {"type": "exercise", "trigger": "учения", "status": "planned"},
]
COMMITMENTS = [
    {
        "force": "agreement",
        "cue": "договорились",
        "action": "провести учения до конца года",
        "actors": [party(TEXT, "p1", "Стороны", "resolved"), party(TEXT, "p2", "Стороны", "resolved")],
        "deadline": "2024",
        "deadline_mention": "m10",
    },
    {
        "force": "proposal",
        "cue": "предложил",
        "action": "создать рабочую группу",
        "actors": [party(TEXT, "p1", "Рахмонов")],
    },
]


def gold(doc: str = "doc", **changed) -> Record:
    parts = {"mentions": MENTIONS, "entities": ENTITIES, "events": EVENTS, "commitments": COMMITMENTS, **changed}
    return gold_records.record(
        TEXT, parts["mentions"], parts["entities"], parts["events"], parts["commitments"], doc=doc
    )


def entities(**changed):
    return {**ENTITIES, **{key: {**_fields(ENTITIES[key]), **fields} for key, fields in changed.items()}}


def _fields(given):
    return given if isinstance(given, dict) else {"edtf": given}


def differing(predicted: Record) -> dict[str, object]:
    """The measures on which a prediction is not perfect."""
    perfect, counts = score(gold(), gold()).counts, score(gold(), predicted).counts
    return {name: counts[name] for name in counts if counts[name] != perfect[name]}


# --- counts ----------------------------------------------------------------------------------------------------------


def test_ratios_by_hand():
    counts = Found(tp=3, fp=1, fn=2)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert Right(3, 4).value == 0.75
    assert found(3, 5, 4) == counts


def test_nothing_to_score_is_null():
    assert (Found().precision, Found().recall, Found().f1, Right().value) == (None, None, None, None)
    # something was there and nothing found: that is 0
    assert (Found(fn=2).precision, Found(fn=2).recall, Found(fn=2).f1) == (None, 0, 0)
    assert json.loads(json.dumps(Found().as_json()))["f1"] is None


def test_pooling_adds_counts():
    total = pool([{"a": Found(1, 0, 1), "b": Right(1, 2)}, {"a": Found(0, 2, 0)}])
    assert total == {"a": Found(1, 2, 1), "b": Right(1, 2)}


def test_intervals_are_deterministic_and_hold_the_value():
    documents = [{"a": Found(k, 3 - k % 3, k % 2)} for k in range(8)]
    first, second = intervals(documents), intervals(documents)
    assert first == second
    low, high = first["a"]
    assert low <= pool(documents)["a"].f1 <= high
    assert low < high


def test_intervals_by_hand():
    # two documents, one right and one wrong: a sample is all wrong, half or all right with 1/4, 1/2, 1/4
    assert intervals([{"a": Right(1, 1)}, {"a": Right(0, 1)}])["a"] == (0.0, 1.0)
    assert intervals([{"a": Right(1, 1)}, {"a": Right(1, 1)}])["a"] == (1.0, 1.0)
    assert intervals([{"a": Right(1, 1)}])["a"] is None
    assert intervals([{"a": Right()}, {"a": Right()}])["a"] is None


# --- alignment -------------------------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(
    st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from([0.1, 0.3, 0.5, 0.9]), max_size=9)
)
def test_alignment_is_the_best_of_all(weights):
    """Against trying every subset: as many pairs as possible, then the greatest weight."""

    def one_to_one(chosen):
        return len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)

    subsets = [c for n in range(6) for c in itertools.combinations(weights, n) if one_to_one(c)]
    best = max((len(c), round(sum(weights[p] for p in c), 6)) for c in subsets)
    chosen = pairs(weights)
    assert one_to_one(chosen)
    assert (len(chosen), round(sum(weights[p] for p in chosen), 6)) == best
    heaviest = max(sum(weights[p] for p in c) for c in subsets)
    assert sum(weights[p] for p in best_total(weights)) == pytest.approx(heaviest)


def test_equal_items_are_paired_once():
    assert len(equal_pairs(["a", "a", "b"], ["a", "c", "b"], lambda x, y: x == y)) == 2


# --- mentions --------------------------------------------------------------------------------------------------------


def test_gold_against_itself_is_perfect():
    result = score(gold(), gold())
    assert result.errors == []
    for name, count in result.counts.items():
        assert count.value in (1.0, None), name
    assert result.counts["mentions.all.exact"] == Found(11, 0, 0)
    assert result.counts["values.all"] == Right(9, 9)
    assert result.counts["coreference.all"] == Found(4, 0, 0)
    assert result.counts["positions"] == Found(2, 0, 0)
    assert result.counts["events.slots.all"] == Found(4, 0, 0)
    assert result.counts["commitments.full"] == Found(2, 0, 0)
    assert result.counts["commitments.deadline"] == Right(1, 1)


def test_empty_prediction_misses_everything():
    counts = score(gold(), gold_records.record(TEXT)).counts
    assert counts["mentions.all.exact"] == Found(0, 0, 11)
    assert counts["commitments.detection"] == Found(0, 0, 2)
    assert counts["commitments.force"] == Right(0, 0)
    assert counts["events.end_to_end.participant"] == Found(0, 0, 2)


def test_shifted_boundary_costs_one_exact_match():
    mentions = [("date", "5 июня", "d1"), *MENTIONS[1:]]
    changed = differing(gold(mentions=mentions))
    assert changed == {
        "mentions.date.exact": Found(1, 1, 1),
        "mentions.all.exact": Found(10, 1, 1),
    }
    error = score(gold(), gold(mentions=mentions)).errors[0]
    assert (error.kind, error.gold, error.predicted) == ("boundary", "5 июня 2024 года", "5 июня")


def test_dropped_mention_is_one_miss():
    changed = differing(gold(mentions=[*MENTIONS[:-1]]))
    assert changed == {
        "mentions.person.exact": Found(2, 0, 1),
        "mentions.person.partial": Found(2, 0, 1),
        "mentions.all.exact": Found(10, 0, 1),
        "mentions.all.partial": Found(10, 0, 1),
        "values.person": Right(2, 2),
        "values.all": Right(8, 8),
    }


def test_doubled_mention_is_one_false_find():
    changed = differing(gold(mentions=[*MENTIONS, ("person", "Рахмонов", "p1", 2)]))
    assert changed["mentions.person.exact"] == Found(3, 1, 0)
    assert changed["mentions.person.partial"] == Found(3, 1, 0)


def test_relabelled_mention_is_a_type_error():
    mentions = [*MENTIONS[:7], ("place", "ОДКБ", "l1"), *MENTIONS[8:]]
    result = score(gold(), gold(mentions=mentions))
    assert result.counts["mentions.organization.exact"] == Found(1, 0, 1)
    assert result.counts["mentions.place.exact"] == Found(2, 1, 0)
    kinds = [(error.kind, error.gold, error.predicted) for error in result.errors if error.layer == "mention"]
    assert kinds == [("type", "ОДКБ (organization)", "ОДКБ (place)")]


def test_partial_matches_are_one_to_one_and_exact_ones_first():
    text = "аб вг де"
    two = gold_records.record(text, [("place", "аб", "l1"), ("place", "вг де", "l1")], {"l1": "А"})
    wide = gold_records.record(text, [("place", "аб вг", "l1"), ("place", "вг де", "l1")], {"l1": "А"})
    counts = score(two, wide).counts
    assert counts["mentions.place.exact"] == Found(1, 1, 1)
    assert counts["mentions.place.partial"] == Found(2, 0, 0)
    one = gold_records.record(text, [("place", "аб вг де", "l1")], {"l1": "А"})
    assert score(one, two).counts["mentions.place.partial"] == Found(1, 1, 0)


@settings(max_examples=60)
@given(st.data())
def test_exact_matches_agree_with_sklearn(data):
    """Every span of the text is a case that gold and prediction label or not."""
    words = ["аа", "бб", "вв", "гг"]
    text = " ".join(words)
    spans = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    true, predicted = ([data.draw(st.booleans()) for _ in spans] for _ in range(2))

    def as_record(labels):
        mentions = [("place", words, "l1") for words, label in zip(spans, labels) if label]
        return gold_records.record(text, mentions, {"l1": "А"})

    ours = score(as_record(true), as_record(predicted)).counts["mentions.place.exact"]
    expected = precision_recall_fscore_support(true, predicted, average="binary", zero_division=0)[:3]
    assert (ours.precision or 0, ours.recall or 0, ours.f1 or 0) == pytest.approx(expected)


# --- values ----------------------------------------------------------------------------------------------------------


def test_wrong_value_costs_a_value_and_what_hangs_on_it():
    changed = differing(gold(entities=entities(d1={"edtf": "2023-06-05"})))
    assert changed == {
        "values.date": Right(1, 2),
        "values.all": Right(8, 9),
        "events.slots.date": Found(0, 1, 1),
        "events.slots.all": Found(3, 1, 1),
        "events.end_to_end.date": Found(0, 1, 1),
        "events.end_to_end.all": Found(3, 1, 1),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("Королёв", "Королев"), ("государств – членов", "государств-членов"), ("«Щит»", '"щит"'), ("а\u00a0 б", "А б")],
)
def test_spelling_variants_are_equal(one, other):
    assert fold(one) == fold(other)


def things(**given):
    return {item.id: item for group in gold_records.record("а", (), given).entities for item in group[1]}


def test_places_are_countries_by_code_and_others_by_name():
    found_things = things(
        l1={"name": "Кыргызстан", "country": "KG"},
        l2={"name": "Киргизия", "country": "KG"},
        l3={"name": "Бишкек", "kind": "city", "country": "KG"},
        l4={"name": "Ош", "kind": "city", "country": "KG"},
        l5={"name": "бишкек", "kind": "other"},
    )
    one, two, three, four, five = found_things.values()
    assert same(one, two)
    assert not same(one, three)
    assert not same(three, four)
    assert same(three, five)


def test_organizations_by_identifier_name_or_short_name():
    bodies = list(
        things(
            o1={"name": "Министерство внутренних дел России", "short_name": "МВД", "country": "RU"},
            o2={"name": "Министерство внутренних дел Китая", "short_name": "МВД", "country": "CN"},
            o3={"name": "МВД"},
            o4={"name": "Шанхайская организация сотрудничества", "wikidata": "Q485207"},
            o5={"name": "Организация", "wikidata": "Q485207"},
        ).values()
    )
    assert not same(bodies[0], bodies[1])
    assert same(bodies[0], bodies[2])
    assert same(bodies[3], bodies[4])
    assert not same(bodies[2], bodies[3])


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Генеральный секретарь", (("секретарь",),)),
        ("Исполнительный секретарь", (("секретарь",),)),
        ("заместитель Министра иностранных дел", (("заместитель", "министр"),)),
        ("первый заместитель министра", (("первый заместитель", "министр"),)),
        ("и.о. директора", (("и.о.", "директор"),)),
        ("врио главы", (("и.о.", "глава"),)),
        ("вице-премьер – министр труда", (("вице-премьер",), ("министр",))),
        ("замминистра", (("заместитель", "министр"),)),
        ("Executive Director", (("director",),)),
        ("Deputy Minister of Foreign Affairs", (("заместитель", "minister"),)),
    ],
)
def test_title_is_its_head_with_its_prefix(title, key):
    assert title_key(title) == key


def test_position_with_another_prefix_or_owner_is_wrong():
    deputy = {"positions": [{"title": "заместитель директора", "organization": "o1", "country": "TJ", "mention": "m3"}]}
    assert differing(gold(entities=entities(p1=deputy))) == {"positions": Found(1, 1, 1)}
    owner = {"positions": [{"title": "директор", "organization": "o2", "country": None, "mention": "m3"}]}
    assert differing(gold(entities=entities(p1=owner)))["positions"] == Found(1, 1, 1)
    longer = {
        "positions": [{"title": "исполнительный директор", "organization": "o1", "country": None, "mention": "m3"}]
    }
    assert differing(gold(entities=entities(p1=longer))) == {}


def test_cut_chain_is_a_split_entity():
    cut = {**ENTITIES, "p3": {"name": "Рустам Рахмонов"}}
    predicted = gold(mentions=[*MENTIONS[:-1], ("person", "Рахмонов", "p3", 2)], entities=cut)
    result = score(gold(), predicted)
    assert result.counts["coreference.person"] == Found(2, 1, 0)
    assert [error.kind for error in result.errors] == ["split"]
    assert result.counts["values.person"] == Right(3, 3)


# --- events ----------------------------------------------------------------------------------------------------------


def test_slots_of_aligned_events():
    event = {**EVENTS[0], "places": ["l2"], "participants": [participant(TEXT, "p1", "Рустам Рахмонов")]}
    changed = differing(gold(events=[event, {**EVENTS[1], "status": "held"}]))
    assert changed == {
        "events.slots.place": Found(0, 1, 1),
        "events.slots.participant": Found(1, 0, 1),
        "events.slots.all": Found(2, 1, 2),
        "events.end_to_end.place": Found(0, 1, 1),
        "events.end_to_end.participant": Found(1, 0, 1),
        "events.end_to_end.all": Found(2, 1, 2),
        "events.status": Right(1, 2),
    }


def test_event_of_another_type_is_not_aligned():
    result = score(gold(), gold(events=[{**EVENTS[0], "type": "call"}, EVENTS[1]]))
    assert result.counts["events.detection"] == Found(1, 1, 1)
    assert result.counts["events.end_to_end.all"] == Found(0, 4, 4)
    assert result.counts["events.slots.all"] == Found(0, 0, 0)
    assert [(error.layer, error.kind) for error in result.errors] == [("event", "type")]


def test_events_align_by_a_further_telling_or_by_time_and_place():
    elsewhere = {**EVENTS[0], "trigger": "Стороны", "participants": []}
    told = {**elsewhere, "evidence": [gold_records.span(TEXT, "встретился")], "dates": [], "places": []}
    assert score(gold(), gold(events=[told, EVENTS[1]])).counts["events.detection"] == Found(2, 0, 0)
    assert score(gold(), gold(events=[elsewhere, EVENTS[1]])).counts["events.detection"] == Found(2, 0, 0)
    undated = {**elsewhere, "dates": []}
    assert score(gold(), gold(events=[undated, EVENTS[1]])).counts["events.detection"] == Found(1, 1, 1)


def test_events_without_time_and_place_do_not_align_by_them():
    bare = [{"type": "meeting", "trigger": "встретился"}]
    other = [{"type": "meeting", "trigger": "Стороны"}]
    assert score(gold(events=bare), gold(events=other)).counts["events.detection"] == Found(0, 1, 1)


def test_unnamed_participants_match_by_their_words():
    crowd = {**EVENTS[1], "participants": [participant(TEXT, None, "рабочую группу")]}
    near = {**EVENTS[1], "participants": [participant(TEXT, None, "группу")]}
    far = {**EVENTS[1], "participants": [participant(TEXT, None, "Стороны")]}
    assert score(gold(events=[crowd]), gold(events=[near])).counts["events.slots.participant"] == Found(1, 0, 0)
    assert score(gold(events=[crowd]), gold(events=[far])).counts["events.slots.participant"] == Found(0, 1, 1)


# --- commitments -----------------------------------------------------------------------------------------------------


def one(**changed) -> Record:
    return gold(commitments=[{**COMMITMENTS[0], **changed}, COMMITMENTS[1]])


def test_wrong_force():
    changed = differing(one(force="decision"))
    assert changed == {"commitments.force": Right(1, 2), "commitments.full": Found(1, 1, 1)}
    assert score(gold(), one(force="decision")).forces == {("agreement", "decision"): 1, ("proposal", "proposal"): 1}


def test_shorter_action_costs_words():
    # the gold action has five words
    assert differing(one(action="провести учения")) == {"commitments.action": Found(5, 0, 3)}


def test_actions_align_by_half_of_the_shorter():
    # one of two words of the shorter action is shared: enough; one of three: not
    result = score(gold(), one(action="договорились провести")).counts
    assert result["commitments.detection"] == Found(2, 0, 0)
    result = score(gold(), one(action="Стороны договорились провести")).counts
    assert result["commitments.detection"] == Found(1, 1, 1)


def test_missing_actor_and_deadline():
    changed = differing(one(actors=[COMMITMENTS[0]["actors"][0]], deadline=None, deadline_mention=None))
    assert changed == {
        "commitments.actors": Found(2, 0, 1),
        "commitments.full": Found(1, 1, 1),
        "commitments.deadline": Right(0, 1),
    }


def test_body_of_a_person_is_that_person_as_actor():
    body = [party(TEXT, "o1", "Стороны", "resolved"), party(TEXT, "o2", "Стороны", "resolved")]
    assert differing(one(actors=body)) == {}
    state = [party(TEXT, "l2", "Стороны", "resolved"), COMMITMENTS[0]["actors"][1]]
    assert differing(one(actors=state)) == {}
    city = [party(TEXT, "l1", "Стороны", "resolved"), COMMITMENTS[0]["actors"][1]]
    assert "commitments.full" in differing(one(actors=city))


def test_two_persons_of_one_body_are_two_actors():
    post = [{"title": "посол", "organization": "o1", "country": None, "mention": None}]
    given = {
        **ENTITIES,
        "p2": {"name": "И. Петров", "positions": post},
    }
    record = gold(entities=given)
    view = View(record)
    first, second = record.commitments[0].actors
    assert not same_actor(first, second, view, view)


def test_two_records_of_one_action_keep_their_forces_apart():
    action = {"action": "создать рабочую группу", "actors": []}
    both = [
        {**action, "force": "proposal", "cue": "предложил"},
        {**action, "force": "agreement", "cue": "договорились"},
    ]
    result = score(gold(commitments=both), gold(commitments=both[::-1]))
    assert result.counts["commitments.force"] == Right(2, 2)


def test_confusion_of_forces_agrees_with_sklearn():
    names = ["agreement", "decision", "pledge"]
    cues = ["договорились", "провести", "учения", "предложил", "создать", "группу"]
    true = ["agreement", "decision", "decision", "pledge", "pledge", "agreement"]
    guess = ["agreement", "pledge", "decision", "pledge", "decision", "agreement"]

    def as_record(forces):
        return gold(commitments=[{"force": f, "cue": cue, "action": cue} for f, cue in zip(forces, cues)])

    result = score(as_record(true), as_record(guess))
    matrix = confusion_matrix(true, guess, labels=names)
    assert [[result.forces[row, column] for column in names] for row in names] == matrix.tolist()
    assert result.counts["commitments.force"].value == pytest.approx(f1_score(true, guess, average="micro"))


# --- damaged gold: the score falls as computed ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def dev() -> list[Record]:
    return load_gold(Path(__file__).parent.parent / "gold" / "dev")


def damaged(record: Record, **parts) -> Record:
    """The record with other mentions, events or commitments; entities keep only mentions that are there."""
    changed = record.model_copy(update=parts)
    left = {mention.id for mention in changed.mentions}
    groups = {
        name: [
            entity.model_copy(update={"mentions": [item for item in entity.mentions if item in left]})
            for entity in group
        ]
        for name, group in record.entities
    }
    return changed.model_copy(update={"entities": record.entities.model_copy(update=groups)})


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_mentions_cost_what_set_arithmetic_says(dev, data):
    record = data.draw(st.sampled_from(dev))
    mentions, number = [], len(record.mentions)
    for mention in record.mentions:
        damage = data.draw(st.sampled_from(["keep"] * 6 + ["drop", "double", "shift", "relabel"]))
        if damage == "drop":
            continue
        if damage == "shift":
            mention = mention.model_copy(update={"start": mention.start + 1})
        if damage == "relabel":
            mention = mention.model_copy(update={"type": "person" if mention.type == "place" else "place"})
        mentions.append(mention)
        if damage == "double":
            number += 1
            mentions.append(mention.model_copy(update={"id": f"m{10_000 + number}"}))
    counts = score(record, damaged(record, mentions=mentions)).counts
    pooled = Found()
    for kind in ("date", "place", "person", "position", "organization", "document"):
        ours, theirs = (
            Counter((m.start, m.end) for m in group if m.type == kind) for group in (record.mentions, mentions)
        )
        expected = found((ours & theirs).total(), ours.total(), theirs.total())
        assert counts[f"mentions.{kind}.exact"] == expected
        pooled = pooled.plus(expected)
    assert counts["mentions.all.exact"] == pooled


def apart(items, words) -> bool:
    """Whether no two of them share words, so that it is plain what belongs to what."""
    spans = sorted((span.start, span.end) for item in items for span in words(item))
    return all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_commitments_cost_what_was_done(dev, data):
    record = data.draw(
        st.sampled_from([r for r in dev if r.commitments and apart(r.commitments, lambda c: [c.action])])
    )
    number, dropped, relabelled, doubled, predicted = len(record.commitments), 0, 0, 0, []
    for commitment in record.commitments:
        damage = data.draw(st.sampled_from(["keep", "keep", "drop", "force", "double"]))
        if damage == "drop":
            dropped += 1
            continue
        if damage == "force":
            relabelled += 1
            force = "plan" if commitment.force == "pledge" else "pledge"
            commitment = commitment.model_copy(update={"force": force})
        predicted.append(commitment)
        if damage == "double":
            doubled += 1
            predicted.append(commitment.model_copy(update={"id": f"c{1_000 + doubled}"}))
    counts = score(record, damaged(record, commitments=predicted)).counts
    left = number - dropped
    assert counts["commitments.detection"] == Found(left, doubled, dropped)
    assert counts["commitments.force"] == Right(left - relabelled, left)
    assert counts["commitments.full"] == Found(left - relabelled, doubled + relabelled, dropped + relabelled)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_events_cost_what_was_done(dev, data):
    record = data.draw(st.sampled_from([r for r in dev if r.events and apart(r.events, lambda e: [e.trigger])]))
    dropped, changed, predicted = [], 0, []
    for event in record.events:
        damage = data.draw(st.sampled_from(["keep", "keep", "drop", "status"]))
        if damage == "drop":
            dropped.append(event)
            continue
        if damage == "status":
            changed += 1
            event = event.model_copy(update={"status": "held" if event.status != "held" else "planned"})
        predicted.append(event)
    counts = score(record, damaged(record, events=predicted)).counts
    left = len(record.events) - len(dropped)
    assert counts["events.detection"] == Found(left, 0, len(dropped))
    assert counts["events.status"] == Right(left - changed, left)
    everyone = sum(len(event.participants) for event in record.events)
    missed = sum(len(event.participants) for event in dropped)
    assert counts["events.end_to_end.participant"] == Found(everyone - missed, 0, missed)


# --- any record ------------------------------------------------------------------------------------------------------


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(gold_records.records())
def test_any_record_finds_itself(record):
    counts = score(record, record).counts
    for kind in ("mentions.all.exact", "mentions.all.partial", "events.detection"):
        assert counts[kind].f1 in (1.0, None)
    # an action without a word cannot be aligned
    wordless = sum(not re.search(r"\w", c.action.text) for c in record.commitments)
    assert counts["commitments.detection"].tp == len(record.commitments) - wordless


def test_other_texts_are_refused():
    with pytest.raises(GoldError, match="different texts"):
        score(gold(), gold_records.record(TEXT + "."))


# --- errors and reports ----------------------------------------------------------------------------------------------


def test_errors_stand_in_their_sentence():
    error = score(gold(), one(action="провести учения")).errors[0]
    assert error.context == "Стороны договорились провести учения до конца года."
    for marked, words in ((error.gold_span, error.gold), (error.predicted_span, error.predicted)):
        assert error.context[marked[0] : marked[1]] == words


def test_rules_are_judged_by_their_finds():
    mentions = [(*item, *([1] if len(item) == 3 else []), "rule.a") for item in MENTIONS]
    mentions[0] = ("date", "5 июня", "d1", 1, "rule.b")
    rules = score(gold(), gold(mentions=mentions)).rules
    assert rules == {("mention", "rule.a"): Right(10, 10), ("mention", "rule.b"): Right(0, 1)}


def summary(**options) -> Summary:
    wrong = gold(mentions=[("date", "5 июня", "d1"), *MENTIONS[1:]], commitments=[COMMITMENTS[0]])
    return Summary([score(gold("one"), wrong), score(gold("two"), gold())], **options)


def test_scores_file_holds_counts_and_derived_ratios():
    content = json.loads(json.dumps(summary().as_json()))
    assert content["documents"] == 2
    total = content["totals"]["mentions.all.exact"]
    assert (total["tp"], total["fp"], total["fn"]) == (21, 1, 1)
    assert math.isclose(total["f1"], 42 / 44)
    assert content["totals"]["commitments.timeframe"]["accuracy"] is None
    assert set(content["totals"]) == set(MEASURES)
    assert set(content["per_document"]) == {"one", "two"}


def kept(folder, earlier: Summary, *, errors: bool = True):
    """The files of an earlier run, as `evaluate` writes them."""
    (folder / "scores.json").write_text(json.dumps(earlier.as_json()), encoding="utf-8")
    lines = [json.dumps(error.as_json(), ensure_ascii=False) for error in earlier.errors]
    if errors:
        (folder / "errors.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_baseline(folder / "scores.json")


def test_baseline_is_compared(tmp_path):
    perfect = Summary([score(gold(name), gold()) for name in ("one", "two")])
    compared = summary(baseline=kept(tmp_path, perfect))
    rows = {row.name: row for row in compared.headline()}
    assert rows["mentions.all.exact"].change == pytest.approx(42 / 44 - 1)
    assert rows["events.detection"].change == 0
    assert (len(compared.new_errors), compared.gone_errors) == (2, [])
    documents = {row.document: row for row in compared.document_rows()}
    assert (documents["one"].new, documents["two"].new) == (2, 0)
    assert [column for column, _, _ in documents["one"].changes] == ["mentions", "commitments", "all right"]
    assert documents["two"].changes == []


def test_errors_that_are_gone_are_listed(tmp_path):
    perfect = Summary([score(gold(name), gold()) for name in ("one", "two")], kept(tmp_path, summary()))
    assert [(error.layer, error.kind) for error in perfect.gone_errors] == [
        ("mention", "boundary"),
        ("commitment", "missed"),
    ]
    page = html_page(perfect, "invented")
    assert page.count('data-state="gone" hidden') == 2
    assert "2 errors are gone, 0 are new; 1 document has fewer errors, 0 more." in page
    assert "| one | 2 | 0 | mentions" in markdown_page(perfect, "invented")


def test_rule_that_changed_leaves_the_error_the_same(tmp_path):
    def run(rule):
        mentions = [("date", "5 июня", "d1", 1, rule), *MENTIONS[1:]]
        return score(gold("one"), gold(mentions=mentions))

    again = Summary([run("date.new")], kept(tmp_path, Summary([run("date.old")])))
    assert (again.new_errors, again.gone_errors) == ([], [])


def test_only_documents_of_both_runs_are_compared(tmp_path):
    earlier = Summary([score(gold("two"), gold()), score(gold("three"), gold_records.record(TEXT))])
    compared = summary(baseline=kept(tmp_path, earlier))
    assert compared.other_documents == (["one"], ["three"])
    row = compared.row("", "mentions.all.exact")
    assert (row.value, row.baseline, row.change) == (pytest.approx(42 / 44), 1, 0)
    assert compared.gone_errors == []


def test_baseline_without_its_errors(tmp_path):
    compared = summary(baseline=kept(tmp_path, summary(), errors=False))
    assert (compared.new_errors, compared.gone_errors) == ([], [])
    assert "single errors cannot be compared" in html_page(compared, "invented")
    (tmp_path / "errors.jsonl").write_text("[1]\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"errors\.jsonl: is not the list of errors"):
        read_baseline(tmp_path / "scores.json")


# --- other programs --------------------------------------------------------------------------------------------------


def test_other_programs_by_hand():
    # natasha finds all three names, of the place the right base form; the person's is that of the gold name too
    text = "5 июня 2024 года в Астане Иван Петров встретился с коллегой, с 10 по 14 марта 2025 года он в отпуске."
    record = gold_records.record(
        text,
        [
            ("date", "5 июня 2024 года", "d1"),
            ("place", "Астане", "l1"),
            ("person", "Иван Петров", "p1"),
            ("date", "с 10 по 14 марта 2025 года", "d2"),
        ],
        {
            "d1": "2024-06-05",
            "d2": "2025-03-10/2025-03-14",
            "l1": {"name": "Астана", "kind": "city", "country": "KZ"},
            "p1": {"name": "Иван Петров"},
        },
    )
    rows = others.compare([record], [record]).rows
    assert rows["date", "exact", "kommunike"] == Found(2, 0, 0)
    assert rows["date", "exact", "natasha"] == Found(1, 1, 1)
    assert rows["date", "partial", "natasha"] == Found(2, 0, 0)
    assert rows["date", "values", "natasha"] == Right(1, 2)
    assert rows["person", "values", "natasha"] == Right(1, 1)
    assert rows["place", "values", "natasha"] == Right(1, 1)
    assert rows["organization", "exact", "natasha"] == Found(0, 0, 0)


def test_natasha_normalises_as_with_its_own_dictionary():
    guesses = others.natasha_names("Министр Сергей Лавров прибыл в Минск по приглашению ОДКБ, сообщили в Беларуси.")
    assert [guess.value for guess in guesses["person"]] == ["Сергей Лавров"]
    assert [guess.value for guess in guesses["place"]] == ["Минск", "Беларусь"]
    assert [guess.value for guess in others.natasha_dates("3 марта и в мае 2021 года")] == ["XXXX-03-03", "2021-05"]


def test_missing_program_is_one_line(monkeypatch):
    monkeypatch.setattr(others, "dateparser_dates", lambda: None)
    found_others = others.compare([gold()], [gold()])
    assert found_others.notes == ["dateparser is not compared: it is not installed (pip install kommunike[compare])"]
    assert found_others.programs == ["kommunike", "natasha"]
    page = html_page(Summary([score(gold(), gold())], others=found_others), "invented")
    assert "pip install kommunike[compare]" in page


@pytest.mark.parametrize("content", ["{}", "[]", "no", '{"totals": {"a": 1}}'])
def test_baseline_that_is_none(tmp_path, content):
    path = tmp_path / "scores.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"not a scores\.json"):
        read_baseline(path)


def test_limits():
    assert summary().below(["commitments=0.5", "mentions.date.exact=0.5"]) == []
    assert summary().below(["mentions=1"]) == ["mentions.all.exact is 0.955, 1 is required"]
    assert summary().below(["commitments.timeframe=0"]) == ["commitments.timeframe is not scored, 0 is required"]
    for wrong in ("nothing=1", "events", "events=high", "events=nan", "events=1.5"):
        with pytest.raises(GoldError, match="--fail-under"):
            summary().below([wrong])


def test_pages_hold_every_error_and_nothing_from_elsewhere():
    scores = summary()
    page = html_page(scores, "invented")
    assert page.count("<article") == len(scores.errors) > 0
    assert "http" not in page
    assert "<mark>5 июня</mark>" in page
    assert "5 июня 2024 года" in markdown_page(scores, "invented")
    console = Console(width=140, record=True, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115
    console.print(EvaluationResult(scores, "invented").page())
    assert "Commitments, all right" in console.export_text()


def test_pages_escape_what_texts_hold():
    text = "<script>alert(1)</script> | *слово* в Астане"
    one_side = gold_records.record(text, [("place", "<script>alert(1)</script>", "l1")], {"l1": "<b>|`"})
    scores = Summary([score(one_side, gold_records.record(text))])
    assert "<script>alert" not in html_page(scores, "<i>")
    assert "\\<script\\>alert" in markdown_page(scores, "t")


def test_empty_summary_has_a_page():
    assert "was nothing to score" in html_page(Summary([]), "none")


def test_gold_is_scored_with_its_metadata(tmp_path):
    write_gold(invented.record(published="2031-05-13", published_basis="metadata"), tmp_path / "gold")
    result = evaluate(tmp_path / "gold", out=tmp_path / "out")
    assert [item.document for item in result.summary.documents] == ["invented"]
    assert {path.name for path in result.files} == {"scores.json", "errors.jsonl", "report.md", "report.html"}
    lines = (tmp_path / "out" / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(json.dumps([asdict(x) for x in result.summary.errors]))
    again = evaluate(tmp_path / "gold", out=tmp_path / "again", baseline=tmp_path / "out" / "scores.json")
    assert (tmp_path / "out" / "scores.json").read_bytes() == (tmp_path / "again" / "scores.json").read_bytes()
    assert all(row.change in (0, None) for row in again.summary.headline())


def test_folder_without_gold_is_refused(tmp_path):
    with pytest.raises(GoldError):
        evaluate(tmp_path)


# --- public corpora --------------------------------------------------------------------------------------------------

#: one document in the layout of factRuEval: `глава района Ива Нова Петр Орлов прибыл`
_CORPUS = {
    "txt": "глава района Ива Нова Петр Орлов прибыл",
    "tokens": "1 0 5 глава\n2 6 6 района\n3 13 3 Ива\n4 17 4 Нова\n5 22 4 Петр\n6 27 5 Орлов\n7 33 6 прибыл\n\n",
    "spans": (
        "11 loc_descr 6 6 2 1  # 2 района\n12 loc_name 13 8 3 2  # 3 4 Ива Нова\n"
        "13 name 22 4 5 1  # 5 Петр\n14 surname 27 5 6 1  # 6 Орлов\n15 job 0 5 1 1  # 1 глава\n"
    ),
    "objects": "21 LocOrg 11 12 # района Ива Нова\n22 Person 13 14 # Петр Орлов\n23 Org 11 # района\n",
    "coref": "31 21\nname Ива Нова\n\n32 22\nfirstname Петр\nlastname Орлов\n\n",
    "facts": "1-0 Occupation\nWho obj32 Орлов Петр\nPosition span15 глава\nWhere obj31 Ива Нова\n\n",
}


@pytest.fixture
def corpus(tmp_path):
    for suffix, content in _CORPUS.items():
        (tmp_path / f"doc.{suffix}").write_text(content, encoding="utf-8")
    return tmp_path


def test_comparator_of_names_by_hand(corpus):
    standard = _read_standard(corpus / "doc.txt")
    right = {"place": [Words(13, 21)], "person": [Words(22, 32)]}
    found_names = score_names(standard, right)
    # the descriptor is not needed, the object that is a descriptor alone does not count
    assert [(q.right, q.predicted, q.gold) for q in found_names.values()] == [(1, 1, 1), (1, 1, 1), (0, 0, 0)]
    wide = score_names(standard, {"place": [Words(6, 21)], "person": [Words(22, 39)]})
    assert wide["place"].right == 1
    assert wide["person"].right == pytest.approx(2 / 3)
    half = score_names(standard, {"person": [Words(27, 32)], "organization": [Words(33, 39)]})
    assert half["person"].right == pytest.approx(1 / 2)
    assert (half["organization"].predicted, half["place"].gold) == (1, 1)


def test_occupations_by_hand(corpus):
    facts = _read_standard(corpus / "doc.txt").occupations
    text = _CORPUS["txt"]
    post = [{"title": "глава", "organization": "o1", "country": None, "mention": None}]
    mentions = [("organization", "Ива Нова", "o1"), ("person", "Петр Орлов", "p1")]
    bodies = {"o1": "Район", "p1": {"name": "Петр Орлов", "positions": post}}
    assert score_occupations(facts, gold_records.record(text, mentions, bodies)).right == 1
    bodies["p1"] = {"name": "Петр Орлов", "positions": [{**post[0], "organization": None}]}
    assert score_occupations(facts, gold_records.record(text, mentions, bodies)).right == pytest.approx(2 / 3)
    bodies["p1"] = {"name": "Иван Иванов", "positions": [{**post[0], "title": "посол", "organization": None}]}
    assert score_occupations(facts, gold_records.record(text, [mentions[0]], bodies)).right == 0


def test_corpora_are_read_where_they_lie(corpus):
    (corpus / "doc.ann").write_text("T1\tPERSON 22 32\tПетр Орлов\nT2\tAGE 0 5\tглава\n", encoding="utf-8")
    result = evaluate_corpus(corpus, "brat")
    assert result.rows["person exact", "natasha"].gold == 1
    assert ("age exact", "kommunike") not in result.rows
    result = evaluate_corpus(corpus, "factrueval")
    assert result.rows["all names (comparator)", "kommunike"].gold == 2
    assert result.rows["occupation", "kommunike"].gold == 1
    assert json.dumps(result.as_json())
    quality = result.rows["all names (comparator)", "kommunike"]
    missed = [number for _, kind, number, _ in result.largest(100) if kind == "missed"]
    assert sum(missed) <= quality.gold


def test_corpus_with_labels_of_its_own(corpus, capsys):
    def command(*arguments):
        return cli.main([str(argument) for argument in arguments])

    (corpus / "doc.ann").write_text("T1\tPER 22 32\tПетр Орлов\nT2\tLOC 13 21\tИва Нова\n", encoding="utf-8")
    labels = corpus / "labels.json"
    labels.write_text('{"PER": "person"}', encoding="utf-8")
    assert command("eval", corpus, "--corpus", "brat", "--labels", labels, "--out", corpus / "out") == 0
    rows = json.loads((corpus / "out" / "scores.json").read_text(encoding="utf-8"))["scores"]
    assert {(row["layer"], row["gold"]) for row in rows} == {("person exact", 1), ("person partial", 1)}
    labels.write_text('{"PER": "human"}', encoding="utf-8")
    assert command("eval", corpus, "--corpus", "brat", "--labels", labels) == 1
    assert "with types from date, place" in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--corpus", "brat", "--fail-under", "events=1"), ("--limit", "3")])
def test_options_that_would_be_ignored_are_refused(corpus, options):
    assert cli.main(["eval", str(corpus), *options]) == 2


def test_corpus_in_which_nothing_counts(corpus):
    (corpus / "doc.ann").write_text("T1\tperson 22 32\tПетр Орлов\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"no annotation has a label that counts .*; there are person: check"):
        evaluate_corpus(corpus, "brat")


def test_corpus_that_is_none(tmp_path):
    with pytest.raises(GoldError, match="check folder and format"):
        evaluate_corpus(tmp_path, "brat")


def test_every_document_has_all_measures():
    assert DocumentScores("x").counts == {}
    assert set(score(gold(), gold()).counts) == set(MEASURES)


def test_the_largest_classes_of_errors_are_counted_with_an_example():
    found = gold_records.record(
        TEXT, [m for m in MENTIONS if m[0] in {"date", "place"}], {k: ENTITIES[k] for k in ("d1", "d2", "l1", "l2")}
    )
    largest = Summary([score(gold_records.record(TEXT, MENTIONS, ENTITIES), found)]).largest()
    first = largest[0]
    assert (first.layer, first.type, first.kind, first.number) == ("mention", "person", "missed", 3)
    assert first.shown.startswith("Рустам Рахмонов / - (")
    numbers = [found.number for found in largest]
    assert numbers == sorted(numbers, reverse=True)
    assert len(largest) <= 10
    assert Summary([score(found, found)]).largest() == []

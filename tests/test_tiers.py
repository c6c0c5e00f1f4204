"""How sure rows are: models, the fit."""

from __future__ import annotations

import math

import pytest

from extract.errors import LexiconError
from extract.evaluate.tiers import BLIND_ROWS, Row, fit, judge, read_rows, write_rows, write_weights
from extract.tiers import Model, Part, assign, by_part, models, rows

_EVEN = Part({}, 0.0)


def test_a_part_adds_weights_and_ignores_what_it_does_not_know():
    part = Part({"a": 1.0, "b": -0.5}, bias=0.25)
    assert part.probability(["a", "unknown"]) == pytest.approx(1 / (1 + math.exp(-1.25)))


def test_probabilities_of_parts_multiply():
    model = Model({"found": _EVEN, "dates": Part({"several": -1.0}, 1.0)}, threshold=0.25)
    assert model.score({"found": ["x"], "dates": ["several"], "actors": []}) == pytest.approx(0.25)
    assert model.ready({"found": ["x"], "dates": ["several"]})
    assert model.score({"found": ["x"]}) == pytest.approx(0.5)


def test_features_by_part():
    assert by_part(["found: a", "dates: rule date.day", "found: b: c"]) == {
        "found": {"a", "b: c"},
        "dates": {"rule date.day"},
    }


def test_without_a_threshold_nothing_is_ready():
    assert not Model({"found": Part({}, 100.0)}, threshold=None).ready({"found": ["a"]})


def test_every_row_gets_its_tier_from_the_weights(read, monkeypatch):
    parts = dict.fromkeys(("status", "dates", "places", "participants", "organizations", "deadline", "actors"), _EVEN)
    sure = Model({**parts, "found": _EVEN, "force": Part({"frame infinitive": 9.0}, -4.0)}, threshold=0.1)
    known = {"event": sure, "commitment": sure}
    monkeypatch.setattr("extract.tiers.models", lambda: known)
    record = assign(read("Казахстан готов предоставить площадку. Центр откроют в мае."))
    for kind, item, features in rows(record):
        assert item.tier == ("ready" if known[kind].ready(by_part(features)) else "check")
    assert [c.tier for c in record.commitments] == ["ready", "check"]


def test_weights_that_cannot_be_read_say_what_to_do(tmp_path):
    path = tmp_path / "tiers.yaml"
    path.write_text("models: {commitment: 3}", encoding="utf-8")
    with pytest.raises(LexiconError, match="kommunike gold tiers"):
        models(path)


def test_a_record_is_right_by_its_own_measure_but_for_what_is_changed(read):
    gold = read("5 мая 2023 года в Астане прошло заседание Совета министров обороны СНГ.")
    assert [r.wrong for r in judge(gold, gold, "7")] == [()]
    event = gold.events[0].model_copy(update={"status": "planned", "dates": []})
    (row,) = judge(gold, gold.model_copy(update={"events": [event]}), "7")
    assert row.wrong == ("status", "dates")
    assert judge(gold.model_copy(update={"events": []}), gold, "7").__next__().wrong == ("found",)


def _invented(share):
    """Rows of ten documents: those with the mark are right, or `share` of them."""
    found = []
    for batch in ("3", "4", "current"):
        for number in range(40):
            marked = number % 2 == 0
            right = marked and (number // 2) % 10 < share * 10
            features = ("actors: good", "actors: plain") if marked else ("actors: plain",)
            wrong = () if right else ("actors",)
            found.append(Row(batch, f"doc{number % 10}-{batch}", "commitment", wrong, (*features, "found: x")))
    return found


def test_a_mark_that_tells_right_rows_makes_them_ready():
    (commitments, events) = fit(_invented(1.0))
    assert commitments.threshold is not None
    assert commitments.parts["actors"][0]["good"] > 0
    assert commitments.measured["3"] == (20, 20, 20, 40)
    assert events.threshold is None


def test_a_mark_that_is_right_too_seldom_makes_nothing_ready():
    (commitments, _) = fit(_invented(0.7))
    assert commitments.threshold is None
    assert commitments.measured["3"][1] == 0


def test_rows_that_stand_for_nothing_do_not_tell_of_the_other_parts():
    lost = [Row("4", f"lost{n}", "commitment", ("found",), ("actors: good", "found: y")) for n in range(40)]
    (without, _), (with_, _) = fit(_invented(1.0)), fit([*_invented(1.0), *lost])
    assert with_.parts["actors"] == without.parts["actors"]
    assert with_.parts["found"][0]["y"] < 0


def test_rows_and_weights_survive_a_round_trip(tmp_path):
    table, weights = tmp_path / "rows.tsv", tmp_path / "tiers.yaml"
    write_rows(_invented(1.0)[:6], table)
    assert sorted(map(repr, read_rows(table))) == sorted(map(repr, _invented(1.0)[:6]))
    fits = fit(_invented(1.0))
    write_weights(fits, weights)
    assert models(weights)["commitment"].threshold == fits[0].threshold


def test_the_weights_in_use_come_from_the_blind_rows():
    known = {name for row in read_rows(BLIND_ROWS) for name in row.features}
    used = {
        f"{name}: {feature}"
        for model in models().values()
        for name, part in model.parts.items()
        for feature in part.weights
    }
    # what is new since the last batch has its weight from current rows only
    assert len(used & known) > 0.8 * len(used)


def test_every_part_has_weights(read):
    record = read(
        "5 мая 2023 года в Астане министр Иван Петров принял участие в заседании Совета министров обороны СНГ."
        " Казахстан готов до 1 июня предоставить площадку для переговоров."
    )
    for kind, _, features in rows(record):
        assert set(by_part(features)) <= set(models()[kind].parts)

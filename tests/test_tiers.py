"""How sure rows are: features, weights, the fit."""

from __future__ import annotations

import pytest

from extract.errors import LexiconError
from extract.evaluate.tiers import BLIND_ROWS, Row, fit, read_rows, write_rows, write_weights
from extract.tiers import Model, assign, models, rows


def _features(record):
    return {item.id: set(features) for _, item, features in rows(record)}


def test_a_named_state_with_an_infinitive(read):
    record = read("Казахстан готов предоставить площадку для переговоров.")
    features = _features(record)[record.commitments[0].id]
    assert {"actor stated", "actor is place", "state, infinitive", "frame infinitive", "force pledge"} <= features


def test_a_plan_without_anybody(read):
    record = read("Планируется открыть центр.")
    features = _features(record)[record.commitments[0].id]
    assert "no actor" in features
    assert not any(name.startswith("actor ") for name in features)


def test_an_unnamed_collective(read):
    record = read("Стороны договорились провести консультации.")
    features = _features(record)[record.commitments[0].id]
    assert "unnamed actor" in features
    assert "actor stated" not in features


def test_features_of_an_event(read):
    record = read("5 мая 2023 года в Астане прошло заседание Совета министров обороны СНГ.")
    features = _features(record)[record.events[0].id]
    assert {"type session", "status held", "full date", "body", "first of its page"} <= features


def test_two_clauses_that_overlap_are_told(read):
    record = read("Участники отметили важность подготовки кадров, а также необходимость обмена данными.")
    assert all("shares its clause" in f for i, f in _features(record).items() if i.startswith("c"))


def test_a_model_adds_weights_once():
    model = Model({"a": 1.0, "b": -0.5}, bias=0.25, threshold=1.0)
    assert model.score(["a", "a", "unknown"]) == 1.25
    assert model.ready(["a"])
    assert not model.ready(["a", "b"])


def test_without_a_threshold_nothing_is_ready():
    assert not Model({"a": 100.0}, bias=0.0, threshold=None).ready(["a"])


def test_every_row_gets_its_tier_from_the_weights(read, monkeypatch):
    sure = Model({"force pledge": 2.0}, bias=0.0, threshold=1.0)
    known = {"event": sure, "commitment": sure}
    monkeypatch.setattr("extract.tiers.models", lambda: known)
    record = assign(read("Казахстан готов предоставить площадку. Планируется открыть центр."))
    for kind, item, features in rows(record):
        assert item.tier == ("ready" if known[kind].ready(features) else "check")
    assert record.commitments[0].tier == "ready"
    assert record.commitments[1].tier == "check"


def test_weights_that_cannot_be_read_say_what_to_do(tmp_path):
    path = tmp_path / "tiers.yaml"
    path.write_text("models: {commitment: 3}", encoding="utf-8")
    with pytest.raises(LexiconError, match="kommunike gold tiers"):
        models(path)


def _invented(share):
    """Rows of ten documents: those with the mark are right, or `share` of them."""
    found = []
    for batch in ("3", "4", "current"):
        for number in range(40):
            marked = number % 2 == 0
            right = marked and (number // 2) % 10 < share * 10
            features = ("force pledge", "good") if marked else ("force pledge",)
            found.append(Row(batch, f"doc{number % 10}", "commitment", right, features))
    return found


def test_a_mark_that_tells_right_rows_makes_them_ready():
    (commitments, events) = fit(_invented(1.0))
    assert commitments.threshold is not None
    assert commitments.weights["good"] > 0
    assert commitments.measured["3"] == (20, 20, 20, 40)
    assert events.threshold is None


def test_a_mark_that_is_right_too_seldom_makes_nothing_ready():
    (commitments, _) = fit(_invented(0.7))
    assert commitments.threshold is None
    assert commitments.measured["3"][1] == 0


def test_rows_and_weights_survive_a_round_trip(tmp_path):
    table, weights = tmp_path / "rows.tsv", tmp_path / "tiers.yaml"
    write_rows(_invented(1.0)[:6], table)
    assert sorted(map(repr, read_rows(table))) == sorted(map(repr, _invented(1.0)[:6]))
    fits = fit(_invented(1.0))
    write_weights(fits, weights)
    assert models(weights)["commitment"].threshold == fits[0].threshold


def test_the_weights_in_use_come_from_the_blind_rows():
    known = {name for row in read_rows(BLIND_ROWS) for name in row.features}
    used = {name for model in models().values() for name in model.weights}
    # what is new since the last batch has its weight from current rows only
    assert len(used & known) > 0.8 * len(used)

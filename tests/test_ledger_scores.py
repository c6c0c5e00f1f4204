"""Joining and its scores, against arithmetic done by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import GoldError
from extract.ledger.join import Joiner, blocked, pairs
from extract.ledger.score import load_gold, main, score

# gold {a b c} {d e}; predicted {a b} {c d e}
GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
PREDICTED = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}


def test_b_cubed_by_hand():
    found = score(GOLD, PREDICTED)
    # a 2/2, b 2/2, c 1/3, d 2/3, e 2/3
    assert found.b_cubed_precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    # a 2/3, b 2/3, c 1/3, d 2/2, e 2/2
    assert found.b_cubed_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    precision, recall = found.b_cubed_precision, found.b_cubed_recall
    assert found.b_cubed_f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_pairwise_by_hand():
    # right pairs: ab ac bc de; made: ab cd ce de; both: ab de
    found = score(GOLD, PREDICTED).pairwise
    assert (found.tp, found.fp, found.fn) == (2, 2, 2)
    assert found.f1 == 0.5


def test_all_apart_and_all_together():
    apart = score(GOLD, {item: item for item in GOLD})
    assert apart.b_cubed_precision == 1.0
    assert apart.b_cubed_recall == pytest.approx((3 * 1 / 3 + 2 * 1 / 2) / 5)
    assert apart.pairwise.precision is None
    together = score(GOLD, dict.fromkeys(GOLD, 0))
    assert together.b_cubed_recall == 1.0
    assert together.b_cubed_precision == pytest.approx((3 * 3 / 5 + 2 * 2 / 5) / 5)


def test_nothing_to_score():
    empty = score({}, {})
    assert empty.b_cubed_precision is None
    assert empty.b_cubed_f1 is None


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 3), max_size=12), st.randoms(use_true_random=False))
def test_perfect_clusters_score_one_and_names_of_clusters_do_not_matter(gold, random):
    names = list(range(10, 14))
    random.shuffle(names)
    found = score(gold, {item: names[cluster] for item, cluster in gold.items()})
    if gold:
        assert found.b_cubed_f1 == 1.0
    assert found.pairwise.fp == found.pairwise.fn == 0


def _joiner(marks):
    def clash(a, b):
        return "marks" if a and b and not a & b else None

    return Joiner([frozenset(mark) for mark in marks], clash=clash, merge=lambda a, b: a | b)


def test_stronger_proposals_go_first_and_contradictions_are_kept():
    # 1 has no mark: it may go with 0 or with 2, but not bring both together
    joiner = _joiner(["x", "", "y"])
    joiner.propose(0, 1, 1.0, ["weak"])
    joiner.propose(1, 2, 2.0, ["strong"])
    joiner.run()
    assert joiner.clusters() == [[0], [1, 2]]
    assert [join.why for join in joiner.joins] == [("strong",)]
    assert joiner.refused == [(0, 1, "marks")]


def test_order_of_proposals_does_not_matter():
    results = []
    for order in ((0, 1), (1, 0)):
        joiner = _joiner(["x", "", "y"])
        proposals = [(0, 1, 1.0), (1, 2, 1.0)]
        for number in order:
            joiner.propose(*proposals[number], ["same"])
        joiner.run()
        results.append(joiner.clusters())
    assert results[0] == results[1] == [[0, 1], [2]]


def test_a_reader_goes_before_features():
    joiner = _joiner(["x", "x", "y", "z"])
    joiner.force(2, 3, "reader")
    joiner.keep_apart(0, 1)
    joiner.propose(0, 1, 9.0, ["strong"])
    joiner.run()
    assert joiner.clusters() == [[0], [1], [2, 3]]


def test_kept_apart_also_through_others():
    joiner = _joiner(["", "", ""])
    joiner.keep_apart(0, 2)
    joiner.propose(0, 1, 2.0, ["a"])
    joiner.propose(1, 2, 1.0, ["b"])
    joiner.run()
    assert joiner.clusters() == [[0, 1], [2]]


def test_blocks_and_their_windows():
    assert blocked([(0, "ab"), (1, "b"), (2, "c")]) == [[0, 1]]
    assert list(pairs([[0, 1, 2, 3]], window=1)) == [(0, 1), (1, 2), (2, 3)]
    # a block of any size gives at most so many pairs for each thing
    assert len(list(pairs([range(1000)], window=5))) < 5 * 1000


@pytest.mark.parametrize(("content", "says"), [("[", "YAML"), ("threads: []", "events"), ("- a", "threads")])
def test_broken_gold_file(tmp_path, content, says):
    path = tmp_path / "threads.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=says):
        load_gold(path)


@pytest.mark.parametrize(("arguments", "status"), [(["--help"], 0), ([], 2), (["out"], 2)])
def test_wrong_arguments_are_told(capsys, arguments, status):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == status
    printed = capsys.readouterr()
    assert "usage: python -m extract.ledger.score" in printed.out + printed.err

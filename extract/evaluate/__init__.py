"""Measuring: gold annotation in and out, alignment, scores and reports."""

from extract.evaluate.brat import ann_to_record, record_to_ann
from extract.evaluate.corpora import evaluate_corpus, read_labels
from extract.evaluate.gold import check as check_gold
from extract.evaluate.gold import load_gold, write_gold
from extract.evaluate.run import Agreement, EvaluationResult, diff, draft, evaluate
from extract.evaluate.scores import DocumentScores, Error, score
from extract.evaluate.summary import read_limit

__all__ = [
    "Agreement",
    "DocumentScores",
    "Error",
    "EvaluationResult",
    "ann_to_record",
    "check_gold",
    "diff",
    "draft",
    "evaluate",
    "evaluate_corpus",
    "load_gold",
    "read_labels",
    "read_limit",
    "record_to_ann",
    "score",
    "write_gold",
]

"""What readers said of records: `review.csv`, kept beside a run and applied again on every later one.

The records stay what the program found. A verdict is joined to the event, commitment or mention that it is about by
the content key of that thing, so it survives a rerun, a newer version and a changed order of documents:

    review = load(folder)                 # a folder with review.csv, or the file itself; empty if there is none
    verdicts = review.verdicts(record)    # id in the record -> Verdict, for what somebody said something about
    review.cells(record)                  # the same as cells of tables, in the order of REVIEW_COLUMNS
    review.unmatched()                    # at the end: rows that no record of the run answers to

Other parts keep decisions of their own in the same file, as rows of another kind: `review.of_kind("merge")`.
"""

from extract.review.matching import Item, items, mention_keys
from extract.review.reviews import (
    FILE_NAME,
    RECORD_KINDS,
    Review,
    Unmatched,
    Verdict,
    columns,
    effective_tier,
    load,
    pair_key,
)
from extract.review.rows import COLUMNS, ReviewError, Row, read_rows, write_rows
from extract.write.labels import REVIEW_COLUMNS

__all__ = [
    "COLUMNS",
    "FILE_NAME",
    "RECORD_KINDS",
    "REVIEW_COLUMNS",
    "Item",
    "Review",
    "ReviewError",
    "Row",
    "Unmatched",
    "Verdict",
    "columns",
    "effective_tier",
    "items",
    "load",
    "mention_keys",
    "pair_key",
    "read_rows",
    "write_rows",
]

"""Many documents: read, analyse, write. One bad document costs one line in `errors.jsonl`, never the run.

`job.run` is the way through: the plan and what was done before (`state`), worker processes (`pool`) that turn bytes
into records (`work`), the files that hold all records (`publish`).
"""

from extract.batch.job import (
    MANIFEST,
    RUN_FILES,
    TIME_LIMIT_SECONDS,
    Names,
    Progress,
    Summary,
    run,
)
from extract.batch.publish import ERRORS, PARQUET, RECORDS, WORKBOOK, Formats, add_sheets
from extract.batch.template import TEMPLATE
from extract.batch.work import Failure

__all__ = [
    "ERRORS",
    "MANIFEST",
    "PARQUET",
    "RECORDS",
    "RUN_FILES",
    "TEMPLATE",
    "TIME_LIMIT_SECONDS",
    "WORKBOOK",
    "Failure",
    "Formats",
    "Names",
    "Progress",
    "Summary",
    "add_sheets",
    "run",
]

"""Many documents: read, analyse, write. One bad document costs one line in `errors.jsonl`, never the run."""

from extract.batch.job import (
    ERRORS,
    RECORDS,
    TEMPLATE,
    TIME_LIMIT_SECONDS,
    WORKBOOK,
    Progress,
    Summary,
    run,
)
from extract.batch.work import Failure

__all__ = [
    "ERRORS",
    "RECORDS",
    "TEMPLATE",
    "TIME_LIMIT_SECONDS",
    "WORKBOOK",
    "Failure",
    "Progress",
    "Summary",
    "run",
]

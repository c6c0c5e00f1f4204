"""kommunike: events and commitments from Russian press releases, as records whose every value points to its words.

>>> import extract
>>> nlp = extract.load()
>>> record = extract.record(nlp, "5 июня в Астане министры провели встречу.")
>>> [event.type for event in record.events]
['meeting']
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from extract import lean

# The models are 6-8 times slower with more than one BLAS thread; numpy reads these when it is first imported, hence
# here, before anything else of the package, and whatever the environment says. Parallelism comes from processes.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = os.environ.get("KOMMUNIKE_BLAS_THREADS", "1")
lean.prepare()

if TYPE_CHECKING:
    from extract.library import DocumentError, SourceInfo, load, pipe, record, records

__all__ = ["DocumentError", "SourceInfo", "load", "pipe", "record", "records"]


def __getattr__(name: str) -> Any:
    # the pipeline imports spaCy and numpy (0.5 s): only when it is asked for
    if name in __all__:
        from extract import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

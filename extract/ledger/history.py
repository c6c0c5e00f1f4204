"""What an earlier ledger held, so that it can be said what a run added.

When `ledger` writes into a folder whose threads have other entries, those go to `earlier/` beside them. Written again
from the same records it keeps them, so the answer stays the same until a run adds something.
"""

from __future__ import annotations

import os
from pathlib import Path

from extract.errors import InputError
from extract.ledger.due import keys
from extract.ledger.rows import THREADS, read_threads
from extract.write.files import OutputError

EARLIER = "earlier"


def known_before(folder: Path, now: set[str]) -> set[str] | None:
    """Keys of the entries that the ledger in `folder` had before it had those of `now`; `None` if there was none.

    Raises:
        InputError: a ledger is there and cannot be read.
    """
    written = _keys(folder / THREADS)
    return written if written is not None and written != now else _keys(folder / EARLIER / THREADS)


def keep_earlier(folder: Path, now: set[str]) -> None:
    """Before threads with the entries of `now` are written to `folder`: put others that are there aside.

    Raises:
        OutputError: they cannot be moved.
    """
    last = folder / THREADS
    try:
        written = _keys(last)
    except InputError:
        return  # half a file or none of ours: it is written anew
    if written is None or written == now:
        return
    try:
        (folder / EARLIER).mkdir(exist_ok=True)
        os.replace(last, folder / EARLIER / THREADS)
    except OSError as error:
        raise OutputError(f"{last}: cannot be put aside ({error.strerror}); check the permissions") from error


def _keys(threads: Path) -> set[str] | None:
    return keys(read_threads(threads)) if threads.exists() else None

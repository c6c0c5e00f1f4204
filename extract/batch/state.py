"""What a run has done so far, on disk: killed at any moment, it goes on from here.

`<out>/.kommunike/state.sqlite` remembers, for each record that was written, what it was made from (a fingerprint of
input, metadata, options and program) and the hash of its file. A record counts as done only if both still hold, so a
lost or half-written file, a changed input and a new version are all the same case: that document is made anew.

`plan.sqlite` beside it lists the documents of this run in order; it is made new each time. Both are tables on disk
because a run may have more documents than memory has room for.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from extract.batch.work import Done, Failure
from extract.errors import KommunikeError
from extract.read import STATE_FOLDER, Input, ReadError, check_name, duplicate, identity
from extract.read.errors import DuplicateInput, one_line
from extract.write import OutputError

T = TypeVar("T")

_VERSION = 1
_STATE, _PLAN, _LOCK = "state.sqlite", "plan.sqlite", "lock"
_STATE_TABLES = """
CREATE TABLE IF NOT EXISTS made (
    id TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, content BLOB NOT NULL, counts TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused (
    id TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, failure TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_PLAN_TABLES = """
CREATE TABLE plan.inputs (
    number INTEGER PRIMARY KEY,
    id TEXT, source TEXT, path TEXT, folder TEXT, place INTEGER,
    real TEXT, file TEXT, failure TEXT, done INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX plan.by_file ON inputs (file);
CREATE INDEX plan.by_real ON inputs (real, place);
CREATE TABLE plan.folders (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class State:
    """The two tables and the lock that keeps a second run out; use as a context manager.

    Raises:
        OutputError: the folder cannot be written to, or another run is at work in it.
    """

    def __init__(self, out: Path, *, run_files: Sequence[str]) -> None:
        self._folder = out / STATE_FOLDER
        self._run_files = {name.casefold(): name for name in run_files}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self._folder / _LOCK)
            for name in (_PLAN, f"{_PLAN}-journal"):
                (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot(self._folder, error) from error
        self._database = self._guard(self._open)

    def _open(self) -> sqlite3.Connection:
        path = self._folder / _STATE
        try:
            return self._connect(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # damaged beyond reading: all it could save is work
            path.unlink(missing_ok=True)
            path.with_name(f"{_STATE}-journal").unlink(missing_ok=True)
            return self._connect(path)

    def _connect(self, path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        if database.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
            for table in ("made", "refused", "facts"):
                database.execute(f"DROP TABLE IF EXISTS {table}")
        if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            database.executescript(f"{_STATE_TABLES} PRAGMA user_version = {_VERSION};")
        database.execute("SELECT count(*) FROM facts").fetchone()
        database.execute("ATTACH DATABASE ? AS plan", (str(self._folder / _PLAN),))
        # the plan is made anew by every run: nothing of it has to survive
        database.executescript(f"PRAGMA plan.synchronous = OFF; PRAGMA plan.journal_mode = OFF; {_PLAN_TABLES}")
        database.execute("BEGIN")
        return database

    def _guard(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except sqlite3.Error as error:
            raise _cannot(self._folder, error) from error

    def _do(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._guard(lambda: self._database.execute(statement, values))

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        cursor = self._guard(lambda: self._database.execute(statement, values))
        while rows := self._guard(lambda: cursor.fetchmany(500)):
            yield from rows

    def _one(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._guard(lambda: self._database.execute(statement, values).fetchone())
        return found

    def commit(self) -> None:
        """Make what was noted last."""
        self._do("COMMIT")
        self._do("BEGIN")

    def __enter__(self) -> State:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        with suppress(sqlite3.Error):  # what is on its way says more; unfinished notes only cost work
            self._database.execute("COMMIT")
        with suppress(sqlite3.Error, OSError):
            self._database.close()
            (self._folder / _PLAN).unlink(missing_ok=True)
        self._lock.close()

    # --- the plan

    def plan(self, item: Input | ReadError) -> Failure | None:
        """Add an input to the plan, unless it is there already, its name is taken, or it is none: then why."""
        fault = item if isinstance(item, ReadError) else self._fault(item)
        if fault is None:
            return None
        document = None if isinstance(item, ReadError) else one_line(item.id)
        shown = item.source if isinstance(item, ReadError) else item.shown
        failure = Failure(document, one_line(shown), fault.code, str(fault))
        self._do("INSERT INTO plan.inputs (failure) VALUES (?)", (_dump(failure),))
        return failure

    def protect_inputs(self, out: Path) -> Iterator[Failure]:
        """Take out of the plan what would write over an input that lies in `out`."""
        folder = identity(Input("", "", out))[0].rstrip("/\\")
        query = "SELECT DISTINCT real FROM plan.inputs WHERE substr(real, 1, ?) = ?"
        for (real,) in list(self._rows(query, (len(folder) + 1, f"{folder}{os.sep}"))):
            name = Path(real).relative_to(folder).as_posix()
            query = "SELECT id, source, path, folder, place FROM plan.inputs WHERE file = ?"
            row = self._one(query, (name.casefold(),))
            if row is not None:
                item = Input(row[0], row[1], _path(row[2]), _path(row[3]), row[4])
                fault = DuplicateInput(item.shown, f"its record {name!r} would overwrite an input", "rename it")
                failure = Failure(item.id, item.shown, fault.code, str(fault))
                statement = "UPDATE plan.inputs SET failure = ?, file = NULL WHERE file = ?"
                self._do(statement, (_dump(failure), name.casefold()))
                yield failure

    def _fault(self, item: Input) -> ReadError | None:
        """Add `item`; or what stands against it."""
        try:
            check_name(item)
        except ReadError as error:
            return error
        real, place = identity(item)
        if self._one("SELECT 1 FROM plan.inputs WHERE real = ? AND place IS ?", (real, place)):
            return None  # named twice, read once
        name = f"{item.id}.json"
        file = name.casefold()  # some file systems do not tell cases apart
        other = self._one("SELECT id, path FROM plan.inputs WHERE file = ?", (file,))
        if other is not None and other[0] == item.id:
            return duplicate(item, str(other[1] or "standard input"))
        parts = file.split("/")
        above = ["/".join(parts[:n]) for n in range(1, len(parts))]
        clash = None if other is None else f"{other[0]}.json"
        for folder in above:
            clash = clash or self._run_files.get(folder)
            taken = self._one("SELECT id FROM plan.inputs WHERE file = ?", (folder,))
            clash = clash or (f"{taken[0]}.json" if taken else None)
        clash = clash or self._run_files.get(file)
        if clash is None and self._one("SELECT 1 FROM plan.folders WHERE name = ?", (file,)):
            clash = f"the folder {name!r}"
        if clash is not None:
            return DuplicateInput(item.shown, f"its record {name!r} would overwrite {clash}", "rename it")
        for folder in above:
            self._do("INSERT OR IGNORE INTO plan.folders VALUES (?)", (folder,))
        self._do(
            "INSERT INTO plan.inputs (id, source, path, folder, place, real, file) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (item.id, item.source, _text(item.path), _text(item.folder), item.place, real, file),
        )
        return None

    def inputs(self) -> Iterator[Input]:
        """The documents of the plan, in order."""
        query = "SELECT id, source, path, folder, place FROM plan.inputs WHERE file IS NOT NULL ORDER BY number"
        for identifier, source, path, folder, place in self._rows(query):
            yield Input(identifier, source, _path(path), _path(folder), place)

    def input(self, identifier: str) -> Input | None:
        row = self._one("SELECT id, source, path, folder, place FROM plan.inputs WHERE id = ?", (identifier,))
        return None if row is None else Input(row[0], row[1], _path(row[2]), _path(row[3]), row[4])

    def planned(self) -> int:
        """How many documents the plan holds."""
        row = self._one("SELECT count(*) FROM plan.inputs WHERE file IS NOT NULL")
        return int(row[0]) if row else 0

    # --- results

    def made(self, identifier: str) -> tuple[bytes, bytes] | None:
        """Fingerprint and content hash of the record that was written for this document."""
        row = self._one("SELECT fingerprint, content FROM made WHERE id = ?", (identifier,))
        return None if row is None else (row[0], row[1])

    def note_unchanged(self, identifier: str) -> None:
        """The record of an earlier run stands."""
        self._do("UPDATE plan.inputs SET done = 1 WHERE id = ?", (identifier,))

    def note_made(self, identifier: str, fingerprint: bytes, content: bytes, done: Done) -> None:
        """A record is on disk under its name."""
        counts = {
            "mentions": done.mentions,
            "events": done.events,
            "commitments": dict(sorted(done.commitments.items())),
            "published": done.published,
            "year_missing": done.year_missing,
            "is_late": done.is_late,
        }
        values = (identifier, fingerprint, content, json.dumps(counts))
        self._do("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", values)
        self.note_unchanged(identifier)

    def refused(self, identifier: str, fingerprint: bytes) -> Failure | None:
        """Why this very input had no record in an earlier run, if that was a fault of the input."""
        query = "SELECT failure FROM refused WHERE id = ? AND fingerprint = ?"
        row = self._one(query, (identifier, fingerprint))
        return None if row is None else Failure(**json.loads(row[0]))

    def note_failed(self, failure: Failure, fingerprint: bytes | None, *, is_stale: bool = True) -> None:
        """A document of the plan has no record.

        Args:
            fingerprint: of an input that will fail again; what else went wrong may go right the next time.
            is_stale: the record of an earlier run no longer counts.
        """
        self._do("UPDATE plan.inputs SET failure = ? WHERE id = ?", (_dump(failure), failure.document))
        if is_stale:
            self._do("DELETE FROM made WHERE id = ?", (failure.document,))
        if fingerprint is not None:
            values = (failure.document, fingerprint, _dump(failure))
            self._do("INSERT OR REPLACE INTO refused VALUES (?, ?, ?)", values)

    def finished(self) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
        """Id, content hash and counts of every record of the plan, in its order."""
        query = (
            "SELECT id, content, counts FROM plan.inputs JOIN made USING (id) "
            "WHERE plan.inputs.done = 1 ORDER BY plan.inputs.number"
        )
        for identifier, content, counts in self._rows(query):
            yield identifier, content, json.loads(counts)

    def failures(self) -> Iterator[Failure]:
        """Every failure, in the order of the plan."""
        for (failure,) in self._rows("SELECT failure FROM plan.inputs WHERE failure IS NOT NULL ORDER BY number"):
            yield Failure(**json.loads(failure))

    def others(self) -> int:
        """Records of earlier runs whose documents are not in the plan."""
        row = self._one("SELECT count(*) FROM made WHERE id NOT IN (SELECT id FROM plan.inputs WHERE id IS NOT NULL)")
        return int(row[0]) if row else 0

    # --- facts about the run

    def fact(self, name: str) -> Any:
        row = self._one("SELECT value FROM facts WHERE name = ?", (name,))
        return None if row is None else json.loads(row[0])

    def note_fact(self, name: str, value: Any) -> None:
        self._do("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))


def _dump(failure: Failure) -> str:
    return json.dumps(asdict(failure), ensure_ascii=False)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _cannot(folder: Path, error: Exception) -> KommunikeError:
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(f"{folder}: cannot be written ({reason}); check the path, permissions and space")


def _lock(path: Path) -> Any:
    """The open lock file; the system lets go of it when this process ends, whatever becomes of its workers."""
    file = path.open("a")
    try:
        import fcntl
    except ImportError:  # no such locks here
        return file
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        file.close()
        fault = f"{path.parent.parent}: another run is writing here"
        raise OutputError(f"{fault}; wait for it or choose another --out") from error
    except OSError:
        pass  # a file system without locks
    return file

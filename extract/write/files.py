"""Writing that either happens as a whole or not at all: a temporary file, flushed to disk, then renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from extract.errors import KommunikeError

#: holds unfinished files inside the output folder; renaming works only within one file system
_STAGING = ".kommunike-unfinished"
_PIECE = 1 << 20


class OutputError(KommunikeError):
    """The output cannot be written."""


class Output:
    """The folder a run writes to. Nothing is written outside, and no reader ever sees half a file.

    A run that was killed leaves at most its staging folder, which the next run removes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staging = folder / _STAGING
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._remove_staging()
            self._staging.mkdir()
        except OSError as error:
            raise _cannot_write(folder, error) from error

    def path(self, name: str) -> Path:
        return self.folder.joinpath(*name.split("/"))

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a whole file; `name` is its path inside the folder.

        As in `staged`, with half of its calls to the system: a run writes a file for each document.
        """
        data = content.encode() if isinstance(content, str) else content
        target = self.path(name)
        try:
            if _holds(target, data):
                return target
            part = self._part(target)
            try:
                with part.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                try:
                    os.replace(part, target)
                except FileNotFoundError:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(part, target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise _cannot_write(target, error) from error
        return target

    @contextmanager
    def open(self, name: str, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
        """A text file that appears under its name when the block ends without an error."""
        with self.staged(name) as path, path.open("w", encoding=encoding, newline="") as file:
            yield file

    @contextmanager
    def staged(self, name: str) -> Iterator[Path]:
        """A path to write to; the file moves to its place when the block ends without an error.

        A file that is there already with the same content is left as it is, its time of change with it.
        """
        target = self.path(name)
        part = self._part(target)
        try:
            try:
                yield part
                if not _is_same(part, target):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with part.open("rb+") as file:
                        os.fsync(file.fileno())
                    os.replace(part, target)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(target, error) from error

    def _part(self, target: Path) -> Path:
        """Where what will be `target` is written."""
        return self._staging / f"{target.name[-100:]}.part"

    def remove(self, name: str) -> None:
        """Remove what an earlier run left under `name`."""
        try:
            self.path(name).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(self.path(name), error) from error

    def close(self) -> None:
        """Remove the staging folder and make the names of the files last."""
        try:
            self._remove_staging()
            _sync_folder(self.folder)
        except OSError as error:
            raise _cannot_write(self.folder, error) from error

    def _remove_staging(self) -> None:
        if self._staging.is_symlink():
            self._staging.unlink()
        elif self._staging.exists():
            shutil.rmtree(self._staging)

    def __enter__(self) -> Output:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            with suppress(OSError):  # the error that is on its way says more
                self._remove_staging()


def write_file(path: Path, content: str) -> None:
    """Write one file that the user named, as a whole or not at all."""
    part = path.with_name(f".{path.name[-100:]}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _cannot_write(path, error) from error


def _is_same(part: Path, target: Path) -> bool:
    if not target.is_file() or target.stat().st_size != part.stat().st_size:
        return False
    with part.open("rb") as one, target.open("rb") as other:
        while piece := one.read(_PIECE):
            if piece != other.read(_PIECE):
                return False
    return True


def _holds(target: Path, data: bytes) -> bool:
    """Whether a file has this content."""
    try:
        return target.stat().st_size == len(data) and target.is_file() and target.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _sync_folder(folder: Path) -> None:
    """Names in a folder are data of the folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        return  # a folder that may be written to but not read
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written ({error.strerror or error}); check the path, permissions and space")

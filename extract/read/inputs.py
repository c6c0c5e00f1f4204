"""What the user names on the command line -> the list of inputs, each with the id of its record."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.read.errors import DuplicateInput, MissingInput, ReadError, UnreadableInput
from extract.read.metadata import FILE_NAME as METADATA_FILE
from extract.read.metadata import document_id

#: the argument that stands for standard input
STDIN = "-"
_STDIN_ID = "stdin"
_SUFFIX = ".txt"


@dataclass(frozen=True)
class Input:
    """One document to be read.

    Attributes:
        id: path relative to the input folder, `.txt` dropped; the record is written to `<id>.json`.
        source: path relative to the input folder, as it stands in the record.
        path: the file; `None` for standard input.
        folder: the input folder, whose `metadata.csv` (and those below it) may describe the document.
    """

    id: str
    source: str
    path: Path | None = None
    folder: Path | None = None

    @property
    def shown(self) -> str:
        """The input as the user knows it."""
        return "standard input" if self.path is None else str(self.path)


@dataclass
class Found:
    """Inputs in the order of the arguments, and what is wrong with the others."""

    inputs: list[Input] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    #: files in input folders that were left out, by suffix
    skipped: dict[str, int] = field(default_factory=dict)


def find(arguments: Sequence[str]) -> Found:
    """All inputs that `arguments` name: files, folders (every `.txt` below), glob patterns, `-`.

    A file named twice is one input. Folders are walked in the order of names; hidden files and folders are left out,
    links to folders are not followed. A file named by itself is read whatever its suffix; its input folder is its
    parent, that of a pattern is the part before the first wildcard.
    """
    found = Found()
    ids: dict[str, Input] = {}
    paths: set[str] = set()
    for argument in arguments:
        try:
            for item in _expand(argument, found):
                if item.path is not None:
                    real = os.path.realpath(item.path)
                    if real in paths:
                        continue
                    paths.add(real)
                elif item.id in ids and ids[item.id].path is None:
                    continue
                try:
                    _check_id(item, ids)
                except ReadError as error:
                    found.errors.append(error)
                    continue
                ids[item.id] = item
                found.inputs.append(item)
        except ReadError as error:
            found.errors.append(error)
    return found


def _check_id(item: Input, ids: dict[str, Input]) -> None:
    try:
        item.source.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableInput(item.shown, "the file name is no valid Unicode", "rename the file") from None
    if (other := ids.get(item.id)) is not None:
        raise DuplicateInput(
            item.shown,
            f"has the same id {item.id!r} as {other.shown}",
            "rename one of them or give the folder above both, so that ids hold the path",
        )


def _expand(argument: str, found: Found) -> Iterator[Input]:
    if argument == STDIN:
        yield Input(_STDIN_ID, _STDIN_ID)
        return
    path = Path(argument)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise UnreadableInput(argument, f"cannot be read ({error.strerror})", "check its permissions") from error
    except ValueError as error:
        raise MissingInput(argument, "no such file or folder", "check the path") from error
    if is_folder:
        yield from _walk(path, found)
    elif exists:
        yield _input(path, path.parent)
    elif glob.has_magic(argument):
        yield from _match(argument, found)
    else:
        raise MissingInput(argument, "no such file or folder", "check the path")


def _input(path: Path, folder: Path) -> Input:
    source = path.relative_to(folder).as_posix()
    return Input(document_id(source), source, path, folder)


def _walk(folder: Path, found: Found) -> Iterator[Input]:
    empty = True
    failures: list[OSError] = []
    for base, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            suffix = os.path.splitext(name)[1].lower()
            if suffix == _SUFFIX:
                empty = False
                yield _input(Path(base, name), folder)
            elif suffix != ".csv":
                found.skipped[suffix] = found.skipped.get(suffix, 0) + 1
    for failure in failures:
        found.errors.append(
            UnreadableInput(str(failure.filename), f"cannot be read ({failure.strerror})", "check its permissions")
        )
    if empty and not failures:
        raise MissingInput(str(folder), "no .txt file in this folder", "name the files themselves")


def _match(pattern: str, found: Found) -> Iterator[Input]:
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    folder = Path(*parts[:fixed])
    matches = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]
    files = [path for path in matches if not path.is_dir()]
    if not matches:
        raise MissingInput(pattern, "nothing matches this pattern", "check the pattern")
    # `..` after a wildcard leads out of the fixed part; such files stand for themselves
    climbs = ".." in parts[fixed:]
    for path in files:
        if path.name != METADATA_FILE:
            yield _input(path, path.parent if climbs else folder)
    if not files:
        for path in matches:
            yield from _walk(path, found)

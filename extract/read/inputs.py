"""What the user names on the command line -> inputs, each with the id of its record."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.read.containers import Skipped, entries, parse_columns
from extract.read.errors import DuplicateInput, EmptyInput, MissingInput, ReadError, UnreadableInput
from extract.read.formats import CONTAINERS, is_hidden, is_of_system, suffix
from extract.read.metadata import FILE_NAME as METADATA_FILE
from extract.read.metadata import document_id

#: the argument that stands for standard input
STDIN = "-"
_STDIN_ID = "stdin"
#: a folder with this name in it is one that a run writes to
STATE_FOLDER = ".kommunike"


@dataclass(frozen=True)
class Input:
    """One document to be read.

    Attributes:
        id: path relative to the input folder, `.txt` dropped; the record is written to `<id>.json`.
        source: path relative to the input folder, as it stands in the record.
        path: the file; `None` for standard input.
        folder: the input folder, whose `metadata.csv` (and those below it) may describe the document.
        place: number of the document in a file that holds many.
    """

    id: str
    source: str
    path: Path | None = None
    folder: Path | None = None
    place: int | None = None

    @property
    def shown(self) -> str:
        """The input as the user knows it."""
        if self.path is None:
            return "standard input"
        if self.place is None or self.folder is None:
            return str(self.path)
        return str(self.folder / self.source)


@dataclass
class Found:
    """Inputs in the order of the arguments, and what is wrong with the others."""

    inputs: list[Input] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    #: files in input folders that were left out, by suffix
    skipped: dict[str, int] = field(default_factory=dict)


class Finder:
    """All inputs that `arguments` name, one after another: files, folders, glob patterns, `-`.

    Folders are walked in the order of names; hidden files and folders and what a run has written are left out, links
    to folders are not followed. A file named by itself is read whatever its suffix; its input folder is its parent,
    that of a pattern is the part before the first wildcard. A file that holds many documents stands for these.

    Args:
        columns: what `parse_columns` gives, for tables of documents.
        written: names of the files that a run writes beside its records.

    Attributes:
        skipped: files that were left out, counted while the inputs are taken, and links to folders.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: Mapping[str, str] | None = None,
        written: frozenset[str] = frozenset(),
        open_containers: bool = True,
    ) -> None:
        self._arguments = arguments
        self._columns = columns or parse_columns(None)
        self._written = written
        self._open = open_containers
        self.skipped = Skipped()

    def __iter__(self) -> Iterator[Input | ReadError]:
        for argument in self._arguments:
            try:
                yield from self._expand(argument)
            except ReadError as error:
                yield error

    def _expand(self, argument: str) -> Iterator[Input | ReadError]:
        if argument == STDIN:
            yield Input(_STDIN_ID, _STDIN_ID)
            return
        if not argument:  # which the system would take for the folder that one is in
            raise MissingInput("''", "an empty path", "name a file or folder")
        path = Path(argument)
        try:
            is_folder, exists = path.is_dir(), path.exists()
        except OSError as error:
            raise UnreadableInput(argument, f"cannot be read ({error.strerror})", "check its permissions") from error
        except ValueError as error:
            raise MissingInput(argument, "no such file or folder", "check the path") from error
        if is_folder:
            yield from self._walk(path)
        elif exists and is_of_system(path.name):
            raise UnreadableInput(argument, "a hidden file of the system or an editor, no document", "leave it out")
        elif exists:
            yield from self._inputs(path, path.parent)
        elif glob.has_magic(argument):
            yield from self._match(argument)
        else:
            raise MissingInput(argument, "no such file or folder", "check the path")

    def _inputs(self, path: Path, folder: Path, *, named: bool = True) -> Iterator[Input | ReadError]:
        """The file at `path`, or the documents in it."""
        source = path.relative_to(folder).as_posix()
        kind = CONTAINERS.get(suffix(path.name))
        if kind is None or not self._open:
            yield Input(document_id(source), source, path, folder)
            return
        place = 0
        try:
            for entry in entries(path, kind, columns=self._columns, skipped=self.skipped):
                if isinstance(entry, ReadError):
                    yield entry
                else:
                    name = f"{source}/{entry.name}"
                    yield Input(document_id(name), name, path, folder, place)
                place += 1
        except ReadError as error:
            if not named and place == 0 and kind in ("csv", "jsonl"):
                # any table may lie in a folder; one that is meant has a column of texts
                self.skipped.count(suffix(path.name))
            else:
                yield error
        else:
            if place == 0:
                yield EmptyInput(str(path), "no document in it", "check whether it is the file that was meant")

    def _walk(self, folder: Path) -> Iterator[Input | ReadError]:
        empty = True
        failures: list[OSError] = []
        for base, folders, files in os.walk(folder, onerror=failures.append):
            is_output = STATE_FOLDER in folders
            folders[:] = sorted(name for name in folders if not is_hidden(name))
            # which may lead back to where the walk came from
            self.skipped.links += filter(os.path.islink, (os.path.join(base, name) for name in folders))
            for name in sorted(files):
                if is_hidden(name) or name == METADATA_FILE or (is_output and name in self._written):
                    continue
                if self.skipped.takes(name):
                    for item in self._inputs(Path(base, name), folder, named=False):
                        empty = False
                        yield item
        for failure in failures:
            yield UnreadableInput(
                str(failure.filename), f"cannot be read ({failure.strerror})", "check its permissions"
            )
        if empty and not failures:
            raise MissingInput(str(folder), "no document to read in this folder", "name the files themselves")

    def _match(self, pattern: str) -> Iterator[Input | ReadError]:
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
            if path.name != METADATA_FILE and not is_hidden(path.name):
                yield from self._inputs(path, path.parent if climbs else folder)
        if not files:
            for path in matches:
                yield from self._walk(path)


def find(arguments: Sequence[str], *, columns: Mapping[str, str] | None = None) -> Found:
    """All inputs that `arguments` name, see `Finder`; a file named twice is one input, an id used twice an error."""
    finder = Finder(arguments, columns=columns)
    found = Found()
    ids: dict[str, Input] = {}
    places: set[tuple[str, int | None]] = set()
    for item in finder:
        if isinstance(item, ReadError):
            found.errors.append(item)
            continue
        place = identity(item)
        if place in places:
            continue
        places.add(place)
        try:
            check_name(item)
            if item.id in ids:
                raise duplicate(item, ids[item.id].shown)
        except ReadError as error:
            found.errors.append(error)
        else:
            ids[item.id] = item
            found.inputs.append(item)
    found.skipped = finder.skipped.unknown
    return found


def identity(item: Input) -> tuple[str, int | None]:
    """The same for two inputs that are one document."""
    return ("" if item.path is None else os.path.realpath(item.path), item.place)


def check_name(item: Input) -> None:
    """Raises:
    UnreadableInput: the name of the file or of a folder above it cannot be written down.
    """
    try:
        item.source.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableInput(item.shown, "the file name is no valid Unicode", "rename the file") from None
    try:
        f"{item.path}{identity(item)[0]}".encode()
    except UnicodeEncodeError:
        raise UnreadableInput(item.shown, "the name of its folder is no valid Unicode", "rename the folder") from None


def duplicate(item: Input, other: str) -> DuplicateInput:
    return DuplicateInput(
        item.shown,
        f"has the same id {item.id!r} as {other}",
        "rename one of them or give the folder above both, so that ids hold the path",
    )

"""Loading of lexicon files: lists of entries in YAML, each checked against a pydantic model.

A lexicon `NAME` is the file `NAME.yaml` in this folder and, if the user gives a folder of their own, a file of the
same name there, whose entries are appended.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from extract.errors import LexiconError
from extract.lexicons.cache import derived

FOLDER = Path(__file__).parent


class Entry(BaseModel):
    """Base of lexicon entries: unknown keys are refused with the names of the allowed ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)


E = TypeVar("E", bound=Entry)


def load(name: str, entry_type: type[E], *, user_folder: Path | None = None) -> list[E]:
    """All entries of lexicon `name`, the program's own first.

    Raises:
        LexiconError: a file is not a YAML list or an entry does not fit; names file, entry and allowed keys.
    """
    entries = _read(FOLDER / f"{name}.yaml", entry_type)
    if user_folder is not None and (path := user_folder / f"{name}.yaml").exists():
        entries += _read(path, entry_type)
    return entries


def _parse(source: bytes) -> Any:
    return yaml.load(source.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _read(path: Path, entry_type: type[E]) -> list[E]:
    try:
        source = path.read_bytes()
        # the user's own files change more often than they are read
        raw = (
            derived(f"yaml-{path.stem}", (source,), lambda: _parse(source)) if path.parent == FOLDER else _parse(source)
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LexiconError(f"{path.name}: cannot be read as YAML ({' '.join(str(error).split())})") from error
    if not isinstance(raw, list):
        raise LexiconError(f"{path.name}: a list of entries is expected, found {type(raw).__name__}")
    entries = []
    for number, item in enumerate(raw, 1):
        try:
            entries.append(entry_type.model_validate(item))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "entry"
            allowed = ", ".join(entry_type.model_fields)
            raise LexiconError(
                f"{path.name}, entry {number}: {where}: {first['msg']} (found {item!r:.120}; keys: {allowed})"
            ) from error
    return entries

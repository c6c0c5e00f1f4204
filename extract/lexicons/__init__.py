"""Loading of lexicon files: lists of entries in YAML, each checked against a pydantic model.

A lexicon `NAME` is the file `NAME.yaml` in this folder and, if the user gives a folder of their own, a file of the
same name there, whose entries are appended.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

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
        LexiconError: a file is not a YAML list, an entry does not fit, or the user's folder holds a file that is no
            lexicon; names file, entry and allowed keys.
    """
    entries = _read(FOLDER / f"{name}.yaml", entry_type)
    if user_folder is not None:
        _check_names(user_folder)
        if (path := user_folder / f"{name}.yaml").exists():
            entries += _read(path, entry_type)
    return entries


def _check_names(folder: Path) -> None:
    """Refuse a file that nothing would read: its name is misspelt, and its entries would be missed in silence."""
    known = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    for path in sorted(folder.glob("*")):
        is_known = path.suffix == ".yaml" and path.stem in known
        if is_known or path.name.startswith(".") or path.suffix not in (".yaml", ".yml"):
            continue
        near = get_close_matches(path.stem, known, n=1)
        hint = f"do you mean {near[0]}.yaml?" if near else f"lexicons are {', '.join(known)}, each with .yaml"
        raise LexiconError(f"{path}: no lexicon has this name; {hint}")


def _shown(path: Path) -> str:
    """The user's file by its path; one of the program's own is told from it."""
    return f"{path.name} (built in)" if path.parent == FOLDER else str(path)


def parse_yaml(source: bytes) -> Any:
    """What a YAML file says; by the parser in C where there is one, eight times as fast as the other.

    Raises:
        ValueError: it is not UTF-8 or no YAML.
    """
    import yaml  # a start that finds its lexicons parsed needs none

    try:
        return yaml.load(source.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _read(path: Path, entry_type: type[E]) -> list[E]:
    try:
        source = path.read_bytes()
        # the user's own files change more often than they are read
        own = path.parent == FOLDER
        raw = derived(f"yaml-{path.stem}", (source,), lambda: parse_yaml(source)) if own else parse_yaml(source)
    except (OSError, ValueError) as error:
        raise LexiconError(f"{_shown(path)}: cannot be read as YAML ({' '.join(str(error).split())})") from error
    if not isinstance(raw, list):
        raise LexiconError(f"{_shown(path)}: a list of entries is expected, found {type(raw).__name__}")
    entries = []
    for number, item in enumerate(raw, 1):
        try:
            entries.append(entry_type.model_validate(item))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "entry"
            allowed = ", ".join(entry_type.model_fields)
            raise LexiconError(
                f"{_shown(path)}, entry {number}: {where}: {first['msg']} (found {item!r:.120}; keys: {allowed})"
            ) from error
    return entries

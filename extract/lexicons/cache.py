"""What is derived from lexicon files and models, kept between runs: parsed YAML, case forms, words unpacked.

It saves half a second of each start. It lies in `~/.cache/kommunike` (`$XDG_CACHE_HOME/kommunike`), or in the folder
that `KOMMUNIKE_CACHE` names; set to nothing, nothing is kept. A file is named by a hash of all that its content follows
from, so none can be out of date; where no file can be read or written, everything is derived anew. Delete the folder
whenever you like.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

#: hexadecimal digits of the hash in a file's name
_DIGITS = 24
#: files of one name that stay: other versions of the program, or other lexicons, may be in use beside this one
_KEPT = 4


def folder() -> Path | None:
    """Where derived data are kept; `None` if nowhere."""
    named = os.environ.get("KOMMUNIKE_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):
        return (Path(base) if base else Path.home() / ".cache") / "kommunike"
    return None


def derived(name: str, sources: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What `make` gives, from an earlier run if its `sources` were the same.

    Only what JSON gives back unchanged is kept: lists, string keys, strings, numbers, `None`.
    """
    path = _path(name, sources, ".json")
    if path is None:
        return make()
    with suppress(OSError, ValueError):
        return json.loads(path.read_bytes())
    made = make()
    with suppress(OSError, TypeError, ValueError):
        content = json.dumps(made, ensure_ascii=False)
        if json.loads(content) == made:
            _keep(path, content.encode())
    return made


def derived_bytes(name: str, sources: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
    """`derived` for bytes, which are kept as they are: megabytes are read at once."""
    path = _path(name, sources, ".bin")
    if path is None:
        return make()
    with suppress(OSError):
        kept = path.read_bytes()
        if len(kept) - 8 == int.from_bytes(kept[-8:], "big"):
            return kept[:-8]
    made = make()
    with suppress(OSError):
        _keep(path, made + len(made).to_bytes(8, "big"))
    return made


def _path(name: str, sources: Iterable[bytes], suffix: str) -> Path | None:
    where = folder()
    if where is None:
        return None
    digest = hashlib.sha256()
    for source in sources:
        digest.update(len(source).to_bytes(8, "big") + source)
    return where / f"{name}-{digest.hexdigest()[:_DIGITS]}{suffix}"


def _keep(path: Path, content: bytes) -> None:
    _write(path, content)
    name = path.stem[:-_DIGITS]
    _remove_oldest(path.parent.glob(f"{name}{'?' * _DIGITS}{path.suffix}"))


def code_of(*functions: Callable[..., Any]) -> bytes:
    """The source files that define `functions`: what they give may change when these do."""
    files = {str(sys.modules[function.__module__].__file__) for function in functions}
    return b"".join(Path(file).read_bytes() for file in sorted(files))


def _remove_oldest(files: Iterable[Path]) -> None:
    for old in sorted(files, key=lambda file: file.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write at once, so that a process beside this one never reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise

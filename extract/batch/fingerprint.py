"""What a record depends on, as hashes: the program with its lexicons and models, and one document with its metadata."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from extract.lexicons import cache
from extract.read import Raw

_ROOT = Path(__file__).parent.parent.parent
#: packages whose version may change what is found
_PACKAGES = ("natasha", "navec", "numpy", "pymorphy3", "pymorphy3-dicts-ru", "razdel", "slovnet", "spacy")
#: packages that read other formats
_READERS = ("pypdf", "python-docx", "trafilatura")
#: parts of the program that no record depends on
_NO_MATTER = ("extract/cli", "extract/evaluate", "extract/ledger", "extract/report", "extract/review")


def versions() -> dict[str, str | None]:
    """Version of the program and of every package that a record depends on; `None` if it is not installed."""
    return {name: _version(name) for name in ("kommunike", *_PACKAGES, *_READERS)}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@lru_cache(maxsize=1)
def program_hash() -> str:
    """Of the program's code, lexicons and schemas: a version number does not change with every line."""
    files = [
        os.path.join(folder, file)
        for name in ("extract", "schemas")
        for folder, _, found in os.walk(_ROOT / name)
        for file in found
        if file.endswith((".py", ".yaml", ".tsv"))
    ]
    no_matter = tuple(os.path.join(_ROOT, part) for part in _NO_MATTER)
    return _hash_files(_ROOT, [file for file in files if not file.startswith(no_matter)])


def lexicons_hash(folder: Path | None) -> str | None:
    """Of the user's own lexicon files."""
    return None if folder is None else _hash_files(folder, folder.glob("*"))


@lru_cache(maxsize=1)
def model_hash() -> str:
    """Of the weights that natasha ships; kept between runs, as long as no file of them is touched."""
    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        return ""
    folder = Path(spec.origin).parent / "data"
    files = sorted(folder.rglob("*.tar"))
    states = [(str(file), status.st_size, status.st_mtime_ns) for file in files for status in [file.stat()]]
    found: str = cache.derived("models", [json.dumps(states).encode()], lambda: _hash_files(folder, files))
    return found


def _hash_files(root: Path, paths: Iterable[str | Path]) -> str:
    total = hashlib.sha256()
    # plain strings: objects of paths take twice the time of reading the files
    start = len(os.path.join(root, ""))
    for path in sorted(os.fspath(path) for path in paths if os.path.isfile(path)):
        with open(path, "rb") as file:
            total.update(path[start:].replace(os.sep, "/").encode() + b"\0")
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()


class Fingerprints:
    """Gives each document the fingerprint of all that its record depends on."""

    def __init__(self, lexicons: Path | None) -> None:
        self.parts = {
            "program": program_hash(),
            "lexicons": lexicons_hash(lexicons),
            "models": model_hash(),
            "versions": versions(),
        }
        self._base = json.dumps(self.parts, sort_keys=True).encode()

    def of(self, raw: Raw) -> bytes:
        row = raw.metadata
        known = (row.published, row.url, row.publisher, row.title) if row is not None else None
        facts = [raw.item.id, raw.item.source, hashlib.sha256(raw.data).hexdigest(), known, raw.published]
        return hashlib.sha256(self._base + json.dumps(facts).encode()).digest()


def content_hash(content: bytes) -> bytes:
    """Of a record as it lies on disk."""
    return hashlib.sha256(content).digest()

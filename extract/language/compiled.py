"""Compiled patterns, kept between runs as Python keeps compiled modules: without it, half a second of each process.

`re` compiles a pattern to numbers, and a Python makes the same of it each time; a pattern is made of its numbers in a
twentieth of the time. Numbers are kept only if what is made of them equals the pattern; where this Python has other
ways, or nothing can be kept, patterns are compiled as usual.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from base64 import b64decode, b64encode
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import compress, decompress, error

from extract.lexicons import cache

try:
    import _sre  # type: ignore[import-not-found]  # not public, as are the next
    from re import _compiler, _parser  # type: ignore[attr-defined]

    _PYTHON = f"{sys.version} {sys.byteorder} {_sre.MAGIC} {_sre.CODESIZE}".encode()
except (ImportError, AttributeError):  # Python 3.10, or another implementation
    _compiler = None

#: as many bytes as `_sre.CODESIZE` tells
_NUMBER = "I"
#: new patterns are kept when they are more than one in so many: each time the whole file is written
_SHARE = 20
#: a file that is larger has many patterns of older versions of the program: it is begun anew
_MOST_BYTES = 4_000_000
#: what numbers that are none, or another Python's, lead to
_UNFIT = (AttributeError, RuntimeError, TypeError, ValueError, IndexError, OverflowError, error)

#: flags, number of groups, their names, and the numbers as bytes that JSON can hold
_Kept = tuple[int, int, dict[str, int], str]
#: patterns that this process has compiled and not kept yet, by flags and text
_new: dict[str, re.Pattern[str]] = {}


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, from an earlier run if there was one; for patterns that are no page's own."""
    name = f"{int(flags)} {pattern}"
    kept = _known().get(name)
    if kept is not None:
        with suppress(*_UNFIT):
            return _made_of(pattern, kept)
    _new[name] = made = re.compile(pattern, flags)
    return made


def keep_compiled() -> None:
    """Keep what was compiled anew for later runs, if it is much."""
    known = _known()
    if len(_new) * _SHARE <= len(known):
        return
    path = _path()
    made = {name: kept for name, pattern in _new.items() if (kept := _numbers(pattern))} if path else {}
    _new.clear()
    if path is None:
        return
    known.update(made)
    with suppress(OSError):
        # other processes may have kept theirs
        content = json.dumps({**_read(path), **made}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        cache.keep(path, content if len(content) < _MOST_BYTES else json.dumps(made).encode())


@lru_cache(maxsize=1)
def _known() -> dict[str, _Kept]:
    path = _path()
    return {} if path is None else _read(path)


def _path() -> Path | None:
    return None if _compiler is None else cache.path_of("patterns", [_PYTHON], ".json")


def _read(path: Path) -> dict[str, _Kept]:
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict):
            return found
    return {}


def _numbers(pattern: re.Pattern[str]) -> _Kept | None:
    """What `_made_of` makes an equal pattern of."""
    with suppress(*_UNFIT):
        parsed = _parser.parse(pattern.pattern, pattern.flags)
        numbers = array(_NUMBER, _compiler._code(parsed, pattern.flags)).tobytes()
        kept = pattern.flags, pattern.groups, dict(pattern.groupindex), b64encode(compress(numbers)).decode()
        if _made_of(pattern.pattern, kept) == pattern:
            return kept
    return None


def _made_of(pattern: str, kept: _Kept) -> re.Pattern[str]:
    flags, groups, names, text = kept
    numbers = array(_NUMBER, decompress(b64decode(text)))
    of_groups: list[Any] = [None] * (groups + 1)
    for name, number in names.items():
        of_groups[number] = name
    return _sre.compile(pattern, flags, numbers.tolist(), groups, names, tuple(of_groups))  # type: ignore[no-any-return]

"""Which kinds of files are read, how a kind is told, and which library it takes."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Literal, TypeAlias

from extract.read.errors import MissingExtra

#: what holds one document
Kind: TypeAlias = Literal["text", "html", "pdf", "docx", "mail"]
#: what holds many
ContainerKind: TypeAlias = Literal["zip", "tar", "jsonl", "csv"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "mail",
}
CONTAINERS: dict[str, ContainerKind] = {
    ".zip": "zip",
    ".tar": "tar",
    ".tar.gz": "tar",
    ".tgz": "tar",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
#: kind -> module of the extra `formats` that reads it, what users call the kind
_NEEDS: dict[Kind, tuple[str, str]] = {
    "html": ("trafilatura", "HTML"),
    "pdf": ("pypdf", "PDF"),
    "docx": ("docx", "DOCX"),
}
EXTRA = "pip install 'kommunike[formats]'"

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)


def suffix(name: str) -> str:
    """The suffix of a file name in lower case, `.tar.gz` as one; empty if there is none."""
    base = name.rsplit("/", 1)[-1].lower()
    if base.endswith(".tar.gz") and len(base) > len(".tar.gz"):
        return ".tar.gz"
    stem, dot, last = base.rpartition(".")
    return f".{last}" if dot and stem else ""


def is_hidden(name: str) -> bool:
    """Whether the name of a file or folder says that it is no document: `.DS_Store`, `~$a.docx` of an open file."""
    return is_of_system(name) or (name.startswith(".") and name not in (".", ".."))


def is_of_system(name: str) -> bool:
    """A hidden file that nobody has written, not even when it is named by itself."""
    return name.startswith(("~$", "._")) or name == ".DS_Store"


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a document: by its first bytes where they are plain, else by the suffix of its name."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    named = KINDS.get(suffix(name), "text")
    if named == "text" and _HTML.match(data):
        return "html"
    return named


def is_readable(kind: Kind) -> bool:
    """True if the library for this kind is installed, or none is needed."""
    return kind not in _NEEDS or find_spec(_NEEDS[kind][0]) is not None


def require(kind: Kind, source: str) -> None:
    """Raises:
    MissingExtra: the library for this kind is not installed.
    """
    if not is_readable(kind):
        raise MissingExtra(source, f"{_NEEDS[kind][1]} needs a library that is not installed", EXTRA)

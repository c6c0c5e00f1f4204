"""Bytes to text. The text is what all offsets of a record refer to, so nothing in it is changed."""

from __future__ import annotations

import re

from extract.read.errors import EmptyInput, NotText, TooLarge

#: larger files are refused before they are read
MAX_BYTES = 20_000_000
#: longer texts are refused: this is a book, and the language models hold a document in memory as a whole
MAX_CHARACTERS = 1_000_000

_BOM = b"\xef\xbb\xbf"
#: first bytes of what people take for text; the remedy says more than "not UTF-8"
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_HTML = re.compile(rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
#: a stray control character is dirt on a page; more of them mean that this is no page
_MAX_CONTROL_SHARE = 0.05


def decode(data: bytes, source: str) -> str:
    """The text in `data`: UTF-8, without a leading byte order mark, line ends as they are.

    Offsets count code points of this text; only the byte order mark is not part of it.

    Raises:
        EmptyInput, NotText, TooLarge: names `source`, the fault and the remedy.
    """
    if len(data) > MAX_BYTES:
        raise too_large(source, len(data))
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if kind is None and _HTML.match(data.removeprefix(_BOM)):
        kind = "an HTML page"
    if kind is not None:
        raise NotText(source, f"this is {kind}, not plain UTF-8 text", "save it as plain text in UTF-8")
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(
            source,
            f"not UTF-8 text (byte 0x{error.object[error.start]:02x} at position {error.start})",
            "if it is text in another encoding, save it in UTF-8 (iconv -f cp1251 -t utf-8)",
        ) from error
    if "\0" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise NotText(source, "binary data, not text", "leave it out or convert it to plain text in UTF-8")
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise EmptyInput(source, "empty: there is nothing to read", "fill it or leave it out")
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            source,
            f"{len(text):,} characters, the limit is {MAX_CHARACTERS:,}",
            "split it into the documents that it is made of",
        )
    return text


def too_large(source: str, size: int | None) -> TooLarge:
    found = f"{size / 1e6:,.1f} MB, " if size is not None else ""
    return TooLarge(
        source,
        f"{found}more than the limit of {MAX_BYTES // 1_000_000} MB a file",
        "split it into the documents that it is made of",
    )

"""Bytes to text. The text is what all offsets of a record refer to, so nothing in it is changed."""

from __future__ import annotations

import codecs
import re

from extract.language.later import later
from extract.read.errors import EmptyInput, NotText, TooLarge

#: larger files are refused before they are read
MAX_BYTES = 20_000_000
#: longer texts are refused: this is a book, and the language models hold a document in memory as a whole
MAX_CHARACTERS = 1_000_000

_BOM = codecs.BOM_UTF8
#: first bytes of what people take for text; the remedy says more than "not text"
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
#: a stray control character is dirt on a page; more of them mean that this is no page
_MAX_CONTROL_SHARE = 0.05

#: encodings of old Russian pages, told apart by which of them makes Russian of the bytes
_LEGACY = ("cp1251", "koi8-r", "cp866")
#: the most frequent pairs of letters in Russian news texts, half of all pairs
_FREQUENT = (
    "ст ни ен на ра ко ро то ов но ре по ан пр го ер ос та ор од ал ли ле не те во де ва ол ет ом ск ка он ри ин ла ль "
    "ел ти от ес ит ат ны да за ве ог со ил ме ед ар об тр ав ми ло ки ис"
)
_PAIRS = frozenset(_FREQUENT.split())
_SAMPLE = 20_000
#: Russian text in its own encoding scores 0.4 to 0.6, in a wrong one below 0.2
_RUSSIAN, _CLEARLY = 0.25, 0.1
_CYRILLIC = later("[а-яёА-ЯЁ]+")
_FOREIGN = later("[^\x00-\x7fа-яёА-ЯЁ«»„“”‘’–—…№§°·•\u00a0©]")
#: a capital after a small letter, Latin beside Cyrillic in one word: what a wrong encoding looks like
_BROKEN = later("[а-яё][А-ЯЁ]|[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]")


def decode(data: bytes, source: str) -> str:
    """The text in `data`; see `decode_any`."""
    return decode_any(data, source)[0]


def decode_any(data: bytes, source: str) -> tuple[str, str | None]:
    """The text in `data`, without a leading byte order mark, line ends as they are; its encoding if it had to be told.

    UTF-8 and UTF-16 tell themselves. Anything else is Russian in one of the old encodings, if one of them clearly
    makes Russian of it, or it is refused.

    Raises:
        EmptyInput, NotText, TooLarge: names `source`, the fault and the remedy.
    """
    if len(data) > MAX_BYTES:
        raise too_large(source, len(data))
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if kind is not None:
        raise NotText(source, f"this is {kind}, not plain text", "save it as plain text in UTF-8")
    text, encoding = _decoded(data, source)
    return check(text, source), encoding


def check(text: str, source: str) -> str:
    """`text`, if it is one that can be analysed.

    Raises:
        EmptyInput, NotText, TooLarge: names `source`, the fault and the remedy.
    """
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


def _decoded(data: bytes, source: str) -> tuple[str, str | None]:
    wide = _utf16(data)
    if wide is not None:
        try:
            return data.decode(wide).removeprefix("\ufeff"), wide
        except UnicodeDecodeError as error:
            raise NotText(source, "broken UTF-16", "save it as plain text in UTF-8") from error
    try:
        return data.removeprefix(_BOM).decode("utf-8"), None
    except UnicodeDecodeError as error:
        encoding = legacy_encoding(data)
        if encoding is not None:
            return data.decode(encoding), encoding
        raise NotText(
            source,
            f"not UTF-8 text (byte 0x{error.object[error.start]:02x} at position {error.start}), "
            f"nor Russian in {', '.join(_LEGACY)}",
            "save it in UTF-8 (iconv -f ENCODING -t utf-8)",
        ) from error


def _utf16(data: bytes) -> str | None:
    """UTF-16 by its byte order mark, or by the high bytes of Latin and Cyrillic letters in every other place."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = sample[start::2], sample[1 - start :: 2]
        letters = high.count(0) + high.count(4)
        marks = high.count(0x20) + high.count(0x21)  # dashes, quotes, the number sign
        is_wide = letters >= 0.5 * len(high) and letters + marks >= 0.9 * len(high)
        if is_wide and low.count(0) + low.count(4) < 0.2 * len(low):
            return name
    return None


def legacy_encoding(data: bytes) -> str | None:
    """The old encoding in which `data` is clearly Russian, or nothing.

    >>> [legacy_encoding("Стороны договорились о встрече".encode(name)) for name in ("cp1251", "koi8-r", "cp866")]
    ['cp1251', 'koi8-r', 'cp866']
    >>> legacy_encoding("Gespräche über Abrüstung".encode("latin-1"))
    """
    scores = sorted(((_russian(data[:_SAMPLE], name), name) for name in _LEGACY), reverse=True)
    (best, name), (second, _) = scores[:2]
    return name if best >= _RUSSIAN and best - second >= _CLEARLY and _decodes(data, name) else None


def _russian(data: bytes, encoding: str) -> float:
    """How Russian `data` is if read in `encoding`: share of frequent pairs of letters, less what does not belong."""
    text = data.decode(encoding, errors="replace")
    words = _CYRILLIC.findall(text)
    pairs = [word[i : i + 2] for word in (word.lower() for word in words) for i in range(len(word) - 1)]
    if not pairs:
        return 0.0
    frequent = sum(pair in _PAIRS for pair in pairs)
    wrong = len(_FOREIGN.findall(text)) + len(_BROKEN.findall(text))
    return (frequent - wrong) / len(pairs)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def too_large(source: str, size: int | None) -> TooLarge:
    found = f"{size / 1e6:,.1f} MB, " if size is not None else ""
    return TooLarge(
        source,
        f"{found}more than the limit of {MAX_BYTES // 1_000_000} MB a file",
        "split it into the documents that it is made of",
    )

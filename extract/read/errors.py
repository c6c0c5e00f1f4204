"""What can be wrong with an input; every message names the file, the fault and the remedy in one line."""

from __future__ import annotations

from typing import ClassVar

from extract.errors import InputError


class ReadError(InputError):
    """Base of all faults of one input.

    Attributes:
        code: stable name of the fault, written to `errors.jsonl`.
        source: the input as the user knows it.
    """

    code: ClassVar[str] = "input"

    def __init__(self, source: str, fault: str, remedy: str) -> None:
        super().__init__(f"{one_line(source)}: {fault}; {remedy}")
        self.source = source


class MissingInput(ReadError):
    """Nothing lies at the path, the folder holds no text, or the pattern matches nothing."""

    code = "missing"


class EmptyInput(ReadError):
    """No visible character."""

    code = "empty"


class NotText(ReadError):
    """Bytes that are no UTF-8 text."""

    code = "not_text"


class TooLarge(ReadError):
    """More than the stated size."""

    code = "too_large"


class UnreadableInput(ReadError):
    """The system refuses to give the bytes."""

    code = "unreadable"


class MissingExtra(ReadError):
    """A format whose library is not installed."""

    code = "extra"


class ForeignLanguage(ReadError):
    """A text in another language than Russian and English."""

    code = "language"


class UnsafeInput(ReadError):
    """An archive that would write elsewhere or unpack to no end."""

    code = "unsafe"


class DuplicateInput(ReadError):
    """Two inputs whose records would have one id, or whose outputs would overwrite something."""

    code = "duplicate"


class MetadataError(ReadError):
    """A `metadata.csv` that cannot be used, or a row of it."""

    code = "metadata"


def one_line(words: str) -> str:
    """`words` without line breaks and other control characters, safe to print."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)

"""From what the user names on the command line to texts with their metadata.

`find` turns paths, folders, globs and `-` into a list of inputs, each with the id its record will have; `read` turns
one of them into its text. Whatever cannot be read raises an `InputError` that says what is wrong and what to do.
"""

from extract.read.errors import (
    DuplicateInput,
    EmptyInput,
    MetadataError,
    MissingInput,
    NotText,
    ReadError,
    TooLarge,
    UnreadableInput,
)
from extract.read.inputs import STDIN, Found, Input, find
from extract.read.metadata import COLUMNS as METADATA_COLUMNS
from extract.read.metadata import FILE_NAME as METADATA_FILE
from extract.read.metadata import MetadataRow, parse_day
from extract.read.metadata import load as load_metadata
from extract.read.source import Document, Raw, Reader, to_document
from extract.read.text import MAX_BYTES, MAX_CHARACTERS, decode

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "METADATA_COLUMNS",
    "METADATA_FILE",
    "STDIN",
    "Document",
    "DuplicateInput",
    "EmptyInput",
    "Found",
    "Input",
    "MetadataError",
    "MetadataRow",
    "MissingInput",
    "NotText",
    "Raw",
    "ReadError",
    "Reader",
    "TooLarge",
    "UnreadableInput",
    "decode",
    "find",
    "load_metadata",
    "parse_day",
    "to_document",
]

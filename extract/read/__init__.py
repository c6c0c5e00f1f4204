"""From what the user names on the command line to texts with their metadata.

`Finder` turns paths, folders, globs and `-` into inputs, each with the id its record will have (`find` gives them as a
list); `Reader` fetches their bytes; `to_document` turns these into text, whatever the format. Whatever cannot be read
raises a `ReadError` that says what is wrong and what to do.
"""

from extract.read.containers import parse_columns
from extract.read.errors import (
    DuplicateInput,
    EmptyInput,
    ForeignLanguage,
    MetadataError,
    MissingExtra,
    MissingInput,
    NotText,
    ReadError,
    TooLarge,
    UnreadableInput,
    UnsafeInput,
)
from extract.read.formats import EXTRA
from extract.read.inputs import STATE_FOLDER, STDIN, Finder, Found, Input, check_name, duplicate, find, identity
from extract.read.metadata import COLUMNS as METADATA_COLUMNS
from extract.read.metadata import FILE_NAME as METADATA_FILE
from extract.read.metadata import MetadataFile, MetadataRow, parse_day
from extract.read.metadata import load as load_metadata
from extract.read.source import Document, Raw, Reader, require_library, to_document
from extract.read.text import MAX_BYTES, MAX_CHARACTERS, decode

__all__ = [
    "EXTRA",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "METADATA_COLUMNS",
    "METADATA_FILE",
    "STATE_FOLDER",
    "STDIN",
    "Document",
    "DuplicateInput",
    "EmptyInput",
    "Finder",
    "ForeignLanguage",
    "Found",
    "Input",
    "MetadataError",
    "MetadataFile",
    "MetadataRow",
    "MissingExtra",
    "MissingInput",
    "NotText",
    "Raw",
    "ReadError",
    "Reader",
    "TooLarge",
    "UnreadableInput",
    "UnsafeInput",
    "check_name",
    "decode",
    "duplicate",
    "find",
    "identity",
    "load_metadata",
    "parse_columns",
    "parse_day",
    "require_library",
    "to_document",
]

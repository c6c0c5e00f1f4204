"""Records as JSON, and the JSON Schema they follow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.errors import InputError
from schemas import Record


def to_json(record: Record) -> str:
    """The record as an indented JSON document, Russian letters as they are."""
    return record.model_dump_json(indent=2) + "\n"


def to_json_line(record: Record) -> str:
    """The record on one line."""
    # these two end a line for many readers of JSON Lines, though not for JSON itself
    return record.model_dump_json().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"


def from_json(path: Path) -> Record:
    """The record in the file at `path`.

    Raises:
        InputError: the file cannot be read, is no JSON, or is no record; names the first fault.
    """
    try:
        return Record.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "record"
        message = " ".join(first["msg"].split())
        raise InputError(f"{path}: this is no kommunike record ({where}: {message}); write it anew with run") from error


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kommunike record",
        **{key: value for key, value in Record.model_json_schema().items() if key != "title"},
    }


def schema_text() -> str:
    """The schema as it is kept in `schemas/record.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"

"""The JSON Schema follows the models and every record follows the schema's own promises."""

from __future__ import annotations

import json
from pathlib import Path

import invented
import pytest
from pydantic import ValidationError

from extract.write import schema, schema_text
from schemas import SCHEMA_VERSION, Record

SCHEMA_FILE = Path(__file__).parent.parent / "schemas" / "record.schema.json"


def test_kept_schema_is_fresh():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run `make schema`"


def test_schema_describes_every_field_of_a_record():
    definitions = schema()["$defs"]
    assert set(schema()["properties"]) == set(Record.model_fields)
    for name in ("Mention", "Event", "Commitment", "Participant", "Party", "Span", "Source", "Diagnostic"):
        assert definitions[name]["additionalProperties"] is False


#: fields that came later: written always, not required of records that an older version wrote
LATER = {"reports", "tier", "place"}


def test_schema_requires_what_the_contract_never_leaves_out():
    definitions = schema()["$defs"]
    record = json.loads(invented.record().model_dump_json())
    assert set(schema()["required"]) == set(record) - LATER
    assert set(definitions["Commitment"]["required"]) == set(record["commitments"][0]) - LATER
    assert set(definitions["Event"]["required"]) == set(record["events"][0]) - LATER
    assert set(definitions["Mention"]["required"]) == set(record["mentions"][0]) - LATER


def test_schema_version_is_the_one_that_records_carry():
    assert invented.record().schema_version == SCHEMA_VERSION


def test_what_a_record_refers_to_is_checked_unless_it_was_before():
    broken = invented.record().model_dump_json().replace('"entity":"p1"', '"entity":"p99"')
    assert '"p99"' in broken
    with pytest.raises(ValidationError, match="p99"):
        Record.model_validate_json(broken)
    assert Record.model_validate_json(broken, context={"is_checked": True}).model_dump_json() == broken

"""Records to what people and programs read: JSON, JSON Lines, the workbook, and pages for a terminal."""

from extract.write.files import Output, OutputError, write_file
from extract.write.labels import LANGS, Lang, label
from extract.write.records import from_json, schema, schema_text, to_json, to_json_line
from extract.write.view import View
from extract.write.workbook import Workbook

__all__ = [
    "LANGS",
    "Lang",
    "Output",
    "OutputError",
    "View",
    "Workbook",
    "from_json",
    "label",
    "schema",
    "schema_text",
    "to_json",
    "to_json_line",
    "write_file",
]

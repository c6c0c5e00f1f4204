"""Records to what people and programs read: JSON, JSON Lines, the workbook, and pages for a terminal."""

from extract.write.files import Output, OutputError, write_file
from extract.write.flat import FlatTables
from extract.write.labels import LANGS, Lang, label
from extract.write.parquet import ParquetFile, read_parquet
from extract.write.records import from_json, schema, schema_text, to_json, to_json_line
from extract.write.view import View
from extract.write.workbook import Sheet, Workbook

__all__ = [
    "LANGS",
    "FlatTables",
    "Lang",
    "Output",
    "OutputError",
    "ParquetFile",
    "Sheet",
    "View",
    "Workbook",
    "from_json",
    "label",
    "read_parquet",
    "schema",
    "schema_text",
    "to_json",
    "to_json_line",
    "write_file",
]

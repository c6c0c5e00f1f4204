"""The DuckDB examples of README run over the files of a run and give what they say."""

# ruff: noqa: E402  what needs a library is imported if it is there

from __future__ import annotations

import re
from pathlib import Path

import pytest

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from extract import batch
from extract.batch import Formats

ROOT = Path(__file__).parent.parent.parent
HEADING = "## Asking the files with SQL"


def examples() -> list[str]:
    """The SQL blocks of that section of README."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition(HEADING)[2].partition("\n## ")[0]
    return re.findall(r"```sql\n(.*?)```", section, re.DOTALL)


@pytest.fixture(scope="module")
def out(nlp, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("duckdb") / "out"
    batch.run([str(ROOT / "seeds")], out=folder, nlp=nlp, formats=Formats(csv=True, parquet=True, lang="en"))
    return folder


def test_examples_of_readme_run(out, monkeypatch):
    found = examples()
    if not found:
        pytest.skip("README has no such section yet")
    monkeypatch.chdir(out.parent)
    for sql in found:
        assert duckdb.sql(sql).fetchall(), sql


def test_all_files_say_the_same(out):
    lines = duckdb.sql(f"SELECT count(*), sum(len(commitments)) FROM '{out}/records.parquet'").fetchall()[0]
    json = duckdb.sql(f"SELECT count(*), sum(len(commitments)) FROM read_json('{out}/records.jsonl')").fetchall()[0]
    assert lines == json
    events = duckdb.sql(f"SELECT sum(len(events)) FROM '{out}/records.parquet'").fetchall()[0]
    table = duckdb.sql(f"SELECT count(*) FROM read_csv('{out}/events.csv')").fetchall()[0]
    assert events == table
    since = f"SELECT count(*) FROM read_csv('{out}/events.csv') WHERE \"Date: from\" >= DATE '2020-01-01'"
    assert duckdb.sql(since).fetchall()[0][0] > 0

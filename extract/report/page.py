"""From a run's folder to one HTML file: records, labels, style and script, nothing loaded from elsewhere.

What comes from a text reaches the page as JSON in data blocks, with every `<` escaped, and becomes text nodes there;
a content security policy lets the page's own script run and nothing else. The script is built from `web/` (see
CONTRIBUTING) and kept ready-made beside this module.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import ValidationError

from extract import review
from extract.errors import InputError
from extract.report.data import PageData, collect
from extract.report.followed import Followed
from extract.write.files import write_file
from extract.write.labels import MONTHS, Lang
from extract.write.records import from_json
from schemas import Record

REPORT = "report.html"
_RECORDS = "records.jsonl"
_HERE = Path(__file__).parent
_WORDS = _HERE / "words.yaml"


@dataclass(frozen=True)
class Built:
    """What was written."""

    path: Path
    documents: int
    events: int
    commitments: int
    size_bytes: int
    #: verdicts that were applied, and rows that match nothing, a line each
    verdicts: int
    notes: list[str]


def build(
    source: Path,
    *,
    out: Path | None = None,
    verdicts: Path | None = None,
    lang: Lang = "ru",
    title: str | None = None,
    followed: Followed | None = None,
) -> Built:
    """Write the page of the records in `source`.

    Args:
        source: folder of a run, or a file of records (`.jsonl`, or one `.json`).
        out: file to write; `report.html` in the folder if not given.
        verdicts: `review.csv`, a workbook with verdicts, or a folder with one; else `review.csv` beside the records.
        lang: language that the page opens in; the reader can change it.
        title: what the page is called; the folder's name if not given.
        followed: the ledger of these records: threads, what is due and new, and one entity for all its forms.

    Raises:
        InputError: there are no records, or one cannot be read; names the file and the fault.
        ReviewError: the verdicts cannot be read.
        OutputError: the page cannot be written.
    """
    folder = source if source.is_dir() else source.parent
    target = out or folder / REPORT
    found = review.load(verdicts or folder)
    data = collect(read_records(source), found, followed)
    if not data.sheets:
        raise InputError(f"{source}: holds no records; give the folder that run wrote to")
    content = render(data, title=title or folder.resolve().name, lang=lang)
    write_file(target, content)
    return Built(
        path=target,
        documents=len(data.sheets),
        events=len(data.index["events"]),
        commitments=sum("hidden" not in item for item in data.index["commitments"]),
        size_bytes=target.stat().st_size,
        verdicts=len(data.index["verdicts"]),
        notes=found.notes(),
    )


def read_records(source: Path) -> Iterator[Record]:
    """The records of a run, one by one: those of `records.jsonl`, else of every `.json` below the folder.

    Raises:
        InputError: a file cannot be read or holds something else; names the file, the line and the fault.
    """
    if source.is_dir():
        lines = source / _RECORDS
        if lines.is_file():
            yield from _read_lines(lines)
            return
        for path in sorted(source.rglob("*.json")):
            if path.name != "run.json":  # what a run says about itself
                yield from_json(path)
    elif source.suffix == ".jsonl":
        yield from _read_lines(source)
    else:
        yield from_json(source)


def _read_lines(path: Path) -> Iterator[Record]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    yield Record.model_validate_json(line)
                except ValidationError as error:
                    first = error.errors()[0]
                    where = ".".join(str(part) for part in first["loc"]) or "record"
                    fault = f"no kommunike record ({where}: {' '.join(first['msg'].split())[:200]})"
                    raise InputError(f"{path}:{number}: {fault}; write it anew with run") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from error


def render(data: PageData, *, title: str, lang: Lang = "ru") -> str:
    """The page as HTML; the same records give the same page."""
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    # a reader's verdicts are kept in the browser under the name of the set of documents they are about
    names = "\n".join(item["id"] for item in data.index["documents"])
    title = _whole(title)
    index = {
        **data.index,
        "title": title,
        "run": hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "words": _words(),
        "months": MONTHS,
    }
    return _template().render(
        lang=lang,
        title=title,
        style=(_HERE / "page.css").read_text(encoding="utf-8"),
        script=script,
        script_hash=f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}",
        index=data_block(index),
        sheets=map(data_block, data.sheets),
        no_script=_words()["no_script"],
    )


def data_block(value: Any) -> str:
    """JSON that no HTML parser takes for markup, whatever its strings hold."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    written = written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # half a character cannot be written as UTF-8
    return _whole(written)


def _whole(words: str) -> str:
    return words.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return words


@lru_cache(maxsize=1)
def _template() -> Any:
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html")

"""The parts of README.md that come from a run: an example as `show` prints it, its record, the table of scores.

`python -m extract.evaluate.readme gold/dev README.md` writes them between their markers, `<!-- scores:start -->` and
`<!-- scores:end -->` for the table; `--check` writes nothing and tells whether they are fresh. The same program, texts
and annotation give the same words, so neither date nor version of a run is in them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from extract.errors import GoldError
from extract.evaluate.report import interval, percent
from extract.evaluate.run import evaluate
from extract.evaluate.summary import MENTIONS, Row, Summary
from extract.read import Reader, find
from extract.write.page import page, render
from schemas import Commitment, Event, Record

#: the document of the example, in `seeds/` beside the README
EXAMPLE = "002_ebe22c734d907177"
_WIDTH = 96
#: what a line of the record holds at most; longer values are broken up, so that a mention stays on one line
_JSON_WIDTH = 190
_ENTITY_KINDS = ("dates", "places", "persons", "organizations", "documents")


def build(gold: Path, readme: Path, nlp: Language | None = None) -> str:
    """The README with its generated parts written anew.

    Args:
        gold: folder of annotated texts to be scored.
        readme: the page; `seeds/` lies beside it.
        nlp: a pipeline that is loaded already, for the example.

    Raises:
        GoldError: the gold set cannot be read, or the page has no place for a part.
        InputError: the example's text cannot be read.
    """
    text = readme.read_text(encoding="utf-8")
    record = example_record(readme.parent / "seeds" / f"{EXAMPLE}.txt", nlp)
    parts = {
        "example": _fenced("", example_page(record)),
        "record": _fenced("json", example_json(record)),
        "scores": score_tables(evaluate(gold).summary),
    }
    for name, content in parts.items():
        text = put(text, name, content)
    return text


def put(text: str, name: str, content: str) -> str:
    """`text` with `content` between the markers `name`.

    Raises:
        GoldError: the markers are not there, or more than once.
    """
    found = _between(name).findall(text)
    if len(found) != 1:
        raise GoldError(
            f"README: {len(found)} pairs of markers <!-- {name}:start --> and <!-- {name}:end -->, one is expected"
        )
    return _between(name).sub(lambda match: f"{match[1]}\n{content}\n{match[3]}", text)


def part(text: str, name: str) -> str:
    """What stands between the markers `name`."""
    found = _between(name).search(text)
    return found[2].strip("\n") if found else ""


def _between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}:start -->)\n(.*?)(<!-- {name}:end -->)", re.DOTALL)


def _fenced(language: str, content: str) -> str:
    return f"```{language}\n{content}\n```"


# --- scores ----------------------------------------------------------------------------------------------------------


def score_tables(summary: Summary) -> str:
    """The headline scores and those of each kind of mention as Markdown."""
    documents = len(summary.documents)
    kinds = [summary.row(kind, f"mentions.{kind}.exact") for kind in MENTIONS]
    return "\n".join(
        [
            f"{documents} document{'' if documents == 1 else 's'}, per cent.",
            "",
            *_table("Layer", summary.headline()),
            "",
            *_table("Mentions, exact", kinds),
        ]
    )


def _table(title: str, rows: Iterable[Row]) -> Iterator[str]:
    yield f"| {title} | precision | recall | F1 or accuracy | 95 % interval | right / false / missed |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for row in rows:
        cells = (row.label, percent(row.precision), percent(row.recall), percent(row.value), interval(row), row.counts)
        yield f"| {' | '.join(cells)} |"


# --- the example -----------------------------------------------------------------------------------------------------


def example_record(path: Path, nlp: Language | None = None) -> Record:
    """The record of the text at `path`, as `kommunike run` makes it."""
    from extract import pipeline

    found = find([str(path)])
    if found.errors:
        raise found.errors[0]
    document = Reader().read(found.inputs[0])
    return pipeline.record(nlp or pipeline.load(), document.text, document.source)


def _chosen(record: Record) -> tuple[Event, Commitment]:
    """The first event of the text and the last commitment made at it."""
    for event in record.events:
        made = [item for item in record.commitments if item.event == event.id]
        if made:
            return event, made[-1]
    raise GoldError(f"{record.document.id}: no event with a commitment, so no example for the README")


def example_page(record: Record) -> str:
    """The example as `kommunike show --lang en` prints it, without the document's other events and commitments."""
    event, commitment = _chosen(record)
    lines = [line.rstrip() for line in render(page(record, lang="en"), width=_WIDTH).splitlines()]
    blocks = [block.split("\n") for block in "\n".join(lines).strip().split("\n\n")]
    shown = [block for block in blocks if block[0].split(" ", 1)[0] in (event.id, commitment.id)]
    return "\n\n".join("\n".join(block) for block in shown)


def example_json(record: Record) -> str:
    """The example as it stands in the record, with the entities and mentions it refers to and no others."""
    event, commitment = _chosen(record)
    whole = record.model_dump(mode="json")
    chosen = [item.model_dump(mode="json") for item in (event, commitment)]
    used = _references(chosen)
    entities = {kind: [item for item in whole["entities"][kind] if item["id"] in used] for kind in _ENTITY_KINDS}
    first = {item["mentions"][0] for items in entities.values() for item in items if item["mentions"]}
    posts = {post["mention"] for person in entities["persons"] for post in person["positions"]}
    shown = {
        "schema_version": whole["schema_version"],
        "document": {key: value for key, value in whole["document"].items() if key != "text"},
        "mentions": [item for item in whole["mentions"] if item["id"] in first | posts],
        "entities": entities,
        "events": chosen[:1],
        "commitments": chosen[1:],
        "reports": [],
        "diagnostics": whole["diagnostics"],
    }
    return _json(shown)


def _references(items: Sequence[dict[str, Any]]) -> set[str]:
    """Everything in `items` that may be an id; other strings do no harm."""
    found: set[str] = set()
    for value in (value for item in items for value in item.values()):
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, list):
            found |= {entry for entry in value if isinstance(entry, str)}
            found |= _references([entry for entry in value if isinstance(entry, dict)])
    return found


def _json(value: Any, indent: int = 0, room: int = _JSON_WIDTH) -> str:
    """JSON in which whatever fits stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= room - indent or not isinstance(value, (dict, list)):
        return flat
    inner = " " * (indent + 1)
    if isinstance(value, list):
        items = [_json(item, indent + 1) for item in value]
    else:
        # a key takes room on the line of its value
        items = [
            f"{json.dumps(key)}: {_json(item, indent + 1, _JSON_WIDTH - len(key) - 4)}" for key, item in value.items()
        ]
    opening, closing = ("[", "]") if isinstance(value, list) else ("{", "}")
    return f"{opening}\n{inner}" + f",\n{inner}".join(items) + f"\n{' ' * indent}{closing}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the generated parts, or with `--check` say whether they are fresh."""
    parser = argparse.ArgumentParser(
        prog="python -m extract.evaluate.readme", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("gold", type=Path, metavar="GOLD", help="folder with annotated texts")
    parser.add_argument("readme", type=Path, metavar="README", help="the page to write into")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the page is not fresh")
    options = parser.parse_args(arguments)
    try:
        text = build(options.gold, options.readme)
    except GoldError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if text == options.readme.read_text(encoding="utf-8"):
        return 0
    if options.check:
        sys.stderr.write(f"{options.readme} is not fresh: run `make scores`\n")
        return 1
    options.readme.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Sizes of the gold set for its README: what each layer holds in each half.

`python -m extract.evaluate.sizes gold` writes the table between the markers `<!-- sizes:start -->` and
`<!-- sizes:end -->` of `gold/README.md`; `--check` writes nothing and tells whether it is fresh. Only counts are
shown, no word of the texts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from extract.errors import GoldError
from extract.evaluate.encoding import ENTITIES, EVENTS, MENTIONS
from extract.evaluate.gold import load_gold
from extract.evaluate.readme import part, put
from schemas import Record
from schemas.commitment import Force
from schemas.event import EventStatus

HALVES = ("dev", "test")
README = "README.md"
_MARKERS = "sizes"
#: how many event types or forces one line holds
_PER_LINE = 3

Records = Sequence[Record]
Line = tuple[str, Callable[[Records], Sequence[int]]]


def table(gold: Path) -> str:
    """The sizes of `dev` and `test` as Markdown.

    Raises:
        GoldError: a half cannot be read.
    """
    halves = [load_gold(gold / name) for name in HALVES]
    rows = [f"| | {' | '.join(HALVES)} |", f"| --- |{' ---: |' * len(HALVES)}"]
    for name, count in _lines():
        bold = "**" if name in ("mentions", "events", "commitments") else ""
        cells = [f"{bold}{' / '.join(f'{number:,}' for number in count(half))}{bold}" for half in halves]
        rows.append(f"| {bold}{name}{bold} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _lines() -> Iterator[Line]:
    yield "documents", lambda records: [len(records)]
    yield (
        "– Russian / English / both",
        lambda records: [_languages(records, *key) for key in (("ru",), ("en",), ("en", "ru"))],
    )
    yield "– with metadata (publication date)", lambda records: [_number(records, lambda r: r.document.published)]
    yield (
        "– without any event or commitment",
        lambda records: [_number(records, lambda r: not (r.events or r.commitments))],
    )
    yield "characters", lambda records: [sum(r.document.length for r in records)]
    yield (
        "– shortest / longest document",
        lambda records: [pick(r.document.length for r in records) for pick in (min, max)],
    )
    yield "mentions", lambda records: [sum(len(r.mentions) for r in records)]
    for kind in MENTIONS:
        yield f"– {kind}s", _mentions(kind)
    fields = [field for field, _ in ENTITIES.values()]
    yield (
        f"entities: {' / '.join(fields)}",
        lambda records: [sum(len(getattr(r.entities, field)) for r in records) for field in fields],
    )
    yield (
        "(person, title, owner) triples",
        lambda records: [sum(len(person.positions) for r in records for person in r.entities.persons)],
    )
    yield "events", lambda records: [sum(len(r.events) for r in records)]
    for group in _groups(EVENTS):
        yield f"– {' / '.join(group)}", _events("type", group)
    states: tuple[str, ...] = get_args(EventStatus)
    yield f"– {' / '.join(states)}", _events("status", states)
    yield "commitments", lambda records: [sum(len(r.commitments) for r in records)]
    for group in _groups(get_args(Force)):
        yield f"– {' / '.join(group)}", _commitments(group)
    yield (
        "– negated / with a deadline / in English",
        lambda records: [
            sum(c.negated for r in records for c in r.commitments),
            sum(c.deadline is not None for r in records for c in r.commitments),
            sum(c.language == "en" for r in records for c in r.commitments),
        ],
    )


def _groups(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _PER_LINE):
        yield names[start : start + _PER_LINE]


def _number(records: Records, holds: Callable[[Record], object]) -> int:
    return sum(bool(holds(record)) for record in records)


def _languages(records: Records, *names: str) -> int:
    return sum(sorted(record.document.languages) == sorted(names) for record in records)


def _mentions(kind: str) -> Callable[[Records], Sequence[int]]:
    return lambda records: [sum(mention.type == kind for r in records for mention in r.mentions)]


def _events(field: str, values: Sequence[str]) -> Callable[[Records], Sequence[int]]:
    return lambda records: [sum(getattr(e, field) == value for r in records for e in r.events) for value in values]


def _commitments(forces: Sequence[str]) -> Callable[[Records], Sequence[int]]:
    return lambda records: [sum(c.force == force for r in records for c in r.commitments) for force in forces]


def fresh(gold: Path) -> bool:
    """Whether the README holds the table of the annotation as it is."""
    return part((gold / README).read_text(encoding="utf-8"), _MARKERS) == table(gold)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the table, or with `--check` say whether it is fresh."""
    parser = argparse.ArgumentParser(prog="python -m extract.evaluate.sizes", description="Sizes of the gold set.")
    parser.add_argument("gold", type=Path, metavar="GOLD", help="folder that holds dev, test and README.md")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the table is not fresh")
    options = parser.parse_args(arguments)
    readme = options.gold / README
    try:
        if options.check:
            if fresh(options.gold):
                return 0
            sys.stderr.write(f"{readme} is not fresh: run python -m extract.evaluate.sizes {options.gold}\n")
            return 1
        readme.write_text(put(readme.read_text(encoding="utf-8"), _MARKERS, table(options.gold)), encoding="utf-8")
    except GoldError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

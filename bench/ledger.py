"""How the ledger grows: seconds and memory for runs of many synthetic releases.

    python bench/ledger.py RECORDS.jsonl 1000 10000 100000

Each synthetic release is one of the given records with its year, session numbers, surnames, names in quotes and a third
of the words of its actions changed, so that bodies, countries and frequent phrases repeat as they do in a real
collection, and most happenings and promises do not. Records are made while they are read; each size runs in a process
of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

_YEAR = re.compile(r"\b(19|20)\d\d\b")
_WORD = re.compile(r"[а-яё]{5,}")
_LETTERS = "аеиоуыэюябвгджзклмнпрстфхцчшщ"
_SURNAMES = 20_000


def synthetic(base: list[str], size: int) -> Iterator[dict[str, Any]]:
    """`size` records made from the given lines, each read as those of a run are; the same for the same arguments."""
    for number in range(size):
        yield _changed(json.loads(base[number % len(base)]), number)


def _changed(record: dict[str, Any], number: int) -> dict[str, Any]:
    random = Random(number)
    shift = random.randint(-15, 5)
    source = record["document"]
    source["id"] = f"{source['id']}-{number}"
    source["published"] = _moved(
        source["published"] or f"2020-{random.randint(1, 12):02}-{random.randint(1, 28):02}", shift
    )
    entities = record["entities"]
    for day in entities["dates"]:
        day["edtf"] = _moved(day["edtf"], shift)
    for person in entities["persons"]:
        given, _, surname = person["name"].rpartition(" ")
        person["name"] = f"{given} {_pseudo(surname or 'Иванов', Random(random.randint(0, _SURNAMES)))}".strip()
    for instrument in entities["documents"]:
        if instrument["years"]:
            instrument["years"] = _moved(instrument["years"], shift)
        instrument["name"] = _words(instrument["name"], random)
    for item in (*record["events"], *record["commitments"], *record.get("reports", ())):
        item["key"] = f"{item['key']}-{number}"
    for event in record["events"]:
        if event["number"]:
            event["number"] = str(random.randint(1, 120))
        if event["name"]:
            event["name"] = _words(event["name"], random)
    for commitment in record["commitments"]:
        commitment["action"]["text"] = _words(commitment["action"]["text"], random)
        if commitment["deadline"]:
            commitment["deadline"] = _moved(commitment["deadline"], shift)
    for report in record.get("reports", ()):
        if report["theme"]:
            report["theme"]["text"] = _words(report["theme"]["text"], random)
        if report["date"]:
            report["date"] = _moved(report["date"], shift)
    return record


def _moved(edtf: str, years: int) -> str:
    """A date so many years later; 29 February becomes 28."""
    return _YEAR.sub(lambda found: str(int(found[0]) + years), edtf).replace("-02-29", "-02-28")


def _words(words: str, random: Random) -> str:
    """A third of the words replaced by invented ones of the same length: offsets stay."""
    return _WORD.sub(
        lambda f: _pseudo(f[0], Random(random.randint(0, 5_000))) if random.random() < 0.33 else f[0], words
    )


def _pseudo(word: str, random: Random) -> str:
    letters = "".join(random.choice(_LETTERS) for _ in word)
    return letters.capitalize() if word[:1].isupper() else letters


def _measure(records: str, size: int, answer: Any) -> None:
    from extract.ledger import build_from, export

    base = Path(records).read_text(encoding="utf-8").splitlines()
    start = time.perf_counter()
    ledger = build_from(synthetic(base, size))
    built = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        export.write(ledger, Path(folder))
        written = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sizes = (len(ledger.events), len(ledger.happenings), len(ledger.acts), len(ledger.threads))
    answer.put((size, built, written, peak, *sizes))


def main(arguments: list[str]) -> int:
    """Print a Markdown table of the growth."""
    records, sizes = arguments[0], [int(size) for size in arguments[1:]] or [1_000, 10_000, 100_000]
    sys.stdout.write(
        "| releases | reading and joining, s | writing, s | peak memory, MB | tellings | events | acts | threads |\n"
    )
    sys.stdout.write("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        answer = context.SimpleQueue()
        process = context.Process(target=_measure, args=(records, size, answer))
        process.start()
        process.join()
        if process.exitcode:
            return process.exitcode
        row = answer.get()
        cells = " | ".join(f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" for value in row)
        sys.stdout.write(f"| {cells} |\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""How well the ledger joins: B-cubed and pairwise scores against hand-made clusters (`gold/ledger/threads.yaml`).

Run as `python -m extract.ledger.score RECORDS THREADS`. Each layer is scored twice: `found` on what the program took
out of the releases at all (the merging alone), `all` with everything it missed as a cluster of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from extract.errors import GoldError
from extract.evaluate.counts import Found, ratio
from extract.ledger.ledger import Ledger, merge
from extract.ledger.reading import read, records
from extract.ledger.story import entries_of, tell


@dataclass(frozen=True, slots=True)
class ClusterScore:
    """Scores of one clustering; ratios are `None` where there is nothing to score."""

    items: int
    b_cubed_precision: float | None
    b_cubed_recall: float | None
    pairwise: Found

    @property
    def b_cubed_f1(self) -> float | None:
        return _harmonic(self.b_cubed_precision, self.b_cubed_recall)


def _harmonic(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else (2 * a * b / (a + b) if a + b else 0.0)


def score(gold: Mapping[str, Hashable], predicted: Mapping[str, Hashable]) -> ClusterScore:
    """Compare two clusterings of the items of `gold`; both map an item to the name of its cluster.

    B-cubed: for each item, the share of its predicted cluster that belongs with it (precision), and the share of what
    belongs with it that is in its cluster (recall), averaged over items. Pairwise: pairs of items in one cluster.
    """
    ours: dict[Hashable, set[str]] = defaultdict(set)
    theirs: dict[Hashable, set[str]] = defaultdict(set)
    for item, cluster in gold.items():
        theirs[cluster].add(item)
        ours[predicted[item]].add(item)
    precision = recall = 0.0
    for item, cluster in gold.items():
        shared = len(ours[predicted[item]] & theirs[cluster])
        precision += shared / len(ours[predicted[item]])
        recall += shared / len(theirs[cluster])
    right = {pair for members in theirs.values() for pair in combinations(sorted(members), 2)}
    made = {pair for members in ours.values() for pair in combinations(sorted(members), 2)}
    total = len(gold)
    return ClusterScore(
        total,
        precision / total if total else None,
        recall / total if total else None,
        Found(len(right & made), len(made - right), len(right - made)),
    )


@dataclass(slots=True)
class Aligned:
    """The items of one layer: the gold cluster and the ledger's of each, and those that were not found."""

    gold: dict[str, str]
    predicted: dict[str, Hashable]
    missed: list[str]

    def found(self) -> ClusterScore:
        kept = {item: cluster for item, cluster in self.gold.items() if item in self.predicted}
        return score(kept, self.predicted)

    def all(self) -> ClusterScore:
        singles: dict[str, Hashable] = {item: ("missed", item) for item in self.missed}
        return score(self.gold, {**singles, **self.predicted})


def align(gold: dict[str, Any], raw: list[dict[str, Any]], ledger: Ledger) -> dict[str, Aligned]:
    """Find the record's item behind each quote of the gold file, in four layers."""
    pages = {record["document"]["id"]: record for record in raw}
    acts = {(act.doc.id, act.id): act for act in ledger.acts}
    events = {(event.doc.id, event.id): event for event in ledger.events}
    thread_of = {h.number: t.number for t in ledger.threads for h in t.happenings}
    layers = {name: Aligned({}, {}, []) for name in ("threads", "events", "persons", "instruments")}

    def note(layer: str, item: str, cluster: str, predicted: Hashable) -> None:
        layers[layer].gold[item] = cluster
        if predicted is None:
            layers[layer].missed.append(item)
        else:
            layers[layer].predicted[item] = predicted

    for thread in gold["threads"]:
        for member in thread["members"]:
            page, span = _page(pages, member)
            item = f"{member['doc']}: {member['kind']}: {member['quote']}"
            if member["kind"] == "event":
                identifier = _event_at(page, span)
                event = events.get((member["doc"], identifier or ""))
                number = thread_of.get(event.cluster, ("event", event.cluster)) if event else None
                note("threads", item, thread["id"], number)
            else:
                identifier = _act_at(page, span, member["kind"])
                act = acts.get((member["doc"], identifier or ""))
                note("threads", item, thread["id"], act.thread if act else None)
    for happening in gold["events"]:
        for doc, quote in happening["tellings"].items():
            page, span = _page(pages, {"doc": doc, "quote": quote})
            event = events.get((doc, _event_at(page, span) or ""))
            note("events", f"{doc}: {quote}", happening["id"], event.cluster if event else None)
    for layer, kind in (("persons", "persons"), ("instruments", "documents")):
        for entity in gold[layer]:
            for doc, quote in entity["named"].items():
                page, span = _page(pages, {"doc": doc, "quote": quote})
                note(layer, f"{doc}: {quote}", entity["id"], _entity_at(page, span, kind, ledger, doc))
    return layers


def _page(pages: dict[str, dict[str, Any]], member: dict[str, Any]) -> tuple[dict[str, Any], tuple[int, int]]:
    page = pages.get(member["doc"])
    start = page["document"]["text"].find(member["quote"]) if page else -1
    if page is None or start < 0:
        raise GoldError(f"{member['doc']}: {member['quote']!r} does not stand in this release; run the releases anew")
    return page, (start, start + len(member["quote"]))


def _overlap(span: tuple[int, int], *others: dict[str, Any] | None) -> int:
    return sum(max(min(span[1], o["end"]) - max(span[0], o["start"]), 0) for o in others if o)


def _act_at(page: dict[str, Any], span: tuple[int, int], kind: str) -> str | None:
    """The commitment or report whose words overlap most; one of the same kind goes first."""
    found = []
    for item in (*page["commitments"], *page.get("reports", ())):
        shared = _overlap(span, item["cue"], item.get("action"), item["theme"])
        told = _overlap(span, item["cue"]) == item["cue"]["end"] - item["cue"]["start"]
        # a quote may touch its neighbour: the cue or half of the quote has to be the item's
        if told or 2 * shared >= min(span[1] - span[0], 30):
            found.append(((item.get("force") or item["kind"]) == kind, shared, item["id"]))
    return max(found)[2] if found else None


def _event_at(page: dict[str, Any], span: tuple[int, int]) -> str | None:
    found = [(_overlap(span, event["trigger"], *event["evidence"]), event["id"]) for event in page["events"]]
    best = max(found, default=(0, ""))
    return best[1] if best[0] else None


def _entity_at(page: dict[str, Any], span: tuple[int, int], kind: str, ledger: Ledger, doc: str) -> int | None:
    wanted = {"persons": "person", "documents": "document"}[kind]
    found = [
        (_overlap(span, mention), mention["entity"])
        for mention in page["mentions"]
        if mention["type"] == wanted and mention["entity"]
    ]
    best = max(found, default=(0, ""))
    return ledger.entity_number(doc, best[1]) if best[0] else None


def outcomes(gold: dict[str, Any], layers: dict[str, Aligned], ledger: Ledger) -> Counter[str]:
    """How many gold threads have the right outcome (none, or told in the right release), in the ledger's thread that
    holds most of each: `right`, `wrong`, `not found`."""
    told: Counter[str] = Counter()
    stories = {thread.number: tell(entries_of(thread, ledger)) for thread in ledger.threads}
    for thread in gold["threads"]:
        numbers = Counter(
            layers["threads"].predicted[item]
            for item, cluster in layers["threads"].gold.items()
            if cluster == thread["id"] and item in layers["threads"].predicted
        )
        best = next((number for number, _ in numbers.most_common() if number in stories), None)
        if best is None:
            told["not found"] += 1
            continue
        outcome = stories[best].outcome
        right = (outcome.document if outcome is not None else None) == thread["outcome"].get("doc")
        told["right" if right else "wrong"] += 1
    return told


def load_gold(path: Path) -> dict[str, Any]:
    """The clusters of a gold file.

    Raises:
        GoldError: the file cannot be read or lacks a part.
    """
    try:
        gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError(f"{path}: cannot be read as YAML ({' '.join(str(error).split())})") from error
    missing = {"threads", "events", "persons", "instruments"} - set(gold if isinstance(gold, dict) else ())
    if missing:
        raise GoldError(f"{path}: lacks {', '.join(sorted(missing))}")
    return gold  # type: ignore[no-any-return]


def table(layers: dict[str, Aligned]) -> str:
    """Scores as a Markdown table, per cent."""
    lines = [
        "| layer | items | B-cubed precision | recall | F1 | pairwise precision | recall | F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, layer in layers.items():
        for label, result in ((f"{name}, found", layer.found()), (f"{name}, all", layer.all())):
            pair = result.pairwise
            values = (
                result.b_cubed_precision, result.b_cubed_recall, result.b_cubed_f1,
                pair.precision, pair.recall, pair.f1,
            )  # fmt: skip
            cells = " | ".join("-" if value is None else f"{100 * value:.1f}" for value in values)
            lines.append(f"| {label} | {result.items} | {cells} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the scores of a run's records against a gold file."""
    parser = argparse.ArgumentParser(prog="python -m extract.ledger.score", description=(main.__doc__ or ""))
    parser.add_argument("run", type=Path, metavar="RECORDS", help="folder that run wrote to, or a file of records")
    parser.add_argument("gold", type=Path, metavar="THREADS", help="clusters of a gold set, gold/ledger/threads.yaml")
    parser.add_argument("--missed", action="store_true", help="also list what was not found")
    options = parser.parse_args(arguments)
    run, path = options.run, options.gold
    raw = list(records(run))
    ledger = merge(read(raw, local=True))
    gold = load_gold(path)
    layers = align(gold, raw, ledger)
    told = outcomes(gold, layers, ledger)
    share = ratio(told["right"], told.total())
    right = f"{100 * share:.1f}" if share is not None else "-"
    sys.stdout.write(f"{table(layers)}\n\noutcomes right: {told['right']} of {told.total()} threads ({right} %)\n")
    if options.missed:
        for name, layer in layers.items():
            sys.stdout.write("".join(f"{name} missed: {item}\n" for item in layer.missed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

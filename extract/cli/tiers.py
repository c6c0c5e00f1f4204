"""`kommunike gold tiers`: how sure rows are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer


def gold_tiers_command(
    gold: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of annotated texts, gold/dev.")],
    blind: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--blind", metavar="RECORDS", help="Records that the program made of a batch before it was tuned."
        ),
    ] = None,
    batch: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--batch", min=1, help="Number of that batch."),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Measure only; leave rows and weights as they are.")] = False,
) -> None:
    """Fit the weights that tell `ready` rows, to be taken as they are, from rows to `check`; show what they are worth.

    The rows of a batch given with --blind are added to those that are known, then everything is fitted anew.
    """
    import extract
    from extract.document import SourceInfo
    from extract.errors import InputError
    from extract.evaluate import load_gold, tiers
    from extract.report import read_records
    from schemas import Record

    records = load_gold(gold)
    known = tiers.read_rows()
    if blind is not None:
        if batch is None:
            raise InputError("--blind: give the number of the batch too, --batch N")
        by_id = {r.document.id: r for r in records}
        found = list(read_records(blind))
        if not found:
            raise InputError(f"{blind}: holds no records; give the folder that run wrote to")
        if unknown := [r.document.id for r in found if r.document.id not in by_id]:
            raise InputError(f"{blind}: no gold for {', '.join(unknown)} in {gold}")
        known = [row for row in known if row.batch != str(batch)]
        known += [row for r in found for row in tiers.judge(by_id[r.document.id], r, str(batch))]
    nlp = extract.load()

    def read(record: Record) -> Record:
        d = record.document
        basis = "metadata" if d.published else None
        source = SourceInfo(id=d.id, source=d.source, published=d.published, published_basis=basis)  # type: ignore[arg-type]
        return extract.record(nlp, d.text or "", source)

    now = tiers.current_rows(records, read, {row.document for row in known})
    fits = tiers.fit([*known, *now])
    if not dry:
        if blind is not None:
            tiers.write_rows(known)
        tiers.write_weights(fits)
    sys.stdout.write(tiers.page(fits))

"""`kommunike pack` and `run-cluster`: the job on many machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.cli.common import EXIT_FAILED, Columns, Lexicons, Published, complain, count


def pack_command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="What run takes: files, folders, globs.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the Parquet files.")],
    columns: Columns = None,
) -> None:
    """Put documents into Parquet files, as run-cluster reads them, with what metadata.csv says of them."""
    from extract.distributed import pack
    from extract.read import parse_columns

    number, faults = pack(inputs, out, columns=parse_columns(columns))
    for fault in faults:
        complain(f"kommunike: error: {fault}")
    typer.echo(f"{count(number, 'document')} in {out}")
    if faults:
        raise typer.Exit(EXIT_FAILED)


def cluster_command(
    source: Annotated[str, typer.Argument(metavar="PARQUET", help="File or folder: columns id, data or text.")],
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="Folder that all machines see.")],
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes on all machines.")] = 2,
    address: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--address", metavar="HOST:PORT", help="A running Ray cluster; else one on this machine."),
    ] = None,
    published: Published = None,
    lexicons: Lexicons = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=1, metavar="SECONDS", help="Longest time for one document.")
    ] = 300,
) -> None:
    """Make records with Ray Data: documents from Parquet, records to Parquet (kommunike[cluster])."""
    from extract.distributed import run_cluster

    done = run_cluster(
        source,
        out,
        workers=workers,
        address=address,
        lexicons=lexicons,
        published=published,
        time_limit_seconds=time_limit,
    )
    typer.echo(f"{count(done.documents, 'record')} in {out}, {done.seconds:.0f} s with {done.workers} workers")
    if done.failed:
        typer.echo(f"failed: {done.failed}, in the column failure")
        raise typer.Exit(EXIT_FAILED)

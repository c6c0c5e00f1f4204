"""`kommunike report` and `kommunike gold apply`: the review page, and verdicts turned into annotation."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.cli.common import Lang, LangOption, complain, count
from extract.cli.ledger import Earlier, On, Silent, Since, Within, follow, has_ledger, say_look
from extract.errors import InputError

Records = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that run wrote to, or a file of records.")]
ReviewFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--review",
        metavar="FILE",
        help="Verdicts: review.csv, or the workbook with its columns filled in; else review.csv in DIR.",
    ),
]


def report_command(
    records: Records,
    review: ReviewFile = None,
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="FILE", help="File to write; report.html in DIR if not given."),
    ] = None,
    title: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--title", help="What the page is called; the name of DIR if not given."),
    ] = None,
    ledger: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option(
            "--ledger/--no-ledger",
            help="Also what became of promises, and persons joined across documents; if there is a ledger in DIR.",
        ),
    ] = None,
    on: On = None,
    since: Since = None,
    earlier: Earlier = None,
    within: Within = 90,
    silent: Silent = 180,
    lang: Lang = LangOption.ru,
) -> None:
    """Make the review page of a run: one HTML file that opens from disk and loads nothing.

    Commitments beside their quotes with filters, events, a timeline, who met whom, every document with all that was
    found in it, and what was refused. Verdicts given on the page are saved as review.csv; put into DIR, the file is
    applied by this command and by every later run.
    """
    from extract import report

    asked = on is not None or since is not None or earlier is not None
    if ledger is False and asked:
        raise typer.BadParameter("--on, --since and --earlier are questions to the ledger; leave --no-ledger out")
    followed = None
    if ledger or asked or (ledger is None and has_ledger(records)):
        followed = follow(records, review, on=on, since=since, earlier=earlier, within=within, silent=silent)
    built = report.build(records, out=out, verdicts=review, lang=lang.value, title=title, followed=followed)
    typer.echo(
        f"{count(built.documents, 'document')}: {count(built.commitments, 'commitment')}, "
        f"{count(built.events, 'event')}" + (f"; {count(built.verdicts, 'verdict')} applied" if built.verdicts else "")
    )
    if followed is not None:
        say_look(followed.look)
    # records.jsonl holds both languages of a bilingual page
    typer.echo("a commitment and its translation count once")
    for note in built.notes:
        complain(f"note: {note}")
    typer.echo(f"written: {built.path} ({built.size_bytes / 1e6:.1f} MB)")


def gold_apply_command(
    records: Records,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for texts and annotations.")],
    review: ReviewFile = None,
) -> None:
    """Turn verdicts of the review page into annotation: what was rejected goes, what was corrected is as corrected.

    Every document that somebody reviewed becomes TEXT.txt and TEXT.ann, marked as a draft that says how much of it was
    reviewed. Look for what was missed, remove the mark, and `gold check` is content.
    """
    from extract import review as reviews
    from extract.report import read_records
    from extract.review.annotate import annotate

    folder = records if records.is_dir() else records.parent
    found = read_records(records)
    first = next(found, None)
    if first is None:
        raise InputError(f"{records}: holds no records; give the folder that run wrote to")
    done = annotate(chain([first], found), reviews.load(review or folder), out)
    for note in done.notes:
        complain(f"note: {note}")
    if not done.paths:
        typer.echo("no verdicts on these documents: nothing written; give some on the review page (kommunike report)")
        return
    typer.echo(f"{count(done.verdicts, 'verdict')} in {count(len(done.paths), 'document')}; written: {out}")

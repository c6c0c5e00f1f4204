"""`kommunike eval` and `kommunike gold ...`: scores against annotated texts, and the tools of annotation."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from extract.cli.common import EXIT_FAILED, Lexicons, complain, show_page
from extract.cli.tiers import gold_tiers_command
from extract.errors import GoldError


class CorpusFormat(str, Enum):
    """Formats of public corpora."""

    brat = "brat"
    factrueval = "factrueval"


def eval_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with annotated texts (.txt and .ann).")],
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--out", "-o", metavar="DIR", help="Folder for the reports; other programs are then compared too."
        ),
    ] = None,
    baseline: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--baseline", metavar="FILE", help="scores.json of an earlier run to compare with."),
    ] = None,
    fail_under: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--fail-under", metavar="LAYER=VALUE", help="Exit with status 1 if a score is lower; repeatable."),
    ] = None,
    corpus: Annotated[
        Optional[CorpusFormat],  # noqa: UP045
        typer.Option(
            "--corpus", help="GOLD is a public corpus of this format: brat with NEREL's labels, or factRuEval."
        ),
    ] = None,
    limit: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--limit", min=1, metavar="N", help="Only the first N documents of a public corpus."),
    ] = None,
    labels: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--labels", metavar="FILE", help="JSON: mention type of each label that counts, for another brat corpus."
        ),
    ] = None,
    lexicons: Lexicons = None,
) -> None:
    """Run the pipeline on annotated texts and print the scores per type.

    With --out, scores.json, errors.jsonl, report.md and report.html are written, and plain natasha and dateparser (if
    installed) are scored on the layers that they have. A public corpus is read in place and scored on its layers,
    plain natasha beside.
    """
    from extract import evaluate

    if corpus is not None:
        _refuse("is of no use with --corpus", **{"--baseline": baseline, "--fail-under": fail_under})
        names = evaluate.read_labels(labels) if labels is not None else None
        found = evaluate.evaluate_corpus(gold, corpus.value, labels=names, limit=limit, lexicons=lexicons)
        if out is not None:
            found.write(out)
        show_page(found.page())
        return
    _refuse("needs --corpus", **{"--limit": limit, "--labels": labels})
    for wanted in fail_under or []:  # a misspelt one is told before the pipeline runs, not after
        try:
            evaluate.read_limit(wanted)
        except GoldError as error:
            raise typer.BadParameter(str(error)) from error
    report = evaluate.evaluate(gold, out=out, baseline=baseline, lexicons=lexicons)
    show_page(report.page())
    low = report.below(fail_under or [])
    for line in low:
        complain(line)
    if low:
        raise typer.Exit(EXIT_FAILED)


def _refuse(reason: str, **options: object) -> None:
    """Refuse options that would be ignored."""
    for name, value in options.items():
        if value:
            raise typer.BadParameter(f"{name} {reason}")


gold_app = typer.Typer(
    help="Annotation for measuring: check, draft, compare.", no_args_is_help=True, rich_markup_mode=None
)
gold_app.command("tiers", short_help="Fit how sure rows are, on rows of texts read blind.")(gold_tiers_command)


@gold_app.command("check", short_help="Check an annotation.")
def gold_check_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with .txt and .ann files.")],
) -> None:
    """Check every offset, label, argument and value of an annotation."""
    from extract import evaluate

    problems = evaluate.check_gold(gold)
    for problem in problems:
        complain(f"kommunike: error: {problem}")
    if problems:
        raise typer.Exit(EXIT_FAILED)
    typer.echo(f"{gold}: no problems")


@gold_app.command("draft", short_help="Annotate a text by program, for correction.")
def gold_draft_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text to be annotated.")],
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="DIR", help="Folder for a copy of the text and its draft."),
    ] = None,
    lexicons: Lexicons = None,
) -> None:
    """Write what the program finds as an annotation to be corrected by hand.

    Without --out, the annotation is written beside the text, where brat looks for it; the text stays untouched.
    """
    from extract import evaluate

    path = evaluate.draft(file, out=out, lexicons=lexicons)
    typer.echo(
        f"written: {path}, marked as a draft; correct it, remove the mark, then: kommunike gold check {path.parent}"
    )


@gold_app.command("diff", short_help="Compare two annotations of the same texts.")
def gold_diff_command(
    first: Annotated[Path, typer.Argument(metavar="A", help="Annotated folder.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The same texts, annotated by someone else.")],
) -> None:
    """Compare two annotations of the same texts."""
    from extract import evaluate

    show_page(evaluate.diff(first, second))

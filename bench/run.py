"""Measures kommunike beside plain natasha, on the same texts, in one run, and prints a Markdown table.

    python bench/run.py [--documents 1000] [--repeat 3] [--corpus FOLDER] [--readme README.md] [--chart bench/chart.svg]

Plain natasha does segmentation, morphology, syntax, names, normalisation, NamesExtractor and DatesExtractor; it gets
an environment of its own in `build/`, since its morphology runs only with an older setuptools. kommunike is
`kommunike run` with everything on. Each is a process of its own with one BLAS thread, and they take turns, `--repeat`
times. Whatever else the machine does can only add to a time: of each the least counts, seconds and CPU seconds apart.
CPU seconds and memory are the operating system's count for the whole process and its workers, start included; of
memory the most counts. The same is done with a quarter and a half of the texts, and with two workers.

Texts: those of `--corpus`, of `../shared/data` where it is, else made from the sentences of the seeds.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from chart import Series, svg

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SHARED = ROOT.parent / "shared" / "data"
START, END = "<!-- bench: start -->", "<!-- bench: end -->"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Run:
    """One finished process; seconds, megabytes, and what it printed last."""

    wall: float
    cpu: float
    peak: float
    printed: dict[str, Any]

    @property
    def cells(self) -> tuple[float, float, float]:
        return self.wall, self.cpu, self.peak


def natasha_python() -> Path:
    """Python of the environment in which natasha's own classes run; made on first use."""
    folder = BUILD / "bench-natasha"
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    wanted = [f"natasha=={version('natasha')}", f"numpy=={version('numpy')}", "setuptools<81"]
    if not stamp.exists() or stamp.read_text() != "\n".join(wanted):
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
        stamp.write_text("\n".join(wanted))
    return python


def measure(command: list[str | Path]) -> Run:
    """Run a command alone and read its resource use from the operating system."""
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)}
    # compiled modules are part of an installation
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=out, env=environment, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        lines = out.read().decode().splitlines()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    printed = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    peak = usage.ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
    return Run(wall, usage.ru_utime + usage.ru_stime, peak, printed)


def _least(runs: Sequence[Run]) -> Run:
    """Of runs of one command: what it printed is that of the run with the least CPU time."""
    best = min(runs, key=lambda run: run.cpu)
    return Run(min(run.wall for run in runs), best.cpu, max(run.peak for run in runs), best.printed)


def collect(corpus: Path | None, documents: int) -> tuple[list[str], str]:
    """The texts to measure on and what to call them in the table."""
    paths = sorted((corpus or SHARED).rglob("*.txt"))
    if paths:
        random.Random(1).shuffle(paths)
        name = corpus.name if corpus else "public news corpora (factRuEval-2016, NEREL)"
        return [path.read_text(encoding="utf-8-sig") for path in paths[:documents]], name
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    lines = [line for seed in seeds for line in seed.splitlines()]
    choose = random.Random(1)
    return ["\n".join(choose.sample(lines, 12)) for _ in range(documents)], "pages made from lines of the seeds"


def write(texts: list[str], folder: Path) -> Path:
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


class Bench:
    """The commands that are compared."""

    def __init__(self, work: Path, repeat: int) -> None:
        self.work = work
        self.repeat = repeat
        self.natasha = natasha_python()

    def _kommunike(self, *arguments: str | Path) -> list[str | Path]:
        return [sys.executable, "-m", "extract.cli", "run", *arguments]

    def plain(self, folder: Path) -> Run:
        return measure([self.natasha, ROOT / "bench" / "natasha_job.py", folder])

    def whole(self, folder: Path, workers: int = 1) -> Run:
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        return measure(self._kommunike(folder, "--out", out, "--workers", str(workers)))

    def job(self, name: str, folder: Path) -> dict[str, Any]:
        return measure([sys.executable, ROOT / "bench" / "analysis_job.py", name, folder]).printed

    def least(self, *runs: Callable[[], Run]) -> list[Run]:
        """Each of `runs` in turns; of each the least times and the most memory."""
        rounds = [[run() for run in runs] for _ in range(self.repeat)]
        return [_least(same) for same in zip(*rounds)]

    def both(self, folder: Path) -> tuple[Run, Run]:
        """Plain natasha and kommunike."""
        plain, whole = self.least(lambda: self.plain(folder), lambda: self.whole(folder))
        return plain, whole


@dataclass(frozen=True)
class Results:
    """All that was measured; `plain` is natasha, `whole` kommunike."""

    documents: int
    characters: int
    name: str
    plain: Run
    whole: Run
    two: Run
    plain_start: Run
    whole_start: Run
    analysis: dict[str, Any]
    length: list[float]
    memory: dict[str, Any]
    #: documents, natasha, kommunike
    sizes: list[tuple[int, Run, Run]]


def run_all(bench: Bench, texts: list[str], name: str) -> Results:
    folder = write(texts, bench.work / "all")
    one = write(texts[:1], bench.work / "one")
    plain, whole, two = bench.least(
        lambda: bench.plain(folder), lambda: bench.whole(folder), lambda: bench.whole(folder, workers=2)
    )
    plain_start, whole_start = bench.both(one)
    sizes = [(1, plain_start, whole_start)]
    for share in (4, 2):
        part = write(texts[: len(texts) // share], bench.work / f"part{share}")
        sizes.append((len(texts) // share, *bench.both(part)))
    return Results(
        documents=len(texts),
        characters=sum(map(len, texts)),
        name=name,
        plain=plain,
        whole=whole,
        two=two,
        plain_start=plain_start,
        whole_start=whole_start,
        analysis=min((bench.job("analysis", folder) for _ in range(bench.repeat)), key=lambda job: job["models"]),
        length=list(bench.job("growth", folder).values()),
        memory=bench.job("memory", folder),
        sizes=[*sizes, (len(texts), plain, whole)],
    )


def report(found: Results) -> str:
    """The table with its notes, in Markdown."""
    plain, whole, two, analysis = found.plain, found.whole, found.two, found.analysis
    plain_start, whole_start = found.plain_start, found.whole_start
    steps = plain.printed["cpu_seconds"]
    slovnet = steps["morphology"] + steps["syntax"] + steps["names"]
    analysed = slovnet + steps["segmentation"]
    steady = _steady(plain, plain_start, whole, whole_start, found.documents)
    rows = [
        ("", "plain natasha", "kommunike", "ratio"),
        ("documents/s, one process each", *_rates(found.documents, plain.wall, whole.wall)),
        ("documents/s as it runs unasked on two cores (two workers)", *_rates(found.documents, plain.wall, two.wall)),
        ("characters/s, one process each", *_rates(found.characters, plain.wall, whole.wall)),
        ("CPU seconds, start included", *_less(plain.cpu, whole.cpu)),
        ("CPU milliseconds a document, without the start", *_less(*steady)),
        ("morphology, syntax and names: CPU seconds of the models", *_less(slovnet, analysis["models"])),
        ("tokens, sentences, models, lemmas: CPU seconds", *_less(analysed, analysis["analysis"])),
        ("peak memory of a process, MB", *_less(plain.peak, whole.peak)),
        ("one document, start included: seconds", *_less(plain_start.wall, whole_start.wall)),
        ("one document, start included: peak memory, MB", *_less(plain_start.peak, whole_start.peak)),
    ]
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    megabytes, strings = found.memory["megabytes"], found.memory["strings"]
    grown = ", ".join(f"{n:,}: {p.cpu:,.1f} and {w.cpu:,.1f}" for n, p, w in found.sizes)
    notes = [
        f"{datetime.date.today().isoformat()}, {_cpu_name()}, Python {platform.python_version()}, "
        f"natasha {version('natasha')}, spaCy {version('spacy')}, numpy {version('numpy')}{_kernels()}; "
        f"{found.documents} documents, {found.characters:,} characters: {found.name}.",
        f"Two workers take {whole.wall / two.wall:.2f} times fewer seconds than one.",
        f"CPU seconds by number of documents, plain natasha and kommunike: {grown}.",
        f"A text of 1,000,000 characters takes {found.length[1] / found.length[0]:.1f} times the CPU time of its first "
        f"100,000 ({found.length[1]:.1f} s and {found.length[0]:.1f} s).",
        f"Memory of one process over {found.documents} documents, in tenths, MB: "
        + " ".join(f"{amount:.0f}" for amount in megabytes)
        + f"; strings that spaCy keeps: {strings[0]:,} to {strings[-1]:,}.",
    ]
    return "\n".join([head, "| --- | ---: | ---: | ---: |", *body, "", *(note + "\n" for note in notes)])


def draw(found: Results) -> str:
    """The chart."""
    plain = tuple((n, p.cpu) for n, p, _ in found.sizes)
    whole = tuple((n, w.cpu) for n, _, w in found.sizes)
    series = [
        Series("plain natasha", found.documents / found.plain.wall, plain),
        Series("kommunike", found.documents / found.whole.wall, whole),
        Series("kommunike, two workers", found.documents / found.two.wall),
    ]
    caption = f"{datetime.date.today().isoformat()}, {_cpu_name()}; {found.documents} documents, everything on"
    return svg(series, caption)


def _rates(amount: int, plain: float, whole: float) -> tuple[str, str, str]:
    return f"{amount / plain:,.1f}", f"{amount / whole:,.1f}", f"{plain / whole:.1f}"


def _less(plain: float, whole: float) -> tuple[str, str, str]:
    return f"{plain:,.2f}", f"{whole:,.2f}", f"{plain / whole:.1f}"


def _steady(plain: Run, plain_start: Run, whole: Run, whole_start: Run, documents: int) -> tuple[float, float]:
    more = max(documents - 1, 1) / 1000
    return (plain.cpu - plain_start.cpu) / more, (whole.cpu - whole_start.cpu) / more


def _cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{models[0]}, {len(models)} cores" if models else platform.machine()


def _kernels() -> str:
    """What both sides' matrix products are told to use instead of what OpenBLAS itself finds best for the processor."""
    forced = os.environ.get("OPENBLAS_CORETYPE")
    return f" (OpenBLAS told to use {forced} kernels)" if forced else ""


def put_between_markers(path: Path, table: str) -> None:
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(START)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise SystemExit(f"{path}: the lines {START} and {END} are missing; the table goes between them")
    path.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, help="at most so many; the corpora have 873")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--corpus", type=Path, help="folder of .txt files")
    parser.add_argument("--readme", type=Path, help="file that gets the table, between its two marker lines")
    parser.add_argument("--chart", type=Path, help="file that gets the chart, as SVG")
    arguments = parser.parse_args()
    texts, name = collect(arguments.corpus, arguments.documents)
    with tempfile.TemporaryDirectory() as work:
        found = run_all(Bench(Path(work), arguments.repeat), texts, name)
    table = report(found)
    if arguments.chart:
        arguments.chart.write_text(draw(found), encoding="utf-8")
        if arguments.readme:
            where = Path(os.path.relpath(arguments.chart, arguments.readme.parent)).as_posix()
            table = f"![documents a second, CPU seconds by number of documents]({where})\n\n{table}"
    sys.stdout.write(table)
    if arguments.readme:
        put_between_markers(arguments.readme, table)


if __name__ == "__main__":
    main()

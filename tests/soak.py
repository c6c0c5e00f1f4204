"""Many documents in one run: memory must stay flat. `python tests/soak.py [--documents 20000] [--workers 2]`.

Writes short press releases to a folder of its own, runs `kommunike run` over them as a process, and samples the
resident memory of it and of its workers. Prints a line for each tenth of the way and ends with status 1 if the second
half needs more than a tenth more memory than the first.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: the tables are written after the records; their time is not that of the analysis
_GROWTH = 1.1
_SAMPLE_SECONDS = 1.0


def texts(number: int) -> list[str]:
    """Pages made from the lines of the seeds, with words of their own so that no cache knows them all."""
    chance = random.Random(1)
    lines = [
        line
        for path in sorted((ROOT / "seeds").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if 40 < len(line) < 400
    ]
    syllables = [f"{one}{other}" for one in "бвгджзклмнпрст" for other in "аеиоу"]
    made = []
    for _ in range(number):
        name = "".join(chance.choices(syllables, k=3)).capitalize()
        day = f"{chance.randint(1, 28)} марта {chance.randint(1995, 2035)} года"
        made.append(f"{day} {name}ов встретился с делегацией.\n" + "\n".join(chance.sample(lines, 2)) + "\n")
    return made


def resident_megabytes(pid: int) -> float:
    """Of a process and its children; memory that they share is counted once for each."""
    total = 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        for one in (pid, *map(int, children.read_text().split())):
            fields = dict(line.split(":", 1) for line in Path(f"/proc/{one}/status").read_text().splitlines())
            total += int(fields.get("VmRSS", "0 kB").split()[0]) / 1024
    except OSError:
        pass  # it has just ended
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="kommunike-soak-"))
    try:
        return soak(work, arguments.documents, arguments.workers)
    finally:
        shutil.rmtree(work)


def soak(work: Path, documents: int, workers: int) -> int:
    with (work / "texts.jsonl").open("w", encoding="utf-8") as file:
        for text in texts(documents):
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    out = work / "out"
    command = [sys.executable, "-m", "extract.cli", "run", str(work / "texts.jsonl"), "--out", str(out)]
    start = time.monotonic()
    process = subprocess.Popen([*command, "--workers", str(workers), "--csv"], cwd=ROOT, stdout=subprocess.DEVNULL)
    samples: list[float] = []
    while process.poll() is None:
        time.sleep(_SAMPLE_SECONDS)
        samples.append(resident_megabytes(process.pid))
    seconds = time.monotonic() - start
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    counts, run = manifest["counts"], manifest["this_run"]
    # the first and last samples are of loading and of writing the tables
    steady = samples[5 : max(6, int(run["seconds"]["plan"] + run["seconds"]["records"]))]
    tenth = max(1, len(steady) // 10)
    peaks = [max(steady[at : at + tenth]) for at in range(0, len(steady), tenth)]
    first, second = max(peaks[: len(peaks) // 2]), max(peaks[len(peaks) // 2 :])
    say = sys.stdout.write
    say(f"{counts['documents']:,} documents, {counts['failed']} failed, {seconds:,.0f} s, {workers} workers, ")
    say(f"{counts['documents'] / run['seconds']['records']:.1f} documents/s, all seconds: {run['seconds']}\n")
    say(
        f"resident memory of all processes, peak of each tenth of the analysis, MB: {[round(peak) for peak in peaks]}\n"
    )
    say(f"peak with the tables: {max(samples):,.0f} MB\n")
    is_flat = second <= _GROWTH * first
    say("memory is flat\n" if is_flat else f"memory grows: {first:,.0f} MB, then {second:,.0f} MB\n")
    return 0 if is_flat and process.returncode == 0 and counts["documents"] == documents else 1


if __name__ == "__main__":
    sys.exit(main())

"""The language analysis alone, and how the whole pipeline grows with the length of a document.

Run by `bench/run.py`. Prints one JSON line.

    analysis_job.py analysis FOLDER    CPU seconds of tokens, sentences, models and lemmas; of the three models alone
    analysis_job.py growth FOLDER      CPU seconds of one document of each length in `LENGTHS`
    analysis_job.py memory FOLDER      resident memory after each round over the folder
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extract  # sets one BLAS thread, before numpy

LENGTHS = (100_000, 1_000_000)
ROUNDS = 10


def read(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def cpu_seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def analysis(folder: Path) -> dict[str, float]:
    import spacy

    from extract.language import component
    from extract.language.tokenizer import RazdelTokenizer

    nlp = spacy.blank("ru")
    nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    nlp.add_pipe("kommunike_sentences")
    analyzer = nlp.add_pipe("kommunike_analysis")
    assert isinstance(analyzer, component.Analyzer)
    runner = analyzer._runner
    in_models = 0.0
    original = runner.analyse

    def timed(sentences: Any) -> Any:
        nonlocal in_models
        start = time.process_time()
        found = original(sentences)
        in_models += time.process_time() - start
        return found

    runner.analyse = timed  # type: ignore[method-assign]
    texts = read(folder)
    total = cpu_seconds(lambda: [len(doc) for doc in nlp.pipe(texts, batch_size=32)])
    return {"analysis": total, "models": in_models, "tied_heads": runner.tied_heads}


def growth(folder: Path) -> dict[str, float]:
    nlp = extract.load()
    source = "\n\n".join(read(folder))
    while len(source) < max(LENGTHS):
        source += "\n\n" + source
    extract.record(nlp, source[:10_000])
    return {str(length): cpu_seconds(lambda n=length: extract.record(nlp, source[:n])) for length in LENGTHS}


def memory(folder: Path) -> dict[str, list[float]]:
    nlp = extract.load()
    texts = read(folder)
    megabytes = [_resident_megabytes()]
    strings = [len(nlp.vocab.strings)]
    share = max(len(texts) // ROUNDS, 1)
    for start in range(0, len(texts), share):
        for text in texts[start : start + share]:
            extract.record(nlp, text)
        megabytes.append(_resident_megabytes())
        strings.append(len(nlp.vocab.strings))
    return {"megabytes": megabytes, "strings": strings}


def _resident_megabytes() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("/proc/self/status: no VmRSS")


if __name__ == "__main__":
    jobs: dict[str, Callable[[Path], Any]] = {"analysis": analysis, "growth": growth, "memory": memory}
    sys.stdout.write(json.dumps(jobs[sys.argv[1]](Path(sys.argv[2]))) + "\n")

"""Plain natasha over a folder of texts: the baseline, written as natasha's own documentation has it.

Run by `bench/run.py` with the Python of an environment that holds natasha and an older setuptools, which its
morphology needs. Prints one JSON line: documents, characters, tokens, CPU seconds by step.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from natasha import (
    PER,
    DatesExtractor,
    Doc,
    MorphVocab,
    NamesExtractor,
    NewsEmbedding,
    NewsMorphTagger,
    NewsNERTagger,
    NewsSyntaxParser,
    Segmenter,
)

cpu_seconds: Counter[str] = Counter()


@contextmanager
def step(name: str) -> Iterator[None]:
    start = time.process_time()
    yield
    cpu_seconds[name] += time.process_time() - start


def main(folder: Path) -> None:
    with step("loading"):
        segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
        morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
        names_extractor, dates_extractor = NamesExtractor(vocab), DatesExtractor(vocab)
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        doc = Doc(text)
        with step("segmentation"):
            doc.segment(segmenter)
        with step("morphology"):
            doc.tag_morph(morph)
        with step("syntax"):
            doc.parse_syntax(syntax)
        with step("names"):
            doc.tag_ner(names)
        with step("normalisation"):
            for span in doc.spans:
                span.normalize(vocab)
        with step("NamesExtractor"):
            for span in doc.spans:
                if span.type == PER:
                    span.extract_fact(names_extractor)
        with step("DatesExtractor"):
            found["dates"] += sum(1 for _ in dates_extractor(text))
        found["documents"] += 1
        found["characters"] += len(text)
        found["tokens"] += len(doc.tokens)
    sys.stdout.write(json.dumps({"found": found, "cpu_seconds": cpu_seconds}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

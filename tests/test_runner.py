"""The packed runner against slovnet's own taggers, token by token.

Always on the seeds and sentences made from them; on the corpora where they are. `KOMMUNIKE_CORPORA` names their
folder, by default `../shared/data` beside the repository; without it that test is skipped. It takes a sample of them;
`KOMMUNIKE_TOKENS=300000` makes it compare as many tokens.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pytest
import spacy
from natasha import NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser
from razdel import sentenize, tokenize

from extract.language import runner as runner_module
from extract.language.runner import MAX_SYNTAX_TOKENS, Analysis, Runner
from extract.language.tokenizer import RazdelTokenizer

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CORPORA = Path(os.environ.get("KOMMUNIKE_CORPORA", ROOT.parent / "shared" / "data"))
#: tokens to compare; `KOMMUNIKE_TOKENS=300000` takes all that the corpora have, and more
TOKENS = int(os.environ.get("KOMMUNIKE_TOKENS", "60000"))
#: share of tokens whose head may differ, all of them ties
MAX_TIED = 0.001
#: a small set repeats its lines, and with them a tie that a processor's arithmetic settles the other way
FEW_TIED = 5

Sentence = list[str]


def read_sentences(text: str) -> list[Sentence]:
    return [[token.text for token in tokenize(sentence.text)] for sentence in sentenize(text)]


class Slovnet:
    """natasha's own taggers, as natasha calls them: eight sentences at a time, in text order."""

    def __init__(self) -> None:
        embedding = NewsEmbedding()
        self.infer = [kind(embedding).infer for kind in (NewsMorphTagger, NewsSyntaxParser, NewsNERTagger)]

    def analyse(self, sentences: Sequence[Sentence]) -> Iterator[tuple[list[str], list[str], list[str], list[str]]]:
        morph, syntax, names = (infer.decoder(infer.process(infer.encoder(sentences))) for infer in self.infer)
        for tags, (_, heads, relations), labels in zip(morph, syntax, names, strict=True):
            yield tags, heads, relations, labels


@dataclass
class Differences:
    """Counts, and the first few wrong tokens."""

    tokens: int = 0
    heads: int = 0
    wrong: list[tuple[str, int, str, str]] = field(default_factory=list)

    def compare(self, runner: Runner, slovnet: Slovnet, sentences: Sequence[Sentence], *, batch: int) -> None:
        """Analyse `sentences` with both, the runner `batch` sentences a call."""
        sentences = [sentence for sentence in sentences if sentence]
        calls = range(0, len(sentences), batch)
        ours = [analysis for start in calls for analysis in runner.analyse(sentences[start : start + batch])]
        assert len(ours) == len(sentences)
        for sentence, analysis, theirs in zip(sentences, ours, slovnet.analyse(sentences), strict=True):
            self.add(runner, sentence, analysis, theirs)

    def add(self, runner: Runner, sentence: Sentence, ours: Analysis, theirs: tuple[list[str], ...]) -> None:
        tags, heads, relations, labels = theirs
        self.tokens += len(sentence)
        self._column(sentence, "tag", [runner.tags[tag] for tag in ours.tags], tags)
        self._column(sentence, "name", [runner.names[name] for name in ours.names], labels)
        if ours.heads is None or ours.relations is None:
            assert len(sentence) > MAX_SYNTAX_TOKENS
            return
        same = [i for i in range(len(sentence)) if ours.heads[i] == int(heads[i])]
        self.heads += len(sentence) - len(same)
        # the relation follows from the head
        expected = [relations[i] for i in same]
        self._column(sentence, "relation", [runner.relations[ours.relations[i]] for i in same], expected)

    def _column(self, sentence: Sentence, what: str, ours: list[str], theirs: list[str]) -> None:
        assert len(ours) == len(theirs)
        self.wrong += [(what, i, a, b) for i, (a, b) in enumerate(zip(ours, theirs)) if a != b]

    def check(self, runner: Runner) -> None:
        assert self.wrong[:5] == []
        assert self.heads <= runner.tied_heads
        assert self.heads <= MAX_TIED * self.tokens + FEW_TIED, f"{self.heads} heads differ in {self.tokens} tokens"


@pytest.fixture(scope="module")
def slovnet() -> Slovnet:
    return Slovnet()


@pytest.fixture(scope="module")
def trained() -> Runner:
    return Runner()


@pytest.fixture
def runner(trained: Runner) -> Runner:
    trained.tied_heads = 0
    return trained


@pytest.fixture(scope="module")
def seed_sentences() -> list[Sentence]:
    return [sentence for path in SEEDS for sentence in read_sentences(path.read_text(encoding="utf-8"))]


def varied(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Further sentences: in capitals, in lower case, halves, pairs, shuffled words, letters that no vocabulary has."""
    choose = random.Random(1)
    made = []
    for number, sentence in enumerate(sentences):
        made += [
            [word.upper() for word in sentence],
            [word.lower() for word in sentence],
            sentence[: len(sentence) // 2],
            sentence + sentences[number - 1],
            choose.sample(sentence, len(sentence)),
            [word if i % 3 else word[::-1] + "ъ-Ü7…" for i, word in enumerate(sentence)],
        ]
    return [sentence for sentence in made if sentence]


@pytest.mark.parametrize("batch", [1, 2, 3, 64, 10_000])
def test_runner_equals_slovnet_on_seeds_whatever_the_batch(runner, slovnet, seed_sentences, batch):
    differences = Differences()
    differences.compare(runner, slovnet, seed_sentences, batch=batch)
    assert differences.tokens > 2000
    differences.check(runner)


def test_runner_equals_slovnet_on_varied_sentences(runner, slovnet, seed_sentences):
    differences = Differences()
    differences.compare(runner, slovnet, varied(seed_sentences), batch=100)
    differences.check(runner)


def test_many_small_batches_are_one_large_batch(runner, seed_sentences):
    sentences = [sentence for sentence in seed_sentences if sentence]
    sizes = random.Random(2)
    small: list[Analysis] = []
    stream = iter(sentences)
    while batch := list(islice(stream, sizes.randint(1, 3))):
        small += runner.analyse(batch)
    assert small == runner.analyse(sentences)


def test_output_does_not_depend_on_block_or_cache_size(runner, seed_sentences, monkeypatch):
    expected = runner.analyse(seed_sentences)
    monkeypatch.setattr(runner_module, "_BLOCK", 50)
    monkeypatch.setattr(runner_module, "_PACK_TOKENS", 190)
    monkeypatch.setattr(runner_module, "_LOOKUP", 120)
    monkeypatch.setattr(runner_module, "_CACHED_TYPES", 200)
    monkeypatch.setattr(runner_module, "_CACHED_WORDS", 10)
    assert Runner().analyse(seed_sentences) == expected


def test_no_sentences_and_empty_sentences(runner):
    assert runner.analyse([]) == []
    assert runner.analyse([[], ["Да"], []])[0] == Analysis([], [], [], [])
    assert len(runner.analyse([[], ["Да"], []])[1].tags) == 1


def test_overlong_sentence_has_no_syntax_and_the_others_do(runner, slovnet):
    longest = ["слово", ","] * (MAX_SYNTAX_TOKENS // 2)
    sentences = [["Стороны", "подписали", "договор", "."], longest, [*longest, "."], ["Да", "."]]
    analyses = runner.analyse(sentences)
    assert [analysis.heads is None for analysis in analyses] == [False, False, True, False]
    differences = Differences()
    differences.compare(runner, slovnet, sentences, batch=4)
    assert not differences.wrong


def test_ties_go_to_the_nearest_to_the_start_and_are_counted(runner):
    (analysis,) = runner.analyse([["•", "Россия", "—"] * 12])
    assert analysis.heads == runner.analyse([["Да", "."], ["•", "Россия", "—"] * 12])[1].heads
    assert runner.tied_heads > 0


def test_models_share_their_vocabularies(slovnet):
    first, *others = (infer.encoder for infer in slovnet.infer)
    for other in others:
        assert other.words_vocab.items == first.words_vocab.items
        assert other.shapes_vocab.items == first.shapes_vocab.items


def test_words_have_the_numbers_that_slovnet_gives_them(slovnet):
    vocab = slovnet.infer[0].encoder.words_vocab
    numbers = runner_module._Numbers(runner_module._in_parts("\n".join(vocab.items).encode()))
    for word in (*vocab.items[:-2:37], *vocab.items[:2], *vocab.items[-70:-2]):
        assert numbers[word] == vocab.item_ids[word]
    for word in ("", "\n", "a\na-gps", "\x00", "zzzzz", "яяяяяя", "сторонами-то-уж"):
        assert word not in vocab.item_ids
        assert numbers[word] == vocab.unk_id


def test_component_reports_an_overlong_sentence():
    nlp = spacy.blank("ru")
    nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    nlp.add_pipe("kommunike_sentences")
    nlp.add_pipe("kommunike_analysis")
    text = "Стороны обсудили план. Слово, " + "слово, " * MAX_SYNTAX_TOKENS + "слово."
    doc = nlp(text)
    (diagnostic,) = doc._.diagnostics
    assert diagnostic.code == "sentence_too_long"
    assert text[diagnostic.start : diagnostic.end].startswith("Слово,")
    assert text[diagnostic.start : diagnostic.end].endswith("слово.")
    assert doc[0].head.text == "обсудили"
    assert all(token.pos_ for token in doc)


@pytest.mark.slow
@pytest.mark.skipif(not CORPORA.is_dir(), reason=f"no corpora in {CORPORA}")
def test_runner_equals_slovnet_on_the_corpora(runner, slovnet, record_property):
    """The corpora as they are, then variations of their sentences, until there are `TOKENS`."""
    differences = Differences()
    paths = sorted(CORPORA.glob("*/*.txt"))
    # the same sample each time, of all corpora
    random.Random(3).shuffle(paths)
    documents = (read_sentences(path.read_text(encoding="utf-8-sig")) for path in paths)
    read = []
    for number in range(0, len(paths), 32):
        if differences.tokens >= TOKENS:
            break
        read += (chunk := list(islice(documents, 32)))
        sentences = [sentence for document in chunk for sentence in document]
        differences.compare(runner, slovnet, sentences, batch=[2, 40, 1000][number // 32 % 3])
    for document in read:
        if differences.tokens >= TOKENS:
            break
        differences.compare(runner, slovnet, varied(document), batch=1000)
    assert differences.tokens >= TOKENS
    differences.check(runner)
    record_property("tokens", differences.tokens)
    record_property("heads_that_differ", differences.heads)
    record_property("heads_tied", runner.tied_heads)

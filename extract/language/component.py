"""Language analysis as spaCy components: sentences, then morphology, syntax and raw names by slovnet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from natasha import NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.document import Diagnostic, RawName
from extract.language.match_text import model_form
from extract.language.morphology import checked_tag, lemma
from extract.language.sentences import language_of, sentences

#: syntax is quadratic in sentence length; the longest sentence in the corpora measured has 225 tokens
MAX_SYNTAX_TOKENS = 300
#: sentences given to the models in one call; natasha's own batch size
_BATCH_SENTENCES = 64


@Language.component("kommunike_sentences", assigns=["token.sent_start", "span._.language"])
def split_sentences(doc: Doc) -> Doc:
    """Mark sentence starts and each sentence's language."""
    starts = {start for start, _ in sentences(doc._.match_text)}
    first = True
    for token in doc:
        token.is_sent_start = first or token.idx in starts
        first = False
    return doc


class Analyzer:
    """Part of speech, features, lemma, head, relation for every Russian token, and raw names.

    English sentences are left to the stages' own patterns: slovnet knows no English.
    """

    def __init__(self) -> None:
        embedding = NewsEmbedding()
        self._morph = NewsMorphTagger(embedding).infer
        self._syntax = NewsSyntaxParser(embedding).infer
        self._names = NewsNERTagger(embedding).infer

    def __call__(self, doc: Doc) -> Doc:
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        batch: list[Doc] = []
        for doc in stream:
            batch.append(doc)
            if len(batch) >= batch_size:
                yield from self._run(batch)
                batch = []
        yield from self._run(batch)

    def _run(self, docs: Sequence[Doc]) -> Iterator[Doc]:
        work: list[tuple[int, list[int]]] = []
        for number, doc in enumerate(docs):
            for sent in doc.sents:
                tokens = [token.i for token in sent if not token.is_space]
                if tokens and language_of(sent.text) == "ru":
                    work.append((number, tokens))
        # similar lengths share a batch: padding is waste
        work.sort(key=lambda item: len(item[1]))
        columns = [_Columns(doc) for doc in docs]
        for start in range(0, len(work), _BATCH_SENTENCES):
            chunk = work[start : start + _BATCH_SENTENCES]
            words = [
                [model_form(docs[number][i].text, docs[number][i].norm_) for i in tokens] for number, tokens in chunk
            ]
            short = [i for i, sentence in enumerate(words) if len(sentence) <= MAX_SYNTAX_TOKENS]
            parsed = dict(zip(short, _predict(self._syntax, [words[i] for i in short])))
            for i, ((number, tokens), tags, labels) in enumerate(
                zip(chunk, _predict(self._morph, words), _predict(self._names, words))
            ):
                columns[number].add(tokens, tags, parsed.get(i))
                columns[number].add_names(tokens, labels)
        for doc, column in zip(docs, columns):
            column.write()
            for sent in doc.sents:
                sent._.language = language_of(sent.text)
            yield doc


def _predict(infer: Any, sentences: list[list[str]]) -> Iterator[Any]:
    """What a slovnet model says of tokenised sentences, without its second tokenisation."""
    if not sentences:
        return iter(())
    return iter(infer.decoder(infer.process(infer.encoder(sentences))))


class _Columns:
    """Collects one document's token attributes and writes them at once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        size = len(doc)
        self.pos = [""] * size
        self.morph = [""] * size
        self.head = list(range(size))
        self.dep = ["dep"] * size
        self.names: list[RawName] = []

    def add(self, tokens: list[int], tags: list[str], syntax: tuple[list, list[str], list[str]] | None) -> None:
        """Morphology as `POS|Feature=Value|...`; syntax as (ids, head ids as 1-based strings, relations)."""
        for i, tag in zip(tokens, tags):
            better = checked_tag(self.doc[i].norm_, tag.partition("|")[0])
            self.pos[i], _, features = (better or tag).partition("|")
            self.morph[i] = features or "_"
        if syntax is None:
            first, last = self.doc[tokens[0]], self.doc[tokens[-1]]
            message = f"{len(tokens)} tokens, over {MAX_SYNTAX_TOKENS}: no syntax"
            self.doc._.diagnostics.append(
                Diagnostic("analysis", "sentence_too_long", message, first.idx, last.idx + len(last))
            )
            return
        _, head_ids, relations = syntax
        for i, head, relation in zip(tokens, _tree([int(head) for head in head_ids]), relations):
            self.head[i] = tokens[head]
            self.dep[i] = "ROOT" if tokens[head] == i else relation

    def add_names(self, tokens: list[int], labels: list[str]) -> None:
        """Labels in BIO notation: `B-PER`, `I-PER`, `O`."""
        opened: tuple[str, int] | None = None
        for position, label in enumerate([*labels, "O"]):
            prefix, _, kind = label.partition("-")
            if opened and (prefix != "I" or kind != opened[0]):
                first, last = self.doc[tokens[opened[1]]], self.doc[tokens[position - 1]]
                self.names.append(RawName(first.idx, last.idx + len(last), opened[0]))  # type: ignore[arg-type]
                opened = None
            if prefix != "O" and opened is None:
                opened = (kind, position)

    def write(self) -> None:
        doc = self.doc
        strings = doc.vocab.strings
        heads = list(self.head)
        deps = list(self.dep)
        for sent in doc.sents:
            _close_sentence(sent, heads, deps)
        rows = np.zeros((len(doc), 5), dtype=np.uint64)
        for i, token in enumerate(doc):
            word_lemma = lemma(token.norm_, self.pos[i]) if self.pos[i] else token.norm_.lower()
            rows[i] = (
                strings.add(self.pos[i]) if self.pos[i] else 0,
                doc.vocab.morphology.add(self.morph[i]) if self.morph[i] else 0,
                np.int64(heads[i] - i).astype(np.uint64),
                strings.add(deps[i]),
                strings.add(word_lemma),
            )
        if len(doc):
            doc.from_array([POS, MORPH, HEAD, DEP, LEMMA], rows)
        doc._.names = sorted(self.names, key=lambda name: (name.start, name.end))


def _close_sentence(sent: Span, heads: list[int], deps: list[str]) -> None:
    """Give the sentence one root: spaCy derives sentence bounds from heads, and every root opens one."""
    root = next((i for i in range(sent.start, sent.end) if heads[i] == i and deps[i] == "ROOT"), sent.start)
    for i in range(sent.start, sent.end):
        if heads[i] == i:
            heads[i] = root
            deps[i] = "ROOT" if i == root else ("parataxis" if deps[i] == "ROOT" else "dep")


def _tree(head_ids: list[int]) -> list[int]:
    """Zero-based heads from slovnet's (1-based, 0 = root); a cycle is cut at its first token, which becomes a root."""
    heads = [head - 1 if 0 < head <= len(head_ids) else i for i, head in enumerate(head_ids)]
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1 and heads[node] != node:
            heads[node] = node
        for visited in path:
            state[visited] = 2
    return heads


@Language.factory(
    "kommunike_analysis",
    assigns=["token.pos", "token.morph", "token.lemma", "token.head", "token.dep", "doc._.names"],
    requires=["token.sent_start"],
)
def make_analysis(nlp: Language, name: str) -> Analyzer:
    return Analyzer()

"""The three slovnet models (morphology, syntax, names) run together on packed sentences, with slovnet's own output.

The weights are those that natasha ships; the arithmetic is slovnet's, arranged to do less:

- sentences lie end to end with one gap row between them, so nothing is padded and all documents of a batch share
  one pass;
- a word is encoded once for the three models;
- the first convolution is linear in the embedding, so its three taps are kept per (word, shape) type: a token costs
  three additions instead of 62 % of all arithmetic;
- a later convolution is one product `N x C @ C x 3F` and two shifted additions;
- batch normalisation is folded into the weights that follow it.

Names in shapes: N rows of a pack (tokens and gaps), C channels in, F filters out, S sentences, T tokens.

Output equals that of `slovnet.exec` except for syntactic heads that tie within `TIE`: there slovnet's choice depends
on the CPU's rounding, this module's does not. `tests/test_runner.py` compares the two token by token.
"""

from __future__ import annotations

import gzip
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from weakref import finalize

import numpy as np
import numpy.typing as npt
from navec.tar import Tar as NavecTar
from slovnet.const import SHAPE, TAG, WORD
from slovnet.exec.model import NER, Morph, Syntax
from slovnet.exec.pack import Pack, vocab_name
from slovnet.shape import word_shape

from extract.lexicons.cache import code_of, derived_bytes

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]

#: syntax is quadratic in sentence length; the longest sentence in the corpora measured has 225 tokens
MAX_SYNTAX_TOKENS = 300
#: heads whose scores differ by less tie; the nearest to the sentence's start wins
TIE = np.float32(1e-4)

#: tokens in one pack: bounds memory, whatever the number and length of documents in a batch
_PACK_TOKENS = 16_384
#: rows whose first layer is looked up together: many new types in one product; fewer rows than `_CACHED_TYPES`
_LOOKUP = 3072
#: rows that go through the convolutions together: their activations stay in the processor's cache
_BLOCK = 512
#: rows whose products of a head and a tail are made together, 4 KB each
_OUTER_BLOCK = 128
#: rows on each side of a block that its first and last rows see: one per layer
_HALO = 3
#: (word, shape) types whose first layer is kept, 9 KB each; twice as many would save 2 % of the analysis' time
_CACHED_TYPES = 4608
#: how many look-ups longer a type stays for each time that it was used again, and how many such times count: so one in
#: eight of the types that would be computed anew is there
_STAY, _MOST_USES = 20, 3
#: types whose first layer is computed together: what comes of it stays in the processor's cache
_ADDED = 128
#: words whose type is kept
_CACHED_WORDS = 50_000
#: words of the vocabulary in one part of it
_STEP = 64
_OFFSET = "<u4"
_GAP = -1


class Analysis(NamedTuple):
    """What the models say of one sentence, an item per token, as positions in the runner's tables.

    `heads` counts from 1 as in slovnet, 0 is the root; `heads` and `relations` are `None` if the sentence is too long.
    """

    tags: list[int]
    heads: list[int] | None
    relations: list[int] | None
    names: list[int]


class Runner:
    """Reads natasha's weights and analyses tokenised sentences.

    >>> runner = Runner()
    >>> (analysis,) = runner.analyse([["Стороны", "подписали", "соглашение", "."]])
    >>> [runner.tags[tag].partition("|")[0] for tag in analysis.tags]
    ['NOUN', 'VERB', 'NOUN', 'PUNCT']
    >>> analysis.heads, [runner.relations[relation] for relation in analysis.relations]
    ([2, 0, 2, 2], ['nsubj', 'root', 'obj', 'punct'])
    """

    def __init__(self) -> None:
        folder = _natasha_data()
        morph = _read(folder / "model" / "slovnet_morph_news_v1.tar", Morph, TAG)
        syntax = _read(folder / "model" / "slovnet_syntax_news_v1.tar", Syntax, "rel")
        names = _read(folder / "model" / "slovnet_ner_news_v1.tar", NER, TAG)
        #: `POS|Feature=Value|...`
        self.tags: list[str] = morph.labels
        #: Universal Dependencies relations
        self.relations: list[str] = syntax.labels
        #: `O`, `B-PER`, `I-PER`, ...
        self.names: list[str] = names.labels
        #: tokens so far whose head was decided by the tie rule: mostly words that repeat with their neighbours
        self.tied_heads = 0
        # the three models were trained over one vocabulary; a test asserts it
        words, shapes = _vocabularies(folder / "model" / "slovnet_morph_news_v1.tar")
        self._types = _Types(words, shapes)
        models = [morph.model, syntax.model, names.model]
        self._first = _FirstLayer(
            _Embedding(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"),
            shapes=len(shapes),
            models=models,
        )
        self._encoders = [_Encoder(model.encoder.layers) for model in models]
        self._morph = _MorphHead(morph.model.head, self._encoders[0].last)
        self._syntax = _SyntaxHead(syntax.model, self._encoders[1].last)
        self._names = _NamesHead(names.model.head, self._encoders[2].last)

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Analyse sentences, in order; their number and lengths affect speed only, never the output."""
        found: list[Analysis] = []
        for group in _groups(sentences):
            found.extend(self._run(group))
        return found

    def _run(self, sentences: Sequence[Sequence[str]]) -> Iterator[Analysis]:
        pack = _pack([self._types.of(sentence) for sentence in sentences])
        for_morph, for_syntax, for_names = self._encode(pack)
        tags = self._morph.decode(for_morph)
        heads, relations, ties = self._syntax.decode(for_syntax, pack)
        self.tied_heads += ties
        names = self._names.decode(for_names, pack)
        columns = [column.tolist() for column in (tags, heads, relations, names)]
        for start, length in zip(pack.starts.tolist(), pack.lengths.tolist()):
            tag, head, relation, name = (column[start : start + length] for column in columns)
            if length > MAX_SYNTAX_TOKENS:
                yield Analysis(tag, None, None, name)
            else:
                yield Analysis(tag, head, relation, name)

    def _encode(self, pack: _Pack) -> list[Floats]:
        """The three models' encodings of every row of the pack, `N x 64` each."""
        outputs: list[Floats] = [np.empty((len(pack.types), encoder.dim), np.float32) for encoder in self._encoders]
        for part in _blocks(0, len(pack.types), _LOOKUP, len(pack.types)):
            rows = self._first.rows(pack.types[part.read])
            for block in _blocks(part.start, part.stop, _BLOCK, len(pack.types)):
                block_rows = rows[block.first - part.first : block.last - part.first]
                gaps = np.flatnonzero(pack.types[block.read] == _GAP)
                for number, (encoder, output) in enumerate(zip(self._encoders, outputs)):
                    found = encoder(self._first.table, number, block_rows, gaps)
                    output[block.start : block.stop] = found[block.kept]
        return outputs


# Reading the weights


class _Weights(NamedTuple):
    model: Any
    labels: list[str]


def _natasha_data() -> Path:
    """The folder of natasha's weights, without importing natasha, which would load what is not needed."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("natasha is not installed: its folder data holds the models' weights")
    return Path(spec.submodule_search_locations[0]) / "data"


def _read(path: Path, kind: Any, labels: str) -> _Weights:
    with Pack(str(path)) as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(kind)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
        return _Weights(model, list(pack.load_vocab(labels).items))


def _vocabularies(path: Path) -> tuple[_Numbers, list[str]]:
    """The numbers of the words, and the shapes."""
    state = path.stat()
    sources = (str(path).encode(), b"%d %d" % (state.st_size, state.st_mtime_ns), code_of(_in_parts))
    with Pack(str(path)) as pack:
        # slovnet's own reader also makes a `dict` of the 250,000 words
        words = derived_bytes("words", sources, lambda: _in_parts(gzip.decompress(pack.read(vocab_name(WORD)))))
        return _Numbers(words), pack.load_vocab(SHAPE).items


class _Embedding:
    """A product-quantised table of word vectors: an index of each of V words into each of Q x 256 `codes` of 3 numbers.

    The indexes are 25 MB, of which a text needs few: they are read from the file when they are asked for. Mapped, all
    that were looked at would count as memory of each worker.
    """

    def __init__(self, path: Path) -> None:
        # navec's own reader also builds a second vocabulary and tables for similarity: 60 MB that are not needed
        with NavecTar(str(path)) as tar:
            file = tar.load("pq.bin")
            vectors, _, parts, centroids = np.frombuffer(file.read(16), np.uint32).tolist()
            file.seek(16 + vectors * parts)
            self._codes: Floats = np.frombuffer(file.read(), np.float32).reshape(parts * centroids, -1)
            self._start = tar.tar.getmember("pq.bin").offset_data + 16
        self.dim: int = parts * self._codes.shape[1]
        #: of each part, the row of its first code
        self._rows = np.arange(0, parts * centroids, centroids)
        self._file = os.open(path, os.O_RDONLY)
        finalize(self, os.close, self._file)

    def vectors(self, words: Ints) -> Floats:
        """Vectors of `words` (W): W x 3Q."""
        size = len(self._rows)
        # a position of its own for each look, as workers share the file
        read = [os.pread(self._file, size, self._start + word * size) for word in words.tolist()]
        rows = np.frombuffer(b"".join(read), np.uint8).reshape(-1, size) + self._rows
        return self._codes.take(rows.ravel(), axis=0).reshape(len(words), -1)


# From words to a pack


def _in_parts(lines: bytes) -> bytes:
    """Words, a line each, and behind them where each part of `_STEP` words begins, the last ends, and two counts."""
    text = b"\n" + lines.rstrip(b"\n") + b"\n"
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n"))
    unknown = len(ends) - 3
    # `<unk>` is in no part
    starts = [*(ends[:unknown:_STEP] + 1), ends[unknown] + 1]
    return text + np.array([*starts, unknown, len(starts)], _OFFSET).tobytes()


class _Numbers:
    """The number of each word of a sorted list, which `<unk>`, of others, and `<pad>` follow; from `_in_parts`.

    The list stays as it is read: 5 MB for the 250,000 words of the vocabulary, where a `dict` of them takes 50. One
    word in `_STEP` tells in which part of it a word is looked for.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text
        size = np.dtype(_OFFSET).itemsize
        count = int(np.frombuffer(text[-size:], _OFFSET)[0]) + 2
        #: where the first word of each part begins, and the end of the last part
        self._starts: list[int] = np.frombuffer(text[-size * count :], _OFFSET).tolist()[:-1]
        self._unknown = self._starts.pop()
        self._firsts = [self._text[start : self._text.index(b"\n", start)] for start in self._starts[:-1]]

    def __getitem__(self, word: str) -> int:
        form = word.encode("utf-8", "surrogatepass")
        part = bisect_right(self._firsts, form) - 1
        if part < 0 or b"\n" in form:
            return self._unknown
        start = self._starts[part]
        place = self._text.find(b"\n" + form + b"\n", start - 1, self._starts[part + 1])
        return self._unknown if place < 0 else part * _STEP + self._text.count(b"\n", start, place + 1)


class _Types(dict[str, int]):
    """(word, shape) types as numbers, `word id * number of shapes + shape id`, kept for words seen before."""

    def __init__(self, words: _Numbers, shapes: Sequence[str]) -> None:
        super().__init__()
        self._words = words
        self._shapes = {shape: number for number, shape in enumerate(shapes)}

    def of(self, sentence: Sequence[str]) -> list[int]:
        if len(self) > _CACHED_WORDS:
            self.clear()
        return [self[word] for word in sentence]

    def __missing__(self, word: str) -> int:
        # the vocabulary has every shape that `word_shape` makes
        shape = self._shapes[word_shape(word)]
        self[word] = found = self._words[word.lower()] * len(self._shapes) + shape
        return found


class _Pack(NamedTuple):
    """Sentences end to end: gap, sentence, gap, sentence, ..., gap."""

    types: Ints  #: N: type of each row, `_GAP` in gaps
    starts: Ints  #: S: row of each sentence's first token; the gap row before it stands for its root
    lengths: Ints  #: S


def _groups(sentences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """Runs of sentences that make a pack; an overlong sentence is a pack of its own."""
    start = size = 0
    for position, sentence in enumerate(sentences):
        if size and size + len(sentence) > _PACK_TOKENS:
            yield sentences[start:position]
            start, size = position, 0
        size += len(sentence)
    if start < len(sentences):
        yield sentences[start:]


def _pack(sentences: Sequence[Sequence[int]]) -> _Pack:
    types = [_GAP]
    starts = []
    for sentence in sentences:
        starts.append(len(types))
        types.extend(sentence)
        types.append(_GAP)
    lengths = [len(sentence) for sentence in sentences]
    return _Pack(np.array(types, np.int64), np.array(starts, np.int64), np.array(lengths, np.int64))


# Convolutions


class _Block(NamedTuple):
    """Rows `[start, stop)` of a pack, read with a halo as `[first, last)`: rows at a cut come out wrong, and are left
    out."""

    start: int
    stop: int
    first: int
    last: int

    @property
    def read(self) -> slice:
        return slice(self.first, self.last)

    @property
    def kept(self) -> slice:
        """What to keep of the rows that were read."""
        return slice(self.start - self.first, self.stop - self.first)


def _blocks(start: int, stop: int, length: int, size: int) -> Iterator[_Block]:
    """Blocks that cover rows `[start, stop)` of a pack of `size` rows."""
    for begin in range(start, stop, length):
        end = min(begin + length, stop)
        yield _Block(begin, end, max(begin - _HALO, 0), min(end + _HALO, size))


@dataclass(frozen=True)
class _Norm:
    """A batch normalisation as `x * scale + shift` (F each)."""

    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, norm: Any) -> _Norm:
        scale = norm.weight.array / norm.std.array
        return cls(scale, norm.bias.array - norm.mean.array * scale)

    @property
    def gap(self) -> Floats:
        """What normalises to 0, as padding must be (F)."""
        return (-self.shift / self.scale).astype(np.float32)

    def fold(self, weight: Floats, bias: Floats) -> tuple[Floats, Floats]:
        """A linear map (C x F, F) of normalised rows as one of rows before normalisation."""
        folded = np.ascontiguousarray(self.scale[:, None] * weight, np.float32)
        return folded, (self.shift @ weight + bias).astype(np.float32)


def _taps(weight: Floats) -> Floats:
    """A convolution's weight F x C x 3 as C x 3F: columns for the previous row, the row itself, the next row."""
    filters, channels, taps = weight.shape
    return np.ascontiguousarray(weight.transpose(1, 2, 0).reshape(channels, taps * filters))


class _FirstLayer:
    """The first convolution of each model, before its activation, for the types seen lately.

    `table` holds for each type the three taps (previous row, the row itself, next row) of 256 channels of each model,
    `_CACHED_TYPES` x models x 3 x 256; row 0 is a gap's, zero. The rows used longest ago are given up for new ones,
    those that were used several times later than others.
    """

    def __init__(self, embedding: _Embedding, *, shapes: int, models: Sequence[Any]) -> None:
        self._embedding = embedding
        self._shapes = shapes
        dim = embedding.dim
        weights: list[Floats] = []
        of_shapes: list[Floats] = []
        for model in models:
            conv = model.encoder.layers[0].conv
            weight = _taps(conv.weight.array)
            weights.append(weight[:dim])
            # the part of a shape's vector is the same for all words of this shape
            of_shapes.append(model.emb.shape.weight.array @ weight[dim:] + _centre_bias(conv.bias.array))
        self._weight: Floats = np.ascontiguousarray(np.concatenate(weights, axis=1))
        self._of_shapes: Floats = np.concatenate(of_shapes, axis=1)
        channels = self._weight.shape[1] // (len(models) * 3)
        self.table: Floats = np.zeros((_CACHED_TYPES, len(models), 3, channels), np.float32)
        self._taps: Floats = np.empty((_ADDED, self._weight.shape[1]), np.float32)
        self._row_of: dict[int, int] = {_GAP: 0}
        self._type_of = np.full(_CACHED_TYPES, _GAP, np.int64)
        #: how often each row was used again, and until when it stays at least
        self._uses = np.zeros(_CACHED_TYPES, np.int64)
        self._until = np.zeros(_CACHED_TYPES, np.int64)
        self._clock = 0

    def rows(self, types: Ints) -> Ints:
        """Rows in `table` of `types` (N, fewer than `_CACHED_TYPES` different ones); good until the next call."""
        unique, inverse = np.unique(types, return_inverse=True)
        row_of = self._row_of
        rows = np.array([row_of.get(kind, -1) for kind in unique.tolist()], np.int64)
        self._clock += 1
        known = rows >= 0
        again = rows[known]
        self._uses[again] += 1
        self._until[again] = self._clock + _STAY * np.minimum(self._uses[again], _MOST_USES)
        if not known.all():
            rows[~known] = self._add(unique[~known], again)
        return rows[inverse]

    def _add(self, types: Ints, needed: Ints) -> Ints:
        """Compute and keep the rows of new `types`, in place of others than the rows `needed` now."""
        until = self._until.copy()
        until[needed] = np.iinfo(np.int64).max
        # row 0 stays; `argpartition` finds the rows that may go first
        rows = 1 + np.argpartition(until[1:], len(types) - 1)[: len(types)]
        for old in self._type_of[rows].tolist():
            if old != _GAP:
                del self._row_of[old]
        self._row_of.update(zip(types.tolist(), rows.tolist()))
        self._type_of[rows] = types
        self._uses[rows] = 0
        self._until[rows] = self._clock
        words, shapes = np.divmod(types, self._shapes)
        table = self.table.reshape(len(self.table), -1)
        for start in range(0, len(types), _ADDED):
            part = slice(start, start + _ADDED)
            taps = self._taps[: len(types[part])]
            np.matmul(self._embedding.vectors(words[part]), self._weight, out=taps)
            taps += self._of_shapes[shapes[part]]
            table[rows[part]] = taps
        return rows


def _centre_bias(bias: Floats) -> Floats:
    """A bias (F) for the three taps (3F): it is added once, with the row itself."""
    zero = np.zeros_like(bias)
    return np.concatenate([zero, bias, zero])


class _Layer(NamedTuple):
    """A convolution over three rows (C x F each for the previous row, the row itself, the next one), two rows at once.

    Rows 1 and 2 of the output, of rows 0 to 3 of the input, are `sum + before + mirrored` and `sum - after - mirrored`:
    four products where one for each weight takes six (S. Winograd, Arithmetic Complexity of Computations, 1980; here
    as F(2,3) of A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, 2015).
    """

    before: Floats  #: of row 0 less row 2
    sum: Floats  #: of row 1 plus row 2
    mirrored: Floats  #: of row 2 less row 1
    after: Floats  #: of row 1 less row 3
    bias: Floats  #: F

    @classmethod
    def of(cls, taps: Floats, bias: Floats) -> _Layer:
        """The layer of `_taps` (C x 3F)."""
        previous, same, following = np.split(taps, 3, axis=1)
        total, mirrored = (previous + same + following) / 2, (previous - same + following) / 2
        parts = [np.ascontiguousarray(part, np.float32) for part in (previous, total, mirrored, following)]
        return cls(parts[0], parts[1], parts[2], parts[3], bias)

    def __call__(self, x: Floats) -> Floats:
        """From padded rows (N + 2, N even) to such rows, of which the first and the last are left to the caller."""
        row0, row1, row2, row3 = (x[first : len(x) - 2 + first : 2] for first in range(4))
        total = (row1 + row2) @ self.sum
        total += self.bias
        y = np.empty((len(x), len(self.bias)), np.float32)
        first, second = y[1:-1:2], y[2::2]
        np.add(total, (row0 - row2) @ self.before, out=first)
        np.subtract(total, (row1 - row3) @ self.after, out=second)
        mirrored = (row2 - row1) @ self.mirrored
        first += mirrored
        second -= mirrored
        return y


class _Encoder:
    """One model's convolutions. The normalisation of each layer is folded into the next one, `last` into the head."""

    def __init__(self, layers: Sequence[Any]) -> None:
        norms = [_Norm.of(layer.norm) for layer in layers]
        self.last = norms[-1]
        self.dim = len(self.last.scale)
        self._gaps = [norm.gap for norm in norms]
        self._layers: list[_Layer] = []
        for norm, layer in zip(norms, layers[1:]):
            bias = layer.conv.bias.array
            weight, taps_bias = norm.fold(_taps(layer.conv.weight.array), _centre_bias(bias))
            # each tap's share of the folded shift is added once per row: gap rows stand for missing neighbours
            self._layers.append(_Layer.of(weight, taps_bias.reshape(3, -1).sum(0)))

    def __call__(self, table: Floats, number: int, rows: Ints, gaps: Ints) -> Floats:
        """Encode `rows` (N) of the first layer's `table` for model `number`: N x 64, activated, before `last`."""
        taps_of = table.reshape(-1, table.shape[-1])
        # in the flat table a type has three rows for each model
        first = rows * (table.shape[1] * 3) + number * 3
        size = len(rows)
        # a row before the first and one after the last, and another where they would not make pairs
        x: Floats = np.empty((size + size % 2 + 2, table.shape[-1]), np.float32)
        y = x[1 : size + 1]
        # `clip` writes in place; there is nothing to clip
        taps_of.take(first + 1, axis=0, out=y, mode="clip")
        y[1:] += taps_of[first[:-1]]
        y[:-1] += taps_of[first[1:] + 2]
        _activate(x, size, gaps, self._gaps[0])
        for layer, gap in zip(self._layers, self._gaps[1:]):
            x = layer(x)
            _activate(x, size, gaps, gap)
        return x[1 : size + 1]


def _activate(x: Floats, size: int, gaps: Ints, gap: Floats) -> None:
    """ReLU in place of `size` padded rows; gap rows, the leading one too, get what the folded normalisation turns into
    padding."""
    y = x[1 : size + 1]
    np.maximum(y, 0, out=y)
    y[gaps] = gap
    x[0] = x[size + 1 :] = 0


# Heads


class _MorphHead:
    def __init__(self, head: Any, norm: _Norm) -> None:
        self._weight, self._bias = norm.fold(head.proj.weight.array, head.proj.bias.array)

    def decode(self, x: Floats) -> Ints:
        """Tag of each row of `x` (N x 64): N."""
        tags = np.empty(len(x), np.int64)
        for start in range(0, len(x), _BLOCK):
            scores = x[start : start + _BLOCK] @ self._weight
            scores += self._bias
            scores.argmax(axis=1, out=tags[start : start + _BLOCK])
        return tags


class _Half:
    """A linear map with ReLU, and its value for the root, which is no token."""

    def __init__(self, layer: Any, root: Floats, norm: _Norm) -> None:
        weight, bias = layer.proj.weight.array, layer.proj.bias.array
        self._weight, self._bias = norm.fold(weight, bias)
        self._root = np.maximum(root @ weight + bias, 0)

    def __call__(self, x: Floats, gaps: Ints) -> Floats:
        """N x 64 to N x 32, the root's value in gap rows."""
        y = x @ self._weight
        y += self._bias
        np.maximum(y, 0, out=y)
        y[gaps] = self._root
        return y


class _SyntaxHead:
    """Biaffine choice of each token's head, then of their relation."""

    def __init__(self, model: Any, norm: _Norm) -> None:
        head, relation = model.head, model.rel
        self._head = _Half(head.head, head.root.array, norm)
        self._tail = _Half(head.tail, head.root.array, norm)
        self._kernel: Floats = head.kernel.array
        self._relation_head = _Half(relation.head, relation.root.array, norm)
        self._relation_tail = _Half(relation.tail, relation.root.array, norm)
        self._relation_kernel = _outer_kernel(relation.kernel.array)

    def decode(self, x: Floats, pack: _Pack) -> tuple[Ints, Ints, int]:
        """Heads (0 the root) and relations of the rows of `x` (N x 64), N each, and the number of tied heads.

        Sentences over `MAX_SYNTAX_TOKENS` are left out: their rows hold zeros.
        """
        gaps = np.append(pack.starts - 1, len(x) - 1)
        heads, ties = self._heads(x, gaps, pack)
        return heads, self._relations(x, gaps, heads, pack), ties

    def _heads(self, x: Floats, gaps: Ints, pack: _Pack) -> tuple[Ints, int]:
        left = self._head(x, gaps) @ self._kernel
        right = np.ascontiguousarray(self._tail(x, gaps).T)
        heads = np.zeros(len(x), np.int64)
        ties = 0
        for start, length in zip(pack.starts.tolist(), pack.lengths.tolist()):
            if length > MAX_SYNTAX_TOKENS:
                continue
            # the gap row before the sentence is its root: column 0
            scores = left[start : start + length] @ right[:, start - 1 : start + length]
            best = scores >= scores.max(axis=1, keepdims=True) - TIE
            best.argmax(axis=1, out=heads[start : start + length])
            if np.count_nonzero(best) > length:
                ties += int(np.count_nonzero(best.sum(axis=1) > 1))
        return heads, ties

    def _relations(self, x: Floats, gaps: Ints, heads: Ints, pack: _Pack) -> Ints:
        first_rows = np.zeros(len(x), np.int64)
        first_rows[pack.starts] = pack.starts - 1
        # every row knows the root row of its sentence, to which its head's number is added
        np.maximum.accumulate(first_rows, out=first_rows)
        head = self._relation_head(x, gaps)[first_rows + heads]
        tail = self._relation_tail(x, gaps)
        relations = np.empty(len(x), np.int64)
        for start in range(0, len(x), _OUTER_BLOCK):
            block = slice(start, start + _OUTER_BLOCK)
            products = head[block, :, None] * tail[block, None, :]
            scores = products.reshape(len(products), -1) @ self._relation_kernel
            scores.argmax(axis=1, out=relations[block])
        return relations


def _outer_kernel(kernel: Floats) -> Floats:
    """A kernel `H x (R * H)` (head, relation, tail) as `(H * H) x R`, for the outer product of head and tail."""
    hidden = kernel.shape[0]
    return np.ascontiguousarray(kernel.reshape(hidden, -1, hidden).transpose(0, 2, 1).reshape(hidden * hidden, -1))


class _NamesHead:
    """Label scores and the best path through them (Viterbi), for all sentences at once."""

    def __init__(self, head: Any, norm: _Norm) -> None:
        self._weight, self._bias = norm.fold(head.proj.weight.array, head.proj.bias.array)
        #: to x from
        self._transitions: Floats = np.ascontiguousarray(head.crf.transitions.array.T)

    def decode(self, x: Floats, pack: _Pack) -> Ints:
        """Label of each row of `x` (N x 64): N; zeros in gaps."""
        scores = x @ self._weight + self._bias
        order = np.argsort(-pack.lengths, kind="stable")
        starts = pack.starts[order]
        # the sentences still running at each step are a prefix of `order`
        longest = max(pack.lengths.tolist(), default=0)
        shorter: Ints = -pack.lengths[order]
        running = np.searchsorted(shorter, -np.arange(longest, dtype=np.int64))
        labels = np.zeros(len(x), np.int64)
        history: list[npt.NDArray[np.uint8]] = []
        best = scores[starts]
        for step, count in enumerate(running[1:].tolist(), 1):
            paths = best[:count, None, :] + self._transitions + scores[starts[:count] + step][:, :, None]
            history.append(paths.argmax(axis=2).astype(np.uint8))
            best[:count] = paths.max(axis=2)
        label = best.argmax(axis=1)
        for step in range(len(running) - 1, 0, -1):
            count = int(running[step])
            labels[starts[:count] + step] = label[:count]
            label[:count] = history[step - 1][np.arange(count), label[:count]]
        labels[starts] = label
        return labels

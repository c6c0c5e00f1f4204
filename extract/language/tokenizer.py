"""razdel's tokens as a spaCy tokenizer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate, chain
from operator import add
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from razdel import tokenize
from razdel.segmenters.tokenize import PUNCTS
from spacy import registry
from spacy.lang.ru import lex_attrs
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.language.later import later
from extract.language.match_text import INVISIBLE, SPACES, match_text
from extract.language.wrapped import unwrapped, with_whole_lines, wrapped_words

#: its name in a pipeline's configuration
TOKENIZER = "kommunike_razdel"
_CHUNK = re.compile(r"\S+")
_RUN = re.compile(r"\S+(?: \S+)*")
_OTHER_BLANKS = re.compile(f"[{SPACES}{INVISIBLE}]")
#: a Russian word, a Latin one (`yahoo!` is one token to razdel) or a number, perhaps between signs that razdel never
#: joins, neither to it nor to each other
_PLAIN = re.compile(
    r"""(["(]?)(?:([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)("?\)?[.,:;!?]?)|([A-Za-z]+(?:-[A-Za-z]+)*)("?\)?[.,:;?]?)"""
    r"""|([0-9]+)("?\)?))"""
)
#: most of them
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*|[A-Za-z]+|[0-9]+")
#: two names that a hyphen joins: `EU-Central Asia`, `UNODC-WCO`
_TWO_NAMES = later(
    r"((?:EU|UN|UNODC|UNDP|OSCE|SCO|CSTO|CIS|GUAM|CICA|WCO|WHO|INCB|NATO|ASEAN|GCC|CARICC|EAEU|EEU|Union|Asia))(-)([A-Z][A-Za-z]+)"
)
#: a name whose prefix an apostrophe parts from it: `О'Нил`, `д'Эстен`, `O'Neil's`; not `Кот-д'Ивуар`, a place
_PREFIXED = later(r"(?<![А-Яа-яЁё'-])[ОДЛМдл]'[А-ЯЁ][а-яё]+(?!')|(?<![A-Za-z'-])[OD]'[A-Z][a-z]+")
#: signs that razdel joins to what stands on both sides of them, also over a blank: `слово -то`
_JOINING = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212_.,/\\")
#: chunks between blanks whose tokens are kept
_CACHED_CHUNKS = 20_000

#: tokens of a chunk
_Tokens: TypeAlias = tuple[str, ...]


class Forms(NamedTuple):
    """The tokens of a document: as written, as in the match copy, and where they begin."""

    words: list[str]
    norms: list[str]
    starts: list[int]


class _Joining(dict[tuple[str, str], _Tokens]):
    """razdel's tokens of a chunk that begins or ends with a sign that joins, for each kind of neighbours."""

    def __init__(self, chunk: str) -> None:
        super().__init__()
        self._chunk = chunk

    def __missing__(self, neighbours: tuple[str, str]) -> _Tokens:
        left, right = neighbours
        self[neighbours] = tokens = _between(left, self._chunk, right)
        return tokens


class _Chunks(dict[str, "_Tokens | _Joining"]):
    """razdel's tokens of chunks between blanks, kept: a text repeats most of them.

    The tokens of a few, such as `-то`, depend on the neighbours.
    """

    def __missing__(self, chunk: str) -> _Tokens | _Joining:
        if len(self) >= _CACHED_CHUNKS:
            self.clear()
        if _WORD.fullmatch(chunk):
            self[chunk] = alone = (chunk,)
            return alone
        plain = _PLAIN.fullmatch(chunk)
        if plain is not None:
            before, russian, after_russian, latin, after_latin, number, after_number = plain.groups()
            word, after = russian or latin or number, after_russian or after_latin or after_number or ""
            two = _TWO_NAMES.fullmatch(word) if "-" in word else None
            self[chunk] = tokens = (*before, *(two.groups() if two else (word,)), *after)
            return tokens
        joins = chunk[0] in _JOINING or chunk[-1] in _JOINING
        found = self[chunk] = _Joining(chunk) if joins else _between("", chunk, "")
        return found


def _between(left: str, chunk: str, right: str) -> _Tokens:
    tokens = [token.text for token in tokenize(f"{left} {chunk} {right}")]
    return _with_prefixes(chunk, tokens[bool(left) : len(tokens) - bool(right)])


def _with_prefixes(chunk: str, tokens: list[str]) -> _Tokens:
    """The tokens of a chunk, with one for each name that razdel parts at its apostrophe."""
    if "'" not in chunk or not (spans := [name.span() for name in _PREFIXED.finditer(chunk)]):
        return tuple(tokens)
    joined: list[str] = []
    end = 0
    for token in tokens:
        inside = any(start < end < stop for start, stop in spans)
        end += len(token)
        if inside:
            joined[-1] += token
        else:
            joined.append(token)
    return tuple(joined)


def _with_wrapped_words(copy: str, chunks: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Chunks in which a word that a line end only parts (`нар-\\nкотиками`) is one, with what stands around it."""
    words = {found.start: found.end for found in wrapped_words(copy)}
    end = 0
    for start, stop, chunk in chunks:
        if start < end:
            # what follows the word in its second line
            if stop > end:
                yield end, stop, copy[end:stop]
            continue
        inside = next((at for at in range(start, stop) if at in words), None) if chunk[-1] == "-" else None
        if inside is None:
            yield start, stop, chunk
            continue
        if inside > start:
            yield start, inside, copy[start:inside]
        end = words[inside]
        yield inside, end, copy[inside:end]


class _Run(NamedTuple):
    """Chunks with one blank between them, and where they stand."""

    start: int
    end: int
    chunks: list[str]


def _runs(text: str, copy: str) -> Iterator[_Run]:
    """What stands between white space, as it stands in the match copy."""
    if "-\n" in copy:
        found = [(chunk.start(), chunk.end(), chunk[0]) for chunk in _CHUNK.finditer(copy)]
        yield from (_Run(start, end, [chunk]) for start, end, chunk in _with_wrapped_words(copy, found))
        return
    # what is a blank in the copy only is a token of its own
    for run in _RUN.finditer(_OTHER_BLANKS.sub("\t", text)):
        start, end = run.span()
        yield _Run(start, end, copy[start:end].split(" "))


def _differences(text: str, copy: str) -> list[int]:
    """Where two texts of one length differ."""
    first, second = (np.frombuffer(x.encode("utf-32-le", "surrogatepass"), np.uint32) for x in (text, copy))
    # numpy's stubs differ from version to version about what `tolist` gives
    places: Any = np.flatnonzero(first != second)
    return places.tolist()  # type: ignore[no-any-return]


def _neighbours(chunks: list[str], i: int) -> tuple[str, str]:
    """What stands on both sides of a chunk, as far as signs at its ends may join it."""
    chunk = chunks[i]
    left = _neighbour(chunks[i - 1][-1]) if i and chunk[0] in _JOINING else ""
    right = _neighbour(chunks[i + 1][0]) if i + 1 < len(chunks) and chunk[-1] in _JOINING else ""
    return left, right


def _neighbour(char: str) -> str:
    """What a chunk's first or last character is to a sign that joins: a number, a word, or nothing."""
    if char in PUNCTS:
        return ""
    return "1" if char.isdecimal() else "а"


@registry.tokenizers(TOKENIZER)
def make_tokenizer() -> Callable[[Language], RazdelTokenizer]:
    """For a pipeline's configuration: `nlp.tokenizer = {"@tokenizers": "kommunike_razdel"}`."""
    return lambda nlp: RazdelTokenizer(nlp.vocab)


class RazdelTokenizer:
    """Splits a text as the slovnet models expect it.

    White space beyond one blank between tokens becomes tokens of its own, as in any spaCy document, so that
    `doc.text` is the source unchanged. Every token's `norm_` holds its form in the match copy.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._chunks = _Chunks()
        _look_up_number_words()

    def __call__(self, text: str) -> Doc:
        copy = with_whole_lines(match_text(text))
        runs = list(_runs(text, copy))
        chunks = [chunk for run in runs for chunk in run.chunks]
        known = map(self._chunks.__getitem__, chunks)
        found = [x[_neighbours(chunks, i)] if isinstance(x, _Joining) else x for i, x in enumerate(known)]
        #: tokens as in the copy; those of them with a blank behind them, and words that a line end parts
        words: list[str] = []
        spaced: list[int] = []
        parted: list[int] = []
        end = 0

        def add_gap(stop: int) -> None:
            gap = text[end:stop]
            if gap.startswith(" ") and words:
                spaced.append(len(words) - 1)
                gap = gap[1:]
            if gap:
                words.append(gap)

        done = 0
        for start, stop, chunks in runs:
            add_gap(start)
            end = stop
            if "\n" in chunks[0]:
                parted.append(len(words))
                words.append(chunks[0])
            else:
                tokens = found[done : done + len(chunks)]
                spaced += list(accumulate(map(len, tokens[:-1]), initial=len(words) - 1))[1:]
                words += chain.from_iterable(tokens)
            done += len(chunks)
        add_gap(len(text))
        spaces = [False] * len(words)
        for i in spaced:
            spaces[i] = True
        starts = list(accumulate(map(add, map(len, words), spaces), initial=0))[:-1]
        norms = words.copy()
        for i in parted:
            norms[i] = unwrapped(words[i])
        for i in {bisect_right(starts, place) - 1 for place in _differences(text, copy)}:
            words[i] = text[starts[i] : starts[i] + len(words[i])]
        doc = Doc(self.vocab, words=words, spaces=spaces)
        set_match_text(doc, text, copy, Forms(words, norms, starts))
        return doc

    # spaCy saves and loads tokenizers with the pipeline; this one has nothing to save
    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> RazdelTokenizer:
        return self

    def to_disk(self, *_args: object, **_: object) -> None:
        return None

    def from_disk(self, *_args: object, **_: object) -> RazdelTokenizer:
        return self


def _look_up_number_words() -> None:
    """spaCy has the Russian words for numbers in a list and goes through all 700 for every new word: a set instead."""
    words = getattr(lex_attrs, "_num_words", None)
    if isinstance(words, list):
        lex_attrs._num_words = frozenset(words)  # type: ignore[assignment]


def set_match_text(doc: Doc, text: str, copy: str | None = None, forms: Forms | None = None) -> None:
    """Give a document its text, its match copy and, as every token's `norm_`, the token's form in the copy.

    Also for documents of another tokenizer, whose stages then work as well as its tokens are razdel's.
    """
    copy = match_text(text) if copy is None else copy
    if forms is None:
        starts = [token.idx for token in doc]
        forms = Forms([token.text for token in doc], [copy[t.idx : t.idx + len(t)] for t in doc], starts)
    if forms.words:
        # without a form of its own, a token shows its word in lower case
        numbers: Any = doc.to_array("ORTH")
        if text != copy or "-\n" in copy:
            for i, (word, norm) in enumerate(zip(forms.words, forms.norms)):
                if word != norm:
                    numbers[i] = doc.vocab.strings.add(norm)
        doc.from_array(["NORM"], numbers)
    doc._.source_text = text
    doc._.match_text = copy
    doc.user_data["kommunike_forms"] = forms


def forms_of(doc: Doc) -> Forms:
    """The tokens of a document that has its match copy."""
    return doc.user_data["kommunike_forms"]  # type: ignore[no-any-return]

"""razdel's tokens as a spaCy tokenizer."""

from __future__ import annotations

from typing import Any

from razdel import tokenize
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.language.match_text import match_text


class RazdelTokenizer:
    """Splits a text as the slovnet models expect it.

    White space beyond one blank between tokens becomes tokens of its own, as in any spaCy document, so that
    `doc.text` is the source unchanged. Every token's `norm_` holds its form in the match copy.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        copy = match_text(text)
        words: list[str] = []
        spaces: list[bool] = []
        norms: list[str] = []
        end = 0

        def add_gap(stop: int) -> None:
            nonlocal end
            gap = text[end:stop]
            if gap.startswith(" ") and words:
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                words.append(gap)
                norms.append(gap)
                spaces.append(False)
            end = stop

        for token in tokenize(copy):
            add_gap(token.start)
            words.append(text[token.start : token.stop])
            norms.append(copy[token.start : token.stop])
            spaces.append(False)
            end = token.stop
        add_gap(len(text))
        doc = Doc(self.vocab, words=words, spaces=spaces)
        set_match_text(doc, text, copy, norms)
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


def set_match_text(doc: Doc, text: str, copy: str | None = None, norms: list[str] | None = None) -> None:
    """Give a document its text, its match copy and, as every token's `norm_`, the token's form in the copy.

    Also for documents of another tokenizer, whose stages then work as well as its tokens are razdel's.
    """
    copy = match_text(text) if copy is None else copy
    norms = [copy[token.idx : token.idx + len(token)] for token in doc] if norms is None else norms
    # without a form of its own, a token shows its word in lower case
    forms: Any = doc.to_array("ORTH")
    for i, (token, norm) in enumerate(zip(doc, norms)):
        if token.text != norm:
            forms[i] = doc.vocab.strings.add(norm)
    if norms:
        doc.from_array(["NORM"], forms)
    doc._.source_text = text
    doc._.match_text = copy

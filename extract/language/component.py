"""Language analysis as spaCy components: sentences, then morphology, syntax and raw names by the slovnet models."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.document import Diagnostic, RawName, Sentence, keep_bounds, keep_sentences, match_text_of
from extract.language.columns import Columns, keep_columns
from extract.language.initials import acting_together, give_subjects, part_clauses
from extract.language.later import later
from extract.language.match_text import model_form
from extract.language.morphology import (
    FIRST_PERSON,
    checked_tag,
    dictionary_lemma,
    infinitive_aspect,
    is_short_participle,
    lemma_of,
)
from extract.language.runner import MAX_SYNTAX_TOKENS, Analysis, Runner
from extract.language.sentences import language_of, sentences_of
from extract.language.syntax import paragraphs_of
from extract.language.tokenizer import forms_of, set_match_text

#: what is written to the tokens, as columns
_ATTRIBUTES: list[int | str] = ["POS", "MORPH", "HEAD", "DEP", "LEMMA"]
#: words with a tag whose attributes are kept, 500 bytes each: so many that were made lately, and as many older ones
_CACHED_WORDS = 14_000
#: endings of a past, which no infinitive has
_PAST = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")


@Language.component("kommunike_sentences", assigns=["token.sent_start", "span._.language"])
def split_sentences(doc: Doc) -> Doc:
    """Mark sentence starts; give a document of another tokenizer its match copy."""
    if doc._.match_text is None:
        set_match_text(doc, doc.text)
    copy = match_text_of(doc)
    starts = {start for paragraph in paragraphs_of(doc) for start, _ in sentences_of(copy, *paragraph)}
    if not len(doc):
        return doc
    marks: Any = np.array([1 if start in starts else -1 for start in forms_of(doc).starts], np.int64)
    marks[:1] = 1
    # as an array: `token.is_sent_start = ...` looks through the whole document each time
    return doc.from_array(["SENT_START"], marks.astype(np.uint64))


class Analyzer:
    """Part of speech, features, lemma, head, relation for every Russian token, and raw names.

    English sentences are left to the stages' own patterns: slovnet knows no English. A sentence of more than
    `MAX_SYNTAX_TOKENS` tokens gets no heads and relations, and a diagnostic.
    """

    def __init__(self) -> None:
        self._runner = Runner()
        self._labels: _Labels | None = None

    def __call__(self, doc: Doc) -> Doc:
        return next(self._run([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        batch: list[Doc] = []
        for doc in stream:
            batch.append(doc)
            if len(batch) >= batch_size:
                yield from self._run(batch)
                batch = []
        yield from self._run(batch)

    def _run(self, docs: Sequence[Doc]) -> Iterator[Doc]:
        prepared = [_Prepared.of(doc) for doc in docs]
        found = iter(self._runner.analyse([sentence.words for page in prepared for sentence in page.russian]))
        for page in prepared:
            columns = _Columns(page, self._labels_for(page.doc.vocab))
            for sentence in page.russian:
                columns.add(sentence.tokens, next(found))
            columns.write()
            yield page.doc

    def _labels_for(self, vocab: Vocab) -> _Labels:
        # not at start: a pipeline read from disk gets its strings after its components
        if self._labels is None or self._labels.vocab is not vocab:
            self._labels = _Labels(vocab, self._runner)
        return self._labels


class _Russian(NamedTuple):
    """One sentence for the models: its tokens without white space, and their forms."""

    tokens: list[int]
    words: list[str]


@dataclass(slots=True)
class _Prepared:
    """A document, its sentences, and those of them that are Russian."""

    doc: Doc
    words: list[str]
    norms: list[str]
    starts: list[int]
    sentences: list[Sentence]
    russian: list[_Russian]

    @classmethod
    def of(cls, doc: Doc) -> _Prepared:
        words, norms, starts = forms_of(doc)
        text: str = doc._.source_text
        found: list[Sentence] = []
        russian: list[_Russian] = []
        wrapped: list[tuple[int, int]] = []
        for sent in doc.sents:
            start, end, start_char, end_char = sent.start, sent.end, sent.start_char, sent.end_char
            language = language_of(text[start_char:end_char])
            if language != "ru":  # which it is unless something else is said
                sent._.language = language
            found.append(Sentence(start, end, start_char, end_char, language))
            if language != "ru":
                if "\n" in text[start_char:end_char]:
                    wrapped.append((start_char, end_char))
                continue
            tokens = [i for i in range(start, end) if not words[i].isspace()]
            tokens = _without_item_mark(tokens, norms)
            if tokens:
                russian.append(_Russian(tokens, [model_form(words[i], norms[i]) for i in tokens]))
        if wrapped:
            doc._.match_text = _unwrapped(doc._.match_text, wrapped)
        return cls(doc, words, norms, starts, found, russian)


#: a long line that goes on in the next one; a short one may be a title
_WRAP = later(
    r"(?:(?<=[a-z,])\n(?=[a-z0-9(])|(?:(?<= the)|(?<= and)|(?<= for)|(?<= of)|(?<= in)|(?<= to)|(?<= by)"
    r"|(?<= at)|(?<= on)|(?<= with))\n(?=[A-Z]))(?<=[^\n]{40}\n)"
)


def _unwrapped(copy: str, spans: Sequence[tuple[int, int]]) -> str:
    """The match copy with blanks for the line ends within English sentences: its patterns know words and blanks."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += [copy[last:start], _WRAP.sub(" ", copy[start:end])]
        last = end
    return "".join([*parts, copy[last:]])


def _without_item_mark(tokens: list[int], norms: list[str]) -> list[int]:
    """Without `11.`, `2)`, a dash or asterisks at the start: the parser takes a number there for the subject."""
    start = 0
    while start < len(tokens) and norms[tokens[start]] in {"-", "*", "**", "***", "•", "·"}:
        start += 1
    mark = norms[tokens[start]] if start + 3 < len(tokens) else ""
    if mark.isdigit() and len(mark) < 3 and norms[tokens[start + 1]] in {".", ")"}:
        start += 2
    return tokens[start:] if start < len(tokens) else tokens


class _Word(NamedTuple):
    """What is written to a token, as spaCy's hashes and as strings."""

    pos: int
    morph: int
    lemma: int
    pos_text: str
    morph_text: str
    lemma_text: str


class _Tag(NamedTuple):
    """One of the runner's tags."""

    pos: str
    features: str
    is_full_participle: bool

    @classmethod
    def of(cls, tag: str) -> _Tag:
        pos, _, features = tag.partition("|")
        return cls(pos, features, "VerbForm=Part" in features and "Variant=Short" not in features)


class _Labels:
    """The runner's labels as spaCy stores them; relations by their names."""

    def __init__(self, vocab: Vocab, runner: Runner) -> None:
        self.vocab = vocab
        #: what words with each of the runner's tags get; kept, as words repeat
        self.read = [_Read(self, _Tag.of(tag)) for tag in runner.tags]
        self._number = 0
        #: numbers of part of speech and features, and the features as spaCy writes them
        self._known_tags: dict[tuple[str, str], tuple[int, int, str]] = {}
        self.relations = {relation: vocab.strings.add(relation) for relation in runner.relations}
        self.relation_names = runner.relations
        self.root = vocab.strings.add("ROOT")
        self.dep = vocab.strings.add("dep")
        self.parataxis = vocab.strings.add("parataxis")
        self.dep_texts = {vocab.strings[dep]: dep for dep in ("ROOT", "dep", "parataxis", *runner.relations)}
        #: prefix and kind of each name label: ("B", "PER"), ("O", "")
        self.names = [label.partition("-")[::2] for label in runner.names]
        self.no_name = runner.names.index("O")

    def make(self, norm: str, tag: _Tag) -> _Word:
        """What a word with one of the runner's tags gets."""
        self._number += 1
        if self._number > _CACHED_WORDS:
            self._number = 0
            for words in self.read:
                words.forget()
        low = norm.lower()
        pos, features = tag.pos, tag.features
        lemma = dictionary_lemma(low, pos)
        # nearly every word is one that the dictionary knows as what the tagger takes it for; `Поручаем` is no adjective
        better = checked_tag(low, pos) if lemma is None or (pos == "ADJ" and low.endswith(FIRST_PERSON)) else None
        if better is not None:
            pos, _, features = better.partition("|")
        elif tag.is_full_participle and is_short_participle(low):
            # `констатирована`: the tagger takes the short form of a verb of both aspects for a full one
            kept = (feature for feature in features.split("|") if not feature.startswith(("Case=", "Voice=")))
            features = "|".join([*kept, "Variant=Short", "Voice=Pass"])
        elif pos == "VERB" and "VerbForm=Inf" not in features and (aspect := infinitive_aspect(low)) is not None:
            # `пообещал до мая опахать поля`: a rare infinitive that the tagger takes for another form
            features = f"Aspect={aspect}|VerbForm=Inf|Voice={'Mid' if low.endswith(('ся', 'сь')) else 'Act'}"
        elif pos == "VERB" and "VerbForm=Inf" in features and low.endswith(_PAST):
            # `3. Рекомендовал сторонам ...`: the tagger expects an order in a list
            number = "Number=Plur" if low.endswith(("ли", "лись")) else "Number=Sing"
            told = [feature for feature in features.split("|") if not feature.startswith("VerbForm=")]
            features = "|".join([*told, "Mood=Ind", number, "Tense=Past", "VerbForm=Fin"])
        return self._word(pos, features or "_", lemma or lemma_of(low, pos))

    def unread(self, norm: str) -> _Word:
        """What a token outside the models' sentences gets."""
        low = norm.lower()
        return _Word(0, 0, self.vocab.strings.add(low), "", "", low)

    def of_several(self, word: _Word) -> _Word:
        """A noun read as a genitive of one, as the nominative of several."""
        told = [x for x in word.morph_text.split("|") if not x.startswith(("Case=", "Number="))]
        return self._word(word.pos_text, "|".join([*told, "Case=Nom", "Number=Plur"]), word.lemma_text)

    def _word(self, pos: str, features: str, lemma: str) -> _Word:
        known = self._known_tags.get((pos, features))
        if known is None:
            strings = self.vocab.strings
            morph = self.vocab.morphology.add(features)
            # spaCy sorts the features
            known = self._known_tags[pos, features] = (strings.add(pos), morph, strings[morph])
        pos_number, morph, morph_text = known
        return _Word(pos_number, morph, self.vocab.strings.add(lemma), pos, morph_text, lemma)


class _Read(dict[str, _Word]):
    """What words with one tag get, for the words seen lately."""

    def __init__(self, labels: _Labels, tag: _Tag) -> None:
        super().__init__()
        self._labels = labels
        self._tag = tag
        self._older: dict[str, _Word] = {}

    def __missing__(self, norm: str) -> _Word:
        word = self._older.get(norm) or self._labels.make(norm, self._tag)
        self[norm] = word
        return word

    def forget(self) -> None:
        """Give up the words that were not seen since the last time."""
        self._older = dict(self)
        self.clear()


class _Columns:
    """Collects one document's token attributes and writes them at once."""

    def __init__(self, page: _Prepared, labels: _Labels) -> None:
        self._page = page
        self._doc = page.doc
        self._labels = labels
        size = len(page.doc)
        self._words: list[_Word | None] = [None] * size
        self._heads = list(range(size))
        self._deps = [labels.dep] * size
        self._names: list[RawName] = []

    def add(self, tokens: list[int], analysis: Analysis) -> None:
        """The analysis of one sentence, an item per token of `tokens`."""
        norms, words, read = self._page.norms, self._words, self._labels.read
        tagged = [read[tag][norms[i]] for i, tag in zip(tokens, analysis.tags)]
        for i, word in zip(tokens, tagged):
            words[i] = word
        self._add_names(tokens, analysis.names)
        if analysis.heads is None or analysis.relations is None:
            start, end = self._span(tokens[0], tokens[-1])
            message = f"{len(tokens)} tokens, over {MAX_SYNTAX_TOKENS}: no syntax"
            self._doc._.diagnostics.append(Diagnostic("analysis", "sentence_too_long", message, start, end))
            return
        heads, names, root = _tree(analysis.heads), self._labels.relation_names, self._labels.root
        deps = [names[relation] for relation in analysis.relations]
        sentence = [norms[i] for i in tokens]
        give_subjects(sentence, tagged, heads, deps)
        part_clauses(tagged, heads, deps)
        for position in acting_together(sentence, tagged, heads, deps):
            words[tokens[position]] = self._labels.of_several(tagged[position])
        hashes = self._labels.relations
        for i, head, dep in zip(tokens, heads, deps):
            self._heads[i] = tokens[head]
            self._deps[i] = root if tokens[head] == i else hashes[dep]

    def _add_names(self, tokens: list[int], labels: list[int]) -> None:
        if labels.count(self._labels.no_name) == len(labels):
            return
        opened: tuple[str, int] | None = None
        for position, label in enumerate([*labels, self._labels.no_name]):
            prefix, kind = self._labels.names[label]
            if opened and (prefix != "I" or kind != opened[0]):
                start, end = self._span(tokens[opened[1]], tokens[position - 1])
                self._names.append(RawName(start, end, opened[0]))  # type: ignore[arg-type]
                opened = None
            if prefix != "O" and opened is None:
                opened = (kind, position)

    def _span(self, first: int, last: int) -> tuple[int, int]:
        starts, words = self._page.starts, self._page.words
        return starts[first], starts[last] + len(words[last])

    def write(self) -> None:
        for sentence in self._page.sentences:
            self._close_sentence(sentence.start, sentence.end)
        keep_sentences(self._doc, self._page.sentences)
        starts = self._page.starts
        keep_bounds(self._doc, starts, [start + len(word) for start, word in zip(starts, self._page.words)])
        self._doc._.names = sorted(self._names, key=lambda name: (name.start, name.end))
        if not len(self._doc):
            return
        labels = self._labels
        words = [word or labels.unread(norm) for word, norm in zip(self._words, self._page.norms)]
        pos, morphs, lemmas, pos_texts, morph_texts, lemma_texts = map(list, zip(*words))
        # spaCy's stubs know arrays only by thinc's names for them
        rows: Any = np.empty((len(_ATTRIBUTES), len(words)), dtype=np.uint64)
        rows[0] = array("Q", pos)
        rows[1] = array("Q", morphs)
        rows[2] = (np.array(self._heads, np.int64) - np.arange(len(words))).astype(np.uint64)
        rows[3] = array("Q", self._deps)
        rows[4] = array("Q", lemmas)
        self._doc.from_array(_ATTRIBUTES, rows.T)
        # numpy's stubs differ from version to version about what `tolist` gives
        opens: Any = self._doc.to_array("SENT_START").tolist()
        found = Columns(
            norms=self._page.norms,
            starts=self._page.starts,
            lemmas=lemma_texts,
            pos=pos_texts,
            morphs=morph_texts,
            heads=self._heads,
            deps=[labels.dep_texts[dep] for dep in self._deps],
            opens=opens,
        )
        keep_columns(self._doc, found)

    def _close_sentence(self, start: int, end: int) -> None:
        """Give the sentence one root: spaCy derives sentence bounds from heads, and every root opens one."""
        heads, deps, labels = self._heads, self._deps, self._labels
        root = next((i for i in range(start, end) if heads[i] == i and deps[i] == labels.root), start)
        for i in range(start, end):
            if heads[i] == i:
                heads[i] = root
                if i == root:
                    deps[i] = labels.root
                elif deps[i] == labels.root:
                    deps[i] = labels.parataxis
                else:
                    deps[i] = labels.dep


def _tree(head_ids: list[int]) -> list[int]:
    """Zero-based heads from slovnet's (1-based, 0 = root); a cycle is cut at its first token, which becomes a root."""
    size = len(head_ids)
    heads = [head - 1 if 0 < head <= size else i for i, head in enumerate(head_ids)]
    state = [0] * size
    for start in range(size):
        if state[start]:
            continue
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

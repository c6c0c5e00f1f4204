"""Other programs on the same texts: plain natasha and dateparser on the layers that they have.

natasha finds names of persons, places and bodies with their base forms, and dates; it runs as its documentation has it,
only with pymorphy3 in place of pymorphy2, which fails where setuptools is new. dateparser finds dates; it is an extra
(`pip install kommunike[compare]`). Both are scored with the same counts as the program. They were not made for these
guidelines: no name inside another, no intervals, so that the figures say what one gets without this project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import schemas
from extract.evaluate.counts import Count, Right, found
from extract.evaluate.scores import match_spans
from extract.evaluate.values import View, fold, same

PROGRAM, NATASHA, DATEPARSER = "kommunike", "natasha", "dateparser"
NATASHA_TYPES = {"PER": "person", "LOC": "place", "ORG": "organization"}
#: layers in reading order; `values` are shares of the mentions that the program in question found
TYPES = ("person", "place", "organization", "date")
LAYERS = ("exact", "partial", "values")
MISSING = "dateparser is not compared: it is not installed (pip install kommunike[compare])"
#: what relative dates of a text without publication date are counted from, so that a run is the same on every day
_NO_DAY = datetime(2025, 1, 1)
LABELS = {"exact": "same words", "partial": "overlapping words", "values": "right value of those found"}
_PERIODS = {"year": "%Y", "month": "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A find of another program: offsets in the text and its value, EDTF or a base form."""

    start: int
    end: int
    value: str | None = None


@dataclass(slots=True)
class Others:
    """Counts by (type, layer, program), and which programs are missing."""

    rows: dict[tuple[str, str, str], Count] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, key: tuple[str, str, str], count: Count) -> None:
        earlier = self.rows.get(key)
        self.rows[key] = earlier.plus(count) if earlier else count  # type: ignore[arg-type]

    @property
    def programs(self) -> list[str]:
        """Those that were run, this one first."""
        return [name for name in (PROGRAM, NATASHA, DATEPARSER) if any(key[2] == name for key in self.rows)]

    def table(self) -> list[tuple[str, str, list[Count | None]]]:
        """(type, layer, count of each program) in reading order."""
        return [
            (kind, layer, [self.rows.get((kind, layer, name)) for name in self.programs])
            for kind in TYPES
            for layer in LAYERS
            if any(key[:2] == (kind, layer) for key in self.rows)
        ]

    def as_json(self) -> dict[str, Any]:
        rows = [
            {"type": kind, "layer": layer, "program": name, **count.as_json()}
            for (kind, layer, name), count in self.rows.items()
        ]
        return {"rows": rows, "notes": self.notes}


def compare(gold: Sequence[schemas.Record], predicted: Sequence[schemas.Record]) -> Others:
    """Score the other programs on the gold texts, the program's own records beside.

    Args:
        gold: with their texts.
        predicted: the program's records of the same texts, in the same order.
    """
    result = Others()
    dates = dateparser_dates()
    if dates is None:
        result.notes.append(MISSING)
    for one, other in zip(gold, predicted):
        text = one.document.text or ""
        _add_own(result, one, other)
        _add(result, NATASHA, one, natasha_names(text) | {"date": natasha_dates(text)})
        if dates is not None:
            _add(result, DATEPARSER, one, {"date": dates(text, one.document)})
    return result


def _add_own(result: Others, gold: schemas.Record, predicted: schemas.Record) -> None:
    ours, theirs = View(gold), View(predicted)
    for kind in TYPES:
        wanted = [m for m in gold.mentions if m.type == kind]
        finds = [m for m in predicted.mentions if m.type == kind]
        _count(
            result, (kind, PROGRAM), wanted, finds, lambda m, n: same(ours.entity(m.entity), theirs.entity(n.entity))
        )


def _add(result: Others, program: str, gold: schemas.Record, finds: dict[str, list[Guess]]) -> None:
    view = View(gold)
    for kind, guesses in finds.items():
        wanted = [m for m in gold.mentions if m.type == kind]
        _count(result, (kind, program), wanted, guesses, lambda m, n: _equal(view.entity(m.entity), n.value))


def _count(
    result: Others,
    key: tuple[str, str],
    gold: Sequence[Any],
    finds: Sequence[Any],
    equal: Callable[[Any, Any], bool],
) -> None:
    kind, program = key
    exact, partial = match_spans(gold, finds)
    both = [*exact, *partial]
    right = sum(equal(gold[i], finds[j]) for i, j in both)
    result.add((kind, "exact", program), found(len(exact), len(gold), len(finds)))
    result.add((kind, "partial", program), found(len(both), len(gold), len(finds)))
    result.add((kind, "values", program), Right(right, len(both)))


def _equal(entity: Any, value: str | None) -> bool:
    """Whether another program's value is that of the gold entity: EDTF, or one of its names."""
    if value is None or entity is None:
        return False
    if isinstance(entity, schemas.Date):
        return bool(entity.edtf == value)
    names = (entity.name, getattr(entity, "short_name", None))
    return any(name is not None and fold(name) == fold(value) for name in names)


# --- natasha ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _vocabulary() -> Any:
    """natasha's `MorphVocab` over pymorphy3: the same forms, and no need for an old setuptools."""
    from natasha.morph.lemma import lemmatize
    from natasha.morph.vocab import oc_grams, ud_feats, ud_pos
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

    class Form(Parse):  # type: ignore[misc]
        def __new__(cls, *values: Any) -> Any:
            form = Parse.__new__(cls, *values)
            form.normal, form.pos, form.feats = form.normal_form, ud_pos(form.tag), dict(ud_feats(form.tag))
            return form

        def inflect(self, grams: Iterable[str]) -> Any:
            return Parse.inflect(self, set(oc_grams(grams)))

    class Vocabulary(MorphAnalyzer):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(result_type=Form)
            self.parse = lru_cache(maxsize=10_000)(super().parse)

        def __call__(self, word: str) -> Any:
            return self.parse(word)

        def lemmatize(self, word: str, pos: str, feats: dict[str, str]) -> str:
            return str(lemmatize(self, word, pos, feats))

    return Vocabulary()


@lru_cache(maxsize=1)
def _natasha() -> tuple[Any, ...]:
    from natasha import NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    embedding = NewsEmbedding()
    return Segmenter(), NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)


def natasha_names(text: str, *, normal: bool = True) -> dict[str, list[Guess]]:
    """Names of persons, places and organizations as plain natasha finds them.

    Args:
        normal: also make their base forms, which takes morphology and syntax.
    """
    from natasha import Doc

    segmenter, morphology, syntax, names = _natasha()
    doc = Doc(text)
    doc.segment(segmenter)
    if normal:
        doc.tag_morph(morphology)
        doc.parse_syntax(syntax)
    doc.tag_ner(names)
    guesses: dict[str, list[Guess]] = {kind: [] for kind in NATASHA_TYPES.values()}
    for span in doc.spans:
        if normal:
            span.normalize(_vocabulary())
        guesses[NATASHA_TYPES[span.type]].append(Guess(span.start, span.stop, span.normal if normal else None))
    return guesses


@lru_cache(maxsize=1)
def _natasha_dates() -> Any:
    from natasha import DatesExtractor

    return DatesExtractor(_vocabulary())


def natasha_dates(text: str) -> list[Guess]:
    """Dates of natasha's `DatesExtractor`; what it leaves open is `XXXX`."""
    return [Guess(match.start, match.stop, _edtf(match.fact)) for match in _natasha_dates()(text)]


def _edtf(fact: Any) -> str:
    year = "XXXX" if fact.year is None else f"{fact.year:04}"
    return "-".join([year, *(f"{part:02}" for part in (fact.month, fact.day) if part is not None)])


# --- dateparser ------------------------------------------------------------------------------------------------------


def dateparser_dates() -> Callable[[str, schemas.Source], list[Guess]] | None:
    """What finds dates with dateparser in a text and its metadata; `None` if dateparser is not installed."""
    try:
        from dateparser.date import DateDataParser  # type: ignore[import-untyped,import-not-found]
        from dateparser.search import search_dates  # type: ignore[import-untyped,import-not-found]
    except ImportError:
        return None

    def dates(text: str, source: schemas.Source) -> list[Guess]:
        languages = list(source.languages) or ["ru"]
        day = source.published
        settings = {
            "RELATIVE_BASE": datetime.fromisoformat(day) if day and re.fullmatch(r"\d{4}-\d\d-\d\d", day) else _NO_DAY
        }
        reader = DateDataParser(languages=languages, settings=settings)
        words = [words for words, _ in search_dates(text, languages=languages, settings=settings) or []]
        return [Guess(start, start + len(piece), _value(reader, piece)) for start, piece in _placed(text, words)]

    return dates


def _placed(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where finds that come in the order of the text begin; one that the text does not hold is left out."""
    position = 0
    for piece in words:
        start = text.find(piece, position)
        if start >= 0:
            position = start + len(piece)
            yield start, piece


def _value(reader: Any, words: str) -> str | None:
    found = reader.get_date_data(words)
    return None if found.date_obj is None else found.date_obj.strftime(_PERIODS.get(found.period, "%Y-%m-%d"))

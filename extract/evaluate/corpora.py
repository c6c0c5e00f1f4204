"""Measuring on public corpora, read where they lie: brat folders with a label map, and the factRuEval-2016 layout.

Their guidelines differ from this project's, so the numbers show tendencies and regressions, not quality. Where plain
natasha has the layer (names of persons, places and organizations), it is scored beside the pipeline on the same texts.

factRuEval names follow the logic of its comparator: objects are sets of tokens; a pair is worth the share of named
tokens that both have; standard objects without a name or inside a larger one do not count; of a place and an
organization that are the same words the organization counts. Occupations are scored as its third track does with one
predicted fact for each standard fact: the share of arguments (who, position, where) that agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

import schemas
from extract.errors import GoldError
from extract.evaluate.align import best_total
from extract.evaluate.brat import iter_texts
from extract.evaluate.encoding import MENTIONS
from extract.evaluate.gold import annotation_path
from extract.evaluate.others import NATASHA, NATASHA_TYPES, PROGRAM, natasha_names
from extract.evaluate.report import percent
from extract.evaluate.scores import match_spans
from extract.evaluate.summary import LARGEST
from extract.evaluate.values import fold, title_key
from extract.lexicons.countries import country_name
from extract.write import Output

Format = Literal["brat", "factrueval"]

#: labels of NEREL, the largest Russian brat corpus, in terms of this project's mention types
NEREL: dict[str, str] = {
    "PERSON": "person",
    "ORGANIZATION": "organization",
    "COUNTRY": "place",
    "CITY": "place",
    "STATE_OR_PROVINCE": "place",
    "DISTRICT": "place",
    "LOCATION": "place",
    "DATE": "date",
    "PROFESSION": "position",
    "LAW": "document",
}
_PIPELINE, _NATASHA = PROGRAM, NATASHA

_TAGS = {"Person": "person", "Location": "place", "LocOrg": "place", "Org": "organization"}
#: spans that name an object; descriptors (`город`, `компания`) may be found or not
_NAMING = {
    "person": frozenset({"name", "surname", "patronymic", "nickname"}),
    "place": frozenset({"loc_name", "org_name"}),
    "organization": frozenset({"loc_name", "org_name"}),
}
#: what an object of a type may be a part of
_WHOLES = {
    "person": frozenset({"place", "organization"}),
    "place": frozenset({"place", "organization"}),
    "organization": frozenset({"organization"}),
}
#: NEREL's dates begin with their preposition, which this project leaves outside
_PREPOSITION = re.compile(r"(?:во?|со?|до|по|к|на|за|от|из|после|около|in|on|from|to|until|since|by)\s+", re.IGNORECASE)
_PUNCTUATION = re.compile(r"\W+")
_SPECIAL = frozenset({"модальность", "сложность", "фаза", "phase"})


@dataclass(frozen=True, slots=True)
class Words:
    """Start and end of a mention, all that comparing mentions needs."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Sums for precision and recall; `right` may hold fractions of partly right objects."""

    right: float = 0.0
    predicted: int = 0
    gold: int = 0

    def plus(self, other: Quality) -> Quality:
        return Quality(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        whole = self.predicted + self.gold
        return 2 * self.right / whole if whole else None

    def as_json(self) -> dict[str, Any]:
        return {
            "right": self.right,
            "predicted": self.predicted,
            "gold": self.gold,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
        }


@dataclass(slots=True)
class CorpusResult:
    """Scores on a corpus by (layer, system); `str(layer)` is such as `person exact` or `occupation`."""

    name: str
    documents: int
    rows: dict[tuple[str, str], Quality] = field(default_factory=dict)
    #: (type, kind) -> the program's own errors: `document: words`
    errors: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, layer: str, system: str, quality: Quality) -> None:
        self.rows[layer, system] = self.rows.get((layer, system), Quality()).plus(quality)

    def blame(self, type_: str, kind: str, document: str, words: str) -> None:
        """Note an error of the program; `kind` is missed, spurious or boundary."""
        self.errors.setdefault((type_, kind), []).append(f"{document}: {' '.join(words.split())}")

    def largest(self, number: int = LARGEST) -> list[tuple[str, str, int, str]]:
        """The most frequent classes of errors: type, kind, how many, and the first of them."""
        ranked = sorted(self.errors.items(), key=lambda item: -len(item[1]))
        return [(*key, len(found), found[0]) for key, found in ranked[:number]]

    def page(self) -> RenderableType:
        """Tables for the terminal."""
        classes = Table(title="Largest classes of errors", title_justify="left")
        for name in ("type", "kind", "number", "example"):
            classes.add_column(name, justify="right" if name == "number" else "left")
        for type_, kind, number, example in self.largest():
            classes.add_row(type_, kind, str(number), Text(example))
        return Group(self._scores(), classes)

    def _scores(self) -> Table:
        table = Table(title=f"{self.name}, {self.documents} document{'s'[: self.documents != 1]}", title_justify="left")
        for name in ("layer", "system", "precision", "recall", "F1", "right / predicted / gold"):
            table.add_column(name, justify="left" if name in {"layer", "system"} else "right")
        for (layer, system), q in self.rows.items():
            counts = f"{q.right:g} / {q.predicted} / {q.gold}" if q.right.is_integer() else ""
            counts = counts or f"{q.right:.1f} / {q.predicted} / {q.gold}"
            table.add_row(layer, system, percent(q.precision), percent(q.recall), percent(q.f1), counts)
        return table

    def write(self, folder: Path) -> None:
        """Write `scores.json` into `folder`."""
        with Output(folder) as output:
            output.write("scores.json", json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n")

    def as_json(self) -> dict[str, Any]:
        rows = [{"layer": key[0], "system": key[1], **quality.as_json()} for key, quality in self.rows.items()]
        classes = [
            {"type": type_, "kind": kind, "number": number, "example": example}
            for type_, kind, number, example in self.largest()
        ]
        return {
            "corpus": self.name,
            "documents": self.documents,
            "scores": rows,
            "largest_error_classes": classes,
        }


def read_labels(path: Path) -> dict[str, str]:
    """A label map: a JSON object that names the mention type of each label that counts.

    Raises:
        GoldError: the file is no such map.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise GoldError(f"{path}: is not JSON ({error})") from error
    if not isinstance(content, dict) or not content or not set(map(str, content.values())) <= set(MENTIONS):
        raise GoldError(
            f'{path}: an object such as {{"PER": "person"}} is expected, with types from {", ".join(MENTIONS)}'
        )
    return content


def evaluate_corpus(
    folder: Path,
    format: Format,
    *,
    labels: Mapping[str, str] | None = None,
    limit: int | None = None,
    lexicons: Path | None = None,
) -> CorpusResult:
    """Run the pipeline on a public corpus and score the layers that it has.

    Args:
        folder: `.txt` beside `.ann` (brat), or beside `.tokens`, `.spans`, `.objects`, `.coref`, `.facts` (factrueval).
        format: brat or factrueval.
        labels: for brat, mention type of each label that counts; NEREL's if not given.
        limit: use only so many documents, in order of their names.
        lexicons: folder with the user's own lexicon files.

    Raises:
        GoldError: the folder has no such documents, or a file breaks the format.
    """
    suffix = {"brat": ".ann", "factrueval": ".objects"}[format]
    paths = [path for path in sorted(folder.glob("*.txt")) if path.with_name(path.stem + suffix).exists()]
    if not paths:
        raise GoldError(f"{folder}: no .txt files with {suffix} files beside them; check folder and format")
    paths = paths[:limit]
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    if format == "brat":
        _check_labels(folder, paths, NEREL if labels is None else labels)
    result = CorpusResult(folder.name, len(paths))
    for path, text, record, names in zip(paths, texts, _records(paths, texts, lexicons), _natasha(texts)):
        if format == "brat":
            _score_brat(result, path, text, record, names, NEREL if labels is None else labels)
        else:
            _score_factrueval(result, path, record, names)
    return result


def _records(paths: Sequence[Path], texts: Sequence[str], lexicons: Path | None) -> Iterator[schemas.Record]:
    from extract import pipeline
    from extract.document import SourceInfo

    infos = (SourceInfo(id=path.stem, source=path.name) for path in paths)
    yield from pipeline.records(pipeline.load(lexicons=lexicons), zip(texts, infos))


def _natasha(texts: Iterable[str]) -> Iterator[dict[str, list[Words]]]:
    """Names as plain natasha finds them."""
    for text in texts:
        names = natasha_names(text, normal=False)
        yield {kind: [Words(guess.start, guess.end) for guess in guesses] for kind, guesses in names.items()}


def _mentions(record: schemas.Record) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for mention in record.mentions:
        found.setdefault(mention.type, []).append(Words(mention.start, mention.end))
    return found


# --- brat ------------------------------------------------------------------------------------------------------------


def _check_labels(folder: Path, paths: Iterable[Path], labels: Mapping[str, str]) -> None:
    """Refuse a corpus in which nothing would be counted: scores of zero would look like a result."""
    there: set[str] = set()
    for path in paths:
        there |= {label for label, _, _ in iter_texts(annotation_path(path).read_bytes().decode("utf-8"))}
    if not there & labels.keys():
        raise GoldError(
            f"{folder}: no annotation has a label that counts ({', '.join(labels)}); there are "
            f"{', '.join(sorted(there)) or 'none'}: check folder and format, or say with --labels what they mean"
        )


def _score_brat(
    result: CorpusResult,
    path: Path,
    text: str,
    record: schemas.Record,
    names: dict[str, list[Words]],
    labels: Mapping[str, str],
) -> None:
    gold: dict[str, list[Words]] = {kind: [] for kind in labels.values()}
    for label, start, end in iter_texts(annotation_path(path).read_bytes().decode("utf-8")):
        if label in labels and end <= len(text):
            kind = labels[label]
            inside = _PREPOSITION.match(text, start, end) if kind == "date" else None
            gold[kind].append(Words(inside.end() if inside else start, end))
    for kind, wanted in gold.items():
        unique = list(dict.fromkeys(wanted))
        systems = [(_PIPELINE, _mentions(record))]
        systems += [(_NATASHA, names)] if kind in NATASHA_TYPES.values() else []
        for system, found in systems:
            predicted = found.get(kind, [])
            exact, partial = match_spans(unique, predicted)
            if system == _PIPELINE:
                _blame(result, path.stem, text, kind, unique, predicted, (exact, partial))
            for way, number in (("exact", len(exact)), ("partial", len(exact) + len(partial))):
                result.add(f"{kind} {way}", system, Quality(number, len(predicted), len(unique)))


def _blame(
    result: CorpusResult,
    document: str,
    text: str,
    kind: str,
    gold: Sequence[Words],
    predicted: Sequence[Words],
    pairs: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
) -> None:
    """Note what the program did wrong on one type of one document; `pairs` are the exact and the partial ones."""
    exact, partial = pairs
    for i, j in partial:
        words = f"{text[gold[i].start : gold[i].end]} / {text[predicted[j].start : predicted[j].end]}"
        result.blame(kind, "boundary", document, words)
    met, found = ({pair[side] for pair in (*exact, *partial)} for side in (0, 1))
    for i, words_ in enumerate(gold):
        if i not in met:
            result.blame(kind, "missed", document, text[words_.start : words_.end])
    for j, words_ in enumerate(predicted):
        if j not in found:
            result.blame(kind, "spurious", document, text[words_.start : words_.end])


# --- factRuEval: reading ---------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Thing:
    """An object of the standard: the tokens of its mention, and those of them that name it."""

    kind: str
    tokens: frozenset[int]
    naming: frozenset[int]


@dataclass(slots=True)
class _Standard:
    """One document of the corpus."""

    tokens: dict[int, tuple[int, int, str]]
    #: span id -> (label, start, end, token ids)
    spans: dict[str, tuple[str, int, int, tuple[int, ...]]]
    #: object id -> (label, span ids)
    objects: dict[str, tuple[str, tuple[str, ...]]]
    #: coreference id -> folded names
    names: dict[str, set[str]]
    #: occupations as role -> folded values
    occupations: list[dict[str, set[str]]]


def _rows(path: Path, minimum: int) -> Iterator[list[str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) < minimum:
            raise GoldError(f"{path}:{number}: {minimum} fields are expected, found {line[:60]!r}")
        yield parts


def _blocks(path: Path) -> Iterator[list[str]]:
    if path.exists():
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in block.split("\n") if line.strip()]
            if lines:
                yield lines


def _read_standard(path: Path) -> _Standard:
    tokens = {}
    for row in _rows(path.with_suffix(".tokens"), 4):
        start = int(row[1])
        tokens[int(row[0])] = (start, start + int(row[2]), row[3])
    spans = {}
    for row in _rows(path.with_suffix(".spans"), 6):
        start, size = int(row[2]), int(row[5])
        comment = row.index("#")
        ids = tuple(int(value) for value in row[comment + 1 : comment + 1 + size])
        spans[row[0]] = (row[1], start, start + int(row[3]), ids)
    objects = {}
    for row in _rows(path.with_suffix(".objects"), 3):
        objects[row[0]] = (row[1], tuple(value for value in row[2 : row.index("#")] if value in spans))
    text = path.read_bytes().decode("utf-8")
    names = dict(_coreference(path.with_suffix(".coref"), objects, spans, text))
    facts = list(_occupations(path.with_suffix(".facts"), names))
    return _Standard(tokens, spans, objects, names, facts)


def _coreference(path: Path, objects: Mapping[str, Any], spans: Mapping[str, Any], text: str) -> Iterator[Any]:
    """Each entity with every form of its name: attributes, their combinations for persons, its mentions."""
    for lines in _blocks(path):
        identifier, *members = lines[0].split()
        attributes: dict[str, list[str]] = {}
        for line in lines[1:]:
            key, _, value = line.partition(" ")
            attributes.setdefault(key, []).append(value.strip())
        forms = {fold(value) for values in attributes.values() for value in values}
        for first in attributes.get("firstname", []):
            for last in attributes.get("lastname", []):
                forms |= {fold(f"{first} {last}"), fold(f"{last} {first}")}
                for middle in attributes.get("patronymic", []):
                    forms |= {fold(f"{first} {middle} {last}"), fold(f"{last} {first} {middle}")}
        for member in members:
            parts = [spans[span] for span in objects[member][1]] if member in objects else []
            if parts:
                forms.add(fold(text[min(p[1] for p in parts) : max(p[2] for p in parts)]))
        yield identifier, forms


def _occupations(path: Path, names: Mapping[str, set[str]]) -> Iterator[dict[str, set[str]]]:
    for lines in _blocks(path):
        if not lines[0].rstrip().endswith("Occupation"):
            continue
        fact: dict[str, set[str]] = {}
        for line in lines[1:]:
            role, _, rest = line.partition(" ")
            role = role.lower()
            if role in _SPECIAL:
                continue
            role = "position" if role == "job" else role
            values = fact.setdefault(role, set())
            for part in rest.split("|"):
                reference, _, words = part.strip().partition(" ")
                if reference.startswith("obj"):
                    values |= {fold(words), *names.get(reference.removeprefix("obj"), ())}
                else:
                    values.add(fold(words if reference.startswith("span") else part))
        if fact:
            yield fact


# --- factRuEval: scoring ---------------------------------------------------------------------------------------------


def _score_factrueval(result: CorpusResult, path: Path, record: schemas.Record, names: dict[str, list[Words]]) -> None:
    standard = _read_standard(path)
    errors: list[tuple[str, str, str]] = []
    systems = {_PIPELINE: score_names(standard, _mentions(record), errors), _NATASHA: score_names(standard, names)}
    for type_, kind, words in errors:
        result.blame(type_, kind, path.stem, words)
    for kind in _NAMING:
        for system, qualities in systems.items():
            result.add(f"{kind} (comparator)", system, qualities[kind])
    for system, qualities in systems.items():
        for quality in qualities.values():
            result.add("all names (comparator)", system, quality)
    if path.with_suffix(".facts").exists():
        result.add("occupation", _PIPELINE, score_occupations(standard.occupations, record))


def score_names(
    standard: _Standard,
    found: Mapping[str, Sequence[Words]],
    errors: list[tuple[str, str, str]] | None = None,
) -> dict[str, Quality]:
    """Quality by type, as the comparator of the first track counts it (places and place-organizations are one).

    `errors`, if given, takes type, kind (missed, spurious, boundary) and words of everything that is not right.
    """
    wrong = errors if errors is not None else []
    things = _things(standard)
    words = [
        (kind, frozenset(_tokens_in(standard, span))) for kind in _NAMING for span in dict.fromkeys(found.get(kind, ()))
    ]
    predicted = [(kind, tokens) for kind, tokens in words if tokens]
    weights = {
        (i, j): len(thing.tokens & tokens) / len(thing.tokens | tokens)
        for i, thing in enumerate(things)
        for j, (kind, tokens) in enumerate(predicted)
        if kind == thing.kind and not thing.tokens.isdisjoint(tokens)
    }
    aligned = best_total(weights)
    partner = dict(aligned)
    totals = {kind: Quality() for kind in _NAMING}
    ignored = {i for i, thing in enumerate(things) if _is_ignored(thing, i, things, set(partner))}
    for i, j in aligned:
        if i not in ignored:
            kind = things[i].kind
            quality = _pair_quality(things[i], predicted[j][1])
            totals[kind] = totals[kind].plus(Quality(quality, 1, 1))
            if quality < 1:
                words_ = f"{_said(standard, things[i].tokens)} / {_said(standard, predicted[j][1])}"
                wrong.append((kind, "boundary", words_))
    for i, thing in enumerate(things):
        if i not in partner and i not in ignored:
            totals[thing.kind] = totals[thing.kind].plus(Quality(gold=1))
            wrong.append((thing.kind, "missed", _said(standard, thing.tokens)))
    taken = {j for _, j in aligned}
    for j, (kind, tokens) in enumerate(predicted):
        if j not in taken:
            totals[kind] = totals[kind].plus(Quality(predicted=1))
            wrong.append((kind, "spurious", _said(standard, tokens)))
    return totals


def _said(standard: _Standard, tokens: Iterable[int]) -> str:
    return " ".join(standard.tokens[token][2] for token in sorted(tokens))


def _things(standard: _Standard) -> list[_Thing]:
    things = []
    for label, spans in standard.objects.values():
        kind = _TAGS.get(label)
        if kind is None or not spans:
            continue
        parts = [standard.spans[span] for span in spans]
        tokens = frozenset(token for part in parts for token in part[3] if _is_word(standard, token))
        naming = frozenset(token for part in parts if part[0] in _NAMING[kind] for token in part[3]) & tokens
        if tokens:
            things.append(_Thing(kind, tokens, naming))
    return things


def _is_word(standard: _Standard, token: int) -> bool:
    return token in standard.tokens and not _PUNCTUATION.fullmatch(standard.tokens[token][2])


def _tokens_in(standard: _Standard, span: Words) -> Iterator[int]:
    for token, (start, end, _) in standard.tokens.items():
        if start < span.end and span.start < end and _is_word(standard, token):
            yield token


def _is_ignored(thing: _Thing, number: int, things: Sequence[_Thing], matched: set[int]) -> bool:
    """Whether a standard object does not count: it has no name, is part of another, or its twin counts instead."""
    if not thing.naming:
        return True
    for i, other in enumerate(things):
        if other is thing or other.kind not in _WHOLES[thing.kind]:
            continue
        if thing.tokens < other.tokens:
            return True
        if thing.tokens == other.tokens:
            if (number in matched) != (i in matched):
                return number not in matched
            return thing.kind != "organization" if other.kind != thing.kind else number > i
    return False


def _pair_quality(thing: _Thing, tokens: frozenset[int]) -> float:
    right = len(thing.naming & tokens)
    whole = right + len(thing.naming - tokens) + len(tokens - thing.tokens)
    return right / whole if whole else 0.0


def score_occupations(gold: Sequence[Mapping[str, set[str]]], record: schemas.Record) -> Quality:
    """Share of agreeing arguments of one-to-one aligned facts that agree in one argument at least."""
    predicted = list(_predicted_occupations(record))
    weights = {}
    for i, one in enumerate(gold):
        for j, other in enumerate(predicted):
            agreeing = sum(_agree(role, one[role], other[role]) for role in one.keys() & other.keys())
            if agreeing:
                weights[i, j] = agreeing / (len(one) + len(other) - agreeing)
    right = sum(weights[pair] for pair in best_total(weights))
    return Quality(right, len(predicted), len(gold))


def _predicted_occupations(record: schemas.Record) -> Iterator[dict[str, set[str]]]:
    words = {mention.id: mention.text for mention in record.mentions}
    bodies = {body.id: body for body in record.entities.organizations}
    places = {place.id: place for place in record.entities.places}
    countries = {place.country: place for place in places.values() if place.kind == "country" and place.country}
    for person in record.entities.persons:
        who = {fold(person.name), *(fold(words[mention]) for mention in person.mentions)}
        for position in person.positions:
            fact = {"who": who, "position": {position.title}}
            owner = bodies.get(position.organization or "")
            if owner is not None:
                own = {fold(words[mention]) for mention in owner.mentions}
                fact["where"] = {fold(owner.name), fold(owner.short_name or owner.name), *own}
            elif position.place in places:
                fact["where"] = _names_of_place(places[position.place], words)
            elif position.country in countries:
                fact["where"] = _names_of_place(countries[position.country], words)
            elif position.country is not None:
                # no more than an adjective names it: `португальский парламентарий`
                fact["where"] = {fold(country_name(position.country) or position.country)}
            yield fact


def _names_of_place(place: schemas.Place, words: Mapping[str, str]) -> set[str]:
    return {fold(place.name), *(fold(words[mention]) for mention in place.mentions)}


def _agree(role: str, gold: set[str], predicted: set[str]) -> bool:
    if role == "position":
        return not {title_key(value) for value in gold}.isdisjoint(title_key(value) for value in predicted)
    # the corpus cuts the closing quotation mark off some names and drops both of others
    return not {_unquoted(value) for value in gold}.isdisjoint(_unquoted(value) for value in predicted)


def _unquoted(text: str) -> str:
    return " ".join(text.replace('"', " ").split())

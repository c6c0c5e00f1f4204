"""brat standoff lines: the five kinds that the gold set uses, parsed with their line numbers and written back.

Nothing here knows about records; `extract.evaluate.brat` gives the lines their meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: characters that a line of an annotation file cannot hold; a span that crosses them is written as fragments
_BREAKS = re.compile(r"[\n\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNESCAPED_BREAKS = re.compile(r"[\x85\u2028\u2029]")

_TEXT = re.compile(r"(?P<id>T\d+)\t(?P<label>[^\s:]+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t(?P<text>.*)", re.DOTALL)
_EVENT = re.compile(r"(?P<id>E\d+)\t(?P<label>[^\s:]+):(?P<trigger>T\d+)(?P<arguments>(?: [^\s:]+:[TE]\d+)*) ?")
_RELATION = re.compile(r"(?P<id>R\d+)\t(?P<label>\S+) Arg1:(?P<first>[TE]\d+) Arg2:(?P<second>[TE]\d+)\s?")
_ATTRIBUTE = re.compile(r"(?P<id>A\d+)\t(?P<name>\S+) (?P<target>[TER]\d+)(?: (?P<value>\S+))?")
_NOTE = re.compile(r"(?P<id>#\d+)\t(?P<kind>\S+) (?P<target>\S+)\t(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in an annotation file; `line` counts from 1, 0 stands for the file as a whole."""

    line: int
    message: str


@dataclass(slots=True)
class TextBound:
    """A `T` line; `start` and `end` enclose all its fragments."""

    id: str
    label: str
    fragments: tuple[tuple[int, int], ...]
    text: str
    line: int = 0

    @property
    def start(self) -> int:
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        return self.fragments[-1][1]


@dataclass(slots=True)
class EventLine:
    """An `E` line; argument roles keep brat's numbers (`participant2`)."""

    id: str
    label: str
    trigger: str
    arguments: list[tuple[str, str]]
    line: int = 0


@dataclass(slots=True)
class Relation:
    id: str
    label: str
    first: str
    second: str
    line: int = 0


@dataclass(slots=True)
class Attribute:
    """An `A` line; `value` is `None` for a binary attribute."""

    id: str
    name: str
    target: str
    value: str | None
    line: int = 0


@dataclass(slots=True)
class Note:
    """A `#` line of type AnnotatorNotes whose text is a JSON object."""

    id: str
    target: str
    content: dict[str, Any]
    line: int = 0


@dataclass(slots=True)
class Standoff:
    """One annotation file."""

    texts: dict[str, TextBound] = field(default_factory=dict)
    events: dict[str, EventLine] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    #: by the annotation they are attached to: brat shows one note for each
    notes: dict[str, Note] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, target: str) -> dict[str, Any]:
        """The JSON note of an annotation; empty if it has none."""
        return self.notes[target].content if target in self.notes else {}


def fragments(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """`[start, end)` split at line breaks, white space beside them left out; first start and last end stay."""
    pieces = []
    position = start
    for found in [*_BREAKS.finditer(text, start, end), None]:
        stop = found.start() if found else end
        piece = text[position:stop]
        stripped = piece.strip()
        if stripped:
            first = position + len(piece) - len(piece.lstrip())
            pieces.append((first, first + len(stripped)))
        position = found.end() if found else end
    if not pieces:
        return ((start, end),)
    pieces[0] = (start, pieces[0][1])
    pieces[-1] = (pieces[-1][0], end)
    return tuple(pieces)


def shown(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """What the last column of a `T` line holds for these fragments."""
    return " ".join(_BREAKS.sub(" ", text[start:end]) for start, end in spans)


def parse(ann: str) -> Standoff:
    """All annotations of a file; lines that cannot be read become problems."""
    found = Standoff()
    for number, raw in enumerate(ann.split("\n"), 1):
        line = raw.rstrip("\r")
        if line.strip():
            message = _parse_line(found, line, number)
            if message:
                found.problems.append(Problem(number, message))
    return found


def _parse_line(found: Standoff, line: str, number: int) -> str | None:
    kind = line[0]
    if kind == "T" and (m := _TEXT.fullmatch(line)):
        pairs = tuple((int(a), int(b)) for a, b in (pair.split(" ") for pair in m["spans"].split(";")))
        return _add(found.texts, TextBound(m["id"], m["label"], pairs, m["text"], number))
    if kind == "E" and (m := _EVENT.fullmatch(line)):
        arguments = [(role, target) for role, target in (part.split(":") for part in m["arguments"].split())]
        return _add(found.events, EventLine(m["id"], m["label"], m["trigger"], arguments, number))
    if kind == "R" and (m := _RELATION.fullmatch(line)):
        return _add(found.relations, Relation(m["id"], m["label"], m["first"], m["second"], number))
    if kind == "A" and (m := _ATTRIBUTE.fullmatch(line)):
        return _add(found.attributes, Attribute(m["id"], m["name"], m["target"], m["value"], number))
    if kind == "#" and (m := _NOTE.fullmatch(line)):
        return _add_note(found, m, number)
    if kind in "TERA#":
        return f"{line[:60]!r} is not a brat {kind} line; compare it with the examples in gold/README.md"
    return f"{line[:60]!r}: the gold set holds only T, E, R, A and # lines; remove it"


def _add(group: dict[str, Any], item: Any) -> str | None:
    if item.id in group:
        return f"{item.id} is used twice; give one of them a free number"
    group[item.id] = item
    return None


def _add_note(found: Standoff, m: re.Match[str], number: int) -> str | None:
    if m["kind"] != "AnnotatorNotes":
        return f"note of type {m['kind']}; only AnnotatorNotes are used"
    try:
        content = json.loads(m["text"])
    except ValueError as error:
        return f"the note of {m['target']} is not JSON ({error}); put remarks in a JSON key `comment`"
    if not isinstance(content, dict):
        return f"the note of {m['target']} is not a JSON object; write {{...}}"
    if m["target"] in found.notes:
        return f"{m['target']} has two notes; brat shows only one, join them"
    found.notes[m["target"]] = Note(m["id"], m["target"], content, number)
    return None


def lines(standoff: Standoff) -> Iterator[str]:
    """The lines of the file, without line ends: `T`, `R`, `E`, `A`, `#`."""
    for text in standoff.texts.values():
        spans = ";".join(f"{start} {end}" for start, end in text.fragments)
        yield f"{text.id}\t{text.label} {spans}\t{text.text}"
    for relation in standoff.relations.values():
        yield f"{relation.id}\t{relation.label} Arg1:{relation.first} Arg2:{relation.second}"
    for event in standoff.events.values():
        arguments = "".join(f" {role}:{target}" for role, target in event.arguments)
        yield f"{event.id}\t{event.label}:{event.trigger}{arguments}"
    for attribute in standoff.attributes.values():
        value = "" if attribute.value is None else f" {attribute.value}"
        yield f"{attribute.id}\t{attribute.name} {attribute.target}{value}"
    for note in standoff.notes.values():
        yield f"{note.id}\tAnnotatorNotes {note.target}\t{_json(note.content)}"


def _json(content: dict[str, Any]) -> str:
    written = json.dumps(content, ensure_ascii=False)
    return _UNESCAPED_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

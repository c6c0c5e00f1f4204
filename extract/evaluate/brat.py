"""A record as brat standoff and back, without loss but for `rule` and `diagnostics`, which no annotator makes.

What brat can show is brat: mentions, triggers and the other words as `T`, events and commitments as `E` with roles,
coreference as `R`, closed values as `A`. What it cannot hold is one JSON note for each annotation. `gold/README.md`
describes the encoding line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

import schemas
from extract.errors import GoldError
from extract.evaluate import encoding as e
from extract.evaluate.standoff import (
    Attribute,
    EventLine,
    Note,
    Problem,
    Relation,
    Standoff,
    TextBound,
    fragments,
    lines,
    parse,
    shown,
)
from schemas.base import Language
from schemas.edtf import precision

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_ROLE = re.compile(r"(?P<role>[a-z_]*[a-z])(?P<number>[1-9]\d*)?")
_MENTION_ID = re.compile(r"m([1-9]\d*)")
_EVENT_ID = re.compile(r"e([1-9]\d*)")


def record_to_ann(record: schemas.Record, *, draft: str | None = None) -> str:
    """The annotation file of a record.

    Args:
        record: with its text in `document.text`.
        draft: remark that marks the whole annotation as not checked by a person.

    Raises:
        GoldError: the record has no text.
    """
    if record.document.text is None:
        raise GoldError(f"{record.document.id}: the record holds no text; offsets cannot be written")
    standoff = _Writer(record, draft).write()
    return "".join(f"{line}\n" for line in lines(standoff))


def ann_to_record(text: str, ann: str, source: schemas.Source) -> schemas.Record:
    """The record of an annotation file.

    Args:
        text: the source text, untouched.
        ann: content of the annotation file.
        source: identity and metadata of the document.

    Raises:
        GoldError: the annotation breaks the format; names the line and what to do.
    """
    record, problems = read_record(text, ann, source)
    if record is None or problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise GoldError(f"{source.id}.ann:{problems[0].line}: {problems[0].message}{more}")
    return record


def read_record(text: str, ann: str, source: schemas.Source) -> tuple[schemas.Record | None, list[Problem]]:
    """The record, if it can be built, and everything that is wrong with the annotation, in line order."""
    reader = _Reader(text, parse(ann), source)
    record = reader.read()
    return record, sorted(set(reader.problems), key=lambda problem: (problem.line, problem.message))


def guess_languages(text: str) -> list[Language]:
    """Languages by script, the main one first: what holds unless the annotation says otherwise."""
    counts: list[tuple[int, Language]] = [(-len(_CYRILLIC.findall(text)), "ru"), (-len(_LATIN.findall(text)), "en")]
    total = sum(count for count, _ in counts)
    # a stray name in the other alphabet does not make a page bilingual
    return [language for count, language in sorted(counts) if count and count * 5 <= total]


def is_draft(ann: str) -> bool:
    """Whether the annotation says of itself that no person has checked it."""
    return any("draft" in (note.content.get("record") or {}) for note in parse(ann).notes.values())


# --- writing ---------------------------------------------------------------------------------------------------------


class _Writer:
    def __init__(self, record: schemas.Record, draft: str | None) -> None:
        self._record = record
        self._draft = draft
        self._text: str = record.document.text or ""
        self._out = Standoff()
        self._notes: dict[str, dict[str, Any]] = {}
        self._mentions = {mention.id: mention for mention in record.mentions}
        self._entities: dict[str, tuple[str, Any]] = {
            entity.id: (kind, entity)
            for kind, (field, _) in e.ENTITIES.items()
            for entity in getattr(record.entities, field)
        }
        numbers = _numbers([m.id for m in record.mentions], _MENTION_ID)
        self._t = {identifier: f"T{number}" for identifier, number in numbers.items()}
        self._next_text = max(numbers.values(), default=0) + 1
        events = _numbers([event.id for event in record.events], _EVENT_ID)
        last = max(events.values(), default=0)
        self._e = {identifier: f"E{number}" for identifier, number in events.items()}
        self._e |= {c.id: f"E{last + number}" for number, c in enumerate(record.commitments, 1)}
        self._shared: dict[tuple[str, int, int], str] = {}
        self._parties: dict[tuple[int, int, str | None, str], list[str]] = {}
        self._named = {(m.start, m.end, m.entity): self._t[m.id] for m in reversed(record.mentions) if m.entity}

    def write(self) -> Standoff:
        for mention in self._record.mentions:
            self._mention(mention)
        for event in self._record.events:
            self._event(event)
        for commitment in self._record.commitments:
            self._commitment(commitment)
        self._whole_record()
        for target, content in self._notes.items():
            if content:
                self._out.notes[target] = Note(f"#{len(self._out.notes) + 1}", target, content)
        return self._out

    # texts

    def _add_text(self, identifier: str, label: str, start: int, end: int) -> str:
        pieces = fragments(self._text, start, end)
        self._out.texts[identifier] = TextBound(identifier, label, pieces, shown(self._text, pieces))
        return identifier

    def _new_text(self, label: str, start: int, end: int) -> str:
        identifier = f"T{self._next_text}"
        self._next_text += 1
        return self._add_text(identifier, label, start, end)

    def _words(self, label: str, span: schemas.Span) -> str:
        """The `T` line of words that are no mention; the same words with the same label are one line."""
        key = (label, span.start, span.end)
        if key not in self._shared:
            self._shared[key] = self._new_text(*key)
        return self._shared[key]

    def _attribute(self, target: str, name: str, value: str | None) -> None:
        identifier = f"A{len(self._out.attributes) + 1}"
        self._out.attributes[identifier] = Attribute(identifier, name, target, value)

    def _relation(self, label: str, first: str, second: str) -> None:
        identifier = f"R{len(self._out.relations) + 1}"
        self._out.relations[identifier] = Relation(identifier, label, first, second)

    def _note(self, target: str, **content: Any) -> None:
        self._notes.setdefault(target, {}).update(content)

    def _carrier(self, entity: str) -> str | None:
        """The `T` line of the mention that carries an entity: its first."""
        _, found = self._entities[entity]
        return self._t[found.mentions[0]] if found.mentions else None

    def _nearest(self, entity: str, offset: int) -> str | None:
        """The `T` line of the entity's mention that is nearest to `offset`, for arguments that are easy to see."""
        _, found = self._entities[entity]
        if not found.mentions:
            return None
        return self._t[min(found.mentions, key=lambda m: abs(self._mentions[m].start - offset))]

    def _refer(self, label: str, target: str, entity: str) -> None:
        carrier = self._carrier(entity)
        if carrier:
            self._relation(label, target, carrier)
        else:
            self._note(target, entity=entity)

    def _mention(self, mention: schemas.Mention) -> None:
        target = self._add_text(self._t[mention.id], mention.type, mention.start, mention.end)
        if mention.id != f"m{target[1:]}":
            self._note(target, id=mention.id)
        if mention.language != "ru":
            self._attribute(target, "language", mention.language)
        if mention.entity is None:
            return
        if mention.type == "position":
            self._refer(e.HOLDER, target, mention.entity)
        elif self._carrier(mention.entity) == target:
            kind, entity = self._entities[mention.entity]
            content = _entity_json(kind, entity)
            for name in e.ENTITY_ATTRIBUTES.get(kind, ()):
                value = content.pop(name)
                if value is not False:
                    self._attribute(target, name, None if value is True else value)
            self._note(target, entity=content)
        else:
            self._refer(e.SAME_AS, target, mention.entity)

    # events and commitments

    def _event(self, event: schemas.Event) -> None:
        target = self._e[event.id]
        arguments: list[tuple[str, str]] = []
        unspoken: dict[str, dict[str, Any]] = {}
        for role, (field, _) in e.ENTITY_ROLES.items():
            for position, entity in enumerate(getattr(event, field)):
                nearest = self._nearest(entity, event.trigger.start)
                if nearest:
                    arguments.append((role, nearest))
                else:
                    unspoken.setdefault(field, {})[str(position)] = entity
            if role == "place":
                extras = self._participants(event, arguments, unspoken)
        arguments += [("within", self._e[event.within])] if event.within else []
        arguments += [("evidence", self._words(e.EVIDENCE, span)) for span in event.evidence]
        self._add_event(target, event.type, event.trigger, arguments)
        self._attribute(target, "status", event.status)
        if event.mode:
            self._attribute(target, "mode", event.mode)
        if event.id != f"e{target[1:]}":
            self._note(target, id=event.id)
        self._note(target, key=event.key)
        optional = {
            "name": event.name,
            "number": event.number,
            "topics": event.topics,
            "as": extras,
            "unspoken": unspoken,
        }
        self._note(target, **{key: value for key, value in optional.items() if value not in (None, [], {})})
        made = [c.id for c in self._record.commitments if c.event == event.id]
        if event.commitments != made:
            self._note(target, commitments=event.commitments)

    def _participants(
        self, event: schemas.Event, arguments: list[tuple[str, str]], unspoken: dict[str, dict[str, Any]]
    ) -> dict[str, dict[str, Any]]:
        extras = {}
        for position, participant in enumerate(event.participants):
            words = self._party(participant, participant.role, arguments)
            shown_as = {"position": participant.position, "affiliation": participant.affiliation}
            shown_as = {key: value for key, value in shown_as.items() if value is not None}
            if words is None:
                silent = {"entity": participant.entity, "role": participant.role, **shown_as}
                unspoken.setdefault("participants", {})[str(position)] = silent
                continue
            arguments.append((participant.role, words))
            if shown_as:
                extras[f"{participant.role}:{words}"] = shown_as
        return extras

    def _party(self, party: schemas.Party, role: str, arguments: Sequence[tuple[str, str]]) -> str | None:
        """The `T` line that stands for a party in `role`: its mention, or words of their own; `None` without words."""
        if party.start is None or party.end is None:
            return None
        used = {target for other, target in arguments if other == role}
        named = self._named.get((party.start, party.end, party.entity)) if party.entity else None
        if party.basis == "stated" and named and named not in used:
            return named
        pool = self._parties.setdefault((party.start, party.end, party.entity, party.basis), [])
        for target in pool:
            if target not in used:
                return target
        target = self._new_text(e.PARTY, party.start, party.end)
        pool.append(target)
        self._attribute(target, "basis", party.basis)
        if party.entity is not None:
            self._refer(e.REFERS_TO, target, party.entity)
        return target

    def _commitment(self, c: schemas.Commitment) -> None:
        target = self._e[c.id]
        unspoken: dict[str, dict[str, Any]] = {}
        arguments = [("action", self._words(e.ACTION, c.action))]
        arguments += [("theme", self._words(e.THEME, c.theme))] if c.theme else []
        arguments += [("clause", self._words(e.CLAUSE, c.clause))]
        for role, field in e.PARTY_ROLES.items():
            for position, party in enumerate(getattr(c, field)):
                words = self._party(party, role, arguments)
                if words:
                    arguments.append((role, words))
                else:
                    unspoken.setdefault(field, {})[str(position)] = party.entity
        for role in ("deadline", "timeframe"):
            mention, value = getattr(c, f"{role}_mention"), getattr(c, role)
            if mention:
                arguments.append((role, self._t[mention]))
            if value != (self._date_value(mention) if mention else None):
                self._note(target, **{role: value})
        if c.attributed_to:
            nearest = self._nearest(c.attributed_to, c.cue.start)
            if nearest:
                arguments.append(("attributed_to", nearest))
            else:
                self._note(target, attributed_to=c.attributed_to)
        for role in ("event", "target_event", "responds_to", "translation_of", "restates"):
            other = getattr(c, role)
            arguments += [(role, self._e[other])] if other else []
        arguments += [("evidence", self._words(e.EVIDENCE, span)) for span in c.evidence]
        self._add_event(target, e.COMMITMENT, c.cue, arguments)
        self._commitment_values(c, target, unspoken)

    def _commitment_values(self, c: schemas.Commitment, target: str, unspoken: dict[str, dict[str, Any]]) -> None:
        self._attribute(target, "force", c.force)
        self._attribute(target, "status", c.status)
        if c.negated:
            self._attribute(target, "negated", None)
        if c.language != "ru":
            self._attribute(target, "language", c.language)
        for value in e.SPECIFICS:
            if value in c.specifics:
                self._attribute(target, f"specifics_{value}", None)
        self._note(target, id=c.id, key=c.key)
        if c.specifics != [value for value in e.SPECIFICS if value in c.specifics]:
            self._note(target, specifics=c.specifics)
        if c.responsible != e.responsible(c.force, c.actors, c.addressees):
            self._note(target, responsible=c.responsible)
        optional = {"action_lemma": c.action_lemma, "topics": c.topics, "unspoken": unspoken}
        self._note(target, **{key: value for key, value in optional.items() if value not in (None, [], {})})

    def _date_value(self, mention: str) -> str | None:
        entity = self._mentions[mention].entity
        return self._entities[entity][1].edtf if entity else None

    def _add_event(self, target: str, label: str, trigger: schemas.Span, arguments: list[tuple[str, str]]) -> None:
        counts: dict[str, int] = {}
        numbered = []
        for role, filler in arguments:
            counts[role] = counts.get(role, 0) + 1
            numbered.append((role if counts[role] == 1 else f"{role}{counts[role]}", filler))
        self._out.events[target] = EventLine(target, label, self._words(label, trigger), numbered)

    # the rest

    def _whole_record(self) -> None:
        """What belongs to no single annotation goes into the note of the first `T` line."""
        silent: dict[str, list[dict[str, Any]]] = {}
        order: dict[str, list[str]] = {}
        position = {mention.id: number for number, mention in enumerate(self._record.mentions)}
        for kind, (field, _) in e.ENTITIES.items():
            entities = getattr(self._record.entities, field)
            unmentioned = [entity for entity in entities if not entity.mentions]
            if unmentioned:
                silent[field] = [_entity_json(kind, entity) for entity in unmentioned]
            mentioned = sorted((x for x in entities if x.mentions), key=lambda x: position[x.mentions[0]])
            if [x.id for x in entities] != [x.id for x in (*mentioned, *unmentioned)]:
                order[field] = [x.id for x in entities]
        content: dict[str, Any] = {"draft": self._draft, "entities": silent, "order": order}
        content = {key: value for key, value in content.items() if value}
        if self._record.document.languages != guess_languages(self._text):
            content["languages"] = self._record.document.languages
        if content and self._out.texts:
            self._note(next(iter(self._out.texts)), record=content)


def _numbers(identifiers: Sequence[str], pattern: re.Pattern[str]) -> dict[str, int]:
    """The number in each id, so that ids survive; ids of another shape get numbers that nobody has."""
    own = {identifier: int(found[1]) for identifier in identifiers if (found := pattern.fullmatch(identifier))}
    following = max(own.values(), default=0) + 1
    numbers = {}
    for identifier in identifiers:
        if identifier in own:
            numbers[identifier] = own[identifier]
        else:
            numbers[identifier] = following
            following += 1
    return numbers


def _entity_json(kind: str, entity: Any) -> dict[str, Any]:
    content: dict[str, Any] = entity.model_dump(exclude={"mentions", "precision"})
    if "positions" in content:
        content["positions"] = [_without(position, e.POSITION_DEFAULTS) for position in content["positions"]]
    return _without(content, e.ENTITY_DEFAULTS[kind])


def _without(content: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in defaults or value != defaults[key]}


# --- reading ---------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads everything it can, so that one run shows all problems."""

    def __init__(self, text: str, standoff: Standoff, source: schemas.Source) -> None:
        self._text = text
        self._in = standoff
        self._source = source
        self.problems: list[Problem] = list(standoff.problems)
        self._values: dict[str, dict[str, str | None]] = {}
        self._links: dict[str, Relation] = {}
        self._entity_of: dict[str, str | None] = {}
        self._mention_ids: dict[str, str] = {}
        self._event_ids: dict[str, str] = {}
        self._dates: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._languages: dict[str, Any] = {}
        triggers = {event.trigger for event in standoff.events.values()}
        self._mention_lines = [t for t in standoff.texts.values() if t.label in e.MENTIONS]
        self._texts_allowed = {*e.TEXT_LABELS}
        self._triggers = triggers

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(line, message))

    def read(self) -> schemas.Record | None:
        self._check_texts()
        self._check_attributes()
        self._check_relations()
        self._check_notes()
        for text in self._mention_lines:
            self._mention_ids[text.id] = str(self._in.note(text.id).get("id", f"m{text.id[1:]}"))
            self._lines[self._mention_ids[text.id]] = text.line
        for event in self._in.events.values():
            prefix = "c" if event.label == e.COMMITMENT else "e"
            self._event_ids[event.id] = str(self._in.note(event.id).get("id", f"{prefix}{event.id[1:]}"))
            self._lines[self._event_ids[event.id]] = event.line
        entities = self._entities()
        mentions = [self._mention(text) for text in self._mention_lines]
        events, commitments = self._events_and_commitments()
        if self.problems:
            return None
        return self._record(mentions, entities, events, commitments)

    def _record(
        self, mentions: Any, entities: dict[str, list[Any]], events: list[Any], commitments: list[Any]
    ) -> schemas.Record | None:
        try:
            return schemas.Record(
                schema_version=schemas.SCHEMA_VERSION,
                document=schemas.Source(**{**self._source.model_dump(), "text": self._text, **self._languages}),
                mentions=mentions,
                entities=schemas.Entities(**entities),
                events=events,
                commitments=commitments,
                diagnostics=[],
            )
        except ValidationError as error:
            for problem in error.errors():
                for message in str(problem["msg"]).removeprefix("Value error, ").split("; "):
                    name = re.match(r"(?:id )?([a-z]+\d+)\b", message)
                    self._problem(self._lines.get(name[1], 0) if name else 0, message)
            return None

    def _build(self, line: int, model: type[schemas.Model], **values: Any) -> Any:
        """An instance of `model`, or `None` with a problem for each value that does not fit."""
        try:
            return model(**values)
        except ValidationError as error:
            for problem in error.errors():
                where = ".".join(str(part) for part in problem["loc"])
                message = str(problem["msg"]).removeprefix("Value error, ")
                self._problem(line, f"{where + ': ' if where else ''}{message} (found {problem['input']!r:.80})")
            return None

    # single lines

    def _check_texts(self) -> None:
        for text in self._in.texts.values():
            self._check_label(text)
            previous = None
            for start, end in text.fragments:
                if start >= end or end > len(self._text):
                    self._problem(text.line, f"{text.id}: {start}-{end} lies outside the text or is empty")
                    break
                if previous is not None and (start <= previous or self._text[previous:start].strip()):
                    self._problem(
                        text.line,
                        f"{text.id}: only line breaks may be left out between fragments, "
                        f"not {self._text[previous:start]!r}; use one span",
                    )
                previous = end
            else:
                expected = shown(self._text, text.fragments)
                words = self._text[text.start : text.end]
                if text.text != expected:
                    self._problem(
                        text.line, f"{text.id}: the text at its offsets is {expected!r}, the line says {text.text!r}"
                    )
                elif words != words.strip():
                    self._problem(text.line, f"{text.id}: {words!r} has outer white space; move its ends inwards")

    def _check_label(self, text: TextBound) -> None:
        if text.label in e.EVENTS or text.label == e.COMMITMENT:
            if text.id not in self._triggers:
                self._problem(text.line, f"{text.id}: a {text.label} trigger without an E line; add one or remove it")
        elif text.label not in self._texts_allowed:
            self._problem(text.line, f"{text.id}: unknown label {text.label!r}; use one of {', '.join(e.TEXT_LABELS)}")

    def _label(self, identifier: str) -> str | None:
        if identifier in self._in.texts:
            return self._in.texts[identifier].label
        return self._in.events[identifier].label if identifier in self._in.events else None

    def _check_attributes(self) -> None:
        for attribute in self._in.attributes.values():
            label = self._label(attribute.target)
            if label is None:
                self._problem(attribute.line, f"{attribute.id}: {attribute.target} is not in this file")
                continue
            allowed = e.ATTRIBUTES.get(label, {}) if self._takes_attributes(attribute.target) else {}
            if attribute.name not in allowed:
                names = ", ".join(allowed) or "none"
                self._problem(attribute.line, f"{attribute.id}: a {label} has no {attribute.name!r}; it has {names}")
                continue
            values = allowed[attribute.name]
            if (values is None) != (attribute.value is None) or (values and attribute.value not in values):
                expected = "no value" if values is None else f"one of {', '.join(values)}"
                found = "none" if attribute.value is None else repr(attribute.value)
                self._problem(attribute.line, f"{attribute.id}: {attribute.name} takes {expected}, found {found}")
            given = self._values.setdefault(attribute.target, {})
            if attribute.name in given:
                self._problem(attribute.line, f"{attribute.target} has {attribute.name} twice; keep one")
            given[attribute.name] = attribute.value

    def _takes_attributes(self, target: str) -> bool:
        """Events and commitments have attributes on their `E` line, not on the trigger."""
        return target in self._in.events or self._in.texts[target].label in e.TEXT_LABELS

    def _value(self, target: str, name: str, default: str | None = None) -> Any:
        return self._values.get(target, {}).get(name, default)

    def _flag(self, target: str, name: str) -> bool:
        return name in self._values.get(target, {})

    def _required(self, target: str, name: str, line: int) -> str | None:
        if not self._flag(target, name):
            self._problem(line, f"{target}: attribute {name} is missing; add it")
        value: str | None = self._value(target, name)
        return value

    def _check_relations(self) -> None:
        for relation in self._in.relations.values():
            first, second = self._label(relation.first), self._label(relation.second)
            if relation.label not in e.RELATIONS:
                self._problem(
                    relation.line, f"{relation.id}: unknown relation {relation.label!r}; use {', '.join(e.RELATIONS)}"
                )
            elif first is None or second is None:
                absent = relation.first if first is None else relation.second
                self._problem(relation.line, f"{relation.id}: {absent} is not in this file")
            elif message := _relation_problem(relation.label, first, second):
                self._problem(relation.line, f"{relation.id}: {message}")
            elif relation.first in self._links:
                self._problem(relation.line, f"{relation.first} points to two annotations; keep one relation")
            else:
                self._links[relation.first] = relation

    def _check_notes(self) -> None:
        for note in self._in.notes.values():
            label = self._label(note.target)
            if label is None:
                self._problem(note.line, f"{note.id}: {note.target} is not in this file")
                continue
            if note.target in self._in.events:
                allowed = e.COMMITMENT_KEYS if label == e.COMMITMENT else e.EVENT_KEYS
            else:
                allowed = e.MENTION_KEYS if label in e.MENTIONS else e.TEXT_KEYS
            for key in note.content.keys() - allowed:
                self._problem(note.line, f"{note.id}: unknown key {key!r}; use {', '.join(sorted(allowed))}")
            for key in self._mapping(note.content, "record", note.line).keys() - e.RECORD_KEYS:
                self._problem(note.line, f"{note.id}: unknown key {key!r} in record")

    # entities and mentions

    def _note_line(self, target: str) -> int:
        return self._in.notes[target].line if target in self._in.notes else 0

    def _entities(self) -> dict[str, list[Any]]:
        raw: dict[str, list[tuple[int, dict[str, Any]]]] = {kind: [] for kind in e.ENTITIES}
        order: dict[str, list[str]] = {}
        carriers: dict[str, str] = {}
        for text in self._mention_lines:
            content = self._in.note(text.id).get("entity")
            if isinstance(content, dict):
                line = self._note_line(text.id)
                if text.label == "position":
                    self._problem(line, f"{text.id}: a position carries no entity; draw `holder` to the person")
                    continue
                values = dict(content)
                for name in e.ENTITY_ATTRIBUTES.get(text.label, ()):
                    given = self._flag(text.id, name)
                    values[name] = given if name == "inferred" else self._required(text.id, name, text.line)
                carriers[text.id] = str(content.get("id"))
                raw[text.label].append((line, values))
        for note in self._in.notes.values():
            whole = self._mapping(note.content, "record", note.line)
            order |= self._mapping(whole, "order", note.line)
            if "languages" in whole:
                self._languages = {"languages": whole["languages"]}
            for kind, (field, _) in e.ENTITIES.items():
                raw[kind] += [
                    (note.line, dict(values)) for values in self._mapping(whole, "entities", note.line).get(field, [])
                ]
        self._resolve(carriers, {str(values.get("id")) for group in raw.values() for _, values in group})
        mentioned: dict[str, list[str]] = {}
        for text in self._mention_lines:
            entity = self._entity_of.get(text.id)
            if entity and text.label != "position":
                mentioned.setdefault(entity, []).append(self._mention_ids[text.id])
        return {
            field: self._ordered(self._built(kind, model, raw[kind], mentioned), order.get(field))
            for kind, (field, model) in e.ENTITIES.items()
        }

    def _built(
        self, kind: str, model: type[schemas.Model], raw: list[tuple[int, dict[str, Any]]], mentioned: dict[str, Any]
    ) -> list[Any]:
        built = []
        for line, given in raw:
            values = {**e.ENTITY_DEFAULTS[kind], **given}
            if kind == "date":
                values = {"anchor": "text", "inferred": False, **values}
                try:
                    values["precision"] = precision(str(values.get("edtf")))
                except ValueError as error:
                    self._problem(line, f"edtf: {error}")
                    continue
            if kind == "person":
                values["positions"] = self._positions(line, values["positions"])
            identifier = str(values.get("id"))
            entity = self._build(line, model, **values, mentions=mentioned.get(identifier, []))
            if entity is not None:
                self._lines[identifier] = line
                built.append(entity)
                if kind == "date":
                    self._dates[identifier] = entity.edtf
        return built

    def _positions(self, line: int, raw: Any) -> list[Any]:
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            self._problem(line, "positions: a list of objects is expected")
            return []
        built = [self._build(line, schemas.PersonPosition, **{**e.POSITION_DEFAULTS, **item}) for item in raw]
        return [position for position in built if position is not None]

    @staticmethod
    def _ordered(entities: list[Any], order: list[str] | None) -> list[Any]:
        if not order:
            return entities
        place = {identifier: number for number, identifier in enumerate(order)}
        return sorted(entities, key=lambda entity: place.get(entity.id, len(place)))

    def _resolve(self, carriers: dict[str, str], known: set[str]) -> None:
        """Which entity each mention and party stands for, along its relations."""
        for text in self._in.texts.values():
            if text.label not in e.MENTIONS and text.label != e.PARTY:
                continue
            current, seen = text.id, set()
            while current not in carriers and current in self._links and current not in seen:
                seen.add(current)
                current = self._links[current].second
            named = carriers.get(current) or self._in.note(current).get("entity")
            if current in seen:
                self._problem(text.line, f"{text.id}: its {e.SAME_AS} relations run in a circle")
            elif isinstance(named, str) and named not in known:
                self._problem(self._note_line(current), f"{current}: entity {named!r} is described nowhere")
            elif named is None and text.label not in {"position", e.PARTY}:
                self._problem(
                    text.line,
                    f"{text.id} ({text.text!r}): no entity; describe it in a note "
                    f"or draw {e.SAME_AS} to a mention that has one",
                )
            self._entity_of[text.id] = named if isinstance(named, str) else None

    def _mention(self, text: TextBound) -> Any:
        return self._build(
            text.line,
            schemas.Mention,
            id=self._mention_ids[text.id],
            type=text.label,
            start=text.start,
            end=text.end,
            text=self._text[text.start : text.end],
            entity=self._entity_of.get(text.id),
            language=self._value(text.id, "language", "ru"),
            rule=None,
        )

    # events and commitments

    def _span(self, identifier: str) -> schemas.Span:
        text = self._in.texts[identifier]
        start = max(min(text.start, len(self._text) - 1), 0)
        end = max(min(text.end, len(self._text)), start)
        # a span outside the text is already a problem; reading goes on to find the others
        return schemas.Span.model_construct(start=start, end=end, text=self._text[start:end])

    def _arguments(self, event: EventLine, roles: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
        found = []
        for name, target in event.arguments:
            match = _ROLE.fullmatch(name)
            role = match["role"] if match else name
            label = self._label(target)
            if role not in roles:
                self._problem(event.line, f"{event.id}: unknown role {name!r}; use one of {', '.join(roles)}")
            elif label is None:
                self._problem(event.line, f"{event.id}: {name} points to {target}, which is not in this file")
            elif label not in roles[role] or (label in (*e.EVENTS, e.COMMITMENT)) != target.startswith("E"):
                allowed = "event" if roles[role] == e.EVENTS else " or ".join(roles[role])
                self._problem(event.line, f"{event.id}: {name} must be a {allowed}, {target} is a {label}")
            else:
                found.append((role, target))
        return found

    def _events_and_commitments(self) -> tuple[list[Any], list[Any]]:
        commitments = []
        made: dict[str, list[str]] = {}
        events = []
        for line in self._in.events.values():
            trigger = self._in.texts.get(line.trigger)
            if trigger is None:
                self._problem(line.line, f"{line.id}: its trigger {line.trigger} is not in this file")
            elif trigger.label != line.label:
                self._problem(line.line, f"{line.id} is a {line.label}, its trigger {line.trigger} a {trigger.label}")
            elif line.label == e.COMMITMENT:
                commitment = self._commitment(line)
                commitments.append(commitment)
                if commitment is not None and commitment.event:
                    made.setdefault(commitment.event, []).append(commitment.id)
            elif line.label in e.EVENTS:
                events.append(line)
            else:
                self._problem(line.line, f"{line.id}: unknown event type {line.label!r}; use {', '.join(e.EVENTS)}")
        return [self._event(line, made) for line in events], commitments

    def _key(self, note: dict[str, Any], identifier: str) -> Any:
        return note.get("key", f"{self._source.id}:{identifier}")

    def _event(self, line: EventLine, made: dict[str, list[str]]) -> Any:
        note, at = self._in.note(line.id), self._note_line(line.id) or line.line
        arguments = self._arguments(line, e.EVENT_ROLES)
        unspoken = self._mapping(note, "unspoken", at)
        values: dict[str, list[Any]] = {}
        for role, (field, _) in e.ENTITY_ROLES.items():
            named = [self._entity_of.get(target) for other, target in arguments if other == role]
            values[field] = self._filled(named, unspoken.get(field), at)
        identifier = self._event_ids[line.id]
        return self._build(
            at,
            schemas.Event,
            id=identifier,
            key=self._key(note, identifier),
            type=line.label,
            plover=schemas.PLOVER[line.label],  # type: ignore[index]
            status=self._required(line.id, "status", line.line),
            name=note.get("name"),
            number=note.get("number"),
            mode=self._value(line.id, "mode"),
            trigger=self._span(line.trigger),
            evidence=[self._span(target) for role, target in arguments if role == "evidence"],
            within=self._single(line, arguments, "within"),
            **values,
            participants=self._participants(line, arguments, note, unspoken, at),
            topics=note.get("topics", []),
            commitments=note.get("commitments", made.get(identifier, [])),
            rule=None,
        )

    def _participants(
        self, line: EventLine, arguments: list[tuple[str, str]], note: dict[str, Any], unspoken: dict[str, Any], at: int
    ) -> list[Any]:
        shown_as = self._mapping(note, "as", at)
        spoken = [(role, target) for role, target in arguments if role in e.PARTICIPANT_ROLES]
        for key in shown_as.keys() - {f"{role}:{target}" for role, target in spoken}:
            self._problem(at, f"{line.id}: `as` names {key!r}, which is no argument of it")
        built = []
        for role, target in spoken:
            extra = {"position": None, "affiliation": None, **self._mapping(shown_as, f"{role}:{target}", at)}
            built.append(self._build(at, schemas.Participant, **self._party(target), role=role, **extra))
        silent = {
            position: self._build(
                at, schemas.Participant, **{**_NO_WORDS, "position": None, "affiliation": None, **values}
            )
            for position, values in self._mapping(unspoken, "participants", at).items()
            if isinstance(values, dict)
        }
        return self._filled(built, silent, at)

    def _party(self, target: str) -> dict[str, Any]:
        span = self._span(target)
        own = self._in.texts[target].label == e.PARTY
        basis = self._required(target, "basis", self._in.texts[target].line) if own else "stated"
        return {
            "entity": self._entity_of.get(target),
            "start": span.start,
            "end": span.end,
            "text": span.text,
            "basis": basis,
        }

    def _mapping(self, content: dict[str, Any], key: str, line: int) -> dict[str, Any]:
        found = content.get(key, {})
        if not isinstance(found, dict):
            self._problem(line, f"{key}: an object is expected, found {found!r:.60}")
            return {}
        return found

    def _filled(self, spoken: Iterable[Any], silent: Any, line: int) -> list[Any]:
        """The values that have words, with those that have none put in at the positions that their keys say."""
        values = [value for value in spoken if value is not None]
        if silent and not (isinstance(silent, dict) and all(str(key).isdecimal() for key in silent)):
            self._problem(line, f"unspoken: positions in the list are expected as keys, found {silent!r:.60}")
            return values
        for position in sorted(silent or {}, key=int):
            if silent[position] is not None:
                values.insert(int(position), silent[position])
        return values

    def _single(self, line: EventLine, arguments: list[tuple[str, str]], role: str) -> str | None:
        """The id of the one event or commitment in `role`."""
        target = self._one(line, arguments, role)
        return self._event_ids[target] if target else None

    def _one(self, line: EventLine, arguments: list[tuple[str, str]], role: str) -> str | None:
        found = [target for other, target in arguments if other == role]
        if len(found) > 1:
            self._problem(line.line, f"{line.id}: {role} is given {len(found)} times; keep one")
        return found[0] if found else None

    def _commitment(self, line: EventLine) -> Any:
        note, at = self._in.note(line.id), self._note_line(line.id) or line.line
        arguments = self._arguments(line, e.COMMITMENT_ROLES)
        unspoken = self._mapping(note, "unspoken", at)
        spans = {}
        for role in ("action", "theme", "clause"):
            target = self._one(line, arguments, role)
            spans[role] = self._span(target) if target else None
            if target is None and role != "theme":
                self._problem(line.line, f"{line.id}: a commitment needs an {role}; add the argument")
        if spans["action"] is None or spans["clause"] is None:
            return None
        parties = {
            field: self._parties(arguments, role, unspoken.get(field), at) for role, field in e.PARTY_ROLES.items()
        }
        times: dict[str, str | None] = {}
        for role in ("deadline", "timeframe"):
            target = self._one(line, arguments, role)
            times[f"{role}_mention"] = self._mention_ids[target] if target else None
            entity = self._entity_of.get(target) if target else None
            times[role] = note[role] if role in note else self._dates.get(entity or "")
        attributed = self._one(line, arguments, "attributed_to")
        identifier = self._event_ids[line.id]
        force = self._required(line.id, "force", line.line)
        specifics = [value for value in e.SPECIFICS if self._flag(line.id, f"specifics_{value}")]
        if "specifics" in note and sorted(note["specifics"]) != sorted(specifics):
            self._problem(at, f"{line.id}: specifics in the note and in the attributes differ; remove the note's")
        return self._build(
            at,
            schemas.Commitment,
            id=identifier,
            key=self._key(note, identifier),
            force=force,
            status=self._required(line.id, "status", line.line),
            negated=self._flag(line.id, "negated"),
            specifics=note.get("specifics", specifics),
            cue=self._span(line.trigger),
            **spans,
            action_lemma=note.get("action_lemma"),
            **parties,
            responsible=note.get("responsible", e.responsible(force or "", parties["actors"], parties["addressees"])),
            **times,
            topics=note.get("topics", []),
            attributed_to=self._entity_of.get(attributed) if attributed else note.get("attributed_to"),
            **{
                role: self._single(line, arguments, role)
                for role in ("event", "target_event", "responds_to", "translation_of", "restates")
            },
            evidence=[self._span(target) for role, target in arguments if role == "evidence"],
            language=self._value(line.id, "language", "ru"),
            rule=None,
        )

    def _parties(self, arguments: list[tuple[str, str]], role: str, silent: Any, at: int) -> list[Any]:
        spoken = [self._build(at, schemas.Party, **self._party(target)) for other, target in arguments if other == role]
        built = {
            position: self._build(at, schemas.Party, **_NO_WORDS, entity=entity)
            for position, entity in (silent if isinstance(silent, dict) else {}).items()
        }
        return self._filled(spoken, built if isinstance(silent, dict) else silent, at)


_NO_WORDS: dict[str, Any] = {"start": None, "end": None, "text": None, "basis": "inferred"}


def _relation_problem(label: str, first: str, second: str) -> str | None:
    if label == e.SAME_AS and (first != second or first not in e.MENTIONS or first == "position"):
        return f"{label} joins two mentions of one type (no positions), not a {first} and a {second}"
    if label == e.HOLDER and (first, second) != ("position", "person"):
        return f"{label} goes from a position to a person, not from a {first} to a {second}"
    if label == e.REFERS_TO and (first != e.PARTY or second not in {"person", "organization", "place"}):
        return f"{label} goes from a party to a person, organization or place, not from a {first} to a {second}"
    return None


def iter_texts(ann: str) -> Iterator[tuple[str, int, int]]:
    """Label, start and end of every `T` line: all that a reader of foreign brat corpora needs."""
    for text in parse(ann).texts.values():
        yield text.label, text.start, text.end

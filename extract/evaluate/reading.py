"""From the lines of an annotation file to a record, with a problem for everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError

import schemas
from extract.evaluate import encoding as e
from extract.evaluate.standoff import EventLine, Note, Problem, Relation, Standoff, TextBound, shown
from schemas.edtf import precision

_ROLE = re.compile(r"(?P<role>[a-z_]*[a-z])(?P<number>[1-9]\d*)?")
_NO_WORDS: dict[str, Any] = {"start": None, "end": None, "text": None, "basis": "inferred"}


class Reader:
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

    def _build(self, line: int, model: type[schemas.Model], /, **values: Any) -> Any:
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
            value = attribute.value
            if (values is None) != (value is None) or (values and value not in values):
                expected = "no value" if values is None else f"one of {', '.join(values)}"
                found = "none" if value is None else repr(value)
                self._problem(attribute.line, f"{attribute.id}: {attribute.name} takes {expected}, found {found}")
                # reading goes on with a value that fits, so that one fault is one line
                value = values[0] if values else None
            given = self._values.setdefault(attribute.target, {})
            if attribute.name in given:
                self._problem(attribute.line, f"{attribute.target} has {attribute.name} twice; keep one")
            given[attribute.name] = value

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
            values = e.ATTRIBUTES[self._label(target) or ""][name]
            return values[0] if values else None
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
            shapes = {key: e.SHAPES[key] for key in allowed}
            self._check_shapes(note, note.content, shapes)
            if isinstance(whole := note.content.get("record"), dict):
                self._check_shapes(note, whole, e.RECORD_SHAPES)

    def _check_shapes(self, note: Note, content: dict[str, Any], shapes: dict[str, TypeAdapter[Any]]) -> None:
        """Report keys and values of a note that cannot be read, and drop them: the rest is still checked."""
        for key in list(content):
            if key not in shapes:
                self._problem(note.line, f"{note.id}: unknown key {key!r}; use {', '.join(shapes)}")
                del content[key]
                continue
            try:
                shapes[key].validate_python(content[key], strict=True)
            except ValidationError as error:
                message = error.errors()[0]["msg"]
                self._problem(note.line, f"{note.id}: {key}: {message} (found {content[key]!r:.80})")
                del content[key]

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
            entity = self._build(line, model, **{**values, "mentions": mentioned.get(identifier, [])})
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
            built.append(self._build(at, schemas.Participant, **{**extra, **self._party(target), "role": role}))
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


def _relation_problem(label: str, first: str, second: str) -> str | None:
    if label == e.SAME_AS and (first != second or first not in e.MENTIONS or first == "position"):
        return f"{label} joins two mentions of one type (no positions), not a {first} and a {second}"
    if label == e.HOLDER and (first, second) != ("position", "person"):
        return f"{label} goes from a position to a person, not from a {first} to a {second}"
    if label == e.REFERS_TO and (first != e.PARTY or second not in {"person", "organization", "place"}):
        return f"{label} goes from a party to a person, organization or place, not from a {first} to a {second}"
    return None

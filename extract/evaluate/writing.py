"""From a record to the lines of an annotation file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import schemas
from extract.evaluate import encoding as e
from extract.evaluate.languages import guess_languages
from extract.evaluate.standoff import Attribute, EventLine, Note, Relation, Standoff, TextBound, fragments, shown

_MENTION_ID = re.compile(r"m([1-9]\d*)")
_EVENT_ID = re.compile(r"e([1-9]\d*)")


class Writer:
    """Writes one record; ids are kept in the numbers of the lines, or else in notes."""

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

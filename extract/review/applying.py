"""Verdicts carried out on a record: what was rejected goes, what was corrected changes. For annotation, not for runs.

A run leaves records as the program found them. Here a reader's word counts, as far as it can be carried out: names have
to be those of the document's entities or words of its text, dates have to be dates, words have to be in the text. What
cannot be carried out is said, and the annotator does it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from extract.evaluate.encoding import responsible
from extract.read import parse_day
from extract.review.reviews import Verdict
from extract.write.labels import LABELS
from schemas import PLOVER, Record
from schemas.commitment import CommitmentStatus, Force
from schemas.edtf import check_edtf, precision
from schemas.event import EventStatus, EventType, Mode
from schemas.mention import MentionType

_GROUPS = {
    "person": "persons",
    "position": "persons",
    "organization": "organizations",
    "place": "places",
    "document": "documents",
    "date": "dates",
}
_PREFIX = {"persons": "p", "organizations": "o", "places": "l", "documents": "i", "dates": "d"}
_PARTY_GROUPS = ("persons", "organizations", "places")
#: field -> allowed values, and the group of their labels
_CLOSED: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {
    ("commitment", "force"): (get_args(Force), "force"),
    ("commitment", "status"): (get_args(CommitmentStatus), "commitment_status"),
    ("event", "type"): (get_args(EventType), "event_type"),
    ("event", "status"): (get_args(EventStatus), "event_status"),
    ("event", "mode"): (get_args(Mode), "mode"),
    ("mention", "type"): (get_args(MentionType), "mention_type"),
}
_YES = {"yes", "true", "1", "да", "отрицание", "negated"}
_NO = {"no", "false", "0", "нет", ""}
_LEVEL = str.maketrans("ё", "е")


class _CannotApplyError(Exception):
    """Why a correction cannot be carried out."""


@dataclass(frozen=True)
class Applied:
    """A record with its verdicts carried out; `problems` says what could not be, a line each."""

    record: Record
    problems: list[str]


def apply(record: Record, verdicts: Mapping[str, Verdict]) -> Applied:
    """The record as its readers would have it. A correction that breaks the record is left out and said."""
    problems: list[str] = []
    for identifier, verdict in sorted(verdicts.items(), key=lambda pair: _order(pair[0])):
        steps: list[tuple[str, Callable[[_Editor], None]]] = []
        if verdict.verdict == "reject":
            steps.append(("reject", lambda editor, name=identifier: editor.remove(name)))  # type: ignore[misc]
        elif verdict.verdict == "correct":
            # type before words before value: what a mention is decides what its value can be
            for name, value in sorted(verdict.corrections.items(), key=lambda pair: _FIELD_ORDER.get(pair[0], 9)):
                steps.append(
                    (name, lambda editor, i=identifier, n=name, v=value: editor.correct(i, n, v))  # type: ignore[misc]
                )
        for name, step in steps:
            editor = _Editor(record)
            try:
                step(editor)
                record = editor.finish()
            except _CannotApplyError as error:
                problems.append(f"{record.document.id}: {identifier} {name}: {error}")
            except ValidationError as error:
                first = " ".join(error.errors()[0]["msg"].split())
                problems.append(f"{record.document.id}: {identifier} {name}: breaks the record ({first})")
    return Applied(record, problems)


_FIELD_ORDER = {"type": 0, "text": 1, "value": 2}


def _order(identifier: str) -> tuple[int, int]:
    """Mentions last: events and commitments refer to them."""
    return ("ecm".find(identifier[0]), int(identifier[1:]))


class _Editor:
    """One change of a record, on plain values."""

    def __init__(self, record: Record) -> None:
        self._content: dict[str, Any] = record.model_dump()
        self._text: str = record.document.text or ""

    def finish(self) -> Record:
        self._drop_unused()
        self._set_mentions()
        return Record.model_validate(self._content)

    def _find(self, identifier: str) -> tuple[str, dict[str, Any]]:
        kinds = {"c": ("commitment", "commitments"), "e": ("event", "events"), "m": ("mention", "mentions")}
        kind, field = kinds[identifier[0]]
        for item in self._content[field]:
            if item["id"] == identifier:
                return kind, item
        raise _CannotApplyError("is no longer there")

    # --- removing

    def remove(self, identifier: str) -> None:
        kind, item = self._find(identifier)
        self._content[f"{kind}s"].remove(item)
        if kind == "mention":
            for person in self._content["entities"]["persons"]:
                person["positions"] = [p for p in person["positions"] if p["mention"] != identifier]
            for commitment in self._content["commitments"]:
                for name in ("deadline", "timeframe"):
                    if commitment[f"{name}_mention"] == identifier:
                        commitment[name] = commitment[f"{name}_mention"] = None
                        if name in commitment["specifics"]:
                            commitment["specifics"].remove(name)
        self._forget(identifier)

    def _forget(self, identifier: str) -> None:
        """Take a removed thing out of everything that refers to it."""
        for holder in self._holders():
            for name, value in holder.items():
                if value == identifier and name != "id":
                    holder[name] = None
                elif isinstance(value, list) and identifier in value:
                    holder[name] = [x for x in value if x != identifier]

    def _holders(self) -> Iterator[dict[str, Any]]:
        for field in ("events", "commitments", "reports"):
            yield from self._content.get(field, ())

    # --- entities

    def _entities(self, group: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._content["entities"][group]
        return found

    def _named(self, name: str, groups: tuple[str, ...]) -> str | None:
        """The entity of these groups with this name, a short name, or words of a mention."""
        wanted = _level(name)
        for group in groups:
            for entity in self._entities(group):
                short = entity.get("short_name")
                with_country = [
                    f"{short} ({x['name']})" for x in self._entities("places") if short and x["kind"] == "country"
                ]
                if wanted in (_level(n) for n in (entity["name"], short, *with_country) if n):
                    return str(entity["id"])
        for mention in self._content["mentions"]:
            if _GROUPS[mention["type"]] in groups and mention["type"] != "position" and mention["entity"]:
                if _level(mention["text"]) == wanted:
                    return str(mention["entity"])
        return None

    def _new(self, group: str, **values: Any) -> str:
        prefix = _PREFIX[group]
        used = [int(x["id"][len(prefix) :]) for x in self._entities(group) if x["id"][len(prefix) :].isdigit()]
        identifier = f"{prefix}{max(used, default=0) + 1}"
        empty: dict[str, dict[str, Any]] = {
            "persons": {"positions": []},
            "organizations": {"short_name": None, "wikidata": None, "parent": None, "country": None},
            "places": {"kind": "other", "country": None, "geonames_id": None, "latitude": None, "longitude": None},
            "documents": {"years": None, "issuer": None},
            "dates": {"anchor": "text", "inferred": False},
        }
        self._entities(group).append({"id": identifier, **empty[group], **values, "mentions": []})
        return identifier

    def _date(self, edtf: str) -> str:
        found = next((x["id"] for x in self._entities("dates") if x["edtf"] == edtf), None)
        return found or self._new("dates", edtf=edtf, precision=precision(edtf))

    def _set_mentions(self) -> None:
        """Entities list the mentions that point to them."""
        mentions = self._content["mentions"]
        mentions.sort(key=lambda m: (m["start"], -m["end"]))
        for group in _PREFIX:
            for entity in self._entities(group):
                entity["mentions"] = [
                    m["id"]
                    for m in mentions
                    if m["entity"] == entity["id"] and _GROUPS[m["type"]] == group and m["type"] != "position"
                ]

    def _drop_unused(self) -> None:
        """Entities that nothing refers to any more go."""
        for group in _PREFIX:
            for entity in [x for x in self._entities(group) if x["mentions"]]:
                identifier = entity["id"]
                rest = {
                    **self._content,
                    "entities": {g: [x for x in v if x is not entity] for g, v in self._content["entities"].items()},
                }
                if not _mentions(rest, identifier):
                    self._entities(group).remove(entity)

    # --- correcting

    def correct(self, identifier: str, field: str, value: str) -> None:
        kind, item = self._find(identifier)
        if (kind, field) in _CLOSED:
            self._closed(kind, item, field, value)
            return
        method = getattr(self, f"_{kind}_{field}", None)
        if method is None:
            raise _CannotApplyError("this field cannot be corrected here")
        method(item, value)

    def _closed(self, kind: str, item: dict[str, Any], field: str, value: str) -> None:
        allowed, group = _CLOSED[kind, field]
        words = {_level(word): name for name, pair in LABELS[group].items() for word in (name, *pair)}
        chosen = words.get(_level(value))
        if not value.strip() and field == "mode":
            item["mode"] = None
            return
        if chosen not in allowed:
            raise _CannotApplyError(f"{value!r} is none of {', '.join(allowed)}")
        if kind == "mention":
            self._change_type(item, chosen)
            return
        item[field] = chosen
        if (kind, field) == ("event", "type"):
            item["plover"] = PLOVER[chosen]  # type: ignore[index]
        if (kind, field) == ("commitment", "force"):
            self._set_responsible(item)

    # commitments

    def _commitment_negated(self, item: dict[str, Any], value: str) -> None:
        word = _level(value)
        if word not in _YES | _NO:
            raise _CannotApplyError(f"{value!r} is neither yes nor no")
        item["negated"] = word in _YES

    def _commitment_action(self, item: dict[str, Any], value: str) -> None:
        start, end = self._locate(value, item["action"]["start"])
        item["action"] = {"start": start, "end": end, "text": self._text[start:end]}
        clause = item["clause"]
        start, end = min(start, clause["start"]), max(end, clause["end"])
        item["clause"] = {"start": start, "end": end, "text": self._text[start:end]}

    def _commitment_actors(self, item: dict[str, Any], value: str) -> None:
        item["actors"] = self._parties(item["actors"], value, item["cue"]["start"])
        self._set_responsible(item)

    def _commitment_addressees(self, item: dict[str, Any], value: str) -> None:
        item["addressees"] = self._parties(item["addressees"], value, item["cue"]["start"])
        self._set_responsible(item)

    def _commitment_partners(self, item: dict[str, Any], value: str) -> None:
        item["partners"] = self._parties(item["partners"], value, item["cue"]["start"])

    def _commitment_deadline(self, item: dict[str, Any], value: str) -> None:
        self._set_date(item, "deadline", value)
        kept = [x for x in item["specifics"] if x != "deadline"]
        item["specifics"] = ["deadline", *kept] if item["deadline"] else kept

    def _commitment_timeframe(self, item: dict[str, Any], value: str) -> None:
        self._set_date(item, "timeframe", value)

    def _commitment_topics(self, item: dict[str, Any], value: str) -> None:
        item["topics"] = _topics(value)

    def _set_date(self, item: dict[str, Any], name: str, value: str) -> None:
        if not value.strip():
            item[name] = item[f"{name}_mention"] = None
            return
        item[name] = _edtf(value)
        values = {x["id"]: x["edtf"] for x in self._entities("dates")}
        same = [m for m in self._content["mentions"] if m["type"] == "date" and values.get(m["entity"]) == item[name]]
        nearest = min(same, key=lambda m: abs(m["start"] - item["action"]["end"]), default=None)
        # without words of that value the words that were wrongly read stay the evidence
        if nearest is not None:
            item[f"{name}_mention"] = nearest["id"]

    @staticmethod
    def _set_responsible(item: dict[str, Any]) -> None:
        actors, addressees = ([_Entity(p["entity"]) for p in item[name]] for name in ("actors", "addressees"))
        item["responsible"] = responsible(item["force"], actors, addressees)

    # events

    def _event_name(self, item: dict[str, Any], value: str) -> None:
        item["name"] = value.strip() or None

    def _event_number(self, item: dict[str, Any], value: str) -> None:
        item["number"] = value.strip() or None

    def _event_dates(self, item: dict[str, Any], value: str) -> None:
        item["dates"] = list(dict.fromkeys(self._date(_edtf(part)) for part in _parts(value)))

    def _event_places(self, item: dict[str, Any], value: str) -> None:
        item["places"] = [self._one(part, ("places",)) for part in _parts(value)]

    def _event_organizations(self, item: dict[str, Any], value: str) -> None:
        item["organizations"] = [self._one(part, ("organizations",)) for part in _parts(value)]

    def _event_topics(self, item: dict[str, Any], value: str) -> None:
        item["topics"] = _topics(value)

    def _event_participants(self, item: dict[str, Any], value: str) -> None:
        extra = {"role": "participant", "position": None, "affiliation": None}
        parties = self._parties(item["participants"], value, item["trigger"]["start"])
        item["participants"] = [{**extra, **party} for party in parties]

    def _one(self, name: str, groups: tuple[str, ...]) -> str:
        found = self._named(name, groups)
        if found is None:
            kinds = " or ".join(group.removesuffix("s") for group in groups)
            raise _CannotApplyError(f"{name!r} is no {kinds} of this document; mark it in brat first")
        return found

    def _parties(self, old: list[dict[str, Any]], value: str, near: int) -> list[dict[str, Any]]:
        """Parties by name: those that were there as they were, others by an entity or by words of the text."""
        found = []
        for name in _parts(value):
            entity = self._named(name, _PARTY_GROUPS)
            kept = [p for p in old if (p["entity"] == entity if entity else _level(p["text"] or "") == _level(name))]
            if kept:
                found.append(kept[0])
                continue
            own = (
                [m for m in self._content["mentions"] if m["entity"] == entity and m["type"] != "position"]
                if entity
                else []
            )
            if entity and not own:
                found.append({"entity": entity, "start": None, "end": None, "text": None, "basis": "inferred"})
                continue
            if own:
                nearest = min(own, key=lambda m: abs(m["start"] - near))
                start, end = nearest["start"], nearest["end"]
            else:
                start, end = self._locate(name, near)
            words = {"start": start, "end": end, "text": self._text[start:end]}
            found.append({"entity": entity, **words, "basis": "stated"})
        return found

    # mentions

    def _change_type(self, item: dict[str, Any], chosen: str) -> None:
        if chosen == "position" or item["type"] == "position":
            raise _CannotApplyError("a position belongs to a person; mark it in brat")
        group = _GROUPS[chosen]
        if chosen == "date":
            entity = self._date("XXXX-XX-XX")
        else:
            entity = self._named(item["text"], (group,)) or self._new(group, name=item["text"])
        self._unlink_date(item)
        item["type"], item["entity"] = chosen, entity

    def _unlink_date(self, item: dict[str, Any]) -> None:
        for commitment in self._content["commitments"]:
            for name in ("deadline", "timeframe"):
                if commitment[f"{name}_mention"] == item["id"]:
                    commitment[name] = commitment[f"{name}_mention"] = None

    def _mention_text(self, item: dict[str, Any], value: str) -> None:
        if not value.strip():
            raise _CannotApplyError("a mention has words; reject it instead")
        item["start"], item["end"] = self._locate(value, item["start"])
        item["text"] = self._text[item["start"] : item["end"]]

    def _mention_value(self, item: dict[str, Any], value: str) -> None:
        group = _GROUPS[item["type"]]
        if item["type"] == "position":
            item["entity"] = self._one(value, ("persons",)) if value.strip() else None
        elif item["type"] == "date":
            before = next((x["edtf"] for x in self._entities("dates") if x["id"] == item["entity"]), None)
            item["entity"] = self._date(_edtf(value))
            for commitment in self._content["commitments"]:
                for name in ("deadline", "timeframe"):
                    # what followed from the words follows from their right value
                    if commitment[f"{name}_mention"] == item["id"] and commitment[name] == before:
                        commitment[name] = _edtf(value)
        elif not value.strip():
            raise _CannotApplyError("a name cannot be empty; reject the mention instead")
        else:
            item["entity"] = self._named(value, (group,)) or self._new(group, name=value.strip())

    def _locate(self, words: str, near: int) -> tuple[int, int]:
        """Where `words` stand in the text, nearest to `near`; white space may differ."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        if not pattern:
            raise _CannotApplyError("no words")
        found = [match.span() for match in re.finditer(pattern, self._text)]
        if not found:
            raise _CannotApplyError(f"the words {words[:60]!r} are not in the text")
        return min(found, key=lambda span: abs(span[0] - near))


@dataclass(frozen=True)
class _Entity:
    entity: str | None


def _mentions(value: Any, identifier: str) -> bool:
    """True if `identifier` stands anywhere in a value."""
    if isinstance(value, dict):
        return any(_mentions(part, identifier) for part in value.values())
    if isinstance(value, list):
        return any(_mentions(part, identifier) for part in value)
    return bool(value == identifier)


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _topics(value: str) -> list[str]:
    words = {_level(word): name for name, pair in LABELS["topic"].items() for word in pair}
    return list(dict.fromkeys(words.get(_level(part), part) for part in _parts(value)))


def _edtf(value: str) -> str:
    """A date as people write it: EDTF, or a Russian day."""
    value = value.strip()
    try:
        return parse_day(value)
    except ValueError:
        pass
    try:
        return check_edtf(value)
    except ValueError as error:
        raise _CannotApplyError(str(error)) from error


def _level(words: str) -> str:
    return " ".join(words.lower().translate(_LEVEL).split())

"""Records of a run, one after the other, cut down to what the ledger compares and shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.errors import InputError
from extract.ledger.entities import Registry
from extract.ledger.items import Act, Doc, EventItem, ordinal
from extract.ledger.words import (
    DRAFT,
    HAPPENINGS,
    action_class,
    base,
    content,
    object_head,
    quoted_names,
    word_key,
)
from extract.ledger.words import ordinal as number_of
from schemas import Record
from schemas.edtf import bounds

RECORDS = "records.jsonl"
#: characters of a quote that are kept
_MAX_QUOTE = 400
#: how far back a pronoun or `документ` looks for its instrument, in characters
_POINTER_REACH = 500
_POINTER = re.compile(r"^\W*\w+\s+(?:его|ее|её|их|документ|данный документ|it|them)\b", re.IGNORECASE)
_SESSION = re.compile(r"\b([IVXLC]+|\d{1,3})(?:-(?:е|й|я|го|м|ом|ое|ая))?\s+(?:заседани|сесси|саммит|совещани)")


_BEFORE = re.compile(
    r"(?:\b(?:в|во|до|к|ко|с|со|на|по|не позднее|не позже|в течение|by|in|on|until|before|during|from|of|the)\s+)+$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"котор\w+|он[аио]?|эт\w+", re.IGNORECASE)
_CREATION = re.compile(r"\b(?:создани[еия]|учреждени[еия]|открыти[еия]|establishment of|creation of)\s+", re.IGNORECASE)
#: nouns for the course of something: a report on them is a report on it
_COURSE = frozenset(
    {
        "ход", "итог", "результат", "подготовка", "выполнение", "реализация", "исполнение", "доклад", "информация",
        "вопрос", "подписание", "проведение", "срок", "состояние",
    }
)  # fmt: skip
_OF_REPORTS = {"adopted": "adopt", "endorsed": "adopt", "signed": "sign", "drafted": "draft", "submitted": "submit"}
#: happenings that are put off
_PUT_OFF = frozenset({"session", "summit", "conference", "exercise", "operation", "visit", "meeting"})


class Contents:
    """What was read: documents, events, acts, and the registry of entities."""

    def __init__(self, *, local: bool = False) -> None:
        self.registry = Registry(local=local)
        self.docs: list[Doc] = []
        self.events: list[EventItem] = []
        self.acts: list[Act] = []

    def add(self, record: dict[str, Any]) -> None:
        """Take what is needed of one record (as JSON)."""
        _Reader(self, record).read()

    def settle(self) -> None:
        """Put everything into an order that does not depend on that of the records."""
        self.docs.sort(key=lambda doc: doc.order)
        self.events.sort(key=lambda e: (*e.doc.order, e.start, e.id))
        self.acts.sort(key=lambda a: a.order)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a run, as JSON objects: a folder, its `records.jsonl`, or any file of JSON Lines.

    Raises:
        InputError: there are none, or one is no record; names file and line.
    """
    file = path / RECORDS if path.is_dir() else path
    if not file.exists():
        raise InputError(f"{file}: no such file; give the folder that `kommunike run` wrote")
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(line, file, number)
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is not UTF-8 text; give the folder that `kommunike run` wrote") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}); check the path") from error


@contextmanager
def naming_faults(path: Path) -> Iterator[None]:
    """What fails inside because a record of `path` is not as it should be fails with the line and what is wrong in it.

    Every record is looked at in full only then: that takes longer than reading it.

    Raises:
        InputError: a record is none; names file, line, field and fault.
    """
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        file = path / RECORDS if path.is_dir() else path
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    if line.strip():
                        Record.model_validate_json(line)
                except ValidationError as fault:
                    first = fault.errors()[0]
                    where = ".".join(str(part) for part in first["loc"]) or "record"
                    what = f"{where}: {' '.join(first['msg'].split())[:200]}"
                    raise InputError(
                        f"{file}, line {number}: this is no kommunike record ({what}); write it anew with run"
                    ) from error
        raise


def _record(line: str, file: Path, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{file}, line {number}: this is no JSON ({error.msg}); write it anew with run") from error
    version = record.get("schema_version") if isinstance(record, dict) else None
    if not isinstance(version, str) or not version.startswith("1."):
        raise InputError(f"{file}, line {number}: this is no kommunike record; write it anew with run")
    return record  # type: ignore[no-any-return]


def read(records: Iterable[dict[str, Any]], *, local: bool = False) -> Contents:
    """What the ledger needs of all records; `local` also keeps which entity of which record became which."""
    contents = Contents(local=local)
    for record in records:
        contents.add(record)
    contents.settle()
    return contents


class _Reader:
    """One record."""

    def __init__(self, contents: Contents, record: dict[str, Any]) -> None:
        self._contents = contents
        self._record = record
        source = record["document"]
        published = source["published"]
        self.doc = Doc(
            id=source["id"],
            published=ordinal(bounds(published)[0]) if published else None,
            publisher=source["publisher"],
            url=source["url"],
            title=source["title"],
            sha256=source["sha256"],
        )
        entities = record["entities"]
        self._known = contents.registry.read(
            self.doc.id, entities, year=int(published[:4]) if published and published[:4].isdigit() else None
        )
        self._dates = {item["id"]: item["edtf"] for item in entities["dates"]}
        self._instruments = [m for m in record["mentions"] if m["type"] == "document"]
        self._date_mentions = [m for m in record["mentions"] if m["type"] == "date"]
        self._entity_mentions = [
            m for m in record["mentions"] if m["type"] in ("place", "organization", "person", "position")
        ]
        self._text = source.get("text") or ""
        self._events: dict[str, EventItem] = {}
        self._spans: list[tuple[int, int, EventItem]] = []

    def read(self) -> None:
        contents = self._contents
        contents.docs.append(self.doc)
        for event in self._record["events"]:
            item = self._event(event)
            self._events[event["id"]] = item
            self._spans += [(s["start"], s["end"], item) for s in (event["trigger"], *event["evidence"])]
            contents.events.append(item)
        acts: dict[str, Act] = {}
        for commitment in self._record["commitments"]:
            acts[commitment["id"]] = self._commitment(commitment)
        for report in self._record.get("reports", ()):
            act = acts[report["id"]] = self._report(report)
            if act.draft and act.target is not None and act.target.type == "adoption":
                act.target.draft = True
        roots = frozenset(
            root
            for event in self._events.values()
            for number in (*event.bodies, *(n for side in event.sides for n in side))
            for root in contents.registry.roots_of(number)
        )
        for event in self._events.values():
            event.release_roots = roots
        self._point(sorted(acts.values(), key=lambda act: act.start))
        for item in (*self._record["commitments"], *self._record.get("reports", ())):
            for name in ("restates", "responds_to", "translation_of", "commitment"):
                if item.get(name) in acts:
                    acts[item["id"]].links.append((acts[item[name]], name))
        contents.acts += acts.values()

    @staticmethod
    def _point(acts: Sequence[Act]) -> None:
        """An act without words of its own (`который планируется представить`) is about the last."""
        for number, act in enumerate(acts[1:], 1):
            bare = not act.words or act.pointer
            if not bare or act.instrument is not None or act.target is not None:
                continue
            before = acts[number - 1]
            if act.start - before.start <= _POINTER_REACH:
                act.links.append((before, "points_to"))

    # --- events

    def _event(self, event: dict[str, Any]) -> EventItem:
        days = [self._dates[d] for d in event["dates"] if d in self._dates]
        ends = [bounds(day) for day in days]
        firsts = [ordinal(first) for first, _ in ends if first]
        lasts = [ordinal(last) for _, last in ends if last]
        known = bool(days) and len(firsts) == len(lasts) == len(days)
        exact = known and all(len(part) == 10 for day in days for part in day.split("/"))
        trigger = event["trigger"]
        return EventItem(
            doc=self.doc,
            id=event["id"],
            key=event["key"],
            type=event["type"],
            status=event["status"],
            number=number_of(event["number"]),
            name=" ".join(quoted_names(f'"{event["name"]}"')) or None if event["name"] else None,
            first=min((f for f in firsts if f), default=None) if known else None,
            last=max((x for x in lasts if x), default=None) if known else None,
            dates=tuple(days),
            exact=exact,
            places=self._refs(event["places"]),
            sides=tuple(side for p in event["participants"] if (side := self._side(p))),
            bodies=self._refs(event["organizations"]),
            documents=self._refs(event["documents"]),
            topics=tuple(event["topics"]),
            mode=event["mode"],
            plover=event["plover"],
            quote=self._quote(trigger["start"], trigger["end"], trigger["text"]),
            start=trigger["start"],
        )

    def _refs(self, identifiers: Iterable[str | None]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._known[i] for i in identifiers if i in self._known))

    def _side(self, participant: dict[str, Any]) -> frozenset[int]:
        return frozenset(self._refs((participant["entity"], participant["affiliation"])))

    def _quote(self, start: int, end: int, fallback: str) -> str:
        """The line or sentence around the words, if the record carries its text."""
        text = self._text
        if not text:
            return fallback
        dot, line = text.rfind(". ", 0, start), text.rfind("\n", 0, start)
        first = max(dot + 2 if dot >= 0 else 0, line + 1)
        stops = [stop for stop in (text.find(". ", end), text.find("\n", end)) if stop >= 0]
        last = min(stops, default=len(text))
        return " ".join(text[first : min(last + 1, first + _MAX_QUOTE)].split())

    # --- acts

    def _commitment(self, x: dict[str, Any]) -> Act:
        action, theme = x["action"], x["theme"]
        words = self._bare(action["start"], action["end"], action["text"])
        lemma = x["action_lemma"]
        if theme is None:
            head = _object(words, self._names_in(action["start"], action["end"]), after=lemma and base(lemma))
        if theme is not None:
            themed = self._bare(theme["start"], theme["end"], theme["text"])
            head = _object(themed, self._names_in(theme["start"], theme["end"]))
            offset = theme["start"]
        else:
            themed, offset = "", action["start"]
        instrument = self._instrument(offset, themed or words, head, action["start"])
        text = f"{themed} {words}"
        actors = self._parties(x["actors"])
        others = tuple(
            dict.fromkeys((*self._refs(x["responsible"]), *self._parties((*x["addressees"], *x["partners"]))))
        )
        skip = {lemma and base(lemma)}
        return Act(
            doc=self.doc,
            item="commitment",
            id=x["id"],
            key=x["key"],
            kind=x["force"],
            negated=x["negated"],
            draft=bool(head and head[1] in DRAFT),
            action=_action(action_class(lemma), head, instrument),
            head=self._head_word(themed or words, head),
            inner=_inner(themed or words),
            words=self._content(text, skip),
            names=quoted_names(f"{theme['text'] if theme else ''} {action['text']}"),
            number=_session_number(f"{theme['text'] if theme else ''} {action['text']}"),
            instrument=instrument,
            mentioned=self._mentioned(x["clause"]["start"], x["clause"]["end"]),
            pointer=theme is not None and bool(_RELATIVE.fullmatch(theme["text"])),
            actors=actors,
            others=others,
            named=self._named(action["start"], action["end"]),
            states=self._states((*actors, *others), action["start"], action["end"]),
            deadline=x["deadline"],
            quote=_cut(f"{theme['text']} – {action['text']}" if theme else action["text"]),
            clause=_cut(x["clause"]["text"]),
            start=action["start"],
            topics=tuple(x["topics"]),
            language=x["language"],
            made_at=self._events.get(x["event"]),
            target=self._events.get(x["target_event"]),
        )

    def _report(self, x: dict[str, Any]) -> Act:
        theme = x["theme"] or x["evidence"]
        start, end = theme["start"], theme["end"]
        themed = self._bare(start, end, theme["text"])
        head = _object(themed, self._names_in(start, end))
        course: str | None = None
        while head is not None and base(head[1]) in _COURSE:
            # `ход подготовки соглашения`: what the course is of
            below = object_head(themed[head[0] :], after=head[1])
            if below is None:
                break
            course, head = head[1], (head[0] + below[0], below[1])
        document = self._known.get(x["document"])
        actors = self._parties(x["actors"])
        others = self._parties(x["recipients"])
        cue = x["cue"]
        told = [e for a, b, e in self._spans if (a < end and start < b) or (a < cue["end"] and cue["start"] < b)]
        if not told and x["kind"] == "postponed":
            # `срок их проведения перенесён`: of the happening that was told last
            told = [e for a, _, e in sorted(self._spans, key=lambda s: s[0]) if a < start and e.type in _PUT_OFF][-1:]
        days = bounds(x["date"]) if x["date"] else (None, None)
        first, last = ordinal(days[0]), ordinal(days[1])
        return Act(
            doc=self.doc,
            item="report",
            id=x["id"],
            key=x["key"],
            kind=x["kind"],
            negated=x["negated"],
            draft=x["draft"],
            action=_OF_REPORTS.get(x["kind"]) or action_class(course or base(cue["text"].split()[-1])),
            head=self._head_word(themed, head),
            inner=_inner(themed),
            words=self._content(themed, {course}),
            names=quoted_names(theme["text"]),
            number=_session_number(theme["text"]),
            instrument=document,
            mentioned=self._mentioned(start, end),
            actors=actors,
            others=others,
            named=self._named(start, end),
            states=self._states((*actors, *others), start, end),
            deadline=x["date"] if x["kind"] == "postponed" else None,
            quote=_cut(x["evidence"]["text"]),
            clause=_cut(theme["text"]),
            start=cue["start"],
            topics=(),
            language=x["language"],
            when=(first, last) if first and last and x["kind"] != "postponed" else None,
            when_edtf=x["date"],
            made_at=self._events.get(x["event"]),
            target=told[0] if told else None,
        )

    def _parties(self, parties: Sequence[dict[str, Any]]) -> tuple[int, ...]:
        return self._refs(party["entity"] for party in parties)

    def _bare(self, start: int, end: int, words: str) -> str:
        """The words with dates, and the prepositions before them, blanked out; offsets are kept."""
        for mention in self._date_mentions:
            if start <= mention["start"] and mention["end"] <= end:
                if not any(i["start"] <= mention["start"] and mention["end"] <= i["end"] for i in self._instruments):
                    words = _blank(words, mention["start"] - start, mention["end"] - start)
        return words

    def _names_in(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Spans of bodies, persons and places in a stretch, counted from its start; true for places."""
        return [
            (m["start"] - start, m["end"] - start, m["type"] == "place")
            for m in self._entity_mentions
            if start <= m["start"] and m["end"] <= end
        ]

    def _named(self, start: int, end: int) -> tuple[int, ...]:
        return self._refs(m["entity"] for m in self._entity_mentions if start <= m["start"] and m["end"] <= end)

    def _content(self, words: str, skip: set[str | None]) -> frozenset[str]:
        """Content words without the verb itself."""
        dropped = {word for lemma in skip if lemma for word in content(lemma)}
        return frozenset(content(words)) - dropped

    @staticmethod
    def _head_word(words: str, head: tuple[int, str] | None) -> str | None:
        """The head noun; of a draft, what it is a draft of."""
        if head is None:
            return None
        if head[1] in DRAFT:
            below = object_head(words[head[0] :], after=head[1])
            return word_key(below[1] if below else head[1])
        return word_key(head[1])

    def _instrument(self, offset: int, words: str, head: tuple[int, str] | None, before: int) -> int | None:
        """The instrument that is acted on: named at the head of the object, or pointed to."""
        if not self._instruments:
            return None
        if head is not None:
            for draft in (False, True):
                spot = head
                if draft:
                    if head[1] not in DRAFT:
                        break
                    below = object_head(words[head[0] :], after=head[1])
                    if below is None:
                        break
                    spot = (head[0] + below[0], below[1])
                at = offset + spot[0]
                for mention in self._instruments:
                    if mention["start"] <= at < mention["end"] and self._opens(mention, at):
                        return self._known.get(mention["entity"])
                if not draft and head[1] in DRAFT:
                    continue
                named = [
                    m
                    for m in self._instruments
                    if m["start"] < at and _title_head(m["text"]) == spot[1] and not (draft and self._in_force(m))
                ]
                if named:
                    return self._known.get(named[-1]["entity"])
        if _POINTER.match(words) or (head is not None and head[1] in DRAFT | {"документ"}):
            named = [m for m in self._instruments if before - _POINTER_REACH <= m["start"] < before]
            return self._known.get(named[-1]["entity"]) if named else None
        return None

    @staticmethod
    def _opens(mention: dict[str, Any], at: int) -> bool:
        """True if the word at an offset is the head noun of a name, not a word further in."""
        head = object_head(mention["text"])
        return head is not None and mention["start"] + head[0] == at

    def _in_force(self, mention: dict[str, Any]) -> bool:
        """True if the first year of an instrument lies before the release: nobody drafts it any more."""
        years = self._contents.registry.signatures[self._known[mention["entity"]]].years
        if not years or self.doc.published is None:
            return False
        return int(years[:4]) < date.fromordinal(self.doc.published).year

    def _mentioned(self, start: int, end: int) -> tuple[int, ...]:
        return self._refs(m["entity"] for m in self._instruments if start <= m["start"] and m["end"] <= end)

    def _states(self, parties: Iterable[int], start: int, end: int) -> frozenset[str]:
        """States that act or are named in the action."""
        registry = self._contents.registry
        inside = self._refs(m["entity"] for m in self._entity_mentions if start <= m["start"] and m["end"] <= end)
        found: set[str] = set()
        for number in (*parties, *inside):
            found |= registry.states_of(number)
        return frozenset(found)


def _blank(words: str, start: int, end: int) -> str:
    """Put blanks for a stretch and the prepositions before it."""
    before = _BEFORE.search(words[:start])
    first = before.start() if before else start
    return words[:first] + " " * (end - first) + words[end:]


def _object(words: str, names: Sequence[tuple[int, int, bool]], *, after: str | None = None) -> tuple[int, str] | None:
    """The object's head noun; names of bodies count only if nothing else is there, those of places even less."""
    for spans in (names, [name for name in names if name[2]], ()):
        bare = words
        for start, end, _ in spans:
            bare = _blank(bare, start, end)
        found = object_head(bare, after=after)
        if found is not None:
            return found
    return None


def _inner(words: str) -> str | None:
    """`соглашение о создании центра` -> the key of `центр`."""
    found = _CREATION.search(words)
    head = object_head(words[found.end() :]) if found else None
    return word_key(head[1]) if head else None


def _action(action: str | None, head: tuple[int, str] | None, instrument: int | None) -> str | None:
    """`принять` is to hold a happening, to adopt an instrument, else to receive."""
    if action != "host":
        return action
    if head is not None and head[1] in HAPPENINGS:
        return "hold"
    return "adopt" if instrument is not None else action


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _MAX_QUOTE else words[: _MAX_QUOTE - 1] + "…"


def _session_number(words: str) -> int | None:
    found = _SESSION.search(words)
    return number_of(found[1]) if found else None


def _title_head(title: str) -> str | None:
    head = object_head(title)
    return head[1] if head else None

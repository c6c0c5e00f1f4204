"""Records written down shortly, for tests of annotation and scores; and random ones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from extract.evaluate.encoding import responsible
from schemas import PLOVER, Record
from schemas.edtf import precision

_ENTITY_FIELDS: dict[str, dict[str, Any]] = {
    "dates": {"anchor": "text", "inferred": False},
    "places": {"kind": "country", "country": None, "geonames_id": None, "latitude": None, "longitude": None},
    "persons": {"positions": []},
    "organizations": {"short_name": None, "wikidata": None, "parent": None, "country": None},
    "documents": {"years": None, "issuer": None},
}
_KINDS = {"d": "dates", "l": "places", "p": "persons", "o": "organizations", "i": "documents"}
_VALUE = {"dates": "edtf"}
_EVENT: dict[str, Any] = {
    "status": "held",
    "name": None,
    "number": None,
    "mode": None,
    "evidence": [],
    "within": None,
    "dates": [],
    "places": [],
    "participants": [],
    "organizations": [],
    "documents": [],
    "topics": [],
    "rule": None,
}
_COMMITMENT: dict[str, Any] = {
    "status": "reported",
    "negated": False,
    "specifics": [],
    "theme": None,
    "action_lemma": None,
    "actors": [],
    "addressees": [],
    "partners": [],
    "deadline": None,
    "deadline_mention": None,
    "timeframe": None,
    "timeframe_mention": None,
    "topics": [],
    "attributed_to": None,
    "event": None,
    "target_event": None,
    "responds_to": None,
    "evidence": [],
    "language": "ru",
    "translation_of": None,
    "restates": None,
    "rule": None,
}


def span(text: str, words: str, number: int = 1) -> dict[str, Any]:
    """The `number`-th occurrence of `words`."""
    start = -1
    for _ in range(number):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def party(
    text: str, entity: str | None, words: str | None = None, basis: str = "stated", **more: Any
) -> dict[str, Any]:
    """A party; without words it is inferred."""
    place = span(text, words) if words is not None else {"start": None, "end": None, "text": None}
    return {"entity": entity, **place, "basis": basis if words is not None else "inferred", **more}


def participant(text: str, entity: str | None, words: str | None = None, **more: Any) -> dict[str, Any]:
    return party(text, entity, words, **{"role": "participant", "position": None, "affiliation": None, **more})


def record(
    text: str,
    mentions: Sequence[tuple[Any, ...]] = (),
    entities: dict[str, Any] | None = None,
    events: Sequence[dict[str, Any]] = (),
    commitments: Sequence[dict[str, Any]] = (),
    *,
    doc: str = "doc",
    languages: Sequence[str] = ("ru",),
) -> Record:
    """A record of `text`.

    Args:
        mentions: (type, words, entity), a fourth member counts occurrences, a fifth is the rule.
        entities: by id: a name (or EDTF value), or a dict of fields.
        events: fields that differ from the usual; `trigger` may be words.
        commitments: the same; `cue` and `action` may be words, `clause` is the action if not given.
    """
    listed = []
    for number, (kind, words, entity, *rest) in enumerate(mentions, 1):
        place = span(text, words, rest[0] if rest else 1)
        rule = rest[1] if len(rest) > 1 else None
        listed.append({"id": f"m{number}", "type": kind, **place, "entity": entity, "language": "ru", "rule": rule})
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in _ENTITY_FIELDS}
    for identifier, given in (entities or {}).items():
        group = _KINDS[identifier[0]]
        fields = given if isinstance(given, dict) else {_VALUE.get(group, "name"): given}
        kind = group.removesuffix("s")
        own = [m["id"] for m in listed if m["entity"] == identifier and m["type"] == kind]
        entity = {"id": identifier, **_ENTITY_FIELDS[group], **fields, "mentions": own}
        if group == "dates":
            entity["precision"] = precision(entity["edtf"])
        groups[group].append(entity)
    told = [_event(text, f"e{number}", given) for number, given in enumerate(events, 1)]
    made = [_commitment(text, f"c{number}", given) for number, given in enumerate(commitments, 1)]
    for event in told:
        event.setdefault("commitments", [c["id"] for c in made if c["event"] == event["id"]])
    return Record.model_validate(
        {
            "schema_version": "1.0",
            "document": {
                "id": doc,
                "source": f"{doc}.txt",
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "title": None,
                "published": None,
                "published_basis": None,
                "url": None,
                "publisher": None,
                "languages": list(languages),
                "length": len(text),
                "text": text,
            },
            "mentions": listed,
            "entities": groups,
            "events": told,
            "commitments": made,
            "diagnostics": [],
        }
    )


def _words(text: str, given: Any) -> Any:
    return span(text, given) if isinstance(given, str) else given


def _event(text: str, identifier: str, given: dict[str, Any]) -> dict[str, Any]:
    event = {"id": identifier, "key": f"key:{identifier}", "plover": PLOVER[given["type"]], **_EVENT, **given}
    return {**event, "trigger": _words(text, event["trigger"])}


def _commitment(text: str, identifier: str, given: dict[str, Any]) -> dict[str, Any]:
    made = {"id": identifier, "key": f"key:{identifier}", **_COMMITMENT, **given}
    made = {**made, "cue": _words(text, made["cue"]), "action": _words(text, made["action"])}
    made.setdefault("clause", made["action"])
    named = [type("Named", (), {"entity": p["entity"]}) for p in (*made["actors"], *made["addressees"])]
    count = len(made["actors"])
    made.setdefault("responsible", responsible(made["force"], named[:count], named[count:]))
    return made


# --- random records --------------------------------------------------------------------------------------------------

_LETTERS = "абвя ёЁ «»–-.,;:xyzÄ\n\r\t\u2028\x85#{}|\"'\\0123456789🙂"


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any record that the schema takes, with spans over line breaks, odd ids and every kind of reference."""
    body = draw(st.text(_LETTERS, min_size=6, max_size=120))
    # spans of an annotation have no outer white space, so there must be places where they can start and end
    text = f"а{body}б"
    solid = [i for i, letter in enumerate(text) if not letter.isspace()]

    def place() -> dict[str, Any]:
        first, last = sorted((draw(st.sampled_from(solid)), draw(st.sampled_from(solid))))
        return {"start": first, "end": last + 1, "text": text[first : last + 1]}

    def some(values: Sequence[Any], most: int = 3) -> list[Any]:
        return draw(st.lists(st.sampled_from(values), max_size=most, unique=True)) if values else []

    def maybe(values: Sequence[Any]) -> Any:
        return draw(st.sampled_from([None, *values]))

    def word() -> str:
        return draw(st.text(_LETTERS, min_size=1, max_size=12))

    def topics() -> list[str]:
        return some(["drugs", "drugs.precursors", "cyber"])

    number = draw(st.sampled_from([1, 1, 1, 7]))
    entities: dict[str, Any] = {}
    for prefix in "dlpoi":
        for k in range(draw(st.integers(0, 2))):
            entities[f"{prefix}{k + number}"] = None
    by_kind = {group: [x for x in entities if _KINDS[x[0]] == group] for group in _ENTITY_FIELDS}
    countries = [None, "RU", "KZ"]
    for identifier in entities:
        if identifier[0] == "d":
            edtf = draw(st.sampled_from(["2020", "XXXX-03-03", "199X", "2025-03-10/2025-03-14", "2024-33"]))
            anchor = draw(st.sampled_from(["text", "metadata", "dateline", "none"]))
            entities[identifier] = {"edtf": edtf, "anchor": anchor, "inferred": draw(st.booleans())}
        elif identifier[0] == "l":
            entities[identifier] = {
                "name": word(),
                "kind": draw(st.sampled_from(["country", "region", "city", "macro_region", "other"])),
                "country": draw(st.sampled_from(countries)),
                "geonames_id": maybe([0, 5]),
                "latitude": maybe([51.18, -0.0]),
            }
        elif identifier[0] == "o":
            entities[identifier] = {
                "name": word(),
                "short_name": maybe(["АБ"]),
                "wikidata": maybe(["Q1"]),
                "parent": maybe(by_kind["organizations"]),
                "country": draw(st.sampled_from(countries)),
            }
        elif identifier[0] == "i":
            entities[identifier] = {"name": word(), "years": maybe(["1961"]), "issuer": maybe(by_kind["organizations"])}
    mentions: list[dict[str, Any]] = []
    for k in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(["date", "place", "person", "position", "organization", "document"]))
        owners = by_kind["persons"] if kind == "position" else by_kind[f"{kind}s"]
        if kind != "position" and not owners:
            continue
        entity = maybe(owners) if kind == "position" else draw(st.sampled_from(owners))
        language = draw(st.sampled_from(["ru", "en"]))
        name = f"m{k + number}" if draw(st.booleans()) else f"x{k + 1}"
        mentions.append({"id": name, "type": kind, **place(), "entity": entity, "language": language, "rule": None})
    posts = [m["id"] for m in mentions if m["type"] == "position"]
    for identifier in by_kind["persons"]:
        positions = [
            {
                "title": word(),
                "organization": maybe(by_kind["organizations"]),
                "country": draw(st.sampled_from(countries)),
                "mention": maybe(posts),
            }
            for _ in range(draw(st.integers(0, 2)))
        ]
        entities[identifier] = {"name": word(), "positions": positions}
    parties = [*by_kind["persons"], *by_kind["organizations"], *by_kind["places"]]

    def somebody() -> dict[str, Any]:
        entity = maybe(parties)
        named = [m for m in mentions if m["entity"] == entity and entity is not None]
        basis = draw(st.sampled_from(["stated", "resolved", "inferred"])) if entity else "stated"
        if basis == "inferred":
            return {"entity": entity, "start": None, "end": None, "text": None, "basis": basis}
        if named and draw(st.booleans()):
            chosen = draw(st.sampled_from(named))
            return {"entity": entity, **{key: chosen[key] for key in ("start", "end", "text")}, "basis": basis}
        return {"entity": entity, **place(), "basis": basis}

    def crowd() -> list[dict[str, Any]]:
        return [somebody() for _ in range(draw(st.integers(0, 3)))]

    event_ids = [f"e{k + number}" if k else f"h{k + 1}" for k in range(draw(st.integers(0, 3)))]
    commitment_ids = [f"c{k + number}" if k else f"k{k + 1}" for k in range(draw(st.integers(0, 3)))]
    commitments = []
    dated = [m["id"] for m in mentions if m["type"] == "date"]
    values = {m["id"]: entities[m["entity"]]["edtf"] for m in mentions if m["type"] == "date"}
    for identifier in commitment_ids:
        others = [x for x in commitment_ids if x != identifier]
        given: dict[str, Any] = {
            "force": draw(st.sampled_from(["decision", "agreement", "pledge", "reaffirmation", "plan", "proposal"])),
            "status": draw(st.sampled_from(["reported", "quoted", "operative", "preambular"])),
            "negated": draw(st.booleans()),
            "specifics": some(["executor", "deadline", "quantity", "instrument"]),
            "cue": place(),
            "action": place(),
            "theme": draw(st.sampled_from([None, place()])),
            "clause": place(),
            "action_lemma": maybe([word()]),
            "actors": crowd(),
            "addressees": crowd(),
            "partners": crowd(),
            "topics": topics(),
            "attributed_to": maybe([*parties, *by_kind["documents"]]),
            "event": maybe(event_ids),
            "target_event": maybe(event_ids),
            "evidence": [place() for _ in range(draw(st.integers(0, 2)))],
            "language": draw(st.sampled_from(["ru", "en"])),
        }
        for role in ("deadline", "timeframe"):
            mention = maybe(dated)
            given[f"{role}_mention"] = mention
            given[role] = draw(st.sampled_from([None, "2031", values[mention] if mention else "2032"]))
        for role in ("responds_to", "translation_of", "restates"):
            given[role] = maybe(others)
        if draw(st.booleans()):
            given["responsible"] = some(parties)
        commitments.append({**_commitment(text, identifier, given)})
    events = []
    for identifier in event_ids:
        given = {
            "type": draw(st.sampled_from(sorted(PLOVER))),
            "status": draw(st.sampled_from(["held", "ongoing", "planned", "postponed", "cancelled"])),
            "name": maybe([word()]),
            "number": maybe(["XXII"]),
            "mode": maybe(["in_person", "video", "phone", "hybrid"]),
            "trigger": place(),
            "evidence": [place() for _ in range(draw(st.integers(0, 2)))],
            "within": maybe([x for x in event_ids if x != identifier]),
            "participants": [
                {
                    **somebody(),
                    "role": draw(st.sampled_from(["chair", "host", "speaker", "signatory", "participant"])),
                    "position": maybe(["посол"]),
                    "affiliation": maybe(parties),
                }
                for _ in range(draw(st.integers(0, 3)))
            ],
            "topics": topics(),
        }
        for group in ("dates", "places", "organizations", "documents"):
            given[group] = some(by_kind[group])
        event = _event(text, identifier, given)
        own = [c["id"] for c in commitments if c["event"] == identifier]
        event["commitments"] = draw(st.sampled_from([own, some(commitment_ids)]))
        events.append(event)
    made = record(text, (), {}, languages=draw(st.sampled_from([["ru"], ["en", "ru"], []])))
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in _ENTITY_FIELDS}
    # an annotation file without a single span cannot hold anything
    anchored = bool(mentions or events or commitments)
    for identifier, fields in entities.items():
        group = _KINDS[identifier[0]]
        own = [m["id"] for m in mentions if m["entity"] == identifier and m["type"] == group.removesuffix("s")]
        entity = {"id": identifier, **_ENTITY_FIELDS[group], **fields, "mentions": own}
        if group == "dates":
            entity["precision"] = precision(entity["edtf"])
        if anchored:
            groups[group].append(entity)
    for name in groups:
        groups[name] = draw(st.permutations(groups[name]))
    given_record = made.model_dump()
    given_record |= {"mentions": mentions, "entities": groups, "events": events, "commitments": commitments}
    if not anchored:
        from extract.evaluate.brat import guess_languages

        given_record["document"]["languages"] = guess_languages(text)
    return Record.model_validate(given_record)

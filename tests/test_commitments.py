"""Commitments: cases with marked cues and actions, look-alikes that hold none."""

from __future__ import annotations

import pytest
from marked import cases, parse

CASES = cases("commitments")
LOOK_ALIKES = cases("look_alikes")


def _ids(case):
    return case.get("why") or case["text"][:50]


def plain(case):
    """The text of a case without its marks."""
    return parse(case["text"])[0]


def _told(record):
    """The commitments of a record in the words of the cases."""
    entities = record.entities
    names = {entity.id: entity.name for group in (entities.places, entities.persons) for entity in group}
    names |= {document.id: document.name for document in entities.documents}
    names |= {body.id: body.short_name or body.name for body in entities.organizations}
    numbers = {commitment.id: number for number, commitment in enumerate(record.commitments, 1)}
    types = {event.id: event.type for event in record.events}

    def parties(group):
        return [names[party.entity] if party.entity else party.text for party in group]

    return [
        {
            "force": c.force,
            "status": c.status,
            "negated": c.negated,
            "cue": c.cue.text,
            "action": c.action.text,
            "clause": c.clause.text,
            "theme": c.theme and c.theme.text,
            "actors": parties(c.actors),
            "addressees": parties(c.addressees),
            "partners": parties(c.partners),
            "deadline": c.deadline,
            "timeframe": c.timeframe,
            "attributed_to": c.attributed_to and names[c.attributed_to],
            "event": c.event and types[c.event],
            "target_event": c.target_event and types[c.target_event],
            "responds_to": c.responds_to and numbers[c.responds_to],
            "restates": c.restates and numbers[c.restates],
            "translation_of": c.translation_of and numbers[c.translation_of],
            "evidence": [span.text for span in c.evidence],
        }
        for c in record.commitments
    ]


def _expected(case):
    """The fields that the marks and `of` ask for, one mapping for each commitment."""
    given = case.get("of", [])
    if case.get("skip_marks"):
        return [dict(fields) for fields in given]
    marks = parse(case["text"])[1]
    cues = [mark for mark in marks if mark.type == "cue"]
    actions = [mark for mark in marks if mark.type == "action"]
    themes = [mark for mark in marks if mark.type == "theme"]
    assert len(cues) == len(actions), f"cues and actions must pair: {case['text']}"
    assert len(given) in {0, len(cues)}, f"`of` must describe every commitment: {case['text']}"
    result = [{"force": cue.value, "cue": cue.text, "action": action.text} for cue, action in zip(cues, actions)]
    if themes:
        result[0]["theme"] = themes[0].text
    for fields, more in zip(result, given):
        fields.update(more)
    return result


def difference(case, record):
    """What is expected and what is found, of the fields that the case names; `None` if they agree."""
    expected, found = _expected(case), _told(record)
    if len(expected) != len(found):
        return expected, [(c["force"], c["cue"], c["action"]) for c in found]
    wanted, got = [], []
    for want, commitment in zip(expected, found):
        for key, value in want.items():
            here = commitment[key]
            if key in {"actors", "addressees", "partners"}:
                value, here = sorted(value), sorted(here)
            if value != here:
                wanted.append((key, value))
                got.append((key, here))
    return (wanted, got) if wanted else None


@pytest.mark.parametrize("case", CASES, ids=_ids)
def test_cases(read, case):
    assert difference(case, read(plain(case), case.get("published"))) is None


@pytest.mark.parametrize("case", LOOK_ALIKES, ids=_ids)
def test_look_alikes(read, case):
    found = [(c.force, c.cue.text, c.action.text) for c in read(case["text"]).commitments]
    assert found == []

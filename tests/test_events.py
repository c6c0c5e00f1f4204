"""Events: cases with what each happening must hold, and what holds for every event."""

from __future__ import annotations

import pytest
from marked import cases

CASES = [*cases("events"), *cases("participants"), *cases("event_frames"), *cases("events_english")]


def _ids(case):
    return case.get("why") or case["text"][:50]


def _names(record):
    """What a reader calls each entity: short name, name, or EDTF value."""
    entities = record.entities
    names = {date.id: date.edtf for date in entities.dates}
    for entity in (*entities.places, *entities.persons, *entities.documents):
        names[entity.id] = entity.name
    names |= {body.id: body.short_name or body.name for body in entities.organizations}
    return names


def told(record):
    """The events of a record in the words of the cases."""
    names = _names(record)
    types = {event.id: event.type for event in record.events}
    return [
        {
            "type": event.type,
            "status": event.status,
            "trigger": event.trigger.text,
            "evidence": [span.text for span in event.evidence],
            "name": event.name,
            "number": event.number,
            "mode": event.mode,
            "within": event.within and types[event.within],
            "dates": [names[identifier] for identifier in event.dates],
            "places": [names[identifier] for identifier in event.places],
            "participants": [names[p.entity] if p.entity else p.text for p in event.participants],
            "chairs": [names[p.entity] if p.entity else p.text for p in event.participants if p.role == "chair"],
            "organizations": [names[identifier] for identifier in event.organizations],
            "documents": [names[identifier] for identifier in event.documents],
        }
        for event in sorted(record.events, key=lambda event: event.trigger.start)
    ]


def difference(case, record):
    """What is expected and what is found, of the keys that the case names; `None` if they agree."""
    found = told(record)
    expected = case["events"]
    if len(found) != len(expected):
        return expected, [(event["type"], event["trigger"], event["status"]) for event in found]
    wanted, got = [], []
    for want, event in zip(expected, found):
        for key, value in want.items():
            here = event[key]
            if key == "participants":
                value, here = sorted(value), sorted(here)
            if value != here:
                wanted.append((key, value))
                got.append((key, here))
    return (wanted, got) if wanted else None


@pytest.mark.parametrize("case", CASES, ids=_ids)
def test_cases(read, case):
    assert difference(case, read(case["text"], case.get("published"))) is None

"""A record of an invented bilingual page, made by hand: what writers are tested with, whatever the stages find."""

from __future__ import annotations

import hashlib
from typing import Any

from schemas import Record

TEXT = """=Сообщение для печати
12 мая в Ташкенте Исполнительный секретарь Центра «Дельта» Анна Сафарова
провела переговоры с министром здравоохранения Беларуси Олегом Коваленко.
Стороны договорились создать рабочую группу до конца 2031 года. А.Сафарова предложила расширить обмен данными.
Главы делегаций решили расширить обмен данными.
Heads of delegation decided to expand the exchange of data.
"""


def span(words: str, number: int = 1) -> dict[str, Any]:
    """The span of the `number`-th occurrence of `words`."""
    start = -1
    for _ in range(number):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def _mention(identifier: str, kind: str, entity: str, words: str, number: int = 1) -> dict[str, Any]:
    return {"id": identifier, "type": kind, **span(words, number), "entity": entity, "language": "ru", "rule": "test"}


def _party(entity: str | None, words: str, basis: str = "stated", number: int = 1) -> dict[str, Any]:
    return {"entity": entity, **span(words, number), "basis": basis}


def _commitment(identifier: str, **given: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "key": f"invented:{identifier}",
        "status": "reported",
        "negated": False,
        "specifics": [],
        "theme": None,
        "action_lemma": None,
        "actors": [],
        "addressees": [],
        "partners": [],
        "responsible": [],
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
        "rule": "commitment.test",
        **given,
    }


def record(**document: Any) -> Record:
    """The invented record; `document` overrides fields of its source."""
    mentions = [
        _mention("m1", "date", "d1", "12 мая"),
        _mention("m2", "place", "l1", "Ташкенте"),
        _mention("m3", "position", "p1", "Исполнительный секретарь Центра «Дельта»"),
        _mention("m4", "organization", "o1", "Центра «Дельта»"),
        _mention("m5", "person", "p1", "Анна Сафарова"),
        _mention("m6", "position", "p2", "министром здравоохранения Беларуси"),
        _mention("m7", "place", "l2", "Беларуси"),
        _mention("m8", "person", "p2", "Олегом Коваленко"),
        _mention("m9", "date", "d2", "конца 2031 года"),
        _mention("m10", "person", "p1", "А.Сафарова"),
    ]
    source = {
        "id": "invented",
        "source": "invented.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "title": "=Сообщение для печати",
        "published": None,
        "published_basis": None,
        "url": "https://example.org/1",
        "publisher": "+Издатель",
        "languages": ["ru", "en"],
        "length": len(TEXT),
        "text": TEXT,
        **document,
    }
    place = {"geonames_id": None, "latitude": None, "longitude": None}
    content = {
        "schema_version": "1.0",
        "document": source,
        "mentions": mentions,
        "entities": {
            "dates": [
                {
                    "id": "d1",
                    "edtf": "XXXX-05-12",
                    "precision": "day",
                    "anchor": "none",
                    "inferred": True,
                    "mentions": ["m1"],
                },
                {
                    "id": "d2",
                    "edtf": "2031",
                    "precision": "year",
                    "anchor": "text",
                    "inferred": False,
                    "mentions": ["m9"],
                },
            ],
            "places": [
                {"id": "l1", "name": "Ташкент", "kind": "city", "country": "UZ", "mentions": ["m2"], **place},
                {"id": "l2", "name": "Беларусь", "kind": "country", "country": "BY", "mentions": ["m7"], **place},
            ],
            "persons": [
                {
                    "id": "p1",
                    "name": "Анна Сафарова",
                    "positions": [
                        {
                            "title": "Исполнительный секретарь",
                            "organization": "o1",
                            "country": None,
                            "mention": "m3",
                        }
                    ],
                    "mentions": ["m5", "m10"],
                },
                {
                    "id": "p2",
                    "name": "Олег Коваленко",
                    "positions": [
                        {
                            "title": "министр здравоохранения",
                            "organization": None,
                            "country": "BY",
                            "mention": "m6",
                        }
                    ],
                    "mentions": ["m8"],
                },
            ],
            "organizations": [
                {
                    "id": "o1",
                    "name": "Центр «Дельта»",
                    "short_name": None,
                    "wikidata": None,
                    "parent": None,
                    "country": None,
                    "mentions": ["m4"],
                }
            ],
            "documents": [],
        },
        "events": [
            {
                "id": "e1",
                "key": "invented:meeting",
                "type": "meeting",
                "plover": "CONSULT",
                "status": "held",
                "name": None,
                "number": None,
                "mode": "in_person",
                "trigger": span("переговоры"),
                "evidence": [],
                "within": None,
                "dates": ["d1"],
                "places": ["l1"],
                "participants": [
                    {
                        **_party("p1", "Анна Сафарова"),
                        "role": "host",
                        "position": "Исполнительный секретарь",
                        "affiliation": "o1",
                    },
                    {
                        **_party("p2", "Олегом Коваленко"),
                        "role": "participant",
                        "position": "министр здравоохранения",
                        "affiliation": "l2",
                    },
                    {
                        **_party(None, "Главы делегаций"),
                        "role": "participant",
                        "position": None,
                        "affiliation": None,
                    },
                ],
                "organizations": [],
                "documents": [],
                "topics": ["public_health"],
                "commitments": ["c1"],
                "rule": "event.test",
            }
        ],
        "commitments": [
            _commitment(
                "c1",
                force="agreement",
                cue=span("договорились"),
                action=span("создать рабочую группу до конца 2031 года"),
                clause=span("Стороны договорились создать рабочую группу до конца 2031 года"),
                actors=[_party("p1", "Стороны", "resolved"), _party("p2", "Стороны", "resolved")],
                responsible=["p1", "p2"],
                deadline="2031",
                deadline_mention="m9",
                specifics=["deadline"],
                topics=["drugs.precursors", "own_topic"],
                event="e1",
            ),
            _commitment(
                "c2",
                force="proposal",
                cue=span("предложила"),
                action=span("расширить обмен данными"),
                clause=span("А.Сафарова предложила расширить обмен данными"),
                actors=[_party("p1", "А.Сафарова")],
            ),
            _commitment(
                "c3",
                force="decision",
                negated=True,
                cue=span("решили"),
                action=span("расширить обмен данными", 2),
                clause=span("Главы делегаций решили расширить обмен данными"),
                actors=[_party(None, "Главы делегаций")],
                restates="c2",
            ),
            _commitment(
                "c4",
                force="decision",
                language="en",
                cue=span("decided"),
                action=span("to expand the exchange of data"),
                clause=span("Heads of delegation decided to expand the exchange of data"),
                actors=[{"entity": "o1", "start": None, "end": None, "text": None, "basis": "inferred"}],
                translation_of="c3",
            ),
        ],
        "diagnostics": [],
    }
    return Record.model_validate(content)

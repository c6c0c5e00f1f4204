"""Reports: what was done about an instrument or an action, and what only looks like it."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from marked import CASES
from pydantic import ValidationError

from extract.lexicons import load
from extract.stages.reports.lexicon import ReportVerb, ReportWords, lexicon
from schemas import Record

_MARK = re.compile(r"\[\[([a-z]+)\|([^\]]*)\]\]")
CASES_OF_REPORTS = yaml.safe_load((CASES / "reports.yaml").read_text(encoding="utf-8"))


def _plain(marked):
    return _MARK.sub(r"\2", marked)


def _names(record, parties):
    entities = record.entities
    named = {x.id: x.name for x in (*entities.organizations, *entities.places, *entities.persons)}
    return [named.get(party.entity, party.text) for party in parties]


def _field(record, report, name):
    if name in ("actors", "recipients"):
        return _names(record, getattr(report, name))
    if name == "document":
        return next((x.name for x in record.entities.documents if x.id == report.document), None)
    if name == "date":
        return next((m.text for m in record.mentions if m.id == report.date_mention), None)
    value = getattr(report, name)
    return value.text if hasattr(value, "text") else value


@pytest.mark.parametrize("case", CASES_OF_REPORTS, ids=lambda case: _plain(case["text"])[:60])
def test_reports_of_a_sentence(read, case):
    record = read(_plain(case["text"]))
    found = [(report.kind, report.cue.text) for report in record.reports]
    if not case.get("skip_marks"):
        assert found == _MARK.findall(case["text"])
    fields = case.get("of", [])
    if fields:
        assert len(fields) == len(found)
    for report, expected in zip(record.reports, fields, strict=False):
        assert {name: _field(record, report, name) for name in expected} == expected


@pytest.mark.parametrize("entry", load("report_verbs", ReportVerb), ids=lambda entry: entry.example[:60])
def test_entry_finds_its_example(read, entry):
    assert entry.kind in [report.kind for report in read(entry.example).reports]


def test_no_verb_has_two_kinds_for_the_same_object():
    for verbs in (lexicon().verbs, lexicon().selves, lexicon().english):
        for word, entries in verbs.items():
            kinds = [(entry.kind, object_) for entry in entries for object_ in entry.objects]
            objects = [object_ for _, object_ in kinds]
            assert len(objects) == len(set(objects)), (word, kinds)


def test_words_are_nouns_in_lower_case():
    for entry in load("report_words", ReportWords):
        assert all(word == word.lower().replace("ё", "е") for word in entry.words)


def test_event_and_commitment_of_a_report(read):
    record = read(
        "12 мая 2031 года в Баку прошло заседание Совета. Стороны договорились передать лаборатории три "
        "микроскопа. Три микроскопа переданы лаборатории в июне 2031 года."
    )
    report = record.reports[-1]
    assert report.commitment == record.commitments[0].id
    assert report.date == "2031-06"
    assert report.event == record.events[0].id


def test_date_of_the_act_is_that_of_its_event(read):
    record = read("12 мая 2031 года в Баку подписан Протокол об обмене данными.")
    assert [report.date for report in record.reports] == ["2031-05-12"]


def test_record_without_reports_is_still_a_record(read):
    old = read("Стороны подписали Протокол об обмене данными.").model_dump(mode="json")
    old.pop("reports")
    assert Record.model_validate_json(json.dumps(old)).reports == []


def test_report_that_refers_to_nothing_is_refused(read):
    record = read("Стороны подписали Протокол об обмене данными.").model_dump(mode="json")
    record["reports"][0]["document"] = "i9"
    with pytest.raises(ValidationError, match="i9"):
        Record.model_validate_json(json.dumps(record))

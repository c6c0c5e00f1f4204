"""Annotation files: what they look like, and that nothing is lost on the way there and back."""

from __future__ import annotations

import io
import re
from pathlib import Path

import gold_records
import invented
import pytest
from bioc import brat as published_parser
from hypothesis import HealthCheck, given, settings

from extract.errors import GoldError
from extract.evaluate import ann_to_record, config, record_to_ann
from extract.evaluate import encoding as e
from extract.evaluate.brat import guess_languages, is_draft
from extract.evaluate.standoff import fragments, parse
from schemas import Record

GOLD = Path(__file__).parent.parent / "gold"
TEXT = "5 июня стороны\n  договорились\nпровести учения."


def gold_of(record: Record) -> Record:
    """What of a record is gold: all but rules and remarks of the program."""
    content = record.model_dump()
    for group in ("mentions", "events", "commitments"):
        for item in content[group]:
            item["rule"] = None
    content["diagnostics"] = []
    return Record.model_validate(content)


def back(record: Record) -> Record:
    return ann_to_record(record.document.text or "", record_to_ann(record), record.document)


def wrapped() -> Record:
    return gold_records.record(
        TEXT,
        [("date", "5 июня", "d1")],
        {"d1": "XXXX-06-05"},
        [{"type": "exercise", "trigger": "учения", "status": "planned", "dates": ["d1"]}],
        [
            {
                "force": "agreement",
                "cue": "договорились",
                "action": "провести учения",
                "clause": gold_records.span(TEXT, "стороны\n  договорились\nпровести учения"),
                "actors": [gold_records.party(TEXT, None, "стороны")],
                "target_event": "e1",
            }
        ],
    )


def test_invented_record_comes_back_unchanged():
    record = invented.record()
    assert back(record) == gold_of(record)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(gold_records.records())
def test_any_record_comes_back_unchanged(record):
    assert back(record) == gold_of(record)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(gold_records.records())
def test_only_the_five_kinds_of_lines_with_numbered_roles(record):
    for line in record_to_ann(record).split("\n")[:-1]:
        assert re.match(r"(?:[TERA]|#)\d+\t", line), line
        if line.startswith("E"):
            roles = [part.split(":")[0] for part in line.split("\t")[1].split()]
            assert len(roles) == len(set(roles)), line


def test_span_over_line_breaks_is_written_in_pieces_and_merged():
    ann = record_to_ann(wrapped())
    assert "clause 7 14;17 29;30 45\tстороны договорились провести учения\n" in ann
    record = back(wrapped())
    assert record.commitments[0].clause.text == "стороны\n  договорились\nпровести учения"


@pytest.mark.parametrize(
    ("text", "span", "pieces"),
    [
        ("аб вг", (0, 5), ((0, 5),)),
        ("аб \n вг", (0, 7), ((0, 2), (5, 7))),
        ("аб\r\n\r\nвг", (0, 8), ((0, 2), (6, 8))),
        ("аб\tвг", (0, 5), ((0, 2), (3, 5))),
        # what no annotator marks still has to keep its ends
        (" \n аб", (0, 5), ((0, 5),)),
        ("\n\n", (0, 2), ((0, 2),)),
    ],
)
def test_fragments(text, span, pieces):
    assert fragments(text, *span) == pieces


def test_example_of_the_readme_is_what_is_written():
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- example -->\n```\n(.*?)```", readme, re.DOTALL)
    assert shown[1] == record_to_ann(wrapped())


def test_readme_names_every_label_role_and_attribute():
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    names = {*e.TEXT_LABELS, *e.RELATIONS, *e.EVENT_ROLES, *e.COMMITMENT_ROLES, *e.RECORD_SHAPES}
    names |= {name for allowed in e.ATTRIBUTES.values() for name in allowed} | {*e.EVENT_KEYS, *e.COMMITMENT_KEYS}
    for name in names:
        assert re.search(rf"[`\"]{name}[`\"]", readme), name


def test_coreference_is_drawn_and_entities_are_described_once():
    ann = record_to_ann(invented.record())
    found = parse(ann)
    labels = {relation.label for relation in found.relations.values()}
    assert labels == set(e.RELATIONS)
    described = [note.content["entity"]["id"] for note in found.notes.values() if "entity" in note.content]
    assert len(described) == len(set(described))


def test_parts_that_an_annotator_adds_get_ids_and_defaults():
    ann = record_to_ann(wrapped())
    ann += "T9\tplace 7 14\tстороны\nA9\tkind T9 other\n"
    ann += '#9\tAnnotatorNotes T9\t{"entity": {"id": "l1", "name": "Стороны"}, "comment": "invented"}\n'
    record = ann_to_record(TEXT, ann, wrapped().document)
    assert record.mentions[1].id == "m9"
    assert record.entities.places[0].country is None


def assert_published_parser_agrees(text: str, ann: str) -> None:
    found = published_parser.load(io.StringIO(text), io.StringIO(ann))
    ours = parse(ann)
    assert {x.id: (x.type, *x.total_span, x.text) for x in found.entities} == {
        x.id: (x.label, x.start, x.end, x.text) for x in ours.texts.values()
    }
    assert {x.id: (x.type, x.trigger_id, dict(x.arguments)) for x in found.events} == {
        x.id: (x.label, x.trigger, dict(x.arguments)) for x in ours.events.values()
    }
    assert {(x.refid, x.type, *x.attributes) for x in found.attributes} == {
        (x.target, x.name, *([x.value] if x.value else [])) for x in ours.attributes.values()
    }
    assert len(found.relations) == len(ours.relations)
    assert len(found.notes) == len(ours.notes)


@pytest.mark.parametrize("record", [wrapped(), invented.record()], ids=["wrapped", "invented"])
def test_published_parser_reads_the_file(record):
    assert_published_parser_agrees(record.document.text, record_to_ann(record))


@pytest.mark.parametrize("path", sorted((GOLD / "dev").glob("*.ann")), ids=lambda path: path.stem)
def test_published_parser_reads_the_gold_set(path):
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    assert_published_parser_agrees(text, path.read_bytes().decode("utf-8"))


def test_draft_is_marked():
    assert is_draft(record_to_ann(wrapped(), draft="not checked"))
    assert not is_draft(record_to_ann(wrapped()))
    assert ann_to_record(TEXT, record_to_ann(wrapped(), draft="x"), wrapped().document) == wrapped()


def test_record_without_its_text_is_refused():
    record = wrapped()
    bare = Record.model_validate(record.model_dump() | {"document": record.document.model_dump() | {"text": None}})
    with pytest.raises(GoldError, match="holds no text"):
        record_to_ann(bare)


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Секретариат ШОС", ["ru"]),
        ("The Secretariat", ["en"]),
        ("Секретариат Secretariat", ["en", "ru"]),
        ("Секретариат Шанхайской организации сотрудничества, SCO", ["ru"]),
        ("1234", []),
    ],
)
def test_languages_by_script(text, languages):
    assert sorted(guess_languages(text)) == sorted(languages)


def test_configuration_is_fresh():
    assert (GOLD / "annotation.conf").read_text(encoding="utf-8") == config.annotation_conf()
    assert (GOLD / "visual.conf").read_text(encoding="utf-8") == config.visual_conf()


def test_configuration_names_everything_that_is_written():
    conf = config.annotation_conf()
    found = parse(record_to_ann(invented.record()))
    names = {x.label for x in found.texts.values()} | {x.name for x in found.attributes.values()}
    names |= {re.sub(r"\d+$", "", role) for x in found.events.values() for role, _ in x.arguments}
    for name in names:
        assert re.search(rf"(?m)(?:^|[\s,]){name}(?:[*?]?:|\s|$)", conf), name

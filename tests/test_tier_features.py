"""What a row says of itself."""

from __future__ import annotations

from extract.tiers import by_part, rows


def _events(record):
    return [(item, by_part(features)) for kind, item, features in rows(record) if kind == "event"]


def _commitments(record):
    return [(item, by_part(features)) for kind, item, features in rows(record) if kind == "commitment"]


def test_an_event_whose_sentence_says_everything(read):
    ((_, parts),) = _events(read("5 мая 2023 года в Астане прошло заседание Совета министров обороны СНГ."))
    assert {"type session", "has DPO", "nobody took part"} <= parts["found"]
    assert {"session held", "day, held", "anchor text"} <= parts["status"]
    assert {"this year", "rule date.day_month"} <= parts["dates"]
    assert {"city", "in its sentence", "after a preposition", "near"} <= parts["places"]
    assert {"next", "told 1", "left over 0"} <= parts["organizations"]
    assert "participants" not in parts


def test_an_event_without_anything(read):
    ((_, parts),) = _events(read("Состоялся саммит."))
    assert {"has nothing", "no date"} <= parts["found"]
    assert {"none", "none, summit", "none, first of its page", "none, no city before"} <= parts["places"]
    assert not {"participants", "organizations"} & set(parts)


def test_what_the_sentence_names_and_the_event_has_not(read):
    record = read("Состоялись консультации. Делегации обсудили итоги саммита в Астане в мае 2023 года.")
    event = next(e for e in record.events if e.type == "summit")
    bare = event.model_copy(update={"dates": [], "places": []})
    record = record.model_copy(update={"events": [bare if e is event else e for e in record.events]})
    parts = {item.type: parts for item, parts in _events(record)}["summit"]
    assert "left over after a preposition" in parts["dates"]
    assert "city left over" in parts["places"]


def test_words_of_what_is_to_come_and_of_what_was(read):
    ((_, parts),) = _events(read("В мае 2023 года в Астане состоится саммит."))
    assert "to come, planned" in parts["status"]
    assert not {"past, planned", "a wish, planned"} & parts["status"]
    ((_, parts),) = _events(read("В мае 2023 года в Астане состоялся саммит."))
    assert "past, held" in parts["status"]
    assert "to come, held" not in parts["status"]


def test_the_same_kind_of_event_in_a_heading(read):
    record = read("В Астане прошел семинар\n\nЭкспертный семинар состоялся 5 мая 2023 года в Бишкеке.")
    found = [parts["found"] for _, parts in _events(record)]
    assert len(found) == 2
    assert ["one of several, in a heading" in names for names in found] == [True, False]
    ((_, parts),) = _events(read("В Астане прошел семинар"))
    assert "one of several, in a heading" not in parts["found"]


def test_a_place_without_its_name(read):
    ((_, parts),) = _events(read("5 мая 2023 года в столице прошел семинар."))
    assert "none, unnamed place" in parts["places"]


def test_participants(read):
    ((event, parts),) = _events(read("5 мая 2023 года министр обороны Иван Петров встретился с послом Ли Ваном."))
    assert len(event.participants) == 2
    assert {"two persons meet", "all stated", "stated person"} <= parts["participants"]


def test_a_city_just_before_a_placeless_event(read):
    record = read("Министр прибыл в Бишкек. Затем он встретился с президентом Иваном Петровым.")
    parts = {item.type: parts for item, parts in _events(record)}["meeting"]
    assert {"none", "none, city just before"} <= parts["places"]
    assert "none, no city before" not in parts["places"]


def test_a_named_state_with_an_infinitive(read):
    ((_, parts),) = _commitments(read("Казахстан готов предоставить площадку для переговоров."))
    assert {"frame infinitive", "stated place, infinitive", "undated"} <= parts["found"]
    assert {"stated place, pledge", "stated place, reported", "names between 0"} <= parts["actors"]


def test_a_plan_without_anybody(read):
    ((_, parts),) = _commitments(read("Планируется открыть центр."))
    assert "no actor, plan" in parts["actors"]
    assert not any(name.startswith(("stated", "named")) for name in parts["actors"])


def test_two_dates_of_which_one_is_the_deadline(read):
    ((item, parts),) = _commitments(
        read("5 мая 2023 года Казахстан обязался до 1 июня 2023 года предоставить площадку.")
    )
    assert item.deadline == "2023-06-01"
    assert {"another date too", "dates in the sentence 2", "value of 10"} <= parts["deadline"]


def test_an_unnamed_collective(read):
    ((_, parts),) = _commitments(read("Стороны договорились провести консультации."))
    assert any(name.endswith("unnamed, agreement") for name in parts["actors"])


def test_an_item_of_a_list(read):
    for start, listed in (("", False), ("1. ", True), ("- ", True)):
        ((_, parts),) = _commitments(read(f"{start}Казахстан готов предоставить площадку."))
        assert ("list item" in parts["force"]) == listed

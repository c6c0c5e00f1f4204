"""A planned visit, meeting or session and what a later release tells of it: joined, with reasons; and what is not."""

from __future__ import annotations

import json

import pytest

from extract.document import SourceInfo
from extract.ledger import build_from
from extract.ledger.rows import event_rows
from extract.pipeline import record

PLAN = ("2031-02-10", "Визит Генерального секретаря ОДКБ Ивана Петрова в Ереван запланирован на март 2031 года.")
MEETING = ("2031-02-10", "В марте 2031 года в Душанбе состоится встреча министра обороны Казахстана Ержана Садыкова с "
           "министром обороны Таджикистана Рустамом Каримовым.")  # fmt: skip


@pytest.fixture(scope="module")
def ledger(nlp):
    def build(*releases):
        found = []
        for number, (published, text) in enumerate(releases):
            source = SourceInfo(id=f"r{number}", published=published, published_basis="metadata")
            found.append(json.loads(record(nlp, text, source).model_dump_json()))
        return build_from(found)

    return build


def _numbers(ledger):
    """For each release the number of the happening that it tells of."""
    assert len(ledger.events) == len(ledger.docs), "each release should tell of one happening"
    return [event.cluster for event in ledger.events]


@pytest.mark.parametrize(
    ("releases", "why"),
    [
        ((PLAN, ("2031-03-15", "14 марта состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Ереван.")),
         ("announced before", "period", "1 of the participants", "place")),
        ((PLAN, ("2031-03-15", "14 марта Генеральный секретарь ОДКБ И.Петров прибыл с визитом в Ереван.")),
         ("announced before", "period", "1 of the participants", "place")),
        ((MEETING, ("2031-03-20", "20 марта 2031 года в Душанбе прошла встреча министра обороны Казахстана Ержана "
                    "Садыкова с министром обороны Таджикистана Рустамом Каримовым.")),
         ("announced before", "period", "2 of the participants", "place")),
    ],
)  # fmt: skip
def test_what_was_planned_for_a_period_took_place_in_it(ledger, releases, why):
    found = ledger(*releases)
    assert len(set(_numbers(found))) == 1
    (row,) = event_rows(found)
    assert row["status"] == "held"
    assert [tuple(join["why"]) for join in row["joins"]] == [why]
    assert row["differences"]["status"] == {"r0": "planned", "r1": "held"}


def test_a_visit_that_was_put_off_is_one_with_the_plan_and_the_visit(ledger):
    found = ledger(
        ("2031-02-10", "Визит Генерального секретаря ОДКБ Ивана Петрова в Ереван намечен на 12 марта 2031 года."),
        ("2031-03-11", "Визит Генерального секретаря ОДКБ Ивана Петрова в Ереван, намеченный на 12 марта, перенесён "
         "на май 2031 года."),
        ("2031-05-15", "14 мая 2031 года Генеральный секретарь ОДКБ Иван Петров прибыл с визитом в Ереван."),
    )  # fmt: skip
    assert len(set(_numbers(found))) == 1
    (row,) = event_rows(found)
    assert row["first_day"] == "2031-05-14"
    assert {join["why"][1] for join in row["joins"]} == {"put off"}


@pytest.mark.parametrize(
    "later",
    [
        # next year's
        ("2032-03-15", "14 марта 2032 года состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Ереван."),
        # after the period, and nobody said that it was put off
        ("2031-05-15", "14 мая 2031 года состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Ереван."),
        # another place
        ("2031-03-15", "14 марта 2031 года состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Минск."),
        # another man
        ("2031-03-15", "14 марта 2031 года состоялся визит Генерального секретаря ШОС Чжан Вэя в Ереван."),
        # a namesake of another body
        ("2031-03-15", "14 марта 2031 года состоялся визит министра обороны Казахстана Ивана Петрова в Ереван."),
        # another kind of event
        ("2031-03-15", "14 марта 2031 года состоялся телефонный разговор Генерального секретаря ОДКБ Ивана Петрова с "
         "министром обороны Армении Арманом Саркисяном."),
    ],
)  # fmt: skip
def test_what_only_looks_like_the_plan_stays_apart(ledger, later):
    assert len(set(_numbers(ledger(PLAN, later)))) == 2


@pytest.mark.parametrize(
    ("plan", "later"),
    [
        # for a day, told of another day
        (("2031-02-10", "Визит Генерального секретаря ОДКБ Ивана Петрова в Ереван намечен на 12 марта 2031 года."),
         ("2031-03-21", "20 марта 2031 года состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Ереван.")),
        # for any time of a year: too many visits fit
        (("2031-02-10", "Визит Генерального секретаря ОДКБ Ивана Петрова в Ереван запланирован на 2031 год."),
         ("2031-03-21", "20 марта 2031 года состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Ереван.")),
        # held before it was planned: the plan is another one
        (("2031-03-28", "Визит Генерального секретаря ОДКБ Ивана Петрова в Ереван запланирован на март-апрель."),
         ("2031-04-02", "Состоявшийся 5 марта визит Генерального секретаря ОДКБ Ивана Петрова в Ереван прошёл "
          "успешно.")),
        # states in common, but other ministers
        (MEETING,
         ("2031-03-20", "20 марта 2031 года в Душанбе прошла встреча министра внутренних дел Казахстана Олега Кима с "
          "министром внутренних дел Таджикистана Азизом Саидовым.")),
    ],
)  # fmt: skip
def test_plans_that_do_not_fit(ledger, plan, later):
    assert len(set(_numbers(ledger(plan, later)))) == 2


def test_of_two_visits_in_the_period_the_first_is_the_planned_one(ledger):
    found = ledger(
        PLAN,
        ("2031-03-06", "5 марта 2031 года состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Ереван."),
        ("2031-03-21", "20 марта 2031 года состоялся визит Генерального секретаря ОДКБ Ивана Петрова в Ереван."),
    )
    plan, first, second = _numbers(found)
    assert plan == first != second

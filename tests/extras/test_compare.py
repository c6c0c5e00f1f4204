"""dateparser beside the program (extra `compare`)."""

from __future__ import annotations

import pytest

pytest.importorskip("dateparser")

from extract.evaluate import others
from schemas import Source

TEXT = "Встреча прошла 3 марта. Следующая намечена на 20 мая 2021 года, итоги подведут в июне 2022 года."


def source(published: str | None) -> Source:
    return Source(
        id="a",
        source="a.txt",
        sha256="0" * 64,
        title=None,
        published=published,
        published_basis="metadata" if published else None,
        url=None,
        publisher=None,
        languages=["ru"],
        length=len(TEXT),
        text=TEXT,
    )


def test_dates_lie_in_the_text_and_have_values_of_their_precision():
    dates = others.dateparser_dates()
    assert dates is not None
    found = {TEXT[guess.start : guess.end].split(" в")[0]: guess.value for guess in dates(TEXT, source("2021-04-01"))}
    assert found["3 марта"] == "2021-03-03"
    assert found["20 мая 2021 года"] == "2021-05-20"
    # of a month with its year it finds the year
    assert "2022" in found.values()


def test_a_text_without_a_day_is_read_the_same_on_every_day():
    dates = others.dateparser_dates()
    assert dates is not None
    assert dates(TEXT, source(None))[0].value == "2025-03-03"

"""What joined two things is said in both languages, without a word that is left in the other one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.ledger.why import words_of
from extract.write.labels import LABELS


@pytest.mark.parametrize(
    ("why", "ru"),
    [
        (("instrument",), "документ"),
        (("words: прекурсор, реестр", "object", "who acts"), "слова: прекурсор, реестр, предмет, кто действует"),
        (("day", "place", "2 of the participants"), "день, место, участники: 2"),
        (("announced before", "put off"), "объявлено раньше, перенесено"),
        ((), ""),
    ],
)
def test_features_in_russian(why, ru):
    assert words_of(why, "ru") == ru
    assert words_of(why, "en") == ", ".join(why)


def test_every_feature_of_the_rules_has_russian_words():
    folder = Path(__file__).parent.parent / "extract" / "ledger"
    code = "\n".join((folder / name).read_text(encoding="utf-8") for name in ("events.py", "threads.py", "own.py"))
    # features stand in lists after a score, in calls of append, and beside pairs that are joined by force
    lists = re.findall(r'(?:\d\.\d, |why = )\[((?:"[^"]+"|[^\]])*)\]|why\.append\(("[^"]+")\)', code)
    found = {word for pair in lists for part in pair for word in re.findall(r'(?<!f)"([a-z][^"{]+)"', part)}
    found |= set(re.findall(r'"([a-z ]+ in one release)"', code)) | {"said by a reader"}
    assert len(found) > 20
    assert found - set(LABELS["join_feature"]) <= {"postponed"}

"""Texts in other languages are recognised; Russian and English ones are never."""

from pathlib import Path

import pytest
import yaml

from extract.language.identify import foreign_share, is_foreign
from extract.read import ForeignLanguage, Reader, find

ROOT = Path(__file__).parent.parent
CASES = yaml.safe_load((ROOT / "tests/cases/languages.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_language_is_recognised(case):
    assert is_foreign(case["text"]) is case["foreign"]


TEXTS = sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("gold/dev/*.txt")])


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_gold_text_is_foreign(path):
    assert foreign_share(path.read_text(encoding="utf-8")) == 0


def test_a_foreign_text_is_refused_with_one_line(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(CASES[0]["text"], encoding="utf-8")
    with pytest.raises(ForeignLanguage, match="another language than Russian or English; leave it out") as refused:
        Reader().read(find([str(path)]).inputs[0])
    assert refused.value.code == "language"
    assert "\n" not in str(refused.value)

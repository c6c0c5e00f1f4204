"""The user's own lexicon folder: what nothing would read is an error, and an error says whose file it is."""

from __future__ import annotations

import pytest

from extract.errors import LexiconError
from extract.lexicons import FOLDER, Entry, load
from extract.topics import Topics


class Word(Entry):
    name: str


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("organisations.yaml", "do you mean organizations.yaml"),
        ("organizations.yml", "do you mean organizations.yaml"),
        ("zzz.yaml", "lexicons are .*cities, "),
    ],
)
def test_misspelt_lexicon_is_an_error(tmp_path, name, words):
    (tmp_path / name).write_text("[]")
    with pytest.raises(LexiconError, match=words) as caught:
        Topics(tmp_path)
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("name", ["README.md", ".hidden.yaml", "notes.txt", "topics.yaml"])
def test_other_files_and_known_names_are_no_errors(tmp_path, name):
    (tmp_path / name).write_text("[]")
    assert Topics(tmp_path) is not None


def test_error_in_the_users_file_names_its_path(tmp_path):
    (tmp_path / "topics.yaml").write_text("- {nonsense: 1}\n")
    with pytest.raises(LexiconError) as caught:
        Topics(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'topics.yaml'}, entry 1: ")


def test_error_in_a_built_in_file_says_so(tmp_path):
    with pytest.raises(LexiconError, match=r"^topics\.yaml \(built in\), entry 1: "):
        load("topics", Word)
    assert (FOLDER / "topics.yaml").exists()

"""The start of the program: what is kept between runs, what is not imported, one BLAS thread."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.lexicons import cache

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KOMMUNIKE_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def _run(program, **environment):
    env = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True)
    return done.stdout.strip()


# ------------------------------------------------------------------------------------- what is kept between runs


def test_what_is_derived_is_made_once(folder):
    made = []

    def make():
        made.append(1)
        return {"слово": ["слова", None, 1]}

    first = cache.derived("words", (b"a",), make)
    assert cache.derived("words", (b"a",), make) == first == {"слово": ["слова", None, 1]}
    assert len(made) == 1


def test_other_sources_are_derived_anew(folder):
    assert cache.derived("words", (b"a", b"bc"), lambda: 1) == 1
    assert cache.derived("words", (b"ab", b"c"), lambda: 2) == 2
    assert cache.derived("others", (b"a", b"bc"), lambda: 3) == 3


def test_old_files_go(folder):
    for number in range(10):
        cache.derived("words", (str(number).encode(),), lambda number=number: number)
    assert len(list(folder.iterdir())) == cache._KEPT


def test_what_json_would_change_is_not_kept(folder):
    for value in ({1: "number as key"}, ("tuple",), object(), float("nan")):
        assert cache.derived("words", (b"a",), lambda value=value: value) is value
    assert not folder.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_a_damaged_file_is_replaced(folder, content):
    cache.derived("words", (b"a",), lambda: [1])
    (file,) = folder.iterdir()
    file.write_bytes(content)
    assert cache.derived("words", (b"a",), lambda: [1]) == [1]
    assert json.loads(file.read_bytes()) == [1]


def test_bytes_are_kept_as_they_are(folder):
    assert cache.derived_bytes("words", (b"a",), lambda: b"\0\xff") == b"\0\xff"
    assert cache.derived_bytes("words", (b"a",), lambda: b"others") == b"\0\xff"
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[1:])
    assert cache.derived_bytes("words", (b"a",), lambda: b"anew") == b"anew"
    assert cache.derived_bytes("words", (b"a",), lambda: b"others") == b"anew"


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KOMMUNIKE_CACHE", str(tmp_path / "file" / "below"))
    assert cache.derived("words", (b"a",), lambda: [1]) == [1]
    assert cache.derived_bytes("words", (b"a",), lambda: b"1") == b"1"


def test_nothing_is_kept_if_so_told(monkeypatch):
    monkeypatch.setenv("KOMMUNIKE_CACHE", "")
    assert cache.folder() is None
    assert cache.derived("words", (b"a",), lambda: [1]) == [1]


def test_lexicons_are_the_same_with_and_without_what_was_kept(folder, monkeypatch):
    from extract.stages.organizations import lexicon as organizations

    def forms():
        entries = [
            entry
            for entry in organizations.load("organizations", organizations.OrganizationEntry)
            if entry.id.startswith("c")
        ]
        return entries, organizations._derived_names(entries)

    first, second = forms(), forms()
    assert list(folder.glob("organization-names-*.json"))
    monkeypatch.setenv("KOMMUNIKE_CACHE", "")
    assert first == second == forms()


# ------------------------------------------------------------------------------------------------- lean imports


def test_spacy_is_imported_without_its_command_line():
    program = (
        "import sys, extract.pipeline, spacy\n"
        "print(*(name in sys.modules for name in ('spacy.cli', 'spacy.cli.info', 'weasel', 'scipy', 'xlsxwriter')))"
    )
    assert _run(program) == "False False False False False"


def test_the_command_line_starts_without_parsers_and_models_that_it_does_not_need():
    program = (
        "import sys; from extract import lean; lean.without_old_models()\n"
        "import extract.pipeline; extract.pipeline.load()\n"
        "print(*(name in sys.modules for name in ('pydantic.v1', 'yaml')))\n"
        "import pydantic.v1; print(pydantic.v1.BaseModel.__name__)"
    )
    _run("import extract.pipeline; extract.pipeline.load()")
    assert _run(program).split() == ["False", "False", "BaseModel"]


def test_spacys_command_line_is_there_when_asked_for():
    program = (
        "import extract, spacy\n"
        "print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)\n"
        "print(callable(spacy.cli.download))\n"
        "import spacy.cli.info\n"
        "print(spacy.cli.info is not None, hasattr(spacy, 'nothing'))"
    )
    assert _run(program).split() == ["True", "True", "True", "False"]


def test_spacy_imported_before_stays_as_it_is():
    program = "import spacy, sys; before = spacy.cli; import extract.pipeline; print(spacy.cli is before)"
    assert _run(program) == "True"


def test_a_file_left_open_is_written_to_its_end(tmp_path):
    """Frozen objects are not collected at the end of the process: files would lose their last words."""
    program = (
        f"import extract; nlp = extract.load(); out = open({str(tmp_path / 'out')!r}, 'w')\n"
        "def user(): return out\n"
        "out.write('the end')"
    )
    _run(program)
    assert (tmp_path / "out").read_text() == "the end"


# ------------------------------------------------------------------------------------------------------ threads


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads as Linux does")
def test_one_blas_thread_whatever_the_environment_says():
    program = (
        "import extract, numpy, os\n"
        "a = numpy.ones((1500, 1500), numpy.float32); a @ a\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    told = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "4")
    assert _run(program, **told) == "1"
    if (os.cpu_count() or 1) > 1:
        assert _run(program, KOMMUNIKE_BLAS_THREADS="2") == "2"


# ---------------------------------------------------------------------------------------------------------- the end


@pytest.mark.parametrize(("arguments", "status"), [(["version"], 0), (["run"], 2), (["show", "no-such-file"], 1)])
def test_the_process_ends_with_its_status_and_all_its_output(tmp_path, arguments, status):
    program = (
        "import atexit, sys; from extract.cli import program\n"
        "atexit.register(lambda: print('at exit'))\n"
        f"sys.argv = ['kommunike', *{arguments!r}]; program()"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == status
    assert done.stdout.splitlines()[-1] == "at exit"
    assert status == 0 or done.stderr.startswith("kommunike: error: ")


def test_hash_of_the_models_is_kept_until_a_file_is_touched(folder, monkeypatch):
    from extract.batch import fingerprint

    fingerprint.model_hash.cache_clear()
    first = fingerprint.model_hash()
    assert len(first) == 64
    monkeypatch.setattr(fingerprint, "_hash_files", lambda *_: "anew")
    fingerprint.model_hash.cache_clear()
    assert fingerprint.model_hash() == first
    for file in folder.iterdir():
        file.unlink()
    fingerprint.model_hash.cache_clear()
    assert fingerprint.model_hash() == "anew"
    fingerprint.model_hash.cache_clear()

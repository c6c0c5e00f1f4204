"""Runs: what is on disk is not made again, what was lost is, and a run that was killed ends as one that was not."""

from __future__ import annotations

import io
import json
import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extract import batch, pipeline
from extract.batch import Formats, job, pool, publish, state
from extract.batch.fingerprint import content_hash
from extract.errors import KommunikeError
from extract.write import Output, OutputError, to_json, to_json_line
from schemas import Record

ROOT = Path(__file__).parent.parent
forks = pytest.mark.skipif(pool.start_method() != "fork", reason="no fork here")

NEWS = "14 мая 2031 года в Ташкенте министр обороны Беларуси Олег Коваленко провёл встречу с делегацией Узбекистана.\n"
WORDS = ("Стороны договорились провести учения до конца 2031 года.", "Он призвал партнёров ускорить обмен данными.")


def news(number: int) -> str:
    return f"{NEWS}Документ {number}. {WORDS[number % 2]}\n"


def corpus(folder: Path, texts: int = 12, rows: int = 4, members: int = 3) -> Path:
    """Texts, a table, an archive, a date for some, and two documents that cannot be read."""
    folder.mkdir(parents=True)
    for number in range(texts):
        path = folder / ("sub" if number % 5 == 4 else ".") / f"t{number:02}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(news(number), encoding="utf-8")
    lines = [{"id": f"r{n}", "text": news(100 + n), "published": "2031-05-20"} for n in range(rows)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with zipfile.ZipFile(folder / "pages.zip", "w") as archive:
        for number in range(members):
            archive.writestr(f"m{number}.txt", news(200 + number))
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "metadata.csv").write_text("doc,published\nt00,2031-05-15\nt01,2031-05-16\n")
    return folder


def outputs(out: Path) -> dict[str, bytes | str]:
    """The output of a run, without what differs between two runs: when they ran and how long they took."""
    found: dict[str, bytes | str] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_dir() or name.startswith(".kommunike/"):
            continue
        found[name] = path.read_bytes()
        if name == batch.MANIFEST:
            manifest = json.loads(found[name])
            del manifest["this_run"]
            found[name] = json.dumps(manifest)
    return found


def without_manifest(out: Path) -> dict[str, bytes | str]:
    """Where the two runs are processes of their own: the program may be edited between them."""
    return {name: content for name, content in outputs(out).items() if name != batch.MANIFEST}


ALL = Formats(csv=True)


@pytest.fixture
def run(nlp):
    """Runs a job on the pipeline that is loaded already."""

    def run(source: Path | str, out: Path, **options) -> batch.Summary:
        return batch.run([str(source)], out=out, nlp=nlp, **{"formats": ALL, **options})

    return run


def made(out: Path) -> int:
    return json.loads((out / batch.MANIFEST).read_text())["this_run"]["made"]


# --- what is not made again


def test_finished_run_repeated_touches_nothing(run, tmp_path, monkeypatch):
    source, out = corpus(tmp_path / "in"), tmp_path / "out"
    first = run(source, out)
    assert (first.documents, first.made, first.failed) == (19, 19, 2)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in outputs(out) for path in [out / path]}

    def no_models(*_: object, **__: object) -> None:
        raise AssertionError("nothing has to be analysed")

    monkeypatch.setattr(job, "Pool", no_models)
    second = run(source, out)
    assert (second.documents, second.made, second.failed, second.is_new) == (19, 0, 2, False)
    assert (second.mentions, second.events, second.commitments) == (first.mentions, first.events, first.commitments)
    errors = out / "errors.jsonl"
    for path, (content, modified) in before.items():
        assert path.read_bytes() == content, path
        assert path == errors or path.stat().st_mtime_ns == modified, path


def test_only_what_has_changed_is_made_anew(run, tmp_path):
    source, out = corpus(tmp_path / "in"), tmp_path / "out"
    run(source, out)
    (source / "t03.txt").write_text(news(33))
    assert run(source, out).made == 1
    (source / "metadata.csv").write_text("doc,published\nt00,2031-05-15\nt01,2031-05-17\n")
    assert run(source, out).made == 1
    assert Record.model_validate_json((out / "t01.json").read_bytes()).document.published == "2031-05-17"
    # --published speaks of all documents, but those with a date of their own do not depend on it... as a fact they do
    assert run(source, out, published="2031-06-01").made == 19
    fresh = tmp_path / "fresh"
    run(source, fresh, published="2031-06-01")
    assert without_manifest(out) == without_manifest(fresh)


@pytest.mark.parametrize("damage", ["remove", "cut", "edit"])
def test_lost_or_damaged_record_is_made_anew(run, tmp_path, damage):
    source, out = corpus(tmp_path / "in", texts=3), tmp_path / "out"
    run(source, out)
    expected = outputs(out)
    path = out / "t01.json"
    content = path.read_bytes()
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(content[:100] if damage == "cut" else b" " + content)
    assert run(source, out).made == 1
    assert outputs(out) == expected


def test_lost_table_is_written_anew_without_analysis(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=3), tmp_path / "out"
    run(source, out)
    expected = outputs(out)
    for name in ("records.jsonl", "kommunike.xlsx", "events.csv"):
        (out / name).unlink()
        assert run(source, out).made == 0
        assert outputs(out) == expected


def test_new_version_new_lexicon_make_all_anew(run, tmp_path, monkeypatch):
    source, out = corpus(tmp_path / "in", texts=2), tmp_path / "out"
    run(source, out)
    lexicons = tmp_path / "lexicons"
    lexicons.mkdir()
    (lexicons / "organizations.yaml").write_text("- {id: x_y, name: Совет по воде, short: СПВ, example: СПВ.}\n")
    assert run(source, out, lexicons=lexicons).made == 9
    assert run(source, out, lexicons=lexicons).made == 0
    (lexicons / "organizations.yaml").write_text("- {id: x_y, name: Совет по воде, short: СВВ, example: СВВ.}\n")
    assert run(source, out, lexicons=lexicons).made == 9
    monkeypatch.setattr("extract.batch.fingerprint.program_hash", lambda: "another")
    assert run(source, out, lexicons=lexicons).made == 9


def test_fresh_makes_all_anew(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=2), tmp_path / "out"
    run(source, out)
    expected = outputs(out)
    assert run(source, out, fresh=True).made == 9
    assert outputs(out) == expected


def test_limit_takes_the_first_and_the_rest_follows(run, tmp_path):
    source, out = corpus(tmp_path / "in"), tmp_path / "out"
    summary = run(source, out, limit=5)
    assert (summary.documents + summary.failed, summary.made) == (5, 3)
    assert run(source, out).made == 16
    whole = tmp_path / "whole"
    run(source, whole)
    assert outputs(out) == outputs(whole)


def test_other_formats_need_no_analysis(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=3), tmp_path / "out"
    run(source, out, formats=Formats(workbook=False))
    assert not {"kommunike.xlsx", "events.csv"} & set(outputs(out))
    assert run(source, out, formats=Formats(csv=True, lang="en")).made == 0
    assert {"kommunike.xlsx", "events.csv", "mentions.csv"} < set(outputs(out))
    assert run(source, out, formats=Formats(workbook=False)).made == 0
    # what an earlier run wrote and this one does not would not fit the records any more
    assert not {"kommunike.xlsx", "events.csv"} & set(outputs(out))


def test_failed_document_is_tried_again_and_its_old_record_goes(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=3), tmp_path / "out"
    run(source, out)
    (source / "t01.txt").write_bytes(b"\x00")
    assert run(source, out).failed == 3
    assert not (out / "t01.json").exists()
    assert b'"id":"t01"' not in (out / "records.jsonl").read_bytes()
    (source / "t01.txt").write_text(news(1))
    assert (run(source, out).made, run(source, out).failed) == (1, 2)


def test_run_that_finds_nothing_leaves_the_earlier_output(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=3), tmp_path / "out"
    run(source, out)
    before = outputs(out)
    summary = run(tmp_path / "mistyped", out)
    assert (summary.documents, summary.failed, summary.files) == (0, 1, ())
    after = outputs(out)
    assert {name: after[name] for name in before if name != "errors.jsonl"} == {
        name: content for name, content in before.items() if name != "errors.jsonl"
    }


def test_run_in_which_all_fail_writes_no_empty_tables(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"\x00")
    run(tmp_path / "in", tmp_path / "out")
    assert set(outputs(tmp_path / "out")) == {"errors.jsonl"}


def test_records_of_documents_not_given_now_stay_and_are_named(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=3), tmp_path / "out"
    run(source, out)
    summary = run(source / "t01.txt", out)
    assert summary.documents == 1
    assert any("9 records of earlier runs" in note for note in summary.notes)
    assert (out / "rows.jsonl" / "r0.json").exists()


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100])
def test_damaged_state_costs_work_only(run, tmp_path, damage):
    source, out = corpus(tmp_path / "in", texts=2), tmp_path / "out"
    run(source, out)
    expected = outputs(out)
    (out / ".kommunike" / "state.sqlite").write_bytes(damage)
    assert run(source, out).made == 9
    assert outputs(out) == expected


def test_state_of_another_version_costs_work_only(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=2), tmp_path / "out"
    run(source, out)
    with sqlite3.connect(out / ".kommunike" / "state.sqlite") as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    assert run(source, out).made == 9


@forks
def test_second_run_in_the_same_folder_is_refused(run, tmp_path):
    source, out = corpus(tmp_path / "in", texts=2), tmp_path / "out"
    ready, begin = os.pipe()

    def hold() -> None:
        with state.State(out, run_files=()):
            os.write(begin, b"!")
            time.sleep(60)

    child = start(hold)
    os.read(ready, 1)
    with pytest.raises(OutputError, match="another run is writing here"):
        run(source, out)
    os.kill(child, signal.SIGKILL)
    wait(child)
    assert run(source, out).made == 9


# --- manifest


BILINGUAL = "Министры приняли решение создать фонд в 2031 году.\n\nMinisters decided to establish a fund in 2031.\n"


def test_a_commitment_and_its_translation_count_once(run, tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(BILINGUAL, encoding="utf-8")
    summary = run(source, out)
    record = Record.model_validate_json((out / "a.json").read_bytes())
    assert [item.translation_of for item in record.commitments] == [None, record.commitments[0].id]
    assert summary.commitments == {"decision": 1}
    assert json.loads((out / batch.MANIFEST).read_text())["counts"]["commitments"] == {"decision": 1}
    # the rows of the table, whose first line holds the headings
    assert len((out / "commitments.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_manifest_says_what_was_run_on_what(run, tmp_path):
    source, out = corpus(tmp_path / "in"), tmp_path / "out"
    summary = run(source, out, workers=2)
    manifest = json.loads((out / batch.MANIFEST).read_text())
    assert manifest["counts"]["documents"] == summary.documents == 19
    assert manifest["counts"]["failed"] == summary.failed == 2
    assert manifest["counts"]["commitments"] == summary.commitments
    assert manifest["options"]["inputs"] == [str(source)]
    assert manifest["this_run"]["workers"] == 2
    assert set(manifest["this_run"]["seconds"]) == {"plan", "records", "files"}
    assert all(len(manifest[name]) == 64 for name in ("program", "models"))
    assert manifest["lexicons"] is None
    assert manifest["versions"]["spacy"]
    assert set(manifest["files"]) == {"records.jsonl", "kommunike.xlsx", *batch.job.FLAT_TABLES}


# --- workers


@pytest.mark.parametrize("options", [{"workers": 2}, {"workers": 5}], ids=str)
def test_workers_and_chunks_do_not_change_a_byte(run, tmp_path, monkeypatch, options):
    source = corpus(tmp_path / "in")
    run(source, tmp_path / "one", workers=1)
    monkeypatch.setattr(job, "_CHUNK_DOCUMENTS", 3)
    run(source, tmp_path / "many", **options)
    assert outputs(tmp_path / "one") == outputs(tmp_path / "many")


@pytest.mark.parametrize(("usable", "workers"), [(1, 1), (3, 3), (64, 8)])
def test_a_run_takes_the_cores_that_it_may_use(run, tmp_path, monkeypatch, usable, workers):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(usable)), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: usable)
    run(corpus(tmp_path / "in"), tmp_path / "out")
    assert json.loads((tmp_path / "out" / batch.MANIFEST).read_text())["this_run"]["workers"] == workers


def in_worker(monkeypatch, act: Callable[[str], None]) -> None:
    """Do something in the worker before a document is analysed alone or with others."""
    make = pipeline.assemble

    def assemble(doc):
        act(doc.text)
        return make(doc)

    monkeypatch.setattr(pipeline, "assemble", assemble)


@forks
@pytest.mark.parametrize(
    ("act", "code", "words"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGSEGV), "crash", "signal SIGSEGV"),
        (lambda: os._exit(9), "crash", "exit status 9"),
        (lambda: time.sleep(100), "time_limit", "not finished in 1 s; raise --time-limit"),
        (lambda: (_ for _ in ()).throw(MemoryError), "program", "MemoryError"),
        (lambda: sys.exit(3), "crash", "exit status 70"),
    ],
    ids=["segfault", "exit", "hang", "memory", "sys.exit"],
)
def test_bad_document_is_isolated_and_reported(run, tmp_path, monkeypatch, act, code, words):
    source, out = corpus(tmp_path / "in", texts=4), tmp_path / "out"
    (source / "t02.txt").write_text("Беда.")
    in_worker(monkeypatch, lambda text: act() if text == "Беда." else None)
    failures: list[batch.Failure] = []
    summary = run(source, out, time_limit_seconds=1, on_failure=failures.append)
    assert (summary.documents, summary.failed) == (10, 3)
    (failure,) = [failure for failure in failures if failure.code == code]
    assert failure.document == "t02"
    assert words in failure.message
    assert "\n" not in failure.message
    lines = [json.loads(line) for line in (out / "errors.jsonl").read_text().splitlines()]
    assert [line["document"] for line in lines] == ["bad", "empty", "t02"]


# --- killed, and gone on


def start(work: Callable[[], object]) -> int:
    """A process of its own, with all that is loaded here."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.setpgid(0, 0)
        work()
        status = 0
    finally:
        os._exit(status)


def wait(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@forks
def test_runs_killed_at_random_moments_end_like_one_that_was_not(run, tmp_path):
    """50 runs of the real pipeline are ended by SIGKILL at moments spread over all their parts."""
    source = corpus(tmp_path / "in")
    started = time.monotonic()
    run(source, tmp_path / "whole", workers=2)
    seconds = time.monotonic() - started
    expected = outputs(tmp_path / "whole")
    chance = random.Random(7)
    kills = finished = 0
    while kills < 50:
        out = tmp_path / f"out{finished}"
        while True:
            child = start(lambda out=out: run(source, out, workers=2))
            time.sleep(chance.uniform(0, seconds))
            os.kill(child, signal.SIGKILL)
            status = wait(child)
            if status == 0:
                break
            assert status == -signal.SIGKILL
            kills += 1
        assert outputs(out) == expected
        finished += 1
    assert finished >= 1


@forks
@pytest.mark.parametrize("call", ["replace", "fsync", "unlink"])
def test_killed_before_or_after_each_step_on_disk(run, tmp_path, monkeypatch, call):
    """SIGKILL at the first, second, ... call that makes something last, until a run gets through."""
    source = corpus(tmp_path / "in", texts=2, rows=1, members=1)
    run(source, tmp_path / "whole")
    expected = outputs(tmp_path / "whole")
    original = getattr(os, call)
    kills = 0
    for moment in range(200):
        out = tmp_path / f"out{moment}"

        def attempt(out: Path = out, moment: int = moment) -> None:
            calls = 0

            def counted(*arguments, **options):
                nonlocal calls
                calls += 1
                if calls * 2 - 1 == moment + 1:
                    os.kill(os.getpid(), signal.SIGKILL)
                try:
                    return original(*arguments, **options)
                finally:
                    if calls * 2 == moment + 1:
                        os.kill(os.getpid(), signal.SIGKILL)

            setattr(os, call, counted)
            run(source, out)

        status = wait(start(attempt))
        if status == 0:
            break
        assert status == -signal.SIGKILL
        kills += 1
        run(source, out)
        assert outputs(out) == expected, moment
    assert kills >= 2


def test_command_killed_as_a_process_goes_on(tmp_path):
    source = corpus(tmp_path / "in", texts=150)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "extract.cli", "run", str(source), "--out", str(out), "--workers", "2"]
    for documents in (1, 60):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while process.poll() is None and len(list(out.glob("t*.json"))) < documents and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
        process.wait()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "on disk already and unchanged" in done.stdout
    whole = subprocess.run([*command[:-3], str(tmp_path / "whole")], cwd=ROOT, capture_output=True, check=False)
    assert whole.returncode == 1
    assert without_manifest(out) == without_manifest(tmp_path / "whole")


@forks
def test_workers_end_when_their_run_is_killed(run, tmp_path, monkeypatch):
    source = corpus(tmp_path / "in", texts=40)
    pids = tmp_path / "pids"
    pids.mkdir()
    in_worker(monkeypatch, lambda _: (pids / str(os.getpid())).touch())
    child = start(lambda: run(source, tmp_path / "out", workers=2))
    deadline = time.monotonic() + 30
    while not list(pids.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    wait(child)
    workers = [int(path.name) for path in pids.iterdir()]
    assert workers
    while any(is_running(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(is_running(pid) for pid in workers)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# --- no room on the disk


@forks
@pytest.mark.parametrize("limit", [0, 3_000, 9_000, 14_000, 30_000])
def test_file_size_limit_is_one_line_and_the_run_goes_on_after_it(run, tmp_path, limit):
    """A real refusal of the system to write on: files end at `limit` bytes, wherever that is."""
    source, out = corpus(tmp_path / "in", texts=6), tmp_path / "out"
    run(source, tmp_path / "whole")
    said, say = os.pipe()

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            run(source, out)
        except KommunikeError as error:
            os.write(say, str(error).encode())
            os._exit(7)

    status = wait(start(full))
    os.close(say)
    with os.fdopen(said) as words:
        assert status == 7
        assert "\n" not in words.read()
    for path in out.rglob("*.json"):
        if path.name != batch.MANIFEST:
            Record.model_validate_json(path.read_bytes())
    run(source, out)
    assert outputs(out) == outputs(tmp_path / "whole")


@pytest.mark.parametrize("after", [0, 1, 5, 15, 22])
def test_full_disk_after_some_files(run, tmp_path, monkeypatch, after):
    source, out = corpus(tmp_path / "in", texts=6), tmp_path / "out"
    run(source, tmp_path / "whole")
    calls = 0
    fsync = os.fsync

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise OSError(28, "No space left on device")
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            run(source, out)
    run(source, out)
    assert outputs(out) == outputs(tmp_path / "whole")


# --- nowhere else, nobody else


def test_a_run_opens_no_connection_and_writes_nowhere_else(run, tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=True)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    source, out = corpus(tmp_path / "in"), tmp_path / "out"
    monkeypatch.chdir(tmp_path)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    before = sorted(source.rglob("*"))
    run(source, out)
    assert sorted(source.rglob("*")) == before
    assert list(temporary.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out", "tmp"}


def test_standard_input_is_a_document_too(nlp, tmp_path):
    summary = batch.run(["-"], out=tmp_path, nlp=nlp, stdin=io.BytesIO(NEWS.encode()))
    assert summary.documents == 1
    again = batch.run(["-"], out=tmp_path, nlp=nlp, stdin=io.BytesIO(NEWS.encode()))
    assert again.made == 0
    other = batch.run(["-"], out=tmp_path, nlp=nlp, stdin=io.BytesIO(b"other"))
    assert other.made == 1


# --- files begun while records are made


def _broken(*_: object) -> None:
    raise AssertionError("read again")


def test_first_run_reads_no_record_again(run, tmp_path, monkeypatch):
    source = corpus(tmp_path / "in")
    run(source, tmp_path / "plain", workers=2)
    monkeypatch.setattr(publish, "_records", _broken)
    run(source, tmp_path / "ahead", workers=2)
    assert outputs(tmp_path / "ahead") == outputs(tmp_path / "plain")


def _fault(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("broken", [("_MOST_WAITING", -1), ("to_json_line", _fault)], ids=["waiting", "disk"])
def test_files_begun_and_given_up_are_made_from_the_records(run, tmp_path, monkeypatch, broken):
    source = corpus(tmp_path / "in")
    run(source, tmp_path / "plain")
    ahead, finish = publish.Ahead, publish.Ahead.finish
    monkeypatch.setattr(publish, *broken)
    # the fault is over when the files are made from the records
    monkeypatch.setattr(ahead, "finish", lambda self, state: (monkeypatch.undo(), finish(self, state))[1])
    run(source, tmp_path / "again")
    assert outputs(tmp_path / "again") == outputs(tmp_path / "plain")
    assert not (tmp_path / "again" / ".kommunike-unfinished").exists()


class _Finished:
    """A state that knows only which records are finished."""

    def __init__(self, *entries: tuple[str, bytes]) -> None:
        self.entries = entries

    def finished(self):
        return ((name, content_hash(data), {}) for name, data in self.entries)


@pytest.mark.parametrize("others", [False, True], ids=["same", "other records"])
def test_records_go_in_by_the_plan_whatever_comes_first(nlp, tmp_path, others):
    pages = {name: to_json(pipeline.record(nlp, news(n))).encode() for n, name in enumerate("abc")}
    with Output(tmp_path) as output:
        ahead = publish.Ahead(output, Formats())
        for name in "abcd":
            ahead.expect(name)
        for name in "cdba":
            ahead.settle(name, pages.get(name))
        ahead.settle("unknown", None)
        known = [(name, pages[name]) for name in ("ab" if others else "abc")]
        files = ahead.finish(_Finished(*known))
        assert (files is None) is others
        if files is not None:
            with files:
                pass
    lines = (tmp_path / batch.RECORDS).read_text().splitlines() if not others else []
    assert lines == [to_json_line(Record.model_validate_json(data)).rstrip("\n") for _, data in known if not others]
    assert not (tmp_path / ".kommunike-unfinished").exists()

"""The job on a local Ray cluster of two workers: the records of a local run, byte for byte, also when workers die."""

# ruff: noqa: E402  what needs a library is imported if it is there

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

for module in ("ray", "pyarrow"):
    pytest.importorskip(module)

from test_batch import corpus, outputs

from extract import batch, cli
from extract.batch import Formats
from extract.batch.work import Failure
from extract.distributed import pack, read_results, run_cluster
from extract.write import read_parquet, to_json


@pytest.fixture(scope="module")
def local(tmp_path_factory, nlp):
    """A corpus, its output by a local run, and the same corpus in Parquet."""
    folder = tmp_path_factory.mktemp("cluster")
    source = corpus(folder / "in", texts=60)
    batch.run([str(source)], out=folder / "out", nlp=nlp, formats=Formats(parquet=True))
    number, faults = pack([str(source)], folder / "corpus", documents_per_file=20)
    assert (number, faults) == (69, [])
    return folder


@pytest.fixture(scope="module")
def cluster():
    import ray

    ray.init(num_cpus=3, log_to_driver=False, include_dashboard=False, logging_level="ERROR", object_store_memory=10**8)
    yield ray
    ray.shutdown()


def contents(out: Path) -> tuple[dict[str, bytes], list[str]]:
    """The records of a cluster run as they would lie on disk, and the documents that failed."""
    records, failed = {}, []
    for result in read_results(out):
        if isinstance(result, Failure):
            failed.append(result.document)
        else:
            assert f"{result.document.id}.json" not in records
            records[f"{result.document.id}.json"] = to_json(result).encode()
    return records, sorted(failed)


def expected(local: Path) -> dict[str, bytes]:
    found = outputs(local / "out")
    return {name: content for name, content in found.items() if name.endswith(".json") and name != "run.json"}


def test_same_records_as_a_local_run(cluster, local):
    summary = run_cluster(str(local / "corpus"), str(local / "made"), workers=2)
    assert (summary.documents, summary.failed) == (67, 2)
    records, failed = contents(local / "made")
    assert failed == ["bad", "empty"]
    assert records == expected(local)


def map_workers() -> list[int]:
    """Processes of the cluster that this process has started and that make records."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            title = (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            grandparent = int(Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if title.startswith(b"ray::") and b"MapWorker" in title and os.getpid() in (parent, grandparent):
            found.append(int(folder.name))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc here")
def test_lost_workers_are_replaced_and_nothing_is_lost(cluster, local):
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 120
        while len(killed) < 2 and time.monotonic() < deadline:
            for pid in map_workers():
                if len(killed) < 2 and pid not in killed:
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            time.sleep(0.2)

    thread = threading.Thread(target=kill)
    thread.start()
    run_cluster(str(local / "corpus"), str(local / "again"), workers=2)
    thread.join()
    assert len(killed) == 2
    assert contents(local / "again") == contents(local / "made")


def test_records_parquet_of_a_local_run_holds_the_same(local):
    records = {
        f"{record.document.id}.json": to_json(record).encode()
        for record in read_parquet(local / "out" / "records.parquet")
    }
    assert records == expected(local)


def test_columns_that_are_missing_are_one_clear_line(tmp_path, capsys):
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"id": ["a"], "body": ["Да."]}), tmp_path / "a.parquet")
    assert cli.main(["run-cluster", str(tmp_path / "a.parquet"), "--out", str(tmp_path / "out")]) == 1
    assert "columns are body, id; id and data (or text) are needed" in capsys.readouterr().err
    assert cli.main(["run-cluster", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_pack_command(local, tmp_path, capsys):
    assert cli.main(["pack", str(local / "in"), "--out", str(tmp_path / "corpus")]) == 0
    assert "69 documents" in capsys.readouterr().out

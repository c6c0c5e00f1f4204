"""The pool of workers: order, bounds, time limit, crashes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice

import pytest

from extract.batch.pool import Lost, Pool, WorkerError, start_method

forks = pytest.mark.skipif(start_method() != "fork", reason="no fork here")


def double(batch: Sequence[int]) -> Iterator[int]:
    """Twice each number; some numbers are trouble."""
    for number in batch:
        if number == 13:
            os.kill(os.getpid(), signal.SIGSEGV)
        if number == 17:
            os._exit(3)
        if number == 19:
            time.sleep(60)
        if number == 23:
            raise RuntimeError("work must not raise")
        yield 2 * number


def make_double():
    return double


def batches(numbers: Sequence[int], size: int) -> list[list[int]]:
    return [list(numbers[start : start + size]) for start in range(0, len(numbers), size)]


def run(numbers: Sequence[int], size: int, *, ordered: bool = True, **options) -> list[tuple[int, int | Lost]]:
    options = {"workers": 2, "time_limit_seconds": 10, **options}
    with Pool(make_double, **options) as pool:
        return list(pool.run(batches(numbers, size), ordered=ordered))


GOOD = list(range(100, 160))


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("size", [1, 4, 100])
def test_results_come_in_order(workers, size):
    assert run(GOOD, size, workers=workers) == [(n, 2 * n) for n in GOOD]


def test_as_completed_every_item_comes_once():
    assert sorted(run(GOOD, 3, ordered=False)) == [(n, 2 * n) for n in GOOD]


def test_nothing_to_do():
    assert run([], 3) == []
    with Pool(make_double, workers=2, time_limit_seconds=1) as pool:
        assert list(pool.run([[], [5], []], ordered=True)) == [(5, 10)]


@pytest.mark.parametrize(
    ("bad", "detail"), [(13, "signal SIGSEGV"), (17, "exit status 3"), (23, "exit status 70")], ids=str
)
@pytest.mark.parametrize("size", [1, 5])
def test_crash_costs_one_item(bad, detail, size):
    numbers = [1, 2, 3, bad, *GOOD]
    expected = [(n, Lost("crash", detail) if n == bad else 2 * n) for n in numbers]
    assert run(numbers, size) == expected
    assert sorted(run(numbers, size, ordered=False), key=lambda pair: numbers.index(pair[0])) == expected


def test_hanging_item_is_given_up_and_others_go_on():
    start = time.monotonic()
    found = run([1, 19, 2, 3], 4, time_limit_seconds=0.5)
    assert found == [(1, 2), (19, Lost("time_limit", "0.5 s")), (2, 4), (3, 6)]
    assert time.monotonic() - start < 10


def test_many_bad_items_one_after_another():
    numbers = [13, 17, 23] * 4
    assert [type(result) for _, result in run(numbers, 6)] == [Lost] * 12


def test_worker_killed_from_outside_while_idle_or_busy():
    def batches() -> Iterator[list[int]]:
        for number in range(30):
            if number in (5, 11):
                for worker in pool._workers:
                    worker._process.kill()
                    worker._process.join()
            yield [number + 100, number + 1000]

    with Pool(make_double, workers=2, time_limit_seconds=10) as pool:
        found = list(pool.run(batches(), ordered=True))
    # an item that was alone in a worker that somebody killed is lost; all others are there
    assert [item for item, _ in found] == [m for n in range(30) for m in (n + 100, n + 1000)]
    assert all(result in (2 * item, Lost("crash", "signal SIGKILL")) for item, result in found)


def test_batches_are_taken_as_needed():
    taken = count()

    def endless() -> Iterator[list[int]]:
        while True:
            yield [next(taken)]

    with Pool(make_double, workers=2, time_limit_seconds=10) as pool:
        assert len(list(islice(pool.run(endless(), ordered=False), 5))) == 5
    # five seen, two in work, two waiting, and those that finished meanwhile
    assert next(taken) < 20


def test_one_slow_item_bounds_what_is_held_back():
    taken = count()

    def numbers() -> Iterator[list[int]]:
        yield [19]
        for _ in range(1000):
            next(taken)
            yield [1]

    with Pool(make_double, workers=2, time_limit_seconds=1) as pool:
        results = pool.run(numbers(), ordered=True)
        assert next(results) == (19, Lost("time_limit", "1 s"))
        assert next(taken) < 20


def test_workers_are_replaced_after_some_items():
    with Pool(
        lambda: lambda batch: (os.getpid() for _ in batch), workers=1, time_limit_seconds=10, recycle_after=4
    ) as pool:
        ids = [pid for _, pid in pool.run([[n, n] for n in range(6)], ordered=True)]
    assert [ids.count(pid) for pid in dict.fromkeys(ids)] == [4, 4, 4]
    assert os.getpid() not in ids


def test_no_process_outlives_the_pool():
    with Pool(make_double, workers=3, time_limit_seconds=60) as pool:
        results = pool.run([[1], [19], [19]])
        next(results)
        processes = [worker._process for worker in pool._workers]
        assert processes
    assert not any(process.is_alive() for process in processes)


def broken():
    os._exit(5)


def test_worker_that_cannot_start_is_one_clear_error():
    pool = Pool(broken, workers=1, time_limit_seconds=5, method="spawn")
    with pool, pytest.raises(WorkerError, match="ended before it began"):
        list(pool.run([[1]]))


def test_spawned_workers_do_the_same():
    found = run([1, 2, 13, 3], 2, method="spawn")
    assert found == [(1, 2), (2, 4), (13, Lost("crash", "signal SIGSEGV")), (3, 6)]


def test_large_items_and_results_pass():
    with Pool(lambda: lambda batch: (item * 2 for item in batch), workers=2, time_limit_seconds=20) as pool:
        for item, result in pool.run([[b"x" * 5_000_000] for _ in range(4)], ordered=True):
            assert len(result) == 2 * len(item)


@forks
def test_models_are_loaded_once_before_the_fork():
    loads = []

    def make():
        loads.append(os.getpid())
        return double

    with Pool(make, workers=3, time_limit_seconds=10) as pool:
        list(pool.run([[n] for n in range(20)]))
    assert loads == [os.getpid()]


def test_no_workers_is_an_error():
    with pytest.raises(ValueError, match="at least 1"):
        Pool(make_double, workers=0, time_limit_seconds=1)

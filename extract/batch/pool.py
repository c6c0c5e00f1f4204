"""A small pool of worker processes: bounded memory, a time limit for each item, a crash costs one item.

The standard library's pools lose all work in hand when one process dies, and cannot stop a call that hangs. Here every
worker has a pipe of its own; a worker that crashes or exceeds the limit is killed and replaced, and what it held is
tried again item by item, so that only the item that did it is lost.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from extract.errors import KommunikeError

__all__ = ["Lost", "Pool", "WorkerError", "cores", "start_method"]

T = TypeVar("T")
R = TypeVar("R")
#: takes a batch, yields one result for each item, in order
Work: TypeAlias = "Callable[[Sequence[T]], Iterator[R]]"
StartMethod = Literal["fork", "spawn"]

#: a worker is replaced after so many items: what libraries keep of every text (strings, caches) goes with it
RECYCLE_AFTER = 2000
#: most workers that a run starts unasked: each takes 135 to 265 MB
_MOST_UNASKED = 8
#: batches that may be finished ahead of one that is not, for each worker, if results are wanted in order
_AHEAD = 4
#: a worker that was started has to load its models in this time
_START_SECONDS = 300.0
_READY = "ready"
_EXIT_FAILED = 70


class WorkerError(KommunikeError):
    """No worker can be started."""


@dataclass(frozen=True)
class Lost:
    """What became of an item that took its worker along."""

    reason: Literal["crash", "time_limit"]
    #: `signal SIGSEGV`, `exit status 3`, `120 s`
    detail: str


def start_method() -> StartMethod:
    """`fork` where it is safe: models loaded once are shared by all workers. Else each worker loads its own."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if can_fork else "spawn"


def cores() -> int:
    """Workers that a run starts unasked: the processor cores that this process may use, at most eight."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(usable, _MOST_UNASKED)


class Pool(Generic[T, R]):
    """Runs batches of items on worker processes; use as a context manager.

    Args:
        make_work: called once in this process (`fork`) or in every worker (`spawn`, must be picklable); gives the
            function that turns a batch into one result for each item.
        workers: number of processes.
        time_limit_seconds: longest time without a result before a worker is killed.
        recycle_after: items after which a worker is replaced.
        method: how workers are started, see `start_method`.
    """

    def __init__(
        self,
        make_work: Callable[[], Work[T, R]],
        *,
        workers: int,
        time_limit_seconds: float,
        recycle_after: int = RECYCLE_AFTER,
        method: StartMethod | None = None,
    ) -> None:
        if workers < 1:
            raise ValueError(f"workers: at least 1, not {workers}")
        self._method: StartMethod = method or start_method()
        self._limit = time_limit_seconds
        self._recycle_after = recycle_after
        self._size = workers
        self._make_work = make_work
        self._context: Any = multiprocessing.get_context(self._method)
        self._workers: list[_Worker[T, R]] = []

    def __enter__(self) -> Pool[T, R]:
        if self._method == "fork":
            work = self._make_work()
            self._make_work = lambda: work
            # what is loaded now stays: without it every collection would touch, and so copy, all of it in each worker
            gc.collect()
            gc.freeze()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they do."""
        for worker in self._workers:
            worker.kill()
        self._workers = []
        if self._method == "fork":
            gc.unfreeze()

    def run(self, batches: Iterable[Sequence[T]], *, ordered: bool = False) -> Iterator[tuple[T, R | Lost]]:
        """Every item with its result or its loss; at most one batch for each worker is taken ahead of need.

        Args:
            ordered: in the order of `batches`; else as completed.
        """
        source = enumerate(batch for batch in batches if batch)
        queue: deque[_Batch[T]] = deque()
        order = _Order[T, R](self._size * _AHEAD) if ordered else None
        exhausted = False
        while True:
            while not exhausted and len(queue) < self._size and not (order is not None and order.is_full):
                found = next(source, None)
                if found is None:
                    exhausted = True
                    break
                number, items = found
                if order is not None:
                    order.expect(number, len(items))
                queue.append(_Batch(number, 0, list(items)))
                self._assign(queue)
            self._assign(queue)
            if not queue and all(worker.batch is None for worker in self._workers):
                if exhausted:
                    return
                continue
            results = self._collect(queue)
            # before the results are handed out, so that no worker waits for whoever takes them
            self._assign(queue)
            for number, position, item, result in results:
                if order is None:
                    yield item, result
                else:
                    yield from order.add(number, position, item, result)

    def _assign(self, queue: deque[_Batch[T]]) -> None:
        while queue:
            worker = next((worker for worker in self._workers if worker.is_free), None)
            if worker is not None:
                if worker.send(queue[0], self._limit):
                    queue.popleft()
                else:  # it died while it had nothing to do
                    self._lost(worker, Lost("crash", worker.end()), queue)
                continue
            starting = sum(not worker.is_ready and worker.batch is None for worker in self._workers)
            if len(self._workers) == self._size or starting >= len(queue):
                return
            pipes = [worker.pipe for worker in self._workers]
            self._workers.append(_Worker(self._context, self._make_work, self._limit, pipes))

    def _collect(self, queue: deque[_Batch[T]]) -> list[tuple[int, int, T, R | Lost]]:
        """Wait for results; deal with workers that have died or are late."""
        waited = [worker for worker in self._workers if worker.batch is not None or not worker.is_ready]
        patience = max(0.0, min(worker.deadline for worker in waited) - time.monotonic())
        ready = wait([worker.pipe for worker in waited], timeout=patience)
        results: list[tuple[int, int, T, R | Lost]] = []
        for worker in waited:
            batch = worker.batch
            if worker.pipe in ready:
                try:
                    message = worker.receive(self._limit)
                except (EOFError, OSError):
                    results += self._lost(worker, Lost("crash", worker.end()), queue)
                    continue
                if message is not None and batch is not None:
                    results.append((batch.number, batch.first + message[0], batch.items[message[0]], message[1]))
                    if worker.batch is None and worker.done >= self._recycle_after:
                        worker.kill()
                        self._workers.remove(worker)
            elif time.monotonic() >= worker.deadline:
                if not worker.is_ready:
                    raise WorkerError(f"a worker could not load the models in {_START_SECONDS:.0f} s")
                results += self._lost(worker, Lost("time_limit", f"{self._limit:g} s"), queue)
        return results

    def _lost(self, worker: _Worker[T, R], loss: Lost, queue: deque[_Batch[T]]) -> list[tuple[int, int, T, R | Lost]]:
        """Replace a worker; its only item is lost, of several each is tried alone."""
        batch, done = worker.batch, worker.answered
        worker.kill()
        self._workers.remove(worker)
        if not worker.is_ready:
            raise WorkerError(f"a worker ended before it began ({loss.detail}); is there enough memory?")
        if batch is None:
            return []
        if len(batch.items) == 1:
            return [(batch.number, batch.first, batch.items[0], loss)]
        alone = [_Batch(batch.number, batch.first + n, [batch.items[n]]) for n in range(done, len(batch.items))]
        queue.extendleft(reversed(alone))
        return []


@dataclass
class _Batch(Generic[T]):
    """Items sent together; `first` is the position of the first in the caller's batch `number`."""

    number: int
    first: int
    items: list[T]


class _Worker(Generic[T, R]):
    """One process and the parent's end of its pipe."""

    def __init__(
        self, context: Any, make_work: Callable[[], Work[T, R]], limit: float, others: list[Connection]
    ) -> None:
        self.pipe, child_end = context.Pipe()
        self._is_forked = context.get_start_method() == "fork"
        self._process: BaseProcess = context.Process(
            target=_serve,
            # a forked child inherits the other ends and must close them, else nobody sees a pipe end when we die
            args=(child_end, make_work, limit, [*others, self.pipe] if self._is_forked else []),
            daemon=True,
        )
        self._process.start()
        child_end.close()
        self.batch: _Batch[T] | None = None
        self.answered = 0
        self.done = 0
        self.is_ready = False
        self.deadline = time.monotonic() + _START_SECONDS

    @property
    def is_free(self) -> bool:
        """True if a batch sent now is taken at once: a forked process is ready from its first moment."""
        return self.batch is None and (self.is_ready or self._is_forked)

    def send(self, batch: _Batch[T], limit: float) -> bool:
        """Hand over a batch; false if nobody is there to take it."""
        try:
            self.pipe.send(batch.items)
        except OSError:
            return False
        self.batch, self.answered = batch, 0
        if self.is_ready:
            self.deadline = time.monotonic() + limit
        return True

    def receive(self, limit: float) -> tuple[int, R] | None:
        """Position in the batch and result; nothing for the word that the worker is ready."""
        message = self.pipe.recv()
        self.deadline = time.monotonic() + limit
        if message == _READY:
            self.is_ready = True
            return None
        position = self.answered
        self.answered += 1
        self.done += 1
        if self.batch is not None and self.answered == len(self.batch.items):
            self.batch = None
        return position, message[0]

    def end(self) -> str:
        """How the process ended."""
        self._process.join(5)
        code = self._process.exitcode
        if code is None:
            return "pipe closed"
        if code < 0:
            with suppress(ValueError):
                return f"signal {signal.Signals(-code).name}"
        return f"exit status {code}"

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


class _Order(Generic[T, R]):
    """Holds results back until those before them are there; `limit` bounds the batches held."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._sizes: dict[int, int] = {}
        self._held: dict[tuple[int, int], tuple[T, R | Lost]] = {}
        self._next = (0, 0)

    @property
    def is_full(self) -> bool:
        return len(self._sizes) >= self._limit

    def expect(self, number: int, size: int) -> None:
        self._sizes[number] = size

    def add(self, number: int, position: int, item: T, result: R | Lost) -> Iterator[tuple[T, R | Lost]]:
        self._held[number, position] = (item, result)
        while True:
            batch, place = self._next
            if batch in self._sizes and place == self._sizes[batch]:
                del self._sizes[batch]
                self._next = (batch + 1, 0)
            elif self._next in self._held:
                self._next = (batch, place + 1)
                yield self._held.pop((batch, place))
            else:
                return


# --- in the worker


def _serve(
    pipe: Connection, make_work: Callable[[], Work[Any, Any]], limit: float, inherited: list[Connection]
) -> None:
    """A worker's life: batches in, results out, until the pipe ends. Never returns: nothing of the parent's is run."""
    status = 0
    try:
        for other in inherited:
            other.close()
        _be_quiet()
        nowhere = open(os.devnull, "w")  # noqa: SIM115  open as long as the process
        work = make_work()
        pipe.send(_READY)
        while True:
            items = pipe.recv()
            results = work(items)
            # the parent kills a late worker; this is for one whose parent has died (once a batch: it starts a thread)
            faulthandler.dump_traceback_later((len(items) + 1) * limit + 60, exit=True, file=nowhere)
            for _ in items:
                pipe.send((next(results),))
            faulthandler.cancel_dump_traceback_later()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the parent is gone or needs no more
    except BaseException:  # the parent learns of it by the exit status, and tries the items one by one
        status = _EXIT_FAILED
    os._exit(status)


def _be_quiet() -> None:
    """Interrupts are the parent's affair; what libraries print must not mix with its output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    logging.disable(logging.CRITICAL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)

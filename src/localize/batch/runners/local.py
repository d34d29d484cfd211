"""Processes of this machine. Each loads the package once and works on a share of the cores.

CTranslate2 puts one thread on every core it may use, so N processes are given cores/N cores each: fewer of them
save memory (a model and dictionaries each), and lose what the Python around the model takes. A process that dies takes nothing
with it: its window is done again, one document at a time, and the document that kills twice has failed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from localize.batch.order import Order
from localize.batch.runners import Stopped, Window, died
from localize.batch.work import Outcome, Work, translate_window

_order: Order | None = None


def default_jobs() -> int:
    """A process for every core: what Python does around the model takes as long as the model, on one core only."""
    return len(cores())


def cores() -> list[int]:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def use_cores(number: int, jobs: int) -> None:
    """Keep this process to the share of the cores that is worker ``number``'s of ``jobs``."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores()[number % len(cores()) :: jobs])


class Local:
    def __init__(self, jobs: int = 1) -> None:
        self.workers = self.jobs = max(1, jobs)
        self.pool: ProcessPoolExecutor | None = None

    def run(self, order: Order, windows: Iterable[Window], stopped: Stopped) -> Iterator[list[Outcome]]:
        """One window waits for each that is worked on: no process is ever idle, and no more is held in memory."""
        source = iter(windows)
        running: dict[Future[list[Outcome]], Window] = {}
        self.close()
        while True:
            room = 0 if stopped() else 2 * self.jobs - len(running)
            for window in islice(source, room):
                running[self._submit(order, window)] = window
            if not running:
                return
            finished, _ = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
            broken: list[Window] = []
            for future in finished:
                window = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken.append(window)
            if broken:
                # All windows in hand are lost with the pool; one of their documents did it.
                yield from self._recovered(order, broken + [running.pop(future) for future in list(running)])

    def _submit(self, order: Order, window: Window) -> Future[list[Outcome]]:
        if self.pool is None:
            self.pool = self._pool(order, self.jobs)
        return self.pool.submit(_translate, window)

    def _recovered(self, order: Order, windows: list[Window]) -> Iterator[list[Outcome]]:
        """Each window again in a process of its own; where that dies too, document by document."""
        self.close()
        for window in windows:
            yield self._once(order, window) or [self._alone(order, work) for work in window]

    def _alone(self, order: Order, work: Work) -> Outcome:
        return (self._once(order, (work,)) or [died(work, "the process died")])[0]

    def _once(self, order: Order, window: Window) -> list[Outcome]:
        """The outcomes of a process that does only this; none when it dies."""
        with self._pool(order, 1) as pool:
            try:
                return pool.submit(_translate, window).result()
            except BrokenProcessPool:
                return []

    @staticmethod
    def _pool(order: Order, jobs: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        shares = context.SimpleQueue()
        for number in range(jobs):
            shares.put((number, jobs))
        # A process that dies breaks its pool as a whole, so no share is ever asked for twice.
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(order, shares))

    def close(self) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None


def _begin(order: Order, shares: multiprocessing.SimpleQueue[tuple[int, int]]) -> None:
    """A worker's first step: its order, its cores; Ctrl-C is the parent's, and it does not outlive the parent."""
    global _order
    _order = order
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    use_cores(*shares.get())


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _translate(window: Window) -> list[Outcome]:
    assert _order is not None
    return translate_window(_order, window)

"""Who does the work: this process, processes of this machine, a Dask cluster. All run `work.translate_window`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from localize.batch.order import Order
from localize.batch.work import Outcome, Work, translate_window

Window = Sequence[Work]
Stopped = Callable[[], bool]


class Runner(Protocol):
    """``run`` takes windows as it has room for them (so that a feed of any length fits) and gives each back with
    its outcomes, in any order, until the windows end or ``stopped`` says so; what is in hand is finished first.
    ``workers`` is how many windows are worked on at the same time.
    """

    @property
    def workers(self) -> int: ...

    def run(self, order: Order, windows: Iterable[Window], stopped: Stopped) -> Iterator[list[Outcome]]: ...

    def close(self) -> None: ...


class Here:
    """In this process, one window after the other: for tests, and where processes are not wanted."""

    workers = 1

    def run(self, order: Order, windows: Iterable[Window], stopped: Stopped) -> Iterator[list[Outcome]]:
        for window in windows:
            yield translate_window(order, window)
            if stopped():
                return

    def close(self) -> None:
        pass


def died(work: Work, what: str) -> Outcome:
    """The outcome of a document that no worker survives."""
    return Outcome(
        work, "failed", f"{what} while translating it", "try it alone: localize translate; then --retry-failed"
    )

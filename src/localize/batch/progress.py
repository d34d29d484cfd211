"""How far a run is: articles, words a second, failures, time left."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from localize.batch.ledger import Row

QUIET = 10.0  # seconds between two lines where there is no terminal


@dataclass(slots=True)
class Progress:
    """Counts rows as they come. ``show`` gets a line (and whether it is the last): a terminal writes it over the
    one before, anything else at most every ten seconds."""

    show: Callable[[str, bool], None]
    interval: float = QUIET
    clock: Callable[[], float] = time.monotonic
    total: int = 0
    done: int = 0
    failed: int = 0
    words: int = 0
    started: float = field(default=0.0)
    shown: float = field(default=-1e9)

    def begin(self, total: int) -> None:
        self.total, self.started = total, self.clock()

    def advance(self, rows: list[Row]) -> None:
        self.done += len(rows)
        self.failed += sum(row.state == "failed" for row in rows)
        self.words += sum(row.words for row in rows)
        now, last = self.clock(), self.done >= self.total
        if last or now - self.shown >= self.interval:
            self.shown = now
            self.show(self.line(), last)

    def line(self) -> str:
        seconds = max(1e-9, self.clock() - self.started)
        left = seconds / self.done * (self.total - self.done) if self.done else 0.0
        failures = f", {self.failed} failed" if self.failed else ""
        return (
            f"{self.done}/{self.total} articles {bar(self.done, self.total)} {self.words / seconds:.0f} words/s"
            f"{failures}, {duration(left)} left"
        )


def bar(done: int, total: int, width: int = 20) -> str:
    """
    >>> bar(1, 4, 8)
    '[##------]'
    """
    filled = width * done // max(1, total)
    return f"[{'#' * filled}{'-' * (width - filled)}]"


def duration(seconds: float) -> str:
    """
    >>> duration(5), duration(605), duration(7300)
    ('5 s', '10 min', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = int(seconds // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"

"""Results on standard output, talk on standard error: tables, JSON and the progress bar."""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click


def say(message: str) -> None:
    """A line on standard error, above the progress bar if there is one."""
    for bar in _bars:
        bar.clear()
    click.echo(message, err=True)
    for bar in _bars:
        bar.draw()


def shown(text: str) -> str:
    """A text from a file, or its name, without what would steer the terminal; undecodable bytes as ``?``."""
    return "".join(c if c.isprintable() else "?" if "\udc80" <= c <= "\udcff" else " " for c in text)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(head: Sequence[str], rows: Sequence[Sequence[object]], err: bool = True) -> None:
    """Columns as wide as their widest cell; numbers to the right."""
    cells = [[shown(str(cell)) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    right = [all(row[i].replace(".", "").isdigit() for row in cells[1:]) for i in range(len(head))]
    for row in cells:
        line = "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True))
        click.echo(line.rstrip(), err=err)


class Bar:
    """How far the work is, on one line of the terminal that is gone when the work is done. Call it with what was
    finished since the last call; ``expect`` says how much there is, once that is known."""

    def __init__(self, total: int, label: str, stream: TextIO) -> None:
        self.total, self.done = total, 0
        self._label, self._stream = label, stream
        self._shown = self._over = False
        self._start = time.monotonic()
        self._lock = threading.RLock()

    def __call__(self, n: int) -> None:
        with self._lock:
            self.done += n
            self.draw()

    def expect(self, total: int) -> None:
        with self._lock:
            self.total = total
            self.draw()

    def show(self) -> None:
        with self._lock:
            self._shown = not self._over
            self.draw()

    def close(self) -> None:
        with self._lock:
            self.clear()
            self._shown, self._over = False, True

    def clear(self) -> None:
        if self._shown:
            self._write("\r" + " " * (self._columns() - 1) + "\r")

    def draw(self) -> None:
        if self._shown:
            self._write("\r" + self.line(self._columns()))

    def line(self, columns: int) -> str:
        """What stands on the terminal, no wider than it: ``translating [######------]  48%  0:12 left``."""
        share = min(1.0, self.done / max(1, self.total))
        left = (time.monotonic() - self._start) * (1 - share) / share if share else None
        tail = f" {share:4.0%}" + (f"  {int(left) // 60}:{int(left) % 60:02} left" if left is not None else "")
        width = max(0, min(30, columns - len(self._label) - len(tail) - 6))
        bar = f" [{'#' * int(width * share):-<{width}}]" if width >= 5 else ""
        return f"{self._label}{bar}{tail}"[: columns - 1].ljust(columns - 1)

    @staticmethod
    def _columns() -> int:
        return max(2, shutil.get_terminal_size().columns)

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # a terminal that went away must not stop the work
            self._stream.write(text)
            self._stream.flush()


_bars: list[Bar] = []


@contextmanager
def progress_bar(total: int, label: str, delay: float = 1.0) -> Iterator[Bar]:
    """A bar that shows itself when the work takes over ``delay`` seconds on a terminal; silent elsewhere."""
    bar = Bar(total, label, sys.stderr)
    if sys.stderr is None or not sys.stderr.isatty():
        yield bar
        return
    timer = threading.Timer(delay, bar.show)
    timer.daemon = True
    timer.start()
    _bars.append(bar)
    try:
        yield bar
    finally:
        timer.cancel()
        _bars.remove(bar)
        bar.close()

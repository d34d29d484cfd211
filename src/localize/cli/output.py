"""Results on standard output, talk on standard error: tables, JSON and the progress bar."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click


def say(message: str) -> None:
    click.echo(message, err=True)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(head: Sequence[str], rows: Sequence[Sequence[object]], err: bool = True) -> None:
    """Columns as wide as their widest cell; numbers to the right."""
    cells = [list(map(str, row)) for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    right = [all(row[i].replace(".", "").isdigit() for row in cells[1:]) for i in range(len(head))]
    for row in cells:
        line = "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True))
        click.echo(line.rstrip(), err=err)


@contextmanager
def progress_bar(total: int, label: str, delay: float = 1.0) -> Iterator[Callable[[int], None]]:
    """A bar that shows itself when the work takes over ``delay`` seconds on a terminal; silent elsewhere."""
    if not sys.stderr.isatty():
        yield lambda n: None
        return
    start, shown, done = time.monotonic(), False, 0
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        bar.is_hidden = True

        def advance(n: int) -> None:
            nonlocal shown, done
            done += n
            if not shown and time.monotonic() - start > delay:
                bar.is_hidden, shown = False, True
                bar.update(done)
            elif shown:
                bar.update(n)

        yield advance

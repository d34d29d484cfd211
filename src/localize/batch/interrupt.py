"""Ctrl-C, once: finish what is in hand and stop. Twice: stop at once; the ledger loses nothing either way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from localize.messages import _


@contextmanager
def interruptible(say: Callable[[str], None]) -> Iterator[Callable[[float], bool]]:
    """Gives ``stopped(seconds=0)``: whether a stop was asked for, after waiting so long for one."""
    asked = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        say(_("Finishing the articles in hand; Ctrl-C again stops at once. Nothing finished is lost."))

    def stopped(seconds: float = 0.0) -> bool:
        return asked.wait(seconds)

    before: Any = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)

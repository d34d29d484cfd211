"""A memory in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localize.memory import Memory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "memory.sqlite"


@pytest.fixture
def memory(path: Path) -> Iterator[Memory]:
    with Memory.open(path) as opened:
        yield opened

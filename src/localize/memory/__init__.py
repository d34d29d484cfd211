"""The translation memory: pairs that a person approved, found again by exact or similar source text."""

from __future__ import annotations

import os
from pathlib import Path

from localize.memory.pairs import Memory, Pair, Wanted
from localize.memory.recall import Exact, Match, known_for, similar, suggester

__all__ = ["Exact", "Match", "Memory", "Pair", "Wanted", "default_path", "known_for", "similar", "suggester"]


def default_path() -> Path:
    """``$LOCALIZE_MEMORY``, or ``memory.sqlite`` in the user's data folder."""
    import platformdirs

    named = os.environ.get("LOCALIZE_MEMORY")
    return Path(named) if named else platformdirs.user_data_path("localize", appauthor=False) / "memory.sqlite"

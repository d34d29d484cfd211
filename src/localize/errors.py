"""One error a person may see, one subclass for each moment it happens in.

The message says what failed and where; the hint says what to type or do next. `localize.cli` prints both.
"""

from __future__ import annotations


class LocalizeError(Exception):
    """Something could not be done. ``str(error)`` is one line; ``hint`` is the next step, or empty."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ReadError(LocalizeError):
    """A source file could not be read as the document it should be."""


class WriteError(LocalizeError):
    """A result could not be written; what stood there before still does."""


class PackageError(LocalizeError):
    """A translation package is missing, damaged or not to be trusted."""


class EngineError(LocalizeError):
    """An engine could not be loaded or broke down."""


class ReviewError(LocalizeError):
    """A review file is damaged, foreign or does not fit its article."""


class GlossaryError(LocalizeError):
    """A glossary file could not be read."""


class MemoryStoreError(LocalizeError):
    """The translation memory could not be opened or read."""


class BatchError(LocalizeError):
    """A batch or its ledger could not be opened."""


class UsageError(LocalizeError):
    """The command cannot mean what it says."""

    exit_code = 2

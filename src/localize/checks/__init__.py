"""Checks: small functions that look at a draft and say where a person must look."""

from __future__ import annotations

from collections.abc import Iterator

from localize.document import Draft, Issue


def check(draft: Draft) -> Iterator[Issue]:
    """Every issue of a draft."""
    return iter(())

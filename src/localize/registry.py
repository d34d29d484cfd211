"""Registries: a name and where its object lives, imported on first use, extended by entry points."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from localize.errors import UsageError


@lru_cache(maxsize=32)
def _plugins(group: str, path: tuple[str, ...]) -> dict[str, str]:
    """What the distributions on the path add. Looking for it reads a file of each of them: too slow to do often."""
    return {entry.name: entry.value for entry in entry_points(group=group)}


class Registry(Mapping[str, Any]):
    """Names → objects given as ``"module:attribute"``.

    A distribution adds its own through the entry-point group ``localize.<kind>``; a built-in name wins,
    so installing a plug-in changes nothing until its name is used.

    >>> Registry("joke", {"join": "os.path:join"})["join"]("a", "b")
    'a/b'
    >>> Registry("joke", {"join": "os.path:join"})["pun"]
    Traceback (most recent call last):
    localize.errors.UsageError: no joke named 'pun'
    """

    def __init__(self, kind: str, builtin: Mapping[str, str]) -> None:
        self.kind = kind
        self._builtin = dict(builtin)

    def _places(self) -> dict[str, str]:
        return _plugins(f"localize.{self.kind}", tuple(sys.path)) | self._builtin

    def __getitem__(self, name: str) -> Any:
        place = self._builtin.get(name) or self._places().get(name)
        if place is None:
            raise UsageError(f"no {self.kind} named {name!r}", f"there are: {', '.join(sorted(self))}")
        module, _, attribute = place.partition(":")
        return getattr(import_module(module), attribute)

    def __contains__(self, name: object) -> bool:
        return name in self._builtin or name in self._places()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())

"""Engines: texts in, ranked hypotheses out. Nothing here knows of articles, glossaries or files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from localize.registry import Registry


@dataclass(frozen=True, slots=True)
class Link:
    """Target characters [start, stop) come from source characters [source_start, source_stop)."""

    start: int
    stop: int
    source_start: int
    source_stop: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One candidate; ``score`` is the mean log-probability per piece, ``links`` its word alignment."""

    text: str
    score: float
    links: tuple[Link, ...] = ()


class Engine(Protocol):
    """What an engine implements.

    ``translate`` gives for every text its hypotheses, best first, at least one; a text must not be dropped
    or reordered, and what it becomes must not depend on the texts beside it. ``progress`` is called with the number
    of texts finished since the last call. ``package`` names what translates (name and hash go into drafts), ``slots``
    says whether ``⟦1⟧`` survives it.

    An engine may also have ``carefully(texts, n_best)``: further hypotheses, possibly none, for texts whose first
    ones lost or doubled a slot.
    """

    @property
    def package(self) -> str: ...

    @property
    def package_hash(self) -> str: ...

    @property
    def slots(self) -> bool: ...

    def translate(
        self, texts: Sequence[str], n_best: int = 1, progress: Callable[[int], None] | None = None
    ) -> list[list[Hypothesis]]: ...


ENGINES = Registry(
    "engine",
    {
        "ctranslate": "localize.engines.ctranslate:load",
        "argos": "localize.engines.argos:load",
        "identity": "localize.engines.fake:identity",
        "reverse": "localize.engines.fake:reverse",
    },
)

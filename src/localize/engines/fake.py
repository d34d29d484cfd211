"""Two engines without a model, for tests and dry runs: the same text, and its words in reverse."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from localize.engines import Hypothesis, Link


@dataclass(frozen=True, slots=True)
class FakeEngine:
    """Maps every text through ``change``; slots survive, and every word is aligned."""

    package: str
    change: Callable[[str], tuple[str, tuple[Link, ...]]]
    package_hash: str = "0" * 12
    slots: bool = True

    def translate(
        self, texts: Sequence[str], n_best: int = 1, progress: Callable[[int], None] | None = None
    ) -> list[list[Hypothesis]]:
        done = []
        for text in texts:
            changed, links = self.change(text)
            done.append([Hypothesis(changed, -0.1, links)])
            if progress:
                progress(1)
        return done


def _same(text: str) -> tuple[str, tuple[Link, ...]]:
    return text, tuple(Link(m.start(), m.end(), m.start(), m.end()) for m in re.finditer(r"\S+", text))


def _reversed(text: str) -> tuple[str, tuple[Link, ...]]:
    words = list(re.finditer(r"\S+", text))[::-1]
    links, parts, at = [], [], 0
    for word in words:
        links.append(Link(at, at + len(word[0]), word.start(), word.end()))
        parts.append(word[0])
        at += len(word[0]) + 1
    return " ".join(parts), tuple(links)


def identity(source: str, target: str, package: str | None = None) -> FakeEngine:
    """The target is the source."""
    return FakeEngine("identity", _same)


def reverse(source: str, target: str, package: str | None = None) -> FakeEngine:
    """The target is the source's words in reverse order."""
    return FakeEngine("reverse", _reversed)

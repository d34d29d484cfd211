"""What a translation depends on, and what the pipeline asks of a glossary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from localize.document import Draft, Issue, Placement, Segment, Span
from localize.engines import Link


class Terminology(Protocol):
    """What the pipeline asks of a glossary; `localize.glossary` answers it.

    ``within`` adds the names of one article, so that they are written one way throughout; ``fits`` says whether
    an ending is one that the Russian form calls for; ``match`` finds the terms of a text; ``masks`` says whether one goes through the engine as a slot (a common
    word is better translated, then placed); ``ending`` is the Russian case ending a slot shows for a term;
    ``render`` writes a term (or a figure) for the ending that the engine hung on its slot, after the target
    text ``before`` and before ``after``; ``place`` puts terms into a plain translation where the engine knows no slots.
    """

    def match(self, text: str) -> list[Span]: ...

    def within(self, texts: Sequence[str]) -> Terminology: ...

    def fits(self, span: Span, ending: str) -> bool: ...

    def masks(self, span: Span) -> bool: ...

    def ending(self, span: Span) -> str: ...

    def render(self, span: Span, ending: str, before: str = "", after: str = "") -> tuple[str, str]: ...

    def place(
        self, text: str, spans: Sequence[Span], target: str, links: Sequence[Link]
    ) -> tuple[str, list[Placement], list[Issue]]: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What a translation depends on beside the text and the package."""

    lang: str
    n_best: int = 4
    slots: bool = True
    terms: Terminology | None = None
    known: Mapping[str, Draft] = field(default_factory=dict)
    suggest: Callable[[Segment], tuple[tuple[int, str, str], ...]] | None = None

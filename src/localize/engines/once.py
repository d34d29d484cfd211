"""An engine that is not asked twice: after slots, much of a feed is equal («⟦1⟧, сообщает ⟦2⟧.»)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from localize.engines import Engine, Hypothesis

Question = tuple[str, str, int]  # the text, the way it is translated, the number of hypotheses
KEPT = 4096  # texts; with hypotheses and links some 10 kB each


@dataclass(frozen=True, slots=True)
class Once:
    """``engine``, with what it gave for the ``size`` texts asked for last. What a text becomes must depend on the text
    alone, as `Engine` promises; then nobody can tell the difference but by the clock."""

    engine: Engine
    size: int = KEPT
    kept: OrderedDict[Question, list[Hypothesis]] = field(default_factory=OrderedDict)

    @property
    def package(self) -> str:
        return self.engine.package

    @property
    def package_hash(self) -> str:
        return self.engine.package_hash

    @property
    def slots(self) -> bool:
        return self.engine.slots

    def translate(
        self, texts: Sequence[str], n_best: int = 1, progress: Callable[[int], None] | None = None
    ) -> list[list[Hypothesis]]:
        def ask(new: Sequence[str]) -> list[list[Hypothesis]]:
            if progress and len(new) < len(texts):
                progress(len(texts) - len(new))
            return self.engine.translate(new, n_best, progress) if new else []

        return self._answers(texts, ("", n_best), ask)

    def carefully(self, texts: Sequence[str], n_best: int = 1) -> list[list[Hypothesis]]:
        careful = getattr(self.engine, "carefully", None)
        if careful is None:
            return [[] for _ in texts]
        return self._answers(texts, ("carefully", n_best), lambda new: careful(new, n_best) if new else [])

    def _answers(
        self, texts: Sequence[str], way: tuple[str, int], ask: Callable[[Sequence[str]], list[list[Hypothesis]]]
    ) -> list[list[Hypothesis]]:
        known = {text: found for text in set(texts) if (found := self.kept.get((text, *way))) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(new, ask(new), strict=True)
        for text in dict.fromkeys(texts):
            self.kept[text, *way] = known[text]
            self.kept.move_to_end((text, *way))
        while len(self.kept) > self.size:
            self.kept.popitem(last=False)
        return [known[text] for text in texts]

"""An engine that is not asked twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from localize.engines import Hypothesis
from localize.engines.once import Once


@dataclass
class Counting:
    """Gives a text and the number of hypotheses asked for back, and counts."""

    package: str = "counting-1"
    package_hash: str = "1"
    slots: bool = True
    asked: list[str] = field(default_factory=list)

    def translate(
        self, texts: Sequence[str], n_best: int = 1, progress: Callable[[int], None] | None = None
    ) -> list[list[Hypothesis]]:
        self.asked += texts
        if progress:
            progress(len(texts))
        return [[Hypothesis(f"{text} {n_best}", -0.5)] for text in texts]


def test_a_text_is_asked_for_once() -> None:
    """Within a call and from one call to the next; another number of hypotheses is another question."""
    inner = Counting()
    engine = Once(inner)
    engine.translate(["а", "б", "а"], 3)
    engine.translate(["б", "в"], 3)
    assert inner.asked == ["а", "б", "в"]
    assert engine.translate(["а"], 1)[0][0].text == "а 1"
    assert inner.asked == ["а", "б", "в", "а"]


@given(st.lists(st.lists(st.sampled_from("абвгд"), max_size=9), max_size=9), st.integers(0, 4))
def test_nobody_can_tell_the_difference(calls: list[list[str]], size: int) -> None:
    """Whatever is kept: the same answers in the same order, and progress tells of every text."""
    engine, told = Once(Counting(), size), list[int]()
    for texts in calls:
        told.clear()
        assert engine.translate(texts, 2, told.append) == Counting().translate(texts, 2)
        assert sum(told) == len(texts)


def test_what_is_kept_is_bounded() -> None:
    """The texts asked for last stay, older ones are asked for again."""
    inner = Counting()
    engine = Once(inner, 2)
    engine.translate(["а", "б"])
    engine.translate(["а", "в"])
    assert len(engine.kept) == 2
    engine.translate(["а", "б"])
    assert inner.asked == ["а", "б", "в", "б"]


def test_another_way_of_asking_is_another_question() -> None:
    """What the engine gives carefully is kept apart; an engine that has no such way gives nothing more."""

    class Careful(Counting):
        def carefully(self, texts: Sequence[str], n_best: int = 1) -> list[list[Hypothesis]]:
            self.asked += [f"{text}!" for text in texts]
            return [[Hypothesis(f"{text}!", -0.1)] for text in texts]

    inner = Careful()
    engine = Once(inner)
    assert engine.translate(["а"])[0][0].text == "а 1"
    assert [engine.carefully(["а", "а"])[1][0].text for _ in range(2)] == ["а!", "а!"]
    assert inner.asked == ["а", "а!"]
    assert Once(Counting()).carefully(["а", "б"]) == [[], []]


def test_it_is_the_engine_it_asks() -> None:
    """Drafts name the package that made them."""
    engine = Once(Counting())
    assert (engine.package, engine.package_hash, engine.slots) == ("counting-1", "1", True)

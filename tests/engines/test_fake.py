"""The engines without a model, on which every other test stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.engines.fake import identity, reverse

TEXTS = st.lists(st.text(alphabet="аб в⟦1⟧.", max_size=40), max_size=5)


@given(TEXTS)
def test_identity(texts: list[str]) -> None:
    """The target is the source, in order, one for each."""
    assert [h[0].text for h in identity("ru", "kk").translate(texts)] == texts


@given(TEXTS)
def test_reverse_twice(texts: list[str]) -> None:
    """Reversing the words twice gives the words back."""
    engine = reverse("ru", "kk")
    once = [h[0].text for h in engine.translate(texts)]
    assert [h[0].text.split() for h in engine.translate(once)] == [text.split() for text in texts]


@given(st.text(alphabet="аб в", max_size=40))
def test_links(text: str) -> None:
    """Every word of the target is linked to the same word of the source."""
    for engine in (identity("ru", "kk"), reverse("ru", "kk")):
        ((best, *_),) = engine.translate([text])
        assert [best.text[k.start : k.stop] for k in best.links] == best.text.split()
        assert all(best.text[k.start : k.stop] == text[k.source_start : k.source_stop] for k in best.links)


def test_progress() -> None:
    """Every text is told of once."""
    told: list[int] = []
    identity("ru", "kk").translate(["а", "б", "в"], progress=told.append)
    assert sum(told) == 3

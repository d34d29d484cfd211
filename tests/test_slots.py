"""Slots carry protected spans through an engine and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize import slots
from localize.document import Span
from localize.protect import protect

PIECES = st.sampled_from(
    ["рост ", "на ", "5,2% ", "$26 млрд ", "1 234 ", "см. https://stat.gov.kz ", "a@b.kz ", "⟦ ", "дом, "]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_restore_is_the_inverse_of_fill(text: str) -> None:
    """restore(fill(x)) == x, whatever stands in the text."""
    if "⟦" in text:
        text = text.replace("⟦", "")
    masked = slots.fill(text, protect(text))
    assert slots.restore(masked, masked.text).text == text


def number(text: str, what: str) -> Span:
    at = text.index(what)
    return Span(at, at + len(what), what, "number")


def test_russian_ending_is_shown_to_the_engine() -> None:
    """The slot wears the case of what it stands for."""
    text = "встреча с Токаевым"
    masked = slots.fill(text, [number(text, "Токаевым")], lambda span: "ом")
    assert masked.text == "встреча с ⟦1⟧ом"


def test_kazakh_ending_goes_to_the_writer() -> None:
    """The ending after a slot is taken off and given to render."""
    masked = slots.fill("указ 5", [number("указ 5", "5")])
    restored = slots.restore(masked, "⟦1⟧ның жарлығы", lambda span, ending, before, after: f"{span.text}-{ending}!")
    assert restored.text == "5-ның! жарлығы"
    assert restored.placed[0][3] == "ның"


def test_lost_and_doubled_slots_are_told() -> None:
    """A lost slot is in `lost`; a doubled one is written once."""
    text = "5 и 7"
    masked = slots.fill(text, [number(text, "5"), number(text, "7")])
    restored = slots.restore(masked, "⟦1⟧ мен ⟦1⟧")
    assert [s.text for s in restored.lost] == ["7"]
    assert restored.text.count("5") == 1
    assert not slots.intact(masked, "⟦1⟧ мен ⟦1⟧")


def test_offsets_map_through_slots() -> None:
    """Places before, in and after a slot lead back to the unmasked text."""
    text = "рост 1 234 тонн"
    masked = slots.fill(text, [number(text, "1 234")])
    assert masked.text == "рост ⟦1⟧ тонн"
    assert masked.outer(0) == 0
    assert masked.outer(masked.text.index("тонн")) == text.index("тонн")


def test_more_spans_than_slots_stay_as_they_are() -> None:
    """Only the first LIMIT spans are masked; the rest of the text is whole."""
    text = " ".join(str(n) for n in range(10, 30))
    masked = slots.fill(text, [number(text, str(n)) for n in range(10, 30)])
    assert len(masked.spans) == slots.LIMIT
    assert slots.restore(masked, masked.text).text == text

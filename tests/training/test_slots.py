"""Slot examples: what stands on both sides becomes a slot, its Kazakh ending left on."""

from __future__ import annotations

import random

import pytest

from training.slots import matches, slotted


@pytest.mark.parametrize(
    ("source", "target", "lang", "found"),
    [
        ("Выделено 312 млн тенге", "312 million tenge", "en", [("312 млн", "312 million", "")]),
        ("Погибли 86,5 тыс. человек", "86,500 people died", "en", [("86,5 тыс.", "86,500", "")]),
        ("Более 6 тысяч работ", "6 мыңнан астам жұмыс", "kk", [("6 тысяч", "6 мыңнан", "дан")]),
        ("Компания Kaspi Bank", "Kaspi Bank-тің компаниясы", "kk", [("Kaspi Bank", "Kaspi Bank-тің", "ның")]),
        ("Глава NVIDIA", "NVIDIA's head", "en", [("NVIDIA", "NVIDIA's", "'s")]),
        ("в XV веке", "in the 15th century", "en", [("XV", "15th", "")]),
        ("Выделено 312 млн.", "312 million was allocated.", "en", [("312 млн", "312 million", "")]),
        ("рукопись XV века", "a 15th-century manuscript", "en", [("XV", "15th", "")]),
        ("от 5 до 10 тысяч", "from 5,000 to 10,000", "en", [("10 тысяч", "10,000", "")]),
        ("Рост до 5", "5-ке дейін өсу", "kk", [("5", "5-ке", "ға")]),
        ("Более 5 миллионов", "5 миллиондаған", "kk", []),
        ("5 млн и 5 млн", "5 million and 5 million", "en", []),
    ],
)
def test_figures_of_a_pair(source: str, target: str, lang: str, found: list[tuple[str, str, str]]) -> None:
    """Figures of equal value, their scale with them, where they stand once on either side."""
    assert [(source[m[0] : m[1]], target[m[3] : m[4]], m[5]) for m in matches(source, target, lang)] == found


def test_a_pair_with_its_slots() -> None:
    """Numbered in the source's order, wherever they stand in the target."""
    pair = slotted("В 2025 году выросло на 12 %.", "2025 жылы 12%-ға өсті.", "kk", random.Random(2))
    assert pair == ("В ⟦1⟧ году выросло на ⟦2⟧ %.", "⟦1⟧ жылы ⟦2⟧%-ға өсті.")

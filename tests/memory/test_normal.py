"""What counts as the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.memory import normal

SAME = [
    ("Ёлка  стоит", "Елка стоит"),
    ("«Самұрық»", "“Самұрық”"),
    ("10\u00a0млн", "10 млн"),
    ("да – нет", "да — нет"),
    ("слово\u00ad", "слово"),
    ("й", "и\u0306"),
    ("и так…", "и так..."),
]
DIFFERENT = [("Да", "да"), ("Да.", "Да"), ("5", "6"), ("<b1>да</b1>", "да"), ("не да", "да")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_typography_does_not_count(one: str, other: str) -> None:
    """Blanks, quotes, dashes, ё and soft hyphens do not make a text another one."""
    assert normal.key(one) == normal.key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_words_signs_and_markup_count(one: str, other: str) -> None:
    """Capitals, full stops, figures and tags do."""
    assert normal.key(one) != normal.key(other)


@given(st.text())
def test_key_of_a_key_is_itself(text: str) -> None:
    """Normalising twice is normalising once."""
    assert normal.key(normal.key(text)) == normal.key(text)


@given(st.text(alphabet="аб 12,.:", max_size=30))
def test_skeleton_and_figures_give_the_key_back(text: str) -> None:
    """Nothing is lost between a key, its skeleton and its figures."""
    key = normal.key(text)
    rebuilt = normal.skeleton(key)
    for figure in normal.figures(key):
        rebuilt = rebuilt.replace(normal.HOLE, figure, 1)
    assert rebuilt == key


def test_stems_of_short_words_where_there_is_nothing_else() -> None:
    """Even «Да и нет» can be found."""
    assert normal.stems("да и нет") == {"да", "и", "нет"}

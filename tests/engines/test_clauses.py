"""Long texts are cut where a clause ends; nothing is lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from localize.engines.clauses import split_clauses


@given(st.text(alphabet="абв ,.;—\n⟦1⟧-", max_size=300), st.integers(2, 40))
def test_nothing_is_lost(text: str, limit: int) -> None:
    """The parts hold all characters of the text in order, but for the blanks between them; all of them fit."""
    parts = split_clauses(text, lambda t: len(t) <= limit)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    assert all(len(part) <= limit or len(part) < 2 for part in parts)


@given(st.lists(st.text(alphabet="абв", min_size=1, max_size=8), min_size=1, max_size=40), st.integers(9, 60))
def test_words_stay_whole(words: list[str], limit: int) -> None:
    """No word is cut that fits by itself."""
    parts = split_clauses(" ".join(words), lambda t: len(t) <= limit)
    assert " ".join(parts).split() == words


def test_a_text_that_fits_is_left_alone() -> None:
    """One part, the same text."""
    assert split_clauses("Он пришёл, но она ушла", lambda t: True) == ("Он пришёл, но она ушла",)


def test_sentences_before_commas_before_words() -> None:
    """The better boundary wins even when it lies farther from the middle."""
    text = "Он долго шёл по дороге; потом, устав, сел и стал ждать"
    assert split_clauses(text, lambda t: len(t) < 40)[0] == "Он долго шёл по дороге;"

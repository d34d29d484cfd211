"""Long texts are cut where a clause ends; nothing is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.engines.clauses import split_clauses, split_sentences


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


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Первое. Второе.", ["Первое.", "Второе."]),
        ("Он сказал: «Мы победили! Спасибо всем».", ["Он сказал: «Мы победили!", "Спасибо всем»."]),
        ("Рост на ⟦1⟧. ⟦2⟧ подтвердил это.", ["Рост на ⟦1⟧.", "⟦2⟧ подтвердил это."]),
        ("Вышло 5%. Потом 6%.", ["Вышло 5%.", "Потом 6%."]),
        ("Встретились в Астане. «Рады», — сказал он.", ["Встретились в Астане.", "«Рады», — сказал он."]),
        ("К.-Ж. Токаев и А. С. Пушкин на ул. Абая, г. Алматы", None),
        ("Выделят 5 млрд. Тенге слаб", None),
        ("Что… что это? — спросил он.", None),
        ("США. РФ", None),
    ],
)
def test_sentences_are_read_one_by_one(text: str, parts: list[str] | None) -> None:
    """Cut where one surely ends; initials, abbreviations and what goes on with a small letter stay together."""
    assert list(split_sentences(text)) == (parts or [text])


@given(st.text("абвА.!? «»⟦1⟧—", max_size=60))
def test_sentences_joined_are_the_text(text: str) -> None:
    """Nothing is lost but blanks between sentences."""
    assert "".join(split_sentences(text)).replace(" ", "") == text.replace(" ", "")

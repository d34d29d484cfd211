"""What is shouted is brought to the case of a sentence, letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.glossary.casing import calmed, is_loud


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("МИНИСТР БЕКТЕНОВ ПРИБЫЛ В АСТАНУ", "Министр Бектенов прибыл в Астану"),
        ("ГЛАВА МИД М. НУРТЛЕУ ВСТРЕТИЛСЯ С ПОСЛОМ США", "Глава МИД М. Нуртлеу встретился с послом США"),
        ("В XIX ВЕКЕ. ОБ ЭТОМ СООБЩАЕТ ТАСС", "В XIX веке. Об этом сообщает ТАСС"),
        ("⟦1⟧а ПОДПИСАЛ ЗАКОН", "⟦1⟧а подписал закон"),
        ("РЕБЁНОК НАЙДЕН", "Ребёнок найден"),
        ("QAZAQ AIR ОТКРЫЛА РЕЙС", "QAZAQ AIR открыла рейс"),
        ("ТЕСТ НА COVID-19 ОБЯЗАТЕЛЕН", "Тест на COVID-19 обязателен"),
    ],
)
def test_a_headline_of_capitals(text: str, quiet: str) -> None:
    """Words go small; names, initials and Roman numbers keep their capitals."""
    assert is_loud(text)
    assert calmed(text) == quiet


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("АСТАНА. КАЗИНФОРМ — Президент подписал закон", "Астана. Казинформ — Президент подписал закон"),
        ("Это ОЧЕНЬ важно", "Это очень важно"),
        ("МВД РФ и ОБСЕ", "МВД РФ и ОБСЕ"),
        ("ООН", "ООН"),
        ("Обычное предложение.", "Обычное предложение."),
        ("", ""),
    ],
)
def test_what_is_not_a_headline(text: str, quiet: str) -> None:
    """A shouted word among others is calmed; acronyms stand."""
    assert not is_loud(text)
    assert calmed(text) == quiet


@given(st.text(alphabet="АБВГДЕЁЖЗабвгде .,!?⟦1⟧«»-ѢѲİXIVABC", max_size=60))
def test_every_letter_keeps_its_place(text: str) -> None:
    """Offsets into the calmed text are offsets into the text."""
    quiet = calmed(text)
    assert len(quiet) == len(text)
    assert quiet.lower() == text.lower()

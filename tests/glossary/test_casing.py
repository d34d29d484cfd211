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
        ("МИНИСТР: «МЫ ГОТОВЫ»", "Министр: «Мы готовы»"),
        ("В 2025 Г. ПРОДАЖИ ВЫРОСЛИ НА 5 МЛН. ТЕНГЕ", "В 2025 г. продажи выросли на 5 млн. тенге"),
        ("СТАНЦИЯ НА 150 МВТ, 60 КМ/Ч", "Станция на 150 МВт, 60 км/ч"),
        ("ИИ ЗАМЕНИТ СТО УЧИТЕЛЕЙ", "ИИ заменит сто учителей"),
        ("ҚАСЫМ-ЖОМАРТ ПРИНЯЛ ПОСЛА", "Қасым-Жомарт принял посла"),
        ("ПЕСКОВ ОТВЕТИЛ ЖУРНАЛИСТАМ", "Песков ответил журналистам"),
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
        ("ЮКОС и РУСАЛ", "ЮКОС и Русал"),
        ("Партия «АМАНАТ» победила", "Партия «Аманат» победила"),
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


def test_slots_do_not_make_a_headline_quiet() -> None:
    """The Russian ending beside a slot is a small letter; whoever fills slots knows whether the text was loud."""
    assert calmed("⟦1⟧а ПОДПИСАЛ ЗАКОН", loud=True) == "⟦1⟧а подписал закон"


def test_a_page_of_capitals_takes_no_time() -> None:
    """The beginning of the text is looked for once."""
    assert len(calmed("СЛОВО " * 20_000)) == 120_000


def test_what_a_figure_hangs_on_is_no_shout() -> None:
    """Placeholders stay as they are."""
    assert (
        calmed("Спасибо, [ЧЕЛОВЕК9] и ПРОЕКТ_5, это ОЧЕНЬ важно") == "Спасибо, [ЧЕЛОВЕК9] и ПРОЕКТ_5, это очень важно"
    )

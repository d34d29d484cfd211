"""Which names in quotation marks keep their sound, and which have a name in every language."""

from __future__ import annotations

import pytest

from localize.glossary.quoted import quoted_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ТОО «Звезда» выиграло тендер", ["Звезда"]),
        ("с ТОО «Батыс Курылыс» взыскали", ["Батыс Курылыс"]),
        ("в газетах «Время», «Рубеж» и «Экспресс К»", ["Время", "Рубеж"]),
        ("директор ТОО «ЭкоШина Павлодар»", ["ЭкоШина Павлодар"]),
        ("футбольному клубу «Ордабасы»", ["Ордабасы"]),
        ("компаниями «Астана» и «Сырдария»", ["Астана", "Сырдария"]),
        ("Телеканал «Хабар» и фильм «Звезда»", ["Хабар"]),
    ],
)
def test_what_a_name_belongs_to_decides(text: str, names: list[str]) -> None:
    """Companies, media, clubs: called as at home; offsets match."""
    spans = list(quoted_names(text, "kk"))
    assert [span.text for span in spans] == names
    assert all(text[span.start : span.stop] == span.text for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "Партия «Справедливость», фильм «Звезда», программа «Аул»",
        "компания «Центр медицинских технологий»",
        "компания «Северный Поток»",
        "Министр сказал: «Время пришло»",
        "Журналист «Известий» и командир «Варяга» дали банкет «Осень»",
        "по команде «Смирно»",
        "ТОО «Kaspi»",
    ],
)
def test_the_rest_is_translated(text: str) -> None:
    """Works, parties, programmes, descriptions and speech; what is in Latin letters needs no rule."""
    assert list(quoted_names(text, "kk")) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("газета «Время»", ["Время"]),
        ("клуб «Челси»", []),
        ("телеканал «Бавария»", []),
        ("ТОО «Майкудук»", ["Майкудук"]),
    ],
)
def test_english_spells_foreign_names_itself(text: str, names: list[str]) -> None:
    """What sounds like «Челси» is Chelsea; a word of Russian is only what it sounds like."""
    assert [span.text for span in quoted_names(text, "en")] == names

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
        ("футбольному клубу «Женис»", ["Женис"]),
        ("Телеканал «Хабар» и фильм «Звезда»", ["Хабар"]),
    ],
)
def test_what_a_name_belongs_to_decides(text: str, names: list[str]) -> None:
    """Companies, media, clubs: called as at home; offsets match."""
    spans = list(quoted_names(text))
    assert [span.text for span in spans] == names
    assert all(text[span.start : span.stop] == span.text for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "Партия «Справедливость», фильм «Звезда», программа «Аул»",
        "компания «Центр медицинских технологий»",
        "Министр сказал: «Время пришло»",
        "ТОО «Kaspi»",
    ],
)
def test_the_rest_is_translated(text: str) -> None:
    """Works, parties, programmes, descriptions and speech; what is in Latin letters needs no rule."""
    assert list(quoted_names(text)) == []

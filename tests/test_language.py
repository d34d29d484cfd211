"""The language of a text, by letters and words."""

from __future__ import annotations

import pytest

from localize.language import identify


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Правительство утвердило новый бюджет страны на три года.", "ru"),
        ("Үкімет елдің үш жылға арналған жаңа бюджетін бекітті.", "kk"),
        ("The government approved the new three-year budget.", "en"),
        ("Премьер-министр Олжас Бектенов посетил область Жетісу и Қызылорду с рабочей поездкой.", "ru"),
        ("12 345,6 — 7", None),
        ("Да.", None),
    ],
)
def test_identify(text: str, lang: str | None) -> None:
    """Kazakh names inside Russian do not make it Kazakh; too little text is not judged."""
    assert identify(text) == lang

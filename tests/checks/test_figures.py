"""Numbers as values: what figures and number words mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.checks.figures import figures, values_of
from localize.checks.numerals import said
from localize.inflect.tables import table as _inflection_table


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 234 567,8", "ru", 1234567.8), ("1\u00a0234,5", "kk", 1234.5), ("1,234.5", "en", 1234.5), ("26 млрд", "ru", 26e9),
        ("26 billion", "en", 26e9), ("26 миллиардтан", "kk", 26e9), ("1,1 млн", "ru", 1.1e6), ("$5m", "en", 5e6),
        ("XXI", "ru", 21), ("½", "en", 0.5), ("2,5 тысячи", "ru", 2500), ("3-миллионный", "ru", 3e6), ("40 мыңға", "kk", 4e4),
    ],
)  # fmt: skip
def test_digits_mean_a_value_by_their_languages_convention(text: str, lang: str, value: float) -> None:
    """The value is among those a figure may have."""
    assert value in figures(text, lang)[0].values


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("полтора миллиона", "ru", 1.5e6), ("двадцать пять", "ru", 25), ("две тысячи двадцать шестой", "ru", 2026),
        ("сто пятьдесят тысяч", "ru", 150e3), ("тридцатого", "ru", 30), ("двухлетний", "ru", 2), ("полмиллиона", "ru", 5e5),
        ("два с половиной", "ru", 2.5), ("бір жарым миллион", "kk", 1.5e6), ("екі жүз елу", "kk", 250), ("он сегіз", "kk", 18),
        ("үшіншісінде", "kk", 3), ("екіжақты", "kk", 2), ("жиырма бесінші", "kk", 25), ("one and a half million", "en", 1.5e6),
        ("two thousand and five", "en", 2005), ("half a million", "en", 5e5), ("twenty-first", "en", 21), ("three hundred", "en", 300),
    ],
)  # fmt: skip
def test_words_mean_a_value(text: str, lang: str, value: float) -> None:
    """Inflected, ordinal and compound number words."""
    assert any(value in s.values for s in said(text, lang))


@pytest.mark.parametrize(
    ("text", "lang"), [("тысячи людей", "ru"), ("millions", "en"), ("үшін", "kk"), ("онда", "kk"), ("он пришёл", "ru")]
)
def test_words_that_only_look_like_numbers_mean_none(text: str, lang: str) -> None:
    """«үшін» is "for", «он» is "he", thousands of people are no thousand."""
    assert said(text, lang) == []


@given(st.integers(0, 10**15), st.sampled_from([",", " ", "\u00a0", "\u202f"]))
def test_grouping_never_changes_a_value(number: int, separator: str) -> None:
    """1,234,567 in English and 1 234 567 in Russian are the number that was grouped."""
    text = f"{number:,}".replace(",", separator)
    lang = "en" if separator == "," else "ru"
    assert float(number) in values_of(figures(text, lang))


@given(st.integers(1, 10**6), st.integers(1, 99))
def test_the_decimal_comma_equals_the_decimal_point(whole: int, part: int) -> None:
    """8,05 in Kazakh is 8.05 in English."""
    here, there = figures(f"{whole},{part:02}", "kk"), figures(f"{whole}.{part:02}", "en")
    assert here[0].agrees(values_of(there))


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90])
def test_the_kazakh_words_are_those_of_inflect(value: int) -> None:
    """What `inflect` reads a figure as says that figure."""
    numbers = _inflection_table("readings")["numbers"]
    word = numbers["ones"][value] if value < 10 else numbers["tens"][value // 10]
    assert any(float(value) in s.values for s in said(word, "kk"))

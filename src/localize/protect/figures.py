"""Figures, money, measures and dates as Kazakh and English newspapers write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from localize.protect.tables import (
    BLANK,
    MONTHS,
    NUMBER,
    NUMERIC_DATE,
    SCALE,
    SCALES,
    SIGNS,
    UNIT,
    UNITS,
)  # fmt: skip

ENDLESS = 20  # digits: no amount of anything, and beyond what a `Decimal` holds exactly
POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def amount(text: str, lang: str, alone: bool = True) -> str:
    """A figure with the scale behind it, if there is one; ``alone`` if no other figure shares the scale.

    >>> [amount(text, "en") for text in ("14,7 миллиарда", "86,5 тыс.", "2 млн 300 тыс.", "−1 234,5")]
    ['14.7 billion', '86,500', '2.3 million', '−1,234.5']
    >>> amount("86,5 тыс.", "en", alone=False), amount("−2 млн 300 тыс.", "kk")
    ('86.5 thousand', '−2 млн 300 мың')
    """
    sign = text[:1] if text[:1] in "−–+-" else ""
    parts = re.findall(rf"({NUMBER})(?:{BLANK}?({SCALE}))?", text)
    scales = [_scale(scale, "en") for _, scale in parts]
    if not parts or not all(scales):
        return _number(text, lang)
    if len(parts) == 2 and lang == "en" and len(parts[0][0]) < ENDLESS and POWERS[scales[0]] > POWERS[scales[1]]:
        total = sum((_value(part[0]) * POWERS[scale] for part, scale in zip(parts, scales, strict=True)), Decimal(0))
        return f"{sign}{(total / POWERS[scales[0]]).normalize():f} {scales[0]}"
    return sign + " ".join(_scaled(number, scale, lang, alone and len(parts) == 1) for number, scale in parts)


def _scaled(number: str, scale: str, lang: str, alone: bool) -> str:
    """English has no thousands beside figures («5,000 people»), but where they are those of another («5–10 thousand»)."""
    said = _scale(scale, lang)
    if said == "thousand" and alone and len(number) < ENDLESS and (whole := _value(number) * 1000) == int(whole):
        return f"{int(whole):,}"
    return f"{_number(number, lang)} {said}"


def _scale(word: str, lang: str) -> str:
    key = next((k for k in sorted(SCALES, key=len, reverse=True) if word.startswith(k)), "")
    return SCALES[key][lang == "en"] if key else ""


def _value(number: str) -> Decimal:
    return Decimal(re.sub(BLANK, "", number).replace(",", "."))


def _number(text: str, lang: str) -> str:
    if lang != "en":
        return text
    grouped = re.sub(rf"(?<=\d){BLANK}(?=\d{{3}})", ",", text)
    if grouped != text:
        whole, _, fraction = text.partition(",")
        return re.sub(BLANK, ",", whole) + (f".{fraction}" if fraction else "")
    return text.replace(",", ".") if re.fullmatch(r"−?\d+,\d+", text) else text


def money(text: str, lang: str, alone: bool = True) -> str:
    sign = next(sign for sign in sorted(SIGNS, key=len, reverse=True) if sign in text)
    figure = amount(text.replace(sign, "").strip(), lang, alone)
    return f"{sign}{figure}" if lang == "en" else f"{figure} {SIGNS[sign][0]}"


def measure(text: str, lang: str, alone: bool = True) -> str:
    """A figure and its unit, the scale between them included.

    >>> [measure(text, "en") for text in ("3,2 млрд кВт·ч", "−38 °С", "1 га", "5 млн 200 тыс. га")]
    ['3.2 billion kWh', '−38°C', '1 hectare', '5.2 million hectares']
    >>> measure("3,2 млрд кВт·ч", "kk")
    '3,2 млрд кВт·сағ'
    """
    match = re.fullmatch(rf"([−–+-]?)(.+?){BLANK}?({UNIT})", text)
    assert match is not None  # the pattern that found it
    unit = re.sub(BLANK, "", match[3])
    kazakh, english = UNITS[unit if unit in UNITS else unit.replace(".", ". ")]
    figure = ("−" if match[1] in ("−", "–", "-") else match[1]) + amount(match[2], lang, alone)
    if lang != "en":
        return f"{figure} {kazakh}"
    one = figure == "1" and english.endswith("s") and len(english) > 3
    return figure + ("" if english.startswith("°") else " ") + (english[:-1] if one else english)


def day(text: str, lang: str) -> str:
    """A day of a month: «21 фев», «12.03.1975» (in English numbers alone would be another day).

    >>> day("12.03.1975 г.", "en"), day("31.02.2025", "en"), day("21 фев", "kk")
    ('March 12, 1975', '31.02.2025', '21 ақпан')
    """
    if numeric := re.match(NUMERIC_DATE, text):
        try:
            number, month, year = map(int, numeric[0].split("."))
            date(year, month, number)
        except ValueError:
            return numeric[0]
        names = list(dict.fromkeys(name for _, name in MONTHS.values()))
        return f"{names[month - 1]} {number}, {year}" if lang == "en" else numeric[0]
    first, rest = text.split(" ", 1)
    kazakh, name = MONTHS[rest[:3].lower()]
    return f"{name} {int(first)}" if lang == "en" else f"{int(first)} {kazakh}"


def century(text: str, lang: str) -> str:
    """
    >>> century("XV-м", "en"), century("VIII–III", "en"), century("XXI-го", "kk")
    ('15th', '8th–3rd', 'XXI')
    """
    roman = re.sub("-[а-я]+", "", text)
    return re.sub("[IVX]+", lambda numeral: ordinal(_roman(numeral[0])), roman) if lang == "en" else roman


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def ordinal(value: int) -> str:
    """
    >>> [ordinal(value) for value in (1, 12, 21, 103)]
    ['1st', '12th', '21st', '103rd']
    """
    ending = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"

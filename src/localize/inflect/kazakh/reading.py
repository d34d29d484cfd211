"""How a written token is said in Kazakh: numerals, signs, acronyms and Latin words.

The suffix after them stands behind a hyphen and agrees with what is said (§73–75/2019; «Ресми
құжаттардың … емле қағидалары» 15–16: ТМД-ның, ІІМ-ге, ЮНЕСКО-ға). Readings are data.
"""

from __future__ import annotations

import re
from functools import cache

from localize.inflect.tables import table

_NUMBER = re.compile(r"(?:^|[^\d])(\d{1,3}(?:[    ]\d{3})+|\d+)$")
_FRACTION = re.compile(r"\d[.,:](\d+)$")
_ROMAN = re.compile(r"[XХ]{0,3}(?:[IІ][XХVV]|[VV]?[IІ]{0,3})$")
_ROMAN_VALUES = {"X": 10, "Х": 10, "V": 5, "I": 1, "І": 1}
_WORD_ACRONYM = re.compile(r".*[АЕИОУЭЮЯӘ][^АЕИОУЭЮЯӘЫІҰҮӨ]{1,2}")
_LATIN_WORD = re.compile(r"[^AEIOU]?(?:[AEIOU]{1,2}[^AEIOU]{1,2}){1,3}[AEIO]")
_LATIN = (
    ("sh", "ш"), ("ch", "ч"), ("th", "т"), ("ph", "ф"), ("ck", "к"), ("oo", "у"), ("ee", "и"), ("ea", "и"),
    ("ai", "ей"), ("ay", "ей"), ("ey", "ей"), ("ou", "ау"), ("ow", "оу"), ("ss", "с"), ("ll", "л"),
)  # fmt: skip
_LATIN_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхидклмнопкрстуву·из")


@cache
def spoken(term: str) -> str | None:
    """Return what is said at the end of `term` where writing hides it, else None.

    >>> spoken("2026"), spoken("20 000"), spoken("8,5%"), spoken("АҚШ"), spoken("Google"), spoken("Алматы")
    ('алты', 'мың', 'пайыз', 'аш', 'гугл', None)
    """
    if not term:
        return None
    token = term.split()[-1]
    return _abbreviation(token) or _digits(term) or _roman(token) or _acronym(token) or _latin(token)


def _abbreviation(token: str) -> str | None:
    readings: dict[str, str] = table("readings")["abbreviations"]
    return readings.get(token) or readings.get(token[-1]) if not token[-1].isalpha() else readings.get(token)


def _digits(term: str) -> str | None:
    """5 → бес, 40 → қырық, 2000 → мың, 17:00 → нөл; a fraction is said by its own digits."""
    fraction = _FRACTION.search(term)
    match = _NUMBER.search(term)
    if fraction:
        return _number_word(int(fraction[1]))
    return _number_word(int(re.sub(r"\D", "", match[1]))) if match else None


def _number_word(value: int) -> str:
    numbers = table("readings")["numbers"]
    if value == 0 or value % 10:
        return str(numbers["ones"][value % 10])
    if value % 100:
        return str(numbers["tens"][value // 10 % 10])
    if value % 1000:
        return str(numbers["hundred"])
    power = 0
    while value % 1000 == 0 and power < len(numbers["thousands"]):
        value, power = value // 1000, power + 1
    return str(numbers["thousands"][power - 1])


def _roman(token: str) -> str | None:
    """II-ге (екі), XXI-ге (бір); Cyrillic І and Х stand for the Latin letters in print."""
    if not _ROMAN.fullmatch(token) or token in ("Х", "І"):
        return None
    values = [_ROMAN_VALUES[letter] for letter in token]
    return _number_word(sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True)))


def _acronym(token: str) -> str | None:
    known: dict[str, str] = table("readings")["acronyms"]
    token = token.rpartition("-")[2]
    if token in known:
        return known[token]
    if len(token) < 2 or not token[-1].isupper() or not token[-1].isalpha():
        return None
    if token[-1].isascii():
        if _LATIN_WORD.fullmatch(token):
            return None  # NASA, FIFA: read as a word
        return str(table("readings")["latin_letters"][token[-1].lower()])
    if _is_word(token):
        return token.lower()
    return str(table("readings")["letters"].get(token[-1].lower(), token[-1].lower()))


def _is_word(token: str) -> bool:
    """ОПЕК, ЦЕРН, ТЭЦ and ААҚ are read as words: a vowel letter stands before the last one or two."""
    if not token.isupper() or len(token) < 3 or not _WORD_ACRONYM.fullmatch(token):
        return False
    return len(token) > 3 or token[1] in "АЕИОЭ"


def _latin(token: str) -> str | None:
    """Read a Latin word roughly, as far as its end matters: silent e dropped, digraphs joined."""
    word = re.split(r"[-.’']", token.lower())[-1]
    if not word or not word[-1].isascii() or not word[-1].isalpha():
        return None
    known: dict[str, str] = table("readings")["latin"]
    if word in known:
        return known[word]
    word = re.sub(r"(?<=[aeiouy][bcdfghklmnprstvwz])e$", "", word)
    word = re.sub(r"(?<=[bcdfghjklmnpqrstvwxz])y(?=[bcdfghjklmnpqrstvwxz])", "ы", word)
    for digraph, letter in _LATIN:
        word = word.replace(digraph, letter)
    return word.replace("x", "кс").translate(_LATIN_LETTERS)

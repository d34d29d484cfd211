"""The suffixes of the Kazakh noun and the allomorph that each end of word takes.

Table of FIELD.md §5 (after §36/1983). A chain is plural + possessive + case, in this order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal, get_args

from localize.inflect.kazakh.phonology import Row, Sound

Case = Literal["nominative", "genitive", "dative", "accusative", "locative", "ablative", "instrumental", "attributive"]
CASES: tuple[Case, ...] = get_args(Case)

_L: dict[Row, str] = {"vowel": "л", "glide": "л", "l": "д", "nasal": "д", "z": "д", "voiceless": "т"}
_GENITIVE: dict[Row, str] = {"vowel": "н", "glide": "д", "l": "д", "nasal": "н", "z": "д", "voiceless": "т"}
_ACCUSATIVE: dict[Row, str] = {"vowel": "н", "glide": "д", "l": "д", "nasal": "д", "z": "д", "voiceless": "т"}
_ABLATIVE: dict[Row, str] = {"vowel": "д", "glide": "д", "l": "д", "nasal": "н", "z": "д", "voiceless": "т"}
_INSTRUMENTAL: dict[Row, str] = {"z": "б", "voiceless": "п"}


@dataclass(frozen=True, slots=True)
class Features:
    """What a chain of suffixes says; feed it to `inflect` to set the same ending on a term."""

    case: Case = "nominative"
    plural: bool = False
    possessive: bool = False


def case_suffix(heard: Sound, case: Case) -> str:
    """Return the case suffix after a word that has no possessive.

    >>> from localize.inflect.kazakh.phonology import sound
    >>> [case_suffix(sound("Трамп"), case) for case in ("genitive", "dative", "instrumental")]
    ['тың', 'қа', 'пен']
    """
    a, y = _open(heard), _closed(heard)
    voiceless = heard.row == "voiceless"
    d = "т" if voiceless else "д"
    suffixes: dict[Case, str] = {
        "nominative": "",
        "genitive": f"{_GENITIVE[heard.row]}{y}ң",
        "dative": f"{_velar(a, voiceless=voiceless)}{a}",
        "accusative": f"{_ACCUSATIVE[heard.row]}{y}",
        "locative": f"{d}{a}",
        "ablative": f"{_ABLATIVE[heard.row]}{a}н",
        "instrumental": f"{_INSTRUMENTAL.get(heard.row, 'м')}ен",
        "attributive": f"{d}{_attributive(a)}",
    }
    return suffixes[case]


def possessed_case_suffix(case: Case, *, front: bool) -> str:
    """Return the case suffix after the third-person possessive: кеңесі-не, тобы-нан.

    >>> [possessed_case_suffix(case, front=True) for case in CASES]
    ['', 'нің', 'не', 'н', 'нде', 'нен', 'мен', 'ндегі']
    """
    a, y = ("е", "і") if front else ("а", "ы")
    suffixes: dict[Case, str] = {
        "nominative": "",
        "genitive": f"н{y}ң",
        "dative": f"н{a}",
        "accusative": "н",
        "locative": f"нд{a}",
        "ablative": f"н{a}н",
        "instrumental": "мен",
        "attributive": f"нд{_attributive(a)}",
    }
    return suffixes[case]


def plural_suffix(heard: Sound) -> tuple[str, Sound]:
    """Return the plural suffix and how the word sounds after it."""
    front = heard.front_open
    return f"{_L[heard.row]}{_open(heard)}р", Sound("glide", front, front)


def possessive_suffix(heard: Sound) -> str:
    """Return the third-person possessive: сы/сі after a vowel, ы/і elsewhere (also after и, у, ю)."""
    return f"{'с' if heard.row == 'vowel' else ''}{_closed(heard)}"


def chain(heard: Sound, features: Features) -> str:
    """Return plural + possessive + case for a word that sounds so.

    >>> from localize.inflect.kazakh.phonology import sound
    >>> chain(sound("министр"), Features("dative", plural=True, possessive=True))
    'леріне'
    """
    parts = ""
    if features.plural:
        parts, heard = plural_suffix(heard)
    if not features.possessive:
        return parts + case_suffix(heard, features.case)
    return parts + possessive_suffix(heard) + possessed_case_suffix(features.case, front=heard.front)


def all_features() -> Iterator[Features]:
    """Every combination, plain cases first."""
    for possessive, plural, case in product((False, True), (False, True), CASES):
        yield Features(case, plural, possessive)


@cache
def suffix_table() -> dict[str, tuple[Features, ...]]:
    """Map every chain of suffixes there is to what it may say, the plainest reading first.

    >>> suffix_table()["тың"]
    (Features(case='genitive', plural=False, possessive=False),)
    """
    found: dict[str, dict[Features, None]] = {}
    harmonies = ((False, False), (True, False), (True, True))
    sounds = [Sound(row, *harmony) for row, harmony in product(get_args(Row), harmonies)]
    for features in all_features():
        for heard in sounds:
            found.setdefault(chain(heard, features), {})[features] = None
        if not features.plural and not features.possessive:
            for front in (False, True):
                found.setdefault(possessed_case_suffix(features.case, front=front), {})[features] = None
    return {suffix: tuple(readings) for suffix, readings in found.items()}


def _open(heard: Sound) -> str:
    return "е" if heard.front_open else "а"


def _closed(heard: Sound) -> str:
    return "і" if heard.front else "ы"


def _velar(a: str, *, voiceless: bool) -> str:
    return {"а": "қ", "е": "к"}[a] if voiceless else {"а": "ғ", "е": "г"}[a]


def _attributive(a: str) -> str:
    return "ағы" if a == "а" else "егі"

"""How a Russian name that no dictionary holds declines: Бектенов, Смаилова, Тараз, Назарбаев, Серикжанулы.

pymorphy3 guesses at unknown words from their endings and often errs (Токаеву → токай). A name in the glossary
stands in the nominative, so that its forms follow from a handful of patterns.
"""

from __future__ import annotations

import re
from functools import lru_cache

# (ending of the nominative, letters to cut, endings by case); the first pattern that fits is taken.
_PATTERNS: tuple[tuple[str, int, dict[str, tuple[str, ...]]], ...] = (
    (r"(?:улы|кызы|ко|их|ых|[оеиуюэ])$", 0, {}),
    (r"(?:ов|ев|ин|ын)$", 0, {"gent": ("а",), "datv": ("у",), "accs": ("а",), "ablt": ("ым", "ом"), "loct": ("е",)}),
    (r"(?:ов|ев|ин|ын)а$", 1,
     {"gent": ("ой", "ы"), "datv": ("ой", "е"), "accs": ("у",), "ablt": ("ой",), "loct": ("ой", "е")}),
    (r"(?:ск|цк)ий$", 2, {"gent": ("ого",), "datv": ("ому",), "accs": ("ого",), "ablt": ("им",), "loct": ("ом",)}),
    (r"(?:ск|цк)ая$", 2, {"gent": ("ой",), "datv": ("ой",), "accs": ("ую",), "ablt": ("ой",), "loct": ("ой",)}),
    (r"ия$", 1, {"gent": ("и",), "datv": ("и",), "accs": ("ю",), "ablt": ("ей",), "loct": ("и",)}),
    (r"я$", 1, {"gent": ("и",), "datv": ("е",), "accs": ("ю",), "ablt": ("ей",), "loct": ("е",)}),
    (r"[гкхжчшщ]а$", 1, {"gent": ("и",), "datv": ("е",), "accs": ("у",), "ablt": ("ой", "ей"), "loct": ("е",)}),
    (r"а$", 1, {"gent": ("ы",), "datv": ("е",), "accs": ("у",), "ablt": ("ой", "ей"), "loct": ("е",)}),
    (r"[йь]$", 1, {"gent": ("я",), "datv": ("ю",), "accs": ("я",), "ablt": ("ем",), "loct": ("е",)}),
    (r"[бвгдзклмнпрстфхцчшщж]$", 0,
     {"gent": ("а",), "datv": ("у",), "accs": ("а",), "ablt": ("ом", "ем"), "loct": ("е",)}),
)  # fmt: skip


@lru_cache(maxsize=8192)
def forms(name: str) -> dict[str, frozenset[str]]:
    """Every singular form of a lower-cased name with its cases; the nominative itself counts as any case.

    >>> {form: sorted(cases) for form, cases in forms("токаев").items() if form != "токаев"}["токаева"]
    ['accs', 'gent']
    """
    found: dict[str, set[str]] = {}
    for pattern, cut, endings in _PATTERNS:
        if re.search(pattern, name):
            stem = name[: len(name) - cut]
            for case, suffixes in endings.items():
                for suffix in suffixes:
                    found.setdefault(stem + suffix, set()).add(case)
            found.setdefault(name, set()).update({"nomn", "accs"} if endings else _ALL)
            break
    return {form: frozenset(cases) for form, cases in found.items()} or {name: frozenset(_ALL)}


_ALL = ("nomn", "gent", "datv", "accs", "ablt", "loct")

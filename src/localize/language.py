"""Which of the three languages a text is in, by its letters and commonest words; no model, no download."""

from __future__ import annotations

import re

KAZAKH_ONLY = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
RUSSIAN_WORDS = frozenset("и в на не что с по для от это как его их за из о к при был были также об до или".split())
NAMES = {"ru": "Russian", "kk": "Kazakh", "en": "English"}


def identify(text: str) -> str | None:
    """``"ru"``, ``"kk"``, ``"en"``, or None when there is too little to tell (fewer than 20 letters).

    >>> identify("Правительство рассмотрело проект бюджета"), identify("Үкімет бюджет жобасын қарады")
    ('ru', 'kk')
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 20:
        return None
    latin = sum(c.isascii() for c in letters)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters)
    if latin > cyrillic:
        return "en"
    if cyrillic < len(letters) / 2:
        return None
    kazakh = len(KAZAKH_ONLY.findall(text)) / len(letters)
    words = re.findall(r"\w+", text.lower())
    russian = sum(word in RUSSIAN_WORDS for word in words) / max(1, len(words))
    return "kk" if kazakh > 0.04 and russian < 0.08 else "ru"

"""Which language a text is in, by its letters and commonest words; no model, no download.

Made to tell Russian from what newsrooms send instead: Kazakh, English, the neighbours' Cyrillic, damaged encodings.
"""

from __future__ import annotations

import re
from collections import Counter

NAMES = {
    "ru": "Russian", "kk": "Kazakh", "en": "English", "uk": "Ukrainian", "be": "Belarusian", "ky": "Kyrgyz",
    "tt": "Tatar", "uz": "Uzbek", "tg": "Tajik", "sr": "Serbian", "bg": "Bulgarian", "other": "another language",
    "garbled": "garbled text (UTF-8 that was once taken for windows-1251)",
}  # fmt: skip
# Letters beyond the Russian alphabet. Where several languages explain what is seen, a few letters mean Kazakh, the
# likeliest; many, the smallest alphabet: a longer Kazakh text would show letters that Kyrgyz has not.
LETTERS = {
    "be": "іў", "ky": "ңөү", "uk": "іїєґ", "uz": "ўқғҳ", "sr": "јљњћђџ", "tt": "әөүҗңһ", "tg": "ғӣқӯҳҷ",
    "kk": "әғқңөұүһі",
}  # fmt: skip
FOREIGN = frozenset("".join(LETTERS.values()))
RUSSIAN_WORDS = frozenset("и в на не что с по для от это как его их за из о к при был были также об до или".split())
KAZAKH_WORDS = frozenset("және мен бен пен бұл туралы деп деген үшін бойынша бар жоқ екен еді болып болды сол осы де да".split())
ENGLISH_WORDS = frozenset("the a an of and to in is are was were on for with by that it this has have will not do at from i".split())
ENOUGH = 20
FEW = 8
# «Правительство» in UTF-8, read as windows-1251: «РџСЂР°РІРёС‚РµР»СЊСЃС‚РІРѕ».
GARBLED = re.compile(r"[РС](?:[^\sА-Яа-яё\w]|[°±µ\u0400\u0402-\u040f\u0450-\u045f]|[РС])")


def identify(text: str) -> str | None:
    """A key of `NAMES`, or None when there is too little to tell (fewer than 20 letters).

    Words that begin with a capital are left out where others are left: names travel between languages.

    >>> identify("Правительство рассмотрело проект бюджета"), identify("Үкімет бюджет жобасын қарады")
    ('ru', 'kk')
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < ENOUGH:
        return None
    if len(GARBLED.findall(text)) > len(letters) / 4:
        return "garbled"
    words = re.findall(r"[^\W\d_]+", text)
    lower = [word for word in words if word[0].islower()] or [word.lower() for word in words]
    latin = sum(c.isascii() for c in letters)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters)
    if cyrillic < len(letters) / 2:
        return "en" if latin > len(letters) * 0.9 and _share(lower, ENGLISH_WORDS) > 0.08 else "other"
    return _cyrillic(lower)


def _cyrillic(words: list[str]) -> str:
    foreign = sum(word in KAZAKH_WORDS or any(c in FOREIGN for c in word) for word in words) / len(words)
    russian = _share(words, RUSSIAN_WORDS)
    if foreign > 0.15 and foreign > russian:
        return _alphabet(Counter(c for word in words for c in word if c in FOREIGN))
    count = Counter("".join(words))
    if count.total() > 80 and not count["ы"] + count["э"] and count["ъ"] > count.total() / 100:
        return "bg"
    return "ru"


def _alphabet(seen: Counter[str]) -> str:
    """The language whose letters explain the most of what is seen."""
    if seen.total() < FEW and all(c in LETTERS["kk"] for c in seen):
        return "kk"
    return max(LETTERS, key=lambda lang: (sum(seen[c] for c in LETTERS[lang]), -len(LETTERS[lang])))


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / max(1, len(words))

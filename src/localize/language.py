"""Which language a text is in, by its letters and commonest words; no model, no download.

Made to tell Russian from what newsrooms send instead: Kazakh, English, the neighbours' Cyrillic, damaged encodings.
"""

from __future__ import annotations

import re
from collections import Counter

NAMES = {
    "ru": "Russian", "kk": "Kazakh", "en": "English", "uk": "Ukrainian", "be": "Belarusian", "ky": "Kyrgyz",
    "tt": "Tatar", "uz": "Uzbek", "tg": "Tajik", "sr": "Serbian", "bg": "Bulgarian", "other": "another language",
    "garbled": "UTF-8 that a program took for windows-1251",
}  # fmt: skip
# Letters beyond the Russian alphabet. Where several languages explain what is seen, a few letters mean Kazakh, the
# likeliest; many, the smallest alphabet: a longer Kazakh text would show letters that Kyrgyz has not.
LETTERS = {
    "be": "іў", "ky": "ңөү", "uk": "іїєґ", "uz": "ўқғҳ", "sr": "јљњћђџ", "tt": "әөүҗңһ", "tg": "ғӣқӯҳҷ",
    "kk": "әғқңөұүһі",
}  # fmt: skip
FOREIGN = frozenset("".join(LETTERS.values()))
_COMMON = {
    "ru": "и в на не что с по для от это как его их за из о к при был были также об до или",
    "kk": "және мен бен пен бұл туралы деп деген үшін бойынша бар жоқ екен еді болып болды сол осы де да",
    "en": "the a an of and to in is are was were on for with by that it this has have will not do at from i",
}
COMMON = {lang: frozenset(words.split()) for lang, words in _COMMON.items()}
ADDRESS = re.compile(r"(?<!\S)[^\s@/.]+[@/.]\S+")
ENOUGH = 20
FEW = 8
# «Правительство» in UTF-8, read as windows-1251: «РџСЂР°РІРёС‚РµР»СЊСЃС‚РІРѕ».
GARBLED = re.compile(r"[РС](?:[^\sА-Яа-яё\w]|[°±µ\u0400\u0402-\u040f\u0450-\u045f]|[РС])")


def identify(text: str) -> str | None:
    """A key of `NAMES`, or None when there is too little to tell (fewer than 20 letters).

    Words that begin with a capital are left out where others are left, and addresses always: they travel between
    languages. A sentence is Latin only if hardly any of its words are Cyrillic.

    >>> identify("Правительство рассмотрело проект бюджета"), identify("Үкімет бюджет жобасын қарады")
    ('ru', 'kk')
    """
    text = ADDRESS.sub(" ", text)
    letters = [c for c in text if c.isalpha()]
    if len(letters) < ENOUGH:
        return None
    if len(GARBLED.findall(text)) > len(letters) / 4:
        return "garbled"
    words = re.findall(r"[^\W\d_]+", text)
    lower = [word for word in words if word.islower()] or [word.lower() for word in words]
    cyrillic = [word for word in lower if "\u0400" <= word[0] <= "\u04ff"]
    if len("".join(cyrillic)) >= len("".join(lower)) / 10:
        return _cyrillic(cyrillic)
    latin = sum(c.isascii() for c in letters)
    return "en" if latin > len(letters) * 0.9 and _share(lower, COMMON["en"]) > 0.08 else "other"


def _cyrillic(words: list[str]) -> str:
    foreign = sum(word in COMMON["kk"] or any(c in FOREIGN for c in word) for word in words) / len(words)
    russian = _share(words, COMMON["ru"])
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

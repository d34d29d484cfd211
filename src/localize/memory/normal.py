"""What makes two source texts the same to the memory: `key`, `skeleton` without its figures, `stems` to find it by."""

from __future__ import annotations

import re
import unicodedata
import zlib
from hashlib import blake2b

# One sign for all that a keyboard, a word processor and a typesetter write for the same thing.
SAME = str.maketrans(
    dict.fromkeys("«»“”„‟‹›", '"') | dict.fromkeys("’‘ʼ‛`´", "'") | {"ё": "е", "Ё": "Е", "–": "—", "‑": "-", "…": "..."}
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff")
)  # fmt: skip
FIGURE = re.compile(r"(?<!\w)(?:\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:]\d+)*)")
HOLE = "⟦⟧"
STEM = 5


def key(text: str) -> str:
    """The text with blanks, quotes, dashes and ё made uniform: equal keys are an exact match.

    >>> key("Ещё  раз: «Самұрық–Қазына»") == key('Еще раз: "Самұрық—Қазына"')
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(SAME).split())


def figures(text: str) -> list[str]:
    """The figures of a key, in order.

    >>> figures("21.02.2026 в 12:30 курс 1 234,5; A320 и COVID-19")
    ['21.02.2026', '12:30', '1 234,5', '19']
    """
    return FIGURE.findall(text)


def skeleton(text: str) -> str:
    """A key with its figures taken out: equal skeletons differ in figures at most.

    >>> skeleton("Рост на 5,2% в 2026 году")
    'Рост на ⟦⟧% в ⟦⟧ году'
    """
    return FIGURE.sub(HOLE, text)


def stems(text: str) -> set[str]:
    """What a key is found by: the beginnings of its words. Short words and figures only where there is nothing else.

    >>> sorted(stems("Министерство труда в 2026 году"))
    ['году', 'минис', 'труда']
    """
    words = re.findall(r"\w+", text.lower())
    long = {word[:STEM] for word in words if len(word) > 3 and not word.isdigit()}
    return long or {word[:STEM] for word in words}


def digest(lang: str, text: str) -> int:
    """A signed 64-bit number for a key or a skeleton in one target language: what SQLite indexes instead of it."""
    return int.from_bytes(blake2b(f"{lang}\0{text}".encode(), digest_size=8).digest(), "big", signed=True)


def stem_number(lang: str, stem: str) -> int:
    """32 bits for a stem in one target language; two stems with the same number cost time, never a wrong match."""
    return zlib.crc32(f"{lang}\0{stem}".encode())

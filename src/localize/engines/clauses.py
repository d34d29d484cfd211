"""Texts → parts that a model reads well: single sentences, and of what is still too long the clauses.

Models are trained on sentences; of two in a row («Где деньги? Дорог нет», — сказал он) they like to drop one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

BOUNDARIES = (
    re.compile(r"(?<=[.!?…;:])\s+"),
    re.compile(r"\s+(?=[—–-]\s)"),
    re.compile(r"(?<=,)\s+(?=(?:но|а|и|что|который|которая|которое|которые|где|когда|если|чтобы|поскольку|однако)\b)"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+(?=(?:и|или|но)\s)"),
    re.compile(r"\s+"),
)


_END = re.compile(
    r"(?P<word>[^\W\d_]+|[\d%⟧])[»”\")]*(?P<mark>[.!?…]+)[»”\")]*\s+(?=[«“\"(]?(?:[—–-] )?(?:[^\W\d_]|⟦))"
)
# Three letters and more with a stop that ends no sentence, in Russian and in English.
_SHORT = frozenset(
    "тыс млн млрд трлн руб долл коп чел обл просп пер корп проф акад доц канд док янв фев февр мар апр июн июл авг сен сент "
    "окт ноя нояб дек стр рис табл напр англ рус каз лат кит сокр прим мин макс сек куб евро сев южн вост зап род etc".split()
)
_SMALL = frozenset("он мы вы ты их ей её ее да it he us me no".split())


def _is_whole(word: str) -> bool:
    """Whether the stop behind a word ends the sentence: no initial, no abbreviation."""
    return word in _SMALL or (len(word) > 2 and word not in _SHORT and (word.islower() or len(word) > 4))


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, joined by blanks the text again (but for its own blanks).

    >>> split_sentences("«Где деньги? Дорог нет», — сказал он. — Ждём до ⟦1⟧.")
    ('«Где деньги?', 'Дорог нет», — сказал он.', '— Ждём до ⟦1⟧.')
    >>> split_sentences("В 5 тыс. Алматы и у А. С. Пушкина на ул. Абая.")
    ('В 5 тыс. Алматы и у А. С. Пушкина на ул. Абая.',)
    """
    parts, at = [], 0
    for end in _END.finditer(text):
        begins = next(c for c in text[end.end() :] if c.isalpha() or c == "⟦")
        word = end["word"]
        full = end["mark"] != "." or not word.isalpha() or _is_whole(word)
        if full and (begins == "⟦" or begins.isupper()):
            parts.append(text[at : end.end()].rstrip())
            at = end.end()
    return (*parts, text[at:])


def split_parts(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Sentences, and the clauses of those that do not fit."""
    return tuple(part for sentence in split_sentences(text) for part in split_clauses(sentence, fits))


def split_clauses(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Parts of a text that all fit; joined by blanks they are the text again (but for its own blanks).

    >>> split_clauses("Он пришёл, но она ушла", lambda t: len(t) < 14)
    ('Он пришёл,', 'но она ушла')
    """
    todo, parts = [text], []
    while todo:
        part = todo.pop()
        if len(part) < 2 or (len(part) < 4000 and fits(part)):
            parts.append(part)
        else:
            todo += reversed(_halves(part))
    return tuple(parts)


def _halves(text: str) -> tuple[str, str]:
    """Cut at the boundary nearest to the middle, of the best kind that lies in the middle half.

    A blank anywhere is better than a cut inside a word, which is left for texts without one.
    """
    middle, quarter = len(text) // 2, len(text) // 4
    for boundary, margin in [*((b, quarter) for b in BOUNDARIES), (BOUNDARIES[-1], 0)]:
        cuts = [m.span() for m in boundary.finditer(text) if margin <= m.start() and m.end() <= len(text) - margin]
        cuts = [(stop, start) for stop, start in cuts if text[:stop].strip() and text[start:].strip()]
        if cuts:
            stop, start = min(cuts, key=lambda cut: (abs(cut[0] - middle), cut))
            return text[:stop], text[start:]
    return text[:middle], text[middle:]

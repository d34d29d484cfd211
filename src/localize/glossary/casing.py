"""SHOUTED RUSSIAN brought to the case of a sentence, letter for letter: engines have hardly read capitals.

A dictionary (pymorphy3) tells words from names and from what is written in capitals anyway (США, МВД, XIX).
"""

from __future__ import annotations

import re

from localize.glossary.words import is_known, tags_of

_CAPITALS = re.compile(r"[А-ЯЁ]{2}")
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[аеёиоуыэюя]")
_ROMAN = re.compile("[IVXLCDMХІ]+")
LONGEST_INITIALS = 4  # letters: unknown words no longer than this are taken for initials
LOUD_WORD = 5  # letters: a word in capitals this long, among quiet ones, is shouted


def is_loud(text: str) -> bool:
    """Whether a whole text is in capitals, as headlines are.

    >>> is_loud("ПРЕЗИДЕНТ ПОДПИСАЛ ЗАКОН"), is_loud("Президент США"), is_loud("МВД РФ"), is_loud("МИД: визит")
    (True, False, False, False)
    """
    if not _CAPITALS.search(text):
        return False
    words = [word for word in _WORD.findall(text) if len(word) > 1 and _RUSSIAN.match(word)]  # addresses do not count
    loud = [word for word in words if word.isupper()]
    return len(loud) > 0.8 * len(words) and any(len(word) >= LOUD_WORD and _is_shouted(word) for word in loud)


def calmed(text: str) -> str:
    """The text with what is shouted in small letters, names with their capital; as long as before.

    >>> calmed("МИНИСТР БЕКТЕНОВ ПРИБЫЛ В США")
    'Министр Бектенов прибыл в США'
    >>> calmed("Всё это ОЧЕНЬ важно для МВД"), calmed("Президент США")
    ('Всё это очень важно для МВД', 'Президент США')
    """
    if not _CAPITALS.search(text):
        return text
    loud = is_loud(text)
    parts, at = [], 0
    for match in _WORD.finditer(text):
        word, before = match[0], text[max(0, match.start() - 2) : match.start()]
        if not word.isupper() or not (loud or len(word) >= LOUD_WORD):
            continue
        begins = not re.search(r"\w", text[: match.start()]) or bool(re.search(r"[.!?…]\s$", before))
        follows = text[match.end() : match.end() + 1]
        parts += [text[at : match.start()], _calm(word, begins=begins, initial=len(word) == 1 and follows == ".")]
        at = match.end()
    return "".join([*parts, text[at:]])


def _calm(word: str, *, begins: bool, initial: bool) -> str:
    if initial or (len(word) > 1 and not _is_shouted(word)):
        return word
    lower = word.lower()
    if len(lower) != len(word):
        return word
    return word[0] + lower[1:] if begins or _is_name(lower) else lower


def _is_shouted(word: str) -> bool:
    """Not one that is always written so: initials, Roman numbers, brands in Latin letters."""
    if not word.isupper() or not re.fullmatch("[А-ЯЁ]+", word) or _ROMAN.fullmatch(word):
        return False
    lower = word.lower()
    if not is_known(lower.replace("ё", "е")):
        return len(word) > LONGEST_INITIALS and bool(_VOWEL.search(lower))
    likeliest = tags_of(lower)[0]
    return "Abbr" not in likeliest and ("Orgn" not in likeliest or len(word) > LONGEST_INITIALS)


def _is_name(lower: str) -> bool:
    """A name by the likeliest reading, or a long word that no dictionary holds."""
    likeliest = next(iter(tags_of(lower)), frozenset())
    return not is_known(lower.replace("ё", "е")) or not likeliest.isdisjoint(("Name", "Surn", "Patr", "Geox", "Orgn"))

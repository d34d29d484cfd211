"""Does a word of the text stand for a term? Builds every form the term can take, leniently, and looks.

Wider than `inflect`: all persons of the possessive, -дағы with more endings, -дай, -ша, -нікі; either
harmony, since print varies (ФРЖ-ның and ФРЖ-нің); stems with and without their changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import get_args

from localize.inflect.kazakh.phonology import Row, Sound, sound, with_harmony
from localize.inflect.kazakh.reading import spoken
from localize.inflect.kazakh.stem import before_consonant, before_vowel, is_izafet, unpossessed
from localize.inflect.kazakh.suffix import CASES, case_suffix, plural_suffix, possessed_case_suffix
from localize.inflect.tables import words

_FOLDED = str.maketrans(dict.fromkeys('«»„“”‟"') | dict.fromkeys("‐‑", "-") | dict.fromkeys("’ʼ‘`", "'"))
_PERSONS = {False: ("ым", "ың", "ымыз", "ыңыз"), True: ("ім", "ің", "іміз", "іңіз")}


def accepts(term: str, word_form: str, *, reading: str | None = None, izafet: bool | None = None) -> bool:
    """Tell whether `word_form` stands for `term` in text, with any chain of suffixes, hyphen or not.

    Lenient where print varies: either harmony passes, and an acronym may be read in any way.

    >>> accepts("АҚШ", "АҚШ-тағы"), accepts("Қарулы күштер", "Қарулы күштеріміздің")
    (True, True)
    >>> accepts("Алма", "Алматыға"), accepts("Тоқаев", "тоқаевтың")
    (False, False)
    """
    term, form = _plain(term), _plain(word_form)
    if term == form:
        return True
    if not form or (term[:1].isupper() and not form[:1].isupper()):
        return False
    return form.casefold() in _all_forms(term, reading, izafet)


def _plain(text: str) -> str:
    """Drop quotation marks; fold hyphens, apostrophes and spaces into one of each."""
    return " ".join(text.translate(_FOLDED).split())


@lru_cache(maxsize=8192)
def _all_forms(term: str, reading: str | None, izafet: bool | None) -> frozenset[str]:
    said = spoken(term) or (reading if reading not in ("front", "back") else None)
    if said:
        rows = get_args(Row) if term[-1:].isalpha() else (sound(said).row,)
        heards = [Sound(row, front, front) for row in rows for front in (True, False)]
        endings = {suffix for heard in heards for suffix in _endings(heard)}
        return frozenset((term + hyphen + suffix).casefold() for suffix in endings for hyphen in ("-", ""))
    head, space, word = term.rpartition(" ")
    return frozenset((head + space + form).casefold() for form in _word_forms(word, term, izafet))


def _word_forms(word: str, term: str, izafet: bool | None) -> Iterator[str]:
    stems = {word, before_consonant(word)}
    yield word
    if re.fullmatch(r".*\d жылы", term):
        stems = {"жыл"}
    elif is_izafet(term) if izafet is None else izafet:
        for front in (True, False):
            yield from (word + suffix for suffix in _possessed(front=front))
        stems = set()
        for bare in unpossessed(word)[:2]:
            yield from _owned(bare)
            yield from _plurals(bare)
    for stem in stems:
        for front in (True, False):
            heard = with_harmony(sound(stem), front=front)
            for suffix in _endings(heard):
                yield (before_vowel(stem) if suffix[:1] in ("ы", "і") else stem) + suffix
                if suffix[:1] in ("ы", "і") and stem.lower() in words("kazakh", "stem", "elision_optional"):
                    yield stem[:-2] + stem[-1] + suffix
                yield stem + suffix


def _owned(bare: str) -> Iterator[str]:
    for front in (True, False):
        heard = with_harmony(sound(bare), front=front)
        yield from (before_vowel(bare) + suffix for suffix in _persons(heard))


def _plurals(bare: str) -> Iterator[str]:
    stem = before_consonant(bare)
    for front in (True, False):
        suffix, heard = plural_suffix(with_harmony(sound(stem), front=front))
        yield from (stem + suffix + more for more in _persons(heard))


def _endings(heard: Sound) -> Iterator[str]:
    """Yield every chain after a bare stem that sounds so."""
    yield from _cases(heard)
    yield from _persons(heard)
    plural, after = plural_suffix(heard)
    yield from (plural + more for more in _cases(after))
    yield from (plural + more for more in _persons(after))


def _cases(heard: Sound) -> Iterator[str]:
    for case in CASES:
        yield case_suffix(heard, case)
    yield "ғы" if not heard.front else "гі"  # жылғы, түнгі
    a = "е" if heard.front else "а"
    t = "т" if heard.row == "voiceless" else "д"
    yield from (f"{t}{a}й", f"ш{a}", f"{case_suffix(heard, 'genitive')[0]}ікі")
    attributive = case_suffix(heard, "attributive")
    after = Sound("vowel", heard.front, heard.front)
    plural, then = plural_suffix(after)
    for case in CASES:
        yield attributive + case_suffix(after, case)
        yield attributive + plural + case_suffix(then, case)


def _persons(heard: Sound) -> Iterator[str]:
    """Yield possessives of all persons with their cases: -ы, -ым, -ың, -ымыз, -ыңыз."""
    third = ("с" if heard.row == "vowel" else "") + ("і" if heard.front else "ы")
    yield from (third + suffix for suffix in _possessed(front=heard.front))
    a = "е" if heard.front else "а"
    for person in _PERSONS[heard.front]:
        suffix = person[1:] if heard.row == "vowel" else person
        after = Sound("z" if suffix.endswith("з") else "nasal", heard.front, heard.front)
        yield from (suffix + more for more in _cases(after))
        if after.row == "nasal":
            yield suffix + a


def _possessed(*, front: bool) -> Iterator[str]:
    for case in CASES:
        yield possessed_case_suffix(case, front=front)
    a = "е" if front else "а"
    yield from (f"нд{a}й", f"нш{a}", "нікі")
    attributive = possessed_case_suffix("attributive", front=front)
    yield from (attributive + case_suffix(Sound("vowel", front, front), case) for case in CASES)

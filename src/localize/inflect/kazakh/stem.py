"""What happens to the stem of a Kazakh noun where a suffix joins, and how to see a possessive in it."""

from __future__ import annotations

import re
from functools import cache

from localize.inflect.kazakh.phonology import VOWELS, is_loan, sound
from localize.inflect.kazakh.suffix import possessive_suffix
from localize.inflect.tables import words

_VOICED = {"п": "б", "к": "г", "қ": "ғ"}
_DEVOICED = {voiced: voiceless for voiceless, voiced in _VOICED.items()}
_STRONG_IZAFET = re.compile(
    r"(?:[лдт](?:ығы|ігі)|[лдт](?:ары|ері)|[аоұыяёәөүіеэ]с[ыі]|\w(?:ұлы|қызы)|[аеоө]у[ыі]|[ғгқк][ыі]ш[ыі])$"
)
_QUOTES = "«»\"“”„‟'()"


def before_consonant(word: str) -> str:
    """Return the stem as a suffix that begins with a consonant finds it.

    >>> [before_consonant(word) for word in ("журналист", "факт", "Минск", "процесс", "парк")]
    ['журналис', 'факті', 'Минскі', 'процес', 'парк']
    """
    part = word.lower().rpartition("-")[2]
    if _links(part):
        return word + "і"
    if _drops_t(part):
        return re.sub(r"(?:ть?|д)$", "", word)
    if part.endswith("сс") and not word[:1].isupper():  # процестің, конгресте; names keep both: Кузбасста
        return word[:-1]
    return word


def before_vowel(word: str) -> str:
    """Return the stem as the possessive -ы/-і finds it: voiced, elided, without ь or a doubled letter.

    >>> [before_vowel(word) for word in ("кітап", "жүрек", "тип", "мұрын", "медаль", "процесс", "банк")]
    ['кітаб', 'жүрег', 'тип', 'мұрн', 'медал', 'процес', 'банк']
    """
    stem = before_consonant(word)
    if stem[-1:] in VOWELS:
        return stem
    stem = stem.rstrip("ьъ")
    if re.search(r"([^аоұыяёәөүіеэиую])\1$", stem):
        stem = stem[:-1]
    part = word.lower().rpartition("-")[2]
    if part in words("kazakh", "stem", "elision") or part.endswith("орын"):
        return stem[:-2] + stem[-1]
    return stem[:-1] + _VOICED[part[-1]] if _voices(part) else stem


def possess(word: str) -> str:
    """Add the third-person possessive.

    >>> [possess(word) for word in ("компания", "факт", "халық", "кубок", "клуб")]
    ['компаниясы', 'фактісі', 'халқы', 'кубогы', 'клубы']
    """
    heard = sound(before_consonant(word))
    suffix = possessive_suffix(heard)
    return (before_consonant(word) if suffix[0] == "с" else before_vowel(word)) + suffix


def unpossessed(word: str) -> tuple[str, ...]:
    """Return the words whose possessive `word` may be, the likeliest first.

    >>> unpossessed("министрлігі")[0], unpossessed("клубы")[0], unpossessed("халқы")[0]
    ('министрлік', 'клуб', 'халық')
    """
    if word[-1:] not in "ыі":
        return ()
    bare = word[:-1]
    stems = [bare[:-1]] if bare.endswith("с") else []
    stems += [word[: -len(elided)] + full for elided, full in _elided() if word.lower().endswith(elided)]
    if bare[-1:] in _DEVOICED and not bare.endswith(tuple(words("kazakh", "stem", "voiced_final"))):
        stems.append(bare[:-1] + _DEVOICED[bare[-1]])
    stems += [bare, bare + "ь", bare[:-1]]
    stems += [bare + "т", bare + "ть"] if bare.endswith("с") else []
    stems += [bare + bare[-1]] if bare[-1:] in ("с", "л", "м", "н", "п", "ф") else []
    kept = (stem for stem in stems if stem and any(letter in VOWELS for letter in stem.lower()))
    return tuple(dict.fromkeys(stem for stem in kept if possess(stem).lower() == word.lower()))


def is_izafet(term: str) -> bool:
    """Tell whether the last word of `term` already carries the third-person possessive.

    >>> [is_izafet(term) for term in ("Энергетика министрлігі", "Қазақстан Республикасы", "Алматы")]
    [True, True, False]
    >>> [is_izafet(term) for term in ("дөңгелек үстел", "Дархан Сатыбалды", "Абай Құнанбайұлы")]
    [False, False, True]
    """
    parts = [part for part in (piece.strip(_QUOTES) for piece in term.split()) if part]
    last = parts[-1].rpartition("-")[2] if parts else ""
    lowered = last.lower()
    if lowered[-1:] not in ("ы", "і") or lowered in words("kazakh", "izafet", "bare") or last.isupper():
        return False
    if (len(lowered) > 5 and _STRONG_IZAFET.search(lowered)) or lowered in words("kazakh", "izafet", "heads"):
        return True
    if len(parts) == 1 or lowered.endswith(("шы", "ші")):
        return lowered in words("kazakh", "izafet", "possessed_shy") and len(parts) > 1
    return not _is_proper(parts)


@cache
def _elided() -> tuple[tuple[str, str], ...]:
    """Pairs such as халқы, халық."""
    return tuple((possess(full), full) for full in words("kazakh", "stem", "elision"))


def _is_proper(parts: list[str]) -> bool:
    """Two or three capitalised words are a person or a place (Дархан Сатыбалды), not an izafet."""
    return len(parts) <= 3 and all(part[:1].isupper() for part in parts)


def _links(part: str) -> bool:
    """§35/1983, §94–96/2019: -кт, -ск, -фт, -пт take і first: фактіге, Минскіде, лифтінің; not -нкт."""
    if part in words("kazakh", "stem", "no_link"):
        return False
    return part in words("kazakh", "stem", "link") or bool(re.search(r"(?:(?<!н)кт|ск|фт|пт)$", part))


def _drops_t(part: str) -> bool:
    """§93/2019: -ст, -сть, -зд lose their last letter: журналиске, туристер, ведомосқа, подъезге."""
    return bool(re.search(r"(?:сть?|зд)$", part)) and part not in words("kazakh", "stem", "keep_st")


def _voices(part: str) -> bool:
    """п, к, қ between vowels become б, г, ғ (§ notes/1983); п of loans stays: типі, принципі, этапы."""
    if part[-1:] not in _VOICED or part[-2:-1] not in VOWELS or part in words("kazakh", "stem", "unvoiced"):
        return False
    return part[-1] != "п" or not is_loan(part)

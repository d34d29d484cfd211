"""How a Kazakh word sounds at its end: the two facts on which every suffix depends.

The *row* (what consonant the suffix begins with) and the *harmony* (back а/ы or front е/і vowels).
Sources: «Қазақ тілінің негізгі орфографиялық ережелері» (Орфографиялық сөздік), §35–36, quoted as
§NN/1983; «Жаңа әліпби негізіндегі қазақ тілі емлесінің ережелері», quoted as §NN/2019; the suffix
table of FIELD.md §5. Words that follow no rule are data (`data/kazakh.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from localize.inflect.tables import words

Row = Literal["vowel", "glide", "l", "nasal", "z", "voiceless"]

BACK_VOWELS = "аоұыяё"
FRONT_VOWELS = "әөүіеэи"
VOWELS = BACK_VOWELS + FRONT_VOWELS + "ую"
_EVERY_VOWEL = frozenset(VOWELS)
KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_ROWS: dict[Row, str] = {"glide": "рйуюи", "l": "л", "nasal": "мнң", "z": "зжғ", "vowel": "аоұыяёәөүіеэ"}
# §35/1983 (рк, рг, нк, кс, кт, ск, лк, нкт, кль …), §95/2019: always front. 1983 has нг too; 2019 drops it,
# and print follows the vowel (митингке, but Гонконгта 22 : Гонконгте 6, our own texts included).
_FRONT_CLUSTERS = ("рк", "рг", "нк", "кс", "кт", "ск", "лк", "кл")


@dataclass(frozen=True, slots=True)
class Sound:
    """The end of a word: suffix row, harmony, and harmony before open vowels (кінә: кінәні, кінәға)."""

    row: Row
    front: bool
    front_open: bool


@cache
def sound(word: str) -> Sound:
    """Tell how `word` sounds at its end.

    >>> sound("Алматы")
    Sound(row='vowel', front=False, front_open=False)
    >>> sound("Париж").row, sound("Париж").front
    ('z', True)
    """
    letters = re.sub(r"[’'ʼ‘`]", "", word)
    front = _front(letters)
    return Sound(_row(letters.lower()), front, front and not _arabic_a(letters.lower()))


def with_harmony(heard: Sound, *, front: bool) -> Sound:
    """Return the same end of word with its harmony set by hand."""
    return replace(heard, front=front, front_open=front)


def last_vowel(letters: str) -> str:
    """Return the last vowel letter, or nothing.

    >>> last_vowel("министр")
    'и'
    """
    return next((letter for letter in reversed(letters) if letter in VOWELS), "")


def is_loan(word: str) -> bool:
    """Tell a loan by letters and places that native words never show.

    Native words have no в, ф, ц, ч, щ, э, ь; no о ө ұ ү after the first syllable; no first cluster;
    no г or к beside a back vowel (қ and ғ stand there).

    >>> is_loan("телескоп"), is_loan("принцип"), is_loan("кітап")
    (True, True, False)
    """
    letters = word.lower()
    if re.search(r"[вфцчщэёъь]|^[^аоұыяёәөүіеэиую]{2}|[гк][аоұы]|(.)\1$|[мл]п$|ип$", letters):
        return True
    vowels = [letter for letter in letters if letter in VOWELS]
    return any(vowel in "оөұү" for vowel in vowels[1:])


def _row(letters: str) -> Row:
    """§36/1983: б, в, г, д at the end count as voiceless (клуб-қа, парад-тан, актив-ке)."""
    final = letters.rstrip("ьъ")[-1:]
    return next((row for row, members in _ROWS.items() if final and final in members), "voiceless")


def _arabic_a(letters: str) -> bool:
    """§16/2019: a last ә after the first syllable takes open suffixes back: күнәға, күмәндар, but күнәні."""
    vowels = [letter for letter in letters if letter in VOWELS]
    return len(vowels) > 1 and vowels[-1] == "ә"


def _front(word: str) -> bool:
    for rule in _HARMONY_RULES:
        verdict = rule(word)
        if verdict is not None:
            return verdict
    return last_vowel(word.lower()) in FRONT_VOWELS


def _lexical(word: str) -> bool | None:
    """A word listed in the exceptions, alone or as the last part of a compound."""
    part = word.lower().rpartition("-")[2]
    if part in words("kazakh", "harmony", "front"):
        return True
    return False if part in words("kazakh", "harmony", "back") else None


def _surname(word: str) -> bool | None:
    """§53/2019: after -ов, -ев the suffix agrees with the last syllable of the stem: Әуезовтің, Сәтбаевтың.

    A stem that is not Turkic keeps the о of its own -ов (Песковтың) and the softness of -ев (Медведевтің):
    of such forms in print and in our own translations 87 of 121 in -ов are back, 25 of 31 in -ев front.
    """
    match = re.fullmatch(r"(\w*?)(ов|ев|ёв)", word.rpartition("-")[2])
    if not match or not word[:1].isupper() or not last_vowel(match[1].lower()):
        return None
    stem, ending = match[1].lower(), match[2]
    if ending == "ёв" or stem[-1] in "яьёиеіүөә":
        return True
    turkic = any(part in stem for part in words("kazakh", "turkic", "front_stems"))
    if turkic or KAZAKH_LETTERS.intersection(stem) or stem[-1] in VOWELS:
        return last_vowel(stem) in FRONT_VOWELS
    return ending == "ев"


def _soft_sign(word: str) -> bool | None:
    """§35/1983: -ль, clusters with ь and words of one syllable are front: Израильде, рубльге, Русьтің.

    Otherwise the vowel decides: Уханьда, Рязаньда, Тверьде.
    """
    letters = word.lower()
    if not letters.endswith("ь"):
        return None
    syllables = sum(letter in VOWELS for letter in letters)
    if letters.endswith("ль") or syllables == 1 or re.search(r"[^аоұыяёәөүіеэиую]{2}ь$", letters):
        return True
    return None


def _cluster(word: str) -> bool | None:
    """§35/1983: парктен, банкке, кодекске, хирургке, Нью-Йоркте, Петербургте."""
    return True if word.lower().endswith(_FRONT_CLUSTERS) else None


def _final_kh(word: str) -> bool | None:
    """§94/2019: loans in -х are back (цехта, шейхтың, чехтар) unless и, і, ү stand before (Цюрихте)."""
    letters = word.lower()
    return False if letters.endswith("х") and last_vowel(letters) not in "ииіүө" else None


def _yo(word: str) -> bool | None:
    """§35/1983: a last syllable with ё is front when closed: актёрге, Пётрдің; э is a front vowel."""
    letters = word.lower()
    return True if last_vowel(letters) == "ё" and not letters.endswith("ё") else None


def _neutral_i(word: str) -> bool | None:
    """FIELD §5: и is front (Берлинге, Сочиде) unless қ or ғ stand beside it (Сыддиққа, қиюды)."""
    letters = word.lower()
    if last_vowel(letters) != "и":
        return None
    place = letters.rindex("и")
    return not {"қ", "ғ"}.intersection(letters[max(place - 1, 0) : place + 2])


def _neutral_u(word: str) -> bool | None:
    """FIELD §5: у, ю after a vowel or at the end follow the vowel before (Мәскеуге, Ақтауға, Сеулде).

    A closed у of a loan is back (форумға, институтта), a closed ю front (абсолютті, костюмді).
    """
    letters = word.lower()
    vowel = last_vowel(letters)
    if not vowel or vowel not in "ую":
        return None
    before = letters[: letters.rindex(vowel)].rstrip("ую")
    if not letters.endswith(("у", "ю")) and before[-1:] not in _EVERY_VOWEL:
        return vowel == "ю"
    if last_vowel(before) in ("", "у", "ю"):
        return False
    return _front(before)


_HARMONY_RULES: tuple[Callable[[str], bool | None], ...] = (
    _lexical,
    _surname,
    _soft_sign,
    _cluster,
    _final_kh,
    _yo,
    _neutral_i,
    _neutral_u,
)

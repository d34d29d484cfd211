"""Set the case, number and possessive of a term: parse it, then join stem and suffixes.

>>> inflect("министр", "genitive"), inflect("Кремль", "dative"), inflect("ЮНЕСКО", "locative")
('министрдің', 'Кремльге', 'ЮНЕСКО-да')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from localize.inflect.kazakh.phonology import Sound, sound, with_harmony
from localize.inflect.kazakh.reading import spoken
from localize.inflect.kazakh.stem import before_consonant, before_vowel, is_izafet, possess, unpossessed
from localize.inflect.kazakh.suffix import (
    CASES,
    Case,
    Features,
    chain,
    plural_suffix,
    possessed_case_suffix,
)
from localize.inflect.tables import table

_TERM = re.compile(r"(?P<head>.*[\s(«“\"]|)(?P<word>[^\s»”\"“)«]+)(?P<tail>[»”\"“)]*)", re.DOTALL)
_YEAR = re.compile(r"(.*\d\s+жыл)ы(-?)")
_PLURAL_STEM = re.compile(r"\w{2}[лдт][ае]р$")


@dataclass(frozen=True, slots=True)
class Paradigm:
    """The table that a person checks: every case of the term, its plural and its possessive."""

    lemma: str
    singular: Mapping[Case, str]
    plural: Mapping[Case, str]
    possessive: Mapping[Case, str]


def inflect(
    lemma: str,
    case: Case = "nominative",
    *,
    plural: bool = False,
    possessive: bool = False,
    reading: str | None = None,
    invariable: bool = False,
    izafet: bool | None = None,
) -> str:
    """Return `lemma` in the case, number and possessive asked for.

    `possessive` adds the third-person possessive; a term that has it already (`izafet`: True, False, or
    None to detect) is not given a second one. `reading` is what is said where writing hides it (`"аш"` for
    АҚШ), or `"front"` / `"back"` to set the harmony by hand. An `invariable` term comes back as it is.

    >>> inflect("банк", "dative"), inflect("банк", possessive=True), inflect("журналист", plural=True)
    ('банкке', 'банкі', 'журналистер')
    >>> inflect("5", "dative"), inflect("2026 жылы", "genitive"), inflect("«Қайрат»", "genitive")
    ('5-ке', '2026 жылдың', '«Қайраттың»')
    >>> inflect("Гонконг", "locative", reading="back")
    'Гонконгта'
    """
    wanted = Features(case, plural, possessive)
    if invariable or wanted == Features():
        return lemma
    year = _YEAR.fullmatch(lemma)
    if year:  # «жылы» is only the form of the date phrase; жыл declines bare: 2026 жылға.
        return inflect(year[1], case, plural=plural, possessive=possessive)
    match = _TERM.fullmatch(lemma.strip())
    if not match:
        return lemma
    head, word, tail = match["head"], match["word"], match["tail"]
    said = _said(head + word, reading)
    if said is not None:
        heard = _heard(said, reading)
        if word[-1].isalpha() and not _hyphenated(head + word):
            return f"{head}{_joined(word, wanted, heard)}{tail}"
        return f"{head}{word}{tail}-{chain(heard, wanted)}"
    if is_izafet(head + word) if izafet is None else izafet:
        return f"{head}{_izafet(word, wanted)}{tail}"
    return f"{head}{_joined(word, wanted, _heard(before_consonant(word), reading))}{tail}"


def forms(term: str, *, reading: str | None = None, izafet: bool | None = None) -> Paradigm:
    """Return the whole paradigm of a term, as `localize glossary forms` prints it.

    >>> forms("халық").possessive["dative"]
    'халқына'
    """

    def column(*, plural: bool = False, possessive: bool = False) -> dict[Case, str]:
        return {
            case: inflect(term, case, plural=plural, possessive=possessive, reading=reading, izafet=izafet)
            for case in CASES
        }

    return Paradigm(term, column(), column(plural=True), column(possessive=True))


def _said(written: str, reading: str | None) -> str | None:
    return reading if reading and reading not in ("front", "back") else spoken(written)


def _hyphenated(written: str) -> bool:
    """Acronyms, Latin words and signs take a hyphen; a plain word with a reading of its own does not."""
    return spoken(written) is not None


def _heard(word: str, reading: str | None) -> Sound:
    heard = sound(word)
    return with_harmony(heard, front=reading == "front") if reading in ("front", "back") else heard


def _joined(word: str, wanted: Features, heard: Sound) -> str:
    irregular: dict[str, str] = table("kazakh")["attributive"]["irregular"]
    if wanted == Features("attributive") and word in irregular:
        return irregular[word]
    suffix = chain(heard, wanted)
    stem = before_vowel(word) if suffix[0] in "ыі" else before_consonant(word)
    return stem + suffix


@lru_cache(maxsize=4096)
def _izafet(word: str, wanted: Features) -> str:
    """Decline a word whose possessive is there already: министрлігі-не; plural министрлік-тер-і-не."""
    stems = unpossessed(word) if wanted.plural else ()
    if stems and not _PLURAL_STEM.search(stems[0]):
        stem = before_consonant(stems[0])
        word = possess(stem + plural_suffix(sound(stem))[0])
    return word + possessed_case_suffix(wanted.case, front=sound(word).front)

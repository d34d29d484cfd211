"""Russian words and what pymorphy3 says of them, cached: dictionary forms and grammatical readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

_TOKEN = re.compile(r"[^\W_]+")
_FOREIGN = frozenset("ёәғқңөұүһі")
_FOLDED = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
_PROPER = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Init"))
_CASES = {"gen2": "gent", "gen1": "gent", "acc2": "accs", "loc2": "loct", "loc1": "loct", "voct": "nomn"}


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and digits; hyphens part tokens. ``lower`` is folded: lower case, ё as е."""

    start: int
    stop: int
    text: str
    lower: str


class Reading(NamedTuple):
    """One way to read a word. ``proper``: the dictionary takes it for a name."""

    lemma: str
    pos: str
    case: str
    number: str
    gender: str
    proper: bool
    transitive: bool
    score: float


def tokens(text: str) -> list[Token]:
    """
    >>> [token.text for token in tokens("К.-Ж. Токаев, «Союза-5»")]
    ['К', 'Ж', 'Токаев', 'Союза', '5']
    """
    return [Token(m.start(), m.end(), m[0], lowered(m[0])) for m in _TOKEN.finditer(text)]


def lowered(word: str) -> str:
    """Lower case, ё as е, and Kazakh letters as the Russian ones that stand for them: both spellings are met.

    >>> lowered("Актёр"), lowered("Қазына")
    ('актер', 'казына')
    """
    lower = word.lower()
    return lower if _FOREIGN.isdisjoint(lower) else lower.translate(_FOLDED)


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=32_768)
def _parses(lower: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a word of Russian letters; nothing for other words. The dear part: cached."""
    if not lower or not all("а" <= letter <= "я" for letter in lower):
        return ()
    return tuple(_analyser().parse(lower))


@lru_cache(maxsize=65_536)
def lemmas(lower: str) -> frozenset[str]:
    """The dictionary forms a word may have, and the word itself.

    >>> sorted(lemmas("токаеву")), sorted(lemmas("банки"))
    (['токаев', 'токаева', 'токаеву'], ['банк', 'банка', 'банки'])
    """
    return frozenset((lower, *(parse.normal_form.replace("ё", "е") for parse in _parses(lower))))


@lru_cache(maxsize=16_384)
def readings(lower: str) -> tuple[Reading, ...]:
    """Every reading of a word, the likeliest first."""
    return tuple(_readings(lower))


def _readings(lower: str) -> Iterator[Reading]:
    for parse in _parses(lower):
        tag = parse.tag
        case = str(tag.case or "")
        yield Reading(
            lemma=parse.normal_form.replace("ё", "е"),
            pos=str(tag.POS or ""),
            case=_CASES.get(case, case),
            number=str(tag.number or ""),
            gender=str(tag.gender or ""),
            proper=not _PROPER.isdisjoint(tag.grammemes),
            transitive="tran" in tag.grammemes,
            score=parse.score,
        )


def tags_of(word: str) -> list[frozenset[str]]:
    """The grammemes of every reading of a word, the likeliest first.

    >>> "Abbr" in tags_of("мвд")[0], "Geox" in tags_of("астана")[0]
    (True, True)
    """
    return [frozenset(map(str, parse.tag.grammemes)) for parse in _parses(lowered(word))]


@lru_cache(maxsize=32_768)
def is_known(lower: str) -> bool:
    """Whether the dictionary holds the word (pymorphy3 guesses at the others).

    >>> is_known("казахстан"), is_known("бектенов")
    (True, False)
    """
    return any(
        len(parse.methods_stack) == 1 and type(parse.methods_stack[0][0]).__name__ == "DictionaryAnalyzer"
        for parse in _parses(lower)
    )

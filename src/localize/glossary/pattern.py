"""A term compiled for recognition: which of its words decline, which stand as they are, which need a capital.

«Министерство энергетики»: the head declines, the genitive after it never changes. «стратегическое
партнёрство»: both decline and must agree. «Касым-Жомарт Токаев»: the first half of a double name stands still.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from localize.glossary import paradigm
from localize.glossary.term import Term, fold
from localize.glossary.words import Reading, Token, is_known, lemmas, readings, tokens

Mode = Literal["fixed", "agree", "either", "free"]
Capital = Literal["any", "initial", "exact"]
Form = tuple[str, str]  # case, number

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
EVERY_FORM = frozenset((case, number) for case in CASES for number in ("sing", "plur"))
# Heads that the press writes with a small letter although the full name begins with a capital one.
SMALL_HEADS = frozenset((
    "министерство", "комитет", "агентство", "совет", "администрация", "правительство", "парламент", "мажилис",
    "сенат", "фонд", "управление", "палата", "суд", "академия", "университет", "институт", "центр", "банк",
    "биржа", "служба", "департамент", "ассоциация", "союз", "федерация", "комиссия", "инспекция", "прокуратура",
    "акимат", "маслихат", "посольство", "холдинг", "компания", "национальный", "верховный", "курултай",
    "конституционный", "генеральный", "высший", "счетный", "антимонопольный", "государственный", "республиканский",
    "казахстанский", "евразийский",
))  # fmt: skip
# After its head a word declines too only when it is a nominative («Республика Казахстан»); most are genitives.
_NOMINATIVE = re.compile(r"[^аеиоуыэюяхй]$|[аи]й$")
_ADJECTIVES = ("ADJF", "PRTF", "NUMR")


@dataclass(frozen=True, slots=True)
class PatternWord:
    """One word of a term: ``keys`` are the dictionary forms (or surfaces) by which it is found."""

    lower: str
    text: str
    keys: frozenset[str]
    mode: Mode
    capital: Capital
    own: bool  # declined by `paradigm`, not by the dictionary

    def found(self, token: Token) -> bool:
        """Whether a word of the text may be this one, agreement apart."""
        if self.capital == "exact":
            return token.text == self.text
        if self.capital == "initial" and not token.text[0].isupper():
            return False
        if token.lower == self.lower:
            return True
        if self.mode == "fixed":
            return False
        return token.lower in self.keys if self.own else not self.keys.isdisjoint(lemmas(token.lower))

    def forms(self, token: Token) -> frozenset[Form]:
        """The cases and numbers that the word stands in, if it is this one."""
        if self.own:
            return frozenset((case, "sing") for case in paradigm.forms(self.lower).get(token.lower, ()))
        found = frozenset(
            (case, r.number or "sing")
            for r in readings(token.lower)
            if r.lemma in self.keys and _is_nominal(r)
            for case in ((r.case,) if r.case else ())
        )
        return found or (EVERY_FORM if token.lower == self.lower else frozenset())


@dataclass(frozen=True, slots=True)
class Pattern:
    """``gaps`` stand between the words: a blank, a hyphen or nothing; ``tail`` follows the last (ОПЕК+);
    ``quoted`` terms begin with a quotation mark."""

    term: Term
    words: tuple[PatternWord, ...]
    gaps: tuple[str, ...]
    tail: str
    plural: bool
    quoted: bool

    @property
    def is_name(self) -> bool:
        return self.term.kind != "term"


def compiled(term: Term) -> Pattern:
    """The pattern of a term (one with at least one word)."""
    found = tokens(term.source)
    gaps = tuple(gap(term.source[a.stop : b.start]) for a, b in pairwise(found))
    modes = _settled(_modes(term, found, gaps), found)
    words = tuple(
        _word(token, mode, _capital(term, token, number, found))
        for number, (token, mode) in enumerate(zip(found, modes, strict=True))
    )
    tail = re.sub(r'[«»“”„"]', "", term.source[found[-1].stop :]).strip()
    return Pattern(term, words, gaps, tail, _is_plural(found, modes), fold(term.source).startswith('"'))


@lru_cache(maxsize=8192)
def gap(between: str) -> str:
    """What parts two words of a term, quotation marks and their kinds apart.

    >>> gap(" «"), gap("‑"), gap(", "), gap("\\u00a0")
    (' ', '-', ', ', ' ')
    """
    folded = re.sub(r"\s+", " ", fold(f"x{between}x")[1:-1].replace('"', ""))
    return "-" if folded.strip() == "-" and between.strip() == between else folded


def _word(token: Token, mode: Mode, capital: Capital) -> PatternWord:
    own = _is_own(token)
    nominative = {r.lemma for r in readings(token.lower) if r.case == "nomn"}
    keys = set(paradigm.forms(token.lower)) if own else nominative
    if own and not token.text[0].isupper():
        keys |= nominative
    return PatternWord(token.lower, token.text, frozenset({token.lower, *keys}), mode, capital, own)


def _is_own(token: Token) -> bool:
    """A capitalised word whose nominative the dictionary does not hold: Бектенов, but also Токаев (токай)."""
    known = is_known(token.lower) and any(r.case == "nomn" for r in readings(token.lower))
    return token.text[0].isupper() and not known


def _modes(term: Term, found: Sequence[Token], gaps: Sequence[str]) -> list[Mode]:
    if term.exact:
        return ["fixed"] * len(found)
    modes: list[Mode] = []
    head: frozenset[str] = frozenset()
    for number, token in enumerate(found):
        if _names_the_next(term, found, number):
            modes.append("fixed")
            continue
        if _is_fixed(token) or (head and term.kind != "person" and not _NOMINATIVE.search(token.lower)):
            modes.append("fixed")
            continue
        numbers = _nominative_numbers(token)
        mode: Mode
        if number < len(gaps) and gaps[number] == "-":
            mode = "free"
        elif term.kind == "person":
            mode = "agree"
        elif head:
            mode = "either" if numbers & head else "fixed"
        else:
            mode = "agree" if numbers else "fixed"
            head = numbers if numbers and not _is_adjective(token) else head
        modes.append(mode)
    return modes


def _names_the_next(term: Term, found: Sequence[Token], number: int) -> bool:
    """«Назарбаев» of «Назарбаев Университет» stands still: the second word is the head."""
    following = found[number + 1] if term.kind == "organisation" and number + 1 < len(found) else None
    if following is None or not _is_proper(found[number]) or _is_adjective(found[number]):
        return False
    return any(r.case == "nomn" and r.lemma in SMALL_HEADS for r in readings(following.lower))


def _settled(modes: list[Mode], found: Sequence[Token]) -> list[Mode]:
    """Words that do not even agree in the dictionary form («грузинский лари», read as chests) stand still."""
    numbers = [_nominative_numbers(t) for t, m in zip(found, modes, strict=True) if m == "agree"]
    if not numbers or frozenset.intersection(*numbers):
        return modes
    return ["fixed" if m == "agree" and not _is_adjective(t) else m for t, m in zip(found, modes, strict=True)]


def _is_fixed(token: Token) -> bool:
    """Acronyms, figures and Latin words do not decline."""
    return (len(token.text) > 1 and token.text.isupper()) or not re.fullmatch("[а-я]+", token.lower)


def _nominative_numbers(token: Token) -> frozenset[str]:
    if _is_own(token):
        return frozenset(("sing",))
    return frozenset(r.number or "sing" for r in readings(token.lower) if r.case == "nomn" and _is_nominal(r))


def _is_nominal(reading: Reading) -> bool:
    return reading.pos == "NOUN" or reading.pos in _ADJECTIVES


def _is_adjective(token: Token) -> bool:
    first = next((r for r in readings(token.lower) if r.case == "nomn"), None)
    return first is not None and first.pos in _ADJECTIVES and not _is_own(token)


def _is_plural(found: Sequence[Token], modes: Sequence[Mode]) -> bool:
    """«Олимпийские игры»: the dictionary form is a plural, a singular in the text is something else."""
    numbers = [_nominative_numbers(t) for t, m in zip(found, modes, strict=True) if m == "agree"]
    return bool(numbers) and all(n == {"plur"} for n in numbers)


def _capital(term: Term, token: Token, number: int, found: Sequence[Token]) -> Capital:
    if term.exact or _is_fixed(token):
        return "exact" if any(letter.isupper() for letter in token.text) or term.exact else "any"
    if not token.text[0].isupper():
        return "any"
    small = term.kind == "organisation" and not lemmas(found[0].lower).isdisjoint(SMALL_HEADS)
    return "any" if small and not _is_proper(token) else "initial"


def _is_proper(token: Token) -> bool:
    return _is_own(token) or any(r.proper and r.score > 0.2 for r in readings(token.lower))

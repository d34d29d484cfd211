"""Words that say numbers: «полтора миллиона», «жиырма бес», "two thousand and five" → their values.

Russian forms, Kazakh suffixes and compounds are data (``data/numerals.toml``); how the words of one number
add up is the same in the three languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from localize.checks.tables import table

ADJECTIVE = "ой ый ий ая ое ые ого ому ым ом ую ых ыми ою ей".split()
TOKEN = re.compile(r"[^\W\d_]+")
JOINT = re.compile(r"[\s-]+|\s+(?:and|a)\s+|\s*-\s*|\s+and\s+a\s+")
HALF = {
    "ru": re.compile(r"\s+с\s+половиной\b"),
    "kk": re.compile(r"\s+жарым\w*"),
    "en": re.compile(r"\s+and\s+a\s+half\b"),
}


class Said(NamedTuple):
    """A number said in words: its place and the values it may mean."""

    start: int
    stop: int
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The number words of a language: exact forms, words of several values, scales,
    and the beginnings that make a compound (двух|летний) or take any ending (үшінші|сі)."""

    words: dict[str, float]
    several: dict[str, tuple[float, ...]]
    scales: dict[str, float]
    beginnings: dict[str, float]
    beginning: re.Pattern[str]

    def value(self, word: str) -> tuple[float, ...]:
        """What a lower-case word says, or nothing; compounds count by their beginning (двухлетний)."""
        if word in self.words:
            return (self.words[word],)
        if word in self.several:
            return self.several[word]
        match = self.beginning.match(word)
        return (self.beginnings[match[1] or match[2]],) if match else ()


@cache
def lexicon(lang: str) -> Lexicon:
    """The number words of a language; an empty lexicon for one we do not know."""
    data = table("numerals").get(lang, {})
    forms = {form: float(value) for value, row in data.get("words", {}).items() for form in row.split()}
    ordinals = [(stem, float(value)) for value, row in data.get("ordinals", {}).items() for stem in row.split()]
    if lang == "ru":
        forms |= {stem + ending: value for stem, value in ordinals for ending in ADJECTIVE}
    several = {
        form: tuple(map(float, values.split())) for values, row in data.get("any", {}).items() for form in row.split()
    }
    prefixes = {p: float(value) for value, row in data.get("prefixes", {}).items() for p in row.split()}
    stems = dict(ordinals) if lang == "kk" else {}
    scales = {form: float(value) for value, row in data.get("scales", {}).items() for form in row.split()}
    beginning = re.compile(rf"(?:({_any(prefixes)})(?=\w{{3}})|({_any(stems)}))")
    return Lexicon(forms, several, scales, prefixes | stems, beginning)


def _any(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; nothing matches an empty list."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


NOTHING: tuple[float, tuple[float, ...]] = (0.0, ())


@lru_cache(maxsize=65536)
def meaning(word: str, lang: str) -> tuple[float, tuple[float, ...]]:
    """The scale that a lower-case word is (0 for none) and the values it may have."""
    known = lexicon(lang)
    scale = known.scales.get(word, 0.0) if len(word) > 1 else 0.0
    return scale, () if scale else known.value(word)


def said(text: str, lang: str) -> list[Said]:
    """The numbers said in words, in reading order.

    >>> said("полтора миллиона", "ru")[0].values, said("two thousand and five", "en")[0].values
    ((1500000.0,), (2005.0,))
    >>> [s.values for s in said("екі жүз елу, бес", "kk")]
    [(250.0,), (5.0,)]
    """
    found: list[Said] = []
    if not any(meaning(word, lang) != NOTHING for word in set(TOKEN.findall(text.lower()))):
        return found
    run: list[tuple[int, int, float]] = []
    for match in TOKEN.finditer(text):
        word = match[0].lower()
        scale, values = meaning(word, lang)
        if not values and not scale:
            continue
        if run and not JOINT.fullmatch(text, run[-1][1], match.start()):
            found += _summed(run, text, lang)
            run = []
        if scale and not run and _indefinite(word, lang):
            continue
        if len(values) > 1 and values[0] != 0.5:
            found.append(Said(match.start(), match.end(), values))
        else:
            run.append((match.start(), match.end(), scale or values[0]))
            found += [Said(match.start(), match.end(), values[1:])] if len(values) > 1 else []
    return found + _summed(run, text, lang)


def _indefinite(word: str, lang: str) -> bool:
    """Thousands and millions of no number: «тысячи людей», "millions of people"."""
    return (lang == "en" and word.endswith("s")) or (
        lang == "ru" and word not in ("тысяча", "тысячу", "миллион", "миллиард")
    )


def _summed(run: list[tuple[int, int, float]], text: str, lang: str) -> list[Said]:
    """Neighbouring number words → the numbers they say: a smaller word adds, a scale multiplies, else a new one."""
    found: list[Said] = []
    total = current = 0.0
    lowest = float("inf")
    start = stop = -1

    def close() -> None:
        nonlocal total, current, lowest, start
        if start >= 0:
            half = HALF[lang].match(text, stop) if lang in HALF else None
            found.append(Said(start, stop, (rounded(total + current + (0.5 if half else 0)),)))
        total, current, lowest, start = 0.0, 0.0, float("inf"), -1

    for begin, end, value in run:
        if value >= 1000 and value < lowest and value % 1000 == 0:
            half = HALF[lang].match(text, stop) if lang in HALF and start >= 0 else None
            total, current, lowest = total + ((current or 1) + (0.5 if half else 0)) * value, 0.0, value
        elif value == 100 and 1 <= current < 10:
            current *= 100
        elif value == 0.5 and start >= 0:
            current += 0.5
        elif start >= 0 and (current == 0 or _adds(current, value, lang)):
            current += value
        else:
            close()
            current = value
        start, stop = (begin if start < 0 else start), end
    close()
    return found


def _adds(current: float, value: float, lang: str) -> bool:
    """Twenty takes five, a hundred takes twenty; twenty does not take thirty. Kazakh ten takes five too."""
    if current % 100 == 0:
        return 0 < value < 100
    return current % 10 == 0 and current % 100 >= (10 if lang == "kk" else 20) and 0 < value < 10


def rounded(value: float) -> float:
    """Equal numbers as equal floats, whatever they were multiplied from.

    >>> rounded(1.1 * 1_000_000)
    1100000.0
    """
    return float(f"{value:.10g}")

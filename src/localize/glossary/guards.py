"""What looks like a term and is not: a common word with a capital, a woman's name, a clipped short name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from localize.glossary.pattern import Pattern
from localize.glossary.words import Token, is_known, lemmas, readings

_SENTENCE_START = re.compile(r"(?:^|[.!?…:])\s*[«“„\"(—–-]*\s*$")
_SERVING = ("PREP", "CONJ", "PRCL", "NPRO", "ADVB", "PRED", "VERB", "INFN", "GRND")
_WOMANS = re.compile(r"(?:[оеё]ва|[иы]на|ая)$")
_WOMANS_OBLIQUE = re.compile(r"(?:[оеё]в|[иы]н)ой$")


def is_false_hit(text: str, found: Sequence[Token], first: int, last: int, pattern: Pattern) -> bool:
    """Whether a match of the right words is no match after all; only short names are doubted."""
    if first != last or not pattern.is_name or pattern.words[0].capital != "initial":
        return False
    token = found[first]
    if pattern.term.kind == "person" and _is_woman(found, first, pattern):
        return True
    return _only_begins_the_sentence(text, token) and _is_everyday(token, pattern)


def _only_begins_the_sentence(text: str, token: Token) -> bool:
    """Its capital says nothing: any word would have one there (or everything has, in a headline)."""
    return bool(_SENTENCE_START.search(text[: token.start])) or (len(token.text) > 1 and token.text.isupper())


def _is_everyday(token: Token, pattern: Pattern) -> bool:
    """«Вера», «Тем», «При», «Мир»: a word of every day, or one that only serves others.

    A form that merely coincides (Токаев: of *токай*; Семей: of *семья*) is not held against a name.
    """
    first = next(iter(readings(token.lower)), None)
    serves = first is not None and first.pos in _SERVING and not first.proper and is_known(token.lower)
    itself = token.lower == pattern.words[0].lower
    return serves or (token.lower in _everyday() if itself else not lemmas(token.lower).isdisjoint(_everyday()))


@cache
def _everyday() -> frozenset[str]:
    text = resources.files("localize.glossary").joinpath("data/everyday.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


def _is_woman(found: Sequence[Token], at: int, pattern: Pattern) -> bool:
    """«Дарига Назарбаева», «Назарбаева сказала», «Назарбаевой»: not a form of the man's name."""
    token = found[at]
    if _WOMANS_OBLIQUE.search(token.lower) and not _WOMANS.search(pattern.words[0].lower):
        return True
    if token.lower == pattern.words[0].lower or not _WOMANS.search(token.lower):
        return False
    if at and found[at - 1].text[0].isupper():
        name = next(iter(readings(found[at - 1].lower)), None)
        if name and name.proper and name.gender == "femn" and name.case == "nomn":
            return True
    following = readings(found[at + 1].lower) if at + 1 < len(found) else ()
    return any(r.pos == "VERB" and r.gender == "femn" for r in following[:1])

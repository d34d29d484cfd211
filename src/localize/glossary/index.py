"""The index of a termbase: by the letters that every form of a term's words begins with.

Asking pymorphy3 about every word of a text and of a termbase costs seconds. The stems here are a sieve: what
falls through cannot be the term, what stays is compiled (once) and matched properly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from localize.glossary.pattern import Pattern, compiled
from localize.glossary.term import Term
from localize.glossary.words import Token, tokens

_SOFT = "аеиоуыэюяйь"
_FLEETING = re.compile(rf"[оеи][^{_SOFT}]ь?$")


def stem(lower: str) -> str:
    """The letters that no inflection of a nominative changes; fewer rather than one too many.

    >>> [stem(word) for word in ("казахстан", "рынок", "сделка", "стратегическое", "экономика", "семья")]
    ['казахстан', 'рын', 'сдел', 'стратегичес', 'экономи', 'се']
    """
    if _FLEETING.search(lower):
        return _FLEETING.sub("", lower) or lower[:1]
    bare = lower.rstrip(_SOFT)
    if bare == lower:
        return lower
    return bare[:-1] if len(bare) > 2 else bare


@dataclass(frozen=True)
class Entry:
    """A term in the index; its pattern is compiled when it is first needed."""

    term: Term
    stems: tuple[str, ...]

    @cached_property
    def pattern(self) -> Pattern:
        return compiled(self.term)

    def possible(self, found: Sequence[Token], at: int) -> bool:
        """Whether the words from ``at`` on begin like the term's; a person's last name may stand one further on."""
        last = len(self.stems) - 1
        if at + last >= len(found):
            return False
        for number, part in enumerate(self.stems):
            if found[at + number].lower.startswith(part):
                continue
            further = number == last > 0 and self.term.kind == "person" and at + number + 1 < len(found)
            if not (further and found[at + number + 1].lower.startswith(part)):
                return False
        return True


@dataclass(frozen=True)
class Index:
    """``first`` finds terms by the stem of their first word, ``surnames`` persons by that of their last."""

    first: dict[str, list[Entry]] = field(repr=False)
    surnames: dict[str, list[Entry]] = field(repr=False)
    _known: dict[str, list[Entry]] = field(default_factory=dict, repr=False)

    def at(self, found: Sequence[Token], at: int) -> list[Pattern]:
        """The patterns that may match at a word."""
        lower = found[at].lower
        entries = self._known.get(lower)
        if entries is None:
            entries = self._known[lower] = _starting(self.first, lower)
        return [entry.pattern for entry in entries if entry.possible(found, at)]

    def joined(self, terms: Iterable[Term]) -> Index:
        """This index with more terms; the entries that stand are shared, so this costs next to nothing."""
        more = indexed(terms)
        return Index(_joined(self.first, more.first), _joined(self.surnames, more.surnames))

    def persons(self, surname: Token) -> list[Pattern]:
        return [entry.pattern for entry in _starting(self.surnames, surname.lower)]


def _joined(entries: dict[str, list[Entry]], more: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    return entries | {stem: [*entries.get(stem, ()), *added] for stem, added in more.items()}


def _starting(entries: dict[str, list[Entry]], lower: str) -> list[Entry]:
    return [entry for stop in range(1, len(lower) + 1) for entry in entries.get(lower[:stop], ())]


def indexed(terms: Iterable[Term]) -> Index:
    """Terms without a word (only signs) are left out: there is nothing to look for."""
    first: dict[str, list[Entry]] = {}
    surnames: dict[str, list[Entry]] = {}
    for term in terms:
        words = tokens(term.source)
        if not words:
            continue
        stems = tuple(token.lower if term.exact else stem(token.lower) for token in words)
        entry = Entry(term, stems)
        first.setdefault(stems[0], []).append(entry)
        if term.kind == "person" and len(words) > 1:
            surnames.setdefault(stems[-1], []).append(entry)
    return Index(first, surnames)

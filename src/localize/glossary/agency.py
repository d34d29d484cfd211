"""The agency that signs an article in its dateline: «АСТАНА, 15 сентября — Степной вестник.»

An agency's name may be made of common words, which an engine would translate; here its place says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from localize.glossary.names import rendered
from localize.glossary.term import Term
from localize.glossary.words import readings, tokens

_SIGNED = re.compile(
    r"[А-ЯЁ][А-ЯЁ -]{2,30}[.,] \d{1,2} [а-яё]{3,9}\.?(?: \d{4} ?(?:года|г\.))? [—–-] "
    r"(?P<mark>[/«]?)(?P<name>[А-ЯЁ][\w-]+(?: [\w-]+){0,2})[/»]?\."
)
_FINITE = frozenset(("VERB", "INFN", "PRTS", "PRED"))


def agencies(texts: Iterable[str], lang: str) -> Iterator[Term]:
    """Terms for the agencies that sign: as they are called in Russian, in the target's letters.

    >>> [(t.source, t.target) for t in agencies(["АСТАНА, 15 сентября — Степной вестник."], "en")]
    [('Степной вестник', 'Stepnoy Vestnik')]
    >>> list(agencies(["АСТАНА, 15 сентября — Парламент распущен."], "en"))
    []
    """
    for text in texts:
        signed = _SIGNED.fullmatch(text)
        if signed and not any(_may_rule(word) for word in signed["name"].split()):
            target = rendered(signed["name"], lang)
            yield Term(
                signed["name"], target.title() if lang == "en" else target, lang, "organisation", provenance="article"
            )


def _may_rule(word: str) -> bool:
    """Whether a word's likeliest reading makes a sentence of what stands around it."""
    return any(reading.pos in _FINITE for token in tokens(word) for reading in readings(token.lower)[:1])

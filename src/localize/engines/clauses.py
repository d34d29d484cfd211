"""Texts longer than a model reads → parts it can, cut where the clause ends rather than where the limit is."""

from __future__ import annotations

import re
from collections.abc import Callable

BOUNDARIES = (
    re.compile(r"(?<=[.!?…;:])\s+"),
    re.compile(r"\s+(?=[—–-]\s)"),
    re.compile(r"(?<=,)\s+(?=(?:но|а|и|что|который|которая|которое|которые|где|когда|если|чтобы|поскольку|однако)\b)"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+(?=(?:и|или|но)\s)"),
    re.compile(r"\s+"),
)


def split_clauses(text: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """Parts of a text that all fit; joined by blanks they are the text again (but for its own blanks).

    >>> split_clauses("Он пришёл, но она ушла", lambda t: len(t) < 14)
    ('Он пришёл,', 'но она ушла')
    """
    todo, parts = [text], []
    while todo:
        part = todo.pop()
        if len(part) < 2 or (len(part) < 4000 and fits(part)):
            parts.append(part)
        else:
            todo += reversed(_halves(part))
    return tuple(parts)


def _halves(text: str) -> tuple[str, str]:
    """Cut at the boundary nearest to the middle, of the best kind that lies in the middle half.

    A blank anywhere is better than a cut inside a word, which is left for texts without one.
    """
    middle, quarter = len(text) // 2, len(text) // 4
    for boundary, margin in [*((b, quarter) for b in BOUNDARIES), (BOUNDARIES[-1], 0)]:
        cuts = [m.span() for m in boundary.finditer(text) if margin <= m.start() and m.end() <= len(text) - margin]
        cuts = [(stop, start) for stop, start in cuts if text[:stop].strip() and text[start:].strip()]
        if cuts:
            stop, start = min(cuts, key=lambda cut: (abs(cut[0] - middle), cut))
            return text[:stop], text[start:]
    return text[:middle], text[middle:]

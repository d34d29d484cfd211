"""What must come through a translation as it is, or by the target's convention: links, names, figures.

`protect` finds the spans of a Russian text; `convention` writes one for a target language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from localize.document import Span
from localize.protect.figures import amount, century, day, measure, money, ordinal
from localize.protect.patterns import CENTURY, FIGURE_BEFORE, PATTERNS, SIGHT

__all__ = ["convention", "free", "ordinal", "protect", "shown"]

FIGURES = ("number", "money", "measure", "date")
_CENTURY = re.compile(CENTURY)


def protect(text: str, numbers: bool = True) -> list[Span]:
    """Non-overlapping spans in reading order; the earlier pattern wins where two meet.

    ``numbers=False`` leaves figures, money and dates alone (for engines without slots).

    >>> [s.text for s in protect("Рост на 5,2% до $26 млрд, см. https://stat.gov.kz.")]
    ['5,2', '$26 млрд', 'https://stat.gov.kz']
    """
    taken: list[Span] = []
    covered = bytearray(len(text))
    for kind, pattern in PATTERNS:
        if not numbers and kind in FIGURES:
            continue
        for match in pattern.finditer(text):
            start, stop = match.span()
            if not any(covered[start:stop]):
                data = _place(text, start, stop) if kind in FIGURES else ""
                taken.append(Span(start, stop, match[0], kind, data=data))  # type: ignore[arg-type]
                covered[start:stop] = b"\1" * (stop - start)
    return sorted(taken, key=lambda span: span.start)


def _place(text: str, start: int, stop: int) -> str:
    """What stands around a figure and decides how it is written."""
    if text[start] in "IVX" and _CENTURY.match(text, stop):
        return "century"
    return "among" if FIGURE_BEFORE.search(text, max(0, start - SIGHT), start) else ""


def free(span: Span, taken: Iterable[Span]) -> bool:
    return not any(span.start < other.stop and other.start < span.stop for other in taken)


def convention(span: Span, lang: str) -> str:
    """A span's text as the target language writes it; the sign of «5,4 %» is not of it (`shown` leaves it outside).

    >>> convention(Span(0, 8, "$26 млрд", "money"), "kk"), convention(Span(0, 8, "$26 млрд", "money"), "en")
    ('26 млрд доллар', '$26 billion')
    >>> convention(Span(0, 6, "21 фев", "date"), "kk"), convention(Span(0, 7, "1 234,5", "number"), "en")
    ('21 ақпан', '1,234.5')
    """
    alone = span.data != "among"
    if span.data == "century":
        return century(span.text, lang)
    if span.kind == "number":
        return amount(span.text.rstrip("%\u00a0\u202f "), lang, alone)
    if span.kind == "measure":
        return measure(span.text, lang, alone)
    if span.kind == "money":
        return money(span.text, lang, alone)
    return day(span.text, lang) if span.kind == "date" else span.text


def shown(span: Span) -> str:
    """What a slot shows of a figure beside itself: the sign of «5,4 %», which the engine knows without the blank.

    >>> shown(Span(0, 5, "5,4 %", "number")), shown(Span(0, 3, "5,4", "number"))
    ('%', '')
    """
    return "%" if span.kind == "number" and span.text.endswith("%") else ""

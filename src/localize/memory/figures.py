"""Another day, another figure: a remembered target with the figures of a new source.

Done only where it is safe: every figure that differs stands exactly once on both sides, with nothing grown onto
it that would have to change too (Kazakh ``5-ке`` but ``6-ға``, English ``1 person`` but ``2 people``).
"""

from __future__ import annotations

import re

from localize.memory import normal

FIGURE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:]\d+)*")
GROWN_BEFORE = re.compile(r"[^\W\d]-?\Z|\d-\Z")
GROWN_AFTER = re.compile(r"-?[^\W\d]|-\d")


def substituted(remembered: str, target: str, source: str, lang: str) -> str | None:
    """``target``, made for ``remembered``, with the figures of ``source``; None when that is not safe.

    Both sources are keys (see `normal.key`) with one skeleton.

    >>> substituted("Рост на 5,2% в 2025 году", "2025 жылы өсім 5,2% болды", "Рост на 7% в 2026 году", "kk")
    '2026 жылы өсім 7% болды'
    >>> substituted("Он дал 5 баллов", "Ол 5-ке бағалады", "Он дал 6 баллов", "kk") is None
    True
    """
    old, new = normal.figures(remembered), normal.figures(source)
    changes: list[tuple[int, int, str]] = []
    for before, after in zip(old, new, strict=True):
        if before == after:
            continue
        place = _place(written(before, lang), target)
        if old.count(before) != 1 or place is None or (lang == "en" and "1" in (before, after)):
            return None
        changes.append((*place, written(after, lang)))
    return _changed(target, changes)


def written(figure: str, lang: str) -> str:
    """A figure of a Russian key as the target language writes it.

    >>> written("1 234,5", "en"), written("12:30", "en"), written("1 234,5", "kk")
    ('1,234.5', '12:30', '1 234,5')
    """
    if lang == "en" and re.fullmatch(r"[\d ]+(,\d+)?", figure):
        return figure.replace(",", ".").replace(" ", ",")
    return figure


def _place(figure: str, target: str) -> tuple[int, int] | None:
    """Where a figure stands in a target, whatever blanks group its digits; None unless once, and by itself."""
    found = [match for match in FIGURE.finditer(target) if " ".join(match[0].split()) == figure]
    if len(found) != 1:
        return None
    start, stop = found[0].span()
    grown = GROWN_BEFORE.search(target[:start]) or GROWN_AFTER.match(target, stop)
    return None if grown else (start, stop)


def _changed(target: str, changes: list[tuple[int, int, str]]) -> str:
    for start, stop, text in sorted(changes, reverse=True):
        blank = next((c for c in target[start:stop] if c.isspace()), "\u00a0")
        target = target[:start] + text.replace(" ", blank) + target[stop:]
    return target

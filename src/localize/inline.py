"""Inline markup around the engine: `strip` takes it out of a segment, `reinsert` puts it back by alignment.

Tags never go through the engine. A pair goes around the target words that its source words became; a point
(an image, a code span) goes where the words around it went. Nothing is lost: a pair that cannot be placed is
put where its share of the sentence lies, and the caller is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from localize.document import Segment, Span
from localize.engines import Link


@dataclass(frozen=True, slots=True)
class Stripped:
    """A segment's plain text; ``tags`` are its markup spans with offsets in the plain text."""

    text: str
    tags: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Reinserted:
    text: str
    sure: bool = True


def strip(segment: Segment) -> Stripped:
    """
    >>> strip(Segment("p1.s1", "a **b**", 0, 7, (Span(2, 4, "**", "markup", "open", "1"),))).text
    'a b**'
    """
    parts, tags, at, length = [], [], 0, 0
    for span in segment.markup:
        if span.kind != "markup":
            continue
        parts.append(segment.text[at : span.start])
        length += span.start - at
        tags.append((length, span))
        at = span.stop
    return Stripped("".join([*parts, segment.text[at:]]), tuple(tags))


def reinsert(stripped: Stripped, target: str, links: Sequence[Link]) -> Reinserted:
    """The target with the tags of its source: same tags, same nesting, whole words inside."""
    if not stripped.tags:
        return Reinserted(target)
    inserts: list[tuple[int, int, str]] = []
    sure = True
    opened: dict[str, tuple[int, Span]] = {}
    for order, (at, span) in enumerate(stripped.tags, start=1):
        if span.role == "open":
            opened[span.data] = (at, span)
        elif span.role == "close" and span.data in opened:
            start_at, start_span = opened.pop(span.data)
            place = _around(stripped.text, start_at, at, target, links)
            sure &= place is not None
            start, stop = place or _share(stripped.text, start_at, at, target)
            # A closing pair holds the pairs that closed before it: it opens further out and closes later.
            inserts += [(start, -order, start_span.text), (stop, order, span.text)]
        else:
            place = _around(stripped.text, at, at + 1, target, links)
            inserts.append((place[0] if place else _share(stripped.text, at, at, target)[0], 0, span.text))
    for at, span in opened.values():
        inserts.append((_share(stripped.text, at, at, target)[0], 0, span.text))
    return Reinserted(_insert(target, inserts), sure)


def _insert(target: str, inserts: list[tuple[int, int, str]]) -> str:
    """At one place closings come first (inner before outer), then openings (outer first), then points."""

    def key(insert: tuple[int, int, str]) -> tuple[int, int, int]:
        at, order, _ = insert
        return at, (order <= 0) + (order == 0), order

    parts, at = [], 0
    for place, _, tag in sorted(inserts, key=key):
        parts += [target[at:place], tag]
        at = place
    return "".join([*parts, target[at:]])


def _around(source: str, start: int, stop: int, target: str, links: Sequence[Link]) -> tuple[int, int] | None:
    """The whole target words that the source characters [start, stop) became; None when unaligned."""
    if start == 0 and stop >= len(source.rstrip(" .!?…")):
        return (0, len(target.rstrip(" .!?…")) if stop < len(source) else len(target))
    hits = [link for link in links if link.source_start < stop and link.source_stop > start and link.weight > 0.1]
    words = [(m.start(), m.end()) for m in re.finditer(r"[^\s«»\"“”(),;:]+", target)]
    touched = [w for w in words if any(link.start < w[1] and link.stop > w[0] for link in hits)]
    if not touched:
        return None
    first, last = _densest(touched, words)
    if last == len(target.rstrip()) and not source[start:stop].endswith(tuple(".!?…")):
        last = max(first + 1, len(target.rstrip().rstrip(".!?…")))  # the sentence's own mark stays outside
    return first, last


def _densest(touched: list[tuple[int, int]], words: list[tuple[int, int]]) -> tuple[int, int]:
    """One stretch of neighbouring words: a single stray word far away must not stretch a link over a sentence."""
    numbers = [words.index(word) for word in touched]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][-1] <= 2:
            runs[-1].append(number)
        else:
            runs.append([number])
    best = max(runs, key=len)
    start, stop = words[best[0]][0], words[best[-1]][1]
    return start, stop


def _share(source: str, start: int, stop: int, target: str) -> tuple[int, int]:
    """The words at the same share of the target: the fallback without alignment."""
    edges = [m.start() for m in re.finditer(r"\b\w", target)] + [len(target.rstrip(" .!?…"))]
    if len(edges) < 2:
        return 0, len(target)
    first = min(len(edges) - 2, round(start / max(1, len(source)) * (len(edges) - 1)))
    last = min(len(edges) - 1, max(first + 1, round(stop / max(1, len(source)) * (len(edges) - 1))))
    begin, end = edges[first], edges[last]
    return begin, begin + len(target[begin:end].rstrip())

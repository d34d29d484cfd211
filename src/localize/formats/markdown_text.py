"""Inline Markdown → the text a person reads, piece by piece, with its markup and its offsets in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from localize.document import Span
from localize.formats.markdown_inline import Inline, Mark, is_shortcut
from localize.formats.text import CONTROLS

SOFT_BREAK = re.compile(r"(?<!\s)\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Raw:
    """An inline text without the quote and list marks of its lines. ``anchors`` are (offset in ``content``,
    offset in the source) from where on the two run in parallel."""

    content: str
    anchors: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> int:
        here, there = self.anchors[bisect_right(self.anchors, offset, key=lambda anchor: anchor[0]) - 1]
        return there + offset - here


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text, up to a hard break. ``label`` is true inside the brackets of a link or image."""

    text: str
    start: int
    stop: int
    markup: tuple[Span, ...]
    label: bool


def pieces(raw: Raw, inline: Inline) -> Iterator[Piece]:
    """The pieces of an inline text between its hard breaks; those without a text are left out."""
    edits = _edits(raw.content, inline)
    starts = [mark.start for mark in inline.marks]
    at = 0
    for start, stop in [*inline.breaks, (len(raw.content), len(raw.content))]:
        marks = inline.marks[bisect_right(starts, at - 1) : bisect_right(starts, start - 1)]
        if piece := _piece(raw, at, start, _whole(marks), edits):
            yield piece
        at = stop


def _edits(content: str, inline: Inline) -> list[tuple[int, int, str]]:
    """What the text has for what the source has: spaces for line ends, too."""
    breaks = [(found.start(), found.end(), " ") for found in SOFT_BREAK.finditer(content)]
    return sorted([*breaks, *inline.edits])


def _whole(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of a piece; half of a pair whose other half lies beyond a hard break is a point."""
    halves = Counter(mark.pair for mark in marks if mark.role != "point")
    return [m if m.role == "point" or halves[m.pair] == 2 else Mark(m.start, m.stop, m.kind) for m in marks]


def _piece(raw: Raw, start: int, stop: int, marks: list[Mark], edits: list[tuple[int, int, str]]) -> Piece | None:
    start, stop, marks, label = _without_edges(raw.content, start, stop, marks)
    if start >= stop:
        return None
    low = bisect_right(edits, start - 1, key=lambda edit: edit[0])
    high = bisect_right(edits, stop - 1, key=lambda edit: edit[0])
    edited = _edited(raw.content, start, stop, edits[low:high])
    opening = (mark.start for mark in marks if mark.kind == "markup" and mark.role != "close")
    numbers = {place: str(number) for number, place in enumerate(opening, start=1)}
    markup = tuple(_span(edited, mark, numbers) for mark in marks)
    return Piece(edited.text, raw.at(start), raw.at(stop), markup, label)


def _without_edges(content: str, start: int, stop: int, marks: list[Mark]) -> tuple[int, int, list[Mark], bool]:
    """Without blanks and without pairs around the whole, as in ``**Заголовок**`` or ``![Подпись](фото.jpg)``."""
    label = False
    low, high = 0, len(marks)
    while True:
        inner = content[start:stop].translate(CONTROLS)
        start, stop = start + len(inner) - len(inner.lstrip()), stop - len(inner) + len(inner.rstrip())
        if low >= high - 1 or (marks[low].start, marks[high - 1].stop) != (start, stop):
            break
        last = marks[high - 1]
        if marks[low].role != "open" or last.pair != marks[low].pair or is_shortcut(content[last.start : last.stop]):
            break
        label = label or content[start] in "[!"
        start, stop = marks[low].stop, marks[high - 1].start
        low, high = low + 1, high - 1
    return start, stop, marks[low:high], label


@dataclass(frozen=True, slots=True)
class _Edited:
    """A text after edits; ``stops`` and ``shifts`` map the old offsets to the new ones."""

    text: str
    start: int
    stops: tuple[int, ...]
    shifts: tuple[int, ...]

    def at(self, offset: int) -> int:
        edit = bisect_right(self.stops, offset)
        return offset - self.start + (self.shifts[edit - 1] if edit else 0)


def _edited(content: str, start: int, stop: int, edits: Sequence[tuple[int, int, str]]) -> _Edited:
    parts: list[str] = []
    shifts = tuple(accumulate(len(new) - (last - first) for first, last, new in edits))
    at = start
    for first, last, new in edits:
        parts += [content[at:first], new]
        at = last
    text = "".join([*parts, content[at:stop]]).translate(CONTROLS)
    return _Edited(text, start, tuple(last for _, last, _ in edits), shifts)


def _span(edited: _Edited, mark: Mark, numbers: Mapping[int, str]) -> Span:
    start, stop = edited.at(mark.start), edited.at(mark.stop)
    number = numbers[mark.start if mark.role == "point" else mark.pair] if mark.kind == "markup" else ""
    return Span(start, stop, edited.text[start:stop], mark.kind, mark.role, number)

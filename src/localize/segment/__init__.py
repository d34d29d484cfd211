"""Blocks → segments, with their markup. Offsets are never lost: segments and the gaps between them give the
block's text back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from localize.document import Block, Segment, Span
from localize.segment.sentences import sentences

__all__ = ["segment_block", "sentences"]

BAR = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")


def segment_block(block: Block) -> Block:
    """The block with its segments: ids ``p3.s1`` …, offsets in ``block.text``, markup cut to each.

    A block whose text has no letter (a rule, a number, an address) has no segment and is left alone.
    """
    starts = [span.start for span in block.markup]
    segments = [
        Segment(
            f"{block.id}.s{number}", block.text[start:stop], start, stop, _markup_in(block.markup, starts, start, stop)
        )
        for number, (start, stop) in enumerate(_keep_pairs(block, _boundaries(block)), start=1)
    ]
    return replace(block, segments=tuple(segments))


def _boundaries(block: Block) -> list[tuple[int, int]]:
    plain, places = _without_markup(block)
    if not any(c.isalpha() for c in plain):
        return []
    if block.kind in ("heading", "title", "metadata", "cell", "caption") and len(plain) < 200:
        cuts = _between_bars(plain)
    else:
        cuts = sentences(plain)
    return _with_markup(block, [(places[start], places[stop - 1] + 1) for start, stop in cuts])


def _between_bars(plain: str) -> list[tuple[int, int]]:
    """The parts of «Заголовок | Раздел | Сайт»; the first is mostly a headline of its own elsewhere on the page."""
    edges = [0, *(place for bar in BAR.finditer(plain) for place in bar.span()), len(plain)]
    parts = ((start, stop, plain[start:stop]) for start, stop in zip(edges[::2], edges[1::2], strict=True))
    return [
        (stop - len(part.lstrip()), start + len(part.rstrip()))
        for start, stop, part in parts
        if any(c.isalpha() for c in part)
    ]


def _without_markup(block: Block) -> tuple[str, Sequence[int]]:
    """The text without markup, so that no rule sees it, and where each of its characters stands."""
    hidden = {at for span in block.markup if span.kind == "markup" for at in range(span.start, span.stop)}
    if not hidden:
        return block.text, range(len(block.text))
    places = [at for at in range(len(block.text)) if at not in hidden]
    return "".join(block.text[at] for at in places), places


def _with_markup(block: Block, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches with the markup that touches them: openings before, closings after, points on either side."""
    spans = [span for span in block.markup if span.kind == "markup" and span.start < span.stop]
    before = {span.stop: span.start for span in spans if span.role != "close"}
    after = {span.start: span.stop for span in spans if span.role != "open"}
    return [(_followed(before, start), _followed(after, stop)) for start, stop in cuts]


def _followed(steps: Mapping[int, int], at: int) -> int:
    while at in steps:
        at = steps[at]
    return at


def _keep_pairs(block: Block, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences between the two halves of a pair (a link over two sentences) become one segment."""
    pairs: dict[str, list[int]] = {}
    for span in block.markup:
        if span.role != "point":
            pairs.setdefault(span.data, []).append(span.start)
    open_pairs = sorted((min(at), max(at)) for at in pairs.values())[::-1]
    merged: list[tuple[int, int]] = []
    reach = -1
    for start, stop in cuts:
        while merged and open_pairs and open_pairs[-1][0] < merged[-1][1]:
            reach = max(reach, open_pairs.pop()[1])
        if merged and reach >= start:
            merged[-1] = (merged[-1][0], stop)
        else:
            merged.append((start, stop))
    return merged


def _markup_in(markup: tuple[Span, ...], starts: list[int], start: int, stop: int) -> tuple[Span, ...]:
    """The spans inside a stretch; they stand in reading order."""
    inside = markup[bisect_left(starts, start) : bisect_left(starts, stop)]
    return tuple(span.shifted(-start) for span in inside if span.stop <= stop)

"""Where the inline text of a Markdown block stands in the source: markdown-it knows its lines, we find the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from localize.formats.markdown_text import Raw

if TYPE_CHECKING:
    from markdown_it.token import Token

LINE_END = re.compile(r"\r\n?|\n")
HASHES = re.compile(r"#{1,6}[ \t]*")
PIPE = re.compile(r"(?<!\\)\|")
CHARACTER = re.compile(r"\\\||.", re.DOTALL)
PREFIX = re.compile(r"(?:[\s>]|[-+*](?=\s)|\d{1,9}[.)](?=\s))*")


class Source:
    """A Markdown text by lines, as markdown-it counts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [found.span() for found in LINE_END.finditer(text)]
        starts = [0, *(stop for _, stop in ends)]
        self.lines = list(zip(starts, [*(start for start, _ in ends), len(text)], strict=True))
        self._row: tuple[int, str, list[int]] = (-1, "", [])

    def raw(self, token: Token, place: str, column: int) -> Raw | None:
        """The text of an inline token and its offsets; None when these cannot be told for certain."""
        content = token.content.strip()
        if not content or not token.map:
            return None
        first, last = token.map
        if place == "line":
            return self._paragraph(self.lines[first:last], token.content.split("\n"))
        if place == "cell":
            return self._cell(first, content, column)
        return self._heading(first, content)

    def _line(self, number: int) -> str:
        start, stop = self.lines[number]
        return self.text[start:stop].replace("\0", "\ufffd")

    def _heading(self, number: int, content: str) -> Raw | None:
        line, start = self._line(number), self.lines[number][0]
        hashes = HASHES.search(line)
        at = line.find(content, hashes.end()) if hashes else -1
        return Raw(self.text[start + at : start + at + len(content)], ((0, start + at),)) if at >= 0 else None

    def _paragraph(self, lines: list[tuple[int, int]], contents: list[str]) -> Raw | None:
        """Each line of the content ends where its source line does; what stands before it are marks. The
        first source lines may be missing from the content: those of no-break spaces alone."""
        for skipped in range(len(lines) - len(contents) + 1):
            kept = lines[skipped : skipped + len(contents)]
            starts = [self._suffix(*line, text) for line, text in zip(kept, contents, strict=True)]
            if all(start >= 0 for start in starts):
                return self._joined(starts, [stop for _, stop in kept])
        return None

    def _suffix(self, start: int, stop: int, text: str) -> int:
        line = self.text[start:stop].replace("\0", "\ufffd").rstrip()
        text = text.strip()
        return start + len(line) - len(text) if line.endswith(text) else -1

    def _joined(self, starts: list[int], stops: list[int]) -> Raw:
        anchors, at = [], 0
        for start, stop in zip(starts, stops, strict=True):
            anchors.append((at, start))
            at += stop - start + 1
        return Raw("\n".join(self.text[a:b] for a, b in zip(starts, stops, strict=True)), tuple(anchors))

    def _cell(self, number: int, content: str, column: int) -> Raw | None:
        """A cell lies between two pipes; before the first pipe there may be quote and list marks only.
        In a cell, ``\\|`` is a pipe."""
        line, bounds = self._bounds(number)
        if len(bounds) > 2 and PREFIX.fullmatch(line, 0, bounds[1]):
            column += 1
        if column + 1 >= len(bounds):
            return None
        low = bounds[column] + 1
        cell = line[low : bounds[column + 1]]
        at = cell.replace("\\|", "|").rfind(content)
        if at < 0:
            return None
        base = self.lines[number][0] + low
        places = [*(found.start() for found in CHARACTER.finditer(cell)), len(cell)]
        return Raw(content, tuple((k, base + places[at + k]) for k in range(len(content) + 1)))

    def _bounds(self, number: int) -> tuple[str, list[int]]:
        """A row and the places of its pipes, and of its ends; the last row asked for is remembered."""
        if self._row[0] != number:
            line = self._line(number)
            self._row = (number, line, [-1, *(pipe.start() for pipe in PIPE.finditer(line)), len(line)])
        return self._row[1:]

"""Plain text: a line is a block, unless the file is hard-wrapped, where a paragraph is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from localize.document import Block

SENTENCE_END = tuple('.!?…:;»"”)')
LINE_ENDS = re.compile(r"(?<![ \t\n\r])[ \t]*[\n\r][ \t\n\r]*|\A[ \t]*[\n\r][ \t\n\r]*")
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0x85, 0x2028, 0x2029), " ")


def one_line(text: str) -> str:
    """A text without line ends or control characters, which no segment and no target may hold.

    >>> one_line("Первая строка \\n  вторая\\u2028третья")
    'Первая строка вторая третья'
    """
    return LINE_ENDS.sub(" ", text.translate(CONTROLS))


def is_wrapped(lines: list[str]) -> bool:
    """True for lines that a program broke at a margin: of one width, and ending in mid-sentence.

    >>> is_wrapped(["Заголовок", "Первая строка.", "Вторая строка."])
    False
    """
    if len(lines) < 2 or any(line[:1].isspace() for line in lines[1:]):
        return False
    widths = [len(line) for line in lines[:-1]]
    broken = sum(not line.rstrip().endswith(SENTENCE_END) for line in lines[:-1])
    return min(widths) >= 45 and max(widths) <= 100 and max(widths) - min(widths) <= 25 and broken * 2 > len(widths)


class TextFormat:
    suffixes = (".txt", ".text")

    def blocks(self, text: str, whole_page: bool = False) -> list[Block]:
        found: list[Block] = []
        for paragraph in _paragraphs(text):
            if is_wrapped([text[start:stop] for start, stop in paragraph]):
                found.append(self._block(text, paragraph[0][0], paragraph[-1][1]))
            else:
                found += [self._block(text, start, stop) for start, stop in paragraph]
        return self._with_title(found)

    @staticmethod
    def _block(text: str, start: int, stop: int) -> Block:
        raw = text[start:stop].translate(CONTROLS)
        start += len(raw) - len(raw.lstrip())
        stop -= len(raw) - len(raw.rstrip())
        return Block("", one_line(text[start:stop]), start, stop)

    @staticmethod
    def _with_title(blocks: list[Block]) -> list[Block]:
        """The first line is the headline when it has no full stop and more text follows."""
        if len(blocks) > 1 and len(blocks[0].text) <= 150 and not blocks[0].text.endswith((".", "…", ":", ";", ",")):
            blocks[0] = replace(blocks[0], kind="heading", level=1)
        return blocks

    def render(self, block: Block, text: str) -> str:
        return one_line(text)

    def relabel(self, source: str, lang: str) -> str:
        return source


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Offsets of the lines of each paragraph; a line of blanks stands between two."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.translate(CONTROLS).strip():
            lines.append((at, at + len(line)))
        elif lines:
            yield lines
            lines = []
        at += len(line) + 1
    if lines:
        yield lines

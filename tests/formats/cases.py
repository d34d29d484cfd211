"""Cases as text anyone can add: name, source, the blocks to find, and the source with every word in capitals."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from localize.document import Article
from localize.formats import write

from .conformance import changed


class Case(NamedTuple):
    name: str
    source: str
    blocks: str
    written: str


def cases(path: Path) -> list[Case]:
    """The cases of a file: lines with a single dot stand around the three parts of each."""
    found = []
    for case in path.read_text(encoding="utf-8").split("\n\n.\n\n"):
        name, *parts = case.split("\n.\n")
        source, blocks, written = parts
        found.append(Case(name.strip(), source, blocks, written.removesuffix("\n.").rstrip("\n")))
    return found


def listing(article: Article) -> str:
    """A line for each block: kind, level, text and its short markup."""
    lines = []
    for block in article.blocks:
        name = f"{block.kind} {block.level}" if block.level else block.kind
        lines.append(f"{name}: {block.text}")
        lines += [f"    {span.kind} {span.role} {span.data}: {span.text}" for span in block.markup]
    return "\n".join(lines)


def written(article: Article) -> str:
    targets = {segment.id: changed(segment, str.upper) for segment in article.segments()}
    return write(article, targets, "kk").rstrip("\n")

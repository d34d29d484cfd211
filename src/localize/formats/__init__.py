"""Files ⇄ articles. A format finds the blocks of a text and turns a block's text back into its raw form;
decoding, ids, segments and splicing are the same for all and live here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from localize.document import Article, Block
from localize.errors import UsageError
from localize.formats.encoding import Decoded, decode
from localize.registry import Registry


class Format(Protocol):
    """What a document format implements; everything here is pure.

    ``blocks(text, whole_page)`` lists what is to be translated, in reading order, without overlaps, ids and
    segments left empty. ``render(block, text)`` is the raw form of a new text for that block; for
    ``block.text`` itself it need not be called: an unchanged block keeps its source, byte for byte.
    ``retitle(source, lang)`` sets the document's language tag where the format has one.
    """

    suffixes: tuple[str, ...]

    def blocks(self, text: str, whole_page: bool = False) -> list[Block]: ...

    def render(self, block: Block, text: str) -> str: ...

    def relabel(self, source: str, lang: str) -> str: ...


FORMATS = Registry(
    "format",
    {
        "text": "localize.formats.text:TextFormat",
        "markdown": "localize.formats.markdown:MarkdownFormat",
        "html": "localize.formats.html:HtmlFormat",
    },
)
SUFFIXES = {
    ".txt": "text", ".text": "text", "": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip

Segmenter = Callable[[Block], Block]


def format_of(name: str) -> str:
    """The format for a file name; ``UsageError`` names the suffixes there are."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(sorted(s for s in SUFFIXES if s))
        raise UsageError(
            f"{name}: no format reads {suffix} files",
            f"save it as one of {known}; or say what is in it: --format text, markdown or html",
        )
    return SUFFIXES[suffix]


def read(
    data: bytes, name: str, segmenter: Segmenter, format_name: str | None = None, *, whole_page: bool = False
) -> Article:
    """The article in ``data``; ``name`` is its file name (for its id, its format and messages)."""
    format_name = format_name or format_of(name)
    decoded = decode(data, name)
    return parse(decoded, name, segmenter, format_name, whole_page=whole_page)


def parse(decoded: Decoded, name: str, segmenter: Segmenter, format_name: str, *, whole_page: bool = False) -> Article:
    """The article in a decoded text: blocks numbered p1, p2 …, each cut into segments."""
    form: Format = FORMATS[format_name]()
    blocks = [
        segmenter(replace(block, id=f"p{number}"))
        for number, block in enumerate(form.blocks(decoded.text, whole_page), start=1)
    ]
    return Article(
        id=Path(name).stem or "article", name=Path(name).name, source=decoded.text, format=format_name,
        blocks=tuple(blocks), encoding=decoded.encoding, newline=decoded.newline, bom=decoded.bom,
    )  # fmt: skip


def write(article: Article, targets: Mapping[str, str], lang: str | None = None) -> str:
    """The article's source with its segments replaced; what no target is given for stays as it is.

    Unchanged blocks are copied, so that writing an article as it was read gives the same text.
    """
    form: Format = FORMATS[article.format]()
    parts: list[str] = []
    at = 0
    for block in sorted(article.blocks, key=lambda b: b.start):
        text = block.assembled(targets)
        raw = article.source[block.start : block.stop]
        parts += [article.source[at : block.start], raw if text == block.text else form.render(block, text)]
        at = block.stop
    result = "".join([*parts, article.source[at:]])
    return form.relabel(result, lang) if lang else result


def encode(article: Article, text: str) -> bytes:
    """UTF-8 bytes with the source's byte-order mark and line ends."""
    if article.newline != "\n":
        text = text.replace("\n", article.newline)
    return (b"\xef\xbb\xbf" if article.bom else b"") + text.encode("utf-8")

"""Markdown: headings, paragraphs, lists, quotes, tables and front matter; code and HTML blocks are left alone.

markdown-it finds the blocks, this module finds their offsets, and `render` makes sure that a new text stays
what the old one was: a sentence that begins with ``1.`` does not become a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localize.document import Block, BlockKind
from localize.formats import front_matter
from localize.formats.markdown_inline import parser, scan
from localize.formats.markdown_offsets import Source
from localize.formats.markdown_text import Piece, pieces
from localize.formats.text import one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

# A place before which a backslash takes the meaning from what begins a list, a heading, a table …
STRUCTURE = re.compile(r"\d{1,9}(?=[.)])|\[[^\]]*\](?=:)|(?=[#>+*=|:_~`<-])")
UNDERLINE = re.compile(r"=+|[-:|][-:|\s]*")
CLOSING_HASHES = re.compile(r"(?:(?<=\s)|\A)(?=#+\Z)")
QUOTES = {"blockquote_open": 1, "blockquote_close": -1}
LISTS = {"list_item_open": 1, "list_item_close": -1}


@dataclass(frozen=True, slots=True)
class Context:
    """What markdown-it said about an inline text."""

    kind: BlockKind
    level: int
    place: str  # "line", "atx" or "cell"
    column: int = -1


class MarkdownFormat:
    suffixes = (".md", ".markdown")

    def blocks(self, text: str, whole_page: bool = False) -> list[Block]:
        base = front_matter.length(text)
        source = text[base:]
        env: dict[str, Any] = {}
        places = Source(source)
        found = front_matter.blocks(text)
        for token, context in _contexts(parser().parse(source, env)):
            if raw := places.raw(token, context.place, context.column):
                for piece in pieces(raw, scan(raw.content, env)):
                    found.append(_block(piece, context, base))
        return found

    def render(self, block: Block, text: str) -> str:
        if "style" in block.data:
            return front_matter.render(block, text)
        text = one_line(text).strip()
        if block.data["place"] == "atx":
            return CLOSING_HASHES.sub(r"\\", text)
        if "label" in block.data:
            text = _balanced(text)
        if block.data["place"] != "cell":
            return as_paragraph(text)
        text = as_paragraph(text.replace("|", "\\|")) if "row" in block.data else text.replace("|", "\\|")
        return text + " " if text.endswith("\\") else text

    def relabel(self, source: str, lang: str) -> str:
        return front_matter.relabel(source, lang)


def _contexts(tokens: Iterable[Token]) -> Iterator[tuple[Token, Context]]:
    """The inline texts with the heading, list, quote or table that each stands in."""
    quotes = lists = column = 0
    opened: Token | None = None
    for token in tokens:
        quotes += QUOTES.get(token.type, 0)
        lists += LISTS.get(token.type, 0)
        column = 0 if token.type == "tr_open" else column + (token.type in ("th_open", "td_open"))
        if token.type == "inline" and opened and token.map:
            yield token, _context(opened, quotes, lists, column)
        opened = token


def _context(opened: Token, quotes: int, lists: int, column: int) -> Context:
    if opened.type == "heading_open":
        return Context("heading", int(opened.tag[1]), "atx" if opened.markup.startswith("#") else "line")
    if opened.type in ("th_open", "td_open"):
        return Context("cell", 0, "cell", column - 1)
    return Context("quote" if quotes else "item" if lists else "paragraph", 0 if quotes else lists, "line")


def _block(piece: Piece, context: Context, base: int) -> Block:
    data = {"place": context.place}
    if piece.label:
        data["label"] = "yes"
    if context.column == 0:
        data["row"] = "yes"
    return Block(
        "", piece.text, base + piece.start, base + piece.stop, context.kind, context.level, piece.markup, data=data
    )  # fmt: skip


def as_paragraph(text: str) -> str:
    """The text such that Markdown takes it for a paragraph, and nothing but one.

    >>> as_paragraph("1. Президент"), as_paragraph("# 1"), as_paragraph("Обычный текст")
    ('1\\\\. Президент', '\\\\# 1', 'Обычный текст')
    """
    if not text or _is_paragraph(text):
        return text
    if found := STRUCTURE.match(text):
        escaped = f"{text[: found.end()]}\\{text[found.end() :]}"
        if _is_paragraph(escaped):
            return escaped
    return f"&#{ord(text[0])};{text[1:]}"


def _is_paragraph(text: str) -> bool:
    if UNDERLINE.fullmatch(text):
        return False
    tokens = parser().parse(text, {})
    return [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


def _balanced(text: str) -> str:
    """Text for the brackets of a link: brackets in it are escaped unless they match."""
    depth = 0
    for bracket in re.findall(r"(?<!\\)[\[\]]", text):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            break
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", text) if depth else text

"""The written article, read back: it must be the article that was meant, with no slot and no markup gone astray."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from localize import formats
from localize.document import Article, Block
from localize.errors import LocalizeError
from localize.segment import segment_block


def problems(article: Article, targets: Mapping[str, str], data: bytes) -> list[str]:
    """What is wrong with ``data`` as ``article`` with these targets; nothing is the normal case."""
    found = list(_slots(article, targets)) + list(_markup(article, targets))
    try:
        return found or list(_read_back(article, targets, data))
    except LocalizeError as error:
        return [f"the written article cannot be read back: {error}"]


def _slots(article: Article, targets: Mapping[str, str]) -> Iterator[str]:
    for segment in article.segments():
        if any(targets.get(segment.id, "").count(sign) > segment.text.count(sign) for sign in "⟦⟧"):
            yield f"{segment.id}: a slot was left in the target"


def _markup(article: Article, targets: Mapping[str, str]) -> Iterator[str]:
    """Every piece of markup of a segment stands in its target as often as in the source."""
    for segment in article.segments():
        target = targets.get(segment.id, segment.text)
        texts = [span.text for span in segment.markup if span.kind == "markup"]
        lost = [text for text in dict.fromkeys(texts) if target.count(text) < texts.count(text)]
        if lost:
            yield f"{segment.id}: lost {' '.join(lost)}"


def _read_back(article: Article, targets: Mapping[str, str], data: bytes) -> Iterator[str]:
    """The blocks of the source and of the result side by side: kind, level and what a person reads."""
    if article.format == "text":
        yield from _lines(article, targets, data)
        return
    before = _whole(article, formats.encode(article, article.source)).blocks
    after = _whole(article, data).blocks
    meant = {block.start: block.assembled(targets) for block in article.blocks}
    if len(before) != len(after):
        yield f"{len(before)} blocks became {len(after)}"
        return
    for old, new in zip(before, after, strict=True):
        if (old.kind, old.level) != (new.kind, new.level):
            yield f"{old.id}: {old.kind} became {new.kind}"
        elif _plain(new, new.text) != _plain(old, meant.get(old.start, old.text)):
            yield f"{old.id}: part of the target is taken for markup"


def _whole(article: Article, data: bytes) -> Article:
    """All blocks of a page: what counts as its body may differ between languages."""
    return formats.read(data, article.name, segment_block, article.format, whole_page=True)


def _plain(block: Block, text: str) -> str:
    """A text of a block without the block's markup, each piece taken out as often as it stands there; blanks, and
    the escapes by which a format keeps text from being markup, do not count."""
    for span in sorted((s for s in block.markup if s.kind == "markup"), key=lambda s: -len(s.text)):
        text = text.replace(span.text, "", 1)
    return "".join(html.unescape(text).replace("\\", "").split())


def _lines(article: Article, targets: Mapping[str, str], data: bytes) -> Iterator[str]:
    """Plain text has no markup to get wrong, but a target must not open a line of its own."""
    decoded = formats.encoding.decode(data, article.name)
    joined = sum(
        article.source[block.start : block.stop].count("\n")
        for block in article.blocks if block.assembled(targets) != block.text
    )  # fmt: skip
    if decoded.text.count("\n") != article.source.count("\n") - joined:
        yield "the lines of the result are not those of the source"

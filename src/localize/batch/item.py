"""An item of a feed and the small HTML document it is translated as; `document` and `parts_of` are a pair.

A feed item becomes a real file, an HTML page, with its title, summary and content between comments that say
which part is which. So it is read, reviewed and applied like any other article, and the translated (or the
reviewed) file gives the parts of the translated feed.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import unquote

from localize.errors import ReadError

LIMIT = 5 * 2**20  # characters; a novel has one million
HEADER = "(feed)"
UNSAFE = re.compile(r"[^\w.-]+")
# The document is opened from disk: nothing in it may run or be fetched.
HEAD = """<!doctype html>
<html lang="ru">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:"></head>
<body>
<article>
"""
TAIL = "</article>\n</body>\n</html>\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an item: plain text, or a fragment of HTML. ``before`` and ``after`` are what surrounds the
    article in a content that is a whole page."""

    name: str
    text: str
    kind: Literal["text", "html"] = "text"
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a source. ``data`` is its document; ``problem`` says why there is none.

    ``id`` is the item's guid (or what stands in for it), unique in its source; ``date`` is ISO 8601 or empty;
    ``file`` is the name of the document where it is a file already.
    """

    id: str
    title: str = ""
    link: str = ""
    date: str = ""
    file: str = ""
    data: bytes = b""
    parts: tuple[Part, ...] = ()
    problem: str = ""
    repeated: bool = False

    @property
    def hash(self) -> str:
        """First 16 hex digits of the SHA-256 of what is translated."""
        return hashlib.sha256(self.data or self.problem.encode()).hexdigest()[:16]

    @property
    def folder(self) -> str:
        return folder_name(self.id)

    @property
    def name(self) -> str:
        """The document's file name. Feed items have names of their own, so that review files tell them apart."""
        return self.file or f"{self.folder}.html"


def folder_name(id: str) -> str:
    """A name for any file system: the end of the id for people, a digest so that no two ids share it.

    >>> folder_name("https://example.kz/news/117"), folder_name("../..")
    ('117-0b5a78e6', '0cfd1c96')
    """
    last = unquote(id).rstrip("/").rpartition("/")[2].rpartition("?")[2].partition("=")[0]
    readable = UNSAFE.sub("-", last).strip("-._")[:40].strip("-._")
    digest = hashlib.sha256(id.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{readable}-{digest}" if readable else digest


def item_of(id: str, parts: Sequence[Part], title: str = "", link: str = "", date: str = "") -> Item:
    """The item for some fields; what makes it untranslatable is said in ``problem``."""
    parts = tuple(within_page(part) for part in parts if part.text.strip())
    id = id or link or hashlib.sha256("\0".join(p.text for p in parts).encode("utf-8", "replace")).hexdigest()
    if sum(len(part.text) for part in parts) > LIMIT:
        return Item(id, title, link, date, problem=too_large())
    data = document(parts).encode("utf-8", "replace") if parts else b""
    return Item(id, title, link, date, data=data, parts=parts)


def too_large() -> str:
    return f"the item is larger than {LIMIT // 2**20} MB"


def document(parts: Sequence[Part]) -> str:
    """The parts as one HTML page."""
    pieces = [HEAD]
    for part, (opening, closing) in zip(parts, _marks(parts), strict=True):
        tag = "h1" if part.name == "title" else "div"
        pieces.append(f"<{tag}>{opening}{_inner(part)}{closing}</{tag}>\n")
    return "".join([*pieces, TAIL])


def parts_of(page: str, parts: Sequence[Part]) -> list[str]:
    """The texts of the parts as they stand in a translated page made by `document` of the same parts."""
    found = []
    for part, (opening, closing) in zip(parts, _marks(parts), strict=True):
        start, stop = page.find(opening), page.find(closing)
        if start < 0 or stop < start:
            raise ReadError(f"the part {part.name!r} is missing in the translated page", "was the file edited by hand?")
        found.append(_outer(part, page[start + len(opening) : stop]))
    return found


def _marks(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Comments around each part, which no part can hold: their digest is made of all of them."""
    digest = hashlib.sha256("\0".join(p.text for p in parts).encode("utf-8", "replace")).hexdigest()[:10]
    for number, part in enumerate(parts, start=1):
        label = f"{number} {UNSAFE.sub('-', part.name).replace('--', '-')} {digest}"
        yield f"<!--part {label}-->", f"<!--/part {label}-->"


def _inner(part: Part) -> str:
    if part.kind == "html":
        return part.text
    if part.name == "title":
        return html.escape(" ".join(part.text.split()), quote=False)
    lines = (line.strip() for line in part.text.split("\n"))
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" if line else "" for line in lines)


def _outer(part: Part, inner: str) -> str:
    if part.kind == "html":
        return part.before + inner + part.after
    if part.name == "title":
        return html.unescape(inner)
    return "\n".join(html.unescape(line.removeprefix("<p>").removesuffix("</p>")) for line in inner.split("\n"))


PAGE = re.compile(r"<html[\s>]|<body[\s>]", re.IGNORECASE)


def within_page(part: Part) -> Part:
    """For a content that is a whole page: the stretch of it that the HTML format takes for the article."""
    if part.kind != "html" or part.before or not PAGE.search(part.text, 0, 4000):
        return part
    from localize.formats.html import HtmlFormat

    prose = [b for b in HtmlFormat().blocks(part.text) if b.kind not in ("metadata", "title")]
    body = part.text.lower().find("<body")
    prose = [b for b in prose if b.start > body]
    if not prose:
        return part
    start, stop = min(b.start for b in prose), max(b.stop for b in prose)
    return replace(part, text=part.text[start:stop], before=part.text[:start], after=part.text[stop:])


def distinct(items: Iterable[Item]) -> Iterator[Item]:
    """Items with ids of their own: the same guid again with another content gets ``#2``, with the same content
    it is marked as repeated (and translated once)."""
    seen: dict[str, dict[str, str]] = {}
    for item in items:
        known = seen.setdefault(item.id, {})
        if item.hash in known:
            yield replace(item, id=known[item.hash], repeated=True)
            continue
        id = f"{item.id}#{len(known) + 1}" if known else item.id
        known[item.hash] = id
        yield replace(item, id=id)

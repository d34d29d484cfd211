"""Where articles come from: one module a kind. A source gives its items, and itself with their parts translated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from localize.batch.item import Item
from localize.registry import Registry

Find = Callable[[Item], Sequence[str] | None]


class Source(Protocol):
    """What a kind of source implements.

    ``key`` names it in the out tree. ``items`` gives its articles, one at a time, in the same order with the
    same ids each time; an item that cannot be read has a ``problem``. ``translated`` gives the whole feed with
    the parts that ``find`` knows put in their places (None: that item stays in Russian, and is marked so), or
    nothing where there is no feed to give back. Both may be called again.
    """

    key: str
    suffix: str

    def items(self) -> Iterator[Item]: ...

    def translated(self, find: Find, lang: str) -> Iterator[bytes]: ...


SOURCES = Registry(
    "feed kind",
    {
        "xml": "localize.batch.sources.xml_feed:XmlFeed",
        "json": "localize.batch.sources.json_feed:JsonFeed",
        "jsonl": "localize.batch.sources.json_lines:JsonLines",
        "files": "localize.batch.sources.files:Files",
    },
)
SUFFIXES = {
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def kind_of(path: Path, head: bytes) -> str:
    """The kind of a source by its first bytes, then by its name; what is no feed is an article.

    >>> kind_of(Path("feed"), b'<?xml version="1.0"?><rss>'), kind_of(Path("a.html"), b"<!doctype html>")
    ('xml', 'files')
    """
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix:
        return "files"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:RDF", b"\xff\xfe<", b"\xfe\xff")):
        return "xml"
    if start.startswith((b"{", b"[")):
        return "jsonl" if b"}\n{" in head.replace(b"\r", b"") else "json"
    return "files"

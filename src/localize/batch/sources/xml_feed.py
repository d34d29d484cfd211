"""RSS 2.0 and 1.0, Atom and NewsML-G2: read by offsets (`xml_scan`), given back with stretches replaced."""

from __future__ import annotations

import heapq
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html.entities import name2codepoint
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from localize.batch.item import HEADER, Item, Part, distinct, item_of, too_large
from localize.batch.sources import Find
from localize.batch.sources.dates import iso_date
from localize.batch.sources.dialects import ATOM, NAMES, ROOTS, Dialect
from localize.batch.sources.spool import NOT_XML, to_utf8
from localize.batch.sources.xml_scan import Element, Place, root_of, scan
from localize.errors import ReadError

MENDABLE = 64 * 2**20
TAGS = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
STRAY = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>"
    r"|&(?P<name>[A-Za-z][A-Za-z0-9]*);|(?P<bare>&(?!#\d+;|#x[0-9a-fA-F]+;))",
    re.DOTALL,
)
ROOT_TAG = re.compile(rb"""<[A-Za-z_][^\s>/]*(?:[^"'>/]|"[^"]*"|'[^']*')*+""")
PROLOGUE = re.compile(rb"<!--.*?-->|<[?!][^>]*>", re.DOTALL)
XML_ENTITIES = ("amp", "lt", "gt", "quot", "apos")
Edit = tuple[int, int, bytes]


class XmlFeed:
    """A feed in a file. ``base`` is its address where it has one: relative links then keep their meaning."""

    def __init__(self, key: str, raw: Path, spool: Path, base: str = "") -> None:
        self.key, self.raw, self.base = key, raw, base
        self.suffix = Path(key).suffix or ".xml"
        self.path = spool / f"{key}.utf8"

    @cached_property
    def state(self) -> tuple[Dialect, str]:
        """The dialect, and what breaks the document off in the middle (empty: nothing). Mends what can be:
        undeclared entities such as ``&nbsp;`` and bare ampersands, the commonest damage of all."""
        self.encoding = to_utf8(self.raw, self.path, self.key)
        damage = self._damage()
        if damage and self._mend():
            damage = self._damage()
        root = _first_name(self.path) if damage else root_of(self.path)
        if root not in ROOTS:
            raise ReadError(f"{self.key}: <{root}> is not RSS, Atom or NewsML-G2", "is it the address of a web page?")
        return ROOTS[root], damage

    def _damage(self) -> str:
        try:
            root_of(self.path)
        except expat.ExpatError as error:
            return f"the feed is damaged from line {error.lineno} on ({error})"
        except ReadError as error:
            raise ReadError(f"{self.key}: {error}", error.hint) from None
        return ""

    def _mend(self) -> bool:
        if self.path.stat().st_size > MENDABLE:
            return False
        text = self.path.read_text(encoding="utf-8")
        mended = STRAY.sub(_mended, text)
        self.path.write_text(mended, encoding="utf-8", newline="")
        return mended != text

    def items(self) -> Iterator[Item]:
        damage = self.state[1]
        yield from distinct(item for _, item in self._pairs())
        if damage:
            yield Item(f"{HEADER} {self.key}", self.key, problem=damage)

    def _pairs(self) -> Iterator[tuple[Element, Item]]:
        dialect = self.state[0]
        try:
            for element in scan(self.path, dialect):
                if not element.is_header:
                    yield element, _item(element, dialect)
                elif header := _header(element, dialect, self.key):
                    yield element, header
        except expat.ExpatError:
            return  # `state` has found it and `items` reports it
        except ReadError as error:
            yield Element(0, 0), Item(f"{HEADER} {self.key}", self.key, problem=str(error))

    def translated(self, find: Find, lang: str) -> Iterator[bytes]:
        """The feed in ``lang``, in slices; nothing for a damaged one."""
        dialect, damage = self.state
        if damage:
            return
        header = next((e for e in scan(self.path, dialect) if e.is_header), None)
        edits = heapq.merge(self._header_edits(header, dialect, find, lang), self._item_edits(dialect, find, lang))
        at = 0
        with self.path.open("rb") as stream:
            for start, stop, new in edits:
                if start < at:
                    continue
                yield from _pieces(stream, start - at)
                yield new
                stream.seek(stop)
                at = stop
            yield from _pieces(stream, self.path.stat().st_size - at)

    def _header_edits(self, header: Element | None, dialect: Dialect, find: Find, lang: str) -> list[Edit]:
        if header is None:
            return []
        item = _header(header, dialect, self.key)
        edits = _edits(header, item, find(item) if item else None, dialect, lang, header=True)
        root_tag = _root_tag(self.path)
        if not header.labelled and dialect.language:
            element = f"<{dialect.language}>{lang}</{dialect.language}>"
            edits.append((header.tag_stop, header.tag_stop, element.encode()))
        added = "" if header.labelled or dialect is not ATOM else f' xml:lang="{lang}"'
        if self.base and b"xml:base" not in root_tag[1]:
            added += f' xml:base="{html.escape(self.base)}"'
        if added:
            edits.append((root_tag[0], root_tag[0], added.encode()))
        return sorted(edits)

    def _item_edits(self, dialect: Dialect, find: Find, lang: str) -> Iterator[Edit]:
        pairs = _paired(self._pairs())
        for element, item in pairs:
            if not element.is_header and element.tag_stop:
                yield from sorted(_edits(element, item, find(item), dialect, lang))


def _pieces(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """The next ``size`` bytes, some at a time."""
    while size > 0 and (chunk := stream.read(min(size, 1 << 16))):
        yield chunk
        size -= len(chunk)


def _paired(pairs: Iterator[tuple[Element, Item]]) -> Iterator[tuple[Element, Item]]:
    """The pairs with their items made distinct, as `XmlFeed.items` does, one at a time."""
    elements: list[Element] = []

    def split() -> Iterator[Item]:
        for element, item in pairs:
            elements.append(element)
            yield item

    for item in distinct(split()):
        yield elements.pop(), item


def _mended(found: re.Match[str]) -> str:
    if found["bare"]:
        return "&amp;"
    name = found["name"]
    if not name or name in XML_ENTITIES:
        return found[0]
    return f"&#{name2codepoint[name]};" if name in name2codepoint else f"&amp;{name};"


def _first_name(path: Path) -> str:
    """The root's name of a document that breaks off later."""
    with path.open("rb") as stream:
        head = PROLOGUE.sub(b"", stream.read(1 << 16))
    found = re.search(rb"<(?:(\w+):)?([\w.-]+)", head)
    if not found:
        return "nothing"
    local = found[2].decode("utf-8", "replace")
    return next((root for root in ROOTS if root.rpartition(":")[2] == local), local)


def _root_tag(path: Path) -> tuple[int, bytes]:
    """Where an attribute can be added to the root's start tag, and that tag."""
    with path.open("rb") as stream:
        head = stream.read(1 << 18)
    found = ROOT_TAG.search(PROLOGUE.sub(lambda prologue: b" " * len(prologue[0]), head))
    return (found.end(), found[0]) if found else (0, b"")


def _header(element: Element, dialect: Dialect, key: str) -> Item | None:
    parts = [part for place in element.places if (part := _part(place, dialect.header_text))]
    return item_of(f"{HEADER} {key}", parts, title=f"{HEADER} {_title(element, dialect)}") if parts else None


def _item(element: Element, dialect: Dialect) -> Item:
    facts = element.facts
    parts = [part for place in element.places if (part := _part(place, dialect.text))]
    title = _title(element, dialect)
    id = facts.get("id") or facts.get("link") or title
    date = iso_date(facts.get("date", ""))
    if element.too_large:
        return Item(id or f"item at byte {element.start}", title, facts.get("link", ""), date, problem=too_large())
    return item_of(id, parts, title, facts.get("link", ""), date)


def _title(element: Element, dialect: Dialect) -> str:
    for place in element.places:
        if place.path.rpartition(":")[2] in ("title", "headline"):
            return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", place.text)).split())[:300]
    return ""


def _part(place: Place, table: Mapping[str, str]) -> Part | None:
    """What a field is translated as; None for what is no text (an image, a reference)."""
    kind = table.get(place.path, "plain")
    name = NAMES.get(place.path, place.path)
    if kind == "typed":
        given = place.attributes.get("type") or place.attributes.get("contenttype", "text")
        if "src" in place.attributes or "encoding" in place.attributes or given not in TYPES:
            return None
        kind = TYPES[given]
    if place.raw or kind == "html" or (kind == "plain" and TAGS.search(place.text)):
        return Part(name, place.text, "html")
    return Part(name, place.text)


TYPES = {"text": "text", "text/plain": "text", "html": "html", "text/html": "html", "xhtml": "html"}


def _edits(
    element: Element, item: Item | None, texts: Sequence[str] | None, dialect: Dialect, lang: str, header: bool = False
) -> list[Edit]:
    """The replacements for one element: its parts, and its language; a Russian item among translated ones is
    labelled as such."""
    relabelled = [(start, stop, lang.encode()) for start, stop in element.languages]
    if texts is None or item is None:
        if header:
            return relabelled
        label = b' xml:lang="ru"'
        at = element.tag_stop - 1
        return [] if element.labelled or item is None else [(at, at, label)]
    table = dialect.header_text if header else dialect.text
    places = [place for place in element.places if (part := _part(place, table)) and part.text.strip()]
    changed = [(place, text) for place, text in zip(places, texts, strict=True) if text != place.text]
    return relabelled + [(place.start, place.stop, _encoded(place, text)) for place, text in changed]


def _encoded(place: Place, text: str) -> bytes:
    """A part's text as XML. Markup that stood there as elements must still be well-formed."""
    text = NOT_XML.sub("", text)
    if not place.raw:
        return html.escape(text, quote=False).encode("utf-8")
    try:
        expat.ParserCreate().Parse(f"<x>{text}</x>", True)
    except expat.ExpatError:
        return place.text.encode("utf-8")
    return text.encode("utf-8")

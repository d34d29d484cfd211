"""XML feeds read by offsets: expat walks over the bytes once, and every field is known by where it stands.

So a translated feed is the original with some stretches replaced: unknown elements, prefixes, comments and guids
stay, byte for byte, and memory does not grow with the feed. Entity declarations are refused (they are what bombs
are made of) and nothing external is ever fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

from localize.batch.item import LIMIT
from localize.batch.sources.dialects import PREFIXES, Dialect
from localize.errors import ReadError

CHUNK = 1 << 16
DEPTH = 400
START_TAG = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*+>""")
LANGUAGE_ATTRIBUTE = re.compile(rb"""\s(?:xml:lang)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
LANGUAGE_TAG = re.compile(rb"""\stag\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Place:
    """A text field: its path, the bytes of its content, what they say, and whether that is markup as it stands."""

    path: str
    start: int
    stop: int
    text: str
    raw: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Element:
    """An item (or the feed's header): its fields, facts, and the stretches that name its language."""

    start: int
    tag_stop: int
    places: list[Place] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    languages: list[tuple[int, int]] = field(default_factory=list)
    labelled: bool = False
    size: int = 0
    complete: bool = False
    is_header: bool = False

    @property
    def too_large(self) -> bool:
        return self.size > LIMIT


def name_of(qualified: str) -> str:
    """expat's "uri local" → our short name."""
    uri, _, local = qualified.rpartition(" ")
    return (PREFIXES.get(uri, "?:") if uri else "") + local


def root_of(path: Path) -> str:
    """The root element's name; ``ReadError`` for entity declarations and anything not well-formed."""
    found: list[str] = []
    parser = _parser()

    def start(name: str, attributes: dict[str, str]) -> None:
        if not found:
            found.append(name_of(name))

    parser.StartElementHandler = start
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    return found[0]


def _parser() -> Any:
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(name: str, *rest: object) -> None:
        raise ReadError(
            f"it declares the entity {name!r}: such feeds are refused", "ask the sender for a feed without a DTD"
        )

    parser.EntityDeclHandler = refuse
    return parser


def scan(path: Path, dialect: Dialect) -> Iterator[Element]:
    """The items in order, then the header. Raises expat's error where the document breaks."""
    with path.open("rb") as stream, path.open("rb") as again:
        walk = _Walk(dialect, Slices(again))
        while chunk := stream.read(CHUNK):
            walk.parser.Parse(chunk)
            yield from walk.take()
        walk.parser.Parse(b"", True)
        yield from walk.take()
        if walk.header:
            walk.header.complete = True
            yield walk.header


@dataclass(frozen=True, slots=True)
class Slices:
    """Pieces of a file that may be larger than memory."""

    stream: BinaryIO

    def between(self, start: int, stop: int) -> bytes:
        self.stream.seek(start)
        return self.stream.read(stop - start)

    def start_tag(self, at: int) -> bytes:
        """The start tag that begins at ``at``; quotes may hold ``>``."""
        size = 512
        while True:
            piece = self.between(at, at + size)
            if found := START_TAG.match(piece):
                return found[0]
            if len(piece) < size:
                return piece
            size *= 8


class _Walk:
    """The state of one pass: the open elements, the item in hand, the field that is being collected."""

    def __init__(self, dialect: Dialect, slices: Slices) -> None:
        self.dialect, self.slices, self.parser = dialect, slices, _parser()
        self.names: list[str] = []
        self.header: Element | None = None
        self.item: Element | None = None
        self.base = 0
        self.ready: list[Element] = []
        self.field: tuple[str, int, int, dict[str, str]] | None = None  # path, depth, content start, attributes
        self.pieces: list[str] = []
        self.raw = False
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.SkippedEntityHandler = self.skipped

    def take(self) -> list[Element]:
        ready, self.ready = self.ready, []
        return ready

    def start(self, qualified: str, given: dict[str, str]) -> None:
        name = name_of(qualified)
        self.names.append(name)
        if len(self.names) > DEPTH:
            raise ReadError(f"elements are nested more than {DEPTH} deep", "ask the sender what this feed is")
        at = self.parser.CurrentByteIndex
        attributes = {name_of(key): value for key, value in given.items()}
        if self.field:
            self.raw = True
        if self.item is None and name == self.dialect.item:
            self.item, self.base = self.opened(at), len(self.names)
        elif self.header is None and self.item is None and (name == self.dialect.header or len(self.names) == 1):
            self.header = self.opened(at)
            self.header.is_header = True
        elif self.header and self.item is None and name == self.dialect.header:  # the channel inside <rss>
            self.header.tag_stop, self.header.start = self.tag_stop(at), at
        self.note(at, name, attributes)

    def opened(self, at: int) -> Element:
        return Element(at, self.tag_stop(at))

    def note(self, at: int, name: str, attributes: dict[str, str]) -> None:
        """Facts in attributes, language labels, and whether a field begins here."""
        element = self.item or self.header
        if element is None or self.field:
            return
        path = self.path()
        stop = self.tag_stop(at)
        if "xml:lang" in attributes:
            element.labelled = element.labelled or not path
            self.label(element, LANGUAGE_ATTRIBUTE, at, stop)
        if name == "nar:language" and "tag" in attributes:
            self.label(element, LANGUAGE_TAG, at, stop)
        for key, value in attributes.items():
            if attributes.get("rel", "alternate") == "alternate":
                self.fact(element, f"{path}@{key}", value)
        table = self.dialect.text if self.item else self.dialect.header_text
        if path in table or path in self.dialect.facts or path in self.labels():
            self.field = (path, len(self.names), stop, attributes)

    def labels(self) -> tuple[str, ...]:
        return (self.dialect.language, "dc:language") if self.dialect.language else ("dc:language",)

    def label(self, element: Element, pattern: re.Pattern[bytes], start: int, stop: int) -> None:
        found = pattern.search(self.slices.between(start, stop))
        if found:
            group = 1 if found[1] is not None else 2
            if found[group].lower().startswith(b"ru"):
                element.languages.append((start + found.start(group), start + found.end(group)))

    def fact(self, element: Element, path: str, value: str) -> None:
        if not element.is_header and (fact := self.dialect.facts.get(path)) and value.strip():
            element.facts.setdefault(fact, value.strip())

    def path(self) -> str:
        if self.item:
            return "/".join(self.names[self.base :])
        depth = self.names.index(self.dialect.header) + 1 if self.dialect.header in self.names else len(self.names)
        return "/".join(self.names[depth:])

    def text(self, data: str) -> None:
        if not self.field:
            return
        element = self.item or self.header
        if element:
            element.size += len(data)
            if element.too_large:
                self.pieces.clear()
            else:
                self.pieces.append(data)

    def skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self.text(html.unescape(f"&{name};"))

    def end(self, qualified: str) -> None:
        at = self.parser.CurrentByteIndex
        if self.field and self.field[1] == len(self.names):
            self.close_field(at)
        if self.item and len(self.names) == self.base:
            self.item.complete = True
            self.ready.append(self.item)
            self.item = None
        self.names.pop()

    def close_field(self, stop: int) -> None:
        assert self.field is not None
        path, _, start, attributes = self.field
        element = self.item or self.header
        text = "".join(self.pieces)
        if element and stop - start > 6 * LIMIT:
            element.size = LIMIT + 1
        table = self.dialect.text if self.item else self.dialect.header_text
        if element and stop >= start and not element.too_large:  # an empty tag <title/> has no content to replace
            if path in table:
                raw = self.raw or table[path] == "xml"
                content = self.slices.between(start, stop).decode("utf-8") if raw else text
                element.places.append(Place(path, start, stop, content, raw, attributes))
            elif path in self.labels():
                element.labelled = True
                element.languages.append((start, stop))
            self.fact(element, path, text)
        self.field, self.raw = None, False
        self.pieces.clear()

    def tag_stop(self, at: int) -> int:
        return at + len(self.slices.start_tag(at))

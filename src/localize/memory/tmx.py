"""TMX 1.4b in and out of the memory, streaming: a file of a gigabyte takes no more memory than a small one.

`read` and `write` are a pair. What comes from elsewhere is not trusted: no entity of its own, no file, no network.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from localize.errors import ReadError
from localize.memory.pairs import Memory, Pair

CHUNK = 1 << 16
LONGEST = 20_000  # characters; what is longer is no sentence
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PROPERTIES = {"x-localize-article": "article", "x-localize-segment": "segment", "x-localize-package": "package",
              "x-localize-draft": "draft"}  # fmt: skip
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="localize" creationtoolversion="{version}" segtype="sentence" o-tmf="localize" adminlang="en"\
 srclang="{source}" datatype="plaintext"/>
<body>
"""


@dataclass(slots=True)
class Unit:
    """A translation unit while it is read: texts by language, and what is said of them."""

    texts: dict[str, str] = field(default_factory=dict)
    date: str = ""
    reviewer: str = ""
    properties: dict[str, str] = field(default_factory=dict)

    def pairs(self, source: str, date: str) -> Iterator[Pair]:
        """A pair for every other language; ``date`` counts where the file gives none."""
        if not self.texts.get(source):
            return
        for lang, text in self.texts.items():
            if lang != source and text:
                pair = Pair(self.texts[source], text, lang, date=self.date or date, reviewer=self.reviewer)
                yield replace(pair, **self.properties)  # type: ignore[arg-type]  # all of them are strings


class _Reader:
    """Collects units from expat's events. Codes inside a segment (``<ph>``, ``<bpt>``) are part of its text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.units: list[Unit] = []
        self.seen_root = False
        self._unit = Unit()
        self._lang = self._property = ""
        self._parts: list[str] | None = None
        self._length = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = lambda name, parameter: self._text(html.unescape(f"&{name};"))

    def _entity(self, *declared: object) -> None:
        raise ReadError(f"{self.name}: declares XML entities, as no honest TMX does", "export it from its tool again")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if not self.seen_root:
            self.seen_root = True
            if tag != "tmx":
                raise ReadError(f"{self.name}: this is not TMX (its root is <{tag}>)", "give a .tmx file")
        if tag == "tu":
            self._unit = Unit()
        if tag in ("tu", "tuv"):
            self._unit.date = _date(given.get("changedate") or given.get("creationdate", "")) or self._unit.date
            self._unit.reviewer = given.get("changeid") or given.get("creationid") or self._unit.reviewer
        if tag == "tuv":
            self._lang = (given.get("xml:lang") or given.get("lang", "")).replace("_", "-").split("-")[0].lower()
        elif tag in ("seg", "prop"):
            self._parts, self._length, self._property = [], 0, given.get("type", "") if tag == "prop" else ""

    def _text(self, text: str) -> None:
        if self._parts is not None:
            self._length += len(text)
            if self._length <= LONGEST:
                self._parts.append(text)

    def _end(self, tag: str) -> None:
        if tag == "tu":
            self.units.append(self._unit)
        elif tag in ("seg", "prop") and self._parts is not None:
            text = "" if self._length > LONGEST else "".join(self._parts)
            self._parts = None
            if tag == "seg" and self._lang:
                self._unit.texts[self._lang] = " ".join(text.split("\n")).strip()
            elif self._property in PROPERTIES:
                self._unit.properties[PROPERTIES[self._property]] = text


def _date(stamp: str) -> str:
    found = re.match(r"(\d{4})(\d{2})(\d{2})T", stamp)
    return "-".join(found.groups()) if found else ""


def read(stream: IO[bytes], name: str) -> Iterator[Unit]:
    """The units of a TMX file, as they come; ``ReadError`` where it stops being one."""
    reader = _Reader(name)
    try:
        while chunk := stream.read(CHUNK):
            reader.parser.Parse(chunk, False)
            yield from reader.units
            reader.units.clear()
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        line = reader.parser.CurrentLineNumber
        raise ReadError(
            f"{name}: damaged TMX at line {line} ({error})",
            "the pairs before that line were read; mend the file and repeat",
        ) from error
    yield from reader.units


@dataclass(frozen=True, slots=True)
class Imported:
    """What a TMX file brought: its units, the pairs in them, those that were new; ``skipped`` units had no pair."""

    units: int
    pairs: int
    new: int
    skipped: int


def load(memory: Memory, stream: IO[bytes], name: str, date: str, source: str = "ru") -> Imported:
    """Remember every pair of a TMX file; ``date`` is for those without one."""
    units = pairs = skipped = 0

    def walk() -> Iterator[Pair]:
        nonlocal units, pairs, skipped
        for unit in read(stream, name):
            found = list(unit.pairs(source, date))
            units, pairs, skipped = units + 1, pairs + len(found), skipped + (not found)
            yield from found

    new = memory.add(walk())
    return Imported(units, pairs, new, skipped)


def write(pairs: Iterable[Pair], source: str = "ru") -> Iterator[bytes]:
    """The bytes of a TMX file, piece by piece. Characters that XML cannot hold are left out."""
    try:
        own = version("localize")
    except PackageNotFoundError:
        own = "0"
    yield HEAD.format(version=own, source=source).encode()
    for pair in pairs:
        yield _unit(pair, source).encode()
    yield b"</body>\n</tmx>\n"


def _unit(pair: Pair, source: str) -> str:
    stamp = pair.date.replace("-", "")
    given = f' creationdate="{stamp}T000000Z"' if re.fullmatch(r"\d{8}", stamp) else ""
    given += f" creationid={quoteattr(NOT_XML.sub('', pair.reviewer))}" if pair.reviewer else ""
    properties = "".join(
        f'<prop type="{kind}">{_escaped(getattr(pair, name))}</prop>'
        for kind, name in PROPERTIES.items() if getattr(pair, name)
    )  # fmt: skip
    texts = "".join(
        f'<tuv xml:lang="{lang}"><seg>{_escaped(text)}</seg></tuv>'
        for lang, text in ((source, pair.source), (_escaped(pair.lang), pair.target))
    )  # fmt: skip
    return f"<tu{given}>{properties}{texts}</tu>\n"


def _escaped(text: str) -> str:
    return escape(NOT_XML.sub("", text), {"\r": "&#13;"})

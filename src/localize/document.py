"""The nouns of the house: frozen values that every stage takes and gives.

Offsets are half-open and count characters: ``text[span.start:span.stop] == span.text``.
Ids are stable between runs on the same text: block ``p3``, segment ``p3.s2``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

BlockKind = Literal["paragraph", "heading", "item", "quote", "cell", "title", "caption", "metadata"]
SpanKind = Literal[
    "markup",
    "code",
    "url",
    "email",
    "handle",
    "hashtag",
    "phone",
    "latin",
    "number",
    "money",
    "measure",
    "date",
    "term",
    "name",
]
SpanRole = Literal["open", "close", "point"]


class Severity(StrEnum):
    """How bad an issue is; the order of the members is the order of reading."""

    CRITICAL = "critical"
    WARNING = "warning"
    HINT = "hint"


class Origin(StrEnum):
    """Where a target comes from."""

    MACHINE = "machine"
    MEMORY = "memory"
    SOURCE = "source"
    PERSON = "person"


class Band(StrEnum):
    """What a reviewer should expect of a draft."""

    FINE = "fine"
    LOOK = "look"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that is not translated like prose.

    ``data`` depends on the kind: for markup the number of its pair, for a term the source lemma.
    """

    start: int
    stop: int
    text: str
    kind: SpanKind
    role: SpanRole = "point"
    data: str = ""

    def shifted(self, by: int) -> Span:
        return replace(self, start=self.start + by, stop=self.stop + by)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence: the unit that is translated, reviewed and remembered. Never holds a newline.

    ``start``/``stop`` are offsets in the block's text; ``markup`` spans are relative to the segment.
    """

    id: str
    text: str
    start: int
    stop: int
    markup: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item …: what a format calls a run of text.

    ``start``/``stop`` are offsets in the article's source, whose slice is the raw form of ``text``;
    ``text`` is what a person reads (entities decoded, soft line breaks as spaces) with inline markup
    left in it and listed in ``markup``. Segments and the gaps between them give ``text`` back.
    """

    id: str
    text: str
    start: int
    stop: int
    kind: BlockKind = "paragraph"
    level: int = 0
    markup: tuple[Span, ...] = ()
    segments: tuple[Segment, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)

    def assembled(self, targets: Mapping[str, str]) -> str:
        """The block's text with every segment replaced by its target, the gaps kept."""
        parts, at = [], 0
        for segment in self.segments:
            parts += [self.text[at : segment.start], targets.get(segment.id, segment.text)]
            at = segment.stop
        return "".join([*parts, self.text[at:]])


@dataclass(frozen=True, slots=True)
class Article:
    """A document in one language: its source, decoded, and the blocks to translate, in reading order."""

    id: str
    name: str
    source: str
    format: str
    blocks: tuple[Block, ...]
    lang: str = "ru"
    encoding: str = "utf-8"
    newline: str = "\n"
    bom: bool = False
    drafts: Mapping[str, tuple[Draft, ...]] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """SHA-256 of the decoded source: two files with it are the same article."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    def segments(self) -> Iterator[Segment]:
        for block in self.blocks:
            yield from block.segments

    @property
    def words(self) -> int:
        return sum(len(segment.text.split()) for segment in self.segments())


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person must look at. ``start``/``stop`` point into the target (or the source: ``side``)."""

    check: str
    severity: Severity
    message: str
    start: int = 0
    stop: int = 0
    side: Literal["source", "target"] = "target"


@dataclass(frozen=True, slots=True)
class Placement:
    """What happened to one protected span or term: replaying these gives the target."""

    source: str
    target: str
    kind: SpanKind
    how: Literal["slot", "accepted", "replaced", "left"]
    case: str = ""
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A target for a segment, with its trace: who made it, how sure, what was placed, what to look at.

    ``score`` is the engine's mean log-probability per piece; ``previous`` the source it was reviewed for
    when the source has changed since; ``suggestions`` are (percent, source, target) from the memory; ``comment``
    is what a reviewer has written to it; ``coverage`` the share of the source's words that the engine looked at.
    """

    segment: Segment
    lang: str
    target: str
    origin: Origin = Origin.MACHINE
    package: str = ""
    score: float | None = None
    alternatives: tuple[str, ...] = ()
    placements: tuple[Placement, ...] = ()
    issues: tuple[Issue, ...] = ()
    band: Band = Band.LOOK
    approved: bool = False
    previous: str = ""
    suggestions: tuple[tuple[int, str, str], ...] = ()
    comment: str = ""
    coverage: float | None = None

    @property
    def flagged(self) -> bool:
        return any(issue.severity is not Severity.HINT for issue in self.issues)

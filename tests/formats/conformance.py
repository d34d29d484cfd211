"""What every format owes: a suite that each format's tests inherit."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

import pytest

from localize.document import Article, Block, Segment, Span
from localize.formats import encode, parse, read, write
from localize.formats.encoding import Decoded

ROOT = Path(__file__).resolve().parents[2]
LINE_ENDS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def by_sentence(block: Block) -> Block:
    """A trivial segmenter: cuts after ``. `` where no pair of markup is open."""
    ends = [m.end() for m in re.finditer(r"\. ", block.text) if not _inside_pair(block, m.end())]
    bounds = [(a, a + len(block.text[a:b].rstrip(" "))) for a, b in pairwise([0, *ends, len(block.text)]) if b > a]
    segments = [
        Segment(f"{block.id}.s{number}", block.text[a:b], a, b, _markup(block, a, b))
        for number, (a, b) in enumerate(bounds, start=1)
    ]
    return replace(block, segments=tuple(segments))


def _markup(block: Block, start: int, stop: int) -> tuple[Span, ...]:
    return tuple(span.shifted(-start) for span in block.markup if start <= span.start < stop)


def _inside_pair(block: Block, at: int) -> bool:
    depth = 0
    for span in block.markup:
        if span.start >= at:
            break
        depth += {"open": 1, "close": -1, "point": 0}[span.role] if span.stop <= at else 1
    return depth != 0


def changed(segment: Segment, change: Callable[[str], str]) -> str:
    """A segment's text with ``change`` applied to what stands between its markup."""
    parts, at = [], 0
    for span in sorted(segment.markup, key=lambda span: span.start):
        parts += [change(segment.text[at : span.start]), span.text]
        at = span.stop
    return "".join([*parts, change(segment.text[at:])])


def reversed_words(text: str) -> str:
    """The words in reverse order, the blanks at the edges kept."""
    inner = text.strip()
    at = text.find(inner)
    return text[:at] + " ".join(reversed(inner.split(" "))) + text[at + len(inner) :]


def parsed(source: str, form: str, whole_page: bool = False) -> Article:
    return parse(Decoded(source), "article", by_sentence, form, whole_page=whole_page)


def assert_sound(article: Article) -> None:
    """Blocks in order without overlaps, segments and gaps rebuild blocks, spans are where they say."""
    at = 0
    for number, block in enumerate(article.blocks, start=1):
        assert block.id == f"p{number}"
        assert at <= block.start < block.stop <= len(article.source)
        at = block.stop
        assert block.text
        assert block.text == block.text.strip(" ")
        assert not LINE_ENDS.search(block.text)
        assert block.assembled({}) == block.text
        for span in block.markup:
            assert block.text[span.start : span.stop] == span.text
        for segment in block.segments:
            assert block.text[segment.start : segment.stop] == segment.text
            for span in segment.markup:
                assert segment.text[span.start : span.stop] == span.text


def assert_identical(article: Article) -> None:
    """Neither no targets nor the source's own change a byte."""
    assert write(article, {}) == article.source
    assert write(article, {segment.id: segment.text for segment in article.segments()}) == article.source


class Conformance:
    """Inherit, name the format, and give documents that show all it reads."""

    form: ClassVar[str]
    suffix: ClassVar[str]
    documents: ClassVar[tuple[str, ...]]
    hostile: ClassVar[dict[str, str]] = {
        "one word of a million letters": "ы" * 1_000_000,
        "a million blanks": "а" + " " * 1_000_000 + "б",
        "a megabyte without an end": "слово " * 170_000,
        "NUL bytes": "слово \0 и \0" * 10_000,
        "line separators": "один\u2028два\x85три\x0bчетыре\x0cпять" * 1_000,
        "blank lines": "\n" * 100_000,
    }

    def shape(self, article: Article) -> list[tuple[str, int, list[tuple[str, str]]]]:
        """What must not change when words do: kinds, levels and markup."""
        return [(b.kind, b.level, [(s.text, s.role) for s in b.markup]) for b in article.blocks]

    def all_documents(self) -> Iterator[str]:
        yield from self.documents
        for sample in sorted((ROOT / "samples").glob(f"*{self.suffix}")):
            yield sample.read_text(encoding="utf-8")

    def test_identity(self) -> None:
        """A document written as it was read has the same text, and sound offsets."""
        for source in self.all_documents():
            article = parsed(source, self.form)
            assert_sound(article)
            assert_identical(article)
            assert_identical(parsed(source, self.form, whole_page=True))

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
    def test_identical_bytes(self, newline: str, bom: bytes) -> None:
        """Line ends and a byte-order mark come back as they were, and change nothing in what is read."""
        for source in self.all_documents():
            data = bom + source.replace("\n", newline).encode()
            article = read(data, "article" + self.suffix, by_sentence)
            assert encode(article, write(article, {})) == data
            assert [b.text for b in article.blocks] == [b.text for b in parsed(source, self.form).blocks]

    def test_mixed_line_ends(self) -> None:
        """Lines that end in different ways keep their ends."""
        for source in self.all_documents():
            data = source.replace("\n", "\r\n", source.count("\n") // 2).encode()
            article = read(data, "article" + self.suffix, by_sentence)
            assert_sound(article)
            assert encode(article, write(article, {})) == data

    def test_stable(self) -> None:
        """Reading twice gives the same article."""
        for source in self.all_documents():
            assert parsed(source, self.form) == parsed(source, self.form)

    def test_reversed_words(self) -> None:
        """With every word in another place the document has the same structure, and says the new text."""
        for source in self.all_documents():
            article = parsed(source, self.form)
            targets = {segment.id: changed(segment, reversed_words) for segment in article.segments()}
            again = parsed(write(article, targets), self.form)
            assert self.shape(again) == self.shape(article)
            assert [b.text for b in again.blocks] == [b.assembled(targets) for b in article.blocks]

    def test_newlines_in_targets(self) -> None:
        """A target with line ends becomes one line: it cannot begin another block."""
        for source in self.documents:
            article = parsed(source, self.form)
            targets = {s.id: changed(s, lambda text: text.replace(" ", " \n\n\r\u2028 ")) for s in article.segments()}
            assert self.shape(parsed(write(article, targets), self.form)) == self.shape(article)

    def test_empty_targets(self) -> None:
        """A document whose targets are all empty is still written."""
        for source in self.documents:
            article = parsed(source, self.form)
            write(article, {segment.id: "" for segment in article.segments()}, "kk")

    def test_hostile(self) -> None:
        """No input makes it crash or crawl: each megabyte takes seconds, read and written."""
        for name, source in self.hostile.items():
            started = time.perf_counter()
            article = parsed(source, self.form)
            assert_sound(article)
            assert_identical(article)
            assert time.perf_counter() - started < 20, name

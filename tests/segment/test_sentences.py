"""Blocks are cut into sentences; nothing of the text is lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.document import Block, Span
from localize.segment import segment_block, sentences

CASES = [
    line.split("] ", 1)
    for line in (Path(__file__).parents[1] / "cases/segment/sentences.txt").read_text(encoding="utf-8").splitlines()
    if line.startswith("[")
]


def marked(text: str) -> str:
    """The text with a bar at each edge between a sentence and a gap."""
    edges = sorted({edge for cut in sentences(text) for edge in cut} - {0, len(text)}, reverse=True)
    for edge in edges:
        text = text[:edge] + "|" + text[edge:]
    return text


@pytest.mark.parametrize(("kind", "line"), CASES, ids=[line[:40] for _, line in CASES])
def test_cuts_stand_where_the_case_marks_them(kind: str, line: str, request: pytest.FixtureRequest) -> None:
    """Every case of the data file; a known failure that passes breaks the build."""
    if kind == "[known-failure":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    assert marked(line.replace("|", "")) == line


@given(st.text(alphabet=st.sampled_from("абвАБВ .!?…«»—-1г\u00a0"), max_size=120))
def test_segments_and_gaps_rebuild_the_block(text: str) -> None:
    """Offsets are half-open and ordered, and what lies between segments is blank."""
    block = segment_block(Block("p1", text, 0, len(text)))
    assert block.assembled({}) == text
    at = 0
    for segment in block.segments:
        assert segment.start >= at
        assert not text[at : segment.start].strip()
        assert segment.text == text[segment.start : segment.stop] == segment.text.strip()
        at = segment.stop
    assert not block.segments or not text[at:].strip()


def test_ids_are_block_and_number() -> None:
    """Ids are the block's with s1, s2 …"""
    block = segment_block(Block("p3", "Первое. Второе.", 0, 15))
    assert [s.id for s in block.segments] == ["p3.s1", "p3.s2"]


def test_block_without_letters_has_no_segment() -> None:
    """A figure or a rule is not translated."""
    assert segment_block(Block("p1", "* * * 2026", 0, 10)).segments == ()


def test_markup_does_not_hide_a_sentence_end() -> None:
    """A bold sentence start is still a sentence start, and its tag belongs to it."""
    text = "Первое. **Второе** дело."
    spans = (Span(8, 10, "**", "markup", "open", "1"), Span(16, 18, "**", "markup", "close", "1"))
    block = segment_block(Block("p1", text, 0, len(text), markup=spans))
    assert [s.text for s in block.segments] == ["Первое.", "**Второе** дело."]
    assert [(m.start, m.text) for m in block.segments[1].markup] == [(0, "**"), (8, "**")]


def test_link_over_two_sentences_keeps_them_together() -> None:
    """The two halves of a pair always lie in one segment."""
    text = "[Первое. Второе](x) дело."
    spans = (Span(0, 1, "[", "markup", "open", "1"), Span(15, 19, "](x)", "markup", "close", "1"))
    assert len(segment_block(Block("p1", text, 0, len(text), markup=spans)).segments) == 1


def lengths(text: str) -> list[int]:
    """The lengths of a text's sentences, which with the blanks between them are the text."""
    cuts = sentences(text)
    gaps = [text[a:b] for (_, a), (b, _) in pairwise(cuts)]
    assert not "".join(gaps).strip()
    assert "".join(text.split()) == "".join("".join(text[a:b].split()) for a, b in cuts)
    return [stop - start for start, stop in cuts]


@pytest.mark.parametrize(
    "text",
    [
        "правительство утвердило новый бюджет страны и " * 2000,
        "правительство, министр, область, завод — " * 2000,
        "А. " * 20_000 + "Иванов",
        "Прави\u200bтельство утвердило " * 3000,
        "слово" + " " * 50_000 + "слово " * 2000,
    ],
    ids=["no-stop", "commas", "initials", "zero-width", "blanks"],
)
def test_no_sentence_is_longer_than_a_person_reviews(text: str) -> None:
    """A megabyte without a full stop becomes parts of at most 2,000 characters."""
    assert max(lengths(text)) <= 2000


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    """A comma before the limit is a better place than the last blank."""
    text = "слово " * 250 + "слово, " + "слово " * 150
    (_, stop), *_ = sentences(text.strip())
    assert text[stop - 1] == ","


@pytest.mark.parametrize("word", ["прав" * 100_000, "." * 300_000, "a." * 150_000, "и\u0301" * 100_000])
def test_a_word_without_an_end_is_a_part_of_its_own(word: str) -> None:
    """It is neither cut nor looked at dot by dot (which would take minutes)."""
    assert lengths(f"Привет {word} мир.") == [6, len(word), 4]


def test_pages_of_one_line_are_cut_as_short_ones() -> None:
    """Where a window of some pages ends no sentence is cut, joined or lost."""
    text = "Он пришёл. Она ушла в 5 ч. утра. "
    once = len(sentences(text))
    assert len(sentences(text * 1500)) == 1500 * once


def test_pairs_over_many_sentences_stay_together() -> None:
    """A link over two sentences makes them one; the markup before and after it leaves the others alone."""
    text = "[Один. Два.] Три. [Четыре.] Пять."
    marks = [(0, "open", "1"), (11, "close", "1"), (18, "open", "2"), (26, "close", "2")]
    spans = tuple(Span(at, at + 1, text[at], "markup", role, data) for at, role, data in marks)  # type: ignore[arg-type]
    block = segment_block(Block("p1", text, 0, len(text), markup=spans))
    assert [s.text for s in block.segments] == ["[Один. Два.]", "Три.", "[Четыре.]", "Пять."]
    assert [len(s.markup) for s in block.segments] == [2, 0, 2, 0]


def test_bars_part_a_title() -> None:
    """«Заголовок | Сайт»: the headline is a segment of its own, and what has no letter is none."""
    block = segment_block(Block("title", " В Актобе открыли корпус | Новости | 24 ", 0, 40, kind="title"))
    assert [segment.text for segment in block.segments] == ["В Актобе открыли корпус", "Новости"]
    assert block.assembled({}) == block.text

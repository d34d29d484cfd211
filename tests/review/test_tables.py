"""CSV: what spreadsheets and their users do to it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.document import Article
from localize.errors import ReviewError
from localize.review.csv import CsvReview, neutralise, plain

from .conftest import LANG, build, drafted


def test_no_cell_begins_like_a_formula(hostile: Article) -> None:
    """Not the sources, not the targets, not the file's name."""
    text = CsvReview().export(hostile, LANG).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in line]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


@given(st.text(max_size=10))
def test_neutralise_and_plain_are_an_inverse_pair(cell: str) -> None:
    """An apostrophe goes on and comes off, and a cell's own stays."""
    assert plain(neutralise(cell)) == cell


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_delimiters_and_padding_are_read(rich: Article, delimiter: str) -> None:
    """What another spreadsheet writes: commas or tabs, every row as long as the longest."""
    text = CsvReview().export(rich, LANG).decode("utf-8-sig")
    lines = [line + [""] * (9 - len(line)) for line in csv.reader(io.StringIO(text, newline=""), delimiter=";")]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(lines)
    review = CsvReview().load(out.getvalue().encode(), "x")
    assert [(e.source, e.target) for e in review.entries] == [(d.segment.text, d.target) for d in rich.drafts[LANG]]


def test_another_encoding_is_refused_with_advice(rich: Article) -> None:
    """Excel's plain CSV is windows-1251, which has no Kazakh letters."""
    data = CsvReview().export(rich, LANG).decode("utf-8-sig").encode("cp1251", "replace")
    with pytest.raises(ReviewError, match="CSV UTF-8"):
        CsvReview().load(data, "x.csv")


def test_a_long_cell_is_read() -> None:
    """Python's csv stops at 131,072 characters by itself."""
    article = drafted(build([("paragraph", 0, ["а" * 200_000])]), ["ә" * 200_000])
    assert CsvReview().load(CsvReview().export(article, LANG), "x").entries[0].target == "ә" * 200_000

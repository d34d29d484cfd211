"""What a reviewer changed, said word by word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import ReviewError
from localize.review import Entry, Review
from localize.review.diff import differences, pieces

ROWS = (
    Entry("p1.s1", "Один.", "Бір.", False),
    Entry("p1.s2", "Два дома.", "Екі үй.", False),
    Entry("p2.s1", "Три.", "Үш.", True),
)
OLD = Review("news", "news.md", "hash", "kk", ROWS)


def changed(index: int, **changes: object) -> Review:
    rows = list(ROWS)
    rows[index] = replace(rows[index], **changes)  # type: ignore[arg-type]
    return replace(OLD, entries=tuple(rows))


def test_no_difference() -> None:
    """A file and itself."""
    assert differences(OLD, OLD) == []


@pytest.mark.parametrize(
    ("index", "changes", "kinds"),
    [
        (0, {"target": "Біреу."}, ("changed",)),
        (0, {"target": "Біреу.", "approved": True}, ("changed", "approved")),
        (0, {"approved": True}, ("approved",)),
        (2, {"approved": False}, ("reopened",)),
        (1, {"comment": "?"}, ("commented",)),
    ],
)
def test_kinds(index: int, changes: dict[str, object], kinds: tuple[str, ...]) -> None:
    """Each way a row can differ, and only the row that differs."""
    (found,) = differences(OLD, changed(index, **changes))
    assert (found.id, found.kinds) == (ROWS[index].id, kinds)


def test_words() -> None:
    """Only the words that differ are marked."""
    (found,) = differences(OLD, changed(1, target="Екі ағаш үй."))
    assert found.words == (("=", "Екі"), ("+", " ағаш"), ("=", " үй."))
    assert found.to_dict()["words"] == [["=", "Екі"], ["+", " ағаш"], ["=", " үй."]]


def test_rows_that_came_and_went() -> None:
    """Removed rows stand at the end."""
    new = replace(OLD, entries=(*ROWS[:2], Entry("p3.s1", "Четыре.", "Төрт.", False)))
    assert [(d.id, d.kinds) for d in differences(OLD, new)] == [("p3.s1", ("added",)), ("p2.s1", ("removed",))]


def test_versions_are_aligned_by_text() -> None:
    """In a newer version ids have moved and a source has changed: rows are compared with what they were."""
    rows = (
        Entry("p1.s1", "Ноль тут.", "Нөл.", False),
        replace(ROWS[0], id="p1.s2"),
        replace(ROWS[1], id="p1.s3", source="Два новых дома.", target="Екі жаңа үй."),
        ROWS[2],
    )
    found = differences(OLD, replace(OLD, hash="newer", entries=rows))
    assert [(d.id, d.kinds) for d in found] == [("p1.s1", ("added",)), ("p1.s3", ("changed",))]
    assert found[1].old_source == "Два дома."


@pytest.mark.parametrize("other", [replace(OLD, article="x"), replace(OLD, lang="en")])
def test_different_things_are_not_compared(other: Review) -> None:
    """Another article or language is refused by name."""
    with pytest.raises(ReviewError, match="two different things"):
        differences(OLD, other)


@given(st.text(max_size=60), st.text(max_size=60))
def test_pieces_give_both_texts_back(old: str, new: str) -> None:
    """Without what came it is the old text, without what went the new."""
    found = list(pieces(old, new))
    assert "".join(text for sign, text in found if sign != "+") == old
    assert "".join(text for sign, text in found if sign != "-") == new

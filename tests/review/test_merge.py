"""What reviewed files decide for an article, alone and together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize import formats
from localize.document import Article
from localize.errors import ReviewError
from localize.review import Entry, Review, fingerprint
from localize.review.merge import KINDS, merge, require_same_article
from localize.segment import segment_block

TEXT = "Первое предложение. Второе предложение.\n\nТретье предложение.\n"


def article() -> Article:
    return formats.read(TEXT.encode(), "news.md", segment_block)


def entries(**changes: object) -> list[Entry]:
    """The three rows of the article, approved as drafted; ``changes`` go to the first."""
    rows = [
        Entry(segment.id, segment.text, f"Аударма {n}.", True, fingerprint(f"Аударма {n}."))
        for n, segment in enumerate(article().segments(), start=1)
    ]
    return [replace(rows[0], **changes), *rows[1:]]  # type: ignore[arg-type]


def review(rows: Sequence[Entry], reviewer: str = "") -> Review:
    return Review("news", "news.md", article().hash, "kk", tuple(rows), reviewer)


FIRST = "p1.s1"
CASES: dict[str, tuple[dict[str, object], str, str | None]] = {
    "approved": ({}, "accepted", "Аударма 1."),
    "edited": ({"target": "Басқа."}, "changed", "Басқа."),
    "approved without a fingerprint": ({"draft": ""}, "changed", "Аударма 1."),
    "not approved": ({"approved": False}, "untouched", "Аударма 1."),
    "edited, not approved": ({"approved": False, "target": "Басқа."}, "untouched", "Басқа."),
    "emptied": ({"target": ""}, "untouched", None),
    "blank": ({"target": " \n"}, "untouched", None),
    "source edited": ({"source": "Первое предложение!"}, "conflict", None),
    "source re-wrapped": ({"source": "Первое\n предложение. "}, "accepted", "Аударма 1."),
    "another id": ({"id": "p9.s1"}, "missing", None),
    "line ends in the target": ({"target": "Өз\n аударма.\u2028"}, "changed", "Өз аударма."),
}


@pytest.mark.parametrize("case", CASES)
def test_one_row(case: str) -> None:
    """What happens to a row, and the target that comes of it; the others stay accepted."""
    changes, kind, target = CASES[case]
    outcome = merge(article(), review(entries(**changes)))
    assert FIRST in getattr(outcome, kind)
    assert outcome.targets.get(FIRST) == target
    assert outcome.accepted[-2:] == ("p1.s2", "p2.s1")
    assert outcome.complete == (kind in ("accepted", "changed"))
    assert outcome.unknown == (("p9.s1",) if case == "another id" else ())


def test_row_that_stands_twice() -> None:
    """The same twice is fine; two targets are a conflict, approved or not."""
    rows = entries()
    assert merge(article(), review([*rows, rows[0]])).complete
    for approved in (True, False):
        other = replace(rows[0], target="Басқа.", approved=approved)
        assert merge(article(), review([*rows, other])).conflict == (FIRST,)


def test_two_halves_make_a_whole() -> None:
    """Two translators, two files: each row comes from the one who did it, with her name."""
    rows = entries()
    outcome = merge(article(), review(rows[:2], "Айгүл"), review(rows[2:], "Болат"))
    assert outcome.complete
    assert outcome.reviewers == {"p1.s1": "Айгүл", "p1.s2": "Айгүл", "p2.s1": "Болат"}


@pytest.mark.parametrize(
    ("one", "other", "kind", "target"),
    [
        ({}, {"approved": False}, "accepted", "Аударма 1."),
        ({"target": "Бір."}, {"approved": False, "target": "Екі."}, "changed", "Бір."),
        ({"target": "Бір."}, {"target": "Бір."}, "changed", "Бір."),
        ({"target": "Бір."}, {"target": "Екі."}, "conflict", None),
        ({"approved": False}, {"approved": False, "target": "Екі."}, "untouched", "Екі."),
        ({"approved": False, "target": "Бір."}, {"approved": False, "target": "Екі."}, "conflict", None),
        ({"approved": False, "target": ""}, {"approved": False}, "untouched", "Аударма 1."),
    ],
)
def test_two_files(one: dict[str, object], other: dict[str, object], kind: str, target: str | None) -> None:
    """Approved beats draft, edited beats untouched, two of the same weight are a conflict; order does not matter."""
    reviews = [review(entries(**one)), review(entries(**other))]
    for order in (reviews, reviews[::-1]):
        outcome = merge(article(), *order)
        assert FIRST in getattr(outcome, kind)
        assert outcome.targets.get(FIRST) == target


rows_of_chaos = st.lists(
    st.builds(
        Entry, st.sampled_from(["p1.s1", "p1.s2", "p2.s1", "p7.s7", ""]),
        st.sampled_from([s.text for s in article().segments()] + ["чужое"]), st.sampled_from(["", "а", "б", "в\nг"]),
        st.booleans(), st.sampled_from(["", fingerprint("а")]),
    ), max_size=12,
)  # fmt: skip


@given(st.lists(rows_of_chaos, max_size=3))
def test_every_segment_has_exactly_one_fate(files: list[list[Entry]]) -> None:
    """Whatever the files hold: no segment is forgotten, none counted twice, no target is blank or broken."""
    outcome = merge(article(), *map(review, files))
    fates = [id for kind in KINDS if kind != "unknown" for id in getattr(outcome, kind)]
    assert sorted(fates) == sorted(segment.id for segment in article().segments())
    assert all(target.strip() and "\n" not in target for target in outcome.targets.values())
    assert set(outcome.approved) <= set(outcome.targets)
    assert not set(outcome.targets) & set(outcome.conflict + outcome.missing)


def test_other_version_of_the_article_is_refused() -> None:
    """The hash decides; the hint says how to go on."""
    with pytest.raises(ReviewError, match="another text") as caught:
        require_same_article(article(), replace(review(entries()), hash="0" * 64), "news.kk.po")
    assert "localize translate news.md --to kk" in caught.value.hint

"""What a package says of itself is checked before anything relies on it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import PackageError
from localize.packages.metadata import CHECKS, folder_of, name_of, parse, problems, version_key

GOOD: dict[str, Any] = {"package_version": "1.0", "from_code": "ru", "to_code": "kk"}


def test_the_least() -> None:
    """A version and two languages are enough."""
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("from_code", "../ru"), ("to_code", "kk/../.."), ("to_code", ""), ("package_version", "1/0"),
        ("package_version", 1.0), ("slots", "yes"), ("max_pieces", "100"), ("max_pieces", True), ("max_pieces", 5000), ("beam_size", 0),
        ("target_prefix", ["<2kk>"]), ("source_prefix", "<2kk>"), ("suppress_sequences", ["a"]), ("append_eos", 1),
        ("files", {"model/model.bin": "abc"}), ("scores", []),
    ],
)  # fmt: skip
def test_wrong_values_are_named(key: str, value: object) -> None:
    """A value that cannot be relied on is refused with its key."""
    assert len(found := problems(GOOD | {key: value})) == 1
    assert found[0].startswith(key)


LEAVES = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(st.dictionaries(st.sampled_from(sorted(CHECKS)), VALUES) | VALUES)
def test_any_json_is_judged(value: object) -> None:
    """Any JSON value, however odd, is accepted without problems or refused with them."""
    if problems(value):
        with pytest.raises(PackageError, match="x: not a translation package"):
            parse(json.dumps(value).encode(), "x")
    else:
        assert parse(json.dumps(value).encode(), "x") == value


def test_bytes_that_are_no_json() -> None:
    """Bytes that are not UTF-8 JSON are named as such."""
    for data in (b"\xff\xfe", b"{", b"[" * 100_000):
        with pytest.raises(PackageError, match=r"metadata\.json cannot be read"):
            parse(data, "x")


def test_names() -> None:
    """The name has the version as it is, the folder's as the Argos index spells it."""
    assert (name_of(GOOD), folder_of(GOOD)) == ("translate-ru_kk-1.0", "translate-ru_kk-1_0")


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.lists(st.integers(0, 99), min_size=1, max_size=4))
def test_versions_compare_by_numbers(one: list[int], other: list[int]) -> None:
    """Versions are ordered by their numbers, not by their letters."""
    assert (version_key(".".join(map(str, one))) < version_key(".".join(map(str, other)))) == (one < other)

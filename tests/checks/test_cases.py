"""Every case of tests/cases/checks does what its kind says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from localize.checks import check
from localize.document import Draft, Issue, Segment, Severity

FOLDER = Path(__file__).parents[1] / "cases" / "checks"
EVERY = "any warning"


def groups() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted(FOLDER.glob("*.toml")):
        for group in tomllib.loads(path.read_text(encoding="utf-8"))["group"]:
            yield path.stem, group


def cases(*kinds: str) -> list[object]:
    return [
        pytest.param(group["check"], group["lang"], row, group.get("want"), id=f"{name}-{group['check']}-{group['lang']}-{n}")
        for name, group in groups()
        if group["kind"] in kinds
        for n, row in enumerate(group["pairs"])  # type: ignore[arg-type,var-annotated]
    ]  # fmt: skip


def found(name: str, lang: str, row: list[str]) -> list[Issue]:
    """The issues of one check on a pair; of every check that speaks up when the name is `EVERY`."""
    issues = list(check(Draft(Segment("p1.s1", row[0], 0, len(row[0])), lang, row[1])))
    if name == EVERY:
        return [issue for issue in issues if issue.severity is not Severity.HINT]
    return [issue for issue in issues if issue.check == name]


@pytest.mark.parametrize(("name", "lang", "row", "want"), cases("wild", "synthetic"))
def test_a_mistake_is_flagged(name: str, lang: str, row: list[str], want: str | None) -> None:
    """The check speaks, says what the case asks for, and points into the text it speaks of."""
    issues = found(name, lang, row)
    assert issues
    if len(row) > 2:
        assert any(row[2] in issue.message for issue in issues), issues
    for issue in issues:
        assert 0 <= issue.start <= issue.stop <= len(row[1] if issue.side == "target" else row[0])


@pytest.mark.parametrize(("name", "lang", "row", "want"), cases("negative"))
def test_a_good_translation_is_left_alone(name: str, lang: str, row: list[str], want: str | None) -> None:
    """The check says nothing."""
    assert found(name, lang, row) == []


@pytest.mark.parametrize(("name", "lang", "row", "want"), cases("known-failure"))
def test_a_known_failure_still_fails(name: str, lang: str, row: list[str], want: str) -> None:
    """When this test fails the check has learnt something: move the case to the right kind."""
    assert bool(found(name, lang, row)) is (want == "silence")


def test_there_are_enough_cases_and_a_third_is_negative() -> None:
    """Issue 6: at least 400 cases, a third of them negative."""
    kinds = [group["kind"] for _, group in groups() for _ in group["pairs"]]  # type: ignore[attr-defined]
    assert len(kinds) >= 400
    assert kinds.count("negative") >= len(kinds) / 3
    assert set(kinds) == {"wild", "synthetic", "negative", "known-failure"}

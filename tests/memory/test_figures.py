"""Figures put into a remembered target, and left alone where that is not safe."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from localize.memory import figures, normal

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/memory/figures.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["source"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    """Every case in figures.toml."""
    remembered, source = normal.key(case["remembered"]), normal.key(case["source"])
    assert normal.skeleton(remembered) == normal.skeleton(source)
    assert (figures.substituted(remembered, case["target"], source, case["lang"]) or "") == case["expected"]


def test_cases_refuse_as_well_as_accept() -> None:
    """The file keeps negative cases."""
    assert {bool(case["expected"]) for case in CASES} == {True, False}

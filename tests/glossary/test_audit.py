"""`check` finds what is wrong with a glossary and keeps silent about what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from localize.glossary.audit import audit
from localize.glossary.term import Term
from localize.glossary.termbase import shipped

GOOD = Term("круглый стол", "дөңгелек үстел", "kk")


@pytest.mark.parametrize(
    ("fault", "terms"),
    [
        ("duplicate", [GOOD, replace(GOOD, note="ещё раз")]),
        ("contradiction", [GOOD, replace(GOOD, kind="organisation", target="басқа үстел")]),
        ("contradiction", [Term("партнёр", "серіктес", "kk"), Term("партнер", "әріптес", "kk", "person")]),
        ("uninflectable", [Term("знак", "белгі/таңба", "kk", flags=("bare",))]),
        ("uninflectable", [Term("плюс", "ОПЕК+", "kk")]),
        ("hidden", [Term("Байтерек", "Бәйтерек", "kk", "place"), Term("Байтерек", "«Бәйтерек»", "kk", "organisation")]),
        ("forbidden", [replace(GOOD, forbidden=("дөңгелек үстел",))]),
        ("empty", [replace(GOOD, target="")]),
    ],
)
def test_finds_the_fault(fault: str, terms: list[Term]) -> None:
    """Each fault is found by its name."""
    assert fault in {finding.fault for finding in audit(terms)}


def test_is_silent_about_a_good_glossary() -> None:
    """No finding without a fault."""
    assert audit([GOOD, Term("Астана", "Астана", "kk", "place"), Term("стол", "үстел", "kk")]) == []


@pytest.mark.parametrize("lang", ["kk", "en"])
def test_the_shipped_glossary_is_sound(lang: str) -> None:
    """What we ship holds no contradiction, no duplicate, no term that is never found."""
    found = [f for f in audit(shipped(lang)) if f.fault != "uninflectable"]
    assert [f.message for f in found] == []

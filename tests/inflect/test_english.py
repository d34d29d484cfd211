"""English forms of terms, from tests/cases/inflect/english-forms.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.inflect.english import plural, possessive, with_article

CASES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "inflect" / "english-forms.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("term", "form"), CASES["possessive"])
def test_possessive(term: str, form: str) -> None:
    """'s, or the bare apostrophe after a plural in -s."""
    assert possessive(term) == form


@pytest.mark.parametrize(("term", "form"), CASES["plural"])
def test_plural(term: str, form: str) -> None:
    """The head of the term becomes plural."""
    assert plural(term) == form


@pytest.mark.parametrize(("kind", "term", "form"), CASES["article"])
def test_article(kind: Any, term: str, form: str) -> None:
    """Only names with a common noun as head, and listed ones, take "the"."""
    assert with_article(term, kind) == form


@given(st.text(max_size=20))
def test_nothing_crashes_and_articles_are_given_once(text: str) -> None:
    """Untrusted terms; asking twice changes nothing."""
    possessive(text)
    plural(text)
    once = with_article(text)
    assert with_article(once) == once

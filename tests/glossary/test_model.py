"""With a real package: the glossary does what it is for."""

from __future__ import annotations

import pytest

from benchmarks.glossary_accuracy import judge, run, sentences
from localize.glossary import terminology_for
from localize.glossary.term import fold


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "cases", "plain"),
    [
        ("kk", "articles", False), ("kk", "articles", True), ("kk", "heldout", False), ("kk", "heldout", True),
        ("en", "articles-en", False), ("en", "articles-en", True),
    ],
)  # fmt: skip
def test_terms_come_out_in_the_right_form(lang: str, cases: str, plain: bool) -> None:
    """Nearly every marked occurrence is an allowed form in the right case; of what goes wrong without the glossary,
    less than half still does."""
    terminology = terminology_for(lang)
    terms = {fold(t.source): t for t in terminology.termbase.usable}
    marked = list(sentences(cases))
    right = []
    for used in (None, terminology):
        drafts, _, _ = run(marked, used, lang, plain=plain)
        verdicts = [v for d, (_, marks) in zip(drafts, marked, strict=True) for v in judge(d.target, marks, terms)]
        allowed = sum(allowed for allowed, _ in verdicts) / len(verdicts)
        right.append(sum(case for _, case in verdicts) / len(verdicts))
        assert not any("⟦" in d.target or "⟧" in d.target for d in drafts)
    assert allowed >= 0.95
    assert right[1] >= 0.9
    assert 1 - right[1] < (1 - right[0]) / 2

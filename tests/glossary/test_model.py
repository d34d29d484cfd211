"""With a real package: the glossary does what it is for."""

from __future__ import annotations

import pytest

from benchmarks.glossary_accuracy import judge, run, sentences
from localize.glossary import terminology_for
from localize.glossary.term import fold


@pytest.mark.model
@pytest.mark.slow
def test_terms_come_out_in_an_allowed_form() -> None:
    """Nearly every marked occurrence is an allowed form with the glossary, and many fewer without."""
    terminology = terminology_for("kk")
    terms = {fold(t.source): t for t in terminology.termbase.usable}
    shares = []
    for used in (None, terminology):
        drafts, _, _ = run("ctranslate", None, used)
        verdicts = [v for d, (_, marks) in zip(drafts, sentences(), strict=True) for v in judge(d.target, marks, terms)]
        shares.append(sum(allowed for allowed, _ in verdicts) / len(verdicts))
        assert not any("⟦" in d.target or "⟧" in d.target for d in drafts)
    assert shares[1] >= 0.88
    assert shares[1] > shares[0] + 0.2

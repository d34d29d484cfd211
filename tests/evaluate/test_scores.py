"""Scores are sacrebleu's own, with their signatures; bands are judged by rank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.document import Band, Draft, Segment
from localize.errors import EngineError
from localize.evaluate.bands import judge_bands, spearman
from localize.evaluate.scores import corpus_scores, evaluate, sentence_scores
from localize.evaluate.testset import TestSet

REFERENCES = ("Үкімет келесі жылғы бюджет жобасын қарады.", "Алматыда жаңа мектеп ашылды.", "Ол келді.")
SOURCES = (
    "Правительство рассмотрело проект бюджета на следующий год и одобрило его в целом.",
    "В Алматы открылась школа.",
    "Он пришёл.",
)
HYPOTHESES = ("Үкімет бюджет жобасын қарады.", "Алматыда мектеп ашылды.", "")
SET = TestSet("news", SOURCES, REFERENCES)


def test_same_as_sacrebleu() -> None:
    """The figures are what sacrebleu gives for the corpus, not a mean over segments."""
    from sacrebleu import corpus_bleu, corpus_chrf

    found = {s.name: s.value for s in corpus_scores(HYPOTHESES, REFERENCES)}
    assert found == {
        "BLEU": round(corpus_bleu(HYPOTHESES, [REFERENCES]).score, 2),
        "chrF2": round(corpus_chrf(HYPOTHESES, [REFERENCES]).score, 2),
        "chrF2++": round(corpus_chrf(HYPOTHESES, [REFERENCES], word_order=2).score, 2),
    }
    assert 0 < found["chrF2"] < 100


def test_signatures() -> None:
    """Every score says how it was counted."""
    signatures = {s.name: s.signature for s in corpus_scores(HYPOTHESES, REFERENCES)}
    assert "tok:13a" in signatures["BLEU"]
    assert "nw:0" in signatures["chrF2"]
    assert "nw:2" in signatures["chrF2++"]
    assert all("version:" in signature for signature in signatures.values())


def test_evaluation() -> None:
    """The report names the test set by its hash, counts what is empty and divides by source length."""
    found = evaluate(SET, HYPOTHESES)
    assert (found.testset, found.testset_hash, found.segments, found.empty) == ("news", SET.hash, 3, 1)
    assert [(part.words, part.segments) for part in found.by_length] == [("1–10", 2), ("11–20", 1)]
    assert found.by_length[1].scores == corpus_scores(HYPOTHESES[:1], REFERENCES[:1])


def test_perfect() -> None:
    """The references themselves have 100 everywhere."""
    found = evaluate(SET, REFERENCES)
    assert {score.value for score in found.scores} == {100.0}


def test_another_number_of_hypotheses() -> None:
    """A hypothesis too few is a mistake of the caller, not a lower score."""
    with pytest.raises(ValueError, match="shorter"):
        evaluate(SET, HYPOTHESES[:2])


def test_sacrebleu_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the error names the extra."""
    import sys

    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.bleu", None)
    with pytest.raises(EngineError) as caught:
        corpus_scores(HYPOTHESES, REFERENCES)
    assert caught.value.hint == "pip install 'localize[evaluate]'"


def draft(target: str, band: Band, score: float | None) -> Draft:
    return Draft(Segment("l1", "x", 0, 1), "kk", target, band=band, score=score)


def test_bands() -> None:
    """Bands that follow the quality correlate fully; the engine's score is judged beside them."""
    targets = (REFERENCES[0], "Алматыда мектеп салынды.", "жоқ")
    bands = (Band.FINE, Band.LOOK, Band.REDO)
    drafts = [draft(t, b, s) for t, b, s in zip(targets, bands, (-3.0, -2.0, -1.0), strict=True)]
    found = judge_bands(drafts, REFERENCES)
    assert [(b.band, b.segments) for b in found.bands] == [("fine", 1), ("look", 1), ("redo", 1)]
    assert found.bands[0].chrf == 100.0 > found.bands[1].chrf > found.bands[2].chrf
    assert (found.correlation, found.engine) == (1.0, -1.0)


def test_one_band() -> None:
    """Where all drafts are in one band there is nothing to correlate."""
    found = judge_bands([draft(t, Band.LOOK, None) for t in REFERENCES], REFERENCES)
    assert (found.correlation, found.engine) == (None, None)
    assert [b.segments for b in found.bands] == [0, 3, 0]


def test_sentence_scores_are_of_sentences() -> None:
    """A segment's score does not depend on its neighbours."""
    assert sentence_scores(HYPOTHESES, REFERENCES)[1] == sentence_scores(HYPOTHESES[1:2], REFERENCES[1:2])[0]


NUMBERS = st.lists(st.integers(-9, 9), min_size=2, max_size=30)


@given(NUMBERS)
def test_spearman_of_itself(values: list[int]) -> None:
    """A ranking agrees with itself, and with any increasing function of itself; it is opposed to its negative."""
    expected = 1.0 if len(set(values)) > 1 else None
    assert spearman(values, values) == expected
    assert spearman(values, [3 * v**3 + 1 for v in values]) == expected
    assert spearman(values, [-v for v in values]) == (-expected if expected else None)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30))
def test_spearman_is_a_correlation(pairs: list[tuple[int, int]]) -> None:
    """It lies between -1 and 1 and does not mind which side is which."""
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    found = spearman(first, second)
    assert found == spearman(second, first)
    assert found is None or -1 <= found <= 1


def test_spearman_with_ties() -> None:
    """Ties share their mean rank (worked by hand: ranks 1.5 1.5 3 against 1 2 3 → 0.866)."""
    assert spearman([1, 1, 2], [5, 6, 7]) == 0.866

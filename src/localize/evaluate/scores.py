"""BLEU, chrF2 and chrF2++ by sacrebleu (extra ``localize[evaluate]``), each with the signature of its settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from localize.errors import EngineError
from localize.evaluate.testset import TestSet

LENGTHS = {"1–10": range(1, 11), "11–20": range(11, 21), "21–30": range(21, 31), "31+": range(31, 2**31)}


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score from 0 to 100; only scores with the same signature can be compared."""

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class LengthScore:
    """The scores of the segments whose source has that many words, such as ``11–20``."""

    words: str
    segments: int
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of hypotheses on a test set. ``empty`` counts the segments without a translation."""

    testset: str
    testset_hash: str
    segments: int
    words: int
    empty: int
    scores: tuple[Score, ...]
    by_length: tuple[LengthScore, ...]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def evaluate(testset: TestSet, hypotheses: Sequence[str]) -> Evaluation:
    """The scores of hypotheses, in the order of the test set's sources."""
    rows = list(zip(testset.sources, hypotheses, testset.references, strict=True))
    return Evaluation(
        testset.name,
        testset.hash,
        len(rows),
        testset.words,
        sum(not hypothesis.strip() for hypothesis in hypotheses),
        corpus_scores([h for _, h, _ in rows], [r for _, _, r in rows]),
        tuple(_by_length(rows)),
    )


def _by_length(rows: Sequence[tuple[str, str, str]]) -> Iterator[LengthScore]:
    for label, lengths in LENGTHS.items():
        fitting = [(h, r) for source, h, r in rows if len(source.split()) in lengths]
        if fitting:
            yield LengthScore(label, len(fitting), corpus_scores([h for h, _ in fitting], [r for _, r in fitting]))


def corpus_scores(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """BLEU (13a tokens), chrF2 and chrF2++ over all segments, rounded to two digits.

    >>> [(s.name, s.value) for s in corpus_scores(["Бұл жаңа мектеп пе"], ["Бұл жаңа мектеп пе"])]
    [('BLEU', 100.0), ('chrF2', 100.0), ('chrF2++', 100.0)]
    """
    scores = []
    for metric in _metrics():
        found = metric.corpus_score(list(hypotheses), [list(references)])
        scores.append(Score(found.name, round(found.score, 2), str(metric.get_signature())))
    return tuple(scores)


def sentence_scores(hypotheses: Sequence[str], references: Sequence[str]) -> list[float]:
    """chrF2 of every segment by itself."""
    metric = _metrics()[1]
    return [metric.sentence_score(h, [r]).score for h, r in zip(hypotheses, references, strict=True)]


def mean(values: Sequence[float]) -> float:
    return round(fmean(values), 2) if values else 0.0


def _metrics() -> tuple[Any, Any, Any]:
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise EngineError(
            f"scores need sacrebleu ({error.name} is not installed)", "pip install 'localize[evaluate]'"
        ) from error
    return BLEU(), CHRF(), CHRF(word_order=2)

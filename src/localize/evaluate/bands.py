"""Are the quality bands worth anything? Sentence chrF by band, and how far the two rankings agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from localize.document import Band, Draft
from localize.evaluate.scores import mean, sentence_scores

GOODNESS = {Band.REDO: 0.0, Band.LOOK: 1.0, Band.FINE: 2.0}


@dataclass(frozen=True, slots=True)
class BandScore:
    """The mean sentence chrF2 of the drafts in a band."""

    band: str
    segments: int
    chrf: float


@dataclass(frozen=True, slots=True)
class Bands:
    """``correlation`` is Spearman's rho between band and sentence chrF2: 1 the same ranking, 0 none; None when all
    drafts are in one band. ``estimate`` is the same for the expected chrF that the bands are cut from, ``engine`` for
    the engine's own score."""

    bands: tuple[BandScore, ...]
    correlation: float | None
    estimate: float | None
    engine: float | None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def judge_bands(drafts: Sequence[Draft], references: Sequence[str], expected: Sequence[float | None] = ()) -> Bands:
    """What the bands of drafts, and the chrF ``expected`` of them, say of their quality against references; all in the
    same order."""
    chrf = sentence_scores([draft.target for draft in drafts], references)
    found = []
    for band in sorted(GOODNESS, key=GOODNESS.__getitem__, reverse=True):
        values = [value for draft, value in zip(drafts, chrf, strict=True) if draft.band is band]
        found.append(BandScore(band.value, len(values), mean(values)))
    scored = [(draft.score, value) for draft, value in zip(drafts, chrf, strict=True) if draft.score is not None]
    guessed = [(guess, value) for guess, value in zip(expected, chrf, strict=False) if guess is not None]
    return Bands(
        tuple(found),
        spearman([GOODNESS[draft.band] for draft in drafts], chrf),
        spearman([guess for guess, _ in guessed], [value for _, value in guessed]),
        spearman([score for score, _ in scored], [value for _, value in scored]),
    )


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Rank correlation, ties sharing their mean rank; None where one side has a single value.

    >>> spearman([1, 2, 3], [10, 20, 30]), spearman([1, 2, 3], [3, 2, 1]), spearman([1, 1], [1, 2])
    (1.0, -1.0, None)
    """
    a, b = _ranks(first), _ranks(second)
    if len(set(a)) < 2 or len(set(b)) < 2:
        return None
    middle = (len(a) + 1) / 2
    together = sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    apart = sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)
    return float(round(together / apart**0.5, 3))


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        stop = at
        while stop < len(order) and values[order[stop]] == values[order[at]]:
            stop += 1
        for place in order[at:stop]:
            ranks[place] = (at + stop + 1) / 2
        at = stop
    return ranks

"""How much work is a draft? Engine score, length, alignment, round trip and checks → fine, look or redo.

The estimate is the chrF that drafts of this package with such a score had on the development set:
``bias + score × its weight + log(words) × its weight`` (``data/bands.toml``, `benchmarks/calibrate.py`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from localize.checks.tables import table
from localize.document import Band, Draft, Issue, Origin, Severity

# What one finding takes off the estimate, in points of chrF; set by judgement, not fitted.
COST = {Severity.CRITICAL: 30.0, Severity.WARNING: 10.0, Severity.HINT: 0.0}
# A draft with one of these cannot be mended quicker than translated anew.
HOPELESS = frozenset({"empty", "same", "untranslated", "wrong-language", "loop"})
# Below these a signal speaks against the draft, when the caller has it: aligned share of source words, likeness
# (0 … 1) of the back-translation to the source.
COVERAGE, ROUND_TRIP = 0.6, 0.35


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A calibrated line and the two cuts on it; a cut of None means that the data gave no reason for one."""

    bias: float
    score: float
    log_words: float
    fine: float | None
    redo: float | None

    def estimate(self, score: float, words: int) -> float:
        """The expected chrF, 0 … 100."""
        return self.bias + self.score * score + self.log_words * math.log(max(1, words))


def thresholds(package: str, lang: str) -> Thresholds | None:
    """The calibration of a package (``translate-ru_kk-0_1`` or its beginning), else of its language, else None."""
    rows: Mapping[str, Mapping[str, float | str]] = table("bands")
    fitting = [name for name in rows if package.startswith(name)]
    row = rows[max(fitting, key=len)] if fitting else rows.get(f"*-{lang}")
    if row is None:
        return None
    cuts = [float(row[key]) if key in row else None for key in ("fine", "redo")]
    return Thresholds(float(row["bias"]), float(row["score"]), float(row["log_words"]), *cuts)


def band(draft: Draft, *, coverage: float | None = None, round_trip: float | None = None) -> Band:
    """What a reviewer should expect. ``draft.issues`` must hold the checks' issues already.

    A draft of a person or an exact match from the memory is fine unless a check speaks; machine drafts of a
    package that was never calibrated are at best worth a look.
    """
    if any(issue.check in HOPELESS for issue in draft.issues):
        return Band.REDO
    worst = _worst(draft.issues)
    if draft.origin in (Origin.PERSON, Origin.MEMORY) and draft.score is None:
        return Band.LOOK if worst in (Severity.CRITICAL, Severity.WARNING) else Band.FINE
    known = thresholds(draft.package, draft.lang)
    if known is None or draft.score is None:
        return Band.LOOK
    estimate = known.estimate(draft.score, len(draft.segment.text.split()))
    estimate -= sum(COST[issue.severity] for issue in draft.issues)
    doubtful = (coverage is not None and coverage < COVERAGE) or (round_trip is not None and round_trip < ROUND_TRIP)
    if known.redo is not None and estimate < known.redo:
        return Band.REDO
    sound = known.fine is not None and estimate >= known.fine and not doubtful
    return Band.FINE if sound and worst in (None, Severity.HINT) else Band.LOOK


def _worst(issues: tuple[Issue, ...]) -> Severity | None:
    order = list(Severity)
    return min((issue.severity for issue in issues), key=order.index, default=None)

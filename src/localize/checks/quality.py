"""How much work is a draft? Engine score, alignment coverage and checks → fine, look or redo.

The estimate is the chrF that drafts of this package had on the development sets where these signals were the same:
a weighted sum (``data/bands.toml``, `benchmarks/calibrate.py`). *Fine* are the best that the package makes, a tenth of the
development drafts, of which half or more have a chrF of 60 or more; a file says which of its drafts to read first, not
that a fine one is right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from localize.checks.tables import table
from localize.document import Band, Draft, Origin

# A draft with one of these cannot be mended quicker than translated anew.
HOPELESS = frozenset({"empty", "same", "untranslated", "wrong-language", "loop"})
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The weights of the estimate and the two cuts on it; a cut of None means that the data gave no reason for one.

    ``flagged`` is what a critical or warning flag takes off; ``usual`` the coverage of a draft that brings none.
    """

    bias: float
    score: float
    log_words: float
    coverage: float
    flagged: float
    usual: float
    fine: float | None
    redo: float | None

    def estimate(self, signals: Signals) -> float:
        """The expected chrF, 0 … 100."""
        covered = self.usual if signals.coverage is None else signals.coverage
        sure = self.bias + self.score * signals.score + self.log_words * math.log(max(1, signals.words))
        return sure + self.coverage * covered + self.flagged * signals.flagged


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a draft: mean log-probability a piece, source words, share of them that the engine looked at
    (None: it does not tell), and whether a check says more than a hint."""

    score: float
    words: int
    coverage: float | None
    flagged: bool


def signals_of(draft: Draft) -> Signals | None:
    """None for a draft that no engine scored."""
    if draft.score is None:
        return None
    return Signals(draft.score, len(draft.segment.text.split()), draft.coverage, draft.flagged)


def coverage(text: str, looked_at: Iterable[tuple[int, int]]) -> float | None:
    """The share of the words of a source at which the engine looked; None when it does not say where it looks.

    >>> coverage("Дом построен быстро", [(0, 3), (4, 12)]), coverage("Дом", [])
    (0.667, None)
    """
    places = sorted(looked_at)
    words = [m.span() for m in WORD.finditer(text)]
    if not places or not words:
        return None
    seen = sum(any(start < stop_of and at < stop for at, stop_of in places) for start, stop in words)
    return round(seen / len(words), 3)


def thresholds(package: str, lang: str) -> Thresholds | None:
    """The calibration of a package (``translate-ru_kk-0_1`` or its beginning), else of its language, else None."""
    rows: Mapping[str, Mapping[str, float | str]] = table("bands")
    fitting = [name for name in rows if package.startswith(name)]
    row = rows[max(fitting, key=len)] if fitting else rows.get(f"*-{lang}")
    if row is None:
        return None
    weights = [float(row.get(key, 0.0)) for key in ("bias", "score", "log_words", "coverage", "flagged", "usual")]
    cuts = [float(row[key]) if key in row else None for key in ("fine", "redo")]
    return Thresholds(*weights, *cuts)


def expected(draft: Draft) -> float | None:
    """The chrF to expect of a draft; None without a score or a calibration."""
    known, signals = thresholds(draft.package, draft.lang), signals_of(draft)
    return known.estimate(signals) if known and signals else None


def band(draft: Draft) -> Band:
    """What a reviewer should expect. ``draft.issues`` must hold the checks' issues already.

    A draft of a person or an exact match from the memory is fine unless a check speaks; machine drafts of a
    package that was never calibrated are at best worth a look, and so is whatever a check warns of.
    """
    if any(issue.check in HOPELESS for issue in draft.issues):
        return Band.REDO
    if draft.origin in (Origin.PERSON, Origin.MEMORY) and draft.score is None:
        return Band.LOOK if draft.flagged else Band.FINE
    known, signals = thresholds(draft.package, draft.lang), signals_of(draft)
    if known is None or signals is None:
        return Band.LOOK
    estimate = known.estimate(signals)
    if known.redo is not None and estimate < known.redo:
        return Band.REDO
    sound = known.fine is not None and estimate >= known.fine and not draft.flagged
    return Band.FINE if sound else Band.LOOK

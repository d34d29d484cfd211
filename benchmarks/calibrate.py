"""Fit the bands of a package: engine score, length, coverage and flags → expected chrF → fine, look, redo.

    python -m benchmarks.calibrate /work/shared/eval kk [PACKAGE] [--limit N]

translates the development sets of the language with the package (or the best one found) as `localize translate`
does, and writes its row of ``data/bands.toml``; rows of other packages stay. Every second pair fits the weights and
cuts, the others say what the bands are worth (``worth``), so that no figure is measured on what it was fitted to.

*Fine* is the sixth of the drafts with the highest estimate, or fewer, so that at least `SURE` of them have a chrF of
`GOOD` or more; *redo* are those below the highest estimate up to which two thirds have a chrF under `POOR`. Where
the data never reach that, there is no cut and no draft gets the band.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean, median

from benchmarks.pairs import development_pairs
from localize.checks.quality import Signals, signals_of

BANDS = Path(__file__).parents[1] / "src" / "localize" / "checks" / "data" / "bands.toml"
BEST, GOOD, SURE, POOR, LOST = 1 / 6, 60.0, 0.65, 35.0, 0.67
LEAST = 20
HEAD = """# Expected chrF of a draft: bias + score * mean log-probability + log_words * ln(source words) + coverage * share of
# source words looked at (`usual` where unknown) + flagged (when a check warns); the cuts are on it.
# Made by benchmarks/calibrate.py; a row serves every package whose name begins so, `*-kk` any other into Kazakh.
# pairs, chrf, r (correlation of estimate and sentence chrF), shares, worth and date say where the figures come from.
"""
Row = tuple[Signals, float]


def measured(folder: Path, lang: str, package: str | None, limit: int) -> tuple[str, list[Row]]:
    """The package's name, and for each development pair its draft's signals and chrF."""
    from sacrebleu.metrics import CHRF

    from localize.document import Segment
    from localize.engines import ENGINES
    from localize.glossary import terminology_for
    from localize.pipeline import Settings, drafts_of

    pairs = development_pairs(folder, lang)
    pairs = pairs[:: max(1, len(pairs) // limit)]
    engine = ENGINES["ctranslate"]("ru", lang, package)
    segments = [Segment(f"p{i}.s1", source, 0, len(source)) for i, (source, _) in enumerate(pairs)]
    drafts = drafts_of(segments, engine, Settings(lang, terms=terminology_for(lang)))
    metric = CHRF()
    rows = []
    for draft, (_, target) in zip(drafts, pairs, strict=True):
        if signals := signals_of(draft):
            rows.append((signals, metric.sentence_score(draft.target, [target]).score))
    return engine.package, rows


def features(signals: Signals, usual: float) -> tuple[float, ...]:
    """1, score, ln words, coverage, flagged: in the order of the weights."""
    covered = usual if signals.coverage is None else signals.coverage
    return 1.0, signals.score, math.log(max(1, signals.words)), covered, float(signals.flagged)


def fitted(rows: Sequence[Row], usual: float) -> list[float]:
    """Least squares of chrF on the features. Neither a flag nor length ever speaks for a draft.

    chrF rises with length by itself, while an editor found the long ones broken more often: of 31 drafts of ru→en 1.2
    that he read, 11 of 20 were good that were *fine* with a weight for length, 11 of 18 without.
    """
    used = list(range(5))
    while True:
        weights = dict(zip(used, _least_squares([[features(s, usual)[i] for i in used] for s, _ in rows], [c for _, c in rows]), strict=True))  # fmt: skip
        wrong = [i for i in (2, 4) if weights.get(i, 0.0) > 0]
        if not wrong:
            return [weights.get(i, 0.0) for i in range(5)]
        used.remove(wrong[0])


def _least_squares(table: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    size = range(len(table[0]))
    matrix = [[sum(f[i] * f[j] for f in table) for j in size] for i in size]
    return solved(matrix, [sum(f[i] * value for f, value in zip(table, values, strict=True)) for i in size])


def solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Gauss with pivoting; a direction without data gets weight 0."""
    size = len(vector)
    table = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    free: set[int] = set()
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(table[r][column]))
        table[column], table[pivot] = table[pivot], table[column]
        if abs(table[column][column]) < 1e-9:
            table[column] = [*(float(i == column) for i in range(size)), 0.0]
            free.add(column)
        for row in range(size):
            if row != column:
                factor = table[row][column] / table[column][column]
                table[row] = [a - factor * b for a, b in zip(table[row], table[column], strict=True)]
    return [table[i][size] / table[i][i] for i in range(size)]


def cut(
    estimates: Sequence[tuple[float, float]], inside: Callable[[float], bool], share: float, most: int
) -> float | None:
    """Walking in from the sure end: the last estimate, of the first ``most``, up to which ``share`` of the chrFs are
    ``inside``."""
    best: float | None = None
    hits = 0
    for number, (estimate, chrf) in enumerate(estimates[:most], start=1):
        hits += inside(chrf)
        if number >= min(LEAST, most) and hits >= share * number:
            best = estimate
    return best


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    mean_x, mean_y = (fmean(p[i] for p in pairs) for i in (0, 1))
    over = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    under = math.sqrt(sum((x - mean_x) ** 2 for x, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs))
    return over / under if under else 0.0


def calibrated(rows: Sequence[Row], day: date) -> dict[str, float | str]:
    """A row of ``bands.toml`` for one package."""
    known = [signals.coverage for signals, _ in rows if signals.coverage is not None]
    usual = round(median(known), 3) if known else 1.0
    fitting, testing = rows[::2], rows[1::2]
    weights = fitted(fitting, usual)
    estimates = _estimated(fitting, weights, usual)
    fine = cut(estimates[::-1], lambda chrf: chrf >= GOOD, SURE, round(BEST * len(estimates)))
    redo = cut(estimates, lambda chrf: chrf < POOR, LOST, len(estimates))
    names = ("bias", "score", "log_words", "coverage", "flagged")
    out: dict[str, float | str] = {name: round(weight, 2) for name, weight in zip(names, weights, strict=True)}
    out |= {"usual": usual}
    out |= {key: round(value, 1) for key, value in (("fine", fine), ("redo", redo)) if value is not None}
    return out | _worth(_estimated(testing, weights, usual), fine, redo) | {
        "pairs": len(rows), "chrf": round(fmean(chrf for _, chrf in rows), 1), "date": day.isoformat(),
    }  # fmt: skip


def _estimated(rows: Sequence[Row], weights: Sequence[float], usual: float) -> list[tuple[float, float]]:
    """(estimate, chrF), the lowest estimate first."""
    found = ((sum(w * f for w, f in zip(weights, features(s, usual), strict=True)), chrf) for s, chrf in rows)
    return sorted(found, key=lambda pair: pair[0])


def _worth(estimates: Sequence[tuple[float, float]], fine: float | None, redo: float | None) -> dict[str, float | str]:
    """What estimate and bands are worth on pairs that they were not fitted to."""
    groups = {
        "fine": [chrf for e, chrf in estimates if fine is not None and e >= fine],
        "look": [c for e, c in estimates if (fine is None or e < fine) and (redo is None or e >= redo)],
        "redo": [chrf for e, chrf in estimates if redo is not None and e < redo],
    }
    shares = ", ".join(f"{name} {len(group) / len(estimates):.0%}" for name, group in groups.items())
    means = ", ".join(f"{name} {fmean(group):.0f}" for name, group in groups.items() if group)
    sure = fmean(chrf >= GOOD for chrf in groups["fine"]) if groups["fine"] else 0.0
    return {
        "r": round(correlation(estimates), 2), "shares": shares,
        "worth": f"mean chrF {means}; {sure:.0%} of fine at {GOOD:.0f} or more",
    }  # fmt: skip


def save(package: str, row: Mapping[str, float | str]) -> None:
    table = tomllib.loads(BANDS.read_text(encoding="utf-8")) if BANDS.exists() else {}
    table[package] = row
    body = "".join(
        f'\n["{name}"]\n' + "".join(f"{k} = {_toml(v)}\n" for k, v in row.items()) for name, row in table.items()
    )
    BANDS.write_text(HEAD + body, encoding="utf-8")


def _toml(value: float | str) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("lang")
    parser.add_argument("package", nargs="?")
    parser.add_argument("--limit", type=int, default=1500)
    given = parser.parse_args()
    package, rows = measured(given.folder, given.lang, given.package, given.limit)
    row = calibrated(rows, date.today())
    save(package, row)
    print(package, *(f"{key} = {value}" for key, value in row.items()), sep="\n")


if __name__ == "__main__":
    main()

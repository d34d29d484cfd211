"""Fit the bands of a package: engine score and length → expected chrF → fine, look, redo.

    python benchmarks/calibrate.py score /work/shared/eval kk > scores.tsv     # translate the development set
    python benchmarks/calibrate.py fit scores.tsv                              # write data/bands.toml

``score`` writes package, score (mean log-probability a piece), words, chrF, one segment a line; files of
several packages may be joined. ``fit`` replaces the rows of the packages it reads and keeps the others.
A segment is good from chrF `GOOD` and poor below `POOR`. The cut for *fine* is the lowest estimate above
which `SURE` of the segments are good; the cut for *redo* the highest below which two thirds are poor. Where the
data never reach that, there is no cut and no draft gets the band.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.pairs import development_pairs

BANDS = Path(__file__).parents[1] / "src" / "localize" / "checks" / "data" / "bands.toml"
GOOD, POOR, SURE, LOST = 55.0, 35.0, 0.75, 0.67
LEAST = 30
HEAD = """# Expected chrF of a draft: bias + score * mean log-probability + log_words * ln(source words); the cuts are on it.
# Made by benchmarks/calibrate.py; a row serves every package whose name begins so, `*-kk` any other into Kazakh.
# pairs, chrf, r (correlation of estimate and sentence chrF), shares and date say where the figures come from.
"""
Row = tuple[float, float, float]


def score(folder: Path, lang: str, package: str | None = None, limit: int = 1500) -> None:
    """Translate the development sets and print a line a segment."""
    from sacrebleu.metrics import CHRF

    from localize.document import Segment
    from localize.engines import ENGINES
    from localize.pipeline import Settings, drafts_of

    pairs = development_pairs(folder, lang)[:limit]
    engine = ENGINES["ctranslate"]("ru", lang, package)
    segments = [Segment(f"p{i}.s1", source, 0, len(source)) for i, (source, _) in enumerate(pairs)]
    metric = CHRF()
    for draft, (source, target) in zip(drafts_of(segments, engine, Settings(lang)), pairs, strict=True):
        if draft.score is not None:
            chrf = metric.sentence_score(draft.target, [target]).score
            print(draft.package, draft.score, len(source.split()), round(chrf, 2), sep="\t")


def fitted(rows: Sequence[Row]) -> tuple[float, float, float]:
    """Least squares of chrF on 1, score, ln words."""
    features = [(1.0, s, math.log(max(1.0, w))) for s, w, _ in rows]
    matrix = [[sum(f[i] * f[j] for f in features) for j in range(3)] for i in range(3)]
    vector = [sum(f[i] * row[2] for f, row in zip(features, rows, strict=True)) for i in range(3)]
    bias, weight, length = solved(matrix, vector)
    return bias, weight, length


def solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Gauss with pivoting; a direction without data gets weight 0."""
    size = len(vector)
    table = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(table[r][column]))
        table[column], table[pivot] = table[pivot], table[column]
        if abs(table[column][column]) < 1e-9:
            table[column][column] = 1.0
        for row in range(size):
            if row != column:
                factor = table[row][column] / table[column][column]
                table[row] = [a - factor * b for a, b in zip(table[row], table[column], strict=True)]
    return [table[i][size] / table[i][i] for i in range(size)]


def cut(estimates: Sequence[tuple[float, float]], inside: Callable[[float], bool], share: float) -> float | None:
    """Walking in from the sure end: the last estimate up to which ``share`` of the chrFs are ``inside``, and still
    half of the last `LEAST`."""
    best: float | None = None
    hits: list[bool] = []
    for estimate, chrf in estimates:
        hits.append(inside(chrf))
        if len(hits) >= LEAST and sum(hits) >= share * len(hits) and sum(hits[-LEAST:]) >= LEAST / 2:
            best = estimate
    return best


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    mean_x, mean_y = (sum(p[i] for p in pairs) / len(pairs) for i in (0, 1))
    over = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    under = math.sqrt(sum((x - mean_x) ** 2 for x, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs))
    return over / under if under else 0.0


def calibrated(rows: Sequence[Row], day: date) -> dict[str, float | str]:
    """A row of ``bands.toml`` for one package."""
    bias, weight, length = fitted(rows)
    estimates = sorted((bias + weight * s + length * math.log(max(1.0, w)), chrf) for s, w, chrf in rows)
    fine = cut(estimates[::-1], lambda chrf: chrf >= GOOD, SURE)
    redo = cut(estimates, lambda chrf: chrf < POOR, LOST)
    out: dict[str, float | str] = {"bias": round(bias, 2), "score": round(weight, 2), "log_words": round(length, 2)}
    out |= {key: round(value, 1) for key, value in (("fine", fine), ("redo", redo)) if value is not None}
    share_fine = sum(fine is not None and e >= fine for e, _ in estimates) / len(rows)
    share_redo = sum(redo is not None and e < redo for e, _ in estimates) / len(rows)
    return out | {
        "pairs": len(rows), "chrf": round(sum(r[2] for r in rows) / len(rows), 1), "r": round(correlation(estimates), 2),
        "shares": f"fine {share_fine:.0%}, redo {share_redo:.0%}", "date": day.isoformat(),
    }  # fmt: skip


def fit(paths: Sequence[Path], day: date) -> None:
    groups: dict[str, list[Row]] = defaultdict(list)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            package, *figures = line.split("\t")
            row = tuple(map(float, figures))
            groups[package].append((row[0], row[1], row[2]))
    table = tomllib.loads(BANDS.read_text(encoding="utf-8")) if BANDS.exists() else {}
    table |= {package: calibrated(rows, day) for package, rows in groups.items()}
    body = "".join(
        f'\n["{name}"]\n' + "".join(f"{k} = {_toml(v)}\n" for k, v in row.items()) for name, row in table.items()
    )
    BANDS.write_text(HEAD + body, encoding="utf-8")
    print(body)


def _toml(value: float | str) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


if __name__ == "__main__":
    if sys.argv[1] == "score":
        score(Path(sys.argv[2]), sys.argv[3], *sys.argv[4:5])
    else:
        fit([Path(p) for p in sys.argv[2:]], date.today())

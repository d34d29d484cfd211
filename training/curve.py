"""Learning curves as a picture: ``python -m training.curve WORK OUT.svg STAGE…`` (perplexity over target pieces)."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

COLOURS = ("#1f4e79", "#b3541e", "#2e7d32", "#7b1fa2")
WIDTH, HEIGHT, LEFT, BOTTOM = 720, 400, 60, 50


def points(path: Path, offset: float) -> list[tuple[float, float]]:
    """(million pieces, perplexity) of a stage's log; ``offset`` is what the stages before it had seen."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(offset + line["pieces"] / 1e6, line["ppl"]) for line in lines]


def svg(curves: dict[str, list[tuple[float, float]]]) -> str:
    """Perplexity on a logarithmic axis."""
    right = max(x for curve in curves.values() for x, _ in curve)
    top, low = math.log(400), math.log(3)

    def place(x: float, y: float) -> str:
        return f"{LEFT + x / right * (WIDTH - LEFT - 20):.1f},{20 + (top - math.log(min(y, 400))) / (top - low) * (HEIGHT - BOTTOM - 20):.1f}"

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']  # fmt: skip
    for y in (3, 5, 10, 20, 50, 100, 200, 400):
        at = place(0, y).split(",")[1]
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 20}" y1="{at}" y2="{at}" stroke="#ddd"/>'
                     f'<text x="{LEFT - 8}" y="{at}" text-anchor="end" dy="4">{y}</text>')  # fmt: skip
    for x in range(0, math.ceil(right) + 1, 4):
        at = place(x, 3).split(",")[0]
        parts.append(f'<text x="{at}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{x}</text>')
    for number, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        line = " ".join(place(x, y) for x, y in curve)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
                     f'<text x="{WIDTH - 150}" y="{40 + 18 * number}" fill="{colour}">{name}</text>')  # fmt: skip
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle">million target pieces</text>'
                 f'<text x="14" y="{HEIGHT / 2}" transform="rotate(-90 14 {HEIGHT / 2})" text-anchor="middle">training perplexity</text></svg>')  # fmt: skip
    return "\n".join(parts)


if __name__ == "__main__":
    work, out, *stages = sys.argv[1:]
    joint = points(Path(work) / "joint.jsonl", 0.0)
    found = {"joint": joint} | {s: points(Path(work) / f"{s}.jsonl", joint[-1][0]) for s in stages}
    Path(out).write_text(svg(found), encoding="utf-8")

"""Start-up and main job beside raw CTranslate2 in the same run: ``python benchmarks/main_job.py [--lang kk]``.

Prints the median of several runs: ``localize --help``, one article from cold start, and the overhead of the
pipeline over the same engine batch called directly (prepared texts in, hypotheses out).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def median_seconds(command: list[str], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def pipeline_ratio(lang: str, copies: int) -> dict[str, float]:
    """CPU seconds of the pipeline and of its engine batch alone, on ``copies`` distinct versions of the sample."""
    from localize import formats, pipeline
    from localize.engines import ENGINES
    from localize.segment import segment_block

    text = (ROOT / "samples" / "economy.txt").read_text(encoding="utf-8")
    articles = [
        formats.read(text.replace("году", f"{n} году").encode(), f"a{n}.txt", segment_block) for n in range(copies)
    ]
    engine = ENGINES["ctranslate"]("ru", lang)
    settings = pipeline.Settings(lang)
    pipeline.translate(articles[:1], engine, settings)  # warm: dictionaries and the model are loaded
    start = time.process_time()
    pipeline.translate(articles, engine, settings)
    whole = time.process_time() - start
    prepared = [pipeline.prepare(s, engine.slots, settings).masked.text for a in articles for s in a.segments()]
    start = time.process_time()
    engine.translate(prepared, settings.n_best)
    raw = time.process_time() - start
    words = sum(a.words for a in articles)
    return {"pipeline": whole, "engine": raw, "ratio": whole / raw, "words": words, "words/s": words / whole}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", default="kk")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    program = [sys.executable, "-m", "localize"]
    with tempfile.TemporaryDirectory() as out:
        translate = [*program, "translate", str(ROOT / "samples/economy.txt"), "--to", options.lang, "--out", out]
        figures = {
            "help seconds": median_seconds([*program, "--help"], options.runs),
            "article seconds": median_seconds([*translate, "--force"], options.runs),
        }
    figures |= pipeline_ratio(options.lang, 10)
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main()

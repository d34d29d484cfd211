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
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def median_seconds(command: list[str], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def pipeline_ratio(lang: str) -> dict[str, float]:
    """CPU seconds of the pipeline, with the shipped glossary and without, and of its engine batch alone."""
    from localize import pipeline
    from localize.desk import read_article
    from localize.engines import ENGINES
    from localize.glossary import terminology_for

    articles = [read_article(ROOT / "samples" / name) for name in ("economy.txt", "energy.md", "culture.html")]
    engine = ENGINES["ctranslate"]("ru", lang)
    plain, full = pipeline.Settings(lang), pipeline.Settings(lang, terms=terminology_for(lang))
    texts = [pipeline.prepare(s, engine.slots, plain).masked.text for a in articles for s in a.segments()]

    def seconds(work: Callable[[], object]) -> float:
        work()  # warm: dictionaries, tables and the model are loaded
        start = time.process_time()
        work()
        return time.process_time() - start

    raw = seconds(lambda: engine.translate(texts, plain.n_best))
    without = seconds(lambda: pipeline.translate(articles, engine, plain))
    whole = seconds(lambda: pipeline.translate(articles, engine, full))
    words = sum(a.words for a in articles)
    return {
        "words": words, "engine CPU s": raw, "pipeline CPU s": without, "with glossary CPU s": whole,
        "pipeline / engine": without / raw, "with glossary / engine": whole / raw, "words per CPU s": words / whole,
    }  # fmt: skip


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
    figures |= pipeline_ratio(options.lang)
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main()

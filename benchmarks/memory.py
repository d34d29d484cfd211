"""How fast the translation memory answers, and how much of what an exhaustive search finds it finds.

    python benchmarks/memory.py [--pairs 200000] [--queries 500] [--corpus pairs.tsv.xz]

Without a corpus (lines of source<TAB>target) the sentences are drawn from 30,000 invented words by Zipf's law.
Times are processor time of this process, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import platform
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from localize.memory import Memory, Pair, normal, similar
from localize.memory.recall import LEAST, exact, with_figures

SEED = 2026


def invented(count: int) -> Iterator[tuple[str, str]]:
    chance = random.Random(SEED)
    syllables = [c + v for c in "бвгдзклмнпрстфх" for v in "аеиоуыя"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 5))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in range(count):
        length = max(2, round(chance.gauss(14, 6)))
        text = " ".join(chance.choices(words, cum_weights=weights, k=length)).capitalize() + "."
        yield text, f"{number}: {text}"


def corpus(path: Path | None, count: int) -> list[tuple[str, str]]:
    """The first ``count`` pairs with different sources."""
    if path is None:
        rows = invented(2 * count)
    else:
        data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        cells = (line.split("\t") for line in data.decode().split("\n"))
        rows = ((row[0], row[1]) for row in cells if len(row) > 1)
    unique = {normal.key(source): (source, target) for source, target in itertools.islice(rows, 2 * count)}
    return list(unique.values())[:count]


def edited(text: str, chance: random.Random) -> str:
    """A later version of a sentence: one word in eight left out, doubled from elsewhere or with another ending."""
    words = text.split()
    for _ in range(max(1, len(words) // 8)):
        at = chance.randrange(len(words))
        words[at : at + 1] = chance.choice([[], [words[at][:-1] + "ю"], [chance.choice(words), words[at]]])
    return " ".join(words)


def share(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def timed(memory: Memory, texts: list[str]) -> tuple[list[float], dict[str, int]]:
    """Milliseconds for all that a segment is looked up by, and the best percentage of each."""
    times, best = [], {}
    for text in texts:
        start = time.process_time()
        exact(memory, text, "kk")
        with_figures(memory, text, "kk")
        found = similar(memory, text, "kk")
        times.append(1000 * (time.process_time() - start))
        best[text] = found[0].percent if found else 0
    return times, best


def recall(pairs: list[tuple[str, str]], best: dict[str, int]) -> tuple[int, int]:
    """(queries for which an exhaustive search finds a match, of these answered as well)."""
    keys = [normal.key(source).lower() for source, _ in pairs]
    there = answered = 0
    for text, percent in best.items():
        found = process.extractOne(
            normal.key(text).lower(), keys, scorer=Levenshtein.normalized_similarity, score_cutoff=LEAST / 100
        )
        if found:
            there += 1
            answered += percent >= int(100 * found[1])
    return there, answered


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--corpus", type=Path)
    given = parser.parse_args()
    pairs = corpus(given.corpus, given.pairs)
    chance = random.Random(SEED)
    texts = [edited(source, chance) for source, _ in chance.sample(pairs, given.queries)]
    with tempfile.TemporaryDirectory() as folder, Memory.open(Path(folder) / "memory.sqlite") as memory:
        start = time.process_time()
        memory.add(Pair(source, target, "kk", date="2026-01-01") for source, target in pairs)
        adding = time.process_time() - start
        size = memory.stats()["bytes"]
        times, best = timed(memory, texts)
    there, answered = recall(pairs, dict(itertools.islice(best.items(), 200)))
    print(json.dumps({
        "pairs": len(pairs), "corpus": given.corpus.name if given.corpus else f"invented, seed {SEED}",
        "python": platform.python_version(), "queries": len(times), "seconds_to_add": round(adding, 1),
        "megabytes": round(size / 1e6, 1), "ms_median": round(share(times, 0.5), 2),
        "ms_95": round(share(times, 0.95), 2), "ms_99": round(share(times, 0.99), 2), "ms_max": round(max(times), 2),
        "recall_of_exhaustive": f"{answered}/{there}",
    }, indent=2))  # fmt: skip


if __name__ == "__main__":
    main()

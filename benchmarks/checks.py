"""How fast are the checks? CPU seconds for 10,000 different segments of news, on one core.

python benchmarks/checks.py /work/shared/corpora
"""

from __future__ import annotations

import itertools
import lzma
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from localize.checks import check
from localize.document import Draft, Segment

SEGMENTS = 10_000
LIMIT = 10.0


def drafts(path: Path, lang: str) -> Iterator[Draft]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            source, target, corpus = line.split("\t")[:3]
            if corpus.strip().startswith("own"):
                yield Draft(Segment(f"p{number}.s1", source, 0, len(source)), lang, target)


def main(folder: Path) -> int:
    worst = 0.0
    for lang in ("kk", "en"):
        chosen = list(itertools.islice(drafts(folder / f"ru-{lang}.tsv.xz", lang), SEGMENTS))
        start = time.process_time()
        found = sum(1 for draft in chosen for _issue in check(draft))
        seconds = time.process_time() - start
        worst = max(worst, seconds)
        words = sum(len(d.segment.text.split()) for d in chosen)
        print(f"{lang}: {len(chosen)} segments, {words} words, {seconds:.1f} s CPU, {found} issues")
    return 0 if worst < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""How fast are the checks? CPU seconds for 10,000 segments on one core.

    python benchmarks/checks.py /work/shared/eval

The development pairs are repeated with another number in front, so that no cache answers for the work.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from benchmarks.pairs import development_pairs
from localize.checks import check
from localize.document import Draft, Segment

SEGMENTS = 10_000
LIMIT = 10.0


def main(folder: Path) -> int:
    worst = 0.0
    for lang in ("kk", "en"):
        pairs = itertools.cycle(development_pairs(folder, lang))
        drafts = []
        for number, (source, target) in enumerate(itertools.islice(pairs, SEGMENTS)):
            source, target = f"{number} {source}", f"{number} {target}"
            drafts.append(Draft(Segment(f"p{number}.s1", source, 0, len(source)), lang, target))
        start = time.process_time()
        found = sum(1 for draft in drafts for _issue in check(draft))
        seconds = time.process_time() - start
        worst = max(worst, seconds)
        print(f"{lang}: {len(drafts)} segments, {seconds:.1f} s CPU, {found} issues")
    return 0 if worst < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

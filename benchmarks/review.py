"""How long a book of 5,000 segments takes to export and load in each review format, and in how much memory.

    python benchmarks/review.py [SEGMENTS] [--check]

Every figure is of a fresh process: seconds of wall clock and of processor, and the peak of resident memory.
``--check`` fails above the limits that the project promises: 10 seconds and 300 MB.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace

SECONDS, MEGABYTES = 10, 300


def book(segments: int) -> object:
    """An article of our own making: paragraphs of four sentences, a flag and a term on every tenth row."""
    from localize.document import Article, Block, Draft, Issue, Placement, Segment, Severity

    blocks, drafts, at = [], [], 0
    for number in range(0, segments, 4):
        parts, offset, key = [], 0, f"p{number // 4 + 1}"
        for index in range(number, min(number + 4, segments)):
            text = f"Предложение номер {index}: министерство сообщило, что собрано {index * 7} тонн зерна."
            segment = Segment(f"{key}.s{index - number + 1}", text, offset, offset + len(text))
            parts.append(segment)
            offset += len(text) + 1
            target = f"{index}-ші сөйлем: министрлік {index * 7} тонна астық жиналғанын хабарлады."
            draft = Draft(segment, "kk", target, package="translate-ru_kk-1_0", score=-0.4)
            if index % 10 == 0:
                issue = Issue("number", Severity.WARNING, "look at the figure", 0, 4)
                draft = replace(
                    draft, issues=(issue,), placements=(Placement("министерство", "министрлік", "term", "slot"),)
                )
            drafts.append(draft)
        text = " ".join(segment.text for segment in parts)
        blocks.append(Block(key, text, at, at + len(text), segments=tuple(parts)))
        at += len(text) + 2
    source = "\n\n".join(block.text for block in blocks)
    return Article("book", "book.txt", source, "text", tuple(blocks), drafts={"kk": tuple(drafts)})


def measure(name: str, segments: int) -> dict[str, float]:
    """Export and load once, in this process."""
    from localize.review import REVIEW_FORMATS

    article, form = book(segments), REVIEW_FORMATS[name]()
    figures: dict[str, float] = {}
    marks = [(time.perf_counter(), time.process_time())]
    data = form.export(article, "kk")
    marks.append((time.perf_counter(), time.process_time()))
    review = form.load(data, "book")
    marks.append((time.perf_counter(), time.process_time()))
    assert len(review.entries) == segments
    for what, before, after in (("export", *marks[:2]), ("load", *marks[1:])):
        figures[f"{what} wall s"], figures[f"{what} cpu s"] = after[0] - before[0], after[1] - before[1]
    figures["file MB"] = len(data) / 1e6
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def main() -> int:
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    segments = numbers[0] if numbers else 5000
    named = [a.removeprefix("--format=") for a in sys.argv[1:] if a.startswith("--format=")]
    if named:
        print(json.dumps(measure(named[0], segments)))
        return 0
    failed = []
    for name in ("po", "html", "docx", "xliff", "tmx", "csv"):
        command = [sys.executable, __file__, str(segments), f"--format={name}"]
        figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        print(f"{name:6}", "  ".join(f"{what} {value:7.2f}" for what, value in figures.items()))
        slow = max(figures["export wall s"], figures["load wall s"]) > SECONDS
        if slow or figures["peak MB"] > MEGABYTES:
            failed.append(name)
    if failed and "--check" in sys.argv:
        print(f"over {SECONDS} s or {MEGABYTES} MB: {', '.join(failed)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

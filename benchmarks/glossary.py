"""How fast terms are found: a glossary of 5,000 terms over 1,000 sentences, and what it adds to a translation.

    python benchmarks/glossary.py [--terms 5000] [--sentences 1000] [--corpus FILE]     recognition
    python benchmarks/glossary.py --throughput [--package NAME] [--sentences 300]     share of a translation

Without a corpus (one Russian sentence a line) the sentences are drawn from our own articles, a third of their
words replaced by words of pymorphy3's dictionary, so that caches do not flatter. Terms beyond the shipped
glossary are pairs of its words. Times are processor time of this process: a busy machine does not count.
"""

from __future__ import annotations

import argparse
import json
import lzma
import platform
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.glossary_accuracy import sentences as marked
from localize import pipeline
from localize.document import Article, Block, Segment
from localize.engines import ENGINES
from localize.glossary import ner, terminology_for
from localize.glossary.term import Term
from localize.glossary.terminology import terminology_of

SEED = 2026


def more_terms(terms: Sequence[Term], count: int) -> list[Term]:
    """The terms, filled up to ``count`` with invented ones: the first words of one and the last of another."""
    chance = random.Random(SEED)
    found = {t.source: t for t in terms}
    while len(found) < count:
        a, b = chance.choice(terms), chance.choice(terms)
        source = f"{a.source.split()[0]} {b.source.split()[-1]}"
        found.setdefault(source, replace(b, source=source, kind=a.kind, flags=()))
    return list(found.values())[:count]


def invented(count: int) -> list[str]:
    import pymorphy3

    chance = random.Random(SEED)
    pool = [text for text, _ in marked()]
    known = pymorphy3.MorphAnalyzer().dictionary.words
    letters = "абвгдежзиклмнопрстуфхцчшэюя"
    prefixes = [a + b + c for a in letters for b in letters for c in letters]
    chance.shuffle(prefixes)
    extra = [w for prefix in prefixes[:4000] for w in islice(known.iterkeys(prefix), 6)]
    made = []
    for _ in range(count):
        words = chance.choice(pool).split() + chance.choice(pool).split()
        made.append(" ".join(chance.choice(extra) if chance.random() < 0.33 else word for word in words))
    return made


def from_corpus(path: Path, count: int) -> list[str]:
    """The first Russian cell of each line that has one."""
    opened: Callable[..., Any] = lzma.open if path.suffix == ".xz" else open
    found: list[str] = []
    with opened(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            cell = next((c for c in line.rstrip("\n").split("\t") if len(re.findall("[ыэъё]|ени|ого", c)) > 1), "")
            if 40 < len(cell) < 300:
                found.append(cell)
            if len(found) == count:
                break
    return found


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return round(time.process_time() - start, 3)


def recognition(terms: int, count: int, corpus: Path | None) -> dict[str, object]:
    texts = from_corpus(corpus, count) if corpus else invented(count)
    base = terminology_for("kk").termbase
    many = more_terms(base.usable, terms)
    seconds = timed(lambda: terminology_of(replace(base, terms=tuple(many))))
    found = terminology_of(replace(base, terms=tuple(many)))
    hits: list[int] = []
    first = timed(lambda: hits.extend(len(found.match(text)) for text in texts))
    again = timed(lambda: [found.match(text) for text in texts])
    words = sum(len(t.split()) for t in texts)
    return {"terms": len(many), "sentences": len(texts), "words": words, "found": sum(hits),
            "seconds": {"index": seconds, "first pass": first, "second pass": again}}  # fmt: skip


class Clocked:
    """An engine that counts its own processor time, all threads together."""

    def __init__(self, engine: Any) -> None:
        self.engine, self.seconds = engine, 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def _clocked(self, method: str, *given: Any) -> Any:
        start = time.process_time()
        try:
            return getattr(self.engine, method)(*given)
        finally:
            self.seconds += time.process_time() - start

    def translate(self, *given: Any) -> Any:
        return self._clocked("translate", *given)

    def carefully(self, *given: Any) -> Any:
        return self._clocked("carefully", *given)


def articles(texts: Sequence[str], size: int = 15) -> list[Article]:
    """Texts as articles of so many paragraphs of one sentence."""
    made = []
    for n in range(0, len(texts), size):
        blocks = tuple(
            Block(f"p{k}", text, 0, len(text), segments=(Segment(f"p{k}.s1", text, 0, len(text)),))
            for k, text in enumerate(texts[n : n + size], 1)
        )
        made.append(Article(f"a{n}", f"a{n}", "\n".join(texts[n : n + size]), "text", blocks))
    return made


def throughput(package: str | None, count: int, corpus: Path | None) -> dict[str, object]:
    """Milliseconds a segment of whole articles: the engine, and what is done beside it, without and with the
    glossary, without and with named-entity recognition. The engine is warm, the rest is not: reading the glossary
    and filling its caches is counted."""
    engine = Clocked(ENGINES["ctranslate"]("ru", "kk", package))
    made = articles(from_corpus(corpus, count) if corpus else invented(count))
    segments = sum(len(a.blocks) for a in made)
    engine.translate([b.text for b in made[0].blocks])
    pipeline.translate(made[:1], engine, pipeline.Settings("kk"))
    with_ner, told = ner.is_installed, {}
    for label in ("off", "on", *(["on, recognition of names"] if with_ner() else [])):
        ner.is_installed = with_ner if "names" in label else lambda: False
        engine.seconds, start = 0.0, time.process_time()
        terms = terminology_for("kk") if label != "off" else None
        pipeline.translate(made, engine, pipeline.Settings("kk", terms=terms))
        beside = time.process_time() - start - engine.seconds
        told[label] = {
            "engine": round(1000 * engine.seconds / segments, 2),
            "beside": round(1000 * beside / segments, 2),
        }
    off = sum(told["off"].values())
    return {"package": engine.package, "slots": engine.slots, "segments": segments, "ms a segment": told,
            "cost percent": {k: round(100 * (sum(v.values()) / off - 1), 1) for k, v in told.items() if k != "off"}}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--terms", type=int, default=5000)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--throughput", action="store_true")
    parser.add_argument("--package")
    given = parser.parse_args()
    if given.throughput:
        result = throughput(given.package, given.sentences, given.corpus)
    else:
        result = recognition(given.terms, given.sentences, given.corpus)
    print(json.dumps({**result, "python": platform.python_version()}, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()

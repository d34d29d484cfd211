"""How fast and how lean `localize batch` is: a feed made of our samples, beside raw CTranslate2 on the same segments.

    python benchmarks/batch.py [--articles 500] [--to kk] [--package NAME] [--texts FILE] [--memory]

One whole run (feed in; articles, review files, ledger, translated feed and report out) in this process, with raw
CTranslate2 between its windows, so that other work on the machine falls on both. Compared are processor seconds,
all threads together, and the clock's. Two raw figures, both with the model, beam and threads of the run, tokenised
beforehand, tokens out:

- *every segment*: each segment's own text as often as it occurs, one hypothesis: what a program that hands its
  segments to CTranslate2 would take;
- *what is left*: only the texts that our engine has to translate after terms, figures and names became slots and
  equal texts were merged, with as many hypotheses and with alignment, as we ask for: what no program could do
  without.

`--texts` makes the articles of the first column of a file, fifteen lines each, no line twice: a feed that repeats
nothing. `--memory` measures the peak memory of runs over a fifth of the articles and over all of them instead.
"""

from __future__ import annotations

import argparse
import html
import lzma
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from localize import formats
from localize.batch import loaded, run, work
from localize.batch.progress import Progress
from localize.batch.runners import Here
from localize.engines.clauses import split_clauses
from localize.engines.once import Once
from localize.segment import segment_block

SAMPLES = Path(__file__).parents[1] / "samples"
CITIES = ("Степногорск", "Кокшетау", "Актобе", "Павлодар", "Тараз", "Кызылорда", "Туркестан", "Семей", "Экибастуз")
NAMES = ("Сарсенова", "Ахметов", "Ибраева", "Касымов", "Жумабаев", "Оспанова", "Тулегенов", "Абенов", "Сейткали")


def articles(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(title, HTML) of articles of some 120 words: paragraphs of all samples, mixed, with other names and figures."""
    chance, paragraphs = random.Random(seed), sorted(sample_paragraphs())
    for number in range(count):
        chosen: list[str] = []
        while sum(len(text.split()) for text in chosen) < 100:
            chosen.append(chance.choice(paragraphs))
        title = re.split(r"(?<=[.!?]) ", chosen[0])[0]
        yield changed(f"{title} ({number})", chance), changed("\n".join(f"<p>{text}</p>" for text in chosen), chance)


def sample_paragraphs() -> set[str]:
    import feedparser

    feeds = [feedparser.parse(path.read_bytes()) for path in sorted((SAMPLES / "feeds").glob("*.xml"))]
    bodies = [e.content[0].value if "content" in e else e.get("summary", "") for f in feeds for e in f.entries]
    pages = [(f"{n}.html", body.encode()) for n, body in enumerate(bodies)]
    files = [(path.name, path.read_bytes()) for path in sorted(SAMPLES.iterdir()) if path.is_file()]
    read = [formats.read(data, name, segment_block) for name, data in pages + files if data.strip()]
    blocks = [block.text for article in read for block in article.blocks]
    return {text for text in blocks if len(text.split()) > 8 and text.endswith(".") and not re.search(r"[*\[<]", text)}


def changed(text: str, chance: random.Random) -> str:
    """Other figures and other places; every third sentence names somebody."""
    text = re.sub(r"(?<![\w/#=.\"])\d{1,3}(?![\w\"])", lambda m: str(chance.randint(2, 990)), text)
    text = re.sub("Степногорск[а-я]*|Алматы", lambda m: chance.choice(CITIES), text)
    return re.sub(
        r"(?<=[а-я])\.(?= [А-Я]|</p>)",
        lambda m: f", сообщает {chance.choice(NAMES)}." if chance.random() < 0.6 else ".",
        text,
    )


def lines(file: Path, count: int) -> Iterator[tuple[str, str]]:
    """(title, HTML) of articles of fifteen lines of a file, which may be packed with xz."""
    with lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open(encoding="utf-8") as stream:
        sentences = iter(dict.fromkeys(line.split("\t")[0].strip() for line in stream))
    for _ in range(count):
        if len(chosen := list(islice(sentences, 15))) == 15:
            yield chosen[0], "".join(f"<p>{html.escape(' '.join(chosen[n : n + 3]))}</p>" for n in range(0, 15, 3))


def feed(path: Path, made: Iterable[tuple[str, str]]) -> Path:
    items = "\n".join(
        f"<item><guid>b{n}</guid><title>{html.escape(title)}</title><description>{html.escape(text)}</description></item>"
        for n, (title, text) in enumerate(made)
    )
    path.write_text(
        f'<rss version="2.0"><channel><title>Лента</title><language>ru</language>{items}</channel></rss>',
        encoding="utf-8",
    )
    return path


@dataclass
class Clock:
    """Seconds of this process (all its threads) and of the clock."""

    processor: float = 0.0
    wall: float = 0.0

    @staticmethod
    def now() -> tuple[float, float]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime, time.perf_counter()

    def add(self, start: tuple[float, float]) -> None:
        processor, wall = self.now()
        self.processor += processor - start[0]
        self.wall += wall - start[1]


@dataclass
class Watched:
    """An engine that notes what it is asked for."""

    engine: Any
    asked: list[tuple[list[str], int]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def translate(self, texts: Sequence[str], n_best: int = 1, progress: Any = None) -> Any:
        self.asked.append((list(texts), n_best))
        return self.engine.translate(texts, n_best, progress)


@dataclass
class Beside(Here):
    """Runs windows here, and CTranslate2 alone after each; the latter is counted apart."""

    engine: Watched
    every: Clock = field(default_factory=Clock)
    left: Clock = field(default_factory=Clock)
    apart: Clock = field(default_factory=Clock)
    segments: int = 0
    texts: int = 0

    def run(self, order: Any, windows: Any, stopped: Any) -> Iterator[Any]:
        for window in windows:
            yield work.translate_window(order, window)
            start = Clock.now()
            self.compare(window)
            self.apart.add(start)

    def compare(self, window: Sequence[work.Work]) -> None:
        asked, self.engine.asked = self.engine.asked, []
        articles = [formats.read(w.data, w.name, segment_block) for w in window]
        own = [segment.text for article in articles for segment in article.segments()]
        self.segments += len(own)
        self.raw(own, self.every)
        for texts, n_best in asked:
            self.texts += len(texts)
            self.raw(texts, self.left, num_hypotheses=n_best, return_scores=True, return_attention=True)

    def raw(self, texts: Sequence[str], clock: Clock, **options: Any) -> None:
        """CTranslate2 in one call; it sorts by length and makes the batches itself."""
        engine = self.engine.engine
        pieces = [engine.tokenizer.encode(part) for text in texts for part in split_clauses(text, engine._fits)]
        prefix = engine.source_package.target_prefix
        start = Clock.now()
        engine.translator.translate_batch(
            pieces, beam_size=4, max_batch_size=1024, batch_type="tokens", max_decoding_length=300,
            target_prefix=[[prefix]] * len(pieces) if prefix else None, **options,
        )  # fmt: skip
        clock.add(start)


def throughput(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = list(lines(arguments.texts, arguments.articles) if arguments.texts else articles(arguments.articles))
        path = feed(Path(folder) / "feed.xml", made)
        request = run.Request([str(path)], [arguments.to], Path(folder) / "out", 0, package=arguments.package)
        order = run.order_for(arguments.to, "ctranslate", arguments.package, request.reviews, ())
        once = loaded.engine_for(order.engine, order.lang, order.package, order.identity)
        work.translate_window(order, [work.Work("warm", "1", "f", "warm.txt", "Вчера в школе был праздник.".encode())])
        watched = Watched(once.engine)
        kept = Once(watched)
        work.engine_for = lambda *_: kept
        beside = Beside(watched)
        run.runner_for = lambda *_: beside
        whole, start = Clock(), Clock.now()
        done = run.run_batch(request, print, Progress(lambda line, last: print(line, flush=True)))
        whole.add(start)
    ours = Clock(whole.processor - beside.apart.processor, whole.wall - beside.apart.wall)
    print(
        f"package {order.package} {order.identity}; {done.new} items, {done.words} words, {len(done.failures)} failed"
    )
    print(f"{beside.segments} segments; {beside.texts} texts were left for the engine")
    print(
        f"batch: {done.words / ours.processor:.0f} words a processor second, {done.words / ours.wall:.0f} by the clock"
    )
    for name, clock in (("every segment", beside.every), ("what is left", beside.left)):
        print(
            f"raw CTranslate2, {name}: {done.words / clock.processor:.0f} words a processor second;"
            f" batch has {clock.processor / ours.processor:.0%} of that, {clock.wall / ours.wall:.0%} by the clock"
        )


def memory(arguments: argparse.Namespace) -> None:
    """Peak resident memory of whole runs, parent and worker, over feeds of two lengths."""
    for count in (arguments.articles // 5, arguments.articles):
        with tempfile.TemporaryDirectory() as folder:
            path = feed(Path(folder) / "feed.xml", articles(count))
            code = (
                "import resource, sys; from localize.batch.run import *; from localize.batch.progress import Progress\n"
                "if __name__ == '__main__':\n"
                f"    r = Request([{str(path)!r}], [{arguments.to!r}], Path({folder!r}) / 'out', jobs=1,"
                f" engine={arguments.engine!r}, package={arguments.package!r})\n"
                "    s = run_batch(r, print, Progress(lambda line, last: None))\n"
                "    whose = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN\n"
                "    peaks = [resource.getrusage(w).ru_maxrss // 1024 for w in whose]\n"
                "    print(f'{s.new} articles: parent {peaks[0]} MB, worker {peaks[1]} MB, {s.seconds:.0f} s')\n"
            )
            script = Path(folder) / "run.py"
            script.write_text(code, encoding="utf-8")
            subprocess.run([sys.executable, str(script)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--to", default="kk")
    parser.add_argument("--package")
    parser.add_argument("--engine", default="ctranslate", help="for --memory")
    parser.add_argument("--texts", type=Path, help="a file of sentences to make articles of")
    parser.add_argument("--memory", action="store_true")
    arguments = parser.parse_args()
    (memory if arguments.memory else throughput)(arguments)


if __name__ == "__main__":
    main()

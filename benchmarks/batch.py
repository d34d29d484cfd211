"""How fast and how lean `localize batch` is: a feed made of our samples, beside raw CTranslate2 on the same segments.

    python benchmarks/batch.py [--articles 500] [--to kk] [--package NAME] [--memory]

Both sides run in this process group, one after the other, in slices that alternate, so that other work on the
machine falls on both. Compared are processor seconds (what the work costs) and wall seconds. Raw CTranslate2 gets
the very texts that the pipeline gives its engine (slots filled, equal ones once), tokenised beforehand, with the
same beam, number of hypotheses, attention and threads. `--memory` measures the peak of whole runs instead.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples" / "feeds"
CITIES = ("Степногорск", "Кокшетау", "Актобе", "Павлодар", "Тараз", "Кызылорда", "Туркестан", "Семей", "Экибастуз")
NAMES = ("Сарсенова", "Ахметов", "Ибраева", "Касымов", "Жумабаев", "Оспанова", "Тулегенов", "Абенов", "Сейткали")


def articles(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(title, HTML) of articles: the samples' own, with names, places and figures changed and sentences mixed."""
    import feedparser

    chance = random.Random(seed)
    entries = [
        entry for name in ("novosti.rss.xml", "vestnik.atom.xml")
        for entry in feedparser.parse((SAMPLES / name).read_bytes()).entries
    ]  # fmt: skip
    bodies = [e.content[0].value if "content" in e else f"<p>{e.get('summary', '')}</p>" for e in entries]
    for number in range(count):
        chosen = chance.sample(range(len(entries)), 3)
        text = "\n".join(bodies[n] for n in chosen)
        yield changed(f"{entries[chosen[0]].title} ({number})", chance), changed(text, chance)


def changed(text: str, chance: random.Random) -> str:
    """Other figures and other places; every third sentence names somebody."""
    text = re.sub(r"(?<![\w/#=.\"])\d{1,3}(?![\w\"])", lambda m: str(chance.randint(2, 990)), text)
    text = re.sub("Степногорск[а-я]*|Алматы", lambda m: chance.choice(CITIES), text)
    return re.sub(
        r"(?<=[а-я])\.(?= [А-Я]|</p>)",
        lambda m: f", сообщает {chance.choice(NAMES)}." if chance.random() < 0.6 else ".",
        text,
    )


def feed(path: Path, count: int) -> Path:
    import html

    items = "\n".join(
        f"<item><guid>b{n}</guid><title>{html.escape(title)}</title><description>{html.escape(text)}</description></item>"
        for n, (title, text) in enumerate(articles(count))
    )
    path.write_text(
        f'<rss version="2.0"><channel><title>Лента</title><language>ru</language>{items}</channel></rss>',
        encoding="utf-8",
    )
    return path


def clock() -> tuple[float, float]:
    """(processor seconds of this process, wall seconds)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, time.perf_counter()


class Watched:
    """An engine that notes what it is given, and how long it takes."""

    def __init__(self, engine: object) -> None:
        self.engine, self.texts = engine, []

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)

    def translate(self, texts: list[str], n_best: int = 1, progress: object = None) -> object:
        self.texts.append((list(texts), n_best))
        return self.engine.translate(texts, n_best, progress)


def raw(engine: object, calls: list[tuple[list[str], int]]) -> tuple[float, float]:
    """Seconds that CTranslate2 alone takes for the texts of a window."""
    from localize.engines.ctranslate import BEAM

    batches = [(sorted(set(texts), key=lambda t: (len(t), t)), n_best) for texts, n_best in calls if texts]
    encoded = [([engine.tokenizer.encode(text) for text in texts], n_best) for texts, n_best in batches]
    prefix = engine.source_package.target_prefix
    start = clock()
    for pieces, n_best in encoded:
        engine.translator.translate_batch(
            pieces, beam_size=max(BEAM, n_best), num_hypotheses=n_best, max_batch_size=2048, batch_type="tokens",
            return_scores=True, return_attention=True, disable_unk=True,
            target_prefix=[[prefix]] * len(pieces) if prefix else None,
        )  # fmt: skip
    stop = clock()
    return stop[0] - start[0], stop[1] - start[1]


def throughput(arguments: argparse.Namespace) -> None:
    from localize.batch import work
    from localize.batch.order import order_for
    from localize.batch.results import write_outcome
    from localize.batch.sources.xml_feed import XmlFeed

    order = order_for(arguments.to, "ctranslate", arguments.package, ("po", "html"))
    engine = Watched(work.engine_for(order.engine, order.lang, order.package, order.identity))
    work.engine_for = lambda *_: engine  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        source = XmlFeed("feed.xml", feed(Path(folder) / "feed.xml", arguments.articles), Path(folder))
        items = {item.id: item for item in source.items()}
        work.translate_window(order, [work.work_of("warm", next(iter(items.values())))])
        ours, theirs, words = [0.0, 0.0], [0.0, 0.0], 0
        for window in work.windows(work.work_of("feed.xml", item) for item in items.values()):
            engine.texts = []
            start = clock()
            outcomes = work.translate_window(order, window)
            for outcome in outcomes:
                write_outcome(out, outcome, items[outcome.work.id], order.lang)
            stop = clock()
            words += sum(outcome.figures.get("words", 0) for outcome in outcomes)
            ours = [ours[0] + stop[0] - start[0], ours[1] + stop[1] - start[1]]
            bare = raw(engine.engine, engine.texts)
            theirs = [theirs[0] + bare[0], theirs[1] + bare[1]]
            print(
                f"{words:7} words: batch {words / ours[0]:6.0f} words/cpu-s, raw {words / theirs[0]:6.0f};"
                f" share {theirs[0] / ours[0]:.0%} by processor, {theirs[1] / ours[1]:.0%} by the clock",
                flush=True,
            )
    print(f"package {engine.package} {order.identity}, {arguments.articles} articles, {len(items)} items")
    print(f"words per core second: {words / ours[0]:.0f}; by the clock {words / ours[1]:.0f} words/s here")


def memory(arguments: argparse.Namespace) -> None:
    """Peak resident memory of whole runs, parent and worker, over feeds of two lengths."""
    for count in (arguments.articles // 5, arguments.articles):
        with tempfile.TemporaryDirectory() as folder:
            path = feed(Path(folder) / "feed.xml", count)
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
    parser.add_argument("--memory", action="store_true")
    arguments = parser.parse_args()
    (memory if arguments.memory else throughput)(arguments)


if __name__ == "__main__":
    main()

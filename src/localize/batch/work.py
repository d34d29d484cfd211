"""The work itself: a window of documents in, their files out. Pure but for what a process has loaded; it runs
wherever the runner puts it, and gives the same bytes everywhere.

The texts of a window go to the engine together, equal ones once. What becomes of a document depends on nothing but
the document and the order: not on its window, nor on what was done before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from localize import formats, pipeline
from localize.batch.item import Item
from localize.batch.ledger import State
from localize.batch.loaded import engine_for, settings_for
from localize.batch.order import Order
from localize.desk.earlier import load_bytes
from localize.desk.source import require_russian
from localize.desk.translate import completed
from localize.document import Article, Origin, Severity
from localize.engines import Engine
from localize.errors import LocalizeError, ReadError
from localize.review import REVIEW_FORMATS
from localize.review.carry import Carried, carry
from localize.segment import segment_block

WINDOW_ITEMS = 64
WINDOW_BYTES = 250_000  # of UTF-8 source: some 20,000 words
WINDOW_LEAST = 8


@dataclass(frozen=True, slots=True)
class Work:
    """A document to translate: its place in the tree, its name and bytes. ``reviews`` are earlier review files of it
    (name, bytes), newest first, in which people have worked."""

    source: str
    id: str
    folder: str
    name: str
    data: bytes
    reviews: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one work: files by name and the row's figures, or why there is nothing (``state``).

    ``drafts`` are what the machine wrote (source, target, package), for the memory if there is one.
    """

    work: Work
    state: State = "done"
    reason: str = ""
    hint: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    figures: dict[str, Any] = field(default_factory=dict)
    drafts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A document that was read, with what people have done to an earlier version of it."""

    work: Work
    article: Article
    carried: Carried


def work_of(source: str, item: Item, reviews: Sequence[tuple[str, bytes]] = ()) -> Work:
    return Work(source, item.id, item.folder, item.name, item.data, tuple(reviews))


def windows(works: Iterable[Work], most: int | None = None) -> Iterator[tuple[Work, ...]]:
    """Works in groups that fill the engine's batches, of at most ``most`` documents."""
    window: list[Work] = []
    size = 0
    for work in works:
        window.append(work)
        size += len(work.data)
        if len(window) >= (most or WINDOW_ITEMS) or size >= WINDOW_BYTES:
            yield tuple(window)
            window, size = [], 0
    if window:
        yield tuple(window)


def window_size(documents: int, workers: int) -> int:
    """How many documents of a run make a window: enough to fill batches, few enough that every worker has two.

    >>> window_size(2000, 4), window_size(40, 2), window_size(3, 8)
    (64, 10, 8)
    """
    return min(WINDOW_ITEMS, max(WINDOW_LEAST, -(-documents // (2 * workers))))


def translate_window(
    order: Order, window: Sequence[Work], progress: Callable[[int], None] | None = None
) -> list[Outcome]:
    """An outcome for every work, in order. What breaks in one document costs that document only."""
    read = [_read(work, order) for work in window]
    tasks = [found for found in read if isinstance(found, Task)]
    done: Iterator[Article | Outcome] = iter(_translated(order, tasks, progress))
    return [found if isinstance(found, Outcome) else _finished(found, next(done), order) for found in read]


def _read(work: Work, order: Order) -> Task | Outcome:
    try:
        article = formats.read(work.data, work.name, segment_block)
        if not any(c.isalpha() for segment in article.segments() for c in segment.text):
            return Outcome(work, "skipped", "there is no text to translate")
        reviews = [load_bytes(data, name) for name, data in work.reviews]
        ours = [review for review in reviews if (review.article, review.lang) == (article.id, order.lang)]
        task = Task(work, article, carry(article, order.lang, ours) if ours else Carried())
    except LocalizeError as error:
        return Outcome(work, "failed", str(error), error.hint)
    except Exception as error:  # one hostile document must not stop the feed
        return Outcome(work, "failed", f"cannot be read as {work.name}: {type(error).__name__}: {error}")
    try:
        require_russian(article)
    except ReadError as error:
        return Outcome(work, "skipped", str(error).removeprefix(f"{article.name}: "))
    return task


def _translated(order: Order, tasks: Sequence[Task], progress: Callable[[int], None] | None) -> list[Article | Outcome]:
    """All together; when that breaks, one by one, so that the culprit alone fails.

    What is known of an article is known by its id, so articles of the same name take turns.
    """
    try:
        engine = engine_for(order.engine, order.lang, order.package, order.identity)
        found: dict[int, Article] = {}
        for turn in _turns(tasks):
            found |= zip(turn, _drafted(order, [tasks[n] for n in turn], engine, progress), strict=True)
        return [found[n] for n in range(len(tasks))]
    except Exception:
        return [_alone(order, task) for task in tasks]


def _turns(tasks: Sequence[Task]) -> Iterator[list[int]]:
    seen: Counter[str] = Counter()
    turns: dict[int, list[int]] = {}
    for number, task in enumerate(tasks):
        turns.setdefault(seen[task.article.id], []).append(number)
        seen[task.article.id] += 1
    yield from turns.values()


def _drafted(
    order: Order, tasks: Sequence[Task], engine: Engine, progress: Callable[[int], None] | None = None
) -> list[Article]:
    articles = [task.article for task in tasks]
    settings = settings_for(order, articles)
    carried = {f"{t.article.id}/{id}": draft for t in tasks for id, draft in t.carried.drafts.items()}
    return pipeline.translate(articles, engine, replace(settings, known={**settings.known, **carried}), progress)


def _alone(order: Order, task: Task) -> Article | Outcome:
    try:
        engine = engine_for(order.engine, order.lang, order.package, order.identity)
        return _drafted(order, [task], engine)[0]
    except LocalizeError as error:
        return Outcome(task.work, "failed", str(error), error.hint)
    except Exception as error:
        return Outcome(task.work, "failed", f"the translation broke down: {type(error).__name__}: {error}")


def _finished(task: Task, found: Article | Outcome, order: Order) -> Outcome:
    if isinstance(found, Outcome):
        return found
    try:
        known = any(draft.origin is not Origin.MACHINE for draft in found.drafts[order.lang])
        article = completed(found, task.carried, order.lang) if known or task.work.reviews else found
        return Outcome(
            task.work,
            files=_files(article, order),
            figures=_figures(article, order.lang),
            drafts=_drafts(article, order),
        )
    except LocalizeError as error:
        return Outcome(task.work, "failed", str(error), error.hint)
    except Exception as error:
        return Outcome(task.work, "failed", f"cannot be written: {type(error).__name__}: {error}")


def _files(article: Article, order: Order) -> tuple[tuple[str, bytes], ...]:
    """The translated article first, then its review files."""
    lang, suffix = order.lang, Path(article.name).suffix or ".txt"
    targets = {draft.segment.id: draft.target for draft in article.drafts[lang]}
    final = f"{article.id}.{lang}{suffix}"
    files = [(final, formats.encode(article, formats.write(article, targets, lang)))]
    for name in order.reviews:
        form = REVIEW_FORMATS[name]()
        path = f"{article.id}.{lang}{form.suffix}"
        files.append(
            (f"{article.id}.{lang}.review{form.suffix}" if path == final else path, form.export(article, lang))
        )
    return tuple(files)


def _drafts(article: Article, order: Order) -> tuple[tuple[str, str, str], ...]:
    if not order.memory:
        return ()
    return tuple(
        (d.segment.text, d.target, d.package) for d in article.drafts[order.lang] if d.origin is Origin.MACHINE
    )


def _figures(article: Article, lang: str) -> dict[str, Any]:
    drafts = article.drafts[lang]
    return {
        "segments": len(drafts),
        "words": article.words,
        "flagged": sum(draft.flagged for draft in drafts),
        "critical": sum(any(i.severity is Severity.CRITICAL for i in draft.issues) for draft in drafts),
        "bands": dict(sorted(Counter(str(draft.band) for draft in drafts).items())),
        "package": next((draft.package for draft in drafts if draft.package), ""),
    }

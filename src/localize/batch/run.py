"""A run: sources → what is new or stale → a runner → files, ledger, feeds, report. The one place that knows it all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from localize.batch.item import Item
from localize.batch.ledger import FOLDER, Ledger, Row, State
from localize.batch.order import Order, order_for
from localize.batch.progress import Progress
from localize.batch.report import write_report
from localize.batch.results import earlier_reviews, files_stand, place, sweep, write_feed, write_outcome
from localize.batch.runners import Here, Runner, Stopped
from localize.batch.sources import Source
from localize.batch.sources.opening import open_sources
from localize.batch.work import WINDOW_LEAST, Outcome, Work, window_size, windows, work_of
from localize.desk.remember import memory_at, remember_rows
from localize.errors import LocalizeError, ReadError
from localize.memory import Memory


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of ``localize batch``. ``jobs`` 0 works in this process; ``since`` is a day, 2026-02-21;
    ``glossaries`` None leaves terms alone; without ``memory`` (a file) nothing is recalled and nothing remembered."""

    sources: Sequence[str]
    languages: Sequence[str]
    out: Path
    jobs: int | None = None
    cluster: str | None = None
    limit: int | None = None
    since: str = ""
    retry_failed: bool = False
    force: bool = False
    engine: str = "ctranslate"
    package: str | None = None
    reviews: Sequence[str] = ("po", "html")
    glossaries: Sequence[Path] | None = ()
    memory: Path | None = None


@dataclass(slots=True)
class Summary:
    """What a run did. ``failures`` are all that stand in the ledger, of earlier runs too."""

    new: int = 0
    kept: int = 0
    words: int = 0
    seconds: float = 0.0
    interrupted: bool = False
    critical: int = 0
    failures: list[Row] = field(default_factory=list)
    feeds: list[Path] = field(default_factory=list)
    reports: list[Path] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return {
            "new": self.new, "kept": self.kept, "words": self.words, "seconds": round(self.seconds, 3),
            "interrupted": self.interrupted, "critical": self.critical,
            "failures": [r.to_dict() for r in self.failures],
            "feeds": [str(p) for p in self.feeds], "reports": [str(p) for p in self.reports],
        }  # fmt: skip


def runner_for(request: Request, documents: int) -> Runner:
    if request.cluster:
        from localize.batch.runners.cluster import Cluster

        return Cluster(request.cluster)
    if request.jobs == 0:
        return Here()
    from localize.batch.runners.local import Local, default_jobs

    return Local(request.jobs or min(default_jobs(), -(-documents // WINDOW_LEAST)))


def run_batch(
    request: Request, say: Callable[[str], None], progress: Progress, stopped: Stopped = lambda: False
) -> Summary:
    """One pass over the sources. Whatever ends it, what is finished stays finished."""
    start = time.monotonic()
    with memory_at(request.memory, say) as memory, Ledger(request.out) as ledger:
        orders = [
            order_for(
                lang, request.engine, request.package, request.reviews, request.glossaries,
                request.memory if memory else None,
            )
            for lang in dict.fromkeys(request.languages)
        ]  # fmt: skip
        sweep(request.out)
        run = _Run(request, ledger, memory, say, progress, stopped)
        run.open(orders)
        todo = [sum(1 for _ in run.todo(order)) for order in orders]
        progress.begin(sum(todo))
        if progress.total:
            with closing(runner_for(request, max(todo))) as runner:
                for order, documents in zip(orders, todo, strict=True):
                    run.translate(order, runner, documents)
        run.finish(orders)
    run.summary.seconds = time.monotonic() - start
    return run.summary


@dataclass(slots=True)
class _Run:
    request: Request
    ledger: Ledger
    memory: Memory | None
    say: Callable[[str], None]
    progress: Progress
    stopped: Stopped
    sources: list[Source] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    pending: dict[tuple[str, str], Item] = field(default_factory=dict)
    finished: set[tuple[str, str, str]] = field(default_factory=set)

    def open(self, orders: Sequence[Order]) -> None:
        """The sources that can be had, and their items without a document entered as failed."""
        for found in open_sources(self.request.sources, self.request.out / FOLDER / "sources", self.ledger):
            if isinstance(found, tuple):
                self._source_failed(found[0], found[1], orders)
                continue
            try:
                self._take(found, orders)
            except LocalizeError as error:
                self._source_failed(found.key, error, orders)

    def _source_failed(self, key: str, error: LocalizeError, orders: Sequence[Order]) -> None:
        self.say(f"{error}")
        rows = [Row(key, "", o.lang, place(key), "failed", key, reason=str(error), hint=error.hint) for o in orders]
        self.ledger.record([(row, order.key("")) for row, order in zip(rows, orders, strict=True)], 0.0)

    def _take(self, source: Source, orders: Sequence[Order]) -> None:
        present = set()
        for item in source.items():
            present.add(item.id)
            if item.problem or not item.data:
                for order in orders:
                    self._enter(source, item, order)
        self.sources.append(source)
        for order in orders:
            self.ledger.forget_failures(source.key, order.lang, present)

    def _enter(self, source: Source, item: Item, order: Order) -> None:
        """An item there is nothing to translate in."""
        state: State = "failed" if item.problem else "skipped"
        reason = item.problem or "there is no text to translate"
        folder = f"{place(source.key)}/{item.folder}"
        row = Row(source.key, item.id, order.lang, folder, state, item.title, item.link, item.date, reason)
        self.ledger.record([(row, order.key(item.hash))], 0.0)

    def todo(self, order: Order) -> Iterator[tuple[Source, Item]]:
        """What is new or stale in one language, in the order of the sources; asked twice (first to count), it
        answers the same, as the ledger's rows are for items it has passed."""
        count = 0
        for source in self.sources:
            for item in source.items():
                if self._is_wanted(item) and self._is_stale(source, item, order):
                    count += 1
                    if self.request.limit is not None and count > self.request.limit:
                        return
                    yield source, item

    def _is_wanted(self, item: Item) -> bool:
        recent = not item.date or item.date[:10] >= self.request.since
        return bool(item.data) and not item.problem and not item.repeated and recent

    def _is_stale(self, source: Source, item: Item, order: Order) -> bool:
        state = self.ledger.state(source.key, item.id, order.lang, order.key(item.hash))
        if state is None:
            return True
        if state == "failed":
            return self.request.retry_failed
        return not files_stand(self.request.out, self.ledger.row(source.key, item.id, order.lang, item.hash))

    def translate(self, order: Order, runner: Runner, documents: int) -> None:
        if self.stopped():
            return
        clock = time.monotonic()
        works = windows(self._works(order), window_size(documents, runner.workers))
        for outcomes in runner.run(order, works, self.stopped):
            now = time.monotonic()
            self._record(order, outcomes, now - clock)
            clock = now

    def _works(self, order: Order) -> Iterator[Work]:
        for source, item in self.todo(order):
            self.pending[source.key, item.id] = item
            out, force = self.request.out, self.request.force
            yield work_of(source.key, item, [] if force else earlier_reviews(out, source.key, item, order.lang))

    def _record(self, order: Order, outcomes: Sequence[Outcome], seconds: float) -> None:
        """The files first, then their rows, all of a window at once."""
        done = []
        for outcome in outcomes:
            item = self.pending.pop((outcome.work.source, outcome.work.id))
            row = write_outcome(self.request.out, outcome, item, order.lang, self.request.force, self.say)
            done.append((row, order.key(item.hash)))
        self.ledger.record(done, seconds)
        remember_rows(self.memory, order.lang, [draft for outcome in outcomes for draft in outcome.drafts], self.say)
        self.finished |= {(row.source, row.id, row.lang) for row, _ in done}
        self.summary.new += len(done)
        self.summary.words += sum(row.words for row, _ in done)
        self.progress.advance([row for row, _ in done])

    def finish(self, orders: Sequence[Order]) -> None:
        """Feeds and report; an interrupted run leaves the feeds to the one that completes it."""
        self.summary.interrupted = self.stopped() and any(True for order in orders for _ in self.todo(order))
        rows = list(self.ledger.rows())
        self.summary.kept = sum(
            (row.source, row.id, row.lang) not in self.finished for row in rows if row.state == "done"
        )
        self.summary.failures = [row for row in rows if row.state == "failed"]
        self.summary.critical = sum(row.critical for row in rows)
        if not self.summary.interrupted:
            for source in self.sources:
                self.summary.feeds += [path for order in orders if (path := self._feed(source, order))]
        self.summary.reports = write_report(self.request.out, rows)

    def _feed(self, source: Source, order: Order) -> Path | None:
        try:
            return write_feed(self.request.out, self.ledger, source, order)
        except ReadError as error:
            self.say(f"{source.key}: the translated feed was not written ({error})")
            return None

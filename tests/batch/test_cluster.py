"""A Dask cluster of two workers on this machine: the same bytes, also when one is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from localize.batch.order import Order
from localize.batch.run import Summary
from localize.errors import UsageError
from localize.packages import find, open_package

pytest.importorskip("distributed")
pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.filterwarnings("default")]
Batch = Callable[..., Summary]
FeedOf = Callable[[Path, list[str]], Path]
Tree = Callable[[Path], dict[str, str]]
TEXTS = [f"Мост номер {n} открыт вчера. В школе {n} учеников." for n in range(24)]


def test_a_lost_worker_costs_nothing(
    batch: Batch, odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed_of: FeedOf, tree: Tree
) -> None:
    """One of two workers is killed in the middle: all is done, and the tree is that of the local runner."""
    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 2)
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    batch(feed, engine="odd", out=tmp_path / "here")
    odd.write_text("")
    monkeypatch.setenv("ODD_SECONDS", "0.05")
    killed: list[int] = []

    def kill_one() -> None:
        while len(found := {line.split("\t")[0] for line in odd.read_text(encoding="utf-8").splitlines()}) < 2:
            time.sleep(0.02)
        killed.append(int(sorted(found)[0]))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    summary = batch(feed, engine="odd", cluster="local:2")
    killer.join(5)
    assert killed
    assert (summary.new, summary.failures) == (25, [])
    assert tree(tmp_path / "out") == tree(tmp_path / "here")


def test_what_the_scheduler_forgot_is_asked_for_again(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed_of: FeedOf
) -> None:
    """A scheduler that lost sight of its client cancels what that had asked for, the shared order too."""
    from localize.batch.runners.cluster import Cluster

    submit, forgotten = Cluster._submit, []

    def forget_the_first(self: Cluster, order: Any, window: Any) -> Any:
        future = submit(self, order, window)
        if not forgotten:
            forgotten.append(future)
            self.client.cancel([future, order], force=True)
        return future

    monkeypatch.setattr(Cluster, "_submit", forget_the_first)
    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 2)
    summary = batch(feed_of(tmp_path / "feed.xml", TEXTS[:5]), engine="reverse", cluster="local:1")
    assert forgotten
    assert (summary.new, summary.failures) == (6, [])


def test_an_article_that_kills_workers_fails_alone(batch: Batch, odd: Path, tmp_path: Path, feed_of: FeedOf) -> None:
    """Dask gives up on a window after several lost workers; then its articles go one by one."""
    import dask

    feed = feed_of(tmp_path / "feed.xml", [TEXTS[0], "Это смертельно.", TEXTS[1]])
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        summary = batch(feed, engine="odd", cluster="local:2")
    assert [(row.id, row.reason) for row in summary.failures] == [("g1", "several workers died while translating it")]


def test_a_package_travels(tmp_path: Path) -> None:
    """What the client packs is what a worker without the package unpacks, once."""
    from localize.batch.runners.cluster import install, packed

    package = find("ru", "kk")
    placed = install(packed(package.path), "/nowhere", package.hash, tmp_path)
    assert open_package(placed).hash == package.hash
    assert install(b"", "/nowhere", package.hash, tmp_path) == placed


def test_a_worker_without_the_package_uses_the_one_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is loaded from where the client's package was put."""
    from localize.batch.loaded import engine_for
    from localize.batch.runners.cluster import install, packed

    monkeypatch.setattr("localize.packages.cache_folder", lambda: tmp_path)
    package = find("ru", "kk")
    install(packed(package.path), "/nowhere", package.hash, tmp_path / "cluster")
    order = Order("kk", package="/nowhere", identity=package.hash)
    assert engine_for(order.engine, "kk", order.package, order.identity).package_hash == package.hash


@pytest.fixture
def strangers(tmp_path: Path) -> Iterator[tuple[str, list[Path]]]:
    """A scheduler and two workers as on other machines: started by hand, each with its own home and working folder.
    Their address, and the workers' cache folders."""
    homes, processes = [tmp_path / "first", tmp_path / "second"], []
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "LOCALIZE_"))}
    file = tmp_path / "scheduler.json"

    def start(home: Path, *command: str) -> None:
        home.mkdir(exist_ok=True)
        own = {**environment, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LANGUAGE": "ru"}
        command = (sys.executable, "-m", "dask", *command, "--scheduler-file", str(file), "--no-dashboard")
        processes.append(
            subprocess.Popen(command, cwd=home, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )

    try:
        start(tmp_path / "scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0")
        for home in homes:
            start(home, "worker", "--nthreads", "1", "--host", "127.0.0.1")
        deadline = time.monotonic() + 120
        while not file.is_file() or not file.read_text(encoding="utf-8").strip():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield json.loads(file.read_text(encoding="utf-8"))["address"], [home / "cache" for home in homes]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


@pytest.mark.model
def test_workers_elsewhere_are_sent_the_package(
    strangers: tuple[str, list[Path]], batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    feed_of: FeedOf, tree: Tree,
) -> None:  # fmt: skip
    """A package that lies where only the client sees it: each worker puts it into its own cache, and the tree is that
    of the local runner, byte for byte, though the workers speak another language."""
    import distributed

    address, caches = strangers
    monkeypatch.chdir(tmp_path)
    shutil.copytree(find("ru", "kk").path, tmp_path / "packages" / "own")
    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 3)
    feed = feed_of(tmp_path / "feed.xml", TEXTS[:12])
    asked = {"engine": "ctranslate", "package": "packages/own", "glossaries": ()}
    with distributed.Client(address) as client:
        client.wait_for_workers(2, timeout=120)
    assert batch(feed, cluster=address, **asked).failures == []
    assert batch(feed, out=tmp_path / "here", **asked).new == 13
    assert tree(tmp_path / "out") == tree(tmp_path / "here")
    for cache in caches:
        [sent] = cache.rglob("metadata.json")
        assert open_package(sent.parent).hash == open_package(tmp_path / "packages" / "own").hash


@pytest.mark.parametrize("address", ["local:", "local:0", "local:x"])
def test_how_many_workers(address: str, batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """``local:N`` needs a number."""
    with pytest.raises(UsageError):
        batch(feed_of(tmp_path / "feed.xml", TEXTS[:1]), cluster=address)

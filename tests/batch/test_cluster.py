"""A Dask cluster of two workers on this machine: the same bytes, also when one is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from localize.batch.order import Order
from localize.batch.run import Summary
from localize.errors import UsageError

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
    from localize.packages import find, open_package

    package = find("ru", "kk")
    placed = install(packed(package.path), "/nowhere", package.hash, tmp_path)
    assert open_package(placed).hash == package.hash
    assert install(b"", "/nowhere", package.hash, tmp_path) == placed


def test_a_worker_without_the_package_uses_the_one_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is loaded from where the client's package was put."""
    from localize.batch.runners.cluster import install, packed
    from localize.batch.work import engine_for
    from localize.packages import find

    monkeypatch.setattr("localize.packages.cache_folder", lambda: tmp_path)
    package = find("ru", "kk")
    install(packed(package.path), "/nowhere", package.hash, tmp_path / "cluster")
    order = Order("kk", package="/nowhere", identity=package.hash)
    assert engine_for(order.engine, "kk", order.package, order.identity).package_hash == package.hash


@pytest.mark.parametrize("address", ["local:", "local:0", "local:x"])
def test_how_many_workers(address: str, batch: Batch, tmp_path: Path, feed_of: FeedOf) -> None:
    """``local:N`` needs a number."""
    with pytest.raises(UsageError):
        batch(feed_of(tmp_path / "feed.xml", TEXTS[:1]), cluster=address)

"""A Dask cluster (extra ``localize[cluster]``): the same work on many machines.

A worker loads the package once; where it does not have it, the client sends it. Glossaries travel with the order,
once a worker. What a lost worker had in hand Dask gives to another one; the client alone writes files and ledger.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from localize.batch.order import Order
from localize.batch.runners import Stopped, Window, died
from localize.batch.runners.local import use_cores
from localize.batch.work import Outcome, translate_window
from localize.errors import BatchError, UsageError

TIMEOUT = "20s"
RETRIES = 2
LOST = 100  # windows that may be asked for again because the scheduler forgot them


def dask() -> Any:
    """The library, which has no types to speak of."""
    return import_module("distributed")


def given(order: Order) -> Order:
    """The order, as a task that sends it to every worker once."""
    return order


def translated(order: Order, window: Window) -> list[Outcome]:
    """The work, on whatever machine: findings are worded as on the client's."""
    os.environ["LANGUAGE"] = order.interface
    return translate_window(order, window)


class Cluster:
    """``address`` is a scheduler's (``tcp://host:8786``), or ``local:N`` for N workers on this machine."""

    def __init__(self, address: str) -> None:
        self.owned: Any = None
        try:
            distributed = dask()
        except ImportError as error:
            raise BatchError(
                f"--cluster needs Dask ({error.name} is not installed)", "pip install 'localize[cluster]'"
            ) from None
        kind, _, rest = address.partition(":")
        if kind == "local":
            if not rest.isdigit() or not int(rest):
                raise UsageError(f"--cluster {address}: how many workers?", "for example --cluster local:2")
            # Each has its share of the cores, as the processes of the local runner have.
            self.owned = distributed.LocalCluster(
                n_workers=int(rest), threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
            )
        try:
            self.client = distributed.Client(self.owned or address, timeout=TIMEOUT)
        except (OSError, ValueError, ImportError) as error:
            raise BatchError(
                f"{address}: no scheduler answers ({error})", "start one: dask scheduler   (docs/scale.md shows how)"
            ) from None
        if self.owned:
            self._share_cores()

    def _share_cores(self) -> None:
        workers = sorted(self.client.scheduler_info(n_workers=-1)["workers"])
        for number, worker in enumerate(workers):
            self.client.run(use_cores, number, len(workers), workers=[worker])

    def run(self, order: Order, windows: Iterable[Window], stopped: Stopped) -> Iterator[list[Outcome]]:
        distributed = dask()
        source = iter(windows)
        self._send_package(order)
        shared = self._share(order)
        lost = 0
        running: dict[Any, Window] = {}
        queue = distributed.as_completed()
        while True:
            room = 0 if stopped() else max(0, self._room() - len(running))  # workers may have been lost
            for window in islice(source, room):
                running[future := self._submit(shared, window)] = window
                queue.add(future)
            if not running:
                return
            future = next(queue)
            window = running.pop(future)
            if future.status == "finished":
                yield future.result()
            elif future.status != "error" and lost < LOST:
                # Cancelled or lost: the scheduler and we lost sight of each other for a moment: it has forgotten what we had asked for.
                lost += 1
                if shared.status in ("cancelled", "lost"):
                    shared = self._share(order)
                running[future := self._submit(shared, window)] = window
                queue.add(future)
            else:
                yield from self._recovered(shared, window, future)

    def _share(self, order: Order) -> Any:
        """The order as a task and not as scattered data: what a lost worker held of a task, Dask makes again."""
        return self.client.submit(given, order, pure=False)

    def _room(self) -> int:
        """Two windows for every worker there is at the moment."""
        return 2 * self.workers

    @property
    def workers(self) -> int:
        return max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))

    def _submit(self, order: Any, window: Window) -> Any:
        return self.client.submit(translated, order, window, pure=False, retries=RETRIES)

    def _recovered(self, order: Any, window: Window, future: Any) -> Iterator[list[Outcome]]:
        """A window that killed several workers, or broke them: document by document."""
        distributed = dask()
        failure = future.exception()
        if not isinstance(failure, distributed.scheduler.KilledWorker):
            raise BatchError(
                f"a worker broke down: {failure}", "are client and workers of the same version of localize?"
            )
        if len(window) == 1:
            yield [died(window[0], "several workers died")]
            return
        for work in window:
            alone = self._submit(order, (work,))
            distributed.wait(alone)
            yield alone.result() if alone.status == "finished" else [died(work, "several workers died")]

    def _send_package(self, order: Order) -> None:
        """For workers that do not have the package, those that come later included."""
        if self.owned is None and order.engine == "ctranslate" and order.package:
            self.client.register_plugin(_package_plugin(order.package, order.identity))

    def close(self) -> None:
        self.client.close()
        if self.owned:
            self.owned.close()


def packed(folder: Path) -> bytes:
    """A package's files; order and times fixed, so that equal packages are equal bytes."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            info = tarfile.TarInfo(path.relative_to(folder).as_posix())
            info.size = path.stat().st_size
            with path.open("rb") as data:
                archive.addfile(info, data)
    return stream.getvalue()


def install(data: bytes, path: str, identity: str, cache: Path | None = None) -> Path:
    """The package's folder on this machine, unpacked into the cache when it is not at its path."""
    from localize.packages import cache_folder

    if cache is None and is_package(Path(path), identity):
        return Path(path)
    target = (cache or cache_folder() / "cluster") / identity
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as staging:
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(staging, filter="data")
            (Path(staging) / "metadata.json").stat()
            try:
                Path(staging).rename(target)
                Path(staging).mkdir()  # for TemporaryDirectory to remove
            except OSError:
                if not target.is_dir():  # else another worker of this machine was faster
                    raise
    return target


def is_package(path: Path, identity: str) -> bool:
    from localize.errors import PackageError
    from localize.packages import open_package

    try:
        return path.is_dir() and open_package(path).hash == identity
    except PackageError:
        return False


def _package_plugin(path: str, identity: str) -> Any:
    class SendPackage(dask().WorkerPlugin):  # type: ignore[misc]
        name = f"localize-package-{identity}"

        def __init__(self, data: bytes) -> None:
            self.data = data

        def setup(self, worker: Any) -> None:
            install(self.data, path, identity)

    return SendPackage(packed(Path(path)))

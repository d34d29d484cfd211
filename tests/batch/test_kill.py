"""Killed at any moment and run again: the same tree, byte for byte."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from localize.batch.progress import Progress
from localize.batch.run import Request, run_batch

FeedOf = Callable[[Path, list[str]], Path]
Tree = Callable[[Path], dict[str, str]]
TEXTS = [f"Мост номер {n} открыт вчера. В школе {n} учеников." for n in range(24)]


def request_for(feed: Path, out: Path, jobs: int) -> Request:
    return Request([str(feed)], ["kk"], out, jobs=jobs, engine="odd", reviews=("po", "html"), glossaries=None)


def run(request: Request) -> None:
    run_batch(request, lambda line: None, Progress(lambda line, last: None))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_at_twenty_random_moments(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed_of: FeedOf, tree: Tree
) -> None:
    """kill -9, twenty times, in windows, writes, ledger, feeds and report; every time the next run goes on."""
    monkeypatch.setenv("ODD_SECONDS", "0.002")
    monkeypatch.setattr("localize.batch.work.WINDOW_ITEMS", 4)
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    start = time.monotonic()
    run(request_for(feed, tmp_path / "whole", 0))
    usual, moments = time.monotonic() - start, random.Random(7)
    undisturbed, killed, round_, kept = tree(tmp_path / "whole"), 0, 0, set()
    while killed < 20:
        out = tmp_path / f"killed-{round_}"
        child = os.fork()
        if child == 0:
            try:
                run(request_for(feed, out, 0))
            finally:
                os._exit(0)
        time.sleep(moments.uniform(0, usual * 0.6))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            killed += 1
            kept.add(len(list(out.rglob("*.po"))))
        else:
            assert tree(out) == undisturbed
            round_ += 1
    run(request_for(feed, tmp_path / f"killed-{round_}", 0))
    assert tree(tmp_path / f"killed-{round_}") == undisturbed
    assert len(kept) > 3  # it was hit at different stages, with work behind it


@pytest.mark.slow
def test_processes_do_not_outlive_a_killed_run(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed_of: FeedOf
) -> None:
    """Workers of a killed run end by themselves, and the next run with processes completes the tree."""
    monkeypatch.setenv("ODD_SECONDS", "0.05")
    feed = feed_of(tmp_path / "feed.xml", TEXTS)
    code = (
        "import sys; from localize.cli.batch import batch\n"
        "if __name__ == '__main__': batch(sys.argv[1:])"
    )  # fmt: skip
    script = tmp_path / "script.py"
    script.write_text(code)
    arguments = [
        str(feed),
        "--to",
        "kk",
        "--out",
        str(tmp_path / "out"),
        "--engine",
        "odd",
        "--jobs",
        "2",
        "--review",
        "po",
    ]
    process = subprocess.Popen([sys.executable, str(script), *arguments], stderr=subprocess.DEVNULL)
    workers = waited(odd)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while any(alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(alive(pid) for pid in workers)


def waited(log: Path) -> set[int]:
    """The processes that have begun to translate."""
    deadline = time.monotonic() + 60
    while not log.read_text(encoding="utf-8") and time.monotonic() < deadline:
        time.sleep(0.05)
    return {int(line.split("\t")[0]) for line in log.read_text(encoding="utf-8").splitlines()}


def alive(pid: int) -> bool:
    """Running, and not a zombie that nobody has fetched."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

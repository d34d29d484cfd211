"""--watch for real: a program that looks at a growing folder and a growing feed until Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
FeedOf = Callable[[Path, list[str]], Path]


@dataclass
class Site:
    """A feed behind an address, with what was asked for it and what was answered."""

    feed: bytes = b""
    day: str = "Sat, 21 Feb 2026 10:00:00 GMT"
    answers: list[tuple[int, str | None, str | None]] = field(default_factory=list)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                tag = f'"{hash(site.feed)}"'
                marks = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
                code = 304 if marks[0] == tag else 200
                site.answers.append((code, *marks))
                self.send_response(code)
                self.send_header("ETag", tag)
                self.send_header("Last-Modified", site.day)
                self.send_header("Content-Length", "0" if code == 304 else str(len(site.feed)))
                self.end_headers()
                self.wfile.write(b"" if code == 304 else site.feed)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@pytest.fixture
def site() -> Iterator[tuple[Site, str]]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), site.handler())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site, f"http://127.0.0.1:{server.server_port}/rss.xml"
    server.shutdown()
    server.server_close()


def items(out: Path) -> dict[str, str]:
    try:
        return {r["id"]: r["state"] for r in json.loads((out / "report.json").read_text(encoding="utf-8"))["items"]}
    except (OSError, ValueError):
        return {}


def until(what: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while not what():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_growing_feed_and_folder(odd: Path, tmp_path: Path, feed_of: FeedOf, site: tuple[Site, str]) -> None:
    """Only what is new is translated, an unchanged feed is not sent again, and Ctrl-C ends it cleanly."""
    served, address = site
    out, inbox, feed = tmp_path / "out", tmp_path / "inbox", tmp_path / "served" / "rss.xml"
    inbox.mkdir()
    (inbox / "a.txt").write_text("Мост через реку открыт.", encoding="utf-8")
    served.feed = feed_of(feed, ["Аптека переехала."]).read_bytes()
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    command = [
        sys.executable, "-m", "localize", "batch", address, str(inbox), "--to", "kk", "--out", str(out),
        "--engine", "odd", "--jobs", "0", "--review", "po", "--no-glossary", "--watch", "1",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    until(lambda: len(items(out)) == 3, process)
    until(lambda: 304 in [code for code, *_ in served.answers], process)
    (inbox / "b.txt").write_text("Вечером будет дождь.", encoding="utf-8")
    served.feed = feed_of(feed, ["Аптека переехала.", "Ярмарка пройдёт в субботу."]).read_bytes()
    until(lambda: len(items(out)) == 5, process)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    assert set(items(out).values()) == {"done"}
    asked = [line.split("\t")[1] for line in odd.read_text(encoding="utf-8").splitlines()]
    assert sorted(asked) == sorted(set(asked))
    assert served.answers[0] == (200, None, None)
    assert {modified for _, _, modified in served.answers[1:]} == {served.day}
    assert "Ярмарка" in (out / "127.0.0.1-rss.kk.xml").read_text(encoding="utf-8")
    assert "Traceback" not in stderr
    assert stdout.count("report.json") <= 3  # passes that found nothing new say nothing

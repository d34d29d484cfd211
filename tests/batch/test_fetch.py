"""Feeds from an http server, on this machine only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from localize.batch.run import Summary
from localize.batch.sources.fetch import Marks, fetch
from localize.errors import ReadError

FEEDS = Path(__file__).parents[2] / "samples" / "feeds"
FEED = (FEEDS / "novosti.rss.xml").read_bytes()


class Server(ThreadingHTTPServer):
    asked: list[tuple[str, str | None]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("If-None-Match")))
        if self.path == "/away":
            self.answer(302, b"", Location="file:///etc/passwd")
        elif self.path == "/gone":
            self.answer(410, b"")
        elif self.headers.get("If-None-Match") == '"one"':
            self.answer(304, b"")
        else:
            self.answer(200, FEED, ETag='"one"')

    def answer(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Server(("127.0.0.1", 0), Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def address(server: Server, path: str = "/rss.xml") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def test_a_feed_is_asked_for_once_more_with_its_mark(
    batch: Callable[..., Summary], server: Server, tmp_path: Path
) -> None:
    """The second run sends the ETag, gets 304 and works on what it has."""
    assert batch(address(server)).new == 6
    assert batch(address(server)).new == 0
    assert server.asked == [("/rss.xml", None), ("/rss.xml", '"one"')]
    assert "xml:base" in (tmp_path / "out" / "127.0.0.1-rss.kk.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("path", "reason"), [("/gone", "410"), ("/away", "302")])
def test_what_cannot_be_had_is_a_failure(
    path: str, reason: str, batch: Callable[..., Summary], server: Server, feeds: Path
) -> None:
    """A refusal, or a way to somewhere that is not http, fails the source; the others are done."""
    summary = batch(address(server, path), feeds / "vestnik.atom.xml")
    assert [reason in row.reason for row in summary.failures] == [True]
    assert summary.new == 6


def test_size_limit(server: Server, tmp_path: Path) -> None:
    """What is larger than allowed is not kept."""
    with pytest.raises(ReadError, match="larger than"):
        fetch(address(server), tmp_path / "feed", Marks(), limit=1000)
    assert list(tmp_path.iterdir()) == []


def test_nobody_there(tmp_path: Path) -> None:
    """A closed port is said in plain words."""
    with pytest.raises(ReadError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/feed", tmp_path / "feed", Marks(), timeout=2)

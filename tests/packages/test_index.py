"""The public index, served here from a folder on 127.0.0.1; nothing leaves the machine."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from localize.errors import PackageError
from localize.packages import index, user_folder
from localize.packages.index import Available, available, choose, downloaded, index_url
from localize.packages.install import install
from localize.packages.pack import pack_folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder behind an HTTP server that ``ARGOS_PACKAGE_INDEX`` points to."""
    folder = tmp_path / "site"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield folder
    server.shutdown()
    server.server_close()
    thread.join()


def entry(**more: Any) -> dict[str, Any]:
    return {"from_code": "ru", "to_code": "kk", "package_version": "1.0", "links": ["package.argosmodel"]} | more


def put(site: Path, *entries: object) -> None:
    (site / "index.json").write_text(json.dumps(entries), encoding="utf-8")


def test_available(site: Path) -> None:
    """The index lists pairs in order, the newest version of each first."""
    put(site, entry(), entry(from_code="en"), entry(package_version="1.10"), entry(package_version="1.9"))
    assert [p.name for p in available()] == [
        "translate-en_kk-1.0", "translate-ru_kk-1.10", "translate-ru_kk-1.9", "translate-ru_kk-1.0"
    ]  # fmt: skip


def test_odd_entries_are_passed_over(site: Path) -> None:
    """Entries that are no translation packages, or name no link that can be followed, are not offered."""
    put(
        site, 1, None, {}, entry(type="sbd"), entry(from_code="../ru"), entry(links=[]), entry(links="x"),
        entry(links=["ftp://x/y", "file:///etc/passwd", "ipfs://x"]), entry(package_version="1/../2"),
    )  # fmt: skip
    assert available() == []


def test_download_and_install(home: Path, make, site: Path) -> None:  # type: ignore[no-untyped-def]
    """What the index names is fetched, checked and installed; no download is left behind."""
    pack_folder(make(), site / "package.argosmodel")
    put(site, entry(links=["gone.argosmodel", "package.argosmodel"]))
    told: list[int] = []
    with downloaded(choose("ru_kk", available()), user_folder(), told.append) as path:
        done = install(path)
    assert done.package.name == "translate-ru_kk-1.0"
    assert [p.name for p in user_folder().iterdir()] == ["translate-ru_kk-1_0"]
    assert sum(told) == 100


def test_what_is_no_package(home: Path, site: Path) -> None:
    """A download that is no package is refused, and nothing is installed."""
    (site / "package.argosmodel").write_text("<html>not found</html>")
    put(site, entry())
    with (
        downloaded(available()[0], user_folder()) as path,
        pytest.raises(PackageError, match=r"not a \.argosmodel file"),
    ):
        install(path)
    assert list(user_folder().iterdir()) == []


@pytest.mark.parametrize("text", ["<html>", '{"a": 1}', "[" * 10_000, "\x00"])
def test_what_is_no_index(site: Path, text: str) -> None:
    """An answer that is no index is named as such."""
    (site / "index.json").write_text(text)
    with pytest.raises(PackageError, match="not a package index"):
        available()


def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody answers, the error comes at once and says how to go on without a network."""
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    start = time.monotonic()
    with pytest.raises(PackageError, match="cannot be reached") as caught:
        available()
    assert "(Connection refused)" in str(caught.value)
    assert "localize packages install FILE" in caught.value.hint
    assert time.monotonic() - start < 5


def test_missing_index(site: Path) -> None:
    """A server without an index is named with its answer."""
    with pytest.raises(PackageError, match=r"index\.json: the server answers 404"):
        available()


def test_silent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that accepts and says nothing is given up after the time-out."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"http://127.0.0.1:{listener.getsockname()[1]}")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setattr(index, "TIMEOUT", 0.3)
        with pytest.raises(PackageError, match="cannot be reached"):
            available()


def test_other_schemes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and the like are not read as an index."""
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "file:///etc/")
    with pytest.raises(PackageError, match="only http and https"):
        available()


def test_index_url(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable of Argos Translate names the folder, with or without its slash, or the file itself."""
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX", raising=False)
    assert index_url() == "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
    for named in ("https://example.org/a", "https://example.org/a/", "https://example.org/a/index.json"):
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", named)
        assert index_url() == "https://example.org/a/index.json"


def test_choose() -> None:
    """A package is found by its pair in any spelling, by its version, and what is missing lists what is near."""
    offered = [Available("ru", "en", v, ()) for v in ("1.9", "1.0")] + [Available("en", "ru", "1.0", ())]
    for name in ("translate-ru_en", "ru_en", "ru-en", "ru→en", "RU_EN", "translate-ru_en-1_9", "translate-ru_en-1.9"):
        assert choose(name, offered).name == "translate-ru_en-1.9"
    assert choose("translate-ru_en-1.0", offered).version == "1.0"
    with pytest.raises(PackageError, match=r"no package 'ru_kk' \(it has: translate-ru_en-1.9, translate-ru_en-1.0\)"):
        choose("ru_kk", offered)
    with pytest.raises(PackageError, match="'nonsense' is neither a file or folder here nor the name of a package"):
        choose("nonsense", offered)

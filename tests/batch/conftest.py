"""What the batch tests share: cases, a quick run in this process, a translation that is easy to predict."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localize.batch.loaded import engine_for
from localize.batch.progress import Progress
from localize.batch.run import Request, Summary, run_batch

CASES = Path(__file__).parents[1] / "cases" / "batch"
FEEDS = Path(__file__).parents[2] / "samples" / "feeds"


@pytest.fixture(autouse=True)
def nobodys_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests do not see the translation memory of whoever runs them."""
    monkeypatch.setenv("LOCALIZE_MEMORY", str(tmp_path / "no-memory.sqlite"))


@pytest.fixture
def cases() -> Path:
    return CASES


@pytest.fixture
def feeds() -> Path:
    return FEEDS


@pytest.fixture
def batch(tmp_path: Path) -> Callable[..., Summary]:
    """``batch(source, …, jobs=0)``: run with the reversing engine into ``tmp_path / "out"``."""

    def run(*sources: object, **asked: Any) -> Summary:
        lines = asked.pop("said", [])
        request = Request(**{
            "sources": [str(s) for s in sources], "languages": ["kk"], "out": tmp_path / "out", "jobs": 0,
            "engine": "reverse", "reviews": ("po",), "glossaries": None, **asked,
        })  # fmt: skip
        return run_batch(request, lines.append, Progress(lambda line, last: None))

    return run


def digests(out: Path) -> dict[str, str]:
    """Every file of an out tree but the ledger's folder, with the digest of its bytes."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".localize" not in path.relative_to(out).parts
    }


ENGINES = """
import os, signal, time
from dataclasses import dataclass
from localize.engines.fake import reverse

@dataclass
class Odd:
    package: str = "odd"
    package_hash: str = "0" * 12
    slots: bool = True

    def translate(self, texts, n_best=1, progress=None):
        with open(os.environ["ODD_LOG"], "a", encoding="utf-8") as log:
            log.writelines(f"{os.getpid()}\\t{text}\\n" for text in texts)
        for text in texts:
            time.sleep(float(os.environ.get("ODD_SECONDS", 0)))
            if "смертельно" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "сломано" in text:
                raise ValueError("of all things")
        return reverse("ru", "kk").translate(texts, n_best, progress)

def load(source, target, package=None):
    return Odd()
"""


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Installs a plug-in engine ``odd`` that other processes find too; the file in which it logs what it gets."""
    plugins = tmp_path / "plugins"
    (plugins / "odd_engines-1.dist-info").mkdir(parents=True)
    (plugins / "odd_engines.py").write_text(ENGINES, encoding="utf-8")
    (plugins / "odd_engines-1.dist-info" / "METADATA").write_text("Name: odd-engines\nVersion: 1\n")
    (plugins / "odd_engines-1.dist-info" / "entry_points.txt").write_text("[localize.engine]\nodd = odd_engines:load\n")
    monkeypatch.syspath_prepend(plugins)
    monkeypatch.setenv("PYTHONPATH", str(plugins))
    monkeypatch.setenv("ODD_LOG", str(tmp_path / "odd.log"))
    (tmp_path / "odd.log").touch()
    engine_for.cache_clear()  # an engine of an earlier test remembers what it translated
    return tmp_path / "odd.log"


def feed_with(path: Path, texts: list[str]) -> Path:
    """An RSS feed with an item for each text."""
    items = "".join(
        f"<item><guid>g{n}</guid><title>Сообщение номер {n}</title><description>{text}</description>"
        f"<pubDate>Sat, {n % 28 + 1:02} Feb 2026 10:00:00 +0500</pubDate></item>\n"
        for n, text in enumerate(texts)
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'<rss version="2.0"><channel><title>Лента</title><language>ru</language>\n{items}</channel></rss>',
        encoding="utf-8",
    )
    return path


@pytest.fixture
def tree() -> Callable[[Path], dict[str, str]]:
    return digests


@pytest.fixture
def feed_of() -> Callable[[Path, list[str]], Path]:
    return feed_with

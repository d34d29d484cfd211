"""Fixtures for every room: an isolated home, articles, and a skip for tests without a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize import formats
from localize.document import Article
from localize.segment import segment_block

ARTICLE = """Токаев провёл встречу с премьер-министром

АСТАНА, 21 фев — Казинформ. Президент Касым-Жомарт Токаев принял гостей. Рост составил 12,5% и $26 млрд.

«Работа будет продолжена», — сказал он. Подробнее на https://akorda.kz.
"""


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own folders, and messages are English."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("ARGOS_PACKAGES_DIR", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LOCALIZE_MEMORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `model` are skipped, with the reason, where no package is shipped."""
    from localize.packages import installed

    pairs = {(p.source, p.target) for p in installed()}
    if ("ru", "kk") not in pairs:
        for item in items:
            if item.get_closest_marker("model"):
                item.add_marker(pytest.mark.skip(reason="no ru→kk package"))


@pytest.fixture
def article() -> Article:
    """A short news article with a headline, a dateline, figures, a quotation and a link."""
    return formats.read(ARTICLE.encode(), "news.txt", segment_block)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The same article as a file."""
    path = tmp_path / "news.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path

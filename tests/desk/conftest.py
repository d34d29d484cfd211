"""An article with its review file, as `localize translate` leaves them, and a hand to edit it with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localize.desk import Job, translate_files

ARTICLE = """# Завод открыт

Завод **открыт** в Астане. Он даст 5 рабочих мест. Вот [здесь](https://example.kz) подробнее.

Второй абзац о людях и городах.
"""
Edit = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def nobody(message: str) -> None:
    raise AssertionError(f"nothing should be said, but: {message}")


def translated(folder: Path, say: Callable[[str], None] = nobody, name: str = "news.md", **more: Any) -> list[Any]:
    given = {"reviews": ("po",), "engine": "identity", "use_glossary": False, **more}
    return translate_files(Job((folder / name,), ("kk",), **given), say, lambda n: None)


@pytest.fixture
def edit() -> Edit:
    def edited(path: Path, change: Callable[[Any], None], approve: bool = True) -> Path:
        """The PO at ``path`` after ``change(catalogue)``, everything approved unless told otherwise."""
        import polib

        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue:
            entry.flags = [] if approve else entry.flags
        change(catalogue)
        catalogue.save()
        return path

    return edited

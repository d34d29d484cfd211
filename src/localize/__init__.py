"""Offline translation of Russian articles into Kazakh and English, with glossaries and review files."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localize.document import Article

__all__ = ["translate"]

try:
    __version__ = version("localize")
except PackageNotFoundError:  # a source tree that nobody installed
    __version__ = "0"


def translate(
    text_or_path: str | Path, to: str = "kk", *, engine: str = "ctranslate", package: str | None = None
) -> Article:
    """The article in a text or a file, with drafts in the language ``to``: ``article.drafts[to]``.

    A ``Path`` is read as a file in its own format, a string is plain text. Raises `LocalizeError`
    (message and hint) for what cannot be read, and for a missing package.
    """
    from localize import formats, pipeline
    from localize.desk import read_article
    from localize.engines import ENGINES
    from localize.segment import segment_block

    if isinstance(text_or_path, Path):
        article = read_article(text_or_path)
    else:
        article = formats.read(text_or_path.encode(), "text.txt", segment_block)
    return pipeline.translate([article], ENGINES[engine]("ru", to, package), pipeline.Settings(to))[0]

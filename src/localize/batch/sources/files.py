"""Articles as files: a folder, a glob, single files; each in its own format, nothing to give back but itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from localize.batch.item import Item, distinct
from localize.batch.sources import Find
from localize.errors import LocalizeError
from localize.files import read_source
from localize.formats import format_of


class Files:
    """``paths`` below ``root``; an item's id is its path from there."""

    suffix = ""

    def __init__(self, key: str, root: Path, paths: tuple[Path, ...]) -> None:
        self.key, self.root, self.paths = key, root, paths

    def items(self) -> Iterator[Item]:
        return distinct(map(self._item, self.paths))

    def _item(self, path: Path) -> Item:
        try:
            id = path.relative_to(self.root).as_posix()
        except ValueError:
            id = path.name
        try:
            format_of(path.name)
            # A file of exactly nothing is an item, with a problem that the format puts in words.
            return Item(id, path.name, date=_modified(path), file=path.name, data=read_source(path) or b" ")
        except (LocalizeError, OSError) as error:
            return Item(id, path.name, problem=str(error))

    def translated(self, find: Find, lang: str) -> Iterator[bytes]:
        return iter(())


def _modified(path: Path) -> str:
    """For --since only: the day a file was last written."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")

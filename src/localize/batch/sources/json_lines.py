"""JSON Lines: a record a line, read and written line by line, so that a file may be of any length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from localize.batch.item import LIMIT, Item, distinct, too_large
from localize.batch.sources import Find
from localize.batch.sources.json_feed import dumped, parsed
from localize.batch.sources.records import item_from, written
from localize.errors import ReadError

LONGEST = 4 * LIMIT  # bytes


class JsonLines:
    def __init__(self, key: str, raw: Path, spool: Path, base: str = "") -> None:
        self.key, self.raw = key, raw
        self.suffix = Path(key).suffix or ".jsonl"

    def items(self) -> Iterator[Item]:
        return distinct(item for _, _, item in self._lines() if item)

    def _lines(self) -> Iterator[tuple[bytes, dict[str, Any] | None, Item | None]]:
        """(line, its record, its item); a blank line has neither."""
        for number, line in enumerate(lines_of(self.raw), start=1):
            if not line.strip():
                yield line, None, None
            else:
                yield line, *self._read(line, number)

    def _read(self, line: bytes, number: int) -> tuple[dict[str, Any] | None, Item]:
        label = f"line {number}"
        if len(line) > LONGEST:
            return None, Item(label, problem=too_large())
        try:
            record = parsed(line.decode("utf-8-sig"), label)
        except UnicodeDecodeError:
            return None, Item(label, problem=f"{label} is not UTF-8")
        except ReadError as error:
            return None, Item(label, problem=str(error))
        if not isinstance(record, dict):
            return None, Item(label, problem=f"{label} is no object but {type(record).__name__}")
        return record, item_from(record, label)

    def translated(self, find: Find, lang: str) -> Iterator[bytes]:
        items = self.items()
        for line, record, found in self._lines():
            item = next(items) if found else None
            if record is None or item is None:
                yield line if len(line) <= LONGEST else b""
            else:
                yield dumped(written(record, find(item), lang)) + b"\n"


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file. Of a line beyond reason only its beginning is kept, a byte more than is allowed."""
    with path.open("rb") as stream:
        while line := stream.readline(LONGEST + 1):
            rest = line
            while len(rest) > LONGEST and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST + 1)
                if len(rest) <= LONGEST:
                    break
            yield line

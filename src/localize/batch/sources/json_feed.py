"""JSON Feed and ninjs (a document, or a list of them), read whole: JSON cannot be read in part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from localize.batch.item import HEADER, Item, distinct, item_of
from localize.batch.sources import Find
from localize.batch.sources.records import fields, item_from, written
from localize.errors import ReadError
from localize.formats.encoding import LIMIT, decode


def parsed(text: str, name: str) -> Any:
    """The value of a JSON text; ``ReadError`` for what is none, or nested beyond reason."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{name}: damaged JSON ({error})", "`python -m json.tool FILE` shows the place") from None


def dumped(value: Any, indent: int | None = None) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair somewhere: only an escape can write it
        return json.dumps(value, indent=indent).encode("ascii")


class JsonFeed:
    def __init__(self, key: str, raw: Path, spool: Path, base: str = "") -> None:
        self.key, self.raw = key, raw
        self.suffix = Path(key).suffix or ".json"

    @cached_property
    def value(self) -> Any:
        if self.raw.stat().st_size > LIMIT:
            raise ReadError(
                f"{self.key}: larger than {LIMIT // 2**20} MB", "send it as JSON Lines: those are read line by line"
            )
        return parsed(decode(self.raw.read_bytes(), self.key).text, self.key)

    @property
    def records(self) -> list[Any]:
        value = self.value
        if isinstance(value, dict) and isinstance(value.get("items"), list):
            return list(value["items"])
        if isinstance(value, list):
            return value
        if isinstance(value, dict) and any(True for _ in fields(value)):
            return [value]
        raise ReadError(
            f"{self.key}: neither JSON Feed nor ninjs", "there is no list of items and no headline or body in it"
        )

    @property
    def header(self) -> dict[str, Any] | None:
        """What a JSON Feed says of itself."""
        value = self.value
        if not isinstance(value, dict) or not isinstance(value.get("items"), list):
            return None
        return {key: value[key] for key in ("title", "description") if isinstance(value.get(key), str)}

    def items(self) -> Iterator[Item]:
        return distinct(self._items())

    def _items(self) -> Iterator[Item]:
        for number, record in enumerate(self.records, start=1):
            if isinstance(record, dict):
                yield item_from(record)
            else:
                yield Item(f"item {number}", problem=f"item {number} is no object but {type(record).__name__}")
        if header := self._header():
            yield header

    def _header(self) -> Item | None:
        parts = [part for _, part in fields(self.header or {})]
        return item_of(f"{HEADER} {self.key}", parts, title=f"{HEADER} {parts[0].text}") if parts else None

    def translated(self, find: Find, lang: str) -> Iterator[bytes]:
        records = self.records
        done = [
            written(record, find(item), lang) if isinstance(record, dict) else record
            for record, item in zip(records, self.items(), strict=False)
        ]
        indent = 2 if b"\n " in self.raw.read_bytes()[:4096] else None
        yield dumped(self._rebuilt(done, find, lang), indent) + b"\n"

    def _rebuilt(self, done: list[Any], find: Find, lang: str) -> Any:
        value = self.value
        if isinstance(value, list):
            return done
        if self.header is None:
            return done[0]
        header = self._header()
        texts = find(header) if header else None
        changed = written(self.header, texts, lang) if texts else {}
        return {**value, **changed, "language": lang, "items": done}

"""The ledger: what was done with which source, package, glossary and settings; SQLite in the out folder.

It is written by one process, and a row only after its files stand. So a killed run leaves files that the next
one writes again, never a row without files.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from localize.batch.sources.fetch import Marks
from localize.errors import BatchError

FOLDER = ".localize"
VERSION = 1
State = Literal["done", "failed", "skipped"]
SCHEMA = """
CREATE TABLE IF NOT EXISTS item (
    source TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
    source_hash TEXT NOT NULL, package_hash TEXT NOT NULL, glossary_hash TEXT NOT NULL, settings_hash TEXT NOT NULL,
    state TEXT NOT NULL, row TEXT NOT NULL, seconds REAL NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (source, id, lang)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fetched (url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Key:
    """Everything a translation depends on; an item whose key has changed is stale."""

    source: str
    package: str
    glossary: str
    settings: str


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one item in one language. ``bands`` counts segments by what to expect of them; ``files``
    are relative to the out folder."""

    source: str
    id: str
    lang: str
    folder: str
    state: State
    title: str = ""
    link: str = ""
    date: str = ""
    reason: str = ""
    hint: str = ""
    segments: int = 0
    words: int = 0
    flagged: int = 0
    critical: int = 0
    bands: dict[str, int] = field(default_factory=dict)
    package: str = ""
    files: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


class Ledger:
    """Open while a run lasts; ``BatchError`` when the folder is another program's or in use."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.path = folder / FOLDER / "ledger.sqlite"
        self._lock: sqlite3.Connection | None = None
        if read_only and not self.path.is_file():
            raise BatchError(f"{folder}: no batch was run here", "run one: localize batch FEED --to kk --out DIR")
        with self._spoken("opened"):
            if not read_only:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._lock = self._locked(self.path.with_name("lock.sqlite"))
            self.connection = sqlite3.connect(self.path, isolation_level=None)
            if not read_only:
                self.connection.execute("PRAGMA journal_mode=WAL")
                self.connection.executescript(SCHEMA)
                self.connection.execute(f"PRAGMA user_version={self._version() or VERSION}")
            if self._version() != VERSION:
                raise BatchError(f"{self.path}: made by another version of localize", "use a new --out folder")

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    @staticmethod
    def _locked(path: Path) -> sqlite3.Connection:
        """A lock that the system drops with the process, however that ends."""
        lock = sqlite3.connect(path, isolation_level=None, timeout=0.2)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            lock.close()
            raise BatchError(
                f"{path.parents[1]}: another `localize batch` is at work here",
                "wait for it, or use another --out folder",
            ) from None
        return lock

    @contextmanager
    def _spoken(self, what: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise BatchError(
                f"{self.path}: the ledger cannot be {what} ({error})",
                "free some disk space or choose another --out folder; finished articles are safe",
            ) from error

    def close(self) -> None:
        self.connection.close()
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def state(self, source: str, id: str, lang: str, key: Key) -> State | None:
        """What became of an item with exactly this key; None when it is new or stale."""
        with self._spoken("read"):
            found = self.connection.execute(
                "SELECT state FROM item WHERE source=? AND id=? AND lang=?"
                " AND source_hash=? AND package_hash=? AND glossary_hash=? AND settings_hash=?",
                (source, _text(id), lang, key.source, key.package, key.glossary, key.settings),
            ).fetchone()
        return found[0] if found else None

    def row(self, source: str, id: str, lang: str, source_hash: str) -> Row | None:
        """The row of an item for this very source text, under whatever settings it was done."""
        with self._spoken("read"):
            found = self.connection.execute(
                "SELECT row FROM item WHERE source=? AND id=? AND lang=? AND source_hash=?",
                (source, _text(id), lang, source_hash),
            ).fetchone()
        return _row(found[0]) if found else None

    def record(self, done: Iterable[tuple[Row, Key]], seconds: float) -> None:
        """Enter finished items, all or none; their files must stand. ``seconds`` were spent on all together."""
        entries = list(done)
        share = seconds / max(1, len(entries))
        with self._spoken("written"), self.connection:
            self.connection.execute("BEGIN")
            self.connection.executemany(
                "INSERT OR REPLACE INTO item VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                [
                    (row.source, _text(row.id), row.lang,
                     key.source, key.package, key.glossary, key.settings, row.state,
                     json.dumps(row.to_dict()), share, time.time())
                    for row, key in entries
                ],
            )  # fmt: skip

    def rows(self) -> Iterator[Row]:
        """Every row, newest article first, in an order that depends on nothing but the rows."""
        with self._spoken("read"):
            for (text,) in self.connection.execute(
                "SELECT row FROM item ORDER BY json_extract(row, '$.date') DESC, source, id, lang"
            ):
                yield _row(text)

    def forget(self, source: str, id: str, lang: str) -> None:
        with self._spoken("written"):
            self.connection.execute("DELETE FROM item WHERE source=? AND id=? AND lang=?", (source, _text(id), lang))

    def forget_failures(self, source: str, lang: str, present: set[str]) -> None:
        """Drop the failures of items that a source no longer has, and of the source itself: it could be read."""
        gone = [row.id for row in self.rows() if (row.source, row.lang, row.state) == (source, lang, "failed")]
        for id in gone:
            if id not in present:
                self.forget(source, id, lang)

    def seconds(self) -> float:
        return float(self.connection.execute("SELECT coalesce(sum(seconds), 0) FROM item").fetchone()[0])

    def marks(self, url: str) -> Marks:
        found = self.connection.execute("SELECT etag, modified FROM fetched WHERE url=?", (url,)).fetchone()
        return Marks(*found) if found else Marks()

    def mark(self, url: str, marks: Marks) -> None:
        with self._spoken("written"):
            self.connection.execute("INSERT OR REPLACE INTO fetched VALUES (?,?,?)", (url, marks.etag, marks.modified))


def _text(id: str) -> str:
    """Half a surrogate pair, which JSON can say, is no text for SQLite."""
    return id.encode("utf-8", "replace").decode("utf-8")


def _row(text: str) -> Row:
    value = json.loads(text)
    return Row(**{**value, "files": tuple(value["files"])})

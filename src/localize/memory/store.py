"""The translation memory's file: one SQLite database that several processes read and write at once."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from localize.errors import MemoryStoreError
from localize.memory import schema

PATIENCE = 10.0  # seconds to wait for another process that is writing
SETTINGS = ("synchronous = NORMAL", "temp_store = MEMORY", "cache_size = -32000", "mmap_size = 268435456",
            "trusted_schema = OFF")  # fmt: skip


class Store:
    """A connection whose errors are `MemoryStoreError`: in plain words, with the next step.

    Opened for reading only where the file cannot be written; then `writing` raises.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self.readonly = readonly
        with self._told():
            if not readonly:
                path.parent.mkdir(parents=True, exist_ok=True)
                self.readonly = path.exists() and not _writable(path)
            self._db = self._opened()
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _opened(self) -> sqlite3.Connection:
        if not self.readonly:
            return sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        address = f"{self.path.resolve().as_uri()}?mode=ro"
        db = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
        try:
            db.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError:  # in a folder we may not write, a WAL database is read as it stands
            db.close()
            db = sqlite3.connect(f"{address}&immutable=1", uri=True, timeout=PATIENCE, isolation_level=None)
        return db

    def _prepare(self) -> None:
        for setting in SETTINGS:
            self._db.execute(f"PRAGMA {setting}")
        self._refuse_others()
        if not self.readonly:
            self._write_ahead()
            schema.migrate(self._db)
        elif schema.version(self._db) < len(schema.MIGRATIONS):
            raise MemoryStoreError(f"{self.path}: made by an older localize, and read-only", self._elsewhere())

    def _refuse_others(self) -> None:
        """Never touch a database that another program, or a later version, has made."""
        application = self._db.execute("PRAGMA application_id").fetchone()[0]
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != schema.APPLICATION and (application or tables):
            raise MemoryStoreError(f"{self.path}: is a database, but not a translation memory", self._elsewhere())
        if schema.version(self._db) > len(schema.MIGRATIONS):
            raise MemoryStoreError(f"{self.path}: made by a newer localize", "update localize, or use --no-memory")

    def _write_ahead(self) -> None:
        """WAL lets readers go on while one writes. Where the file system cannot, SQLite keeps its old way."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:  # two processes that create the file do not wait by themselves
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def _elsewhere(self) -> str:
        return "name another file with --memory FILE, or use --no-memory"

    def define(self, name: str, arguments: int, function: Callable[..., Any]) -> None:
        """A function of ours that SQL may call."""
        self._db.create_function(name, arguments, function, deterministic=True)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._told():
            return self._db.execute(sql, values).fetchall()

    def walk(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows one by one, in constant memory."""
        with self._told():
            yield from self._db.execute(sql, values)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        if self.readonly:
            raise MemoryStoreError(f"{self.path}: the memory is read-only", self._elsewhere())
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has ended it already
                    self._db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                message = f"{self.path}: another process has been writing for {PATIENCE:.0f} seconds"
                raise MemoryStoreError(message, "wait for it, or use --no-memory") from error
            raise MemoryStoreError(f"{self.path}: cannot be used ({error})", self._elsewhere()) from error
        except sqlite3.DatabaseError as error:
            raise MemoryStoreError(
                f"{self.path}: the memory is damaged ({error})",
                f"move it away and fill a new one: mv {self.path} {self.path}.damaged; localize memory import FILE.tmx",
            ) from error
        except OSError as error:
            raise MemoryStoreError(f"{self.path}: cannot be used ({error.strerror})", self._elsewhere()) from error


def _writable(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False

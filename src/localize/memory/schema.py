"""The memory's tables. `MIGRATIONS` is append-only: what a released version has written stays readable for ever.

The number of migrations applied is ``PRAGMA user_version``; ``application_id`` keeps us off other programs' files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION = 0x6C6F6D65  # "lome"


def pairs(db: sqlite3.Connection) -> None:
    """1: approved pairs. ``key`` and ``skeleton`` are digests; a posting leads from a stem and a length to pairs."""
    db.execute(
        "CREATE TABLE pair (id INTEGER PRIMARY KEY, lang TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,"
        " key INTEGER NOT NULL, skeleton INTEGER NOT NULL, article TEXT NOT NULL DEFAULT '',"
        " segment TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL DEFAULT '',"
        " package TEXT NOT NULL DEFAULT '')"
    )
    db.execute("CREATE INDEX pair_key ON pair (key)")
    db.execute("CREATE INDEX pair_skeleton ON pair (skeleton)")
    db.execute("CREATE INDEX pair_article ON pair (article)")
    db.execute(
        "CREATE TABLE posting (stem INTEGER NOT NULL, size INTEGER NOT NULL, pair INTEGER NOT NULL,"
        " PRIMARY KEY (stem, size, pair)) WITHOUT ROWID"
    )


def drafts(db: sqlite3.Connection) -> None:
    """2: what the machine had written, by source text, so that corrections can be told from drafts."""
    db.execute("ALTER TABLE pair ADD COLUMN draft TEXT NOT NULL DEFAULT ''")
    db.execute(
        "CREATE TABLE draft (key INTEGER PRIMARY KEY, target TEXT NOT NULL, package TEXT NOT NULL DEFAULT '',"
        " date TEXT NOT NULL DEFAULT '')"
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (pairs, drafts)


def version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection) -> None:
    """Apply what is missing, each step in a transaction of its own; another process may be doing the same."""
    while version(db) < len(MIGRATIONS):
        db.execute("BEGIN IMMEDIATE")
        try:
            done = version(db)
            if done < len(MIGRATIONS):
                MIGRATIONS[done](db)
                db.execute(f"PRAGMA user_version = {done + 1}")
                db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise

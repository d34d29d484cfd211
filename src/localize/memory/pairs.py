"""What the memory holds: approved pairs, and the drafts that people corrected."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date as day
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Self

from localize.memory import normal
from localize.memory.store import Store

COLUMNS = "id, lang, source, target, article, segment, date, reviewer, package, draft"
BATCH = 2000
DRAFTS_KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text and the target that a person approved for it.

    ``date`` is ISO 8601 (``2026-02-21``); ``draft`` what the machine had written, empty when nobody knows;
    ``id`` the pair's number in its memory.
    """

    source: str
    target: str
    lang: str
    article: str = ""
    segment: str = ""
    date: str = ""
    reviewer: str = ""
    package: str = ""
    draft: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs are meant; empty fields mean any. ``text`` is looked for in source and target, capitals or not."""

    lang: str = ""
    article: str = ""
    reviewer: str = ""
    before: str = ""
    text: str = ""
    ids: tuple[int, ...] = ()

    def sql(self) -> tuple[str, list[Any]]:
        """The condition and its values. SQLite knows capitals of ASCII only, so ``text`` asks a function of ours."""
        conditions: list[tuple[str, list[Any]]] = [
            ("lang = ?", [self.lang] * bool(self.lang)),
            ("article = ?", [self.article] * bool(self.article)),
            ("reviewer = ?", [self.reviewer] * bool(self.reviewer)),
            ("date < ?", [self.before] * bool(self.before)),
            ("holds(source, target, ?)", [normal.key(self.text).lower()] * bool(self.text)),
            (f"id IN ({', '.join('?' * len(self.ids))})", list(self.ids)),
        ]
        given = [(condition, values) for condition, values in conditions if values]
        return " AND ".join(condition for condition, _ in given) or "1", [v for _, values in given for v in values]


EVERYTHING = Wanted()


def _holds(source: str, target: str, text: str) -> bool:
    return any(text in normal.key(side).lower() for side in (source, target))


class Memory:
    """The translation memory in one file. Everything it raises is `MemoryStoreError`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Memory.open(Path(folder) / "memory.sqlite") as memory:
    ...     memory.add([Pair("Да.", "Иә.", "kk", date="2026-02-21")])
    ...     [pair.target for pair in memory.pairs()]
    1
    ['Иә.']
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Memory:
        memory = cls(Store(path, readonly=readonly))
        memory.store.define("holds", 3, _holds)
        return memory

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.store.close()

    def add(self, pairs: Iterable[Pair]) -> int:
        """Remember pairs, in transactions of some thousand; the number of pairs that were new.

        The same target again renews the pair's date and place; another target from the same segment of the
        same article takes the place of the old one; any other target stands beside it.
        """
        new, rest = 0, iter(pairs)
        while batch := list(islice(rest, BATCH)):
            with self.store.writing() as db:
                new += sum([_add(db, pair) for pair in batch])
        return new

    def remember_drafts(self, lang: str, drafts: Iterable[tuple[str, str, str]], date: str) -> None:
        """Keep what the machine wrote, as (source, target, package), until a person has corrected it."""
        rows = [(normal.digest(lang, normal.key(source)), target, package, date) for source, target, package in drafts]
        with self.store.writing() as db:
            db.executemany("INSERT OR REPLACE INTO draft (key, target, package, date) VALUES (?, ?, ?, ?)", rows)
            oldest = (day.fromisoformat(date) - DRAFTS_KEPT).isoformat()
            db.execute("DELETE FROM draft WHERE date < ?", (oldest,))

    def pairs(self, wanted: Wanted = EVERYTHING) -> Iterator[Pair]:
        """The pairs in the order they came in, one by one."""
        condition, values = wanted.sql()
        rows = self.store.walk(f"SELECT {COLUMNS} FROM pair WHERE {condition} ORDER BY id", *values)
        return (pair_of(row) for row in rows)

    def newest(self, wanted: Wanted, limit: int) -> list[Pair]:
        """The last ``limit`` pairs that came in."""
        condition, values = wanted.sql()
        sql = f"SELECT {COLUMNS} FROM pair WHERE {condition} ORDER BY id DESC LIMIT ?"
        return [pair_of(row) for row in self.store.rows(sql, *values, limit)]

    def forget(self, wanted: Wanted) -> int:
        """Remove pairs for good; how many there were."""
        with self.store.writing() as db:
            gone = list(self.pairs(wanted))
            for pair in gone:
                _remove(db, pair)
        return len(gone)

    def stats(self) -> dict[str, Any]:
        """Counts by language, article, reviewer and year, and the file's size in bytes."""
        by = {
            name: {row[0]: row[1] for row in self.store.rows(
                f"SELECT {column}, count(*) FROM pair WHERE {column} <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20")}
            for name, column in
            (("languages", "lang"), ("articles", "article"), ("reviewers", "reviewer"), ("years", "substr(date, 1, 4)"))
        }  # fmt: skip
        count, corrected, articles = self.store.rows(
            "SELECT count(*), total(draft NOT IN ('', target)), count(DISTINCT nullif(article, '')) FROM pair"
        )[0]
        drafts = self.store.rows("SELECT count(*) FROM draft")[0][0]
        size = sum(p.stat().st_size for p in self.store.path.parent.glob(f"{self.store.path.name}*"))
        return {
            "path": str(self.store.path), "pairs": count, "corrected": int(corrected), "from_articles": articles,
            "drafts": drafts, "bytes": size, **by,
        }  # fmt: skip


def pair_of(row: tuple[Any, ...]) -> Pair:
    number, lang, source, target, article, segment, date, reviewer, package, draft = row
    return Pair(source, target, lang, article, segment, date, reviewer, package, draft, number)


def _add(db: sqlite3.Connection, pair: Pair) -> bool:
    """True when the pair was not there."""
    plain = normal.key(pair.source)
    if not plain or not pair.target.strip():
        return False
    key = normal.digest(pair.lang, plain)
    pair = replace(pair, draft=pair.draft or _draft(db, key))
    same = [pair_of(r) for r in db.execute(f"SELECT {COLUMNS} FROM pair WHERE key = ? AND lang = ?", (key, pair.lang))]
    for old in same:
        if old.target == pair.target:
            _renew(db, old, pair)
            return False
        if old.article and (old.article, old.segment) == (pair.article, pair.segment):
            _remove(db, old)
    values = (pair.lang, pair.source, pair.target, key, normal.digest(pair.lang, normal.skeleton(plain)), pair.article,
              pair.segment, pair.date, pair.reviewer, pair.package, pair.draft)  # fmt: skip
    added = db.execute(
        "INSERT INTO pair (lang, source, target, key, skeleton, article, segment, date, reviewer, package, draft)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values
    )  # fmt: skip
    db.executemany("INSERT OR IGNORE INTO posting VALUES (?, ?, ?)", _postings(pair, added.lastrowid or 0))
    return True


def _draft(db: sqlite3.Connection, key: int) -> str:
    found = db.execute("SELECT target FROM draft WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else ""


def _renew(db: sqlite3.Connection, old: Pair, new: Pair) -> None:
    if new.date < old.date:
        return
    db.execute(
        "UPDATE pair SET article = ?, segment = ?, date = ?, reviewer = ?, package = ?, draft = ? WHERE id = ?",
        (new.article or old.article, new.segment or old.segment, new.date, new.reviewer or old.reviewer,
         new.package or old.package, new.draft or old.draft, old.id),
    )  # fmt: skip


def _remove(db: sqlite3.Connection, pair: Pair) -> None:
    db.executemany("DELETE FROM posting WHERE stem = ? AND size = ? AND pair = ?", _postings(pair, pair.id))
    db.execute("DELETE FROM pair WHERE id = ?", (pair.id,))


def _postings(pair: Pair, number: int) -> list[tuple[int, int, int]]:
    plain = normal.key(pair.source)
    return sorted((normal.stem_number(pair.lang, stem), len(plain), number) for stem in normal.stems(plain))

"""The file: old versions, other programs' files, damage, and several processes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from localize.errors import MemoryStoreError
from localize.memory import Memory, Pair, default_path
from localize.memory.recall import exact, similar
from localize.memory.schema import APPLICATION, MIGRATIONS

CASES = Path(__file__).parents[1] / "cases" / "memory"
WRITER = """
import sys
from pathlib import Path
from localize.memory import Memory, Pair
name = sys.argv[2]
for n in range(20):
    with Memory.open(Path(sys.argv[1])) as memory:
        memory.add([Pair(f"Предложение {name} номер {n}.", f"{name} {n}", "kk", name, f"p{n}.s1", "2026-01-01")])
"""


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_memory_of_an_older_version_is_brought_up_to_date(path: Path, version: int) -> None:
    """Every schema that was ever released opens, with all its pairs, and works."""
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.executescript((CASES / f"schema-{version}.sql").read_text(encoding="utf-8"))
    db.close()
    with Memory.open(path) as memory:
        assert [pair.target for pair in memory.pairs()] == ["2025 жылы доллар бағамы 5,2% өсті.", "Тағы да."]
        assert exact(memory, "Еще раз.", "kk")[0].pair.reviewer == "Айгүл"
        assert similar(memory, "Курс доллара вырос на 5,2% в 2026 году.", "kk")[0].percent > 90
        assert memory.add([Pair("Новое.", "Жаңа.", "kk")]) == 1
        assert memory.store.rows("PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_every_released_schema_has_a_case() -> None:
    """Whoever appends a migration adds the schema it started from to the cases."""
    names = [path.name for path in sorted(CASES.glob("schema-*.sql"))]
    assert names == [f"schema-{version}.sql" for version in range(1, len(MIGRATIONS))]


def test_opening_twice_migrates_once(path: Path) -> None:
    """A memory that is up to date is left alone."""
    Memory.open(path).store.close()
    before = path.stat().st_mtime_ns
    Memory.open(path).store.close()
    assert path.stat().st_mtime_ns == before


def test_it_is_one_file_with_write_ahead_log(path: Path) -> None:
    """WAL while it is open; one file when it is closed."""
    with Memory.open(path) as memory:
        assert memory.store.rows("PRAGMA journal_mode") == [("wal",)]
    assert [p.name for p in path.parent.iterdir()] == ["memory.sqlite"]


def test_other_programs_database_is_not_touched(path: Path) -> None:
    """A database that is no memory is refused and left as it was."""
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmark (url TEXT)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(MemoryStoreError, match="not a translation memory"):
        Memory.open(path)
    assert path.read_bytes() == before


def test_newer_version_is_not_touched(path: Path) -> None:
    """A later localize may have changed what we would misread."""
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE future (x)")
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(MemoryStoreError, match="newer localize"):
        Memory.open(path)


def test_text_file_is_said_to_be_damaged(path: Path) -> None:
    """What is no database at all is named, with the way out."""
    path.parent.mkdir()
    path.write_text("это не база данных, а текст " * 50)
    with pytest.raises(MemoryStoreError, match="damaged") as caught:
        Memory.open(path)
    assert "localize memory import" in caught.value.hint


def test_damage_in_the_middle_is_said(path: Path) -> None:
    """Pages overwritten with rubbish raise our error, not SQLite's."""
    with Memory.open(path) as memory:
        memory.add(Pair(f"Предложение номер {n} о разном.", f"{n}", "kk") for n in range(2000))
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(MemoryStoreError, match="damaged"), Memory.open(path) as memory:
        list(memory.pairs())


def test_folder_in_its_place(path: Path) -> None:
    """A folder of that name is one clear error."""
    path.mkdir(parents=True)
    with pytest.raises(MemoryStoreError, match="cannot be used"):
        Memory.open(path)


def test_read_only_memory_answers_and_does_not_write(path: Path) -> None:
    """Opened for reading it finds pairs; remembering is refused in plain words."""
    with Memory.open(path) as memory:
        memory.add([Pair("Да.", "Иә.", "kk")])
    with Memory.open(path, readonly=True) as memory:
        assert exact(memory, "Да.", "kk")[0].target == "Иә."
        with pytest.raises(MemoryStoreError, match="read-only"):
            memory.add([Pair("Нет.", "Жоқ.", "kk")])


def test_reader_does_not_wait_for_a_writer(path: Path) -> None:
    """While one connection is in the middle of writing, another reads what was there."""
    with Memory.open(path) as one, Memory.open(path) as other:
        one.add([Pair("Да.", "Иә.", "kk")])
        with one.store.writing() as db:
            db.execute("DELETE FROM pair")
            assert len(list(other.pairs())) == 1
        assert list(other.pairs()) == []


def test_several_processes_write_at_once(path: Path) -> None:
    """Four processes that create, open and fill one memory at the same time lose nothing."""
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stderr=subprocess.PIPE) for name in "абвг"
    ]
    errors = [process.communicate(timeout=120)[1].decode() for process in started]
    assert errors == [""] * 4
    with Memory.open(path) as memory:
        assert len(list(memory.pairs())) == 80
        assert memory.store.rows("PRAGMA integrity_check") == [("ok",)]


def test_place_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """LOCALIZE_MEMORY wins; otherwise the user's data folder."""
    assert default_path().name == "memory.sqlite"
    assert "localize" in default_path().parts
    monkeypatch.setenv("LOCALIZE_MEMORY", str(tmp_path / "m.db"))
    assert default_path() == tmp_path / "m.db"

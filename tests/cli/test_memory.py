"""`localize memory` through the real command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from localize.cli import main
from localize.memory import Memory, Pair

PAIRS = [
    Pair("Рынок ждёт решений.", "Нарық шешім күтеді.", "kk", "news", "p1.s1", "2026-02-21", "Айгүл"),
    Pair("Рынок вырос.", "Нарық \x1b[31mөсті.", "kk", "other", "p1.s1", "2025-01-01", "Болат"),
    Pair("Рынок вырос.", "The market grew.", "en", "other", "p1.s1", "2025-01-01"),
]


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "memory.sqlite"
    monkeypatch.setenv("LOCALIZE_MEMORY", str(path))
    with Memory.open(path) as opened:
        opened.add(PAIRS)
    return path


def run(*args: object, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["memory", *(str(a) for a in args)], input=stdin)


def left() -> int:
    return int(json.loads(run("stats", "--json").stdout)["pairs"])


def test_export_and_import(tmp_path: Path) -> None:
    """What one memory writes, another reads; a second time nothing is new."""
    assert run("export", tmp_path / "x.tmx").exit_code == 0
    for new in (3, 0):
        result = run("import", tmp_path / "x.tmx", "--memory", tmp_path / "m2.sqlite", "--json")
        assert json.loads(result.stdout)["results"][0]["new"] == new
    assert run("export", "-", "--to", "en").stdout.count("<tu ") == 1


def test_import_of_a_bad_file_is_one_clear_line(tmp_path: Path) -> None:
    """Damaged TMX: file, line, next step; exit code 1."""
    bad = tmp_path / "bad.tmx"
    bad.write_text("<tmx>\n<body>\n<tu>")
    result = run("import", bad)
    assert result.exit_code == 1
    assert "bad.tmx: damaged TMX at line 3" in result.stderr
    assert "→" in result.stderr


def test_search_finds_similar_and_containing() -> None:
    """Similar sources with their percentage, then what holds the text; nothing in a target steers the terminal."""
    result = run("search", "Рынок вырос!")
    assert result.exit_code == 0
    assert result.stdout.count("91 %") == 2
    assert "\x1b" not in result.stdout
    hits = json.loads(run("search", "шешім", "--json").stdout)["matches"]
    assert [(hit["target"], hit["percent"]) for hit in hits] == [("Нарық шешім күтеді.", 0)]


def test_stats() -> None:
    """A line a fact."""
    assert "pairs: 3" in run("stats").stdout
    assert "languages: kk 2, en 1" in run("stats").stdout


def test_forget_asks_first() -> None:
    """No is no; --yes does not ask; conditions add up."""
    assert run("forget", "--before", "2026-01-01", stdin="n\n").exit_code == 1
    assert left() == 3
    assert run("forget", "--before", "2026-01-01", "--to", "kk", "--yes").exit_code == 0
    assert left() == 2


def test_forget_everything_must_be_said() -> None:
    """Without a condition it is a usage error."""
    result = run("forget", "--yes")
    assert result.exit_code == 2
    assert left() == 3


def test_lessons(memory: Path, tmp_path: Path) -> None:
    """A table, and a CSV for the glossary."""
    with Memory.open(memory) as opened:
        opened.add(
            Pair(f"Новый бюджет принят в {n} раз.", f"Жаңа қазына {n} рет қабылданды.", "kk", f"a{n}", "p1.s1",
                 draft=f"Жаңа бюджет {n} рет қабылданды.") for n in "абв"
        )  # fmt: skip
    assert "бюджет  қазына" in run("lessons").stdout
    assert run("lessons", "--csv", tmp_path / "t.csv").exit_code == 0
    rows = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "ru,kk,en,kind,status,note"
    assert ",қазына,,term,candidate," in rows[1]
    assert "no correction" in run("lessons", "--least", "9").stderr


def test_damaged_memory_is_said(memory: Path) -> None:
    """One line, the way out, exit code 1."""
    memory.write_text("не база " * 1000)
    result = run("stats")
    assert result.exit_code == 1
    assert "the memory is damaged" in result.stderr
    assert "Traceback" not in result.output

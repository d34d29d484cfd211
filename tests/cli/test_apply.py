"""`localize apply` through the real command: exit codes, table, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from localize.cli import main


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def po(source: Path) -> Path:
    run("translate", source, "--to", "kk", "--engine", "reverse", "--review", "po", "--no-memory", "--no-glossary")
    return source.parent / "news.kk.po"


def approve(po: Path, count: int = -1) -> None:
    po.write_text(po.read_text(encoding="utf-8").replace("#, fuzzy\n", "", count), encoding="utf-8")


def test_reviewed_file_becomes_the_article(po: Path) -> None:
    """Path on standard output, the table on standard error, exit code 0."""
    approve(po)
    result = run("apply", po)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(po.parent / "news.kk.txt")
    assert result.stderr.split()[:8] == [
        "review", "to", "accepted", "changed", "untouched", "missing", "unknown", "conflict",
    ]  # fmt: skip


def test_unreviewed_file_is_refused_with_the_way_out(po: Path) -> None:
    """Exit code 1; what and how many, then the next step."""
    result = run("apply", po)
    assert result.exit_code == 1
    assert "segments are still unreviewed drafts" in result.stderr
    assert "→ approve them" in result.stderr
    assert result.stdout == ""


def test_published_drafts_ask_for_a_person(po: Path) -> None:
    """--allow-fuzzy publishes and says how many; exit code 3."""
    approve(po, 2)
    result = run("apply", po, "--allow-fuzzy", "--no-memory")
    assert result.exit_code == 3
    assert "segments published that nobody has approved" in result.stderr


def test_all_approved_with_allow_fuzzy_is_done(po: Path) -> None:
    """The permission alone does not ask for anybody."""
    approve(po)
    assert run("apply", po, "--allow-fuzzy").exit_code == 0


def test_json(po: Path) -> None:
    """--json prints one object, refused files included."""
    bad = po.with_name("bad.po")
    bad.write_text("")
    approve(po)
    result = run("apply", po, bad, "--json", "--dry-run")
    assert result.exit_code == 1
    found = {Path(r["reviews"][0]).name: r for r in json.loads(result.stdout)["results"]}
    assert found["news.kk.po"]["accepted"] == 6
    assert not found["news.kk.po"]["written"]
    assert "empty" in found["bad.po"]["refused"]


def test_memory_is_filled_and_can_be_left_out(po: Path, tmp_path: Path) -> None:
    """--memory names the file; --no-memory leaves it alone."""
    approve(po)
    memory = tmp_path / "m.sqlite"
    assert "pairs new" not in run("apply", po, "--memory", memory, "--no-memory").stderr
    assert not memory.exists()
    assert "6 pairs new in the translation memory" in run("apply", po, "--memory", memory).stderr
    assert "pairs new" not in run("apply", po, "--memory", memory).stderr

"""`localize diff` through the real command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from localize.cli import main


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def files(source: Path) -> tuple[Path, Path]:
    """A review file as it was made, and edited: the first sentence changed and approved."""
    run("translate", source, "--to", "kk", "--engine", "reverse", "--no-memory", "--no-glossary")
    new = source.parent / "news.kk.po"
    old = source.parent / "old.po"
    shutil.copy(new, old)
    catalogue = polib.pofile(str(new))
    catalogue[0].flags = []
    catalogue[0].msgstr = catalogue[0].msgstr.replace("провёл", "өткізді\x1b[2J")
    catalogue.save()
    return old, new


def test_words_in_brackets_where_there_is_no_terminal(files: tuple[Path, Path]) -> None:
    """wdiff's signs, the kinds of change, the number at the end; no control characters."""
    result = run("diff", *files)
    assert result.exit_code == 0
    assert "p1.s1  changed, approved" in result.stdout
    assert "[-провёл-]{+өткізді" in result.stdout
    assert "\x1b" not in result.stdout
    assert "1 segments differ" in result.stderr


def test_colours_on_request(files: tuple[Path, Path]) -> None:
    """Red goes, green comes."""
    assert "\x1b[32mөткізді" in run("diff", *files, "--colour").stdout


def test_json(files: tuple[Path, Path]) -> None:
    """One object with the words."""
    (difference,) = json.loads(run("diff", *files, "--json").stdout)["differences"]
    assert difference["kinds"] == ["changed", "approved"]
    assert ["-", "провёл"] in difference["words"]


def test_formats_may_differ(files: tuple[Path, Path]) -> None:
    """The page and the PO of one draft have the same rows."""
    old, _ = files
    assert "0 segments differ" in run("diff", old, old.with_name("news.kk.html")).stderr


def test_other_file_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    """What is no review file is named."""
    (tmp_path / "x.po").write_text("")
    result = run("diff", files[0], tmp_path / "x.po")
    assert result.exit_code == 1
    assert "x.po" in result.stderr

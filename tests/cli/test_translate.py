"""`localize translate` and its bad days, through the real command."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from localize.cli import main

KAZAKH = "Үкімет елдің үш жылға арналған жаңа бюджетін бекітті. Бұл туралы министр айтты."


def run(*args: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args], input=stdin)


def translate(*args: object, **options: str) -> Result:
    return run("translate", *args, "--to", "kk", "--engine", "reverse", **options)


def test_writes_article_and_both_review_files_beside_the_source(source: Path) -> None:
    """Paths on standard output, the table on standard error."""
    result = translate(source)
    assert result.exit_code in (0, 3), result.output
    names = [Path(line).name for line in result.stdout.split()]
    assert names == ["news.kk.txt", "news.kk.po", "news.kk.html"]
    assert all((source.parent / name).stat().st_size for name in names)
    assert "segments" in result.stderr


def test_out_folder_is_made(source: Path, tmp_path: Path) -> None:
    """--out may name a folder that is not there yet."""
    translate(source, "--out", tmp_path / "a" / "b")
    assert (tmp_path / "a/b/news.kk.txt").exists()
    assert not (tmp_path / "news.kk.txt").exists()


def test_json_is_one_object(source: Path) -> None:
    """--json prints one object with what the table has."""
    data = json.loads(translate(source, "--json").stdout)
    assert data["results"][0]["lang"] == "kk"
    assert data["results"][0]["segments"] == 6


def test_standard_input(tmp_path: Path) -> None:
    """`-` reads standard input as plain text."""
    result = translate("-", "--out", tmp_path, stdin="Правительство утвердило новый бюджет.\n")
    assert result.exit_code in (0, 3), result.output
    assert (tmp_path / "stdin.kk.txt").exists()


def test_windows_1251_is_read_and_said(tmp_path: Path) -> None:
    """The encoding is reported; the result is UTF-8."""
    path = tmp_path / "old.txt"
    path.write_bytes("Правительство утвердило новый бюджет страны.\r\n".encode("cp1251"))
    result = translate(path)
    assert "windows-1251" in result.stderr
    assert (tmp_path / "old.kk.txt").read_bytes().decode("utf-8").endswith("\r\n")


def before_and_after(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50), "not a text file"),
    "huge.txt": ("Слово. ".encode() * 5_000_000, "limit 50 MB"),
    "kazakh.txt": (KAZAKH.encode(), "this is Kazakh"),
    "english.txt": (b"The government approved the new three-year budget of the country.", "this is English"),
    "cut.txt": ("Правительство утвердило бюджет".encode()[:-1], "middle of a character"),
    "figures.txt": (b"12 345\n\n67\n", "no text to translate"),
    "story.xyz": (b"x", "no format reads"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line_and_changes_nothing(tmp_path: Path, name: str) -> None:
    """Every bad source: what is wrong and where, exit code 1 (2 for usage), files as they were."""
    data, message = BAD[name]
    (tmp_path / name).write_bytes(data)
    before = before_and_after(tmp_path)
    result = translate(tmp_path / name)
    assert result.exit_code == (2 if name.endswith("xyz") else 1)
    lines = result.stderr.strip().splitlines()
    assert lines[0].startswith("localize: ")
    assert message in lines[0]
    assert name in lines[0]
    assert len(lines) == 2
    assert lines[1].startswith("  → ")
    assert before_and_after(tmp_path) == before


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is named."""
    result = translate(tmp_path / "no.txt")
    assert result.exit_code == 1
    assert "no.txt: no such file" in result.stderr


def test_one_bad_source_among_good_ones_writes_nothing(source: Path) -> None:
    """All sources are read before anything is translated."""
    result = translate(source, source.parent / "no.txt")
    assert result.exit_code == 1
    assert not (source.parent / "news.kk.txt").exists()


def test_unknown_language_lists_what_is_installed(source: Path) -> None:
    """An unknown --to says which pairs there are and how to get more."""
    result = run("translate", source, "--to", "de")
    assert result.exit_code == 1
    assert "ru→de" in result.stderr
    assert "packages install" in result.stderr


def test_unknown_engine_and_review_format_are_usage_errors(source: Path) -> None:
    """Exit code 2 and the names there are."""
    for option, known in (("--engine", "ctranslate"), ("--review", "po")):
        result = run("translate", source, "--to", "kk", option, "nope")
        assert result.exit_code == 2, result.output
        assert known in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_read_only_folder(source: Path) -> None:
    """A folder that cannot be written is one clear line."""
    source.parent.chmod(0o500)
    result = translate(source)
    source.parent.chmod(0o700)
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_out_below_a_file_cannot_be_written(source: Path) -> None:
    """The same for a folder that cannot be made."""
    result = translate(source, "--out", source / "below")
    assert result.exit_code == 2 or "cannot be written" in result.stderr


def test_edited_review_file_is_not_overwritten(source: Path) -> None:
    """A reviewer's work survives a second run."""
    translate(source)
    po = source.parent / "news.kk.po"
    po.write_text(po.read_text().replace("#, fuzzy\n", "", 1))
    edited = po.read_bytes()
    approved = edited.count(b"fuzzy")
    translate(source)
    assert po.read_bytes().count(b"fuzzy") == approved


def test_corrupt_package_is_named(source: Path, tmp_path: Path) -> None:
    """A damaged package gives one line, not a traceback."""
    bad = tmp_path / "bad.argosmodel"
    bad.write_bytes(b"PK\x03\x04 not a zip")
    result = run("translate", source, "--to", "kk", "--package", bad)
    assert result.exit_code == 1
    assert "damaged package" in result.stderr
    assert "Traceback" not in result.output

"""`localize translate` and its bad days, through the real command."""

from __future__ import annotations

import errno
import json
import os
import shutil
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


RUSSIAN = "Правительство утвердило новый бюджет страны на три года. "
UKRAINIAN = "Уряд затвердив новий бюджет країни на три роки, повідомив міністр фінансів."
BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50), "not a text file"),
    "late-nul.txt": (RUSSIAN.encode() * 500 + b"\x00", "not a text file"),
    "utf16.txt": (RUSSIAN.encode("utf-16-le"), "not a text file"),
    "huge.txt": ("Слово. ".encode() * 5_000_000, "larger than an article may be"),
    "kazakh.txt": (KAZAKH.encode(), "this is Kazakh"),
    "english.txt": (b"The government approved the new three-year budget of the country.", "this is English"),
    "ukrainian.txt": (UKRAINIAN.encode(), "this is Ukrainian"),
    "garbled.txt": (RUSSIAN.encode().decode("cp1251", "replace").encode(), "took for windows-1251"),
    "cut.txt": ("Правительство утвердило бюджет".encode()[:-1], "middle of a character"),
    "cut16.txt": (RUSSIAN.encode("utf-16")[:-1], "middle of a character"),
    "damaged.txt": (RUSSIAN.encode() + b"\n" + b"\xd0 " + RUSSIAN.encode(), "damaged UTF-8, first in line 2"),
    "figures.txt": (b"12 345\n\n67\n", "no text to translate"),
    "line\nend.txt": (RUSSIAN.encode(), "control characters"),
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
    assert name.replace("\n", " ") in lines[0]
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


@pytest.mark.parametrize("lang", ["", "../../x", "k", "kk/..", "kk.po"])
def test_a_language_that_is_no_code_is_a_usage_error(source: Path, lang: str) -> None:
    """The code becomes part of file names: nothing else may stand in it."""
    before = before_and_after(source.parent.parent)
    result = run("translate", source, "--to", lang, "--engine", "reverse")
    assert result.exit_code == 2
    assert "no language code" in result.stderr
    assert before_and_after(source.parent.parent) == before


def test_language_codes_are_written_small(source: Path) -> None:
    """--to KK is --to kk."""
    assert run("translate", source, "--to", "KK", "--engine", "reverse").exit_code in (0, 3)
    assert (source.parent / "news.kk.txt").exists()


def test_a_kazakh_part_is_said_and_stays(tmp_path: Path) -> None:
    """A Russian article that quotes Kazakh is translated; the quotation is left as it is."""
    path = tmp_path / "mixed.txt"
    path.write_text(f"{RUSSIAN}\n{KAZAKH}\n{RUSSIAN}\n", encoding="utf-8")
    result = translate(path)
    assert result.exit_code in (0, 3), result.output
    assert "mixed.txt: partly Kazakh" in result.stderr
    first, second, third = (tmp_path / "mixed.kk.txt").read_text(encoding="utf-8").splitlines()
    assert second == KAZAKH
    assert first == third != RUSSIAN


def test_a_source_that_is_the_result_of_another_is_refused(source: Path) -> None:
    """`news.txt news.kk.txt` would write the first over the second."""
    made = source.with_name("news.kk.txt")
    made.write_text(RUSSIAN, encoding="utf-8")
    before = before_and_after(source.parent)
    result = translate(source, made)
    assert result.exit_code == 2
    assert "news.kk.txt, which is a source itself" in result.stderr
    assert before_and_after(source.parent) == before


@pytest.mark.parametrize("twice", [False, True])
def test_two_sources_for_one_place_are_refused(source: Path, twice: bool) -> None:
    """The same file twice, or two whose review files would meet."""
    other = source if twice else source.with_suffix(".md")
    other.write_bytes(source.read_bytes())
    result = translate(source, other)
    assert result.exit_code == 2
    assert "same file" in result.stderr


def test_empty_standard_input(tmp_path: Path) -> None:
    """Nothing on standard input is said as such, not as a file of some name."""
    result = translate("-", "--out", tmp_path, stdin="")
    assert result.exit_code == 1
    assert "standard input: there is nothing in it" in result.stderr


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Escape sequences in a file name are not echoed."""
    result = translate(tmp_path / "a\x1b[31m.txt")
    assert "\x1b" not in result.stderr
    assert "control characters" in result.stderr


def test_errors_leave_standard_output_empty(tmp_path: Path) -> None:
    """With --json a program that reads the output gets an object or nothing."""
    result = translate(tmp_path / "no.txt", "--json")
    assert (result.exit_code, result.stdout) == (1, "")


@pytest.mark.parametrize(
    "text",
    ["Бюджет ⟦1⟧ утвердило ⟦2⟧ правительство ⟧ и ⟦ страны.", "Новый <unk> бюджет <2kk> страны </s> утверждён ▁ властями.",
     "Новый бюджет\u2028страны\u2029утверждён\x0bвластями\x0cсегодня.", "Новый бюджет \x1b[31mстраны\x1b[0m утверждён.",
     "{{ 7*7 }} ${HOME} %(x)s {0} бюджет страны утверждён властями."],
)  # fmt: skip
def test_hostile_text_is_text(tmp_path: Path, text: str) -> None:
    """Slots, tokens, separators and templates in a source are words like any other; no line is added."""
    path = tmp_path / "odd.txt"
    path.write_text(f"{RUSSIAN}\n{text}\n", encoding="utf-8", newline="")
    result = translate(path)
    assert result.exit_code in (0, 3), result.output
    written = (tmp_path / "odd.kk.txt").read_bytes().decode()
    assert written.count("\n") == 2
    assert "49" not in written


def test_markup_in_a_source_is_not_markup_in_its_review_page(tmp_path: Path) -> None:
    """Tags of a plain text are shown, not run."""
    path = tmp_path / "odd.txt"
    path.write_text(f"{RUSSIAN}\nБюджет <script>alert(1)</script> страны <img src=x onerror=alert(2)> утверждён.\n")
    translate(path)
    page = (tmp_path / "odd.kk.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_entities_of_a_page_are_not_expanded(tmp_path: Path) -> None:
    """An XHTML file that names a file of the disk as an entity gets nothing of it."""
    (tmp_path / "secret").write_text("TOPSECRET")
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY l "lol"><!ENTITY m "&l;&l;">]>'
    path = tmp_path / "page.xhtml"
    path.write_text(
        f"<?xml version='1.0'?>{entity}<html><body><p>{RUSSIAN} &x; &m;</p></body></html>", encoding="utf-8"
    )
    result = translate(path)
    assert result.exit_code in (0, 3), result.output
    for made in ("page.kk.xhtml", "page.kk.po", "page.kk.html"):
        assert "TOPSECRET" not in (tmp_path / made).read_text(encoding="utf-8")
        assert "lollol" not in (tmp_path / made).read_text(encoding="utf-8")


def test_windows_1251_page_with_its_meta_tag(tmp_path: Path) -> None:
    """The result is UTF-8 and says so."""
    path = tmp_path / "old.html"
    path.write_bytes(
        f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'.encode("cp1251")
    )
    translate(path, "--review", "po")
    page = (tmp_path / "old.kk.html").read_text(encoding="utf-8")
    assert "windows-1251" not in page
    assert 'charset="utf-8"' in page.lower()


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


def test_out_below_a_file_is_refused_before_any_work(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be made is noticed before the model is loaded."""
    monkeypatch.setattr("localize.engines.fake.reverse", None)
    result = translate(source, "--out", source / "below")
    assert result.exit_code == 1
    assert "cannot be written (Not a directory)" in result.stderr


def test_one_of_two_result_files_never_stands_alone(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full for the review file, the article is not written either."""
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    before = before_and_after(source.parent)
    result = translate(source, "--no-memory")
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert "make room" in result.stderr
    assert before_and_after(source.parent) == before


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
    assert "not a .argosmodel file" in result.stderr
    assert "Traceback" not in result.output


def broken(kind: str, folder: Path) -> Path:
    """A copy of the shipped package with one thing wrong."""
    from localize.packages import find

    copy = folder / "package"
    shutil.copytree(find("ru", "kk").path, copy)
    metadata = json.loads((copy / "metadata.json").read_text(encoding="utf-8"))
    if kind == "types":
        (copy / "metadata.json").write_text(json.dumps(metadata | {"target_prefix": 7}))
    elif kind == "pair":
        (copy / "metadata.json").write_text(json.dumps(metadata | {"to_code": "de"}))
    elif kind == "no model":
        (copy / "model/model.bin").unlink()
    elif kind == "half a model":
        data = (copy / "model/model.bin").read_bytes()
        (copy / "model/model.bin").write_bytes(data[: len(data) // 2])
    elif kind == "no model that":
        (copy / "model/model.bin").write_bytes(b"\xff" * 1000)
    elif kind == "tokenizer":
        (copy / "sentencepiece.model").write_bytes(b"\xff" * 1000)
    return copy


@pytest.mark.model
@pytest.mark.parametrize("kind", ["types", "pair", "no model", "half a model", "no model that", "tokenizer"])
def test_a_broken_package_is_one_clear_line(source: Path, tmp_path: Path, kind: str) -> None:
    """Whatever is wrong with a package: it is named, there is a next step, and no file was touched."""
    package = broken(kind, tmp_path / "elsewhere")
    before = before_and_after(tmp_path)
    result = run("translate", source, "--to", "kk", "--package", package, "--no-memory", "--no-glossary")
    assert result.exit_code == 1
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("localize: ")
    assert lines[1].startswith("  → ")
    assert before_and_after(tmp_path) == before

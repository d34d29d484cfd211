"""``localize packages``: what is printed, and with which exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from localize.cli.packages import packages
from localize.errors import PackageError, UsageError
from localize.packages import shipped_folder

SHIPPED = sorted(p.parent for p in shipped_folder().glob("*/metadata.json"))
pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """User folders of this test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)


def run(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(packages, [str(a) for a in args])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def run_json(*args: object, code: int = 0) -> dict[str, Any]:
    return dict(json.loads(run(*args, "--json", code=code).stdout))


def test_list() -> None:
    """Every shipped package is listed with its origin; one of each pair is marked as used."""
    rows = run_json("list")["packages"]
    assert {row["path"] for row in rows} >= set(map(str, SHIPPED))
    assert all(row["origin"] == "shipped" and len(row["hash"]) == 12 for row in rows)
    assert sum(row["used"] for row in rows) == len({(row["source"], row["target"]) for row in rows})
    assert "shipped" in run("list").stdout


def test_show() -> None:
    """A package is shown with its metadata, size and model card."""
    shown = run_json("show", SHIPPED[0])
    assert shown["bytes"] > 1_000_000
    assert shown["metadata"]["to_code"] == shown["target"]
    assert shown["name"] in run("show", SHIPPED[0]).stdout


def test_show_is_legible(tmp_path: Path) -> None:
    """Languages, size, licence, a table of scores, how they were computed, and the model card; no braces, no digests."""
    folder = Path(shutil.copytree(SHIPPED[0], tmp_path / "package"))
    told = json.loads((folder / "metadata.json").read_text())
    score = {"chrF2": 46.7, "BLEU": 13.2, "lines": 500, "signature": "nrefs:1|case:mixed"}
    told |= {"scores": {"eval/news": score, "eval/flores": score, "remark": "odd"}, "files": {"x": "0" * 64}}
    (folder / "metadata.json").write_text(json.dumps(told))
    (folder / "README.md").write_text("# card\n\x1b[2Jweak in long sentences\n")
    lines = run("show", folder).stdout.splitlines()
    assert lines[0] == f"translate-ru_{told['to_code']}-{told['package_version']}: Russian → {told['to_name']}"
    assert ["licence", "CC-BY-SA-4.0"] in [line.split() for line in lines]
    assert "test set     chrF2  BLEU  lines" in lines
    assert "eval/news     46.7  13.2    500" in lines
    assert sum("nrefs:1|case:mixed" in line for line in lines) == 1
    assert lines[-2:] == ["# card", " [2Jweak in long sentences"]
    assert not any("{" in line or "0000" in line for line in lines)


def test_show_nothing() -> None:
    """A name that nothing has is an error with the command that lists the names."""
    with pytest.raises(PackageError, match="no package 'nothing'"):
        run("show", "nothing")


def test_from_pack_to_remove(tmp_path: Path) -> None:
    """A package is packed, installed, verified, used and removed again."""
    packed = Path(run("pack", SHIPPED[0], "--out", tmp_path).stdout.strip())
    row = run_json("install", packed)
    assert run_json("install", packed)["already"]
    assert next(r for r in run_json("list")["packages"] if r["origin"] == "user")["used"]
    findings = run_json("verify", row["path"])["findings"]
    assert {f["check"] for f in findings} >= {"metadata", "layout", "hashes", "vocabulary", "trial"}
    removed = run("remove", row["name"])
    assert removed.stdout.startswith(f"{row['name']} removed")
    assert f"{row['name']} (shipped) translates now" in removed.stderr
    assert all(r["origin"] == "shipped" for r in run_json("list")["packages"])


def test_verify_says_what_is_wrong(tmp_path: Path) -> None:
    """A damaged package among the installed ones is found by plain `verify`; the exit code is 1."""
    packed = Path(run("pack", SHIPPED[0], "--out", tmp_path).stdout.strip())
    folder = Path(run_json("install", packed)["path"])
    (folder / "model" / "model.bin").write_bytes(b"")
    bad = [f for f in run_json("verify", code=1)["findings"] if not f["good"]]
    assert [(f["package"], f["check"]) for f in bad] == [(str(folder), "hashes")]


def test_installed_in_place_of_another(tmp_path: Path) -> None:
    """Other content under the same version is said to replace what stood there."""
    first = Path(shutil.copytree(SHIPPED[0], tmp_path / "package"))
    before = run_json("install", first)["hash"]
    told = json.loads((first / "metadata.json").read_text())
    (first / "metadata.json").write_text(json.dumps(told | {"max_pieces": 90}))
    assert f"installed in place of {before}" in run("install", first).stdout


def test_verify_finds_a_damaged_one_by_its_folder(tmp_path: Path) -> None:
    """A damaged package is not hidden by a shipped one of its name; a scrap beside it is a finding, not the end."""
    folder = Path(run_json("install", SHIPPED[0])["path"])
    (folder / "metadata.json").write_text("{")
    (folder.parent / "half.argosmodel").write_bytes(b"PK")
    (finding,) = run_json("verify", folder.name, code=1)["findings"]
    assert (finding["check"], finding["good"]) == ("metadata", False)
    found = run_json("verify", code=1)["findings"]
    assert [f["check"] for f in found if not f["good"]] == ["archive", "metadata"]
    assert any(f["check"] == "trial" for f in found)


def test_broken_model_is_not_installed(tmp_path: Path) -> None:
    """A model that lost its end is refused even where no digest tells: it is tried before it is installed."""
    folder = Path(shutil.copytree(SHIPPED[0], tmp_path / "package"))
    told = json.loads((folder / "metadata.json").read_text())
    told.pop("files", None)
    (folder / "metadata.json").write_text(json.dumps(told))
    whole = (folder / "model" / "model.bin").read_bytes()
    (folder / "model" / "model.bin").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PackageError, match=r"package: trial: the model cannot be loaded") as caught:
        run("install", folder)
    assert caught.value.hint == "this package cannot be used; get it again"
    assert all(r["origin"] == "shipped" for r in run_json("list")["packages"])


def test_pack_a_model(tmp_path: Path) -> None:
    """A model folder and a tokenizer are packed with the languages that are named."""
    (tmp_path / "more.json").write_text('{"target_prefix": "<2kk>"}')
    made = run(
        "pack", SHIPPED[0] / "model", "--tokenizer", SHIPPED[0] / "sentencepiece.model", "--to", "kk",
        "--package-version", "3.1", "--metadata", tmp_path / "more.json", "--out", tmp_path,
    )  # fmt: skip
    shown = run_json("show", made.stdout.strip())
    assert (shown["name"], shown["metadata"]["target_prefix"]) == ("translate-ru_kk-3.1", "<2kk>")


def test_pack_needs_to_know(tmp_path: Path) -> None:
    """A model folder without a tokenizer named is a mistake in the command."""
    with pytest.raises(UsageError, match="name its tokenizer and languages"):
        run("pack", SHIPPED[0] / "model", "--to", "kk", "--out", tmp_path)


def test_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """`available` and `install NAME` say that nobody answers; a file that is not there is not looked for online."""
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for args in (["available"], ["install", "translate-ru_en"]):
        with pytest.raises(PackageError, match="cannot be reached"):
            run(*args)
    with pytest.raises(PackageError, match="no such file"):
        run("install", "missing.argosmodel")
    with pytest.raises(PackageError, match="neither a file or folder here nor the name of a package"):
        run("install", "kazakh")


def test_install_by_name_tells_what_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a pair that ships is told so before the network is asked."""
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    shipped = run_json("show", "translate-ru_kk")["name"]
    result = CliRunner().invoke(packages, ["install", "ru-kk"])
    assert isinstance(result.exception, PackageError)
    assert f"{shipped} (shipped) is here already" in result.stderr


def test_convert_needs_a_model_folder(tmp_path: Path) -> None:
    """A folder that holds no model is refused before anything heavy is imported."""
    with pytest.raises(PackageError, match="not a whole Hugging Face model folder"):
        run("convert", tmp_path, "--to", "kk")

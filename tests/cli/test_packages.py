"""``localize packages``: what is printed, and with which exit code."""

from __future__ import annotations

import json
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
    assert run("remove", row["name"]).stdout.startswith(f"{row['name']} removed")
    assert all(r["origin"] == "shipped" for r in run_json("list")["packages"])


def test_verify_says_what_is_wrong(tmp_path: Path) -> None:
    """A damaged package among the installed ones is found by plain `verify`; the exit code is 1."""
    packed = Path(run("pack", SHIPPED[0], "--out", tmp_path).stdout.strip())
    folder = Path(run_json("install", packed)["path"])
    (folder / "model" / "model.bin").write_bytes(b"")
    bad = [f for f in run_json("verify", code=1)["findings"] if not f["good"]]
    assert [(f["package"], f["check"]) for f in bad] == [(str(folder), "hashes")]


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


def test_convert_needs_a_model_folder(tmp_path: Path) -> None:
    """A folder that holds no model is refused before anything heavy is imported."""
    with pytest.raises(PackageError, match="not a Hugging Face model folder"):
        run("convert", tmp_path, "--to", "kk")

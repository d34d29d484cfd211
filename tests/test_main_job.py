"""The main job as a person runs it: the installed program, a real package, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from localize.language import identify

ROOT = Path(__file__).parents[1]
SAMPLES = ["economy.txt", "energy.md", "culture.html"]
pytestmark = pytest.mark.model


def run(*args: str, home: Path, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    command = [*prefix, sys.executable, "-m", "localize", *args]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample_becomes_a_kazakh_article_with_review_files(sample: str, tmp_path: Path) -> None:
    """Exit code 0 or 3, a Kazakh text in the source's format, a PO and a page beside it."""
    done = run(
        "translate", str(ROOT / "samples" / sample), "--to", "kk", "--out", str(tmp_path), home=tmp_path / "home"
    )
    assert done.returncode in (0, 3), done.stderr
    stem, suffix = sample.split(".")
    review = ".kk.review.html" if suffix == "html" else ".kk.html"
    text = (tmp_path / f"{stem}.kk.{suffix}").read_text(encoding="utf-8")
    assert identify(text) == "kk" or suffix == "html"
    assert "⟦" not in text
    assert (tmp_path / f"{stem}.kk.po").stat().st_size > 5_000
    assert (tmp_path / f"{stem}{review}").stat().st_size > 5_000


def test_main_job_needs_no_network(tmp_path: Path) -> None:
    """In an empty network namespace the main job runs the same, byte for byte."""
    prefix = ("unshare", "-rn")
    if (
        shutil.which("unshare") is None
        or subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("no network namespaces here")
    sample = str(ROOT / "samples" / "economy.txt")
    for folder, before in (("with", ()), ("without", prefix)):
        done = run(
            "translate", sample, "--to", "kk", "--out", str(tmp_path / folder), home=tmp_path / "home", prefix=before
        )
        assert done.returncode in (0, 3), done.stderr
    for path in (tmp_path / "with").iterdir():
        assert path.read_bytes() == (tmp_path / "without" / path.name).read_bytes()


def test_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    """Only the output folder and the user's data and cache folders change."""
    home, out = tmp_path / "home", tmp_path / "out"
    home.mkdir()
    before = sorted(p for p in (ROOT / "samples").rglob("*"))
    run("translate", str(ROOT / "samples/economy.txt"), "--to", "kk", "--out", str(out), home=home)
    written = {p.relative_to(home).parts[:2] for p in home.rglob("*") if p.is_file()}
    assert written <= {(".local", "share"), (".cache", "localize"), (".config", "localize")}
    assert sorted(p for p in (ROOT / "samples").rglob("*")) == before


def test_edited_po_becomes_the_final_article(tmp_path: Path) -> None:
    """Approve every entry of the PO, change one, apply: the change stands in the final article."""
    import polib

    source = tmp_path / "economy.txt"
    shutil.copy(ROOT / "samples/economy.txt", source)
    run("translate", str(source), "--to", "kk", home=tmp_path / "home")
    catalogue = polib.pofile(str(tmp_path / "economy.kk.po"))
    for entry in catalogue:
        entry.flags = []
    catalogue[2].msgstr = "Бұл сөйлемді редактор өзі жазды."
    catalogue.save()
    refused = run(
        "apply",
        str(tmp_path / "economy.kk.po"),
        "--out",
        str(tmp_path / "no/such/../final.txt"),
        home=tmp_path / "home",
    )
    done = run("apply", str(tmp_path / "economy.kk.po"), "--out", str(tmp_path / "final.txt"), home=tmp_path / "home")
    assert done.returncode == 0, done.stderr + refused.stderr
    assert "Бұл сөйлемді редактор өзі жазды." in (tmp_path / "final.txt").read_text(encoding="utf-8")

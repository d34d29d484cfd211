"""``localize evaluate``: raw engine, pipeline and given files, as a table and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from localize.cli.evaluate import evaluate
from localize.errors import ReadError


@pytest.fixture
def testset(tmp_path: Path) -> Path:
    path = tmp_path / "news.tsv"
    path.write_text("Цены выросли на 5,2%.\tЦены выросли на 5,2%.\nОн пришёл.\tПришёл он.\n", encoding="utf-8")
    return path


def run(*args: object) -> Result:
    result = CliRunner().invoke(evaluate, [str(a) for a in args])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def run_json(*args: object) -> dict[str, Any]:
    return dict(json.loads(run(*args, "--json").stdout))


def test_raw(testset: Path) -> None:
    """The engine's translations are scored; the report names package, test set and the way."""
    found = run_json(testset, "--to", "kk", "--engine", "identity")
    assert (found["way"], found["package"], found["testset"], found["segments"]) == ("raw", "identity", "news", 2)
    assert [s["name"] for s in found["scores"]] == ["BLEU", "chrF2", "chrF2++"]
    assert 50 < found["scores"][1]["value"] < 100
    assert len(found["testset_hash"]) == len(found["package_hash"]) == 12
    assert found["words_per_second"] > 0
    assert "bands" not in found


def test_pipeline(testset: Path) -> None:
    """Through the pipeline figures are written as the target language writes them, and bands are judged."""
    save = testset.parent / "out.txt"
    found = run_json(testset, "--to", "en", "--engine", "identity", "--pipeline", "--save", save)
    assert found["way"] == "pipeline"
    assert save.read_text(encoding="utf-8") == "Цены выросли на 5.2%.\nОн пришёл.\n"
    assert sum(band["segments"] for band in found["bands"]["bands"]) == 2


def test_given(testset: Path) -> None:
    """A file made elsewhere is scored as it is, without an engine."""
    made = testset.parent / "made.txt"
    made.write_text("Цены выросли на 5,2%.\nПришёл он.\n", encoding="utf-8")
    found = run_json(testset, "--to", "kk", "--hypotheses", made)
    assert {s["value"] for s in found["scores"]} == {100.0}
    assert (found["engine"], found["package"], found["words_per_second"]) == ("", "", None)


def test_saved_translations_have_the_same_scores(testset: Path) -> None:
    """What --save wrote scores the same as when it was made."""
    save = testset.parent / "out.txt"
    made = run_json(testset, "--to", "kk", "--engine", "reverse", "--save", save)
    assert run_json(testset, "--to", "kk", "--hypotheses", save)["scores"] == made["scores"]


def test_given_with_a_line_too_few(testset: Path) -> None:
    """A file of another length is refused."""
    made = testset.parent / "made.txt"
    made.write_text("Цены\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"news\.tsv has 2 lines, .* has 1"):
        run(testset, "--to", "kk", "--hypotheses", made)


def test_table(testset: Path) -> None:
    """The table shows scores with signatures, scores by length, and the bands."""
    out = run(testset, "--to", "kk", "--engine", "identity", "--pipeline").stdout
    assert "chrF2++" in out
    assert "nw:2" in out
    assert "1–10" in out
    assert "rank correlation" in out


def test_two_files(tmp_path: Path) -> None:
    """Sources and references may be two files."""
    (tmp_path / "a.ru").write_text("раз два\n", encoding="utf-8")
    (tmp_path / "a.kk").write_text("два раз\n", encoding="utf-8")
    found = run_json(tmp_path / "a.ru", tmp_path / "a.kk", "--to", "kk", "--engine", "reverse")
    assert {s["value"] for s in found["scores"] if s["name"] != "BLEU"} == {100.0}

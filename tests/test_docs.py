"""Documents that can drift are generated or run."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from localize.checks import CHECKS
from localize.cli import COMMANDS
from localize.formats import FORMATS
from localize.packages import Package, open_package
from localize.review import REVIEW_FORMATS

ROOT = Path(__file__).parents[1]
DOCS = "\n".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])


SCRIPTS = [("docs/cli.md", "build_cli"), ("docs/checks.md", "make_checks"), ("README.md", "build_scores")]


def script(name: str) -> ModuleType:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("page", "name"), SCRIPTS)
def test_generated_page_is_what_its_script_writes(page: str, name: str) -> None:
    """docs/cli.md is `python docs/build_cli.py`, docs/checks.md make_checks.py, README's scores build_scores.py."""
    assert (ROOT / page).read_text(encoding="utf-8") == script(name).text()


def package(version: str, scores: dict[str, object]) -> Package:
    told = {"package_version": version, "from_code": "ru", "to_code": "kk", "scores": scores}
    return Package(ROOT, "shipped", told)


def test_table_of_scores_is_read_from_the_packages() -> None:
    """The first row names versions and figures of the packages; a set that was not measured leaves its cell empty."""
    found = script("build_scores").table(
        [package("9.8", {"eval/news.ru-kk": {"chrF2": 51, "BLEU": 17.25, "lines": 7}})]
    )
    head, _, first, *_ = found.splitlines()
    assert head == "|  | ru→kk FLORES | ru→kk news | ru→en FLORES | ru→en news |"
    assert first == "| **shipped: ru→kk 9.8** |  | 51.0 / 17.2 |  |  |"
    assert "(ru→kk news 7 lines)" in found


def test_measured_scores_reach_metadata_and_card(tmp_path: Path) -> None:
    """What was measured stands in metadata and model card alike; the package keeps its hash, its card the rest."""
    module = script("build_scores")
    (tmp_path / "metadata.json").write_text('{"package_version": "1", "from_code": "ru", "to_code": "kk"}')
    card = "# card\n\n## Scores on the development sets\n\n| old |\n|---|\n\n## Known weaknesses\n\nMany.\n"
    (tmp_path / "README.md").write_text(card)
    before = open_package(tmp_path)
    module.write_scores(before, {"eval/news.ru-kk": {"lines": 7, "chrF2": 51.0, "BLEU": 17.2}})
    after = open_package(tmp_path)
    assert (after.metadata["scores"]["eval/news.ru-kk"]["BLEU"], after.hash) == (17.2, before.hash)
    told = (tmp_path / "README.md").read_text()
    assert "| eval/news.ru-kk | 7 | 51.0 | 17.2 |\n\n## Known weaknesses\n\nMany.\n" in told
    assert "old" not in told


@pytest.mark.model
def test_a_package_is_measured(tmp_path: Path) -> None:
    """The figures are those of `localize evaluate`, with speed, signature and the hash of the test set."""
    module = script("build_scores")
    (tmp_path / "two.ru-kk.tsv").write_text("Экономика растёт.\tЭкономика өсуде.\nДа.\tИә.\n", encoding="utf-8")
    (tmp_path / "two.ru-en.tsv").write_text("Да.\tYes.\n", encoding="utf-8")
    kazakh = next(p for p in module.shipped() if p.target == "kk")
    ((name, found),) = module.measured(kazakh, tmp_path).items()
    assert (name, found["lines"]) == (f"{tmp_path.name}/two.ru-kk", 2)
    assert 0 < found["chrF2"] <= 100
    assert found["words_per_second"] > 0
    assert len(found["testset_hash"]) == 12
    assert "chrF2 nrefs:1" in found["signature"]


def test_everything_that_has_a_name_is_documented() -> None:
    """Every command, format, review format and check appears in the documents."""
    names = [*COMMANDS, *FORMATS, *REVIEW_FORMATS, *CHECKS]
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", DOCS)] == []


def test_links_inside_the_documents_lead_somewhere() -> None:
    """Relative links of README and docs/ name files that are there."""
    broken = []
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "training").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []

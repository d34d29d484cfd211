"""Documents that can drift are generated or run."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from localize.checks import CHECKS
from localize.cli import COMMANDS
from localize.formats import FORMATS
from localize.review import REVIEW_FORMATS

ROOT = Path(__file__).parents[1]
DOCS = "\n".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])


@pytest.mark.parametrize(("page", "script"), [("cli.md", "build_cli"), ("checks.md", "make_checks")])
def test_generated_page_is_what_its_script_writes(page: str, script: str) -> None:
    """docs/cli.md is `python docs/build_cli.py`, docs/checks.md is `python docs/make_checks.py`."""
    spec = importlib.util.spec_from_file_location(script, ROOT / "docs" / f"{script}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == module.text()


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

"""Documents that can drift are generated or run."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from localize.checks import CHECKS
from localize.cli import COMMANDS
from localize.formats import FORMATS
from localize.review import REVIEW_FORMATS

ROOT = Path(__file__).parents[1]
DOCS = "\n".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])


def test_cli_reference_is_what_help_says() -> None:
    """docs/cli.md is `python docs/build_cli.py`."""
    spec = importlib.util.spec_from_file_location("build_cli", ROOT / "docs" / "build_cli.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == module.text()


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


def test_table_of_checks_is_what_the_checks_say() -> None:
    """docs/checks.md is `python docs/make_checks.py`."""
    spec = importlib.util.spec_from_file_location("make_checks", ROOT / "docs" / "make_checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs/checks.md").read_text(encoding="utf-8") == module.text()

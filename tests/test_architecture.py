"""The house keeps to its plan: imports go only where DESIGN.md's table lets them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "localize"
NOUNS = {"__version__", "document", "errors", "registry", "messages", "files", "language"}
ALLOWED: dict[str, set[str]] = {
    "formats": NOUNS,
    "segment": NOUNS,
    "protect": NOUNS,
    "inflect": NOUNS,
    "glossary": NOUNS | {"inflect", "protect", "engines", "slots"},
    "memory": NOUNS,
    "slots": NOUNS,
    "inline": NOUNS | {"engines"},
    "packages": NOUNS,
    "engines": NOUNS | {"packages"},
    "checks": NOUNS | {"inflect"},
    "pipeline": NOUNS | {"inline", "slots", "protect", "checks", "engines", "inflect", "segment", "glossary", "memory"},
    "review": NOUNS | {"formats", "memory", "checks"},
    "evaluate": NOUNS | {"engines", "packages", "pipeline", "segment", "formats"},
}
EVERYTHING_BUT_CLI = {"desk", "batch", "__init__"}


def rooms() -> dict[str, set[str]]:
    """Room → rooms it imports anywhere, also inside functions."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "localize":
                names = [node.module] if "." in node.module else [f"localize.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names if alias.name.startswith("localize.")]
            found.setdefault(room, set()).update(name.split(".")[1] for name in names)
    return {room: targets - {room} for room, targets in found.items()}


def test_arrows_follow_the_plan() -> None:
    """No room imports one that the table forbids."""
    wrong = {
        room: sorted(targets - ALLOWED[room])
        for room, targets in rooms().items()
        if room in ALLOWED and targets - ALLOWED[room]
    }
    assert wrong == {}


def test_nobody_imports_the_command_line() -> None:
    """Only `__main__` knows `cli`."""
    assert [room for room, targets in rooms().items() if "cli" in targets and room != "__main__"] == []


def test_nouns_import_nothing_but_nouns() -> None:
    """The bottom of the house stands on itself."""
    table = rooms()
    assert {noun: table.get(noun, set()) - NOUNS for noun in ("document", "errors", "registry", "messages")} == {
        noun: set() for noun in ("document", "errors", "registry", "messages")
    }


def imported_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after ``code``."""
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_is_light() -> None:
    """`import localize` loads no model, no numpy, no XML parser, no network."""
    loaded = imported_by("import localize")
    assert not loaded & {"ctranslate2", "numpy", "pymorphy3", "sentencepiece", "lxml", "razdel", "polib", "jinja2"}


def test_help_is_light() -> None:
    """`localize --help` imports neither ctranslate2 nor numpy nor pymorphy3."""
    loaded = imported_by(
        "from click.testing import CliRunner; from localize.cli import main; CliRunner().invoke(main, ['--help'])"
    )
    assert not loaded & {"ctranslate2", "numpy", "pymorphy3", "sentencepiece"}

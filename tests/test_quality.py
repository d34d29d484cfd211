"""Lint and types are part of the run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", [["ruff", "check", "."], ["ruff", "format", "--check", "src", "tests"], ["mypy"]])
def test_tool_has_nothing_to_say(command: list[str]) -> None:
    """ruff finds no fault and no unformatted file, mypy (strict) no error."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

"""Write ``docs/checks.md`` from the checks themselves: ``python docs/make_checks.py``. A test compares the two."""

from __future__ import annotations

from pathlib import Path

from localize.checks import CHECKS, rules
from localize.checks.consistency import TITLES

HEAD = """# Checks

Made by `python docs/make_checks.py`; do not edit. The checks run inside `translate`, `apply` and `batch`, and on review
files with `localize check FILE…` (exit code 3 when something critical stands).

| check | severity | what it says |
|---|---|---|
"""
TAIL = """
Each draft gets a band: **fine**, **look** or **redo**, from the engine's score, the length and what the checks found. The
bands are calibrated on the development sets (`benchmarks/calibrate.py`); a package without calibration is at best `look`.
"""


def text() -> str:
    """The table, in the order in which a reviewer reads."""
    lines = [f"| `{rule.id}` | {rule.severity} | {rule.summary} |" for rule in rules(tuple(CHECKS))]
    lines += [f"| `{name}` | warning | {title} |" for name, title in TITLES.items()]
    return HEAD + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    (Path(__file__).parent / "checks.md").write_text(text(), encoding="utf-8")

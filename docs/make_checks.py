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
The severity above is the usual one; where the evidence is weak a finding is only a hint. A name that is missing is a
warning when another name stands in its place, or when translations hardly ever leave it out.

## Bands

Each draft gets a band from what drafts of the same package with the same signals were worth on the development sets: the
engine's score, the length, the share of the source's words that the engine looked at, and whether a check warns.

| band | what it means |
|---|---|
| **fine** | among the best that *this package* makes, by its own score, and no check warns: read it last. On development sentences one in ten gets there, and half or more of those have a chrF of 60 or more; it is no promise that the draft is right |
| **look** | read it against the source |
| **redo** | two thirds of such drafts had a chrF under 35, or nothing usable is there: translate anew |

`python -m benchmarks.calibrate /work/shared/eval kk [PACKAGE]` calibrates a package; what its bands were worth on pairs that
they were not fitted to stands in its row of `checks/data/bands.toml`, and `localize evaluate --pipeline` shows it for any
test set. A package without calibration is at best `look`.
"""


def text() -> str:
    """The table, in the order in which a reviewer reads."""
    lines = [f"| `{rule.id}` | {rule.severity} | {rule.summary} |" for rule in rules(tuple(CHECKS))]
    lines += [f"| `{name}` | warning | {title} |" for name, title in TITLES.items()]
    return HEAD + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    (Path(__file__).parent / "checks.md").write_text(text(), encoding="utf-8")

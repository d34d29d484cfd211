"""What ``localize packages show`` prints: a package in a few lines, its scores as a table, its model card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from localize.cli.output import shown, table
from localize.messages import _
from localize.packages import Package

SAID = {"package_version", "from_code", "from_name", "to_code", "to_name", "slots", "licence", "scores", "files"}


def card_of(package: Package) -> str:
    """The model card, if the package has one."""
    path = package.path / "README.md"
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def print_card(package: Package, size: int) -> None:
    """The package is not trusted: nothing that it says reaches the terminal with control characters in it."""
    told = package.metadata
    languages = [str(told.get(f"{side}_name") or told[f"{side}_code"]) for side in ("from", "to")]
    lines = {
        _("hash"): package.hash,
        _("origin"): package.origin,
        _("folder"): package.path,
        _("size"): f"{size / 1e6:.1f} MB",
        _("licence"): told.get("licence") or _("not named"),
        _("slots"): _("yes") if package.slots else _("no"),
        **{key: value for key, value in told.items() if key not in SAID},
    }
    width = max(map(len, lines))
    click.echo(shown(f"{package.name}: {' → '.join(languages)}"))
    for key, value in lines.items():
        click.echo(f"  {shown(key).ljust(width)}  {shown(str(value))}")
    if scores := told.get("scores"):
        click.echo()
        _print_scores(scores)
    if card := card_of(package):
        click.echo("\n" + "\n".join(map(shown, card.splitlines())))


def _print_scores(scores: Mapping[str, Any]) -> None:
    """Figures by test set, and below them how they were computed; what is no figure is left to ``--json``."""
    sets = {name: found for name, found in scores.items() if isinstance(found, dict)}
    names = [name for found in sets.values() for name, value in found.items() if isinstance(value, int | float)]
    columns = list(dict.fromkeys(names))
    rows = [(name, *(found.get(column, "") for column in columns)) for name, found in sets.items()]
    table((_("test set"), *columns), rows, err=False)
    for signature in dict.fromkeys(str(found["signature"]) for found in sets.values() if "signature" in found):
        click.echo(f"  {shown(signature)}")

"""``localize diff``: what a reviewer changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli.options import json_option
from localize.cli.output import print_json, say, shown
from localize.messages import _

if TYPE_CHECKING:
    from localize.review.diff import Difference

COLOURS = {"-": "red", "+": "green"}
BRACKETS = {"-": ("[-", "-]"), "+": ("{+", "+}")}


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--colour/--no-colour", default=None, help="Colours instead of [-old-]{+new+} [default: on a terminal].")
@json_option
def diff(old: Path, new: Path, colour: bool | None, as_json: bool) -> None:
    """Show what a reviewer changed between OLD and NEW, two review files of one article in any formats."""
    import sys

    from localize.desk.earlier import load
    from localize.review.diff import differences

    found = differences(load(old), load(new))
    if as_json:
        print_json({"differences": [difference.to_dict() for difference in found]})
        return
    coloured = sys.stdout.isatty() if colour is None else colour
    for difference in found:
        click.echo("\n".join(_lines(difference, coloured)), color=coloured)
    say(_("{count} segments differ").format(count=len(found)))


def _lines(difference: Difference, coloured: bool) -> list[str]:
    """A heading, the source, what became of the target, the remark."""
    lines = [f"{difference.id}  {', '.join(map(_, difference.kinds))}", f"  {shown(difference.source)}"]
    if difference.old_source:
        lines.insert(1, f"  ({shown(difference.old_source)})")
    if difference.old != difference.new:
        lines.append("  " + "".join(_piece(sign, shown(text), coloured) for sign, text in difference.words))
    return lines + [f"  # {shown(line)}" for line in difference.comment.splitlines()]


def _piece(sign: str, text: str, coloured: bool) -> str:
    if sign == "=":
        return text
    before, after = BRACKETS[sign]
    return (
        click.style(text, fg=COLOURS[sign], strikethrough=True if sign == "-" else None)
        if coloured
        else f"{before}{text}{after}"
    )

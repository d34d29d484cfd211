"""``localize apply``: reviewed files in, final articles out."""

from __future__ import annotations

from pathlib import Path

import click

from localize.cli.options import json_option
from localize.cli.output import print_json, table
from localize.messages import _


@click.command()
@click.argument("reviewed", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the final article.")
@click.option("--source", type=click.Path(path_type=Path, dir_okay=False), help="The article, when it lies elsewhere.")
@click.option("--allow-fuzzy", is_flag=True, help="Publish entries that nobody has approved.")
@click.option("--force", is_flag=True, help="Go on when rows are missing, unknown or in conflict.")
@json_option
def apply(
    reviewed: tuple[Path, ...], out: Path | None, source: Path | None, allow_fuzzy: bool, force: bool, as_json: bool
) -> None:
    """Merge REVIEWED files into their articles and write the final texts."""
    from localize.desk import apply_review
    from localize.errors import UsageError

    if out and len(reviewed) > 1:
        raise UsageError("--out names one file, but there are several reviews", "apply them one by one")
    done = [apply_review(path, source, out, allow_fuzzy=allow_fuzzy, force=force) for path in reviewed]
    if as_json:
        print_json({"results": [a.to_dict() for a in done]})
        return
    rows = [a.to_dict() for a in done]
    kinds = ("accepted", "changed", "untouched", "missing", "unknown", "conflict")
    table((_("review"), *map(_, kinds)), [(Path(r["review"]).name, *(r[k] for k in kinds)) for r in rows])
    for applied in done:
        click.echo(str(applied.path))

"""``localize apply``: reviewed files in, final articles out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli.options import format_option, json_option, memory_file, memory_option, no_memory_option
from localize.cli.output import print_json, say, table
from localize.messages import _

if TYPE_CHECKING:
    from localize.desk import Applied


@click.command()
@click.argument("reviewed", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="The final article; a folder for several.")
@click.option("--source", type=click.Path(path_type=Path, dir_okay=False), help="The article, when it lies elsewhere.")
@format_option
@click.option("--allow-fuzzy", is_flag=True, help="Publish entries that nobody has approved.")
@click.option("--force", is_flag=True, help="Go on when rows are missing, unknown or in conflict.")
@click.option("--dry-run", is_flag=True, help="Only show what would happen.")
@memory_option
@no_memory_option
@json_option
def apply(
    reviewed: tuple[Path, ...], out: Path | None, source: Path | None, format_name: str | None, allow_fuzzy: bool,
    force: bool, dry_run: bool, memory: Path | None, no_memory: bool, as_json: bool,
) -> None:  # fmt: skip
    """Merge REVIEWED files into their articles and write the final texts.

    Files of one article and language are merged together. What was approved goes into the translation memory.
    Exit code 3: published with drafts that nobody has approved, or partly in Russian.
    """
    from localize.desk import Request, apply_reviews

    request = Request(
        out, source, format_name, allow_fuzzy, force, dry_run, memory_file(memory, no_memory)
    )  # fmt: skip
    done = apply_reviews(reviewed, request, say)
    if as_json:
        print_json({"results": [applied.to_dict() for applied in done]})
    else:
        _show(done)
    if any(applied.refused for applied in done):
        raise click.exceptions.Exit(max(a.refused.exit_code for a in done if a.refused))
    if any(applied.needs_person for applied in done):
        raise click.exceptions.Exit(3)


def _show(done: Sequence[Applied]) -> None:
    from localize.review.merge import KINDS

    rows = [
        (" + ".join(Path(name).name for name in a.reviews), a.lang, *(len(getattr(a.merge, kind)) for kind in KINDS))
        for a in done if a.lang
    ]  # fmt: skip
    if rows:
        table((_("review"), _("to"), *map(_, KINDS)), rows)
    for applied in done:
        if applied.refused:
            say(f"localize: {applied.refused}" + (f"\n  → {applied.refused.hint}" if applied.refused.hint else ""))
        else:
            for line in _remarks(applied):
                say(line)
            click.echo(str(applied.path))


def _remarks(applied: Applied) -> list[str]:
    """What a person should know of an article that was written."""
    name = applied.path.name if applied.path else ""
    remarks = [
        (not applied.written, _("{name}: would be written")),
        (applied.fuzzy, _("{name}: {fuzzy} segments published that nobody has approved")),
        (applied.russian, _("{name}: {russian} segments left in Russian")),
        (applied.problems, _("{name}: {problems}")),
        (applied.remembered, _("{name}: {remembered} pairs new in the translation memory")),
    ]
    values = {"name": name, "fuzzy": applied.fuzzy, "russian": applied.russian, "remembered": applied.remembered,
              "problems": "; ".join(applied.problems)}  # fmt: skip
    return [text.format(**values) for holds, text in remarks if holds]

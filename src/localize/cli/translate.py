"""``localize translate``: articles in, drafts and review files out."""

from __future__ import annotations

import time
from pathlib import Path

import click

from localize.cli.options import (
    engine_option,
    format_option,
    json_option,
    out_option,
    package_option,
    to_option,
    whole_page_option,
)
from localize.cli.output import print_json, progress_bar, say, table
from localize.messages import _


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@to_option
@out_option
@click.option("--review", "reviews", multiple=True, metavar="FORMAT", help="Review files: po, html … [default: both]")
@engine_option
@package_option
@format_option
@whole_page_option
@click.option("--force", is_flag=True, help="Replace review files that a person has edited.")
@json_option
def translate(
    sources: tuple[Path, ...], languages: tuple[str, ...], out: Path | None, reviews: tuple[str, ...], engine: str,
    package: str | None, format_name: str | None, whole_page: bool, force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Translate SOURCES (files, or - for standard input) and write side-by-side review files."""
    from localize.desk import Job, translate_files

    start = time.perf_counter()
    job = Job(sources, languages, out, reviews or ("po", "html"), engine, package, format_name, whole_page, force)
    with progress_bar(1, _("translating")) as advance:
        results = translate_files(job, say, advance)
    seconds = time.perf_counter() - start
    if as_json:
        print_json({"seconds": round(seconds, 3), "results": [r.to_dict() for r in results]})
    else:
        head = (_("article"), _("to"), _("segments"), _("words"), _("seconds"), _("flagged"))
        table(head, [(r.name, r.lang, r.segments, r.words, f"{r.seconds:.1f}", r.flagged) for r in results])
        for path in (p for r in results for p in r.paths):
            click.echo(str(path))
    if any(r.critical for r in results):
        raise click.exceptions.Exit(3)

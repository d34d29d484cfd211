"""``localize translate``: articles in, drafts and review files out."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli.options import (
    engine_option,
    format_option,
    glossary_option,
    json_option,
    memory_file,
    memory_option,
    no_glossary_option,
    no_memory_option,
    out_option,
    package_option,
    to_option,
    whole_page_option,
)
from localize.cli.output import print_json, progress_bar, say, table
from localize.messages import _

if TYPE_CHECKING:
    from localize.memory import Exact


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True, readable=False))
@to_option
@out_option
@click.option("--review", "reviews", multiple=True, metavar="FORMAT", help="Review files: po, html … [default: both]")
@engine_option
@package_option
@format_option
@whole_page_option
@glossary_option
@no_glossary_option
@memory_option
@no_memory_option
@click.option(
    "--memory-exact",
    "exact",
    type=click.Choice(["fuzzy", "approved"]),
    default="fuzzy",
    show_default=True,
    help="How an exact match goes in: to be looked at, or as reviewed.",
)
@click.option("--force", is_flag=True, help="Drop what a person has done in earlier review files.")
@json_option
def translate(
    sources: tuple[Path, ...], languages: tuple[str, ...], out: Path | None, reviews: tuple[str, ...], engine: str,
    package: str | None, format_name: str | None, whole_page: bool, glossaries: tuple[Path, ...], no_glossary: bool,
    memory: Path | None, no_memory: bool, exact: Exact, force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Translate SOURCES (files, or - for standard input) and write side-by-side review files.

    What a person reviewed in earlier review files of the article is kept; changed sentences are marked.
    """
    from localize.desk import Job, translate_files

    start = time.perf_counter()
    job = Job(
        sources, languages, out, reviews or ("po", "html"), engine, package, format_name, whole_page, force,
        memory_file(memory, no_memory), exact, glossaries, not no_glossary,
    )  # fmt: skip
    if Path("-") in sources and sys.stdin and sys.stdin.isatty():
        say(_("type or paste the article; Ctrl-D on a line of its own ends it"))
    with progress_bar(1, _("translating")) as bar:
        results = translate_files(job, say, bar, bar.expect)
    seconds = time.perf_counter() - start
    if as_json:
        print_json({"seconds": round(seconds, 3), "results": [r.to_dict() for r in results]})
    else:
        head = (_("article"), _("to"), _("segments"), _("words"), _("seconds"), _("flagged"), _("kept"), _("memory"))
        table(head, [
            (r.name, r.lang, r.segments, r.words, f"{r.seconds:.1f}", r.flagged, r.kept, r.recalled) for r in results
        ])  # fmt: skip
        for path in (p for r in results for p in r.paths):
            click.echo(str(path))
    if any(r.critical for r in results):
        raise click.exceptions.Exit(3)

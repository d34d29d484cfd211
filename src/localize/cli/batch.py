"""``localize batch``: whole feeds, restartable; ``localize batch status DIR`` says how they stand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from localize.cli.options import (
    engine_option,
    glossary_option,
    json_option,
    memory_file,
    memory_option,
    no_glossary_option,
    no_memory_option,
    package_option,
    to_option,
)
from localize.cli.output import print_json, say, table
from localize.messages import _

folder = click.Path(path_type=Path, file_okay=False)


class BatchGroup(click.Group):
    """``localize batch FEED …`` is short for ``localize batch run FEED …``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=BatchGroup)
def batch() -> None:
    """Translate whole feeds and folders; a second run does only what is new.

    `localize batch SOURCE... --to kk --out DIR` is short for `localize batch run ...`.
    """


@batch.command()
@click.argument("sources", nargs=-1, required=True)
@to_option
@click.option("--out", type=folder, required=True, help="Folder for articles, feeds, report and ledger.")
@click.option("--review", "reviews", multiple=True, metavar="FORMAT", help="Review files: po, html … [default: both]")
@glossary_option
@no_glossary_option
@memory_option
@no_memory_option
@click.option("--jobs", type=click.IntRange(0), help="Processes [default: one a core]; 0: none but this.")
@click.option("--cluster", metavar="ADDRESS", help="Dask: tcp://host:8786, or local:N for N workers here.")
@click.option("--watch", type=click.FloatRange(1), metavar="SECONDS", help="Look again every so often, until Ctrl-C.")
@click.option("--limit", type=click.IntRange(0), help="At most so many new articles a language in this run.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Leave out what is older: 2026-02-21.")
@click.option("--retry-failed", is_flag=True, help="Try again what has failed before.")
@click.option("--force", is_flag=True, help="Drop what a person has done in earlier review files.")
@engine_option
@package_option
@json_option
def run(watch: float | None, as_json: bool, memory: Path | None, no_memory: bool, **asked: Any) -> None:
    """Translate SOURCES into a folder.

    A source is an RSS, Atom, JSON Feed, ninjs, NewsML-G2 or JSON Lines file, a folder or a 'glob' of these and of
    articles, - for standard input, or an http(s) address.
    """
    from localize.batch.interrupt import interruptible
    from localize.batch.progress import Progress
    from localize.batch.run import Request, Summary, run_batch

    since = asked.pop("since")
    asked["reviews"] = asked["reviews"] or ("po", "html")
    if asked.pop("no_glossary"):
        asked["glossaries"] = None
    day = since.date().isoformat() if since else ""
    request = Request(since=day, memory=memory_file(memory, no_memory), **asked)
    with interruptible(say) as stopped:
        told = False
        while True:
            summary: Summary = run_batch(
                request, say, Progress(show, 0.5 if sys.stderr.isatty() else 10.0), lambda: stopped(0)
            )
            if not told or summary.new:
                report(summary, as_json)
                told = True
            if not watch or stopped(watch):
                break
    if summary.interrupted:
        say(_("Stopped. Run the same command again to go on."))
        raise click.exceptions.Exit(1)
    if summary.failures or summary.critical:
        raise click.exceptions.Exit(3)


@batch.command()
@click.argument("directory", type=folder)
@json_option
def status(directory: Path, as_json: bool) -> None:
    """What was done in a folder, and what has failed."""
    from localize.batch.ledger import Ledger
    from localize.batch.report import totals

    with Ledger(directory, read_only=True) as ledger:
        rows, seconds = list(ledger.rows()), ledger.seconds()
    found = totals(rows)
    if as_json:
        failed = [row.to_dict() for row in rows if row.state == "failed"]
        print_json({**found, "seconds": round(seconds, 3), "failures": failed})
    else:
        table([_(name) for name in found], [tuple(found.values())], err=False)
        list_failures([row for row in rows if row.state == "failed"])
    if found["failed"]:
        raise click.exceptions.Exit(3)


def show(line: str, last: bool) -> None:
    """Progress: over the line before on a terminal, line by line elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{line}", nl=last, err=True)
    else:
        click.echo(line, err=True)


def report(summary: Any, as_json: bool) -> None:
    if as_json:
        print_json(summary.to_dict())
        return
    head = (_("new"), _("unchanged"), _("words"), _("seconds"), _("failed"), _("critical"))
    told = (summary.new, summary.kept, summary.words, f"{summary.seconds:.1f}", len(summary.failures), summary.critical)
    table(head, [told])
    list_failures(summary.failures)
    for path in (*summary.feeds, *summary.reports):
        click.echo(str(path))


def list_failures(rows: list[Any]) -> None:
    for row in rows:
        say(
            f"{row.source}: {row.title or row.id} ({row.lang}): {row.reason}"
            + (f"\n  → {row.hint}" if row.hint else "")
        )

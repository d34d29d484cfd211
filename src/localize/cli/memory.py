"""``localize memory``: the translation memory, looked into and looked after."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli.options import json_option, memory_file, memory_option
from localize.cli.output import print_json, say, shown, table
from localize.messages import _

if TYPE_CHECKING:
    from localize.memory import Memory

lang_option = click.option("--to", "lang", default="", metavar="LANG", help="Only pairs into this language.")


@click.group()
def memory() -> None:
    """The translation memory: what people approved, found again.

    `localize translate` asks it, `localize apply` fills it.
    """


def opened(path: Path | None) -> Memory:
    from localize.memory import Memory

    return Memory.open(memory_file(path) or Path())


@memory.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@memory_option
@json_option
def import_(files: tuple[Path, ...], memory: Path | None, as_json: bool) -> None:
    """Remember the pairs of TMX FILES, however large."""
    from dataclasses import asdict

    from localize.memory import tmx

    results = []
    with opened(memory) as store:
        for path in files:
            with path.open("rb") as stream:
                results.append({"file": str(path), **asdict(tmx.load(store, stream, path.name, f"{date.today()}"))})
    if as_json:
        print_json({"results": results})
    else:
        head = (_("file"), _("units"), _("pairs"), _("new"), _("skipped"))
        table(head, [tuple(result.values()) for result in results], err=False)


@memory.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@lang_option
@memory_option
def export(file: Path, lang: str, memory: Path | None) -> None:
    """Write all pairs to FILE as TMX 1.4b (- for standard output)."""
    from localize.files import write_file
    from localize.memory import Wanted, tmx

    with opened(memory) as store:
        pieces = tmx.write(store.pairs(Wanted(lang=lang)))
        if str(file) == "-":
            for piece in pieces:
                click.echo(piece, nl=False)
        else:
            write_file(file, pieces)
            click.echo(str(file))


@memory.command()
@memory_option
@json_option
def stats(memory: Path | None, as_json: bool) -> None:
    """How much is remembered, of what and from whom."""
    with opened(memory) as store:
        found = store.stats()
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        shown_value = ", ".join(f"{shown(k)} {n}" for k, n in value.items()) if isinstance(value, dict) else value
        click.echo(f"{name.replace('_', ' ')}: {shown_value}")


@memory.command()
@click.argument("text")
@lang_option
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many pairs.")
@memory_option
@json_option
def search(text: str, lang: str, limit: int, memory: Path | None, as_json: bool) -> None:
    """Find pairs whose source is like TEXT, and pairs that hold it on either side."""
    from localize.memory.search import search as look

    with opened(memory) as store:
        found = look(store, text, lang, limit)
    if as_json:
        print_json({"matches": [hit.to_dict() for hit in found]})
        return
    for hit in found:
        pair = hit.pair
        origin = " · ".join(filter(None, (pair.article, pair.date, pair.reviewer)))
        click.echo(f"{pair.id}  {pair.lang}  {hit.percent} %  {shown(origin)}" if hit.percent else
                   f"{pair.id}  {pair.lang}  {shown(origin)}")  # fmt: skip
        click.echo(f"  {shown(pair.source)}\n  {shown(pair.target)}")
    say(_("{count} pairs").format(count=len(found)))


@memory.command()
@click.option("--id", "ids", multiple=True, type=int, metavar="N", help="A pair's number, as `search` shows it.")
@click.option("--article", default="", metavar="ID", help="Pairs from this article.")
@click.option("--reviewer", default="", metavar="NAME", help="Pairs that this person approved.")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Pairs older than 2026-02-21.")
@click.option("--text", default="", help="Pairs that hold this text.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@lang_option
@memory_option
def forget(before: datetime | None, yes: bool, memory: Path | None, **asked: Any) -> None:
    """Remove pairs for good: all that meet every condition given."""
    from localize.errors import UsageError
    from localize.memory import Wanted

    wanted = Wanted(before=f"{before:%Y-%m-%d}" if before else "", **asked)
    if wanted == Wanted():
        raise UsageError("no condition: everything would be forgotten", "say which pairs: --id, --article, --before …")
    with opened(memory) as store:
        count = sum(1 for _pair in store.pairs(wanted))
        if count and not yes:
            click.confirm(_("Forget {count} pairs?").format(count=count), abort=True, err=True)
        say(_("{count} pairs forgotten").format(count=store.forget(wanted) if count else 0))


@memory.command()
@lang_option
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Made in so many articles.")
@click.option("--csv", "file", type=click.Path(path_type=Path, dir_okay=False), help="Term candidates for a glossary.")
@memory_option
@json_option
def lessons(lang: str, least: int, file: Path | None, memory: Path | None, as_json: bool) -> None:
    """The corrections that people make again and again: terms the glossary should have."""
    from dataclasses import asdict

    from localize.desk.lessons import candidates_csv
    from localize.files import write_file
    from localize.memory.lessons import lessons as learned

    with opened(memory) as store:
        found = learned(store, lang, least)
    if file:
        write_file(file, candidates_csv(found))
        click.echo(str(file))
    elif as_json:
        print_json({"lessons": [asdict(lesson) for lesson in found]})
    elif found:
        rows = [(x.lang, shown(x.source) or "–", shown(x.draft), shown(x.approved), x.articles, x.times) for x in found]
        head = (_("to"), _("Russian"), _("draft"), _("approved"), _("articles"), _("times"))
        table(head, rows, err=False)
    else:
        say(_("no correction was made in {least} articles").format(least=least))

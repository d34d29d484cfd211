"""``localize glossary``: see, change, check and exchange terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from localize.cli.options import json_option
from localize.cli.output import print_json, say, table
from localize.messages import _

if TYPE_CHECKING:
    from localize.glossary.term import Term

KINDS = click.Choice(["person", "place", "organisation", "term"])
to_option = click.option(
    "--to", "lang", default="kk", show_default=True, type=click.Choice(["kk", "en"]), help="Target language."
)
glossary_option = click.option(
    "--glossary", "files", multiple=True, type=click.Path(path_type=Path), help="A glossary of your own. Repeatable."
)
file_option = click.option(
    "--file", "path", type=click.Path(path_type=Path), help="The glossary to change (default: your own)."
)
kind_option = click.option("--kind", type=KINDS, help="person, place, organisation or term.")
note_option = click.option("--note", help="A note for people.")
flag_option = click.option(
    "--flag", "flags", multiple=True, metavar="FLAG", help="exact, plural, reading=аш … Repeatable."
)
forbid_option = click.option("--forbid", multiple=True, metavar="TEXT", help="A rendering never to write. Repeatable.")


@click.group()
def glossary() -> None:
    """See, change, check and exchange the terms that translations must hold to."""


@glossary.command("list")
@to_option
@glossary_option
@kind_option
@click.option("--status", type=click.Choice(["approved", "candidate"]), help="Only these.")
@json_option
def list_terms(lang: str, files: tuple[Path, ...], kind: str | None, status: str | None, as_json: bool) -> None:
    """List the terms that apply here: yours first, then the shipped ones."""
    from localize.glossary.termbase import termbase_for

    base = termbase_for(lang, Path("article"), files)
    show([t for t in base.terms if kind in (None, t.kind) and status in (None, t.status)], as_json)
    for conflict in base.conflicts:
        say(_("conflict: {conflict}").format(conflict=conflict))


@glossary.command()
@click.argument("text")
@to_option
@glossary_option
@json_option
def find(text: str, lang: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Find the terms in TEXT (any Russian form), or those that contain it."""
    from localize.glossary import terminology_for
    from localize.glossary.term import TermSpan, fold

    terminology = terminology_for(lang, Path("article"), files)
    found = [s.term for s in terminology.match(f"… {text}") if isinstance(s, TermSpan) and s.term]
    needle = fold(text).casefold()
    found += [t for t in terminology.termbase.terms if needle in fold(f"{t.source}\0{t.target}").casefold()]
    show(list(dict.fromkeys(found)), as_json)
    if not found:
        raise click.exceptions.Exit(1)


@glossary.command()
@click.argument("source")
@click.argument("target")
@to_option
@file_option
@kind_option
@note_option
@flag_option
@forbid_option
@click.option("--candidate", is_flag=True, help="Not yet approved: it is listed but not used.")
def add(
    source: str, target: str, lang: str, path: Path | None, kind: str | None, note: str | None,
    flags: tuple[str, ...], forbid: tuple[str, ...], candidate: bool,
) -> None:  # fmt: skip
    """Add a term: SOURCE in its Russian dictionary form, TARGET as it is to be written."""
    from localize.glossary import editing
    from localize.glossary.term import Term, read_flags

    path = editing.own_file(lang, path)
    status = "candidate" if candidate else "approved"
    new = Term(source, target, lang, kind or "term", status, note or "", forbidden=forbid)  # type: ignore[arg-type]
    editing.save(path, editing.added(editing.opened(path, lang), read_flags(new, flags), path))
    click.echo(f"{path}: {source} → {target}")


@glossary.command()
@click.argument("source")
@to_option
@file_option
@kind_option
@click.option("--target", help="What to write.")
@note_option
@flag_option
@forbid_option
@click.option("--approve", is_flag=True, help="Make a candidate a term.")
def edit(
    source: str, lang: str, path: Path | None, kind: str | None, target: str | None, note: str | None,
    flags: tuple[str, ...], forbid: tuple[str, ...], approve: bool,
) -> None:  # fmt: skip
    """Change the term SOURCE of your own glossary; --flag and --forbid replace what was there."""
    from localize.glossary import editing
    from localize.glossary.term import read_flags

    path = editing.own_file(lang, path)
    terms = editing.opened(path, lang)
    old = editing.the_one(terms, source, kind, lang, path)
    new = replace(old, target=target or old.target, note=old.note if note is None else note,
                  status="approved" if approve else old.status, forbidden=forbid or old.forbidden)  # fmt: skip
    new = read_flags(replace(new, flags=(), reading=None), flags) if flags else new
    editing.save(path, [new if t is old else t for t in terms])
    click.echo(f"{path}: {new.source} → {new.target}")


@glossary.command()
@click.argument("source")
@to_option
@file_option
@kind_option
def remove(source: str, lang: str, path: Path | None, kind: str | None) -> None:
    """Remove the term SOURCE from your own glossary."""
    from localize.glossary import editing

    path = editing.own_file(lang, path)
    terms = editing.opened(path, lang)
    gone = editing.the_one(terms, source, kind, lang, path)
    editing.save(path, editing.removed(terms, gone))
    click.echo(f"{path}: {gone.source} ✕")


@glossary.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@to_option
@file_option
@click.option("--overwrite", is_flag=True, help="Where both have a term, take the imported one.")
def import_terms(source: Path, lang: str, path: Path | None, overwrite: bool) -> None:
    """Take the terms of SOURCE (po, csv, OmegaT tsv, tbx) into your own glossary."""
    from localize.glossary import editing, termbase

    path = editing.own_file(lang, path)
    new = [t for t in termbase.load(source, lang) if t.lang == lang]
    terms, fresh, differing = editing.imported(editing.opened(path, lang), new, overwrite)
    editing.save(path, terms)
    what = _("replaced") if overwrite else _("differ and were kept as they are (--overwrite takes the others)")
    click.echo(
        _("{path}: {fresh} new, {differing} {what}").format(path=path, fresh=fresh, differing=differing, what=what)
    )


@glossary.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "langs",
    multiple=True,
    type=click.Choice(["kk", "en"]),
    help="Target languages. [default: kk; csv, tbx: both]",
)
@glossary_option
@click.option("--format", "format_name", help="po, csv, omegat, tbx or tbx3 (default: by the file's name).")
def export(target: Path, langs: tuple[str, ...], files: tuple[Path, ...], format_name: str | None) -> None:
    """Write all terms that apply here to TARGET, for Poedit, a spreadsheet, OmegaT or a term database."""
    from localize.glossary import editing
    from localize.glossary.exchange import format_of
    from localize.glossary.termbase import termbase_for

    both = (format_name or format_of(target.name)) in ("csv", "tbx", "tbx3")
    languages = langs or (("kk", "en") if both else ("kk",))
    terms = [t for lang in languages for t in termbase_for(lang, Path("article"), files).terms]
    editing.save(target, terms, format_name)
    click.echo(f"{target}: {len(terms)}")


@glossary.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@to_option
@json_option
def check(paths: tuple[Path, ...], lang: str, as_json: bool) -> None:
    """Find duplicates, contradictions, undeclinable targets and hidden terms in PATHS (default: all that apply)."""
    from localize.document import Severity
    from localize.glossary.audit import audit
    from localize.glossary.termbase import load, termbase_for

    base = termbase_for(lang, Path("article"))
    terms = [t for p in paths for t in load(p, lang) if t.lang == lang] if paths else list(base.terms)
    findings = audit(terms)
    if as_json:
        print_json([{"fault": f.fault, "severity": f.severity, "message": f.message} for f in findings])
    else:
        table(
            (_("fault"), _("severity"), _("message")), [(f.fault, f.severity, f.message) for f in findings], err=False
        )
    if any(f.severity is not Severity.HINT for f in findings):
        raise click.exceptions.Exit(3)


@glossary.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@to_option
@glossary_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write the candidates (default: candidates.LANG.po)."
)
@json_option
def suggest(sources: tuple[Path, ...], lang: str, files: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Propose the names in SOURCES (articles, feeds) that no glossary holds, as a catalogue of candidates (fuzzy)."""
    from localize.glossary import editing, ner, terminology_for
    from localize.glossary.candidates import candidates

    if not ner.is_installed():
        say(_("names are found by their capitals only; better: pip install 'localize[ner]'"))
    texts = [text for path in sources for text in sentences_of(path)]
    found = candidates(texts, terminology_for(lang, sources[0], files))
    path = out or Path(f"candidates.{lang}.po")
    editing.save(path, [c.term(lang) for c in found])
    if as_json:
        print_json([asdict(c) for c in found])
    else:
        head = (_("name"), _("kind"), _("times"), _("proposal"))
        table(head, [(c.source, c.kind, c.count, c.proposals.get(lang, "")) for c in found], err=False)
        say(str(path))


@glossary.command()
@click.argument("term")
@click.option("--reading", help="How an acronym is said: аш for АҚШ.")
@json_option
def forms(term: str, reading: str | None, as_json: bool) -> None:
    """Print the Kazakh cases of TERM: singular, plural, possessive."""
    from localize.inflect import kazakh

    paradigm = kazakh.forms(term, reading=reading)
    columns: dict[str, Any] = {k: dict(getattr(paradigm, k)) for k in ("singular", "plural", "possessive")}
    if as_json:
        print_json({"term": term, **columns})
        return
    rows = [(case, *(columns[k][case] for k in columns)) for case in paradigm.singular]
    table((_("case"), _("singular"), _("plural"), _("possessive")), rows, err=False)


def sentences_of(path: Path) -> Iterator[str]:
    """The sentences of an article, or of every item of a feed; an item that cannot be read is said."""
    from localize import formats
    from localize.batch.sources import SOURCES, kind_of
    from localize.desk import read_article
    from localize.segment import segment_block

    kind = kind_of(path, b"") if path.is_file() else "files"
    if kind == "files":
        yield from (segment.text for segment in read_article(path).segments())
        return
    with TemporaryDirectory() as folder:
        for item in SOURCES[kind](path.name, path, Path(folder), "").items():
            if item.problem:
                say(f"{path}: {item.problem}")
                continue
            article = formats.read(item.data, item.file or "item.html", segment_block)
            yield from (segment.text for segment in article.segments())


def show(terms: list[Term], as_json: bool) -> None:
    from localize.glossary.term import write_flags

    if as_json:
        print_json([asdict(t) for t in terms])
        return
    rows = [(t.source, t.target, t.kind, t.status, write_flags(t), t.origin) for t in terms]
    table((_("term"), _("target"), _("kind"), _("status"), _("flags"), _("from")), rows, err=False)

"""``localize packages``: which packages there are, whether they work, more of them, and packages of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli.options import json_option
from localize.cli.output import print_json, progress_bar, say, table
from localize.messages import _

if TYPE_CHECKING:
    from localize.packages import Package
    from localize.packages.install import Installed
    from localize.packages.verify import Finding

QUANTIZATIONS = ("int8", "int8_float32", "int16", "float16", "float32")
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
from_option = click.option("--from", "source", default="ru", show_default=True, metavar="LANG", help="Source language.")
target_option = click.option("--to", "target", required=True, metavar="LANG", help="Target language.")
version_option = click.option("--package-version", "version", default="1.0", show_default=True, help="Its version.")
result_option = click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), show_default="here", help="A folder, or the file's name."
)


@click.group()
def packages() -> None:
    """List, check, install, remove, pack and convert translation packages (Argos format)."""


@packages.command("list")
@json_option
def list_packages(as_json: bool) -> None:
    """The packages that are installed; * marks the one that translates its pair."""
    from localize.packages import installed

    found = list(installed())
    used = {(p.source, p.target): p for p in reversed(found)}
    rows = [_row(p) | {"used": used[p.source, p.target] is p} for p in found]
    if as_json:
        print_json({"packages": rows})
        return
    head = ("", _("package"), _("hash"), _("origin"), _("slots"), _("folder"))
    cells = [("*" if r["used"] else "", r["name"], r["hash"], r["origin"], _yes(r["slots"]), r["path"]) for r in rows]
    table(head, cells, err=False)


def _row(package: Package) -> dict[str, Any]:
    return {
        "name": package.name, "source": package.source, "target": package.target, "version": package.version,
        "hash": package.hash, "origin": package.origin, "slots": package.slots, "path": str(package.path),
    }  # fmt: skip


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


@packages.command()
@click.argument("name")
@json_option
def show(name: str, as_json: bool) -> None:
    """What a package (a name, a file or a folder) says of itself: languages, size, scores, model card."""
    from localize.cli.card import card_of, print_card
    from localize.packages import get
    from localize.packages.layout import parts

    package = get(name)
    size = sum(path.stat().st_size for path in parts(package.path).values())
    if as_json:
        print_json(_row(package) | {"bytes": size, "metadata": package.metadata, "card": card_of(package)})
    else:
        print_card(package, size)


@packages.command()
@click.argument("names", nargs=-1)
@json_option
def verify(names: tuple[str, ...], as_json: bool) -> None:
    """Check packages (names, files or folders; all when none is named): layout, metadata, hashes, a trial sentence."""
    from localize.packages import places

    found = {name: _findings(name) for name in names or [str(path) for _, path in places()]}
    rows = [
        {"package": name, "check": f.check, "good": f.good, "seen": f.seen} for name, fs in found.items() for f in fs
    ]
    if as_json:
        print_json({"findings": rows})
    else:
        cells = [(r["package"], r["check"], _("good") if r["good"] else _("BAD"), r["seen"]) for r in rows]
        table((_("package"), _("check"), "", _("seen")), cells, err=False)
    if not all(row["good"] for row in rows):
        raise click.exceptions.Exit(1)


def _findings(name: str) -> Sequence[Finding]:
    """What is found of a package. A damaged one has no name but its folder's, and hides no other one of that name."""
    from localize.errors import PackageError
    from localize.packages import get, places
    from localize.packages.verify import Finding, verify

    named = [path for _, path in places() if path.is_dir() and path.name == name.replace(".", "_")]
    folder = Path(name) if Path(name).is_dir() else next(iter(named), None)
    try:
        return verify(folder or get(name).path, _trial)
    except PackageError as error:
        if not Path(name).is_file():
            raise
        return [Finding("archive", str(error).removeprefix(f"{name}: "), False)]


def _trial(package: Package, sentences: Sequence[str]) -> list[str]:
    from localize.engines.ctranslate import open_engine

    return [hypotheses[0].text for hypotheses in open_engine(package).translate(sentences)]


@packages.command()
@click.argument("name")
@json_option
def install(name: str, as_json: bool) -> None:
    """Install a .argosmodel file, a package folder, or NAME (translate-ru_en) from the public Argos index."""
    from localize.packages.install import install as put

    is_path = Path(name).exists() or "/" in name or name.endswith(".argosmodel")
    done = put(Path(name), trial=_trial) if is_path else _from_index(name)
    if as_json:
        print_json(_row(done.package) | {"replaced": done.replaced, "already": done.already, "used": done.used})
        return
    state = _("was installed already") if done.already else _("installed")
    if done.replaced:
        state = _("installed in place of {hash}").format(hash=done.replaced)
    click.echo(f"{done.package.name} ({done.package.hash}): {state}, {done.package.path}")
    if done.used != done.package.name:
        say(_("{name} still translates: it is newer or takes precedence").format(name=done.used))


def _from_index(name: str) -> Installed:
    from localize.packages import index, installed, user_folder
    from localize.packages.install import install as put

    source, target, _version = index.languages_of(name)
    for package in installed():
        if (package.source, package.target) == (source, target):
            say(_("{name} ({origin}) is here already").format(name=package.name, origin=package.origin))
            break
    say(_("asking the index at {url}").format(url=index.index_url()))
    chosen = index.choose(name, index.available())
    with progress_bar(100, chosen.name) as advance, index.downloaded(chosen, user_folder(), advance) as path:
        return put(path, trial=_trial)


@packages.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove a package that was installed with `localize packages install`."""
    from localize.packages import installed, user_folder
    from localize.packages.install import remove as take_out

    gone = take_out(name)
    click.echo(_("{name} removed from {path}").format(name=gone, path=user_folder()))
    left = [p for p in installed() if gone.startswith(f"translate-{p.source}_{p.target}-")]
    if left:
        say(_("{name} ({origin}) translates now").format(name=left[0].name, origin=left[0].origin))
    else:
        say(_("no package is left for these languages"))


@packages.command()
@click.option("--all", "every", is_flag=True, help="All languages, not only Russian, Kazakh and English.")
@json_option
def available(every: bool, as_json: bool) -> None:
    """What the public Argos index has (asks the network; ARGOS_PACKAGE_INDEX names another index)."""
    from localize.packages import index

    ours = {"ru", "kk", "en"}
    found = [p for p in index.available() if every or {p.source, p.target} <= ours]
    if as_json:
        print_json({"index": index.index_url(), "packages": [{"name": p.name, "links": p.links} for p in found]})
        return
    table((_("package"), _("from")), [(p.name, p.links[0]) for p in found], err=False)
    if not any(p.target == "kk" for p in found):
        say(_("the index has no package into Kazakh; see docs/packages.md for models that can be converted"))


@packages.command()
@click.argument("model", type=FOLDER)
@click.option("--tokenizer", type=FILE, help="SentencePiece model of both sides, or of the source side.")
@click.option("--target-tokenizer", type=FILE, help="SentencePiece model of the target side, where it differs.")
@from_option
@click.option("--to", "target", metavar="LANG", help="Target language.")
@version_option
@click.option("--metadata", type=FILE, help="JSON with more metadata: slots, target_prefix, scores …")
@click.option("--readme", type=FILE, help="Model card.")
@result_option
def pack(
    model: Path, tokenizer: Path | None, target_tokenizer: Path | None, source: str, target: str | None, version: str,
    metadata: Path | None, readme: Path | None, out: Path,
) -> None:  # fmt: skip
    """Make a .argosmodel of MODEL: a CTranslate2 model folder, or a package folder as it stands."""
    from localize.errors import UsageError
    from localize.packages import pack as packing

    if (model / "metadata.json").is_file():
        click.echo(str(packing.pack_folder(model, out)))
        return
    if tokenizer is None or target is None:
        raise UsageError(f"{model} is no package yet: name its tokenizer and languages", "add --tokenizer FILE --to kk")
    files = {"sentencepiece.model": tokenizer} | ({"target.spm": target_tokenizer} if target_tokenizer else {})
    more = packing.read_more(metadata) if metadata else {}
    made = packing.pack(model, files, packing.describe(source, target, version, more), out, [readme] if readme else [])
    click.echo(str(made))


@packages.command()
@click.argument("folder", type=FOLDER)
@from_option
@target_option
@version_option
@click.option("--source-prefix", metavar="TEXT", help="Before every source: a token ('>>kaz<<', '<2kk>') or text.")
@click.option("--target-prefix", metavar="TOKEN", help="Before every target: '__kk__', 'kaz_Cyrl'.")
@click.option("--quantization", default="int8", show_default=True, type=click.Choice(QUANTIZATIONS), help="Of weights.")
@result_option
def convert(
    folder: Path, source: str, target: str, version: str, source_prefix: str | None, target_prefix: str | None,
    quantization: str, out: Path,
) -> None:  # fmt: skip
    """Convert a Hugging Face FOLDER (MarianMT, M2M-100, NLLB, T5, MADLAD) to a .argosmodel; needs localize[convert]."""
    from localize.packages.convert import Wanted
    from localize.packages.convert import convert as run

    made = run(folder, out, Wanted(source, target, version, source_prefix, target_prefix, quantization))
    click.echo(str(made))
    say(_("install it: localize packages install {path}").format(path=made))

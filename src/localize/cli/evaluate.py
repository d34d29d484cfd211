"""``localize evaluate``: how good is a package, an engine or a file of translations?"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from localize.cli.options import engine_option, json_option, package_option
from localize.cli.output import print_json, progress_bar, table
from localize.messages import _

if TYPE_CHECKING:
    from localize.document import Draft
    from localize.engines import Engine
    from localize.evaluate.scores import Evaluation

RANKINGS = {"band": "correlation", "estimate": "estimate", "engine score": "engine"}
PATH = click.Path(path_type=Path, dir_okay=False, exists=True)


@dataclass(frozen=True, slots=True)
class Run:
    """What translated, and how long it took; ``drafts`` only through the pipeline, no engine for a given file."""

    hypotheses: Sequence[str]
    way: str
    package: str = ""
    package_hash: str = ""
    seconds: float = 0.0
    drafts: Sequence[Draft] = ()


@click.command()
@click.argument("source", type=PATH)
@click.argument("reference", type=PATH, required=False)
@click.option("--to", "lang", required=True, metavar="LANG", help="Target language: kk or en.")
@click.option("--from", "source_lang", default="ru", show_default=True, metavar="LANG", help="Source language.")
@engine_option
@package_option
@click.option("--pipeline", "with_pipeline", is_flag=True, help="Translate as `localize translate` does, not raw.")
@click.option("--hypotheses", type=PATH, help="Score this file of translations; nothing is translated.")
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False), help="Write the translations to this file.")
@json_option
def evaluate(
    source: Path, reference: Path | None, lang: str, source_lang: str, engine: str, package: str | None,
    with_pipeline: bool, hypotheses: Path | None, save: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Score translations of SOURCE against REFERENCE: BLEU, chrF2, chrF2++, speed, and scores by segment length.

    Both are text files with a segment a line; one file of source<TAB>reference will do.
    """
    from localize.checks.quality import expected
    from localize.engines import ENGINES
    from localize.evaluate.bands import judge_bands
    from localize.evaluate.scores import evaluate as score
    from localize.evaluate.testset import read_testset
    from localize.files import write_file

    testset = read_testset(source, reference)
    if hypotheses:
        run = _given(source, testset.sources, hypotheses)
    else:
        loaded = ENGINES[engine](source_lang, lang, package)
        with progress_bar(len(testset.sources), _("translating")) as advance:
            run = (_through_pipeline if with_pipeline else _raw)(loaded, testset.sources, lang, advance)
    if save:
        write_file(save, "".join(h.replace("\n", " ") + "\n" for h in run.hypotheses).encode())
    found = score(testset, run.hypotheses)
    bands = judge_bands(run.drafts, testset.references, [expected(d) for d in run.drafts]) if run.drafts else None
    report = {"way": run.way, "engine": "" if hypotheses else engine} | _report(run, found)
    report |= {"bands": bands.to_dict()} if bands else {}
    if as_json:
        print_json(report)
    else:
        _show(report)


def _given(source: Path, sources: Sequence[str], path: Path) -> Run:
    from localize.evaluate.testset import read_lines, require_same_length

    lines = read_lines(path)
    require_same_length(source, sources, path, lines)
    return Run(lines, f"given: {path.name}")


def _raw(engine: Engine, sources: Sequence[str], lang: str, progress: Callable[[int], None]) -> Run:
    """The engine's best hypotheses, with nothing done before or after it."""
    start = time.perf_counter()
    found = engine.translate(sources, 1, progress)
    seconds = time.perf_counter() - start
    return Run([h[0].text for h in found], "raw", engine.package, engine.package_hash, seconds)


def _through_pipeline(engine: Engine, sources: Sequence[str], lang: str, progress: Callable[[int], None]) -> Run:
    """Drafts as `localize translate` makes them: glossary, figures and names in slots, checks and bands."""
    from localize.checks.quality import band
    from localize.document import Segment
    from localize.glossary import terminology_for
    from localize.pipeline import Settings, drafts_of

    segments = [Segment(f"l{n}", text, 0, len(text)) for n, text in enumerate(sources, start=1)]
    start = time.perf_counter()
    drafts = drafts_of(segments, engine, Settings(lang, terms=terminology_for(lang)), progress)
    drafts = [replace(draft, band=band(draft)) for draft in drafts]
    seconds = time.perf_counter() - start
    return Run([d.target for d in drafts], "pipeline", engine.package, engine.package_hash, seconds, drafts)


def _report(run: Run, found: Evaluation) -> dict[str, Any]:
    speed = round(found.words / run.seconds, 1) if run.seconds else None
    return {
        "package": run.package, "package_hash": run.package_hash, "seconds": round(run.seconds, 2),
        "words_per_second": speed, **found.to_dict(),
    }  # fmt: skip


def _show(report: dict[str, Any]) -> None:
    head = f"{report['testset']} ({report['testset_hash']}): {report['segments']} segments, {report['words']} words"
    click.echo(head)
    if report["package"]:
        click.echo(
            f"{report['package']} ({report['package_hash']}), {report['way']}: {report['seconds']:.1f} s, "
            f"{report['words_per_second']:.0f} words/s, {report['empty']} without a translation"
        )
    rows = [(s["name"], f"{s['value']:.2f}", s["signature"]) for s in report["scores"]]
    table((_("score"), _("value"), _("signature")), rows, False)
    names = [s["name"] for s in report["scores"]]
    rows = [(b["words"], b["segments"], *(f"{s['value']:.2f}" for s in b["scores"])) for b in report["by_length"]]
    click.echo()
    table((_("words"), _("segments"), *names), rows, False)
    if bands := report.get("bands"):
        click.echo()
        rows = [(b["band"], b["segments"], f"{b['chrf']:.2f}") for b in bands["bands"]]
        table((_("band"), _("segments"), "chrF2"), rows, False)
        figures = ", ".join(f"{name} {bands[key]}" for name, key in RANKINGS.items())
        click.echo(f"rank correlation with sentence chrF2: {figures}")
